"""Keys that change while a device is at work, and answers that the daemon may forget."""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import (
    CHEAP,
    PASSPHRASE,
    STORE_PASSPHRASE,
    Line,
    Province,
    opening,
    report,
    signal,
    through,
)

from madar_client import (
    AnswerError,
    Client,
    Connection,
    Device,
    Invitation,
    Outcome,
    Status,
    Unreachable,
    answers,
    device,
    limits,
    sealed,
)
from madar_client.approval import renewal_digest, rotation_digest
from madar_client.connection import Silence, reach
from madar_client.messages import call_pb2 as call
from madar_client.messages.method_pb2 import Method
from madar_client.outbox import Entry, operation_key

HEALTH = 3


class Crash(BaseException):
    """The process ends here."""


def renewing(operator: Client) -> list[bool]:
    """Of each device, whether a next key was given and not confirmed."""
    return [one.renewing for one in operator.list_devices().answer().devices]


def open_again(client: Client, folder: Path) -> Client:
    """The same profile in a new process."""
    client.close()
    return Client(Device.unlock(folder, PASSPHRASE), patience=20)


def unsealed(province: Province) -> Client:
    """Its operator, at work."""
    operator = province.client("operator", province.invitations[0])
    operator.unseal(STORE_PASSPHRASE).answer()
    return operator


def test_w88_w97_a_key_is_renewed(fresh: Province) -> None:
    operator = unsealed(fresh)
    before = operator.device.secrets.preshared
    assert operator.renew_key().outcome is Outcome.DONE
    after = operator.device.secrets
    assert after.preshared not in (before, b"")
    assert after.next_preshared == b""
    assert renewing(operator) == [False]
    operator = open_again(operator, fresh.folder / "operator")
    fresh.clients["operator"] = operator
    assert operator.device.secrets.preshared == after.preshared
    operator.who_am_i().answer()
    # The former key is met by silence once the next one is confirmed.
    with pytest.raises(Silence) as silence:
        Connection(device.replace(after, preshared=before))
    assert silence.value.answered


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", ["renew", "store", "confirm", "forget"])
def test_w88_a_renewal_is_right_wherever_it_is_cut(
    fresh: Province, monkeypatch: pytest.MonkeyPatch, step: str, late: bool
) -> None:
    operator = unsealed(fresh)
    operator.who_am_i().answer()
    before = operator.device.secrets.preshared
    methods = {"renew": Method.METHOD_RENEW_KEY, "confirm": Method.METHOD_CONFIRM_KEY}

    def crashing(kind: type[Any], name: str, here: Callable[..., bool]) -> None:
        original = getattr(kind, name)

        def run(*arguments: Any, **named: Any) -> Any:
            if here(*arguments, **named) and not late:
                raise Crash
            result = original(*arguments, **named)
            if here(*arguments, **named):
                raise Crash
            return result

        monkeypatch.setattr(kind, name, run)

    if step in methods:
        crashing(Connection, "call", lambda _, method, *__, **___: bool(method == methods[step]))
    else:
        member = "next_preshared" if step == "store" else "preshared"
        crashing(Device, "keep", lambda _, **changes: bool(changes.get(member)))
    with pytest.raises(Crash):
        operator.renew_key()
    monkeypatch.undo()
    operator = open_again(operator, fresh.folder / "operator")
    fresh.clients["operator"] = operator
    # Any call works, and what was begun is ended by itself after one; what was not is begun anew.
    operator.list_devices().answer()
    if step in ("confirm", "forget") or (step, late) == ("store", True):
        assert operator.device.secrets.preshared != before
        assert operator.device.secrets.next_preshared == b""
        assert renewing(operator) == [False]
    else:
        assert operator.device.secrets.preshared == before
        assert renewing(operator) == [(step, late) != ("renew", False)]
    given = operator.device.secrets.preshared
    operator.renew_key().answer()
    operator = open_again(operator, fresh.folder / "operator")
    fresh.clients["operator"] = operator
    assert operator.device.secrets.preshared != given
    assert renewing(operator) == [False]


def test_w62_w96_a_renewal_that_was_asked_for_happens_by_itself(fresh: Province) -> None:
    operator = unsealed(fresh)
    other = fresh.client("coordinator", fresh.invitations[1])
    before = other.device.secrets.preshared
    assert not other.who_am_i().answer().sealed
    assert other.device.secrets.preshared == before
    change = call.DEVICE_CHANGE_ASK_RENEWAL
    operator.change_device(other.device.secrets.device, change).answer()
    told = other.who_am_i().answer()
    assert told.key_renewal_due_ms <= operator.status().answer().now_ms
    assert other.device.secrets.preshared != before
    devices = operator.list_devices().answer().devices
    assert [(one.renewing, one.keyed_at_ms > 0) for one in devices] == [(False, True)] * 2
    # Without a WHO_AM_I of its user it is asked for by itself, at the latest on another day.
    again = other.device.secrets.preshared
    operator.change_device(other.device.secrets.device, change).answer()
    other = open_again(other, fresh.folder / "coordinator")
    fresh.clients["coordinator"] = other
    other.device.remember(asked=1)
    other.list_devices().answer()
    assert other.device.secrets.preshared != again
    assert other.device.memory.asked > 1


