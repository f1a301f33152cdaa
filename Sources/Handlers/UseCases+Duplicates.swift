internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Framing
internal import Index
internal import Mapping
internal import Messages
internal import Registry

// Files that may be of one child (SPEC W-190, W-191): the daemon compares every file with all others of
// the province, whoever may see them, and tells who coordinates. A person decides.

extension UseCases {
    func listDuplicates(_ turn: Turn) throws -> Reply {
        let request = try decode(WireListDuplicatesRequest.self, turn)
        let permit = try permit(.duplicates, turn)
        let limit = request.limit == 0 ? MessageLimits.pairsPerPageMax : Int(request.limit)
        let (answer, payload) = try Self.fitted(limit) {
            let answer = try page(of: request, $0, permit, turn)
            return (answer, MessageCodec.encode(answer))
        }
        var note = LeafNote(.list)
        note.count = answer.pairs.count
        return try turn.release(permit, note, payload: payload)
    }

    private func page(
        of request: WireListDuplicatesRequest, _ limit: Int, _ permit: Permit, _ turn: Turn
    ) throws -> WireListDuplicatesAnswer {
        var answer = WireListDuplicatesAnswer()
        answer.indexPercent = indexPercent
        answer.waiting = UInt32(clamping: index.waitingCount)
        let after = request.cursor.isEmpty ? nil : try PairCursor(request, turn)
        if request.settled {
            try addSettled(to: &answer, after, limit, permit, turn)
        } else {
            let found = try duplicates(after, limit, turn)
            answer.total = UInt64(min(found.total, HandlerLimits.countedMax))
            answer.pairs = try found.pairs.map { try wire($0, permit, turn) }
            if found.isMore, let last = found.pairs.last,
                let pair = FilePair(last.lower.file, last.higher.file)
            {
                answer.cursor = try PairCursor(Int64(last.weight), pair, isSettled: false).sealed(
                    turn
                ).blob
            }
        }
        answer.names = names(in: answer.pairs.flatMap { [$0.first, $0.second] })
        return answer
    }

    /// The pairs that nobody has decided on, as far as the caller may find both files.
    private func duplicates(
        _ after: PairCursor?, _ limit: Int, _ turn: Turn
    ) throws(Refusal) -> (pairs: [PossibleDuplicate], total: Int, isMore: Bool) {
        let isAllowed = try reach(turn)
        // One more than is told says whether there is more.
        let found = index.duplicates(
            after: after.map { (Int($0.key), $0.pair) }, limit: limit + 1, where: isAllowed,
            butFor: isSettled)
        return (Array(found.pairs.prefix(limit)), found.total, found.pairs.count > limit)
    }

    /// The pairs of which somebody said that they are of two children, the newest decision first.
    private func addSettled(
        to answer: inout WireListDuplicatesAnswer, _ after: PairCursor?, _ limit: Int,
        _ permit: Permit, _ turn: Turn
    ) throws {
        let isAllowed = try reach(turn)
        func seen(_ file: FileID) -> IndexedFile? {
            index.owner(of: file).flatMap { isAllowed($0) ? index.file(file) : nil }
        }
        let decided = dossiers.registry.distinctPairs.values.filter {
            seen($0.files.lower) != nil && seen($0.files.higher) != nil
        }
        func precedes(_ left: (Int64, FilePair), _ right: (Int64, FilePair)) -> Bool {
            left.0 == right.0 ? left.1 < right.1 : left.0 > right.0
        }
        func key(_ one: DistinctPair) -> (Int64, FilePair) { (one.at.milliseconds, one.files) }
        let rest = decided.filter { one in
            after.map { precedes(($0.key, $0.pair), key(one)) } ?? true
        }
        .sorted { precedes(key($0), key($1)) }
        answer.total = UInt64(min(decided.count, HandlerLimits.countedMax))
        for one in rest.prefix(limit) {
            guard let lower = seen(one.files.lower), let higher = seen(one.files.higher) else {
                continue
            }
            var pair = try wire((lower, higher), permit, turn)
            pair.settledBy = one.member.blob
            pair.settledByName = dossiers.registry.members[one.member]?.name ?? ""
            pair.settledMs = one.at.milliseconds
            answer.pairs.append(pair)
        }
        if rest.count > limit, let last = rest.prefix(limit).last {
            answer.cursor = try PairCursor(last.at.milliseconds, last.files, isSettled: true)
                .sealed(turn).blob
        }
    }

