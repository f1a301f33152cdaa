internal import AuditLog
internal import Authority
public import Basics
internal import Dossiers
public import Store
internal import Vault

/// A place at which the rotation of a key of which there is one may be cut off.
enum KeyCut: CaseIterable, Sendable {
    case beforePlan, afterPlan
    case beforeApproval, afterApproval
    case beforeKey, afterKey
    case beforeProof, afterProof
    case beforeLeaf, afterLeaf
    case beforeActivation, afterActivation
    // Of the key of the index alone.
    case beforeBatch, insideBatch, afterBatch
    case beforeVerified, afterVerified
    case beforeTruncate, afterTruncate
    // Of the key of the log alone.
    case beforeStatement, afterStatement
    case beforeCooling, afterCooling
    case beforeSeenOver, afterSeenOver
    case beforeEnd, afterEnd
    // Of both.
    case beforeDrained, afterDrained
    case beforeRetired, afterRetired
    case beforeForgotten, afterForgotten
    case beforeDestroyed, afterDestroyed
    case beforeGone, afterGone
}

/// What the rotations of keys of which there is one have in common: two people agree on one, then a
/// new key is made, kept, announced and put in the place of the former, which at last leaves the
/// keyring.
public class KeyRotation: KeptJobs<KeyJob> {
    private let kind: KeyKind
    private let row: Int64
    private let keepKeys: () throws -> Bool
    /// The last one.
    public internal(set) var job: KeyJob? {
        get { kept[row] }
        set { kept[row] = newValue }
    }
    /// Whether its row is not believed: it was not written by this store's daemon.
    var isForged: Bool { !forged.isEmpty }
    /// Whether that is to be told.
    public var isDistrusted: Bool { isForged }
    /// Where a test cuts one off.
    var cut: (KeyCut) throws -> Void = { _ in }

    /// Makes the rotation of a store; `takeUp` reads it.
    ///
    /// - Parameters:
    ///   - row: where its job is kept.
    ///   - keepKeys: brings the backup of the keys up to date, where a plan asks for one; false where
    ///     that has to wait, an error where it cannot be done.
    init(
        of kind: KeyKind, in row: Int64, _ ledger: Ledger, clock: @escaping () -> Instant,
        keepKeys: @escaping () throws -> Bool
    ) {
        (self.kind, self.row) = (kind, row)
        self.keepKeys = keepKeys
        super.init(in: [row], ledger, clock: clock)
    }

    // MARK: What people ask for

    /// Lets a planned rotation begin, as the second person.
    ///
    /// - Throws: `RotationError`, `StoreError`.
    public func approve(
        _ id: RotationID, by approver: MemberID, now: Instant, in transaction: StoreTransaction
    ) throws {
        guard var job, job.id == id else { throw RotationError.notFound }
        guard job.waits(at: now), approver != job.planner else { throw RotationError.wrongState }
        try cut(.beforeApproval)
        (job.facts.approver, job.facts.approved) = (approver, now)
        job.move(to: .armed, now)
        try put(job, in: transaction)
        try cut(.afterApproval)
    }

    // MARK: What the daemon does by itself

    override func take(_ job: KeyJob) throws {
        switch job.state {
        case .armed: try makeKey(job)
        case .proving: try prove(job)
        case .activating: try activate(job)
        case .running, .verifying, .cooling: try goOn(job)
        case .retiring: try retire(job)
        case .planned, .paused, .rollingBack, .cancelled, .retirement, .retired: break
        }
    }

    /// Does what is left before the new key takes the place of the former, and gives the leaf that
    /// tells of it; nil where it was halted.
    func announce(_ job: KeyJob) throws -> LeafNote? { note(.rotateActivate, job) }

    /// Begins with what comes once the new key is the active one.
    func begin(_ job: KeyJob) throws { try write(job) { $0.move(to: .retiring, $1) } }

    /// Goes on with what lies between that and the end of the former key.
    func goOn(_ job: KeyJob) throws {}

