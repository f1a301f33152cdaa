import Catalog
import MadarClient

extension Context {
    /// Makes a write with a sign of life, and says what to do where its answer does not come.
    public func writing<Value: Sendable>(
        _ work: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await waiting(.connecting, work)
        } catch let error as ClientError where error.outcome == .unknown {
            var failure = Failure(error, profile: profile.name)
            failure.advice = { Notice.askAgain.text($0) }
            throw failure
        }
    }
}
