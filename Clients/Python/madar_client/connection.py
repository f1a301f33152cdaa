"""One TCP connection: a reader thread, and calls from any number of threads."""

import contextlib
import logging
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from . import limits
from .device import Secrets
from .errors import MadarError
from .frames import Ending, FrameError, Goaway, Opener, Sealer, Welcome
from .handshake import ClientHandshake, VersionError
from .heartbeat import Heartbeat, Pulse
from .invitation import Invitation, host_and_port
from .session import Session, Stream
from .status import Status

_RECEIVE_BYTES = 1 << 16
_log = logging.getLogger(__name__)
# After these what is in flight is still answered; after all others nothing comes (SPEC W-45).
_DRAINS = (Ending.SHUTDOWN, Ending.AGE)
_OWN_FAULTS = (Ending.PROTOCOL, Ending.FRAME_SIZE, Ending.FLOW, Ending.CALM)


class Unreachable(MadarError):
    """The daemon does not answer, or closed without a word: nothing is known of why (W-15.7)."""


class Closed(Unreachable):
    """The client was closed by its user."""


class Silence(Unreachable):
    """The daemon closed within the handshake, or did not go on with it.

    `answered` tells that message 2 came, so that it has the static key that was named to it.
    """

    def __init__(self, answered: bool) -> None:
        super().__init__("the daemon closed " + ("after" if answered else "in") + " the handshake")
        self.answered = answered


class Revoked(MadarError):
    """The daemon has revoked or suspended this device: wipe what is kept of records (W-45)."""


class OwnFault(MadarError):
    """The daemon ended the connection for a fault of this client; trying again does not help."""


class NotStarted(MadarError):
    """The connection is ending; the call was certainly not sent."""


@dataclass(frozen=True)
class Attempt:
    """What one attempt of one call gave; `partial` where the connection ended in its middle.

    `sent` is false where the daemon has certainly not taken the call on.
    """

    status: int
    content: bytes
    sent: bool = True
    partial: bool = False


@dataclass
class Early:
    """A call that does not write, and so may leave with message 3 of the handshake (SPEC W-15).

    `left` tells that it did, and that the daemon may have executed it.
    """

    method: int
    payload: bytes
    deadline_ms: int = 30_000
    most_bytes: int = limits.UNARY_ANSWER_BYTES
    left: bool = False

    @property
    def end(self) -> float:
        """Until when its answer is waited for, where it leaves now (SPEC W-44)."""
        return _end(self.deadline_ms)


def _end(deadline_ms: int) -> float:
    return time.monotonic() + min(deadline_ms, limits.DEADLINE_MS) / 1000 + limits.GRACE_SECONDS


def _pieces(data: bytes) -> Iterator[bytes]:
    for place in range(0, len(data), limits.PIECE_BYTES):
        yield data[place : place + limits.PIECE_BYTES]


