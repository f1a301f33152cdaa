"""What a device makes of a store that was restored from a backup. SPEC W-175, W-177."""

from collections.abc import Callable, Iterable, Sequence

from .checkpoint import Checkpoint, CheckpointError, Forgotten, advance
from .messages import call_pb2 as call

Reader = Callable[[str], Checkpoint]


def is_settled(settled: bytes, restoration: bytes) -> bool:
    """Whether a restoration was taken, or told while the log went on from what was kept."""
    return any(settled[at : at + 16] == restoration for at in range(0, len(settled), 16))


def settling(settled: bytes, restoration: bytes) -> bytes:
    """What is settled once a restoration is, too."""
    known = len(restoration) != 16 or is_settled(settled, restoration)
    return settled if known else settled + restoration


def explanation(
    kept: Checkpoint, told: Iterable[call.Restoration], settled: bytes, read: Reader
) -> call.Restoration:
    """The restoration that took what this device saw, of all that the daemon tells (W-177).

    `Forgotten` where none does: the log is another for another reason.
    """
    # Each went on from the log that the one before it had made.
    chain = sorted(((read(one.note).size, one) for one in told), key=lambda pair: pair[0])
    after = [place for place, (_, one) in enumerate(chain) if is_settled(settled, one.restoration)]
    for size, one in chain[after[-1] + 1 if after else 0 :]:
        if kept.size > size:
            return one
    raise Forgotten(
        "the daemon's log is not the one that this device has seen, nor was it restored"
    )


def going_on(
    kept: Checkpoint, told: call.Restoration, new: Checkpoint, proof: Sequence[bytes], read: Reader
) -> Checkpoint:
    """What to keep once the user agreed to a restoration: the log that goes on from it (W-175)."""
    if not told.approved_at_ms or not told.lost:
        raise CheckpointError("two people have not signed that the store was restored")
    lost = read(told.lost)
    if lost.size < kept.size or (lost.size == kept.size and lost.root != kept.root):
        raise CheckpointError("those who signed know of less than this device has seen")
    head = read(told.note)
    if kept.size <= head.size:
        raise CheckpointError("a restoration that took nothing of what this device has seen")
    return advance(head, new, proof)
