/// What is known of a sum of unknown counts: that it lies in an interval.
///
/// Whatever is published says such a thing: a true count is an interval of one value, a rounded
/// one of five, a total is a sum.
public struct SumFact: Equatable, Sendable {
    /// The unknowns that are added, none twice.
    public let unknowns: [Int]
    /// The least value of the sum.
    public let low: Int
    /// The largest value of the sum; nil: none is known.
    public let high: Int?

    /// States that a sum lies in an interval.
    public init(_ unknowns: [Int], low: Int, high: Int?) {
        self.unknowns = unknowns
        self.low = low
        self.high = high
    }

    /// Whether counts agree with the fact.
    func holds(_ counts: [Int]) -> Bool {
        let sum = unknowns.reduce(0) { $0 + counts[$1] }
        return sum >= low && sum <= high ?? .max
    }
}

/// Between which two whole numbers a count lies for all that is known.
public struct Interval: Equatable, Sendable {
    /// The least value.
    public let low: Int
    /// The largest value; nil: there is none.
    public let high: Int?

    /// Takes two ends.
    public init(low: Int, high: Int?) {
        self.low = low
        self.high = high
    }

    /// How many values there are beside one; nil: without end.
    public var width: Int? { high.map { $0 - low } }
}

/// What is known of an interval whose ends could not both be found within the limits.
public struct Bracket: Equatable, Sendable {
    /// Both ends are attained by counts that agree with all facts: the interval is no narrower.
    public let inner: Interval
    /// No counts that agree with all facts are outside: the interval is no wider.
    public let outer: Interval

    /// Takes an interval that is no wider and one that is no narrower.
    public init(inner: Interval, outer: Interval) {
        self.inner = inner
        self.outer = outer
    }

    /// Whether the interval is known exactly.
    public var isExact: Bool { inner == outer }
}

/// Why bounds could not be computed.
public enum BoundsFault: Error, Equatable, Sendable {
    /// No counts at all agree with the facts.
    case contradiction
    /// The question needs a larger tableau, more pivots or larger numbers than the limits allow, so
    /// that nothing is proved.
    case exhausted
}
