"""What a thief has in his hands, and what he does with it: bytes to search, rows, keys.

The layout is written from LAYOUT.md alone, and shares nothing with the daemon.
"""
import base64
import hashlib
import itertools
import os
import pathlib
import shutil
import sqlite3
import struct
import unicodedata
import urllib.parse

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as open_xchacha
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as seal_xchacha
from nacl.exceptions import CryptoError

# Every text that is planted holds one of these, so that few needles find all of them.
LATIN, ARABIC = "Zéqwaxîçük", "ظأغىذؤضةثئخ"
FOLDED_ARABIC = str.maketrans("أإآىةؤئ", "ااايهوي")
IDENTITY, SOCIAL, HEALTH, JUDICIAL, AUDIT, SPINE, PROTECTED = 1, 2, 3, 4, 5, 6, 7
DATA_KEY, AUDIT_KEY, BLIND_KEY, LOG_KEY, TRANSFER_KEY, OPERATION_KEY, JOB_KEY = range(1, 8)
ACT, HEAD, SPINE_RECORD, LEAF_PAYLOAD, ATTACHMENT = range(1, 6)


# MARK: The hunt


def plain(text):
    """A text without accents and points, in small letters."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(one for one in apart if not unicodedata.combining(one)).lower()


def written(text):
    """The ways in which somebody may have written a text down, by name."""
    forms = {
        "NFC": unicodedata.normalize("NFC", text), "NFD": unicodedata.normalize("NFD", text),
        "NFKC casefold": unicodedata.normalize("NFKC", text).casefold(), "upper": text.upper(),
        "no accents": plain(text), "folded Arabic": text.translate(FOLDED_ARABIC),
        "skeleton": "".join(one for one in plain(text) if one not in "aeiouy"),
        "double letters once": "".join(one for one, _ in itertools.groupby(plain(text))),
    }
    forms |= {f"{name} reversed": form[::-1] for name, form in forms.items()}
    return forms


def encoded(text):
    """The bytes that a text may be, by name; of base64 what does not depend on its neighbours."""
    data = text.encode()
    ways = {
        "UTF-8": data, "UTF-16LE": text.encode("utf-16-le"), "UTF-16BE": text.encode("utf-16-be"),
        "hexadecimal": data.hex().encode(), "HEXADECIMAL": data.hex().upper().encode(),
        "percent": urllib.parse.quote(text).encode(),
        "all percent": "".join(f"%{one:02X}" for one in data).encode(),
        "reversed bytes": data[::-1],
        "JSON escapes": text.encode("ascii", "backslashreplace"),
    }
    for shift in range(3):
        whole = base64.b64encode(bytes(shift) + data)
        first, last = -(-shift * 8 // 6), (shift + len(data)) * 8 // 6
        ways[f"base64 +{shift}"] = whole[first:last]
        ways[f"base64url +{shift}"] = whole[first:last].translate(bytes.maketrans(b"+/", b"-_"))
    return ways


def needles(texts):
    """What to look for: bytes, and what they would be."""
    found = {}
    for text in texts:
        for form, content in written(text).items():
            for way, data in encoded(content).items():
                # A shorter one would be found in noise.
                if len(data) >= 6:
                    found.setdefault(data, f"{text} · {form} · {way}")
    return found


def hunt(wanted, data):
    """What of `needles` is in some bytes."""
    return [name for needle, name in wanted.items() if needle in data]


def contents(folder):
    """Every file of a folder; of the reserve only that it is empty, since it is large."""
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if data.count(0) != len(data):
                yield str(path.relative_to(folder)), data


def held_open(process):
    """What a process has open, deleted files too."""
    for entry in pathlib.Path(f"/proc/{process}/fd").iterdir():
        try:
            if entry.is_file():
                yield str(entry.readlink()), entry.read_bytes()
        except OSError:
            continue


# MARK: Folders


def steal(folder, to):
    """Copies a data folder; the reserve holds nothing and is linked."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("reserve", "*.lock"))
    reserve = pathlib.Path(folder) / "reserve"
    if reserve.exists():
        (to / "reserve").hardlink_to(reserve)
    to.chmod(0o700)
    return to


