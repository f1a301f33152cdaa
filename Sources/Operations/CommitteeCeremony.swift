internal import AuditLog
internal import Authority
public import Basics
public import Dossiers
public import Registry
public import Secrets
public import Store
internal import Vault

/// The committee of a store, as whoever has to do with it may see it: names, public keys and sealed
/// boxes, never a secret.
public struct CommitteeReport: Sendable {
    /// A custodian.
    public struct Custodian: Sendable {
        /// His number, name and key.
        public let terms: CommitteeTerms.Custodian
        /// His secret, sealed to him.
        public let box: [UInt8]
        /// Since when he has it.
        public let since: Instant
        /// When he last proved that he has it; the epoch's beginning for never.
        public let provedAt: Instant

        /// Whether he has proved it within a year.
        public func isProved(at now: Instant) -> Bool {
            provedAt.milliseconds != 0
                && now < provedAt.adding(seconds: OperationsLimits.proofSeconds)
        }
    }

    /// The epoch of the root key.
    public let epoch: UInt32
    /// Who opens together.
    public let terms: CommitteeTerms
    /// They, by number.
    public let custodians: [Custodian]

    init(_ committee: Committee) {
        epoch = committee.epoch
        terms = committee.terms
        custodians = committee.custodians.map {
            Custodian(terms: $0.terms, box: $0.box, since: $0.since, provedAt: $0.provedAt)
        }
    }
}

/// What a custodian's word was found to be.
public enum CustodyVerdict: Sendable {
    /// It is his.
    case genuine
    /// It is not his: another's, of a former epoch, or made up.
    case wrong
    /// There is no such custodian.
    case unknown
}

/// Founding a committee, replacing it with a new epoch of the root key, and trying it.
///
/// Nothing of the epoch in force is lost before those of the next one have proved that they can open
/// it.
public enum CommitteeCeremony {
    // MARK: - What there is

    /// The committee in force; nil where there is none.
    ///
    /// A sealed store tells it too.
    public static func committee(of ledger: Ledger) -> CommitteeReport? {
        ledger.vault.committee.map { CommitteeReport($0) }
    }

    /// The committee that a plan has made and that is not in force; nil while sealed.
    public static func nextCommittee(
        of ledger: Ledger, plan: CommitteePlanID
    ) -> CommitteeReport? {
        ledger.vault.next.flatMap { $0.plan == plan ? CommitteeReport($0.committee) : nil }
    }

    /// Whether the passphrase of unsealing goes along with a change; nil where there is none, or
    /// nothing is changed.
    public static func isPassphraseTaken(_ ledger: Ledger) -> Bool? {
        ledger.vault.isPassphraseTaken
    }

    /// Whether the automatic slot goes along with a change; nil where there is none.
    public static func isCredentialTaken(_ ledger: Ledger, credentialPath: String?) -> Bool? {
        guard ledger.vault.status.slots.contains(where: { $0.type == .credential }) else {
            return nil
        }
        return credentialPath.map { ledger.vault.canRenewCredential($0) } ?? false
    }

    // MARK: - Unsealing

    /// Whether a secret is a custodian's of the committee in force.
    public static func verdict(
        on secret: borrowing CustodySecret, of ledger: Ledger
    ) -> CustodyVerdict {
        guard let custodian = ledger.vault.committee?[secret.index] else { return .unknown }
        return custodian.holds(secret) ? .genuine : .wrong
    }

    /// A contributed secret out of bytes that came over the wire, which are wiped; nil for a wrong
    /// size, or where there is no committee.
    public static func secret(
        wiping bytes: inout [UInt8], index: UInt8, of ledger: Ledger
    ) -> CustodySecret? {
        guard let epoch = ledger.vault.committee?.epoch,
            let key = try? SecretKey(wiping: &bytes)
        else { return nil }
        return CustodySecret(key, index: index, epoch: epoch)
    }

    /// Whether those who have contributed open the store together.
    public static func suffices(_ contributions: Contributions, for ledger: Ledger) -> Bool {
        let present = contributions.indices.reduce(UInt32(0)) { $0 | CommitteeTerms.bit($1) }
        return ledger.vault.committee?.terms.opens(present) ?? false
    }

    // MARK: - Proofs

    /// Whether a proof that a custodian of the committee in force can open the store is his.
    public static func verdict(
        onDrill signature: [UInt8], by index: UInt8, nonce: CustodyNonce, of ledger: Ledger
    ) -> CustodyVerdict {
        verdict(signature, index, .drill, nonce, ledger.vault.committee, ledger.storeID)
    }

    /// Whether a proof for a plan is a custodian's, of the committee in force or of the next one.
    public static func verdict(
        on proof: CommitteePlan.Proof, for plan: CommitteePlan, of ledger: Ledger
    ) -> CustodyVerdict {
        guard let approval = plan.approval else { return .unknown }
        let committee =
            proof.isFormer
            ? ledger.vault.committee
            : ledger.vault.next.flatMap { $0.plan == plan.id ? $0.committee : nil }
        return verdict(
            proof.signature, proof.index, .change, approval.nonce, committee, ledger.storeID)
    }

    private static func verdict(
        _ signature: [UInt8], _ index: UInt8, _ purpose: CustodySecret.Purpose,
        _ nonce: CustodyNonce, _ committee: Committee?, _ store: StoreID
    ) -> CustodyVerdict {
        guard let committee, let custodian = committee[index] else { return .unknown }
        let statement = CustodySecret.statement(
            purpose, store: store, epoch: committee.epoch, index: index, nonce: nonce)
        return custodian.hasSigned(statement, signature) ? .genuine : .wrong
    }

