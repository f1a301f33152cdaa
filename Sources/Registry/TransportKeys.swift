public import Basics
public import Secrets
internal import Store

/// A static key of the daemon and its one-byte id.
public final class StaticKey: Sendable {
    /// The id that a client names in its first message.
    public let id: UInt8
    /// The X25519 pair.
    public let key: AgreementKey
    /// The public half, 32 bytes.
    public var publicKey: [UInt8] { key.publicKey }

    init(id: UInt8, key: consuming AgreementKey) {
        self.id = id
        self.key = key
    }
}

/// A 32-byte secret that several values may refer to; wiped when the last lets go.
public final class SharedSecret: Sendable {
    /// The secret.
    public let key: SecretKey

    /// Takes a secret in.
    public init(_ key: consuming SecretKey) { self.key = key }

    /// Takes 32 bytes that came over an enrolled channel.
    ///
    /// - Throws: `wrongState` for any other count.
    public convenience init(bytes: [UInt8]) throws(RegistryError) {
        guard let key = try? SecretKey(copying: bytes.rawSpan) else { throw .wrongState }
        self.init(key)
    }

    /// A copy of the 32 bytes, to be handed to its holder over an enrolled channel.
    public var bytes: [UInt8] { key.withBytes { [UInt8](copying: $0) } }
}

/// The transport key file: the daemon's static keys and the key of the registry (LAYOUT L-25).
///
/// It is there from the start of a sealed daemon, so that one still shakes hands.
public struct TransportKeys: Sendable {
    /// The static keys, the current one first.
    public let statics: [StaticKey]
    let registry: SharedSecret
    let storeID: StoreID
    let sequence: UInt64

    /// The name of the file (LAYOUT L-2).
    public static let fileName = "transport"

    private static let magic: [UInt8] = [0x54, 0x4B]
    private static let label = Array("ST1.tran".utf8)
    private static let personal: StaticString = "TK1.derive+commt"
    private static let headerByteCount = 16
    private static let entryByteCount = 40
    private static let byteCount = headerByteCount + 72 + 3 * entryByteCount

    /// How the file is protected.
    public enum Protection: UInt8, Sendable {
        /// By its mode (0600) alone; the sealing then finds damage and keeps no secret.
        case fileMode = 0
        /// By a credential of 32 bytes.
        case credential = 1
    }

    /// Makes the keys of a new store.
    public init(creatingFor storeID: StoreID) {
        self.storeID = storeID
        statics = [StaticKey(id: 1, key: AgreementKey())]
        registry = SharedSecret(SecretKey())
        sequence = 1
    }

    private init(
        storeID: StoreID, statics: [StaticKey], registry: SharedSecret, sequence: UInt64
    ) {
        self.storeID = storeID
        self.statics = statics
        self.registry = registry
        self.sequence = sequence
    }

    /// The static key with an id.
    public func key(id: UInt8) -> StaticKey? { statics.first { $0.id == id } }

    /// The key that was made last.
    var newest: StaticKey? {
        guard statics.count == 2 else { return statics.first }
        return statics[0].id == Self.following(statics[1].id) ? statics[0] : statics[1]
    }

    private static func following(_ id: UInt8) -> UInt8 { id == .max ? 1 : id + 1 }

    /// The keys with another static key beside the current one, to be published; the same where
    /// there are two already.
    func preparing() -> TransportKeys {
        guard statics.count < BasicsLimits.daemonKeysMax, let current = statics.first else {
            return self
        }
        let next = StaticKey(id: Self.following(current.id), key: AgreementKey())
        return with(statics + [next])
    }

    /// The keys with a named one as the current; the same where it is.
    ///
    /// - Throws: `notFound`.
    func switching(to id: UInt8) throws(RegistryError) -> TransportKeys {
        guard let wanted = key(id: id) else { throw .notFound }
        guard statics.first?.id != id else { return self }
        return with([wanted] + statics.filter { $0.id != id })
    }

    /// The keys without a named one; the same where it is not there.
    ///
    /// - Throws: `wrongState` where it is the current one.
    func dropping(_ id: UInt8) throws(RegistryError) -> TransportKeys {
        guard statics.first?.id != id else { throw .wrongState }
        guard key(id: id) != nil else { return self }
        return with(statics.filter { $0.id != id })
    }

    private func with(_ statics: [StaticKey]) -> TransportKeys {
        TransportKeys(
            storeID: storeID, statics: statics, registry: registry, sequence: sequence + 1)
    }

    private static func sealingKey(_ credential: SharedSecret?) -> SecretKey {
        if let credential { return credential.key.copy() }
        // Public on purpose: see Protection.fileMode.
        return SecretKey(deriving: "Madar transport key file, mode 0600 only")
    }

