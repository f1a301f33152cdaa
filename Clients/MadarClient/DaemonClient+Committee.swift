public import Basics
import Mapping
public import Messages
import Secrets

/// What a custodian's word led to.
public struct CustodyOutcome: Sendable {
    /// What people call him.
    public let label: String
    /// Whether it was the last that was wanted: the store is open, or its committee is the new one.
    public let isComplete: Bool
    /// Who has contributed to an unsealing by now, by number; empty for a proof.
    public let contributed: [UInt32]
    /// Until when they are kept; 0 for a proof.
    public let untilMs: Int64
}

// Who opens the store together (SPEC W-180 to W-184).
extension DaemonClient {
    /// The committee, a change of it, and who has contributed; a sealed daemon tells it too.
    public func listCommittee() async throws(ClientError) -> WireListCommitteeAnswer {
        try await ask(.listCommittee) {
            try MessageCodec.decode(WireListCommitteeAnswer.self, from: $0)
        }
    }

    // MARK: - Changing it

    /// Proposes a committee; a second person approves.
    public func propose(
        _ terms: CommitteeTerms
    ) async throws(ClientError) -> (plan: CommitteePlanID, expiresAtMs: Int64) {
        let id = CommitteePlanID(high: Random.number(), low: Random.number())
        var request = WireChangeCommitteeRequest()
        request.change = .propose
        request.plan = id.blob
        request.committee = WireCommittee(terms)
        return (id, try await change(request).expiresAtMs)
    }

    /// Takes a change of the committee back.
    public func cancel(_ plan: WireCommitteePlan) async throws(ClientError) {
        var request = WireChangeCommitteeRequest()
        request.change = .cancel
        request.plan = plan.plan
        _ = try await change(request)
    }

