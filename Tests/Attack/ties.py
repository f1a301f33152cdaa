"""The insider over the ties of a file: what each opens, to whom of all roles, and for how long.

A member of each role tries files to which one act after another ties his organisation, or himself:
before it, while it holds, and when it has ended. What he hears is compared with matrix.py.
"""
import os

import matrix
from insider import MOTIVE, Insider, roles_served, again
from line import fields, number, signed, text
from matrix import (
    HEALTH, IDENTITY, JUDICIAL, NOT_AVAILABLE, OK, PROTECTED, SERVICES, SOCIAL,
)
from province import messages, value
from scene import (
    APPEND, CORRECTION, DAY_MS, DOWNLOAD, FIND, FORM, HISTORY, LIST_FILES, OPEN_FILE, READ_ACT,
    READ_FILE, TRANSITION, UPLOAD_STATUS, Scene, Texts, bits, cell, draft, field_value, flag, letter,
    moment, now_ms,
)

ROWS = {}
# matrix.NOT_SHIPPED tells what no shipped role does, and this one does for the tests.
ADDED = """
roles:
  - code: PLACING
    labels: {ar: اختبار, fr: Essai, en: Test}
    basis: default
    scope: province
    cells:
      - {class: identity, create: false, read: full, update: false}
      - {class: social, create: true, read: full, update: true}
      - {class: health, create: false, read: full, update: false}
      - {class: judicial, create: true, read: none, update: false}
      - {class: protected, create: true, read: none, update: false}
    stages: [STAY-IN, STAY-OUT, SENT]
"""
KEPT_MS = DAY_MS // 2


