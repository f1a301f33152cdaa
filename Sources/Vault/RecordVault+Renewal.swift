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
    ///   - leaf: the index of the RESEAL leaf that the same transaction will write.
    ///   - acts: gets the hash of every envelope that was made, for that leaf.
    /// - Returns: the classes that the file has a key of, and how many envelopes of acts were made.
    /// - Throws: `classNotPermitted` for any permit but the renewal's; `spineMismatch`, `damaged`,
    ///   `wrongKeyOrContext`, `keyMissing`, `notFound`, `store`: nothing was changed then, once the
    ///   transaction is taken back.
    public func renewDataKeys(
        _ wanted: ClassSet, of file: FileID, leaf: UInt64, acts: inout ActsHash, permit: Permit,
        in transaction: StoreTransaction
    ) throws(VaultError) -> (classes: ClassSet, count: Int) {
        guard permit.system == .renewal else { throw .classNotPermitted }
        try checkSpine(of: file, again: true, permit: permit, in: transaction)
        let row = try row(of: file, in: transaction)
        let former = try Self.stored { () throws(StoreError) in
            try transaction.wraps(of: row).filter { wanted.contains($0.dataClass) }
        }
        var keys: [DataClass: (box: KeyBox, generation: UInt32)] = [:]
        for wrap in former where keys[wrap.dataClass] == nil {
            keys[wrap.dataClass] = try nextDataKey(
                wrap.dataClass, of: file, row: row, in: transaction)
        }
        guard !keys.isEmpty else { return ([], 0) }
        let count = try resealActs(
            of: file, row: row, under: keys, leaf: leaf, acts: &acts, in: transaction)
        try resealHeads(of: file, row: row, under: keys, in: transaction)
        try copyAttachments(
            of: file, row: row, in: Set(keys.keys), permit: permit, in: transaction)
        try resealSpine(of: file, row: row, in: transaction)
        for wrap in former {
            try Self.stored { () throws(StoreError) in try transaction.deleteWrap(wrap) }
            cache.remove(
                DataKeyID(file: row, dataClass: wrap.dataClass, generation: wrap.generation))
        }
        return (keys.keys.reduce(into: []) { $0.insert(ClassSet($1)) }, count)
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

    /// Seals attachments under keys of their own that are new, too: their former ones stand in headers
    /// that the former data keys open.
    private func copyAttachments(
        of file: FileID, row: FileRow, in classes: Set<DataClass>, permit: Permit,
        in transaction: StoreTransaction
    ) throws(VaultError) {
        let rows = try Self.stored { () throws(StoreError) in
            try transaction.attachments(of: row, from: 0)
        }
        for old in rows where classes.contains(old.dataClass) {
            let place = AttachmentPlace(
                file: file, sequence: old.sequence, dataClass: old.dataClass, id: old.id)
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
