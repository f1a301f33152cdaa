internal import AuditLog
public import Authority
public import Basics
public import Circuit
internal import Mapping
internal import Messages
internal import Registry
public import Store
internal import Vault

extension Ledger {
    // MARK: - The third door

    /// Runs a piece of an operator's or the daemon's own work in a transaction of its own, with
    /// one leaf where a note is given.
    ///
    /// - Throws: what the work throws; nothing of it was then kept.
    public func maintain<Value>(
        _ permit: Permit, _ note: LeafNote?, _ work: (StoreTransaction) throws -> Value
    ) throws -> Value {
        precondition(permit.system != nil)
        return try store.group { transaction in
            let value = try work(transaction)
            if let note {
                if let log {
                    _ = try log.append(
                        note.kind, payload: note.payload(of: nil, refusal: note.refused),
                        time: clock(),
                        permit: permit, in: transaction)
                    try log.signCheckpoint(in: transaction)
                } else {
                    try registry.addPendingLeaf(
                        kind: note.kind.rawValue,
                        payload: note.payload(of: nil, refusal: note.refused),
                        time: clock(), in: transaction)
                }
            }
            return value
        }
    }

    /// Appends what happened while the daemon was sealed, before anything else.
    func appendPending(to log: LeafLog, in transaction: StoreTransaction) throws {
        for leaf in try registry.pendingLeaves(in: transaction) {
            guard let kind = LeafKind(rawValue: leaf.kind) else { throw AuditError.damagedLeaf }
            _ = try log.append(
                kind, payload: leaf.payload, time: leaf.time,
                permit: Permit.system(.bootstrap), in: transaction)
        }
        try transaction.deletePendingLeaves()
    }

    // MARK: - Building the index

    /// Every file that there is now, in the order of creation.
    public func fileList() throws -> [FileID] {
        try store.group { transaction in
            var files: [FileID] = []
            files.reserveCapacity(transaction.fileCount)
            try transaction.forEachFile { _, id in files.append(id) }
            return files
        }
    }

    /// Finds the head parts that feed the index, of one slice of files, with what opens them; a file
    /// that cannot be opened is told to who reads it, and keeps no other from being found.
    ///
    /// It goes in slices, so that calls are served between them.
    /// - Throws: `StoreError` where nothing can be read.
    public func openedHeads(of files: ArraySlice<FileID>) throws -> [OpenedHeads] {
        let permit = Permit.system(.indexBuild)
        let wanted = permit.opens.intersection(DataClass.content)
        return try store.group { transaction in
            let known = files.compactMap { file in
                heads[file].map { OpenedHeads(file, .folded($0.heads)) }
            }
            let swept = try vault.sweptHeads(
                of: files.filter { heads[$0] == nil }, wanted, permit: permit, in: transaction)
            return known
                + swept.compactMap { swept in
                    guard swept.isBehind else {
                        return OpenedHeads(swept.file, .stored(swept))
                    }
                    let folded = try? forward(
                        swept.file, wanted, permit: permit, in: transaction)
                    return folded.map { OpenedHeads(swept.file, .folded($0)) }
                }
        }
    }

    /// The head parts that feed the index, of one file.
    ///
    /// - Throws: `VaultError` or `StoreError`.
    public func indexedHeads(of file: FileID) throws -> Heads {
        let permit = Permit.system(.indexBuild)
        return try store.group { transaction in
            try indexedHeads(
                file, permit.opens.intersection(DataClass.content), permit: permit, in: transaction)
        }
    }

    /// The head parts of some classes, folded forward by the acts that are not in them yet.
    func indexedHeads(
        _ file: FileID, _ wanted: ClassSet, permit: Permit, in transaction: StoreTransaction
    ) throws -> Heads {
        if let entry = heads[file] { return entry.heads }
        return try forward(file, wanted, permit: permit, in: transaction)
    }

    // MARK: - Idle moments

