"""messages.json of Wire/vectors: this client's messages, and the maxima of the schema."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import DecodeError, Message

from madar_client import limits
from madar_client.messages import act_pb2, call_pb2, definition_pb2

WIRE = Path(__file__).resolve().parents[3] / "Wire"
VECTORS = json.loads((WIRE / "vectors" / "messages.json").read_text())
MODULES = (act_pb2, call_pb2, definition_pb2)
# What a request cannot do without (W-57.5).
NEEDED = {
    "OpenFileRequest": "opening",
    "AppendActRequest": "draft",
    "FieldValue": "value",
    "ChangeSettingsRequest": "controller",
    "SaveSearchRequest": "search",
}
ONE_OF = {"Value": "kind", "ReadFileRequest": "file_by", "BreakGlassRequest": "file_by"}


def comments() -> dict[str, str]:
    """What the schema says beside each field."""
    found, message, last = {}, "", ""
    for line in "\n".join(
        (WIRE / "madar" / "v1" / f"{name}.proto").read_text()
        for name in ("act", "call", "definition")
    ).splitlines():
        if head := re.match(r"message (\w+) \{", line):
            message = head[1]
        if field := re.match(r"\s+(?:\w+ )?[\w.]+ (\w+) = \d+;(?:\s*// (.*))?", line):
            text = field[2] or ""
            last = last if text.startswith("likewise") else text
            found[f"{message}.{field[1]}"] = last
    return found


COMMENTS = comments()


def number(pattern: str, text: str) -> int | None:
    found = re.search(pattern.replace("N", r"(\d[\d,]*)"), text)
    return int(found[1].replace(",", "")) if found else None


def key_of(field: FieldDescriptor) -> str:
    return f"{field.containing_type.name}.{field.name}"


def is_bounded(field: FieldDescriptor) -> bool:
    said = COMMENTS[key_of(field)]
    if field.type in (FieldDescriptor.TYPE_STRING, FieldDescriptor.TYPE_BYTES):
        return True
    counts = field.is_repeated or field.type == FieldDescriptor.TYPE_UINT32
    return counts and re.search(r"at most \d|1 \.\.\. \d", said) is not None


def item_is_within(field: FieldDescriptor, item: Any) -> bool:
    said = COMMENTS[key_of(field)]
    if field.message_type is not None:
        return is_within(item)
    if field.type == FieldDescriptor.TYPE_STRING:
        most = number(r"at most N bytes", said)
        assert most is not None, f"no maximum beside {key_of(field)}"
        return len(item.encode()) <= most and "\0" not in item
    if field.type == FieldDescriptor.TYPE_BYTES:
        if (most := number(r"at most N bytes", said)) is not None:
            return len(item) <= most
        size = number(r"N bytes", said)
        assert size is not None, f"no size beside {key_of(field)}"
        return len(item) == size or (not item and "empty" in said)
    if field.type == FieldDescriptor.TYPE_UINT32 and is_bounded(field):
        least, most = number(r"N \.\.\.", said) or 0, number(r"(?:at most|\.\.\.) N", said)
        return most is not None and least <= item <= most
    return True


def is_within(message: Message) -> bool:
    """Whether a request keeps what the schema's comments state, and holds what it needs."""
    name = message.DESCRIPTOR.name
    if name in NEEDED and not message.HasField(NEEDED[name]):
        return False
    if name in ONE_OF and message.WhichOneof(ONE_OF[name]) is None:
        return False
    for field in message.DESCRIPTOR.fields:
        value = getattr(message, field.name)
        if field.is_repeated:
            most = number(r"at most N(?![\d,]* bytes)", COMMENTS[key_of(field)])
            assert most is not None, f"no maximum beside {key_of(field)}"
            if len(value) > most or not all(item_is_within(field, one) for one in value):
                return False
        elif (not field.has_presence or message.HasField(field.name)) and not item_is_within(
            field, value
        ):
            return False
    return True


