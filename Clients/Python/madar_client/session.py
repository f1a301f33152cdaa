"""A connection after its handshake, as a value: bytes in, events and bytes out. SPEC W-30 to W-47.

It checks everything that a daemon sends and raises `FrameError` for the first fault.
"""

import secrets
import struct
from dataclasses import dataclass, field

from . import limits
from .frames import END, OPKEY, Ending, FrameError, Goaway, Inner, Kind, Opener, Sealer, Welcome
from .frames import parse as parse_inner


@dataclass
class Stream:
    """One call in flight: what has come, and how much more may come."""

    number: int
    most_bytes: int
    credit: int
    status: int | None = None
    content: bytearray = field(default_factory=bytearray)
    consumed: int = 0
    ended: bool = False
    abandoned: bool = False
    # Credit is given for what was drained, not for what has come.
    held: bool = False
    # How much of the request may still leave, and whether all of it has (SPEC W-41).
    leave: int = 0
    closed: bool = True


class TooMuch(FrameError):
    """An answer larger than its method allows."""


class Session:
    """The client's end. Not safe for threads: its connection locks it."""

    def __init__(self, sealer: Sealer, opener: Opener) -> None:
        self._sealer, self._opener = sealer, opener
        self._last = -1
        self.welcome: Welcome | None = None
        self.goaway: Goaway | None = None
        self.streams: dict[int, Stream] = {}
        # What the daemon has sent of PING, and what of this end's it has not answered yet.
        self.pings = 0
        self._pinged: list[bytes] = []

    @property
    def partial(self) -> bool:
        """Whether a frame has begun and is not whole."""
        return self._opener.partial

    @property
    def may_start(self) -> bool:
        """Whether a call may start now."""
        return self.goaway is None and not self.full

    @property
    def full(self) -> bool:
        """Whether all calls that may be in flight are; before WELCOME that is one (SPEC W-15)."""
        return len(self.streams) >= (self.welcome.calls if self.welcome else 1)

    @property
    def awaited(self) -> bool:
        """Whether somebody waits for an answer."""
        return any(not stream.abandoned for stream in self.streams.values())

    @property
    def exhausted(self) -> bool:
        """Whether the stream numbers are used up (SPEC W-40)."""
        return self._last + 2 > limits.STREAM_LAST

    def _frame(self, inners: list[Inner]) -> bytes:
        largest = self.welcome.max_frame if self.welcome else limits.FRAME_PLAINTEXT_LEAST_BYTES
        return self._sealer.frame(b"".join(inner.encode() for inner in inners), largest)

    def request_bytes(self, with_key: bool) -> int:
        """The largest payload that fits one frame of the daemon's (SPEC W-60)."""
        largest = self.welcome.max_frame if self.welcome else limits.FRAME_PLAINTEXT_LEAST_BYTES
        return largest - limits.HEADER_BYTES - 8 - (16 if with_key else 0)

    def start(
        self,
        method: int,
        payload: bytes,
        key: bytes | None,
        deadline_ms: int,
        most_bytes: int,
        goes_on: bool = False,
        held: bool = False,
    ) -> tuple[Stream, bytes]:
        """A new call and the frame that asks for it (SPEC W-32); DATA follows where it goes on."""
        if not self.may_start or self.exhausted:
            raise RuntimeError("no call may start")
        self._last += 2
        body = struct.pack(">HHI", method, 0, deadline_ms) + (key or b"") + payload
        flags = (0 if goes_on else END) | (0 if key is None else OPKEY)
        frame = self._frame([Inner(Kind.REQUEST, flags, self._last, body)])
        # Before WELCOME nothing is known of credit, and a daemon that sends is at fault.
        window = self.welcome.window if self.welcome else 0
        stream = Stream(self._last, most_bytes, window, held=held, leave=window, closed=not goes_on)
        self.streams[stream.number] = stream
        return stream, frame

    def data(self, stream: Stream, part: bytes, ends: bool) -> bytes:
        """The next part of a request, within its credit (SPEC W-34)."""
        if stream.closed or len(part) > stream.leave:
            raise RuntimeError("a part beyond the credit or the end")
        stream.leave -= len(part)
        stream.closed = ends
        return self._frame([Inner(Kind.DATA, END if ends else 0, stream.number, part)])

    def cancel(self, stream: Stream) -> bytes:
        """Says that nobody waits for the answer; the slot stays taken (SPEC W-43)."""
        if stream.ended or stream.abandoned:
            return b""
        stream.abandoned = True
        stream.consumed += len(stream.content) if stream.held else 0
        stream.content.clear()
        return self._frame([Inner(Kind.CANCEL, 0, stream.number, bytes(2))])

    def drain(self, stream: Stream) -> tuple[bytes, bytes]:
        """What has come of a held stream, and the frame that gives credit for it, or none."""
        content = bytes(stream.content)
        stream.content.clear()
        stream.consumed += len(content)
        grants = self._grant(stream)
        return content, self._frame(grants) if grants else b""

    @property
    def pinged(self) -> bool:
        """Whether a PING waits for its PONG."""
        return bool(self._pinged)

    def ping(self) -> bytes:
        """The frame of a PING (SPEC W-36)."""
        body = secrets.token_bytes(8)
        self._pinged.append(body)
        return self._frame([Inner(Kind.PING, 0, 0, body)])

    def take(self, data: bytes) -> bytes:
        """Takes bytes as they came, and gives those that answer them: PONG and WINDOW."""
        self._opener.feed(data)
        frames = b""
        while (plaintext := self._opener.next()) is not None:
            # One frame answers one frame: what is owed for several may not fit.
            answers = [one for inner in parse_inner(plaintext) for one in self._take(inner)]
            frames += self._frame(answers) if answers else b""
        return frames

    def _take(self, inner: Inner) -> list[Inner]:
        if self.welcome is None and inner.kind not in (Kind.WELCOME, Kind.GOAWAY):
            raise FrameError(Ending.PROTOCOL, "WELCOME did not come first")
        match inner.kind:
            case Kind.WELCOME:
                self._greet(Welcome.decode(inner.body))
            case Kind.GOAWAY:
                self.goaway = Goaway.decode(inner.body)
            case Kind.PING | Kind.PONG:
                if len(inner.body) != 8:
                    raise FrameError(Ending.PROTOCOL, "PING has not its length")
                if inner.kind == Kind.PING:
                    self.pings += 1
                    return [Inner(Kind.PONG, 0, 0, inner.body)]
                if not self._pinged or self._pinged.pop(0) != inner.body:
                    raise FrameError(Ending.PROTOCOL, "PONG without PING")
            case Kind.RESPONSE:
                self._response(inner)
            case Kind.DATA:
                return self._data(inner)
            case Kind.WINDOW:
                self._window(inner)
            case _:
                raise FrameError(Ending.PROTOCOL, "a type that only clients send")
        return []

    def _greet(self, welcome: Welcome) -> None:
        if self.welcome is not None:
            raise FrameError(Ending.PROTOCOL, "a second WELCOME")
        self.welcome = welcome
        for stream in self.streams.values():
            stream.credit = stream.leave = welcome.window

    def _stream(self, inner: Inner) -> Stream:
        stream = self.streams.get(inner.stream)
        if stream is None:
            raise FrameError(Ending.PROTOCOL, "a stream that is not in flight")
        return stream

    def _window(self, inner: Inner) -> None:
        """Credit for a request that goes on in DATA; of a stream that has ended it is ignored."""
        if len(inner.body) != 4:
            raise FrameError(Ending.PROTOCOL, "WINDOW has not its length")
        if not any(inner.body) or inner.stream > self._last:
            raise FrameError(Ending.FLOW, "a grant of nothing, or to a call that was not made")
        if stream := self.streams.get(inner.stream):
            stream.leave += int.from_bytes(inner.body, "big")
            if stream.leave > limits.CREDIT_MOST_BYTES:
                raise FrameError(Ending.FLOW, "more credit than there may be")

    def _response(self, inner: Inner) -> None:
        stream = self._stream(inner)
        if stream.status is not None:
            raise FrameError(Ending.PROTOCOL, "a second RESPONSE")
        if len(inner.body) < 4 or inner.body[2:4] != b"\0\0":
            raise FrameError(Ending.PROTOCOL, "a malformed RESPONSE")
        stream.status = int.from_bytes(inner.body[:2], "big")
        if stream.held and stream.status == 0 and len(inner.body) > 4:
            raise FrameError(Ending.PROTOCOL, "RESPONSE of a stream with a payload")
        self._grow(stream, inner.body[4:], inner.ends)

    def _data(self, inner: Inner) -> list[Inner]:
        stream = self._stream(inner)
        if stream.status is None:
            raise FrameError(Ending.PROTOCOL, "DATA before RESPONSE")
        size = len(inner.body)
        if size > stream.credit:
            raise FrameError(Ending.FLOW, "DATA above the credit")
        stream.credit -= size
        if not stream.held or stream.abandoned:
            stream.consumed += size
        self._grow(stream, inner.body, inner.ends)
        return self._grant(stream)

    def _grant(self, stream: Stream) -> list[Inner]:
        """Credit for what was consumed, once that is half the window (SPEC W-41)."""
        window = self.welcome.window if self.welcome else 0
        if stream.ended or stream.consumed < max(1, window // 2):
            return []
        grant, stream.consumed = stream.consumed, 0
        stream.credit += grant
        return [Inner(Kind.WINDOW, 0, stream.number, grant.to_bytes(4, "big"))]

    def _grow(self, stream: Stream, part: bytes, ends: bool) -> None:
        if not stream.abandoned:
            if len(stream.content) + len(part) > stream.most_bytes:
                raise TooMuch(Ending.PROTOCOL, "an answer larger than its method allows")
            stream.content += part
        if ends:
            stream.ended = True
            del self.streams[stream.number]
