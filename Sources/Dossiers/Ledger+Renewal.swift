internal import AuditLog
internal import Authority
public import Basics
public import Store
internal import Vault

// New data keys for a file (LAYOUT L-77): what it says, and what anybody may read of it, stays.

extension Ledger {
    /// Gives classes of a file new data keys, with a leaf of its own, in one transaction; where the file
    /// has more attachments than that takes, some of them first.
    ///
    /// - Parameters:
    ///   - begun: the classes that got their new keys so far, with some of their attachments.
    ///   - order: the order that wants it, which the leaf names.
    ///   - after: writes, in the same transaction, which classes were begun with; none where all is done.
    /// - Throws: `VaultError`, `AuditError` or `StoreError`; the file is then as it was.
    public func renewKeys(
        _ classes: ClassSet, begun: ClassSet = [], of file: FileID, order: RenewalID,
        after: (StoreTransaction, ClassSet) throws -> Void
    ) throws {
        let permit = Permit.system(.renewal)
        try store.group { transaction in
            guard let log else { throw VaultError.sealed }
            let more = try vault.renewAttachments(
                classes, begun: begun, of: file, permit: permit, in: transaction)
            if let more { return try after(transaction, more) }
            var (hash, note) = (ActsHash(), LeafNote(.reseal, file: file))
            let leaf = try log.nextIndex(in: transaction)
            let renewed = try vault.renewDataKeys(
                classes, begun: begun, of: file, leaf: leaf, acts: &hash, permit: permit,
                in: transaction)
            try after(transaction, [])
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
