import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Messages
import Terminal

/// `madarctl backup`: the store in a file that only its recipients open.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: helpText(.backupControl),
        subcommands: [BackupNowCommand.self, BackupListCommand.self, BackupPlanCommand.self])
}

/// `madarctl backup now`.
private struct BackupNowCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "now", abstract: helpText(.backupNow),
        discussion: examples("madarctl backup now", "madarctl backup now --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.backup/1"
        var outcome = Outcome.done.rawValue
        var backup: BackupDocument
    }

    func perform(_ context: Context) async throws {
        let client = try await UserSession(context).client
        let newest = try await begin(client, context)
        let made = try await wait(client, newest, context)
        try context.emit(Document(backup: BackupDocument(made)))
        let text = BackupText(context: context)
        context.show(text.details(made))
        context.tell(.backupMade(path: made.folder + "/" + made.name))
    }

    /// Begins a backup, after one that the timetable began: what was written before the command is
    /// in it.
    ///
    /// - Returns: the newest backup that there was.
    private func begin(
        _ client: DaemonClient, _ context: Context
    ) async throws -> WireMadeBackup? {
        while true {
            let list = try await context.waiting(.connecting) { try await client.listBackups() }
            guard list.hasPlan else { throw Failure(.noBackupPlan) }
            if !list.run.running {
                do {
                    try await context.writing { try await client.backUp() }
                    return list.backups.first
                } catch let error as ClientError where error.code == .precondition {
                    // The timetable was quicker.
                }
            }
            try await Task.sleep(for: MadarctlLimits.backupAskingInterval)
        }
    }

    /// Asks how far it is until it is over.
    private func wait(
        _ client: DaemonClient, _ newest: WireMadeBackup?, _ context: Context
    ) async throws -> WireMadeBackup {
        var (step, headway): (UInt32, Headway?) = (0, nil)
        defer { headway?.end() }
        while true {
            let list = try await client.listBackups()
            let run = list.run
            guard run.running else {
                if let made = list.backups.first, made != newest { return made }
                guard run.failure == .unspecified else {
                    throw Failure(Fault(run.failure))
                }
                // Made, and its leaf not written yet.
                try await Task.sleep(for: MadarctlLimits.backupAskingInterval)
                continue
            }
            if run.step != step {
                headway?.end()
                step = run.step
                let name = BackupText(context: context).step(step)
                headway = Headway(
                    Int(clamping: run.totalBytes), isShown: !context.isJSON
                ) { done in
                    context.say(
                        .backupStep(
                            step: name, done: DataSize.text(done, context.language),
                            total: DataSize.text(
                                Int(clamping: run.totalBytes), context.language)))
                }
            }
            headway?.reach(Int(clamping: run.doneBytes))
            try await Task.sleep(for: MadarctlLimits.backupAskingInterval)
        }
    }
}

extension Fault {
    /// The words for a backup that failed.
    init(_ failure: WireBackupFailure) {
        self =
            switch failure {
            case .noRoom: .backupNoRoom
            case .noFolder: .backupNoFolder
            case .disk: .backupDisk
            case .store: .backupStore
            case .unspecified, .other, .UNRECOGNIZED: .backupFailed
            }
    }
}

/// `madarctl backup list`.
private struct BackupListCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: helpText(.backupList),
        discussion: examples("madarctl backup list", "madarctl backup list --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        var schema = "madar.backups/1"
        var plan: PlanDocument?
        var proposed: PlanDocument?
        var backups: [BackupDocument]
        var isRunning: Bool
        var failure: String?
        var failedAt: String?
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let list = try await context.waiting(.connecting) {
            try await session.client.listBackups()
        }
        let text = BackupText(context: context)
        let fault = list.run.failure == .unspecified ? nil : Fault(list.run.failure)
        try context.emit(
            Document(
                plan: list.hasPlan ? PlanDocument(list.plan) : nil,
                proposed: list.hasProposed ? PlanDocument(list.proposed) : nil,
                backups: list.backups.map(BackupDocument.init), isRunning: list.run.running,
                failure: fault.map { Failure($0).code },
                failedAt: fault == nil
                    ? nil : DateText.iso(Instant(milliseconds: list.run.failedAtMs))))
        guard !context.isJSON else { return }
        if list.hasPlan {
            context.show(text.details(list.plan))
        } else {
            context.tell(.noBackupPlan)
        }
        if list.hasProposed {
            context.tell(.backupPlanWaits(id: list.proposed.plan.hexadecimal))
        }
        if let fault {
            context.alarm(
                .backupFailedAt(
                    time: context.moment(milliseconds: list.run.failedAtMs),
                    reason: fault.happened(context.language)))
        }
        guard !list.backups.isEmpty else { return context.tell(.noBackups) }
        let labels: [Label] = [.backupWord, .backupLeaves, .size, .backupProved, .backupFolder]
        context.screen.table(
            labels.map { context.text($0) },
            rows: list.backups.map { backup in
                [
                    context.moment(milliseconds: backup.atMs), String(backup.size),
                    DataSize.text(Int(clamping: backup.byteCount), context.language),
                    text.proved(backup.provedAtMs, failedAtMs: backup.drillFailedAtMs),
                    backup.folder + "/" + backup.name,
                ]
            })
    }
}

