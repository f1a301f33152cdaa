internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Framing
internal import Mapping
internal import Messages
internal import Operations
internal import Registry

// What takes two people: it is ordered, approved, and carried out after a wait where it cannot be
// undone (SPEC W-155, W-156).

extension UseCases {
    func order(_ turn: Turn) throws -> Reply {
        let request = try decode(WireOrderRequest.self, turn)
        guard let id = OrderID(blob: request.order), let actor = turn.call.actor else {
            throw Refusal.malformed
        }
        guard let kind = OrderKind(wire: request.kind),
            let ground = OrderGround(wire: request.ground)
        else {
            throw request.kind == .unspecified || request.ground == .unspecified
                ? Refusal.malformed : Refusal.unknownValue
        }
        guard !request.reason.isEmpty else { throw Refusal.malformed }
        var order = Order(
            id: id, kind: kind, ground: ground, asker: actor.member, asked: turn.now, leaf: 0)
        let permit = try target(of: &order, request, turn)
        var note = LeafNote(.order)
        note.file = order.file == .zero ? nil : order.file
        note.subject = id.bytes
        note.classes = order.classes
        note.motive = request.reason
        note.number = request.number
        note.sequence = request.request
        let given = order
        return try turn.commit(permit, note) { changes, _ in
            var order = given
            order.leaf = changes.leaf
            let rows = try Refusal.catching {
                try dossiers.registry.give(order, now: turn.now)
            }
            try Refusal.catching { try dossiers.registry.apply(rows, in: changes.transaction) }
            var answer = WireOrderAnswer()
            answer.expiresAtMs = order.expires.milliseconds
            return MessageCodec.encode(answer)
        }
    }

    /// Fills in what an order is about, and gives the permit to give it.
    private func target(
        of order: inout Order, _ request: WireOrderRequest, _ turn: Turn
    ) throws -> Permit {
        switch order.kind {
        case .erasure:
            order.file = try file(request.file)
            let facts = try facts(order.file, turn)
            let kind = facts?.kind ?? .child
            let classes = try classes(request)
            order.classes = classes
            order.sequences = request.sequences
            let permit = try permit(.order(intent(of: order)), turn, facts: facts)
            // Who has no right is not told of which kind the file is.
            guard classes == DataClass.content || (classes == .social) == (kind != .child) else {
                throw Refusal.malformed
            }
            try checkNumber(request.number, of: order.file)
            try checkRequest(request, of: order, kind, permit, turn)
            order.sequences = try sequences(request, in: classes, of: order.file, permit, turn)
            return permit
        case .accessReport:
            // Who audits has no file in his reach, and names it by what stands on the letter.
            let permit = try permit(.order(.other), turn)
            order.file = try file(numbered: request.number)
            guard order.file != .zero else { throw Refusal.absent }
            return permit
        case .export:
            let permit = try permit(.order(.other), turn)
            guard let member = MemberID(blob: request.member),
                dossiers.registry.members[member] != nil
            else { throw Refusal.absent }
            order.member = member
            return permit
        }
    }

    /// The number that stands in an order is the one of its file: what is approved is read by it.
    private func checkNumber(_ number: String, of file: FileID) throws(Refusal) {
        guard try self.file(numbered: number) == file else { throw .absent }
    }

    /// Whoever says that somebody asked for it names the act that holds what was asked.
    ///
    /// A request stands in the file of whom it is about: one of another kind holds none, and the reason
    /// tells where it is.
    private func checkRequest(
        _ request: WireOrderRequest, of order: Order, _ kind: DossierKind, _ permit: Permit,
        _ turn: Turn
    ) throws {
        guard kind == .child || request.request > 0 else { return }
        guard order.ground == .dataSubject || request.request > 0 else { return }
        guard
            try turn.isRightsRequest(request.request, of: order.file, permit: permit)
        else { throw Refusal.invalid([CheckError(.noRightsRequest)]) }
    }

    /// The classes that an erasure takes: who a child is, and its course, go only with all the rest.
    ///
    /// A file of another kind has one class: all of it goes, or some of its acts.
    private func classes(_ request: WireOrderRequest) throws(Refusal) -> ClassSet {
        guard let bits = UInt8(exactly: request.classes) else { throw .malformed }
        let classes = ClassSet(rawValue: bits)
        let isWhole = classes == DataClass.content
        // Whether the file is of such a kind is looked at with the right to it.
        if classes == .social, !request.sequences.isEmpty { return classes }
        guard !classes.isEmpty, classes.isSubset(of: DataClass.content),
            isWhole || classes.isDisjoint(with: [.identity, .social]),
            request.sequences.isEmpty || classes.classes.count == 1
        else { throw .malformed }
        return classes
    }

