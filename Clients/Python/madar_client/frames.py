"""Frames and the inner frames in them: bytes in, bytes out. SPEC W-20 to W-38."""

import struct
from dataclasses import dataclass
from enum import IntEnum

from . import limits
from .errors import MadarError
from .noise import Cipher, NoiseError


class Kind(IntEnum):
    """The types of inner frames (SPEC W-30)."""

    REQUEST = 1
    RESPONSE = 2
    DATA = 3
    CANCEL = 4
    WINDOW = 5
    PING = 6
    PONG = 7
    GOAWAY = 8
    WELCOME = 9


class Ending(IntEnum):
    """Why a connection ends (SPEC W-45)."""

    NORMAL = 0
    PROTOCOL = 1
    FRAME_SIZE = 2
    FLOW = 3
    TIMEOUT = 4
    CALM = 5
    REVOKED = 6
    SHUTDOWN = 7
    AGE = 8
    VERSION = 9
    INTERNAL = 10
    REPLACED = 11

    @classmethod
    def of(cls, code: int) -> "Ending":
        """The ending of a code; one that is not known is INTERNAL."""
        return cls(code) if code in cls._value2member_map_ else cls.INTERNAL


END, OPKEY = 1, 2
# On which types a flag may stand (SPEC W-30).
_FLAGS = {Kind.REQUEST: END | OPKEY, Kind.RESPONSE: END, Kind.DATA: END}
_ON_CONNECTION = (Kind.PING, Kind.PONG, Kind.GOAWAY, Kind.WELCOME)


class FrameError(MadarError):
    """A frame against the specification; `ending` is the code that tells of it (SPEC W-45)."""

    def __init__(self, ending: Ending, reason: str) -> None:
        super().__init__(f"{ending.name}: {reason}")
        self.ending = ending


@dataclass(frozen=True)
class Inner:
    """One inner frame."""

    kind: int
    flags: int
    stream: int
    body: bytes

    @property
    def ends(self) -> bool:
        """Whether it is the last of its stream in its direction."""
        return bool(self.flags & END)

    def encode(self) -> bytes:
        """Header and body."""
        head = struct.pack(">BBHI", self.kind, self.flags, len(self.body), self.stream)
        return head + self.body


def padded(size: int, max_frame: int) -> int:
    """How long a plaintext of `size` bytes is on the wire (SPEC W-24)."""
    if size <= limits.PADDED_LEAST_BYTES:
        return min(max_frame, limits.PADDED_LEAST_BYTES)
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return min(max_frame, (size + mask) & ~mask)


def parse(plaintext: bytes) -> list[Inner]:
    """The inner frames of a plaintext, extensions left out (SPEC W-25, W-30, W-37)."""
    inners: list[Inner] = []
    count = position = 0
    while position < len(plaintext):
        kind = plaintext[position]
        if kind == 0:
            if any(plaintext[position:]):
                raise FrameError(Ending.PROTOCOL, "padding that is not zero")
            break
        if len(plaintext) - position < limits.HEADER_BYTES:
            raise FrameError(Ending.PROTOCOL, "a header that does not fit")
        kind, flags, size, stream = struct.unpack_from(">BBHI", plaintext, position)
        position += limits.HEADER_BYTES
        if len(plaintext) - position < size:
            raise FrameError(Ending.PROTOCOL, "a body that does not fit")
        count += 1
        if count > limits.INNER_FRAMES_PER_FRAME:
            raise FrameError(Ending.CALM, "too many inner frames in a frame")
        body = plaintext[position : position + size]
        position += size
        if 0x40 <= kind <= 0x7F:
            continue
        if kind not in Kind._value2member_map_:
            raise FrameError(Ending.PROTOCOL, "an unknown type")
        if flags & ~_FLAGS.get(Kind(kind), 0):
            raise FrameError(Ending.PROTOCOL, "a flag that does not belong there")
        if (stream == 0) != (kind in _ON_CONNECTION):
            raise FrameError(Ending.PROTOCOL, "a stream that does not belong there")
        inners.append(Inner(kind, flags, stream, body))
    return inners


