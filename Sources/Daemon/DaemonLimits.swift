/// The limits of this room, each with its unit in its name.
enum DaemonLimits {
    /// How many calls may wait for the keeper; more are refused as overloaded (SPEC W-90).
    static let waitingCallsMax = 4_096
    /// How many invitations' alarms may wait.
    static let contestedMax = 256
    /// How long nothing must have come before idle work is done, in seconds: a caseworker's next
    /// call does not wait behind it.
    static let idleDelaySeconds = 0.02
    /// The same as long as children are not found yet, since the index is being built: it waits so
    /// long between all of its slices.
    static let indexDelaySeconds = 0.000_1
    /// How long the keeper rests where nothing is left to do, in seconds: keys that nobody uses are
    /// wiped, the reserve is taken again and old rows are swept without a call that wakes it.
    static let restSeconds = 10.0
    /// The stack of the keeper's thread, in bytes.
    static let keeperStackByteCount = 8 << 20
    /// How long who repeats an operation that waits or runs is asked to wait, in milliseconds (SPEC
    /// W-52): the stored answer is there in a moment.
    static let inProgressMilliseconds: UInt32 = 100
    /// Which part of the time that the service manager waits for a sign of life lies between two:
    /// a quarter, so that one comes in less than half of it even where a round of work has begun.
    static let watchdogShare = 4.0
    /// How often the store's thread counts what metrics tell, in seconds.
    static let figureSeconds: Int64 = 1
    /// How often metrics are written, in seconds.
    static let metricsSeconds = 15.0
    /// The upper bounds of the classes of time that calls are counted in, in seconds.
    static let durationBoundsSeconds = [
        0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5,
    ]
}
