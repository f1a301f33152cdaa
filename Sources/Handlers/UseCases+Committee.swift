internal import AuditLog
internal import Authority
internal import Basics
internal import Dossiers
internal import Mapping
internal import Messages
internal import Operations
internal import Registry

// The committee whose secrets open the store: who it is, how it is changed, how it is tried, and how
// it unseals (SPEC W-180 to W-184).

extension UseCases {
    // MARK: - What there is

    func listCommittee(_ turn: Turn) throws -> Reply {
        let permit = try permit(.custody, turn)
        var answer = WireListCommitteeAnswer()
        answer.store = dossiers.storeID.blob
        answer.logSize = dossiers.log?.signedSize ?? 0
        if let committee = CommitteeCeremony.committee(of: dossiers) {
            answer.committee = wire(committee)
        }
        if let plan = dossiers.registry.committeePlan, plan.isAlive(at: turn.now) {
            answer.plan = item(plan, turn.now)
        }
        if let plan = slotPlan, !plan.isDone, turn.now < plan.expires {
            answer.slotPlan = item(plan, turn.now)
        }
        forgetOldContributions()
        answer.nonce = contributions.nonce.blob
        answer.contributed = contributions.indices.map { UInt32($0) }
        answer.contributedUntilMs = contributions.until?.milliseconds ?? 0
        return try turn.release(permit, LeafNote(.list), payload: MessageCodec.encode(answer))
    }

    private func wire(_ committee: CommitteeReport) -> WireCommittee {
        var wire = WireCommittee(committee.terms)
        wire.epoch = committee.epoch
        wire.custodians = zip(wire.custodians, committee.custodians).map { custodian, known in
            var custodian = custodian
            custodian.box = known.box.blob
            custodian.sinceMs = known.since.milliseconds
            custodian.provedAtMs = known.provedAt.milliseconds
            return custodian
        }
        return wire
    }

    /// A change of the committee as it is shown to whoever may approve it, or proves for it.
    func item(_ plan: CommitteePlan, _ now: Instant) -> WireCommitteePlan {
        let members = dossiers.registry.members
        var item = WireCommitteePlan()
        item.plan = plan.id.blob
        item.committee = WireCommittee(plan.terms)
        item.proposer = plan.proposer.blob
        item.proposedBy = members[plan.proposer]?.name ?? ""
        item.proposedAtMs = plan.proposed.milliseconds
        guard let approval = plan.approval else {
            item.expiresAtMs = plan.expires.milliseconds
            item.digest = Approvals.digest(of: item.signedBytes ?? []).blob
            item.overdue = AccessPolicy.isOverdue(since: plan.proposed, now: now)
            return item
        }
        item.approver = approval.member.blob
        item.approvedBy = members[approval.member]?.name ?? ""
        item.expiresAtMs = approval.until.milliseconds
        item.nonce = approval.nonce.blob
        if let next = CommitteeCeremony.nextCommittee(of: dossiers, plan: plan.id) {
            item.committee = wire(next)
        }
        for proof in plan.proofs where !proof.isFormer {
            for place in item.committee.custodians.indices
            where item.committee.custodians[place].index == UInt32(proof.index) {
                item.committee.custodians[place].provedAtMs = proof.at.milliseconds
            }
        }
        item.formersProved = plan.proofs.filter(\.isFormer).map { UInt32($0.index) }.sorted()
        func state(_ isTaken: Bool?) -> UInt32 { isTaken.map { $0 ? 2 : 1 } ?? 0 }
        item.passphrase = state(CommitteeCeremony.isPassphraseTaken(dossiers))
        item.credential = state(
            CommitteeCeremony.isCredentialTaken(
                dossiers, credentialPath: surroundings.credentialPath))
        return item
    }

    /// What STATUS tells of the committee and of its change.
    func countCommittee(into answer: inout WireStatusAnswer, now: Instant) {
        if let committee = CommitteeCeremony.committee(of: dossiers) {
            func count(_ isEscrow: Bool, _ isProved: Bool = false) -> UInt32 {
                UInt32(
                    committee.custodians.count {
                        $0.terms.isEscrow == isEscrow && (!isProved || $0.isProved(at: now))
                    })
            }
            answer.committee.members = count(false)
            answer.committee.membersNeeded = UInt32(committee.terms.membersNeeded)
            answer.committee.membersProved = count(false, true)
            answer.committee.escrows = count(true)
            answer.committee.escrowsProved = count(true, true)
        }
        forgetOldContributions()
        answer.contributed = contributions.indices.map { label(of: $0) }
        if let plan = dossiers.registry.committeePlan, plan.isAlive(at: now) {
            answer.committeePlan = plan.approval == nil ? 1 : 2
        }
    }

    /// What people call a custodian of the committee in force.
    private func label(of index: UInt8) -> String {
        CommitteeCeremony.committee(of: dossiers)?.terms.custodians
            .first { $0.index == index }?.label ?? ""
    }

    // MARK: - Changing it

