internal import Basics
internal import CSodium

/// A pair of X25519 keys (RFC 7748), for Noise and for sealed boxes.
public struct AgreementKey: ~Copyable, Sendable {
    /// The secret scalar.
    public let secret: SecretKey
    /// The public key, 32 bytes.
    public let publicKey: [UInt8]

    /// The size of a public key in bytes.
    public static var publicKeyByteCount: Int { 32 }

    /// Makes a random pair.
    public init() { self.init(secret: SecretKey()) }

    /// Makes the pair of a secret.
    public init(secret: consuming SecretKey) {
        var point = [UInt8](repeating: 0, count: Self.publicKeyByteCount)
        unsafe crypto_scalarmult_curve25519_base(&point, secret.pointer)
        self.secret = secret
        self.publicKey = point
    }

    /// A second pair with the same bytes.
    public borrowing func copy() -> AgreementKey { AgreementKey(secret: secret.copy()) }

    /// Multiplies the peer's point with the secret.
    ///
    /// - Throws: `wrongLength`, or `weakPublicKey` where the result is all zero.
    public borrowing func sharedSecret(
        with publicKey: RawSpan
    ) throws(SecretsError) -> SecretKey {
        guard publicKey.byteCount == Self.publicKeyByteCount else { throw .wrongLength }
        var code: Int32 = -1
        let scalar = unsafe secret.pointer
        let shared = unsafe SecretKey { target in
            code = unsafe publicKey.withUnsafeBytes { point in
                unsafe crypto_scalarmult_curve25519(
                    target, scalar, point.bytePointer)
            }
        }
        guard code == 0 else { throw .weakPublicKey }
        return shared
    }
}

/// An Ed25519 signing key (RFC 8032), for checkpoints and approvals.
public struct SigningKey: ~Copyable, Sendable {
    private let slot = Slot()
    /// The public key, 32 bytes.
    public let publicKey: [UInt8]

    /// The size of a signature in bytes.
    public static var signatureByteCount: Int { 64 }
    /// The size of a public key in bytes.
    public static var publicKeyByteCount: Int { 32 }

    /// Makes the key of a 32-byte seed.
    public init(seed: borrowing SecretKey) {
        var point = [UInt8](repeating: 0, count: Self.publicKeyByteCount)
        unsafe crypto_sign_ed25519_seed_keypair(
            &point, slot.address.assumingMemoryBound(to: UInt8.self), seed.pointer)
        publicKey = point
    }

    /// Signs a message; the signature has 64 bytes.
    public borrowing func sign(_ message: RawSpan) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Self.signatureByteCount)
        let secret = unsafe slot.address.assumingMemoryBound(to: UInt8.self)
        unsafe message.withUnsafeBytes { text in
            _ = unsafe crypto_sign_ed25519_detached(
                &signature, nil, text.bytePointer,
                UInt64(text.count), secret)
        }
        return signature
    }

    /// Tells whether a signature over a message is the key holder's; wrong sizes are refused.
    public static func isValid(
        signature: RawSpan, of message: RawSpan, by publicKey: RawSpan
    ) -> Bool {
        guard signature.byteCount == signatureByteCount,
            publicKey.byteCount == publicKeyByteCount
        else { return false }
        return unsafe publicKey.withUnsafeBytes { key in
            unsafe withPointers(signature, message) { signature, message in
                unsafe crypto_sign_ed25519_verify_detached(
                    signature.bytePointer, message.bytePointer, UInt64(message.count),
                    key.bytePointer) == 0
            }
        }
    }
}

/// Anonymous encryption to an X25519 public key (libsodium's `crypto_box_seal`).
public enum SealedBox {
    /// How many bytes a sealed box is longer than its message.
    public static let overheadByteCount = 48

    /// Seals a message to a public key.
    ///
    /// - Throws: `wrongLength`, or `weakPublicKey`.
    public static func seal(
        _ message: RawSpan, to publicKey: RawSpan
    ) throws(SecretsError) -> [UInt8] {
        guard publicKey.byteCount == AgreementKey.publicKeyByteCount else { throw .wrongLength }
        var box = [UInt8](repeating: 0, count: message.byteCount + overheadByteCount)
        let code = unsafe withPointers(message, publicKey) { message, key in
            unsafe crypto_box_seal(
                &box, message.bytePointer, UInt64(message.count), key.bytePointer)
        }
        guard code == 0 else { throw .weakPublicKey }
        return box
    }

    /// Opens a box with the pair that it was sealed to.
    ///
    /// - Throws: `wrongLength`, or `notAuthentic`.
    public static func open(
        _ box: RawSpan, with key: borrowing AgreementKey
    ) throws(SecretsError) -> [UInt8] {
        guard box.byteCount >= overheadByteCount else { throw .wrongLength }
        var message = [UInt8](repeating: 0, count: box.byteCount - overheadByteCount)
        let secret = unsafe key.secret.pointer
        let code = unsafe withPointers(box, key.publicKey.rawSpan) { box, point in
            unsafe crypto_box_seal_open(
                &message, box.bytePointer, UInt64(box.count), point.bytePointer, secret)
        }
        guard code == 0 else { throw .notAuthentic }
        return message
    }
}
