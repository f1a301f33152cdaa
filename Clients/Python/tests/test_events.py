"""Subscriptions and lists that are paged: against a real daemon, and one that follows a script."""

import shutil
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import (
    CHEAP,
    PASSPHRASE,
    STORE_PASSPHRASE,
    Line,
    Province,
    Scripted,
    invite_and_approve,
    opening,
    report,
    signal,
    through,
)

from madar_client import (
    AnswerError,
    CallError,
    Client,
    Connection,
    Device,
    Event,
    EventKind,
    Invitation,
    OwnFault,
    Revoked,
    Status,
    Subscription,
    enrol,
    limits,
)
from madar_client.__main__ import main
from madar_client.frames import END, Ending, FrameError, Inner, Kind
from madar_client.messages import call_pb2 as call
from madar_client.messages.method_pb2 import Method
from madar_client.subscription import Place

READY, ACT, DUE, RESYNC = EventKind.READY, EventKind.ACT, EventKind.DUE, EventKind.RESYNC


class Watcher:
    """A thread that takes the events of a subscription, and what it was told."""

    def __init__(self, subscription: Subscription) -> None:
        self.subscription, self.events = subscription, list[Event]()
        self.failure: BaseException | None = None
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            for event in self.subscription:
                with self._changed:
                    self.events.append(event)
                    self._changed.notify_all()
        except BaseException as error:  # told to the test
            self.failure = error

    def wait(self, wanted: Callable[[list[Event]], bool], seconds: float = 40) -> None:
        """Until what was told is as wanted."""
        with self._changed:
            assert self._changed.wait_for(lambda: wanted(self.events), seconds), self.events

    def ready(self) -> None:
        """Until it has caught up."""
        self.wait(lambda events: READY in [one.kind for one in events])

    def acts(self) -> list[tuple[bytes, int]]:
        """The acts that were told."""
        return [(one.file, one.sequence) for one in self.events if one.kind is ACT]

    def stop(self) -> None:
        """Stops it from this thread, and waits."""
        self.subscription.stop()
        self._thread.join(30)
        assert not self._thread.is_alive()
        if self.failure is not None:
            raise self.failure


@pytest.fixture(scope="module")
def other(province: Province) -> Iterator[Client]:
    """A second worker of the same organisation."""
    clients = province.clients
    text = invite_and_approve(clients["operator"], clients["coordinator"], "Autre", "UPE-WORKER")
    with Client(province.device("other", text), patience=20) as client:
        yield client


def filed(worker: Client, urgency: str = "LOW") -> bytes:
    """A file with a report, of which this worker is the referent."""
    opened = worker.open_file(opening()).answer()
    draft = signal(worker.device.secrets.member)
    for value in draft.values:
        if value.field == "urgency":
            value.value.choice = urgency
    worker.append_act(opened.file, 1, draft).answer()
    return opened.file


def add(worker: Client, file: bytes, sequences: range) -> list[tuple[bytes, int]]:
    """Adds reports with these sequences, and gives what is to be told of them."""
    me = worker.device.secrets.member
    for sequence in sequences:
        draft = report(me, f"acte {sequence}")
        assert worker.append_act(file, sequence - 1, draft).answer().sequence == sequence
    return [(file, sequence) for sequence in sequences]


def test_w111_what_others_do_is_told_and_nothing_twice(province: Province, other: Client) -> None:
    worker = province.clients["worker"]
    file = filed(worker)
    watcher = Watcher(worker.subscribe())
    watcher.ready()
    told = add(other, file, range(3, 6))
    add(worker, file, range(6, 8))
    told += add(other, file, range(8, 10))
    watcher.wait(lambda _: len(watcher.acts()) == 5)
    # Calls go on over the same connection meanwhile.
    assert worker.ping(b"salam").answer() == b"salam"
    watcher.stop()
    assert watcher.acts() == told
    positions = [one.position for one in watcher.events]
    assert positions == sorted(positions)
    # Another subscription goes on from the last event, on the connection that is there.
    assert watcher.subscription.position == positions[-1]
    told = add(other, file, range(10, 12))
    again = Watcher(worker.subscribe(after_position=positions[-1]))
    again.ready()
    assert again.acts() == told
    again.stop()


