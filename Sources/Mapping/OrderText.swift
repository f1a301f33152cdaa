internal import Basics
public import Messages

extension WireOrder {
    /// What an approval of the order signs the digest of: all that a person is shown (SPEC W-155);
    /// nil where an id is missing.
    public var signedBytes: [UInt8]? {
        guard let id = OrderID(blob: order), let asker = MemberID(blob: asked.member) else {
            return nil
        }
        var bytes = Array("madar/1 order".utf8)
        bytes.append(id)
        bytes.append(UInt8(truncatingIfNeeded: kind.rawValue))
        bytes.append(UInt8(truncatingIfNeeded: ground.rawValue))
        bytes.append(FileID(blob: file) ?? .zero)
        bytes.appendText(number)
        bytes.append(MemberID(blob: member) ?? .zero)
        bytes.appendText(memberName)
        bytes.appendBigEndian(classes)
        bytes.appendBigEndian(UInt16(clamping: sequences.count))
        for sequence in sequences { bytes.appendBigEndian(sequence) }
        bytes.appendText(reason)
        bytes.appendBigEndian(request)
        bytes.append(asker)
        bytes.appendText(asked.name)
        bytes.appendBigEndian(asked.atMs)
        bytes.appendBigEndian(expiresAtMs)
        return bytes
    }
}
