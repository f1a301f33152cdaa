"""Another province, written from the specification alone, and who may take what it sends.

It has keys of its own and is trusted by the province of the scene; a second one is trusted by
nobody. SPEC W-140 to W-143.
"""
import base64
import hashlib
import os
import struct

import matrix
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from line import fields, number, signed, text
from matrix import BAD, NOT_AVAILABLE, OK, PERMISSION, PRECONDITION
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as xchacha
from province import value
from scene import (
    APPROVE, CHANGE_PROVINCE, LIST_PROVINCES, RECEIVE_TRANSFER, SEND_TRANSFER, SETTLE_TRANSFER,
    now_ms,
)

RECEIVED, ALREADY, OTHER_PROVINCE, NOT_TRUSTED, ALTERED = 2, 3, 6, 7, 8
RESULTS = {RECEIVED: "received", ALREADY: "already", OTHER_PROVINCE: "other",
           NOT_TRUSTED: "untrusted", ALTERED: "altered"}
IDENTITY, SOCIAL = 1, 2


def raw(key):
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def blake(key, person, message, size=32):
    return hashlib.blake2b(message, digest_size=size, key=key, person=person).digest()


class Abroad:
    """The keys of a province, and what it signs and seals with them."""

    def __init__(self, code):
        self.code = code
        self.log, self.transfer = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()

    def descriptor(self):
        """Its descriptor, made an hour ago."""
        lines = ["madar/province/1", self.code, str(now_ms() - 3_600_000)]
        lines += [f"{name} {base64.b64encode(key).decode()}" for name, key in (
            ("static", os.urandom(32)), ("transfer", raw(self.transfer)), ("log", raw(self.log)))]
        said = "\n".join(lines) + "\n"
        name, key = "madar/" + "ab" * 16, raw(self.log)
        tag = hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]
        proof = base64.b64encode(tag + self.log.sign(said.encode())).decode()
        return f"{said}\n\u2014 {name} {proof}\n"

    def sealed(self, to, key, plaintext, kind=1, transfer=None, file=None, signer=None):
        """A bundle for a province, by the public half of its transfer key."""
        ephemeral = X25519PrivateKey.generate()
        padded = plaintext + b"\x80"
        assert len(padded) <= 4096
        padded += bytes(-len(padded) % 256)
        head = b"MT\x01" + bytes([kind]) + struct.pack(">q", now_ms())
        head += self.code.encode().ljust(16, b"\0") + to.encode().ljust(16, b"\0")
        head += (file or os.urandom(16)) + (transfer or os.urandom(16)) + raw(ephemeral)
        head += struct.pack(">I", 24 + 32 + len(padded) + 16)
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(key))
        agreed = blake(shared, b"MT1.agreed.key..", raw(ephemeral) + key + raw(self.log))
        nonce = os.urandom(24)
        subkey = blake(agreed, b"MT1.derive+commt", nonce + head, 64)
        body = nonce + subkey[32:] + xchacha(padded, head, nonce, subkey[:32])
        head += hashlib.sha256(body).digest()
        return head + (signer or self.log).sign(b"madar/1 transfer" + head) + body

    def acts(self, author=bytes(16)):
        """A file of two acts: a child, a move to another province."""
        def delimited(message):
            return struct.pack(">I", len(message)) + message

        def part(at, data_class, said, heading=b""):
            act = text(1, bytes([at]) * 16) + signed(2, now_ms())
            act += text(4, heading) if heading else b""
            act += b"".join(text(5, one) for one in said)
            return number(1, at) + number(2, data_class) + text(3, act)

        def heading(kind, form, to):
            return (number(1, kind) + text(2, form) + number(3, 1) + number(4, 1) + text(6, to)
                    + signed(7, now_ms()) + signed(8, now_ms()) + text(9, author)
                    + text(10, bytes(16))
                    + text(15, text(1, self.code) + text(2, "CAPE-COORDINATOR")))

        parts = [
            part(1, IDENTITY, [value("family_name_ar", 1, "غريب")],
                 heading(1, "F0", "DETECT")),
            part(2, SOCIAL, [value("to_province", 8, "04.441")],
                 heading(3, "F15", "TRANSFER")),
        ]
        head = number(2, 2) + number(3, len(parts))
        return delimited(head) + b"".join(delimited(one) for one in parts)


