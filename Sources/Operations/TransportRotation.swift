public import Dossiers
internal import Registry
public import Store

/// Rotating the daemon's static key: the next one is made and told to clients over their encrypted
/// connections, then it becomes the current one, then the old one is forgotten.
///
/// Each step may be repeated: one that is done changes nothing. Between the steps an operator waits
/// until every device was told (`unawareCount`), and at least for the life of an invitation.
public enum TransportRotation {
    /// A step.
    public enum Step: Equatable, Sendable {
        /// Make the next key; clients may use either from now on.
        case prepare
        /// Make the key with this number the current one.
        case activate(UInt8)
        /// Forget the key with this number.
        case drop(UInt8)
    }

    /// Takes a step inside the call that asks for it.
    ///
    /// - Throws: `RegistryError.notFound` for a number that is no key's, `wrongState` for dropping
    ///   the current key, or where the file cannot be written.
    public static func take(
        _ step: Step, of ledger: Ledger, in transaction: StoreTransaction
    ) throws {
        let (registry, folder) = (ledger.registry, ledger.store.folder)
        switch step {
        case .prepare: try registry.prepareStaticKey(folder: folder, in: transaction)
        case .activate(let id):
            try registry.switchStaticKey(to: id, folder: folder, in: transaction)
        case .drop(let id): try registry.dropStaticKey(id, folder: folder, in: transaction)
        }
    }
}
