public import Basics

/// What an order has done once a second person has agreed.
public enum OrderKind: UInt8, CaseIterable, Hashable, Sendable {
    /// Classes of a file, or acts of one class, are erased.
    case erasure = 1
    /// The log tells who looked into a file.
    case accessReport = 2
    /// What is kept of all files of a member leaves the daemon in one go.
    case export = 3
}

/// On what an order rests.
public enum OrderGround: UInt8, CaseIterable, Hashable, Sendable {
    /// The data subject asked for it (09-08 art. 7, 8).
    case dataSubject = 1
    /// The time is over for which the data may be kept (09-08 art. 3).
    case retention = 2
    /// A court decided it, as where an offence is expunged.
    case court = 3
    /// Who watches over the keeping of data asked for it.
    case oversight = 4
}

/// Something that takes two people: one gives the order, another approves it, and only then, and
/// after a wait where it cannot be undone, one of them has it carried out.
///
/// Why it is given, and of which file, its leaf tells, which is sealed as all leaves are: the rows
/// of the registry are open to whoever holds the transport key file.
public struct Order: Equatable, Sendable {
    /// The order's id, made by the client of who gives it.
    public var id: OrderID
    /// What is to be done.
    public var kind: OrderKind
    /// On what it rests.
    public var ground: OrderGround
    /// The file; zero where it is about none.
    public var file: FileID
    /// The member whose files are meant; zero where it is about one file.
    public var member: MemberID
    /// The classes that are erased.
    public var classes: ClassSet
    /// The acts that are erased, by their sequences; all of the classes where there are none.
    public var sequences: [UInt64]
    /// Who gave it.
    public var asker: MemberID
    /// When.
    public var asked: Instant
    /// The leaf under which it was given.
    public var leaf: UInt64
    /// Who approved it; nil as long as nobody has.
    public var approval: OrderStep?
    /// Who had it carried out; nil as long as nobody has.
    public var execution: OrderStep?
    /// How many envelopes were erased.
    public var erasedCount: UInt32 = 0
    /// The newest cosignature of the log that there was when it was carried out; nil where no
    /// witness had seen the log.
    public var witnessed: Witnessed?

    /// How far, and when, somebody outside had seen the log.
    public struct Witnessed: Equatable, Sendable {
        /// How many leaves.
        public var size: UInt64
        /// When, by the witness's clock.
        public var at: Instant

        /// Names what was seen.
        public init(size: UInt64, at: Instant) {
            self.size = size
            self.at = at
        }
    }

    /// Gives an order.
    public init(
        id: OrderID, kind: OrderKind, ground: OrderGround, file: FileID = .zero,
        member: MemberID = .zero, classes: ClassSet = [], sequences: [UInt64] = [],
        asker: MemberID, asked: Instant, leaf: UInt64
    ) {
        self.id = id
        self.kind = kind
        self.ground = ground
        self.file = file
        self.member = member
        self.classes = classes
        self.sequences = sequences
        self.asker = asker
        self.asked = asked
        self.leaf = leaf
    }

    /// From when on it may be carried out; nil before it is approved.
    public var from: Instant? {
        approval?.at.adding(seconds: kind == .erasure ? RegistryLimits.erasureWaitSeconds : 0)
    }

    /// Whether some of what another one takes is taken by this one too.
    func overlaps(_ other: Order) -> Bool {
        guard kind == other.kind, file == other.file, member == other.member else { return false }
        guard kind == .erasure else { return true }
        return !classes.isDisjoint(with: other.classes)
            && (sequences.isEmpty || other.sequences.isEmpty
                || !Set(sequences).isDisjoint(with: other.sequences))
    }

    /// Until when it may be approved, or, once it is, carried out.
    public var expires: Instant {
        from?.adding(seconds: RegistryLimits.orderSeconds)
            ?? asked.adding(seconds: RegistryLimits.proposalSeconds)
    }
}

/// Who took a step of an order, when, and under which leaf.
public struct OrderStep: Equatable, Sendable {
    /// Who.
    public var member: MemberID
    /// When.
    public var at: Instant
    /// The index of the leaf.
    public var leaf: UInt64

