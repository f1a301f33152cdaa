import Basics
import Circuit
import Framing
import Mapping
import Messages
import SwiftProtobuf

/// Every message of the schema through the one door, and what is made of those that carry acts
/// and the definition: the first byte picks which.
///
/// What decodes keeps its maxima and can be encoded and decoded again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
    guard let kind = unsafe bytes.first else { return 0 }
    unsafe checks[Int(kind) % checks.count](Array(bytes.dropFirst()))
    return 0
}

private let checks: [@Sendable ([UInt8]) -> Void] = [
    { check(WireValue.self, $0) },
    { check(WireFieldValue.self, $0) },
    { check(WireHeading.self, $0) },
    { check(WireActPart.self, $0) },
    { check(WirePartialAct.self, $0) },
    { check(WireActDraft.self, $0) },
    { check(WireHeadPart.self, $0) },
    { check(WireLeaf.self, $0) },
    { check(WireError.self, $0) },
    { check(WireNothing.self, $0) },
    { check(WireRoleGrant.self, $0) },
    { check(WireWhoAmIAnswer.self, $0) },
    { check(WireStatusRequest.self, $0) }, { check(WireStatusAnswer.self, $0) },
    { check(WireCheckpointRequest.self, $0) },
    { check(WireCheckpointAnswer.self, $0) },
    { check(WireProveLeafRequest.self, $0) },
    { check(WireProveLeafAnswer.self, $0) },
    { check(WireEnrolRequest.self, $0) },
    { check(WireEnrolAnswer.self, $0) },
    { check(WireInviteRequest.self, $0) },
    { check(WireInviteAnswer.self, $0) },
    { check(WireApprovalStatement.self, $0) },
    { check(WireApproveRequest.self, $0) },
    { check(WireListDevicesAnswer.self, $0) },
    { check(WireListInvitationsAnswer.self, $0) },
    { check(WireUnsealRequest.self, $0) },
    { check(WireOpenFileRequest.self, $0) },
    { check(WireOpenFileAnswer.self, $0) },
    { check(WireAppendActRequest.self, $0) },
    { check(WireAppendActAnswer.self, $0) },
    { check(WireReadFileRequest.self, $0) },
    { check(WireBreakGlassRequest.self, $0) },
    { check(WireReviewBreakGlassRequest.self, $0) },
    { check(WireReadFileAnswer.self, $0) }, { check(WirePendingChange.self, $0) },
    { check(WireReadActRequest.self, $0) },
    { check(WireReadActAnswer.self, $0) },
    { check(WireHistoryRequest.self, $0) },
    { check(WireFindRequest.self, $0) },
    { check(WireCandidate.self, $0) },
    { check(WireFindAnswer.self, $0) },
    { check(WireListFilesRequest.self, $0) },
    { check(WireListFilesAnswer.self, $0) },
    { check(WireSaveSearchRequest.self, $0) }, { check(WireForgetSearchRequest.self, $0) },
    { check(WireSavedSearch.self, $0) }, { check(WireListSavedSearchesAnswer.self, $0) },
    { check(WireDayRequest.self, $0) },
    { check(WireDayAnswer.self, $0) },
    { check(WireDefinitionItem.self, $0) },
    { check(WireAttachment.self, $0) },
    { check(WireName.self, $0) },
    { check(WireDaemonKey.self, $0) },
    { check(WireAckOperationsRequest.self, $0) },
    { check(WireAckOperationsAnswer.self, $0) },
    { check(WireChangeDeviceRequest.self, $0) },
    { check(WireRenewKeyAnswer.self, $0) },
    { check(WireConfirmKeyRequest.self, $0) },
    { check(WireChangeTransportRequest.self, $0) },
    { check(WireChangeTransportAnswer.self, $0) },
    { check(WireUploadStatusRequest.self, $0) },
    { check(WireUploadStatusAnswer.self, $0) },
    { check(WireUploadRequest.self, $0) },
    { check(WireUploadProgress.self, $0) },
    { check(WireDownloadRequest.self, $0) },
    { check(WireSubscribeRequest.self, $0) },
    { check(WireEvent.self, $0) },
    { mapped($0, WireFieldValue.self, { FieldValue(wire: $0) }, WireFieldValue.init) },
    { mapped($0, WireHeading.self, { Heading(wire: $0) }, WireHeading.init) },
    {
        mapped(
            $0, WireActPart.self, { ActPart(wire: $0, dataClass: .social) }, WireActPart.init)
    },
    {
        mapped(
            $0, WirePartialAct.self, { SequencedAct(wire: $0) },
            { WirePartialAct($0.act, sequence: $0.sequence) })
    },
    { mapped($0, WireActDraft.self, { ActDraft(wire: $0) }, WireActDraft.init) },
    {
        mapped(
            $0, WireHeadPart.self, { HeadPart(wire: $0) }, { WireHeadPart(stored: $0) })
    },
    definition,
    { check(WireHeldRole.self, $0) },
    { check(WireProposal.self, $0) },
    { check(WireListMembersAnswer.self, $0) },
    { check(WireBreakGlassAnswer.self, $0) },
    { check(WireBreakGlass.self, $0) },
    { check(WireListBreakGlassAnswer.self, $0) },
    { check(WireChangeMemberRequest.self, $0) },
    { check(WireChangeMemberAnswer.self, $0) },
    { check(WireSetAbsenceRequest.self, $0) },
    { check(WireHandOverRequest.self, $0) },
    { check(WireHandOverAnswer.self, $0) },
    { check(WireAnswerHandOverRequest.self, $0) },
    { check(WireAnswerHandOverAnswer.self, $0) },
    { check(WireListHandOversAnswer.self, $0) },
    { check(WireSendTransferRequest.self, $0) },
    { check(WireReceiveTransferRequest.self, $0) },
    { check(WireReceiveTransferAnswer.self, $0) },
    { check(WireSettleTransferRequest.self, $0) },
    { check(WireSettleTransferAnswer.self, $0) },
    { check(WireOrigin.self, $0) },
    { check(WireTransferHead.self, $0) },
    { check(WireTransferPart.self, $0) },
    { check(WireTransferReceipt.self, $0) },
    { check(WireErased.self, $0) }, { check(WireOrderRequest.self, $0) },
    { check(WireOrderAnswer.self, $0) },
    { check(WireAccessReportRequest.self, $0) }, { check(WireAccessReportAnswer.self, $0) },
    { check(WireAccess.self, $0) }, { check(WireListOrdersRequest.self, $0) },
    { check(WireListOrdersAnswer.self, $0) },
    { check(WireOrder.self, $0) }, { check(WireOrderStep.self, $0) },
    { check(WireController.self, $0) }, { check(WireChangeSettingsRequest.self, $0) },
    { check(WireReportIncidentRequest.self, $0) }, { check(WireReportIncidentAnswer.self, $0) },
    { check(WireListIncidentsRequest.self, $0) }, { check(WireListIncidentsAnswer.self, $0) },
    { check(WireIncident.self, $0) }, { check(WireIncidentVersion.self, $0) },
    { check(WireSettleOrderRequest.self, $0) }, { check(WireSettleOrderAnswer.self, $0) },
    { check(WireChangeSlotRequest.self, $0) }, { check(WireChangeSlotAnswer.self, $0) },
    { check(WireSlotPlan.self, $0) },
    { check(WireRestoration.self, $0) }, { check(WireSignRestorationRequest.self, $0) },
    { check(WireSignRestorationAnswer.self, $0) }, { check(WireCivilRecord.self, $0) },
    { check(WireListDuplicatesRequest.self, $0) }, { check(WireListDuplicatesAnswer.self, $0) },
    { check(WireDuplicatePair.self, $0) }, { check(WireSettleDuplicateRequest.self, $0) },
    { check(WireHappenings.self, $0) }, { check(WireFiguresRequest.self, $0) },
    { check(WireFiguresAnswer.self, $0) },
    { check(WirePublishedDimension.self, $0) }, { check(WirePublishedTable.self, $0) },
    { check(WirePublication.self, $0) },
    { check(WirePreparePublicationRequest.self, $0) },
    { check(WirePreparePublicationAnswer.self, $0) },
    { check(WireChangePublicationRequest.self, $0) },
    { check(WireChangePublicationAnswer.self, $0) },
    { check(WireListPublicationsRequest.self, $0) },
    { check(WireListPublicationsAnswer.self, $0) },
    { check(WireReadPublicationRequest.self, $0) },
    { check(WireReadPublicationAnswer.self, $0) },
    { check(WireReturnRequest.self, $0) },
    { check(WireReturnAnswer.self, $0) },
    { check(WirePlanBackupsRequest.self, $0) }, { check(WirePlanBackupsAnswer.self, $0) },
    { check(WireBackupAnswer.self, $0) }, { check(WireListBackupsAnswer.self, $0) },
    { check(WireBackupPlan.self, $0) }, { check(WireMadeBackup.self, $0) },
    { check(WireBackupAge.self, $0) }, { check(WireBackupFacts.self, $0) },
    { check(WireChangeCommitteeRequest.self, $0) },
    { check(WireProveCustodyRequest.self, $0) },
    { check(WireContributeRequest.self, $0) },
    { check(WireTakePassphraseRequest.self, $0) },
    { check(WireCommitteeState.self, $0) },
    { check(WireCustodian.self, $0) },
    { check(WireCommittee.self, $0) },
    { check(WireCommitteePlan.self, $0) },
    { check(WireListCommitteeAnswer.self, $0) },
    { check(WireChangeCommitteeAnswer.self, $0) },
    { check(WireProveCustodyAnswer.self, $0) },
    { check(WireContributeAnswer.self, $0) },
    { check(WireWitnessAge.self, $0) }, { check(WireListWitnessesAnswer.self, $0) },
    { check(WireListKeysRequest.self, $0) }, { check(WireListKeysAnswer.self, $0) },
    { check(WireKey.self, $0) }, { check(WireRotation.self, $0) },
    { check(WireChangeRotationRequest.self, $0) }, { check(WireChangeRotationAnswer.self, $0) },
    { check(WireRenewal.self, $0) },
    { check(WireChangeRenewalRequest.self, $0) }, { check(WireChangeRenewalAnswer.self, $0) },
    { check(WireWitness.self, $0) }, { check(WireChangeWitnessRequest.self, $0) },
    { check(WireChangeWitnessAnswer.self, $0) }, { check(WireAddCosignatureRequest.self, $0) },
    { check(WireAddCosignatureAnswer.self, $0) },
    { check(WireListProvincesRequest.self, $0) }, { check(WireListProvincesAnswer.self, $0) },
    { check(WireProvince.self, $0) }, { check(WireChangeProvinceRequest.self, $0) },
    { check(WireChangeProvinceAnswer.self, $0) },
    { check(WireMatter.self, $0) }, { check(WireHeadSlot.self, $0) },
    { check(WireFileTie.self, $0) }, { check(WireTask.self, $0) },
    { check(WireListOrganisationsAnswer.self, $0) },
    storedHead,
]

