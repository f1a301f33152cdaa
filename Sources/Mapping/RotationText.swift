import Basics
public import Messages

extension WireRotation {
    /// What an approval of a rotation signs the digest of: all that a person is shown (SPEC W-161);
    /// nil where an id is missing.
    public var signedBytes: [UInt8]? {
        guard let id = RotationID(blob: rotation), let planner = MemberID(blob: planner),
            let dataClass = UInt8(exactly: dataClass)
        else { return nil }
        // The key of no class says which it is.
        let kind = [0, 1].contains(kind) ? [] : [UInt8(truncatingIfNeeded: kind)]
        // That an old key goes is no rotation, and how many backups go with it is part of it.
        let isRetirement = state == .retirement
        var bytes = Array((isRetirement ? "madar/1 retirement" : "madar/1 rotation").utf8)
        bytes.append(id)
        bytes += [dataClass, compromised ? 1 : 0] + kind
        bytes.append(planner)
        bytes.appendText(plannedBy)
        bytes.appendBigEndian(plannedAtMs)
        bytes.appendBigEndian(untilMs)
        if isRetirement { bytes.appendBigEndian(backupsNeeding) }
        return bytes
    }
}

extension WireRenewal {
    /// What an approval of an order of new data keys signs the digest of: all that a person is shown
    /// (SPEC W-163); nil where an id is missing.
    public var signedBytes: [UInt8]? {
        guard let id = RenewalID(blob: renewal), let planner = MemberID(blob: planner),
            let classes = UInt8(exactly: classes)
        else { return nil }
        var bytes = Array("madar/1 renewal".utf8)
        bytes.append(id)
        bytes.append(classes)
        bytes.append(planner)
        bytes.appendText(plannedBy)
        bytes.appendBigEndian(plannedAtMs)
        bytes.appendBigEndian(untilMs)
        bytes.appendBigEndian(UInt16(clamping: files.count))
        for file in files {
            guard let file = FileID(blob: file) else { return nil }
            bytes.append(file)
        }
        return bytes
    }
}
