from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AttachmentKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ATTACHMENT_KIND_UNSPECIFIED: _ClassVar[AttachmentKind]
    ATTACHMENT_KIND_JPEG: _ClassVar[AttachmentKind]
    ATTACHMENT_KIND_PNG: _ClassVar[AttachmentKind]
    ATTACHMENT_KIND_PDF: _ClassVar[AttachmentKind]

class ActKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACT_KIND_UNSPECIFIED: _ClassVar[ActKind]
    ACT_KIND_OPENING: _ClassVar[ActKind]
    ACT_KIND_FORM: _ClassVar[ActKind]
    ACT_KIND_TRANSITION: _ClassVar[ActKind]
    ACT_KIND_CORRECTION: _ClassVar[ActKind]
    ACT_KIND_APPROVAL: _ClassVar[ActKind]
ATTACHMENT_KIND_UNSPECIFIED: AttachmentKind
ATTACHMENT_KIND_JPEG: AttachmentKind
ATTACHMENT_KIND_PNG: AttachmentKind
ATTACHMENT_KIND_PDF: AttachmentKind
ACT_KIND_UNSPECIFIED: ActKind
ACT_KIND_OPENING: ActKind
ACT_KIND_FORM: ActKind
ACT_KIND_TRANSITION: ActKind
ACT_KIND_CORRECTION: ActKind
ACT_KIND_APPROVAL: ActKind

class Value(_message.Message):
    __slots__ = ("text", "date", "instant_ms", "flag", "number", "choice", "choices", "territory", "member", "organisation", "attachment", "person")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    INSTANT_MS_FIELD_NUMBER: _ClassVar[int]
    FLAG_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    CHOICE_FIELD_NUMBER: _ClassVar[int]
    CHOICES_FIELD_NUMBER: _ClassVar[int]
    TERRITORY_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENT_FIELD_NUMBER: _ClassVar[int]
    PERSON_FIELD_NUMBER: _ClassVar[int]
    text: str
    date: int
    instant_ms: int
    flag: bool
    number: int
    choice: str
    choices: Choices
    territory: str
    member: bytes
    organisation: bytes
    attachment: Attachment
    person: bytes
    def __init__(self, text: _Optional[str] = ..., date: _Optional[int] = ..., instant_ms: _Optional[int] = ..., flag: bool = ..., number: _Optional[int] = ..., choice: _Optional[str] = ..., choices: _Optional[_Union[Choices, _Mapping[str, object]]] = ..., territory: _Optional[str] = ..., member: _Optional[bytes] = ..., organisation: _Optional[bytes] = ..., attachment: _Optional[_Union[Attachment, _Mapping[str, object]]] = ..., person: _Optional[bytes] = ...) -> None: ...

class Attachment(_message.Message):
    __slots__ = ("id", "kind", "byte_count", "sha256", "name")
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    BYTE_COUNT_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    id: bytes
    kind: AttachmentKind
    byte_count: int
    sha256: bytes
    name: str
    def __init__(self, id: _Optional[bytes] = ..., kind: _Optional[_Union[AttachmentKind, str]] = ..., byte_count: _Optional[int] = ..., sha256: _Optional[bytes] = ..., name: _Optional[str] = ...) -> None: ...

class Choices(_message.Message):
    __slots__ = ("codes",)
    CODES_FIELD_NUMBER: _ClassVar[int]
    codes: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, codes: _Optional[_Iterable[str]] = ...) -> None: ...

class FieldValue(_message.Message):
    __slots__ = ("field", "row", "value")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    ROW_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    field: str
    row: int
    value: Value
    def __init__(self, field: _Optional[str] = ..., row: _Optional[int] = ..., value: _Optional[_Union[Value, _Mapping[str, object]]] = ...) -> None: ...

