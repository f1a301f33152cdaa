public import Basics

/// The protection circuit as data: everything that a province may change without new code.
///
/// Whoever makes one outside the loader hands in parts that agree with each other; a lookup of a
/// code that is not there gives nil and never stops the program. Nobody changes it once it is made,
/// and every call asks it: so it is one object, and handing it on copies nothing.
public final class CircuitDefinition: Equatable, Sendable {
    /// The parts of a definition, before they are joined.
    public struct Parts: Equatable, Sendable {
        /// The number of the definition; a later one is larger.
        public var version: UInt32 = 0
        /// The offset of the province's civil time from UTC, in seconds.
        public var offsetSeconds: Int32 = 0
        /// The days on which nobody works.
        public var calendar = WorkCalendar()
        /// The forms.
        public var forms: [Form] = []
        /// The code lists.
        public var lists: [CodeList] = []
        /// The tracks.
        public var tracks: [Track] = []
        /// The kinds of task.
        public var tasks: [TaskKind] = []
        /// The clocks.
        public var clocks: [Clock] = []
        /// The roles.
        public var roles: [Role] = []
        /// The territories.
        public var territories: [Territory] = []
        /// The establishments that take children.
        public var establishments: [Establishment] = []
        /// The indicators.
        public var indicators: [Indicator] = []
        /// What is told together.
        public var reports: [FigureReport] = []
        /// What a province publishes, in the order in which it is decided on.
        public var tables: [TablePlan] = []
        /// Below which number of children a count that is not zero is small (SPEC W-213).
        public var smallBelow = CircuitLimits.smallBelow

        /// Makes empty parts.
        public init() {}
    }

    private struct FieldPlace: Equatable, Sendable {
        var form: Int
        var field: Int
    }

    /// The places of the clocks of a class, by what starts them.
    struct ClockPlaces: Equatable, Sendable {
        var byStage: [String: [Int]] = [:]
        /// By the number of the field's meaning.
        var byField = [[Int]](repeating: [], count: Int(UInt8.max) + 1)
    }

    /// What most questions about a field turn on, without a copy of the field.
    struct FieldTraits: Equatable, Sendable {
        var form: Int
        var dataClass: DataClass
        var meaning: FieldMeaning?
    }

    /// The parts.
    public let parts: Parts

    private let formIndex: [String: Int]
    private let fieldIndex: [String: FieldPlace]
    private let traitIndex: [String: FieldTraits]
    private let meaningIndex: [FieldMeaning: FieldPlace]
    private let listIndex: [String: Int]
    private let itemIndex: [String: [String: Int]]
    private let stageIndex: [String: FieldPlace]
    private let trackIndex: [TrackMeaning: Int]
    private let clockIndex: [DataClass: ClockPlaces]
    private let territoryIndex: [String: Int]
    private let establishmentIndex: [OrganisationID: Int]
    /// The stages and fields of which heads keep every occurrence, since indicators count them.
    let counted: CountedCodes

    /// Joins the parts; of two items with one code the first is found.
    public init(_ parts: Parts) {
        self.parts = parts
        formIndex = Self.index(parts.forms.map(\.code))
        listIndex = Self.index(parts.lists.map(\.code))
        territoryIndex = Self.index(parts.territories.map(\.code))
        establishmentIndex = Self.index(parts.establishments.map(\.organisation))
        counted = CountedCodes(parts.indicators, parts.tracks, parts.forms, parts.lists)
        var fields: [String: FieldPlace] = [:]
        var traits: [String: FieldTraits] = [:]
        var meanings: [FieldMeaning: FieldPlace] = [:]
        for (formPosition, form) in parts.forms.enumerated() {
            for (position, field) in form.fields.enumerated() {
                let place = FieldPlace(form: formPosition, field: position)
                if fields[field.code] == nil {
                    fields[field.code] = place
                    traits[field.code] = FieldTraits(
                        form: formPosition, dataClass: field.dataClass, meaning: field.meaning)
                }
                if let meaning = field.meaning, meanings[meaning] == nil {
                    meanings[meaning] = place
                }
            }
        }
        fieldIndex = fields
        traitIndex = traits
        meaningIndex = meanings
        var stages: [String: FieldPlace] = [:]
        for (trackPosition, track) in parts.tracks.enumerated() {
            for (position, stage) in track.stages.enumerated() where stages[stage.code] == nil {
                stages[stage.code] = FieldPlace(form: trackPosition, field: position)
            }
        }
        stageIndex = stages
        trackIndex = Self.index(parts.tracks.map(\.meaning))
        var clocks: [DataClass: ClockPlaces] = [:]
        for (position, clock) in parts.clocks.enumerated() {
            switch clock.start {
            case .stage(let stage):
                clocks[clock.dataClass, default: ClockPlaces()].byStage[stage, default: []]
                    .append(position)
            case .field(let meaning):
                clocks[clock.dataClass, default: ClockPlaces()]
                    .byField[Int(meaning.rawValue)].append(position)
            }
        }
        clockIndex = clocks
        var items: [String: [String: Int]] = [:]
        for list in parts.lists where items[list.code] == nil {
            items[list.code] = Self.index(list.items.map(\.code))
        }
        itemIndex = items
    }