def database(folder):
    """The database of a stolen folder, to read and to change; the caller closes it."""
    connection = sqlite3.connect(pathlib.Path(folder) / "madar.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    return connection


def settle(connection):
    """Writes what waits in the log of the database, and closes it."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


# MARK: The layout


def derived(key, personal, nonce, context):
    return hashlib.blake2b(
        nonce + context, digest_size=64, key=key, person=personal).digest()


def commits(key, personal, context, sealed):
    """Whether a key is the one that sealed this: the commitment agrees."""
    return derived(key, personal, sealed[:24], context)[32:] == sealed[24:56]


def unsealed(key, personal, context, sealed):
    """The plaintext of Sealed(n), or None where the key or the place is another (LAYOUT)."""
    subkey = derived(key, personal, sealed[:24], context)
    if subkey[32:] != sealed[24:56]:
        return None
    try:
        return open_xchacha(sealed[56:], context, sealed[:24], subkey[:32])
    except CryptoError:
        return None


def sealing(key, personal, context, plaintext):
    """Sealed(n) of a plaintext."""
    nonce = os.urandom(24)
    subkey = derived(key, personal, nonce, context)
    return nonce + subkey[32:] + seal_xchacha(plaintext, context, nonce, subkey[:32])


def unpadded(plaintext):
    return plaintext.rstrip(b"\0")[:-1]


class Transport:
    """The transport key file opened with what is public (L-25)."""

    def __init__(self, folder, store):
        data = (pathlib.Path(folder) / "transport").read_bytes()
        key = hashlib.blake2b(
            b"Madar transport key file, mode 0600 only", digest_size=32).digest()
        entries = unsealed(key, b"TK1.derive+commt", b"ST1.tran" + store + data[:16], data[16:])
        assert entries is not None, "the transport key file does not open"
        keys = [(entries[at], entries[at + 8 : at + 40]) for at in range(0, 120, 40)]
        self.registry = keys[0][1]
        self.statics = keys[1 : 1 + data[5]]


class Stolen:
    """The rows of a stolen folder; with the credential, the keys too."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        connection = sqlite3.connect(f"file:{self.folder / 'madar.db'}?mode=ro", uri=True)
        self.tables = {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")
            if not name.startswith("sqlite")}
        self.columns = {
            name: [one[1] for one in connection.execute(f"PRAGMA table_info({name})")]
            for name in self.tables}
        connection.close()
        self.meta = dict(self.tables["meta"])
        self.store = self.meta[2]
        self.files = dict(self.tables["file"])
        # A record backup has none.
        there = (self.folder / "transport").exists()
        self.transport = Transport(self.folder, self.store) if there else None

    def rows(self, table):
        """The rows of a table, each by the names of its columns."""
        return [dict(zip(self.columns[table], row)) for row in self.tables[table]]

    def registry(self):
        """The plaintexts of the registry's rows: the transport key file opens them (L-26)."""
        return [self.record(row["row"]) for row in self.rows("registry")]

    def record(self, row, kind=1, sealed=None):
        """The plaintext of a row of the registry, or of its head."""
        if sealed is None:
            sealed = next(one["sealed"] for one in self.rows("registry") if one["row"] == row)
        context = self.registry_context(row, kind, sealed[:8])
        return unpadded(unsealed(
            self.transport.registry, b"RR1.derive+commt", context, sealed[8:]))

    def registry_context(self, row, kind, head):
        return b"ST1.regr" + self.store + struct.pack(">QH", row, kind) + bytes(6) + head

    def registry_row(self, row, kind, plaintext):
        """A row of the registry as the daemon would seal it."""
        head = b"RR\x01\x01" + bytes(4)
        padded = plaintext + b"\x80"
        padded += bytes(-len(padded) % 256)
        context = self.registry_context(row, kind, head)
        return head + sealing(self.transport.registry, b"RR1.derive+commt", context, padded)

    # What is sealed: the place that its context says, and the bytes.

    def envelopes(self):
        """Every envelope: (table, file, class, generation, context, sealed)."""
        for row in self.rows("act"):
            yield self.envelope("act", row["file"], row["record"], ACT, row["sequence"],
                                row["envelope"])
        for row in self.rows("head"):
            yield self.envelope("head", row["row"] // 8, bytes(16), HEAD, row["position"],
                                row["envelope"])
        for table in ("spine", "tail"):
            for row in self.rows(table):
                yield self.envelope(
                    table, row["file"], bytes(16), SPINE_RECORD, 0, row["spine"])
        for row in self.rows("attachment"):
            yield self.envelope("attachment", row["file"], row["id"], ATTACHMENT,
                                row["sequence"], row["header"])
        for row in self.rows("leaf"):
            yield self.envelope("leaf", None, bytes(16), LEAF_PAYLOAD, row["row"],
                                row["bytes"][62:])

    def envelope(self, table, file, record, kind, sequence, data):
        head, sealed = data[:12], data[12:]
        assert head[:4] == b"SE\x01\x01", (table, head)
        context = (b"ST1.seal" + self.store + (self.files[file] if file else bytes(16)) + record
                   + struct.pack(">HHQ", kind, 0, sequence) + head)
        return table, file, head[4], struct.unpack(">I", head[8:12])[0], context, sealed

    def wraps(self):
        """Every wrap: (file, class, generation, key version, context, sealed)."""
        for row in self.rows("wrap"):
            head, sealed = row["wrap"][:16], row["wrap"][16:]
            context = b"ST1.wrap" + self.store + self.files[row["file"]] + head
            yield row["file"], row["class"], row["generation"], row["kek"], context, sealed

    def keyring_files(self):
        """Every keyring file: (its sequence, context, sealed)."""
        for name in ("keyring.0", "keyring.1"):
            if (self.folder / name).exists():
                data = (self.folder / name).read_bytes()
                yield (struct.unpack(">Q", data[8:16])[0],
                       b"ST1.krng" + self.store + data[:24], data[24:])

    def slots(self):
        """Every slot: (its type, context, sealed)."""
        data = (self.folder / "slots").read_bytes()
        count, custodians = struct.unpack(">HB", data[8:11])
        at = 16
        for _ in range(custodians):
            at += 194 + data[at + 1]
        for start in range(at, at + count * 144, 144):
            slot = data[start : start + 144]
            context = b"ST1.slot" + self.store + slot[:16] + slot[120:144]
            yield slot[3], context, slot[16:120]

    # With the credential.

    def keyring(self, credential):
        """The entries of the keyring: {(kind, class): [(version, state, key)]}."""
        root = next(filter(None, (
            unsealed(credential, b"US1.derive+commt", context, sealed)
            for kind, context, sealed in self.slots() if kind == 1)), None)
        assert root is not None, "no slot opens"
        best = max(self.keyring_files())
        entries = unsealed(root, b"KR1.derive+commt", *best[1:])
        assert entries is not None, "the keyring does not open"
        found = {}
        for at in range(0, len(entries), 64):
            one = entries[at : at + 64]
            version, state = struct.unpack(">IB", one[4:9])
            found.setdefault((one[0], one[1]), []).append((version, state, one[32:64]))
        return found

    def data_keys(self, keyring):
        """The data keys that the keyring opens: {(file, class, generation): key}."""
        found = {}
        for file, data_class, generation, version, context, sealed in self.wraps():
            for known, _, key in keyring.get((DATA_KEY, data_class), ()):
                if known == version:
                    opened = unsealed(key, b"KW1.derive+commt", context, sealed)
                    if opened is not None:
                        found[file, data_class, generation] = opened
        return found

    def opened(self, keyring):
        """Every plaintext that the keyring leads to: (table, class, plaintext)."""
        keys = self.data_keys(keyring)
        for table, file, data_class, generation, context, sealed in self.envelopes():
            key = keys.get((file, data_class, generation))
            if table == "leaf":
                key = next((one for version, _, one in keyring.get((AUDIT_KEY, AUDIT), keyring.get(
                    (AUDIT_KEY, 0), ())) if version == generation), None)
            if key is not None:
                yield table, data_class, unsealed(key, b"SE1.derive+commt", context, sealed)
