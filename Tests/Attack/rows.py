"""Rows A1 to A28: what a hostile peer does to a daemon, and what it must see."""
import os
import select
import socket
import struct
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from line import (
    CANCEL, DATA, END, ENROL_MODE, FIRST, PING, REQUEST, SECOND, THIRD, WINDOW, Closed, fields,
    inner, number, pad, preamble, public, request,
)
from province import (
    APPEND, APPROVE, CHANGE_DEVICE, DEFINITION, ENROL, FIND, HISTORY, MARKER, OPEN_FILE,
    READ_FILE, WHO_AM_I, Device, correction, history, messages, opening, opening_parts, text,
)
from province import PING as ECHO

ROWS = {}
OK, NOT_AVAILABLE, MISMATCH, KEY_REQUIRED, KEY_EXPIRED = 0, 0x104, 0x107, 0x109, 0x10A
SUSPEND, REVOKE = 1, 3
BAD_MESSAGE, INVALID, PRECONDITION, TOO_LARGE = 0x101, 0x103, 0x105, 0x108
OVERLOADED, EXPIRED, IN_PROGRESS, CANCELLED = 0x301, 0x304, 0x305, 0x402
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


def readable(line, seconds):
    """Whether the daemon has sent a byte or closed."""
    return bool(select.select([line.sock], [], [], seconds)[0])


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
    """Strangers hold more than 250 handshakes open, up to where newcomers are dropped.

    A network may begin 40 at once and hold 64, so they come from many.
    """
    steady, comer = province.coordinator(), province.operator()
    held = [steady.connect(), steady.connect()]
    calm = threading.Event()
    served = []

    def call(line):
        count = 0
        while not calm.is_set():
            assert line.call(ECHO, b"1") == (OK, b"1")
            count += 1
            time.sleep(0.02)
        served.append(count)

    strangers = []

    def strange(source):
        for _ in range(36):
            line = province.line(source, timeout=10)
            line.noise(os.urandom(32), bytes(32))
            try:
                line.send(line.first())
                line.read_second()
                strangers.append(line)
            except (Closed, OSError):
                line.close()

    with ThreadPoolExecutor(18) as pool:
        calls = [pool.submit(call, line) for line in held]
        try:
            list(pool.map(strange, [f"127.0.0.{n}" for n in range(1, 17)]))
            begun = len(strangers)
            for count in range(20):
                line = comer.connect()
                assert line.call(ECHO, b"2") == (OK, b"2"), f"newcomer {count}"
                line.close()
            # A stranger from where nobody is known is dropped: the crowd is really there.
            dropped = 0
            for _ in range(30):
                line = province.line("127.0.0.99", timeout=10)
                line.noise(os.urandom(32), bytes(32))
                try:
                    line.send(line.first())
                    line.read_second()
                    strangers.append(line)
                except (Closed, OSError):
                    assert line.received == 0, "a dropped newcomer got a byte"
                    dropped += 1
            open_still = sum(not readable(line, 0) for line in strangers[:begun])
        finally:
            calm.set()
        for one in calls:
            one.result()
    assert open_still >= 250, f"{open_still} of {begun} handshakes were open at once"
    assert dropped > 0, "no stranger was dropped in a crowd"
    assert len(served) == 2 and all(served)
    for line in strangers:
        line.close()
    return f"{open_still} half-open; 20 of 20 enrolled newcomers, {dropped} of 30 strangers dropped"


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
    """Each byte of messages 1 and 3 and of the first frame; message 2 is turned.py's."""
    devices = [province.coordinator(), province.operator()]

    def handshake(source):
        for position in range(ADDRESSES.index(source), FIRST + THIRD, len(ADDRESSES)):
            line = province.line(source)
            line.noise(devices[0].secret, devices[0].psk)
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
        # The network was not merely kept out for its number of handshakes.
        line = province.line(source)
        line.noise(os.urandom(32), bytes(32))
        line.send(line.first())
        line.read_second()
        line.close()
        return 1

    def frame(worker):
        device, position = devices[worker % 2], worker
        while True:
            line = device.connect()
            bent = bytearray(line.seal(pad(request(ECHO, b"x", 1))))
            if position >= len(bent):
                line.close()
                return len(bent)
            bent[position] ^= 0x40
            line.send(bytes(bent))
            line.sock.shutdown(socket.SHUT_WR)
            code = line.end()
            # A greater length in range waits for bytes that never come; all else is told.
            wanted = {0: "FRAME_SIZE", 1: None}.get(position, "PROTOCOL")
            assert code == wanted, (position, code)
            assert not line.answers and not line.contents, "a bent frame was answered"
            line.close()
            position += 4

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(handshake, ADDRESSES)) == len(ADDRESSES)
        lengths = set(pool.map(frame, range(4)))
    for device in devices:
        alive(device)
    return f"{FIRST + THIRD} bytes of the handshake, {lengths.pop()} of the first frame"


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
    """Points whose agreements are zero, with every tag right for who does not look at that."""
    device = province.coordinator()
    invitation = province.invitations[0]
    for point in LOW_ORDER:
        line = province.line()
        line.noise(device.secret, device.psk)
        line.weaken(e=point)
        silent(line, line.first())
        # As static key it can only come with an invitation, which binds no key yet.
        line = province.line()
        line.noise(os.urandom(32), invitation.secret)
        line.weaken(s=point)
        line.send(line.first(ENROL_MODE, invitation.token))
        line.read_second()
        silent(line, line.third())
    # The same invitation is good with a key that is.
    line = province.line()
    line.noise(os.urandom(32), invitation.secret)
    line.weaken()
    line.send(line.first(ENROL_MODE, invitation.token))
    line.read_second()
    line.send(line.third())
    line.split()
    line.read()
    assert line.welcome_body
    line.close()
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