def trust(scene, abroad):
    """Has operator and coordinator of the scene trust a province."""
    token = os.urandom(16)
    body = number(1, 1) + text(2, token) + text(3, abroad.descriptor())
    assert scene.runner.call(CHANGE_PROVINCE, body)[0] == OK
    listed = fields(scene.chief.call(LIST_PROVINCES)[1])
    digest = next(fields(one)[14][0] for one in listed[2] if fields(one)[1][0] == token)
    statement = (number(1, CHANGE_PROVINCE) + text(2, token) + text(3, digest)
                 + text(4, os.urandom(16)) + signed(5, now_ms() + 3_600_000)
                 + number(6, listed.get(4, [0])[0]) + text(7, listed[3][0]))
    proof = scene.chief.device.signing.sign(b"madar/1 approval" + statement)
    assert scene.chief.call(APPROVE, text(1, statement) + text(2, proof))[0] == OK
    own = listed[1][0].decode().split("\n")
    return base64.b64decode(own[4].split(" ")[1])


def transfers(scene):
    """Who sends a file away, takes one up, and settles one; and what is not taken from anybody."""
    abroad, stranger = Abroad("04.421"), Abroad("04.501")
    key = trust(scene, abroad)
    here = "04.441"
    for role, person in scene.people.items():
        may = role in matrix.TRANSFERS

        def bring(bundle, person=person):
            status, answer, _ = person.call(
                RECEIVE_TRANSFER, number(1, len(bundle)) + text(3, bundle))
            told = fields(answer) if status == OK else {}
            return (RESULTS.get(told.get(1, [0])[0], "?") if told else status), told

        good = abroad.sealed(here, key, abroad.acts())
        received = None
        for what, bundle, wanted in (
            ("a bundle", good, "received"), ("it again", good, "already"),
            ("one altered", good[:-1] + bytes([good[-1] ^ 1]), "already"),
            ("one altered at first",
             (lambda one: one[:-1] + bytes([one[-1] ^ 1]))(
                 abroad.sealed(here, key, abroad.acts())), "altered"),
            ("one cut", abroad.sealed(here, key, abroad.acts())[:-1], "altered"),
            ("one for another province", abroad.sealed("04.281", key, abroad.acts()), "other"),
            ("one of a stranger", stranger.sealed(here, key, abroad.acts()), "untrusted"),
            ("one signed by a stranger",
             abroad.sealed(here, key, abroad.acts(), signer=stranger.log), "altered"),
            ("one to another key",
             abroad.sealed(here, raw(stranger.transfer), abroad.acts()), "altered"),
            ("one that names an author",
             abroad.sealed(here, key, abroad.acts(author=person.member)), "altered"),
            ("one of other bytes", abroad.sealed(here, key, os.urandom(300)), "altered"),
            ("a receipt", abroad.sealed(here, key, b"", kind=2), "other"),
        ):
            seen, told = bring(bundle)
            scene.expect(person, f"RECEIVE_TRANSFER {what}", "-", wanted if may else PERMISSION,
                         seen)
            if what == "a bundle" and may:
                received = told[3][0]
        own, absent = scene.file("own", person), os.urandom(16)
        for what, file, wanted in (
            ("that stays", own.id, PRECONDITION), ("absent", absent, NOT_AVAILABLE),
        ):
            scene.expect(person, f"SEND_TRANSFER of a file {what}", "-",
                         wanted if may else PERMISSION,
                         person.call(SEND_TRANSFER, text(1, file))[0])
            receipt = abroad.sealed(here, key, number(1, 1), kind=2, file=file)
            scene.expect(person, f"SETTLE_TRANSFER of a file {what}", "-",
                         wanted if may else PERMISSION,
                         person.call(SETTLE_TRANSFER, text(1, receipt))[0])
        scene.expect(person, "SEND_TRANSFER of a receipt for nothing", "-",
                     NOT_AVAILABLE if may else PERMISSION,
                     person.call(SEND_TRANSFER, text(2, absent))[0])
        scene.expect(person, "SEND_TRANSFER of two", "-", BAD,
                     person.call(SEND_TRANSFER, text(1, absent) + text(2, absent))[0])
        assert received or not may, "the bundle of a stranger's program was not taken"
