internal import AuditLog
internal import Authority
public import Basics
public import Dossiers
internal import Merkle
public import Store
internal import Vault

/// The rotation of the key that signs the log.
///
/// The former key signs a statement that names the new one, which is kept beside the keys and told
/// with every checkpoint. For 30 days both sign, then the former leaves the keyring, where its public
/// half stays: what it signed is verified still.
public final class LogRotation: KeyRotation {
    /// The statements by which a device follows from key to key, the oldest first.
    public private(set) var statements: [String] = []

    /// The kind of key, a number of LAYOUT L-15.
    public static let kind = KeyKind.log.rawValue

    /// Makes the rotation of a store; `takeUp` reads it.
    ///
    /// - Parameter keepKeys: brings the backup of the keys up to date, where a plan asks for one; false
    ///   where that has to wait, an error where it cannot be done.
    public init(
        _ ledger: Ledger, clock: @escaping () -> Instant, keepKeys: @escaping () throws -> Bool
    ) {
        super.init(
            of: .log, in: OperationsLimits.logRotationRow, ledger, clock: clock,
            keepKeys: keepKeys)
    }

    /// Reads the job of a store that was unsealed, and the statements.
    ///
    /// A store that was restored from before a rotation has no job for the key that is replaced, and one
    /// whose row somebody else wrote has none that is believed: one is begun that lets the key go when
    /// its time is over.
    /// - Throws: `VaultError` or `StoreError`.
    public override func takeUp() throws {
        try super.takeUp()
        statements = (try? LogKeyFile.read(in: ledger.store.folder)) ?? []
        let isLeading = job.map { [.activating, .cooling, .retiring].contains($0.resumesAs) }
        guard hasFormer, isLeading != true else { return }
        var own = KeyJob(
            Self.kind, id: .zero, planner: .zero, state: .planned, whole: 0, now: clock())
        // Whoever takes the statement away gives no time to a key that others may know.
        own.isCompromised = statementOfActive.map { $0.until == $0.madeAt } ?? true
        cool(&own, clock())
        job = own
    }

    /// Lets both keys sign; since when they do the keyring says, so that a halt adds nothing to it.
    private func cool(_ job: inout KeyJob, _ now: Instant) {
        job.move(to: .cooling, ledger.vault.activatedAt(.log) ?? now)
    }

    /// Forgets what was read, as the keys are.
    public override func putDown() {
        super.putDown()
        statements = []
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

    /// Resumes or takes back a rotation; once a statement was made, it goes on to its end.
    ///
    /// - Throws: `RotationError`, `StoreError`.
    public func control(
        _ id: RotationID, _ control: Rotations.Control, now: Instant,
        in transaction: StoreTransaction
    ) throws {
        guard var job, job.id == id else { throw RotationError.notFound }
        switch (control, job.state) {
        case (.resume, .paused) where job.resumesAs == .cooling: cool(&job, now)
        case (.resume, .paused): job.move(to: job.resumesAs, now)
        case (.cancel, .planned), (.cancel, .armed): job.move(to: .cancelled, now)
        // Its key was never used, and no statement names it.
        case (.cancel, .paused) where job.resumesAs == .armed || job.resumesAs == .proving:
            guard statement(of: ledger.vault.pendingLogKey) == nil else {
                throw RotationError.wrongState
            }
            job.move(to: .cancelled, now)
        default: throw RotationError.wrongState
        }
        try put(job, in: transaction)
    }

    /// The last statement, where it names that key.
    private func statement(of key: [UInt8]?) -> LogKeyStatement? {
        let last = statements.last.flatMap { LogKeyStatement(encoded: Array($0.utf8)) }
        return last?.new == key ? last : nil
    }

    private var statementOfActive: LogKeyStatement? {
        (try? ledger.vault.logPublicKey()).flatMap(statement(of:))
    }

    // MARK: What the daemon does by itself

    /// Lets the former key say that the new one is the next.
    override func announce(_ job: KeyJob) throws -> LeafNote? {
        let vault = ledger.vault
        guard let pending = vault.pendingLogKey else { throw VaultError.keyMissing }
        try cut(.beforeStatement)
        // One that a crash left is the one: another would lead nowhere.
        if statement(of: pending) == nil {
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
        return note
    }

    override func begin(_ job: KeyJob) throws {
        // What the former key has signed alone counts no more.
        try ErasureList.signAnew(in: ledger)
        try cut(.beforeCooling)
        // The first leaf under a checkpoint that both sign.
        try write(job, note(.rotateActivate, job)) { cool(&$0, $1) }
        try cut(.afterCooling)
    }

    /// Lets the former key go, once its time is over.
    override func goOn(_ job: KeyJob) throws {
        guard try isOver(job) else { return }
        // A job that began of itself has not done so yet, and no key signs it once the former is gone.
        try ErasureList.signAnew(in: ledger)
        try cut(.beforeEnd)
        try write(job) { $0.move(to: .retiring, $1) }
        try cut(.afterEnd)
    }

    /// Whether the time of the former key is over, and was a day ago: nobody is asked, so a clock that is
    /// ahead for less than that, and is put right, must not cut it short (SPEC W-248).
    private func isOver(_ job: KeyJob) throws -> Bool {
        guard !job.isCompromised else { return true }
        let now = clock()
        if let since = ledger.vault.activatedAt(.log),
            now < since.adding(seconds: OperationsLimits.logKeySeconds)
        {
            try write(job) { cool(&$0, $1) }
            return false
        }
        if job.isSeenOver, let until = job.until, until <= now { return true }
        try cut(.beforeSeenOver)
        try write(job) { $0.seeOver($1) }
        try cut(.afterSeenOver)
        return false
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