class Heading(_message.Message):
    __slots__ = ("kind", "form", "form_version", "definition_version", "from_stage", "to_stage", "event_at_ms", "entered_at_ms", "author", "organisation", "corrects", "reason", "approves", "matter", "origin")
    KIND_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    FORM_VERSION_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_VERSION_FIELD_NUMBER: _ClassVar[int]
    FROM_STAGE_FIELD_NUMBER: _ClassVar[int]
    TO_STAGE_FIELD_NUMBER: _ClassVar[int]
    EVENT_AT_MS_FIELD_NUMBER: _ClassVar[int]
    ENTERED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    CORRECTS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    APPROVES_FIELD_NUMBER: _ClassVar[int]
    MATTER_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    kind: ActKind
    form: str
    form_version: int
    definition_version: int
    from_stage: str
    to_stage: str
    event_at_ms: int
    entered_at_ms: int
    author: bytes
    organisation: bytes
    corrects: bytes
    reason: str
    approves: bytes
    matter: bytes
    origin: Origin
    def __init__(self, kind: _Optional[_Union[ActKind, str]] = ..., form: _Optional[str] = ..., form_version: _Optional[int] = ..., definition_version: _Optional[int] = ..., from_stage: _Optional[str] = ..., to_stage: _Optional[str] = ..., event_at_ms: _Optional[int] = ..., entered_at_ms: _Optional[int] = ..., author: _Optional[bytes] = ..., organisation: _Optional[bytes] = ..., corrects: _Optional[bytes] = ..., reason: _Optional[str] = ..., approves: _Optional[bytes] = ..., matter: _Optional[bytes] = ..., origin: _Optional[_Union[Origin, _Mapping[str, object]]] = ...) -> None: ...

class Origin(_message.Message):
    __slots__ = ("province", "function")
    PROVINCE_FIELD_NUMBER: _ClassVar[int]
    FUNCTION_FIELD_NUMBER: _ClassVar[int]
    province: str
    function: str
    def __init__(self, province: _Optional[str] = ..., function: _Optional[str] = ...) -> None: ...

class ActPart(_message.Message):
    __slots__ = ("act", "event_at_ms", "corrects", "heading", "values", "extract")
    ACT_FIELD_NUMBER: _ClassVar[int]
    EVENT_AT_MS_FIELD_NUMBER: _ClassVar[int]
    CORRECTS_FIELD_NUMBER: _ClassVar[int]
    HEADING_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    EXTRACT_FIELD_NUMBER: _ClassVar[int]
    act: bytes
    event_at_ms: int
    corrects: bytes
    heading: Heading
    values: _containers.RepeatedCompositeFieldContainer[FieldValue]
    extract: _containers.RepeatedCompositeFieldContainer[FieldValue]
    def __init__(self, act: _Optional[bytes] = ..., event_at_ms: _Optional[int] = ..., corrects: _Optional[bytes] = ..., heading: _Optional[_Union[Heading, _Mapping[str, object]]] = ..., values: _Optional[_Iterable[_Union[FieldValue, _Mapping[str, object]]]] = ..., extract: _Optional[_Iterable[_Union[FieldValue, _Mapping[str, object]]]] = ...) -> None: ...

class PartialAct(_message.Message):
    __slots__ = ("act", "sequence", "event_at_ms", "corrects", "heading", "values", "classes", "names", "extract")
    ACT_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    EVENT_AT_MS_FIELD_NUMBER: _ClassVar[int]
    CORRECTS_FIELD_NUMBER: _ClassVar[int]
    HEADING_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    EXTRACT_FIELD_NUMBER: _ClassVar[int]
    act: bytes
    sequence: int
    event_at_ms: int
    corrects: bytes
    heading: Heading
    values: _containers.RepeatedCompositeFieldContainer[FieldValue]
    classes: int
    names: _containers.RepeatedCompositeFieldContainer[Name]
    extract: _containers.RepeatedCompositeFieldContainer[FieldValue]
    def __init__(self, act: _Optional[bytes] = ..., sequence: _Optional[int] = ..., event_at_ms: _Optional[int] = ..., corrects: _Optional[bytes] = ..., heading: _Optional[_Union[Heading, _Mapping[str, object]]] = ..., values: _Optional[_Iterable[_Union[FieldValue, _Mapping[str, object]]]] = ..., classes: _Optional[int] = ..., names: _Optional[_Iterable[_Union[Name, _Mapping[str, object]]]] = ..., extract: _Optional[_Iterable[_Union[FieldValue, _Mapping[str, object]]]] = ...) -> None: ...

