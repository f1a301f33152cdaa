/// The limits of this room, each with its unit in its name.
enum DaemonLimits {
    /// How many calls may wait for the keeper; more are refused as overloaded (SPEC W-90).
    static let waitingCallsMax = 4_096
    /// How many invitations' alarms may wait.
    static let contestedMax = 256
    /// How long nothing must have come before idle work is done, in seconds: a caseworker's next
    /// call does not wait behind it.
    static let idleDelaySeconds = 0.02
    /// How long the keeper rests where nothing is left to do, in seconds: keys that nobody uses are
    /// wiped, the reserve is taken again and old rows are swept without a call that wakes it.
    static let restSeconds = 10.0
    /// The stack of the keeper's thread, in bytes.
    static let keeperStackByteCount = 8 << 20
    /// How long who repeats an operation that waits or runs is asked to wait, in milliseconds (SPEC
    /// W-52): the stored answer is there in a moment.
    static let inProgressMilliseconds: UInt32 = 100
}
