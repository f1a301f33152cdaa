"""Makes messages.json again: golden bytes of messages, and each maximum from both sides.

Run from Clients/Python: `.venv/bin/python ../../Wire/vectors/make_messages.py`. The maxima below
are written by hand from SPEC and the schema's comments; the tests of Clients/Python read those
comments by themselves and compare.
"""

import copy
import json
import re
from pathlib import Path
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from madar_client.messages import act_pb2, call_pb2, definition_pb2

HERE = Path(__file__).resolve().parent
MODULES = (act_pb2, call_pb2, definition_pb2)
CODE = ("text", 64)
ID, ID_OR_NONE = ("size", 16), ("size or none", 16)
# What the schema states of the fields of requests. A field of text, bytes or a list that stands in
# a request and not here ends this script.
MAXIMA: dict[str, tuple[str, int]] = {
    "Absence.deputy": ID_OR_NONE,
    "AckOperationsRequest.operation_keys": ("list of size 16", 200),
    "ActDraft.corrects": ID_OR_NONE,
    "ActDraft.form": CODE,
    "ActDraft.form_version": ("number", 65_535),
    "ActDraft.matter": ID_OR_NONE,
    "ActDraft.reason": ("text", 8_000),
    "ActDraft.to_stage": CODE,
    "ActDraft.values": ("list", 1_024),
    "AnswerHandOverRequest.hand_over": ID,
    "AppendActRequest.file": ID,
    "AppendActRequest.further": ("list", 7),
    "ActDraft.extract": ("list", 256),
    "ApprovalStatement.digest": ("size", 32),
    "ApprovalStatement.nonce": ID,
    "ApprovalStatement.store": ID,
    "ApprovalStatement.target": ID,
    "ApproveRequest.signature": ("size", 64),
    "ApproveRequest.statement": ("bytes", 1_024),
    "Attachment.byte_count": ("number from 1", 20_971_520),
    "Attachment.id": ID,
    "Attachment.name": ("text", 256),
    "Attachment.sha256": ("size", 32),
    "BreakGlassRequest.access": ID,
    "BreakGlassRequest.file": ID,
    "BreakGlassRequest.number": ("text", 32),
    "BreakGlassRequest.reason": ("text", 2_000),
    "ChangeDeviceRequest.device": ID,
    "ChangeMemberRequest.member": ID_OR_NONE,
    "ChangeMemberRequest.proposal": ID_OR_NONE,
    "ChangeTransportRequest.key_id": ("number", 255),
    "AddCosignatureRequest.note": ("text", 2_048),
    "FiguresRequest.by": ("list of text 64", 2),
    "FiguresRequest.indicator": CODE,
    "FiguresRequest.measure": CODE,
    "FiguresRequest.organisation": ID_OR_NONE,
    "ChangePublicationRequest.hash": ("size or none", 32),
    "ChangePublicationRequest.publication": ID,
    "ReadPublicationRequest.publication": ID,
    "ListPublicationsRequest.before": ID_OR_NONE,
    "ReturnRequest.publication": ID,
    "ChangeCommitteeRequest.plan": ID,
    "Committee.custodians": ("list", 14),
    "Custodian.box": ("size or none", 80),
    "Custodian.index": ("number", 255),
    "Custodian.key": ("size", 32),
    "Custodian.label": ("text", 120),
    "ProveCustodyRequest.plan": ID_OR_NONE,
    "ProveCustodyRequest.index": ("number", 255),
    "ProveCustodyRequest.nonce": ID,
    "ProveCustodyRequest.signature": ("size", 64),
    "ContributeRequest.index": ("number", 255),
    "ContributeRequest.nonce": ID,
    "ContributeRequest.secret": ("size", 32),
    "TakePassphraseRequest.passphrase": ("bytes", 1_024),
    "ChangeRenewalRequest.classes": ("number", 255),
    "ChangeRenewalRequest.files": ("list of size 16", 200),
    "ChangeRenewalRequest.renewal": ID,
    "ChangeRotationRequest.data_class": ("number", 255),
    "ChangeRotationRequest.kind": ("number", 255),
    "ChangeRotationRequest.rotation": ID,
    "ChangeWitnessRequest.key": ("size or none", 32),
    "ChangeWitnessRequest.name": ("text", 64),
    "ChangeWitnessRequest.witness": ID,
    "ChangeProvinceRequest.descriptor": ("text", 1_024),
    "ChangeProvinceRequest.province": ID,
    "Choices.codes": ("list of text 64", 64),
    "ConfirmKeyRequest.digest": ("size", 32),
    "DayRequest.limit": ("number", 8),
    "DownloadRequest.attachment": ID,
    "DownloadRequest.file": ID,
    "DownloadRequest.motive": ("text", 2_000),
    "DownloadRequest.offset": ("number", 20_971_520),
    "EnrolRequest.device_label": ("text", 128),
    "EnrolRequest.signing_key": ("size", 32),
    "FieldValue.field": CODE,
    "FieldValue.row": ("number", 65_535),
    "FindRequest.limit": ("number", 20),
    "FindRequest.commune": ("text", 16),
    "FindRequest.phone": ("text", 32),
    "FindRequest.reference": ("text", 128),
    "FindRequest.relatives": ("list of text 256", 4),
    "FindRequest.sex": CODE,
    "FindRequest.text": ("text", 512),
    "HandOverRequest.giver": ID_OR_NONE,
    "HandOverRequest.hand_over": ID,
    "HandOverRequest.organisation": ID_OR_NONE,
    "HandOverRequest.reason": ("text", 240),
    "HandOverRequest.receiver": ID,
    "HeldRole.organisation": ID_OR_NONE,
    "HeldRole.organisation_name": ("text", 256),
    "HeldRole.role": CODE,
    "HistoryRequest.file": ID,
    "HistoryRequest.motive": ("text", 2_000),
    "HistoryRequest.order": ID_OR_NONE,
    "InviteRequest.expires_in_s": ("number", 259_200),
    "InviteRequest.invitation": ID,
    # Of a new member it is empty (W-68).
    "InviteRequest.member": ID_OR_NONE,
    "InviteRequest.member_name": ("text", 256),
    "InviteRequest.roles": ("list", 16),
    "InviteRequest.secret": ("size", 32),
    # What an answer may tell (W-112).
    "CivilRecord.number": ("text", 256),
    "CivilRecord.office": ("text", 512),
    "ListDuplicatesRequest.cursor": ("bytes", 192),
    "ListDuplicatesRequest.limit": ("number", 20),
    "SettleDuplicateRequest.file": ID,
    "SettleDuplicateRequest.other": ID,
    "SettleDuplicateRequest.reason": ("text", 400),
    "ListFilesRequest.category": CODE,
    "ListFilesRequest.commune": ("text", 16),
    "ListFilesRequest.cursor": ("bytes", 192),
    "ListFilesRequest.due_from": ("number", 65_534),
    "ListFilesRequest.due_until": ("number", 65_534),
    "ListFilesRequest.limit": ("number", 100),
    "ListFilesRequest.opened_from": ("number", 65_534),
    "ListFilesRequest.opened_until": ("number", 65_534),
    "ListFilesRequest.order": ID_OR_NONE,
    "ListFilesRequest.organisation": ID_OR_NONE,
    "ListFilesRequest.quiet_days": ("number", 65_534),
    "ListFilesRequest.record": CODE,
    "ListFilesRequest.referent": ID_OR_NONE,
    "ListFilesRequest.risk": CODE,
    "ListFilesRequest.stage": CODE,
    "ListFilesRequest.written_from": ("number", 65_534),
    "ListFilesRequest.written_until": ("number", 65_534),
    "ForgetSearchRequest.name": ("text", 256),
    "SaveSearchRequest.name": ("text", 256),
    "Controller.authorisation": ("text", 120),
    "Controller.contact": ("text", 240),
    "Controller.name": ("text", 240),
    "ListIncidentsRequest.after": ID_OR_NONE,
    "ReportIncidentRequest.incident": ID,
    "ReportIncidentRequest.values": ("list", 64),
    "ReportIncidentRequest.versions": ("number", 16),
    "ListOrdersRequest.order": ID_OR_NONE,
    "ListProvincesRequest.address": ("text", 64),
    "AccessReportRequest.order": ID,
    "OrderRequest.file": ID_OR_NONE,
    "OrderRequest.member": ID_OR_NONE,
    "OrderRequest.number": ("text", 32),
    "OrderRequest.order": ID,
    "OrderRequest.reason": ("text", 400),
    "OrderRequest.sequences": ("list", 64),
    "ChangeSlotRequest.passphrase": ("bytes", 1_024),
    "ChangeSlotRequest.plan": ID,
    "SignRestorationRequest.lost": ("text", 2048),
    "SignRestorationRequest.restoration": ID,
    "StatusAnswer.metrics": ("text", 57_344),
    "PlanBackupsRequest.folder": ("text", 240),
    "PlanBackupsRequest.hours": ("number", 744),
    "PlanBackupsRequest.kept": ("number", 60),
    "PlanBackupsRequest.key_folder": ("text", 240),
    "PlanBackupsRequest.plan": ID,
    "PlanBackupsRequest.recipients": ("list of size 32", 8),
    "ProveLeafRequest.file": ID_OR_NONE,
    "ReadActRequest.file": ID,
    "ReadActRequest.motive": ("text", 2_000),
    "ReadFileRequest.file": ID,
    "ReadFileRequest.motive": ("text", 2_000),
    "ReadFileRequest.number": ("text", 32),
    # An organisation by id, or by name (W-68).
    "RoleGrant.organisation": ID_OR_NONE,
    "RoleGrant.organisation_name": ("text", 256),
    "RoleGrant.role": CODE,
    "ReceiveTransferRequest.byte_count": ("number", 1_048_576),
    "ReceiveTransferRequest.piece": ("bytes", 61_440),
    "ReceiveTransferRequest.reason": ("text", 240),
    "SendTransferRequest.file": ID_OR_NONE,
    "SendTransferRequest.transfer": ID_OR_NONE,
    "SettleOrderRequest.order": ID,
    "SettleTransferRequest.receipt": ("bytes", 4_096),
    "ReviewBreakGlassRequest.access": ID,
    "ReviewBreakGlassRequest.note": ("text", 2_000),
    "SetAbsenceRequest.member": ID_OR_NONE,
    "UnsealRequest.passphrase": ("bytes", 1_024),
    "UploadRequest.attachment": ID,
    "UploadRequest.file": ID,
    "UploadRequest.offset": ("number", 20_971_520),
    "UploadStatusRequest.attachment": ID,
    "UploadStatusRequest.file": ID,
    "Value.choice": CODE,
    "Value.member": ID,
    "Value.organisation": ID,
    "Value.person": ID,
    "Value.territory": ("text", 16),
    "Value.text": ("text", 16_384),
}
# Bytes of answers that have another size than an identifier.
SIZES = {
    "CheckpointAnswer.proof": 32,
    "BreakGlass.digest": 32,
    "DaemonKey.public_key": 32,
    "EnrolAnswer.log_key": 32,
    "ProveLeafAnswer.hash": 32,
    "ProveLeafAnswer.proof": 32,
    "EnrolAnswer.preshared_key": 32,
    "Error.reference": 8,
    "Invitation.digest": 32,
    "Proposal.digest": 32,
    "Order.digest": 32,
    "Province.digest": 32,
    "BackupPlan.digest": 32,
    "BackupPlan.recipients": 32,
    "MadeBackup.sha256": 32,
    "ApproveRequest.signature": 64,
    "PlanBackupsRequest.recipients": 32,
    "CommitteePlan.digest": 32,
    "Rotation.digest": 32,
    "Renewal.digest": 32,
    "SlotPlan.digest": 32,
    "Restoration.digest": 32,
    "Witness.digest": 32,
    "Publication.definition_hash": 32,
    "Publication.digest": 32,
    "Publication.hash": 32,
    "PublishedTable.counted": 32,
    "ReturnAnswer.log_key": 32,
    "ReturnAnswer.signature": 64,
    "Witness.key": 32,
    "Province.log_key": 32,
    "Province.static_key": 32,
    "Province.transfer_key": 32,
    "RenewKeyAnswer.preshared_key": 32,
    "WhoAmIAnswer.definition_hash": 32,
}
# What no zero or unknown number may stand in, and what a message has to hold (W-57, W-58).
NEEDED = (
    ("OpenFileRequest", "opening"),
    ("AppendActRequest", "draft"),
    ("BreakGlassRequest", "file"),
    ("ReadFileRequest", "file"),
    ("FieldValue", "value"),
    ("ChangeSettingsRequest", "controller"),
    ("SaveSearchRequest", "search"),
)
NUMBERS = {
    "DayRequest.limit": 5, "ListFilesRequest.kind": 2, "Member.state": 1, "Device.state": 1,
    "Invitation.state": 2, "StatusAnswer.slots_dropped": 3,
}


