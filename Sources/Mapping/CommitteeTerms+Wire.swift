public import Basics
public import Messages

extension CommitteeTerms {
    /// Reads the terms of a committee; nil where they make none.
    public init?(_ wire: WireCommittee) {
        var custodians: [Custodian] = []
        for one in wire.custodians {
            guard let index = UInt8(exactly: one.index) else { return nil }
            custodians.append(
                Custodian(index: index, label: one.label, publicKey: Array(one.key)))
        }
        self.init(
            membersNeeded: Int(wire.membersNeeded),
            escrowMembersNeeded: Int(wire.escrowMembersNeeded), custodians: custodians)
    }
}

extension WireCommittee {
    /// A committee for which no secrets are made.
    public init(_ terms: CommitteeTerms) {
        self.init()
        membersNeeded = UInt32(terms.membersNeeded)
        escrowMembersNeeded = UInt32(terms.escrowMembersNeeded)
        custodians = terms.custodians.map { custodian in
            var one = WireCustodian()
            one.index = UInt32(custodian.index)
            one.label = custodian.label
            one.key = custodian.publicKey.blob
            return one
        }
    }
}

extension WireCommitteePlan {
    /// What an approval of a change of the committee signs the digest of: all that a person is shown
    /// (SPEC W-181); nil where an id is missing.
    public var signedBytes: [UInt8]? {
        guard let id = CommitteePlanID(blob: plan), let asker = MemberID(blob: proposer) else {
            return nil
        }
        var bytes = Array("madar/1 committee".utf8)
        bytes.append(id)
        bytes.appendBigEndian(committee.membersNeeded)
        bytes.appendBigEndian(committee.escrowMembersNeeded)
        bytes.appendBigEndian(UInt16(truncatingIfNeeded: committee.custodians.count))
        for custodian in committee.custodians {
            bytes.appendBigEndian(custodian.index)
            bytes.appendText(custodian.label)
            bytes += custodian.key
        }
        bytes.append(asker)
        bytes.appendBigEndian(expiresAtMs)
        return bytes
    }
}
