internal import NIOCore

/// Counts control frames over an interval: a peer that sends too many is told to be calm.
struct ControlBudget {
    private let countMax: Int
    private let interval: TimeAmount
    private var count = 0
    private var start: NIODeadline

    init(countMax: Int, interval: TimeAmount, now: NIODeadline) {
        self.countMax = countMax
        self.interval = interval
        start = now
    }

    /// Spends one; false where nothing is left in this interval.
    mutating func spend(now: NIODeadline) -> Bool {
        if now - start >= interval {
            start = now
            count = 0
        }
        count += 1
        return count <= countMax
    }
}