def descriptors() -> dict[str, Descriptor]:
    return {
        name: descriptor
        for module in MODULES
        for name, descriptor in module.DESCRIPTOR.message_types_by_name.items()
    }


def new(descriptor: Descriptor) -> Message:
    for module in MODULES:
        if descriptor.name in module.DESCRIPTOR.message_types_by_name:
            return getattr(module, descriptor.name)()
    raise LookupError(descriptor.name)


def roots() -> tuple[list[str], list[str]]:
    """The messages of the specification's table (W-60), requests and others."""
    requests, others = ["ApprovalStatement"], ["Error"]
    text = (HERE.parent / "SPEC.md").read_text()
    for row in re.findall(
        r"^\| \d+ \| [A-Z_]+ \|([^|]+)\|([^|]+)\| (?:raw|unary|stream|both ways) \|", text, re.M
    ):
        for cell, into in zip(row, (requests, others), strict=True):
            name = cell.split(",")[0].strip()
            # A request that is empty is not looked at (W-56): it stands with the answers.
            is_empty = name == "Nothing" and into is requests
            if name != "bytes" and name not in into and not is_empty:
                into.append(name)
    return requests, [name for name in others if name not in requests]


def key_of(field: FieldDescriptor) -> str:
    return f"{field.containing_type.name}.{field.name}"


