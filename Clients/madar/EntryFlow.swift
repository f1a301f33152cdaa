import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Terminal

/// Enters an act at the terminal: stage, form, fields, time, reason, check, confirmation.
struct EntryFlow {
    let work: Work
    let heads: Heads
    /// What a referral may tell of the file.
    var known = Extract()
    /// Where the answers are kept; nil where nobody is asked.
    var drafting: Drafting?

    private var context: Context { work.context }
    private var definition: CircuitDefinition { work.definition }

    /// Where an act may move a file, or one of its matters.
    private struct Move {
        var stage: String
        var matter: Matter?
    }

    /// Enters an act for a file that is there; what the caller knows already is not asked.
    func act(
        form formCode: String?, to stageCode: String?, matter: String?
    ) async throws -> ActDraft {
        if let earlier = drafting?.earlier { return try await goOn(earlier) }
        let named = try matter.map(known(matter:))
        var move: Move?
        if let stageCode {
            move = try self.move(to: try known(stage: stageCode), of: named)
        } else if formCode == nil {
            move = try chooseMove(of: named)
        }
        let form = try formCode.map(known(form:)) ?? chooseForm(move)
        let draft = ActDraft(
            kind: move == nil ? .form : .transition, form: form?.code,
            formVersion: form?.version ?? 0, definitionVersion: definition.version,
            to: move?.stage, matter: move?.matter?.act)
        return try await complete(draft, form: form)
    }

    /// Of what kind the file is.
    private var kind: DossierKind { heads.kind(definition) }

    /// Enters the act that opens a file of another kind than a child's, whose stages lie on a track.
    func founding(_ track: Track) async throws -> ActDraft {
        if let earlier = drafting?.earlier { return try await goOn(earlier) }
        guard let stage = track.opening, let form = try chooseFounding(track) else {
            throw Failure(.unknownStage(code: track.code))
        }
        let draft = ActDraft(
            kind: .opening, form: form.code, formVersion: form.version,
            definitionVersion: definition.version, to: stage.code)
        return try await complete(draft, form: form)
    }

    private func chooseFounding(_ track: Track) throws -> Form? {
        let forms = definition.founding(track)
        guard forms.count > 1 else { return forms.first }
        context.prompt.tell(context.ask(.chooseForm))
        let items = forms.map { MenuItem(code: $0.code, label: work.values.form($0.code)) }
        let menu = Menu(items, words: context.menuWords, screen: context.screen)
        guard case .item(let place) = try menu.ask(context.prompt) else {
            throw Failure(.gaveUp)
        }
        return forms[place]
    }

    /// Enters the act that opens a file.
    func opening() async throws -> ActDraft {
        if let earlier = drafting?.earlier { return try await goOn(earlier) }
        guard let form = definition.parts.forms.first(where: { $0.meaning == .opens }) else {
            throw Failure(.unknownForm(code: FormMeaning.opens.rawValue))
        }
        guard let stage = definition.track(meaning: .social)?.opening else {
            throw Failure(.unknownStage(code: StageMeaning.opens.rawValue))
        }
        let draft = ActDraft(
            kind: .opening, form: form.code, formVersion: form.version,
            definitionVersion: definition.version, to: stage.code)
        return try await complete(draft, form: form)
    }

    /// Goes on with an act that was answered in part, as far as circuit and file still allow.
    private func goOn(_ earlier: ActDraft) async throws -> ActDraft {
        guard let form = earlier.form.flatMap({ definition.form($0) }) else {
            throw Failure(.draftFormGone(code: earlier.form ?? ""))
        }
        var draft = earlier
        draft.values =
            try await drafting?.values(
                of: earlier, form.asked(of: work.asks(work.kind(earlier, heads)))) ?? []
        draft.formVersion = form.version
        draft.definitionVersion = definition.version
        let obstacles = work.check(draft, heads: heads).filter { error in
            Self.obstacles.contains(error.code)
        }
        guard obstacles.isEmpty else { throw work.failure(obstacles, on: heads) }
        let last = earlier.formVersion == form.version ? drafting?.last : nil
        return try await complete(draft, form: form, after: last)
    }

    /// What no answer can mend: the file is in another stage, or its matter has gone on.
    private static let obstacles: Set<CheckCode> = [
        .forbiddenTransition, .formNotForStage, .unknownMatter, .wrongOpening,
    ]

    func known(form code: String) throws -> Form {
        guard let form = definition.form(code) ?? definition.form(code.uppercased()) else {
            throw Failure(.unknownForm(code: code))
        }
        return form
    }

    func known(stage code: String) throws -> String {
        guard let stage = definition.stage(code) ?? definition.stage(code.uppercased()) else {
            throw Failure(.unknownStage(code: code))
        }
        return stage.code
    }

