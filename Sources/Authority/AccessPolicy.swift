public import Basics
public import Circuit

/// Who may do what, to which class: the access matrix of a definition, ready to be asked.
///
/// It denies whatever no row grants. Each role is a row of bit sets made once, so that a decision
/// costs one lookup a role.
public struct AccessPolicy: Sendable {
    private struct Row: Sendable {
        var scope: Scope
        var validity: Validity
        var creates: ClassSet = []
        var reads: ClassSet = []
        var readsMotivated: ClassSet = []
        var readsOwnActs: ClassSet = []
        var updates: ClassSet = []
        var stages: Set<String> = []
        var abilities: Set<Ability> = []
    }

    private let rows: [String: Row]
    private let assigningForms: Set<String>
    private let forms: Set<String>
    private let stages: Set<String>
    private let offsetSeconds: Int32

    /// Makes the policy of a definition.
    public init(_ definition: CircuitDefinition) {
        var rows: [String: Row] = [:]
        for role in definition.parts.roles where rows[role.code] == nil {
            rows[role.code] = Self.row(role)
        }
        self.rows = rows
        forms = Set(definition.parts.forms.map(\.code))
        assigningForms = Set(
            definition.parts.forms.filter { $0.meaning == .assigns }.map(\.code))
        stages = Set(definition.parts.tracks.flatMap(\.stages).map(\.code))
        offsetSeconds = definition.parts.offsetSeconds
    }

    private static func row(_ role: Role) -> Row {
        var row = Row(scope: role.scope, validity: role.terms.validity)
        row.stages = Set(role.stages)
        row.abilities = Set(role.abilities)
        for cell in role.cells where DataClass.content.contains(cell.dataClass) {
            let dataClass = ClassSet(cell.dataClass)
            if cell.create { row.creates.insert(dataClass) }
            if cell.update { row.updates.insert(dataClass) }
            switch cell.read {
            case .none: break
            case .ownActs: row.readsOwnActs.insert(dataClass)
            case .motivated: row.readsMotivated.insert(dataClass)
            case .full: row.reads.insert(dataClass)
            }
        }
        return row
    }

    /// Decides a request.
    ///
    /// - Parameters:
    ///   - facts: what is known of the file that the request names; nil where there is none, so
    ///     that a file that is absent is refused like one that is out of scope.
    ///   - now: the moment at which the roles must be valid.
    public func decide(
        _ actor: Actor, _ request: Request, facts: FileFacts?, now: Instant
    ) -> Decision {
        let held = rows(of: actor, now: now)
        guard !held.isEmpty else { return .refused(.noRole) }
        switch request {
        case .open(let intent):
            return write(actor, held, intent, file: nil, facts: nil)
        case .append(let file, let intent):
            return write(actor, held, intent, file: file, facts: facts)
        case .read(let file, let wanted, let motivated):
            return read(
                actor, held, file, wanted: wanted, motivated: motivated, facts: facts,
                purpose: .read)
        case .history(let file, let motivated):
            return read(
                actor, held, file, wanted: DataClass.content, motivated: motivated,
                facts: facts, purpose: .history)
        case .search: return browse(actor, held, .search)
        case .list: return browse(actor, held, .list)
        case .identify: return .granted(Permit(actor: actor, purpose: .identify))
        case .definition: return .granted(Permit(actor: actor, purpose: .definition))
        case .checkpoint: return .granted(Permit(actor: actor, purpose: .checkpoint))
        case .invite: return able(actor, held, [.operates, .coordinates], .invite, writes: true)
        case .approve(let asker):
            guard asker != actor.member else { return .refused(.ownRequest) }
            return able(actor, held, [.operates, .coordinates], .approve, writes: true)
        case .devices: return able(actor, held, [.operates, .coordinates], .devices)
        case .revoke: return able(actor, held, [.operates, .coordinates], .revoke, writes: true)
        case .status: return able(actor, held, [.operates, .coordinates], .status)
        case .seal: return able(actor, held, [.operates, .coordinates], .seal, writes: true)
        case .unseal: return able(actor, held, [.operates, .coordinates], .unseal, writes: true)
        case .maintain: return able(actor, held, [.operates], .maintain, writes: true)
        case .ownDevice:
            return .granted(Permit(actor: actor, purpose: .ownDevice, writes: true))
        }
    }

    /// The files that an actor's roles reach, for filtering before a search is scored; a member
    /// who runs the daemon reaches none.
    public func reach(of actor: Actor, now: Instant) -> Reach {
        let held = rows(of: actor, now: now)
        guard !operates(held) else { return Reach(actor: actor, scopes: []) }
        return Reach(
            actor: actor,
            scopes: Set(held.filter { $0.reads.contains(.identity) }.map(\.scope)))
    }

    private func rows(of actor: Actor, now: Instant) -> [Row] {
        let today = CivilDate(now, offsetSeconds: offsetSeconds)
        return actor.roles.compactMap { code in
            guard let row = rows[code], row.validity.holds(on: today) else { return nil }
            return row
        }
    }

