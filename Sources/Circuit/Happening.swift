public import Basics

/// Something that an indicator may count: that a file or a matter entered a stage, or that an act
/// said something in a field that some indicator names.
///
/// Slots and passages keep the latest of each; a happening is never overwritten, so that a quarter
/// can be counted after it is over.
public struct Happening: Hashable, Sendable {
    /// The code of the stage or of the field.
    public var code: String
    /// The code that the field held, `true` or `false` for a flag, the digits of an organisation's id;
    /// empty for a stage, and for a field of another type.
    public var value: String
    /// When it was, to the minute: the moment or day that the field holds, or else that of the act.
    public var at: Instant
    /// The number that the field held; 1 where it holds none.
    public var amount: UInt32
    /// The mark of the act that began the matter, or one for the row of a group; 0 where it is of the
    /// file itself.
    public var matter: UInt32
    /// The mark of the act that said it; 0 for a stage, which no correction moves.
    public var act: UInt32

    /// Makes a happening.
    public init(
        code: String, value: String = "", at: Instant, amount: UInt32 = 1, matter: UInt32 = 0,
        act: UInt32 = 0
    ) {
        self.code = code
        self.value = value
        self.at = Instant(
            milliseconds: at.milliseconds - at.milliseconds % CircuitLimits.minuteMilliseconds)
        self.amount = amount
        self.matter = matter
        self.act = act
    }
}

extension ActID {
    /// Four bytes of it, never zero: enough to tell the acts of one file apart.
    var mark: UInt32 { max(bytes.suffix(4).reduce(0) { $0 << 8 | UInt32($1) }, 1) }
}

/// The stages and fields that the indicators of a definition name.
struct CountedCodes: Equatable, Sendable {
    /// The codes.
    let codes: Set<String>
    /// Tells one set of codes, and one way to keep what happened, from another; 0 for no codes.
    ///
    /// A head that was folded for another one is folded anew.
    let mark: UInt32

    /// The way in which happenings are kept.
    private static let version: UInt32 = 2

    init(_ indicators: [Indicator], _ tracks: [Track], _ forms: [Form], _ lists: [CodeList]) {
        let rules = indicators.flatMap(\.measures).map(\.rule)
        // A share names other measures.
        let seeking = rules.filter { $0.kind != .share }
        let named = Set(seeking.flatMap { $0.of.codes + ($0.to?.codes ?? []) + $0.until })
        // Where a file stands, every stage of the track tells.
        let standing = Set(rules.filter { $0.kind == .standing }.flatMap(\.of.codes))
        let whole = tracks.map { $0.stages.map(\.code) }.filter { !standing.isDisjoint(with: $0) }
        // By what figures are broken down, the fields of these lists tell.
        let told = Set(indicators.flatMap(\.lists))
        let telling = forms.flatMap(\.fields).filter { field in
            guard let list = field.list else {
                return field.type == .organisation && told.contains(field.code)
            }
            let sectors = lists.first { $0.code == list }?.sectors
            return told.contains(list) || sectors.map(told.contains) ?? false
        }
        codes = named.union(whole.joined()).union(telling.map(\.code))
        // FNV-1a.
        var hash: UInt32 = 2_166_136_261 ^ Self.version
        for code in codes.sorted() {
            for byte in Array(code.utf8) + [0] { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        }
        mark = codes.isEmpty ? 0 : max(hash, 1)
    }
}

extension CircuitDefinition {
    /// What tells whether a head was folded with what the indicators count today.
    public var countedMark: UInt32 { counted.mark }
}

extension CircuitDefinition {
    /// Whether a field holds a day or a moment, which then is that of its happening.
    fileprivate func isDated(_ field: String) -> Bool {
        switch self.field(field)?.type {
        case .date, .instant: true
        default: false
        }
    }
}

extension Happening {
    /// What a value says: each code of several is a happening of its own.
    fileprivate static func said(
        _ field: FieldValue, at moment: Instant, _ definition: CircuitDefinition
    ) -> [Happening] {
        let code = field.field
        return switch field.value {
        case .choice(let choice), .territory(let choice):
            [Happening(code: code, value: choice, at: moment)]
        case .choices(let choices):
            choices.map { Happening(code: code, value: $0, at: moment) }
        case .flag(let flag): [Happening(code: code, value: flag ? "true" : "false", at: moment)]
        case .date(let day):
            [Happening(code: code, at: day.moment(near: moment, definition))]
        case .instant(let instant): [Happening(code: code, at: instant)]
        case .number(let number):
            [Happening(code: code, at: moment, amount: UInt32(clamping: number))]
        case .organisation(let organisation):
            [Happening(code: code, value: organisation.hexadecimal, at: moment)]
        case .text, .member, .person, .attachment: [Happening(code: code, at: moment)]
        }
    }
}

extension CivilDate {
    /// The beginning of the day; of the day of an act, the act's own moment, which is no later than
    /// what is told.
    fileprivate func moment(near act: Instant, _ definition: CircuitDefinition) -> Instant {
        let offset = definition.parts.offsetSeconds
        return self == CivilDate(act, offsetSeconds: offset)
            ? act : start(offsetSeconds: offset)
    }
}

extension HeadPart {
    /// Takes note that the file, or a matter of it, entered a stage.
    mutating func note(
        stage: String, at moment: Instant, matter: ActID? = nil, _ definition: CircuitDefinition
    ) {
        guard definition.counted.codes.contains(stage) else { return }
        // Where the file stands the order of the acts says, whatever moments they bear.
        let mark = matter?.mark ?? 0
        let former = happenings.last {
            $0.matter == mark && $0.act == 0 && definition.isOneTrack($0.code, stage)
        }
        add(Happening(code: stage, at: max(moment, former?.at ?? moment), matter: mark))
    }

