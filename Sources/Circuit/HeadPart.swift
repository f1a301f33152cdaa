public import Basics

/// One value that a head keeps, at its row.
public struct HeadEntry: Hashable, Sendable {
    /// The row of the repeating group.
    public var row: UInt16
    /// The value.
    public var value: Value

    /// Makes an entry.
    public init(row: UInt16 = 0, value: Value) {
        self.row = row
        self.value = value
    }
}

/// What a head keeps for one meaning: the values of the last act that gave some.
public struct HeadSlot: Hashable, Sendable {
    /// The meaning.
    public var meaning: FieldMeaning
    /// The values, in the order of their rows; none where a correction took them away.
    public var entries: [HeadEntry]
    /// The act that gave them; after a correction still the act that was corrected; zero where
    /// the heading of the opening gave them.
    public var writer: ActID
    /// When that act happened.
    public var at: Instant
    /// The place of that act among the acts of this head, from 1.
    public var order: UInt32

    /// Makes a slot.
    public init(
        meaning: FieldMeaning, entries: [HeadEntry], writer: ActID, at: Instant, order: UInt32
    ) {
        self.meaning = meaning
        self.entries = entries
        self.writer = writer
        self.at = at
        self.order = order
    }
}

/// A lower level of risk that takes effect once a second person has approved it.
public struct ProposedRisk: Hashable, Sendable {
    /// The act that gave it last, a correction perhaps: what an approval names.
    public let act: ActID
    /// The code of the level.
    public let level: String
    /// When that act happened.
    public let at: Instant
    /// Everybody who wrote it, whoever did so last at the end: none of them approves it.
    public let authors: [MemberID]
}

/// A stage that takes effect once a second person has approved it.
public struct ProposedStage: Hashable, Sendable {
    /// The act that asked for it: what an approval names.
    public let act: ActID
    /// The code of the stage.
    public let stage: String
    /// When that act happened.
    public let at: Instant
    /// Everybody who wrote it: none of them approves it.
    public let authors: [MemberID]
}

/// The latest entry of a file, or of a matter, into a stage.
public struct Passage: Hashable, Sendable {
    /// The code of the stage.
    public var stage: String
    /// When the file entered it.
    public var at: Instant

    /// Makes a passage.
    public init(stage: String, at: Instant) {
        self.stage = stage
        self.at = at
    }
}

/// Something inside a file that has a life of its own: a referral, an urgent measure, a stay.
public struct Matter: Hashable, Sendable {
    /// The act that began it.
    public var act: ActID
    /// The code of its track.
    public var track: String
    /// The stages that it entered, each at its latest entry, the present one last.
    public var passages: [Passage]
    /// The values of its acts, in the order of their meanings' numbers.
    public var slots: [HeadSlot]

    /// Makes a matter.
    public init(act: ActID, track: String, passages: [Passage] = [], slots: [HeadSlot] = []) {
        self.act = act
        self.track = track
        self.passages = passages
        self.slots = slots
    }

    /// Its stage.
    public var stage: String? { passages.last?.stage }
}

/// The acts of one class of a file, folded: what lists and guards need without opening acts.
///
/// It is made from the parts of its class alone, so it can be rebuilt from that class's
/// envelopes. All classes have one shape; what differs is which meanings occur.
public struct HeadPart: Hashable, Sendable {
    /// The class.
    public var dataClass: DataClass
    /// How many parts were folded.
    public var actCount: UInt32
    /// When the file was opened, by the event; nil where the opening lies in another class.
    public var openedAt: Instant?
    /// The latest event.
    public var lastActAt: Instant?
    /// The stages that the file entered on the tracks of the class, each at its latest entry, the
    /// latest one last.
    public var passages: [Passage]
    /// The values kept, in the order of their meanings' numbers.
    public var slots: [HeadSlot]
    /// The matters of the class, in the order in which they began.
    public var matters: [Matter]
    /// What indicators may count, in the order in which it was written.
    public var happenings: [Happening]
    /// The mark of the codes by which happenings were noted; 0 before the first act.
    public var countedMark: UInt32

