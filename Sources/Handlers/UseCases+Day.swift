internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Framing
internal import Index
internal import Messages
internal import Registry

// What somebody has to do today, in one call (SPEC W-135).

extension UseCases {
    /// The parts of a day that the index does not know of.
    private enum ServicePart {
        /// The referrals that lie with the caller's services.
        static let referral: UInt32 = 9
        /// Files that may be of one child.
        static let duplicate: UInt32 = 11
    }

    func day(_ turn: Turn) throws -> Reply {
        let request = try decode(WireDayRequest.self, turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        let permit = try permitOfDay(turn)
        let limit = request.limit == 0 ? HandlerLimits.filesPerDayPartDefault : Int(request.limit)
        var answer = WireDayAnswer()
        if request.team { answer.team = try team(of: actor, turn) }
        try addOwn(to: &answer, actor, limit, turn)
        addReferrals(to: &answer, actor, limit, turn)
        if let found = try duplicatesOfDay(limit, turn), found.total > 0 {
            answer.parts.append(wire(ServicePart.duplicate, found.total) { found.files })
        }
        answer.indexPercent = indexPercent
        answer.names = names(in: answer.parts.flatMap(\.files))
        var note = LeafNote(.list)
        note.count = answer.parts.reduce(0) { $0 + $1.files.count }
        return try turn.release(permit, note, payload: Self.fitted(&answer))
    }

    /// The right to a day: of who is told of files, or of files of other kinds than a child's.
    private func permitOfDay(_ turn: Turn) throws(Refusal) -> Permit {
        do {
            return try permitToFollow(turn)
        } catch .authority(.classClosed) {
            return try permit(.listRecords, turn)
        }
    }

    /// What is owed and told on the files that the caller lists, and owed on those of other kinds
    /// than a child's that he reads; who lists none has no such parts.
    private func addOwn(
        to answer: inout WireDayAnswer, _ actor: Actor, _ limit: Int, _ turn: Turn
    ) throws {
        let granted = [Request.list, .listRecords, .referrals].compactMap {
            policy.decide(actor, $0, facts: nil, now: turn.now).permit
        }
        // Where several are his, that of children says which of their classes he is told of.
        guard let permit = granted.first else { return }
        var filter = due(to: actor, permit, turn.now)
        filter.fileKinds = .all
        let (child, record) = (try reach(turn), try recordReach(turn))
        filter.referents = answeredFor(by: actor, turn.now)
        let day = index.day(
            filter, taskMeanings, closed: closedStages, now: turn.now,
            until: turn.now.adding(seconds: HandlerLimits.dueHorizonSeconds),
            since: turn.now.adding(seconds: -HandlerLimits.answersSeconds), limit: limit,
            where: { child($0) || record($0) })
        answer.fileCount = UInt64(day.openFileCount)
        for part in DayPart.allCases {
            guard let page = day.parts[part] else { continue }
            answer.parts.append(
                wire(UInt32(part.rawValue), page.total) {
                    page.items.map { item in
                        var file = candidate(item.file, permit)
                        if item.file.kind != .child, !record(item.file.owner) {
                            // Whoever is given a task on it and does not read it: which file it is.
                            file = named(item.file)
                        }
                        file.task = item.task
                        file.dueMs = item.at.milliseconds
                        return file
                    }
                })
        }
    }

    /// A file of another kind than a child's by its number and what it is called.
    private func named(_ file: IndexedFile) -> WireCandidate {
        var item = WireCandidate()
        item.file = file.file.blob
        item.number = file.number?.text ?? ""
        item.title = file.title
        return item
    }

    /// The referrals that lie with a service of the caller: which they are, and nothing of them.
    private func addReferrals(
        to answer: inout WireDayAnswer, _ actor: Actor, _ limit: Int, _ turn: Turn
    ) {
        let services = policy.services(of: actor, now: turn.now)
        let page = index.referrals(to: services, limit: limit)
        guard page.total > 0 else { return }
        answer.parts.append(
            wire(ServicePart.referral, page.total) {
                page.items.map { file in
                    var item = WireCandidate()
                    item.file = file.blob
                    return item
                }
            })
    }

    private func wire(
        _ kind: UInt32, _ total: Int, _ files: () -> [WireCandidate]
    ) -> WireDayPart {
        var part = WireDayPart()
        part.kind = kind
        part.total = UInt64(min(total, HandlerLimits.countedMax))
        part.files = files()
        return part
    }

    /// What those have in hand over whose work the caller watches.
    ///
    /// - Throws: `Refusal.authority(.notGranted)` for who watches over nobody's.
    private func team(of actor: Actor, _ turn: Turn) throws(Refusal) -> [WireMemberLoad] {
        let offices: Set<OrganisationID>?
        switch policy.oversight(of: actor, now: turn.now) {
        case .everybody: offices = nil
        case .organisations(let some):
            guard !some.isEmpty else { throw .authority(.notGranted) }
            offices = some
        }
        return index.loads(of: offices, closed: closedStages, now: turn.now)
            .sorted {
                ($1.value.overdue, $1.value.files, $0.key.high, $0.key.low)
                    < ($0.value.overdue, $0.value.files, $1.key.high, $1.key.low)
            }
            .prefix(MessageLimits.teamMax).map { member, load in
                var wire = WireMemberLoad()
                wire.member = member.blob
                wire.name = dossiers.registry.members[member]?.name ?? ""
                wire.files = UInt32(clamping: load.files)
                wire.overdue = UInt32(clamping: load.overdue)
                wire.urgent = UInt32(clamping: load.urgent)
                wire.risks = definition.riskLevels.prefix(MessageLimits.risksMax).map(\.code)
                    .compactMap { code in
                        load.risks[code].map { files in
                            var count = WireRiskCount()
                            count.risk = code
                            count.files = UInt32(clamping: files)
                            return count
                        }
                    }
                return wire
            }
    }

    /// The answer in one message: where long names make it larger, the last file of the longest
    /// part goes first; `total` still counts it.
    private static func fitted(_ answer: inout WireDayAnswer) -> [UInt8] {
        var payload = MessageCodec.encode(answer)
        while payload.count > FramingLimits.messageByteCountMax,
            let longest = answer.parts.indices.max(by: {
                answer.parts[$0].files.count < answer.parts[$1].files.count
            }), !answer.parts[longest].files.isEmpty
        {
            answer.parts[longest].files.removeLast()
            payload = MessageCodec.encode(answer)
        }
        return payload
    }
}
