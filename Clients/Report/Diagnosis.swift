public import Basics
import Catalog
public import Circuit
public import Messages

/// An indicator as a diagnosis tells it: the children of the whole province of whom each measure finds
/// something, small counts hidden (SPEC W-230, W-240).
public struct DiagnosedIndicator: Sendable {
    /// The indicator.
    public let indicator: Indicator
    /// The measures that are told, in the order of their values in each row.
    public let measures: [Measure]
    /// The whole first, then one row for each code of each dimension.
    public let rows: [WireFigureRow]
    /// The first day of the period and the one after its last, since 1970-01-01.
    private let days: (from: Int32, until: Int32)

    /// Joins the tables of measures, of one dimension each; rows of zeros are left out.
    public init(_ indicator: Indicator, _ tables: [(measure: Measure, figures: [WireFigure])]) {
        self.indicator = indicator
        measures = tables.map(\.measure)
        let first = tables.lazy.flatMap(\.figures).first
        days = (first?.fromDay ?? 0, first?.untilDay ?? 0)
        var whole = WireFigureRow()
        whole.values = tables.map { table in
            Self.value(in: table.figures, at: []) ?? WireFigureValue()
        }
        var seen: Set<[String]> = []
        let keys = tables.flatMap(\.figures).flatMap(\.rows).map(\.keys).filter {
            !$0.isEmpty && seen.insert(Self.place($0)).inserted
        }
        let cells = keys.map { keys in
            var row = WireFigureRow()
            row.keys = keys
            row.values = tables.map { table in
                Self.value(in: table.figures, at: Self.place(keys)) ?? WireFigureValue()
            }
            return row
        }
        rows = [whole] + cells.filter { !$0.isZero }
    }

    /// The indicator as a report tells it: a row for each code, with the measures that are told alone.
    public var reported: ReportedFigure {
        let counts = measures.contains { $0.shape == .count && $0.rule.counted != nil }
        let told = Indicator(
            terms: indicator.terms,
            unit: counts ? FigureText.childrenOnce.labels : indicator.unit,
            source: indicator.source, caution: indicator.caution, periods: indicator.periods,
            lists: indicator.lists, measures: measures)
        var figure = WireFigure()
        figure.indicator = indicator.code
        (figure.fromDay, figure.untilDay) = days
        figure.smallHidden = true
        figure.rows = rows
        return ReportedFigure(told, figure)
    }

    private static func place(_ keys: [WireFigureKey]) -> [String] {
        keys.flatMap { [$0.dimension, $0.code] }
    }

    private static func value(
        in figures: [WireFigure], at place: [String]
    ) -> WireFigureValue? {
        figures.lazy.flatMap(\.rows).first { Self.place($0.keys) == place }?.values.first
    }

    /// Whether nothing was counted.
    public var isEmpty: Bool { rows.allSatisfy(\.isZero) }
}

extension WireFigureRow {
    /// Whether it tells nothing but zeros.
    fileprivate var isZero: Bool {
        values.allSatisfy { $0.state != .hidden && $0.value == 0 }
    }
}

/// A sector, and how its focal points stand in the directory.
public struct CoveredSector: Sendable {
    /// What it is called.
    public let labels: Labels
    /// Its code.
    public let code: String
    /// How many focal points it has.
    public let focalPointCount: Int
    /// In how many communes of the province it has none.
    public let bareCommuneCount: Int

    /// Tells a sector.
    public init(labels: Labels, code: String, focalPointCount: Int, bareCommuneCount: Int) {
        self.labels = labels
        self.code = code
        self.focalPointCount = focalPointCount
        self.bareCommuneCount = bareCommuneCount
    }
}

/// A service or an establishment of the directory, and what it last said of its places.
public struct ListedPlaces: Sendable {
    /// What it is called.
    public var title = ""
    /// Its number; empty where it has none.
    public var number = ""
    /// The code of its commune; nil where none is known.
    public var commune: String?
    /// The code of its stage.
    public var stage = ""
    /// Whether it takes children now.
    public var serves = true
    /// How many places it has; nil where nobody said it.
    public var capacity: Int64?
    /// How many are free; nil where nobody said it.
    public var free: Int64?
    /// When somebody said that last.
    public var seenAt: Instant?

    /// An entry of which nothing is known.
    public init() {}

    /// Whether it is known to take no child now.
    public var isGap: Bool { !serves || free == 0 }

    /// Whether nobody said how many places are free.
    public var isUnknown: Bool { serves && free == nil }
}

/// What of a province's directory is missing.
public struct DirectoryGaps: Sendable {
    /// When it was read.
    public let readAt: Instant
    /// How many communes the province has.
    public let communeCount: Int
    /// The sectors to which a child may be sent, those without focal points first.
    public let sectors: [CoveredSector]
    /// The entries that tell of places, those that take no child first, then those of which it is not
    /// known.
    public let places: [ListedPlaces]

    /// Puts what was read in order.
    public init(
        readAt: Instant, communeCount: Int, sectors: [CoveredSector], places: [ListedPlaces]
    ) {
        self.readAt = readAt
        self.communeCount = communeCount
        self.sectors = sectors.enumerated().sorted {
            ($0.element.focalPointCount, $0.offset) < ($1.element.focalPointCount, $1.offset)
        }.map(\.element)
        func rank(_ place: ListedPlaces) -> Int { place.isGap ? 0 : place.isUnknown ? 1 : 2 }
        self.places = places.sorted { (rank($0), $0.title) < (rank($1), $1.title) }
    }
}

/// What a province lacks, as far as it was recorded.
public struct ProvinceGaps: Sendable {
    /// The period of which services are told.
    public let period: FigurePeriod
    /// When they were counted.
    public let countedAt: Instant
    /// The measures that count what was not to be had, by service and by commune.
    public let services: [DiagnosedIndicator]
    /// What the directory lacks; nil where it is closed to whoever asks.
    public let directory: DirectoryGaps?

    /// Makes the gaps.
    public init(
        period: FigurePeriod, countedAt: Instant, services: [DiagnosedIndicator],
        directory: DirectoryGaps?
    ) {
        self.period = period
        self.countedAt = countedAt
        self.services = services
        self.directory = directory
    }
}

/// What stands beside a territorial plan: its diagnosis in figures, and what the province lacks (SPEC
/// W-230).
public struct Diagnosis: Sendable {
    /// What the figures are called.
    public let title: Labels
    /// The indicators.
    public let indicators: [DiagnosedIndicator]
    /// What the province lacks.
    public let gaps: ProvinceGaps

    /// Makes a diagnosis.
    public init(title: Labels, indicators: [DiagnosedIndicator], gaps: ProvinceGaps) {
        self.title = title
        self.indicators = indicators
        self.gaps = gaps
    }
}
