"""Rows A1 to A28: what a hostile peer does to a daemon, and what it must see."""
import os
import socket
import struct
import time

from line import (
    CANCEL, DATA, END, FIRST, PING, REQUEST, THIRD, WINDOW, Closed, fields, inner, number, pad,
    preamble, public, request,
)
from province import (
    APPEND, CHANGE_DEVICE, DEFINITION, ENROL, FIND, HISTORY, MARKER, OPEN_FILE, READ_FILE,
    WHO_AM_I, Device, correction, history, messages, opening, text,
)
from province import PING as ECHO

ROWS = {}
OK, NOT_AVAILABLE, MISMATCH, KEY_REQUIRED, KEY_EXPIRED = 0, 0x104, 0x107, 0x109, 0x10A
REVOKE = 3
BAD_MESSAGE, INVALID, TOO_LARGE, EXPIRED = 0x101, 0x103, 0x108, 0x304
ADDRESSES = [f"127.0.0.{n}" for n in range(1, 9)]
LOW_ORDER = [
    bytes(32), b"\x01" + bytes(31),
    bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
    bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
    bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    bytes.fromhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    bytes.fromhex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
]


def row(number):
    def named(function):
        ROWS[function.__name__] = (number, function)
        return function

    return named


def silent(line, data):
    """Sends bytes and expects a close without a byte."""
    before = line.received
    try:
        line.send(data)
        line.sock.shutdown(socket.SHUT_WR)
    except OSError:
        pass
    line.rest()
    line.close()
    assert line.received == before, f"{line.received - before} bytes came back"


def ended(line, *codes):
    code = line.end()
    assert code in codes, f"ended with {code}, not {codes}"


def alive(device):
    line = device.connect()
    assert line.call(ECHO, b"salam") == (OK, b"salam")
    line.close()


# MARK: Before authentication


@row("A1")
def handshakeTrickleIsCutAtDeadline(province):
    device = province.coordinator()
    # One byte at a time is well where it is fast.
    line = province.line()
    line.enter(device.secret, device.psk, pieces=lambda data: [
        line.send(data[at : at + 1]) for at in range(len(data))])
    line.close()
    for begin in (0, 8):
        slow = province.line()
        slow.noise(device.secret, device.psk)
        first = slow.first()
        slow.send(first[:begin])
        start = time.monotonic()
        try:
            for at in range(begin, len(first)):
                slow.sock.settimeout(9)
                slow.send(first[at : at + 1])
                try:
                    assert slow.sock.recv(1) == b""
                    break
                except TimeoutError:
                    continue
        except OSError:
            pass
        assert time.monotonic() - start < 40, "a trickle was endured"
        assert at - begin < 4, f"{at - begin} bytes were waited for"
        slow.close()


@row("A3")
def halfOpenFloodKeepsEnrolledAlive(province):
    device = province.coordinator()
    held = device.connect()
    strangers = []
    for count in range(256):
        try:
            line = province.line(ADDRESSES[count % 8], timeout=5)
            line.noise(os.urandom(32), bytes(32))
            line.send(line.first())
            strangers.append(line)
        except OSError:
            pass
    assert held.call(ECHO, b"1") == (OK, b"1")
    answered = 0
    for _ in range(20):
        try:
            line = device.connect()
            answered += line.call(ECHO, b"2") == (OK, b"2")
            line.close()
        except (Closed, OSError):
            time.sleep(0.2)
    assert answered >= 5, f"{answered} of 20 newcomers with a key were served"
    for line in strangers:
        line.close()


