import Basics
public import Messages

extension WirePublication {
    /// What its hash is of: province, period, definition and tables (SPEC W-214).
    public var publishedBytes: [UInt8] {
        var bytes = Array("madar/1 published".utf8)
        bytes.appendText(province)
        bytes.appendBigEndian(fromDay)
        bytes.appendBigEndian(untilDay)
        bytes.appendBigEndian(definitionVersion)
        bytes += definitionHash
        bytes.appendBigEndian(base)
        bytes.appendBigEndian(UInt16(clamping: tables.count))
        for table in tables {
            bytes.appendText(table.code)
            bytes.append(UInt8(clamping: table.state.rawValue))
            bytes.appendText(table.indicator)
            bytes.appendText(table.measure)
            bytes.append(UInt8(clamping: table.rungs))
            bytes.append(UInt8(clamping: table.reason.rawValue))
            bytes.append(UInt8(clamping: table.dimensions.count))
            for dimension in table.dimensions {
                bytes.appendText(dimension.code)
                bytes.appendBigEndian(UInt16(clamping: dimension.values.count))
                for value in dimension.values { bytes.appendText(value) }
            }
            bytes.appendBigEndian(UInt16(clamping: table.cells.count))
            for cell in table.cells { bytes.appendBigEndian(cell) }
        }
        return bytes
    }

    /// What an approval of a publication signs the digest of: its hash, and who proposed it (SPEC
    /// W-215); nil where an id is missing.
    ///
    /// - Parameter hash: of what it shows, as whoever signs has made it.
    public func signedBytes(hash: [UInt8]) -> [UInt8]? {
        guard let id = PublicationID(blob: publication), let proposer = MemberID(blob: proposer)
        else { return nil }
        var bytes = Array("madar/1 publication".utf8)
        bytes.append(id)
        bytes += hash
        bytes.append(proposer)
        bytes.appendText(proposedBy)
        bytes.appendBigEndian(proposedAtMs)
        bytes.appendBigEndian(expiresAtMs)
        return bytes
    }
}
