"""The insider: a member of each role tries every method on every kind of file.

What he hears is compared with matrix.py, which is typed by hand. In all texts there are words that
tell their class and file, so that a value which comes to the wrong reader is found in any answer.
"""
import hashlib
import os
import struct
from collections import defaultdict

import abroad
import matrix
from line import Closed, fields, number, signed, text
from matrix import (
    BAD, CONFLICT, HEALTH, IDENTITY, INVALID, JUDICIAL, KINDS, NOT_AVAILABLE, OK, PERMISSION,
    PRECONDITION, PROTECTED, REFUSED, SEALED, SECOND, SOCIAL, UNKNOWN_METHOD,
)
from province import Device, messages, value
from scene import (
    ACCEPT, ACCESS_REPORT, ACCEPT_SECRECY, ACKNOWLEDGE, ADD_COSIGNATURE, ANSWER_HAND_OVER, APPEND, APPROVAL, APPROVE, ASK_RENEWAL,
    BREAK_GLASS, CHANGE_DEVICE, CHANGE_MEMBER, CHANGE_PROVINCE, CHANGE_TRANSPORT,
    CHANGE_COMMITTEE, CHANGE_WITNESS, CHECKPOINT, CONTRIBUTE, LIST_COMMITTEE, PROVE_CUSTODY,
    TAKE_PASSPHRASE, CHANGE_RENEWAL, CHANGE_ROTATION,
    CONFIRM_KEY,
    CORRECTION, DAY, DAY_MS, DECLINE, DEFINITION, DOWNLOAD, END_ROLE, ENROL, ENROL_CONFIRM, FIND, FORM,
    GRANT, HAND_OVER, HISTORY, INVITE, LIST_DEVICES, LIST_FILES, LIST_GLASS, LIST_HAND_OVERS,
    LIST_ORDERS, LIST_ORGANISATIONS, ORDER, SETTLE_ORDER,
    CHANGE_SETTINGS, LIST_INCIDENTS, REPORT_INCIDENT,
    LIST_DUPLICATES, SETTLE_DUPLICATE, FIGURES,
    CHANGE_PUBLICATION, LIST_PUBLICATIONS, PREPARE_PUBLICATION, READ_PUBLICATION, RETURN,
    BACKUP, LIST_BACKUPS, PLAN_BACKUPS, SIGN_RESTORATION, CHANGE_SLOT,
    LIST_INVITATIONS, LIST_KEYS, LIST_MEMBERS, LIST_PROVINCES, LIST_WITNESSES, OPEN_FILE, PING, PREPARE, PROVE_LEAF, READ_ACT, READ_FILE, RENEW_KEY,
    FORGET_SEARCH, LIST_SAVED_SEARCHES, SAVE_SEARCH,
    REVIEW_GLASS, SEAL, SET_ABSENCE,
    SHORT, STATUS, SUSPEND, SUSPEND_MEMBER, TAKE_BACK, TRANSITION, UNSEAL, UPLOAD, UPLOAD_STATUS,
    WHO_AM_I, WITHDRAW, Entry, File, Scene, Texts, assignment, bits, cell, draft, field_value,
    flag, letter, moment, now_ms, own_number,
)

ROWS = {}
ALL_KINDS = (*KINDS, "absent", "malformed")
MOTIVE = "réunion motivée"
# A number that no file bears: its last sign is the rest by 37 of its digits, which are 0.
UNBORNE = "0000-0000-0"


def asking(indicator, province=0, days=91):
    """Figures of an indicator for a quarter, or for another count of days."""
    return (signed(1, 20_454) + signed(2, 20_454 + days) + text(3, indicator)
            + number(7, province))


def tabling(days=31, measure="children"):
    """A table of the province by sex, of January 2026 or of other days, all small counts hidden."""
    return asking("I01", 1, days) + text(4, "sex") + text(6, measure)


def sibling(file_number):
    """A brother or sister who has a file, as one of the people around a child."""
    return [value("person_name", 1, "frère"), value("person_tie", 6, "SIBLING"),
            flag("person_legal", False), flag("person_in_household", True),
            value("sibling_number", 1, file_number)]


# MARK: Reading


