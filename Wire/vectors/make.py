"""Makes the vectors of this folder again; README.md tells their form.

Run from Clients/Python: `.venv/bin/python ../../Wire/vectors/make.py`. All values are fixed, so
that a second run gives the same bytes.
"""

import hashlib
import json
import struct
import zlib
from pathlib import Path
from typing import Any

from madar_client import frames, limits, noise
from madar_client.handshake import ClientHandshake, prologue
from madar_client.invitation import ALPHABET, Invitation
from madar_client.messages import call_pb2 as call
from madar_client.noise import PATTERN, Handshake

HERE = Path(__file__).resolve().parent
FRAMES = 2_100
KEPT = (0, 1, 127, 1_022, 1_023, 1_024, 1_025, 2_047, 2_048, 2_099)


def count_up(first: int, size: int = 32) -> bytes:
    return bytes((first + n) % 256 for n in range(size))


def inner(kind: int, body: bytes = b"", stream: int = 0, flags: int = 0) -> bytes:
    return frames.Inner(kind, flags, stream, body).encode()


def request(stream: int, method: int, payload: bytes = b"", key: bytes = b"", **more: int) -> bytes:
    flags = more.get("flags", 1 | (2 if key else 0))
    head = struct.pack(">HHI", method, more.get("zero", 0), more.get("deadline", 0))
    return inner(1, head + key + payload, stream, flags)


def response(stream: int, status: int = 0, payload: bytes = b"", flags: int = 1) -> bytes:
    return inner(2, struct.pack(">HH", status, 0) + payload, stream, flags)


def data(stream: int, body: bytes, flags: int = 0) -> bytes:
    return inner(3, body, stream, flags)


def window(stream: int, credit: int) -> bytes:
    return inner(5, credit.to_bytes(4, "big"), stream)


def ping(body: bytes = b"madar/1!", stream: int = 0) -> bytes:
    return inner(6, body, stream)


def goaway(code: int = 0, last: int = 0, wait: int = 0, **more: int) -> bytes:
    body = struct.pack(">HHII", code, more.get("zero", 0), last, wait)
    return inner(8, body, more.get("stream", 0), more.get("flags", 0))


def cancel(stream: int, flags: int = 0) -> bytes:
    return inner(4, bytes(2), stream, flags)


WELCOME = struct.pack(
    ">16sqHHIIHIHI", count_up(0xA0, 16), 1_767_323_045_000, 16_384, 32, 65_536, 65_536, 600,
    43_200, 0, 20_455,
)  # fmt: skip


def write(name: str, about: str, content: dict[str, object]) -> None:
    text = json.dumps({"about": about, **content}, indent=1, ensure_ascii=False)
    (HERE / name).write_text(text + "\n")


def transcript() -> None:
    """A whole connection in mode 1, and 2,100 frames in each direction, across two re-keys."""
    static = {"daemon": count_up(0x01), "device": count_up(0x21)}
    ephemeral = {"client": count_up(0x31), "daemon": count_up(0x71)}
    secret, invitation, key_number = count_up(0x91), count_up(0xC0, 16), 2
    daemon_public = noise.public_key(static["daemon"])
    client = ClientHandshake(
        key_number, daemon_public, static["device"], secret, invitation, ephemeral["client"]
    )
    daemon = Handshake(
        PATTERN, False, prologue(key_number), static["daemon"], None, [secret], ephemeral["daemon"]
    )
    first = client.first()
    payloads = [daemon.read(first[8:])]
    payloads.append(struct.pack(">HHq20x", 1, 1, 1_767_323_045_000))
    second = b"\x00\x50" + daemon.write(payloads[1])
    finished = client.third(second, count_up(0xA0, 16), count_up(0xB0, 16), 1_767_323_046_000)
    payloads.append(daemon.read(finished.message[2:]))
    directions = []
    for name, cipher in (
        ("client to daemon", finished.send),
        ("daemon to client", finished.receive),
    ):
        keys, whole, blocks, kept = [cipher.key], hashlib.sha256(), [], []
        block = hashlib.sha256()
        sealer = frames.Sealer(cipher)
        for number in range(FRAMES):
            plaintext = ping(number.to_bytes(8, "big"))
            if number == 0:
                plaintext = inner(9, WELCOME) if name.startswith("daemon") else b""
            frame = sealer.frame(plaintext, limits.FRAME_PLAINTEXT_BYTES)
            whole.update(frame)
            block.update(frame)
            if number in KEPT:
                kept.append({"number": number, "plaintext": plaintext.hex(), "bytes": frame.hex()})
            if number % 128 == 127:
                blocks.append(block.hexdigest())
                block = hashlib.sha256()
            if cipher.key != keys[-1]:
                keys.append(cipher.key)
        directions.append(
            {
                "direction": name,
                "frames": FRAMES,
                "keys": [key.hex() for key in keys if key],
                "sha256": whole.hexdigest(),
                "sha256_of_each_128_frames": blocks,
                "kept": kept,
            }
        )
    write(
        "transcript.json",
        "One connection in enrolment mode with fixed keys, and 2,100 frames each way (W-10 to "
        "W-24).",
        {
            "expected": "agree",
            "inputs": {
                "prologue": prologue(key_number).hex(),
                "daemon_key_id": key_number,
                "daemon_static_secret": static["daemon"].hex(),
                "daemon_static_public": daemon_public.hex(),
                "device_static_secret": static["device"].hex(),
                "device_static_public": noise.public_key(static["device"]).hex(),
                "preshared_key": secret.hex(),
                "client_ephemeral_secret": ephemeral["client"].hex(),
                "daemon_ephemeral_secret": ephemeral["daemon"].hex(),
            },
            "messages": [
                {"payload": payload.hex(), "bytes": message.hex()}
                for payload, message in zip(
                    payloads, (first, second, finished.message), strict=True
                )
            ],
            "transcript_hash": finished.transcript.hex(),
            "directions": directions,
        },
    )


