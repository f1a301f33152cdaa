public import Basics

/// One view of the rows: all that can be read, in one transaction of one connection.
public class StoreReader {
    let connection: Connection

    init(connection: Connection) { self.connection = connection }

    func query(_ statement: Statement) throws(StoreError) -> Query {
        try connection.query(statement)
    }

    func one<Value>(
        _ query: Query, _ read: (Query) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        guard try query.next() else { return nil }
        defer { query.reset() }
        return try read(query)
    }

    func all<Value>(
        _ query: Query, _ read: (Query) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        defer { query.reset() }
        var values: [Value] = []
        while try query.next() { values.append(try read(query)) }
        return values
    }

    /// A value of the meta table.
    public func meta(_ key: MetaKey) throws(StoreError) -> [UInt8]? {
        let query = try query(.getMeta)
        query.bind(key.rawValue, 0)
        return try one(query) { $0.bytes(0) }
    }

    /// A value of the meta table that is an 8-byte integer; 0 where there is none.
    public func metaNumber(_ key: MetaKey) throws(StoreError) -> Int64 {
        guard let bytes = try meta(key) else { return 0 }
        var reader = ByteReader(bytes)
        guard let number = try? reader.integer(Int64.self), reader.remaining == 0 else {
            throw .damaged(code: 0)
        }
        return number
    }

    /// Calls back with every file, in the order of creation.
    public func forEachFile(
        after row: FileRow = FileRow(0), _ body: (FileRow, FileID) throws(StoreError) -> Void
    ) throws(StoreError) {
        let query = try query(.files)
        defer { query.reset() }
        query.bind(row.value, 0)
        while try query.next() {
            guard let id = query.identifierBytes(1) else { throw .damaged(code: 0) }
            try body(FileRow(query.integer(0)), FileID(high: id.0, low: id.1))
        }
    }

    /// Up to `limit` envelopes of acts in the order of writing, after a row.
    public func acts(after row: Int64, limit: Int) throws(StoreError) -> [ActRow] {
        let query = try query(.actsFrom)
        query.bind(row, 0)
        query.bind(limit, 1)
        return try all(query, Self.act)
    }

    /// The envelope in a row.
    public func act(row: Int64) throws(StoreError) -> ActRow? {
        let query = try query(.getAct)
        query.bind(row, 0)
        return try one(query, Self.act)
    }

    static func act(_ query: Query) throws(StoreError) -> ActRow {
        guard let dataClass = Self.dataClass(query.integer(3)),
            let record = query.identifierBytes(4)
        else { throw .damaged(code: 0) }
        var act = ActRow(
            file: FileRow(query.integer(1)),
            sequence: UInt64(bitPattern: query.integer(2)), dataClass: dataClass,
            record: ActID(high: record.0, low: record.1),
            leaf: UInt64(bitPattern: query.integer(5)),
            time: Instant(milliseconds: query.integer(6)), envelope: query.bytes(7))
        act.row = query.integer(0)
        return act
    }

    static func dataClass(_ value: Int64) -> DataClass? {
        UInt8(exactly: value).flatMap(DataClass.init(rawValue:))
    }

    static func number(_ value: Int64) throws(StoreError) -> UInt32 {
        guard let number = UInt32(exactly: value) else { throw .damaged(code: 0) }
        return number
    }

    /// The marks of a file's erased envelopes, by sequence and class.
    public func tombstones(of file: FileRow) throws(StoreError) -> [Tombstone] {
        let query = try query(.tombstonesOf)
        query.bind(file.value, 0)
        return try all(query, Self.tombstone)
    }

    /// The marks of all erased envelopes, in the order of writing.
    public func tombstones() throws(StoreError) -> [Tombstone] {
        try all(try query(.tombstones), Self.tombstone)
    }

    private static func tombstone(_ query: Query) throws(StoreError) -> Tombstone {
        guard let dataClass = dataClass(query.integer(3)), let record = query.identifierBytes(4)
        else { throw .damaged(code: 0) }
        return Tombstone(
            row: query.integer(0), file: FileRow(query.integer(1)),
            sequence: UInt64(bitPattern: query.integer(2)), dataClass: dataClass,
            record: ActID(high: record.0, low: record.1),
            leaf: UInt64(bitPattern: query.integer(5)), hash: query.bytes(6),
            erasure: UInt64(bitPattern: query.integer(7)))
    }

    /// What an act's envelope was before it was sealed anew, the oldest first.
    public func formerEnvelopes(of act: Int64) throws(StoreError) -> [FormerEnvelope] {
        let query = try query(.formerOf)
        query.bind(act, 0)
        return try all(query, Self.former)
    }

    /// What the envelopes were that were sealed anew under a leaf, in the order of writing.
    public func formerEnvelopes(under leaf: UInt64) throws(StoreError) -> [FormerEnvelope] {
        let query = try query(.formerUnder)
        query.bind(Int64(bitPattern: leaf), 0)
        return try all(query, Self.former)
    }

