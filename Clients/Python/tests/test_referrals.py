"""Referrals, from the desk of the service to which they go. Clauses stand in the names."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from support import PASSPHRASE, Line, Province, invite_and_approve, opening, signal, through

from madar_client import Client, Definition, DefinitionError, Outcome, Referral, Status
from madar_client.messages import act_pb2 as act
from madar_client.messages import definition_pb2 as wire
from madar_client.referrals import referrals_in
from madar_client.wording import label, words

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "partner.py"
EXTRACT = {
    "given_name_ar": act.Value(text="تجربة"),
    "sex": act.Value(choice="F"),
    "presence_commune": act.Value(territory="04.441.01.0"),
    "school_status": act.Value(choice="ENROLLED"),
}


@dataclass
class School:
    """Who refers, to whom, and the definition by which they do."""

    province: Province
    sender: Client
    service: Client
    organisation: bytes
    definition: Definition

    @property
    def folder(self) -> Path:
        """The profile of the service."""
        return self.province.folder / "school"

    def file(self) -> bytes:
        """A file of the unit, with two acts."""
        worker = self.province.clients["worker"]
        opened = worker.open_file(opening()).answer()
        worker.append_act(opened.file, 1, signal(worker.device.secrets.member)).answer()
        return opened.file

    def draft(self, service: str = "EDU-INS", **changed: act.Value) -> act.ActDraft:
        """A referral to the school."""
        draft = act.ActDraft(
            kind=act.ACT_KIND_TRANSITION, form="F10", form_version=1, to_stage="SENT"
        )
        values = {
            "to_service": act.Value(organisation=self.organisation),
            "referral_service": act.Value(choice=service),
            "referral_reason": act.Value(text="عودة إلى المدرسة"),
            "consent_basis": act.Value(choice="LEGAL-DUTY"),
            "legal_basis_note": act.Value(text="art. 4"),
        }
        for field, value in (values | changed).items():
            draft.values.add(field=field, value=value)
        for field, value in EXTRACT.items():
            draft.extract.add(field=field, value=value)
        return draft

    def refer(self, file: bytes, service: str = "EDU-INS") -> bytes:
        """Refers a child, and gives the referral's id."""
        seen = self.sender.read_file(file).answer().sequence
        return self.sender.append_act(file, seen, self.draft(service)).answer().act

    def acts(self, file: bytes) -> list[tuple[str, str]]:
        """The stages and forms of a file's acts, as the sender reads them."""
        return [(one.heading.to_stage, one.heading.form) for one in self.sender.history(file)]


@pytest.fixture(scope="module")
def school(province: Province) -> School:
    """A school with one device, and the centre's team that refers to it."""
    people = [("sender", "CAPE-ORIENTATION", "CAPE"), ("school", "SERVICE-FOCAL", "مدرسة النور")]
    for name, role, organisation in people:
        operator, coordinator = province.clients["operator"], province.clients["coordinator"]
        text = invite_and_approve(operator, coordinator, name, role, organisation)
        province.client(name, text)
    sender, service = province.clients["sender"], province.clients["school"]
    organisation = service.who_am_i().answer().roles[0].organisation
    return School(province, sender, service, organisation, sender.definition())


