/// What a province publishes of its children, and what has to stay unknown after it.
///
/// The tables of a fixed list are taken one by one in their order. Each is rounded and looked at
/// together with everything published before, in this period and in others: if a small count could
/// then be told with certainty, or it cannot be shown that it could not, the table is coarsened
/// rung by rung of its ladder, and withheld where no rung is left. So what stands earlier in the
/// list has precedence, and a table published once is never taken back.
///
/// What is proved: for every small count there is another province of which the very same would
/// have been published and in which the count is another one. What is not: that a count is
/// unlikely to be guessed, nor anything against whoever knows some of the children by another way.
/// Nor does the proof cover what the ladder itself tells: that a table was coarsened says that
/// some finer one would have told too much.
public struct Publication {
    /// The universe.
    public let universe: Universe
    /// The children of each atom.
    public let children: [KeyedCount]
    /// How cells are rounded.
    public internal(set) var rounding: RandomRounding
    /// Below which count a cell that is not zero is small.
    public let smallBelow: Int
    /// How many values a small count must at least have beside its own.
    public let widthMin: Int
    /// Up to how many entries a tableau is made where no other province is found at once; past it,
    /// what was not shown that way is not shown.
    public let entriesMax: Int
    /// How many pivots one small count may cost there; past it, nothing is shown of it.
    public let pivotsMax: Int

    /// Takes the children of a province.
    ///
    /// - Throws: where there are not as many counts as atoms, or one is below zero.
    public init(
        _ universe: Universe, children: [KeyedCount], rounding: RandomRounding,
        smallBelow: Int = DisclosureLimits.smallBelow,
        widthMin: Int = DisclosureLimits.publishedWidthMin,
        entriesMax: Int = DisclosureLimits.tableauEntriesMax,
        pivotsMax: Int = DisclosureLimits.pivotsPerCountMax
    ) throws(ShapeFault) {
        guard children.count == universe.atomCount else { throw .misfit("children") }
        guard children.allSatisfy({ $0.count >= 0 }) else { throw .empty("children") }
        self.universe = universe
        self.children = children
        self.rounding = rounding
        self.smallBelow = smallBelow
        self.widthMin = max(1, widthMin)
        self.entriesMax = entriesMax
        self.pivotsMax = pivotsMax
    }

    /// Decides what of a list of tables is published, after what has been.
    ///
    /// - Throws: where a table does not fit the universe, two bear one name, or what has been
    ///   published does not fit the children as they are counted now. Where files were corrected
    ///   since, "known since" must be a dimension, so that both truths are in the universe.
    public func decide(
        _ list: [PlannedTable], after former: [RoundedTable] = []
    ) throws(ShapeFault) -> PublicationVerdict {
        var run = try PublicationRun(self, list, after: former)
        while true {
            if let verdict = run.verdict { return verdict }
            try run.advance(.all)
        }
    }

    /// What an attacker who has these tables can tell of every small count.
    ///
    /// - Throws: where a table does not fit the universe or the children.
    public func check(_ tables: [RoundedTable]) throws(ShapeFault) -> DisclosureCheck {
        for table in tables { try checkFit(table, among: tables) }
        var run = try CheckRun(self, tables)
        run.advance(.all)
        return run.check
    }

    /// Fills a table from those whose sum it is; nil: it is not, as one of them shows less, is
    /// withheld, or never was to be.
    func sum(
        _ shape: TableShape, of published: [RoundedTable]
    ) throws(ShapeFault) -> RoundedTable? {
        var parts: [(atoms: AtomSet, shown: Int)] = []
        for name in shape.sumOf {
            guard let table = published.first(where: { $0.shape.name == name }) else { return nil }
            parts += zip(try universe.cells(of: table.shape), table.cells).map { ($0, $1) }
        }
        var shown: [Int] = []
        for cell in try universe.cells(of: shape) {
            var left = cell
            var sum = 0
            for part in parts where !part.atoms.isEmpty && part.atoms.isSubset(of: cell) {
                guard part.atoms.isSubset(of: left) else { return nil }
                left = left.subtracting(part.atoms)
                sum += part.shown
            }
            guard left.isEmpty else { return nil }
            shown.append(sum)
        }
        return try RoundedTable(shape, cells: shown)
    }

    func checkFit(_ table: RoundedTable, among tables: [RoundedTable]) throws(ShapeFault) {
        let expected =
            table.shape.sumOf.isEmpty
            ? try RoundedTable(table.shape, of: children, in: universe, by: rounding)
            : try sum(table.shape, of: tables)
        guard expected?.cells == table.cells else { throw .misfit(table.shape.name) }
    }
}
