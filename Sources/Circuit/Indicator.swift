public import Basics

/// What happened on files that a measure looks for: entries into stages, or values of
/// fields.
public struct Sought: Hashable, Sendable {
    /// The codes of stages or of fields.
    public let codes: [String]
    /// The codes of values, of which a field holds one; empty for any.
    public let values: [String]

    /// Makes what is looked for.
    public init(codes: [String], values: [String] = []) {
        self.codes = codes
        self.values = values
    }
}

/// How a measure comes to its figure.
public enum MeasureKind: String, CaseIterable, Hashable, Sendable {
    /// How many files had it in the period.
    case files
    /// How often it happened in the period.
    case occurrences
    /// What the numbers that were entered in the period come to together.
    case sum
    /// The number that was entered last before the period ended, of whichever file.
    case latest
    /// How many matters, referrals or measures for instance, had it in the period.
    case matters
    /// How many files stood at one of the stages when the period ended.
    case standing
    /// How long it was until something followed, at a percentile of what followed in the period.
    case delay
    /// How many of those that began in the period were followed in time, of all that were followed or
    /// whose time was over when it ended.
    case within
    /// How many of the duties that come back were done in time, of all that fell due in the period.
    case repeated
    /// One measure of the indicator of another.
    case share
    /// How many members have so many files in hand.
    case load
    /// How many of the files in hand lack something, of all.
    case missing
    /// What the daemon knows beside what happened on files.
    case told
    /// Nothing in the province's forms tells it yet.
    case uncollected
}

/// What a figure of a measure is.
public enum MeasureShape: Hashable, Sendable {
    /// A number of things.
    case count
    /// A number of things of a number of things.
    case share
    /// A time, in minutes.
    case minutes
    /// A number of things for each 1,000 children who live there.
    case rate
}

/// What a file may lack, for the quality of what is known.
public enum FileFact: String, CaseIterable, Hashable, Sendable {
    /// The sex of the child.
    case sex
    /// Any year of birth.
    case age
    /// The commune in which the child is present.
    case commune
    /// A target category.
    case category
    /// A level of risk.
    case risk
}

/// What the daemon knows beside the files' heads.
public enum ToldFigure: String, CaseIterable, Hashable, Sendable {
    /// What is owed on files in hand and is overdue.
    case overdueTasks = "overdue_tasks"
    /// What is owed on files in hand.
    case openTasks = "open_tasks"
    /// Pairs of files that may be of one child and of which nobody has decided.
    case possibleDuplicates = "possible_duplicates"
    /// The places of establishments.
    case places
    /// The places of establishments that no child has.
    case freePlaces = "free_places"
    /// Incidents of security that were recorded in the period.
    case incidents
}

/// The time that a measure gives, where the level of risk that stands is one of some.
public struct MeasureLimit: Hashable, Sendable {
    /// The levels of risk; empty for any.
    public let risks: [String]
    /// The time, after what began.
    public let seconds: Int64
    /// How much earlier what has to follow may come, where a day was planned.
    public let early: Int64

    /// Makes a limit.
    public init(risks: [String], seconds: Int64, early: Int64 = 0) {
        self.risks = risks
        self.seconds = seconds
        self.early = early
    }
}

/// One column of an indicator: a figure, and how it comes about.
public struct Measure: DefinedItem, Hashable {
    /// What a measure turns on; which of it counts, its kind says.
    public struct Rule: Hashable, Sendable {
        /// How the figure comes about.
        public var kind: MeasureKind
        /// What is looked for.
        public var of = Sought(codes: [])
        /// What has to follow.
        public var to: Sought?
        /// The stages that end a duty that comes back.
        public var until: [String] = []
        /// The times that are given; the first that fits holds.
        public var limits: [MeasureLimit] = []
        /// The percentile of a delay, from 1 to 99.
        public var percentile = 50
        /// The code of the measure of the same indicator that a share is of; `of` names the other.
        public var over: String?
        /// The fewest files of a load.
        public var minimum = 0
        /// The most files of a load; nil where there is no bound.
        public var maximum: Int?
        /// What is missing.
        public var fact: FileFact?
        /// What the daemon knows from elsewhere.
        public var told: ToldFigure?

        /// Makes a rule of a kind.
        public init(_ kind: MeasureKind) { self.kind = kind }
    }

    /// Its code, unique in the indicator, labels, basis and validity.
    public let terms: Terms
    /// How it comes about.
    public let rule: Rule
    /// Whether a share is told for each 1,000 of what it is a share of.
    public let isRate: Bool

