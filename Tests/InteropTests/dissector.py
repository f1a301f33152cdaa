"""The dissector Wire/wireshark/madar.lua under a real tshark: what an observer sees (SPEC W-94).

Captures are made of the vectors' bytes, cut into segments in every way that TCP may cut them, and
of a connection to a daemon that really runs. Ends with "N passed, N failed".
"""
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "Wire/wireshark/madar.lua"
FIELDS = [
    "direction", "message", "magic", "suite", "key_number", "zero", "length", "ephemeral",
    "encrypted_static", "encrypted_payload", "frame", "ciphertext", "tag", "unknown",
]
PORT = 7411  # the daemon's, where nothing else is said
UP, DOWN = "client to daemon", "daemon to client"
WRONG_PREAMBLE = "Not the preamble of madar/1: the daemon closes"
WRONG_HANDSHAKE = "Not the length of this handshake message"
WRONG_LENGTH = "Length of a frame outside 24 to 16,400"
AFTER_FAULT = "After a fault in this direction nothing can be told apart"
NO_BEGINNING = "The beginning of the connection, or a part of it, is not in the capture"


def vectors(name):
    return json.loads((ROOT / "Wire/vectors" / name).read_text())


SHORT = vectors("handshake.json")
FIRST, SECOND, THIRD = (bytes.fromhex(one["bytes"]) for one in SHORT["handshake"])
ASK, WELCOME, ANSWER = (bytes.fromhex(one["bytes"]) for one in SHORT["frames"])
LONG = vectors("transcript.json")
LONG_MESSAGES = [bytes.fromhex(one["bytes"]) for one in LONG["messages"]]
# Frames 0 and 1 of each direction; those after them are not all kept.
LONG_UP, LONG_DOWN = (
    [bytes.fromhex(frame["bytes"]) for frame in one["kept"][:2]] for one in LONG["directions"])


class Capture:
    """A capture file: connections over Ethernet, IPv4 and TCP, with right sequence numbers."""

    def __init__(self):
        self.packets = []

    def write(self, path, snap=65535):
        with open(path, "wb") as file:
            file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, snap, 1))
            for number, packet in enumerate(self.packets):
                kept = packet[:snap]
                file.write(struct.pack("<IIII", number, 0, len(kept), len(packet)) + kept)


class Connection:
    """One connection of a capture."""

    def __init__(self, capture, port=PORT, client=40000, greets=True):
        self.capture = capture
        self.ends = {"up": (client, port), "down": (port, client)}
        self.next = {"up": 1000 + client, "down": 0xFFFFFF00}  # one of them wraps
        if greets:
            self._packet("up", 0x02, b"")
            self._packet("down", 0x12, b"")
            self._packet("up", 0x10, b"")

    def _packet(self, way, flags, data):
        other = "down" if way == "up" else "up"
        source, target = self.ends[way]
        tcp = struct.pack(
            ">HHIIBBHHH", source, target, self.next[way],
            self.next[other] if flags & 0x10 else 0, 5 << 4, flags, 65535, 0, 0)
        hosts = (b"\x0a\0\0\1", b"\x0a\0\0\2")
        ip = struct.pack(
            ">BBHHHBBH", 0x45, 0, 40 + len(data), 0, 0x4000, 64, 6, 0)
        ip += b"".join(hosts if way == "up" else reversed(hosts))
        self.capture.packets.append(bytes(12) + b"\x08\0" + ip + tcp + data)
        grown = len(data) + bool(flags & 0x02)
        self.next[way] = (self.next[way] + grown) & 0xFFFFFFFF

    def up(self, data, size=None):
        return self._send("up", data, size)

    def down(self, data, size=None):
        return self._send("down", data, size)

    def _send(self, way, data, size):
        size = size or 60000
        for start in range(0, len(data), size):
            self._packet(way, 0x18, data[start : start + size])
        return self

    def skip(self, way, count):
        """Bytes that the capture has missed."""
        self.next[way] += count
        return self