def is_list(field: FieldDescriptor) -> bool:
    return bool(field.is_repeated)


def filler(first: int, size: int) -> str:
    return bytes((first + n) % 256 for n in range(size)).hex()


def single(field: FieldDescriptor) -> Any:
    """A value that is nowhere a default, and that tells widths and signs apart."""
    kind, number = field.type, field.number
    if kind == FieldDescriptor.TYPE_MESSAGE:
        return full(field.message_type)
    if kind == FieldDescriptor.TYPE_STRING:
        return {"Value.territory": "04.441.01.0"}.get(key_of(field), f"نص {field.name}"[:14])
    if kind == FieldDescriptor.TYPE_BYTES:
        rule = MAXIMA.get(key_of(field))
        size = SIZES.get(key_of(field), 16)
        if rule and rule[0].startswith("size"):
            size = rule[1]
        return filler(16 * number, size)
    if kind == FieldDescriptor.TYPE_BOOL:
        return True
    if kind == FieldDescriptor.TYPE_ENUM:
        return field.enum_type.values[1].number
    if kind in (FieldDescriptor.TYPE_SINT32, FieldDescriptor.TYPE_INT32):
        return -(1 << 20) - number
    if kind in (FieldDescriptor.TYPE_SINT64, FieldDescriptor.TYPE_INT64):
        return -(1 << 40) - number
    if kind == FieldDescriptor.TYPE_UINT64:
        return (1 << 40) + number
    if kind == FieldDescriptor.TYPE_FIXED32:
        return (1 << 30) + number
    assert kind == FieldDescriptor.TYPE_UINT32, field.full_name
    return NUMBERS.get(key_of(field), 10 + number)


