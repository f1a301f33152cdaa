"""From an invitation to a device that works, repeatable at every step. SPEC W-82."""

import random
import time
from pathlib import Path

from nacl import pwhash

from . import answers, limits
from .client import CallError, Report
from .connection import Attempt, Connection, Early, NotStarted, Unreachable
from .device import Device
from .errors import MadarError
from .invitation import Invitation
from .messages import call_pb2 as call
from .messages.method_pb2 import Method
from .status import Status, may_repeat, outcome


class EnrolmentError(MadarError):
    """The daemon gave an answer that no device can be made of."""


def enrol(
    folder: Path,
    passphrase: bytes,
    invitation: str,
    label: str,
    passes: int = pwhash.argon2id.OPSLIMIT_MODERATE,
    memory_bytes: int = pwhash.argon2id.MEMLIMIT_MODERATE,
    patience: float = limits.PATIENCE_SECONDS,
) -> Device:
    """Makes a profile in `folder` and enrols it; where this fails, `resume` goes on from there."""
    read = Invitation.parse(invitation)
    device = Device.create(folder, passphrase, read, passes, memory_bytes)
    try:
        _go_on(device, label, patience)
    except BaseException:
        device.close()
        raise
    return device


def resume(device: Device, label: str, patience: float = limits.PATIENCE_SECONDS) -> None:
    """Goes on with an enrolment that was cut, with the same keys."""
    if not device.enrolled:
        _go_on(device, label, patience)


def _go_on(device: Device, label: str, patience: float) -> None:
    invitation = Invitation.parse(device.secrets.invitation)
    end, bound = time.monotonic() + patience, limits.PAUSE_LEAST_SECONDS
    while True:
        try:
            if _try(device, invitation, label):
                device.keep(invitation="")
                return
        except (Unreachable, NotStarted):
            if device.secrets.preshared and _session_works(device):
                device.keep(invitation="")
                return
        pause = random.uniform(0, bound)
        bound = min(bound * 2, limits.PAUSE_MOST_SECONDS)
        if time.monotonic() + pause > end:
            raise Unreachable("the enrolment has not ended; it can be resumed")
        time.sleep(pause)


def _try(device: Device, invitation: Invitation, label: str) -> bool:
    """One connection; whether the daemon has confirmed."""
    key = bytes(device.secrets.signer.verify_key)
    request = call.EnrolRequest(device_label=label, signing_key=key)
    first = Early(Method.METHOD_ENROL, request.SerializeToString())
    confirm = Early(Method.METHOD_ENROL_CONFIRM, b"")
    # Neither takes an operation key, and a repeat is harmless: the first leaves with the handshake.
    early = confirm if device.secrets.preshared else first
    with Connection(device.secrets, invitation=invitation, early=early) as connection:
        if connection.welcome is None:
            raise connection.cause or Unreachable("the daemon ended the connection")
        if early is first:
            attempt = connection.make(first)
            if not _answered(attempt, connection.cause):
                return False
            _keep(device, attempt)
            device.remember(epoch=connection.welcome.epoch, instance=connection.welcome.instance)
        attempt = connection.make(confirm)
        return _answered(attempt, connection.cause)


def _answered(attempt: Attempt, cause: Exception | None) -> bool:
    if attempt.status == Status.OK:
        return True
    if attempt.status == Status.CONNECTION_LOST and cause is not None:
        raise cause
    if attempt.status == Status.CONNECTION_LOST or may_repeat(attempt.status, 2):
        return False
    raise CallError(Report(outcome(attempt.status, False), attempt.status))


def _keep(device: Device, attempt: Attempt) -> None:
    try:
        answer = answers.enrolled(attempt.content)
    except answers.AnswerError as error:
        raise EnrolmentError(str(error)) from error
    device.keep(
        device=answer.device,
        member=answer.member,
        preshared=answer.preshared_key,
        log_origin=answer.log_origin,
        log_key=answer.log_key,
    )


def _session_works(device: Device) -> bool:
    """A session that gets WELCOME proves that the daemon has confirmed (SPEC W-82.6)."""
    try:
        with Connection(device.secrets) as connection:
            return connection.welcome is not None
    except Unreachable:
        return False
