import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Report
import Terminal

/// `madar urgent`, where a child is in danger now.
///
/// The warning, the urgent measure and the word to the
/// prosecutor go in one call, written together or not at all.
struct UrgentCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "urgent", abstract: helpText(.urgent),
        discussion: examples(
            "madar urgent 7K3M-92QA-Y",
            "madar urgent 7K3M-92QA-Y --facts \"...\" --measure SHELTER --recipient \"...\" --yes"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionFacts)) var facts: String?
    @Option(help: help(.optionMeasure)) var measure: String?
    @Option(help: help(.optionRecipient)) var recipient: String?
    @Flag(name: .customLong("yes"), help: help(.optionYesUrgent)) var isSure = false
    @Argument(help: help(.argumentFile)) var file: String

    private struct Document: Encodable {
        var schema = "madar.urgent/1"
        var outcome = Outcome.done.rawValue
        var file: String
        var fileNumber: String?
        var act: String
        var sequence: UInt64
        var forms: [String]
        /// Whether the word to the prosecutor is among what was written.
        var prosecutorTold: Bool
    }

    func perform(_ context: Context) async throws {
        let name = try Work.file(file)
        let work = try await Work(context, mayBeOffline: true)
        try await Drafting.throughLocks(context) {
            try await Self.warn(
                work, name, facts: facts, measure: measure, recipient: recipient, isSure: isSure)
        }
    }

    static func warn(
        _ work: Work, _ name: FileName, facts: String? = nil, measure: String? = nil,
        recipient: String? = nil, isSure: Bool = false, resumed: Draft? = nil
    ) async throws {
        let context = work.context
        var learning = work
        await learning.learnOrganisations()
        let work = learning
        let view = try await work.target(name)
        func warn(_ drafting: Drafting?) async throws {
            let entry = UrgentEntry(
                work: work, facts: facts, measure: measure, recipient: recipient,
                drafting: drafting)
            let drafts = try await entry.drafts(heads: view.heads)
            try await write(work, view, drafts, isSure: isSure, key: drafting?.key)
        }
        guard context.prompt.isAvailable, !context.isJSON else { return try await warn(nil) }
        try await Drafting.run(work, .urgent, view, resumed: resumed, warn)
    }

    private static func write(
        _ work: Work, _ view: FileView, _ drafts: [ActDraft], isSure: Bool, key: [UInt8]?
    ) async throws {
        let context = work.context
        guard let first = drafts.first else { throw ClientError(.permission, outcome: .refused) }
        let told = drafts.contains { draft in
            draft.form.flatMap { work.definition.form($0) }?.meaning == .transmits
        }
        if !context.isJSON {
            context.show(
                drafts.map { draft in
                    let stage = draft.to.map { " (" + work.values.stage($0) + ")" } ?? ""
                    let form = draft.form.map { work.values.formName($0) } ?? ""
                    return LabelledValue(context.text(.form), form + stage)
                })
        }
        if !isSure {
            guard try context.confirm(context.ask(.confirmSend)) else { throw Failure(.gaveUp) }
        }
        let call = try await work.session.client.prepareAct(
            view.file, after: view.sequence, work.timed(first),
            further: drafts.dropFirst().map { work.timed($0) }, key: key)
        let outcome = try await work.submit(call, fileNumber: view.number?.text ?? "")
        if !told { context.alarm(.prosecutorNotTold) }
        // The page is for the telephone and the car, with or without a line.
        defer { try? page(work, drafts, view) }
        guard let outcome else { throw ExitCode(ExitStatus.unreachable.rawValue) }
        guard case .appended(let saved) = outcome else { throw Failure(.protocolBroken) }
        try context.emit(
            Document(
                file: view.file.hexadecimal, fileNumber: view.number?.text,
                act: saved.act.hexadecimal, sequence: saved.sequence,
                forms: drafts.compactMap(\.form), prosecutorTold: told))
        context.tell(.urgentSaved(count: context.count(drafts.count, .acts)))
    }

    /// One page for the prosecutor, in both languages, where pages to print lie.
    private static func page(_ work: Work, _ drafts: [ActDraft], _ view: FileView) throws {
        guard !work.context.isJSON else { return }
        let reason = work.definition.parts.forms.first { $0.meaning == .transmits }
        let printer = PrintCommand.printer(
            work, view.heads, number: view.number,
            reason: reason.map { work.context.text($0.labels) } ?? "")
        let acts = drafts.map { work.act($0, view.heads) }
        try PrintCommand.hand(work, printer.notice(acts, view.heads), view.file, .justice)
    }
}

