/// Whoever tries to recover counts from all that is published, with exact arithmetic.
///
/// Atoms that no published cell tells apart are one unknown. A fact is a published cell; beside
/// these there is one fact for each pair of rounded cells that overlap and show different numbers:
/// as the same children round alike, at least one child is in one cell and not in the other.
public struct Attacker: Sendable {
    /// A set of atoms in terms of unknowns.
    struct Question {
        /// The unknowns that lie in the set.
        var inner: [Int] = []
        /// These, and those that lie in it in part, whose children may be all in it or none.
        var outer: [Int] = []
        /// Whether an atom is in it of which nothing at all is published.
        var isOpen = false
    }

    /// How many unknowns there are.
    let unknownCount: Int
    /// One fact per published cell.
    let facts: [SumFact]
    /// Pairs of facts whose cells are known to hold different children.
    private let differences: [(one: Int, other: Int)]
    /// In which facts an unknown stands.
    let memberships: [[Int]]
    /// Which unknown an atom belongs to; nil: nothing is published of it.
    private let owners: [Int?]
    /// The atoms of each unknown.
    let members: [[Int]]

    /// Reads all that is published.
    public init(_ knowledge: Knowledge) {
        var patterns = [[Int]](repeating: [], count: knowledge.universe.atomCount)
        for (index, cell) in knowledge.cells.enumerated() {
            for atom in cell.atoms.atoms { patterns[atom].append(index) }
        }
        var unknowns: [[Int]: Int] = [:]
        var memberships: [[Int]] = []
        var members: [[Int]] = []
        var owners = [Int?](repeating: nil, count: patterns.count)
        for (atom, pattern) in patterns.enumerated() where !pattern.isEmpty {
            if let unknown = unknowns[pattern] {
                members[unknown].append(atom)
                owners[atom] = unknown
            } else {
                unknowns[pattern] = memberships.count
                owners[atom] = memberships.count
                memberships.append(pattern)
                members.append([atom])
            }
        }
        var sums = [[Int]](repeating: [], count: knowledge.cells.count)
        for (unknown, pattern) in memberships.enumerated() {
            for cell in pattern { sums[cell].append(unknown) }
        }
        unknownCount = memberships.count
        facts = zip(knowledge.cells, sums).map { SumFact($1, low: $0.low, high: $0.high) }
        differences = Self.differences(knowledge.cells, memberships)
        self.memberships = memberships
        self.owners = owners
        self.members = members
    }

    /// The pairs of cells that show different numbers and may yet hold as many children.
    ///
    /// Cells without a common unknown differ anyhow: one of them shows at least 3.
    private static func differences(
        _ cells: [Knowledge.Cell], _ memberships: [[Int]]
    ) -> [(one: Int, other: Int)] {
        var pairs: Set<[Int]> = []
        for pattern in memberships {
            for (index, one) in pattern.enumerated() {
                guard let shown = cells[one].shown else { continue }
                for other in pattern[(index + 1)...] {
                    guard let otherShown = cells[other].shown, shown != otherShown,
                        cells[one].low <= cells[other].high, cells[other].low <= cells[one].high
                    else { continue }
                    pairs.insert([one, other])
                }
            }
        }
        return pairs.sorted { $0.lexicographicallyPrecedes($1) }.map { ($0[0], $0[1]) }
    }

    /// The unknowns of which one has to be more than zero, where counts make two cells the same
    /// children that are known not to be; nil: they make none.
    ///
    /// - Parameter sums: the sum of each fact.
    func brokenDifference(_ counts: [Int], sums: [Int]) -> [Int]? {
        for (one, other) in differences where sums[one] == sums[other] {
            let apart =
                facts[one].unknowns.filter { !memberships[$0].contains(other) }
                + facts[other].unknowns.filter { !memberships[$0].contains(one) }
            if apart.allSatisfy({ counts[$0] == 0 }) { return apart }
        }
        return nil
    }

    /// A set of atoms in terms of unknowns.
    func question(_ atoms: AtomSet) -> Question {
        var counts: [Int: Int] = [:]
        var question = Question()
        for atom in atoms.atoms {
            if let owner = owners[atom] {
                counts[owner, default: 0] += 1
            } else {
                question.isOpen = true
            }
        }
        question.outer = counts.keys.sorted()
        question.inner = question.outer.filter { counts[$0] == members[$0].count }
        return question
    }

    /// The interval in which the number of children in a set of atoms must lie.
    ///
    /// - Throws: ``BoundsFault/exhausted`` where the limits do not suffice to tell anything,
    ///   ``BoundsFault/contradiction`` where no counts agree with what is published.
    public func bracket(of atoms: AtomSet) throws(BoundsFault) -> Bracket {
        try bracket(of: atoms, within: bounds())
    }

    /// The same within bounds that were made before.
    func bracket(of atoms: AtomSet, within bounds: Bounds) throws(BoundsFault) -> Bracket {
        let question = question(atoms)
        let inner = try bounds.bracket(of: question.inner)
        guard question.isOpen || question.outer != question.inner else { return inner }
        let outer = question.isOpen ? nil : try bounds.bracket(of: question.outer)
        return Bracket(
            inner: Interval(low: inner.inner.low, high: outer?.inner.high),
            outer: Interval(low: inner.outer.low, high: outer?.outer.high))
    }

    /// The bounds that all facts make together.
    ///
    /// - Parameter meter: what they and all questions about them may cost; nil: no more than the
    ///   limits of each question.
    func bounds(_ meter: PivotMeter? = nil) throws(BoundsFault) -> Bounds {
        try Bounds(unknowns: unknownCount, facts: facts, meter: meter) { counts in
            let sums = facts.map { fact in fact.unknowns.reduce(0) { $0 + counts[$1] } }
            return brokenDifference(counts, sums: sums).map { SumFact($0, low: 1, high: nil) }
        }
    }
}
