internal import AuditLog
internal import Authority
public import Basics
public import Dossiers
public import Store
internal import Vault

/// The rotation of the key that makes the tokens of the one index on disk.
///
/// Each file is given its token under the new key in the place of the former, while a search tries
/// both; then nothing is under the former key, and it leaves the keyring. Which version all tokens
/// are under stands in the row of the job, in the database that has the tokens: where it is not the
/// active one, as in a store that was restored from a backup from before, all are made anew.
///
/// A file that cannot be read keeps its former token, by which it is found still, and keeps the former
/// key from going, until somebody has seen which files these are and lets the rotation go on.
public final class IndexRotation: KeyRotation {
    private let diskFreeByteCount: () -> UInt64
    /// The last file whose token was looked at, and how many could not be read by then.
    private var looked = (file: Int64(0), unreadCount: UInt64(0))
    /// The files before this row are tried each by itself, since not all of them can be read.
    private var triedUntil: Int64 = 0

    /// The kind of key, a number of LAYOUT L-15.
    public static let kind = KeyKind.blindIndex.rawValue

    /// Makes the rotation of a store; `takeUp` reads it.
    ///
    /// - Parameters:
    ///   - diskFreeByteCount: how many bytes are free where the store lies.
    ///   - keepKeys: brings the backup of the keys up to date, where a plan asks for one; false where
    ///     that has to wait, an error where it cannot be done.
    public init(
        _ ledger: Ledger, clock: @escaping () -> Instant,
        diskFreeByteCount: @escaping () -> UInt64, keepKeys: @escaping () throws -> Bool
    ) {
        self.diskFreeByteCount = diskFreeByteCount
        super.init(
            of: .blindIndex, in: OperationsLimits.indexRotationRow, ledger, clock: clock,
            keepKeys: keepKeys)
    }

    /// Reads the job of a store that was unsealed, and begins to make tokens anew where they are under
    /// a key that is not the active one.
    ///
    /// - Throws: `VaultError` or `StoreError`.
    public override func takeUp() throws {
        try super.takeUp()
        // One that is planned or agreed on makes every token anew itself.
        let isUnderWay = job.map { !$0.isOver(at: clock()) }
        guard !isForged, let active, whole != active, isUnderWay != true else { return }
        job = KeyJob(
            Self.kind, id: .zero, planner: .zero, state: .running, whole: whole, now: clock())
    }

    /// The version that all tokens are under; a store in which none was ever replaced has the first.
    private var whole: UInt32 { job?.whole ?? (isForged ? 0 : 1) }

    /// Whether it is to be told that somebody else wrote the row: until every token was made anew, which
    /// what is only planned has not done.
    public override var isDistrusted: Bool { whole == 0 }

    /// Forgets what was read, as the keys are.
    public override func putDown() {
        super.putDown()
        looked = (0, 0)
        triedUntil = 0
    }

    /// What a rotation would have to do.
    public struct Estimate: Equatable, Sendable {
        /// How many files there are, each of which is looked at.
        public let fileCount: Int
        /// How many tokens they bear: a file without a record of the civil registry bears none.
        public let tokenCount: Int
        /// How long it would take, in milliseconds, by the time that a sample of the files takes now.
        public let milliseconds: Int64
    }

