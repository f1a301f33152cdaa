import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Terminal

/// `madar refer`: refers a child to a service, with what that has to know, chosen field by field.
struct ReferCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "refer", abstract: helpText(.refer),
        discussion: examples(
            "madar refer 7K3M-92QA-Y",
            "madar refer 7K3M-92QA-Y --act act.json --tell given_name_ar --tell sex"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionAct)) var act: String?
    @Option(help: help(.optionTell)) var tell: [String] = []
    @Argument(help: help(.argumentFile)) var file: String

    func perform(_ context: Context) async throws {
        let input = try act.map { try ActInput.read(Input.bytes($0)) }
        let name = try Work.file(file)
        let work = try await Work(context)
        try await Drafting.throughLocks(context) {
            try await Self.refer(work, name, input: input, tell: tell)
        }
    }

    static func refer(
        _ work: Work, _ name: FileName, input: ActInput? = nil, tell: [String] = [],
        resumed: Draft? = nil
    ) async throws {
        let context = work.context
        var learning = work
        await learning.learnOrganisations()
        let work = learning
        try await work.sendWaiting()
        let view = try await work.target(name)
        let acts = try await context.waiting(.connecting) {
            try await work.session.client.history(view.file)
        }
        let known = Extract(acts.map(\.act), work.definition)
        if let input {
            var draft = try work.draft(input, nil, kind: .form, heads: view.heads)
            draft.extract = try tell.map { code in
                guard let value = known.values.first(where: { $0.field == code }) else {
                    throw Failure(.notKnown(code: code))
                }
                return value
            }
            return try await write(work, view, draft)
        }
        guard let (form, stage) = Self.sending(work.definition) else {
            throw Failure(.unknownForm(code: FormMeaning.refers.rawValue))
        }
        try await Drafting.run(work, .referral, view, form: form, resumed: resumed) { drafting in
            let flow = EntryFlow(work: work, heads: view.heads, known: known, drafting: drafting)
            let draft = try await flow.act(form: form, to: stage, matter: nil)
            try await write(work, view, draft, key: drafting.key)
        }
    }

    private static func write(
        _ work: Work, _ view: FileView, _ draft: ActDraft, key: [UInt8]? = nil
    ) async throws {
        let context = work.context
        let call = try await work.session.client.prepareAct(
            view.file, after: view.sequence, work.timed(draft), key: key)
        let outcome = try await work.submit(call, fileNumber: view.number?.text ?? "")
        guard let outcome else { throw ExitCode(ExitStatus.unreachable.rawValue) }
        guard case .appended(let saved) = outcome else { throw Failure(.protocolBroken) }
        try context.emit(
            SavedDocument(
                file: view.file.hexadecimal, fileNumber: view.number?.text,
                act: saved.act.hexadecimal, sequence: saved.sequence))
        context.tell(.referred(count: context.count(draft.extract.count, .fields)))
    }

    /// The form that refers, and the stage at which its referral lies with the service.
    private static func sending(_ definition: CircuitDefinition) -> (String, String)? {
        guard let form = definition.parts.forms.first(where: { $0.meaning == .refers }),
            let track = form.begins.flatMap({ definition.track($0) }),
            let stage = track.stages.first(where: {
                $0.meanings.contains(.opens) && $0.meanings.contains(.addressed)
            })
        else { return nil }
        return (form.code, stage.code)
    }
}

/// What a referral may tell of a file: the last value of each field that its author reads, but
/// for what no service is told in this way.
struct Extract {
    private(set) var values: [FieldValue] = []

    /// Nothing.
    init() {}

    /// Collects it from the acts of a file, in their order.
    init(_ acts: [PartialAct], _ definition: CircuitDefinition) {
        var last: [String: [FieldValue]] = [:]
        var order: [String] = []
        for act in acts {
            let fields = Dictionary(grouping: act.values, by: \.field)
            for (code, values) in fields {
                guard let field = definition.field(code), Self.mayTell(field),
                    definition.form(ofField: code)?.meaning != .refers
                else { continue }
                last[code] = values
                order.append(code)
            }
        }
        let known = definition.parts.forms.flatMap(\.fields).map(\.code)
        values = known.flatMap { last[$0] ?? [] }
    }

    private static func mayTell(_ field: Field) -> Bool {
        ClassSet(field.dataClass).isSubset(of: [.identity, .social, .health])
            && field.type != .attachment
    }
}
