public import Basics
import Framing
import Mapping
public import Messages
import Secrets

extension DaemonClient {
    /// Opens a file that is out of reach, in an emergency, for some hours.
    ///
    /// - Parameters:
    ///   - reason: why; it stands in the file, where whoever answers for the child reads it.
    ///   - isLifeDanger: the child's life is in danger now; without, only the identity is opened
    ///     until a second person agrees.
    public func breakGlass(
        _ name: FileName, reason: String, isLifeDanger: Bool
    ) async throws(ClientError) -> WireBreakGlassAnswer {
        var request = WireBreakGlassRequest()
        request.access = Random.bytes(16).blob
        switch name {
        case .id(let id): request.file = id.blob
        case .number(let number): request.number = number.text
        }
        request.reason = reason
        request.lifeDanger = isLifeDanger
        return try await write(.breakGlass, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireBreakGlassAnswer.self, from: $0)
        }
    }

    /// The accesses by break-glass of the caller, and those over whose authors he watches; those
    /// without a review first.
    public func listBreakGlass() async throws(ClientError) -> WireListBreakGlassAnswer {
        try await ask(.listBreakGlass) {
            try MessageCodec.decode(WireListBreakGlassAnswer.self, from: $0)
        }
    }

    /// Agrees, as the second person, that an access of a list opens more than the identity.
    ///
    /// - Throws: `digestMismatch` where the daemon told another digest than that of what it
    ///   listed; nothing was signed then.
    public func approve(
        _ access: WireBreakGlass, from list: WireListBreakGlassAnswer
    ) async throws(ClientError) {
        guard list.accesses.contains(access) else {
            throw ClientError(.precondition, outcome: .refused)
        }
        guard let shown = access.signedBytes, SHA256.hash(shown) == Array(access.digest) else {
            throw ClientError(.digestMismatch)
        }
        var statement = WireApprovalStatement()
        statement.operation = UInt32(WireMethod.breakGlass.rawValue)
        statement.target = access.access
        statement.digest = access.digest
        statement.expiresAtMs = access.reviewDueMs
        statement.logSize = list.logSize
        statement.store = list.store
        try await approve(statement)
    }

    /// Tells what the review of an access found, which ends it.
    public func review(
        _ access: BreakGlassID, isJustified: Bool, note: String
    ) async throws(ClientError) {
        var request = WireReviewBreakGlassRequest()
        request.access = access.blob
        request.justified = isJustified
        request.note = note
        _ = try await write(.reviewBreakGlass, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireNothing.self, from: $0)
        }
    }
}
