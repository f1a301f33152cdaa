"""A province whose every text is marked: people, files of every class, motives, pictures.

The acts are entered through the client in Python and the programs, and each form of the served
definition is filled with a mark in every text that it takes.
"""
import hashlib
import io
import json
import os
import random
import subprocess
import time

import madar_client
from loot import ARABIC, LATIN
from madar_client import Client
from madar_client.messages import act_pb2 as acts
from madar_client.messages import call_pb2 as calls
from matrix import OPERATES, ROLES
from province import Province, program

PASSPHRASE = b"les hirondelles reviennent"
COORDINATES = "CAPE-COORDINATOR"
PRESENCE = "04.441.01.0"
PRESENT, ABSENT, ANY_OF, NONE_OF = 1, 2, 3, 4
OPENING, FORM, TRANSITION, CORRECTION = 1, 2, 3, 4
# Stages after which nothing more is entered.
LAST = {"closes", "transfers", "transferred"}
# The way from the opening to the assessment, by stage and the form that goes with it.
WAY = (("F1", "SIGNAL"), ("", "RECEIVE"), ("F2", "LISTEN"), ("F3", "TRIAGE"), ("", "ASSESS"))
DIGITS_LEAST = 8
# A check's code: the act does not say what it is of.
WRONG_HEADING = 20


class Marks:
    """The texts that were planted: what each tells, and whether it is digits alone."""

    def __init__(self):
        self.texts, self.digits = {}, {}
        self.arabic = False

    def text(self, what, scalars=200):
        """A text that nobody else writes, in one script and then the other."""
        self.arabic = not self.arabic
        letters = "ابتجحدرسكلمن" if self.arabic else "bcdfghlmnprstv"
        text = (ARABIC if self.arabic else LATIN) + "".join(random.choices(letters, k=6))
        if len(text) > scalars:
            return self.number(what, scalars)
        self.texts[text] = what
        return text

    def forget(self, value):
        """What was not entered after all."""
        for text in (value.text, value.attachment.name):
            self.texts.pop(text, None)
            self.digits.pop(text, None)

    def number(self, what, scalars=10):
        """Digits that nobody else writes."""
        digits = "06" + "".join(random.choices("123456789", k=min(scalars, 10) - 2))
        if len(digits) >= DIGITS_LEAST:
            self.digits[digits] = what
        return digits