OPENERS = [
    b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"EHLO mail.example.org\r\n", b"*1\r\n$4\r\nPING\r\n",
    b"OPTIONS * RTSP/1.0\r\n\r\n", b"OPTIONS sip:nm SIP/2.0\r\n\r\n", b"NICK a\r\nUSER a b c d\r\n",
    b"\x16\x03\x01\x00\xc4\x01\x00\x00\xc0\x03\x03" + b"Z" * 190, b"\x00\x00\x00\x08\x04\xd2\x16\x2f",
    b"\x03\x00\x00\x13\x0e\xe0" + bytes(13), b"\x00\x00\x00\x45\xffSMBr" + bytes(64),
    b"\x00\x1d\x124\x01\x00\x00\x01" + bytes(6), b"0\x0c\x02\x01\x01`\x07\x02\x01\x03\x04\x00\x80\x00",
    bytes(88), b"\xff" * 4096, b"\x10\x0e\x00\x04MQTT\x04\x02\x00\x3c\x00\x02id", b"USER anonymous\r\n",
    b"\x01\x00\x00\x00\x00\x01\x00\x00", b"CONNECT example.org:443 HTTP/1.1\r\n\r\n",
]


@row("A4")
def garbageGetsNoByte(province):
    device = province.coordinator()
    for data in OPENERS + [os.urandom(count) for count in (1, 7, 8, 87, 88, 250, 5000)]:
        silent(province.line(), data)
    alive(device)
    assert province.logged().count("handshake_failed") >= len(OPENERS)


@row("A5")
def replayedFirstFlightChangesNothing(province):
    invitation = province.invitations[1]
    device = Device(province, invitation.token, invitation.secret)
    line = province.line()
    line.noise(device.secret, device.token_secret)
    first = line.first(b"\x01\x00", device.token)
    line.send(first)
    line.read_second()
    third = line.third()
    line.send(third)
    line.split()
    line.close()
    seconds = set()
    for _ in range(5):
        again = province.line()
        again.send(first)
        seconds.add(again.exactly(82))
        silent(again, third)
    assert len(seconds) == 5, "message 2 was repeated"
    device.enrol()
    alive(device)


@row("A6")
def everyByteTamper(province):
    device = province.coordinator()
    for position in range(FIRST + THIRD):
        source = ADDRESSES[position % 8]
        line = province.line(source)
        line.noise(device.secret, device.psk)
        first = bytearray(line.first())
        if position < FIRST:
            first[position] ^= 1 << (position % 8)
            silent(line, bytes(first))
            continue
        line.send(bytes(first))
        line.read_second()
        third = bytearray(line.third())
        third[position - FIRST] ^= 1 << (position % 8)
        silent(line, bytes(third))
        if position % 40 == 0:
            time.sleep(0.3)
    line = device.connect()
    frame = line.seal(pad(request(ECHO, b"x", 1)))
    line.close()
    for position in range(0, len(frame), 3):
        line = device.connect()
        bent = bytearray(line.seal(pad(request(ECHO, b"x", 1))))
        bent[position] ^= 0x40
        line.send(bytes(bent))
        try:
            line.sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        line.end()
        assert not line.answers, "a bent frame was answered"
        line.close()
    alive(device)


@row("A7")
def badLengthNeverAllocates(province):
    device = province.coordinator()
    alive(device)
    before = province.resident()
    for length in (0, 15, 23, 16401, 65535):
        line = device.connect()
        line.send(struct.pack(">H", length))
        ended(line, "FRAME_SIZE")
        line.close()
    for length in (0, 1, 79, 81, 65535):
        line = province.line()
        silent(line, preamble(line.key_id, length=length) + bytes(80))
    assert province.resident() - before < 4 << 20


@row("A14")
def weakPublicKeyAborts(province):
    device = province.coordinator()
    for point in LOW_ORDER:
        line = province.line()
        silent(line, preamble(line.key_id) + point + os.urandom(48))
    alive(device)


@row("A15")
def rightStaticWrongPrivateKeyFails(province):
    device = province.coordinator()
    line = province.line()
    line.noise(os.urandom(32), device.psk, claimed=public(device.secret))
    line.send(line.first())
    line.read_second()
    silent(line, line.third())
    alive(device)


@row("A16")
def unknownAndWrongPskAreIndistinguishable(province):
    device = province.coordinator()
    seen = set()
    for secret, psk in [
        (os.urandom(32), os.urandom(32)), (device.secret, os.urandom(32)),
        (os.urandom(32), device.psk),
    ]:
        for _ in range(3):
            line = province.line()
            line.noise(secret, psk)
            line.send(line.first())
            line.read_second()
            line.send(line.third())
            line.rest()
            seen.add(line.received)
            line.close()
    assert seen == {82}, seen


