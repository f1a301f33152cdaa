"""Against a daemon that really runs. Clauses stand in the names."""

import base64
import hashlib
import io
import os
import random
import shutil
import socket
import struct
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey
from support import (
    PASSPHRASE,
    STORE_PASSPHRASE,
    Line,
    Province,
    invite_and_approve,
    opening,
    report,
    signal,
    through,
)

from madar_client import (
    CallError,
    Client,
    ContentError,
    Device,
    Forgotten,
    Invitation,
    NotCustodian,
    Outcome,
    SealedFileError,
    Status,
    Unreachable,
    enrol,
    resume,
)
from madar_client.approval import committee_digest, witness_digest
from madar_client.messages import act_pb2 as act
from madar_client.messages import call_pb2 as call
from madar_client.messages.method_pb2 import Method


def filed(worker: Client) -> bytes:
    """A new file at the stage at which reports are taken."""
    opened = worker.open_file(opening()).answer()
    worker.append_act(opened.file, opened.sequence, signal(worker.device.secrets.member)).answer()
    return opened.file


def texts(worker: Client, file: bytes) -> list[str]:
    """What the reports of a file say, in order."""
    return [
        value.value.text
        for part in worker.history(file)
        for value in part.values
        if value.field == "alleged_facts" and part.sequence > 2
    ]


def test_w82_w83_sealed_daemon_enrols_and_says_sealed(fresh: Province) -> None:
    operator = fresh.client("operator", fresh.invitations[0])
    assert operator.who_am_i().answer().sealed
    refused = operator.list_devices()
    assert (refused.outcome, refused.status) == (Outcome.NOT_EXECUTED, Status.SEALED)
    assert operator.unseal(b"not the passphrase").outcome is Outcome.REFUSED
    operator.unseal(STORE_PASSPHRASE).answer()
    assert [d.label for d in operator.list_devices().answer().devices] == ["operator"]
    operator.seal().answer()
    assert operator.status().answer().sealed


def test_w82_enrolment_goes_on_after_cuts_with_the_same_keys(
    fresh: Province, tmp_path: Path
) -> None:
    line = Line(("127.0.0.1", fresh.port), seed=7)
    line.deaf = True
    text = fresh.invitations[0]
    reached = enrol_address(text, line.port)
    with pytest.raises(Unreachable):
        enrol(tmp_path / "a", PASSPHRASE, reached, "a", 2, 64 << 20, patience=0.5)
    line.deaf, line.most_bytes = False, 900
    device = Device.unlock(tmp_path / "a", PASSPHRASE)
    public = device.secrets.static_public
    resume(device, "a", patience=30)
    line.most_bytes = None
    assert device.enrolled
    assert device.secrets.static_public == public
    with Client(device) as client:
        assert client.who_am_i().answer().device == device.secrets.device
    line.close()


def enrol_address(text: str, port: int) -> str:
    """The same invitation for another port."""
    return replace(Invitation.parse(text), address=f"127.0.0.1:{port}").text


def test_w68_w69_w86_invited_and_approved_by_two(province: Province) -> None:
    roles = province.clients["worker"].who_am_i().answer().roles
    assert [grant.role for grant in roles] == ["UPE-WORKER"]


def test_w84_definition_agrees_with_its_hash(province: Province) -> None:
    definition = province.clients["worker"].definition()
    assert {"F0", "F1"} <= set(definition.forms)
    assert "UPE-WORKER" in definition.roles
    assert "04.441.01.0" in definition.territories


def test_w145_the_definition_tells_what_tells_of_others(province: Province) -> None:
    definition = province.clients["worker"].definition()
    for code, is_marked in (("relative_name", True), ("given_name_ar", False)):
        field = definition.field(code)
        assert field is not None
        assert field.third_party is is_marked


def test_w61_ping_echoes_many_at_once(province: Province) -> None:
    worker = province.clients["worker"]
    answers: list[bytes] = []

    def run(number: int) -> None:
        payload = bytes([number]) * (number * 300)
        for _ in range(20):
            answer = worker.ping(payload).answer()
            assert answer == payload
            answers.append(answer)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 1000


