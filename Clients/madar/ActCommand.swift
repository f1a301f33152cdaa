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
        subcommands: [AddCommand.self, ListFormsCommand.self])
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
            "madar act add 7K3M-92QA-Y", "madar act add 7K3M-92QA-Y --form F2 --to LISTEN",
            "madar act add 7K3M-92QA-Y --act act.json --json")
            + "\n\n" + helpText(.jsonShape) + "\n" + shape)

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionForm)) var form: String?
    @Option(help: help(.optionTo)) var to: String?
    @Option(help: help(.optionAct)) var act: String?
    @Argument(help: help(.argumentFile)) var file: String

    func validate() throws {
        guard act == nil || (form == nil && to == nil) else {
            throw ValidationError("--act: --form, --to")
        }
    }

    func perform(_ context: Context) async throws {
        let name = try Work.file(file)
        let input = try act.map { try ActInput.read(Input.bytes($0)) }
        try await Self.add(try await Work(context), name, form: form, to: to, input: input)
    }

    static func add(
        _ work: Work, _ name: FileName, form: String? = nil, to: String? = nil,
        input: ActInput? = nil
    ) async throws {
        let context = work.context
        _ = try await work.outbox.flush()
        let view = try await context.waiting(.connecting) {
            try await work.session.client.readFile(name)
        }
        let draft: ActDraft
        if let input {
            let read = try input.draft(
                work.definition, me: work.me, kind: input.to == nil ? .form : .transition)
            let errors =
                read.errors + (read.errors.isEmpty ? work.check(read.draft, heads: view.heads) : [])
            guard errors.isEmpty else { throw work.failure(errors) }
            draft = read.draft
        } else {
            draft = try EntryFlow(work: work, heads: view.heads).act(form: form, to: to)
        }
        let call = try await work.session.client.prepareAct(
            view.file, after: view.sequence, draft)
        let outcome = try await context.waiting(.connecting) {
            try await OpenCommand.submit(work, call)
        }
        guard case .appended(let saved) = outcome else { throw Failure(.protocolBroken) }
        try context.emit(
            SavedDocument(
                file: view.file.hexadecimal, fileNumber: view.number?.text,
                act: saved.act.hexadecimal, sequence: saved.sequence))
        context.tell(.actSaved(sequence: String(saved.sequence)))
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
