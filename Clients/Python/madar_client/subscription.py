"""What happens in a caller's files, told as it happens. SPEC W-111."""

import hashlib
import random
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from google.protobuf.message import Message

from . import limits
from .answers import AnswerError, Event, EventKind
from .connection import Attempt, Closed, Connection, Flow, NotStarted, Unreachable
from .definition import CutError, delimited
from .messages import call_pb2 as call
from .status import Status

_DUE = struct.Struct(">q16s")


def _name(event: Event) -> bytes:
    text = event.file + event.task.encode() + struct.pack(">q", event.due_ms)
    return hashlib.sha256(text).digest()[:16]


@dataclass
class Place:
    """How far a subscriber has come: what the next request names, and what may come again.

    `dues` holds the tasks that fell due at or after `due_after_ms` and were dealt with.
    """

    position: int | None = None
    due_after_ms: int = 0
    dues: dict[bytes, int] = field(default_factory=dict)

    def deal(self, event: Event) -> None:
        """Goes on past an event; RESYNC may lead back, where the store was restored."""
        self.position = event.position
        if event.kind is EventKind.DUE:
            self.due_after_ms = event.due_ms
            self.dues[_name(event)] = event.due_ms
            again = [(name, due) for name, due in self.dues.items() if due >= event.due_ms]
            self.dues = dict(again[-limits.DUES :])

    def has(self, event: Event) -> bool:
        """Whether this task was dealt with."""
        return event.kind is EventKind.DUE and _name(event) in self.dues

    def request(self) -> call.SubscribeRequest:
        """What to ask for now."""
        return call.SubscribeRequest(after_position=self.position, due_after_ms=self.due_after_ms)

    def pack(self) -> bytes:
        """The tasks, for the profile's memory."""
        return b"".join(_DUE.pack(due, name) for name, due in self.dues.items())

    @classmethod
    def unpack(cls, position: int, due_after_ms: int, dues: bytes) -> "Place":
        """A place out of the profile's memory."""
        whole = dues[: len(dues) // _DUE.size * _DUE.size]
        return cls(position, due_after_ms, {name: due for due, name in _DUE.iter_unpack(whole)})


class Subscription(Iterator[Event]):
    """Events, for one thread that takes them; another may `stop` it.

    An event is dealt with when the next one is asked for, or by `deal`: where the connection ends,
    the daemon is asked to go on after the last such event. READY comes once on each connection.
    An error ends nothing for good: who asks for the next event after it subscribes anew.
    """

    def __init__(
        self,
        listen: Callable[[Message], Flow | Attempt],
        judge: Callable[[Attempt, Connection | None], int],
        keep: Callable[[Place], None],
        place: Place,
    ) -> None:
        self._listen, self._judge, self._keep, self._place = listen, judge, keep, place
        self._stopped = threading.Event()
        self._flow: Flow | None = None
        self._buffer = b""
        self._waiting: deque[Event] = deque()
        self._given: Event | None = None
        self._told = 0
        self._heard = False
        self._bound = limits.PAUSE_LEAST_SECONDS

    @property
    def position(self) -> int | None:
        """The position of the last event that was dealt with."""
        return self._place.position

    def stop(self) -> None:
        """Ends the iteration soon, from any thread."""
        self._stopped.set()
        if (flow := self._flow) is not None:
            flow.wake()

    def deal(self) -> None:
        """Says that the event that was given last is dealt with."""
        if self._given is not None:
            self._place.deal(self._given)
            self._given = None
            if not self._waiting:
                self._keep(self._place)

    def __enter__(self) -> "Subscription":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._end()

    def __next__(self) -> Event:
        """The next event; the one before it is dealt with."""
        self.deal()
        while not self._stopped.is_set():
            while self._waiting:
                event = self._waiting.popleft()
                if not self._place.has(event):
                    self._given = event
                    return event
            if not self._more():
                break
        self._end()
        raise StopIteration

    def _end(self) -> None:
        flow, self._flow = self._flow, None
        self._waiting.clear()
        self._keep(self._place)
        if flow is not None:
            flow.leave()

    def _more(self) -> bool:
        """Waits for events or for another connection; false where the client was closed."""
        attempt, connection = Attempt(Status.CONNECTION_LOST, b"", sent=False), None
        try:
            flow = self._flow or self._begin()
            if isinstance(flow, Flow):
                content = flow.hear(self._stopped.is_set)
                if content:
                    self._take(flow, content)
                if content or self._stopped.is_set():
                    return True
                self._flow, attempt, connection = None, flow.attempt, flow.connection
            else:
                attempt = flow
        except Closed:
            return False
        except (Unreachable, NotStarted):
            pass
        least_ms = self._judge(attempt, connection)
        # A line that is cut under a daemon that tells wants another try, not a long pause.
        cut = attempt.status == Status.CONNECTION_LOST and self._heard
        self._bound = min(self._bound, limits.PAUSE_CUT_SECONDS if cut else self._bound)
        self._stopped.wait(least_ms / 1000 + random.uniform(0, self._bound))
        self._bound = min(self._bound * 2, limits.PAUSE_MOST_SECONDS)
        self._heard = False
        return True

    def _begin(self) -> Flow | Attempt:
        self._buffer, self._told = b"", self._place.position or 0
        begun = self._listen(self._place.request())
        if isinstance(begun, Flow):
            self._flow = begun
        return begun

    def _take(self, flow: Flow, content: bytes) -> None:
        self._heard = True
        self._buffer += content
        taken = 0
        try:
            for message in delimited(self._buffer, whole=False):
                event = Event.decode(message)
                if event.position < self._told and event.kind is not EventKind.RESYNC:
                    raise AnswerError("a position that falls")
                self._told = event.position
                self._waiting.append(event)
                taken += 4 + len(message)
        except (AnswerError, CutError) as error:
            self._flow = None
            flow.leave()
            raise AnswerError(str(error)) from error
        self._buffer = self._buffer[taken:]