def full(descriptor: Descriptor, chosen: str = "") -> dict[str, Any]:
    """All fields set; of a oneof the first member, or the chosen one."""
    value: dict[str, Any] = {}
    for field in descriptor.fields:
        group = field.containing_oneof
        if group is not None and len(group.fields) > 1:
            names = [one.name for one in group.fields]
            if field.name != (chosen if chosen in names else names[0]):
                continue
        if not is_list(field):
            value[field.name] = single(field)
        elif field.message_type is not None and variants(field.message_type) != [""]:
            kinds = variants(field.message_type)
            value[field.name] = [full(field.message_type, one) for one in kinds]
        elif key_of(field) == "ActDraft.values" or field.message_type is act("FieldValue"):
            base = single(field)
            value[field.name] = [
                {**base, "row": n + 1, "value": full(act("Value"), one)}
                for n, one in enumerate(variants(act("Value")))
            ]
        else:
            value[field.name] = [single(field)] * 2
    return value


def act(name: str) -> Descriptor:
    return act_pb2.DESCRIPTOR.message_types_by_name[name]


def variants(descriptor: Descriptor) -> list[str]:
    """The members of the oneofs of a message; one empty name where it has none."""
    names = [
        field.name for group in descriptor.oneofs if len(group.fields) > 1 for field in group.fields
    ]
    return names or [""]