class Insider:
    """All attempts of one member."""

    def __init__(self, scene, person):
        self.scene, self.person, self.role = scene, person, person.role
        self.files = {kind: scene.file(kind, person) for kind in KINDS}
        self.ids = {kind: file.id for kind, file in self.files.items()}
        self.ids |= {"absent": os.urandom(16), "malformed": os.urandom(15)}
        self.numbers = {kind: file.number.decode() for kind, file in self.files.items()}

    def run(self):
        for attempt in (self.reads, self.acts, self.attachments, self.finds, self.appends,
                        self.stages, self.opens, self.ways_around, self.downgrades,
                        self.lists, self.records, self.follows, self.orders, self.incidents, self.breaks_glass,
                        self.runs_daemon):
            attempt()

    def expect(self, what, kind, wanted, seen):
        self.scene.expect(self.person, what, kind, wanted, seen)

    def call(self, method, payload=b"", **more):
        status, answer, _ = self.person.call(method, payload, **more)
        return status, answer

    def alike(self, what, method, make, kinds):
        """What is forbidden is answered as what is absent: equal bytes, and as many leaves."""
        def ask(one):
            before = self.scene.leaves()
            heard = self.person.call(method, make(one))
            return heard, self.scene.leaves() - before
        absent = ask("absent")
        for kind in kinds:
            seen = ask(kind)
            wanted = "alike"
            self.expect(f"{what}: forbidden as absent", kind, wanted,
                        "alike" if seen == absent else
                        f"{letter(seen[0][0])}{seen[0][1].hex()}/{seen[0][2]}/{seen[1]} for "
                        f"{letter(absent[0][0])}{absent[0][1].hex()}/{absent[0][2]}/{absent[1]}")

    def closed_kinds(self):
        return [kind for kind in KINDS if not matrix.reaches(self.role, kind)]

    def reads(self):
        for motive in (False, True):
            said = text(3, MOTIVE) if motive else b""
            suffix = " motivated" if motive else ""
            for kind in ALL_KINDS:
                wanted = matrix.reading(self.role, kind, motive)
                classes = matrix.opens(self.role, motive)
                status, answer = self.call(READ_FILE, text(1, self.ids[kind]) + said, motive=motive)
                self.expect("READ_FILE" + suffix, kind, (wanted, classes),
                            (status, self.read_classes(status, answer)))
                if kind != "malformed":
                    status, answer = self.call(
                        READ_FILE, text(2, self.numbers.get(kind, "0000-0000-0")) + said,
                        motive=motive)
                    self.expect("READ_FILE by number" + suffix, kind, (wanted, classes),
                                (status, self.read_classes(status, answer)))
        closed = self.closed_kinds()
        self.alike("READ_FILE", READ_FILE, lambda kind: text(1, self.ids[kind]), closed)
        self.alike("READ_FILE by number", READ_FILE,
                   lambda kind: text(2, self.numbers.get(kind, "0000-0000-0")), closed)
        self.alike("READ_FILE motivated", READ_FILE,
                   lambda kind: text(1, self.ids[kind]) + text(3, MOTIVE), closed)
        self.alike("READ_ACT", READ_ACT,
                   lambda kind: text(1, self.ids[kind]) + number(2, 1), closed)
        self.alike("PROVE_LEAF", PROVE_LEAF, lambda kind: (
            text(1, self.ids[kind]) + number(2, 1) + number(4, 1)), closed)
        self.alike("HISTORY", HISTORY, lambda kind: text(1, self.ids[kind]), closed)
        self.alike("DOWNLOAD", DOWNLOAD, lambda kind: self.picture(kind, HEALTH), closed)
        self.alike("UPLOAD_STATUS", UPLOAD_STATUS, lambda kind: self.picture(kind, HEALTH), closed)
        self.alike("UPLOAD", UPLOAD, lambda kind: self.picture(kind, HEALTH), closed)
        self.alike("APPEND_ACT", APPEND, lambda kind: self.payload(
            kind, draft(FORM, "F2", [moment("interview_at")])), closed)

    def read_classes(self, status, answer):
        """The classes of an answer to READ_FILE, where all that it holds says the same."""
        if status != OK:
            return set()
        found = fields(answer)
        told = bits(found.get(6, [0])[0])
        heads = {fields(one)[1][0] for one in found.get(4, [])}
        assert heads == told, f"heads of {heads}, classes {told}"
        assert (2 in found) == (IDENTITY in told), "the number is identity"
        return told

    def seen(self, file, entry, motive):
        """Which classes of an act the role sees."""
        opens = matrix.opens(self.role, motive)
        if entry.author is self.person:
            opens = opens | matrix.with_letters(self.role, "o")
        return entry.classes & opens

    def acts(self):
        for motive in (False, True):
            said = text(3, MOTIVE) if motive else b""
            suffix = " motivated" if motive else ""
            for kind in ALL_KINDS:
                self.history(kind, motive, said, suffix)
                self.each_act(kind, motive, said, suffix)

    def history(self, kind, motive, said, suffix):
        wanted = matrix.reading(self.role, kind, motive)
        file = self.files.get(kind)
        status, content = self.call(HISTORY, text(1, self.ids[kind]) + said, motive=motive)
        self.expect("HISTORY" + suffix, kind, wanted, status)
        if status != OK or not file:
            return
        told = {}
        for one in messages(content):
            act = fields(one)
            told[act[2][0]] = bits(act[7][0])
        due = {place: self.seen(file, entry, motive) for place, entry in enumerate(file.acts, 1)}
        due = {place: classes for place, classes in due.items() if classes}
        self.expect("HISTORY classes" + suffix, kind, str(due), str(told))
        self.scene.table["HISTORY classes" + suffix][self.role][kind] = (
            cell((OK, set().union(*told.values()))))

    def each_act(self, kind, motive, said, suffix):
        file = self.files.get(kind)
        places = range(1, file.sequence + 2) if file else (1,)
        union, faults = set(), []
        for place in places:
            status, answer = self.call(
                READ_ACT, text(1, self.ids[kind]) + number(2, place) + said, motive=motive)
            wanted, due = matrix.reading(self.role, kind, motive), set()
            if wanted == OK and file:
                due = (self.seen(file, file.acts[place - 1], motive)
                       if place <= file.sequence else set())
                wanted = OK if due else NOT_AVAILABLE
            told = bits(fields(fields(answer)[1][0])[7][0]) if status == OK else set()
            union |= told
            if (status, told) != (wanted, due):
                faults.append(f"act {place} is {cell((status, told))}, not {cell((wanted, due))}")
            if kind == "malformed" or not matrix.reaches(self.role, kind):
                self.scene.table["READ_ACT" + suffix].setdefault(self.role, {})[kind] = cell(status)
        if faults:
            self.expect("READ_ACT" + suffix, kind, "as HISTORY", "; ".join(faults))
        elif matrix.reaches(self.role, kind):
            self.scene.table["READ_ACT" + suffix].setdefault(self.role, {})[kind] = (
                cell((OK, union)) if union else letter(status))

    def picture(self, kind, data_class):
        """Where the picture of a file stands; a file that is absent has such a place too."""
        if kind in self.files:
            return self.files[kind].attachments[data_class][0]
        return text(1, self.ids[kind]) + number(2, 2) + text(3, os.urandom(16))

    def attachments(self):
        for kind in ALL_KINDS:
            for data_class in (IDENTITY, HEALTH):
                place = self.picture(kind, data_class)
                wanted = matrix.attaching(self.role, kind)
                what = f"of class {data_class}"
                self.expect(f"UPLOAD_STATUS {what}", kind, wanted,
                            self.call(UPLOAD_STATUS, place)[0])
                self.expect(f"UPLOAD {what}", kind, wanted, self.call(UPLOAD, place)[0])
                for motive in (False, True):
                    said = text(5, MOTIVE) if motive else b""
                    wanted = matrix.reading(self.role, kind, motive)
                    if wanted == OK and data_class not in matrix.opens(self.role, motive):
                        wanted = NOT_AVAILABLE
                    status, content = self.call(DOWNLOAD, place + said, motive=motive)
                    self.expect(f"DOWNLOAD {what}{' motivated' if motive else ''}", kind, wanted,
                                status)
                    if status == OK:
                        assert content == self.files[kind].attachments[data_class][1]

    # MARK: Emergencies

    def breaks_glass(self):
        may = self.role in matrix.BREAKS_GLASS
        reason = text(4, "danger")
        for danger in (False, True):
            name = "in danger" if danger else "for a reason"
            files = {kind: self.scene.file(kind, self.person) for kind in KINDS}
            for kind in ALL_KINDS:
                file = files.get(kind)
                place = text(2, file.id if file else self.ids[kind])
                access = os.urandom(16)
                wanted = (BAD if kind == "malformed" else PERMISSION if not may else
                          NOT_AVAILABLE if kind == "absent" else OK)
                status, _ = self.call(BREAK_GLASS, text(1, access) + place + reason
                                      + number(5, danger))
                self.expect(f"BREAK_GLASS {name}", kind, wanted, status)
                if status == OK:
                    self.person.glass[file] = matrix.GLASS[danger]
                    file.acts.append(Entry(b"", self.person, "GLASS", {SOCIAL}))
                    file.wild = True
                    self.behind_glass(name, kind, file, danger, access)
        self.expect("LIST_BREAK_GLASS", "-",
                    OK if may or self.role in matrix.ASSIGNS else PERMISSION,
                    self.call(LIST_GLASS)[0])
        self.expect("REVIEW_BREAK_GLASS absent", "-",
                    NOT_AVAILABLE if may or self.role in matrix.ASSIGNS else PERMISSION,
                    self.call(REVIEW_GLASS, text(1, os.urandom(16)) + text(3, "vu"))[0])
        for form in ("GLASS", "GLASS-REVIEW"):
            for kind in KINDS:
                self.append(f"APPEND_ACT {form}", kind, form, FORM, {SOCIAL},
                            lambda t: [value("glass_reason", 1, "x")], allowed=PERMISSION)

    def behind_glass(self, name, kind, file, danger, access):
        for motive in (False, True):
            said = text(3, MOTIVE) if motive else b""
            status, answer = self.call(READ_FILE, text(1, file.id) + said, motive=motive)
            classes = set(matrix.GLASS[danger])
            if matrix.reaches(self.role, kind):
                classes |= matrix.opens(self.role, motive)
            self.expect(f"READ_FILE behind glass {name}", kind, (OK, classes),
                        (status, self.read_classes(status, answer)))
        if kind == "other":
            body = draft(FORM, "F2", [moment("interview_at")])
            self.expect("APPEND_ACT behind glass", kind, NOT_AVAILABLE, self.call(
                APPEND, text(1, file.id) + number(2, file.sequence) + text(3, body))[0])
            status, answer = self.call(FIND, text(1, file.number.decode()))
            found = [fields(one)[1][0] for one in fields(answer).get(1, [])] if status == OK else []
            self.expect("FIND behind glass", kind, "nobody",
                        "found" if file.id in found else "nobody")
        self.expect("REVIEW_BREAK_GLASS his own", kind, PERMISSION,
                    self.call(REVIEW_GLASS, text(1, access) + text(3, "vu"))[0])
        listed = fields(self.scene.chief.call(LIST_GLASS)[1])
        shown = {fields(one)[1][0]: fields(one)[18][0] for one in listed.get(1, [])}
        digest = shown.get(access, bytes(32))
        self.expect("APPROVE his own access", kind, PERMISSION, self.approve(
            BREAK_GLASS, access, digest, listed.get(4, [0])[0], listed[3][0]))
        # Made room for the next: whoever coordinates has looked into it, which ends it.
        assert self.scene.chief.call(REVIEW_GLASS, text(1, access) + text(3, "vu"))[0] == OK
        file.acts.append(Entry(b"", self.scene.chief, "GLASS-REVIEW", {SOCIAL}))
        status, answer = self.call(READ_FILE, text(1, file.id))
        wanted = matrix.reading(self.role, kind), matrix.opens(self.role)
        self.expect(f"READ_FILE after the review {name}", kind, wanted,
                    (status, self.read_classes(status, answer)))

    # MARK: Orders

    def orders(self):
        """What takes two people: given, read and taken back, his own and somebody else's."""
        for kind in ALL_KINDS:
            mine = os.urandom(16)
            status, _ = self.call(ORDER, self.erasure(mine, self.ids[kind], kind))
            self.expect("ORDER an erasure", kind, matrix.ordering(self.role, kind), status)
            if status == OK:
                self.expect("SETTLE_ORDER not approved", kind, PRECONDITION,
                            self.call(SETTLE_ORDER, text(1, mine) + number(2, 2))[0])
                self.expect("SETTLE_ORDER his own", kind, OK,
                            self.call(SETTLE_ORDER, text(1, mine) + number(2, 1))[0])
            if kind not in KINDS:
                continue
            # Who used a file is asked for by its number, by whoever has to do with orders.
            mine = os.urandom(16)
            status, _ = self.call(ORDER, self.report(mine, kind))
            self.expect("ORDER a report", kind, OK if self.role in matrix.ORDERS else PERMISSION,
                        status)
            if status == OK:
                self.expect("ACCESS_REPORT not approved", kind, PRECONDITION,
                            self.call(ACCESS_REPORT, text(1, mine))[0])
                assert self.call(SETTLE_ORDER, text(1, mine) + number(2, 1))[0] == OK
        for kind in KINDS:
            self.others_order(kind)

    def others_order(self, kind):
        """An order of the centre's coordinator about a file, and a report that nobody approved."""
        chief, theirs, report = self.scene.chief, os.urandom(16), os.urandom(16)
        assert chief.call(ORDER, self.erasure(theirs, self.ids[kind], kind))[0] == OK
        assert chief.call(ORDER, self.report(report, kind))[0] == OK
        approves = self.role in matrix.APPROVES_ORDERS
        near = approves or matrix.ordering(self.role, kind) == OK
        has = self.role in matrix.ORDERS
        for name, order, is_told in (("an erasure", theirs, near), ("a report", report, approves)):
            closed = NOT_AVAILABLE if has else PERMISSION
            self.expect(f"LIST_ORDERS {name} of another", kind, OK if is_told else closed,
                        self.call(LIST_ORDERS, text(1, order))[0])
            status, answer = self.call(LIST_ORDERS, b"")
            listed = ({fields(one)[1][0] for one in fields(answer).get(1, [])}
                      if status == OK else set())
            self.expect(f"LIST_ORDERS with {name} of another", kind,
                        (OK if has else PERMISSION, {1} if is_told else set()),
                        (status, {1} if order in listed else set()))
            self.expect(f"ACCESS_REPORT of {name}", kind, closed,
                        self.call(ACCESS_REPORT, text(1, order))[0])
            self.expect(f"SETTLE_ORDER {name} of another", kind,
                        OK if approves else PERMISSION if is_told else closed,
                        self.call(SETTLE_ORDER, text(1, order) + number(2, 1))[0])
            if not approves:
                assert chief.call(SETTLE_ORDER, text(1, order) + number(2, 1))[0] == OK

    def erasure(self, order, file, kind):
        return (text(1, order) + number(2, 1) + number(3, 4) + text(4, file)
                + text(5, self.numbers.get(kind, UNBORNE)) + number(7, 1 << PROTECTED)
                + text(9, "contrôle"))

    def report(self, order, kind):
        return (text(1, order) + number(2, 2) + number(3, 4)
                + text(5, self.numbers[kind]) + text(9, "contrôle"))

    # MARK: The register of incidents

    def incidents(self):
        """An incident is recorded and read, and who answers for the data is set."""
        keeps = OK if self.role in matrix.INCIDENTS else PERMISSION
        mine = os.urandom(16)
        said = text(3, moment("breach_at")) + text(3, value("breach_kind", 6, "LOSS"))
        report = text(1, mine)
        self.expect("REPORT_INCIDENT", "", keeps, self.call(REPORT_INCIDENT, report + said)[0])
        # The same again says that its author has seen nothing of it.
        self.expect("REPORT_INCIDENT again", "", CONFLICT if keeps == OK else PERMISSION,
                    self.call(REPORT_INCIDENT, report + said)[0])
        self.expect("REPORT_INCIDENT amended", "", keeps,
                    self.call(REPORT_INCIDENT, report + number(2, 1) + said)[0])
        status, answer = self.call(LIST_INCIDENTS, b"")
        told = ({fields(one)[1][0] for one in fields(answer).get(1, [])} if status == OK else set())
        self.expect("LIST_INCIDENTS", "", (keeps, {1} if keeps == OK else set()),
                    (status, {1} if mine in told else set()))
        self.expect("CHANGE_SETTINGS", "", OK if self.role in matrix.SETTINGS else PERMISSION,
                    self.call(CHANGE_SETTINGS, text(1, text(1, "Province de Salé")))[0])

    # MARK: Finding

    def finds(self):
        wanted = matrix.finding(self.role)
        for kind in KINDS:
            file = self.files[kind]
            due = wanted
            if wanted == OK:
                due = "found" if matrix.reaches(self.role, kind) else "nobody"
            for what, asked in (("FIND by name", file.name), ("FIND by number",
                                                              file.number.decode())):
                status, answer = self.call(FIND, text(1, asked))
                seen = status
                if status == OK:
                    found = [fields(one)[1][0] for one in fields(answer).get(1, [])]
                    seen = "found" if file.id in found else "nobody"
                    # An answer is as long whether somebody was found or not.
                    assert len(answer) == 4084, len(answer)
                self.expect(what, kind, due, seen)

    def lists(self):
        wanted = matrix.finding(self.role)
        mine, near = self.person, self.person.organisation
        due = {
            1: lambda file: file.referent is mine,
            2: lambda file: file.organisation == near,
            4: lambda file: True,
        }
        self.day()
        self.expect("LIST_FILES 5", "-", matrix.referred(self.role), self.pages(5)[0])
        for list_kind in (1, 2, 3, 4):
            status, found = self.pages(list_kind)
            self.expect(f"LIST_FILES {list_kind}", "-", wanted, status)
            if status != OK:
                continue
            if list_kind == 3:
                strange = [file for file in self.scene.files if not file.wild and file.id in found
                           and not (file.referent is mine and self.scene.reaches(mine, file))]
                self.expect("LIST_FILES 3 files", "-", 0, len(strange))
                continue
            wanted_files = {file.id for file in self.scene.files if not file.wild
                            and due[list_kind](file) and self.scene.reaches(mine, file)}
            known = {file.id for file in self.scene.files if not file.wild}
            self.expect(f"LIST_FILES {list_kind} files", "-", "all and no other",
                        "all and no other" if found & known == wanted_files else
                        f"{len(found - wanted_files)} too many, "
                        f"{len(wanted_files - found)} missing")

            # In another order, or narrowed to nothing, the same files and no other.
            for sort in (1, 2, 3, 4, 5) if list_kind == 4 else ():
                asked = number(22, sort) + number(16, 1)
                self.expect(f"LIST_FILES in order {sort}", "-", "all and no other",
                            "all and no other" if self.pages(list_kind, asked)[1] == found
                            else "others")
        self.saved_searches(wanted)

    def saved_searches(self, wanted):
        """What a member keeps is his own: nobody is told of another's, or forgets it."""
        kept = text(1, "à moi") + text(2, number(1, 4) + number(11, 1))
        self.expect("SAVE_SEARCH", "-", wanted, self.call(SAVE_SEARCH, kept)[0])
        status, answer = self.call(LIST_SAVED_SEARCHES, b"")
        names = {fields(one)[1][0] for one in fields(answer).get(1, [])} if status == OK else set()
        self.expect("LIST_SAVED_SEARCHES", "-", (wanted, {"à moi".encode()} if wanted == OK else set()),
                    (status, names))
        theirs = self.scene.evaluator
        if theirs is not self.person:
            theirs.call(SAVE_SEARCH, text(1, "à elle") + text(2, number(1, 4)))
            self.expect("FORGET_SEARCH of another", "-", NOT_AVAILABLE if wanted == OK else wanted,
                        self.call(FORGET_SEARCH, text(1, "à elle"))[0])
        self.expect("FORGET_SEARCH", "-", wanted, self.call(FORGET_SEARCH, text(1, "à moi"))[0])

    def day(self):
        """The day: files in reach alone, and of a service's referrals nothing but which they are."""
        status, answer = self.call(DAY, number(1, 8))
        self.expect("DAY", "-", matrix.day(self.role), status)
        mine = self.person
        known = {file.id: file for file in self.scene.files if not file.wild}
        strange = told = 0
        for part in fields(answer).get(1, []) if status == OK else []:
            part = fields(part)
            for one in map(fields, part.get(3, [])):
                file = known.get(one[1][0])
                if part[1][0] == 9:
                    told += set(one) != {1}
                elif file is not None:
                    strange += not self.scene.reaches(mine, file)
        self.expect("DAY files out of reach", "-", 0, strange)
        self.expect("DAY more of a referral than its file", "-", 0, told)
        watches = self.role in matrix.ASSIGNS or self.role == matrix.COORDINATES
        wanted = matrix.day(self.role)
        self.expect("DAY with the team", "-", wanted if wanted != OK or watches else PERMISSION,
                    self.call(DAY, number(2, 1))[0])

    def records(self):
        """A session of the committee: a right over children opens nothing of it, nor the other way."""
        title = f"séance {self.role}"
        values = [value("session_title", 1, title), value("session_kind", 6, "ORDINARY"),
                  field_value("session_on", signed(2, 20_900)), value("session_seats", 5, 22)]
        body = text(1, draft(1, "SESSION", values, "SESSION-CALLED"))
        runs = self.role == matrix.OPERATES
        closed = PERMISSION if runs else NOT_AVAILABLE
        # A member of the committee adds to sessions and comes to no stage at which one begins.
        opens = PERMISSION if self.role in matrix.ADDS_TO_SESSIONS else closed
        opens = OK if self.role in matrix.OPENS_SESSIONS else opens
        self.expect("OPEN_FILE of a session", "-", opens, self.call(OPEN_FILE, body)[0])
        # A child's form opens none, whoever asks, and a session's form no child.
        for form, stage in (("F0", "SESSION-CALLED"), ("SESSION", "DETECT")):
            stray = text(1, draft(1, form, values if form == "SESSION" else [], stage))
            self.expect(f"OPEN_FILE with {form} to {stage}", "-", "refused",
                        "refused" if self.call(OPEN_FILE, stray)[0] != OK else "opened")
        status, answer, _ = self.scene.chief.call(OPEN_FILE, body)
        assert status == OK, hex(status)
        file, said = fields(answer)[1][0], fields(answer)[2][0].decode()
        reads = self.role in matrix.READS_SESSIONS
        wanted = (OK, {SOCIAL}) if reads else (closed, set())
        for what, asked in (("by id", text(1, file)), ("by number", text(2, said))):
            for motive in (b"", text(3, MOTIVE)):
                status, answer = self.call(READ_FILE, asked + motive, motive=bool(motive))
                told = bits(fields(answer)[6][0]) if status == OK else set()
                self.expect(f"READ_FILE of a session {what}" + (" motivated" if motive else ""),
                            "-", wanted, (status, told))
        self.expect("HISTORY of a session", "-", OK if reads else closed,
                    self.call(HISTORY, text(1, file))[0])
        adds = PRECONDITION if self.role in matrix.ADDS_TO_SESSIONS else closed
        body = draft(FORM, "F2", [moment("interview_at")])
        self.expect("APPEND_ACT of a child's form to a session", "-", adds,
                    self.call(APPEND, text(1, file) + number(2, 1) + text(3, body))[0])
        for kind in KINDS:
            body = draft(FORM, "SESSION-MIN", [value("session_minutes", 1, "x")])
            self.expect("APPEND_ACT of minutes to a child's file", kind, "refused",
                        "refused" if self.call(APPEND, self.payload(kind, body))[0] != OK
                        else "taken")
        if matrix.finding(self.role) == OK:
            for asked in (title, said):
                status, answer = self.call(FIND, text(1, asked))
                found = [fields(one)[1][0] for one in fields(answer).get(1, [])]
                self.expect("FIND of a session", "-", "nobody",
                            letter(status) if status != OK else
                            "found" if file in found else "nobody")
            for list_kind in (1, 2, 3, 4):
                self.expect(f"LIST_FILES {list_kind} with a session", "-", "not there",
                            "there" if file in self.pages(list_kind)[1] else "not there")
        status, found = self.pages(7)
        listed = OK if self.role in matrix.READS_RECORDS else closed
        self.expect("LIST_FILES 7", "-", listed, status)
        self.expect("LIST_FILES 7 with a session", "-", "there" if reads else "not there",
                    "there" if file in found else "not there")
        children = {one.id for one in self.scene.files}
        self.expect("LIST_FILES 7 with a child", "-", 0, len(found & children))
        self.expect("LIST_FILES 4 of a kind", "-", BAD,
                    self.call(LIST_FILES, number(1, 4) + text(24, "SESSION"))[0])

    def pages(self, list_kind, asked=b""):
        found, cursor = set(), b""
        while True:
            status, answer = self.call(
                LIST_FILES, number(1, list_kind) + number(3, 100) + text(5, cursor) + asked)
            if status != OK:
                return status, found
            answer = fields(answer)
            found |= {fields(one)[1][0] for one in answer.get(1, [])}
            cursor = answer.get(5, [b""])[0]
            if not cursor:
                return OK, found

    def follows(self):
        wanted = matrix.following(self.role)
        status, told = self.person.events()
        self.expect("SUBSCRIBE", "-", wanted, status)
        if status != OK:
            return
        heard = {(one[3][0], one[4][0]) for one in told if one[1] == [2]}
        known = {file.id: file for file in self.scene.files if not file.wild}
        due = {(file.id, place) for file in known.values() for place, entry in
               enumerate(file.acts, 1)
               if (file.referent is self.person or file.organisation == self.person.organisation)
               and self.scene.reaches(self.person, file) and entry.author is not self.person
               and entry.classes & matrix.opens(self.role)}
        heard = {one for one in heard if one[0] in known}
        self.expect("SUBSCRIBE acts", "-", "all and no other",
                    "all and no other" if heard == due else
                    f"{len(heard - due)} too many, {len(due - heard)} missing")
        tasks = {one[3][0] for one in told if one[1] == [3]} & known.keys()
        strange = [one for one in tasks if known[one].referent is not self.person
                   or not self.scene.reaches(self.person, known[one])]
        self.expect("SUBSCRIBE tasks", "-", 0, len(strange))

    # MARK: Writing

    def payload(self, kind, body, after=None):
        file = self.files.get(kind)
        after = after if after is not None else file.sequence if file else 1
        return text(1, self.ids[kind]) + number(2, after) + text(3, body)

    def claims(self):
        """Fields that a draft does not have: an author and an organisation of somebody else's."""
        other = self.scene.stranger
        return text(14, other.organisation) + text(15, other.member) + text(16, other.member)

    def append(self, what, kind, form, act_kind, classes, make, to="", stage="ASSESS",
               corrects=None, reason="", allowed=None):
        """One act on a file of a kind, at the stage where it would be in order."""
        person = self.person
        wanted = allowed if allowed is not None else matrix.appending(
            self.role, kind, classes, form, to, act_kind == CORRECTION)
        file = self.files.get(kind)
        if file and file.stage != stage and wanted in (OK, INVALID):
            file = self.scene.file(kind, person, stage)
        texts = Texts(self.scene.words, file, person)
        target = corrects(file) if corrects and file else b""
        if corrects and not file:
            target = os.urandom(16)
        body = draft(act_kind, form, make(texts), to, target, reason, self.claims())
        payload = (text(1, file.id) + number(2, file.sequence) + text(3, body) if file
                   else self.payload(kind, body))
        status, answer = self.call(APPEND, payload)
        if status == OK and file:
            self.scene.added(file, person, answer, form, classes, to, act_kind == CORRECTION)
            self.check_author(file)
        self.expect(what, kind, wanted, status)
        return status, file, texts

    def check_author(self, file):
        """The act bears its author's name and organisation, whatever was claimed."""
        status, answer, _ = self.scene.chief.call(
            READ_ACT, text(1, file.id) + number(2, file.sequence) + text(3, "essai"))
        assert status == OK, hex(status)
        heading = fields(fields(fields(answer)[1][0])[5][0])
        named = heading[9][0] == self.person.member, heading[10][0] == self.person.organisation
        assert all(named), f"{self.role}: the act bears another's name"

    def appends(self):
        member = self.person.member
        forms = [
            ("F0", {IDENTITY, SOCIAL}, "ASSESS", lambda t: t.child()[1]),
            ("F0", {IDENTITY, SOCIAL, HEALTH}, "ASSESS", lambda t: t.child(health=True)[1]),
            ("F0", {IDENTITY, SOCIAL, JUDICIAL}, "ASSESS", lambda t: t.child(judicial=True)[1]),
            ("F1", {SOCIAL, JUDICIAL, PROTECTED}, "SIGNAL", lambda t: t.report(member)),
            ("F1", {SOCIAL, HEALTH, JUDICIAL, PROTECTED}, "SIGNAL",
             lambda t: t.report(member, True)),
            ("F2", {SOCIAL}, "ASSESS", lambda t: t.listening()),
            ("F2", {SOCIAL, HEALTH}, "ASSESS", lambda t: t.listening("narration")),
            ("F3", {SOCIAL}, "ASSESS", lambda t: t.risk(member)),
            ("F3", {SOCIAL, HEALTH}, "ASSESS", lambda t: t.risk(member, True)),
            ("F5", {SOCIAL}, "ASSESS", lambda t: t.inquiry()),
            ("F5", {SOCIAL, JUDICIAL}, "ASSESS", lambda t: t.inquiry(judicial=True)),
        ]
        for form, classes, stage, make in forms:
            what = f"APPEND_ACT {form} {cell((OK, classes))}"
            for kind in ALL_KINDS:
                self.append(what, kind, form, FORM, classes, make, stage=stage)
        corrections = [
            ("F0", {IDENTITY, SOCIAL}, lambda t: t.child(extra=[own_number(t.file)])[1]),
            ("F0", {SOCIAL, HEALTH}, lambda t: [value("difficulty_seeing", 6, "NONE")]),
            ("F1", {SOCIAL}, lambda t: t.social_report(member)),
            ("F1", {SOCIAL, PROTECTED}, lambda t: [flag("reporter_wants_secrecy", False)]),
            ("F2", {SOCIAL, HEALTH}, lambda t: [value("narration", 1, t.word(HEALTH))]),
            ("F5", {SOCIAL, JUDICIAL}, lambda t: [value("antecedents", 1, t.word(JUDICIAL))]),
        ]
        self.drops_number()
        for form, classes, make in corrections:
            what = f"APPEND_ACT correction {form} {cell((OK, classes))}"
            for kind in KINDS:
                self.append(what, kind, form, CORRECTION, classes, make, reason="essai",
                            corrects=lambda file, form=form: file.act(form).id)
        for kind in KINDS:
            allowed = matrix.appending(self.role, kind, {HEALTH}, "PSY", home=HEALTH)
            self.append("APPEND_ACT psychologist's note", kind, "PSY", FORM, {HEALTH},
                        lambda t: [moment("psychologist_seen_at"),
                                   value("psychologist_note", 1, t.word(HEALTH))],
                        allowed=allowed)
        self.gives_away()

    def drops_number(self):
        """A correction that leaves the number out leaves it to the file."""
        for kind in ("own", "unit"):
            if matrix.appending(self.role, kind, {IDENTITY, SOCIAL}, corrects=True) == OK:
                file = self.scene.file(kind, self.person)
                file.wild = True
                texts = Texts(self.scene.words, file, self.person)
                body = draft(CORRECTION, "F0", texts.child()[1], corrects=file.acts[0].id,
                             reason="essai")
                status, answer = self.call(
                    APPEND, text(1, file.id) + number(2, file.sequence) + text(3, body))
                assert status == OK, hex(status)
                self.scene.added(file, self.person, answer, "F0", {IDENTITY, SOCIAL}, "", True)
                heard = self.scene.chief.call(READ_FILE, text(2, file.number.decode()))
                self.expect("APPEND_ACT correction F0 without the number", kind, "number holds",
                            "number holds" if heard[0] == OK else "number is gone")

    def gives_away(self):
        for kind in KINDS:
            wanted = matrix.appending(self.role, kind, {SOCIAL}, "ASSIGN")
            target = self.scene.file(kind, self.person) if wanted == OK else self.files[kind]
            near = self.person.organisation
            body = draft(FORM, "ASSIGN", assignment(near, self.person.member))
            self.given(target, "APPEND_ACT ASSIGN in the unit", kind, wanted, body)
            other, nobody = self.scene.dummy, os.urandom(16)
            wrong = INVALID if wanted == OK else wanted
            # Out of the unit gives only who transfers.
            out = PERMISSION if wanted == OK and self.role not in matrix.TRANSFERS else wanted
            unknown = PERMISSION if out == PERMISSION else wrong
            for name, organisation, member, status in [
                ("to a member of another unit", near, other.member, out),
                ("to nobody known", near, nobody, unknown),
                ("to no unit that is there", nobody, None, unknown),
                ("to another unit", other.organisation, other.member, out),
            ]:
                body = draft(FORM, "ASSIGN", assignment(organisation, member))
                self.given(target, f"APPEND_ACT ASSIGN {name}", kind, status, body)

    def given(self, file, what, kind, wanted, body):
        payload = text(1, file.id) + number(2, file.sequence) + text(3, body)
        status, answer = self.call(APPEND, payload)
        if status == OK:
            self.scene.added(file, self.person, answer, "ASSIGN", {SOCIAL})
            file.wild = True
        self.expect(what, kind, wanted, status)

    def stages(self):
        member = self.person.member
        # Whoever may not write of justice is not asked of it; the others are.
        asked = JUDICIAL in matrix.with_letters(self.role, "CU")
        moves = [
            ("SIGNAL", "DETECT", "F1", {SOCIAL, PROTECTED} | ({JUDICIAL} if asked else set()),
             lambda t: t.report(member, judicial=asked)),
            ("RECEIVE", "SIGNAL", "", {SOCIAL}, lambda t: []),
            ("LISTEN", "RECEIVE", "F2", {SOCIAL}, lambda t: t.listening()),
            ("TRIAGE", "LISTEN", "F3", {SOCIAL}, lambda t: t.risk(member)),
            ("ASSESS", "TRIAGE", "", {SOCIAL}, lambda t: []),
            ("URGENT", "TRIAGE", "", {SOCIAL}, lambda t: []),
            # Back to the beginning goes nobody.
            ("DETECT", "ASSESS", "F0", {IDENTITY, SOCIAL}, lambda t: t.child()[1]),
        ]
        for to, stage, form, classes, make in moves:
            for kind in ALL_KINDS:
                allowed = None
                if to == "DETECT" and matrix.appending(self.role, kind, classes, form, to) == OK:
                    allowed = PRECONDITION
                self.append(f"APPEND_ACT to {to}", kind, form, TRANSITION, classes, make, to,
                            stage, reason="essai", allowed=allowed)
        for kind in KINDS:
            what, classes = "APPEND_ACT to SIGNAL with nothing of justice", {SOCIAL, PROTECTED}
            allowed = matrix.appending(self.role, kind, classes, "F1", "SIGNAL")
            if allowed == OK and asked:
                allowed = INVALID
            self.append(what, kind, "F1", TRANSITION, classes,
                        lambda t: t.report(member, judicial=False), "SIGNAL", "DETECT",
                        allowed=allowed)

    def opens(self):
        for what, classes, more in (
            ("OPEN_FILE 12", {IDENTITY, SOCIAL}, {}),
            ("OPEN_FILE 123", {IDENTITY, SOCIAL, HEALTH}, {"health": True}),
            ("OPEN_FILE 124", {IDENTITY, SOCIAL, JUDICIAL}, {"judicial": True}),
        ):
            file = File("opened", "DETECT", self.person.organisation, self.person)
            texts = Texts(self.scene.words, file, self.person)
            photo = texts.picture(IDENTITY)
            file.name, values = texts.child(photo=photo, **more)
            body = text(1, draft(1, "F0", values, "DETECT", extra=self.claims()))
            status, answer = self.call(OPEN_FILE, body)
            self.expect(what, "-", matrix.opening(self.role, classes), status)
            if status != OK:
                continue
            answer = fields(answer)
            file.id, file.number = answer[1][0], answer[2][0]
            file.acts.append(Entry(answer[3][0], self.person, "F0", classes))
            self.scene.files.append(file)
            self.check_author(file)
            self.attaches(file, photo)
            if self.role == "SAS-AGENT":
                self.expect("READ_FILE of what he opened", "-", NOT_AVAILABLE,
                            self.call(READ_FILE, text(1, file.id))[0])
        body = text(1, draft(TRANSITION, "F3", [], "TRIAGE"))
        self.expect("OPEN_FILE at another stage", "-",
                    PERMISSION if self.role == matrix.OPERATES else REFUSED,
                    self.call(OPEN_FILE, body)[0])

    def attaches(self, file, photo):
        """His own attachment: he sends it, also where he cannot read it afterwards."""
        place = text(1, file.id) + number(2, 1) + text(3, photo["id"])
        status, content, _ = self.person.upload(place, photo["content"])
        arrived = status == OK and fields(messages(content)[-1]).get(2) == [1]
        self.expect("UPLOAD of his own", "-", "whole", "whole" if arrived else letter(status))
        wanted = OK if IDENTITY in matrix.opens(self.role) else NOT_AVAILABLE
        self.expect("DOWNLOAD of his own", "-", wanted, self.call(DOWNLOAD, place)[0])

    # MARK: Ways around

    def ways_around(self):
        self.other_ids()
        self.other_corrections()
        self.other_number()
        self.other_keys()
        self.other_cursor()
        self.siblings()
        self.own_health()

    def siblings(self):
        """The file of a brother or sister, which somebody who sees both has named in another: that
        there is one is told to who finds it too, and nobody names one that he does not find."""
        sister = self.files["other"]
        finds = matrix.finding(self.role) == OK and matrix.reaches(self.role, "other")
        for kind in KINDS:
            if kind == "other":
                continue
            file = self.files[kind]
            self.scene.add(self.scene.evaluator, file, "PERSON", FORM, {IDENTITY},
                           sibling(sister.number.decode()))
            reads = matrix.reaches(self.role, kind) and IDENTITY in matrix.opens(self.role)
            place, act = text(1, file.id), number(2, file.sequence)
            for what, method, body in (("READ_FILE", READ_FILE, place),
                                       ("READ_ACT", READ_ACT, place + act),
                                       ("HISTORY", HISTORY, place + act)):
                heard = self.call(method, body)[1]
                told = sister.number in heard or sister.id in heard
                self.expect(f"{what} of a sibling's file", kind,
                            "told" if reads and finds else "silent", "told" if told else "silent")
            wanted = matrix.appending(self.role, kind, {IDENTITY}, "PERSON", "PERSON-ON",
                                      home=IDENTITY)
            answers = []
            for named in (sister.number.decode(), UNBORNE):
                body = draft(FORM, "PERSON", sibling(named))
                status, answer = self.call(APPEND, self.payload(kind, body))
                answers.append((status, answer))
                if status == OK:
                    self.scene.added(file, self.person, answer, "PERSON", {IDENTITY})
            self.expect("APPEND_ACT with a sibling's number", kind,
                        wanted if finds or wanted != OK else PRECONDITION, answers[0][0])
            self.expect("APPEND_ACT with nobody's number", kind,
                        wanted if wanted != OK else PRECONDITION, answers[1][0])
            if not finds:
                self.expect("APPEND_ACT with a sibling's number: as with nobody's", kind, "alike",
                            "alike" if answers[0] == answers[1] else "told apart")

    def other_ids(self):
        """The attachment and the act of one file under the id of another."""
        for kind in KINDS:
            if kind == "other":
                continue
            closed = PERMISSION if self.role == matrix.OPERATES else NOT_AVAILABLE
            foreign = fields(self.files["other"].attachments[HEALTH][0])
            place = text(1, self.ids[kind]) + number(2, foreign[2][0]) + text(3, foreign[3][0])
            for what, method in (("UPLOAD_STATUS", UPLOAD_STATUS), ("DOWNLOAD", DOWNLOAD),
                                 ("UPLOAD", UPLOAD)):
                self.expect(f"{what} of another file's", kind, closed, self.call(method, place)[0])
            texts = Texts(self.scene.words, self.files[kind], self.person)
            body = draft(CORRECTION, "F0", texts.child()[1], reason="essai",
                         corrects=self.files["other"].acts[0].id)
            self.expect("APPEND_ACT correction of another file's", kind, closed,
                        self.call(APPEND, self.payload(kind, body))[0])

    def other_corrections(self):
        """What is corrected is named with another form, or the form that is not his to fill."""
        for kind in KINDS:
            if kind == "other" or matrix.appending(
                    self.role, kind, {IDENTITY, SOCIAL}, corrects=True) != OK:
                continue
            file = self.scene.file(kind, self.person)
            file.wild = True
            texts = Texts(self.scene.words, file, self.person)
            given = file.act("ASSIGN").id
            for what, form, values, wanted in (
                ("with form ASSIGN", "ASSIGN", assignment(self.person.organisation),
                 OK if self.role in matrix.ASSIGNS else PERMISSION),
                ("with form F0", "F0", texts.child()[1], REFUSED),
            ):
                body = draft(CORRECTION, form, values, corrects=given, reason="essai")
                status, answer = self.call(
                    APPEND, text(1, file.id) + number(2, file.sequence) + text(3, body))
                self.expect(f"APPEND_ACT correction of ASSIGN {what}", kind, wanted, status)
                if status == OK:
                    self.scene.added(file, self.person, answer, form, {SOCIAL}, corrected=True)

    def other_number(self):
        """The number of another file, claimed for one's own."""
        for kind in ("own", "unit"):
            if matrix.appending(self.role, kind, {IDENTITY, SOCIAL}) != OK:
                continue
            file = self.scene.file(kind, self.person)
            victim = self.scene.file("other")
            file.wild = True
            texts = Texts(self.scene.words, file, self.person)
            values = texts.child(extra=[value("file_number", 1, victim.number.decode())])[1]
            status, answer = self.call(
                APPEND, text(1, file.id) + number(2, file.sequence)
                + text(3, draft(FORM, "F0", values)))
            if status == OK:
                self.scene.added(file, self.person, answer, "F0", {IDENTITY, SOCIAL})
            names = {victim.id: "the other", file.id: "his"}
            led = []
            for one in (victim, file):
                heard = self.scene.chief.call(READ_FILE, text(2, one.number.decode()))
                led.append(names.get(fields(heard[1])[1][0]) if heard[0] == OK else "none")
            self.expect("APPEND_ACT with another file's number", kind,
                        "its number leads to the other, his to his",
                        f"its number leads to {led[0]}, his to {led[1]}")

    def other_keys(self):
        """The operation key of another device: neither its answer nor a word of it."""
        victim = self.scene.stranger
        file = self.files["other"]
        texts = Texts(self.scene.words, file, victim)
        body = (text(1, file.id) + number(2, file.sequence)
                + text(3, draft(FORM, "F2", texts.listening())))
        key = victim.line.key()
        status, stored, _ = victim.call(APPEND, body, key)
        assert status == OK
        self.scene.added(file, victim, stored, "F2", {SOCIAL})
        # He may not write there, or the file has gone on: the stored answer is not his.
        wanted = matrix.appending(self.role, "other", {SOCIAL}, "F2")
        status, answer = self.call(APPEND, body, key=key)
        self.expect("APPEND_ACT under another's key", "other", CONFLICT if wanted == OK else wanted,
                    status)
        assert answer != stored
        self.expect("ACK_OPERATIONS of another's", "-", OK, self.call(ACKNOWLEDGE, text(1, key))[0])
        assert victim.call(APPEND, body, key)[:2] == (OK, stored), "the victim's answer is gone"

    def other_cursor(self):
        if matrix.finding(self.role) != OK:
            return
        first = number(1, 4) + number(3, 1)
        answer = fields(self.scene.evaluator.call(LIST_FILES, first)[1])
        stolen = answer[5][0]
        self.expect("LIST_FILES with another's cursor", "-", INVALID,
                    self.call(LIST_FILES, first + text(5, stolen))[0])
        answer = fields(self.call(LIST_FILES, first)[1])
        if 5 in answer:
            second = number(1, 2) + number(3, 1) + text(5, answer[5][0])
            self.expect("LIST_FILES with another list's cursor", "-", INVALID,
                        self.call(LIST_FILES, second)[0])

    def own_health(self):
        """What he wrote himself: his own notes of health, and no one else's."""
        if "o" not in matrix.letters(self.role, HEALTH):
            return
        for kind in KINDS:
            if matrix.reaches(self.role, kind):
                assert any(entry.author is self.person and HEALTH in entry.classes
                           for entry in self.files[kind].acts)
                self.history(kind, False, b"", " with his own notes")

    # MARK: Lower levels of risk

    def downgrades(self):
        """Who approves a lower level; and that no way round makes one stand that nobody did."""
        for kind in ALL_KINDS:
            wanted = matrix.approving(self.role, kind)
            if kind not in KINDS:
                self.expect("APPROVE a lower level", kind, wanted,
                            self.approve(APPEND, self.ids[kind], bytes(32), 0, bytes(16)))
                continue
            file = self.scene.file(kind, self.person)
            file.wild = True
            self.lowers(file, kind)
            self.corrects_level(file, kind)
            self.enters_approval(file, kind)
            texts = Texts(self.scene.words, file, self.scene.evaluator)
            self.scene.add(self.scene.evaluator, file, "F3", FORM, {SOCIAL},
                           texts.risk(self.scene.evaluator.member, level="R1"))
            self.stands(file, kind, "a lower level of another", "R2", "R1")
            if wanted == OK:
                self.expect("APPROVE another digest", kind, PRECONDITION,
                            self.approve(APPEND, file.id, bytes(32), *self.shown(file)[1:]))
            status = self.approve(APPEND, file.id, *self.shown(file))
            self.expect("APPROVE a lower level", kind, wanted, status)
            if status == OK:
                file.acts.append(Entry(None, self.person, "", {SOCIAL}))
                self.stands(file, kind, "what was approved", "R1", None)
            else:
                self.stands(file, kind, "what was not approved", "R2", "R1")

    def lowers(self, file, kind):
        """A lower level of his own, which he would approve himself."""
        status = self.evaluates(file, FORM, "R0")
        wanted = matrix.appending(self.role, kind, {SOCIAL}, "F3")
        self.expect("APPEND_ACT F3 that lowers", kind, wanted, status)
        self.stands(file, kind, "his own lower level", "R2", "R0" if status == OK else None)
        if status == OK:
            wanted = SECOND if self.role in matrix.APPROVES_DOWNGRADES else PERMISSION
            self.expect("APPROVE his own lower level", kind, wanted,
                        self.approve(APPEND, file.id, *self.shown(file)))
            self.stands(file, kind, "his own approval", "R2", "R0")

    def corrects_level(self, file, kind):
        """A correction of the act whose level stands, with a lower one."""
        status = self.evaluates(file, CORRECTION, "R0", file.act("F3").id)
        wanted = matrix.appending(self.role, kind, {SOCIAL}, "F3", corrects=True)
        self.expect("APPEND_ACT correction F3 that lowers", kind, wanted, status)
        level, waits = self.levels(file)
        self.expect("the level after his correction", kind, "R2", level)
        if status == OK:
            self.expect("what waits after his correction", kind, "R0", waits)
            wanted = SECOND if self.role in matrix.APPROVES_DOWNGRADES else PERMISSION
            self.expect("APPROVE his own correction", kind, wanted,
                        self.approve(APPEND, file.id, *self.shown(file)))

    def enters_approval(self, file, kind):
        """The act that an approval makes, entered by hand, and a file that begins again."""
        for what, method, payload in (
            ("APPEND_ACT of an approval", APPEND, text(1, file.id) + number(2, file.sequence)
             + text(3, draft(APPROVAL))),
            ("OPEN_FILE with an approval", OPEN_FILE, text(1, draft(APPROVAL))),
        ):
            self.expect(what, kind, INVALID, self.call(method, payload)[0])
        texts = Texts(self.scene.words, file, self.person)
        body = draft(1, "F0", texts.child()[1], "DETECT")
        status = self.call(
            APPEND, text(1, file.id) + number(2, file.sequence) + text(3, body))[0]
        self.expect("APPEND_ACT of an opening", kind, REFUSED, status)
        self.expect("the level after what is no act", kind, "R2", self.levels(file)[0])

    def evaluates(self, file, act_kind, level, corrects=b""):
        texts = Texts(self.scene.words, file, self.person)
        body = draft(act_kind, "F3", texts.risk(self.person.member, level=level),
                     corrects=corrects, reason="essai")
        status, answer = self.call(
            APPEND, text(1, file.id) + number(2, file.sequence) + text(3, body))
        if status == OK:
            self.scene.added(file, self.person, answer, "F3", {SOCIAL}, "",
                             act_kind == CORRECTION)
        return status

    def read_level(self, file):
        """What a coordinator who tries nothing reads of the file."""
        status, answer, _ = self.scene.chief.call(READ_FILE, text(1, file.id))
        assert status == OK, hex(status)
        return fields(answer)

    def levels(self, file):
        """The level that stands and the one that waits."""
        heads = [fields(one) for one in self.read_level(file)[4]]
        social = next(one for one in heads if one[1] == [SOCIAL])
        slots = {one[1][0]: one for one in map(fields, social[6])}

        def level(meaning):
            entries = slots.get(meaning, {}).get(2)
            return fields(fields(entries[0])[2][0])[6][0].decode() if entries else None

        return level(20), level(31)

    def stands(self, file, kind, what, level, waits):
        self.expect(f"the level after {what}", kind, f"{level} {waits}",
                    "{} {}".format(*self.levels(file)))

    def shown(self, file, waiting=8, said=b"madar/1 downgrade"):
        """The digest of what is shown, the size of the log and the store, as an approver has them."""
        answer = self.read_level(file)
        waits = fields(answer[waiting][0])

        def run(data):
            return struct.pack(">H", len(data)) + data

        content = (said + file.id + run(answer[2][0]) + waits[1][0]
                   + struct.pack(">Q", waits[2][0]) + run(waits[3][0]) + run(waits[4][0])
                   + waits[5][0] + run(waits[6][0]) + struct.pack(">q", waits[7][0] >> 1))
        return hashlib.sha256(content).digest(), waits.get(9, [0])[0], waits[10][0]

    # MARK: Running the daemon

    def runs_daemon(self):
        role, scene = self.role, self.scene
        runs = matrix.running(role)
        waits, plan = os.urandom(16), os.urandom(16)

        def planning(plan, count=2):
            return (text(1, plan) + b"".join(text(2, os.urandom(32)) for _ in range(count))
                    + text(3, "/nowhere") + text(4, "/nowhere") + number(5, 24) + number(6, 2))

        def trusting(witness):
            return number(1, 1) + text(2, witness) + text(3, "w") + text(4, os.urandom(32))

        for what, method, payload, wanted in (
            ("PING", PING, b"x", OK), ("WHO_AM_I", WHO_AM_I, b"", OK),
            ("DEFINITION", DEFINITION, b"", OK), ("CHECKPOINT", CHECKPOINT, b"", OK),
            ("PROVE_LEAF by index", PROVE_LEAF, number(3, 0) + number(4, 1),
             OK if role in matrix.AUDITS else PERMISSION),
            ("PROVE_LEAF of another's absent file", PROVE_LEAF,
             text(1, os.urandom(16)) + number(2, 1) + number(4, 1),
             PERMISSION if role == matrix.OPERATES else NOT_AVAILABLE),
            ("ACK_OPERATIONS", ACKNOWLEDGE, b"", OK), ("RENEW_KEY", RENEW_KEY, b"", OK),
            ("CONFIRM_KEY of nothing", CONFIRM_KEY, text(1, os.urandom(32)), PRECONDITION),
            ("ENROL", ENROL, self.person.device.request(), UNKNOWN_METHOD),
            ("ENROL_CONFIRM", ENROL_CONFIRM, b"", UNKNOWN_METHOD),
            ("method 0x7777", 0x7777, b"", UNKNOWN_METHOD),
            ("STATUS", STATUS, b"", runs), ("LIST_DEVICES", LIST_DEVICES, b"", runs),
            ("LIST_INVITATIONS", LIST_INVITATIONS, b"", runs),
            ("LIST_MEMBERS", LIST_MEMBERS, b"", runs),
            ("LIST_PROVINCES", LIST_PROVINCES, b"", runs),
            ("CHANGE_PROVINCE forgets none", CHANGE_PROVINCE,
             number(1, 2) + text(2, os.urandom(16)), matrix.running(role, NOT_AVAILABLE)),
            ("CHANGE_PROVINCE trusts no descriptor", CHANGE_PROVINCE,
             number(1, 1) + text(2, os.urandom(16)) + text(3, "madar/province/1\n04.421\n"),
             matrix.running(role, BAD)),
            # Of a committee everybody may be: what counts is the secret, and there is none.
            ("LIST_COMMITTEE", LIST_COMMITTEE, b"", OK),
            ("CHANGE_COMMITTEE takes none back", CHANGE_COMMITTEE,
             number(1, 2) + text(2, os.urandom(16)), matrix.running(role, NOT_AVAILABLE)),
            ("CHANGE_COMMITTEE of nobody", CHANGE_COMMITTEE,
             number(1, 1) + text(2, os.urandom(16)), matrix.running(role, BAD)),
            ("PROVE_CUSTODY of none", PROVE_CUSTODY,
             number(3, 1) + text(4, os.urandom(16)) + text(5, os.urandom(64)), NOT_AVAILABLE),
            ("CONTRIBUTE to an open store", CONTRIBUTE,
             number(1, 1) + text(2, os.urandom(16)) + text(3, os.urandom(32)), PRECONDITION),
            ("TAKE_PASSPHRASE for no change", TAKE_PASSPHRASE, text(1, "0123456789ab"),
             matrix.running(role, PRECONDITION)),
            ("LIST_WITNESSES", LIST_WITNESSES, b"", runs),
            ("LIST_KEYS", LIST_KEYS, number(1, 1), runs),
            ("CHANGE_ROTATION of none", CHANGE_ROTATION, number(1, 2) + text(2, os.urandom(16)),
             matrix.running(role, NOT_AVAILABLE, {matrix.OPERATES})),
            ("CHANGE_ROTATION of no class", CHANGE_ROTATION,
             number(1, 1) + text(2, os.urandom(16)) + number(3, 5),
             matrix.running(role, BAD, {matrix.OPERATES})),
            ("CHANGE_RENEWAL of none", CHANGE_RENEWAL, number(1, 2) + text(2, os.urandom(16)),
             matrix.running(role, NOT_AVAILABLE, {matrix.OPERATES})),
            ("CHANGE_RENEWAL of no file", CHANGE_RENEWAL,
             number(1, 1) + text(2, os.urandom(16)) + number(3, 4),
             matrix.running(role, BAD, {matrix.OPERATES})),
            ("CHANGE_WITNESS removes none", CHANGE_WITNESS,
             number(1, 2) + text(2, os.urandom(16)), matrix.running(role, NOT_AVAILABLE)),
            ("CHANGE_WITNESS trusts a key", CHANGE_WITNESS, trusting(waits), runs),
            ("CHANGE_WITNESS takes it back", CHANGE_WITNESS, number(1, 2) + text(2, waits),
             runs),
            ("CHANGE_WITNESS trusts no key", CHANGE_WITNESS,
             number(1, 1) + text(2, os.urandom(16)) + text(3, "w"), matrix.running(role, BAD)),
            ("LIST_DUPLICATES", LIST_DUPLICATES, b"",
             matrix.running(role, who={matrix.COORDINATES})),
            ("LIST_DUPLICATES that were settled", LIST_DUPLICATES, number(3, 1),
             matrix.running(role, who={matrix.COORDINATES})),
            ("FIGURES of the province", FIGURES, asking("I01", province=1),
             matrix.running(role, who=matrix.COUNTS)),
            ("FIGURES of a table of the province", FIGURES, tabling(),
             matrix.running(role, who=matrix.TABLES)),
            ("FIGURES of a table of odd days", FIGURES, tabling(30),
             OK if role in matrix.COUNTS else matrix.running(role, BAD, matrix.TABLES)),
            ("FIGURES of a table of no measure", FIGURES, tabling(measure="none"),
             matrix.running(role, NOT_AVAILABLE, matrix.TABLES)),
            ("FIGURES of a whole of the province", FIGURES,
             asking("I06", 1, 31) + text(6, "in_time"),
             matrix.running(role, who=matrix.TABLES)),
            ("FIGURES of the province by unit", FIGURES,
             asking("I01", 1, 31) + text(4, "unit") + text(6, "children"),
             OK if role in matrix.COUNTS else matrix.running(role, BAD, matrix.TABLES)),
            ("FIGURES of the province by house", FIGURES,
             asking("I17", province=1) + text(4, "establishment"),
             matrix.running(role, who=matrix.COUNTS)),
            ("FIGURES of a house by its units", FIGURES,
             asking("I17", province=1) + text(4, "establishment") + text(4, "unit")
             + text(6, "places"),
             BAD if role in matrix.COUNTS else matrix.running(role, NOT_AVAILABLE, matrix.TABLES)),
            ("FIGURES of the registers", FIGURES, asking("I24", province=1),
             matrix.running(role, who=matrix.COUNTS | matrix.AUDITS)),
            ("FIGURES of one's own lists", FIGURES, asking("I01"), matrix.finding(role)),
            ("FIGURES of no indicator", FIGURES, asking("I99", province=1),
             matrix.running(role, NOT_AVAILABLE, matrix.COUNTS)),
            ("FIGURES of a period turned round", FIGURES, asking("I01", province=1, days=-1),
             matrix.running(role, BAD, matrix.COUNTS)),
            ("PREPARE_PUBLICATION of no period", PREPARE_PUBLICATION, number(2, 14),
             matrix.running(role, BAD, matrix.COUNTS)),
            ("CHANGE_PUBLICATION takes none back", CHANGE_PUBLICATION,
             number(1, 2) + text(2, os.urandom(16)),
             matrix.running(role, NOT_AVAILABLE, matrix.COUNTS | {"CPPE-CHAIR"})),
            ("RETURN of none", RETURN, text(1, os.urandom(16)),
             matrix.running(role, NOT_AVAILABLE, matrix.COUNTS)),
            ("CHANGE_PUBLICATION of nothing prepared", CHANGE_PUBLICATION,
             number(1, 1) + text(2, os.urandom(16)) + number(4, 14) + text(5, os.urandom(32)),
             matrix.running(role, PRECONDITION, matrix.COUNTS)),
            ("LIST_PUBLICATIONS", LIST_PUBLICATIONS, b"",
             matrix.running(role, who=matrix.FIGURES)),
            ("READ_PUBLICATION of none", READ_PUBLICATION, text(1, os.urandom(16)),
             matrix.running(role, NOT_AVAILABLE, matrix.FIGURES)),
            ("SETTLE_DUPLICATE of none", SETTLE_DUPLICATE,
             text(1, os.urandom(16)) + text(2, os.urandom(16)) + number(3, 1) + text(4, "x"),
             matrix.running(role, NOT_AVAILABLE, {matrix.COORDINATES})),
            ("LIST_BACKUPS", LIST_BACKUPS, b"", runs),
            ("PLAN_BACKUPS", PLAN_BACKUPS, planning(plan), runs),
            ("PLAN_BACKUPS to one person", PLAN_BACKUPS, planning(os.urandom(16), 1),
             matrix.running(role, BAD)),
            ("SIGN_RESTORATION of none", SIGN_RESTORATION,
             text(1, os.urandom(16)) + text(2, "note"), matrix.running(role, NOT_AVAILABLE)),
            ("CHANGE_SLOT cancels none", CHANGE_SLOT,
             number(1, 4) + text(2, os.urandom(16)), matrix.running(role, NOT_AVAILABLE)),
            ("BACKUP without a plan", BACKUP, b"",
             matrix.running(role, PRECONDITION, {matrix.OPERATES})),
            # What is wrong with a note is told to who may hand one in.
            ("ADD_COSIGNATURE of no note", ADD_COSIGNATURE, text(1, "note"), runs),
            ("CHANGE_DEVICE", CHANGE_DEVICE,
             text(1, scene.dummy.device.id) + number(2, ASK_RENEWAL), runs),
            ("CHANGE_DEVICE absent", CHANGE_DEVICE,
             text(1, os.urandom(16)) + number(2, ASK_RENEWAL),
             matrix.running(role, NOT_AVAILABLE)),
            ("CHANGE_DEVICE his own", CHANGE_DEVICE,
             text(1, self.person.device.id) + number(2, SUSPEND),
             matrix.running(role, PRECONDITION)),
            ("CHANGE_TRANSPORT", CHANGE_TRANSPORT, number(1, PREPARE),
             matrix.running(role, OK, {matrix.OPERATES})),
            ("UNSEAL", UNSEAL, text(1, "wrong passphrase"), matrix.running(role, PRECONDITION)),
        ):
            self.expect(what, "-", wanted, self.call(method, payload)[0])
        # Nobody alone decides which witnesses count; whoever may not propose one approves none.
        self.call(CHANGE_WITNESS, trusting(waits))
        self.expect("APPROVE his own witness", "-", matrix.running(role, SECOND),
                    self.approve(CHANGE_WITNESS, waits, os.urandom(32), 0, os.urandom(16)))
        self.call(CHANGE_WITNESS, number(1, 2) + text(2, waits))
        # Nor does anybody who can open the backups.
        self.expect("APPROVE his own plan of backups", "-", matrix.running(role, SECOND),
                    self.approve(PLAN_BACKUPS, plan, os.urandom(32), 0, os.urandom(16)))
        if role not in matrix.RUNS:
            self.expect("SEAL", "-", PERMISSION, self.call(SEAL)[0])
        self.absences()
        self.hand_overs()
        self.changes_members()
        self.invites()

    def absences(self):
        other, me = self.scene.dummy, self.person
        start = now_ms() + DAY_MS

        def away(member, deputy=b""):
            period = signed(1, start) + signed(2, start + DAY_MS) + text(3, deputy)
            return text(1, member) + text(2, period)

        self.expect("ACCEPT_SECRECY", "-", OK, self.call(ACCEPT_SECRECY, b"")[0])
        self.expect("SET_ABSENCE", "-", OK, self.call(SET_ABSENCE, away(me.member))[0])
        self.expect("SET_ABSENCE taken back", "-", OK, self.call(SET_ABSENCE, b"")[0])
        self.expect("SET_ABSENCE of another", "-",
                    matrix.running(self.role, OK, {matrix.COORDINATES}),
                    self.call(SET_ABSENCE, away(other.member))[0])
        self.expect("SET_ABSENCE of another for himself", "-",
                    matrix.running(self.role, PRECONDITION, {matrix.COORDINATES}),
                    self.call(SET_ABSENCE, away(other.member, me.member))[0])
        self.expect("SET_ABSENCE for a stranger", "-", PRECONDITION,
                    self.call(SET_ABSENCE, away(me.member, other.member))[0])

    def hand_overs(self):
        """A caseload that is offered moves by its receiver alone, and to who may read it."""
        me, scene, role = self.person, self.scene, self.role
        mate = scene.person("UPE-WORKER", f"organisation {role}")
        stranger, others = scene.stranger.member, scene.evaluator.member

        def offer(to, whose=b"", person=me):
            one = os.urandom(16)
            status, _, _ = person.call(HAND_OVER, text(1, one) + text(2, whose) + text(3, to))
            return one, status

        def answer(one, reply, person=me):
            status, told, _ = person.call(ANSWER_HAND_OVER, text(1, one) + number(2, reply))
            return status, fields(told) if status == OK else {}

        for to, whom in (("colleague", mate.member), ("stranger", others)):
            for whose, giver in (("own", b""), ("another's", stranger)):
                wanted = matrix.handing(role, to, whose)
                one, status = offer(whom, giver)
                self.expect(f"HAND_OVER {whose} to a {to}", "-", wanted, status)
                if wanted != OK:
                    continue
                # Nobody takes files on for another.
                for what, reply in (("accepted", ACCEPT), ("declined", DECLINE)):
                    self.expect(f"HAND_OVER {what} for another", "-", PERMISSION,
                                answer(one, reply)[0])
                self.expect("HAND_OVER withdrawn", "-", OK, answer(one, TAKE_BACK)[0])
        # A stranger's files for himself.
        wanted = matrix.handing(role, "colleague", "another's")
        one, status = offer(me.member, stranger)
        self.expect("HAND_OVER of a stranger's to himself", "-", wanted, status)
        if wanted == OK:
            self.expect("HAND_OVER withdrawn", "-", OK, answer(one, TAKE_BACK)[0])
        # An offer of others is told to who may give there, and is answered by none of these.
        runs, sees = role == matrix.OPERATES, role in matrix.TRANSFERS
        for what, one in (("others'", scene.offer), ("absent", os.urandom(16))):
            wanted = NOT_AVAILABLE
            if runs or sees and one == scene.offer:
                wanted = PERMISSION
            for reply in (ACCEPT, DECLINE, TAKE_BACK):
                self.expect(f"ANSWER_HAND_OVER {what} {reply}", "-", wanted,
                            answer(one, reply)[0])
        self.expect("ANSWER_HAND_OVER malformed", "-", BAD, answer(os.urandom(15), ACCEPT)[0])
        self.expect("ANSWER_HAND_OVER nothing", "-", BAD, answer(scene.offer, 0)[0])
        status, told = self.call(LIST_HAND_OVERS)
        listed = [fields(item)[1][0] for item in fields(told).get(1, [])] if status == OK else []
        self.expect("LIST_HAND_OVERS", "-", PERMISSION if runs else OK, status)
        self.expect("LIST_HAND_OVERS shows others'", "-", str(sees), str(scene.offer in listed))
        self.expect("LIST_ORGANISATIONS", "-", OK if role in matrix.NAMES else PERMISSION,
                    self.call(LIST_ORGANISATIONS)[0])
        # What is offered to him comes, where he could read it, and stays where he could not.
        file = scene.file("own", mate)
        one, status = offer(me.member, person=mate)
        self.expect("HAND_OVER to him", "-", PERMISSION if runs else OK, status)
        if not runs:
            file.wild = True
            status, told = answer(one, ACCEPT)
            self.expect("ANSWER_HAND_OVER his", "-", OK, status)
            self.expect("ANSWER_HAND_OVER moves, leaves behind", "-",
                        "1, 0" if role in matrix.TAKES else "0, 1",
                        f"{told.get(1, [0])[0]}, {told.get(3, [0])[0]}")
            status, _ = self.call(READ_FILE, text(1, file.id))
            self.expect("READ_FILE handed over", "-", matrix.reading(role, "own"), status)
        self.stands_in(mate)

    def stands_in(self, mate):
        """Who stands in for him sees what waits where he coordinates, and gains nothing else."""
        def look(what, wanted):
            for name, method in (("LIST_MEMBERS", LIST_MEMBERS),
                                 ("LIST_INVITATIONS", LIST_INVITATIONS)):
                self.expect(f"{name} by {what}", "-", wanted, mate.call(method)[0])
            for name, method, body in (
                ("LIST_DEVICES", LIST_DEVICES, b""), ("STATUS", STATUS, b""),
                ("CHANGE_MEMBER", CHANGE_MEMBER,
                 self.grant(self.person.member, "UPE-WORKER", mate.organisation)),
            ):
                self.expect(f"{name} by {what}", "-", PERMISSION, mate.call(method, body)[0])

        period = signed(1, now_ms() - 1000) + signed(2, now_ms() + DAY_MS) + text(3, mate.member)
        look("a colleague", PERMISSION)
        self.expect("SET_ABSENCE now", "-", OK, self.call(SET_ABSENCE, text(2, period))[0])
        look("his deputy", matrix.running(self.role, OK, {matrix.COORDINATES}))
        if self.role == matrix.COORDINATES:
            told = fields(mate.call(LIST_MEMBERS)[1])
            self.expect("LIST_MEMBERS by his deputy: members", "-", "0", str(len(told.get(1, []))))
        self.expect("SET_ABSENCE ended", "-", OK, self.call(SET_ABSENCE, b"")[0])
        look("a former deputy", PERMISSION)

    def grant(self, member, role, organisation, proposal=None):
        held = text(1, role) + text(2, organisation)
        return (number(1, GRANT) + text(2, member) + text(3, held)
                + text(4, proposal or os.urandom(16)))

    def changes_members(self):
        me, other = self.person, self.scene.dummy
        near, runs = me.organisation, matrix.running(self.role)
        for role in ("UPE-WORKER", "CAPE-EVALUATION", "CAPE-COORDINATOR", "OPERATOR", "PROSECUTOR"):
            self.expect(f"CHANGE_MEMBER himself {role}", "-", SECOND,
                        self.call(CHANGE_MEMBER, self.grant(me.member, role, near))[0])
        self.expect("CHANGE_MEMBER himself END_ROLE", "-", SECOND, self.call(
            CHANGE_MEMBER, number(1, END_ROLE) + text(2, me.member)
            + text(3, text(1, self.role) + text(2, near)))[0])
        proposal = os.urandom(16)
        self.expect("CHANGE_MEMBER another", "-", runs, self.call(
            CHANGE_MEMBER, self.grant(other.member, "UPE-COORDINATOR", other.organisation,
                                      proposal))[0])
        if runs == OK:
            self.expect("APPROVE his own change", "-", SECOND,
                        self.approve(26, proposal, *self.change(proposal)))
            self.expect("CHANGE_MEMBER withdrawn", "-", OK, self.call(
                CHANGE_MEMBER, number(1, WITHDRAW) + text(4, proposal))[0])
        # Who runs the daemon never reads in it, whoever asks.
        for who, role in ((self.scene.runner, "UPE-WORKER"), (other, "OPERATOR")):
            self.expect(f"CHANGE_MEMBER mixed {role}", "-", PERMISSION, self.call(
                CHANGE_MEMBER, self.grant(who.member, role, near))[0])
        victim = self.scene.victims.get(self.role, other)
        self.expect("CHANGE_MEMBER suspends another", "-", runs, self.call(
            CHANGE_MEMBER, number(1, SUSPEND_MEMBER) + text(2, victim.member))[0])
        self.expect("CHANGE_MEMBER absent", "-", matrix.running(self.role, NOT_AVAILABLE),
                    self.call(CHANGE_MEMBER, self.grant(os.urandom(16), "UPE-WORKER", near))[0])
        self.expect("CHANGE_MEMBER withdraws absent", "-",
                    matrix.running(self.role, NOT_AVAILABLE),
                    self.call(CHANGE_MEMBER, number(1, WITHDRAW) + text(4, os.urandom(16)))[0])

    def change(self, proposal):
        """The digest of a change that waits, the size of the log and the store."""
        listed = fields(self.scene.runner.call(LIST_MEMBERS)[1])
        digest = next(fields(one)[10][0] for one in listed[2] if fields(one)[1][0] == proposal)
        return digest, listed.get(3, [0])[0], listed[4][0]

    def invitation(self, token):
        listed = fields(self.scene.runner.call(LIST_INVITATIONS)[1])
        digest = next(
            (fields(one)[7][0] for one in listed[1] if fields(one)[1][0] == token), bytes(32))
        return digest, listed.get(2, [0])[0], listed[3][0]

    def approve(self, operation, target, digest, size, store, person=None):
        person = person or self.person
        statement = (number(1, operation) + text(2, target) + text(3, digest)
                     + text(4, os.urandom(16)) + signed(5, now_ms() + 3_600_000)
                     + number(6, size) + text(7, store))
        proof = person.device.signing.sign(b"madar/1 approval" + statement)
        return person.call(APPROVE, text(1, statement) + text(2, proof))[0]

    def invites(self):
        me, runs = self.person, matrix.running(self.role)

        def invite(token, body, secret=None):
            return self.call(INVITE, text(1, token) + text(2, secret or os.urandom(32)) + body)[0]

        def newcomer(*roles):
            return text(3, "nouveau") + b"".join(
                text(5, text(1, role) + text(2, me.organisation)) for role in roles)

        token, secret = os.urandom(16), os.urandom(32)
        self.expect("INVITE", "-", runs, invite(token, newcomer("UPE-WORKER"), secret))
        self.expect("INVITE mixed", "-", PERMISSION,
                    invite(os.urandom(16), newcomer("OPERATOR", "UPE-WORKER")))
        # One more device of somebody else would speak in his name.
        spare, spare_secret = os.urandom(16), os.urandom(32)
        self.expect("INVITE a device of another", "-", runs,
                    invite(spare, text(4, self.scene.stranger.member), spare_secret))
        if runs == OK:
            for what, one, key in (("member", token, secret), ("device", spare, spare_secret)):
                self.expect(f"APPROVE his own {what}", "-", SECOND,
                            self.approve(INVITE, one, *self.invitation(one)))
                # Another of the same kind is no second person.
                peer = self.scene.runner if self.role == matrix.OPERATES else self.scene.chief
                self.expect(f"APPROVE a peer's {what}", "-", SECOND,
                            self.approve(INVITE, one, *self.invitation(one), person=peer))
                try:
                    Device(self.scene.province, one, key).enrol()
                    entered = "entered"
                except Closed:
                    entered = "silence"
                self.expect(f"enrolling a {what} unapproved", "-", "silence", entered)
        else:
            waiting = self.scene.waiting
            self.expect("APPROVE another's", "-", PERMISSION,
                        self.approve(INVITE, waiting, *self.invitation(waiting)))
            token = os.urandom(16)
            self.expect("APPROVE absent", "-", PERMISSION,
                        self.approve(INVITE, token, *self.invitation(token)))



