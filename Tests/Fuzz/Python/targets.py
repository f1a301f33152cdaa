"""What reads bytes of a peer in the Python client: `targets.py TARGET [options of libFuzzer] [corpus]`.

A target gives any bytes to a decoder. It fails where something else comes out than a value that
keeps its rules, or the error that its callers catch.
"""
import hashlib
import struct
import sys
from base64 import b64encode
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["madar_client"]):
    from madar_client import answers, checkpoint, client, definition, frames, invitation, session
    from madar_client.answers import AnswerError
    from madar_client.checkpoint import Checkpoint, CheckpointError
    from madar_client.definition import CutError, DefinitionError
    from madar_client.frames import FrameError
    from madar_client.handshake import ClientHandshake, HandshakeError, prologue
    from madar_client.invitation import Invitation, InvitationError
    from madar_client.messages import act_pb2 as act
    from madar_client.messages import call_pb2 as call
    from madar_client.messages import definition_pb2 as wire
    from madar_client.noise import PATTERN, Cipher, Handshake, public_key
    from madar_client.status import Outcome
    from madar_client.subscription import Place

from nacl.signing import SigningKey

KEY = bytes(range(32))
SECRETS = [bytes([n]) * 32 for n in (1, 2, 3, 4)]
SIGNER = SigningKey(KEY)
LOG_KEY, LOG_NAME = bytes(SIGNER.verify_key), "madar/" + "0" * 32
TARGETS = {}


def target(function):
    # Its own branches count, too: they choose the decoder.
    TARGETS[function.__name__] = atheris.instrument_func(function)
    return function


@target
def Canary(data):
    """Found within seconds, or the fuzzer sees nothing."""
    if data[:1] == b"m" and data[1:2] == b"d" and data[2:3] == b"!":
        raise RuntimeError("the canary")


@target
def Message2(data):
    """Message 2: as it came, and with any payload under the right keys."""
    daemon, device, mine, theirs = SECRETS
    handshake = ClientHandshake(1, public_key(daemon), device, KEY, ephemeral=mine)
    first = handshake.first()
    message = data[1:]
    if data[:1] > b"\x7f":
        other = Handshake(PATTERN, False, prologue(1), static=daemon, ephemeral=theirs, preshared=[KEY])
        other.read(first[8:])
        message = b"\x00\x50" + other.write(data[1:33].ljust(32, b"\0"))
    try:
        finished = handshake.third(message)
    except HandshakeError:
        return
    assert len(finished.message) == 162
    assert finished.send.key != finished.receive.key


def seal(cipher, plaintext):
    text = cipher.encrypt(b"", plaintext)
    if cipher.count % 1024 == 0:
        cipher.rekey()
    return len(text).to_bytes(2, "big") + text


@target
def Frames(data):
    """Frames: plaintexts that were sealed, then bytes that were not, in pieces of any size."""
    opener, sealer = frames.Opener(Cipher(KEY)), Cipher(KEY)
    at, whole = 2, b""
    while at < len(data) - 2 and data[at] < 0xF0:
        size = struct.unpack_from(">H", data, at)[0] & 0x3FFF
        whole += seal(sealer, data[at + 2 : at + 2 + size])
        at += 2 + size
    whole += data[at + 1 :]
    step = 1 + int.from_bytes(data[:2], "big")
    try:
        for start in range(0, len(whole), step):
            opener.feed(whole[start : start + step])
            while (plaintext := opener.next()) is not None:
                inners = frames.parse(plaintext)
                again = b"".join(inner.encode() for inner in inners)
                assert frames.parse(again) == inners
                assert len(again) <= len(plaintext)
    except FrameError:
        return


WELCOME = struct.pack(">16sqHHIIHIHI", KEY[:16], 1, 16_384, 4, 65_536, 65_536, 600, 43_200, 0, 20_455)