def test_w88_a_line_that_is_cut_at_random_bytes(fresh: Province, tmp_path: Path) -> None:
    operator = unsealed(fresh)
    operator.close()
    line = Line(("127.0.0.1", fresh.port), seed=5)
    device = through(fresh.folder / "operator", tmp_path / "o", line.port)
    known = {device.secrets.preshared}
    with Client(device, patience=60) as operator:
        line.most_bytes = 2_500
        for _ in range(8):
            line.cut()
            assert operator.renew_key().outcome is Outcome.DONE
            known.add(device.secrets.preshared)
        line.most_bytes = None
        line.cut()
        assert renewing(operator) == [False]
        assert line.cuts >= 8
    assert len(known) == 9
    fresh.clients.clear()
    line.close()


def test_w88_a_daemon_that_was_restored_does_not_know_the_next_key(
    fresh: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator = unsealed(fresh)
    operator.list_devices().answer()
    fresh.stop_daemon()
    older = fresh.folder / "older"
    shutil.copytree(fresh.store, older)
    fresh.start()
    operator.unseal(STORE_PASSPHRASE).answer()
    former = operator.device.secrets.preshared

    def cut(*arguments: Any, **_: Any) -> Any:
        if arguments[1] == Method.METHOD_CONFIRM_KEY:
            raise Crash
        return original(*arguments, **_)

    original = Connection.call
    monkeypatch.setattr(Connection, "call", cut)
    with pytest.raises(Crash):
        operator.renew_key()
    monkeypatch.undo()
    lost = operator.device.secrets.next_preshared
    assert len(lost) == 32
    fresh.stop_daemon(kill=True)
    shutil.rmtree(fresh.store)
    shutil.copytree(older, fresh.store)
    fresh.start()
    operator = open_again(operator, fresh.folder / "operator")
    fresh.clients["operator"] = operator
    # Its user has accepted that an older state was restored.
    operator.device.remember(note="")
    assert operator.unseal(STORE_PASSPHRASE).outcome is Outcome.DONE
    operator.renew_key().answer()
    assert operator.device.secrets.preshared not in (former, lost)
    assert operator.device.secrets.next_preshared == b""
    assert renewing(operator) == [False]


def test_w89_a_device_that_was_told_two_keys_follows_a_rotation(
    fresh: Province, tmp_path: Path
) -> None:
    operator = unsealed(fresh)
    aware = fresh.client("aware", fresh.invitations[1])
    operator.who_am_i().answer()
    aware.list_devices().answer()
    first = aware.device.secrets.daemon_keys
    assert len(first) == 1
    aware.close()
    shutil.copytree(fresh.folder / "aware", tmp_path / "unaware")
    prepared = operator.change_transport(call.TRANSPORT_CHANGE_PREPARE).answer()
    assert prepared.devices_unaware == 2
    other = prepared.daemon_keys[1]
    aware = Client(Device.unlock(fresh.folder / "aware", PASSPHRASE), patience=20)
    aware.who_am_i().answer()
    both = [*first, (other.id, other.public_key)]
    assert aware.device.secrets.daemon_keys == both
    aware = open_again(aware, fresh.folder / "aware")
    assert aware.device.secrets.daemon_keys == both
    # While the device is away the other key becomes the current one, and its first key goes.
    operator.who_am_i().answer()
    assert operator.status().answer().devices_unaware == 0
    operator.change_transport(call.TRANSPORT_CHANGE_SWITCH, other.id).answer()
    dropped = operator.change_transport(call.TRANSPORT_CHANGE_DROP, first[0][0]).answer()
    assert [one.id for one in dropped.daemon_keys] == [other.id]
    assert aware.list_devices().outcome is Outcome.DONE
    assert aware.device.secrets.daemon_keys == [both[1]]
    assert reach(aware.device.secrets).key_number == other.id
    # Who was told nothing finds nobody.
    unaware = Client(Device.unlock(tmp_path / "unaware", PASSPHRASE), patience=0.2)
    lost = unaware.list_devices()
    assert lost.outcome is Outcome.NOT_EXECUTED
    with pytest.raises(Silence) as silence:
        Connection(unaware.device.secrets)
    assert not silence.value.answered
    unaware.close()
    aware.close()


def test_w89_keys_that_are_none_are_not_kept() -> None:
    key, other = (
        call.DaemonKey(id=1, public_key=b"a" * 32),
        call.DaemonKey(id=2, public_key=b"b" * 32),
    )
    assert answers.daemon_keys(call.WhoAmIAnswer(daemon_keys=[other, key])) == [
        (2, b"b" * 32),
        (1, b"a" * 32),
    ]
    wrong = [(256, b"a" * 32), (3, b"a" * 31), (3, bytes(32))]
    odd = [[call.DaemonKey(id=number, public_key=one)] for number, one in wrong]
    third = call.DaemonKey(id=3, public_key=b"c" * 32)
    for wrong_keys in ([], [key, key], [key, other, third], *odd):
        with pytest.raises(AnswerError):
            answers.daemon_keys(call.WhoAmIAnswer(daemon_keys=wrong_keys))
    with pytest.raises(AnswerError):
        answers.next_key(call.RenewKeyAnswer(preshared_key=b"a" * 31))


def test_w161_w163_a_second_person_approves_new_keys(fresh: Province) -> None:
    operator = unsealed(fresh)
    second = fresh.client("coordinator", fresh.invitations[1])

    def settled(states: set[int], what: Callable[[call.ListKeysAnswer], int]) -> None:
        until = time.monotonic() + 30
        while what(operator.list_keys().answer()) not in states:
            assert time.monotonic() < until
            time.sleep(0.1)

    operator.plan_rotation(HEALTH, compromised=True)[1].answer()
    listed = second.list_keys().answer()
    (rotation,) = listed.rotations
    assert rotation_digest(rotation) == rotation.digest
    second.approve_rotation(rotation, listed).answer()
    settled({call.ROTATION_STATE_COOLING}, lambda keys: keys.rotations[0].state)
    operator.change_rotation(rotation.rotation, call.ROTATION_CHANGE_RETIRE).answer()
    listed = second.list_keys().answer()
    (rotation,) = listed.rotations
    assert rotation_digest(rotation) == rotation.digest
    # What was shown is what is signed: another number of backups is another thing.
    rotation.backups_needing += 1
    assert second.approve_rotation(rotation, listed).status == Status.PRECONDITION
    rotation.backups_needing -= 1
    second.approve_rotation(rotation, listed).answer()
    settled({call.ROTATION_STATE_RETIRED}, lambda keys: keys.rotations[0].state)

    operator.plan_renewal(1 << HEALTH, [])[1].answer()
    listed = second.list_keys().answer()
    assert renewal_digest(listed.renewal) == listed.renewal.digest
    assert operator.approve_renewal(listed).status == Status.SECOND_APPROVAL
    second.approve_renewal(listed).answer()
    settled({call.RENEWAL_STATE_DONE}, lambda keys: keys.renewal.state)


def test_w17_profiles_of_earlier_versions_are_read(tmp_path: Path) -> None:
    invitation = Invitation(1, bytes(range(32)), bytes(16), bytes(32), "[::1]:7447")
    made = Device.create(tmp_path / "p", PASSPHRASE, invitation, **CHEAP)
    made.remember(epoch=7, note="a note")
    old_secrets = json.loads(device._encode(made.secrets))
    old_memory = json.loads(device._encode(made.memory))
    for name in ("next_preshared", "other_number", "other_public"):
        del old_secrets[name]
    assert set(old_memory) > {"note", "epoch", "instance"}
    old_memory = {name: old_memory[name] for name in ("note", "epoch", "instance")}
    text = made._head + sealed.seal(made._key, made._head, json.dumps(old_secrets).encode())
    sealed.write(tmp_path / "p" / "device", text)
    text = sealed.seal(made.secrets.local_key, device._STATE, json.dumps(old_memory).encode())
    sealed.write(tmp_path / "p" / "state", text)
    made.close()
    read = Device.unlock(tmp_path / "p", PASSPHRASE)
    assert read.secrets == made.secrets
    assert read.memory == made.memory
    assert read.secrets.daemon_keys == [(1, bytes(range(32)))]
    assert read.answered == []
    read.close()


def watched(device: Device) -> list[Entry]:
    """The entries that are put into its outbox from now on."""
    seen: list[Entry] = []
    add = device.outbox.add

    def adding(*arguments: Any, **named: Any) -> Entry:
        seen.append(add(*arguments, **named))
        return seen[-1]

    device.outbox.add = adding  # type: ignore[method-assign]
    return seen


def invite(operator: Client) -> call.InviteRequest:
    """A write that an operator may make."""
    request = call.InviteRequest(member_name="Invitée")
    request.roles.add(role="UPE-WORKER", organisation_name="UPE")
    return operator.invite(request)[0].answer() and request


def test_w95_answers_are_acknowledged_some_tens_at_a_time(fresh: Province) -> None:
    operator = unsealed(fresh)
    sent = watched(operator.device)
    invite(operator)
    first = sent[-1]
    assert operator.device.answered == [first.key]
    for _ in range(20):
        invite(operator)
    operator = fresh.clients["operator"] = open_again(operator, fresh.folder / "operator")
    sent = watched(operator.device)
    assert len(operator.device.answered) == 21
    while len(operator.device.answered) < limits.ACKNOWLEDGE_FROM_KEYS - 1:
        invite(operator)
    connection = operator._connected()
    assert connection.call(first.method, first.payload, first.key).status == Status.OK
    invite(operator)
    assert operator.device.answered == []
    for told in (first, sent[-1]):
        again = connection.call(told.method, told.payload, told.key)
        assert again.status == Status.OPKEY_EXPIRED


def test_w95_what_may_be_sent_again_is_not_acknowledged(fresh: Province, tmp_path: Path) -> None:
    unsealed(fresh).close()
    fresh.clients.clear()
    line = Line(("127.0.0.1", fresh.port))
    device = through(fresh.folder / "operator", tmp_path / "o", line.port)
    with Client(device, patience=20) as operator:
        request = invite(operator)
        assert len(device.answered) == 1
        line.deaf = True
        operator._patience = 0.3
        lost = operator.invite(request)[0]
        assert lost.outcome is Outcome.UNKNOWN
        assert lost.entry is not None
        waiting = device.outbox.entry(lost.entry)
        line.deaf = False
        operator._patience = 20
        while len(device.answered) < limits.ACKNOWLEDGE_FROM_KEYS - 1:
            assert waiting.key not in device.answered
            invite(operator)
        invite(operator)
        assert device.answered == []
        # It was not acknowledged: it is done once, and its answer is there.
        assert [one.outcome for one in operator.send_waiting()] == [Outcome.DONE]
        assert device.answered == [waiting.key]
        assert operator.acknowledge()
        assert device.answered == []
        names = [one.member_name for one in operator.list_invitations().answer().invitations]
        assert names.count("Invitée") == limits.ACKNOWLEDGE_FROM_KEYS + 1
    line.close()


def test_w95_at_most_200_keys_at_once_and_the_oldest_are_let_go(
    fresh: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator = unsealed(fresh)
    device, told = operator.device, []
    original = Connection.call

    def call_and_note(*arguments: Any, **named: Any) -> Any:
        if arguments[1] == Method.METHOD_ACK_OPERATIONS:
            told.append(len(call.AckOperationsRequest.FromString(arguments[2]).operation_keys))
        return original(*arguments, **named)

    keys = [operation_key(device.memory.epoch) for _ in range(limits.ANSWERED_KEYS + 7)]
    device.remember(answered=b"".join(keys[:-1]))
    device.add_answered(keys[-1])
    assert device.answered == keys[-limits.ANSWERED_KEYS :]
    monkeypatch.setattr(Connection, "call", call_and_note)
    operator.list_devices().answer()
    assert told == [200] * 5
    assert device.answered == []
    # A sealed daemon takes none; they stay, and it is not asked again with each call.
    device.remember(answered=b"".join(keys[:50]))
    told.clear()
    operator.seal().answer()
    for _ in range(5):
        operator.who_am_i().answer()
    assert told == [50]
    assert len(device.answered) == 50


def test_w95_a_worker_has_nothing_owed_after_many_acts(province: Province) -> None:
    worker = province.clients["worker"]
    me = worker.who_am_i().answer().member
    opened = worker.open_file(opening()).answer()
    worker.append_act(opened.file, 1, signal(me)).answer()
    for number in range(limits.ACKNOWLEDGE_FROM_KEYS):
        worker.append_act(opened.file, number + 2, report(me, f"{number}")).answer()
        assert len(worker.device.answered) < limits.ACKNOWLEDGE_FROM_KEYS


def test_w88_a_next_key_that_is_silent_leaves_the_former(
    province: Province, tmp_path: Path
) -> None:
    shutil.copytree(province.folder / "coordinator", tmp_path / "c")
    copy = Device.unlock(tmp_path / "c", PASSPHRASE)
    copy.keep(next_preshared=b"n" * 32)
    with reach(copy.secrets) as connection:
        assert connection.usable
    copy.keep(preshared=b"f" * 32)
    with pytest.raises(Silence) as silence:
        reach(copy.secrets)
    assert silence.value.answered
    copy.keep(address="127.0.0.1:1")
    with pytest.raises(Unreachable) as nobody:
        reach(copy.secrets)
    assert not isinstance(nobody.value, Silence)
    copy.close()
