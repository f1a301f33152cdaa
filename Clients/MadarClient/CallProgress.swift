import Framing
import Session

/// Decides after each attempt of one call what comes next; it holds no connection and no clock.
///
/// Once a write may have been executed, nothing but an answer that the daemon can only give after
/// it has looked for the operation key ends the doubt (SPEC W-55).
struct CallProgress {
    /// What an attempt came to.
    enum Event {
        case notConnected(ConnectionError)
        case lost(ConnectionError)
        case answered(Answer)
    }

    /// What comes next.
    enum Step: Equatable {
        case done(CallAnswer)
        case fail(ClientError)
        /// Try again, not before so many milliseconds have passed.
        case again(afterMilliseconds: UInt32)
    }

    private let isWrite: Bool
    private let refusalsMax: Int
    private var refusals = 0
    private var faults = 0
    private var lastError = ClientError(.unreachable)
    /// Whether an attempt may have been executed.
    private(set) var isInDoubt = false

    init(isWrite: Bool, refusalsMax: Int) {
        self.isWrite = isWrite
        self.refusalsMax = refusalsMax
    }

    mutating func next(_ event: Event) -> Step {
        switch event {
        case .notConnected(let error): notConnected(error)
        case .lost(let error): lost(error)
        case .answered(let answer): answered(answer)
        }
    }

    /// The error where no time is left for another attempt.
    func givenUp() -> ClientError { isInDoubt ? lastError.inDoubt() : lastError }

    private mutating func notConnected(_ error: ConnectionError) -> Step {
        lastError = ClientError(connection: error)
        switch lastError.code {
        case .notRecognised:
            // A crowded daemon drops newcomers in the same silence.
            refusals += 1
            return refusals > refusalsMax ? .fail(givenUp()) : .again(afterMilliseconds: 0)
        case .unreachable, .timedOut, .connectionLost: return .again(afterMilliseconds: 0)
        default: return .fail(givenUp())
        }
    }

    private mutating func lost(_ error: ConnectionError) -> Step {
        lastError = ClientError(connection: error)
        switch error {
        case .tooLarge: return .fail(givenUp())
        case .notExecuted: break
        case .protocolViolation:
            isInDoubt = isInDoubt || isWrite
            return .fail(givenUp())
        case .lost, .unreachable, .refused, .noCommonVersion, .timedOut:
            isInDoubt = isInDoubt || isWrite
        }
        return lastError.code == .connectionLost || error == .timedOut || error == .refused
            ? .again(afterMilliseconds: 0) : .fail(givenUp())
    }

    private mutating func answered(_ answer: Answer) -> Step {
        let status = answer.status
        guard status != .ok else {
            return .done(CallAnswer(payload: answer.payload, content: answer.content ?? []))
        }
        lastError = ClientError(answer: answer)
        let pause = lastError.retryAfterMilliseconds
        switch status.retryClass {
        case .done:
            return .fail(
                ClientError(.badAnswer, outcome: .unknown, status: status.rawValue))
        case .callerError, .authority:
            return .fail(Self.decides(status) ? lastError : givenUp())
        case .notExecuted:
            // Waiting does not unseal a store, nor empty a disk.
            let isLasting = status == .sealed || status == .diskFull
            return isLasting ? .fail(givenUp()) : .again(afterMilliseconds: pause)
        case .unknownOutcome:
            isInDoubt = isInDoubt || isWrite
            return isWrite ? .again(afterMilliseconds: pause) : .fail(givenUp())
        case .daemonFault:
            isInDoubt = isInDoubt || isWrite
            faults += 1
            return faults > 1 ? .fail(givenUp()) : .again(afterMilliseconds: pause)
        }
    }

    /// Statuses that come of executing, and so after the operation key was looked for: an earlier
    /// attempt with the same key was not executed either.
    private static func decides(_ status: StatusCode) -> Bool {
        status == .conflict || status == .precondition || status == .invalidArgument
    }
}
