internal import AuditLog
internal import Authority
internal import Basics
internal import Dossiers
internal import Mapping
internal import Messages
public import Operations
internal import Registry

// Backups: the plan of two people, the timetable, what there is (SPEC W-170 to W-173).

/// The backup that is being made, and what became of the last one.
final class BackupDesk {
    var running: (progress: BackupProgress, startedAt: Instant)?
    /// When a call of the group that is served asked for one.
    var asked: Instant?
    /// What was made while the store was sealed, or before the disk had room for its leaf.
    var made: BackupResult?
    var failure: (at: Instant, reason: WireBackupFailure)?
    /// Whether what failed last was the backup of the keys alone.
    var haveKeysFailed = false
    /// What drills wrote beside the backups.
    var drilled = Backup.Drilled()
    /// What the backup of the keys tells as erased; made anew after each erasure.
    private var erasures: ErasureList?
    /// When the timetable was looked at last.
    var lookedAt = Instant(milliseconds: 0)
    private let ledger: Ledger
    private let settings: [String]

    init(_ ledger: Ledger, settings: [String]) {
        self.ledger = ledger
        self.settings = settings
    }

    /// The backup that the plan asks for.
    func backup(at now: Instant) throws(StoreFault) -> Backup {
        let erasures: ErasureList
        if let made = self.erasures, made.isCurrent(for: ledger) {
            erasures = made
        } else {
            erasures = try ErasureList(of: ledger)
        }
        self.erasures = erasures
        return try Backup(of: ledger, settings: settings, erasures: erasures, at: now)
    }

    /// Brings the backup of the keys up to date, where a plan is in force; false where one is being
    /// made, which writes the same file.
    ///
    /// - Parameter isProof: whether something rests on its being there now: it is written and opened
    ///   again, whatever lies there.
    func keepKeys(at now: Instant, isProof: Bool) throws(StoreFault) -> Bool {
        guard ledger.registry.backupPlan != nil else { return true }
        guard running == nil, made == nil else { return false }
        try backup(at: now).keepKeys(in: ledger, isProof: isProof)
        return true
    }
}

extension UseCases {
    // MARK: - Calls

    func backUp(_ turn: Turn) throws -> Reply {
        let permit = try permit(.backUp, turn)
        guard backups.running == nil, backups.made == nil, backups.asked == nil,
            dossiers.registry.backupPlan != nil
        else {
            throw Refusal.wrongState
        }
        return try turn.commit(permit, LeafNote(.system)) { changes, _ in
            changes.onRollback { [backups] in backups.asked = nil }
            backups.asked = turn.now
            var answer = WireBackupAnswer()
            answer.startedAtMs = turn.now.milliseconds
            return MessageCodec.encode(answer)
        }
    }