def test_w22_calls_go_on_across_re_keys(province: Province) -> None:
    worker = province.clients["worker"]
    for number in range(2100):
        assert worker.ping(number.to_bytes(4, "big")).answer() == number.to_bytes(4, "big")


def test_w74_to_w79_a_file_from_opening_to_history(province: Province) -> None:
    worker = province.clients["worker"]
    me = worker.who_am_i().answer().member
    opened = worker.open_file(opening()).answer()
    assert opened.sequence == 1
    assert worker.append_act(opened.file, 1, signal(me)).answer().sequence == 2
    assert worker.append_act(opened.file, 2, report(me, "premier")).answer().sequence == 3
    stale = worker.append_act(opened.file, 1, report(me, "trop tard"))
    assert (stale.outcome, stale.status) == (Outcome.REFUSED, Status.CONFLICT)
    assert texts(worker, opened.file) == ["premier"]
    assert worker.read_file(number=opened.number).answer().sequence == 3
    assert worker.read_act(opened.file, 1).answer().act.sequence == 1
    assert opened.file in [one.file for one in worker.find(opened.number).answer().candidates]
    assert worker.list_files(4, limit=100).answer().total >= 1
    # Narrowed by days, and in the order of names (SPEC W-187, W-188).
    today = datetime.now(UTC).date()
    lately = (today - timedelta(days=2), today + timedelta(days=2))
    recent = worker.list_files(4, opened=lately, written=lately, sort=2).answer()
    assert opened.file in [one.file for one in recent.files]
    assert worker.list_files(4, opened=(None, lately[0])).answer().total == 0
    assert worker.list_files(4, category="VIC-TRA").answer().total == 0
    absent = worker.read_file(file=bytes(15) + b"\x01")
    assert (absent.outcome, absent.status) == (Outcome.REFUSED, Status.NOT_AVAILABLE)
    assert worker.device.outbox.entries() == []


def test_w203_an_activity_is_opened_and_listed(province: Province) -> None:
    worker = province.clients["worker"]
    draft = act.ActDraft(
        kind=act.ACT_KIND_OPENING,
        form="AWARE",
        form_version=1,
        definition_version=1,
        to_stage="AWARE-PLANNED",
    )
    for field, content in {
        "aware_title": act.Value(text="حملة بالمدرسة"),
        "aware_theme": act.Value(choice="RIGHTS"),
        "aware_on": act.Value(date=20_900),
        "aware_commune": act.Value(territory="04.441.01.0"),
        "aware_audience": act.Value(choices=act.Choices(codes=["CHILDREN"])),
    }.items():
        draft.values.add(field=field, value=content)
    opened = worker.open_file(draft).answer()
    listed = {one.file: one for one in worker.list_records("ACTIVITY").answer().files}
    assert listed[opened.file].title == "حملة بالمدرسة"
    assert listed[opened.file].number == opened.number
    assert opened.file not in [one.file for one in worker.list_files(4, limit=100).answer().files]
    assert opened.file not in [one.file for one in worker.find(opened.number).answer().candidates]
    assert worker.list_records("SESSION").answer().total == 0
    kinds = {
        track.terms.code
        for track in worker.definition().tracks.values()
        if track.meaning == "record"
    }
    assert {"ACTIVITY", "SESSION", "COMMITTEE", "PLAN", "SERVICE"} <= kinds


def test_w189_a_search_is_kept_under_a_name(province: Province) -> None:
    worker = province.clients["worker"]
    search = call.ListFilesRequest(kind=4, overdue=True, quiet_days=60)
    assert worker.save_search(" متأخرة ", search).answer() == call.Nothing()
    saved = worker.list_saved_searches().answer().searches
    assert [(one.name, one.search, list(one.unknown)) for one in saved] == [("متأخرة", search, [])]
    assert worker.forget_search("متأخرة").answer() == call.Nothing()
    assert worker.forget_search("متأخرة").status == Status.NOT_AVAILABLE
    assert not worker.list_saved_searches().answer().searches


