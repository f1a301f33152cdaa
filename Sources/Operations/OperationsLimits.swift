internal import Basics

/// The limits of the room, each with its unit in its name.
public enum OperationsLimits {
    /// For how long an approval may be meant to hold, in seconds (SPEC W-86).
    public static let approvalSeconds = BasicsLimits.approvalDays * 86_400
    /// What a disk has to have free beside a backup, in bytes.
    static let backupSpareByteCount: UInt64 = 64 << 20
    /// How much of a backup is sealed, written or read at a time, in bytes.
    static let backupPieceByteCount = 1 << 20
    /// The longest file of keys, in bytes.
    static let keyFileByteCountMax = 1 << 20
    /// The longest backup of keys, in bytes.
    static let keyBackupByteCountMax = 8 << 20
    /// How long the timetable waits after a backup that failed, in seconds: an hour.
    public static let backupRetrySeconds: Int64 = 3_600
    /// For how long contributions to an unsealing are held from the first on, in seconds: 15 minutes
    /// (SPEC W-184).
    public static let contributionSeconds: Int64 = 15 * 60
    /// For how long a custodian's proof counts, in seconds: a year (SPEC W-63).
    public static let proofSeconds: Int64 = 365 * 86_400
}
