from madar_client.messages import act_pb2 as _act_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Labels(_message.Message):
    __slots__ = ("ar", "fr", "en")
    AR_FIELD_NUMBER: _ClassVar[int]
    FR_FIELD_NUMBER: _ClassVar[int]
    EN_FIELD_NUMBER: _ClassVar[int]
    ar: str
    fr: str
    en: str
    def __init__(self, ar: _Optional[str] = ..., fr: _Optional[str] = ..., en: _Optional[str] = ...) -> None: ...

class Terms(_message.Message):
    __slots__ = ("code", "labels", "article", "valid_from", "valid_until")
    CODE_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    ARTICLE_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_FIELD_NUMBER: _ClassVar[int]
    VALID_UNTIL_FIELD_NUMBER: _ClassVar[int]
    code: str
    labels: Labels
    article: str
    valid_from: int
    valid_until: int
    def __init__(self, code: _Optional[str] = ..., labels: _Optional[_Union[Labels, _Mapping[str, object]]] = ..., article: _Optional[str] = ..., valid_from: _Optional[int] = ..., valid_until: _Optional[int] = ...) -> None: ...

class DefinitionItem(_message.Message):
    __slots__ = ("head", "form", "list", "track", "task", "clock", "role", "territories", "establishment", "indicator", "report", "table")
    HEAD_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    LIST_FIELD_NUMBER: _ClassVar[int]
    TRACK_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    CLOCK_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    TERRITORIES_FIELD_NUMBER: _ClassVar[int]
    ESTABLISHMENT_FIELD_NUMBER: _ClassVar[int]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    TABLE_FIELD_NUMBER: _ClassVar[int]
    head: DefinitionHead
    form: Form
    list: CodeList
    track: Track
    task: TaskKind
    clock: Clock
    role: Role
    territories: Territories
    establishment: Establishment
    indicator: Indicator
    report: FigureReport
    table: TablePlan
    def __init__(self, head: _Optional[_Union[DefinitionHead, _Mapping[str, object]]] = ..., form: _Optional[_Union[Form, _Mapping[str, object]]] = ..., list: _Optional[_Union[CodeList, _Mapping[str, object]]] = ..., track: _Optional[_Union[Track, _Mapping[str, object]]] = ..., task: _Optional[_Union[TaskKind, _Mapping[str, object]]] = ..., clock: _Optional[_Union[Clock, _Mapping[str, object]]] = ..., role: _Optional[_Union[Role, _Mapping[str, object]]] = ..., territories: _Optional[_Union[Territories, _Mapping[str, object]]] = ..., establishment: _Optional[_Union[Establishment, _Mapping[str, object]]] = ..., indicator: _Optional[_Union[Indicator, _Mapping[str, object]]] = ..., report: _Optional[_Union[FigureReport, _Mapping[str, object]]] = ..., table: _Optional[_Union[TablePlan, _Mapping[str, object]]] = ...) -> None: ...

class DefinitionHead(_message.Message):
    __slots__ = ("version", "offset_seconds", "rest_days", "yearly_holidays", "holidays", "small_below")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    OFFSET_SECONDS_FIELD_NUMBER: _ClassVar[int]
    REST_DAYS_FIELD_NUMBER: _ClassVar[int]
    YEARLY_HOLIDAYS_FIELD_NUMBER: _ClassVar[int]
    HOLIDAYS_FIELD_NUMBER: _ClassVar[int]
    SMALL_BELOW_FIELD_NUMBER: _ClassVar[int]
    version: int
    offset_seconds: int
    rest_days: _containers.RepeatedScalarFieldContainer[int]
    yearly_holidays: _containers.RepeatedScalarFieldContainer[int]
    holidays: _containers.RepeatedScalarFieldContainer[int]
    small_below: int
    def __init__(self, version: _Optional[int] = ..., offset_seconds: _Optional[int] = ..., rest_days: _Optional[_Iterable[int]] = ..., yearly_holidays: _Optional[_Iterable[int]] = ..., holidays: _Optional[_Iterable[int]] = ..., small_below: _Optional[int] = ...) -> None: ...