def test_w78_history_of_more_than_a_page(province: Province) -> None:
    worker = province.clients["worker"]
    me = worker.who_am_i().answer().member
    file, said = filed(worker), []
    for number in range(180):
        said.append(f"{number}" + " كلمة" * 1300)
        worker.append_act(file, number + 2, report(me, said[-1])).answer()
    assert texts(worker, file) == said


def test_w52_field_errors_name_the_field(province: Province) -> None:
    draft = opening()
    del draft.values[:]
    refused = province.clients["worker"].open_file(draft)
    assert refused.outcome is Outcome.REFUSED
    assert refused.error is not None
    assert {one.field for one in refused.error.fields} >= {"sex", "presence_commune"}


def test_w60_a_role_without_the_right_is_refused(province: Province) -> None:
    refused = province.clients["worker"].status()
    assert (refused.outcome, refused.status) == (Outcome.REFUSED, Status.PERMISSION)


def test_w180_to_w184_a_committee_opens_the_store(fresh: Province) -> None:
    operator = fresh.client("operator", fresh.invitations[0])
    coordinator = fresh.client("coordinator", fresh.invitations[1])
    operator.unseal(STORE_PASSPHRASE).answer()
    keys = [PrivateKey.generate() for _ in range(3)]
    committee = call.Committee(
        members_needed=2,
        custodians=[
            call.Custodian(index=index, label=f"عضو {index}", key=bytes(key.public_key))
            for index, key in zip((1, 2, 17), keys, strict=True)
        ],
    )
    waits, proposed = operator.propose_committee(committee)
    proposed.answer()
    listed = coordinator.list_committee().answer()
    assert (listed.plan.plan, listed.plan.digest) == (waits, committee_digest(listed.plan))
    assert operator.approve_committee(listed).status == Status.SECOND_APPROVAL
    coordinator.approve_committee(listed).answer()

    listed = operator.list_committee().answer()
    assert (listed.plan.passphrase, listed.plan.credential) == (1, 0)
    assert operator.take_passphrase(b"not the passphrase").outcome is Outcome.REFUSED
    operator.take_passphrase(STORE_PASSPHRASE).answer()
    assert operator.list_committee().answer().plan.passphrase == 2
    results = [coordinator.prove_custody(key, listed).answer().result for key in keys]
    assert results[:2] == [call.CUSTODY_RESULT_TAKEN] * 2
    assert results[2] == call.CUSTODY_RESULT_COMPLETE
    state = operator.status().answer()
    assert (state.root_epoch, state.slots_dropped, state.committee.members_proved) == (2, 0, 2)
    listed = operator.list_committee().answer()
    assert operator.drill_custody(keys[0], listed).answer().result == call.CUSTODY_RESULT_TAKEN
    assert operator.drill_custody(keys[0], listed).answer().result == call.CUSTODY_RESULT_STALE

    operator.seal().answer()
    with pytest.raises(NotCustodian):
        operator.contribute(PrivateKey.generate(), operator.list_committee().answer())
    given = operator.contribute(keys[1], operator.list_committee().answer()).answer()
    assert (given.result, list(given.contributed)) == (call.CUSTODY_RESULT_TAKEN, [2])
    assert list(operator.status().answer().contributed) == ["عضو 2"]
    given = coordinator.contribute(keys[0], coordinator.list_committee().answer()).answer()
    assert given.result == call.CUSTODY_RESULT_COMPLETE
    assert not operator.status().answer().sealed
    operator.seal().answer()
    operator.unseal(STORE_PASSPHRASE).answer()


