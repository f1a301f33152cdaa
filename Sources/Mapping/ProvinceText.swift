import Basics
public import Messages

extension WireProvince {
    /// What an approval of the trust in a province signs the digest of: all that a person is shown
    /// (SPEC W-140); nil where an id is missing.
    public var signedBytes: [UInt8]? {
        guard let id = ProvinceTrustID(blob: province), let proposer = MemberID(blob: proposer)
        else { return nil }
        var bytes = Array("madar/1 trust".utf8)
        bytes.append(id)
        bytes.appendText(code)
        bytes.appendText(address)
        bytes += staticKey
        bytes += transferKey
        bytes += logKey
        bytes.appendBigEndian(madeAtMs)
        bytes.append(proposer)
        bytes.appendBigEndian(expiresAtMs)
        return bytes
    }
}
