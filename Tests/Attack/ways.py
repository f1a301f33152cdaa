"""The insider's ways around what ties, matters, closings and leaves are there for.

Each attempt that has to fail is made on a file of which those who may read it know the heads and
the number of acts: neither may have changed.
"""
import os

import matrix
from insider import Insider
from line import fields, number, signed, text
from matrix import (
    BAD, CONFLICT, HEALTH, IDENTITY, INVALID, JUDICIAL, NOT_AVAILABLE, OK, PERMISSION,
    PRECONDITION, PROTECTED, SECOND, SERVICES, SOCIAL,
)
from province import Device, value
from scene import (
    APPEND, APPROVAL, CORRECTION, DAY_MS, FORM, HISTORY, INVITE, LIST_FILES, READ_ACT, READ_FILE,
    TRANSITION, Entry, Person, Texts, assignment, attachment, draft, moment, now_ms,
)
from ties import (
    ANSWERS, KEPT_MS, TiedScene, act_draft, conference, day, decision, instant, referral,
)

ROWS = {}
YEAR_AGO_MS = 400 * DAY_MS


def written(file, first, *further, after=None):
    """The payload of acts that are written together."""
    after = file.sequence if after is None else after
    return (text(1, file.id) + number(2, after) + text(3, first)
            + b"".join(text(4, one) for one in further))


def listened(at_ms=None, more=b""):
    """A listening, which whoever writes in class social may add."""
    event = signed(6, at_ms) if at_ms else b""
    return act_draft(FORM, "F2", [moment("interview_at")], more=event + more)


def answer(to, matter):
    form, values = ANSWERS[to]
    return act_draft(TRANSITION, form, values(), to, matter)


def sent(organisation, extract=(), **more):
    return act_draft(TRANSITION, "F10", referral(organisation), "SENT", extract=extract, **more)


def closing():
    return [value("closing_reason", 6, "OBJECTIVES-MET"), value("outcome", 6, "ACHIEVED"),
            value("last_risk_level", 6, "R2"), day("last_seen_date")]


def measure():
    return [value("measure_type", 6, "SHELTER"), moment("started_at"),
            instant("expires_at", now_ms() + DAY_MS)]


