import AuditLog
import Authority
import Basics
import CSQLiteShim
import FoundationEssentials
import Merkle
import Secrets
import Store
import Vault

/// A store with a log of its own, filled by the code that fills the daemon's.
private final class LogBed {
    let folder: URL
    let store: RecordStore
    let log: LeafLog
    private let permit = Permit.system(.rotation)
    private let payload = Random.bytes(120)

    /// Leaves of one group: as many as one commit may have, so that disks do not count.
    static let groupLeafCount: UInt64 = 4_096

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("madar-bench-\(UUID().uuidString)")
        let id = StoreID(high: Random.number(), low: Random.number())
        let store = try RecordStore.create(in: folder.path, id: id, reserveByteCount: 0)
        let vault = try RecordVault.create(
            in: folder.path, storeID: id, province: 1, at: Instant(milliseconds: 1))
        self.store = store
        log = try store.group { try LeafLog(vault: vault, in: $0) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func appendGroup() throws {
        try store.group { group in
            for _ in 0..<Self.groupLeafCount {
                _ = try log.append(
                    .read, payload: payload, time: Instant(milliseconds: 2), permit: permit,
                    in: group)
            }
            try log.signCheckpoint(in: group)
        }
    }

    func grow(to count: UInt64) throws {
        while log.signedSize < count { try appendGroup() }
    }

    /// The median cost of a leaf over sixteen groups, in microseconds.
    func appendCost() throws -> Double {
        let clock = ContinuousClock()
        var times: [Double] = []
        for _ in 0..<16 {
            times.append(try clock.measure { try appendGroup() } / .microseconds(1))
        }
        return times.sorted()[8] / Double(Self.groupLeafCount)
    }

    /// The cost of one proof of a random leaf, and of reading the leaf alone, in microseconds.
    func proofCost(seconds: Double) throws -> (proof: Double, leaf: Double) {
        let size = log.signedSize
        return try store.group { group in
            let proofs = try rate(seconds: seconds, batch: 16) {
                _ = try log.proof(
                    ofLeaf: UInt64.random(in: 0..<size), size: size, in: group)
            }
            let leaves = try rate(seconds: seconds / 2, batch: 16) {
                _ = try group.leaf(UInt64.random(in: 0..<size))
            }
            return (1e6 / proofs, 1e6 / leaves)
        }
    }

    /// Leaves verified in a second, without keys.
    func verifyRate() throws -> Double {
        let clock = ContinuousClock()
        var isClean = false
        let time = try clock.measure {
            isClean = try store.group {
                try LeafLog.verify(origin: log.origin, in: $0).isClean
            }
        }
        guard isClean else { throw BenchError.diskFailed }
        return Double(log.signedSize) / (time / .seconds(1))
    }

    /// Leaves in a second that one thread reads in their order and hashes, and nothing else.
    func rawRate() throws -> Double {
        _ = try store.checkpoint()
        var database: OpaquePointer?
        defer { unsafe sqlite3_close(database) }
        guard
            unsafe sqlite3_open_v2(
                folder.path + "/madar.db", &database, SQLITE_OPEN_READONLY, nil) == SQLITE_OK
        else { throw BenchError.diskFailed }
        var statement: OpaquePointer?
        defer { unsafe sqlite3_finalize(statement) }
        unsafe sqlite3_prepare_v2(
            database, "SELECT bytes FROM leaf ORDER BY row", -1, &statement, nil)
        let clock = ContinuousClock()
        let start = clock.now
        var count = 0
        while unsafe sqlite3_step(statement) == SQLITE_ROW {
            let bytes = unsafe UnsafeRawBufferPointer(
                start: sqlite3_column_blob(statement, 0),
                count: Int(sqlite3_column_bytes(statement, 0)))
            var hash = SHA256()
            hash.update(unsafe bytes.bytes)
            _ = hash.finishWords()
            count += 1
        }
        guard count == log.signedSize else { throw BenchError.diskFailed }
        return Double(count) / ((clock.now - start) / .seconds(1))
    }
}

/// What the log costs where it is long, beside what it costs where it is empty.
func logRows(leaves: UInt64, seconds: Double) throws -> [Row] {
    try Sodium.start()
    let empty = try LogBed().appendCost()
    let bed = try LogBed()
    try bed.grow(to: leaves)
    let long = try bed.appendCost()
    let (proof, leaf) = try bed.proofCost(seconds: seconds)
    let raw = try bed.rawRate()
    let verified = try bed.verifyRate()
    let count = "\(bed.log.signedSize) leaves"
    return [
        Row(
            name: "append a leaf at \(count)", unit: "µs", measured: long,
            rawName: "µs to an empty log", raw: empty, ratio: long / empty,
            goal: "<= 1.1 of an empty log", reached: long <= 1.1 * empty),
        Row(
            name: "inclusion proof at \(count)", unit: "µs", measured: proof,
            rawName: "µs to read the leaf", raw: leaf, ratio: proof / leaf, goal: "<= 1000 µs",
            reached: proof <= 1_000),
        Row(
            name: "verify \(count), no keys", unit: "/s", measured: verified,
            rawName: "/s read and hashed by one thread", raw: raw, ratio: verified / raw,
            goal: ">= 500000/s", reached: verified >= 500_000),
    ]
}
