public import Basics

/// A file that came from another province: taken up here, or refused.
public struct IncomingTransfer: Equatable, Sendable {
    /// The act of the other province that sent it.
    public var id: ActID
    /// The code of that province.
    public var from: String
    /// The id that the file has there.
    public var origin: FileID
    /// The position of the last act that came with it.
    public var sequence: UInt64
    /// The file that was opened for it here; nil where it was refused.
    public var file: FileID?
    /// When it was taken up or refused.
    public var at: Instant
    /// By whom.
    public var member: MemberID
    /// Why it was refused; empty where it was not.
    public var reason: String

    /// Names what became of a file that came.
    public init(
        id: ActID, from: String, origin: FileID, sequence: UInt64, file: FileID?, at: Instant,
        member: MemberID, reason: String = ""
    ) {
        self.id = id
        self.from = from
        self.origin = origin
        self.sequence = sequence
        self.file = file
        self.at = at
        self.member = member
        self.reason = reason
    }
}

extension MemberRegistry {
    /// Notes what became of a file that came from another province.
    ///
    /// - Throws: `wrongState` where that was noted before.
    public func note(_ incoming: IncomingTransfer) throws(RegistryError) -> [Change] {
        guard self.incoming[incoming.id] == nil else { throw .wrongState }
        return [.put(.incoming(incoming))]
    }
}
