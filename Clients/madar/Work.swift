import Agent
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Messages
import Terminal

/// What every command that touches files works with.
struct Work {
    let context: Context
    let session: UserSession
    let me: Myself
    let definition: CircuitDefinition
    /// Why the daemon cannot be worked with now; nil where it answers.
    let offline: ClientError?
    /// The pictures and documents that are entered.
    let picked = Picked()
    /// The organisations that an act may name; none before they were learnt, or without a line.
    private var organisations: [(id: OrganisationID, name: String)] = []
    /// How many children stay with the establishments among them, for whoever finds places.
    private var occupancies: [OrganisationID: Int] = [:]

    /// Asks the daemon who works and by which definition; where it cannot be asked and the work
    /// can be done without it, takes what it said last.
    init(_ context: Context, mayBeOffline: Bool = false) async throws {
        self.context = context
        let session = try await UserSession(context)
        self.session = session
        do {
            let answer = try await context.waiting(.connecting) {
                try await session.client.whoAmI()
            }
            guard let me = Myself(answer) else { throw Failure(.protocolBroken) }
            guard !answer.sealed else { throw ClientError(.sealed, status: 0x0306) }
            let definition = try await context.waiting(.connecting) {
                try await session.client.definition()
            }
            (self.me, self.definition, offline) = (me, definition, nil)
        } catch let error as ClientError where error.isOfLine && error.code != .revoked {
            guard mayBeOffline else { throw error }
            guard let answer = try await session.client.keptWhoAmI(),
                let me = Myself(answer),
                let definition = try await session.client.keptDefinition()
            else {
                var failure = Failure(error)
                failure.advice = { Notice.offlineNeverMet.text($0) }
                throw failure
            }
            (self.me, self.definition, offline) = (me, definition, error)
            context.tell(
                .workingOffline(
                    reason: Failure(error).happened(context.language),
                    version: String(definition.version)))
        }
    }

    /// Learns which organisations an act may name, where a person is going to be asked for one.
    mutating func learnOrganisations() async {
        guard offline == nil, !context.isJSON, context.prompt.isAvailable,
            // Whoever writes no such act is told none, and types what he was given.
            let answer = try? await session.client.listOrganisations()
        else { return }
        organisations = answer.organisations.compactMap { item in
            OrganisationID(blob: item.id).map { ($0, item.name) }
        }
        occupancies = answer.children
    }

    var values: ValueText {
        ValueText(context: context, definition: definition, me: me, client: session.client)
    }

    /// The words for values of a file, whose people its heads tell.
    func values(of heads: Heads) -> ValueText {
        var values = self.values
        values.people = heads.people(definition)
        values.record = heads.kind(definition) == .child ? nil : heads[.social]
        return values
    }

    /// What asks for the value of a field of a file.
    func fields(of heads: Heads = Heads()) -> FieldDialogue {
        FieldDialogue(
            context: context, definition: definition, me: me, picked: picked,
            organisations: organisations, occupancies: occupancies, people: heads.people(definition)
        )
    }

    /// The file that an argument names: its number as said on the phone, or its id.
    static func file(_ text: String) throws -> FileName {
        let typed = Digits.ascii(text)
        if let number = FileNumber(typed) { return .number(number) }
        if let id = FileID(hexadecimal: typed) { return .id(id) }
        throw Failure(.badFileNumber)
    }

    /// Reads a file; where protected parts need a motive, asks for one.
    func read(_ name: FileName, motive given: String?) async throws -> (FileView, motive: String) {
        var motive = given ?? ""
        do {
            let view = try await session.client.readFile(name, motive: motive)
            // A file of another kind than a child's has one class, and that is open.
            let isChild = view.heads.kind(definition) == .child
            let hidden = isChild ? motivated.subtracting(view.classes) : []
            guard motive.isEmpty, !hidden.isEmpty else { return (view, motive) }
            guard !context.isJSON, context.prompt.isAvailable else {
                context.tell(.protectedHidden)
                return (view, motive)
            }
            motive = try context.prompt.line(context.ask(.motiveOptional)).trimmed
            guard !motive.isEmpty else { return (view, motive) }
            return (try await session.client.readFile(name, motive: motive), motive)
        } catch let error as ClientError where error.code == .purposeMissing && motive.isEmpty {
            guard context.prompt.isAvailable else { throw error }
            motive = try context.prompt.line(context.ask(.motive)).trimmed
            return (try await session.client.readFile(name, motive: motive), motive)
        }
    }

