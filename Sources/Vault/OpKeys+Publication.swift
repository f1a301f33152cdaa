public import Basics
internal import Secrets

/// What published tables are rounded by (LAYOUT L-82): drawn from a key that never leaves the vault,
/// so that nobody else can tell which way a count went.
extension OpKeys {
    /// The key of a child in published tables, drawn once from the id of its file.
    ///
    /// - Throws: `sealed`.
    public func publicationKey(of file: FileID) throws(VaultError) -> UInt64 {
        try drawn(file.bytes, "PB1.record.key..")
    }

    /// A draw by name, as likely any number.
    ///
    /// - Throws: `sealed`.
    public func publicationDraw(_ name: [UInt8]) throws(VaultError) -> UInt64 {
        try drawn(name, "PB1.cell.draw...")
    }

    private func drawn(
        _ message: [UInt8], _ personal: StaticString
    ) throws(VaultError) -> UInt64 {
        let key = try vault.key(.opKeys)
        let digest = unsafe BLAKE2b.hash(
            message.span.bytes, byteCount: 16, key: key.box.key, personal: personal)
        return digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
