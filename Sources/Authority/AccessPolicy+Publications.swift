internal import Basics
internal import Circuit

// What leaves the province of its figures: whoever sees them as they are proposes it, and another of
// those or whoever presides approves it.

extension AccessPolicy {
    /// The right to what is published, for whoever has one of the abilities and does not run the
    /// daemon.
    func publish(
        _ actor: Actor, _ held: [Held], _ abilities: Set<Ability>, writes: Bool = false
    ) -> Decision {
        guard !operates(held),
            held.contains(where: { !$0.row.abilities.isDisjoint(with: abilities) })
        else { return .refused(.notGranted) }
        return .granted(Permit(actor: actor, purpose: .publication, writes: writes))
    }
}
