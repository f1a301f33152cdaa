"""The vectors of Wire/vectors: with this client, with other implementations, with a daemon."""

import hashlib
import json
import socket
import struct
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from noise.connection import Keypair, NoiseConnection
from support import Province

from madar_client import Invitation, InvitationError, frames, limits
from madar_client.handshake import ClientHandshake, prologue
from madar_client.messages.method_pb2 import Method
from madar_client.methods import TABLE
from madar_client.noise import PATTERN, Cipher, Handshake, NoiseError
from madar_client.session import Session

FOLDER = Path(__file__).resolve().parents[3] / "Wire" / "vectors"


def load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text())


TRANSCRIPT, INNER, REFUSALS, INVITATIONS = (
    load(name + ".json") for name in ("transcript", "inner-frames", "refusals", "invitations")
)


def named(cases: list[Any]) -> Any:
    return [pytest.param(case, id=f"{case['clause']} {case['name']}") for case in cases]


def given(name: str) -> bytes:
    return bytes.fromhex(TRANSCRIPT["inputs"][name])


def padded_plaintext(direction: dict[str, Any], number: int) -> bytes:
    kept = {one["number"]: one["plaintext"] for one in direction["kept"]}
    default = "0600000800000000" + number.to_bytes(8, "big").hex()
    return bytes.fromhex(kept.get(number, default)).ljust(128, b"\0")


def test_w14_transcript_agrees_here() -> None:
    messages = [bytes.fromhex(one["bytes"]) for one in TRANSCRIPT["messages"]]
    payloads = [bytes.fromhex(one["payload"]) for one in TRANSCRIPT["messages"]]
    client = ClientHandshake(
        TRANSCRIPT["inputs"]["daemon_key_id"],
        given("daemon_static_public"),
        given("device_static_secret"),
        given("preshared_key"),
        payloads[0][2:18],
        given("client_ephemeral_secret"),
    )
    assert client.first() == messages[0]
    now, session = struct.unpack(">4xq16s", payloads[2][:28])
    finished = client.third(messages[1], payloads[2][36:52], session, now)
    assert finished.message == messages[2]
    assert finished.transcript.hex() == TRANSCRIPT["transcript_hash"]
    opener = frames.Opener(finished.receive)
    for direction, cipher in zip(
        TRANSCRIPT["directions"], (finished.send, finished.receive), strict=True
    ):
        assert cipher.key is not None
        assert cipher.key.hex() == direction["keys"][0]
    down = TRANSCRIPT["directions"][1]
    # Sealed again under the same keys, which is what the daemon sends; then opened.
    sealer = frames.Sealer(Cipher(finished.receive.key))
    for number in range(down["frames"]):
        plaintext = padded_plaintext(down, number)
        opener.feed(sealer.frame(plaintext, limits.FRAME_PLAINTEXT_BYTES))
        assert opener.next() == plaintext


def test_w14_transcript_agrees_with_noiseprotocol() -> None:
    messages = [bytes.fromhex(one["bytes"]) for one in TRANSCRIPT["messages"]]
    payloads = [bytes.fromhex(one["payload"]) for one in TRANSCRIPT["messages"]]
    clear = (8, 2, 2)
    for initiator in (True, False):
        noise = NoiseConnection.from_name(PATTERN.protocol)
        noise.set_as_initiator() if initiator else noise.set_as_responder()
        noise.set_prologue(given("prologue"))
        noise.set_psks(given("preshared_key"))
        secret = given("device_static_secret" if initiator else "daemon_static_secret")
        ephemeral = given("client_ephemeral_secret" if initiator else "daemon_ephemeral_secret")
        noise.set_keypair_from_private_bytes(Keypair.STATIC, secret)
        noise.set_keypair_from_private_bytes(Keypair.EPHEMERAL, ephemeral)
        if initiator:
            noise.set_keypair_from_public_bytes(
                Keypair.REMOTE_STATIC, given("daemon_static_public")
            )
        noise.start_handshake()
        for number, message in enumerate(messages):
            body = message[clear[number] :]
            if (number % 2 == 0) == initiator:
                assert noise.write_message(payloads[number]) == body
            else:
                assert noise.read_message(body) == payloads[number]
        assert noise.get_handshake_hash().hex() == TRANSCRIPT["transcript_hash"]
        up = noise.noise_protocol.cipher_state_encrypt
        down = noise.noise_protocol.cipher_state_decrypt
        states = (up, down) if initiator else (down, up)
        for direction, state in zip(TRANSCRIPT["directions"], states, strict=True):
            assert bytes(state.k).hex() == direction["keys"][0]


