public import Basics

/// What an act does.
public enum ActKind: UInt8, CaseIterable, Hashable, Sendable {
    /// Opens a file.
    case opening = 1
    /// Fills a form and leaves the stage as it is.
    case form = 2
    /// Moves the file to another stage, with or without a form.
    case transition = 3
    /// Replaces the values of an earlier act.
    case correction = 4
    /// Puts the lower level of risk, or the stage, that an earlier act proposed in force; the
    /// daemon alone writes it, when a second person has approved.
    case approval = 5
}

/// What an act is, without what it says; it is sealed in the home class of the act alone.
public struct Heading: Hashable, Sendable {
    /// What the act does.
    public var kind: ActKind
    /// The code of the form, or nil for an act without one.
    public var form: String?
    /// The version of the form, or 0 for an act without one.
    public var formVersion: UInt16
    /// The number of the definition under which the act was written.
    public var definitionVersion: UInt32
    /// The stage that the author saw, or nil at opening.
    public var from: String?
    /// The stage to which the act moves the file, or nil where it stays.
    public var to: String?
    /// When it happened.
    public var eventAt: Instant
    /// When it was entered.
    public var enteredAt: Instant
    /// Who wrote it.
    public var author: MemberID
    /// For which organisation it was written.
    public var organisation: OrganisationID
    /// The act whose values a correction replaces: the first one, never another correction.
    public var corrects: ActID?
    /// The act that proposed what an approval puts in force; it may be a correction.
    public var approves: ActID?
    /// The matter that the act moves, by the act that began it; nil where it moves the file, or
    /// begins a matter of its own.
    public var matter: ActID?
    /// Why; empty where nothing was asked.
    public var reason: String
    /// Where it was written, with author and organisation zero; nil where it was written here.
    public var origin: Origin?

    /// Makes a heading.
    public init(
        kind: ActKind, form: String? = nil, formVersion: UInt16 = 0, definitionVersion: UInt32,
        from: String? = nil, to: String? = nil, eventAt: Instant, enteredAt: Instant,
        author: MemberID, organisation: OrganisationID, corrects: ActID? = nil,
        approves: ActID? = nil, matter: ActID? = nil, reason: String = "",
        origin: Origin? = nil
    ) {
        self.kind = kind
        self.form = form
        self.formVersion = formVersion
        self.definitionVersion = definitionVersion
        self.from = from
        self.to = to
        self.eventAt = eventAt
        self.enteredAt = enteredAt
        self.author = author
        self.organisation = organisation
        self.corrects = corrects
        self.approves = approves
        self.matter = matter
        self.reason = reason
        self.origin = origin
    }
}

/// Where an act was written that came from another province.
public struct Origin: Hashable, Sendable {
    /// The code of the province.
    public var province: String
    /// The code of the role in which it was written; empty where that is not known.
    public var function: String

    /// Names an origin.
    public init(province: String, function: String) {
        self.province = province
        self.function = function
    }
}

/// Something that happened to a child, as one person wrote it.
public struct Act: Hashable, Sendable {
    /// Its identifier, which every part of it bears.
    public var id: ActID
    /// What it is.
    public var heading: Heading
    /// What it says.
    public var values: [FieldValue]
    /// What a referral tells the service: fields of other forms as they stood when it was written,
    /// each chosen by its author and sealed in its own class.
    public var extract: [FieldValue]

    /// Makes an act.
    public init(
        id: ActID, heading: Heading, values: [FieldValue] = [], extract: [FieldValue] = []
    ) {
        self.id = id
        self.heading = heading
        self.values = values
        self.extract = extract
    }

    /// The act with its text in the form in which it is kept; a blank text is no value.
    public func normalised() -> Act {
        var act = self
        act.heading.reason = TextNormaliser.normalise(heading.reason)
        act.values = Self.normalised(values)
        act.extract = Self.normalised(extract)
        return act
    }
}

extension Act {
    private static func normalised(_ values: [FieldValue]) -> [FieldValue] {
        values.compactMap { value in
            guard case .text(let text) = value.value else { return value }
            let normal = TextNormaliser.normalise(text)
            return normal.isEmpty
                ? nil : FieldValue(value.field, row: value.row, .text(normal))
        }
    }
}

/// What an act says in one class, with its heading in the home class alone: what is sealed.
///
/// The act's id, the time of the event and the act that it replaces stand in every part, so that
/// the head of a class can be folded from the parts of that class alone.
public struct ActPart: Hashable, Sendable {
    /// The act.
    public var act: ActID
    /// The class.
    public var dataClass: DataClass
    /// When it happened.
    public var eventAt: Instant
    /// The act whose values this one replaces.
    public var corrects: ActID?
    /// What the act is; nil outside its home class.
    public var heading: Heading?
    /// What the act says in this class.
    public var values: [FieldValue]
    /// What it tells a service in this class; no head keeps it.
    public var extract: [FieldValue]

