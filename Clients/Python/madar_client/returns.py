"""Descriptors of provinces and the returns that they sign, read from files. SPEC W-140, W-220."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import prod

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from . import limits
from .errors import MadarError
from .messages import call_pb2 as call

_DASH = "\u2014 "
_TYPE = b"\xffmadar-return/1"
STATES = ("told", "coarsened", "withheld", "not_collected")


class ReturnError(MadarError):
    """A file that is no return, or that its province has not signed."""


@dataclass(frozen=True)
class Descriptor:
    """What a province tells of itself, as far as returns need it."""

    province: str
    origin: str
    log_key: bytes


@dataclass(frozen=True)
class Table:
    """A table: its dimensions with their values, and the count of each combination of them."""

    code: str
    indicator: str
    measure: str
    state: str
    dimensions: tuple[tuple[str, tuple[str, ...]], ...]
    cells: tuple[int, ...]

    def counts(self) -> dict[tuple[str, ...], int]:
        """The counts by the codes of their values."""
        codes = product(*(values for _, values in self.dimensions))
        return dict(zip(codes, self.cells, strict=False))


@dataclass(frozen=True)
class Return:
    """What a province returns of a period."""

    province: str
    first: date
    last: date
    definition_version: int
    definition_hash: bytes
    publication: bytes
    published_at_ms: int
    base: int
    tables: tuple[Table, ...]

    def text(self) -> str:
        """The text that is signed; there is one."""
        lines = [
            "madar-return/1",
            f"province {self.province}",
            f"from {self.first.isoformat()}",
            f"to {self.last.isoformat()}",
            f"definition {self.definition_version} {self.definition_hash.hex()}",
            f"publication {self.publication.hex()}",
            f"published {self.published_at_ms}",
            f"base {self.base}",
            f"tables {len(self.tables)}",
        ]
        for table in self.tables:
            lines += [
                f"table {table.code}",
                f"indicator {table.indicator}",
                f"measure {table.measure}",
                f"state {table.state}",
            ]
            lines += [" ".join(("by", code, *values)) for code, values in table.dimensions]
            lines += [
                " ".join(("cell", *codes, str(count))) for codes, count in table.counts().items()
            ]
        return "".join(line + "\n" for line in lines)


def read_descriptor(signed: bytes) -> Descriptor:
    """Reads one descriptor and checks that the key that it names has signed it (SPEC W-140)."""
    text, name, data = _note(signed, limits.DESCRIPTOR_BYTES)
    lines = text[:-1].split("\n")
    if len(lines) not in (6, 7) or lines[0] != "madar/province/1":
        raise ReturnError("no descriptor")
    keys = [_key(line, name) for line, name in zip(lines[3:6], _KEYS, strict=True)]
    _verify(text, data, _hash(name, b"\x01", keys[2]), keys[2])
    return Descriptor(lines[1], name, keys[2])


def read_return(file: bytes, province: Descriptor) -> Return:
    """Reads a return strictly, and checks that the province of the descriptor has signed it."""
    text, name, data = _note(file, limits.RETURN_BYTES)
    content = _content(iter(text[:-1].split("\n")))
    if content.text() != text:
        raise ReturnError("a return in another form")
    if content.province != province.province or name != province.origin + "/return":
        raise ReturnError("a return of another province")
    _verify(text, data, _hash(name, _TYPE, province.log_key), province.log_key)
    return content


def published(publication: call.Publication) -> Return:
    """The return of what is published; there is one (SPEC W-220)."""
    epoch = date(1970, 1, 1)
    return Return(
        publication.province,
        epoch + timedelta(publication.from_day),
        epoch + timedelta(publication.until_day - 1),
        publication.definition_version,
        publication.definition_hash,
        publication.publication,
        publication.published_at_ms,
        publication.base,
        tuple(_published_table(table) for table in publication.tables),
    )


def signed(publication: call.Publication, answer: call.ReturnAnswer) -> bytes:
    """The file of what is published, under the signature that the daemon gave (SPEC W-222)."""
    text, name = published(publication).text(), answer.log + "/return"
    data = _hash(name, _TYPE, answer.log_key) + answer.signature
    file = f"{text}\n{_DASH}{name} {base64.b64encode(data).decode()}\n".encode()
    read_return(file, Descriptor(publication.province, answer.log, answer.log_key))
    return file


def _published_table(table: call.PublishedTable) -> Table:
    if not 0 < table.state <= len(STATES):
        raise ReturnError("a state that is none")
    return Table(
        table.code,
        table.indicator,
        table.measure,
        STATES[table.state - 1],
        tuple((by.code, tuple(by.values)) for by in table.dimensions),
        tuple(table.cells),
    )


_KEYS = ("static", "transfer", "log")


def _base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ReturnError("not base64") from error
    if base64.b64encode(data).decode() != text:
        raise ReturnError("base64 in another form")
    return data


def _note(file: bytes, most: int) -> tuple[str, str, bytes]:
    """The text of a note, and name and data of its one signature."""
    try:
        note = file.decode()
    except UnicodeDecodeError as error:
        raise ReturnError("not a note") from error
    text, blank, line = note.rpartition("\n\n")
    words = line.removesuffix("\n").split(" ")
    if len(file) > most or not blank or not line.endswith("\n") or len(words) != 3:
        raise ReturnError("not a note")
    if words[0] + " " != _DASH or not words[1] or "\n" in line[:-1]:
        raise ReturnError("not a note")
    data = _base64(words[2])
    if len(data) != 4 + 64:
        raise ReturnError("a line of signature that is none")
    return text + "\n", words[1], data


def _hash(name: str, kind: bytes, key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + kind + key).digest()[:4]


def _verify(text: str, data: bytes, key_hash: bytes, key: bytes) -> None:
    if data[:4] != key_hash:
        raise ReturnError("no signature of the province's key")
    try:
        VerifyKey(key).verify(text.encode(), data[4:])
    except (BadSignatureError, ValueError) as error:
        raise ReturnError("a false signature") from error


def _key(line: str, name: str) -> bytes:
    word, _, text = line.partition(" ")
    key = _base64(text)
    if word != name or len(key) != 32:
        raise ReturnError("no descriptor")
    return key


def _words(lines: Iterator[str], name: str) -> Sequence[str]:
    word, *words = next(lines, "").split(" ")
    if word != name or not words:
        raise ReturnError(f"no line of {name}")
    return words


def _word(lines: Iterator[str], name: str, most: int = limits.CODE_BYTES) -> str:
    words = _words(lines, name)
    if len(words) != 1:
        raise ReturnError(f"no line of {name}")
    return _code(words[0], most)


def _code(text: str, most: int = limits.CODE_BYTES) -> str:
    if not re.fullmatch(r"[\x21-\x7e]+", text) or len(text) > most:
        raise ReturnError("a code that is none")
    return text


def _number(text: str, most: int) -> int:
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", text, re.ASCII) or int(text) > most:
        raise ReturnError("a number that is none")
    return int(text)


def _bytes(text: str, count: int) -> bytes:
    if not re.fullmatch(r"[0-9a-f]+", text, re.ASCII) or len(text) != 2 * count:
        raise ReturnError("bytes that are none")
    return bytes.fromhex(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ReturnError("no day") from error


def _content(lines: Iterator[str]) -> Return:
    if next(lines, "") != "madar-return/1":
        raise ReturnError("no return")
    province = _word(lines, "province", limits.PROVINCE_CODE_BYTES)
    first, last = _day(_word(lines, "from")), _day(_word(lines, "to"))
    definition = _words(lines, "definition")
    if len(definition) != 2 or first > last:
        raise ReturnError("no return")
    version, digest = _number(definition[0], (1 << 32) - 1), _bytes(definition[1], 32)
    publication = _bytes(_word(lines, "publication"), 16)
    published = _number(_word(lines, "published"), (1 << 63) - 1)
    base = _number(_word(lines, "base"), 99)
    count = _number(_word(lines, "tables"), limits.RETURN_TABLES)
    if base < 2 or not published or not count:
        raise ReturnError("no return")
    rest = _Lines(lines)
    tables = tuple(_table(rest, base) for _ in range(count))
    if len({table.code for table in tables}) != len(tables):
        raise ReturnError("a table that stands twice")
    return Return(province, first, last, version, digest, publication, published, base, tables)


class _Lines(Iterator[str]):
    """Lines of which the next one can be looked at."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._next: str | None = next(lines, None)

    @property
    def peek(self) -> str:
        return self._next or ""

    def __next__(self) -> str:
        if self._next is None:
            raise StopIteration
        line, self._next = self._next, next(self._lines, None)
        return line


def _dimension(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    code, *values = (_code(word) for word in words)
    if not 0 < len(values) <= limits.RETURN_VALUES or len(set(values)) != len(values):
        raise ReturnError("a dimension that is none")
    return code, tuple(values)


def _table(lines: _Lines, base: int) -> Table:
    code, indicator = _word(lines, "table"), _word(lines, "indicator")
    measure, state = _word(lines, "measure"), _word(lines, "state")
    if state not in STATES:
        raise ReturnError("a state that is none")
    dimensions: list[tuple[str, tuple[str, ...]]] = []
    while lines.peek.startswith("by "):
        dimensions.append(_dimension(_words(lines, "by")))
    size = prod(len(values) for _, values in dimensions)
    if (
        len(dimensions) > limits.RETURN_DIMENSIONS
        or size > limits.RETURN_CELLS
        or len({name for name, _ in dimensions}) != len(dimensions)
    ):
        raise ReturnError("a table that is too large")
    told = size if state in ("told", "coarsened") else 0
    cells = tuple(_number(_words(lines, "cell")[-1], (1 << 32) - 1) for _ in range(told))
    if any(cell % base for cell in cells):
        raise ReturnError("a count that the base does not divide")
    return Table(code, indicator, measure, state, tuple(dimensions), cells)
