"""One line to a daemon, of which every byte can be bent: handshake, frames, inner frames.

The handshake is PyPI's noiseprotocol; nothing here is shared with the clients under test.
"""
import os
import socket
import struct
import time
from types import SimpleNamespace

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from noise.connection import Keypair, NoiseConnection

SUITE = b"Noise_XKpsk3_25519_ChaChaPoly_SHA256"
FIRST, SECOND, THIRD = 88, 82, 162
REQUEST, RESPONSE, DATA, CANCEL, WINDOW, PING, PONG, GOAWAY, WELCOME = range(1, 10)
END, OPKEY = 1, 2
ENROL_MODE = b"\x01\x00"
CODES = [
    "NORMAL", "PROTOCOL", "FRAME_SIZE", "FLOW", "TIMEOUT", "CALM", "REVOKED", "SHUTDOWN", "AGE",
    "VERSION", "INTERNAL", "REPLACED",
]


class Closed(Exception):
    """The daemon closed; `code` names its GOAWAY where it said one, `last` the last stream."""

    def __init__(self, code=None, last=None):
        super().__init__(code)
        self.code, self.last = code, last


def public(secret):
    key = X25519PrivateKey.from_private_bytes(secret).public_key()
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def inner(kind, body=b"", flags=0, stream=0):
    return struct.pack(">BBHI", kind, flags, len(body), stream) + body


def request(method, payload=b"", stream=1, key=None, deadline=0, flags=END):
    head = struct.pack(">HHI", method, 0, deadline) + (key or b"")
    return inner(REQUEST, head + payload, flags | (OPKEY if key else 0), stream)


def pad(plaintext, least=128):
    return plaintext + bytes(max(0, least - len(plaintext)))


def split(plaintext):
    frames, at = [], 0
    while at < len(plaintext) and plaintext[at] != 0:
        kind, flags, count, stream = struct.unpack_from(">BBHI", plaintext, at)
        frames.append((kind, flags, stream, plaintext[at + 8 : at + 8 + count]))
        at += 8 + count
    assert not any(plaintext[at:]), "padding is not zero"
    return frames


def preamble(key_id, suite=1, flags=0, length=80):
    return struct.pack(">2sBBHH", b"MD", suite, key_id, flags, length)