def test_w149_to_w151_a_witness_is_trusted_by_two_and_its_note_comes_back(
    province: Province,
) -> None:
    operator, coordinator = province.clients["operator"], province.clients["coordinator"]
    outside = SigningKey.generate()
    key = bytes(outside.verify_key)
    assert province.clients["worker"].list_witnesses().status == Status.PERMISSION
    waits, report = operator.trust_witness("comite.sale", key)
    assert report.answer().needs_approval
    assert operator.trust_witness("comite.sale", key)[1].status == Status.PRECONDITION
    listed = coordinator.list_witnesses().answer()
    (shown,) = listed.witnesses
    assert (shown.witness, shown.digest) == (waits, witness_digest(shown))
    assert operator.approve_witness(shown, listed).status == Status.SECOND_APPROVAL
    coordinator.approve_witness(shown, listed).answer()
    assert [one.level for one in operator.status().answer().witnesses] == [2]

    # The line as W-147 has it, made here from the clause alone.
    checkpoint = operator.checkpoint().answer()
    note = checkpoint.note
    at = int(time.time())
    text = "\n".join(note.split("\n")[:3]) + "\n"
    signed = outside.sign(f"cosignature/v1\ntime {at}\n{text}".encode()).signature
    key_hash = hashlib.sha256(b"comite.sale\n\x04" + key).digest()[:4]
    line = base64.b64encode(key_hash + struct.pack(">Q", at) + signed).decode()
    assert operator.add_cosignature(note).answer().result == call.COSIGNATURE_RESULT_NOT_TRUSTED
    kept = operator.add_cosignature(f"{note}\u2014 comite.sale {line}\n").answer()
    assert (kept.result, kept.size) == (call.COSIGNATURE_RESULT_KEPT, checkpoint.size)
    assert list(kept.witnesses) == [waits]
    (age,) = operator.status().answer().witnesses
    assert (age.level, age.size, age.cosigned_at_ms) == (0, checkpoint.size, at * 1000)
    assert operator.remove_witness(waits).answer().needs_approval
    listed = coordinator.list_witnesses().answer()
    coordinator.approve_witness(listed.witnesses[0], listed).answer()
    assert not operator.list_witnesses().answer().witnesses


def test_w125_to_w127_a_caseload_is_offered_and_taken_by_its_receiver(
    province: Province,
) -> None:
    operator, worker = province.clients["operator"], province.clients["worker"]
    text = invite_and_approve(operator, province.clients["coordinator"], "Collègue", "UPE-WORKER")
    colleague = province.client("colleague", text)
    _, refused = worker.hand_over(operator.device.secrets.member)
    assert refused.status == Status.PERMISSION
    file = filed(worker)
    offer, report = worker.hand_over(colleague.device.secrets.member, reason="mutation")
    report.answer()
    (waiting,) = colleague.list_hand_overs().answer().hand_overs
    assert (waiting.hand_over, waiting.giver) == (offer, worker.device.secrets.member)
    # Nobody takes files on for another, and who runs the daemon hears nothing of them.
    assert operator.list_hand_overs().status == Status.PERMISSION
    accept = call.HAND_OVER_REPLY_ACCEPT
    assert worker.answer_hand_over(offer, accept).status == Status.PERMISSION
    told = colleague.answer_hand_over(offer, accept).answer()
    assert (told.moved, told.left, told.left_behind) == (waiting.files, 0, 0)
    mine = [one.file for one in colleague.list_files(1).answer().files]
    assert file in mine
    assert file not in [one.file for one in worker.list_files(1).answer().files]


def test_w55_bytes_sent_again_take_effect_once(province: Province, tmp_path: Path) -> None:
    """The line drops every answer, so the client cannot know; a new process asks again."""
    line = Line(("127.0.0.1", province.port))
    device = through(province.folder / "worker", tmp_path / "w", line.port)
    with Client(device, patience=20) as worker:
        me = worker.who_am_i().answer().member
        file = filed(worker)
        worker._patience = 0.3
        line.deaf = True
        lost = worker.append_act(file, 2, report(me, "une fois"))
        assert lost.outcome is Outcome.UNKNOWN
        assert lost.entry is not None
        kept = device.outbox.entry(lost.entry)
        assert kept.doubt
    line.deaf = False
    device = Device.unlock(tmp_path / "w", PASSPHRASE)
    assert device.outbox.entry(lost.entry) == kept
    with Client(device, patience=20) as worker:
        sent = list(worker.send_waiting())
        assert [one.outcome for one in sent] == [Outcome.DONE]
        assert device.outbox.entries() == []
        assert texts(worker, file) == ["une fois"]
    line.close()


