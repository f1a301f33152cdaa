internal import Basics
internal import Circuit

// Files that go to another province and come from one.

extension AccessPolicy {
    /// The right to send a file, or to settle that: of who transfers and reads it himself.
    ///
    /// What is opened for a bundle leaves this province sealed to the other one's key, and is shown
    /// to nobody here; so it holds classes that its sender may not read.
    func transfer(
        _ actor: Actor, _ held: [Held], _ file: FileID, facts: FileFacts?, now: Instant,
        writes: Bool
    ) -> Decision {
        let senders = held.filter { $0.row.abilities.contains(.transfers) }
        guard !operates(held), !senders.isEmpty else { return .refused(.notGranted) }
        guard let facts else { return .refused(.outOfScope) }
        let reached = senders.compactMap { held in held.rights(facts, now).map { (held, $0) } }
        guard !reached.isEmpty else { return .refused(.outOfScope) }
        let shown: ClassSet = [.identity, .social]
        guard let sender = reached.first(where: { shown.isSubset(of: $0.1.reads) })?.0 else {
            return .refused(.classClosed)
        }
        return .granted(
            Permit(
                actor: actor, purpose: .transfer, file: file,
                opens: writes ? [] : Permit.transferred, seals: writes ? [.social] : [],
                organisation: sender.holder.organisation, writes: writes))
    }

    /// The right to take up files that come, for the organisation in which one may.
    func receiveTransfer(_ actor: Actor, _ held: [Held]) -> Decision {
        let receiver = held.first { $0.row.abilities.contains(.receivesTransfers) }
        guard !operates(held), let receiver else { return .refused(.notGranted) }
        return .granted(
            Permit(
                actor: actor, purpose: .transfer, seals: Permit.transferred,
                organisation: receiver.holder.organisation, writes: true))
    }
}
