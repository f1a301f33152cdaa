internal import Framing

/// The credit that a peer granted to one stream: how much DATA may still leave (SPEC W-41).
struct SendWindow {
    /// How many bytes may leave.
    private(set) var credit: UInt32

    init(byteCount: UInt32) { credit = byteCount }

    /// Adds a grant; false where it is zero or more than a stream may have.
    mutating func grant(_ byteCount: UInt32) -> Bool {
        let (sum, overflow) = credit.addingReportingOverflow(byteCount)
        guard byteCount > 0, !overflow, sum <= FramingLimits.creditByteCountMax else {
            return false
        }
        credit = sum
        return true
    }

    /// Takes credit for bytes that leave.
    ///
    /// - Precondition: there is as much.
    mutating func take(_ byteCount: Int) {
        precondition(byteCount >= 0 && byteCount <= Int(credit))
        credit -= UInt32(byteCount)
    }
}

/// The credit that this end gave to one stream: how much DATA may still arrive, so that what
/// waits for its reader never exceeds the window (SPEC W-41).
struct ReceiveWindow {
    private let byteCount: Int
    private var credit: Int
    private var consumed = 0
    private var waiting = 0

    init(byteCount: UInt32) {
        self.byteCount = Int(byteCount)
        credit = Int(byteCount)
    }

    /// Counts what arrived; false where it is more than was granted.
    mutating func receive(_ count: Int) -> Bool {
        guard count <= credit else { return false }
        credit -= count
        waiting += count
        return true
    }

    /// Counts what its reader has taken, and tells what to grant now: nothing, or at least half
    /// a window at once.
    ///
    /// A reader that claims more than arrived gets no more for it.
    mutating func consume(_ count: Int) -> UInt32? {
        let taken = min(max(count, 0), waiting)
        waiting -= taken
        consumed += taken
        guard consumed > 0, consumed >= byteCount / 2 else { return nil }
        defer { consumed = 0 }
        credit += consumed
        return UInt32(consumed)
    }
}
