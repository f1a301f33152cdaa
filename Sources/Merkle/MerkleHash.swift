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
    public init(_ bytes: [UInt8], at offset: Int) { self.init(bytes.rawSpan, at: offset) }

    /// Reads a hash at an offset of some bytes.
    ///
    /// - Precondition: the bytes reach 32 bytes past the offset.
    public init(_ bytes: RawSpan, at offset: Int) {
        precondition(offset >= 0 && offset + Self.byteCount <= bytes.byteCount)
        func word(_ start: Int) -> UInt64 {
            UInt64(
                bigEndian: unsafe bytes.unsafeLoadUnaligned(
                    fromByteOffset: offset + start, as: UInt64.self))
        }
        words = (word(0), word(8), word(16), word(24))
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

    private init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// The hash of a leaf: SHA-256(0x00 || leaf) (RFC 6962 §2.1).
    public static func leaf(_ leaf: [UInt8]) -> MerkleHash { self.leaf(leaf.rawSpan) }

    /// The hash of a leaf whose bytes stand among others.
    public static func leaf(_ leaf: RawSpan) -> MerkleHash {
        var hash = SHA256()
        hash.update(UInt8(0x00))
        hash.update(leaf)
        return MerkleHash(words: hash.finishWords())
    }

    /// The hash of a node: SHA-256(0x01 || left || right) (RFC 6962 §2.1).
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        var hash = SHA256()
        hash.update(UInt8(0x01))
        hash.update(left.words)
        hash.update(right.words)
        return MerkleHash(words: hash.finishWords())
    }
}