class Ways(Insider):
    """The attempts of one member."""

    def __init__(self, scene, person):
        self.scene, self.person, self.role = scene, person, person.role

    def snapshot(self, file):
        """The number of acts and the heads of all classes, by those who may read them."""
        def read(person):
            status, heard, _ = person.call(READ_FILE, text(1, file.id) + text(3, "essai"))
            assert status == OK, hex(status)
            found = fields(heard)
            return found[3], found[4]
        return read(self.scene.chief), read(self.scene.placing), read(self.scene.follower)

    def refused(self, what, kind, file, payload, wanted):
        before = self.snapshot(file)
        status, _ = self.call(APPEND, payload)
        self.expect(what, kind, wanted, status)
        self.expect(f"{what}: nothing changed", kind, "as before",
                    "as before" if self.snapshot(file) == before else "changed")

    def done(self, what, kind, file, payload, form, classes, corrected=False, matter=None):
        status, heard = self.call(APPEND, payload)
        self.expect(what, kind, OK, status)
        if status == OK:
            self.scene.added(file, self.person, heard, form, classes, "", corrected, matter)
            for one in fields(heard).get(3, []):
                file.acts.append(Entry(one, self.person, form, classes, corrected, matter))

    def reached(self, file):
        return self.scene.reaches(self.person, file)

    def run(self):
        for attempt in (self.matters, self.beginnings, self.extracts, self.several,
                        self.closings, self.earlier, self.redirects, self.conferences):
            attempt()

    # MARK: Matters

    def matters(self):
        """Referrals of others, of other files and of none."""
        scene, me = self.scene, self.person
        mine, theirs, both = (scene.file("other") for _ in range(3))
        own = scene.refer(mine, me.organisation)
        sisters = scene.refer(theirs, scene.sister.organisation)
        beside = scene.refer(both, scene.sister.organisation)
        scene.refer(both, me.organisation)
        for to in ("ACCEPTED", "REFUSED", "IN-SERVICE", "DONE", "EXPIRED"):
            for kind, file, matter, there in (
                ("of a sister", theirs, sisters, True), ("beside his own", both, beside, True),
                ("of another file", mine, sisters, False), ("of none", mine, os.urandom(16), False),
                ("of an act that began none", mine, mine.acts[0].id, False),
                ("of his own out of turn", mine, own, True),
            ):
                if to in ("ACCEPTED", "REFUSED") and kind == "of his own out of turn":
                    continue
                lies = kind == "of his own out of turn" and self.role in SERVICES
                wanted = matrix.appending(self.role, "", {SOCIAL}, None, to, answers=lies,
                                          reached=self.reached(file))
                if wanted == OK and there and to in ("ACCEPTED", "REFUSED", "EXPIRED"):
                    # The orientation team records what came on paper.
                    continue
                self.refused(f"referral to {to}", kind, file, written(file, answer(to, matter)),
                             PRECONDITION if wanted == OK else wanted)
        # A form, or a correction, that names a matter; a stage of the file for a matter.
        on = moment("interview_at")
        for what, form, to, one in (
            ("FORM", "F10-ANS", "", act_draft(
                FORM, "F10-ANS", [moment("appointment")], matter=own)),
            ("CORRECTION", "F10", "", act_draft(
                CORRECTION, "F10", referral(me.organisation), matter=own, corrects=own)),
            ("stage of the file", "", "URGENT", act_draft(TRANSITION, "", to="URGENT", matter=own)),
            ("no form", "", "ACCEPTED", act_draft(TRANSITION, "", to="ACCEPTED", matter=own)),
            ("a form of none", "F2", "ACCEPTED", act_draft(
                TRANSITION, "F2", [on], "ACCEPTED", own)),
            ("an assignment", "ASSIGN", "ACCEPTED", act_draft(
                TRANSITION, "ASSIGN", assignment(me.organisation), "ACCEPTED", own)),
            ("a referral", "F10", "ACCEPTED", act_draft(
                TRANSITION, "F10", referral(me.organisation), "ACCEPTED", own)),
        ):
            corrects = what == "CORRECTION"
            wanted = matrix.appending(
                self.role, "", {SOCIAL}, form, to, corrects, reached=self.reached(mine),
                answers=self.role in SERVICES and not corrects)
            self.refused(f"matter in {what}", "his own", mine, written(mine, one),
                         PRECONDITION if wanted == OK else wanted)
        self.reads_sisters(theirs, both)

    def reads_sisters(self, theirs, both):
        """What lies with a sister organisation is not read, beside one's own neither."""
        if self.role not in SERVICES:
            return
        for what, method in (("HISTORY", HISTORY), ("READ_FILE", READ_FILE)):
            self.expect(f"{what} of a sister's", "-", NOT_AVAILABLE,
                        self.call(method, text(1, theirs.id))[0])
        for at in range(1, both.sequence + 1):
            wanted = OK if at == both.sequence else NOT_AVAILABLE
            self.expect("READ_ACT beside a sister's", str(at), wanted,
                        self.call(READ_ACT, text(1, both.id) + number(2, at))[0])
        # The cursor of one list is none of another's.
        first = fields(self.call(LIST_FILES, number(1, 5) + number(3, 1))[1])
        if 5 in first:
            for person in (self.scene.sister, self.scene.orienter):
                status, _, _ = person.call(
                    LIST_FILES, number(1, 5) + number(3, 1) + text(5, first[5][0]))
                self.expect("LIST_FILES 5 with his cursor", person.role,
                            INVALID if person.role in SERVICES else PERMISSION, status)

    def beginnings(self):
        """A matter, or the judicial track, begun without its stage in one's roles: by a form, by
        name, and beside another stage."""
        kind = "own" if matrix.reaches(self.role, "own") else "other"
        file = self.scene.file(kind, self.person)
        org = self.person.organisation
        forms = {
            "F7": ("MEASURE-ON", measure(), {SOCIAL}),
            "F10": ("DRAFT", referral(org), {SOCIAL}),
            "F12": ("STAY-IN", [value("registration_number", 1, "7"), day("entry_date")],
                    {SOCIAL}),
            "F8-DEC": ("COURT-ON", decision(org, org), {JUDICIAL}),
            "F8": ("J1", [value("transmitted_to", 10, org), moment("sent_at"),
                          value("judicial_basis", 6, "CPP-42")], {JUDICIAL}),
            "F16": ("RIGHTS-ASKED", [value("request_nature", 6, "ACCESS"),
                                     moment("request_received_at")], {SOCIAL}),
        }
        for form, (stage, values, classes) in forms.items():
            if stage in matrix.STAGES.get(self.role, ()):
                continue
            home = next(iter(classes))
            for what, act_kind, to in (("FORM", FORM, ""), ("TRANSITION", TRANSITION, stage),
                                       ("beside a stage", TRANSITION, "URGENT")):
                wanted = matrix.appending(self.role, kind, classes, home=home)
                if wanted == OK:
                    wanted = PERMISSION
                self.refused(f"begins {form} by {what}", kind, file, written(
                    file, act_draft(act_kind, form, values, to)), wanted)

    # MARK: Extracts

    def extracts(self):
        """What a referral may not tell, and who may not let it tell anything."""
        scene, file = self.scene, self.scene.file(
            "own" if matrix.reaches(self.role, "own") else "other", self.person)
        kind = file.kind
        texts = Texts(scene.words, file, self.person)
        to = scene.sister.organisation
        name = [value("given_name_fr", 1, texts.word(IDENTITY))]
        reads = matrix.opens(self.role)

        def due(wanted, copies, status):
            """He may write it, and reads what he copies, before what it says is looked at."""
            if wanted == NOT_AVAILABLE or self.role == matrix.OPERATES:
                return wanted
            if not copies <= reads:
                return NOT_AVAILABLE
            return status if wanted == OK else wanted

        rows = [text(1, "school_name") + number(2, row) + text(3, text(1, "essai"))
                for row in range(300)]
        sends = matrix.appending(self.role, kind, {SOCIAL}, None, "SENT")
        for what, copies, values in (
            ("of justice", {JUDICIAL}, [value("antecedents", 1, texts.word(JUDICIAL))]),
            ("of the protected", {PROTECTED}, [value("reporter_name", 1, texts.word(PROTECTED))]),
            ("of health", {HEALTH}, [value("narration", 1, texts.word(HEALTH))]),
            ("an attachment", {IDENTITY}, [attachment("photo", texts.picture(IDENTITY))]),
            ("a field of the form", {SOCIAL}, [value("referral_need", 1, "essai")]),
            ("its addressee", {SOCIAL}, [value("to_service", 10, self.person.organisation)]),
            ("a field that is not there", set(), [value("nothing", 1, "essai")]),
            ("a field twice", {SOCIAL}, [value("school_name", 1, "essai")] * 2),
            ("a value of another type", {SOCIAL}, [value("school_name", 6, "essai")]),
            ("a text too long", {SOCIAL}, [value("school_name", 1, "x" * 161)]),
        ):
            if what == "of health" and HEALTH in reads and sends == OK:
                # Who reads health and refers may tell a hospital of it.
                continue
            self.refused(f"extract: {what}", kind, file, written(file, sent(to, values)),
                         due(sends, copies, INVALID))
        for count in (257, 300):
            self.refused(f"extract: {count} fields", kind, file,
                         written(file, sent(to, rows[:count])), BAD)
        if sends != OK:
            self.refused("extract: of whom may not send", kind, file,
                         written(file, sent(to, name)), due(sends, {IDENTITY}, OK))
        # An extract in what is no referral, in an answer and in a correction.
        self.refused("extract: in a listening", kind, file, written(file, listened(
            more=b"".join(text(11, one) for one in name))),
            due(matrix.appending(self.role, kind, {SOCIAL}), {IDENTITY}, INVALID))
        away = scene.file("other")
        matter = scene.refer(away, self.person.organisation)
        form, values = ANSWERS["ACCEPTED"]
        reached = self.reached(away)
        answers = matrix.appending(
            self.role, "", {SOCIAL}, None, "ACCEPTED", reached=reached)
        self.refused("extract: in an answer", "other", away, written(away, act_draft(
            TRANSITION, form, values(), "ACCEPTED", matter, name)),
            due(answers, {IDENTITY}, INVALID))
        corrects = matrix.appending(
            self.role, "", {SOCIAL}, None, "DRAFT", corrects=True, reached=reached)
        self.refused("extract: in a correction", "other", away, written(away, act_draft(
            CORRECTION, "F10", referral(self.person.organisation), extract=name,
            corrects=matter)), due(corrects, {IDENTITY}, INVALID))

    # MARK: Several acts in one call

    def several(self):
        """Acts that are written together: one that is forbidden, or wrong, takes all with it."""
        scene, kind = self.scene, "own" if matrix.reaches(self.role, "own") else "other"
        file, other = scene.file(kind, self.person), scene.file("other")
        may = matrix.appending(self.role, kind, {SOCIAL})
        first, org = listened(), self.person.organisation
        sends = "SENT" in matrix.STAGES.get(self.role, ())
        wrong = act_draft(FORM, "F2", [value("nothing", 1, "essai")])

        def due(status):
            return status if may == OK else may

        def then(status, classes, to, form=None):
            wanted = matrix.appending(self.role, kind, classes, form, to)
            return status if wanted == OK else wanted

        for what, further, wanted in (
            ("an unknown field", [wrong], due(INVALID)),
            ("a referral without the stage", [sent(org)], due(PERMISSION)),
            ("a matter of none", [answer("ACCEPTED", os.urandom(16))],
             due(then(PRECONDITION, {SOCIAL}, "ACCEPTED"))),
            ("a correction of another file's", [act_draft(
                CORRECTION, "F2", [moment("interview_at")], corrects=other.act("F2").id)],
             due(NOT_AVAILABLE)),
            ("an approval", [draft(APPROVAL)], due(INVALID)),
            ("an opening", [act_draft(1, "F0", Texts(scene.words, file, self.person).child()[1],
                                      "DETECT")],
             due(then(PRECONDITION, {IDENTITY, SOCIAL}, "DETECT", "F0"))),
            ("a last one that is wrong", [first] * 6 + [wrong], due(INVALID)),
            ("eight more", [first] * 8, BAD),
            ("nine more, the last one wrong", [first] * 8 + [wrong], BAD),
        ):
            if sends and what == "a referral without the stage":
                continue
            self.refused(f"several: {what}", kind, file, written(file, first, *further), wanted)
        self.refused("several: after a sequence that is past", kind, file,
                     written(file, first, first, after=file.sequence - 1), due(CONFLICT))
        self.refused("several: no first", kind, file,
                     text(1, file.id) + number(2, file.sequence) + text(4, first), BAD)
        if may == OK:
            self.done("several: eight at once", kind, file, written(file, first, *[first] * 7),
                      "F2", {SOCIAL})
        self.answers_and_writes()

    def answers_and_writes(self):
        """An answer that is his, and beside it an act that is not."""
        if self.role not in SERVICES:
            return
        scene, file = self.scene, self.scene.file("other")
        sisters = scene.refer(file, scene.sister.organisation)
        own = scene.refer(file, self.person.organisation)
        for what, further in (
            ("a listening", listened()), ("a sister's", answer("ACCEPTED", sisters)),
            ("a referral", sent(self.person.organisation)),
            ("an assignment", act_draft(FORM, "ASSIGN", assignment(self.person.organisation))),
        ):
            self.refused(f"several: his answer and {what}", "other", file,
                         written(file, answer("ACCEPTED", own), further), NOT_AVAILABLE)
        # What he may do one after the other he may do at once; what is over he may not go on with.
        self.refused("several: refused and accepted", "other", file, written(
            file, answer("REFUSED", own), answer("ACCEPTED", own)), PRECONDITION)
        status, heard = self.call(APPEND, written(
            file, answer("ACCEPTED", own), answer("IN-SERVICE", own), answer("DONE", own)))
        self.expect("several: three answers", "other", OK, status)
        self.expect("READ_FILE after three answers", "other", NOT_AVAILABLE,
                    self.call(READ_FILE, text(1, file.id))[0])
        assert status != OK or len(fields(heard)[3]) == 2

    # MARK: Closings

    def stage(self, file):
        """The stage of the file, and the one that waits."""
        found = self.read_level(file)
        heads = [fields(one) for one in found[4]]
        social = next(one for one in heads if one[1] == [SOCIAL])
        waits = fields(found[9][0])[4][0].decode() if 9 in found else None
        return fields(social[5][-1])[1][0].decode(), waits

    def signs(self, what, file, slot, said, wanted, stage):
        shown = self.shown(file, slot, said)
        self.expect(f"APPROVE {what}", "other", wanted,
                    self.approve(APPEND, file.id, *shown))
        self.expect(f"the stage after {what}", "other", stage, "{} {}".format(*self.stage(file)))

    def closings(self):
        """A closing is of two people, of what they saw, and of a file that nothing holds."""
        scene, role = self.scene, self.role
        may = matrix.approving(role, "other")
        closes = act_draft(TRANSITION, "F14", closing(), "CLOSE-NOACT")
        wanted = matrix.appending(role, "other", {SOCIAL}, None, "CLOSE-NOACT")
        file = scene.file("other")
        # His own, and one that he changed while it waited.
        if wanted == OK:
            self.done("closes", "other", file, written(file, closes), "F14", {SOCIAL})
            self.signs("his own closing", file, 9, b"madar/1 stage",
                       SECOND if may == OK else may, "ASSESS CLOSE-NOACT")
        else:
            self.refused("closes", "other", file, written(file, closes), wanted)
        file = scene.file("other")
        act = scene.act(scene.evaluator, file, "F14", TRANSITION, {SOCIAL}, closing(),
                        "CLOSE-NOACT")
        if matrix.appending(role, "other", {SOCIAL}, corrects=True) == OK:
            body = act_draft(CORRECTION, "F14", closing(), corrects=act)
            self.done("corrects a closing", "other", file, written(file, body), "F14", {SOCIAL},
                      True)
            self.signs("a closing that he corrected", file, 9, b"madar/1 stage",
                       SECOND if may == OK else may, "ASSESS CLOSE-NOACT")
        # A closing and a lower level wait: each under its own name alone.
        file = scene.file("other")
        scene.act(scene.evaluator, file, "F14", TRANSITION, {SOCIAL}, closing(), "CLOSE-NOACT")
        texts = Texts(scene.words, file, scene.evaluator)
        scene.act(scene.evaluator, file, "F3", FORM, {SOCIAL},
                  texts.risk(scene.evaluator.member, level="R1"))
        wrong = PRECONDITION if may == OK else may
        before = self.snapshot(file)
        self.signs("a closing as a level", file, 9, b"madar/1 downgrade", wrong,
                   "ASSESS CLOSE-NOACT")
        self.signs("a level as a closing", file, 8, b"madar/1 stage", wrong, "ASSESS CLOSE-NOACT")
        self.expect("APPROVE one for the other: nothing changed", "other", "as before",
                    "as before" if self.snapshot(file) == before else "changed")
        # What began to hold meanwhile, and what holds already.
        holding = scene.file("other")
        scene.act(scene.evaluator, holding, "F14", TRANSITION, {SOCIAL}, closing(), "CLOSE-NOACT")
        shown = self.shown(holding, 9, b"madar/1 stage")
        scene.refer(holding, scene.sister.organisation)
        before = self.snapshot(holding)
        self.expect("APPROVE a closing while a referral is open", "other",
                    PRECONDITION if may == OK else may,
                    self.approve(APPEND, holding.id, *shown))
        self.expect("APPROVE a closing while a referral is open: nothing changed", "other",
                    "as before", "as before" if self.snapshot(holding) == before else "changed")
        self.refused("closes with an open referral", "other", holding, written(holding, closes),
                     PRECONDITION if wanted == OK else wanted)
        # As it is in order.
        shown = self.shown(file, 9, b"madar/1 stage")
        self.signs("a closing", file, 9, b"madar/1 stage", may,
                   "CLOSE-NOACT None" if may == OK else "ASSESS CLOSE-NOACT")
        if may == OK:
            self.expect("APPROVE a closing again", "other", PRECONDITION, self.approve(
                APPEND, file.id, *shown))

    # MARK: Back-dating

    def earlier(self):
        """Acts beyond the limit: by leave of another, for oneself, on this file, since that day."""
        scene, role, me = self.scene, self.role, self.person
        kind = "own" if matrix.reaches(role, "own") else "other"
        file, other = scene.file(kind, me), scene.file(kind, me)
        may = matrix.appending(role, kind, {SOCIAL})
        gives = role == matrix.COORDINATES
        old = listened(now_ms() - YEAR_AGO_MS)

        def leave(member, days=-500):
            return [day("backdating_from", days), value("backdating_for", 9, member),
                    value("backdating_note", 1, "essai")]

        def due(status):
            return status if may == OK else may

        self.refused("earlier: without leave", kind, file, written(file, old), due(PRECONDITION))
        for whom, member in (("himself", me.member), ("another", scene.dummy.member)):
            body = act_draft(FORM, "BACKDATE", leave(member))
            wanted = due(PRECONDITION if gives else PERMISSION)
            if gives and whom == "another":
                self.done("earlier: leave for another", kind, file, written(file, body),
                          "BACKDATE", {SOCIAL})
            else:
                self.refused(f"earlier: leave for {whom}", kind, file, written(file, body), wanted)
            self.refused(f"earlier: leave for {whom} and the act", kind, file,
                         written(file, body, old), wanted if whom == "himself"
                         else due(PRECONDITION if gives else PERMISSION))
        given = scene.act(scene.chief, file, "BACKDATE", FORM, {SOCIAL}, leave(scene.dummy.member))
        self.refused("earlier: by leave for somebody else", kind, file, written(file, old),
                     due(PRECONDITION))
        updates = matrix.appending(role, kind, {SOCIAL}, corrects=True)
        self.refused("earlier: corrects the leave to himself", kind, file, written(
            file, act_draft(CORRECTION, "BACKDATE", leave(me.member), corrects=given)),
            (PRECONDITION if gives else PERMISSION) if updates == OK else updates)
        scene.act(scene.chief, file, "BACKDATE", FORM, {SOCIAL}, leave(me.member, -390))
        self.refused("earlier: before the day of the leave", kind, file, written(file, old),
                     due(PRECONDITION))
        scene.act(scene.chief, file, "BACKDATE", FORM, {SOCIAL}, leave(me.member))
        self.refused("earlier: by leave on another file", kind, other, written(other, old),
                     due(PRECONDITION))
        if may == OK:
            self.done("earlier: by leave of another", kind, file, written(file, old), "F2",
                      {SOCIAL})

    # MARK: To whom

    def redirects(self):
        """What was sent to one service, corrected so that it goes to another, to himself or to
        nobody."""
        scene, role, me = self.scene, self.role, self.person
        kind = "own" if matrix.reaches(role, "own") else "other"
        file = scene.file(kind, me)
        matter = scene.refer(file, scene.sister.organisation)
        updates = matrix.appending(role, kind, {SOCIAL}, corrects=True)
        begins = "DRAFT" in matrix.STAGES.get(role, ())
        for what, organisation in (("himself", me.organisation),
                                   ("another", scene.dummy.organisation)):
            body = act_draft(CORRECTION, "F10", referral(organisation), corrects=matter)
            if updates == OK and begins:
                # Who sends referrals may: the first service hears nothing more of it.
                self.done(f"redirects to {what}", kind, file, written(file, body), "F10",
                          {SOCIAL}, True, matter)
                self.expect(f"HISTORY of the first after it went to {what}", kind, NOT_AVAILABLE,
                            scene.sister.call(HISTORY, text(1, file.id))[0])
                continue
            self.refused(f"redirects to {what}", kind, file, written(file, body),
                         PERMISSION if updates == OK else updates)
        body = act_draft(CORRECTION, "F10", referral(os.urandom(16)), corrects=matter)
        self.refused("redirects to nobody", kind, file, written(file, body),
                     (INVALID if begins else PERMISSION) if updates == OK else updates)
        if role in SERVICES:
            self.hears_correction()

    def hears_correction(self):
        """A service reads the correction of what it was sent, and of its referral alone."""
        scene, me, file = self.scene, self.person, self.scene.file("other")
        matter = scene.refer(file, me.organisation)
        texts = Texts(scene.words, file, scene.orienter)
        word = texts.word(SOCIAL)
        file.told[me.organisation].add(word.encode())
        scene.act(scene.orienter, file, "F10", CORRECTION, {SOCIAL},
                  referral(me.organisation, word), corrects=matter, matter=matter)
        status, heard = self.call(READ_ACT, text(1, file.id) + number(2, file.sequence))
        self.expect("READ_ACT of the correction of his referral", "other", OK, status)
        self.expect("what the correction says", "other", "told",
                    "told" if word.encode() in heard else "not told")
        scene.act(scene.stranger, file, "F2", CORRECTION, {SOCIAL}, [moment("interview_at")],
                  corrects=file.act("F2").id)
        self.expect("READ_ACT of the correction of another act", "other", NOT_AVAILABLE,
                    self.call(READ_ACT, text(1, file.id) + number(2, file.sequence))[0])

    def conferences(self):
        """A conference on one's own word, and one that is held under the term of another."""
        scene, me, file = self.scene, self.person, self.scene.file("other")
        body = act_draft(
            FORM, "CPPE-CONF", conference(scene.session, [me.member], now_ms() + KEPT_MS))
        wanted = matrix.appending(self.role, "other", {SOCIAL}, "CPPE-CONF")
        if wanted == OK:
            self.done("confers", "other", file, written(file, body), "CPPE-CONF", {SOCIAL})
        else:
            self.refused("confers", "other", file, written(file, body), wanted)
        other = scene.file("other")
        scene.confer(other, [scene.chief.member], now_ms() + KEPT_MS)
        scene.confer(other, [me.member], now_ms() - 1000)
        for motive in (b"", text(3, "essai")):
            self.expect("READ_FILE under the term of another conference", "other",
                        matrix.reading(self.role, "other", bool(motive)),
                        self.call(READ_FILE, text(1, other.id) + motive, motive=bool(motive))[0])


