"""The thief: who has every file of the data folder, the transport key file and the source.

He has no credential, no passphrase and no member's key. He looks for what was planted, compares,
swaps, moves and puts back; then he is given the credential, and reads everything. What each kind
of theft tells is LEAKS, of which each row names what asserts it, or why nothing can.
"""
import hashlib
import io
import itertools
import json
import os
import re
import resource
import shutil
import signal
import socket
import struct
import subprocess
import tarfile
import threading
import time
import traceback
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import loot
import madar_client
from cryptography.exceptions import InvalidTag
from line import REQUEST, WELCOME, Closed, Line, fields, inner, number, public, text
from loot import (
    AUDIT_KEY, BLIND_KEY, DATA_KEY, IDENTITY, LOG_KEY, OPERATION_KEY, SOCIAL, Stolen, contents, database,
    held_open, hunt, needles, settle, steal,
)
from madar_client import Client, Forgotten, MadarError
from madar_client.checkpoint import included, read_note
from madar_client.messages import act_pb2 as acts
from madar_client.messages import call_pb2 as calls
from madar_client.messages.method_pb2 import Method
from planted import PASSPHRASE, Planted
from province import messages, program
from scene import CHECKPOINT, DOWNLOAD, HISTORY, PROVE_LEAF, SEALED, WHO_AM_I
from turned import Visit, welcome

ROWS = {}
AT_ONCE = int(os.environ.get("MADAR_THEFTS_AT_ONCE", "3"))
MOTIVE = text(3, "réunion motivée")
# Rows and columns are compared in pieces of this many bytes.
WINDOW = 16
# Leaves of the log that one stored tile holds the hashes of.
TILE = 256
# The values of an act as it is told (PartialAct).
VALUES = 6


def age(*command):
    """What the stock program says."""
    return subprocess.run(command, capture_output=True, timeout=60, check=True).stdout


class Serving:
    """A daemon on a folder that the thief has touched, with its rightful credential."""

    def __init__(self, theft, folder):
        self.theft = theft
        self.log = open(f"{folder}.log", "ab")
        self.process = subprocess.Popen(
            [program("madard"), "serve", "--data", str(folder), "--listen", "127.0.0.1:0",
             "--credential", str(theft.credential)],
            env=theft.province.environment, stdout=subprocess.PIPE, stderr=self.log)
        address = self.process.stdout.readline().decode()
        self.port = int(address.rsplit(":", 1)[1]) if ":" in address else None

    def line(self):
        """A connection of somebody who may read all classes."""
        kept = self.theft.secrets
        return Line(self.port, kept.daemon_public, kept.key_number).enter(
            kept.static, kept.preshared)

    def read(self):
        """What is told of each file: its acts by sequence, or the status of the refusal."""
        told = {}
        line = self.line()
        for file in self.theft.files:
            status, content = line.call(HISTORY, text(1, file) + MOTIVE)
            told[file] = status if status else {
                fields(one)[2][0]: one for one in messages(content)}
        for file, sequence, attachment, content in self.theft.planted.desk.promises:
            place = text(1, file) + number(2, sequence) + text(3, attachment) + text(5, "réunion")
            status, got = line.call(DOWNLOAD, place)
            told[attachment] = status or got
        line.close()
        return told

    def proves(self):
        """Whether the proof of a file's first act holds for a client that checks it."""
        line = self.line()
        status, answer = line.call(CHECKPOINT)
        if status:
            return False
        kept = self.theft.secrets
        try:
            note = read_note(
                calls.CheckpointAnswer.FromString(answer).note, kept.log_origin,
                [kept.log_key])
        except MadarError:
            return False
        status, answer = line.call(
            PROVE_LEAF, text(1, self.theft.files[0]) + number(2, 1) + number(4, note.size))
        line.close()
        proof = calls.ProveLeafAnswer.FromString(answer)
        return status == 0 and included(
            proof.hash, proof.leaf, note.size, note.root, list(proof.proof))

    def said(self):
        """What it has told so far."""
        with open(self.log.name, "rb") as log:
            return log.read().decode()

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()


class Theft:
    """The planted province, the folders that the thief took, and what he made of them."""

    def __init__(self):
        self.planted = Planted()
        self.province = self.planted.province
        self.root = self.planted.root
        self.data, self.credential = self.root / "data", self.root / "credential"
        self.results, self.lines = [], []
        self.count, self.lock = itertools.count(), threading.Lock()

    # MARK: What happens

    def prepare(self):
        """Plants, lets the thief look in between, and takes an older and a newer copy."""
        planted = self.planted.populate()
        self.wanted = needles([loot.LATIN, loot.ARABIC, *planted.marks.digits])
        self.secrets = planted.device.secrets
        self.files = [*planted.desk.files, *planted.twins]
        self.live = [*contents(self.data), *held_open(self.province.process.pid)]
        self.wal = (self.data / "madar.db-wal").stat().st_size
        self.plan_backups()
        self.import_badly()
        self.told = planted.told()
        self.province.process.send_signal(signal.SIGKILL)
        self.province.process.wait()
        self.killed = list(contents(self.data))
        self.again()
        self.restarted = [*contents(self.data), *held_open(self.province.process.pid)]
        planted.client.find("x").answer()
        self.back_up()
        self.province.stop()
        self.old = steal(self.data, self.root / "older")
        self.old_backups = steal(self.root / "backups", self.root / "older-backups")
        self.again()
        self.work_on()
        self.back_up()
        self.secrets = planted.device.secrets
        planted.client.close()
        self.province.stop()
        self.drill()
        self.backups = steal(self.root / "backups", self.root / "newer-backups")
        self.now = steal(self.data, self.root / "newer")
        # What programs and people of the whole time have left on their own machines, too.
        self.homes = {place: list(contents(self.root / place)) for place in (
            "machine/homes", "coordinator", "backups", "machine/run", "machine/tmp")}
        self.stolen, self.older = Stolen(self.now), Stolen(self.old)
        self.transport = self.stolen.transport

    def again(self):
        self.province.process.stdout.close()
        self.province.log.close()
        self.province.start()

    def work_on(self):
        """What the older copy lacks: two acts of a file, a revoked device, a log that grew."""
        client, file = self.planted.client, self.planted.twins[0]
        move = acts.ActDraft(kind=acts.ACT_KIND_TRANSITION, to_stage="RECEIVE", reason="essai")
        answer = client.append_act(file, 2, move).answer()
        listen = self.planted.desk.taken["F2"][0]
        client.append_act(file, answer.sequence, listen).answer()
        worker = next(one for one in client.list_devices().answer().devices
                      if one.label == self.planted.worker_label)
        client.change_device(worker.device, calls.DEVICE_CHANGE_REVOKE).answer()
        # As many leaves as it takes for a tile of the log.
        for _ in range(TILE):
            client.list_files(4).answer()
        self.behind = client.kept_checkpoint.size
        client.checkpoint().answer()
        # The program's agent looks at the log when it begins.
        machine = self.planted.machine
        machine.lock("operator")
        machine.unlock("operator")
        machine.run("madarctl", "devices", profile="operator")

    def plan_backups(self):
        """A folder of backups and two recipients, on which operator and coordinator agree."""
        (self.root / "backups").mkdir()
        self.identities = [self.root / "first.age", self.root / "second.age"]
        recipients = []
        for path in self.identities:
            age("age-keygen", "-o", str(path))
            recipients += ["--recipient", age("age-keygen", "-y", str(path)).decode().strip()]
        machine, client = self.planted.machine, self.planted.client
        machine.run("madarctl", "backup", "plan", "--folder", str(self.root / "backups"),
                    *recipients, "--json", profile="operator")
        client.approve_backup_plan(client.list_backups().answer()).answer()

    def back_up(self):
        self.planted.machine.run("madarctl", "backup", "now", "--json", profile="operator")

    def drill(self):
        """The newest backup is tried, and the note of that lies beside it."""
        subprocess.run(
            [program("madard"), "backup", "drill", str(self.root / "backups"), "--identity-file",
             str(self.identities[0]), "--credential", str(self.credential), "--json"],
            env=self.province.environment, capture_output=True, timeout=120, check=True)

    def import_badly(self):
        """A register of which a row is wrong, and a daemon that goes away meanwhile."""
        marks, root = self.planted.marks, self.root
        columns = ["Nom", "Prénom", "Sexe", "Âge", "Motif"]
        rows = [[marks.text("family name in a sheet"), marks.text("given name in a sheet"),
                 "G" if number % 2 else "impossible", "9", marks.text("note in a sheet")]
                for number in range(12)]
        sheet, mapping = root / "sheet.csv", root / "mapping.csv"
        sheet.write_text("\n".join(",".join(row) for row in [columns, *rows]))
        fixed = {"nationality": "MAR", "civil_status": "UNKNOWN", "presence_commune": "Tabriquet",
                 "milieu": "U", "school_status": "UNKNOWN"}
        mapping.write_text("\n".join([
            "column,form,field,value,code", "Nom,F0,family_name_ar", "Prénom,F0,given_name_ar",
            "Sexe,F0,sex", ",F0,sex,G,M", "Âge,F0,estimated_age", "Motif,F0,register_note",
            *[f",F0,{field},,{code}" for field, code in fixed.items()]]))
        self.imported = self.planted.machine.run(
            "madar-import", "run", str(sheet), "--mapping", str(mapping), "--do", "--json",
            profile="worker", ends=range(1, 78))
        sheet.unlink()
        mapping.unlink()

    # MARK: What is told

    def check(self, name, function):
        """Runs one assertion and keeps its outcome."""
        try:
            note = function(self)
            self.results.append((name, None, note))
        except Exception:  # whatever it stumbles over is its failure
            self.results.append((name, traceback.format_exc(limit=-4), None))

    def device(self):
        """The coordinator's device, for one client at a time."""
        self.planted.device = madar_client.Device.unlock(
            self.root / "coordinator", PASSPHRASE)
        return self.planted.device

    def read_true(self):
        """What is told of an untouched copy."""
        serving = Serving(self, steal(self.now, self.folder()))
        try:
            return serving.read()
        finally:
            serving.end()

    def other(self):
        """The folder of another store, founded by the thief himself."""
        with self.lock:
            folder = self.root / "another"
            if not folder.exists():
                subprocess.run(
                    [program("madard"), "init", "--province", "04.441", "--data", str(folder),
                     "--no-passphrase", "--credential", str(self.root / "another-credential")],
                    env=self.province.environment, capture_output=True, timeout=60, check=True)
            return folder

    def folder(self):
        """A name for one more copy."""
        return self.root / f"copy-{next(self.count)}"

    def end(self):
        self.planted.end()


