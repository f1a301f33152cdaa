internal import Basics
internal import Dossiers

/// How many searches each member may still make, on whatever device: enough for whoever looks for a
/// child, or brings a register of paper in, too few for whoever would try all names there are.
///
/// It lives in memory: a daemon that starts again begins anew, which nobody outside can bring about.
struct SearchAllowance {
    /// When a member's searches would all be given back.
    private var fullAt: [MemberID: Instant] = [:]

    /// Takes one search off.
    ///
    /// - Throws: `Refusal.tooManySearches`; nothing is taken off then.
    mutating func take(_ member: MemberID, now: Instant) throws(Refusal) {
        let step = HandlerLimits.searchMilliseconds
        let latest = Instant(
            milliseconds: now.milliseconds + Int64(HandlerLimits.searchesAtOnce) * step)
        // A clock that was put back keeps nobody longer than this takes.
        let known = min(fullAt[member] ?? now, latest)
        fullAt[member] = known
        let full = Instant(milliseconds: max(known, now).milliseconds + step)
        guard full <= latest else { throw .tooManySearches }
        fullAt[member] = full
    }
}
