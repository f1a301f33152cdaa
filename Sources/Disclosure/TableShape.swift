/// Codes of a dimension that are shown as one.
public struct CodeGroup: Equatable, Sendable {
    /// What the group is called.
    public let label: String
    /// The codes of the universe that are counted in it.
    public let codes: [String]

    /// Names a group.
    public init(_ label: String, _ codes: [String]) {
        self.label = label
        self.codes = codes
    }
}

/// One dimension of a table: which groups of codes it shows.
public struct Axis: Equatable, Sendable {
    /// The dimension of the universe.
    public let dimension: String
    /// The groups in order, no code in two of them.
    public let groups: [CodeGroup]

    /// Shows groups of a dimension's codes.
    public init(_ dimension: String, _ groups: [CodeGroup]) {
        self.dimension = dimension
        self.groups = groups
    }

    /// Shows each code of a dimension on its own.
    public init(_ dimension: Dimension) {
        self.init(dimension.name, dimension.codes.map { CodeGroup($0, [$0]) })
    }
}

/// Which children a table counts at all, such as those of a period or known at a report.
public struct Slice: Equatable, Sendable {
    /// The dimension of the universe.
    public let dimension: String
    /// The codes that are counted.
    public let codes: [String]

    /// Counts only children with one of these codes.
    public init(_ dimension: String, _ codes: [String]) {
        self.dimension = dimension
        self.codes = codes
    }
}

/// A table as the fixed list of tables has it, without its counts.
public struct TableShape: Equatable, Sendable {
    /// The table's name, unique in its list.
    public let name: String
    /// The axes; cells lie row by row, the last axis running fastest.
    public let axes: [Axis]
    /// Which children are counted; of a dimension without a slice, all.
    public let slices: [Slice]
    /// The tables of which this one is the sum, cell by cell, as a year is of its quarters.
    ///
    /// Such a table is filled from what they show and thus tells nothing new; it has to be an exact
    /// sum. Empty for a table whose cells are rounded themselves.
    public let sumOf: [String]

    /// Shapes a table.
    public init(_ name: String, _ axes: [Axis], slices: [Slice] = [], sumOf: [String] = []) {
        self.name = name
        self.axes = axes
        self.slices = slices
        self.sumOf = sumOf
    }

    /// How many cells the table has, without totals.
    public var cellCount: Int { axes.reduce(1) { $0 * $1.groups.count } }
}

extension Universe {
    /// The set of atoms behind each cell of a table, in the order of its cells.
    ///
    /// - Throws: where the table names what the universe does not have, or shows a code twice.
    public func cells(of shape: TableShape) throws(ShapeFault) -> [AtomSet] {
        var cellCount = 1
        for axis in shape.axes {
            guard !axis.groups.isEmpty else { throw .empty(axis.dimension) }
            cellCount *= axis.groups.count
            guard cellCount <= DisclosureLimits.cellsPerTableMax else { throw .tooLarge }
        }
        // For each dimension of the universe: which step in the cells a code makes; nil: not shown.
        var steps = dimensions.map { [Int?](repeating: 0, count: $0.codes.count) }
        for slice in shape.slices {
            let dimension = try place(of: slice.dimension)
            let kept = try places(of: slice.codes, in: dimension)
            for code in steps[dimension].indices where !kept.contains(code) {
                steps[dimension][code] = nil
            }
        }
        var seen: Set<Int> = []
        var stride = cellCount
        for axis in shape.axes {
            let dimension = try place(of: axis.dimension)
            guard seen.insert(dimension).inserted else { throw .twice(axis.dimension) }
            stride /= axis.groups.count
            let sliced = steps[dimension]
            steps[dimension] = sliced.map { _ in nil }
            var shown: Set<Int> = []
            for (index, group) in axis.groups.enumerated() {
                for code in try places(of: group.codes, in: dimension) {
                    guard shown.insert(code).inserted else {
                        throw .twice(dimensions[dimension].codes[code])
                    }
                    if sliced[code] != nil { steps[dimension][code] = index * stride }
                }
            }
        }
        var cells = [AtomSet](repeating: AtomSet(universe: atomCount), count: cellCount)
        for atom in 0..<atomCount {
            var cell: Int? = 0
            for (dimension, place) in places(of: atom).enumerated() {
                guard let sum = cell, let step = steps[dimension][place] else {
                    cell = nil
                    break
                }
                cell = sum + step
            }
            if let cell { cells[cell].insert(atom) }
        }
        return cells
    }

    private func place(of name: String) throws(ShapeFault) -> Int {
        guard let place = dimensions.firstIndex(where: { $0.name == name }) else {
            throw .unknown(name)
        }
        return place
    }

    private func places(of codes: [String], in dimension: Int) throws(ShapeFault) -> [Int] {
        guard !codes.isEmpty else { throw .empty(dimensions[dimension].name) }
        var places: [Int] = []
        for code in codes {
            guard let place = dimensions[dimension].codes.firstIndex(of: code) else {
                throw .unknown(code)
            }
            places.append(place)
        }
        return places
    }
}
