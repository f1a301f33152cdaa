internal import Basics
internal import Circuit
internal import Disclosure
internal import Index
internal import Mapping
internal import Messages
internal import Operations

/// The published tables of a period, put together by the children whom they count.
///
/// Tables of measures that find the same children, whatever they are called and however they say so,
/// are decided on together: in one universe, whose dimensions are fine enough for all of them.
struct PublishedList {
    /// The tables of the same children.
    struct Group {
        let counted: Measure.Rule
        /// Their places in the list.
        var tables: [Int]
        let population: CountedChildren
        let universe: Universe
        let planned: [PlannedTable]
    }

    let definition: CircuitDefinition
    /// The tables, in the order of the list.
    let tables: [TablePlan]
    /// The groups of those that can be counted.
    let groups: [Group]

    /// Reads the list of a definition.
    ///
    /// - Throws: where a table is larger than the limits allow; none of a checked definition is.
    init(
        _ definition: CircuitDefinition, of period: ReportPeriod, province: String
    ) throws(ShapeFault) {
        self.definition = definition
        let tables = definition.tables(of: period)
        self.tables = tables
        var places: [Measure.Rule: Int] = [:]
        var members: [(counted: Measure.Rule, tables: [Int])] = []
        for (place, table) in tables.enumerated() {
            guard let counted = definition.measure(of: table)?.rule.counted else { continue }
            if let group = places[counted] {
                members[group].tables.append(place)
            } else {
                places[counted] = members.count
                members.append((counted, [place]))
            }
        }
        var groups: [Group] = []
        for member in members {
            let scheme = Scheme(
                Set(member.tables.flatMap { tables[$0].dimensions }), definition, province)
            var planned: [PlannedTable] = []
            for place in member.tables { planned.append(scheme.planned(tables[place])) }
            let first = tables[member.tables[0]]
            groups.append(
                Group(
                    counted: member.counted, tables: member.tables,
                    population: CountedChildren(
                        indicator: first.indicator, measure: first.measure,
                        dimensions: scheme.dimensions.map(\.counted)),
                    universe: try Universe(scheme.dimensions.map(\.base)), planned: planned))
        }
        self.groups = groups
        guard encodedByteCountMax <= MessageLimits.publicationByteCountMax else { throw .tooLarge }
    }

    /// What a publication has at most as it is encoded, in bytes: known before anything is counted.
    private var encodedByteCountMax: Int {
        let heads = tables.reduce(HandlerLimits.publicationHeadByteCount) { sum, table in
            sum + HandlerLimits.tableHeadByteCount + table.code.utf8.count
                + table.indicator.utf8.count + table.measure.utf8.count
        }
        return groups.flatMap(\.planned).map(\.shape).reduce(heads) { sum, shape in
            let labels = shape.axes.flatMap { $0.groups.map(\.label) }
            return sum + shape.cellCount * HandlerLimits.cellByteCount
                + labels.reduce(0) { $0 + $1.utf8.count + HandlerLimits.labelHeadByteCount }
        }
    }

    /// A table as the message has it, before anything is decided.
    func message(_ place: Int) -> WirePublishedTable {
        var table = WirePublishedTable()
        table.code = tables[place].code
        table.indicator = tables[place].indicator
        table.measure = tables[place].measure
        table.state = .notCollected
        if let counted = definition.measure(of: tables[place])?.rule.countedBytes {
            table.counted = Approvals.digest(of: counted).blob
        }
        return table
    }

    /// A table as it was decided on.
    func message(_ place: Int, _ outcome: TableOutcome) -> WirePublishedTable {
        var table = message(place)
        switch outcome.decision {
        case .published: table.state = .told
        case .coarsened(let rungs):
            table.state = .coarsened
            table.rungs = UInt32(clamping: rungs)
        case .withheld(let reason):
            table.state = .withheld
            table.reason = WirePublishedReason(reason)
        }
        guard let shown = outcome.table else { return table }
        table.dimensions = shown.shape.axes.map { axis in
            var dimension = WirePublishedDimension()
            dimension.code = Scheme.code(of: axis.dimension, in: tables[place])
            dimension.values = axis.groups.map(\.label)
            return dimension
        }
        table.cells = shown.cells.map { UInt32(clamping: $0) }
        return table
    }

    /// A table of which nothing is told.
    func withheld(_ place: Int, _ reason: WirePublishedReason) -> WirePublishedTable {
        var table = message(place)
        table.state = .withheld
        table.reason = reason
        return table
    }
}

extension WirePublishedReason {
    fileprivate init(_ reason: WithheldReason) {
        switch reason {
        case .tellsSmallCell: self = .tells
        case .notProvedSafe: self = .unproved
        case .notASum: self = .noSum
        }
    }
}

/// The dimensions of a universe, and how those of tables are made of them: age is told in bands, of
/// which none may be cut by another's, and the milieu is that of the commune.
struct Scheme {
    struct Base {
        let base: Dimension
        let counted: PopulationDimension
    }

    private static let years = "years"
    private static let place = "place"

    let dimensions: [Base]
    private let definition: CircuitDefinition
    private let bands: [ClosedRange<Int>]
    private let communes: [String]