    /// Reads a file in which somebody is about to write; of one that is locked, that is the reason.
    func readToWrite(_ name: FileName) async throws -> FileView {
        do throws(ClientError) {
            return try await session.client.readFile(name)
        } catch {
            guard error.code == .purposeMissing else { throw error }
            return try await session.client.readFile(name, motive: context.text(.motiveWriting))
        }
    }

    /// The classes that the member's roles open for a motive.
    private var motivated: ClassSet {
        me.roles.compactMap { definition.role($0) }.flatMap(\.cells)
            .filter { $0.read == .motivated }
            .reduce(into: []) { $0.insert(ClassSet($1.dataClass)) }
    }

    /// The classes in which the member may write in files of a kind, and so is asked.
    func asks(_ kind: DossierKind) -> ClassSet {
        let writable = definition.writable(by: me.roles, in: kind)
        return kind == .child ? writable.union(definition.answerable(by: me.roles)) : writable
    }

    /// The classes in which the member may write in files of one of some kinds.
    func asks(_ kinds: Set<DossierKind>) -> ClassSet {
        kinds.reduce(into: []) { $0.formUnion(asks($1)) }
    }

    /// Of what kind the file is in which a draft is written, or that it opens.
    func kind(_ draft: ActDraft, _ heads: Heads) -> DossierKind {
        guard draft.kind == .opening else { return heads.kind(definition) }
        return draft.to.flatMap { definition.kind(ofStage: $0) } ?? .child
    }

    /// A file to which an act is added, as its author knows it: read now or, without a line, as
    /// this device last saw it, with the acts that wait on top.
    func target(_ name: FileName) async throws -> FileView {
        guard offline != nil else {
            var view: FileView
            do {
                view = try await context.waiting(.connecting) {
                    try await readToWrite(name)
                }
            } catch let error as ClientError where error.code == .notAvailable {
                // Who brings children and reads nothing adds to the files that he opened.
                guard !definition.reads(me.roles), let own = try await seen(name) else {
                    throw error
                }
                return own
            }
            if view.classes.isEmpty {
                // A service knows of a file what is addressed to it: the acts of its referrals.
                view.heads = Self.heads(
                    of: try await session.client.history(view.file), definition)
            }
            return view
        }
        guard let seen = try await seen(name) else { throw Failure(.fileNotSeen) }
        return seen
    }

    /// A file as this device last saw it, with the acts that wait on top; nil where it never saw it.
    private func seen(_ name: FileName) async throws -> FileView? {
        guard let seen = try await session.client.seenFile(name) else { return nil }
        let isBlind = !definition.reads(me.roles)
        let waiting = try await session.agent.entries().filter { entry in
            entry.file == seen.file && entry.isWaiting
                && (isBlind || (entry.after ?? 0) >= seen.sequence)
        }
        var heads = seen.heads
        for draft in seen.later + waiting.flatMap(\.drafts) {
            heads.fold(act(draft, heads), definition)
        }
        context.tell(
            .fileAsSeen(
                moment: context.moment(seen.seenAt), count: context.count(waiting.count, .acts)))
        return FileView(
            file: seen.file, number: seen.number,
            sequence: isBlind ? 0 : seen.sequence + UInt64(waiting.flatMap(\.drafts).count),
            heads: heads, tasks: [], classes: [])
    }

