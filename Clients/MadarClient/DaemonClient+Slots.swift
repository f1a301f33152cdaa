import Basics
import Mapping
public import Messages
import Secrets

// New ways of unsealing.
extension DaemonClient {
    /// Proposes a new credential or a new passphrase in the place of the former (SPEC W-185).
    ///
    /// - Throws: `precondition` where a change of the committee is under way, or the daemon has no file
    ///   for a credential.
    public func planSlot(_ change: WireSlotChange) async throws(ClientError) -> WireSlotPlan {
        var request = WireChangeSlotRequest()
        request.change = change
        request.plan = SlotPlanID(high: Random.number(), low: Random.number()).blob
        let answer = try await changeSlot(request)
        var plan = WireSlotPlan()
        plan.plan = request.plan
        plan.change = change
        plan.expiresAtMs = answer.expiresAtMs
        return plan
    }

    /// Takes a plan back.
    public func cancel(_ plan: WireSlotPlan) async throws(ClientError) {
        var request = WireChangeSlotRequest()
        request.change = .cancel
        request.plan = plan.plan
        _ = try await changeSlot(request)
    }

    /// Gives the passphrase that two people agreed on.
    public func setPassphrase(
        _ passphrase: borrowing Passphrase, _ plan: WireSlotPlan
    ) async throws(ClientError) {
        var request = WireChangeSlotRequest()
        request.change = .set
        request.plan = plan.plan
        var bytes = unsafe passphrase.withBytes { unsafe [UInt8]($0) }
        request.passphrase = bytes.blob
        Sodium.wipe(&bytes)
        var payload = MessageCodec.encode(request)
        request = WireChangeSlotRequest()
        defer { Sodium.wipe(&payload) }
        _ = try await call(.changeSlot, payload)
    }

    private func changeSlot(
        _ request: WireChangeSlotRequest
    ) async throws(ClientError) -> WireChangeSlotAnswer {
        try await ask(.changeSlot, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireChangeSlotAnswer.self, from: $0)
        }
    }

    /// Approves a new slot as it was listed, as the second person.
    ///
    /// - Throws: `digestMismatch` where the daemon told another; nothing was signed then.
    public func approve(
        _ plan: WireSlotPlan, from list: WireListCommitteeAnswer
    ) async throws(ClientError) {
        try await approve(
            .changeSlot, plan.plan, try Self.digest(of: plan), until: plan.expiresAtMs,
            logSize: list.logSize, store: list.store)
    }

    /// The digest of what a list tells of a new slot (SPEC W-185).
    ///
    /// - Throws: `digestMismatch` where the daemon told another.
    @discardableResult
    public static func digest(of plan: WireSlotPlan) throws(ClientError) -> [UInt8] {
        guard let shown = plan.signedBytes, SHA256.hash(shown) == Array(plan.digest) else {
            throw ClientError(.digestMismatch)
        }
        return Array(plan.digest)
    }
}
