internal import Age
internal import AuditLog
internal import Authority
public import Basics
public import Circuit
public import Dossiers
public import Registry
internal import Secrets
internal import Store
internal import Vault

/// Which backup is tried, and with what.
public struct DrillPlan: Sendable {
    /// The file of the record backup, or the folder in which the newest is taken.
    public var records: String
    /// The file of the backup of the keys; nil for the one that lies beside.
    public var keys: String?
    /// An age key file of a recipient.
    public var identityFile: String
    /// What unseals the store that is in the backup.
    public var credentialPath: String
    /// An existing folder with room for the database; what lies there for a while is sealed.
    public var scratch: String

    /// Names the files.
    public init(
        records: String, keys: String?, identityFile: String, credentialPath: String,
        scratch: String
    ) {
        self.records = records
        self.keys = keys
        self.identityFile = identityFile
        self.credentialPath = credentialPath
        self.scratch = scratch
    }
}

/// What came of a drill.
public struct DrillReport: Sendable {
    /// The file that was tried.
    public let records: String
    /// SHA-256 of it.
    public let hash: [UInt8]
    /// How many leaves its checkpoint covers.
    public let size: UInt64
    /// What checking found.
    public let inspection: InspectionReport
    /// How many parts of acts were erased since, and were so again in the scratch folder.
    public let erasedCount: Int
    /// The note for the daemon that made the backup.
    public let note: String
}

/// Trying whether a backup can be restored, without the store that it is of.
public enum Drill {
    /// Restores a backup in a scratch folder, opens every leaf and act, compares log and acts, and
    /// removes it all; a note beside the backup says what came of it.
    ///
    /// Nothing is appended to the log of what was restored: a second succession of leaves signed by
    /// the same key would be a fork.
    /// - Parameter progress: hears how many of how many leaves are checked.
    /// - Throws: `StoreFault`; where it is the backup that does not open, and not what the drill was
    ///   given that is missing, the note says so.
    public static func run(
        _ plan: DrillPlan, definition: CircuitDefinition, clock: @escaping () -> Instant,
        progress: @escaping (UInt64, UInt64) -> Void = { _, _ in }
    ) throws(StoreFault) -> DrillReport {
        let records = try records(plan)
        let keys = try keys(plan, beside: records)
        do throws(StoreFault) {
            return try attempt(plan, records, keys, definition, clock, progress)
        } catch {
            guard error.isOfBackup else { throw error }
        }
        // A page that the scratch disk did not give back looks like damage; what is wrong with the
        // backup is so the second time, too.
        do throws(StoreFault) {
            return try attempt(plan, records, keys, definition, clock, progress)
        } catch {
            if error.isOfBackup { try? write(DrillNote.failure(at: clock()), beside: records) }
            throw error
        }
    }

    private static func attempt(
        _ plan: DrillPlan, _ records: String, _ keys: String, _ definition: CircuitDefinition,
        _ clock: @escaping () -> Instant, _ progress: @escaping (UInt64, UInt64) -> Void
    ) throws(StoreFault) -> DrillReport {
        do {
            try Sodium.start()
            let folder = try PlainFolder.makeScratch(in: plan.scratch)
            defer { try? PlainFolder.remove(folder, mayHold: BackupFile.scratchNames) }
            let identities = try BackupFile.identities(in: plan.identityFile)
            _ = try Restoration.writeKeys(keys, identities, to: folder)
            let opened = try BackupFile.open(
                records, identities, to: folder + "/" + RecordStore.FileName.database)
            let ledger = try Installation.open(
                folder: folder, definition: definition, clock: clock)
            defer {
                ledger.vault.seal()
                ledger.store.abandon()
            }
            try ledger.vault.unseal(credentialPath: plan.credentialPath)
            let size = try ledger.store.group { transaction in
                // It refuses a keyring that is older than the log.
                try LeafLog(vault: ledger.vault, in: transaction).signedSize
            }
            var (inspection, erasedCount) = (try Inspection.verify(ledger, progress: progress), 0)
            // What was erased since is erased as it is when the store is restored for good; the log that
            // this writes goes with the scratch folder.
            if inspection.isClean, SafeFile.exists(folder + "/" + ErasureList.fileName) {
                let erasures = try ErasureList.read(in: ledger)
                try ledger.takeUp()
                erasedCount = try ledger.eraseAgain(erasures)
                if erasedCount > 0 {
                    let opened = inspection
                    inspection = try Inspection.verify(ledger)
                    if inspection.isClean { inspection = opened }
                }
            }
            let proved = DrillNote.Proved(
                hash: opened.hash, size: size, at: clock(),
                opened: (inspection.leaves.opened, inspection.acts.opened))
            try write(
                inspection.isClean
                    ? DrillNote.sign(proved, with: ledger) : DrillNote.failure(at: clock()),
                beside: records)
            return DrillReport(
                records: records, hash: opened.hash, size: size, inspection: inspection,
                erasedCount: erasedCount, note: records + DrillNote.nameEnd)
        } catch {
            throw StoreFault(error)
        }
    }

