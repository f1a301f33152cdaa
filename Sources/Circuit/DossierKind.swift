import Basics

/// Of what kind a file is.
public enum DossierKind: Hashable, Sendable {
    /// A child's.
    case child
    /// Another kind, by the code of the track that its stages lie on; empty where the definition
    /// knows that track no more, so that nobody's right reaches the file.
    case record(String)
}

extension CircuitDefinition {
    /// The kind of a code: that of a track of records, or of the social track for a child's file.
    public func kind(_ code: String) -> DossierKind? {
        track(code).flatMap { Self.kind($0) }
    }

    /// The kind of the files that may stand at a stage; nil for a stage of matters.
    public func kind(ofStage stage: String) -> DossierKind? {
        track(ofStage: stage).flatMap { track in
            track.meaning.isOfMatters ? nil : Self.kind(track) ?? .child
        }
    }

    /// The kinds of files to which a form belongs, or on which matters of a track are begun.
    func kinds(_ codes: [String]) -> Set<DossierKind> {
        codes.isEmpty ? [.child] : Set(codes.compactMap { kind($0) })
    }

    /// The kinds of files that may stand at the stages of a track, or whose matters may.
    public func kinds(on track: Track) -> Set<DossierKind> {
        track.meaning.isOfMatters ? kinds(track.kinds) : [Self.kind(track) ?? .child]
    }

    /// The kinds of files to which a form belongs.
    public func kinds(ofForm form: Form) -> Set<DossierKind> { kinds(form.kinds) }

    /// Whether acts with a form belong to files of a kind.
    public func form(_ form: Form, fits kind: DossierKind) -> Bool {
        kinds(form.kinds).contains(kind)
    }

    /// Whether files of a kind, or matters of theirs, may stand at the stages of a track.
    public func track(_ track: Track, fits kind: DossierKind) -> Bool {
        kinds(on: track).contains(kind)
    }

    /// The tracks of the kinds of files that are no child's.
    public var recordTracks: [Track] { parts.tracks.filter { $0.meaning == .record } }

    /// The forms that open files of another kind than a child's, each at an opening stage of its
    /// track.
    public func founding(_ track: Track) -> [Form] {
        track.stages.filter { $0.meanings.contains(.opens) }.flatMap(\.entryForms)
            .compactMap { form($0) }.filter { $0.meaning == .founds }
    }

    /// The stage at which a file begins that is opened with a form; nil for a form that opens none.
    public func openingStage(of form: Form) -> Stage? {
        switch form.meaning {
        case .opens: track(meaning: .social)?.opening
        case .founds:
            recordTracks.filter { self.form(form, fits: .record($0.code)) }.flatMap(\.stages)
                .first { $0.meanings.contains(.opens) && $0.entryForms.contains(form.code) }
        default: nil
        }
    }

    private static func kind(_ track: Track) -> DossierKind? {
        switch track.meaning {
        case .social: .child
        case .record: .record(track.code)
        default: nil
        }
    }
}

extension CircuitDefinition {
    /// The field that says something in a file of another kind than a child's: of several the one
    /// whose form belongs to a stage at which the file was.
    public func field(meaning: FieldMeaning, inRecord social: HeadPart) -> Field? {
        let kind = social.kind(self)
        let passed = Set(social.passages.map(\.stage))
        let forms = parts.forms.filter { form($0, fits: kind) }
        let ordered =
            forms.filter { !passed.isDisjoint(with: $0.stages) }
            + forms.filter { passed.isDisjoint(with: $0.stages) }
        return ordered.lazy.flatMap(\.fields).first { $0.meaning == meaning }
    }
}

/// How many of those were present whose presence was written down.
public struct Quorum: Hashable, Sendable {
    /// How many were present, or another in their place.
    public let present: Int
    /// How many members there are.
    public let members: Int
    /// How many have to be present; nil where whoever called the session has not said it.
    public let needed: Int?

    /// Whether enough were present; nil where nobody has said how many that is.
    public var isReached: Bool? { needed.map { present >= $0 } }
}

extension HeadPart {
    /// How many members of a committee came to its session; nil where nobody has said it.
    ///
    /// A line of the list is a seat, so an alternate counts for the member in whose place he came. No text
    /// says how many it takes, so nothing turns on it.
    public func quorum(_ definition: CircuitDefinition) -> Quorum? {
        let attended = values(.attendance)
        guard case .number(let members) = values(.seats).first, !attended.isEmpty,
            let field = definition.field(meaning: .attendance), let list = field.list
        else { return nil }
        let present = attended.count { value in
            guard case .choice(let code) = value else { return false }
            return definition.item(code, list: list)?.meaning == .present
        }
        var needed: Int?
        if case .number(let number) = values(.membersNeeded).first {
            needed = Int(clamping: number)
        }
        return Quorum(present: present, members: Int(clamping: members), needed: needed)
    }
}

extension HeadPart {
    /// Of what kind the file is, as class social tells: by its stage.
    public func kind(_ definition: CircuitDefinition) -> DossierKind {
        let track = stage.flatMap { definition.track(ofStage: $0) }
        if let track, track.meaning == .record { return .record(track.code) }
        return slot(.recordNumber) == nil ? .child : .record("")
    }
}

extension Heads {
    /// Of what kind the file is; a child's where class social is not at hand.
    public func kind(_ definition: CircuitDefinition) -> DossierKind {
        self[.social]?.kind(definition) ?? .child
    }
}

extension FieldMeaning {
    /// Whether it may stand in a form for files of another kind than a child's.
    ///
    /// What else a head keeps in class social tells of a child, and would be taken for that.
    public var suitsRecords: Bool {
        switch self {
        case .taskText, .taskOwner, .taskDue, .recordReference: true
        default: isOfRecords
        }
    }

    /// Whether it tells who answers for a file, of whichever kind.
    public var isAssigned: Bool { self == .referent || self == .responsibleOrganisation }

    /// Whether it tells of a file of another kind than a child's, and of nothing else.
    public var isOfRecords: Bool {
        switch self {
        case .recordNumber, .recordTitle, .recordDate, .recordCommune, .recordSector, .seats,
            .membersNeeded, .attendance, .recordStanding, .recordPerson, .recordAlternate:
            true
        default: false
        }
    }

    /// Whether a field of it holds the number of the file itself, which the daemon gives.
    public var isOwnNumber: Bool { self == .fileNumber || self == .recordNumber }
}