# MARK: After all of them


def roles_served(scene):
    """The codes of the roles in the definition that the daemon serves."""
    content = scene.runner.line.call(DEFINITION)[1]
    roles = [item[7][0] for item in map(fields, messages(content)) if 7 in item]
    return {fields(fields(role)[1][0])[1][0] for role in roles}


def sealed(scene):
    """Who may seals; a sealed daemon tells nobody a record. Its credential opens it at start."""
    for role in sorted(matrix.RUNS):
        person = scene.people[role]
        scene.expect(person, "SEAL", "-", OK, person.call(SEAL)[0])
        for other in scene.people.values():
            body = text(1, scene.files[0].id)
            scene.expect(other, "READ_FILE sealed", "-", SEALED, other.call(READ_FILE, body)[0])
            scene.expect(other, "FIND sealed", "-", SEALED,
                         other.call(FIND, text(1, scene.files[0].name))[0])
        again(scene, scene.province.restart)


def again(scene, restart):
    for person in scene.everybody():
        person.line.close()
    restart()
    for person in scene.everybody():
        person.connect()


def a_day_later(scene, insider):
    """After 24 hours a mobile unit hands its file over: what it took up is closed to it."""
    again(scene, lambda: scene.province.put_forward(25 * 3600))
    person = insider.person
    absent = os.urandom(16)
    for kind in ("own", "unit"):
        file = insider.files[kind]
        texts = Texts(scene.words, file, person)
        body = number(2, file.sequence) + text(3, draft(FORM, "F0", texts.child()[1]))
        wanted = person.call(APPEND, text(1, absent) + body)
        seen = person.call(APPEND, text(1, file.id) + body)
        scene.expect(person, "APPEND_ACT a day later", kind, NOT_AVAILABLE, seen[0])
        assert wanted == seen, "forbidden and absent differ"


