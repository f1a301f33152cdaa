internal import Basics
internal import Dossiers

/// How many searches may still be made on each device: enough for whoever looks for a child while
/// somebody speaks on the telephone, too few for whoever would try all names that there are.
///
/// It lives in memory: a daemon that starts again begins anew, which nobody outside can bring about.
struct SearchAllowance {
    /// What a search is made for.
    enum Purpose: Hashable {
        /// For a name that somebody heard or read.
        case name
        /// For a row of a register that is brought in: it is told less (SPEC W-236).
        case register

        /// How many may be made at once.
        var atOnce: Int {
            switch self {
            case .name: HandlerLimits.searchesAtOnce
            case .register: HandlerLimits.registerSearchesAtOnce
            }
        }

        /// In how many milliseconds one more may be made.
        var milliseconds: Int64 {
            switch self {
            case .name: HandlerLimits.searchMilliseconds
            case .register: HandlerLimits.registerSearchMilliseconds
            }
        }
    }

    /// When all searches of a device would be given back.
    private var fullAt: [Purpose: [DeviceID: Instant]] = [:]

    /// Takes one search off.
    ///
    /// - Throws: `Refusal.tooManySearches`; nothing is taken off then.
    mutating func take(
        _ device: DeviceID, for purpose: Purpose, now: Instant
    ) throws(Refusal) {
        let step = purpose.milliseconds
        let latest = Instant(milliseconds: now.milliseconds + Int64(purpose.atOnce) * step)
        // A clock that was put back keeps nobody longer than this takes.
        let known = min(fullAt[purpose]?[device] ?? now, latest)
        fullAt[purpose, default: [:]][device] = known
        let full = Instant(milliseconds: max(known, now).milliseconds + step)
        guard full <= latest else { throw .tooManySearches }
        fullAt[purpose]?[device] = full
    }
}
