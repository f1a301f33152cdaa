public import Authority
public import Basics
internal import Secrets
public import Store

/// The count and the keyed hash chain of a file's envelopes (LAYOUT L-19).
struct Spine: Equatable {
    var acts: UInt64 = 0
    var envelopes: UInt64 = 0
    var chain = [UInt8](repeating: 0, count: 32)
    /// Whether the file's rows were compared with the chain since the daemon started.
    var isChecked = false

    static let personal: StaticString = "SP1.chain.blake2"

    mutating func add(
        record: ActID, _ dataClass: DataClass, sequence: UInt64, hash: [UInt8],
        key: borrowing SecretKey
    ) {
        var message = chain
        message.reserveCapacity(96)
        message.append(record)
        message.append(dataClass.rawValue)
        message.appendBigEndian(sequence)
        message += hash
        chain = unsafe BLAKE2b.hash(message.span.bytes, key: key, personal: Self.personal)
        envelopes += 1
        acts = max(acts, sequence)
    }

    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(acts)
        bytes.appendBigEndian(envelopes)
        return bytes + chain
    }

    init() {}

    init(encoded bytes: [UInt8]) throws(VaultError) {
        var reader = ByteReader(bytes)
        do throws(ByteReaderError) {
            acts = try reader.integer()
            envelopes = try reader.integer()
            chain = Array(try reader.take(32))
            try reader.finish()
        } catch {
            throw .damaged
        }
    }
}

/// What a file got appended.
public struct AppendedAct: Sendable {
    /// The position of the act in its file, from 1.
    public let sequence: UInt64
    /// The rows that were written, one per class.
    public let rows: [Int64]
}

/// An opened envelope of an act.
public struct OpenedAct: Equatable, Sendable {
    /// The position of the act in its file.
    public let sequence: UInt64
    /// The class.
    public let dataClass: DataClass
    /// The act's id.
    public let record: ActID
    /// When it was written.
    public let time: Instant
    /// The index of the leaf that it was written with.
    public let leaf: UInt64
    /// The plaintext, a message of one class.
    public let plaintext: [UInt8]
}

extension RecordVault {
    func check(
        _ permit: Permit, opens dataClass: DataClass, of file: FileID
    ) throws(VaultError) {
        guard isUnsealed else { throw .sealed }
        guard permit.opens.contains(dataClass), permit.file == nil || permit.file == file else {
            throw .classNotPermitted
        }
    }

    func check(
        _ permit: Permit, seals dataClass: DataClass, of file: FileID
    ) throws(VaultError) {
        guard isUnsealed else { throw .sealed }
        guard permit.writes, permit.seals.contains(dataClass),
            permit.file == nil || permit.file == file
        else { throw .classNotPermitted }
    }

    static func stored<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(VaultError) -> Value {
        do throws(StoreError) {
            return try body()
        } catch {
            throw .store(error)
        }
    }

    func row(of file: FileID, in transaction: StoreTransaction) throws(VaultError) -> FileRow {
        guard let row = transaction.row(of: file) else { throw .notFound }
        return row
    }

    // MARK: Data keys

    /// A data key that is there.
    func dataKey(
        _ id: DataKeyID, file: FileID, in reader: StoreReader
    ) throws(VaultError) -> KeyBox {
        count(id.dataClass)
        if let box = cache.find(id) { return box }
        let stored = try Self.stored { () throws(StoreError) in
            try reader.wrap(of: id.file, id.dataClass, generation: id.generation)
        }
        guard let stored else { throw .keyMissing }
        let box = KeyBox(try unwrap(stored, file: file))
        cache.insert(box, id)
        return box
    }

    /// A data key of which the wraps of its file were read.
    func dataKey(
        _ id: DataKeyID, file: FileID, of wraps: ArraySlice<WrapRow>, isKept: Bool
    ) throws(VaultError) -> KeyBox {
        count(id.dataClass)
        if let box = cache.find(id) { return box }
        let wrap = wraps.first { $0.dataClass == id.dataClass && $0.generation == id.generation }
        guard let wrap else { throw .keyMissing }
        let box = KeyBox(try unwrap(wrap, file: file))
        if isKept { cache.insert(box, id) }
        return box
    }

