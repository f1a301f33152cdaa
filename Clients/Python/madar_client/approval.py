"""What a second person signs, and what is signed of each thing. SPEC W-86, W-87 and W-121."""

import hashlib
import secrets
import struct
from collections.abc import Sequence

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
        call.ApprovalStatement(
            operation=Method.METHOD_INVITE,
            target=invitation.invitation,
            digest=invitation.digest,
            nonce=secrets.token_bytes(16),
            expires_at_ms=expires_at_ms,
            log_size=listed.log_size,
            store=listed.store,
        ),
        signer,
    )


def sign_downgrade_approval(shown: call.ReadFileAnswer, signer: SigningKey) -> call.ApproveRequest:
    """The statement over the lower level of risk that waits on a file, as it was read and shown."""
    return _signed(
        call.ApprovalStatement(
            operation=Method.METHOD_APPEND_ACT,
            target=shown.file,
            digest=downgrade_digest(shown.file, shown.number, shown.downgrade),
            nonce=secrets.token_bytes(16),
            expires_at_ms=shown.downgrade.expires_at_ms,
            log_size=shown.downgrade.log_size,
            store=shown.downgrade.store,
        ),
        signer,
    )


def _signed(statement: call.ApprovalStatement, signer: SigningKey) -> call.ApproveRequest:
    data = statement.SerializeToString()
    return call.ApproveRequest(statement=data, signature=signer.sign(_LABEL + data).signature)


def _text(value: str) -> bytes:
    data = value.encode()
    return struct.pack(">H", len(data)) + data


def downgrade_digest(file: bytes, number: str, downgrade: call.Downgrade) -> bytes:
    """The digest of a lower level of risk, over what a person is shown (SPEC W-121)."""
    content = b"madar/1 downgrade" + file + _text(number)
    content += downgrade.act + struct.pack(">Q", downgrade.sequence)
    content += _text(downgrade.standing) + _text(downgrade.proposed)
    content += downgrade.author + _text(downgrade.author_name)
    return hashlib.sha256(content + struct.pack(">q", downgrade.at_ms)).digest()


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