    /// The acts that an erasure takes, with all that belongs to them; all of a file goes only while
    /// nothing is in hand.
    private func sequences(
        _ request: WireOrderRequest, in classes: ClassSet, of file: FileID, _ permit: Permit,
        _ turn: Turn
    ) throws -> [UInt64] {
        if classes == DataClass.content, try !turn.isAtRest(file, permit: permit) {
            throw Refusal.wrongState
        }
        guard !request.sequences.isEmpty, let one = classes.classes.first else { return [] }
        let sequences = try turn.belonging(to: request.sequences, one, in: file, permit: permit)
        guard sequences.count <= RegistryLimits.actsPerOrder else { throw Refusal.overloaded }
        // What a file of another kind is, its first act tells: that goes with all of it alone.
        guard one != .social || !sequences.contains(1) else { throw Refusal.wrongState }
        return sequences
    }

    func listOrders(_ turn: Turn) throws -> Reply {
        let request = try decode(WireListOrdersRequest.self, turn)
        let permit = try permit(.orders, turn)
        let chosen: [Order]
        if let id = OrderID(blob: request.order) {
            chosen = [try order(id, turn)]
        } else {
            chosen = try told(turn).sorted { left, right in
                let (isOpen, other) = (isOpen(left, turn.now), isOpen(right, turn.now))
                guard isOpen == other else { return isOpen }
                return (right.asked, right.id.hexadecimal) < (left.asked, left.id.hexadecimal)
            }
        }
        var answer = WireListOrdersAnswer()
        answer.total = UInt32(clamping: chosen.count)
        answer.store = dossiers.storeID.blob
        answer.logSize = dossiers.log?.signedSize ?? 0
        answer.orders = try chosen.prefix(MessageLimits.ordersPerListMax).map {
            try item($0, permit, turn)
        }
        // Of one that is named alone, so that a list is no longer than it has to be.
        if !request.order.isEmpty, let step = chosen.first?.execution,
            chosen.first?.kind == .erasure, !answer.orders.isEmpty
        {
            answer.orders[0].backups = backups(holding: step.leaf)
        }
        var payload = MessageCodec.encode(answer)
        // Long reasons of many orders are more than one message: the last are left for another look.
        while payload.count > FramingLimits.messageByteCountMax, !answer.orders.isEmpty {
            answer.orders.removeLast()
            payload = MessageCodec.encode(answer)
        }
        var note = LeafNote(.list)
        note.count = answer.orders.count
        return try turn.release(permit, note, payload: payload)
    }

    /// The orders that the caller is told of in a list: of those that are done only his own, where
    /// he approves none.
    private func told(_ turn: Turn) throws -> [Order] {
        // Whose files they are about is looked up for what is open alone: of others there are
        // thousands.
        try dossiers.registry.orders.values.filter { order in
            try mayRead(order, byFile: isOpen(order, turn.now), turn)
        }
    }

    /// Whether the caller may read an order: without a look at its file, or by what he reads of it.
    private func mayRead(_ order: Order, byFile: Bool, _ turn: Turn) throws -> Bool {
        guard let actor = turn.call.actor else { return false }
        let request = Request.readOrder(parties: parties(order))
        func may(_ facts: FileFacts?) -> Bool {
            policy.decide(actor, request, facts: facts, now: turn.now).permit != nil
        }
        if may(nil) { return true }
        return byFile && order.kind == .erasure ? may(try facts(order.file, turn)) : false
    }

    private func parties(_ order: Order) -> Set<MemberID> {
        Set([order.asker, order.approval?.member, order.execution?.member].compactMap(\.self))
    }

    /// An order that the caller may read; what is there and what is not are refused alike.
    private func order(_ id: OrderID, _ turn: Turn) throws -> Order {
        guard let order = dossiers.registry.orders[id],
            try mayRead(order, byFile: true, turn)
        else {
            throw Refusal.absent
        }
        return order
    }

    private func isOpen(_ order: Order, _ now: Instant) -> Bool {
        order.execution == nil && now < order.expires
    }

