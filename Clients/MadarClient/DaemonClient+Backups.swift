import Age
import Basics
import Mapping
public import Messages
import Secrets

extension WireBackupPlan {
    /// Whether it is in force, and not only proposed.
    public var isInForce: Bool { approvedAtMs != 0 }

    /// The recipients as people compare them, `age1…`; what is no key is told as hexadecimal.
    public var recipientTexts: [String] {
        recipients.map { key in
            (try? AgeRecipient(key: Array(key)))?.description ?? key.hexadecimal
        }
    }
}

/// What a person proposes as the plan of backups.
public struct BackupProposal: Sendable {
    var request = WirePlanBackupsRequest()

    /// Joins recipients, `age1…`, folders of the daemon's machine, and times; nil where a recipient
    /// is none, is named twice, or where anything is out of its bounds (SPEC W-170).
    public init?(
        recipients: [String], folder: String, keyFolder: String, hours: UInt32, kept: UInt32
    ) {
        let keys = recipients.compactMap { try? AgeRecipient($0).publicKey.blob }
        guard keys.count == recipients.count else { return nil }
        request.plan = BackupPlanID(high: Random.number(), low: Random.number()).blob
        request.recipients = keys
        request.folder = folder
        request.keyFolder = keyFolder
        request.hours = hours
        request.kept = kept
        guard request.isWithinMaxima, keys.count >= BasicsLimits.backupRecipients.lowerBound,
            Set(keys).count == keys.count, folder.hasPrefix("/"), keyFolder.hasPrefix("/"),
            hours > 0, kept > 0
        else { return nil }
    }

    /// The plan's id.
    public var id: String { request.plan.hexadecimal }
}

// Backups of the store.
extension DaemonClient {
    /// The plan of backups, what waits to be one, the backups, and the one that is being made.
    public func listBackups() async throws(ClientError) -> WireListBackupsAnswer {
        try await ask(.listBackups, []) {
            try MessageCodec.decode(WireListBackupsAnswer.self, from: $0)
        }
    }

    /// Begins a backup; it is made while the daemon serves.
    ///
    /// - Throws: `precondition` where one is being made, or no plan is in force.
    public func backUp() async throws(ClientError) {
        _ = try await write(.backup, []) {
            try MessageCodec.decode(WireBackupAnswer.self, from: $0)
        }
    }

    /// Proposes a plan of backups, in the place of one that waits; a second person approves.
    public func propose(_ proposal: BackupProposal) async throws(ClientError) {
        _ = try await write(.planBackups, MessageCodec.encode(proposal.request)) {
            try MessageCodec.decode(WirePlanBackupsAnswer.self, from: $0)
        }
    }

    /// Approves the plan that a list proposes, as the second person: what is signed is the digest of
    /// what was listed.
    ///
    /// - Throws: `digestMismatch` where the daemon told another; nothing was signed then.
    public func approveBackupPlan(
        from list: WireListBackupsAnswer
    ) async throws(ClientError) {
        guard list.hasProposed else { throw ClientError(.precondition, outcome: .refused) }
        let plan = list.proposed
        try await approve(
            .planBackups, plan.plan, try Self.digest(of: plan), until: plan.expiresAtMs,
            logSize: list.logSize, store: list.store)
    }

    /// The digest of what a list tells of a plan that waits (SPEC W-170).
    ///
    /// - Throws: `digestMismatch` where the daemon told another.
    @discardableResult
    public static func digest(of plan: WireBackupPlan) throws(ClientError) -> [UInt8] {
        guard let shown = plan.signedBytes, SHA256.hash(shown) == Array(plan.digest)
        else { throw ClientError(.digestMismatch) }
        return Array(plan.digest)
    }
}
