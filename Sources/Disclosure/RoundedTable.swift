/// A table with its rounded cells, whose totals are sums of what it shows.
///
/// A total is never rounded itself: the table adds up, and its totals tell nothing that its cells
/// do not (controlled rounding, Cox 1987, would keep totals closer to the truth and need one draw
/// for the whole table, which then cannot round a cell alike in two tables).
public struct RoundedTable: Equatable, Sendable {
    /// The table's shape.
    public let shape: TableShape
    /// What is shown, cell by cell.
    public let cells: [Int]

    /// Takes what is shown of a table.
    ///
    /// - Throws: where there are not as many counts as cells.
    public init(_ shape: TableShape, cells: [Int]) throws(ShapeFault) {
        guard cells.count == shape.cellCount else { throw .misfit(shape.name) }
        self.shape = shape
        self.cells = cells
    }

    /// Rounds the cells of a table.
    ///
    /// - Throws: where the shape does not fit the universe.
    public init(
        _ shape: TableShape, of children: [KeyedCount], in universe: Universe,
        by rounding: RandomRounding
    ) throws(ShapeFault) {
        guard children.count == universe.atomCount else { throw .misfit(shape.name) }
        var cells: [Int] = []
        for cell in try universe.cells(of: shape) {
            cells.append(rounding(cell.atoms.reduce(.none) { $0 + children[$1] }))
        }
        try self.init(shape, cells: cells)
    }

    /// The sum of all cells.
    public var total: Int { cells.reduce(0, +) }

    /// The totals along an axis: one per group of it.
    public func totals(along axis: Int) -> [Int] {
        let stride = shape.axes[(axis + 1)...].reduce(1) { $0 * $1.groups.count }
        let count = shape.axes[axis].groups.count
        return cells.enumerated().reduce(into: [Int](repeating: 0, count: count)) { sums, cell in
            sums[cell.offset / stride % count] += cell.element
        }
    }
}