RUNS = 40


@row("A16")
def unknownAndWrongPskAreIndistinguishable(province):
    """All bytes, the point of closing and what the daemon counts are the same, whatever is wrong."""
    coordinator, operator = province.coordinator(), province.operator()
    waiting = province.invite(coordinator, operator, approve=False)
    bound = province.invite(coordinator, operator).enrol(confirm=False)
    closed = province.invitations[1]
    good = province.invite(coordinator, operator)
    # The least life that an invitation may have.
    expired = province.invite(coordinator, operator, life_s=3600)
    halted = {}
    for change in (SUSPEND, REVOKE):
        halted[change] = province.invite(coordinator, operator).enrol()
        line = operator.connect()
        body = text(1, halted[change].id) + number(2, change)
        assert line.call(CHANGE_DEVICE, body, line.key())[0] == OK
        line.close()
    peers = {
        "unknown device": (os.urandom(32), os.urandom(32), None),
        "unknown device, known key": (os.urandom(32), coordinator.psk, None),
        "known device, wrong key": (coordinator.secret, os.urandom(32), None),
        "unknown invitation": (os.urandom(32), os.urandom(32), os.urandom(16)),
        "invitation, wrong secret": (os.urandom(32), os.urandom(32), good.token),
        "invitation that waits": (os.urandom(32), waiting.token_secret, waiting.token),
        "invitation of another key": (os.urandom(32), bound.token_secret, bound.token),
        "invitation that is closed": (coordinator.secret, closed.secret, closed.token),
        "closed, another key": (os.urandom(32), closed.secret, closed.token),
        "invitation that has expired": (os.urandom(32), expired.token_secret, expired.token),
        "suspended device, wrong key": (halted[SUSPEND].secret, os.urandom(32), None),
        "revoked device, wrong key": (halted[REVOKE].secret, os.urandom(32), None),
    }

    def look(secret, psk, token):
        line = province.line()
        line.noise(secret, psk)
        line.send(line.first(ENROL_MODE, token) if token else line.first())
        second = bytes(line.read_second())
        third = line.third()
        line.send(third[:-1])
        early = readable(line, 0.3)
        line.send(third[-1:])
        try:
            after, reset = line.sock.recv(65536), False
        except ConnectionError:
            after, reset = b"", True
        line.close()
        # Of message 2 only the time may differ.
        return second[:4], second[12:], early, len(after), reset

    # Who is right gets a frame, as long as he is.
    assert look(expired.secret, expired.token_secret, expired.token)[3] > 0
    province.put_forward(2 * 3600)
    assert look(coordinator.secret, coordinator.psk, None)[3] > 0
    assert look(good.secret, good.token_secret, good.token)[3] > 0
    wanted = (struct.pack(">HH", 1, 1), bytes(20), False, 0, False)

    def counted(least):
        """What the daemon noted of handshakes, without the times, once it has noted so many."""
        end = time.monotonic() + 20
        while True:
            noted = [line.split("event=")[1] for line in province.logged().splitlines()
                     if "handshake_failed" in line]
            if len(noted) >= least or time.monotonic() > end:
                return noted
            time.sleep(0.02)

    # One kind at a time first: the same is noted of each.
    notes = {}
    for name, peer in peers.items():
        before = len(counted(0))
        assert look(*peer) == wanted, name
        notes[name] = counted(before + 1)[before:]
    assert len(notes["unknown device"]) == 1
    assert all(one == notes["unknown device"] for one in notes.values()), notes
    first = counted(0)
    with ThreadPoolExecutor(len(peers)) as pool:
        for _ in range(RUNS):
            seen = dict(zip(peers, pool.map(lambda peer: look(*peer), peers.values())))
            assert set(seen.values()) == {wanted}, seen
    # They were judged and not kept out for their number: each is noted, in the same words.
    noted = counted(len(first) + RUNS * len(peers))[len(first):]
    assert noted == notes["unknown device"] * (RUNS * len(peers)), set(noted)
    assert look(good.secret, good.token_secret, good.token)[3] > 0
    return f"{len(peers)} kinds of stranger, {RUNS + 1} times each"


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

