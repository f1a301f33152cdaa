"""What a definition's codes are called, and what an act's values say, for people."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from .definition import Definition
from .messages import act_pb2 as act
from .messages import definition_pb2 as wire

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def label(terms: wire.Terms, language: str) -> str:
    """What something is called in `ar`, `fr` or `en`; its code where it is called nothing."""
    return printable(str(getattr(terms.labels, language)) or terms.code)


def words(
    value: act.FieldValue, definition: Definition, language: str, names: Iterable[act.Name] = ()
) -> tuple[str, str]:
    """What a field is called, and what is said in it.

    An id that has no name in the answer is shown as an id (SPEC W-76), and a code that the
    definition does not know as that code.
    """
    field = definition.field(value.field)
    called = label(field.terms, language) if field is not None else printable(value.field)
    return called, printable(_said(value.value, field, definition, language, names))


def printable(text: str) -> str:
    """A text without what would move a terminal."""
    return "".join(one for one in text if one.isprintable() or one in "\n\t")


def _said(
    value: act.Value,
    field: wire.Field | None,
    definition: Definition,
    language: str,
    names: Iterable[act.Name],
) -> str:
    def item(code: str) -> str:
        found = definition.item(code, field.list) if field is not None else None
        return label(found.terms, language) if found is not None else code

    def place() -> str:
        found = definition.territories.get(value.territory)
        if found is None:
            return value.territory
        return found.name_ar if language == "ar" else found.name_fr

    def day() -> str:
        return f"{_EPOCH + timedelta(days=value.date):%Y-%m-%d}"

    def moment() -> str:
        local = timedelta(milliseconds=value.instant_ms, seconds=definition.offset_seconds)
        return f"{_EPOCH + local:%Y-%m-%d %H:%M}"

    def name(wanted: bytes) -> str:
        return next((one.name for one in names if one.id == wanted), wanted.hex())

    said: dict[str, Callable[[], str]] = {
        "text": lambda: value.text,
        "date": day,
        "instant_ms": moment,
        "flag": lambda: "✓" if value.flag else "✗",
        "number": lambda: str(value.number),
        "choice": lambda: item(value.choice),
        "choices": lambda: ", ".join(item(code) for code in value.choices.codes),
        "territory": place,
        "member": lambda: name(value.member),
        "organisation": lambda: name(value.organisation),
        "attachment": lambda: value.attachment.name,
        "person": value.person.hex,
    }
    try:
        return said.get(value.WhichOneof("kind") or "", str)()
    except OverflowError:
        # A day or a moment that no calendar has.
        return "?"
