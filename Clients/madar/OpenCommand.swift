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
    @Option(help: help(.optionFromTemplate)) var from: String?
    @Flag(help: help(.optionSearched)) var searched = false

    func validate() throws {
        guard act == nil || from == nil, (act == nil && from == nil) != searched else {
            throw ValidationError("--searched --act FILE | --searched --from FILE")
        }
    }

    func perform(_ context: Context) async throws {
        let input = try act.map { try ActInput.read(Input.bytes($0)) }
        let template = try from.map { try FilledTemplate(Input.bytes($0)) }
        let work = try await Work(context, mayBeOffline: true)
        try await Drafting.throughLocks(context) {
            try await Self.open(work, input: input, template: template)
        }
    }

    static func open(
        _ work: Work, _ record: Track? = nil, input: ActInput? = nil,
        template: FilledTemplate? = nil, resumed: Draft? = nil
    ) async throws {
        try await work.sendWaiting()
        if input != nil || template != nil {
            if template != nil { try await work.learnKept() }
            let draft = try work.draft(input, template, kind: .opening, heads: Heads())
            if work.offline != nil, work.kind(draft, Heads()) == .child {
                work.context.tell(.searchImpossible)
            }
            return try await write(work, draft)
        }
        try await Drafting.run(work, .opening, resumed: resumed) { drafting in
            let flow = EntryFlow(work: work, heads: Heads(), drafting: drafting)
            let track = drafting.earlier?.to.flatMap { work.definition.track(ofStage: $0) }
            if let track = record ?? track, track.meaning == .record {
                return try await write(work, try await flow.founding(track), key: drafting.key)
            }
            // Also where it goes on: somebody else may have opened the child's file meanwhile.
            guard try await isNew(work) else { return }
            try await write(work, try await flow.opening(), key: drafting.key)
        }
    }

    private static func write(
        _ work: Work, _ draft: ActDraft, key: [UInt8]? = nil
    ) async throws {
        let context = work.context
        try await work.hold(draft)
        let call = try await work.session.client.prepareOpening(work.timed(draft), key: key)
        let isChild = work.kind(draft, Heads()) == .child
        let outcome = try await work.submit(call, isUnsearched: work.offline != nil && isChild)
        guard let outcome else { throw ExitCode(ExitStatus.unreachable.rawValue) }
        guard case .opened(let opened) = outcome else { throw Failure(.protocolBroken) }
        try context.emit(
            SavedDocument(
                file: opened.file.hexadecimal, fileNumber: opened.number.text,
                act: opened.act.hexadecimal, sequence: opened.sequence))
        context.tell(.fileOpened(number: opened.number.text))
        // The same whatever there is elsewhere in the province: it tells nobody of another's file.
        if isChild { context.tell(.joinedIfKnown) }
        try await work.awaitUploads(of: draft)
        if isChild { context.tell(.fileOpenedNext(number: opened.number.text)) }
    }

    /// Searches first: a child who has a file is not given a second one.
    private static func isNew(_ work: Work) async throws -> Bool {
        let context = work.context
        guard work.offline == nil else {
            context.tell(.searchImpossible)
            if try context.confirm(context.ask(.confirmUnsearched)) { return true }
            context.tell(.gaveUp)
            return false
        }
        let name = try context.prompt.line(context.ask(.newChildName)).trimmed
        guard !name.isEmpty else { return true }
        var searching = Searching(work, SearchTerms(name, now: context.now))
        let list = CandidateList(work: work)
        let found = try await searching.run(mayAsk: true) { answer in
            if answer.indexPercent < 100 {
                context.tell(.indexBuilding(percent: Int(answer.indexPercent)))
            }
            guard !answer.candidates.isEmpty else { return }
            context.tell(.candidatesFor)
            for candidate in answer.candidates {
                context.prompt.tell("  " + list.line(candidate))
            }
        }
        guard !found.isEmpty else {
            context.tell(.noneFound)
            return true
        }
        if try context.confirm(context.ask(.confirmNewFile)) { return true }
        context.tell(.gaveUp)
        return false
    }
}
