public import Basics
internal import Secrets

/// What a key of the keyring is for (LAYOUT L-15); the numbers never change meaning.
public enum KeyKind: UInt8, Sendable, CaseIterable {
    /// Wraps the data keys of one class.
    case dataKeys = 1
    /// Seals the payloads of leaves.
    case audit = 2
    /// Makes the tokens of the blind index.
    case blindIndex = 3
    /// Signs the log's checkpoints: an Ed25519 seed.
    case log = 4
    /// Receives transfers from other provinces: an X25519 secret.
    case transfer = 5
    /// Digests and seals op-key rows.
    case opKeys = 6
    /// Authenticates the rows of jobs.
    case jobs = 7
}

/// Where a key stands in its life (LAYOUT L-15).
public enum KeyState: UInt8, Sendable, CaseIterable {
    /// Made and not used yet.
    case pending = 1
    /// Seals and opens.
    case active = 2
    /// Opens only.
    case decryptOnly = 3
    /// Nothing refers to it any more.
    case drained = 4
    /// Taken out of the keyring; its number stays.
    case retired = 5
    /// Destroyed in every file that the daemon keeps or has kept; its number stays.
    case destroyed = 6
}

/// What can be told about a key without telling the key.
public struct KeyInfo: Equatable, Sendable {
    /// What it is for.
    public let kind: KeyKind
    /// The class, or nil where it is for none.
    public let dataClass: DataClass?
    /// Its version, from 1.
    public let version: UInt32
    /// Where it stands.
    public let state: KeyState
    /// When it was made.
    public let created: Instant
    /// When its state last changed.
    public let changed: Instant
    /// Four bytes that tell one key from another.
    public let checkValue: [UInt8]
}

struct KeyringEntry {
    var kind: KeyKind
    var dataClass: DataClass?
    var province: UInt16
    var version: UInt32
    var state: KeyState
    var created: Instant
    var changed: Instant
    var key: KeyBox?
    /// What is left of a key of the log that is retired: its public half.
    var publicKey: [UInt8]?

    static let byteCount = 64
    static let checkLabel = "KR1.check"

    var checkValue: [UInt8] {
        key?.key.checkValue(label: Self.checkLabel) ?? [0, 0, 0, 0]
    }

    var info: KeyInfo {
        KeyInfo(
            kind: kind, dataClass: dataClass, version: version, state: state, created: created,
            changed: changed, checkValue: checkValue)
    }
}

/// The keys of a store, sealed under its root key: KR1 (LAYOUT L-14).
struct Keyring {
    var epoch: UInt32
    var sequence: UInt64
    var entries: [KeyringEntry]

    static let headerByteCount = 24
    static let magic: [UInt8] = [0x4B, 0x52]
    static let label = Array("ST1.krng".utf8)
    static let personal: StaticString = "KR1.derive+commt"

    func active(_ kind: KeyKind, _ dataClass: DataClass? = nil) -> KeyringEntry? {
        first(kind, dataClass) { $0.state == .active }
    }

    func entry(
        _ kind: KeyKind, _ dataClass: DataClass? = nil, version: UInt32
    ) -> KeyringEntry? {
        first(kind, dataClass) { $0.version == version }
    }

    /// Looks at the entries in place: it is asked for every envelope, and a copy costs a count of
    /// references.
    private func first(
        _ kind: KeyKind, _ dataClass: DataClass?, where holds: (borrowing KeyringEntry) -> Bool
    ) -> KeyringEntry? {
        for index in entries.indices
        where entries[index].kind == kind && entries[index].dataClass == dataClass
            && holds(entries[index])
        {
            return entries[index]
        }
        return nil
    }

    private static func context(store: StoreID, header: some Collection<UInt8>) -> [UInt8] {
        var context = label
        context.append(store)
        context += header
        return context
    }

    func sealed(store: StoreID, root: borrowing SecretKey) -> [UInt8] {
        var blob = Self.magic + [1, 1]
        blob.appendBigEndian(epoch)
        blob.appendBigEndian(sequence)
        blob.appendBigEndian(UInt16(entries.count))
        blob.appendZeros(6)
        let context = Self.context(store: store, header: blob)
        // All entries pass through guarded memory, so that no array ever holds a key.
        let plain = SecretBuffer(byteCount: entries.count * KeyringEntry.byteCount)
        for (index, entry) in entries.enumerated() { Self.write(entry, at: index, in: plain) }
        unsafe plain.withBytes { bytes in
            unsafe CommittingAEAD.seal(
                bytes.bytes, context: context.span.bytes, personal: Self.personal, key: root,
                appendingTo: &blob)
        }
        return blob
    }