    /// The heads that acts make which are all that a reader sees of a file.
    static func heads(of acts: [SequencedAct], _ definition: CircuitDefinition) -> Heads {
        var head = HeadPart(.social)
        head.openedAt = acts.first?.act.eventAt
        var heads = Heads([head])
        for act in acts.compactMap(\.act.act) { heads.fold(act, definition) }
        return heads
    }

    func act(_ draft: ActDraft, _ heads: Heads) -> Act {
        draft.act(
            id: .zero, author: me.member, organisation: me.organisations.first?.id ?? .zero,
            enteredAt: context.now,
            from: heads.origin(to: draft.to, matter: draft.matter, definition),
            definitionVersion: definition.version
        ).normalised()
    }

    /// Checks a draft as the daemon will, as far as the heads at hand allow.
    func check(_ draft: ActDraft, heads: Heads) -> [CheckError] {
        // A child who is there already takes no second place; where that may be so and is not to be
        // seen, the daemon tells.
        var present = heads[.protected] == nil ? [:] : occupancies
        for house in heads.ties(definition).organisations[.placement] ?? [] {
            present[house] = present[house].map { max($0 - 1, 0) }
        }
        return act(draft, heads).check(
            against: heads, definition,
            CheckContext(
                now: context.now, province: me.province, asks: asks(kind(draft, heads)),
                present: present))
    }

    /// The lower level of risk that a draft proposes, and the one that stands; nil where it lowers
    /// none.
    func downgrade(_ draft: ActDraft, heads: Heads) -> (from: String, to: String)? {
        var after = heads
        after.fold(act(draft, heads), definition)
        guard let head = after[.social], let proposed = head.proposedRisk, proposed.act == .zero,
            let standing = head.risk
        else { return nil }
        return (standing, proposed.level)
    }

    /// The stage that a draft asks for and that waits for a second person; nil where it moves the
    /// file itself, or not at all.
    func proposedStage(_ draft: ActDraft) -> String? {
        draft.to.flatMap { definition.stage($0) }
            .flatMap { $0.meanings.contains(.needsSecond) ? $0.code : nil }
    }

    /// The form by which the prosecutor is to be told, where a draft tells of an offence and not that
    /// he was.
    func owedTransmission(_ draft: ActDraft) -> String? {
        func says(_ meaning: FieldMeaning, _ value: Value? = nil) -> Bool {
            draft.values.contains { other in
                definition.field(other.field)?.meaning == meaning
                    && value.map { $0 == other.value } ?? true
            }
        }
        guard says(.offenceSuspected, .flag(true)), !says(.prosecutorNotified) else { return nil }
        return definition.parts.forms.first { $0.meaning == .transmits }?.code
    }

    /// The failure of a form with errors, on a file with these heads; `values` are what it says.
    func failure(
        _ errors: [CheckError], on heads: Heads, saying values: [FieldValue] = []
    ) -> Failure {
        let count = context.count(errors.count, .errors)
        let isOfCircuit = errors.allSatisfy { $0.code.isOfFile && $0.field.isEmpty }
        var failure = Failure(
            isOfCircuit ? .actNotAllowed : .formHasErrors(count: count),
            code: "form_has_errors", fields: errors, definition: definition)
        // Whoever may read what holds the file is told what it is.
        let words = self.values(of: heads)
        let isHeld = errors.contains { $0.code == .stillHeld }
        let holding = (isHeld ? heads.holding(at: context.now, definition) : []).map { matter in
            words.matter(matter) + (matter.stage.map { " (" + words.stage($0) + ")" } ?? "")
        }
        failure.details = { [definition] language in
            errors.map { $0.line(definition, language, saying: values) }
                + holding.map { "- " + $0 }
        }
        return failure
    }

    /// A draft without a time happens when the daemon takes it; one that waits, when it was
    /// entered.
    func timed(_ draft: ActDraft) -> ActDraft {
        var timed = draft
        if offline != nil { timed.eventAt = draft.eventAt ?? context.now }
        return timed
    }