class Condition(_message.Message):
    __slots__ = ("kind", "field", "values")
    KIND_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    kind: int
    field: str
    values: _containers.RepeatedCompositeFieldContainer[_act_pb2.Value]
    def __init__(self, kind: _Optional[int] = ..., field: _Optional[str] = ..., values: _Optional[_Iterable[_Union[_act_pb2.Value, _Mapping[str, object]]]] = ...) -> None: ...

class Field(_message.Message):
    __slots__ = ("terms", "type", "data_class", "need", "need_if", "condition", "list", "text_scalars", "minimum", "maximum", "meaning", "group", "third_party", "withheld")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    DATA_CLASS_FIELD_NUMBER: _ClassVar[int]
    NEED_FIELD_NUMBER: _ClassVar[int]
    NEED_IF_FIELD_NUMBER: _ClassVar[int]
    CONDITION_FIELD_NUMBER: _ClassVar[int]
    LIST_FIELD_NUMBER: _ClassVar[int]
    TEXT_SCALARS_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    MAXIMUM_FIELD_NUMBER: _ClassVar[int]
    MEANING_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    THIRD_PARTY_FIELD_NUMBER: _ClassVar[int]
    WITHHELD_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    type: str
    data_class: int
    need: int
    need_if: Condition
    condition: Condition
    list: str
    text_scalars: int
    minimum: int
    maximum: int
    meaning: int
    group: str
    third_party: bool
    withheld: bool
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., type: _Optional[str] = ..., data_class: _Optional[int] = ..., need: _Optional[int] = ..., need_if: _Optional[_Union[Condition, _Mapping[str, object]]] = ..., condition: _Optional[_Union[Condition, _Mapping[str, object]]] = ..., list: _Optional[str] = ..., text_scalars: _Optional[int] = ..., minimum: _Optional[int] = ..., maximum: _Optional[int] = ..., meaning: _Optional[int] = ..., group: _Optional[str] = ..., third_party: bool = ..., withheld: bool = ...) -> None: ...

class FieldGroup(_message.Message):
    __slots__ = ("terms", "rows_max")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    ROWS_MAX_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    rows_max: int
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., rows_max: _Optional[int] = ...) -> None: ...

class Form(_message.Message):
    __slots__ = ("terms", "version", "home_class", "stages", "meaning", "groups", "fields", "begins", "kinds")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    HOME_CLASS_FIELD_NUMBER: _ClassVar[int]
    STAGES_FIELD_NUMBER: _ClassVar[int]
    MEANING_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    BEGINS_FIELD_NUMBER: _ClassVar[int]
    KINDS_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    version: int
    home_class: int
    stages: _containers.RepeatedScalarFieldContainer[str]
    meaning: str
    groups: _containers.RepeatedCompositeFieldContainer[FieldGroup]
    fields: _containers.RepeatedCompositeFieldContainer[Field]
    begins: str
    kinds: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., version: _Optional[int] = ..., home_class: _Optional[int] = ..., stages: _Optional[_Iterable[str]] = ..., meaning: _Optional[str] = ..., groups: _Optional[_Iterable[_Union[FieldGroup, _Mapping[str, object]]]] = ..., fields: _Optional[_Iterable[_Union[Field, _Mapping[str, object]]]] = ..., begins: _Optional[str] = ..., kinds: _Optional[_Iterable[str]] = ...) -> None: ...

