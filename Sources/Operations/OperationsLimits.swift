internal import Basics
internal import Merkle
internal import Store
internal import Vault

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
    static let keyBackupByteCountMax = erasureListByteCountMax + (8 << 20)
    /// The longest list of what was erased, in bytes: some 2,000,000 parts of acts.
    static let erasureListByteCountMax = 64 << 20
    /// The longest note of a drill, in bytes.
    static let drillNoteByteCountMax = 4_096
    /// How long the timetable waits after a backup that failed, in seconds: an hour.
    public static let backupRetrySeconds: Int64 = 3_600
    /// For how long contributions to an unsealing are held from the first on, in seconds: 15 minutes
    /// (SPEC W-184).
    public static let contributionSeconds: Int64 = 15 * 60
    /// For how long a custodian's proof counts, in seconds: a year (SPEC W-63).
    public static let proofSeconds: Int64 = 365 * 86_400
    /// How long a planned slot waits for a second person and for its passphrase, in seconds: a day.
    static let slotPlanSeconds: Int64 = 86_400
    /// How long a planned rotation waits for a second person, in seconds.
    static let rotationPlanSeconds: Int64 = 7 * 86_400
    /// How many files one order of new data keys may name (SPEC W-162).
    static let renewedFilesMax = BasicsLimits.renewedFilesMax
    /// The row of the job that makes new data keys; the rows of rotations are numbers of classes.
    static let renewalRow: Int64 = 32
    /// The row of the rotation of the key that makes the tokens of the blind index.
    static let indexRotationRow: Int64 = 33
    /// The row of the rotation of the key that signs the log.
    static let logRotationRow: Int64 = 34
    /// For how long the former key of the log signs beside the new one, in seconds: 30 days
    /// (SPEC W-193).
    static let logKeySeconds: Int64 = 30 * 86_400
    /// For how long that time has to be over by the clock before the former key goes, in seconds: a day
    /// (SPEC W-248).
    static let logKeyLookSeconds: Int64 = 86_400
    /// The longest file of statements about the log's keys, in bytes.
    static let logKeyFileByteCountMax =
        MerkleLimits.logKeyStatementsMax * MerkleLimits.logKeyStatementByteCountMax
    /// How many files one transaction gives their tokens.
    static let filesPerTokenBatch: Int64 = 128
    /// How many of the files that could not be read a rotation names (SPEC W-192).
    static let unreadFilesMax = BasicsLimits.unreadFilesMax
    /// What the new token of a file may take of the disk, in bytes.
    static let byteCountPerToken: UInt64 = 240
    /// The tag of a job's row, in bytes (LAYOUT L-21).
    static let jobTagByteCount = 32
    /// The fewest wraps that one transaction of a rotation takes.
    static let wrapsPerBatchMin = 256
    /// The most wraps that one transaction of a rotation takes.
    static let wrapsPerBatchMax = 8_192
    /// How long such a transaction is meant to take before it is committed: callers may wait 20 ms for
    /// all of it, and not each is as long as the one before.
    static let batchTime: Duration = .milliseconds(14)
    /// Which part of the time goes into a rotation, in percent.
    static let dutyPercent: Int64 = 30
    /// In which unit an estimate counts: a millisecond.
    static let millisecond = Duration.milliseconds(1)
    /// After how long a step that failed is tried again, in seconds.
    static let retrySeconds: Int64 = 10
    /// What a wrap may take of the disk while it is written anew, in bytes.
    static let byteCountPerWrap: UInt64 = 240
    /// What a chunk of an attachment may take of the disk while it is sealed under new keys, in bytes.
    static let byteCountPerChunkRenewed: UInt64 = 3 << 16
    /// What has to be free beside that before a rotation begins, or a file gets new keys, in bytes.
    static let freeByteCountMin: UInt64 = 64 << 20
    /// How long a key stays that nothing refers to any more, in seconds; of justice longer, where
    /// what was rolled back comes out late.
    static func coolingSeconds(_ dataClass: DataClass) -> Int64 {
        dataClass == .judicial ? 30 * 86_400 : 7 * 86_400
    }
    /// What the daemon locks in memory at most beside the keyring, in bytes: the data keys that it
    /// holds unwrapped, with room for passphrases and committees.
    static let lockedByteCountMin = UInt64(2 * VaultLimits.dataKeyCount * 64)
    /// Which times may be now, in seconds since 1970: from 2025 to 2100.
    static let saneSeconds: ClosedRange<Int64> = 1_735_689_600...4_102_444_800
    /// What a disk has to have free, in bytes, so that a reserve that was given up is taken again.
    static let diskFloorByteCount = UInt64(StoreLimits.reserveByteCount / 2 * 3)
    /// How much of a file of the kernel is read at a time, in bytes.
    static let kernelPieceByteCount = 4_096
    /// How often the files of keys are read until they are twice the same.
    static let keyReadingsMax = 100
}
