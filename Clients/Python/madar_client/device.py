"""What a device keeps (SPEC W-17): its keys under a passphrase, its memory under one of its keys.

A profile is a folder: `device` (sealed under the passphrase), `state` and `outbox/` (sealed under
a key that `device` holds), and `lock`, held while a process uses it.
"""

import contextlib
import fcntl
import json
import os
import secrets
import struct
import threading
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from nacl import bindings, pwhash
from nacl.signing import SigningKey

from . import sealed
from .invitation import Invitation
from .noise import public_key
from .outbox import Outbox
from .sealed import SealedFileError

_MAGIC = b"MADARPY1"
_HEAD = struct.Struct(f">8sII{sealed.SALT_BYTES}s")
_STATE = b"madar-client state 1"


@dataclass(frozen=True)
class Secrets:
    """The content of `device`. Empty bytes stand for what enrolment has not given yet."""

    address: str
    key_number: int
    daemon_public: bytes
    static: bytes
    signing: bytes
    local_key: bytes
    invitation: str = ""
    device: bytes = b""
    member: bytes = b""
    preshared: bytes = b""
    log_origin: str = ""
    log_key: bytes = b""

    @property
    def static_public(self) -> bytes:
        """The device's X25519 public key."""
        return public_key(self.static)

    @property
    def signer(self) -> SigningKey:
        """The device's Ed25519 key, for approvals."""
        return SigningKey(self.signing)


@dataclass(frozen=True)
class Memory:
    """The content of `state`: what the daemon told last."""

    note: str = ""
    epoch: int = 0
    instance: bytes = b""


def _encode(value: Secrets | Memory) -> bytes:
    members = asdict(value)
    hexed = {k: v.hex() if isinstance(v, bytes) else v for k, v in members.items()}
    return json.dumps(hexed).encode()


def _decode(kind: type[Any], data: bytes) -> Any:
    try:
        members = json.loads(data)
        return kind(
            **{
                f.name: bytes.fromhex(members[f.name]) if f.type is bytes else members[f.name]
                for f in fields(kind)
            }
        )
    except (ValueError, KeyError, TypeError) as error:
        raise SealedFileError("damaged") from error


class Device:
    """An unlocked profile. One process holds it at a time; threads may share it."""

    def __init__(self, folder: Path, lock: int, head: bytes, key: bytes, kept: Secrets) -> None:
        self.folder = folder
        self._lock, self._head, self._key = lock, head, key
        self._mutex = threading.Lock()
        self.secrets = kept
        self.memory = Memory()
        with contextlib.suppress(FileNotFoundError):
            data = sealed.unseal(kept.local_key, _STATE, sealed.read(folder / "state"))
            self.memory = _decode(Memory, data)
        self.outbox = Outbox(folder / "outbox", kept.local_key)

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: bytes,
        invitation: Invitation,
        passes: int = pwhash.argon2id.OPSLIMIT_MODERATE,
        memory_bytes: int = pwhash.argon2id.MEMLIMIT_MODERATE,
    ) -> "Device":
        """Makes keys and stores them with the invitation, before anything is sent (W-82.2)."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = _hold(folder)
        try:
            if (folder / "device").exists():
                raise SealedFileError("the profile has a device already")
            salt = secrets.token_bytes(sealed.SALT_BYTES)
            head = _HEAD.pack(_MAGIC, passes, memory_bytes, salt)
            key = sealed.derive(passphrase, salt, passes, memory_bytes)
            kept = Secrets(
                address=invitation.address,
                key_number=invitation.key_number,
                daemon_public=invitation.daemon_public,
                static=secrets.token_bytes(bindings.crypto_scalarmult_SCALARBYTES),
                signing=secrets.token_bytes(32),
                local_key=secrets.token_bytes(sealed.KEY_BYTES),
                invitation=invitation.text,
            )
            device = cls(folder, lock, head, key, kept)
            device.keep()
        except BaseException:
            os.close(lock)
            raise
        return device

    @classmethod
    def unlock(cls, folder: Path, passphrase: bytes) -> "Device":
        """Opens a profile with its passphrase."""
        lock = _hold(folder)
        try:
            data = sealed.read(folder / "device")
            if len(data) < _HEAD.size or data[: len(_MAGIC)] != _MAGIC:
                raise SealedFileError("not a device file of this client")
            head = data[: _HEAD.size]
            _, passes, memory_bytes, salt = _HEAD.unpack(head)
            key = sealed.derive(passphrase, salt, passes, memory_bytes)
            kept: Secrets = _decode(Secrets, sealed.unseal(key, head, data[_HEAD.size :]))
            return cls(folder, lock, head, key, kept)
        except BaseException:
            os.close(lock)
            raise

    def keep(self, **changes: Any) -> None:
        """Changes what `device` holds, durably."""
        with self._mutex:
            kept = replace(self.secrets, **changes)
            data = self._head + sealed.seal(self._key, self._head, _encode(kept))
            sealed.write(self.folder / "device", data)
            self.secrets = kept

    def remember(self, **changes: Any) -> None:
        """Changes what `state` holds, durably; nothing is written where nothing changes."""
        with self._mutex:
            memory = replace(self.memory, **changes)
            if memory == self.memory:
                return
            data = sealed.seal(self.secrets.local_key, _STATE, _encode(memory))
            sealed.write(self.folder / "state", data)
            self.memory = memory

    @property
    def enrolled(self) -> bool:
        """Whether enrolment has ended."""
        return bool(self.secrets.preshared) and not self.secrets.invitation

    def close(self) -> None:
        """Lets another process use the profile."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def _hold(folder: Path) -> int:
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise SealedFileError("another process uses the profile") from error
    return handle
