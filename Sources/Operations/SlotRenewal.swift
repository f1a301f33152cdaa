internal import AuditLog
internal import Authority
public import Basics
public import Dossiers
internal import Secrets
internal import Vault

/// A new way of unsealing: proposed by one person, approved by another, then made.
///
/// It is kept in memory alone: a daemon that starts again forgets what was not made yet.
public struct SlotPlan: Sendable {
    /// What opens the new slot.
    public enum Kind: Sendable {
        /// A file that the daemon makes where its settings name it.
        case credential
        /// A passphrase that a person gives once the plan is approved.
        case passphrase
    }

    /// The plan's id, made by the client of who proposed it.
    public let id: SlotPlanID
    /// What opens the new slot.
    public let kind: Kind
    /// Who proposed it.
    public let proposer: MemberID
    /// When.
    public let proposed: Instant
    /// Who approved it; nil where it waits.
    public var approver: MemberID?
    /// Whether it is made; a passphrase may be given again until its day is over, since an answer that
    /// was lost says nothing.
    public var isDone = false
    /// Whether the credential could not be written.
    public var hasFailed = false

    /// Until when it may be approved and, approved, be set.
    public var expires: Instant {
        proposed.adding(seconds: OperationsLimits.slotPlanSeconds)
    }

    /// Names a plan that waits.
    public init(id: SlotPlanID, kind: Kind, proposer: MemberID, proposed: Instant) {
        self.id = id
        self.kind = kind
        self.proposer = proposer
        self.proposed = proposed
    }
}

/// Making the new slot, in the place of the former ones of its kind.
public enum SlotRenewal {
    /// Makes a new credential in the file that the settings name, and a leaf of it.
    ///
    /// - Returns: whether it was made; else the former credential opens as before.
    public static func renewCredential(
        at path: String, _ plan: SlotPlan, in ledger: Ledger
    ) -> Bool {
        var note = LeafNote(.rotateControl)
        note.subject = plan.id.bytes
        let isMade = (try? ledger.vault.renewCredential(at: path)) != nil
        if !isMade { note.refused = .storage }
        // What opens does so whether the leaf finds room or not.
        try? ledger.maintain(Permit.system(.rotation), note) { _ in }
        return isMade
    }

    /// Takes a new passphrase, which is wiped whatever happens; takes about a second.
    ///
    /// - Throws: `VaultError`; the former passphrase then opens as before.
    public static func renewPassphrase(
        wiping passphrase: inout [UInt8], in ledger: Ledger
    ) throws {
        let text = SecretBuffer(wiping: &passphrase)
        try ledger.vault.renewSlot(passphrase: text)
    }
}
