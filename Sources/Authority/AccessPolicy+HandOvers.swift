public import Basics
internal import Circuit

// A caseload goes from one member to another: who may offer it, who answers, and which files go.

extension AccessPolicy {
    /// Whether an offer reaches the files of an organisation: its receiver works there, and who
    /// made it may give them there; who transfers gives to anybody.
    public func reaches(
        _ terms: HandOverTerms, filesOf organisation: OrganisationID, now: Instant
    ) -> Bool {
        guard terms.organisation == nil || terms.organisation == organisation else { return false }
        let askers = rows(of: terms.asker, terms.askerPosts, now)
        let receivers = rows(of: terms.to, terms.receiverPosts, now)
        guard !receivers.isEmpty, !operates(receivers), !operates(askers) else { return false }
        let works = receivers.contains { $0.holder.organisation == organisation }
        // His own files a member gives to a colleague without being a coordinator.
        if terms.asker == terms.from, works { return true }
        let intent = ActIntent(
            classes: .social, form: nil, to: nil, receiver: organisation, lends: !works)
        return askers.contains { Self.mayGive($0, intent) }
    }

    /// Whether a member is told of an offer: whose files they are, who is to have them, who asked,
    /// and who may give files where it goes.
    public func mayKnow(_ terms: HandOverTerms, _ actor: Actor, now: Instant) -> Bool {
        let held = rows(of: actor.member, actor.posts, now)
        guard !held.isEmpty, !operates(held) else { return false }
        return isParty(actor, terms) || givesThere(held, terms, now)
            || clears(actor, held, terms, now)
    }

    private func isParty(_ actor: Actor, _ terms: HandOverTerms) -> Bool {
        [terms.from, terms.to, terms.asker].contains(actor.member)
    }

    /// Whether one gives the files of an organisation to which an offer may go.
    private func givesThere(_ held: [Held], _ terms: HandOverTerms, _ now: Instant) -> Bool {
        places(terms, now).contains { gives(held, filesOf: $0) }
    }

    /// Whether one clears an offer away that its receiver has not answered in time: his deputy
    /// where he is away, else who gives files there.
    private func clears(
        _ actor: Actor, _ held: [Held], _ terms: HandOverTerms, _ now: Instant
    ) -> Bool {
        guard Self.isOverdue(since: terms.asked, now: now) else { return false }
        if let deputy = terms.receiverDeputy { return actor.member == deputy }
        return givesThere(held, terms, now)
    }

    private func gives(_ held: [Held], filesOf place: OrganisationID) -> Bool {
        let intent = ActIntent(classes: .social, form: nil, to: nil, receiver: place)
        return held.contains { Self.mayGive($0, intent) }
    }

    /// The organisations whose files an offer may reach, as far as its terms tell.
    private func places(_ terms: HandOverTerms, _ now: Instant) -> [OrganisationID] {
        terms.organisation.map { [$0] }
            ?? rows(of: terms.to, terms.receiverPosts, now).map(\.holder.organisation)
    }

    func handOver(
        _ actor: Actor, _ held: [Held], _ terms: HandOverTerms, _ now: Instant
    ) -> Decision {
        let may = places(terms, now).contains { place in
            // To where he has no post of his own only who transfers offers anything.
            reaches(terms, filesOf: place, now: now)
                && (actor.organisations.contains(place) || gives(held, filesOf: place))
        }
        guard !operates(held), terms.asker == actor.member, may else {
            return .refused(.notGranted)
        }
        return .granted(Permit(actor: actor, purpose: .handOver, writes: true))
    }

    func answer(
        _ actor: Actor, _ held: [Held], _ reply: HandOverReply, _ terms: HandOverTerms?,
        _ now: Instant
    ) -> Decision {
        guard !operates(held) else { return .refused(.notGranted) }
        // Whoever is not told of it hears what he hears of one that is not there.
        guard let terms, mayKnow(terms, actor, now: now) else { return .refused(.outOfScope) }
        let may =
            switch reply {
            // Nobody takes files on for another.
            case .accept: actor.member == terms.to
            case .decline: actor.member == terms.to || clears(actor, held, terms, now)
            case .withdraw:
                actor.member == terms.from || actor.member == terms.asker
                    || clears(actor, held, terms, now)
            }
        guard may else { return .refused(.notGranted) }
        return .granted(Permit(actor: actor, purpose: .handOver, writes: true))
    }

    /// The right to give is of who offered; the receiver's is to read what he answers for.
    func takeOver(
        _ actor: Actor, _ held: [Held], _ file: FileID, _ intent: ActIntent,
        _ terms: HandOverTerms, facts: FileFacts?, now: Instant
    ) -> Decision {
        guard !operates(held), actor.member == terms.to else { return .refused(.notGranted) }
        guard let facts, facts.referent == terms.from,
            let place = facts.organisation
        else {
            return .refused(.outOfScope)
        }
        guard reaches(terms, filesOf: place, now: now),
            let form = intent.form, assigningForms.contains(form), intent.receiver == place,
            intent.to == nil, !intent.corrects
        else { return .refused(.notGranted) }
        guard !intent.classes.isEmpty, intent.classes.isSubset(of: DataClass.content) else {
            return .refused(.classClosed)
        }
        let after = FileFacts(
            referent: actor.member, organisation: place, takenUpAt: facts.takenUpAt,
            kind: facts.kind, ties: facts.ties, conference: facts.conference,
            isLocked: facts.isLocked)
        let readers = held.filter {
            $0.rights(after, now).map { intent.classes.isSubset(of: $0.reads) } ?? false
        }
        let reader = readers.first { $0.holder.organisation == place } ?? readers.first
        guard let reader else { return .refused(.classClosed) }
        return .granted(
            Permit(
                actor: actor, purpose: .handOver, file: file, seals: intent.classes,
                organisation: reader.holder.organisation, asks: intent.classes, writes: true))
    }
}