# MARK: What lies in clear


def nothingInClear(theft):
    """Nothing that was planted is in any file, open file, log or memory of the file system."""
    theft_log = [("log", theft.province.logged().encode())]
    compact = steal(theft.now, theft.folder())
    connection = database(compact)
    connection.execute("VACUUM")
    settle(connection)
    places = {
        "while it serves": theft.live, "after kill -9": theft.killed,
        "after a start": theft.restarted, "at rest, older": contents(theft.old),
        "at rest": contents(theft.now), "after VACUUM": contents(compact), "log": theft_log,
        **theft.homes,
    }
    assert all(theft.homes[place] for place in ("machine/homes", "coordinator", "backups"))
    size = 0
    for when, files in places.items():
        for name, data in files:
            size += len(data)
            found = hunt(theft.wanted, data)
            assert not found, (when, name, found[:5])
    assert theft.wal > 0, "there was no log of the database to look into"
    assert theft.imported.returncode != 0, "the import did not fail"
    return f"{len(theft.wanted)} needles in {size >> 20} MiB at {len(places)} moments"


def noMemoryIsDumped(theft):
    """A daemon that is broken off at work leaves no core, wherever the kernel would put one."""
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
    serving = Serving(theft, steal(theft.now, theft.folder()))
    try:
        assert any(isinstance(one, dict) for one in serving.read().values()), "nothing was read"
        serving.process.send_signal(signal.SIGABRT)
        _, status = os.waitpid(serving.process.pid, 0)
        serving.process.returncode = -os.WTERMSIG(status)
    finally:
        serving.end()
    assert os.WTERMSIG(status) == signal.SIGABRT and not os.WCOREDUMP(status), status
    # Nor does the language's runtime tell what lies where the registers point.
    said = serving.said()
    assert "rdx" not in said and "Registers" not in said, said[-300:]
    # Whether this kernel would have written one of another program.
    folder = theft.folder()
    folder.mkdir()
    other = subprocess.Popen(["sh", "-c", "kill -ABRT $$"], cwd=folder)
    _, status = os.waitpid(other.pid, 0)
    other.returncode = -os.WTERMSIG(status)
    return f"another program's would have been: {os.WCOREDUMP(status)}"


def theHuntBites(theft):
    """The same search finds each planted text, in each writing, where it is in clear."""
    planted = theft.planted
    for text_, what in (planted.marks.texts | planted.marks.digits).items():
        assert hunt(theft.wanted, b"\0\xff" + text_.encode() + b"\0"), what
    for stem in (loot.LATIN, loot.ARABIC):
        for form, content in loot.written(f"x{stem}y").items():
            for shift, (way, data) in enumerate(loot.encoded(content).items()):
                if len(loot.encoded(loot.written(stem)[form])[way]) >= 6:
                    assert hunt(theft.wanted, os.urandom(shift) + data), (form, way)
    plain = theft.root / "plain"
    plain.mkdir()
    (plain / "dump").write_text("\n".join(planted.marks.texts))
    assert any(hunt(theft.wanted, data) for _, data in contents(plain))
    return f"{len(planted.marks.texts) + len(planted.marks.digits)} texts"


# What is asked and entered of nobody's file is told to nobody.
ASKED = ("motive", "search", "family name in a sheet", "given name in a sheet", "note in a sheet")


def anAuthorisedReaderIsToldThem(theft):
    """What the thief does not find is there: those who may read it are told it."""
    marks = theft.planted.marks
    missing = [what for one, what in (marks.texts | marks.digits).items()
               if one.encode() not in theft.told and not what.startswith(ASKED)]
    assert not missing, missing
    every, planted = theft.planted.desk.text_fields()
    theft.lines.append(
        f"thief · fields of text planted: {len(planted)} of {len(every)}; not reached: "
        + " ".join(sorted(every - planted)))
    return f"{len(planted)} fields of text"


# MARK: What is equal


# What stands in clear in front of what is sealed, in bytes, by table and column.
HEADERS = {
    ("act", "envelope"): 12, ("head", "envelope"): 12, ("spine", "spine"): 12,
    ("tail", "spine"): 12, ("wrap", "wrap"): 16, ("attachment", "header"): 12,
    ("leaf", "bytes"): 62 + 12, ("registry", "sealed"): 8, ("pending", "sealed"): 8,
    ("chunk", "sealed"): 0, ("opkey", "place"): 0, ("opkey", "digest"): 0, ("opkey", "answer"): 0,
    ("file", "id"): 0, ("attachment", "id"): 0,
}
# Columns of bytes that may be equal, and why.
EQUAL = {
    ("act", "record"): "one act has a part in each class that it touches",
    ("tile", "hashes"): "hashes of leaves, which anybody may compute",
    ("meta", "value"): "one row each", ("blind", "token"): "equal registry numbers, and nothing else",
    ("tombstone", "record"): "as act", ("tombstone", "hash"): "hashes of ciphertext",
    ("job", "bytes"): "no job runs", ("former", "hash"): "hashes of ciphertext",
}


