/// A property by which children are counted, with its codes in order.
///
/// What the base codes of a dimension are is the caller's to say: the period is a dimension whose
/// codes are the shortest periods that are published, and "known since" is one whose codes are the
/// reports, so that a year is a sum over quarters and a second report one over what was known at
/// the first and what came after.
public struct Dimension: Equatable, Sendable {
    /// The dimension's name.
    public let name: String
    /// The codes, none twice.
    public let codes: [String]

    /// Names a dimension and its codes.
    public init(_ name: String, _ codes: [String]) {
        self.name = name
        self.codes = codes
    }
}

/// Why a table does not fit its universe, or is no table.
public enum ShapeFault: Error, Equatable, Sendable {
    /// A name or a code is not there.
    case unknown(String)
    /// A name or a code stands twice.
    case twice(String)
    /// A dimension, an axis or a group has no codes, or a count is below zero.
    case empty(String)
    /// There are more atoms or cells than the limits allow.
    case tooLarge
    /// The number of counts is not the number of cells, or a table does not show what it would of
    /// the children as they are counted now.
    case misfit(String)
}
