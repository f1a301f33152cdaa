public import Basics
internal import Circuit

// What waits for a second person: it is approved by who coordinates, by who stands in for him, and
// past its limit by who oversees.

extension AccessPolicy {
    /// Whether what waits since a moment has waited beyond the limit.
    public static func isOverdue(since moment: Instant, now: Instant) -> Bool {
        moment.adding(seconds: AuthorityLimits.overdueSeconds) <= now
    }

    /// Whether one of those in whose place the actor acts coordinates; nobody acts so in what he
    /// asked for himself or what is for him.
    private func standsIn(
        _ represented: [Represented], _ facts: WaitingFacts?, _ now: Instant
    ) -> Bool {
        represented.contains { one in
            guard one.member != facts?.asker, one.member != facts?.member else { return false }
            return has(.coordinates, rows(of: one.member, one.posts, now))
        }
    }

    private func has(_ ability: Ability, _ held: [Held]) -> Bool {
        held.contains { $0.row.abilities.contains(ability) }
    }

    func approve(
        _ actor: Actor, _ held: [Held], _ facts: WaitingFacts, _ represented: [Represented],
        _ now: Instant
    ) -> Decision {
        guard facts.asker != actor.member else { return .refused(.ownRequest) }
        let operatorAsked = facts.askerRoles.contains {
            rows[$0]?.abilities.contains(.operates) ?? false
        }
        let granted = Decision.granted(Permit(actor: actor, purpose: .approve, writes: true))
        // Of who asks and who approves exactly one runs the daemon, whomever he stands in for.
        if operates(held) { return operatorAsked ? .refused(.ownRequest) : granted }
        guard
            has(.coordinates, held) || standsIn(represented, facts, now)
                || has(.oversees, held) && Self.isOverdue(since: facts.since, now: now)
        else { return .refused(.notGranted) }
        return operatorAsked ? granted : .refused(.ownRequest)
    }

    /// Whether one may look for what waits at all: who oversees only once something waits too long.
    func lookForWaiting(
        _ actor: Actor, _ held: [Held], _ waiting: [WaitingFacts], _ represented: [Represented],
        _ now: Instant
    ) -> Decision {
        let may =
            operates(held) || has(.coordinates, held) || standsIn(represented, nil, now)
            || has(.oversees, held)
                && waiting.contains { Self.isOverdue(since: $0.since, now: now) }
        return may
            ? .granted(Permit(actor: actor, purpose: .members)) : .refused(.notGranted)
    }
}