    private func change(
        _ request: WireChangeCommitteeRequest
    ) async throws(ClientError) -> WireChangeCommitteeAnswer {
        try await write(.changeCommittee, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireChangeCommitteeAnswer.self, from: $0)
        }
    }

    /// Approves a change of the committee as the second person: what is signed is the digest of what
    /// was listed.
    ///
    /// - Throws: `digestMismatch` where the daemon told another; nothing was signed then.
    public func approve(
        _ plan: WireCommitteePlan, from list: WireListCommitteeAnswer
    ) async throws(ClientError) {
        guard list.plan == plan else { throw ClientError(.precondition, outcome: .refused) }
        try await approve(
            .changeCommittee, plan.plan, try Self.digest(of: plan), until: plan.expiresAtMs,
            logSize: list.logSize, store: list.store)
    }

    /// The digest of what a list tells of a change of the committee (SPEC W-181).
    ///
    /// - Throws: `digestMismatch` where the daemon told another.
    @discardableResult
    public static func digest(of plan: WireCommitteePlan) throws(ClientError) -> [UInt8] {
        guard let shown = plan.signedBytes, SHA256.hash(shown) == Array(plan.digest) else {
            throw ClientError(.digestMismatch)
        }
        return Array(plan.digest)
    }

    /// Takes the passphrase of unsealing along to the committee that is being made.
    public func takeAlong(_ passphrase: borrowing Passphrase) async throws(ClientError) {
        var request = WireTakePassphraseRequest()
        var bytes = unsafe passphrase.withBytes { unsafe [UInt8]($0) }
        request.passphrase = bytes.blob
        Sodium.wipe(&bytes)
        var payload = MessageCodec.encode(request)
        request = WireTakePassphraseRequest()
        defer { Sodium.wipe(&payload) }
        _ = try await call(.takePassphrase, payload)
    }

    // MARK: - Custodians

    /// Contributes a custodian's secret to an unsealing: it is opened on this machine, and sent for
    /// the unsealing that is under way alone.
    ///
    /// - Throws: `CustodyError`, `ClientError`.
    public func contribute(_ key: CustodyKey) async throws -> CustodyOutcome {
        for _ in 0..<2 {
            let list = try await listCommittee()
            guard list.hasCommittee else { throw CustodyError.noCommittee }
            let custodian = try Self.custodian(of: key, in: list.committee)
            let secret = try Self.secret(of: custodian, key, list.committee)
            var request = WireContributeRequest()
            request.index = custodian.index
            request.nonce = list.nonce
            var bytes = secret.key.withBytes { [UInt8](copying: $0) }
            request.secret = bytes.blob
            Sodium.wipe(&bytes)
            var payload = MessageCodec.encode(request)
            request = WireContributeRequest()
            defer { Sodium.wipe(&payload) }
            let answer = try await ask(.contribute, payload) {
                try MessageCodec.decode(WireContributeAnswer.self, from: $0)
            }
            if let isComplete = try Self.isComplete(answer.result, custodian) {
                return CustodyOutcome(
                    label: custodian.label, isComplete: isComplete,
                    contributed: answer.contributed, untilMs: answer.contributedUntilMs)
            }
        }
        throw CustodyError.stale
    }

    /// Proves that a custodian of the committee in force has his secret, without telling it.
    ///
    /// - Throws: `CustodyError`, `ClientError`.
    public func drill(_ key: CustodyKey) async throws -> CustodyOutcome {
        for _ in 0..<2 {
            let list = try await listCommittee()
            guard list.hasCommittee else { throw CustodyError.noCommittee }
            let proved = try await prove(
                key, .drill, in: list.committee, plan: nil, nonce: list.nonce, store: list.store)
            if let proved { return proved }
        }
        throw CustodyError.stale
    }

    /// Proves for a change of the committee: with the new secret, and with the former one where the
    /// key is of the committee in force too.
    ///
    /// - Throws: `CustodyError`, `ClientError`.
    public func prove(_ key: CustodyKey) async throws -> CustodyOutcome {
        let list = try await listCommittee()
        guard list.hasPlan, !list.plan.nonce.isEmpty else { throw CustodyError.noPlan }
        let publicKey = key.key.publicKey.blob
        func has(_ committee: WireCommittee) -> Bool {
            committee.custodians.contains { $0.key == publicKey }
        }
        var outcome: CustodyOutcome?
        // The former first: the last of the new ones makes the change.
        for (isFormer, committee) in [(true, list.committee), (false, list.plan.committee)]
        where has(committee) {
            outcome = try await prove(
                key, .change, in: committee, plan: list.plan.plan, isFormer: isFormer,
                nonce: list.plan.nonce, store: list.store)
            guard let outcome else { throw CustodyError.stale }
            // The change is made: there is nothing left to prove.
            if outcome.isComplete { break }
        }
        guard let outcome else { throw CustodyError.notCustodian }
        return outcome
    }

    private func prove(
        _ key: CustodyKey, _ purpose: CustodySecret.Purpose, in committee: WireCommittee,
        plan: Blob?, isFormer: Bool = false, nonce: Blob, store: Blob
    ) async throws -> CustodyOutcome? {
        let custodian = try Self.custodian(of: key, in: committee)
        guard let store = StoreID(blob: store), let number = CustodyNonce(blob: nonce) else {
            throw ClientError(.badAnswer)
        }
        var request = WireProveCustodyRequest()
        if let plan { request.plan = plan }
        request.former = isFormer
        request.index = custodian.index
        request.nonce = nonce
        request.signature = try Self.signature(
            of: custodian, key, committee, purpose, store, number
        ).blob
        let answer = try await ask(.proveCustody, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireProveCustodyAnswer.self, from: $0)
        }
        return try Self.isComplete(answer.result, custodian).map {
            CustodyOutcome(label: custodian.label, isComplete: $0, contributed: [], untilMs: 0)
        }
    }

    /// The custodian whose key it is.
    private static func custodian(
        of key: CustodyKey, in committee: WireCommittee
    ) throws(CustodyError) -> WireCustodian {
        let publicKey = key.key.publicKey.blob
        guard let custodian = committee.custodians.first(where: { $0.key == publicKey }) else {
            throw .notCustodian
        }
        return custodian
    }

    /// A custodian's secret, out of its box.
    private static func secret(
        of custodian: WireCustodian, _ key: CustodyKey, _ committee: WireCommittee
    ) throws(CustodyError) -> CustodySecret {
        do throws(SecretsError) {
            return try CustodySecret(
                opening: Array(custodian.box), with: key.key,
                index: UInt8(truncatingIfNeeded: custodian.index), epoch: committee.epoch)
        } catch {
            throw .wrong(label: custodian.label)
        }
    }

    private static func signature(
        of custodian: WireCustodian, _ key: CustodyKey, _ committee: WireCommittee,
        _ purpose: CustodySecret.Purpose, _ store: StoreID, _ nonce: CustodyNonce
    ) throws(CustodyError) -> [UInt8] {
        let secret = try secret(of: custodian, key, committee)
        let statement = CustodySecret.statement(
            purpose, store: store, epoch: secret.epoch, index: secret.index, nonce: nonce)
        return secret.proofKey().sign(statement.rawSpan)
    }

    /// Whether a word was the last that was wanted; nil where it has to be said again.
    private static func isComplete(
        _ result: WireCustodyResult, _ custodian: WireCustodian
    ) throws -> Bool? {
        switch result {
        case .taken: false
        case .complete: true
        case .stale: nil
        case .wrong: throw CustodyError.wrong(label: custodian.label)
        case .unspecified, .UNRECOGNIZED: throw ClientError(.badAnswer)
        }
    }
}
