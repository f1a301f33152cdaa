public import Basics
internal import CSQLiteShim

/// The one open transaction: what `RecordStore.group` hands to the keeper's work.
///
/// It must not be kept after the group has ended.
public final class StoreTransaction: StoreReader {
    let state: StoreState
    /// How to take back, in memory, what the transaction has done so far.
    private var undo: [() -> Void] = []
    /// Why the transaction cannot go on, once it cannot.
    private(set) var failure: StoreError?
    private var isNested = false

    init(connection: Connection, state: StoreState) {
        self.state = state
        super.init(connection: connection)
    }

    /// Runs a piece of work that is taken back alone if it throws; its neighbours stay.
    ///
    /// A failure of the store itself (full disk, damage) ends the whole group: it is thrown again
    /// by everything that follows.
    /// - Precondition: attempts are not nested.
    public func attempt<Value>(_ body: () throws -> Value) throws -> Value {
        precondition(!isNested)
        if let failure { throw failure }
        try run(.savepoint)
        isNested = true
        defer { isNested = false }
        let mark = undo.count
        do {
            let value = try body()
            if let failure { throw failure }
            try run(.release)
            return value
        } catch {
            takeBack(to: mark)
            if failure == nil {
                try run(.rollbackTo)
                try run(.release)
            }
            throw failure ?? error
        }
    }

    /// Registers how to take back a change in memory that belongs to this transaction.
    public func onRollback(_ body: @escaping () -> Void) { undo.append(body) }

    func takeBack(to mark: Int = 0) {
        while undo.count > mark { undo.removeLast()() }
    }

    func forget() {
        undo.removeAll(keepingCapacity: true)
        failure = nil
    }

    func run(_ statement: Statement) throws(StoreError) { try write(try query(statement)) }

    override func query(_ statement: Statement) throws(StoreError) -> Query {
        if let failure { throw failure }
        return try super.query(statement)
    }

    /// Runs a changing statement; a failure that SQLite may have answered with a rollback of the
    /// whole transaction is remembered.
    func write(_ query: Query) throws(StoreError) {
        do {
            try query.run()
        } catch {
            switch error {
            case .diskFull, .damaged, .inputOutput: failure = error
            default: break
            }
            throw error
        }
    }

    private func checkSize(_ bytes: [UInt8]) throws(StoreError) {
        guard bytes.count <= StoreLimits.rowByteCount else { throw .limitExceeded }
    }

    // MARK: Files and acts

    /// How many files there are.
    public var fileCount: Int { state.rows.count }

    /// How many envelopes of acts were ever written.
    public var actCount: UInt64 { UInt64(state.lastAct) }

    /// The row of a file.
    public func row(of file: FileID) -> FileRow? { state.rows[file] }

    /// The id of a file's row.
    public func file(_ row: FileRow) -> FileID? { state.ids[row] }

    /// Adds a file.
    ///
    /// - Throws: `duplicate` where the id is there.
    public func addFile(_ id: FileID) throws(StoreError) -> FileRow {
        guard state.rows[id] == nil else { throw .duplicate }
        let row = FileRow(state.lastFile + 1)
        let query = try query(.addFile)
        query.bind(row.value, 0)
        query.bind(id.bytes, 1)
        try write(query)
        state.lastFile = row.value
        state.rows[id] = row
        state.ids[row] = id
        onRollback { [state] in
            state.rows[id] = nil
            state.ids[row] = nil
            state.lastFile = row.value - 1
        }
        return row
    }

    /// Adds one envelope of an act and gives its row number.
    public func addAct(_ act: ActRow) throws(StoreError) -> Int64 {
        try checkSize(act.envelope)
        let row = state.lastAct + 1
        let query = try query(.addAct)
        query.bind(row, 0)
        query.bind(act.file.value, 1)
        query.bind(Int64(bitPattern: act.sequence), 2)
        query.bind(Int64(act.dataClass.rawValue), 3)
        query.bind(act.record.bytes, 4)
        query.bind(Int64(bitPattern: act.leaf), 5)
        query.bind(act.time.milliseconds, 6)
        query.bind(act.envelope, 7)
        try write(query)
        state.lastAct = row
        let place = Place(sequence: act.sequence, dataClass: act.dataClass, act: row)
        state.unfolded[act.file, default: []].append(place)
        state.unfoldedCount += 1
        onRollback { [state] in
            state.lastAct = row - 1
            state.unfolded[act.file]?.removeLast()
            if state.unfolded[act.file]?.isEmpty == true { state.unfolded[act.file] = nil }
            state.unfoldedCount -= 1
        }
        return row
    }