def test_w55_a_doubt_is_ended_only_by_answers_that_end_it(
    province: Province, tmp_path: Path
) -> None:
    """Nothing listens: what was never sent is not executed; what may have been is unknown."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        device = through(province.folder / "worker", tmp_path / "w", nobody.getsockname()[1])
        with Client(device, patience=0.3) as worker:
            assert worker.list_files(4).outcome is Outcome.NOT_EXECUTED
            number = worker.queue(Method.METHOD_OPEN_FILE, call.OpenFileRequest(opening=opening()))
            assert [one.outcome for one in worker.send_waiting()] == [Outcome.NOT_EXECUTED]
            entry = device.outbox.entry(number)
            assert not entry.maybe_sent
            device.outbox.change(entry, maybe_sent=True, doubt=True)
            assert [one.outcome for one in worker.send_waiting()] == [Outcome.UNKNOWN]


def test_acts_over_a_line_that_is_cut_every_second(province: Province, tmp_path: Path) -> None:
    """Each second, and beside that at random bytes; the daemon counts, too."""
    line = Line(("127.0.0.1", province.port), seed=11)
    device = through(province.folder / "worker", tmp_path / "w", line.port)

    def counted() -> tuple[int, int]:
        status = province.clients["operator"].status().answer()
        return status.files, status.acts

    counts = [counted()]
    # What one file and one report count for, over a line that is whole.
    model = filed(province.clients["worker"])
    counts.append(counted())
    me = province.clients["worker"].device.secrets.member
    province.clients["worker"].append_act(model, 2, report(me, "modèle")).answer()
    counts.append(counted())
    with Client(device, patience=120) as worker:
        line.most_bytes = 20_000
        line.cut_every(1)
        assert worker.who_am_i().answer().member == me
        file = filed(worker)
        for number in range(200):
            done = worker.append_act(file, number + 2, report(me, f"acte {number}")).answer()
            assert done.sequence == number + 3
            # On a fast machine it would be over before the clock has cut more than a few times.
            while line.clock_cuts < number // 20:
                worker.ping(b"").answer()
                time.sleep(0.02)
        assert line.clock_cuts >= 9
        assert line.cuts > line.clock_cuts
        # A history comes in frames of 16 KiB; one of them has to get through.
        line.most_bytes = 60_000
        assert texts(worker, file) == [f"acte {number}" for number in range(200)]
        assert [part.sequence for part in worker.history(file)] == list(range(1, 203))
        assert device.outbox.entries() == []
    line.close()
    counts.append(counted())
    (_, start), (_, opened), (_, reported), (files, acts) = counts
    assert files - counts[2][0] == 1
    assert acts - reported == opened - start + 200 * (reported - opened)
    assert reported > opened > start


def test_w100_w102_w103_a_picture_over_a_line_that_is_cut(
    province: Province, tmp_path: Path
) -> None:
    line = Line(("127.0.0.1", province.port), seed=3)
    device = through(province.folder / "worker", tmp_path / "w", line.port)
    content = random.Random(5).randbytes(700_001)
    promise = act.Attachment(
        id=os.urandom(16),
        kind=act.ATTACHMENT_KIND_JPEG,
        byte_count=len(content),
        sha256=hashlib.sha256(content).digest(),
        name="صورة",
    )
    with Client(device, patience=60) as worker:
        draft = opening()
        draft.values.add(field="photo", value=act.Value(attachment=promise))
        draft.values.add(field="photo_permission", value=act.Value(flag=True))
        file = worker.open_file(draft).answer().file
        early = worker.upload_status(file, 1, promise.id).answer()
        assert (early.offset, early.is_whole) == (0, False)
        with pytest.raises(CallError):
            worker.download(file, 1, promise, io.BytesIO())
        with pytest.raises(ContentError):
            worker.upload(file, 1, promise.id, io.BytesIO(bytes(len(content))))
        line.most_bytes = 250_000
        line.cut()
        worker.upload(file, 1, promise.id, io.BytesIO(content))
        got = io.BytesIO()
        worker.download(file, 1, promise, got)
        assert got.getvalue() == content
        assert line.cuts >= 3
        assert worker.upload_status(file, 1, promise.id).answer().is_whole
        promise.sha256 = bytes(32)
        line.most_bytes = None
        with pytest.raises(ContentError):
            worker.download(file, 1, promise, io.BytesIO())
    line.close()


def test_w34_a_request_larger_than_a_frame(province: Province) -> None:
    worker = province.clients["worker"]
    me = worker.who_am_i().answer().member
    file = filed(worker)
    draft = report(me, "x" * 8_000)
    draft.values.add(field="child_words", value=act.Value(text="ك" * 8_000))
    assert worker.append_act(file, 2, draft).answer().sequence == 3
    assert texts(worker, file) == ["x" * 8_000]


def test_w146_an_author_proves_his_acts_and_nobody_else_does(province: Province) -> None:
    worker = province.clients["worker"]
    file = filed(worker)
    found = [worker.prove_act(file, number).answer().leaf for number in (1, 2)]
    assert found == sorted(set(found))
    assert worker.prove_act(file, 3).status == Status.NOT_AVAILABLE
    assert worker.prove_leaf(0).status == Status.PERMISSION
    coordinator = province.clients["coordinator"]
    assert coordinator.prove_act(file, 1).status == Status.NOT_AVAILABLE


def test_w85_a_daemon_that_forgot_its_log_is_refused(fresh: Province, tmp_path: Path) -> None:
    operator = fresh.client("operator", fresh.invitations[0])
    operator.unseal(STORE_PASSPHRASE).answer()
    operator.checkpoint().answer()
    fresh.stop_daemon()
    shutil.copytree(fresh.store, tmp_path / "older")
    fresh.start()
    operator.unseal(STORE_PASSPHRASE).answer()
    for _ in range(5):
        operator.list_devices().answer()
    operator.checkpoint().answer()
    kept = operator.kept_checkpoint
    assert kept is not None
    fresh.stop_daemon(kill=True)
    shutil.rmtree(fresh.store)
    shutil.copytree(tmp_path / "older", fresh.store)
    fresh.start()
    operator.unseal(STORE_PASSPHRASE).answer()
    refused = operator.list_devices()
    assert isinstance(refused.cause, Forgotten)
    assert refused.outcome is Outcome.NOT_EXECUTED
    with pytest.raises(CallError):
        refused.answer()
    with pytest.raises(Forgotten):
        operator.checkpoint()
    # Nobody has signed that the store was restored, and nothing was: it was put back.
    with pytest.raises(Forgotten):
        operator.restored()
    promise = act.Attachment(id=bytes(16), byte_count=1, sha256=bytes(32))
    with pytest.raises(Forgotten):
        operator.download(bytes(16), 1, promise, io.BytesIO())
    with operator.subscribe() as events, pytest.raises(Forgotten):
        next(events)
    assert operator.kept_checkpoint == kept


def test_a_profile_serves_one_process_and_one_passphrase(
    province: Province, tmp_path: Path
) -> None:
    with pytest.raises(SealedFileError):
        Device.unlock(province.folder / "worker", PASSPHRASE)
    copy = tmp_path / "w"
    shutil.copytree(province.folder / "worker", copy)
    with pytest.raises(SealedFileError):
        Device.unlock(copy, b"another passphrase")
    Device.unlock(copy, PASSPHRASE).close()