/// What is written of a child in danger, asked in as few answers as it takes: moments are now, the
/// level is the highest, and only what must be known is asked.
private struct UrgentEntry {
    let work: Work
    let facts: String?
    let measure: String?
    let recipient: String?
    /// Where the answers are kept; nil where nobody is asked.
    let drafting: Drafting?

    private var context: Context { work.context }
    private var definition: CircuitDefinition { work.definition }
    private var stages: Set<String> {
        Set(work.me.roles.compactMap { definition.role($0) }.flatMap(\.stages))
    }

    /// The acts that the member's roles let him write, in their order.
    func drafts(heads: Heads) async throws -> [ActDraft] {
        var heads = heads
        var drafts: [ActDraft] = []
        for meaning in [FormMeaning.warns, .measures, .transmits] {
            guard let form = definition.parts.forms.first(where: { $0.meaning == meaning }),
                definition.homes(of: work.me.roles).contains(form.homeClass)
            else { continue }
            var draft = ActDraft(
                kind: .form, form: form.code, formVersion: form.version,
                definitionVersion: definition.version)
            if meaning == .warns, let stage = urgentStage(heads) {
                (draft.kind, draft.to) = (.transition, stage)
            }
            let begins = work.act(draft, heads).begins(definition)
            guard begins.map({ stages.contains($0) }) ?? true else { continue }
            try await fill(&draft, form, heads)
            heads.fold(work.act(draft, heads), definition)
            drafts.append(draft)
        }
        return drafts
    }

    /// The stage in which the child needs help at once, where the file may come to it now.
    private func urgentStage(_ heads: Heads) -> String? {
        heads.stage.flatMap { definition.stage($0) }?.next.first { code in
            stages.contains(code)
                && definition.stage(code)?.meanings.contains(.urgent) == true
        }
    }

    private func fill(_ draft: inout ActDraft, _ form: Form, _ heads: Heads) async throws {
        let start = draft
        let asked = form.asked(of: work.asks(.child))
        let drafting = drafting
        var dialogue = FormDialogue(asked, fields: work.fields()) { values in
            var draft = start
            draft.values = values
            draft.reason = reason(values, form) ?? ""
            return work.check(draft, heads: heads)
        } answered: { values, _ in
            var draft = start
            draft.values = values
            try await drafting?.keep(draft)
        }
        for field in asked.fields where field.group == nil {
            if let value = known(field, form) { dialogue.preset(value, field: field.code) }
        }
        if let drafting {
            if let earlier = drafting.earlier(form: form.code) {
                dialogue.goOn(try await drafting.values(of: earlier, asked), after: nil)
            }
            context.prompt.tell(context.text(form.labels))
            try await dialogue.fillMissing()
        } else {
            let errors = dialogue.check(dialogue.entry.values)
            guard errors.isEmpty else { throw work.failure(errors, on: heads) }
        }
        draft.values = dialogue.entry.values
        if draft.to != nil { draft.reason = reason(draft.values, form) ?? "" }
        let errors = work.check(draft, heads: heads)
        guard errors.isEmpty else { throw work.failure(errors, on: heads) }
    }

    /// The facts: whoever moves a file to urgent measures says why.
    private func reason(_ values: [FieldValue], _ form: Form) -> String? {
        guard form.meaning == .warns else { return nil }
        return values.lazy.compactMap { value in
            if case .text(let text) = value.value { text } else { nil }
        }.first
    }

    /// The value of a field that nobody has to be asked for.
    private func known(_ field: Field, _ form: Form) -> Value? {
        switch (field.meaning, field.type) {
        case (.danger, .choice):
            return item(of: field) { $0.meaning == .dangerNow }
        case (.risk, .choice): return definition.riskLevels.last.map { .choice($0.code) }
        case (.offenceSuspected, .flag): return .flag(true)
        case (.measureType, .choice):
            return item(of: field) { $0.code == measure?.uppercased() }
        case (.measureExpires, .instant):
            return .instant(context.now.adding(seconds: MadarLimits.urgentMeasureSeconds))
        default: break
        }
        // To whom it goes is asked as words where no office is named.
        if form.meaning == .transmits, field.type == .text, field.need != .optional {
            return recipient.map { .text($0) }
        }
        guard field.need == .required else { return nil }
        switch field.type {
        case .instant: return .instant(context.now)
        case .choice: return item(of: field) { $0.meaning == .assumed }
        case .member: return .member(work.me.member)
        case .text where form.meaning == .warns: return facts.map { .text($0) }
        default: return nil
        }
    }

    private func item(of field: Field, _ isMeant: (CodeItem) -> Bool) -> Value? {
        field.list.flatMap { definition.list($0) }?.items.first(where: isMeant)
            .map { .choice($0.code) }
    }
}
