"""Calls that survive bad links, each reported as done, refused, not executed or unknown."""

import contextlib
import hashlib
import random
import secrets as system
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Generic, TypeVar, cast

from google.protobuf.message import DecodeError, Message

from . import limits
from .approval import sign_approval
from .checkpoint import Checkpoint, CheckpointError, Forgotten, advance, read_note
from .connection import Attempt, Connection, NotStarted, OwnFault, Revoked, Unreachable
from .definition import CutError, Definition, delimited, read_definition
from .device import Device
from .frames import FrameError
from .handshake import HandshakeError, VersionError
from .invitation import Invitation
from .messages import act_pb2 as act
from .messages import call_pb2 as call
from .messages.method_pb2 import Method
from .methods import TABLE, Row
from .outbox import Entry, operation_key
from .status import Outcome, Status, StatusClass, may_repeat, outcome

T = TypeVar("T")
M = TypeVar("M", bound=Message)
_STOPS = (Revoked, OwnFault, CheckpointError, HandshakeError, FrameError)


class CallError(Exception):
    """A call that is not done; `report` tells what is known of it."""

    def __init__(self, report: "Report[object]") -> None:
        fields = report.error.fields if report.error else []
        places = [f"{one.form}.{one.field}[{one.row}]={one.code}" for one in fields]
        super().__init__(f"{report.outcome.value}: {report.status_name} {' '.join(places)}".strip())
        self.report = report


class ContentError(Exception):
    """The content of an attachment is not the one that its act promises."""


@dataclass(frozen=True)
class Report(Generic[T]):
    """What is known of one call.

    `cause` is there where the client stopped trying for a reason of its own. `entry` is the number
    in the outbox of a write that waits there: until `Client.send_waiting` has an answer for it, or
    a person gives it up with `Outbox.remove`.
    """

    outcome: Outcome
    status: int
    value: T | None = None
    error: call.Error | None = None
    cause: Exception | None = None
    entry: int | None = None

    @property
    def status_name(self) -> str:
        """The status in words of the specification."""
        known = self.status in Status._value2member_map_
        return Status(self.status).name if known else f"status {self.status:#06x}"

    def answer(self) -> T:
        """The answer; an error where the call is not done."""
        if self.outcome is Outcome.DONE and self.value is not None:
            return self.value
        raise CallError(cast("Report[object]", self)) from self.cause


class _Pauses:
    """Random pauses that grow (SPEC W-53), until patience ends."""

    def __init__(self, patience: float) -> None:
        self._end = time.monotonic() + patience
        self._bound = limits.PAUSE_LEAST_SECONDS

    def wait(self, least_ms: int, most: float = limits.PAUSE_MOST_SECONDS) -> bool:
        """Waits; false where there is no patience left."""
        self._bound = min(self._bound, most)
        pause = least_ms / 1000 + random.uniform(0, self._bound)
        self._bound = min(self._bound * 2, limits.PAUSE_MOST_SECONDS)
        if time.monotonic() + pause > self._end:
            return False
        time.sleep(pause)
        return True


@dataclass
class _Course:
    """How the attempts of one call went. `doubt`: one before the last may have been executed."""

    attempt: Attempt
    doubt: bool
    cause: Exception | None = None

    @property
    def outcome(self) -> Outcome:
        if not self.attempt.sent:
            return Outcome.UNKNOWN if self.doubt else Outcome.NOT_EXECUTED
        return outcome(self.attempt.status, self.doubt)


_UNSENT = Attempt(Status.CONNECTION_LOST, b"", sent=False)