class Line:
    """A TCP connection to a daemon, with its handshake in three steps."""

    def __init__(self, port, daemon_key, key_id=1, source="127.0.0.1", timeout=45.0,
                 buffer=None):
        self.daemon_key, self.key_id = daemon_key, key_id
        self.sock = socket.socket()
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.settimeout(timeout)
        if buffer:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.sock.bind((source, 0))
        self.sock.connect(("127.0.0.1", port))
        self.received = 0
        self.stream = -1
        self.answers = {}
        self.contents = {}
        self.credit = {}
        self.pongs = 0
        self.grants = True
        self.last = None
        self.welcome_body = None

    # MARK: Bytes

    def send(self, data):
        self.sock.sendall(data)

    def exactly(self, count):
        data = b""
        while len(data) < count:
            try:
                part = self.sock.recv(count - len(data))
            except ConnectionError:
                part = b""
            if not part:
                raise Closed()
            data += part
            self.received += len(part)
        return data

    def rest(self):
        """What comes until the peer closes."""
        data = b""
        try:
            while part := self.sock.recv(65536):
                data += part
        except ConnectionError:
            pass
        self.received += len(data)
        return data

    def close(self):
        self.sock.close()

    # MARK: Handshake

    def noise(self, secret, psk, head=None, claimed=None):
        state = NoiseConnection.from_name(SUITE)
        state.set_as_initiator()
        state.set_prologue(b"madar/1" + (head or preamble(self.key_id)))
        state.set_psks(psk)
        state.set_keypair_from_private_bytes(Keypair.STATIC, secret)
        state.set_keypair_from_public_bytes(Keypair.REMOTE_STATIC, self.daemon_key)
        if claimed:
            state.noise_protocol.keypairs["s"].public_bytes = claimed
        state.start_handshake()
        self.state = state
        return state

    def weaken(self, e=None, s=None):
        """Puts a point in the place of a key, and zero in the place of what is agreed with it.

        So every tag agrees for a daemon that does not look at what X25519 gave.
        """
        protocol = self.state.noise_protocol
        agree = protocol.dh_fn.dh
        protocol.dh_fn = SimpleNamespace(
            dhlen=32, generate_keypair=protocol.dh_fn.generate_keypair,
            dh=lambda mine, other: agree(mine, other) if mine else bytes(32))
        if e:
            protocol.handshake_state.e = SimpleNamespace(public_bytes=e, private=None)
        if s:
            protocol.handshake_state.s = SimpleNamespace(public_bytes=s, private=None)

    def first(self, mode=b"\x00\x00", token=bytes(16), head=None):
        body = mode + token + bytes(14)
        return (head or preamble(self.key_id)) + self.state.write_message(body)

    def read_second(self):
        message = self.exactly(SECOND)
        assert message[:2] == b"\x00\x50"
        return self.state.read_message(message[2:])

    def third(self, clock=None, frame=16384, version=1):
        at = int(time.time() * 1000) if clock is None else clock
        body = struct.pack(">HHQ16sIHH16s", version, 0, at, os.urandom(16), 0, frame, 0, bytes(16))
        return b"\x00\xa0" + self.state.write_message(body + bytes(44))

    def split(self):
        protocol = self.state.noise_protocol
        self.sealing, self.opening = protocol.cipher_state_encrypt, protocol.cipher_state_decrypt

    def enter(self, secret, psk, token=None, clock=None, pieces=None, frame=16384, **extra):
        """Shakes hands and reads WELCOME."""
        self.noise(secret, psk, **extra)
        say = self.send if pieces is None else pieces
        say(self.first(ENROL_MODE, token) if token else self.first())
        self.read_second()
        say(self.third(clock=clock, frame=frame))
        self.split()
        while self.welcome_body is None:
            self.read()
        return self

    # MARK: Frames

    def seal(self, plaintext):
        text = self.sealing.encrypt_with_ad(b"", plaintext)
        if self.sealing.n % 1024 == 0:
            self.sealing.rekey()
        return struct.pack(">H", len(text)) + text

    def say(self, *frames):
        self.send(self.seal(pad(b"".join(frames))))

    def read(self, grant=True):
        """Reads one frame, keeps what it holds, and grants what it used."""
        (count,) = struct.unpack(">H", self.exactly(2))
        plaintext = self.opening.decrypt_with_ad(b"", self.exactly(count))
        if self.opening.n % 1024 == 0:
            self.opening.rekey()
        for kind, flags, stream, body in split(plaintext):
            if kind == WELCOME:
                self.welcome_body = body
            elif kind == GOAWAY:
                code, _, last = struct.unpack_from(">HHI", body)
                raise Closed(CODES[code], last)
            elif kind in (RESPONSE, DATA):
                self.contents[stream] = self.contents.get(stream, b"") + body
                if kind == DATA and grant and self.grants:
                    self.use(stream, len(body))
                if flags & END:
                    whole = self.contents.pop(stream)
                    self.answers[stream] = (struct.unpack_from(">H", whole)[0], whole[4:])
            elif kind == PONG:
                self.pongs += 1
        return count

    def use(self, stream, count):
        used = self.credit.get(stream, 0) + count
        if used >= 32768:
            self.say(inner(WINDOW, struct.pack(">I", used), 0, stream))
            used = 0
        self.credit[stream] = used

    def next_stream(self):
        self.stream += 2
        return self.stream

    def answer(self, stream):
        while stream not in self.answers:
            self.read()
        return self.answers.pop(stream)

    def call(self, method, payload=b"", key=None, deadline=0):
        stream = self.next_stream()
        self.say(request(method, payload, stream, key, deadline))
        return self.answer(stream)

    def pong(self):
        """Sends a PING and waits for its PONG: the connection lives."""
        wanted = self.pongs + 1
        self.say(inner(PING, bytes(8)))
        while self.pongs < wanted:
            self.read()

    def long(self, method, payload, stream, key=None, piece=16000):
        """A request that goes on in DATA, sent whole."""
        parts = [payload[at : at + piece] for at in range(0, len(payload), piece)]
        self.say(request(method, parts[0], stream, key, flags=0))
        for count, part in enumerate(parts[1:], 2):
            self.say(inner(DATA, part, END if count == len(parts) else 0, stream))

    def epoch(self):
        return self.welcome_body[44:48]

    def key(self):
        return self.epoch() + os.urandom(12)

    def end(self):
        """Reads until the daemon ends the connection, and names the code; None is a plain close."""
        try:
            while True:
                self.read(grant=False)
        except Closed as closed:
            self.last = closed.last
            return closed.code


# MARK: Messages: the few fields that the rows need, by hand.


def varint(value):
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def number(field, value):
    return varint(field << 3) + varint(value) if value else b""


def signed(field, value):
    return number(field, (value << 1) ^ (value >> 63) if value < 0 else value << 1)


def text(field, value):
    data = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(data)) + data if data else b""


def fields(message):
    """The fields of a message: field number to the list of its values."""
    found, at = {}, 0

    def read():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        tag = read()
        if tag & 7 == 0:
            value = read()
        else:
            count = read()
            value = message[at : at + count]
            at += count
        found.setdefault(tag >> 3, []).append(value)
    return found
