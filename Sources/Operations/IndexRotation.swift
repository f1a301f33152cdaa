internal import AuditLog
internal import Authority
public import Basics
public import Dossiers
public import Store
internal import Vault

/// A place at which a rotation of the index key may be cut off.
enum IndexCut: CaseIterable, Sendable {
    case beforePlan, afterPlan
    case beforeApproval, afterApproval
    case beforeKey, afterKey
    case beforeProof, afterProof
    case beforeLeaf, afterLeaf
    case beforeActivation, afterActivation
    case beforeBatch, insideBatch, afterBatch
    case beforeVerified, afterVerified
    case beforeTruncate, afterTruncate
    case beforeDrained, afterDrained
    case beforeRetired, afterRetired
    case beforeForgotten, afterForgotten
    case beforeGone, afterGone
}

/// The rotation of the key that makes the tokens of the one index on disk.
///
/// Each file is given its token under the new key in the place of the former, while a search tries
/// both; then nothing is under the former key, and it leaves the keyring. Which version all tokens
/// are under stands in the row of the job, in the database that has the tokens: where it is not the
/// active one, as in a store that was restored from a backup from before, all are made anew.
///
/// One thread uses it, outside the store's groups but for `plan`, `approve` and `control`, which
/// write in the group of the call that asks for them.
public final class IndexRotation {
    private let ledger: Ledger
    private let clock: () -> Instant
    private let diskFreeByteCount: () -> UInt64
    private let keepKeys: () throws -> Bool
    private let permit = Permit.system(.rotation)
    /// The last one.
    public private(set) var job: KeyJob?
    /// Whether its row is not believed: it was not written by this store's daemon.
    public private(set) var isDistrusted = false
    private var restsUntil = Instant(milliseconds: 0)
    /// The last file whose token was looked at.
    private var looked: Int64 = 0
    /// Where a test cuts one off.
    var cut: (IndexCut) throws -> Void = { _ in }

    /// The kind of key, a number of LAYOUT L-15.
    public static let kind = KeyKind.blindIndex.rawValue

    /// Makes the rotation of a store; `takeUp` reads it.
    ///
    /// - Parameter keepKeys: brings the backup of the keys up to date, where a plan asks for one; false
    ///   where that has to wait, an error where it cannot be done.
    public init(
        _ ledger: Ledger, clock: @escaping () -> Instant,
        diskFreeByteCount: @escaping () -> UInt64, keepKeys: @escaping () throws -> Bool
    ) {
        self.ledger = ledger
        self.clock = clock
        self.diskFreeByteCount = diskFreeByteCount
        self.keepKeys = keepKeys
    }

    /// Reads the job of a store that was unsealed, and begins to make tokens anew where they are under
    /// a key that is not the active one.
    ///
    /// - Throws: `VaultError` or `StoreError`.
    public func takeUp() throws {
        putDown()
        let row = OperationsLimits.indexRotationRow
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
        guard let active, whole != active, !(job.map(isFilling) ?? false) else { return }
        job = KeyJob(
            Self.kind, id: .zero, planner: .zero, state: .running, whole: whole, now: clock())
    }

    /// Whether a job goes on to the active key by itself, or once it is let.
    private func isFilling(_ job: KeyJob) -> Bool {
        switch job.resumesAs {
        case .activating, .running, .verifying: true
        case .planned, .armed, .proving, .paused, .cooling, .rollingBack, .cancelled, .retirement,
            .retiring, .retired:
            false
        }
    }

    /// The version that all tokens are under; a store in which none was ever replaced has the first.
    private var whole: UInt32 { job?.whole ?? (isDistrusted ? 0 : 1) }

    private var active: UInt32? { ledger.vault.versions(of: .blindIndex, in: [.active]).first }

    private var pending: UInt32? { ledger.vault.versions(of: .blindIndex, in: [.pending]).first }

    /// Forgets what was read, as the keys are.
    public func putDown() {
        job = nil
        isDistrusted = false
        restsUntil = Instant(milliseconds: 0)
        looked = 0
    }

    // MARK: What people ask for

