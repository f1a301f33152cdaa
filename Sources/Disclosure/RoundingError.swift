/// How far a sum of rounded cells may lie from the truth.
///
/// A cell is off by at most 2 and has variance 2 where base 3 does not divide its count, else none
/// at all. Draws of cells with different children are independent, and those of different
/// provinces too, as each has its own key; so variances add.
public struct RoundingError: Equatable, Sendable {
    /// How many rounded cells were added.
    public let cells: Int

    /// The error of a sum of so many cells that have no child in common.
    public init(cells: Int) { self.cells = cells }

    /// The error of a figure for which every province adds so many cells.
    public init(
        cellsPerProvince: Int, provinces: Int = DisclosureLimits.provinces
    ) {
        cells = cellsPerProvince * provinces
    }

    /// The largest possible error, in children.
    public var worst: Int { cells * (RandomRounding.base - 1) }

    /// The variance at most, in children squared: of a cell r (3 − r), where r is the rest of its
    /// count, which is 2 for both rests.
    public var variance: Int { cells * (RandomRounding.base - 1) }

    /// The standard deviation at most, rounded up to a whole child.
    public var deviation: Int {
        var low = 0
        var high = variance
        while low < high {
            let middle = low + (high - low) / 2
            if middle * middle < variance { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
