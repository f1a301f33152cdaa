import Agent
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Terminal

/// One dialogue and the draft in which its answers are kept, each before the next is asked.
final class Drafting {
    /// The session locked itself; what was answered is kept, and goes on with another session.
    struct Parked: Error {
        let draft: Draft
    }

    private let work: Work
    private var draft: Draft
    /// The acts with which the dialogue goes on; none where it began.
    private let earlierActs: [ActDraft]
    private var isKept = false
    private var isFailureTold = false
    private var heldContents: Set<AttachmentID> = []

    private var context: Context { work.context }
    private var agent: AgentClient { work.session.agent }

    private init(_ work: Work, _ draft: Draft) {
        self.work = work
        self.draft = draft
        earlierActs = draft.acts
    }

    /// The key of the draft, under which its write goes.
    var key: [UInt8] { draft.key }
    /// What of a file was chosen already not to be told.
    var declined: [FieldValue] { draft.declined }
    /// The question that was passed last.
    var last: Draft.Place? { draft.last }

    /// The act of a form with which the dialogue goes on; nil where it begins.
    func earlier(form: String) -> ActDraft? { earlierActs.first { $0.form == form } }

    /// The act that was being answered when the dialogue stopped.
    var earlier: ActDraft? { earlierActs.last }

    /// The values of an act that its form asks for as it is now; those that it asks for no more are
    /// shown, so that nothing goes unseen.
    func values(of earlier: ActDraft, _ form: Form) async throws -> [FieldValue] {
        let contents = HeldContents(agent)
        var (kept, lost): ([FieldValue], [FieldValue]) = ([], [])
        for value in earlier.values {
            var isThere = form.fields.contains { $0.code == value.field }
            if case .attachment(let attachment) = value.value, isThere {
                isThere = try await contents.held(attachment.id) == attachment
            }
            if isThere { kept.append(value) } else { lost.append(value) }
        }
        if earlier.formVersion != form.version { context.tell(.draftFormChanged) }
        if !lost.isEmpty {
            context.alarm(.draftValuesLost(count: context.count(lost.count, .answers)))
            for line in DraftText(context, work.definition, work.me).lines(lost) {
                context.prompt.tell(line)
            }
        }
        return kept
    }

    // MARK: - Keeping

    /// Keeps what was answered; where that fails, says so once and lets the dialogue go on.
    ///
    /// - Throws: `Parked` where the session had locked itself.
    func keep(_ act: ActDraft, at place: Draft.Place? = nil) async throws {
        if let found = draft.acts.firstIndex(where: { $0.form == act.form }) {
            draft.acts[found] = act
        } else {
            draft.acts.append(act)
        }
        if let place { draft.last = place }
        try await keep()
    }

    /// Keeps that a value of the file is not to be told.
    func decline(_ value: FieldValue) async throws {
        draft.declined.append(value)
        try await keep()
    }

    private func keep() async throws {
        draft.changedAt = context.now
        // Whoever has answered nothing yet has nothing to lose.
        guard draft.answerCount > 0 || isKept else { return }
        do {
            try await keep(agent)
        } catch let error as ClientError where error.code == .agentNotRunning {
            try await unlockAgain()
            throw Parked(draft: draft)
        } catch let error as ClientError {
            guard !isFailureTold else { return }
            isFailureTold = true
            context.alarm(.draftNotKept(reason: Failure(error).happened(context.language)))
        }
    }

    private func keep(_ agent: AgentClient) async throws {
        // Contents first: where the draft stands, what it promises is there.
        for act in draft.acts {
            try await work.picked.hold(act, HeldContents(agent), except: heldContents)
            heldContents.formUnion(act.attachments.map(\.id))
        }
        try await Drafts(agent).keep(draft)
        isKept = true
    }

    /// Opens the session again, so that the last answer is not lost either.
    private func unlockAgain() async throws {
        context.alarm(.sessionLocked)
        while true {
            do {
                try await UnlockCommand.unlock(context, passphraseFile: nil)
                break
            } catch let error as ClientError where error.code == .wrongPassphrase {
                Failure(error).report(context.language, isJSON: false, screen: context.screen)
            }
        }
        heldContents = []
        try await keep(try await UserSession(context).agent)
    }

    // MARK: - One dialogue

