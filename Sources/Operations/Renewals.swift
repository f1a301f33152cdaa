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
public final class Renewals: KeptJobs<RenewalJob> {
    private let diskFreeByteCount: () -> UInt64
    /// The last order.
    public var job: RenewalJob? { kept[OperationsLimits.renewalRow] }
    /// Whether its row is not believed: it was not written by this store's daemon.
    public var isDistrusted: Bool { !forged.isEmpty }
    /// Where a test cuts an order off.
    var cut: (RenewalCut) throws -> Void = { _ in }

    /// Makes the orders of a store; `takeUp` reads them.
    ///
    /// - Parameter diskFreeByteCount: how many bytes are free where the store lies.
    public init(
        _ ledger: Ledger, clock: @escaping () -> Instant,
        diskFreeByteCount: @escaping () -> UInt64
    ) {
        self.diskFreeByteCount = diskFreeByteCount
        super.init(in: [OperationsLimits.renewalRow], ledger, clock: clock)
    }

    /// The classes whose data keys a compromised key wrapped, and of which not every file got new ones
    /// since another took its place.
    public func owed(_ rotations: Rotations) -> ClassSet {
        rotations.jobs.reduce(into: []) { classes, rotation in
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
            ledger.noteErased()
        case (.resume, .paused):
            // What cannot be sealed anew keeps its keys, and does not keep the others from theirs.
            if job.pause == .damaged, job.doneCount < job.totalCount {
                job.facts.doneCount += 1
                job.skippedCount += 1
                job.begun = []
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

    override func take(_ job: RenewalJob) throws {
        if job.state == .running { try renewNext(job) } else { try sweep(job) }
    }

    override func halted(_ job: RenewalJob, by failure: StepFailure) -> RenewalJob? {
        guard job.state == .running, let pause = RenewalJob.Pause(failure) else { return nil }
        var halted = job
        halted.move(to: .paused, clock(), pause: pause)
        // Nobody knows how long it stands: former keys of what is done do not wait for it.
        ledger.noteErased()
        return halted
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
        try ledger.renewKeys(job.classes, begun: job.begun, of: file, order: job.id) {
            transaction, begun in
            next.begun = begun
            if begun.isEmpty { next.facts.doneCount += 1 }
            try store(next, in: transaction)
            try cut(.insideFile)
        }
        kept[next.row] = next
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
}
