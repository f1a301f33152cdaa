import Framing
import Mapping
public import Messages
import Secrets

/// That the store was restored from a backup, as a device is told that saw more of its log
/// (SPEC W-175).
public struct RestoredLog: Equatable, Sendable {
    /// What the daemon told.
    public let told: WireRestoration
    /// How many leaves this device saw.
    public let keptSize: UInt64
    /// How many there were in the backup.
    public let restoredSize: UInt64
    /// How many there were before, as far as those who signed know; nil as long as nobody has.
    public let lostSize: UInt64?
    /// Whether this device saw more of the log than was restored, and writes nothing before it has
    /// taken the shorter one.
    public let isLonger: Bool
    /// Whether those who signed know of all that this device saw.
    public let isCovered: Bool
    /// Whether it is the last time; a device that was away for long may have to take an earlier one.
    public let isLast: Bool

    /// Whether two people have signed it.
    public var isSigned: Bool { told.approvedAtMs != 0 }
}

// A store that was restored.
extension DaemonClient {
    /// What the daemon tells of the last time that it was restored, or of the earlier one that took what
    /// this device saw; nil where it never was.
    ///
    /// - Throws: `badCheckpoint` where notes are not of the log; `forked` where no restoration explains
    ///   that the log is not the one that this device saw.
    public func restoration() async throws(ClientError) -> RestoredLog? {
        let request = CallRequest(
            .checkpoint, payload: MessageCodec.encode(WireCheckpointRequest()))
        let answer = try Self.message(try await call(request)) {
            try MessageCodec.decode(WireCheckpointAnswer.self, from: $0)
        }
        guard answer.hasRestoration else { return nil }
        var isRefused = false
        do throws(ClientError) {
            _ = try await checkpoint()
        } catch {
            guard error.code == .rollbackSuspected || error.code == .forked else { throw error }
            isRefused = true
        }
        return try await LogMemory(keeper).restored(
            answer.restoration, former: answer.former,
            statements: answer.logKeys, isRefused: isRefused)
    }

    /// Takes the shorter log of a restored store in the place of the one that this device saw.
    ///
    /// - Throws: `precondition` where two people have not signed it, or know less than this device saw;
    ///   `forked` where the log does not go on from what was restored.
    public func accept(_ restored: RestoredLog) async throws(ClientError) {
        guard restored.isSigned, restored.isCovered else {
            throw ClientError(.precondition, outcome: .refused)
        }
        try await take(restored)
    }

    /// Signs that the store was restored, and takes its log: as the second, what was told, or as the
    /// first, with a note of the log as it was before.
    ///
    /// - Parameter lost: such a note; nil to sign as the second.
    /// - Throws: `digestMismatch` where the daemon told another digest; nothing was signed then.
    ///   `permission` where one may not sign: this device then refuses the log as before;
    ///   `precondition` where what is signed does not cover what this device saw.
    public func sign(_ restored: RestoredLog, lost: [UInt8]?) async throws(ClientError) {
        let told = restored.told
        if restored.isLonger {
            var isCovered = restored.isCovered
            if let lost { isCovered = try await LogMemory(keeper).isCovered(by: lost) }
            guard isCovered else { throw ClientError(.precondition, outcome: .refused) }
        }
        var request = WireSignRestorationRequest()
        request.restoration = told.restoration
        if let lost {
            request.lost = String(decoding: lost, as: UTF8.self)
        } else {
            guard let shown = told.signedBytes, SHA256.hash(shown) == Array(told.digest) else {
                throw ClientError(.digestMismatch)
            }
            request.approval = try await signed(
                Self.statement(
                    .signRestoration, told.restoration, Array(told.digest),
                    until: told.expiresAtMs, logSize: told.logSize, store: told.store))
        }
        _ = try await write(.signRestoration, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireSignRestorationAnswer.self, from: $0)
        }
        if restored.isLonger { try await take(restored) }
    }

    private func take(_ restored: RestoredLog) async throws(ClientError) {
        let memory = try await LogMemory(keeper)
        try await memory.accept(restored, try await call(LogMemory.request(after: restored)))
    }

    /// The newest note of the log that this device has seen; empty where there is none.
    public func keptNote() async throws(ClientError) -> [UInt8] {
        try await LogMemory(keeper).note()
    }
}