class CodeItem(_message.Message):
    __slots__ = ("terms", "parent", "report_line", "meaning", "sector", "modes", "sex", "ages")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    PARENT_FIELD_NUMBER: _ClassVar[int]
    REPORT_LINE_FIELD_NUMBER: _ClassVar[int]
    MEANING_FIELD_NUMBER: _ClassVar[int]
    SECTOR_FIELD_NUMBER: _ClassVar[int]
    MODES_FIELD_NUMBER: _ClassVar[int]
    SEX_FIELD_NUMBER: _ClassVar[int]
    AGES_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    parent: str
    report_line: str
    meaning: str
    sector: str
    modes: _containers.RepeatedScalarFieldContainer[str]
    sex: str
    ages: AgeRange
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., parent: _Optional[str] = ..., report_line: _Optional[str] = ..., meaning: _Optional[str] = ..., sector: _Optional[str] = ..., modes: _Optional[_Iterable[str]] = ..., sex: _Optional[str] = ..., ages: _Optional[_Union[AgeRange, _Mapping[str, object]]] = ...) -> None: ...

class AgeRange(_message.Message):
    __slots__ = ("youngest", "oldest")
    YOUNGEST_FIELD_NUMBER: _ClassVar[int]
    OLDEST_FIELD_NUMBER: _ClassVar[int]
    youngest: int
    oldest: int
    def __init__(self, youngest: _Optional[int] = ..., oldest: _Optional[int] = ...) -> None: ...

class CodeList(_message.Message):
    __slots__ = ("terms", "report_lines", "items", "sectors", "meaning")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    REPORT_LINES_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    SECTORS_FIELD_NUMBER: _ClassVar[int]
    MEANING_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    report_lines: str
    items: _containers.RepeatedCompositeFieldContainer[CodeItem]
    sectors: str
    meaning: str
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., report_lines: _Optional[str] = ..., items: _Optional[_Iterable[_Union[CodeItem, _Mapping[str, object]]]] = ..., sectors: _Optional[str] = ..., meaning: _Optional[str] = ...) -> None: ...

class Stage(_message.Message):
    __slots__ = ("terms", "meanings", "next", "entry_forms", "after", "ends")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    MEANINGS_FIELD_NUMBER: _ClassVar[int]
    NEXT_FIELD_NUMBER: _ClassVar[int]
    ENTRY_FORMS_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    ENDS_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    meanings: _containers.RepeatedScalarFieldContainer[str]
    next: _containers.RepeatedScalarFieldContainer[str]
    entry_forms: _containers.RepeatedScalarFieldContainer[str]
    after: _containers.RepeatedScalarFieldContainer[str]
    ends: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., meanings: _Optional[_Iterable[str]] = ..., next: _Optional[_Iterable[str]] = ..., entry_forms: _Optional[_Iterable[str]] = ..., after: _Optional[_Iterable[str]] = ..., ends: _Optional[_Iterable[str]] = ...) -> None: ...

class Track(_message.Message):
    __slots__ = ("terms", "meaning", "stages", "data_class", "kinds")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    MEANING_FIELD_NUMBER: _ClassVar[int]
    STAGES_FIELD_NUMBER: _ClassVar[int]
    DATA_CLASS_FIELD_NUMBER: _ClassVar[int]
    KINDS_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    meaning: str
    stages: _containers.RepeatedCompositeFieldContainer[Stage]
    data_class: int
    kinds: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., meaning: _Optional[str] = ..., stages: _Optional[_Iterable[_Union[Stage, _Mapping[str, object]]]] = ..., data_class: _Optional[int] = ..., kinds: _Optional[_Iterable[str]] = ...) -> None: ...

class TaskKind(_message.Message):
    __slots__ = ("terms", "ability", "meaning")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    ABILITY_FIELD_NUMBER: _ClassVar[int]
    MEANING_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    ability: str
    meaning: str
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., ability: _Optional[str] = ..., meaning: _Optional[str] = ...) -> None: ...

class HeadTest(_message.Message):
    __slots__ = ("meaning", "codes")
    MEANING_FIELD_NUMBER: _ClassVar[int]
    CODES_FIELD_NUMBER: _ClassVar[int]
    meaning: int
    codes: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, meaning: _Optional[int] = ..., codes: _Optional[_Iterable[str]] = ...) -> None: ...

