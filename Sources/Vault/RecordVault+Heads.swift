public import Authority
public import Basics
internal import Secrets
public import Store

/// What a sweep over all files finds of one of them: its head parts as they are sealed, with the
/// keys that open them, which lie in locked memory as long as this lives.
public struct SweptHeads: Sendable {
    /// A head part, and what opens it.
    fileprivate struct Part: Sendable {
        let envelope: [UInt8]
        let place: EnvelopePlace
        let key: KeyBox
    }

    /// The file.
    public let file: FileID
    /// Whether it has acts that are folded into none of them yet.
    public let isBehind: Bool
    fileprivate let store: StoreID
    fileprivate let parts: [Part]

    /// The plaintexts of the head parts, by class; any thread may open them.
    ///
    /// - Throws: `wrongKeyOrContext`, `damaged`.
    public func opened() throws(VaultError) -> [[UInt8]] {
        var plaintexts: [[UInt8]] = []
        plaintexts.reserveCapacity(parts.count)
        for index in parts.indices {
            plaintexts.append(
                try Envelope.open(
                    parts[index].envelope, at: parts[index].place, store: store,
                    key: parts[index].key.key))
        }
        return plaintexts
    }
}

/// An opened head part.
public struct OpenedHead: Equatable, Sendable {
    /// The sequence of the last act that is folded in.
    public let position: UInt64
    /// The plaintext.
    public let plaintext: [UInt8]
}

extension RecordVault {
    // MARK: Heads

    func headPlace(
        _ file: FileID, _ dataClass: DataClass, _ position: UInt64
    ) -> EnvelopePlace {
        EnvelopePlace(
            file: file, record: .zero, type: .head, sequence: position, dataClass: dataClass)
    }

    /// Seals and sets a file's head part of a class.
    ///
    /// - Throws: `classNotPermitted`, `notFound`, `limitExceeded`, `store`.
    public func setHead(
        _ plaintext: [UInt8], of file: FileID, _ dataClass: DataClass, position: UInt64,
        permit: Permit, in transaction: StoreTransaction
    ) throws(VaultError) {
        try check(permit, seals: dataClass, of: file)
        guard plaintext.count <= VaultLimits.plaintextByteCount else { throw .limitExceeded }
        let row = try row(of: file, in: transaction)
        let key = try sealingKey(dataClass, file: file, row: row, in: transaction)
        let envelope = Envelope.seal(
            plaintext, at: headPlace(file, dataClass, position), store: storeID,
            generation: key.generation, key: key.box.key)
        try Self.stored { () throws(StoreError) in
            try transaction.setHead(of: row, dataClass, position: position, envelope: envelope)
        }
    }

    /// Opens a file's head part of a class; nil where there is none yet.
    ///
    /// - Throws: `classNotPermitted`, `notFound`, `wrongKeyOrContext`, `damaged`.
    public func head(
        of file: FileID, _ dataClass: DataClass, permit: Permit,
        in transaction: StoreTransaction
    ) throws(VaultError) -> OpenedHead? {
        try check(permit, opens: dataClass, of: file)
        let row = try row(of: file, in: transaction)
        let stored = try Self.stored { () throws(StoreError) in
            try transaction.head(of: row, dataClass)
        }
        guard let stored else { return nil }
        return try open(stored, of: file, dataClass, permit: permit, in: transaction)
    }

    /// Opens the head parts that a file has of some classes.
    ///
    /// - Throws: as `head`.
    public func heads(
        of file: FileID, _ classes: ClassSet, permit: Permit, in transaction: StoreTransaction
    ) throws(VaultError) -> [(dataClass: DataClass, head: OpenedHead)] {
        for dataClass in classes.classes { try check(permit, opens: dataClass, of: file) }
        let row = try row(of: file, in: transaction)
        let (stored, wraps) = try Self.stored { () throws(StoreError) in
            (try transaction.heads(of: row), try transaction.wraps(of: row))
        }
        return try keyed(stored[...], of: file, classes, wraps[...], areKept: true).map {
            part throws(VaultError) in
            let plaintext = try Envelope.open(
                part.envelope, at: part.place, store: storeID, key: part.key.key)
            return (
                part.place.dataClass,
                OpenedHead(position: part.place.sequence, plaintext: plaintext)
            )
        }
    }

