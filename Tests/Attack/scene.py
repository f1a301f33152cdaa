"""The scene of the insider: people of every role, files of every kind, and what is compared."""
import hashlib
import os
import re
import struct
import time
from collections import defaultdict

import matrix
from line import CANCEL, DATA, END, fields, inner, number, request, signed, text
from matrix import (
    BAD, CONFLICT, HEALTH, IDENTITY, INVALID, JUDICIAL, NOT_AVAILABLE, OK, PERMISSION,
    PRECONDITION, PROTECTED, PURPOSE, REFUSED, SEALED, SECOND, SOCIAL, UNKNOWN_METHOD,
)
from province import Province, messages, value

# SPEC W-60.
PING, WHO_AM_I, STATUS, DEFINITION, CHECKPOINT, ACKNOWLEDGE, PROVE_LEAF = 1, 2, 3, 4, 5, 6, 7
LIST_WITNESSES, CHANGE_WITNESS, ADD_COSIGNATURE = 8, 9, 10
LIST_COMMITTEE, CHANGE_COMMITTEE, PROVE_CUSTODY, CONTRIBUTE, TAKE_PASSPHRASE = 85, 86, 87, 88, 89
ENROL, ENROL_CONFIRM, INVITE, APPROVE, LIST_DEVICES, LIST_INVITATIONS = 16, 17, 18, 19, 20, 21
CHANGE_DEVICE, RENEW_KEY, CONFIRM_KEY, LIST_MEMBERS, CHANGE_MEMBER = 22, 23, 24, 25, 26
SET_ABSENCE, ACCEPT_SECRECY, BREAK_GLASS, LIST_GLASS, REVIEW_GLASS = 27, 28, 29, 30, 31
SEAL, UNSEAL, CHANGE_TRANSPORT = 32, 33, 34
HAND_OVER, ANSWER_HAND_OVER, LIST_HAND_OVERS, LIST_ORGANISATIONS = 35, 36, 37, 38
LIST_PROVINCES, CHANGE_PROVINCE, SEND_TRANSFER, RECEIVE_TRANSFER, SETTLE_TRANSFER = 41, 42, 43, 44, 45
ORDER, LIST_ORDERS, SETTLE_ORDER, ACCESS_REPORT = 46, 47, 48, 76
CHANGE_SETTINGS, REPORT_INCIDENT, LIST_INCIDENTS = 49, 50, 51
BACKUP, LIST_BACKUPS, PLAN_BACKUPS = 80, 81, 82
OPEN_FILE, APPEND, READ_FILE, READ_ACT, HISTORY, FIND, LIST_FILES = 64, 65, 66, 67, 68, 69, 70
DAY = 75
LIST_DUPLICATES, SETTLE_DUPLICATE = 94, 95
FIGURES = 100
PREPARE_PUBLICATION, CHANGE_PUBLICATION = 101, 102
LIST_PUBLICATIONS, READ_PUBLICATION, RETURN = 103, 104, 105
SAVE_SEARCH, LIST_SAVED_SEARCHES, FORGET_SEARCH = 77, 78, 79
LIST_KEYS, CHANGE_ROTATION, SIGN_RESTORATION, CHANGE_SLOT = 90, 91, 92, 93
CHANGE_RENEWAL = 96
UPLOAD_STATUS, UPLOAD, DOWNLOAD, SUBSCRIBE = 71, 72, 73, 74
WRITES = {INVITE, APPROVE, CHANGE_DEVICE, CHANGE_MEMBER, SET_ABSENCE, ACCEPT_SECRECY,
          BREAK_GLASS, REVIEW_GLASS, CHANGE_TRANSPORT, HAND_OVER, ANSWER_HAND_OVER, OPEN_FILE,
          APPEND, CHANGE_PROVINCE, ORDER, SETTLE_ORDER, RECEIVE_TRANSFER, SETTLE_TRANSFER,
          CHANGE_WITNESS, ADD_COSIGNATURE, CHANGE_SETTINGS, REPORT_INCIDENT,
          BACKUP, PLAN_BACKUPS, CHANGE_COMMITTEE, CHANGE_ROTATION, SETTLE_DUPLICATE,
          CHANGE_RENEWAL, CHANGE_PUBLICATION,
          SIGN_RESTORATION, SAVE_SEARCH, FORGET_SEARCH}
