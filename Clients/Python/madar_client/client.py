"""Calls that survive bad links, each reported as done, refused, not executed or unknown."""

import contextlib
import hashlib
import random
import re
import secrets as system
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO, Generic, Protocol, TypeVar, cast

from google.protobuf.message import DecodeError, Message
from nacl.public import PrivateKey

from . import answers, custody, limits, returns
from .answers import AnswerError
from .approval import (
    DOWNGRADE,
    STAGE,
    publication_hash,
    sign_approval,
    sign_backup_approval,
    sign_change_approval,
    sign_committee_approval,
    sign_publication_approval,
    sign_renewal_approval,
    sign_restoration_approval,
    sign_rotation_approval,
    sign_witness_approval,
)
from .checkpoint import (
    Checkpoint,
    CheckpointError,
    Forgotten,
    advance,
    included,
    read_newest,
    read_note,
)
from .connection import (
    Attempt,
    Closed,
    Connection,
    Early,
    Flow,
    NotStarted,
    OwnFault,
    Revoked,
    Unreachable,
    reach,
)
from .definition import CutError, Definition, delimited, read_definition
from .device import Device
from .errors import MadarError
from .frames import FrameError
from .handshake import HandshakeError, VersionError
from .heartbeat import Heartbeat
from .invitation import Invitation
from .messages import act_pb2 as act
from .messages import call_pb2 as call
from .messages.method_pb2 import Method
from .methods import TABLE, Row
from .outbox import Entry, operation_key
from .referrals import Referral, referrals_in
from .restored import explanation, going_on, settling
from .sealed import SealedFileError
from .status import Outcome, Status, StatusClass, may_repeat, outcome
from .subscription import Place, Subscription

T = TypeVar("T")
M = TypeVar("M", bound=Message)
_STOPS = (Revoked, OwnFault, CheckpointError, HandshakeError, FrameError)
# A first and a last day that count, either of them None for any.
Days = tuple[date | None, date | None]
ANY_DAYS: Days = (None, None)


def _day(day: date | None) -> int:
    """A day as a list is asked for it: days since 1970-01-01, 0 for any (SPEC W-187)."""
    return (day - date(1970, 1, 1)).days if day else 0


def _code(text: str) -> str:
    """A code as it may be shown: a daemon that lies sends other text, and moves a terminal."""
    return text if re.fullmatch(r"[A-Za-z0-9_.-]{0,64}", text, re.ASCII) else "?"


class CallError(MadarError):
    """A call that is not done; `report` tells what is known of it."""

    def __init__(self, report: "Report[object]") -> None:
        if report.outcome is Outcome.DONE:
            super().__init__("done, but its answer cannot be used")
        else:
            fields = report.error.fields if report.error else []
            places = [
                f"{_code(one.form)}.{_code(one.field)}[{one.row}]={one.code}" for one in fields
            ]
            text = f"{report.outcome.value}: {report.status_name} {' '.join(places)}"
            super().__init__(text.strip())
        self.report = report


class ContentError(MadarError):
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


def _left(early: Early | None, otherwise: Attempt) -> Attempt:
    """What is known of a call of which no answer may be used."""
    return _LOST if early is not None and early.left else otherwise


_DAY_MS = 86_400_000
_UNSENT = Attempt(Status.CONNECTION_LOST, b"", sent=False)
_LOST = Attempt(Status.CONNECTION_LOST, b"")