    /// An order as it is shown to whoever may approve it, with the digest of just that.
    private func item(_ order: Order, _ permit: Permit, _ turn: Turn) throws -> WireOrder {
        let said = try turn.order(in: order.leaf, permit: permit)
        var item = WireOrder()
        item.order = order.id.blob
        item.kind = order.kind.wire
        item.ground = order.ground.wire
        if order.file != .zero { item.file = order.file.blob }
        item.number = said?.number ?? ""
        if order.member != .zero {
            item.member = order.member.blob
            item.memberName = dossiers.registry.members[order.member]?.name ?? ""
        }
        item.classes = UInt32(order.classes.rawValue)
        item.sequences = order.sequences
        item.reason = said?.reason ?? ""
        item.request = said?.request ?? 0
        item.unreadable = said == nil
        item.asked = wire(OrderStep(member: order.asker, at: order.asked, leaf: order.leaf))
        if let step = order.approval { item.approved = wire(step) }
        if let step = order.execution { item.carriedOut = wire(step) }
        item.fromMs = order.from?.milliseconds ?? 0
        item.expiresAtMs = order.expires.milliseconds
        item.erased = order.erasedCount
        if let witnessed = order.witnessed {
            item.witnessedSize = witnessed.size
            item.witnessedAtMs = witnessed.at.milliseconds
        }
        if order.approval == nil, said != nil {
            item.digest = Approvals.digest(of: item.signedBytes ?? []).blob
        }
        item.overdue =
            order.approval == nil
            && AccessPolicy.isOverdue(since: order.asked, now: turn.now)
        return item
    }

    private func wire(_ step: OrderStep) -> WireOrderStep {
        var wire = WireOrderStep()
        wire.member = step.member.blob
        wire.name = dossiers.registry.members[step.member]?.name ?? ""
        wire.atMs = step.at.milliseconds
        wire.leaf = step.leaf
        return wire
    }

    /// What an approval of an order signs: what a list shows of it, which takes its leaf.
    func digest(of order: Order, _ turn: Turn) throws -> [UInt8] {
        let item = try item(order, try permit(.orders, turn), turn)
        guard !item.unreadable else { throw Refusal.storage }
        return Array(item.digest)
    }