def inner_frames() -> None:
    """Each type of inner frame, with its fields."""
    key = struct.pack(">I", 20_455) + count_up(0xD0, 12)
    cases = [
        ("REQUEST", "W-32", "daemon", request(1, 2, deadline=5_000), {"method": 2, "deadline": 5_000, "payload": ""}),
        ("REQUEST with an operation key", "W-32", "daemon", request(3, 65, b"\x10\x01", key), {"method": 65, "deadline": 0, "operation_key": key.hex(), "payload": "1001"}),
        ("REQUEST on the last stream", "W-40", "daemon", request((1 << 31) - 1, 1, b"salam"), {"method": 1, "deadline": 0, "payload": b"salam".hex()}),
        ("RESPONSE that ends", "W-33", "client", response(1, 0, b"salam"), {"status": 0, "payload": b"salam".hex()}),
        ("RESPONSE that goes on", "W-33", "client", response(1, 0, b"sal", 0), {"status": 0, "payload": b"sal".hex()}),
        ("RESPONSE with a refusal", "W-52", "client", response(5, 0x0306, b"\x08\x0a\x10\xe8\x07"), {"status": 0x0306, "payload": "080a10e807"}),
        ("DATA", "W-35", "client", data(1, b"am"), {"payload": b"am".hex()}),
        ("DATA that ends, empty", "W-35", "client", data(1, b"", 1), {"payload": ""}),
        ("CANCEL", "W-43", "daemon", inner(4, bytes(2), 1), {"reason": 0}),
        ("WINDOW", "W-41", "daemon", window(1, 32_768), {"credit": 32_768}),
        ("PING", "W-36", "either", ping(), {"opaque": b"madar/1!".hex()}),
        ("PONG", "W-36", "either", inner(7, b"madar/1!"), {"opaque": b"madar/1!".hex()}),
        ("GOAWAY", "W-38", "either", goaway(7, 41, 1_500), {"code": 7, "last_stream": 41, "wait_ms": 1_500}),
        ("GOAWAY with a code of later versions", "W-45", "client", goaway(999), {"code": 999, "last_stream": 0, "wait_ms": 0}),
        ("WELCOME", "W-31", "client", inner(9, WELCOME), {"instance": count_up(0xA0, 16).hex(), "time_ms": 1_767_323_045_000, "max_frame": 16_384, "calls": 32, "window": 65_536, "max_message": 65_536, "idle_seconds": 600, "age_seconds": 43_200, "features": 0, "epoch": 20_455}),
    ]  # fmt: skip
    several = ping() + request(1, 1, b"a") + inner(0x40, b"later", 9, 0xFF) + request(3, 1, b"b")
    write(
        "inner-frames.json",
        "Each type of inner frame (W-30 to W-38), one in a plaintext without padding; then "
        "plaintexts with several; then padded lengths (W-24).",
        {
            "single": [
                {
                    "name": name,
                    "clause": clause,
                    "to": to,
                    "plaintext": plaintext.hex(),
                    "type": plaintext[0],
                    "flags": plaintext[1],
                    "stream": int.from_bytes(plaintext[4:8], "big"),
                    "fields": fields,
                }
                for name, clause, to, plaintext, fields in cases
            ],
            "several": [
                {
                    "name": "an extension between others is passed over",
                    "clause": "W-37",
                    "plaintext": several.hex(),
                    "types": [6, 1, 1],
                },
                {"name": "zeros alone", "clause": "W-25", "plaintext": bytes(8).hex(), "types": []},
                {
                    "name": "padding after one",
                    "clause": "W-25",
                    "plaintext": (ping() + bytes(112)).hex(),
                    "types": [6],
                },
                {
                    "name": "64 in one frame",
                    "clause": "W-25",
                    "plaintext": (ping() * 64).hex(),
                    "types": [6] * 64,
                },
            ],
            "padded": [
                {"length": size, "max_frame": most, "padded": frames.padded(size, most)}
                for most in (1_024, 16_384)
                for size in (0, 1, 8, 127, 128, 129, 144, 145, 200, 255, 256, 257, 300, 511, 512,
                             513, 1_000, 1_023, 1_024, 1_025, 2_049, 4_097, 8_193, 10_000, 16_000,
                             16_383, 16_384)
                if size <= most
            ],  # fmt: skip
        },
    )


def step(plaintext: bytes, **more: object) -> dict[str, object]:
    bare = plaintext.rstrip(b"\0")
    if len(plaintext) - len(bare) > 1_000:
        return {"plaintext": bare.hex(), "zeros": len(plaintext) - len(bare), **more}
    return {"plaintext": plaintext.hex(), **more}