    /// How many envelopes were sealed anew, each as often as it was.
    public func formerEnvelopeCount() throws(StoreError) -> UInt64 {
        UInt64(clamping: try one(try query(.formerCount)) { $0.integer(0) } ?? 0)
    }

    /// The leaves under which envelopes were sealed anew, as the hashes of these name them.
    public func resealLeaves() throws(StoreError) -> [UInt64] {
        try all(try query(.resealLeaves)) { UInt64(bitPattern: $0.integer(0)) }
    }

    private static func former(_ query: Query) -> FormerEnvelope {
        FormerEnvelope(
            act: query.integer(0), leaf: UInt64(bitPattern: query.integer(1)),
            hash: query.bytes(2))
    }

    /// A file's head part of a class.
    public func head(of file: FileRow, _ dataClass: DataClass) throws(StoreError) -> HeadRow? {
        let query = try query(.getHead)
        query.bind(Self.headKey(file, dataClass), 0)
        return try one(query) { query in
            HeadRow(
                file: file, position: UInt64(bitPattern: query.integer(0)),
                envelope: query.bytes(1))
        }
    }

    /// The head parts of a file, by class.
    public func heads(of file: FileRow) throws(StoreError) -> [(DataClass, HeadRow)] {
        try heads(of: file...file)
    }

    /// The head parts of the files of a run of rows, by file and class.
    public func heads(
        of files: ClosedRange<FileRow>
    ) throws(StoreError) -> [(DataClass, HeadRow)] {
        let query = try query(.headsOf)
        query.bind(files.lowerBound.value << 3, 0)
        query.bind(files.upperBound.value << 3 | 7, 1)
        return try all(query) { query throws(StoreError) in
            guard let dataClass = Self.dataClass(query.integer(0) & 7) else {
                throw .damaged(code: 0)
            }
            return (
                dataClass,
                HeadRow(
                    file: FileRow(query.integer(0) >> 3),
                    position: UInt64(bitPattern: query.integer(1)), envelope: query.bytes(2))
            )
        }
    }

    /// Calls back with every head part of a class, in the order of files, after a file.
    public func forEachHead(
        _ dataClass: DataClass, after file: FileRow = FileRow(0),
        _ body: (HeadRow) throws -> Void
    ) throws {
        let query = try query(.heads)
        defer { query.reset() }
        query.bind(Self.headKey(file, dataClass), 0)
        query.bind(Int64(dataClass.rawValue), 1)
        while try query.next() {
            try body(
                HeadRow(
                    file: FileRow(query.integer(0) >> 3),
                    position: UInt64(bitPattern: query.integer(1)), envelope: query.bytes(2)))
        }
    }

    static func headKey(_ file: FileRow, _ dataClass: DataClass) -> Int64 {
        file.value << 3 | Int64(dataClass.rawValue)
    }

    /// A leaf of the log by its index.
    public func leaf(_ index: UInt64) throws(StoreError) -> [UInt8]? {
        let query = try query(.getLeaf)
        query.bind(Int64(bitPattern: index), 0)
        return try one(query) { $0.bytes(0) }
    }

    /// Reads the leaves of a range of indexes into a batch, whose former leaves go.
    public func read(
        _ indexes: Range<UInt64>, into batch: LeafBatch
    ) throws(StoreError) {
        batch.removeAll()
        let query = try query(.leavesBetween)
        defer { query.reset() }
        query.bind(Int64(bitPattern: indexes.lowerBound), 0)
        query.bind(Int64(bitPattern: indexes.upperBound), 1)
        while try query.next() { batch.add(query) }
    }

    /// How many leaves the log has.
    public func leafCount() throws(StoreError) -> UInt64 {
        UInt64(clamping: try one(try query(.leafCount)) { $0.integer(0) } ?? 0)
    }

    /// A full tile of 256 hashes (LAYOUT L-24).
    public func tile(level: Int, index: UInt64) throws(StoreError) -> [UInt8]? {
        let query = try query(.getTile)
        query.bind(Self.tileKey(level, index), 0)
        return try one(query) { $0.bytes(0) }
    }

    static func tileKey(_ level: Int, _ index: UInt64) -> Int64 {
        Int64(level) << 56 | Int64(bitPattern: index)
    }

    /// A wrapped data key.
    public func wrap(
        of file: FileRow, _ dataClass: DataClass, generation: UInt32
    ) throws(StoreError) -> WrapRow? {
        let query = try query(.getWrap)
        query.bind(file.value, 0)
        query.bind(Int64(dataClass.rawValue), 1)
        query.bind(Int64(generation), 2)
        return try one(query) { query throws(StoreError) in
            WrapRow(
                file: file, dataClass: dataClass, generation: generation,
                kekVersion: try Self.number(query.integer(1)), wrap: query.bytes(0))
        }
    }

