internal import Basics
internal import Secrets

/// How a slot is opened (LAYOUT L-16).
public enum SlotType: UInt8, Sendable {
    /// A credential file of 32 bytes.
    case credential = 1
    /// The secrets of a quorum of members.
    case quorum = 2
    /// The secret of an escrow key, with those of members where the terms say so.
    case escrow = 3
    /// A passphrase under Argon2id.
    case passphrase = 4
}

/// The root key sealed for one way of unsealing: US1 and what stands beside it (LAYOUT L-16).
struct UnsealSlot: Equatable {
    var type: SlotType
    var id: UInt32
    var epoch: UInt32
    /// The custodians who open it together (LAYOUT L-70); 0 for the types that need none.
    var custodians: UInt32
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
        header.appendBigEndian(custodians)
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

    init(
        type: SlotType, id: UInt32, epoch: UInt32, custodians: UInt32 = 0,
        salt: [UInt8] = Self.noSalt, cost: PasswordHash.Cost = Self.noCost
    ) {
        self.type = type
        self.id = id
        self.epoch = epoch
        self.custodians = custodians
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
            custodians = try reader.integer()
            sealed = Array(try reader.take(104))
            salt = Array(try reader.take(PasswordHash.saltByteCount))
            cost = PasswordHash.Cost(
                operations: try reader.integer(), memoryKibibytes: try reader.integer())
            try reader.finish()
        } catch {
            throw .damagedSlots
        }
        let isOfCustodians = type == .quorum || type == .escrow
        guard isOfCustodians == (custodians != 0),
            type == .passphrase || salt == Self.noSalt && cost == Self.noCost
        else { throw .damagedSlots }
    }
}
