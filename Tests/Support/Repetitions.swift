import Foundation

/// How often a test does what chance decides: a number of the test's own, or the one that an
/// environment variable says, for a longer run.
public func repetitions(_ usual: Int, _ variable: String) -> Int {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) } ?? usual
}

/// Which calls a loop of faults strikes where all would take too long: every n-th from one on
/// that chance draws, so that over many runs each is struck; each, where `MADAR_EVERY_FAULT` is 1.
public func struckCalls(every step: Int, through last: Int) -> StrideThrough<Int> {
    let isEach = ProcessInfo.processInfo.environment["MADAR_EVERY_FAULT"] == "1"
    let step = isEach ? 1 : step
    return stride(from: Int.random(in: 1...step), through: last, by: step)
}
