"""A province of one attack: a store, a daemon process, and devices enrolled by this program."""
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from line import Line, fields, number, public, signed, text

PING, WHO_AM_I, DEFINITION, ENROL, CONFIRM, INVITE, APPROVE = 1, 2, 4, 16, 17, 18, 19
LIST_INVITATIONS, CHANGE_DEVICE, OPEN_FILE, APPEND, READ_FILE, HISTORY, FIND = 21, 22, 64, 65, 66, 68, 69
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MARKER = "مجهولة-MARQUEUR-7391"


def program(name):
    return str(pathlib.Path(os.environ["MADAR_BIN_DIR"]) / name)


class Invitation:
    """The bytes of an invitation's text."""

    def __init__(self, line):
        bits = "".join(f"{DIGITS.index(c):05b}" for c in line.removeprefix("MADAR1").replace("-", ""))
        data = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits) // 8 * 8, 8))
        self.key_id, self.daemon_key = data[1], data[2:34]
        self.token, self.secret = data[34:50], data[50:82]


class Device:
    """A device of a member: its keys, and what the daemon gave it."""

    def __init__(self, province, token, secret, label="attack", source="127.0.0.1"):
        self.province, self.token, self.token_secret = province, token, secret
        self.secret, self.signing = os.urandom(32), Ed25519PrivateKey.generate()
        self.label, self.source = label, source

    def request(self):
        key = self.signing.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return text(1, self.label) + text(2, key)

    def door(self):
        """A connection that is only good for enrolment."""
        return self.province.line(self.source).enter(self.secret, self.token_secret, self.token)

    def enrol(self, confirm=True):
        door = self.door()
        status, answer = door.call(ENROL, self.request())
        assert status == 0, hex(status)
        found = fields(answer)
        self.id, self.psk, self.member = found[1][0], found[2][0], found[3][0]
        if confirm:
            assert door.call(CONFIRM)[0] == 0
        door.close()
        return self

    def connect(self, **options):
        return self.province.line(self.source).enter(self.secret, self.psk, **options)