    init(_ names: Set<String>, _ definition: CircuitDefinition, _ province: String) {
        self.definition = definition
        let bands = Self.bands(
            names.compactMap { FigureDimension(rawValue: $0) }.map(\.bands).filter { !$0.isEmpty })
        self.bands = bands
        communes =
            names.contains(FigureDimension.commune.rawValue)
            ? definition.communes(of: province) : []
        var dimensions: [Base] = []
        if !bands.isEmpty {
            dimensions.append(
                Base(base: Dimension(Self.years, Self.codes(of: bands)), counted: .years(bands)))
        }
        if !communes.isEmpty {
            dimensions.append(
                Base(
                    base: Dimension(Self.place, communes),
                    counted: .communes(Set(communes.dropLast()))))
        } else if names.contains(FigureDimension.milieu.rawValue) {
            let milieu = FigureDimension.milieu.rawValue
            dimensions.append(
                Base(
                    base: Dimension(Self.place, definition.values(of: milieu) ?? []),
                    counted: .figure(milieu)))
        }
        for name in names.sorted() where Self.base(of: name) == name {
            dimensions.append(
                Base(
                    base: Dimension(name, definition.values(of: name) ?? []),
                    counted: .figure(name)))
        }
        self.dimensions = dimensions
    }

    /// The bands whose ends are those of all of some.
    private static func bands(_ all: [[ClosedRange<Int>]]) -> [ClosedRange<Int>] {
        let starts = Set(all.flatMap { $0 }.map(\.lowerBound)).sorted()
        guard let last = all.flatMap({ $0 }).map(\.upperBound).max() else { return [] }
        return zip(starts, starts.dropFirst().map { $0 - 1 } + [last]).map { $0...max($0, $1) }
    }

    private static func codes(of bands: [ClosedRange<Int>]) -> [String] {
        bands.map { "\($0.lowerBound)-\($0.upperBound)" }
            + ["\((bands.last?.upperBound ?? 0) + 1)+", FigureDimension.unknown]
    }

    /// The dimension of the universe of which a table's is made.
    private static func base(of name: String) -> String {
        switch FigureDimension(rawValue: name) {
        case .age, .protectionAge: years
        case .commune, .milieu: place
        default: name
        }
    }

    /// The dimension of a table that is made of one of the universe.
    static func code(of base: String, in table: TablePlan) -> String {
        table.dimensions.first { Self.base(of: $0) == base } ?? base
    }

    /// What is shown of dimensions, in terms of the universe.
    func axes(_ names: [String]) -> [Axis] {
        names.map { Axis(Self.base(of: $0), groups(of: $0)) }
    }

    /// A table of the list in terms of the universe.
    func planned(_ table: TablePlan) -> PlannedTable {
        var axes = axes(table.dimensions)
        let shape = TableShape(table.code, axes)
        var ladder: [Coarsening] = []
        for rung in table.ladder {
            let base = Self.base(of: rung.dimension)
            guard let place = axes.firstIndex(where: { $0.dimension == base }) else { continue }
            if rung.merged.isEmpty {
                axes.remove(at: place)
                ladder.append(.drop(dimension: base))
                continue
            }
            let merged = axes[place].groups.filter { group in
                group.label.split(separator: Character(TablePlan.joint))
                    .contains { rung.merged.contains(String($0)) }
            }
            guard merged.count > 1 else { continue }
            let labels = merged.map(\.label)
            let joined = labels.joined(separator: TablePlan.joint)
            ladder.append(.merge(dimension: base, labels: labels, into: joined))
            var groups = axes[place].groups.filter { !labels.contains($0.label) }
            let first = axes[place].groups.firstIndex { labels.contains($0.label) } ?? 0
            groups.insert(CodeGroup(joined, merged.flatMap(\.codes)), at: first)
            axes[place] = Axis(base, groups)
        }
        return PlannedTable(shape, ladder: ladder)
    }

    private func groups(of name: String) -> [CodeGroup] {
        let dimension = FigureDimension(rawValue: name)
        if let own = dimension, !own.bands.isEmpty {
            let last = Self.codes(of: own.bands).suffix(2).map { CodeGroup($0, [$0]) }
            return own.bands.map { band in
                let inner = bands.filter { band.contains($0.lowerBound) }
                return CodeGroup(
                    "\(band.lowerBound)-\(band.upperBound)",
                    inner.map { "\($0.lowerBound)-\($0.upperBound)" })
            } + last
        }
        if dimension == .commune { return communes.map { CodeGroup($0, [$0]) } }
        let values = definition.values(of: name) ?? []
        guard dimension == .milieu, !communes.isEmpty else {
            return values.map { CodeGroup($0, [$0]) }
        }
        // A milieu of which the province has no commune is not shown.
        return values.compactMap { value in
            let inner = communes.filter { milieu(of: $0) == value }
            return inner.isEmpty ? nil : CodeGroup(value, inner)
        }
    }

    private func milieu(of commune: String) -> String {
        let kind = definition.territory(commune)?.kind
        return kind == .urban || kind == .rural
            ? kind?.rawValue ?? FigureDimension.unknown : FigureDimension.unknown
    }
}
