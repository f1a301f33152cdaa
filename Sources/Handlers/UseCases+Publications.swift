internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Disclosure
internal import Dossiers
internal import Index
internal import Mapping
internal import Messages
internal import Operations
internal import Registry
internal import Returns

// What leaves the province of its figures: prepared, proposed, approved by a second person, and
// signed for the ministry (SPEC W-214 to W-216, W-222).

extension UseCases {
    func preparePublication(_ turn: Turn) throws -> Reply {
        let request = try decode(WirePreparePublicationRequest.self, turn)
        let permit = try permit(.preparePublication, turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        let (days, period) = try period(request.fromDay, request.untilDay, turn)
        var answer = WirePreparePublicationAnswer()
        var note = LeafNote(.list)
        if indexPercent == HandlerLimits.wholePercent {
            let (draft, isAnew) = try advance(days, period, actor, turn)
            answer.percent = UInt32(clamping: draft.percent)
            answer.begunAnew = isAnew
            if draft.isWhole {
                answer.publication = publication(draft)
                answer.publication.hash =
                    Approvals.digest(of: answer.publication.publishedBytes).blob
                note.count = draft.tables.count
            }
        }
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    func changePublication(_ turn: Turn) throws -> Reply {
        let request = try decode(WireChangePublicationRequest.self, turn)
        guard let id = PublicationID(blob: request.publication) else { throw Refusal.malformed }
        let permit = try permit(
            request.change == .cancel ? .withdrawPublication : .changePublication, turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        var note = LeafNote(.config)
        note.subject = id.bytes
        return try turn.commit(permit, note) { changes, note in
            var answer = WireChangePublicationAnswer()
            let rows: [MemberRegistry.Change]
            switch request.change {
            case .propose:
                let (record, hash) = try proposed(request, as: id, by: actor, turn)
                note.hash = hash
                rows = try Refusal.catching {
                    try dossiers.registry.propose(record, now: turn.now)
                }
                answer.expiresAtMs = record.expires.milliseconds
            case .cancel:
                rows = try Refusal.catching { try dossiers.registry.cancel(id) }
            case .unspecified: throw Refusal.malformed
            case .UNRECOGNIZED: throw Refusal.unknownValue
            }
            try Refusal.catching { try dossiers.registry.apply(rows, in: changes.transaction) }
            return MessageCodec.encode(answer)
        }
    }

    func listPublications(_ turn: Turn) throws -> Reply {
        let request = try decode(WireListPublicationsRequest.self, turn)
        let permit = try permit(.publications, turn)
        let seesWaiting = seesWaiting(turn)
        var answer = WireListPublicationsAnswer()
        answer.store = dossiers.storeID.blob
        answer.logSize = dossiers.log?.signedSize ?? 0
        let before = PublicationID(blob: request.before)
        answer.publications = dossiers.registry.publications.values
            .filter { record in
                (record.approver != nil || seesWaiting && record.waits(at: turn.now))
                    && isBehind(record, request.beforeDay, before)
            }
            .sorted { ($0.from, $0.id.hexadecimal) > ($1.from, $1.id.hexadecimal) }
            .prefix(MessageLimits.publicationsPerListMax)
            .map { record in
                var item = item(record, turn.now)
                item.tables = []
                return item
            }
        var note = LeafNote(.list)
        note.count = answer.publications.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    func readPublication(_ turn: Turn) throws -> Reply {
        let request = try decode(WireReadPublicationRequest.self, turn)
        let permit = try permit(.publications, turn)
        guard let id = PublicationID(blob: request.publication) else { throw Refusal.malformed }
        guard let record = dossiers.registry.publications[id],
            record.approver != nil || seesWaiting(turn) && record.waits(at: turn.now)
        else { throw Refusal.absent }
        var answer = WireReadPublicationAnswer()
        answer.publication = item(record, turn.now)
        answer.store = dossiers.storeID.blob
        answer.logSize = dossiers.log?.signedSize ?? 0
        var note = LeafNote(.list)
        note.subject = id.bytes
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    /// Whether a list that goes on tells a publication: of one day there may be more than one list
    /// holds.
    private func isBehind(
        _ record: PublicationRecord, _ day: Int32, _ id: PublicationID?
    ) -> Bool {
        guard let id else { return day == 0 || record.from < day }
        return (record.from, record.id.hexadecimal) < (day, id.hexadecimal)
    }

    /// The signature under the file of counts of what is published; the client has its text, as there
    /// is one for each publication.
    func returnPublication(_ turn: Turn) throws -> Reply {
        let request = try decode(WireReturnRequest.self, turn)
        let permit = try permit(.returnPublication, turn)
        guard let id = PublicationID(blob: request.publication) else { throw Refusal.malformed }
        guard let record = dossiers.registry.publications[id], record.approver != nil else {
            throw Refusal.absent
        }
        guard let content = ProvinceReturn(item(record, turn.now)) else { throw Refusal.tooLarge }
        let text = content.text
        let (log, key, signature) = try OwnProvince.signature(under: text, by: dossiers)
        guard let noteKey = SignedReturn.key(log: log, publicKey: key),
            SignedReturn(content, signature: signature, key: noteKey) != nil
        else { throw Refusal.tooLarge }
        var answer = WireReturnAnswer()
        answer.log = log
        answer.logKey = key.blob
        answer.signature = signature.blob
        var note = LeafNote(.returned)
        note.subject = id.bytes
        note.hash = Approvals.digest(of: Array(text.utf8))
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    /// Whether the caller is one of those who may approve: two drafts of the same days, compared, would
    /// tell what changed between them.
    private func seesWaiting(_ turn: Turn) -> Bool {
        (try? permit(.approvePublication(by: .zero), turn)) != nil
    }

    /// A publication as it is shown, with the digest of just that where it waits.
    func item(_ record: PublicationRecord, _ now: Instant) -> WirePublication {
        let members = dossiers.registry.members
        var item = (try? WirePublication.decoded(from: record.content)) ?? WirePublication()
        item.publication = record.id.blob
        item.proposer = record.proposer.blob
        item.proposedBy = members[record.proposer]?.name ?? ""
        item.proposedAtMs = record.proposed.milliseconds
        let hash = Approvals.digest(of: item.publishedBytes)
        item.hash = hash.blob
        if let approver = record.approver {
            item.publishedAtMs = record.publishedAt.milliseconds
            item.approvedBy = members[approver]?.name ?? ""
        } else {
            item.expiresAtMs = record.expires.milliseconds
            item.digest = Approvals.digest(of: item.signedBytes(hash: hash) ?? []).blob
            item.overdue = AccessPolicy.isOverdue(since: record.proposed, now: now)
        }
        return item
    }

    // MARK: - Preparing

    /// The quarter or year that two days bound; of one that is not over nothing is published.
    private func period(
        _ from: Int32, _ until: Int32, _ turn: Turn
    ) throws(Refusal) -> (Range<Int32>, ReportPeriod) {
        let period: ReportPeriod
        switch FigurePeriod(from: CivilDate(days: from), until: CivilDate(days: until)) {
        case .quarter: period = .quarter
        case .year: period = .year
        case .month, .days, nil: throw .malformed
        }
        guard isOver(until, turn) else { throw .wrongState }
        return (from..<until, period)
    }

    /// Whether the day before one is over in the province's time.
    func isOver(_ until: Int32, _ turn: Turn) -> Bool {
        until <= CivilDate(turn.now, offsetSeconds: dossiers.definition.parts.offsetSeconds).days
    }

    /// Makes the next stretch of a draft, or gives what was made a moment ago; tells, too, whether
    /// one was given up for it whose counts another key rounds.
    private func advance(
        _ days: Range<Int32>, _ period: ReportPeriod, _ actor: Actor, _ turn: Turn
    ) throws -> (draft: PublicationDraft, isAnew: Bool) {
        forgetDrafts(turn.now)
        let mark = try PublicationDraft.mark(dossiers)
        let place = drafts.firstIndex { $0.actor == actor && $0.days == days }
        let isAnew = place.map { drafts[$0].mark != mark } ?? false
        var draft: PublicationDraft
        if let place, !isAnew {
            draft = drafts.remove(at: place)
        } else {
            // One of each caller, and the oldest goes: each holds the counts of a province.
            drafts.removeAll { $0.actor == actor }
            if drafts.count >= HandlerLimits.draftsMax { drafts.removeFirst() }
            do throws(ShapeFault) {
                draft = PublicationDraft(
                    try PublishedList(
                        dossiers.definition, of: period, province: dossiers.province),
                    days, of: actor, index, now: turn.now, mark: mark, isClosed: closes(days))
            } catch {
                throw Refusal.tooLarge
            }
        }
        if !draft.isWhole {
            draft.asked = turn.now
            try draft.advance(index, dossiers)
        }
        drafts.append(draft)
        return (draft, isAnew)
    }

    private func forgetDrafts(_ now: Instant) {
        let oldest = now.adding(seconds: -HandlerLimits.draftSeconds)
        drafts.removeAll { $0.asked < oldest || $0.asked > now }
    }

    /// Whether of the children whom a rule counts (`Measure.Rule.counted`) something is published of
    /// days that a period has: they are published once, so that no two truths of them can be compared.
    ///
    /// Which children a published table counts stands beside it, as the definition had it then; a
    /// measure that bears the same name today is taken for theirs as well.
    private func closes(_ days: Range<Int32>) -> (Measure.Rule) -> Bool {
        let definition = dossiers.definition
        let told = dossiers.registry.publications.values
            .filter { record in
                record.approver != nil
                    && record.overlaps(from: days.lowerBound, until: days.upperBound)
            }
            .compactMap { try? WirePublication.decoded(from: $0.content) }
            .flatMap(\.tables)
            .filter { $0.state == .told || $0.state == .coarsened }
        let counted = Set(told.map { Array($0.counted) })
        let names = Set(told.map { [$0.indicator, $0.measure] })
        var rules: Set<Measure.Rule> = []
        var known: Set<[String]> = []
        for indicator in definition.parts.indicators {
            for measure in indicator.measures {
                let name = [indicator.code, measure.code]
                if names.contains(name), let rule = measure.rule.counted { rules.insert(rule) }
                known.insert(name)
            }
        }
        // What is not known any more, and bears no mark, may have been of anybody.
        let isLost = told.contains {
            $0.counted.isEmpty && !known.contains([$0.indicator, $0.measure])
        }
        return { rule in
            isLost || rules.contains(rule)
                || rule.countedBytes.map { counted.contains(Approvals.digest(of: $0)) } ?? false
        }
    }

    private func publication(_ draft: PublicationDraft) -> WirePublication {
        var publication = WirePublication()
        publication.province = dossiers.province
        publication.fromDay = draft.days.lowerBound
        publication.untilDay = draft.days.upperBound
        publication.definitionVersion = dossiers.definition.version
        publication.definitionHash = surroundings.definition.hash.blob
        publication.base = UInt32(RandomRounding.base)
        publication.tables = draft.tables
        return publication
    }

    // MARK: - Proposing

    /// Whether what would be published fits a return: what is published stays so, and the ministry
    /// would never have it.
    private func isReturnable(
        _ publication: WirePublication, as id: PublicationID, _ now: Instant
    ) -> Bool {
        var published = publication
        published.publication = id.blob
        published.publishedAtMs = now.milliseconds
        let text = ProvinceReturn(published)?.text
        return text.map { $0.utf8.count <= ReturnsLimits.textByteCountMax } ?? false
    }

    /// What the caller has prepared and seen, as a publication that waits.
    private func proposed(
        _ request: WireChangePublicationRequest, as id: PublicationID, by actor: Actor,
        _ turn: Turn
    ) throws -> (PublicationRecord, hash: [UInt8]) {
        guard !request.hash.isEmpty, request.fromDay < request.untilDay else {
            throw Refusal.malformed
        }
        forgetDrafts(turn.now)
        let days = request.fromDay..<request.untilDay
        let draft = drafts.first { $0.actor == actor && $0.days == days && $0.isWhole }
        guard let draft, try PublicationDraft.mark(dossiers) == draft.mark else {
            throw Refusal.wrongState
        }
        let publication = publication(draft)
        let hash = Approvals.digest(of: publication.publishedBytes)
        guard hash == Array(request.hash) else { throw Refusal.wrongState }
        guard isReturnable(publication, as: id, turn.now) else { throw Refusal.tooLarge }
        // Since it was prepared another may have been published.
        let isClosed = closes(days)
        let told = publication.tables.filter { $0.state == .told || $0.state == .coarsened }
        let counted = told.compactMap { table in
            dossiers.definition.indicator(table.indicator)?.measures
                .first { $0.code == table.measure }?.rule.counted
        }
        guard !told.isEmpty, !counted.contains(where: isClosed) else {
            throw Refusal.wrongState
        }
        let record = PublicationRecord(
            id: id, from: days.lowerBound, until: days.upperBound, proposer: actor.member,
            proposed: turn.now, content: MessageCodec.encode(publication))
        return (record, hash)
    }
}
