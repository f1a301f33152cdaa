internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Mapping
internal import Messages
internal import Operations
internal import Registry

// Members and their rights: what gives a right waits for a second person, what takes one away is
// done at once.

extension UseCases {
    func listMembers(_ turn: Turn) throws -> Reply {
        let (permit, isWhole, shows) = try list(.members, turn)
        let registry = dossiers.registry
        var answer = WireListMembersAnswer()
        answer.store = dossiers.storeID.blob
        answer.logSize = dossiers.log?.signedSize ?? 0
        let members = isWhole ? Array(registry.members.values) : []
        answer.members =
            members
            .sorted { ($0.name, $0.id.hexadecimal) < ($1.name, $1.id.hexadecimal) }
            .prefix(MessageLimits.peoplePerListMax).map { member in
                var item = WireMember()
                item.member = member.id.blob
                item.name = member.name
                item.state = UInt32(member.standing.rawValue)
                item.roles = member.roles.map(held)
                if let absence = member.absence { item.absence = wire(absence) }
                item.devices = UInt32(
                    clamping: registry.devices.values.count {
                        $0.member == member.id && $0.standing == .active
                    })
                return item
            }
        answer.proposals = registry.proposals.values.filter {
            turn.now < $0.expires && shows(facts($0))
        }
        .sorted { ($0.proposed, $0.id.hexadecimal) < ($1.proposed, $1.id.hexadecimal) }
        .prefix(MessageLimits.requestsPerListMax).map { item($0, turn.now) }
        var note = LeafNote(.list)
        note.count = answer.members.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    private func wire(_ absence: Absence) -> WireAbsence {
        var item = WireAbsence()
        item.fromMs = absence.from.milliseconds
        item.untilMs = absence.until.milliseconds
        if let deputy = absence.deputy { item.deputy = deputy.blob }
        return item
    }

    func setAbsence(_ turn: Turn) throws -> Reply {
        let request = try decode(WireSetAbsenceRequest.self, turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        let member = MemberID(blob: request.member) ?? actor.member
        let permit = try permit(.absence(of: member), turn)
        var absence: Absence?
        if request.hasAbsence {
            absence = Absence(
                from: Instant(milliseconds: request.absence.fromMs),
                until: Instant(milliseconds: request.absence.untilMs),
                deputy: MemberID(blob: request.absence.deputy))
        }
        var note = LeafNote(.memberChange)
        note.subject = member.bytes
        return try turn.commit(permit, note) { changes, _ in
            let rows = try Refusal.catching {
                try dossiers.registry.setAbsence(absence, of: member, now: turn.now)
            }
            try dossiers.registry.apply(rows, in: changes.transaction)
            return []
        }
    }

    func acceptSecrecy(_ turn: Turn) throws -> Reply {
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        let permit = try permit(.absence(of: actor.member), turn)
        var note = LeafNote(.memberChange)
        note.subject = actor.member.bytes
        return try turn.commit(permit, note) { changes, _ in
            let rows = try Refusal.catching {
                try dossiers.registry.acceptSecrecy(of: actor.member, now: turn.now)
            }
            try dossiers.registry.apply(rows, in: changes.transaction)
            return []
        }
    }

    private func held(_ grant: RoleGrant) -> WireHeldRole {
        var role = WireHeldRole()
        role.role = grant.role
        role.organisation = grant.organisation.blob
        role.organisationName = dossiers.registry.organisations[grant.organisation]?.name ?? ""
        role.fromMs = grant.from.milliseconds
        role.untilMs = grant.until.milliseconds == .max ? 0 : grant.until.milliseconds
        return role
    }

    /// A proposal as it is shown to whoever may approve it, with the digest of just that.
    func item(_ proposal: Proposal, _ now: Instant) -> WireProposal {
        let members = dossiers.registry.members
        var item = WireProposal()
        item.proposal = proposal.id.blob
        item.member = proposal.member.blob
        item.memberName = members[proposal.member]?.name ?? ""
        switch proposal.change {
        case .grant(let grant):
            item.change = .grantRole
            item.role = held(grant)
        case .resume: item.change = .resume
        }
        item.proposer = proposal.proposer.blob
        item.proposedBy = members[proposal.proposer]?.name ?? ""
        item.proposedAtMs = proposal.proposed.milliseconds
        item.expiresAtMs = proposal.expires.milliseconds
        item.digest = Approvals.digest(of: item.signedBytes ?? []).blob
        item.overdue = AccessPolicy.isOverdue(since: proposal.proposed, now: now)
        return item
    }

    func changeMember(_ turn: Turn) throws -> Reply {
        let request = try decode(WireChangeMemberRequest.self, turn)
        let proposal = ProposalID(blob: request.proposal)
        let member: MemberID
        switch request.change {
        case .withdraw:
            guard let proposal else { throw Refusal.malformed }
            // Rights first: who has none learns nothing of what waits.
            _ = try self.permit(.members, turn)
            guard let waiting = dossiers.registry.proposals[proposal] else {
                throw Refusal.absent
            }
            member = waiting.member
        case .grantRole, .resume, .endRole, .suspend, .revoke:
            guard let named = MemberID(blob: request.member) else { throw Refusal.malformed }
            member = named
        case .unspecified: throw Refusal.malformed
        case .UNRECOGNIZED: throw Refusal.unknownValue
        }
        let permit = try permit(.changeMember(member), turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        let kind: LeafKind = request.change == .revoke ? .memberRevoke : .memberChange
        var note = LeafNote(kind)
        note.subject = (proposal.map(\.bytes)) ?? member.bytes
        return try turn.commit(permit, note) { changes, _ in
            let rows = try rows(request, of: member, proposal, by: actor, turn)
            try Refusal.catching { try dossiers.registry.apply(rows, in: changes.transaction) }
            try checkSomebodyIsLeft(turn.now)
            var answer = WireChangeMemberAnswer()
            if let waiting = proposal.flatMap({ dossiers.registry.proposals[$0] }) {
                answer.needsApproval = true
                answer.expiresAtMs = waiting.expires.milliseconds
            }
            return MessageCodec.encode(answer)
        }
    }

    private func rows(
        _ request: WireChangeMemberRequest, of member: MemberID, _ proposal: ProposalID?,
        by actor: Actor, _ turn: Turn
    ) throws -> [MemberRegistry.Change] {
        let registry = dossiers.registry
        switch request.change {
        case .grantRole:
            guard let proposal else { throw Refusal.malformed }
            var made: [MemberRegistry.Change] = []
            let grant = try grant(request.role, to: member, &made, turn)
            // An organisation that the grant makes has to be there when it is looked at.
            guard made.isEmpty else { throw Refusal.absent }
            return try Refusal.catching {
                try registry.propose(
                    proposal, .grant(grant), of: member, by: actor.member, now: turn.now)
            }
        case .resume:
            guard let proposal else { throw Refusal.malformed }
            return try Refusal.catching {
                try registry.propose(
                    proposal, .resume, of: member, by: actor.member, now: turn.now)
            }
        case .withdraw:
            guard let proposal else { throw Refusal.malformed }
            return try Refusal.catching { try registry.withdraw(proposal) }
        case .endRole:
            guard let organisation = OrganisationID(blob: request.role.organisation) else {
                throw Refusal.malformed
            }
            return try Refusal.catching {
                try registry.endRole(
                    request.role.role, in: organisation, of: member, now: turn.now)
            }
        case .suspend:
            return try Refusal.catching { try registry.setStanding(.suspended, of: member) }
        case .revoke: return try Refusal.catching { try registry.setStanding(.revoked, of: member) }
        case .unspecified, .UNRECOGNIZED: throw Refusal.unknownValue
        }
    }

    /// The role that a request grants; whoever runs the daemon is never who reads in it.
    private func grant(
        _ asked: WireHeldRole, to id: MemberID, _ rows: inout [MemberRegistry.Change], _ turn: Turn
    ) throws(Refusal) -> RoleGrant {
        guard let member = dossiers.registry.members[id] else { throw .absent }
        guard definition.role(asked.role) != nil else { throw .authority(.unknownCode) }
        let others = member.roles.filter { turn.now < $0.until }.map(\.role)
        let operates = ability(.operates, of: asked.role)
        guard others.allSatisfy({ ability(.operates, of: $0) == operates }) else {
            throw .authority(.notGranted)
        }
        var made: [String: OrganisationID] = [:]
        let organisation = try organisation(
            asked.organisation, asked.organisationName, &made, &rows)
        let from = asked.fromMs == 0 ? turn.now : Instant(milliseconds: asked.fromMs)
        let until = Instant(milliseconds: asked.untilMs == 0 ? .max : asked.untilMs)
        return RoleGrant(
            role: asked.role, organisation: organisation, from: from, until: until)
    }

    /// A province that nobody runs or nobody coordinates could let nobody in again.
    private func checkSomebodyIsLeft(_ now: Instant) throws(Refusal) {
        for needed in [Ability.operates, .coordinates] {
            let isLeft = dossiers.registry.members.keys.contains { member in
                dossiers.registry.roles(of: member, at: now).contains {
                    ability(needed, of: $0.role)
                }
            }
            guard isLeft else { throw .wrongState }
        }
    }
}