    /// Makes the head of a class before any act.
    public init(_ dataClass: DataClass) {
        self.dataClass = dataClass
        self.actCount = 0
        self.openedAt = nil
        self.lastActAt = nil
        self.passages = []
        self.slots = []
        self.matters = []
        self.happenings = []
        self.countedMark = 0
    }

    /// The stage of the file, in a class that has one track; nil before the first.
    public var stage: String? { passages.last?.stage }

    /// Since when the file is in its stage.
    public var stageSince: Instant? { passages.last?.at }

    /// The latest entry on a track.
    public func passage(on track: Track) -> Passage? {
        passages.last { passage in track.stages.contains { $0.code == passage.stage } }
    }

    /// The matter that an act began.
    public func matter(_ act: ActID) -> Matter? { matters.first { $0.act == act } }

    /// The slot of a meaning.
    public func slot(_ meaning: FieldMeaning) -> HeadSlot? {
        for place in slots.indices where slots[place].meaning == meaning { return slots[place] }
        return nil
    }

    /// The values of a meaning, in the order of their rows.
    public func values(_ meaning: FieldMeaning) -> [Value] {
        slot(meaning)?.entries.map(\.value) ?? []
    }

    /// The texts of a meaning.
    public func texts(_ meaning: FieldMeaning) -> [String] {
        values(meaning).compactMap { if case .text(let text) = $0 { text } else { nil } }
    }

    /// The first value of a meaning, which an index asks for often: no list is made for it.
    private func first(_ meaning: FieldMeaning) -> Value? {
        for place in slots.indices where slots[place].meaning == meaning {
            return slots[place].entries.first?.value
        }
        return nil
    }

    /// The first text of a meaning.
    public func text(_ meaning: FieldMeaning) -> String? {
        if case .text(let text) = first(meaning) { text } else { nil }
    }

    /// The first code of a meaning: a choice or a territory.
    public func code(_ meaning: FieldMeaning) -> String? {
        switch first(meaning) {
        case .choice(let code), .territory(let code): code
        case .choices(let codes): codes.first
        default: nil
        }
    }

    /// The flag of a meaning.
    public func flag(_ meaning: FieldMeaning) -> Bool? {
        if case .flag(let flag) = first(meaning) { flag } else { nil }
    }

    /// The date of a meaning.
    public func date(_ meaning: FieldMeaning) -> CivilDate? {
        if case .date(let date) = first(meaning) { date } else { nil }
    }

    /// The member of a meaning.
    public func member(_ meaning: FieldMeaning) -> MemberID? {
        if case .member(let member) = first(meaning) { member } else { nil }
    }

    /// The organisation of a meaning.
    public func organisation(_ meaning: FieldMeaning) -> OrganisationID? {
        if case .organisation(let organisation) = first(meaning) { organisation } else { nil }
    }

    /// The number of the file: in class identity a child's, in class social that of another kind.
    public var fileNumber: FileNumber? {
        (text(.fileNumber) ?? text(.recordNumber)).flatMap { FileNumber($0) }
    }

    /// The member who answers for the file.
    public var referent: MemberID? { member(.referent) }

    /// The organisation that answers for the file.
    public var responsibleOrganisation: OrganisationID? {
        organisation(.responsibleOrganisation)
    }

    /// When that organisation took the file up.
    public var takenUpAt: Instant? { slot(.responsibleOrganisation)?.at }

    /// The code of the level of risk that stands.
    public var risk: String? { code(.risk) }

    /// The lower level of risk that waits for a second person; nil where none does.
    public var proposedRisk: ProposedRisk? {
        guard let level = code(.proposedRisk), let authors = slot(.proposedRiskAuthor) else {
            return nil
        }
        return ProposedRisk(
            act: authors.writer, level: level, at: authors.at,
            authors: authors.entries.compactMap {
                if case .member(let member) = $0.value { member } else { nil }
            })
    }

