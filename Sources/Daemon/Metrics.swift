internal import Framing
internal import Messages
internal import NIOCore
internal import Session
internal import Synchronization

/// What is counted of calls, from any thread.
///
/// Labels come from closed lists only: the methods of the protocol and classes of outcomes. Nothing
/// tells who called, or about whom.
final class Metrics: Sendable {
    /// How a call ended, as its label says.
    enum Outcome: String, CaseIterable {
        case done
        case callerError = "caller_error"
        case authority
        case notExecuted = "not_executed"
        case unknownOutcome = "unknown_outcome"
        case daemonFault = "daemon_fault"

        init(_ status: StatusCode) {
            self =
                switch status.retryClass {
                case .done: .done
                case .callerError: .callerError
                case .authority: .authority
                case .notExecuted: .notExecuted
                case .unknownOutcome: .unknownOutcome
                case .daemonFault: .daemonFault
                }
        }
    }

    /// A method and how its calls ended.
    struct Series: Hashable {
        /// The method's number; 0 for every number that is none.
        let method: UInt16
        let outcome: Outcome
    }

    /// What was counted.
    struct Counts {
        var requests: [Series: UInt64] = [:]
        var durations = Histogram(bounds: DaemonLimits.durationBoundsSeconds)
        var reload: (at: Int64, isDone: Bool)?
    }

    private let content = Mutex(Counts())

    /// Counts a call that was answered, and how long it took where something was done for it.
    func answered(_ method: UInt16, _ status: StatusCode, since begun: NIODeadline? = nil) {
        let known = MethodTable.traits(method) == nil ? 0 : method
        let series = Series(method: known, outcome: Outcome(status))
        let seconds = begun.map { Double((NIODeadline.now() - $0).nanoseconds) / 1e9 }
        content.withLock { counts in
            counts.requests[series, default: 0] += 1
            if let seconds { counts.durations.note(seconds) }
        }
    }

    /// Notes when settings were read again, in seconds since 1970, and whether they were taken over.
    func reloaded(at seconds: Int64, isDone: Bool) {
        content.withLock { $0.reload = (seconds, isDone) }
    }

    /// What was counted until now.
    var counts: Counts { content.withLock { $0 } }
}

/// How often a number was at most so large.
struct Histogram {
    /// The upper bounds of the buckets, rising; what is above the last counts in the total alone.
    let bounds: [Double]
    /// How many numbers fell into each bucket, and into none.
    private(set) var counts: [UInt64]
    private(set) var sum = 0.0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    mutating func note(_ number: Double) {
        counts[bounds.firstIndex { number <= $0 } ?? bounds.count] += 1
        sum += number
    }
}

/// The name of a method as a label: `open_file`.
enum MethodLabel {
    static func text(_ method: UInt16) -> String { names[method] ?? "unknown" }

    private static let names = Dictionary(
        uniqueKeysWithValues: MethodTable.all.map { traits in
            (UInt16(traits.method.rawValue), snake(String(describing: traits.method)))
        })

    private static func snake(_ name: String) -> String {
        name.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
    }
}