    /// Whether two definitions say the same.
    public static func == (left: CircuitDefinition, right: CircuitDefinition) -> Bool {
        left === right || left.parts == right.parts
    }

    /// The number of the definition.
    public var version: UInt32 { parts.version }

    /// The form of a code.
    public func form(_ code: String) -> Form? { formIndex[code].map { parts.forms[$0] } }

    /// The track on which an act with a form begins a matter; read in place, for a fold asks it of
    /// every act.
    func begins(_ form: String) -> String? { formIndex[form].flatMap { parts.forms[$0].begins } }

    /// What a form means; read in place.
    func meaning(ofForm form: String) -> FormMeaning? {
        formIndex[form].flatMap { parts.forms[$0].meaning }
    }

    /// The place of a form among the forms.
    func formPlace(_ code: String) -> Int? { formIndex[code] }

    /// The place of a field among all fields, form by form, of whatever form; nil for an unknown one.
    func fieldPlace(_ code: String) -> Int? {
        fieldIndex[code].map { $0.form << 32 | $0.field }
    }

    /// The traits of a field, of whatever form.
    func traits(_ code: String) -> FieldTraits? { traitIndex[code] }

    /// The field of a code, of whatever form.
    public func field(_ code: String) -> Field? {
        fieldIndex[code].map { parts.forms[$0.form].fields[$0.field] }
    }

    /// The form in which a field stands.
    public func form(ofField code: String) -> Form? {
        fieldIndex[code].map { parts.forms[$0.form] }
    }

    /// The first field of a meaning.
    public func field(meaning: FieldMeaning) -> Field? {
        meaningIndex[meaning].map { parts.forms[$0.form].fields[$0.field] }
    }

    /// The code list of a code.
    public func list(_ code: String) -> CodeList? { listIndex[code].map { parts.lists[$0] } }

    /// The code list of a meaning that one list has.
    public func list(meaning: ListMeaning) -> CodeList? {
        parts.lists.first { $0.meaning == meaning }
    }

    /// The item of a list.
    public func item(_ code: String, list: String) -> CodeItem? {
        guard let position = listIndex[list], let item = itemIndex[list]?[code] else { return nil }
        return parts.lists[position].items[item]
    }

    /// What an item means, in the list of the field of a meaning; read in place.
    func itemMeaning(_ code: String, ofField meaning: FieldMeaning) -> ItemMeaning? {
        guard let place = meaningIndex[meaning],
            let list = parts.forms[place.form].fields[place.field].list,
            let position = listIndex[list], let item = itemIndex[list]?[code]
        else { return nil }
        return parts.lists[position].items[item].meaning
    }

    /// The stage of a code.
    public func stage(_ code: String) -> Stage? {
        stageIndex[code].map { parts.tracks[$0.form].stages[$0.field] }
    }

    /// The first stage of a meaning that one stage of a definition has.
    public func stage(meaning: StageMeaning) -> Stage? {
        parts.tracks.flatMap(\.stages).first { $0.meanings.contains(meaning) }
    }

    /// Tells whether a stage means something; read in place.
    public func stage(_ code: String?, means meaning: StageMeaning) -> Bool {
        guard let place = code.flatMap({ stageIndex[$0] }) else { return false }
        return parts.tracks[place.form].stages[place.field].meanings.contains(meaning)
    }