class Script:
    """Reads the steps of a script out of bytes."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        part = self.data[self.at : self.at + count]
        self.at += count
        return part.ljust(count, b"\0")

    def number(self, count=1):
        return int.from_bytes(self.take(count), "big")

    def bytes(self):
        return self.take(min(self.number(2), max(0, len(self.data) - self.at)))

    @property
    def over(self):
        return self.at >= len(self.data)


@target
def Connection(data):
    """A session: what the client does and what the daemon says, in any order."""
    script, daemon = Script(data), Cipher(KEY)
    said = frames.Opener(Cipher(KEY))
    subject = session.Session(frames.Sealer(Cipher(KEY)), frames.Opener(Cipher(KEY)))
    streams = []

    def check(out):
        """What the client says can be read by its daemon."""
        said.feed(out)
        while (plaintext := said.next()) is not None:
            for inner in frames.parse(plaintext):
                assert inner.kind in (1, 3, 4, 5, 6, 7), inner.kind
        assert not said.partial

    try:
        if script.number() & 1:
            check(subject.take(seal(daemon, frames.Inner(9, 0, 0, WELCOME).encode())))
        while not script.over:
            step = script.number() % 9
            stream = streams[script.number() % len(streams)] if streams and step in (3, 4, 8) else None
            if step < 3:
                if subject.may_start and not subject.exhausted:
                    held, goes_on = step == 1, step == 2
                    # Before WELCOME a client that reads as it comes knows of no credit, as in `listen`.
                    credit = subject.welcome.window if subject.welcome else 0
                    most = credit if held else script.number(2)
                    stream, out = subject.start(2, b"", None, 0, most, goes_on, held)
                    streams.append(stream)
                    check(out)
            elif step == 3 and stream is not None and stream.held:
                check(subject.drain(stream)[1])
            elif step == 4 and stream is not None:
                check(subject.cancel(stream))
            elif step == 5:
                check(subject.ping() if subject.welcome else b"")
            elif step == 6:
                kind, flags, number = script.number(), script.number(), script.number()
                inner = frames.Inner(kind, flags, number, script.bytes()[:16_000])
                check(subject.take(seal(daemon, inner.encode())))
            elif step == 7:
                check(subject.take(seal(daemon, script.bytes()[:16_384])))
            elif step == 8 and stream is not None and not stream.closed and not stream.ended:
                part = bytes(min(stream.leave, script.number(2), 8_000))
                check(subject.data(stream, part, bool(script.number() & 1)))
            for stream in streams:
                assert stream.credit >= 0
                assert len(stream.content) <= max(stream.most_bytes, 0)
                assert stream.ended or stream.number in subject.streams
            assert subject.welcome is None or len(subject.streams) <= subject.welcome.calls
    except FrameError:
        return


def signed(body):
    key_hash = hashlib.sha256(LOG_NAME.encode() + b"\n\x01" + LOG_KEY).digest()[:4]
    line = b64encode(key_hash + SIGNER.sign(body.encode()).signature).decode()
    return f"\n\u2014 {LOG_NAME} {line}\n"


@target
def Texts(data):
    """Invitations, addresses, and notes of the log: as they came, and with a true signature."""
    kind, text = data[:1], data[1:].decode(errors="replace")
    if kind < b"\x40":
        try:
            read = Invitation.parse(text)
        except InvitationError:
            pass
        else:
            assert Invitation.parse(read.text) == read
        try:
            host, port = invitation.host_and_port(text)
        except InvitationError:
            return
        assert host and 0 < port < 65_536
        return
    if kind < b"\x80":
        note = text + signed(text)
    elif kind < b"\xc0":
        body = f"{LOG_NAME}\n{text}\n{b64encode(KEY).decode()}\n"
        note = body + signed(body)
    else:
        note = text
    try:
        read = checkpoint.read_note(note, LOG_NAME, [LOG_KEY])
        assert 0 <= read.size < 1 << 64 and len(read.root) == 32
        proof = [data[at : at + 32] for at in range(1, len(data), 32)]
        kept = Checkpoint("", data[-1], KEY)
        assert checkpoint.advance(kept, read, proof).size >= kept.size
    except CheckpointError:
        return


@target
def Circuit(data):
    """The stream of the definition, with the hash that it has."""
    try:
        read = definition.read_definition(data, hashlib.sha256(data).digest())
    except DefinitionError:
        return
    for form in read.forms.values():
        assert all(0 < field.data_class < 8 for field in form.fields)
    assert all(code for code in read.territories)


KINDS = [
    act.PartialAct, call.ReadFileAnswer, call.ReadActAnswer, call.FindAnswer, call.StatusAnswer,
    call.ListDevicesAnswer, call.ListInvitationsAnswer, call.OpenFileAnswer, call.AppendActAnswer,
    call.UploadStatusAnswer, call.UploadProgress, call.CheckpointAnswer, call.InviteAnswer,
    call.AckOperationsAnswer, call.ChangeTransportAnswer, wire.DefinitionItem, call.Nothing,
]


@target
def Answers(data):
    """Answers, and what is checked of those that the client acts upon."""
    kind, content = data[0] if data else 0, data[1:]
    try:
        match kind % 8:
            case 0:
                answer = answers.enrolled(content)
                assert len(answer.preshared_key) == 32
            case 1:
                keys = answers.daemon_keys(answers.decoded(call.WhoAmIAnswer, content))
                assert 1 <= len(keys) <= 2 and all(len(key) == 32 for _, key in keys)
            case 2:
                assert len(answers.next_key(answers.decoded(call.RenewKeyAnswer, content))) == 32
            case 3:
                assert len(answers.cursor(answers.decoded(call.ListFilesAnswer, content))) <= 192
            case 4:
                place = Place()
                for message in definition.delimited(content, whole=False):
                    event = answers.Event.decode(message)
                    place.deal(event)
                    assert place.position == event.position
                packed = Place.unpack(place.position or 0, place.due_after_ms, place.pack())
                assert packed.dues == place.dues
            case 5:
                error = answers.decoded(call.Error, content)
                report = client.Report(Outcome.REFUSED, 0x0103, error=error)
                assert str(client.CallError(report)).isprintable()
            case 6:
                messages = list(definition.delimited(content))
                assert sum(4 + len(one) for one in messages) == len(content)
            case _:
                message = answers.decoded(KINDS[kind // 8 % len(KINDS)], content)
                assert type(message).FromString(message.SerializeToString()) is not None
    except (AnswerError, CutError):
        return


def main():
    name = sys.argv.pop(1)
    atheris.Setup([f"{Path(__file__).name} {name}", *sys.argv[1:]], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