class Connection:
    """An open connection. `close` it, or use it in a `with`."""

    def __init__(
        self,
        device: Secrets,
        last_instance: bytes = b"",
        invitation: Invitation | None = None,
        early: Early | None = None,
        heartbeat: Heartbeat | None = None,
    ) -> None:
        self._changed = threading.Condition()
        self._sending = threading.Lock()
        self._ended: str | None = None
        self.fault: FrameError | None = None
        self.key_number = device.key_number
        self._begun: float | None = None
        self._pulse = Pulse(heartbeat or Heartbeat())
        # The call that left with the handshake, its stream, and until when it is waited for.
        self._early: tuple[Early, Stream, float] | None = None
        self._pings_from = time.monotonic()
        self._pings_before = 0
        try:
            self._socket = socket.create_connection(
                host_and_port(device.address), limits.CONNECT_SECONDS
            )
        except OSError as error:
            raise Unreachable("the daemon is not reached") from error
        try:
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.transcript = self._shake(device, last_instance, invitation, early)
        except BaseException:
            self._socket.close()
            raise
        self._socket.settimeout(limits.SEND_SECONDS)
        self._poll = select.poll()
        self._poll.register(self._socket, select.POLLIN)
        self._reader = threading.Thread(target=self._read, name="madar reader", daemon=True)
        self._reader.start()
        try:
            self._await_welcome()
        except BaseException:
            self.close()
            raise

    def _shake(
        self,
        device: Secrets,
        last_instance: bytes,
        invitation: Invitation | None,
        early: Early | None,
    ) -> bytes:
        handshake = ClientHandshake(
            device.key_number,
            device.daemon_public,
            device.static,
            device.preshared if invitation is None else invitation.secret,
            None if invitation is None else invitation.identifier,
        )
        end = time.monotonic() + limits.HANDSHAKE_SECONDS
        first, second = handshake.first(), b""
        try:
            self._socket.sendall(first)
            while len(second) < limits.MESSAGE_2_BYTES:
                self._socket.settimeout(max(0.01, end - time.monotonic()))
                part = self._socket.recv(limits.MESSAGE_2_BYTES - len(second))
                if not part:
                    raise Silence(answered=False)
                second += part
        except OSError as error:
            raise Silence(answered=False) from error
        finished = handshake.third(second, last_instance or bytes(16))
        self.daemon_time_ms = finished.daemon_time_ms
        self._session = Session(Sealer(finished.send), Opener(finished.receive))
        message = finished.message
        if early is not None and len(early.payload) <= self._session.request_bytes(False):
            stream, frame = self._session.start(
                early.method, early.payload, None, early.deadline_ms, early.most_bytes
            )
            self._early = (early, stream, early.end)
            message += frame
        try:
            # One send, so that both travel in one segment: the answer is the third round trip's.
            self._socket.sendall(message)
        except OSError as error:
            self._note_early()
            raise Silence(answered=True) from error
        return finished.transcript

    def _await_welcome(self) -> None:
        with self._changed:
            self._changed.wait_for(
                lambda: self._session.welcome or self._session.goaway or self._ended,
                limits.HANDSHAKE_SECONDS,
            )
            self._note_early()
            if self.fault:
                raise self.fault
            if self._session.welcome is None and self._session.goaway is None:
                raise Silence(answered=True)
            self.opened = time.monotonic()

    def _note_early(self) -> None:
        """Silence does not tell whether a call that left was executed (SPEC W-15.7)."""
        if self._early is not None and not self._untaken(self._early[1]):
            self._early[0].left = True

    @property
    def now_ms(self) -> int:
        """The time by the daemon's clock, as WELCOME told it."""
        told = self._session.welcome.time_ms if self._session.welcome else self.daemon_time_ms
        return told + int((time.monotonic() - self.opened) * 1000)

    @property
    def welcome(self) -> Welcome | None:
        """What the daemon told first; none where it said GOAWAY at once."""
        return self._session.welcome

    @property
    def goaway(self) -> Goaway | None:
        """What the daemon told of the end, where it did."""
        return self._session.goaway

    @property
    def cause(self) -> Exception | None:
        """Why no other connection should be made without a thought (SPEC W-45)."""
        if self.fault is not None or self._session.goaway is None:
            return self.fault
        ending = self._session.goaway.ending
        if ending is Ending.REVOKED:
            return Revoked("this device was revoked or suspended")
        if ending is Ending.VERSION:
            return VersionError("the daemon does not speak this client's version")
        if ending is Ending.REPLACED:
            _log.warning("another connection of this device took the place of this one")
        return OwnFault(ending.name) if ending in _OWN_FAULTS else None

    @property
    def usable(self) -> bool:
        """Whether calls may be made."""
        with self._changed:
            return (
                self._ended is None
                and self._session.goaway is None
                and self._session.welcome is not None
                and not self._session.exhausted
            )

    def call(
        self,
        method: int,
        payload: bytes,
        key: bytes | None = None,
        deadline_ms: int = 30_000,
        most_bytes: int = limits.UNARY_ANSWER_BYTES,
        content: Iterator[bytes] | None = None,
    ) -> Attempt:
        """Makes one attempt and waits for its end; `content` follows the request in DATA."""
        end = _end(deadline_ms)
        first = self._session.request_bytes(key is not None)
        if len(payload) > limits.MESSAGE_BYTES or (content is not None and len(payload) > first):
            raise ValueError("a request larger than the daemon takes")
        if len(payload) > first:
            content, payload = _pieces(payload[first:]), payload[:first]
        stream = self._start(
            method, payload, key, deadline_ms, most_bytes, content is not None, end=end
        )
        if content is not None:
            self._feed(stream, content)
            end = max(end, time.monotonic() + limits.GRACE_SECONDS)
        return self._await(stream, end)

    def make(self, early: Early) -> Attempt:
        """The answer to a call that left with this handshake, or that is made now."""
        if self._early is not None and self._early[0] is early:
            return self._await(*self._early[1:])
        return self.call(early.method, early.payload, None, early.deadline_ms, early.most_bytes)

    def _start(
        self,
        method: int,
        payload: bytes,
        key: bytes | None,
        deadline_ms: int,
        most_bytes: int,
        goes_on: bool,
        held: bool = False,
        *,
        end: float,
    ) -> Stream:
        with self._changed:
            self._changed.wait_for(
                lambda: self._ended is not None or not self._session.full, end - time.monotonic()
            )
        with self._sending:
            with self._changed:
                if self._ended is not None or not self._session.may_start:
                    raise NotStarted("the connection is ending, or has too many calls")
                if self._session.exhausted:
                    raise NotStarted("the connection has used all its streams")
                stream, frame = self._session.start(
                    method, payload, key, deadline_ms, most_bytes, goes_on, held
                )
            self._push(frame)
        return stream

    def listen(self, method: int, payload: bytes) -> "Flow":
        """Makes a call whose answer is read as it comes."""
        end = time.monotonic() + limits.GRACE_SECONDS
        most = self._session.welcome.window if self._session.welcome else 0
        stream = self._start(method, payload, None, 0, most, False, True, end=end)
        return Flow(self, stream)

    def _hear(self, stream: Stream, stopped: Callable[[], bool]) -> bytes:
        """What has come; nothing where the call has ended or nobody waits any more."""

        def over() -> bool:
            return self._over(stream) or stopped()

        with self._changed:
            self._changed.wait_for(lambda: (stream.status == 0 and stream.content) or over())
        with self._sending:
            with self._changed:
                if stream.status != Status.OK:
                    return b""
                content, frame = self._session.drain(stream)
            if frame and self._ended is None:
                self._push(frame)
        return content

    def _leave(self, stream: Stream) -> None:
        """Cancels, and waits until the daemon has ended the call, so that another may be made."""
        self._cancel(stream)
        with self._changed:
            self._changed.wait_for(
                lambda: stream.ended or self._ended is not None, limits.GRACE_SECONDS
            )

    def _feed(self, stream: Stream, content: Iterator[bytes]) -> None:
        """Sends what follows a request as credit comes; stops where the answer has ended."""
        try:
            for piece in content:
                size = len(piece)

                def may_go(size: int = size) -> bool:
                    return stream.leave >= size or stream.ended or self._ended is not None

                with self._changed:
                    self._changed.wait_for(may_go, limits.GRACE_SECONDS)
                    if not may_go():
                        self._end("no credit in time")
                if not self._send(stream, piece, False):
                    break
            self._send(stream, b"", True)
        except BaseException:
            self._cancel(stream)
            raise

    def _send(self, stream: Stream, part: bytes, ends: bool) -> bool:
        with self._sending:
            with self._changed:
                if self._ended is not None or (stream.ended and not ends):
                    return False
                frame = self._session.data(stream, part, ends)
            self._push(frame)
        return True

    def _await(self, stream: Stream, end: float) -> Attempt:
        try:
            with self._changed:
                self._changed.wait_for(lambda: self._over(stream), end - time.monotonic())
                if not self._over(stream):
                    self._end("no answer in time")
                return self._attempt(stream)
        except BaseException:
            self._cancel(stream)
            raise

    def _over(self, stream: Stream) -> bool:
        """Whether nothing more comes of a call: also where GOAWAY told that it was not taken on."""
        return stream.ended or self._ended is not None or self._untaken(stream)

    def _untaken(self, stream: Stream) -> bool:
        """Whether the daemon told that it has not read this call (SPEC W-38)."""
        goaway = self._session.goaway
        return goaway is not None and stream.number > goaway.last_stream

    def _attempt(self, stream: Stream) -> Attempt:
        if stream.ended and stream.status is not None:
            return Attempt(stream.status, bytes(stream.content))
        content = bytes(stream.content) if stream.status == Status.OK else b""
        sent = not self._untaken(stream)
        return Attempt(Status.CONNECTION_LOST, content, sent, partial=True)

    def _cancel(self, stream: Stream) -> None:
        with contextlib.suppress(OSError, FrameError), self._sending:
            with self._changed:
                frame = b"" if self._ended is not None else self._session.cancel(stream)
            if frame:
                self._push(frame)

    def _push(self, frame: bytes) -> None:
        """Sends; the caller holds `_sending`, so that frames leave in the order of their count."""
        try:
            self._socket.sendall(frame)
        except OSError as error:
            with self._changed:
                self._end(f"sending failed: {type(error).__name__}")

    def _end(self, reason: str) -> None:
        if self._ended is None:
            self._ended = reason
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._changed.notify_all()

    def _receive(self) -> bytes | None:
        """What has come, empty at the end; none where it is time to look at the clock."""
        welcome = self._session.welcome
        seconds = min(limits.TURN_SECONDS, welcome.idle_seconds / 8) if welcome else 1.0
        if not self._poll.poll(max(50, int(seconds * 1000))):
            return None
        return self._socket.recv(_RECEIVE_BYTES)

    def _read(self) -> None:
        reason = "the connection was cut"
        try:
            while (data := self._receive()) != b"":
                # A frame that answers has to leave in the order in which it was sealed.
                with self._sending:
                    with self._changed:
                        answer = self._session.take(data) if data else b""
                        self._late()
                        answer += self._turn()
                        self._changed.notify_all()
                    if answer:
                        self._push(answer)
                if self.goaway is not None and self.goaway.ending not in _DRAINS:
                    reason = "the daemon ended the connection"
                    break
        except FrameError as error:
            self.fault, reason = error, str(error)
        except OSError as error:
            reason = type(error).__name__
        with self._changed:
            if self._ended is None:
                self._pulse.ended(self._session.pinged)
            self._end(reason)
        self._socket.close()

    def _late(self) -> None:
        """A frame that has begun has to end within its time, however slowly it drips."""
        now = time.monotonic()
        if not self._session.partial:
            self._begun = None
        elif self._begun is None:
            self._begun = now
        elif now - self._begun > limits.FRAME_SECONDS:
            raise FrameError(Ending.TIMEOUT, "a frame that does not end")

    def _turn(self) -> bytes:
        """What the clock asks for: the daemon's PING is borne within bounds, and PING is said.

        A line that died without a word is found by a PONG that does not come.
        """
        now, welcome = time.monotonic(), self._session.welcome
        if now - self._pings_from >= limits.PINGS_SECONDS:
            self._pings_from, self._pings_before = now, self._session.pings
        if self._session.pings - self._pings_before > limits.PINGS_BORNE:
            raise FrameError(Ending.CALM, "more PING than a client has to bear")
        if welcome is None:
            return b""
        session = self._session
        due = self._pulse.turn(now, session.awaited, session.pinged, welcome.idle_seconds)
        return session.ping() if due else b""

    def close(self) -> None:
        """Ends the connection; calls in flight are lost."""
        with self._changed:
            self._end("closed by its user")
        if self._reader is not threading.current_thread():
            self._reader.join(limits.SEND_SECONDS)

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Flow:
    """A call whose answer is read as it comes, for one reader."""

    def __init__(self, connection: Connection, stream: Stream) -> None:
        self.connection, self._stream = connection, stream

    def hear(self, stopped: Callable[[], bool]) -> bytes:
        """Waits for more of the answer; nothing where it has ended, or where `stopped`."""
        return self.connection._hear(self._stream, stopped)

    def wake(self) -> None:
        """Lets `hear` look at `stopped`."""
        with self.connection._changed:
            self.connection._changed.notify_all()

    def leave(self) -> None:
        """Ends the call from this end."""
        self.connection._leave(self._stream)

    @property
    def attempt(self) -> Attempt:
        """How the call ended."""
        with self.connection._changed:
            return self.connection._attempt(self._stream)


def reach(
    device: Secrets,
    last_instance: bytes = b"",
    early: Early | None = None,
    heartbeat: Heartbeat | None = None,
) -> Connection:
    """Connects with the keys that may hold, the likeliest first (SPEC W-88, W-89)."""
    silence: Silence | None = None
    for number, public in device.daemon_keys:
        for preshared in device.preshared_keys:
            way = replace(device, key_number=number, daemon_public=public, preshared=preshared)
            try:
                return Connection(way, last_instance, early=early, heartbeat=heartbeat)
            except Silence as error:
                silence = error
                if not error.answered:
                    break
        if silence is not None and silence.answered:
            break
    raise silence or Silence(answered=False)
