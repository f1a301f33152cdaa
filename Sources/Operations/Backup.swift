internal import Age
internal import AuditLog
public import Basics
public import Dossiers
internal import Merkle
public import Registry
internal import Secrets
internal import Store
internal import Synchronization
internal import Vault

/// How far a backup has come; any thread may ask.
public final class BackupProgress: Sendable {
    /// A part of the work.
    public enum Step: UInt32, Sendable {
        /// The database is copied, without its free pages.
        case copying = 1
        /// The copy is sealed to its recipients.
        case sealing = 2
        /// It is brought to rest on the disk.
        case syncing = 3
    }

    /// A part of the work, and how many of how many bytes of it are done.
    public struct Reached: Equatable, Sendable {
        /// The part.
        public var step: Step
        /// What is done.
        public var doneByteCount: UInt64
        /// Of how much; while the database is copied, an estimate from above.
        public var totalByteCount: UInt64
    }

    private struct State {
        var reached = Reached(step: .copying, doneByteCount: 0, totalByteCount: 0)
        var growing = ""
    }

    private let state = Mutex(State())

    /// Starts at nothing.
    public init() {}

    /// How far it has come.
    public var reached: Reached {
        let (reached, growing) = state.withLock { ($0.reached, $0.growing) }
        // SQLite tells nothing while it copies, but the copy grows.
        guard reached.step == .copying, !growing.isEmpty else { return reached }
        var seen = reached
        seen.doneByteCount = min(PlainFolder.byteCount(of: growing), reached.totalByteCount)
        return seen
    }

    func begin(_ step: Step, of total: UInt64, growing path: String = "") {
        state.withLock {
            $0.reached = Reached(step: step, doneByteCount: 0, totalByteCount: total)
            $0.growing = path
        }
    }

    func advance(by byteCount: Int) {
        state.withLock { $0.reached.doneByteCount += UInt64(byteCount) }
    }
}

/// What was made, as the leaf tells it.
public struct BackupResult: Sendable {
    /// The record backup; its leaf is known once it is written.
    public var backup: MadeBackup
    /// What the leaf says of it.
    public let facts: BackupFacts
    /// Where the backup of the keys lies.
    public let keysIn: String
    /// The SHA-256 of the files in it.
    let keysDigest: [UInt8]
}

/// A backup of a store: its database in one age file, its keys in another (vault: nothing that is
/// sealed is opened for it).
public struct Backup: Sendable {
    /// How far it has come.
    public let progress = BackupProgress()
    private let snapshots: StoreSnapshots
    private let storeID: StoreID
    private let dataFolder: String
    private let plan: BackupPlan
    private let settings: [String]
    private let erasures: ErasureList
    private let startedAt: Instant

    /// Prepares the backup that a store's plan asks for; it may then be made on any thread.
    ///
    /// - Parameters:
    ///   - settings: what the daemon was told at start, one setting a line.
    ///   - erasures: what was erased until now.
    /// - Throws: `StoreFault.noBackupPlan`.
    public init(
        of ledger: Ledger, settings: [String], erasures: ErasureList, at time: Instant
    ) throws(StoreFault) {
        guard let plan = ledger.registry.backupPlan else { throw .noBackupPlan }
        snapshots = ledger.store.snapshots
        storeID = ledger.storeID
        dataFolder = ledger.store.folder
        self.plan = plan
        self.settings = settings
        self.erasures = erasures
        startedAt = time
    }

    /// The name of a record backup: store, time and size of the tree, and nothing of the content.
    public static func name(of store: StoreID, at time: Instant, size: UInt64) -> String {
        "madar-\(store.hexadecimal.prefix(8))-\(UTCText.basic(time))-\(size).age"
    }

    /// The name of the one backup of a store's keys.
    public static func keysName(of store: StoreID) -> String {
        keysName(ofDigits: String(store.hexadecimal.prefix(8)))
    }

    static func keysName(ofDigits digits: String) -> String { "madar-\(digits)-keys.age" }

    private static let workFolder = "backup.work"
    private static let partialEnd = ".partial"
    private static let workNames = [
        RecordStore.FileName.database, RecordStore.FileName.database + "-journal",
    ]

    /// Removes what a run that was killed has left in the store's own folder.
    ///
    /// - Throws: `StoreFault`.
    public static func clean(dataFolder: String) throws(StoreFault) {
        try faulting { () throws(StoreError) in
            try PlainFolder.remove(dataFolder + "/" + workFolder, mayHold: workNames)
        }
    }