class TimeLimit(_message.Message):
    __slots__ = ("seconds", "months", "end_of_day", "full_days", "working_days")
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    MONTHS_FIELD_NUMBER: _ClassVar[int]
    END_OF_DAY_FIELD_NUMBER: _ClassVar[int]
    FULL_DAYS_FIELD_NUMBER: _ClassVar[int]
    WORKING_DAYS_FIELD_NUMBER: _ClassVar[int]
    seconds: int
    months: int
    end_of_day: bool
    full_days: int
    working_days: int
    def __init__(self, seconds: _Optional[int] = ..., months: _Optional[int] = ..., end_of_day: bool = ..., full_days: _Optional[int] = ..., working_days: _Optional[int] = ...) -> None: ...

class Escalation(_message.Message):
    __slots__ = ("seconds", "ability")
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    ABILITY_FIELD_NUMBER: _ClassVar[int]
    seconds: int
    ability: str
    def __init__(self, seconds: _Optional[int] = ..., ability: _Optional[str] = ...) -> None: ...

class Clock(_message.Message):
    __slots__ = ("terms", "task", "data_class", "start_stage", "start_field", "stop_stages", "stop_fields", "tests", "limit", "delay", "restarts", "escalation")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    DATA_CLASS_FIELD_NUMBER: _ClassVar[int]
    START_STAGE_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_FIELD_NUMBER: _ClassVar[int]
    STOP_STAGES_FIELD_NUMBER: _ClassVar[int]
    STOP_FIELDS_FIELD_NUMBER: _ClassVar[int]
    TESTS_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    DELAY_FIELD_NUMBER: _ClassVar[int]
    RESTARTS_FIELD_NUMBER: _ClassVar[int]
    ESCALATION_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    task: str
    data_class: int
    start_stage: str
    start_field: int
    stop_stages: _containers.RepeatedScalarFieldContainer[str]
    stop_fields: _containers.RepeatedScalarFieldContainer[int]
    tests: _containers.RepeatedCompositeFieldContainer[HeadTest]
    limit: TimeLimit
    delay: TimeLimit
    restarts: _containers.RepeatedScalarFieldContainer[int]
    escalation: Escalation
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., task: _Optional[str] = ..., data_class: _Optional[int] = ..., start_stage: _Optional[str] = ..., start_field: _Optional[int] = ..., stop_stages: _Optional[_Iterable[str]] = ..., stop_fields: _Optional[_Iterable[int]] = ..., tests: _Optional[_Iterable[_Union[HeadTest, _Mapping[str, object]]]] = ..., limit: _Optional[_Union[TimeLimit, _Mapping[str, object]]] = ..., delay: _Optional[_Union[TimeLimit, _Mapping[str, object]]] = ..., restarts: _Optional[_Iterable[int]] = ..., escalation: _Optional[_Union[Escalation, _Mapping[str, object]]] = ...) -> None: ...

class AccessCell(_message.Message):
    __slots__ = ("data_class", "create", "read", "update", "scope")
    DATA_CLASS_FIELD_NUMBER: _ClassVar[int]
    CREATE_FIELD_NUMBER: _ClassVar[int]
    READ_FIELD_NUMBER: _ClassVar[int]
    UPDATE_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    data_class: int
    create: bool
    read: str
    update: bool
    scope: str
    def __init__(self, data_class: _Optional[int] = ..., create: bool = ..., read: _Optional[str] = ..., update: bool = ..., scope: _Optional[str] = ...) -> None: ...

class RecordCell(_message.Message):
    __slots__ = ("kind", "create", "read", "update", "scope", "forms")
    KIND_FIELD_NUMBER: _ClassVar[int]
    CREATE_FIELD_NUMBER: _ClassVar[int]
    READ_FIELD_NUMBER: _ClassVar[int]
    UPDATE_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    FORMS_FIELD_NUMBER: _ClassVar[int]
    kind: str
    create: bool
    read: bool
    update: bool
    scope: str
    forms: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, kind: _Optional[str] = ..., create: bool = ..., read: bool = ..., update: bool = ..., scope: _Optional[str] = ..., forms: _Optional[_Iterable[str]] = ...) -> None: ...

