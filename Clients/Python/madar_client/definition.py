"""The circuit's definition as the daemon serves it. SPEC W-35 and W-84."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.message import DecodeError

from . import limits
from .messages import definition_pb2 as wire

_ORDER = ("head", "form", "list", "track", "task", "clock", "role", "territories")


class DefinitionError(Exception):
    """A definition whose hash, order or codes are not right."""


class CutError(ValueError):
    """Delimited messages whose lengths do not agree with what came."""


def delimited(content: bytes, whole: bool = True) -> Iterator[bytes]:
    """The messages of a stream's content; a cut one at the end is an error where `whole`."""
    position = 0
    while position < len(content):
        size = int.from_bytes(content[position : position + 4], "big")
        end = position + 4 + size
        if position + 4 <= len(content) and size > limits.MESSAGE_BYTES:
            raise CutError("a message that is too long")
        if position + 4 > len(content) or end > len(content):
            if whole:
                raise CutError("a message that is cut")
            return
        yield content[position + 4 : end]
        position = end


@dataclass
class Definition:
    """Forms, lists and the rest, by code."""

    version: int = 0
    offset_seconds: int = 0
    forms: dict[str, wire.Form] = field(default_factory=dict)
    lists: dict[str, wire.CodeList] = field(default_factory=dict)
    tracks: dict[str, wire.Track] = field(default_factory=dict)
    tasks: dict[str, wire.TaskKind] = field(default_factory=dict)
    clocks: dict[str, wire.Clock] = field(default_factory=dict)
    roles: dict[str, wire.Role] = field(default_factory=dict)
    territories: dict[str, wire.Territory] = field(default_factory=dict)


def _unique(into: dict[str, Any], code: str, value: Any) -> None:
    if not code or code in into:
        raise DefinitionError("a code that is empty or there twice")
    into[code] = value


def read_definition(content: bytes, expected_hash: bytes) -> Definition:
    """Checks the hash over the content as received, then decodes and checks the order."""
    if hashlib.sha256(content).digest() != expected_hash:
        raise DefinitionError("not the definition that the daemon named")
    definition, place = Definition(), -1
    tables: dict[str, dict[str, Any]] = {
        "form": definition.forms,
        "list": definition.lists,
        "track": definition.tracks,
        "task": definition.tasks,
        "clock": definition.clocks,
        "role": definition.roles,
    }
    try:
        items = [wire.DefinitionItem.FromString(data) for data in delimited(content)]
    except (DecodeError, CutError) as error:
        raise DefinitionError("does not decode") from error
    for item in items:
        kind = item.WhichOneof("item")
        if kind is None or _ORDER.index(kind) < place or (place < 0) != (kind == "head"):
            raise DefinitionError("an item of an unknown kind, or out of order")
        if kind == "head" and place == 0:
            raise DefinitionError("a second head")
        place = _ORDER.index(kind)
        if kind == "head":
            definition.version = item.head.version
            definition.offset_seconds = item.head.offset_seconds
        elif kind == "territories":
            for territory in item.territories.territories:
                _unique(definition.territories, territory.code, territory)
        else:
            value = getattr(item, kind)
            _unique(tables[kind], value.terms.code, value)
    if place < 0:
        raise DefinitionError("nothing")
    return definition