def nothingTwice(theft):
    """No sixteen bytes of what is sealed occur twice: of two children of one name, or at all."""
    seen, windows = {}, 0
    for table, columns in theft.stolen.columns.items():
        for row in theft.stolen.rows(table):
            for column in columns:
                data = row[column]
                if not isinstance(data, bytes) or (table, column) in EQUAL:
                    continue
                head = HEADERS[table, column]
                for at in range(head, len(data) - WINDOW + 1):
                    piece, place = data[at : at + WINDOW], (table, column, row[columns[0]], at)
                    # A slot of Python's tables for each window is much; their hashes are enough.
                    key = hash(piece)
                    if key in seen:
                        raise AssertionError(f"{place} and row {seen[key]}")
                    seen[key] = place[:3]
                    windows += 1
    return f"{windows} windows of {WINDOW} bytes; may be equal: " + ", ".join(
        f"{table}.{column}" for table, column in EQUAL)


def twinsShowNoName(theft):
    """Two files with the very same acts are alike in shape alone, and in no byte that is sealed."""
    stolen, ids = theft.older, theft.planted.twins
    first, second = ([row for row in stolen.rows("act") if stolen.files[row["file"]] == file]
                     for file in ids)
    shape = [(row["sequence"], row["class"], len(row["envelope"])) for row in first]
    assert shape == [(row["sequence"], row["class"], len(row["envelope"])) for row in second]
    for one, other in zip(first, second):
        assert one["record"] != other["record"]
        assert one["envelope"][:12] == other["envelope"][:12]
        assert one["envelope"][12:36] != other["envelope"][12:36]
    return f"{len(first)} envelopes each, of the same sizes"


# MARK: What is swapped, moved and put back


class Case:
    """One thing that the thief does to a folder, and who finds it."""

    def __init__(self, what, promised, edit):
        self.what, self.promised, self.edit = what, promised, edit


CASES = []


def case(what, *promised):
    """Names an attack, and where it is found; all of these must be.

    `start`: the daemon does not open the store, or stays sealed. `open`: the file is refused.
    `picture`: its content is. `proof`: a client finds that a leaf's proof does not hold. `verify`:
    `madard verify` fails. `serves`: it does no harm, what is told is true. `unnoticed`: a finding
    that is not mended.
    """
    def named(function):
        CASES.append(Case(what, promised, function))
        return function

    return named


def rows(connection, query, *values):
    return connection.execute(query, values).fetchall()


def swap(connection, table, column, one, other, key="row"):
    """Exchanges a column of two rows."""
    first, second = (rows(connection, f"SELECT {column} FROM {table} WHERE {key} = ?", row)[0][0]
                     for row in (one, other))
    assert first != second, f"{table}.{column} is equal already"
    for row, value in ((one, second), (other, first)):
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (value, row))


def file_rows(connection, theft):
    """The rows of the two twins in the table of files."""
    found = dict(rows(connection, "SELECT id, row FROM file"))
    return [found[file] for file in theft.planted.twins]


def acts_of(connection, file, data_class=2):
    return [row for (row,) in rows(
        connection, "SELECT row FROM act WHERE file = ? AND class = ? ORDER BY sequence", file,
        data_class)]


@case("act: the envelope of another child, same class and sequence", "open", "verify")
def envelopeOfAnotherChild(theft, db, folder):
    one, other = (acts_of(db, file)[0] for file in file_rows(db, theft))
    swap(db, "act", "envelope", one, other)


@case("act: the envelope of another act of the child", "open", "verify")
def envelopeOfAnotherAct(theft, db, folder):
    one, other = acts_of(db, file_rows(db, theft)[0])[:2]
    swap(db, "act", "envelope", one, other)


@case("act: the envelope of another class of the act", "open", "verify")
def envelopeOfAnotherClass(theft, db, folder):
    file = file_rows(db, theft)[0]
    swap(db, "act", "envelope", acts_of(db, file, 1)[0], acts_of(db, file, 2)[0])


@case("act: two whole acts change places", "open")
def actsChangePlaces(theft, db, folder):
    one, other = acts_of(db, file_rows(db, theft)[0])[:2]
    for column in ("envelope", "record", "sequence"):
        swap(db, "act", column, one, other)


@case("act: given to another child", "open")
def actOfAnotherChild(theft, db, folder):
    one, other = file_rows(db, theft)
    db.execute("UPDATE act SET file = ? WHERE row = ?", (other, acts_of(db, one)[-1]))
    place = rows(db, "SELECT sequence, class FROM place WHERE act = ?", acts_of(db, one)[-1])
    assert place


@case("act: another number in its column of classes", "open")
def anotherClass(theft, db, folder):
    db.execute("UPDATE act SET class = 3 WHERE row = ?", (acts_of(db, file_rows(db, theft)[0])[0],))


@case("act: another record", "open", "verify")
def anotherRecord(theft, db, folder):
    db.execute("UPDATE act SET record = randomblob(16) WHERE row = ?",
               (acts_of(db, file_rows(db, theft)[0])[0],))


@case("act: another leaf", "verify")
def anotherLeaf(theft, db, folder):
    db.execute("UPDATE act SET leaf = leaf + 1 WHERE row = ?",
               (acts_of(db, file_rows(db, theft)[0])[0],))


@case("act: a bit of the envelope", "open", "verify")
def aBit(theft, db, folder):
    row = acts_of(db, file_rows(db, theft)[0])[0]
    data = bytearray(rows(db, "SELECT envelope FROM act WHERE row = ?", row)[0][0])
    data[200] ^= 1
    db.execute("UPDATE act SET envelope = ? WHERE row = ?", (bytes(data), row))


@case("act: a row by its own older version", "open", "verify")
def olderVersion(theft, db, folder):
    # Acts are never changed: the older version of a row is the one before it in the file.
    one, other = acts_of(db, file_rows(db, theft)[0])[-2:]
    old = rows(db, "SELECT envelope, record FROM act WHERE row = ?", one)[0]
    db.execute("UPDATE act SET envelope = ?, record = ? WHERE row = ?", (*old, other))


@case("act: deleted, its spine kept", "open", "verify")
def actDeleted(theft, db, folder):
    file = file_rows(db, theft)[0]
    (last,) = rows(db, "SELECT max(sequence) FROM act WHERE file = ?", file)[0]
    for table in ("act", "place"):
        db.execute(f"DELETE FROM {table} WHERE file = ? AND sequence = ?", (file, last))


def put_file_back(theft, db, tables=("act", "place", "spine", "head")):
    """Puts the rows of a child back as they were in the older copy."""
    file = file_rows(db, theft)[0]
    db.execute("ATTACH ? AS older", (str(theft.old / "madar.db"),))
    for table in tables:
        mine = "row / 8" if table == "head" else "file"
        db.execute(f"DELETE FROM {table} WHERE {mine} = ?", (file,))
        db.execute(f"INSERT INTO {table} SELECT * FROM older.{table} WHERE {mine} = ?", (file,))
    db.execute("DETACH older")


@case("act, spine and head of a file put back together", "verify")
def fileRolledBack(theft, db, folder):
    put_file_back(theft, db)


@case("spine put back, the acts kept", "open")
def spineRolledBack(theft, db, folder):
    put_file_back(theft, db, ("spine",))


@case("head put back, the acts kept", "serves")
def headRolledBack(theft, db, folder):
    put_file_back(theft, db, ("head",))


@case("act: added without a leaf", "open", "verify")
def actAdded(theft, db, folder):
    file = file_rows(db, theft)[0]
    row = acts_of(db, file)[-1]
    (top,) = rows(db, "SELECT max(row) + 1 FROM act")[0]
    db.execute(
        "INSERT INTO act SELECT ?, file, sequence + 1, class, randomblob(16), leaf, time, envelope "
        "FROM act WHERE row = ?", (top, row))
    db.execute("INSERT INTO place SELECT file, sequence, class, row FROM act WHERE row = ?", (top,))


@case("act: its time", "serves")
def timeOfARow(theft, db, folder):
    db.execute("UPDATE act SET time = 0")


@case("place: pointers exchanged", "open")
def placesExchanged(theft, db, folder):
    one, other = file_rows(db, theft)
    (first,), (second,) = (rows(
        db, "SELECT act FROM place WHERE file = ? AND class = 2 AND sequence = 1", file)[0]
        for file in (one, other))
    for file, act in ((one, second), (other, first)):
        db.execute("UPDATE place SET act = ? WHERE file = ? AND class = 2 AND sequence = 1",
                   (act, file))