def to_daemon() -> list[dict[str, object]]:
    """What a client may do wrong after WELCOME. A pair of expectation and name, then the steps."""
    protocol, size, flow, calm = ({"goaway": code} for code in (1, 2, 3, 5))
    alive = {"alive": True}

    def answers(*pairs: tuple[int, int]) -> dict[str, object]:
        return {"answers": [{"stream": stream, "status": status} for stream, status in pairs]}

    echo = request(1, 1, b"x")
    # A call of WHO_AM_I whose rest is to come in DATA.
    begun = request(1, 2, flags=0)
    slots = b"".join(request(2 * n + 1, 2, flags=0) for n in range(32))
    # Where a REQUEST with an operation key stands alone, the key's epoch stands here.
    today = {"epoch_at": 16}
    keys = [bytes(4) + count_up(0xE0 + n, 12) for n in range(16)]
    unknown = call.InviteRequest(
        invitation=count_up(0x50, 16), secret=count_up(0x50), member=count_up(0x51, 16)
    )
    cases: list[tuple[str, str, dict[str, object], list[dict[str, object]]]] = [
        ("W-20", "a length of 0", size, [{"bytes": "0000"}]),
        ("W-20", "a length of 23", size, [{"bytes": "0017"}]),
        ("W-20", "a length of 16,401", size, [{"bytes": "4011"}]),
        ("W-20", "a length of 65,535", size, [{"bytes": "ffff"}]),
        ("W-21", "a tag with one bit turned", protocol, [step(ping(), turn=-1)]),
        ("W-21", "a ciphertext with one bit turned", protocol, [step(ping(), turn=2)]),
        ("W-24", "no padding at all", alive, [step(ping(), pad=False)]),
        ("W-25", "zeros alone", alive, [step(b"")]),
        ("W-25", "padding that is not zero", protocol, [step(ping() + b"\0\1", pad=False)]),
        ("W-25", "the last byte of the padding is not zero", protocol,
         [step(ping() + bytes(111) + b"\1")]),
        ("W-25", "a header that does not fit", protocol,
         [step(ping() + b"\6\0\0\0\0\0\0", pad=False)]),
        ("W-25", "a body that does not fit", protocol, [step(ping()[:-1], pad=False)]),
        ("W-25", "64 inner frames", alive, [step(inner(0x40) * 64)]),
        ("W-25", "65 inner frames", calm, [step(inner(0x40) * 65)]),
        ("W-30", "a flag that is unknown", protocol, [step(request(1, 1, flags=0x09))]),
        ("W-30", "the reserved flag", protocol, [step(request(1, 1, flags=0x05))]),
        ("W-30", "RESPONSE from a client", protocol, [step(echo + response(1))]),
        ("W-30", "END on PING", protocol, [step(inner(6, b"madar/1!", 0, 1))]),
        ("W-30", "END on PONG", protocol, [step(inner(7, b"madar/1!", 0, 1))]),
        ("W-30", "END on GOAWAY", protocol, [step(goaway(flags=1))]),
        ("W-30", "END on CANCEL", protocol, [step(begun + cancel(1, 1))]),
        ("W-30", "END on WINDOW", protocol,
         [step(begun + inner(5, (65_536).to_bytes(4, "big"), 1, 1))]),
        ("W-30", "OPKEY on DATA", protocol, [step(begun + data(1, b"a", 2))]),
        ("W-31", "WELCOME from a client", protocol, [step(inner(9, WELCOME))]),
        ("W-32", "a REQUEST with a short head", protocol, [step(inner(1, bytes(7), 1, 1))]),
        ("W-32", "a REQUEST with a short operation key", protocol,
         [step(inner(1, bytes(23), 1, 3))]),
        ("W-32", "a REQUEST with a zero that is not zero", protocol,
         [step(request(1, 1, zero=1))]),
        ("W-36", "a PING of 7 bytes", protocol, [step(ping(bytes(7)))]),
        ("W-36", "a PING of 9 bytes", protocol, [step(ping(bytes(9)))]),
        ("W-36", "a PING on a stream", protocol, [step(ping(stream=1))]),
        ("W-36", "a PONG of 7 bytes", protocol, [step(inner(7, bytes(7)))]),
        ("W-36", "a PONG of 9 bytes", protocol, [step(inner(7, bytes(9)))]),
        ("W-36", "a PONG on a stream", protocol, [step(echo + inner(7, bytes(8), 1))]),
        ("W-37", "an extension with any flags and stream", alive,
         [step(inner(0x40, b"a", 2, 0xFF) + inner(0x7F, b"b", 0, 0x80))]),
        ("W-38", "GOAWAY of 11 bytes", protocol, [step(inner(8, bytes(11)))]),
        ("W-38", "GOAWAY of 13 bytes", protocol, [step(inner(8, bytes(13)))]),
        ("W-38", "GOAWAY with a zero that is not zero", protocol, [step(goaway(zero=1))]),
        ("W-38", "GOAWAY on a stream", protocol, [step(echo + goaway(stream=1))]),
        ("W-38", "a call after the client's GOAWAY", answers((1, 0x0303)),
         [step(goaway()), step(echo)]),
        ("W-38", "a call after a GOAWAY with a code of later versions", answers((1, 0x0303)),
         [step(goaway(999)), step(echo)]),
        ("W-34", "DATA above the credit", flow,
         [step(begun), step(data(1, bytes(16_000)), repeat=4), step(data(1, bytes(1_537)))]),
        ("W-34", "DATA that uses the credit up", answers((1, 0x0108)),
         [step(begun), step(data(1, bytes(16_000)), repeat=4), step(data(1, bytes(1_536), 1))]),
        ("W-34", "a message that grows above 65,536 bytes is answered at once",
         answers((1, 0x0108), (3, 0)),
         [step(request(1, 65, bytes(16_000), flags=0)), step(data(1, bytes(16_000)), repeat=3),
          step(data(1, bytes(1_537)), wait=1), step(data(1, bytes(1_000)) + request(3, 1))]),
        ("W-34", "DATA after END is thrown away", answers((1, 0), (3, 0)),
         [step(echo, wait=1), step(data(1, b"a") + data(1, b"b", 1) + request(3, 1))]),
        ("W-34", "DATA after CANCEL is thrown away", answers((1, 0x0402), (3, 0)),
         [step(begun + cancel(1) + data(1, b"a") + request(3, 1))]),
        ("W-34", "a request in several DATA", answers((1, 0)),
         [step(begun), step(data(1, b"\x08") + data(1, b"\x01") + data(1, b"", 1))]),
        ("W-40", "the 33rd call", answers((65, 0x0301)), [step(slots), step(request(65, 1))]),
        ("W-40", "a call after CANCEL has freed a slot", answers((1, 0x0402), (65, 0)),
         [step(slots + cancel(1), wait=1), step(request(65, 1))]),
        ("W-40", "an even stream", protocol, [step(request(2, 1))]),
        ("W-40", "stream 0", protocol, [step(request(0, 1))]),
        ("W-40", "a stream above the last", protocol, [step(request((1 << 31) + 1, 1))]),
        ("W-40", "the last stream", answers(((1 << 31) - 1, 0)),
         [step(request((1 << 31) - 1, 1))]),
        ("W-40", "a stream twice", protocol, [step(echo), step(echo)]),
        ("W-40", "a lower stream", protocol, [step(request(3, 1)), step(echo)]),
        ("W-40", "streams left out", answers((5, 0), (9, 0)),
         [step(request(5, 1) + request(9, 1))]),
        ("W-41", "a grant of zero", flow, [step(echo + window(1, 0))]),
        ("W-41", "a grant above the bound", flow, [step(echo + window(1, (1 << 31) - 1))]),
        ("W-41", "a sum of 2^31", flow, [step(begun + window(1, (1 << 31) - 65_536))]),
        ("W-41", "a sum of 2^31 - 1", alive, [step(begun + window(1, (1 << 31) - 65_537))]),
        ("W-41", "a sum above 32 bits", flow, [step(begun + window(1, (1 << 32) - 1))]),
        ("W-41", "a grant to a stream never started", flow, [step(window(1, 65_536))]),
        ("W-41", "a grant to an even stream", flow, [step(request(3, 1) + window(2, 65_536))]),
        ("W-41", "a grant to a stream that has ended", alive,
         [step(echo, wait=1), step(window(1, 65_536))]),
        ("W-41", "a WINDOW of 3 bytes", protocol, [step(echo + inner(5, bytes(3), 1))]),
        ("W-42", "200 PINGs", alive, [step(ping() * 50, repeat=4)]),
        ("W-42", "201 PINGs", calm, [*([step(ping() * 50, pongs=50)] * 4), step(ping())]),
        ("W-42", "201 small grants", calm,
         [step(echo), step(window(1, 1) * 50, repeat=4), step(window(1, 1))]),
        ("W-42", "200 small grants", alive,
         [step(echo), step(window(1, 1) * 50, repeat=4)]),
        ("W-42", "201 grants of 32,767 bytes", calm,
         [step(begun), step(window(1, 32_767) * 50, repeat=4), step(window(1, 32_767))]),
        ("W-42", "201 grants of 32,768 bytes", alive,
         [step(begun), step(window(1, 32_768) * 50, repeat=4), step(window(1, 32_768))]),
        ("W-42", "200 DATA of 255 bytes", alive,
         [step(begun), step(data(1, bytes(255)), repeat=200)]),
        ("W-42", "201 DATA of 255 bytes", calm,
         [step(begun), step(data(1, bytes(255)), repeat=201)]),
        ("W-42", "201 DATA of 256 bytes", alive,
         [step(begun), step(data(1, bytes(256)), repeat=201)]),
        ("W-42", "a second empty DATA without END", calm, [step(begun + data(1, b"") * 2)]),
        ("W-42", "a second empty DATA in the next frame", calm,
         [step(begun + data(1, b"")), step(data(1, b""))]),
        ("W-42", "empty DATA with other DATA between", alive,
         [step(begun + data(1, b"") + data(1, b"a") + data(1, b""))]),
        ("W-42", "200 CANCELs", alive, [step(echo, wait=1), step(cancel(1) * 50, repeat=4)]),
        ("W-42", "201 CANCELs", calm,
         [step(echo, wait=1), step(cancel(1) * 50, repeat=4), step(cancel(1))]),
        ("W-42", "200 DATA for a stream that has ended", alive,
         [step(echo, wait=1), step(data(1, b"", 1) * 50, repeat=4)]),
        ("W-42", "201 DATA for a stream that has ended", calm,
         [step(echo, wait=1), step(data(1, b"", 1) * 50, repeat=4), step(data(1, b"", 1))]),
        ("W-42", "100 CANCELs and 101 DATA for a stream that has ended", calm,
         [step(echo, wait=1), step(cancel(1) * 50, repeat=2),
          step(data(1, b"", 1) * 50, repeat=2), step(data(1, b"", 1))]),
        ("W-42", "201 calls beyond the slots", calm,
         [step(slots), *(step(b"".join(request(65 + 2 * n, 1) for n in range(first, first + 50)))
                         for first in (0, 50, 100, 150)), step(request(465, 1))]),
        ("W-43", "CANCEL of a stream that was not started", protocol, [step(cancel(1))]),
        ("W-43", "CANCEL with a body of three bytes", protocol,
         [step(echo + inner(4, bytes(3), 1))]),
        ("W-43", "CANCEL of a call that has not begun", answers((1, 0x0402), (3, 0)),
         [step(begun + cancel(1) + request(3, 1))]),
        ("W-44", "a deadline that passes before the request is whole", answers((1, 0x0304)),
         [step(request(1, 2, flags=0, deadline=1))]),
        ("W-43", "CANCEL with a body of one byte", protocol, [step(echo + inner(4, b"\0", 1))]),
        ("W-43", "CANCEL of a call, which is answered all the same", alive,
         [step(echo + inner(4, bytes(2), 1), wait=1)]),
        ("W-45", "DATA on a stream that was not started", protocol, [step(data(1, b"a"))]),
        ("W-45", "DATA on an even stream", protocol, [step(request(3, 1) + data(2, b"a"))]),
        ("W-54", "an unknown method", answers((1, 0x0102)), [step(request(1, 9_999))]),
        ("W-54", "a method of enrolment in a session", answers((1, 0x0102)),
         [step(request(1, 17))]),
        ("W-54", "a payload above the method's bound", answers((1, 0x0108)),
         [step(request(1, 2, bytes(4_097)))]),
        ("W-55", "a write without an operation key", answers((1, 0x0109)),
         [step(request(1, 64))]),
        ("W-55", "an operation key of 1970", answers((1, 0x010A)),
         [step(request(1, 64, b"", bytes(16)))]),
        ("W-55", "an operation key of the far future", answers((1, 0x010A)),
         [step(request(1, 64, b"", b"\xff" * 16))]),
        ("W-55", "an operation key of 31 days ago", answers((1, 0x010A)),
         [step(request(1, 18, b"\xff", keys[0]), **today, epoch_add=-31)]),
        ("W-55", "an operation key of 30 days ago is taken", answers((1, 0x0101)),
         [step(request(1, 18, b"\xff", keys[0]), **today, epoch_add=-30)]),
        ("W-55", "an operation key of tomorrow is taken", answers((1, 0x0101)),
         [step(request(1, 18, b"\xff", keys[0]), **today, epoch_add=1)]),
        ("W-55", "an operation key of the day after tomorrow", answers((1, 0x010A)),
         [step(request(1, 18, b"\xff", keys[0]), **today, epoch_add=2)]),
        ("W-55", "the same operation key with the same bytes", answers((1, 0), (3, 0)),
         [step(request(1, 18, invite(0x60, "Amina"), keys[1]), **today, wait=1),
          step(request(3, 18, invite(0x60, "Amina"), keys[1]), **today)]),
        ("W-55", "the same operation key with another payload", answers((1, 0), (3, 0x0107)),
         [step(request(1, 18, invite(0x61, "Amina"), keys[2]), **today, wait=1),
          step(request(3, 18, invite(0x61, "Driss"), keys[2]), **today)]),
        ("W-55", "the same operation key with another method", answers((1, 0), (3, 0x0107)),
         [step(request(1, 18, invite(0x62, "Amina"), keys[3]), **today, wait=1),
          step(request(3, 26, invite(0x62, "Amina"), keys[3]), **today)]),
        ("W-55", "an operation key on a method that does not write is ignored", answers((1, 0)),
         [step(request(1, 2, b"", bytes(16)))]),
        ("W-58", "a name above its maximum", answers((1, 0x0101)),
         [step(request(1, 18, invite(0x63, "a" * 257), keys[4]), **today)]),
        ("W-65", "a checkpoint larger than the log", answers((1, 0x0105)),
         [step(request(1, 5, call.CheckpointRequest(known_size=1 << 60).SerializeToString()))]),
        ("W-68", "an unknown role", answers((1, 0x0103)),
         [step(request(1, 18, invite(0x64, "Amina", role="NOBODY"), keys[5]), **today)]),
        ("W-68", "an unknown member", answers((1, 0x0104)),
         [step(request(1, 18, unknown.SerializeToString(), keys[6]), **today)]),
        ("W-68", "an invitation twice", answers((1, 0), (3, 0x0105)),
         [step(request(1, 18, invite(0x65, "Amina"), keys[7]), **today, wait=1),
          step(request(3, 18, invite(0x65, "Amina"), keys[8]), **today)]),
        ("W-73", "unsealing an open daemon", answers((1, 0x0105)),
         [step(request(1, 33, call.UnsealRequest(passphrase=b"a" * 12).SerializeToString()))]),
        ("W-98", "a coordinator changes the daemon's keys", answers((1, 0x0201)),
         [step(request(1, 34, call.ChangeTransportRequest(change=1).SerializeToString(),
                       keys[9]), **today)]),
        ("W-58", "a payload that does not decode", answers((1, 0x0101)),
         [step(request(1, 67, b"\xff\xff\xff"))]),
    ]  # fmt: skip
    for kind in (0x0A, 0x10, 0x11, 0x20, 0x3F, 0x80, 0xFF):
        cases.append(("W-30", f"type {kind:#04x}", protocol, [step(inner(kind))]))
    return [
        {"clause": clause, "name": name, "steps": steps, "expected": expected}
        for clause, name, expected, steps in cases
    ]


