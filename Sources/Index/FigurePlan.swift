public import Basics
public import Circuit

/// Of what figures are asked.
public struct FigureQuestion: Hashable, Sendable {
    /// The first day.
    public let from: CivilDate
    /// The day after the last one.
    public let until: CivilDate
    /// The dimensions by which all figures are broken down at once; none: the whole, and each
    /// dimension by itself.
    public let by: [String]
    /// Only files of this organisation; nil for all.
    public let organisation: OrganisationID?

    /// Makes a question.
    public init(
        from: CivilDate, until: CivilDate, by: [String] = [], organisation: OrganisationID? = nil
    ) {
        self.from = from
        self.until = until
        self.by = by
        self.organisation = organisation
    }
}

/// What the daemon knows beside the files, for a period.
public struct ToldFigures: Sendable {
    /// The figures.
    public var values: [ToldFigure: UInt64] = [:]
    /// Those that are told of each establishment besides.
    public var establishments: [OrganisationID: [ToldFigure: UInt64]] = [:]

    /// Nothing told.
    public init() {}
}

/// One figure.
public enum FigureCell: Hashable, Sendable {
    /// The measure is not broken down so.
    case none
    /// Nothing in the province's forms tells it.
    case uncollected
    /// The caller is not shown it.
    case hidden
    /// A number of things.
    case count(UInt64)
    /// A number of things of a number of things.
    case share(UInt64, of: UInt64)
    /// A time in minutes, and of how many it is told; nil where there was none.
    case minutes(UInt64?, of: UInt64)
}

/// One row of a figure: what it is about, and the measures in their order.
public struct FigureRow: Hashable, Sendable {
    /// The dimension and the code of each key; none for the whole.
    public let keys: [FigureKey]
    /// The measures.
    public let cells: [FigureCell]
}

/// A place in a dimension.
public struct FigureKey: Hashable, Comparable, Sendable {
    /// A dimension, or the code of a list or track.
    public let dimension: String
    /// The code in it.
    public let code: String

    /// Names a place.
    public init(dimension: String, code: String) {
        self.dimension = dimension
        self.code = code
    }

    /// Whether one key stands before another.
    public static func < (left: Self, right: Self) -> Bool {
        (left.dimension, left.code) < (right.dimension, right.code)
    }
}

/// What is to be counted, prepared once for a question, and looked at for every file.
final class FigurePlan: Sendable {
    /// One measure of an indicator.
    struct Place: Sendable {
        let indicator: Int
        let measure: Int
        let rule: Measure.Rule
        /// The lists and tracks by which it is broken down.
        let lists: [String]
        /// The tracks on which the stages lie of which it counts who stands there.
        let tracks: [Int]
    }

    let definition: CircuitDefinition
    let question: FigureQuestion
    /// When it is counted.
    let now: Instant
    /// The classes of which tasks count.
    let taskClasses: ClassSet
    /// The same in minutes since 1970-01-01.
    let nowMinute: UInt32
    /// The period in minutes since 1970-01-01, the last left out.
    let period: Range<UInt32>
    let places: [Place]
    /// The dimensions, lists and tracks by which something is broken down.
    let dimensions: [String]
    /// Which of them are properties of the file.
    let ownDimensions: [FigureDimension?]
    /// The ways in which each figure is broken down: the whole, by one dimension, by two.
    let breakdowns: [[Int]]
    /// Of each measure, the breakdowns in which it stands.
    let breakdownsOf: [[Int]]
    /// The measures that look at files on which nothing happened, too.
    let always: [Int]
    /// The code of the list of levels of risk.
    let riskList: String?
    /// The place of the organisation that answers for the file among the dimensions.
    let unit: Int?