    /// Where a file's envelopes lie, by sequence and class.
    public func places(of file: FileRow) throws(StoreError) -> [Place] {
        let folded = try foldedPlaces(of: file...file).map(\.place)
        guard let fresh = state.unfolded[file] else { return folded }
        return (folded + fresh).sorted {
            ($0.sequence, $0.dataClass.rawValue) < ($1.sequence, $1.dataClass.rawValue)
        }
    }

    /// Where the envelopes of the files of a run of rows lie, in no order.
    public func places(
        of files: ClosedRange<FileRow>
    ) throws(StoreError) -> [(file: FileRow, place: Place)] {
        var places = try foldedPlaces(of: files)
        for file in (files.lowerBound.value...files.upperBound.value).map(FileRow.init) {
            places += (state.unfolded[file] ?? []).map { (file, $0) }
        }
        return places
    }

    private func foldedPlaces(
        of files: ClosedRange<FileRow>
    ) throws(StoreError) -> [(file: FileRow, place: Place)] {
        let query = try query(.placesOf)
        query.bind(files.lowerBound.value, 0)
        query.bind(files.upperBound.value, 1)
        return try all(query) { query throws(StoreError) in
            guard let dataClass = Self.dataClass(query.integer(1)) else {
                throw .damaged(code: 0)
            }
            let place = Place(
                sequence: UInt64(bitPattern: query.integer(0)), dataClass: dataClass,
                act: query.integer(2))
            return (FileRow(query.integer(3)), place)
        }
    }

    /// One envelope of an act.
    public func act(
        of file: FileRow, sequence: UInt64, _ dataClass: DataClass
    ) throws(StoreError) -> ActRow? {
        guard let row = try place(of: file, sequence: sequence, dataClass) else { return nil }
        guard let act = try act(row: row) else { throw .damaged(code: 0) }
        return act
    }

    private func place(
        of file: FileRow, sequence: UInt64, _ dataClass: DataClass
    ) throws(StoreError) -> Int64? {
        let fresh = state.unfolded[file]?.last {
            $0.sequence == sequence && $0.dataClass == dataClass
        }
        if let fresh { return fresh.act }
        let query = try query(.placeOf)
        query.bind(file.value, 0)
        query.bind(Int64(bitPattern: sequence), 1)
        query.bind(Int64(dataClass.rawValue), 2)
        return try one(query) { $0.integer(0) }
    }

    /// Replaces an envelope by its tombstone, in an erasure.
    ///
    /// - Precondition: the places are folded (`fold`).
    public func bury(_ act: ActRow, under tombstone: Tombstone) throws(StoreError) {
        precondition(act.row <= state.foldedAct)
        let delete = try query(.deleteAct)
        delete.bind(act.row, 0)
        try write(delete)
        let place = try query(.deletePlace)
        place.bind(act.file.value, 0)
        place.bind(Int64(bitPattern: act.sequence), 1)
        place.bind(Int64(act.dataClass.rawValue), 2)
        try write(place)
        let query = try query(.addTombstone)
        query.bind(tombstone.row, 0)
        query.bind(tombstone.file.value, 1)
        query.bind(Int64(bitPattern: tombstone.sequence), 2)
        query.bind(Int64(tombstone.dataClass.rawValue), 3)
        query.bind(tombstone.record.bytes, 4)
        query.bind(Int64(bitPattern: tombstone.leaf), 5)
        query.bind(tombstone.hash, 6)
        query.bind(Int64(bitPattern: tombstone.erasure), 7)
        try write(query)
    }

