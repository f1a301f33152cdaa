/// Two files, whichever was named first.
public struct FilePair: Comparable, Hashable, Sendable {
    /// The one whose id is lower.
    public let lower: FileID
    /// The other one.
    public let higher: FileID

    /// Joins two files; nil where they are one.
    public init?(_ one: FileID, _ other: FileID) {
        guard one != other else { return nil }
        let isOrdered = (one.high, one.low) < (other.high, other.low)
        (lower, higher) = isOrdered ? (one, other) : (other, one)
    }

    /// Orders pairs by the ids of their files, the lower ones first.
    public static func < (left: Self, right: Self) -> Bool {
        (left.lower.high, left.lower.low, left.higher.high, left.higher.low)
            < (right.lower.high, right.lower.low, right.higher.high, right.higher.low)
    }

    /// Whether a file is one of the two.
    public func contains(_ file: FileID) -> Bool { file == lower || file == higher }
}
