public import Basics
public import Circuit

/// Who may do what, to which class: the access matrix of a definition, ready to be asked.
///
/// It denies whatever no row grants. Each role is a row of bit sets made once, so that a decision
/// costs one lookup a role.
public struct AccessPolicy: Sendable {
    /// What a role may do with the files of one scope.
    struct Rights: Sendable {
        var creates: ClassSet = []
        var reads: ClassSet = []
        var readsMotivated: ClassSet = []
        var readsOwnActs: ClassSet = []
        var readsAddressed: ClassSet = []
        var updates: ClassSet = []

        mutating func add(_ other: Self) {
            creates.formUnion(other.creates)
            reads.formUnion(other.reads)
            readsMotivated.formUnion(other.readsMotivated)
            readsOwnActs.formUnion(other.readsOwnActs)
            readsAddressed.formUnion(other.readsAddressed)
            updates.formUnion(other.updates)
        }

        mutating func add(_ cell: AccessCell) {
            let dataClass = ClassSet(cell.dataClass)
            if cell.create { creates.insert(dataClass) }
            if cell.update { updates.insert(dataClass) }
            switch cell.read {
            case .none: break
            case .ownActs: readsOwnActs.insert(dataClass)
            case .addressed: readsAddressed.insert(dataClass)
            case .motivated: readsMotivated.insert(dataClass)
            case .full: reads.insert(dataClass)
            }
        }
    }

    struct Row: Sendable {
        var validity: Validity
        var rights: [(scope: Scope, rights: Rights)] = []
        /// What the role may do with files of other kinds than a child's, by the kind's code.
        var records: [String: (scope: Scope, rights: Rights)] = [:]
        /// The only forms that it fills in such files, by the kind's code, where it fills not all.
        var recordForms: [String: Set<String>] = [:]
        var stages: Set<String> = []
        var abilities: Set<Ability> = []

        /// What the role may do with a file; nil where the file lies in none of its scopes.
        func rights(
            _ holder: Holder, _ facts: FileFacts, _ now: Instant
        ) -> Rights? {
            // A child's cells reach no file of another kind, nor the other way round.
            if case .record(let code) = facts.kind {
                guard let cell = records[code], cell.scope.includes(facts, holder, now) else {
                    return nil
                }
                return cell.rights
            }
            var found: Rights?
            for (scope, rights) in rights where scope.includes(facts, holder, now) {
                found = found ?? Rights()
                found?.add(rights)
            }
            return found
        }

        /// What the role may do with a file of a kind that it begins.
        func beginning(_ kind: DossierKind) -> Rights {
            if case .record(let code) = kind { return records[code]?.rights ?? Rights() }
            var found = Rights()
            for (scope, rights) in rights where scope.beginsFiles { found.add(rights) }
            return found
        }

        /// The only forms that the role fills in files of a kind; nil where it fills all.
        func onlyForms(in kind: DossierKind) -> Set<String>? {
            if case .record(let code) = kind { recordForms[code] } else { nil }
        }

        /// Whether it writes anything.
        var writes: Bool {
            (rights.map(\.rights) + records.values.map(\.rights)).contains {
                !$0.creates.union($0.updates).isEmpty
            }
        }
    }

    /// A row, and who holds it in which organisation.
    struct Held {
        let row: Row
        let holder: Holder

        func rights(_ facts: FileFacts, _ now: Instant) -> Rights? {
            row.rights(holder, facts, now)
        }
    }

    let rows: [String: Row]
    let assigningForms: Set<String>
    private let glassForms: Set<String>
    private let backdatingForms: Set<String>
    /// The forms that say who sits in a conference, and until when.
    private let conferenceForms: Set<String>
    /// What says who a child is, and the stages at which files begin.
    private let openingForms: Set<String>
    private let openingStages: Set<String>
    /// The kinds of files, other than a child's, by the stages of their tracks.
    private let recordStages: [String: DossierKind]
    /// Forms that belong to stages beside those of the file, with these stages.
    private let stageForms: [String: Set<String>]
    private let forms: Set<String>
    private let stages: Set<String>
    /// The stage at which a stay in an establishment begins.
    private let stayStage: String?
    private let offsetSeconds: Int32

