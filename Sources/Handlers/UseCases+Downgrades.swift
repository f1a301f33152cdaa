internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Mapping
internal import Messages
internal import Operations
internal import Registry

// A lower level of risk takes effect only once a second person has approved it.

extension UseCases {
    /// What waits, as it is shown to whoever may approve it, with what his statement needs.
    func wire(_ downgrade: Downgrade, _ turn: Turn) -> WireDowngrade {
        var item = WireDowngrade()
        item.act = downgrade.act.blob
        item.sequence = downgrade.sequence
        item.standing = downgrade.standing
        item.proposed = downgrade.proposed
        let author = downgrade.authors.last ?? .zero
        item.author = author.blob
        item.authorName = dossiers.registry.members[author]?.name ?? ""
        item.atMs = downgrade.at.milliseconds
        item.expiresAtMs = turn.now.adding(seconds: OperationsLimits.approvalSeconds).milliseconds
        item.logSize = dossiers.log?.signedSize ?? 0
        item.store = dossiers.storeID.blob
        return item
    }

    /// Approves the lower level that waits on the file that a statement names.
    func approveDowngrade(
        _ statement: WireApprovalStatement, _ nonce: ApprovalID, _ request: WireApproveRequest,
        _ actor: Actor, _ turn: Turn
    ) throws -> Reply {
        guard let file = FileID(blob: statement.target) else { throw Refusal.malformed }
        let facts = try facts(file, turn)
        // Rights first: who has none learns nothing of what waits.
        let reading = try permit(.approveDowngrade(file, writtenBy: []), turn, facts: facts)
        let view = try turn.view(file, permit: reading)
        guard let waiting = view.downgrade, !waiting.authors.isEmpty else {
            throw Refusal.wrongState
        }
        let permit = try permit(
            .approveDowngrade(file, writtenBy: waiting.authors), turn, facts: facts)
        let number = view.heads.first { $0.dataClass == .identity }?.fileNumber?.text ?? ""
        let shown = wire(waiting, turn).signedBytes(file: file.bytes, number: number)
        let (bytes, signature) = (Array(request.statement), Array(request.signature))
        try check(statement, bytes, signature, digest: Approvals.digest(of: shown ?? []), turn)
        let id: ActID = newID()
        // The leaf covers an act, as that of every addition; the approval stands in it.
        var note = LeafNote(.update, file: file, act: id)
        note.subject = file.bytes
        note.classes = permit.opens.intersection(DataClass.content)
        note.approval = (signature, bytes)
        return try turn.commit(permit, note) { changes, note in
            let rows = try Refusal.catching {
                try dossiers.registry.add(
                    Approval(
                        id: nonce, member: actor.member, device: actor.device, time: turn.now,
                        statement: bytes, signature: signature))
            }
            try dossiers.registry.apply(rows, in: changes.transaction)
            note.sequence = try changes.approve(waiting, of: file, by: actor, as: id)
            return []
        }
    }
}
