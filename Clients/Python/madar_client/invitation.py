"""Invitations as people carry them. SPEC W-16."""

import zlib
from dataclasses import dataclass

from .errors import MadarError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PREFIX = "MADAR1"
_HEAD_BYTES = 83


class InvitationError(MadarError, ValueError):
    """The text is not an invitation, or was copied with a slip."""


@dataclass(frozen=True)
class Invitation:
    """What a device needs to shake hands for the first time."""

    key_number: int
    daemon_public: bytes
    identifier: bytes
    secret: bytes
    address: str

    @property
    def text(self) -> str:
        """The invitation in groups of five characters."""
        where = self.address.encode()
        if not 1 <= len(where) <= 255:
            raise InvitationError("an address has 1 to 255 bytes")
        data = bytes([1, self.key_number]) + self.daemon_public + self.identifier + self.secret
        data += bytes([len(where)]) + where
        data += zlib.crc32(data).to_bytes(4, "big")
        count = -(-len(data) * 8 // 5)
        value = int.from_bytes(data, "big") << (count * 5 - len(data) * 8)
        digits = "".join(ALPHABET[value >> (5 * n) & 31] for n in reversed(range(count)))
        return "-".join([_PREFIX, *(digits[n : n + 5] for n in range(0, count, 5))])

    @classmethod
    def parse(cls, text: str) -> "Invitation":
        """Reads the text as a person typed it."""
        plain = "".join(text.split()).replace("-", "").upper()
        if not plain.startswith(_PREFIX) or not plain.isascii():
            raise InvitationError("an invitation begins with MADAR1")
        digits = plain[len(_PREFIX) :].replace("O", "0").replace("I", "1").replace("L", "1")
        value = 0
        for digit in digits:
            place = ALPHABET.find(digit)
            if place < 0:
                raise InvitationError("a character that no invitation has")
            value = value << 5 | place
        left = len(digits) * 5 % 8
        if left >= 5 or value & ((1 << left) - 1):
            raise InvitationError("leftover bits")
        data = (value >> left).to_bytes(len(digits) * 5 // 8, "big")
        if len(data) <= _HEAD_BYTES or len(data) != _HEAD_BYTES + data[82] + 4 or not data[82]:
            raise InvitationError("not the length of an invitation")
        if zlib.crc32(data[:-4]) != int.from_bytes(data[-4:], "big"):
            raise InvitationError("the checksum does not agree")
        if data[0] != 1:
            raise InvitationError("another version of invitations")
        try:
            address = data[_HEAD_BYTES:-4].decode()
        except UnicodeDecodeError as error:
            raise InvitationError("an address that is not text") from error
        return cls(data[1], data[2:34], data[34:50], data[50:82], address)


def host_and_port(address: str) -> tuple[str, int]:
    """Splits `host:port` or `[host]:port`."""
    host, colon, port = address.rpartition(":")
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        raise InvitationError("an address with colons stands in brackets")
    if not (colon and host and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise InvitationError("an address is HOST:PORT")
    return host, int(port)
