import Basics
public import Messages

extension WireProposal {
    /// What an approval of the proposal signs the digest of: all that a person is shown (SPEC
    /// W-115); nil where an id is missing.
    public var signedBytes: [UInt8]? {
        guard let id = ProposalID(blob: proposal), let member = MemberID(blob: member),
            let proposer = MemberID(blob: proposer)
        else { return nil }
        var bytes = Array("madar/1 proposal".utf8)
        bytes.append(id)
        bytes.append(UInt8(truncatingIfNeeded: change.rawValue))
        bytes.append(member)
        bytes.appendText(memberName)
        if change == .grantRole {
            guard let organisation = OrganisationID(blob: role.organisation) else { return nil }
            bytes.appendText(role.role)
            bytes.append(organisation)
            bytes.appendText(role.organisationName)
            bytes.appendBigEndian(role.fromMs)
            bytes.appendBigEndian(role.untilMs)
        }
        bytes.append(proposer)
        bytes.appendBigEndian(expiresAtMs)
        return bytes
    }
}

extension [UInt8] {
    /// Appends a text with its length, so that two texts never run into each other.
    mutating func appendText(_ text: String) {
        appendBigEndian(UInt16(clamping: text.utf8.count))
        self += Array(text.utf8)
    }
}
