public import Basics

/// A change of the committee: proposed, then approved by a second person, then waiting until those
/// whom it names have proved that they have their new secrets (SPEC W-180 to W-183).
public struct CommitteePlan: Equatable, Sendable {
    /// The plan's id, made by the client of who proposed it.
    public let id: CommitteePlanID
    /// Who is to open the store together.
    public let terms: CommitteeTerms
    /// Who proposed it.
    public let proposer: MemberID
    /// When.
    public let proposed: Instant
    /// That a second person approved it; nil where it waits.
    public var approval: Approval?
    /// Who proved what since; the newest of each stands.
    public var proofs: [Proof] = []

    /// A second person's approval, with which secrets were made.
    public struct Approval: Equatable, Sendable {
        /// Who approved it.
        public let member: MemberID
        /// When.
        public let at: Instant
        /// What proofs are bound to.
        public let nonce: CustodyNonce
        /// The epoch that the plan makes.
        public let epoch: UInt32

        /// Until when proofs are waited for.
        public var until: Instant { at.adding(seconds: RegistryLimits.ceremonySeconds) }

        /// Names an approval.
        public init(member: MemberID, at: Instant, nonce: CustodyNonce, epoch: UInt32) {
            self.member = member
            self.at = at
            self.nonce = nonce
            self.epoch = epoch
        }
    }

    /// That a custodian has his secret: of the committee in force, or of the next one.
    public struct Proof: Equatable, Sendable {
        /// Whether it is a secret of the committee in force, which lets itself be replaced.
        public let isFormer: Bool
        /// The custodian's number.
        public let index: UInt8
        /// When he proved it.
        public let at: Instant
        /// His signature, 64 bytes, so that it can be checked again.
        public let signature: [UInt8]

        /// Names a proof.
        public init(isFormer: Bool, index: UInt8, at: Instant, signature: [UInt8]) {
            self.isFormer = isFormer
            self.index = index
            self.at = at
            self.signature = signature
        }
    }

    /// Until when it may be approved.
    public var expires: Instant { proposed.adding(seconds: RegistryLimits.proposalSeconds) }

    /// Whether anybody waits for it: for an approval, or for proofs.
    public func isAlive(at now: Instant) -> Bool { now < approval?.until ?? expires }

    /// Names a plan that waits for a second person.
    public init(
        id: CommitteePlanID, terms: CommitteeTerms, proposer: MemberID, proposed: Instant
    ) {
        self.id = id
        self.terms = terms
        self.proposer = proposer
        self.proposed = proposed
    }
}

extension MemberRegistry {
    /// Proposes a change of the committee.
    ///
    /// - Throws: `wrongState` where another one is alive, or its secrets are made.
    public func propose(
        _ plan: CommitteePlan, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard let former = committeePlan else { return [.put(.committeePlan(plan))] }
        // What was approved has secrets beside those in force, which go first.
        guard former.approval == nil, !former.isAlive(at: now) else { throw .wrongState }
        return [.remove(.committeePlan(former)), .put(.committeePlan(plan))]
    }

    /// Approves a change of the committee; secrets are made with it.
    ///
    /// - Throws: `notFound`; `wrongState` where it is approved, or the approver proposed it;
    ///   `invitationClosed` where it is over.
    public func approve(
        _ id: CommitteePlanID, _ approval: CommitteePlan.Approval
    ) throws(RegistryError) -> [Change] {
        var plan = try plan(id)
        guard plan.approval == nil, approval.member != plan.proposer else { throw .wrongState }
        guard approval.at < plan.expires else { throw .invitationClosed }
        plan.approval = approval
        return [.put(.committeePlan(plan))]
    }

    /// Keeps a proof, in the place of an older one of the same custodian.
    ///
    /// - Throws: `notFound`; `wrongState` where no proofs are waited for.
    public func keep(
        _ proof: CommitteePlan.Proof, for id: CommitteePlanID, now: Instant
    ) throws(RegistryError) -> [Change] {
        var plan = try plan(id)
        guard plan.approval != nil, plan.isAlive(at: now) else { throw .wrongState }
        plan.proofs.removeAll { $0.isFormer == proof.isFormer && $0.index == proof.index }
        plan.proofs.append(proof)
        return [.put(.committeePlan(plan))]
    }

    /// Lets a change of the committee go: it was taken back, it is over, or it is done.
    ///
    /// - Throws: `notFound`.
    public func end(_ id: CommitteePlanID) throws(RegistryError) -> [Change] {
        [.remove(.committeePlan(try plan(id)))]
    }

    private func plan(_ id: CommitteePlanID) throws(RegistryError) -> CommitteePlan {
        guard let plan = committeePlan, plan.id == id else { throw .notFound }
        return plan
    }
}
