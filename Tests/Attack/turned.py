"""The rows turned around: a hostile daemon, and what a client does with it.

The hostile daemon knows the key of the invitation that the client enrols with, so that it can lie
at every step. Each client, `madar` and the one in Python, must end by itself, with an error and no
crash, tell no secret and leave none behind in clear. `liesInContent` and `liesToAnEnrolledUser` go
on after the enrolment, as one who has the keys of a province and takes its place.

Not turned, since a client takes no part in them: A3 (only a daemon has newcomers), A17 (only a
daemon gives invitations away).
"""
import os
import pathlib
import re
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from line import (
    CANCEL, DATA, END, FIRST, GOAWAY, PING, REQUEST, RESPONSE, SUITE, THIRD, WELCOME, WINDOW,
    Closed, fields, inner, number, pad, public, signed, split, text,
)
from noise.connection import Keypair, NoiseConnection
from province import DEFINITION, DIGITS, OPEN_FILE, READ_FILE, WHO_AM_I, Province, opening
from rows import LOW_ORDER

SECONDS_MAX = 100
PASSPHRASE = "une longue phrase de passe"
# An answer with this in it must not reach a terminal as it is.
ESCAPE = "\x1b]0;MARQUEUR\x07"
HISTORY, DOWNLOAD, SUBSCRIBE = 68, 73, 74
ROWS = {}
# Clients that wait cost nothing; those that work are few enough for two cores.
CLIENTS = ThreadPoolExecutor(int(os.environ.get("MADAR_CLIENTS_AT_ONCE", "12")))


def row(number):
    def named(function):
        ROWS[function.__name__] = (number, function)
        return function

    return named


def invitation(daemon_key, token, secret, port):
    address = f"127.0.0.1:{port}".encode()
    data = b"\1\1" + daemon_key + token + secret + bytes([len(address)]) + address
    data += struct.pack(">I", zlib.crc32(data))
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    digits = "".join(DIGITS[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))
    return "-".join(["MADAR1"] + [digits[at : at + 5] for at in range(0, len(digits), 5)])


