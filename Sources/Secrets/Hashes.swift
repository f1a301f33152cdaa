internal import Basics
internal import CSodium

/// BLAKE2b with key, salt and personal string (RFC 7693 and libsodium's generichash).
public enum BLAKE2b {
    /// Hashes with a key in guarded memory.
    ///
    /// - Precondition: the digest has 16 to 64 bytes; `personal`, if any, has 16.
    public static func hash(
        _ message: RawSpan, byteCount: Int = 32, key: borrowing SecretKey,
        personal: StaticString? = nil
    ) -> [UInt8] {
        unsafe hash(
            message, byteCount: byteCount, key: key.pointer, keyByteCount: SecretKey.byteCount,
            personal: personal)
    }

    /// Hashes without a key.
    ///
    /// - Precondition: the digest has 16 to 64 bytes; `personal`, if any, has 16.
    public static func hash(
        _ message: RawSpan, byteCount: Int = 32, personal: StaticString? = nil
    ) -> [UInt8] {
        unsafe hash(
            message, byteCount: byteCount, key: nil, keyByteCount: 0, personal: personal)
    }

    /// Derives a 32-byte key from another key and a message that tells what it is for.
    ///
    /// - Precondition: `personal` has 16 bytes.
    public static func derive(
        from key: borrowing SecretKey, message: RawSpan, personal: StaticString
    ) -> SecretKey {
        var digest = hash(message, key: key, personal: personal)
        return keyed(&digest)
    }

    /// The key that a secret message gives, without another key.
    ///
    /// - Precondition: `personal` has 16 bytes.
    static func key(of message: RawSpan, personal: StaticString) -> SecretKey {
        var digest = hash(message, personal: personal)
        return keyed(&digest)
    }

    /// Moves a digest of 32 bytes into guarded memory.
    private static func keyed(_ digest: inout [UInt8]) -> SecretKey {
        defer { Sodium.wipe(&digest) }
        return unsafe SecretKey { target in
            unsafe digest.withUnsafeBytes {
                unsafe UnsafeMutableRawPointer(target).copyMemory(
                    from: $0.bytePointer, byteCount: SecretKey.byteCount)
            }
        }
    }

    private static func hash(
        _ message: RawSpan, byteCount: Int, key: UnsafePointer<UInt8>?, keyByteCount: Int,
        personal: StaticString?
    ) -> [UInt8] {
        precondition((16...64).contains(byteCount))
        precondition(personal.map { $0.utf8CodeUnitCount == 16 } ?? true)
        var digest = [UInt8](repeating: 0, count: byteCount)
        let none: StaticString = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
        let salt = [UInt8](repeating: 0, count: 16)
        unsafe message.withUnsafeBytes { text in
            _ = unsafe crypto_generichash_blake2b_salt_personal(
                &digest, byteCount, text.bytePointer,
                UInt64(text.count), key, keyByteCount, salt, (personal ?? none).utf8Start)
        }
        return digest
    }
}

/// SHA-256 (FIPS 180-4), fed in pieces or at once.
public struct SHA256: Sendable {
    private var state = crypto_hash_sha256_state()

    /// The size of a digest in bytes.
    public static let byteCount = 32

    /// Starts a hash.
    public init() { unsafe crypto_hash_sha256_init(&state) }

    /// Feeds bytes.
    public mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe crypto_hash_sha256_update(&state, buffer.bytePointer, UInt64(buffer.count))
        }
    }

    /// Feeds an array.
    public mutating func update(_ bytes: [UInt8]) { update(bytes.rawSpan) }

    /// Ends the hash and gives its 32 bytes.
    public consuming func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Self.byteCount)
        var last = state
        unsafe crypto_hash_sha256_final(&last, &digest)
        return digest
    }

    /// Ends the hash and gives its 32 bytes as four big-endian numbers, without an allocation: a
    /// tree of millions of leaves is made of such hashes.
    public consuming func finishWords() -> (UInt64, UInt64, UInt64, UInt64) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var last = state
        unsafe withUnsafeMutableBytes(of: &words) { target in
            _ = unsafe crypto_hash_sha256_final(&last, target.bytePointer)
        }
        return (
            words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
        )
    }

    /// Feeds four numbers as big-endian bytes.
    public mutating func update(_ words: (UInt64, UInt64, UInt64, UInt64)) {
        let bytes = (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
        unsafe withUnsafeBytes(of: bytes) { buffer in
            _ = unsafe crypto_hash_sha256_update(&state, buffer.bytePointer, UInt64(buffer.count))
        }
    }

    /// Feeds one byte.
    public mutating func update(_ byte: UInt8) {
        unsafe withUnsafeBytes(of: byte) { buffer in
            _ = unsafe crypto_hash_sha256_update(&state, buffer.bytePointer, 1)
        }
    }

    /// Hashes one run of bytes.
    public static func hash(_ bytes: RawSpan) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    /// Hashes one array.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] { hash(bytes.rawSpan) }
}

/// HMAC-SHA-256 (RFC 2104) with a key of any length, and HKDF (RFC 5869) built on it.
public enum HMACSHA256 {
    /// The size of a tag in bytes.
    public static let byteCount = 32

    /// Authenticates a message.
    public static func tag(_ message: RawSpan, key: RawSpan) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: byteCount)
        var state = crypto_auth_hmacsha256_state()
        defer { unsafe sodium_memzero(&state, MemoryLayout.size(ofValue: state)) }
        unsafe withPointers(key, message) { key, message in
            unsafe crypto_auth_hmacsha256_init(&state, key.bytePointer, key.count)
            unsafe crypto_auth_hmacsha256_update(
                &state, message.bytePointer, UInt64(message.count))
            unsafe crypto_auth_hmacsha256_final(&state, &tag)
        }
        return tag
    }

    /// Derives keys as RFC 5869 does.
    ///
    /// - Throws: `wrongLength` where more than 255 blocks are asked.
    public static func hkdf(
        inputKey: RawSpan, salt: RawSpan, info: [UInt8], byteCount outputByteCount: Int
    ) throws(SecretsError) -> [UInt8] {
        guard outputByteCount <= 255 * byteCount else { throw .wrongLength }
        var pseudoRandomKey = tag(inputKey, key: salt)
        defer { Sodium.wipe(&pseudoRandomKey) }
        var output: [UInt8] = []
        var block: [UInt8] = []
        var counter: UInt8 = 0
        while output.count < outputByteCount {
            counter += 1
            block += info
            block.append(counter)
            block = tag(block.rawSpan, key: pseudoRandomKey.rawSpan)
            output += block
        }
        return Array(output.prefix(outputByteCount))
    }
}
