import Basics
import Messages
import Support
import Testing

/// The messages of `Wire/vectors`: golden bytes, and requests at and above each maximum (SPEC W-56
/// to W-58, W-92).
@Suite struct MessageVectorTests {
    private struct Vectors: Decodable {
        struct Valid: Decodable {
            let name, message, bytes: String
            let isRequest: Bool
        }
        struct Request: Decodable {
            let clause, name, message, bytes, expected: String
            let again: String?
        }
        let valid: [Valid]
        let requests: [Request]
    }

    private struct UnknownMessage: Error {}

    /// All fields of each message are known here: what is not known is dropped, and would be
    /// missing in the bytes that are made again.
    @Test func messagesWithAllFieldsAreReadAndMadeAgain() throws {
        let cases = try WireVectors.read("messages", as: Vectors.self).valid
        try #require(cases.count >= 56)
        for one in cases {
            let given = try bytes(one.bytes)
            let made =
                one.isRequest ? try request(one.message, given) : try other(one.message, given)
            #expect(made == given, "\(one.message), \(one.name)")
        }
    }

    /// What keeps the schema's maxima is taken, with unknown fields and numbers too; all else is
    /// refused.
    @Test func requestsAreTakenOrRefused() throws {
        let cases = try WireVectors.read("messages", as: Vectors.self).requests
        try #require(cases.count >= 401)
        for one in cases {
            let given = try bytes(one.bytes)
            let place = "\(one.clause) \(one.message), \(one.name)"
            if one.expected == "taken" {
                let wanted = try bytes(one.again ?? one.bytes)
                #expect(try request(one.message, given) == wanted, "\(place)")
            } else {
                #expect(throws: MessageError.self, "\(place)") {
                    try request(one.message, given)
                }
            }
        }
    }

    /// Hexadecimal digits; `61*3` stands for `616161`.
    private func bytes(_ text: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for token in text.split(separator: " ") {
            let parts = token.split(separator: "*")
            let unit = try #require([UInt8](hexadecimal: String(parts[0])))
            let times = parts.count == 2 ? try #require(Int(parts[1])) : 1
            for _ in 0..<times { bytes += unit }
        }
        return bytes
    }

    /// Reads a request through its own door, and makes its bytes again.
    private func request(_ name: String, _ bytes: [UInt8]) throws -> [UInt8] {
        switch name {
        case "ApprovalStatement":
            MessageCodec.encode(try WireApprovalStatement.decoded(from: bytes))
        case "StatusRequest":
            MessageCodec.encode(try WireStatusRequest.decoded(from: bytes))
        case "CheckpointRequest":
            MessageCodec.encode(try WireCheckpointRequest.decoded(from: bytes))
        case "ProveLeafRequest":
            MessageCodec.encode(try WireProveLeafRequest.decoded(from: bytes))
        case "AckOperationsRequest":
            MessageCodec.encode(try WireAckOperationsRequest.decoded(from: bytes))
        case "EnrolRequest":
            MessageCodec.encode(try WireEnrolRequest.decoded(from: bytes))
        case "InviteRequest":
            MessageCodec.encode(try WireInviteRequest.decoded(from: bytes))
        case "ApproveRequest":
            MessageCodec.encode(try WireApproveRequest.decoded(from: bytes))
        case "ChangeDeviceRequest":
            MessageCodec.encode(try WireChangeDeviceRequest.decoded(from: bytes))
        case "ConfirmKeyRequest":
            MessageCodec.encode(try WireConfirmKeyRequest.decoded(from: bytes))
        case "ChangeMemberRequest":
            MessageCodec.encode(try WireChangeMemberRequest.decoded(from: bytes))
        case "SetAbsenceRequest":
            MessageCodec.encode(try WireSetAbsenceRequest.decoded(from: bytes))
        case "HandOverRequest":
            MessageCodec.encode(try WireHandOverRequest.decoded(from: bytes))
        case "SendTransferRequest":
            MessageCodec.encode(try WireSendTransferRequest.decoded(from: bytes))
        case "ReceiveTransferRequest":
            MessageCodec.encode(try WireReceiveTransferRequest.decoded(from: bytes))
        case "SettleTransferRequest":
            MessageCodec.encode(try WireSettleTransferRequest.decoded(from: bytes))
        case "OrderRequest":
            MessageCodec.encode(try WireOrderRequest.decoded(from: bytes))
        case "ChangeSettingsRequest":
            MessageCodec.encode(try WireChangeSettingsRequest.decoded(from: bytes))
        case "ReportIncidentRequest":
            MessageCodec.encode(try WireReportIncidentRequest.decoded(from: bytes))
        case "ListIncidentsRequest":
            MessageCodec.encode(try WireListIncidentsRequest.decoded(from: bytes))
        case "AccessReportRequest":
            MessageCodec.encode(try WireAccessReportRequest.decoded(from: bytes))
        case "ListOrdersRequest":
            MessageCodec.encode(try WireListOrdersRequest.decoded(from: bytes))
        case "SettleOrderRequest":
            MessageCodec.encode(try WireSettleOrderRequest.decoded(from: bytes))
        case "ListProvincesRequest":
            MessageCodec.encode(try WireListProvincesRequest.decoded(from: bytes))
        case "ChangeProvinceRequest":
            MessageCodec.encode(try WireChangeProvinceRequest.decoded(from: bytes))
        case "PlanBackupsRequest":
            MessageCodec.encode(try WirePlanBackupsRequest.decoded(from: bytes))
        case "ChangeSlotRequest":
            MessageCodec.encode(try WireChangeSlotRequest.decoded(from: bytes))
        case "ListDuplicatesRequest":
            MessageCodec.encode(try WireListDuplicatesRequest.decoded(from: bytes))
        case "FiguresRequest":
            MessageCodec.encode(try WireFiguresRequest.decoded(from: bytes))
        case "PreparePublicationRequest":
            MessageCodec.encode(try WirePreparePublicationRequest.decoded(from: bytes))
        case "ChangePublicationRequest":
            MessageCodec.encode(try WireChangePublicationRequest.decoded(from: bytes))
        case "ListPublicationsRequest":
            MessageCodec.encode(try WireListPublicationsRequest.decoded(from: bytes))
        case "ReadPublicationRequest":
            MessageCodec.encode(try WireReadPublicationRequest.decoded(from: bytes))
        case "ReturnRequest": MessageCodec.encode(try WireReturnRequest.decoded(from: bytes))
        case "SettleDuplicateRequest":
            MessageCodec.encode(try WireSettleDuplicateRequest.decoded(from: bytes))
        case "SignRestorationRequest":
            MessageCodec.encode(try WireSignRestorationRequest.decoded(from: bytes))
        case "ListKeysRequest":
            MessageCodec.encode(try WireListKeysRequest.decoded(from: bytes))
        case "ChangeRenewalRequest":
            MessageCodec.encode(try WireChangeRenewalRequest.decoded(from: bytes))
        case "ChangeRotationRequest":
            MessageCodec.encode(try WireChangeRotationRequest.decoded(from: bytes))
        case "ChangeWitnessRequest":
            MessageCodec.encode(try WireChangeWitnessRequest.decoded(from: bytes))
        case "AddCosignatureRequest":
            MessageCodec.encode(try WireAddCosignatureRequest.decoded(from: bytes))
        case "AnswerHandOverRequest":
            MessageCodec.encode(try WireAnswerHandOverRequest.decoded(from: bytes))
        case "ChangeCommitteeRequest":
            MessageCodec.encode(try WireChangeCommitteeRequest.decoded(from: bytes))
        case "ProveCustodyRequest":
            MessageCodec.encode(try WireProveCustodyRequest.decoded(from: bytes))
        case "ContributeRequest":
            MessageCodec.encode(try WireContributeRequest.decoded(from: bytes))
        case "TakePassphraseRequest":
            MessageCodec.encode(try WireTakePassphraseRequest.decoded(from: bytes))
        case "UnsealRequest":
            MessageCodec.encode(try WireUnsealRequest.decoded(from: bytes))
        case "ChangeTransportRequest":
            MessageCodec.encode(try WireChangeTransportRequest.decoded(from: bytes))
        case "OpenFileRequest":
            MessageCodec.encode(try WireOpenFileRequest.decoded(from: bytes))
        case "AppendActRequest":
            MessageCodec.encode(try WireAppendActRequest.decoded(from: bytes))
        case "BreakGlassRequest":
            MessageCodec.encode(try WireBreakGlassRequest.decoded(from: bytes))
        case "ReviewBreakGlassRequest":
            MessageCodec.encode(try WireReviewBreakGlassRequest.decoded(from: bytes))
        case "ReadFileRequest":
            MessageCodec.encode(try WireReadFileRequest.decoded(from: bytes))
        case "ReadActRequest":
            MessageCodec.encode(try WireReadActRequest.decoded(from: bytes))
        case "HistoryRequest":
            MessageCodec.encode(try WireHistoryRequest.decoded(from: bytes))
        case "FindRequest":
            MessageCodec.encode(try WireFindRequest.decoded(from: bytes))
        case "DayRequest":
            MessageCodec.encode(try WireDayRequest.decoded(from: bytes))
        case "ListFilesRequest":
            MessageCodec.encode(try WireListFilesRequest.decoded(from: bytes))
        case "SaveSearchRequest":
            MessageCodec.encode(try WireSaveSearchRequest.decoded(from: bytes))
        case "ForgetSearchRequest":
            MessageCodec.encode(try WireForgetSearchRequest.decoded(from: bytes))
        case "UploadStatusRequest":
            MessageCodec.encode(try WireUploadStatusRequest.decoded(from: bytes))
        case "UploadRequest":
            MessageCodec.encode(try WireUploadRequest.decoded(from: bytes))
        case "DownloadRequest":
            MessageCodec.encode(try WireDownloadRequest.decoded(from: bytes))
        case "SubscribeRequest":
            MessageCodec.encode(try WireSubscribeRequest.decoded(from: bytes))
        default: throw UnknownMessage()
        }
    }

    /// Reads any other message, and makes its bytes again.
    private func other(_ name: String, _ bytes: [UInt8]) throws -> [UInt8] {
        switch name {
        case "Error":
            MessageCodec.encode(try MessageCodec.decode(WireError.self, from: bytes))
        case "ListSavedSearchesAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireListSavedSearchesAnswer.self, from: bytes))
        case "WhoAmIAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireWhoAmIAnswer.self, from: bytes))
        case "StatusAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireStatusAnswer.self, from: bytes))
        case "DefinitionItem":
            MessageCodec.encode(try MessageCodec.decode(WireDefinitionItem.self, from: bytes))
        case "CheckpointAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireCheckpointAnswer.self, from: bytes))
        case "ProveLeafAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireProveLeafAnswer.self, from: bytes))
        case "AckOperationsAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireAckOperationsAnswer.self, from: bytes))
        case "EnrolAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireEnrolAnswer.self, from: bytes))
        case "FiguresAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireFiguresAnswer.self, from: bytes))
        case "PreparePublicationAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WirePreparePublicationAnswer.self, from: bytes))
        case "ChangePublicationAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireChangePublicationAnswer.self, from: bytes))
        case "ListPublicationsAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireListPublicationsAnswer.self, from: bytes))
        case "ReadPublicationAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireReadPublicationAnswer.self, from: bytes))
        case "ReturnAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireReturnAnswer.self, from: bytes))
        case "Nothing":
            MessageCodec.encode(try MessageCodec.decode(WireNothing.self, from: bytes))
        case "InviteAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireInviteAnswer.self, from: bytes))
        case "ListDevicesAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireListDevicesAnswer.self, from: bytes))
        case "ListInvitationsAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireListInvitationsAnswer.self, from: bytes))
        case "RenewKeyAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireRenewKeyAnswer.self, from: bytes))
        case "BreakGlassAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireBreakGlassAnswer.self, from: bytes))
        case "ListBreakGlassAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireListBreakGlassAnswer.self, from: bytes))
        case "BreakGlass":
            MessageCodec.encode(try MessageCodec.decode(WireBreakGlass.self, from: bytes))
        case "ListMembersAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireListMembersAnswer.self, from: bytes))
        case "ChangeMemberAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireChangeMemberAnswer.self, from: bytes))
        case "HandOverAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireHandOverAnswer.self, from: bytes))
        case "AnswerHandOverAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireAnswerHandOverAnswer.self, from: bytes))
        case "ListHandOversAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireListHandOversAnswer.self, from: bytes))
        case "ReceiveTransferAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireReceiveTransferAnswer.self, from: bytes))
        case "SettleTransferAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireSettleTransferAnswer.self, from: bytes))
        case "TransferHead":
            MessageCodec.encode(
                try MessageCodec.decode(WireTransferHead.self, from: bytes))
        case "TransferPart":
            MessageCodec.encode(
                try MessageCodec.decode(WireTransferPart.self, from: bytes))
        case "TransferReceipt":
            MessageCodec.encode(
                try MessageCodec.decode(WireTransferReceipt.self, from: bytes))
        case "Erased":
            MessageCodec.encode(try MessageCodec.decode(WireErased.self, from: bytes))
        case "OrderAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireOrderAnswer.self, from: bytes))
        case "ListOrdersAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireListOrdersAnswer.self, from: bytes))
        case "Order":
            MessageCodec.encode(try MessageCodec.decode(WireOrder.self, from: bytes))
        case "Controller":
            MessageCodec.encode(try MessageCodec.decode(WireController.self, from: bytes))
        case "ReportIncidentAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireReportIncidentAnswer.self, from: bytes))
        case "ListIncidentsAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireListIncidentsAnswer.self, from: bytes))
        case "Incident":
            MessageCodec.encode(try MessageCodec.decode(WireIncident.self, from: bytes))
        case "IncidentVersion":
            MessageCodec.encode(try MessageCodec.decode(WireIncidentVersion.self, from: bytes))
        case "AccessReportAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireAccessReportAnswer.self, from: bytes))
        case "Access":
            MessageCodec.encode(try MessageCodec.decode(WireAccess.self, from: bytes))
        case "OrderStep":
            MessageCodec.encode(try MessageCodec.decode(WireOrderStep.self, from: bytes))
        case "SettleOrderAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireSettleOrderAnswer.self, from: bytes))
        case "CommitteeState":
            MessageCodec.encode(try MessageCodec.decode(WireCommitteeState.self, from: bytes))
        case "Custodian":
            MessageCodec.encode(try MessageCodec.decode(WireCustodian.self, from: bytes))
        case "Committee":
            MessageCodec.encode(try MessageCodec.decode(WireCommittee.self, from: bytes))
        case "CommitteePlan":
            MessageCodec.encode(try MessageCodec.decode(WireCommitteePlan.self, from: bytes))
        case "ListCommitteeAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireListCommitteeAnswer.self, from: bytes))
        case "ChangeCommitteeAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireChangeCommitteeAnswer.self, from: bytes))
        case "ProveCustodyAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireProveCustodyAnswer.self, from: bytes))
        case "ContributeAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireContributeAnswer.self, from: bytes))
        case "WitnessAge":
            MessageCodec.encode(try MessageCodec.decode(WireWitnessAge.self, from: bytes))
        case "ListKeysAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireListKeysAnswer.self, from: bytes))
        case "Key":
            MessageCodec.encode(try MessageCodec.decode(WireKey.self, from: bytes))
        case "Renewal":
            MessageCodec.encode(try MessageCodec.decode(WireRenewal.self, from: bytes))
        case "ChangeRenewalAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireChangeRenewalAnswer.self, from: bytes))
        case "Rotation":
            MessageCodec.encode(try MessageCodec.decode(WireRotation.self, from: bytes))
        case "ChangeRotationAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireChangeRotationAnswer.self, from: bytes))
        case "ListWitnessesAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireListWitnessesAnswer.self, from: bytes))
        case "Witness":
            MessageCodec.encode(try MessageCodec.decode(WireWitness.self, from: bytes))
        case "PlanBackupsAnswer":
            MessageCodec.encode(try MessageCodec.decode(WirePlanBackupsAnswer.self, from: bytes))
        case "BackupAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireBackupAnswer.self, from: bytes))
        case "ListBackupsAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireListBackupsAnswer.self, from: bytes))
        case "ChangeWitnessAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireChangeWitnessAnswer.self, from: bytes))
        case "AddCosignatureAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireAddCosignatureAnswer.self, from: bytes))
        case "ListProvincesAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireListProvincesAnswer.self, from: bytes))
        case "ChangeProvinceAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireChangeProvinceAnswer.self, from: bytes))
        case "Province":
            MessageCodec.encode(try MessageCodec.decode(WireProvince.self, from: bytes))
        case "ListOrganisationsAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireListOrganisationsAnswer.self, from: bytes))
        case "ChangeTransportAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireChangeTransportAnswer.self, from: bytes))
        case "OpenFileAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireOpenFileAnswer.self, from: bytes))
        case "AppendActAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireAppendActAnswer.self, from: bytes))
        case "ReadFileAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireReadFileAnswer.self, from: bytes))
        case "ReadActAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireReadActAnswer.self, from: bytes))
        case "PartialAct":
            MessageCodec.encode(try MessageCodec.decode(WirePartialAct.self, from: bytes))
        case "FindAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireFindAnswer.self, from: bytes))
        case "DayAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireDayAnswer.self, from: bytes))
        case "ListFilesAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireListFilesAnswer.self, from: bytes))
        case "UploadStatusAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireUploadStatusAnswer.self, from: bytes))
        case "UploadProgress":
            MessageCodec.encode(try MessageCodec.decode(WireUploadProgress.self, from: bytes))
        case "ChangeSlotAnswer":
            MessageCodec.encode(try MessageCodec.decode(WireChangeSlotAnswer.self, from: bytes))
        case "ListDuplicatesAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireListDuplicatesAnswer.self, from: bytes))
        case "SignRestorationAnswer":
            MessageCodec.encode(
                try MessageCodec.decode(WireSignRestorationAnswer.self, from: bytes))
        case "Event":
            MessageCodec.encode(try MessageCodec.decode(WireEvent.self, from: bytes))
        default: throw UnknownMessage()
        }
    }
}
