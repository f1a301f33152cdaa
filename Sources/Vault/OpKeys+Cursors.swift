internal import Basics
internal import Secrets

/// Where a list goes on, handed to a caller sealed: he can neither read nor change it.
///
/// Sort keys may belong to a class that is closed to the caller, so a cursor shows none. Nothing is
/// kept of it.
extension OpKeys {
    private static let cursorPersonal: StaticString = "LC1.derive+commt"

    /// Seals a cursor for the list that `context` names.
    ///
    /// - Returns: 72 bytes more than the plaintext.
    /// - Throws: `sealed`.
    public func seal(cursor: [UInt8], context: [UInt8]) throws(VaultError) -> [UInt8] {
        let secret = try vault.key(.opKeys)
        var sealed: [UInt8] = []
        CommittingAEAD.seal(
            cursor.rawSpan, context: context.rawSpan, personal: Self.cursorPersonal,
            key: secret.box.key, appendingTo: &sealed)
        return sealed
    }

    /// Opens a cursor; nil for one that this store has not made for the same list.
    ///
    /// - Throws: `sealed`.
    public func open(cursor: [UInt8], context: [UInt8]) throws(VaultError) -> [UInt8]? {
        let secret = try vault.key(.opKeys)
        return try? Sealed.open(
            cursor, from: 0, context: context.rawSpan, personal: Self.cursorPersonal,
            key: secret.box.key)
    }
}