    func changeCommittee(_ turn: Turn) throws -> Reply {
        let request = try decode(WireChangeCommitteeRequest.self, turn)
        guard let id = CommitteePlanID(blob: request.plan), let actor = turn.call.actor else {
            throw Refusal.malformed
        }
        let permit = try permit(.changeCommittee, turn)
        let registry = dossiers.registry
        var answer = WireChangeCommitteeAnswer()
        let rows: [MemberRegistry.Change]
        var note = LeafNote(.rotatePlan)
        note.subject = id.bytes
        switch request.change {
        case .propose:
            guard let terms = CommitteeTerms(request.committee) else { throw Refusal.malformed }
            // It takes along or leaves behind what opens now: nothing of that changes meanwhile.
            slotPlan = nil
            let plan = CommitteePlan(
                id: id, terms: terms, proposer: actor.member, proposed: turn.now)
            answer.expiresAtMs = plan.expires.milliseconds
            rows = try Refusal.catching { try registry.propose(plan, now: turn.now) }
        case .cancel:
            guard let plan = registry.committeePlan, plan.id == id else { throw Refusal.absent }
            // What a second person put in motion he alone stops; what waits for one, anybody may
            // take back.
            if let approval = plan.approval, approval.member != actor.member {
                throw Refusal.authority(.notGranted)
            }
            note = LeafNote(.rotateControl)
            note.subject = id.bytes
            rows = try Refusal.catching { try registry.end(id) }
        case .unspecified: throw Refusal.malformed
        case .UNRECOGNIZED: throw Refusal.unknownValue
        }
        return try turn.commit(permit, note) { changes, _ in
            try Refusal.catching { try registry.apply(rows, in: changes.transaction) }
            return MessageCodec.encode(answer)
        }
    }

    func takePassphrase(_ turn: Turn) throws -> Reply {
        let request = try decode(WireTakePassphraseRequest.self, turn)
        let permit = try permit(.changeCommittee, turn)
        guard let plan = dossiers.registry.committeePlan, plan.approval != nil else {
            throw Refusal.wrongState
        }
        var passphrase = Array(request.passphrase)
        try Refusal.catching {
            try CommitteeCeremony.takeAlong(wiping: &passphrase, in: dossiers)
        }
        var note = LeafNote(.rotateControl)
        note.subject = plan.id.bytes
        return try turn.release(permit, note, payload: [])
    }

    // MARK: - Proofs

    /// Runs between groups: the last proof of a change puts another root key in force.
    func proveCustody(
        _ call: IncomingCall, _ context: CallContext, _ permit: Permit,
        _ request: WireProveCustodyRequest
    ) throws {
        guard let index = UInt8(exactly: request.index),
            let nonce = CustodyNonce(blob: request.nonce)
        else { throw Refusal.malformed }
        guard !request.plan.isEmpty else {
            return try drill(call, context, permit, request, index, nonce)
        }
        let registry = dossiers.registry
        guard let plan = registry.committeePlan, plan.id.blob == request.plan,
            let approval = plan.approval, plan.isAlive(at: clock())
        else { throw Refusal.wrongState }
        let proof = CommitteePlan.Proof(
            isFormer: request.former, index: index, at: clock(),
            signature: Array(request.signature))
        let isCurrent = nonce == approval.nonce
        let verdict = CommitteeCeremony.verdict(on: proof, for: plan, of: dossiers)
        guard verdict != .unknown else { throw Refusal.absent }
        let labels =
            request.former
            ? [label(of: index)]
            : plan.terms.custodians
                .filter { $0.index == index }.map(\.label)
        guard isCurrent, verdict == .genuine else {
            return refuse(call, context, permit, labels, isCurrent ? .wrong : .stale)
        }
        var note = LeafNote(.custody)
        note.custodians = labels
        note.subject = plan.id.bytes
        let isLast = CommitteeCeremony.isProved(with: proof, plan, of: dossiers)
        let answer = Self.proved(isLast ? .complete : .taken)
        let reply = answerAlone(context) { turn in
            try turn.commit(permit, note) { changes, _ in
                try Refusal.catching {
                    try registry.apply(
                        try registry.keep(proof, for: plan.id, now: turn.now),
                        in: changes.transaction)
                }
                return answer
            }
        }
        guard case .answered = reply?.outcome, isLast else { return deliver(reply, to: call) }
        do {
            try Refusal.catching {
                try CommitteeCeremony.settle(
                    dossiers, credentialPath: surroundings.credentialPath, at: clock())
            }
            deliver(reply, to: call)
        } catch {
            // The proof is kept, and the former epoch is in force: the change is made later.
            call.deliver(OutgoingAnswer(refusing: error))
        }
    }

