public import Basics
internal import CSQLiteShim

/// What is in the copy of a database, told without keys.
public struct CopiedStore: Sendable {
    /// The store whose copy it is.
    public let id: StoreID
    /// The last signed checkpoint; empty before the first.
    public let checkpoint: [UInt8]
    /// The keys that may have signed it, 32 bytes each.
    public let logKeys: [[UInt8]]
    /// How many wraps refer to each key version.
    public let census: [WrapCount]
    /// How many rows some tables have.
    public let counts: Counts

    /// How many rows some tables have.
    public struct Counts: Equatable, Sendable {
        /// Files.
        public var files: UInt64 = 0
        /// Envelopes of acts.
        public var acts: UInt64 = 0
        /// Marks of erased envelopes.
        public var tombstones: UInt64 = 0
        /// Attachments.
        public var attachments: UInt64 = 0
        /// Leaves of the log.
        public var leaves: UInt64 = 0
        /// Rows of the registry.
        public var registry: UInt64 = 0

        /// Counts nothing yet.
        public init() {}
    }

    /// Reads a copy that nothing else has open.
    ///
    /// - Throws: `notFound`, `damaged`, `inputOutput`.
    public init(_ path: String) throws(StoreError) {
        guard SafeFile.exists(path) else { throw .notFound }
        var handle: OpaquePointer?
        let code = unsafe sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, nil)
        guard code == SQLITE_OK, let database = unsafe handle else {
            let error = unsafe StoreError(code: code, database: handle)
            unsafe sqlite3_close_v2(handle)
            throw error
        }
        let connection = unsafe Connection(database: database)
        defer {
            connection.finalize()
            unsafe sqlite3_close_v2(database)
        }
        let reader = StoreReader(connection: connection)
        guard let bytes = try reader.meta(.storeID), let id = StoreID(bytes) else {
            throw .damaged(code: 0)
        }
        self.id = id
        checkpoint = try reader.meta(.checkpoint) ?? []
        let keys = try reader.meta(.logKeys) ?? []
        logKeys = stride(from: 0, to: keys.count - keys.count % 32, by: 32).map {
            Array(keys[$0..<$0 + 32])
        }
        census = try reader.census()
        var counts = Counts()
        counts.files = try Self.count("file", connection)
        counts.acts = try Self.count("act", connection)
        counts.tombstones = try Self.count("tombstone", connection)
        counts.attachments = try Self.count("attachment", connection)
        counts.leaves = try reader.leafCount()
        counts.registry = try Self.count("registry", connection)
        self.counts = counts
    }

    private static func count(
        _ table: String, _ connection: Connection
    ) throws(StoreError) -> UInt64 {
        guard let text = try connection.text("SELECT count(*) FROM \(table)"),
            let count = UInt64(text)
        else { throw .damaged(code: 0) }
        return count
    }
}
