public import Basics

/// To whom, where and how often the store is backed up, once a second person has approved it, and
/// which backups there are (SPEC W-170).
public struct BackupPlan: Equatable, Sendable {
    /// The plan's id, made by the client of who proposed it.
    public var id: BackupPlanID
    /// X25519 keys of those who can open a backup, 32 bytes each; two at least.
    public var recipients: [[UInt8]]
    /// The folder of the record backups, as the daemon's machine names it.
    public var folder: String
    /// The folder of the one backup of the keys.
    public var keyFolder: String
    /// How many hours lie between two backups.
    public var hours: UInt16
    /// How many record backups are kept.
    public var keptCount: UInt8
    /// Who proposed it.
    public var proposer: MemberID
    /// When.
    public var proposed: Instant
    /// Who approved it; nil where it waits.
    public var approver: MemberID?
    /// When; the epoch's beginning where it waits.
    public var approvedAt = Instant(milliseconds: 0)
    /// Where the backup of the keys lies now; empty where there is none.
    public var keysIn = ""
    /// The SHA-256 of the files that were in it, by which the daemon knows that they changed since;
    /// zeros where there is none.
    public var keysDigest = [UInt8](repeating: 0, count: 32)
    /// The record backups that there are, the oldest first.
    public var backups: [MadeBackup] = []

    /// Whether it keeps its bounds: enough different recipients, whole paths, times.
    public var isWellFormed: Bool {
        BasicsLimits.backupRecipients.contains(recipients.count)
            && recipients.allSatisfy { $0.count == 32 }
            && Set(recipients).count == recipients.count
            && [folder, keyFolder].allSatisfy {
                $0.hasPrefix("/") && $0.utf8.count <= BasicsLimits.folderByteCountMax
                    && !$0.utf8.contains(where: { $0 < 0x20 })
            }
            && BasicsLimits.backupHours.contains(hours)
            && BasicsLimits.backupsKept.contains(keptCount)
    }

    /// Until when it may be approved.
    public var expires: Instant { proposed.adding(seconds: RegistryLimits.proposalSeconds) }

    /// Names a plan that waits for a second person.
    public init(
        id: BackupPlanID, recipients: [[UInt8]], folder: String, keyFolder: String, hours: UInt16,
        keptCount: UInt8, proposer: MemberID, proposed: Instant
    ) {
        self.id = id
        self.recipients = recipients
        self.folder = folder
        self.keyFolder = keyFolder
        self.hours = hours
        self.keptCount = keptCount
        self.proposer = proposer
        self.proposed = proposed
    }

    /// The backups of which the plan keeps none any more: all but the newest, and never the newest
    /// that a drill has proved.
    public var expired: [MadeBackup] {
        backups.dropLast(Int(keptCount)).filter { $0 != proved }
    }

    /// The newest backup that a drill has proved.
    private var proved: MadeBackup? { backups.last { $0.provedAt != nil } }

    /// Until when a backup is kept, where the next ones are made as planned; nil where it is the newest
    /// that a drill has proved, which is kept until a later one is.
    public func keptUntil(_ backup: MadeBackup) -> Instant? {
        guard backup != proved, let newest = backups.last,
            let place = backups.firstIndex(of: backup)
        else { return nil }
        // As many more have to be made until none of the places that are kept is left for it.
        let left = Int(keptCount) - (backups.count - 1 - place)
        return newest.at.adding(seconds: Int64(max(left, 0)) * Int64(hours) * 3_600)
    }

    /// When the next backup is due; at once where there is none.
    public var due: Instant {
        backups.last.map { $0.at.adding(seconds: Int64(hours) * 3_600) }
            ?? Instant(milliseconds: 0)
    }
}

/// A record backup that lies somewhere.
public struct MadeBackup: Hashable, Sendable {
    /// When it was begun: the store is in it as it was then.
    public var at: Instant
    /// How many leaves its checkpoint covers.
    public var size: UInt64
    /// The leaf that tells of it.
    public var leaf: UInt64
    /// How long the file is, in bytes.
    public var byteCount: UInt64
    /// SHA-256 of the file.
    public var hash: [UInt8]
    /// The sequence of the keyring that opens it.
    public var keyringSequence: UInt64
    /// When a drill opened it last; nil where none did.
    public var provedAt: Instant?
    /// The folder.
    public var folder: String

