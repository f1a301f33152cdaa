"""What a custodian does with his key: open his secret, and prove that he has it. SPEC W-180."""

import hashlib
import struct

from nacl.public import PrivateKey, SealedBox
from nacl.signing import SigningKey

from .errors import MadarError
from .messages import call_pb2 as call

DRILL, CHANGE = 1, 2


class NotCustodian(MadarError):
    """The key belongs to nobody of the committee."""


def custodian(key: PrivateKey, committee: call.Committee) -> call.Custodian:
    """The custodian whose key it is."""
    for one in committee.custodians:
        if one.key == bytes(key.public_key):
            return one
    raise NotCustodian


def secret(key: PrivateKey, committee: call.Committee) -> bytes:
    """The custodian's secret, out of its box."""
    return SealedBox(key).decrypt(custodian(key, committee).box)


def proof_key(of_secret: bytes, index: int, epoch: int) -> SigningKey:
    """The key with which a custodian proves that he has a secret."""
    message = of_secret + struct.pack(">BI", index, epoch)
    seed = hashlib.blake2b(message, digest_size=32, person=b"US1.member.proof").digest()
    return SigningKey(seed)


def proof(
    key: PrivateKey, committee: call.Committee, purpose: int, store: bytes, nonce: bytes
) -> bytes:
    """A custodian's signature for a drill or a change, 64 bytes."""
    index = custodian(key, committee).index
    signer = proof_key(secret(key, committee), index, committee.epoch)
    statement = b"madar/1 custody" + bytes([purpose]) + store
    statement += struct.pack(">IB", committee.epoch, index) + nonce
    return signer.sign(statement).signature