    /// Makes a part.
    public init(
        act: ActID, dataClass: DataClass, eventAt: Instant, corrects: ActID? = nil,
        heading: Heading? = nil, values: [FieldValue] = [], extract: [FieldValue] = []
    ) {
        self.act = act
        self.dataClass = dataClass
        self.eventAt = eventAt
        self.corrects = corrects
        self.heading = heading
        self.values = values
        self.extract = extract
    }
}

extension Act {
    /// The class in which the act keeps its heading: that of its form, without one that of the track
    /// on which it moves, and social without either.
    public func homeClass(_ definition: CircuitDefinition) -> DataClass {
        heading.form.flatMap { definition.form($0) }?.homeClass
            ?? heading.to.flatMap { definition.track(ofStage: $0) }?.dataClass ?? .social
    }

    /// The classes that the act touches, its home class among them.
    public func classes(_ definition: CircuitDefinition) -> ClassSet {
        says(definition).union(copies(definition))
    }

    /// The classes in which the act says something, its home class among them.
    public func says(_ definition: CircuitDefinition) -> ClassSet {
        Self.classes(of: values, definition).union(ClassSet(homeClass(definition)))
    }

    /// The stage at which the act begins a matter, or the judicial track, without naming it; nil
    /// where it begins none so.
    ///
    /// A correction of an act that began a matter counts: it says anew to whom the matter goes.
    public func begins(_ definition: CircuitDefinition) -> String? {
        if heading.kind == .form, let stage = heading.form.flatMap({ definition.transmitting($0) })
        {
            return stage.code
        }
        guard heading.matter == nil,
            [.form, .transition, .correction].contains(heading.kind),
            let track = heading.form.flatMap({ definition.begins($0) })
                .flatMap({ definition.track($0) }),
            !track.stages.contains(where: { $0.code == heading.to })
        else { return nil }
        return track.opening?.code
    }

    /// The classes of which the act copies something for a service.
    public func copies(_ definition: CircuitDefinition) -> ClassSet {
        Self.classes(of: extract, definition)
    }

    private static func classes(
        of values: [FieldValue], _ definition: CircuitDefinition
    ) -> ClassSet {
        values.compactMap { definition.traits($0.field)?.dataClass }
            .reduce(into: []) { $0.insert(ClassSet($1)) }
    }

    /// One part for each class that the act touches, in the order of the classes' numbers.
    ///
    /// A value whose field the definition does not know goes to the home class; a check refuses
    /// such an act before it is sealed.
    public func split(_ definition: CircuitDefinition) -> [ActPart] {
        let home = homeClass(definition)
        return classes(definition).classes.map { dataClass in
            ActPart(
                act: id, dataClass: dataClass, eventAt: heading.eventAt,
                corrects: heading.corrects, heading: dataClass == home ? heading : nil,
                values: values.filter { value in
                    (definition.traits(value.field)?.dataClass ?? home) == dataClass
                },
                extract: extract.filter { value in
                    (definition.traits(value.field)?.dataClass ?? home) == dataClass
                })
        }
    }
}

/// What a reader sees of an act: the parts of the classes that were opened.
public struct PartialAct: Hashable, Sendable {
    /// The act.
    public var id: ActID
    /// When it happened.
    public var eventAt: Instant
    /// The act whose values this one replaces.
    public var corrects: ActID?
    /// What it is; nil where its home class was not opened.
    public var heading: Heading?
    /// What it says in the classes that were opened, in the order of their fields.
    public var values: [FieldValue]
    /// What it tells a service in the classes that were opened.
    public var extract: [FieldValue]
    /// The classes that were opened.
    public var classes: ClassSet

    /// Joins the parts of one act; nil for no part, or for parts of different acts.
    public init?(_ parts: [ActPart], definition: CircuitDefinition) {
        guard let first = parts.first, parts.allSatisfy({ $0.act == first.act }) else {
            return nil
        }
        id = first.act
        eventAt = first.eventAt
        corrects = first.corrects
        heading = parts.lazy.compactMap(\.heading).first
        classes = parts.reduce(into: []) { $0.insert(ClassSet($1.dataClass)) }
        values = Self.ordered(parts.flatMap(\.values), definition)
        extract = Self.ordered(parts.flatMap(\.extract), definition)
    }

    /// Sorts by the forms' order and theirs of fields, unknown ones last, and inside a field by row.
    static func ordered(_ values: [FieldValue], _ definition: CircuitDefinition) -> [FieldValue] {
        let placed = values.enumerated().map { offset, value in
            // What an extract says of several forms is told form by form.
            (place: definition.fieldPlace(value.field) ?? .max, row: value.row, offset: offset)
        }
        // An act of one class is sealed in this order.
        let isOrdered = zip(placed, placed.dropFirst()).allSatisfy { $0 < $1 }
        return isOrdered ? values : placed.sorted { $0 < $1 }.map { values[$0.offset] }
    }

    /// The whole act, where its heading is there; values of classes that were not opened lack.
    public var act: Act? {
        heading.map { Act(id: id, heading: $0, values: values, extract: extract) }
    }
}
