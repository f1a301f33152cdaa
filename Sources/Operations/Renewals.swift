internal import Authority
public import Basics
public import Dossiers
public import Store
internal import Vault

/// A place at which an order of new data keys may be cut off.
enum RenewalCut: CaseIterable, Sendable {
    case beforePlan, afterPlan
    case beforeApproval, afterApproval
    case beforeFile, insideFile, afterFile
    case beforeSweep, afterSweep
    case beforeEnd, afterEnd
}

/// New data keys for files: one order at a time, which goes on a file at a time between calls, and
/// after a crash with the file that it had come to.
///
/// One thread uses it, outside the store's groups but for `plan`, `approve` and `control`, which
/// write in the group of the call that asks for them.
public final class Renewals {
    private let ledger: Ledger
    private let clock: () -> Instant
    private let diskFreeByteCount: () -> UInt64
    private let permit = Permit.system(.rotation)
    /// The last order.
    public private(set) var job: RenewalJob?
    /// Whether its row is not believed: it was not written by this store's daemon.
    public private(set) var isDistrusted = false
    private var restsUntil = Instant(milliseconds: 0)
    /// Where a test cuts an order off.
    var cut: (RenewalCut) throws -> Void = { _ in }

    /// Makes the orders of a store; `takeUp` reads them.
    ///
    /// - Parameter diskFreeByteCount: how many bytes are free where the store lies.
    public init(
        _ ledger: Ledger, clock: @escaping () -> Instant,
        diskFreeByteCount: @escaping () -> UInt64
    ) {
        self.ledger = ledger
        self.clock = clock
        self.diskFreeByteCount = diskFreeByteCount
    }

    /// Reads the order of a store that was unsealed; a row whose tag is not right is not believed.
    ///
    /// - Throws: `VaultError` or `StoreError`.
    public func takeUp() throws {
        putDown()
        let row = OperationsLimits.renewalRow
        guard
            let bytes = try ledger.store.group({ try $0.jobs() }).first(where: { $0.row == row })?
                .bytes
        else { return }
        guard let content = try JobRow.content(bytes, of: row, ledger),
            let found = RenewalJob(encoded: content)
        else {
            isDistrusted = true
            return
        }
        job = found
    }

    /// Forgets what was read, as the keys are.
    public func putDown() {
        job = nil
        isDistrusted = false
        restsUntil = Instant(milliseconds: 0)
    }

    /// The classes whose data keys a compromised key wrapped, and of which not every file got new ones
    /// since another took its place.
    public func owed(_ rotations: Rotations) -> ClassSet {
        rotations.jobs.values.reduce(into: []) { classes, rotation in
            guard rotation.compromised != 0 else { return }
            let done = job?.wholeUnder[Int(rotation.dataClass.rawValue)] ?? 0
            if done <= rotation.compromised { classes.insert(ClassSet(rotation.dataClass)) }
        }
    }

    // MARK: What people ask for

    /// Plans new data keys for files, or for all where none is named; that waits for a second person.
    ///
    /// - Throws: `RotationError.wrongState` where another order is under way; `notFound` for a file
    ///   that is not there; `StoreError`.
    public func plan(
        _ id: RenewalID, _ classes: ClassSet, of files: [FileID], by planner: MemberID,
        now: Instant, in transaction: StoreTransaction
    ) throws {
        guard job?.isOver(at: now) ?? true, job?.id != id else {
            throw RotationError.wrongState
        }
        guard files.allSatisfy({ transaction.row(of: $0) != nil }) else {
            throw RotationError.notFound
        }
        try cut(.beforePlan)
        try put(
            RenewalJob(
                id: id, classes: classes, files: files, planner: planner, now: now, after: job),
            in: transaction)
        try cut(.afterPlan)
    }

    /// Lets a planned order begin, as the second person.
    ///
    /// - Throws: `RotationError`, `StoreError`.
    public func approve(
        _ id: RenewalID, by approver: MemberID, now: Instant, in transaction: StoreTransaction
    ) throws {
        guard var job, job.id == id else { throw RotationError.notFound }
        guard job.waits(at: now), approver != job.planner else {
            throw RotationError.wrongState
        }
        try cut(.beforeApproval)
        (job.facts.approver, job.facts.approved) = (approver, now)
        // What is opened from here on has keys that nobody knows.
        job.facts.totalCount = UInt64(job.isWhole ? transaction.fileCount : job.files.count)
        job.move(to: .running, now)
        try put(job, in: transaction)
        try cut(.afterApproval)
    }

    /// What an operator may do with an order that is under way.
    public enum Control: Sendable {
        /// Halt it.
        case pause
        /// Let it go on.
        case resume
        /// Take back what nobody approved, or end what is halted.
        case cancel
    }

