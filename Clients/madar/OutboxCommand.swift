import Agent
import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Messages
import Terminal

/// `madar outbox`: what waits on this device; its subcommands need no daemon but to send.
struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: helpText(.outbox),
        subcommands: [
            OutboxListCommand.self, OutboxShowCommand.self, OutboxDropCommand.self,
            OutboxSendCommand.self,
        ],
        defaultSubcommand: OutboxListCommand.self)

    /// Tells what an attempt to send came to.
    static func tell(_ report: OutboxReport, _ context: Context) {
        if report.sent > 0 {
            context.tell(.queuedSent(count: context.count(report.sent, .acts)))
        }
        if report.refused > 0 {
            context.tell(.queuedRefused(count: context.count(report.refused, .acts)))
        }
        if report.waiting > 0 {
            context.tell(.notSent(count: context.count(report.waiting, .acts)))
        }
    }
}

/// How many entries stand in which state.
struct OutboxCounts {
    private(set) var waiting = 0
    private(set) var unknown = 0
    private(set) var refused = 0

    init(_ entries: [OutboxEntry]) {
        for entry in entries {
            switch entry.state {
            case .notSent: waiting += 1
            case .unknown: unknown += 1
            case .refused: refused += 1
            case .opened: break
            }
        }
    }
}

/// An entry as programs read it.
struct EntryDocument: Encodable {
    var entry: UInt64
    var state: String
    var kind: String
    var enteredAt: String
    var file: String?
    var fileNumber: String?
    var form: String?
    var to: String?
    var unsearched: Bool
    var error: String?
    var openedNumber: String?

    init(_ entry: OutboxEntry) {
        self.entry = entry.number
        kind =
            entry.draft.map { String(describing: $0.kind) }
            ?? (entry.call.method == .openFile ? "opening" : String(describing: entry.call.method))
        enteredAt = DateText.iso(entry.enteredAt)
        file = entry.file?.hexadecimal
        form = entry.draft?.form
        to = entry.draft?.to
        unsearched = entry.isUnsearched
        fileNumber = entry.fileNumber.orNil
        switch entry.state {
        case .notSent(let last): (state, error) = ("not_sent", last?.code.rawValue)
        case .unknown(let last): (state, error) = ("unknown", last?.code.rawValue)
        case .refused(let reason): (state, error) = ("refused", reason.code.rawValue)
        case .opened(let number): (state, openedNumber) = ("opened", number.text)
        }
    }
}

/// A picture or document that waits, as programs read it.
struct UploadDocument: Encodable {
    var entry: UInt64
    var state: String
    var enteredAt: String
    var file: String
    var fileNumber: String?
    var sequence: UInt64
    var attachment: String
    var field: String
    var byteCount: UInt32
    var sentByteCount: Int
    var error: String?

    init(_ upload: WaitingUpload) {
        entry = upload.number
        state = upload.refusal == nil ? "not_sent" : "refused"
        enteredAt = DateText.iso(upload.enteredAt)
        file = upload.place.file.hexadecimal
        fileNumber = upload.fileNumber.orNil
        sequence = upload.place.sequence
        attachment = upload.place.id.hexadecimal
        field = upload.field
        byteCount = upload.place.attachment.byteCount
        sentByteCount = upload.sentByteCount
        error = upload.refusal?.code.rawValue
    }
}

/// How entries are shown; the words of forms come from the definition served last.
struct OutboxText {
    let context: Context
    let definition: CircuitDefinition?
    let me: Myself?

    init(_ context: Context, _ session: UserSession) async throws {
        self.context = context
        definition = try await session.client.keptDefinition()
        me = try await session.client.keptWhoAmI().flatMap { Myself($0) }
    }

    func state(_ entry: OutboxEntry) -> String {
        switch entry.state {
        case .notSent: context.text(.entryNotSent)
        case .unknown: context.text(.entryUnknown)
        case .refused: context.text(.entryRefused)
        case .opened: context.text(.entryOpened)
        }
    }

    /// Why an entry stands as it does; empty where nothing went wrong.
    func reason(_ entry: OutboxEntry) -> String {
        switch entry.state {
        case .notSent(let error?), .unknown(let error?), .refused(let error):
            Failure(error).happened(context.language)
        case .notSent(nil), .unknown(nil): ""
        case .opened: entry.isUnsearched ? context.say(.searchNow) : ""
        }
    }

