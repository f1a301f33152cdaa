/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z.
@frozen
public struct Instant: Comparable, Hashable, Sendable {
    /// Milliseconds since the epoch; negative before it.
    public let milliseconds: Int64

    /// Makes a moment from milliseconds since the epoch.
    @inlinable
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Orders moments by time.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The moment that lies a number of seconds later, or at the end of time on overflow.
    @inlinable
    public func adding(seconds: Int64) -> Self {
        let (product, tooLong) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, tooLate) = milliseconds.addingReportingOverflow(product)
        return Self(milliseconds: tooLong || tooLate ? (seconds < 0 ? .min : .max) : sum)
    }
}
