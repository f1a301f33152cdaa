"""Status codes, what may be done after each, and what is known of a call. SPEC W-50 to W-55."""

from enum import Enum, IntEnum


class Status(IntEnum):
    """The codes that the specification names (SPEC W-50)."""

    OK = 0x0000
    BAD_MESSAGE = 0x0101
    UNKNOWN_METHOD = 0x0102
    INVALID_ARGUMENT = 0x0103
    NOT_AVAILABLE = 0x0104
    PRECONDITION = 0x0105
    CONFLICT = 0x0106
    IDEMPOTENCY_MISMATCH = 0x0107
    TOO_LARGE = 0x0108
    OPKEY_REQUIRED = 0x0109
    OPKEY_EXPIRED = 0x010A
    PERMISSION = 0x0201
    REVOKED = 0x0202
    SECOND_APPROVAL = 0x0204
    PURPOSE_MISSING = 0x0205
    WRONG_PASSPHRASE = 0x0206
    SECRECY_DUE = 0x0207
    SEARCH_LIMIT = 0x0208
    OVERLOADED = 0x0301
    DRAINING = 0x0303
    EXPIRED_BEFORE_START = 0x0304
    IN_PROGRESS = 0x0305
    SEALED = 0x0306
    DISK_FULL = 0x0307
    DEADLINE = 0x0401
    CANCELLED = 0x0402
    COMMIT_UNKNOWN = 0x0403
    CONNECTION_LOST = 0x0404
    INTERNAL = 0x0501
    STORAGE = 0x0502


class StatusClass(IntEnum):
    """The high byte of a status (SPEC W-53)."""

    DONE = 0
    CALLER = 1
    AUTHORITY = 2
    NOT_EXECUTED = 3
    UNKNOWN = 4
    DAEMON = 5

    @classmethod
    def of(cls, code: int) -> "StatusClass":
        """The class of a code; one that is not known is class 5."""
        if code >> 8 == 0:
            return cls.DONE if code == 0 else cls.DAEMON
        return cls(code >> 8) if code >> 8 <= 5 else cls.DAEMON


class Outcome(Enum):
    """What is known of a call, never a guess."""

    DONE = "done"
    REFUSED = "refused"
    NOT_EXECUTED = "not executed"
    UNKNOWN = "unknown"


# Waiting does not help against these (SPEC W-53).
_HOPELESS = (Status.SEALED, Status.DISK_FULL)
# Answers given after the daemon has looked for the operation key (SPEC W-55).
_ENDS_DOUBT = (Status.CONFLICT, Status.PRECONDITION, Status.INVALID_ARGUMENT)


def outcome(code: int, doubt: bool) -> Outcome:
    """What an answer tells of a call; `doubt` where an earlier attempt of it may have run."""
    kind = StatusClass.of(code)
    if kind is StatusClass.DONE:
        return Outcome.DONE
    if doubt:
        return Outcome.REFUSED if code in _ENDS_DOUBT else Outcome.UNKNOWN
    if kind in (StatusClass.CALLER, StatusClass.AUTHORITY):
        return Outcome.REFUSED
    return Outcome.NOT_EXECUTED if kind is StatusClass.NOT_EXECUTED else Outcome.UNKNOWN


def may_repeat(code: int, faults: int) -> bool:
    """Whether a client may send the same bytes again; `faults`: class 5 answers up to this one."""
    kind = StatusClass.of(code)
    if kind is StatusClass.NOT_EXECUTED:
        return code not in _HOPELESS
    return kind is StatusClass.UNKNOWN or (kind is StatusClass.DAEMON and faults <= 1)
