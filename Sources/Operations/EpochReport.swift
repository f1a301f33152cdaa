public import Basics
public import Dossiers
internal import Vault

/// What the root key of a store is owed.
public struct EpochReport: Sendable {
    /// When it was changed last; nil where it never was, or while sealed.
    public let since: Instant?
    /// How many keys have left the keyring since then: a keyring from before has them still, and the
    /// root key of today opens it.
    public let owedCount: Int

    /// Reads it.
    public init(_ ledger: Ledger) {
        let since = ledger.isUnsealed ? ledger.vault.committee?.custodians.map(\.since).max() : nil
        self.since = since
        owedCount = ledger.vault.status.keys.count {
            ($0.state == .retired || $0.state == .destroyed)
                && $0.changed >= since ?? Instant(milliseconds: 0)
        }
    }
}
