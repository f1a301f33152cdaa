internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Mapping
internal import Messages
internal import Operations
internal import Registry

// A lower level of risk, and a stage such as the closing of a file, take effect only once a second
// person has approved them.

extension UseCases {
    /// What waits, as it is shown to whoever may approve it, with what his statement needs.
    func wire(_ change: PendingChange, _ turn: Turn) -> WirePendingChange {
        var item = WirePendingChange()
        item.act = change.act.blob
        item.sequence = change.sequence
        item.standing = change.standing
        item.proposed = change.proposed
        let author = change.authors.last ?? .zero
        item.author = author.blob
        item.authorName = dossiers.registry.members[author]?.name ?? ""
        item.atMs = change.at.milliseconds
        item.expiresAtMs = turn.now.adding(seconds: OperationsLimits.approvalSeconds).milliseconds
        item.logSize = dossiers.log?.signedSize ?? 0
        item.store = dossiers.storeID.blob
        return item
    }

    /// Approves what waits on the file that a statement names: that of which it holds the digest.
    func approveChange(
        _ statement: WireApprovalStatement, _ nonce: ApprovalID, _ request: WireApproveRequest,
        _ actor: Actor, _ turn: Turn
    ) throws -> Reply {
        guard let file = FileID(blob: statement.target) else { throw Refusal.malformed }
        let facts = try facts(file, turn)
        // Rights first: who has none learns nothing of what waits.
        let reading = try permitForChanges(of: file, facts, turn)
        let view = try turn.view(file, permit: reading)
        let number = view.heads.first { $0.dataClass == .identity }?.fileNumber?.text ?? ""
        let waiting = [view.downgrade, view.proposedStage].compactMap(\.self)
            .filter { !$0.authors.isEmpty }
        guard let first = waiting.first else { throw Refusal.wrongState }
        func digest(_ change: PendingChange) -> [UInt8] {
            let shown = wire(change, turn).signedBytes(
                change.kind, file: file.bytes, number: number)
            return Approvals.digest(of: shown ?? [])
        }
        let meant = waiting.first { digest($0) == Array(statement.digest) } ?? first
        let permit = try permit(
            .approveChange(file, meant.kind, writtenBy: meant.authors), turn, facts: facts)
        let (bytes, signature) = (Array(request.statement), Array(request.signature))
        try check(statement, bytes, signature, digest: digest(meant), turn)
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
            note.sequence = try changes.approve(meant, of: file, by: actor, as: id)
            return []
        }
    }

    /// The right to approve one kind of change at least; where there is none, why not for the first.
    private func permitForChanges(
        of file: FileID, _ facts: FileFacts?, _ turn: Turn
    ) throws -> Permit {
        do {
            return try permit(.approveChange(file, .risk, writtenBy: []), turn, facts: facts)
        } catch Refusal.authority(.notGranted) {
            return try permit(.approveChange(file, .stage, writtenBy: []), turn, facts: facts)
        }
    }
}
