internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Index
internal import Messages
internal import Registry

// A caseload goes from one member to another, who has to accept it.

extension UseCases {
    func handOver(_ turn: Turn) throws -> Reply {
        let request = try decode(WireHandOverRequest.self, turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        guard let id = HandOverID(blob: request.handOver), let to = MemberID(blob: request.receiver)
        else { throw Refusal.malformed }
        let offer = HandOver(
            id: id, from: MemberID(blob: request.giver) ?? actor.member, to: to,
            organisation: OrganisationID(blob: request.organisation), asker: actor.member,
            asked: turn.now, reason: request.reason)
        let permit = try permit(.handOver(terms(offer, turn.now)), turn)
        var note = LeafNote(.memberChange)
        note.subject = id.bytes
        note.motive = offer.reason
        return try turn.commit(permit, note) { changes, _ in
            let rows = try Refusal.catching {
                try dossiers.registry.offer(offer, now: turn.now)
            }
            try Refusal.catching { try dossiers.registry.apply(rows, in: changes.transaction) }
            var answer = WireHandOverAnswer()
            answer.expiresAtMs = offer.expires.milliseconds
            return MessageCodec.encode(answer)
        }
    }

    func answerHandOver(_ turn: Turn) throws -> Reply {
        let request = try decode(WireAnswerHandOverRequest.self, turn)
        guard let id = HandOverID(blob: request.handOver) else { throw Refusal.malformed }
        let reply: HandOverReply
        switch request.reply {
        case .accept: reply = .accept
        case .decline: reply = .decline
        case .withdraw: reply = .withdraw
        case .unspecified: throw Refusal.malformed
        case .UNRECOGNIZED: throw Refusal.unknownValue
        }
        let offer = dossiers.registry.waiting(id, at: turn.now)
        let permit = try permit(
            .answerHandOver(reply, offer.map { terms($0, turn.now) }), turn)
        guard let offer else { throw Refusal.absent }
        var note = LeafNote(.memberChange)
        note.subject = id.bytes
        guard reply == .accept else {
            return try turn.commit(permit, note) { changes, _ in
                try end(offer, changes)
                return MessageCodec.encode(WireAnswerHandOverAnswer())
            }
        }
        // Whose files they are is known once all are looked at.
        guard isIndexWhole else { throw Refusal.overloaded }
        return try turn.commit(permit, note) { changes, note in
            let answer = try take(offer, turn, changes, &note)
            if answer.left == 0 { try end(offer, changes) }
            return MessageCodec.encode(answer)
        }
    }

    private func end(_ offer: HandOver, _ changes: Changes) throws {
        let rows = try Refusal.catching { try dossiers.registry.end(offer.id) }
        try Refusal.catching { try dossiers.registry.apply(rows, in: changes.transaction) }
    }

    /// Gives the next files of an offer; one that may not be given so is tried once, and stays.
    private func take(
        _ offer: HandOver, _ turn: Turn, _ changes: Changes, _ note: inout LeafNote
    ) throws -> WireAnswerHandOverAnswer {
        var stays = leftBehind[offer.id] ?? []
        var answer = WireAnswerHandOverAnswer()
        var tries = 0
        for file in index.files(filter(offer)) where !stays.contains(file) {
            guard tries < HandlerLimits.filesPerHandOver else {
                answer.left += 1
                continue
            }
            tries += 1
            // In this group it may have gone already: what the file says holds.
            let facts = try turn.facts(of: file)
            guard facts?.referent == offer.from else { continue }
            do {
                let act = try give(file, offer, facts, turn, changes)
                note.classes.formUnion(act.classes(definition))
                answer.moved += 1
            } catch let refusal as Refusal {
                switch refusal {
                case .authority, .invalid, .overloaded: stays.insert(file)
                default: throw refusal
                }
            }
        }
        // A leaf that tells of acts covers some.
        if answer.moved > 0 { note.kind = .update }
        note.count = Int(answer.moved)
        answer.leftBehind = UInt32(clamping: stays.count)
        leftBehind[offer.id] = answer.left == 0 ? nil : stays
        return answer
    }

    /// Writes the act that gives one file, under a permit for it.
    private func give(
        _ file: FileID, _ offer: HandOver, _ facts: FileFacts?, _ turn: Turn, _ changes: Changes
    ) throws -> Act {
        guard let organisation = facts?.organisation,
            var act = assignment(
                of: facts?.kind ?? .child, to: offer.to, in: organisation, turn.now)
        else { throw Refusal.authority(.notGranted) }
        let permit = try permit(
            .takeOver(file, try intent(act, turn), terms(offer, turn.now)), turn, facts: facts)
        act.heading.organisation = permit.organisation ?? organisation
        try checkParties(act, turn.now)
        _ = try changes.append(act, to: file, after: nil, under: permit)
        return act
    }

    /// The act by which a member comes to answer for a file of an organisation; nil where the
    /// definition has no form for it in files of the kind.
    private func assignment(
        of kind: DossierKind, to member: MemberID, in organisation: OrganisationID, _ now: Instant
    ) -> Act? {
        let form = definition.parts.forms.first { form in
            form.meaning == .assigns && definition.form(form, fits: kind)
                && Set(form.fields.compactMap(\.meaning)).isSuperset(
                    of: [.responsibleOrganisation, .referent])
        }
        guard let form else { return nil }
        let values = form.fields.compactMap { field -> FieldValue? in
            switch field.meaning {
            case .responsibleOrganisation: FieldValue(field.code, .organisation(organisation))
            case .referent: FieldValue(field.code, .member(member))
            default: nil
            }
        }
        return Act(
            id: newID(),
            heading: Heading(
                kind: .form, form: form.code, formVersion: form.version,
                definitionVersion: definition.version, eventAt: now, enteredAt: now,
                author: member, organisation: organisation),
            values: values)
    }

    func listHandOvers(_ turn: Turn) throws -> Reply {
        let permit = try permit(.handOvers, turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        var answer = WireListHandOversAnswer()
        answer.handOvers = dossiers.registry.handOvers.values
            .filter {
                turn.now < $0.expires
                    && policy.mayKnow(terms($0, turn.now), actor, now: turn.now)
            }
            .sorted { ($0.asked, $0.id.hexadecimal) < ($1.asked, $1.id.hexadecimal) }
            .prefix(MessageLimits.requestsPerListMax).map { item($0, turn.now) }
        answer.indexPercent = indexPercent
        var note = LeafNote(.list)
        note.count = answer.handOvers.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    private func item(_ offer: HandOver, _ now: Instant) -> WireHandOver {
        let registry = dossiers.registry
        var item = WireHandOver()
        item.handOver = offer.id.blob
        item.giver = offer.from.blob
        item.giverName = registry.members[offer.from]?.name ?? ""
        item.receiver = offer.to.blob
        item.receiverName = registry.members[offer.to]?.name ?? ""
        if let organisation = offer.organisation {
            item.organisation = organisation.blob
            item.organisationName = registry.organisations[organisation]?.name ?? ""
        }
        item.askedBy = offer.asker.blob
        item.askedByName = registry.members[offer.asker]?.name ?? ""
        item.askedAtMs = offer.asked.milliseconds
        item.expiresAtMs = offer.expires.milliseconds
        item.reason = offer.reason
        item.overdue = AccessPolicy.isOverdue(since: offer.asked, now: now)
        let terms = terms(offer, now)
        let count = index.files(filter(offer)).count { file in
            index.owner(of: file)?.organisation.map {
                policy.reaches(terms, filesOf: $0, now: now)
            } ?? false
        }
        item.files = UInt32(clamping: count)
        return item
    }

    private func filter(_ offer: HandOver) -> ListFilter {
        var filter = ListFilter(
            referents: [offer.from], organisations: offer.organisation.map { [$0] })
        // Sessions, plans and activities have to be in somebody's hands too.
        filter.fileKinds = .all
        return filter
    }

    private func terms(_ offer: HandOver, _ now: Instant) -> HandOverTerms {
        HandOverTerms(
            from: offer.from, to: offer.to, receiverPosts: posts(of: offer.to, now),
            organisation: offer.organisation, asker: offer.asker,
            askerPosts: posts(of: offer.asker, now), asked: offer.asked,
            receiverDeputy: deputy(of: offer.to, now))
    }

    /// Who stands in for a member that is away now, as long as he may act himself.
    private func deputy(of member: MemberID, _ now: Instant) -> MemberID? {
        guard let absence = dossiers.registry.members[member]?.absence, absence.holds(at: now),
            let deputy = absence.deputy, !posts(of: deputy, now).isEmpty
        else { return nil }
        return deputy
    }

    func posts(of member: MemberID, _ now: Instant) -> [Post] {
        dossiers.registry.roles(of: member, at: now).map {
            Post(role: $0.role, organisation: $0.organisation)
        }
    }
}
