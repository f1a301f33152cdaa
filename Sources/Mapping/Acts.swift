public import Basics
public import Circuit
public import Messages

extension WireHeading {
    /// The heading as it stands on the wire and in envelopes.
    public init(_ heading: Heading) {
        self.init()
        kind = WireActKind(heading.kind)
        form = heading.form ?? ""
        formVersion = UInt32(heading.formVersion)
        definitionVersion = heading.definitionVersion
        fromStage = heading.from ?? ""
        toStage = heading.to ?? ""
        eventAtMs = heading.eventAt.milliseconds
        enteredAtMs = heading.enteredAt.milliseconds
        author = heading.author.blob
        organisation = heading.organisation.blob
        if let corrected = heading.corrects { corrects = corrected.blob }
        if let approved = heading.approves { approves = approved.blob }
        if let moved = heading.matter { matter = moved.blob }
        reason = heading.reason
        if let from = heading.origin {
            origin.province = from.province
            origin.function = from.function
        }
    }
}

extension Heading {
    /// Reads a heading; nil for an unknown kind, a wrong identifier or a version out of range.
    public init?(wire: WireHeading) {
        guard let kind = ActKind(wire: wire.kind),
            let formVersion = UInt16(exactly: wire.formVersion),
            let author = MemberID(blob: wire.author),
            let organisation = OrganisationID(blob: wire.organisation),
            let corrects = OptionalAct(wire.corrects), let approves = OptionalAct(wire.approves),
            let matter = OptionalAct(wire.matter)
        else { return nil }
        self.init(
            kind: kind, form: wire.form.ifAny, formVersion: formVersion,
            definitionVersion: wire.definitionVersion, from: wire.fromStage.ifAny,
            to: wire.toStage.ifAny, eventAt: Instant(milliseconds: wire.eventAtMs),
            enteredAt: Instant(milliseconds: wire.enteredAtMs), author: author,
            organisation: organisation, corrects: corrects.act, approves: approves.act,
            matter: matter.act, reason: wire.reason,
            origin: wire.hasOrigin
                ? Origin(province: wire.origin.province, function: wire.origin.function) : nil)
    }
}

extension WireActKind {
    /// The kind as it stands on the wire.
    init(_ kind: ActKind) {
        self =
            switch kind {
            case .opening: .opening
            case .form: .form
            case .transition: .transition
            case .correction: .correction
            case .approval: .approval
            }
    }
}

extension ActKind {
    /// Reads a kind; nil for none and for one of a later version.
    init?(wire: WireActKind) {
        switch wire {
        case .opening: self = .opening
        case .form: self = .form
        case .transition: self = .transition
        case .correction: self = .correction
        case .approval: self = .approval
        case .unspecified, .UNRECOGNIZED: return nil
        }
    }
}

/// The place of an act's identifier that may be empty.
struct OptionalAct {
    let act: ActID?

    /// Reads the place; nil where it holds anything but nothing or 16 bytes.
    init?(_ bytes: some Collection<UInt8>) {
        act = ActID(bytes)
        guard act != nil || bytes.isEmpty else { return nil }
    }
}

extension WireActPart {
    /// The plaintext of an envelope; the class stands in the envelope's header.
    public init(_ part: ActPart) {
        self.init()
        act = part.act.blob
        eventAtMs = part.eventAt.milliseconds
        if let corrected = part.corrects { corrects = corrected.blob }
        if let heading = part.heading { self.heading = WireHeading(heading) }
        values = part.values.map(WireFieldValue.init)
        extract = part.extract.map(WireFieldValue.init)
    }
}

extension ActPart {
    /// Reads the plaintext of an envelope of a class; nil where anything of it is wrong.
    public init?(wire: WireActPart, dataClass: DataClass) {
        guard let act = ActID(blob: wire.act), let corrects = OptionalAct(wire.corrects),
            let values = wire.values.all(FieldValue.init(wire:)),
            let extract = wire.extract.all(FieldValue.init(wire:))
        else { return nil }
        var heading: Heading?
        if wire.hasHeading {
            heading = Heading(wire: wire.heading)
            guard heading != nil else { return nil }
        }
        self.init(
            act: act, dataClass: dataClass, eventAt: Instant(milliseconds: wire.eventAtMs),
            corrects: corrects.act, heading: heading, values: values, extract: extract)
    }
}

/// What a reader sees of an act, with its place in the file.
public struct SequencedAct: Hashable, Sendable {
    /// The place of the act in its file, from 1.
    public var sequence: UInt64
    /// The act, as far as it was opened.
    public var act: PartialAct

    /// Joins a place and an act.
    public init(sequence: UInt64, act: PartialAct) {
        self.sequence = sequence
        self.act = act
    }
}

extension WirePartialAct {
    /// The act as it is answered.
    public init(_ act: PartialAct, sequence: UInt64) {
        self.init()
        self.act = act.id.blob
        self.sequence = sequence
        eventAtMs = act.eventAt.milliseconds
        if let corrected = act.corrects { corrects = corrected.blob }
        if let heading = act.heading { self.heading = WireHeading(heading) }
        values = act.values.map(WireFieldValue.init)
        extract = act.extract.map(WireFieldValue.init)
        classes = UInt32(act.classes.rawValue)
    }
}

extension SequencedAct {
    /// Reads an answered act; nil where anything of it is wrong or its place is 0.
    public init?(wire: WirePartialAct) {
        var part = WireActPart()
        part.act = wire.act
        part.eventAtMs = wire.eventAtMs
        part.corrects = wire.corrects
        if wire.hasHeading { part.heading = wire.heading }
        part.values = wire.values
        part.extract = wire.extract
        // The class of the part that is made here is overwritten with all classes that came.
        guard wire.sequence > 0, let classes = ClassSet(wire: wire.classes),
            let whole = ActPart(wire: part, dataClass: .social),
            var act = PartialAct([whole], definition: CircuitDefinition(CircuitDefinition.Parts()))
        else { return nil }
        act.classes = classes
        act.values = whole.values
        act.extract = whole.extract
        self.init(sequence: wire.sequence, act: act)
    }
}

extension ClassSet {
    /// Reads a set of classes; nil where a bit names no class.
    public init?(wire: UInt32) {
        guard let bits = UInt8(exactly: wire) else { return nil }
        let known = DataClass.allCases.reduce(into: ClassSet()) { $0.insert(ClassSet($1)) }
        self.init(rawValue: bits)
        guard isSubset(of: known) else { return nil }
    }
}