    private func drill(
        _ call: IncomingCall, _ context: CallContext, _ permit: Permit,
        _ request: WireProveCustodyRequest, _ index: UInt8, _ nonce: CustodyNonce
    ) throws {
        let verdict = CommitteeCeremony.verdict(
            onDrill: Array(request.signature), by: index, nonce: nonce, of: dossiers)
        guard verdict != .unknown else { throw Refusal.absent }
        let isCurrent = nonce == contributions.nonce
        guard isCurrent, verdict == .genuine else {
            return refuse(
                call, context, permit, [label(of: index)], isCurrent ? .wrong : .stale)
        }
        var note = LeafNote(.custody)
        note.custodians = [label(of: index)]
        let reply = answerAlone(context) { turn in
            try turn.release(permit, note, payload: Self.proved(.taken))
        }
        // A proof counts once.
        contributions.wipe(nonce: newID())
        guard case .answered = reply?.outcome else { return deliver(reply, to: call) }
        do {
            try Refusal.catching {
                try CommitteeCeremony.noteDrill(by: index, in: dossiers, at: clock())
            }
            deliver(reply, to: call)
        } catch {
            call.deliver(OutgoingAnswer(refusing: error))
        }
    }

    private static func proved(_ result: WireCustodyResult) -> [UInt8] {
        var answer = WireProveCustodyAnswer()
        answer.result = result
        return MessageCodec.encode(answer)
    }

    /// Tells that a custodian's word is not his, with a leaf that names whose it was said to be.
    private func refuse(
        _ call: IncomingCall, _ context: CallContext, _ permit: Permit, _ labels: [String],
        _ result: WireCustodyResult
    ) {
        var note = LeafNote(.deny)
        note.custodians = labels
        let payload: [UInt8]
        if call.method == UInt16(WireMethod.contribute.rawValue) {
            payload = MessageCodec.encode(contributed(result))
        } else {
            payload = Self.proved(result)
        }
        let refusal = note
        let reply = answerAlone(context) { turn in
            try turn.release(permit, refusal, payload: payload)
        }
        deliver(reply, to: call)
    }

    /// Serves a call in a group of its own and gives its reply, which is not let go yet.
    private func answerAlone(
        _ context: CallContext, _ work: @escaping (Turn) throws -> Reply
    ) -> Reply? {
        var reply: Reply?
        dossiers.serve([Job(context, deliver: { reply = $0 }, work: work)])
        return reply
    }

    private func deliver(_ reply: Reply?, to call: IncomingCall) {
        if let reply { call.deliver(OutgoingAnswer(reply)) }
    }

    // MARK: - Unsealing

    /// Runs between groups: the last contribution opens the store.
    func contribute(
        _ call: IncomingCall, _ context: CallContext, _ permit: Permit,
        _ request: WireContributeRequest
    ) throws {
        guard !dossiers.isUnsealed else { throw Refusal.wrongState }
        forgetOldContributions()
        guard let index = UInt8(exactly: request.index),
            let nonce = CustodyNonce(blob: request.nonce)
        else { throw Refusal.malformed }
        var bytes = Array(request.secret)
        guard
            let secret = CommitteeCeremony.secret(wiping: &bytes, index: index, of: dossiers)
        else { throw Refusal.absent }
        let verdict = CommitteeCeremony.verdict(on: secret, of: dossiers)
        guard verdict != .unknown else { throw Refusal.absent }
        let isCurrent = nonce == contributions.nonce
        guard isCurrent, verdict == .genuine else {
            return refuse(
                call, context, permit, [label(of: index)], isCurrent ? .wrong : .stale)
        }
        contributions.add(secret, now: clock())
        var note = LeafNote(.custody)
        note.custodians = [label(of: index)]
        var result = WireCustodyResult.taken
        var answer = contributed(.taken)
        if CommitteeCeremony.suffices(contributions, for: dossiers) {
            note = LeafNote(.unseal)
            note.custodians = contributions.indices.map { label(of: $0) }
            // They are wiped whether they open the store or not.
            let complete = contributions
            contributions.wipe(nonce: newID())
            try Refusal.catching { try Sealing.unseal(dossiers, complete) }
            opened()
            result = .complete
        }
        answer.result = result
        let (kept, payload) = (note, MessageCodec.encode(answer))
        let reply = answerAlone(context) { turn in
            try turn.release(permit, kept, payload: payload)
        }
        deliver(reply, to: call)
    }

    private func contributed(_ result: WireCustodyResult) -> WireContributeAnswer {
        var answer = WireContributeAnswer()
        answer.result = result
        answer.contributed = contributions.indices.map { UInt32($0) }
        answer.contributedUntilMs = contributions.until?.milliseconds ?? 0
        return answer
    }

    /// Wipes contributions whose time is over.
    func forgetOldContributions() {
        if contributions.isOver(at: clock()) { contributions.wipe(nonce: newID()) }
    }

    /// What follows every unsealing: the index is built, and a change of the committee that was cut
    /// off is ended as it stands.
    func opened() {
        contributions.wipe(nonce: newID())
        startIndex()
        settleCommittee()
    }

    /// Ends a change of the committee that is over or was cut off; what the disk refuses is done at
    /// a later idle moment.
    func settleCommittee() {
        try? CommitteeCeremony.settle(
            dossiers, credentialPath: surroundings.credentialPath, at: clock())
    }
}
