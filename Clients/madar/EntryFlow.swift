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

    private var context: Context { work.context }
    private var definition: CircuitDefinition { work.definition }

    /// Enters an act for a file that is there; what the caller knows already is not asked.
    func act(form formCode: String?, to stageCode: String?) throws -> ActDraft {
        let present = heads.stage
        var target: String?
        if let stageCode {
            target = try known(stage: stageCode)
        } else if formCode == nil {
            target = try chooseStage(from: present)
        }
        let form = try formCode.map(known(form:)) ?? chooseForm(present: present, target: target)
        let draft = ActDraft(
            kind: target == nil ? .form : .transition, form: form?.code,
            formVersion: form?.version ?? 0, definitionVersion: definition.version, to: target)
        return try complete(draft, form: form)
    }

    /// Enters the act that opens a file.
    func opening() throws -> ActDraft {
        guard let form = definition.parts.forms.first(where: { $0.meaning == .opens }) else {
            throw Failure(.unknownForm(code: FormMeaning.opens.rawValue))
        }
        let stages = definition.parts.tracks.flatMap(\.stages)
        guard let stage = stages.first(where: { $0.meanings.contains(.opens) }) else {
            throw Failure(.unknownStage(code: StageMeaning.opens.rawValue))
        }
        let draft = ActDraft(
            kind: .opening, form: form.code, formVersion: form.version,
            definitionVersion: definition.version, to: stage.code)
        return try complete(draft, form: form)
    }

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

    private func chooseStage(from present: String?) throws -> String? {
        let roleStages = Set(
            work.me.roles.compactMap { definition.role($0) }.flatMap(\.stages))
        let next = (present.flatMap { definition.stage($0) }?.next ?? [])
            .filter { roleStages.contains($0) }
        guard !next.isEmpty else { return nil }
        context.prompt.tell(context.ask(.chooseStage))
        let items = next.map { MenuItem(code: $0, label: $0 + "  " + work.values.stage($0)) }
        let menu = Menu(items, words: context.menuWords, screen: context.screen)
        guard case .item(let place) = try menu.ask(context.prompt) else { return nil }
        return next[place]
    }

    private func chooseForm(present: String?, target: String?) throws -> Form? {
        let entry = target.flatMap { definition.stage($0) }?.entryForms ?? []
        let mayAssign = work.me.roles.contains { role in
            definition.role(role)?.abilities.contains(.assigns) == true
        }
        let homes = definition.homes(of: work.me.roles)
        let offered = definition.parts.forms.filter { form in
            guard homes.contains(form.homeClass) else { return false }
            if !entry.isEmpty { return entry.contains(form.code) }
            if form.meaning == .assigns, !mayAssign { return false }
            return form.stages.isEmpty || form.stages.contains(present ?? "")
                || form.stages.contains(target ?? "")
        }
        if !entry.isEmpty, offered.count == 1 { return offered.first }
        context.prompt.tell(context.ask(.chooseForm))
        let items = offered.map { MenuItem(code: $0.code, label: work.values.form($0.code)) }
        let menu = Menu(items, words: context.menuWords, screen: context.screen)
        guard case .item(let place) = try menu.ask(context.prompt) else {
            // An act that moves a file may come without a form; one that stays may not.
            if target != nil, entry.isEmpty { return nil }
            throw Failure(.gaveUp)
        }
        return offered[place]
    }

    // MARK: - Filling

    private func complete(_ start: ActDraft, form: Form?) throws -> ActDraft {
        var draft = start
        let fields = work.fields
        var dialogue = form.map { form in
            FormDialogue(form.asked(of: work.asks), fields: fields) { values in
                var draft = start
                draft.values = values
                return work.check(draft, heads: heads)
            }
        }
        try dialogue?.fill()
        draft.eventAt = try askEventTime(fields)
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
            try mend(&draft, errors, &dialogue, fields)
        }
    }

    /// Asks again for what is wrong; what no answer can mend ends the entry.
    private func mend(
        _ draft: inout ActDraft, _ errors: [CheckError], _ dialogue: inout FormDialogue?,
        _ fields: FieldDialogue
    ) throws {
        let heading = errors.filter { $0.field.isEmpty }
        for error in heading {
            switch error.code {
            case .reasonRequired, .tooLong, .forbiddenText:
                draft.reason = try context.prompt.line(context.ask(.reason)).trimmed
            case .futureEvent, .backdatedTooFar: draft.eventAt = try askEventTime(fields)
            default: throw work.failure(errors)
            }
        }
        let places = errors.filter { error in
            dialogue?.form.fields.contains { $0.code == error.field } == true
        }
        guard !places.isEmpty || !heading.isEmpty else { throw work.failure(errors) }
        if !places.isEmpty { try dialogue?.fix(places) }
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
