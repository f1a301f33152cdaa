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
    case beforeEnd, afterEnd
    // Of both.
    case beforeDrained, afterDrained
    case beforeRetired, afterRetired
    case beforeForgotten, afterForgotten
    case beforeGone, afterGone
}

/// What the rotations of keys of which there is one have in common: two people agree on one, then a
/// new key is made, kept, announced and put in the place of the former, which at last leaves the
/// keyring.
///
/// One thread uses it, outside the store's groups but for `approve`, and for `plan` and `control` of
/// each, which write in the group of the call that asks for them.
public class KeyRotation {
    let ledger: Ledger
    let clock: () -> Instant
    let permit = Permit.system(.rotation)
    private let kind: KeyKind
    private let row: Int64
    private let keepKeys: () throws -> Bool
    private var restsUntil = Instant(milliseconds: 0)
    /// The last one.
    public internal(set) var job: KeyJob?
    /// Whether its row is not believed: it was not written by this store's daemon.
    private(set) var isForged = false
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
        self.ledger = ledger
        self.clock = clock
        self.keepKeys = keepKeys
    }

    /// Reads the job of a store that was unsealed.
    ///
    /// - Throws: `VaultError` or `StoreError`.
    public func takeUp() throws {
        putDown()
        let rows = try ledger.store.group { try $0.jobs() }
        guard let bytes = rows.first(where: { $0.row == row })?.bytes else { return }
        guard let content = try JobRow.content(bytes, of: row, ledger),
            let found = KeyJob(encoded: content), found.kind == kind.rawValue
        else {
            isForged = true
            return
        }
        job = found
    }

    /// Forgets what was read, as the keys are.
    public func putDown() {
        job = nil
        isForged = false
        restsUntil = Instant(milliseconds: 0)
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

    /// After how many seconds a step may be taken; nil where there is no work.
    public func restSeconds(now: Instant) -> Double? {
        isBusy(at: now) ? Double(max(0, restsUntil.milliseconds - now.milliseconds)) / 1_000 : nil
    }

    /// Whether there is work, now or after a rest.
    public var isBusy: Bool { isBusy(at: clock()) }

    private func isBusy(at now: Instant) -> Bool {
        ledger.isUnsealed && job?.isBusy(at: now) == true
    }

    /// Takes one step, unless it has to rest first, so that callers are served: a third of the time at
    /// most goes into it.
    ///
    /// - Returns: whether a step was taken.
    public func step(now: Instant) -> Bool {
        guard isBusy(at: now), restsUntil <= now, let job else { return false }
        switch JobStep.take(of: ledger, { try take(job) }) {
        case .disk: halt(.disk)
        case .damaged: halt(.damaged)
        case .forNow:
            // It is tried again after a rest.
            restsUntil = clock().adding(seconds: OperationsLimits.retrySeconds)
            return false
        case nil: break
        }
        restsUntil = JobStep.rest(after: now, until: clock())
        return true
    }

    /// Takes a step, without a rest before or after.
    private func take(_ job: KeyJob) throws {
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

    /// Halts what cannot go on; where not even that can be written, it halts until the next start.
    func halt(_ reason: RotationJob.Pause) {
        guard var halted = job else { return }
        halted.halt(reason, clock())
        try? ledger.maintain(permit, nil) { try store(halted, in: $0) }
        job = halted
    }

    /// Writes a job that has moved in a group of its own, with a leaf where one is noted.
    func write(
        _ job: KeyJob, _ note: LeafNote? = nil, _ change: (inout KeyJob, Instant) -> Void,
        beside: (StoreTransaction) throws -> Void = { _ in }
    ) throws {
        var next = job
        change(&next, clock())
        try ledger.maintain(permit, note) {
            try store(next, in: $0)
            try beside($0)
        }
        self.job = next
    }

    /// Writes a job in the group of the call that asks for it.
    func put(_ next: KeyJob, in transaction: StoreTransaction) throws {
        let before = (job, isForged)
        try store(next, in: transaction)
        // What stands in the place of a row that was not believed is believed again.
        (job, isForged) = (next, false)
        transaction.onRollback { [self] in (job, isForged) = before }
    }

    /// Writes a job in a group that is begun.
    func store(_ job: KeyJob, in transaction: StoreTransaction) throws {
        try JobRow.put(job.encoded, in: row, ledger, transaction)
    }
}
