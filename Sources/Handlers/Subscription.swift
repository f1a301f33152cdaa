internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Framing
internal import Index
internal import Messages
internal import Registry

/// One subscription: what happens on the caller's files is told as it happens (SPEC W-111).
///
/// It keeps a position and queues nothing: what it has to tell next is always found again in the
/// store and in the index, so a caller who reads slowly costs no memory.
struct Subscription: StreamCase {
    /// A task that fell due at a moment.
    private struct Due: Hashable {
        let file: FileID
        let task: String
        let at: Instant
    }

    private var member = MemberID.zero
    /// The kinds of task that the member is told of whosever file it is.
    private var kinds: Set<String> = []
    private var position: UInt64 = 0
    private var mustResync = false
    private var isReadyTold = false
    /// What is due and was told, as long as it is owed.
    private var told: Set<Due> = []
    /// What was due before this moment was told by an earlier subscription.
    private var dueFrom: Instant?
    /// When the next task falls due; nil for never.
    private var nextDue: Instant?
    /// Accesses by break-glass that were told, as long as their review is owed.
    private var glassTold: Set<BreakGlassID> = []
    /// The state of those accesses that was told.
    private var glassRevision: UInt64?
    /// The state of the member's files that `told` and `nextDue` were made from.
    private var dueRevision: UInt64?

