internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Messages
internal import Operations
internal import Registry

// Enrolment, invitations, approvals, devices.

extension UseCases {
    // MARK: - Enrolment

    func enrol(_ turn: Turn, _ caller: Caller) throws -> Reply {
        guard case .enrolling(let invitation, let publicKey) = caller else {
            throw Refusal.unknownMethod
        }
        let request = try decode(WireEnrolRequest.self, turn)
        // Two keys may have shaken hands with one invitation before either called.
        if dossiers.registry.isContested(invitation, by: publicKey) {
            contests.insert(invitation)
        }
        var note = LeafNote(.memberInvite)
        note.subject = invitation.bytes
        return try turn.commit(Permit.enrolment(), note) { changes, _ in
            let (device, rows) = try Refusal.catching {
                try dossiers.registry.use(
                    invitation, publicKey: publicKey, signingKey: Array(request.signingKey),
                    device: newID(), label: request.deviceLabel, now: turn.now)
            }
            try dossiers.registry.apply(rows, in: changes.transaction)
            var answer = WireEnrolAnswer()
            answer.device = device.id.blob
            answer.member = device.member.blob
            answer.presharedKey = device.presharedKey.bytes.blob
            answer.logKey = (try dossiers.logPublicKey(in: changes.transaction)).blob
            answer.logOrigin = LeafLog.origin(of: dossiers.storeID)
            return MessageCodec.encode(answer)
        }
    }

    func confirmEnrolment(_ turn: Turn, _ caller: Caller) throws -> Reply {
        guard case .enrolling(let invitation, let publicKey) = caller else {
            throw Refusal.unknownMethod
        }
        var note = LeafNote(.memberInvite)
        note.subject = invitation.bytes
        return try turn.commit(Permit.enrolment(), note) { changes, _ in
            let rows = try Refusal.catching {
                try dossiers.registry.confirm(invitation, publicKey: publicKey, now: turn.now)
            }
            try dossiers.registry.apply(rows, in: changes.transaction)
            return []
        }
    }

    // MARK: - Invitations

    func invite(_ turn: Turn) throws -> Reply {
        let request = try decode(WireInviteRequest.self, turn)
        let permit = try permit(.invite, turn)
        guard let actor = turn.call.actor, let id = InvitationID(blob: request.invitation) else {
            throw Refusal.malformed
        }
        var note = LeafNote(.memberInvite)
        note.subject = id.bytes
        return try turn.commit(permit, note) { changes, _ in
            let (member, rows) = try invited(request, now: turn.now)
            try dossiers.registry.apply(rows, in: changes.transaction)
            let seconds =
                request.expiresInS == 0
                ? HandlerLimits.invitationSecondsDefault : Int64(request.expiresInS)
            let (invitation, _) = try Refusal.catching {
                try dossiers.registry.invite(
                    id, member: member.id, issuer: actor.member,
                    hours: max(seconds / 3_600, 1), now: turn.now)
            }
            // The client made the secret, so that a retry of the call is the same invitation.
            let kept = Invitation(
                id: id,
                secret: try Refusal.catching { try SharedSecret(bytes: Array(request.secret)) },
                member: member.id, issuer: actor.member, issued: turn.now,
                expires: min(invitation.expires, turn.now.adding(seconds: seconds)))
            try dossiers.registry.apply([.put(.invitation(kept))], in: changes.transaction)
            var answer = WireInviteAnswer()
            answer.invitation = id.blob
            answer.needsApproval = true
            answer.expiresAtMs = kept.expires.milliseconds
            return MessageCodec.encode(answer)
        }
    }

