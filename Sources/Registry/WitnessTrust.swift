public import Basics

/// Somebody outside whose cosignatures tell that the log only grew, once a second person has
/// approved it (SPEC W-149).
public struct WitnessTrust: Equatable, Sendable {
    /// The trust's id, made by the client of who proposed it.
    public var id: WitnessTrustID
    /// The name that stands in the witness's lines.
    public var name: String
    /// Its Ed25519 key, 32 bytes.
    public var key: [UInt8]
    /// Who proposed it.
    public var proposer: MemberID
    /// When.
    public var proposed: Instant
    /// Who approved it; nil where it waits.
    public var approver: MemberID?
    /// When; the epoch's beginning where it waits.
    public var trustedAt = Instant(milliseconds: 0)
    /// That somebody wants it removed; nil where nobody does.
    public var removal: Removal?
    /// What it cosigned last; nil where it never did.
    public var seen: Cosigned?

    /// Who wants a witness removed.
    public struct Removal: Equatable, Sendable {
        /// Who.
        public var member: MemberID
        /// When it was asked for.
        public var at: Instant

        /// Until when it may be approved.
        public var expires: Instant { at.adding(seconds: RegistryLimits.proposalSeconds) }

        /// Names a wish.
        public init(member: MemberID, at: Instant) {
            self.member = member
            self.at = at
        }
    }

    /// A checkpoint that a witness cosigned.
    public struct Cosigned: Equatable, Sendable {
        /// How many leaves it covers.
        public var size: UInt64
        /// When, by the witness's clock.
        public var at: Instant
        /// The note, with the line.
        public var note: [UInt8]

        /// Names a cosigned checkpoint.
        public init(size: UInt64, at: Instant, note: [UInt8]) {
            self.size = size
            self.at = at
            self.note = note
        }
    }

    /// Until when it may be approved.
    public var expires: Instant { proposed.adding(seconds: RegistryLimits.proposalSeconds) }

    /// Names a trust that waits for a second person.
    public init(
        id: WitnessTrustID, name: String, key: [UInt8], proposer: MemberID, proposed: Instant
    ) {
        self.id = id
        self.name = name
        self.key = key
        self.proposer = proposer
        self.proposed = proposed
    }

    /// What waits for a second person now: the trust, or its removal; nil where nothing does.
    public func waiting(at now: Instant) -> Waiting? {
        if approver == nil {
            return now < expires ? Waiting(asker: proposer, since: proposed, until: expires) : nil
        }
        guard let removal, now < removal.expires else { return nil }
        return Waiting(asker: removal.member, since: removal.at, until: removal.expires)
    }

    /// What waits for a second person.
    public struct Waiting: Equatable, Sendable {
        /// Who asked for it.
        public let asker: MemberID
        /// Since when it waits.
        public let since: Instant
        /// Until when it may be approved.
        public let until: Instant
    }
}

extension MemberRegistry {
    /// The witnesses on which one relies, by name.
    public var trustedWitnesses: [WitnessTrust] {
        witnesses.values.filter { $0.approver != nil }.sorted { $0.name < $1.name }
    }

    /// Proposes to rely on a witness.
    ///
    /// - Throws: `wrongState` where the id is there, or the key waits or is trusted already;
    ///   `limitExceeded` where there are too many.
    public func propose(
        _ trust: WitnessTrust, now: Instant
    ) throws(RegistryError) -> [Change] {
        let known = witnesses.values.filter { $0.approver != nil || now < $0.expires }
        guard witnesses[trust.id] == nil, !known.contains(where: { $0.key == trust.key }) else {
            throw .wrongState
        }
        guard known.count < RegistryLimits.witnessCount else { throw .limitExceeded }
        // What nobody approved in time makes room.
        return witnesses.values.filter { $0.approver == nil && $0.expires <= now }
            .sorted { $0.proposed < $1.proposed }
            .map { Change.remove(.witness($0)) } + [.put(.witness(trust))]
    }

    /// Asks to rely on a witness no longer; what only waits is taken back at once, since nothing
    /// rests on it yet.
    ///
    /// - Returns: The changes, and until when a second person may approve them; nil for at once.
    /// - Throws: `notFound`; `wrongState` where the removal waits already.
    public func remove(
        _ id: WitnessTrustID, by member: MemberID, now: Instant
    ) throws(RegistryError) -> (changes: [Change], expires: Instant?) {
        guard var trust = witnesses[id] else { throw .notFound }
        guard trust.approver != nil else { return ([.remove(.witness(trust))], nil) }
        guard trust.waiting(at: now) == nil else { throw .wrongState }
        let removal = WitnessTrust.Removal(member: member, at: now)
        trust.removal = removal
        return ([.put(.witness(trust))], removal.expires)
    }

    /// Does what waits: puts the trust in a witness in force, in the place of another key of that
    /// name, or removes it.
    ///
    /// - Throws: `notFound`; `wrongState` where nothing waits or the approver asked for it;
    ///   `invitationClosed` where it is over.
    public func approve(
        _ id: WitnessTrustID, by approver: MemberID, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var trust = witnesses[id] else { throw .notFound }
        guard let waiting = trust.waiting(at: now) else {
            throw trust.approver == nil || trust.removal != nil ? .invitationClosed : .wrongState
        }
        guard approver != waiting.asker else { throw .wrongState }
        guard trust.approver == nil else { return [.remove(.witness(trust))] }
        let former = trustedWitnesses.filter { $0.name == trust.name }
        trust.approver = approver
        trust.trustedAt = now
        return former.map { Change.remove(.witness($0)) } + [.put(.witness(trust))]
    }

    /// Keeps what trusted witnesses cosigned, where it is more than what each cosigned before, or
    /// as much and later; gives the ids of those of which it is.
    ///
    /// - Throws: `notFound`.
    public func keep(
        _ note: [UInt8], size: UInt64, cosigned: [(id: WitnessTrustID, at: Instant)]
    ) throws(RegistryError) -> (changes: [Change], newer: [WitnessTrustID]) {
        var changes: [Change] = []
        var newer: [WitnessTrustID] = []
        for (id, at) in cosigned {
            guard var trust = witnesses[id] else { throw .notFound }
            if let seen = trust.seen, (seen.size, seen.at) >= (size, at) { continue }
            trust.seen = WitnessTrust.Cosigned(size: size, at: at, note: note)
            changes.append(.put(.witness(trust)))
            newer.append(id)
        }
        return (changes, newer)
    }
}