    /// Notes that a custodian has proved that he can open the store.
    ///
    /// - Throws: `VaultError`.
    public static func noteDrill(by index: UInt8, in ledger: Ledger, at now: Instant) throws {
        try ledger.vault.noteProof(by: index, at: now)
    }

    // MARK: - The change

    /// Makes root key and secrets of a plan that a second person approves, in the transaction that
    /// keeps the approval.
    ///
    /// - Returns: the approval to be kept.
    /// - Throws: `VaultError`.
    public static func begin(
        _ plan: CommitteePlan, approvedBy member: MemberID, in ledger: Ledger, at now: Instant,
        _ transaction: StoreTransaction
    ) throws -> CommitteePlan.Approval {
        let nonce = CustodyNonce(high: Random.number(), low: Random.number())
        let vault = ledger.vault
        transaction.onRollback { try? vault.dropNextEpoch() }
        try vault.prepareEpoch(plan.terms, plan: plan.id, nonce: nonce, at: now)
        return CommitteePlan.Approval(
            member: member, at: now, nonce: nonce, epoch: vault.status.rootEpoch + 1)
    }

    /// Takes the passphrase of unsealing, which is wiped, along to the epoch that is made.
    ///
    /// - Throws: `VaultError`: `notFound` where nothing is changed; `noSlot` where there is no
    ///   passphrase; `wrongPassphrase`.
    public static func takeAlong(wiping passphrase: inout [UInt8], in ledger: Ledger) throws {
        let text = SecretBuffer(wiping: &passphrase)
        try ledger.vault.takeAlong(passphrase: text)
    }

    /// Whether a plan may be put in force: those of the next epoch can open it, and those of the
    /// present one, if there are any, agree as a set that opens it.
    public static func isProved(_ plan: CommitteePlan, of ledger: Ledger) -> Bool {
        guard let next = ledger.vault.next, next.plan == plan.id else { return false }
        func proved(_ isFormer: Bool) -> UInt32 {
            plan.proofs.filter {
                $0.isFormer == isFormer && verdict(on: $0, for: plan, of: ledger) == .genuine
            }
            .reduce(0) { $0 | CommitteeTerms.bit($1.index) }
        }
        return next.committee.terms.isProved(proved(false))
            && ledger.vault.committee?.terms.opens(proved(true)) ?? true
    }

    /// Whether a plan may be put in force once one more proof is kept.
    public static func isProved(
        with proof: CommitteePlan.Proof, _ plan: CommitteePlan, of ledger: Ledger
    ) -> Bool {
        var plan = plan
        plan.proofs.append(proof)
        return isProved(plan, of: ledger)
    }

    /// Puts the epoch of a plan in force.
    ///
    /// - Throws: `VaultError`; the former epoch is then in force. Where the store refuses the leaf
    ///   afterwards, the new one is in force, and `settle` writes it later.
    public static func activate(
        _ plan: CommitteePlan, of ledger: Ledger, credentialPath: String?
    ) throws {
        let proofs = plan.proofs.filter { !$0.isFormer }
        try ledger.vault.activateEpoch(
            proved: Dictionary(
                proofs.map { ($0.index, $0.at) }, uniquingKeysWith: { _, later in later }),
            credentialPath: credentialPath)
        try? end(plan, .rotateActivate, of: ledger)
    }

    private static func end(
        _ plan: CommitteePlan, _ kind: LeafKind, of ledger: Ledger
    ) throws {
        var note = LeafNote(kind)
        note.subject = plan.id.bytes
        let changes = try ledger.registry.end(plan.id)
        try ledger.maintain(Permit.system(.rotation), note) {
            try ledger.registry.apply(changes, in: $0)
        }
    }

    /// Whether a change is over, or was taken back, and its keys are there still.
    public static func isUnsettled(_ ledger: Ledger, at now: Instant) -> Bool {
        guard ledger.isUnsealed else { return false }
        guard let plan = ledger.registry.committeePlan, plan.approval != nil else {
            return ledger.vault.next != nil
        }
        // Over, put in force and not told by its leaf, or proved and not in force: each was cut off.
        return !plan.isAlive(at: now) || ledger.vault.next?.plan != plan.id
            || isProved(plan, of: ledger)
    }

    /// Brings plan and keys together again after an unsealing, and in idle moments: a change whose
    /// process was killed is ended, as it stands in the files of keys.
    ///
    /// - Throws: `VaultError` or `StoreError`; it is then done later.
    public static func settle(
        _ ledger: Ledger, credentialPath: String?, at now: Instant
    ) throws {
        guard ledger.isUnsealed else { return }
        guard let plan = ledger.registry.committeePlan, let approval = plan.approval else {
            if ledger.vault.next != nil { try ledger.vault.dropNextEpoch() }
            return
        }
        guard ledger.vault.next?.plan == plan.id else {
            let isDone = ledger.vault.status.rootEpoch == approval.epoch
            return try end(plan, isDone ? .rotateActivate : .rotateControl, of: ledger)
        }
        if plan.isAlive(at: now), isProved(plan, of: ledger) {
            try activate(plan, of: ledger, credentialPath: credentialPath)
        } else if !plan.isAlive(at: now) {
            try end(plan, .rotateControl, of: ledger)
            try ledger.vault.dropNextEpoch()
        }
    }
}