    /// The member who is invited, and the rows that make him where he is new.
    private func invited(
        _ request: WireInviteRequest, now: Instant
    ) throws(Refusal) -> (Member, [MemberRegistry.Change]) {
        if !request.member.isEmpty {
            guard let id = MemberID(blob: request.member),
                let member = dossiers.registry.members[id], request.roles.isEmpty
            else { throw .absent }
            return (member, [])
        }
        guard !request.memberName.isEmpty, !request.roles.isEmpty else { throw .malformed }
        var rows: [MemberRegistry.Change] = []
        var made: [String: OrganisationID] = [:]
        var grants: [RoleGrant] = []
        for role in request.roles {
            guard definition.role(role.role) != nil else { throw .authority(.unknownCode) }
            let organisation = try organisation(of: role, &made, &rows)
            grants.append(.init(role: role.role, organisation: organisation, from: now))
        }
        let operates = request.roles.contains { ability(.operates, of: $0.role) }
        // Who runs the daemon is never who reads in it.
        guard !operates || request.roles.count == 1 else { throw .authority(.notGranted) }
        let member = Member(id: newID(), name: request.memberName, roles: grants)
        rows += try Refusal.catching { try dossiers.registry.set(member) }
        return (member, rows)
    }

    private func organisation(
        of role: WireRoleGrant, _ made: inout [String: OrganisationID],
        _ rows: inout [MemberRegistry.Change]
    ) throws(Refusal) -> OrganisationID {
        try organisation(role.organisation, role.organisationName, &made, &rows)
    }

    /// An organisation that a request names by id, or by a name that makes one where none bears
    /// it.
    func organisation(
        _ id: Blob, _ name: String, _ made: inout [String: OrganisationID],
        _ rows: inout [MemberRegistry.Change]
    ) throws(Refusal) -> OrganisationID {
        if !id.isEmpty {
            guard let id = OrganisationID(blob: id), dossiers.registry.organisations[id] != nil
            else { throw .absent }
            return id
        }
        guard !name.isEmpty else { throw .malformed }
        if let id = made[name] { return id }
        let known = dossiers.registry.organisations.values.first { $0.name == name }
        if let known { return known.id }
        let organisation = Organisation(
            id: newID(), name: name, kind: "", territory: dossiers.province)
        rows += dossiers.registry.set(organisation)
        made[name] = organisation.id
        return organisation.id
    }

    func ability(_ ability: Ability, of role: String) -> Bool {
        definition.role(role)?.abilities.contains(ability) ?? false
    }