def to_client() -> list[dict[str, object]]:
    """What a daemon may do wrong. The client has made one call of a stream method on stream 1."""
    protocol, size, flow, calm = ({"ends": code} for code in (1, 2, 3, 5))
    alive = {"alive": True}
    welcome = step(inner(9, WELCOME))
    cases: list[tuple[str, str, dict[str, object], list[dict[str, object]]]] = [
        ("W-20", "a length of 0", size, [{"bytes": "0000"}]),
        ("W-20", "a length of 23", size, [{"bytes": "0017"}]),
        ("W-20", "a length of 16,401", size, [{"bytes": "4011"}]),
        ("W-21", "a tag with one bit turned", protocol, [step(ping(), turn=-1)]),
        ("W-21", "a ciphertext with one bit turned", protocol, [step(ping(), turn=2)]),
        ("W-24", "no padding at all", alive, [step(ping(), pad=False)]),
        ("W-25", "zeros alone", alive, [step(b"")]),
        ("W-25", "padding that is not zero", protocol, [step(ping() + b"\0\1", pad=False)]),
        ("W-25", "the last byte of the padding is not zero", protocol,
         [step(ping() + bytes(111) + b"\1")]),
        ("W-25", "a header that does not fit", protocol,
         [step(ping() + b"\6\0\0\0\0\0\0", pad=False)]),
        ("W-25", "a body that does not fit", protocol, [step(ping()[:-1], pad=False)]),
        ("W-25", "64 inner frames", alive, [step(inner(0x40) * 64)]),
        ("W-25", "65 inner frames", calm, [step(inner(0x40) * 65)]),
        ("W-30", "a flag that is unknown", protocol, [step(response(1, flags=0x09))]),
        ("W-30", "the reserved flag", protocol, [step(response(1, flags=0x05))]),
        ("W-30", "OPKEY on RESPONSE", protocol, [step(response(1, flags=0x03))]),
        ("W-30", "OPKEY on DATA", protocol,
         [step(response(1, flags=0)), step(data(1, b"a", 2))]),
        ("W-30", "END on PING", protocol, [step(inner(6, b"madar/1!", 0, 1))]),
        ("W-30", "END on WINDOW", protocol,
         [step(inner(5, (65_536).to_bytes(4, "big"), 1, 1))]),
        ("W-30", "END on GOAWAY", protocol, [step(goaway(flags=1))]),
        ("W-30", "REQUEST from a daemon", protocol, [step(request(3, 1))]),
        ("W-30", "CANCEL from a daemon", protocol, [step(inner(4, bytes(2), 1))]),
        ("W-41", "a grant of zero", flow, [step(window(1, 0))]),
        ("W-41", "a grant to a stream never started", flow, [step(window(3, 65_536))]),
        ("W-41", "a grant above the bound", flow, [step(window(1, (1 << 31) - 65_536))]),
        ("W-41", "a grant above 32 bits", flow, [step(window(1, (1 << 32) - 1))]),
        ("W-41", "a grant to a stream that has ended", alive,
         [step(response(1)), step(window(1, 65_536))]),
        ("W-41", "a WINDOW of 3 bytes", protocol, [step(inner(5, b"\1\0\0", 1))]),
        ("W-41", "a WINDOW of 5 bytes", protocol, [step(inner(5, b"\0\0\1\0\0", 1))]),
        ("W-31", "a second WELCOME", protocol, [welcome]),
        ("W-33", "RESPONSE of 3 bytes", protocol, [step(inner(2, bytes(3), 1, 1))]),
        ("W-33", "RESPONSE with a zero that is not zero", protocol,
         [step(inner(2, b"\0\0\0\1", 1, 1))]),
        ("W-33", "RESPONSE to a call that was not made", protocol, [step(response(3))]),
        ("W-33", "a second RESPONSE", protocol,
         [step(response(1, flags=0)), step(response(1))]),
        ("W-33", "a second RESPONSE, with another status", protocol,
         [step(response(1, flags=0)), step(response(1, 0x0104))]),
        ("W-33", "RESPONSE after DATA", protocol,
         [step(response(1, flags=0)), step(data(1, b"a")), step(response(1))]),
        ("W-33", "RESPONSE on stream 0", protocol, [step(response(0))]),
        ("W-33", "RESPONSE with a status of later versions", alive, [step(response(1, 0x03FF))]),
        ("W-33", "DATA of a call that was not made", protocol, [step(data(3, b"a"))]),
        ("W-33", "DATA that ends, empty", alive,
         [step(response(1, flags=0)), step(data(1, b"", 1))]),
        ("W-33", "RESPONSE after the end", protocol, [step(response(1)), step(response(1))]),
        ("W-33", "DATA before RESPONSE", protocol, [step(data(1, b"a"))]),
        ("W-33", "DATA after the end", protocol, [step(response(1)), step(data(1, b"a"))]),
        ("W-36", "a PING of 7 bytes", protocol, [step(ping(bytes(7)))]),
        ("W-36", "a PING on a stream", protocol, [step(ping(stream=1))]),
        ("W-37", "an extension with any flags and stream", alive,
         [step(inner(0x40, b"a", 2, 0xFF))]),
        ("W-36", "a PING of 9 bytes", protocol, [step(ping(bytes(9)))]),
        ("W-36", "200 PINGs", alive, [step(ping() * 50, repeat=4)]),
        ("W-36", "a PONG of 7 bytes", protocol, [step(inner(7, bytes(7)))]),
        ("W-36", "a PONG on a stream", protocol, [step(inner(7, bytes(8), 1))]),
        ("W-38", "GOAWAY of 11 bytes", protocol, [step(inner(8, bytes(11)))]),
        ("W-38", "GOAWAY of 13 bytes", protocol, [step(inner(8, bytes(13)))]),
        ("W-38", "GOAWAY with a zero that is not zero", protocol, [step(goaway(zero=1))]),
        ("W-38", "GOAWAY on a stream", protocol, [step(goaway(stream=1))]),
        ("W-38", "GOAWAY with all members, and an answer after it", alive,
         [step(goaway(7, 1, 1_500)), step(response(1))]),
        ("W-41", "DATA above the credit", flow,
         [step(response(1, flags=0)), step(data(1, bytes(16_000)), repeat=4, grants=False),
          step(data(1, bytes(1_537)))]),
        ("W-41", "DATA that uses the credit up", alive,
         [step(response(1, flags=0)), step(data(1, bytes(16_000)), repeat=4, grants=False),
          step(data(1, bytes(1_536)))]),
    ]  # fmt: skip
    for kind in (0x0A, 0x10, 0x11, 0x20, 0x3F, 0x80, 0xFF):
        cases.append(("W-30", f"type {kind:#04x}", protocol, [step(inner(kind))]))
    made = [
        {"clause": clause, "name": name, "steps": [welcome, *steps], "expected": expected}
        for clause, name, expected, steps in cases
    ]
    features = WELCOME[:42] + b"\xff\xff" + WELCOME[44:]
    for name, plaintext, expected in (
        ("RESPONSE before WELCOME", response(1), protocol),
        ("DATA before WELCOME", data(1, b"a"), protocol),
        ("WINDOW before WELCOME", window(1, 65_536), protocol),
        ("PING before WELCOME", ping(), protocol),
        ("PONG before WELCOME", inner(7, bytes(8)), protocol),
        ("WELCOME of 47 bytes", inner(9, WELCOME[:-1]), protocol),
        ("WELCOME of 49 bytes", inner(9, WELCOME + b"\0"), protocol),
        ("WELCOME on a stream", inner(9, WELCOME, 1), protocol),
        ("WELCOME with END", inner(9, WELCOME, 0, 1), protocol),
        ("WELCOME twice in one frame", inner(9, WELCOME) * 2, protocol),
        ("WELCOME with features of later versions", inner(9, features), alive),
        ("GOAWAY in the place of WELCOME", goaway(6), alive),
    ):
        made.append(
            {"clause": "W-31", "name": name, "steps": [step(plaintext)], "expected": expected}
        )
    return made


