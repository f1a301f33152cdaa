import Testing

@testable import Disclosure

/// What is hidden of a table stays hidden: against whoever tries out every table that has the same
/// shown counts, and against whoever runs the program on each of them too.
@Suite struct SuppressionTests {
    private static func table(_ rows: Int, _ columns: Int, _ counts: [Int]) throws -> FreeTable {
        let codes = (0..<columns).map { "c\($0)" }
        let lines = (0..<rows).map { "r\($0)" }
        let dimensions =
            rows == 1
            ? [Dimension("category", codes)]
            : [Dimension("commune", lines), Dimension("category", codes)]
        return try FreeTable(dimensions, counts: counts)
    }

    /// Hides under one key; the attacker knows none.
    private static func hide(
        _ table: FreeTable, key: UInt64 = 1, smallBelow: Int = 5, widthMin: Int = 5
    ) throws -> SuppressedTable {
        let suppression = Suppression(
            smallBelow: smallBelow, widthMin: widthMin, draw: SeededGenerator.draw(key: key))
        return try suppression(table, name: "category, first quarter")
    }

    private static func totals(_ table: FreeTable, _ counts: [Int]) -> [Int] {
        table.totals.map { line in line.reduce(0) { $0 + counts[$1] } }
    }

    /// Every table with counts up to `highest` that agrees with what is shown.
    private static func worlds(
        _ table: FreeTable, _ shown: SuppressedTable, highest: Int
    ) -> [[Int]] {
        let lines = table.totals
        var worlds: [[Int]] = []
        var world = [Int](repeating: 0, count: shown.cells.count)
        func fill(_ cell: Int) {
            for (line, total) in zip(lines, shown.totals) {
                guard let total else { continue }
                let sum = line.reduce(0) { $0 + world[$1] }
                let isFull = line.allSatisfy { $0 < cell }
                if sum > total || isFull && sum < total { return }
            }
            guard cell < world.count else { return worlds.append(world) }
            for value in shown.cells[cell].map({ $0...$0 }) ?? 0...highest {
                world[cell] = value
                fill(cell + 1)
            }
            world[cell] = 0
        }
        fill(0)
        return worlds
    }

    @Test func smallCountsAndTheirComplementsAreHidden() throws {
        let shown = try Self.hide(Self.table(1, 5, [2, 30, 0, 7, 12]))
        #expect(shown.cells[0] == nil && shown.cells[2] == 0)
        #expect(shown.cells.count { $0 == nil } == 2)
        #expect(shown.totals == [51])
        #expect(shown.narrowestWidth ?? 0 >= 5)
        let large = try Self.hide(Self.table(2, 2, [9, 5, 6, 8]))
        #expect(large.cells == [9, 5, 6, 8])
        #expect(large.totals == [14, 14, 15, 13, 28])
        #expect(large.narrowestWidth == nil)
    }

    /// A line in which all children are in one cell would say of each of them what befell it.
    @Test func aLineOfOneCellIsHidden() throws {
        let shown = try Self.hide(Self.table(2, 3, [0, 9, 0, 12, 20, 30]))
        #expect(shown.cells[0..<3].allSatisfy { $0 == nil })
        let empty = try Self.hide(Self.table(2, 3, [0, 9, 8, 0, 20, 30]))
        #expect(empty.cells == [0, 9, 8, 0, 20, 30])
        let nobody = try Self.hide(Self.table(1, 3, [0, 0, 0]))
        #expect(nobody.cells == [0, 0, 0])
    }

    @Test func aTableOfFewChildrenShowsNothing() throws {
        let shown = try Self.hide(Self.table(2, 2, [1, 0, 0, 1]))
        #expect(shown.cells.allSatisfy { $0 == nil })
        #expect(shown.totals.allSatisfy { $0 == nil })
    }

    @Test func noHiddenCountIsToldByTryingOutEveryTable() throws {
        var generator = SeededGenerator(seed: 5)
        var hiddenCount = 0
        for round in 0..<80 {
            let (rows, columns) = round % 2 == 0 ? (1, 4) : (2, 2)
            let counts = (0..<rows * columns).map { _ in
                Int.random(in: 0...5, using: &generator)
            }
            let table = try Self.table(rows, columns, counts)
            let shown = try Self.hide(table, smallBelow: 3, widthMin: 3)
            #expect(zip(shown.cells, counts).allSatisfy { $0 == nil || $0 == $1 })
            #expect(!shown.cells.contains { $0.map((1...2).contains) ?? false })
            #expect(!shown.totals.contains { $0.map((1...2).contains) ?? false })
            let worlds = Self.worlds(table, shown, highest: 10)
            for (cell, value) in shown.cells.enumerated() where value == nil {
                hiddenCount += 1
                let values = worlds.map { $0[cell] }
                let (low, high) = (values.min() ?? 0, values.max() ?? 0)
                #expect(high - low >= 3, "\(counts)")
            }
        }
        #expect(hiddenCount > 100)
    }