    /// Names a step.
    public init(member: MemberID, at: Instant, leaf: UInt64) {
        self.member = member
        self.at = at
        self.leaf = leaf
    }
}

extension MemberRegistry {
    /// Gives an order.
    ///
    /// - Throws: `wrongState` where the id is there, or some of it is ordered already;
    ///   `limitExceeded` where too many wait, of all or of the one who gives it.
    public func give(_ order: Order, now: Instant) throws(RegistryError) -> [Change] {
        let open = orders.values.filter { $0.execution == nil && now < $0.expires }
        guard orders[order.id] == nil, !open.contains(where: order.overlaps) else {
            throw .wrongState
        }
        let own = open.filter { $0.asker == order.asker }
        guard open.count < RegistryLimits.openOrderCount,
            own.count < RegistryLimits.openOrdersPerMember,
            order.sequences.count <= RegistryLimits.actsPerOrder
        else { throw .limitExceeded }
        // What was never carried out makes room, and so does the oldest of what was.
        let lapsed = orders.values.filter { $0.execution == nil && $0.expires <= now }
        let done = orders.values.filter { $0.execution != nil }.sorted { $0.asked < $1.asked }
        let surplus = max(0, done.count + 1 - RegistryLimits.doneOrderCount)
        return (lapsed.sorted { $0.asked < $1.asked } + done.prefix(surplus))
            .map { Change.remove(.order($0)) } + [.put(.order(order))]
    }

    /// Approves an order.
    ///
    /// - Throws: `notFound`; `wrongState` where it is approved, or the approver gave it;
    ///   `invitationClosed` where it is over.
    public func approve(
        _ id: OrderID, by approver: MemberID, leaf: UInt64, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var order = orders[id] else { throw .notFound }
        guard order.approval == nil, approver != order.asker else { throw .wrongState }
        guard now < order.expires else { throw .invitationClosed }
        order.approval = OrderStep(member: approver, at: now, leaf: leaf)
        return [.put(.order(order))]
    }

    /// Takes an order back that was not carried out.
    ///
    /// - Throws: `notFound`, `wrongState`.
    public func withdraw(_ id: OrderID) throws(RegistryError) -> [Change] {
        guard let order = orders[id] else { throw .notFound }
        guard order.execution == nil else { throw .wrongState }
        return [.remove(.order(order))]
    }

    /// An approved order whose wait is over, ready to be carried out.
    ///
    /// - Throws: `notFound`; `wrongState` where it is not approved, not yet due, over, or done.
    public func due(_ id: OrderID, now: Instant) throws(RegistryError) -> Order {
        guard let order = orders[id] else { throw .notFound }
        guard let from = order.from, from <= now, now < order.expires, order.execution == nil else {
            throw .wrongState
        }
        return order
    }

    /// The newest cosignature of the log by a witness that is trusted; nil where there is none.
    public var witnessed: Order.Witnessed? {
        trustedWitnesses.compactMap(\.seen).map { Order.Witnessed(size: $0.size, at: $0.at) }
            .max { ($0.at, $0.size) < ($1.at, $1.size) }
    }

    /// Whether the log keeps from erasing: witnesses are trusted, and none has seen it lately.
    public func isUnwitnessed(at now: Instant) -> Bool {
        guard !trustedWitnesses.isEmpty else { return false }
        guard let witnessed else { return true }
        return witnessed.at.adding(seconds: RegistryLimits.cosignatureSeconds) <= now
    }

    /// Notes that an order was carried out, and by whom the log had been seen.
    ///
    /// - Throws: as `due`.
    public func carryOut(
        _ id: OrderID, by member: MemberID, leaf: UInt64, erased count: Int, now: Instant
    ) throws(RegistryError) -> [Change] {
        var order = try due(id, now: now)
        order.witnessed = witnessed
        order.execution = OrderStep(member: member, at: now, leaf: leaf)
        order.erasedCount = UInt32(clamping: count)
        return [.put(.order(order))]
    }
}