def test_w111_over_a_line_that_is_cut(province: Province, other: Client, tmp_path: Path) -> None:
    line = Line(("127.0.0.1", province.port), seed=2)
    device = through(province.folder / "worker", tmp_path / "w", line.port)
    with Client(device, patience=60) as worker:
        file = filed(worker)
        watcher = Watcher(worker.subscribe())
        watcher.ready()
        told = []
        for start in range(3, 63, 6):
            line.most_bytes = 4_000
            told += add(other, file, range(start, start + 6))
            # Wherever it was cut, it is cut again while what was missed is being told.
            line.cut()
            most = len(told) - 3
            watcher.wait(lambda _, most=most: len(watcher.acts()) >= most)  # type: ignore[misc]
        watcher.wait(lambda _: len(watcher.acts()) == len(told))
        assert line.cuts >= 6
        watcher.stop()
        assert watcher.acts() == told
        assert [one.kind for one in watcher.events].count(READY) >= 5
    line.close()


def test_w111_a_daemon_that_is_killed_and_comes_again(fresh: Province) -> None:
    operator = fresh.client("operator", fresh.invitations[0])
    coordinator = fresh.client("coordinator", fresh.invitations[1])
    operator.unseal(STORE_PASSPHRASE).answer()
    workers = [
        fresh.client(name, invite_and_approve(operator, coordinator, name, "UPE-WORKER"))
        for name in ("one", "two")
    ]
    file = filed(workers[0])
    subscription = workers[0].subscribe(kept=True)
    with subscription:
        assert next(subscription).kind is READY
        told = add(workers[1], file, range(3, 5))
        assert (next(subscription).file, next(subscription).sequence) == told[1]
        subscription.deal()
    kept = subscription.position
    assert kept == workers[0].device.memory.position
    fresh.stop_daemon(kill=True)
    fresh.start()
    watcher = Watcher(workers[0].subscribe(kept=True))
    # Sealed: waiting does not help, so its user is told; who asks again subscribes anew.
    watcher._thread.join(30)
    assert isinstance(watcher.failure, CallError)
    assert watcher.failure.report.status == Status.SEALED
    operator.unseal(STORE_PASSPHRASE).answer()
    told = add(workers[1], file, range(5, 9))
    workers[0].close()
    workers[0] = Client(Device.unlock(fresh.folder / "one", PASSPHRASE), patience=20)
    fresh.clients["one"] = workers[0]
    watcher = Watcher(workers[0].subscribe(kept=True))
    watcher.ready()
    assert watcher.acts() == told
    # A daemon that is sealed meanwhile ends it, and says why when it is asked again.
    operator.seal().answer()
    watcher._thread.join(30)
    assert isinstance(watcher.failure, CallError)
    assert watcher.failure.report.status == Status.SEALED
    assert workers[0].device.memory.position == watcher.events[-1].position


def test_w111_a_task_that_fell_due_is_told_once(province: Province, tmp_path: Path) -> None:
    line = Line(("127.0.0.1", province.port))
    device = through(province.folder / "worker", tmp_path / "w", line.port)
    with Client(device, patience=20) as worker:
        file = filed(worker, "CRITICAL")
        watcher = Watcher(worker.subscribe(kept=True))
        watcher.wait(lambda events: (file, DUE) in [(one.file, one.kind) for one in events])
        due = next(one for one in watcher.events if (one.file, one.kind) == (file, DUE))
        assert due.due_ms > 0
        assert due.task in [task.code for task in worker.read_file(file=file).answer().tasks]
        line.cut()
        second = filed(worker, "CRITICAL")
        watcher.wait(lambda events: (second, DUE) in [(one.file, one.kind) for one in events])
        watcher.stop()
        told = [(one.file, one.task, one.due_ms) for one in watcher.events if one.kind is DUE]
        assert len(told) == len(set(told))
    device = Device.unlock(tmp_path / "w", PASSPHRASE)
    with Client(device, patience=20) as worker:
        third = filed(worker, "CRITICAL")
        watcher = Watcher(worker.subscribe(kept=True))
        watcher.wait(lambda events: (third, DUE) in [(one.file, one.kind) for one in events])
        watcher.stop()
        again = [(one.file, one.task, one.due_ms) for one in watcher.events if one.kind is DUE]
        assert not set(again) & set(told)
    line.close()