    /// - Parameter others: dimensions that are asked for beside those of the question.
    init(
        _ question: FigureQuestion, _ definition: CircuitDefinition, now: Instant,
        tasksIn classes: ClassSet, others: [String] = []
    ) {
        taskClasses = classes
        self.definition = definition
        self.now = now
        nowMinute = UInt32(clamping: now.milliseconds / CircuitLimits.minuteMilliseconds)
        self.question = question
        func minute(_ day: CivilDate) -> UInt32 {
            let start = day.start(offsetSeconds: definition.parts.offsetSeconds)
            return UInt32(clamping: start.milliseconds / CircuitLimits.minuteMilliseconds)
        }
        let start = minute(question.from)
        period = start..<max(minute(question.until), start)
        riskList = definition.field(meaning: .risk)?.list
        places = definition.parts.indicators.enumerated().flatMap { number, indicator in
            indicator.measures.enumerated().map { place, measure in
                Place(
                    indicator: number, measure: place, rule: measure.rule,
                    lists: indicator.lists.filter { definition.rule(measure.rule, tells: $0) },
                    tracks: Self.tracks(measure.rule, definition))
            }
        }
        var asked = question.by
        if asked.isEmpty {
            asked = FigureDimension.allCases.map(\.rawValue)
            asked += Set(definition.parts.indicators.flatMap(\.lists)).sorted()
        }
        dimensions = asked + Set(others).subtracting(asked).sorted()
        ownDimensions = dimensions.map { FigureDimension(rawValue: $0) }
        unit = ownDimensions.firstIndex(of: .unit)
        var breakdowns: [[Int]] = [[]] + asked.indices.map { [$0] }
        if question.by.count > 1 { breakdowns.append(Array(asked.indices)) }
        self.breakdowns = breakdowns
        let measures = places
        breakdownsOf = places.map { place in
            breakdowns.indices.filter { index in
                // What was said last is said of the province as a whole.
                guard place.rule.kind != .latest else { return breakdowns[index].isEmpty }
                return breakdowns[index].allSatisfy {
                    FigureDimension(rawValue: asked[$0]) != nil || place.lists.contains(asked[$0])
                }
            }
        }
        always = places.indices.filter {
            [.standing, .missing, .told].contains(measures[$0].rule.kind)
        }
    }

    /// What a kind of happening is to a measure.
    func role(of kind: HappeningKind, to measure: Int) -> KindUses.Role {
        let rule = places[measure].rule
        guard rule.kind != .share else { return [] }
        var role: KindUses.Role = []
        if Self.matches(kind, rule.of) { role.insert(.begins) }
        if let to = rule.to, Self.matches(kind, to) { role.insert(.follows) }
        if rule.until.contains(kind.code) { role.insert(.ends) }
        if rule.kind == .standing, rule.of.codes.contains(kind.code) { role.insert(.stands) }
        return role
    }

    /// The track on which a kind of happening is a stage, where some measure asks who stands there.
    func track(of kind: HappeningKind) -> Int? {
        places.lazy.flatMap(\.tracks).first { track in
            definition.parts.tracks[track].stages.contains { $0.code == kind.code }
        }
    }

    /// The code of a list or track under which a kind of happening falls by itself.
    func code(of kind: HappeningKind, in list: String) -> String? {
        if let field = definition.field(kind.code) {
            guard !kind.value.isEmpty else { return nil }
            guard let own = field.list else {
                return definition.organisationField(list) == field ? kind.value : nil
            }
            return definition.code(kind.value, of: own, in: list)
        }
        return definition.track(ofStage: kind.code)?.code == list ? kind.code : nil
    }

    private static func matches(_ kind: HappeningKind, _ sought: Sought) -> Bool {
        sought.codes.contains(kind.code)
            && (sought.values.isEmpty || sought.values.contains(kind.value))
    }

    private static func tracks(
        _ rule: Measure.Rule, _ definition: CircuitDefinition
    ) -> [Int] {
        guard rule.kind == .standing else { return [] }
        let codes = Set(rule.of.codes)
        return definition.parts.tracks.indices.filter { index in
            definition.parts.tracks[index].stages.contains { codes.contains($0.code) }
        }
    }

    /// The age band of a child at the end of the period.
    func band(_ years: ClosedRange<Int>?, day: UInt16?, _ bands: [ClosedRange<Int>]) -> String {
        guard let age = age(years, day) else { return FigureDimension.unknown }
        let band = bands.first { $0.contains(age) }
        guard let band else { return "\((bands.last?.upperBound ?? 0) + 1)+" }
        return "\(band.lowerBound)-\(band.upperBound)"
    }

    /// The full years of a child at the end of the period; where only years of birth are known, by
    /// the middle of them.
    private func age(_ years: ClosedRange<Int>?, _ day: UInt16?) -> Int? {
        let last = question.until.adding(days: -1)
        if let day {
            let (birth, now) = (CivilDate(days: Int32(day)).parts, last.parts)
            let had = (now.month, now.day) >= (birth.month, birth.day)
            return max(now.year - birth.year - (had ? 0 : 1), 0)
        }
        guard let years else { return nil }
        return max(last.parts.year - (years.lowerBound + years.upperBound) / 2, 0)
    }
}
