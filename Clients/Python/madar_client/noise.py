"""Noise handshakes (Noise specification, revision 34) with 25519, ChaChaPoly and SHA256.

The interpreter follows any pattern that it is given as tokens, so that the public vectors of many
patterns can be run against it. `PATTERN` is the only one that this client speaks (SPEC 2).
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from nacl import bindings
from nacl.exceptions import CryptoError

from .errors import MadarError

KEY_BYTES = 32
MAX_NONCE = (1 << 64) - 1


class NoiseError(MadarError):
    """A message that does not belong to this handshake, or a tag that does not agree."""


@dataclass(frozen=True)
class Pattern:
    """What is known beforehand, and the tokens of each message; the initiator speaks first."""

    name: str
    messages: tuple[tuple[str, ...], ...]
    initiator_known: bool = False
    responder_known: bool = False

    @property
    def protocol(self) -> bytes:
        """The name that is hashed first."""
        return f"Noise_{self.name}_25519_ChaChaPoly_SHA256".encode()


PATTERN = Pattern("XKpsk3", (("e", "es"), ("e", "ee"), ("s", "se", "psk")), responder_known=True)


def public_key(secret: bytes) -> bytes:
    """The X25519 public key of a secret key."""
    return bindings.crypto_scalarmult_base(secret)


def agree(secret: bytes, public: bytes) -> bytes:
    """X25519; an all-zero result is an error (SPEC W-15.8)."""
    try:
        shared = bindings.crypto_scalarmult(secret, public)
    except (CryptoError, RuntimeError) as error:
        raise NoiseError("X25519 gave zero") from error
    if shared == bytes(KEY_BYTES):
        raise NoiseError("X25519 gave zero")
    return shared


def seal(key: bytes, nonce: int, data: bytes, plaintext: bytes) -> bytes:
    """ChaCha20-Poly1305 with four zero bytes and the counter, little-endian, as its nonce."""
    return bindings.crypto_aead_chacha20poly1305_ietf_encrypt(
        plaintext, data, bytes(4) + nonce.to_bytes(8, "little"), key
    )


def unseal(key: bytes, nonce: int, data: bytes, ciphertext: bytes) -> bytes:
    """The plaintext, or an error where the tag does not agree."""
    if len(ciphertext) < 16:
        raise NoiseError("shorter than a tag")
    try:
        return bindings.crypto_aead_chacha20poly1305_ietf_decrypt(
            ciphertext, data, bytes(4) + nonce.to_bytes(8, "little"), key
        )
    except CryptoError as error:
        raise NoiseError("a tag does not agree") from error


def expand(chaining_key: bytes, material: bytes, count: int) -> list[bytes]:
    """Noise's HKDF: `count` keys of 32 bytes."""
    secret = hmac.digest(chaining_key, material, "sha256")
    outputs = [b""]
    for number in range(1, count + 1):
        outputs.append(hmac.digest(secret, outputs[-1] + bytes([number]), "sha256"))
    return outputs[1:]


class Cipher:
    """A key and the number of the next message."""

    def __init__(self, key: bytes | None = None) -> None:
        self.key = key
        self.count = 0

    def encrypt(self, data: bytes, plaintext: bytes) -> bytes:
        """Seals the next message; without a key the plaintext stays as it is."""
        if self.key is None:
            return plaintext
        text = seal(self.key, self.count, data, plaintext)
        self.count += 1
        return text

    def decrypt(self, data: bytes, ciphertext: bytes) -> bytes:
        """Opens the next message; the count does not move where the tag does not agree."""
        if self.key is None:
            return ciphertext
        plaintext = unseal(self.key, self.count, data, ciphertext)
        self.count += 1
        return plaintext

    def rekey(self) -> None:
        """Replaces the key; the count goes on (SPEC W-22)."""
        if self.key is not None:
            self.key = seal(self.key, MAX_NONCE, b"", bytes(KEY_BYTES))[:KEY_BYTES]