class Province:
    """Founds a store, serves it, and ends both."""

    def __init__(self, coordinator_roles=("UPE-WORKER",), added=None, founding=(),
                 fixed_port=False):
        """With a text `added`, that of a file of the folder that adds to the definition.

        `founding` are further arguments of `madard init`. With a fixed port the invitations tell
        where the daemon is, so that clients come by themselves.
        """
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="madar-attack-"))
        self.environment = {"HOME": str(self.root), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        if added:
            folder = self.root / "definition"
            folder.mkdir()
            (folder / "added.yaml").write_text(added)
            self.environment["MADAR_DEFINITION"] = str(folder)
        self.port = 0
        if fixed_port:
            with socket.socket() as probe:
                # Below those that the kernel gives by itself: none takes it while the daemon rests.
                probe.bind(("127.0.0.1", random.randrange(20_000, 32_768)))
                self.port = probe.getsockname()[1]
            founding = [*founding, "--address", f"127.0.0.1:{self.port}"]
        made = subprocess.run(
            [program("madard"), "init", "--province", "04.441", "--data", str(self.root / "data"),
             *[part for role in coordinator_roles for part in ("--coordinator-role", role)],
             "--no-passphrase", "--credential", str(self.root / "credential"), *founding],
            env=self.environment, capture_output=True, text=True, timeout=60, check=True)
        self.texts = re.findall(r"MADAR1-[0-9A-Z\-]+", made.stdout)
        self.invitations = [Invitation(line) for line in self.texts]
        self.start()

    def start(self):
        self.log = open(self.root / "madard.log", "ab")
        self.process = subprocess.Popen(
            [program("madard"), "serve", "--data", str(self.root / "data"), "--listen",
             f"127.0.0.1:{self.port}", "--credential", str(self.root / "credential")],
            env=self.environment, stdout=subprocess.PIPE, stderr=self.log)
        address = self.process.stdout.readline().decode()
        assert ":" in address, self.logged()[-500:]
        self.port = int(address.rsplit(":", 1)[1])

    def logged(self):
        return (self.root / "madard.log").read_text(errors="replace")

    def resident(self, name="VmRSS"):
        """Resident memory of the daemon in bytes."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{name}:\s+(\d+)", status)[1]) * 1024

    def forget_peak(self):
        """Lets `peak` begin anew."""
        pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def peak(self):
        """The most resident memory since `forget_peak`, in bytes."""
        return self.resident("VmHWM")

    def holds(self, line):
        """Whether the daemon's end of a line is open."""
        mine = f":{line.sock.getsockname()[1]:04X}"
        for entry in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]:
            _, local, remote, state, *_ = entry.split()
            if local.endswith(f":{self.port:04X}") and remote.endswith(mine):
                return state == "01"
        return False

    def line(self, source="127.0.0.1", **options):
        known = self.invitations[0]
        return Line(self.port, known.daemon_key, known.key_id, source, **options)

    def operator(self):
        return self._founder(0)

    def coordinator(self):
        return self._founder(1)

    def _founder(self, index):
        invitation = self.invitations[index]
        return Device(self, invitation.token, invitation.secret).enrol()

    def put_forward(self, seconds):
        """Starts the daemon anew with a clock that is ahead."""
        library = self.root / "clock.so"
        source = pathlib.Path(__file__).with_name("clock.c")
        subprocess.run(["clang" if shutil.which("clang") else "cc", "-shared", "-fPIC", "-o",
                        str(library), str(source), "-ldl"], check=True, timeout=60)
        self.environment |= {"LD_PRELOAD": str(library), "CLOCK_AHEAD_S": str(seconds)}
        self.restart()

    def restart(self):
        self.stop()
        self.process.stdout.close()
        self.log.close()
        self.start()

    def invite(self, coordinator, operator, member=None, approve=True, source="127.0.0.1",
               name="worker", life_s=0, role="UPE-WORKER", organisation="UPE"):
        """A device to enrol: invited by the coordinator and approved by the operator."""
        token, secret = os.urandom(16), os.urandom(32)
        line = coordinator.connect()
        body = text(1, token) + text(2, secret)
        if member:
            body += text(4, member)
        else:
            body += text(3, name) + text(5, text(1, role) + text(3, organisation))
        if life_s:
            body += number(6, life_s)
        status, answer = line.call(INVITE, body, line.key())
        line.close()
        assert status == 0, (hex(status), answer)
        if approve:
            self.approve(operator, token)
        return Device(self, token, secret, source=source)

    def statement(self, line, token):
        """The fields of a statement that approves an invitation, each encoded, in order."""
        listed = fields(line.call(LIST_INVITATIONS)[1])
        digest = next(
            fields(one)[7][0] for one in listed[1] if fields(one)[1][0] == token)
        size = listed.get(2, [0])[0]
        return [
            number(1, INVITE), text(2, token), text(3, digest), text(4, os.urandom(16)),
            signed(5, int(time.time() * 1000) + 3_600_000), number(6, size), text(7, listed[3][0])]

    def approve(self, operator, token):
        line = operator.connect()
        statement = b"".join(self.statement(line, token))
        proof = operator.signing.sign(b"madar/1 approval" + statement)
        status, answer = line.call(APPROVE, text(1, statement) + text(2, proof), line.key())
        line.close()
        assert status == 0, (hex(status), answer)

    def verify(self):
        """What `madard verify` says of the store once nobody serves it: its exit code and text."""
        done = subprocess.run(
            [program("madard"), "verify", "--data", str(self.root / "data"),
             "--credential", str(self.root / "credential")],
            env=self.environment, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout + done.stderr

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=90)

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.log.close()
        shutil.rmtree(self.root, ignore_errors=True)


# MARK: An invented child


def value(field, kind, content):
    body = text(kind, content) if isinstance(content, (str, bytes)) else number(kind, content)
    return text(1, field) + text(3, body)


def opening_parts(given="طفلة", family="اختبار"):
    """The fields of the draft of an opening act, each encoded, in order."""
    values = [
        value("family_name_ar", 1, family), value("given_name_ar", 1, given),
        value("sex", 6, "F"), value("estimated_age", 5, 18), value("nationality", 6, "MAR"),
        value("civil_status", 6, "UNKNOWN"), value("presence_commune", 8, "04.441.01.0"),
        value("milieu", 6, "U"), value("school_status", 6, "ENROLLED"),
    ]
    return [number(1, 1), text(2, "F0"), number(3, 1), text(5, "DETECT"),
            *[text(9, one) for one in values]]


def opening(given="طفلة", family="اختبار"):
    return text(1, b"".join(opening_parts(given, family)))


def correction(file, after, act, given):
    """A correction of the opening act, which may be made again and again."""
    draft = number(1, 4) + text(2, "F0") + number(3, 1) + text(7, act) + text(8, "essai")
    values = [
        value("family_name_ar", 1, "اختبار"), value("given_name_ar", 1, given),
        value("sex", 6, "F"), value("estimated_age", 5, 18), value("nationality", 6, "MAR"),
        value("civil_status", 6, "UNKNOWN"), value("presence_commune", 8, "04.441.01.0"),
        value("milieu", 6, "U"), value("school_status", 6, "ENROLLED"),
    ]
    draft += b"".join(text(9, one) for one in values)
    return text(1, file) + number(2, after) + text(3, draft)


def history(file):
    return text(1, file)


def messages(content):
    """The delimited messages of a stream's content."""
    found, at = [], 0
    while at < len(content):
        (count,) = struct.unpack_from(">I", content, at)
        found.append(content[at + 4 : at + 4 + count])
        at += 4 + count
    return found


__all__ = ["Device", "Invitation", "Province", "public"]
