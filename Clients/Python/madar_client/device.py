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
from dataclasses import MISSING, asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from nacl import bindings, pwhash
from nacl.signing import SigningKey

from . import limits, sealed
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
    # The next pre-shared key, from RENEW_KEY until CONFIRM_KEY is answered (SPEC W-88).
    next_preshared: bytes = b""
    # The daemon's second static key, where WHO_AM_I told two (SPEC W-89).
    other_number: int = 0
    other_public: bytes = b""

    @property
    def daemon_keys(self) -> list[tuple[int, bytes]]:
        """The daemon's static keys with their numbers, in the order in which it told them."""
        first = (self.key_number, self.daemon_public)
        return [first, (self.other_number, self.other_public)] if self.other_public else [first]

    @property
    def preshared_keys(self) -> list[bytes]:
        """The pre-shared keys that the daemon may take, the likelier first (SPEC W-88)."""
        return [key for key in (self.next_preshared, self.preshared) if key]

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
    """The content of `state`: what the daemon told last, and what is owed to it."""

    note: str = ""
    epoch: int = 0
    instance: bytes = b""
    # The epoch of the day on which WHO_AM_I was answered last, and what it told of W-88.
    asked: int = 0
    renewal_due_ms: int | None = None
    # Operation keys whose answers are here and that the daemon still keeps, 16 bytes each (W-95).
    answered: bytes = b""
    # Restorations that were taken, or told while the log went on, 16 bytes each (W-175).
    settled: bytes = b""
    # The keys of the log that followed that of the enrolment, 32 bytes each (W-193).
    log_keys: bytes = b""
    # How far a subscription has come (SPEC W-111).
    position: int | None = None
    due_after_ms: int = 0
    dues: bytes = b""


def _encode(value: Secrets | Memory) -> bytes:
    members = asdict(value)
    hexed = {k: v.hex() if isinstance(v, bytes) else v for k, v in members.items()}
    return json.dumps(hexed).encode()


def _decode(kind: type[Any], data: bytes) -> Any:
    try:
        members = json.loads(data)
        # Files of earlier versions of this client lack what was added later.
        kept = [f for f in fields(kind) if f.default is MISSING or f.name in members]
        return kind(
            **{
                f.name: bytes.fromhex(members[f.name]) if f.type is bytes else members[f.name]
                for f in kept
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
            self._check_held()
            kept = replace(self.secrets, **changes)
            data = self._head + sealed.seal(self._key, self._head, _encode(kept))
            sealed.write(self.folder / "device", data)
            self.secrets = kept

    def remember(self, **changes: Any) -> None:
        """Changes what `state` holds, durably; nothing is written where nothing changes."""
        with self._mutex:
            self._remember(replace(self.memory, **changes))

    def _remember(self, memory: Memory) -> None:
        if memory == self.memory:
            return
        self._check_held()
        data = sealed.seal(self.secrets.local_key, _STATE, _encode(memory))
        sealed.write(self.folder / "state", data)
        self.memory = memory

    @property
    def answered(self) -> list[bytes]:
        """The operation keys that the daemon may be told of, the oldest first (SPEC W-95)."""
        keys = self.memory.answered
        return [keys[at : at + 16] for at in range(0, len(keys), 16)]

    def add_answered(self, key: bytes) -> None:
        """Notes a key that will not be sent again; of too many the oldest ones are let go.

        The daemon forgets those by itself, when they are too old to be taken (SPEC W-55).
        """
        with self._mutex:
            keys = (self.memory.answered + key)[-16 * limits.ANSWERED_KEYS :]
            self._remember(replace(self.memory, answered=keys))

    def forget_answered(self, keys: list[bytes]) -> None:
        """Forgets keys that the daemon has acknowledged."""
        with self._mutex:
            left = [key for key in self.answered if key not in keys]
            self._remember(replace(self.memory, answered=b"".join(left)))

    @property
    def enrolled(self) -> bool:
        """Whether enrolment has ended."""
        return bool(self.secrets.preshared) and not self.secrets.invitation

    def _check_held(self) -> None:
        if self._lock < 0:
            raise SealedFileError("the profile was let go")

    def close(self) -> None:
        """Lets another process use the profile; nothing more is written to it by this one."""
        with self._mutex:
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
