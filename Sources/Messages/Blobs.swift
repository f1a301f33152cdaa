public import Basics
public import FoundationEssentials

/// The bytes fields of messages, as the library of the schema holds them.
public typealias Blob = Data

/// How the bytes fields of messages meet the project's own types.
extension [UInt8] {
    /// The bytes as a message holds them.
    public var blob: Data { Data(self) }
}

extension Identifier {
    /// The identifier as a message holds it.
    public var blob: Data { Data(bytes) }

    /// Reads an identifier from a message; nil where it has not 16 bytes.
    public init?(blob: Data) {
        // Byte by byte, each would be a call of its own.
        guard blob.count == Self.byteCount else { return nil }
        let halves = unsafe blob.withUnsafeBytes { bytes in
            (
                high: unsafe bytes.loadUnaligned(as: UInt64.self),
                low: unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            )
        }
        self.init(high: UInt64(bigEndian: halves.high), low: UInt64(bigEndian: halves.low))
    }
}
