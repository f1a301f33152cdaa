public import Basics

/// Which files a role reaches.
public enum Scope: String, CaseIterable, Hashable, Sendable {
    /// No file.
    case none
    /// No file, but published figures.
    case aggregate
    /// Files whose referent is the member or whose organisation is the member's.
    case own
    /// Files whose organisation is the member's.
    case unit
    /// Every file of the province.
    case province
    /// Files that the member's organisation took up within the last 24 hours.
    case recent
    /// Files with an open referral that is addressed to the member's organisation.
    case referral
    /// Files of children who are placed in the member's establishment.
    case placement
    /// Files that were transmitted to the member's prosecutor.
    case transmission
    /// Files of which the member's court is seized.
    case seizure
    /// Files on which the member's bureau was asked for an inquiry or a follow-up.
    case inquiry
    /// Files on the table of a motivated case conference at which the member is present.
    case conference

    /// Whether there are files in it at all.
    public var reachesFiles: Bool { self != .none && self != .aggregate }

    /// Whether a role may begin a file in it: the others are ties to a file that exists.
    public var beginsFiles: Bool {
        switch self {
        case .own, .unit, .province, .recent: true
        case .none, .aggregate, .referral, .placement, .transmission, .seizure, .inquiry,
            .conference:
            false
        }
    }
}

/// How far a role reads a class.
public enum ReadRule: String, CaseIterable, Hashable, Sendable {
    /// Not at all.
    case none
    /// Only acts that the member wrote.
    case ownActs = "own_acts"
    /// Only acts that are addressed to the member's organisation: a referral and its answers.
    case addressed
    /// Only with a reason, which stands in the log.
    case motivated
    /// Whatever lies in scope.
    case full
}

/// What a role may do with one class: one cell of the access matrix.
public struct AccessCell: Hashable, Sendable {
    /// The class.
    public let dataClass: DataClass
    /// Whether acts of the class may be created.
    public let create: Bool
    /// How far the class may be read.
    public let read: ReadRule
    /// Whether acts of the class may be corrected, or added to a file that exists.
    public let update: Bool
    /// Which files the cell is for, where these are others than the role's.
    public let scope: Scope?

    /// Makes a cell.
    public init(
        dataClass: DataClass, create: Bool, read: ReadRule, update: Bool, scope: Scope? = nil
    ) {
        self.dataClass = dataClass
        self.create = create
        self.read = read
        self.update = update
        self.scope = scope
    }
}

/// What a role may do with files of one kind that is no child's.
public struct RecordCell: Hashable, Sendable {
    /// The code of the kind.
    public let kind: String
    /// Whether such files may be opened, and acts added to them.
    public let create: Bool
    /// Whether they may be read.
    public let read: Bool
    /// Whether acts may be added to them, or corrected.
    public let update: Bool
    /// Which of them the cell is for.
    public let scope: Scope
    /// The codes of the only forms that may be filled, of whichever stage; empty for all of them.
    public let forms: [String]

    /// Makes a cell.
    public init(
        kind: String, create: Bool, read: Bool, update: Bool, scope: Scope = .province,
        forms: [String] = []
    ) {
        self.kind = kind
        self.create = create
        self.read = read
        self.update = update
        self.scope = scope
        self.forms = forms
    }
}

extension CircuitDefinition {
    /// Whether some of these roles may fill a form in files of a kind that is no child's.
    public func fills(_ form: Form, by roles: [String], in kind: DossierKind) -> Bool {
        guard case .record(let code) = kind else { return false }
        return roles.compactMap { role($0) }.flatMap(\.records).contains { cell in
            cell.kind == code && (cell.create || cell.update)
                && (cell.forms.isEmpty || cell.forms.contains(form.code))
        }
    }

    /// The classes in which some of these roles may write in files of a kind: of the others nothing
    /// is asked of who holds them.
    public func writable(by roles: [String], in kind: DossierKind = .child) -> ClassSet {
        if case .record(let code) = kind {
            let cells = roles.compactMap { role($0) }.flatMap(\.records)
            return cells.contains { $0.kind == code && ($0.create || $0.update) } ? .social : []
        }
        return roles.compactMap { role($0) }.flatMap(\.cells).filter { $0.create || $0.update }
            .reduce(into: []) { $0.insert(ClassSet($1.dataClass)) }
    }

    /// The codes of the kinds of files, other than a child's, that some of these roles may read.
    public func readableKinds(by roles: [String]) -> Set<String> {
        Set(roles.compactMap { role($0) }.flatMap(\.records).filter(\.read).map(\.kind))
    }

    /// Whether some of these roles reads something of a file, if only what he wrote or is told.
    public func reads(_ roles: [String]) -> Bool {
        roles.compactMap { role($0) }.flatMap(\.cells).contains { $0.read != .none }
    }

    /// The classes in which some of these roles answer what is addressed to them.
    public func answerable(by roles: [String]) -> ClassSet {
        let answers = roles.compactMap { role($0) }.contains { role in
            role.cells.contains { cell in
                cell.dataClass == .social && cell.read == .addressed
                    && (cell.scope ?? role.scope) == .referral
            }
        }
        return answers ? .social : []
    }

    /// The classes at home in which some of these roles may write a form: not one of which the role
    /// reads its own acts alone.
    public func homes(of roles: [String]) -> ClassSet {
        roles.compactMap { role($0) }.flatMap(\.cells)
            .filter { ($0.create || $0.update) && $0.read != .ownActs }
            .reduce(into: []) { $0.insert(ClassSet($1.dataClass)) }
    }
}

/// A role: one row of the access matrix.
public struct Role: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// Which files it reaches.
    public let scope: Scope
    /// What it may do with each class; a class that is not named is closed.
    public let cells: [AccessCell]
    /// What it may do with files of other kinds than a child's; a kind that is not named is closed.
    public let records: [RecordCell]
    /// The stages to which it may move a file.
    public let stages: [String]
    /// What else it may do.
    public let abilities: [Ability]

    /// Makes a role.
    public init(
        terms: Terms, scope: Scope, cells: [AccessCell] = [], records: [RecordCell] = [],
        stages: [String] = [], abilities: [Ability] = []
    ) {
        self.terms = terms
        self.scope = scope
        self.cells = cells
        self.records = records
        self.stages = stages
        self.abilities = abilities
    }
}