def endings() -> list[dict[str, object]]:
    """Each code of GOAWAY with what a client does of itself after it (W-45, W-48)."""
    names = ("NORMAL", "PROTOCOL", "FRAME_SIZE", "FLOW", "TIMEOUT", "CALM", "REVOKED", "SHUTDOWN",
             "AGE", "VERSION", "INTERNAL", "REPLACED")  # fmt: skip
    then = dict.fromkeys(("PROTOCOL", "FRAME_SIZE", "FLOW", "CALM"), "fault")
    then |= {"REVOKED": "revoked", "VERSION": "version"}
    codes = [(code, name) for code, name in enumerate(names)] + [
        (12, "INTERNAL"),
        (65_535, "INTERNAL"),
    ]
    return [
        {
            "clause": "W-45",
            "code": code,
            "name": name,
            "plaintext": goaway(code, 41, 1_500).hex(),
            "drains": name in ("SHUTDOWN", "AGE"),
            "then": then.get(name, "again"),
        }
        for code, name in codes
    ]


def invite(number: int, name: str, **more: Any) -> bytes:
    """An InviteRequest of a new member; `number` makes its id and secret."""
    request = call.InviteRequest(
        invitation=count_up(number, 16), secret=count_up(number), member_name=name
    )
    organisation = {"role": "UPE-WORKER", "organisation_name": "UPE", **more}
    request.roles.add(**organisation)
    return request.SerializeToString(deterministic=True)