    /// Makes a measure.
    public init(terms: Terms, rule: Rule, isRate: Bool = false) {
        self.terms = terms
        self.rule = rule
        self.isRate = isRate
    }

    /// What its figures are.
    public var shape: MeasureShape {
        if isRate { return .rate }
        return switch rule.kind {
        case .files, .occurrences, .sum, .latest, .matters, .standing, .load, .told, .uncollected:
            .count
        case .within, .repeated, .share, .missing: .share
        case .delay: .minutes
        }
    }
}

/// How often a report tells an indicator.
public enum ReportPeriod: String, CaseIterable, Hashable, Sendable {
    /// Each month.
    case month
    /// Each quarter.
    case quarter
    /// Each year.
    case year
}

/// An indicator: what the committee, the ministry and the statistical office look at.
public struct Indicator: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// What one of the count is: a child, a file, an act, a person.
    public let unit: Labels
    /// The forms and stages that feed it.
    public let source: Labels
    /// What must not be read into it.
    public let caution: Labels
    /// How often it is told.
    public let periods: [ReportPeriod]
    /// The codes of lists and of tracks by whose codes it is broken down besides, and of fields by the
    /// organisations that they name.
    public let lists: [String]
    /// Its columns.
    public let measures: [Measure]

    /// Makes an indicator.
    public init(
        terms: Terms, unit: Labels, source: Labels, caution: Labels, periods: [ReportPeriod],
        lists: [String] = [], measures: [Measure]
    ) {
        self.terms = terms
        self.unit = unit
        self.source = source
        self.caution = caution
        self.periods = periods
        self.lists = lists
        self.measures = measures
    }
}

/// For whom a report is made, and so what of small counts it may tell.
public enum FigureAudience: String, CaseIterable, Hashable, Sendable {
    /// The centre itself, which is told the figures as they are.
    case centre
    /// The committee: children from tables of which small counts are hidden.
    case committee
    /// Readers outside the circuit: what was published, and where nothing was, what the committee is
    /// told of children.
    case outside
}

/// Indicators that are told together.
public struct FigureReport: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// How often it is made.
    public let period: ReportPeriod
    /// The codes of its indicators, in their order.
    public let indicators: [String]
    /// The kinds of files on whose page it stands: of a plan, its diagnosis.
    public let kinds: [String]
    /// For whom it is made.
    public let audience: FigureAudience

    /// Makes a report.
    public init(
        terms: Terms, period: ReportPeriod, indicators: [String], kinds: [String] = [],
        audience: FigureAudience = .centre
    ) {
        self.terms = terms
        self.period = period
        self.indicators = indicators
        self.kinds = kinds
        self.audience = audience
    }
}

/// By what every figure is broken down, beside the lists and tracks that its indicator names.
public enum FigureDimension: String, CaseIterable, Hashable, Sendable {
    /// The sex of the child.
    case sex
    /// The age when the period ended, in the bands of the census: 0 to 4, 5 to 9, 10 to 14, 15 to
    /// 17.
    case age
    /// The age when the period ended, in the bands of child protection: 0 to 5, 6 to 11, 12 to 17.
    case protectionAge = "age_cp"
    /// Urban or rural, by the commune in which the child is present.
    case milieu
    /// The commune in which the child is present.
    case commune
    /// The lines of the ministry's page under which the target categories of the child fall.
    case category
    /// The organisation that answers for the file when it is counted.
    case unit

    /// Whether small counts can be hidden by it: of two ways to tell one property only the finer, since
    /// tables by both would tell what lies between them (SPEC W-240).
    ///
    /// By organisation none are hidden, and so nothing is told to those who may know no small count (SPEC
    /// W-229).
    public var isFree: Bool { ![.protectionAge, .milieu, .unit].contains(self) }

    /// The code under which stands what is not known.
    public static let unknown = "?"
}

extension CircuitDefinition {
    /// Whether what a measure counts falls under codes of a list or track.
    public func rule(_ rule: Measure.Rule, tells list: String) -> Bool {
        switch rule.kind {
        case .share, .uncollected, .load, .latest: return false
        case .told where rule.told == .places || rule.told == .freePlaces:
            return isEstablishment(list)
        default: break
        }
        if list == field(meaning: .risk)?.list { return true }
        func isTold(_ field: Field) -> Bool {
            field.code == list || field.list.map { self.list($0, tells: list) } ?? false
        }
        return rule.of.codes.contains { code in
            if let field = field(code), let form = form(ofField: code) {
                // The fields of a row speak of one thing, and so do those of a matter.
                return isTold(field) || form.begins != nil
                    || field.group != nil
                        && form.fields.contains { $0.group == field.group && isTold($0) }
            }
            guard let track = track(ofStage: code) else { return false }
            // What a matter is about stands in its fields.
            return track.code == list || track.meaning.isOfMatters
        }
    }

