public import Basics
internal import Merkle
internal import Vault

/// A leaf of the log as it stands on disk: LF1 (LAYOUT L-18).
public struct Leaf: Equatable, Sendable {
    /// What happened.
    public let kind: LeafKind
    /// The leaf's position, from 0.
    public let index: UInt64
    /// When.
    public let time: Instant
    /// The sequence of the keyring at that time.
    public let keyringSequence: UInt64
    /// The hash over the envelopes that the leaf covers; zero where it covers none.
    public let actsHash: [UInt8]
    /// The sealed payload, an envelope of class audit.
    public let payload: [UInt8]

    static let magic: [UInt8] = [0x4C, 0x46]
    static let headerByteCount = 62

    init(
        kind: LeafKind, index: UInt64, time: Instant, keyringSequence: UInt64,
        actsHash: [UInt8], payload: [UInt8]
    ) {
        self.kind = kind
        self.index = index
        self.time = time
        self.keyringSequence = keyringSequence
        self.actsHash = actsHash
        self.payload = payload
    }

    /// The bytes that are stored and hashed.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headerByteCount + payload.count)
        bytes += Self.magic
        bytes += [1, kind.rawValue]
        bytes.appendBigEndian(index)
        bytes.appendBigEndian(time.milliseconds)
        bytes.appendBigEndian(keyringSequence)
        bytes += actsHash
        bytes.appendBigEndian(UInt16(truncatingIfNeeded: payload.count))
        return bytes + payload
    }

    /// Reads a leaf.
    ///
    /// - Throws: `damagedLeaf`, or `unsupportedLayout`.
    public init(encoded bytes: [UInt8]) throws(AuditError) {
        let header = try LeafHeader(bytes.rawSpan)
        self.init(
            kind: header.kind, index: header.index, time: header.time,
            keyringSequence: header.keyringSequence, actsHash: header.actsHash.bytes,
            payload: Array(bytes[Self.headerByteCount...]))
    }
}

/// What a leaf shows in clear, read in place.
struct LeafHeader {
    let kind: LeafKind
    let index: UInt64
    let time: Instant
    let keyringSequence: UInt64
    let actsHash: MerkleHash

    /// Reads the header of a leaf and checks that the payload has the length that it says.
    ///
    /// - Throws: `damagedLeaf`, or `unsupportedLayout`.
    init(_ leaf: RawSpan) throws(AuditError) {
        guard leaf.byteCount >= Leaf.headerByteCount, leaf.starts(with: Leaf.magic),
            leaf.byteCount - Leaf.headerByteCount == Int(leaf.bigEndian(60, UInt16.self))
        else { throw .damagedLeaf }
        guard leaf.bigEndian(2, UInt8.self) == 1,
            let kind = LeafKind(rawValue: leaf.bigEndian(3, UInt8.self))
        else { throw .unsupportedLayout }
        self.kind = kind
        index = leaf.bigEndian(4, UInt64.self)
        time = Instant(milliseconds: leaf.bigEndian(12, Int64.self))
        keyringSequence = leaf.bigEndian(20, UInt64.self)
        actsHash = MerkleHash(leaf, at: 28)
        guard kind.coversEnvelopes || actsHash == LeafHeader.noActs else {
            throw .damagedLeaf
        }
    }

    private static let noActs = MerkleHash(ActsHash.none, at: 0)
}

extension RawSpan {
    fileprivate func bigEndian<Number: FixedWidthInteger & BitwiseCopyable>(
        _ offset: Int, _ type: Number.Type
    ) -> Number {
        precondition(offset + MemoryLayout<Number>.size <= byteCount)
        return Number(bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: type))
    }

    fileprivate func starts(with bytes: [UInt8]) -> Bool {
        bytes.indices.allSatisfy { bigEndian($0, UInt8.self) == bytes[$0] }
    }
}
