internal import AuditLog
internal import Authority
public import Basics
public import Dossiers
internal import Merkle
public import Store
internal import Vault

/// A place at which a rotation of the log's key may be cut off.
enum LogCut: CaseIterable, Sendable {
    case beforePlan, afterPlan
    case beforeApproval, afterApproval
    case beforeKey, afterKey
    case beforeProof, afterProof
    case beforeStatement, afterStatement
    case beforeLeaf, afterLeaf
    case beforeActivation, afterActivation
    case beforeCooling, afterCooling
    case beforeEnd, afterEnd
    case beforeDrained, afterDrained
    case beforeRetired, afterRetired
    case beforeForgotten, afterForgotten
    case beforeGone, afterGone
}

/// The rotation of the key that signs the log.
///
/// The former key signs a statement that names the new one, which is kept beside the keys and told
/// with every checkpoint. For 30 days both sign, then the former leaves the keyring, where its public
/// half stays: what it signed is verified still.
///
/// One thread uses it, outside the store's groups but for `plan`, `approve` and `control`, which
/// write in the group of the call that asks for them.
public final class LogRotation {
    private let ledger: Ledger
    private let clock: () -> Instant
    private let keepKeys: () throws -> Bool
    private let permit = Permit.system(.rotation)
    /// The last one.
    public private(set) var job: KeyJob?
    /// Whether its row is not believed: it was not written by this store's daemon.
    public private(set) var isDistrusted = false
    /// The statements by which a device follows from key to key, the oldest first.
    public private(set) var statements: [String] = []
    private var restsUntil = Instant(milliseconds: 0)
    /// Where a test cuts one off.
    var cut: (LogCut) throws -> Void = { _ in }

    /// The kind of key, a number of LAYOUT L-15.
    public static let kind = KeyKind.log.rawValue

    /// Makes the rotation of a store; `takeUp` reads it.
    ///
    /// - Parameter keepKeys: brings the backup of the keys up to date, where a plan asks for one; false
    ///   where that has to wait, an error where it cannot be done.
    public init(
        _ ledger: Ledger, clock: @escaping () -> Instant, keepKeys: @escaping () throws -> Bool
    ) {
        self.ledger = ledger
        self.clock = clock
        self.keepKeys = keepKeys
    }

    /// Reads the job of a store that was unsealed, and the statements.
    ///
    /// A store that was restored from before a rotation has no job for the key that is replaced: one is
    /// begun that lets it go when its time is over.
    /// - Throws: `VaultError` or `StoreError`.
    public func takeUp() throws {
        putDown()
        statements = (try? LogKeyFile.read(in: ledger.store.folder)) ?? []
        let row = OperationsLimits.logRotationRow
        if let bytes = try ledger.store.group({ try $0.jobs() }).first(where: { $0.row == row })?
            .bytes
        {
            let content = Array(bytes.dropLast(OperationsLimits.jobTagByteCount))
            let tag = Array(bytes.suffix(OperationsLimits.jobTagByteCount))
            guard try ledger.vault.jobTag(row, content) == tag,
                let found = KeyJob(encoded: content), found.kind == Self.kind
            else {
                isDistrusted = true
                return
            }
            job = found
        }
        guard hasFormer, !(job.map(isLeading) ?? false) else { return }
        var own = KeyJob(
            Self.kind, id: .zero, planner: .zero, state: .cooling, whole: 0, now: clock())
        // Since when the former signs beside the new one, the keyring says.
        own.changed = ledger.vault.activatedAt(.log) ?? clock()
        job = own
    }

    /// Whether a key that is not the active one may sign still.
    private var hasFormer: Bool {
        !ledger.vault.versions(of: .log, in: [.decryptOnly, .drained]).isEmpty
    }

    /// Whether a job goes on to the end of the former key by itself, or once it is let.
    private func isLeading(_ job: KeyJob) -> Bool {
        switch job.resumesAs {
        case .activating, .cooling, .retiring: true
        case .planned, .armed, .proving, .running, .paused, .verifying, .rollingBack, .cancelled,
            .retirement, .retired:
            false
        }
    }

    /// Forgets what was read, as the keys are.
    public func putDown() {
        job = nil
        isDistrusted = false
        statements = []
        restsUntil = Instant(milliseconds: 0)
    }

    // MARK: What people ask for

    /// Plans the rotation, which waits for a second person.
    ///
    /// - Throws: `RotationError.wrongState` where one is under way, and where the log has had as many
    ///   keys as it may; `StoreError`.
    public func plan(
        _ id: RotationID, isCompromised: Bool, by planner: MemberID, now: Instant,
        in transaction: StoreTransaction
    ) throws {
        guard job?.isOver(at: now) ?? !hasFormer, job?.id != id, id != .zero,
            statements.count < MerkleLimits.logKeyStatementsMax,
            try ledger.vault.logPublicKeys().count < AuditLimits.logKeyCount
        else { throw RotationError.wrongState }
        try cut(.beforePlan)
        var planned = KeyJob(Self.kind, id: id, planner: planner, whole: 0, now: now)
        planned.isCompromised = isCompromised
        try put(planned, in: transaction)
        try cut(.afterPlan)
    }

