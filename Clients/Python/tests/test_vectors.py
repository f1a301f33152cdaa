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

from madar_client import Invitation, InvitationError, connection, frames, limits
from madar_client.handshake import ClientHandshake, VersionError, prologue
from madar_client.messages.method_pb2 import Method
from madar_client.methods import TABLE
from madar_client.noise import PATTERN, Cipher, Handshake, NoiseError, public_key
from madar_client.session import Session

FOLDER = Path(__file__).resolve().parents[3] / "Wire" / "vectors"


def load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text())


TRANSCRIPT, INNER, REFUSALS, INVITATIONS = (
    load(name + ".json") for name in ("transcript", "inner-frames", "refusals", "invitations")
)


HANDSHAKE = load("handshake.json")
WELCOME_BODY = bytes.fromhex(HANDSHAKE["frames"][1]["plaintext"])[8:56]


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


def test_w92_handshake_agrees_here() -> None:
    """One whole connection: keys, three messages, hash, transport keys, and its frames."""
    inputs = {
        name: bytes.fromhex(value)
        for name, value in HANDSHAKE["inputs"].items()
        if isinstance(value, str)
    }
    for name in ("daemon_static", "device_static", "client_ephemeral", "daemon_ephemeral"):
        assert public_key(inputs[f"{name}_secret"]) == inputs[f"{name}_public"]
    assert HANDSHAKE["protocol"].encode() == PATTERN.protocol
    key_number = HANDSHAKE["inputs"]["daemon_key_id"]
    assert prologue(key_number) == inputs["prologue"]
    wire = [bytes.fromhex(one["bytes"]) for one in HANDSHAKE["handshake"]]
    clear = [bytes.fromhex(one["clear"]) for one in HANDSHAKE["handshake"]]
    payloads = [bytes.fromhex(one["payload"]) for one in HANDSHAKE["handshake"]]
    client = ClientHandshake(
        key_number,
        inputs["daemon_static_public"],
        inputs["device_static_secret"],
        inputs["preshared_key"],
        None,
        inputs["client_ephemeral_secret"],
    )
    daemon = Handshake(
        PATTERN,
        False,
        inputs["prologue"],
        inputs["daemon_static_secret"],
        None,
        [inputs["preshared_key"]],
        inputs["daemon_ephemeral_secret"],
    )
    assert client.first() == wire[0]
    assert daemon.read(wire[0][len(clear[0]) :]) == payloads[0]
    assert clear[1] + daemon.write(payloads[1]) == wire[1]
    now, session_id, software, largest = struct.unpack(">4xq16sIH", payloads[2][:34])
    finished = client.third(
        wire[1], payloads[2][36:52], session_id, now, software=software, max_frame=largest
    )
    assert finished.message == wire[2]
    assert finished.daemon_time_ms == int.from_bytes(payloads[1][4:12], "big")
    assert daemon.read(wire[2][len(clear[2]) :]) == payloads[2]
    assert finished.transcript.hex() == daemon.hash.hex() == HANDSHAKE["handshake_hash"]
    keys = HANDSHAKE["transport_keys"]
    for up, down in ((finished.send, finished.receive), daemon.split()):
        assert up.key is not None
        assert down.key is not None
        assert (up.key.hex(), down.key.hex()) == (keys["client"], keys["daemon"])
    # The call leaves with message 3; WELCOME and the answer come.
    frame = {(one["from"], one["number"]): one for one in HANDSHAKE["frames"]}
    sealer = frames.Sealer(Cipher(finished.send.key))
    call = bytes.fromhex(frame["client", 0]["plaintext"])
    assert sealer.frame(call, limits.FRAME_PLAINTEXT_BYTES).hex() == frame["client", 0]["bytes"]
    (request,) = frames.parse(call)
    session = Session(frames.Sealer(finished.send), frames.Opener(finished.receive))
    session.take(bytes.fromhex(frame["daemon", 0]["bytes"]))
    assert session.welcome is not None
    assert session.welcome.epoch == 20_455
    stream, sent = session.start(1, request.body[8:], None, 5_000, limits.PAGE_BYTES)
    assert sent.hex() == frame["client", 0]["bytes"]
    session.take(bytes.fromhex(frame["daemon", 1]["bytes"]))
    assert (stream.status, bytes(stream.content), stream.ended) == (0, b"salam", True)


def test_w92_handshake_rekeys_here() -> None:
    rekey = HANDSHAKE["rekey"]
    assert [one["number"] for one in rekey["frames"]] == [1_023, 1_024]
    sealing, opening = (Cipher(bytes.fromhex(rekey["key_before"])) for _ in range(2))
    sealing.count = opening.count = 1_023
    sealer, opener = frames.Sealer(sealing), frames.Opener(opening)
    for one in rekey["frames"]:
        plaintext, wire = bytes.fromhex(one["plaintext"]), bytes.fromhex(one["bytes"])
        assert sealer.frame(plaintext, limits.FRAME_PLAINTEXT_BYTES) == wire
        opener.feed(wire)
        assert opener.next() == plaintext
    for cipher in (sealing, opening):
        assert cipher.key is not None
        assert cipher.key.hex() == rekey["key_after"]


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
    assert fields_of(inner) == fields
    assert made_here(inner, case, fields) == plaintext


