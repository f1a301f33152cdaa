/// The limits that rooms keep to together which may not know each other, each with its unit in its
/// name (SPEC W-90).
public enum BasicsLimits {
    /// The largest message, in bytes: what one decode may be given.
    public static let messageByteCountMax = 65_536
    /// The largest page of a stream, in bytes (SPEC W-35).
    public static let pageByteCountMax = 1 << 20
    /// The largest attachment, in bytes (SPEC W-100).
    public static let attachmentByteCountMax = 20 << 20
    /// For how many days an operation key is taken and remembered (SPEC W-55).
    public static let operationKeyDays: Int64 = 30
    /// The longest life of an invitation, in hours (SPEC W-68).
    public static let invitationHours: Int64 = 72
    /// For how many days an approval may be meant to hold, and a change of rights waits for one
    /// (SPEC W-86, W-114).
    public static let approvalDays: Int64 = 7
    /// How many static keys a daemon has: the current one and another (SPEC W-89).
    public static let daemonKeysMax = 2
    /// How many signed restorations before the last are kept and told (SPEC W-177).
    public static let formerRestorationsMax = 8
    /// How many files one order of new data keys names (SPEC W-162).
    public static let renewedFilesMax = 200
    /// How many of the files that could not be read a rotation of the index key names (SPEC W-192).
    public static let unreadFilesMax = 64
    /// How many witnesses of a log are trusted or wait to be (SPEC W-149).
    public static let witnessesMax = 8
    /// The longest name of a witness, in bytes of UTF-8 (SPEC W-147).
    public static let witnessNameByteCountMax = 64
    /// To how many people a backup is sealed (SPEC W-170).
    public static let backupRecipients = 2...8
    /// How many hours lie between two backups: one to 31 days (SPEC W-170).
    public static let backupHours: ClosedRange<UInt16> = 1...744
    /// How many backups are kept (SPEC W-170).
    public static let backupsKept: ClosedRange<UInt8> = 1...60
    /// How many searches one member has saved at most (SPEC W-189).
    public static let savedSearchesMax = 32
    /// How many backups are listed (SPEC W-171).
    public static let backupsListedMax = 64
    /// The longest name of a folder, in bytes of UTF-8 (SPEC W-170).
    public static let folderByteCountMax = 240
    /// Members of a committee whose quorum opens a store (SPEC W-180).
    public static let committeeMembersMax = 10
    /// Escrow keys of a store (SPEC W-180).
    public static let escrowKeysMax = 4
    /// Custodians of a store: members and escrow keys (SPEC W-180).
    public static let custodiansMax = committeeMembersMax + escrowKeysMax
    /// The number of the first escrow key among the custodians (LAYOUT L-70).
    public static let firstEscrowIndex: UInt8 = 17
    /// Sets of members that open a store: 5 of 10 (SPEC W-180).
    public static let quorumSetsMax = 252
    /// Sets of members and escrow keys that open a store; more is refused (SPEC W-180).
    public static let committeeSetsMax = 500
    /// The longest name of a custodian, in bytes of UTF-8 (SPEC W-180).
    public static let custodianLabelByteCountMax = 120
    /// The shortest passphrase, in bytes of UTF-8.
    public static let passphraseByteCountMin = 12
    /// The longest passphrase, in bytes of UTF-8.
    public static let passphraseByteCountMax = 1_024
}