# How many control frames, or cancels and errors of streams, are endured in 30 s.
BUDGET = 200
SLOTS = 32


@row("A2")
def slowFrameIsCut(province):
    device, other = province.coordinator(), province.operator()

    def drip(line, data, piece, least, most):
        """Sends so much each second, and gives how long that was borne."""
        start, at = time.monotonic(), 0
        try:
            while at < len(data) and not readable(line, 1):
                line.send(data[at : at + piece])
                at += piece
        except OSError:
            pass
        took = time.monotonic() - start
        assert least <= took < most, f"{piece} bytes a second were cut after {took:.1f} s"
        return took

    def rate():
        line = device.connect()
        frame = line.seal(pad(request(ECHO, bytes(8000), 1), 8192))
        took = drip(line, frame, 12, 8, 20)
        ended(line, "TIMEOUT")
        return f"12 B/s: minimum rate, after {took:.0f} s"

    def whole():
        line = device.connect()
        frame = line.seal(pad(request(ECHO, bytes(8000), 1), 8192))
        took = drip(line, frame, 60, 27, 45)
        ended(line, "TIMEOUT")
        return f"60 B/s: the frame's time, after {took:.0f} s"

    def enough():
        line = other.connect()
        frame = line.seal(pad(request(ECHO, bytes(2000), 1), 2048))
        for at in range(0, len(frame), 120):
            line.send(frame[at : at + 120])
            assert not readable(line, 1) or at + 120 >= len(frame)
        assert line.answer(1) == (OK, bytes(2000))
        line.close()
        return "120 B/s: served"

    def before():
        line = province.line()
        line.noise(other.secret, other.psk)
        line.send(line.first())
        line.read_second()
        took = drip(line, line.third(), 3, 15, 35)
        got = line.received
        line.rest()
        assert line.received == got, "a slow message 3 was answered"
        return f"message 3: silence after {took:.0f} s"

    with ThreadPoolExecutor(4) as pool:
        return "; ".join(run.result() for run in [
            pool.submit(one) for one in (rate, whole, enough, before)])


