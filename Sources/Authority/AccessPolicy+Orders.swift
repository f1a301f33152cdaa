internal import Basics
internal import Circuit

// What takes two people: who gives an order, who approves it, and who has it carried out.

extension AccessPolicy {
    /// The right to give an order: to erase of a file only who reads in it who the child is, and to
    /// choose acts of a class who reads that; whole classes are named without a look.
    ///
    /// Of a file of another kind, who corrects it.
    func order(
        _ actor: Actor, _ held: [Held], _ intent: OrderIntent, facts: FileFacts?, now: Instant
    ) -> Decision {
        let may = held.filter { $0.row.abilities.contains(.orders) }
        guard !operates(held), !may.isEmpty else { return .refused(.notGranted) }
        if case .erasure(let file, let chosen) = intent {
            guard let facts, may.contains(where: { $0.rights(facts, now) != nil }) else {
                return .refused(.outOfScope)
            }
            guard Self.mayErase(may, chosen, facts, now) else { return .refused(.classClosed) }
            return .granted(Permit(actor: actor, purpose: .order, file: file, writes: true))
        }
        return .granted(Permit(actor: actor, purpose: .order, writes: true))
    }

    /// The right to read why orders are given, which stands in their leaves and nowhere else.
    func orders(_ actor: Actor, _ held: [Held]) -> Decision {
        guard !operates(held), held.contains(where: Self.hasToDoWithOrders) else {
            return .refused(.notGranted)
        }
        return .granted(Permit(actor: actor, purpose: .order, opens: .audit))
    }

    /// The right to read one order: whoever has a part in it, or may approve it, or might have given
    /// it himself.
    func readOrder(
        _ actor: Actor, _ held: [Held], _ parties: Set<MemberID>, facts: FileFacts?, _ now: Instant
    ) -> Decision {
        let decision = orders(actor, held)
        guard decision.permit != nil else { return decision }
        let isNear =
            parties.contains(actor.member)
            || held.contains { $0.row.abilities.contains(.approvesOrders) }
            || facts.map {
                Self.mayErase(held.filter { $0.row.abilities.contains(.orders) }, [], $0, now)
            } ?? false
        return isNear ? decision : .refused(.outOfScope)
    }

    /// Whether roles with that ability read of a file who the child is, and classes beside that; in one
    /// of another kind they correct what it says.
    private static func mayErase(
        _ may: [Held], _ classes: ClassSet, _ facts: FileFacts, _ now: Instant
    ) -> Bool {
        guard facts.kind == .child else {
            return may.contains { held in
                held.rights(facts, now).map {
                    ClassSet.social.isSubset(of: $0.reads.intersection($0.updates))
                } ?? false
            }
        }
        let shown: ClassSet = classes.union([.identity, .social])
        return may.contains { $0.rights(facts, now).map { shown.isSubset(of: $0.reads) } ?? false }
    }

    /// The right to approve what another has ordered.
    func approveOrder(_ actor: Actor, _ held: [Held], by asker: MemberID) -> Decision {
        guard !operates(held), held.contains(where: { $0.row.abilities.contains(.approvesOrders) })
        else { return .refused(.notGranted) }
        guard asker != actor.member else { return .refused(.ownRequest) }
        return .granted(Permit(actor: actor, purpose: .approve, writes: true))
    }

    /// The right to read who used a file: the two who agreed on it, as long as their roles hold.
    func accessReport(
        _ actor: Actor, _ held: [Held], _ file: FileID, _ parties: Set<MemberID>
    ) -> Decision {
        let decision = orders(actor, held)
        guard decision.permit != nil else { return decision }
        guard parties.contains(actor.member) else { return .refused(.outOfScope) }
        return .granted(Permit(actor: actor, purpose: .order, file: file, opens: .audit))
    }

    /// The right to carry a caseload out: the two who agreed on it.
    ///
    /// It opens nothing of a file; that is asked for each, and is what they may read of it.
    func export(_ actor: Actor, _ held: [Held], _ parties: Set<MemberID>) -> Decision {
        let decision = orders(actor, held)
        guard decision.permit != nil, !parties.contains(actor.member) else { return decision }
        return .refused(.outOfScope)
    }

    /// The right to take an order back: who gave it, and whoever might approve it.
    func withdrawOrder(
        _ actor: Actor, _ held: [Held], _ file: FileID?, by asker: MemberID
    ) -> Decision {
        let decision = carryOutOrder(actor, held, file, [])
        guard decision.permit != nil, asker != actor.member,
            !held.contains(where: { $0.row.abilities.contains(.approvesOrders) })
        else { return decision }
        return .refused(.notGranted)
    }

    /// The right to have an order carried out once it is approved: what it erases is opened for
    /// nobody.
    func carryOutOrder(
        _ actor: Actor, _ held: [Held], _ file: FileID?, _ classes: ClassSet
    ) -> Decision {
        guard !operates(held), held.contains(where: Self.hasToDoWithOrders) else {
            return .refused(.notGranted)
        }
        return .granted(
            Permit(
                actor: actor, purpose: .order, file: file,
                seals: classes.intersection(DataClass.content), writes: true))
    }

    private static func hasToDoWithOrders(_ held: Held) -> Bool {
        !held.row.abilities.isDisjoint(with: [.orders, .approvesOrders])
    }
}