    /// Lets a planned rotation begin, as the second person.
    ///
    /// - Throws: `RotationError`, `StoreError`.
    public func approve(
        _ id: RotationID, by approver: MemberID, now: Instant, in transaction: StoreTransaction
    ) throws {
        guard var job, job.id == id else { throw RotationError.notFound }
        guard job.waits(at: now), approver != job.planner else { throw RotationError.wrongState }
        try cut(.beforeApproval)
        (job.approver, job.approved) = (approver, now)
        job.move(to: .armed, now)
        try put(job, in: transaction)
        try cut(.afterApproval)
    }

    /// Resumes or takes back a rotation; once a statement was made, it goes on to its end.
    ///
    /// - Throws: `RotationError`, `StoreError`.
    public func control(
        _ id: RotationID, _ control: Rotations.Control, now: Instant,
        in transaction: StoreTransaction
    ) throws {
        guard var job, job.id == id else { throw RotationError.notFound }
        switch (control, job.state) {
        case (.resume, .paused): job.move(to: job.resumesAs, now)
        case (.cancel, .planned), (.cancel, .armed): job.move(to: .cancelled, now)
        // Its key was never used, and no statement names it.
        case (.cancel, .paused) where job.resumesAs == .armed || job.resumesAs == .proving:
            guard statementOfPending == nil else { throw RotationError.wrongState }
            job.move(to: .cancelled, now)
        default: throw RotationError.wrongState
        }
        try put(job, in: transaction)
    }

    /// The statement that names the key which is made and not active, where one was written.
    private var statementOfPending: LogKeyStatement? {
        guard let pending = ledger.vault.pendingLogKey,
            let last = statements.last.flatMap({ LogKeyStatement(encoded: Array($0.utf8)) })
        else { return nil }
        return last.new == pending ? last : nil
    }

    // MARK: What the daemon does by itself

    /// Whether there is work now.
    public var isBusy: Bool { ledger.isUnsealed && job?.isBusy == true }

    /// After how many seconds a step may be taken; nil where there is no work.
    public func restSeconds(now: Instant) -> Double? {
        isBusy ? Double(max(0, restsUntil.milliseconds - now.milliseconds)) / 1_000 : nil
    }

    /// Takes one step, unless it has to rest first.
    ///
    /// - Returns: whether a step was taken.
    public func step(now: Instant) -> Bool {
        guard ledger.isUnsealed, restsUntil <= now, let job else { return false }
        let isDue = job.state == .cooling && job.until.map { $0 <= now } ?? false
        guard job.isBusy || isDue else { return false }
        switch JobStep.take(of: ledger, { try take(job) }) {
        case .disk: halt(.disk)
        case .damaged: halt(.damaged)
        case .forNow:
            // It is tried again after a rest.
            restsUntil = clock().adding(seconds: OperationsLimits.retrySeconds)
            return false
        case nil: break
        }
        return true
    }

    /// Takes a step, without a rest before or after.
    func take(_ job: KeyJob) throws {
        switch job.state {
        case .armed: try makeKey(job)
        case .proving: try prove(job)
        case .activating: try activate(job)
        case .cooling: try end(job)
        case .retiring: try retire(job)
        case .planned, .running, .verifying, .paused, .rollingBack, .cancelled, .retirement,
            .retired:
            break
        }
    }

    private func makeKey(_ job: KeyJob) throws {
        try cut(.beforeKey)
        // A key that a crash left unused is taken, and never a second one made.
        _ = try ledger.vault.addKey(.log, at: clock(), permit: permit)
        try cut(.afterKey)
        try write(job, nil) { $0.move(to: .proving, $1) }
    }

    /// Sees that the new key is kept, then lets the former one say that it is the next.
    private func prove(_ job: KeyJob) throws {
        let vault = ledger.vault
        try cut(.beforeProof)
        // A keyring that fell back to its older file has no new key: one is made again.
        guard let pending = vault.pendingLogKey else {
            return try write(job, nil) { $0.move(to: .armed, $1) }
        }
        guard try vault.isKept() else { return halt(.notKept) }
        let isInBackup: Bool
        do { isInBackup = try keepKeys() } catch { return halt(.notKept) }
        // A backup that is under way writes the same file: after a rest it is asked again.
        guard isInBackup else { throw RotationError.wrongState }
        try cut(.afterProof)
        try cut(.beforeStatement)
        // One that a crash left is the one: another would lead nowhere.
        if statementOfPending == nil {
            let now = clock()
            guard
                let statement = LogKeyStatement(
                    origin: LeafLog.origin(of: ledger.storeID), madeAt: now,
                    until: now.adding(
                        seconds: job.isCompromised ? 0 : OperationsLimits.logKeySeconds),
                    former: try vault.logPublicKey(), new: pending)
            else { throw VaultError.damaged }
            let note = try LeafLog.signStatement(statement, with: vault)
            // What cannot be read is not written over: it leads to keys that sign nothing any more.
            let kept = try LogKeyFile.read(in: ledger.store.folder).filter { text in
                // One from the same key to another one would keep devices from following this one.
                LogKeyStatement(encoded: Array(text.utf8))?.former != statement.former
            }
            try LogKeyFile.write(kept + [note], in: ledger.store.folder)
            statements = kept + [note]
        }
        try cut(.afterStatement)
        var note = note(.logKey, job)
        note.keyStatement = Array((statements.last ?? "").utf8)
        // The keyring that makes the new key the active one.
        note.sequence = vault.keyringSequence + 1
        try cut(.beforeLeaf)
        try write(job, note) { $0.move(to: .activating, $1) }
        try cut(.afterLeaf)
    }

