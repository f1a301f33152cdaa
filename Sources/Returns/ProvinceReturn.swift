public import Basics
public import Circuit

/// What became of a table of the fixed list.
public enum ReturnState: String, CaseIterable, Sendable {
    /// It is told as the list has it.
    case told
    /// It shows less, so that no child can be told.
    case coarsened
    /// Nothing of it can be shown.
    case withheld
    /// Nothing in the province's forms tells it.
    case notCollected = "not_collected"

    /// Whether the table has cells.
    public var hasCells: Bool { self == .told || self == .coarsened }
}

/// One property by which a table counts, as far as the table shows it.
public struct ReturnDimension: Hashable, Sendable {
    /// The dimension's code.
    public let code: String
    /// The codes of its values, in the order of the cells.
    public let values: [String]

    /// Joins a dimension.
    public init(_ code: String, _ values: [String]) {
        self.code = code
        self.values = values
    }
}

/// A table of a return: rounded counts, or why there are none.
public struct ReturnTable: Equatable, Sendable {
    /// The table's code in the fixed list.
    public let code: String
    /// The indicator that it tells.
    public let indicator: String
    /// The measure of it.
    public let measure: String
    /// What became of it.
    public let state: ReturnState
    /// By what it counts; none: the whole alone.
    public let dimensions: [ReturnDimension]
    /// The counts row by row, the last dimension running fastest; none where nothing is told.
    public let cells: [UInt32]

    /// Joins a table.
    public init(
        code: String, indicator: String, measure: String, state: ReturnState,
        dimensions: [ReturnDimension] = [], cells: [UInt32] = []
    ) {
        self.code = code
        self.indicator = indicator
        self.measure = measure
        self.state = state
        self.dimensions = dimensions
        self.cells = cells
    }

    /// How many cells the dimensions make; nil for more than a table may have.
    static func cellCount(_ dimensions: [ReturnDimension]) -> Int? {
        var count = 1
        for dimension in dimensions {
            count *= dimension.values.count
            guard count <= ReturnsLimits.cellsMax else { return nil }
        }
        return count
    }

    /// The codes of a cell, one of each dimension.
    func codes(ofCell place: Int) -> [String] { dimensions.codes(ofCell: place) }
}

/// What a province returns of a period: the tables of one approved publication (SPEC W-220).
public struct ProvinceReturn: Equatable, Sendable {
    /// The code of the province.
    public let province: String
    /// The first day.
    public let first: CivilDate
    /// The last day, which is counted.
    public let last: CivilDate
    /// The version of the definition from which the tables were made.
    public let definitionVersion: UInt32
    /// The hash of that definition, 32 bytes.
    public let definitionHash: [UInt8]
    /// The id of the publication, 16 bytes.
    public let publication: [UInt8]
    /// When the second person approved it.
    public let publishedAt: Instant
    /// Of what every count is a multiple.
    public let base: UInt32
    /// The tables in the order of the list.
    public let tables: [ReturnTable]

    /// Joins a return; nil where a part has not its form or its limits.
    public init?(
        province: String, first: CivilDate, last: CivilDate, definitionVersion: UInt32,
        definitionHash: [UInt8], publication: [UInt8], publishedAt: Instant, base: UInt32,
        tables: [ReturnTable]
    ) {
        guard Self.isWord(province, ReturnsLimits.provinceCodeByteCountMax),
            CivilDate.first <= first, first <= last, last <= CivilDate.last,
            definitionHash.count == 32, publication.count == 16, publishedAt.milliseconds > 0,
            ReturnsLimits.bases.contains(base),
            (1...ReturnsLimits.tablesMax).contains(tables.count),
            Set(tables.map(\.code)).count == tables.count,
            tables.allSatisfy({ Self.isWhole($0, base) })
        else { return nil }
        self.province = province
        self.first = first
        self.last = last
        self.definitionVersion = definitionVersion
        self.definitionHash = definitionHash
        self.publication = publication
        self.publishedAt = publishedAt
        self.base = base
        self.tables = tables
    }

    /// Whether a text is one word of printable ASCII.
    private static func isWord(_ text: String, _ byteCountMax: Int) -> Bool {
        (1...byteCountMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private static func isCode(_ text: String) -> Bool {
        isWord(text, ReturnsLimits.codeByteCountMax)
    }

    private static func isWhole(_ table: ReturnTable, _ base: UInt32) -> Bool {
        guard isCode(table.code), isCode(table.indicator), isCode(table.measure),
            table.dimensions.count <= ReturnsLimits.dimensionsMax,
            Set(table.dimensions.map(\.code)).count == table.dimensions.count
        else { return false }
        for dimension in table.dimensions {
            guard isCode(dimension.code),
                (1...ReturnsLimits.valuesMax).contains(dimension.values.count),
                Set(dimension.values).count == dimension.values.count,
                dimension.values.allSatisfy(isCode)
            else { return false }
        }
        guard table.state.hasCells else { return table.cells.isEmpty }
        return ReturnTable.cellCount(table.dimensions) == table.cells.count
            && table.cells.allSatisfy { $0.isMultiple(of: base) }
    }
}
