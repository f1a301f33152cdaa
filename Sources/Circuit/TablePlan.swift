/// One rung of a published table's ladder: how it shows less where it has to.
public struct TableRung: Hashable, Sendable {
    /// The dimension.
    public let dimension: String
    /// The values that are shown as one; empty: the dimension is no longer shown.
    public let merged: [String]

    /// Makes a rung.
    public init(dimension: String, merged: [String] = []) {
        self.dimension = dimension
        self.merged = merged
    }
}

/// A table that a province publishes of each period (SPEC W-213).
public struct TablePlan: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// Of which periods it is published.
    public let period: ReportPeriod
    /// The code of the indicator.
    public let indicator: String
    /// The code of the indicator's measure whose children are counted.
    public let measure: String
    /// By what it counts, the last dimension running fastest.
    public let dimensions: [String]
    /// How it shows less, rung by rung.
    public let ladder: [TableRung]

    /// Makes a plan.
    public init(
        terms: Terms, period: ReportPeriod, indicator: String, measure: String,
        dimensions: [String], ladder: [TableRung] = []
    ) {
        self.terms = terms
        self.period = period
        self.indicator = indicator
        self.measure = measure
        self.dimensions = dimensions
        self.ladder = ladder
    }
}

extension TablePlan {
    /// The value under which stands a child of whom several values hold.
    public static let several = "*"
    /// Which of the values are shown as one, joined in their order.
    public static let joint = "|"
}

extension Measure.Rule {
    /// Of which children a published table of the rule tells, each once: rules that find something
    /// on the same files are equal in it, whatever else stands in them and in whatever order.
    ///
    /// Nil where children cannot be counted so.
    public var counted: Self? {
        var counted: Self
        switch kind {
        case .files, .occurrences, .matters:
            // Whatever happened oftener, or on several matters, happened on the same file.
            counted = Self(.files)
            counted.of = Sought(codes: of.codes.sorted(), values: of.values.sorted())
        case .standing:
            // A file stands at a stage, which has no value.
            counted = Self(.standing)
            counted.of = Sought(codes: of.codes.sorted())
        case .sum, .latest, .delay, .within, .repeated, .share, .missing, .load, .told,
            .uncollected:
            return nil
        }
        return counted
    }
}

extension FigureDimension {
    /// Whether several values of the dimension may hold of one child.
    public var isManifold: Bool { self == .category }

    /// The bands of full years; none of a dimension that is no age.
    public var bands: [ClosedRange<Int>] {
        switch self {
        case .age: [0...4, 5...9, 10...14, 15...17]
        case .protectionAge: [0...5, 6...11, 12...17]
        default: []
        }
    }
}

extension CircuitDefinition {
    /// Whether no two dimensions of a table tell the same property, and none stands twice.
    public func areApart(_ dimensions: [String]) -> Bool {
        let names = Set(dimensions)
        return names.count == dimensions.count && !names.isSuperset(of: ["age", "age_cp"])
            && !names.isSuperset(of: ["commune", "milieu"])
            // What a service is tells its sector.
            && !names.contains { list($0)?.sectors.map(names.contains) ?? false }
    }

    /// Whether the codes of a list tell one in a dimension: the list itself, or the sectors of its
    /// services.
    public func list(_ code: String, tells dimension: String) -> Bool {
        code == dimension || list(code)?.sectors == dimension
    }

    /// What a code of a list is in a dimension that the list tells; nil where it tells nothing there.
    public func code(_ code: String, of list: String, in dimension: String) -> String? {
        if list == dimension { return code }
        guard self.list(list)?.sectors == dimension else { return nil }
        return item(code, list: list)?.sector
    }

    /// The published tables of a period of that length, in the order of the list.
    public func tables(of period: ReportPeriod) -> [TablePlan] {
        parts.tables.filter { $0.period == period }
    }

    /// The measure whose children a table counts.
    public func measure(of table: TablePlan) -> Measure? {
        indicator(table.indicator)?.measures.first { $0.code == table.measure }
    }

    /// The values that a published table shows of a dimension, in their order; nil of communes,
    /// which are those of a province, of organisations, of which none is published, and of what is no
    /// dimension.
    public func values(of dimension: String) -> [String]? {
        let unknown = [FigureDimension.unknown]
        guard let own = FigureDimension(rawValue: dimension) else {
            let codes =
                list(dimension)?.items.map(\.code) ?? track(dimension)?.stages.map(\.code)
            return codes.map { $0 + unknown + [TablePlan.several] }
        }
        switch own {
        case .sex:
            let items = field(meaning: .sex)?.list.flatMap { list($0)?.items } ?? []
            return items.map(\.code) + unknown
        case .age, .protectionAge:
            let last = own.bands.last?.upperBound ?? 0
            return own.bands.map { "\($0.lowerBound)-\($0.upperBound)" } + ["\(last + 1)+"]
                + unknown
        case .milieu:
            return [TerritoryKind.urban.rawValue, TerritoryKind.rural.rawValue] + unknown
        case .category:
            let lines = field(meaning: .category)?.list.flatMap { list($0)?.reportLines }
            let items = lines.flatMap { list($0)?.items } ?? []
            return items.map(\.code) + unknown + [TablePlan.several]
        case .commune, .unit: return nil
        }
    }

    /// The communes of a province, as published tables show them, and what is not known.
    public func communes(of province: String) -> [String] {
        parts.territories.filter { territory in
            (territory.level == .commune || territory.level == .arrondissement)
                && self.territory(territory.code, liesIn: province)
        }.map(\.code) + [FigureDimension.unknown]
    }
}