@case("place: rows deleted, the acts kept", "open")
def placesDeleted(theft, db, folder):
    db.execute("DELETE FROM place WHERE file = ? AND sequence = 2", (file_rows(db, theft)[0],))


@case("spine: of another child", "open")
def spineOfAnother(theft, db, folder):
    swap(db, "spine", "spine", *file_rows(db, theft), key="file")


@case("spine: deleted", "open")
def spineDeleted(theft, db, folder):
    db.execute("DELETE FROM spine WHERE file = ?", (file_rows(db, theft)[0],))


@case("head: of another child", "open")
def headOfAnother(theft, db, folder):
    one, other = file_rows(db, theft)
    swap(db, "head", "envelope", one * 8 + IDENTITY, other * 8 + IDENTITY)


@case("head: deleted, to be folded again", "serves")
def headDeleted(theft, db, folder):
    db.execute("DELETE FROM head WHERE row / 8 = ?", (file_rows(db, theft)[0],))


@case("wrap: of another child", "open")
def wrapOfAnother(theft, db, folder):
    one, other = file_rows(db, theft)
    for value, file in ((one, -1), (other, one), (-1, other)):
        db.execute("UPDATE wrap SET file = ? WHERE file = ?", (file, value))


@case("wrap: of another class", "open")
def wrapOfAnotherClass(theft, db, folder):
    file = file_rows(db, theft)[0]
    (first,), (second,) = (rows(
        db, "SELECT wrap FROM wrap WHERE file = ? AND class = ?", file, one)[0] for one in (1, 2))
    for data_class, wrap in ((1, second), (2, first)):
        db.execute("UPDATE wrap SET wrap = ? WHERE file = ? AND class = ?",
                   (wrap, file, data_class))


@case("wrap: another key version in its column", "open")
def wrapOfAnotherVersion(theft, db, folder):
    db.execute("UPDATE wrap SET kek = kek + 1 WHERE file = ?", (file_rows(db, theft)[0],))


@case("wrap: deleted", "open")
def wrapDeleted(theft, db, folder):
    db.execute("DELETE FROM wrap WHERE file = ?", (file_rows(db, theft)[0],))


@case("file: ids exchanged", "open")
def filesExchanged(theft, db, folder):
    swap(db, "file", "id", *file_rows(db, theft))


@case("attachment: a header of another", "picture")
def headersExchanged(theft, db, folder):
    one, other = [row for (row,) in rows(db, "SELECT row FROM attachment ORDER BY row LIMIT 2")]
    swap(db, "attachment", "header", one, other)


@case("attachment: a chunk of another", "picture")
def chunksExchanged(theft, db, folder):
    one, other = [row for (row,) in rows(db, "SELECT row FROM chunk ORDER BY row LIMIT 2")]
    swap(db, "chunk", "sealed", one, other)


@case("attachment: a chunk cut", "picture")
def chunkCut(theft, db, folder):
    db.execute("UPDATE chunk SET sealed = substr(sealed, 1, 4096) "
               "WHERE row = (SELECT min(row) FROM chunk)")


@case("attachment: a chunk gone", "picture")
def chunkGone(theft, db, folder):
    db.execute("DELETE FROM chunk WHERE row = (SELECT min(row) FROM chunk)")


@case("leaf: a bit of the last", "start", "verify")
def leafEdited(theft, db, folder):
    row, data = rows(db, "SELECT row, bytes FROM leaf ORDER BY row DESC LIMIT 1")[0]
    data = data[:-1] + bytes([data[-1] ^ 1])
    db.execute("UPDATE leaf SET bytes = ? WHERE row = ?", (data, row))


@case("leaf: a bit of one long ago", "verify")
def oldLeafEdited(theft, db, folder):
    (data,) = rows(db, "SELECT bytes FROM leaf WHERE row = 5")[0]
    db.execute("UPDATE leaf SET bytes = ? WHERE row = 5", (data[:-1] + bytes([data[-1] ^ 1]),))


@case("leaf: the end cut off", "start", "verify")
def leavesCut(theft, db, folder):
    db.execute("DELETE FROM leaf WHERE row > (SELECT max(row) - 3 FROM leaf)")


@case("leaf: the end cut off, with the checkpoint of that time", "verify")
def leavesAndCheckpointCut(theft, db, folder):
    db.execute("DELETE FROM leaf WHERE row >= ?", (len(theft.older.tables["leaf"]),))
    db.execute("UPDATE meta SET value = ? WHERE key = 5", (theft.older.meta[5],))


@case("leaf: two exchanged", "verify")
def leavesExchanged(theft, db, folder):
    swap(db, "leaf", "bytes", 6, 7)


@case("leaf: one gone", "verify")
def leafGone(theft, db, folder):
    db.execute("DELETE FROM leaf WHERE row = 5")


@case("tile: hashes", "proof")
def tileEdited(theft, db, folder):
    assert rows(db, "SELECT count(*) FROM tile")[0][0], "the log is too short for a tile"
    db.execute("UPDATE tile SET hashes = zeroblob(length(hashes))")


@case("meta: an older checkpoint", "start", "verify")
def checkpointPutBack(theft, db, folder):
    db.execute("UPDATE meta SET value = ? WHERE key = 5", (theft.older.meta[5],))


@case("meta: a checkpoint of nobody", "start", "verify")
def checkpointForged(theft, db, folder):
    db.execute("UPDATE meta SET value = CAST('x' || value AS BLOB) WHERE key = 5")


@case("meta: another key of the log", "start", "verify")
def logKeyForged(theft, db, folder):
    db.execute("UPDATE meta SET value = randomblob(32) WHERE key = 6")


@case("meta: another store id", "start")
def anotherStore(theft, db, folder):
    db.execute("UPDATE meta SET value = randomblob(16) WHERE key = 2")


@case("meta: another layout", "start")
def anotherLayout(theft, db, folder):
    db.execute("UPDATE meta SET value = x'0000000000000002' WHERE key = 1")


@case("meta: places to be folded again", "open")
def foldedAgain(theft, db, folder):
    db.execute("UPDATE meta SET value = zeroblob(8) WHERE key = 3")


@case("tombstone: forged, to hide a deletion", "verify")
def tombstoneForged(theft, db, folder):
    file = file_rows(db, theft)[0]
    row = acts_of(db, file)[-1]
    act = rows(db, "SELECT row, file, sequence, class, record, leaf, envelope FROM act "
               "WHERE row = ?", row)[0]
    db.execute("INSERT INTO tombstone VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
               (*act[:6], hashlib.sha256(act[6]).digest(), act[5]))
    db.execute("DELETE FROM act WHERE row = ?", (row,))
    db.execute("DELETE FROM place WHERE act = ?", (row,))


@case("former: forged, to hide a changed act", "open", "verify")
def formerForged(theft, db, folder):
    row = acts_of(db, file_rows(db, theft)[0])[-1]
    leaf, envelope = rows(db, "SELECT leaf, envelope FROM act WHERE row = ?", row)[0]
    # The leaf of the writing finds the hash that it covers; the next leaf is none of a sealing anew.
    db.execute("INSERT INTO former VALUES(?, ?, ?)",
               (row, leaf + 1, hashlib.sha256(envelope).digest()))
    db.execute("UPDATE act SET envelope = randomblob(length(envelope)) WHERE row = ?", (row,))


@case("registry: two rows exchanged", "start")
def registryExchanged(theft, db, folder):
    one, other = [row for (row,) in rows(db, "SELECT row FROM registry ORDER BY row LIMIT 2")]
    swap(db, "registry", "sealed", one, other)


@case("registry: a row gone", "start")
def registryGone(theft, db, folder):
    db.execute("DELETE FROM registry WHERE row = (SELECT max(row) FROM registry)")