    /// The attacker runs the same program on every table that agrees with what is shown, under
    /// every order of hiding, and drops those of which something else would have been shown.
    @Test(arguments: [(1, 3, 9, 5), (2, 2, 4, 3)])
    func noSmallCountIsToldByRunningTheProgram(
        rows: Int, columns: Int, highest: Int, smallBelow: Int
    ) throws {
        // Every table looks one way or another; who sees a look asks which tables have it.
        var looks: [[Int?]: Set<[Int]>] = [:]
        var tables: [[Int]] = [[]]
        for _ in 0..<rows * columns {
            tables = tables.flatMap { table in (0...highest).map { table + [$0] } }
        }
        for counts in tables {
            let table = try Self.table(rows, columns, counts)
            for key in 0..<8 {
                let shown = try Self.hide(
                    table, key: UInt64(key), smallBelow: smallBelow, widthMin: smallBelow)
                looks[shown.cells + shown.totals, default: []].insert(counts)
            }
        }
        var narrowest = Int.max
        // Tables with a larger count than those tried may have the look, too.
        for (look, tables) in looks where !tables.contains(where: { $0.contains(highest) }) {
            for cell in 0..<rows * columns where look[cell] == nil {
                let values = Set(tables.map { $0[cell] })
                guard values.contains(where: { (1..<smallBelow).contains($0) }) else { continue }
                #expect(values.count > 1, "\(look)")
                narrowest = min(narrowest, values.count)
            }
        }
        print("Who runs the program on \(rows) × \(columns) cells is left \(narrowest) values.")
        #expect(narrowest < .max)
    }

    /// The tables of two dimensions, each alone and both at once, taken together: what one shows is what
    /// the others show, and no hidden count is told by all of them.
    @Test func tablesOfTheSameChildrenTellNothingTogether() throws {
        var generator = SeededGenerator(seed: 11)
        var (hiddenCount, narrowest) = (0, Int.max)
        for round in 0..<60 {
            let (rows, columns) = (2 + round % 3, 3 + round % 2)
            let counts = (0..<rows * columns).map { _ in
                Bool.random(using: &generator)
                    ? Int.random(in: 0...4, using: &generator)
                    : Int.random(in: 0...20, using: &generator)
            }
            let table = try Self.table(rows, columns, counts)
            let suppression = Suppression(draw: SeededGenerator.draw(key: UInt64(round)))
            let alone = try table.margins.enumerated().map { place, margin in
                try suppression(margin, name: "margin \(place)")
            }
            var run = try suppression.begin(table, name: "both", margins: alone)
            while run.table == nil { try run.advance(.max) }
            let both = try #require(run.table)
            // A total is told in one table as in the other.
            #expect(Array(both.totals.dropLast()) == alone.flatMap(\.cells))
            var facts: [SumFact] = []
            for (cell, shown) in both.cells.enumerated() {
                if let shown { facts.append(SumFact([cell], low: shown, high: shown)) }
            }
            for (line, shown) in zip(table.totals, both.totals) {
                if let shown { facts.append(SumFact(line, low: shown, high: shown)) }
            }
            for whole in alone.compactMap({ $0.totals[0] }) {
                facts.append(SumFact(Array(counts.indices), low: whole, high: whole))
            }
            let bounds = try Bounds(unknowns: counts.count, facts: facts)
            let asked =
                counts.indices.map { [$0] } + table.totals
            for line in asked {
                let count = line.reduce(0) { $0 + counts[$1] }
                guard (1..<5).contains(count) else { continue }
                hiddenCount += 1
                let width = try bounds.outerInterval(of: line).width ?? .max
                narrowest = min(narrowest, width)
                #expect(width > 0, "\(counts) \(line)")
            }
        }
        print(
            "\(hiddenCount) small counts in three tables each; the narrowest is left \(narrowest + 1) values."
        )
        #expect(hiddenCount > 100)
    }

    /// The order in which counts are hidden is the key's: the same table hides alike under one, and
    /// another count under another.
    @Test func theOrderOfHidingIsSecret() throws {
        let table = try Self.table(1, 4, [2, 9, 8, 7])
        let looks = try (0..<12).map { try Self.hide(table, key: UInt64($0)).cells }
        #expect(Set(looks).count == 3)
        #expect(try looks[5] == Self.hide(table, key: 5).cells)
    }

    /// Were only the small ones hidden, a total of three times the largest would tell them all.
    @Test func amongHiddenCountsIsOneThatIsNotSmall() throws {
        let shown = try Self.hide(Self.table(1, 5, [4, 4, 4, 20, 30]))
        #expect(shown.cells.count { $0 == nil } == 4)
        #expect(shown.totals == [62])
    }

    /// The same attack on a table of which only the small cells are hidden finds them.
    @Test func withoutComplementsTheAttackFinds() throws {
        let table = try Self.table(1, 4, [2, 9, 0, 7])
        var facts = table.counts.enumerated().dropFirst().map {
            SumFact([$0.offset], low: $0.element, high: $0.element)
        }
        facts.append(SumFact([0, 1, 2, 3], low: 18, high: 18))
        let bounds = try Bounds(unknowns: 4, facts: facts)
        #expect(try bounds.interval(of: [0]) == Interval(low: 2, high: 2))
    }

    @Test func tablesThatAreNoneAreRefused() throws {
        let dimension = Dimension("sex", ["f", "m"])
        #expect(throws: ShapeFault.misfit("counts")) { try FreeTable([dimension], counts: [1]) }
        #expect(throws: ShapeFault.empty("counts")) { try FreeTable([dimension], counts: [1, -1]) }
        #expect(throws: ShapeFault.empty("dimensions")) { try FreeTable([], counts: [1]) }
        let large = Dimension("day", (0...DisclosureLimits.freeCellsMax).map { "\($0)" })
        #expect(throws: ShapeFault.tooLarge) { try FreeTable([large], counts: []) }
    }
}