def put(message: Message, value: dict[str, Any]) -> None:
    for field in message.DESCRIPTOR.fields:
        if field.name not in value:
            continue
        given, into = value[field.name], getattr(message, field.name)
        if field.message_type is not None and is_list(field):
            for one in given:
                put(into.add(), one)
        elif field.message_type is not None:
            into.SetInParent()
            put(into, given)
        else:
            is_bytes = field.type == FieldDescriptor.TYPE_BYTES
            if is_list(field):
                into.extend([bytes.fromhex(one) if is_bytes else one for one in given])
            else:
                setattr(message, field.name, bytes.fromhex(given) if is_bytes else given)


def encoded(name: str, value: dict[str, Any]) -> bytes:
    message = new(descriptors()[name])
    put(message, value)
    return message.SerializeToString(deterministic=True)


def packed(data: bytes) -> str:
    """Hexadecimal digits; what repeats stands once, with how often after an asterisk."""
    tokens: list[str] = []
    plain, place = bytearray(), 0
    while place < len(data):
        best = (0, 0, 0)
        for period in range(1, 97):
            unit, times = data[place : place + period], 1
            while data.startswith(unit, place + times * period) and len(unit) == period:
                times += 1
            saved = (times - 1) * period
            if times > 1 and saved > best[0] + 4:
                best = (saved, period, times)
        saved, period, times = best
        if saved < 24:
            plain.append(data[place])
            place += 1
            continue
        if plain:
            tokens.append(plain.hex())
            plain.clear()
        tokens.append(f"{data[place : place + period].hex()}*{times}")
        place += period * times
    if plain:
        tokens.append(plain.hex())
    return " ".join(tokens)


def least(descriptor: Descriptor, chosen: str = "") -> dict[str, Any]:
    """What a message of a request cannot do without."""
    value: dict[str, Any] = {}
    for field in descriptor.fields:
        group, rule = field.containing_oneof, MAXIMA.get(key_of(field), ("", 0))
        if group is not None and len(group.fields) > 1:
            names = [one.name for one in group.fields]
            if field.name != (chosen if chosen in names else names[0]):
                continue
            value[field.name] = (
                single(field) if field.message_type is None else least(field.message_type)
            )
        elif (descriptor.name, field.name) in NEEDED:
            assert field.message_type is not None
            value[field.name] = least(field.message_type)
        elif rule[0] == "size":
            value[field.name] = filler(16 * field.number, rule[1])
        elif rule[0] == "number from 1":
            value[field.name] = 1
    return value


