import Disclosure
import Testing

/// An invented province publishes two quarters, a year, and a quarter once more after late
/// entries; an attacker who has kept everything tries to recover its small counts.
@Suite struct AttackTests {
    private static let commune = Dimension("commune", ["north", "south", "hills", "port"])
    private static let sex = Dimension("sex", ["girl", "boy"])
    private static let age = Dimension("age", ["0–9", "10–17"])
    private static let category = Dimension("category", ["violence", "street", "labour"])
    private static let quarter = Dimension("quarter", ["first", "second"])
    /// Which report first knew of a child.
    private static let known = Dimension("known", ["spring", "autumn"])

    private struct Province {
        let universe: Universe
        let publication: Publication
        let counts: [Int]

        init(seed: UInt64, childCount: Int = 90) throws {
            universe = try Universe([commune, sex, age, category, quarter, known])
            var generator = SeededGenerator(seed: seed)
            var children = [KeyedCount](repeating: .none, count: universe.atomCount)
            for _ in 0..<childCount {
                // Rare in some communes and categories, so that many counts are small.
                let place = min(
                    Int.random(in: 0...3, using: &generator),
                    Int.random(in: 0...3, using: &generator))
                let kind = min(
                    Int.random(in: 0...2, using: &generator),
                    Int.random(in: 0...2, using: &generator))
                let when = Int.random(in: 0...1, using: &generator)
                let late = when == 1 || Int.random(in: 0...5, using: &generator) == 0
                let atom = universe.atom([
                    place, Int.random(in: 0...1, using: &generator),
                    Int.random(in: 0...1, using: &generator), kind, when, late ? 1 : 0,
                ])
                children[atom] =
                    children[atom] + KeyedCount(count: 1, keySum: generator.next())
            }
            counts = children.map(\.count)
            publication = try Publication(
                universe, children: children,
                rounding: RandomRounding(draw: SeededGenerator.draw(key: seed)))
        }
    }

    private static func table(
        _ name: String, _ dimensions: [Dimension], _ slices: [Slice], sumOf: [String] = []
    ) -> TableShape {
        TableShape(name, dimensions.map { Axis($0) }, slices: slices, sumOf: sumOf)
    }

    private static func list(_ period: String, _ slices: [Slice]) -> [PlannedTable] {
        [
            PlannedTable(
                table("\(period): commune, sex", [commune, sex], slices),
                ladder: [.drop(dimension: "sex")]),
            PlannedTable(
                table("\(period): category, age", [category, age], slices),
                ladder: [.drop(dimension: "age")]),
            PlannedTable(
                table("\(period): category, sex", [category, sex], slices),
                ladder: [.drop(dimension: "sex")]),
        ]
    }

    /// What the spring report publishes, and what the autumn report does after it.
    private static var spring: [PlannedTable] {
        list("first", [Slice("quarter", ["first"]), Slice("known", ["spring"])])
    }

    private static var autumn: [PlannedTable] {
        let years = [("commune, sex", [commune, sex]), ("category, age", [category, age])].map {
            name, dimensions in
            let parts = ["first again", "second"].map { "\($0): \(name)" }
            let ladder: [Coarsening] = [.drop(dimension: dimensions[1].name)]
            return PlannedTable(
                table("year: \(name)", dimensions, [], sumOf: parts), ladder: ladder)
        }
        return list("first again", [Slice("quarter", ["first"])])
            + list("second", [Slice("quarter", ["second"])]) + years
    }

    /// What came between the reports: nobody publishes it, and two tables differ by it.
    private static var late: [TableShape] {
        let slices = [Slice("quarter", ["first"]), Slice("known", ["autumn"])]
        return [
            table("late: commune, sex", [commune, sex], slices),
            table("late: category, age", [category, age], slices),
        ]
    }

    /// Tables that are cells of others and are rounded on their own, as a careless list has them.
    private static var careless: [PlannedTable] {
        let slices = [Slice("quarter", ["first"]), Slice("known", ["spring"])]
        return [
            PlannedTable(
                table("hills: sex, age", [sex, age], slices + [Slice("commune", ["hills"])]),
                ladder: [.drop(dimension: "age"), .drop(dimension: "sex")]),
            PlannedTable(
                table("port: sex", [sex], slices + [Slice("commune", ["port"])]),
                ladder: [.drop(dimension: "sex")]),
            PlannedTable(
                table("communes", [commune], slices),
                ladder: [
                    .merge(dimension: "commune", labels: ["hills", "port"], into: "others"),
                    .drop(dimension: "commune"),
                ]),
            PlannedTable(
                table("streets", [commune], slices + [Slice("category", ["street"])]),
                ladder: [.drop(dimension: "commune")]),
        ]
    }

