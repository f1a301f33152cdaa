public import Basics

/// All files of a member, offered to another who has yet to accept them.
///
/// Until he does, the first answers for them.
public struct HandOver: Equatable, Sendable {
    /// The hand-over's id, made by the client of who asks for it.
    public var id: HandOverID
    /// Whose files they are.
    public var from: MemberID
    /// Who is to answer for them.
    public var to: MemberID
    /// The organisation whose files alone are meant; nil for all.
    public var organisation: OrganisationID?
    /// Who asked for it.
    public var asker: MemberID
    /// When.
    public var asked: Instant
    /// Why, in his words.
    public var reason: String

    /// Until when it may be answered.
    public var expires: Instant { asked.adding(seconds: RegistryLimits.handOverSeconds) }

    /// Names a hand-over.
    public init(
        id: HandOverID, from: MemberID, to: MemberID, organisation: OrganisationID? = nil,
        asker: MemberID, asked: Instant, reason: String = ""
    ) {
        self.id = id
        self.from = from
        self.to = to
        self.organisation = organisation
        self.asker = asker
        self.asked = asked
        self.reason = reason
    }
}

extension MemberRegistry {
    /// Offers the files of a member to another.
    ///
    /// - Throws: `notFound`; `wrongState` where the id is there, both are one, the receiver may
    ///   not act, or the same is offered already; `limitExceeded` where too many wait.
    public func offer(_ handOver: HandOver, now: Instant) throws(RegistryError) -> [Change] {
        guard members[handOver.from] != nil, members[handOver.to] != nil,
            handOver.organisation.map({ organisations[$0] != nil }) ?? true
        else { throw .notFound }
        guard handOvers[handOver.id] == nil, handOver.from != handOver.to,
            !roles(of: handOver.to, at: now).isEmpty
        else { throw .wrongState }
        let waiting = handOvers.values.filter { now < $0.expires }
        let isThere = waiting.contains {
            $0.from == handOver.from && $0.to == handOver.to
                && $0.organisation == handOver.organisation
        }
        guard !isThere else { throw .wrongState }
        guard waiting.count < RegistryLimits.handOverCount else { throw .limitExceeded }
        // What nobody answered in time makes room.
        return handOvers.values.filter { $0.expires <= now }
            .sorted { $0.asked < $1.asked }
            .map { Change.remove(.handOver($0)) } + [.put(.handOver(handOver))]
    }

    /// A hand-over that may still be answered.
    public func waiting(_ id: HandOverID, at time: Instant) -> HandOver? {
        handOvers[id].flatMap { time < $0.expires ? $0 : nil }
    }

    /// Ends a hand-over: it was declined or withdrawn, or nothing is left to give.
    ///
    /// - Throws: `notFound`.
    public func end(_ id: HandOverID) throws(RegistryError) -> [Change] {
        guard let handOver = handOvers[id] else { throw .notFound }
        return [.remove(.handOver(handOver))]
    }
}