class Handshake:
    """One side of one handshake. `ephemeral` is given by tests only."""

    def __init__(
        self,
        pattern: Pattern,
        initiator: bool,
        prologue: bytes,
        static: bytes | None = None,
        remote_static: bytes | None = None,
        preshared: Sequence[bytes] = (),
        ephemeral: bytes | None = None,
    ) -> None:
        self._pattern, self._initiator = pattern, initiator
        self._static, self._ephemeral = static, ephemeral
        self._remote: dict[str, bytes] = {} if remote_static is None else {"s": remote_static}
        self._preshared = list(preshared)
        self._with_psk = any("psk" in tokens for tokens in pattern.messages)
        self._next = 0
        self._cipher = Cipher()
        name = pattern.protocol
        self.hash = name.ljust(32, b"\0") if len(name) <= 32 else hashlib.sha256(name).digest()
        self._chaining = self.hash
        self._mix_hash(prologue)
        for known, mine in (
            (pattern.initiator_known, initiator),
            (pattern.responder_known, not initiator),
        ):
            if known:
                self._mix_hash(public_key(self._own("s")) if mine else self._remote["s"])

    def _mix_hash(self, data: bytes) -> None:
        self.hash = hashlib.sha256(self.hash + data).digest()

    def _mix_key(self, material: bytes) -> None:
        self._chaining, key = expand(self._chaining, material, 2)
        self._cipher = Cipher(key)

    def _own(self, name: str) -> bytes:
        secret = self._static if name == "s" else self._ephemeral
        if secret is None:
            raise NoiseError(f"no key {name}")
        return secret

    def _mix_token(self, token: str) -> None:
        """The tokens that both sides follow alike: `psk` and the agreements."""
        if token == "psk":
            self._chaining, middle, key = expand(self._chaining, self._preshared.pop(0), 3)
            self._mix_hash(middle)
            self._cipher = Cipher(key)
            return
        first, second = (token[0], token[1]) if self._initiator else (token[1], token[0])
        self._mix_key(agree(self._own(first), self._remote[second]))

    def _mix_public(self, name: str, public: bytes) -> None:
        self._mix_hash(public)
        if name == "e" and self._with_psk:
            self._mix_key(public)

    def write(self, payload: bytes) -> bytes:
        """The next message, with this payload."""
        message = b""
        for token in self._pattern.messages[self._next]:
            if token == "e":
                self._ephemeral = self._ephemeral or secrets.token_bytes(KEY_BYTES)
                message += public_key(self._ephemeral)
                self._mix_public("e", message[-KEY_BYTES:])
            elif token == "s":
                message += self._encrypt(public_key(self._own("s")))
            else:
                self._mix_token(token)
        self._next += 1
        return message + self._encrypt(payload)

    def read(self, message: bytes) -> bytes:
        """The payload of the other side's next message."""
        for token in self._pattern.messages[self._next]:
            if token in ("e", "s"):
                sealed = token == "s" and self._cipher.key is not None
                size = KEY_BYTES + (16 if sealed else 0)
                field, message = message[:size], message[size:]
                if len(field) != size:
                    raise NoiseError("a message is too short")
                if token == "s":
                    self._remote["s"] = self._decrypt(field)
                else:
                    self._remote["e"] = field
                    self._mix_public("e", field)
            else:
                self._mix_token(token)
        self._next += 1
        return self._decrypt(message)

    def _encrypt(self, plaintext: bytes) -> bytes:
        text = self._cipher.encrypt(self.hash, plaintext)
        self._mix_hash(text)
        return text

    def _decrypt(self, text: bytes) -> bytes:
        plaintext = self._cipher.decrypt(self.hash, text)
        self._mix_hash(text)
        return plaintext

    @property
    def finished(self) -> bool:
        """Whether all messages were written or read."""
        return self._next == len(self._pattern.messages)

    def split(self) -> tuple[Cipher, Cipher]:
        """The ciphers of the two directions, the initiator's first; the ephemeral key goes."""
        if not self.finished:
            raise NoiseError("the handshake has not ended")
        self._ephemeral = None
        first, second = expand(self._chaining, b"", 2)
        return Cipher(first), Cipher(second)
