internal import Basics
internal import Secrets

/// Ways of unsealing that a new epoch did not take along; an operator is told until they are there
/// again.
public struct DroppedSlots: OptionSet, Sendable {
    /// The bits, as they stand in the file.
    public let rawValue: UInt8

    /// Takes the bits of a file.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The slot of the credential file.
    public static let credential = DroppedSlots(rawValue: 1)
    /// A slot of a passphrase.
    public static let passphrase = DroppedSlots(rawValue: 2)
    /// All that has a meaning.
    static let all: DroppedSlots = [.credential, .passphrase]
}

/// The file of slots, with the committee where there is one (LAYOUT L-17, L-71).
struct SlotFile: Equatable {
    var epoch: UInt32
    var dropped: DroppedSlots = []
    var committee: Committee?
    var slots: [UnsealSlot]
    /// What the root key says of all bytes before; nil in a file of version 1, which had none.
    private(set) var tag: [UInt8]?
    /// The bytes that the tag is over.
    private var tagged: [UInt8] = []

    static let magic: [UInt8] = [0x53, 0x4C]
    static let tagByteCount = 32
    private static let tagPersonal: StaticString = "SL2.slotfile.tag"

    init(epoch: UInt32, committee: Committee? = nil, slots: [UnsealSlot] = []) {
        self.epoch = epoch
        self.committee = committee
        self.slots = slots
    }

    /// A number that no slot of the file has.
    var freeID: UInt32 { (slots.map(\.id).max() ?? 0) + 1 }

    // MARK: Slots

    /// Adds a slot that a credential opens, and gives its number.
    mutating func add(
        credential: borrowing SecretKey, root: borrowing SecretKey, store: StoreID
    ) throws(VaultError) -> UInt32 {
        let slot = UnsealSlot(type: .credential, id: freeID, epoch: epoch)
        try add(slot, root: root, store: store, key: credential)
        dropped.remove(.credential)
        return slot.id
    }

    /// Adds a slot that a passphrase opens, and gives its number.
    mutating func add(
        passphrase: borrowing SecretBuffer, cost: PasswordHash.Cost, root: borrowing SecretKey,
        store: StoreID
    ) throws(VaultError) -> UInt32 {
        let allowed =
            BasicsLimits.passphraseByteCountMin...BasicsLimits.passphraseByteCountMax
        guard allowed.contains(passphrase.byteCount) else { throw .unsuitablePassphrase }
        guard cost.isAllowed else { throw .weakPasswordHash }
        let salt = Random.bytes(PasswordHash.saltByteCount)
        let key = try RecordVault.key(passphrase, salt, cost)
        let slot = UnsealSlot(
            type: .passphrase, id: freeID, epoch: epoch, salt: salt, cost: cost)
        try add(slot, root: root, store: store, key: key)
        dropped.remove(.passphrase)
        return slot.id
    }

    private mutating func add(
        _ slot: UnsealSlot, root: borrowing SecretKey, store: StoreID, key: borrowing SecretKey
    ) throws(VaultError) {
        guard slots.count < VaultLimits.slotCount else { throw .limitExceeded }
        var slot = slot
        slot.seal(root: root, store: store, key: key)
        slots.append(slot)
    }

    // MARK: Writing

    /// The bytes, with the tag of the root key that the slots hold.
    func encoded(root: borrowing SecretKey, store: StoreID) -> [UInt8] {
        var bytes = Self.magic + [2, dropped.rawValue]
        bytes.appendBigEndian(epoch)
        bytes.appendBigEndian(UInt16(slots.count))
        let terms = committee?.terms
        bytes += [
            UInt8(terms?.custodians.count ?? 0), UInt8(terms?.membersNeeded ?? 0),
            UInt8(terms?.escrowMembersNeeded ?? 0),
        ]
        bytes.appendZeros(3)
        for custodian in committee?.custodians ?? [] { Self.append(custodian, to: &bytes) }
        for slot in slots { bytes += slot.encoded }
        return bytes + Self.tag(of: bytes, root: root, store: store)
    }

    private static func append(_ custodian: Committee.Custodian, to bytes: inout [UInt8]) {
        bytes += [custodian.terms.index, UInt8(custodian.terms.label.utf8.count)]
        bytes += custodian.terms.label.utf8
        bytes += custodian.terms.publicKey + custodian.box
        bytes += custodian.checkValue + custodian.proofKey
        bytes.appendBigEndian(custodian.since.milliseconds)
        bytes.appendBigEndian(custodian.provedAt.milliseconds)
    }

