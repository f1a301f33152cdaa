import MadarClient

/// The limits of the agent, each with its unit in its name.
public enum AgentLimits {
    /// After how many seconds without a request the agent locks itself.
    public static let idleSeconds = 900
    /// How soon what waits is sent again at first, in milliseconds.
    static let resendMillisecondsMin: Int64 = 2_000
    /// How long the agent waits at most before it tries again what waits, in milliseconds.
    static let resendMillisecondsMax: Int64 = 240_000
    /// How long a pause is that only an event ends, in milliseconds.
    static let napMillisecondsMax: Int64 = 86_400_000
    /// How often the agent looks whether keys are to be seen to, in seconds.
    static let keysLookSeconds = 60
    /// How long keys are left alone where no program asks who it is, in seconds: 6 hours.
    static let keysSeconds: Int64 = 6 * 3_600
    /// How long a call is tried where the line was down at the last attempt, in milliseconds.
    static let downPatienceMilliseconds: Int64 = 1_000
    /// How long one question after a fetch or after events waits for more, in milliseconds.
    static let fetchMilliseconds: Int64 = 500
    static let watchMilliseconds: Int64 = 20_000
    /// The largest local message, in bytes: whatever is kept, and its name.
    static let messageByteCountMax = ClientLimits.keptByteCountMax + 4_096
    /// How many programs may be connected at once.
    static let connectionsMax = 64
    /// The longest path that the address of a UNIX socket holds, in bytes.
    static let socketPathByteCountMax = 107
    /// The longest line that a starting agent says, in bytes.
    static let readyLineByteCountMax = 64
}
