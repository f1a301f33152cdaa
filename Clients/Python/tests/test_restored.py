"""A device meets a store that was restored, once or more often (SPEC W-175, W-177)."""

import pytest
from nacl.signing import SigningKey
from test_pieces import leaf_tree, note_of, subproof

from madar_client.checkpoint import Checkpoint, CheckpointError, Forgotten, read_note
from madar_client.messages import call_pb2 as call
from madar_client.restored import explanation, going_on, settling

SIGNER = SigningKey(bytes(range(32)))
NAME = "madar/" + "0" * 32


def read(note: str) -> Checkpoint:
    return read_note(note, NAME, [bytes(SIGNER.verify_key)])


def log(*turns: int, size: int) -> list[bytes]:
    """The leaves of a log that was restored where its turns are: others follow each."""
    return [bytes([sum(place >= turn for turn in turns), place]) for place in range(size)]


def note(*turns: int, size: int) -> str:
    return note_of(SIGNER, size, leaf_tree(log(*turns, size=size)), NAME)


def restoration(
    number: int, *turns: int, size: int, lost: int, signed: bool = True
) -> call.Restoration:
    """The restoration of a log of some turns to a size, which had more leaves before."""
    return call.Restoration(
        restoration=bytes([number] * 16),
        note=note(*turns, size=size),
        lost=note(*turns, size=lost),
        approved_at_ms=1 if signed else 0,
    )


# The log had 9 leaves when it was restored to 5, and 14 when it was restored to 11.
FIRST = restoration(1, size=5, lost=9)
LAST = restoration(2, 5, size=11, lost=14)


def test_w177_a_device_that_missed_one_of_two_restorations_is_told_it() -> None:
    told = [LAST, FIRST]
    # It saw the log as it first was, as it was after the first time, or both.
    assert explanation(read(note(size=8)), told, b"", read) == FIRST
    settled = settling(b"", FIRST.restoration)
    assert explanation(read(note(5, size=13)), told, settled, read) == LAST
    # What was told while the log went on explains nothing any more, nor does what came before it.
    for known in (settled, settling(b"", LAST.restoration)):
        with pytest.raises(Forgotten):
            explanation(read(note(size=8)), told, known, read)
    # Nor is a log that saw less than was restored explained by it: it forked.
    with pytest.raises(Forgotten):
        explanation(read(note(2, size=5)), told, b"", read)
    with pytest.raises(Forgotten):
        explanation(read(note(size=8)), [], b"", read)


def test_w175_the_log_that_goes_on_from_a_restoration_is_taken() -> None:
    leaves = log(5, 11, size=20)
    new = read(note(5, 11, size=20))
    kept = read(note(size=8))
    proof = subproof(5, leaves, True)
    assert going_on(kept, FIRST, new, proof, read) == new
    assert going_on(read(note(5, size=14)), LAST, new, subproof(11, leaves, True), read) == new
    for told in (
        restoration(1, size=5, lost=9, signed=False),
        restoration(1, size=5, lost=7),
        restoration(1, 3, size=5, lost=8),
        restoration(1, size=8, lost=9),
        call.Restoration(restoration=bytes(16), note=FIRST.note, approved_at_ms=1),
    ):
        with pytest.raises(CheckpointError):
            going_on(kept, told, new, proof, read)
    # It does not go on from what was restored.
    with pytest.raises(Forgotten):
        going_on(kept, FIRST, read(note(2, size=20)), proof, read)


def test_w175_what_is_settled_is_kept_once() -> None:
    known = settling(settling(b"", bytes(16)), bytes([1] * 16))
    assert len(known) == 32
    assert settling(known, bytes(16)) == settling(known, b"") == known