    /// Whoever runs the daemon never gets a class, whatever a definition or another role says.
    private func operates(_ held: [Row]) -> Bool {
        held.contains { $0.abilities.contains(.operates) }
    }
}

extension AccessPolicy {
    private func write(
        _ actor: Actor, _ held: [Row], _ intent: ActIntent, file: FileID?, facts: FileFacts?
    ) -> Decision {
        guard !operates(held) else { return .refused(.notGranted) }
        if let form = intent.form, !forms.contains(form) { return .refused(.unknownCode) }
        if let stage = intent.to, !stages.contains(stage) { return .refused(.unknownCode) }
        var reached = held
        if file != nil {
            guard let facts else { return .refused(.outOfScope) }
            reached = held.filter { Reach(actor: actor, scopes: [$0.scope]).includes(facts) }
            guard !reached.isEmpty else { return .refused(.outOfScope) }
        }
        guard !intent.classes.isEmpty, intent.classes.isSubset(of: DataClass.content) else {
            return .refused(.classClosed)
        }
        // One role must carry the whole act: two halves of two roles make no right.
        let writers = reached.filter { row in
            intent.classes.isSubset(of: Self.writable(row, file: file, intent))
        }
        guard !writers.isEmpty else { return .refused(.classClosed) }
        if let form = intent.form, assigningForms.contains(form),
            !writers.contains(where: { $0.abilities.contains(.assigns) })
        {
            return .refused(.notGranted)
        }
        if let stage = intent.to, !writers.contains(where: { $0.stages.contains(stage) }) {
            return .refused(.stageClosed)
        }
        let purpose: Purpose = file == nil ? .open : intent.corrects ? .correct : .append
        return .granted(
            Permit(
                actor: actor, purpose: purpose, file: file, seals: intent.classes,
                writes: true))
    }

    /// The classes in which a role may write this act: a new file needs the right to create, a
    /// correction the right to update, and an addition to a file that exists either of them.
    private static func writable(_ row: Row, file: FileID?, _ intent: ActIntent) -> ClassSet {
        if file == nil { return row.creates }
        return intent.corrects ? row.updates : row.creates.union(row.updates)
    }

    private func read(
        _ actor: Actor, _ held: [Row], _ file: FileID, wanted: ClassSet, motivated: Bool,
        facts: FileFacts?, purpose: Purpose
    ) -> Decision {
        guard !operates(held) else { return .refused(.notGranted) }
        guard let facts else { return .refused(.outOfScope) }
        let reached = held.filter { Reach(actor: actor, scopes: [$0.scope]).includes(facts) }
        guard !reached.isEmpty else { return .refused(.outOfScope) }
        var opens: ClassSet = []
        var own: ClassSet = []
        var withReason: ClassSet = []
        for row in reached {
            opens.formUnion(row.reads)
            own.formUnion(row.readsOwnActs)
            withReason.formUnion(row.readsMotivated)
        }
        if motivated { opens.formUnion(withReason) }
        opens.formIntersection(wanted)
        own.formIntersection(wanted.subtracting(opens))
        guard !opens.isEmpty || !own.isEmpty else {
            let owed = !withReason.isDisjoint(with: wanted)
            return .refused(owed ? .reasonRequired : .classClosed)
        }
        return .granted(
            Permit(actor: actor, purpose: purpose, file: file, opens: opens, opensOwnActs: own))
    }

    private func browse(_ actor: Actor, _ held: [Row], _ purpose: Purpose) -> Decision {
        guard !operates(held) else { return .refused(.notGranted) }
        let readers = held.filter { row in
            row.reads.contains(.identity)
                && (row.scope == .own || row.scope == .unit || row.scope == .province)
        }
        guard !readers.isEmpty else { return .refused(.classClosed) }
        let opens = readers.reduce(into: ClassSet()) { $0.formUnion($1.reads) }
        return .granted(
            Permit(
                actor: actor, purpose: purpose,
                opens: opens.intersection([.identity, .social])))
    }

    private func able(
        _ actor: Actor, _ held: [Row], _ needed: Set<Ability>, _ purpose: Purpose,
        writes: Bool = false
    ) -> Decision {
        guard held.contains(where: { !$0.abilities.isDisjoint(with: needed) }) else {
            return .refused(.notGranted)
        }
        return .granted(Permit(actor: actor, purpose: purpose, writes: writes))
    }
}

/// The files that an actor may find.
public struct Reach: Sendable {
    let actor: Actor
    let scopes: Set<Scope>

    /// Tells whether a file lies within it.
    public func includes(_ facts: FileFacts) -> Bool {
        scopes.contains { scope in
            switch scope {
            case .none, .aggregate: false
            case .own:
                facts.referent == actor.member || facts.organisation == actor.organisation
            case .unit: facts.organisation == actor.organisation
            case .province: true
            }
        }
    }
}