@row("A8")
def fragmentFloodIsCalmed(province):
    device = province.coordinator()
    # 64 inner frames are well, one more is not.
    line = device.connect()
    line.say(*[inner(PING, bytes(8))] * 64)
    while line.pongs < 64:
        line.read()
    line.say(*[inner(PING, bytes(8))] * 65)
    ended(line, "CALM")
    # One empty DATA is well, two in sequence are not.
    line = device.connect()
    stream = line.next_stream()
    line.say(request(WHO_AM_I, b"", stream, flags=0), inner(DATA, b"", 0, stream))
    line.say(inner(DATA, b"x", 0, stream), inner(DATA, b"", 0, stream))
    assert line.call(ECHO, b"y") == (OK, b"y")
    line.say(inner(DATA, b"", 0, stream))
    ended(line, "CALM")
    # 200 crumbs are well, one more is not.
    line = device.connect()
    stream = line.next_stream()
    line.say(request(WHO_AM_I, b"", stream, flags=0))
    for _ in range(BUDGET):
        line.say(inner(DATA, b"x", 0, stream))
    line.say(inner(DATA, b"x", END, stream))
    assert line.answer(stream)[0] == OK
    stream = line.next_stream()
    line.say(request(WHO_AM_I, b"", stream, flags=0), inner(DATA, b"x", 0, stream))
    ended(line, "CALM")


@row("A9")
def cancelDoesNotFreeSlot(province):
    device = province.coordinator()

    def unfinished(line, deadline=0):
        stream = line.next_stream()
        line.say(request(WHO_AM_I, b"", stream, deadline=deadline, flags=0))
        return stream

    def cancel(line, stream):
        line.say(inner(CANCEL, b"\0\0", 0, stream))

    def full(line):
        status = line.call(WHO_AM_I)[0]
        assert status == OVERLOADED, f"a slot was free: {status:#x}"

    # An answer that waits for credit, and requests that do not end.
    line = device.connect()
    line.grants = False
    stalled = line.next_stream()
    line.say(request(DEFINITION, b"", stalled))
    while len(line.contents.get(stalled, b"")) < 65536:
        line.read()
    held = [unfinished(line) for _ in range(SLOTS - 1)]
    full(line)
    cancel(line, stalled)
    for _ in range(3):
        full(line)
    # It runs to its end, and only then its slot is free.
    line.say(inner(WINDOW, b"\0\x40\0\0", 0, stalled))
    assert line.answer(stalled)[0] == OK
    assert line.call(WHO_AM_I)[0] == OK
    # One that has not begun is answered at once, which frees its slot and no other.
    held.append(unfinished(line))
    full(line)
    cancel(line, held[0])
    assert line.answer(held[0])[0] == CANCELLED
    held.append(unfinished(line))
    full(line)
    line.close()
    # The other half: an answer alone frees no slot either, while its request may go on.
    line = device.connect()
    held = [unfinished(line, deadline=1) for _ in range(SLOTS)]
    for stream in held:
        assert line.answer(stream)[0] == EXPIRED
    full(line)
    line.say(inner(DATA, b"", END, held[0]))
    assert line.call(WHO_AM_I)[0] == OK
    unfinished(line)
    full(line)
    cancel(line, held[1])
    assert line.call(WHO_AM_I)[0] == OK
    line.close()
    # Each that was cancelled is answered, and 200 in 30 s are borne.
    line = device.connect()
    statuses = set()
    for _ in range(BUDGET):
        stream = line.next_stream()
        line.say(request(WHO_AM_I, b"", stream), inner(CANCEL, b"\0\0", 0, stream))
        statuses.add(line.answer(stream)[0])
    assert statuses <= {OK, CANCELLED}, statuses
    stream = line.next_stream()
    line.say(request(WHO_AM_I, b"", stream), inner(CANCEL, b"\0\0", 0, stream))
    ended(line, "CALM")
    assert line.last == stream