    /// Writes the note for the daemon, whose user may be another than the one who tries its backup.
    private static func write(_ note: [UInt8], beside records: String) throws {
        try SafeFile.replace(records + DrillNote.nameEnd, with: note)
        PlainFolder.giveOwner(of: records, to: records + DrillNote.nameEnd)
    }

    /// The file that is named, or the newest record backup in the folder that is.
    private static func records(_ plan: DrillPlan) throws(StoreFault) -> String {
        guard PlainFolder.exists(plan.records) else {
            guard SafeFile.exists(plan.records) else { throw .noBackup }
            return plan.records
        }
        let names = (PlainFolder.names(in: plan.records) ?? []).filter(Backup.isRecords)
        // Names of one store sort by the time at which a backup was begun; of two stores the one
        // that is meant has to be named.
        guard let newest = names.last, Set(names.map(Backup.storeDigits)).count == 1 else {
            throw .noBackup
        }
        return plan.records + "/" + newest
    }

    private static func keys(
        _ plan: DrillPlan, beside records: String
    ) throws(StoreFault) -> String {
        if let keys = plan.keys { return keys }
        let name = records.split(separator: "/").last.map(String.init) ?? ""
        guard Backup.isRecords(name) else { throw .noBackup }
        let keys =
            records.dropLast(name.count) + Backup.keysName(ofDigits: Backup.storeDigits(name))
        guard SafeFile.exists(String(keys)) else { throw .noBackup }
        return String(keys)
    }
}

extension Backup {
    /// Whether a file is named as a record backup is.
    static func isRecords(_ name: String) -> Bool {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "madar" && parts[1].utf8.count == 8
            && parts[3].hasSuffix(".age")
    }

    /// The digits of the store in the name of one of its backups.
    static func storeDigits(_ name: String) -> String {
        String(name.dropFirst("madar-".count).prefix(8))
    }

    /// What drills wrote beside the backups of a store.
    public struct Drilled: Equatable, Sendable {
        /// The backups that a drill found wrong, and when.
        public fileprivate(set) var failed: [MadeBackup: Instant] = [:]

        /// Nothing was found yet.
        public init() {}
    }

    /// Takes what drills have written beside the backups: those that were opened are noted as proved,
    /// with a leaf; of those that were not, each is told, and has a leaf where it was not `known`.
    ///
    /// - Throws: `StoreFault`; what was not noted is taken the next time.
    public static func takeDrills(
        of ledger: Ledger, known: Drilled, at now: Instant
    ) throws(StoreFault) -> Drilled {
        var drilled = Drilled()
        do {
            for backup in ledger.registry.backupPlan?.backups ?? [] {
                let path =
                    backup.folder + "/"
                    + name(of: ledger.storeID, at: backup.at, size: backup.size)
                switch try DrillNote.read(beside: path, ledger, now: known.failed[backup] ?? now) {
                case nil: continue
                case .proved(let proved)
                where proved.hash == backup.hash && proved.size == backup.size:
                    // One that was put back says nothing new.
                    guard proved.at > backup.provedAt ?? Instant(milliseconds: 0) else {
                        try? SafeFile.remove(path + DrillNote.nameEnd)
                        continue
                    }
                    var note = LeafNote(.verify)
                    note.sequence = backup.size
                    let changes = try ledger.registry.prove(hash: backup.hash, at: proved.at)
                    try ledger.maintain(Permit.system(.backup), note) { transaction in
                        try ledger.registry.apply(changes, in: transaction)
                    }
                    try SafeFile.remove(path + DrillNote.nameEnd)
                case .proved: try fail(backup, at: known.failed[backup] ?? now)
                case .failed(let at): try fail(backup, at: at)
                }
            }
        } catch {
            throw StoreFault(error)
        }
        return drilled

        func fail(_ backup: MadeBackup, at time: Instant) throws {
            drilled.failed[backup] = time
            // Once in each run of the daemon, whatever time the note tells.
            guard known.failed[backup] == nil else { return }
            var note = LeafNote(.verify)
            note.sequence = backup.size
            note.refused = .storage
            try ledger.maintain(Permit.system(.backup), note) { _ in }
        }
    }
}

extension StoreFault {
    /// Whether a backup that is tried and throws it is at fault: an alarm that comes because the drill
    /// itself lacked a file or room would teach people to pass over it.
    fileprivate var isOfBackup: Bool {
        switch self {
        case .damagedBackup, .damagedDatabase, .damagedKeyring, .olderKeyring, .logMismatch,
            .damagedRegistry, .noTransportKeys, .notARecipient, .wrongPassphrase, .noSlot:
            true
        default: false
        }
    }
}
