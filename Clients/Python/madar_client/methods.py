"""The methods. SPEC W-60."""

from dataclasses import dataclass

from google.protobuf.message import Message

from .messages import call_pb2 as call
from .messages.method_pb2 import Method


@dataclass(frozen=True)
class Row:
    """One row of the table; `answer` is none where it is raw bytes or a stream."""

    method: int
    answer: type[Message] | None
    writes: bool
    while_sealed: bool
    request_bytes: int
    deadline_ms: int = 30_000


_ROWS = (
    Row(Method.METHOD_PING, None, False, True, 16_384),
    Row(Method.METHOD_WHO_AM_I, call.WhoAmIAnswer, False, True, 4096),
    Row(Method.METHOD_STATUS, call.StatusAnswer, False, True, 4096),
    Row(Method.METHOD_DEFINITION, None, False, False, 4096),
    Row(Method.METHOD_CHECKPOINT, call.CheckpointAnswer, False, False, 4096),
    Row(Method.METHOD_ACK_OPERATIONS, call.AckOperationsAnswer, False, False, 4096),
    Row(Method.METHOD_PROVE_LEAF, call.ProveLeafAnswer, False, False, 4096),
    Row(Method.METHOD_LIST_WITNESSES, call.ListWitnessesAnswer, False, False, 4096),
    Row(Method.METHOD_CHANGE_WITNESS, call.ChangeWitnessAnswer, True, False, 4096),
    Row(Method.METHOD_LIST_KEYS, call.ListKeysAnswer, False, False, 4096),
    Row(Method.METHOD_CHANGE_SLOT, call.ChangeSlotAnswer, False, False, 4096, 60_000),
    Row(Method.METHOD_LIST_DUPLICATES, call.ListDuplicatesAnswer, False, False, 4096),
    Row(Method.METHOD_SETTLE_DUPLICATE, call.Nothing, True, False, 4096),
    Row(Method.METHOD_FIGURES, call.FiguresAnswer, False, False, 4096),
    Row(Method.METHOD_PREPARE_PUBLICATION, call.PreparePublicationAnswer, False, False, 4096),
    Row(Method.METHOD_CHANGE_PUBLICATION, call.ChangePublicationAnswer, True, False, 4096),
    Row(Method.METHOD_LIST_PUBLICATIONS, call.ListPublicationsAnswer, False, False, 4096),
    Row(Method.METHOD_READ_PUBLICATION, call.ReadPublicationAnswer, False, False, 4096),
    Row(Method.METHOD_RETURN, call.ReturnAnswer, False, False, 4096),
    Row(Method.METHOD_SIGN_RESTORATION, call.SignRestorationAnswer, True, False, 4096),
    Row(Method.METHOD_CHANGE_ROTATION, call.ChangeRotationAnswer, True, False, 4096),
    Row(Method.METHOD_CHANGE_RENEWAL, call.ChangeRenewalAnswer, True, False, 4096),
    Row(Method.METHOD_ADD_COSIGNATURE, call.AddCosignatureAnswer, True, False, 4096),
    Row(Method.METHOD_ENROL, call.EnrolAnswer, False, True, 4096),
    Row(Method.METHOD_ENROL_CONFIRM, call.Nothing, False, True, 4096),
    Row(Method.METHOD_INVITE, call.InviteAnswer, True, False, 4096),
    Row(Method.METHOD_APPROVE, call.Nothing, True, False, 4096),
    Row(Method.METHOD_LIST_DEVICES, call.ListDevicesAnswer, False, False, 4096),
    Row(Method.METHOD_LIST_INVITATIONS, call.ListInvitationsAnswer, False, False, 4096),
    Row(Method.METHOD_CHANGE_DEVICE, call.Nothing, True, False, 4096),
    Row(Method.METHOD_RENEW_KEY, call.RenewKeyAnswer, False, False, 4096),
    Row(Method.METHOD_CONFIRM_KEY, call.Nothing, False, False, 4096),
    Row(Method.METHOD_LIST_MEMBERS, call.ListMembersAnswer, False, False, 4096),
    Row(Method.METHOD_CHANGE_MEMBER, call.ChangeMemberAnswer, True, False, 4096),
    Row(Method.METHOD_SET_ABSENCE, call.Nothing, True, False, 4096),
    Row(Method.METHOD_ACCEPT_SECRECY, call.Nothing, True, False, 4096),
    Row(Method.METHOD_BREAK_GLASS, call.BreakGlassAnswer, True, False, 4096),
    Row(Method.METHOD_LIST_BREAK_GLASS, call.ListBreakGlassAnswer, False, False, 4096),
    Row(Method.METHOD_REVIEW_BREAK_GLASS, call.Nothing, True, False, 4096),
    Row(Method.METHOD_SEAL, call.Nothing, False, True, 4096),
    Row(Method.METHOD_UNSEAL, call.Nothing, False, True, 4096, 60_000),
    Row(Method.METHOD_CHANGE_TRANSPORT, call.ChangeTransportAnswer, True, False, 4096),
    Row(Method.METHOD_HAND_OVER, call.HandOverAnswer, True, False, 4096),
    Row(Method.METHOD_ANSWER_HAND_OVER, call.AnswerHandOverAnswer, True, False, 4096),
    Row(Method.METHOD_LIST_HAND_OVERS, call.ListHandOversAnswer, False, False, 4096),
    Row(Method.METHOD_LIST_ORGANISATIONS, call.ListOrganisationsAnswer, False, False, 4096),
    Row(Method.METHOD_LIST_PROVINCES, call.ListProvincesAnswer, False, False, 4096),
    Row(Method.METHOD_CHANGE_PROVINCE, call.ChangeProvinceAnswer, True, False, 4096),
    Row(Method.METHOD_SEND_TRANSFER, None, False, False, 4096),
    Row(Method.METHOD_RECEIVE_TRANSFER, call.ReceiveTransferAnswer, True, False, 65_536),
    Row(Method.METHOD_SETTLE_TRANSFER, call.SettleTransferAnswer, True, False, 65_536),
    Row(Method.METHOD_ORDER, call.OrderAnswer, True, False, 4096),
    Row(Method.METHOD_LIST_ORDERS, call.ListOrdersAnswer, False, False, 4096),
    Row(Method.METHOD_SETTLE_ORDER, call.SettleOrderAnswer, True, False, 4096),
    Row(Method.METHOD_CHANGE_SETTINGS, call.Nothing, True, False, 4096),
    Row(Method.METHOD_REPORT_INCIDENT, call.ReportIncidentAnswer, True, False, 4096),
    Row(Method.METHOD_LIST_INCIDENTS, call.ListIncidentsAnswer, False, False, 4096),
    Row(Method.METHOD_OPEN_FILE, call.OpenFileAnswer, True, False, 65_536),
    Row(Method.METHOD_APPEND_ACT, call.AppendActAnswer, True, False, 65_536),
    Row(Method.METHOD_READ_FILE, call.ReadFileAnswer, False, False, 4096),
    Row(Method.METHOD_READ_ACT, call.ReadActAnswer, False, False, 4096),
    Row(Method.METHOD_HISTORY, None, False, False, 4096),
    Row(Method.METHOD_FIND, call.FindAnswer, False, False, 4096),
    Row(Method.METHOD_LIST_FILES, call.ListFilesAnswer, False, False, 4096),
    Row(Method.METHOD_SAVE_SEARCH, call.Nothing, True, False, 4096),
    Row(Method.METHOD_LIST_SAVED_SEARCHES, call.ListSavedSearchesAnswer, False, False, 4096),
    Row(Method.METHOD_FORGET_SEARCH, call.Nothing, True, False, 4096),
    Row(Method.METHOD_ACCESS_REPORT, call.AccessReportAnswer, False, False, 4096),
    Row(Method.METHOD_BACKUP, call.BackupAnswer, True, False, 4096),
    Row(Method.METHOD_LIST_BACKUPS, call.ListBackupsAnswer, False, False, 4096),
    Row(Method.METHOD_PLAN_BACKUPS, call.PlanBackupsAnswer, True, False, 4096),
    Row(Method.METHOD_DAY, call.DayAnswer, False, False, 4096),
    Row(Method.METHOD_LIST_COMMITTEE, call.ListCommitteeAnswer, False, True, 4096),
    Row(Method.METHOD_CHANGE_COMMITTEE, call.ChangeCommitteeAnswer, True, False, 4096),
    Row(Method.METHOD_PROVE_CUSTODY, call.ProveCustodyAnswer, False, False, 4096),
    Row(Method.METHOD_CONTRIBUTE, call.ContributeAnswer, False, True, 4096),
    Row(Method.METHOD_TAKE_PASSPHRASE, call.Nothing, False, False, 4096, 60_000),
    Row(Method.METHOD_UPLOAD_STATUS, call.UploadStatusAnswer, False, False, 4096),
    Row(Method.METHOD_UPLOAD, None, False, False, 4096),
    Row(Method.METHOD_DOWNLOAD, None, False, False, 4096),
    Row(Method.METHOD_SUBSCRIBE, None, False, False, 4096),
)
TABLE = {row.method: row for row in _ROWS}
