"""The rows turned around: a hostile daemon, and what a client does with it.

The hostile daemon knows the key of the invitation that the client enrols with, so that it can lie
at every step. A client must end by itself, with an error and no crash, and tell no secret.
"""
import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib

from line import (
    DATA, END, FIRST, GOAWAY, PING, RESPONSE, SUITE, THIRD, WELCOME, WINDOW, Closed, inner, pad,
    public, text,
)
from noise.connection import Keypair, NoiseConnection
from province import DIGITS

SECONDS_MAX = 100
ROWS = {}


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
        sock.settimeout(40)

    def exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.sock.recv(count - len(data))
            if not part:
                raise Closed()
            data += part
        return data

    def second(self, clock=None, versions=(1, 1)):
        first = self.exactly(FIRST)
        self.state = NoiseConnection.from_name(SUITE)
        self.state.set_as_responder()
        self.state.set_prologue(b"madar/1" + first[:8])
        self.state.set_psks(self.bed.token_secret)
        self.state.set_keypair_from_private_bytes(Keypair.STATIC, self.bed.secret)
        self.state.start_handshake()
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

    def seal(self, plaintext):
        sealed = self.sealing.encrypt_with_ad(b"", plaintext)
        return struct.pack(">H", len(sealed)) + sealed

    def say(self, *frames):
        self.sock.sendall(self.seal(pad(b"".join(frames))))

    def call(self):
        """Reads frames until the first request has come."""
        while True:
            (count,) = struct.unpack(">H", self.exactly(2))
            plaintext = self.opening.decrypt_with_ad(b"", self.exactly(count))
            if plaintext[0] == 1:
                return struct.unpack_from(">I", plaintext, 4)[0]

    def linger(self):
        """Waits until the client has gone."""
        try:
            while self.sock.recv(65536):
                pass
        except OSError:
            pass


class Bed:
    """A hostile daemon with its keys, and one client that goes to it."""

    def __init__(self, behaviour):
        self.secret, self.token, self.token_secret = (os.urandom(n) for n in (32, 16, 32))
        self.behaviour, self.visits = behaviour, 0
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
            public(self.secret), self.token, self.token_secret, self.listener.getsockname()[1])

    def enrol(self, command):
        """Runs a client's enrolment to its end, and gives its exit status and what it said."""
        with tempfile.TemporaryDirectory(prefix="madar-turned-") as home:
            folder = pathlib.Path(home)
            (folder / "invitation").write_text(self.text() + "\n")
            (folder / "passphrase").write_text("une longue phrase de passe\n")
            for name in ("invitation", "passphrase"):
                (folder / name).chmod(0o600)
            environment = {"HOME": home, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
                           "XDG_RUNTIME_DIR": home}
            words = [word.replace("{home}", home) for word in command]
            try:
                ended = subprocess.run(words, env=environment, capture_output=True,
                                       timeout=SECONDS_MAX, stdin=subprocess.DEVNULL)
            finally:
                self.listener.close()
            return ended.returncode, (ended.stdout + ended.stderr).decode(errors="replace")


def commands():
    folder = pathlib.Path(os.environ["MADAR_BIN_DIR"])
    return {
        "madar": [
            str(folder / "madar"), "enrol", "--no-input", "--lang", "en", "--profile", "turned",
            "--device-label", "turned", "--invitation-file", "{home}/invitation",
            "--passphrase-file", "{home}/passphrase",
        ]
    }


def refuses(*behaviours):
    """Each behaviour makes each client end with an error of its own, without a crash."""
    for behaviour in behaviours:
        for client, command in commands().items():
            bed = Bed(behaviour)
            status, said = bed.enrol(command)
            name = f"{client}: {behaviour.__name__}"
            assert bed.visits > 0, f"{name}: never came"
            assert 0 < status < 126, f"{name}: ended with {status}: {said[-300:]}"
            assert said.strip(), f"{name}: said nothing"
            assert "Fatal" not in said and "Traceback" not in said, f"{name}: {said[-300:]}"
            assert bed.token_secret.hex() not in said


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
        visit.linger()

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


@row("A4")
def garbageForMessage2():
    refuses(
        behaviour("random", lambda visit: visit.sock.sendall(os.urandom(82))),
        behaviour("HTTP", lambda visit: visit.sock.sendall(b"HTTP/1.1 400 Bad Request\r\n" * 8)),
        behaviour("flood", lambda visit: visit.sock.sendall(os.urandom(1 << 20))),
    )


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
    refuses(after_call("65 inner frames", lambda visit, _: visit.say(
        *[inner(0x41, b"")] * 65)))


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


@row("A19")
def framesAgainOrAway():
    def twice(visit, stream):
        frame = visit.seal(pad(inner(0x41, b"")))
        visit.sock.sendall(frame + frame)

    def gap(visit, stream):
        visit.seal(pad(inner(0x41, b"")))
        visit.say(inner(RESPONSE, bytes(4), END, stream))

    refuses(after_call("twice", twice), after_call("gap", gap))


@row("A20")
def cutsAfterEachStep():
    refuses(
        behaviour("at once", lambda visit: visit.sock.close()),
        behaviour("after message 2", lambda visit: (
            visit.sock.sendall(visit.second()), visit.sock.close())),
        after_call("after the call", lambda visit, _: visit.sock.close()),
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
    refuses(
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
    refuses(behaviour("version", lambda visit: visit.sock.sendall(visit.second(versions=(7, 9)))))


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


if __name__ == "__main__":
    print(__doc__, file=sys.stderr)
    sys.exit(64)
