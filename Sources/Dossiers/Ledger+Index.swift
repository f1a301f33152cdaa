public import Authority
public import Basics
public import Circuit
internal import Registry
public import Store
internal import Vault

// The one index on disk: which files bear the same record of the civil registry, under a key, so
// that the store tells neither the record nor whose it is (LAYOUT L-20).

extension Ledger {
    /// Keeps the token of a file's record in step with its identity.
    ///
    /// - Throws: `VaultError` or `StoreError`.
    func keepToken(
        of file: FileID, _ heads: Heads, permit: Permit, in transaction: StoreTransaction
    ) throws {
        guard let row = transaction.row(of: file) else { return }
        try transaction.deleteTokens(of: row)
        guard let record = heads[.identity]?.civilRegistry else { return }
        let token = try vault.token(of: Array(record.compared.utf8), permit: permit)
        try transaction.addToken(token, for: row)
    }
}

extension Ledger {
    /// Forgets of a file whose identity went, whole or in part, what stands elsewhere: the token of its
    /// record, and with the whole of it what was decided of it and another file.
    ///
    /// - Throws: `VaultError`, `StoreError` or `RegistryError`.
    func followErasure(
        of file: FileID, _ left: Heads, permit: Permit, in transaction: StoreTransaction
    ) throws {
        try keepToken(of: file, left, permit: permit, in: transaction)
        guard left[.identity] == nil else { return }
        try registry.apply(registry.forgetPairs(of: file), in: transaction)
    }
}

extension Ledger {
    /// Makes the token of a file's record anew, under the key that is active.
    ///
    /// - Throws: `VaultError`, also where the identity does not open; `StoreError`.
    public func renewToken(of file: FileID, in transaction: StoreTransaction) throws {
        let permit = Permit.system(.tokens)
        let heads = try indexedHeads(file, [.identity], permit: permit, in: transaction)
        try keepToken(of: file, heads, permit: permit, in: transaction)
    }

    /// Whether a file bears just the token that its record has under the active key; nil where its
    /// identity does not open, and it bears none.
    ///
    /// - Throws: `VaultError` where it does not open and bears one; `StoreError`.
    public func hasOwnToken(_ file: FileID, in transaction: StoreTransaction) throws -> Bool? {
        guard let row = transaction.row(of: file) else { return true }
        let borne = try transaction.tokens(of: row)
        let permit = Permit.system(.tokens)
        do {
            let heads = try indexedHeads(file, [.identity], permit: permit, in: transaction)
            let record = heads[.identity]?.civilRegistry
            return try borne
                == record.map { [try vault.token(of: Array($0.compared.utf8), permit: permit)] }
                ?? []
        } catch let error where !(error is StoreError) && borne.isEmpty {
            return nil
        }
    }
}

extension Turn {
    /// The files that bear a record of the civil registry, whoever may see them.
    ///
    /// - Throws: `VaultError` or `StoreError`.
    public func files(with record: CivilRegistryEntry, permit: Permit) throws -> [FileID] {
        // While the key is replaced some files bear a token under the former one still.
        return try dossiers.vault.tokens(of: Array(record.compared.utf8), permit: permit)
            .flatMap { try transaction.files(withToken: $0) }
            .compactMap { transaction.file($0) }
    }

    /// When a file's first act was entered that is still there; nil where nothing is.
    ///
    /// - Throws: `StoreError`.
    public func openedAt(_ file: FileID) throws -> Instant? {
        guard let row = transaction.row(of: file),
            let first = try transaction.places(of: row).min(by: { $0.sequence < $1.sequence })
        else { return nil }
        return try transaction.act(row: first.act)?.time
    }

    /// When something was entered last that tells who the child of a file is; nil where nothing is.
    ///
    /// - Throws: `StoreError`.
    public func identifiedAt(_ file: FileID) throws -> Instant? {
        guard let row = transaction.row(of: file),
            let last = try transaction.places(of: row).filter({ $0.dataClass == .identity })
                .max(by: { $0.sequence < $1.sequence })
        else { return nil }
        return try transaction.act(row: last.act)?.time
    }

    /// What the heads of a file say that an index is made of, whoever may see it.
    ///
    /// - Throws: `VaultError` or `StoreError`.
    public func indexedHeads(of file: FileID) throws -> Heads {
        let permit = Permit.system(.indexBuild)
        return try dossiers.indexedHeads(
            file, permit.opens.intersection(DataClass.content), permit: permit, in: transaction)
    }
}