FORM, TRANSITION, CORRECTION, APPROVAL = 2, 3, 4, 5
ASK_RENEWAL, SUSPEND = 4, 1
GRANT, END_ROLE, SUSPEND_MEMBER, WITHDRAW = 1, 3, 4, 6
PREPARE = 1
ACCEPT, DECLINE, TAKE_BACK = 1, 2, 3
DAY_MS = 86_400_000
SHORT = {
    OK: "+", BAD: "B", INVALID: "I", NOT_AVAILABLE: "-", PRECONDITION: "!", PERMISSION: "P",
    SECOND: "2", UNKNOWN_METHOD: "U", PURPOSE: "M", SEALED: "S", CONFLICT: "C", REFUSED: "x",
}
WORD = re.compile(rb"qz[a-z]{10}zq")


def letter(status):
    return SHORT.get(status, hex(status) if isinstance(status, int) else status)


# MARK: Files


class File:
    """A file as the program that made it knows it."""

    def __init__(self, kind, stage, organisation=None, referent=None):
        self.kind, self.stage = kind, stage
        self.organisation, self.referent = organisation, referent
        self.id = self.number = self.name = None
        self.acts, self.attachments = [], {}
        # What attacks did to it is not known: lists may show it or not.
        self.wild = False
        # The organisations or members to which it is tied, by scope, and what referrals tell the
        # organisation with which they lie: their acts, as matters, and their words.
        self.ties = defaultdict(set)
        self.matters, self.told = {}, defaultdict(set)

    def tied(self, person):
        """The scopes in which it is tied to somebody."""
        return {scope for scope, whom in self.ties.items()
                if whom & {person.organisation, person.member}}

    @property
    def sequence(self):
        return len(self.acts)

    def act(self, form, corrected=False):
        return next(one for one in self.acts if one.form == form and one.corrected == corrected)


class Entry:
    """An act of a file: its id, author, form and classes, and the matter that it is of."""

    def __init__(self, act, author, form, classes, corrected=False, matter=None):
        self.id, self.author, self.form, self.classes = act, author, form, classes
        self.corrected, self.matter = corrected, matter


def flag(field, holds, row=0):
    return field_value(field, b"\x20" + bytes([holds]), row)


def field_value(field, body, row=0):
    return text(1, field) + number(2, row) + text(3, body)


def moment(field):
    return field_value(field, signed(3, now_ms() - 3_600_000))


def choices(field, *codes):
    return field_value(field, text(7, b"".join(text(1, code) for code in codes)))


def attachment(field, one, row=0):
    body = (text(1, one["id"]) + number(2, 2) + number(3, len(one["content"]))
            + text(4, hashlib.sha256(one["content"]).digest()) + text(5, "image"))
    return field_value(field, text(11, body), row)


def now_ms():
    return int(time.time() * 1000)


def draft(kind, form="", values=(), to="", corrects=b"", reason="", extra=b""):
    return (number(1, kind) + text(2, form) + number(3, 1 if form else 0) + text(5, to)
            + text(7, corrects) + text(8, reason) + b"".join(text(9, one) for one in values)
            + extra)