    /// Plans the rotation, which waits for a second person.
    ///
    /// - Throws: `RotationError.wrongState` where one is under way; `StoreError`.
    public func plan(
        _ id: RotationID, by planner: MemberID, now: Instant, in transaction: StoreTransaction
    ) throws {
        guard job?.isOver(at: now) ?? true, job?.id != id, id != .zero, active != nil else {
            throw RotationError.wrongState
        }
        try cut(.beforePlan)
        try put(
            KeyJob(Self.kind, id: id, planner: planner, whole: whole, now: now), in: transaction)
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

    /// Halts, resumes or takes back a rotation; one that has made its key active goes on to its end.
    ///
    /// - Throws: `RotationError`, `StoreError`.
    public func control(
        _ id: RotationID, _ control: Rotations.Control, now: Instant,
        in transaction: StoreTransaction
    ) throws {
        guard var job, job.id == id else { throw RotationError.notFound }
        switch (control, job.state) {
        case (.pause, .running), (.pause, .verifying): job.halt(.asked, now)
        case (.resume, .paused) where job.pause == .damaged && job.resumesAs == .running:
            // What cannot be read is given no token, and does not keep the others from theirs.
            try transaction.deleteTokens(of: FileRow(job.next))
            job.next += 1
            job.doneCount += 1
            job.skippedCount += 1
            job.move(to: .running, now)
        case (.resume, .paused) where job.pause == .damaged: refill(&job, now)
        case (.resume, .paused): job.move(to: job.resumesAs, now)
        case (.cancel, .planned), (.cancel, .armed): job.move(to: .cancelled, now)
        // Its key was never used, and is taken by the next rotation.
        case (.cancel, .paused) where job.resumesAs == .armed || job.resumesAs == .proving:
            job.move(to: .cancelled, now)
        default: throw RotationError.wrongState
        }
        try put(job, in: transaction)
    }

    // MARK: What the daemon does by itself

    /// Whether there is work, now or after a rest.
    public var isBusy: Bool { ledger.isUnsealed && job?.isBusy == true }

    /// After how many seconds a step may be taken; nil where there is no work.
    public func restSeconds(now: Instant) -> Double? {
        isBusy ? Double(max(0, restsUntil.milliseconds - now.milliseconds)) / 1_000 : nil
    }

    /// Takes one step, unless it has to rest first, so that callers are served: a third of the time at
    /// most goes into it.
    ///
    /// - Returns: whether a step was taken.
    public func step(now: Instant) -> Bool {
        guard isBusy, restsUntil <= now, let job else { return false }
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
    func take(_ job: KeyJob) throws {
        switch job.state {
        case .armed: try makeKey(job)
        case .proving: try prove(job)
        case .activating: try activate(job)
        case .running: try fill(job)
        case .verifying: try verify(job)
        case .retiring: try retire(job)
        case .planned, .paused, .cooling, .rollingBack, .cancelled, .retirement, .retired: break
        }
    }

    private func makeKey(_ job: KeyJob) throws {
        try cut(.beforeKey)
        // A key that a crash left unused is taken, and never a second one made.
        _ = try ledger.vault.addKey(.blindIndex, at: clock(), permit: permit)
        try cut(.afterKey)
        try write(job, nil) { $0.move(to: .proving, $1) }
    }

    private func prove(_ job: KeyJob) throws {
        try cut(.beforeProof)
        // A keyring that fell back to its older file has no new key: one is made again.
        guard pending != nil else { return try write(job, nil) { $0.move(to: .armed, $1) } }
        guard try ledger.vault.isKept() else { return halt(.notKept) }
        let isInBackup: Bool
        do { isInBackup = try keepKeys() } catch { return halt(.notKept) }
        // A backup that is under way writes the same file: after a rest it is asked again.
        guard isInBackup else { throw RotationError.wrongState }
        let files = UInt64(clamping: try ledger.store.group { $0.fileCount })
        guard
            diskFreeByteCount()
                >= files * OperationsLimits.byteCountPerToken + OperationsLimits.freeByteCountMin
        else { return halt(.disk) }
        try cut(.afterProof)
        var note = note(.rotateActivate, job)
        // The keyring that makes the new key the active one.
        note.sequence = ledger.vault.keyringSequence + 1
        try cut(.beforeLeaf)
        try write(job, note) { $0.move(to: .activating, $1) }
        try cut(.afterLeaf)
    }

    private func activate(_ job: KeyJob) throws {
        try cut(.beforeActivation)
        // Where the keyring was written before a crash, none is pending any more.
        if let pending {
            try ledger.vault.setState(
                .active, of: .blindIndex, version: pending, at: clock(), permit: permit)
        }
        try cut(.afterActivation)
        // What is written from now on needs this keyring; where it has to wait, the timetable sees to it.
        _ = try? keepKeys()
        let count = UInt64(clamping: try ledger.store.group { $0.fileCount })
        try write(job, nil) {
            $0.move(to: .running, $1)
            ($0.totalCount, $0.doneCount, $0.filling) = (count, 0, 0)
        }
    }

    /// Gives the next files their tokens; how far it came is written in the same transaction.
    private func fill(_ job: KeyJob) throws {
        guard let active else { throw VaultError.keyMissing }
        try cut(.beforeBatch)
        let next = try ledger.maintain(permit, nil) { transaction in
            var next = job
            let count = Int64(transaction.fileCount)
            // Another key has become the active one since: nothing is under it yet.
            if next.filling != active {
                (next.filling, next.next) = (active, 1)
                (next.totalCount, next.doneCount) = (UInt64(clamping: count), 0)
                next.skippedCount = 0
            }
            let end = min(next.next + OperationsLimits.filesPerTokenBatch, count + 1)
            let first = next.next
            while next.next < end {
                guard let file = transaction.file(FileRow(next.next)) else {
                    throw StoreError.damaged(code: 0)
                }
                do {
                    try ledger.renewToken(of: file, in: transaction)
                } catch let error where !(error is StoreError) && !isOfDisk(error) {
                    // What was done stays; the next step begins with this file, and tells.
                    guard next.next > first else { throw VaultError.damaged }
                    break
                }
                next.next += 1
                next.doneCount += 1
            }
            if next.next > count {
                next.whole = active
                next.move(to: .verifying, clock())
            }
            try store(next, in: transaction)
            try cut(.insideBatch)
            return next
        }
        self.job = next
        looked = 0
        try cut(.afterBatch)
    }

    private func isOfDisk(_ error: any Error) -> Bool { (error as? VaultError)?.isOfDisk == true }

    /// Lets every file be given its token once more.
    private func refill(_ job: inout KeyJob, _ now: Instant) {
        job.move(to: .running, now)
        job.filling = 0
    }

    /// Looks at a slice of files, whether each has the token that it should have and no other; then
    /// nothing is under the former key, in no file of the disk.
    private func verify(_ job: KeyJob) throws {
        try cut(.beforeVerified)
        var reached = looked
        var isLast = false
        let isRight = try ledger.store.group { transaction in
            let count = Int64(transaction.fileCount)
            let end = min(reached + OperationsLimits.filesPerTokenBatch, count)
            while reached < end {
                reached += 1
                guard let file = transaction.file(FileRow(reached)) else {
                    throw StoreError.damaged(code: 0)
                }
                guard try ledger.hasOwnToken(file, in: transaction) ?? true else { return false }
            }
            isLast = reached == count
            return try !isLast || transaction.strayTokenCount() == 0
        }
        guard isRight else {
            // Somebody else has written to the disk meanwhile.
            return try write(job, nil) { [self] in
                refill(&$0, $1)
            } beside: {
                try $0.deleteStrayTokens()
            }
        }
        looked = reached
        guard isLast else { return }
        try cut(.afterVerified)
        try cut(.beforeTruncate)
        guard try ledger.store.checkpoint(truncate: true) else { return }
        try cut(.afterTruncate)
        var note = note(.rotateRewrap, job)
        note.count = Int(clamping: job.doneCount)
        try write(job, note) { $0.move(to: .retiring, $1) }
        looked = 0
    }

    /// Takes the former keys out of both files of the keyring and out of the backup of the keys.
    private func retire(_ job: KeyJob) throws {
        let vault = ledger.vault
        try cut(.beforeDrained)
        for version in vault.versions(of: .blindIndex, in: [.decryptOnly]) {
            try vault.setState(
                .drained, of: .blindIndex, version: version, at: clock(), permit: permit)
        }
        try cut(.afterDrained)
        try cut(.beforeRetired)
        for version in vault.versions(of: .blindIndex, in: [.drained]) {
            try vault.setState(
                .retired, of: .blindIndex, version: version, at: clock(), permit: permit)
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
        _ job: KeyJob, _ note: LeafNote?, _ change: (inout KeyJob, Instant) -> Void,
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
    private func put(_ next: KeyJob, in transaction: StoreTransaction) throws {
        let before = (job, isDistrusted)
        try store(next, in: transaction)
        // What stands in the place of a row that was not believed is believed again.
        (job, isDistrusted) = (next, false)
        transaction.onRollback { [self] in (job, isDistrusted) = before }
    }

    private func store(_ job: KeyJob, in transaction: StoreTransaction) throws {
        let row = OperationsLimits.indexRotationRow
        let bytes = job.encoded
        try transaction.putJob(row, bytes: bytes + ledger.vault.jobTag(row, bytes))
    }
}