    mutating func begin(
        _ useCases: UseCases, _ turn: Turn, _ output: inout StreamOutput
    ) throws -> Reply {
        let request = try useCases.decode(WireSubscribeRequest.self, turn)
        let permit = try useCases.permitToFollow(turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        member = actor.member
        kinds = useCases.taskKinds(of: actor, turn.now)
        let end = useCases.dossiers.actPosition
        position = end
        if request.hasAfterPosition {
            // A store that knows less than the caller has heard was restored from a backup.
            mustResync =
                request.afterPosition > end
                || end - request.afterPosition > useCases.lagPositionsMax
            if !mustResync { position = request.afterPosition }
        }
        if request.dueAfterMs != 0 { dueFrom = Instant(milliseconds: request.dueAfterMs) }
        return try turn.release(permit, LeafNote(.list), payload: [])
    }

    func isReady(_ useCases: UseCases, _ input: StreamInput) -> Bool {
        if input.isDraining { return true }
        // While the index is being built nobody knows yet what is whose.
        guard input.isDrained, useCases.isIndexWhole else { return false }
        if !isReadyTold || mustResync || useCases.dossiers.actPosition > position { return true }
        return isDueStale(useCases) || glassRevision != useCases.glassRevision
    }

    private func isDueStale(_ useCases: UseCases) -> Bool {
        if dueRevision != revision(useCases) { return true }
        return nextDue.map { $0 <= useCases.clock() } ?? false
    }

    private func revision(_ useCases: UseCases) -> UInt64 {
        useCases.dueRevisions[member, default: 0]
            &+ (kinds.isEmpty ? 0 : useCases.sharedDueRevision)
    }

    mutating func step(
        _ useCases: UseCases, _ turn: Turn, _ coverage: Coverage, _ input: StreamInput,
        _ output: inout StreamOutput
    ) throws -> Reply {
        let permit = try useCases.permitToFollow(turn)
        if input.isDraining {
            output.isLast = true
        } else {
            resyncIfNeeded(useCases, &output)
            try tellActs(useCases, turn, &output)
            if position >= useCases.dossiers.actPosition {
                tellGlass(useCases, turn, &output)
                try tellDue(useCases, turn, &output)
                if !isReadyTold, !isDueStale(useCases) {
                    isReadyTold = true
                    tell(.ready, &output)
                }
            }
        }
        return try turn.proceed(permit, under: coverage)
    }

    private mutating func resyncIfNeeded(_ useCases: UseCases, _ output: inout StreamOutput) {
        let end = useCases.dossiers.actPosition
        guard mustResync || end - position > useCases.lagPositionsMax else { return }
        mustResync = false
        position = end
        tell(.resync, &output)
    }

    private mutating func tellActs(
        _ useCases: UseCases, _ turn: Turn, _ output: inout StreamOutput
    ) throws {
        guard let actor = turn.call.actor, position < useCases.dossiers.actPosition else { return }
        let found = try turn.notices(
            after: position, limit: HandlerLimits.actsPerStep, notBy: actor.member
        ) { file in
            guard let owner = useCases.index.owner(of: file), owner.kind == .child,
                owner.referent == actor.member
                    || owner.organisation.map({ actor.organisations.contains($0) }) == true
                    || owner.ties.organisations[.referral]?.isDisjoint(with: actor.organisations)
                        == false
            else { return nil }
            // The same question as for the file's history: what that would not show is not told.
            var facts = FileFacts(owner, now: turn.now)
            // That something happened in a locked file is told all the same: work on it goes on.
            facts.isLocked = false
            let decision = useCases.policy.decide(
                actor, .history(file, motivated: false), facts: facts, now: turn.now)
            return decision.permit
        }
        for notice in found.notices {
            position = notice.position
            tell(.act, &output) { event in
                event.file = notice.file.blob
                event.sequence = notice.sequence
            }
        }
        position = found.position
    }

    /// Tells whoever watches over its author of an access by break-glass, at once, and when it is
    /// connected again for as long as the review is owed.
    private mutating func tellGlass(
        _ useCases: UseCases, _ turn: Turn, _ output: inout StreamOutput
    ) {
        guard let actor = turn.call.actor, glassRevision != useCases.glassRevision else { return }
        glassRevision = useCases.glassRevision
        let owed = useCases.owedReviews(of: actor, at: turn.now)
        glassTold.formIntersection(owed.map(\.id))
        for access in owed where glassTold.insert(access.id).inserted {
            // What does not fit is told when this has left.
            guard output.written.count < HandlerLimits.writtenByteCountMax / 2 else {
                glassTold.remove(access.id)
                glassRevision = nil
                return
            }
            tell(.breakGlass, &output) { event in
                event.file = access.file.blob
                event.access = access.id.blob
                event.dueMs = access.reviewDue.milliseconds
            }
        }
    }

    /// Tells what has fallen due and was not told; each once, as long as it is owed.
    private mutating func tellDue(
        _ useCases: UseCases, _ turn: Turn, _ output: inout StreamOutput
    ) throws {
        guard let actor = turn.call.actor, isDueStale(useCases) else { return }
        kinds = useCases.taskKinds(of: actor, turn.now)
        let revision = revision(useCases)
        let isAllowed = try useCases.reach(turn)
        let filter = useCases.due(to: actor, try useCases.permitToFollow(turn), turn.now)
        var owed: Set<Due> = []
        var place: PagePosition?
        repeat {
            let page = useCases.index.tasks(
                filter, until: turn.now, after: place, limit: IndexLimits.itemsPerPage,
                where: isAllowed)
            for item in page.items {
                let due = Due(file: item.file.file, task: item.task.task, at: item.task.due)
                owed.insert(due)
                guard !told.contains(due) else { continue }
                if let dueFrom, due.at < dueFrom { continue }
                // What does not fit is told when this has left.
                guard output.written.count < HandlerLimits.writtenByteCountMax / 2 else { return }
                told.insert(due)
                tell(.due, &output) { event in
                    event.file = due.file.blob
                    event.task = due.task
                    event.dueMs = due.at.milliseconds
                }
            }
            place = page.next
        } while place != nil
        told = owed
        dueFrom = nil
        dueRevision = revision
        let next = useCases.index.tasks(
            filter, until: Instant(milliseconds: .max),
            after: PagePosition(key: turn.now.milliseconds, file: .last, task: "\u{10FFFF}"),
            limit: 1, where: isAllowed)
        nextDue = next.items.first?.task.due
    }

    private func tell(
        _ kind: WireEventKind, _ output: inout StreamOutput,
        _ fill: (inout WireEvent) -> Void = { _ in }
    ) {
        var event = WireEvent()
        event.kind = kind
        event.position = position
        fill(&event)
        Delimited.append(MessageCodec.encode(event), to: &output.written)
    }
}

extension FileID {
    /// The highest there can be.
    fileprivate static let last = FileID(high: .max, low: .max)
}
