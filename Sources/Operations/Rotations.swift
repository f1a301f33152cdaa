internal import AuditLog
internal import Authority
public import Basics
public import Dossiers
internal import Registry
public import Store
internal import Vault

/// Why a step of a rotation is refused.
public enum RotationError: Error, Equatable, Sendable {
    /// There is none.
    case notFound
    /// It does not stand where that is possible, or another one of the class is under way.
    case wrongState
}

/// A place at which a rotation may be cut off, each before and after what makes it durable; C1 to C13
/// are the steps of LAYOUT L-84.
enum CrashPoint: CaseIterable, Sendable {
    // C1, and C2.
    case beforePlan, afterPlan
    case beforeApproval, afterApproval
    // C3.
    case beforeKey, afterKey
    // C4.
    case beforeProof, afterProof
    // C5; after its second point the new key is used, which is C6.
    case beforeLeaf, afterLeaf
    case beforeActivation, afterActivation
    // C7; after the last batch, C8.
    case beforeBatch, afterBatch
    // C9.
    case beforeVerified, afterVerified
    // C10.
    case beforeTruncate, afterTruncate
    // C11.
    case beforeDrained, afterDrained
    case beforeCooling, afterCooling
    // C12.
    case beforeRetirement, afterRetirement
    case beforeRetired, afterRetired
    case beforeForgotten, afterForgotten
    // C13.
    case beforeDestroyed, afterDestroyed
    case beforeGone, afterGone
}

/// The rotations of a store's keys: jobs that go on a step at a time between calls, survive a crash
/// at every step, and may be halted and taken back.
public final class Rotations: KeptJobs<RotationJob> {
    private let diskFreeByteCount: () -> UInt64
    private let keepKeys: () throws -> Bool
    /// The job of each class.
    public var jobs: [RotationJob] {
        kept.values.sorted { $0.dataClass.rawValue < $1.dataClass.rawValue }
    }
    /// Classes whose rows are not believed: they were not written by this store's daemon.
    public var distrusted: Set<DataClass> {
        Set(forged.compactMap { UInt8(exactly: $0).flatMap(DataClass.init) })
    }
    /// How long the last batch took, in milliseconds.
    public private(set) var batchMilliseconds: Int64 = 0
    private var batch = BatchSize()
    private var slice = BatchSize()
    private var verified: [DataClass: (file: FileRow, generation: UInt32)] = [:]
    /// Where a test cuts a rotation off.
    var cut: (CrashPoint) throws -> Void = { _ in }

    /// The classes that have a key which wraps data keys.
    public static let classes = DataClass.content.union(.spine)

    /// Makes the rotations of a store; `takeUp` reads them.
    ///
    /// - Parameter keepKeys: brings the backup of the keys up to date, where a plan asks for one; false
    ///   where that has to wait, an error where it cannot be done.
    public init(
        _ ledger: Ledger, clock: @escaping () -> Instant,
        diskFreeByteCount: @escaping () -> UInt64, keepKeys: @escaping () throws -> Bool
    ) {
        self.keepKeys = keepKeys
        self.diskFreeByteCount = diskFreeByteCount
        super.init(in: Set(DataClass.allCases.map { Int64($0.rawValue) }), ledger, clock: clock)
    }

    /// Forgets what was read, as the keys are.
    public override func putDown() {
        super.putDown()
        verified = [:]
    }

    /// The job of that id.
    public func job(_ id: RotationID) -> RotationJob? { kept.values.first { $0.id == id } }

    private func job(of dataClass: DataClass) -> RotationJob? { kept[Int64(dataClass.rawValue)] }

    // MARK: What people ask for

