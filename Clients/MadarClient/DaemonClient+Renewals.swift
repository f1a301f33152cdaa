public import Basics
import Mapping
public import Messages
import Secrets

// New data keys for files (SPEC W-162, W-163).
extension DaemonClient {
    /// Plans new data keys for files, or for all where none is named; a second person approves.
    ///
    /// - Returns: the id, in hexadecimal, and until when it may be approved.
    /// - Throws: `precondition` where another order is under way; `notAvailable` for a file that is not
    ///   there.
    public func planRenewal(
        of classes: ClassSet, for files: [FileID]
    ) async throws(ClientError) -> PlannedRotation {
        let id = RenewalID(high: Random.number(), low: Random.number())
        var request = WireChangeRenewalRequest()
        request.change = .plan
        request.renewal = id.blob
        request.classes = UInt32(classes.rawValue)
        request.whole = files.isEmpty
        request.files = files.map(\.blob)
        let answer = try await write(.changeRenewal, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireChangeRenewalAnswer.self, from: $0)
        }
        return PlannedRotation(
            id: id.blob.hexadecimal, expires: Instant(milliseconds: answer.expiresAtMs))
    }

    /// Halts, resumes or takes back an order of new data keys.
    ///
    /// - Throws: `precondition` where it does not stand where that is possible.
    public func change(
        _ renewal: WireRenewal, _ change: WireRenewalChange
    ) async throws(ClientError) {
        var request = WireChangeRenewalRequest()
        request.change = change
        request.renewal = renewal.renewal
        _ = try await write(.changeRenewal, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireChangeRenewalAnswer.self, from: $0)
        }
    }

    /// Approves an order of new data keys as it was listed, as the second person.
    ///
    /// - Throws: `digestMismatch` where the daemon told another; nothing was signed then.
    public func approveRenewal(from list: WireListKeysAnswer) async throws(ClientError) {
        let renewal = list.renewal
        try await approve(
            .changeRenewal, renewal.renewal, try Self.digest(of: renewal),
            until: renewal.untilMs, logSize: list.logSize, store: list.store)
    }

    /// The digest of what a list tells of an order that waits (SPEC W-163).
    ///
    /// - Throws: `digestMismatch` where the daemon told another.
    @discardableResult
    public static func digest(of renewal: WireRenewal) throws(ClientError) -> [UInt8] {
        guard let shown = renewal.signedBytes, SHA256.hash(shown) == Array(renewal.digest)
        else { throw ClientError(.digestMismatch) }
        return Array(renewal.digest)
    }
}
