"""A client of the protocol madar/1, written from `Wire/SPEC.md`."""

from .answers import AnswerError, Event, EventKind
from .checkpoint import Checkpoint, CheckpointError, Forgotten
from .client import CallError, Client, ContentError, Report
from .connection import (
    Closed,
    Connection,
    NotStarted,
    OwnFault,
    Revoked,
    Silence,
    Unreachable,
)
from .custody import NotCustodian
from .definition import CutError, Definition, DefinitionError
from .device import Device
from .enrolment import EnrolmentError, enrol, resume
from .errors import MadarError
from .frames import FrameError
from .handshake import HandshakeError, VersionError
from .invitation import Invitation, InvitationError
from .referrals import Referral
from .returns import Return, ReturnError, read_descriptor, read_return
from .sealed import SealedFileError
from .status import Outcome, Status, StatusClass
from .subscription import Subscription

__all__ = [
    "AnswerError",
    "CallError",
    "Checkpoint",
    "CheckpointError",
    "Client",
    "Closed",
    "Connection",
    "ContentError",
    "CutError",
    "Definition",
    "DefinitionError",
    "Device",
    "EnrolmentError",
    "Event",
    "EventKind",
    "Forgotten",
    "FrameError",
    "HandshakeError",
    "Invitation",
    "InvitationError",
    "MadarError",
    "NotCustodian",
    "NotStarted",
    "Outcome",
    "OwnFault",
    "Referral",
    "Report",
    "Return",
    "ReturnError",
    "Revoked",
    "SealedFileError",
    "Silence",
    "Status",
    "StatusClass",
    "Subscription",
    "Unreachable",
    "VersionError",
    "enrol",
    "read_descriptor",
    "read_return",
    "resume",
]
