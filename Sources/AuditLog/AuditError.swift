public import Merkle
public import Store
public import Vault

/// Why the log refused.
public enum AuditError: Error, Equatable, Sendable {
    /// A leaf cannot be read.
    case damagedLeaf
    /// A leaf's layout version or kind is not one that this program reads.
    case unsupportedLayout
    /// The tree of the stored leaves is not the one of the signed checkpoint.
    case checkpointMismatch
    /// Leaves were written with a later keyring than the one that is open.
    case olderKeyring
    /// The signed checkpoint cannot be read, or its signature is false.
    case note(NoteError)
    /// A proof was asked for a leaf or a size that the log does not have.
    case proof(ProofError)
    /// The vault refused.
    case vault(VaultError)
    /// The store refused.
    case store(StoreError)
}