    private func unwrap(_ row: WrapRow, file: FileID) throws(VaultError) -> SecretKey {
        let header = try KeyWrap.header(of: row)
        let kek = try key(.dataKeys, header.dataClass, version: header.kekVersion)
        return try KeyWrap.unwrap(row.wrap, file: file, store: storeID, key: kek.box.key)
    }

    /// The newest data key of a file's class, made if there is none.
    func sealingKey(
        _ dataClass: DataClass, file: FileID, row: FileRow, in transaction: StoreTransaction
    ) throws(VaultError) -> (box: KeyBox, generation: UInt32) {
        if let known = cache.findNewest(dataClass, of: row) {
            count(dataClass)
            return known
        }
        let latest = try Self.stored { () throws(StoreError) in
            try transaction.latestGeneration(of: row, dataClass)
        }
        let id = DataKeyID(file: row, dataClass: dataClass, generation: latest ?? 1)
        guard latest != nil else {
            return (try addDataKey(id, file: file, in: transaction), id.generation)
        }
        let box = try dataKey(id, file: file, in: transaction)
        cache.noteNewest(id)
        return (box, id.generation)
    }

    func newestKey(
        _ dataClass: DataClass, file: FileID, row: FileRow, in reader: StoreReader
    ) throws(VaultError) -> KeyBox {
        let latest = try Self.stored { () throws(StoreError) in
            try reader.latestGeneration(of: row, dataClass)
        }
        guard let latest else { throw .keyMissing }
        let id = DataKeyID(file: row, dataClass: dataClass, generation: latest)
        return try dataKey(id, file: file, in: reader)
    }

    func addDataKey(
        _ id: DataKeyID, file: FileID, in transaction: StoreTransaction
    ) throws(VaultError) -> KeyBox {
        let kek = try key(.dataKeys, id.dataClass)
        let box = KeyBox(SecretKey())
        let header = KeyWrap.Header(
            province: province, dataClass: id.dataClass, kekVersion: kek.version,
            generation: id.generation)
        let wrap = KeyWrap.wrap(
            box.key, header: header, file: file, store: storeID, key: kek.box.key)
        try Self.stored { () throws(StoreError) in
            try transaction.addWrap(
                WrapRow(
                    file: id.file, dataClass: id.dataClass, generation: id.generation,
                    kekVersion: kek.version, wrap: wrap))
        }
        cache.insert(box, id)
        cache.noteNewest(id)
        transaction.onRollback { [self] in cache.remove(id) }
        return box
    }

    // MARK: Spine

    private func spine(
        of file: FileID, row: FileRow, in transaction: StoreTransaction
    ) throws(VaultError) -> Spine {
        if let spine = spines[row] { return spine }
        let stored = try Self.stored { () throws(StoreError) in try transaction.spine(of: row) }
        var spine = Spine()
        if let stored {
            let place = spinePlace(file)
            let generation = try Envelope.generation(of: stored, at: place)
            let id = DataKeyID(file: row, dataClass: .spine, generation: generation)
            let box = try dataKey(id, file: file, in: transaction)
            spine = try Spine(
                encoded: Envelope.open(stored, at: place, store: storeID, key: box.key))
        } else {
            // Only a file without acts has none: where it was taken away, the check finds it.
            spine.isChecked = try links(of: row, in: transaction).isEmpty
        }
        spines[row] = spine
        return spine
    }

    func spinePlace(_ file: FileID) -> EnvelopePlace {
        EnvelopePlace(file: file, record: .zero, type: .spine, sequence: 0, dataClass: .spine)
    }

    /// The sequence of a file's last act; 0 for a file without acts.
    ///
    /// - Throws: `classNotPermitted` where the permit does not open the spine; `damaged`, …
    public func position(
        of file: FileID, permit: Permit, in transaction: StoreTransaction
    ) throws(VaultError) -> UInt64 {
        try check(permit, opens: .spine, of: file)
        let row = try row(of: file, in: transaction)
        return try spine(of: file, row: row, in: transaction).acts
    }