class Filler:
    """Fills forms of the served definition."""

    def __init__(self, definition, marks, me):
        self.definition, self.marks, self.me = definition, marks, me
        self.pictures, self.person = [], b""
        # The other way round: what waits on a "no", and on a field that is left out.
        self.turned = False

    def value(self, field, avoid):
        """A value of a field, or None where it takes none."""
        value = acts.Value()
        if field.type == "text":
            what = f"{field.terms.code} (class {field.data_class})"
            number = field.meaning in (13, 15) or "phone" in field.terms.code
            limit = field.text_scalars or 200
            value.text = self.marks.number(what) if number else self.marks.text(what, limit)
        elif field.type == "date":
            value.date = int(time.time() // 86_400) - 10
        elif field.type == "instant":
            value.instant_ms = int(time.time() * 1000) - 3_600_000
        elif field.type == "flag":
            value.flag = not (self.turned and self.is_waited_for_as_no(field))
        elif field.type == "number":
            value.number = min(max(field.minimum, 3), field.maximum or 3)
        elif field.type in ("choice", "choices"):
            item = self.item(field, avoid)
            if item is None:
                return None
            if field.type == "choice":
                value.choice = item
            else:
                value.choices.codes.append(item)
        elif field.type == "territory":
            value.territory = PRESENCE
        elif field.type == "member":
            value.member = self.me.member
        elif field.type == "organisation":
            value.organisation = self.me.roles[0].organisation
        elif field.type == "attachment":
            self.attach(field, value)
        elif field.type == "person" and self.person:
            value.person = self.person
        else:
            return None
        return value

    def is_waited_for_as_no(self, field):
        """Whether some field is there only where a flag is not set."""
        yes = acts.Value(flag=True)
        return any(one.condition.field == field.terms.code and not holds(
            one.condition, {field.terms.code: yes})
            for form in self.definition.forms.values() for one in form.fields)

    def item(self, field, avoid):
        """A code of a field's list: one on which other fields wait, if there is any."""
        items = self.definition.lists[field.list].items if field.list else ()
        waited = [value.choice for form in self.definition.forms.values() for one in form.fields
                  if one.condition.kind == ANY_OF and one.condition.field == field.terms.code
                  for value in one.condition.values if value.choice]
        codes = waited + [one.terms.code for one in items]
        return next((one for one in codes if (field.terms.code, one) not in avoid), None)

    def attach(self, field, value):
        what = f"{field.terms.code} (class {field.data_class})"
        content = (b"\x89PNG\r\n\x1a\n" + self.marks.text(f"content of {what}").encode() * 30
                   + os.urandom(5000))
        promise = value.attachment
        promise.id, promise.kind = os.urandom(16), acts.ATTACHMENT_KIND_PNG
        promise.byte_count, promise.sha256 = len(content), hashlib.sha256(content).digest()
        promise.name = self.marks.text(f"name of {what}")
        self.pictures.append((promise.id, content))

    def values(self, form, avoid, without):
        """Values of every field of a form whose condition holds."""
        filled = {}
        if self.turned:
            without = without | {
                one.condition.field for one in form.fields if one.condition.kind == ABSENT}
        for field in form.fields:
            if field.terms.code not in without:
                value = self.value(field, avoid)
                if value is not None:
                    filled[field.terms.code] = value
        # What waits on another field stands after it: once is not enough where they are chained.
        for _ in range(3):
            for field in form.fields:
                if field.terms.code in filled and not holds(field.condition, filled):
                    self.marks.forget(filled.pop(field.terms.code))
        return [acts.FieldValue(field=code, value=value) for code, value in filled.items()]


def holds(condition, filled):
    """Whether a condition on another field of the form holds."""
    there = filled.get(condition.field)
    if condition.kind == PRESENT:
        return there is not None
    if condition.kind == ABSENT:
        return there is None
    if condition.kind in (ANY_OF, NONE_OF):
        among = there is not None and any(
            one == there or one.choice and one.choice in there.choices.codes
            for one in condition.values)
        return among == (condition.kind == ANY_OF)
    return True


class Desk:
    """One who enters acts: he fills forms until the daemon takes them."""

    ROUNDS_MAX = 12

    def __init__(self, client, marks):
        self.client, self.marks = client, marks
        self.definition = client.definition()
        self.filler = Filler(self.definition, marks, client.who_am_i().answer())
        self.taken, self.sequence, self.file = {}, 0, b""
        self.files, self.begun, self.promises = [], {}, []
        self.refused, self.faults = {}, {}

    def draft(self, kind, form, to, avoid, without, matter=b""):
        draft = acts.ActDraft(kind=kind, to_stage=to, matter=matter)
        if kind in (TRANSITION, CORRECTION):
            draft.reason = self.marks.text("reason of an act")
        if form:
            shape = self.definition.forms[form]
            draft.form, draft.form_version = form, shape.version
            draft.values.extend(self.filler.values(shape, avoid, without))
        return draft

    def enter(self, send, kind, form="", to="", matter=b""):
        """Sends a draft, and again without what was refused of it; whether it was taken."""
        avoid, without = set(), {"file_number"}
        for _ in range(self.ROUNDS_MAX):
            texts, digits = dict(self.marks.texts), dict(self.marks.digits)
            self.filler.pictures = []
            draft = self.draft(kind, form, to, avoid, without, matter)
            report = send(draft)
            if report.status == 0:
                self.taken.setdefault(form or to, []).append(draft)
                return report.answer()
            # What was not taken was not planted.
            self.marks.texts, self.marks.digits = texts, digits
            self.refused[form or to] = (report.status_name, str(report.error))
            faults = report.error.fields if report.error else ()
            self.faults[form or to] = list(faults)
            before = len(avoid), len(without)
            for fault in faults:
                value = next((one.value for one in draft.values if one.field == fault.field), None)
                if value is not None and value.choice:
                    avoid.add((fault.field, value.choice))
                elif value is not None:
                    without.add(fault.field)
            if before == (len(avoid), len(without)):
                return None
        return None

    def open(self):
        answer = self.enter(self.client.open_file, OPENING, "F0", "DETECT")
        assert answer, self.refused
        self.file, self.sequence = answer.file, answer.sequence
        self.files.append(self.file)
        self.begun, self.filler.person = {}, b""
        self.upload()
        return answer

    def add(self, form="", to=""):
        """Adds an act to the file, of the matter that it carries on where it does; or None."""
        track = self.definition.track_of(to) if to else None
        carried = [self.begun.get(track.terms.code, b"")] if track else self.begun.values()
        for matter in (b"", *carried):
            if matter and not self.waits(form):
                break
            answer = self.enter(
                lambda draft: self.client.append_act(self.file, self.sequence, draft),
                TRANSITION if to else FORM, form, to, matter)
            if answer:
                self.sequence = answer.sequence
                self.upload()
                begins = form and self.definition.forms[form].begins
                if begins or track and not matter:
                    self.begun[begins or track.terms.code] = answer.act
                if form == "PERSON":
                    self.filler.person = answer.act
                return answer
        return None

    def waits(self, form):
        """Whether a form was refused for want of the matter that it carries on."""
        return any(one.code == WRONG_HEADING for one in self.faults.get(form, ()))

    def upload(self):
        for attachment, content in self.filler.pictures:
            self.client.upload(self.file, self.sequence, attachment, io.BytesIO(content))
            self.promises.append((self.file, self.sequence, attachment, content))
        self.filler.pictures = []

    def every_form(self, turned=False):
        """A file with each form that the daemon takes in some stage, the last stages last."""
        self.filler.turned = turned
        done = set()
        self.open()
        for form, to in WAY:
            assert self.add(form, to), (form, to, self.refused.get(form or to))
            done.add(form)
        every, planted = self.text_fields()
        wanted = [code for code, form in self.definition.forms.items() if any(
            one.terms.code in every - planted for one in form.fields)]
        later = []
        # A person, whom others name, first.
        for code in sorted(wanted, key=lambda one: one != "PERSON"):
            for stage, ends in self.stages(code):
                if ends:
                    later.append((code, stage))
                elif code not in done and self.add(code, stage):
                    done.add(code)
        for code, stage in later:
            if code not in done:
                self.add(code, stage)

    def stages(self, form):
        """With which stages a form may be entered, and whether that ends the file."""
        yield "", False
        for track in self.definition.tracks.values():
            for stage in track.stages:
                begins = self.definition.forms[form].begins == track.terms.code
                if form in stage.entry_forms or begins and stage == track.stages[0]:
                    yield stage.terms.code, bool(LAST & set(stage.meanings))

    def text_fields(self):
        """The text fields of all forms, and those of them that were planted."""
        every = {one.terms.code for form in self.definition.forms.values() for one in form.fields
                 if one.type == "text"}
        planted = {one.field for drafts in self.taken.values() for draft in drafts
                   for one in draft.values
                   if one.value.WhichOneof("kind") == "text"}
        return every, planted & every


def without_pictures(draft):
    """A draft that promises nothing."""
    copy = acts.ActDraft()
    copy.CopyFrom(draft)
    del copy.values[:]
    copy.values.extend(one for one in draft.values
                       if one.value.WhichOneof("kind") != "attachment"
                       and one.field != "photo_permission")
    return copy


class Machine:
    """The programs on somebody's machine."""

    def __init__(self, root):
        self.root = root
        root.mkdir()
        for name in ("homes", "run", "tmp"):
            (root / name).mkdir(mode=0o700)
        (root / "passphrase").write_bytes(PASSPHRASE)
        (root / "passphrase").chmod(0o600)
        self.environment = {
            "HOME": str(root), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
            "MADAR_HOME": str(root / "homes"), "XDG_RUNTIME_DIR": str(root / "run"),
            "TMPDIR": str(root / "tmp")}

    def run(self, name, *arguments, profile, ends=(0,), said=""):
        """What a program says; how it may end."""
        done = subprocess.run(
            [program(name), *arguments, "--profile", profile, "--lang", "en"],
            env=self.environment, input=said, capture_output=True, text=True, timeout=120)
        assert done.returncode in ends, (name, arguments, done.returncode, done.stderr[-600:])
        return done

    def enrol(self, profile, invitation, label):
        path = self.root / f"{profile}.invitation"
        path.write_text(invitation)
        path.chmod(0o600)
        self.run("madar", "enrol", "--invitation-file", str(path), "--device-label", label,
                 "--passphrase-file", str(self.root / "passphrase"), "--no-input", profile=profile)
        path.unlink()
        self.unlock(profile)

    def unlock(self, profile):
        self.run("madar", "unlock", "--passphrase-file", str(self.root / "passphrase"),
                 profile=profile)

    def lock(self, profile):
        self.run("madar", "lock", profile=profile, ends=(0, 1))


class Planted:
    """The province, its people, and what they entered."""

    PROFILES = ("operator", "worker")

    def __init__(self):
        self.marks = Marks()
        names = {name: self.marks.text(name) for name in
                 ("centre", "operator", "coordinator")}
        founding = [part for name, option in (
            ("centre", "--centre"), ("operator", "--operator-name"),
            ("coordinator", "--coordinator-name")) for part in (option, names[name])]
        others = [role for role in ROLES if role not in (OPERATES, COORDINATES)]
        self.province = Province(coordinator_roles=others, founding=founding, fixed_port=True)
        self.root = self.province.root
        self.machine = Machine(self.root / "machine")

    def populate(self):
        """Enters everything."""
        self.device = madar_client.enrol(
            self.root / "coordinator", PASSPHRASE, self.province.texts[1],
            self.marks.text("label of a device"), 2, 64 << 20, 3)
        self.client = Client(self.device, 20)
        self.desk = Desk(self.client, self.marks)
        self.desk.every_form()
        self.desk.every_form(turned=True)
        self.twins = [self.twin() for _ in range(2)]
        self.by_the_programs()
        self.other_texts()
        return self

    def twin(self):
        """A file with the very acts of the other: the same name, the same words, twice."""
        opened = self.client.open_file(without_pictures(self.desk.taken["F0"][0])).answer()
        report = without_pictures(self.desk.taken["F1"][0])
        self.client.append_act(opened.file, opened.sequence, report).answer()
        return opened.file

    def by_the_programs(self):
        """An operator and a worker, invited and at work with `madar` and `madarctl`."""
        machine, marks = self.machine, self.marks
        machine.enrol("operator", self.province.texts[0], marks.text("label of a device"))
        name, invitation = self.root / "name", self.root / "worker.invitation"
        name.write_text(marks.text("name of a member"))
        machine.run("madarctl", "invite", "--name-file", str(name), "--role", "UPE-WORKER",
                    "--new-organisation", marks.text("name of an organisation"), "--output",
                    str(invitation), "--json", profile="operator")
        listed = self.client.list_invitations().answer()
        assert any(self.client.approve(one, listed).status == 0 for one in listed.invitations)
        self.worker_label = marks.text("label of a device")
        machine.enrol("worker", invitation.read_text().strip(), self.worker_label)
        invitation.unlink()
        name.unlink()
        act = self.root / "act.json"
        child = {
            "family_name_ar": marks.text("family_name_ar by madar"),
            "given_name_ar": marks.text("given_name_ar by madar"), "sex": "F",
            "estimated_age": 11, "nationality": "MAR", "civil_status": "UNKNOWN",
            "presence_commune": PRESENCE, "milieu": "U", "school_status": "DROPPED"}
        act.write_text(json.dumps({"form": "F0", "to": "DETECT", "values": child}))
        opened = json.loads(machine.run(
            "madar", "open", "--searched", "--act", str(act), "--json", profile="worker").stdout)
        act.unlink()
        self.number = opened["file_number"]
        machine.run("madar", "find", "--stdin", profile="worker", ends=(0, 1),
                    said=child["family_name_ar"])
        machine.run("madar", "show", self.number, profile="worker")

    def other_texts(self):
        """Motives, searches, reasons: what is told to the daemon outside of acts."""
        marks, client, file = self.marks, self.client, self.desk.files[0]
        client.read_file(file, motive=marks.text("motive of a read")).answer()
        for _ in client.history(file, motive=marks.text("motive of a history")):
            pass
        client.find(marks.text("search")).answer()
        client.find(marks.number("search by digits")).answer()
        # An invitation that waits for its approval.
        request = calls.InviteRequest(member_name=marks.text("name of one invited"))
        request.roles.add(role="UPE-WORKER", organisation_name=marks.text("a new organisation"))
        client.invite(request)[0].answer()

    def told(self):
        """All that an authorised reader is told of all files: bytes that hold what was planted."""
        parts = []
        for file in (*self.desk.files, *self.twins):
            for part in self.client.history(file, motive="réunion"):
                parts.append(part.SerializeToString())
        for file, sequence, identifier, content in self.desk.promises:
            promise = acts.Attachment(
                id=identifier, kind=acts.ATTACHMENT_KIND_PNG, byte_count=len(content),
                sha256=hashlib.sha256(content).digest())
            got = io.BytesIO()
            self.client.download(file, sequence, promise, got, "réunion")
            parts.append(got.getvalue())
        parts.append(self.machine.run(
            "madar", "show", self.number, "--json", profile="worker").stdout.encode())
        for listing in ("devices", "members", "invitations"):
            parts.append(self.machine.run(
                "madarctl", listing, "--json", profile="operator").stdout.encode())
        return b"\n".join(parts)

    def end(self):
        if hasattr(self, "client"):
            self.client.close()
            self.device.close()
        for profile in self.PROFILES:
            if (self.root / "machine" / "homes" / profile).exists():
                self.machine.lock(profile)
        self.province.end()