def test_w111_a_position_that_the_store_has_not_reached_is_a_resync(province: Province) -> None:
    watcher = Watcher(province.clients["worker"].subscribe(after_position=1 << 40))
    watcher.wait(lambda events: len(events) >= 1)
    watcher.stop()
    assert watcher.events[0].kind is RESYNC
    assert watcher.subscription.position == watcher.events[-1].position < 1 << 40


def test_w111_one_subscription_on_a_connection_and_a_right(province: Province) -> None:
    worker = province.clients["worker"]
    with worker.subscribe() as first, worker.subscribe() as second:
        while next(first).kind is not READY:
            continue
        with pytest.raises(CallError) as refused:
            next(second)
        assert refused.value.report.status == Status.PRECONDITION
    with province.clients["operator"].subscribe() as third:
        with pytest.raises(CallError) as refused:
            next(third)
        assert refused.value.report.status == Status.PERMISSION


def test_w111_stopped_or_closed_while_it_waits(province: Province, tmp_path: Path) -> None:
    line = Line(("127.0.0.1", province.port))
    device = through(province.folder / "worker", tmp_path / "w", line.port)
    worker = Client(device, patience=20)
    for _ in range(3):
        watcher = Watcher(worker.subscribe())
        watcher.ready()
        watcher.stop()
    # Also where nobody answers any more.
    watcher = Watcher(worker.subscribe())
    watcher.ready()
    line.close()
    time.sleep(0.2)
    watcher.stop()
    watcher = Watcher(worker.subscribe())
    worker.close()
    watcher._thread.join(30)
    assert not watcher._thread.is_alive()
    assert watcher.failure is None


def test_w45_a_device_that_is_revoked_hears_no_more(fresh: Province) -> None:
    operator = fresh.client("operator", fresh.invitations[0])
    coordinator = fresh.client("coordinator", fresh.invitations[1])
    operator.unseal(STORE_PASSPHRASE).answer()
    text = invite_and_approve(operator, coordinator, "Une", "UPE-WORKER")
    worker = fresh.client("worker", text)
    watcher = Watcher(worker.subscribe())
    watcher.ready()
    operator.change_device(worker.device.secrets.device, call.DEVICE_CHANGE_REVOKE).answer()
    watcher._thread.join(30)
    assert isinstance(watcher.failure, Revoked)


def test_w112_a_list_page_by_page(province: Province) -> None:
    worker = province.clients["worker"]
    opened = [worker.open_file(opening()).answer().file for _ in range(9)]
    listed = [one.file for one in worker.files(4, page=2)]
    assert set(opened) <= set(listed)
    assert len(listed) == len(set(listed)) == worker.list_files(4, limit=1).answer().total
    assert listed == [one.file for one in worker.files(4)]
    # A cursor that the daemon did not make: its list is begun again, and nothing is given twice.
    pages = worker.files(4, page=2)
    first = [next(pages), next(pages)]
    original, bent = worker.list_files, []

    def bend(
        kind: int, stage: str = "", limit: int = 0, cursor: bytes = b""
    ) -> "call.ListFilesAnswer":
        if cursor and not bent:
            bent.append(cursor)
            cursor = bytes(len(cursor))
        return original(kind, stage, limit, cursor)  # type: ignore[return-value]

    worker.list_files = bend  # type: ignore[method-assign,assignment]
    try:
        rest = list(pages)
    finally:
        del worker.list_files  # type: ignore[method-assign]
    assert bent
    assert [one.file for one in first + rest] == listed