    /// The dimensions of an indicator's own by which small counts can be hidden: not the sectors of
    /// services by which it is told, too, since two such tables tell each other's counts (SPEC W-240),
    /// nor organisations (SPEC W-229).
    public func freeLists(of indicator: Indicator) -> [String] {
        indicator.lists.filter { name in
            organisationField(name) == nil
                && !indicator.lists.contains { list($0)?.sectors == name }
        }
    }

    /// The field by whose organisations a dimension tells; nil of any other dimension.
    public func organisationField(_ dimension: String) -> Field? {
        guard FigureDimension(rawValue: dimension) == nil, list(dimension) == nil,
            track(dimension) == nil, let field = field(dimension), field.type == .organisation
        else { return nil }
        return field
    }

    /// Whether the codes of a dimension are organisations, by their ids.
    public func isOfOrganisations(_ dimension: String) -> Bool {
        dimension == FigureDimension.unit.rawValue || organisationField(dimension) != nil
    }

    /// Whether a dimension tells by establishments, which have places besides.
    public func isEstablishment(_ dimension: String) -> Bool {
        organisationField(dimension)?.meaning == .establishment
    }

    /// The classes in which stands what tells under which code of an indicator's own dimension something
    /// falls; none of a dimension of every figure.
    public func classes(telling dimension: String) -> ClassSet {
        guard FigureDimension(rawValue: dimension) == nil else { return [] }
        if let track = track(dimension) { return ClassSet(track.dataClass) }
        return parts.forms.flatMap(\.fields).reduce(into: []) { classes, field in
            let isTelling =
                field.code == dimension || field.list.map { list($0, tells: dimension) } ?? false
            if isTelling, counted.codes.contains(field.code) {
                classes.insert(ClassSet(field.dataClass))
            }
        }
    }

    /// Whether the whole of a measure may be told to those who may know no small count: times, shares
    /// and rates, and what is counted of no child's file (SPEC W-226).
    public func tellsWhole(_ measure: Measure) -> Bool {
        let rule = measure.rule
        switch rule.kind {
        case .delay, .within, .repeated, .missing, .share, .latest, .uncollected: return true
        case .told: return rule.told == .places
        case .load, .standing: return false
        case .files, .occurrences, .sum, .matters: break
        }
        let records = recordTracks
        let forms = Set(
            records.flatMap { track in
                parts.forms.filter {
                    form($0, fits: .record(track.code)) && !form($0, fits: .child)
                }.map(\.code)
            })
        return rule.of.codes.allSatisfy { code in
            track(ofStage: code).map { records.contains($0) }
                ?? form(ofField: code).map { forms.contains($0.code) } ?? false
        }
    }

    /// Whether a measure counts what stands in the registers that auditors look after, of access in
    /// emergencies, of requests of rights or of incidents, and no children (SPEC W-227).
    public func countsRegister(_ measure: Measure) -> Bool {
        let rule = measure.rule
        switch rule.kind {
        case .told: return rule.told == .incidents
        case .occurrences, .matters: break
        default: return false
        }
        func asksForRights(_ form: String) -> Bool {
            self.form(form)?.fields.contains { $0.meaning == .rightsNature } ?? false
        }
        return rule.of.values.isEmpty
            && rule.of.codes.allSatisfy { code in
                field(code)?.meaning == .glassReason
                    || stage(code)?.entryForms.contains(where: asksForRights) ?? false
            }
    }

    /// The classes in which stands what a measure counts.
    public func classes(of measure: Measure, in indicator: Indicator) -> ClassSet {
        let rule = measure.rule
        let named: [Measure]
        switch rule.kind {
        case .share:
            let codes = rule.of.codes + [rule.over].compactMap(\.self)
            named = indicator.measures.filter {
                codes.contains($0.code) && $0.rule.kind != .share
            }
        case .load, .missing, .told, .uncollected: return [.identity, .social]
        default: named = [measure]
        }
        return named.reduce(into: [.identity, .social]) { classes, measure in
            let rule = measure.rule
            for code in rule.of.codes + (rule.to?.codes ?? []) + rule.until {
                if let track = track(ofStage: code) { classes.insert(ClassSet(track.dataClass)) }
                if let field = field(code) { classes.insert(ClassSet(field.dataClass)) }
            }
        }
    }
}