    /// Writes heads that lag behind their acts; true where more is left to do.
    ///
    /// - Throws: `StoreError`; the heads then lag on, and nothing is lost.
    public func rewriteHeads() throws -> Bool {
        guard isUnsealed, !lagging.isEmpty, store.space == .normal else { return false }
        let files = Array(lagging.prefix(DossierLimits.headsPerIdleGroup))
        let permit = Permit.system(.headRewrite)
        try store.group { transaction in
            for file in files {
                let entry: FoldedHeads
                do {
                    entry = try folded(file, permit: permit, in: transaction)
                } catch let error where !(error is StoreError) {
                    // What is damaged is told to who reads it, and keeps no other head from being
                    // written.
                    continue
                }
                for part in entry.heads.all where DataClass.content.contains(part.dataClass) {
                    try vault.setHead(
                        MessageCodec.encode(WireHeadPart(stored: part)), of: file, part.dataClass,
                        position: entry.position, permit: permit, in: transaction)
                }
            }
        }
        lagging.subtract(files)
        return !lagging.isEmpty
    }

    /// What is done when no call waits: heads, the reserve, old keys, the edge of the log.
    ///
    /// - Returns: whether more is left to do.
    public func idle() throws -> Bool {
        let now = clock()
        reclaimReserve(now: now)
        vault.wipeIdle(now: now)
        if now > sweptAt.adding(seconds: DossierLimits.sweepSeconds) {
            try sweep(now: now)
            sweptAt = now
        }
        try keepEdge(after: DossierLimits.edgeLeafCount)
        return try rewriteHeads()
    }

    /// Keeps the edge of the log's tree where so many leaves have come since: by it a verification
    /// names a leaf that was changed.
    func keepEdge(after count: UInt64) throws {
        guard let log, log.unkeptLeafCount >= count, store.space == .normal else { return }
        try store.group { try log.keepEdge(in: $0) }
    }

    /// Forgets operation keys that are too old and invitations that ended.
    private func sweep(now: Instant) throws {
        guard isUnsealed, store.space == .normal else { return }
        let changes = registry.sweep(now: now)
        // The daemon's own change of the registry has a leaf; forgetting keys changes nothing.
        try maintain(
            Permit.system(.bootstrap), changes.isEmpty ? nil : LeafNote(.system)
        ) { transaction in
            try opKeys?.expire(now: now, in: transaction)
            try registry.apply(changes, in: transaction)
        }
    }

    /// Notes that devices called, to the hour.
    ///
    /// - Throws: `StoreError`; the time is then noted at a later call.
    public func noteSeen(_ devices: Set<DeviceID>) throws {
        let now = clock()
        let changes = devices.sorted { $0.hexadecimal < $1.hexadecimal }
            .flatMap { registry.see($0, at: now) }
        guard !changes.isEmpty, store.space == .normal else { return }
        try maintain(Permit.system(.bootstrap), nil) { try registry.apply(changes, in: $0) }
    }

    /// Notes that another key tried an invitation that is used: a leaf and a mark on it, once an
    /// hour for each invitation.
    ///
    /// - Throws: `StoreError`; the alarm then stands in the daemon's own log alone.
    public func noteContested(_ invitation: InvitationID) throws {
        let changes = registry.contest(invitation, now: clock())
        guard !changes.isEmpty, store.space == .normal else { return }
        var note = LeafNote(.memberInvite)
        note.subject = invitation.bytes
        note.refused = .wrongState
        try maintain(Permit.system(.bootstrap), note) { try registry.apply(changes, in: $0) }
    }

    /// Notes that devices were told the daemon's newest static key.
    ///
    /// - Throws: `StoreError`; it is then noted at a later call.
    public func noteTold(_ devices: Set<DeviceID>) throws {
        let changes = devices.sorted { $0.hexadecimal < $1.hexadecimal }
            .flatMap { registry.tell($0) }
        guard !changes.isEmpty, store.space == .normal else { return }
        try maintain(Permit.system(.bootstrap), nil) { try registry.apply(changes, in: $0) }
    }

    /// Brings everything to rest before the process stops: heads, folding, the log of writes.
    public func close() throws {
        while try rewriteHeads() {}
        putDown()
        try store.close()
    }
}