def scripted(script: Callable[[Scripted], None], idle: int = 600) -> tuple[Scripted, Connection]:
    """A daemon that follows a script, and a connection to it."""
    daemon = Scripted(script, idle)
    return daemon, Connection(daemon.secrets())


def say_for_ever(daemon: Scripted) -> None:
    """PING, until the client has gone."""
    while True:
        daemon.say(*[Inner(Kind.PING, 0, 0, bytes(8))] * 50)


def asked(daemon: Scripted) -> int:
    """The stream of the client's next request."""
    while True:
        for inner in daemon.read():
            if inner.kind == Kind.REQUEST:
                return inner.stream


def test_w36_a_connection_that_only_listens_says_ping_before_the_idle_time_is_over() -> None:
    pings: list[bytes] = []

    def script(daemon: Scripted) -> None:
        stream = asked(daemon)
        daemon.say(Inner(Kind.RESPONSE, 0, stream, bytes(4)))
        while len(pings) < 3:
            for inner in daemon.read():
                assert inner.kind == Kind.PING
                pings.append(inner.body)
                daemon.say(Inner(Kind.PONG, 0, 0, inner.body))
        daemon.say(Inner(Kind.DATA, END, stream, b""))

    daemon, connection = scripted(script, idle=1)
    with connection:
        flow = connection.listen(Method.METHOD_SUBSCRIBE, b"")
        assert flow.hear(lambda: False) == b""
        assert flow.attempt.status == Status.OK
    daemon.end()
    assert len(set(pings)) == 3


def test_w36_a_pong_that_does_not_come_ends_the_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "PONG_SECONDS", 0.5)
    silent = threading.Event()

    def script(daemon: Scripted) -> None:
        daemon.say(Inner(Kind.RESPONSE, 0, asked(daemon), bytes(4)))
        silent.wait(30)

    daemon, connection = scripted(script, idle=1)
    with connection:
        flow = connection.listen(Method.METHOD_SUBSCRIBE, b"")
        assert flow.hear(lambda: False) == b""
        assert flow.attempt.status == Status.CONNECTION_LOST
        assert connection.cause is None
    silent.set()
    daemon.end()


def test_w36_more_ping_than_is_borne_and_a_pong_that_was_not_asked_for() -> None:
    def flood(daemon: Scripted) -> None:
        with pytest.raises((ConnectionError, TimeoutError)):
            say_for_ever(daemon)

    def pong(daemon: Scripted) -> None:
        daemon.say(Inner(Kind.PONG, 0, 0, bytes(8)))
        with pytest.raises(EOFError):
            daemon.read()

    for script, ending in ((flood, Ending.CALM), (pong, Ending.PROTOCOL)):
        daemon = Scripted(script)
        try:
            # The fault may come before WELCOME was looked at, or after it.
            with Connection(daemon.secrets()) as connection:
                connection._reader.join(30)
                fault = connection.fault
        except FrameError as error:
            fault = error
        assert fault is not None
        assert fault.ending is ending
        daemon.end()


