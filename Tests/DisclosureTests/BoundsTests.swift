import Disclosure
import Testing

/// The own linear programming against trying out every count.
@Suite struct BoundsTests {
    private static let highest = 5

    /// All counts 0 … `highest` of `count` unknowns that agree with the facts.
    private static func worlds(_ count: Int, _ facts: [SumFact]) -> [[Int]] {
        var worlds: [[Int]] = [[]]
        for _ in 0..<count {
            worlds = worlds.flatMap { world in (0...highest).map { world + [$0] } }
        }
        return worlds.filter { world in
            facts.allSatisfy { fact in
                let sum = fact.unknowns.reduce(0) { $0 + world[$1] }
                return sum >= fact.low && sum <= fact.high ?? .max
            }
        }
    }

    private static func facts(
        _ count: Int, _ generator: inout SeededGenerator, truth: [Int]?
    ) -> [SumFact] {
        let sums = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
            let members = (0..<count).filter { _ in Bool.random(using: &generator) }
            let center =
                truth.map { truth in members.reduce(0) { $0 + truth[$1] } }
                ?? Int.random(in: 0...12, using: &generator)
            let low = center - Int.random(in: 0...2, using: &generator)
            let high = center + Int.random(in: 0...2, using: &generator)
            return SumFact(
                members, low: low, high: Int.random(in: 0...4, using: &generator) == 0 ? nil : high)
        }
        return (0..<count).map { SumFact([$0], low: 0, high: highest) } + sums
    }

    @Test(arguments: [true, false]) func boundsAreThoseOfTryingOut(hasTruth: Bool) throws {
        var generator = SeededGenerator(seed: hasTruth ? 1 : 2)
        var contradictions = 0
        for _ in 0..<400 {
            let count = 4
            let truth =
                hasTruth
                ? (0..<count).map { _ in Int.random(in: 0...Self.highest, using: &generator) } : nil
            let facts = Self.facts(count, &generator, truth: truth)
            let worlds = Self.worlds(count, facts)
            let asked = (0..<count).filter { _ in Bool.random(using: &generator) }
            let sums = worlds.map { world in asked.reduce(0) { $0 + world[$1] } }
            guard let low = sums.min(), let high = sums.max() else {
                contradictions += 1
                #expect(throws: BoundsFault.contradiction) {
                    _ = try Bounds(unknowns: count, facts: facts).interval(of: asked)
                }
                continue
            }
            let bounds = try Bounds(unknowns: count, facts: facts)
            #expect(try bounds.interval(of: asked) == Interval(low: low, high: high))
            let outer = try bounds.outerInterval(of: asked)
            #expect(outer.low <= low && outer.high ?? .max >= high)
        }
        #expect(hasTruth ? contradictions == 0 : contradictions > 20)
    }

    /// Two of three unknowns each sum to one: over the reals every unknown may be a half, in whole
    /// numbers nothing is left.
    @Test func wholeNumbersAreNotReals() throws {
        let facts = [[0, 1], [1, 2], [0, 2]].map { SumFact($0, low: 1, high: 1) }
        let bounds = try Bounds(unknowns: 3, facts: facts)
        #expect(try bounds.outerInterval(of: [0, 1, 2]).width == -1)
        #expect(throws: BoundsFault.contradiction) { _ = try bounds.interval(of: [0]) }
    }

    @Test func aSumWithoutALimitHasNone() throws {
        let bounds = try Bounds(unknowns: 3, facts: [SumFact([0, 1], low: 2, high: 4)])
        #expect(try bounds.interval(of: [0]) == Interval(low: 0, high: 4))
        #expect(try bounds.interval(of: [0, 2]) == Interval(low: 0, high: nil))
        #expect(try bounds.interval(of: []) == Interval(low: 0, high: 0))
    }

    /// A table of two dimensions with its totals: cell (i, j) lies between
    /// max(0, rᵢ + cⱼ − n) and min(rᵢ, cⱼ) (Fréchet and Bonferroni).
    @Test func aTableWithTotalsHasItsKnownBounds() throws {
        let (rows, columns) = ([9, 2, 14], [11, 5, 8, 1])
        var facts: [SumFact] = []
        for (row, total) in rows.enumerated() {
            facts.append(SumFact((0..<4).map { row * 4 + $0 }, low: total, high: total))
        }
        for (column, total) in columns.enumerated() {
            facts.append(SumFact((0..<3).map { $0 * 4 + column }, low: total, high: total))
        }
        let bounds = try Bounds(unknowns: 12, facts: facts)
        for row in 0..<3 {
            for column in 0..<4 {
                let expected = Interval(
                    low: max(0, rows[row] + columns[column] - 25),
                    high: min(rows[row], columns[column]))
                #expect(try bounds.interval(of: [row * 4 + column]) == expected)
            }
        }
    }

    /// Facts that are only told when counts break them narrow the bounds as if told at once.
    @Test func factsThatAreToldLateCountAsWell() throws {
        let late = SumFact([0, 1], low: 3, high: nil)
        let bounds = try Bounds(unknowns: 2, facts: [SumFact([0], low: 0, high: 2)]) { counts in
            counts[0] + counts[1] >= 3 ? nil : late
        }
        #expect(try bounds.interval(of: [1]).low == 1)
        #expect(try bounds.interval(of: [0, 1]).low == 3)
    }

    @Test func workIsBounded() throws {
        let width = DisclosureLimits.tableauEntriesMax + 1
        #expect(throws: BoundsFault.exhausted) {
            _ = try Bounds(unknowns: width, facts: [SumFact([0], low: 0, high: 1)])
        }
        let far = [SumFact([0], low: .max - 1, high: nil), SumFact([1], low: .max - 1, high: nil)]
        let bounds = try Bounds(unknowns: 2, facts: far)
        #expect(throws: BoundsFault.exhausted) { _ = try bounds.interval(of: [0, 1]) }
    }
}
