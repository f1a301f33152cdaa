import CSQLiteShim
import FoundationEssentials
import Glibc
import Secrets

/// What this disk and SQLite do without Madar: rows of the same sizes, in the same groups, FULL.
struct RawDisk {
    let rowsPerSecond: Double
    let commitsPerSecond: Double
    let syncMicroseconds: Int

    /// One commit of one row.
    var commitMicroseconds: Int { Int(1_000_000 / max(commitsPerSecond, 1)) }

    static func measure(in folder: URL, seconds: Double) throws -> RawDisk {
        let path = folder.path + ".raw.db"
        defer {
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
        }
        let database = try RawDatabase(path: path)
        let grouped = try rate(seconds: seconds / 4) {
            // `rate` counts calls; one call of a group of 64 stands for 64 rows.
            try database.insert(rows: 64)
        }
        let single = try rate(seconds: seconds / 4) { try database.insert(rows: 1) }
        return RawDisk(
            rowsPerSecond: grouped * 64, commitsPerSecond: single,
            syncMicroseconds: try sync(folder.path + ".raw.sync"))
    }

    /// The median of a hundred syncs of one written page.
    private static func sync(_ path: String) throws -> Int {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw BenchError.diskFailed }
        defer {
            close(file)
            try? FileManager.default.removeItem(atPath: path)
        }
        let page = [UInt8](repeating: 7, count: 4_096)
        let clock = ContinuousClock()
        var times: [Double] = []
        for _ in 0..<100 {
            let start = clock.now
            guard unsafe write(file, page, page.count) == page.count, fsync(file) == 0 else {
                throw BenchError.diskFailed
            }
            times.append((clock.now - start) / .microseconds(1))
        }
        return Int(times.sorted()[50])
    }
}

/// A database with the rows that one append writes: act, leaf, operation key, spine.
@safe private final class RawDatabase {
    private var database: OpaquePointer?
    private var statements: [(OpaquePointer?, [UInt8])] = unsafe []

    init(path: String) throws {
        guard unsafe sqlite3_open(path, &database) == SQLITE_OK else {
            throw BenchError.daemonDidNotStart
        }
        for sql in [
            "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=0",
            "CREATE TABLE act(n INTEGER PRIMARY KEY, b BLOB)",
            "CREATE TABLE leaf(n INTEGER PRIMARY KEY, b BLOB)",
            "CREATE TABLE opkey(n INTEGER PRIMARY KEY, b BLOB)",
            "CREATE TABLE spine(n INTEGER PRIMARY KEY, b BLOB)",
        ] { unsafe sqlite3_exec(database, sql, nil, nil, nil) }
        for (table, size) in [("act", 1_364), ("leaf", 402), ("opkey", 230), ("spine", 132)] {
            var statement: OpaquePointer?
            unsafe sqlite3_prepare_v2(
                database, "INSERT INTO \(table)(b) VALUES(?1)", -1, &statement, nil)
            unsafe statements.append((statement, Random.bytes(size)))
        }
    }

    deinit {
        for unsafe(statement, _) in unsafe statements { unsafe sqlite3_finalize(statement) }
        unsafe sqlite3_close(database)
    }

    func insert(rows: Int) throws {
        unsafe sqlite3_exec(database, "BEGIN IMMEDIATE", nil, nil, nil)
        for _ in 0..<rows {
            for unsafe(statement, bytes) in unsafe statements {
                _ = unsafe madar_sqlite_bind_blob(statement, 1, bytes, Int32(bytes.count))
                guard unsafe sqlite3_step(statement) == SQLITE_DONE else {
                    throw BenchError.refused(0)
                }
                unsafe sqlite3_reset(statement)
            }
        }
        guard unsafe sqlite3_exec(database, "COMMIT", nil, nil, nil) == SQLITE_OK else {
            throw BenchError.refused(0)
        }
    }
}
