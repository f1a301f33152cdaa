internal import Basics
internal import Dossiers

/// How many searches each device may still make: enough for whoever looks for a child, too few for
/// whoever would read the province name by name.
///
/// It lives in memory: a daemon that starts again begins anew, which nobody outside can bring about.
struct SearchAllowance {
    /// When a device's searches would all be given back.
    private var fullAt: [DeviceID: Instant] = [:]

    /// Takes one search off.
    ///
    /// - Throws: `Refusal.tooManySearches`; nothing is taken off then.
    mutating func take(_ device: DeviceID, now: Instant) throws(Refusal) {
        let step = HandlerLimits.searchSeconds
        let full = max(fullAt[device] ?? now, now).adding(seconds: step)
        guard full <= now.adding(seconds: Int64(HandlerLimits.searchesAtOnce) * step) else {
            throw .tooManySearches
        }
        fullAt[device] = full
    }
}
