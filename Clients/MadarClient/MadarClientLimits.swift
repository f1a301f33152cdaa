internal import Basics
internal import Framing
internal import Messages

/// The limits of this room, each with its unit in its name.
public enum ClientLimits {
    /// The shortest passphrase, in bytes of UTF-8.
    public static let passphraseByteCountMin = BasicsLimits.passphraseByteCountMin
    /// The longest passphrase, in bytes of UTF-8.
    public static let passphraseByteCountMax = BasicsLimits.passphraseByteCountMax
    /// The longest name of a profile, in bytes.
    public static let profileByteCountMax = 32
    /// The longest name of something kept, in bytes.
    public static let keptNameByteCountMax = 64
    /// The largest thing kept, in bytes: the definition fills one page of a stream.
    public static let keptByteCountMax = 2 << 20
    /// How much longer the file of such a thing is at most, in bytes.
    static let keptOverheadByteCountMax = 128
    /// How many things a profile keeps.
    public static let keptCountMax = 4_096
    /// How long a write in the outbox is left to whoever entered it, in seconds.
    static let reserveSeconds = 3
    /// The shortest and the longest time between two heartbeats, in milliseconds.
    static let heartbeatMilliseconds: ClosedRange<Int64> = 30_000...240_000
    /// How long it is waited before a daemon that came no further with figures is asked again.
    static let figurePauseMilliseconds: Int64 = 200
    /// How many data keys a slow machine wraps anew a second, a third of the time: what an estimate
    /// counts on where nothing was measured.
    static let rewrapsPerSecondAssumed: UInt64 = 5_000
    /// Of how many data keys a rotation tells at which rate others are done: one of fewer waited for
    /// the disk more than for them.
    static let rewrapsMeasuredMin: UInt64 = 10_000
    /// How often such a daemon is asked in vain.
    static let figureStillQuestionsMax = 600
    /// How many of the files seen last are kept for work without a line.
    public static let seenFilesMax = 64
    /// How much of them is kept, in bytes.
    static let seenByteCountMax = 1 << 20
    /// How long a file that was seen is kept, in seconds: as long as operation keys are.
    static let seenSecondsMax = BasicsLimits.operationKeyDays * 86_400
    /// How many drafts are kept.
    public static let draftsMax = 32
    /// The largest draft, in bytes: the acts of an emergency, each as large as a message may be.
    static let draftByteCountMax = 4 * FramingLimits.messageByteCountMax
    /// The size that every smaller draft has, in bytes.
    static let draftByteCountMin = 4_096
    /// How long a draft is kept after its last answer, in seconds: as long as operation keys are.
    public static let draftSecondsMax = BasicsLimits.operationKeyDays * 86_400
    /// How much of an attachment goes in one frame, in bytes: on a slow line nothing urgent waits
    /// behind more.
    static let pieceByteCount = 4_096
    /// The size of the pieces in which contents of attachments are held, in bytes.
    static let heldPieceByteCount = 1 << 20
    /// How many events wait for whoever watches before no more are read.
    static let eventsMax = 1_024
    /// The longest label of a device, in bytes.
    public static let labelByteCountMax = MessageLimits.deviceLabelByteCountMax
    /// The largest device file, in bytes.
    static let deviceFileByteCountMax = 8_192
    /// How many logs one witness cosigns: every province has one.
    static let witnessedLogsMax = 128
    /// The longest name of a witness, in bytes.
    static let witnessNameByteCountMax = BasicsLimits.witnessNameByteCountMax
    /// The largest file of a witness, in bytes.
    static let witnessFileByteCountMax = 65_536
    /// How many of the daemon's keys a device file holds.
    static let daemonKeysMax = BasicsLimits.daemonKeysMax
    /// How many operation keys one call acknowledges.
    static let acknowledgedAtOnceMax = MessageLimits.acknowledgedKeysMax
    /// How many operation keys wait to be acknowledged; the daemon forgets others in its time.
    static let finishedKeysMax = 2_000
    /// The deadline of a call that looks after keys, in milliseconds.
    static let upkeepDeadlineMilliseconds: UInt32 = 5_000
    /// How long a renewal of the pre-shared key may be overdue before a person is told, in
    /// seconds: 7 days.
    public static let renewalOverdueSeconds: Int64 = 7 * 86_400
    /// The largest stream of acts, in bytes; a page that is fuller may have been cut.
    static let wholePageByteCountMax =
        FramingLimits.pageByteCountMax - (FramingLimits.messageByteCountMax + 4)
    /// How many files a search tells where nobody says how many.
    public static let candidatesDefault: UInt32 = 10
    /// How many files a page of a list has where nobody says how many.
    public static let filesPerPageDefault = UInt32(MessageLimits.filesPerPageMax)
    /// How many pages one history may have.
    static let historyPagesMax = 256
    /// How often ENROL and ENROL_CONFIRM are repeated after a cut.
    static let enrolmentAttemptsMax = 4
}

/// How long and how often a call is tried again; all times in milliseconds.
public struct RetryPolicy: Sendable {
    /// How long one connection and its handshake may take.
    public var connectMilliseconds: Int64 = 10_000
    /// How much longer than its deadline a call may stay unanswered before its connection is
    /// taken for dead.
    public var graceMilliseconds: Int64 = 10_000
    /// How long a call is tried that was certainly not executed yet.
    public var giveUpMilliseconds: Int64 = 10_000
    /// How long a write is tried that may have been executed.
    public var giveUpInDoubtMilliseconds: Int64 = 60_000
    /// The longest first pause; each further one may be twice as long.
    public var pauseMilliseconds: Int64 = 200
    /// The longest pause.
    public var pauseMillisecondsMax: Int64 = 10_000
    /// How long after its answer was used an operation key is acknowledged, with others.
    public var acknowledgeMilliseconds: Int64 = 5_000
    /// How many closed doors are taken for a crowd before they are taken for a refusal.
    public var refusalsMax = 1

    /// The policy of a person who waits at a terminal.
    public init() {}
}