class Client:
    """A device at work: one connection, made again where it ends. Threads may share it.

    `patience` is how many seconds one call is tried again before it is reported as it stands.
    """

    def __init__(self, device: Device, patience: float = limits.PATIENCE_SECONDS) -> None:
        if not device.enrolled:
            raise ValueError("the device is not enrolled")
        self.device, self._patience = device, patience
        self._mutex, self._sending = threading.Lock(), threading.Lock()
        self._connection: Connection | None = None
        self._checked = b""
        self._stopped: Exception | None = None

    def _connected(self) -> Connection:
        with self._mutex:
            if self._stopped is not None:
                raise self._stopped
            if self._connection is None or not self._connection.usable:
                # What is in flight on an ending one may still be answered: it is left to its end.
                self._connection = None
                device = self.device
                connection = Connection(device.secrets, device.memory.instance)
                if connection.welcome is None:
                    connection.close()
                    self._note(connection.cause)
                    raise connection.cause or Unreachable("the daemon ended the connection")
                device.remember(
                    instance=connection.welcome.instance, epoch=connection.welcome.epoch
                )
                self._connection = connection
            return self._connection

    def _note(self, cause: Exception | None) -> None:
        """After these a client makes no further connection by itself (SPEC W-45)."""
        if isinstance(cause, Revoked | VersionError):
            self._stopped = cause

    def close(self) -> None:
        """Ends the connection and lets the profile go."""
        with self._mutex:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            self._stopped = Unreachable("the client is closed")
        self.device.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def kept_checkpoint(self) -> Checkpoint | None:
        """The last verified checkpoint of the daemon's log."""
        kept, note = self.device.secrets, self.device.memory.note
        return read_note(note, kept.log_origin, kept.log_key) if note else None

    def _remembers(self, connection: Connection, row: Row) -> Attempt | None:
        """Checks, once for each run of the daemon, that it has forgotten nothing (SPEC W-85).

        Gives an attempt where the daemon did not answer the check. Calls that a sealed daemon
        serves go unchecked, since it cannot be asked.
        """
        welcome = connection.welcome
        if row.while_sealed or welcome is None or self._checked == welcome.instance:
            return None
        kept, secrets = self.kept_checkpoint, self.device.secrets
        request = call.CheckpointRequest(known_size=kept.size if kept else 0)
        attempt = connection.call(Method.METHOD_CHECKPOINT, request.SerializeToString())
        if attempt.status == Status.PRECONDITION and kept is None:
            return None
        if attempt.status == Status.PRECONDITION:
            raise Forgotten("the daemon's log is shorter than it was")
        if attempt.status != Status.OK:
            return attempt
        try:
            answer = call.CheckpointAnswer.FromString(attempt.content)
        except DecodeError as error:
            raise CheckpointError("an answer that does not decode") from error
        new = read_note(answer.note, secrets.log_origin, secrets.log_key)
        self.device.remember(note=advance(kept, new, answer.proof).note)
        self._checked = welcome.instance
        return None

    def _perform(
        self,
        row: Row,
        payload: bytes,
        entry: Entry | None = None,
        most_bytes: int = limits.UNARY_ANSWER_BYTES,
        enough: Callable[[Attempt], bool] = lambda _: False,
        doubt: bool = False,
    ) -> _Course:
        """Makes attempts until one is final, patience ends, or a part of an answer is `enough`."""
        pauses, faults, key = _Pauses(self._patience), 0, entry.key if entry else None
        while True:
            attempt, cause = _UNSENT, None
            try:
                connection = self._connected()
                refused = self._remembers(connection, row)
                if refused is None:
                    if entry is not None:
                        entry = self._about_to_send(connection, entry)
                        key = entry.key
                    attempt = connection.call(row.method, payload, key, row.deadline_ms, most_bytes)
                elif refused.status != Status.CONNECTION_LOST:
                    attempt = refused
                if attempt.status == Status.CONNECTION_LOST:
                    cause = connection.cause
                    self._note(cause)
            except (Unreachable, NotStarted) as error:
                if error is self._stopped:
                    cause = error
            except _STOPS as error:
                cause = error
            course = _Course(attempt, doubt, cause)
            faults += StatusClass.of(attempt.status) is StatusClass.DAEMON
            final = attempt.sent and not may_repeat(attempt.status, faults)
            if final or cause is not None or enough(attempt):
                return course
            error_message = _error(attempt)
            # A line that is cut under a daemon that answers wants another try, not a long pause.
            cut = attempt.partial and attempt.sent
            most = limits.PAUSE_CUT_SECONDS if cut else limits.PAUSE_MOST_SECONDS
            if not pauses.wait(error_message.retry_after_ms if error_message else 0, most):
                return course
            if attempt.sent and StatusClass.of(attempt.status) >= StatusClass.UNKNOWN:
                doubt = True

    def _about_to_send(self, connection: Connection, entry: Entry) -> Entry:
        """Stores that the entry may leave now; one that never did gets a key of today (W-55)."""
        if entry.maybe_sent:
            return entry
        key, welcome = None, connection.welcome
        if welcome is not None and welcome.epoch != entry.epoch:
            key = operation_key(welcome.epoch)
        return self.device.outbox.change(entry, maybe_sent=True, doubt=True, key=key)

    def _ask(self, method: int, request: Message, kind: type[M]) -> Report[M]:
        """A call that does not write, or one that may be repeated without a key."""
        row = TABLE[method]
        return _report(self._perform(row, _fitting(row, request)), kind)

    def _write(self, method: int, request: Message, kind: type[M]) -> Report[M]:
        """A call that writes: sealed with its key before the first byte, the same bytes always."""
        row = TABLE[method]
        payload = _fitting(row, request)
        try:
            self._connected()
            reached = True
        except (Unreachable, *_STOPS):
            reached = False
        key = operation_key(self.device.memory.epoch)
        entry = self.device.outbox.add(method, key, payload, row.deadline_ms, reached)
        report = _report(self._perform(row, payload, entry), kind, entry.number)
        if report.outcome is Outcome.REFUSED:
            self.device.outbox.remove(entry.number)
        return self._settle(entry.number, report)

    def _settle(self, number: int, report: Report[M]) -> Report[M]:
        outbox = self.device.outbox
        if report.outcome is Outcome.DONE:
            outbox.remove(number)
        elif report.outcome is Outcome.NOT_EXECUTED:
            entry = outbox.entry(number)
            outbox.change(entry, maybe_sent=entry.maybe_sent, doubt=False)
        return report

    def queue(self, method: int, request: Message) -> int:
        """Puts a write into the outbox without sending it; gives its number there."""
        row = TABLE[method]
        if not row.writes:
            raise ValueError("only writes wait")
        key, payload = operation_key(self.device.memory.epoch), _fitting(row, request)
        return self.device.outbox.add(method, key, payload, row.deadline_ms, False).number

    def send_waiting(self) -> Iterator[Report[Message]]:
        """Sends what waits, in order, with the keys and bytes that are stored.

        Done writes leave the outbox; refused ones stay until the caller removes them.
        """
        with self._sending:
            for entry in self.device.outbox.entries():
                row = TABLE[entry.method]
                kind = row.answer or call.Nothing
                course = self._perform(row, entry.payload, entry, doubt=entry.doubt)
                yield self._settle(entry.number, _report(course, kind, entry.number))

    # Methods, in the order of SPEC W-61 to W-80

    def ping(self, payload: bytes) -> Report[bytes]:
        """Echoes; touches no store."""
        course = self._perform(TABLE[Method.METHOD_PING], payload)
        done = course.outcome is Outcome.DONE
        value = course.attempt.content if done else None
        return Report(
            course.outcome, course.attempt.status, value, _error(course.attempt), course.cause
        )

    def who_am_i(self) -> Report[call.WhoAmIAnswer]:
        """Member, device, roles, province, and whether the store is sealed."""
        return self._ask(Method.METHOD_WHO_AM_I, call.Nothing(), call.WhoAmIAnswer)

    def status(self) -> Report[call.StatusAnswer]:
        """States and counts of the daemon."""
        return self._ask(Method.METHOD_STATUS, call.Nothing(), call.StatusAnswer)

    def definition(self) -> Definition:
        """The circuit's definition, checked against the hash that the daemon names."""
        expected = self.who_am_i().answer().definition_hash
        row = TABLE[Method.METHOD_DEFINITION]
        course = self._perform(row, b"", most_bytes=limits.DEFINITION_BYTES)
        _report(course, call.Nothing, decode=False).answer()
        return read_definition(course.attempt.content, expected)

    def checkpoint(self) -> Report[Checkpoint]:
        """Fetches, verifies and keeps the newest checkpoint; an error is one to tell the user."""
        self._checked = b""
        row = TABLE[Method.METHOD_LIST_FILES]
        pauses = _Pauses(self._patience)
        while True:
            attempt: Attempt | None = _UNSENT
            with contextlib.suppress(Unreachable, NotStarted):
                attempt = self._remembers(self._connected(), row)
            if attempt is None:
                kept = self.kept_checkpoint
                status = Status.OK if kept else Status.PRECONDITION
                return Report(outcome(status, False), status, kept)
            course = _Course(attempt, False)
            if not may_repeat(attempt.status, 2) or not pauses.wait(0):
                return Report(course.outcome, attempt.status, error=_error(attempt))

    def invite(
        self, request: call.InviteRequest, address: str | None = None
    ) -> tuple[Report[call.InviteAnswer], Invitation]:
        """Invites; the client makes id and secret, which the caller keeps (SPEC W-68)."""
        request.invitation, request.secret = system.token_bytes(16), system.token_bytes(32)
        kept = self.device.secrets
        invitation = Invitation(
            kept.key_number,
            kept.daemon_public,
            request.invitation,
            request.secret,
            address or kept.address,
        )
        return self._write(Method.METHOD_INVITE, request, call.InviteAnswer), invitation

    def approve(
        self,
        invitation: call.Invitation,
        listed: call.ListInvitationsAnswer,
        life_ms: int = 600_000,
    ) -> Report[call.Nothing]:
        """Signs and sends the approval of an invitation that its user has read (SPEC W-86)."""
        connection = self._connected()
        now_ms = connection.welcome.time_ms if connection.welcome else connection.daemon_time_ms
        request = sign_approval(invitation, listed, now_ms + life_ms, self.device.secrets.signer)
        return self._write(Method.METHOD_APPROVE, request, call.Nothing)

    def list_devices(self) -> Report[call.ListDevicesAnswer]:
        """The devices, those seen last first."""
        return self._ask(Method.METHOD_LIST_DEVICES, call.Nothing(), call.ListDevicesAnswer)

    def list_invitations(self) -> Report[call.ListInvitationsAnswer]:
        """The invitations, the newest first."""
        return self._ask(Method.METHOD_LIST_INVITATIONS, call.Nothing(), call.ListInvitationsAnswer)

    def seal(self) -> Report[call.Nothing]:
        """Seals the daemon."""
        return self._ask(Method.METHOD_SEAL, call.Nothing(), call.Nothing)

    def unseal(self, passphrase: bytes) -> Report[call.Nothing]:
        """Unseals the daemon with the passphrase of its store."""
        request = call.UnsealRequest(passphrase=passphrase)
        return self._ask(Method.METHOD_UNSEAL, request, call.Nothing)

    def open_file(self, opening: act.ActDraft) -> Report[call.OpenFileAnswer]:
        """Opens a file."""
        request = call.OpenFileRequest(opening=opening)
        return self._write(Method.METHOD_OPEN_FILE, request, call.OpenFileAnswer)

    def append_act(
        self, file: bytes, after_sequence: int, draft: act.ActDraft
    ) -> Report[call.AppendActAnswer]:
        """Adds an act after the last one that its author has seen."""
        request = call.AppendActRequest(file=file, after_sequence=after_sequence, draft=draft)
        return self._write(Method.METHOD_APPEND_ACT, request, call.AppendActAnswer)

    def read_file(
        self, file: bytes = b"", number: str = "", motive: str = ""
    ) -> Report[call.ReadFileAnswer]:
        """What is open of a file, by id or by number."""
        request = call.ReadFileRequest(motive=motive)
        if file:
            request.file = file
        else:
            request.number = number
        return self._ask(Method.METHOD_READ_FILE, request, call.ReadFileAnswer)

    def read_act(self, file: bytes, sequence: int, motive: str = "") -> Report[call.ReadActAnswer]:
        """One act."""
        request = call.ReadActRequest(file=file, sequence=sequence, motive=motive)
        return self._ask(Method.METHOD_READ_ACT, request, call.ReadActAnswer)

    def history(
        self, file: bytes, from_sequence: int = 1, motive: str = ""
    ) -> Iterator[act.PartialAct]:
        """The acts that are open, in order: page by page, resumed after a cut (SPEC W-78)."""
        row, following = TABLE[Method.METHOD_HISTORY], max(1, from_sequence)
        while True:
            request = call.HistoryRequest(file=file, from_sequence=following, motive=motive)
            course = self._perform(
                row,
                request.SerializeToString(),
                most_bytes=limits.PAGE_BYTES,
                enough=lambda attempt: (
                    any(delimited(attempt.content, whole=False)) if attempt.partial else False
                ),
            )
            attempt = course.attempt
            if not (attempt.partial and attempt.content):
                _report(course, call.Nothing, decode=False).answer()
            for data in delimited(attempt.content, whole=not attempt.partial):
                part = act.PartialAct.FromString(data)
                if part.sequence < following:
                    raise CutError("the history is out of order")
                following = part.sequence + 1
                yield part
            room = limits.PAGE_BYTES - limits.MESSAGE_BYTES - 4
            if not attempt.partial and len(attempt.content) <= room:
                return

    def find(self, text: str, limit: int = 0) -> Report[call.FindAnswer]:
        """Finds files by a name in either script, or by number."""
        return self._ask(
            Method.METHOD_FIND, call.FindRequest(text=text, limit=limit), call.FindAnswer
        )

    def list_files(
        self, kind: int, stage: str = "", limit: int = 0, cursor: bytes = b""
    ) -> Report[call.ListFilesAnswer]:
        """A work list: 1 mine, 2 my organisation's, 3 due, 4 all in reach."""
        request = call.ListFilesRequest(kind=kind, stage=stage, limit=limit, cursor=cursor)
        return self._ask(Method.METHOD_LIST_FILES, request, call.ListFilesAnswer)

    def upload_status(
        self, file: bytes, sequence: int, attachment: bytes
    ) -> Report[call.UploadStatusAnswer]:
        """How much of an attachment of the caller's own act is durable (SPEC W-101)."""
        request = call.UploadStatusRequest(file=file, sequence=sequence, attachment=attachment)
        return self._ask(Method.METHOD_UPLOAD_STATUS, request, call.UploadStatusAnswer)

    def upload(self, file: bytes, sequence: int, attachment: bytes, source: BinaryIO) -> None:
        """Sends the content that an act promises, and goes on after cuts (SPEC W-102).

        `source` can seek. `ContentError` where it is not the content that was promised.
        """
        pauses, reached = _Pauses(self._patience), -1
        while True:
            durable = self.upload_status(file, sequence, attachment).answer()
            if durable.is_whole:
                return
            if durable.offset > reached:
                pauses, reached = _Pauses(self._patience), durable.offset
            source.seek(durable.offset)
            request = call.UploadRequest(
                file=file, sequence=sequence, attachment=attachment, offset=durable.offset
            )
            attempt = self._stream(
                Method.METHOD_UPLOAD, request, iter(lambda: source.read(limits.PIECE_BYTES), b"")
            )
            told = [
                call.UploadProgress.FromString(one) for one in delimited(attempt.content, False)
            ]
            if told and told[-1].is_whole:
                return
            if told and told[-1].offset == 0:
                raise ContentError("the content is not the one that the act promises")
            self._pause(attempt, pauses)

    def download(
        self,
        file: bytes,
        sequence: int,
        attachment: act.Attachment,
        target: BinaryIO,
        motive: str = "",
    ) -> None:
        """Fetches the content of an attachment, and goes on after cuts (SPEC W-103).

        What `target` holds is the attachment's only once this has returned: `ContentError` where
        size or hash are not those of the act.
        """
        pauses, received, digest = _Pauses(self._patience), 0, hashlib.sha256()
        while received < attachment.byte_count:
            request = call.DownloadRequest(
                file=file,
                sequence=sequence,
                attachment=attachment.id,
                offset=received,
                motive=motive,
            )
            attempt = self._stream(Method.METHOD_DOWNLOAD, request, iter(()))
            if attempt.content:
                pauses = _Pauses(self._patience)
            received += len(attempt.content)
            digest.update(attempt.content)
            target.write(attempt.content)
            if received < attachment.byte_count:
                self._pause(attempt, pauses)
        if received != attachment.byte_count or digest.digest() != attachment.sha256:
            raise ContentError("the content is not the one that the act promises")

    def _stream(self, method: int, request: Message, content: Iterator[bytes]) -> Attempt:
        """One attempt of a call that streams both ways."""
        try:
            connection = self._connected()
            attempt = connection.call(
                method,
                request.SerializeToString(),
                most_bytes=limits.ATTACHMENT_BYTES,
                content=content,
            )
        except (Unreachable, NotStarted):
            return _UNSENT
        if attempt.status == Status.CONNECTION_LOST:
            self._note(connection.cause)
        if attempt.status in (Status.OK, Status.CONNECTION_LOST):
            return attempt
        return Attempt(attempt.status, b"", attempt.sent, attempt.partial)

    def _pause(self, attempt: Attempt, pauses: _Pauses) -> None:
        """Waits before a stream call is made again, where that may help."""
        again = attempt.status in (Status.OK, Status.CONFLICT, Status.CONNECTION_LOST)
        again = again or StatusClass.of(attempt.status) is StatusClass.NOT_EXECUTED
        if not again or not pauses.wait(0, limits.PAUSE_CUT_SECONDS):
            report = _report(_Course(attempt, False, None), call.Nothing)
            raise CallError(cast("Report[object]", report))


def _fitting(row: Row, request: Message) -> bytes:
    payload = request.SerializeToString()
    if len(payload) > row.request_bytes:
        raise ValueError("a request larger than its method takes")
    return payload


def _error(attempt: Attempt) -> call.Error | None:
    """The daemon's Error; one that does not decode counts as empty, the status decides."""
    if attempt.status == Status.OK or attempt.partial or not attempt.sent:
        return None
    try:
        return call.Error.FromString(attempt.content)
    except DecodeError:
        return call.Error()


def _report(
    course: _Course, kind: type[M], entry: int | None = None, decode: bool = True
) -> Report[M]:
    attempt, result, cause = course.attempt, course.outcome, course.cause
    value: M | None = None
    if result is Outcome.DONE:
        entry = None
        try:
            value = kind.FromString(attempt.content if decode else b"")
        except DecodeError as error:
            cause = error
    return Report(result, attempt.status, value, _error(attempt), cause, entry)
