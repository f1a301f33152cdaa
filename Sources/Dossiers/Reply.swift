/// What goes back to a caller.
///
/// Only this room makes one: from a commit, from a release whose leaf is durable, or from a
/// refusal, which has its leaf too.
public struct Reply: Sendable {
    /// An answer, or why there is none.
    public enum Outcome: Sendable {
        /// The encoded answer, and the content of a stream.
        case answered(payload: [UInt8], content: [UInt8]?)
        /// Refused.
        case refused(Refusal)
    }

    /// What came of the call.
    public let outcome: Outcome
    /// What later steps of a stream call go on under; nil of a refusal.
    public let coverage: Coverage?

    init(_ outcome: Outcome, coverage: Coverage? = nil) {
        self.outcome = outcome
        self.coverage = coverage
    }
}
