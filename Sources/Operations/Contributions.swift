public import Basics
public import Secrets

/// The secrets that custodians have contributed to an unsealing, in locked memory until enough are
/// there or their time is over (SPEC W-184).
public struct Contributions {
    /// What a contribution is bound to: one that was made for another time is refused.
    public private(set) var nonce: CustodyNonce
    /// Until when the others are waited for; nil while none is there.
    public private(set) var until: Instant?
    private(set) var secrets: [UInt8: KeyBox] = [:]

    /// Begins without any.
    public init(nonce: CustodyNonce) { self.nonce = nonce }

    /// Who has contributed, by number.
    public var indices: [UInt8] { secrets.keys.sorted() }

    /// Takes a secret in; the time runs from the first on.
    public mutating func add(_ secret: consuming CustodySecret, now: Instant) {
        until = until ?? now.adding(seconds: OperationsLimits.contributionSeconds)
        secrets[secret.index] = KeyBox(secret.key.copy())
    }

    /// Whether the time is over: what is there is to be wiped.
    public func isOver(at now: Instant) -> Bool { until.map { $0 <= now } ?? false }

    /// Wipes what is there, and begins anew under another nonce.
    public mutating func wipe(nonce: CustodyNonce) { self = Contributions(nonce: nonce) }
}
