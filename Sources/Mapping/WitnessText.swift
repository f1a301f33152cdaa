import Basics
public import Messages

extension WireWitness {
    /// What an approval of the trust in a witness, or of its removal, signs the digest of: all that
    /// a person is shown (SPEC W-149); nil where an id is missing.
    public var signedBytes: [UInt8]? {
        let isRemoval = trustedAtMs != 0
        guard let id = WitnessTrustID(blob: witness),
            let asker = MemberID(blob: isRemoval ? remover : proposer)
        else { return nil }
        var bytes = Array("madar/1 witness".utf8)
        bytes.append(
            UInt8((isRemoval ? WireWitnessChange.remove : WireWitnessChange.trust).rawValue))
        bytes.append(id)
        bytes.appendText(name)
        bytes += key
        bytes.append(asker)
        bytes.appendBigEndian(expiresAtMs)
        return bytes
    }
}
