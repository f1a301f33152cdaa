internal import AuditLog
internal import Authority
internal import Basics
internal import Dossiers
internal import Mapping
internal import Messages
internal import Operations
internal import Registry

// The keys of the store and their rotations: states and counts, never a key (SPEC W-160, W-161).

extension UseCases {
    func listKeys(_ turn: Turn) throws -> Reply {
        let request = try decode(WireListKeysRequest.self, turn)
        let (permit, isWhole, shows) = try list(.keys, turn)
        var answer = WireListKeysAnswer()
        answer.store = dossiers.storeID.blob
        answer.logSize = dossiers.log?.signedSize ?? 0
        answer.batchMs = UInt32(clamping: rotations.batchMilliseconds)
        answer.rotations =
            rotations.jobs
            .filter { isWhole || $0.waits(at: turn.now) && shows(facts($0)) }
            .map { item($0, turn.now) }
            + [indexRotation.job, logRotation.job].compactMap(\.self)
            .filter { isWhole || $0.waits(at: turn.now) && shows(facts($0)) }
            .map { item($0, turn.now) }
        if let job = renewals.job, isWhole || job.waits(at: turn.now) && shows(facts(job)) {
            answer.renewal = item(job, turn.now)
        }
        if isWhole {
            answer.owed = UInt32(renewals.owed(rotations).rawValue)
            answer.renewalDistrusted = renewals.isDistrusted
            answer.distrusted = distrustedClasses
            answer.distrustedKinds = distrustedKinds
            if request.estimate, dossiers.isUnsealed {
                let estimate = try turn.report { try indexRotation.estimate(in: $0) }
                answer.indexFiles = UInt64(estimate.fileCount)
                answer.indexTokens = UInt64(estimate.tokenCount)
                answer.indexMs = UInt64(estimate.milliseconds)
            }
            let keys = try turn.report {
                try StoreReport.keys(of: dossiers, census: request.census, in: $0)
            }
            answer.keys = keys.prefix(MessageLimits.keysPerListMax).map { key in
                var item = WireKey()
                item.kind = UInt32(key.kind)
                item.dataClass = UInt32(key.dataClass?.rawValue ?? 0)
                item.version = key.version
                item.state = UInt32(key.state)
                item.createdAtMs = key.created.milliseconds
                item.changedAtMs = key.changed.milliseconds
                item.wraps = key.wrapCount
                return item
            }
        }
        var note = LeafNote(.list)
        note.count = answer.keys.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    /// A rotation of a class as it is shown to whoever may approve it.
    func item(_ job: RotationJob, _ now: Instant) -> WireRotation {
        item(job, now) {
            $0.dataClass = UInt32(job.dataClass.rawValue)
            $0.backupsNeeding = UInt32(clamping: rotations.backupsNeeding(job))
        }
    }

    /// The rotation of a key of which there is one, as it is shown to whoever may approve it.
    func item(_ job: KeyJob, _ now: Instant) -> WireRotation {
        item(job, now) {
            $0.kind = UInt32(job.kind)
            $0.skipped = job.skippedCount
            $0.unread = job.unread.map(\.blob)
        }
    }

    /// What is shown of each in one way, beside what is its own, with the digest of just that.
    private func item(
        _ job: some KeptRotation, _ now: Instant, _ own: (inout WireRotation) -> Void
    ) -> WireRotation {
        let members = dossiers.registry.members
        var item = WireRotation()
        item.rotation = job.id.blob
        item.compromised = job.isCompromised
        item.state = WireRotationState(rawValue: Int(job.state.rawValue)) ?? .unspecified
        item.pause = WireRotationPause(rawValue: Int(job.pause?.rawValue ?? 0)) ?? .unspecified
        item.planner = job.planner.blob
        item.plannedBy = members[job.planner]?.name ?? ""
        item.plannedAtMs = job.planned.milliseconds
        if job.approver != .zero {
            item.approvedBy = members[job.approver]?.name ?? ""
            item.approvedAtMs = job.approved.milliseconds
        }
        item.changedAtMs = job.changed.milliseconds
        (item.total, item.done) = (job.totalCount, job.doneCount)
        item.untilMs = job.until?.milliseconds ?? 0
        own(&item)
        guard job.waits(at: now) else { return item }
        item.digest = Approvals.digest(of: item.signedBytes ?? []).blob
        item.overdue = AccessPolicy.isOverdue(since: job.planned, now: now)
        return item
    }

    func changeRotation(_ turn: Turn) throws -> Reply {
        let request = try decode(WireChangeRotationRequest.self, turn)
        guard let id = RotationID(blob: request.rotation), let actor = turn.call.actor else {
            throw Refusal.malformed
        }
        let permit = try permit(.maintain, turn)
        let control: Rotations.Control?
        switch request.change {
        case .plan, .retire: control = nil
        case .pause: control = .pause
        case .resume: control = .resume
        case .rollBack: control = .rollBack
        case .cancel: control = .cancel
        case .unspecified: throw Refusal.malformed
        case .UNRECOGNIZED: throw Refusal.unknownValue
        }
        let dataClass = UInt8(exactly: request.dataClass).flatMap(DataClass.init)
        let isPlan = request.change == .plan
        if isPlan, [IndexRotation.kind, LogRotation.kind].contains(where: { request.kind == $0 }) {
            return try planKeyRotation(id, request, actor.member, permit, turn)
        }
        let single = [indexRotation.job, logRotation.job].compactMap(\.self)
        // What the daemon began by itself has no id of its own: then the kind says which is meant.
        let meant = single.first { job in
            job.id == id && (request.kind == 0 || request.kind == UInt32(job.kind))
        }
        if !isPlan, let job = meant {
            var note = LeafNote(.rotateControl)
            (note.subject, note.keyKind) = (id.bytes, job.kind)
            return try turn.commit(permit, note) { changes, _ in
                try Refusal.rotating {
                    guard let control else { throw RotationError.wrongState }
                    if job.kind == IndexRotation.kind {
                        try indexRotation.control(
                            id, control, now: turn.now, in: changes.transaction)
                    } else {
                        try logRotation.control(
                            id, control, now: turn.now, in: changes.transaction)
                    }
                }
                return MessageCodec.encode(WireChangeRotationAnswer())
            }
        }
        var note = LeafNote(isPlan ? .rotatePlan : .rotateControl)
        note.subject = id.bytes
        if isPlan {
            guard let dataClass, Rotations.classes.contains(dataClass), request.kind <= 1 else {
                throw Refusal.malformed
            }
            note.classes = ClassSet(dataClass)
        }
        return try turn.commit(permit, note) { changes, _ in
            var answer = WireChangeRotationAnswer()
            try Refusal.rotating {
                guard request.kind <= 1 else { throw RotationError.notFound }
                if let control {
                    try rotations.control(
                        id, control, now: turn.now, in: changes.transaction)
                } else if !isPlan {
                    try rotations.planRetirement(
                        id, by: actor.member, now: turn.now, in: changes.transaction)
                } else if let dataClass {
                    guard single.allSatisfy({ $0.id != id }) else { throw RotationError.wrongState }
                    try rotations.plan(
                        id, dataClass, isCompromised: request.compromised, by: actor.member,
                        now: turn.now, in: changes.transaction)
                }
                if control == nil {
                    answer.expiresAtMs = rotations.job(id)?.expires.milliseconds ?? 0
                }
            }
            return MessageCodec.encode(answer)
        }
    }

    /// Plans the rotation of the index key or of the key of the log, which have no class; the former
    /// key of the index is needed by nothing, whoever knows it.
    private func planKeyRotation(
        _ id: RotationID, _ request: WireChangeRotationRequest, _ planner: MemberID,
        _ permit: Permit, _ turn: Turn
    ) throws -> Reply {
        let isIndex = request.kind == UInt32(IndexRotation.kind)
        guard request.dataClass == 0, !isIndex || !request.compromised, id != .zero else {
            throw Refusal.malformed
        }
        var note = LeafNote(.rotatePlan)
        (note.subject, note.keyKind) = (id.bytes, UInt8(truncatingIfNeeded: request.kind))
        return try turn.commit(permit, note) { changes, _ in
            var answer = WireChangeRotationAnswer()
            try Refusal.rotating {
                // An id is of one rotation.
                guard rotations.job(id) == nil,
                    (isIndex ? logRotation.job : indexRotation.job)?.id != id
                else { throw RotationError.wrongState }
                if isIndex {
                    try indexRotation.plan(
                        id, by: planner, now: turn.now, in: changes.transaction)
                } else {
                    try logRotation.plan(
                        id, isCompromised: request.compromised, by: planner, now: turn.now,
                        in: changes.transaction)
                }
                let job = isIndex ? indexRotation.job : logRotation.job
                answer.expiresAtMs = job?.expires.milliseconds ?? 0
            }
            return MessageCodec.encode(answer)
        }
    }

    /// The classes whose rows somebody else wrote, bit n for class n.
    var distrustedClasses: UInt32 {
        rotations.distrusted.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
    }

    /// The other kinds of key whose rows somebody else wrote, bit n for kind n.
    var distrustedKinds: UInt32 {
        (indexRotation.isDistrusted ? 1 << UInt32(IndexRotation.kind) : 0)
            | (logRotation.isDistrusted ? 1 << UInt32(LogRotation.kind) : 0)
    }

    /// How many rotations and orders of new data keys halted, other than because somebody asked for it.
    var haltedCount: Int {
        let pauses =
            rotations.jobs.map(\.pause)
            + [indexRotation.job?.pause, logRotation.job?.pause]
        let order = renewals.job?.pause
        return pauses.count { $0 != nil && $0 != .asked }
            + (order != nil && order != .asked ? 1 : 0)
    }

    /// How many rotations and orders of new data keys are being worked at.
    var runningCount: Int {
        rotations.busyCount + indexRotation.busyCount + logRotation.busyCount
            + renewals.busyCount
    }

    /// Takes a step of a rotation that is under way, or of an order of new data keys, unless they have
    /// to rest first.
    public func rotateStep() -> Bool {
        rotations.step(now: clock()) || indexRotation.step(now: clock())
            || logRotation.step(now: clock()) || renewals.step(now: clock())
    }

    /// After how many seconds one of them goes on; nil where none is under way.
    public var rotationRestSeconds: Double? {
        let now = clock()
        return [
            rotations.restSeconds(now: now), indexRotation.restSeconds(now: now),
            logRotation.restSeconds(now: now), renewals.restSeconds(now: now),
        ].compactMap(\.self).min()
    }
}

extension Refusal {
    /// Turns what a rotation throws into what a caller hears.
    static func rotating(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as RotationError {
            switch error {
            case .notFound: throw Refusal.absent
            case .wrongState: throw Refusal.wrongState
            }
        }
    }
}