    func listBackups(_ turn: Turn) throws -> Reply {
        let (permit, isWhole, shows) = try list(.backups, turn)
        let registry = dossiers.registry
        var answer = WireListBackupsAnswer()
        answer.store = dossiers.storeID.blob
        answer.logSize = dossiers.log?.signedSize ?? 0
        if let waiting = registry.waitingBackupPlan(at: turn.now), shows(facts(waiting)) {
            answer.proposed = item(waiting, turn.now)
        }
        if isWhole, let plan = registry.backupPlan {
            answer.plan = item(plan, turn.now)
            answer.backups = plan.backups.reversed().map { item($0, of: plan) }
            answer.run = run
        }
        var note = LeafNote(.list)
        note.count = answer.backups.count
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    func planBackups(_ turn: Turn) throws -> Reply {
        let request = try decode(WirePlanBackupsRequest.self, turn)
        guard let id = BackupPlanID(blob: request.plan), let actor = turn.call.actor else {
            throw Refusal.malformed
        }
        let permit = try permit(.planBackups, turn)
        let recipients = request.recipients.map { Array($0) }
        let plan = BackupPlan(
            id: id, recipients: recipients, folder: request.folder, keyFolder: request.keyFolder,
            hours: UInt16(clamping: request.hours), keptCount: UInt8(clamping: request.kept),
            proposer: actor.member, proposed: turn.now)
        // To a key that is none nothing can be sealed, and nobody would see that before the day on
        // which a backup is wanted.
        guard plan.isWellFormed, recipients.allSatisfy(Backup.isRecipient) else {
            throw Refusal.malformed
        }
        var note = LeafNote(.config)
        note.subject = id.bytes
        return try turn.commit(permit, note) { changes, _ in
            let rows = try Refusal.catching { try dossiers.registry.propose(plan) }
            try Refusal.catching { try dossiers.registry.apply(rows, in: changes.transaction) }
            var answer = WirePlanBackupsAnswer()
            answer.expiresAtMs = plan.expires.milliseconds
            return MessageCodec.encode(answer)
        }
    }

    // MARK: - What is shown

    /// A plan as it is shown to whoever may approve it, with the digest of just that.
    func item(_ plan: BackupPlan, _ now: Instant) -> WireBackupPlan {
        let members = dossiers.registry.members
        var item = WireBackupPlan()
        item.plan = plan.id.blob
        item.recipients = plan.recipients.map(\.blob)
        item.folder = plan.folder
        item.keyFolder = plan.keyFolder
        item.hours = UInt32(plan.hours)
        item.kept = UInt32(plan.keptCount)
        item.proposer = plan.proposer.blob
        item.proposedBy = members[plan.proposer]?.name ?? ""
        item.proposedAtMs = plan.proposed.milliseconds
        guard let approver = plan.approver else {
            item.expiresAtMs = plan.expires.milliseconds
            item.digest = Approvals.digest(of: item.signedBytes ?? []).blob
            item.overdue = AccessPolicy.isOverdue(since: plan.proposed, now: now)
            return item
        }
        item.approvedBy = members[approver]?.name ?? ""
        item.approvedAtMs = plan.approvedAt.milliseconds
        return item
    }

    /// The backups that hold what was erased under a leaf, as long as they are kept.
    func backups(holding leaf: UInt64) -> [WireMadeBackup] {
        guard let plan = dossiers.registry.backupPlan else { return [] }
        return plan.backups.filter { $0.size <= leaf }.reversed().map { item($0, of: plan) }
    }

    private func item(_ backup: MadeBackup, of plan: BackupPlan) -> WireMadeBackup {
        var item = WireMadeBackup()
        item.name = Backup.name(of: dossiers.storeID, at: backup.at, size: backup.size)
        item.folder = backup.folder
        item.atMs = backup.at.milliseconds
        item.size = backup.size
        item.leaf = backup.leaf
        item.byteCount = backup.byteCount
        item.sha256 = backup.hash.blob
        item.keyringSequence = backup.keyringSequence
        item.provedAtMs = backup.provedAt?.milliseconds ?? 0
        item.keptUntilMs = plan.keptUntil(backup)?.milliseconds ?? 0
        item.drillFailedAtMs = backups.drilled.failed[backup]?.milliseconds ?? 0
        return item
    }

    private var run: WireBackupRun {
        var run = WireBackupRun()
        if let running = backups.running {
            let reached = running.progress.reached
            run.running = true
            run.startedAtMs = running.startedAt.milliseconds
            run.step = reached.step.rawValue
            run.doneBytes = reached.doneByteCount
            run.totalBytes = reached.totalByteCount
        }
        run.failedAtMs = backups.failure?.at.milliseconds ?? 0
        run.failure = backups.failure?.reason ?? .unspecified
        return run
    }

    /// How old the newest backup is, for the state of the daemon.
    func backupAge(_ now: Instant) -> WireBackupAge {
        var age = WireBackupAge()
        age.running = backups.running != nil
        age.failure = backups.failure?.reason ?? .unspecified
        guard let plan = dossiers.registry.backupPlan, let newest = plan.backups.last else {
            age.level = 2
            return age
        }
        age.atMs = newest.at.milliseconds
        age.provedAtMs =
            plan.backups.compactMap { $0.provedAt }.max()?.milliseconds ?? 0
        // A later backup that was proved settles what an earlier one has shown.
        let proved = plan.backups.last { $0.provedAt != nil }?.at ?? Instant(milliseconds: 0)
        age.drillFailedAtMs =
            backups.drilled.failed.filter { $0.key.at >= proved }.values.max()?.milliseconds ?? 0
        let seconds = Int64(plan.hours) * 3_600
        // A backup takes its time: one that was begun when it was due is not late.
        let isLate = plan.due.adding(seconds: HandlerLimits.backupGraceSeconds) <= now
        age.level = newest.at.adding(seconds: 2 * seconds) <= now ? 2 : isLate ? 1 : 0
        return age
    }

    // MARK: - Making them

    /// Begins a backup where the plan's time has come, and forgets those that it does not keep; the
    /// keeper asks in every round.
    public func keepBackups() {
        guard dossiers.isUnsealed else { return }
        if let made = backups.made { record(made) }
        guard backups.running == nil, backups.made == nil,
            let plan = dossiers.registry.backupPlan
        else { return }
        let now = clock()
        guard now >= backups.lookedAt.adding(seconds: HandlerLimits.backupLookSeconds) else {
            return
        }
        backups.lookedAt = now
        // A disk that is not mounted refuses until it is; the list says so meanwhile.
        try? Backup.prune(dossiers)
        if let drilled = try? Backup.takeDrills(of: dossiers, known: backups.drilled, at: now) {
            backups.drilled = drilled
        }
        if let failure = backups.failure,
            now < failure.at.adding(seconds: OperationsLimits.backupRetrySeconds)
        {
            return
        }
        do throws(StoreFault) {
            _ = try backups.keepKeys(at: now, isProof: false)
            if backups.haveKeysFailed { backups.failure = nil }
            backups.haveKeysFailed = false
        } catch {
            backups.haveKeysFailed = true
            return fail(error)
        }
        if now >= plan.due { startBackup(at: now) }
    }

    /// Begins a backup that a call of the group before has asked for: what goes into it is read outside
    /// a transaction.
    func startAskedBackup() {
        guard let asked = backups.asked else { return }
        backups.asked = nil
        startBackup(at: asked)
    }

    private func startBackup(at now: Instant) {
        do throws(StoreFault) {
            let backup = try backups.backup(at: now)
            backups.running = (backup.progress, now)
            surroundings.makeBackup(backup)
        } catch {
            fail(error)
        }
    }

    /// Takes what came of a backup, on the keeper's thread.
    public func finishBackup(_ result: Result<BackupResult, StoreFault>) {
        backups.running = nil
        switch result {
        case .success(let made):
            backups.made = made
            if dossiers.isUnsealed { record(made) }
        case .failure(let fault): fail(fault)
        }
    }

    /// Writes the leaf of a backup; one that cannot have it goes again, since nobody would know of it.
    private func record(_ made: BackupResult) {
        backups.made = nil
        do throws(StoreFault) {
            try made.record(in: dossiers)
            backups.failure = nil
        } catch {
            try? Backup.remove(made.backup, of: dossiers.storeID)
            fail(error)
            return
        }
        try? Backup.prune(dossiers)
    }

    private func fail(_ fault: StoreFault) {
        backups.failure = (clock(), WireBackupFailure(fault))
        // The leaf of a failure may itself find no room; the state tells it all the same.
        try? Backup.noteFailure(fault, in: dossiers)
    }
}

extension WireBackupFailure {
    init(_ fault: StoreFault) {
        self =
            switch fault {
            case .backupNoSpace, .diskFull: .noRoom
            case .noBackupFolder: .noFolder
            case .inputOutput, .wrongMode, .alreadyExists: .disk
            case .damagedDatabase, .logMismatch, .damagedKeyring, .damagedRegistry: .store
            default: .other
            }
    }
}
