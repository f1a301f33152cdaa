public import SwiftProtobuf

/// A message that other rooms decode without knowing protobuf.
public protocol WireRequest {
    /// Reads the message.
    ///
    /// - Throws: `MessageError`.
    static func decoded(from bytes: [UInt8]) throws(MessageError) -> Self
}

extension WireRequest where Self: SwiftProtobuf.Message & Bounded {
    /// Reads the message through `MessageCodec`.
    public static func decoded(from bytes: [UInt8]) throws(MessageError) -> Self {
        try MessageCodec.decode(Self.self, from: bytes)
    }
}

extension WireStatusRequest: WireRequest {}
extension WireCheckpointRequest: WireRequest {}
extension WireAckOperationsRequest: WireRequest {}
extension WireProveLeafRequest: WireRequest {}
extension WireChangeWitnessRequest: WireRequest {}
extension WireListKeysRequest: WireRequest {}
extension WireChangeRotationRequest: WireRequest {}
extension WireChangeRenewalRequest: WireRequest {}
extension WireAddCosignatureRequest: WireRequest {}
extension WireEnrolRequest: WireRequest {}
extension WireInviteRequest: WireRequest {}
extension WireApproveRequest: WireRequest {}
extension WireApprovalStatement: WireRequest {}
extension WireChangeDeviceRequest: WireRequest {}
extension WireChangeMemberRequest: WireRequest {}
extension WireSetAbsenceRequest: WireRequest {}
extension WireBreakGlassRequest: WireRequest {}
extension WireReviewBreakGlassRequest: WireRequest {}
extension WireConfirmKeyRequest: WireRequest {}
extension WireUnsealRequest: WireRequest {}
extension WireChangeCommitteeRequest: WireRequest {}
extension WireProveCustodyRequest: WireRequest {}
extension WireContributeRequest: WireRequest {}
extension WireTakePassphraseRequest: WireRequest {}
extension WireChangeTransportRequest: WireRequest {}
extension WireHandOverRequest: WireRequest {}
extension WireAnswerHandOverRequest: WireRequest {}
extension WireListProvincesRequest: WireRequest {}
extension WireOrderRequest: WireRequest {}
extension WireListOrdersRequest: WireRequest {}
extension WireSettleOrderRequest: WireRequest {}
extension WireChangeSettingsRequest: WireRequest {}
extension WireReportIncidentRequest: WireRequest {}
extension WireListIncidentsRequest: WireRequest {}
extension WirePlanBackupsRequest: WireRequest {}
extension WireSignRestorationRequest: WireRequest {}
extension WireListDuplicatesRequest: WireRequest {}
extension WireFiguresRequest: WireRequest {}
extension WirePublication: WireRequest {}
extension WirePreparePublicationRequest: WireRequest {}
extension WireChangePublicationRequest: WireRequest {}
extension WireListPublicationsRequest: WireRequest {}
extension WireReadPublicationRequest: WireRequest {}
extension WireReturnRequest: WireRequest {}
extension WireSettleDuplicateRequest: WireRequest {}
extension WireChangeSlotRequest: WireRequest {}
extension WireChangeProvinceRequest: WireRequest {}
extension WireSendTransferRequest: WireRequest {}
extension WireReceiveTransferRequest: WireRequest {}
extension WireSettleTransferRequest: WireRequest {}
extension WireOpenFileRequest: WireRequest {}
extension WireAppendActRequest: WireRequest {}
extension WireReadFileRequest: WireRequest {}
extension WireReadActRequest: WireRequest {}
extension WireHistoryRequest: WireRequest {}
extension WireFindRequest: WireRequest {}
extension WireListFilesRequest: WireRequest {}
extension WireSaveSearchRequest: WireRequest {}
extension WireForgetSearchRequest: WireRequest {}
extension WireDayRequest: WireRequest {}
extension WireAccessReportRequest: WireRequest {}
extension WireUploadStatusRequest: WireRequest {}
extension WireUploadRequest: WireRequest {}
extension WireDownloadRequest: WireRequest {}
extension WireSubscribeRequest: WireRequest {}
