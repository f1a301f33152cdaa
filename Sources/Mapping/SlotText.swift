import Basics
public import Messages

extension WireSlotPlan {
    /// What an approval of a new slot signs the digest of: all that a person is shown (SPEC W-185);
    /// nil where an id is missing.
    public var signedBytes: [UInt8]? {
        guard let id = SlotPlanID(blob: plan), let first = MemberID(blob: proposer) else {
            return nil
        }
        var bytes = Array("madar/1 slot".utf8)
        bytes.append(id)
        bytes.append(UInt8(clamping: change.rawValue))
        bytes.append(first)
        bytes.appendText(proposedBy)
        bytes.appendBigEndian(expiresAtMs)
        return bytes
    }
}