    /// Plans the rotation of a class's key, which waits for a second person.
    ///
    /// - Throws: `RotationError.wrongState` where one of the class is under way; `StoreError`.
    public func plan(
        _ id: RotationID, _ dataClass: DataClass, isCompromised: Bool, by planner: MemberID,
        now: Instant, in transaction: StoreTransaction
    ) throws {
        // Whoever may know the key that cools is a reason not to wait for it.
        let last = job(of: dataClass)
        let isFree = last.map {
            $0.isOver(at: now) || isCompromised && $0.state == .cooling
        }
        guard isFree ?? true, job(id) == nil,
            !ledger.vault.versions(of: dataClass, in: [.active]).isEmpty
        else { throw RotationError.wrongState }
        try cut(.beforePlan)
        try put(
            RotationJob(
                id: id, dataClass: dataClass, isCompromised: isCompromised, planner: planner,
                now: now, after: last), in: transaction)
        try cut(.afterPlan)
    }

    /// Lets a planned rotation begin, as the second person.
    ///
    /// - Throws: `RotationError`, `StoreError`.
    public func approve(
        _ id: RotationID, by approver: MemberID, now: Instant, in transaction: StoreTransaction
    ) throws {
        guard var job = job(id) else { throw RotationError.notFound }
        guard job.waits(at: now), approver != job.planner else {
            throw RotationError.wrongState
        }
        // It may have been asked for by a clock that was ahead, and was put right since.
        guard job.state == .planned || hasCooled(job, at: now) else {
            throw RotationError.wrongState
        }
        try cut(.beforeApproval)
        (job.facts.approver, job.facts.approved) = (approver, now)
        job.move(to: job.state == .planned ? .armed : .retiring, now)
        try put(job, in: transaction)
        try cut(.afterApproval)
    }

    /// What an operator may do with a rotation that is under way.
    public enum Control: Sendable {
        /// Halt it.
        case pause
        /// Let it go on.
        case resume
        /// Make the old key the active one again, and wrap back what was done.
        case rollBack
        /// Take back what nobody approved, or what has not begun.
        case cancel
    }

    /// Halts, resumes or takes back a rotation.
    ///
    /// - Throws: `RotationError`, `StoreError`.
    public func control(
        _ id: RotationID, _ control: Control, now: Instant, in transaction: StoreTransaction
    ) throws {
        guard var job = job(id) else { throw RotationError.notFound }
        switch (control, job.state) {
        case (.pause, .running), (.pause, .verifying), (.pause, .rollingBack):
            job.halt(.asked, now)
        case (.resume, .paused): job.move(to: job.resumesAs, now)
        case (.cancel, .planned), (.cancel, .armed): job.move(to: .cancelled, now)
        // Its key was never used, and is taken by the next rotation.
        case (.cancel, .paused) where !hasActivated(job): job.move(to: .cancelled, now)
        // Nothing of the old key has gone yet.
        case (.cancel, .retirement): job.move(to: .cooling, now)
        case (.rollBack, .running), (.rollBack, .verifying), (.rollBack, .paused),
            (.rollBack, .cooling):
            guard hasActivated(job), opening(job.dataClass).contains(job.former) else {
                throw RotationError.wrongState
            }
            job.move(to: .rollingBack, now)
            job.facts.doneCount = 0
        default: throw RotationError.wrongState
        }
        try put(job, in: transaction)
    }

    /// Asks that the key which a rotation has replaced is taken out of the keyring, once a second
    /// person has approved it.
    ///
    /// - Throws: `wrongState` before the wait is over, and where a backup that is kept holds wraps which
    ///   that key alone opens; of a compromised key one later backup is enough.
    public func planRetirement(
        _ id: RotationID, by planner: MemberID, now: Instant, in transaction: StoreTransaction
    ) throws {
        guard var job = job(id) else { throw RotationError.notFound }
        let isOpen = job.state == .retirement && !job.waits(at: now)
        guard isOpen || job.state == .cooling && job.isOver(at: now), hasCooled(job, at: now) else {
            throw RotationError.wrongState
        }
        let needing = backupsNeeding(job)
        let kept = ledger.registry.backupPlan?.backups.count ?? 0
        guard needing == 0 || job.isCompromised && needing < kept else {
            throw RotationError.wrongState
        }
        try cut(.beforeRetirement)
        (job.facts.planner, job.facts.planned) = (planner, now)
        (job.facts.approver, job.facts.approved) = (.zero, Instant(milliseconds: 0))
        job.move(to: .retirement, now)
        try put(job, in: transaction)
        try cut(.afterRetirement)
    }