/// `madarctl backup plan`.
private struct BackupPlanCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: helpText(.backupPlan),
        discussion: examples(
            "madarctl backup plan --recipient age1... --recipient age1... "
                + "--folder /mnt/backup --every 24 --keep 14"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionBackupRecipient)) var recipient: [String]
    @Option(help: help(.optionBackupFolder)) var folder: String
    @Option(help: help(.optionKeyFolder)) var keyFolder: String?
    @Option(help: help(.optionEvery)) var every: UInt32 = 24
    @Option(help: help(.optionKeep)) var keep: UInt32 = 14

    private struct Document: Encodable {
        var schema = "madar.backup-plan-proposed/1"
        var outcome = Outcome.done.rawValue
        var plan: String
        var needsApproval = true
    }

    func perform(_ context: Context) async throws {
        let proposal = BackupProposal(
            recipients: recipient, folder: folder, keyFolder: keyFolder ?? folder, hours: every,
            kept: keep)
        guard let proposal else { throw Failure(.badBackupPlan) }
        let session = try await UserSession(context)
        try await context.writing { try await session.client.propose(proposal) }
        try context.emit(Document(plan: proposal.id))
        context.tell(.backupPlanWaits(id: proposal.id))
    }
}

/// How plans and backups are told to a person.
struct BackupText {
    let context: Context

    /// A plan; of one that waits, what whoever approves it signs.
    func details(_ plan: WireBackupPlan) -> [LabelledValue] {
        let recipients = plan.recipientTexts.map {
            LabelledValue(context.text(.recipientWord), $0)
        }
        var items =
            recipients + [
                LabelledValue(context.text(.backupFolder), plan.folder),
                LabelledValue(context.text(.keyFolder), plan.keyFolder),
                LabelledValue(
                    context.text(.backupInterval), context.count(Int(plan.hours), .hours)),
                LabelledValue(context.text(.backupsKept), String(plan.kept)),
                LabelledValue(context.text(.proposedBy), plan.proposedBy),
            ]
        guard !plan.isInForce else {
            return items + [LabelledValue(context.text(.approvedBy), plan.approvedBy)]
        }
        items += [
            LabelledValue(
                context.text(.expires), context.moment(milliseconds: plan.expiresAtMs)),
            LabelledValue(context.text(.digest), plan.digest.hexadecimal),
        ]
        return items
    }

    func details(_ backup: WireMadeBackup) -> [LabelledValue] {
        [
            LabelledValue(context.text(.backupWord), context.moment(milliseconds: backup.atMs)),
            LabelledValue(context.text(.backupFolder), backup.folder),
            LabelledValue(context.text(.fileWord), backup.name),
            LabelledValue(
                context.text(.size),
                DataSize.text(Int(clamping: backup.byteCount), context.language)),
            LabelledValue(context.text(.backupLeaves), String(backup.size)),
            LabelledValue("SHA-256", backup.sha256.hexadecimal),
        ]
    }

    func proved(_ provedAtMs: Int64, failedAtMs: Int64) -> String {
        guard failedAtMs == 0 else {
            return context.moment(milliseconds: failedAtMs) + " · " + context.text(.drillFailed)
        }
        return provedAtMs == 0
            ? context.text(.unproved) : context.moment(milliseconds: provedAtMs)
    }

    /// A part of the work.
    func step(_ step: UInt32) -> String {
        switch step {
        case 1: context.text(.backupCopying)
        case 2: context.text(.backupSealing)
        default: context.text(.backupSyncing)
        }
    }

    /// The newest backup in the state of the daemon.
    func status(_ age: WireBackupAge, nowMs: Int64) -> [LabelledValue] {
        let style: Style = age.level == 0 ? .good : age.level == 1 ? .notice : .alarm
        guard age.atMs != 0 else {
            return [LabelledValue(context.text(.lastBackup), context.text(.never), style: style)]
        }
        return [
            LabelledValue(
                context.text(.lastBackup),
                context.moment(milliseconds: age.atMs) + " · "
                    + context.span(milliseconds: max(0, nowMs - age.atMs)), style: style),
            LabelledValue(
                context.text(.backupProved),
                proved(age.provedAtMs, failedAtMs: age.drillFailedAtMs),
                style: age.drillFailedAtMs != 0 ? .alarm : age.provedAtMs == 0 ? .notice : nil),
        ]
    }
}

/// A plan as programs read it.
private struct PlanDocument: Encodable {
    var plan: String
    var recipients: [String]
    var folder: String
    var keyFolder: String
    var hours: UInt32
    var kept: UInt32
    var proposedBy: String
    var approvedBy: String?

    init(_ item: WireBackupPlan) {
        plan = item.plan.hexadecimal
        recipients = item.recipientTexts
        folder = item.folder
        keyFolder = item.keyFolder
        hours = item.hours
        kept = item.kept
        proposedBy = item.proposedBy
        approvedBy = item.approvedBy.isEmpty ? nil : item.approvedBy
    }
}

/// A backup as programs read it.
private struct BackupDocument: Encodable {
    var path: String
    var at: String
    var size: UInt64
    var leaf: UInt64
    var bytes: UInt64
    var sha256: String
    var keyringSequence: UInt64
    var provedAt: String?
    var drillFailedAt: String?

    init(_ item: WireMadeBackup) {
        path = item.folder + "/" + item.name
        at = DateText.iso(Instant(milliseconds: item.atMs))
        size = item.size
        leaf = item.leaf
        bytes = item.byteCount
        sha256 = item.sha256.hexadecimal
        keyringSequence = item.keyringSequence
        if item.provedAtMs != 0 {
            provedAt = DateText.iso(Instant(milliseconds: item.provedAtMs))
        }
        if item.drillFailedAtMs != 0 {
            drillFailedAt = DateText.iso(Instant(milliseconds: item.drillFailedAtMs))
        }
    }
}
