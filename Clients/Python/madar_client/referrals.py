"""Referrals, as the service to which they are addressed sees them. SPEC W-129 and W-133."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .definition import Definition, DefinitionError
from .messages import act_pb2 as act

# Meanings of fields (SPEC W-99).
ADDRESSEE = 74
SERVICE = 75


@dataclass(frozen=True)
class Referral:
    """A referral with its acts, as far as its reader may see them.

    `matter` is the id by which an answer names it, and `stage` where it stands. `request` is the
    act that sent it, with what was corrected since; `acts` are all, in order. `sequence` is that of
    the last of them.
    """

    file: bytes
    matter: bytes
    stage: str
    sequence: int
    request: act.PartialAct
    acts: tuple[act.PartialAct, ...]

    @property
    def name(self) -> str:
        """What people may call it: the first digits of its id."""
        return self.matter.hex()[:8]

    @property
    def extract(self) -> list[act.FieldValue]:
        """What the sender chose to tell of the child, as far as it is open to the reader."""
        return list(self.request.extract)

    def value(self, definition: Definition, meaning: int) -> act.Value | None:
        """What the request says in the field of a meaning."""
        for one in self.request.values:
            field = definition.field(one.field)
            if field is not None and field.meaning == meaning:
                return one.value
        return None

    def service(self, definition: Definition) -> str:
        """The code of the service that is asked for; empty where the request names none."""
        value = self.value(definition, SERVICE)
        return value.choice if value is not None else ""

    def addressee(self, definition: Definition) -> bytes:
        """The organisation to which it is addressed."""
        value = self.value(definition, ADDRESSEE)
        return value.organisation if value is not None else b""

    def lies_with_addressee(self, definition: Definition) -> bool:
        """Whether it waits for an answer, or its service goes on."""
        stage = definition.stage(self.stage)
        return stage is not None and "addressed" in stage.meanings

    def answer(
        self,
        definition: Definition,
        stage: str,
        values: Mapping[str, act.Value] | None = None,
        reason: str = "",
    ) -> act.ActDraft:
        """The draft that moves it to a stage, by the form with which that is entered."""
        wanted = definition.stage(stage)
        if wanted is None:
            raise DefinitionError("no such stage")
        draft = act.ActDraft(
            kind=act.ACT_KIND_TRANSITION,
            definition_version=definition.version,
            to_stage=stage,
            matter=self.matter,
            reason=reason,
        )
        if wanted.entry_forms:
            form = definition.forms[wanted.entry_forms[0]]
            draft.form, draft.form_version = form.terms.code, form.version
        for code, value in (values or {}).items():
            draft.values.add(field=code, value=value)
        return draft


def _is_of_referral(part: act.PartialAct, definition: Definition) -> bool:
    """Whether an act begins or moves a referral."""
    track = definition.track_of(part.heading.to_stage)
    if track is None and not part.heading.matter:
        form = definition.forms.get(part.heading.form)
        track = definition.tracks.get(form.begins) if form is not None else None
    return track is not None and track.meaning == "referral"


def _stage(part: act.PartialAct, definition: Definition) -> str:
    """The stage to which an act brings its referral."""
    if part.heading.to_stage:
        return part.heading.to_stage
    track = definition.tracks[definition.forms[part.heading.form].begins]
    opening = (stage.terms.code for stage in track.stages if "opens" in stage.meanings)
    return next(opening, "")


def referrals_in(
    file: bytes, acts: Iterable[act.PartialAct], definition: Definition
) -> list[Referral]:
    """The referrals that a file's history tells of, in the order in which they were sent."""
    found: dict[bytes, list[act.PartialAct]] = {}
    owners: dict[bytes, bytes] = {}
    for part in acts:
        if part.corrects:
            matter = owners.get(part.corrects)
        elif part.HasField("heading") and _is_of_referral(part, definition):
            matter = owners[part.act] = part.heading.matter or part.act
        else:
            matter = None
        if matter is not None:
            found.setdefault(matter, []).append(part)
    return [_referral(file, matter, parts, definition) for matter, parts in found.items()]


def _referral(
    file: bytes, matter: bytes, parts: list[act.PartialAct], definition: Definition
) -> Referral:
    moves = [part for part in parts if not part.corrects]
    sent = act.PartialAct()
    # Where it was drafted first, the act that sent it says what holds.
    sent.CopyFrom(next((one for one in reversed(moves) if _asks(one, definition)), moves[0]))
    for part in parts:
        if part.corrects == sent.act:
            # A correction says all that the act is to say in the classes that it touches.
            classes = {_class(one, definition) for one in part.values}
            kept = [one for one in sent.values if _class(one, definition) not in classes]
            del sent.values[:]
            sent.values.extend([*kept, *part.values])
    return Referral(
        file, matter, _stage(moves[-1], definition), parts[-1].sequence, sent, tuple(parts)
    )


def _class(value: act.FieldValue, definition: Definition) -> int:
    field = definition.field(value.field)
    return field.data_class if field is not None else 0


def _asks(part: act.PartialAct, definition: Definition) -> bool:
    form = definition.forms.get(part.heading.form)
    return form is not None and form.meaning == "refers"