def test_w41_w111_a_slow_reader_gives_credit_only_for_what_it_took() -> None:
    """The daemon fills the window and must not be given more before something is taken."""
    event = call.Event(kind=call.EVENT_KIND_READY, position=1).SerializeToString()
    message = len(event).to_bytes(4, "big") + event
    piece = message * (16_000 // len(message))
    sent, granted, full = 0, 0, threading.Event()

    def script(daemon: Scripted) -> None:
        nonlocal sent, granted
        stream = asked(daemon)
        daemon.say(Inner(Kind.RESPONSE, 0, stream, bytes(4)))
        while sent + len(piece) <= 65_536:
            daemon.say(Inner(Kind.DATA, 0, stream, piece))
            sent += len(piece)
        daemon.say(Inner(Kind.PING, 0, 0, bytes(8)))
        kinds = [inner.kind for inner in daemon.read()]
        assert kinds == [Kind.PONG]
        full.set()
        for inner in daemon.read():
            assert inner.kind == Kind.WINDOW
            granted += int.from_bytes(inner.body, "big")
        daemon.say(Inner(Kind.DATA, END, stream, message))

    daemon, connection = scripted(script)
    with connection:
        flow = connection.listen(Method.METHOD_SUBSCRIBE, b"")
        assert full.wait(30)
        taken = b""
        while content := flow.hear(lambda: False):
            taken += content
        assert granted == sent
        assert taken == piece * (sent // len(piece)) + message
    daemon.end()


@pytest.mark.parametrize(
    "wrong",
    [
        call.Event(kind=call.EVENT_KIND_ACT, position=9, file=bytes(15), sequence=1),
        call.Event(kind=call.EVENT_KIND_ACT, position=9, file=bytes(16)),
        call.Event(kind=call.EVENT_KIND_DUE, position=9, file=bytes(16), due_ms=1),
        call.Event(kind=call.EVENT_KIND_DUE, position=9, task="A", due_ms=1),
        call.Event(kind=call.EVENT_KIND_READY, position=4),
    ],
    ids=["file", "no act", "no task", "no file", "position falls"],
)
def test_w111_events_against_the_rules_are_an_error(wrong: call.Event) -> None:
    def script(daemon: Scripted) -> None:
        stream = asked(daemon)
        data = b""
        for event in (call.Event(kind=call.EVENT_KIND_READY, position=5), wrong):
            text = event.SerializeToString()
            data += len(text).to_bytes(4, "big") + text
        daemon.say(Inner(Kind.RESPONSE, 0, stream, bytes(4)), Inner(Kind.DATA, 0, stream, data))
        while [inner.kind for inner in daemon.read()] != [Kind.CANCEL]:
            continue
        daemon.say(Inner(Kind.DATA, END, stream, b""))

    daemon, connection = scripted(script)
    with connection:
        subscription = Subscription(
            lambda request: connection.listen(Method.METHOD_SUBSCRIBE, request.SerializeToString()),
            lambda *_: 0,
            lambda _: None,
            Place(),
        )
        with pytest.raises(AnswerError):
            list(subscription)
    daemon.end()


def test_w57_an_event_of_an_unknown_kind_is_kept_as_unknown() -> None:
    told = call.Event(kind=99, position=5, task="A")  # type: ignore[arg-type]
    event = Event.decode(told.SerializeToString())
    assert (event.kind, event.position) == (EventKind.UNKNOWN, 5)


@pytest.mark.parametrize("code", [6, 1, 7, 99], ids=["revoked", "protocol", "shutdown", "odd"])
def test_w38_w45_goaway_ends_at_once_what_is_not_answered(code: int) -> None:
    """The daemon does not close: what is to be expected no more is told without waiting for it."""
    gone = threading.Event()

    def script(daemon: Scripted) -> None:
        asked(daemon)
        daemon.say(Inner(Kind.GOAWAY, 0, 0, struct.pack(">HHII", code, 0, 0, 0)))
        assert gone.wait(30), "the client waited for what cannot come"

    daemon, connection = scripted(script)
    with connection:
        attempt = connection.call(Method.METHOD_STATUS, b"", deadline_ms=120_000)
        assert (attempt.status, attempt.sent) == (Status.CONNECTION_LOST, False)
        assert not connection.usable
        assert isinstance(connection.cause, {6: Revoked, 1: OwnFault}.get(code, type(None)))
    gone.set()
    daemon.end()


def test_w45_an_enrolment_that_is_at_fault_is_not_tried_again(tmp_path: Path) -> None:
    def script(daemon: Scripted) -> None:
        asked(daemon)
        daemon.say(Inner(Kind.GOAWAY, 0, 0, struct.pack(">HHII", Ending.FLOW, 0, 0, 0)))

    daemon = Scripted(script)
    kept = daemon.secrets()
    invitation = Invitation(1, kept.daemon_public, b"i" * 16, kept.preshared, kept.address)
    with pytest.raises(OwnFault):
        enrol(tmp_path / "p", PASSPHRASE, invitation.text, "label", patience=600, **CHEAP)
    daemon.end()


def test_w111_the_example_tells_and_goes_on(
    province: Province, other: Client, tmp_path: Path
) -> None:
    worker = province.clients["worker"]
    file = filed(worker)
    shutil.copytree(province.folder / "worker", tmp_path / "w")
    example = Path(__file__).resolve().parents[1] / "examples" / "watch.py"

    def watch() -> "subprocess.Popen[bytes]":
        # Without a terminal the passphrase is read from the standard input.
        process = subprocess.Popen(
            [sys.executable, str(example), str(tmp_path / "w")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert process.stdin is not None
        process.stdin.write(PASSPHRASE + b"\n")
        process.stdin.flush()
        return process

    def until(process: "subprocess.Popen[bytes]", text: str) -> list[str]:
        """What it tells up to a line with this text; then it is ended."""
        lines: list[str] = []
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line.decode())
            if text in lines[-1]:
                break
        process.terminate()
        with process:
            assert process.wait(30) == 0
        return lines

    process = watch()
    assert process.stdout is not None
    while b"all that was missed" not in process.stdout.readline():
        continue
    add(other, file, range(3, 5))
    assert f"{file.hex()}: act 3\n" in until(process, "act 4")
    add(other, file, range(5, 7))
    told = until(watch(), "all that was missed")
    assert told[-3:-1] == [f"{file.hex()}: act {number}\n" for number in (5, 6)]
    assert not any("act 3" in line for line in told)


def test_the_command_enrols_and_says_in_one_sentence_what_is_wrong(
    fresh: Province, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "invitation").write_text(fresh.invitations[0] + "\n")
    (tmp_path / "passphrase").write_bytes(PASSPHRASE + b"\n")
    words = ["enrol", "--profile", str(tmp_path / "p"), "--label", "poste", "--patience", "5"]
    words += ["--invitation-file", str(tmp_path / "invitation")]
    words += ["--passphrase-file", str(tmp_path / "passphrase")]
    words += ["--passes", "2", "--memory-mib", "64"]
    assert main(words) == 0
    assert capsys.readouterr().out == "enrolled, with 1 role\n"
    assert main(words) == 0
    capsys.readouterr()
    (tmp_path / "passphrase").write_text("another one")
    assert main(words) == 1
    assert capsys.readouterr().err == "madar_client: does not open\n"
    words[2] = str(tmp_path / "q")
    (tmp_path / "invitation").write_text("MADAR1-NONE")
    assert main(words) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "NONE" not in said.err


EVENTS = st.builds(
    Event,
    kind=st.sampled_from([READY, ACT, DUE]),
    position=st.integers(0, 9),
    file=st.sampled_from([b"a" * 16, b"b" * 16]),
    sequence=st.just(1),
    task=st.sampled_from(["A", "B"]),
    due_ms=st.integers(0, 4),
)


@given(st.lists(EVENTS, max_size=40), st.integers(0, 40))
def test_w111_what_falls_due_again_is_dropped_also_after_a_restart(
    events: list[Event], restart: int
) -> None:
    place, dealt = Place(), set[tuple[bytes, str, int]]()
    for number, event in enumerate(events):
        if number == restart:
            place = Place.unpack(place.position or 0, place.due_after_ms, place.pack())
        name = (event.file, event.task, event.due_ms)
        if event.kind is DUE and event.due_ms >= place.due_after_ms:
            assert place.has(event) == (name in dealt)
        if not place.has(event):
            place.deal(event)
            assert place.position == event.position
            dealt |= {name} if event.kind is DUE else set()
            dealt = {one for one in dealt if one[2] >= place.due_after_ms}
    assert place.request().due_after_ms == place.due_after_ms
    assert replace(place) == place