    private func activate(_ job: KeyJob) throws {
        let vault = ledger.vault
        try cut(.beforeActivation)
        // Where the keyring was written before a crash, none is pending any more.
        if let pending = vault.versions(of: .log, in: [.pending]).first {
            try vault.setState(.active, of: .log, version: pending, at: clock(), permit: permit)
        }
        try cut(.afterActivation)
        // What is signed from now on needs this keyring; where it has to wait, the timetable sees to it.
        _ = try? keepKeys()
        try cut(.beforeCooling)
        // The first leaf under a checkpoint that both sign.
        try write(job, note(.rotateActivate, job)) { $0.move(to: .cooling, $1) }
        try cut(.afterCooling)
    }

    private func end(_ job: KeyJob) throws {
        try cut(.beforeEnd)
        try write(job, nil) { $0.move(to: .retiring, $1) }
        try cut(.afterEnd)
    }

    /// Takes the former keys out of both files of the keyring and out of the backup of the keys.
    private func retire(_ job: KeyJob) throws {
        let vault = ledger.vault
        try cut(.beforeDrained)
        for version in vault.versions(of: .log, in: [.decryptOnly]) {
            try vault.setState(.drained, of: .log, version: version, at: clock(), permit: permit)
        }
        try cut(.afterDrained)
        try cut(.beforeRetired)
        for version in vault.versions(of: .log, in: [.drained]) {
            try vault.setState(.retired, of: .log, version: version, at: clock(), permit: permit)
        }
        try cut(.afterRetired)
        try cut(.beforeForgotten)
        guard try vault.isKept() else { return halt(.notKept) }
        try vault.overwriteOlderKeyring(permit: permit)
        let isInBackup: Bool
        do { isInBackup = try keepKeys() } catch { return halt(.notKept) }
        guard isInBackup else { throw RotationError.wrongState }
        try cut(.afterForgotten)
        var note = note(.rotateRetire, job)
        note.sequence = vault.keyringSequence
        try cut(.beforeGone)
        try write(job, note) { $0.move(to: .retired, $1) }
        try cut(.afterGone)
    }

    private func note(_ kind: LeafKind, _ job: KeyJob) -> LeafNote {
        var note = LeafNote(kind)
        note.subject = job.id.bytes
        note.keyKind = Self.kind
        return note
    }

    // MARK: Rows

    /// Halts what cannot go on; where not even that can be written, it halts until the next start.
    private func halt(_ reason: RotationJob.Pause) {
        guard var halted = job else { return }
        halted.halt(reason, clock())
        try? ledger.maintain(permit, nil) { try store(halted, in: $0) }
        job = halted
    }

    /// Writes a job that has moved in a group of its own, with a leaf where one is noted.
    private func write(
        _ job: KeyJob, _ note: LeafNote?, _ change: (inout KeyJob, Instant) -> Void
    ) throws {
        var next = job
        change(&next, clock())
        try ledger.maintain(permit, note) { try store(next, in: $0) }
        self.job = next
    }

    /// Writes a job in the group of the call that asks for it.
    private func put(_ next: KeyJob, in transaction: StoreTransaction) throws {
        let before = (job, isDistrusted)
        try store(next, in: transaction)
        // What stands in the place of a row that was not believed is believed again.
        (job, isDistrusted) = (next, false)
        transaction.onRollback { [self] in (job, isDistrusted) = before }
    }

    private func store(_ job: KeyJob, in transaction: StoreTransaction) throws {
        let row = OperationsLimits.logRotationRow
        let bytes = job.encoded
        try transaction.putJob(row, bytes: bytes + ledger.vault.jobTag(row, bytes))
    }
}

/// The statements of a store about the keys of its log, in a file beside its keys (LAYOUT L-67).
enum LogKeyFile {
    /// Its name.
    static let name = "log-keys"

    /// Those that are there.
    ///
    /// - Throws: `StoreError` where there is a file that cannot be read.
    static func read(in folder: String) throws(StoreError) -> [String] {
        do {
            let bytes = try SafeFile.read(
                folder + "/" + name, maximumByteCount: OperationsLimits.logKeyFileByteCountMax)
            return LogKeyStatement.cut(String(decoding: bytes, as: UTF8.self))
        } catch .notFound {
            return []
        }
    }

    /// Puts statements in the place of those that are there.
    ///
    /// - Throws: `StoreError`.
    static func write(_ statements: [String], in folder: String) throws(StoreError) {
        try SafeFile.replace(folder + "/" + name, with: Array(statements.joined().utf8))
    }
}
