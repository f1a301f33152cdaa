"""Writes layout-1.json: one sample of each layout, made with hashlib and PyNaCl alone.

It shares no code with the daemon. Run it once per layout version; samples are frozen afterwards.
"""

import hashlib
import json
import struct
from pathlib import Path

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt
from nacl.pwhash import argon2id

STORE = bytes(range(16))
FILE = bytes(range(16, 32))
RECORD = bytes(range(32, 48))
KEY = bytes(range(64, 96))
NONCE = bytes(range(96, 120))
DATA_KEY = bytes(range(128, 160))
TIME = struct.pack(">q", 1_750_000_000_000)


def seal(plaintext, context, personal, key=KEY):
    k = hashlib.blake2b(NONCE + context, digest_size=64, key=key, person=personal).digest()
    return NONCE + k[32:] + encrypt(plaintext, context, NONCE, k[:32])


def pad(plaintext, size):
    return plaintext + b"\x80" + bytes(size - len(plaintext) - 1)


def envelope(plaintext, data_class, record_type, record, sequence, size, generation=3, file=FILE):
    flags = 1 if size else 0
    header = b"SE\x01\x01" + bytes([data_class, flags, 0, 1]) + struct.pack(">I", generation)
    context = (b"ST1.seal" + STORE + file + record + struct.pack(">HHQ", record_type, 0, sequence)
               + header)
    body = pad(plaintext, size) if size else plaintext
    return header + seal(body, context, b"SE1.derive+commt")


def wrap():
    header = b"KW\x01\x01" + struct.pack(">HBBII", 7, 3, 0, 2, 3)
    return header + seal(DATA_KEY, b"ST1.wrap" + STORE + FILE + header, b"KW1.derive+commt")


def keyring():
    def entry(kind, data_class, state, key):
        check = (hashlib.blake2b(b"KR1.check", digest_size=32, key=key).digest()[:4]
                 if any(key) else bytes(4))
        return (bytes([kind, data_class]) + struct.pack(">HI", 7, 1) + bytes([state, 0, 0, 0])
                + TIME + TIME + check + key)
    entries = [entry(1, 3, 2, DATA_KEY), entry(2, 0, 3, KEY), entry(1, 2, 5, bytes(32))]
    header = b"KR\x01\x01" + struct.pack(">IQH", 4, 9, len(entries)) + bytes(6)
    return header + seal(b"".join(entries), b"ST1.krng" + STORE + header, b"KR1.derive+commt")


def slot(kind, key, extra):
    header = b"US\x01" + bytes([kind]) + struct.pack(">III", 5, 4, 0)
    context = b"ST1.slot" + STORE + header + extra
    return header + seal(DATA_KEY, context, b"US1.derive+commt", key) + extra


def passphrase_slot():
    salt = bytes(range(200, 216))
    key = argon2id.kdf(32, b"correct horse battery", salt, opslimit=3, memlimit=262144 * 1024)
    return slot(4, key, salt + struct.pack(">II", 3, 262144))


def acts_hash(envelopes):
    message = b"LF1.acts" + struct.pack(">H", len(envelopes))
    for sealed in envelopes:
        message += hashlib.sha256(sealed).digest()
    return hashlib.sha256(message).digest()


def leaf(acts):
    payload = envelope(b"payload", 5, 4, bytes(16), 11, 256, generation=1, file=bytes(16))
    return (b"LF\x01\x04" + struct.pack(">Q", 11) + TIME + struct.pack(">Q", 9) + acts
            + struct.pack(">H", len(payload)) + payload)


def spine(act):
    chain = hashlib.blake2b(
        bytes(32) + RECORD + b"\x02" + struct.pack(">Q", 6) + hashlib.sha256(act).digest(),
        digest_size=32, key=KEY, person=b"SP1.chain.blake2").digest()
    return struct.pack(">QQ", 6, 1) + chain


def transport():
    header = b"TK\x01\x01\x00\x02\x00\x00" + struct.pack(">Q", 3)
    entry = lambda number, key: bytes([number]) + bytes(7) + key
    plain = entry(0, KEY) + entry(1, DATA_KEY) + entry(2, bytes(range(32)))
    key = hashlib.blake2b(b"Madar transport key file, mode 0600 only", digest_size=32).digest()
    return header + seal(plain, b"ST1.tran" + STORE + header, b"TK1.derive+commt", key)


def registry_row():
    text = lambda value: bytes([len(value.encode())]) + value.encode()
    plain = (b"\x01" + RECORD + b"\x02" + text("أمينة") + b"\x01" + text("R1") + FILE + TIME
             + struct.pack(">q", 2**63 - 1))
    header = b"RR\x01\x01" + bytes(4)
    context = b"ST1.regr" + STORE + struct.pack(">qH", 12, 1) + bytes(6) + header
    return header + seal(pad(plain, 256), context, b"RR1.derive+commt")


act = envelope("إفادة".encode(), 2, 1, RECORD, 6, 256)
samples = {
    "act": act,
    "identity": envelope(b"name", 1, 1, RECORD, 6, 1024),
    "head": envelope(b"head", 3, 2, bytes(16), 41, 256),
    "spine": envelope(spine(act), 6, 3, bytes(16), 0, 0),
    "spinePlaintext": spine(act),
    "wrap": wrap(),
    "keyring": keyring(),
    "credentialSlot": slot(1, KEY, bytes(24)),
    "passphraseSlot": passphrase_slot(),
    "actsHash": acts_hash([act]),
    "leaf": leaf(acts_hash([act])),
    "transport": transport(),
    "registryRow": registry_row(),
}
target = Path(__file__).with_name("layout-1.json")
target.write_text(json.dumps({k: v.hex() for k, v in samples.items()}, indent=1) + "\n")