    /// Takes note of what an act says; a correction takes back what the corrected act said.
    mutating func note(_ part: ActPart, matter: ActID?, _ definition: CircuitDefinition) {
        let said = (part.corrects ?? part.act).mark
        // What an act says in another class than its own is of the matter that it begins.
        let isOfMatter =
            part.heading == nil
            && part.values.contains { definition.form(ofField: $0.field)?.begins != nil }
        let begun = isOfMatter ? said : 0
        var (moment, about) = (part.eventAt, matter?.mark ?? begun)
        if let corrected = part.corrects {
            let former = happenings.filter { $0.act == said }
            moment = former.first { !definition.isDated($0.code) }?.at ?? moment
            about =
                former.first { definition.field($0.code)?.group == nil }?.matter
                ?? matters.first { $0.act == corrected }?.act.mark ?? begun
            happenings.removeAll { $0.act == said }
        }
        for value in part.values where definition.counted.codes.contains(value.field) {
            for happening in Happening.said(value, at: moment, definition) {
                var happening = happening
                (happening.matter, happening.act) = (about, said)
                // The fields of a row speak of one thing: a service and that it is not to be had.
                if about == 0, definition.field(value.field)?.group != nil {
                    happening.matter = max(said &+ UInt32(value.row) &* 2_654_435_761, 1)
                }
                add(happening)
            }
        }
    }

    /// Lets what an act said have happened when it was approved, but for the days that it told.
    mutating func confirm(_ act: ActID, at moment: Instant, _ definition: CircuitDefinition) {
        for index in happenings.indices
        where happenings[index].act == act.mark && !definition.isDated(happenings[index].code) {
            happenings[index] = Happening(
                code: happenings[index].code, value: happenings[index].value, at: moment,
                amount: happenings[index].amount, matter: happenings[index].matter,
                act: happenings[index].act)
        }
    }

    /// Takes back what an act said.
    mutating func takeBack(_ act: ActID) { happenings.removeAll { $0.act == act.mark } }

    private mutating func add(_ happening: Happening) {
        happenings.append(happening)
        if happenings.count > CircuitLimits.happeningsPerHead { happenings.removeFirst() }
    }
}
