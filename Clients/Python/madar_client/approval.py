"""What a second person signs, and what is signed of each thing. SPEC W-86, W-87 and W-121."""

import hashlib
import secrets
import struct
from collections.abc import Sequence
from typing import Protocol

from nacl.signing import SigningKey

from .messages import call_pb2 as call
from .messages.method_pb2 import Method

_LABEL = b"madar/1 approval"


def sign_approval(
    invitation: call.Invitation,
    listed: call.ListInvitationsAnswer,
    expires_at_ms: int,
    signer: SigningKey,
) -> call.ApproveRequest:
    """The statement over an invitation as the daemon listed it, and the signature of its bytes."""
    return _signed(
        Method.METHOD_INVITE,
        target=invitation.invitation,
        digest=invitation.digest,
        expires_at_ms=expires_at_ms,
        shown=listed,
        signer=signer,
    )


DOWNGRADE = b"madar/1 downgrade"
STAGE = b"madar/1 stage"


def sign_change_approval(
    label: bytes, shown: call.ReadFileAnswer, signer: SigningKey
) -> call.ApproveRequest:
    """The statement over what waits on a file, as it was read and shown.

    `label` is `DOWNGRADE` for a lower level of risk, `STAGE` for a stage.
    """
    change = shown.downgrade if label == DOWNGRADE else shown.proposed_stage
    return _signed(
        Method.METHOD_APPEND_ACT,
        target=shown.file,
        digest=change_digest(label, shown.file, shown.number, change),
        expires_at_ms=change.expires_at_ms,
        shown=change,
        signer=signer,
    )


def sign_committee_approval(
    listed: call.ListCommitteeAnswer, signer: SigningKey
) -> call.ApproveRequest:
    """The statement over a change of the committee, as it was listed and shown."""
    return _signed(
        Method.METHOD_CHANGE_COMMITTEE,
        target=listed.plan.plan,
        digest=committee_digest(listed.plan),
        expires_at_ms=listed.plan.expires_at_ms,
        shown=listed,
        signer=signer,
    )


def committee_digest(plan: call.CommitteePlan) -> bytes:
    """The digest of a change of the committee, over what a person is shown (SPEC W-181)."""
    committee = plan.committee
    content = b"madar/1 committee" + plan.plan
    content += struct.pack(
        ">IIH",
        committee.members_needed,
        committee.escrow_members_needed,
        len(committee.custodians),
    )
    for one in committee.custodians:
        content += struct.pack(">I", one.index) + _text(one.label) + one.key
    content += plan.proposer + struct.pack(">q", plan.expires_at_ms)
    return hashlib.sha256(content).digest()


def sign_witness_approval(
    witness: call.Witness, listed: call.ListWitnessesAnswer, signer: SigningKey
) -> call.ApproveRequest:
    """The statement over a witness that waits, or its removal, as it was listed and shown."""
    return _signed(
        Method.METHOD_CHANGE_WITNESS,
        target=witness.witness,
        digest=witness_digest(witness),
        expires_at_ms=witness.expires_at_ms,
        shown=listed,
        signer=signer,
    )


def witness_digest(witness: call.Witness) -> bytes:
    """The digest of what waits of a witness, over what a person is shown (SPEC W-149)."""
    trusted = witness.trusted_at_ms != 0
    content = b"madar/1 witness" + bytes([2 if trusted else 1]) + witness.witness
    content += _text(witness.name) + witness.key
    content += witness.remover if trusted else witness.proposer
    return hashlib.sha256(content + struct.pack(">q", witness.expires_at_ms)).digest()


def publication_hash(publication: call.Publication) -> bytes:
    """The hash of what a publication shows, as its leaf has it (SPEC W-214)."""
    content = b"madar/1 published" + _text(publication.province)
    content += struct.pack(">ii", publication.from_day, publication.until_day)
    content += struct.pack(">I", publication.definition_version) + publication.definition_hash
    content += struct.pack(">IH", publication.base, len(publication.tables))
    for table in publication.tables:
        content += _text(table.code) + bytes([table.state])
        content += _text(table.indicator) + _text(table.measure)
        content += bytes([min(table.rungs, 255), table.reason, len(table.dimensions)])
        for dimension in table.dimensions:
            content += _text(dimension.code) + struct.pack(">H", len(dimension.values))
            content += b"".join(_text(value) for value in dimension.values)
        content += struct.pack(">H", len(table.cells))
        content += b"".join(struct.pack(">I", cell) for cell in table.cells)
    return hashlib.sha256(content).digest()


def publication_digest(publication: call.Publication) -> bytes:
    """The digest of a publication that waits, over what a person is shown (SPEC W-215)."""
    content = b"madar/1 publication" + publication.publication + publication_hash(publication)
    content += publication.proposer + _text(publication.proposed_by)
    content += struct.pack(">qq", publication.proposed_at_ms, publication.expires_at_ms)
    return hashlib.sha256(content).digest()


def sign_publication_approval(
    read: call.ReadPublicationAnswer, signer: SigningKey
) -> call.ApproveRequest:
    """The statement over a publication that waits, as it was read and shown."""
    return _signed(
        Method.METHOD_CHANGE_PUBLICATION,
        target=read.publication.publication,
        digest=publication_digest(read.publication),
        expires_at_ms=read.publication.expires_at_ms,
        shown=read,
        signer=signer,
    )


def sign_backup_approval(listed: call.ListBackupsAnswer, signer: SigningKey) -> call.ApproveRequest:
    """The statement over the plan of backups that a list proposes, as it was shown."""
    plan = listed.proposed
    return _signed(
        Method.METHOD_PLAN_BACKUPS,
        target=plan.plan,
        digest=backup_plan_digest(plan),
        expires_at_ms=plan.expires_at_ms,
        shown=listed,
        signer=signer,
    )