    /// Puts an envelope in the place of an act's, and keeps the hash of what was there.
    ///
    /// - Throws: `duplicate` where that was done under the leaf already.
    public func reseal(
        _ act: ActRow, with envelope: [UInt8], formerHash: [UInt8], under leaf: UInt64
    ) throws(StoreError) {
        try checkSize(envelope)
        let former = try query(.addFormer)
        former.bind(act.row, 0)
        former.bind(Int64(bitPattern: leaf), 1)
        former.bind(formerHash, 2)
        try write(former)
        let query = try query(.setEnvelope)
        query.bind(envelope, 0)
        query.bind(act.row, 1)
        try write(query)
    }

    /// A file's sealed spine; nil before its first act.
    public func spine(of file: FileRow) throws(StoreError) -> [UInt8]? {
        if let row = state.tails[file] {
            let query = try query(.getTail)
            query.bind(row, 0)
            return try one(query) { $0.bytes(0) }
        }
        let query = try query(.getSpine)
        query.bind(file.value, 0)
        return try one(query) { $0.bytes(0) }
    }

    /// Sets a file's sealed spine; it is appended, and folded into its place when idle.
    public func setSpine(of file: FileRow, to spine: [UInt8]) throws(StoreError) {
        let row = state.lastTail + 1
        let query = try query(.addTail)
        query.bind(row, 0)
        query.bind(file.value, 1)
        query.bind(spine, 2)
        try write(query)
        let before = state.tails.updateValue(row, forKey: file)
        state.lastTail = row
        onRollback { [state] in
            state.tails[file] = before
            state.lastTail = row - 1
        }
    }

    /// Sets a head part.
    public func setHead(
        of file: FileRow, _ dataClass: DataClass, position: UInt64, envelope: [UInt8]
    ) throws(StoreError) {
        try checkSize(envelope)
        let query = try query(.setHead)
        query.bind(Self.headKey(file, dataClass), 0)
        query.bind(Int64(bitPattern: position), 1)
        query.bind(envelope, 2)
        try write(query)
    }

    /// Removes a head part, in an erasure.
    public func deleteHead(of file: FileRow, _ dataClass: DataClass) throws(StoreError) {
        let query = try query(.deleteHead)
        query.bind(Self.headKey(file, dataClass), 0)
        try write(query)
    }

    // MARK: Wraps

    /// Adds a wrapped data key.
    public func addWrap(_ wrap: WrapRow) throws(StoreError) {
        let query = try query(.addWrap)
        query.bind(wrap.file.value, 0)
        query.bind(Int64(wrap.dataClass.rawValue), 1)
        query.bind(Int64(wrap.generation), 2)
        query.bind(Int64(wrap.kekVersion), 3)
        query.bind(wrap.wrap, 4)
        try write(query)
    }

    /// Replaces a wrap if it still is what was read; tells whether it was.
    public func replaceWrap(_ old: WrapRow, with new: WrapRow) throws(StoreError) -> Bool {
        let query = try query(.replaceWrap)
        query.bind(Int64(new.kekVersion), 0)
        query.bind(new.wrap, 1)
        query.bind(old.file.value, 2)
        query.bind(Int64(old.dataClass.rawValue), 3)
        query.bind(Int64(old.generation), 4)
        query.bind(old.wrap, 5)
        try write(query)
        return unsafe sqlite3_changes(connection.database) == 1
    }

    /// Removes one generation of a file's data key of a class.
    public func deleteWrap(_ wrap: WrapRow) throws(StoreError) {
        let query = try query(.deleteWrap)
        query.bind(wrap.file.value, 0)
        query.bind(Int64(wrap.dataClass.rawValue), 1)
        query.bind(Int64(wrap.generation), 2)
        try write(query)
    }

    /// Removes all generations of a file's data key of a class: what erasure rests on.
    public func deleteWraps(of file: FileRow, _ dataClass: DataClass) throws(StoreError) {
        let query = try query(.deleteWraps)
        query.bind(file.value, 0)
        query.bind(Int64(dataClass.rawValue), 1)
        try write(query)
    }
}