    /// Whether the replaced key has rested for as long as it has to since nothing refers to it any
    /// more, by what the keyring tells: the job's own time moves with what is asked of it.
    private func hasCooled(_ job: RotationJob, at now: Instant) -> Bool {
        guard !job.isCompromised, let drained = ledger.vault.drainedSince(job.dataClass) else {
            return true
        }
        return drained.adding(seconds: OperationsLimits.coolingSeconds(job.dataClass)) <= now
    }

    /// How many backups that are kept hold wraps which the replaced key of a class alone opens: those
    /// that were begun before nothing referred to it any more.
    public func backupsNeeding(_ job: RotationJob) -> Int {
        guard job.state == .cooling || job.state == .retirement,
            let drained = ledger.vault.drainedSince(job.dataClass)
        else { return 0 }
        return ledger.registry.backupPlan?.backups.count { $0.at <= drained } ?? 0
    }

    // MARK: What the daemon does by itself

    override func take(_ job: RotationJob) throws {
        switch job.state {
        case .armed: try makeKey(job)
        case .proving: try prove(job)
        case .activating: try activate(job)
        case .running, .rollingBack: try rewrap(job)
        case .verifying: try verify(job)
        case .retiring: try retire(job)
        case .planned, .paused, .cooling, .cancelled, .retirement, .retired: break
        }
    }

    override func halted(_ job: RotationJob, by failure: StepFailure) -> RotationJob? {
        RotationJob.Pause(failure).map { job.halted($0, clock()) }
    }

    private func makeKey(_ job: RotationJob) throws {
        let vault = ledger.vault
        try cut(.beforeKey)
        // A key that a crash left unused is taken, unless whoever knows the former may know it, too.
        _ = try vault.addKey(
            .dataKeys, job.dataClass, isFresh: job.isCompromised, at: clock(), permit: permit)
        try cut(.afterKey)
        try write(job) { $0.move(to: .proving, $1) }
    }

    private func prove(_ job: RotationJob) throws {
        try cut(.beforeProof)
        // A keyring that fell back to its older file has no new key: one is made again.
        guard hasPendingKey(job) else {
            return try write(job) { $0.move(to: .armed, $1) }
        }
        guard try ledger.vault.isKept() else { return halt(job.halted(.notKept, clock())) }
        let isInBackup: Bool
        do { isInBackup = try keepKeys() } catch { return halt(job.halted(.notKept, clock())) }
        // A backup that is under way writes the same file: after a rest it is asked again.
        guard isInBackup else { throw RotationError.wrongState }
        let wraps = try ledger.store.group { try $0.census() }
            .filter { $0.dataClass == job.dataClass }
            .reduce(0) { $0 + UInt64(clamping: $1.count) }
        guard
            diskFreeByteCount()
                >= wraps * OperationsLimits.byteCountPerWrap + OperationsLimits.freeByteCountMin
        else { return halt(job.halted(.disk, clock())) }
        try cut(.afterProof)
        var note = LeafNote(.rotateActivate)
        note.subject = job.id.bytes
        note.classes = ClassSet(job.dataClass)
        // The keyring that makes the new key the active one.
        note.sequence = ledger.vault.keyringSequence + 1
        try cut(.beforeLeaf)
        guard let former = active(job.dataClass) else { throw VaultError.keyMissing }
        try write(job, note) {
            $0.move(to: .activating, $1)
            $0.former = former
        }
        try cut(.afterLeaf)
    }

    private func activate(_ job: RotationJob) throws {
        let vault = ledger.vault
        try cut(.beforeActivation)
        // Where the keyring was written before a crash, none is pending any more.
        if let version = vault.versions(of: job.dataClass, in: [.pending]).first {
            try vault.setState(
                .active, of: .dataKeys, job.dataClass, version: version, at: clock(),
                permit: permit)
        }
        try cut(.afterActivation)
        // What is written from now on needs this keyring; where it has to wait, the timetable sees to it.
        _ = try? keepKeys()
        let count = try remaining(of: job.dataClass).count
        try write(job) {
            $0.move(to: .running, $1)
            ($0.facts.totalCount, $0.facts.doneCount) = (count, 0)
        }
    }