    /// Makes the policy of a definition.
    public init(_ definition: CircuitDefinition) {
        var rows: [String: Row] = [:]
        for role in definition.parts.roles where rows[role.code] == nil {
            rows[role.code] = Self.row(role)
        }
        self.rows = rows
        forms = Set(definition.parts.forms.map(\.code))
        openingForms = Set(definition.parts.forms.filter { $0.meaning == .opens }.map(\.code))
        openingStages = Set(
            definition.parts.tracks.filter { $0.meaning == .social }.flatMap(\.stages)
                .filter { $0.meanings.contains(.opens) || $0.meanings.contains(.takenOver) }
                .map(\.code))
        recordStages = Dictionary(
            definition.recordTracks.flatMap { track in
                track.stages.map { ($0.code, .record(track.code)) }
            }, uniquingKeysWith: { first, _ in first })
        stageForms = Dictionary(
            definition.parts.forms.compactMap { form in
                let isBeside = form.stages.allSatisfy {
                    definition.track(ofStage: $0)?.meaning != .social
                }
                return form.stages.isEmpty || !isBeside ? nil : (form.code, Set(form.stages))
            }, uniquingKeysWith: { first, _ in first })
        assigningForms = Set(
            definition.parts.forms.filter { $0.meaning == .assigns }.map(\.code))
        glassForms = Set(
            definition.parts.forms.filter {
                $0.meaning == .breaksGlass || $0.meaning == .reviewsGlass
            }.map(\.code))
        backdatingForms = Set(
            definition.parts.forms.filter { $0.meaning == .backdates }.map(\.code))
        conferenceForms = Set(
            definition.parts.forms.filter { form in
                form.fields.contains {
                    $0.meaning == .conferenceMember || $0.meaning == .conferenceUntil
                }
            }.map(\.code))
        stages = Set(definition.parts.tracks.flatMap(\.stages).map(\.code))
        stayStage = definition.track(meaning: .stay)?.opening?.code
        offsetSeconds = definition.parts.offsetSeconds
    }