@row("A10")
def provokedErrorsCountAsCancels(province):
    """What is an error of one stream is borne 200 times in 30 s, and then ends the connection."""
    device = province.coordinator()

    def excess(line, _, is_last):
        stream = line.next_stream()
        line.say(request(WHO_AM_I, b"", stream))
        assert is_last or line.answer(stream)[0] == OVERLOADED

    def stray(line, _, is_last):
        # Large enough that it is no control frame.
        line.say(inner(DATA, bytes(256), 0, 1))

    def cancel(line, _, is_last):
        line.say(inner(CANCEL, b"\0\0", 0, 1))

    def large(line, _, is_last):
        stream = line.next_stream()
        line.say(request(OPEN_FILE, bytes(16000), stream, line.key(), flags=0))
        for _ in range(4):
            line.say(inner(DATA, bytes(15000), 0, stream))
        if not is_last:
            assert line.answer(stream)[0] == TOO_LARGE
            line.say(inner(DATA, b"", END, stream))

    def mixed(line, count, is_last):
        (cancel, stray)[count % 2](line, count, is_last)

    for provoke in (excess, stray, large, mixed):
        line = device.connect()
        assert line.call(ECHO, b"x")[0] == OK
        if provoke is excess:
            for _ in range(SLOTS):
                line.say(request(WHO_AM_I, b"", line.next_stream(), flags=0))
        for count in range(BUDGET):
            provoke(line, count, False)
        try:
            line.pong()
            provoke(line, BUDGET, True)
        except OSError:
            pass
        except Closed as closed:
            raise AssertionError(f"{provoke.__name__}: {closed.code} too early") from None
        code = line.end()
        assert code == "CALM", (provoke.__name__, code)
        line.close()
    alive(device)


# What a peer that reads nothing tries to have answered.
FLOOD = 64 << 20


@row("A11")
def controlFloodAndSlowReaderAreCut(province):
    device, other = province.coordinator(), province.operator()
    line = device.connect()
    for _ in range(BUDGET):
        line.pong()
    assert line.call(ECHO, b"x") == (OK, b"x")
    line.say(inner(PING, bytes(8)))
    ended(line, "CALM")
    # Small grants to a stream that is open all the time.
    line = device.connect()
    stream = line.next_stream()
    line.say(request(WHO_AM_I, b"", stream, flags=0))
    for _ in range(BUDGET):
        line.say(inner(WINDOW, b"\0\0\0\1", 0, stream))
    assert line.call(ECHO, b"x") == (OK, b"x")
    line.say(inner(WINDOW, b"\0\0\0\1", 0, stream))
    ended(line, "CALM")
    line = device.connect()
    stream = line.next_stream()
    line.say(request(DEFINITION, b"", stream))
    size = len(line.answer(stream)[1])
    line.close()

    before = province.resident()
    province.forget_peak()
    begun = time.monotonic()

    def lasts(line, least):
        """Waits, without a read, until the daemon has cut the line.

        Its FIN waits behind what is not read, so the system is asked, not the socket.
        """
        while province.holds(line):
            assert time.monotonic() - begun < 60, "a peer that does not read is endured"
            time.sleep(0.2)
        took = time.monotonic() - begun
        assert least <= took < 50, f"cut after {took:.1f} s"
        return took

    def echoes():
        """Asks without end and reads nothing."""
        line = device.connect()
        line.sock.settimeout(2)
        sent = 0
        try:
            while sent < FLOOD:
                frame = line.seal(request(ECHO, bytes(16000), line.next_stream()))
                line.send(frame)
                sent += len(frame)
        except OSError:
            pass
        assert sent < FLOOD, "all was taken from a peer that does not read"
        took = lasts(line, 27)
        assert line.end() is None and len(line.answers) * 16000 < FLOOD
        line.close()
        return took

    def contents():
        """Asks for much in whole frames, grants all of it, and reads nothing."""
        line = province.line(buffer=8192).enter(other.secret, other.psk)
        for _ in range(SLOTS):
            stream = line.next_stream()
            line.say(request(DEFINITION, b"", stream),
                     inner(WINDOW, struct.pack(">I", 1 << 20), 0, stream))
        took = lasts(line, 27)
        line.end()
        assert len(line.answers) < SLOTS, "nothing was held back"
        line.close()
        return took

    def creditless():
        """Reads, and grants nothing."""
        line = other.connect()
        line.sock.settimeout(60)
        line.grants = False
        count = 24
        assert count * (size - 65536) > 1 << 20
        for _ in range(count):
            line.say(request(DEFINITION, b"", line.next_stream()))
        ended(line, "TIMEOUT")
        took = time.monotonic() - begun
        assert 27 <= took < 50, f"cut after {took:.1f} s"
        assert not line.answers and len(line.contents) == count
        line.close()
        return took

    with ThreadPoolExecutor(3) as pool:
        runs = [pool.submit(one) for one in (echoes, contents, creditless)]
        flooding, unread, ungranted = [run.result() for run in runs]
    most = province.peak() - before
    assert most < 8 << 20, f"output is not bounded: {most >> 10} KiB"
    alive(device)
    return (f"cut after {unread:.0f} s unread, {flooding:.0f} s unread by one that sends on, "
            f"{ungranted:.0f} s without credit; "
            f"{most >> 10} KiB of memory at most")


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