    /// Finds the head parts that some files have of some classes, with their keys, in a sweep over all
    /// files: those that lie in a row are read as one; a file of which a key is not to be had is left
    /// out.
    ///
    /// The keys are not kept here, since they would drive out those in use.
    /// - Throws: `classNotPermitted`, `sealed`, `store`.
    public func sweptHeads(
        of files: [FileID], _ classes: ClassSet, permit: Permit, in transaction: StoreTransaction
    ) throws(VaultError) -> [SweptHeads] {
        for file in files {
            for dataClass in classes.classes { try check(permit, opens: dataClass, of: file) }
        }
        let rows = files.map { transaction.row(of: $0) }
        let known = rows.compactMap(\.self)
        guard let first = known.min(), let last = known.max() else { return [] }
        let (heads, wraps, places) = try Self.stored { () throws(StoreError) in
            // In the order of their rows, as the store tells all but the newest places.
            (
                try transaction.heads(of: first...last), try transaction.wraps(of: first...last),
                try transaction.places(of: first...last).sorted { $0.file < $1.file }
            )
        }
        var swept: [SweptHeads] = []
        swept.reserveCapacity(files.count)
        for (file, row) in zip(files, rows) {
            guard let row else { continue }
            let own = stretch(of: row, in: heads) { $0.1.file }
            let ownWraps = stretch(of: row, in: wraps) { $0.file }
            guard let parts = try? keyed(own, of: file, classes, ownWraps, areKept: false) else {
                continue
            }
            let isBehind = stretch(of: row, in: places) { $0.file }.contains { _, place in
                guard permit.opens.contains(place.dataClass) else { return false }
                let part = parts.indices.first { parts[$0].place.dataClass == place.dataClass }
                return place.sequence > part.map { parts[$0].place.sequence } ?? 0
            }
            swept.append(
                SweptHeads(file: file, isBehind: isBehind, store: storeID, parts: parts))
        }
        return swept
    }

    /// What is of one row, of what stands in the order of its rows.
    private func stretch<Element>(
        of row: FileRow, in all: [Element], _ rowOf: (Element) -> FileRow
    ) -> ArraySlice<Element> {
        var (start, end) = (0, all.count)
        while start < end {
            let middle = (start + end) / 2
            if rowOf(all[middle]) < row { start = middle + 1 } else { end = middle }
        }
        while end < all.count, rowOf(all[end]) == row { end += 1 }
        return all[start..<end]
    }

    /// The head parts of a file that were read from the store, with the keys out of its wraps.
    private func keyed(
        _ stored: ArraySlice<(DataClass, HeadRow)>, of file: FileID, _ classes: ClassSet,
        _ wraps: ArraySlice<WrapRow>, areKept: Bool
    ) throws(VaultError) -> [SweptHeads.Part] {
        var parts: [SweptHeads.Part] = []
        parts.reserveCapacity(stored.count)
        for (dataClass, head) in stored where classes.contains(dataClass) {
            let place = headPlace(file, dataClass, head.position)
            let generation = try Envelope.generation(of: head.envelope, at: place)
            let key = try dataKey(
                DataKeyID(file: head.file, dataClass: dataClass, generation: generation),
                file: file, of: wraps, isKept: areKept)
            parts.append(SweptHeads.Part(envelope: head.envelope, place: place, key: key))
        }
        return parts
    }

    /// Opens a head part that was read from the store.
    ///
    /// - Throws: `classNotPermitted`, `wrongKeyOrContext`, `damaged`.
    public func open(
        _ stored: HeadRow, of file: FileID, _ dataClass: DataClass, permit: Permit,
        in reader: StoreReader
    ) throws(VaultError) -> OpenedHead {
        try check(permit, opens: dataClass, of: file)
        let place = headPlace(file, dataClass, stored.position)
        let plaintext = try open(stored.envelope, at: place, row: stored.file, in: reader)
        return OpenedHead(position: stored.position, plaintext: plaintext)
    }

    // MARK: Leaves

    private func leafPlace(_ index: UInt64) -> EnvelopePlace {
        EnvelopePlace(
            file: .zero, record: .zero, type: .leaf, sequence: index, dataClass: .audit)
    }

    /// Seals the payload of a leaf under the audit key.
    ///
    /// - Throws: `classNotPermitted`, `sealed`, `limitExceeded`.
    public func sealLeaf(
        _ payload: [UInt8], index: UInt64, permit: Permit
    ) throws(VaultError) -> [UInt8] {
        guard isUnsealed else { throw .sealed }
        guard permit.seals.contains(.audit) else { throw .classNotPermitted }
        guard payload.count <= VaultLimits.leafPayloadByteCount else { throw .limitExceeded }
        let key = try key(.audit)
        return Envelope.seal(
            payload, at: leafPlace(index), store: storeID, generation: key.version,
            key: key.box.key)
    }

