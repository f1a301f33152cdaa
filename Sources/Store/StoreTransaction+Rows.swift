internal import Basics

extension StoreTransaction {
    // MARK: Log

    /// Adds a leaf under its index.
    ///
    /// - Throws: `duplicate` where the index is taken.
    public func addLeaf(_ bytes: [UInt8], index: UInt64) throws(StoreError) {
        let query = try query(.addLeaf)
        query.bind(Int64(bitPattern: index), 0)
        query.bind(bytes, 1)
        try write(query)
    }

    /// Adds a full tile of 256 hashes.
    public func addTile(_ hashes: [UInt8], level: Int, index: UInt64) throws(StoreError) {
        let query = try query(.addTile)
        query.bind(Self.tileKey(level, index), 0)
        query.bind(hashes, 1)
        try write(query)
    }

    // MARK: Small tables

    /// Sets a value of the meta table.
    public func setMeta(_ key: MetaKey, to value: [UInt8]) throws(StoreError) {
        let query = try query(.setMeta)
        query.bind(key.rawValue, 0)
        query.bind(value, 1)
        try write(query)
    }

    /// Sets a value of the meta table to an 8-byte integer.
    public func setMeta(_ key: MetaKey, to number: Int64) throws(StoreError) {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(number)
        try setMeta(key, to: bytes)
    }

    /// Adds a stored answer; its row number must be larger than any before.
    public func addOpKey(
        _ row: OpKeyRow, device: Int64, place: [UInt8]
    ) throws(StoreError) {
        guard row.answer.count <= StoreLimits.sealedAnswerByteCount else { throw .limitExceeded }
        let query = try query(.addOpKey)
        query.bind(row.row, 0)
        query.bind(row.time.milliseconds, 1)
        query.bind(device, 2)
        query.bind(place, 3)
        query.bind(row.digest, 4)
        query.bind(row.answer, 5)
        try write(query)
    }

    /// Empties a stored answer; place and digest stay, so that the key is still known.
    public func acknowledgeOpKey(row: Int64) throws(StoreError) {
        let query = try query(.acknowledgeOpKey)
        query.bind(row, 0)
        try write(query)
    }

    /// Removes the stored answers up to a row.
    public func expireOpKeys(through row: Int64) throws(StoreError) {
        let query = try query(.expireOpKeys)
        query.bind(row, 0)
        try write(query)
    }

    /// Sets a row of the registry.
    public func putRegistryRow(_ row: Int64, sealed: [UInt8]) throws(StoreError) {
        let query = try query(.putRegistry)
        query.bind(row, 0)
        query.bind(sealed, 1)
        try write(query)
    }

    /// Removes a row of the registry.
    public func deleteRegistryRow(_ row: Int64) throws(StoreError) {
        let query = try query(.deleteRegistry)
        query.bind(row, 0)
        try write(query)
    }

    /// How many leaves a sealed daemon has stored.
    public var pendingLeafCount: Int { state.pendingCount }

    /// Stores a leaf of a sealed daemon and gives its row number.
    ///
    /// - Throws: `limitExceeded` at 10,000 rows.
    public func addPendingLeaf(_ seal: (Int64) -> [UInt8]) throws(StoreError) -> Int64 {
        guard state.pendingCount < StoreLimits.pendingLeafCount else { throw .limitExceeded }
        let row = Int64(state.pendingCount)
        let query = try query(.addPending)
        query.bind(row, 0)
        query.bind(seal(row), 1)
        try write(query)
        state.pendingCount += 1
        onRollback { [state] in state.pendingCount -= 1 }
        return row
    }

    /// Removes all leaves that a sealed daemon stored, once they stand in the log.
    public func deletePendingLeaves() throws(StoreError) {
        try run(.deletePending)
        let count = state.pendingCount
        state.pendingCount = 0
        onRollback { [state] in state.pendingCount = count }
    }

    /// Sets the row of a job.
    public func putJob(_ row: Int64, bytes: [UInt8]) throws(StoreError) {
        let query = try query(.putJob)
        query.bind(row, 0)
        query.bind(bytes, 1)
        try write(query)
    }

    /// Removes the row of a job.
    public func deleteJob(_ row: Int64) throws(StoreError) {
        let query = try query(.deleteJob)
        query.bind(row, 0)
        try write(query)
    }

    /// Adds a token of the blind index for a file.
    public func addToken(_ token: [UInt8], for file: FileRow) throws(StoreError) {
        let query = try query(.addBlind)
        query.bind(file.value, 0)
        query.bind(token, 1)
        try write(query)
    }

    /// Removes the tokens of the blind index that are of no file that there is.
    public func deleteStrayTokens() throws(StoreError) {
        try write(try query(.deleteStrayBlinds))
    }

    /// Removes a file's tokens from the blind index.
    public func deleteTokens(of file: FileRow) throws(StoreError) {
        let query = try query(.deleteBlind)
        query.bind(file.value, 0)
        try write(query)
    }

    // MARK: Folding

    /// How many envelopes the table of places does not hold yet.
    public var unfoldedActCount: Int { state.unfoldedCount }

    /// Moves the unfolded places and the newest spines into their tables, files in order, so that
    /// neighbouring rows share pages; before an erasure, which takes places out.
    public func fold() throws(StoreError) {
        guard state.unfoldedCount > 0 || !state.tails.isEmpty else { return }
        let mark = state.lastAct
        for (file, places) in state.unfolded.sorted(by: { $0.key < $1.key }) {
            for place in places {
                let query = try query(.addPlace)
                query.bind(file.value, 0)
                query.bind(Int64(bitPattern: place.sequence), 1)
                query.bind(Int64(place.dataClass.rawValue), 2)
                query.bind(place.act, 3)
                try write(query)
            }
        }
        for (file, row) in state.tails.sorted(by: { $0.key < $1.key }) {
            let tail = try query(.getTail)
            tail.bind(row, 0)
            guard let spine = try one(tail, { $0.bytes(0) }) else { throw .damaged(code: 0) }
            let query = try query(.setSpine)
            query.bind(file.value, 0)
            query.bind(spine, 1)
            try write(query)
        }
        let delete = try query(.deleteTails)
        delete.bind(state.lastTail, 0)
        try write(delete)
        try setMeta(.foldedAct, to: mark)
        let (unfolded, tails, folded) = (state.unfolded, state.tails, state.foldedAct)
        let count = state.unfoldedCount
        state.unfolded = [:]
        state.unfoldedCount = 0
        state.tails = [:]
        state.foldedAct = mark
        onRollback { [state] in
            state.unfolded = unfolded
            state.unfoldedCount = count
            state.tails = tails
            state.foldedAct = folded
        }
    }
}
