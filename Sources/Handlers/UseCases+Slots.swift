internal import AuditLog
internal import Authority
internal import Basics
internal import Dossiers
internal import Mapping
internal import Messages
internal import Operations
internal import Registry

// New ways of unsealing in the place of lost ones (SPEC W-185).

extension UseCases {
    func changeSlot(_ turn: Turn) throws -> Reply {
        let request = try decode(WireChangeSlotRequest.self, turn)
        guard let id = SlotPlanID(blob: request.plan), let actor = turn.call.actor else {
            throw Refusal.malformed
        }
        let permit = try permit(.changeCommittee, turn)
        var answer = WireChangeSlotAnswer()
        switch request.change {
        case .credential, .passphrase:
            let plan = SlotPlan(
                id: id, kind: request.change == .passphrase ? .passphrase : .credential,
                proposer: actor.member, proposed: turn.now)
            answer.expiresAtMs = try propose(plan, turn).expires.milliseconds
        case .cancel:
            // Asked for again, it is as good.
            guard slotPlan?.id == id || cancelledSlot == id else { throw Refusal.absent }
            if slotPlan?.id == id { slotPlan = nil }
            cancelledSlot = id
        case .set:
            try set(request.passphrase, id, by: actor.member, turn)
        case .unspecified: throw Refusal.malformed
        case .UNRECOGNIZED: throw Refusal.unknownValue
        }
        var note = LeafNote(.rotateControl)
        note.subject = id.bytes
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    private func propose(_ plan: SlotPlan, _ turn: Turn) throws(Refusal) -> SlotPlan {
        if let same = waitingSlot(at: turn.now), same.id == plan.id, same.kind == plan.kind,
            same.proposer == plan.proposer
        {
            return same
        }
        guard !isCommitteeChanging(turn.now), slotPlan?.id != plan.id,
            plan.kind == .passphrase || surroundings.credentialPath != nil
        else { throw .wrongState }
        slotPlan = plan
        return plan
    }

    private func set(
        _ given: Blob, _ id: SlotPlanID, by member: MemberID, _ turn: Turn
    ) throws {
        guard let plan = slotPlan, plan.id == id, turn.now < plan.expires else {
            throw Refusal.absent
        }
        // One of the two who agreed on it, and nobody beside.
        guard plan.kind == .passphrase, let approver = plan.approver,
            [plan.proposer, approver].contains(member), !isCommitteeChanging(turn.now)
        else { throw Refusal.wrongState }
        let allowed = BasicsLimits.passphraseByteCountMin...BasicsLimits.passphraseByteCountMax
        guard allowed.contains(given.count) else { throw Refusal.malformed }
        var passphrase = Array(given)
        try Refusal.catching {
            try SlotRenewal.renewPassphrase(wiping: &passphrase, in: dossiers)
        }
        slotPlan?.isDone = true
    }

    /// A change of the committee makes ways of its own: one after the other, or a way that was replaced
    /// comes back with it.
    private func isCommitteeChanging(_ now: Instant) -> Bool {
        dossiers.registry.committeePlan?.isAlive(at: now) == true
    }

    /// The plan that waits for a second person now.
    func waitingSlot(at now: Instant) -> SlotPlan? {
        slotPlan.flatMap { $0.approver == nil && now < $0.expires ? $0 : nil }
    }

    /// Notes that a second person approved a plan, in the group of his call.
    func approveSlot(
        _ id: SlotPlanID, by approver: MemberID, now: Instant, _ changes: Changes
    ) throws {
        guard var plan = waitingSlot(at: now), plan.id == id, plan.proposer != approver,
            !isCommitteeChanging(now)
        else { throw Refusal.wrongState }
        let before = slotPlan
        changes.onRollback { [self] in slotPlan = before }
        plan.approver = approver
        slotPlan = plan
    }

    /// Makes a credential that two have agreed on, once the approval is durable; the keeper asks between
    /// groups.
    public func keepSlots() {
        guard dossiers.isUnsealed, let plan = slotPlan, plan.kind == .credential,
            plan.approver != nil, !plan.hasFailed, let path = surroundings.credentialPath
        else { return }
        if SlotRenewal.renewCredential(at: path, plan, in: dossiers) {
            slotPlan = nil
        } else {
            slotPlan?.hasFailed = true
        }
    }

    /// A plan as it is shown to whoever may approve it, with the digest of just that.
    func item(_ plan: SlotPlan, _ now: Instant) -> WireSlotPlan {
        let members = dossiers.registry.members
        var item = WireSlotPlan()
        item.plan = plan.id.blob
        item.change = plan.kind == .credential ? .credential : .passphrase
        item.proposer = plan.proposer.blob
        item.proposedBy = members[plan.proposer]?.name ?? ""
        item.proposedAtMs = plan.proposed.milliseconds
        item.expiresAtMs = plan.expires.milliseconds
        if let approver = plan.approver {
            item.approvedBy = members[approver]?.name ?? ""
        } else {
            item.digest = Approvals.digest(of: item.signedBytes ?? []).blob
        }
        item.failed = plan.hasFailed
        return item
    }
}