    /// What the attacker learned of the small counts among cells and totals.
    private struct Learned {
        var smallCount = 0
        var told: [String] = []
        /// Of which no second value was found either, told or not.
        var open: [String] = []
        var wrong: [String] = []
        var widths: [Int: Int] = [:]

        static func += (all: inout Learned, other: Learned) {
            all.smallCount += other.smallCount
            all.told += other.told
            all.open += other.open
            all.wrong += other.wrong
            all.widths.merge(other.widths, uniquingKeysWith: +)
        }
    }

    /// The attack knows what is published and the rules; the truth only serves to say whether
    /// she was right.
    private static func attack(
        on province: Province, knowing knowledge: Knowledge, about shapes: [TableShape]
    ) throws -> Learned {
        let attacker = Attacker(knowledge)
        var learned = Learned()
        var asked: Set<AtomSet> = []
        for shape in shapes {
            let one = shape.axes.map { axis in
                TableShape(shape.name, [axis], slices: shape.slices)
            }
            for asking in [shape] + one {
                for set in try province.universe.cells(of: asking) {
                    let count = set.atoms.reduce(0) { $0 + province.counts[$1] }
                    guard (1..<DisclosureLimits.smallBelow).contains(count),
                        asked.insert(set).inserted
                    else { continue }
                    learned.smallCount += 1
                    let bracket = try attacker.bracket(of: set)
                    let (low, high) = (bracket.outer.low, bracket.outer.high ?? .max)
                    if count < low || count > high { learned.wrong.append(shape.name) }
                    if low == high { learned.told.append(shape.name) }
                    if bracket.inner.width == 0 { learned.open.append(shape.name) }
                    learned.widths[min(high - low, 9), default: 0] += 1
                }
            }
        }
        return learned
    }

    @Test(arguments: [UInt64](1...2))
    func everythingPublishedTellsNoSmallCount(seed: UInt64) throws {
        let province = try Province(seed: seed)
        let first = try province.publication.decide(Self.spring)
        let second = try province.publication.decide(Self.autumn, after: first.tables)
        let published = first.tables + second.tables
        #expect(published.count >= 6)
        #expect(first.check.isSafe && second.check.isSafe)
        var knowledge = Knowledge(province.universe)
        for table in published { try knowledge.learn(table) }
        let planned = (Self.spring + Self.autumn).map(\.shape)
        let learned = try Self.attack(
            on: province, knowing: knowledge, about: planned + Self.late)
        let decisions = (first.outcomes + second.outcomes).map(\.decision)
        print(
            """
            Province \(seed): of \(planned.count) tables \
            \(decisions.count { $0 == .published }) shown as planned, \(published.count) in all; \
            \(learned.smallCount) small counts attacked, \(learned.told.count) told; \
            by width of what is left: \(learned.widths.sorted { $0.key < $1.key })
            """)
        #expect(learned.smallCount > 20)
        #expect(learned.told == [] && learned.open == [])
        #expect(learned.wrong == [])
    }

    /// Whoever answers others in between decides the same.
    @Test(arguments: [
        Stretch(sets: 1, moves: .max, pivots: .max), Stretch(sets: .max, moves: 1, pivots: .max),
    ])
    func aDecisionInStretchesIsTheSame(one: Stretch) throws {
        let province = try Province(seed: 2)
        for list in [Self.spring, Self.careless] {
            let whole = try province.publication.decide(list)
            var run = try PublicationRun(province.publication, list)
            var stretches = 0
            while run.verdict == nil {
                try run.advance(one)
                stretches += 1
            }
            #expect(run.verdict == whole)
            #expect(run.decidedCount == list.count)
            #expect(stretches > whole.check.smallCount)
            // Once all is decided there is nothing left to do.
            try run.advance(one)
            #expect(run.verdict == whole)
        }
    }

