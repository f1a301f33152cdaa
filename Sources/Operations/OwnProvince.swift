internal import AuditLog
public import Basics
public import Dossiers
internal import Merkle
internal import Registry
internal import Vault

/// What a store tells other provinces of itself.
public enum OwnProvince {
    /// The signed descriptor of the store's province (SPEC W-140).
    ///
    /// - Parameter address: where others may reach the daemon; empty for no hint.
    /// - Throws: `Refusal.malformed` where the address has not its form, or `VaultError`.
    public static func descriptor(
        of ledger: Ledger, address: String, at time: Instant
    ) throws -> String {
        let vault = ledger.vault
        let descriptor = ProvinceDescriptor(
            code: ledger.province, madeAt: time,
            staticKey: ledger.registry.staticKeys.first?.publicKey ?? [],
            transferKey: try vault.transferPublicKey(), logKey: try vault.logPublicKey(),
            address: address)
        guard let descriptor else { throw Refusal.malformed }
        let signed = descriptor.signed(
            origin: LeafLog.origin(of: ledger.storeID),
            signature: try vault.signNote(descriptor.text))
        guard let signed else { throw Refusal.malformed }
        return signed
    }

    /// The signature of the store's province under a text of its own (SPEC W-221), with the name and
    /// the key of the log.
    ///
    /// - Throws: `VaultError`.
    public static func signature(
        under text: String, by ledger: Ledger
    ) throws -> (log: String, key: [UInt8], signature: [UInt8]) {
        (
            LeafLog.origin(of: ledger.storeID), try ledger.vault.logPublicKey(),
            try ledger.vault.signNote(text)
        )
    }
}
