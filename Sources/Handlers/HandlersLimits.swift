internal import Basics
internal import Disclosure

/// The limits of this room, each with its unit in its name; how long an answer's lists may be is
/// told by the schema (`MessageLimits`).
enum HandlerLimits {
    /// How many stream calls one connection may have open (SPEC W-110).
    static let streamsPerConnectionMax = 8
    /// How many stream calls may be open in all (SPEC W-110).
    static let streamsMax = 2_048
    /// How many subscriptions one connection may have open (SPEC W-111).
    static let subscriptionsPerConnectionMax = 1
    /// How many files one call for figures counts, so that others are answered in between (SPEC
    /// W-212).
    static let figureFilesPerCall = 512
    /// How many opened slices of files wait at most for the thread that reads them.
    static let slicesWaiting = 2
    /// How long figures serve that were counted, in seconds (SPEC W-212).
    static let figureSeconds: Int64 = 60
    /// How many questions of figures are remembered, of all callers and of one (SPEC W-212).
    static let figureRunsMax = 8
    /// How many publications are prepared at a time, one of a caller (SPEC W-214).
    static let draftsMax = 2
    /// For how long what was prepared may be proposed, in seconds: an hour (SPEC W-214).
    static let draftSeconds: Int64 = 3_600
    /// What a publication has as it is encoded beside its tables, at most, in bytes: three names and
    /// what is of one size.
    static let publicationHeadByteCount = 1_024
    /// What a table has beside codes, values and cells, at most, in bytes.
    static let tableHeadByteCount = 128
    /// What a value has beside its code, in bytes, and a cell below 2 097 152 at most.
    static let labelHeadByteCount = 2
    static let cellByteCount = 3
    /// How many small counts one call looks at, and what that may cost, so that others are answered
    /// in between (SPEC W-214).
    static let decidedPerCall = Stretch(sets: 16, moves: 32_000, pivots: 2_000)
    static let figureRunsPerCaller = 2
    /// How many hidden counts of a free table one call looks at (SPEC W-240).
    static let hiddenPerCall = 16
    /// The longest period of figures, in days (SPEC W-211).
    static let figureDaysMax: Int64 = 3_660
    /// To what shares and times of the province are rounded for those who may know no small count, in
    /// percent and in minutes: an hour (SPEC W-226).
    static let roundedPercentStep: UInt64 = 5
    static let roundedMinutesStep: UInt64 = 60
    /// An index that holds every file, in percent.
    static let wholePercent: UInt32 = 100
    /// What one step should write at most, in bytes: so much of one answer waits in memory.
    static let writtenByteCountMax = 65_536
    /// How far a subscription may lag behind, in positions; past it events are given up.
    static let lagPositionsMax: UInt64 = 16_384
    /// How many envelopes of acts one step of a subscription looks at, so that calls are served in
    /// between.
    static let actsPerStep = 128
    /// How many leaves one piece of an access report looks at, so that calls are served in between
    /// (SPEC W-154).
    static let leavesPerPiece = 8_192
    /// After how many bytes of motives a piece of an access report ends: it is one message.
    static let motivesByteCountMax = 24_576
    /// How many bundles of other provinces may come at a time (SPEC W-142).
    static let stagedTransfersMax = 8
    /// How long the next piece of a bundle is waited for, in seconds: 10 minutes (SPEC W-142).
    static let stagedTransferSeconds: Int64 = 600
    /// How old a bundle or a receipt may be, in seconds: 30 days (SPEC W-142).
    static let transferSeconds: Int64 = 30 * 86_400
    /// How far ahead its time may lie, in seconds: a day (SPEC W-142).
    static let transferSkewSeconds: Int64 = 86_400
    /// How many bytes of unknown codes one answer tells (SPEC W-142).
    static let unknownCodesByteCountMax = 128
    /// How many files a page of a list has where the caller names no number (SPEC W-80).
    static let filesPerPageDefault = 50
    /// How many files of one part of a day are told where the caller names no number (SPEC W-135).
    static let filesPerDayPartDefault = 4
    /// How long answers of services are told in a day, in seconds: 7 days (SPEC W-135).
    static let answersSeconds: Int64 = 7 * 86_400
    /// How many files one call of a hand-over gives (SPEC W-126).
    static let filesPerHandOver = 100
    /// Up to how many items a list is counted (SPEC W-80).
    static let countedMax = 1_000
    /// How far ahead what is due is shown, in seconds: 14 days (SPEC W-80).
    static let dueHorizonSeconds: Int64 = 14 * 86_400
    /// Until when somebody says of two files whether they are of one child, in seconds after the pair
    /// could be found: 7 days (SPEC W-190).
    ///
    /// A definition has clocks of acts and stages alone; of a pair there is neither.
    static let duplicateSeconds: Int64 = 7 * 86_400
    /// A day, in seconds, for what is told in days (SPEC W-187).
    static let daySeconds: Int64 = 86_400
    /// How long a cursor of a list holds, in seconds (SPEC W-112).
    static let cursorSeconds: Int64 = 24 * 3_600
    /// The life of an invitation whose issuer names none, in seconds (SPEC W-68).
    static let invitationSecondsDefault = BasicsLimits.invitationHours * 3_600
    /// How long who is refused for now is asked to wait, in milliseconds (SPEC W-52).
    static let retryAfterMilliseconds: UInt32 = 1_000
    /// How many searches may be made on one device at once (SPEC W-236): who looks for a child while
    /// somebody speaks tries some thirty spellings in a minute at most, and twice as many are there.
    static let searchesAtOnce = 60
    /// In how many milliseconds one more may be made (SPEC W-236): thirty in a minute, for good.
    static let searchMilliseconds: Int64 = 2_000
    /// How many rows of registers may be searched for on one device at once (SPEC W-236): as many as
    /// a register of paper has that a province brings in in one go.
    static let registerSearchesAtOnce = 20_000
    /// In how many milliseconds one more row may be searched for (SPEC W-236).
    static let registerSearchMilliseconds: Int64 = 20
    /// Over how many years of birth a row of a register is searched for at most (SPEC W-236): an
    /// estimated age leaves two.
    static let yearsOfRegisterMax = 2
    /// How often the timetable of backups is looked at, in seconds.
    static let backupLookSeconds: Int64 = 30
    /// How much later than planned a backup may be before it counts as late, in seconds: an hour.
    static let backupGraceSeconds: Int64 = 3_600
}
