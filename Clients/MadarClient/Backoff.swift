/// How long to wait before each further attempt of one call; it holds no clock.
struct Backoff {
    private var pauseMax: Int64
    private let longest: Int64

    init(_ policy: RetryPolicy) {
        pauseMax = policy.pauseMilliseconds
        longest = policy.pauseMillisecondsMax
    }

    /// The pause in milliseconds: what the daemon asked for at the least, and a chance on top
    /// that grows with each attempt and with what was asked, so that a crowd that was sent away
    /// together does not come back together.
    mutating func next(
        least: Int64, chance: (Int64) -> Int64 = { Int64.random(in: 0...$0) }
    ) -> Int64 {
        defer { pauseMax = min(pauseMax * 2, longest) }
        return least + chance(max(pauseMax, least / 2))
    }
}

/// How often a line on which an answer is awaited is tried: the longer it
/// stands, the less often, so that a phone's battery is spared where the network allows it.
struct Heartbeat {
    /// The time to the next heartbeat, in milliseconds.
    private(set) var intervalMilliseconds = ClientLimits.heartbeatMilliseconds.lowerBound

    /// The line stood over an interval.
    mutating func stood() {
        intervalMilliseconds = min(
            intervalMilliseconds * 2, ClientLimits.heartbeatMilliseconds.upperBound)
    }

    /// The line fell: this network cuts what is silent for so long.
    mutating func fell() {
        intervalMilliseconds = ClientLimits.heartbeatMilliseconds.lowerBound
    }
}