def edges(field: FieldDescriptor) -> list[tuple[str, Any, bool]]:
    """Names, values and whether they are taken, on both sides of a field's maximum."""
    kind, most = MAXIMA[key_of(field)]
    if kind == "text":
        # The letter has two bytes: a maximum is one of bytes, not of letters.
        even = "\u0627" * (most // 2)
        return [
            (f"{most} bytes", "a" * most, True),
            (f"{most + 1} bytes", "a" * (most + 1), False),
            (f"{most} bytes of Arabic", even, True),
            (f"{most + 2} bytes of Arabic", even + "\u0627", False),
            ("U+0000", "a\0b", False),
        ]
    if kind == "bytes":
        return [
            (f"{most} bytes", "61" * most, True),
            (f"{most + 1} bytes", "61" * (most + 1), False),
        ]
    if kind in ("size", "size or none"):
        return [
            ("no bytes", "", kind == "size or none"),
            (f"{most - 1} bytes", "61" * (most - 1), False),
            (f"{most} bytes", "61" * most, True),
            (f"{most + 1} bytes", "61" * (most + 1), False),
        ]
    if kind.startswith("number"):
        made = [(str(most), most, True), (str(most + 1), most + 1, False)]
        if most + 1 < 1 << 31:
            made.append((str((1 << 32) - 1), (1 << 32) - 1, False))
        return [("0", 0, kind == "number"), *made]
    if kind == "list":
        one = 1 if field.message_type is None else least(field.message_type, "flag")
        return [
            (f"{most} items", [one] * most, True),
            (f"{most + 1} items", [one] * (most + 1), False),
        ]
    item, size = kind.removeprefix("list of ").split()
    unit = "a" if item == "text" else "61"
    made = [
        (f"{most} items", [unit * int(size)] * most, True),
        (f"{most + 1} items", [unit * int(size)] * (most + 1), False),
        (f"an item of {int(size) + 1} bytes", [unit * (int(size) + 1)], False),
    ]
    if item == "size":
        made.append(("an item without bytes", [""], False))
    return made


def places(
    descriptor: Descriptor, path: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], FieldDescriptor]]:
    """All fields of a request that have a maximum, with the way to each."""
    found: list[tuple[tuple[str, ...], FieldDescriptor]] = []
    for field in descriptor.fields:
        here = (*path, field.name)
        bounded = is_list(field) or field.type in (
            FieldDescriptor.TYPE_STRING,
            FieldDescriptor.TYPE_BYTES,
        )
        if key_of(field) in MAXIMA:
            found.append((here, field))
        elif bounded:
            raise LookupError(f"no maximum for {key_of(field)}")
        if field.message_type is not None:
            found += places(field.message_type, here)
    return found


def placed(descriptor: Descriptor, path: tuple[str, ...], given: Any) -> dict[str, Any]:
    """The least message of a request that has `given` at the end of a way."""
    name, *rest = path
    field = descriptor.fields_by_name[name]
    value = least(descriptor, name)
    if not rest:
        value[name] = given
    else:
        assert field.message_type is not None
        inside = placed(field.message_type, tuple(rest), given)
        value[name] = [inside] if is_list(field) else inside
    return value


def case(name: str, message: str, data: bytes, taken: bool, clause: str = "W-58") -> dict[str, Any]:
    return {"clause": clause, "name": name, "message": message, "bytes": packed(data),
            "expected": "taken" if taken else "refused"}  # fmt: skip


def maxima(requests: list[str]) -> list[dict[str, Any]]:
    known, made = descriptors(), []
    seen: set[tuple[str, str]] = set()
    for root in requests:
        for path, field in places(known[root]):
            # A draft stands in two requests, and is looked at in the first.
            owner = path[0] if len(path) > 1 else ""
            mark = (field.full_name, "" if len(path) > 1 else root)
            if mark in seen:
                continue
            seen.add(mark)
            assert owner or len(path) == 1
            for name, given, taken in edges(field):
                data = encoded(root, placed(known[root], path, given))
                made.append(case(f"{'.'.join(path)}: {name}", root, data, taken))
    return made