    /// What one small count may cost is bounded, and what is not shown within that is not published.
    @Test func whatCostsTooMuchIsNotPublished() throws {
        let province = try Province(seed: 3, childCount: 25)
        func decide(_ pivots: Int) throws -> PublicationVerdict {
            try Publication(
                province.universe, children: province.publication.children,
                rounding: province.publication.rounding, pivotsMax: pivots
            ).decide(Self.careless)
        }
        let none = try Publication(
            province.universe, children: province.publication.children,
            rounding: province.publication.rounding, entriesMax: 0
        ).decide(Self.careless)
        #expect(try decide(0) == none)
        #expect(try decide(0).check.isSafe)
        // Whoever looks at as much as a linear program needs decides on its proof.
        var run = try PublicationRun(province.publication, Self.careless)
        while run.verdict == nil { try run.advance(Stretch(sets: 4, moves: 99, pivots: 1)) }
        #expect(try run.verdict == province.publication.decide(Self.careless))
    }

    /// Without a tableau, what no other province shows to be unknown is not published.
    @Test func withoutProofNothingIsPublished() throws {
        for seed in 1...5 {
            let province = try Province(seed: UInt64(seed), childCount: 25)
            let quick = try Publication(
                province.universe, children: province.publication.children,
                rounding: province.publication.rounding, entriesMax: 0
            ).decide(Self.careless)
            #expect(quick.check.isSafe && quick.check.toldCount == 0)
            var knowledge = Knowledge(province.universe)
            for table in quick.tables { try knowledge.learn(table) }
            let learned = try Self.attack(
                on: province, knowing: knowledge, about: Self.careless.map(\.shape))
            #expect(learned.told == [] && learned.open == [] && learned.wrong == [])
        }
    }

    /// The same attack on true counts of which the small ones are merely hidden, as a sheet with a
    /// threshold and nothing else would be published.
    @Test func aThresholdAloneTellsSmallCounts() throws {
        let province = try Province(seed: 1)
        var knowledge = Knowledge(province.universe)
        let shapes = (Self.spring + Self.autumn).map(\.shape)
        for shape in shapes {
            let totals = shape.axes.map { axis in
                TableShape(shape.name, [axis], slices: shape.slices)
            }
            for shown in [shape] + totals {
                let counts = try province.universe.cells(of: shown).map { cell in
                    cell.atoms.reduce(0) { $0 + province.counts[$1] }
                }
                let small = 1..<DisclosureLimits.smallBelow
                try knowledge.learn(counts.map { small.contains($0) ? nil : $0 }, of: shown)
            }
        }
        let learned = try Self.attack(on: province, knowing: knowledge, about: shapes)
        print(
            "A threshold alone: \(learned.told.count) of \(learned.smallCount) small counts told.")
        #expect(learned.told.count > 5)
        #expect(learned.wrong == [])
    }

    /// Rounding alone tells counts where a list has cells beside what they are part of; the check
    /// of the whole list is what keeps them.
    @Test func aCarelessListIsHeldBackWhereItTells() throws {
        var unchecked = Learned()
        var checked = Learned()
        var decisions: [TableDecision] = []
        for seed in 1...25 {
            let province = try Province(seed: UInt64(seed), childCount: 25)
            var naive = Knowledge(province.universe)
            for planned in Self.careless {
                try naive.learn(
                    RoundedTable(
                        planned.shape, of: province.publication.children, in: province.universe,
                        by: province.publication.rounding))
            }
            let shapes = Self.careless.map(\.shape)
            unchecked += try Self.attack(on: province, knowing: naive, about: shapes)
            let verdict = try province.publication.decide(Self.careless)
            var knowledge = Knowledge(province.universe)
            for table in verdict.tables { try knowledge.learn(table) }
            checked += try Self.attack(on: province, knowing: knowledge, about: shapes)
            decisions += verdict.outcomes.map(\.decision)
        }
        let withheld = decisions.count {
            if case .withheld = $0 { true } else { false }
        }
        let coarsened = decisions.count {
            if case .coarsened = $0 { true } else { false }
        }
        print(
            """
            A careless list in 25 provinces: \(unchecked.told.count) of \(unchecked.smallCount) \
            small counts told without the check, \(checked.told.count) with it; of \
            \(decisions.count) tables \(coarsened) coarsened, \(withheld) withheld
            """)
        #expect(!unchecked.told.isEmpty)
        #expect(checked.told == [] && checked.open == [])
        #expect(unchecked.wrong + checked.wrong == [])
        #expect(coarsened > 0)
    }
}
