internal import AuditLog
public import Authority
public import Basics
internal import Messages
internal import Registry
internal import Store
internal import Vault

/// One call inside an open group.
///
/// It must not be kept after the call. Its two doors are `commit`, for what writes, and
/// `release`, for what reads; both write the call's leaf.
public final class Turn {
    let dossiers: Ledger
    let transaction: StoreTransaction
    /// The call.
    public let call: CallContext
    /// The daemon's clock when the call was started.
    public let now: Instant
    /// Why nothing is written now; nil as long as the disk has room.
    private let writeRefusal: Refusal?

    init(
        dossiers: Ledger, transaction: StoreTransaction, call: CallContext, now: Instant,
        refusingWrites writeRefusal: Refusal? = nil
    ) {
        self.dossiers = dossiers
        self.transaction = transaction
        self.call = call
        self.now = now
        self.writeRefusal = writeRefusal
    }

    // MARK: - The doors

    /// Lets an answer go once the leaf of the read, list or search is durable.
    ///
    /// - Throws: `Refusal`, `VaultError` or `StoreError`; nothing was then released.
    public func release(
        _ permit: Permit, _ note: LeafNote, payload: [UInt8], content: [UInt8]? = nil
    ) throws -> Reply {
        try checkCaller()
        let leaf = try dossiers.log?.nextIndex(in: transaction) ?? 0
        try append(note, permit: permit)
        return Reply(
            .answered(payload: payload, content: content),
            coverage: Coverage(call, leaf: leaf))
    }

    /// Commits changes with their leaf, and the answer with the operation key.
    ///
    /// `changes` gets the index of the leaf and gives the answer, of at most 256 bytes; what it
    /// changes is taken back if anything fails.
    /// - Throws: `Refusal`, `VaultError` or `StoreError`.
    public func commit(
        _ permit: Permit, _ note: LeafNote,
        _ changes: (Changes, inout LeafNote) throws -> [UInt8]
    ) throws -> Reply {
        precondition(permit.writes)
        try checkCaller()
        var note = note
        let leaf = try dossiers.log?.nextIndex(in: transaction) ?? 0
        let set = Changes(turn: self, permit: permit, leaf: leaf)
        let answer = try changes(set, &note)
        try append(note, permit: permit, acts: set.actsHash)
        try remember(answer)
        return Reply(
            .answered(payload: answer, content: nil), coverage: Coverage(call, leaf: leaf))
    }

    /// Lets a later step of a stream call go, under the leaf that the call's first step wrote.
    ///
    /// The permit is that of this step: who may do what is decided anew each time.
    /// - Throws: `Refusal.revoked`; nothing was then released.
    public func proceed(_ permit: Permit, under coverage: Coverage) throws -> Reply {
        precondition(coverage.covers(call))
        try checkCaller()
        return Reply(.answered(payload: [], content: nil), coverage: coverage)
    }

    /// Commits what a later step of a stream call changes, under the leaf of its first step.
    ///
    /// - Throws: `Refusal.diskFull` where nothing is written now; `Refusal`, `VaultError` or
    ///   `StoreError`. What was changed is then taken back.
    public func proceed(
        _ permit: Permit, under coverage: Coverage, _ changes: (Changes) throws -> Void
    ) throws -> Reply {
        precondition(permit.writes && coverage.covers(call))
        try checkCaller()
        if let writeRefusal { throw writeRefusal }
        try changes(Changes(turn: self, permit: permit, leaf: coverage.leaf))
        return Reply(.answered(payload: [], content: nil), coverage: coverage)
    }

    // MARK: - Leaves

    private func append(
        _ note: LeafNote, permit: Permit, acts: ActsHash = ActsHash(), isRepeated: Bool = false,
        refusal: Refusal? = nil
    ) throws {
        guard let log = dossiers.log else {
            return try dossiers.registry.addPendingLeaf(
                kind: note.kind.rawValue,
                payload: note.payload(of: call, refusal: refusal, isRepeated: isRepeated),
                time: now, in: transaction)
        }
        var hash: [UInt8] = []
        if !note.query.isEmpty {
            // A keyed hash tells the auditor equal queries and nobody anything else.
            hash = try dossiers.opKeys?.hash(query: note.query, method: call.method) ?? []
        }
        _ = try log.append(
            note.kind,
            payload: note.payload(
                of: call, refusal: refusal, isRepeated: isRepeated, queryHash: hash),
            acts: acts, time: now, permit: permit, in: transaction)
    }

