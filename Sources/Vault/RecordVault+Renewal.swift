public import Authority
public import Basics
internal import Secrets
public import Store

// New data keys for what is kept of a file: whoever knows the former ones opens nothing of it any
// more that he has not copied already.

extension RecordVault {
    /// Makes new data keys for classes of a file, seals all that is kept of them anew, and removes the
    /// former keys.
    ///
    /// The file is compared with its spine first: what is not as it was written is not sealed anew, or
    /// nobody could tell afterwards. Of each envelope of an act the hash stays that it had. Checkpoint
    /// with truncation afterwards, so that the log of writes forgets the former keys, too.
    /// - Parameters:
    ///   - begun: the classes that `renewAttachments` has made new keys of; those are taken.
    ///   - leaf: the index of the RESEAL leaf that the same transaction will write.
    ///   - acts: gets the hash of every envelope that was made, for that leaf.
    /// - Returns: the classes that the file has a key of, and how many envelopes of acts were made.
    /// - Throws: `classNotPermitted` for any permit but the renewal's; `spineMismatch`, `damaged`,
    ///   `wrongKeyOrContext`, `keyMissing`, `notFound`, `store`: nothing was changed then, once the
    ///   transaction is taken back.
    public func renewDataKeys(
        _ wanted: ClassSet, begun: ClassSet = [], of file: FileID, leaf: UInt64,
        acts: inout ActsHash, permit: Permit, in transaction: StoreTransaction
    ) throws(VaultError) -> (classes: ClassSet, count: Int) {
        guard permit.system == .renewal else { throw .classNotPermitted }
        try checkSpine(of: file, again: true, permit: permit, in: transaction)
        let row = try row(of: file, in: transaction)
        let wraps = try Self.stored { () throws(StoreError) in
            try transaction.wraps(of: row).filter { wanted.contains($0.dataClass) }
        }
        var keys: [DataClass: (box: KeyBox, generation: UInt32)] = [:]
        for wrap in wraps where keys[wrap.dataClass] == nil {
            keys[wrap.dataClass] =
                begun.contains(wrap.dataClass)
                ? try sealingKey(wrap.dataClass, file: file, row: row, in: transaction)
                : try nextDataKey(wrap.dataClass, of: file, row: row, in: transaction)
        }
        guard !keys.isEmpty else { return ([], 0) }
        let count = try resealActs(
            of: file, row: row, under: keys, leaf: leaf, acts: &acts, in: transaction)
        try resealHeads(of: file, row: row, under: keys, in: transaction)
        let attachments = try attachments(of: file, row: row, in: transaction) {
            $1 < keys[$0]?.generation ?? 0
        }
        for attachment in attachments {
            try copy(attachment, of: file, permit: permit, in: transaction)
        }
        try resealSpine(of: file, row: row, in: transaction)
        for wrap in wraps where wrap.generation < keys[wrap.dataClass]?.generation ?? 0 {
            try Self.stored { () throws(StoreError) in try transaction.deleteWrap(wrap) }
            cache.remove(
                DataKeyID(file: row, dataClass: wrap.dataClass, generation: wrap.generation))
        }
        return (keys.keys.reduce(into: []) { $0.insert(ClassSet($1)) }, count)
    }

    /// Makes the new data keys of a file before `renewDataKeys` where its attachments are more than one
    /// transaction takes, and seals so many of them under these; until the rest follows, the file has
    /// its former keys beside.
    ///
    /// - Parameter begun: the classes that have their new keys by then.
    /// - Returns: those that have them now; nil where what is left is little enough to go with the rest.
    /// - Throws: as `renewDataKeys`.
    public func renewAttachments(
        _ wanted: ClassSet, begun: ClassSet, of file: FileID, permit: Permit,
        in transaction: StoreTransaction
    ) throws(VaultError) -> ClassSet? {
        guard permit.system == .renewal else { throw .classNotPermitted }
        let row = try row(of: file, in: transaction)
        var keys: [DataClass: UInt32] = [:]
        for dataClass in begun.classes {
            keys[dataClass] = try Self.stored { () throws(StoreError) in
                try transaction.latestGeneration(of: row, dataClass)
            }
        }
        let left = try attachments(of: file, row: row, in: transaction) {
            wanted.contains($0) && $1 < keys[$0] ?? .max
        }
        var counts: [Int] = []
        for attachment in left {
            counts.append(
                try Self.stored { () throws(StoreError) in
                    try transaction.chunkCount(of: attachment)
                })
        }
        guard left.count > 1, counts.reduce(0, +) > VaultLimits.chunksPerRenewal else { return nil }
        // What is not as it was written is found before anything is changed.
        if begun.isEmpty { try checkSpine(of: file, again: true, permit: permit, in: transaction) }
        var (made, count) = (begun, 0)
        for (attachment, chunks) in zip(left, counts) {
            guard count == 0 || count + chunks <= VaultLimits.chunksPerRenewal else { break }
            if !made.contains(attachment.dataClass) {
                _ = try nextDataKey(attachment.dataClass, of: file, row: row, in: transaction)
                made.insert(ClassSet(attachment.dataClass))
            }
            try copy(attachment, of: file, permit: permit, in: transaction)
            count += chunks
        }
        return made
    }

