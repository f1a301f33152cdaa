"""What leaves with message 3 of the handshake, and what waits. SPEC W-15, W-55, W-85."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import PASSPHRASE, STORE_PASSPHRASE, Line, Province, opening, through

from madar_client import Client, Device, Forgotten, Outcome, Revoked, limits
from madar_client.connection import Connection, Early
from madar_client.frames import Opener, Sealer
from madar_client.messages import call_pb2 as call
from madar_client.messages.method_pb2 import Method
from madar_client.noise import Cipher
from madar_client.session import Session

FIRST, SECOND, THIRD = limits.MESSAGE_1_BYTES, limits.MESSAGE_2_BYTES, limits.MESSAGE_3_BYTES
# The least that a frame takes: what these calls fit into.
FRAME = 2 + limits.PADDED_LEAST_BYTES + limits.TAG_BYTES


@pytest.fixture
def line(province: Province) -> Iterator[Line]:
    """A line to the province."""
    made = Line(("127.0.0.1", province.port))
    yield made
    made.close()


@pytest.fixture
def worker(province: Province, line: Line, tmp_path: Path) -> Iterator[Client]:
    """The worker, over the line, who owes the daemon nothing and has proved nothing yet."""
    device = through(province.folder / "worker", tmp_path / "w", line.port)
    with Client(device, patience=20) as client:
        client.who_am_i().answer()
        cut_off(client, line)
        yield client


def cut_off(client: Client, line: Line) -> None:
    """Cuts the line, and waits until the client has seen its end."""
    connection = client._connection
    line.cut()
    while connection is not None and connection.usable:
        time.sleep(0.01)


def ends(flights: list[tuple[bool, int]]) -> list[int | None]:
    """The client's stretches in bytes; none for the daemon's but message 2."""
    return [size if not answers or size == SECOND else None for answers, size in flights]


def heard(line: Line) -> int:
    """How many bytes the client sent on the last connection."""
    return sum(size for answers, size in line.flights[-1] if not answers)


def test_w15_the_first_answer_comes_in_the_third_round_trip(worker: Client, line: Line) -> None:
    """That of TCP, and two: nothing is sent between message 3 and the answer."""
    assert worker.who_am_i().answer().name
    assert ends(line.flights[-1]) == [FIRST, SECOND, THIRD + FRAME, None]
    # Of a stream method, too.
    cut_off(worker, line)
    assert len(worker.definition().forms) > 1
    assert ends(line.flights[-1])[:3] == [FIRST, SECOND, THIRD + FRAME]


def test_w15_a_call_that_does_not_fit_waits_for_welcome(worker: Client, line: Line) -> None:
    payload = bytes(limits.FRAME_PLAINTEXT_LEAST_BYTES)
    assert worker.ping(payload).answer() == payload
    assert ends(line.flights[-1])[:4] == [FIRST, SECOND, THIRD, None]
    cut_off(worker, line)
    payload = payload[: -limits.HEADER_BYTES - 8]
    assert worker.ping(payload).answer() == payload
    assert len(line.flights[-1]) == 4


def test_w85_the_check_leaves_first_and_once_for_a_run_of_the_daemon(
    worker: Client, line: Line
) -> None:
    before = worker.kept_checkpoint
    worker.list_files(4).answer()
    # The check in the handshake, and the list after its answer.
    assert ends(line.flights[-1]) == [FIRST, SECOND, THIRD + FRAME, None, FRAME, None]
    kept = worker.kept_checkpoint
    assert kept is not None
    assert before is None or kept.size > before.size
    # The same run of the daemon on another connection: nothing is between the list and its answer.
    cut_off(worker, line)
    worker.list_files(4).answer()
    assert ends(line.flights[-1]) == [FIRST, SECOND, THIRD + FRAME, None]
    assert worker.kept_checkpoint == kept


def test_w55_a_write_waits_for_welcome(worker: Client, line: Line) -> None:
    """What a client sends that never hears WELCOME is what it sends before it."""
    worker._patience = 0.1
    line.hears = SECOND
    # The check is no write: it leaves, and the write does not.
    unproven = worker.open_file(opening())
    assert heard(line) == FIRST + THIRD + FRAME
    assert (unproven.outcome, unproven.entry is None) == (Outcome.NOT_EXECUTED, False)
    line.hears, worker._patience = None, 20
    worker.list_files(4).answer()
    cut_off(worker, line)
    line.hears, worker._patience = SECOND, 0.1
    proven = worker.open_file(opening())
    assert heard(line) == FIRST + THIRD
    assert proven.outcome is Outcome.NOT_EXECUTED
    entries = worker.device.outbox.entries()
    assert [one.doubt for one in entries] == [False] * 2
    # A read that left is not known not to have been executed (W-15.7).
    read = worker.list_files(4)
    assert heard(line) == FIRST + THIRD + FRAME
    assert read.outcome is Outcome.UNKNOWN
    # Over a line that is whole both go, each once, with the epoch that WELCOME told.
    line.hears, worker._patience = None, 20
    assert [one.outcome for one in worker.send_waiting()] == [Outcome.DONE] * 2
    assert worker.device.outbox.entries() == []


def test_w55_a_write_is_kept_where_the_line_ends_just_before_it(
    worker: Client, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection was there when it was asked for, and ends before the check can leave."""
    worker.who_am_i().answer()
    connected = worker._connected

    def ending(early: Early | None = None) -> Connection:
        found = connected(early)
        cut_off(worker, line)
        # No other one comes up: with its handshake the check would leave, and might be answered.
        line.lets = 0
        return found

    with monkeypatch.context() as patch:
        patch.setattr(worker, "_connected", ending)
        worker._patience = 0
        kept = worker.open_file(opening())
    assert kept.outcome is Outcome.NOT_EXECUTED
    assert [one.maybe_sent for one in worker.device.outbox.entries()] == [False]
    line.lets, worker._patience = None, 20
    assert [one.outcome for one in worker.send_waiting()] == [Outcome.DONE]


