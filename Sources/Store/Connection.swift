internal import CSQLiteShim
internal import Glibc

/// One SQLite connection and the statements prepared on it; used by one thread at a time.
@safe final class Connection {
    let database: OpaquePointer
    private var prepared: [OpaquePointer?]
    /// Written by SQLite after each commit; the hook ends when the store closes SQLite.
    private let logPages: UnsafeMutablePointer<Int32>

    init(database: OpaquePointer) {
        unsafe self.database = database
        unsafe logPages = .allocate(capacity: 1)
        unsafe logPages.initialize(to: 0)
        unsafe prepared = Array(repeating: nil, count: Statement.allCases.count)
    }

    deinit {
        finalize()
        unsafe logPages.deallocate()
    }

    /// Asks SQLite to count the pages in the log of writes; done once, on the writer.
    func countLogPages() { unsafe madar_sqlite_count_log_pages(database, logPages) }

    /// Takes GRDB's observers off: they follow only the statements that GRDB itself prepared, and
    /// stop the process at any other commit.
    func removeHooks() {
        _ = unsafe sqlite3_commit_hook(database, nil, nil)
        _ = unsafe sqlite3_rollback_hook(database, nil, nil)
        _ = unsafe sqlite3_update_hook(database, nil, nil)
    }

    /// How many rows the connection has changed since it was made.
    var changeCount: Int64 { unsafe sqlite3_total_changes64(database) }

    /// The pages in the log of writes after the last commit.
    var logPageCount: Int { Int(unsafe logPages.pointee) }

    func clearLogPageCount() { unsafe logPages.pointee = 0 }

    /// Gives the prepared statements back; SQLite does not close a connection that has some.
    func finalize() {
        for index in unsafe prepared.indices {
            unsafe sqlite3_finalize(prepared[index])
            unsafe prepared[index] = nil
        }
    }

    /// A statement with nothing bound.
    func query(_ statement: Statement) throws(StoreError) -> Query {
        if let ready = unsafe prepared[statement.rawValue] {
            return unsafe Query(statement: ready, database: database)
        }
        var made: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(
            database, statement.sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil)
        guard code == SQLITE_OK, let made = unsafe made else { throw error(code) }
        unsafe prepared[statement.rawValue] = made
        return unsafe Query(statement: made, database: database)
    }

    /// Runs a statement that is not prepared ahead.
    func execute(_ sql: String) throws(StoreError) {
        let code = unsafe sqlite3_exec(database, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code) }
    }

    /// The first column of the first row of a statement, as text.
    func text(_ sql: String) throws(StoreError) -> String? {
        var made: OpaquePointer?
        let code = unsafe sqlite3_prepare_v2(database, sql, -1, &made, nil)
        guard code == SQLITE_OK else { throw error(code) }
        defer { unsafe sqlite3_finalize(made) }
        let step = unsafe sqlite3_step(made)
        guard step == SQLITE_ROW else {
            if step == SQLITE_DONE { return nil }
            throw error(step)
        }
        guard let value = unsafe sqlite3_column_text(made, 0) else { return nil }
        return unsafe String(cString: value)
    }

    /// What a result code of this connection means.
    func error(_ code: Int32) -> StoreError {
        unsafe StoreError(code: code, database: database)
    }
}

extension StoreError {
    init(code: Int32, database: OpaquePointer?) {
        let number = unsafe database.map { unsafe sqlite3_system_errno($0) } ?? 0
        switch code & 0xff {
        case SQLITE_FULL: self = .diskFull
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .damaged(code: code)
        case SQLITE_IOERR, SQLITE_CANTOPEN:
            // A file-size limit and a quota are full disks with another number.
            let isFull = [ENOSPC, EFBIG, EDQUOT].contains(number)
            self = isFull ? .diskFull : .inputOutput(code: code, errno: number)
        case SQLITE_CONSTRAINT: self = .duplicate
        case SQLITE_TOOBIG: self = .limitExceeded
        default: self = .refused(code: code)
        }
    }
}

/// A statement at work: bind, then run or step; columns and parameters count from 0.
@safe struct Query {
    private let statement: OpaquePointer
    private let database: OpaquePointer

    init(statement: OpaquePointer, database: OpaquePointer) {
        unsafe self.statement = statement
        unsafe self.database = database
    }

    func bind(_ value: Int64, _ index: Int32) {
        _ = unsafe sqlite3_bind_int64(statement, index + 1, value)
    }

    func bind(_ value: Int, _ index: Int32) { bind(Int64(value), index) }

    func bind(_ bytes: [UInt8], _ index: Int32) {
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe madar_sqlite_bind_blob(
                statement, index + 1, buffer.baseAddress, Int32(buffer.count))
        }
    }

    /// Moves to the next row; false, and reset, after the last.
    func next() throws(StoreError) -> Bool {
        let code = unsafe sqlite3_step(statement)
        if code == SQLITE_ROW { return true }
        reset()
        guard code == SQLITE_DONE else { throw unsafe StoreError(code: code, database: database) }
        return false
    }

    /// Runs a statement that gives no rows.
    func run() throws(StoreError) {
        while try next() {}
    }

    func integer(_ index: Int32) -> Int64 { unsafe sqlite3_column_int64(statement, index) }

    func bytes(_ index: Int32) -> [UInt8] {
        let count = Int(unsafe sqlite3_column_bytes(statement, index))
        guard count > 0, let start = unsafe sqlite3_column_blob(statement, index) else { return [] }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Appends the bytes of a column to others.
    func append(_ index: Int32, to bytes: inout [UInt8]) {
        let count = Int(unsafe sqlite3_column_bytes(statement, index))
        guard count > 0, let start = unsafe sqlite3_column_blob(statement, index) else { return }
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
    }

    func identifierBytes(_ index: Int32) -> (UInt64, UInt64)? {
        guard unsafe sqlite3_column_bytes(statement, index) == 16,
            let start = unsafe sqlite3_column_blob(statement, index)
        else { return nil }
        let high = unsafe start.loadUnaligned(as: UInt64.self).bigEndian
        let low = unsafe start.loadUnaligned(fromByteOffset: 8, as: UInt64.self).bigEndian
        return (high, low)
    }

    /// Ends the statement before its last row.
    func reset() { _ = unsafe sqlite3_reset(statement) }
}