class Name(_message.Message):
    __slots__ = ("id", "name")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    id: bytes
    name: str
    def __init__(self, id: _Optional[bytes] = ..., name: _Optional[str] = ...) -> None: ...

class ActDraft(_message.Message):
    __slots__ = ("kind", "form", "form_version", "definition_version", "to_stage", "event_at_ms", "corrects", "reason", "values", "matter", "extract")
    KIND_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    FORM_VERSION_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_VERSION_FIELD_NUMBER: _ClassVar[int]
    TO_STAGE_FIELD_NUMBER: _ClassVar[int]
    EVENT_AT_MS_FIELD_NUMBER: _ClassVar[int]
    CORRECTS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    MATTER_FIELD_NUMBER: _ClassVar[int]
    EXTRACT_FIELD_NUMBER: _ClassVar[int]
    kind: ActKind
    form: str
    form_version: int
    definition_version: int
    to_stage: str
    event_at_ms: int
    corrects: bytes
    reason: str
    values: _containers.RepeatedCompositeFieldContainer[FieldValue]
    matter: bytes
    extract: _containers.RepeatedCompositeFieldContainer[FieldValue]
    def __init__(self, kind: _Optional[_Union[ActKind, str]] = ..., form: _Optional[str] = ..., form_version: _Optional[int] = ..., definition_version: _Optional[int] = ..., to_stage: _Optional[str] = ..., event_at_ms: _Optional[int] = ..., corrects: _Optional[bytes] = ..., reason: _Optional[str] = ..., values: _Optional[_Iterable[_Union[FieldValue, _Mapping[str, object]]]] = ..., matter: _Optional[bytes] = ..., extract: _Optional[_Iterable[_Union[FieldValue, _Mapping[str, object]]]] = ...) -> None: ...

class TransferHead(_message.Message):
    __slots__ = ("number", "sequence", "parts", "protected_parts", "attachments", "references")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    PROTECTED_PARTS_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENTS_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    number: str
    sequence: int
    parts: int
    protected_parts: int
    attachments: int
    references: int
    def __init__(self, number: _Optional[str] = ..., sequence: _Optional[int] = ..., parts: _Optional[int] = ..., protected_parts: _Optional[int] = ..., attachments: _Optional[int] = ..., references: _Optional[int] = ...) -> None: ...

class TransferPart(_message.Message):
    __slots__ = ("sequence", "data_class", "part")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    DATA_CLASS_FIELD_NUMBER: _ClassVar[int]
    PART_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    data_class: int
    part: ActPart
    def __init__(self, sequence: _Optional[int] = ..., data_class: _Optional[int] = ..., part: _Optional[_Union[ActPart, _Mapping[str, object]]] = ...) -> None: ...