def test_w85_an_answer_that_left_too_early_is_given_only_after_the_check(
    fresh: Province, tmp_path: Path
) -> None:
    """The daemon was put back while nobody was connected: only WELCOME tells that it is another."""
    operator = fresh.client("operator", fresh.invitations[0])
    coordinator = fresh.client("coordinator", fresh.invitations[1])
    operator.unseal(STORE_PASSPHRASE).answer()
    operator.list_devices().answer()
    fresh.stop_daemon()
    shutil.copytree(fresh.store, tmp_path / "older")
    fresh.start()
    coordinator.unseal(STORE_PASSPHRASE).answer()
    # Started anew and not put back: the answer is given, after the check.
    before = operator.kept_checkpoint
    assert operator.list_devices().answer().devices
    kept = operator.kept_checkpoint
    assert before is not None
    assert kept is not None
    assert kept.size > before.size
    fresh.stop_daemon(kill=True)
    shutil.rmtree(fresh.store)
    shutil.copytree(tmp_path / "older", fresh.store)
    fresh.start()
    coordinator.unseal(STORE_PASSPHRASE).answer()
    refused = operator.list_devices()
    assert isinstance(refused.cause, Forgotten)
    assert refused.value is None
    assert operator.kept_checkpoint == kept


def test_w45_a_revoked_device_knows_that_its_first_call_was_not_executed(fresh: Province) -> None:
    operator = fresh.client("operator", fresh.invitations[0])
    coordinator = fresh.client("coordinator", fresh.invitations[1])
    operator.unseal(STORE_PASSPHRASE).answer()
    device = coordinator.device.secrets.device
    coordinator.close()
    operator.change_device(device, call.DEVICE_CHANGE_REVOKE).answer()
    folder = fresh.clients.pop("coordinator").device.folder
    with Client(Device.unlock(folder, PASSPHRASE), patience=20) as revoked:
        report = revoked.who_am_i()
        assert isinstance(report.cause, Revoked)
        assert report.outcome is Outcome.NOT_EXECUTED


def test_w15_one_call_before_welcome_and_no_more() -> None:
    session = Session(Sealer(Cipher(bytes(32))), Opener(Cipher(bytes(32))))
    assert session.request_bytes(False) == limits.FRAME_PLAINTEXT_LEAST_BYTES - 16
    session.start(Method.METHOD_PING, b"", None, 0, 0)
    assert session.full
    with pytest.raises(RuntimeError):
        session.start(Method.METHOD_PING, b"", None, 0, 0)
