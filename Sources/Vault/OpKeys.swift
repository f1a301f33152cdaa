public import Basics
internal import Secrets
public import Store

/// What a call with an op key answered, kept with its effect.
public struct StoredAnswer: Equatable, Sendable {
    /// The keyed digest of method and payload, 32 bytes.
    public let digest: [UInt8]
    /// The answer: ids, numbers and codes only, at most 256 bytes; nil once the device has
    /// confirmed it.
    public let answer: [UInt8]?
    /// When it was stored.
    public let time: Instant
}

/// The op keys of the last 32 days, found in memory by device and key (LAYOUT L-23).
///
/// The table is built at unseal, since rows show neither device nor key without the keyring. A key
/// is taken for 30 days after the day that it bears, which may be one after that of its row; so
/// rows stay two days longer, and a key of a day whose rows may be gone is known as forgotten,
/// whatever the clock shows.
public final class OpKeys {
    private struct Name: Hashable {
        var high: UInt64
        var low: UInt64

        init(_ bytes: [UInt8]) {
            high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
            low = bytes.dropFirst(8).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    let vault: RecordVault
    private var rows: [Name: Int64] = [:]
    private var devices: [Int64: Int] = [:]
    private var last: Int64 = 0
    private var tags: [DeviceID: Int64] = [:]
    /// The last day, since 1970-01-01, of which keys may have been forgotten.
    public private(set) var forgottenDay: UInt32 = 0

    /// Builds the table from the store.
    ///
    /// - Throws: `sealed`, `store`.
    public init(vault: RecordVault, in reader: StoreReader) throws(VaultError) {
        self.vault = vault
        let places = try RecordVault.stored { () throws(StoreError) in try reader.opKeyPlaces() }
        for place in places {
            rows[Name(place.place)] = place.row
            if !place.isAcknowledged {
                devices[place.device ^ (try mask(place.row)), default: 0] += 1
            }
            last = place.row
        }
        let day = try RecordVault.stored { () throws(StoreError) in
            try reader.meta(.forgottenOperations)
        }
        forgottenDay = UInt32(
            clamping: (day ?? []).prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// How many op keys are remembered.
    public var count: Int { rows.count }

    private func digest(
        _ message: [UInt8], _ byteCount: Int, _ personal: StaticString
    ) throws(VaultError) -> [UInt8] {
        let key = try vault.key(.opKeys)
        return unsafe BLAKE2b.hash(
            message.span.bytes, byteCount: byteCount, key: key.box.key, personal: personal)
    }

    private func number(_ bytes: [UInt8]) -> Int64 {
        Int64(bitPattern: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// Hides, per row, which rows are of one device.
    private func mask(_ row: Int64) throws(VaultError) -> Int64 {
        var message: [UInt8] = []
        message.appendBigEndian(row)
        return number(try digest(message, 16, "OK1.device.mask."))
    }

    private func tag(_ device: DeviceID) throws(VaultError) -> Int64 {
        if let tag = tags[device] { return tag }
        let tag = number(try digest(device.bytes, 16, "OK1.device.tag.."))
        tags[device] = tag
        return tag
    }

    private func place(_ device: DeviceID, _ key: [UInt8]) throws(VaultError) -> [UInt8] {
        try digest(device.bytes + key, 16, "OK1.key.place...")
    }

    /// The keyed digest by which a repeated call is compared with the first.
    ///
    /// It is over the place of its op key as well: rows do not show which calls said the same.
    ///
    /// - Throws: `sealed`.
    public func digest(
        device: DeviceID, key: [UInt8], method: UInt16, payload: [UInt8]
    ) throws(VaultError) -> [UInt8] {
        var message = try place(device, key)
        message.reserveCapacity(message.count + payload.count + 2)
        message.appendBigEndian(method)
        message += payload
        return try digest(message, 32, "OK2.call.digest.")
    }

    /// The keyed hash by which an auditor tells equal queries, for the sealed part of a leaf.
    ///
    /// - Throws: `sealed`.
    public func hash(query: [UInt8], method: UInt16) throws(VaultError) -> [UInt8] {
        var message: [UInt8] = []
        message.reserveCapacity(query.count + 2)
        message.appendBigEndian(method)
        message += query
        return Array(try digest(message, 32, "OK1.call.digest.").prefix(16))
    }

    private func context(_ row: Int64, _ place: [UInt8], _ digest: [UInt8]) -> [UInt8] {
        var context = Array("ST1.opky".utf8)
        context.append(vault.storeID)
        context.appendBigEndian(row)
        context += place
        return context + digest
    }

    /// The stored answer of a device's op key; nil for one that is new.
    ///
    /// - Throws: `sealed`, `damaged`, `wrongKeyOrContext`, `store`.
    public func find(
        device: DeviceID, key: [UInt8], in reader: StoreReader
    ) throws(VaultError) -> StoredAnswer? {
        let place = try place(device, key)
        guard let row = rows[Name(place)] else { return nil }
        let found = try RecordVault.stored { () throws(StoreError) in try reader.opKey(row: row) }
        guard let found else { throw .damaged }
        guard !found.answer.isEmpty else {
            return StoredAnswer(digest: found.digest, answer: nil, time: found.time)
        }
        let secret = try vault.key(.opKeys)
        let context = context(row, place, found.digest)
        let answer = try Sealed.open(
            found.answer, from: 0, context: context.rawSpan,
            personal: "OK1.derive+commt", key: secret.box.key)
        return StoredAnswer(digest: found.digest, answer: answer, time: found.time)
    }

    /// Stores the answer of a call in the transaction of its effect.
    ///
    /// - Throws: `limitExceeded` for a long answer, or at 10,000 op keys of one device; `sealed`,
    ///   `store`.
    public func add(
        device: DeviceID, key: [UInt8], digest: [UInt8], answer: [UInt8], time: Instant,
        in transaction: StoreTransaction
    ) throws(VaultError) {
        let tag = try tag(device)
        guard answer.count <= VaultLimits.opKeyAnswerByteCount,
            devices[tag, default: 0] < VaultLimits.opKeysPerDevice
        else { throw .limitExceeded }
        let place = try place(device, key)
        let name = Name(place)
        guard rows[name] == nil else { throw .store(.duplicate) }
        let row = last + 1
        let secret = try vault.key(.opKeys)
        var sealed: [UInt8] = []
        unsafe CommittingAEAD.seal(
            answer.span.bytes, context: context(row, place, digest).span.bytes,
            personal: "OK1.derive+commt", key: secret.box.key, appendingTo: &sealed)
        let device = tag ^ (try mask(row))
        try RecordVault.stored { () throws(StoreError) in
            try transaction.addOpKey(
                OpKeyRow(row: row, time: time, digest: digest, answer: sealed),
                device: device, place: place)
        }
        last = row
        rows[name] = row
        devices[tag, default: 0] += 1
        transaction.onRollback { [self] in
            last = row - 1
            rows[name] = nil
            devices[tag, default: 1] -= 1
        }
    }

    /// Forgets answers that a device has confirmed, and gives how many there were; the keys stay
    /// known, so that a late copy of the call is not executed again.
    ///
    /// - Throws: `sealed`, `store`.
    public func acknowledge(
        device: DeviceID, keys: [[UInt8]], in transaction: StoreTransaction
    ) throws(VaultError) -> Int {
        let tag = try tag(device)
        var count = 0
        for key in keys {
            guard let row = rows[Name(try place(device, key))] else { continue }
            let found = try RecordVault.stored { () throws(StoreError) in
                try transaction.opKey(row: row)
            }
            guard let found, !found.answer.isEmpty else { continue }
            try RecordVault.stored { () throws(StoreError) in
                try transaction.acknowledgeOpKey(row: row)
            }
            count += 1
            devices[tag, default: 1] -= 1
            transaction.onRollback { [self] in devices[tag, default: 0] += 1 }
        }
        return count
    }

    /// Forgets what is older than 32 days, from the oldest row on.
    ///
    /// - Throws: `sealed`, `store`.
    public func expire(now: Instant, in transaction: StoreTransaction) throws(VaultError) {
        let limit = now.adding(seconds: -VaultLimits.opKeyDays * 86_400)
        let places = try RecordVault.stored { () throws(StoreError) in try transaction.opKeyPlaces()
        }
        let old = places.prefix { $0.time < limit }
        // The newest row stays, so that its number is never given twice.
        guard let mark = old.last(where: { $0.row < last })?.row else { return }
        // A row of that moment may be of a key of the next day.
        let day = max(forgottenDay, UInt32(clamping: limit.milliseconds / 86_400_000 + 1))
        try RecordVault.stored { () throws(StoreError) in
            try transaction.expireOpKeys(through: mark)
            try transaction.setMeta(.forgottenOperations, to: Int64(day))
        }
        let (rowsBefore, devicesBefore, dayBefore) = (rows, devices, forgottenDay)
        forgottenDay = day
        for place in old where place.row <= mark {
            rows[Name(place.place)] = nil
            guard !place.isAcknowledged else { continue }
            devices[place.device ^ (try mask(place.row)), default: 1] -= 1
        }
        transaction.onRollback { [self] in
            (rows, devices, forgottenDay) = (rowsBefore, devicesBefore, dayBefore)
        }
    }
}