class TransferReceipt(_message.Message):
    __slots__ = ("accepted", "at_ms", "sequence", "number", "reason")
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    accepted: bool
    at_ms: int
    sequence: int
    number: str
    reason: str
    def __init__(self, accepted: bool = ..., at_ms: _Optional[int] = ..., sequence: _Optional[int] = ..., number: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class HeadEntry(_message.Message):
    __slots__ = ("row", "value")
    ROW_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    row: int
    value: Value
    def __init__(self, row: _Optional[int] = ..., value: _Optional[_Union[Value, _Mapping[str, object]]] = ...) -> None: ...

class HeadSlot(_message.Message):
    __slots__ = ("meaning", "entries", "writer", "at_ms", "order")
    MEANING_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    WRITER_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    meaning: int
    entries: _containers.RepeatedCompositeFieldContainer[HeadEntry]
    writer: bytes
    at_ms: int
    order: int
    def __init__(self, meaning: _Optional[int] = ..., entries: _Optional[_Iterable[_Union[HeadEntry, _Mapping[str, object]]]] = ..., writer: _Optional[bytes] = ..., at_ms: _Optional[int] = ..., order: _Optional[int] = ...) -> None: ...

class Passage(_message.Message):
    __slots__ = ("stage", "at_ms")
    STAGE_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    stage: str
    at_ms: int
    def __init__(self, stage: _Optional[str] = ..., at_ms: _Optional[int] = ...) -> None: ...

class HeadPart(_message.Message):
    __slots__ = ("data_class", "act_count", "opened_at_ms", "last_act_at_ms", "passages", "slots", "matters", "happenings")
    DATA_CLASS_FIELD_NUMBER: _ClassVar[int]
    ACT_COUNT_FIELD_NUMBER: _ClassVar[int]
    OPENED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    LAST_ACT_AT_MS_FIELD_NUMBER: _ClassVar[int]
    PASSAGES_FIELD_NUMBER: _ClassVar[int]
    SLOTS_FIELD_NUMBER: _ClassVar[int]
    MATTERS_FIELD_NUMBER: _ClassVar[int]
    HAPPENINGS_FIELD_NUMBER: _ClassVar[int]
    data_class: int
    act_count: int
    opened_at_ms: int
    last_act_at_ms: int
    passages: _containers.RepeatedCompositeFieldContainer[Passage]
    slots: _containers.RepeatedCompositeFieldContainer[HeadSlot]
    matters: _containers.RepeatedCompositeFieldContainer[Matter]
    happenings: Happenings
    def __init__(self, data_class: _Optional[int] = ..., act_count: _Optional[int] = ..., opened_at_ms: _Optional[int] = ..., last_act_at_ms: _Optional[int] = ..., passages: _Optional[_Iterable[_Union[Passage, _Mapping[str, object]]]] = ..., slots: _Optional[_Iterable[_Union[HeadSlot, _Mapping[str, object]]]] = ..., matters: _Optional[_Iterable[_Union[Matter, _Mapping[str, object]]]] = ..., happenings: _Optional[_Union[Happenings, _Mapping[str, object]]] = ...) -> None: ...

class Happenings(_message.Message):
    __slots__ = ("mark", "texts", "code", "value", "minute", "amount", "matter", "act")
    MARK_FIELD_NUMBER: _ClassVar[int]
    TEXTS_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    MINUTE_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    MATTER_FIELD_NUMBER: _ClassVar[int]
    ACT_FIELD_NUMBER: _ClassVar[int]
    mark: int
    texts: _containers.RepeatedScalarFieldContainer[str]
    code: _containers.RepeatedScalarFieldContainer[int]
    value: _containers.RepeatedScalarFieldContainer[int]
    minute: _containers.RepeatedScalarFieldContainer[int]
    amount: _containers.RepeatedScalarFieldContainer[int]
    matter: _containers.RepeatedScalarFieldContainer[int]
    act: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, mark: _Optional[int] = ..., texts: _Optional[_Iterable[str]] = ..., code: _Optional[_Iterable[int]] = ..., value: _Optional[_Iterable[int]] = ..., minute: _Optional[_Iterable[int]] = ..., amount: _Optional[_Iterable[int]] = ..., matter: _Optional[_Iterable[int]] = ..., act: _Optional[_Iterable[int]] = ...) -> None: ...

class Matter(_message.Message):
    __slots__ = ("act", "track", "passages", "slots")
    ACT_FIELD_NUMBER: _ClassVar[int]
    TRACK_FIELD_NUMBER: _ClassVar[int]
    PASSAGES_FIELD_NUMBER: _ClassVar[int]
    SLOTS_FIELD_NUMBER: _ClassVar[int]
    act: bytes
    track: str
    passages: _containers.RepeatedCompositeFieldContainer[Passage]
    slots: _containers.RepeatedCompositeFieldContainer[HeadSlot]
    def __init__(self, act: _Optional[bytes] = ..., track: _Optional[str] = ..., passages: _Optional[_Iterable[_Union[Passage, _Mapping[str, object]]]] = ..., slots: _Optional[_Iterable[_Union[HeadSlot, _Mapping[str, object]]]] = ...) -> None: ...
