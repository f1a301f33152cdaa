internal import Age
internal import AuditLog
internal import Basics
internal import Merkle
internal import Secrets
internal import Store

/// A record backup that was opened and checked.
public struct BackupReport: Sendable {
    /// SHA-256 of the file.
    public let hash: [UInt8]
    /// How long the file is, in bytes.
    public let byteCount: UInt64
    /// How many leaves the checkpoint covers.
    public let size: UInt64
    /// How many files it holds.
    public let files: UInt64
    /// What checking its log and acts found.
    public let inspection: InspectionReport
}

/// Reading backups, with the identities of whoever holds them and without keys of the store.
public enum BackupFile {
    /// Opens a record backup in a scratch folder, checks the database, the log and every act against
    /// its leaf, and removes it again.
    ///
    /// - Parameters:
    ///   - scratch: an existing folder; what lies there for a while is sealed as in any store.
    ///   - notes: notes of the log that somebody kept, which it has to continue.
    ///   - progress: hears how many of how many leaves are checked.
    /// - Throws: `StoreFault`.
    public static func verify(
        _ path: String, identityFile: String, scratch: String, notes: [[UInt8]] = [],
        progress: @escaping (UInt64, UInt64) -> Void = { _, _ in }
    ) throws(StoreFault) -> BackupReport {
        do {
            try Sodium.start()
            let identities = try identities(in: identityFile)
            let folder = try PlainFolder.makeScratch(in: scratch)
            defer { try? PlainFolder.remove(folder, mayHold: scratchNames) }
            let opened = try open(
                path, identities, to: folder + "/" + RecordStore.FileName.database)
            let stored = try CopiedStore(folder + "/" + RecordStore.FileName.database)
            let checkpoint = try Backup.checkpoint(of: stored)
            let store = try RecordStore.open(in: folder, reserveByteCount: 0)
            defer { store.abandon() }
            try store.checkIntegrity()
            let inspection = try store.group { transaction in
                InspectionReport(
                    try LeafLog.verify(
                        origin: LeafLog.origin(of: store.id), in: transaction,
                        VerificationAids(keys: nil, notes: notes, progress: progress)))
            }
            return BackupReport(
                hash: opened.hash, byteCount: opened.byteCount, size: checkpoint.size,
                files: stored.counts.files, inspection: inspection)
        } catch {
            throw StoreFault(error)
        }
    }

    /// What a store in a scratch folder consists of.
    static let scratchNames =
        [RecordStore.FileName.database, RecordStore.FileName.lock, RecordStore.FileName.reserve]
        + ["-wal", "-shm", "-journal"].map { RecordStore.FileName.database + $0 }
        + (Backup.keyNames + [ErasureList.fileName]).flatMap { [$0, $0 + ".new"] }

    /// The identities of an age key file.
    static func identities(in path: String) throws -> [AgeIdentity] {
        do {
            var bytes = try SafeFile.read(
                path, maximumByteCount: AgeLimits.identityFileByteCountMax)
            return try AgeIdentity.list(wiping: &bytes)
        } catch StoreError.limitExceeded {
            throw StoreFault.identityUnreadable
        }
    }

    /// Opens an age file to another file, which is removed where the first is not whole.
    static func open(
        _ path: String, _ identities: [AgeIdentity], to target: String
    ) throws -> (byteCount: UInt64, hash: [UInt8]) {
        let source = try PlainFile.read(path)
        let output = try PlainFile.create(target)
        do {
            var opener = AgeOpener(with: identities)
            var (hash, byteCount) = (SHA256(), UInt64(0))
            var (piece, content): ([UInt8], [UInt8]) = ([], [])
            while true {
                try source.read(
                    into: &piece, maximumByteCount: OperationsLimits.backupPieceByteCount)
                if piece.isEmpty { break }
                hash.update(piece)
                byteCount += UInt64(piece.count)
                try opener.open(piece, appendingTo: &content)
                try output.write(content)
                content.removeAll(keepingCapacity: true)
            }
            try opener.finish(appendingTo: &content)
            try output.write(content)
            try output.sync()
            return (byteCount, hash.finish())
        } catch {
            try? SafeFile.remove(target)
            throw error
        }
    }

    /// Opens the backup of the keys: the files in it, by name.
    static func openKeys(
        _ path: String, _ identities: [AgeIdentity]
    ) throws -> [TarFile.Entry] {
        let source = try PlainFile.read(path)
        guard source.byteCount <= UInt64(OperationsLimits.keyBackupByteCountMax) else {
            throw StoreFault.damagedBackup
        }
        var (file, content): ([UInt8], [UInt8]) = ([], [])
        try source.read(into: &file, maximumByteCount: OperationsLimits.keyBackupByteCountMax)
        defer { Sodium.wipe(&content) }
        var opener = AgeOpener(with: identities)
        try opener.open(file, appendingTo: &content)
        try opener.finish(appendingTo: &content)
        guard let entries = TarFile.decode(content) else { throw StoreFault.damagedBackup }
        return entries
    }
}
