from madar_client.messages import act_pb2 as _act_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Leaf(_message.Message):
    __slots__ = ("member", "organisation", "device", "session", "method", "refusal", "repeated", "file", "act", "sequence", "classes", "count", "query", "motive", "subject", "signature", "statement", "number", "values", "backup", "custodians", "key_kind", "hash")
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    REFUSAL_FIELD_NUMBER: _ClassVar[int]
    REPEATED_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    ACT_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    MOTIVE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    BACKUP_FIELD_NUMBER: _ClassVar[int]
    CUSTODIANS_FIELD_NUMBER: _ClassVar[int]
    KEY_KIND_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    member: bytes
    organisation: bytes
    device: bytes
    session: bytes
    method: int
    refusal: int
    repeated: bool
    file: bytes
    act: bytes
    sequence: int
    classes: int
    count: int
    query: bytes
    motive: str
    subject: bytes
    signature: bytes
    statement: bytes
    number: str
    values: _containers.RepeatedCompositeFieldContainer[_act_pb2.FieldValue]
    backup: BackupFacts
    custodians: _containers.RepeatedScalarFieldContainer[str]
    key_kind: int
    hash: bytes
    def __init__(self, member: _Optional[bytes] = ..., organisation: _Optional[bytes] = ..., device: _Optional[bytes] = ..., session: _Optional[bytes] = ..., method: _Optional[int] = ..., refusal: _Optional[int] = ..., repeated: bool = ..., file: _Optional[bytes] = ..., act: _Optional[bytes] = ..., sequence: _Optional[int] = ..., classes: _Optional[int] = ..., count: _Optional[int] = ..., query: _Optional[bytes] = ..., motive: _Optional[str] = ..., subject: _Optional[bytes] = ..., signature: _Optional[bytes] = ..., statement: _Optional[bytes] = ..., number: _Optional[str] = ..., values: _Optional[_Iterable[_Union[_act_pb2.FieldValue, _Mapping[str, object]]]] = ..., backup: _Optional[_Union[BackupFacts, _Mapping[str, object]]] = ..., custodians: _Optional[_Iterable[str]] = ..., key_kind: _Optional[int] = ..., hash: _Optional[bytes] = ...) -> None: ...

class BackupFacts(_message.Message):
    __slots__ = ("sha256", "byte_count", "size", "root", "keyring_sequence", "keys_sha256", "keys", "files", "acts", "tombstones", "attachments")
    SHA256_FIELD_NUMBER: _ClassVar[int]
    BYTE_COUNT_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    KEYRING_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    KEYS_SHA256_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    ACTS_FIELD_NUMBER: _ClassVar[int]
    TOMBSTONES_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENTS_FIELD_NUMBER: _ClassVar[int]
    sha256: bytes
    byte_count: int
    size: int
    root: bytes
    keyring_sequence: int
    keys_sha256: bytes
    keys: _containers.RepeatedCompositeFieldContainer[KeyUse]
    files: int
    acts: int
    tombstones: int
    attachments: int
    def __init__(self, sha256: _Optional[bytes] = ..., byte_count: _Optional[int] = ..., size: _Optional[int] = ..., root: _Optional[bytes] = ..., keyring_sequence: _Optional[int] = ..., keys_sha256: _Optional[bytes] = ..., keys: _Optional[_Iterable[_Union[KeyUse, _Mapping[str, object]]]] = ..., files: _Optional[int] = ..., acts: _Optional[int] = ..., tombstones: _Optional[int] = ..., attachments: _Optional[int] = ...) -> None: ...

class KeyUse(_message.Message):
    __slots__ = ("data_class", "version", "wraps")
    DATA_CLASS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    WRAPS_FIELD_NUMBER: _ClassVar[int]
    data_class: int
    version: int
    wraps: int
    def __init__(self, data_class: _Optional[int] = ..., version: _Optional[int] = ..., wraps: _Optional[int] = ...) -> None: ...
