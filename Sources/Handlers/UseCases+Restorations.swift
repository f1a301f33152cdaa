internal import AuditLog
internal import Authority
internal import Basics
internal import Dossiers
internal import Mapping
internal import Messages
internal import Operations
internal import Registry

// That the store was restored from a backup: told with the checkpoint, signed by two (SPEC W-175).

extension UseCases {
    func signRestoration(_ turn: Turn) throws -> Reply {
        let request = try decode(WireSignRestorationRequest.self, turn)
        guard let id = RestorationID(blob: request.restoration), let actor = turn.call.actor else {
            throw Refusal.malformed
        }
        guard !request.hasApproval else {
            return try approve(request.approval, turn, only: .signRestoration)
        }
        let permit = try permit(.signRestoration, turn)
        guard let restoration = dossiers.registry.restoration, restoration.id == id else {
            throw Refusal.absent
        }
        // Only the log itself says how it was, and only of more than was restored.
        let lost = Array(request.lost.utf8)
        guard let head = try turn.head(of: lost), let kept = try turn.head(of: restoration.note),
            head > kept, try turn.head(of: restoration.lost) ?? 0 <= head,
            try !turn.isOwn(lost)
        else { throw Refusal.malformed }
        // What two have signed is signed again for a longer note alone.
        guard try restoration.approver == nil || head > turn.head(of: restoration.lost) ?? 0
        else {
            throw Refusal.wrongState
        }
        var note = LeafNote(.restore)
        note.subject = id.bytes
        return try turn.commit(permit, note) { changes, _ in
            let rows = try Refusal.catching {
                try dossiers.registry.propose(id, lost: lost, by: actor.member, now: turn.now)
            }
            try Refusal.catching { try dossiers.registry.apply(rows, in: changes.transaction) }
            var answer = WireSignRestorationAnswer()
            answer.expiresAtMs = dossiers.registry.restoration?.expires.milliseconds ?? 0
            return MessageCodec.encode(answer)
        }
    }

    /// A restoration as every device is told it, with the digest that the second person signs.
    func item(_ restoration: StoreRestoration, _ now: Instant) -> WireRestoration {
        let members = dossiers.registry.members
        var item = WireRestoration()
        item.restoration = restoration.id.blob
        item.note = String(decoding: restoration.note, as: UTF8.self)
        item.atMs = restoration.at.milliseconds
        item.lost = String(decoding: restoration.lost, as: UTF8.self)
        item.store = dossiers.storeID.blob
        item.logSize = dossiers.log?.signedSize ?? 0
        guard let proposer = restoration.proposer else { return item }
        item.proposer = proposer.blob
        item.proposedBy = members[proposer]?.name ?? ""
        item.proposedAtMs = restoration.proposed.milliseconds
        item.expiresAtMs = restoration.expires.milliseconds
        if let approver = restoration.approver {
            item.approvedBy = members[approver]?.name ?? ""
            item.approvedAtMs = restoration.approvedAt.milliseconds
        }
        guard restoration.waits(at: now) else { return item }
        item.digest = Approvals.digest(of: item.signedBytes ?? []).blob
        return item
    }
}
