/// The limits of this room, each with its unit in its name.
public enum CircuitLimits {
    /// How many values one act may carry.
    public static let valuesPerAct = 1024
    /// How many fields of other forms a referral may tell a service.
    public static let valuesPerExtract = 256
    /// How many choices one value may hold.
    public static let choicesPerValue = 64
    /// The longest reason of a heading, in Unicode scalars.
    public static let reasonScalars = 2000
    /// The length of a text whose field names none, in Unicode scalars.
    public static let textScalarsAssumed = 200
    /// How far an event may lie before its entry, in days; a reason is asked for any back-dating.
    public static let backdatingDays: Int64 = 366
    /// How long another's leave to enter acts beyond that limit lasts, in days.
    public static let backdatingLeaveDays: Int64 = 7
    /// How long a file may lie open to those present at a conference, in seconds.
    public static let conferenceSeconds: Int64 = 86_400
    /// How much earlier than its entry an event may lie without a reason, in seconds.
    public static let backdatingFreeSeconds: Int64 = 86_400
    /// How far a client's clock may run ahead of the daemon's, in seconds.
    public static let clockSkewSeconds: Int64 = 300
    /// The age in full years at which a person is an adult (CPP 458).
    public static let majorityYears = 18
    /// The age in full years from which on a child is asked for its assent, as for a kafala.
    public static let assentYears = 12
    /// How many errors a check reports at most.
    public static let errorsPerCheck = 64
    /// How many different stages a head remembers.
    public static let passagesPerHead = 256
    /// How many matters a head remembers.
    public static let mattersPerHead = 256
    /// How many happenings a head remembers; the oldest go first.
    public static let happeningsPerHead = 512
    /// A minute, to which happenings are kept, in milliseconds.
    public static let minuteMilliseconds: Int64 = 60_000
    /// How many days of the calendar a limit in working days looks at.
    public static let calendarDays = 4000
    /// Below which number of children a count is small, where the definition says nothing.
    public static let smallBelow = 5
    /// How many authors of one proposed level of risk a head remembers.
    public static let authorsPerProposal = 64
}
