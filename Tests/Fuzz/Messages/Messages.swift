import Messages
import SwiftProtobuf

/// Every message of the schema: the first byte picks its type.
///
/// What decodes keeps its maxima and
/// can be encoded and decoded again.
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
    { check(WireStatusAnswer.self, $0) },
    { check(WireCheckpointRequest.self, $0) },
    { check(WireCheckpointAnswer.self, $0) },
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
    { check(WireReadFileAnswer.self, $0) },
    { check(WireReadActRequest.self, $0) },
    { check(WireReadActAnswer.self, $0) },
    { check(WireHistoryRequest.self, $0) },
    { check(WireFindRequest.self, $0) },
    { check(WireCandidate.self, $0) },
    { check(WireFindAnswer.self, $0) },
    { check(WireListFilesRequest.self, $0) },
    { check(WireListFilesAnswer.self, $0) },
    { check(WireDefinitionItem.self, $0) },
]

private func check<Message: SwiftProtobuf.Message & Bounded & Equatable>(
    _ type: Message.Type, _ bytes: [UInt8]
) {
    guard let message = try? MessageCodec.decode(type, from: bytes) else { return }
    precondition(message.isWithinMaxima)
    let again = try? MessageCodec.decode(type, from: MessageCodec.encode(message))
    precondition(again == message)
}
