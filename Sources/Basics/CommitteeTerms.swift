/// Who together may open a store: members of a committee, and escrow keys that lie apart
/// (LAYOUT L-70).
///
/// A custodian is either; his number is 1 to 10 for a member and 17 to 20 for an escrow key, and
/// bit `number − 1` of a bitmap stands for him.
public struct CommitteeTerms: Equatable, Sendable {
    /// A custodian, before a secret was made for him.
    public struct Custodian: Equatable, Sendable {
        /// His number.
        public let index: UInt8
        /// What people call him; at most 120 bytes of UTF-8.
        public let label: String
        /// His X25519 key, 32 bytes.
        public let publicKey: [UInt8]

        /// Names a custodian.
        public init(index: UInt8, label: String, publicKey: [UInt8]) {
            self.index = index
            self.label = label
            self.publicKey = publicKey
        }

        /// Whether it is an escrow key, and not a member.
        public var isEscrow: Bool { index >= BasicsLimits.firstEscrowIndex }
    }

    /// How many members open together.
    public let membersNeeded: Int
    /// How many members an escrow key takes beside it; 0 where it opens alone.
    public let escrowMembersNeeded: Int
    /// The custodians, by number.
    public let custodians: [Custodian]

    /// Joins terms; nil where one member would open alone, an escrow key would add nothing, a
    /// custodian is there twice, or there would be too many sets.
    public init?(membersNeeded: Int, escrowMembersNeeded: Int, custodians: [Custodian]) {
        self.membersNeeded = membersNeeded
        self.escrowMembersNeeded = escrowMembersNeeded
        self.custodians = custodians
        let members = Array(custodians.prefix { !$0.isEscrow })
        let escrows = custodians.dropFirst(members.count)
        let first = BasicsLimits.firstEscrowIndex
        guard members.map(\.index) == members.indices.map({ UInt8($0 + 1) }),
            escrows.map(\.index) == escrows.indices.map({ first + UInt8($0 - members.count) }),
            members.count <= BasicsLimits.committeeMembersMax,
            escrows.count <= BasicsLimits.escrowKeysMax,
            (2...max(members.count, 2)).contains(membersNeeded), members.count >= membersNeeded,
            (0..<membersNeeded).contains(escrowMembersNeeded),
            !escrows.isEmpty || escrowMembersNeeded == 0,
            Set(custodians.map(\.publicKey)).count == custodians.count,
            Set(custodians.map(\.label)).count == custodians.count,
            custodians.allSatisfy({ $0.publicKey.count == 32 && Self.isLabel($0.label) })
        else { return nil }
        let quorums = Self.choices(members.count, membersNeeded)
        let beside = Self.choices(members.count, escrowMembersNeeded) * escrows.count
        guard quorums <= BasicsLimits.quorumSetsMax,
            quorums + beside <= BasicsLimits.committeeSetsMax
        else { return nil }
    }

    /// Whether a text may name a custodian: it is shown in one line.
    public static func isLabel(_ text: String) -> Bool {
        (1...BasicsLimits.custodianLabelByteCountMax).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }

    /// The bit of a custodian's number.
    public static func bit(_ index: UInt8) -> UInt32 {
        (1...32).contains(index) ? 1 << UInt32(index - 1) : 0
    }

    /// The numbers in a bitmap, ascending.
    public static func indices(of bitmap: UInt32) -> [UInt8] {
        (1...32).filter { bitmap & bit($0) != 0 }
    }

    /// The members' bits.
    private var members: UInt32 { bits { !$0.isEscrow } }
    /// The escrow keys' bits.
    private var escrows: UInt32 { bits(\.isEscrow) }

    private func bits(_ holds: (Custodian) -> Bool) -> UInt32 {
        custodians.filter(holds).reduce(0) { $0 | Self.bit($1.index) }
    }

    /// Every set of custodians that opens and of which no part does, as bitmaps: the quorums, then
    /// those with an escrow key.
    public var sets: [UInt32] {
        let ofMembers = { Self.subsets(of: members, count: $0) }
        return ofMembers(membersNeeded)
            + Self.indices(of: escrows).flatMap { escrow in
                ofMembers(escrowMembersNeeded).map { $0 | Self.bit(escrow) }
            }
    }

    /// Whether these custodians together open.
    public func opens(_ present: UInt32) -> Bool {
        let count = (present & members).nonzeroBitCount
        return count >= membersNeeded
            || present & escrows != 0 && count >= escrowMembersNeeded
    }

    /// Whether so many have proved that they hold their secrets that the old ones may go: a quorum
    /// of members, and every escrow key.
    public func isProved(_ proved: UInt32) -> Bool {
        (proved & members).nonzeroBitCount >= membersNeeded && proved & escrows == escrows
    }

    private static func subsets(of bitmap: UInt32, count: Int) -> [UInt32] {
        guard count > 0 else { return [0] }
        var found: [UInt32] = []
        let all = indices(of: bitmap)
        for (place, index) in all.enumerated() {
            let rest = all[(place + 1)...].reduce(UInt32(0)) { $0 | bit($1) }
            guard rest.nonzeroBitCount >= count - 1 else { break }
            found += subsets(of: rest, count: count - 1).map { $0 | bit(index) }
        }
        return found
    }

    private static func choices(_ all: Int, _ chosen: Int) -> Int {
        (0..<chosen).reduce(1) { $0 * (all - $1) / ($1 + 1) }
    }
}
