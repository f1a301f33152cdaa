/// Why a cryptographic operation refused; it never carries bytes.
@frozen
public enum SecretsError: Error, Equatable, Sendable {
    /// libsodium could not be initialised, or a known answer came out wrong.
    case selfTestFailed
    /// The kernel refused to lock memory for keys; see `RLIMIT_MEMLOCK`.
    case memoryNotLocked
    /// An input has a length that the primitive does not take.
    case wrongLength
    /// A tag or a signature does not agree.
    case notAuthentic
    /// The key or the context differs from the one that sealed (the commitment does not agree).
    case wrongKeyOrContext
    /// A Diffie-Hellman result is all zero: the peer's point has a low order (RFC 7748 §6.1).
    case weakPublicKey
    /// The cost of a password hash lies outside the allowed bounds, or memory was refused.
    case passwordHashFailed
}
