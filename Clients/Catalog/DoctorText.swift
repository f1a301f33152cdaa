/// What `madard doctor` found, as an operator reads it; the raw values are the codes of the
/// daemon's own list, and a test compares the two.
public enum DoctorText: String, CaseIterable, Sendable {
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

    /// What was found, in a language.
    ///
    /// - Parameter subject: a file, a version, a size in bytes or a sentence, as the daemon says it.
    public func happened(_ subject: String, _ language: Language) -> String {
        let shown = shown(subject, language)
        return switch language {
        case .arabic: arabic(isolated(shown)).happened
        case .french: french(shown).happened
        case .english: english(shown).happened
        }
    }

    /// What to do about it; nil where nothing is to be done.
    public func advice(_ language: Language) -> String? {
        switch language {
        case .arabic: arabic("").advice
        case .french: french("").advice
        case .english: english("").advice
        }
    }

    /// A size as people read it, and everything else as it is.
    private func shown(_ subject: String, _ language: Language) -> String {
        switch self {
        case .lockedMemoryShort, .lockedMemoryShortHere, .diskRoom, .diskTight, .diskLow:
            Int(subject).map { DataSize.text($0, language) } ?? subject
        default: subject
        }
    }
}

/// How much a finding matters, as it stands before its sentence.
public enum DoctorLevelText: String, CaseIterable, Sendable {
    case ok, note, fault

    /// One word, in a language.
    public func text(_ language: Language) -> String {
        switch self {
        case .ok: pick(language, "سليم", "bon", "ok")
        case .note: pick(language, "ملاحظة", "note", "note")
        case .fault: pick(language, "خلل", "défaut", "fault")
        }
    }
}