def welcome(clock=None, frame=16384, calls=32, window=65536, message=65536):
    at = int(time.time() * 1000) if clock is None else clock
    epoch = min(at // 86_400_000, 0xFFFFFFFF)
    return struct.pack(">16sQHHIIHIHI", os.urandom(16), at, frame, calls, window, message, 600,
                       43200, 0, epoch)


class Visit:
    """One connection of the client under test."""

    def __init__(self, sock, bed):
        self.sock, self.bed = sock, bed
        self.sealed, self.requests = 0, []
        sock.settimeout(40)

    def exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.sock.recv(count - len(data))
            if not part:
                raise Closed()
            data += part
            self.bed.received += len(part)
        return data

    def second(self, clock=None, versions=(1, 1), weak=None):
        first = self.exactly(FIRST)
        self.bed.firsts.append(first)
        self.state = NoiseConnection.from_name(SUITE)
        self.state.set_as_responder()
        self.state.set_prologue(b"madar/1" + first[:8])
        self.state.set_psks(self.bed.token_secret)
        self.state.set_keypair_from_private_bytes(Keypair.STATIC, self.bed.secret)
        self.state.start_handshake()
        if weak:
            # With such a point every agreement gives zero, so that the tags can agree.
            protocol = self.state.noise_protocol
            agree = protocol.dh_fn.dh
            protocol.handshake_state.e = SimpleNamespace(public_bytes=weak, private=None)
            protocol.dh_fn = SimpleNamespace(
                dhlen=32, dh=lambda mine, other: agree(mine, other) if mine else bytes(32))
        self.state.read_message(first[8:])
        at = int(time.time() * 1000) if clock is None else clock
        body = struct.pack(">HHQ", *versions, at) + bytes(20)
        return b"\x00\x50" + self.state.write_message(body)

    def third(self):
        self.state.read_message(self.exactly(THIRD)[2:])
        protocol = self.state.noise_protocol
        self.opening, self.sealing = protocol.cipher_state_decrypt, protocol.cipher_state_encrypt

    def shake(self):
        self.sock.sendall(self.second())
        self.third()

    def seal(self, plaintext, rekeys=True):
        sealed = self.sealing.encrypt_with_ad(b"", plaintext)
        self.sealed += 1
        if rekeys and self.sealed % 1024 == 0:
            self.sealing.rekey()
        return struct.pack(">H", len(sealed)) + sealed

    def say(self, *frames):
        self.sock.sendall(self.seal(pad(b"".join(frames))))

    def frame(self):
        """The inner frames of the client's next frame; requests among them are kept for `call`."""
        (count,) = struct.unpack(">H", self.exactly(2))
        self.bed.frames.append(count - 16)
        found = split(self.opening.decrypt_with_ad(b"", self.exactly(count)))
        self.requests += [(stream, struct.unpack_from(">H", body)[0])
                          for kind, _, stream, body in found if kind == REQUEST]
        return found

    def call(self):
        """The stream of the next request."""
        while not self.requests:
            self.frame()
        stream, self.method = self.requests.pop(0)
        self.bed.calls += 1
        self.bed.look()
        return stream

    def credit(self, wanted):
        """Reads frames until credit has come for a stream, and gives it."""
        while True:
            granted = sum(struct.unpack(">I", body)[0] for kind, _, stream, body in self.frame()
                          if kind == WINDOW and stream == wanted)
            if granted:
                return granted

    def linger(self):
        """Waits until the client has gone."""
        try:
            while part := self.sock.recv(65536):
                self.bed.received += len(part)
        except OSError:
            pass

    def hear_out(self):
        """Counts the calls that come until the client has gone."""
        try:
            while True:
                self.call()
        except Exception:  # it has gone, or says what cannot be read
            self.linger()

    def enrolled(self):
        """A good answer to ENROL, with which a client goes on to confirm."""
        return b"".join((
            text(1, os.urandom(16)), text(2, self.bed.token_secret), text(3, os.urandom(16)),
            text(4, os.urandom(32)), text(5, "madar/" + "0" * 32)))

    def answer(self, stream, payload=b"", status=0):
        self.say(inner(RESPONSE, struct.pack(">HH", status, 0) + payload, END, stream))


class Bed:
    """A hostile daemon with its keys, and one client that goes to it."""

    def __init__(self, behaviour, like=None, daemon_key=None):
        self.secret, self.token, self.token_secret = (
            (like.secret, like.token, like.token_secret) if like
            else (os.urandom(n) for n in (32, 16, 32)))
        self.daemon_key = daemon_key or public(self.secret)
        self.behaviour, self.visits = behaviour, 0
        self.received, self.firsts, self.frames, self.resident = 0, [], [], []
        self.calls, self.lied = 0, False
        self.pid, self.begun = None, threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            self.visits += 1
            threading.Thread(target=self.receive, args=(sock,), daemon=True).start()

    def receive(self, sock):
        try:
            self.behaviour(Visit(sock, self))
        except Exception:  # a client that has left cannot be harmed
            pass
        finally:
            sock.close()

    def text(self):
        return invitation(
            self.daemon_key, self.token, self.token_secret, self.listener.getsockname()[1])

    def secrets(self):
        """What nobody but the client's user may read, in each form in which it might leak."""
        raw = [self.token_secret, PASSPHRASE.encode(), self.text().encode()]
        return raw + [self.token_secret.hex().encode(), repr(self.token_secret).encode()]

    def enrol(self, command):
        """Runs a client's enrolment to its end, and looks at what it said and left."""
        with tempfile.TemporaryDirectory(prefix="madar-turned-") as home:
            folder = pathlib.Path(home)
            given = {"invitation": self.text(), "passphrase": PASSPHRASE}
            for name, content in given.items():
                (folder / name).write_text(content + "\n")
                (folder / name).chmod(0o600)
            environment = {"HOME": home, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
                           "XDG_RUNTIME_DIR": home,
                           "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
            words = [word.replace("{home}", home) for word in command]
            with open(folder / "said", "wb") as said:
                process = subprocess.Popen(words, env=environment, stdout=said, stderr=said,
                                           stdin=subprocess.DEVNULL)
            self.pid = process.pid
            self.begun.set()
            end = time.monotonic() + SECONDS_MAX
            try:
                while process.poll() is None:
                    if time.monotonic() > end:
                        raise AssertionError("did not end by itself")
                    if self.calls:
                        self.look()
                    time.sleep(0.02)
            finally:
                process.kill()
                process.wait()
                self.told = self.secrets()
                self.listener.close()
            said = (folder / "said").read_bytes()
            left = [one.read_bytes() for one in folder.rglob("*")
                    if one.is_file() and one.name not in given]
            leaked = any(secret in data for secret in self.told for data in left)
            return SimpleNamespace(
                status=process.returncode, said=said.decode(errors="replace"), leaked=leaked)

    def look(self):
        """Notes the client's memory.

        It is looked at when its first call has come, while it waits for the answer, and from then
        on: before, a passphrase takes more; and a client that refuses at once is soon gone.
        """
        self.begun.wait(SECONDS_MAX)
        try:
            status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            return
        if found := re.search(r"VmRSS:\s+(\d+)", status):
            self.resident.append(int(found[1]))


def commands():
    folder = pathlib.Path(os.environ["MADAR_BIN_DIR"])
    files = ["--invitation-file", "{home}/invitation", "--passphrase-file", "{home}/passphrase"]
    return {
        "madar": [
            str(folder / "madar"), "enrol", "--no-input", "--lang", "en", "--profile", "turned",
            "--device-label", "turned", *files,
        ],
        "Python": [
            sys.executable, "-m", "madar_client", "enrol", "--profile", "{home}/profile",
            "--label", "turned", "--patience", "3", "--passes", "2", "--memory-mib", "64", *files,
        ],
    }


def callers():
    """The client in Python, which enrols and then makes one call."""
    driver = str(pathlib.Path(__file__).with_name("caller.py"))
    return {method: [sys.executable, driver, method, "{home}"]
            for method in ("history", "download", "subscribe")}


# How `users` ends where the command did not, and where it could not begin.
HUNG, UNREADY = 124, 125


def users():
    """`madar` by an enrolled user: enrolled, unlocked, one command, and locked again."""
    madar = str(pathlib.Path(os.environ["MADAR_BIN_DIR"]) / "madar")
    asks = "--no-input --lang en --profile turned"
    secret = "--passphrase-file {home}/passphrase"
    begin = (f"{madar} enrol {asks} --device-label turned {secret} "
             f"--invitation-file {{home}}/invitation && {madar} unlock {asks} {secret}")

    def run(command):
        return ["bash", "-c", f"{{ {begin}; }} >{{home}}/begun 2>&1 || exit {UNREADY}; "
                f"timeout {SECONDS_MAX - 30} {madar} {command} {asks}; status=$?; "
                f"{madar} lock {asks} >{{home}}/locked 2>&1; exit $status"]

    file = (b"F" * 16).hex()
    commands = ["whoami", "status", f"show {file}", f"history {file}", "watch --new"]
    return {"madar " + one.split()[0]: run(one) for one in commands}


def visit(client, behaviour, comes=True, may_end_well=False, **keys):
    """Sends one client to one bed, and checks what holds for every end."""
    bed = Bed(behaviour, **keys)
    name = f"{client}: {behaviour.__name__}"
    try:
        ended = bed.enrol((commands() | callers() | users())[client])
    except AssertionError as error:
        raise AssertionError(f"{name}: {error}") from None
    last = ended.said[-300:]
    assert bed.visits > 0 or not comes, f"{name}: never came: {last}"
    assert ended.said.strip(), f"{name}: said nothing"
    assert "Fatal" not in ended.said and "Traceback" not in ended.said, f"{name}: {last}"
    told = [one.decode() for one in bed.told if one.isascii()]
    assert not any(one in ended.said for one in told), f"{name}: told a secret"
    assert not ended.leaked, f"{name}: left a secret in clear"
    odd = [one for one in ended.said if one < " " and one not in "\n\t"]
    assert not odd, f"{name}: sent {odd[:5]!r} to the terminal"
    well = may_end_well and ended.status == 0
    assert well or 0 < ended.status < 126, f"{name}: ended with {ended.status}: {last}"
    bed.ended = ended
    return bed


def refuses(*behaviours, **keys):
    """Each behaviour makes each client end with an error of its own, without a crash."""
    runs = [CLIENTS.submit(visit, client, one, **keys)
            for one in behaviours for client in commands()]
    return [run.result() for run in runs]


def refuses_all_that_follows(*behaviours):
    """As `refuses`, and a good answer after the fault is of no use: no client makes another call."""
    def followed(one):
        def run(visit):
            kept = visit.hear_out

            def hear_out():
                visit.answer(1, visit.enrolled())
                kept()

            visit.hear_out = hear_out
            one(visit)

        run.__name__ = one.__name__
        return run

    for bed in refuses(*[followed(one) for one in behaviours]):
        assert bed.calls <= bed.visits, f"{bed.behaviour.__name__}: went on"


def behaviour(name, act):
    def run(visit):
        act(visit)
        visit.linger()

    run.__name__ = name
    return run


def after_call(name, act, greeting=None):
    """A behaviour that begins once the client's first call has come."""

    def run(visit):
        visit.shake()
        visit.say(inner(WELCOME, greeting or welcome()))
        act(visit, visit.call())
        visit.hear_out()

    run.__name__ = name
    return run


@row("A1")
def trickledMessage2IsNotWaitedForForever():
    def trickle(visit):
        message = visit.second()
        for at in range(len(message)):
            visit.sock.sendall(message[at : at + 1])
            time.sleep(3)

    refuses(trickle)


@row("A2")
def slowFrameOfTheDaemonIsNotWaitedForForever():
    def drip(visit, stream):
        frame = visit.seal(pad(inner(RESPONSE, bytes(4), END, stream), 8192))
        for at in range(len(frame)):
            visit.sock.sendall(frame[at : at + 1])
            time.sleep(2)

    refuses(after_call("drip", drip))


@row("A4")
def garbageForMessage2():
    refuses(
        behaviour("random", lambda visit: visit.sock.sendall(os.urandom(82))),
        behaviour("HTTP", lambda visit: visit.sock.sendall(b"HTTP/1.1 400 Bad Request\r\n" * 8)),
        behaviour("flood", lambda visit: visit.sock.sendall(os.urandom(1 << 20))),
    )


@row("A5")
def message2OfAnotherConnection():
    def turn(client):
        recorded = []

        def first(visit):
            recorded.append(visit.second())
            visit.sock.sendall(recorded[-1])
            visit.third()

        def again(visit):
            visit.second()
            visit.sock.sendall(recorded[-1])
            visit.linger()

        # The same daemon and invitation: all but the keys of the moment is as it was.
        bed = visit(client, first)
        assert bed.received > FIRST * bed.visits, f"{client}: refused a message 2 that is good"
        bed = visit(client, again, like=bed)
        assert bed.received == FIRST * bed.visits, f"{client}: went on after a replay"

    list(CLIENTS.map(turn, commands()))


@row("A6")
def tamperedMessage2():
    def bent(position):
        def act(visit):
            message = bytearray(visit.second())
            message[position] ^= 1
            visit.sock.sendall(bytes(message))

        return behaviour(f"byte {position}", act)

    refuses(*[bent(position) for position in (0, 1, 2, 33, 34, 65, 66, 81)])


@row("A7")
def badLengthsFromTheDaemon():
    def length(value):
        return after_call(
            f"length {value}",
            lambda visit, _: visit.sock.sendall(struct.pack(">H", value) + bytes(200)))

    refuses(*[length(value) for value in (0, 15, 23, 16401, 65535)])


@row("A8")
def fragmentsFromTheDaemon():
    def crumbs(visit, stream):
        visit.say(inner(RESPONSE, bytes(4), 0, stream))
        while True:
            visit.say(inner(DATA, b"", 0, stream), inner(DATA, b"x", 0, stream))

    def nothing(visit, _):
        while True:
            visit.sock.sendall(visit.seal(bytes(128)))

    refuses(
        after_call("65 inner frames", lambda visit, _: visit.say(*[inner(0x41, b"")] * 65)),
        after_call("crumbs", crumbs), after_call("padding alone", nothing),
    )


@row("A9")
def slotsThatAreNeverGivenBack():
    def alive(visit, _):
        while True:
            visit.say(inner(0x41, b""))
            time.sleep(0.5)

    refuses(
        after_call("no answer", alive),
        after_call("no slots", alive, welcome(calls=0)),
    )


@row("A10")
def errorsThatADaemonProvokes():
    ok = bytes(4)

    def frames(name, make):
        return after_call(name, lambda visit, stream: visit.say(*make(stream)))

    refuses_all_that_follows(
        frames("credit for nothing", lambda stream: [inner(WINDOW, b"\0\0\xff\xff", 0, stream + 8)]),
        frames("no credit", lambda stream: [inner(WINDOW, bytes(4), 0, stream)]),
        frames("RESPONSE twice", lambda stream: [
            inner(RESPONSE, ok, 0, stream), inner(RESPONSE, ok, 0, stream)]),
        after_call("RESPONSE twice, then DATA", lambda visit, stream: visit.say(
            inner(RESPONSE, ok, 0, stream), inner(RESPONSE, ok, 0, stream),
            inner(DATA, visit.enrolled(), END, stream))),
        frames("DATA after the end", lambda stream: [
            inner(RESPONSE, b"\x01\x05\0\0", END, stream), inner(DATA, b"x", 0, stream)]),
        frames("CANCEL", lambda stream: [inner(CANCEL, bytes(2), 0, stream)]),
        frames("WINDOW on stream 0", lambda _: [inner(WINDOW, b"\0\0\xff\xff", 0, 0)]),
        frames("PING on a stream", lambda stream: [inner(PING, bytes(8), 0, stream)]),
    )


@row("A11")
def pingsWithoutEnd():
    def flood(visit, _):
        while True:
            visit.say(inner(PING, bytes(8)))

    refuses(after_call("pings", flood))


@row("A12")
def windowsAndDataWithoutMeasure():
    def data(visit, stream):
        visit.say(inner(RESPONSE, bytes(4), 0, stream))
        for _ in range(4096):
            visit.sock.sendall(visit.seal(inner(DATA, bytes(16000), 0, stream)))

    def window(visit, stream):
        for _ in range(2):
            visit.say(inner(WINDOW, b"\x7f\xff\xff\xff", 0, stream))

    refuses(after_call("data beyond credit", data), after_call("window", window))


@row("A13")
def countsThatAreNotTheNext():
    def jump(name, by):
        def act(visit, stream):
            visit.sealing.n += by
            visit.answer(stream, visit.enrolled())
            # And on with the count that the client expects.
            visit.sealing.n -= by

        return after_call(name, act)

    def former(visit, stream):
        for _ in range(1100):
            visit.sock.sendall(visit.seal(pad(inner(0x41, b"")), rekeys=False))
        visit.answer(stream, visit.enrolled())

    refuses_all_that_follows(jump("back", -1), jump("on", 1), jump("far on", 1 << 32),
                             after_call("no re-key", former))


@row("A14")
def weakPublicKeysOfTheDaemon():
    def weak(number, point):
        def act(visit):
            visit.sock.sendall(visit.second(weak=point))
            visit.third()
            visit.say(inner(WELCOME, welcome()))

        return behaviour(f"e {number}", act)

    # Zero, one, a point of order eight, and one that is not canonical.
    beds = refuses(*[weak(number, LOW_ORDER[number]) for number in (0, 1, 2, 5)])
    for bed in beds:
        assert bed.received == FIRST * bed.visits, "went on with a weak key"
    for bed in refuses(behaviour("s", lambda visit: visit.linger()), daemon_key=LOW_ORDER[3],
                       comes=False):
        assert bed.received == 0, "spoke to a daemon with a weak key"


@row("A15")
def daemonWithoutOneOfItsKeys():
    def noStatic(visit):
        visit.bed.secret = os.urandom(32)
        try:
            visit.sock.sendall(visit.second())
        except Exception:  # what it cannot read it answers all the same
            visit.sock.sendall(b"\x00\x50" + public(os.urandom(32)) + os.urandom(48))

    def noPreshared(visit):
        visit.sock.sendall(visit.second())
        visit.exactly(THIRD)
        visit.sock.sendall(struct.pack(">H", 144) + os.urandom(144))

    first, second = behaviour("no static key", noStatic), behaviour("no preshared", noPreshared)
    for bed in refuses(first):
        assert bed.received == FIRST * bed.visits, "sent message 3 to a daemon without its key"
    refuses(second)


@row("A16")
def impostorLearnsNothing():
    def listen(visit):
        visit.bed.firsts.append(visit.exactly(FIRST))
        visit.sock.sendall(b"\x00\x50" + public(os.urandom(32)) + os.urandom(48))

    for bed in refuses(behaviour("listens", listen)):
        assert bed.received == FIRST * bed.visits, "an impostor got more than message 1"
        assert len({first[8:] for first in bed.firsts}) == len(bed.firsts), "message 1 came again"
        assert not any(bed.token in first for first in bed.firsts), "the invitation in clear"


@row("A19")
def framesAgainOrAway():
    def twice(visit, stream):
        frame = visit.seal(pad(inner(0x41, b"")))
        visit.sock.sendall(frame + frame)

    def gap(visit, stream):
        visit.seal(pad(inner(0x41, b"")))
        visit.answer(stream, visit.enrolled())

    refuses_all_that_follows(after_call("twice", twice), after_call("gap", gap))


@row("A20")
def cutsAfterEachStep():
    refuses(
        behaviour("at once", lambda visit: visit.sock.close()),
        behaviour("after message 2", lambda visit: (
            visit.sock.sendall(visit.second()), visit.sock.close())),
        after_call("after the call", lambda visit, _: visit.sock.close()),
        after_call("within the answer", lambda visit, stream: (
            visit.sock.sendall(visit.seal(pad(inner(RESPONSE, bytes(4), END, stream)))[:70]),
            visit.sock.close())),
        after_call("after a part", lambda visit, stream: (
            visit.say(inner(RESPONSE, bytes(4), 0, stream)), visit.sock.close())),
    )


@row("A21")
def bombsAsAnswers():
    def answer(name, payload):
        return after_call(name, lambda visit, stream: visit.say(
            inner(RESPONSE, bytes(4) + payload, END, stream)))

    refuses(
        answer("nesting", b"\x0b" * 4000), answer("lengths", b"\x0a\xff\xff\xff\xff\x0f"),
        answer("short identifiers", text(1, b"x") + text(2, bytes(31))),
        answer("nothing", b""), answer("random", os.urandom(9000)),
        answer("not UTF-8", text(1, bytes(16)) + text(5, b"\xff\xfe")),
    )


@row("A22")
def framesAgainstTheRules():
    def frame(name, make):
        return after_call(name, lambda visit, stream: visit.sock.sendall(
            visit.seal(make(stream))))

    ok = bytes(4)
    refuses_all_that_follows(
        frame("padding", lambda stream: inner(0x41, b"") + b"\0\1"),
        frame("unknown type", lambda stream: inner(0x20, b"")),
        frame("unknown flag", lambda stream: inner(RESPONSE, ok, 0x80 | END, stream)),
        frame("second WELCOME", lambda stream: inner(WELCOME, welcome())),
        frame("a request", lambda stream: inner(1, bytes(8), END, 2)),
        frame("answer to nothing", lambda stream: inner(RESPONSE, ok, END, stream + 2)),
        frame("DATA first", lambda stream: inner(DATA, b"x", END, stream)),
        frame("short RESPONSE", lambda stream: inner(RESPONSE, b"\0", END, stream)),
        frame("short GOAWAY", lambda stream: inner(GOAWAY, b"\0")),
        frame("long body", lambda stream: b"\x02\x01\xff\xff" + struct.pack(">I", stream)),
        behaviour("no WELCOME", lambda visit: (visit.shake(), visit.say(inner(PING, bytes(8))),
                                               visit.say(inner(RESPONSE, ok, END, 1)))),
        behaviour("short WELCOME", lambda visit: (visit.shake(), visit.say(
            inner(WELCOME, bytes(47))))),
        after_call("tiny frames", lambda visit, _: None, welcome(frame=0)),
    )


@row("A18")
def anotherVersion():
    def speaks(lowest, highest):
        return behaviour(f"versions {lowest} to {highest}", lambda visit: visit.sock.sendall(
            visit.second(versions=(lowest, highest))))

    refuses(speaks(7, 9), speaks(0, 0), speaks(2, 1))


@row("A23")
def framesOfClientsArePadded():
    beds = refuses(after_call("refuses", lambda visit, stream: visit.answer(
        stream, status=0x0105)))
    for bed in beds:
        assert bed.frames and set(bed.frames) == {128}, bed.frames


@row("A24")
def everyStatusIsTaken():
    def status(code):
        return after_call(f"status {code:04x}", lambda visit, stream: visit.say(
            inner(RESPONSE, struct.pack(">HH", code, 0), END, stream)))

    refuses(*[status(code) for code in (0x0105, 0x0199, 0x0202, 0x0502, 0x0501, 0xFF01)])


@row("A27")
def clockOfTheDaemonIsHarmless():
    """A daemon whose clock is wrong is only a warning: the call is made."""
    for clock in (0, 4_102_444_800_000, (1 << 64) - 1):
        came = threading.Event()

        def act(visit, clock=clock, came=came):
            visit.sock.sendall(visit.second(clock=clock))
            visit.third()
            visit.say(inner(WELCOME, welcome(clock=clock)))
            stream = visit.call()
            came.set()
            visit.say(inner(RESPONSE, b"\x01\x05\0\0", END, stream))

        refuses(behaviour("clock", act))
        assert came.is_set(), clock


@row("A25")
def aRevokedDeviceDoesNotComeAgain():
    def goaway(code):
        return struct.pack(">HHII", code, 0, 0, 0)

    def first(code):
        return behaviour(f"first {code}", lambda visit: (
            visit.shake(), visit.say(inner(GOAWAY, goaway(code)))))

    def closing(code):
        return behaviour(f"closing {code}", lambda visit: (
            visit.shake(), visit.say(inner(GOAWAY, goaway(code))),
            visit.sock.shutdown(socket.SHUT_WR)))

    def later(code):
        return after_call(f"later {code}", lambda visit, _: visit.say(
            inner(GOAWAY, goaway(code))))

    # REVOKED, and what is the client's own fault: PROTOCOL, FRAME_SIZE, FLOW, CALM.
    told = [first(6), first(3), later(6), later(1), later(5)]
    for bed in refuses(*told, *[closing(code) for code in (1, 2, 3, 5, 6)]):
        assert bed.visits == 1, f"{bed.behaviour.__name__}: came {bed.visits} times"
    refuses(first(9), later(99), later(7), later(11))


@row("A26")
def textOfTheDaemonMovesNoTerminal():
    field = number(1, 9) + text(2, ESCAPE) + text(3, ESCAPE + "\n" * 9)
    error = number(1, 4) + text(3, ESCAPE) + text(4, field)

    def refused(status):
        return after_call(f"error {status:04x}", lambda visit, stream: visit.answer(
            stream, error, status))

    def named(visit):
        """It enrols, and lies in what it tells later."""
        visit.shake()
        visit.say(inner(WELCOME, welcome()))
        while True:
            stream = visit.call()
            if visit.method == 16:
                visit.answer(stream, visit.enrolled() + text(5, ESCAPE))
            elif visit.method == 17:
                visit.answer(stream)
            else:
                visit.answer(stream, error, 0x0103)

    refuses(refused(0x0103), refused(0x0105), refused(0x0501))
    # A client that asks nothing more once it is enrolled ends well here.
    refuses(named, may_end_well=True)


def tells(name, tell):
    """A behaviour that lets the client enrol, and lies in the content of the call that follows."""
    plain = {16: lambda visit, stream: visit.answer(stream, visit.enrolled()),
             17: lambda visit, stream: visit.answer(stream)}

    def begin(visit, stream):
        visit.bed.lied = True
        visit.say(inner(RESPONSE, bytes(4), 0, stream))
        tell(visit, stream)

    def run(visit):
        visit.shake()
        visit.say(inner(WELCOME, welcome()))
        while True:
            stream = visit.call()
            lie = begin if visit.method in (HISTORY, DOWNLOAD, SUBSCRIBE) else None
            # What it asks beside that is refused: it has no log, and tells nothing of itself.
            refuse = lambda visit, stream: visit.answer(stream, status=0x0105)
            (plain.get(visit.method) or lie or refuse)(visit, stream)

    run.__name__ = name
    return run


def delimited(*messages):
    return b"".join(struct.pack(">I", len(one)) + one for one in messages)


def content(*parts):
    """Says these bytes and ends the stream."""
    data = b"".join(parts)
    return lambda visit, stream: visit.say(inner(DATA, data, END, stream))


def endless(piece):
    """Says a piece as long as there is credit, and waits for more, without end."""
    def tell(visit, stream):
        left = 65536
        while True:
            while left >= len(piece):
                visit.sock.sendall(visit.seal(inner(DATA, piece, 0, stream)))
                left -= len(piece)
            left += visit.credit(stream)

    return tell


@row("A21")
def liesInContent():
    """What follows an enrolment: pages, attachments and events that are not what they should be."""
    event = number(1, 1) + number(2, 7)
    act = text(1, os.urandom(16)) + number(2, 5)
    lies = {
        "history": {
            "random bytes": content(os.urandom(9000)),
            "no message": content(delimited(b"\xff" * 40)),
            "a cut message": content(delimited(act)[:-1]),
            "acts again": content(delimited(act, act)),
            "acts backwards": content(delimited(act, text(1, os.urandom(16)) + number(2, 4))),
            "a long message": content(struct.pack(">I", 65537), bytes(900)),
            "endless zeros": endless(bytes(16000)),
            "endless acts": endless(delimited(act) * 500),
        },
        "download": {
            "other bytes": content(b"PROMISED"),
            "more bytes": content(b"promised" * 2),
            "fewer bytes": content(b"promise"),
            "nothing": content(b""),
            "endless bytes": endless(bytes(16000)),
        },
        "subscribe": {
            "random bytes": content(b"\0\0\0\x40" + b"\xff" * 64),
            "a long message": content(struct.pack(">I", 65537), bytes(900)),
            "an act of no file": content(delimited(number(1, 2) + number(2, 7) + number(4, 1))),
            "a position that falls": content(
                delimited(number(1, 9) + number(2, 7), number(1, 9) + number(2, 6))),
            "an unfinished message without end": endless(b"\xff" * 16000),
        },
    }
    runs = [CLIENTS.submit(visit, method, tells(name, tell))
            for method, named in lies.items() for name, tell in named.items()]
    for run in runs:
        bed = run.result()
        assert bed.lied, f"{bed.behaviour.__name__}: never asked"
        said = bed.ended.said
        assert "whole" not in said and "READY" not in said, said[-300:]
        if len(bed.resident) > 1:
            grown = max(bed.resident) - bed.resident[0]
            assert grown < 64 << 10, f"{bed.behaviour.__name__}: grew by {grown} KiB"
    # A kind that it does not know is no error, and taken for no other.
    unknown = tells("unknown kind", content(delimited(number(1, 77) + number(2, 6), event)))
    bed = visit("subscribe", unknown, may_end_well=True)
    assert bed.ended.said.split() == ["event", "UNKNOWN", "event", "READY"], bed.ended.said
    # The same machinery with what is true: all is well.
    honest = tells("honest", content(delimited(act)))
    bed = visit("history", honest, may_end_well=True)
    assert bed.ended.said.split() == ["act", "5"] and bed.ended.status == 0, bed.ended.said
    bed = visit("download", tells("honest", content(b"promised")), may_end_well=True)
    assert "whole" in bed.ended.said and bed.ended.status == 0, bed.ended.said


class Recorded:
    """What a real province says to a member of its own about a file, to be said again."""

    def __init__(self):
        province = Province()
        try:
            line = province.coordinator().connect()
            self.me = fields(line.call(WHO_AM_I)[1])
            self.definition = line.call(DEFINITION)[1]
            status, opened = line.call(OPEN_FILE, opening(), line.key())
            assert status == 0, hex(status)
            name = text(1, fields(opened)[1][0])
            self.file, self.acts = line.call(READ_FILE, name)[1], line.call(HISTORY, name)[1]
            line.close()
        finally:
            province.end()

    def who(self, bed, definition_hash=None):
        """The answer to WHO_AM_I, with the hostile daemon's key in the place of the real one."""
        me = self.me
        answer = b"".join(text(field, me[field][0]) for field in (1, 2, 3, 4))
        answer += b"".join(text(5, role) for role in me[5]) + text(6, me[6][0])
        answer += number(7, me[7][0]) + text(8, definition_hash or me[8][0])
        answer += text(10, number(1, 1) + text(2, bed.daemon_key))
        return answer + signed(11, int(time.time() * 1000) + 80_000_000_000)

    def lying(self, name, method=None, lie=None):
        """A daemon that enrols its client and is like the province, but for its lie."""
        like = {
            16: lambda visit, stream: visit.answer(stream, visit.enrolled()),
            17: lambda visit, stream: visit.answer(stream),
            WHO_AM_I: lambda visit, stream: visit.answer(stream, self.who(visit.bed)),
            DEFINITION: told(self.definition),
            READ_FILE: lambda visit, stream: visit.answer(stream, self.file),
            HISTORY: told(self.acts),
        }
        # What it asks beside that is refused.
        refuse = lambda visit, stream: visit.answer(stream, status=0x0105)

        def run(visit):
            visit.shake()
            visit.say(inner(WELCOME, welcome()))
            while True:
                stream = visit.call()
                lies = visit.method == method
                visit.bed.lied |= lies
                (lie if lies else like.get(visit.method, refuse))(visit, stream)

        run.__name__ = name
        return run


def told(*parts):
    """The whole answer to a stream method, within the credit that the client gives."""
    def tell(visit, stream):
        visit.say(inner(RESPONSE, bytes(4), 0, stream))
        data, left = b"".join(parts), 65536
        for at in range(0, len(data), 8192):
            piece = data[at : at + 8192]
            while left < len(piece):
                left += visit.credit(stream)
            left -= len(piece)
            visit.say(inner(DATA, piece, 0, stream))
        visit.say(inner(DATA, b"", END, stream))

    return tell


@row("A21")
def liesToAnEnrolledUser():
    """`madar` after its enrolment, by a daemon that has the keys of its province and its answers.

    The client in Python has the like in `liesInContent`.
    """
    real = Recorded()

    def answer(payload, status=0):
        return lambda visit, stream: visit.answer(stream, payload, status)

    # First that the machinery is right: with what is true all is well.
    for client in ("madar whoami", "madar show", "madar history"):
        bed = visit(client, real.lying("honest"), may_end_well=True)
        assert bed.ended.status == 0, f"{client}: {bed.ended.status}: {bed.ended.said[-300:]}"
    bent = bytearray(real.definition)
    bent[len(bent) // 2] ^= 1
    garbage, long = os.urandom(900), struct.pack(">I", 65537) + bytes(900)
    other = lambda visit, stream: visit.answer(stream, real.who(visit.bed, bytes(32)))
    lies = [
        ("madar whoami", WHO_AM_I, {
            "random bytes": answer(garbage), "nothing": answer(b""),
            "short identifier": answer(text(1, b"x")), "escape": answer(text(1, ESCAPE), 0x0103)}),
        ("madar status", WHO_AM_I, {"random bytes": answer(garbage)}),
        ("madar show", WHO_AM_I, {"hash of another definition": other}),
        ("madar show", DEFINITION, {
            "a bent bit": told(bytes(bent)), "a cut message": told(real.definition[:-1]),
            "random bytes": told(garbage), "nothing": told(b"")}),
        ("madar show", READ_FILE, {"random bytes": answer(garbage), "nothing": answer(b"")}),
        ("madar history", HISTORY, {
            "random bytes": told(garbage), "a cut message": told(real.acts[:-1]),
            "acts again": told(real.acts, real.acts), "a long message": told(long)}),
        ("madar watch", SUBSCRIBE, {
            "random bytes": told(b"\0\0\0\x40" + b"\xff" * 64), "a long message": told(long),
            "an act of no file": told(delimited(number(1, 2) + number(2, 7) + number(4, 1)))}),
    ]
    runs = [CLIENTS.submit(visit, client, real.lying(f"{name} for {client}", method, lie))
            for client, method, named in lies for name, lie in named.items()]
    for run in runs:
        bed = run.result()
        name = bed.behaviour.__name__
        assert bed.lied, f"{name}: never asked: {bed.ended.said[-300:]}"
        assert bed.ended.status not in (HUNG, UNREADY), f"{name}: {bed.ended.said[-300:]}"
    return f"{len(runs)} lies"


@row("A28")
def memoryOfAClientIsBounded():
    def flood(visit, stream):
        visit.say(inner(RESPONSE, bytes(4), 0, stream))
        while True:
            visit.say(*[inner(DATA, bytes(16000), 0, stream)])

    def extensions(visit, _):
        while True:
            visit.sock.sendall(visit.seal(inner(0x41, bytes(16000))))

    most = 0
    for bed in refuses(after_call("data", flood), after_call("extensions", extensions)):
        assert bed.resident, "its memory was never seen"
        grown = max(bed.resident) - bed.resident[0]
        assert grown < 16 << 10, f"{bed.behaviour.__name__}: grew by {grown} KiB"
        most = max(most, grown)
    return f"grew by {most} KiB at most"


if __name__ == "__main__":
    print(__doc__, file=sys.stderr)
    sys.exit(64)