def handshakes() -> list[dict[str, object]]:
    """Single faults of a client's handshake; each is answered by silence (W-15)."""
    zero = bytes(32).hex()
    order = "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"
    cases: list[tuple[str, str, dict[str, object]]] = [
        ("W-10", "another magic", {"message": 1, "at": 0, "bytes": "4e"}),
        ("W-10", "another suite", {"message": 1, "at": 2, "bytes": "02"}),
        ("W-10", "an unknown key number", {"message": 1, "at": 3, "bytes": "ff"}),
        ("W-10", "a zero that is not zero", {"message": 1, "at": 4, "bytes": "01"}),
        ("W-10", "another length", {"message": 1, "at": 6, "bytes": "0051"}),
        ("W-11", "an unknown mode", {"message": 1, "payload_at": 0, "bytes": "02"}),
        ("W-11", "the zero after the mode", {"message": 1, "payload_at": 1, "bytes": "01"}),
        ("W-11", "an invitation id in a session", {"message": 1, "payload_at": 2, "bytes": "01"}),
        ("W-11", "enrolment without an id", {"message": 1, "payload_at": 0, "bytes": "01"}),
        ("W-11", "the zeros at the end", {"message": 1, "payload_at": 31, "bytes": "01"}),
        ("W-15.3", "a tag of message 1", {"message": 1, "at": 87, "turn": True}),
        ("W-15.8", "an ephemeral key of zero", {"message": 1, "at": 8, "bytes": zero}),
        ("W-15.8", "an ephemeral key of low order", {"message": 1, "at": 8, "bytes": order}),
        ("W-13", "another length", {"message": 3, "at": 0, "bytes": "00a1"}),
        ("W-13", "flags", {"message": 3, "payload_at": 2, "bytes": "0001"}),
        ("W-13", "frames of 1,023", {"message": 3, "payload_at": 32, "bytes": "03ff"}),
        ("W-13", "frames of 16,385", {"message": 3, "payload_at": 32, "bytes": "4001"}),
        ("W-13", "features", {"message": 3, "payload_at": 34, "bytes": "0001"}),
        ("W-13", "the zeros at the end", {"message": 3, "payload_at": 95, "bytes": "01"}),
        ("W-15.3", "a tag of the static key", {"message": 3, "at": 49, "turn": True}),
        ("W-15.3", "a tag of message 3", {"message": 3, "at": 161, "turn": True}),
        ("W-14", "another preshared key", {"preshared": True}),
        ("W-15.4", "a device that the daemon does not know", {"static": True}),
    ]
    made: list[dict[str, object]] = [
        {"clause": clause, "name": name, "fault": fault, "expected": "silence"}
        for clause, name, fault in cases
    ]
    made.append(
        {
            "clause": "W-13",
            "name": "a version that the daemon does not speak",
            "fault": {"message": 3, "payload_at": 0, "bytes": "0002"},
            "expected": {"goaway": 9},
        }
    )
    return made