    /// Writes the leaf of a refused call, outside of what was taken back.
    func refuse(_ refusal: Refusal) throws -> Reply {
        do {
            try transaction.attempt {
                try append(
                    LeafNote(.deny), permit: Permit.system(.bootstrap), refusal: refusal)
            }
        } catch RegistryError.limitExceeded {
            // A sealed daemon keeps only so many leaves; past them it refuses without one.
            return Reply(.refused(.overloaded))
        }
        return Reply(.refused(refusal))
    }

    // MARK: - Exactly once

    /// The stored answer, where the device has made this call before.
    ///
    /// - Throws: `operationKeyMissing`, `operationKeyMismatch`, `operationKeyExpired`, `sealed`.
    func repeated() throws -> Reply? {
        guard let key = call.operationKey, key.count == 16, let device = call.device else {
            throw Refusal.operationKeyMissing
        }
        guard let opKeys = dossiers.opKeys else { throw Refusal.sealed }
        try checkCaller()
        let day = key.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        let today = Self.day(of: now)
        // One day ahead is allowed: the daemon told the day shortly before midnight.
        guard day <= today + 1,
            day.addingReportingOverflow(UInt32(BasicsLimits.operationKeyDays)).0 >= today,
            day > opKeys.forgottenDay
        else { throw Refusal.operationKeyExpired }
        guard let stored = try opKeys.find(device: device, key: key, in: transaction) else {
            return nil
        }
        let digest = try opKeys.digest(
            device: device, key: key, method: call.method, payload: call.payload)
        guard stored.digest == digest else { throw Refusal.operationKeyMismatch }
        // The device said that it had the answer: whoever asks again is a late copy of the call.
        guard let answer = stored.answer else { throw Refusal.operationKeyExpired }
        try append(
            LeafNote(.deferred), permit: Permit.system(.bootstrap), isRepeated: true)
        return Reply(.answered(payload: answer, content: nil))
    }

    /// Forgets the stored answers of the caller's operation keys; gives how many there were.
    ///
    /// - Throws: `sealed`, `VaultError` or `StoreError`.
    public func acknowledge(_ keys: [[UInt8]]) throws -> Int {
        guard let device = call.device, let opKeys = dossiers.opKeys else { throw Refusal.sealed }
        return try opKeys.acknowledge(device: device, keys: keys, in: transaction)
    }

    // MARK: - Cursors

    /// Seals where a list goes on, for the calling device and what `context` names.
    ///
    /// - Throws: `sealed`.
    public func seal(cursor: [UInt8], context: [UInt8]) throws -> [UInt8] {
        guard let opKeys = dossiers.opKeys else { throw Refusal.sealed }
        return try opKeys.seal(cursor: cursor, context: bound(context))
    }

    /// Opens a cursor; nil for one that was not made for this device and this context.
    ///
    /// - Throws: `sealed`.
    public func open(cursor: [UInt8], context: [UInt8]) throws -> [UInt8]? {
        guard let opKeys = dossiers.opKeys else { throw Refusal.sealed }
        return try opKeys.open(cursor: cursor, context: bound(context))
    }

    private func bound(_ context: [UInt8]) -> [UInt8] {
        var bytes = call.device?.bytes ?? DeviceID.zero.bytes
        bytes.appendBigEndian(call.method)
        return bytes + context
    }

    // MARK: - The caller

    /// Looks again whether the caller's device may act, since a call before this one in the same
    /// group may have changed that.
    private func checkCaller() throws(Refusal) {
        guard let id = call.device else { return }
        guard let device = dossiers.registry.devices[id], device.standing == .active,
            device.generation == call.generation
        else { throw .revoked }
    }

    private func remember(_ answer: [UInt8]) throws {
        guard call.isMutating else { return }
        guard let key = call.operationKey, let device = call.device, let opKeys = dossiers.opKeys
        else { throw Refusal.operationKeyMissing }
        do {
            try opKeys.add(
                device: device, key: key,
                digest: try opKeys.digest(
                    device: device, key: key, method: call.method, payload: call.payload),
                answer: answer, time: now, in: transaction)
        } catch VaultError.limitExceeded {
            throw Refusal.tooManyOperations
        }
    }

    /// The day, since 1970-01-01, that operation keys made at a moment bear.
    public static func day(of moment: Instant) -> UInt32 {
        UInt32(clamping: moment.milliseconds / 86_400_000)
    }
}
