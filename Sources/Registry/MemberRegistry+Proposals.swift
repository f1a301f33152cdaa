public import Basics

// Changes of a member's rights: what gives waits for a second person, what takes away does not.
extension MemberRegistry {
    /// Proposes a change of a member's rights.
    ///
    /// - Throws: `notFound`; `wrongState` where the id is there, a role ends before it begins or
    ///   is held at that time already, or a member who is to be resumed is not suspended;
    ///   `limitExceeded` where too many wait, or the member would hold too many roles.
    public func propose(
        _ id: ProposalID, _ change: Proposal.Change, of member: MemberID, by proposer: MemberID,
        now: Instant
    ) throws(RegistryError) -> [Change] {
        guard let member = members[member] else { throw .notFound }
        guard proposals[id] == nil else { throw .wrongState }
        let waiting = proposals.values.count { now < $0.expires }
        guard waiting < RegistryLimits.proposalCount else { throw .limitExceeded }
        _ = try changed(member, by: change, now: now)
        let proposal = Proposal(
            id: id, member: member.id, change: change, proposer: proposer, proposed: now,
            expires: now.adding(seconds: RegistryLimits.proposalSeconds))
        // What nobody approved in time makes room.
        return proposals.values.filter { $0.expires <= now }
            .sorted { $0.proposed < $1.proposed }
            .map { Change.remove(.proposal($0)) } + [.put(.proposal(proposal))]
    }

    /// Carries a proposal out; nobody approves what he proposed, nor for himself.
    ///
    /// - Throws: `notFound`, `wrongState`, `invitationClosed` where it is over, `limitExceeded`.
    public func approve(
        _ id: ProposalID, by approver: MemberID, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard let proposal = proposals[id], let member = members[proposal.member] else {
            throw .notFound
        }
        guard approver != proposal.proposer, approver != proposal.member else {
            throw .wrongState
        }
        guard now < proposal.expires else { throw .invitationClosed }
        return try set(try changed(member, by: proposal.change, now: now))
            + [.remove(.proposal(proposal))]
    }

    /// Takes a proposal back.
    ///
    /// - Throws: `notFound`.
    public func withdraw(_ id: ProposalID) throws(RegistryError) -> [Change] {
        guard let proposal = proposals[id] else { throw .notFound }
        return [.remove(.proposal(proposal))]
    }

    /// Ends a role of a member now, or before it has begun.
    ///
    /// - Throws: `notFound`; `wrongState` where he does not hold it.
    public func endRole(
        _ role: String, in organisation: OrganisationID, of id: MemberID, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var member = members[id] else { throw .notFound }
        var isEnded = false
        for place in member.roles.indices {
            let grant = member.roles[place]
            guard grant.role == role, grant.organisation == organisation, now < grant.until else {
                continue
            }
            member.roles[place].until = now
            isEnded = true
        }
        guard isEnded else { throw .wrongState }
        // What ended before it began was never held.
        member.roles.removeAll { $0.until <= $0.from }
        let isLast = !member.roles.contains { now < $0.until }
        return try set(member) + (isLast ? forgetSearches(of: id) : [])
    }

    /// Suspends a member, or revokes him for good, with all his devices.
    ///
    /// - Throws: `notFound`, `wrongState` where he is so already or is revoked.
    public func setStanding(
        _ standing: Standing, of id: MemberID
    ) throws(RegistryError) -> [Change] {
        guard var member = members[id] else { throw .notFound }
        guard member.standing != .revoked, member.standing != standing else { throw .wrongState }
        member.standing = standing
        return try set(member) + (standing == .revoked ? forgetSearches(of: id) : [])
    }

    /// The member as a change would leave him.
    private func changed(
        _ member: Member, by change: Proposal.Change, now: Instant
    ) throws(RegistryError) -> Member {
        guard member.standing != .revoked else { throw .wrongState }
        var changed = member
        switch change {
        case .resume:
            guard member.standing == .suspended else { throw .wrongState }
            changed.standing = .active
        case .grant(let grant):
            guard organisations[grant.organisation] != nil else { throw .notFound }
            let overlaps = member.roles.contains { held in
                held.role == grant.role && held.organisation == grant.organisation
                    && held.from < grant.until && grant.from < held.until
            }
            guard grant.from < grant.until, now < grant.until, !overlaps else {
                throw .wrongState
            }
            guard member.roles.count < RegistryLimits.rolesPerMember else { throw .limitExceeded }
            changed.roles.append(grant)
        }
        return changed
    }
}

// When members are away.
extension MemberRegistry {
    /// Sets when a member is away and who stands in for him, or takes that back.
    ///
    /// - Throws: `notFound`; `wrongState` where it ends before it begins or is over, is longer than
    ///   a year, or the deputy is himself, may not act, or holds no role in an organisation of
    ///   his.
    public func setAbsence(
        _ absence: Absence?, of id: MemberID, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var member = members[id] else { throw .notFound }
        if let absence {
            let latest = absence.from.adding(seconds: RegistryLimits.absenceSeconds)
            guard absence.from < absence.until, now < absence.until, absence.until <= latest else {
                throw .wrongState
            }
            if let deputy = absence.deputy {
                let offices = Set(roles(of: id, at: now).map(\.organisation))
                let theirs = Set(roles(of: deputy, at: now).map(\.organisation))
                guard deputy != id, !offices.isDisjoint(with: theirs) else { throw .wrongState }
            }
        }
        member.absence = absence
        return [.put(.member(member))]
    }

    /// Notes that a member accepted professional secrecy, for a year.
    ///
    /// - Throws: `notFound`.
    public func acceptSecrecy(of id: MemberID, now: Instant) throws(RegistryError) -> [Change] {
        guard var member = members[id] else { throw .notFound }
        member.secrecyAt = now
        return [.put(.member(member))]
    }

    /// The members for whom one stands in at a time; nobody stands in for a deputy's absent.
    public func represented(by deputy: MemberID, at time: Instant) -> [Member] {
        members.values.filter { member in
            member.standing == .active && member.absence?.deputy == deputy
                && member.absence?.holds(at: time) == true
        }.sorted { $0.id.hexadecimal < $1.id.hexadecimal }
    }
}