def refusals() -> None:
    write(
        "refusals.json",
        "One broken rule each, and what the receiver does: of the handshake, of frames that come "
        "to the daemon, of frames that come to a client; then what a client does after GOAWAY.",
        {
            "handshake": handshakes(),
            "to_daemon": to_daemon(),
            "to_client": to_client(),
            "goaway": endings(),
        },
    )


def invitations() -> None:
    """Texts that are read, and texts that are refused (W-16)."""
    made = Invitation(
        1,
        noise.public_key(count_up(0x01)),
        count_up(0xC0, 16),
        count_up(0x81),
        "madar.example:7447",
    )
    text = made.text
    read = [
        ("as written", text),
        ("small letters", text.lower()),
        ("without hyphens", text.replace("-", "")),
        ("over several lines", text.replace("-", " \n\t")),
        ("O for 0", text[:7] + text[7:].replace("0", "O")),
        ("I and L for 1", text[:7] + text[7:].replace("1", "I", 3).replace("1", "l")),
    ]
    digits = text.replace("-", "")
    bare = bytes.fromhex("02") + b"\1" + bytes(80) + b"\1a"
    refused = [
        ("another prefix", "MADAR2" + digits[6:]),
        ("no digits", "MADAR1"),
        ("a character that no digit is", digits[:20] + "U" + digits[21:]),
        ("a character outside ASCII", digits[:20] + "\u0660" + digits[21:]),
        ("a digit that slipped", digits[:20] + ("2" if digits[20] != "2" else "3") + digits[21:]),
        ("a digit too few", digits[:-1]),
        ("a digit too many", digits + "0"),
        ("eight digits too many", digits + "00000000"),
        ("another version", _text(bare)),
        ("an empty address", _text(b"\1\1" + bytes(80) + b"\0")),
        ("an address that is not UTF-8", _text(b"\1\1" + bytes(80) + b"\1\xff")),
        ("a byte after the checksum", _raw(_checked(b"\1\1" + bytes(80) + b"\1a") + b"\0")),
    ]
    write(
        "invitations.json",
        "Texts of one invitation that a reader takes, and texts that it refuses (W-16).",
        {
            "invitation": {
                "key_number": made.key_number,
                "daemon_public": made.daemon_public.hex(),
                "id": made.identifier.hex(),
                "secret": made.secret.hex(),
                "address": made.address,
            },
            "read": [{"name": name, "text": one} for name, one in read],
            "refused": [{"name": name, "text": one} for name, one in refused],
        },
    )


def _checked(body: bytes) -> bytes:
    return body + zlib.crc32(body).to_bytes(4, "big")


def _raw(body: bytes) -> str:
    count = -(-len(body) * 8 // 5)
    value = int.from_bytes(body, "big") << (count * 5 - len(body) * 8)
    return "MADAR1" + "".join(ALPHABET[value >> (5 * n) & 31] for n in reversed(range(count)))


def _text(body: bytes) -> str:
    return _raw(_checked(body))


if __name__ == "__main__":
    transcript()
    inner_frames()
    refusals()
    invitations()
