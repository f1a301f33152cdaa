import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Messages
import Report
import Terminal

/// `madar incident`: the register of incidents of security.
struct IncidentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident", abstract: helpText(.incident),
        subcommands: [
            IncidentListCommand.self, IncidentReportCommand.self, IncidentAmendCommand.self,
            IncidentPrintCommand.self,
        ],
        defaultSubcommand: IncidentListCommand.self)
}

/// An incident as programs read it.
private struct IncidentDocument: Encodable {
    struct Version: Encodable {
        var member: String
        var name: String
        var at: String
        var leaf: UInt64

        init(_ version: WireIncidentVersion) {
            member = version.member.hexadecimal
            name = version.name
            at = DateText.iso(Instant(milliseconds: version.atMs))
            leaf = version.leaf
        }
    }
    var incident: String
    var first: Version
    var last: Version
    var versions: UInt32
    var due: Bool
    /// That the log cannot tell any more what its last version says.
    var unreadable: Bool
    var values: [ValueDocument]

    init(_ item: WireIncident, _ said: [FieldValue], _ client: DaemonClient) {
        incident = item.incident.hexadecimal
        first = Version(item.first)
        last = Version(item.last)
        versions = item.versions
        due = item.due
        unreadable = item.unreadable
        values = said.map { ValueDocument($0, client) }
    }
}

/// What the commands of incidents share.
private struct Incidents {
    let work: Work
    let form: Form

    private var context: Context { work.context }
    private var client: DaemonClient { work.session.client }

    init(_ context: Context) async throws {
        work = try await Work(context)
        guard let form = work.definition.incidentForm else {
            throw Failure(.unknownForm(code: FormMeaning.recordsIncident.rawValue))
        }
        self.form = form
    }

    func register() async throws -> IncidentRegister {
        try await context.waiting(.connecting) { try await client.incidents() }
    }

    /// The incident that a person means by the first characters of its id.
    func chosen(_ typed: String) async throws -> (id: IncidentID, item: WireIncident) {
        let begin = Digits.ascii(typed).lowercased()
        let found = try await register().incidents.filter {
            $0.incident.hexadecimal.hasPrefix(begin)
        }
        guard found.count == 1, let id = IncidentID(blob: found[0].incident) else {
            throw Failure(.unknownIncident)
        }
        return (id, found[0])
    }

    func said(_ item: WireIncident) throws -> [FieldValue] {
        guard let said = item.said else { throw Failure(.protocolBroken) }
        return said
    }

    func details(_ item: WireIncident) throws -> [LabelledValue] {
        let said = try said(item)
        let values = form.fields.flatMap { field in
            said.filter { $0.field == field.code }.map {
                LabelledValue(
                    context.text(field.labels), work.values.text($0.value, field: field))
            }
        }
        var items = [
            LabelledValue(
                context.text(.incidentWord), String(item.incident.hexadecimal.prefix(8))),
            LabelledValue(
                context.text(.declaration),
                context.text(item.due ? Label.toBeDeclared : .declared),
                style: item.due ? .alarm : .good),
        ]
        items += values
        items += [
            LabelledValue(context.text(.incidentReportedBy), item.first.name),
            LabelledValue(
                context.text(.incidentReportedAt), context.moment(milliseconds: item.first.atMs)),
        ]
        guard item.versions > 1, !item.unreadable else { return items }
        return items + [
            LabelledValue(context.text(.incidentAmendedBy), item.last.name),
            LabelledValue(
                context.text(.incidentAmendedAt), context.moment(milliseconds: item.last.atMs)),
            LabelledValue(context.text(.incidentVersions), String(item.versions)),
        ]
    }

    /// What is to be said of an incident: what a document tells, or what a person answers.
    func values(_ act: String?, before: [FieldValue] = []) async throws -> [FieldValue] {
        let said: [FieldValue]
        if let act { said = try read(act) } else { said = try await ask(before) }
        let excess = DaemonClient.excessByteCount(ofIncident: said)
        guard excess == 0 else { throw Failure(.incidentTooLong(excess: String(excess))) }
        return said
    }

    private func check(_ values: [FieldValue]) -> [CheckError] {
        work.definition.checkIncident(values, now: context.now).errors
    }

    private func read(_ act: String) throws -> [FieldValue] {
        var input = try ActInput.read(Input.bytes(act))
        let named = input.form ?? form.code
        guard named == form.code else { throw Failure(.unknownForm(code: named)) }
        input.form = form.code
        let read = try input.draft(
            work.definition, me: work.me, kind: .form, picked: work.picked, people: [])
        let errors = read.errors.isEmpty ? check(read.draft.values) : read.errors
        guard errors.isEmpty else {
            throw work.failure(errors, on: Heads(), saying: read.draft.values)
        }
        return read.draft.values
    }