def others(requests: list[str]) -> list[dict[str, Any]]:
    """What is ignored, and what no message is."""
    known, made = descriptors(), []
    for root in requests:
        data = encoded(root, full(known[root]))
        # Field 1,000 as a number, bytes, four and eight bytes.
        more = bytes.fromhex("c03e07c23e03616263c53e01020304c13e0102030405060708")
        for where, whole in (("before", more + data), ("after", data + more)):
            made.append(
                {**case(f"unknown fields {where} all others", root, whole, True, "W-57"),
                 "again": packed(data)}
            )  # fmt: skip
        made.append(case("bytes that are no message", root, b"\xff" * 3, False))
        made.append(case("a field that is cut", root, b"\x0a\x05a", False))
        made.append(case("65,537 bytes", root, b"\xc2\x3e\xfc\xff\x03" + bytes(65_532), False))
    for message, member in NEEDED:
        for root in requests:
            for path, _ in places_of(known[root], message):
                value = placed(known[root], (*path, member), {}) if path else least(known[root])
                hold = value
                for step in path:
                    hold = hold[step][0] if isinstance(hold[step], list) else hold[step]
                hold.pop(member, None)
                name = f"{'.'.join((*path, member))} is absent"
                made.append(case(name, root, encoded(root, value), False))
    data = encoded("OpenFileRequest", placed(known["OpenFileRequest"], ("opening", "values"), [
        {"field": "a", "value": {}}]))  # fmt: skip
    made.append(case("a value without a member", "OpenFileRequest", data, False))
    for root, path in (
        ("ChangeDeviceRequest", ("change",)),
        ("ChangeMemberRequest", ("change",)),
        ("ChangeTransportRequest", ("change",)),
        ("OpenFileRequest", ("opening", "kind")),
        ("OpenFileRequest", ("opening", "values", "value", "attachment", "kind")),
    ):
        value = placed(known[root], path, 77)
        data = encoded(root, value)
        made.append({**case(f"{'.'.join(path)}: an unknown number is kept", root, data, True,
                            "W-57"), "value": value})  # fmt: skip
    # Text that is no UTF-8; FindRequest.text is field 1.
    for name, text in (
        ("a byte that begins nothing", b"\xff"),
        ("a letter that is cut", b"\xd8"),
        ("a letter in too many bytes", b"\xc0\xaf"),
        ("a surrogate", b"\xed\xa0\x80"),
        ("above U+10FFFF", b"\xf4\x90\x80\x80"),
    ):
        data = b"\x0a" + bytes([len(text)]) + text
        made.append(case(f"text: {name}", "FindRequest", data, False))
    return made


def places_of(descriptor: Descriptor, message: str, path: tuple[str, ...] = ()) -> list[Any]:
    """The ways to the messages of a name inside a message; the first one alone."""
    if descriptor.name == message:
        return [(path, None)]
    for field in descriptor.fields:
        if field.message_type is not None and (
            found := places_of(field.message_type, message, (*path, field.name))
        ):
            return found
    return []


def main() -> None:
    requests, answers = roots()
    known = descriptors()
    valid = []
    for name in requests + answers:
        for member in variants(known[name]):
            value = full(known[name], member)
            title = "all fields" + (f", with {member}" if member else "")
            valid.append(
                {"name": title, "message": name, "is_request": name in requests,
                 "bytes": encoded(name, value).hex(), "value": copy.deepcopy(value)}
            )  # fmt: skip
    content = {
        "about": "Messages of Wire/madar/v1: one with all fields set of each request, answer and "
        "item, with its value; then requests at and above each maximum, with unknown fields and "
        "numbers, and bytes that are no message (W-56 to W-58).",
        "valid": valid,
        "requests": maxima(requests) + others(requests),
    }
    lines = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    lines = re.sub(r'(\{"(?:clause|name)":)', r"\n \1", lines)
    (HERE / "messages.json").write_text(lines + "\n")


if __name__ == "__main__":
    main()