# MARK: What is told


def table(scene):
    """Each method with its outcomes, and after each outcome who hears it."""
    lines = [
        "insider · one place for each kind of file: " + " ".join(ALL_KINDS),
        "insider · " + " ".join(f"{SHORT[one]}={name}" for one, name in (
            (OK, "done"), (NOT_AVAILABLE, "NOT_AVAILABLE"), (PERMISSION, "PERMISSION"),
            (BAD, "BAD_MESSAGE"), (INVALID, "INVALID_ARGUMENT"), (PRECONDITION, "PRECONDITION"),
            (SECOND, "SECOND_APPROVAL"), (UNKNOWN_METHOD, "UNKNOWN_METHOD"),
            (CONFLICT, "CONFLICT"), (SEALED, "SEALED"), (matrix.PURPOSE, "PURPOSE_MISSING")))
        + " digits=classes",
    ]
    for what in sorted(scene.table):
        groups = defaultdict(list)
        for role, cells in scene.table[what].items():
            groups[" ".join(cells.get(kind, "") for kind in cells)].append(role)
        for outcome, roles in sorted(groups.items(), key=lambda one: -len(one[1])):
            names = " ".join(roles) if len(roles) < len(matrix.ROLES) else "every role"
            lines.append(f"insider · {what} [{outcome}] {names}")
    return lines