    /// Removes the file of a backup that is not kept any more; one that is gone is as good.
    ///
    /// - Throws: `StoreFault`.
    public static func remove(_ backup: MadeBackup, of store: StoreID) throws(StoreFault) {
        // A folder that is not there is a disk that is not mounted: the file is not gone.
        guard PlainFolder.exists(backup.folder) else { throw .noBackupFolder }
        try faulting { () throws(StoreError) in
            let path = backup.folder + "/" + name(of: store, at: backup.at, size: backup.size)
            try SafeFile.remove(path + DrillNote.nameEnd)
            try SafeFile.remove(path)
        }
    }

    /// Removes the backup of keys from a folder that the plan does not name any more.
    ///
    /// - Throws: `StoreFault`.
    public static func removeKeys(in folder: String, of store: StoreID) throws(StoreFault) {
        guard PlainFolder.exists(folder) else { throw .noBackupFolder }
        try faulting { () throws(StoreError) in
            try SafeFile.remove(folder + "/" + keysName(of: store))
        }
    }

    // MARK: - Making it

    /// Makes the backup: a private copy, sealed to a partial file, synced, then named.
    ///
    /// Whatever fails leaves neither a copy nor a partial file, and every earlier backup as it was.
    /// - Throws: `StoreFault`.
    public func make() throws(StoreFault) -> BackupResult {
        let recipients = try recipients()
        for folder in [plan.folder, plan.keyFolder] where !PlainFolder.exists(folder) {
            throw .noBackupFolder
        }
        let work = dataFolder + "/" + Self.workFolder
        let copy = work + "/" + RecordStore.FileName.database
        let partial =
            plan.folder + "/" + String(Self.keysName(of: storeID).dropLast(8))
            + "records.age" + Self.partialEnd
        let keysPartial = keysPath + Self.partialEnd
        defer {
            try? PlainFolder.remove(work, mayHold: Self.workNames)
            try? SafeFile.remove(partial)
            try? SafeFile.remove(keysPartial)
        }
        do {
            try PlainFolder.renew(work, mayHold: Self.workNames)
            for path in [partial, keysPartial] { try SafeFile.remove(path) }
            let estimate = try checkSpace()
            progress.begin(.copying, of: estimate, growing: copy)
            try snapshots.copy(to: copy)
            let stored = try CopiedStore(copy)
            let checkpoint = try Self.checkpoint(of: stored)
            let keys = try writeKeys(to: keysPartial, recipients)
            let sealed = try seal(copy, to: partial, recipients)
            let name = Self.name(of: storeID, at: startedAt, size: checkpoint.size)
            guard !SafeFile.exists(plan.folder + "/" + name) else { throw StoreFault.alreadyExists }
            // The keys first: a newer keyring opens older records, an older one not newer ones.
            try PlainFolder.rename(keysPartial, to: keysPath)
            do throws(StoreError) {
                try PlainFolder.rename(partial, to: plan.folder + "/" + name)
            } catch {
                // Nobody would know of it, and so nobody would ever remove it.
                if error == .notSynced { try? SafeFile.remove(plan.folder + "/" + name) }
                throw error
            }
            let made = MadeBackup(
                at: startedAt, size: checkpoint.size, leaf: 0, byteCount: sealed.byteCount,
                hash: sealed.hash, keyringSequence: keys.sequence, folder: plan.folder)
            return BackupResult(
                backup: made,
                facts: Self.facts(stored, checkpoint, made, keysHash: keys.hash),
                keysIn: plan.keyFolder, keysDigest: keys.digest)
        } catch {
            throw StoreFault(error)
        }
    }

    /// Where the backup of the keys gets its name.
    private var keysPath: String { plan.keyFolder + "/" + Self.keysName(of: storeID) }