@pytest.mark.parametrize("direction", TRANSCRIPT["directions"], ids=lambda one: one["direction"])
def test_w22_frames_agree_with_cryptography(direction: dict[str, Any]) -> None:
    key, keys, whole, blocks = bytes.fromhex(direction["keys"][0]), [], hashlib.sha256(), []
    kept = {one["number"]: one["bytes"] for one in direction["kept"]}
    block = hashlib.sha256()
    for number in range(direction["frames"]):
        if number % 1024 == 0:
            if number:
                full = ChaCha20Poly1305(key).encrypt(bytes(4) + b"\xff" * 8, bytes(32), b"")
                key = full[:32]
            keys.append(key.hex())
        nonce = bytes(4) + number.to_bytes(8, "little")
        text = ChaCha20Poly1305(key).encrypt(nonce, padded_plaintext(direction, number), None)
        frame = len(text).to_bytes(2, "big") + text
        whole.update(frame)
        block.update(frame)
        if number % 128 == 127:
            blocks.append(block.hexdigest())
            block = hashlib.sha256()
        if number in kept:
            assert frame.hex() == kept[number]
    assert keys == direction["keys"]
    assert whole.hexdigest() == direction["sha256"]
    assert blocks == direction["sha256_of_each_128_frames"]


@pytest.mark.parametrize("case", named(INNER["single"]))
def test_inner_frame(case: dict[str, Any]) -> None:
    plaintext, fields = bytes.fromhex(case["plaintext"]), case["fields"]
    (inner,) = frames.parse(plaintext)
    assert (inner.kind, inner.flags, inner.stream) == (case["type"], case["flags"], case["stream"])
    assert inner.encode() == plaintext
    if inner.kind == frames.Kind.WELCOME:
        welcome = frames.Welcome.decode(inner.body)
        got = {**vars(welcome), "instance": welcome.instance.hex(), "features": 0}
        assert got == fields
    elif inner.kind == frames.Kind.GOAWAY:
        assert vars(frames.Goaway.decode(inner.body)) == fields


@pytest.mark.parametrize("case", named(INNER["several"]))
def test_several_inner_frames(case: dict[str, Any]) -> None:
    assert [one.kind for one in frames.parse(bytes.fromhex(case["plaintext"]))] == case["types"]


def test_w24_padded_lengths() -> None:
    for row in INNER["padded"]:
        assert frames.padded(row["length"], row["max_frame"]) == row["padded"]


def test_w16_invitations() -> None:
    wanted = INVITATIONS["invitation"]
    for case in INVITATIONS["read"]:
        got = Invitation.parse(case["text"])
        assert got.key_number == wanted["key_number"]
        assert got.daemon_public.hex() == wanted["daemon_public"]
        assert got.identifier.hex() == wanted["id"]
        assert got.secret.hex() == wanted["secret"]
        assert got.address == wanted["address"]
    assert INVITATIONS["read"][0]["text"] == got.text
    for case in INVITATIONS["refused"]:
        with pytest.raises(InvitationError):
            print(case["name"], Invitation.parse(case["text"]))