    /// The attachments of a file, by their class and the generation of the data key of each.
    private func attachments(
        of file: FileID, row: FileRow, in transaction: StoreTransaction,
        where isWanted: (DataClass, UInt32) -> Bool
    ) throws(VaultError) -> [AttachmentRow] {
        let rows = try Self.stored { () throws(StoreError) in
            try transaction.attachments(of: row, from: 0)
        }
        var wanted: [AttachmentRow] = []
        for row in rows {
            let generation = try Envelope.generation(
                of: row.header, at: place(of: row, in: file).envelope)
            if isWanted(row.dataClass, generation) { wanted.append(row) }
        }
        return wanted
    }

    private func place(of row: AttachmentRow, in file: FileID) -> AttachmentPlace {
        AttachmentPlace(file: file, sequence: row.sequence, dataClass: row.dataClass, id: row.id)
    }

    /// A data key of the next generation.
    private func nextDataKey(
        _ dataClass: DataClass, of file: FileID, row: FileRow, in transaction: StoreTransaction
    ) throws(VaultError) -> (box: KeyBox, generation: UInt32) {
        let latest = try Self.stored { () throws(StoreError) in
            try transaction.latestGeneration(of: row, dataClass)
        }
        guard let latest, latest < .max else { throw .limitExceeded }
        let id = DataKeyID(file: row, dataClass: dataClass, generation: latest + 1)
        return (try addDataKey(id, file: file, in: transaction), id.generation)
    }

    private func resealActs(
        of file: FileID, row: FileRow, under keys: [DataClass: (box: KeyBox, generation: UInt32)],
        leaf: UInt64, acts: inout ActsHash, in transaction: StoreTransaction
    ) throws(VaultError) -> Int {
        let places = try Self.stored { () throws(StoreError) in try transaction.places(of: row) }
        var count = 0
        for place in places {
            guard let key = keys[place.dataClass] else { continue }
            let stored = try Self.stored { () throws(StoreError) in
                try transaction.act(row: place.act)
            }
            guard let stored else { throw .spineMismatch }
            let context = EnvelopePlace(
                file: file, record: stored.record, type: .act, sequence: stored.sequence,
                dataClass: stored.dataClass)
            let envelope = try reseal(
                stored.envelope, at: context, row: row, under: key, in: transaction)
            try Self.stored { () throws(StoreError) in
                try transaction.reseal(
                    stored, with: envelope, formerHash: ActsHash.hash(of: stored.envelope),
                    under: leaf)
            }
            acts.add(
                record: stored.record, stored.dataClass, hash: ActsHash.hash(of: envelope))
            count += 1
        }
        return count
    }

    private func resealHeads(
        of file: FileID, row: FileRow, under keys: [DataClass: (box: KeyBox, generation: UInt32)],
        in transaction: StoreTransaction
    ) throws(VaultError) {
        for (dataClass, key) in keys {
            let head = try Self.stored { () throws(StoreError) in
                try transaction.head(of: row, dataClass)
            }
            guard let head else { continue }
            let envelope = try reseal(
                head.envelope, at: headPlace(file, dataClass, head.position), row: row,
                under: key, in: transaction)
            try Self.stored { () throws(StoreError) in
                try transaction.setHead(
                    of: row, dataClass, position: head.position, envelope: envelope)
            }
        }
    }

    /// Opens an envelope and seals what is in it anew; it is in memory no longer than that.
    private func reseal(
        _ envelope: [UInt8], at place: EnvelopePlace, row: FileRow,
        under key: (box: KeyBox, generation: UInt32), in transaction: StoreTransaction
    ) throws(VaultError) -> [UInt8] {
        var plaintext = try open(envelope, at: place, row: row, in: transaction)
        defer { Sodium.wipe(&plaintext) }
        return Envelope.seal(
            plaintext, at: place, store: storeID, generation: key.generation, key: key.box.key)
    }

    /// Seals an attachment under a key of its own that is new, too: its former one stands in a header that
    /// the former data key opens.
    private func copy(
        _ old: AttachmentRow, of file: FileID, permit: Permit, in transaction: StoreTransaction
    ) throws(VaultError) {
        let place = place(of: old, in: file)
        guard let stored = try attachment(at: place, permit: permit, in: transaction) else {
            throw .damaged
        }
        var copy = try beginAttachment(
            at: place, byteCount: stored.byteCount, sha256: stored.sha256, permit: permit,
            in: transaction)
        for number in 0..<stored.chunkCount {
            var chunk = try chunk(number, of: stored, permit: permit, in: transaction)
            defer { Sodium.wipe(&chunk) }
            try appendChunk(chunk, to: &copy, permit: permit, in: transaction)
        }
        try drop(stored, permit: permit, in: transaction)
    }

    /// Chains the envelopes as they are now, and seals that under the newest key of the spine.
    private func resealSpine(
        of file: FileID, row: FileRow, in transaction: StoreTransaction
    ) throws(VaultError) {
        var fresh = try chain(of: file, row: row, in: transaction)
        fresh.isChecked = true
        let key = try sealingKey(.spine, file: file, row: row, in: transaction)
        let sealed = Envelope.seal(
            fresh.encoded, at: spinePlace(file), store: storeID, generation: key.generation,
            key: key.box.key)
        try Self.stored { () throws(StoreError) in
            try transaction.setSpine(of: row, to: sealed)
        }
        let before = spines[row]
        spines[row] = fresh
        transaction.onRollback { [self] in spines[row] = before }
    }
}