def skipped():
    """The cells that nothing on the wire can decide yet, and those that no shipped role makes."""
    return [f"insider · skipped: {what}: {why}" for what, why in matrix.NO_METHOD.items()] + [
        f"insider · by a role of the tests: {what}: {why}"
        for what, why in matrix.NOT_SHIPPED.items()]


def everyMethodOfEveryRole():
    """The scene after all attempts, with what was seen."""
    scene = Scene()
    try:
        scene.populate()
        assert roles_served(scene) == {role.encode() for role in matrix.ROLES}, "other roles"
        insiders = {}
        for role, person in scene.people.items():
            insiders[role] = Insider(scene, person)
            insiders[role].run()
        abroad.transfers(scene)
        sealed(scene)
        a_day_later(scene, insiders["SAS-AGENT"])
        scene.province.stop()
        code, said = scene.province.verify()
        assert code == 0, said
        untried = matrix.OPEN.keys() - scene.tried
        assert not untried, f"FINDINGS name what was not tried: {untried}"
        return scene
    finally:
        scene.province.end()


def told(scene, in_full):
    """A result for each role, as (name, fault, note), and lines of what else is to be told."""
    results = []
    for role, person in scene.people.items():
        faults = list(dict.fromkeys(fault for whose, fault in scene.faults if whose == role))
        results.append((role, "\n".join(faults) or None, f"{person.attempts} attempts"))
    lines = []
    for why in dict.fromkeys(why for why, _ in scene.known):
        places = [place for one, place in scene.known if one == why]
        lines.append(f"insider · finding: {why}: {len(places)} cells")
        if in_full:
            lines += [f"insider ·   {place}" for place in places]
    return results, lines + (table(scene) if in_full else [])


ROWS["everyMethodOfEveryRole"] = ("insider", everyMethodOfEveryRole)
