public import Dossiers
public import Secrets
internal import Vault

/// Opening and closing the keys of a store.
public enum Sealing {
    /// Unseals with a passphrase and takes up the log; takes about a second.
    ///
    /// - Throws: `Refusal.memoryNotLocked`, `VaultError`, or `AuditError` where the log does not
    ///   agree with its checkpoint; the store is then sealed as before.
    public static func unseal(
        _ dossiers: Ledger, passphrase: borrowing SecretBuffer
    ) throws {
        guard try mayOpen(dossiers) else { return }
        try dossiers.vault.unseal(passphrase: passphrase)
        try takeUp(dossiers)
    }

    /// Unseals with a passphrase that came over the wire, and wipes it whatever happens.
    ///
    /// - Throws: as above.
    public static func unseal(_ dossiers: Ledger, wiping passphrase: inout [UInt8]) throws {
        let text = SecretBuffer(wiping: &passphrase)
        try unseal(dossiers, passphrase: text)
    }

    /// Unseals with what custodians have contributed, and takes up the log.
    ///
    /// - Throws: as above.
    public static func unseal(_ dossiers: Ledger, _ contributions: Contributions) throws {
        guard try mayOpen(dossiers) else { return }
        try dossiers.vault.unseal(secrets: contributions.secrets)
        try takeUp(dossiers)
    }

    /// Unseals with the credential in a file.
    ///
    /// - Throws: as above.
    public static func unseal(_ dossiers: Ledger, credentialPath: String) throws {
        guard try mayOpen(dossiers) else { return }
        try dossiers.vault.unseal(credentialPath: credentialPath)
        try takeUp(dossiers)
    }

    /// Whether a store is sealed still, on a machine that locks memory for its keys.
    private static func mayOpen(_ dossiers: Ledger) throws(Refusal) -> Bool {
        guard !dossiers.isUnsealed else { return false }
        do { try Sodium.requireLockedMemory() } catch { throw .memoryNotLocked }
        return true
    }

    /// Takes up the log, and erases in a restored store what was erased of it before: nobody is served
    /// what is to be gone.
    ///
    /// - Throws: as above, or `StoreFault.damagedBackup` where somebody changed the list of that; the
    ///   store is then sealed.
    static func takeUp(_ dossiers: Ledger) throws {
        try dossiers.takeUp()
        do {
            _ = try ErasureList.carryOutAgain(in: dossiers)
        } catch {
            dossiers.putDown()
            throw error
        }
    }

    /// Writes what lags behind, then wipes every key and everything that was opened with one.
    ///
    /// Where the disk refuses, the keys are wiped all the same: heads are folded again later.
    public static func seal(_ dossiers: Ledger) {
        while (try? dossiers.rewriteHeads()) == true {}
        dossiers.putDown()
    }
}
