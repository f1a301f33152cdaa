internal import Glibc
internal import Registry
internal import Store
internal import Vault

/// What the system tells of a file without opening it.
struct FileFacts {
    let isRegular: Bool
    let owner: UInt32
    /// Whether anybody but the owner may do anything with it.
    let isOpen: Bool
    /// The file system that it lies on.
    let disk: UInt64

    /// Looks at a file, and not at what a link points to; nil where nothing has the name.
    init?(_ path: String) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return nil }
        isRegular = status.st_mode & S_IFMT == S_IFREG
        owner = status.st_uid
        isOpen = status.st_mode & 0o077 != 0
        disk = UInt64(status.st_dev)
    }

    /// What is wrong with a file that is for one user alone.
    func findings(_ path: String, owner: UInt32) -> [DoctorFinding] {
        var findings: [DoctorFinding] = []
        if isOpen || !isRegular { findings.append(DoctorFinding(.fileOpen, path)) }
        if self.owner != owner { findings.append(DoctorFinding(.fileOfAnother, path)) }
        return findings
    }
}

/// The files of a store, as the system shows them.
struct StoreFiles {
    let folder: String
    let owner: UInt32
    /// The file system of the store.
    let disk: UInt64

    init(folder: String) {
        self.folder = folder
        let facts = FileFacts(folder + "/" + RecordStore.FileName.database)
        owner = facts?.owner ?? geteuid()
        disk = facts?.disk ?? 0
    }

    /// Whether the store is that of who asks.
    var isOwn: Bool { owner == geteuid() }

    private static let wanted = [
        RecordStore.FileName.database, RecordVault.FileName.slots,
        TransportKeys.fileName,
    ]

    private static let others =
        RecordVault.FileName.keyrings + [
            RecordVault.FileName.nextSlots, RecordStore.FileName.lock,
            RecordStore.FileName.reserve, RecordStore.FileName.database + "-wal",
            RecordStore.FileName.database + "-shm",
        ]

    /// What is found of modes, owners, room and journal.
    ///
    /// - Parameter isServed: whether a daemon has the store open: writes then wait at any moment.
    func findings(isServed: Bool) -> [DoctorFinding] {
        modes + [room] + reserve + [journal(isServed: isServed)]
    }

    private func path(_ name: String) -> String { folder + "/" + name }

    private var modes: [DoctorFinding] {
        var status = stat()
        var findings: [DoctorFinding] = []
        // The folder may be a link to where the store lies.
        if unsafe stat(folder, &status) != 0 || status.st_mode & 0o077 != 0 {
            findings.append(DoctorFinding(.folderOpen, folder))
        }
        for name in Self.wanted where FileFacts(path(name)) == nil {
            findings.append(DoctorFinding(.fileMissing, path(name)))
        }
        if !RecordVault.FileName.keyrings.contains(where: { FileFacts(path($0)) != nil }) {
            findings.append(DoctorFinding(.fileMissing, path(RecordVault.FileName.keyrings[1])))
        }
        for name in Self.wanted + Self.others {
            findings += FileFacts(path(name))?.findings(path(name), owner: owner) ?? []
        }
        return findings.isEmpty ? [DoctorFinding(.filesRight)] : findings
    }

    /// Whether the disk has room: for the reserve to be taken again, and for a copy of the database,
    /// which a backup makes beside it.
    private var room: DoctorFinding {
        guard let (free, _) = try? PlainFolder.space(of: folder) else {
            return DoctorFinding(.diskLow, "0")
        }
        let copy = PlainFolder.byteCount(of: path(RecordStore.FileName.database))
        if free < OperationsLimits.diskFloorByteCount {
            return DoctorFinding(.diskLow, String(free))
        }
        let isTight = free < copy + OperationsLimits.backupSpareByteCount
        return DoctorFinding(isTight ? .diskTight : .diskRoom, String(free))
    }

    private var reserve: [DoctorFinding] {
        FileFacts(path(RecordStore.FileName.reserve)) == nil ? [DoctorFinding(.reserveSpent)] : []
    }

    /// How the database is written: bytes 18 and 19 of its file are 2 where it has a log of writes.
    private func journal(isServed: Bool) -> DoctorFinding {
        let database = path(RecordStore.FileName.database)
        guard !SafeFile.exists(database + "-journal"),
            let file = try? PlainFile.read(database)
        else { return DoctorFinding(.journalForeign) }
        var head: [UInt8] = []
        guard (try? file.read(into: &head, maximumByteCount: 20)) != nil, head.count == 20,
            head[18] == 2, head[19] == 2
        else { return DoctorFinding(.journalForeign) }
        let waits = !isServed && PlainFolder.byteCount(of: database + "-wal") > 0
        return DoctorFinding(waits ? .journalWaits : .journalRight)
    }
}
