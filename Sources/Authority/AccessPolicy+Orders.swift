internal import Basics
internal import Circuit

// What takes two people: who gives an order, who approves it, and who has it carried out.

extension AccessPolicy {
    /// The right to give an order: to erase of a file only who reads in it who the child is, and to
    /// choose acts of a class who reads that; whole classes are named without a look.
    func order(
        _ actor: Actor, _ held: [Held], _ intent: OrderIntent, facts: FileFacts?, now: Instant
    ) -> Decision {
        let may = held.filter { $0.row.abilities.contains(.orders) }
        guard !operates(held), !may.isEmpty else { return .refused(.notGranted) }
        if case .erasure(let file, let chosen) = intent {
            guard let facts else { return .refused(.outOfScope) }
            let reached = may.compactMap { $0.rights(facts, now) }
            guard !reached.isEmpty else { return .refused(.outOfScope) }
            let shown: ClassSet = chosen.union([.identity, .social])
            guard reached.contains(where: { shown.isSubset(of: $0.reads) }) else {
                return .refused(.classClosed)
            }
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

    /// The right to approve what another has ordered.
    func approveOrder(_ actor: Actor, _ held: [Held], by asker: MemberID) -> Decision {
        guard !operates(held), held.contains(where: { $0.row.abilities.contains(.approvesOrders) })
        else { return .refused(.notGranted) }
        guard asker != actor.member else { return .refused(.ownRequest) }
        return .granted(Permit(actor: actor, purpose: .approve, writes: true))
    }

    /// The right to take an order back, or to have it carried out once it is approved: what it
    /// erases is opened for nobody.
    func settleOrder(
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