    /// Compares a file's rows and tombstones with its spine; once per file and run of the daemon,
    /// or again where that is asked for.
    ///
    /// - Throws: `spineMismatch` where an act was removed, replaced, moved or added.
    public func checkSpine(
        of file: FileID, again: Bool = false, permit: Permit, in transaction: StoreTransaction
    ) throws(VaultError) {
        try check(permit, opens: .spine, of: file)
        let row = try row(of: file, in: transaction)
        let sealed = try spine(of: file, row: row, in: transaction)
        guard again || !sealed.isChecked else { return }
        var fresh = try chain(of: file, row: row, in: transaction)
        guard fresh.acts == sealed.acts, fresh.envelopes == sealed.envelopes,
            Sodium.areEqual(fresh.chain, sealed.chain)
        else { throw .spineMismatch }
        fresh.isChecked = true
        spines[row] = fresh
    }

    /// What a file's rows and tombstones add up to, under the newest key of its spine.
    func chain(
        of file: FileID, row: FileRow, in transaction: StoreTransaction
    ) throws(VaultError) -> Spine {
        let marks = try links(of: row, in: transaction).sorted { $0.row < $1.row }
        var chain = Spine()
        guard !marks.isEmpty else { return chain }
        let box = try newestKey(.spine, file: file, row: row, in: transaction)
        for mark in marks {
            chain.add(
                record: mark.record, mark.dataClass, sequence: mark.sequence, hash: mark.hash,
                key: box.key)
        }
        return chain
    }

    private func links(
        of row: FileRow, in transaction: StoreTransaction
    ) throws(VaultError) -> [Tombstone] {
        try Self.stored { () throws(StoreError) in
            var marks = try transaction.tombstones(of: row)
            for place in try transaction.places(of: row) {
                guard let act = try transaction.act(row: place.act), act.file == row else {
                    // A place without its row is a removed act, which the chain tells.
                    continue
                }
                marks.append(Tombstone(of: act, hash: ActsHash.hash(of: act.envelope), erasure: 0))
            }
            return marks
        }
    }

    // MARK: Acts

    /// Adds a file.
    ///
    /// - Throws: `classNotPermitted` where the permit does not write; `store(.duplicate)`.
    public func createFile(
        _ file: FileID, permit: Permit, in transaction: StoreTransaction
    ) throws(VaultError) {
        try check(permit, seals: .spine, of: file)
        _ = try Self.stored { () throws(StoreError) in try transaction.addFile(file) }
    }

    /// Seals and appends one act, one envelope per class, and moves the file's spine.
    ///
    /// - Parameters:
    ///   - parts: what each class gets; every class once.
    ///   - leaf: the index of the leaf that the same transaction will write.
    ///   - acts: gets the hash of every envelope, for that leaf.
    /// - Throws: `classNotPermitted`, `notFound`, `limitExceeded`, `keyMissing`, `store`.
    public func append(
        _ parts: [(dataClass: DataClass, plaintext: [UInt8])], record: ActID, to file: FileID,
        leaf: UInt64, time: Instant, acts: inout ActsHash, permit: Permit,
        in transaction: StoreTransaction
    ) throws(VaultError) -> AppendedAct {
        try check(permit, seals: .spine, of: file)
        for part in parts {
            try check(permit, seals: part.dataClass, of: file)
            guard part.plaintext.count <= VaultLimits.plaintextByteCount else {
                throw .limitExceeded
            }
        }
        let row = try row(of: file, in: transaction)
        let before = try spine(of: file, row: row, in: transaction)
        var spine = before
        let spineKey = try sealingKey(.spine, file: file, row: row, in: transaction)
        let sequence = before.acts + 1
        var rows: [Int64] = []
        for part in parts.sorted(by: { $0.dataClass.rawValue < $1.dataClass.rawValue }) {
            let key = try sealingKey(part.dataClass, file: file, row: row, in: transaction)
            let place = EnvelopePlace(
                file: file, record: record, type: .act, sequence: sequence,
                dataClass: part.dataClass)
            let envelope = Envelope.seal(
                part.plaintext, at: place, store: storeID, generation: key.generation,
                key: key.box.key)
            let hash = ActsHash.hash(of: envelope)
            let act = ActRow(
                file: row, sequence: sequence, dataClass: part.dataClass, record: record,
                leaf: leaf, time: time, envelope: envelope)
            rows.append(
                try Self.stored { () throws(StoreError) in try transaction.addAct(act) })
            spine.add(
                record: record, part.dataClass, sequence: sequence, hash: hash,
                key: spineKey.box.key)
            acts.add(record: record, part.dataClass, hash: hash)
        }
        let sealed = Envelope.seal(
            spine.encoded, at: spinePlace(file), store: storeID,
            generation: spineKey.generation, key: spineKey.box.key)
        try Self.stored { () throws(StoreError) in
            try transaction.setSpine(of: row, to: sealed)
        }
        spines[row] = spine
        transaction.onRollback { [self] in spines[row] = before }
        return AppendedAct(sequence: sequence, rows: rows)
    }