    func state(_ upload: WaitingUpload) -> String {
        if upload.refusal != nil { return context.text(.entryRefused) }
        guard upload.sentByteCount > 0 else { return context.text(.entryNotSent) }
        let percent = upload.sentByteCount * 100 / Int(upload.place.attachment.byteCount)
        return context.text(.entrySending) + " " + context.screen.value("\(percent) %")
    }

    func reason(_ upload: WaitingUpload) -> String {
        upload.refusal.map { Failure($0).happened(context.language) } ?? ""
    }

    func what(_ upload: WaitingUpload) -> String {
        let label =
            definition?.field(upload.field).map { context.text($0.labels) }
            ?? context.text(.attachment)
        guard let definition else { return label }
        let values = ValueText(context: context, definition: definition, me: me)
        return label + ": " + values.attachment(upload.place.attachment)
    }

    func what(_ entry: OutboxEntry) -> String {
        if entry.call.method == .setAbsence { return context.text(.writeAbsence) }
        if entry.call.method == .approve { return context.text(.actApproval) }
        if entry.call.method == .handOver { return context.text(.writeHandOver) }
        guard let draft = entry.draft, entry.call.method == .appendAct else {
            return context.text(.actOpening)
                + (entry.isUnsearched ? " (" + context.text(.unsearched) + ")" : "")
        }
        let form = draft.form.map { code in
            definition?.form(code).map { code + "  " + context.text($0.labels) } ?? code
        }
        let stage = draft.to.map { code in
            definition?.stage(code).map { context.text($0.labels) } ?? code
        }
        return [form, stage.map { "→ " + $0 }].compactMap(\.self).joined(separator: "  ")
    }
}

/// `madar outbox list`.
struct OutboxListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.outboxList),
        discussion: examples("madar outbox", "madar outbox list --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.outbox/1"
        var entries: [EntryDocument]
        var uploads: [UploadDocument]
    }

    func perform(_ context: Context) async throws { try await Self.list(context) }

    static func list(_ context: Context) async throws {
        let session = try await UserSession(context)
        let entries = try await session.agent.entries()
        let uploads = try await session.agent.uploads()
        try context.emit(
            Document(
                entries: entries.map(EntryDocument.init), uploads: uploads.map(UploadDocument.init))
        )
        guard !context.isJSON else { return }
        guard !entries.isEmpty || !uploads.isEmpty else { return context.tell(.sendNothing) }
        let text = try await OutboxText(context, session)
        let labels: [Label] = [.entry, .state, .enteredAt, .fileNumber, .act, .reason]
        context.screen.table(
            labels.map { context.text($0) },
            rows: entries.map { entry in
                [
                    String(entry.number), text.state(entry), context.moment(entry.enteredAt),
                    entry.fileNumber, text.what(entry), text.reason(entry),
                ]
            }
                + uploads.map { upload in
                    [
                        String(upload.number), text.state(upload),
                        context.moment(upload.enteredAt), upload.fileNumber, text.what(upload),
                        text.reason(upload),
                    ]
                })
    }
}

