import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Terminal

/// `madar act`.
struct ActCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "act", abstract: helpText(.act),
        subcommands: [AddCommand.self, TemplateCommand.self, ListFormsCommand.self],
        defaultSubcommand: AddCommand.self)
}

/// `madar act add`.
struct AddCommand: MadarCommand {
    private static let shape = """
          {"form": "F2", "to": "LISTEN", "event_at": "2026-05-27T14:30:00Z", "reason": "...",
           "values": {"interview_at": "2026-05-27T14:30:00Z", "child_consents": true,
                      "interviewer": "me"},
           "groups": {"RELATIVE": [{"relative_link": "MOTHER"}]}}
        """
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: helpText(.actAdd),
        discussion: examples(
            "madar act add 7K3M-92QA-Y", "madar act --from act.txt",
            "madar act add 7K3M-92QA-Y --form F2 --to LISTEN",
            "madar act add 7K3M-92QA-Y --matter 4f2a --to ACCEPTED",
            "madar act add 7K3M-92QA-Y --act act.json --json")
            + "\n\n" + helpText(.jsonShape) + "\n" + shape)

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionForm)) var form: String?
    @Option(help: help(.optionTo)) var to: String?
    @Option(help: help(.optionMatter)) var matter: String?
    @Option(help: help(.optionAct)) var act: String?
    @Option(help: help(.optionFromTemplate)) var from: String?
    @Argument(help: help(.argumentFile)) var file: String?

    func validate() throws {
        let given = [act != nil, from != nil, form != nil || to != nil || matter != nil]
            .count { $0 }
        guard given <= 1 else { throw ValidationError("--act | --from | --form --to --matter") }
        guard file != nil || from != nil else { throw ValidationError("<file>") }
    }

    func perform(_ context: Context) async throws {
        let input = try act.map { try ActInput.read(Input.bytes($0)) }
        let template = try from.map { try FilledTemplate(Input.bytes($0)) }
        guard let named = file ?? template?.file else { throw Failure(.badFileNumber) }
        let name = try Work.file(named)
        let work = try await Work(context, mayBeOffline: true)
        try await Drafting.throughLocks(context) {
            try await Self.add(
                work, name, form: form, to: to, matter: matter, input: input, template: template)
        }
    }

    static func add(
        _ work: Work, _ name: FileName, form: String? = nil, to: String? = nil,
        matter: String? = nil, input: ActInput? = nil, template: FilledTemplate? = nil,
        resumed: Draft? = nil
    ) async throws {
        var learning = work
        await learning.learnOrganisations()
        let work = learning
        try await work.sendWaiting()
        let view = try await work.target(name)
        if input != nil || template != nil {
            if template != nil { try await work.learnKept() }
            let draft = try work.draft(input, template, kind: .form, heads: view.heads)
            return try await write(work, view, draft)
        }
        try await Drafting.run(work, .act, view, form: form, resumed: resumed) { drafting in
            let flow = EntryFlow(work: work, heads: view.heads, drafting: drafting)
            let draft = try await flow.act(form: form, to: to, matter: matter)
            try await write(work, view, draft, key: drafting.key)
        }
    }

    private static func write(
        _ work: Work, _ view: FileView, _ draft: ActDraft, key: [UInt8]? = nil
    ) async throws {
        let context = work.context
        try await work.hold(draft)
        let call = try await work.session.client.prepareAct(
            view.file, after: view.sequence, work.timed(draft), key: key)
        let outcome = try await work.submit(call, fileNumber: view.number?.text ?? "")
        let downgrade = work.downgrade(draft, heads: view.heads)
        defer {
            if let downgrade {
                let level = work.values.choice(downgrade.from, meaning: .risk)
                context.tell(.downgradeWaits(level: level))
            }
            if let stage = work.proposedStage(draft) {
                context.tell(.stageWaits(stage: work.values.stage(stage)))
            }
            if let form = work.owedTransmission(draft) {
                context.alarm(.offenceNotTold(form: form))
            }
        }
        guard let outcome else { throw ExitCode(ExitStatus.unreachable.rawValue) }
        guard case .appended(let saved) = outcome else { throw Failure(.protocolBroken) }
        try context.emit(
            SavedDocument(
                file: view.file.hexadecimal, fileNumber: view.number?.text,
                act: saved.act.hexadecimal, sequence: saved.sequence,
                proposedRisk: downgrade?.to, proposedStage: work.proposedStage(draft)))
        context.tell(.actSaved(sequence: String(saved.sequence)))
        try await work.awaitUploads(of: draft)
    }
}

