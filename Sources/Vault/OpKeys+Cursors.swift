internal import Basics
internal import Secrets

/// Where a list goes on, handed to a caller sealed: he can neither read nor change it.
///
/// Sort keys may belong to a class that is closed to the caller, so a cursor shows none. It is made
/// of keyed hashes alone: a tag over what it is for and what it holds, and a pad made from the tag.
/// Equal places have equal cursors, and nothing is kept of them.
extension OpKeys {
    private static let tagByteCount = 16

    /// Seals a cursor for the list that `context` names.
    ///
    /// - Returns: 16 bytes more than the plaintext.
    /// - Throws: `sealed`.
    public func seal(cursor: [UInt8], context: [UInt8]) throws(VaultError) -> [UInt8] {
        let tag = try tag(cursor, context)
        return tag + (try padded(cursor[...], tag))
    }

    /// Opens a cursor; nil for one that this store has not made for the same list.
    ///
    /// - Throws: `sealed`.
    public func open(cursor: [UInt8], context: [UInt8]) throws(VaultError) -> [UInt8]? {
        guard cursor.count > Self.tagByteCount else { return nil }
        let given = Array(cursor.prefix(Self.tagByteCount))
        let plaintext = try padded(cursor.dropFirst(Self.tagByteCount), given)
        let tag = try tag(plaintext, context)
        // Compared without telling where the first difference is.
        let difference = zip(tag, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        return difference == 0 ? plaintext : nil
    }

    private func tag(_ plaintext: [UInt8], _ context: [UInt8]) throws(VaultError) -> [UInt8] {
        var message: [UInt8] = []
        message.appendBigEndian(UInt32(context.count))
        return try digest(message + context + plaintext, Self.tagByteCount, "LC1.cursor.tag..")
    }

    private func padded(_ bytes: ArraySlice<UInt8>, _ tag: [UInt8]) throws(VaultError) -> [UInt8] {
        var pad: [UInt8] = []
        while pad.count < bytes.count {
            pad += try digest(
                tag + [UInt8(truncatingIfNeeded: pad.count / 64)], 64, "LC1.cursor.pad..")
        }
        return zip(bytes, pad).map { $0 ^ $1 }
    }
}