def day(field, days=0):
    return field_value(field, signed(2, now_ms() // DAY_MS + days))


def instant(field, at_ms):
    return field_value(field, signed(3, at_ms))


# MARK: Ties


class TiedScene(Scene):
    """A scene in which files are tied to organisations and to members by acts."""

    def __init__(self):
        super().__init__(ADDED)

    def populate(self):
        super().populate()
        self.orienter = self.person("CAPE-ORIENTATION", "centre voisin")
        self.follower = self.person("CAPE-FOLLOWUP", "centre voisin")
        values = [value("session_title", 1, "séance"), value("session_kind", 6, "ORDINARY"),
                  field_value("session_on", signed(2, 20_900)), value("session_seats", 5, 22),
                  value("agenda_item", 1, "point")]
        status, answer, _ = self.chief.call(
            OPEN_FILE, text(1, draft(1, "SESSION", values, "SESSION-CALLED")))
        assert status == OK, hex(status)
        self.session = fields(answer)[2][0].decode()
        self.placing = self.person("PLACING", "centre voisin")
        self.sister = self.person("SERVICE-FOCAL", "service voisin")

    def everybody(self):
        return [*super().everybody(), self.orienter, self.follower, self.placing, self.sister]

    def act(self, person, file, form, kind, classes, values=(), to="", matter=None, extract=(),
            moves=False, reason="essai", more=b"", **named):
        """An act that has to be done: the id under which it stands."""
        moved = matter if kind != CORRECTION else None
        body = act_draft(kind, form, values, to, moved, extract, reason, more, **named)
        payload = text(1, file.id) + number(2, file.sequence) + text(3, body)
        status, answer, _ = person.call(APPEND, payload)
        assert status == OK, (person.role, form, to, hex(status), answer)
        self.added(file, person, answer, form, classes, to if moves else "",
                   kind == CORRECTION, matter)
        return file.acts[-1].id

    def refer(self, file, organisation, by=None, health=False):
        """A referral with an extract of what the service is to know: the matter."""
        by = by or self.orienter
        texts = Texts(self.words, file, by)
        name, reason, school = (texts.word(one) for one in (IDENTITY, SOCIAL, SOCIAL))
        extract = [value("given_name_fr", 1, name), value("school_name", 1, school)]
        words = [name, reason, school]
        if health:
            words.append(texts.word(HEALTH))
            extract.append(value("narration", 1, words[-1]))
        classes = {IDENTITY, SOCIAL} | ({HEALTH} if health else set())
        matter = self.act(by, file, "F10", TRANSITION, classes, referral(organisation, reason),
                          "SENT", extract=extract)
        file.acts[-1].matter = matter
        file.matters[matter] = organisation
        file.told[organisation] |= {one.encode() for one in words}
        file.ties["referral"] = set(file.matters.values())
        return matter

    def returned(self, file, matter):
        """The referral lies with its service no more."""
        organisation = file.matters.pop(matter)
        if organisation not in file.matters.values():
            file.told.pop(organisation)
        file.ties["referral"] = set(file.matters.values())

    def answered(self, file, matter, to, by=None):
        form, values = ANSWERS[to]
        self.act(by or self.orienter, file, form, TRANSITION, {SOCIAL}, values(), to, matter)

    def place(self, file, organisation):
        values = [
            value("establishment", 10, organisation), value("registration_number", 1, "7"),
            day("entry_date"), value("placement_decision", 6, "JUDGE")]
        stay = self.act(self.placing, file, "F12", FORM, {SOCIAL, JUDICIAL, PROTECTED}, values)
        file.acts[-1].matter = stay
        file.ties["placement"] = {organisation}
        return stay

    def transmit(self, file, organisation=None):
        to = (value("transmitted_to", 10, organisation) if organisation
              else value("recipient", 1, "parquet"))
        values = [to, moment("sent_at"), value("judicial_basis", 6, "CPP-42")]
        self.act(self.follower, file, "F8", TRANSITION, {JUDICIAL}, values, "J1")
        if organisation:
            file.ties["transmission"] = {organisation}

    def decide(self, file, to, court=None, delegate=None):
        """A decision of the judge: the measure that begins with it."""
        matter = self.act(
            self.follower, file, "F8-DEC", TRANSITION, {JUDICIAL}, decision(court, delegate), to)
        file.acts[-1].matter = matter
        if court:
            file.ties["seizure"] = {court}
        if delegate:
            file.ties["inquiry"] = {delegate}
        return matter

    def lift(self, file, matter):
        self.act(self.follower, file, "F8-END", TRANSITION, {JUDICIAL}, ending(), "COURT-OFF",
                 matter)

    def confer(self, file, members, until_ms):
        """A conference on a file: the matter."""
        return self.act(self.chief, file, "CPPE-CONF", FORM, {SOCIAL},
                        conference(self.session, members, until_ms))

    def conclude(self, file, matter):
        values = [day("conf_held_on"), value("conf_conclusions", 1, "essai")]
        self.act(self.chief, file, "CPPE-CONF-END", TRANSITION, {SOCIAL}, values, "CONF-HELD",
                 matter)


def act_draft(kind, form, values=(), to="", matter=None, extract=(), reason="essai", more=b"",
              corrects=b""):
    more += text(10, matter or b"") + b"".join(text(11, one) for one in extract)
    return draft(kind, form, values, to, corrects, reason, more)


def referral(organisation, reason="essai"):
    return [
        value("to_service", 10, organisation), value("referral_service", 6, "SOC-LIS"),
        value("referral_reason", 1, reason), value("consent_basis", 6, "LEGAL-DUTY"),
        value("legal_basis_note", 1, "essai")]


def decision(court=None, delegate=None):
    return [
        value("court", 10, court) if court else value("court_name", 1, "tribunal"),
        value("decision_type", 6, "P1"), day("decision_date"), value("term_kind", 6, "MAJORITY"),
        *([value("delegate", 10, delegate)] if delegate else [])]


def ending():
    return [day("ended_at"), value("ended_reason", 6, "LIFTED")]


def conference(session, members, until_ms):
    present = [text(1, "conf_member") + number(2, row) + text(3, text(9, member))
               for row, member in enumerate(members)]
    begin_ms = min(now_ms(), until_ms) - 3_600_000
    return [value("conf_session", 1, session), value("conf_called", 1, "situation 1"),
            value("conf_motive", 1, "essai"), instant("conf_from", begin_ms),
            instant("conf_until", until_ms), *present]


def feedback():
    return [value("feedback_service", 1, "essai"), day("feedback_date"),
            value("feedback_result", 6, "MET")]


# The form of each stage of a referral after it was sent, and its values.
ANSWERS = {
    "ACCEPTED": ("F10-ANS", lambda: [moment("appointment")]),
    "REFUSED": ("F10-REF", lambda: [value("refusal_reason", 6, "NO-PLACE")]),
    "EXPIRED": ("", lambda: []),
    "IN-SERVICE": ("F10-ANS", lambda: [moment("appointment")]),
    "DONE": ("F10-RET", feedback),
    "INTERRUPTED": ("F10-RET", feedback),
}
# How a referral ends, and the way there.
ENDS = {
    "done": ("ACCEPTED", "IN-SERVICE", "DONE"),
    "refused": ("REFUSED",),
    "expired": ("EXPIRED",),
    "interrupted": ("ACCEPTED", "IN-SERVICE", "INTERRUPTED"),
}


# MARK: One member


class Tied(Insider):
    """All attempts of one member on files with a tie to him and without."""

    def __init__(self, scene, person):
        self.scene, self.person, self.role = scene, person, person.role
        self.kinds = ["referral done", "placement", "transmission", "seizure", "inquiry",
                      "conference"]
        if self.role in SERVICES:
            self.kinds += ["referral refused", "referral expired", "referral interrupted",
                           "referral beside a sister's", "a sister's referral"]
        if self.role == "HEALTH-FOCAL":
            self.kinds.append("referral with health")
        if self.role == "EPS-STAFF":
            self.kinds.append("placement with health")
        if self.role in ("CPPE-CHAIR", "CPPE-CONFERENCE"):
            self.kinds += ["conference of a day", "conference of others"]
        self.files = {kind: scene.file("other") for kind in self.kinds}
        self.matter = {}

    def run(self):
        first = self.kinds[0]
        self.walk(first, "before")
        self.writes(first, "before")
        self.told("before")
        for kind in self.kinds:
            self.tie(kind, self.files[kind])
        for kind in self.kinds:
            self.walk(kind, "tied")
        self.told("tied")
        for kind in self.kinds:
            self.writes(kind, "tied")
            self.walk(kind, "tied, after his acts")
            self.ends(kind, self.files[kind])
            self.walk(kind, "ended")
            self.writes(kind, "ended")
        self.told("ended")

    # MARK: Ties

    def tie(self, kind, file):
        scene, me = self.scene, self.person
        made = {
            "placement": lambda: scene.place(file, me.organisation),
            "placement with health": lambda: scene.place(file, me.organisation),
            "transmission": lambda: scene.transmit(file, me.organisation),
            "conference": lambda: scene.confer(file, [me.member], now_ms() + KEPT_MS),
            "conference of a day": lambda: scene.confer(file, [me.member], now_ms() + KEPT_MS),
        }
        if kind in made:
            self.matter[kind] = made[kind]()
        if kind in ("conference of a day", "conference"):
            file.ties["conference"] = {me.member}
        if kind == "conference of others":
            scene.confer(file, [scene.chief.member], now_ms() + KEPT_MS)
            scene.confer(file, [me.member], now_ms() - 1000)
        if kind in ("seizure", "inquiry"):
            scene.transmit(file)
            scene.act(scene.follower, file, "", TRANSITION, {JUDICIAL}, to="J2")
            whose = {"court" if kind == "seizure" else "delegate": me.organisation}
            self.matter[kind] = scene.decide(file, "J3", **whose)
        if "sister" in kind:
            scene.refer(file, scene.sister.organisation)
        if kind.startswith("referral"):
            by = scene.placing if kind.endswith("health") else None
            self.matter[kind] = scene.refer(file, me.organisation, by, bool(by))
        if kind == "placement with health":
            scene.refer(file, me.organisation, scene.placing, True)

    def attempt(self, what, kind, file, form, classes, values, to, matter=None, home=SOCIAL,
                answers=False):
        """He ends, or moves, what ties the file: whether it was done."""
        wanted = matrix.appending(self.role, "", classes, form, to, home=home,
                                  reached=self.scene.reaches(self.person, file), answers=answers)
        body = act_draft(TRANSITION, form, values, to, matter)
        status, answer = self.call(
            APPEND, text(1, file.id) + number(2, file.sequence) + text(3, body))
        if status == OK:
            self.scene.added(file, self.person, answer, form, classes, matter=matter)
        self.expect(f"{what} {to}", kind, wanted, status)
        return status == OK

    def ends(self, kind, file):
        scene, me = self.scene, self.person
        may = matrix.with_letters(self.role, "CU")
        matter = self.matter.get(kind)
        if kind.startswith("referral"):
            way = ENDS.get(kind.removeprefix("referral "), ENDS["done"])
            for to in way:
                form, values = ANSWERS[to]
                if not self.attempt("answer", kind, file, form, {SOCIAL}, values(), to, matter,
                                    answers=self.role in SERVICES):
                    scene.answered(file, matter, to)
            scene.returned(file, matter)
        elif kind.startswith("placement"):
            values = [day("exit_date"), value("exit_reason", 6, "FAMILY-RETURN")]
            classes = {SOCIAL}
            for one, extra in ((IDENTITY, value("delivered_to", 1, "essai")),
                               (JUDICIAL, value("delivery_decision", 1, "essai"))):
                if one in may:
                    classes, values = classes | {one}, [*values, extra]
            if not self.attempt("leaves", kind, file, "F12-EXIT", classes, values, "STAY-OUT",
                                matter):
                scene.act(scene.placing, file, "F12-EXIT", TRANSITION, {SOCIAL, JUDICIAL}, [
                    day("exit_date"), value("exit_reason", 6, "FAMILY-RETURN"),
                    value("delivery_decision", 1, "essai")], "STAY-OUT", matter)
            file.ties["placement"] = set()
        elif kind == "transmission":
            if not self.attempt("moves", kind, file, "", {JUDICIAL}, [], "J2", home=JUDICIAL):
                scene.act(scene.follower, file, "", TRANSITION, {JUDICIAL}, to="J2")
            scene.decide(file, "J4")
            scene.act(scene.follower, file, "", TRANSITION, {JUDICIAL}, to="J5")
            scene.decide(file, "J7")
            scene.act(scene.follower, file, "F8-END", TRANSITION, {JUDICIAL}, ending(), "J8")
            file.ties["transmission"] = set()
        elif kind in ("seizure", "inquiry"):
            if not self.attempt("lifts", kind, file, "F8-END", {JUDICIAL}, ending(), "COURT-OFF",
                                matter, home=JUDICIAL):
                scene.lift(file, matter)
            file.ties[kind] = set()
        elif kind == "conference":
            scene.conclude(file, matter)
            file.ties[kind] = set()

    # MARK: What he hears

    def seen(self, file, entry, motive):
        if not self.scene.reaches(self.person, file):
            return set()
        opens = matrix.opens(self.role, motive)
        if entry.author is self.person:
            opens = opens | matrix.with_letters(self.role, "o")
        if file.matters.get(entry.matter) == self.person.organisation:
            opens = opens | matrix.with_letters(self.role, "a")
        return entry.classes & opens

    def walk(self, kind, state):
        file, place = self.files[kind], f"{kind}, {state}"
        reached = self.scene.reaches(self.person, file)
        for motive in (False, True):
            said = text(3, MOTIVE) if motive else b""
            suffix = " motivated" if motive else ""
            wanted = matrix.reading(self.role, "", motive, reached)
            status, answer = self.call(READ_FILE, text(1, file.id) + said, motive=motive)
            self.expect("READ_FILE" + suffix, place, (wanted, matrix.opens(self.role, motive)),
                        (status, self.read_classes(status, answer)))
            due = {at: self.seen(file, entry, motive) for at, entry in enumerate(file.acts, 1)}
            due = {at: classes for at, classes in due.items() if classes}
            status, content = self.call(HISTORY, text(1, file.id) + said, motive=motive)
            self.expect("HISTORY" + suffix, place, wanted, status)
            if status == OK:
                told = {act[2][0]: bits(act[7][0]) for act in map(fields, messages(content))}
                self.expect("HISTORY classes" + suffix, place, str(due), str(told))
            faults = []
            for at in range(1, file.sequence + 2):
                status, answer = self.call(
                    READ_ACT, text(1, file.id) + number(2, at) + said, motive=motive)
                one = wanted if wanted != OK or at in due else NOT_AVAILABLE
                told = bits(fields(fields(answer)[1][0])[7][0]) if status == OK else set()
                if (status, told) != (one, due.get(at, set()) if one == OK else set()):
                    faults.append(f"act {at} is {cell((status, told))}")
            self.expect("READ_ACT" + suffix, place, "as HISTORY", "; ".join(faults)
                        or "as HISTORY")
            for data_class in (IDENTITY, HEALTH):
                where, content = file.attachments[data_class]
                said_here = text(5, MOTIVE) if motive else b""
                one = wanted
                if one == OK and data_class not in matrix.opens(self.role, motive):
                    one = NOT_AVAILABLE
                status, heard = self.call(DOWNLOAD, where + said_here, motive=motive)
                self.expect(f"DOWNLOAD of class {data_class}{suffix}", place, one, status)
                assert status != OK or heard == content
        self.expect("UPLOAD_STATUS", place, matrix.attaching(self.role, ""),
                    self.call(UPLOAD_STATUS, file.attachments[HEALTH][0])[0])
        for what, asked in (("name", file.name), ("number", file.number.decode())):
            wanted = matrix.finding(self.role)
            status, answer = self.call(FIND, text(1, asked))
            found = status == OK and any(
                fields(one)[1][0] == file.id for one in fields(answer).get(1, []))
            self.expect(f"FIND by {what}", place,
                        f"{letter(wanted)} {wanted == OK and reached}",
                        f"{letter(status)} {found}")
        if not reached:
            absent = text(1, os.urandom(16))
            for what, method in (("READ_FILE", READ_FILE), ("HISTORY", HISTORY)):
                heard = self.person.call(method, text(1, file.id))
                self.expect(f"{what}: forbidden as absent", place, "alike",
                            "alike" if heard == self.person.call(method, absent) else "told apart")

    def told(self, state):
        """The lists and the events, of all his files at once."""
        files = {file.id: file for file in self.files.values()}
        for list_kind, wanted, due in (
            (4, matrix.finding(self.role),
             {one for one, file in files.items() if self.scene.reaches(self.person, file)}),
            (5, matrix.referred(self.role),
             {one for one, file in files.items()
              if self.person.organisation in file.matters.values()}),
        ):
            status, found = self.pages(list_kind)
            self.expect(f"LIST_FILES {list_kind}", state, wanted, status)
            if status == OK:
                self.expect(f"LIST_FILES {list_kind} files", state, "all and no other",
                            difference(found & files.keys(), due))
            if status == OK and list_kind == 5:
                self.expect("LIST_FILES 5 of others", state, 0, len(found - files.keys()))
        status, told = self.person.events()
        self.expect("SUBSCRIBE", state, matrix.following(self.role), status)
        if status != OK:
            return
        heard = {(one[3][0], one[4][0]) for one in told if one[1] == [2]}
        strange = {one for one, _ in heard if one not in files}
        self.expect("SUBSCRIBE files of others", state, 0, len(strange))
        due = {(file.id, at) for file in files.values() for at, entry in enumerate(file.acts, 1)
               if self.person.organisation in file.matters.values()
               and entry.author is not self.person and self.seen(file, entry, False)}
        self.expect("SUBSCRIBE acts", state, "all and no other", difference(heard, due))

    # MARK: What he writes

    def writes(self, kind, state):
        file, place = self.files[kind], f"{kind}, {state}"
        texts = Texts(self.scene.words, file, self.person)
        name, child = texts.child()
        for form, act_kind, classes, home, values in (
            ("F2", FORM, {SOCIAL}, SOCIAL, texts.listening()),
            ("F0", FORM, {IDENTITY, SOCIAL}, SOCIAL, child),
            ("PSY", FORM, {HEALTH}, HEALTH,
             [moment("psychologist_seen_at"), value("psychologist_note", 1, texts.word(HEALTH))]),
            ("F8-REP", FORM, {JUDICIAL}, JUDICIAL,
             [moment("report_received_at"), value("report_summary", 1, texts.word(JUDICIAL))]),
            ("F1", CORRECTION, {SOCIAL, PROTECTED}, SOCIAL,
             [flag("reporter_wants_secrecy", False)]),
            ("F5", CORRECTION, {SOCIAL, JUDICIAL}, SOCIAL,
             [value("antecedents", 1, texts.word(JUDICIAL))]),
            ("ASSIGN", FORM, {SOCIAL}, SOCIAL,
             [value("assigned_organisation", 10, self.person.organisation)]),
        ):
            if form == "ASSIGN" and self.role in matrix.ASSIGNS:
                continue
            corrects = file.act(form).id if act_kind == CORRECTION else b""
            wanted = matrix.appending(
                self.role, "", classes, form, corrects=bool(corrects), home=home,
                reached=self.scene.reaches(self.person, file))
            body = draft(act_kind, form, values, corrects=corrects, reason="essai")
            status, answer = self.call(
                APPEND, text(1, file.id) + number(2, file.sequence) + text(3, body))
            if status == OK:
                self.scene.added(file, self.person, answer, form, classes, "",
                                 act_kind == CORRECTION)
                file.name = name if form == "F0" else file.name
            self.expect(f"APPEND_ACT {form} {cell((OK, classes))}", place, wanted, status)


def difference(found, due):
    if found == due:
        return "all and no other"
    return f"{len(found - due)} too many, {len(due - found)} missing"


def everyTieOfEveryRole():
    """The scene after all attempts on files with ties and without, with what was seen."""
    scene = TiedScene()
    try:
        scene.populate()
        served = {role.encode() for role in matrix.ROLES} | {b"PLACING"}
        assert roles_served(scene) == served, "other roles"
        everyone = {}
        for role, person in scene.people.items():
            everyone[role] = Tied(scene, person)
            everyone[role].run()
        # The moment that a conference names comes by itself.
        again(scene, lambda: scene.province.put_forward(KEPT_MS // 1000 + 3600))
        for role in ("CPPE-CHAIR", "CPPE-CONFERENCE"):
            sitting = everyone[role]
            sitting.files["conference of a day"].ties["conference"] = set()
            sitting.walk("conference of a day", "a day later")
        scene.province.stop()
        code, said = scene.province.verify()
        assert code == 0, said
        return scene
    finally:
        scene.province.end()


ROWS["everyTieOfEveryRole"] = ("insider", everyTieOfEveryRole)
