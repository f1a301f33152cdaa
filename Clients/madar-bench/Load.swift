import Basics
import Framing
import Histogram
import NIOCore
import Session
import Synchronization

/// What a load measured.
struct LoadResult {
    let rate: Double
    let latencies: Latencies
}

/// Keeps a number of calls in flight on each of several connections for a time.
///
/// Each lane sends its next call when its last is answered, all on the connection's event loop, so
/// that the load costs as little as it can beside the daemon on the same cores.
func load(
    _ connections: [DeviceConnection], inFlight: Int, seconds: Double,
    call: @escaping @Sendable (DeviceConnection) -> EventLoopFuture<Answer>
) async throws -> LoadResult {
    let end = ContinuousClock.now + .seconds(seconds)
    return try await load(
        connections, inFlight: inFlight, until: { ContinuousClock.now >= end }, call: call)
}

/// The same until something has come about, which each lane asks before a call.
func load(
    _ connections: [DeviceConnection], inFlight: Int, until isOver: @escaping @Sendable () -> Bool,
    call: @escaping @Sendable (DeviceConnection) -> EventLoopFuture<Answer>
) async throws -> LoadResult {
    let clock = ContinuousClock()
    let start = clock.now
    let result = LoadCounter()
    let lanes = connections.flatMap { connection in
        (0..<inFlight).map { _ in
            let promise = connection.eventLoop.makePromise(of: Void.self)
            @Sendable func next() {
                guard !isOver() else { return promise.succeed() }
                let sent = clock.now
                call(connection).whenComplete { outcome in
                    switch outcome {
                    case .success(let answer) where answer.status == .ok:
                        result.add(clock.now - sent)
                        next()
                    case .success(let answer):
                        promise.fail(BenchError.refused(answer.status.rawValue))
                    case .failure(let error): promise.fail(error)
                    }
                }
            }
            connection.eventLoop.execute { next() }
            return promise.futureResult
        }
    }
    for lane in lanes { try await lane.get() }
    let elapsed = (clock.now - start) / .seconds(1)
    return result.finish(seconds: elapsed)
}

/// Counts answers and their latencies; all connections of a load share one event loop, so the
/// lock is never contended.
private final class LoadCounter: Sendable {
    private let state = Mutex((count: 0, histogram: Latencies.histogram()))

    func add(_ latency: Duration) {
        let microseconds = UInt64(max(latency / .microseconds(1), 1))
        state.withLock { state in
            state.count += 1
            _ = state.histogram.record(microseconds)
        }
    }

    func finish(seconds: Double) -> LoadResult {
        state.withLock { state in
            LoadResult(
                rate: Double(state.count) / seconds, latencies: Latencies(state.histogram))
        }
    }
}
