import Foundation

/// How often a test does what chance decides: a number of the test's own, or the one that an
/// environment variable says, for a longer run.
public func repetitions(_ usual: Int, _ variable: String) -> Int {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) } ?? usual
}