    private func makeKey(_ job: KeyJob) throws {
        try cut(.beforeKey)
        // A key that a crash left unused is taken, unless whoever knows the former may know it, too; of
        // the key of the index nobody says whether others may.
        _ = try ledger.vault.addKey(
            kind, isFresh: job.isCompromised || kind == .blindIndex, at: clock(), permit: permit)
        try cut(.afterKey)
        try write(job) { $0.move(to: .proving, $1) }
    }

    /// Sees that the new key is kept.
    private func prove(_ job: KeyJob) throws {
        try cut(.beforeProof)
        // A keyring that fell back to its older file has no new key: one is made again.
        guard pending != nil else { return try write(job) { $0.move(to: .armed, $1) } }
        guard try isKept() else { return }
        try cut(.afterProof)
        guard var note = try announce(job) else { return }
        // The keyring that makes the new key the active one.
        note.sequence = ledger.vault.keyringSequence + 1
        try cut(.beforeLeaf)
        try write(job, note) { $0.move(to: .activating, $1) }
        try cut(.afterLeaf)
    }

    /// Whether the keyring stands on disk and in the backup of the keys; it is halted where not.
    private func isKept() throws -> Bool {
        guard try ledger.vault.isKept(), let isInBackup = try? keepKeys() else {
            halt(.notKept)
            return false
        }
        // A backup that is under way writes the same file: after a rest it is asked again.
        guard isInBackup else { throw RotationError.wrongState }
        return true
    }

    private func activate(_ job: KeyJob) throws {
        try cut(.beforeActivation)
        // Where the keyring was written before a crash, none is pending any more.
        if let pending { try move(pending, to: .active) }
        try cut(.afterActivation)
        // What is written from now on needs this keyring; where it has to wait, the timetable sees to it.
        _ = try? keepKeys()
        try begin(job)
    }

    /// Takes the former keys out of both files of the keyring and out of the backup of the keys.
    private func retire(_ job: KeyJob) throws {
        let vault = ledger.vault
        try cut(.beforeDrained)
        for version in vault.versions(of: kind, in: [.decryptOnly]) {
            try move(version, to: .drained)
        }
        try cut(.afterDrained)
        try cut(.beforeRetired)
        for version in vault.versions(of: kind, in: [.drained]) {
            try move(version, to: .retired)
        }
        try cut(.afterRetired)
        try cut(.beforeForgotten)
        guard try vault.isKept() else { return halt(.notKept) }
        try vault.overwriteOlderKeyring(permit: permit)
        guard try isKept() else { return }
        try cut(.afterForgotten)
        try cut(.beforeDestroyed)
        for version in vault.versions(of: kind, in: [.retired]) {
            try move(version, to: .destroyed)
        }
        try cut(.afterDestroyed)
        var note = note(.rotateRetire, job)
        note.sequence = vault.keyringSequence
        try cut(.beforeGone)
        try write(job, note) { $0.move(to: .retired, $1) }
        try cut(.afterGone)
    }

    // MARK: Keys

    /// The version of the key that all is done with now.
    var active: UInt32? { ledger.vault.versions(of: kind, in: [.active]).first }

    /// The version that was made and is not in use yet.
    private var pending: UInt32? { ledger.vault.versions(of: kind, in: [.pending]).first }

    /// Whether a key that is not the active one is in use still.
    var hasFormer: Bool {
        !ledger.vault.versions(of: kind, in: [.decryptOnly, .drained]).isEmpty
    }

    private func move(_ version: UInt32, to state: KeyState) throws {
        try ledger.vault.setState(state, of: kind, version: version, at: clock(), permit: permit)
    }

    // MARK: Rows

    /// A leaf that tells of a job.
    func note(_ leaf: LeafKind, _ job: KeyJob) -> LeafNote {
        var note = LeafNote(leaf)
        (note.subject, note.keyKind) = (job.id.bytes, kind.rawValue)
        return note
    }

    override func halted(_ job: KeyJob, by failure: StepFailure) -> KeyJob? {
        RotationJob.Pause(failure).map { job.halted($0, clock()) }
    }

    /// Halts what cannot go on.
    func halt(_ reason: RotationJob.Pause) {
        if let job { halt(job.halted(reason, clock())) }
    }
}