class Texts:
    """Values of the forms, with a word in each that tells the class, the file and the author."""

    def __init__(self, words, file, author):
        self.words, self.file, self.author = words, file, author

    def word(self, data_class):
        letters = "".join(chr(97 + byte % 26) for byte in os.urandom(10))
        word = f"qz{letters}zq"
        self.words[word.encode()] = (data_class, self.file, self.author)
        return word

    def picture(self, data_class):
        one = {"id": os.urandom(16),
               "content": b"\x89PNG " + self.word(data_class).encode() + os.urandom(100)}
        return one

    def child(self, health=False, judicial=False, photo=None, extra=()):
        name = self.word(IDENTITY)
        values = [
            value("family_name_ar", 1, "اختبار"), value("given_name_ar", 1, "طفلة"),
            value("family_name_fr", 1, name), value("given_name_fr", 1, "Essai"),
            value("sex", 6, "F"), value("estimated_age", 5, 12), value("nationality", 6, "MAR"),
            value("civil_status", 6, "UNKNOWN"), value("presence_commune", 8, "04.441.01.0"),
            value("presence_place", 1, self.word(IDENTITY)), value("milieu", 6, "U"),
            value("school_status", 6, "ENROLLED"), value("school_name", 1, self.word(SOCIAL)),
            *extra,
        ]
        if health:
            values.append(value("difficulty_seeing", 6, "SOME"))
        if judicial:
            values += [value("relative_link", 6, "FATHER"), flag("relative_alleged_author", True)]
        if photo:
            values += [attachment("photo", photo), flag("photo_permission", True)]
        return name, values

    def report(self, member, health=False, picture=None, judicial=True):
        values = [
            *self.social_report(member), flag("reporter_wants_secrecy", True),
            value("reporter_name", 1, self.word(PROTECTED)),
        ]
        if judicial:
            values += [
                flag("offence_suspected", True), moment("prosecutor_notified_at"),
                value("prosecutor_recipient", 1, self.word(JUDICIAL)),
            ]
        if health:
            values.append(value("child_words", 1, self.word(HEALTH)))
        if picture:
            values.append(attachment("attachments", picture))
        return values

    def social_report(self, member):
        return [
            moment("received_at"), value("channel", 6, "PHONE"),
            value("alleged_facts", 1, self.word(SOCIAL)), value("author_has_access", 6, "NO"),
            value("immediate_danger", 6, "NO"), value("receiver", 9, member),
            value("urgency", 6, "LOW"),
        ]

    def listening(self, *health):
        return [moment("interview_at"), value("needs_expressed", 1, self.word(SOCIAL)),
                *[value(field, 1, self.word(HEALTH)) for field in health]]

    def risk(self, member, health=False, level="R2"):
        values = [
            value("risk_level", 6, level), value("category", 6, "VIC-VIO"),
            flag("category_principal", True), value("evaluator", 9, member),
            field_value("risk_valid_until", signed(3, now_ms() + 30 * DAY_MS)),
            value("risk_decision", 6, "ASSESS"),
        ]
        if health:
            values.append(choices("health_risk_factors", "ADDICTION"))
        return values

    def inquiry(self, health=False, judicial=False):
        values = [
            value("child_view", 1, self.word(SOCIAL)), value("guardian_view", 1, self.word(SOCIAL)),
            value("opinion", 1, self.word(SOCIAL)),
            field_value("inquiry_due_at", signed(3, now_ms() + 7 * DAY_MS)),
        ]
        if health:
            values.append(value("violence_in_home", 1, self.word(HEALTH)))
        if judicial:
            values.append(value("antecedents", 1, self.word(JUDICIAL)))
        return values


def own_number(file):
    """A correction of the opening says again which number the file has."""
    return value("file_number", 1, file.number.decode())


def assignment(organisation, member=None):
    values = [value("assigned_organisation", 10, organisation)]
    return values + ([value("assigned_member", 9, member)] if member else [])


# MARK: People


class Person:
    """A member on his device, with one line; what he hears is searched for what is not his."""

    def __init__(self, scene, device, role):
        self.scene, self.device, self.role = scene, device, role
        self.connect()
        answer = fields(self.line.call(WHO_AM_I)[1])
        self.member = answer[1][0]
        self.organisation = fields(answer[5][0])[2][0]
        # Where he only helps to make the scene, nothing of it is counted.
        self.watched = False
        self.attempts = 0
        # What he opened by break-glass: the classes by file.
        self.glass = {}

    def connect(self):
        self.line = self.device.connect()
        self.heard = Heard(self.line)

    def call(self, method, payload=b"", key=None, motive=False):
        """The status, the answer, and the bytes of the frames that brought it."""
        if method in WRITES and key is None:
            key = self.line.key()
        before = self.line.received
        status, answer = self.line.call(method, payload, key)
        return self.note(status, answer, self.line.received - before, motive)

    def note(self, status, answer, received, motive=False):
        if self.watched:
            self.attempts += 1
            self.scene.search(self, answer, motive)
            self.scene.search(self, self.heard.take(), motive)
        return status, answer, received

    def upload(self, payload, content):
        stream = self.line.next_stream()
        self.line.say(request(UPLOAD, payload, stream, flags=0), inner(DATA, content, END, stream))
        return self.note(*self.line.answer(stream), 0)

    def events(self):
        """All that a subscription from the very beginning tells until it says that it is done."""
        stream = self.line.next_stream()
        before = self.line.received
        self.line.say(request(SUBSCRIBE, b"\x08\x00", stream))
        told = []
        while stream not in self.line.answers:
            self.line.read()
            content = self.line.contents.get(stream, b"")[4:]
            told = [fields(one) for one in whole(content)]
            if any(one[1] == [1] for one in told):
                self.line.say(inner(CANCEL, b"\0\0", 0, stream))
                content = self.line.answer(stream)[1]
                self.note(OK, content, 0)
                return OK, told
        status, answer = self.line.answer(stream)
        self.note(status, answer, self.line.received - before)
        return status, []