def feedback() -> dict[str, act.Value]:
    """What is told of a service that was given."""
    return {
        "feedback_service": act.Value(text="سجلت"),
        "feedback_date": act.Value(date=int(time.time() // 86_400)),
        "feedback_result": act.Value(choice="MET"),
    }


def test_w133_a_referral_is_read_answered_and_done(school: School) -> None:
    file = school.file()
    matter = school.refer(file)
    (referral,) = school.service.referrals(school.definition)
    assert (referral.file, referral.matter, referral.stage) == (file, matter, "SENT")
    assert referral.service(school.definition) == "EDU-INS"
    assert referral.addressee(school.definition) == school.organisation
    assert {one.field: one.value for one in referral.extract} == EXTRACT
    assert [one.file for one in school.service.list_referrals().answer().files] == [file]
    # Nothing else of the file is open.
    assert [one.sequence for one in school.service.history(file)] == [3]
    assert [school.service.read_act(file, one).status for one in (1, 2)] == [
        Status.NOT_AVAILABLE
    ] * 2
    assert school.service.find("تجربة").status == Status.NOT_AVAILABLE
    assert school.service.list_files(4).status == Status.NOT_AVAILABLE
    head = school.service.read_file(file).answer()
    assert (head.sequence, head.classes, list(head.heads)) == (3, 0, [])

    for stage, values in [("ACCEPTED", {}), ("IN-SERVICE", {}), ("DONE", feedback())]:
        draft = referral.answer(school.definition, stage, values)
        assert school.service.answer_referral(file, draft).outcome is Outcome.DONE
    assert list(school.service.referrals(school.definition)) == []
    assert school.service.referrals_of(file, school.definition) == []
    late = school.service.answer_referral(file, draft)
    assert (late.outcome, late.status) == (Outcome.REFUSED, Status.NOT_AVAILABLE)
    assert school.acts(file)[2:] == [
        ("SENT", "F10"),
        ("ACCEPTED", "F10-ANS"),
        ("IN-SERVICE", "F10-ANS"),
        ("DONE", "F10-RET"),
    ]


def test_w133_an_answer_goes_behind_whatever_the_file_has(school: School) -> None:
    file = school.file()
    school.refer(file)
    (referral,) = school.service.referrals_of(file, school.definition)
    draft = referral.answer(school.definition, "ACCEPTED")
    read, reads = school.service.read_file, 0

    def meanwhile(of: bytes) -> object:
        """Somebody goes on with the file between a look and the answer, twice."""
        nonlocal reads
        seen, reads = read(of), reads + 1
        if reads < 3:
            school.refer(of)
        return seen

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(school.service, "read_file", meanwhile)
        assert school.service.answer_referral(file, draft).outcome is Outcome.DONE
    assert reads == 3
    assert school.service.device.outbox.entries() == []
    # Where the referral itself has moved, the answer is refused.
    again = school.service.answer_referral(file, draft)
    assert (again.outcome, again.status) == (Outcome.REFUSED, Status.PRECONDITION)
    refused = {"refusal_reason": act.Value(choice="NO-PLACE")}
    for one in school.service.referrals_of(file, school.definition):
        stage, values = ("REFUSED", refused) if one.stage == "SENT" else ("IN-SERVICE", None)
        draft = one.answer(school.definition, stage, values)
        assert school.service.answer_referral(file, draft).outcome is Outcome.DONE
    assert len(school.service.referrals_of(file, school.definition)) == 1


def test_w133_a_correction_is_what_holds(school: School) -> None:
    file = school.file()
    matter = school.refer(file)
    correction = school.draft("EDU-SUP")
    correction.kind, correction.to_stage = act.ACT_KIND_CORRECTION, ""
    correction.corrects, correction.reason = matter, "faute"
    del correction.extract[:]
    school.sender.append_act(file, 3, correction).answer()
    (referral,) = school.service.referrals_of(file, school.definition)
    assert (referral.sequence, referral.stage) == (4, "SENT")
    assert referral.service(school.definition) == "EDU-SUP"
    assert {one.field for one in referral.extract} == set(EXTRACT)
    assert [one.sequence for one in referral.acts] == [3, 4]


def test_w75_several_acts_are_written_together_or_not_at_all(school: School) -> None:
    file = school.file()
    wrong = school.draft()
    del wrong.values[:]
    refused = school.sender.append_act(file, 2, school.draft(), [school.draft(), wrong])
    assert (refused.outcome, refused.status) == (Outcome.REFUSED, Status.INVALID_ARGUMENT)
    assert school.sender.read_file(file).answer().sequence == 2
    both = school.sender.append_act(file, 2, school.draft(), [school.draft("EDU-SUP")]).answer()
    assert both.sequence == 3
    found = school.service.referrals_of(file, school.definition)
    assert [one.matter for one in found] == [both.act, *both.further]


def test_what_is_drafted_first_and_acts_of_other_kinds(school: School) -> None:
    """A reader who sees the whole file finds the same referrals in it."""
    file = school.file()
    draft = school.draft()
    draft.to_stage = "DRAFT"
    begun = school.sender.append_act(file, 2, draft).answer().act
    (unsent,) = referrals_in(file, school.sender.history(file), school.definition)
    assert (unsent.matter, unsent.stage) == (begun, "DRAFT")
    assert not unsent.lies_with_addressee(school.definition)
    assert school.service.referrals_of(file, school.definition) == []
    sent = school.draft("EDU-SUP")
    sent.matter = begun
    school.sender.append_act(file, 3, sent).answer()
    (whole,) = school.sender.referrals_of(file, school.definition)
    (seen,) = school.service.referrals_of(file, school.definition)
    assert (whole.matter, seen.matter) == (begun, begun)
    assert [one.sequence for one in whole.acts] == [3, 4]
    assert [one.sequence for one in seen.acts] == [4]
    assert whole.request == seen.request
    with pytest.raises(DefinitionError):
        seen.answer(school.definition, "NOWHERE")


def test_words_are_those_of_the_definition(school: School) -> None:
    definition = school.definition

    def said(field: str, value: act.Value, language: str = "fr") -> tuple[str, str]:
        names = [act.Name(id=bytes(16), name="مدرسة")]
        return words(act.FieldValue(field=field, value=value), definition, language, names)

    assert said("sex", act.Value(choice="F"), "en")[0] == "Sex"
    assert said("referral_service", act.Value(choice="EDU-INS"))[1] not in ("", "EDU-INS")
    assert said("sex", act.Value(choice="GONE"))[1] == "GONE"
    assert said("nowhere", act.Value(number=7)) == ("nowhere", "7")
    assert said("birth_date", act.Value(date=1))[1] == "1970-01-02"
    assert said("appointment", act.Value(instant_ms=0))[1] == "1970-01-01 01:00"
    assert said("to_service", act.Value(organisation=bytes(16)))[1] == "مدرسة"
    assert said("receiver", act.Value(member=b"\x01" * 16))[1] == "01" * 16
    commune = definition.territories["04.441.01.0"]
    assert said("presence_commune", act.Value(territory="04.441.01.0"), "ar")[1] == commune.name_ar
    assert said("presence_commune", act.Value(territory="99"))[1] == "99"
    assert said("languages", act.Value(choices=act.Choices(codes=["X", "Y"])))[1] == "X, Y"
    assert said("guardian_present", act.Value(flag=True))[1] == "✓"
    # What no calendar has, and what would move a terminal.
    assert said("birth_date", act.Value(date=2**31 - 1))[1] == "?"
    assert said("appointment", act.Value(instant_ms=2**62))[1] == "?"
    assert said("referral_reason", act.Value(text="a\x1b[2J\u202eb"))[1] == "a[2Jb"
    assert said("referral_reason", act.Value())[1] == ""
    assert label(wire.Terms(code="X"), "ar") == "X"


def began(profile: Path, *words: str) -> "subprocess.Popen[bytes]":
    """The example, which has its passphrase."""
    process = subprocess.Popen(
        [sys.executable, str(EXAMPLE), str(profile), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdin is not None
    process.stdin.write(PASSPHRASE + b"\n")
    process.stdin.flush()
    return process


def ran(profile: Path, *words: str, given: str = "") -> tuple[int, str]:
    """What the example says, and how it ends."""
    said, _ = (process := began(profile, *words)).communicate(given.encode(), 120)
    return process.returncode, said.decode()


def test_w133_a_school_at_its_desk_over_a_line_that_is_cut(school: School, tmp_path: Path) -> None:
    """`partner.py` hears of each referral as it comes, and answers it once."""
    line = Line(("127.0.0.1", school.province.port), seed=17)
    through(school.folder, tmp_path / "s", line.port).close()
    # What the other tests have left lying is none of this one's.
    for one in list(school.service.referrals(school.definition)):
        if one.stage == "SENT":
            values = {"refusal_reason": act.Value(choice="NO-PLACE")}
            draft = one.answer(school.definition, "REFUSED", values)
            school.service.answer_referral(one.file, draft).answer()
    files = [school.file() for _ in range(6)]
    desk = began(tmp_path / "s", "follow", "--take", "EDU-INS", "EDU-SUP", "--language", "en")
    line.cut_every(0.5)
    heard: list[str] = []
    assert desk.stdout is not None
    for number, file in enumerate(files):
        matter = school.refer(file, "EDU-INS" if number % 3 else "HEA-PRI").hex()[:8]
        answer = "ACCEPTED" if number % 3 else "REFUSED"
        for said in desk.stdout:
            heard.append(said.decode())
            if heard[-1].startswith(f"{matter} {answer} ✓"):
                break
        while line.clock_cuts < number:
            time.sleep(0.02)
    desk.terminate()
    with desk:
        assert desk.wait(30) == 0
    told = "".join(heard)
    assert "What you are told of the child" in told
    assert "Reason of the referral: عودة إلى المدرسة" in told
    # Nothing that the sender did not choose: the report of the unit.
    assert "signalement" not in told
    taken = [one for one in files if one in {r.file for r in refs(school)}]
    assert len(taken) == 4
    for file in taken:
        (referral,) = school.service.referrals_of(file, school.definition)
        assert ran(tmp_path / "s", "begin", referral.name)[0] == 0
        assert ran(tmp_path / "s", "done", referral.name, given="سجلت\nMET\n\n\n")[0] == 0
    done = [("SENT", "F10"), ("ACCEPTED", "F10-ANS"), ("IN-SERVICE", "F10-ANS")]
    for file in files:
        ending = (
            [*done, ("DONE", "F10-RET")] if file in taken else [done[0], ("REFUSED", "F10-REF")]
        )
        assert school.acts(file)[2:] == ending
    assert line.clock_cuts >= 5
    line.close()


def refs(school: School) -> list[Referral]:
    """All that lie with the school."""
    return list(school.service.referrals(school.definition))


def test_the_desk_asks_and_says_what_waits(school: School, tmp_path: Path) -> None:
    line = Line(("127.0.0.1", school.province.port))
    through(school.folder, tmp_path / "s", line.port).close()
    before = {one.matter for one in refs(school) if one.stage == "SENT"}
    file = school.file()
    matter = school.refer(file)
    answers = "y\n" * (len(before) + 1)
    status, said = ran(
        tmp_path / "s", "follow", "--ask", "--once", "--language", "ar", given=answers
    )
    assert status == 0
    assert f"{matter.hex()[:8]} ACCEPTED ✓" in said
    assert "بطاقة" not in said
    assert "سبب الإحالة: عودة إلى المدرسة" in said
    # By itself it answers nothing where it has no rule.
    other = school.refer(school.file())
    status, said = ran(tmp_path / "s", "follow", "--once")
    assert (status, f"{other.hex()[:8]} SENT" in said, "✓" in said) == (0, True, False)
    # A wrong name, a stage that is left out, and an answer without what the form asks.
    name = matter.hex()[:8]
    assert ran(tmp_path / "s", "begin", "ffffffffffff")[0] == 1
    assert ran(tmp_path / "s", "done", name, given="سجلت\nMET\n\n\n")[0] == 1
    assert ran(tmp_path / "s", "begin", name)[0] == 0
    status, said = ran(tmp_path / "s", "done", name, given="\nMET\n\n\n")
    assert (status, "F10-RET.feedback_service[0]=1" in said) == (1, True)
    assert ran(tmp_path / "s", "done", name, given="سجلت\nMET\n\n\n")[0] == 0
    assert school.acts(file)[-1] == ("DONE", "F10-RET")
    line.close()


def test_an_answer_that_was_lost_is_settled_before_the_next(school: School, tmp_path: Path) -> None:
    """The line loses the answer to an acceptance; the next process asks, and accepts once."""
    line = Line(("127.0.0.1", school.province.port))
    file = school.file()
    matter = school.refer(file)
    device = through(school.folder, tmp_path / "s", line.port)
    with Client(device, patience=0.3) as desk:
        (referral,) = desk.referrals_of(file, school.definition)
        seen = desk.read_file(file).answer().sequence
        line.deaf = True
        lost = desk.append_act(file, seen, referral.answer(school.definition, "ACCEPTED"))
        assert lost.outcome is Outcome.UNKNOWN
        stale = desk.append_act(file, 1, referral.answer(school.definition, "ACCEPTED"))
        assert stale.outcome is not Outcome.DONE
    line.deaf = False
    status, said = ran(tmp_path / "s", "follow", "--once", "--take", "EDU-INS")
    assert status == 0
    assert f"{matter.hex()[:8]} ACCEPTED" in said
    assert school.acts(file)[2:] == [("SENT", "F10"), ("ACCEPTED", "F10-ANS")]
    assert ran(tmp_path / "s", "begin", matter.hex()[:8])[0] == 0
    line.close()