    /// Opens one envelope of an act.
    ///
    /// - Throws: `classNotPermitted`, `notFound`, `wrongKeyOrContext`, `damaged`, `keyMissing`.
    public func act(
        of file: FileID, sequence: UInt64, _ dataClass: DataClass, permit: Permit,
        in transaction: StoreTransaction
    ) throws(VaultError) -> OpenedAct {
        try check(permit, opens: dataClass, of: file)
        let row = try row(of: file, in: transaction)
        let stored = try Self.stored { () throws(StoreError) in
            try transaction.act(of: row, sequence: sequence, dataClass)
        }
        guard let stored else { throw .notFound }
        return try open(stored, of: file, permit: permit, in: transaction)
    }

    /// Opens every envelope of a file that the permit's classes allow, by sequence and class.
    ///
    /// - Throws: as `act`.
    public func acts(
        of file: FileID, after sequence: UInt64 = 0, permit: Permit,
        in transaction: StoreTransaction
    ) throws(VaultError) -> [OpenedAct] {
        try acts(of: file, permit: permit, in: transaction) { $0.sequence > sequence }
    }

    /// The acts of a file that are not in the heads of their classes yet, in the order in which they were
    /// added.
    ///
    /// - Parameter positions: the position of the head of each class that has one.
    /// - Throws: as `act`.
    public func acts(
        of file: FileID, afterHeads positions: [DataClass: UInt64], permit: Permit,
        in transaction: StoreTransaction
    ) throws(VaultError) -> [OpenedAct] {
        try acts(of: file, permit: permit, in: transaction) {
            $0.sequence > positions[$0.dataClass] ?? 0
        }
    }

    private func acts(
        of file: FileID, permit: Permit, in transaction: StoreTransaction,
        where isWanted: (Place) -> Bool
    ) throws(VaultError) -> [OpenedAct] {
        let row = try row(of: file, in: transaction)
        let places = try Self.stored { () throws(StoreError) in try transaction.places(of: row) }
        var acts: [OpenedAct] = []
        for place in places where isWanted(place) && permit.opens.contains(place.dataClass) {
            let stored = try Self.stored { () throws(StoreError) in
                try transaction.act(row: place.act)
            }
            guard let stored else { throw .spineMismatch }
            acts.append(try open(stored, of: file, permit: permit, in: transaction))
        }
        return acts
    }

    /// Opens an envelope that was read from the store; jobs over all rows use it.
    ///
    /// - Throws: as `act`.
    public func open(
        _ stored: ActRow, of file: FileID, permit: Permit, in reader: StoreReader
    ) throws(VaultError) -> OpenedAct {
        try check(permit, opens: stored.dataClass, of: file)
        let place = EnvelopePlace(
            file: file, record: stored.record, type: .act, sequence: stored.sequence,
            dataClass: stored.dataClass)
        let plaintext = try open(
            stored.envelope, at: place, row: stored.file, in: reader)
        return OpenedAct(
            sequence: stored.sequence, dataClass: stored.dataClass, record: stored.record,
            time: stored.time, leaf: stored.leaf, plaintext: plaintext)
    }

    func open(
        _ envelope: [UInt8], at place: EnvelopePlace, row: FileRow, in reader: StoreReader
    ) throws(VaultError) -> [UInt8] {
        let generation = try Envelope.generation(of: envelope, at: place)
        let id = DataKeyID(file: row, dataClass: place.dataClass, generation: generation)
        let box = try dataKey(id, file: place.file, in: reader)
        return try Envelope.open(envelope, at: place, store: storeID, key: box.key)
    }
}
