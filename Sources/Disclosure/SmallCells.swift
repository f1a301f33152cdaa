/// What has to stay unknown: every set of atoms that an attacker would ask about and that holds a
/// small number of children.
///
/// These are the published cells; the totals along every set of axes; what is left where one of
/// these is taken from another that contains it (complements in a line, what came between two
/// reports, a year without a quarter); and the atoms that no cell tells apart, which are the
/// parts that all of them are made of.
struct SmallCells {
    /// The sets, none twice, in an order that depends on the tables only.
    let sets: [AtomSet]

    /// Looks through tables for sets of 1 ..< `bound` children.
    init(
        _ shapes: [TableShape], in universe: Universe, attacker: Attacker, counts: [Int],
        below bound: Int
    ) throws(ShapeFault) {
        var shown: [(atoms: AtomSet, count: Int)] = []
        var seen: Set<AtomSet> = []
        func count(_ atoms: AtomSet) -> Int { atoms.atoms.reduce(0) { $0 + counts[$1] } }
        for shape in shapes {
            let cells = try universe.cells(of: shape)
            for kept in 0..<(1 << shape.axes.count) {
                for total in Self.totals(cells, of: shape, keeping: kept)
                where seen.insert(total).inserted {
                    shown.append((total, count(total)))
                }
            }
            guard shown.count <= DisclosureLimits.cellsTogetherMax else { throw .tooLarge }
        }
        let small = 1..<max(1, bound)
        var sets = shown.filter { small.contains($0.count) }.map(\.atoms)
        for outer in shown {
            for inner in shown where small.contains(outer.count - inner.count) {
                if inner.atoms.isSubset(of: outer.atoms) {
                    let rest = outer.atoms.subtracting(inner.atoms)
                    if seen.insert(rest).inserted { sets.append(rest) }
                }
            }
        }
        for members in attacker.members {
            var set = AtomSet(universe: universe.atomCount)
            for atom in members { set.insert(atom) }
            if small.contains(count(set)), seen.insert(set).inserted { sets.append(set) }
        }
        self.sets = sets
    }

    /// The totals of a table over all axes but some, which are bits of `kept`.
    private static func totals(
        _ cells: [AtomSet], of shape: TableShape, keeping kept: Int
    ) -> [AtomSet] {
        var totals: [Int: AtomSet] = [:]
        for (index, cell) in cells.enumerated() {
            var (rest, place, stride) = (index, 0, 1)
            for (axis, groups) in shape.axes.map(\.groups.count).enumerated().reversed() {
                if kept >> axis & 1 == 1 { place += rest % groups * stride }
                stride *= groups
                rest /= groups
            }
            var total = totals[place] ?? cell
            total.formUnion(cell)
            totals[place] = total
        }
        return totals.keys.sorted().compactMap { totals[$0] }
    }
}
