import Basics
public import Circuit
public import Messages

extension WirePendingChange {
    /// What an approval of it signs the digest of: all that a person is shown (SPEC W-121); nil where
    /// an id is missing.
    public func signedBytes(
        _ kind: PendingKind, file: some Collection<UInt8>, number: String
    ) -> [UInt8]? {
        guard let file = FileID(file), let act = ActID(blob: act),
            let author = MemberID(blob: author)
        else { return nil }
        var bytes: [UInt8] =
            switch kind {
            case .risk: Array("madar/1 downgrade".utf8)
            case .stage: Array("madar/1 stage".utf8)
            }
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
