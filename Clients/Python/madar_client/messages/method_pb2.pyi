from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class Method(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    METHOD_UNSPECIFIED: _ClassVar[Method]
    METHOD_PING: _ClassVar[Method]
    METHOD_WHO_AM_I: _ClassVar[Method]
    METHOD_STATUS: _ClassVar[Method]
    METHOD_DEFINITION: _ClassVar[Method]
    METHOD_CHECKPOINT: _ClassVar[Method]
    METHOD_ACK_OPERATIONS: _ClassVar[Method]
    METHOD_ENROL: _ClassVar[Method]
    METHOD_ENROL_CONFIRM: _ClassVar[Method]
    METHOD_INVITE: _ClassVar[Method]
    METHOD_APPROVE: _ClassVar[Method]
    METHOD_LIST_DEVICES: _ClassVar[Method]
    METHOD_LIST_INVITATIONS: _ClassVar[Method]
    METHOD_CHANGE_DEVICE: _ClassVar[Method]
    METHOD_RENEW_KEY: _ClassVar[Method]
    METHOD_CONFIRM_KEY: _ClassVar[Method]
    METHOD_LIST_MEMBERS: _ClassVar[Method]
    METHOD_CHANGE_MEMBER: _ClassVar[Method]
    METHOD_SET_ABSENCE: _ClassVar[Method]
    METHOD_ACCEPT_SECRECY: _ClassVar[Method]
    METHOD_SEAL: _ClassVar[Method]
    METHOD_UNSEAL: _ClassVar[Method]
    METHOD_CHANGE_TRANSPORT: _ClassVar[Method]
    METHOD_OPEN_FILE: _ClassVar[Method]
    METHOD_APPEND_ACT: _ClassVar[Method]
    METHOD_READ_FILE: _ClassVar[Method]
    METHOD_READ_ACT: _ClassVar[Method]
    METHOD_HISTORY: _ClassVar[Method]
    METHOD_FIND: _ClassVar[Method]
    METHOD_LIST_FILES: _ClassVar[Method]
    METHOD_UPLOAD_STATUS: _ClassVar[Method]
    METHOD_UPLOAD: _ClassVar[Method]
    METHOD_DOWNLOAD: _ClassVar[Method]
    METHOD_SUBSCRIBE: _ClassVar[Method]
METHOD_UNSPECIFIED: Method
METHOD_PING: Method
METHOD_WHO_AM_I: Method
METHOD_STATUS: Method
METHOD_DEFINITION: Method
METHOD_CHECKPOINT: Method
METHOD_ACK_OPERATIONS: Method
METHOD_ENROL: Method
METHOD_ENROL_CONFIRM: Method
METHOD_INVITE: Method
METHOD_APPROVE: Method
METHOD_LIST_DEVICES: Method
METHOD_LIST_INVITATIONS: Method
METHOD_CHANGE_DEVICE: Method
METHOD_RENEW_KEY: Method
METHOD_CONFIRM_KEY: Method
METHOD_LIST_MEMBERS: Method
METHOD_CHANGE_MEMBER: Method
METHOD_SET_ABSENCE: Method
METHOD_ACCEPT_SECRECY: Method
METHOD_SEAL: Method
METHOD_UNSEAL: Method
METHOD_CHANGE_TRANSPORT: Method
METHOD_OPEN_FILE: Method
METHOD_APPEND_ACT: Method
METHOD_READ_FILE: Method
METHOD_READ_ACT: Method
METHOD_HISTORY: Method
METHOD_FIND: Method
METHOD_LIST_FILES: Method
METHOD_UPLOAD_STATUS: Method
METHOD_UPLOAD: Method
METHOD_DOWNLOAD: Method
METHOD_SUBSCRIBE: Method
