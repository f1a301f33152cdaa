internal import AuditLog
internal import Authority
internal import Basics
internal import Dossiers
internal import Mapping
internal import Messages
internal import Operations
internal import Registry

// New data keys for files: which, and how far, never a key (SPEC W-162, W-163).

extension UseCases {
    /// The last order of new data keys as it is shown to whoever may approve it, with the digest of
    /// just that.
    func item(_ job: RenewalJob, _ now: Instant) -> WireRenewal {
        let members = dossiers.registry.members
        var item = WireRenewal()
        item.renewal = job.id.blob
        item.classes = UInt32(job.classes.rawValue)
        item.files = job.files.map(\.blob)
        item.state = WireRenewalState(rawValue: Int(job.state.rawValue)) ?? .unspecified
        item.pause = WireRenewalPause(rawValue: Int(job.pause?.rawValue ?? 0)) ?? .unspecified
        item.planner = job.planner.blob
        item.plannedBy = members[job.planner]?.name ?? ""
        item.plannedAtMs = job.planned.milliseconds
        if job.approver != .zero {
            item.approvedBy = members[job.approver]?.name ?? ""
            item.approvedAtMs = job.approved.milliseconds
        }
        item.changedAtMs = job.changed.milliseconds
        (item.total, item.done, item.skipped) = (job.totalCount, job.doneCount, job.skippedCount)
        guard job.state == .planned else { return item }
        item.untilMs = job.expires.milliseconds
        guard job.waits(at: now) else { return item }
        item.digest = Approvals.digest(of: item.signedBytes ?? []).blob
        item.overdue = AccessPolicy.isOverdue(since: job.planned, now: now)
        return item
    }

    func changeRenewal(_ turn: Turn) throws -> Reply {
        let request = try decode(WireChangeRenewalRequest.self, turn)
        guard let id = RenewalID(blob: request.renewal), let actor = turn.call.actor else {
            throw Refusal.malformed
        }
        let permit = try permit(.maintain, turn)
        let control: Renewals.Control?
        switch request.change {
        case .plan: control = nil
        case .pause: control = .pause
        case .resume: control = .resume
        case .cancel: control = .cancel
        case .unspecified: throw Refusal.malformed
        case .UNRECOGNIZED: throw Refusal.unknownValue
        }
        let classes = ClassSet(rawValue: UInt8(truncatingIfNeeded: request.classes))
        let files = request.files.compactMap { FileID(blob: $0) }
        var note = LeafNote(control == nil ? .rotatePlan : .rotateControl)
        note.subject = id.bytes
        if control == nil {
            // All files or some, each once; and classes that have data keys.
            guard request.whole == files.isEmpty, Set(files).count == request.files.count,
                !classes.isEmpty, Rotations.classes.isSuperset(of: classes)
            else { throw Refusal.malformed }
            (note.classes, note.count) = (classes, files.count)
        }
        return try turn.commit(permit, note) { changes, _ in
            var answer = WireChangeRenewalAnswer()
            try Refusal.rotating {
                if let control {
                    try renewals.control(id, control, now: turn.now, in: changes.transaction)
                } else {
                    try renewals.plan(
                        id, classes, of: files, by: actor.member, now: turn.now,
                        in: changes.transaction)
                    answer.expiresAtMs = renewals.job?.expires.milliseconds ?? 0
                }
            }
            return MessageCodec.encode(answer)
        }
    }
}