class Sealer:
    """One direction, as its sender."""

    def __init__(self, cipher: Cipher) -> None:
        self.cipher = cipher

    def frame(self, plaintext: bytes, max_frame: int) -> bytes:
        """Pads, seals, puts the length before it, and re-keys where it is time (SPEC W-22)."""
        if self.cipher.count >= limits.FRAMES_PER_DIRECTION:
            raise FrameError(Ending.AGE, "the direction has carried all frames that it may")
        if len(plaintext) > max_frame:
            raise FrameError(Ending.FRAME_SIZE, "larger than the receiver takes")
        plaintext = plaintext.ljust(padded(len(plaintext), max_frame), b"\0")
        text = self.cipher.encrypt(b"", plaintext)
        if self.cipher.count % limits.FRAMES_PER_KEY == 0:
            self.cipher.rekey()
        return len(text).to_bytes(2, "big") + text


class Opener:
    """One direction, as its receiver. `max_frame` is what it announced."""

    def __init__(self, cipher: Cipher, max_frame: int = limits.FRAME_PLAINTEXT_BYTES) -> None:
        self.cipher = cipher
        self._max_frame = max_frame
        self._buffer = bytearray()

    @property
    def partial(self) -> bool:
        """Whether a frame has begun and is not whole."""
        return bool(self._buffer)

    def feed(self, data: bytes) -> None:
        """Takes bytes as they came."""
        self._buffer += data

    def next(self) -> bytes | None:
        """The plaintext of the next frame, or none where it is not whole yet."""
        if len(self._buffer) < 2:
            return None
        size = int.from_bytes(self._buffer[:2], "big")
        if not limits.CIPHERTEXT_LEAST_BYTES <= size <= self._max_frame + limits.TAG_BYTES:
            raise FrameError(Ending.FRAME_SIZE, "a length out of range")
        if len(self._buffer) < 2 + size:
            return None
        if self.cipher.count >= limits.FRAMES_PER_DIRECTION:
            raise FrameError(Ending.AGE, "the direction has carried all frames that it may")
        text = bytes(self._buffer[2 : 2 + size])
        try:
            plaintext = self.cipher.decrypt(b"", text)
        except NoiseError as error:
            raise FrameError(Ending.PROTOCOL, str(error)) from error
        del self._buffer[: 2 + size]
        if self.cipher.count % limits.FRAMES_PER_KEY == 0:
            self.cipher.rekey()
        return plaintext


@dataclass(frozen=True)
class Welcome:
    """What the daemon tells of itself first (SPEC W-31)."""

    instance: bytes
    time_ms: int
    max_frame: int
    calls: int
    window: int
    max_message: int
    idle_seconds: int
    age_seconds: int
    epoch: int

    @classmethod
    def decode(cls, body: bytes) -> "Welcome":
        """Reads and checks the body of WELCOME."""
        if len(body) != limits.WELCOME_BYTES:
            raise FrameError(Ending.PROTOCOL, "WELCOME has not its length")
        instance, now, frame, calls, window, message, idle, age, _, epoch = struct.unpack(
            ">16sqHHIIHIHI", body
        )
        sane = frame >= limits.FRAME_PLAINTEXT_LEAST_BYTES and calls and window and message
        if not sane or window > limits.CREDIT_BYTES or not any(instance):
            raise FrameError(Ending.PROTOCOL, "WELCOME with a value out of range")
        return cls(instance, now, frame, calls, window, message, idle, age, epoch)


@dataclass(frozen=True)
class Goaway:
    """The end of a connection, told by the daemon (SPEC W-38)."""

    code: int
    last_stream: int
    wait_ms: int

    @property
    def ending(self) -> Ending:
        """What the code means."""
        return Ending.of(self.code)

    @classmethod
    def decode(cls, body: bytes) -> "Goaway":
        """Reads the body of GOAWAY."""
        if len(body) != 12:
            raise FrameError(Ending.PROTOCOL, "GOAWAY has not its length")
        code, zero, last, wait = struct.unpack(">HHII", body)
        if zero:
            raise FrameError(Ending.PROTOCOL, "GOAWAY with a byte that is not zero")
        return cls(code, last, wait)