    // MARK: - Choosing

    /// The matter that a person means by the first letters of its id, or by the name of somebody
    /// around the child.
    func known(matter text: String) throws -> Matter {
        let typed = text.lowercased()
        let people = heads.people(definition)
        if let named = people.named(text), let person = people.first(where: { $0.act == named }) {
            return person
        }
        let found = heads.all.flatMap(\.matters).filter { $0.act.hexadecimal.hasPrefix(typed) }
        guard let matter = found.first, found.count == 1 else {
            throw Failure(.unknownMatter(code: text))
        }
        return matter
    }

    /// The move to a stage: of the matter that was named, or of the one that can come there.
    private func move(to stage: String, of matter: Matter?) throws -> Move {
        if let matter { return Move(stage: stage, matter: matter) }
        guard definition.track(ofStage: stage)?.meaning.isOfMatters == true else {
            return Move(stage: stage)
        }
        let able = moves(of: nil).filter { $0.stage == stage && $0.matter != nil }
        guard able.count > 1 else { return Move(stage: stage, matter: able.first?.matter) }
        context.prompt.tell(context.ask(.chooseMatter))
        guard let chosen = try choose(able) else { throw Failure(.gaveUp) }
        return chosen
    }

    /// Where the member's roles let him move the file, its tracks first, then its matters.
    private func moves(of named: Matter?) -> [Move] {
        let mine = Set(work.me.roles.compactMap { definition.role($0) }.flatMap(\.stages))
        var moves: [Move] = []
        for track in definition.parts.tracks
        where !track.meaning.isOfMatters && named == nil && definition.track(track, fits: kind) {
            let next =
                heads.stage(on: track).map { definition.stage($0)?.next ?? [] }
                ?? track.stages.filter { $0.meanings.contains(.opens) }.map(\.code)
            moves += next.map { Move(stage: $0) }
        }
        for matter in named.map({ [$0] }) ?? heads.all.flatMap(\.matters) {
            let next = matter.stage.flatMap { definition.stage($0) }?.next ?? []
            moves += next.map { Move(stage: $0, matter: matter) }
        }
        return moves.filter { mine.contains($0.stage) }
    }

    private func chooseMove(of matter: Matter?) throws -> Move? {
        let moves = moves(of: matter)
        guard !moves.isEmpty else { return nil }
        context.prompt.tell(context.ask(.chooseStage))
        return try choose(moves)
    }

    private func choose(_ moves: [Move]) throws -> Move? {
        let items = moves.map { move in
            MenuItem(
                code: move.stage,
                label: (move.matter.map { work.values.matter($0) + ": " } ?? "") + move.stage + "  "
                    + work.values.stage(move.stage))
        }
        let menu = Menu(items, words: context.menuWords, screen: context.screen)
        guard case .item(let place) = try menu.ask(context.prompt) else { return nil }
        return moves[place]
    }

    private func chooseForm(_ move: Move?) throws -> Form? {
        let target = move?.stage
        let entry = target.flatMap { definition.stage($0) }?.entryForms ?? []
        // What is learnt of a matter where it stands is told by any form of the stage.
        let stays = move?.matter != nil && move?.matter?.stage == target
        let abilities = Set(
            work.me.roles.compactMap { definition.role($0) }.flatMap(\.abilities))
        let kind = kind
        let homes = kind == .child ? definition.homes(of: work.me.roles) : work.asks(kind)
        let answers: ClassSet =
            move?.matter == nil ? [] : definition.answerable(by: work.me.roles)
        let present = Set(
            definition.parts.tracks.filter { !$0.meaning.isOfMatters }
                .compactMap { heads.stage(on: $0) })
        let offered = definition.parts.forms.filter { form in
            guard homes.union(answers).contains(form.homeClass), definition.form(form, fits: kind),
                kind == .child || definition.fills(form, by: work.me.roles, in: kind)
            else { return false }
            if !entry.isEmpty, !stays { return entry.contains(form.code) }
            switch form.meaning {
            case .assigns: guard abilities.contains(.assigns) else { return false }
            case .backdates: guard abilities.contains(.approvesBackdating) else { return false }
            case .founds, .breaksGlass, .reviewsGlass, .recordsIncident: return false
            case .opens, .refers, .warns, .measures, .transmits, nil: break
            }
            if move?.matter != nil { return form.stages.contains(target ?? "") }
            return form.stages.isEmpty || form.stages.contains(target ?? "")
                || !present.isDisjoint(with: form.stages)
                || move == nil && begins(form)
        }
        if !entry.isEmpty, offered.count == 1 { return offered.first }
        context.prompt.tell(context.ask(.chooseForm))
        let items = offered.map { MenuItem(code: $0.code, label: work.values.form($0.code)) }
        let menu = Menu(items, words: context.menuWords, screen: context.screen)
        guard case .item(let place) = try menu.ask(context.prompt) else {
            // An act that moves a file may come without a form; one that stays may not.
            if move != nil, entry.isEmpty { return nil }
            throw Failure(.gaveUp)
        }
        return offered[place]
    }