# The bytes of a session of a handshake, WELCOME, one correction and its answer.
CLIENT_SIDE = FIRST + THIRD + 336
DAEMON_SIDE = SECOND + 146 + 146


@row("A20")
def cutAtEveryByteTakesEffectOnce(province):
    """A session of a handshake and one write, cut after each byte in either direction.

    What a relay would do, the client does itself: it sends so many bytes and no more, or takes so
    many and no more, and cuts; to the daemon that is the same. Then it sends the stored bytes
    again, and once more. Four devices share the work, each with a file of its own.
    """
    owner, operator = province.coordinator(), province.operator()
    devices = [owner] + [province.invite(owner, operator).enrol() for _ in range(3)]

    def repeated(line, body, key):
        """An attempt may find the one before still at work."""
        while True:
            status, answer = line.call(APPEND, body, key)
            if status != IN_PROGRESS:
                return status, answer
            time.sleep(0.05)

    def corrected(file, sequence, act, count):
        """Of the same length, also where the sequence takes one byte more."""
        return correction(file, sequence, act, f"طفلة {count:04}" + "x" * (sequence < 128))

    def sent(device, body, key, count):
        """Gives the whole session's client side, cut after so many bytes; its length where not."""
        line = province.line()
        line.noise(device.secret, device.psk)
        whole = line.first()
        line.send(whole[:count])
        left = count - len(whole)
        if left > 0:
            line.read_second()
            third = line.third()
            line.split()
            rest = third + line.seal(pad(request(APPEND, body, 1, key)))
            line.send(rest[:left])
            whole += rest
        line.close()
        return len(whole)

    def taken(device, body, key, count):
        """Takes so many bytes of the daemon's side, and cuts."""
        line = province.line()
        line.noise(device.secret, device.psk)
        line.send(line.first())
        if count < SECOND:
            line.exactly(count)
        else:
            line.read_second()
            third = line.third()
            line.split()
            line.send(third + line.seal(pad(request(APPEND, body, 1, key))))
            line.exactly(count - SECOND)
        line.close()

    def run(worker):
        device = devices[worker]
        line = device.connect()
        status, answer = line.call(OPEN_FILE, opening(), line.key())
        assert status == OK
        file, act = fields(answer)[1][0], fields(answer)[3][0]
        line.close()
        sequence = 1
        for cut, count in [(sent, n) for n in range(worker, CLIENT_SIDE + 1, len(devices))] + [
                (taken, n) for n in range(worker, DAEMON_SIDE + 1, len(devices))]:
            line = device.connect()
            key, body = line.key(), corrected(file, sequence, act, count)
            line.close()
            length = cut(device, body, key, count)
            assert length is None or count <= FIRST or length == CLIENT_SIDE, length
            line = device.connect()
            first = repeated(line, body, key)
            assert first[0] == OK, (cut.__name__, count, hex(first[0]))
            assert line.call(APPEND, body, key) == first, (cut.__name__, count)
            sequence += 1
            line.close()
        line = device.connect()
        found = messages(line.call(HISTORY, history(file))[1])
        line.close()
        assert len(found) == sequence, (len(found), sequence)
        return sequence - 1

    with ThreadPoolExecutor(len(devices)) as pool:
        cuts = sum(pool.map(run, range(len(devices))))
    assert cuts == CLIENT_SIDE + 1 + DAEMON_SIDE + 1
    return f"{CLIENT_SIDE} bytes of the client and {DAEMON_SIDE} of the daemon, {cuts} cuts"