def two_posts(scene):
    """A service of one organisation hears nothing of what lies with another in which he works."""
    other = scene.person("CAPE-SUPPORT", "organisation de soutien")
    token, secret = os.urandom(16), os.urandom(32)
    posts = ("SERVICE-FOCAL", "service double"), ("CAPE-SUPPORT", "organisation de soutien")
    line = scene.chief_device.connect()
    status, _ = line.call(INVITE, text(1, token) + text(2, secret) + text(3, "double") + b"".join(
        text(5, text(1, role) + text(3, name)) for role, name in posts), line.key())
    line.close()
    assert status == OK, hex(status)
    scene.province.approve(scene.founder, token)
    me = Person(scene, Device(scene.province, token, secret).enrol(), "SERVICE-FOCAL")
    mine = scene.person("SERVICE-FOCAL", "service double").organisation
    theirs, both = scene.file("other"), scene.file("other")
    for file in (theirs, both):
        scene.refer(file, other.organisation)
    scene.refer(both, mine)
    listed = fields(me.call(LIST_FILES, number(1, 5))[1]).get(1, [])
    scene.expect(me, "two posts: LIST_FILES 5", "-", "his own",
                 "his own" if [fields(one)[1][0] for one in listed] == [both.id] else "others too")
    for at, wanted in ((both.sequence - 1, NOT_AVAILABLE), (both.sequence, OK)):
        scene.expect(me, "two posts: READ_ACT", str(at), wanted,
                     me.call(READ_ACT, text(1, both.id) + number(2, at))[0])
    heard = {(one[3][0], one[4][0]) for one in me.events()[1] if one[1] == [2]}
    scene.expect(me, "two posts: SUBSCRIBE", "-", "his own",
                 "his own" if heard == {(both.id, both.sequence)} else "others too")


def everyWayAround():
    """The scene after all ways around, with what was seen."""
    scene = TiedScene()
    try:
        scene.populate()
        for person in scene.people.values():
            Ways(scene, person).run()
        two_posts(scene)
        scene.province.stop()
        code, said = scene.province.verify()
        assert code == 0, said
        return scene
    finally:
        scene.province.end()


ROWS["everyWayAround"] = ("insider", everyWayAround)
