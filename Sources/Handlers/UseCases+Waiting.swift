internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Operations
internal import Registry

// What waits for a second person, and whom it goes to where nobody answers.

extension UseCases {
    func facts(_ proposal: Proposal) -> WaitingFacts {
        facts(proposal.proposer, for: proposal.member, since: proposal.proposed)
    }

    func facts(_ invitation: Invitation) -> WaitingFacts {
        facts(invitation.issuer, for: invitation.member, since: invitation.issued)
    }

    func facts(_ trust: ProvinceTrust) -> WaitingFacts {
        facts(trust.proposer, for: .zero, since: trust.proposed)
    }

    func facts(_ waiting: WitnessTrust.Waiting) -> WaitingFacts {
        facts(waiting.asker, for: .zero, since: waiting.since)
    }

    func facts(_ plan: BackupPlan) -> WaitingFacts {
        facts(plan.proposer, for: .zero, since: plan.proposed)
    }

    func facts(_ restoration: StoreRestoration) -> WaitingFacts {
        facts(restoration.proposer ?? .zero, for: .zero, since: restoration.proposed)
    }

    func facts(_ plan: SlotPlan) -> WaitingFacts {
        facts(plan.proposer, for: .zero, since: plan.proposed)
    }

    func facts(_ plan: CommitteePlan) -> WaitingFacts {
        facts(plan.proposer, for: .zero, since: plan.proposed)
    }

    func facts(_ job: some KeptJob) -> WaitingFacts {
        facts(job.planner, for: .zero, since: job.planned)
    }

    private func facts(
        _ asker: MemberID, for member: MemberID, since moment: Instant
    ) -> WaitingFacts {
        WaitingFacts(
            asker: asker,
            askerRoles: dossiers.registry.members[asker]?.roles.map(\.role) ?? [],
            member: member, since: moment)
    }

    /// All that waits for a second person now.
    private func allWaiting(_ now: Instant) -> [WaitingFacts] {
        dossiers.registry.proposals.values.filter { now < $0.expires }.map(facts)
            + dossiers.registry.invitations.values
            .filter { $0.state == .proposed && now < $0.expires }.map(facts)
            + dossiers.registry.provinces.values
            .filter { $0.approver == nil && now < $0.expires }.map(facts)
            + dossiers.registry.witnesses.values.compactMap { $0.waiting(at: now) }.map(facts)
            + [dossiers.registry.waitingBackupPlan(at: now)].compactMap(\.self).map(facts)
            + [dossiers.registry.committeePlan].compactMap(\.self)
            .filter { $0.approval == nil && $0.isAlive(at: now) }.map(facts)
            + rotations.jobs.filter { $0.waits(at: now) }.map(facts)
            + [indexRotation.job, logRotation.job].compactMap(\.self).filter { $0.waits(at: now) }
            .map(facts)
            + [renewals.job].compactMap(\.self).filter { $0.waits(at: now) }.map(facts)
            + [waitingSlot(at: now)].compactMap(\.self).map(facts)
            + [dossiers.registry.restoration].compactMap(\.self)
            .filter { $0.waits(at: now) }.map(facts)
    }

    /// In whose place the caller acts now.
    func represented(_ turn: Turn) -> [Represented] {
        guard let member = turn.call.actor?.member else { return [] }
        return dossiers.registry.represented(by: member, at: turn.now).map {
            Represented(member: $0.id, posts: posts(of: $0.id, turn.now))
        }
    }

    /// The permit to look for what waits: rights first, so that who has none learns nothing of it.
    func permitForWaiting(_ turn: Turn) throws(Refusal) -> Permit {
        try permit(
            .lookForWaiting(allWaiting(turn.now), standingInFor: represented(turn)), turn)
    }

    /// The permit for a list, and which of what waits it shows: all, to those whose list it is; to
    /// others just what they may approve.
    func list(
        _ request: Request, _ turn: Turn
    ) throws(Refusal) -> (permit: Permit, isWhole: Bool, shows: (WaitingFacts) -> Bool) {
        guard let actor = turn.call.actor else { throw .authority(.noRole) }
        if case .granted(let permit) = policy.decide(actor, request, facts: nil, now: turn.now) {
            return (permit, true, { _ in true })
        }
        let represented = represented(turn)
        return (
            try permitForWaiting(turn), false,
            { [policy] facts in
                policy.decide(
                    actor, .approve(facts, standingInFor: represented), facts: nil, now: turn.now
                ).permit != nil
            }
        )
    }
}