LIMIT = 65536
SLACK = 1 << 20


def filled(size, unit, *wraps):
    """Exactly so many bytes: a unit again and again, within fields, and random ones to the end."""
    room = size - 5 * len(wraps) - 8
    body = unit * (room // len(unit))
    for field in reversed(wraps):
        body = text(field, body)
    return ending(body, size)


def ending(body, size):
    """Makes it so long with a field that nobody knows."""
    for spare in (3, 4, 5):
        whole = body + text(100, bytes(max(1, size - len(body) - spare)))
        if len(whole) == size:
            return whole
    raise AssertionError("no field is that long")


def nested(size):
    """Messages in messages, as deep as they fit."""
    body = b"\x0a\x00"
    while len(body) + 8 < size - 8:
        body = text(1, body)
    return ending(body, size)


BOMBS = {
    "nesting": nested,
    "nesting of lists": lambda size: ending(deep_lists(size - 16), size),
    "groups": lambda size: b"\x0b" * size,
    "varints": lambda size: (b"\x08" + b"\xff" * 9 + b"\x01" + b"\x08" + b"\x80" * size)[:size],
    "empty messages": lambda size: filled(size, b"\x4a\x00", 1),
    "short values": lambda size: filled(size, b"\x4a\x04\x1a\x02\x3a\x00", 1),
    "short strings": lambda size: filled(size, b"\x0a\x00", 1, 9, 3, 7),
    "unknown fields": lambda size: filled(size, b"\xa0\x06\x01", 1),
    "lengths": lambda size: b"\x0a\xff\xff\xff\xff\x0f" + bytes(size - 6),
    "not UTF-8": lambda size: filled(size, text(2, b"\xff\xfe"), 1),
    "zero": lambda size: filled(size, text(2, "a\0b"), 1),
    "random": lambda size: b"\xff" + os.urandom(size - 1),
}


def deep_lists(size):
    """Values in drafts in requests, in both of whose methods field 9 is a list of messages."""
    body = b""
    while len(body) + 8 < size:
        body = text(9, body or b"\x4a\x00")
    return text(1, body)


@row("A21")
def decoderBombsStayBounded(province):
    """The largest message costs at most 48 times its size and a slack, a larger one nothing.

    The slack is for what the allocator keeps; what matters is that it does not become more,
    however often they come.
    """
    device = province.coordinator()
    line = device.connect()
    for method in (OPEN_FILE, APPEND, READ_FILE, FIND):
        line.call(method, b"\xff", line.key())
    before = province.resident()
    province.forget_peak()
    most = 0
    for name, bomb in BOMBS.items():
        for method in (OPEN_FILE, APPEND):
            for size, wanted in ((LIMIT, (BAD_MESSAGE, INVALID)), (LIMIT + 1, (TOO_LARGE,))):
                for _ in range(4):
                    stream = line.next_stream()
                    line.long(method, bomb(size), stream, line.key())
                    status = line.answer(stream)[0]
                    assert status in wanted, (name, method, size, hex(status))
        most = max(most, province.peak() - before)
        assert most < 48 * LIMIT + SLACK, f"{name}: {most} bytes"
        for method in (READ_FILE, FIND):
            status = line.call(method, bomb(4096))[0]
            assert status in (BAD_MESSAGE, INVALID, NOT_AVAILABLE), (name, method, hex(status))
            assert line.call(method, bomb(4097))[0] == TOO_LARGE
    line.close()
    alive(device)
    return f"{most >> 10} KiB at most, of {48 * LIMIT >> 10} and {SLACK >> 10} of slack"


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
    """Other encodings of a message are the same to the decoder, and not to key and signature."""
    coordinator, operator = province.coordinator(), province.operator()
    line = coordinator.connect()
    parts = opening_parts()
    assert parts[1:3] == [text(2, "F0"), number(3, 1)]

    def changed(*now):
        return text(1, b"".join(now))

    others = {
        "order": changed(*reversed(parts)),
        "repeated field": changed(text(2, "F7"), number(3, 7), *parts),
        "overlong varint": changed(*parts[:2], b"\x18\x81\x80\x00", *parts[3:]),
        "overlong length": changed(parts[0], b"\x12\x82\x00F0", *parts[2:]),
        "overlong tag": changed(parts[0], b"\x92\x80\x00\x02F0", *parts[2:]),
        "split message": changed(*parts[:3]) + changed(*parts[3:]),
        "unknown field": changed(*parts, text(100, "x")) + text(15, "x"),
    }
    key, body = line.key(), opening()
    first = line.call(OPEN_FILE, body, key)
    assert first[0] == OK
    for name, other in others.items():
        status, answer = line.call(OPEN_FILE, other, key)
        assert status == MISMATCH, (name, hex(status))
        status, answer = line.call(OPEN_FILE, other, line.key())
        assert status == OK, (name, hex(status))
        # It was read as the same act.
        acts = [fields(messages(line.call(HISTORY, history(fields(one)[1][0]))[1])[0])
                for one in (first[1], answer)]
        values = [{one for one in act[6] if b"file_number" not in one} for act in acts]
        assert len(values[0]) == 9 and values[0] == values[1], f"{name}: other values"
        assert [fields(act[5][0])[2] for act in acts] == [[b"F0"]] * 2, f"{name}: another form"
    assert line.call(OPEN_FILE, body, key) == first
    line.close()
    invited = province.invite(coordinator, operator, approve=False)
    line = operator.connect()
    parts = province.statement(line, invited.token)
    proof = operator.signing.sign(b"madar/1 approval" + b"".join(parts))
    for name, other in {
        "order": [*reversed(parts)],
        "repeated field": [number(1, 1), *parts],
        "overlong varint": [b"\x08\x92\x00", *parts[1:]],
        "unknown field": [*parts, text(15, "x")],
    }.items():
        status, _ = line.call(APPROVE, text(1, b"".join(other)) + text(2, proof), line.key())
        assert status == PRECONDITION, (name, hex(status))
    # What was not signed is bad for its bytes alone: signed, each encoding is taken.
    bent = b"".join(reversed(parts))
    proof = operator.signing.sign(b"madar/1 approval" + bent)
    assert line.call(APPROVE, text(2, proof) + text(1, bent), line.key())[0] == OK
    line.close()
    invited.enrol()
    alive(invited)


@row("A23")
def matchAndMissLookEqual(province):
    """Number and lengths of the frames of an answer do not tell a match, in small frames too."""
    coordinator, operator = province.coordinator(), province.operator()
    # Each file of another referent, whose long name the answer tells too.
    workers = [province.invite(coordinator, operator, name=f"{n:02} " + "و" * 90).enrol()
               for n in range(20)]
    for worker in workers:
        line = worker.connect()
        status, answer = line.call(OPEN_FILE, opening(), line.key())
        assert status == OK
        file = fields(answer)[1][0]
        line.close()

    def captured(device, frame, name):
        line = device.connect(frame=frame)
        stream = line.next_stream()
        line.say(request(FIND, text(1, name), stream))
        lengths = []
        while stream not in line.answers:
            lengths.append(line.read())
        status, answer = line.answers[stream]
        assert status == OK
        line.close()
        return lengths, fields(answer)

    told = []
    for frame in (16384, 1024):
        hit, found = captured(workers[0], frame, "طفلة اختبار")
        assert len(found[1]) == 20, f"{len(found[1])} candidates"
        # As many as still fit: the last are left out.
        assert 0 < len(found.get(3, [])) < 20, f"{len(found.get(3, []))} names"
        miss, found = captured(workers[0], frame, "لاأحد بهذااسم")
        assert 1 not in found and 3 not in found
        assert hit == miss, f"frames of {frame}: a match is {hit}, a miss {miss}"
        told.append(f"{len(hit)} frames with {sum(hit)} bytes")
    line = workers[0].connect()
    absent = line.call(READ_FILE, text(1, os.urandom(16)))
    assert absent == (NOT_AVAILABLE, b"")
    assert line.call(READ_FILE, text(1, file))[0] == OK
    line.close()
    return "; ".join(told)


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