    func listInvitations(_ turn: Turn) throws -> Reply {
        let (permit, isWhole, shows) = try list(.devices, turn)
        var answer = WireListInvitationsAnswer()
        answer.store = dossiers.storeID.blob
        answer.logSize = dossiers.log?.signedSize ?? 0
        answer.invitations = dossiers.registry.invitations.values
            .filter { invitation in
                isWhole
                    || invitation.state == .proposed && turn.now < invitation.expires
                        && shows(facts(invitation))
            }
            .sorted { $0.issued > $1.issued }.prefix(MessageLimits.requestsPerListMax)
            .map { item($0, now: turn.now) }
        var note = LeafNote(.list)
        note.count = answer.invitations.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    private func item(_ invitation: Invitation, now: Instant) -> WireInvitation {
        var item = WireInvitation()
        item.invitation = invitation.id.blob
        let members = dossiers.registry.members
        if let member = members[invitation.member] {
            item.memberName = member.name
            // All of them, in their order: the digest is over these.
            item.roles = member.roles.prefix(MessageLimits.rolesPerInvitationMax).map { role($0) }
            item.digest = Approvals.digest(of: invitation, for: member).blob
        }
        item.member = invitation.member.blob
        item.issuer = invitation.issuer.blob
        item.contestedAtMs = invitation.contestedAt?.milliseconds ?? 0
        item.issuedBy = members[invitation.issuer]?.name ?? ""
        item.expiresAtMs = invitation.expires.milliseconds
        let isOver = now >= invitation.expires
        item.state =
            switch invitation.state {
            case .proposed: isOver ? 5 : 1
            case .open: isOver ? 5 : 2
            case .bound: 3
            case .confirmed: 4
            case .closed: 5
            }
        item.overdue =
            item.state == 1 && AccessPolicy.isOverdue(since: invitation.issued, now: now)
        return item
    }

    // MARK: - Approvals

    func approve(_ turn: Turn) throws -> Reply {
        try approve(try decode(WireApproveRequest.self, turn), turn)
    }

    /// Approves what waits.
    ///
    /// - Parameter method: what alone may be approved; nil for anything.
    func approve(
        _ request: WireApproveRequest, _ turn: Turn, only method: WireMethod? = nil
    ) throws -> Reply {
        let bytes = Array(request.statement)
        guard let statement = try? WireApprovalStatement.decoded(from: bytes),
            let nonce = ApprovalID(blob: statement.nonce), let actor = turn.call.actor,
            method.map({ statement.operation == UInt32($0.rawValue) }) ?? true
        else { throw Refusal.malformed }
        if statement.operation == UInt32(WireMethod.appendAct.rawValue) {
            return try approveChange(statement, nonce, request, actor, turn)
        }
        // Rights first: who has none learns nothing of what waits.
        switch WireMethod(rawValue: Int(statement.operation)) {
        case .order: _ = try permit(.orders, turn)
        case .changePublication: _ = try permit(.publications, turn)
        default: _ = try permitForWaiting(turn)
        }
        let waiting = try waiting(statement, turn)
        let permit = try permit(waiting.request, turn)
        try check(
            statement, bytes, Array(request.signature), digest: waiting.digest, turn)
        var note = LeafNote(waiting.kind, file: waiting.file)
        note.subject = Array(statement.target)
        note.hash = waiting.hash
        note.approval = (Array(request.signature), bytes)
        return try turn.commit(permit, note) { changes, _ in
            let registry = dossiers.registry
            let rows = try Refusal.catching {
                try waiting.rows(actor.member, changes)
                    + registry.add(
                        Approval(
                            id: nonce, member: actor.member, device: actor.device,
                            time: turn.now, statement: bytes,
                            signature: Array(request.signature)))
            }
            try registry.apply(rows, in: changes.transaction)
            glassRevision += 1
            return []
        }
    }

    /// Something that waits for a second person.
    private struct Waiting {
        /// What Authority is asked whether the caller may approve it.
        let request: Request
        let digest: [UInt8]
        /// The file that it is about, if it is about one.
        var file: FileID?
        /// What the leaf of the approval is.
        var kind = LeafKind.approve
        /// The hash of what is published by it.
        var hash: [UInt8] = []
        /// What is written once a member has approved it.
        let rows: (MemberID, Changes) throws -> [MemberRegistry.Change]
    }

    /// What a statement approves: an invitation, or a change of rights.
    private func waiting(
        _ statement: WireApprovalStatement, _ turn: Turn
    ) throws -> Waiting {
        let (registry, now) = (dossiers.registry, turn.now)
        switch WireMethod(rawValue: Int(statement.operation)) {
        case .changeMember:
            guard let id = ProposalID(blob: statement.target),
                let proposal = registry.proposals[id]
            else { throw Refusal.absent }
            return Waiting(
                request: .approve(facts(proposal), standingInFor: represented(turn)),
                digest: Array(item(proposal, now).digest)
            ) { approver, _ in
                try registry.approve(id, by: approver, now: now)
            }
        case .invite:
            guard let id = InvitationID(blob: statement.target),
                let invitation = registry.invitations[id],
                let member = registry.members[invitation.member]
            else { throw Refusal.absent }
            let digest = Approvals.digest(of: invitation, for: member)
            return Waiting(
                request: .approve(facts(invitation), standingInFor: represented(turn)),
                digest: digest
            ) { approver, _ in
                try registry.approve(id, by: approver, now: now)
            }
        case .changeProvince:
            guard let id = ProvinceTrustID(blob: statement.target),
                let trust = registry.provinces[id]
            else { throw Refusal.absent }
            return Waiting(
                request: .approve(facts(trust), standingInFor: represented(turn)),
                digest: Array(item(trust, now).digest)
            ) { approver, _ in
                try registry.approve(id, by: approver, now: now)
            }
        case .changePublication:
            guard let id = PublicationID(blob: statement.target),
                let record = registry.publications[id], record.waits(at: now)
            else { throw Refusal.absent }
            let shown = item(record, now)
            return Waiting(
                request: .approvePublication(by: record.proposer), digest: Array(shown.digest),
                kind: .publish, hash: Array(shown.hash)
            ) { [self] approver, _ in
                let rows = try registry.approve(id, by: approver, now: now)
                // Of the same children nothing is prepared as it would have been before.
                drafts.removeAll {
                    record.overlaps(from: $0.days.lowerBound, until: $0.days.upperBound)
                }
                return rows
            }
        case .changeWitness:
            guard let id = WitnessTrustID(blob: statement.target),
                let trust = registry.witnesses[id], let waits = trust.waiting(at: now)
            else { throw Refusal.absent }
            return Waiting(
                request: .approve(facts(waits), standingInFor: represented(turn)),
                digest: Array(item(trust, now).digest)
            ) { approver, _ in
                try registry.approve(id, by: approver, now: now)
            }
        case .planBackups:
            guard let id = BackupPlanID(blob: statement.target),
                let plan = registry.backupPlans[id], plan.approver == nil
            else { throw Refusal.absent }
            return Waiting(
                request: .approve(facts(plan), standingInFor: represented(turn)),
                digest: Array(item(plan, now).digest)
            ) { approver, _ in
                try registry.approve(id, by: approver, now: now)
            }
        case .changeSlot:
            guard let id = SlotPlanID(blob: statement.target), let plan = waitingSlot(at: now),
                plan.id == id
            else { throw Refusal.absent }
            return Waiting(
                request: .approve(facts(plan), standingInFor: represented(turn)),
                digest: Array(item(plan, now).digest)
            ) { [self] approver, changes in
                try approveSlot(id, by: approver, now: now, changes)
                // The slots have a file of their own, and no row of the registry.
                return []
            }
        case .signRestoration:
            guard let id = RestorationID(blob: statement.target),
                let restoration = registry.restoration, restoration.id == id,
                restoration.waits(at: now)
            else { throw Refusal.absent }
            return Waiting(
                request: .approve(facts(restoration), standingInFor: represented(turn)),
                digest: Array(item(restoration, now).digest)
            ) { approver, _ in
                try registry.approve(id, by: approver, now: now)
            }
        case .changeCommittee:
            guard let id = CommitteePlanID(blob: statement.target),
                let plan = registry.committeePlan, plan.id == id
            else { throw Refusal.absent }
            // Keys are made for what may be approved alone.
            guard plan.approval == nil, plan.isAlive(at: now) else { throw Refusal.wrongState }
            return Waiting(
                request: .approve(facts(plan), standingInFor: represented(turn)),
                digest: Array(item(plan, now).digest)
            ) { [dossiers] approver, changes in
                try registry.approve(
                    id,
                    try CommitteeCeremony.begin(
                        plan, approvedBy: approver, in: dossiers, at: now, changes.transaction))
            }
        case .changeRotation:
            guard let id = RotationID(blob: statement.target) else { throw Refusal.absent }
            for rotation in [indexRotation, logRotation] as [KeyRotation] {
                guard let job = rotation.job, job.id == id, job.waits(at: now) else { continue }
                return Waiting(
                    request: .approve(facts(job), standingInFor: represented(turn)),
                    digest: Array(item(job, now).digest)
                ) { approver, changes in
                    try Refusal.rotating {
                        try rotation.approve(
                            id, by: approver, now: now, in: changes.transaction)
                    }
                    return []
                }
            }
            guard let job = rotations.job(id), job.waits(at: now) else { throw Refusal.absent }
            return Waiting(
                request: .approve(facts(job), standingInFor: represented(turn)),
                digest: Array(item(job, now).digest)
            ) { [rotations] approver, changes in
                try Refusal.rotating {
                    try rotations.approve(id, by: approver, now: now, in: changes.transaction)
                }
                // A job has a row of its own, and none of the registry.
                return []
            }
        case .changeRenewal:
            guard let id = RenewalID(blob: statement.target), let job = renewals.job,
                job.id == id, job.waits(at: now)
            else { throw Refusal.absent }
            return Waiting(
                request: .approve(facts(job), standingInFor: represented(turn)),
                digest: Array(item(job, now).digest)
            ) { [renewals] approver, changes in
                try Refusal.rotating {
                    try renewals.approve(id, by: approver, now: now, in: changes.transaction)
                }
                // As of a rotation.
                return []
            }
        case .order:
            guard let id = OrderID(blob: statement.target), let order = registry.orders[id] else {
                throw Refusal.absent
            }
            return Waiting(
                request: .approveOrder(by: order.asker), digest: try digest(of: order, turn),
                file: order.file == .zero ? nil : order.file
            ) { approver, changes in
                try registry.approve(id, by: approver, leaf: changes.leaf, now: now)
            }
        case .breakGlass:
            guard let id = BreakGlassID(blob: statement.target),
                let access = registry.breakGlass[id]
            else { throw Refusal.absent }
            let digest = Array(try item(access, turn).digest)
            return Waiting(request: .oversee(access.member, access.file), digest: digest) {
                (approver, _) throws(RegistryError) in
                try registry.approve(id, by: approver, now: now)
            }
        default: throw Refusal.wrongState
        }
    }

    func check(
        _ statement: WireApprovalStatement, _ bytes: [UInt8], _ signature: [UInt8],
        digest: [UInt8], _ turn: Turn
    ) throws(Refusal) {
        guard let actor = turn.call.actor, let device = dossiers.registry.devices[actor.device]
        else { throw .absent }
        let latest = turn.now.adding(seconds: OperationsLimits.approvalSeconds).milliseconds
        guard StoreID(blob: statement.store) == dossiers.storeID,
            statement.logSize <= (dossiers.log?.signedSize ?? 0),
            (turn.now.milliseconds...latest).contains(statement.expiresAtMs),
            Array(statement.digest) == digest,
            Approvals.isValid(signature: signature, of: bytes, by: device)
        else { throw .wrongState }
    }

    // MARK: - Devices

    func listDevices(_ turn: Turn) throws -> Reply {
        let permit = try permit(.devices, turn)
        let contested = Dictionary(
            dossiers.registry.invitations.values.compactMap { invitation in
                invitation.contestedAt.map { (invitation.device, $0) }
            }, uniquingKeysWith: max)
        var answer = WireListDevicesAnswer()
        answer.devices = dossiers.registry.devices.values
            .sorted { $0.lastSeen > $1.lastSeen }.prefix(MessageLimits.peoplePerListMax)
            .map { device in
                var item = WireDevice()
                item.device = device.id.blob
                item.label = device.label
                item.member = device.member.blob
                item.memberName = dossiers.registry.members[device.member]?.name ?? ""
                item.state = UInt32(device.standing.rawValue)
                item.enrolledAtMs = device.enrolledAt.milliseconds
                item.lastSeenMs = device.lastSeen.milliseconds
                item.keyedAtMs = device.keyedAt.milliseconds
                item.renewing = device.nextPresharedKey != nil
                item.contestedAtMs = contested[device.id]?.milliseconds ?? 0
                item.daemonKey = UInt32(device.toldKey)
                return item
            }
        var note = LeafNote(.list)
        note.count = answer.devices.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }
}