/// `madar outbox show`.
struct OutboxShowCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: helpText(.outboxShow),
        discussion: examples(
            "madar outbox show 3", "madar outbox show 3 --template > act.txt",
            "madar act --from act.txt"))

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionTemplate)) var template = false
    @Argument(help: help(.argumentEntry)) var entry: UInt64

    private struct Document: Encodable {
        var schema = "madar.outbox-entry/1"
        var entry: EntryDocument
        var values: [ValueDocument]
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let found = try await session.agent.entries().first { $0.number == entry }
        let text = try await OutboxText(context, session)
        guard let found else {
            let upload = try await session.agent.uploads().first { $0.number == entry }
            guard let upload, !template else {
                throw Failure(.noSuchEntry(number: String(entry)))
            }
            try context.emit(UploadDocument(upload))
            return context.show(items(upload, text))
        }
        if template {
            guard let draft = found.draft, let definition = text.definition,
                let form = draft.form.flatMap({ definition.form($0) })
            else { throw Failure(.noSuchEntry(number: String(entry))) }
            // Text with values of a record goes where the person sends it, as JSON does.
            let lines = FormTemplate(form, context: context, definition: definition)
                .lines(of: draft, file: found.fileNumber)
            guard StandardStream.output.write(lines.joined(separator: "\n") + "\n") else {
                throw Failure(.outputFailed)
            }
            return
        }
        try context.emit(
            Document(
                entry: EntryDocument(found),
                values: found.draft?.values.map { ValueDocument($0, session.client) } ?? []))
        guard !context.isJSON else { return }
        show(found, text, session)
    }

    private func items(_ upload: WaitingUpload, _ text: OutboxText) -> [LabelledValue] {
        let context = text.context
        return [
            LabelledValue(context.text(.entry), String(upload.number)),
            LabelledValue(context.text(.state), text.state(upload)),
            LabelledValue(context.text(.enteredAt), context.moment(upload.enteredAt)),
            LabelledValue(context.text(.fileNumber), upload.fileNumber),
            LabelledValue(context.text(.act), String(upload.place.sequence)),
            LabelledValue(context.text(.attachment), text.what(upload)),
            LabelledValue(context.text(.reason), text.reason(upload)),
        ].filter { !$0.value.isEmpty }
    }

    private func show(_ entry: OutboxEntry, _ text: OutboxText, _ session: UserSession) {
        let context = text.context
        var items = [
            LabelledValue(context.text(.entry), String(entry.number)),
            LabelledValue(context.text(.state), text.state(entry)),
            LabelledValue(context.text(.enteredAt), context.moment(entry.enteredAt)),
            LabelledValue(context.text(.fileNumber), entry.fileNumber),
            LabelledValue(context.text(.act), text.what(entry)),
            LabelledValue(context.text(.reason), text.reason(entry)),
        ].filter { !$0.value.isEmpty }
        if case .refused(let error) = entry.state {
            items += error.fields.map { field in
                LabelledValue(
                    context.text(.field), field.line(text.definition, context.language))
            }
        }
        if let definition = text.definition {
            let values = ValueText(
                context: context, definition: definition, me: text.me, client: session.client)
            for value in entry.draft?.values ?? [] {
                let field = definition.field(value.field)
                let row = field?.group == nil ? "" : " \(Int(value.row) + 1)"
                items.append(
                    LabelledValue(
                        values.label(value.field) + row, values.text(value.value, field: field)))
            }
        }
        context.show(items)
        if case .refused = entry.state {
            context.tell(.refusedAgain(number: String(entry.number)))
        }
    }
}

/// `madar outbox drop`.
struct OutboxDropCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: helpText(.outboxDrop),
        discussion: examples("madar outbox drop 3"))

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionYesDrop)) var yesDrop = false
    @Argument(help: help(.argumentEntry)) var entry: UInt64

    private struct Document: Encodable {
        var schema = "madar.outbox-dropped/1"
        var outcome = Outcome.done.rawValue
        var entry: UInt64
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let found = try await session.agent.entries().first { $0.number == entry }
        if !yesDrop {
            let upload = try await session.agent.uploads().first { $0.number == entry }
            let text = try await OutboxText(context, session)
            if let found {
                context.prompt.tell(text.state(found) + ": " + text.what(found))
                if case .unknown = found.state { context.prompt.tell(context.say(.dropUnknown)) }
            } else if let upload {
                context.prompt.tell(text.state(upload) + ": " + text.what(upload))
            } else {
                throw Failure(.noSuchEntry(number: String(entry)))
            }
            guard try context.confirm(context.ask(.confirmDrop)) else {
                throw Failure(.gaveUp)
            }
        }
        guard try await session.agent.drop(entry) else {
            throw Failure(.noSuchEntry(number: String(entry)))
        }
        try context.emit(Document(entry: entry))
        context.tell(.dropped(number: String(entry)))
    }
}

/// `madar outbox send`.
struct OutboxSendCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: helpText(.send),
        discussion: examples("madar outbox send"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.send/1"
        var sent: Int
        var refused: Int
        var waiting: Int
        var error: String?
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let report = try await context.waiting(.sending) { try await session.agent.sendAll() }
        try context.emit(
            Document(
                sent: report.sent, refused: report.refused, waiting: report.waiting,
                error: report.error?.code.rawValue))
        OutboxCommand.tell(report, context)
        if report.error == nil, try await !session.agent.uploads().isEmpty {
            try await UploadView(context, session.agent).wait(0) { $0.refusal == nil }
        } else if report == OutboxReport() {
            context.tell(.sendNothing)
        }
        if let error = report.error {
            var failure = Failure(error, outcome: .queued)
            failure.advice = { Notice.queueAdvice.text($0) }
            throw failure
        }
        if report.refused > 0 { throw ExitCode(ExitStatus.badInput.rawValue) }
    }
}
