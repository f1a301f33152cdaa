import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Messages
import Terminal

/// `madar open`.
struct OpenCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: helpText(.open),
        discussion: examples("madar open", "madar open --searched --act opening.json --json"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionAct)) var act: String?
    @Flag(help: help(.optionSearched)) var searched = false

    func validate() throws {
        guard (act == nil) != searched else {
            throw ValidationError("--searched --act FILE")
        }
    }

    func perform(_ context: Context) async throws {
        let input = try act.map { try ActInput.read(Input.bytes($0)) }
        try await Self.open(try await Work(context), input: input)
    }

    static func open(_ work: Work, input: ActInput?) async throws {
        let context = work.context
        _ = try await work.outbox.flush()
        let draft: ActDraft
        if let input {
            let read = try input.draft(work.definition, me: work.me, kind: .opening)
            let errors =
                read.errors + (read.errors.isEmpty ? work.check(read.draft, heads: Heads()) : [])
            guard errors.isEmpty else { throw work.failure(errors) }
            draft = read.draft
        } else {
            guard try await isNew(work) else { return }
            draft = try EntryFlow(work: work, heads: Heads()).opening()
        }
        let call = try await work.session.client.prepareOpening(draft)
        let outcome = try await context.waiting(.connecting) { try await submit(work, call) }
        guard case .opened(let opened) = outcome else { throw Failure(.protocolBroken) }
        try context.emit(
            SavedDocument(
                file: opened.file.hexadecimal, fileNumber: opened.number.text,
                act: opened.act.hexadecimal, sequence: opened.sequence))
        context.tell(.fileOpened(number: opened.number.text))
        context.tell(.fileOpenedNext(number: opened.number.text))
    }

    static func submit(_ work: Work, _ call: PreparedCall) async throws -> PreparedOutcome {
        do {
            return try await work.outbox.submit(call)
        } catch let error as ClientError {
            throw Failure(error, definition: work.definition)
        }
    }

    /// Searches first: a child who has a file is not given a second one.
    private static func isNew(_ work: Work) async throws -> Bool {
        let context = work.context
        let name = try context.prompt.line(context.ask(.newChildName)).trimmed
        guard !name.isEmpty else { return true }
        let answer = try await context.waiting(.connecting) {
            try await work.session.client.find(name)
        }
        guard !answer.candidates.isEmpty else {
            context.tell(.noneFound)
            return true
        }
        context.tell(.candidatesFor)
        let list = CandidateList(work: work)
        for candidate in answer.candidates {
            context.prompt.tell("  " + context.screen.value(list.line(candidate)))
        }
        if try context.confirm(context.ask(.confirmNewFile)) { return true }
        context.tell(.gaveUp)
        return false
    }
}
