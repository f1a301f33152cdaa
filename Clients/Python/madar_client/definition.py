"""The circuit's definition as the daemon serves it. SPEC W-35 and W-84."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from google.protobuf.message import DecodeError

from . import limits
from .errors import MadarError
from .messages import definition_pb2 as wire

# The closed words and numbers of SPEC W-99; what is not among them makes the client refuse.
_TYPES = frozenset(
    [
        "text",
        "date",
        "instant",
        "flag",
        "number",
        "choice",
        "choices",
        "territory",
        "member",
        "organisation",
        "attachment",
        "person",
    ]
)
_FORM_MEANINGS = frozenset(
    [
        "",
        "opens",
        "founds",
        "assigns",
        "breaks_glass",
        "reviews_glass",
        "refers",
        "backdates",
        "warns",
        "measures",
        "transmits",
        "records_incident",
    ]
)
_TRACK_MEANINGS = frozenset(
    ("social", "judicial", "kafala", "record", "referral", "stay", "person", "consent", "matter")
)
_STAGE_MEANINGS = frozenset(
    [
        "opens",
        "unbegun",
        "urgent",
        "needs_risk",
        "needs_reason",
        "needs_second",
        "transfers",
        "transferred",
        "receives",
        "closes",
        "holds",
        "addressed",
        "answered",
        "taken_over",
        "suspends",
        "joins",
        "locks",
        "serves",
        "represents",
        "versions",
    ]
)
_MODES = frozenset(("direct", "referral", "order"))
_LIST_MEANINGS = frozenset(("", "establishment_kinds", "establishment_specialities"))
_ITEM_MEANINGS = frozenset(
    [
        "",
        "exact_date",
        "year_only",
        "estimated",
        "danger_now",
        "assumed",
        "sharing",
        "consent",
        "assent_refused",
        "assented",
        "too_young",
        "present",
        "unavailable",
    ]
)
_RECORD_SCOPES = frozenset(("own", "unit", "province"))
_TASK_MEANINGS = frozenset(("", "danger", "triage", "approval", "hearing", "review"))
_SCOPES = frozenset(
    [
        "none",
        "aggregate",
        "own",
        "unit",
        "province",
        "recent",
        "referral",
        "placement",
        "transmission",
        "seizure",
        "inquiry",
        "conference",
    ]
)
_READS = frozenset(("none", "own_acts", "addressed", "motivated", "full"))
_ABILITIES = frozenset(
    [
        "operates",
        "coordinates",
        "oversees",
        "assigns",
        "transfers",
        "receives_transfers",
        "transmits",
        "breaks_glass",
        "approves_downgrades",
        "approves_stages",
        "approves_backdating",
        "approves_orders",
        "orders",
        "incidents",
        "figures",
        "deliberates",
        "counts",
        "audits",
    ]
)
_LEVELS = frozenset(("region", "province", "commune", "arrondissement"))
_KINDS = frozenset(("region", "province", "prefecture", "arrondissements", "urban", "rural"))
_MEANINGS = frozenset(
    (
        *range(1, 17),
        *range(20, 31),
        *range(40, 57),
        *range(60, 66),
        *range(70, 99),
        *range(100, 113),
        *range(120, 135),
        *range(140, 143),
    )
)
# What heads alone hold, and clocks start from.
_DERIVED = frozenset((*range(31, 35), 99))
_CLASSES = frozenset(range(1, 8))
_ORDER = (
    "head",
    "form",
    "list",
    "track",
    "task",
    "clock",
    "role",
    "territories",
    "establishment",
    "indicator",
    "report",
    "table",
)
_MEASURES = frozenset(
    (
        "files",
        "occurrences",
        "sum",
        "latest",
        "matters",
        "standing",
        "delay",
        "within",
        "repeated",
        "share",
        "load",
        "missing",
        "told",
        "uncollected",
    )
)
_FACTS = frozenset(("", "sex", "age", "commune", "category", "risk"))
_TOLD = frozenset(
    ("", "overdue_tasks", "open_tasks", "possible_duplicates", "places", "free_places", "incidents")
)


class DefinitionError(MadarError):
    """A definition whose hash, order or codes are not right."""


class CutError(MadarError, ValueError):
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
    establishments: dict[str, wire.Establishment] = field(default_factory=dict)
    indicators: dict[str, wire.Indicator] = field(default_factory=dict)
    reports: dict[str, wire.FigureReport] = field(default_factory=dict)
    tables: dict[str, wire.TablePlan] = field(default_factory=dict)
    small_below: int = 0

    def field(self, code: str) -> wire.Field | None:
        """A field, of whatever form: codes of fields are unique among all."""
        return self._fields.get(code)

    def stage(self, code: str) -> wire.Stage | None:
        """A stage, on whatever track."""
        return self._stages.get(code, (None, None))[1]

    def track_of(self, stage: str) -> wire.Track | None:
        """The track on which a stage lies."""
        return self._stages.get(stage, (None, None))[0]

    @cached_property
    def _fields(self) -> dict[str, wire.Field]:
        return {one.terms.code: one for form in self.forms.values() for one in form.fields}

    @cached_property
    def _stages(self) -> dict[str, tuple[wire.Track, wire.Stage]]:
        return {
            stage.terms.code: (track, stage)
            for track in self.tracks.values()
            for stage in track.stages
        }

    def item(self, code: str, of: str) -> wire.CodeItem | None:
        """An item of a list."""
        items = self.lists[of].items if of in self.lists else ()
        return next((one for one in items if one.terms.code == code), None)


def _known(words: Iterable[object], closed: frozenset[str] | frozenset[int]) -> None:
    if not closed.issuperset(words):
        raise DefinitionError("a word that this client does not know")


def _conditions(field_: wire.Field) -> Iterator[int]:
    for name in ("need_if", "condition"):
        if field_.HasField(name):
            yield getattr(field_, name).kind


def _check(definition: Definition) -> None:
    """Refuses kinds, types and meanings that are not closed words (SPEC W-57.4, W-99)."""
    for form in definition.forms.values():
        _known([form.meaning], _FORM_MEANINGS)
        _known([form.home_class, *(one.data_class for one in form.fields)], _CLASSES)
        _known((one.type for one in form.fields), _TYPES)
        _known((one.need for one in form.fields), frozenset(range(3)))
        _known((one.meaning for one in form.fields), _MEANINGS | {0})
        _known((kind for one in form.fields for kind in _conditions(one)), frozenset(range(1, 5)))
    for one in definition.lists.values():
        _known([one.meaning], _LIST_MEANINGS)
        if any(item.ages.oldest < item.ages.youngest for item in one.items):
            raise DefinitionError("ages turned round")
        _known((item.meaning for item in one.items), _ITEM_MEANINGS)
        _known((mode for item in one.items for mode in item.modes), _MODES)
    for track in definition.tracks.values():
        _known([track.meaning], _TRACK_MEANINGS)
        _known([track.data_class], _CLASSES)
        _known((word for stage in track.stages for word in stage.meanings), _STAGE_MEANINGS)
    for task in definition.tasks.values():
        _known([task.ability], _ABILITIES | {""})
        _known([task.meaning], _TASK_MEANINGS)
    for clock in definition.clocks.values():
        _known((*clock.stop_fields, *clock.restarts), _MEANINGS | _DERIVED)
        _known((test.meaning for test in clock.tests), _MEANINGS | _DERIVED)
        limits = [clock.limit, *([clock.delay] if clock.HasField("delay") else [])]
        if clock.WhichOneof("start") is None or any(
            limit.WhichOneof("kind") is None for limit in limits
        ):
            raise DefinitionError("a clock without a start or a limit")
        if clock.WhichOneof("start") == "start_field":
            _known([clock.start_field], _MEANINGS | _DERIVED)
        if clock.HasField("escalation"):
            _known([clock.escalation.ability], _ABILITIES)
    for role in definition.roles.values():
        _known([role.scope], _SCOPES)
        _known(role.abilities, _ABILITIES)
        _known((cell.read for cell in role.cells), _READS)
        _known((cell.scope for cell in role.cells if cell.scope), _SCOPES)
        _known((cell.data_class for cell in role.cells), _CLASSES)
        _known((cell.scope for cell in role.records), _RECORD_SCOPES)
    for territory in definition.territories.values():
        _known([territory.level], _LEVELS)
        _known([territory.kind], _KINDS)
    _check_establishments(definition)
    _check_indicators(definition)


def _check_indicators(definition: Definition) -> None:
    """Refuses a measure that this client does not know how to tell (SPEC W-210)."""
    for indicator in definition.indicators.values():
        _known(indicator.periods, frozenset(("month", "quarter", "year")))
        _known((one.kind for one in indicator.measures), _MEASURES)
        _known((one.fact for one in indicator.measures), _FACTS)
        _known((one.told for one in indicator.measures), _TOLD)
        if any(not 1 <= one.percentile <= 99 for one in indicator.measures):
            raise DefinitionError("a percentile that is none")
    for report in definition.reports.values():
        _known([report.period], frozenset(("month", "quarter", "year")))
        _known([report.audience], frozenset(("centre", "committee", "outside")))
        if not set(definition.indicators).issuperset(report.indicators):
            raise DefinitionError("a report of an indicator that no item brings")
        if not set(definition.tracks).issuperset(report.kinds):
            raise DefinitionError("a report on the page of a kind that no item brings")
    _check_tables(definition)


def _check_tables(definition: Definition) -> None:
    """Refuses a published table of nothing, and a threshold that is none (SPEC W-213)."""
    if not 3 <= definition.small_below <= 100:
        raise DefinitionError("a threshold that is none")
    for table in definition.tables.values():
        _known([table.period], frozenset(("month", "quarter", "year")))
        indicator = definition.indicators.get(table.indicator)
        measures = indicator.measures if indicator else ()
        if not any(one.terms.code == table.measure for one in measures):
            raise DefinitionError("a table of a measure that no item brings")
        if not 1 <= len(table.dimensions) <= 4:
            raise DefinitionError("a table by no dimension, or by too many")


def _check_establishments(definition: Definition) -> None:
    """Refuses a house of nobody, for nobody, or of a kind that no list brings (SPEC W-84)."""
    codes = {
        one.meaning: {item.terms.code for item in one.items}
        for one in definition.lists.values()
        if one.meaning
    }
    houses = definition.establishments.values()
    if len({house.organisation for house in houses}) != len(houses):
        raise DefinitionError("two establishments of one organisation")
    for house in houses:
        if len(house.organisation) != 16 or not house.capacity:
            raise DefinitionError("an establishment without an organisation or a capacity")
        if house.commune and house.commune not in definition.territories:
            raise DefinitionError("an establishment in no territory")
        if house.kind not in codes.get("establishment_kinds", ()) or not codes.get(
            "establishment_specialities", set()
        ).issuperset(house.specialities):
            raise DefinitionError("an establishment of an unknown kind or speciality")


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
        "establishment": definition.establishments,
        "indicator": definition.indicators,
        "report": definition.reports,
        "table": definition.tables,
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
            definition.small_below = item.head.small_below
        elif kind == "territories":
            for territory in item.territories.territories:
                _unique(definition.territories, territory.code, territory)
        else:
            value = getattr(item, kind)
            _unique(tables[kind], value.terms.code, value)
    if place < 0:
        raise DefinitionError("nothing")
    _check(definition)
    return definition