    /// Whether a form begins a matter at the stage at which its track opens.
    private func begins(_ form: Form) -> Bool {
        guard let track = form.begins.flatMap({ definition.track($0) }) else { return false }
        return track.opening.map { form.stages.contains($0.code) } ?? false
    }

    // MARK: - Filling

    private func complete(
        _ start: ActDraft, form: Form?, after last: Draft.Place? = nil
    ) async throws -> ActDraft {
        var draft = start
        let fields = work.fields(of: heads)
        let drafting = drafting
        var dialogue = form.map { form in
            FormDialogue(form.asked(of: work.asks(work.kind(start, heads))), fields: fields) {
                values in
                var asked = draft
                asked.values = values
                return work.check(asked, heads: heads)
            } answered: { values, place in
                draft.values = values
                try await drafting?.keep(draft, at: place)
            }
        }
        dialogue?.goOn(start.values, after: last)
        try await dialogue?.fill()
        if form?.meaning == .refers { try await chooseExtract(&draft) }
        if draft.eventAt == nil {
            draft.eventAt = try askEventTime(fields)
            try await drafting?.keep(draft)
        }
        while true {
            draft.values = dialogue?.entry.values ?? []
            let errors = work.check(draft, heads: heads)
            if errors.isEmpty {
                guard try context.confirm(context.ask(.confirmSend)) else {
                    throw Failure(.gaveUp)
                }
                return draft
            }
            let count = context.count(errors.count, .errors)
            context.prompt.tell(context.say(.errorsFound(count: count)))
            for error in errors {
                context.prompt.tell("  " + error.line(definition, context.language))
            }
            let places = try await mend(&draft, errors, dialogue?.form, fields)
            if !places.isEmpty { try await dialogue?.fix(places) }
        }
    }

    /// Asks, field by field, what the service has to know; without an answer it is told nothing.
    private func chooseExtract(_ draft: inout ActDraft) async throws {
        // What was chosen of a value that the file holds no more is not told.
        draft.extract = known.values.filter { draft.extract.contains($0) }
        let answered = draft.extract + (drafting?.declined ?? [])
        let open = known.values.filter { !answered.contains($0) }
        guard !open.isEmpty else { return }
        context.prompt.tell(context.ask(.chooseExtract))
        var group: String?
        for value in open {
            let form = definition.form(ofField: value.field)
            if let form, form.code != group {
                context.prompt.tell(context.text(form.labels))
                group = form.code
            }
            let field = definition.field(value.field)
            let line =
                "  " + work.values.label(value.field) + ": "
                + context.screen.value(work.values.text(value.value, field: field))
            if try context.confirm(line + "  " + context.ask(.tellService), whenEmpty: false) {
                draft.extract.append(value)
                try await drafting?.keep(draft)
            } else {
                try await drafting?.decline(value)
            }
        }
    }

    /// Asks again for what is wrong in the heading, and gives what is wrong in fields of the form;
    /// what no answer can mend ends the entry.
    private func mend(
        _ draft: inout ActDraft, _ errors: [CheckError], _ form: Form?, _ fields: FieldDialogue
    ) async throws -> [CheckError] {
        let heading = errors.filter { $0.field.isEmpty }
        for error in heading {
            switch error.code {
            case .reasonRequired, .tooLong, .forbiddenText:
                draft.reason = try context.prompt.line(context.ask(.reason)).trimmed
            case .futureEvent, .backdatedTooFar: draft.eventAt = try askEventTime(fields)
            default: throw work.failure(errors, on: heads, saying: draft.values)
            }
            try await drafting?.keep(draft)
        }
        let places = errors.filter { error in
            form?.fields.contains { $0.code == error.field } == true
        }
        guard !places.isEmpty || !heading.isEmpty else {
            throw work.failure(errors, on: heads, saying: draft.values)
        }
        return places
    }

    private func askEventTime(_ fields: FieldDialogue) throws -> Instant? {
        while true {
            let typed = Digits.ascii(
                try context.prompt.line(context.ask(.eventTime)).trimmed)
            if typed.isEmpty { return nil }
            if let moment = fields.moment(typed) { return moment }
            context.prompt.tell(context.ask(.badMoment))
        }
    }
}
