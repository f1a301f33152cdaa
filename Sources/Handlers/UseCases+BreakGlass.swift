internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Index
internal import Mapping
internal import Messages
internal import Operations
internal import Registry

// Access out of reach in an emergency: for a reason, a while, and a review (SPEC W-118 to W-123).

extension UseCases {
    func breakGlass(_ turn: Turn) throws -> Reply {
        let request = try decode(WireBreakGlassRequest.self, turn)
        guard let id = BreakGlassID(blob: request.access) else { throw Refusal.malformed }
        let file: FileID =
            switch request.fileBy {
            case .file(let id): try file(id)
            case .number(let number): try file(numbered: number)
            case nil: throw Refusal.malformed
            }
        let permit = try permit(.breakGlass(file), turn, facts: try facts(file, turn))
        let act = try glassAct(
            .breaksGlass,
            [.glassReason: .text(request.reason), .lifeDanger: .flag(request.lifeDanger)], turn)
        var note = LeafNote(.breakGlass, file: file, act: act.id)
        note.subject = id.bytes
        note.motive = request.reason
        return try turn.commit(permit, note) { changes, note in
            note.sequence = try changes.append(act, to: file, after: nil)
            note.classes = act.classes(definition)
            let access = BreakGlass(
                id: id, member: act.heading.author, file: file, sequence: note.sequence,
                isLifeDanger: request.lifeDanger, at: turn.now)
            let rows = try Refusal.catching { try dossiers.registry.breakGlass(access) }
            try dossiers.registry.apply(rows, in: changes.transaction)
            glassRevision += 1
            var answer = WireBreakGlassAnswer()
            answer.file = file.blob
            let opens = BrokenGlass(access: id, isWhole: access.isWhole).classes
            answer.classes = UInt32(opens.rawValue)
            answer.untilMs = access.until.milliseconds
            answer.reviewDueMs = access.reviewDue.milliseconds
            return MessageCodec.encode(answer)
        }
    }

    func reviewBreakGlass(_ turn: Turn) throws -> Reply {
        let request = try decode(WireReviewBreakGlassRequest.self, turn)
        guard let id = BreakGlassID(blob: request.access) else { throw Refusal.malformed }
        // Rights first: who has none learns nothing of what waits.
        _ = try permit(.listBreakGlass, turn)
        guard let access = dossiers.registry.breakGlass[id] else { throw Refusal.absent }
        let permit = try permit(.oversee(access.member, access.file), turn)
        let act = try glassAct(
            .reviewsGlass,
            [.glassJustified: .flag(request.justified), .glassReview: .text(request.note)], turn)
        var note = LeafNote(.update, file: access.file, act: act.id)
        note.subject = id.bytes
        return try turn.commit(permit, note) { changes, note in
            note.sequence = try changes.append(act, to: access.file, after: nil)
            note.classes = act.classes(definition)
            let rows = try Refusal.catching {
                try dossiers.registry.review(
                    id, by: act.heading.author, sequence: note.sequence, now: turn.now)
            }
            try dossiers.registry.apply(rows, in: changes.transaction)
            glassRevision += 1
            return []
        }
    }

    /// An act by which the file tells of an access.
    private func glassAct(
        _ meaning: FormMeaning, _ values: [FieldMeaning: Value], _ turn: Turn
    ) throws(Refusal) -> Act {
        guard let actor = turn.call.actor else { throw .authority(.noRole) }
        guard let form = definition.parts.forms.first(where: { $0.meaning == meaning }) else {
            throw .authority(.unknownCode)
        }
        let heading = Heading(
            kind: .form, form: form.code, formVersion: form.version,
            definitionVersion: definition.version, eventAt: turn.now, enteredAt: turn.now,
            author: actor.member, organisation: actor.organisation)
        return Act(
            id: newID(), heading: heading,
            values: form.fields.compactMap { field in
                field.meaning.flatMap { values[$0] }.map { FieldValue(field.code, $0) }
            })
    }