    /// All wrapped data keys of a file.
    public func wraps(of file: FileRow) throws(StoreError) -> [WrapRow] {
        try wraps(of: file...file)
    }

    /// All wrapped data keys of the files of a run of rows, by file and class.
    public func wraps(of files: ClosedRange<FileRow>) throws(StoreError) -> [WrapRow] {
        let query = try query(.wrapsOf)
        query.bind(files.lowerBound.value, 0)
        query.bind(files.upperBound.value, 1)
        return try all(query, Self.wrap)
    }

    /// Up to `limit` wraps of a class under a version, in the order of files and generations, after
    /// one of them.
    public func wraps(
        _ dataClass: DataClass, under version: UInt32, after file: FileRow = FileRow(0),
        generation: UInt32 = 0, limit: Int
    ) throws(StoreError) -> [WrapRow] {
        let query = try query(.wrapsUnder)
        query.bind(Int64(dataClass.rawValue), 0)
        query.bind(Int64(version), 1)
        query.bind(file.value, 2)
        query.bind(Int64(generation), 3)
        query.bind(limit, 4)
        return try all(query, Self.wrap)
    }

    private static func wrap(_ query: Query) throws(StoreError) -> WrapRow {
        guard let dataClass = dataClass(query.integer(1)) else { throw .damaged(code: 0) }
        return WrapRow(
            file: FileRow(query.integer(0)), dataClass: dataClass,
            generation: try number(query.integer(2)), kekVersion: try number(query.integer(3)),
            wrap: query.bytes(4))
    }

    /// The newest generation of a file's data key of a class; nil where there is none.
    public func latestGeneration(
        of file: FileRow, _ dataClass: DataClass
    ) throws(StoreError) -> UInt32? {
        let query = try query(.latestWrap)
        query.bind(file.value, 0)
        query.bind(Int64(dataClass.rawValue), 1)
        let found = try one(query) { query throws(StoreError) in
            try Self.number(query.integer(0))
        }
        return found == 0 ? nil : found
    }

    /// How many wraps refer to each key version.
    public func census() throws(StoreError) -> [WrapCount] {
        try all(try query(.census)) { query throws(StoreError) in
            guard let dataClass = Self.dataClass(query.integer(0)) else {
                throw .damaged(code: 0)
            }
            return WrapCount(
                dataClass: dataClass, kekVersion: try Self.number(query.integer(1)),
                count: query.integer(2))
        }
    }

    /// All rows of the registry.
    public func registryRows() throws(StoreError) -> [(row: Int64, sealed: [UInt8])] {
        try all(try query(.registryRows)) { ($0.integer(0), $0.bytes(1)) }
    }

    /// The leaves that a sealed daemon stored, in their order.
    public func pendingLeaves() throws(StoreError) -> [(row: Int64, sealed: [UInt8])] {
        try all(try query(.pendingRows)) { ($0.integer(0), $0.bytes(1)) }
    }

    /// The rows of running jobs.
    public func jobs() throws(StoreError) -> [(row: Int64, bytes: [UInt8])] {
        try all(try query(.jobs)) { ($0.integer(0), $0.bytes(1)) }
    }

    /// A stored answer.
    public func opKey(row: Int64) throws(StoreError) -> OpKeyRow? {
        let query = try query(.getOpKey)
        query.bind(row, 0)
        return try one(query) { query in
            OpKeyRow(
                row: row, time: Instant(milliseconds: query.integer(0)), digest: query.bytes(1),
                answer: query.bytes(2))
        }
    }

    /// What is needed to find every stored answer, in the order of writing.
    public func opKeyPlaces() throws(StoreError) -> [OpKeyPlace] {
        try all(try query(.opKeys)) { query in
            OpKeyPlace(
                row: query.integer(0), time: Instant(milliseconds: query.integer(1)),
                device: query.integer(2), place: query.bytes(3),
                isAcknowledged: query.integer(4) == 0)
        }
    }

    /// The files that bear a token of the blind index.
    public func files(withToken token: [UInt8]) throws(StoreError) -> [FileRow] {
        let query = try query(.findBlind)
        query.bind(token, 0)
        return try all(query) { FileRow($0.integer(0)) }
    }

    /// The tokens of the blind index that a file bears.
    public func tokens(of file: FileRow) throws(StoreError) -> [[UInt8]] {
        let query = try query(.blindOf)
        query.bind(file.value, 0)
        return try all(query) { $0.bytes(0) }
    }

    /// How many tokens the blind index has.
    public func tokenCount() throws(StoreError) -> Int {
        Int(try one(try query(.blindCount)) { $0.integer(0) } ?? 0)
    }

    /// How many tokens of the blind index are of no file that there is.
    public func strayTokenCount() throws(StoreError) -> Int {
        Int(try one(try query(.strayBlinds)) { $0.integer(0) } ?? 0)
    }
}
