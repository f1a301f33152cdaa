import Basics
public import Messages

extension WireBreakGlass {
    /// What an approval of the access signs the digest of: all that a person is shown (SPEC
    /// W-121); nil where an id is missing.
    public var signedBytes: [UInt8]? {
        guard let id = BreakGlassID(blob: access), let member = MemberID(blob: member),
            let file = FileID(blob: file)
        else { return nil }
        var bytes = Array("madar/1 break-glass".utf8)
        bytes.append(id)
        bytes.append(member)
        bytes.appendText(memberName)
        bytes.append(file)
        bytes.appendText(number)
        bytes.appendText(reason)
        bytes.append(lifeDanger ? 1 : 0)
        bytes.appendBigEndian(atMs)
        return bytes
    }
}