    /// The stage that waits for a second person; nil where none does.
    public var proposedStage: ProposedStage? {
        guard let stage = code(.proposedStage), let authors = slot(.proposedStageAuthor) else {
            return nil
        }
        return ProposedStage(
            act: authors.writer, stage: stage, at: authors.at,
            authors: authors.entries.compactMap {
                if case .member(let member) = $0.value { member } else { nil }
            })
    }

    /// Tells whether the child needs help at once: by the stage, or by the last report.
    public func isUrgent(_ definition: CircuitDefinition) -> Bool {
        definition.stage(stage, means: .urgent)
            || definition.meaning(ofItem: code(.danger), for: .danger) == .dangerNow
    }

    /// The codes of the target categories, the principal one first.
    public var categories: [String] {
        guard let slot = slot(.category) else { return [] }
        let principal = self.slot(.principalCategory)?.entries.first { $0.value == .flag(true) }
        let sorted =
            slot.entries.filter { $0.row == principal?.row }
            + slot.entries.filter { $0.row != principal?.row }
        return sorted.compactMap { if case .choice(let code) = $0.value { code } else { nil } }
    }
}

/// The head parts of a file, of the classes that are at hand.
public struct Heads: Hashable, Sendable {
    private var parts: [HeadPart] = []

    /// Makes heads of a file without acts.
    public init() {}

    /// Makes heads of the parts at hand; of two parts of one class the last stands.
    public init(_ parts: [HeadPart]) { for part in parts { self[part.dataClass] = part } }

    /// The part of a class, or nil where it is not at hand or no act touched the class.
    public subscript(_ dataClass: DataClass) -> HeadPart? {
        get { place(of: dataClass).map { parts[$0] } }
        set {
            // They are read from the store in their order.
            if let newValue, parts.last?.dataClass.rawValue ?? 0 < dataClass.rawValue {
                return parts.append(newValue)
            }
            parts.removeAll { $0.dataClass == dataClass }
            guard let newValue else { return }
            let place = parts.firstIndex { $0.dataClass.rawValue > dataClass.rawValue }
            parts.insert(newValue, at: place ?? parts.endIndex)
        }
    }

    /// Where the part of a class lies; looked up in place, for a part is costly to copy.
    private func place(of dataClass: DataClass) -> Int? {
        for place in parts.indices where parts[place].dataClass == dataClass { return place }
        return nil
    }

    /// The parts, in the order of the classes' numbers.
    public var all: [HeadPart] { parts }

    /// The stage of the file on the track of social protection.
    public var stage: String? { place(of: .social).flatMap { parts[$0].stage } }

    /// The stage of the file on a track.
    public func stage(on track: Track) -> String? {
        self[track.dataClass]?.passage(on: track)?.stage ?? track.unbegun?.code
    }

    /// The stage from which an act would move: that of the matter where it names one, none where
    /// it begins one, that of the file on the track of the stage to which it moves otherwise.
    public func origin(
        to stage: String?, matter: ActID?, _ definition: CircuitDefinition
    ) -> String? {
        guard let track = stage.flatMap({ definition.track(ofStage: $0) }) else {
            return self.stage
        }
        guard track.meaning.isOfMatters else { return self.stage(on: track) }
        return matter.flatMap { self[track.dataClass]?.matter($0) }?.stage
    }

    /// Folds a part into the head of its class, which it makes where it is the first.
    public mutating func fold(_ part: ActPart, _ definition: CircuitDefinition) {
        var head = self[part.dataClass] ?? HeadPart(part.dataClass)
        head.fold(part, definition)
        self[part.dataClass] = head
    }

    /// Folds every part of an act.
    public mutating func fold(_ act: Act, _ definition: CircuitDefinition) {
        for part in act.split(definition) { fold(part, definition) }
    }
}