    private static func context(_ storeID: StoreID, _ header: [UInt8]) -> [UInt8] {
        var context = label
        context.append(storeID)
        return context + header
    }

    /// Writes the file anew.
    ///
    /// - Throws: `store`.
    public func write(
        folder: String, credential: SharedSecret? = nil
    ) throws(RegistryError) {
        let bytes = encoded(credential: credential)
        do throws(StoreError) {
            try SafeFile.replace(folder + "/" + Self.fileName, with: bytes)
        } catch {
            throw .store(error)
        }
    }

    func encoded(credential: SharedSecret?) -> [UInt8] {
        let protection: Protection = credential == nil ? .fileMode : .credential
        var blob = Self.magic + [1, 1, protection.rawValue, UInt8(statics.count), 0, 0]
        blob.appendBigEndian(sequence)
        let context = Self.context(storeID, blob)
        let plain = SecretBuffer(byteCount: 3 * Self.entryByteCount)
        registry.key.withBytes { Self.put($0, id: 0, at: 0, in: plain) }
        for (index, entry) in statics.enumerated() {
            entry.key.secret.withBytes { Self.put($0, id: entry.id, at: index + 1, in: plain) }
        }
        let key = Self.sealingKey(credential)
        unsafe plain.withBytes { bytes in
            unsafe CommittingAEAD.seal(
                bytes.bytes, context: context.span.bytes, personal: Self.personal, key: key,
                appendingTo: &blob)
        }
        return blob
    }

    private static func put(
        _ key: RawSpan, id: UInt8, at index: Int, in plain: borrowing SecretBuffer
    ) {
        unsafe plain.withMutableBytes { target in
            let start = index * entryByteCount
            unsafe target[start] = id
            for offset in 0..<SecretKey.byteCount {
                unsafe target[start + 8 + offset] =
                    key.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            }
        }
    }

    /// Reads the file of a store.
    ///
    /// - Throws: `noTransportKeys`, `wrongProtection`, `damagedTransportKeys`,
    ///   `unsupportedLayout`, or `store` where others may read it.
    public static func read(
        folder: String, storeID: StoreID, credential: SharedSecret? = nil
    ) throws(RegistryError) -> TransportKeys {
        let bytes: [UInt8]
        do throws(StoreError) {
            bytes = try SafeFile.read(
                folder + "/" + fileName, maximumByteCount: byteCount + 1)
        } catch {
            switch error {
            case .notFound: throw .noTransportKeys
            case .limitExceeded: throw .damagedTransportKeys
            default: throw .store(error)
            }
        }
        return try decode(bytes, storeID: storeID, credential: credential)
    }

    static func decode(
        _ bytes: [UInt8], storeID: StoreID, credential: SharedSecret?
    ) throws(RegistryError) -> TransportKeys {
        guard bytes.count == byteCount, bytes[0] == magic[0], bytes[1] == magic[1] else {
            throw .damagedTransportKeys
        }
        let count = Int(bytes[5])
        guard bytes[2] == 1, bytes[3] == 1, let protection = Protection(rawValue: bytes[4]),
            (1...BasicsLimits.daemonKeysMax).contains(count), bytes[6] == 0, bytes[7] == 0
        else { throw .unsupportedLayout }
        guard (protection == .credential) == (credential != nil) else { throw .wrongProtection }
        let header = Array(bytes[..<headerByteCount])
        let key = sealingKey(credential)
        let sealed = Array(bytes[headerByteCount...])
        let context = context(storeID, header)
        let opened = unsafe try? CommittingAEAD.open(
            sealed.span.bytes, context: context.span.bytes, personal: personal, key: key)
        guard var plain = opened else { throw .damagedTransportKeys }
        defer { Sodium.wipe(&plain) }
        func secret(_ index: Int) throws(RegistryError) -> SecretKey {
            let start = index * entryByteCount + 8
            let whole = unsafe plain.span.bytes
            let key = try? SecretKey(copying: whole.extracting(start..<start + 32))
            guard let key else { throw .damagedTransportKeys }
            return key
        }
        var statics: [StaticKey] = []
        for index in 1...count {
            statics.append(
                StaticKey(
                    id: plain[index * entryByteCount],
                    key: AgreementKey(secret: try secret(index))))
        }
        return TransportKeys(
            storeID: storeID, statics: statics, registry: SharedSecret(try secret(0)),
            sequence: header[8..<16].reduce(0) { $0 << 8 | UInt64($1) })
    }
}

extension SecretKey {
    fileprivate init(deriving text: String) {
        var bytes = unsafe BLAKE2b.hash(text.utf8.span.bytes)
        if let key = try? SecretKey(wiping: &bytes) {
            self = key
        } else {
            // BLAKE2b gives 32 bytes by default: nothing else can happen.
            preconditionFailure("a digest has 32 bytes")
        }
    }
}
