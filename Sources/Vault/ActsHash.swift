public import Basics
internal import Secrets

/// The hash that binds a write leaf to the envelopes that it covers (LAYOUT L-22).
public struct ActsHash: Sendable {
    private var parts: [(record: ActID, dataClass: DataClass, hash: [UInt8])] = []

    /// The size of the hash in bytes.
    public static let byteCount = 32
    /// What stands in a leaf that covers no envelope.
    public static let none = [UInt8](repeating: 0, count: byteCount)

    /// Starts with no envelope.
    public init() {}

    /// How many envelopes are covered.
    public var count: Int { parts.count }

    /// Adds the SHA-256 of one envelope.
    public mutating func add(record: ActID, _ dataClass: DataClass, hash: [UInt8]) {
        parts.append((record, dataClass, hash))
    }

    /// SHA-256 of one envelope.
    public static func hash(of envelope: [UInt8]) -> [UInt8] { SHA256.hash(envelope) }

    /// The 32 bytes: over the envelopes by record id, then class; zero where there are none.
    public var bytes: [UInt8] {
        guard !parts.isEmpty else { return Self.none }
        let sorted = parts.sorted {
            let (left, right) = ($0.record.bytes, $1.record.bytes)
            return left == right
                ? $0.dataClass.rawValue < $1.dataClass.rawValue
                : left.lexicographicallyPrecedes(right)
        }
        var message = Array("LF1.acts".utf8)
        message.appendBigEndian(UInt16(truncatingIfNeeded: sorted.count))
        for part in sorted { message += part.hash }
        return SHA256.hash(message)
    }
}
