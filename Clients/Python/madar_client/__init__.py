"""A client of the protocol madar/1, written from `Wire/SPEC.md`."""

from .answers import AnswerError, Event, EventKind
from .checkpoint import Checkpoint, CheckpointError, Forgotten
from .client import CallError, Client, ContentError, Report
from .connection import Connection, OwnFault, Revoked, Unreachable
from .definition import Definition, DefinitionError
from .device import Device
from .enrolment import EnrolmentError, enrol, resume
from .invitation import Invitation, InvitationError
from .sealed import SealedFileError
from .status import Outcome, Status, StatusClass
from .subscription import Subscription

__all__ = [
    "AnswerError",
    "CallError",
    "Checkpoint",
    "CheckpointError",
    "Client",
    "Connection",
    "ContentError",
    "Definition",
    "DefinitionError",
    "Device",
    "EnrolmentError",
    "Event",
    "EventKind",
    "Forgotten",
    "Invitation",
    "InvitationError",
    "Outcome",
    "OwnFault",
    "Report",
    "Revoked",
    "SealedFileError",
    "Status",
    "StatusClass",
    "Subscription",
    "Unreachable",
    "enrol",
    "resume",
]
