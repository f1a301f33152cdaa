import Agent
import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Mapping
import Terminal

/// `madar drafts`: what was answered and not sent.
struct DraftsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drafts", abstract: helpText(.drafts),
        subcommands: [
            DraftsListCommand.self, DraftsResumeCommand.self, DraftsForgetCommand.self,
        ],
        defaultSubcommand: DraftsListCommand.self)

    /// The draft of a number.
    static func draft(
        _ number: UInt32, _ session: UserSession, _ context: Context
    ) async throws -> Draft {
        let waiting = try await Drafting.waiting(session, context)
        guard let draft = waiting.first(where: { $0.number == number }) else {
            throw Failure(.noSuchDraft(number: String(number)))
        }
        return draft
    }
}

/// `madar drafts list`.
struct DraftsListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.draftsList),
        discussion: examples("madar drafts", "madar drafts list --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        struct DraftDocument: Encodable {
            var draft: UInt32
            var dialogue: String
            var file: String?
            var fileNumber: String?
            var form: String?
            var startedAt: String
            var changedAt: String
            var keptUntil: String
            var answerCount: Int
        }
        var schema = "madar.drafts/1"
        var drafts: [DraftDocument]
    }

    func perform(_ context: Context) async throws {
        _ = try await Self.list(try await UserSession(context), context)
    }

    /// Shows the drafts that wait, and gives them.
    static func list(_ session: UserSession, _ context: Context) async throws -> [Draft] {
        let drafts = try await Drafting.waiting(session, context)
        try context.emit(
            Document(
                drafts: drafts.map { draft in
                    Document.DraftDocument(
                        draft: draft.number, dialogue: String(describing: draft.dialogue),
                        file: draft.file?.hexadecimal, fileNumber: draft.fileNumber.orNil,
                        form: draft.acts.last?.form, startedAt: DateText.iso(draft.startedAt),
                        changedAt: DateText.iso(draft.changedAt),
                        keptUntil: DateText.iso(draft.keptUntil),
                        answerCount: draft.answerCount)
                }))
        guard !context.isJSON else { return drafts }
        guard !drafts.isEmpty else {
            context.tell(.noDrafts)
            return []
        }
        let text = try await DraftText(context, session)
        let labels: [Label] = [.draft, .fileNumber, .form, .since, .answers, .keptUntil]
        context.screen.table(
            labels.map { context.text($0) },
            rows: drafts.map { draft in
                [
                    String(draft.number), draft.fileNumber, text.form(draft),
                    context.moment(draft.startedAt), String(draft.answerCount),
                    context.moment(draft.keptUntil),
                ]
            })
        return drafts
    }
}

/// `madar drafts resume`.
struct DraftsResumeCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: helpText(.draftsResume),
        discussion: examples("madar drafts resume 1"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: help(.argumentDraft)) var draft: UInt32

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let found = try await DraftsCommand.draft(draft, session, context)
        try await Drafting.throughLocks(context) { try await Self.resume(context, found) }
    }

    /// Goes on with a draft, by the way by which it began.
    static func resume(_ context: Context, _ draft: Draft) async throws {
        guard context.prompt.isAvailable, !context.isJSON else { throw Failure(.noTerminal) }
        do {
            guard let file = draft.file else {
                return try await OpenCommand.open(
                    try await Work(context, mayBeOffline: true), resumed: draft)
            }
            switch draft.dialogue {
            case .act, .opening:
                try await AddCommand.add(
                    try await Work(context, mayBeOffline: true), .id(file), resumed: draft)
            case .referral:
                try await ReferCommand.refer(try await Work(context), .id(file), resumed: draft)
            case .urgent:
                try await UrgentCommand.warn(
                    try await Work(context, mayBeOffline: true), .id(file), resumed: draft)
            }
        } catch let error as ClientError {
            // The file may be out of reach by now; the answers are not.
            let session = try await UserSession(context)
            if try await Drafts(session.agent).holds(draft) {
                try await DraftText(context, session).showAnswers(draft)
                context.tell(.draftKept(number: String(draft.number)))
            }
            throw error
        }
    }

    /// Lets a person choose one of those that wait.
    static func choose(_ context: Context) async throws {
        let session = try await UserSession(context)
        let drafts = try await DraftsListCommand.list(session, context)
        guard !drafts.isEmpty else { return }
        let text = try await DraftText(context, session)
        let menu = Menu(
            drafts.map { MenuItem(code: "", label: text.line($0)) }, words: context.menuWords,
            screen: context.screen)
        context.prompt.tell(context.ask(.draftWhich))
        guard case .item(let place) = try menu.ask(context.prompt) else { return }
        try await resume(context, drafts[place])
    }
}

/// `madar drafts forget`.
struct DraftsForgetCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: helpText(.draftsForget),
        discussion: examples("madar drafts forget 1"))

    @OptionGroup var options: GlobalOptions
    @Flag(help: help(.optionYesDrop)) var yesDrop = false
    @Argument(help: help(.argumentDraft)) var draft: UInt32

    private struct Document: Encodable {
        var schema = "madar.draft-forgotten/1"
        var outcome = Outcome.done.rawValue
        var draft: UInt32
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let found = try await DraftsCommand.draft(draft, session, context)
        if !yesDrop {
            let text = try await DraftText(context, session)
            context.prompt.tell(text.line(found))
            text.showAnswers(found)
            guard try context.confirm(context.ask(.confirmDrop)) else { throw Failure(.gaveUp) }
        }
        guard try await session.agent.claim(found) else { throw Failure(.draftElsewhere) }
        try await Drafting.forget(found, session)
        try context.emit(Document(draft: draft))
        context.tell(.draftForgotten(number: String(draft)))
    }
}