    private func active(_ dataClass: DataClass) -> UInt32? {
        ledger.vault.versions(of: dataClass, in: [.active]).first
    }

    /// The versions that open and do not seal.
    private func opening(_ dataClass: DataClass) -> [UInt32] {
        ledger.vault.versions(of: dataClass, in: [.decryptOnly, .drained])
    }

    /// Whether the new key has taken the place of the former, or may have.
    private func hasActivated(_ job: RotationJob) -> Bool {
        switch job.resumesAs {
        case .planned, .armed, .proving, .paused, .cancelled: false
        case .activating: !hasPendingKey(job)
        case .running, .verifying, .cooling, .rollingBack, .retirement, .retiring, .retired: true
        }
    }

    private func hasPendingKey(_ job: RotationJob) -> Bool {
        !ledger.vault.versions(of: job.dataClass, in: [.pending]).isEmpty
    }

    /// How many wraps of a class are not under its active key, and whether each of them opens.
    private func remaining(of dataClass: DataClass) throws -> (count: UInt64, isOpening: Bool) {
        let (active, opening) = (active(dataClass), opening(dataClass))
        let rest = try ledger.store.group { try $0.census() }
            .filter { $0.dataClass == dataClass && $0.kekVersion != active }
        return (
            rest.reduce(0) { $0 + UInt64(clamping: $1.count) },
            rest.allSatisfy { opening.contains($0.kekVersion) }
        )
    }

    /// Wraps with the files that they belong to.
    private static func owned(
        _ rows: [WrapRow], _ transaction: StoreTransaction
    ) throws -> [FileWrap] {
        try rows.map { row in
            guard let file = transaction.file(row.file) else { throw VaultError.damaged }
            return FileWrap(file: file, row: row)
        }
    }

    private func rewrap(_ job: RotationJob) throws {
        let vault = ledger.vault
        if job.state == .rollingBack { try makeFormerActive(job) }
        let versions = opening(job.dataClass)
        let began = ContinuousClock.now
        var count = 0
        try cut(.beforeBatch)
        let next = try ledger.maintain(permit, nil) { transaction in
            var next = job
            for version in versions where count < batch.count {
                let wraps = try Self.owned(
                    transaction.wraps(
                        job.dataClass, under: version, limit: batch.count - count), transaction)
                let fresh = try vault.rewrap(
                    wraps, of: job.dataClass, from: version, permit: permit)
                for (wrap, fresh) in zip(wraps, fresh) {
                    // What was changed meanwhile is found by the next batch.
                    _ = try transaction.replaceWrap(wrap.row, with: fresh)
                }
                count += wraps.count
            }
            if count == batch.count { batch.learn(ContinuousClock.now - began) }
            next.facts.doneCount += UInt64(count)
            if count > 0 { try store(next, in: transaction) }
            return next
        }
        kept[job.row] = next
        try cut(.afterBatch)
        batchMilliseconds = Int64((ContinuousClock.now - began) / OperationsLimits.millisecond)
        guard count == 0 else { return }
        verified[job.dataClass] = nil
        if job.state == .rollingBack {
            try drain(next, to: .cancelled)
        } else {
            try write(next, nil) { $0.move(to: .verifying, $1) }
        }
    }

