import Basics
import Testing

@testable import Operations

/// How many wraps one transaction of a rotation takes, and how long a job rests after it.
@Suite struct BatchSizeTests {
    private let time = OperationsLimits.batchTime

    @Test func aBatchGrowsAsLongAsItIsShort() {
        var size = BatchSize()
        #expect(size.count == OperationsLimits.wrapsPerBatchMin)
        // At most twice as many, however short it was.
        size.learn(.zero)
        #expect(size.count == 2 * OperationsLimits.wrapsPerBatchMin)
        size.learn(time / 100)
        #expect(size.count == 4 * OperationsLimits.wrapsPerBatchMin)
        // What took as long as it is meant to stays.
        size.learn(time)
        #expect(size.count == 4 * OperationsLimits.wrapsPerBatchMin)
        for _ in 0..<20 { size.learn(time / 2) }
        #expect(size.count == OperationsLimits.wrapsPerBatchMax)
    }

    @Test func aBatchThatTookTooLongIsFollowedByASmallerOne() {
        var size = BatchSize()
        for _ in 0..<3 { size.learn(time / 2) }
        let before = size.count
        size.learn(time * 4 / 3)
        #expect((before * 3 / 4 - 1...before * 3 / 4).contains(size.count))
        // At least half as many, and never fewer than so many.
        let larger = size.count
        size.learn(time * 50)
        #expect(size.count == larger / 2)
        for _ in 0..<20 { size.learn(time * 50) }
        #expect(size.count == OperationsLimits.wrapsPerBatchMin)
    }

    @Test func aJobRestsAsItsShareOfTheTimeSays() {
        let begun = Instant(milliseconds: 1_000)
        let rest = JobStep.rest(after: begun, until: begun.adding(seconds: 3))
        #expect(rest.lowerBound == begun)
        let whole = rest.upperBound.milliseconds - begun.milliseconds
        #expect(3_000 * 100 / whole == OperationsLimits.dutyPercent)
        // A clock that was set back meanwhile is no work.
        #expect(JobStep.rest(after: begun, until: begun.adding(seconds: -60)).isEmpty)
    }
}