    /// Makes the backup of the keys anew where keyring, slots, transport keys or settings are not those
    /// that are in it, and opens it again.
    ///
    /// - Parameters:
    ///   - ledger: the store, in whose plan it is noted.
    ///   - isProof: whether something rests on its being there now. Of one that was written before
    ///     nobody knows what has become of it since, and it opens to its recipients alone: so it is
    ///     written again, and that is opened.
    /// - Throws: `StoreFault`; the one that there was then stands.
    public func keepKeys(in ledger: Ledger, isProof: Bool) throws(StoreFault) {
        let recipients = try recipients()
        guard PlainFolder.exists(plan.keyFolder) else { throw .noBackupFolder }
        let partial = keysPath + Self.partialEnd
        defer { try? SafeFile.remove(partial) }
        do {
            func isNoted(_ digest: [UInt8]) -> Bool {
                plan.keysDigest == digest && plan.keysIn == plan.keyFolder
            }
            guard
                try isProof || !isNoted(Self.digest(of: keyEntries()))
                    || !SafeFile.exists(keysPath)
            else { return }
            try SafeFile.remove(partial)
            let keys = try writeKeys(to: partial, recipients)
            try PlainFolder.rename(partial, to: keysPath)
            guard !isNoted(keys.digest) else { return }
            var note = LeafNote(.backup)
            note.sequence = keys.sequence
            try ledger.noteBackup(nil, note, keysIn: plan.keyFolder, keysDigest: keys.digest)
        } catch {
            throw StoreFault(error)
        }
    }

    private func recipients() throws(StoreFault) -> [AgeRecipient] {
        var recipients: [AgeRecipient] = []
        for key in plan.recipients {
            guard let recipient = try? AgeRecipient(key: key) else { throw .noRecipient }
            recipients.append(recipient)
        }
        guard BasicsLimits.backupRecipients.contains(Set(recipients).count) else {
            throw .noRecipient
        }
        return recipients
    }

    /// Checks that the disks have room for copy and file before either is begun; gives how large
    /// the copy may become.
    private func checkSpace() throws -> UInt64 {
        let database = dataFolder + "/" + RecordStore.FileName.database
        let size =
            PlainFolder.byteCount(of: database) + PlainFolder.byteCount(of: database + "-wal")
        let need = size + size / 1_024 + OperationsLimits.backupSpareByteCount
        let (here, there) = (
            try PlainFolder.space(of: dataFolder), try PlainFolder.space(of: plan.folder)
        )
        let isOneDisk = here.disk == there.disk
        guard here.freeByteCount >= (isOneDisk ? 2 * need : need), there.freeByteCount >= need
        else { throw StoreFault.backupNoSpace }
        return size
    }

    /// The checkpoint of a copy, which its log has signed.
    static func checkpoint(of stored: CopiedStore) throws -> Checkpoint {
        let origin = LeafLog.origin(of: stored.id)
        let keys = stored.logKeys.compactMap { NoteKey(name: origin, publicKey: $0) }
        let checkpoint = try SignedNote.checkpoint(stored.checkpoint, origin: origin, keys: keys)
        guard checkpoint.size == stored.counts.leaves else { throw StoreFault.logMismatch }
        return checkpoint
    }

    private func seal(
        _ copy: String, to partial: String, _ recipients: [AgeRecipient]
    ) throws -> (byteCount: UInt64, hash: [UInt8]) {
        let source = try PlainFile.read(copy)
        let target = try PlainFile.create(partial)
        progress.begin(.sealing, of: source.byteCount)
        var (hash, byteCount) = (SHA256(), UInt64(0))
        var (piece, output): ([UInt8], [UInt8]) = ([], [])
        var sealer = try AgeSealer(to: recipients, appendingTo: &output)
        while true {
            try source.read(
                into: &piece, maximumByteCount: OperationsLimits.backupPieceByteCount)
            if piece.isEmpty { break }
            sealer.seal(piece, appendingTo: &output)
            hash.update(output)
            try target.write(output)
            byteCount += UInt64(output.count)
            output.removeAll(keepingCapacity: true)
            progress.advance(by: piece.count)
        }
        sealer.finish(appendingTo: &output)
        hash.update(output)
        try target.write(output)
        byteCount += UInt64(output.count)
        progress.begin(.syncing, of: byteCount)
        try target.sync()
        return (byteCount, hash.finish())
    }

    /// The files that hold keys, as they stood together at one moment.
    ///
    /// The keeper may change them meanwhile: keyring and slots of two epochs open nothing, so they
    /// are read until they are twice the same.
    private func keyFiles() throws -> [TarFile.Entry] {
        var former = try readKeyFiles()
        for _ in 0..<OperationsLimits.keyReadingsMax {
            let files = try readKeyFiles()
            if files == former { return files }
            former = files
        }
        throw StoreFault.inputOutput
    }