    private static func row(_ role: Role) -> Row {
        var row = Row(validity: role.terms.validity)
        row.stages = Set(role.stages)
        row.abilities = Set(role.abilities)
        for cell in role.cells where DataClass.content.contains(cell.dataClass) {
            let scope = cell.scope ?? role.scope
            if let index = row.rights.firstIndex(where: { $0.scope == scope }) {
                row.rights[index].rights.add(cell)
            } else {
                var rights = Rights()
                rights.add(cell)
                row.rights.append((scope, rights))
            }
        }
        for cell in role.records {
            var rights = Rights()
            if cell.create { rights.creates = .social }
            if cell.read { rights.reads = .social }
            if cell.update { rights.updates = .social }
            row.records[cell.kind] = (cell.scope, rights)
            if !cell.forms.isEmpty { row.recordForms[cell.kind] = Set(cell.forms) }
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
        if request.opensRecords, actor.secrecyUntil <= now { return .refused(.secrecyDue) }
        switch request {
        case .open(let intent):
            return write(actor, held, intent, file: nil, facts: nil, now: now)
        case .append(let file, let intent):
            return write(actor, held, intent, file: file, facts: facts, now: now)
        case .read(let file, let wanted, let motivated):
            return read(
                actor, held, file, wanted: wanted, motivated: motivated, facts: facts,
                now: now, purpose: .read)
        case .attach(let file): return attach(actor, held, file, facts: facts, now: now)
        case .history(let file, let motivated):
            return read(
                actor, held, file, wanted: DataClass.content, motivated: motivated,
                facts: facts, now: now, purpose: .history)
        case .search: return browse(actor, held, .search)
        case .list: return browse(actor, held, .list)
        case .listRecords: return browseRecords(actor, held)
        case .duplicates: return pairs(actor, held, writes: false)
        case .settleDuplicate: return pairs(actor, held, writes: true)
        case .counts(true): return able(actor, held, [.counts], .figures)
        case .counts(false): return browse(actor, held, .figures)
        case .savedSearches(let writes):
            // Who is told of no file by a list has nothing to keep; what is kept opens nothing.
            if case .refused(let reason) = browse(actor, held, .list) { return .refused(reason) }
            return .granted(Permit(actor: actor, purpose: .list, writes: writes))
        case .referrals:
            guard !operates(held), !Self.services(held).isEmpty else {
                return .refused(.notGranted)
            }
            return .granted(Permit(actor: actor, purpose: .list))
        case .identify: return .granted(Permit(actor: actor, purpose: .identify))
        case .definition: return .granted(Permit(actor: actor, purpose: .definition))
        case .checkpoint: return .granted(Permit(actor: actor, purpose: .checkpoint))
        case .proveLeaf: return able(actor, held, [.audits], .checkpoint)
        case .proveAct(let file):
            guard !operates(held) else { return .refused(.notGranted) }
            // Whose act it is, is found out under the permit.
            guard let facts, held.contains(where: { $0.rights(facts, now) != nil }) else {
                return .refused(.outOfScope)
            }
            return .granted(Permit(actor: actor, purpose: .checkpoint, file: file))
        case .invite: return able(actor, held, [.operates, .coordinates], .invite, writes: true)
        case .approveChange(let file, let kind, let authors):
            guard !authors.contains(actor.member) else { return .refused(.ownRequest) }
            return approveChange(actor, held, file, kind, facts: facts, now: now)
        case .approve(let waiting, let represented):
            return approve(actor, held, waiting, represented, now)
        case .lookForWaiting(let waiting, let represented):
            return lookForWaiting(actor, held, waiting, represented, now)
        case .members: return able(actor, held, [.operates, .coordinates], .members)
        case .changeMember(let member):
            // Nobody gives himself a right, nor cuts himself off by a slip.
            guard member != actor.member else { return .refused(.ownRequest) }
            return able(actor, held, [.operates, .coordinates], .changeMember, writes: true)
        case .absence(let member):
            guard member != actor.member else {
                return .granted(Permit(actor: actor, purpose: .changeMember, writes: true))
            }
            return able(actor, held, [.coordinates], .changeMember, writes: true)
        case .handOver(let terms): return handOver(actor, held, terms, now)
        case .answerHandOver(let reply, let terms):
            return answer(actor, held, reply, terms, now)
        case .takeOver(let file, let intent, let terms):
            return takeOver(actor, held, file, intent, terms, facts: facts, now: now)
        case .handOvers:
            guard !operates(held) else { return .refused(.notGranted) }
            return .granted(Permit(actor: actor, purpose: .handOver))
        case .organisations:
            // Whoever writes of children names services; whoever only answers does not.
            let writes = held.contains { $0.row.writes }
            guard !operates(held), writes else { return .refused(.notGranted) }
            return .granted(Permit(actor: actor, purpose: .members))
        case .provinces: return able(actor, held, [.operates, .coordinates], .provinces)
        case .changeProvince:
            return able(actor, held, [.operates, .coordinates], .provinces, writes: true)
        case .keys: return able(actor, held, [.operates, .coordinates], .maintain)
        case .witnesses: return able(actor, held, [.operates, .coordinates], .witnesses)
        case .changeWitness:
            return able(actor, held, [.operates, .coordinates], .witnesses, writes: true)
        case .backups: return able(actor, held, [.operates, .coordinates], .backup)
        case .planBackups, .signRestoration:
            return able(actor, held, [.operates, .coordinates], .backup, writes: true)
        case .backUp: return able(actor, held, [.operates], .backup, writes: true)
        case .changeCommittee:
            return able(actor, held, [.operates, .coordinates], .custody, writes: true)
        // It is the secret that counts, and not who brings it: members of a committee run no
        // daemon, and use whatever enrolled device is at hand.
        case .custody:
            return .granted(Permit(actor: actor, purpose: .custody, writes: true))
        case .sendTransfer(let file):
            return transfer(actor, held, file, facts: facts, now: now, writes: false)
        case .receiveTransfer: return receiveTransfer(actor, held)
        case .settleTransfer(let file):
            return transfer(actor, held, file, facts: facts, now: now, writes: true)
        case .order(let intent): return order(actor, held, intent, facts: facts, now: now)
        case .orders: return orders(actor, held)
        case .approveOrder(let asker): return approveOrder(actor, held, by: asker)
        case .readOrder(let parties):
            return readOrder(actor, held, parties, facts: facts, now)
        case .accessReport(let file, let parties):
            return accessReport(actor, held, file, parties)
        case .export(let parties): return export(actor, held, parties)
        case .withdrawOrder(let file, let asker): return withdrawOrder(actor, held, file, by: asker)
        case .carryOutOrder(let file, let classes):
            return carryOutOrder(actor, held, file, classes)
        // Who answers for the data is set by the two who answer for rules of the province.
        case .changeSettings:
            guard !operates(held) else { return .refused(.notGranted) }
            return able(actor, held, [.coordinates, .approvesOrders], .settings, writes: true)
        case .reportIncident: return incidents(actor, held, writes: true)
        case .incidents: return incidents(actor, held, writes: false)
        case .devices: return able(actor, held, [.operates, .coordinates], .devices)
        case .revoke: return able(actor, held, [.operates, .coordinates], .revoke, writes: true)
        case .status: return able(actor, held, [.operates, .coordinates], .status)
        case .tables: return able(actor, held, [.deliberates, .counts], .figures)
        case .registerFigures: return able(actor, held, [.audits], .figures)
        case .preparePublication: return publish(actor, held, [.counts])
        case .changePublication: return publish(actor, held, [.counts], writes: true)
        // Whoever may approve may refuse.
        case .withdrawPublication:
            return publish(actor, held, [.counts, .oversees], writes: true)
        case .returnPublication: return publish(actor, held, [.counts])
        case .publications: return publish(actor, held, [.figures, .counts, .oversees])
        case .approvePublication(let asker):
            let decision = publish(actor, held, [.counts, .oversees], writes: true)
            guard decision.permit != nil, asker == actor.member else { return decision }
            return .refused(.ownRequest)
        case .breakGlass(let file):
            guard !operates(held) else { return .refused(.notGranted) }
            let decision = able(actor, held, [.breaksGlass], .breakGlass, telling: file)
            // Whoever may not do it at all learns nothing of which files there are.
            guard decision.permit != nil, facts?.kind != .child else { return decision }
            return .refused(.outOfScope)
        case .listBreakGlass:
            guard !operates(held) else { return .refused(.notGranted) }
            return able(actor, held, [.breaksGlass, .coordinates, .assigns], .breakGlass)
        case .oversee(let member, let file):
            guard !operates(held) else { return .refused(.notGranted) }
            let decision = able(actor, held, [.coordinates], .breakGlass, telling: file)
            guard decision.permit != nil, member == actor.member else { return decision }
            return .refused(.ownRequest)
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
        guard !operates(held) else { return Reach(views: [], now: now) }
        return Reach(views: Self.findable(held), now: now)
    }

    /// The files of other kinds than a child's that an actor's roles read.
    public func recordReach(of actor: Actor, now: Instant) -> Reach {
        let held = rows(of: actor, now: now)
        guard !operates(held) else { return Reach(views: [], now: now) }
        return Reach(views: Self.readableRecords(held), now: now)
    }

    private static func readableRecords(_ held: [Held]) -> [Reach.View] {
        held.flatMap { held in
            held.row.records.filter { $0.value.rights.reads.contains(.social) }
                .map { code, cell in
                    Reach.View(kind: .record(code), scope: cell.scope, holder: held.holder)
                }
        }
    }

    /// The organisations whose referrals an actor lists: those in which a role of his reads them.
    public func services(of actor: Actor, now: Instant) -> Set<OrganisationID> {
        Self.services(rows(of: actor, now: now))
    }

    private static func services(_ held: [Held]) -> Set<OrganisationID> {
        Set(
            held.filter { held in
                held.row.rights.contains {
                    $0.scope == .referral && !$0.rights.readsAddressed.isEmpty
                }
            }.map(\.holder.organisation))
    }

    /// Whose work an actor watches over beside his own, such as accesses by break-glass and what is in
    /// hand: that of all members, that of the members of some organisations, or nobody's.
    public func oversight(of actor: Actor, now: Instant) -> Oversight {
        let held = rows(of: actor, now: now)
        guard !operates(held) else { return .organisations([]) }
        if held.contains(where: { $0.row.abilities.contains(.coordinates) }) { return .everybody }
        return .organisations(
            Set(held.filter { $0.row.abilities.contains(.assigns) }.map(\.holder.organisation)))
    }

    /// The scopes in which names may be read, and so be searched.
    private static func findable(_ held: [Held]) -> [Reach.View] {
        held.flatMap { held in
            held.row.rights.filter { $0.rights.reads.contains(.identity) }
                .map { Reach.View(kind: .child, scope: $0.scope, holder: held.holder) }
        }
    }

    /// What an actor's roles let him do beside reading and writing classes.
    public func abilities(of actor: Actor, now: Instant) -> Set<Ability> {
        rows(of: actor, now: now).reduce(into: []) { $0.formUnion($1.row.abilities) }
    }

    /// Whether an actor finds children a place: a role of his begins stays, or coordinates.
    public func places(_ actor: Actor, now: Instant) -> Bool {
        let held = rows(of: actor, now: now)
        guard !operates(held) else { return false }
        return held.contains { held in
            held.row.abilities.contains(.coordinates)
                || stayStage.map { held.row.stages.contains($0) } ?? false
        }
    }

    private func rows(of actor: Actor, now: Instant) -> [Held] {
        rows(of: actor.member, actor.posts, now)
    }

    func rows(of member: MemberID, _ posts: [Post], _ now: Instant) -> [Held] {
        let today = CivilDate(now, offsetSeconds: offsetSeconds)
        return posts.compactMap { post in
            guard let row = rows[post.role], row.validity.holds(on: today) else { return nil }
            return Held(row: row, holder: Holder(member: member, organisation: post.organisation))
        }
    }

    /// Whoever runs the daemon never gets a class, whatever a definition or another role says.
    func operates(_ held: [Held]) -> Bool {
        held.contains { $0.row.abilities.contains(.operates) }
    }
}

extension AccessPolicy {
    private func write(
        _ actor: Actor, _ held: [Held], _ intent: ActIntent, file: FileID?, facts: FileFacts?,
        now: Instant
    ) -> Decision {
        guard !operates(held) else { return .refused(.notGranted) }
        if let form = intent.form, !forms.contains(form) { return .refused(.unknownCode) }
        // Those acts the daemon writes, with what they tell of.
        if let form = intent.form, glassForms.contains(form) { return .refused(.notGranted) }
        if let stage = intent.to, !stages.contains(stage) { return .refused(.unknownCode) }
        var reached: [(held: Held, rights: Rights)] = []
        if file != nil {
            guard let facts else { return .refused(.outOfScope) }
            reached = held.compactMap { held in held.rights(facts, now).map { (held, $0) } }
            guard !reached.isEmpty else { return .refused(.outOfScope) }
        } else {
            let kind = intent.to.flatMap { recordStages[$0] } ?? .child
            reached = held.map { ($0, $0.row.beginning(kind)) }
        }
        guard !intent.classes.isEmpty, intent.classes.isSubset(of: DataClass.content) else {
            return .refused(.classClosed)
        }
        // One role must carry the whole act: two halves of two roles make no right.
        var writers = reached.filter { _, rights in
            // What he reads in his own acts alone he has to be able to tell as his: by a heading
            // of another class.
            intent.classes.isSubset(of: Self.writable(rights, file: file, intent))
                && intent.copies.isSubset(of: rights.reads)
                && !rights.readsOwnActs.contains(intent.home)
        }
        // Who fills some forms alone opens no file with them, moves nothing and corrects nothing.
        let kind = facts?.kind ?? intent.to.flatMap { recordStages[$0] } ?? .child
        writers.removeAll { held, _ in
            guard let only = held.row.onlyForms(in: kind) else { return false }
            return file == nil || intent.to != nil || intent.begins != nil || intent.corrects
                || !(intent.form.map(only.contains) ?? false)
        }
        // A service answers the referral that is addressed to it, and writes nothing else.
        writers += reached.filter { held, rights in
            intent.addressee == held.holder.organisation && intent.classes == .social
                && intent.copies.isEmpty && intent.begins == nil && !intent.corrects
                && rights.readsAddressed.contains(.social)
        }
        guard !writers.isEmpty else { return .refused(.classClosed) }
        // On a file that exists it is a correction in all but name, but for who begins files.
        if let form = intent.form, openingForms.contains(form), file != nil {
            writers.removeAll { held, rights in
                !intent.classes.isSubset(of: rights.updates)
                    && held.row.stages.isDisjoint(with: openingStages)
            }
            guard !writers.isEmpty else { return .refused(.classClosed) }
        }
        if let form = intent.form, assigningForms.contains(form) {
            writers.removeAll { !Self.mayGive($0.held, intent) }
            guard !writers.isEmpty else { return .refused(.notGranted) }
        }
        if let form = intent.form, backdatingForms.contains(form) {
            writers.removeAll { !$0.held.row.abilities.contains(.approvesBackdating) }
            guard !writers.isEmpty else { return .refused(.notGranted) }
        }
        for stage in [intent.to, intent.begins].compactMap(\.self) {
            writers.removeAll { !$0.held.row.stages.contains(stage) }
        }
        // What belongs to stages is filled by who moves files or matters to one of them, whether it
        // moves one or not: so who may create in a class does not write all that lies there. A
        // correction of who sits in a conference opens the file as the form itself does.
        if let form = intent.form, let stages = stageForms[form],
            !intent.corrects || conferenceForms.contains(form)
        {
            writers.removeAll { held, _ in
                held.row.onlyForms(in: kind) == nil && held.row.stages.isDisjoint(with: stages)
            }
        }
        guard let writer = writers.first else { return .refused(.stageClosed) }
        let purpose: Purpose = file == nil ? .open : intent.corrects ? .correct : .append
        return .granted(
            Permit(
                actor: actor, purpose: purpose, file: file,
                seals: intent.classes.union(intent.copies),
                organisation: writer.held.holder.organisation,
                asks: writers.reduce(into: intent.classes) {
                    $0.formUnion(Self.writable($1.rights, file: file, intent))
                },
                writes: true))
    }

    /// Whether a post may give a file as an act does: to the members of its own organisation, or to
    /// anybody where it transfers.
    static func mayGive(_ held: Held, _ intent: ActIntent) -> Bool {
        guard held.row.abilities.contains(.assigns) else { return false }
        let stays = intent.receiver == held.holder.organisation && !intent.lends
        return stays || held.row.abilities.contains(.transfers)
    }

    /// The right to every class in which the caller may still write acts of the file: whose act it
    /// is, and of which class, is found out under the permit.
    private func attach(
        _ actor: Actor, _ held: [Held], _ file: FileID, facts: FileFacts?, now: Instant
    ) -> Decision {
        guard !operates(held) else { return .refused(.notGranted) }
        guard let facts else { return .refused(.outOfScope) }
        let reached = held.compactMap { $0.rights(facts, now) }
        guard !reached.isEmpty else { return .refused(.outOfScope) }
        let seals = reached.reduce(into: ClassSet()) {
            $0.formUnion($1.creates.union($1.updates))
        }
        guard !seals.isEmpty else { return .refused(.classClosed) }
        return .granted(
            Permit(actor: actor, purpose: .append, file: file, seals: seals, writes: true))
    }

    /// The classes in which a role may write this act: a new file needs the right to create, a
    /// correction the right to update, and an addition to a file that exists either of them.
    private static func writable(
        _ rights: Rights, file: FileID?, _ intent: ActIntent
    ) -> ClassSet {
        if file == nil { return rights.creates }
        return intent.corrects ? rights.updates : rights.creates.union(rights.updates)
    }

    private func read(
        _ actor: Actor, _ held: [Held], _ file: FileID, wanted: ClassSet, motivated: Bool,
        facts: FileFacts?, now: Instant, purpose: Purpose
    ) -> Decision {
        guard !operates(held) else { return .refused(.notGranted) }
        guard let facts else { return .refused(.outOfScope) }
        let reached = held.compactMap { held in held.rights(facts, now).map { (held.holder, $0) } }
        let breaks = held.contains { $0.row.abilities.contains(.breaksGlass) }
        let glass = breaks && facts.kind == .child ? facts.glass?.classes ?? [] : []
        guard !reached.isEmpty || !glass.isEmpty else { return .refused(.outOfScope) }
        var rights = Rights()
        for (_, found) in reached { rights.add(found) }
        // Whoever reads a locked file at all says why.
        if facts.isLocked, !motivated, !rights.reads.isDisjoint(with: wanted) {
            return .refused(.reasonRequired)
        }
        var opens = rights.reads
        if motivated { opens.formUnion(rights.readsMotivated) }
        let broken = glass.subtracting(opens).intersection(wanted)
        opens.formUnion(broken)
        opens.formIntersection(wanted)
        let own = rights.readsOwnActs.intersection(wanted.subtracting(opens))
        // What is addressed to one organisation is read in the roles that are held in that one.
        var addressed: [OrganisationID: ClassSet] = [:]
        for (holder, found) in reached {
            let classes = found.readsAddressed.intersection(wanted.subtracting(opens))
            guard !classes.isEmpty else { continue }
            addressed[holder.organisation, default: []].formUnion(classes)
        }
        guard !opens.isEmpty || !own.isEmpty || !addressed.isEmpty else {
            let owed = !rights.readsMotivated.isDisjoint(with: wanted)
            return .refused(owed ? .reasonRequired : .classClosed)
        }
        return .granted(
            Permit(
                actor: actor, purpose: purpose, file: file, opens: opens, opensOwnActs: own,
                opensAddressed: addressed,
                brokenGlass: broken.isEmpty ? nil : facts.glass?.access))
    }

    /// The right to see which files may be of one child: of who coordinates, and sees both files.
    private func pairs(_ actor: Actor, _ held: [Held], writes: Bool) -> Decision {
        guard held.contains(where: { $0.row.abilities.contains(.coordinates) }) else {
            return .refused(.notGranted)
        }
        return browse(actor, held, .list, writes: writes)
    }

    private func browse(
        _ actor: Actor, _ held: [Held], _ purpose: Purpose, writes: Bool = false
    ) -> Decision {
        guard !operates(held) else { return .refused(.notGranted) }
        let readers = held.flatMap(\.row.rights).filter { $0.rights.reads.contains(.identity) }
        guard !readers.isEmpty else { return .refused(.classClosed) }
        // One list shows files of all scopes, so it shows only what is open in each of them.
        let opens = readers.reduce(into: DataClass.content) {
            $0.formIntersection($1.rights.reads)
        }
        return .granted(
            Permit(
                actor: actor, purpose: purpose,
                opens: opens.intersection([.identity, .social, .judicial]), writes: writes))
    }

    /// The right to list files of other kinds than a child's: of who reads some.
    private func browseRecords(_ actor: Actor, _ held: [Held]) -> Decision {
        guard !operates(held) else { return .refused(.notGranted) }
        guard !Self.readableRecords(held).isEmpty else { return .refused(.classClosed) }
        return .granted(Permit(actor: actor, purpose: .list, opens: .social))
    }

    /// The right to put in force what waits for a second person: what is signed is read first, so that
    /// number and change have to be open in the very role that approves.
    private func approveChange(
        _ actor: Actor, _ held: [Held], _ file: FileID, _ kind: PendingKind, facts: FileFacts?,
        now: Instant
    ) -> Decision {
        let approvers = held.filter { $0.row.abilities.contains(kind.ability) }
        guard !operates(held), !approvers.isEmpty else { return .refused(.notGranted) }
        guard let facts else { return .refused(.outOfScope) }
        let reached = approvers.compactMap { held in held.rights(facts, now).map { (held, $0) } }
        guard !reached.isEmpty else { return .refused(.outOfScope) }
        let shown: ClassSet = [.identity, .social]
        guard let approver = reached.first(where: { shown.isSubset(of: $0.1.reads) })?.0 else {
            return .refused(.classClosed)
        }
        return .granted(
            Permit(
                actor: actor, purpose: .approve, file: file, opens: shown, seals: [.social],
                organisation: approver.holder.organisation, writes: true))
    }

    /// The right to keep the register of incidents, which stands in leaves and nowhere else.
    private func incidents(_ actor: Actor, _ held: [Held], writes: Bool) -> Decision {
        guard !operates(held), held.contains(where: { $0.row.abilities.contains(.incidents) })
        else { return .refused(.notGranted) }
        return .granted(
            Permit(
                actor: actor, purpose: .incident, opens: writes ? [] : .audit, writes: writes))
    }

    private func able(
        _ actor: Actor, _ held: [Held], _ needed: Set<Ability>, _ purpose: Purpose,
        telling file: FileID? = nil, writes: Bool = false
    ) -> Decision {
        guard held.contains(where: { !$0.row.abilities.isDisjoint(with: needed) }) else {
            return .refused(.notGranted)
        }
        guard let file else {
            return .granted(Permit(actor: actor, purpose: purpose, writes: writes))
        }
        // What is done is told by an act of the file in class social.
        return .granted(
            Permit(
                actor: actor, purpose: purpose, file: file, seals: .social, asks: .social,
                writes: true))
    }
}

/// A member in one of his organisations.
struct Holder: Hashable, Sendable {
    let member: MemberID
    let organisation: OrganisationID
}

/// Over whom an actor watches.
public enum Oversight: Hashable, Sendable {
    /// Over all members.
    case everybody
    /// Over the members of organisations.
    case organisations(Set<OrganisationID>)

    /// Whether it is over a member who works in some organisations.
    public func includes(_ offices: Set<OrganisationID>) -> Bool {
        switch self {
        case .everybody: true
        case .organisations(let watched): !watched.isDisjoint(with: offices)
        }
    }
}

/// The files that an actor may find.
public struct Reach: Sendable {
    /// A scope of one post, for files of one kind.
    struct View: Sendable {
        let kind: DossierKind
        let scope: Scope
        let holder: Holder
    }

    let views: [View]
    let now: Instant

    /// Tells whether a file lies within it.
    public func includes(_ facts: FileFacts) -> Bool {
        views.contains { $0.kind == facts.kind && $0.scope.includes(facts, $0.holder, now) }
    }
}

extension Scope {
    /// Whether a file lies within the scope for a member in one of his organisations.
    fileprivate func includes(_ facts: FileFacts, _ holder: Holder, _ now: Instant) -> Bool {
        switch self {
        case .none, .aggregate: false
        case .own: facts.referent == holder.member || facts.organisation == holder.organisation
        case .unit: facts.organisation == holder.organisation
        case .province: true
        case .recent:
            facts.organisation == holder.organisation
                && facts.takenUpAt.map { now < $0.adding(seconds: AuthorityLimits.recentSeconds) }
                    ?? false
        case .referral, .placement, .transmission, .seizure, .inquiry:
            facts.ties[self]?.contains(holder.organisation) ?? false
        case .conference: facts.conference.contains(holder.member)
        }
    }
}
