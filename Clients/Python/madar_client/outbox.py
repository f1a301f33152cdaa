"""Writes that wait, sealed: the operation key with the encoded bytes. SPEC W-55."""

import contextlib
import secrets
import struct
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from . import limits, sealed
from .sealed import SealedFileError

_CONTEXT = b"madar-client outbox 1"
_HEAD = struct.Struct(">QHBBI16s")
_MAYBE_SENT, _DOUBT = 1, 2


def operation_key(epoch: int) -> bytes:
    """A new operation key in an epoch that the daemon told."""
    return struct.pack(">I", epoch) + secrets.token_bytes(12)


@dataclass(frozen=True)
class Entry:
    """One thing that a person wants done.

    `maybe_sent`: a first byte may have left. `doubt`: an attempt of it may have been executed.
    """

    number: int
    method: int
    key: bytes
    payload: bytes
    deadline_ms: int
    maybe_sent: bool = False
    doubt: bool = False

    @property
    def epoch(self) -> int:
        """The epoch of its operation key."""
        return int.from_bytes(self.key[:4], "big")


class Outbox:
    """A folder with one sealed file an entry, in the order in which they were made."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder, self._key = folder, key
        self._mutex = threading.Lock()
        folder.mkdir(mode=0o700, exist_ok=True)
        self._next = max((int(path.name) for path in self._paths()), default=0) + 1

    def _paths(self) -> list[Path]:
        return sorted(path for path in self._folder.iterdir() if path.name.isdigit())

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:012}"

    def add(
        self, method: int, key: bytes, payload: bytes, deadline_ms: int, maybe_sent: bool
    ) -> Entry:
        """Stores a new entry; durable when this returns."""
        with self._mutex:
            if len(self._paths()) >= limits.OUTBOX_ENTRIES:
                raise SealedFileError("the outbox is full")
            number, self._next = self._next, self._next + 1
        entry = Entry(number, method, key, payload, deadline_ms, maybe_sent, maybe_sent)
        self._store(entry)
        return entry

    def change(
        self, entry: Entry, maybe_sent: bool, doubt: bool, key: bytes | None = None
    ) -> Entry:
        """Stores what became of an entry; durable when this returns."""
        if key is not None and entry.maybe_sent:
            raise ValueError("an operation that may have been sent keeps its key")
        changed = replace(entry, maybe_sent=maybe_sent, doubt=doubt, key=key or entry.key)
        if changed != entry:
            self._store(changed)
        return changed

    def _store(self, entry: Entry) -> None:
        flags = entry.maybe_sent * _MAYBE_SENT | entry.doubt * _DOUBT
        head = _HEAD.pack(entry.number, entry.method, flags, 0, entry.deadline_ms, entry.key)
        path = self._path(entry.number)
        sealed.write(path, sealed.seal(self._key, _CONTEXT, head + entry.payload))

    def remove(self, number: int) -> None:
        """Forgets an entry: it is done, or a person has decided."""
        with contextlib.suppress(FileNotFoundError):
            self._path(number).unlink()
        sealed.sync_folder(self._folder)

    def entry(self, number: int) -> Entry:
        """One that waits."""
        data = sealed.unseal(self._key, _CONTEXT, sealed.read(self._path(number)))
        if len(data) < _HEAD.size:
            raise SealedFileError("damaged")
        inside, method, flags, _, deadline, key = _HEAD.unpack_from(data)
        if inside != number:
            raise SealedFileError("an entry under another's name")
        maybe_sent, doubt = bool(flags & _MAYBE_SENT), bool(flags & _DOUBT)
        return Entry(number, method, key, data[_HEAD.size :], deadline, maybe_sent, doubt)

    def entries(self) -> list[Entry]:
        """All that waits, the oldest first."""
        return [self.entry(int(path.name)) for path in self._paths()]
