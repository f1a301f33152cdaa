"""The three messages before the first frame. SPEC W-10 to W-15."""

import secrets
import struct
import time
from dataclasses import dataclass

from . import limits
from .errors import MadarError
from .noise import PATTERN, Cipher, Handshake, NoiseError

VERSION = 1
MAGIC_AND_SUITE = b"MD\x01"
MODE_SESSION, MODE_ENROLMENT = 0, 1
# SPEC W-13 names 0 for "unknown" and 1 for the Swift client.
SOFTWARE = 0


class HandshakeError(MadarError):
    """The daemon's side of the handshake is not what the specification says."""


class VersionError(HandshakeError):
    """The daemon speaks no version that this client speaks (SPEC W-13)."""


def preamble(key_number: int) -> bytes:
    """The eight bytes in clear (SPEC W-10)."""
    return MAGIC_AND_SUITE + struct.pack(">BHH", key_number, 0, 80)


def prologue(key_number: int) -> bytes:
    """What both sides hash before the first message (SPEC W-10)."""
    return b"madar/1" + preamble(key_number)


@dataclass(frozen=True)
class Finished:
    """What a handshake gives: message 3, both ciphers, and what the daemon said of itself."""

    message: bytes
    send: Cipher
    receive: Cipher
    daemon_time_ms: int
    transcript: bytes


class ClientHandshake:
    """The client's side. Bytes in, bytes out; tests may give every random value."""

    def __init__(
        self,
        key_number: int,
        daemon_public: bytes,
        static: bytes,
        preshared: bytes,
        invitation: bytes | None = None,
        ephemeral: bytes | None = None,
    ) -> None:
        self._key_number = key_number
        self._invitation = invitation
        self._noise = Handshake(
            PATTERN,
            True,
            prologue(key_number),
            static=static,
            remote_static=daemon_public,
            preshared=[preshared],
            ephemeral=ephemeral,
        )

    def first(self) -> bytes:
        """Message 1 (SPEC W-11)."""
        mode = MODE_SESSION if self._invitation is None else MODE_ENROLMENT
        payload = struct.pack(">BB16s14x", mode, 0, self._invitation or bytes(16))
        try:
            return preamble(self._key_number) + self._noise.write(payload)
        except NoiseError as error:
            raise HandshakeError("the daemon's key is none that can be agreed with") from error

    def third(
        self,
        second: bytes,
        last_instance: bytes = bytes(16),
        session: bytes | None = None,
        now_ms: int | None = None,
        software: int = SOFTWARE,
        max_frame: int = limits.FRAME_PLAINTEXT_BYTES,
    ) -> Finished:
        """Reads message 2 (SPEC W-12) and makes message 3 (SPEC W-13)."""
        if len(second) != limits.MESSAGE_2_BYTES or second[:2] != b"\x00\x50":
            raise HandshakeError("message 2 has not its length")
        try:
            payload = self._noise.read(second[2:])
        except NoiseError as error:
            raise HandshakeError(str(error)) from error
        lowest, highest, daemon_time, zeros = struct.unpack(">HHq20s", payload)
        if any(zeros):
            raise HandshakeError("a byte of message 2 is not zero")
        if not lowest <= VERSION <= highest:
            raise VersionError(f"the daemon speaks versions {lowest} to {highest}")
        message = self._noise.write(
            struct.pack(
                ">HHq16sIHH16s44x",
                VERSION,
                0,
                int(time.time() * 1000) if now_ms is None else now_ms,
                session or secrets.token_bytes(16),
                software,
                max_frame,
                0,
                last_instance,
            )
        )
        send, receive = self._noise.split()
        return Finished(b"\x00\xa0" + message, send, receive, daemon_time, self._noise.hash)
