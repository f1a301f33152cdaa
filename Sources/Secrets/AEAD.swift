internal import CSodium

/// ChaCha20-Poly1305 with a 12-byte nonce (RFC 8439), the cipher of the wire and of backups.
public enum ChaCha20Poly1305 {
    /// The size of a nonce in bytes.
    public static let nonceByteCount = 12
    /// The size of a tag in bytes.
    public static let tagByteCount = 16

    /// Seals in place: `buffer` holds the plaintext and 16 bytes of room for the tag.
    ///
    /// - Precondition: the nonce has 12 bytes and the buffer at least 16.
    public static func seal(
        inPlace buffer: inout MutableRawSpan, nonce: RawSpan, associatedData: RawSpan,
        key: borrowing SecretKey
    ) {
        precondition(nonce.byteCount == nonceByteCount && buffer.byteCount >= tagByteCount)
        let secret = unsafe key.pointer
        unsafe buffer.withUnsafeMutableBytes { text in
            unsafe withPointers(nonce, associatedData) { nonce, ad in
                let start = unsafe text.bytePointer
                unsafe crypto_aead_chacha20poly1305_ietf_encrypt(
                    start, nil, start, UInt64(text.count - tagByteCount), ad.bytePointer,
                    UInt64(ad.count), nil, nonce.bytePointer, secret)
            }
        }
    }

    /// Opens in place: `buffer` holds ciphertext and tag; the plaintext is all but its last 16.
    ///
    /// - Throws: `wrongLength` or `notAuthentic`; the buffer then holds nothing to use.
    public static func open(
        inPlace buffer: inout MutableRawSpan, nonce: RawSpan, associatedData: RawSpan,
        key: borrowing SecretKey
    ) throws(SecretsError) {
        guard nonce.byteCount == nonceByteCount, buffer.byteCount >= tagByteCount else {
            throw .wrongLength
        }
        let secret = unsafe key.pointer
        let code = unsafe buffer.withUnsafeMutableBytes { text in
            unsafe withPointers(nonce, associatedData) { nonce, ad in
                let start = unsafe text.bytePointer
                return unsafe crypto_aead_chacha20poly1305_ietf_decrypt(
                    start, nil, nil, start, UInt64(text.count), ad.bytePointer, UInt64(ad.count),
                    nonce.bytePointer, secret)
            }
        }
        guard code == 0 else { throw .notAuthentic }
    }
}

/// XChaCha20-Poly1305 with a 24-byte nonce; at rest it is used through `CommittingAEAD`, and bare
/// only for chunks of an attachment, under a key of the attachment's own.
public enum XChaCha20Poly1305 {
    /// The size of a nonce in bytes.
    public static let nonceByteCount = 24
    /// The size of a tag in bytes.
    public static let tagByteCount = 16

    /// Seals in place: `buffer` holds the plaintext and 16 bytes of room for the tag.
    ///
    /// - Precondition: the nonce has 24 bytes and the buffer at least 16.
    public static func seal(
        inPlace buffer: inout MutableRawSpan, nonce: RawSpan, associatedData: RawSpan,
        key: borrowing SecretKey
    ) {
        precondition(nonce.byteCount == nonceByteCount && buffer.byteCount >= tagByteCount)
        let secret = unsafe key.pointer
        unsafe buffer.withUnsafeMutableBytes { text in
            unsafe withPointers(nonce, associatedData) { nonce, ad in
                unsafe seal(text, nonce: nonce, associatedData: ad, key: secret)
            }
        }
    }

    /// Opens in place: `buffer` holds ciphertext and tag; the plaintext is all but its last 16.
    ///
    /// - Throws: `wrongLength` or `notAuthentic`; the buffer then holds nothing to use.
    public static func open(
        inPlace buffer: inout MutableRawSpan, nonce: RawSpan, associatedData: RawSpan,
        key: borrowing SecretKey
    ) throws(SecretsError) {
        guard nonce.byteCount == nonceByteCount, buffer.byteCount >= tagByteCount else {
            throw .wrongLength
        }
        let secret = unsafe key.pointer
        let isAuthentic = unsafe buffer.withUnsafeMutableBytes { text in
            unsafe withPointers(nonce, associatedData) { nonce, ad in
                unsafe open(text, nonce: nonce, associatedData: ad, key: secret)
            }
        }
        guard isAuthentic else { throw .notAuthentic }
    }

    static func seal(
        _ text: UnsafeMutableRawBufferPointer, nonce: UnsafeRawBufferPointer,
        associatedData: UnsafeRawBufferPointer, key: UnsafePointer<UInt8>
    ) {
        let start = unsafe text.bytePointer
        unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
            start, nil, start, UInt64(text.count - tagByteCount), associatedData.bytePointer,
            UInt64(associatedData.count), nil, nonce.bytePointer, key)
    }

    static func open(
        _ text: UnsafeMutableRawBufferPointer, nonce: UnsafeRawBufferPointer,
        associatedData: UnsafeRawBufferPointer, key: UnsafePointer<UInt8>
    ) -> Bool {
        let start = unsafe text.bytePointer
        return unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
            start, nil, nil, start, UInt64(text.count), associatedData.bytePointer,
            UInt64(associatedData.count), nonce.bytePointer, key) == 0
    }
}
