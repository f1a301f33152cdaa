public import Basics
public import Circuit

/// A property by which children are counted for publication, each under one value.
public enum PopulationDimension: Hashable, Sendable {
    /// Full years at the period's end, in bands without a gap from 0 on; then all years above, and
    /// what is not known.
    case years([ClosedRange<Int>])
    /// The commune of presence, among those of the province.
    case communes(Set<String>)
    /// Any other dimension of figures, or a list or track.
    case figure(String)

    /// Its name among those of figures; nil for one that figures do not have.
    var name: String? { if case .figure(let name) = self { name } else { nil } }
}

/// The children of whom a measure finds something, and by what they are counted.
public struct CountedChildren: Hashable, Sendable {
    /// The code of the indicator.
    public let indicator: String
    /// The code of its measure.
    public let measure: String
    /// By what they are counted.
    public let dimensions: [PopulationDimension]

    /// Names children.
    public init(indicator: String, measure: String, dimensions: [PopulationDimension]) {
        self.indicator = indicator
        self.measure = measure
        self.dimensions = dimensions
    }
}

/// How many children stand under the same values, and the sum of their keys modulo 2⁶⁴.
public struct PopulationTally: Hashable, Sendable {
    /// How many.
    public var count = 0
    /// The sum of their keys.
    public var keySum: UInt64 = 0
}

/// Children as they are counted for publication, stretch by stretch as figures are: each once in each
/// population that it belongs to.
public struct PopulationRun: Sendable {
    /// Counts what happenings are to the measures, as figures do.
    private(set) var figures: FigureRun
    private let populations: [CountedChildren]
    /// The places of the populations' measures in the plan.
    private let places: [Int?]
    /// The places of the populations' dimensions in the plan, of those that are figures'.
    private let dimensions: [[Int?]]
    private var tallies: [[[String]: PopulationTally]]

    init(_ figures: FigureRun, _ populations: [CountedChildren]) {
        self.figures = figures
        self.populations = populations
        let plan = figures.plan
        places = populations.map { population in
            plan.places.firstIndex { place in
                let indicator = plan.definition.parts.indicators[place.indicator]
                return indicator.code == population.indicator
                    && indicator.measures[place.measure].code == population.measure
            }
        }
        dimensions = populations.map { population in
            population.dimensions.map { dimension in
                dimension.name.flatMap { plan.dimensions.firstIndex(of: $0) }
            }
        }
        tallies = Array(repeating: [:], count: populations.count)
    }

    /// How much of the files has been looked at, in percent; 100 once all are.
    public var percent: Int { figures.percent }

    /// Whether all files have been looked at.
    public var isWhole: Bool { figures.isWhole }

    /// How many children of a population stand under which values of its dimensions.
    public func tallies(of population: Int) -> [[String]: PopulationTally] { tallies[population] }

    mutating func count(
        upTo limit: Int, in index: borrowing FileIndex, key: (FileID) throws -> UInt64
    ) throws {
        let definition = figures.plan.definition
        try index.forEachCounted(&figures, upTo: limit) { id, subject, names in
            let isInHand = !definition.restsAt(subject.file.stage)
            var known: UInt64?
            for (number, population) in populations.enumerated() {
                guard let place = places[number], subject.measures.contains(place) else { continue }
                let found = subject.findings(place, isInHand: isInHand)
                guard let first = found.first else { continue }
                let values = population.dimensions.enumerated().map { place, dimension in
                    Self.value(
                        dimension, dimensions[number][place], &subject, first, found, &names)
                }
                let one = try known ?? key(id)
                known = one
                tallies[number][values, default: PopulationTally()].count += 1
                tallies[number][values, default: PopulationTally()].keySum &+= one
            }
        }
    }

    /// The one value of a child: several of a list are told as several.
    private static func value(
        _ dimension: PopulationDimension, _ place: Int?, _ subject: inout FigureSubject,
        _ first: FigureFinding, _ found: [FigureFinding], _ names: inout FigureNames
    ) -> String {
        switch dimension {
        case .years(let bands): return subject.band(bands)
        case .communes(let known):
            let commune = subject.file.commune ?? ""
            return known.contains(commune) ? commune : FigureDimension.unknown
        case .figure(let name):
            guard let place else { return FigureDimension.unknown }
            var values: Set<String> = []
            for finding in FigureDimension(rawValue: name) == nil ? found : [first] {
                for code in subject.codes(place, finding, &names) {
                    values.insert(names.code(code, in: place))
                }
            }
            // What is not known beside something that is, says nothing.
            if values.count > 1 { values.remove(FigureDimension.unknown) }
            guard let value = values.first else { return FigureDimension.unknown }
            return values.count == 1 ? value : TablePlan.several
        }
    }
}

extension FileIndex {
    /// Begins to count children for publication.
    public func populations(
        _ populations: [CountedChildren], from: CivilDate, until: CivilDate,
        _ definition: CircuitDefinition, now: Instant
    ) -> PopulationRun {
        let plan = FigurePlan(
            FigureQuestion(from: from, until: until), definition, now: now,
            tasksIn: DataClass.content,
            others: populations.flatMap(\.dimensions).compactMap(\.name))
        return PopulationRun(FigureRun(plan, rowCount: rows.count), populations)
    }

    /// Counts the next files; the key of a child is asked for once where it is counted.
    public func count(
        _ run: inout PopulationRun, upTo limit: Int, key: (FileID) throws -> UInt64
    ) throws {
        try run.count(upTo: limit, in: self, key: key)
    }
}