    private static func tag(
        of bytes: [UInt8], root: borrowing SecretKey, store: StoreID
    ) -> [UInt8] {
        let message = store.bytes + bytes
        return BLAKE2b.hash(message.rawSpan, key: root, personal: tagPersonal)
    }

    // MARK: Reading

    /// Whether the file is the one that was written under a root key.
    ///
    /// A file of version 1 has no tag; it is of the first epoch, in which there is no committee, so
    /// that nobody can put one in the place of a newer file.
    func isAuthentic(root: borrowing SecretKey, store: StoreID) -> Bool {
        guard let tag else { return epoch == 1 && committee == nil }
        return Sodium.areEqual(Self.tag(of: tagged, root: root, store: store), tag)
    }

    init(encoded bytes: [UInt8]) throws(VaultError) {
        var reader = ByteReader(bytes)
        do {
            guard try Array(reader.take(2)) == Self.magic else { throw VaultError.damagedSlots }
            switch try reader.integer(UInt8.self) {
            case 1: self = try Self.first(&reader)
            case 2:
                self = try Self.second(&reader)
                tagged = Array(bytes.dropLast(Self.tagByteCount))
            default: throw VaultError.damagedSlots
            }
            try reader.finish()
        } catch {
            throw .damagedSlots
        }
    }

    /// Version 1: slots alone.
    private static func first(_ reader: inout ByteReader) throws -> SlotFile {
        guard try reader.zeros(1) else { throw VaultError.damagedSlots }
        let count = Int(try reader.integer(UInt16.self))
        guard try reader.zeros(2) else { throw VaultError.damagedSlots }
        let file = SlotFile(epoch: 1, slots: try slots(count, &reader))
        guard file.slots.allSatisfy({ $0.epoch == 1 && $0.custodians == 0 }) else {
            throw VaultError.damagedSlots
        }
        return file
    }

    private static func second(_ reader: inout ByteReader) throws -> SlotFile {
        let dropped = DroppedSlots(rawValue: try reader.integer())
        let epoch = try reader.integer(UInt32.self)
        let slotCount = Int(try reader.integer(UInt16.self))
        let custodianCount = Int(try reader.integer(UInt8.self))
        let (needed, beside) = (try reader.integer(UInt8.self), try reader.integer(UInt8.self))
        guard try reader.zeros(3), dropped.isSubset(of: .all), epoch > 0 else {
            throw VaultError.damagedSlots
        }
        var custodians: [Committee.Custodian] = []
        for _ in 0..<custodianCount { custodians.append(try custodian(&reader)) }
        var file = SlotFile(epoch: epoch)
        file.dropped = dropped
        if custodians.isEmpty {
            guard needed == 0, beside == 0 else { throw VaultError.damagedSlots }
        } else {
            let terms = CommitteeTerms(
                membersNeeded: Int(needed), escrowMembersNeeded: Int(beside),
                custodians: custodians.map(\.terms))
            guard let terms else { throw VaultError.damagedSlots }
            file.committee = Committee(epoch: epoch, terms: terms, custodians: custodians)
        }
        file.slots = try slots(slotCount, &reader)
        file.tag = Array(try reader.take(tagByteCount))
        // Every slot is of the file's epoch, and its custodians are those of the file.
        let all = custodians.reduce(UInt32(0)) { $0 | CommitteeTerms.bit($1.terms.index) }
        guard file.slots.allSatisfy({ $0.epoch == epoch && $0.custodians & ~all == 0 }) else {
            throw VaultError.damagedSlots
        }
        return file
    }

    private static func slots(_ count: Int, _ reader: inout ByteReader) throws -> [UnsealSlot] {
        guard count <= VaultLimits.slotCount else { throw VaultError.damagedSlots }
        var slots: [UnsealSlot] = []
        for _ in 0..<count {
            slots.append(try UnsealSlot(encoded: try reader.take(UnsealSlot.byteCount)))
        }
        return slots
    }

    private static func custodian(_ reader: inout ByteReader) throws -> Committee.Custodian {
        let index = try reader.integer(UInt8.self)
        let count = Int(try reader.integer(UInt8.self))
        guard let label = String(validating: try reader.take(count), as: UTF8.self) else {
            throw VaultError.damagedSlots
        }
        return Committee.Custodian(
            terms: CommitteeTerms.Custodian(
                index: index, label: label, publicKey: Array(try reader.take(32))),
            box: Array(try reader.take(80)), checkValue: Array(try reader.take(32)),
            proofKey: Array(try reader.take(32)),
            since: Instant(milliseconds: try reader.integer()),
            provedAt: Instant(milliseconds: try reader.integer()))
    }
}