class Client:
    """A device at work: one connection, made again where it ends. Threads may share it.

    `patience` is how many seconds one call is tried again before it is reported as it stands.
    """

    def __init__(self, device: Device, patience: float = limits.PATIENCE_SECONDS) -> None:
        if not device.enrolled:
            raise ValueError("the device is not enrolled")
        self.device, self._patience = device, patience
        self._mutex, self._sending = threading.Lock(), threading.Lock()
        self._tidying, self._checking = threading.Lock(), threading.Lock()
        self._heartbeat = Heartbeat()
        self._connection: Connection | None = None
        # On which connection, and on which day, what is owed to the daemon was last tried.
        self._tidied: tuple[Connection, int] | None = None
        self._untold: Connection | None = None
        self._checked = b""
        self._stopped: Exception | None = None

    def _connected(self, early: Early | None = None) -> Connection:
        """The connection that is there, or another one, with whose handshake a call leaves."""
        with self._mutex:
            if self._stopped is not None:
                raise self._stopped
            if self._connection is None or not self._connection.usable:
                # What is in flight on an ending one may still be answered: it is left to its end.
                self._connection = None
                device = self.device
                connection = reach(device.secrets, device.memory.instance, early, self._heartbeat)
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
            self._stopped = Closed("the client is closed")
        self.device.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def kept_checkpoint(self) -> Checkpoint | None:
        """The last verified checkpoint of the daemon's log."""
        note = self.device.memory.note
        origin = self.device.secrets.log_origin
        return read_note(note, origin, self._log_keys) if note else None

    @property
    def _log_keys(self) -> list[bytes]:
        """The keys that have signed the log, the newest last, as far as this device followed."""
        followed = self.device.memory.log_keys
        later = [followed[at : at + 32] for at in range(0, len(followed), 32)]
        return [self.device.secrets.log_key, *later]

    def _check(self) -> tuple[Early, Checkpoint | None]:
        """The call of a check, and the checkpoint that its answer has to go on from."""
        kept = self.kept_checkpoint
        request = call.CheckpointRequest(known_size=kept.size if kept else 0)
        return Early(Method.METHOD_CHECKPOINT, request.SerializeToString()), kept

    def _ready(self, row: Row, early: Early | None = None) -> tuple[Connection, Attempt | None]:
        """A connection for a call, and an attempt where the daemon did not answer the check.

        One call leaves with the handshake of a new connection (SPEC W-15): the check where this
        client has never made it, else `early`. Only WELCOME tells whether the daemon was started
        anew meanwhile: the check then follows, and the answer waits for it.
        """
        check = None if row.while_sealed or self._checked else self._check()
        connection = self._connected(check[0] if check else early)
        return connection, self._remembers(connection, row, check)

    def _remembers(
        self,
        connection: Connection,
        row: Row,
        check: tuple[Early, Checkpoint | None] | None = None,
    ) -> Attempt | None:
        """Checks, once for each run of the daemon, that it has forgotten nothing (SPEC W-85).

        Gives an attempt where the daemon did not answer the check. Calls that a sealed daemon
        serves go unchecked, since it cannot be asked.
        """
        if row.while_sealed:
            return None
        with self._checking:
            return self._prove(connection, check)

    def _prove(
        self, connection: Connection, check: tuple[Early, Checkpoint | None] | None
    ) -> Attempt | None:
        welcome = connection.welcome
        if welcome is None or self._checked == welcome.instance:
            return None
        # Where another thread has kept a newer one, its proof is to begin there.
        if check is None or check[1] != self.kept_checkpoint:
            check = self._check()
        (asked, kept), secrets = check, self.device.secrets
        attempt = connection.make(asked)
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
        new, keys = read_newest(answer.note, secrets.log_origin, self._log_keys, answer.log_keys)
        self.device.remember(
            note=advance(kept, new, answer.proof).note,
            log_keys=b"".join(keys[1:]),
            settled=settling(self.device.memory.settled, answer.restoration_id),
        )
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
            # A write waits for WELCOME: silence after it would leave its outcome in doubt.
            early = None if entry else Early(row.method, payload, row.deadline_ms, most_bytes)
            try:
                connection, refused = self._ready(row, early)
                if refused is not None:
                    lost = refused.status == Status.CONNECTION_LOST
                    attempt = _left(early, _UNSENT if lost else refused)
                elif early is not None:
                    attempt = connection.make(early)
                elif entry is not None:
                    entry = self._about_to_send(connection, entry)
                    key = entry.key
                    attempt = connection.call(row.method, payload, key, row.deadline_ms, most_bytes)
                if attempt.status == Status.CONNECTION_LOST:
                    cause = connection.cause
                    self._note(cause)
            except (Unreachable, NotStarted) as error:
                attempt = _left(early, _UNSENT)
                if error is self._stopped:
                    cause = error
            except _STOPS as error:
                attempt, cause = _left(early, _UNSENT), error
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
            unknown = attempt.sent and StatusClass.of(attempt.status) >= StatusClass.UNKNOWN
            doubt = doubt or (row.writes and unknown)

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
        report = _report(self._perform(row, _fitting(row, request)), kind)
        if isinstance(report.value, call.WhoAmIAnswer):
            try:
                self._learn(report.value)
            except AnswerError as error:
                return replace(report, value=None, cause=error)
            self._tidied = None
        self._tidy()
        return report

    def _once(self, method: int, request: Message, kind: type[M]) -> Report[M]:
        """One attempt on the connection that is there, and none where there is none."""
        with self._mutex:
            connection = self._connection
        attempt, row = _UNSENT, TABLE[method]
        if connection is not None and connection.usable:
            with contextlib.suppress(NotStarted):
                refused = self._remembers(connection, row)
                attempt = refused or connection.call(
                    method, request.SerializeToString(), deadline_ms=limits.HOUSEWORK_MS
                )
        return _report(_Course(attempt, False), kind)

    # What a client owes the daemon beside its user's calls

    def _learn(self, answer: call.WhoAmIAnswer) -> None:
        """Keeps what WHO_AM_I tells: the daemon's keys, and when to renew (SPEC W-62, W-89)."""
        keys = answers.daemon_keys(answer)
        other = keys[1] if len(keys) > 1 else (0, b"")
        if keys != self.device.secrets.daemon_keys:
            self.device.keep(
                key_number=keys[0][0],
                daemon_public=keys[0][1],
                other_number=other[0],
                other_public=other[1],
            )
        with self._mutex:
            now_ms = self._connection.now_ms if self._connection is not None else 0
        self.device.remember(asked=now_ms // _DAY_MS, renewal_due_ms=answer.key_renewal_due_ms)

    def _tidy(self) -> None:
        """Asks WHO_AM_I once a day, renews the key when it is due, acknowledges answers.

        It follows a call, so that a connection is there. It never makes a call of its user fail:
        what is not done is tried again another day, on another connection, or by its own method.
        """
        with self._mutex:
            connection = self._connection
        if connection is None or not connection.usable:
            return
        if not self._tidying.acquire(blocking=False):
            return
        try:
            failures = (AnswerError, Unreachable, OSError, SealedFileError, *_STOPS)
            with contextlib.suppress(*failures):
                self._tidy_keys(connection)
                if len(self.device.answered) >= limits.ACKNOWLEDGE_FROM_KEYS:
                    self._tidy_answers(connection)
        finally:
            self._tidying.release()

    def _tidy_keys(self, connection: Connection) -> None:
        now_ms = connection.now_ms
        today, memory, kept = now_ms // _DAY_MS, self.device.memory, self.device.secrets
        # Where another key than the first was answered, the daemon has something to tell.
        unasked = memory.asked != today or connection.key_number != kept.key_number
        due = memory.renewal_due_ms is not None and memory.renewal_due_ms <= now_ms
        if self._tidied == (connection, today) or not (unasked or due or kept.next_preshared):
            return
        self._tidied = (connection, today)
        if unasked:
            told = self._once(Method.METHOD_WHO_AM_I, call.Nothing(), call.WhoAmIAnswer)
            if told.value is None:
                return
            self._learn(told.value)
            due = told.value.key_renewal_due_ms <= now_ms
        if due or kept.next_preshared:
            self._renew(self._once)

    def _tidy_answers(self, connection: Connection) -> None:
        if self._untold is not connection and not self._tell(self._once):
            self._untold = connection

    def _tell(self, ask: "_Asker") -> bool:
        while keys := self.device.answered[: limits.ACKNOWLEDGED_KEYS]:
            request = call.AckOperationsRequest(operation_keys=keys)
            report = ask(Method.METHOD_ACK_OPERATIONS, request, call.AckOperationsAnswer)
            if report.outcome is not Outcome.DONE:
                return False
            self.device.forget_answered(keys)
        return True

    def acknowledge(self) -> bool:
        """Tells the daemon now which answers it may forget (SPEC W-95); whether it was told."""
        with self._tidying:
            return self._tell(self._ask)

    def renew_key(self) -> Report[call.Nothing]:
        """Renews the pre-shared key (SPEC W-88); goes on with a renewal that was cut."""
        with self._tidying:
            return self._renew(self._ask)

    def _renew(self, ask: "_Asker") -> Report[call.Nothing]:
        """The next key is durable before it is confirmed, and the former until it is answered."""
        device = self.device
        fresh = not device.secrets.next_preshared
        for _ in range(limits.RENEWALS):
            if fresh:
                told = ask(Method.METHOD_RENEW_KEY, call.Nothing(), call.RenewKeyAnswer)
                if told.value is None:
                    undone = told.outcome is Outcome.DONE
                    result = Outcome.NOT_EXECUTED if undone else told.outcome
                    return Report(result, told.status, None, told.error, told.cause)
                try:
                    device.keep(next_preshared=answers.next_key(told.value))
                except AnswerError as error:
                    return Report(Outcome.NOT_EXECUTED, told.status, cause=error)
            following = device.secrets.next_preshared
            request = call.ConfirmKeyRequest(digest=hashlib.sha256(following).digest())
            report = ask(Method.METHOD_CONFIRM_KEY, request, call.Nothing)
            if report.outcome is Outcome.DONE:
                device.keep(preshared=following, next_preshared=b"")
                device.remember(renewal_due_ms=None)
            if report.status != Status.PRECONDITION:
                return report
            # A daemon that was restored does not know this one; the former holds until another.
            fresh = True
        return report

    def _write(self, method: int, request: Message, kind: type[M]) -> Report[M]:
        """A call that writes: sealed with its key before the first byte, the same bytes always."""
        row = TABLE[method]
        payload = _fitting(row, request)
        try:
            self._ready(row)
            reached = True
        except (Unreachable, NotStarted, *_STOPS):
            reached = False
        key = operation_key(self.device.memory.epoch)
        entry = self.device.outbox.add(method, key, payload, row.deadline_ms, reached)
        report = _report(self._perform(row, payload, entry), kind, entry.number)
        if report.outcome is Outcome.REFUSED:
            self.device.outbox.remove(entry.number)
        self._settle(entry.number, report)
        self._tidy()
        return report

    def _settle(self, number: int, report: Report[M]) -> Report[M]:
        outbox = self.device.outbox
        if report.outcome is Outcome.DONE:
            # Only what has left the outbox will not be sent again. Where this is cut between the
            # two, the daemon keeps an answer for as long as it takes the key.
            # One that is gone was settled by another thread, which had an answer, too.
            with contextlib.suppress(FileNotFoundError):
                key = outbox.entry(number).key
                outbox.remove(number)
                # Where it cannot be noted, the daemon keeps an answer in vain, and that is all.
                with contextlib.suppress(OSError, SealedFileError):
                    self.device.add_answered(key)
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
                report = self._settle(entry.number, _report(course, kind, entry.number))
                self._tidy()
                yield report

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

    def status(self, *, metrics: bool = False) -> Report[call.StatusAnswer]:
        """States and counts of the daemon, and its metrics where they are asked for."""
        request = call.StatusRequest(metrics=metrics)
        return self._ask(Method.METHOD_STATUS, request, call.StatusAnswer)

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
                _, attempt = self._ready(row)
            if attempt is None:
                kept = self.kept_checkpoint
                status = Status.OK if kept else Status.PRECONDITION
                return Report(outcome(status, False), status, kept)
            course = _Course(attempt, False)
            if not may_repeat(attempt.status, 2) or not pauses.wait(0):
                return Report(course.outcome, attempt.status, error=_error(attempt))

    def prove_act(self, file: bytes, sequence: int) -> Report[call.ProveLeafAnswer]:
        """Proves that an act of one's own has its leaf in the log (SPEC W-146)."""
        return self._prove_leaf(call.ProveLeafRequest(file=file, sequence=sequence))

    def prove_leaf(self, leaf: int) -> Report[call.ProveLeafAnswer]:
        """Proves that a leaf is in the log; for who audits (SPEC W-146)."""
        return self._prove_leaf(call.ProveLeafRequest(leaf=leaf))

    def _prove_leaf(self, request: call.ProveLeafRequest) -> Report[call.ProveLeafAnswer]:
        asked = self.checkpoint()
        if asked.value is None:
            return Report(asked.outcome, asked.status, error=asked.error)
        kept = asked.value
        request.size = kept.size
        report = self._ask(Method.METHOD_PROVE_LEAF, request, call.ProveLeafAnswer)
        if report.status == Status.PRECONDITION and request.file:
            raise Forgotten("the daemon's log does not hold a leaf that was written before")
        told = report.value
        if told is None:
            return report
        asked_for = bool(request.file) or told.leaf == request.leaf
        if not asked_for or not included(told.hash, told.leaf, kept.size, kept.root, told.proof):
            raise Forgotten("a leaf is not where the daemon tells that it is")
        return report

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

    def break_glass(
        self, reason: str, life_danger: bool, *, file: bytes | None = None, number: str = ""
    ) -> Report[call.BreakGlassAnswer]:
        """Opens a file out of reach, in an emergency, for four hours (SPEC W-118)."""
        request = call.BreakGlassRequest(
            access=system.token_bytes(16), reason=reason, life_danger=life_danger
        )
        if file is not None:
            request.file = file
        else:
            request.number = number
        return self._write(Method.METHOD_BREAK_GLASS, request, call.BreakGlassAnswer)

    def list_break_glass(self) -> Report[call.ListBreakGlassAnswer]:
        """One's own accesses by break-glass, and those one watches over (SPEC W-119)."""
        return self._ask(Method.METHOD_LIST_BREAK_GLASS, call.Nothing(), call.ListBreakGlassAnswer)

    def review_break_glass(self, access: bytes, justified: bool, note: str) -> Report[call.Nothing]:
        """Tells what the review of an access found, which ends it (SPEC W-122)."""
        request = call.ReviewBreakGlassRequest(access=access, justified=justified, note=note)
        return self._write(Method.METHOD_REVIEW_BREAK_GLASS, request, call.Nothing)

    def accept_secrecy(self) -> Report[call.Nothing]:
        """Accepts professional secrecy for a year; the user was shown it (SPEC W-117)."""
        return self._write(Method.METHOD_ACCEPT_SECRECY, call.Nothing(), call.Nothing)

    def approve_downgrade(self, shown: call.ReadFileAnswer) -> Report[call.Nothing]:
        """Signs and sends the approval of the lower level of risk that waits on a file.

        It is over what was read and shown; the daemon tells no digest (SPEC W-120, W-121).
        """
        if not shown.HasField("downgrade"):
            raise ValueError("nothing waits on this file")
        request = sign_change_approval(DOWNGRADE, shown, self.device.secrets.signer)
        return self._write(Method.METHOD_APPROVE, request, call.Nothing)

    def approve_stage(self, shown: call.ReadFileAnswer) -> Report[call.Nothing]:
        """Signs and sends the approval of the stage that waits on a file (SPEC W-130)."""
        if not shown.HasField("proposed_stage"):
            raise ValueError("nothing waits on this file")
        request = sign_change_approval(STAGE, shown, self.device.secrets.signer)
        return self._write(Method.METHOD_APPROVE, request, call.Nothing)

    def list_devices(self) -> Report[call.ListDevicesAnswer]:
        """The devices, those seen last first."""
        return self._ask(Method.METHOD_LIST_DEVICES, call.Nothing(), call.ListDevicesAnswer)

    def list_invitations(self) -> Report[call.ListInvitationsAnswer]:
        """The invitations, the newest first."""
        return self._ask(Method.METHOD_LIST_INVITATIONS, call.Nothing(), call.ListInvitationsAnswer)

    def change_device(self, device: bytes, change: call.DeviceChange) -> Report[call.Nothing]:
        """Suspends, resumes or revokes a device, or asks it to renew its key (SPEC W-96)."""
        request = call.ChangeDeviceRequest(device=device, change=change)
        return self._write(Method.METHOD_CHANGE_DEVICE, request, call.Nothing)

    def change_transport(
        self, change: call.TransportChange, key_id: int = 0
    ) -> Report[call.ChangeTransportAnswer]:
        """A step of the rotation of the daemon's static key (SPEC W-89)."""
        request = call.ChangeTransportRequest(change=change, key_id=key_id)
        return self._write(Method.METHOD_CHANGE_TRANSPORT, request, call.ChangeTransportAnswer)

    def seal(self) -> Report[call.Nothing]:
        """Seals the daemon."""
        return self._ask(Method.METHOD_SEAL, call.Nothing(), call.Nothing)

    def unseal(self, passphrase: bytes) -> Report[call.Nothing]:
        """Unseals the daemon with the passphrase of its store."""
        request = call.UnsealRequest(passphrase=passphrase)
        return self._ask(Method.METHOD_UNSEAL, request, call.Nothing)

    def hand_over(
        self, receiver: bytes, giver: bytes = b"", organisation: bytes = b"", reason: str = ""
    ) -> tuple[bytes, Report[call.HandOverAnswer]]:
        """Offers all files of a member, or one's own, to another; none moves before he accepts.

        The first value is the id under which the offer waits.
        """
        request = call.HandOverRequest(
            hand_over=system.token_bytes(16),
            giver=giver,
            receiver=receiver,
            organisation=organisation,
            reason=reason,
        )
        report = self._write(Method.METHOD_HAND_OVER, request, call.HandOverAnswer)
        return request.hand_over, report

    def answer_hand_over(
        self, hand_over: bytes, reply: call.HandOverReply
    ) -> Report[call.AnswerHandOverAnswer]:
        """Accepts, declines or withdraws an offer; an acceptance is called until none is left."""
        request = call.AnswerHandOverRequest(hand_over=hand_over, reply=reply)
        return self._write(Method.METHOD_ANSWER_HAND_OVER, request, call.AnswerHandOverAnswer)

    def list_hand_overs(self) -> Report[call.ListHandOversAnswer]:
        """The offers of files that the caller is told of."""
        return self._ask(Method.METHOD_LIST_HAND_OVERS, call.Nothing(), call.ListHandOversAnswer)

    def list_organisations(self) -> Report[call.ListOrganisationsAnswer]:
        """The organisations that an act may name, by name (SPEC W-134)."""
        return self._ask(
            Method.METHOD_LIST_ORGANISATIONS, call.Nothing(), call.ListOrganisationsAnswer
        )

    def list_provinces(self, address: str = "") -> Report[call.ListProvincesAnswer]:
        """The daemon's own descriptor, and the provinces that are trusted or wait (SPEC W-140)."""
        request = call.ListProvincesRequest(address=address)
        return self._ask(Method.METHOD_LIST_PROVINCES, request, call.ListProvincesAnswer)

    def trust_province(self, descriptor: str) -> tuple[bytes, Report[call.ChangeProvinceAnswer]]:
        """Proposes to trust a province; the first value is the id under which it waits."""
        request = call.ChangeProvinceRequest(
            change=call.PROVINCE_CHANGE_TRUST,
            province=system.token_bytes(16),
            descriptor=descriptor,
        )
        report = self._write(Method.METHOD_CHANGE_PROVINCE, request, call.ChangeProvinceAnswer)
        return request.province, report

    def forget_province(self, province: bytes) -> Report[call.ChangeProvinceAnswer]:
        """Trusts a province no longer, or takes back what waits."""
        request = call.ChangeProvinceRequest(change=call.PROVINCE_CHANGE_FORGET, province=province)
        return self._write(Method.METHOD_CHANGE_PROVINCE, request, call.ChangeProvinceAnswer)

    def list_committee(self) -> Report[call.ListCommitteeAnswer]:
        """Who opens the store together, and a change of that (SPEC W-180)."""
        return self._ask(Method.METHOD_LIST_COMMITTEE, call.Nothing(), call.ListCommitteeAnswer)

    def propose_committee(
        self, committee: call.Committee
    ) -> tuple[bytes, Report[call.ChangeCommitteeAnswer]]:
        """Proposes a committee (SPEC W-181); the first value is the id under which it waits."""
        request = call.ChangeCommitteeRequest(
            change=call.COMMITTEE_CHANGE_PROPOSE,
            plan=system.token_bytes(16),
            committee=committee,
        )
        report = self._write(Method.METHOD_CHANGE_COMMITTEE, request, call.ChangeCommitteeAnswer)
        return request.plan, report

    def cancel_committee(self, plan: bytes) -> Report[call.ChangeCommitteeAnswer]:
        """Takes a change of the committee back."""
        request = call.ChangeCommitteeRequest(change=call.COMMITTEE_CHANGE_CANCEL, plan=plan)
        return self._write(Method.METHOD_CHANGE_COMMITTEE, request, call.ChangeCommitteeAnswer)

    def approve_committee(self, listed: call.ListCommitteeAnswer) -> Report[call.Nothing]:
        """Signs and sends the approval of a change of the committee that waits."""
        request = sign_committee_approval(listed, self.device.secrets.signer)
        return self._write(Method.METHOD_APPROVE, request, call.Nothing)

    def prove_custody(
        self, key: PrivateKey, listed: call.ListCommitteeAnswer, former: bool = False
    ) -> Report[call.ProveCustodyAnswer]:
        """Proves for a change of the committee that a custodian has his secret (SPEC W-183)."""
        committee = listed.committee if former else listed.plan.committee
        nonce = listed.plan.nonce
        request = call.ProveCustodyRequest(
            plan=listed.plan.plan,
            former=former,
            index=custody.custodian(key, committee).index,
            nonce=nonce,
            signature=custody.proof(key, committee, custody.CHANGE, listed.store, nonce),
        )
        return self._ask(Method.METHOD_PROVE_CUSTODY, request, call.ProveCustodyAnswer)

    def drill_custody(
        self, key: PrivateKey, listed: call.ListCommitteeAnswer
    ) -> Report[call.ProveCustodyAnswer]:
        """Proves that a custodian can open the store; nothing is opened (SPEC W-183)."""
        committee, nonce = listed.committee, listed.nonce
        request = call.ProveCustodyRequest(
            index=custody.custodian(key, committee).index,
            nonce=nonce,
            signature=custody.proof(key, committee, custody.DRILL, listed.store, nonce),
        )
        return self._ask(Method.METHOD_PROVE_CUSTODY, request, call.ProveCustodyAnswer)

    def contribute(
        self, key: PrivateKey, listed: call.ListCommitteeAnswer
    ) -> Report[call.ContributeAnswer]:
        """Contributes a custodian's secret to an unsealing (SPEC W-184)."""
        request = call.ContributeRequest(
            index=custody.custodian(key, listed.committee).index,
            nonce=listed.nonce,
            secret=custody.secret(key, listed.committee),
        )
        return self._ask(Method.METHOD_CONTRIBUTE, request, call.ContributeAnswer)

    def take_passphrase(self, passphrase: bytes) -> Report[call.Nothing]:
        """Takes the unseal passphrase along to a new committee (SPEC W-182)."""
        request = call.TakePassphraseRequest(passphrase=passphrase)
        return self._ask(Method.METHOD_TAKE_PASSPHRASE, request, call.Nothing)

    def list_keys(self, census: bool = False) -> Report[call.ListKeysAnswer]:
        """The keys of the store and their rotations (SPEC W-160)."""
        request = call.ListKeysRequest(census=census)
        return self._ask(Method.METHOD_LIST_KEYS, request, call.ListKeysAnswer)

    def plan_rotation(
        self, data_class: int, compromised: bool = False, kind: int = 0
    ) -> tuple[bytes, Report[call.ChangeRotationAnswer]]:
        """Plans the rotation of a class's key, or without a class of the key of a kind
        (SPEC W-192); the first value is its id."""
        request = call.ChangeRotationRequest(
            change=call.ROTATION_CHANGE_PLAN,
            rotation=system.token_bytes(16),
            data_class=data_class,
            compromised=compromised,
            kind=kind,
        )
        report = self._write(Method.METHOD_CHANGE_ROTATION, request, call.ChangeRotationAnswer)
        return request.rotation, report

    def change_rotation(
        self, rotation: bytes, change: call.RotationChange, *, kind: int = 0
    ) -> Report[call.ChangeRotationAnswer]:
        """Halts, resumes, rolls back or cancels a rotation, or retires its old key.

        `kind` is that of the rotation as it was listed: one that the daemon began by itself has no
        id of its own (SPEC W-192).
        """
        request = call.ChangeRotationRequest(change=change, rotation=rotation, kind=kind)
        return self._write(Method.METHOD_CHANGE_ROTATION, request, call.ChangeRotationAnswer)

    def approve_rotation(
        self, rotation: call.Rotation, listed: call.ListKeysAnswer
    ) -> Report[call.Nothing]:
        """Signs and sends the approval of a rotation that waits, or of a retirement."""
        request = sign_rotation_approval(rotation, listed, self.device.secrets.signer)
        return self._write(Method.METHOD_APPROVE, request, call.Nothing)

    def plan_renewal(
        self, classes: int, files: list[bytes]
    ) -> tuple[bytes, Report[call.ChangeRenewalAnswer]]:
        """Plans new data keys for files, for all where none is named (SPEC W-162); the first value
        is the id of the order."""
        request = call.ChangeRenewalRequest(
            change=call.RENEWAL_CHANGE_PLAN,
            renewal=system.token_bytes(16),
            classes=classes,
            whole=not files,
            files=files,
        )
        report = self._write(Method.METHOD_CHANGE_RENEWAL, request, call.ChangeRenewalAnswer)
        return request.renewal, report

    def approve_renewal(self, listed: call.ListKeysAnswer) -> Report[call.Nothing]:
        """Signs and sends the approval of the order of new data keys that waits."""
        request = sign_renewal_approval(listed, self.device.secrets.signer)
        return self._write(Method.METHOD_APPROVE, request, call.Nothing)

    def change_renewal(
        self, renewal: bytes, change: call.RenewalChange
    ) -> Report[call.ChangeRenewalAnswer]:
        """Halts, resumes or cancels an order of new data keys."""
        request = call.ChangeRenewalRequest(change=change, renewal=renewal)
        return self._write(Method.METHOD_CHANGE_RENEWAL, request, call.ChangeRenewalAnswer)

    def list_witnesses(self) -> Report[call.ListWitnessesAnswer]:
        """The witnesses of the log that are trusted or wait (SPEC W-149)."""
        return self._ask(Method.METHOD_LIST_WITNESSES, call.Nothing(), call.ListWitnessesAnswer)

    def trust_witness(
        self, name: str, key: bytes
    ) -> tuple[bytes, Report[call.ChangeWitnessAnswer]]:
        """Proposes to trust a witness; the first value is the id under which it waits."""
        request = call.ChangeWitnessRequest(
            change=call.WITNESS_CHANGE_TRUST, witness=system.token_bytes(16), name=name, key=key
        )
        report = self._write(Method.METHOD_CHANGE_WITNESS, request, call.ChangeWitnessAnswer)
        return request.witness, report

    def remove_witness(self, witness: bytes) -> Report[call.ChangeWitnessAnswer]:
        """Asks to trust a witness no longer, or takes back what waits."""
        request = call.ChangeWitnessRequest(change=call.WITNESS_CHANGE_REMOVE, witness=witness)
        return self._write(Method.METHOD_CHANGE_WITNESS, request, call.ChangeWitnessAnswer)

    def approve_witness(
        self, witness: call.Witness, listed: call.ListWitnessesAnswer
    ) -> Report[call.Nothing]:
        """Signs and sends the approval of a witness that waits, or of its removal."""
        request = sign_witness_approval(witness, listed, self.device.secrets.signer)
        return self._write(Method.METHOD_APPROVE, request, call.Nothing)

    def add_cosignature(self, note: str) -> Report[call.AddCosignatureAnswer]:
        """Hands in the note that a witness gave back (SPEC W-151)."""
        request = call.AddCosignatureRequest(note=note)
        return self._write(Method.METHOD_ADD_COSIGNATURE, request, call.AddCosignatureAnswer)

    def order(self, request: call.OrderRequest) -> tuple[bytes, Report[call.OrderAnswer]]:
        """Orders what takes two people (SPEC W-155); the first value is the order's id."""
        request.order = system.token_bytes(16)
        return request.order, self._write(Method.METHOD_ORDER, request, call.OrderAnswer)

    def list_orders(self, order: bytes = b"") -> Report[call.ListOrdersAnswer]:
        """Orders, or one of them: why they were given, and how far they are (SPEC W-155)."""
        request = call.ListOrdersRequest(order=order)
        return self._ask(Method.METHOD_LIST_ORDERS, request, call.ListOrdersAnswer)

    def settle_order(self, order: bytes, carry_out: bool) -> Report[call.SettleOrderAnswer]:
        """Has an approved order carried out, or takes it back (SPEC W-156)."""
        settlement = (
            call.ORDER_SETTLEMENT_CARRY_OUT if carry_out else call.ORDER_SETTLEMENT_WITHDRAW
        )
        request = call.SettleOrderRequest(order=order, settlement=settlement)
        return self._write(Method.METHOD_SETTLE_ORDER, request, call.SettleOrderAnswer)

    def change_settings(self, controller: call.Controller) -> Report[call.Nothing]:
        """Sets who answers for the data of the province (SPEC W-158)."""
        request = call.ChangeSettingsRequest(controller=controller)
        return self._write(Method.METHOD_CHANGE_SETTINGS, request, call.Nothing)

    def report_incident(
        self, values: list[act.FieldValue], incident: bytes = b"", versions: int = 0
    ) -> tuple[bytes, Report[call.ReportIncidentAnswer]]:
        """Reports an incident, or says more of one (SPEC W-157); the first value is its id."""
        request = call.ReportIncidentRequest(
            incident=incident or system.token_bytes(16), versions=versions, values=values
        )
        return request.incident, self._write(
            Method.METHOD_REPORT_INCIDENT, request, call.ReportIncidentAnswer
        )

    def list_incidents(self) -> Iterator[Report[call.ListIncidentsAnswer]]:
        """The register of incidents, the newest first, page by page (SPEC W-157)."""
        request = call.ListIncidentsRequest()
        while True:
            report = self._ask(Method.METHOD_LIST_INCIDENTS, request, call.ListIncidentsAnswer)
            yield report
            page = report.value
            if page is None or not page.more:
                return
            # A daemon that does not go on would be asked for ever.
            if not page.incidents or page.incidents[-1].incident == request.after:
                raise AnswerError("the register does not go on")
            request.after = page.incidents[-1].incident

    def list_backups(self) -> Report[call.ListBackupsAnswer]:
        """The plan of backups, what waits to be one, and the backups (SPEC W-171)."""
        return self._ask(Method.METHOD_LIST_BACKUPS, call.Nothing(), call.ListBackupsAnswer)

    def back_up(self) -> Report[call.BackupAnswer]:
        """Begins a backup; it is made while the daemon serves (SPEC W-172)."""
        return self._write(Method.METHOD_BACKUP, call.Nothing(), call.BackupAnswer)

    def plan_backups(
        self, recipients: list[bytes], folder: str, key_folder: str, hours: int, kept: int
    ) -> tuple[bytes, Report[call.PlanBackupsAnswer]]:
        """Proposes a plan of backups (SPEC W-170); the first value is its id."""
        request = call.PlanBackupsRequest(
            plan=system.token_bytes(16),
            recipients=recipients,
            folder=folder,
            key_folder=key_folder,
            hours=hours,
            kept=kept,
        )
        report = self._write(Method.METHOD_PLAN_BACKUPS, request, call.PlanBackupsAnswer)
        return request.plan, report

    def approve_backup_plan(self, listed: call.ListBackupsAnswer) -> Report[call.Nothing]:
        """Signs and sends the approval of the plan that a list proposes."""
        request = sign_backup_approval(listed, self.device.secrets.signer)
        return self._write(Method.METHOD_APPROVE, request, call.Nothing)

    def plan_slot(self, change: call.SlotChange) -> tuple[bytes, Report[call.ChangeSlotAnswer]]:
        """Proposes a new credential or passphrase (SPEC W-185); the first value is its id."""
        request = call.ChangeSlotRequest(change=change, plan=system.token_bytes(16))
        report = self._ask(Method.METHOD_CHANGE_SLOT, request, call.ChangeSlotAnswer)
        return request.plan, report

    def set_passphrase(self, plan: bytes, passphrase: bytes) -> Report[call.ChangeSlotAnswer]:
        """Gives the passphrase that two people agreed on."""
        request = call.ChangeSlotRequest(
            change=call.SLOT_CHANGE_SET, plan=plan, passphrase=passphrase
        )
        return self._ask(Method.METHOD_CHANGE_SLOT, request, call.ChangeSlotAnswer)

    def restoration(self) -> Report[call.CheckpointAnswer]:
        """What the daemon tells of the last time that it was restored (SPEC W-175)."""
        return self._ask(Method.METHOD_CHECKPOINT, call.CheckpointRequest(), call.CheckpointAnswer)

    def restored(self) -> call.Restoration | None:
        """The restoration of the store that took what this device saw, for its user to be shown.

        None where the log goes on from what this device saw; `Forgotten` where no restoration
        explains that it does not (SPEC W-177).
        """
        with contextlib.suppress(Forgotten):
            self.checkpoint().answer()
            return None
        kept, answer = self.kept_checkpoint, self._told_log(0)
        told = [*answer.former, *([answer.restoration] if answer.HasField("restoration") else [])]
        if kept is None:
            raise CheckpointError("no checkpoint is kept")
        _, read_note = self._newest(answer)
        return explanation(kept, told, self.device.memory.settled, read_note)

    def take_restoration(self, told: call.Restoration) -> None:
        """Takes the log of a restored store, once the user saw who signed and what is lost."""
        with self._checking:
            kept = self.kept_checkpoint
            if kept is None:
                raise CheckpointError("no checkpoint is kept")
            # The restoration may be told by a key that this device has yet to follow.
            _, read_note = self._newest(self._told_log(0))
            answer = self._told_log(read_note(told.note).size)
            keys, read_note = self._newest(answer)
            new = going_on(kept, told, read_note(answer.note), answer.proof, read_note)
            self.device.remember(
                note=new.note,
                log_keys=b"".join(keys[1:]),
                settled=settling(self.device.memory.settled, told.restoration),
            )

    def _newest(
        self, answer: call.CheckpointAnswer
    ) -> tuple[list[bytes], Callable[[str], Checkpoint]]:
        """The keys up to the one that signs the newest note, and what reads notes of them."""
        origin = self.device.secrets.log_origin
        _, keys = read_newest(answer.note, origin, self._log_keys, answer.log_keys)
        return keys, lambda note: read_note(note, origin, keys)

    def _told_log(self, known_size: int) -> call.CheckpointAnswer:
        """The newest checkpoint, without the check that the daemon has forgotten nothing."""
        request = call.CheckpointRequest(known_size=known_size)
        early = Early(Method.METHOD_CHECKPOINT, request.SerializeToString())
        attempt = self._connected(early).make(early)
        return _report(_Course(attempt, False), call.CheckpointAnswer).answer()

    def sign_restoration(
        self, told: call.Restoration, lost: str
    ) -> Report[call.SignRestorationAnswer]:
        """Signs as the first of two that the store was restored (SPEC W-175)."""
        request = call.SignRestorationRequest(restoration=told.restoration, lost=lost)
        return self._write(Method.METHOD_SIGN_RESTORATION, request, call.SignRestorationAnswer)

    def approve_restoration(self, told: call.Restoration) -> Report[call.SignRestorationAnswer]:
        """Signs as the second that the store was restored."""
        approval = sign_restoration_approval(told, self.device.secrets.signer)
        request = call.SignRestorationRequest(restoration=told.restoration, approval=approval)
        return self._write(Method.METHOD_SIGN_RESTORATION, request, call.SignRestorationAnswer)

    def access_report(self, order: bytes) -> Iterator[Report[call.AccessReportAnswer]]:
        """Who used the file of an approved order, piece by piece (SPEC W-154)."""
        request = call.AccessReportRequest(order=order)
        while True:
            report = self._ask(Method.METHOD_ACCESS_REPORT, request, call.AccessReportAnswer)
            yield report
            following = report.value.next_leaf if report.value is not None else 0
            # A daemon that does not go on would be asked for ever.
            if following <= request.from_leaf:
                return
            request.from_leaf = following

    def transfer_bundle(self, file: bytes) -> bytes:
        """The sealed bundle of a file that is on its way to a trusted province (SPEC W-142)."""
        return self._send_transfer(call.SendTransferRequest(file=file))

    def transfer_receipt(self, transfer: bytes) -> bytes:
        """The sealed receipt for what came with an act of another province (SPEC W-142)."""
        return self._send_transfer(call.SendTransferRequest(transfer=transfer))

    def _send_transfer(self, request: call.SendTransferRequest) -> bytes:
        row = TABLE[Method.METHOD_SEND_TRANSFER]
        course = self._perform(row, request.SerializeToString(), most_bytes=limits.PAGE_BYTES)
        _report(course, call.Nothing, decode=False).answer()
        return bytes(course.attempt.content)

    def receive_transfer(
        self, bundle: bytes, refusing: str = ""
    ) -> Report[call.ReceiveTransferAnswer]:
        """Hands a bundle of another province to the daemon, which opens a file with it (W-142).

        With a reason to refuse it the daemon keeps that instead.
        """
        offset = 0
        while True:
            request = call.ReceiveTransferRequest(
                byte_count=len(bundle),
                offset=offset,
                piece=bundle[offset : offset + 61_440],
                refuse=bool(refusing),
                reason=refusing,
            )
            report = self._write(
                Method.METHOD_RECEIVE_TRANSFER, request, call.ReceiveTransferAnswer
            )
            told = report.value
            if told is None or told.result != call.TRANSFER_RESULT_GOES_ON:
                return report
            if not offset < told.next < len(bundle):
                return report
            offset = told.next

    def settle_transfer(self, receipt: bytes) -> Report[call.SettleTransferAnswer]:
        """Hands in the receipt of the other province (SPEC W-143)."""
        request = call.SettleTransferRequest(receipt=receipt)
        return self._write(Method.METHOD_SETTLE_TRANSFER, request, call.SettleTransferAnswer)

    def open_file(self, opening: act.ActDraft) -> Report[call.OpenFileAnswer]:
        """Opens a file."""
        request = call.OpenFileRequest(opening=opening)
        return self._write(Method.METHOD_OPEN_FILE, request, call.OpenFileAnswer)

    def append_act(
        self,
        file: bytes,
        after_sequence: int,
        draft: act.ActDraft,
        further: Sequence[act.ActDraft] = (),
    ) -> Report[call.AppendActAnswer]:
        """Adds an act after the last one that its author has seen.

        Acts of `further` drafts, at most 7, are written with it, or none of them (SPEC W-75).
        """
        request = call.AppendActRequest(
            file=file, after_sequence=after_sequence, draft=draft, further=further
        )
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
        self, file: bytes, from_sequence: int = 1, motive: str = "", order: bytes = b""
    ) -> Iterator[act.PartialAct]:
        """The acts that are open, in order: page by page, resumed after a cut (SPEC W-78).

        With the order of an export the leaf says that they were taken out (SPEC W-156)."""
        row, following = TABLE[Method.METHOD_HISTORY], max(1, from_sequence)
        while True:
            request = call.HistoryRequest(
                file=file, from_sequence=following, motive=motive, order=order
            )
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
                part = answers.decoded(act.PartialAct, data)
                if part.sequence < following:
                    raise CutError("the history is out of order")
                following = part.sequence + 1
                yield part
            room = limits.PAGE_BYTES - limits.MESSAGE_BYTES - 4
            if not attempt.partial and len(attempt.content) <= room:
                return

    def find(
        self,
        text: str,
        limit: int = 0,
        *,
        born: tuple[int, int] = (0, 0),
        sex: str = "",
        relatives: Sequence[str] = (),
        commune: str = "",
        phone: str = "",
        reference: str = "",
        record: call.CivilRecord | None = None,
        register: bool = False,
        birth_day: int = 0,
    ) -> Report[call.FindAnswer]:
        """Finds files by a name in either script and what else is known, or by number.

        `birth_day` counts from 1970-01-01. With `register` it is for a row of a register, which
        says sex and year, and whoever differs is left out (SPEC W-236).
        """
        return self._ask(
            Method.METHOD_FIND,
            call.FindRequest(
                text=text,
                limit=limit,
                birth_year_min=born[0],
                birth_year_max=born[1],
                sex=sex,
                relatives=relatives,
                commune=commune,
                phone=phone,
                reference=reference,
                record=record,
                register=register,
                birth_day=birth_day,
            ),
            call.FindAnswer,
        )

    def duplicates(
        self, limit: int = 0, cursor: bytes = b"", *, settled: bool = False
    ) -> Report[call.ListDuplicatesAnswer]:
        """Pairs of files that may be of one child, for who coordinates (SPEC W-190)."""
        return self._ask(
            Method.METHOD_LIST_DUPLICATES,
            call.ListDuplicatesRequest(limit=limit, cursor=cursor, settled=settled),
            call.ListDuplicatesAnswer,
        )

    def figures(
        self,
        indicator: str,
        first: date,
        after: date,
        by: tuple[str, ...] = (),
        *,
        measure: str = "",
        organisation: bytes = b"",
        province: bool = False,
        hide_small: bool = False,
    ) -> Report[call.FiguresAnswer]:
        """An indicator from the first day to before the last one (SPEC W-211).

        Asked again until the daemon has counted every file. With `hide_small` small counts are
        left out, for people who may not know them (SPEC W-240); without `by` the whole of a
        measure of times or shares is rounded (SPEC W-226). By organisation, as with `unit`, the
        codes are ids in digits, and the answer has their names (SPEC W-228).
        """
        epoch = date(1970, 1, 1)
        request = call.FiguresRequest(
            from_day=(first - epoch).days,
            until_day=(after - epoch).days,
            indicator=indicator,
            by=by,
            measure=measure,
            organisation=organisation,
            province=province,
            hide_small=hide_small,
        )
        while True:
            report = self._ask(Method.METHOD_FIGURES, request, call.FiguresAnswer)
            if report.value is None or report.value.percent >= 100:
                return report

    def prepare_publication(
        self, first: date, after: date
    ) -> Report[call.PreparePublicationAnswer]:
        """What would be published of a quarter or a year (SPEC W-214).

        Asked again until the daemon has counted and decided.
        """
        epoch = date(1970, 1, 1)
        request = call.PreparePublicationRequest(
            from_day=(first - epoch).days, until_day=(after - epoch).days
        )
        while True:
            report = self._ask(
                Method.METHOD_PREPARE_PUBLICATION, request, call.PreparePublicationAnswer
            )
            if report.value is None or report.value.percent >= 100:
                return report

    def propose_publication(
        self, prepared: call.Publication
    ) -> tuple[bytes, Report[call.ChangePublicationAnswer]]:
        """Proposes to publish what was prepared; the first value is the id under which it waits."""
        request = call.ChangePublicationRequest(
            change=call.PUBLICATION_CHANGE_PROPOSE,
            publication=system.token_bytes(16),
            from_day=prepared.from_day,
            until_day=prepared.until_day,
            hash=publication_hash(prepared),
        )
        report = self._write(
            Method.METHOD_CHANGE_PUBLICATION, request, call.ChangePublicationAnswer
        )
        return request.publication, report

    def cancel_publication(self, publication: bytes) -> Report[call.ChangePublicationAnswer]:
        """Takes back a publication that waits (SPEC W-215)."""
        request = call.ChangePublicationRequest(
            change=call.PUBLICATION_CHANGE_CANCEL, publication=publication
        )
        return self._write(Method.METHOD_CHANGE_PUBLICATION, request, call.ChangePublicationAnswer)

    def list_publications(
        self, before: date | None = None, after: call.Publication | None = None
    ) -> Report[call.ListPublicationsAnswer]:
        """What is published and what waits, the latest period first, without tables.

        `after` is the last one of the list that is gone on with (SPEC W-216).
        """
        days = (before - date(1970, 1, 1)).days if before else 0
        request = call.ListPublicationsRequest(before_day=days)
        if after is not None:
            request = call.ListPublicationsRequest(
                before_day=after.from_day, before=after.publication
            )
        return self._ask(Method.METHOD_LIST_PUBLICATIONS, request, call.ListPublicationsAnswer)

    def read_publication(self, publication: bytes) -> Report[call.ReadPublicationAnswer]:
        """A publication with its tables; its hash is to be compared (SPEC W-216)."""
        request = call.ReadPublicationRequest(publication=publication)
        report = self._ask(Method.METHOD_READ_PUBLICATION, request, call.ReadPublicationAnswer)
        if report.value is not None:
            shown = report.value.publication
            if shown.publication != publication or publication_hash(shown) != shown.hash:
                raise AnswerError("another publication, or not as its hash has it")
        return report

    def sign_return(self, publication: bytes) -> tuple[bytes, Report[call.ReturnAnswer]]:
        """The file of counts of what is published, signed for the ministry (SPEC W-222).

        The first value is the file; it is empty where either call failed.
        """
        read = self.read_publication(publication)
        request = call.ReturnRequest(publication=publication)
        report = self._ask(Method.METHOD_RETURN, request, call.ReturnAnswer)
        if read.value is None or report.value is None:
            return b"", report
        return returns.signed(read.value.publication, report.value), report

    def approve_publication(self, read: call.ReadPublicationAnswer) -> Report[call.Nothing]:
        """Publishes what waits, as the second person, once it was read and shown."""
        request = sign_publication_approval(read, self.device.secrets.signer)
        return self._write(Method.METHOD_APPROVE, request, call.Nothing)

    def settle_duplicate(
        self, file: bytes, other: bytes, *, distinct: bool, reason: str = ""
    ) -> Report[call.Nothing]:
        """Notes that two files are of two children, or takes that back (SPEC W-191)."""
        request = call.SettleDuplicateRequest(
            file=file, other=other, verdict=1 if distinct else 2, reason=reason
        )
        return self._write(Method.METHOD_SETTLE_DUPLICATE, request, call.Nothing)

    def list_files(
        self,
        kind: int,
        stage: str = "",
        limit: int = 0,
        cursor: bytes = b"",
        order: bytes = b"",
        *,
        risk: str = "",
        commune: str = "",
        referent: bytes = b"",
        unassigned: bool = False,
        overdue: bool = False,
        urgent: bool = False,
        quiet_since_ms: int = 0,
        quiet_days: int = 0,
        organisation: bytes = b"",
        category: str = "",
        opened: Days = ANY_DAYS,
        written: Days = ANY_DAYS,
        due: Days = ANY_DAYS,
        sort: int = 0,
        record: str = "",
    ) -> Report[call.ListFilesAnswer]:
        """A work list: 1 mine, 2 my organisation's, 3 due, 4 all in reach, 5 referrals,
        6 of an export, under its order, 7 of other kinds than a child's, or of the one that
        ``record`` names (SPEC W-203); narrowed by what else is asked (SPEC W-80, W-187).

        ``opened``, ``written`` and ``due`` are a first and a last day, either of them ``None`` for
        any. ``sort``: 0 longest in the stage first, 1 and 2 by name in Arabic and in Latin order,
        3 latest event, 4 next due, 5 opened last (SPEC W-188).
        """
        request = call.ListFilesRequest(
            kind=kind,
            stage=stage,
            limit=limit,
            cursor=cursor,
            order=order,
            risk=risk,
            commune=commune,
            referent=referent,
            unassigned=unassigned,
            overdue=overdue,
            urgent=urgent,
            quiet_since_ms=quiet_since_ms,
            quiet_days=quiet_days,
            organisation=organisation,
            category=category,
            opened_from=_day(opened[0]),
            opened_until=_day(opened[1]),
            written_from=_day(written[0]),
            written_until=_day(written[1]),
            due_from=_day(due[0]),
            due_until=_day(due[1]),
            sort=sort,
            record=record,
        )
        return self._ask(Method.METHOD_LIST_FILES, request, call.ListFilesAnswer)

    def save_search(self, name: str, search: call.ListFilesRequest) -> Report[call.Nothing]:
        """Keeps what a list is asked for under a name of the caller's own (SPEC W-189)."""
        request = call.SaveSearchRequest(name=name, search=search)
        return self._write(Method.METHOD_SAVE_SEARCH, request, call.Nothing)

    def list_saved_searches(self) -> Report[call.ListSavedSearchesAnswer]:
        """What the caller saved; ``unknown`` tells what of it is not known any more."""
        return self._ask(
            Method.METHOD_LIST_SAVED_SEARCHES, call.Nothing(), call.ListSavedSearchesAnswer
        )

    def forget_search(self, name: str) -> Report[call.Nothing]:
        """Forgets a search that the caller saved."""
        request = call.ForgetSearchRequest(name=name)
        return self._write(Method.METHOD_FORGET_SEARCH, request, call.Nothing)

    def day(self, limit: int = 0, team: bool = False) -> Report[call.DayAnswer]:
        """What waits for the caller today (SPEC W-135)."""
        request = call.DayRequest(limit=limit, team=team)
        return self._ask(Method.METHOD_DAY, request, call.DayAnswer)

    def files(
        self, kind: int, stage: str = "", page: int = limits.PAGE_FILES
    ) -> Iterator[call.Candidate]:
        """A whole work list, page by page (SPEC W-112).

        Where the cursor has grown too old the list is begun again, and what was given already is
        left out.
        """
        given: set[tuple[bytes, str, int]] = set()
        cursor, idle, again = b"", 0, 0
        while True:
            report = self.list_files(kind, stage, page, cursor)
            if report.status == Status.INVALID_ARGUMENT and cursor and again < limits.IDLE_PAGES:
                cursor, again = b"", again + 1
                continue
            answer, before = report.answer(), len(given)
            cursor = answers.cursor(answer)
            for file in answer.files:
                name = (file.file, file.task, file.due_ms)
                if name not in given:
                    given.add(name)
                    yield file
            idle = idle + 1 if len(given) == before else 0
            if not cursor:
                return
            if idle > limits.IDLE_PAGES:
                raise AnswerError("a list that does not end")

    def list_records(
        self,
        record: str = "",
        stage: str = "",
        limit: int = 0,
        cursor: bytes = b"",
        *,
        sector: str = "",
        commune: str = "",
    ) -> Report[call.ListFilesAnswer]:
        """A page of the files of other kinds than a child's, or of one of them (SPEC W-203)."""
        return self.list_files(
            7, stage, limit, cursor, record=record, category=sector, commune=commune
        )

    def list_referrals(self, limit: int = 0, cursor: bytes = b"") -> Report[call.ListFilesAnswer]:
        """A page of the files with a referral to the caller's organisation (SPEC W-133)."""
        return self.list_files(5, limit=limit, cursor=cursor)

    def referrals(self, definition: Definition) -> Iterator[Referral]:
        """All referrals that lie with the caller's organisation now, file by file."""
        for one in self.files(5):
            yield from self.referrals_of(one.file, definition)

    def referrals_of(self, file: bytes, definition: Definition) -> list[Referral]:
        """Those of one file; none where it is closed to the caller, as once all have ended."""
        try:
            found = referrals_in(file, self.history(file), definition)
        except CallError as error:
            if error.report.status == Status.NOT_AVAILABLE:
                return []
            raise
        return [one for one in found if one.lies_with_addressee(definition)]

    def answer_referral(self, file: bytes, draft: act.ActDraft) -> Report[call.AppendActAnswer]:
        """Answers a referral, by a draft as `Referral.answer` makes it (SPEC W-133).

        A service sees little of a file and would be told of a conflict by acts that are none of its
        business: the answer is then made again after them. Where the referral itself has moved, the
        daemon refuses it. An answer in doubt is never made again here: it waits in the outbox.
        """
        for _ in range(limits.CONFLICTS):
            seen = self.read_file(file)
            if seen.value is None:
                done = seen.outcome is Outcome.DONE
                result = Outcome.NOT_EXECUTED if done else seen.outcome
                return Report(result, seen.status, None, seen.error, seen.cause)
            report = self.append_act(file, seen.value.sequence, draft)
            if report.status != Status.CONFLICT:
                break
        return report

    def subscribe(
        self, after_position: int | None = None, due_after_ms: int = 0, kept: bool = False
    ) -> Subscription:
        """What happens from now on, or after a position; goes on over cuts (SPEC W-111).

        With `kept` it goes on from where this profile's last one with `kept` got to, and the
        position is sealed in the profile's memory as events are dealt with.
        """
        place, memory = Place(after_position, due_after_ms), self.device.memory
        if kept and memory.position is not None:
            place = Place.unpack(memory.position, memory.due_after_ms, memory.dues)

        def keep(place: Place) -> None:
            # Once the client is closed the profile may be another's: what was not kept comes again.
            with contextlib.suppress(SealedFileError):
                if kept:
                    self.device.remember(
                        position=place.position, due_after_ms=place.due_after_ms, dues=place.pack()
                    )

        return Subscription(self._listen, self._judge, keep, place)

    def _listen(self, request: Message) -> Flow | Attempt:
        """One attempt to subscribe; an attempt that was refused where the log was not shown."""
        connection, refused = self._ready(TABLE[Method.METHOD_SUBSCRIBE])
        if refused is not None:
            return refused
        self._tidy()
        return connection.listen(Method.METHOD_SUBSCRIBE, request.SerializeToString())

    def _judge(self, attempt: Attempt, connection: Connection | None) -> int:
        """How long to wait at least before a subscription is made again; else an error."""
        cause = connection.cause if connection is not None else None
        self._note(cause)
        if cause is not None:
            raise cause
        if attempt.status != Status.OK and not may_repeat(attempt.status, 2):
            course = _Course(attempt, False)
            raise CallError(cast("Report[object]", _report(course, call.Nothing)))
        error = _error(attempt)
        return error.retry_after_ms if error else 0

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
                answers.decoded(call.UploadProgress, one)
                for one in delimited(attempt.content, False)
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
            connection, refused = self._ready(TABLE[method])
            if refused is not None:
                return refused
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


class _Asker(Protocol):
    """How a call is made: with patience, or once."""

    def __call__(self, method: int, request: Message, kind: type[M]) -> Report[M]:
        """Makes it."""


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
            value = answers.decoded(kind, attempt.content if decode else b"")
        except AnswerError as error:
            cause = error
    return Report(result, attempt.status, value, _error(attempt), cause, entry)
