"""Makes returns.json: returns of a province, right and wrong. Needs PyNaCl.

Run as `Clients/Python/.venv/bin/python Wire/vectors/make_returns.py`; a second run gives the same
bytes, since Ed25519 draws nothing.
"""

import base64
import hashlib
import json
from pathlib import Path

from nacl.signing import SigningKey

ORIGIN = "madar/" + "07" * 16
TYPE = b"\xffmadar-return/1"
KEY = SigningKey(b"\x07" * 32)
OTHER = SigningKey(b"\x08" * 32)

TEXT = """\
madar-return/1
province 04.441
from 2026-07-01
to 2026-09-30
definition 10 {hash}
publication {publication}
published 1796000000000
base 3
tables 4
table CHILDREN
indicator I01
measure children
state told
by sex F M ?
by age 0-4 5-9 10-14 15-17
cell F 0-4 12
cell F 5-9 3
cell F 10-14 0
cell F 15-17 6
cell M 0-4 9
cell M 5-9 0
cell M 10-14 3
cell M 15-17 3
cell ? 0-4 0
cell ? 5-9 0
cell ? 10-14 3
cell ? 15-17 0
table VIOLENCE
indicator I04
measure acts
state coarsened
by milieu urban rural
cell urban 33
cell rural 6
table JUSTICE
indicator I10
measure children
state withheld
by age 0-4 5-9 10-14 15-17
table SATISFACTION
indicator I26
measure scale
state not_collected
""".format(hash="ab" * 32, publication="09" * 16)


def signed(text: str, name: str, kind: bytes, key: SigningKey) -> str:
    public = bytes(key.verify_key)
    head = hashlib.sha256(name.encode() + b"\n" + kind + public).digest()[:4]
    data = base64.b64encode(head + key.sign(text.encode()).signature).decode()
    return f"{text}\n\u2014 {name} {data}\n"


def returned(text: str = TEXT) -> str:
    return signed(text, ORIGIN + "/return", TYPE, KEY)


def changed(old: str, new: str) -> str:
    """The text with a change, signed as if the province had written it so."""
    assert old in TEXT
    return returned(TEXT.replace(old, new, 1))


def descriptor() -> str:
    lines = ["madar/province/1", "04.441", "1795000000000"]
    keys = {"static": b"\x01" * 32, "transfer": b"\x02" * 32, "log": bytes(KEY.verify_key)}
    lines += [f"{name} {base64.b64encode(key).decode()}" for name, key in keys.items()]
    return signed("".join(line + "\n" for line in lines), ORIGIN, b"\x01", KEY)


def cases() -> list[dict[str, str]]:
    good = returned()
    found = [
        ("as the province signed it", "taken", good),
        ("a count that was changed", "refused", good.replace("cell F 0-4 12", "cell F 0-4 15")),
        ("no signature", "refused", good[: good.index("\u2014")]),
        ("the text alone", "refused", TEXT),
        ("a line behind the signature", "refused", good + "\n"),
        ("the signature twice", "refused", good + good[good.index("\u2014") :]),
        ("of another key", "refused", signed(TEXT, ORIGIN + "/return", TYPE, OTHER)),
        ("under the name of the log", "refused", signed(TEXT, ORIGIN, TYPE, KEY)),
        ("of the type of a checkpoint", "refused", signed(TEXT, ORIGIN + "/return", b"\x01", KEY)),
        ("as the log signs", "refused", signed(TEXT, ORIGIN, b"\x01", KEY)),
        ("a descriptor in its place", "refused", descriptor()),
        ("another province", "refused", changed("province 04.441", "province 04.421")),
        ("another version", "refused", changed("madar-return/1", "madar-return/2")),
        ("a line that is unknown", "refused", changed("base 3\n", "base 3\nnote all\n")),
        ("lines in another order", "refused", changed("base 3\ntables 4\n", "tables 4\nbase 3\n")),
        ("a count that the base does not divide", "refused", changed("0-4 12\n", "0-4 13\n")),
        ("a cell that is missing", "refused", changed("cell F 0-4 12\n", "")),
        ("a cell that stands twice", "refused", changed("cell F 0-4 12\n", "cell F 0-4 12\n" * 2)),
        ("a cell of another value", "refused", changed("cell F 0-4 12\n", "cell M 0-4 12\n")),
        ("a table that is missing", "refused", changed("tables 4", "tables 5")),
        ("a table too many", "refused", changed("tables 4", "tables 3")),
        ("a table that stands twice", "refused", changed("table JUSTICE", "table VIOLENCE")),
        ("a value that stands twice", "refused", changed("by sex F M ?", "by sex F M M")),
        ("a withheld table with a cell", "refused", changed("\ntable SAT", "\ncell 3\ntable SAT")),
        ("a zero in front", "refused", changed("0-4 12\n", "0-4 012\n")),
        ("two blanks", "refused", changed("cell F 0-4 12", "cell F 0-4  12")),
        ("an end of line of another system", "refused", changed("base 3\n", "base 3\r\n")),
        ("capital digits of the hash", "refused", changed("ab" * 32, "AB" * 32)),
        ("no such day", "refused", changed("to 2026-09-30", "to 2026-09-31")),
        ("days in the wrong order", "refused", changed("to 2026-09-30", "to 2026-06-30")),
        ("base 1", "refused", changed("base 3", "base 1")),
    ]  # fmt: skip
    return [{"name": name, "outcome": outcome, "file": file} for name, outcome, file in found]


def main() -> None:
    content = {
        "about": "Returns of a province (SPEC W-220, W-221), each taken or refused by whoever has "
        "the descriptor.",
        "descriptor": descriptor(),
        "text": TEXT,
        "returns": cases(),
    }
    target = Path(__file__).with_name("returns.json")
    target.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
