"""What a second person signs, and what is signed of an invitation. SPEC W-86 and W-87."""

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
    statement = call.ApprovalStatement(
        operation=Method.METHOD_INVITE,
        target=invitation.invitation,
        digest=invitation.digest,
        nonce=secrets.token_bytes(16),
        expires_at_ms=expires_at_ms,
        log_size=listed.log_size,
        store=listed.store,
    ).SerializeToString()
    signature = signer.sign(_LABEL + statement).signature
    return call.ApproveRequest(statement=statement, signature=signature)


def invitation_digest(
    invitation: bytes,
    member: bytes,
    name: str,
    roles: Sequence[tuple[str, bytes]],
    issuer: bytes,
    expires_at_ms: int,
) -> bytes:
    """The digest of an invitation, for those who know the ids of its people (SPEC W-87)."""

    def text(value: str) -> bytes:
        data = value.encode()
        return struct.pack(">H", len(data)) + data

    content = b"madar/1 invitation" + invitation + member + text(name)
    content += struct.pack(">H", len(roles))
    content += b"".join(text(role) + organisation for role, organisation in roles)
    return hashlib.sha256(content + issuer + struct.pack(">q", expires_at_ms)).digest()
