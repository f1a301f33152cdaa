import Basics

/// How many children a cell holds, and the sum of their keys modulo 2⁶⁴.
///
/// The key of a record is drawn once from the record's id under a key that never leaves the
/// province, so that the sum stands for the set of children whatever a table calls their cell
/// (Fraser and Wooton, "A proposed method for confidentialising tabular output to protect against
/// differencing", 2005; the cell key method of the Australian Bureau of Statistics).
public struct KeyedCount: Equatable, Sendable {
    /// How many children.
    public var count: Int
    /// The sum of their keys modulo 2⁶⁴.
    public var keySum: UInt64

    /// No child.
    public static let none = KeyedCount(count: 0, keySum: 0)

    /// Takes a count and the sum of the keys of those who are counted.
    public init(count: Int, keySum: UInt64) {
        self.count = count
        self.keySum = keySum
    }

    /// Counts the children of two cells that have none in common.
    public static func + (one: KeyedCount, other: KeyedCount) -> KeyedCount {
        KeyedCount(count: one.count + other.count, keySum: one.keySum &+ other.keySum)
    }
}

/// Unbiased random rounding to base 3 that depends on which children are counted and on a secret.
///
/// A count that base 3 divides stays, zero among them; another goes to the multiple of 3 beside
/// it, to the nearer with 2/3 and to the farther with 1/3, which makes the expectation the count
/// (Willenborg and de Waal, "Elements of Statistical Disclosure Control", 2001, on random
/// rounding). What is shown as r thus means a true count of r − 2 … r + 2, and of nothing else.
///
/// **Why the draw depends on the children and not on the cell's name.** Whoever sees m independent
/// roundings of one count can average them: each has variance 2, so that the mean of m is off by
/// √(2/m), and worse, two of them that differ leave two counts of five (3 and 6 say 4 or 5), and
/// two that agree m times leave the middle count ever more likely. Names make such roundings by
/// themselves: a commune in which only one category occurs is the same set of children as commune
/// × category, whatever the two cells are called, and so is a month in which all of a quarter's
/// reports lie. Here the same set rounds alike in every table, period and report, and m is 1. Of
/// one count that is shown only as sums of other cells, m is still the number of tables of the
/// fixed list which can be summed to it; that is why the list is short and fixed, and why what it
/// tells together is checked (``Publication``).
///
/// **What it costs.** Two nested cells that round differently are now known to hold different
/// sets. The check counts that as published.
public struct RandomRounding {
    /// The base, in children.
    public static let base = 3

    private let draw: ([UInt8]) -> UInt64

    /// Takes the keyed function that draws, which must be pseudo-random to all without its key.
    public init(draw: @escaping ([UInt8]) -> UInt64) { self.draw = draw }

    /// The bytes from which a cell's draw is made: a label, the sum of keys, the count, and which
    /// try it is, all big-endian.
    static func name(of cell: KeyedCount, draw: UInt8) -> [UInt8] {
        var bytes = Array("madar rounding to base 3".utf8)
        bytes.appendBigEndian(cell.keySum)
        bytes.appendBigEndian(UInt64(cell.count))
        bytes.append(draw)
        return bytes
    }

    /// The count that is shown of a cell.
    ///
    /// - Precondition: the count is not below zero.
    public func callAsFunction(_ cell: KeyedCount) -> Int {
        precondition(cell.count >= 0)
        let rest = cell.count % Self.base
        guard rest != 0 else { return cell.count }
        let isUp = third(of: cell) < UInt64(rest)
        return cell.count - rest + (isUp ? Self.base : 0)
    }

    /// 0, 1 or 2, each as likely.
    ///
    /// 2⁶⁴ is 3k + 1: one value would tip the scale and is drawn anew.
    private func third(of cell: KeyedCount) -> UInt64 {
        for attempt in 0..<DisclosureLimits.drawsMax {
            let value = draw(Self.name(of: cell, draw: attempt))
            if value != .max { return value % UInt64(Self.base) }
        }
        return 0
    }

    /// The true counts that a shown count can stand for.
    public static func counts(of shown: Int) -> ClosedRange<Int> {
        let reach = base - 1
        return max(0, shown - reach)...shown + reach
    }
}