@case("registry: older rows", "start")
def registryPutBack(theft, db, folder):
    db.execute("DELETE FROM registry")
    db.executemany("INSERT INTO registry VALUES(?, ?)", theft.older.tables["registry"])


@case("registry: older rows with their head: a revoked device", "unnoticed")
def registryPutBackWhole(theft, db, folder):
    registryPutBack(theft, db, folder)
    db.execute("UPDATE meta SET value = ? WHERE key = 7", (theft.older.meta[7],))


@case("pending: a leaf that a sealed daemon never wrote", "start")
def pendingForged(theft, db, folder):
    db.execute("INSERT INTO pending SELECT 0, sealed FROM registry LIMIT 1")


@case("opkey: answers exchanged", "serves")
def answersExchanged(theft, db, folder):
    one, other = [row for (row,) in rows(
        db, "SELECT row FROM opkey WHERE length(answer) > 0 ORDER BY row LIMIT 2")]
    swap(db, "opkey", "answer", one, other)


# Files beside the database.


def newest_keyring(folder):
    return max((folder / name for name in ("keyring.0", "keyring.1")
                if (folder / name).exists()), key=lambda path: path.read_bytes()[8:16])


@case("keyring: torn", "start")
def keyringTorn(theft, db, folder):
    for path in folder.glob("keyring.*"):
        path.write_bytes(path.read_bytes()[:100])


@case("keyring: a bit", "start")
def keyringBit(theft, db, folder):
    for path in folder.glob("keyring.*"):
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)


@case("keyring: of another store", "start")
def keyringOfAnother(theft, db, folder):
    for path in folder.glob("keyring.*"):
        path.unlink()
    newest = newest_keyring(theft.other())
    shutil.copy(newest, folder / newest.name)


@case("slots: of another store", "start")
def slotsOfAnother(theft, db, folder):
    shutil.copy(theft.other() / "slots", folder / "slots")


@case("slots: torn", "start")
def slotsTorn(theft, db, folder):
    path = folder / "slots"
    path.write_bytes(path.read_bytes()[:-40])


@case("transport key file: of another store", "start")
def transportOfAnother(theft, db, folder):
    shutil.copy(theft.other() / "transport", folder / "transport")


@case("transport key file: torn", "start")
def transportTorn(theft, db, folder):
    path = folder / "transport"
    path.write_bytes(path.read_bytes()[:-1])


# Where nothing is served, nothing is served altered.
NOTHING_SERVED = {"start", "open", "picture", "proof"}
# What does no harm, and what nothing notices.
NOWHERE = {"serves", "unnoticed"}


def outcome(theft, one):
    """What became of an attack: where it was found, and whether anything was served altered."""
    folder = steal(theft.now, theft.folder())
    connection = database(folder)
    one.edit(theft, connection, folder)
    settle(connection)
    checked = steal(folder, theft.folder())
    found, altered = set(), []
    if "verify" in one.promised or NOWHERE & set(one.promised):
        verify = subprocess.run(
            [program("madard"), "verify", "--data", str(checked), "--credential",
             str(theft.credential)], env=theft.province.environment, capture_output=True,
            timeout=120)
        if verify.returncode:
            found.add("verify")
    serving = Serving(theft, folder)
    try:
        if serving.port is None:
            return found | NOTHING_SERVED, altered
        try:
            told = serving.read()
            if not serving.proves():
                found.add("proof")
        except Closed:
            return found | NOTHING_SERVED, altered
        if SEALED in told.values():
            return found | NOTHING_SERVED, altered
        for file, parts in told.items():
            known = theft.baseline[file]
            if isinstance(known, bytes):
                # The content of a picture, cut where it does not open.
                if parts != known:
                    found.add("picture")
                if isinstance(parts, bytes) and not known.startswith(parts):
                    altered.append("picture")
                continue
            if isinstance(parts, int):
                found.add("open")
                continue
            for sequence, part in parts.items():
                if known.get(sequence) == part:
                    continue
                # A part of an act may be missing; what is there must be as it was.
                true = known.get(sequence)
                if true is None or any(
                        one not in fields(true).get(VALUES, ())
                        for one in fields(part).get(VALUES, ())):
                    altered.append((theft.files.index(file), sequence))
                found.add("less")
            if parts.keys() != known.keys():
                found.add("less")
    finally:
        serving.end()
        shutil.rmtree(checked, ignore_errors=True)
    return found, altered


def put_back(theft, one):
    found, altered = outcome(theft, one)
    assert not altered, f"served altered: {altered}"
    if one.promised == ("serves",):
        assert not found, f"found {sorted(found)}, and should serve what is true"
        return "served as before"
    if one.promised == ("unnoticed",):
        assert not found, f"found at {sorted(found)}: no finding any more, take it out"
        theft.lines.append(f"thief · finding: {one.what}: nothing notices it")
        return "nothing notices it"
    missing = set(one.promised) - found
    assert not missing, f"not found at {sorted(missing)}; found at {sorted(found)}"
    return "found: " + ", ".join(sorted(found))


# MARK: The transport key file


class Posing:
    """The thief in the place of the daemon, at its address, with the keys that he found."""

    def __init__(self, port, secret, preshared):
        self.secret, self.token_secret = secret, preshared
        self.received, self.calls, self.firsts, self.frames = 0, 0, [], []
        self.heard, self.failed = [], None
        self.listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            with sock:
                try:
                    self.receive(Visit(sock, self))
                except Exception as error:  # a client that has left, or never was his
                    self.failed = error

    def receive(self, visit):
        visit.shake()
        visit.say(inner(WELCOME, welcome()))
        while True:
            self.heard += [(struct.unpack_from(">H", body)[0], body[8:])
                           for kind, _, _, body in visit.frame() if kind == REQUEST]

    def end(self):
        # Closing alone would not wake who waits for the next.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def preshared_of(theft, device_public):
    """The pre-shared key of a device, read in the registry (L-27)."""
    for record in theft.stolen.registry():
        if record[:1] == b"\x03" and record[34:66] == device_public:
            return record[98:130]
    raise AssertionError("no such device")


def visited(theft, posing, ask):
    """What a client of the province says to whoever stands at the daemon's address."""
    with Client(theft.device(), 2) as client:
        try:
            ask(client).answer()
        except MadarError:
            pass
    posing.end()
    return posing.heard


def posesAsTheDaemon(theft):
    """With the transport key file he answers a handshake: design §6 says so."""
    (_, secret), = theft.transport.statics
    assert public(secret) == theft.secrets.daemon_public
    mine = preshared_of(theft, theft.secrets.static_public)
    asked = Posing(theft.province.port, secret, mine)
    heard = visited(theft, asked, lambda client: client.who_am_i())
    assert WHO_AM_I in [method for method, _ in heard], (heard, asked.failed)
    # What is told to a sealed daemon is told to him.
    told = Posing(theft.province.port, secret, mine)
    heard = visited(theft, told, lambda client: client.unseal(b"une phrase de l'exploitante"))
    assert any(b"une phrase de l'exploitante" in body for _, body in heard), told.failed
    return "he is told WHO_AM_I, and a passphrase that is sent to unseal"


def opensNoRecordWithIt(theft):
    """No key that he has opens a slot, the keyring, a data key, a record or a leaf."""
    keys = {secret for _, secret in theft.transport.statics} | {theft.transport.registry}
    keys |= {preshared for preshared in (
        record[98:130] for record in theft.stolen.registry() if record[:1] == b"\x03")}
    keys |= {public(secret) for _, secret in theft.transport.statics}
    tried = 0
    sealed = [(b"US1.derive+commt", *one[1:]) for one in theft.stolen.slots()]
    sealed += [(b"KR1.derive+commt", *one[1:]) for one in theft.stolen.keyring_files()]
    sealed += [(b"KW1.derive+commt", *one[4:]) for one in theft.stolen.wraps()]
    sealed += [(b"SE1.derive+commt", *one[4:]) for one in theft.stolen.envelopes()]
    for key in keys:
        for personal, context, data in sealed:
            assert not loot.commits(key, personal, context, data), personal
            tried += 1
    return f"{len(keys)} keys on {len(sealed)} sealed places"


