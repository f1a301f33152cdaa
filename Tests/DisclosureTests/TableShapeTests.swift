import Disclosure
import Testing

/// Tables as sets of atoms: axes, slices, rungs, and what is refused.
@Suite struct TableShapeTests {
    private static let sex = Dimension("sex", ["f", "m"])
    private static let age = Dimension("age", ["0", "5", "10"])
    private static let quarter = Dimension("quarter", ["1", "2"])

    private static func universe() throws -> Universe { try Universe([sex, age, quarter]) }

    @Test func atomsAreCountedWithTheLastDimensionFastest() throws {
        let universe = try Self.universe()
        #expect(universe.atomCount == 12)
        #expect(universe.atom([0, 0, 1]) == 1)
        #expect(universe.atom([1, 2, 1]) == 11)
    }

    @Test func aTableKnowsItsAtoms() throws {
        let universe = try Self.universe()
        let groups = [CodeGroup("10+", ["10"]), CodeGroup("0–9", ["5", "0"])]
        let shape = TableShape(
            "t", [Axis("age", groups), Axis(Self.sex)], slices: [Slice("quarter", ["2"])])
        #expect(try universe.cells(of: shape).map(\.atoms) == [[5], [11], [1, 3], [7, 9]])
        let total = try universe.cells(of: TableShape("all", []))
        #expect(total.map(\.atoms) == [Array(0..<12)])
    }

    /// A slice and an axis of one dimension both hold, and what an axis leaves out is not counted.
    @Test func whatIsLeftOutIsNotCounted() throws {
        let universe = try Self.universe()
        let axis = Axis("age", [CodeGroup("0", ["0"]), CodeGroup("5", ["5"])])
        let shape = TableShape("t", [axis], slices: [Slice("age", ["5", "10"])])
        #expect(try universe.cells(of: shape).map(\.atoms) == [[], [2, 3, 8, 9]])
        let dropped = try shape.coarsened(by: .drop(dimension: "age"))
        #expect(try universe.cells(of: dropped).map(\.atoms) == [[2, 3, 8, 9]])
    }

    @Test func aRungMergesGroups() throws {
        let shape = TableShape("t", [Axis(Self.age)])
        let merged = try shape.coarsened(
            by: .merge(dimension: "age", labels: ["5", "10"], into: "5+"))
        #expect(
            merged.axes[0].groups == [CodeGroup("0", ["0"]), CodeGroup("5+", ["5", "10"])])
        #expect(throws: ShapeFault.unknown("15")) {
            try shape.coarsened(by: .merge(dimension: "age", labels: ["15"], into: "x"))
        }
        #expect(throws: ShapeFault.unknown("sex")) {
            try shape.coarsened(by: .drop(dimension: "sex"))
        }
    }

    @Test func whatIsNoTableIsRefused() throws {
        let universe = try Self.universe()
        let twice = Axis("age", [CodeGroup("a", ["0"]), CodeGroup("b", ["0", "5"])])
        #expect(throws: ShapeFault.twice("0")) { try universe.cells(of: TableShape("t", [twice])) }
        #expect(throws: ShapeFault.twice("age")) {
            try universe.cells(of: TableShape("t", [Axis(Self.age), Axis(Self.age)]))
        }
        #expect(throws: ShapeFault.unknown("risk")) {
            try universe.cells(of: TableShape("t", [Axis(Dimension("risk", ["1"]))]))
        }
        #expect(throws: ShapeFault.unknown("3")) {
            try universe.cells(of: TableShape("t", [], slices: [Slice("quarter", ["3"])]))
        }
        #expect(throws: ShapeFault.empty("age")) {
            try universe.cells(of: TableShape("t", [Axis("age", [])]))
        }
        #expect(throws: ShapeFault.twice("sex")) { try Universe([Self.sex, Self.sex]) }
        #expect(throws: ShapeFault.twice("a")) { try Universe([Dimension("d", ["a", "a"])]) }
        #expect(throws: ShapeFault.empty("d")) { try Universe([Dimension("d", [])]) }
        let many = (0..<3).map { name in
            Dimension("\(name)", (0..<DisclosureLimits.cellsPerTableMax).map { "\($0)" })
        }
        #expect(throws: ShapeFault.tooLarge) { try Universe(many) }
    }
}