    /// Measures on a sample of files what a rotation would have to do; nothing is changed.
    ///
    /// - Throws: `StoreError`.
    public func estimate(in transaction: StoreTransaction) throws -> Estimate {
        let count = transaction.fileCount
        let sampled = min(count, Int(OperationsLimits.filesPerTokenBatch))
        let start = ContinuousClock.now
        for place in 0..<sampled {
            guard let file = transaction.file(FileRow(Int64(place * count / sampled + 1))) else {
                continue
            }
            // What cannot be read takes its time, too.
            do {
                _ = try ledger.hasOwnToken(file, in: transaction)
            } catch let error where error.isDamage {}
        }
        let spent = (ContinuousClock.now - start) / OperationsLimits.millisecond
        // Each file is read to get its token, and once more to look at that; a part of the time is for it.
        let work = spent * 2 * Double(count) / Double(max(1, sampled))
        return Estimate(
            fileCount: count, tokenCount: try transaction.tokenCount(),
            milliseconds: Int64(work * 100 / Double(OperationsLimits.dutyPercent)))
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
        case (.resume, .paused)
        where job.pause == .damaged && [.running, .verifying].contains(job.resumesAs):
            // All are tried once more: what was put right meanwhile has its token. What is let go is
            // what somebody was told of.
            job.leavesUnread = job.leavesUnread || job.skippedCount > 0
            refill(&job, now)
        case (.resume, .paused): job.move(to: job.resumesAs, now)
        case (.cancel, .planned), (.cancel, .armed): job.move(to: .cancelled, now)
        // Its key was never used.
        case (.cancel, .paused) where job.resumesAs == .armed || job.resumesAs == .proving:
            job.move(to: .cancelled, now)
        default: throw RotationError.wrongState
        }
        try put(job, in: transaction)
    }

    // MARK: What the daemon does by itself

    override func announce(_ job: KeyJob) throws -> LeafNote? {
        let files = UInt64(clamping: try ledger.store.group { $0.fileCount })
        guard
            diskFreeByteCount()
                >= files * OperationsLimits.byteCountPerToken + OperationsLimits.freeByteCountMin
        else {
            halt(.disk)
            return nil
        }
        return note(.rotateActivate, job)
    }

    override func begin(_ job: KeyJob) throws {
        let count = UInt64(clamping: try ledger.store.group { $0.fileCount })
        try write(job) {
            $0.move(to: .running, $1)
            ($0.facts.totalCount, $0.facts.doneCount, $0.filling) = (count, 0, 0)
        }
    }

    override func goOn(_ job: KeyJob) throws {
        if job.state == .running { try fill(job) } else { try verify(job) }
    }

    /// Something of a file is not as it was written.
    private struct UnreadFile: Error {}

    /// Gives the next files their tokens; how far it came is written in the same transaction.
    ///
    /// Where one of them cannot be read, each is tried by itself from the next step on.
    private func fill(_ job: KeyJob) throws {
        guard let active else { throw VaultError.keyMissing }
        try cut(.beforeBatch)
        var begun = job
        let count = try ledger.store.group { Int64($0.fileCount) }
        // Another key has become the active one since: nothing is under it yet.
        if begun.filling != active { begun.begin(filling: active, count: count) }
        let isOne = begun.next < triedUntil
        let end = min(begun.next + (isOne ? 1 : OperationsLimits.filesPerTokenBatch), count + 1)
        do {
            self.job = try ledger.maintain(permit, nil) { transaction in
                for row in begun.next..<end { try renewToken(row, in: transaction) }
                var next = begun
                next.passBy(upTo: end)
                try keep(&next, of: count, in: transaction)
                try cut(.insideBatch)
                return next
            }
        } catch is UnreadFile {
            guard isOne else {
                triedUntil = end
                return
            }
            try leave(begun, count)
        }
        looked = (0, 0)
        try cut(.afterBatch)
    }

    private func renewToken(_ row: Int64, in transaction: StoreTransaction) throws {
        guard let file = transaction.file(FileRow(row)) else { throw UnreadFile() }
        do {
            try ledger.renewToken(of: file, in: transaction)
        } catch let error where error.isDamage {
            throw UnreadFile()
        }
    }

    /// Passes by a file that cannot be read, and remembers it; where somebody has decided so, or where
    /// the key is gone that its token is under, it has none from then on.
    private func leave(_ job: KeyJob, _ count: Int64) throws {
        self.job = try ledger.maintain(permit, nil) { transaction in
            let row = FileRow(job.next)
            var next = job
            if leaves(job) { try transaction.deleteTokens(of: row) }
            if let file = transaction.file(row), next.unread.count < OperationsLimits.unreadFilesMax
            {
                next.unread.append(file)
            }
            next.skippedCount += 1
            next.passBy(upTo: job.next + 1)
            try keep(&next, of: count, in: transaction)
            return next
        }
    }

    private func leaves(_ job: KeyJob) -> Bool { job.leavesUnread || !hasFormer }

    /// Writes how far it came, and that all is done where it is.
    private func keep(
        _ job: inout KeyJob, of count: Int64, in transaction: StoreTransaction
    ) throws {
        if job.next > count {
            if job.skippedCount == 0 || leaves(job) { job.whole = job.filling }
            job.move(to: .verifying, clock())
        }
        try store(job, in: transaction)
    }

    /// Lets every file be given its token once more.
    private func refill(_ job: inout KeyJob, _ now: Instant) {
        job.move(to: .running, now)
        job.filling = 0
        triedUntil = 0
    }

    /// Looks at a slice of files, whether each has the token that it should have and no other; then
    /// nothing is under the former key, in no file of the disk, but what could not be read.
    private func verify(_ job: KeyJob) throws {
        try cut(.beforeVerified)
        var reached = looked
        var isLast = false
        let isRight = try ledger.store.group { transaction in
            let count = Int64(transaction.fileCount)
            let end = min(reached.file + OperationsLimits.filesPerTokenBatch, count)
            while reached.file < end {
                reached.file += 1
                guard let file = transaction.file(FileRow(reached.file)) else {
                    reached.unreadCount += 1
                    continue
                }
                do {
                    guard try ledger.hasOwnToken(file, in: transaction) ?? true else {
                        return false
                    }
                } catch let error where error.isDamage {
                    reached.unreadCount += 1
                }
            }
            isLast = reached.file == count
            // What was read when tokens were made, and is not any more, is passed by like the others.
            guard reached.unreadCount <= job.skippedCount else { return false }
            return try !isLast || transaction.strayTokenCount() == 0
        }
        guard isRight else {
            // Somebody else has written to the disk meanwhile.
            looked = (0, 0)
            return try write(job) { [self] in
                refill(&$0, $1)
            } beside: {
                try $0.deleteStrayTokens()
            }
        }
        looked = reached
        guard isLast else { return }
        try cut(.afterVerified)
        // The tokens of what could not be read are under the former key.
        guard job.skippedCount == 0 || leaves(job) else { return halt(.damaged) }
        try cut(.beforeTruncate)
        guard try ledger.store.checkpoint(truncate: true) else { return }
        try cut(.afterTruncate)
        var note = note(.rotateRewrap, job)
        note.count = Int(clamping: job.doneCount)
        try write(job, note) { $0.move(to: .retiring, $1) }
        looked = (0, 0)
    }
}

extension KeyJob {
    /// Begins to make tokens under a version of the key.
    fileprivate mutating func begin(filling version: UInt32, count: Int64) {
        (filling, next) = (version, 1)
        (facts.totalCount, facts.doneCount) = (UInt64(clamping: count), 0)
        (skippedCount, unread) = (0, [])
    }

    /// Notes that the files before a row are done.
    fileprivate mutating func passBy(upTo row: Int64) {
        facts.doneCount += UInt64(clamping: row - next)
        next = row
    }
}
