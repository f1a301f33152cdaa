internal import Basics
internal import Secrets

/// An epoch of the root key that is made and not in force: its slots, and its root key sealed under
/// the present one (LAYOUT L-72).
struct NextEpoch {
    /// The change of the committee by which it was made.
    let plan: CommitteePlanID
    /// What its custodians' proofs are bound to.
    let nonce: CustodyNonce
    var file: SlotFile
    let root: KeyBox

    private static let magic: [UInt8] = [0x53, 0x4E]
    private static let label = Array("ST1.next".utf8)
    private static let personal: StaticString = "SN1.derive+commt"
    private static let headerByteCount = 40
    private static let sealedByteCount = 104

    func encoded(store: StoreID, former: borrowing SecretKey) -> [UInt8] {
        let slots = file.encoded(root: root.key, store: store)
        var bytes = Self.magic + [1, 0]
        bytes.append(plan)
        bytes.append(nonce)
        bytes.appendBigEndian(UInt32(slots.count))
        bytes += slots
        let context = Self.label + store.bytes + bytes
        root.key.withBytes { key in
            CommittingAEAD.seal(
                key, context: context.rawSpan, personal: Self.personal, key: former,
                appendingTo: &bytes)
        }
        return bytes
    }

    init(plan: CommitteePlanID, nonce: CustodyNonce, file: SlotFile, root: KeyBox) {
        self.plan = plan
        self.nonce = nonce
        self.file = file
        self.root = root
    }

    /// Opens what was written under the root key in force.
    init(encoded bytes: [UInt8], store: StoreID, former: borrowing SecretKey) throws(VaultError) {
        let end = bytes.count - Self.sealedByteCount
        guard end > Self.headerByteCount, bytes.starts(with: Self.magic + [1, 0]) else {
            throw .damagedSlots
        }
        var reader = ByteReader(bytes[4..<Self.headerByteCount])
        do throws(ByteReaderError) {
            plan = try reader.identifier()
            nonce = try reader.identifier()
            guard try reader.integer(UInt32.self) == UInt32(end - Self.headerByteCount) else {
                throw ByteReaderError.trailing
            }
        } catch {
            throw .damagedSlots
        }
        let context = Self.label + store.bytes + bytes[..<end]
        var key = try Sealed.open(
            bytes, from: end, context: context.rawSpan, personal: Self.personal, key: former)
        root = KeyBox(try Sealed.key(&key))
        file = try SlotFile(encoded: Array(bytes[Self.headerByteCount..<end]))
        guard file.committee != nil, file.isAuthentic(root: root.key, store: store) else {
            throw .damagedSlots
        }
    }
}
