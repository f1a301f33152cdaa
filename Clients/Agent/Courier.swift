import MadarClient

/// Decides when what waits is sent again; it holds no clock and no connection.
struct Courier {
    /// Whether the last attempt of any kind found no daemon to work with.
    private(set) var isDown = false
    private var pauseMilliseconds = AgentLimits.resendMillisecondsMin

    /// How long to wait after an attempt, in milliseconds; nil until something happens.
    mutating func pause(
        after report: OutboxReport?, jitter: (Int64) -> Int64 = { Int64.random(in: 0...$0) }
    ) -> Int64? {
        if let report, report.error != nil || report.sent > 0 { isDown = report.error != nil }
        // A device that was told so does not come again by itself (SPEC W-45).
        if report?.error?.code == .revoked { return nil }
        guard let report, report.waiting > 0 || report.error != nil else {
            pauseMilliseconds = AgentLimits.resendMillisecondsMin
            return AgentLimits.resendMillisecondsMax
        }
        // Half of the pause is chance, so that many devices do not come back at one moment.
        let pause = pauseMilliseconds / 2 + jitter(pauseMilliseconds / 2)
        pauseMilliseconds = min(pauseMilliseconds * 2, AgentLimits.resendMillisecondsMax)
        return pause
    }

    /// Takes in what a call of a program said of the line; true where it came back.
    mutating func note(_ error: ClientError?) -> Bool {
        let wasDown = isDown
        isDown = error?.isOfLine ?? false
        guard wasDown, !isDown else { return false }
        pauseMilliseconds = AgentLimits.resendMillisecondsMin
        return true
    }
}

extension LocalRequest {
    /// Whether its end says something of the line.
    var isOfDaemon: Bool {
        switch self {
        case .call, .deliver, .fetch: true
        default: false
        }
    }
}
