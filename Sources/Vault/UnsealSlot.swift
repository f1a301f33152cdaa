internal import Basics
internal import Secrets

/// How a slot is opened (LAYOUT L-16); 2 (quorum) and 3 (escrow) are reserved.
public enum SlotType: UInt8, Sendable {
    /// A credential file of 32 bytes.
    case credential = 1
    /// A passphrase under Argon2id.
    case passphrase = 4
}

/// The root key sealed for one way of unsealing: US1 and what stands beside it (LAYOUT L-16).
struct UnsealSlot: Equatable {
    var type: SlotType
    var id: UInt32
    var epoch: UInt32
    var salt: [UInt8]
    var cost: PasswordHash.Cost
    /// Nonce, commitment, ciphertext and tag, 104 bytes.
    var sealed: [UInt8]

    /// US1 and the 24 bytes beside it.
    static let byteCount = 144
    static let magic: [UInt8] = [0x55, 0x53]
    static let label = Array("ST1.slot".utf8)
    static let personal: StaticString = "US1.derive+commt"
    static let noSalt = [UInt8](repeating: 0, count: PasswordHash.saltByteCount)
    static let noCost = PasswordHash.Cost(operations: 0, memoryKibibytes: 0)

    private var header: [UInt8] {
        var header = Self.magic + [1, type.rawValue]
        header.appendBigEndian(id)
        header.appendBigEndian(epoch)
        header.appendZeros(4)
        return header
    }

    private var parameters: [UInt8] {
        var parameters = salt
        parameters.appendBigEndian(cost.operations)
        parameters.appendBigEndian(cost.memoryKibibytes)
        return parameters
    }

    private func context(store: StoreID) -> [UInt8] {
        var context = Self.label
        context.append(store)
        context += header
        context += parameters
        return context
    }

    var encoded: [UInt8] { header + sealed + parameters }

    mutating func seal(
        root: borrowing SecretKey, store: StoreID, key: borrowing SecretKey
    ) {
        sealed = []
        let context = context(store: store)
        var output: [UInt8] = []
        root.withBytes { bytes in
            unsafe CommittingAEAD.seal(
                bytes, context: context.span.bytes, personal: Self.personal, key: key,
                appendingTo: &output)
        }
        sealed = output
    }

    func open(store: StoreID, key: borrowing SecretKey) throws(VaultError) -> SecretKey {
        let context = context(store: store)
        var bytes = try Sealed.open(
            sealed, from: 0, context: context.rawSpan, personal: Self.personal, key: key)
        return try Sealed.key(&bytes)
    }

    init(type: SlotType, id: UInt32, epoch: UInt32, salt: [UInt8], cost: PasswordHash.Cost) {
        self.type = type
        self.id = id
        self.epoch = epoch
        self.salt = salt
        self.cost = cost
        sealed = []
    }

    init(encoded bytes: ArraySlice<UInt8>) throws(VaultError) {
        var reader = ByteReader(bytes)
        do throws(ByteReaderError) {
            guard try Array(reader.take(2)) == Self.magic else { throw ByteReaderError.trailing }
            let version = try reader.integer(UInt8.self)
            guard let type = SlotType(rawValue: try reader.integer()), version == 1 else {
                throw ByteReaderError.trailing
            }
            self.type = type
            id = try reader.integer()
            epoch = try reader.integer()
            guard try reader.zeros(4) else { throw ByteReaderError.trailing }
            sealed = Array(try reader.take(104))
            salt = Array(try reader.take(PasswordHash.saltByteCount))
            cost = PasswordHash.Cost(
                operations: try reader.integer(), memoryKibibytes: try reader.integer())
            try reader.finish()
        } catch {
            throw .damagedSlots
        }
        if type == .credential, salt != Self.noSalt || cost != Self.noCost {
            throw .damagedSlots
        }
    }
}

/// The file of slots (LAYOUT L-17).
struct SlotFile {
    var slots: [UnsealSlot]

    static let magic: [UInt8] = [0x53, 0x4C]

    var encoded: [UInt8] {
        var bytes = Self.magic + [1, 0]
        bytes.appendBigEndian(UInt16(slots.count))
        bytes.appendZeros(2)
        for slot in slots { bytes += slot.encoded }
        return bytes
    }

    init(slots: [UnsealSlot]) { self.slots = slots }

    init(encoded bytes: [UInt8]) throws(VaultError) {
        var reader = ByteReader(bytes)
        slots = []
        do {
            guard try Array(reader.take(2)) == Self.magic, try reader.integer(UInt8.self) == 1,
                try reader.zeros(1)
            else { throw VaultError.damagedSlots }
            let count = Int(try reader.integer(UInt16.self))
            guard try reader.zeros(2), count <= VaultLimits.slotCount else {
                throw VaultError.damagedSlots
            }
            for _ in 0..<count {
                slots.append(try UnsealSlot(encoded: try reader.take(UnsealSlot.byteCount)))
            }
            try reader.finish()
        } catch {
            throw .damagedSlots
        }
    }
}
