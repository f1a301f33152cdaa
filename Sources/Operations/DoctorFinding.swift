/// One thing that was looked at around a store: states, sizes and names of files, never content.
public struct DoctorFinding: Equatable, Sendable {
    /// How much it matters.
    public enum Level: String, CaseIterable, Sendable {
        /// As it should be.
        case ok
        /// To be known, or to be looked at when there is time.
        case note
        /// To be put right.
        case fault
    }

    /// What was found; the raw value is the code that programs read.
    public enum Kind: String, CaseIterable, Sendable {
        case daemonRuns = "daemon_runs"
        case daemonRests = "daemon_rests"
        case anotherUser = "another_user"
        case swapOff = "swap_off"
        case swapForbidden = "swap_forbidden"
        case swapOn = "swap_on"
        case swapReaches = "swap_reaches"
        case coresForbidden = "cores_forbidden"
        case coresAllowed = "cores_allowed"
        case lockedMemoryEnough = "locked_memory_enough"
        case lockedMemoryShort = "locked_memory_short"
        case lockedMemoryShortHere = "locked_memory_short_here"
        case clockSynchronised = "clock_synchronised"
        case clockFree = "clock_free"
        case clockWrong = "clock_wrong"
        case diskRoom = "disk_room"
        case diskTight = "disk_tight"
        case diskLow = "disk_low"
        case reserveSpent = "reserve_spent"
        case folderOpen = "folder_open"
        case filesRight = "files_right"
        case fileMissing = "file_missing"
        case fileOpen = "file_open"
        case fileOfAnother = "file_of_another"
        case credentialRight = "credential_right"
        case credentialMissing = "credential_missing"
        case credentialBeside = "credential_beside"
        case journalRight = "journal_right"
        case journalWaits = "journal_waits"
        case journalForeign = "journal_foreign"
        case sqliteFixed = "sqlite_fixed"
        case sqliteRule = "sqlite_rule"
        case libsodium
        case storeUnreadable = "store_unreadable"
        case backupsUnasked = "backups_unasked"
        case backupsUnplanned = "backups_unplanned"
        case backupFolderThere = "backup_folder_there"
        case backupFolderMissing = "backup_folder_missing"
        case backupFolderBeside = "backup_folder_beside"
        case backupLate = "backup_late"
        case restorationUnsigned = "restoration_unsigned"

        /// How much it matters.
        public var level: Level {
            switch self {
            case .daemonRuns, .daemonRests, .swapOff, .swapForbidden, .coresForbidden,
                .lockedMemoryEnough, .clockSynchronised, .diskRoom, .filesRight,
                .credentialRight, .journalRight, .sqliteFixed, .libsodium, .backupFolderThere:
                .ok
            case .anotherUser, .swapOn, .lockedMemoryShortHere, .clockFree, .diskTight,
                .credentialBeside, .journalWaits, .sqliteRule, .backupsUnasked,
                .backupsUnplanned, .backupFolderBeside, .restorationUnsigned:
                .note
            case .swapReaches, .coresAllowed, .lockedMemoryShort, .clockWrong, .diskLow,
                .reserveSpent, .folderOpen, .fileMissing, .fileOpen, .fileOfAnother,
                .credentialMissing, .journalForeign, .storeUnreadable, .backupFolderMissing,
                .backupLate:
                .fault
            }
        }
    }

    /// What was found.
    public let kind: Kind
    /// Of what: a file, a version, a size in bytes or the code of a fault; empty where the kind says
    /// all.
    public let subject: String

    init(_ kind: Kind, _ subject: String = "") {
        self.kind = kind
        self.subject = subject
    }
}