    /// Opens a slice of the class's wraps under the new key alone, and ends where all are.
    private func verify(_ job: RotationJob) throws {
        let vault = ledger.vault
        guard let active = active(job.dataClass) else { throw VaultError.keyMissing }
        let reached = verified[job.dataClass] ?? (FileRow(0), 0)
        let (began, limit) = (ContinuousClock.now, slice.count)
        let rows = try ledger.store.group { transaction in
            let rows = try transaction.wraps(
                job.dataClass, under: active, after: reached.file,
                generation: reached.generation, limit: limit)
            try vault.verify(
                Self.owned(rows, transaction), of: job.dataClass, under: active, permit: permit)
            return rows
        }
        if let last = rows.last { verified[job.dataClass] = (last.file, last.generation) }
        guard rows.count < limit else { return slice.learn(ContinuousClock.now - began) }
        // What was written late under the old key is wrapped anew, and all is looked at again.
        let rest = try remaining(of: job.dataClass)
        guard rest.count == 0 else {
            // Under a version that does not open nothing can be wrapped anew.
            guard rest.isOpening else { throw VaultError.keyMissing }
            return try write(job) { $0.move(to: .running, $1) }
        }
        try cut(.beforeVerified)
        try drain(job, to: .cooling)
    }

    /// Ends a rotation: old wraps leave the disk, and the keys that nothing refers to rest.
    private func drain(_ job: RotationJob, to state: RotationJob.State) throws {
        try cut(.afterVerified)
        try cut(.beforeTruncate)
        guard try ledger.store.checkpoint(truncate: true) else { return }
        try cut(.afterTruncate)
        let vault = ledger.vault
        try cut(.beforeDrained)
        // A key that was drained before, and opened wraps of this rotation, was needed until now.
        if job.doneCount > 0 {
            for version in vault.versions(of: job.dataClass, in: [.drained]) {
                try vault.setState(
                    .decryptOnly, of: .dataKeys, job.dataClass, version: version, at: clock(),
                    permit: permit)
            }
        }
        for version in vault.versions(of: job.dataClass, in: [.decryptOnly]) {
            try vault.setState(
                .drained, of: .dataKeys, job.dataClass, version: version, at: clock(),
                permit: permit)
        }
        try cut(.afterDrained)
        _ = try? keepKeys()
        var note = LeafNote(state == .cooling ? .rotateRewrap : .rotateControl)
        note.subject = job.id.bytes
        note.classes = ClassSet(job.dataClass)
        note.count = Int(clamping: job.doneCount)
        try cut(.beforeCooling)
        try write(job, note) { $0.move(to: state, $1) }
        try cut(.afterCooling)
    }

    /// Takes the keys to which nothing refers out of both files of the keyring and out of the backup of
    /// the keys.
    private func retire(_ job: RotationJob) throws {
        let vault = ledger.vault
        // What was wrapped late under such a key would go with it.
        guard try remaining(of: job.dataClass).count == 0 else {
            return try write(job) { $0.move(to: .running, $1) }
        }
        try cut(.beforeRetired)
        for version in vault.versions(of: job.dataClass, in: [.drained]) {
            try vault.setState(
                .retired, of: .dataKeys, job.dataClass, version: version, at: clock(),
                permit: permit)
        }
        try cut(.afterRetired)
        try cut(.beforeForgotten)
        guard try vault.isKept() else { return halt(job.halted(.notKept, clock())) }
        try vault.overwriteOlderKeyring(permit: permit)
        let isInBackup: Bool
        do { isInBackup = try keepKeys() } catch { return halt(job.halted(.notKept, clock())) }
        guard isInBackup else { throw RotationError.wrongState }
        try cut(.afterForgotten)
        try cut(.beforeDestroyed)
        for version in vault.versions(of: job.dataClass, in: [.retired]) {
            try vault.setState(
                .destroyed, of: .dataKeys, job.dataClass, version: version, at: clock(),
                permit: permit)
        }
        try cut(.afterDestroyed)
        var note = LeafNote(.rotateRetire)
        note.subject = job.id.bytes
        note.classes = ClassSet(job.dataClass)
        note.sequence = vault.keyringSequence
        try cut(.beforeGone)
        try write(job, note) { $0.move(to: .retired, $1) }
        try cut(.afterGone)
    }

    /// Makes the former key active again, unless that was done before a crash.
    private func makeFormerActive(_ job: RotationJob) throws {
        guard active(job.dataClass) != job.former else { return }
        try ledger.vault.setState(
            .active, of: .dataKeys, job.dataClass, version: job.former, at: clock(),
            permit: permit)
    }
}