    /// Asks the questions of the form; nothing of it is kept on this device.
    private func ask(_ before: [FieldValue]) async throws -> [FieldValue] {
        var dialogue = FormDialogue(form, fields: work.fields(), check: check) { _, _ in }
        dialogue.help = .formHelpUnkept
        dialogue.goOn(before, after: nil)
        try await dialogue.fill()
        while true {
            let errors = check(dialogue.entry.values)
            guard !errors.isEmpty else { break }
            for error in errors {
                context.prompt.tell("  " + error.line(work.definition, context.language))
            }
            let places = errors.filter { error in
                form.fields.contains { $0.code == error.field }
            }
            guard !places.isEmpty else {
                throw work.failure(errors, on: Heads(), saying: dialogue.entry.values)
            }
            try await dialogue.fix(places)
        }
        guard try context.confirm(context.ask(.confirmIncident)) else { throw Failure(.gaveUp) }
        return dialogue.entry.values
    }

    /// Tells what was kept, and shows it as the daemon has it now.
    func tell(_ id: IncidentID, _ answer: WireReportIncidentAnswer) async throws {
        let short = String(id.hexadecimal.prefix(8))
        let isNew = answer.versions == 1
        try context.emit(
            SaidDocument(
                incident: id.hexadecimal, versions: answer.versions, leaf: answer.leaf,
                due: answer.due))
        context.tell(
            isNew
                ? .incidentReported(id: short)
                : .incidentAmended(id: short, version: String(answer.versions)))
        if answer.due { context.alarm(.incidentToDeclare(id: short)) }
    }

    private struct SaidDocument: Encodable {
        var schema = "madar.incident-said/1"
        var outcome = Outcome.done.rawValue
        var incident: String
        var versions: UInt32
        var leaf: UInt64
        var due: Bool
    }
}

/// `madar incident list`.
private struct IncidentListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.incidentList),
        discussion: examples("madar incident", "madar incident list --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.incidents/1"
        var incidents: [IncidentDocument]
        var due: Int
    }

    func perform(_ context: Context) async throws {
        let incidents = try await Incidents(context)
        let register = try await incidents.register()
        let client = incidents.work.session.client
        let documents = try register.incidents.map {
            IncidentDocument($0, try incidents.said($0), client)
        }
        try context.emit(Document(incidents: documents, due: register.dueCount))
        guard !context.isJSON else { return }
        guard !register.incidents.isEmpty else { return context.tell(.noIncidents) }
        for item in register.incidents { context.show(try incidents.details(item)) }
        if register.dueCount > 0 {
            context.alarm(.incidentsDueAlarm(count: String(register.dueCount)))
        }
        let damaged = register.incidents.count(where: \.unreadable)
        if damaged > 0 { context.alarm(.leavesUnreadable(count: String(damaged))) }
    }
}

/// `madar incident report`.
private struct IncidentReportCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: helpText(.incidentReport),
        discussion: examples(
            "madar incident report", "madar incident report --act incident.json --json"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionIncidentAct)) var act: String?

    func perform(_ context: Context) async throws {
        let incidents = try await Incidents(context)
        let values = try await incidents.values(act)
        let client = incidents.work.session.client
        let id = DaemonClient.newIncident()
        let answer = try await context.waiting(.sending) { try await client.report(id, values) }
        try await incidents.tell(id, answer)
    }
}

/// `madar incident amend`.
private struct IncidentAmendCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "amend", abstract: helpText(.incidentAmend),
        discussion: examples(
            "madar incident amend 0123abcd", "madar incident amend 0123abcd --act incident.json"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionIncidentAct)) var act: String?
    @Argument(help: help(.argumentIncident)) var incident: String

    func perform(_ context: Context) async throws {
        let incidents = try await Incidents(context)
        let (id, item) = try await incidents.chosen(incident)
        if !context.isJSON { context.show(try incidents.details(item)) }
        let values = try await incidents.values(act, before: incidents.said(item))
        let client = incidents.work.session.client
        let answer = try await context.waiting(.sending) {
            try await client.report(id, after: item.versions, values)
        }
        try await incidents.tell(id, answer)
    }
}

/// `madar incident print`.
private struct IncidentPrintCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "print", abstract: helpText(.incidentPrint),
        discussion: examples("madar incident print", "madar incident print --json"))

    @OptionGroup var options: GlobalOptions

    func perform(_ context: Context) async throws {
        let incidents = try await Incidents(context)
        let register = try await incidents.register()
        let printer = PrintCommand.printer(incidents.work, Heads(), number: nil, reason: "")
        let page = printer.incidentRegister(
            try register.incidents.map { ($0, try incidents.said($0)) })
        try PrintCommand.hand(incidents.work, page, nil, .insider)
    }
}
