public import Authority
public import Basics
internal import Secrets
public import Store

/// A wrap, and the file whose data key it holds.
public struct FileWrap: Sendable {
    /// The file.
    public let file: FileID
    /// The wrap as it is stored.
    public let row: WrapRow

    /// Names a wrap of a file.
    public init(file: FileID, row: WrapRow) { (self.file, self.row) = (file, row) }
}

extension RecordVault {
    /// Wraps data keys of a class, all under one former key, anew under the active one.
    ///
    /// Each new wrap is opened and compared before any is given.
    /// - Returns: the new rows, in the order of the former.
    /// - Throws: `classNotPermitted` for any permit but the rotation's; `damaged` where the former key
    ///   is the active one; `wrongKeyOrContext`, …
    public func rewrap(
        _ wraps: [FileWrap], of dataClass: DataClass, from version: UInt32, permit: Permit
    ) throws(VaultError) -> [WrapRow] {
        let former = try rotating(wraps, dataClass, version: version, permit)
        let active = try key(.dataKeys, dataClass)
        guard active.version != version else { throw .damaged }
        let (province, store) = (province, storeID)
        return try wraps.map { wrap throws(VaultError) in
            let dataKey = try Self.unwrap(wrap, dataClass, former, store)
            var fresh = wrap.row
            fresh.kekVersion = active.version
            let header = KeyWrap.Header(
                province: province, dataClass: dataClass, kekVersion: active.version,
                generation: fresh.generation)
            fresh.wrap = KeyWrap.wrap(
                dataKey, header: header, file: wrap.file, store: store, key: active.box.key)
            let again = try KeyWrap.unwrap(
                fresh.wrap, file: wrap.file, store: store, key: active.box.key)
            guard again.isEqual(to: dataKey) else { throw .damaged }
            return fresh
        }
    }

    /// Opens wraps of a class under a version of its key and no other, and compares their columns
    /// with what they say.
    ///
    /// - Throws: `classNotPermitted` for any permit but the rotation's; `wrongKeyOrContext`, …
    public func verify(
        _ wraps: [FileWrap], of dataClass: DataClass, under version: UInt32, permit: Permit
    ) throws(VaultError) {
        let opening = try rotating(wraps, dataClass, version: version, permit)
        let store = storeID
        for wrap in wraps { _ = try Self.unwrap(wrap, dataClass, opening, store) }
    }

    /// The key under which wraps of a class are, for who rotates it.
    private func rotating(
        _ wraps: [FileWrap], _ dataClass: DataClass, version: UInt32, _ permit: Permit
    ) throws(VaultError) -> (box: KeyBox, version: UInt32) {
        guard permit.system == .rotation else { throw .classNotPermitted }
        for wrap in wraps {
            try check(permit, seals: dataClass, of: wrap.file)
            count(dataClass)
        }
        return try key(.dataKeys, dataClass, version: version)
    }

    private static func unwrap(
        _ wrap: FileWrap, _ dataClass: DataClass, _ key: (box: KeyBox, version: UInt32),
        _ store: StoreID
    ) throws(VaultError) -> SecretKey {
        let header = try KeyWrap.header(of: wrap.row)
        guard header.dataClass == dataClass, header.kekVersion == key.version else {
            throw .wrongKeyOrContext
        }
        return try KeyWrap.unwrap(
            wrap.row.wrap, file: wrap.file, store: store, key: key.box.key)
    }
}