    /// Keeps a write, sends it and gives what it came to; nil where it only waits, of which the
    /// person is told.
    ///
    /// - Throws: `Failure`, whose outcome tells whether the write waits.
    func submit(
        _ call: PreparedCall, fileNumber: String = "", isUnsearched: Bool = false
    ) async throws -> PreparedOutcome? {
        let number = try await session.agent.enqueue(
            call, enteredAt: context.now, fileNumber: fileNumber, isUnsearched: isUnsearched)
        guard offline == nil else {
            try context.emit(QueuedDocument(entry: number, unsearched: isUnsearched))
            context.tell(.queued(number: String(number)))
            return nil
        }
        do {
            return try await context.waiting(.sending) {
                try DaemonClient.outcome(
                    of: call, try await session.agent.deliver(number))
            }
        } catch let error as ClientError {
            throw failure(error, entry: number)
        }
    }

    /// The failure of a write that was kept before it was sent.
    private func failure(_ error: ClientError, entry number: UInt64) -> Failure {
        let outcome: Outcome? =
            switch error.outcome {
            case .refused: nil
            case .notExecuted: .queued
            case .unknown: .unknown
            }
        var failure = Failure(error, outcome: outcome, definition: definition)
        let advice = failure.advice
        failure.advice = { language in
            error.outcome == .refused
                ? advice(language) + "\n"
                    + Notice.refusedKept(number: String(number)).text(language)
                : Notice.queueAdvice.text(language)
        }
        return failure
    }

    /// Sends what waits before anything else is done, and tells what became of it.
    func sendWaiting() async throws {
        guard offline == nil else { return }
        let entries = try await session.agent.entries()
        guard entries.contains(where: \.isWaiting) else { return }
        let report = try await context.waiting(.sending) { try await session.agent.sendAll() }
        OutboxCommand.tell(report, context)
    }
}

// MARK: - Pictures and documents

extension Work {
    /// Learns which pictures and documents this device keeps already, by which a template may
    /// name them.
    func learnKept() async throws { picked.learn(try await session.agent.entries()) }

    /// Holds the pictures and documents of an act, sealed, before the act itself is kept.
    func hold(_ draft: ActDraft) async throws {
        try await picked.hold(draft, HeldContents(session.agent))
    }

    /// Shows how the pictures and documents of an act leave, for as long as they do; what does
    /// not waits on the device, and goes by itself.
    func awaitUploads(of draft: ActDraft) async throws {
        let ids = Set(draft.attachments.map(\.id))
        guard !ids.isEmpty, !context.isJSON else { return }
        try await UploadView(context, session.agent).wait(ids.count) { ids.contains($0.place.id) }
    }
}

extension Work {
    /// The member of that name, or whose id begins like that: of names this device knows those that
    /// the lists tell which its member may see.
    func member(_ typed: String) async throws -> MemberID {
        if let id = MemberID(hexadecimal: typed) { return id }
        let client = session.client
        var found: Set<MemberID> = []
        if offline == nil {
            _ = try await client.listFiles(.organisation, limit: ClientLimits.filesPerPageDefault)
            _ = try await client.listHandOvers()
            found = Set(client.members(named: typed))
            let roster = try await everybody(client)
            let begin = Digits.ascii(typed).lowercased()
            found.formUnion(
                roster.filter { $0.name == typed || $0.member.hexadecimal.hasPrefix(begin) }
                    .compactMap { MemberID(blob: $0.member) })
        }
        guard found.count == 1, let id = found.first else {
            var failure = Failure(.unknownMember)
            failure.advice = { Notice.colleagueByID.text($0) }
            throw failure
        }
        return id
    }

    /// All members, for who coordinates; none for who does not.
    private func everybody(_ client: DaemonClient) async throws -> [WireMember] {
        do throws(ClientError) { return try await client.listMembers().members } catch {
            guard error.code == .permission else { throw error }
            return []
        }
    }
}
