from madar_client.messages import act_pb2 as _act_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BackupFailure(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BACKUP_FAILURE_UNSPECIFIED: _ClassVar[BackupFailure]
    BACKUP_FAILURE_NO_ROOM: _ClassVar[BackupFailure]
    BACKUP_FAILURE_NO_FOLDER: _ClassVar[BackupFailure]
    BACKUP_FAILURE_DISK: _ClassVar[BackupFailure]
    BACKUP_FAILURE_STORE: _ClassVar[BackupFailure]
    BACKUP_FAILURE_OTHER: _ClassVar[BackupFailure]

class WitnessChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    WITNESS_CHANGE_UNSPECIFIED: _ClassVar[WitnessChange]
    WITNESS_CHANGE_TRUST: _ClassVar[WitnessChange]
    WITNESS_CHANGE_REMOVE: _ClassVar[WitnessChange]

class CosignatureResult(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COSIGNATURE_RESULT_UNSPECIFIED: _ClassVar[CosignatureResult]
    COSIGNATURE_RESULT_KEPT: _ClassVar[CosignatureResult]
    COSIGNATURE_RESULT_OLDER: _ClassVar[CosignatureResult]
    COSIGNATURE_RESULT_ALTERED: _ClassVar[CosignatureResult]
    COSIGNATURE_RESULT_OTHER_LOG: _ClassVar[CosignatureResult]
    COSIGNATURE_RESULT_FORKED: _ClassVar[CosignatureResult]
    COSIGNATURE_RESULT_NOT_TRUSTED: _ClassVar[CosignatureResult]
    COSIGNATURE_RESULT_FALSE_LINE: _ClassVar[CosignatureResult]
    COSIGNATURE_RESULT_AHEAD: _ClassVar[CosignatureResult]

class DeviceChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DEVICE_CHANGE_UNSPECIFIED: _ClassVar[DeviceChange]
    DEVICE_CHANGE_SUSPEND: _ClassVar[DeviceChange]
    DEVICE_CHANGE_RESUME: _ClassVar[DeviceChange]
    DEVICE_CHANGE_REVOKE: _ClassVar[DeviceChange]
    DEVICE_CHANGE_ASK_RENEWAL: _ClassVar[DeviceChange]
    DEVICE_CHANGE_SETTLE_ALARM: _ClassVar[DeviceChange]

class TransportChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRANSPORT_CHANGE_UNSPECIFIED: _ClassVar[TransportChange]
    TRANSPORT_CHANGE_PREPARE: _ClassVar[TransportChange]
    TRANSPORT_CHANGE_SWITCH: _ClassVar[TransportChange]
    TRANSPORT_CHANGE_DROP: _ClassVar[TransportChange]

class MemberChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MEMBER_CHANGE_UNSPECIFIED: _ClassVar[MemberChange]
    MEMBER_CHANGE_GRANT_ROLE: _ClassVar[MemberChange]
    MEMBER_CHANGE_RESUME: _ClassVar[MemberChange]
    MEMBER_CHANGE_END_ROLE: _ClassVar[MemberChange]
    MEMBER_CHANGE_SUSPEND: _ClassVar[MemberChange]
    MEMBER_CHANGE_REVOKE: _ClassVar[MemberChange]
    MEMBER_CHANGE_WITHDRAW: _ClassVar[MemberChange]

class HandOverReply(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    HAND_OVER_REPLY_UNSPECIFIED: _ClassVar[HandOverReply]
    HAND_OVER_REPLY_ACCEPT: _ClassVar[HandOverReply]
    HAND_OVER_REPLY_DECLINE: _ClassVar[HandOverReply]
    HAND_OVER_REPLY_WITHDRAW: _ClassVar[HandOverReply]

class ProvinceChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PROVINCE_CHANGE_UNSPECIFIED: _ClassVar[ProvinceChange]
    PROVINCE_CHANGE_TRUST: _ClassVar[ProvinceChange]
    PROVINCE_CHANGE_FORGET: _ClassVar[ProvinceChange]

class OrderKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_KIND_UNSPECIFIED: _ClassVar[OrderKind]
    ORDER_KIND_ERASURE: _ClassVar[OrderKind]
    ORDER_KIND_ACCESS_REPORT: _ClassVar[OrderKind]
    ORDER_KIND_EXPORT: _ClassVar[OrderKind]

class OrderGround(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_GROUND_UNSPECIFIED: _ClassVar[OrderGround]
    ORDER_GROUND_DATA_SUBJECT: _ClassVar[OrderGround]
    ORDER_GROUND_RETENTION: _ClassVar[OrderGround]
    ORDER_GROUND_COURT: _ClassVar[OrderGround]
    ORDER_GROUND_OVERSIGHT: _ClassVar[OrderGround]

class OrderSettlement(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_SETTLEMENT_UNSPECIFIED: _ClassVar[OrderSettlement]
    ORDER_SETTLEMENT_WITHDRAW: _ClassVar[OrderSettlement]
    ORDER_SETTLEMENT_CARRY_OUT: _ClassVar[OrderSettlement]

class RotationState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROTATION_STATE_UNSPECIFIED: _ClassVar[RotationState]
    ROTATION_STATE_PLANNED: _ClassVar[RotationState]
    ROTATION_STATE_ARMED: _ClassVar[RotationState]
    ROTATION_STATE_PROVING: _ClassVar[RotationState]
    ROTATION_STATE_ACTIVATING: _ClassVar[RotationState]
    ROTATION_STATE_RUNNING: _ClassVar[RotationState]
    ROTATION_STATE_PAUSED: _ClassVar[RotationState]
    ROTATION_STATE_VERIFYING: _ClassVar[RotationState]
    ROTATION_STATE_COOLING: _ClassVar[RotationState]
    ROTATION_STATE_ROLLING_BACK: _ClassVar[RotationState]
    ROTATION_STATE_CANCELLED: _ClassVar[RotationState]
    ROTATION_STATE_RETIREMENT: _ClassVar[RotationState]
    ROTATION_STATE_RETIRING: _ClassVar[RotationState]
    ROTATION_STATE_RETIRED: _ClassVar[RotationState]

class RotationPause(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROTATION_PAUSE_UNSPECIFIED: _ClassVar[RotationPause]
    ROTATION_PAUSE_ASKED: _ClassVar[RotationPause]
    ROTATION_PAUSE_DISK: _ClassVar[RotationPause]
    ROTATION_PAUSE_NOT_KEPT: _ClassVar[RotationPause]
    ROTATION_PAUSE_DAMAGED: _ClassVar[RotationPause]

class RotationChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROTATION_CHANGE_UNSPECIFIED: _ClassVar[RotationChange]
    ROTATION_CHANGE_PLAN: _ClassVar[RotationChange]
    ROTATION_CHANGE_PAUSE: _ClassVar[RotationChange]
    ROTATION_CHANGE_RESUME: _ClassVar[RotationChange]
    ROTATION_CHANGE_ROLL_BACK: _ClassVar[RotationChange]
    ROTATION_CHANGE_CANCEL: _ClassVar[RotationChange]
    ROTATION_CHANGE_RETIRE: _ClassVar[RotationChange]

class RenewalState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RENEWAL_STATE_UNSPECIFIED: _ClassVar[RenewalState]
    RENEWAL_STATE_PLANNED: _ClassVar[RenewalState]
    RENEWAL_STATE_RUNNING: _ClassVar[RenewalState]
    RENEWAL_STATE_PAUSED: _ClassVar[RenewalState]
    RENEWAL_STATE_SWEEPING: _ClassVar[RenewalState]
    RENEWAL_STATE_DONE: _ClassVar[RenewalState]
    RENEWAL_STATE_CANCELLED: _ClassVar[RenewalState]

class RenewalPause(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RENEWAL_PAUSE_UNSPECIFIED: _ClassVar[RenewalPause]
    RENEWAL_PAUSE_ASKED: _ClassVar[RenewalPause]
    RENEWAL_PAUSE_DISK: _ClassVar[RenewalPause]
    RENEWAL_PAUSE_DAMAGED: _ClassVar[RenewalPause]

class RenewalChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RENEWAL_CHANGE_UNSPECIFIED: _ClassVar[RenewalChange]
    RENEWAL_CHANGE_PLAN: _ClassVar[RenewalChange]
    RENEWAL_CHANGE_PAUSE: _ClassVar[RenewalChange]
    RENEWAL_CHANGE_RESUME: _ClassVar[RenewalChange]
    RENEWAL_CHANGE_CANCEL: _ClassVar[RenewalChange]

class TransferResult(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRANSFER_RESULT_UNSPECIFIED: _ClassVar[TransferResult]
    TRANSFER_RESULT_GOES_ON: _ClassVar[TransferResult]
    TRANSFER_RESULT_RECEIVED: _ClassVar[TransferResult]
    TRANSFER_RESULT_ALREADY: _ClassVar[TransferResult]
    TRANSFER_RESULT_REFUSED: _ClassVar[TransferResult]
    TRANSFER_RESULT_WAS_REFUSED: _ClassVar[TransferResult]
    TRANSFER_RESULT_OTHER_PROVINCE: _ClassVar[TransferResult]
    TRANSFER_RESULT_NOT_TRUSTED: _ClassVar[TransferResult]
    TRANSFER_RESULT_ALTERED: _ClassVar[TransferResult]
    TRANSFER_RESULT_TOO_OLD: _ClassVar[TransferResult]
    TRANSFER_RESULT_UNREADABLE: _ClassVar[TransferResult]

class SlotChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SLOT_CHANGE_UNSPECIFIED: _ClassVar[SlotChange]
    SLOT_CHANGE_CREDENTIAL: _ClassVar[SlotChange]
    SLOT_CHANGE_PASSPHRASE: _ClassVar[SlotChange]
    SLOT_CHANGE_SET: _ClassVar[SlotChange]
    SLOT_CHANGE_CANCEL: _ClassVar[SlotChange]

class CommitteeChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COMMITTEE_CHANGE_UNSPECIFIED: _ClassVar[CommitteeChange]
    COMMITTEE_CHANGE_PROPOSE: _ClassVar[CommitteeChange]
    COMMITTEE_CHANGE_CANCEL: _ClassVar[CommitteeChange]

class CustodyResult(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CUSTODY_RESULT_UNSPECIFIED: _ClassVar[CustodyResult]
    CUSTODY_RESULT_TAKEN: _ClassVar[CustodyResult]
    CUSTODY_RESULT_COMPLETE: _ClassVar[CustodyResult]
    CUSTODY_RESULT_WRONG: _ClassVar[CustodyResult]
    CUSTODY_RESULT_STALE: _ClassVar[CustodyResult]

class FileTieKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FILE_TIE_KIND_UNSPECIFIED: _ClassVar[FileTieKind]
    FILE_TIE_KIND_SIBLING: _ClassVar[FileTieKind]
    FILE_TIE_KIND_JOINED: _ClassVar[FileTieKind]
    FILE_TIE_KIND_STAYS: _ClassVar[FileTieKind]

class EventKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVENT_KIND_UNSPECIFIED: _ClassVar[EventKind]
    EVENT_KIND_READY: _ClassVar[EventKind]
    EVENT_KIND_ACT: _ClassVar[EventKind]
    EVENT_KIND_DUE: _ClassVar[EventKind]
    EVENT_KIND_RESYNC: _ClassVar[EventKind]
    EVENT_KIND_BREAK_GLASS: _ClassVar[EventKind]

class FigureState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FIGURE_STATE_UNSPECIFIED: _ClassVar[FigureState]
    FIGURE_STATE_TOLD: _ClassVar[FigureState]
    FIGURE_STATE_NOT_COLLECTED: _ClassVar[FigureState]
    FIGURE_STATE_HIDDEN: _ClassVar[FigureState]
    FIGURE_STATE_ROUNDED: _ClassVar[FigureState]

class PublishedState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PUBLISHED_STATE_UNSPECIFIED: _ClassVar[PublishedState]
    PUBLISHED_STATE_TOLD: _ClassVar[PublishedState]
    PUBLISHED_STATE_COARSENED: _ClassVar[PublishedState]
    PUBLISHED_STATE_WITHHELD: _ClassVar[PublishedState]
    PUBLISHED_STATE_NOT_COLLECTED: _ClassVar[PublishedState]

class PublishedReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PUBLISHED_REASON_UNSPECIFIED: _ClassVar[PublishedReason]
    PUBLISHED_REASON_TELLS: _ClassVar[PublishedReason]
    PUBLISHED_REASON_UNPROVED: _ClassVar[PublishedReason]
    PUBLISHED_REASON_NO_SUM: _ClassVar[PublishedReason]
    PUBLISHED_REASON_BEFORE: _ClassVar[PublishedReason]

class PublicationChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PUBLICATION_CHANGE_UNSPECIFIED: _ClassVar[PublicationChange]
    PUBLICATION_CHANGE_PROPOSE: _ClassVar[PublicationChange]
    PUBLICATION_CHANGE_CANCEL: _ClassVar[PublicationChange]
BACKUP_FAILURE_UNSPECIFIED: BackupFailure
BACKUP_FAILURE_NO_ROOM: BackupFailure
BACKUP_FAILURE_NO_FOLDER: BackupFailure
BACKUP_FAILURE_DISK: BackupFailure
BACKUP_FAILURE_STORE: BackupFailure
BACKUP_FAILURE_OTHER: BackupFailure
WITNESS_CHANGE_UNSPECIFIED: WitnessChange
WITNESS_CHANGE_TRUST: WitnessChange
WITNESS_CHANGE_REMOVE: WitnessChange
COSIGNATURE_RESULT_UNSPECIFIED: CosignatureResult
COSIGNATURE_RESULT_KEPT: CosignatureResult
COSIGNATURE_RESULT_OLDER: CosignatureResult
COSIGNATURE_RESULT_ALTERED: CosignatureResult
COSIGNATURE_RESULT_OTHER_LOG: CosignatureResult
COSIGNATURE_RESULT_FORKED: CosignatureResult
COSIGNATURE_RESULT_NOT_TRUSTED: CosignatureResult
COSIGNATURE_RESULT_FALSE_LINE: CosignatureResult
COSIGNATURE_RESULT_AHEAD: CosignatureResult
DEVICE_CHANGE_UNSPECIFIED: DeviceChange
DEVICE_CHANGE_SUSPEND: DeviceChange
DEVICE_CHANGE_RESUME: DeviceChange
DEVICE_CHANGE_REVOKE: DeviceChange
DEVICE_CHANGE_ASK_RENEWAL: DeviceChange
DEVICE_CHANGE_SETTLE_ALARM: DeviceChange
TRANSPORT_CHANGE_UNSPECIFIED: TransportChange
TRANSPORT_CHANGE_PREPARE: TransportChange
TRANSPORT_CHANGE_SWITCH: TransportChange
TRANSPORT_CHANGE_DROP: TransportChange
MEMBER_CHANGE_UNSPECIFIED: MemberChange
MEMBER_CHANGE_GRANT_ROLE: MemberChange
MEMBER_CHANGE_RESUME: MemberChange
MEMBER_CHANGE_END_ROLE: MemberChange
MEMBER_CHANGE_SUSPEND: MemberChange
MEMBER_CHANGE_REVOKE: MemberChange
MEMBER_CHANGE_WITHDRAW: MemberChange
HAND_OVER_REPLY_UNSPECIFIED: HandOverReply
HAND_OVER_REPLY_ACCEPT: HandOverReply
HAND_OVER_REPLY_DECLINE: HandOverReply
HAND_OVER_REPLY_WITHDRAW: HandOverReply
PROVINCE_CHANGE_UNSPECIFIED: ProvinceChange
PROVINCE_CHANGE_TRUST: ProvinceChange
PROVINCE_CHANGE_FORGET: ProvinceChange
ORDER_KIND_UNSPECIFIED: OrderKind
ORDER_KIND_ERASURE: OrderKind
ORDER_KIND_ACCESS_REPORT: OrderKind
ORDER_KIND_EXPORT: OrderKind
ORDER_GROUND_UNSPECIFIED: OrderGround
ORDER_GROUND_DATA_SUBJECT: OrderGround
ORDER_GROUND_RETENTION: OrderGround
ORDER_GROUND_COURT: OrderGround
ORDER_GROUND_OVERSIGHT: OrderGround
ORDER_SETTLEMENT_UNSPECIFIED: OrderSettlement
ORDER_SETTLEMENT_WITHDRAW: OrderSettlement
ORDER_SETTLEMENT_CARRY_OUT: OrderSettlement
ROTATION_STATE_UNSPECIFIED: RotationState
ROTATION_STATE_PLANNED: RotationState
ROTATION_STATE_ARMED: RotationState
ROTATION_STATE_PROVING: RotationState
ROTATION_STATE_ACTIVATING: RotationState
ROTATION_STATE_RUNNING: RotationState
ROTATION_STATE_PAUSED: RotationState
ROTATION_STATE_VERIFYING: RotationState
ROTATION_STATE_COOLING: RotationState
ROTATION_STATE_ROLLING_BACK: RotationState
ROTATION_STATE_CANCELLED: RotationState
ROTATION_STATE_RETIREMENT: RotationState
ROTATION_STATE_RETIRING: RotationState
ROTATION_STATE_RETIRED: RotationState
ROTATION_PAUSE_UNSPECIFIED: RotationPause
ROTATION_PAUSE_ASKED: RotationPause
ROTATION_PAUSE_DISK: RotationPause
ROTATION_PAUSE_NOT_KEPT: RotationPause
ROTATION_PAUSE_DAMAGED: RotationPause
ROTATION_CHANGE_UNSPECIFIED: RotationChange
ROTATION_CHANGE_PLAN: RotationChange
ROTATION_CHANGE_PAUSE: RotationChange
ROTATION_CHANGE_RESUME: RotationChange
ROTATION_CHANGE_ROLL_BACK: RotationChange
ROTATION_CHANGE_CANCEL: RotationChange
ROTATION_CHANGE_RETIRE: RotationChange
RENEWAL_STATE_UNSPECIFIED: RenewalState
RENEWAL_STATE_PLANNED: RenewalState
RENEWAL_STATE_RUNNING: RenewalState
RENEWAL_STATE_PAUSED: RenewalState
RENEWAL_STATE_SWEEPING: RenewalState
RENEWAL_STATE_DONE: RenewalState
RENEWAL_STATE_CANCELLED: RenewalState
RENEWAL_PAUSE_UNSPECIFIED: RenewalPause
RENEWAL_PAUSE_ASKED: RenewalPause
RENEWAL_PAUSE_DISK: RenewalPause
RENEWAL_PAUSE_DAMAGED: RenewalPause
RENEWAL_CHANGE_UNSPECIFIED: RenewalChange
RENEWAL_CHANGE_PLAN: RenewalChange
RENEWAL_CHANGE_PAUSE: RenewalChange
RENEWAL_CHANGE_RESUME: RenewalChange
RENEWAL_CHANGE_CANCEL: RenewalChange
TRANSFER_RESULT_UNSPECIFIED: TransferResult
TRANSFER_RESULT_GOES_ON: TransferResult
TRANSFER_RESULT_RECEIVED: TransferResult
TRANSFER_RESULT_ALREADY: TransferResult
TRANSFER_RESULT_REFUSED: TransferResult
TRANSFER_RESULT_WAS_REFUSED: TransferResult
TRANSFER_RESULT_OTHER_PROVINCE: TransferResult
TRANSFER_RESULT_NOT_TRUSTED: TransferResult
TRANSFER_RESULT_ALTERED: TransferResult
TRANSFER_RESULT_TOO_OLD: TransferResult
TRANSFER_RESULT_UNREADABLE: TransferResult
SLOT_CHANGE_UNSPECIFIED: SlotChange
SLOT_CHANGE_CREDENTIAL: SlotChange
SLOT_CHANGE_PASSPHRASE: SlotChange
SLOT_CHANGE_SET: SlotChange
SLOT_CHANGE_CANCEL: SlotChange
COMMITTEE_CHANGE_UNSPECIFIED: CommitteeChange
COMMITTEE_CHANGE_PROPOSE: CommitteeChange
COMMITTEE_CHANGE_CANCEL: CommitteeChange
CUSTODY_RESULT_UNSPECIFIED: CustodyResult
CUSTODY_RESULT_TAKEN: CustodyResult
CUSTODY_RESULT_COMPLETE: CustodyResult
CUSTODY_RESULT_WRONG: CustodyResult
CUSTODY_RESULT_STALE: CustodyResult
FILE_TIE_KIND_UNSPECIFIED: FileTieKind
FILE_TIE_KIND_SIBLING: FileTieKind
FILE_TIE_KIND_JOINED: FileTieKind
FILE_TIE_KIND_STAYS: FileTieKind
EVENT_KIND_UNSPECIFIED: EventKind
EVENT_KIND_READY: EventKind
EVENT_KIND_ACT: EventKind
EVENT_KIND_DUE: EventKind
EVENT_KIND_RESYNC: EventKind
EVENT_KIND_BREAK_GLASS: EventKind
FIGURE_STATE_UNSPECIFIED: FigureState
FIGURE_STATE_TOLD: FigureState
FIGURE_STATE_NOT_COLLECTED: FigureState
FIGURE_STATE_HIDDEN: FigureState
FIGURE_STATE_ROUNDED: FigureState
PUBLISHED_STATE_UNSPECIFIED: PublishedState
PUBLISHED_STATE_TOLD: PublishedState
PUBLISHED_STATE_COARSENED: PublishedState
PUBLISHED_STATE_WITHHELD: PublishedState
PUBLISHED_STATE_NOT_COLLECTED: PublishedState
PUBLISHED_REASON_UNSPECIFIED: PublishedReason
PUBLISHED_REASON_TELLS: PublishedReason
PUBLISHED_REASON_UNPROVED: PublishedReason
PUBLISHED_REASON_NO_SUM: PublishedReason
PUBLISHED_REASON_BEFORE: PublishedReason
PUBLICATION_CHANGE_UNSPECIFIED: PublicationChange
PUBLICATION_CHANGE_PROPOSE: PublicationChange
PUBLICATION_CHANGE_CANCEL: PublicationChange

class Error(_message.Message):
    __slots__ = ("detail", "retry_after_ms", "reference", "fields")
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    RETRY_AFTER_MS_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    detail: int
    retry_after_ms: int
    reference: bytes
    fields: _containers.RepeatedCompositeFieldContainer[FieldError]
    def __init__(self, detail: _Optional[int] = ..., retry_after_ms: _Optional[int] = ..., reference: _Optional[bytes] = ..., fields: _Optional[_Iterable[_Union[FieldError, _Mapping[str, object]]]] = ...) -> None: ...

class FieldError(_message.Message):
    __slots__ = ("code", "form", "field", "row")
    CODE_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    ROW_FIELD_NUMBER: _ClassVar[int]
    code: int
    form: str
    field: str
    row: int
    def __init__(self, code: _Optional[int] = ..., form: _Optional[str] = ..., field: _Optional[str] = ..., row: _Optional[int] = ...) -> None: ...

class Nothing(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class RoleGrant(_message.Message):
    __slots__ = ("role", "organisation", "organisation_name")
    ROLE_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_NAME_FIELD_NUMBER: _ClassVar[int]
    role: str
    organisation: bytes
    organisation_name: str
    def __init__(self, role: _Optional[str] = ..., organisation: _Optional[bytes] = ..., organisation_name: _Optional[str] = ...) -> None: ...

class WhoAmIAnswer(_message.Message):
    __slots__ = ("member", "name", "device", "device_label", "roles", "province", "definition_version", "definition_hash", "sealed", "daemon_keys", "key_renewal_due_ms", "deputised", "secrecy_due_ms", "break_glass_count", "controller")
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    DEVICE_LABEL_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    PROVINCE_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_VERSION_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_HASH_FIELD_NUMBER: _ClassVar[int]
    SEALED_FIELD_NUMBER: _ClassVar[int]
    DAEMON_KEYS_FIELD_NUMBER: _ClassVar[int]
    KEY_RENEWAL_DUE_MS_FIELD_NUMBER: _ClassVar[int]
    DEPUTISED_FIELD_NUMBER: _ClassVar[int]
    SECRECY_DUE_MS_FIELD_NUMBER: _ClassVar[int]
    BREAK_GLASS_COUNT_FIELD_NUMBER: _ClassVar[int]
    CONTROLLER_FIELD_NUMBER: _ClassVar[int]
    member: bytes
    name: str
    device: bytes
    device_label: str
    roles: _containers.RepeatedCompositeFieldContainer[RoleGrant]
    province: str
    definition_version: int
    definition_hash: bytes
    sealed: bool
    daemon_keys: _containers.RepeatedCompositeFieldContainer[DaemonKey]
    key_renewal_due_ms: int
    deputised: _containers.RepeatedCompositeFieldContainer[_act_pb2.Name]
    secrecy_due_ms: int
    break_glass_count: int
    controller: Controller
    def __init__(self, member: _Optional[bytes] = ..., name: _Optional[str] = ..., device: _Optional[bytes] = ..., device_label: _Optional[str] = ..., roles: _Optional[_Iterable[_Union[RoleGrant, _Mapping[str, object]]]] = ..., province: _Optional[str] = ..., definition_version: _Optional[int] = ..., definition_hash: _Optional[bytes] = ..., sealed: bool = ..., daemon_keys: _Optional[_Iterable[_Union[DaemonKey, _Mapping[str, object]]]] = ..., key_renewal_due_ms: _Optional[int] = ..., deputised: _Optional[_Iterable[_Union[_act_pb2.Name, _Mapping[str, object]]]] = ..., secrecy_due_ms: _Optional[int] = ..., break_glass_count: _Optional[int] = ..., controller: _Optional[_Union[Controller, _Mapping[str, object]]] = ...) -> None: ...

class DaemonKey(_message.Message):
    __slots__ = ("id", "public_key")
    ID_FIELD_NUMBER: _ClassVar[int]
    PUBLIC_KEY_FIELD_NUMBER: _ClassVar[int]
    id: int
    public_key: bytes
    def __init__(self, id: _Optional[int] = ..., public_key: _Optional[bytes] = ...) -> None: ...

class StatusRequest(_message.Message):
    __slots__ = ("metrics",)
    METRICS_FIELD_NUMBER: _ClassVar[int]
    metrics: bool
    def __init__(self, metrics: bool = ...) -> None: ...

class StatusAnswer(_message.Message):
    __slots__ = ("sealed", "province", "store", "started_at_ms", "now_ms", "files", "acts", "log_size", "index_percent", "connections", "devices_active", "devices_other", "invitations_open", "disk", "disk_free_bytes", "root_epoch", "keyring_sequence", "slots", "software", "libsodium", "sqlite", "wal_rule", "definition_version", "sealed_leaves", "daemon_keys", "invitations_contested", "devices_unaware", "credential_beside", "witnesses", "incidents_due", "backup", "committee", "slots_dropped", "contributed", "committee_plan", "keys", "epoch_owed", "epoch_since_ms", "distrusted", "distrusted_kinds", "renewal_distrusted", "rotations_halted", "unsigned_restoration_ms", "metrics", "lock_refused", "rotations_running")
    SEALED_FIELD_NUMBER: _ClassVar[int]
    PROVINCE_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    NOW_MS_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    ACTS_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    INDEX_PERCENT_FIELD_NUMBER: _ClassVar[int]
    CONNECTIONS_FIELD_NUMBER: _ClassVar[int]
    DEVICES_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    DEVICES_OTHER_FIELD_NUMBER: _ClassVar[int]
    INVITATIONS_OPEN_FIELD_NUMBER: _ClassVar[int]
    DISK_FIELD_NUMBER: _ClassVar[int]
    DISK_FREE_BYTES_FIELD_NUMBER: _ClassVar[int]
    ROOT_EPOCH_FIELD_NUMBER: _ClassVar[int]
    KEYRING_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SLOTS_FIELD_NUMBER: _ClassVar[int]
    SOFTWARE_FIELD_NUMBER: _ClassVar[int]
    LIBSODIUM_FIELD_NUMBER: _ClassVar[int]
    SQLITE_FIELD_NUMBER: _ClassVar[int]
    WAL_RULE_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_VERSION_FIELD_NUMBER: _ClassVar[int]
    SEALED_LEAVES_FIELD_NUMBER: _ClassVar[int]
    DAEMON_KEYS_FIELD_NUMBER: _ClassVar[int]
    INVITATIONS_CONTESTED_FIELD_NUMBER: _ClassVar[int]
    DEVICES_UNAWARE_FIELD_NUMBER: _ClassVar[int]
    CREDENTIAL_BESIDE_FIELD_NUMBER: _ClassVar[int]
    WITNESSES_FIELD_NUMBER: _ClassVar[int]
    INCIDENTS_DUE_FIELD_NUMBER: _ClassVar[int]
    BACKUP_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_FIELD_NUMBER: _ClassVar[int]
    SLOTS_DROPPED_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTED_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_PLAN_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    EPOCH_OWED_FIELD_NUMBER: _ClassVar[int]
    EPOCH_SINCE_MS_FIELD_NUMBER: _ClassVar[int]
    DISTRUSTED_FIELD_NUMBER: _ClassVar[int]
    DISTRUSTED_KINDS_FIELD_NUMBER: _ClassVar[int]
    RENEWAL_DISTRUSTED_FIELD_NUMBER: _ClassVar[int]
    ROTATIONS_HALTED_FIELD_NUMBER: _ClassVar[int]
    UNSIGNED_RESTORATION_MS_FIELD_NUMBER: _ClassVar[int]
    METRICS_FIELD_NUMBER: _ClassVar[int]
    LOCK_REFUSED_FIELD_NUMBER: _ClassVar[int]
    ROTATIONS_RUNNING_FIELD_NUMBER: _ClassVar[int]
    sealed: bool
    province: str
    store: bytes
    started_at_ms: int
    now_ms: int
    files: int
    acts: int
    log_size: int
    index_percent: int
    connections: int
    devices_active: int
    devices_other: int
    invitations_open: int
    disk: int
    disk_free_bytes: int
    root_epoch: int
    keyring_sequence: int
    slots: _containers.RepeatedCompositeFieldContainer[Slot]
    software: str
    libsodium: str
    sqlite: str
    wal_rule: bool
    definition_version: int
    sealed_leaves: int
    daemon_keys: _containers.RepeatedCompositeFieldContainer[DaemonKey]
    invitations_contested: int
    devices_unaware: int
    credential_beside: bool
    witnesses: _containers.RepeatedCompositeFieldContainer[WitnessAge]
    incidents_due: int
    backup: BackupAge
    committee: CommitteeState
    slots_dropped: int
    contributed: _containers.RepeatedScalarFieldContainer[str]
    committee_plan: int
    keys: _containers.RepeatedCompositeFieldContainer[Key]
    epoch_owed: int
    epoch_since_ms: int
    distrusted: int
    distrusted_kinds: int
    renewal_distrusted: bool
    rotations_halted: int
    unsigned_restoration_ms: int
    metrics: str
    lock_refused: bool
    rotations_running: int
    def __init__(self, sealed: bool = ..., province: _Optional[str] = ..., store: _Optional[bytes] = ..., started_at_ms: _Optional[int] = ..., now_ms: _Optional[int] = ..., files: _Optional[int] = ..., acts: _Optional[int] = ..., log_size: _Optional[int] = ..., index_percent: _Optional[int] = ..., connections: _Optional[int] = ..., devices_active: _Optional[int] = ..., devices_other: _Optional[int] = ..., invitations_open: _Optional[int] = ..., disk: _Optional[int] = ..., disk_free_bytes: _Optional[int] = ..., root_epoch: _Optional[int] = ..., keyring_sequence: _Optional[int] = ..., slots: _Optional[_Iterable[_Union[Slot, _Mapping[str, object]]]] = ..., software: _Optional[str] = ..., libsodium: _Optional[str] = ..., sqlite: _Optional[str] = ..., wal_rule: bool = ..., definition_version: _Optional[int] = ..., sealed_leaves: _Optional[int] = ..., daemon_keys: _Optional[_Iterable[_Union[DaemonKey, _Mapping[str, object]]]] = ..., invitations_contested: _Optional[int] = ..., devices_unaware: _Optional[int] = ..., credential_beside: bool = ..., witnesses: _Optional[_Iterable[_Union[WitnessAge, _Mapping[str, object]]]] = ..., incidents_due: _Optional[int] = ..., backup: _Optional[_Union[BackupAge, _Mapping[str, object]]] = ..., committee: _Optional[_Union[CommitteeState, _Mapping[str, object]]] = ..., slots_dropped: _Optional[int] = ..., contributed: _Optional[_Iterable[str]] = ..., committee_plan: _Optional[int] = ..., keys: _Optional[_Iterable[_Union[Key, _Mapping[str, object]]]] = ..., epoch_owed: _Optional[int] = ..., epoch_since_ms: _Optional[int] = ..., distrusted: _Optional[int] = ..., distrusted_kinds: _Optional[int] = ..., renewal_distrusted: bool = ..., rotations_halted: _Optional[int] = ..., unsigned_restoration_ms: _Optional[int] = ..., metrics: _Optional[str] = ..., lock_refused: bool = ..., rotations_running: _Optional[int] = ...) -> None: ...

class BackupAge(_message.Message):
    __slots__ = ("at_ms", "level", "proved_at_ms", "running", "failure", "drill_failed_at_ms")
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    PROVED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    RUNNING_FIELD_NUMBER: _ClassVar[int]
    FAILURE_FIELD_NUMBER: _ClassVar[int]
    DRILL_FAILED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    at_ms: int
    level: int
    proved_at_ms: int
    running: bool
    failure: BackupFailure
    drill_failed_at_ms: int
    def __init__(self, at_ms: _Optional[int] = ..., level: _Optional[int] = ..., proved_at_ms: _Optional[int] = ..., running: bool = ..., failure: _Optional[_Union[BackupFailure, str]] = ..., drill_failed_at_ms: _Optional[int] = ...) -> None: ...

class BackupAnswer(_message.Message):
    __slots__ = ("started_at_ms",)
    STARTED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    started_at_ms: int
    def __init__(self, started_at_ms: _Optional[int] = ...) -> None: ...

class ListBackupsAnswer(_message.Message):
    __slots__ = ("plan", "proposed", "backups", "run", "store", "log_size")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_FIELD_NUMBER: _ClassVar[int]
    BACKUPS_FIELD_NUMBER: _ClassVar[int]
    RUN_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    plan: BackupPlan
    proposed: BackupPlan
    backups: _containers.RepeatedCompositeFieldContainer[MadeBackup]
    run: BackupRun
    store: bytes
    log_size: int
    def __init__(self, plan: _Optional[_Union[BackupPlan, _Mapping[str, object]]] = ..., proposed: _Optional[_Union[BackupPlan, _Mapping[str, object]]] = ..., backups: _Optional[_Iterable[_Union[MadeBackup, _Mapping[str, object]]]] = ..., run: _Optional[_Union[BackupRun, _Mapping[str, object]]] = ..., store: _Optional[bytes] = ..., log_size: _Optional[int] = ...) -> None: ...

class BackupPlan(_message.Message):
    __slots__ = ("plan", "recipients", "folder", "key_folder", "hours", "kept", "proposer", "proposed_by", "proposed_at_ms", "approved_by", "approved_at_ms", "expires_at_ms", "digest", "overdue")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    RECIPIENTS_FIELD_NUMBER: _ClassVar[int]
    FOLDER_FIELD_NUMBER: _ClassVar[int]
    KEY_FOLDER_FIELD_NUMBER: _ClassVar[int]
    HOURS_FIELD_NUMBER: _ClassVar[int]
    KEPT_FIELD_NUMBER: _ClassVar[int]
    PROPOSER_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_BY_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    APPROVED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    plan: bytes
    recipients: _containers.RepeatedScalarFieldContainer[bytes]
    folder: str
    key_folder: str
    hours: int
    kept: int
    proposer: bytes
    proposed_by: str
    proposed_at_ms: int
    approved_by: str
    approved_at_ms: int
    expires_at_ms: int
    digest: bytes
    overdue: bool
    def __init__(self, plan: _Optional[bytes] = ..., recipients: _Optional[_Iterable[bytes]] = ..., folder: _Optional[str] = ..., key_folder: _Optional[str] = ..., hours: _Optional[int] = ..., kept: _Optional[int] = ..., proposer: _Optional[bytes] = ..., proposed_by: _Optional[str] = ..., proposed_at_ms: _Optional[int] = ..., approved_by: _Optional[str] = ..., approved_at_ms: _Optional[int] = ..., expires_at_ms: _Optional[int] = ..., digest: _Optional[bytes] = ..., overdue: bool = ...) -> None: ...

class MadeBackup(_message.Message):
    __slots__ = ("name", "folder", "at_ms", "size", "leaf", "byte_count", "sha256", "keyring_sequence", "proved_at_ms", "drill_failed_at_ms", "kept_until_ms")
    NAME_FIELD_NUMBER: _ClassVar[int]
    FOLDER_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    LEAF_FIELD_NUMBER: _ClassVar[int]
    BYTE_COUNT_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    KEYRING_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    PROVED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    DRILL_FAILED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    KEPT_UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    name: str
    folder: str
    at_ms: int
    size: int
    leaf: int
    byte_count: int
    sha256: bytes
    keyring_sequence: int
    proved_at_ms: int
    drill_failed_at_ms: int
    kept_until_ms: int
    def __init__(self, name: _Optional[str] = ..., folder: _Optional[str] = ..., at_ms: _Optional[int] = ..., size: _Optional[int] = ..., leaf: _Optional[int] = ..., byte_count: _Optional[int] = ..., sha256: _Optional[bytes] = ..., keyring_sequence: _Optional[int] = ..., proved_at_ms: _Optional[int] = ..., drill_failed_at_ms: _Optional[int] = ..., kept_until_ms: _Optional[int] = ...) -> None: ...

class BackupRun(_message.Message):
    __slots__ = ("running", "started_at_ms", "step", "done_bytes", "total_bytes", "failed_at_ms", "failure")
    RUNNING_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    DONE_BYTES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_BYTES_FIELD_NUMBER: _ClassVar[int]
    FAILED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    FAILURE_FIELD_NUMBER: _ClassVar[int]
    running: bool
    started_at_ms: int
    step: int
    done_bytes: int
    total_bytes: int
    failed_at_ms: int
    failure: BackupFailure
    def __init__(self, running: bool = ..., started_at_ms: _Optional[int] = ..., step: _Optional[int] = ..., done_bytes: _Optional[int] = ..., total_bytes: _Optional[int] = ..., failed_at_ms: _Optional[int] = ..., failure: _Optional[_Union[BackupFailure, str]] = ...) -> None: ...

class PlanBackupsRequest(_message.Message):
    __slots__ = ("plan", "recipients", "folder", "key_folder", "hours", "kept")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    RECIPIENTS_FIELD_NUMBER: _ClassVar[int]
    FOLDER_FIELD_NUMBER: _ClassVar[int]
    KEY_FOLDER_FIELD_NUMBER: _ClassVar[int]
    HOURS_FIELD_NUMBER: _ClassVar[int]
    KEPT_FIELD_NUMBER: _ClassVar[int]
    plan: bytes
    recipients: _containers.RepeatedScalarFieldContainer[bytes]
    folder: str
    key_folder: str
    hours: int
    kept: int
    def __init__(self, plan: _Optional[bytes] = ..., recipients: _Optional[_Iterable[bytes]] = ..., folder: _Optional[str] = ..., key_folder: _Optional[str] = ..., hours: _Optional[int] = ..., kept: _Optional[int] = ...) -> None: ...

class PlanBackupsAnswer(_message.Message):
    __slots__ = ("expires_at_ms",)
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    expires_at_ms: int
    def __init__(self, expires_at_ms: _Optional[int] = ...) -> None: ...

class CommitteeState(_message.Message):
    __slots__ = ("members", "members_needed", "members_proved", "escrows", "escrows_proved")
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_NEEDED_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_PROVED_FIELD_NUMBER: _ClassVar[int]
    ESCROWS_FIELD_NUMBER: _ClassVar[int]
    ESCROWS_PROVED_FIELD_NUMBER: _ClassVar[int]
    members: int
    members_needed: int
    members_proved: int
    escrows: int
    escrows_proved: int
    def __init__(self, members: _Optional[int] = ..., members_needed: _Optional[int] = ..., members_proved: _Optional[int] = ..., escrows: _Optional[int] = ..., escrows_proved: _Optional[int] = ...) -> None: ...

class WitnessAge(_message.Message):
    __slots__ = ("name", "size", "cosigned_at_ms", "level")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    COSIGNED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    name: str
    size: int
    cosigned_at_ms: int
    level: int
    def __init__(self, name: _Optional[str] = ..., size: _Optional[int] = ..., cosigned_at_ms: _Optional[int] = ..., level: _Optional[int] = ...) -> None: ...

class Slot(_message.Message):
    __slots__ = ("type", "id")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    type: int
    id: int
    def __init__(self, type: _Optional[int] = ..., id: _Optional[int] = ...) -> None: ...

class CheckpointRequest(_message.Message):
    __slots__ = ("known_size",)
    KNOWN_SIZE_FIELD_NUMBER: _ClassVar[int]
    known_size: int
    def __init__(self, known_size: _Optional[int] = ...) -> None: ...

class CheckpointAnswer(_message.Message):
    __slots__ = ("note", "proof", "restoration", "restoration_id", "former", "log_keys")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    PROOF_FIELD_NUMBER: _ClassVar[int]
    RESTORATION_FIELD_NUMBER: _ClassVar[int]
    RESTORATION_ID_FIELD_NUMBER: _ClassVar[int]
    FORMER_FIELD_NUMBER: _ClassVar[int]
    LOG_KEYS_FIELD_NUMBER: _ClassVar[int]
    note: str
    proof: _containers.RepeatedScalarFieldContainer[bytes]
    restoration: Restoration
    restoration_id: bytes
    former: _containers.RepeatedCompositeFieldContainer[Restoration]
    log_keys: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, note: _Optional[str] = ..., proof: _Optional[_Iterable[bytes]] = ..., restoration: _Optional[_Union[Restoration, _Mapping[str, object]]] = ..., restoration_id: _Optional[bytes] = ..., former: _Optional[_Iterable[_Union[Restoration, _Mapping[str, object]]]] = ..., log_keys: _Optional[_Iterable[str]] = ...) -> None: ...

class Restoration(_message.Message):
    __slots__ = ("restoration", "note", "at_ms", "lost", "proposer", "proposed_by", "proposed_at_ms", "expires_at_ms", "approved_by", "approved_at_ms", "digest", "log_size", "store")
    RESTORATION_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    LOST_FIELD_NUMBER: _ClassVar[int]
    PROPOSER_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_BY_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    APPROVED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    restoration: bytes
    note: str
    at_ms: int
    lost: str
    proposer: bytes
    proposed_by: str
    proposed_at_ms: int
    expires_at_ms: int
    approved_by: str
    approved_at_ms: int
    digest: bytes
    log_size: int
    store: bytes
    def __init__(self, restoration: _Optional[bytes] = ..., note: _Optional[str] = ..., at_ms: _Optional[int] = ..., lost: _Optional[str] = ..., proposer: _Optional[bytes] = ..., proposed_by: _Optional[str] = ..., proposed_at_ms: _Optional[int] = ..., expires_at_ms: _Optional[int] = ..., approved_by: _Optional[str] = ..., approved_at_ms: _Optional[int] = ..., digest: _Optional[bytes] = ..., log_size: _Optional[int] = ..., store: _Optional[bytes] = ...) -> None: ...

class SignRestorationRequest(_message.Message):
    __slots__ = ("restoration", "lost", "approval")
    RESTORATION_FIELD_NUMBER: _ClassVar[int]
    LOST_FIELD_NUMBER: _ClassVar[int]
    APPROVAL_FIELD_NUMBER: _ClassVar[int]
    restoration: bytes
    lost: str
    approval: ApproveRequest
    def __init__(self, restoration: _Optional[bytes] = ..., lost: _Optional[str] = ..., approval: _Optional[_Union[ApproveRequest, _Mapping[str, object]]] = ...) -> None: ...

class SignRestorationAnswer(_message.Message):
    __slots__ = ("expires_at_ms",)
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    expires_at_ms: int
    def __init__(self, expires_at_ms: _Optional[int] = ...) -> None: ...

class ProveLeafRequest(_message.Message):
    __slots__ = ("file", "sequence", "leaf", "size")
    FILE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    LEAF_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    sequence: int
    leaf: int
    size: int
    def __init__(self, file: _Optional[bytes] = ..., sequence: _Optional[int] = ..., leaf: _Optional[int] = ..., size: _Optional[int] = ...) -> None: ...

class ProveLeafAnswer(_message.Message):
    __slots__ = ("leaf", "hash", "proof")
    LEAF_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    PROOF_FIELD_NUMBER: _ClassVar[int]
    leaf: int
    hash: bytes
    proof: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, leaf: _Optional[int] = ..., hash: _Optional[bytes] = ..., proof: _Optional[_Iterable[bytes]] = ...) -> None: ...

class AckOperationsRequest(_message.Message):
    __slots__ = ("operation_keys",)
    OPERATION_KEYS_FIELD_NUMBER: _ClassVar[int]
    operation_keys: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, operation_keys: _Optional[_Iterable[bytes]] = ...) -> None: ...

class AckOperationsAnswer(_message.Message):
    __slots__ = ("acknowledged",)
    ACKNOWLEDGED_FIELD_NUMBER: _ClassVar[int]
    acknowledged: int
    def __init__(self, acknowledged: _Optional[int] = ...) -> None: ...

class ListWitnessesAnswer(_message.Message):
    __slots__ = ("witnesses", "store", "log_size")
    WITNESSES_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    witnesses: _containers.RepeatedCompositeFieldContainer[Witness]
    store: bytes
    log_size: int
    def __init__(self, witnesses: _Optional[_Iterable[_Union[Witness, _Mapping[str, object]]]] = ..., store: _Optional[bytes] = ..., log_size: _Optional[int] = ...) -> None: ...

class Witness(_message.Message):
    __slots__ = ("witness", "name", "key", "proposer", "proposed_by", "proposed_at_ms", "trusted_at_ms", "approved_by", "remover", "removal_by", "expires_at_ms", "digest", "overdue", "age", "note")
    WITNESS_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    PROPOSER_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_BY_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    TRUSTED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    REMOVER_FIELD_NUMBER: _ClassVar[int]
    REMOVAL_BY_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    AGE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    witness: bytes
    name: str
    key: bytes
    proposer: bytes
    proposed_by: str
    proposed_at_ms: int
    trusted_at_ms: int
    approved_by: str
    remover: bytes
    removal_by: str
    expires_at_ms: int
    digest: bytes
    overdue: bool
    age: WitnessAge
    note: str
    def __init__(self, witness: _Optional[bytes] = ..., name: _Optional[str] = ..., key: _Optional[bytes] = ..., proposer: _Optional[bytes] = ..., proposed_by: _Optional[str] = ..., proposed_at_ms: _Optional[int] = ..., trusted_at_ms: _Optional[int] = ..., approved_by: _Optional[str] = ..., remover: _Optional[bytes] = ..., removal_by: _Optional[str] = ..., expires_at_ms: _Optional[int] = ..., digest: _Optional[bytes] = ..., overdue: bool = ..., age: _Optional[_Union[WitnessAge, _Mapping[str, object]]] = ..., note: _Optional[str] = ...) -> None: ...

class ChangeWitnessRequest(_message.Message):
    __slots__ = ("change", "witness", "name", "key")
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    WITNESS_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    change: WitnessChange
    witness: bytes
    name: str
    key: bytes
    def __init__(self, change: _Optional[_Union[WitnessChange, str]] = ..., witness: _Optional[bytes] = ..., name: _Optional[str] = ..., key: _Optional[bytes] = ...) -> None: ...

class ChangeWitnessAnswer(_message.Message):
    __slots__ = ("needs_approval", "expires_at_ms")
    NEEDS_APPROVAL_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    needs_approval: bool
    expires_at_ms: int
    def __init__(self, needs_approval: bool = ..., expires_at_ms: _Optional[int] = ...) -> None: ...

class AddCosignatureRequest(_message.Message):
    __slots__ = ("note",)
    NOTE_FIELD_NUMBER: _ClassVar[int]
    note: str
    def __init__(self, note: _Optional[str] = ...) -> None: ...

class AddCosignatureAnswer(_message.Message):
    __slots__ = ("result", "witnesses", "size")
    RESULT_FIELD_NUMBER: _ClassVar[int]
    WITNESSES_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    result: CosignatureResult
    witnesses: _containers.RepeatedScalarFieldContainer[bytes]
    size: int
    def __init__(self, result: _Optional[_Union[CosignatureResult, str]] = ..., witnesses: _Optional[_Iterable[bytes]] = ..., size: _Optional[int] = ...) -> None: ...

class EnrolRequest(_message.Message):
    __slots__ = ("device_label", "signing_key")
    DEVICE_LABEL_FIELD_NUMBER: _ClassVar[int]
    SIGNING_KEY_FIELD_NUMBER: _ClassVar[int]
    device_label: str
    signing_key: bytes
    def __init__(self, device_label: _Optional[str] = ..., signing_key: _Optional[bytes] = ...) -> None: ...

class EnrolAnswer(_message.Message):
    __slots__ = ("device", "preshared_key", "member", "log_key", "log_origin")
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    PRESHARED_KEY_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    LOG_KEY_FIELD_NUMBER: _ClassVar[int]
    LOG_ORIGIN_FIELD_NUMBER: _ClassVar[int]
    device: bytes
    preshared_key: bytes
    member: bytes
    log_key: bytes
    log_origin: str
    def __init__(self, device: _Optional[bytes] = ..., preshared_key: _Optional[bytes] = ..., member: _Optional[bytes] = ..., log_key: _Optional[bytes] = ..., log_origin: _Optional[str] = ...) -> None: ...

class InviteRequest(_message.Message):
    __slots__ = ("invitation", "secret", "member_name", "member", "roles", "expires_in_s")
    INVITATION_FIELD_NUMBER: _ClassVar[int]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    MEMBER_NAME_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_IN_S_FIELD_NUMBER: _ClassVar[int]
    invitation: bytes
    secret: bytes
    member_name: str
    member: bytes
    roles: _containers.RepeatedCompositeFieldContainer[RoleGrant]
    expires_in_s: int
    def __init__(self, invitation: _Optional[bytes] = ..., secret: _Optional[bytes] = ..., member_name: _Optional[str] = ..., member: _Optional[bytes] = ..., roles: _Optional[_Iterable[_Union[RoleGrant, _Mapping[str, object]]]] = ..., expires_in_s: _Optional[int] = ...) -> None: ...

class InviteAnswer(_message.Message):
    __slots__ = ("invitation", "needs_approval", "expires_at_ms")
    INVITATION_FIELD_NUMBER: _ClassVar[int]
    NEEDS_APPROVAL_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    invitation: bytes
    needs_approval: bool
    expires_at_ms: int
    def __init__(self, invitation: _Optional[bytes] = ..., needs_approval: bool = ..., expires_at_ms: _Optional[int] = ...) -> None: ...

class ApprovalStatement(_message.Message):
    __slots__ = ("operation", "target", "digest", "nonce", "expires_at_ms", "log_size", "store")
    OPERATION_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    NONCE_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    operation: int
    target: bytes
    digest: bytes
    nonce: bytes
    expires_at_ms: int
    log_size: int
    store: bytes
    def __init__(self, operation: _Optional[int] = ..., target: _Optional[bytes] = ..., digest: _Optional[bytes] = ..., nonce: _Optional[bytes] = ..., expires_at_ms: _Optional[int] = ..., log_size: _Optional[int] = ..., store: _Optional[bytes] = ...) -> None: ...

class ApproveRequest(_message.Message):
    __slots__ = ("statement", "signature")
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    statement: bytes
    signature: bytes
    def __init__(self, statement: _Optional[bytes] = ..., signature: _Optional[bytes] = ...) -> None: ...

class ListDevicesAnswer(_message.Message):
    __slots__ = ("devices",)
    DEVICES_FIELD_NUMBER: _ClassVar[int]
    devices: _containers.RepeatedCompositeFieldContainer[Device]
    def __init__(self, devices: _Optional[_Iterable[_Union[Device, _Mapping[str, object]]]] = ...) -> None: ...

class Device(_message.Message):
    __slots__ = ("device", "label", "member", "member_name", "state", "enrolled_at_ms", "last_seen_ms", "keyed_at_ms", "renewing", "contested_at_ms", "daemon_key")
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    MEMBER_NAME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ENROLLED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    LAST_SEEN_MS_FIELD_NUMBER: _ClassVar[int]
    KEYED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    RENEWING_FIELD_NUMBER: _ClassVar[int]
    CONTESTED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    DAEMON_KEY_FIELD_NUMBER: _ClassVar[int]
    device: bytes
    label: str
    member: bytes
    member_name: str
    state: int
    enrolled_at_ms: int
    last_seen_ms: int
    keyed_at_ms: int
    renewing: bool
    contested_at_ms: int
    daemon_key: int
    def __init__(self, device: _Optional[bytes] = ..., label: _Optional[str] = ..., member: _Optional[bytes] = ..., member_name: _Optional[str] = ..., state: _Optional[int] = ..., enrolled_at_ms: _Optional[int] = ..., last_seen_ms: _Optional[int] = ..., keyed_at_ms: _Optional[int] = ..., renewing: bool = ..., contested_at_ms: _Optional[int] = ..., daemon_key: _Optional[int] = ...) -> None: ...

class ChangeDeviceRequest(_message.Message):
    __slots__ = ("device", "change")
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    device: bytes
    change: DeviceChange
    def __init__(self, device: _Optional[bytes] = ..., change: _Optional[_Union[DeviceChange, str]] = ...) -> None: ...

class RenewKeyAnswer(_message.Message):
    __slots__ = ("preshared_key",)
    PRESHARED_KEY_FIELD_NUMBER: _ClassVar[int]
    preshared_key: bytes
    def __init__(self, preshared_key: _Optional[bytes] = ...) -> None: ...

class ConfirmKeyRequest(_message.Message):
    __slots__ = ("digest",)
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    digest: bytes
    def __init__(self, digest: _Optional[bytes] = ...) -> None: ...

class ChangeTransportRequest(_message.Message):
    __slots__ = ("change", "key_id")
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    KEY_ID_FIELD_NUMBER: _ClassVar[int]
    change: TransportChange
    key_id: int
    def __init__(self, change: _Optional[_Union[TransportChange, str]] = ..., key_id: _Optional[int] = ...) -> None: ...

class ChangeTransportAnswer(_message.Message):
    __slots__ = ("daemon_keys", "devices_unaware")
    DAEMON_KEYS_FIELD_NUMBER: _ClassVar[int]
    DEVICES_UNAWARE_FIELD_NUMBER: _ClassVar[int]
    daemon_keys: _containers.RepeatedCompositeFieldContainer[DaemonKey]
    devices_unaware: int
    def __init__(self, daemon_keys: _Optional[_Iterable[_Union[DaemonKey, _Mapping[str, object]]]] = ..., devices_unaware: _Optional[int] = ...) -> None: ...

class ListInvitationsAnswer(_message.Message):
    __slots__ = ("invitations", "log_size", "store")
    INVITATIONS_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    invitations: _containers.RepeatedCompositeFieldContainer[Invitation]
    log_size: int
    store: bytes
    def __init__(self, invitations: _Optional[_Iterable[_Union[Invitation, _Mapping[str, object]]]] = ..., log_size: _Optional[int] = ..., store: _Optional[bytes] = ...) -> None: ...

class Invitation(_message.Message):
    __slots__ = ("invitation", "member_name", "roles", "issued_by", "state", "expires_at_ms", "digest", "member", "issuer", "contested_at_ms", "overdue")
    INVITATION_FIELD_NUMBER: _ClassVar[int]
    MEMBER_NAME_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    ISSUED_BY_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    CONTESTED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    invitation: bytes
    member_name: str
    roles: _containers.RepeatedCompositeFieldContainer[RoleGrant]
    issued_by: str
    state: int
    expires_at_ms: int
    digest: bytes
    member: bytes
    issuer: bytes
    contested_at_ms: int
    overdue: bool
    def __init__(self, invitation: _Optional[bytes] = ..., member_name: _Optional[str] = ..., roles: _Optional[_Iterable[_Union[RoleGrant, _Mapping[str, object]]]] = ..., issued_by: _Optional[str] = ..., state: _Optional[int] = ..., expires_at_ms: _Optional[int] = ..., digest: _Optional[bytes] = ..., member: _Optional[bytes] = ..., issuer: _Optional[bytes] = ..., contested_at_ms: _Optional[int] = ..., overdue: bool = ...) -> None: ...

class ListMembersAnswer(_message.Message):
    __slots__ = ("members", "proposals", "log_size", "store")
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    PROPOSALS_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    members: _containers.RepeatedCompositeFieldContainer[Member]
    proposals: _containers.RepeatedCompositeFieldContainer[Proposal]
    log_size: int
    store: bytes
    def __init__(self, members: _Optional[_Iterable[_Union[Member, _Mapping[str, object]]]] = ..., proposals: _Optional[_Iterable[_Union[Proposal, _Mapping[str, object]]]] = ..., log_size: _Optional[int] = ..., store: _Optional[bytes] = ...) -> None: ...

class Member(_message.Message):
    __slots__ = ("member", "name", "state", "roles", "devices", "absence")
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    DEVICES_FIELD_NUMBER: _ClassVar[int]
    ABSENCE_FIELD_NUMBER: _ClassVar[int]
    member: bytes
    name: str
    state: int
    roles: _containers.RepeatedCompositeFieldContainer[HeldRole]
    devices: int
    absence: Absence
    def __init__(self, member: _Optional[bytes] = ..., name: _Optional[str] = ..., state: _Optional[int] = ..., roles: _Optional[_Iterable[_Union[HeldRole, _Mapping[str, object]]]] = ..., devices: _Optional[int] = ..., absence: _Optional[_Union[Absence, _Mapping[str, object]]] = ...) -> None: ...

class Absence(_message.Message):
    __slots__ = ("from_ms", "until_ms", "deputy")
    FROM_MS_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    DEPUTY_FIELD_NUMBER: _ClassVar[int]
    from_ms: int
    until_ms: int
    deputy: bytes
    def __init__(self, from_ms: _Optional[int] = ..., until_ms: _Optional[int] = ..., deputy: _Optional[bytes] = ...) -> None: ...

class SetAbsenceRequest(_message.Message):
    __slots__ = ("member", "absence")
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    ABSENCE_FIELD_NUMBER: _ClassVar[int]
    member: bytes
    absence: Absence
    def __init__(self, member: _Optional[bytes] = ..., absence: _Optional[_Union[Absence, _Mapping[str, object]]] = ...) -> None: ...

class BreakGlassRequest(_message.Message):
    __slots__ = ("access", "file", "number", "reason", "life_danger")
    ACCESS_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LIFE_DANGER_FIELD_NUMBER: _ClassVar[int]
    access: bytes
    file: bytes
    number: str
    reason: str
    life_danger: bool
    def __init__(self, access: _Optional[bytes] = ..., file: _Optional[bytes] = ..., number: _Optional[str] = ..., reason: _Optional[str] = ..., life_danger: bool = ...) -> None: ...

class BreakGlassAnswer(_message.Message):
    __slots__ = ("file", "classes", "until_ms", "review_due_ms")
    FILE_FIELD_NUMBER: _ClassVar[int]
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    REVIEW_DUE_MS_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    classes: int
    until_ms: int
    review_due_ms: int
    def __init__(self, file: _Optional[bytes] = ..., classes: _Optional[int] = ..., until_ms: _Optional[int] = ..., review_due_ms: _Optional[int] = ...) -> None: ...

class BreakGlass(_message.Message):
    __slots__ = ("access", "member", "member_name", "file", "number", "reason", "life_danger", "at_ms", "until_ms", "whole", "approved_by", "approved_at_ms", "review_due_ms", "reviewed_by", "reviewed_at_ms", "justified", "review", "digest")
    ACCESS_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    MEMBER_NAME_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LIFE_DANGER_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    WHOLE_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    APPROVED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    REVIEW_DUE_MS_FIELD_NUMBER: _ClassVar[int]
    REVIEWED_BY_FIELD_NUMBER: _ClassVar[int]
    REVIEWED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    JUSTIFIED_FIELD_NUMBER: _ClassVar[int]
    REVIEW_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    access: bytes
    member: bytes
    member_name: str
    file: bytes
    number: str
    reason: str
    life_danger: bool
    at_ms: int
    until_ms: int
    whole: bool
    approved_by: str
    approved_at_ms: int
    review_due_ms: int
    reviewed_by: str
    reviewed_at_ms: int
    justified: bool
    review: str
    digest: bytes
    def __init__(self, access: _Optional[bytes] = ..., member: _Optional[bytes] = ..., member_name: _Optional[str] = ..., file: _Optional[bytes] = ..., number: _Optional[str] = ..., reason: _Optional[str] = ..., life_danger: bool = ..., at_ms: _Optional[int] = ..., until_ms: _Optional[int] = ..., whole: bool = ..., approved_by: _Optional[str] = ..., approved_at_ms: _Optional[int] = ..., review_due_ms: _Optional[int] = ..., reviewed_by: _Optional[str] = ..., reviewed_at_ms: _Optional[int] = ..., justified: bool = ..., review: _Optional[str] = ..., digest: _Optional[bytes] = ...) -> None: ...

class ListBreakGlassAnswer(_message.Message):
    __slots__ = ("accesses", "total", "store", "log_size")
    ACCESSES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    accesses: _containers.RepeatedCompositeFieldContainer[BreakGlass]
    total: int
    store: bytes
    log_size: int
    def __init__(self, accesses: _Optional[_Iterable[_Union[BreakGlass, _Mapping[str, object]]]] = ..., total: _Optional[int] = ..., store: _Optional[bytes] = ..., log_size: _Optional[int] = ...) -> None: ...

class ReviewBreakGlassRequest(_message.Message):
    __slots__ = ("access", "justified", "note")
    ACCESS_FIELD_NUMBER: _ClassVar[int]
    JUSTIFIED_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    access: bytes
    justified: bool
    note: str
    def __init__(self, access: _Optional[bytes] = ..., justified: bool = ..., note: _Optional[str] = ...) -> None: ...

class HeldRole(_message.Message):
    __slots__ = ("role", "organisation", "organisation_name", "from_ms", "until_ms")
    ROLE_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_NAME_FIELD_NUMBER: _ClassVar[int]
    FROM_MS_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    role: str
    organisation: bytes
    organisation_name: str
    from_ms: int
    until_ms: int
    def __init__(self, role: _Optional[str] = ..., organisation: _Optional[bytes] = ..., organisation_name: _Optional[str] = ..., from_ms: _Optional[int] = ..., until_ms: _Optional[int] = ...) -> None: ...

class Proposal(_message.Message):
    __slots__ = ("proposal", "change", "member", "member_name", "role", "proposer", "proposed_by", "proposed_at_ms", "expires_at_ms", "digest", "overdue")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    MEMBER_NAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    PROPOSER_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_BY_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    proposal: bytes
    change: MemberChange
    member: bytes
    member_name: str
    role: HeldRole
    proposer: bytes
    proposed_by: str
    proposed_at_ms: int
    expires_at_ms: int
    digest: bytes
    overdue: bool
    def __init__(self, proposal: _Optional[bytes] = ..., change: _Optional[_Union[MemberChange, str]] = ..., member: _Optional[bytes] = ..., member_name: _Optional[str] = ..., role: _Optional[_Union[HeldRole, _Mapping[str, object]]] = ..., proposer: _Optional[bytes] = ..., proposed_by: _Optional[str] = ..., proposed_at_ms: _Optional[int] = ..., expires_at_ms: _Optional[int] = ..., digest: _Optional[bytes] = ..., overdue: bool = ...) -> None: ...

class ChangeMemberRequest(_message.Message):
    __slots__ = ("change", "member", "role", "proposal")
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    change: MemberChange
    member: bytes
    role: HeldRole
    proposal: bytes
    def __init__(self, change: _Optional[_Union[MemberChange, str]] = ..., member: _Optional[bytes] = ..., role: _Optional[_Union[HeldRole, _Mapping[str, object]]] = ..., proposal: _Optional[bytes] = ...) -> None: ...

class ChangeMemberAnswer(_message.Message):
    __slots__ = ("needs_approval", "expires_at_ms")
    NEEDS_APPROVAL_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    needs_approval: bool
    expires_at_ms: int
    def __init__(self, needs_approval: bool = ..., expires_at_ms: _Optional[int] = ...) -> None: ...

class HandOverRequest(_message.Message):
    __slots__ = ("hand_over", "giver", "receiver", "organisation", "reason")
    HAND_OVER_FIELD_NUMBER: _ClassVar[int]
    GIVER_FIELD_NUMBER: _ClassVar[int]
    RECEIVER_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    hand_over: bytes
    giver: bytes
    receiver: bytes
    organisation: bytes
    reason: str
    def __init__(self, hand_over: _Optional[bytes] = ..., giver: _Optional[bytes] = ..., receiver: _Optional[bytes] = ..., organisation: _Optional[bytes] = ..., reason: _Optional[str] = ...) -> None: ...

class HandOverAnswer(_message.Message):
    __slots__ = ("expires_at_ms",)
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    expires_at_ms: int
    def __init__(self, expires_at_ms: _Optional[int] = ...) -> None: ...

class AnswerHandOverRequest(_message.Message):
    __slots__ = ("hand_over", "reply")
    HAND_OVER_FIELD_NUMBER: _ClassVar[int]
    REPLY_FIELD_NUMBER: _ClassVar[int]
    hand_over: bytes
    reply: HandOverReply
    def __init__(self, hand_over: _Optional[bytes] = ..., reply: _Optional[_Union[HandOverReply, str]] = ...) -> None: ...

class AnswerHandOverAnswer(_message.Message):
    __slots__ = ("moved", "left", "left_behind")
    MOVED_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    LEFT_BEHIND_FIELD_NUMBER: _ClassVar[int]
    moved: int
    left: int
    left_behind: int
    def __init__(self, moved: _Optional[int] = ..., left: _Optional[int] = ..., left_behind: _Optional[int] = ...) -> None: ...

class ListHandOversAnswer(_message.Message):
    __slots__ = ("hand_overs", "index_percent")
    HAND_OVERS_FIELD_NUMBER: _ClassVar[int]
    INDEX_PERCENT_FIELD_NUMBER: _ClassVar[int]
    hand_overs: _containers.RepeatedCompositeFieldContainer[HandOver]
    index_percent: int
    def __init__(self, hand_overs: _Optional[_Iterable[_Union[HandOver, _Mapping[str, object]]]] = ..., index_percent: _Optional[int] = ...) -> None: ...

class ListOrganisationsAnswer(_message.Message):
    __slots__ = ("organisations", "occupancies")
    ORGANISATIONS_FIELD_NUMBER: _ClassVar[int]
    OCCUPANCIES_FIELD_NUMBER: _ClassVar[int]
    organisations: _containers.RepeatedCompositeFieldContainer[_act_pb2.Name]
    occupancies: _containers.RepeatedCompositeFieldContainer[Occupancy]
    def __init__(self, organisations: _Optional[_Iterable[_Union[_act_pb2.Name, _Mapping[str, object]]]] = ..., occupancies: _Optional[_Iterable[_Union[Occupancy, _Mapping[str, object]]]] = ...) -> None: ...

class Occupancy(_message.Message):
    __slots__ = ("organisation", "children")
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    CHILDREN_FIELD_NUMBER: _ClassVar[int]
    organisation: bytes
    children: int
    def __init__(self, organisation: _Optional[bytes] = ..., children: _Optional[int] = ...) -> None: ...

class HandOver(_message.Message):
    __slots__ = ("hand_over", "giver", "giver_name", "receiver", "receiver_name", "organisation", "organisation_name", "asked_by", "asked_by_name", "asked_at_ms", "expires_at_ms", "reason", "files", "overdue")
    HAND_OVER_FIELD_NUMBER: _ClassVar[int]
    GIVER_FIELD_NUMBER: _ClassVar[int]
    GIVER_NAME_FIELD_NUMBER: _ClassVar[int]
    RECEIVER_FIELD_NUMBER: _ClassVar[int]
    RECEIVER_NAME_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_NAME_FIELD_NUMBER: _ClassVar[int]
    ASKED_BY_FIELD_NUMBER: _ClassVar[int]
    ASKED_BY_NAME_FIELD_NUMBER: _ClassVar[int]
    ASKED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    hand_over: bytes
    giver: bytes
    giver_name: str
    receiver: bytes
    receiver_name: str
    organisation: bytes
    organisation_name: str
    asked_by: bytes
    asked_by_name: str
    asked_at_ms: int
    expires_at_ms: int
    reason: str
    files: int
    overdue: bool
    def __init__(self, hand_over: _Optional[bytes] = ..., giver: _Optional[bytes] = ..., giver_name: _Optional[str] = ..., receiver: _Optional[bytes] = ..., receiver_name: _Optional[str] = ..., organisation: _Optional[bytes] = ..., organisation_name: _Optional[str] = ..., asked_by: _Optional[bytes] = ..., asked_by_name: _Optional[str] = ..., asked_at_ms: _Optional[int] = ..., expires_at_ms: _Optional[int] = ..., reason: _Optional[str] = ..., files: _Optional[int] = ..., overdue: bool = ...) -> None: ...

class ListProvincesRequest(_message.Message):
    __slots__ = ("address",)
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    address: str
    def __init__(self, address: _Optional[str] = ...) -> None: ...

class ListProvincesAnswer(_message.Message):
    __slots__ = ("own", "provinces", "store", "log_size")
    OWN_FIELD_NUMBER: _ClassVar[int]
    PROVINCES_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    own: str
    provinces: _containers.RepeatedCompositeFieldContainer[Province]
    store: bytes
    log_size: int
    def __init__(self, own: _Optional[str] = ..., provinces: _Optional[_Iterable[_Union[Province, _Mapping[str, object]]]] = ..., store: _Optional[bytes] = ..., log_size: _Optional[int] = ...) -> None: ...

class Province(_message.Message):
    __slots__ = ("province", "code", "address", "static_key", "transfer_key", "log_key", "made_at_ms", "proposer", "proposed_by", "proposed_at_ms", "expires_at_ms", "trusted_at_ms", "approved_by", "digest", "overdue")
    PROVINCE_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    STATIC_KEY_FIELD_NUMBER: _ClassVar[int]
    TRANSFER_KEY_FIELD_NUMBER: _ClassVar[int]
    LOG_KEY_FIELD_NUMBER: _ClassVar[int]
    MADE_AT_MS_FIELD_NUMBER: _ClassVar[int]
    PROPOSER_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_BY_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    TRUSTED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    province: bytes
    code: str
    address: str
    static_key: bytes
    transfer_key: bytes
    log_key: bytes
    made_at_ms: int
    proposer: bytes
    proposed_by: str
    proposed_at_ms: int
    expires_at_ms: int
    trusted_at_ms: int
    approved_by: str
    digest: bytes
    overdue: bool
    def __init__(self, province: _Optional[bytes] = ..., code: _Optional[str] = ..., address: _Optional[str] = ..., static_key: _Optional[bytes] = ..., transfer_key: _Optional[bytes] = ..., log_key: _Optional[bytes] = ..., made_at_ms: _Optional[int] = ..., proposer: _Optional[bytes] = ..., proposed_by: _Optional[str] = ..., proposed_at_ms: _Optional[int] = ..., expires_at_ms: _Optional[int] = ..., trusted_at_ms: _Optional[int] = ..., approved_by: _Optional[str] = ..., digest: _Optional[bytes] = ..., overdue: bool = ...) -> None: ...

class ChangeProvinceRequest(_message.Message):
    __slots__ = ("change", "province", "descriptor")
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    PROVINCE_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTOR_FIELD_NUMBER: _ClassVar[int]
    change: ProvinceChange
    province: bytes
    descriptor: str
    def __init__(self, change: _Optional[_Union[ProvinceChange, str]] = ..., province: _Optional[bytes] = ..., descriptor: _Optional[str] = ...) -> None: ...

class ChangeProvinceAnswer(_message.Message):
    __slots__ = ("needs_approval", "expires_at_ms")
    NEEDS_APPROVAL_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    needs_approval: bool
    expires_at_ms: int
    def __init__(self, needs_approval: bool = ..., expires_at_ms: _Optional[int] = ...) -> None: ...

class OrderRequest(_message.Message):
    __slots__ = ("order", "kind", "ground", "file", "number", "member", "classes", "sequences", "reason", "request")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    GROUND_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    SEQUENCES_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    order: bytes
    kind: OrderKind
    ground: OrderGround
    file: bytes
    number: str
    member: bytes
    classes: int
    sequences: _containers.RepeatedScalarFieldContainer[int]
    reason: str
    request: int
    def __init__(self, order: _Optional[bytes] = ..., kind: _Optional[_Union[OrderKind, str]] = ..., ground: _Optional[_Union[OrderGround, str]] = ..., file: _Optional[bytes] = ..., number: _Optional[str] = ..., member: _Optional[bytes] = ..., classes: _Optional[int] = ..., sequences: _Optional[_Iterable[int]] = ..., reason: _Optional[str] = ..., request: _Optional[int] = ...) -> None: ...

class OrderAnswer(_message.Message):
    __slots__ = ("expires_at_ms",)
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    expires_at_ms: int
    def __init__(self, expires_at_ms: _Optional[int] = ...) -> None: ...

class ListOrdersRequest(_message.Message):
    __slots__ = ("order",)
    ORDER_FIELD_NUMBER: _ClassVar[int]
    order: bytes
    def __init__(self, order: _Optional[bytes] = ...) -> None: ...

class ListOrdersAnswer(_message.Message):
    __slots__ = ("orders", "total", "store", "log_size")
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    orders: _containers.RepeatedCompositeFieldContainer[Order]
    total: int
    store: bytes
    log_size: int
    def __init__(self, orders: _Optional[_Iterable[_Union[Order, _Mapping[str, object]]]] = ..., total: _Optional[int] = ..., store: _Optional[bytes] = ..., log_size: _Optional[int] = ...) -> None: ...

class Order(_message.Message):
    __slots__ = ("order", "kind", "ground", "file", "number", "member", "member_name", "classes", "sequences", "reason", "request", "asked", "approved", "carried_out", "from_ms", "expires_at_ms", "erased", "digest", "overdue", "witnessed_size", "witnessed_at_ms", "unreadable", "backups")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    GROUND_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    MEMBER_NAME_FIELD_NUMBER: _ClassVar[int]
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    SEQUENCES_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    ASKED_FIELD_NUMBER: _ClassVar[int]
    APPROVED_FIELD_NUMBER: _ClassVar[int]
    CARRIED_OUT_FIELD_NUMBER: _ClassVar[int]
    FROM_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    ERASED_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    WITNESSED_SIZE_FIELD_NUMBER: _ClassVar[int]
    WITNESSED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    UNREADABLE_FIELD_NUMBER: _ClassVar[int]
    BACKUPS_FIELD_NUMBER: _ClassVar[int]
    order: bytes
    kind: OrderKind
    ground: OrderGround
    file: bytes
    number: str
    member: bytes
    member_name: str
    classes: int
    sequences: _containers.RepeatedScalarFieldContainer[int]
    reason: str
    request: int
    asked: OrderStep
    approved: OrderStep
    carried_out: OrderStep
    from_ms: int
    expires_at_ms: int
    erased: int
    digest: bytes
    overdue: bool
    witnessed_size: int
    witnessed_at_ms: int
    unreadable: bool
    backups: _containers.RepeatedCompositeFieldContainer[MadeBackup]
    def __init__(self, order: _Optional[bytes] = ..., kind: _Optional[_Union[OrderKind, str]] = ..., ground: _Optional[_Union[OrderGround, str]] = ..., file: _Optional[bytes] = ..., number: _Optional[str] = ..., member: _Optional[bytes] = ..., member_name: _Optional[str] = ..., classes: _Optional[int] = ..., sequences: _Optional[_Iterable[int]] = ..., reason: _Optional[str] = ..., request: _Optional[int] = ..., asked: _Optional[_Union[OrderStep, _Mapping[str, object]]] = ..., approved: _Optional[_Union[OrderStep, _Mapping[str, object]]] = ..., carried_out: _Optional[_Union[OrderStep, _Mapping[str, object]]] = ..., from_ms: _Optional[int] = ..., expires_at_ms: _Optional[int] = ..., erased: _Optional[int] = ..., digest: _Optional[bytes] = ..., overdue: bool = ..., witnessed_size: _Optional[int] = ..., witnessed_at_ms: _Optional[int] = ..., unreadable: bool = ..., backups: _Optional[_Iterable[_Union[MadeBackup, _Mapping[str, object]]]] = ...) -> None: ...

class OrderStep(_message.Message):
    __slots__ = ("member", "name", "at_ms", "leaf")
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    LEAF_FIELD_NUMBER: _ClassVar[int]
    member: bytes
    name: str
    at_ms: int
    leaf: int
    def __init__(self, member: _Optional[bytes] = ..., name: _Optional[str] = ..., at_ms: _Optional[int] = ..., leaf: _Optional[int] = ...) -> None: ...

class SettleOrderRequest(_message.Message):
    __slots__ = ("order", "settlement")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    SETTLEMENT_FIELD_NUMBER: _ClassVar[int]
    order: bytes
    settlement: OrderSettlement
    def __init__(self, order: _Optional[bytes] = ..., settlement: _Optional[_Union[OrderSettlement, str]] = ...) -> None: ...

class SettleOrderAnswer(_message.Message):
    __slots__ = ("leaf", "erased")
    LEAF_FIELD_NUMBER: _ClassVar[int]
    ERASED_FIELD_NUMBER: _ClassVar[int]
    leaf: int
    erased: int
    def __init__(self, leaf: _Optional[int] = ..., erased: _Optional[int] = ...) -> None: ...

class AccessReportRequest(_message.Message):
    __slots__ = ("order", "from_leaf")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    FROM_LEAF_FIELD_NUMBER: _ClassVar[int]
    order: bytes
    from_leaf: int
    def __init__(self, order: _Optional[bytes] = ..., from_leaf: _Optional[int] = ...) -> None: ...

class AccessReportAnswer(_message.Message):
    __slots__ = ("accesses", "next_leaf", "log_size", "unreadable")
    ACCESSES_FIELD_NUMBER: _ClassVar[int]
    NEXT_LEAF_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    UNREADABLE_FIELD_NUMBER: _ClassVar[int]
    accesses: _containers.RepeatedCompositeFieldContainer[Access]
    next_leaf: int
    log_size: int
    unreadable: int
    def __init__(self, accesses: _Optional[_Iterable[_Union[Access, _Mapping[str, object]]]] = ..., next_leaf: _Optional[int] = ..., log_size: _Optional[int] = ..., unreadable: _Optional[int] = ...) -> None: ...

class Access(_message.Message):
    __slots__ = ("leaf", "at_ms", "kind", "member", "name", "organisation_name", "classes", "sequence", "motive")
    LEAF_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_NAME_FIELD_NUMBER: _ClassVar[int]
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    MOTIVE_FIELD_NUMBER: _ClassVar[int]
    leaf: int
    at_ms: int
    kind: int
    member: bytes
    name: str
    organisation_name: str
    classes: int
    sequence: int
    motive: str
    def __init__(self, leaf: _Optional[int] = ..., at_ms: _Optional[int] = ..., kind: _Optional[int] = ..., member: _Optional[bytes] = ..., name: _Optional[str] = ..., organisation_name: _Optional[str] = ..., classes: _Optional[int] = ..., sequence: _Optional[int] = ..., motive: _Optional[str] = ...) -> None: ...

class Controller(_message.Message):
    __slots__ = ("name", "authorisation", "contact")
    NAME_FIELD_NUMBER: _ClassVar[int]
    AUTHORISATION_FIELD_NUMBER: _ClassVar[int]
    CONTACT_FIELD_NUMBER: _ClassVar[int]
    name: str
    authorisation: str
    contact: str
    def __init__(self, name: _Optional[str] = ..., authorisation: _Optional[str] = ..., contact: _Optional[str] = ...) -> None: ...

class ChangeSettingsRequest(_message.Message):
    __slots__ = ("controller",)
    CONTROLLER_FIELD_NUMBER: _ClassVar[int]
    controller: Controller
    def __init__(self, controller: _Optional[_Union[Controller, _Mapping[str, object]]] = ...) -> None: ...

class ReportIncidentRequest(_message.Message):
    __slots__ = ("incident", "versions", "values")
    INCIDENT_FIELD_NUMBER: _ClassVar[int]
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    incident: bytes
    versions: int
    values: _containers.RepeatedCompositeFieldContainer[_act_pb2.FieldValue]
    def __init__(self, incident: _Optional[bytes] = ..., versions: _Optional[int] = ..., values: _Optional[_Iterable[_Union[_act_pb2.FieldValue, _Mapping[str, object]]]] = ...) -> None: ...

class ReportIncidentAnswer(_message.Message):
    __slots__ = ("versions", "leaf", "due")
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    LEAF_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    versions: int
    leaf: int
    due: bool
    def __init__(self, versions: _Optional[int] = ..., leaf: _Optional[int] = ..., due: bool = ...) -> None: ...

class ListIncidentsRequest(_message.Message):
    __slots__ = ("after",)
    AFTER_FIELD_NUMBER: _ClassVar[int]
    after: bytes
    def __init__(self, after: _Optional[bytes] = ...) -> None: ...

class ListIncidentsAnswer(_message.Message):
    __slots__ = ("incidents", "total", "due", "more")
    INCIDENTS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    MORE_FIELD_NUMBER: _ClassVar[int]
    incidents: _containers.RepeatedCompositeFieldContainer[Incident]
    total: int
    due: int
    more: bool
    def __init__(self, incidents: _Optional[_Iterable[_Union[Incident, _Mapping[str, object]]]] = ..., total: _Optional[int] = ..., due: _Optional[int] = ..., more: bool = ...) -> None: ...

class Incident(_message.Message):
    __slots__ = ("incident", "first", "last", "versions", "due", "values", "unreadable")
    INCIDENT_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    LAST_FIELD_NUMBER: _ClassVar[int]
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    UNREADABLE_FIELD_NUMBER: _ClassVar[int]
    incident: bytes
    first: IncidentVersion
    last: IncidentVersion
    versions: int
    due: bool
    values: _containers.RepeatedCompositeFieldContainer[_act_pb2.FieldValue]
    unreadable: bool
    def __init__(self, incident: _Optional[bytes] = ..., first: _Optional[_Union[IncidentVersion, _Mapping[str, object]]] = ..., last: _Optional[_Union[IncidentVersion, _Mapping[str, object]]] = ..., versions: _Optional[int] = ..., due: bool = ..., values: _Optional[_Iterable[_Union[_act_pb2.FieldValue, _Mapping[str, object]]]] = ..., unreadable: bool = ...) -> None: ...

class IncidentVersion(_message.Message):
    __slots__ = ("member", "name", "at_ms", "leaf")
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    LEAF_FIELD_NUMBER: _ClassVar[int]
    member: bytes
    name: str
    at_ms: int
    leaf: int
    def __init__(self, member: _Optional[bytes] = ..., name: _Optional[str] = ..., at_ms: _Optional[int] = ..., leaf: _Optional[int] = ...) -> None: ...

class ListKeysRequest(_message.Message):
    __slots__ = ("census", "estimate")
    CENSUS_FIELD_NUMBER: _ClassVar[int]
    ESTIMATE_FIELD_NUMBER: _ClassVar[int]
    census: bool
    estimate: bool
    def __init__(self, census: bool = ..., estimate: bool = ...) -> None: ...

class ListKeysAnswer(_message.Message):
    __slots__ = ("keys", "rotations", "distrusted", "batch_ms", "store", "log_size", "renewal", "owed", "renewal_distrusted", "distrusted_kinds", "index_files", "index_tokens", "index_ms")
    KEYS_FIELD_NUMBER: _ClassVar[int]
    ROTATIONS_FIELD_NUMBER: _ClassVar[int]
    DISTRUSTED_FIELD_NUMBER: _ClassVar[int]
    BATCH_MS_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    RENEWAL_FIELD_NUMBER: _ClassVar[int]
    OWED_FIELD_NUMBER: _ClassVar[int]
    RENEWAL_DISTRUSTED_FIELD_NUMBER: _ClassVar[int]
    DISTRUSTED_KINDS_FIELD_NUMBER: _ClassVar[int]
    INDEX_FILES_FIELD_NUMBER: _ClassVar[int]
    INDEX_TOKENS_FIELD_NUMBER: _ClassVar[int]
    INDEX_MS_FIELD_NUMBER: _ClassVar[int]
    keys: _containers.RepeatedCompositeFieldContainer[Key]
    rotations: _containers.RepeatedCompositeFieldContainer[Rotation]
    distrusted: int
    batch_ms: int
    store: bytes
    log_size: int
    renewal: Renewal
    owed: int
    renewal_distrusted: bool
    distrusted_kinds: int
    index_files: int
    index_tokens: int
    index_ms: int
    def __init__(self, keys: _Optional[_Iterable[_Union[Key, _Mapping[str, object]]]] = ..., rotations: _Optional[_Iterable[_Union[Rotation, _Mapping[str, object]]]] = ..., distrusted: _Optional[int] = ..., batch_ms: _Optional[int] = ..., store: _Optional[bytes] = ..., log_size: _Optional[int] = ..., renewal: _Optional[_Union[Renewal, _Mapping[str, object]]] = ..., owed: _Optional[int] = ..., renewal_distrusted: bool = ..., distrusted_kinds: _Optional[int] = ..., index_files: _Optional[int] = ..., index_tokens: _Optional[int] = ..., index_ms: _Optional[int] = ...) -> None: ...

class Key(_message.Message):
    __slots__ = ("kind", "data_class", "version", "state", "created_at_ms", "changed_at_ms", "wraps")
    KIND_FIELD_NUMBER: _ClassVar[int]
    DATA_CLASS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    CHANGED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    WRAPS_FIELD_NUMBER: _ClassVar[int]
    kind: int
    data_class: int
    version: int
    state: int
    created_at_ms: int
    changed_at_ms: int
    wraps: int
    def __init__(self, kind: _Optional[int] = ..., data_class: _Optional[int] = ..., version: _Optional[int] = ..., state: _Optional[int] = ..., created_at_ms: _Optional[int] = ..., changed_at_ms: _Optional[int] = ..., wraps: _Optional[int] = ...) -> None: ...

class Rotation(_message.Message):
    __slots__ = ("rotation", "data_class", "compromised", "state", "pause", "planner", "planned_by", "planned_at_ms", "approved_by", "approved_at_ms", "changed_at_ms", "total", "done", "until_ms", "digest", "overdue", "backups_needing", "kind", "skipped", "unread")
    ROTATION_FIELD_NUMBER: _ClassVar[int]
    DATA_CLASS_FIELD_NUMBER: _ClassVar[int]
    COMPROMISED_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PAUSE_FIELD_NUMBER: _ClassVar[int]
    PLANNER_FIELD_NUMBER: _ClassVar[int]
    PLANNED_BY_FIELD_NUMBER: _ClassVar[int]
    PLANNED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    APPROVED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    CHANGED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    BACKUPS_NEEDING_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_FIELD_NUMBER: _ClassVar[int]
    UNREAD_FIELD_NUMBER: _ClassVar[int]
    rotation: bytes
    data_class: int
    compromised: bool
    state: RotationState
    pause: RotationPause
    planner: bytes
    planned_by: str
    planned_at_ms: int
    approved_by: str
    approved_at_ms: int
    changed_at_ms: int
    total: int
    done: int
    until_ms: int
    digest: bytes
    overdue: bool
    backups_needing: int
    kind: int
    skipped: int
    unread: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, rotation: _Optional[bytes] = ..., data_class: _Optional[int] = ..., compromised: bool = ..., state: _Optional[_Union[RotationState, str]] = ..., pause: _Optional[_Union[RotationPause, str]] = ..., planner: _Optional[bytes] = ..., planned_by: _Optional[str] = ..., planned_at_ms: _Optional[int] = ..., approved_by: _Optional[str] = ..., approved_at_ms: _Optional[int] = ..., changed_at_ms: _Optional[int] = ..., total: _Optional[int] = ..., done: _Optional[int] = ..., until_ms: _Optional[int] = ..., digest: _Optional[bytes] = ..., overdue: bool = ..., backups_needing: _Optional[int] = ..., kind: _Optional[int] = ..., skipped: _Optional[int] = ..., unread: _Optional[_Iterable[bytes]] = ...) -> None: ...

class ChangeRotationRequest(_message.Message):
    __slots__ = ("change", "rotation", "data_class", "compromised", "kind")
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    ROTATION_FIELD_NUMBER: _ClassVar[int]
    DATA_CLASS_FIELD_NUMBER: _ClassVar[int]
    COMPROMISED_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    change: RotationChange
    rotation: bytes
    data_class: int
    compromised: bool
    kind: int
    def __init__(self, change: _Optional[_Union[RotationChange, str]] = ..., rotation: _Optional[bytes] = ..., data_class: _Optional[int] = ..., compromised: bool = ..., kind: _Optional[int] = ...) -> None: ...

class ChangeRotationAnswer(_message.Message):
    __slots__ = ("expires_at_ms",)
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    expires_at_ms: int
    def __init__(self, expires_at_ms: _Optional[int] = ...) -> None: ...

class Renewal(_message.Message):
    __slots__ = ("renewal", "classes", "files", "state", "pause", "planner", "planned_by", "planned_at_ms", "approved_by", "approved_at_ms", "changed_at_ms", "total", "done", "skipped", "until_ms", "digest", "overdue")
    RENEWAL_FIELD_NUMBER: _ClassVar[int]
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PAUSE_FIELD_NUMBER: _ClassVar[int]
    PLANNER_FIELD_NUMBER: _ClassVar[int]
    PLANNED_BY_FIELD_NUMBER: _ClassVar[int]
    PLANNED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    APPROVED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    CHANGED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    renewal: bytes
    classes: int
    files: _containers.RepeatedScalarFieldContainer[bytes]
    state: RenewalState
    pause: RenewalPause
    planner: bytes
    planned_by: str
    planned_at_ms: int
    approved_by: str
    approved_at_ms: int
    changed_at_ms: int
    total: int
    done: int
    skipped: int
    until_ms: int
    digest: bytes
    overdue: bool
    def __init__(self, renewal: _Optional[bytes] = ..., classes: _Optional[int] = ..., files: _Optional[_Iterable[bytes]] = ..., state: _Optional[_Union[RenewalState, str]] = ..., pause: _Optional[_Union[RenewalPause, str]] = ..., planner: _Optional[bytes] = ..., planned_by: _Optional[str] = ..., planned_at_ms: _Optional[int] = ..., approved_by: _Optional[str] = ..., approved_at_ms: _Optional[int] = ..., changed_at_ms: _Optional[int] = ..., total: _Optional[int] = ..., done: _Optional[int] = ..., skipped: _Optional[int] = ..., until_ms: _Optional[int] = ..., digest: _Optional[bytes] = ..., overdue: bool = ...) -> None: ...

class ChangeRenewalRequest(_message.Message):
    __slots__ = ("change", "renewal", "classes", "whole", "files")
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    RENEWAL_FIELD_NUMBER: _ClassVar[int]
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    WHOLE_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    change: RenewalChange
    renewal: bytes
    classes: int
    whole: bool
    files: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, change: _Optional[_Union[RenewalChange, str]] = ..., renewal: _Optional[bytes] = ..., classes: _Optional[int] = ..., whole: bool = ..., files: _Optional[_Iterable[bytes]] = ...) -> None: ...

class ChangeRenewalAnswer(_message.Message):
    __slots__ = ("expires_at_ms",)
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    expires_at_ms: int
    def __init__(self, expires_at_ms: _Optional[int] = ...) -> None: ...

class SendTransferRequest(_message.Message):
    __slots__ = ("file", "transfer")
    FILE_FIELD_NUMBER: _ClassVar[int]
    TRANSFER_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    transfer: bytes
    def __init__(self, file: _Optional[bytes] = ..., transfer: _Optional[bytes] = ...) -> None: ...

class ReceiveTransferRequest(_message.Message):
    __slots__ = ("byte_count", "offset", "piece", "refuse", "reason")
    BYTE_COUNT_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    PIECE_FIELD_NUMBER: _ClassVar[int]
    REFUSE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    byte_count: int
    offset: int
    piece: bytes
    refuse: bool
    reason: str
    def __init__(self, byte_count: _Optional[int] = ..., offset: _Optional[int] = ..., piece: _Optional[bytes] = ..., refuse: bool = ..., reason: _Optional[str] = ...) -> None: ...

class ReceiveTransferAnswer(_message.Message):
    __slots__ = ("result", "next", "file", "transfer", "acts", "protected_parts", "attachments", "references", "unknown", "unknown_count")
    RESULT_FIELD_NUMBER: _ClassVar[int]
    NEXT_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    TRANSFER_FIELD_NUMBER: _ClassVar[int]
    ACTS_FIELD_NUMBER: _ClassVar[int]
    PROTECTED_PARTS_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENTS_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_COUNT_FIELD_NUMBER: _ClassVar[int]
    result: TransferResult
    next: int
    file: bytes
    transfer: bytes
    acts: int
    protected_parts: int
    attachments: int
    references: int
    unknown: _containers.RepeatedScalarFieldContainer[str]
    unknown_count: int
    def __init__(self, result: _Optional[_Union[TransferResult, str]] = ..., next: _Optional[int] = ..., file: _Optional[bytes] = ..., transfer: _Optional[bytes] = ..., acts: _Optional[int] = ..., protected_parts: _Optional[int] = ..., attachments: _Optional[int] = ..., references: _Optional[int] = ..., unknown: _Optional[_Iterable[str]] = ..., unknown_count: _Optional[int] = ...) -> None: ...

class SettleTransferRequest(_message.Message):
    __slots__ = ("receipt",)
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    receipt: bytes
    def __init__(self, receipt: _Optional[bytes] = ...) -> None: ...

class SettleTransferAnswer(_message.Message):
    __slots__ = ("result", "file", "act", "sequence", "later")
    RESULT_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    ACT_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    LATER_FIELD_NUMBER: _ClassVar[int]
    result: TransferResult
    file: bytes
    act: bytes
    sequence: int
    later: int
    def __init__(self, result: _Optional[_Union[TransferResult, str]] = ..., file: _Optional[bytes] = ..., act: _Optional[bytes] = ..., sequence: _Optional[int] = ..., later: _Optional[int] = ...) -> None: ...

class UnsealRequest(_message.Message):
    __slots__ = ("passphrase",)
    PASSPHRASE_FIELD_NUMBER: _ClassVar[int]
    passphrase: bytes
    def __init__(self, passphrase: _Optional[bytes] = ...) -> None: ...

class Custodian(_message.Message):
    __slots__ = ("index", "label", "key", "box", "since_ms", "proved_at_ms")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    BOX_FIELD_NUMBER: _ClassVar[int]
    SINCE_MS_FIELD_NUMBER: _ClassVar[int]
    PROVED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    index: int
    label: str
    key: bytes
    box: bytes
    since_ms: int
    proved_at_ms: int
    def __init__(self, index: _Optional[int] = ..., label: _Optional[str] = ..., key: _Optional[bytes] = ..., box: _Optional[bytes] = ..., since_ms: _Optional[int] = ..., proved_at_ms: _Optional[int] = ...) -> None: ...

class Committee(_message.Message):
    __slots__ = ("epoch", "members_needed", "escrow_members_needed", "custodians")
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_NEEDED_FIELD_NUMBER: _ClassVar[int]
    ESCROW_MEMBERS_NEEDED_FIELD_NUMBER: _ClassVar[int]
    CUSTODIANS_FIELD_NUMBER: _ClassVar[int]
    epoch: int
    members_needed: int
    escrow_members_needed: int
    custodians: _containers.RepeatedCompositeFieldContainer[Custodian]
    def __init__(self, epoch: _Optional[int] = ..., members_needed: _Optional[int] = ..., escrow_members_needed: _Optional[int] = ..., custodians: _Optional[_Iterable[_Union[Custodian, _Mapping[str, object]]]] = ...) -> None: ...

class CommitteePlan(_message.Message):
    __slots__ = ("plan", "committee", "proposer", "proposed_by", "proposed_at_ms", "approver", "approved_by", "expires_at_ms", "digest", "overdue", "nonce", "formers_proved", "passphrase", "credential")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_FIELD_NUMBER: _ClassVar[int]
    PROPOSER_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_BY_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    APPROVER_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    NONCE_FIELD_NUMBER: _ClassVar[int]
    FORMERS_PROVED_FIELD_NUMBER: _ClassVar[int]
    PASSPHRASE_FIELD_NUMBER: _ClassVar[int]
    CREDENTIAL_FIELD_NUMBER: _ClassVar[int]
    plan: bytes
    committee: Committee
    proposer: bytes
    proposed_by: str
    proposed_at_ms: int
    approver: bytes
    approved_by: str
    expires_at_ms: int
    digest: bytes
    overdue: bool
    nonce: bytes
    formers_proved: _containers.RepeatedScalarFieldContainer[int]
    passphrase: int
    credential: int
    def __init__(self, plan: _Optional[bytes] = ..., committee: _Optional[_Union[Committee, _Mapping[str, object]]] = ..., proposer: _Optional[bytes] = ..., proposed_by: _Optional[str] = ..., proposed_at_ms: _Optional[int] = ..., approver: _Optional[bytes] = ..., approved_by: _Optional[str] = ..., expires_at_ms: _Optional[int] = ..., digest: _Optional[bytes] = ..., overdue: bool = ..., nonce: _Optional[bytes] = ..., formers_proved: _Optional[_Iterable[int]] = ..., passphrase: _Optional[int] = ..., credential: _Optional[int] = ...) -> None: ...

class ListCommitteeAnswer(_message.Message):
    __slots__ = ("store", "log_size", "committee", "plan", "nonce", "contributed", "contributed_until_ms", "slot_plan")
    STORE_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    NONCE_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTED_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTED_UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    SLOT_PLAN_FIELD_NUMBER: _ClassVar[int]
    store: bytes
    log_size: int
    committee: Committee
    plan: CommitteePlan
    nonce: bytes
    contributed: _containers.RepeatedScalarFieldContainer[int]
    contributed_until_ms: int
    slot_plan: SlotPlan
    def __init__(self, store: _Optional[bytes] = ..., log_size: _Optional[int] = ..., committee: _Optional[_Union[Committee, _Mapping[str, object]]] = ..., plan: _Optional[_Union[CommitteePlan, _Mapping[str, object]]] = ..., nonce: _Optional[bytes] = ..., contributed: _Optional[_Iterable[int]] = ..., contributed_until_ms: _Optional[int] = ..., slot_plan: _Optional[_Union[SlotPlan, _Mapping[str, object]]] = ...) -> None: ...

class ChangeSlotRequest(_message.Message):
    __slots__ = ("change", "plan", "passphrase")
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    PASSPHRASE_FIELD_NUMBER: _ClassVar[int]
    change: SlotChange
    plan: bytes
    passphrase: bytes
    def __init__(self, change: _Optional[_Union[SlotChange, str]] = ..., plan: _Optional[bytes] = ..., passphrase: _Optional[bytes] = ...) -> None: ...

class ChangeSlotAnswer(_message.Message):
    __slots__ = ("expires_at_ms",)
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    expires_at_ms: int
    def __init__(self, expires_at_ms: _Optional[int] = ...) -> None: ...

class SlotPlan(_message.Message):
    __slots__ = ("plan", "change", "proposer", "proposed_by", "proposed_at_ms", "expires_at_ms", "approved_by", "digest", "failed")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    PROPOSER_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_BY_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    plan: bytes
    change: SlotChange
    proposer: bytes
    proposed_by: str
    proposed_at_ms: int
    expires_at_ms: int
    approved_by: str
    digest: bytes
    failed: bool
    def __init__(self, plan: _Optional[bytes] = ..., change: _Optional[_Union[SlotChange, str]] = ..., proposer: _Optional[bytes] = ..., proposed_by: _Optional[str] = ..., proposed_at_ms: _Optional[int] = ..., expires_at_ms: _Optional[int] = ..., approved_by: _Optional[str] = ..., digest: _Optional[bytes] = ..., failed: bool = ...) -> None: ...

class ChangeCommitteeRequest(_message.Message):
    __slots__ = ("change", "plan", "committee")
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    COMMITTEE_FIELD_NUMBER: _ClassVar[int]
    change: CommitteeChange
    plan: bytes
    committee: Committee
    def __init__(self, change: _Optional[_Union[CommitteeChange, str]] = ..., plan: _Optional[bytes] = ..., committee: _Optional[_Union[Committee, _Mapping[str, object]]] = ...) -> None: ...

class ChangeCommitteeAnswer(_message.Message):
    __slots__ = ("expires_at_ms",)
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    expires_at_ms: int
    def __init__(self, expires_at_ms: _Optional[int] = ...) -> None: ...

class ProveCustodyRequest(_message.Message):
    __slots__ = ("plan", "former", "index", "nonce", "signature")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    FORMER_FIELD_NUMBER: _ClassVar[int]
    INDEX_FIELD_NUMBER: _ClassVar[int]
    NONCE_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    plan: bytes
    former: bool
    index: int
    nonce: bytes
    signature: bytes
    def __init__(self, plan: _Optional[bytes] = ..., former: bool = ..., index: _Optional[int] = ..., nonce: _Optional[bytes] = ..., signature: _Optional[bytes] = ...) -> None: ...

class ProveCustodyAnswer(_message.Message):
    __slots__ = ("result",)
    RESULT_FIELD_NUMBER: _ClassVar[int]
    result: CustodyResult
    def __init__(self, result: _Optional[_Union[CustodyResult, str]] = ...) -> None: ...

class ContributeRequest(_message.Message):
    __slots__ = ("index", "nonce", "secret")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    NONCE_FIELD_NUMBER: _ClassVar[int]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    index: int
    nonce: bytes
    secret: bytes
    def __init__(self, index: _Optional[int] = ..., nonce: _Optional[bytes] = ..., secret: _Optional[bytes] = ...) -> None: ...

class ContributeAnswer(_message.Message):
    __slots__ = ("result", "contributed", "contributed_until_ms")
    RESULT_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTED_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTED_UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    result: CustodyResult
    contributed: _containers.RepeatedScalarFieldContainer[int]
    contributed_until_ms: int
    def __init__(self, result: _Optional[_Union[CustodyResult, str]] = ..., contributed: _Optional[_Iterable[int]] = ..., contributed_until_ms: _Optional[int] = ...) -> None: ...

class TakePassphraseRequest(_message.Message):
    __slots__ = ("passphrase",)
    PASSPHRASE_FIELD_NUMBER: _ClassVar[int]
    passphrase: bytes
    def __init__(self, passphrase: _Optional[bytes] = ...) -> None: ...

class OpenFileRequest(_message.Message):
    __slots__ = ("opening",)
    OPENING_FIELD_NUMBER: _ClassVar[int]
    opening: _act_pb2.ActDraft
    def __init__(self, opening: _Optional[_Union[_act_pb2.ActDraft, _Mapping[str, object]]] = ...) -> None: ...

class OpenFileAnswer(_message.Message):
    __slots__ = ("file", "number", "act", "sequence")
    FILE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    ACT_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    number: str
    act: bytes
    sequence: int
    def __init__(self, file: _Optional[bytes] = ..., number: _Optional[str] = ..., act: _Optional[bytes] = ..., sequence: _Optional[int] = ...) -> None: ...

class AppendActRequest(_message.Message):
    __slots__ = ("file", "after_sequence", "draft", "further")
    FILE_FIELD_NUMBER: _ClassVar[int]
    AFTER_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    DRAFT_FIELD_NUMBER: _ClassVar[int]
    FURTHER_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    after_sequence: int
    draft: _act_pb2.ActDraft
    further: _containers.RepeatedCompositeFieldContainer[_act_pb2.ActDraft]
    def __init__(self, file: _Optional[bytes] = ..., after_sequence: _Optional[int] = ..., draft: _Optional[_Union[_act_pb2.ActDraft, _Mapping[str, object]]] = ..., further: _Optional[_Iterable[_Union[_act_pb2.ActDraft, _Mapping[str, object]]]] = ...) -> None: ...

class AppendActAnswer(_message.Message):
    __slots__ = ("act", "sequence", "further")
    ACT_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    FURTHER_FIELD_NUMBER: _ClassVar[int]
    act: bytes
    sequence: int
    further: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, act: _Optional[bytes] = ..., sequence: _Optional[int] = ..., further: _Optional[_Iterable[bytes]] = ...) -> None: ...

class ReadFileRequest(_message.Message):
    __slots__ = ("file", "number", "motive")
    FILE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    MOTIVE_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    number: str
    motive: str
    def __init__(self, file: _Optional[bytes] = ..., number: _Optional[str] = ..., motive: _Optional[str] = ...) -> None: ...

class ReadFileAnswer(_message.Message):
    __slots__ = ("file", "number", "sequence", "heads", "tasks", "classes", "names", "downgrade", "proposed_stage", "ties", "left_out", "erased")
    FILE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    HEADS_FIELD_NUMBER: _ClassVar[int]
    TASKS_FIELD_NUMBER: _ClassVar[int]
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    DOWNGRADE_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_STAGE_FIELD_NUMBER: _ClassVar[int]
    TIES_FIELD_NUMBER: _ClassVar[int]
    LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    ERASED_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    number: str
    sequence: int
    heads: _containers.RepeatedCompositeFieldContainer[_act_pb2.HeadPart]
    tasks: _containers.RepeatedCompositeFieldContainer[Task]
    classes: int
    names: _containers.RepeatedCompositeFieldContainer[_act_pb2.Name]
    downgrade: PendingChange
    proposed_stage: PendingChange
    ties: _containers.RepeatedCompositeFieldContainer[FileTie]
    left_out: int
    erased: _containers.RepeatedCompositeFieldContainer[Erased]
    def __init__(self, file: _Optional[bytes] = ..., number: _Optional[str] = ..., sequence: _Optional[int] = ..., heads: _Optional[_Iterable[_Union[_act_pb2.HeadPart, _Mapping[str, object]]]] = ..., tasks: _Optional[_Iterable[_Union[Task, _Mapping[str, object]]]] = ..., classes: _Optional[int] = ..., names: _Optional[_Iterable[_Union[_act_pb2.Name, _Mapping[str, object]]]] = ..., downgrade: _Optional[_Union[PendingChange, _Mapping[str, object]]] = ..., proposed_stage: _Optional[_Union[PendingChange, _Mapping[str, object]]] = ..., ties: _Optional[_Iterable[_Union[FileTie, _Mapping[str, object]]]] = ..., left_out: _Optional[int] = ..., erased: _Optional[_Iterable[_Union[Erased, _Mapping[str, object]]]] = ...) -> None: ...

class Erased(_message.Message):
    __slots__ = ("classes", "parts", "at_ms", "leaf")
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    LEAF_FIELD_NUMBER: _ClassVar[int]
    classes: int
    parts: int
    at_ms: int
    leaf: int
    def __init__(self, classes: _Optional[int] = ..., parts: _Optional[int] = ..., at_ms: _Optional[int] = ..., leaf: _Optional[int] = ...) -> None: ...

class FileTie(_message.Message):
    __slots__ = ("kind", "file", "number")
    KIND_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    kind: FileTieKind
    file: bytes
    number: str
    def __init__(self, kind: _Optional[_Union[FileTieKind, str]] = ..., file: _Optional[bytes] = ..., number: _Optional[str] = ...) -> None: ...

class PendingChange(_message.Message):
    __slots__ = ("act", "sequence", "standing", "proposed", "author", "author_name", "at_ms", "expires_at_ms", "log_size", "store")
    ACT_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    STANDING_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_NAME_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    act: bytes
    sequence: int
    standing: str
    proposed: str
    author: bytes
    author_name: str
    at_ms: int
    expires_at_ms: int
    log_size: int
    store: bytes
    def __init__(self, act: _Optional[bytes] = ..., sequence: _Optional[int] = ..., standing: _Optional[str] = ..., proposed: _Optional[str] = ..., author: _Optional[bytes] = ..., author_name: _Optional[str] = ..., at_ms: _Optional[int] = ..., expires_at_ms: _Optional[int] = ..., log_size: _Optional[int] = ..., store: _Optional[bytes] = ...) -> None: ...

class Task(_message.Message):
    __slots__ = ("code", "clock", "since_ms", "due_ms", "data_class", "matter", "owner")
    CODE_FIELD_NUMBER: _ClassVar[int]
    CLOCK_FIELD_NUMBER: _ClassVar[int]
    SINCE_MS_FIELD_NUMBER: _ClassVar[int]
    DUE_MS_FIELD_NUMBER: _ClassVar[int]
    DATA_CLASS_FIELD_NUMBER: _ClassVar[int]
    MATTER_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    code: str
    clock: str
    since_ms: int
    due_ms: int
    data_class: int
    matter: bytes
    owner: bytes
    def __init__(self, code: _Optional[str] = ..., clock: _Optional[str] = ..., since_ms: _Optional[int] = ..., due_ms: _Optional[int] = ..., data_class: _Optional[int] = ..., matter: _Optional[bytes] = ..., owner: _Optional[bytes] = ...) -> None: ...

class ReadActRequest(_message.Message):
    __slots__ = ("file", "sequence", "motive")
    FILE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    MOTIVE_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    sequence: int
    motive: str
    def __init__(self, file: _Optional[bytes] = ..., sequence: _Optional[int] = ..., motive: _Optional[str] = ...) -> None: ...

class ReadActAnswer(_message.Message):
    __slots__ = ("act",)
    ACT_FIELD_NUMBER: _ClassVar[int]
    act: _act_pb2.PartialAct
    def __init__(self, act: _Optional[_Union[_act_pb2.PartialAct, _Mapping[str, object]]] = ...) -> None: ...

class HistoryRequest(_message.Message):
    __slots__ = ("file", "from_sequence", "motive", "order")
    FILE_FIELD_NUMBER: _ClassVar[int]
    FROM_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    MOTIVE_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    from_sequence: int
    motive: str
    order: bytes
    def __init__(self, file: _Optional[bytes] = ..., from_sequence: _Optional[int] = ..., motive: _Optional[str] = ..., order: _Optional[bytes] = ...) -> None: ...

class FindRequest(_message.Message):
    __slots__ = ("text", "limit", "birth_year_min", "birth_year_max", "sex", "relatives", "commune", "phone", "reference", "record", "register", "birth_day")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    BIRTH_YEAR_MIN_FIELD_NUMBER: _ClassVar[int]
    BIRTH_YEAR_MAX_FIELD_NUMBER: _ClassVar[int]
    SEX_FIELD_NUMBER: _ClassVar[int]
    RELATIVES_FIELD_NUMBER: _ClassVar[int]
    COMMUNE_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    REGISTER_FIELD_NUMBER: _ClassVar[int]
    BIRTH_DAY_FIELD_NUMBER: _ClassVar[int]
    text: str
    limit: int
    birth_year_min: int
    birth_year_max: int
    sex: str
    relatives: _containers.RepeatedScalarFieldContainer[str]
    commune: str
    phone: str
    reference: str
    record: CivilRecord
    register: bool
    birth_day: int
    def __init__(self, text: _Optional[str] = ..., limit: _Optional[int] = ..., birth_year_min: _Optional[int] = ..., birth_year_max: _Optional[int] = ..., sex: _Optional[str] = ..., relatives: _Optional[_Iterable[str]] = ..., commune: _Optional[str] = ..., phone: _Optional[str] = ..., reference: _Optional[str] = ..., record: _Optional[_Union[CivilRecord, _Mapping[str, object]]] = ..., register: bool = ..., birth_day: _Optional[int] = ...) -> None: ...

class CivilRecord(_message.Message):
    __slots__ = ("office", "year", "number")
    OFFICE_FIELD_NUMBER: _ClassVar[int]
    YEAR_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    office: str
    year: int
    number: str
    def __init__(self, office: _Optional[str] = ..., year: _Optional[int] = ..., number: _Optional[str] = ...) -> None: ...

class FindAnswer(_message.Message):
    __slots__ = ("candidates", "index_percent", "names", "evenness", "padding")
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    INDEX_PERCENT_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    EVENNESS_FIELD_NUMBER: _ClassVar[int]
    PADDING_FIELD_NUMBER: _ClassVar[int]
    candidates: _containers.RepeatedCompositeFieldContainer[Candidate]
    index_percent: int
    names: _containers.RepeatedCompositeFieldContainer[_act_pb2.Name]
    evenness: int
    padding: bytes
    def __init__(self, candidates: _Optional[_Iterable[_Union[Candidate, _Mapping[str, object]]]] = ..., index_percent: _Optional[int] = ..., names: _Optional[_Iterable[_Union[_act_pb2.Name, _Mapping[str, object]]]] = ..., evenness: _Optional[int] = ..., padding: _Optional[bytes] = ...) -> None: ...

class Candidate(_message.Message):
    __slots__ = ("file", "number", "name_ar", "name_fr", "known_as", "birth_year_min", "birth_year_max", "sex", "commune", "stage", "risk", "referent", "due_ms", "task", "stage_since_ms", "proposed_risk", "likeness", "fits", "other", "title")
    FILE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    NAME_AR_FIELD_NUMBER: _ClassVar[int]
    NAME_FR_FIELD_NUMBER: _ClassVar[int]
    KNOWN_AS_FIELD_NUMBER: _ClassVar[int]
    BIRTH_YEAR_MIN_FIELD_NUMBER: _ClassVar[int]
    BIRTH_YEAR_MAX_FIELD_NUMBER: _ClassVar[int]
    SEX_FIELD_NUMBER: _ClassVar[int]
    COMMUNE_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    RISK_FIELD_NUMBER: _ClassVar[int]
    REFERENT_FIELD_NUMBER: _ClassVar[int]
    DUE_MS_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    STAGE_SINCE_MS_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_RISK_FIELD_NUMBER: _ClassVar[int]
    LIKENESS_FIELD_NUMBER: _ClassVar[int]
    FITS_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    number: str
    name_ar: str
    name_fr: str
    known_as: str
    birth_year_min: int
    birth_year_max: int
    sex: str
    commune: str
    stage: str
    risk: str
    referent: bytes
    due_ms: int
    task: str
    stage_since_ms: int
    proposed_risk: str
    likeness: int
    fits: int
    other: str
    title: str
    def __init__(self, file: _Optional[bytes] = ..., number: _Optional[str] = ..., name_ar: _Optional[str] = ..., name_fr: _Optional[str] = ..., known_as: _Optional[str] = ..., birth_year_min: _Optional[int] = ..., birth_year_max: _Optional[int] = ..., sex: _Optional[str] = ..., commune: _Optional[str] = ..., stage: _Optional[str] = ..., risk: _Optional[str] = ..., referent: _Optional[bytes] = ..., due_ms: _Optional[int] = ..., task: _Optional[str] = ..., stage_since_ms: _Optional[int] = ..., proposed_risk: _Optional[str] = ..., likeness: _Optional[int] = ..., fits: _Optional[int] = ..., other: _Optional[str] = ..., title: _Optional[str] = ...) -> None: ...

class ListDuplicatesRequest(_message.Message):
    __slots__ = ("limit", "cursor", "settled")
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    SETTLED_FIELD_NUMBER: _ClassVar[int]
    limit: int
    cursor: bytes
    settled: bool
    def __init__(self, limit: _Optional[int] = ..., cursor: _Optional[bytes] = ..., settled: bool = ...) -> None: ...

class ListDuplicatesAnswer(_message.Message):
    __slots__ = ("pairs", "total", "index_percent", "waiting", "names", "cursor")
    PAIRS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    INDEX_PERCENT_FIELD_NUMBER: _ClassVar[int]
    WAITING_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    pairs: _containers.RepeatedCompositeFieldContainer[DuplicatePair]
    total: int
    index_percent: int
    waiting: int
    names: _containers.RepeatedCompositeFieldContainer[_act_pb2.Name]
    cursor: bytes
    def __init__(self, pairs: _Optional[_Iterable[_Union[DuplicatePair, _Mapping[str, object]]]] = ..., total: _Optional[int] = ..., index_percent: _Optional[int] = ..., waiting: _Optional[int] = ..., names: _Optional[_Iterable[_Union[_act_pb2.Name, _Mapping[str, object]]]] = ..., cursor: _Optional[bytes] = ...) -> None: ...

class DuplicatePair(_message.Message):
    __slots__ = ("first", "second", "likeness", "fits", "since_ms", "due_ms", "settled_by", "settled_by_name", "settled_ms")
    FIRST_FIELD_NUMBER: _ClassVar[int]
    SECOND_FIELD_NUMBER: _ClassVar[int]
    LIKENESS_FIELD_NUMBER: _ClassVar[int]
    FITS_FIELD_NUMBER: _ClassVar[int]
    SINCE_MS_FIELD_NUMBER: _ClassVar[int]
    DUE_MS_FIELD_NUMBER: _ClassVar[int]
    SETTLED_BY_FIELD_NUMBER: _ClassVar[int]
    SETTLED_BY_NAME_FIELD_NUMBER: _ClassVar[int]
    SETTLED_MS_FIELD_NUMBER: _ClassVar[int]
    first: Candidate
    second: Candidate
    likeness: int
    fits: int
    since_ms: int
    due_ms: int
    settled_by: bytes
    settled_by_name: str
    settled_ms: int
    def __init__(self, first: _Optional[_Union[Candidate, _Mapping[str, object]]] = ..., second: _Optional[_Union[Candidate, _Mapping[str, object]]] = ..., likeness: _Optional[int] = ..., fits: _Optional[int] = ..., since_ms: _Optional[int] = ..., due_ms: _Optional[int] = ..., settled_by: _Optional[bytes] = ..., settled_by_name: _Optional[str] = ..., settled_ms: _Optional[int] = ...) -> None: ...

class SettleDuplicateRequest(_message.Message):
    __slots__ = ("file", "other", "verdict", "reason")
    FILE_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    other: bytes
    verdict: int
    reason: str
    def __init__(self, file: _Optional[bytes] = ..., other: _Optional[bytes] = ..., verdict: _Optional[int] = ..., reason: _Optional[str] = ...) -> None: ...

class ListFilesRequest(_message.Message):
    __slots__ = ("kind", "stage", "limit", "cursor", "order", "risk", "commune", "referent", "unassigned", "overdue", "urgent", "quiet_since_ms", "organisation", "category", "opened_from", "opened_until", "written_from", "written_until", "due_from", "due_until", "sort", "quiet_days", "record")
    KIND_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    RISK_FIELD_NUMBER: _ClassVar[int]
    COMMUNE_FIELD_NUMBER: _ClassVar[int]
    REFERENT_FIELD_NUMBER: _ClassVar[int]
    UNASSIGNED_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    URGENT_FIELD_NUMBER: _ClassVar[int]
    QUIET_SINCE_MS_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    OPENED_FROM_FIELD_NUMBER: _ClassVar[int]
    OPENED_UNTIL_FIELD_NUMBER: _ClassVar[int]
    WRITTEN_FROM_FIELD_NUMBER: _ClassVar[int]
    WRITTEN_UNTIL_FIELD_NUMBER: _ClassVar[int]
    DUE_FROM_FIELD_NUMBER: _ClassVar[int]
    DUE_UNTIL_FIELD_NUMBER: _ClassVar[int]
    SORT_FIELD_NUMBER: _ClassVar[int]
    QUIET_DAYS_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    kind: int
    stage: str
    limit: int
    cursor: bytes
    order: bytes
    risk: str
    commune: str
    referent: bytes
    unassigned: bool
    overdue: bool
    urgent: bool
    quiet_since_ms: int
    organisation: bytes
    category: str
    opened_from: int
    opened_until: int
    written_from: int
    written_until: int
    due_from: int
    due_until: int
    sort: int
    quiet_days: int
    record: str
    def __init__(self, kind: _Optional[int] = ..., stage: _Optional[str] = ..., limit: _Optional[int] = ..., cursor: _Optional[bytes] = ..., order: _Optional[bytes] = ..., risk: _Optional[str] = ..., commune: _Optional[str] = ..., referent: _Optional[bytes] = ..., unassigned: bool = ..., overdue: bool = ..., urgent: bool = ..., quiet_since_ms: _Optional[int] = ..., organisation: _Optional[bytes] = ..., category: _Optional[str] = ..., opened_from: _Optional[int] = ..., opened_until: _Optional[int] = ..., written_from: _Optional[int] = ..., written_until: _Optional[int] = ..., due_from: _Optional[int] = ..., due_until: _Optional[int] = ..., sort: _Optional[int] = ..., quiet_days: _Optional[int] = ..., record: _Optional[str] = ...) -> None: ...

class ListFilesAnswer(_message.Message):
    __slots__ = ("files", "total", "index_percent", "names", "cursor")
    FILES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    INDEX_PERCENT_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    files: _containers.RepeatedCompositeFieldContainer[Candidate]
    total: int
    index_percent: int
    names: _containers.RepeatedCompositeFieldContainer[_act_pb2.Name]
    cursor: bytes
    def __init__(self, files: _Optional[_Iterable[_Union[Candidate, _Mapping[str, object]]]] = ..., total: _Optional[int] = ..., index_percent: _Optional[int] = ..., names: _Optional[_Iterable[_Union[_act_pb2.Name, _Mapping[str, object]]]] = ..., cursor: _Optional[bytes] = ...) -> None: ...

class SaveSearchRequest(_message.Message):
    __slots__ = ("name", "search")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    name: str
    search: ListFilesRequest
    def __init__(self, name: _Optional[str] = ..., search: _Optional[_Union[ListFilesRequest, _Mapping[str, object]]] = ...) -> None: ...

class ListSavedSearchesAnswer(_message.Message):
    __slots__ = ("searches",)
    SEARCHES_FIELD_NUMBER: _ClassVar[int]
    searches: _containers.RepeatedCompositeFieldContainer[SavedSearch]
    def __init__(self, searches: _Optional[_Iterable[_Union[SavedSearch, _Mapping[str, object]]]] = ...) -> None: ...

class SavedSearch(_message.Message):
    __slots__ = ("name", "search", "unknown")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    name: str
    search: ListFilesRequest
    unknown: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, name: _Optional[str] = ..., search: _Optional[_Union[ListFilesRequest, _Mapping[str, object]]] = ..., unknown: _Optional[_Iterable[int]] = ...) -> None: ...

class ForgetSearchRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class DayRequest(_message.Message):
    __slots__ = ("limit", "team")
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    TEAM_FIELD_NUMBER: _ClassVar[int]
    limit: int
    team: bool
    def __init__(self, limit: _Optional[int] = ..., team: bool = ...) -> None: ...

class DayAnswer(_message.Message):
    __slots__ = ("parts", "file_count", "team", "index_percent", "names")
    PARTS_FIELD_NUMBER: _ClassVar[int]
    FILE_COUNT_FIELD_NUMBER: _ClassVar[int]
    TEAM_FIELD_NUMBER: _ClassVar[int]
    INDEX_PERCENT_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    parts: _containers.RepeatedCompositeFieldContainer[DayPart]
    file_count: int
    team: _containers.RepeatedCompositeFieldContainer[MemberLoad]
    index_percent: int
    names: _containers.RepeatedCompositeFieldContainer[_act_pb2.Name]
    def __init__(self, parts: _Optional[_Iterable[_Union[DayPart, _Mapping[str, object]]]] = ..., file_count: _Optional[int] = ..., team: _Optional[_Iterable[_Union[MemberLoad, _Mapping[str, object]]]] = ..., index_percent: _Optional[int] = ..., names: _Optional[_Iterable[_Union[_act_pb2.Name, _Mapping[str, object]]]] = ...) -> None: ...

class DayPart(_message.Message):
    __slots__ = ("kind", "total", "files")
    KIND_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    kind: int
    total: int
    files: _containers.RepeatedCompositeFieldContainer[Candidate]
    def __init__(self, kind: _Optional[int] = ..., total: _Optional[int] = ..., files: _Optional[_Iterable[_Union[Candidate, _Mapping[str, object]]]] = ...) -> None: ...

class MemberLoad(_message.Message):
    __slots__ = ("member", "files", "overdue", "urgent", "risks", "name")
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    URGENT_FIELD_NUMBER: _ClassVar[int]
    RISKS_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    member: bytes
    files: int
    overdue: int
    urgent: int
    risks: _containers.RepeatedCompositeFieldContainer[RiskCount]
    name: str
    def __init__(self, member: _Optional[bytes] = ..., files: _Optional[int] = ..., overdue: _Optional[int] = ..., urgent: _Optional[int] = ..., risks: _Optional[_Iterable[_Union[RiskCount, _Mapping[str, object]]]] = ..., name: _Optional[str] = ...) -> None: ...

class RiskCount(_message.Message):
    __slots__ = ("risk", "files")
    RISK_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    risk: str
    files: int
    def __init__(self, risk: _Optional[str] = ..., files: _Optional[int] = ...) -> None: ...

class UploadStatusRequest(_message.Message):
    __slots__ = ("file", "sequence", "attachment")
    FILE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENT_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    sequence: int
    attachment: bytes
    def __init__(self, file: _Optional[bytes] = ..., sequence: _Optional[int] = ..., attachment: _Optional[bytes] = ...) -> None: ...

class UploadStatusAnswer(_message.Message):
    __slots__ = ("offset", "is_whole")
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    IS_WHOLE_FIELD_NUMBER: _ClassVar[int]
    offset: int
    is_whole: bool
    def __init__(self, offset: _Optional[int] = ..., is_whole: bool = ...) -> None: ...

class UploadRequest(_message.Message):
    __slots__ = ("file", "sequence", "attachment", "offset")
    FILE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENT_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    sequence: int
    attachment: bytes
    offset: int
    def __init__(self, file: _Optional[bytes] = ..., sequence: _Optional[int] = ..., attachment: _Optional[bytes] = ..., offset: _Optional[int] = ...) -> None: ...

class UploadProgress(_message.Message):
    __slots__ = ("offset", "is_whole")
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    IS_WHOLE_FIELD_NUMBER: _ClassVar[int]
    offset: int
    is_whole: bool
    def __init__(self, offset: _Optional[int] = ..., is_whole: bool = ...) -> None: ...

class DownloadRequest(_message.Message):
    __slots__ = ("file", "sequence", "attachment", "offset", "motive")
    FILE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENT_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    MOTIVE_FIELD_NUMBER: _ClassVar[int]
    file: bytes
    sequence: int
    attachment: bytes
    offset: int
    motive: str
    def __init__(self, file: _Optional[bytes] = ..., sequence: _Optional[int] = ..., attachment: _Optional[bytes] = ..., offset: _Optional[int] = ..., motive: _Optional[str] = ...) -> None: ...

class SubscribeRequest(_message.Message):
    __slots__ = ("after_position", "due_after_ms")
    AFTER_POSITION_FIELD_NUMBER: _ClassVar[int]
    DUE_AFTER_MS_FIELD_NUMBER: _ClassVar[int]
    after_position: int
    due_after_ms: int
    def __init__(self, after_position: _Optional[int] = ..., due_after_ms: _Optional[int] = ...) -> None: ...

class Event(_message.Message):
    __slots__ = ("kind", "position", "file", "sequence", "task", "due_ms", "access")
    KIND_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    DUE_MS_FIELD_NUMBER: _ClassVar[int]
    ACCESS_FIELD_NUMBER: _ClassVar[int]
    kind: EventKind
    position: int
    file: bytes
    sequence: int
    task: str
    due_ms: int
    access: bytes
    def __init__(self, kind: _Optional[_Union[EventKind, str]] = ..., position: _Optional[int] = ..., file: _Optional[bytes] = ..., sequence: _Optional[int] = ..., task: _Optional[str] = ..., due_ms: _Optional[int] = ..., access: _Optional[bytes] = ...) -> None: ...

class FiguresRequest(_message.Message):
    __slots__ = ("from_day", "until_day", "indicator", "by", "organisation", "province", "measure", "hide_small")
    FROM_DAY_FIELD_NUMBER: _ClassVar[int]
    UNTIL_DAY_FIELD_NUMBER: _ClassVar[int]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    PROVINCE_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    HIDE_SMALL_FIELD_NUMBER: _ClassVar[int]
    from_day: int
    until_day: int
    indicator: str
    by: _containers.RepeatedScalarFieldContainer[str]
    organisation: bytes
    province: bool
    measure: str
    hide_small: bool
    def __init__(self, from_day: _Optional[int] = ..., until_day: _Optional[int] = ..., indicator: _Optional[str] = ..., by: _Optional[_Iterable[str]] = ..., organisation: _Optional[bytes] = ..., province: bool = ..., measure: _Optional[str] = ..., hide_small: bool = ...) -> None: ...

class FiguresAnswer(_message.Message):
    __slots__ = ("percent", "figure", "names")
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    FIGURE_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    percent: int
    figure: Figure
    names: _containers.RepeatedCompositeFieldContainer[_act_pb2.Name]
    def __init__(self, percent: _Optional[int] = ..., figure: _Optional[_Union[Figure, _Mapping[str, object]]] = ..., names: _Optional[_Iterable[_Union[_act_pb2.Name, _Mapping[str, object]]]] = ...) -> None: ...

class Figure(_message.Message):
    __slots__ = ("indicator", "from_day", "until_day", "rows", "small_hidden")
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    FROM_DAY_FIELD_NUMBER: _ClassVar[int]
    UNTIL_DAY_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    SMALL_HIDDEN_FIELD_NUMBER: _ClassVar[int]
    indicator: str
    from_day: int
    until_day: int
    rows: _containers.RepeatedCompositeFieldContainer[FigureRow]
    small_hidden: bool
    def __init__(self, indicator: _Optional[str] = ..., from_day: _Optional[int] = ..., until_day: _Optional[int] = ..., rows: _Optional[_Iterable[_Union[FigureRow, _Mapping[str, object]]]] = ..., small_hidden: bool = ...) -> None: ...

class FigureRow(_message.Message):
    __slots__ = ("keys", "values")
    KEYS_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    keys: _containers.RepeatedCompositeFieldContainer[FigureKey]
    values: _containers.RepeatedCompositeFieldContainer[FigureValue]
    def __init__(self, keys: _Optional[_Iterable[_Union[FigureKey, _Mapping[str, object]]]] = ..., values: _Optional[_Iterable[_Union[FigureValue, _Mapping[str, object]]]] = ...) -> None: ...

class FigureKey(_message.Message):
    __slots__ = ("dimension", "code")
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    dimension: str
    code: str
    def __init__(self, dimension: _Optional[str] = ..., code: _Optional[str] = ...) -> None: ...

class FigureValue(_message.Message):
    __slots__ = ("value", "of", "state")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    OF_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    value: int
    of: int
    state: FigureState
    def __init__(self, value: _Optional[int] = ..., of: _Optional[int] = ..., state: _Optional[_Union[FigureState, str]] = ...) -> None: ...

class PublishedDimension(_message.Message):
    __slots__ = ("code", "values")
    CODE_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    code: str
    values: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, code: _Optional[str] = ..., values: _Optional[_Iterable[str]] = ...) -> None: ...

class PublishedTable(_message.Message):
    __slots__ = ("code", "state", "indicator", "measure", "dimensions", "cells", "rungs", "reason", "counted")
    CODE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    DIMENSIONS_FIELD_NUMBER: _ClassVar[int]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    RUNGS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    COUNTED_FIELD_NUMBER: _ClassVar[int]
    code: str
    state: PublishedState
    indicator: str
    measure: str
    dimensions: _containers.RepeatedCompositeFieldContainer[PublishedDimension]
    cells: _containers.RepeatedScalarFieldContainer[int]
    rungs: int
    reason: PublishedReason
    counted: bytes
    def __init__(self, code: _Optional[str] = ..., state: _Optional[_Union[PublishedState, str]] = ..., indicator: _Optional[str] = ..., measure: _Optional[str] = ..., dimensions: _Optional[_Iterable[_Union[PublishedDimension, _Mapping[str, object]]]] = ..., cells: _Optional[_Iterable[int]] = ..., rungs: _Optional[int] = ..., reason: _Optional[_Union[PublishedReason, str]] = ..., counted: _Optional[bytes] = ...) -> None: ...

class Publication(_message.Message):
    __slots__ = ("publication", "province", "from_day", "until_day", "definition_version", "definition_hash", "base", "tables", "proposer", "proposed_by", "proposed_at_ms", "approved_by", "published_at_ms", "digest", "expires_at_ms", "overdue", "hash")
    PUBLICATION_FIELD_NUMBER: _ClassVar[int]
    PROVINCE_FIELD_NUMBER: _ClassVar[int]
    FROM_DAY_FIELD_NUMBER: _ClassVar[int]
    UNTIL_DAY_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_VERSION_FIELD_NUMBER: _ClassVar[int]
    DEFINITION_HASH_FIELD_NUMBER: _ClassVar[int]
    BASE_FIELD_NUMBER: _ClassVar[int]
    TABLES_FIELD_NUMBER: _ClassVar[int]
    PROPOSER_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_BY_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    APPROVED_BY_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_MS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    publication: bytes
    province: str
    from_day: int
    until_day: int
    definition_version: int
    definition_hash: bytes
    base: int
    tables: _containers.RepeatedCompositeFieldContainer[PublishedTable]
    proposer: bytes
    proposed_by: str
    proposed_at_ms: int
    approved_by: str
    published_at_ms: int
    digest: bytes
    expires_at_ms: int
    overdue: bool
    hash: bytes
    def __init__(self, publication: _Optional[bytes] = ..., province: _Optional[str] = ..., from_day: _Optional[int] = ..., until_day: _Optional[int] = ..., definition_version: _Optional[int] = ..., definition_hash: _Optional[bytes] = ..., base: _Optional[int] = ..., tables: _Optional[_Iterable[_Union[PublishedTable, _Mapping[str, object]]]] = ..., proposer: _Optional[bytes] = ..., proposed_by: _Optional[str] = ..., proposed_at_ms: _Optional[int] = ..., approved_by: _Optional[str] = ..., published_at_ms: _Optional[int] = ..., digest: _Optional[bytes] = ..., expires_at_ms: _Optional[int] = ..., overdue: bool = ..., hash: _Optional[bytes] = ...) -> None: ...

class PreparePublicationRequest(_message.Message):
    __slots__ = ("from_day", "until_day")
    FROM_DAY_FIELD_NUMBER: _ClassVar[int]
    UNTIL_DAY_FIELD_NUMBER: _ClassVar[int]
    from_day: int
    until_day: int
    def __init__(self, from_day: _Optional[int] = ..., until_day: _Optional[int] = ...) -> None: ...

class PreparePublicationAnswer(_message.Message):
    __slots__ = ("percent", "publication", "begun_anew")
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    PUBLICATION_FIELD_NUMBER: _ClassVar[int]
    BEGUN_ANEW_FIELD_NUMBER: _ClassVar[int]
    percent: int
    publication: Publication
    begun_anew: bool
    def __init__(self, percent: _Optional[int] = ..., publication: _Optional[_Union[Publication, _Mapping[str, object]]] = ..., begun_anew: bool = ...) -> None: ...

class ChangePublicationRequest(_message.Message):
    __slots__ = ("change", "publication", "from_day", "until_day", "hash")
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    PUBLICATION_FIELD_NUMBER: _ClassVar[int]
    FROM_DAY_FIELD_NUMBER: _ClassVar[int]
    UNTIL_DAY_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    change: PublicationChange
    publication: bytes
    from_day: int
    until_day: int
    hash: bytes
    def __init__(self, change: _Optional[_Union[PublicationChange, str]] = ..., publication: _Optional[bytes] = ..., from_day: _Optional[int] = ..., until_day: _Optional[int] = ..., hash: _Optional[bytes] = ...) -> None: ...

class ChangePublicationAnswer(_message.Message):
    __slots__ = ("expires_at_ms",)
    EXPIRES_AT_MS_FIELD_NUMBER: _ClassVar[int]
    expires_at_ms: int
    def __init__(self, expires_at_ms: _Optional[int] = ...) -> None: ...

class ListPublicationsRequest(_message.Message):
    __slots__ = ("before_day", "before")
    BEFORE_DAY_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    before_day: int
    before: bytes
    def __init__(self, before_day: _Optional[int] = ..., before: _Optional[bytes] = ...) -> None: ...

class ListPublicationsAnswer(_message.Message):
    __slots__ = ("publications", "store", "log_size")
    PUBLICATIONS_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    publications: _containers.RepeatedCompositeFieldContainer[Publication]
    store: bytes
    log_size: int
    def __init__(self, publications: _Optional[_Iterable[_Union[Publication, _Mapping[str, object]]]] = ..., store: _Optional[bytes] = ..., log_size: _Optional[int] = ...) -> None: ...

class ReadPublicationRequest(_message.Message):
    __slots__ = ("publication",)
    PUBLICATION_FIELD_NUMBER: _ClassVar[int]
    publication: bytes
    def __init__(self, publication: _Optional[bytes] = ...) -> None: ...

class ReadPublicationAnswer(_message.Message):
    __slots__ = ("publication", "store", "log_size")
    PUBLICATION_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    publication: Publication
    store: bytes
    log_size: int
    def __init__(self, publication: _Optional[_Union[Publication, _Mapping[str, object]]] = ..., store: _Optional[bytes] = ..., log_size: _Optional[int] = ...) -> None: ...

class ReturnRequest(_message.Message):
    __slots__ = ("publication",)
    PUBLICATION_FIELD_NUMBER: _ClassVar[int]
    publication: bytes
    def __init__(self, publication: _Optional[bytes] = ...) -> None: ...

class ReturnAnswer(_message.Message):
    __slots__ = ("log", "log_key", "signature")
    LOG_FIELD_NUMBER: _ClassVar[int]
    LOG_KEY_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    log: str
    log_key: bytes
    signature: bytes
    def __init__(self, log: _Optional[str] = ..., log_key: _Optional[bytes] = ..., signature: _Optional[bytes] = ...) -> None: ...
