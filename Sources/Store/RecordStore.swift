public import Basics
internal import CSQLiteShim
internal import GRDB
internal import Glibc

/// How many commits there were, and how long they took.
public struct CommitTally: Sendable {
    /// How many.
    public private(set) var count: UInt64 = 0
    /// How long they took together, in seconds.
    public private(set) var seconds = 0.0

    mutating func note(_ time: Duration) {
        count += 1
        let (whole, attoseconds) = time.components
        seconds += Double(whole) + Double(attoseconds) / 1e18
    }
}

/// One province's database: opaque rows, one writer, grouped commits.
///
/// The writer side belongs to one thread, the keeper's; `snapshots` may be used from any. Nothing
/// of SQLite shows, so that another engine can stand behind the same surface.
@safe public final class RecordStore {
    /// Whether the disk has room.
    public enum Space: String, Sendable {
        /// Writes and reads are served.
        case normal
        /// The disk was full and the reserve is given up: writes are refused, leaves go on.
        case reserveSpent
        /// The reserve is full, too: reads are refused, since their leaves cannot be kept.
        case full
    }

    /// The store's id, given at creation.
    public let id: StoreID
    /// The folder of all its files.
    public let folder: String
    /// Reading from other threads.
    public let snapshots: StoreSnapshots
    /// Whether the disk has room.
    public private(set) var space: Space
    /// Why the last folding or checkpoint after a commit failed; nil where it did not.
    public private(set) var careFailure: StoreError?

    /// How many groups were committed that wrote something, and how long that took in all.
    public private(set) var commits = CommitTally()

    private let pool: DatabasePool
    private let connection: Connection
    private let transaction: StoreTransaction
    private let state = StoreState()
    private let lock: LockFile
    private let reserve: Reserve
    private var isOpen = true
    /// How many rows the writer's connection had changed at the last commit.
    private var changesBefore: Int64 = 0

    /// The names of the store's files, in its folder (LAYOUT L-2).
    public enum FileName {
        /// The database; SQLite adds `-wal` and `-shm`.
        public static let database = "madar.db"
        /// The lock that keeps a second daemon away.
        public static let lock = "madar.lock"
        /// The room that is kept for a full disk.
        public static let reserve = "reserve"
    }