@row("A17")
def twoKeysOneToken(province):
    invitation = province.invitations[1]
    owner = Device(province, invitation.token, invitation.secret)
    owner.enrol(confirm=False)
    thief = Device(province, invitation.token, invitation.secret)
    try:
        door = thief.door()
        assert door.call(ENROL, thief.request())[0] != OK
    except Closed as closed:
        assert closed.code is None
    alive(owner)
    assert "invitation_contested" in province.logged(), "no alarm was raised"


@row("A17")
def lostConfirmRepeats(province):
    invitation = province.invitations[1]
    device = Device(province, invitation.token, invitation.secret)
    device.enrol(confirm=False)
    known = (device.id, device.psk)
    device.enrol(confirm=False)
    assert (device.id, device.psk) == known
    device.enrol()
    assert (device.id, device.psk) == known
    alive(device)


@row("A18")
def preambleBitFlips(province):
    device = province.coordinator()
    for bit in range(64):
        line = province.line(ADDRESSES[bit % 8])
        line.noise(device.secret, device.psk)
        first = bytearray(line.first())
        first[bit // 8] ^= 0x80 >> (bit % 8)
        silent(line, bytes(first))
    for version in (0, 2, 65535):
        line = province.line()
        line.noise(device.secret, device.psk)
        line.send(line.first())
        line.read_second()
        line.send(line.third(version=version))
        line.split()
        ended(line, "VERSION")
        line.close()


# MARK: After authentication


@row("A2")
def slowFrameIsCut(province):
    device = province.coordinator()
    line = device.connect()
    frame = line.seal(pad(request(ECHO, bytes(8000), 1), 8192))
    start = time.monotonic()
    line.sock.settimeout(1)
    code = "never"
    for at in range(0, 45):
        try:
            line.send(frame[at : at + 1])
            line.read()
        except TimeoutError:
            continue
        except (Closed, OSError) as closed:
            code = getattr(closed, "code", None)
            break
    assert code in ("TIMEOUT", None), code
    assert time.monotonic() - start < 40
    line.close()


@row("A8")
def fragmentFloodIsCalmed(province):
    device = province.coordinator()
    line = device.connect()
    line.say(*[inner(PING, bytes(8))] * 65)
    ended(line, "CALM")
    line = device.connect()
    stream = line.next_stream()
    line.say(request(ECHO, b"", stream, flags=0))
    flood(line, lambda: line.say(inner(DATA, b"", 0, stream)))
    ended(line, "CALM")
    line = device.connect()
    stream = line.next_stream()
    line.say(request(ECHO, b"", stream, flags=0))
    flood(line, lambda: line.say(inner(DATA, b"x", 0, stream)))
    ended(line, "CALM", "PROTOCOL", "FLOW")


def flood(line, say, count=400):
    try:
        for _ in range(count):
            say()
    except OSError:
        pass


@row("A9")
def cancelDoesNotFreeSlot(province):
    device = province.coordinator()
    line = device.connect()
    streams = [line.next_stream() for _ in range(48)]
    for stream in streams:
        line.say(request(WHO_AM_I, b"", stream), inner(CANCEL, b"\0\0", 0, stream))
    statuses = {stream: line.answer(stream)[0] for stream in streams}
    assert len(statuses) == len(streams), "a cancelled call was not answered"
    assert set(statuses.values()) <= {OK, 0x301, 0x402}, statuses
    line.close()
    line = device.connect()

    def again():
        stream = line.next_stream()
        line.say(request(ECHO, b"", stream), inner(CANCEL, b"\0\0", 0, stream))

    flood(line, again, 300)
    ended(line, "CALM")


@row("A10")
def provokedErrorsCountAsCancels(province):
    device = province.coordinator()
    line = device.connect()

    def provoke():
        line.say(request(ECHO, bytes(60), line.next_stream(), flags=0))

    flood(line, provoke, 600)
    code = line.end()
    assert code in ("CALM", "PROTOCOL", "FLOW"), code
    alive(device)


@row("A11")
def controlFloodAndSlowReaderAreCut(province):
    device = province.coordinator()
    line = device.connect()
    flood(line, lambda: line.say(inner(PING, bytes(8))))
    ended(line, "CALM")
    line = device.connect()
    flood(line, lambda: line.say(inner(WINDOW, b"\0\0\0\1", 0, 1)))
    ended(line, "CALM", "FLOW")
    # A peer that asks for much and reads nothing.
    before = province.resident()
    line = device.connect()
    line.sock.settimeout(2)
    start = time.monotonic()
    try:
        while time.monotonic() - start < 60:
            line.send(line.seal(request(ECHO, bytes(16000), line.next_stream())))
    except (OSError, TimeoutError):
        pass
    assert province.resident() - before < 24 << 20, "output is not bounded"
    time.sleep(35)
    line.sock.settimeout(20)
    line.rest()
    line.close()
    alive(device)


@row("A12")
def windowAbuseEndsConnection(province):
    device = province.coordinator()
    for grants in ([0], [0x7FFFFFFF, 0x7FFFFFFF], [0xFFFFFFFF]):
        line = device.connect()
        stream = line.next_stream()
        line.say(request(ECHO, b"x", stream, flags=0))
        for grant in grants:
            line.say(inner(WINDOW, struct.pack(">I", grant), 0, stream))
        ended(line, "FLOW")
        line.close()
    line = device.connect()
    line.say(inner(WINDOW, b"\0\1\0\0", 0, 99))
    ended(line, "FLOW")


@row("A13")
def nonceNeverRepeatsNorWraps(province):
    device = province.coordinator()
    for jump in (-1, 1, 1 << 32):
        line = device.connect()
        assert line.call(ECHO, b"a")[0] == OK
        line.sealing.n += jump
        line.say(request(ECHO, b"b", line.next_stream()))
        ended(line, "PROTOCOL")
        assert not line.answers
        line.close()
    # More than 1,024 frames each way cross the re-key.
    line = device.connect()
    for count in range(2100):
        assert line.call(ECHO, struct.pack(">I", count)) == (OK, struct.pack(">I", count))
    line.close()


@row("A19")
def deleteDuplicateSwapFrameFails(province):
    device = province.coordinator()
    for bend in ("delete", "duplicate", "swap"):
        line = device.connect()
        frames = [line.seal(pad(request(ECHO, bytes([n]), 2 * n + 1))) for n in range(4)]
        if bend == "delete":
            del frames[0]
        elif bend == "duplicate":
            frames.insert(1, frames[0])
        else:
            frames[0], frames[1] = frames[1], frames[0]
        line.send(b"".join(frames))
        ended(line, "PROTOCOL")
        assert len(line.answers) <= (1 if bend == "duplicate" else 0), bend
        line.close()


@row("A20")
def cutAtEveryByteTakesEffectOnce(province):
    device = province.coordinator()
    line = device.connect()
    payload = opening()
    status, answer = line.call(OPEN_FILE, payload, line.key())
    assert status == OK
    file, act = fields(answer)[1][0], fields(answer)[3][0]
    body = correction(file, 1, act, "طفلة")
    whole = len(line.seal(pad(request(APPEND, body, 1, line.key()))))
    line.close()
    sequence = 1
    for cut in range(1, whole + 1, 7):
        line = device.connect()
        key, body = line.key(), correction(file, sequence, act, f"طفلة {cut}")
        line.send(line.seal(pad(request(APPEND, body, 1, key)))[:cut])
        line.close()
        line = device.connect()
        status, answer = line.call(APPEND, body, key)
        assert status == OK, (cut, hex(status))
        assert line.call(APPEND, body, key) == (status, answer)
        sequence += 1
        line.close()
    line = device.connect()
    found = messages(line.call(HISTORY, history(file))[1])
    assert len(found) == sequence, (len(found), sequence)
    line.close()


BOMBS = {
    "nesting": lambda: nested(400),
    "groups": lambda: b"\x0b" * 4000,
    "varints": lambda: b"\x08" + b"\xff" * 9 + b"\x01" + b"\x08" + b"\x80" * 4000,
    "empty messages": lambda: text(1, b"\x4a\x00" * 7000),
    "short strings": lambda: text(1, text(9, text(3, text(7, b"\x0a\x00" * 6000)))),
    "lengths": lambda: b"\x0a\xff\xff\xff\xff\x0f",
    "not UTF-8": lambda: text(1, text(2, b"\xff\xfe")),
    "zero": lambda: text(1, text(2, "a\0b")),
    "random": lambda: os.urandom(9000),
}


def nested(depth):
    body = b""
    for _ in range(depth):
        body = text(1, body or b"\x0a\x00")
    return body


@row("A21")
def decoderBombsStayBounded(province):
    device = province.coordinator()
    line = device.connect()
    before = province.resident()
    for _ in range(20):
        for name, bomb in BOMBS.items():
            for method in (OPEN_FILE, APPEND, READ_FILE, FIND):
                status, _ = line.call(method, bomb()[:16000], line.key())
                assert status in (BAD_MESSAGE, TOO_LARGE, INVALID, NOT_AVAILABLE, 0x105), (
                    name, method, hex(status))
    assert province.resident() - before < 48 * 65536 + (4 << 20)
    line.close()
    alive(device)


@row("A22")
def nonCanonicalFrameIsRefused(province):
    device = province.coordinator()
    good = request(ECHO, b"x", 1)
    bent = {
        "unknown flag": inner(REQUEST, good[8:], END | 0x80, 1),
        "reserved flag": inner(REQUEST, good[8:], END | 0x04, 1),
        "zero field": inner(REQUEST, b"\0\1\0\1" + bytes(4), END, 1),
        "even stream": inner(REQUEST, good[8:], END, 2),
        "stream 0": inner(REQUEST, good[8:], END, 0),
        "unknown type": inner(0x20, b"", 0, 0),
        "reserved type": inner(0x10, b"", 0, 0),
        "padding": good + b"\0\0\1",
        "long body": good[:2] + b"\xff\xff" + good[4:],
        "short head": inner(REQUEST, b"\0\1", END, 1),
        "response": inner(2, bytes(4), END, 1),
        "welcome": inner(9, bytes(48), 0, 0),
        "ping on a stream": inner(PING, bytes(8), 0, 1),
        "short ping": inner(PING, bytes(7), 0, 0),
        "cancel of nothing": inner(CANCEL, b"\0\0", 0, 7),
        "data of nothing": inner(DATA, b"x", 0, 7),
    }
    for name, plaintext in bent.items():
        line = device.connect()
        line.send(line.seal(plaintext))
        code = line.end()
        assert code == "PROTOCOL", (name, code)
        assert not line.answers, name
        line.close()
    line = device.connect()
    line.say(inner(0x41, b"extension", 0, 0), request(ECHO, b"y", line.next_stream()))
    assert line.answer(1) == (OK, b"y")


@row("A22")
def reencodedPayloadIsNotTheSame(province):
    device = province.coordinator()
    line = device.connect()
    key, body = line.key(), opening()
    assert line.call(OPEN_FILE, body, key)[0] == OK
    # The same message to a decoder, other bytes: an unknown field, which is ignored.
    assert line.call(OPEN_FILE, body + text(15, "x"), key)[0] == MISMATCH
    line.close()


@row("A23")
def matchAndMissLookEqual(province):
    device = province.coordinator()
    line = device.connect()
    status, answer = line.call(OPEN_FILE, opening(), line.key())
    file = fields(answer)[1][0]
    found = []
    for name in ("طفلة اختبار", "لاأحد بهذااسم"):
        stream = line.next_stream()
        line.say(request(FIND, text(1, name), stream))
        count = 0
        while stream not in line.answers:
            count = line.read()
        found.append(count)
    absent = line.call(READ_FILE, text(1, os.urandom(16)))
    assert absent == (NOT_AVAILABLE, b"")
    assert line.call(READ_FILE, text(1, file))[0] == OK
    line.close()
    assert found[0] == found[1], f"answers of {found[0]} and {found[1]} bytes"


@row("A24")
def idempotencyMatrix(province):
    device = province.coordinator()
    other = Device(province, *[getattr(province.invitations[0], name) for name in ("token", "secret")])
    other.enrol()
    line = device.connect()
    key, body = line.key(), opening()
    first = line.call(OPEN_FILE, body, key)
    assert first[0] == OK
    assert line.call(OPEN_FILE, body, key) == first
    assert line.call(OPEN_FILE, opening("أخرى"), key)[0] == MISMATCH
    assert line.call(APPEND, body, key)[0] == MISMATCH
    assert line.call(OPEN_FILE, body)[0] == KEY_REQUIRED
    today = struct.unpack(">I", line.epoch())[0]
    for day, wanted in ((today - 31, KEY_EXPIRED), (today + 2, KEY_EXPIRED), (0, KEY_EXPIRED),
                        (0xFFFFFFFF, KEY_EXPIRED), (today - 30, OK), (today + 1, OK)):
        status, _ = line.call(OPEN_FILE, body, struct.pack(">I", day) + os.urandom(12))
        assert status == wanted, (day - today, hex(status))
    stranger = other.connect()
    assert stranger.call(OPEN_FILE, body, key)[0] not in (OK, MISMATCH)
    line.close()


@row("A25")
def revokeDuringStream(province):
    coordinator, operator = province.coordinator(), province.operator()
    worker = province.invite(coordinator, operator).enrol()
    line = worker.connect()
    # The definition is larger than the window: the stream stands still for want of credit.
    stream = line.next_stream()
    line.say(request(DEFINITION, b"", stream))
    while len(line.contents.get(stream, b"")) < 65536:
        line.read(grant=False)
    other = worker.connect()
    chief = operator.connect()
    status, error = chief.call(CHANGE_DEVICE, text(1, worker.id) + number(2, REVOKE), chief.key())
    assert status == OK, (hex(status), error)
    for victim in (line, other):
        ended(victim, "REVOKED")
        assert not victim.answers
        victim.close()
    again = province.line()
    again.noise(worker.secret, worker.psk)
    again.send(again.first())
    again.read_second()
    again.send(again.third())
    again.split()
    ended(again, "REVOKED")
    chief.close()


@row("A26")
def logsHoldNoPlantedMarker(province):
    device = province.coordinator()
    line = device.connect()
    assert line.call(OPEN_FILE, opening(MARKER, MARKER), line.key())[0] == OK
    line.call(OPEN_FILE, text(1, text(2, MARKER)), line.key())
    line.call(FIND, text(1, MARKER))
    line.call(READ_FILE, text(2, MARKER))
    line.call(0x7777, MARKER.encode())
    status, error = line.call(APPEND, text(1, MARKER), line.key())
    assert status != OK and MARKER.encode() not in error
    line.send(b"\x00\x10" + MARKER.encode())
    line.end()
    silent(province.line(), MARKER.encode() * 10)
    province.stop()
    logged = province.logged() + province.process.stdout.read().decode(errors="replace")
    assert MARKER not in logged and "7391" not in logged


@row("A27")
def clockSkewIsHarmless(province):
    device = province.coordinator()
    for clock in (0, 1, 4_102_444_800_000, (1 << 64) - 1, 1 << 63):
        line = device.connect(clock=clock)
        assert line.call(ECHO, b"x") == (OK, b"x")
        assert line.call(WHO_AM_I)[0] == OK
        line.close()


HELD = 200


@row("A28")
def idleConnectionMemoryIsCapped(province):
    coordinator, operator = province.coordinator(), province.operator()
    first = province.invite(coordinator, operator).enrol()
    devices = [first] + [
        province.invite(coordinator, operator, first.member, source=ADDRESSES[n % 8]).enrol()
        for n in range(HELD // 2 - 1)
    ]
    alive(first)
    time.sleep(1)
    before = province.resident()
    lines = []
    for count in range(HELD):
        line = devices[count // 2].connect()
        assert line.call(ECHO, b"x")[0] == OK
        lines.append(line)
    time.sleep(1)
    each = (province.resident() - before) / HELD
    assert each <= 20 * 1024, f"{each:.0f} bytes each"
    for line in lines:
        line.close()
    return f"{each:.0f} bytes for each of {HELD} idle connections"
