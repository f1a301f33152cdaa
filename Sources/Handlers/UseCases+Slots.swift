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
            // A change of the committee makes ways of its own: one after the other.
            guard dossiers.registry.committeePlan?.isAlive(at: turn.now) != true,
                slotPlan?.id != id,
                request.change == .passphrase || surroundings.credentialPath != nil
            else { throw Refusal.wrongState }
            let plan = SlotPlan(
                id: id, kind: request.change == .passphrase ? .passphrase : .credential,
                proposer: actor.member, proposed: turn.now)
            slotPlan = plan
            answer.expiresAtMs = plan.expires.milliseconds
        case .cancel:
            guard slotPlan?.id == id else { throw Refusal.absent }
            slotPlan = nil
        case .set:
            guard let plan = slotPlan, plan.id == id, turn.now < plan.expires else {
                throw Refusal.absent
            }
            // One of the two who agreed on it, and nobody beside.
            guard plan.kind == .passphrase, let approver = plan.approver,
                [plan.proposer, approver].contains(actor.member)
            else { throw Refusal.wrongState }
            var passphrase = Array(request.passphrase)
            let allowed =
                BasicsLimits.passphraseByteCountMin...BasicsLimits.passphraseByteCountMax
            guard allowed.contains(passphrase.count) else { throw Refusal.malformed }
            try Refusal.catching {
                try SlotRenewal.renewPassphrase(wiping: &passphrase, in: dossiers)
            }
            slotPlan = nil
        case .unspecified: throw Refusal.malformed
        case .UNRECOGNIZED: throw Refusal.unknownValue
        }
        var note = LeafNote(.rotateControl)
        note.subject = id.bytes
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    /// The plan that waits for a second person now.
    func waitingSlot(at now: Instant) -> SlotPlan? {
        slotPlan.flatMap { $0.approver == nil && now < $0.expires ? $0 : nil }
    }

    /// What becomes of a plan that a second person approves: a credential is made at once, a passphrase
    /// is waited for.
    func approveSlot(_ id: SlotPlanID, by approver: MemberID, now: Instant) throws {
        guard var plan = waitingSlot(at: now), plan.id == id, plan.proposer != approver else {
            throw Refusal.wrongState
        }
        plan.approver = approver
        guard plan.kind == .credential, let path = surroundings.credentialPath else {
            slotPlan = plan
            return
        }
        try Refusal.catching { try SlotRenewal.renewCredential(at: path, in: dossiers) }
        slotPlan = nil
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
        return item
    }
}
