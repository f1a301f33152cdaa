internal import Basics
internal import CSodium

/// A 32-byte secret in locked, guarded memory; it cannot be copied and wipes itself.
public struct SecretKey: ~Copyable, Sendable {
    let slot = Slot()

    /// The size of a key in bytes.
    public static var byteCount: Int { 32 }

    /// Makes a random key.
    public init() {
        unsafe randombytes_buf(slot.address, Self.byteCount)
    }

    /// Copies 32 bytes that live elsewhere, for example in a file's plaintext.
    ///
    /// - Throws: `wrongLength` for any other count.
    public init(copying bytes: RawSpan) throws(SecretsError) {
        guard bytes.byteCount == Self.byteCount else { throw .wrongLength }
        unsafe bytes.withUnsafeBytes { source in
            unsafe slot.address.copyMemory(from: source.bytePointer, byteCount: Self.byteCount)
        }
    }

    /// Moves 32 bytes out of an array, which is wiped whatever happens.
    ///
    /// - Throws: `wrongLength` for any other count.
    public init(wiping bytes: inout [UInt8]) throws(SecretsError) {
        defer { Sodium.wipe(&bytes) }
        try self.init(copying: bytes.rawSpan)
    }

    /// Lets a primitive of this room fill the key.
    init(filling body: (UnsafeMutablePointer<UInt8>) -> Void) {
        unsafe body(slot.address.assumingMemoryBound(to: UInt8.self))
    }

    var pointer: UnsafePointer<UInt8> {
        unsafe UnsafePointer(slot.address.assumingMemoryBound(to: UInt8.self))
    }

    /// A second key with the same bytes.
    public borrowing func copy() -> SecretKey {
        let source = unsafe slot.address
        return unsafe SecretKey { target in
            unsafe UnsafeMutableRawPointer(target).copyMemory(
                from: source, byteCount: Self.byteCount)
        }
    }

    /// Lends the bytes for the length of a call.
    public borrowing func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let bytes = unsafe UnsafeRawBufferPointer(start: slot.address, count: Self.byteCount)
        return try body(unsafe bytes.bytes)
    }

    /// Tells in constant time whether two keys are equal.
    public borrowing func isEqual(to other: borrowing SecretKey) -> Bool {
        unsafe sodium_memcmp(slot.address, other.slot.address, Self.byteCount) == 0
    }

    /// Four bytes that tell "wrong key" from "damaged data" and tell nothing of the key.
    ///
    /// They are the first bytes of BLAKE2b-256 keyed with the key over the label.
    public borrowing func checkValue(label: String) -> [UInt8] {
        Array(BLAKE2b.hash(Array(label.utf8).rawSpan, key: self).prefix(4))
    }
}

/// A key in guarded memory that several values may refer to; wiped when the last lets go.
public final class KeyBox: Sendable {
    /// The key.
    public let key: SecretKey

    /// Takes a key in.
    public init(_ key: consuming SecretKey) { self.key = key }
}
