public import Basics

/// That two files which say much of the same are of two children, as a person decided.
public struct DistinctPair: Equatable, Sendable {
    /// Its id.
    public var id: PairID
    /// The two files.
    public var files: FilePair
    /// Who decided.
    public var member: MemberID
    /// When.
    public var at: Instant

    /// Joins the four.
    public init(id: PairID, files: FilePair, member: MemberID, at: Instant) {
        self.id = id
        self.files = files
        self.member = member
        self.at = at
    }
}

extension MemberRegistry {
    /// Notes that two files are of two children.
    ///
    /// - Throws: `wrongState` where somebody has decided so before, `limitExceeded`.
    public func part(
        _ files: FilePair, as id: PairID, by member: MemberID, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard distinctPairs[files] == nil else { throw .wrongState }
        guard distinctPairs.count < RegistryLimits.distinctPairs else { throw .limitExceeded }
        return [.put(.distinctPair(DistinctPair(id: id, files: files, member: member, at: now)))]
    }

    /// Takes back that two files are of two children, so that somebody looks at them again.
    ///
    /// - Throws: `notFound` where nobody has decided so.
    public func doubt(_ files: FilePair) throws(RegistryError) -> [Change] {
        guard let pair = distinctPairs[files] else { throw .notFound }
        return [.remove(.distinctPair(pair))]
    }

    /// Forgets what was decided of a file that is gone.
    public func forgetPairs(of file: FileID) -> [Change] {
        distinctPairs.values.filter { $0.files.contains(file) }.map { .remove(.distinctPair($0)) }
    }
}
