import Disclosure
import Synchronization
import Testing

/// Rounding to base 3: without bias, alike for the same children, and within its stated error.
@Suite struct RandomRoundingTests {
    /// A function that draws the same value whatever it is asked.
    private static func rounding(drawing value: UInt64) -> RandomRounding {
        RandomRounding { _ in value }
    }

    @Test(arguments: [(1, [3, 0, 0]), (2, [3, 3, 0]), (4, [6, 3, 3]), (5, [6, 6, 3])])
    func theThreeDrawsMakeTheCount(count: Int, shown: [Int]) {
        let cell = KeyedCount(count: count, keySum: 7)
        let values = (0..<3).map { Self.rounding(drawing: $0)(cell) }
        #expect(values == shown)
        #expect(values.reduce(0, +) == 3 * count)
    }

    @Test func whatIsAMultipleStaysWithoutADraw() {
        let rounding = RandomRounding { _ in
            Issue.record("a draw was made")
            return 0
        }
        for count in [0, 3, 6, 300] {
            #expect(rounding(KeyedCount(count: count, keySum: 9)) == count)
        }
    }

    /// 2⁶⁴ is 3k + 1, so that its last value is drawn anew, under another name.
    @Test func theValueThatTipsTheScaleIsDrawnAnew() {
        let asked = Mutex<[[UInt8]]>([])
        let rounding = RandomRounding { name in
            asked.withLock { asked in
                asked.append(name)
                return asked.count == 1 ? .max : 0
            }
        }
        #expect(rounding(KeyedCount(count: 1, keySum: 0x0102)) == 3)
        let names = asked.withLock { $0 }
        #expect(names.count == 2)
        #expect(names.first?.suffix(17) == [0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0])
        #expect(names.last?.last == 1)
        #expect(names.first?.dropLast() == names.last?.dropLast())
        let stuck = RandomRounding { _ in .max }
        #expect([0, 3].contains(stuck(KeyedCount(count: 1, keySum: 1))))
    }

    @Test func whatIsShownIsWithinTwoOfTheTruth() {
        let rounding = RandomRounding(draw: SeededGenerator.draw(key: 3))
        for count in 0..<200 {
            let shown = rounding(KeyedCount(count: count, keySum: UInt64(count) << 20))
            #expect(shown.isMultiple(of: 3))
            #expect(RandomRounding.counts(of: shown).contains(count))
        }
        #expect(RandomRounding.counts(of: 0) == 0...2)
        #expect(RandomRounding.counts(of: 3) == 1...5)
    }

    /// Over keys, a sum is the truth in the mean and has the variance that is stated.
    @Test func sumsKeepToTheirStatedError() {
        let cells = 12
        let error = RoundingError(cells: cells)
        #expect((error.worst, error.variance) == (24, 24))
        var (sum, squares) = (0, 0)
        let trials = 4_000
        for key in 0..<trials {
            let rounding = RandomRounding(draw: SeededGenerator.draw(key: UInt64(key)))
            let off = (0..<cells).reduce(0) { off, cell in
                let count = 3 * cell + 1 + cell % 2
                return off + rounding(KeyedCount(count: count, keySum: UInt64(cell * 77))) - count
            }
            #expect(abs(off) <= error.worst)
            sum += off
            squares += off * off
        }
        #expect(abs(Double(sum) / Double(trials)) < 0.3)
        #expect(abs(Double(squares) / Double(trials) - Double(error.variance)) < 2.4)
    }

    @Test func theErrorOfAllProvincesIsStated() {
        let error = RoundingError(cellsPerProvince: 8)
        #expect(error.cells == 656)
        #expect(error.worst == 1_312)
        #expect(error.deviation == 37)
        #expect([0, 1, 2, 8, 9].map { RoundingError(cells: $0).deviation } == [0, 2, 2, 4, 5])
    }

    /// A commune in which one category occurs is the same children under many names; who averages
    /// them averages one draw.
    @Test func theSameChildrenRoundAlikeUnderEveryName() throws {
        let universe = try Universe([
            Dimension("commune", ["a", "b"]), Dimension("category", ["x", "y"]),
        ])
        for key in 0..<50 {
            let rounding = RandomRounding(draw: SeededGenerator.draw(key: UInt64(key)))
            let children = [
                KeyedCount(count: 4, keySum: 11), .none, .none, KeyedCount(count: 2, keySum: 5),
            ]
            let shapes = [
                TableShape("1", universe.dimensions.map { Axis($0) }),
                TableShape("2", [Axis(universe.dimensions[0])]),
                TableShape("3", [Axis(universe.dimensions[1])]),
            ]
            let tables = try shapes.map {
                try RoundedTable($0, of: children, in: universe, by: rounding)
            }
            #expect(tables[0].cells[0] == tables[1].cells[0])
            #expect(tables[1].cells == tables[2].cells)
        }
    }

    @Test func totalsAreSumsOfWhatIsShown() throws {
        let axes = [
            Axis(Dimension("commune", ["a", "b"])), Axis(Dimension("age", ["0", "5", "10"])),
        ]
        let table = try RoundedTable(TableShape("t", axes), cells: [3, 0, 6, 9, 3, 0])
        #expect(table.total == 21)
        #expect(table.totals(along: 0) == [9, 12])
        #expect(table.totals(along: 1) == [12, 3, 6])
        #expect(throws: ShapeFault.misfit("t")) {
            try RoundedTable(TableShape("t", axes), cells: [3])
        }
    }
}