    /// Names a backup.
    public init(
        at: Instant, size: UInt64, leaf: UInt64, byteCount: UInt64, hash: [UInt8],
        keyringSequence: UInt64, provedAt: Instant? = nil, folder: String
    ) {
        self.at = at
        self.size = size
        self.leaf = leaf
        self.byteCount = byteCount
        self.hash = hash
        self.keyringSequence = keyringSequence
        self.provedAt = provedAt
        self.folder = folder
    }
}

extension MemberRegistry {
    /// The plan by which backups are made; nil as long as nobody has approved one.
    public var backupPlan: BackupPlan? { backupPlans.values.first { $0.approver != nil } }

    /// The plan that waits for a second person now.
    public func waitingBackupPlan(at now: Instant) -> BackupPlan? {
        backupPlans.values.first { $0.approver == nil && now < $0.expires }
    }

    /// Proposes a plan, in the place of one that waits.
    ///
    /// - Throws: `wrongState` where the id is there; `limitExceeded` where recipients, times or
    ///   texts have not their bounds.
    public func propose(_ plan: BackupPlan) throws(RegistryError) -> [Change] {
        guard backupPlans[plan.id] == nil else { throw .wrongState }
        return backupPlans.values.filter { $0.approver == nil }
            .map { Change.remove(.backupPlan($0)) } + [.put(.backupPlan(plan))]
    }

    /// Puts a plan in force in the place of the one before, whose backups it takes over.
    ///
    /// - Throws: `notFound`; `wrongState` where it is in force or the approver proposed it;
    ///   `invitationClosed` where it is over.
    public func approve(
        _ id: BackupPlanID, by approver: MemberID, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var plan = backupPlans[id] else { throw .notFound }
        guard plan.approver == nil, plan.proposer != approver else { throw .wrongState }
        guard now < plan.expires else { throw .invitationClosed }
        let former = backupPlan
        plan.approver = approver
        plan.approvedAt = now
        plan.backups = former?.backups ?? []
        // To the new recipients it is made anew.
        plan.keysIn = former?.keysIn ?? ""
        return (former.map { [Change.remove(.backupPlan($0))] } ?? [])
            + [.put(.backupPlan(plan))]
    }

    /// Notes a backup that was made by the plan in force; none where the keys alone were.
    ///
    /// - Parameters:
    ///   - keysIn: where the backup of the keys lies now.
    ///   - keysDigest: the SHA-256 of the files in it.
    /// - Throws: `notFound` where no plan is in force.
    public func note(
        _ backup: MadeBackup?, keysIn: String, keysDigest: [UInt8]
    ) throws(RegistryError) -> [Change] {
        guard var plan = backupPlan else { throw .notFound }
        if let backup {
            // Where files could not be removed for long, the list stays bounded all the same.
            plan.backups = plan.backups.suffix(RegistryLimits.backupCount - 1) + [backup]
        }
        (plan.keysIn, plan.keysDigest) = (keysIn, keysDigest)
        return [.put(.backupPlan(plan))]
    }

    /// Forgets backups whose files are gone.
    public func forget(_ backups: [MadeBackup]) -> [Change] {
        guard var plan = backupPlan, !backups.isEmpty else { return [] }
        plan.backups.removeAll { backups.contains($0) }
        return [.put(.backupPlan(plan))]
    }

    /// Notes that a drill opened the backup with a hash.
    ///
    /// - Throws: `notFound`.
    public func prove(hash: [UInt8], at now: Instant) throws(RegistryError) -> [Change] {
        guard var plan = backupPlan,
            let index = plan.backups.firstIndex(where: { $0.hash == hash })
        else { throw .notFound }
        plan.backups[index].provedAt = now
        return [.put(.backupPlan(plan))]
    }
}
