internal import Basics

/// The limits of the room, each with its unit in the name.
public enum RegistryLimits {
    /// For how long what a province's former log key has signed is taken once another one is trusted, in
    /// seconds: 30 days (SPEC W-193).
    static let formerLogKeySeconds: Int64 = 30 * 86_400
    /// Rows of the registry.
    public static let rowCount = 100_000
    /// The longest name of a member or an organisation, in bytes of UTF-8.
    public static let nameByteCount = 200
    /// The longest code of a role, in bytes of UTF-8.
    public static let codeByteCount = 64
    /// Roles of one member.
    public static let rolesPerMember = 32
    /// The longest statement of an approval, in bytes.
    public static let statementByteCount = 4_096
    /// For how long a proposed change of rights may be approved, in seconds (SPEC W-114).
    public static let proposalSeconds = BasicsLimits.approvalDays * 86_400
    /// For how long proofs of a new committee are waited for, in seconds: 30 days (SPEC W-181).
    public static let ceremonySeconds: Int64 = 30 * 86_400
    /// The longest absence, in seconds: 366 days.
    public static let absenceSeconds: Int64 = 366 * 86_400
    /// How long an acceptance of professional secrecy holds, in seconds: 365 days.
    public static let secrecySeconds: Int64 = 365 * 86_400
    /// How long an access by break-glass opens a file, in seconds: four hours.
    public static let breakGlassSeconds: Int64 = 4 * 3_600
    /// Until when its review is owed, in seconds: 24 hours.
    public static let breakGlassReviewSeconds: Int64 = 86_400
    /// Accesses by break-glass of one member within those hours.
    public static let breakGlassPerDay = 16
    /// How long a reviewed access is listed, in seconds: 90 days.
    public static let breakGlassKeptSeconds: Int64 = 90 * 86_400
    /// How long a hand-over of files may be answered, in seconds: 7 days (SPEC W-125).
    public static let handOverSeconds: Int64 = 7 * 86_400
    /// Hand-overs that wait at one time.
    public static let handOverCount = 256
    /// The longest reason of a hand-over, in bytes of UTF-8.
    public static let reasonByteCount = 240
    /// Orders that wait to be approved or carried out at one time.
    public static let openOrderCount = 64
    /// Of these, by one member: nobody fills up what the others need.
    public static let openOrdersPerMember = 16
    /// Orders that were carried out and are kept.
    public static let doneOrderCount = 4_096
    /// Acts that one order names.
    public static let actsPerOrder = 64
    /// How long an erasure waits after its approval, so that it can be taken back, in seconds: 7
    /// days.
    public static let erasureWaitSeconds: Int64 = 7 * 86_400
    /// How long an order may be carried out from then on, in seconds: 30 days.
    public static let orderSeconds: Int64 = 30 * 86_400
    /// Witnesses that are trusted or wait to be (SPEC W-149).
    public static let witnessCount = BasicsLimits.witnessesMax
    /// The longest note of the log that is kept, in bytes (SPEC W-151).
    public static let noteByteCount = 2_048
    /// From which age of the newest cosignature on nothing is erased, in seconds: 30 days
    /// (SPEC W-151).
    public static let cosignatureSeconds: Int64 = 30 * 86_400
    /// From which age of a witness's cosignature on it is shown, in seconds: 7 days (SPEC W-150).
    public static let cosignatureNoticeSeconds: Int64 = 7 * 86_400
    /// How far ahead of the daemon's clock a cosignature may be, in seconds: a day (SPEC W-151).
    public static let cosignatureSkewSeconds: Int64 = 86_400
    /// Incidents of security; none is ever removed.
    public static let incidentCount = 4_096
    /// Versions of one incident.
    public static let versionsPerIncident = 16
    /// The longest name of who answers for data, and where rights are exercised, in bytes of UTF-8.
    public static let controllerByteCount = 240
    /// The longest number of that one's authorisation, in bytes of UTF-8.
    public static let authorisationByteCount = 120
    /// Searches that one member has saved (SPEC W-189).
    public static let searchesPerMember = BasicsLimits.savedSearchesMax
    /// The longest name of a saved search, in Unicode code points.
    public static let searchNameScalarCount = 64
    /// The longest name of a saved search, in bytes of UTF-8.
    public static let searchNameByteCount = 4 * searchNameScalarCount
    /// The longest request of a list that is saved, in bytes.
    public static let searchByteCount = 512
    /// Record backups that are listed: those that a plan keeps, and some that could not be removed.
    public static let backupCount = BasicsLimits.backupsListedMax
    /// Other provinces that are trusted or wait to be.
    public static let provinceCount = 128
    /// The longest code of a province, in bytes of UTF-8.
    public static let provinceCodeByteCount = 16
    /// The longest address of a province, in bytes of UTF-8.
    public static let addressByteCount = 64
    /// Publications: five a year for a century.
    public static let publicationCount = 512
    /// The longest tables of one, in bytes as they are encoded.
    public static let publicationByteCount = 61_440
    /// Pairs of files of which somebody said that they are of two children.
    public static let distinctPairs = 16_384
    /// Proposals that wait at one time.
    public static let proposalCount = 256
    /// The longest life of an invitation, in hours.
    public static let invitationHours = BasicsLimits.invitationHours
    /// Last-seen times are written when they moved by this much, in seconds.
    public static let lastSeenSeconds: Int64 = 3_600
    /// The age at which a device's pre-shared key is to be renewed, in seconds: 90 days.
    public static let renewalSeconds: Int64 = 90 * 86_400
    /// An invitation that another key tries is marked again after this long, in seconds.
    public static let contestSeconds: Int64 = 3_600
}
