public import Basics
internal import Registry
internal import Secrets
internal import Store

/// Looks at a store and the machine around it, without keys and without touching either.
public enum Doctor {
    /// Everything that was found, in the order in which it is told.
    ///
    /// It takes no lock where a daemon has the store open, and opens the database, as a daemon
    /// would, only where none has and the store is the caller's own.
    /// - Parameters:
    ///   - credentialPath: the file that unseals at start; nil where none is set.
    ///   - isClockSynchronised: what the system says of its clock; nil where it says nothing.
    /// - Throws: `StoreFault.notFound` where no store lies in the folder.
    public static func examine(
        folder: String, credentialPath: String?, isClockSynchronised: Bool?, now: Instant
    ) throws(StoreFault) -> [DoctorFinding] {
        guard SafeFile.exists(folder + "/" + RecordStore.FileName.database) else {
            throw .notFound
        }
        let machine = Machine(
            lock: folder + "/" + RecordStore.FileName.lock,
            isClockSynchronised: isClockSynchronised, now: now)
        let files = StoreFiles(folder: folder)
        return judge(machine) + files.findings(isServed: machine.isDaemonRunning)
            + credential(credentialPath, beside: files)
            + versions() + contents(of: folder, machine, files)
    }

    // MARK: - The machine

    static func judge(_ machine: Machine) -> [DoctorFinding] {
        [
            DoctorFinding(machine.isDaemonRunning ? .daemonRuns : .daemonRests), swap(machine),
            cores(machine), lockedMemory(machine), clock(machine),
        ]
    }

    private static func swap(_ machine: Machine) -> DoctorFinding {
        guard machine.hasSwap else { return DoctorFinding(.swapOff) }
        guard machine.isDaemonRunning else { return DoctorFinding(.swapOn) }
        return DoctorFinding(machine.isSwapForbidden ? .swapForbidden : .swapReaches)
    }

    /// A daemon that was started forbids them itself.
    private static func cores(_ machine: Machine) -> DoctorFinding {
        guard machine.isDaemonRunning, let limit = machine.coreLimit, limit != 0 else {
            return DoctorFinding(.coresForbidden)
        }
        return DoctorFinding(.coresAllowed, machine.corePattern)
    }

    private static func lockedMemory(_ machine: Machine) -> DoctorFinding {
        let limit = machine.lockedMemoryLimit ?? .max
        guard limit < OperationsLimits.lockedByteCountMin else {
            return DoctorFinding(.lockedMemoryEnough)
        }
        // The limit of a shell is not that of the unit.
        return DoctorFinding(
            machine.isDaemonRunning ? .lockedMemoryShort : .lockedMemoryShortHere,
            String(limit))
    }

    private static func clock(_ machine: Machine) -> DoctorFinding {
        guard OperationsLimits.saneSeconds.contains(machine.now.milliseconds / 1_000) else {
            return DoctorFinding(.clockWrong)
        }
        return DoctorFinding(machine.isClockSynchronised == true ? .clockSynchronised : .clockFree)
    }

    // MARK: - What lies beside the store

    private static func credential(_ path: String?, beside files: StoreFiles) -> [DoctorFinding] {
        guard let path else { return [] }
        guard let file = FileFacts(path) else { return [DoctorFinding(.credentialMissing, path)] }
        var findings = file.findings(path, owner: files.owner)
        if file.disk == files.disk { findings.append(DoctorFinding(.credentialBeside, path)) }
        return findings.isEmpty ? [DoctorFinding(.credentialRight, path)] : findings
    }

    private static func versions() -> [DoctorFinding] {
        let engine = StoreReport.engine
        return [
            DoctorFinding(engine.needsRule ? .sqliteRule : .sqliteFixed, engine.version),
            DoctorFinding(.libsodium, Sodium.libraryVersion),
        ]
    }

    // MARK: - What the registry says, which is open while the store is sealed

    private static func contents(
        of folder: String, _ machine: Machine, _ files: StoreFiles
    ) -> [DoctorFinding] {
        // Opened as another user, the store would get files that its daemon cannot use.
        guard files.isOwn else { return [DoctorFinding(.anotherUser)] }
        guard !machine.isDaemonRunning else { return [DoctorFinding(.backupsUnasked)] }
        do {
            let registry = try registry(of: folder)
            return backups(registry.backupPlan, files, now: machine.now)
                + (registry.unsignedRestoration == nil ? [] : [DoctorFinding(.restorationUnsigned)])
        } catch {
            let fault = StoreFault(error)
            // A daemon that was just started has it open.
            return fault == .inUse
                ? [DoctorFinding(.backupsUnasked)]
                : [DoctorFinding(.storeUnreadable, fault.rawValue)]
        }
    }

    private static func registry(of folder: String) throws -> MemberRegistry {
        let store = try RecordStore.open(in: folder, reserveByteCount: 0)
        defer { store.abandon() }
        let keys = try TransportKeys.read(folder: folder, storeID: store.id)
        return try store.group { try MemberRegistry(keys: keys, in: $0) }
    }

    static func backups(
        _ plan: BackupPlan?, _ files: StoreFiles, now: Instant
    ) -> [DoctorFinding] {
        guard let plan else { return [DoctorFinding(.backupsUnplanned)] }
        var findings: [DoctorFinding] = []
        for folder in Set([plan.folder, plan.keyFolder]).sorted() {
            guard PlainFolder.exists(folder), let facts = FileFacts(folder) else {
                findings.append(DoctorFinding(.backupFolderMissing, folder))
                continue
            }
            let isBeside = facts.disk == files.disk
            findings.append(
                DoctorFinding(isBeside ? .backupFolderBeside : .backupFolderThere, folder))
        }
        // Two that should have been made are not.
        if plan.due.adding(seconds: Int64(plan.hours) * 3_600) <= now {
            findings.append(DoctorFinding(.backupLate))
        }
        return findings
    }
}
