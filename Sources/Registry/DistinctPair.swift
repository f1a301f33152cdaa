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
    /// What both files said then, as bits that the index gives a meaning.
    public var reasons: UInt32

    /// Joins the five.
    public init(id: PairID, files: FilePair, member: MemberID, at: Instant, reasons: UInt32) {
        self.id = id
        self.files = files
        self.member = member
        self.at = at
        self.reasons = reasons
    }
}

extension MemberRegistry {
    /// Notes that two files are of two children, in the place of an earlier decision on other reasons.
    ///
    /// - Throws: `wrongState` where somebody has decided so before for these reasons;
    ///   `limitExceeded`.
    public func note(_ pair: DistinctPair) throws(RegistryError) -> [Change] {
        if let before = distinctPairs[pair.files] {
            guard before.reasons != pair.reasons else { throw .wrongState }
            return [.remove(.distinctPair(before)), .put(.distinctPair(pair))]
        }
        guard distinctPairs.count < RegistryLimits.distinctPairs else { throw .limitExceeded }
        return [.put(.distinctPair(pair))]
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