class Peer:
    """A client that breaks rules, and looks at what comes back."""

    def __init__(self, province: Province, fault: dict[str, Any] | None = None) -> None:
        kept = province.clients["coordinator"].device.secrets
        fault = fault or {}
        preshared = bytes(32) if fault.get("preshared") else kept.preshared
        static = bytes(range(32)) if fault.get("static") else kept.static
        self._fault = fault
        self._noise = Handshake(
            PATTERN, True, prologue(kept.key_number), static, kept.daemon_public, [preshared]
        )
        self.socket = socket.create_connection(("127.0.0.1", province.port), 10)
        self._streams: dict[int, int] = {}
        self._pongs = self._epoch = 0
        self.goaway: int | None = None
        self._key_number = kept.key_number

    def close(self) -> None:
        self.socket.close()

    def _message(self, number: int, clear: bytes, payload: bytes) -> bytes:
        fault = self._fault if self._fault.get("message") == number else {}
        changed = bytearray(payload)
        if "payload_at" in fault:
            put(changed, fault["payload_at"], fault["bytes"])
        message = bytearray(clear + self._noise.write(bytes(changed)))
        if fault.get("turn"):
            message[fault["at"]] ^= 1
        elif "at" in fault:
            put(message, fault["at"], fault["bytes"])
        return bytes(message)

    def shake(self) -> bool:
        """Whether the daemon has spoken after message 3."""
        clear = b"MD\x01" + bytes([self._key_number]) + b"\0\0\0\x50"
        self.socket.sendall(self._message(1, clear, bytes(32)))
        second = self._exactly(82)
        if second is None:
            return False
        self._noise.read(second[2:])
        payload = struct.pack(">HHq16sIHH60x", 1, 0, 0, bytes(range(16)), 0, 16_384, 0)
        self.socket.sendall(self._message(3, b"\x00\xa0", payload))
        send, receive = self._noise.split()
        self._sealer, self._opener = frames.Sealer(send), frames.Opener(receive)
        return self.next() is not None

    def _exactly(self, size: int) -> bytes | None:
        got = b""
        while len(got) < size:
            try:
                part = self.socket.recv(size - len(got))
            except ConnectionError:
                part = b""
            if not part:
                assert not got, "a part of a message before silence"
                return None
            got += part
        return got

    def next(self) -> list[frames.Inner] | None:
        """The inner frames of the next frame, or none at the end."""
        while (plaintext := self._opener.next()) is None:
            try:
                part = self.socket.recv(65_536)
            except ConnectionError:
                return None
            if not part:
                return None
            self._opener.feed(part)
        inners = frames.parse(plaintext)
        for inner in inners:
            self._pongs += inner.kind == frames.Kind.PONG
            if inner.kind == frames.Kind.WELCOME:
                self._epoch = frames.Welcome.decode(inner.body).epoch
            if inner.kind == frames.Kind.RESPONSE:
                self._streams[inner.stream] = int.from_bytes(inner.body[:2], "big")
            if inner.kind == frames.Kind.GOAWAY:
                self.goaway = frames.Goaway.decode(inner.body).code
        return inners

    def step(self, step: dict[str, Any]) -> None:
        for wire in sealed_steps(self._sealer, step, self._epoch):
            try:
                self.socket.sendall(wire)
            except ConnectionError:
                return
        if "wait" in step:
            self.answered(step["wait"])
        wanted = self._pongs + step.get("pongs", 0)
        while self._pongs < wanted and self.next() is not None:
            pass

    def answered(self, stream: int) -> int | None:
        while stream not in self._streams:
            if self.next() is None:
                return None
        return self._streams[stream]

    def alive(self) -> bool:
        body = struct.pack(">HHI", 1, 0, 0) + b"alive"
        self.step({"plaintext": frames.Inner(1, 1, 1_001, body).encode().hex()})
        return self.answered(1_001) == 0

    def until_goaway(self) -> int | None:
        while self.goaway is None and self.next() is not None:
            pass
        return self.goaway


