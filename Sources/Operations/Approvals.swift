internal import Basics
public import Registry
internal import Secrets

/// What a second person signs, and how it is checked.
public enum Approvals {
    /// What stands before every signed statement, so that a signature is good for nothing else.
    public static let label = "madar/1 approval"

    /// The digest of an invitation: who is invited, as what, where, until when.
    public static func digest(of invitation: Invitation, for member: Member) -> [UInt8] {
        var bytes = Array("madar/1 invitation".utf8)
        bytes.append(invitation.id)
        bytes.append(member.id)
        bytes.appendText(member.name)
        bytes.appendBigEndian(UInt16(clamping: member.roles.count))
        for role in member.roles {
            bytes.appendText(role.role)
            bytes.append(role.organisation)
        }
        bytes.append(invitation.issuer)
        bytes.appendBigEndian(invitation.expires.milliseconds)
        return SHA256.hash(bytes)
    }

    /// The digest of what a list shows of something that waits for approval.
    public static func digest(of shown: [UInt8]) -> [UInt8] { SHA256.hash(shown) }

    /// Whether a signature over a statement, as received, is that of a device's holder.
    public static func isValid(
        signature: [UInt8], of statement: [UInt8], by device: Device
    ) -> Bool {
        let signed = Array(label.utf8) + statement
        return SigningKey.isValid(
            signature: signature.rawSpan, of: signed.rawSpan,
            by: device.signingKey.rawSpan)
    }
}

extension [UInt8] {
    /// Appends a text with its length, so that two texts never run into each other.
    fileprivate mutating func appendText(_ text: String) {
        appendBigEndian(UInt16(clamping: text.utf8.count))
        self += Array(text.utf8)
    }
}
