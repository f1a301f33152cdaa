/// A table of true counts of one or two dimensions, with its totals.
public struct FreeTable: Equatable, Sendable {
    /// The dimensions, one or two.
    public let dimensions: [Dimension]
    /// The counts, row by row.
    public let counts: [Int]

    /// Takes the counts of a table.
    ///
    /// - Throws: where there is no dimension or more than two, one is empty, a code stands twice,
    ///   there are too many cells or not as many as counts, or a count is below zero.
    public init(_ dimensions: [Dimension], counts: [Int]) throws(ShapeFault) {
        guard (1...2).contains(dimensions.count) else { throw .empty("dimensions") }
        let universe = try Universe(dimensions)
        guard universe.atomCount <= DisclosureLimits.freeCellsMax else { throw .tooLarge }
        guard universe.atomCount == counts.count else { throw .misfit("counts") }
        guard counts.allSatisfy({ $0 >= 0 }) else { throw .empty("counts") }
        self.dimensions = dimensions
        self.counts = counts
    }

    /// The tables of each of two dimensions alone, of the same children; of one dimension none.
    public var margins: [FreeTable] {
        guard dimensions.count == 2 else { return [] }
        let sums = totals.map { line in line.reduce(0) { $0 + counts[$1] } }
        let first = dimensions[0].codes.count
        return [
            FreeTable(dimensions[0], counts: Array(sums[..<first])),
            FreeTable(dimensions[1], counts: Array(sums[first..<sums.count - 1])),
        ]
    }

    private init(_ dimension: Dimension, counts: [Int]) {
        dimensions = [dimension]
        self.counts = counts
    }

    /// The cells of each total: of each row, of each column, and of the whole; of one dimension
    /// the whole alone.
    public var totals: [[Int]] {
        let all = Array(counts.indices)
        guard dimensions.count == 2 else { return [all] }
        let width = dimensions[1].codes.count
        let rows = dimensions[0].codes.indices.map { row in
            (0..<width).map { row * width + $0 }
        }
        let columns = (0..<width).map { column in
            dimensions[0].codes.indices.map { $0 * width + column }
        }
        return rows + columns + [all]
    }
}

/// A table of which cells and totals are hidden.
public struct SuppressedTable: Equatable, Sendable {
    /// The cells in the table's order; nil: hidden.
    public let cells: [Int?]
    /// The totals in the order of ``FreeTable/totals``; nil: hidden.
    public let totals: [Int?]
    /// The narrowest interval left of a hidden count, as the number of values beside one.
    ///
    /// Nil: nothing is hidden, or all that is has no limit. It depends on what is hidden, and is not for
    /// those who may only see the table.
    public let narrowestWidth: Int?
}