def whole(content):
    """The delimited messages that are here whole."""
    at = 0
    while at + 4 <= len(content):
        (count,) = struct.unpack_from(">I", content, at)
        if at + 4 + count > len(content):
            break
        at += 4 + count
    return messages(content[:at])


class Heard:
    """The cipher of a line that keeps every plaintext that it opens."""

    def __init__(self, line):
        self.cipher, self.kept = line.opening, []
        line.opening = self

    def decrypt_with_ad(self, data, body):
        plaintext = self.cipher.decrypt_with_ad(data, body)
        self.kept.append(plaintext)
        return plaintext

    @property
    def n(self):
        return self.cipher.n

    def rekey(self):
        self.cipher.rekey()

    def take(self):
        kept, self.kept = b"".join(self.kept), []
        return kept


# MARK: The scene


class Scene:
    """A province with a member of each role, those who help, and files of every kind."""

    def __init__(self, added=None):
        self.province = Province(coordinator_roles=(), added=added)
        self.words, self.files = {}, []
        self.table = defaultdict(dict)
        self.faults, self.known, self.tried = [], [], set()
        self.people = {}

    def populate(self):
        self.founder = self.province.operator()
        self.chief_device = self.province.coordinator()
        self.runner = Person(self, self.founder, "founder")
        self.chief = Person(self, self.chief_device, "founder")
        self.stranger = self.person("UPE-WORKER", "unité voisine")
        self.evaluator = self.person("CAPE-EVALUATION", "centre voisin")
        self.dummy = self.person("UPE-WORKER", "unité absente")
        # An offer of files between two of another unit.
        self.neighbour = self.person("UPE-WORKER", "unité voisine")
        self.offer = os.urandom(16)
        offered = text(1, self.offer) + text(3, self.neighbour.member)
        assert self.stranger.call(HAND_OVER, offered)[0] == OK
        # What waits for ever, and whom those may suspend who run the daemon.
        self.waiting = self.province.invite(
            self.chief_device, self.founder, approve=False, name="en attente").token
        self.victims = {role: self.person("HCP", f"absent {role}") for role in matrix.RUNS}
        for role in matrix.ROLES:
            self.people[role] = self.person(role, f"organisation {role}")
            self.people[role].watched = True

    def everybody(self):
        """All who have a line, but those who were suspended."""
        return [self.runner, self.chief, self.stranger, self.evaluator, self.dummy,
                self.neighbour, *self.people.values()]

    def person(self, role, organisation):
        device = self.province.invite(
            self.chief_device, self.founder, name=f"{role} {organisation}", role=role,
            organisation=organisation)
        return Person(self, device.enrol(), role)

    def leaves(self):
        """How many leaves the log has; asking leaves one."""
        status, answer, _ = self.runner.call(STATUS)
        assert status == OK, hex(status)
        return fields(answer)[8][0]

    # What the daemon has to do while the scene is made is asserted: it is none of the attempts.

    def add(self, person, file, form, kind, classes, values=(), to="", **more):
        body = draft(kind, form, values, to, **more)
        payload = text(1, file.id) + number(2, file.sequence) + text(3, body)
        status, answer, _ = person.call(APPEND, payload)
        assert status == OK, (person.role, form, to, hex(status), answer)
        self.added(file, person, answer, form, classes, to, kind == CORRECTION)
        return file

    def added(self, file, person, answer, form, classes, to="", corrected=False, matter=None):
        answer = fields(answer)
        file.acts.append(Entry(answer[1][0], person, form, classes, corrected, matter))
        assert answer[2] == [file.sequence], answer
        file.stage = to or file.stage

    def file(self, kind, person=None, stage="ASSESS"):
        """A file of a kind for a person, brought to a stage by others and then given."""
        file = File(kind, "DETECT", self.stranger.organisation, self.stranger)
        texts = Texts(self.words, file, self.stranger)
        photo, picture = texts.picture(IDENTITY), texts.picture(HEALTH)
        file.name, values = texts.child(health=True, judicial=True, photo=photo)
        body = text(1, draft(1, "F0", values, "DETECT"))
        status, answer, _ = self.stranger.call(OPEN_FILE, body)
        assert status == OK, (hex(status), answer)
        answer = fields(answer)
        file.id, file.number = answer[1][0], answer[2][0]
        file.acts.append(Entry(answer[3][0], self.stranger, "F0",
                               {IDENTITY, SOCIAL, HEALTH, JUDICIAL}))
        self.send(file, IDENTITY, photo, 1)
        self.files.append(file)
        self.bring(file, stage, texts, picture)
        if kind in ("own", "unit"):
            file.organisation = person.organisation
            file.referent = person if kind == "own" else file.referent
        elif kind == "lent":
            file.referent = person
        if kind != "other":
            self.add(self.chief, file, "ASSIGN", FORM, {SOCIAL},
                     assignment(file.organisation, file.referent.member))
        return file

    def bring(self, file, stage, texts, picture):
        member = self.stranger.member
        steps = {
            "SIGNAL": lambda: self.add(
                self.stranger, file, "F1", TRANSITION, {SOCIAL, HEALTH, JUDICIAL, PROTECTED},
                texts.report(member, True, picture), "SIGNAL"),
            "RECEIVE": lambda: self.add(
                self.stranger, file, "", TRANSITION, {SOCIAL}, to="RECEIVE"),
            "LISTEN": lambda: self.add(
                self.stranger, file, "F2", TRANSITION, {SOCIAL, HEALTH},
                texts.listening("narration"), "LISTEN"),
            "TRIAGE": lambda: self.add(
                self.evaluator, file, "F3", TRANSITION, {SOCIAL, HEALTH},
                texts.risk(member, True), "TRIAGE"),
            "ASSESS": lambda: self.add(
                self.evaluator, file, "", TRANSITION, {SOCIAL}, to="ASSESS"),
        }
        if stage == "DETECT":
            return
        for name, step in steps.items():
            step()
            if name == "SIGNAL":
                self.send(file, HEALTH, picture, file.sequence)
            if name == stage:
                break
        if stage == "ASSESS":
            self.add(self.stranger, file, "F5", FORM, {SOCIAL, HEALTH, JUDICIAL},
                     texts.inquiry(True, True))
            name, values = texts.child(extra=[own_number(file)])
            self.add(self.stranger, file, "F0", CORRECTION, {IDENTITY, SOCIAL}, values,
                     corrects=file.acts[0].id, reason="essai")
            file.name = name

    def send(self, file, data_class, one, sequence):
        place = text(1, file.id) + number(2, sequence) + text(3, one["id"])
        status, content, _ = self.stranger.upload(place, one["content"])
        assert status == OK and fields(messages(content)[-1])[2] == [1], hex(status)
        file.attachments[data_class] = (place, one["content"])

    # MARK: What is compared

    def search(self, person, data, motive):
        """Whether a word of a text is in what somebody hears who may not read it."""
        for word in WORD.findall(data):
            data_class, file, author = self.words[word]
            known = data_class in person.glass.get(file, ()) or self.reaches(person, file) and (
                data_class in matrix.opens(person.role, motive)
                or author is person and "o" in matrix.letters(person.role, data_class)
                or word in file.told[person.organisation]
                and "a" in matrix.letters(person.role, data_class))
            if not known:
                where = "in" if self.reaches(person, file) else "out of"
                self.faults.append((
                    person.role,
                    f"{person.role} heard class {data_class} of a file {where} reach"))

    def reaches(self, person, file):
        """Whether a file lies in the scope of a person's role, by what is known of it here."""
        if file.wild or matrix.ROLES[person.role][0] in file.tied(person):
            return True
        mine = file.referent is person
        ours = file.organisation == person.organisation
        kind = "own" if mine and ours else "lent" if mine else "unit" if ours else "other"
        return matrix.reaches(person.role, kind)

    def expect(self, person, what, kind, wanted, seen):
        """One cell: what it should be, and what it is."""
        wanted_text, seen_text = cell(wanted), cell(seen)
        right = wanted_text == seen_text or wanted == REFUSED and seen_text != letter(OK)
        self.table[what].setdefault(person.role, {})[kind] = seen_text
        cell_of = person.role, what, kind
        self.tried.add(cell_of)
        why, open_as = matrix.OPEN.get(cell_of, (None, None))
        place = f"{' · '.join(cell_of)}: should be {wanted_text}, is {seen_text}"
        if right and why:
            self.faults.append((person.role, f"{place}: no finding any more, take it out"))
        elif not right and open_as == seen_text:
            self.known.append((why, place))
        elif not right:
            self.faults.append((person.role, place))



def cell(outcome):
    """A status, or a status with classes."""
    if isinstance(outcome, tuple):
        status, classes = outcome
        if status == OK:
            return "".join(str(one) for one in sorted(classes)) or "0"
        return letter(status)
    return letter(outcome)


def bits(mask):
    return {one for one in range(1, 32) if mask >> one & 1}