    func accessReport(_ turn: Turn) throws -> Reply {
        let request = try decode(WireAccessReportRequest.self, turn)
        guard let id = OrderID(blob: request.order) else { throw Refusal.malformed }
        // Rights first: who has none learns nothing of what is ordered.
        _ = try permit(.orders, turn)
        let order = try order(id, turn)
        let permit = try permit(.accessReport(order.file, parties: agreed(order)), turn)
        try checkReads(order, .accessReport, turn)
        let accesses = try turn.accesses(
            of: order.file, from: request.fromLeaf, leafCount: HandlerLimits.leavesPerPiece,
            foundCount: MessageLimits.accessesPerPieceMax,
            motivesByteCount: HandlerLimits.motivesByteCountMax, permit: permit)
        var answer = WireAccessReportAnswer()
        answer.accesses = accesses.found.map(item)
        answer.nextLeaf = accesses.next ?? 0
        answer.logSize = dossiers.log?.signedSize ?? 0
        answer.unreadable = UInt32(clamping: accesses.unreadableCount)
        var note = LeafNote(.list, file: order.file)
        note.subject = order.id.bytes
        note.count = answer.accesses.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    /// The order under which a caseload is carried out, by one of the two who agreed on it.
    func export(_ blob: Blob, _ turn: Turn) throws -> Order {
        guard let id = OrderID(blob: blob) else { throw Refusal.malformed }
        _ = try permit(.orders, turn)
        let order = try order(id, turn)
        _ = try permit(.export(parties: agreed(order)), turn)
        try checkReads(order, .export, turn)
        return order
    }

    private func agreed(_ order: Order) -> Set<MemberID> {
        Set([order.asker, order.approval?.member].compactMap(\.self))
    }

    /// Whether something may be read by an order now.
    private func checkReads(_ order: Order, _ kind: OrderKind, _ turn: Turn) throws {
        guard order.kind == kind, try isStillMeant(order, turn) else { throw Refusal.wrongState }
        _ = try Refusal.catching { try dossiers.registry.due(order.id, now: turn.now) }
    }

    private func item(_ access: FileAccess) -> WireAccess {
        var item = WireAccess()
        item.leaf = access.leaf
        item.atMs = access.at.milliseconds
        item.kind = UInt32(access.kind)
        item.member = access.member.blob
        item.name = dossiers.registry.members[access.member]?.name ?? ""
        item.organisationName =
            access.organisation.flatMap { dossiers.registry.organisations[$0]?.name } ?? ""
        item.classes = UInt32(access.classes.rawValue)
        item.sequence = access.sequence
        item.motive = access.motive
        return item
    }

    func settleOrder(_ turn: Turn) throws -> Reply {
        let request = try decode(WireSettleOrderRequest.self, turn)
        guard let id = OrderID(blob: request.order) else { throw Refusal.malformed }
        // Rights first: who has none learns nothing of what is ordered.
        _ = try permit(.orders, turn)
        let order = try order(id, turn)
        let file = order.kind == .erasure ? order.file : nil
        switch request.settlement {
        case .withdraw:
            let permit = try permit(.withdrawOrder(file, by: order.asker), turn)
            return try withdraw(order, permit, turn)
        case .carryOut:
            let permit = try permit(.carryOutOrder(file, order.classes), turn)
            return try carryOut(order, permit, turn)
        case .unspecified: throw Refusal.malformed
        case .UNRECOGNIZED: throw Refusal.unknownValue
        }
    }

    private func withdraw(_ order: Order, _ permit: Permit, _ turn: Turn) throws -> Reply {
        try turn.commit(permit, orderNote(.order, order)) { changes, _ in
            let rows = try Refusal.catching { try dossiers.registry.withdraw(order.id) }
            try Refusal.catching { try dossiers.registry.apply(rows, in: changes.transaction) }
            return MessageCodec.encode(WireSettleOrderAnswer())
        }
    }

    private func carryOut(_ order: Order, _ permit: Permit, _ turn: Turn) throws -> Reply {
        guard let member = permit.actor?.member else { throw Refusal.authority(.noRole) }
        // A report and an export are carried out by reading them.
        guard order.kind == .erasure else { throw Refusal.wrongState }
        _ = try Refusal.catching { try dossiers.registry.due(order.id, now: turn.now) }
        guard try isStillMeant(order, turn) else { throw Refusal.wrongState }
        guard !dossiers.registry.isUnwitnessed(at: turn.now) else {
            throw Refusal.invalid([CheckError(.unwitnessed)])
        }
        // Since it was approved the file may have come into hand again, and acts been added, which
        // nobody has ordered to be erased.
        guard
            try order.classes != DataClass.content || turn.isAtRest(order.file, permit: permit)
        else { throw Refusal.wrongState }
        var sequences = order.sequences
        if let one = order.classes.classes.first, !sequences.isEmpty {
            sequences = try turn.belonging(to: sequences, one, in: order.file, permit: permit)
        }
        // What cannot be read any more is not carried out.
        guard
            let request = try turn.order(
                in: order.leaf, permit: self.permit(.orders, turn))?.request
        else { throw Refusal.storage }
        guard
            try !turn.goesOn(
                order.file, after: order.leaf, in: order.classes, only: sequences,
                but: request, permit: permit)
        else { throw Refusal.invalid([CheckError(.writtenSinceOrdered)]) }
        return try turn.commit(permit, orderNote(.erase, order)) { changes, note in
            let count = try changes.erase(order.classes, of: order.file, only: sequences)
            let rows = try Refusal.catching {
                try dossiers.registry.carryOut(
                    order.id, by: member, leaf: changes.leaf, erased: count, now: turn.now)
            }
            try Refusal.catching { try dossiers.registry.apply(rows, in: changes.transaction) }
            note.count = count
            var answer = WireSettleOrderAnswer()
            answer.leaf = changes.leaf
            answer.erased = UInt32(clamping: count)
            return MessageCodec.encode(answer)
        }
    }

    /// Whether the two on whom an order rests might still give and approve it.
    private func isStillMeant(_ order: Order, _ turn: Turn) throws -> Bool {
        guard let approver = order.approval?.member else { return false }
        let facts = order.kind == .erasure ? try facts(order.file, turn) : nil
        func may(_ member: MemberID, _ request: Request) -> Bool {
            let actor = Actor(
                member: member, device: .zero, posts: posts(of: member, turn.now),
                secrecyUntil: dossiers.registry.members[member]?.secrecyUntil
                    ?? Instant(milliseconds: 0))
            return policy.decide(actor, request, facts: facts, now: turn.now).permit != nil
        }
        return may(order.asker, .order(intent(of: order)))
            && may(approver, .approveOrder(by: order.asker))
    }

    /// What an order would do, as far as access turns on it.
    private func intent(of order: Order) -> OrderIntent {
        order.kind == .erasure
            ? .erasure(order.file, choosingIn: order.sequences.isEmpty ? [] : order.classes)
            : .other
    }

    private func orderNote(_ kind: LeafKind, _ order: Order) -> LeafNote {
        var note = LeafNote(kind)
        note.file = order.file == .zero ? nil : order.file
        note.subject = order.id.bytes
        note.classes = order.classes
        return note
    }
}

extension OrderKind {
    fileprivate init?(wire: WireOrderKind) {
        guard let value = UInt8(exactly: wire.rawValue) else { return nil }
        self.init(rawValue: value)
    }

    fileprivate var wire: WireOrderKind { WireOrderKind(rawValue: Int(rawValue)) ?? .unspecified }
}

extension OrderGround {
    fileprivate init?(wire: WireOrderGround) {
        guard let value = UInt8(exactly: wire.rawValue) else { return nil }
        self.init(rawValue: value)
    }

    fileprivate var wire: WireOrderGround {
        WireOrderGround(rawValue: Int(rawValue)) ?? .unspecified
    }
}
