"""Other implementations of the handshake and of frames: PyPI's noiseprotocol, or dissononce.

initiator LIBRARY PORT DAEMON_PUBLIC DEVICE_SECRET PSK: shakes hands with a daemon, sends a call in
the same segment as message 3, checks WELCOME and the echo, and crosses the re-key of both
directions.
responder LIBRARY DAEMON_SECRET DEVICE_PUBLIC PSK: prints its port, is a daemon for one connection,
and echoes every call.
"""
import socket
import struct
import sys

from dissononce.cipher.chachapoly import ChaChaPolyCipher
from dissononce.dh.x25519.private import PrivateKey
from dissononce.dh.x25519.public import PublicKey
from dissononce.dh.x25519.x25519 import X25519DH
from dissononce.hash.sha256 import SHA256Hash
from dissononce.processing.handshakepatterns.interactive.XK import XKHandshakePattern
from dissononce.processing.impl.cipherstate import CipherState
from dissononce.processing.impl.handshakestate import HandshakeState
from dissononce.processing.impl.symmetricstate import SymmetricState
from dissononce.processing.modifiers.psk import PSKPatternModifier
from noise.connection import Keypair, NoiseConnection

SUITE = b"Noise_XKpsk3_25519_ChaChaPoly_SHA256"
REKEY_EVERY = 1024


def exactly(sock, count):
    data = b""
    while len(data) < count:
        part = sock.recv(count - len(data))
        if not part:
            raise SystemExit("the peer closed")
        data += part
    return data


class NoiseProtocol:
    """The handshake as noiseprotocol does it."""

    def __init__(self, prologue, psk, secret, remote=None):
        noise = NoiseConnection.from_name(SUITE)
        noise.set_as_initiator() if remote else noise.set_as_responder()
        noise.set_prologue(prologue)
        noise.set_psks(psk)
        noise.set_keypair_from_private_bytes(Keypair.STATIC, secret)
        if remote:
            noise.set_keypair_from_public_bytes(Keypair.REMOTE_STATIC, remote)
        noise.start_handshake()
        self.write, self.read, self.noise = noise.write_message, noise.read_message, noise

    def directions(self):
        protocol = self.noise.noise_protocol
        return Direction(protocol.cipher_state_encrypt), Direction(protocol.cipher_state_decrypt)


class Dissononce:
    """The handshake as dissononce does it."""

    def __init__(self, prologue, psk, secret, remote=None):
        dh = X25519DH()
        self.state = HandshakeState(
            SymmetricState(CipherState(ChaChaPolyCipher()), SHA256Hash()), dh)
        pattern = PSKPatternModifier(3).modify(XKHandshakePattern())
        self.is_initiator, self.ciphers = remote is not None, None
        self.state.initialize(
            pattern, self.is_initiator, prologue, s=dh.generate_keypair(PrivateKey(secret)),
            rs=PublicKey(remote) if remote else None, psks=[psk])
        assert self.state.protocol_name.encode() == SUITE, self.state.protocol_name

    def write(self, payload):
        message = bytearray()
        self.ciphers = self.state.write_message(payload, message)
        return bytes(message)

    def read(self, message):
        payload = bytearray()
        self.ciphers = self.state.read_message(message, payload)
        return bytes(payload)

    def directions(self):
        first, second = [Direction(cipher) for cipher in self.ciphers]
        return (first, second) if self.is_initiator else (second, first)


LIBRARIES = {"noiseprotocol": NoiseProtocol, "dissononce": Dissononce}


class Direction:
    """One direction of the transport, re-keyed every 1,024 frames."""

    def __init__(self, cipher_state):
        self.state, self.count = cipher_state, 0

    def after(self):
        self.count += 1
        if self.count % REKEY_EVERY == 0:
            self.rekey()

    def rekey(self):
        if not isinstance(self.state, CipherState):
            return self.state.rekey()
        # Revision 34: the first 32 bytes, and the nonce goes on. dissononce 0.34.3 keeps the tag
        # with the key and begins to count anew.
        self.state.initialize_key(self.state.cipher.rekey(self.state._key)[:32])
        self.state.set_nonce(self.count)

    def seal(self, plaintext):
        text = self.state.encrypt_with_ad(b"", plaintext)
        self.after()
        return struct.pack(">H", len(text)) + text

    def open(self, text):
        plaintext = self.state.decrypt_with_ad(b"", text)
        self.after()
        return plaintext


