import Basics
public import Messages

extension WireBackupPlan {
    /// What an approval of a plan of backups signs the digest of: all that a person is shown
    /// (SPEC W-170); nil where an id is missing.
    public var signedBytes: [UInt8]? {
        guard let id = BackupPlanID(blob: plan), let asker = MemberID(blob: proposer) else {
            return nil
        }
        var bytes = Array("madar/1 backups".utf8)
        bytes.append(id)
        bytes.appendBigEndian(UInt16(clamping: recipients.count))
        for recipient in recipients { bytes += recipient }
        bytes.appendText(folder)
        bytes.appendText(keyFolder)
        bytes.appendBigEndian(UInt16(clamping: hours))
        bytes.appendBigEndian(UInt16(clamping: kept))
        bytes.append(asker)
        bytes.appendBigEndian(expiresAtMs)
        return bytes
    }
}
