"""Files that only this device can read: XChaCha20-Poly1305 under a key, written durably."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from nacl import bindings, pwhash
from nacl.exceptions import CryptoError

from . import limits
from .errors import MadarError

KEY_BYTES = 32
SALT_BYTES = pwhash.argon2id.SALTBYTES
_NONCE_BYTES = 24


class SealedFileError(MadarError):
    """The file is damaged, is another one, or the passphrase is not its own."""


def derive(passphrase: bytes, salt: bytes, passes: int, memory_bytes: int) -> bytes:
    """Argon2id, within bounds that keep a planted file from weakening it or taking all memory."""
    if not (
        limits.ARGON_PASSES_LEAST <= passes <= limits.ARGON_PASSES_MOST
        and limits.ARGON_MEMORY_LEAST_BYTES <= memory_bytes <= limits.ARGON_MEMORY_MOST_BYTES
    ):
        raise SealedFileError("costs of the passphrase out of range")
    if not 1 <= len(passphrase) <= limits.PASSPHRASE_BYTES:
        raise SealedFileError("a passphrase has 1 to 1,024 bytes")
    return pwhash.argon2id.kdf(KEY_BYTES, passphrase, salt, passes, memory_bytes)


def seal(key: bytes, context: bytes, plaintext: bytes) -> bytes:
    """Seals; the length is rounded up, so that it tells little of the content."""
    if len(plaintext) > limits.SEALED_FILE_BYTES:
        raise SealedFileError("too large")
    body = len(plaintext).to_bytes(4, "big") + plaintext
    body += bytes(-len(body) % limits.SEALED_FILE_STEP_BYTES)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    encrypt = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt
    return nonce + encrypt(body, context, nonce, key)


def unseal(key: bytes, context: bytes, data: bytes) -> bytes:
    """Opens what `seal` made with the same key and context."""
    nonce, text = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
    if len(text) < limits.TAG_BYTES:
        raise SealedFileError("too short")
    try:
        body = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(text, context, nonce, key)
    except CryptoError as error:
        raise SealedFileError("does not open") from error
    size = int.from_bytes(body[:4], "big")
    if len(body) < 4 or size > len(body) - 4:
        raise SealedFileError("damaged")
    return body[4 : 4 + size]


def read(path: Path) -> bytes:
    """The bytes of a file that is not larger than a sealed file may be."""
    with path.open("rb") as file:
        data = file.read(limits.SEALED_FILE_BYTES + 4096)
        if file.read(1):
            raise SealedFileError("too large")
    return data


def write(path: Path, data: bytes) -> None:
    """Puts a whole file in place (0600), durable before this returns."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
