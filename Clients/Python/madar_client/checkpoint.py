"""Checkpoints of the daemon's log: what a client keeps so that nothing is forgotten. SPEC W-85."""

import base64
import binascii
import contextlib
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from . import limits
from .errors import MadarError

_DASH = "\u2014 "
_STATEMENT = "madar/log-key/1"


class CheckpointError(MadarError):
    """A note or a proof that does not hold."""


class Forgotten(CheckpointError):
    """The daemon's log is shorter than, or another than, the one that this client has seen."""


@dataclass(frozen=True)
class Checkpoint:
    """A verified note."""

    note: str
    size: int
    root: bytes


def _base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise CheckpointError("not base64") from error
    if base64.b64encode(data).decode() != text:
        raise CheckpointError("base64 in another form")
    return data


def _signed(text: bytes, lines: Sequence[str], name: str, log_key: bytes) -> bool:
    """Whether a key has signed a text; an error for a line that is none, or is false."""
    key_hash = hashlib.sha256(name.encode() + b"\n\x01" + log_key).digest()[:4]
    verified = False
    for line in lines:
        signer, _, encoded = line.removeprefix(_DASH).partition(" ")
        if not line.startswith(_DASH) or not signer or not encoded:
            raise CheckpointError("a line of signature that is none")
        data = _base64(encoded)
        if len(data) < 5:
            raise CheckpointError("a line of signature that is none")
        if signer != name or data[:4] != key_hash:
            continue
        try:
            VerifyKey(log_key).verify(text, data[4:])
        except (BadSignatureError, ValueError) as error:
            raise CheckpointError("a false signature") from error
        verified = True
    return verified


def read_note(note: str, origin: str, log_keys: Sequence[bytes]) -> Checkpoint:
    """Reads a note strictly and verifies that a key of the log signed it; lines of others are
    passed."""
    return _read(note, origin, log_keys)[0]


def read_newest(
    note: str, origin: str, known: Sequence[bytes], statements: Sequence[str]
) -> tuple[Checkpoint, list[bytes]]:
    """Reads the newest note, and gives the keys up to the one that signs now (SPEC W-193)."""
    keys = follow(known, statements, origin)
    read, newest = _read(note, origin, keys)
    # A statement may be told a moment before its key signs.
    if newest < len(known) - 1:
        raise CheckpointError("a note of a key that another one has followed")
    return read, keys[: newest + 1]


def _read(note: str, origin: str, log_keys: Sequence[bytes]) -> tuple[Checkpoint, int]:
    if len(note.encode()) > limits.NOTE_BYTES or not note.endswith("\n"):
        raise CheckpointError("not a note")
    lines = note[:-1].split("\n")
    if len(lines) < 5 or lines[3] or len(lines) - 4 > limits.NOTE_SIGNATURES:
        raise CheckpointError("not a note")
    name, size, root = lines[:3]
    if name != origin:
        raise CheckpointError("a note of another log")
    if not re.fullmatch(r"0|[1-9][0-9]{0,19}", size, re.ASCII) or int(size) >= 1 << 64:
        raise CheckpointError("a size that is none")
    root_hash = _base64(root)
    if len(root_hash) != 32:
        raise CheckpointError("a root that is none")
    signed = "".join(line + "\n" for line in lines[:3]).encode()
    found = [at for at, key in enumerate(log_keys) if _signed(signed, lines[4:], name, key)]
    if not found:
        raise CheckpointError(
            "no signature of the log's key: where nothing leads to another one,"
            " the device has to be invited again"
        )
    return Checkpoint(note, int(size), root_hash), found[-1]


def _statement(text: str, origin: str) -> tuple[bytes, bytes]:
    """The former and the new key of a statement that both have signed."""
    lines = text.split("\n")
    if (
        len(text.encode()) > limits.LOG_KEY_STATEMENT_BYTES
        or len(lines) < 9
        or lines[:2] != [_STATEMENT, origin]
        or not all(re.fullmatch(r"0|[1-9][0-9]{0,18}", time, re.ASCII) for time in lines[2:4])
        or not lines[4].startswith("former ")
        or not lines[5].startswith("new ")
        or lines[6]
        or lines[-1]
    ):
        raise CheckpointError("not a statement")
    former, new = _base64(lines[4][7:]), _base64(lines[5][4:])
    if len(former) != 32 or len(new) != 32 or former == new:
        raise CheckpointError("keys that are none")
    signed = "".join(line + "\n" for line in lines[:6]).encode()
    if not all(_signed(signed, lines[7:-1], origin, key) for key in (former, new)):
        raise CheckpointError("a statement that not both keys have signed")
    return former, new


def follow(known: Sequence[bytes], statements: Sequence[str], origin: str) -> list[bytes]:
    """The keys of a log as statements lead on from those that are known (SPEC W-193)."""
    keys = list(known)
    for text in statements:
        # What is no statement of this log is passed over.
        with contextlib.suppress(CheckpointError):
            former, new = _statement(text, origin)
            if former == keys[-1] and new not in keys:
                keys.append(new)
    return keys


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def consistent(
    first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the larger tree begins with the smaller (RFC 6962 2.1.2)."""
    if not 0 < first <= second or any(len(item) != 32 for item in proof):
        return False
    if first == second:
        return not proof and first_root == second_root
    items = list(proof)
    if first & (first - 1) == 0:
        items.insert(0, first_root)
    if not items:
        return False
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = items[0]
    for item in items[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = _node(item, old), _node(item, new)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            new = _node(new, item)
        node, last = node >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def included(leaf: bytes, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that a leaf's hash stands at the index (RFC 6962 2.1.1)."""
    if not 0 <= index < size or any(len(item) != 32 for item in (leaf, *proof)):
        return False
    node, last, found = index, size - 1, leaf
    for item in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = _node(item, found)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            found = _node(found, item)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def advance(kept: Checkpoint | None, new: Checkpoint, proof: Sequence[bytes]) -> Checkpoint:
    """What to keep now; an error where the daemon's log does not go on from what was kept."""
    if len(proof) > limits.PROOF_HASHES:
        raise CheckpointError("a proof that is too long")
    if kept is None or kept.size == 0:
        if proof:
            raise CheckpointError("a proof from nothing")
        return new
    if kept.size > new.size:
        raise Forgotten("the daemon's log is shorter than it was")
    if not consistent(kept.size, kept.root, new.size, new.root, proof):
        raise Forgotten("the daemon's log is not the one that this device has seen")
    return new
