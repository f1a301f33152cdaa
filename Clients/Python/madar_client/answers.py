"""What is checked of answers that this client acts upon by itself."""

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from google.protobuf.message import DecodeError, Message

from . import limits
from .errors import MadarError
from .messages import call_pb2 as call

M = TypeVar("M", bound=Message)


class AnswerError(MadarError):
    """An answer whose content is not what the specification says."""


def decoded(kind: type[M], content: bytes) -> M:
    """The message, or an error that tells nothing of its content."""
    try:
        return kind.FromString(content)
    except DecodeError as error:
        raise AnswerError("an answer that does not decode") from error


def enrolled(content: bytes) -> call.EnrolAnswer:
    """The answer to ENROL (SPEC W-82.4)."""
    answer = decoded(call.EnrolAnswer, content)
    sizes = (len(answer.device), len(answer.member), len(answer.preshared_key))
    if sizes != (16, 16, 32) or len(answer.log_key) not in (0, 32):
        raise AnswerError("an answer with a field that has not its length")
    return answer


def daemon_keys(answer: call.WhoAmIAnswer) -> list[tuple[int, bytes]]:
    """The daemon's static keys with their numbers, in its order (SPEC W-62)."""
    keys = [(key.id, key.public_key) for key in answer.daemon_keys]
    if not 1 <= len(keys) <= limits.DAEMON_KEYS or len({number for number, _ in keys}) < len(keys):
        raise AnswerError("not one or two keys of the daemon")
    if any(number > 255 or len(key) != 32 or not any(key) for number, key in keys):
        raise AnswerError("a key of the daemon that is none")
    return keys


def next_key(answer: call.RenewKeyAnswer) -> bytes:
    """The next pre-shared key (SPEC W-97)."""
    if len(answer.preshared_key) != 32:
        raise AnswerError("a pre-shared key that has not its length")
    return answer.preshared_key


def cursor(answer: call.ListFilesAnswer) -> bytes:
    """Where the next page of a list begins; empty where there is none (SPEC W-112)."""
    if len(answer.cursor) > limits.CURSOR_BYTES or len(answer.files) > limits.PAGE_FILES:
        raise AnswerError("a page larger than it may be")
    return answer.cursor


class EventKind(IntEnum):
    """What a subscription tells (SPEC W-111); a kind that this client does not know is UNKNOWN."""

    UNKNOWN = 0
    READY = 1
    ACT = 2
    DUE = 3
    RESYNC = 4
    BREAK_GLASS = 5


@dataclass(frozen=True)
class Event:
    """One event: identifiers, numbers and codes, never content.

    `file` and `sequence` name the act of ACT; `file`, `task` and `due_ms` the task of DUE;
    `file`, `access` and, for the review, `due_ms` an access of BREAK_GLASS.
    """

    kind: EventKind
    position: int
    file: bytes = b""
    sequence: int = 0
    task: str = ""
    due_ms: int = 0
    access: bytes = b""

    @classmethod
    def decode(cls, content: bytes) -> "Event":
        """Reads and checks one message of a subscription."""
        told = decoded(call.Event, content)
        known = told.kind in EventKind._value2member_map_
        kind = EventKind(told.kind) if known else EventKind.UNKNOWN
        event = cls(
            kind, told.position, told.file, told.sequence, told.task, told.due_ms, told.access
        )
        names_a_file = kind in (EventKind.ACT, EventKind.DUE, EventKind.BREAK_GLASS)
        if len(event.file) != 16 and (names_a_file or event.file):
            raise AnswerError("an event whose file is none")
        if kind is EventKind.ACT and event.sequence == 0:
            raise AnswerError("an event of no act")
        if len(event.access) != 16 and (kind is EventKind.BREAK_GLASS or event.access):
            raise AnswerError("an event of no access")
        if kind is EventKind.DUE and not 1 <= len(event.task.encode()) <= 64:
            raise AnswerError("an event of no task")
        return event
