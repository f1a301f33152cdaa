"""A second implementation of the handshake and of frames, on PyPI's noiseprotocol.

initiator PORT DAEMON_PUBLIC DEVICE_SECRET PSK: shakes hands with a daemon, sends a call in the
same segment as message 3, checks WELCOME and the echo, and crosses the re-key of both directions.
responder DAEMON_SECRET DEVICE_PUBLIC PSK: prints its port, is a daemon for one connection, and
echoes every call.
"""
import socket
import struct
import sys

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
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


class Direction:
    """One direction of the transport, re-keyed every 1,024 frames."""

    def __init__(self, cipher_state):
        self.state = cipher_state

    def count(self):
        return self.state.n

    def after(self):
        if self.state.n % REKEY_EVERY == 0:
            self.state.rekey()

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


def directions(noise):
    protocol = noise.noise_protocol
    return Direction(protocol.cipher_state_encrypt), Direction(protocol.cipher_state_decrypt)


def initiator(port, daemon_public, device_secret, psk):
    preamble = bytes([0x4D, 0x44, 1, 1, 0, 0, 0, 80])
    noise = NoiseConnection.from_name(SUITE)
    noise.set_as_initiator()
    noise.set_prologue(b"madar/1" + preamble)
    noise.set_psks(psk)
    noise.set_keypair_from_private_bytes(Keypair.STATIC, device_secret)
    noise.set_keypair_from_public_bytes(Keypair.REMOTE_STATIC, daemon_public)
    noise.start_handshake()
    sock = socket.create_connection(("127.0.0.1", port), 10)
    first = preamble + noise.write_message(bytes(32))
    assert len(first) == 88, len(first)
    sock.sendall(first)
    second = exactly(sock, 82)
    assert second[:2] == b"\x00\x50"
    payload = noise.read_message(second[2:])
    low, high, _ = struct.unpack_from(">HHQ", payload)
    assert low <= 1 <= high and not any(payload[12:])
    greeting = struct.pack(
        ">HHQ16sIHH16s", 1, 0, 0, b"\x09" * 16, 2, 16384, 0, bytes(16)
    ) + bytes(44)
    third = b"\x00\xa0" + noise.write_message(greeting)
    assert len(third) == 162, len(third)
    sealing, opening = directions(noise)
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
    print("agreed", sealing.count(), opening.count())


def responder(daemon_secret, device_public, psk):
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    sock, _ = listener.accept()
    first = exactly(sock, 88)
    noise = NoiseConnection.from_name(SUITE)
    noise.set_as_responder()
    noise.set_prologue(b"madar/1" + first[:8])
    noise.set_psks(psk)
    noise.set_keypair_from_private_bytes(Keypair.STATIC, daemon_secret)
    noise.start_handshake()
    assert noise.read_message(first[8:]) == bytes(32)
    greeting = struct.pack(">HHQ", 1, 1, 5_000) + bytes(20)
    sock.sendall(b"\x00\x50" + noise.write_message(greeting))
    third = exactly(sock, 162)
    payload = noise.read_message(third[2:])
    assert len(payload) == 96 and payload[:2] == b"\x00\x01"
    sealing, opening = directions(noise)
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
    mode, *rest = sys.argv[1:]
    if mode == "initiator":
        initiator(int(rest[0]), *[bytes.fromhex(text) for text in rest[1:]])
    else:
        responder(*[bytes.fromhex(text) for text in rest])