    private static func write(
        _ entry: KeyringEntry, at index: Int, in plain: borrowing SecretBuffer
    ) {
        var head: [UInt8] = [entry.kind.rawValue, entry.dataClass?.rawValue ?? 0]
        head.appendBigEndian(entry.province)
        head.appendBigEndian(entry.version)
        head += [entry.state.rawValue, 0, 0, 0]
        head.appendBigEndian(entry.created.milliseconds)
        head.appendBigEndian(entry.changed.milliseconds)
        head += entry.checkValue
        unsafe plain.withMutableBytes { target in
            let start = index * KeyringEntry.byteCount
            for (offset, byte) in head.enumerated() { unsafe target[start + offset] = byte }
            for (offset, byte) in (entry.key == nil ? entry.publicKey ?? [] : []).enumerated() {
                unsafe target[start + 32 + offset] = byte
            }
            entry.key?.key.withBytes { bytes in
                for offset in 0..<SecretKey.byteCount {
                    unsafe target[start + 32 + offset] =
                        bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
                }
            }
        }
    }

    /// The epoch and the sequence that a blob claims, before it is opened.
    static func claims(of blob: [UInt8]) throws(VaultError) -> (epoch: UInt32, sequence: UInt64) {
        guard blob.count >= headerByteCount + 72, blob[0] == magic[0], blob[1] == magic[1] else {
            throw .damaged
        }
        guard blob[2] == 1, blob[3] == 1, blob[18..<24].allSatisfy({ $0 == 0 }) else {
            throw .unsupportedLayout
        }
        let count = Int(blob[16]) << 8 | Int(blob[17])
        guard count <= VaultLimits.keyringEntryCount,
            blob.count == headerByteCount + 72 + count * KeyringEntry.byteCount
        else { throw .damaged }
        return (
            blob[4..<8].reduce(0) { $0 << 8 | UInt32($1) },
            blob[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
        )
    }

    static func open(
        _ blob: [UInt8], store: StoreID, root: borrowing SecretKey
    ) throws(VaultError) -> Keyring {
        let claims = try claims(of: blob)
        let context = context(store: store, header: blob[..<headerByteCount])
        var plain = try Sealed.open(
            blob, from: headerByteCount, context: context.rawSpan, personal: personal,
            key: root)
        defer { Sodium.wipe(&plain) }
        var entries: [KeyringEntry] = []
        for start in stride(from: 0, to: plain.count, by: KeyringEntry.byteCount) {
            entries.append(try entry(plain, at: start))
        }
        return Keyring(epoch: claims.epoch, sequence: claims.sequence, entries: entries)
    }

    private static func entry(
        _ plain: [UInt8], at start: Int
    ) throws(VaultError) -> KeyringEntry {
        var reader = ByteReader(plain[start..<start + 32])
        do throws(ByteReaderError) {
            let kind = try reader.integer(UInt8.self)
            let number = try reader.integer(UInt8.self)
            let province = try reader.integer(UInt16.self)
            let version = try reader.integer(UInt32.self)
            let state = try reader.integer(UInt8.self)
            guard try reader.zeros(3), let kind = KeyKind(rawValue: kind),
                let state = KeyState(rawValue: state)
            else { throw ByteReaderError.trailing }
            let dataClass = DataClass(rawValue: number)
            guard dataClass != nil || number == 0 else { throw ByteReaderError.trailing }
            var entry = KeyringEntry(
                kind: kind, dataClass: dataClass, province: province, version: version,
                state: state, created: Instant(milliseconds: try reader.integer()),
                changed: Instant(milliseconds: try reader.integer()), key: nil)
            let check = Array(try reader.take(4))
            if state != .retired, state != .destroyed {
                let whole = unsafe plain.span.bytes
                guard
                    let key = try? SecretKey(
                        copying: whole.extracting(start + 32..<start + 64))
                else { throw ByteReaderError.short }
                entry.key = KeyBox(key)
            } else if kind == .log {
                let left = Array(plain[start + 32..<start + 64])
                if left.contains(where: { $0 != 0 }) { entry.publicKey = left }
            }
            guard entry.checkValue == check else { throw ByteReaderError.trailing }
            return entry
        } catch {
            throw .damaged
        }
    }
}
