internal import AuditLog
internal import Authority
public import Basics
public import Store
internal import Vault

// New data keys for a file (LAYOUT L-77): what it says, and what anybody may read of it, stays.

extension Ledger {
    /// Gives classes of a file new data keys, with a leaf of its own, in one transaction.
    ///
    /// - Parameters:
    ///   - order: the order that wants it, which the leaf names.
    ///   - after: writes, in the same transaction, that it is done.
    /// - Throws: `VaultError`, `AuditError` or `StoreError`; the file is then as it was.
    public func renewKeys(
        _ classes: ClassSet, of file: FileID, order: RenewalID,
        after: (StoreTransaction) throws -> Void
    ) throws {
        let permit = Permit.system(.renewal)
        try store.group { transaction in
            guard let log else { throw VaultError.sealed }
            var (hash, note) = (ActsHash(), LeafNote(.reseal, file: file))
            let leaf = try log.nextIndex(in: transaction)
            let renewed = try vault.renewDataKeys(
                classes, of: file, leaf: leaf, acts: &hash, permit: permit, in: transaction)
            try after(transaction)
            guard !renewed.classes.isEmpty else { return }
            (note.classes, note.count, note.subject) = (
                renewed.classes, renewed.count, order.bytes
            )
            _ = try log.append(
                note.kind, payload: note.payload(of: nil, refusal: nil), acts: hash,
                time: clock(), permit: permit, in: transaction)
            try log.signCheckpoint(in: transaction)
        }
    }
}
