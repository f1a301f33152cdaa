/// Why the store refused; it carries codes, never a row's bytes.
public enum StoreError: Error, Equatable, Sendable {
    /// Another process has the store open.
    case inUse
    /// There is no store in the folder.
    case notFound
    /// A store already lies in the folder.
    case alreadyExists
    /// The layout version is not one that this program reads.
    case unsupportedLayout(version: Int64)
    /// A setting of the database did not hold when it was read back.
    case settingRefused(Setting)
    /// The database, or a row in it, is damaged (SQLite's code, or 0 for a row).
    case damaged(code: Int32)
    /// The disk is full; see `RecordStore.space`.
    case diskFull
    /// Reading or writing failed (SQLite's extended code and the system's error number).
    case inputOutput(code: Int32, errno: Int32)
    /// A file has its new content or its new name, or is gone, and the folder could not be synced: a
    /// power loss may bring back what was before.
    case notSynced
    /// Any other refusal by SQLite (its extended code).
    case refused(code: Int32)
    /// A file of the store can be read by others, or is no regular file.
    case wrongMode
    /// A row or a count lies beyond a limit of the room.
    case limitExceeded
    /// A row that must be new is there already.
    case duplicate

    /// Names a setting, for `settingRefused`.
    public enum Setting: String, Sendable, CaseIterable {
        case journalMode = "journal_mode"
        case synchronous
        case secureDelete = "secure_delete"
        case tempStore = "temp_store"
        case mmapSize = "mmap_size"
        case cellSizeCheck = "cell_size_check"
        case trustedSchema = "trusted_schema"
        case foreignKeys = "foreign_keys"
        case walAutocheckpoint = "wal_autocheckpoint"
        case hardening
        case queryOnly = "query_only"
    }
}