def backup_plan_digest(plan: call.BackupPlan) -> bytes:
    """The digest of a plan of backups, over what a person is shown (SPEC W-170)."""
    content = b"madar/1 backups" + plan.plan + struct.pack(">H", len(plan.recipients))
    content += b"".join(plan.recipients) + _text(plan.folder) + _text(plan.key_folder)
    content += struct.pack(">HH", plan.hours, plan.kept) + plan.proposer
    return hashlib.sha256(content + struct.pack(">q", plan.expires_at_ms)).digest()


def sign_rotation_approval(
    rotation: call.Rotation, listed: call.ListKeysAnswer, signer: SigningKey
) -> call.ApproveRequest:
    """The statement over a rotation that waits, or over the retirement of its old key, as it was
    listed and shown."""
    return _signed(
        Method.METHOD_CHANGE_ROTATION,
        target=rotation.rotation,
        digest=rotation_digest(rotation),
        expires_at_ms=rotation.until_ms,
        shown=listed,
        signer=signer,
    )


def rotation_digest(rotation: call.Rotation) -> bytes:
    """The digest of a rotation, or of a retirement, over what a person is shown (SPEC W-161)."""
    retires = rotation.state == call.ROTATION_STATE_RETIREMENT
    content = b"madar/1 retirement" if retires else b"madar/1 rotation"
    content += rotation.rotation + bytes([rotation.data_class, rotation.compromised])
    if rotation.kind > 1:
        content += bytes([rotation.kind])
    content += rotation.planner + _text(rotation.planned_by)
    content += struct.pack(">qq", rotation.planned_at_ms, rotation.until_ms)
    if retires:
        content += struct.pack(">I", rotation.backups_needing)
    return hashlib.sha256(content).digest()


def sign_renewal_approval(listed: call.ListKeysAnswer, signer: SigningKey) -> call.ApproveRequest:
    """The statement over the order of new data keys that waits, as it was listed and shown."""
    return _signed(
        Method.METHOD_CHANGE_RENEWAL,
        target=listed.renewal.renewal,
        digest=renewal_digest(listed.renewal),
        expires_at_ms=listed.renewal.until_ms,
        shown=listed,
        signer=signer,
    )


def renewal_digest(renewal: call.Renewal) -> bytes:
    """The digest of an order of new data keys, over what a person is shown (SPEC W-163)."""
    content = b"madar/1 renewal" + renewal.renewal + bytes([renewal.classes])
    content += renewal.planner + _text(renewal.planned_by)
    content += struct.pack(">qq", renewal.planned_at_ms, renewal.until_ms)
    content += struct.pack(">H", len(renewal.files)) + b"".join(renewal.files)
    return hashlib.sha256(content).digest()


def sign_restoration_approval(told: call.Restoration, signer: SigningKey) -> call.ApproveRequest:
    """The statement over a restoration of the store, as it was told."""
    return _signed(
        Method.METHOD_SIGN_RESTORATION,
        target=told.restoration,
        digest=restoration_digest(told),
        expires_at_ms=told.expires_at_ms,
        shown=told,
        signer=signer,
    )


def restoration_digest(told: call.Restoration) -> bytes:
    """The digest of a restoration of the store, over what a person is shown (SPEC W-175)."""
    content = b"madar/1 restoration" + told.restoration + _text(told.note) + _text(told.lost)
    content += struct.pack(">q", told.at_ms) + told.proposer + _text(told.proposed_by)
    return hashlib.sha256(content + struct.pack(">q", told.expires_at_ms)).digest()


class _Shown(Protocol):
    """An answer in which stood what is approved, with the log and the store as they were then."""

    log_size: int
    store: bytes


def _signed(
    operation: Method,
    *,
    target: bytes,
    digest: bytes,
    expires_at_ms: int,
    shown: _Shown,
    signer: SigningKey,
) -> call.ApproveRequest:
    data = call.ApprovalStatement(
        operation=operation,
        target=target,
        digest=digest,
        nonce=secrets.token_bytes(16),
        expires_at_ms=expires_at_ms,
        log_size=shown.log_size,
        store=shown.store,
    ).SerializeToString()
    return call.ApproveRequest(statement=data, signature=signer.sign(_LABEL + data).signature)


def _text(value: str) -> bytes:
    data = value.encode()
    return struct.pack(">H", len(data)) + data


def change_digest(label: bytes, file: bytes, number: str, change: call.PendingChange) -> bytes:
    """The digest of what waits on a file, over what a person is shown (SPEC W-121, W-130)."""
    content = label + file + _text(number)
    content += change.act + struct.pack(">Q", change.sequence)
    content += _text(change.standing) + _text(change.proposed)
    content += change.author + _text(change.author_name)
    return hashlib.sha256(content + struct.pack(">q", change.at_ms)).digest()


def invitation_digest(
    invitation: bytes,
    member: bytes,
    name: str,
    roles: Sequence[tuple[str, bytes]],
    issuer: bytes,
    expires_at_ms: int,
) -> bytes:
    """The digest of an invitation, for those who know the ids of its people (SPEC W-87)."""
    content = b"madar/1 invitation" + invitation + member + _text(name)
    content += struct.pack(">H", len(roles))
    content += b"".join(_text(role) + organisation for role, organisation in roles)
    return hashlib.sha256(content + issuer + struct.pack(">q", expires_at_ms)).digest()