    /// Creates a store in a folder, which is made (0700) if it is not there.
    ///
    /// - Throws: `alreadyExists`, `inUse`, `diskFull`, `inputOutput`, `settingRefused`.
    public static func create(
        in folder: String, id: StoreID, reserveByteCount: Int = StoreLimits.reserveByteCount
    ) throws(StoreError) -> RecordStore {
        if unsafe mkdir(folder, 0o700) == 0 {
            try SafeFile.syncFolder(of: folder)
        } else if errno != EEXIST {
            throw SafeFile.lastError()
        }
        let path = folder + "/" + FileName.database
        let lock = try LockFile(path: folder + "/" + FileName.lock)
        let file = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            guard errno != EEXIST else { throw .alreadyExists }
            let failure = SafeFile.lastError()
            try? SafeFile.remove(folder + "/" + FileName.lock)
            throw failure
        }
        Glibc.close(file)
        do throws(StoreError) {
            try SafeFile.sync(folder: folder)
            return try RecordStore(
                folder: folder, lock: lock, fresh: id, reserve: reserveByteCount)
        } catch {
            discard(in: folder)
            throw error
        }
    }

    /// Removes the files of a store that was never handed over, as far as the disk lets it; the database
    /// is the last: as long as it is there, nobody makes another.
    public static func discard(in folder: String) {
        let journals = ["-wal", "-shm", "-journal"].map { FileName.database + $0 }
        for name in journals + [FileName.reserve, FileName.lock, FileName.database] {
            try? SafeFile.remove(folder + "/" + name)
        }
    }

    /// Opens the store in a folder.
    ///
    /// - Throws: `notFound`, `wrongMode`, `inUse`, `unsupportedLayout`, `damaged`,
    ///   `settingRefused`, `inputOutput`.
    public static func open(
        in folder: String, reserveByteCount: Int = StoreLimits.reserveByteCount
    ) throws(StoreError) -> RecordStore {
        var status = stat()
        guard unsafe stat(folder + "/" + FileName.database, &status) == 0 else { throw .notFound }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0 else {
            throw .wrongMode
        }
        let lock = try LockFile(path: folder + "/" + FileName.lock)
        return try RecordStore(folder: folder, lock: lock, fresh: nil, reserve: reserveByteCount)
    }

    private init(
        folder: String, lock: LockFile, fresh: StoreID?, reserve reserveByteCount: Int
    ) throws(StoreError) {
        self.folder = folder
        self.lock = lock
        let path = folder + "/" + FileName.database
        let (pool, connection) = try Self.connect(path: path)
        self.pool = pool
        self.connection = connection
        transaction = StoreTransaction(connection: connection, state: state)
        do {
            if let fresh { try Self.initialise(connection, transaction, id: fresh) }
            // SQLite removes the journal of its change to WAL without syncing the folder: were it
            // back after a power loss, it would undo the first page under everything committed.
            try SafeFile.sync(folder: folder)
            id = try Self.readIdentity(transaction)
            try connection.execute(Schema.addition)
            try state.load(transaction)
        } catch {
            connection.finalize()
            throw error
        }
        snapshots = StoreSnapshots(pool: pool)
        reserve = Reserve(path: folder + "/" + FileName.reserve, byteCount: reserveByteCount)
        space = reserve.take() ? .normal : .reserveSpent
    }

    private static func connect(path: String) throws(StoreError) -> (DatabasePool, Connection) {
        do {
            let pool = try DatabasePool(path: path, configuration: Settings.configuration())
            let connection = try pool.writeWithoutTransaction { database in
                guard let handle = unsafe database.sqliteConnection else {
                    throw StoreError.refused(code: SQLITE_MISUSE)
                }
                return unsafe Connection(database: handle)
            }
            try Settings.finishWriter(connection)
            return (pool, connection)
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw unsafe StoreError(code: error.extendedResultCode.rawValue, database: nil)
        } catch {
            throw .refused(code: SQLITE_ERROR)
        }
    }

    private static func initialise(
        _ connection: Connection, _ transaction: StoreTransaction, id: StoreID
    ) throws(StoreError) {
        try connection.execute("BEGIN IMMEDIATE")
        try connection.execute(Schema.sql)
        try transaction.setMeta(.layout, to: Schema.version)
        try transaction.setMeta(.storeID, to: id.bytes)
        try transaction.setMeta(.foldedAct, to: 0)
        try connection.execute("COMMIT")
        transaction.forget()
    }

    private static func readIdentity(_ reader: StoreReader) throws(StoreError) -> StoreID {
        let version: Int64
        do {
            version = try reader.metaNumber(.layout)
        } catch .refused {
            // A database without the table is no store of ours, or lost its first page.
            throw .damaged(code: 0)
        }
        guard version == Schema.version else { throw .unsupportedLayout(version: version) }
        guard let bytes = try reader.meta(.storeID), let id = StoreID(bytes) else {
            throw .damaged(code: 0)
        }
        return id
    }

    // MARK: Groups

    /// Runs the work of one group in one transaction and commits it with one sync.
    ///
    /// What `body` throws takes the whole group back; single calls go through
    /// `StoreTransaction.attempt`. On a full disk the reserve is given up, `space` moves on and
    /// `diskFull` is thrown: nothing of the group is kept, and the keeper may run it again with
    /// its writes refused.
    public func group<Value>(_ body: (StoreTransaction) throws -> Value) throws -> Value {
        precondition(isOpen)
        do {
            let value = try pool.writeWithoutTransaction { _ in
                try self.transact(body)
            }
            keepHouse()
            return value
        } catch let error as StoreError {
            if error == .diskFull { spendReserve() }
            throw error
        }
    }

    /// Folds and checkpoints where too much waits.
    ///
    /// The group is committed already, so a failure here is not its own: it is kept for `status`
    /// and met again by the next attempt.
    private func keepHouse() {
        guard space == .normal else { return }
        do throws(StoreError) {
            if state.unfoldedCount >= StoreLimits.unfoldedActCount { try fold() }
            if walPageCount >= StoreLimits.checkpointPageCount { _ = try checkpoint() }
            careFailure = nil
        } catch {
            careFailure = error
        }
    }

    private func transact<Value>(_ body: (StoreTransaction) throws -> Value) throws -> Value {
        transaction.forget()
        try transaction.run(.begin)
        do {
            let value = try body(transaction)
            if let failure = transaction.failure { throw failure }
            try commit()
            transaction.forget()
            return value
        } catch {
            let failure = transaction.failure
            transaction.takeBack()
            transaction.forget()
            if unsafe sqlite3_get_autocommit(connection.database) == 0 {
                try transaction.run(.rollback)
            }
            throw failure ?? error
        }
    }

    private func commit() throws(StoreError) {
        let begun = ContinuousClock.now
        try transaction.run(.commit)
        let changes = connection.changeCount
        // What only read waits for no disk.
        if changes != changesBefore { commits.note(ContinuousClock.now - begun) }
        changesBefore = changes
    }

    private func spendReserve() {
        reserve.giveUp()
        space = space == .normal ? .reserveSpent : .full
    }

    /// Takes the reserve again once there is room; tells whether `space` is normal.
    public func reclaimReserve() -> Bool {
        guard space != .normal else { return true }
        if reserve.takeAgain() { space = .normal }
        return space == .normal
    }

    /// Folds what was appended into its place; for idle moments and at stop.
    public func fold() throws(StoreError) {
        guard state.unfoldedCount > 0 || !state.tails.isEmpty else { return }
        try write { transaction throws(StoreError) in try transaction.fold() }
    }

    private func write(
        _ body: (StoreTransaction) throws(StoreError) -> Void
    ) throws(StoreError) {
        do {
            try pool.writeWithoutTransaction { _ in try self.transact(body) }
        } catch let error as StoreError {
            if error == .diskFull { spendReserve() }
            throw error
        } catch {
            throw .refused(code: SQLITE_ERROR)
        }
    }

    // MARK: Care

    /// The pages that wait in the log of writes.
    public var walPageCount: Int { connection.logPageCount }

    /// Copies the log of writes into the database; only the writer does it, never inside a group.
    ///
    /// - Parameter truncate: also empties the log's file, as erasure and retirement need.
    /// - Returns: whether nothing stayed behind.
    @discardableResult
    public func checkpoint(truncate: Bool = false) throws(StoreError) -> Bool {
        var total: Int32 = 0
        var done: Int32 = 0
        let mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE
        // A backup reads for minutes: nobody's call waits for that, it is tried again later.
        _ = unsafe sqlite3_busy_timeout(connection.database, 0)
        defer {
            _ = unsafe sqlite3_busy_timeout(
                connection.database, Int32(StoreLimits.busySeconds * 1_000))
        }
        let code = unsafe sqlite3_wal_checkpoint_v2(
            connection.database, "main", mode, &total, &done)
        if code == SQLITE_BUSY { return false }
        guard code == SQLITE_OK else {
            let error = connection.error(code)
            if error == .diskFull { spendReserve() }
            throw error
        }
        if total == done { connection.clearLogPageCount() }
        return total == done
    }

    /// Checks the whole database (SQLite's `integrity_check`).
    ///
    /// - Throws: `damaged`.
    public func checkIntegrity() throws(StoreError) {
        guard try connection.text("PRAGMA integrity_check(1)") == "ok" else {
            throw .damaged(code: SQLITE_CORRUPT)
        }
    }

    /// The settings as the writer's connection has them now, for `status`.
    public func settings() throws(StoreError) -> [(setting: StoreError.Setting, value: String)] {
        var settings: [(setting: StoreError.Setting, value: String)] = []
        for setting in StoreError.Setting.allCases where setting != .queryOnly {
            settings.append((setting, try Settings.value(of: setting, on: connection) ?? ""))
        }
        return settings
    }

    /// The version of SQLite, and whether it has the WAL-reset fault that the rule of the single
    /// checkpointing writer keeps away (LAYOUT L-3).
    public static var engine: (version: String, hasResetFault: Bool) {
        let number = sqlite3_libversion_number()
        let isFixed =
            number >= 3_051_003 || (3_050_007..<3_051_000).contains(number)
            || (3_044_006..<3_045_000).contains(number)
        return (unsafe String(cString: sqlite3_libversion()), !isFixed)
    }

    /// Folds, checkpoints and closes; the store cannot be used afterwards.
    public func close() throws(StoreError) {
        guard isOpen else { return }
        try fold()
        _ = try checkpoint(truncate: true)
        abandon()
    }

    /// Closes without folding or checkpointing, as a crash would.
    public func abandon() {
        guard isOpen else { return }
        isOpen = false
        connection.finalize()
        // A copy that is still being made on another thread would hold the close up.
        pool.interrupt()
        try? pool.close()
        lock.release()
    }

    deinit { connection.finalize() }
}

/// Reading from any thread: each read sees one committed state.
public struct StoreSnapshots: Sendable {
    let pool: DatabasePool

    /// Reads in one transaction of a reader connection.
    public func read<Value>(_ body: (StoreReader) throws -> Value) throws -> Value {
        try pool.read { database in
            guard let handle = unsafe database.sqliteConnection else {
                throw StoreError.refused(code: SQLITE_MISUSE)
            }
            let connection = unsafe Connection(database: handle)
            defer { connection.finalize() }
            return try body(StoreReader(connection: connection))
        }
    }

    /// Writes a compact copy of the database, without free pages, to a file that is not there.
    ///
    /// - Throws: `alreadyExists`, `diskFull`, `inputOutput`.
    public func copy(to path: String) throws {
        guard !SafeFile.exists(path) else { throw StoreError.alreadyExists }
        try pool.unsafeRead { database in
            guard let handle = unsafe database.sqliteConnection else {
                throw StoreError.refused(code: SQLITE_MISUSE)
            }
            let quoted = path.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "''")
            try unsafe Connection(database: handle).execute("VACUUM INTO '\(quoted)'")
        }
        guard unsafe chmod(path, 0o600) == 0 else { throw SafeFile.lastError() }
    }
}