    /// Whether nobody has work with a file that stands at a stage: it is closed, joined to another,
    /// or another province answers for the child; one of another kind, where no stage follows.
    public func restsAt(_ stage: String?) -> Bool {
        if let stage, let track = track(ofStage: stage), track.meaning == .record {
            return self.stage(stage)?.next.isEmpty == true
        }
        return [.closes, .joins, .transferred].contains { self.stage(stage, means: $0) }
    }

    /// Tells whether two stages lie on one track; read in place.
    func isOneTrack(_ stage: String, _ other: String) -> Bool {
        guard let place = stageIndex[stage] else { return false }
        return stageIndex[other]?.form == place.form
    }

    /// The places of the clocks of a class.
    func clockPlaces(of dataClass: DataClass) -> ClockPlaces? { clockIndex[dataClass] }

    /// The track to which a stage belongs.
    public func track(ofStage code: String) -> Track? {
        stageIndex[code].map { parts.tracks[$0.form] }
    }

    /// The track of a code.
    public func track(_ code: String) -> Track? { parts.tracks.first { $0.code == code } }

    /// The track of a meaning that one track has.
    public func track(meaning: TrackMeaning) -> Track? {
        trackIndex[meaning].map { parts.tracks[$0] }
    }

    /// The stage to which a form that tells the prosecutor moves a file on which nothing has begun
    /// on the judicial track; nil for any other form.
    public func transmitting(_ form: String) -> Stage? {
        guard meaning(ofForm: form) == .transmits, let track = track(meaning: .judicial),
            let next = track.unbegun?.next
        else { return nil }
        return track.stages.first { next.contains($0.code) && $0.entryForms.contains(form) }
    }

    /// The role of a code.
    public func role(_ code: String) -> Role? { parts.roles.first { $0.code == code } }

    /// The report of a code.
    public func report(_ code: String) -> FigureReport? {
        parts.reports.first { $0.code == code }
    }

    /// The report that stands on the page of a file of another kind than a child's; nil where none
    /// does.
    public func report(onPageOf social: HeadPart) -> FigureReport? {
        guard case .record(let kind) = social.kind(self) else { return nil }
        return parts.reports.first { $0.kinds.contains(kind) }
    }

    /// The published table of a code.
    public func table(_ code: String) -> TablePlan? { parts.tables.first { $0.code == code } }

    /// The indicator of a code.
    public func indicator(_ code: String) -> Indicator? {
        parts.indicators.first { $0.code == code }
    }

    /// The kind of task of a code.
    public func task(_ code: String) -> TaskKind? { parts.tasks.first { $0.code == code } }

    /// The territory of a code.
    public func territory(_ code: String) -> Territory? {
        territoryIndex[code].map { parts.territories[$0] }
    }

    /// The establishment that an organisation runs, whenever it is known.
    public func establishment(of organisation: OrganisationID) -> Establishment? {
        establishmentIndex[organisation].map { parts.establishments[$0] }
    }

    /// Tells whether a territory is another one or lies in it.
    public func territory(_ code: String, liesIn outer: String) -> Bool {
        var current: String? = code
        // The official code has four levels; the bound keeps a circle of parents finite.
        for _ in 0..<6 {
            guard let here = current else { return false }
            if here == outer { return true }
            current = territory(here)?.parent
        }
        return false
    }

    /// The levels of risk, the lowest first: the items of the list of the field of that meaning.
    public var riskLevels: [CodeItem] {
        field(meaning: .risk)?.list.flatMap { list($0) }?.items ?? []
    }

    /// Tells whether a level of risk is lower than another, by the order of their list.
    ///
    /// A level that the list does not know may be any: it counts as lower, so that nothing takes
    /// effect on one person's word that nobody can rank.
    public func isLower(risk level: String, than other: String) -> Bool {
        guard level != other else { return false }
        let levels = riskLevels
        guard let rank = levels.firstIndex(where: { $0.code == level }),
            let otherRank = levels.firstIndex(where: { $0.code == other })
        else { return true }
        return rank < otherRank
    }

    /// The territories that have a territorial device.
    public var deviceTerritories: [Territory] { parts.territories.filter(\.hasDevice) }

    private static func index<Code: Hashable>(_ codes: [Code]) -> [Code: Int] {
        Dictionary(
            codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
