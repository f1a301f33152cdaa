import Basics
import Messages
import Secrets

/// What an approval signs of an invitation (SPEC W-87).
enum InvitationDigest {
    /// The digest of what a list tells of an invitation; nil where it lacks an id.
    static func of(_ invitation: WireInvitation) -> [UInt8]? {
        guard let id = InvitationID(blob: invitation.invitation),
            let member = MemberID(blob: invitation.member),
            let issuer = MemberID(blob: invitation.issuer)
        else { return nil }
        var bytes = Array("madar/1 invitation".utf8)
        bytes.append(id)
        bytes.append(member)
        bytes.appendText(invitation.memberName)
        bytes.appendBigEndian(UInt16(clamping: invitation.roles.count))
        for grant in invitation.roles {
            guard let organisation = OrganisationID(blob: grant.organisation) else { return nil }
            bytes.appendText(grant.role)
            bytes.append(organisation)
        }
        bytes.append(issuer)
        bytes.appendBigEndian(invitation.expiresAtMs)
        return SHA256.hash(bytes)
    }
}

extension [UInt8] {
    fileprivate mutating func appendText(_ text: String) {
        appendBigEndian(UInt16(clamping: text.utf8.count))
        self += Array(text.utf8)
    }
}