def tshark(capture, *options, snap=65535):
    """What tshark prints of each packet that is Madar's: a dictionary of lists."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "one.pcap")
        capture.write(path, snap)
        columns = ["frame.number", "_ws.expert.message", "_ws.col.Info", "_ws.col.Protocol"]
        columns += ["madar." + name for name in FIELDS]
        command = ["tshark", "-r", path, "-X", f"lua_script:{SCRIPT}", "-Y", "madar", "-T", "fields",
                   "-E", "separator=|", "-E", "occurrence=a", "-E", "aggregator=;"]
        for name in columns:
            command += ["-e", name]
        made = subprocess.run(
            [*command, *options], capture_output=True, text=True, timeout=120, check=True,
            env={**os.environ, "HOME": folder, "WIRESHARK_CONFIG_DIR": folder, "LC_ALL": "C.UTF-8"})
    assert "Lua" not in made.stderr, made.stderr
    packets = []
    for line in made.stdout.splitlines():
        values = line.split("|")
        assert len(values) == len(columns), line
        names = ["number", "expert", "info", "protocol", *FIELDS]
        packet = dict(zip(names, (value.split(";") if value else [] for value in values)))
        packet["expert"] = [one for one in packet["expert"] if "TCP" not in one and "Connection" not in one]
        packet["info"] = values[2]
        packets.append(packet)
    return packets


def joined(packets, name):
    return [value for packet in packets for value in packet[name]]


def equal(found, wanted):
    assert found == wanted, f"{found!r} is not {wanted!r}"


def contents(frames):
    return [one[2:-16].hex() for one in frames], [one[-16:].hex() for one in frames]


def check_connection(packets, messages=(FIRST, SECOND, THIRD), up=(ASK,), down=(WELCOME, ANSWER)):
    """The fields of a whole connection, whatever its segments were."""
    sent = [one for one in packets if one["direction"][:1] == [UP]]
    heard = [one for one in packets if one["direction"][:1] == [DOWN]]
    equal(len(sent) + len(heard), len(packets))
    first, second, third = messages
    equal(joined(sent, "message"), ["1", "3"])
    equal(joined(heard, "message"), ["2"])
    equal(joined(sent, "magic"), ["0x4d44"])
    equal(joined(sent, "suite"), ["1"])
    equal(joined(sent, "key_number"), [str(first[3])])
    equal(joined(sent, "zero"), ["0x0000"])
    equal(joined(sent, "ephemeral"), [first[8:40].hex()])
    equal(joined(sent, "encrypted_static"), [third[2:50].hex()])
    equal(joined(sent, "encrypted_payload"), [first[40:].hex(), third[50:].hex()])
    equal(joined(sent, "length"), ["80", "160"] + [str(len(one) - 2) for one in up])
    equal(joined(heard, "length"), ["80"] + [str(len(one) - 2) for one in down])
    equal(joined(heard, "ephemeral"), [second[2:34].hex()])
    equal(joined(heard, "encrypted_payload"), [second[34:].hex()])
    for side, frames in ((sent, up), (heard, down)):
        equal(joined(side, "frame"), [str(number) for number in range(len(frames))])
        equal((joined(side, "ciphertext"), joined(side, "tag")), contents(frames))
    equal(joined(packets, "unknown") + joined(packets, "expert"), [])


def whole(connection, size=None):
    connection.up(FIRST, size).down(SECOND, size).up(THIRD, size)
    connection.down(WELCOME, size).up(ASK, size).down(ANSWER, size)
    return connection


# MARK: Tests


def the_vector_of_the_specification_on_any_port():
    capture = Capture()
    whole(Connection(capture, port=5555))
    packets = tshark(capture)
    check_connection(packets)
    equal({one["protocol"][0] for one in packets}, {"madar"})
    equal([one["info"] for one in packets], [
        "client: message 1, key 1", "daemon: message 2", "client: message 3", "daemon: frame 0",
        "client: frame 0", "daemon: frame 1"])
    text = SHORT["inputs"]["client_ephemeral_public"]
    equal(joined(packets, "ephemeral")[0], text)


def an_enrolment_with_another_key_number():
    capture = Capture()
    connection = Connection(capture, port=5555)
    first, second, third = LONG_MESSAGES
    connection.up(first).down(second).up(third + b"".join(LONG_UP)).down(b"".join(LONG_DOWN))
    packets = tshark(capture)
    check_connection(packets, LONG_MESSAGES, LONG_UP, LONG_DOWN)
    equal(joined(packets, "key_number"), ["2"])
    equal(packets[-1]["info"], "daemon: 2 frames")


def segments_of_every_size():
    for size in (1, 2, 3, 7, 8, 81, 83, 145):
        for port in (PORT, 5555):
            if port != PORT and size < 4:
                continue  # fewer than four bytes are not told from other protocols
            capture = Capture()
            whole(Connection(capture, port), size)
            check_connection(tshark(capture))


def segments_that_join_what_was_sent_apart():
    capture = Capture()
    connection = Connection(capture)
    connection.up(FIRST).down(SECOND).up(THIRD + ASK + ASK[:9]).down(WELCOME[:1])
    connection.up(ASK[9:] + ASK[:1]).down(WELCOME[1:] + ANSWER).up(ASK[1:])
    check_connection(tshark(capture), up=(ASK, ASK, ASK))


def two_passes_tell_the_same():
    capture = Capture()
    whole(Connection(capture), 11)
    check_connection(tshark(capture, "-2"))


def connections_beside_each_other():
    capture = Capture()
    one, other = Connection(capture, client=40000), Connection(capture, client=40001)
    for connection in (one, other):
        connection.up(FIRST, 30)
    for connection in (other, one):
        connection.down(SECOND, 30).up(THIRD + ASK, 100).down(WELCOME + ANSWER)
    for number in (0, 1):
        check_connection(tshark(capture, "-Y", f"madar and tcp.stream == {number}"))


def another_port_by_preference():
    capture = Capture()
    whole(Connection(capture, port=6000, greets=False).skip("up", 5000), None)
    capture.packets = capture.packets[3:]
    equal(tshark(capture), [])
    packets = tshark(capture, "-o", "madar.port:6000")
    equal(joined(packets, "length"), ["144", "144", "144"])


def frames_at_the_edges_of_their_length():
    for length in (24, 16400):
        capture = Capture()
        frame = struct.pack(">H", length) + bytes(range(256))[:24].ljust(length, b"\x07")
        whole(Connection(capture)).up(frame).up(ASK)
        check_connection(tshark(capture), up=(ASK, frame, ASK))
    for length in (0, 1, 23, 16401, 65535):
        capture = Capture()
        whole(Connection(capture)).up(ASK + struct.pack(">H", length) + b"abc").up(b"more").down(ANSWER)
        packets = tshark(capture)
        equal(joined(packets, "expert"), [WRONG_LENGTH, AFTER_FAULT])
        equal(packets[6]["length"], ["144", str(length)])
        equal(packets[6]["unknown"], [(struct.pack(">H", length) + b"abc").hex()])
        equal(packets[7]["unknown"], [b"more".hex()])
        equal(packets[6]["info"], "client: frame 2 (wrong length), frame 1")
        # The other direction goes on.
        equal((packets[8]["frame"], packets[8]["expert"]), (["2"], []))


def messages_of_another_length():
    for place, message in ((1, SECOND), (2, THIRD)):
        capture = Capture()
        connection = Connection(capture).up(FIRST)
        if place == 2:
            connection.down(SECOND)
        wrong = message[:1] + b"\x51" + message[2:]
        (connection.down if place == 1 else connection.up)(wrong)
        packets = tshark(capture)
        equal(joined(packets, "expert"), [WRONG_HANDSHAKE])
        equal(packets[-1]["unknown"], [wrong.hex()])
        equal(packets[-1]["message"], [str(place + 1)])


def preambles_that_are_none():
    for place in range(8):
        if place == 3:
            continue  # any number of a key may be there
        wrong = bytearray(FIRST)
        wrong[place] ^= 1
        capture = Capture()
        Connection(capture).up(bytes(wrong))
        packets = tshark(capture)
        equal(packets[0]["expert"], [WRONG_PREAMBLE])
        equal((packets[0]["unknown"], packets[0]["magic"]), ([bytes(wrong).hex()], []))
        capture = Capture()
        Connection(capture, port=5555).up(bytes(wrong))
        equal(tshark(capture), [])


def other_protocols_are_left_alone():
    for text in (b"GET / HTTP/1.1\r\n\r\n", b"MDTM file\r\n", b"MD", bytes(200)):
        capture = Capture()
        Connection(capture, port=5555).up(text)
        equal(tshark(capture), [])
    # Nor are they claimed by so few bytes that they may yet become a preamble.
    capture = Capture()
    Connection(capture, port=5555).up(b"MD").up(b"TM file\r\n")
    equal(tshark(capture), [])


def captures_that_begin_later():
    # Whole frames in a segment are frames; their numbers are not known.
    capture = Capture()
    Connection(capture, greets=False).up(ASK + ASK, None).down(WELCOME).up(ASK, 50)
    packets = tshark(capture)
    equal((joined(packets, "ciphertext"), joined(packets, "tag")), contents([ASK, ASK, WELCOME, ASK]))
    equal(joined(packets, "frame") + joined(packets, "message") + joined(packets, "unknown"), [])
    equal(set(joined(packets, "expert")), {NO_BEGINNING})
    equal(packets[0]["direction"][0], UP)
    equal(packets[1]["direction"][0], DOWN)
    # In the midst of a frame: bytes, until a segment holds whole ones.
    capture = Capture()
    Connection(capture, greets=False).down(ANSWER[77:] + ANSWER).down(ANSWER[:40]).down(ANSWER[40:]).down(
        ANSWER + ANSWER).down(ANSWER, 100)
    packets = tshark(capture)
    equal(packets[0]["unknown"], [(ANSWER[77:] + ANSWER).hex()])
    equal(joined(packets[1:3], "unknown"), [ANSWER[:40].hex(), ANSWER[40:].hex()])
    equal(joined(packets[3:], "length"), ["144", "144", "144"])
    # A length that fits the segment is none where no frame is so short.
    capture = Capture()
    Connection(capture, greets=False).up(b"\0\3abc")
    packets = tshark(capture)
    equal((packets[0]["unknown"], packets[0]["expert"]), ([b"\0\3abc".hex()], [NO_BEGINNING]))
    # Without SYN, but from message 1 on: a whole connection.
    capture = Capture()
    whole(Connection(capture, port=5555, greets=False))
    check_connection(tshark(capture))


def packets_that_were_cut_short():
    capture = Capture()
    whole(Connection(capture))
    packets = tshark(capture, snap=54 + 60)
    equal(joined(packets, "unknown")[0], FIRST[:60].hex())
    equal(joined(packets, "ciphertext"), [])
    # What follows a frame that was cut is found again; its number is not.
    capture = Capture()
    small = b"\x00\x18" + bytes(range(24))
    connection = Connection(capture).up(FIRST, 44).down(SECOND, 41).up(THIRD, 54)
    connection.up(small).up(ASK).up(small)
    packets = tshark(capture, snap=54 + 60)
    equal(joined(packets, "frame"), ["0", "1"])
    equal(joined(packets, "unknown"), [ASK[:60].hex()])
    equal(packets[-1]["tag"], [small[-16:].hex()])
    equal(packets[-1]["expert"], [NO_BEGINNING])


class Relay:
    """Stands before a daemon and notes what passes, as it comes."""

    def __init__(self, target):
        self.target, self.noted, self.lock = target, [], threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        client, _ = self.listener.accept()
        daemon = socket.create_connection(("127.0.0.1", self.target))
        ways = [threading.Thread(target=self._carry, args=way, daemon=True)
                for way in ((client, daemon, "up"), (daemon, client, "down"))]
        for way in ways:
            way.start()

    def _carry(self, source, target, way):
        try:
            while part := source.recv(1000):
                with self.lock:
                    self.noted.append((way, part))
                target.sendall(part)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def a_daemon_that_really_runs():
    sys.path.insert(0, str(ROOT / "Tests/Attack"))
    import province

    home = province.Province()
    try:
        device = home.operator()
        relay = Relay(home.port)
        port, home.port = home.port, relay.port
        try:
            line = device.connect()
            for _ in range(3):
                status, answer = line.call(province.PING, b"salam")
                equal((status, answer), (0, b"salam"))
            line.close()
        finally:
            home.port = port
        capture = Capture()
        connection = Connection(capture)
        with relay.lock:
            for way, part in relay.noted:
                connection._send(way, part, None)
        packets = tshark(capture)
        sent = [one for one in packets if one["direction"][:1] == [UP]]
        heard = [one for one in packets if one["direction"][:1] == [DOWN]]
        equal((joined(sent, "message"), joined(heard, "message")), (["1", "3"], ["2"]))
        equal(joined(sent, "frame"), ["0", "1", "2"])
        # WELCOME comes apart, then the three answers.
        equal(joined(heard, "frame"), ["0", "1", "2", "3"])
        equal(set(joined(packets, "length")), {"80", "160", "144"})
        equal(joined(packets, "expert") + joined(packets, "unknown"), [])
    finally:
        home.end()


TESTS = [
    the_vector_of_the_specification_on_any_port, an_enrolment_with_another_key_number,
    segments_of_every_size, segments_that_join_what_was_sent_apart, two_passes_tell_the_same,
    connections_beside_each_other, another_port_by_preference,
    frames_at_the_edges_of_their_length, messages_of_another_length, preambles_that_are_none,
    other_protocols_are_left_alone, captures_that_begin_later, packets_that_were_cut_short,
    a_daemon_that_really_runs,
]


def main(wanted):
    failed = 0
    tests = [test for test in TESTS if not wanted or test.__name__ in wanted]
    for test in tests:
        try:
            test()
            print(f"✔ {test.__name__}")
        except Exception:  # whatever a test stumbles over is its failure
            failed += 1
            print(f"✘ {test.__name__}")
            print(traceback.format_exc(limit=-3))
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