extension Work {
    /// The draft that a document or a filled template tells, checked.
    ///
    /// - Throws: `Failure` with everything that is wrong, by field and, in a template, by line.
    func draft(
        _ input: ActInput?, _ template: FilledTemplate?, kind: ActKind, heads: Heads
    ) throws -> ActDraft {
        if let template { return try template.draft(self, kind: kind, heads: heads) }
        guard let input else { throw Failure(.badJSON) }
        let isMove = kind == .form && input.to != nil
        let read = try input.draft(
            definition, me: me, kind: isMove ? .transition : kind, picked: picked,
            people: heads.people(definition))
        let errors = read.errors + (read.errors.isEmpty ? check(read.draft, heads: heads) : [])
        guard errors.isEmpty else { throw failure(errors, on: heads, saying: read.draft.values) }
        try checkClasses(read.draft, heads: heads)
        return read.draft
    }
}

extension Work {
    /// Nobody is asked for what his role does not write; a document may bring it all the same.
    func checkClasses(_ draft: ActDraft, heads: Heads) throws {
        let asks = asks(kind(draft, heads))
        let closed = draft.values.compactMap { definition.field($0.field) }
            .filter { !asks.contains($0.dataClass) }
        guard !closed.isEmpty else { return }
        var seen: Set<String> = []
        throw Failure(
            .classClosed(
                fields: context.list(
                    closed.filter { seen.insert($0.code).inserted }
                        .map { context.text($0.labels) + " (" + $0.code + ")" })))
    }
}

/// `madar act list-forms`.
struct ListFormsCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list-forms", abstract: helpText(.actListForms),
        discussion: examples("madar act list-forms", "madar act list-forms --form F2 --json"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionForm)) var form: String?

    private struct Document: Encodable {
        struct FieldDocument: Encodable {
            var code: String
            var label: String
            var type: String
            var dataClass: UInt8
            var required: Bool
            var list: String?
            var group: String?
        }
        struct FormDocument: Encodable {
            var code: String
            var version: UInt16
            var label: String
            var stages: [String]
            var fields: [FieldDocument]
        }
        var schema = "madar.forms/1"
        var definitionVersion: UInt32
        var forms: [FormDocument]
    }

    func perform(_ context: Context) async throws {
        let work = try await Work(context)
        let forms =
            try form.map { [try EntryFlow(work: work, heads: Heads()).known(form: $0)] }
            ?? work.definition.parts.forms
        try context.emit(
            Document(
                definitionVersion: work.definition.version,
                forms: forms.map { document($0, context) }))
        guard !context.isJSON else { return }
        if form == nil {
            let labels: [Label] = [.form, .formVersion, .formStages]
            context.screen.table(
                labels.map { context.text($0) },
                rows: forms.map { form in
                    [
                        work.values.form(form.code), String(form.version),
                        form.stages.isEmpty
                            ? context.text(.anyStage) : form.stages.joined(separator: " "),
                    ]
                })
        } else {
            let labels: [Label] = [.code, .label, .value, .required]
            context.screen.table(
                labels.map { context.text($0) },
                rows: forms.flatMap(\.fields).map { field in
                    [
                        field.code, context.text(field.labels),
                        field.type.rawValue + (field.list.map { " " + $0 } ?? ""),
                        context.text(field.need == .required ? Label.yes : .no),
                    ]
                })
        }
    }

    private func document(_ form: Form, _ context: Context) -> Document.FormDocument {
        Document.FormDocument(
            code: form.code, version: form.version, label: context.text(form.labels),
            stages: form.stages,
            fields: form.fields.map { field in
                Document.FieldDocument(
                    code: field.code, label: context.text(field.labels),
                    type: field.type.rawValue, dataClass: field.dataClass.rawValue,
                    required: field.need == .required, list: field.list, group: field.group)
            })
    }
}
