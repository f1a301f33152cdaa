import Framing
import Messages
import Session

extension DirectCaller {
    /// Makes a stream call, and gives its stream once the daemon has said OK.
    func begin(
        _ method: WireMethod, _ payload: [UInt8]
    ) async throws(StreamEnd) -> OpenLine {
        let connection = try await checkedConnection(for: method)
        let answer: Answer
        let line: OpenLine
        do throws(ConnectionError) {
            let stream = try await connection.open(
                method: UInt16(truncatingIfNeeded: method.rawValue), payload: payload)
            // A line that is silently dead is found by its pulse, which ends it.
            line = OpenLine(stream: stream, pulse: Task { await beat(connection) })
            answer = try await stream.head()
        } catch {
            throw .cut(error)
        }
        guard answer.status == .ok else {
            line.pulse.cancel()
            line.stream.finish()
            throw .failed(ClientError(answer: answer))
        }
        return line
    }

    /// A connection to a daemon whose log was looked at.
    private func checkedConnection(
        for method: WireMethod
    ) async throws(StreamEnd) -> DeviceConnection {
        while true {
            if Self.needsLog(method), !isLogChecked {
                do throws(ClientError) { try await checkLog() } catch { throw .failed(error) }
            }
            do throws(ConnectionError) {
                let connection = try await open()
                if !Self.needsLog(method) || isChecked(connection) { return connection }
            } catch {
                throw .cut(error)
            }
        }
    }
}

/// A stream call that the daemon has taken on, and what watches its line.
struct OpenLine {
    let stream: ClientStream
    let pulse: Task<Void, Never>

    func write(_ piece: [UInt8]) async throws(StreamEnd) -> Bool {
        do throws(ConnectionError) { return try await stream.write(piece) } catch {
            throw .cut(error)
        }
    }

    func read() async throws(StreamEnd) -> [UInt8]? {
        do throws(ConnectionError) { return try await stream.read() } catch {
            throw .cut(error)
        }
    }
}

/// Why a stream call ended before its purpose.
enum StreamEnd: Error {
    /// The line was cut, or the daemon ended the stream: it is made again from where it got to.
    case cut(ConnectionError)
    /// Something that the same call meets again.
    case failed(ClientError)
}

/// How long a stream is taken up again: as long as something has come since the last time.
struct Patience {
    private let policy: RetryPolicy
    private var backoff: Backoff
    private var since: ContinuousClock.Instant
    private var reached = -1

    init(_ policy: RetryPolicy, at now: ContinuousClock.Instant) {
        self.policy = policy
        backoff = Backoff(policy)
        since = now
    }

    mutating func note(_ offset: Int, at now: ContinuousClock.Instant) {
        guard offset > reached else { return }
        reached = offset
        backoff = Backoff(policy)
        since = now
    }

    /// How long to wait before the next attempt, in milliseconds.
    mutating func pause(
        after end: StreamEnd, at now: ContinuousClock.Instant
    ) throws(ClientError) -> Int64 {
        let error: ClientError
        switch end {
        case .cut(let lost): error = ClientError(connection: lost)
        case .failed(let failed): error = failed
        }
        let limit = Duration.milliseconds(policy.giveUpInDoubtMilliseconds)
        guard Self.isPassing(error.code), now - since < limit, !Task.isCancelled else {
            throw error
        }
        return backoff.next(least: Int64(error.retryAfterMilliseconds))
    }

    /// Whether the same call may end otherwise in a moment.
    static func isPassing(_ code: ClientError.Code) -> Bool {
        switch code {
        case .unreachable, .timedOut, .connectionLost, .conflict, .overloaded, .draining: true
        default: false
        }
    }
}