    /// Opens the payload of a leaf.
    ///
    /// - Throws: `classNotPermitted`, `sealed`, `wrongKeyOrContext`, `damaged`, `keyMissing`.
    public func openLeaf(
        _ envelope: [UInt8], index: UInt64, permit: Permit
    ) throws(VaultError) -> [UInt8] {
        guard isUnsealed else { throw .sealed }
        guard permit.opens.contains(.audit) else { throw .classNotPermitted }
        let place = leafPlace(index)
        let version = try Envelope.generation(of: envelope, at: place)
        let key = try key(.audit, version: version)
        return try Envelope.open(envelope, at: place, store: storeID, key: key.box.key)
    }

    // MARK: Erasure and blind index

    /// Erases a class of a file: its data keys, envelopes and head part go, tombstones stay.
    ///
    /// Checkpoint with truncation after the commit, so that the log of writes forgets, too.
    /// - Parameters:
    ///   - sequences: the acts whose envelopes go; nil for all. Where others of the class stay, so
    ///     do its data keys, since they open those: copies of what was erased that lie elsewhere
    ///     can then be opened as long as the others can.
    ///   - leaf: the index of the ERASE leaf that the same transaction will write.
    ///   - acts: gets the hash of every erased envelope, for that leaf.
    /// - Returns: how many envelopes were erased.
    /// - Throws: `classNotPermitted`, `notFound`, `store`.
    public func erase(
        _ dataClass: DataClass, of file: FileID, only sequences: Set<UInt64>? = nil,
        leaf: UInt64, acts: inout ActsHash, permit: Permit, in transaction: StoreTransaction
    ) throws(VaultError) -> Int {
        try check(permit, seals: dataClass, of: file)
        guard DataClass.content.contains(dataClass) else { throw .classNotPermitted }
        let row = try row(of: file, in: transaction)
        func goes(_ sequence: UInt64) -> Bool { sequences?.contains(sequence) ?? true }
        var hashes: [(ActID, [UInt8])] = []
        var stays = false
        try Self.stored { () throws(StoreError) in
            try transaction.fold()
            for place in try transaction.places(of: row) where place.dataClass == dataClass {
                guard goes(place.sequence) else {
                    stays = true
                    continue
                }
                guard let act = try transaction.act(row: place.act) else { continue }
                let hash = ActsHash.hash(of: act.envelope)
                try transaction.bury(act, under: Tombstone(of: act, hash: hash, erasure: leaf))
                hashes.append((act.record, hash))
            }
            for attachment in try transaction.attachments(of: row, from: 0)
            where attachment.dataClass == dataClass && goes(attachment.sequence) {
                try transaction.deleteAttachment(attachment)
            }
            try transaction.deleteHead(of: row, dataClass)
            guard !stays else { return }
            try transaction.deleteWraps(of: row, dataClass)
            if dataClass == .identity { try transaction.deleteTokens(of: row) }
        }
        for (record, hash) in hashes { acts.add(record: record, dataClass, hash: hash) }
        if !stays { cache.remove(dataClass, of: row) }
        return hashes.count
    }

    /// The blind-index token of a value, 16 bytes (LAYOUT L-20).
    ///
    /// - Throws: `classNotPermitted` where the permit neither opens nor seals identity.
    public func token(of value: [UInt8], permit: Permit) throws(VaultError) -> [UInt8] {
        guard isUnsealed else { throw .sealed }
        guard permit.opens.contains(.identity) || permit.seals.contains(.identity) else {
            throw .classNotPermitted
        }
        return token(of: value, under: try key(.blindIndex).box)
    }

    /// The tokens that a value may have now: under the active key first, and while another one takes
    /// its place, under that which opens still.
    ///
    /// - Throws: as `token(of:permit:)`.
    public func tokens(of value: [UInt8], permit: Permit) throws(VaultError) -> [[UInt8]] {
        var tokens = [try token(of: value, permit: permit)]
        for version in versions(of: .blindIndex, in: [.decryptOnly, .drained]) {
            tokens.append(token(of: value, under: try key(.blindIndex, version: version).box))
        }
        return tokens
    }

    private func token(of value: [UInt8], under key: KeyBox) -> [UInt8] {
        unsafe BLAKE2b.hash(
            value.span.bytes, byteCount: 16, key: key.key, personal: "BI1.civil.number")
    }

    // MARK: Jobs

    /// The tag under which a job's row is believed, 32 bytes (LAYOUT L-21).
    ///
    /// - Throws: `sealed`.
    public func jobTag(_ row: Int64, _ bytes: [UInt8]) throws(VaultError) -> [UInt8] {
        let key = try key(.jobs)
        var message: [UInt8] = []
        message.append(storeID)
        message.appendBigEndian(row)
        message += bytes
        return unsafe BLAKE2b.hash(
            message.span.bytes, key: key.box.key, personal: "JB1.job.row.tag.")
    }
}
