internal import Basics
internal import Framing

/// The limits of methods and of messages that others know too, each with its unit in its name; the
/// maxima of single fields stand in `Maxima.swift`, as the schema has them.
public enum MessageLimits {
    /// How deep a message may be nested, in levels; the schema's deepest has 5 (SPEC W-58).
    static let depthMax = 8
    /// How many organisations a list names.
    public static let organisationsMax = 512
    /// How many acts are written with the first of a call.
    public static let furtherActsMax = 7
    /// How many fields of other forms a referral tells the service.
    public static let extractMax = 256
    /// The longest list of the schema, in elements (SPEC W-58).
    static let listCountMax = 1_024
    /// The largest request of most methods, in bytes (SPEC W-60).
    static let requestByteCountMax = 4_096
    /// The deadline of UNSEAL where the caller names none, in milliseconds: its key takes time.
    static let unsealDeadlineMilliseconds: UInt32 = 60_000
    /// What a frame with an answer of FIND is padded to at least, in bytes (SPEC W-26).
    static let findBucketByteCount = 4_096
    /// The class of time of FIND, in milliseconds (SPEC W-26).
    static let findLatencyMilliseconds: UInt32 = 5
    /// The longest life that an invitation is asked for, in seconds (SPEC W-68).
    public static let invitationSecondsMax = UInt32(BasicsLimits.invitationHours * 3_600)
    /// How many devices or members one list has at most (SPEC W-70, W-113).
    public static let peoplePerListMax = 512
    /// How many invitations or proposals one list has at most (SPEC W-71, W-113).
    public static let requestsPerListMax = 256
    /// How many accesses by break-glass one list has at most (SPEC W-119).
    public static let breakGlassPerListMax = 12
    /// The longest reason of an access by break-glass, and note of its review, in bytes.
    public static let breakGlassByteCountMax = 2_000
    /// The longest reason of a hand-over, in bytes (SPEC W-125).
    public static let handOverReasonByteCountMax = 240
    /// How many erasures a file tells of at most (SPEC W-156).
    public static let erasuresPerFileMax = 16
    /// How many statements about the log's keys come with a checkpoint (SPEC W-193).
    public static let logKeyStatementsMax = 15
    /// The longest of them, in bytes.
    public static let logKeyStatementByteCountMax = 640
    /// The most keys that STATUS tells: one for each kind and class.
    public static let activeKeysMax = 16
    /// The longest text of metrics in an answer, in bytes.
    public static let metricsByteCountMax = 57_344
    /// The most keys that a list of keys tells.
    public static let keysPerListMax = 256
    /// The most rotations that a list of keys tells: the last of each class, of the index key and of
    /// the log key.
    public static let rotationsPerListMax = 9
    /// How many orders one list has at most (SPEC W-155).
    public static let ordersPerListMax = 64
    /// How many acts an order names at most (SPEC W-155).
    static let actsPerOrderMax = 64
    /// The longest reason of an order, in bytes (SPEC W-155).
    public static let orderReasonByteCountMax = 400
    /// How many versions of keys the leaf of a backup names at most (SPEC W-172).
    public static let keyUsesMax = 64
    /// The longest name of a backup's file, in bytes (SPEC W-171).
    static let backupNameByteCountMax = 128
    /// The longest note of the log, in bytes (SPEC W-65, W-149).
    public static let noteByteCountMax = 2_048
    /// How many accesses one piece of a report has at most (SPEC W-154).
    public static let accessesPerPieceMax = 64
    /// How many happenings a head keeps.
    static let happeningsMax = 512
    /// By how many dimensions a figure is broken down at once (SPEC W-211).
    public static let figureDimensionsMax = 2
    /// How many rows a figure has at most (SPEC W-211).
    public static let figureRowsMax = 1_024
    /// The largest publication, in bytes as it is encoded with its people (SPEC W-214).
    public static let publicationByteCountMax = 49_152
    /// The longest name of a province's log, in bytes (SPEC W-222).
    static let logNameByteCountMax = 64
    /// How many publications one list has at most (SPEC W-216).
    public static let publicationsPerListMax = 64
    /// How many tables a publication has at most (SPEC W-214).
    public static let publishedTablesMax = 64
    /// By how many dimensions a published table counts at most (SPEC W-214).
    public static let publishedDimensionsMax = 4
    /// How many values a dimension of a published table has at most (SPEC W-214).
    public static let publishedValuesMax = 128
    /// How many cells a published table has at most (SPEC W-214).
    public static let publishedCellsMax = 1_024
    /// How many incidents one list has at most (SPEC W-157).
    public static let incidentsPerListMax = 12
    /// How many values say what an incident is, at most (SPEC W-157).
    public static let incidentValuesMax = 64
    /// How long these values are together at most, in bytes as they are encoded: a leaf holds them
    /// (SPEC W-157).
    public static let incidentByteCountMax = 3_600
    /// How many versions an incident has at most (SPEC W-157).
    public static let incidentVersionsMax = 16
    /// The longest name of who answers for data, and where rights are exercised, in bytes (SPEC
    /// W-158).
    public static let controllerByteCountMax = 240
    /// The longest number of that one's authorisation, in bytes (SPEC W-158).
    public static let authorisationByteCountMax = 120
    /// How many other provinces one list has at most (SPEC W-140).
    public static let provincesPerListMax = 128
    /// The longest code of a province, in bytes (SPEC W-140).
    static let provinceCodeByteCountMax = 16
    /// The longest address in a province's descriptor, in bytes (SPEC W-140).
    static let provinceAddressByteCountMax = 64
    /// The longest descriptor of a province, in bytes (SPEC W-140).
    static let descriptorByteCountMax = 1_024
    /// The largest bundle between two provinces, in bytes (SPEC W-141).
    public static let transferByteCountMax = 1 << 20
    /// How much of a bundle one call brings, in bytes (SPEC W-142).
    public static let transferPieceByteCountMax = 61_440
    /// The longest reason of a refused transfer, in bytes (SPEC W-142).
    public static let transferReasonByteCountMax = 240
    /// The largest receipt, in bytes (SPEC W-143).
    public static let receiptByteCountMax = 4_096
    /// The longest number of a file, in bytes.
    static let numberByteCountMax = 32
    /// How many roles an invitation names at most.
    public static let rolesPerInvitationMax = 16
    /// How many names an answer bears at most.
    public static let namesMax = 64
    /// How many members WHO_AM_I tells at most for whom the caller stands in.
    public static let deputisedMax = 64
    /// How many tasks of a file one answer tells at most.
    public static let tasksMax = 64
    /// How many files an answer tells that go with the one that is read.
    public static let tiesMax = 32
    /// How many errors of fields one refusal tells at most (SPEC W-52).
    public static let fieldErrorsMax = 64
    /// How many files a search finds at most (SPEC W-79).
    public static let candidatesMax = 20
    /// The longest text of a search, in bytes.
    static let queryByteCountMax = 512
    /// How many people around a child a search names.
    public static let relativesPerQueryMax = 4
    /// The longest telephone number of a search, in bytes.
    static let phoneByteCountMax = 32
    /// The longest office of a record of the civil registry, in bytes.
    static let officeByteCountMax = 512
    /// The longest number of a record of the civil registry, in bytes.
    static let recordNumberByteCountMax = 256
    /// How many pairs of files a page has at most (SPEC W-190).
    public static let pairsPerPageMax = 20
    /// The longest number in a register of a search, in bytes.
    static let referenceByteCountMax = 128
    /// The last day that a list may be asked for, in days since 1970-01-01: it fits 16 bits beside
    /// one that stands for no day (SPEC W-187).
    public static let dayMax: UInt32 = 65_534
    /// The longest name of a saved search, in bytes (SPEC W-189).
    static let searchNameByteCountMax = 256
    /// How many fields of a saved search name something that is not known (SPEC W-189).
    static let unknownFieldsMax = 8
    /// How many files one page of a list has at most (SPEC W-80).
    public static let filesPerPageMax = 100
    /// How many parts a day has at most (SPEC W-135).
    public static let dayPartsMax = 11
    /// How many files of one part of a day are told at most (SPEC W-135).
    public static let filesPerDayPartMax = 8
    /// Of how many members it is told at most what they have in hand (SPEC W-135).
    public static let teamMax = 128
    /// Of how many levels of risk the files are counted at most (SPEC W-135).
    public static let risksMax = 16
    /// How many operation keys one call acknowledges at most (SPEC W-95).
    public static let acknowledgedKeysMax = 200
    /// The longest code, in bytes (SPEC W-3).
    static let codeByteCountMax = 64
    /// The longest name of a person, an organisation or an attachment, in bytes.
    public static let nameByteCountMax = 256
    /// The longest label of a device, in bytes.
    public static let deviceLabelByteCountMax = 128
    /// The longest cursor of a list, in bytes (SPEC W-112).
    static let cursorByteCountMax = 192
    /// The largest attachment, in bytes (SPEC W-100).
    public static let attachmentByteCountMax = UInt32(BasicsLimits.attachmentByteCountMax)
}
