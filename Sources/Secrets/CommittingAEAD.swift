internal import CSodium
internal import Glibc

/// The sealing of everything at rest: XChaCha20-Poly1305 under a subkey that commits to the key,
/// the nonce and the whole context.
///
/// K(64) = BLAKE2b-512(key, salt = 0, personal, message = nonce || context); the first half
/// seals, the second half is the commitment. A bare XChaCha20-Poly1305 ciphertext can be made to
/// open under two keys; one sealed here cannot.
public enum CommittingAEAD {
    /// The size of a nonce in bytes.
    public static let nonceByteCount = 24
    /// The size of a commitment in bytes.
    public static let commitmentByteCount = 32
    /// The size of a tag in bytes.
    public static let tagByteCount = 16
    /// How many bytes a sealed text is longer than its padded plaintext.
    public static let overheadByteCount = nonceByteCount + commitmentByteCount + tagByteCount
    /// The size of a personal string in bytes.
    public static let personalByteCount = 16

    /// Appends nonce, commitment, ciphertext and tag to `output`: 72 bytes more than the text.
    ///
    /// The text is the plaintext, followed by 0x80 and zeros where it is to be padded.
    ///
    /// - Precondition: `personal` has 16 bytes; `paddedByteCount` is larger than the plaintext.
    public static func seal(
        _ plaintext: RawSpan, paddedTo paddedByteCount: Int? = nil, context: RawSpan,
        personal: StaticString, key: borrowing SecretKey, appendingTo output: inout [UInt8]
    ) {
        precondition(personal.utf8CodeUnitCount == personalByteCount)
        let textByteCount = paddedByteCount ?? plaintext.byteCount
        precondition(paddedByteCount.map { $0 > plaintext.byteCount } ?? true)
        let start = output.count
        let overhead = nonceByteCount + commitmentByteCount + tagByteCount
        output.append(contentsOf: repeatElement(0, count: overhead + textByteCount))
        let secret = unsafe key.pointer
        unsafe output.withUnsafeMutableBytes { buffer in
            let nonce = unsafe UnsafeMutableRawBufferPointer(
                rebasing: buffer[start..<start + nonceByteCount])
            let commitment = unsafe UnsafeMutableRawBufferPointer(
                rebasing: buffer[start + nonceByteCount..<start + 56])
            let text = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[(start + 56)...])
            unsafe withPointers(context, plaintext) { context, plaintext in
                unsafe fill(nonce)
                unsafe text.copyMemory(from: plaintext)
                if paddedByteCount != nil { unsafe text[plaintext.count] = 0x80 }
                unsafe withSubkey(
                    UnsafeRawBufferPointer(nonce), context, personal, secret
                ) { subkey in
                    unsafe commitment.copyMemory(
                        from: UnsafeRawBufferPointer(start: subkey + 32, count: 32))
                    unsafe XChaCha20Poly1305.seal(
                        text, nonce: UnsafeRawBufferPointer(nonce),
                        associatedData: context, key: subkey)
                }
            }
        }
    }

    /// Opens nonce, commitment, ciphertext and tag, as `seal` wrote them.
    ///
    /// - Throws: `wrongLength`; `wrongKeyOrContext` where the commitment does not agree, before
    ///   anything is decrypted; `notAuthentic` where the bytes are damaged.
    public static func open(
        _ sealed: RawSpan, context: RawSpan, personal: StaticString, key: borrowing SecretKey
    ) throws(SecretsError) -> [UInt8] {
        var plaintext: [UInt8] = []
        var failure: SecretsError?
        let secret = unsafe key.pointer
        unsafe sealed.withUnsafeBytes { buffer in
            unsafe context.withUnsafeBytes { context in
                failure = unsafe open(
                    buffer, context: context, personal: personal, key: secret, into: &plaintext)
            }
        }
        if let failure { throw failure }
        return plaintext
    }

    private static func open(
        _ sealed: UnsafeRawBufferPointer, context: UnsafeRawBufferPointer, personal: StaticString,
        key: UnsafePointer<UInt8>, into plaintext: inout [UInt8]
    ) -> SecretsError? {
        precondition(personal.utf8CodeUnitCount == personalByteCount)
        let textStart = nonceByteCount + commitmentByteCount
        guard sealed.count >= textStart + tagByteCount else { return .wrongLength }
        let nonce = unsafe UnsafeRawBufferPointer(rebasing: sealed[..<nonceByteCount])
        let text = unsafe UnsafeRawBufferPointer(rebasing: sealed[textStart...])
        return unsafe withSubkey(nonce, context, personal, key) { subkey in
            guard
                unsafe crypto_verify_32(subkey + 32, sealed.bytePointer + nonceByteCount) == 0
            else { return .wrongKeyOrContext }
            let count = text.count - tagByteCount
            // Zeros cost less here than an array without them: that one asks the runtime for its type.
            var opened = [UInt8](repeating: 0, count: count)
            let code = unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
                &opened, nil, nil, text.bytePointer, UInt64(text.count),
                context.bytePointer, UInt64(context.count), nonce.bytePointer, subkey)
            guard code == 0 else { return .notAuthentic }
            plaintext = opened
            return nil
        }
    }

    /// Derives the 64 bytes, lends them, and wipes them from the stack.
    private static func withSubkey<Result>(
        _ nonce: UnsafeRawBufferPointer, _ context: UnsafeRawBufferPointer,
        _ personal: StaticString, _ key: UnsafePointer<UInt8>,
        _ body: (UnsafePointer<UInt8>) -> Result
    ) -> Result {
        unsafe withUnsafeTemporaryAllocation(byteCount: 64, alignment: 16) { subkey in
            defer { unsafe sodium_memzero(subkey.bytePointer, 64) }
            let bytes = unsafe subkey.bytePointer
            unsafe hash(
                nonce, context, key: key, personal: personal, into: bytes, byteCount: 64)
            return unsafe body(UnsafePointer(bytes))
        }
    }

    /// Makes a nonce: 24 random bytes, the first eight of them mixed with the clock.
    ///
    /// The subkey already depends on the nonce and on the whole context, so a replayed generator
    /// (a machine's snapshot started twice) harms only where one place is sealed again with
    /// another text; the clock keeps those two apart, at a cost that does not grow with the text.
    private static func fill(_ nonce: UnsafeMutableRawBufferPointer) {
        unsafe randombytes_buf(nonce.bytePointer, nonceByteCount)
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        unsafe mix(nonce, nanoseconds: UInt64(now.tv_sec) &* 1_000_000_000 &+ UInt64(now.tv_nsec))
    }

    /// Mixes a time in nanoseconds into a nonce; distinct times never make equal nonces of equal
    /// random bytes.
    static func mix(_ nonce: UnsafeMutableRawBufferPointer, nanoseconds: UInt64) {
        let random = unsafe nonce.loadUnaligned(as: UInt64.self)
        unsafe nonce.storeBytes(of: random ^ nanoseconds, as: UInt64.self)
    }

    /// BLAKE2b over two runs of bytes, with its state on the stack and wiped.
    private static func hash(
        _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer,
        key: UnsafePointer<UInt8>,
        personal: StaticString, into digest: UnsafeMutablePointer<UInt8>, byteCount: Int
    ) {
        precondition(crypto_generichash_blake2b_statebytes() <= 384)
        // The state lies at a multiple of 64; only memory of a constant size and of the
        // platform's own alignment is taken from the stack and not from the heap.
        unsafe withUnsafeTemporaryAllocation(byteCount: 448, alignment: 16) { memory in
            let start = unsafe UnsafeMutableRawPointer(memory.bytePointer)
                .alignedUp(toMultipleOf: 64)
            defer { unsafe sodium_memzero(start, 384) }
            let state = OpaquePointer(start)
            let salt: (UInt64, UInt64) = (0, 0)
            unsafe withUnsafeBytes(of: salt) { salt in
                _ = unsafe crypto_generichash_blake2b_init_salt_personal(
                    state, key, SecretKey.byteCount, byteCount,
                    salt.bytePointer, personal.utf8Start)
            }
            unsafe update(state, first)
            unsafe update(state, second)
            _ = unsafe crypto_generichash_blake2b_final(state, digest, byteCount)
        }
    }

    private static func update(_ state: OpaquePointer, _ bytes: UnsafeRawBufferPointer) {
        _ = unsafe crypto_generichash_blake2b_update(
            state, bytes.bytePointer, UInt64(bytes.count))
    }
}