def readsTheRegistryWithIt(theft):
    """What he does read: members, organisations, devices and open invitations; no child."""
    records = theft.stolen.registry()
    kinds = {record[0] for record in records}
    assert {1, 2, 3, 4} <= kinds, kinds
    known = b"\n".join(records)
    marks = theft.planted.marks.texts
    named = ("centre", "operator", "coordinator", "name of", "label of", "a new organisation")
    for text_, what in marks.items():
        there = text_.encode() in known
        # What an act tells of a name or a label lies in the act.
        assert there == what.startswith(named) or "(class" in what, what
    return f"{len(records)} rows"


def posesAsNobodyElse(theft):
    """A pre-shared key alone makes no device: its private key never left the device."""
    serving = Serving(theft, steal(theft.now, theft.folder()))
    try:
        line = Line(serving.port, theft.secrets.daemon_public, theft.secrets.key_number)
        mine = preshared_of(theft, theft.secrets.static_public)
        try:
            line.enter(os.urandom(32), mine, claimed=theft.secrets.static_public)
        except (Closed, InvalidTag, OSError):
            return "silence"
        raise AssertionError("he was let in")
    finally:
        serving.end()


def aRotatedKeyEndsIt(theft):
    """After `madarctl transport` prepare, switch and drop, nobody speaks to the thief's key."""
    (_, old), = theft.transport.statics
    mine = preshared_of(theft, theft.secrets.static_public)
    theft.again()
    machine = theft.planted.machine
    for step in (("prepare",), ("switch", "--yes"), ("drop", "--yes")):
        # 1 where something is still to be done, such as another device to be told.
        machine.run("madarctl", "transport", *step, profile="operator", ends=(0, 2))
        with Client(theft.device(), 5) as client:
            client.who_am_i().answer()
        machine.run("madar", "whoami", profile="operator")
    theft.province.stop()
    posing = Posing(theft.province.port, old, mine)
    heard = visited(theft, posing, lambda client: client.unseal(b"une phrase"))
    assert not heard, "a client spoke to the old key"
    theft.after = Stolen(theft.data)
    assert public(old) not in [public(one) for _, one in theft.after.transport.statics]
    still = [name for name, holds in (
        ("open invitations are void", not open_invitations(theft.after)),
        ("pre-shared keys are new", preshared_of(theft, theft.secrets.static_public) not in b"".join(
            theft.after.registry()))) if not holds]
    if still:
        theft.lines.append(
            "thief · open: design §6 promises of `madarctl transport rekey`, which is not built: "
            + "; ".join(still))
    return "prepare, switch, drop"


def open_invitations(stolen):
    return [one for one in stolen.registry() if one[0] == 4 and one[17] in (1, 2)]


def forgesADevice(theft):
    """A finding: who writes the folder and has the transport key file adds a device of his own.

    Under protection 0 the key of the registry is as safe as the file, and so is who is a member.
    """
    folder = steal(theft.now, theft.folder())
    stolen = Stolen(folder)
    key, mine = stolen.transport.registry, os.urandom(32)
    sealed_rows = {row["row"]: row["sealed"] for row in stolen.rows("registry")}
    at = next(row for row in sealed_rows if stolen.record(row)[34:66] == theft.secrets.static_public)
    record = stolen.record(at)
    forged = record[:34] + public(mine) + record[66:]
    sealed_rows[at] = stolen.registry_row(at, 1, forged)
    said = b"".join(struct.pack(">Q", row) + hashlib.sha256(sealed_rows[row]).digest()
                    for row in sorted(sealed_rows))
    head = stolen.record(0, 2, stolen.meta[7])[:8] + hashlib.sha256(said).digest()
    connection = database(folder)
    connection.execute("UPDATE registry SET sealed = ? WHERE row = ?", (sealed_rows[at], at))
    connection.execute("UPDATE meta SET value = ? WHERE key = 7", (stolen.registry_row(0, 2, head),))
    settle(connection)
    serving = Serving(theft, folder)
    try:
        assert serving.port is not None, "it is found at the start: no finding any more"
        kept = theft.secrets
        line = Line(serving.port, kept.daemon_public, kept.key_number).enter(mine, record[98:130])
        status, content = line.call(HISTORY, text(1, theft.files[0]) + MOTIVE)
        assert status == 0 and content, "he is not served: no finding any more"
    finally:
        serving.end()
    theft.lines.append("thief · finding: who writes the data folder and has the transport key file "
                       "puts a device of his own in the registry, and the daemon serves it")
    return "he is served as the member whose device he replaced"


# MARK: With the credential


def theCredentialOpensAll(theft):
    """The second run: with the credential the stolen folder is read to the end, without a daemon."""
    stolen = theft.stolen
    keyring = stolen.keyring(theft.credential.read_bytes())
    opened = list(stolen.opened(keyring))
    assert all(plaintext is not None for _, _, plaintext in opened)
    told = b"\n".join(plaintext for _, _, plaintext in opened)
    missing = [what for one, what in theft.planted.marks.texts.items()
               if "(class" in what and not what.startswith("content") and one.encode() not in told]
    assert not missing, missing
    theft.keyring, theft.opened = keyring, opened
    return f"{len(opened)} of {len(list(stolen.envelopes()))} envelopes opened"


def theCredentialServes(theft):
    """And `madard` serves a stolen folder with it, to those whose devices he has."""
    serving = Serving(theft, steal(theft.now, theft.folder()))
    try:
        assert serving.read() == theft.baseline
    finally:
        serving.end()


def statusSaysThatItLiesBeside(theft):
    """`madarctl status` tells, in red, that the credential lies with the store."""
    theft.again()
    try:
        said = theft.planted.machine.run("madarctl", "status", profile="operator", ends=(0, 2))
        assert "ALARM: the credential" in said.stdout + said.stderr, said.stdout + said.stderr
        document = json.loads(theft.planted.machine.run(
            "madarctl", "status", "--json", profile="operator", ends=(0, 2)).stdout)
        assert document["credential_beside"] is True, document
    finally:
        theft.province.stop()


# MARK: The whole folder put back


def aSnapshotPutBackIsRefused(theft):
    """Every client that called since refuses, and says so; and so does the one in Swift."""
    shutil.move(theft.data, theft.root / "true")
    steal(theft.old, theft.data)
    theft.again()
    try:
        with Client(theft.device(), 5) as client:
            for ask in (lambda: client.find("x").answer(),
                        lambda: list(client.history(theft.files[0], motive="réunion"))):
                try:
                    ask()
                except MadarError as error:
                    assert isinstance(error.__cause__, Forgotten), repr(error)
                    continue
                raise AssertionError("the client in Python took it")
        said = theft.planted.machine.run(
            "madarctl", "devices", "--json", profile="operator", ends=range(1, 78))
        code = json.loads(said.stderr)["error"]["code"]
        assert code in ("rollback_suspected", "forked"), said
    finally:
        theft.province.stop()
        shutil.rmtree(theft.data)
        shutil.move(theft.root / "true", theft.data)
    unseen = len(theft.stolen.tables["leaf"]) - theft.behind
    if unseen > TILE:
        theft.lines.append(
            "thief · finding: a client looks at the log once in each run of the daemon (SPEC W-85): "
            f"{unseen} leaves of that run, its own acts among them, were put back unseen by a "
            "client that did not look again")
    return "ROLLBACK SUSPECTED in both"


# MARK: What each theft tells


def firstRow(theft):
    """Database and log: counts, classes, sizes, times, versions, equal registry numbers."""
    stolen = theft.stolen
    learned = {
        "children": len(stolen.files), "acts of each": bool(stolen.tables["act"]),
        "classes": sorted({row["class"] for row in stolen.rows("act")}),
        "key versions": sorted({row["kek"] for row in stolen.rows("wrap")}),
        "log": len(stolen.tables["leaf"]),
    }
    assert learned["children"] >= 5 and learned["classes"] == [1, 2, 3, 4, 7], learned
    # One constant where a schema could tell, and no kind, stage, author or number in clear.
    assert {row["envelope"][6:8] for row in stolen.rows("act")} == {b"\x00\x01"}
    # All are of steps that many texts have in common.
    for row in stolen.rows("act"):
        size = len(row["envelope"]) - 84
        assert size % 256 == 0 and (row["class"] != IDENTITY or size >= 1024), size
    leaves = [row["bytes"] for row in stolen.rows("leaf")]
    assert any(one[30:62] != bytes(32) for one in leaves), "no write leaf names its acts"
    return json.dumps(learned)