class Role(_message.Message):
    __slots__ = ("terms", "scope", "cells", "stages", "abilities", "records")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    STAGES_FIELD_NUMBER: _ClassVar[int]
    ABILITIES_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    scope: str
    cells: _containers.RepeatedCompositeFieldContainer[AccessCell]
    stages: _containers.RepeatedScalarFieldContainer[str]
    abilities: _containers.RepeatedScalarFieldContainer[str]
    records: _containers.RepeatedCompositeFieldContainer[RecordCell]
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., scope: _Optional[str] = ..., cells: _Optional[_Iterable[_Union[AccessCell, _Mapping[str, object]]]] = ..., stages: _Optional[_Iterable[str]] = ..., abilities: _Optional[_Iterable[str]] = ..., records: _Optional[_Iterable[_Union[RecordCell, _Mapping[str, object]]]] = ...) -> None: ...

class Territory(_message.Message):
    __slots__ = ("code", "level", "kind", "parent", "name_ar", "name_fr", "has_device")
    CODE_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PARENT_FIELD_NUMBER: _ClassVar[int]
    NAME_AR_FIELD_NUMBER: _ClassVar[int]
    NAME_FR_FIELD_NUMBER: _ClassVar[int]
    HAS_DEVICE_FIELD_NUMBER: _ClassVar[int]
    code: str
    level: str
    kind: str
    parent: str
    name_ar: str
    name_fr: str
    has_device: bool
    def __init__(self, code: _Optional[str] = ..., level: _Optional[str] = ..., kind: _Optional[str] = ..., parent: _Optional[str] = ..., name_ar: _Optional[str] = ..., name_fr: _Optional[str] = ..., has_device: bool = ...) -> None: ...

class Territories(_message.Message):
    __slots__ = ("territories",)
    TERRITORIES_FIELD_NUMBER: _ClassVar[int]
    territories: _containers.RepeatedCompositeFieldContainer[Territory]
    def __init__(self, territories: _Optional[_Iterable[_Union[Territory, _Mapping[str, object]]]] = ...) -> None: ...

class Establishment(_message.Message):
    __slots__ = ("terms", "organisation", "kind", "specialities", "capacity", "commune")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SPECIALITIES_FIELD_NUMBER: _ClassVar[int]
    CAPACITY_FIELD_NUMBER: _ClassVar[int]
    COMMUNE_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    organisation: bytes
    kind: str
    specialities: _containers.RepeatedScalarFieldContainer[str]
    capacity: int
    commune: str
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., organisation: _Optional[bytes] = ..., kind: _Optional[str] = ..., specialities: _Optional[_Iterable[str]] = ..., capacity: _Optional[int] = ..., commune: _Optional[str] = ...) -> None: ...

class Sought(_message.Message):
    __slots__ = ("codes", "values")
    CODES_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    codes: _containers.RepeatedScalarFieldContainer[str]
    values: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, codes: _Optional[_Iterable[str]] = ..., values: _Optional[_Iterable[str]] = ...) -> None: ...

class MeasureLimit(_message.Message):
    __slots__ = ("risks", "seconds", "early")
    RISKS_FIELD_NUMBER: _ClassVar[int]
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    EARLY_FIELD_NUMBER: _ClassVar[int]
    risks: _containers.RepeatedScalarFieldContainer[str]
    seconds: int
    early: int
    def __init__(self, risks: _Optional[_Iterable[str]] = ..., seconds: _Optional[int] = ..., early: _Optional[int] = ...) -> None: ...

