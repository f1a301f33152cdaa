internal import Basics
internal import Secrets

/// One SHA-256 hash of the tree, held without an allocation.
@frozen
public struct MerkleHash: Hashable, Sendable {
    let words: (UInt64, UInt64, UInt64, UInt64)

    /// The size of a hash in bytes.
    public static var byteCount: Int { 32 }

    /// Makes a hash from exactly 32 bytes, or nil for any other count.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var parts: [UInt64] = [0, 0, 0, 0]
        for (offset, byte) in bytes.enumerated() {
            parts[offset >> 3] = parts[offset >> 3] << 8 | UInt64(byte)
        }
        words = (parts[0], parts[1], parts[2], parts[3])
    }

    /// Reads a hash at an offset of an array, as many stand in one; it is not generic, since whoever
    /// reads a tile reads hundreds.
    ///
    /// - Precondition: the array reaches 32 bytes past the offset.
    public init(_ bytes: [UInt8], at offset: Int) {
        func word(_ start: Int) -> UInt64 {
            var value: UInt64 = 0
            for index in start..<start + 8 { value = value << 8 | UInt64(bytes[index]) }
            return value
        }
        words = (word(offset), word(offset + 8), word(offset + 16), word(offset + 24))
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        append(to: &bytes)
        return bytes
    }

    /// Appends the 32 bytes to an array.
    public func append(to bytes: inout [UInt8]) {
        bytes.appendBigEndian(words.0)
        bytes.appendBigEndian(words.1)
        bytes.appendBigEndian(words.2)
        bytes.appendBigEndian(words.3)
    }

    /// Tells whether two hashes are equal.
    public static func == (left: Self, right: Self) -> Bool { left.words == right.words }

    /// Feeds the hash to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }

    /// The root of a tree without leaves (RFC 6962 §2.1).
    public static let emptyRoot = MerkleHash(SHA256.hash([]), at: 0)

    /// The hash of a leaf: SHA-256(0x00 || leaf) (RFC 6962 §2.1).
    public static func leaf(_ leaf: [UInt8]) -> MerkleHash {
        var hash = SHA256()
        hash.update([0x00])
        hash.update(leaf)
        return MerkleHash(hash.finish(), at: 0)
    }

    /// The hash of a node: SHA-256(0x01 || left || right) (RFC 6962 §2.1).
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        var message: [UInt8] = []
        message.reserveCapacity(1 + 2 * byteCount)
        message.append(0x01)
        left.append(to: &message)
        right.append(to: &message)
        return MerkleHash(SHA256.hash(message), at: 0)
    }
}