def keyringAndSlots(theft):
    """Keyring and slots beside the database open nothing: that needs what opens a slot."""
    types = [kind for kind, _, _ in theft.stolen.slots()]
    guesses = [bytes(32), b"\xff" * 32, theft.stolen.store * 2]
    for kind, context, data in theft.stolen.slots():
        assert not any(loot.commits(one, b"US1.derive+commt", context, data) for one in guesses)
    return f"slots of types {types}"


def oneDataKey(theft):
    """A data key opens one child, one class, one generation."""
    keys = theft.stolen.data_keys(theft.keyring)
    for (file, data_class, generation), key in list(keys.items())[:12]:
        for _, whose, of, which, context, sealed in theft.stolen.envelopes():
            mine = (file, data_class, generation) == (whose, of, which)
            if whose is not None:
                assert loot.commits(key, b"SE1.derive+commt", context, sealed) == mine
    return f"{min(12, len(keys))} of {len(keys)} keys on every envelope"


def oneKeyEncryptionKey(theft):
    """A key-encryption key opens the data keys of one class."""
    seen = 0
    for (kind, data_class), entries in theft.keyring.items():
        for version, _, key in entries:
            for _, of, _, which, context, sealed in theft.stolen.wraps():
                mine = (kind, data_class, version) == (DATA_KEY, of, which)
                assert loot.commits(key, b"KW1.derive+commt", context, sealed) == mine
                seen += mine
    return f"{seen} wraps, each by one key"


def indexKey(theft):
    """The key of the blind index tests guesses of a registry number, and opens no name."""
    key = next(entries for (kind, _), entries in theft.keyring.items() if kind == BLIND_KEY)[0][2]
    opens_nothing(theft, key)
    # L-20: whoever has it may write every number down and compare.
    tokens = {token for *_, token in theft.stolen.tables["blind"]}
    guess = hashlib.blake2b(b"1/2015/12", digest_size=16, key=key, person=b"BI1.civil.number")
    assert guess.digest() not in tokens
    return f"{len(tokens)} tokens"


def auditKey(theft):
    """The audit key opens who read what, and no record."""
    key = next(entries for (kind, _), entries in theft.keyring.items() if kind == AUDIT_KEY)[0][2]
    leaves = 0
    for table, _, _, _, context, sealed in theft.stolen.envelopes():
        mine = loot.commits(key, b"SE1.derive+commt", context, sealed)
        assert mine == (table == "leaf"), table
        leaves += mine
    told = b"\n".join(plain for table, _, plain in theft.opened if table == "leaf")
    in_acts = [what for one, what in theft.planted.marks.texts.items()
               if "(class" in what and one.encode() in told]
    assert not in_acts, in_acts
    return f"{leaves} leaves"


def otherKeys(theft):
    """The keys of log, op keys and jobs open no record."""
    seen = 0
    for (kind, _), entries in theft.keyring.items():
        if kind in (LOG_KEY, OPERATION_KEY, loot.JOB_KEY, loot.TRANSFER_KEY):
            for _, _, key in entries:
                opens_nothing(theft, key)
                seen += 1
    return f"{seen} keys"


# MARK: The backups


BACKUP = re.compile(
    r"madar-(?P<store>[0-9a-f]{8})-(?:keys|(?P<time>\d{8}T\d{6}Z)-(?P<size>\d+))\.age(?:\.drill)?")


def records(folder):
    """The record backups of a folder, the oldest first."""
    return sorted(path for path in folder.iterdir() if path.name.endswith(".age")
                  and not path.name.endswith("-keys.age"))


def uncovered(theft, folder, path, keys=False):
    """A record backup opened with one identity, and that of the keys beside it where he has it."""
    to = theft.folder()
    to.mkdir(mode=0o700)
    identity = str(theft.identities[1])
    (to / "madar.db").write_bytes(age("age", "-d", "-i", identity, str(path)))
    if keys:
        content = age("age", "-d", "-i", identity, str(next(folder.glob("*-keys.age"))))
        with tarfile.open(fileobj=io.BytesIO(content)) as files:
            files.extractall(to, filter="data")
    return to


def backupsTellSizesAndTimes(theft):
    """All backups without an identity: sizes, times and how many recipients; two of a store agree
    in its number and in nothing else."""
    stranger, learned, seen = theft.root / "stranger.age", {}, {}
    age("age-keygen", "-o", str(stranger))
    for folder in (theft.old_backups, theft.backups):
        for name, data in contents(folder):
            assert BACKUP.fullmatch(name), name
            found = hunt(theft.wanted, data)
            assert not found, (name, found[:5])
            learned[name] = len(data)
            if name.endswith(".drill"):
                continue
            end = data.index(b"\n---")
            header = data[:end].split(b"\n")
            assert header[0] == b"age-encryption.org/v1", name
            assert sum(line.startswith(b"-> X25519 ") for line in header) == 2, name
            refused = subprocess.run(["age", "-d", "-i", str(stranger), str(folder / name)],
                                     capture_output=True, timeout=60)
            assert refused.returncode and not refused.stdout, name
            # The older folder is a copy of what lies in the newer one, too.
            for at in range(len(data) - WINDOW, end, -WINDOW):
                piece = data[at : at + WINDOW]
                place = (name, len(data), at)
                assert seen.setdefault(piece, place) == place or name.endswith("-keys.age"), place
    notes = [name for name in learned if name.endswith(".drill")]
    assert len(records(theft.backups)) >= 2 and notes, learned
    return json.dumps(learned)


def oneIdentityOpensNoContent(theft):
    """A record backup and one identity: the first row at its date, and nothing that is sealed."""
    for path in records(theft.backups):
        stolen = Stolen(uncovered(theft, theft.backups, path))
        for name, data in contents(stolen.folder):
            found = hunt(theft.wanted, data)
            assert not found, (name, found[:5])
        assert stolen.transport is None and len(stolen.files) >= 5
        assert not any((stolen.folder / name).exists() for name in ("slots", "keyring.0"))
        nothing = [bytes(32), b"\xff" * 32, stolen.store * 2]
        for key in nothing:
            opens_nothing(theft, key, stolen)
    return f"{len(records(theft.backups))} record backups"


def oneIdentityAndTheKeysOpenNoContent(theft):
    """The backup of the keys beside it: members and devices, as with the transport key file; and
    slots that no identity opens."""
    stolen = Stolen(uncovered(theft, theft.backups, records(theft.backups)[-1], keys=True))
    assert len(stolen.registry()) == len(theft.stolen.registry()) > 3
    for key in (stolen.transport.registry, *(one for _, one in stolen.transport.statics)):
        opens_nothing(theft, key, stolen)
        for _, context, data in stolen.slots():
            assert not loot.commits(key, b"US1.derive+commt", context, data)
    told = b"\n".join(stolen.registry())
    in_acts = [what for one, what in theft.planted.marks.texts.items()
               if "(class" in what and one.encode() in told]
    assert not in_acts, in_acts
    return f"{len(stolen.registry())} rows of the registry"