    /// Halts, resumes or takes back an order.
    ///
    /// - Throws: `RotationError`, `StoreError`.
    public func control(
        _ id: RenewalID, _ control: Control, now: Instant, in transaction: StoreTransaction
    ) throws {
        guard var job, job.id == id else { throw RotationError.notFound }
        switch (control, job.state) {
        case (.pause, .running):
            job.move(to: .paused, now, pause: .asked)
        case (.resume, .paused):
            // What cannot be sealed anew keeps its keys, and does not keep the others from theirs.
            if job.pause == .damaged, job.doneCount < job.totalCount {
                job.facts.doneCount += 1
                job.skippedCount += 1
            }
            job.move(to: .running, now)
        case (.cancel, .planned): job.move(to: .cancelled, now)
        // Former keys of what was done leave the disk all the same.
        case (.cancel, .paused): job.move(to: .sweeping, now)
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
        let failure = JobStep.take(of: ledger) {
            if job.state == .running { try renewNext(job) } else { try sweep(job) }
        }
        switch failure {
        case .disk where job.state == .running: halt(.disk)
        case .damaged where job.state == .running: halt(.damaged)
        case .disk, .damaged, .forNow:
            // It is tried again after a rest.
            restsUntil = clock().adding(seconds: OperationsLimits.retrySeconds)
            return false
        case nil: break
        }
        restsUntil = JobStep.rest(after: now, until: clock())
        return true
    }

    /// Gives the next file its new keys; that it is done is written in the same transaction.
    private func renewNext(_ job: RenewalJob) throws {
        guard job.doneCount < job.totalCount else {
            return try write(job) { $0.move(to: .sweeping, $1) }
        }
        try cut(.beforeFile)
        let file = try ledger.store.group { transaction in
            // Rows of files are numbered from 1, and none is ever removed.
            job.isWhole
                ? transaction.file(FileRow(Int64(job.doneCount) + 1))
                : job.files[Int(job.doneCount)]
        }
        guard let file else { throw StoreError.damaged(code: 0) }
        // Found out before callers would find their disk full.
        guard try diskFreeByteCount() >= need(file) else { throw StoreError.diskFull }
        var next = job
        next.facts.doneCount += 1
        try ledger.renewKeys(job.classes, of: file, order: job.id) { transaction in
            try store(next, in: transaction)
            try cut(.insideFile)
        }
        self.job = next
        try cut(.afterFile)
    }

    /// How many bytes have to be free before a file gets its new keys: its attachments are written anew,
    /// and what they were is overwritten, before any of it leaves the log of writes.
    private func need(_ file: FileID) throws -> UInt64 {
        let chunks = try ledger.store.group { transaction in
            guard let row = transaction.row(of: file) else { return 0 }
            return try transaction.attachments(of: row, from: 0).reduce(0) {
                try $0 + transaction.chunkCount(of: $1)
            }
        }
        return UInt64(clamping: chunks) * OperationsLimits.byteCountPerChunkRenewed
            + OperationsLimits.freeByteCountMin
    }

    /// Ends an order: former keys leave the log of writes.
    private func sweep(_ job: RenewalJob) throws {
        try cut(.beforeSweep)
        guard try ledger.store.checkpoint(truncate: true) else { return }
        try cut(.afterSweep)
        let isDone = job.doneCount == job.totalCount
        try cut(.beforeEnd)
        try write(job) { job, now in
            job.move(to: isDone ? .done : .cancelled, now)
            guard isDone, job.isWhole, job.skippedCount == 0 else { return }
            for dataClass in job.classes.classes {
                guard let version = activeVersion(of: dataClass, since: job.approved) else {
                    continue
                }
                job.wholeUnder[Int(dataClass.rawValue)] = version
            }
        }
        try cut(.afterEnd)
    }

    /// The version of a class's key that wrapped all that was made since a time; nil where it came into
    /// use later.
    private func activeVersion(of dataClass: DataClass, since time: Instant) -> UInt32? {
        ledger.vault.status.keys.first {
            $0.kind == .dataKeys && $0.dataClass == dataClass && $0.state == .active
                && $0.changed <= time
        }?.version
    }

    // MARK: Rows

    /// Halts what cannot go on; where not even that can be written, it halts until the next start.
    private func halt(_ reason: RenewalJob.Pause) {
        guard var halted = job else { return }
        halted.move(to: .paused, clock(), pause: reason)
        try? ledger.maintain(permit, nil) { try store(halted, in: $0) }
        job = halted
    }

    private func write(
        _ job: RenewalJob, _ change: (inout RenewalJob, Instant) -> Void
    ) throws {
        var next = job
        change(&next, clock())
        try ledger.maintain(permit, nil) { try store(next, in: $0) }
        self.job = next
    }

    /// Writes an order in the group of the call that asks for it.
    private func put(_ next: RenewalJob, in transaction: StoreTransaction) throws {
        let before = (job, isDistrusted)
        try store(next, in: transaction)
        // What stands in the place of a row that was not believed is believed again.
        (job, isDistrusted) = (next, false)
        transaction.onRollback { [self] in (job, isDistrusted) = before }
    }

    private func store(_ job: RenewalJob, in transaction: StoreTransaction) throws {
        try JobRow.put(job.encoded, in: OperationsLimits.renewalRow, ledger, transaction)
    }
}