def fields_of(inner: frames.Inner) -> dict[str, Any]:  # noqa: PLR0911
    """The body's fields by name, read as the tables of W-31 to W-43 tell."""
    body, kind = inner.body, inner.kind
    if kind == frames.Kind.REQUEST:
        method, zero, deadline = struct.unpack(">HHI", body[:8])
        assert zero == 0
        key = {"operation_key": body[8:24].hex()} if inner.flags & frames.OPKEY else {}
        return {
            "method": method,
            "deadline": deadline,
            **key,
            "payload": body[24 if key else 8 :].hex(),
        }
    if kind == frames.Kind.RESPONSE:
        status, zero = struct.unpack(">HH", body[:4])
        assert zero == 0
        return {"status": status, "payload": body[4:].hex()}
    if kind == frames.Kind.DATA:
        return {"payload": body.hex()}
    if kind in (frames.Kind.PING, frames.Kind.PONG):
        return {"opaque": body.hex()}
    if kind == frames.Kind.CANCEL:
        return {"reason": int.from_bytes(body, "big")}
    if kind == frames.Kind.WINDOW:
        return {"credit": int.from_bytes(body, "big")}
    if kind == frames.Kind.GOAWAY:
        return vars(frames.Goaway.decode(body))
    welcome = frames.Welcome.decode(body)
    features = int.from_bytes(body[42:44], "big")
    return {**vars(welcome), "instance": welcome.instance.hex(), "features": features}


def made_here(  # noqa: PLR0912
    inner: frames.Inner, case: dict[str, Any], fields: dict[str, Any]
) -> bytes:
    """What this client's session sends for the fields, or what it made of what came."""
    session, daemon = client_session()
    session.take(daemon.frame(frames.Inner(9, 0, 0, WELCOME_BODY).encode(), 16_384))
    opener = frames.Opener(Cipher(bytes(32)))
    sent = b""
    if case["to"] == "daemon" and inner.kind == frames.Kind.REQUEST:
        session._last = case["stream"] - 2
        key = bytes.fromhex(fields["operation_key"]) if "operation_key" in fields else None
        payload = bytes.fromhex(fields["payload"])
        sent = session.start(fields["method"], payload, key, fields["deadline"], 1 << 20)[1]
    elif inner.kind in (frames.Kind.PING, frames.Kind.PONG):
        # PONG is what this client says to PING, and takes after a PING of its own.
        if inner.kind == frames.Kind.PING:
            answer = session.take(daemon.frame(inner.encode(), 16_384))
            opener.feed(answer)
            (pong,) = frames.parse(opener.next() or b"")
            assert (pong.kind, pong.body.hex()) == (frames.Kind.PONG, fields["opaque"])
        else:
            session._pinged.append(bytes.fromhex(fields["opaque"]))
            assert session.take(daemon.frame(inner.encode(), 16_384)) == b""
            assert not session.pinged
    elif inner.kind == frames.Kind.GOAWAY:
        session.take(daemon.frame(inner.encode(), 16_384))
        assert session.goaway is not None
        assert vars(session.goaway) == fields
    elif inner.kind != frames.Kind.WELCOME:
        session._last = case["stream"] - 2
        stream, request = session.start(4, b"", None, 0, 1 << 20)
        opener.feed(request)
        opener.next()
        if inner.kind == frames.Kind.CANCEL:
            sent = session.cancel(stream)
        else:
            if inner.kind != frames.Kind.RESPONSE:
                ok = frames.Inner(2, 0, case["stream"], bytes(4))
                session.take(daemon.frame(ok.encode(), 16_384))
            if inner.kind == frames.Kind.WINDOW:
                # What this client grants for half a window that it was sent.
                half = frames.Inner(3, 0, case["stream"], bytes(fields["credit"] // 4))
                for _ in range(4):
                    sent += session.take(daemon.frame(half.encode(), 16_384))
            else:
                session.take(daemon.frame(inner.encode(), 16_384))
                assert stream.status == fields.get("status", 0)
                assert stream.content.hex() == fields["payload"]
                assert stream.ended == inner.ends
    if not sent:
        return inner.encode()
    opener.feed(sent)
    (made,) = frames.parse(opener.next() or b"")
    return made.encode()


@pytest.mark.parametrize("case", REFUSALS["goaway"], ids=lambda case: str(case["code"]))
def test_w45_what_follows_goaway(case: dict[str, Any]) -> None:
    session, daemon = client_session()
    session.take(daemon.frame(bytes.fromhex(case["plaintext"]), 16_384))
    told = session.goaway
    assert told is not None
    assert (told.code, told.last_stream, told.wait_ms) == (case["code"], 41, 1_500)
    assert told.ending.name == case["name"]
    assert (told.ending in connection._DRAINS) == case["drains"]
    # What a connection makes of it; one that is not open needs no socket.
    ended = object.__new__(connection.Connection)
    ended.fault, ended._session = None, session
    causes = {
        "again": type(None),
        "fault": connection.OwnFault,
        "revoked": connection.Revoked,
        "version": VersionError,
    }
    assert type(ended.cause) is causes[case["then"]]


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
        put(
            plaintext, step["epoch_at"], (epoch + step.get("epoch_add", 0)).to_bytes(4, "big").hex()
        )
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
