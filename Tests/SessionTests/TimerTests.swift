import NIOCore
import Testing

@testable import Session

/// When a connection has waited too long (SPEC W-45, W-47).
@Suite struct TimerTests {
    private static func at(_ seconds: Int64) -> NIODeadline {
        .uptimeNanoseconds(0) + .seconds(seconds)
    }

    @Test func aFrameThatGrowsTooLittleEnds() {
        var timers = ConnectionTimers(limits: SessionLimits(), now: Self.at(0))
        timers.received(frameCount: 1, partByteCount: 10, now: Self.at(1))
        #expect(timers.next == Self.at(11))
        #expect(timers.expired(now: Self.at(10)) == nil)
        #expect(timers.expired(now: Self.at(11)) == .tooSlow)
    }

    @Test func aFrameThatTakesTooLongEnds() {
        var timers = ConnectionTimers(limits: SessionLimits(), now: Self.at(0))
        timers.received(frameCount: 1, partByteCount: 10, now: Self.at(1))
        for second in stride(from: Int64(10), to: 31, by: 10) {
            timers.received(
                frameCount: 1, partByteCount: 300 * Int(second), now: Self.at(second))
            #expect(timers.expired(now: Self.at(second + 1)) == (second < 30 ? nil : .tooSlow))
        }
    }

    /// The daemon reads nothing from a peer that does not read: what the peer has half sent by
    /// then is not late.
    @Test func aFrameHalfReadWaitsWhileNothingIsRead() {
        var timers = ConnectionTimers(limits: SessionLimits(), now: Self.at(0))
        timers.received(frameCount: 1, partByteCount: 10, now: Self.at(1))
        timers.writable(false, now: Self.at(5))
        #expect(timers.next == Self.at(35))
        #expect(timers.expired(now: Self.at(34)) == nil)
        var served = timers
        #expect(timers.expired(now: Self.at(35)) == .tooSlow)
        served.writable(true, now: Self.at(34))
        #expect(served.expired(now: Self.at(43)) == nil)
        #expect(served.expired(now: Self.at(44)) == .tooSlow)
    }
}
