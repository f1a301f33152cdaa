/// What has been published of a universe, as facts about sets of atoms.
///
/// It is what anybody knows who has kept every table of every period and report, and who knows
/// every rule of this room, but not the key.
public struct Knowledge: Sendable {
    /// One published number: which children it counts, and what it says of how many they are.
    struct Cell {
        let atoms: AtomSet
        let low: Int
        let high: Int
        /// What is shown, where it is rounded by the children's keys.
        let shown: Int?
    }

    /// The universe.
    public let universe: Universe
    private(set) var cells: [Cell] = []

    /// Nothing has been published yet.
    public init(_ universe: Universe) { self.universe = universe }

    /// Adds a table of rounded cells; its totals are their sums and say nothing further, and
    /// neither does a table that is a sum of others.
    ///
    /// - Throws: where the table does not fit the universe.
    public mutating func learn(_ table: RoundedTable) throws(ShapeFault) {
        guard table.shape.sumOf.isEmpty else { return }
        for (atoms, shown) in zip(try universe.cells(of: table.shape), table.cells) {
            // The count of no atoms is zero whoever looks.
            if atoms.isEmpty { continue }
            let counts = RandomRounding.counts(of: shown)
            cells.append(
                Cell(
                    atoms: atoms, low: counts.lowerBound, high: counts.upperBound, shown: shown))
        }
        guard cells.count <= DisclosureLimits.cellsTogetherMax else { throw .tooLarge }
    }

    /// Adds a table of true counts; nil is a hidden cell.
    ///
    /// - Throws: where the table does not fit the universe.
    public mutating func learn(
        _ counts: [Int?], of shape: TableShape
    ) throws(ShapeFault) {
        guard counts.count == shape.cellCount else { throw .misfit(shape.name) }
        for (atoms, count) in zip(try universe.cells(of: shape), counts) {
            guard let count, !atoms.isEmpty else { continue }
            cells.append(Cell(atoms: atoms, low: count, high: count, shown: nil))
        }
        guard cells.count <= DisclosureLimits.cellsTogetherMax else { throw .tooLarge }
    }
}