    /// Runs a dialogue that keeps its answers, after an offer to go on with what waits.
    ///
    /// - Parameters:
    ///   - view: the file; nil for an opening.
    ///   - form: the code of the form, where it is known already.
    ///   - resumed: the draft with which it goes on; nil to look for one.
    static func run(
        _ work: Work, _ dialogue: Draft.Dialogue, _ view: FileView? = nil, form: String? = nil,
        resumed: Draft? = nil, _ body: (Drafting) async throws -> Void
    ) async throws {
        let context = work.context
        let waiting = try await waiting(work.session, context)
        var draft = resumed
        if let resumed {
            guard try await work.session.agent.claim(resumed) else {
                throw Failure(.draftElsewhere)
            }
        } else {
            let fitting = waiting.filter { draft in
                draft.dialogue == dialogue && draft.file == view?.file
                    && (form == nil || draft.acts.contains { $0.form == form?.uppercased() })
            }
            draft = try await offer(fitting, work)
        }
        if let draft { DraftText(context, work.definition, work.me).showAnswers(draft) }
        let drafting = Drafting(
            work,
            draft
                ?? Draft(
                    dialogue, number: (waiting.map(\.number).max() ?? 0) + 1, file: view?.file,
                    fileNumber: view?.number?.text ?? "", now: context.now))
        if draft == nil { _ = try await work.session.agent.claim(drafting.draft) }
        do {
            try await body(drafting)
        } catch {
            await drafting.tellKept(error)
            await work.session.agent.unclaim(drafting.draft)
            throw error
        }
        await work.session.agent.unclaim(drafting.draft)
    }

    /// Says that the answers are kept, where they are.
    private func tellKept(_ error: any Error) async {
        guard !(error is Parked), (try? await Drafts(agent).holds(draft)) == true else { return }
        context.tell(.draftKept(number: String(draft.number)))
    }

    /// Does what a person asked for; where the session locked itself in a dialogue, goes on with
    /// that in the next one.
    static func throughLocks(_ context: Context, _ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let parked as Parked {
            var next = parked.draft
            while true {
                do {
                    return try await DraftsResumeCommand.resume(context, next)
                } catch let parked as Parked {
                    next = parked.draft
                }
            }
        }
    }

    /// Asks what is to become of the drafts that wait; the one with which to go on, or nil to begin
    /// anew.
    private static func offer(_ found: [Draft], _ work: Work) async throws -> Draft? {
        let context = work.context
        let agent = work.session.agent
        let text = DraftText(context, work.definition, work.me)
        var waiting: [Draft] = []
        for draft in found {
            if try await agent.claim(draft) {
                await agent.unclaim(draft)
                waiting.append(draft)
            } else {
                context.alarm(.draftInUse(draft: text.line(draft)))
            }
        }
        while !waiting.isEmpty {
            context.prompt.tell(context.ask(.draftsFound))
            let lines = waiting.map { text.line($0) }
            let items =
                lines.map { MenuItem(code: "", label: context.say(.draftGoOn(draft: $0))) }
                + [MenuItem(code: "", label: context.ask(.draftAnew))]
                + lines.map { MenuItem(code: "", label: context.say(.draftThrowAway(draft: $0))) }
            let menu = Menu(items, words: context.menuWords, screen: context.screen)
            guard case .item(let place) = try menu.ask(context.prompt) else {
                throw Failure(.gaveUp)
            }
            if place == waiting.count { return nil }
            let draft = waiting[place < waiting.count ? place : place - waiting.count - 1]
            guard try await agent.claim(draft) else {
                Failure(.draftElsewhere).report(
                    context.language, isJSON: false, screen: context.screen)
                continue
            }
            if place < waiting.count { return draft }
            if try context.confirm(context.ask(.confirmDrop)) {
                try await forget(draft, work.session)
                waiting.removeAll { $0.key == draft.key }
            }
            await agent.unclaim(draft)
        }
        return nil
    }

    // MARK: - What waits

    /// The drafts that wait; those that were handed over already or have waited too long go, of
    /// which the person is told.
    static func waiting(_ session: UserSession, _ context: Context) async throws -> [Draft] {
        let (drafts, unreadableCount) = try await Drafts(session.agent).all()
        if unreadableCount > 0 {
            context.alarm(
                .draftsUnreadable(count: context.count(unreadableCount, .drafts)))
        }
        guard !drafts.isEmpty else { return [] }
        let handedOver = Set(try await session.agent.entries().map(\.call.draftKey))
        // Nothing goes of which nobody is told.
        guard !context.isJSON else { return drafts.filter { !handedOver.contains($0.key) } }
        let text = try await DraftText(context, session)
        var waiting: [Draft] = []
        for draft in drafts {
            if handedOver.contains(draft.key) {
                try await Drafts(session.agent).forget(draft)
                context.tell(.draftHandedOver(draft: text.line(draft)))
            } else if draft.keptUntil < context.now {
                try await forget(draft, session)
                context.alarm(.draftTooOld(draft: text.line(draft)))
            } else {
                waiting.append(draft)
            }
        }
        return waiting
    }

    /// Drops a draft for good, and the pictures and documents that it alone needs.
    static func forget(_ draft: Draft, _ session: UserSession) async throws {
        try await Drafts(session.agent).forget(draft)
        for attachment in draft.attachments { try await session.agent.release(attachment.id) }
    }

    /// Says how many drafts wait, where any do; what keeps them from being counted is told where
    /// they are asked for.
    static func tellWaiting(_ context: Context) async {
        guard !context.isJSON, let session = try? await UserSession(context),
            let waiting = try? await waiting(session, context), !waiting.isEmpty
        else { return }
        context.tell(.draftsWait(count: context.count(waiting.count, .drafts)))
    }
}
