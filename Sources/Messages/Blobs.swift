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
    public init?(blob: Data) { self.init(blob) }
}
