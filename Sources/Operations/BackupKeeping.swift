internal import Age
internal import AuditLog
internal import Authority
public import Dossiers
internal import Registry
internal import Store

extension BackupResult {
    /// Writes the leaf of the backup and notes it beside the plan, in one transaction; the backup of
    /// the keys in a folder that the plan named before goes after that.
    ///
    /// - Throws: `StoreFault`; nothing is then noted.
    public func record(in ledger: Ledger) throws(StoreFault) {
        do {
            var note = LeafNote(.backup)
            note.backup = facts
            try ledger.noteBackup(backup, note, keysIn: keysIn, keysDigest: keysDigest)
        } catch {
            throw StoreFault(error)
        }
    }
}

extension Ledger {
    /// Writes the leaf of a backup, or of one of the keys alone, and notes it beside the plan.
    func noteBackup(
        _ backup: MadeBackup?, _ note: LeafNote, keysIn: String, keysDigest: [UInt8]
    ) throws {
        let former = registry.backupPlan?.keysIn ?? ""
        try maintain(Permit.system(.backup), note) { transaction in
            var made = backup
            made?.leaf = try log?.nextIndex(in: transaction) ?? 0
            try registry.apply(
                try registry.note(made, keysIn: keysIn, keysDigest: keysDigest), in: transaction)
        }
        // A folder that refuses keeps a copy of keys, and no backup is lost for that.
        if !former.isEmpty, former != keysIn, PlainFolder.exists(former) {
            try? Backup.removeKeys(in: former, of: storeID)
        }
    }
}

extension Backup {
    /// Removes the files of backups that the plan keeps no longer, then forgets them.
    ///
    /// In this order a run that is killed between leaves nothing that nobody knows of.
    /// - Throws: `StoreFault` where a file cannot be removed; the others are forgotten.
    public static func prune(_ ledger: Ledger) throws(StoreFault) {
        let expired = ledger.registry.backupPlan?.expired ?? []
        guard !expired.isEmpty else { return }
        var gone: [MadeBackup] = []
        var failure: StoreFault?
        for backup in expired {
            do throws(StoreFault) {
                try remove(backup, of: ledger.storeID)
                gone.append(backup)
            } catch {
                failure = error
            }
        }
        if !gone.isEmpty {
            do {
                try ledger.maintain(Permit.system(.backup), LeafNote(.system)) { transaction in
                    try ledger.registry.apply(ledger.registry.forget(gone), in: transaction)
                }
            } catch {
                throw StoreFault(error)
            }
        }
        if let failure { throw failure }
    }

    /// Writes the leaf of a backup that was not made.
    ///
    /// - Throws: `StoreFault`.
    public static func noteFailure(_ fault: StoreFault, in ledger: Ledger) throws(StoreFault) {
        var note = LeafNote(.backup)
        note.refused = fault == .backupNoSpace || fault == .diskFull ? .diskFull : .storage
        do {
            try ledger.maintain(Permit.system(.backup), note) { _ in }
        } catch {
            throw StoreFault(error)
        }
    }

    /// Whether something can be sealed to a public key.
    public static func isRecipient(_ key: [UInt8]) -> Bool { (try? AgeRecipient(key: key)) != nil }
}