/// What a message becomes is what it becomes again, once it has been made a message.
private func mapped<Message: SwiftProtobuf.Message & Bounded, Item: Equatable>(
    _ bytes: [UInt8], _ type: Message.Type, _ read: (Message) -> Item?,
    _ write: (Item) -> Message
) {
    guard let message = try? MessageCodec.decode(type, from: bytes), let item = read(message)
    else { return }
    guard let again = try? MessageCodec.decode(type, from: MessageCodec.encode(write(item))) else {
        fatalError("what was read is written beyond its maxima")
    }
    precondition(read(again) == item)
}

/// The content of DEFINITION: a stream of items, each with its length.
private func definition(_ bytes: [UInt8]) {
    guard let items = Delimited.split(bytes),
        let definition = try? DefinitionStream.decode(items)
    else { return }
    guard let written = try? DefinitionStream.encode(definition),
        let again = try? DefinitionStream.decode(written)
    else { fatalError("a definition that was read cannot be written") }
    precondition(again == definition)
}

/// A head as the daemon stores it, which is read without its message.
private func storedHead(_ bytes: [UInt8]) {
    guard let head = HeadPart(stored: bytes) else { return }
    precondition(HeadPart(stored: MessageCodec.encode(WireHeadPart(stored: head))) == head)
}

private func check<Message: SwiftProtobuf.Message & Bounded & Equatable>(
    _ type: Message.Type, _ bytes: [UInt8]
) {
    guard let message = try? MessageCodec.decode(type, from: bytes) else { return }
    precondition(message.isWithinMaxima)
    let again = try? MessageCodec.decode(type, from: MessageCodec.encode(message))
    precondition(again == message)
}
