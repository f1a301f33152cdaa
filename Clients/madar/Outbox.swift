import Agent
import Basics
import Catalog
import Commands
import MadarClient

/// Writes that wait, sealed, on this device until the daemon has answered them.
///
/// A write is kept before it is first sent and forgotten once its answer is known, so that a cut
/// at any moment neither loses nor doubles it.
struct Outbox {
    private let session: UserSession
    private static let waiting = "outbox."
    private static let refused = "refused."

    init(_ session: UserSession) { self.session = session }

    /// Keeps a write, sends it, and forgets it where its answer is known.
    ///
    /// - Throws: `Failure`, whose outcome tells whether the write waits.
    func submit(_ call: PreparedCall) async throws -> PreparedOutcome {
        let name = Self.waiting + Self.randomName()
        try await session.agent.keep(name, call.bytes)
        do {
            let outcome = try await session.client.send(call)
            try await session.agent.forget(name)
            return outcome
        } catch {
            if error.outcome == .refused {
                try await session.agent.forget(name)
                throw error
            }
            var failure = Failure(
                error, outcome: error.outcome == .unknown ? .unknown : .queued)
            failure.advice = { Notice.queueAdvice.text($0) }
            throw failure
        }
    }

    /// How many writes wait, and how many were refused after they had waited.
    func counts() async throws -> (waiting: Int, refused: Int) {
        let names = try await session.agent.kept()
        return (
            names.filter { $0.hasPrefix(Self.waiting) }.count,
            names.filter { $0.hasPrefix(Self.refused) }.count
        )
    }

    /// Sends what waits, in the order in which it was kept; stops where the line is down.
    func flush() async throws -> (sent: Int, refused: Int) {
        var result = (sent: 0, refused: 0)
        for name in try await session.agent.kept().filter({ $0.hasPrefix(Self.waiting) }).sorted() {
            guard let bytes = try await session.agent.recall(name), let call = PreparedCall(bytes)
            else { continue }
            do {
                _ = try await session.client.send(call)
                result.sent += 1
            } catch {
                guard error.outcome == .refused else { throw error }
                try await session.agent.keep(
                    Self.refused + name.dropFirst(Self.waiting.count), bytes)
                result.refused += 1
            }
            try await session.agent.forget(name)
        }
        return result
    }

    /// Names sort by the time at which they were made, so that acts go in their order.
    private static func randomName() -> String {
        var generator = SystemRandomNumberGenerator()
        let random = String(UInt32.random(in: 0...UInt32.max, using: &generator), radix: 16)
        let time = String(UInt64(max(ThisProcess.now.milliseconds, 0)), radix: 16)
        return String(repeating: "0", count: max(0, 16 - time.count)) + time + "." + random
    }
}
