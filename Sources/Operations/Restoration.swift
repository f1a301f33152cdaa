internal import Age
internal import AuditLog
internal import Authority
public import Basics
public import Circuit
internal import Dossiers
internal import Registry
internal import Secrets
internal import Store
internal import Vault

/// What a store is restored from, and to where.
public struct RestorePlan: Sendable {
    /// The file of the record backup.
    public var records: String
    /// The file of the backup of the keys.
    public var keys: String
    /// An age key file of a recipient.
    public var identityFile: String
    /// The folder of the store, which is not there yet, or is empty.
    public var folder: String
    /// What unseals the store; nil where its keys are not tried.
    public var credentialPath: String?
    /// Notes of the log that somebody kept.
    public var notes: [[UInt8]] = []

    /// Names the files.
    public init(records: String, keys: String, identityFile: String, folder: String) {
        self.records = records
        self.keys = keys
        self.identityFile = identityFile
        self.folder = folder
    }
}

/// What came of restoring a store.
public struct RestoreReport: Sendable {
    /// SHA-256 of the record backup.
    public let hash: [UInt8]
    /// How many leaves the log has.
    public let size: UInt64
    /// How the daemon that was backed up was started, one variable a line.
    public let settings: [String]
    /// How many leaves are missing that somebody has a note of: what was written after the backup.
    public let missingLeafCount: UInt64
    /// Whether the keys were tried, and the restoring has its leaf.
    public let isUnsealed: Bool
    /// Whether the backup of the keys told what was erased until it was made; an older one does not.
    public let tellsErasures: Bool
    /// How many parts of acts were erased again; without keys that is done when the store is opened.
    public let erasedCount: Int
    /// What checking found, beside leaves that are missing at the end.
    public let inspection: InspectionReport
}

/// Putting a store in the place of one that is lost.
public enum Restoration {
    private static let partialEnd = ".restoring"

    /// Opens both backups beside the folder, checks database, log and acts, with a credential every
    /// leaf and act as well, and gives the folder its name; what is not right leaves no folder.
    ///
    /// Only where a disk neither keeps the name nor lets it be taken back does a whole folder stand that
    /// nobody was promised.
    ///
    /// - Parameter progress: hears how many of how many leaves are checked.
    /// - Throws: `StoreFault`; `alreadyExists` where the folder holds anything.
    public static func restore(
        _ plan: RestorePlan, definition: CircuitDefinition, clock: @escaping () -> Instant,
        progress: @escaping (UInt64, UInt64) -> Void = { _, _ in }
    ) throws(StoreFault) -> RestoreReport {
        do {
            try Sodium.start()
            guard !PlainFolder.exists(plan.folder) || PlainFolder.isEmpty(plan.folder) else {
                throw StoreFault.alreadyExists
            }
            var folder = plan.folder
            while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
            let work = folder + partialEnd
            defer { try? PlainFolder.remove(work, mayHold: BackupFile.scratchNames) }
            try PlainFolder.renew(work, mayHold: BackupFile.scratchNames)
            let identities = try BackupFile.identities(in: plan.identityFile)
            let settings = try writeKeys(plan.keys, identities, to: work)
            let opened = try BackupFile.open(
                plan.records, identities, to: work + "/" + RecordStore.FileName.database)
            let (size, erased, inspection) = try check(
                work, plan, definition: definition, clock: clock, progress: progress)
            let failures = inspection.failures.filter { $0.kind != .shorter }
            let missing = inspection.failures.filter { $0.kind == .shorter }
                .map { ($0.second ?? 0) - min($0.position, $0.second ?? 0) }.max()
            let report = RestoreReport(
                hash: opened.hash, size: size, settings: settings,
                missingLeafCount: missing ?? 0, isUnsealed: plan.credentialPath != nil,
                tellsErasures: SafeFile.exists(work + "/" + ErasureList.fileName),
                erasedCount: erased,
                inspection: inspection.without(
                    inspection.failures.count - failures.count, leaving: failures))
            guard report.inspection.isClean else { return report }
            do throws(StoreError) {
                try PlainFolder.rename(work, to: folder)
            } catch {
                // What was not said to be there would be in the way of the next attempt.
                if error == .notSynced { try PlainFolder.rename(folder, to: work) }
                throw error
            }
            return report
        } catch {
            throw StoreFault(error)
        }
    }

    /// Writes the files that hold keys; gives the settings that stand beside them.
    static func writeKeys(
        _ path: String, _ identities: [AgeIdentity], to folder: String
    ) throws -> [String] {
        var settings: [String] = []
        for entry in try BackupFile.openKeys(path, identities) {
            if entry.name == Backup.settingsName {
                settings = String(decoding: entry.bytes, as: UTF8.self)
                    .split(separator: "\n").map(String.init)
            } else {
                // A name that no store has is of a newer version, or somebody else's.
                guard (Backup.keyNames + [ErasureList.fileName]).contains(entry.name) else {
                    throw StoreFault.damagedBackup
                }
                try SafeFile.replace(folder + "/" + entry.name, with: entry.bytes)
            }
        }
        return settings
    }

    /// Checks what was opened as the store that it is to be, and notes in log and registry that it was
    /// restored.
    private static func check(
        _ folder: String, _ plan: RestorePlan, definition: CircuitDefinition,
        clock: @escaping () -> Instant, progress: @escaping (UInt64, UInt64) -> Void
    ) throws -> (size: UInt64, erased: Int, InspectionReport) {
        let ledger = try Installation.open(folder: folder, definition: definition, clock: clock)
        do {
            // The vault alone, so that a log that is not as it was signed is told by what is wrong.
            if let path = plan.credentialPath {
                try ledger.vault.unseal(credentialPath: path)
            }
            let report = try Inspection.verify(ledger, notes: plan.notes, progress: progress)
            let (size, head) = try ledger.store.group { transaction in
                (try transaction.leafCount(), try transaction.meta(.checkpoint) ?? [])
            }
            guard report.failures.allSatisfy({ $0.kind == .shorter }) else {
                ledger.vault.seal()
                ledger.store.abandon()
                return (size, 0, report)
            }
            if plan.credentialPath != nil { try ledger.takeUp() }
            var note = LeafNote(.restore)
            note.sequence = size
            var restoration = StoreRestoration(
                id: Identifier(high: Random.number(), low: Random.number()), at: clock(),
                note: head)
            if SafeFile.exists(folder + "/" + ErasureList.fileName) {
                restoration.erasures = .came
            }
            note.subject = restoration.id.bytes
            try ledger.maintain(Permit.system(.backup), note) { transaction in
                try ledger.registry.apply(ledger.registry.note(restoration), in: transaction)
            }
            let erased = ledger.isUnsealed ? try ErasureList.carryOutAgain(in: ledger) : 0
            try ledger.close()
            return (size, erased, report)
        } catch {
            ledger.vault.seal()
            ledger.store.abandon()
            throw error
        }
    }
}
