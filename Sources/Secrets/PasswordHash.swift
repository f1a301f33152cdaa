internal import CSodium

/// Argon2id (RFC 9106), which turns a passphrase into a key.
public enum PasswordHash {
    /// What a hash costs; stored beside what it protects, and authenticated with it.
    @frozen
    public struct Cost: Equatable, Sendable {
        /// Passes over the memory.
        public let operations: UInt32
        /// Memory in KiB.
        public let memoryKibibytes: UInt32

        /// Names a cost.
        public init(operations: UInt32, memoryKibibytes: UInt32) {
            self.operations = operations
            self.memoryKibibytes = memoryKibibytes
        }

        /// libsodium's MODERATE, 3 passes over 256 MiB: nothing weaker is written or accepted.
        public static let floor = Cost(operations: 3, memoryKibibytes: 262_144)
        /// The most that is accepted from a file: 8 passes over 2 GiB.
        public static let ceiling = Cost(operations: 8, memoryKibibytes: 2_097_152)

        /// Whether the cost lies between floor and ceiling.
        public var isAllowed: Bool {
            (Self.floor.operations...Self.ceiling.operations).contains(operations)
                && (Self.floor.memoryKibibytes...Self.ceiling.memoryKibibytes)
                    .contains(memoryKibibytes)
        }
    }

    /// The size of a salt in bytes.
    public static let saltByteCount = 16

    /// Derives a key; takes about a second and the cost's memory, so never on an event loop.
    ///
    /// - Throws: `wrongLength` for a salt that has not 16 bytes; `passwordHashFailed` for a cost
    ///   outside its bounds, or where memory is refused.
    public static func key(
        from passphrase: borrowing SecretBuffer, salt: [UInt8], cost: Cost
    ) throws(SecretsError) -> SecretKey {
        guard cost.isAllowed else { throw .passwordHashFailed }
        return try unchecked(passphrase, salt: salt, cost: cost)
    }

    /// Derives without looking at the bounds: known answers are computed at smaller costs.
    static func unchecked(
        _ passphrase: borrowing SecretBuffer, salt: [UInt8], cost: Cost
    ) throws(SecretsError) -> SecretKey {
        guard salt.count == saltByteCount else { throw .wrongLength }
        var code: Int32 = -1
        let key = unsafe SecretKey { target in
            code = unsafe passphrase.withBytes { text in
                unsafe crypto_pwhash_argon2id(
                    target, UInt64(SecretKey.byteCount),
                    UnsafeRawPointer(text.bytePointer).assumingMemoryBound(to: CChar.self),
                    UInt64(text.count),
                    salt, UInt64(cost.operations), Int(cost.memoryKibibytes) * 1024,
                    crypto_pwhash_argon2id_ALG_ARGON2ID13)
            }
        }
        guard code == 0 else { throw .passwordHashFailed }
        return key
    }
}
