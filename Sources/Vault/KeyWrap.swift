internal import Basics
internal import Secrets
internal import Store

/// A data key wrapped by its class's key-encryption key: KW1, 120 bytes (LAYOUT L-13).
enum KeyWrap {
    static let byteCount = 120
    static let headerByteCount = 16
    private static let contextByteCount = label.count + 2 * StoreID.byteCount + headerByteCount
    static let magic: [UInt8] = [0x4B, 0x57]
    static let label = Array("ST1.wrap".utf8)
    static let personal: StaticString = "KW1.derive+commt"

    struct Header: Equatable {
        var province: UInt16
        var dataClass: DataClass
        var kekVersion: UInt32
        var generation: UInt32
    }

    private static func context(
        store: StoreID, file: FileID, header: some Collection<UInt8>
    ) -> [UInt8] {
        var context: [UInt8] = []
        context.reserveCapacity(contextByteCount)
        context += label
        context.append(store)
        context.append(file)
        context += header
        return context
    }

    static func wrap(
        _ dataKey: borrowing SecretKey, header: Header, file: FileID, store: StoreID,
        key: borrowing SecretKey
    ) -> [UInt8] {
        var wrap: [UInt8] = []
        wrap.reserveCapacity(byteCount)
        wrap += magic
        wrap += [1, 1]
        wrap.appendBigEndian(header.province)
        wrap += [header.dataClass.rawValue, 0]
        wrap.appendBigEndian(header.kekVersion)
        wrap.appendBigEndian(header.generation)
        let context = context(store: store, file: file, header: wrap)
        dataKey.withBytes { bytes in
            unsafe CommittingAEAD.seal(
                bytes, context: context.span.bytes, personal: personal, key: key,
                appendingTo: &wrap)
        }
        return wrap
    }

    static func header(of wrap: [UInt8]) throws(VaultError) -> Header {
        guard wrap.count == byteCount, wrap[0] == magic[0], wrap[1] == magic[1] else {
            throw .damaged
        }
        guard wrap[2] == 1, wrap[3] == 1, wrap[7] == 0,
            let dataClass = DataClass(rawValue: wrap[6])
        else { throw .unsupportedLayout }
        return Header(
            province: UInt16(wrap[4]) << 8 | UInt16(wrap[5]), dataClass: dataClass,
            kekVersion: wrap[8..<12].reduce(0) { $0 << 8 | UInt32($1) },
            generation: wrap[12..<16].reduce(0) { $0 << 8 | UInt32($1) })
    }

    /// What the wrap of a row was sealed for: the row's columns are copies for the census.
    ///
    /// - Throws: `wrongKeyOrContext` where they say otherwise; `damaged`, `unsupportedLayout`.
    static func header(of row: WrapRow) throws(VaultError) -> Header {
        let header = try header(of: row.wrap)
        guard header.dataClass == row.dataClass, header.generation == row.generation,
            header.kekVersion == row.kekVersion
        else { throw .wrongKeyOrContext }
        return header
    }

    static func unwrap(
        _ wrap: [UInt8], file: FileID, store: StoreID, key: borrowing SecretKey
    ) throws(VaultError) -> SecretKey {
        let context = context(store: store, file: file, header: wrap[..<headerByteCount])
        var bytes = try Sealed.open(
            wrap, from: headerByteCount, context: context.rawSpan, personal: personal,
            key: key)
        return try Sealed.key(&bytes)
    }
}