def expanded(text: str) -> bytes:
    """Bytes of hexadecimal tokens, where `61*3` stands for `616161`."""
    parts = [token.partition("*") for token in text.split()]
    return b"".join(bytes.fromhex(unit) * int(times or "1") for unit, _, times in parts)


def decoded(name: str, data: bytes) -> Message:
    for module in MODULES:
        if hasattr(module, name):
            message: Message = getattr(module, name)()
            message.ParseFromString(data)
            return message
    raise LookupError(name)


def neutral(message: Message) -> dict[str, Any]:
    """The fields by name: bytes in hexadecimal, all else as it is."""

    def one(value: Any) -> Any:
        if isinstance(value, Message):
            return neutral(value)
        return value.hex() if isinstance(value, bytes) else value

    return {
        field.name: [one(each) for each in value] if field.is_repeated else one(value)
        for field, value in message.ListFields()
    }


def again(message: Message) -> bytes:
    message.DiscardUnknownFields()
    return message.SerializeToString(deterministic=True)


@pytest.mark.parametrize(
    "case", VECTORS["valid"], ids=lambda case: f"{case['message']} {case['name']}"
)
def test_w56_message(case: dict[str, Any]) -> None:
    data = bytes.fromhex(case["bytes"])
    message = decoded(case["message"], data)
    assert neutral(message) == case["value"]
    assert again(message) == data
    if case["is_request"]:
        assert is_within(message)


def test_w56_every_message_of_the_table_with_every_field() -> None:
    text = (WIRE / "SPEC.md").read_text()
    rows = re.findall(r"^\| \d+ \| [A-Z_]+ \|(.+?)\| (?:raw|unary|stream|both ways) \|", text, re.M)
    named = {cell.split(",")[0].strip() for row in rows for cell in row.split("|")} - {"bytes"}
    assert len(rows) >= 32
    assert named <= {case["message"] for case in VECTORS["valid"]}
    for name in named:
        shown: set[str] = set()
        for case in VECTORS["valid"]:
            if case["message"] == name:
                shown |= set(case["value"])
        assert shown == {field.name for field in decoded(name, b"").DESCRIPTOR.fields}, name


@pytest.mark.parametrize(
    "case",
    VECTORS["requests"],
    ids=lambda case: f"{case['clause']} {case['message']} {case['name']}",
)
def test_w58_request(case: dict[str, Any]) -> None:
    data = expanded(case["bytes"])
    try:
        message = decoded(case["message"], data)
        taken = len(data) <= limits.MESSAGE_BYTES and is_within(message)
    except DecodeError:
        taken = False
    assert taken == (case["expected"] == "taken")
    if taken:
        assert again(message) == expanded(case.get("again", case["bytes"]))
    if "value" in case:
        assert neutral(message) == case["value"]


def test_w58_each_maximum_is_met_from_both_sides() -> None:
    met: dict[str, set[str]] = {}
    for case in VECTORS["requests"]:
        path = case["name"].partition(":")[0].split(".")
        descriptor = decoded(case["message"], b"").DESCRIPTOR
        field = None
        for step in path:
            if descriptor is None or step not in descriptor.fields_by_name:
                break
            field = descriptor.fields_by_name[step]
            descriptor = field.message_type
        else:
            assert field is not None
            met.setdefault(key_of(field), set()).add(case["expected"])
    requests = {case["message"] for case in VECTORS["valid"] if case["is_request"]}
    seen: set[str] = set()
    waiting = [decoded(name, b"").DESCRIPTOR for name in requests]
    while waiting:
        descriptor = waiting.pop()
        seen.add(descriptor.name)
        for field in descriptor.fields:
            if field.message_type is not None and field.message_type.name not in seen:
                waiting.append(field.message_type)
            if is_bounded(field):
                assert met.get(key_of(field)) == {"taken", "refused"}, key_of(field)
    assert len(seen) >= 28