def put(into: bytearray, at: int, hexed: str) -> None:
    data = bytes.fromhex(hexed)
    into[at : at + len(data)] = data


def sealed_steps(sealer: frames.Sealer, step: dict[str, Any], epoch: int = 0) -> list[bytes]:
    """What a step puts on the wire; `epoch` is that of WELCOME."""
    if "bytes" in step:
        return [bytes.fromhex(step["bytes"])]
    plaintext = bytearray(bytes.fromhex(step["plaintext"]) + bytes(step.get("zeros", 0)))
    if "epoch_at" in step:
        put(plaintext, step["epoch_at"], (epoch + step.get("epoch_add", 0)).to_bytes(4, "big").hex())
    made = []
    for _ in range(step.get("repeat", 1)):
        if step.get("pad", True):
            wire = bytearray(sealer.frame(bytes(plaintext), limits.FRAME_PLAINTEXT_BYTES))
        else:
            text = sealer.cipher.encrypt(b"", bytes(plaintext))
            wire = bytearray(len(text).to_bytes(2, "big") + text)
        if "turn" in step:
            wire[step["turn"]] ^= 1
        made.append(bytes(wire))
    return made


@pytest.mark.parametrize("case", named(REFUSALS["handshake"]))
def test_handshake_refusal(case: dict[str, Any], province: Province) -> None:
    peer = Peer(province, case["fault"])
    try:
        spoke = peer.shake()
        if case["expected"] == "silence":
            assert not spoke
        else:
            assert peer.until_goaway() == case["expected"]["goaway"]
    finally:
        peer.close()


@pytest.mark.parametrize("case", named(REFUSALS["to_daemon"]))
def test_refusal_of_the_daemon(case: dict[str, Any], province: Province) -> None:
    peer, expected = Peer(province), case["expected"]
    try:
        assert peer.shake()
        for step in case["steps"]:
            peer.step(step)
        if "goaway" in expected:
            assert peer.until_goaway() == expected["goaway"]
        elif "answers" in expected:
            for answer in expected["answers"]:
                assert peer.answered(answer["stream"]) == answer["status"]
        else:
            assert peer.alive()
    finally:
        peer.close()


def client_session() -> tuple[Session, frames.Sealer]:
    session = Session(frames.Sealer(Cipher(bytes(32))), frames.Opener(Cipher(bytes(range(32)))))
    return session, frames.Sealer(Cipher(bytes(range(32))))


@pytest.mark.parametrize("case", named(REFUSALS["to_client"]))
def test_refusal_of_this_client(case: dict[str, Any]) -> None:
    session, sealer = client_session()
    ended: int | None = None
    try:
        for step in case["steps"]:
            for wire in sealed_steps(sealer, step):
                session.take(wire)
                if step.get("grants") is False:
                    for stream in session.streams.values():
                        withhold(stream)
            if session.welcome and not session.streams and not hasattr(session, "made"):
                session.start(4, b"", None, 0, limits.PAGE_BYTES)
                session.made = True  # type: ignore[attr-defined]
    except frames.FrameError as error:
        ended = int(error.ending)
    expected = case["expected"]
    assert ended == expected.get("ends"), case["name"]


def withhold(stream: Any) -> None:
    """Takes back what was granted, as a client does whose reader is slow."""
    stream.credit = 65_536 - len(stream.content)
    stream.consumed = 0


def test_every_row_is_a_method_of_the_schema() -> None:
    assert set(TABLE) <= set(Method.values()) - {0}


def test_a_turned_bit_is_told_from_an_agreeing_tag() -> None:
    """The tests above could not fail if the cipher took anything."""
    text = bytearray(Cipher(bytes(32)).encrypt(b"", b"salam"))
    assert Cipher(bytes(32)).decrypt(b"", bytes(text)) == b"salam"
    text[0] ^= 1
    with pytest.raises(NoiseError):
        Cipher(bytes(32)).decrypt(b"", bytes(text))