def anOlderBackupOpensWithTheKeysOfItsTime(theft):
    """As it is: an older backup, the backup of the keys of its time and the credential open all
    that the store held then, whatever was erased since."""
    folder = uncovered(theft, theft.old_backups, records(theft.old_backups)[-1], keys=True)
    stolen = Stolen(folder)
    opened = list(stolen.opened(stolen.keyring(theft.credential.read_bytes())))
    assert opened and all(plaintext is not None for _, _, plaintext in opened)
    told = b"\n".join(plaintext for _, _, plaintext in opened)
    missing = [what for one, what in theft.planted.marks.texts.items()
               if "(class" in what and not what.startswith("content") and one.encode() not in told]
    assert not missing, missing
    theft.lines.append(
        "thief · stated: an older backup with the backup of the keys and the way of unsealing of its "
        "time opens all that it held, also what was erased since, as long as somebody keeps the "
        "three; the erasure reaches it when the backup is no longer kept and its keys are retired")
    return f"{len(opened)} envelopes"


def aRetiredKeyEndsAnOlderBackup(theft):
    """The keys of today, of which those of one class went, open nothing of the class in a backup
    from before, and all the rest of it."""
    old = Stolen(uncovered(theft, theft.old_backups, records(theft.old_backups)[-1]))

    def opened():
        keyring = Stolen(theft.data).keyring(theft.credential.read_bytes())
        return Counter(data_class for _, data_class, plaintext in old.opened(keyring)
                       if plaintext is not None)

    before = opened()
    assert before[SOCIAL] > 0, before
    theft.again()
    machine = theft.planted.machine
    with Client(theft.device(), 5) as client:
        def follow(state, approving=False):
            """Waits until the rotation stands so, as the second person where one is waited for."""
            until = time.monotonic() + 60
            while time.monotonic() < until:
                listed = client.list_keys().answer()
                rotation, = (one for one in listed.rotations if one.data_class == SOCIAL)
                if rotation.state == state:
                    return
                if approving and rotation.digest:
                    client.approve_rotation(rotation, listed).answer()
                time.sleep(0.2)
            raise AssertionError(f"it stands at {rotation.state}")

        machine.run("madarctl", "keys", "rotate", "social", "--compromised", profile="operator")
        follow(calls.ROTATION_STATE_COOLING, approving=True)
        # A backup that the new keys open is there before the former go.
        theft.back_up()
        machine.run("madarctl", "keys", "retire", "social", profile="operator")
        follow(calls.ROTATION_STATE_RETIRED, approving=True)
    theft.province.stop()
    after = opened()
    assert after == {one: count for one, count in before.items() if one != SOCIAL}, after
    return f"{before[SOCIAL]} envelopes of class social, {after.total()} others"


def opens_nothing(theft, key, stolen=None):
    stolen = stolen or theft.stolen
    for table, _, _, _, context, sealed in stolen.envelopes():
        assert not loot.commits(key, b"SE1.derive+commt", context, sealed), table
    for *_, context, sealed in stolen.wraps():
        assert not loot.commits(key, b"KW1.derive+commt", context, sealed)


ELSEWHERE = {
    "caseWorker": "everyMethodOfEveryRole (insider.py)",
    "partner": "everyTieOfEveryRole (ties.py)",
    "operator": "everyMethodOfEveryRole (insider.py), as OPERATOR",
    "network": "everyByteTamper, matchAndMissLookEqual (rows.py), framesOfClientsArePadded "
               "(turned.py)",
    "erased": "whatIsErasedStandsInNoFileOfTheFolder (HandlersTests)",
}
# vault.md §15, and the transport key file of design §6: what a thief has, what he learns, what he
# does not, and the functions that assert it; or why none does.
LEAKS = (
    ("database + WAL", "counts, classes, padded sizes, times, key versions, equal registry numbers, "
     "which write leaf is of which act", "any field, name, access or note",
     (firstRow, nothingInClear, noMemoryIsDumped, nothingTwice, twinsShowNoName)),
    ("every backup file (age)", "sizes, times and the number of recipients", "everything else",
     (backupsTellSizesAndTimes,)),
    ("record backup + one identity", "as the first row, at its date", "content",
     (oneIdentityOpensNoContent,)),
    ("record backup + backup of the keys + one identity", "as database + transport key file",
     "content", (oneIdentityAndTheKeysOpenNoContent,)),
    ("old backup + the keys and the credential of its time", "everything that it held", "-",
     (anOlderBackupOpensWithTheKeysOfItsTime,)),
    ("database + keyring file + slots", "as the first row", "content", (keyringAndSlots,)),
    # Before the keys are rotated: an older folder would have the former.
    ("restored old snapshot", "nothing new", "-", (aSnapshotPutBackIsRefused,)),
    ("storage operator with write access", "can deny service and delete rows; with the transport "
     "key file also makes himself a member", "cannot swap, alter or put back a file unseen",
     (forgesADevice,)),
    ("database + transport key file", "members, organisations, devices, their pre-shared keys, "
     "open invitations; he can pose as the daemon until the key is rotated", "content",
     (readsTheRegistryWithIt, opensNoRecordWithIt, posesAsTheDaemon, posesAsNobodyElse,
      aRotatedKeyEndsIt)),
    ("database + credential", "everything", "-",
     (theCredentialOpensAll, theCredentialServes, statusSaysThatItLiesBeside)),
    ("one DEK", "one child, one class, one generation", "others", (oneDataKey,)),
    ("one KEK version", "the children of one province and class", "others", (oneKeyEncryptionKey,)),
    ("IDX key + database", "can test guesses of registry numbers", "names", (indexKey,)),
    ("audit key + database", "who read what", "record content", (auditKey,)),
    ("log, op-key, transfer and job keys", "nothing of a record", "content", (otherKeys,)),
    ("daemon operator (RPC role)", "counts, sizes, times, states", "content, keys",
     ELSEWHERE["operator"]),
    ("case worker account", "own caseload and class", "other classes", ELSEWHERE["caseWorker"]),
    ("partner service account", "answers to its calls", "index", ELSEWHERE["partner"]),
    ("network observer", "sizes and timing", "content", ELSEWHERE["network"]),
    ("database + WAL, after an erasure", "marks: act, class, leaf", "wraps and envelopes of what "
     "was erased", ELSEWHERE["erased"]),
    # Last, for it makes new keys.
    ("old backup + today's keyring and credential, the key of a class retired",
     "what is of other classes", "that class", (aRetiredKeyEndsAnOlderBackup,)),
)
QUORUM = "is CommitteeTests (VaultTests): every set of k opens, none of fewer"
# Rows that no program asserts here.
NOT_ASSERTED = {
    "old backup + the keys of its time, after the epoch was raised":
        "is CommitteeTests (VaultTests): the former root key opens no keyring of today, and that of its "
        "time as long as somebody keeps both",
    "whole disk without TPM": "needs a TPM: the credential blob is systemd's",
    "powered-off machine, auto slot, no PIN": "is theCredentialOpensAll; class roots are later work",
    "the same in quorum mode": QUORUM,
    "k-1 member keys + everything on disk": QUORUM,
    "k member keys + disk": QUORUM,
    "passphrase + disk": "is theCredentialOpensAll with another slot; class roots are later work",
    "memory image of the unsealed daemon": "everything unsealed: nothing to assert; B7 scans memory",
    "swap, core, hibernation file": "belongs to the machine's settings; B7 looks at the flags",
    "witness": "`madarctl witness` hands over a note of size and root alone (WitnessTests)",
}


def everythingStolen():
    """The outcome of each thing that the thief does, and lines of what is not asserted."""
    theft = Theft()
    try:
        theft.prepare()
        theft.check("theHuntBites", theHuntBites)
        theft.check("anAuthorisedReaderIsToldThem", anAuthorisedReaderIsToldThem)
        theft.baseline = theft.read_true()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda one: theft.check(
                one.what, lambda theft: put_back(theft, one)), CASES))
        for has, learns, _, how in LEAKS:
            for function in how if isinstance(how, tuple) else ():
                theft.check(f"{has}: {function.__name__}", function)
            if isinstance(how, str):
                theft.lines.append(f"thief · asserted elsewhere: {has} learns {learns}: {how}")
        theft.lines += [
            f"thief · not asserted: {has}: {why}" for has, why in NOT_ASSERTED.items()]
        return theft.results, theft.lines
    finally:
        theft.end()


ROWS["everythingStolen"] = ("thief", everythingStolen)
