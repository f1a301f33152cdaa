extension DoctorText {
    func english(_ subject: String) -> (happened: String, advice: String?) {
        switch self {
        case .daemonRuns:
            (
                "A daemon has the store open.",
                nil
            )
        case .daemonRests:
            (
                "No daemon has the store open.",
                nil
            )
        case .anotherUser:
            (
                "The store is another user's: what it holds was not looked at.",
                "Run the command as that user: sudo -u madar madard doctor."
            )
        case .swapOff:
            (
                "The machine has no swap.",
                nil
            )
        case .swapForbidden:
            (
                "The machine has swap; the daemon's memory is kept out of it.",
                nil
            )
        case .swapOn:
            (
                "The machine has swap.",
                "Start the daemon by its unit, which sets MemorySwapMax=0, or switch swap "
                    + "off: swapoff -a."
            )
        case .swapReaches:
            (
                "The daemon's memory may be written to swap, in clear.",
                "Set MemorySwapMax=0 in its unit and restart it, or switch swap off: swapoff "
                    + "-a."
            )
        case .coresForbidden:
            (
                "The daemon leaves no core dump.",
                nil
            )
        case .coresAllowed:
            (
                "The daemon may leave core dumps (\(subject)).",
                "Set LimitCORE=0 in its unit and restart it."
            )
        case .lockedMemoryEnough:
            (
                "Enough memory may be locked for keys.",
                nil
            )
        case .lockedMemoryShort:
            (
                "The daemon may lock only \(subject) of memory: too little for its keys.",
                "Set LimitMEMLOCK=1G in its unit and restart it."
            )
        case .lockedMemoryShortHere:
            (
                "From here only \(subject) of memory may be locked.",
                "Start the daemon by its unit, or raise the limit first: ulimit -l."
            )
        case .clockSynchronised:
            (
                "The clock is kept right by another one.",
                nil
            )
        case .clockFree:
            (
                "Nothing is known to keep the clock right.",
                "Set up NTP: timedatectl set-ntp true."
            )
        case .clockWrong:
            (
                "The clock is years off.",
                "Set it before the daemon serves: deadlines and the log depend on it."
            )
        case .diskRoom:
            (
                "The disk has \(subject) free.",
                nil
            )
        case .diskTight:
            (
                "The disk has \(subject) free: too little for a copy of the database.",
                "Make room, or the next backup fails."
            )
        case .diskLow:
            (
                "The disk has only \(subject) free: once it is full, nothing more is written.",
                "Make room now."
            )
        case .reserveSpent:
            (
                "The reserve for a full disk is given up: nothing is written until it is "
                    + "taken again.",
                "Make room; the daemon takes it again by itself."
            )
        case .folderOpen:
            (
                "The folder \(subject) is not for its owner alone.",
                "Set its mode to 0700."
            )
        case .filesRight:
            (
                "The files of the store are there, for its owner alone.",
                nil
            )
        case .fileMissing:
            (
                "The file \(subject) is missing.",
                "Restore it from its backup before anything else."
            )
        case .fileOpen:
            (
                "\(subject) is not a file for its owner alone.",
                "Set its mode to 0600."
            )
        case .fileOfAnother:
            (
                "\(subject) belongs to another user than the store.",
                "Give it to the owner of the store: chown."
            )
        case .credentialRight:
            (
                "The credential \(subject) is a file for its owner alone.",
                nil
            )
        case .credentialMissing:
            (
                "The credential \(subject) is not there: the daemon starts sealed.",
                "See whether madar-unseal.service has run, or unseal with madarctl unseal."
            )
        case .credentialBeside:
            (
                "The credential \(subject) lies on the disk of the store: whoever steals the "
                    + "disk has both.",
                "Keep it as a credential of systemd: madar-unseal.service."
            )
        case .journalRight:
            (
                "The database is written as it should be.",
                nil
            )
        case .journalWaits:
            (
                "The last daemon did not come to rest: writes wait in the log of the database.",
                "Start the daemon, which takes them up; remove no file."
            )
        case .journalForeign:
            (
                "The database is not written as the daemon writes it.",
                "Start nothing on it; restore a backup, and keep the files as they are."
            )
        case .sqliteFixed:
            (
                "SQLite \(subject).",
                nil
            )
        case .sqliteRule:
            (
                "SQLite \(subject) has a known fault, which the daemon's way of writing "
                    + "keeps away.",
                "Let no other program open the database."
            )
        case .libsodium:
            (
                "libsodium \(subject).",
                nil
            )
        case .storeUnreadable:
            (
                "The store cannot be opened. \(subject)",
                "Do not change its files."
            )
        case .backupsUnasked:
            (
                "The plan of backups was not looked at: a daemon has the store open.",
                "Ask the daemon: madarctl backup list."
            )
        case .backupsUnplanned:
            (
                "No plan of backups is approved.",
                "Propose one: madarctl backup plan."
            )
        case .restorationUnsigned:
            (
                "The store was restored from a backup, and two people have not signed that.",
                "Where anything was lost, sign it: madarctl restored --sign."
            )
        case .backupFolderThere:
            (
                "The folder of backups \(subject) is there.",
                nil
            )
        case .backupFolderMissing:
            (
                "The folder of backups \(subject) is not there.",
                "Mount its disk."
            )
        case .backupFolderBeside:
            (
                "The folder of backups \(subject) lies on the disk of the store.",
                "Plan one on another disk."
            )
        case .backupLate:
            (
                "The newest backup is older than the plan allows.",
                "Start the daemon and unseal it; madarctl backup list tells why one failed."
            )
        }
    }
}