def inner(kind, body, flags=0, stream=0):
    return struct.pack(">BBHI", kind, flags, len(body), stream) + body


def pad(plaintext):
    size = max(128, len(plaintext))
    return plaintext + bytes(size - len(plaintext))


def split(plaintext):
    frames, at = [], 0
    while at < len(plaintext) and plaintext[at] != 0:
        kind, flags, count, stream = struct.unpack_from(">BBHI", plaintext, at)
        frames.append((kind, flags, stream, plaintext[at + 8 : at + 8 + count]))
        at += 8 + count
    assert not any(plaintext[at:]), "padding is zero"
    return frames


def receive(sock, direction):
    (count,) = struct.unpack(">H", exactly(sock, 2))
    return split(direction.open(exactly(sock, count)))


def initiator(library, port, daemon_public, device_secret, psk):
    preamble = bytes([0x4D, 0x44, 1, 1, 0, 0, 0, 80])
    noise = library(b"madar/1" + preamble, psk, device_secret, daemon_public)
    sock = socket.create_connection(("127.0.0.1", port), 10)
    first = preamble + noise.write(bytes(32))
    assert len(first) == 88, len(first)
    sock.sendall(first)
    second = exactly(sock, 82)
    assert second[:2] == b"\x00\x50"
    payload = noise.read(second[2:])
    low, high, _ = struct.unpack_from(">HHQ", payload)
    assert low <= 1 <= high and not any(payload[12:])
    greeting = struct.pack(
        ">HHQ16sIHH16s", 1, 0, 0, b"\x09" * 16, 2, 16384, 0, bytes(16)
    ) + bytes(44)
    third = b"\x00\xa0" + noise.write(greeting)
    assert len(third) == 162, len(third)
    sealing, opening = noise.directions()
    call = struct.pack(">HHI", 1, 0, 0) + b"salam"
    sock.sendall(third + sealing.seal(pad(inner(1, call, flags=1, stream=1))))
    frames = []
    while len(frames) < 2:
        frames += receive(sock, opening)
    assert frames[0][0] == 9 and len(frames[0][3]) == 48, frames[0]
    assert frames[1] == (2, 1, 1, b"\x00\x00\x00\x00salam"), frames[1]
    for number in range(1, 2100):
        call = struct.pack(">HHI", 1, 0, 0) + struct.pack(">I", number)
        sock.sendall(sealing.seal(pad(inner(1, call, flags=1, stream=2 * number + 1))))
        (answer,) = receive(sock, opening)
        assert answer[3] == bytes(4) + struct.pack(">I", number)
    print("agreed", sealing.count, opening.count)


def responder(library, daemon_secret, device_public, psk):
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    sock, _ = listener.accept()
    first = exactly(sock, 88)
    noise = library(b"madar/1" + first[:8], psk, daemon_secret)
    assert noise.read(first[8:]) == bytes(32)
    greeting = struct.pack(">HHQ", 1, 1, 5_000) + bytes(20)
    sock.sendall(b"\x00\x50" + noise.write(greeting))
    third = exactly(sock, 162)
    payload = noise.read(third[2:])
    assert len(payload) == 96 and payload[:2] == b"\x00\x01"
    sealing, opening = noise.directions()
    welcome = struct.pack(
        ">16sQHHIIHIHI", b"\x05" * 16, 5_000, 16384, 32, 65536, 65536, 600, 43200, 0, 20_000
    )
    assert len(welcome) == 48
    sock.sendall(sealing.seal(pad(inner(9, welcome))))
    while True:
        try:
            frames = receive(sock, opening)
        except SystemExit:
            break
        for kind, flags, stream, body in frames:
            if kind == 6:
                sock.sendall(sealing.seal(pad(inner(7, body))))
            if kind == 1:
                head = 24 if flags & 2 else 8
                answer = bytes(4) + body[head:]
                sock.sendall(sealing.seal(pad(inner(2, answer, flags=1, stream=stream))))


if __name__ == "__main__":
    mode, name, *rest = sys.argv[1:]
    if mode == "initiator":
        keys = [bytes.fromhex(text) for text in rest[1:]]
        initiator(LIBRARIES[name], int(rest[0]), *keys)
    else:
        responder(LIBRARIES[name], *[bytes.fromhex(text) for text in rest])