class Measure(_message.Message):
    __slots__ = ("terms", "kind", "of", "to", "until", "limits", "percentile", "over", "minimum", "maximum", "fact", "told", "rate")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    OF_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    LIMITS_FIELD_NUMBER: _ClassVar[int]
    PERCENTILE_FIELD_NUMBER: _ClassVar[int]
    OVER_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    MAXIMUM_FIELD_NUMBER: _ClassVar[int]
    FACT_FIELD_NUMBER: _ClassVar[int]
    TOLD_FIELD_NUMBER: _ClassVar[int]
    RATE_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    kind: str
    of: Sought
    to: Sought
    until: _containers.RepeatedScalarFieldContainer[str]
    limits: _containers.RepeatedCompositeFieldContainer[MeasureLimit]
    percentile: int
    over: str
    minimum: int
    maximum: int
    fact: str
    told: str
    rate: bool
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., kind: _Optional[str] = ..., of: _Optional[_Union[Sought, _Mapping[str, object]]] = ..., to: _Optional[_Union[Sought, _Mapping[str, object]]] = ..., until: _Optional[_Iterable[str]] = ..., limits: _Optional[_Iterable[_Union[MeasureLimit, _Mapping[str, object]]]] = ..., percentile: _Optional[int] = ..., over: _Optional[str] = ..., minimum: _Optional[int] = ..., maximum: _Optional[int] = ..., fact: _Optional[str] = ..., told: _Optional[str] = ..., rate: bool = ...) -> None: ...

class Indicator(_message.Message):
    __slots__ = ("terms", "unit", "source", "caution", "periods", "lists", "measures")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    CAUTION_FIELD_NUMBER: _ClassVar[int]
    PERIODS_FIELD_NUMBER: _ClassVar[int]
    LISTS_FIELD_NUMBER: _ClassVar[int]
    MEASURES_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    unit: Labels
    source: Labels
    caution: Labels
    periods: _containers.RepeatedScalarFieldContainer[str]
    lists: _containers.RepeatedScalarFieldContainer[str]
    measures: _containers.RepeatedCompositeFieldContainer[Measure]
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., unit: _Optional[_Union[Labels, _Mapping[str, object]]] = ..., source: _Optional[_Union[Labels, _Mapping[str, object]]] = ..., caution: _Optional[_Union[Labels, _Mapping[str, object]]] = ..., periods: _Optional[_Iterable[str]] = ..., lists: _Optional[_Iterable[str]] = ..., measures: _Optional[_Iterable[_Union[Measure, _Mapping[str, object]]]] = ...) -> None: ...

class FigureReport(_message.Message):
    __slots__ = ("terms", "period", "indicators", "kinds", "audience")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    INDICATORS_FIELD_NUMBER: _ClassVar[int]
    KINDS_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    period: str
    indicators: _containers.RepeatedScalarFieldContainer[str]
    kinds: _containers.RepeatedScalarFieldContainer[str]
    audience: str
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., period: _Optional[str] = ..., indicators: _Optional[_Iterable[str]] = ..., kinds: _Optional[_Iterable[str]] = ..., audience: _Optional[str] = ...) -> None: ...

class TableRung(_message.Message):
    __slots__ = ("dimension", "merged")
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    MERGED_FIELD_NUMBER: _ClassVar[int]
    dimension: str
    merged: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, dimension: _Optional[str] = ..., merged: _Optional[_Iterable[str]] = ...) -> None: ...

class TablePlan(_message.Message):
    __slots__ = ("terms", "period", "indicator", "measure", "dimensions", "ladder")
    TERMS_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    DIMENSIONS_FIELD_NUMBER: _ClassVar[int]
    LADDER_FIELD_NUMBER: _ClassVar[int]
    terms: Terms
    period: str
    indicator: str
    measure: str
    dimensions: _containers.RepeatedScalarFieldContainer[str]
    ladder: _containers.RepeatedCompositeFieldContainer[TableRung]
    def __init__(self, terms: _Optional[_Union[Terms, _Mapping[str, object]]] = ..., period: _Optional[str] = ..., indicator: _Optional[str] = ..., measure: _Optional[str] = ..., dimensions: _Optional[_Iterable[str]] = ..., ladder: _Optional[_Iterable[_Union[TableRung, _Mapping[str, object]]]] = ...) -> None: ...