    private func wire(
        _ pair: PossibleDuplicate, _ permit: Permit, _ turn: Turn
    ) throws -> WireDuplicatePair {
        var wire = try wire((pair.lower, pair.higher), permit, turn)
        wire.likeness = UInt32(clamping: pair.likeness)
        wire.fits = Self.bits(pair.reasons)
        return wire
    }

    private static func bits(_ reasons: Set<SearchReason>) -> UInt32 {
        reasons.reduce(0) { $0 | 1 << $1.bit }
    }

    /// Whether somebody said of a pair that it is of two children, and nothing has come since that would
    /// have made him look twice.
    func isSettled(_ pair: FilePair, _ reasons: Set<SearchReason>) -> Bool {
        guard let decided = dossiers.registry.distinctPairs[pair] else { return false }
        let weighty = Self.bits(reasons.intersection([.civilRegistry, .reference, .birthDay]))
        return weighty & ~decided.reasons == 0
    }

    /// Two files, the one first that was opened first.
    private func wire(
        _ files: (IndexedFile, IndexedFile), _ permit: Permit, _ turn: Turn
    ) throws -> WireDuplicatePair {
        let opened = (
            try turn.openedAt(files.0.file) ?? turn.now, try turn.openedAt(files.1.file) ?? turn.now
        )
        let isOrdered = opened.0 <= opened.1
        var wire = WireDuplicatePair()
        wire.first = candidate(isOrdered ? files.0 : files.1, permit)
        wire.second = candidate(isOrdered ? files.1 : files.0, permit)
        // The daemon compares a moment after what a file says of its child was written: no sooner
        // could anybody have known of the pair, however long ago both were opened.
        let since = try [files.0, files.1].reduce(max(opened.0, opened.1)) {
            max($0, try turn.identifiedAt($1.file) ?? $0)
        }
        wire.sinceMs = since.milliseconds
        wire.dueMs = since.adding(seconds: HandlerLimits.duplicateSeconds).milliseconds
        return wire
    }

    /// Of a day what may be of one child: the second file, with the number of the first.
    func duplicatesOfDay(_ limit: Int, _ turn: Turn) throws -> (files: [WireCandidate], total: Int)?
    {
        guard let actor = turn.call.actor,
            case .granted(let permit) = policy.decide(
                actor, .duplicates, facts: nil, now: turn.now)
        else { return nil }
        let found = try duplicates(nil, limit, turn)
        let files = try found.pairs.map { pair in
            let both = try wire(pair, permit, turn)
            var file = both.second
            file.other = both.first.number
            file.task = ""
            file.dueMs = both.dueMs
            return file
        }
        return (files, found.total)
    }

    func settleDuplicate(_ turn: Turn) throws -> Reply {
        let request = try decode(WireSettleDuplicateRequest.self, turn)
        guard let one = FileID(blob: request.file), let other = FileID(blob: request.other),
            let pair = FilePair(one, other)
        else { throw Refusal.malformed }
        let reason = TextNormaliser.normalise(request.reason)
        guard !TextNormaliser.isForbidden(reason) else { throw Refusal.malformed }
        let permit = try permit(.settleDuplicate, turn)
        let isAllowed = try reach(turn)
        // A file that is not there and one that is out of reach look alike.
        for file in [pair.lower, pair.higher] {
            guard index.owner(of: file).map(isAllowed) == true else {
                throw isIndexWhole ? Refusal.absent : Refusal.overloaded
            }
        }
        var note = LeafNote(.pair, file: pair.lower)
        note.subject = pair.higher.bytes
        note.motive = reason
        switch request.verdict {
        case 1:
            guard !reason.isEmpty else { throw Refusal.malformed }
            note.count = 1
        case 2: note.count = 0
        case 0: throw Refusal.malformed
        default: throw Refusal.unknownValue
        }
        // Of a file that is joined to the other one, it is said by taking it back that they are two.
        guard request.verdict == 2 || !index.areJoined(pair) else { throw Refusal.wrongState }
        let decided = DistinctPair(
            id: newID(), files: pair, member: permit.actor?.member ?? .zero, at: turn.now,
            reasons: Self.bits(index.reasons(of: pair)))
        return try turn.commit(permit, note) { changes, _ in
            let rows = try Refusal.catching {
                request.verdict == 1
                    ? try dossiers.registry.note(decided) : try dossiers.registry.doubt(pair)
            }
            try Refusal.catching { try dossiers.registry.apply(rows, in: changes.transaction) }
            return MessageCodec.encode(WireNothing())
        }
    }
}