    private func readKeyFiles() throws -> [TarFile.Entry] {
        try Self.keyNames.filter { SafeFile.exists(dataFolder + "/" + $0) }.map { name in
            TarFile.Entry(
                name: name,
                bytes: try SafeFile.read(
                    dataFolder + "/" + name,
                    maximumByteCount: OperationsLimits.keyFileByteCountMax))
        }
    }

    /// Settings, what was erased, keyring, slots and transport keys.
    private func keyEntries() throws -> [TarFile.Entry] {
        [
            TarFile.Entry(
                name: Self.settingsName, bytes: Array(settings.joined(separator: "\n").utf8)),
            TarFile.Entry(name: ErasureList.fileName, bytes: erasures.bytes),
        ] + (try keyFiles())
    }

    private static func digest(of entries: [TarFile.Entry]) -> [UInt8] {
        var tar = TarFile.encode(entries, at: Instant(milliseconds: 0))
        defer { Sodium.wipe(&tar) }
        return SHA256.hash(tar)
    }

    /// Writes the files that hold keys to their own age file, and opens it again; gives its SHA-256, the
    /// sequence of the keyring in it, and the digest of the files.
    private func writeKeys(
        to partial: String, _ recipients: [AgeRecipient]
    ) throws -> (hash: [UInt8], sequence: UInt64, digest: [UInt8]) {
        let entries = try keyEntries()
        // The transport keys are under their file's mode alone.
        var tar = TarFile.encode(entries, at: startedAt)
        defer { Sodium.wipe(&tar) }
        var output: [UInt8] = []
        var sealer = try AgeSealer(to: recipients, appendingTo: &output)
        let opener = sealer.opener()
        sealer.seal(tar, appendingTo: &output)
        sealer.finish(appendingTo: &output)
        let target = try PlainFile.create(partial)
        try target.write(output)
        try target.sync()
        // Whoever holds an identity would find that it does not open on the day on which it has to.
        guard try Self.open(partial, opener, is: output, holding: tar) else {
            throw StoreFault.inputOutput
        }
        let sequence = entries.compactMap { RecordVault.claimedSequence(of: $0.bytes) }.max()
        return (SHA256.hash(output), sequence ?? 0, Self.digest(of: entries))
    }

    /// Whether a file of keys is what was sealed, and opens to what that was made of.
    private static func open(
        _ path: String, _ opener: consuming AgeOpener, is sealed: [UInt8], holding tar: [UInt8]
    ) throws -> Bool {
        let source = try PlainFile.read(path)
        var (file, content): ([UInt8], [UInt8]) = ([], [])
        guard source.byteCount == UInt64(sealed.count) else { return false }
        try source.read(into: &file, maximumByteCount: sealed.count)
        guard file == sealed else { return false }
        defer { Sodium.wipe(&content) }
        do {
            try opener.open(file, appendingTo: &content)
            try opener.finish(appendingTo: &content)
        } catch {
            return false
        }
        return Sodium.areEqual(content, tar)
    }

    /// The settings of the daemon in the backup of the keys (LAYOUT L-61).
    static let settingsName = "settings"
    /// The files of a store that hold its keys (LAYOUT L-2).
    static let keyNames =
        RecordVault.FileName.keyrings
        + [RecordVault.FileName.slots, TransportKeys.fileName, LogKeyFile.name]

    private static func facts(
        _ stored: CopiedStore, _ checkpoint: Checkpoint, _ made: MadeBackup, keysHash: [UInt8]
    ) -> BackupFacts {
        BackupFacts(
            hash: made.hash, byteCount: made.byteCount, size: checkpoint.size,
            root: checkpoint.root.bytes, keyringSequence: made.keyringSequence,
            keysHash: keysHash,
            keys: stored.census.map {
                BackupFacts.KeyUse(
                    dataClass: $0.dataClass, version: $0.kekVersion,
                    count: UInt64(clamping: $0.count))
            },
            files: stored.counts.files, acts: stored.counts.acts,
            tombstones: stored.counts.tombstones, attachments: stored.counts.attachments)
    }
}

private func faulting<Value>(
    _ body: () throws(StoreError) -> Value
) throws(StoreFault) -> Value {
    do throws(StoreError) {
        return try body()
    } catch {
        throw StoreFault(error)
    }
}
