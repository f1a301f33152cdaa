import Basics
public import Messages

extension WireRestoration {
    /// What the second person signs the digest of: both heads of the log, and who signed first
    /// (SPEC W-175); nil where an id is missing.
    public var signedBytes: [UInt8]? {
        guard let id = RestorationID(blob: restoration), let first = MemberID(blob: proposer)
        else { return nil }
        var bytes = Array("madar/1 restoration".utf8)
        bytes.append(id)
        bytes.appendText(note)
        bytes.appendText(lost)
        bytes.appendBigEndian(atMs)
        bytes.append(first)
        bytes.appendText(proposedBy)
        bytes.appendBigEndian(expiresAtMs)
        return bytes
    }
}
