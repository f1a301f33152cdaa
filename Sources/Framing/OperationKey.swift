public import Basics

/// What makes a write happen once: made and kept by the client before the first send, the same on
/// every retry (SPEC W-55).
@frozen
public struct OperationKey: Hashable, Sendable {
    /// The 16 bytes: the epoch, then 12 random ones.
    public let id: Identifier<OperationKeyKind>

    /// The size in bytes.
    public static let byteCount = 16

    /// Reads 16 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard let id = Identifier<OperationKeyKind>(bytes) else { return nil }
        self.id = id
    }

    /// Joins the epoch that the daemon told last and 12 random bytes.
    ///
    /// - Precondition: `random` has 12 bytes.
    public init(epoch: UInt32, random: [UInt8]) {
        precondition(random.count == 12)
        var bytes: [UInt8] = []
        bytes.appendBigEndian(epoch)
        bytes += random
        guard let id = Identifier<OperationKeyKind>(bytes) else {
            preconditionFailure("4 and 12 bytes are 16")
        }
        self.id = id
    }

    /// The 16 bytes.
    public var bytes: [UInt8] { id.bytes }

    /// The day, since 1970-01-01 by the daemon's clock, on which the key was made.
    public var epoch: UInt32 {
        id.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// Names the kind of identifier that an operation key holds.
public enum OperationKeyKind {}
