"""Writes committee-1.json: files of slots of both versions, a next epoch and a custody key.

It shares no code with the daemon. Run it once per layout version; samples are frozen afterwards.
"""

import hashlib
import itertools
import json
import struct
from pathlib import Path

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt,
    crypto_box_seal,
    crypto_scalarmult_base,
    crypto_sign_seed_keypair,
)
from nacl.pwhash import argon2id

STORE = bytes(range(16))
NONCE = bytes(range(96, 120))
ROOT = bytes(range(128, 160))
NEXT_ROOT = bytes(range(160, 192))
CREDENTIAL = bytes(range(64, 96))
PLAN = bytes(range(32, 48))
CEREMONY = bytes(range(48, 64))
SINCE = 1_750_000_000_000
PROVED = 1_760_000_000_000


def blake(message, personal, key=b""):
    return hashlib.blake2b(message, digest_size=32, key=key, person=personal).digest()


def seal(plaintext, context, personal, key):
    k = hashlib.blake2b(NONCE + context, digest_size=64, key=key, person=personal).digest()
    return NONCE + k[32:] + encrypt(plaintext, context, NONCE, k[:32])


def slot(kind, number, epoch, bitmap, key, root, extra=bytes(24)):
    header = b"US\x01" + bytes([kind]) + struct.pack(">III", number, epoch, bitmap)
    context = b"ST1.slot" + STORE + header + extra
    return header + seal(root, context, b"US1.derive+commt", key) + extra


def secret(index):
    return bytes([index]) * 32


def custody_key(index):
    return bytes([index + 100]) * 32


def custodian(index, name, epoch, proved):
    place = secret(index) + bytes([index]) + struct.pack(">I", epoch)
    public = crypto_scalarmult_base(custody_key(index))
    proof, _ = crypto_sign_seed_keypair(blake(place, b"US1.member.proof"))
    label = name.encode()
    return (bytes([index, len(label)]) + label + public + crypto_box_seal(secret(index), public)
            + blake(place, b"US1.member.check") + proof + struct.pack(">qq", SINCE, proved))


def subset(kind, number, epoch, members, root):
    bitmap = sum(1 << (index - 1) for index in members)
    key = blake(struct.pack(">II", number, epoch) + b"".join(map(secret, members)),
                b"US1.subset.slot_")
    return slot(kind, number, epoch, bitmap, key, root)


def slot_file(epoch, root, dropped=0, others=()):
    members, escrow = (1, 2, 3), 17
    slots = [subset(2, n + 1, epoch, pair, root)
             for n, pair in enumerate(itertools.combinations(members, 2))]
    slots += [subset(3, n + 4, epoch, (index, escrow), root) for n, index in enumerate(members)]
    slots += others
    custodians = [custodian(1, "رئيسة اللجنة", epoch, PROVED), custodian(2, "b", epoch, 0),
                  custodian(3, "c", epoch, 0), custodian(escrow, "coffre", epoch, 0)]
    head = b"SL\x02" + bytes([dropped]) + struct.pack(
        ">IHBBB", epoch, len(slots), len(custodians), 2, 1) + bytes(3)
    body = head + b"".join(custodians) + b"".join(slots)
    return body + blake(STORE + body, b"SL2.slotfile.tag", root)


def next_epoch():
    file = slot_file(6, NEXT_ROOT)
    head = b"SN\x01\x00" + PLAN + CEREMONY + struct.pack(">I", len(file)) + file
    return head + seal(NEXT_ROOT, b"ST1.next" + STORE + head, b"SN1.derive+commt", ROOT)


def custody_file():
    salt = bytes(range(200, 216))
    key = argon2id.kdf(32, b"correct horse battery", salt, opslimit=3, memlimit=262144 * 1024)
    head = b"CK\x01\x01" + struct.pack(">II", 3, 262144) + bytes(12) + salt
    file = head + seal(custody_key(1), b"ST1.cust" + head, b"CK1.derive+commt", key)
    return file + hashlib.sha256(file).digest()[:16]


samples = {
    "slots1": b"SL\x01\x00\x00\x01\x00\x00" + slot(1, 5, 1, 0, CREDENTIAL, ROOT),
    "slots2": slot_file(5, ROOT, 2, (slot(1, 9, 5, 0, CREDENTIAL, ROOT),)),
    "next": next_epoch(),
    "custodyKey": custody_file(),
}
target = Path(__file__).with_name("committee-1.json")
target.write_text(json.dumps({k: v.hex() for k, v in samples.items()}, indent=1) + "\n")