    func listBreakGlass(_ turn: Turn) throws -> Reply {
        let permit = try permit(.listBreakGlass, turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        let oversight = policy.oversight(of: actor, now: turn.now)
        let seen = dossiers.registry.breakGlass.values
            .filter { $0.member == actor.member || watches($0, oversight, turn.now) }
            .sorted { left, right in
                guard (left.review == nil) == (right.review == nil) else {
                    return left.review == nil
                }
                return left.review == nil ? left.at < right.at : left.at > right.at
            }
        var answer = WireListBreakGlassAnswer()
        answer.store = dossiers.storeID.blob
        answer.logSize = dossiers.log?.signedSize ?? 0
        answer.total = UInt32(clamping: seen.count)
        answer.accesses = try seen.prefix(MessageLimits.breakGlassPerListMax)
            .map { try item($0, turn) }
        var note = LeafNote(.list)
        note.count = answer.accesses.count
        note.classes = .social
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    /// Whether somebody who watches over some members is told of an access.
    private func watches(_ access: BreakGlass, _ oversight: Oversight, _ now: Instant) -> Bool {
        let offices = dossiers.registry.roles(of: access.member, at: now).map(\.organisation)
        return oversight.includes(Set(offices))
    }

    /// The accesses whose review an actor is told to be owed: not his own.
    func owedReviews(of actor: Actor, at now: Instant) -> [BreakGlass] {
        let open = dossiers.registry.breakGlass.values.filter {
            $0.review == nil && $0.member != actor.member
        }
        guard !open.isEmpty else { return [] }
        let oversight = policy.oversight(of: actor, now: now)
        return open.filter { watches($0, oversight, now) }.sorted { $0.at < $1.at }
    }

    /// An access as it is shown to a caller, with the digest of just that: what its acts say where
    /// he reads class social of the file.
    func item(_ access: BreakGlass, _ turn: Turn) throws -> WireBreakGlass {
        let members = dossiers.registry.members
        var item = WireBreakGlass()
        item.access = access.id.blob
        item.member = access.member.blob
        item.memberName = members[access.member]?.name ?? ""
        item.file = access.file.blob
        item.lifeDanger = access.isLifeDanger
        item.atMs = access.at.milliseconds
        item.untilMs = access.until.milliseconds
        item.whole = access.isWhole
        item.reviewDueMs = access.reviewDue.milliseconds
        if let word = access.approval {
            item.approvedBy = members[word.member]?.name ?? ""
            item.approvedAtMs = word.at.milliseconds
        }
        if let word = access.review {
            item.reviewedBy = members[word.member]?.name ?? ""
            item.reviewedAtMs = word.at.milliseconds
        }
        if let actor = turn.call.actor {
            var facts = try facts(access.file, turn)
            // Whoever looks into an access has that for a reason.
            facts?.isLocked = false
            let decision = policy.decide(
                actor, .read(access.file, wanted: [.identity, .social], motivated: false),
                facts: facts, now: turn.now)
            if let permit = decision.permit { try tell(access, &item, permit, turn) }
        }
        item.digest = Approvals.digest(of: item.signedBytes ?? []).blob
        return item
    }

    private func tell(
        _ access: BreakGlass, _ item: inout WireBreakGlass, _ permit: Permit, _ turn: Turn
    ) throws {
        if permit.opens.contains(.identity) {
            item.number = index.file(access.file)?.number?.text ?? ""
        }
        guard permit.opens.contains(.social) else { return }
        item.reason = try text(.glassReason, in: access.sequence, of: access, permit, turn)
        guard access.reviewSequence > 0 else { return }
        item.review = try text(.glassReview, in: access.reviewSequence, of: access, permit, turn)
        item.justified = try turn.act(access.reviewSequence, of: access.file, permit: permit).act
            .values.contains { value in
                definition.field(value.field)?.meaning == .glassJustified
                    && value.value == .flag(true)
            }
    }

    private func text(
        _ meaning: FieldMeaning, in sequence: UInt64, of access: BreakGlass, _ permit: Permit,
        _ turn: Turn
    ) throws -> String {
        let act = try turn.act(sequence, of: access.file, permit: permit).act
        for value in act.values where definition.field(value.field)?.meaning == meaning {
            if case .text(let text) = value.value { return text }
        }
        return ""
    }
}
