public import Basics
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
        var reader = ByteReader(bytes)
        do {
            guard try Array(reader.take(2)) == Self.magic else { throw AuditError.damagedLeaf }
            guard try reader.integer(UInt8.self) == 1,
                let kind = LeafKind(rawValue: try reader.integer())
            else { throw AuditError.unsupportedLayout }
            self.kind = kind
            index = try reader.integer()
            time = Instant(milliseconds: try reader.integer())
            keyringSequence = try reader.integer()
            actsHash = Array(try reader.take(ActsHash.byteCount))
            let count = try reader.integer(UInt16.self)
            payload = Array(try reader.take(Int(count)))
            try reader.finish()
        } catch let error as AuditError {
            throw error
        } catch {
            throw .damagedLeaf
        }
        guard kind.isWrite || kind == .erase || actsHash == ActsHash.none else {
            throw .damagedLeaf
        }
    }
}
