import Basics
public import Messages

extension WireDowngrade {
    /// What an approval of the lower level signs the digest of: all that a person is shown (SPEC
    /// W-121); nil where an id is missing.
    public func signedBytes(file: some Collection<UInt8>, number: String) -> [UInt8]? {
        guard let file = FileID(file), let act = ActID(blob: act),
            let author = MemberID(blob: author)
        else { return nil }
        var bytes = Array("madar/1 downgrade".utf8)
        bytes.append(file)
        bytes.appendText(number)
        bytes.append(act)
        bytes.appendBigEndian(sequence)
        bytes.appendText(standing)
        bytes.appendText(proposed)
        bytes.append(author)
        bytes.appendText(authorName)
        bytes.appendBigEndian(atMs)
        return bytes
    }
}
