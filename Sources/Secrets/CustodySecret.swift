public import Basics

/// What one custodian holds of a store's unsealing: 32 random bytes, delivered in a box that only
/// his X25519 key opens (LAYOUT L-70).
///
/// Alone it opens nothing but with those of the others of an allowed set. It is bound to its epoch
/// and to the custodian's number, so that one of a former committee is told from a wrong one.
public struct CustodySecret: ~Copyable, Sendable {
    /// The secret.
    public let key: SecretKey
    /// The custodian's number.
    public let index: UInt8
    /// The epoch of the root key that it belongs to.
    public let epoch: UInt32

    private static let checkPersonal: StaticString = "US1.member.check"
    private static let proofPersonal: StaticString = "US1.member.proof"
    private static let setPersonal: StaticString = "US1.subset.slot_"

    /// Names a secret.
    public init(_ key: consuming SecretKey, index: UInt8, epoch: UInt32) {
        self.key = key
        self.index = index
        self.epoch = epoch
    }

    /// Opens the box that was sealed to a custodian.
    ///
    /// - Throws: `notAuthentic` where it was sealed to another key; `wrongLength`.
    public init(
        opening box: [UInt8], with key: borrowing AgreementKey, index: UInt8, epoch: UInt32
    ) throws(SecretsError) {
        var bytes = try SealedBox.open(box.rawSpan, with: key)
        self.init(try SecretKey(wiping: &bytes), index: index, epoch: epoch)
    }

    /// The secret, sealed to a custodian's key: 80 bytes.
    ///
    /// - Throws: `wrongLength`, or `weakPublicKey`.
    public borrowing func sealed(to publicKey: [UInt8]) throws(SecretsError) -> [UInt8] {
        try key.withBytes { (bytes) throws(SecretsError) in
            try SealedBox.seal(bytes, to: publicKey.rawSpan)
        }
    }

    /// The secret, then number and epoch, in guarded memory.
    private borrowing func message() -> SecretBuffer {
        var place = [index]
        place.appendBigEndian(epoch)
        let message = SecretBuffer(byteCount: SecretKey.byteCount + place.count)
        unsafe message.withMutableBytes { target in
            key.withBytes { bytes in
                unsafe bytes.withUnsafeBytes { unsafe target.copyMemory(from: $0) }
            }
            for (offset, byte) in place.enumerated() {
                unsafe target[SecretKey.byteCount + offset] = byte
            }
        }
        return message
    }

    /// What tells whether it is the right one, 32 bytes; it tells nothing else.
    public borrowing func checkValue() -> [UInt8] {
        unsafe message().withBytes { bytes in
            unsafe BLAKE2b.hash(bytes.bytes, personal: Self.checkPersonal)
        }
    }

    /// The key with which its holder proves that he has it, without telling it: whoever stores its
    /// public half can check a proof and make none.
    public borrowing func proofKey() -> SigningKey {
        let seed = unsafe message().withBytes { bytes in
            unsafe BLAKE2b.key(of: bytes.bytes, personal: Self.proofPersonal)
        }
        return SigningKey(seed: seed)
    }

    /// The key of the slot that the holders of some secrets open together.
    ///
    /// - Parameter secrets: by number, ascending.
    public static func slotKey(
        slot: UInt32, epoch: UInt32, secrets: [KeyBox]
    ) -> SecretKey {
        var place: [UInt8] = []
        place.appendBigEndian(slot)
        place.appendBigEndian(epoch)
        let message = SecretBuffer(byteCount: place.count + secrets.count * SecretKey.byteCount)
        unsafe message.withMutableBytes { target in
            for (offset, byte) in place.enumerated() { unsafe target[offset] = byte }
            for (number, secret) in secrets.enumerated() {
                let start = place.count + number * SecretKey.byteCount
                secret.key.withBytes { bytes in
                    for offset in 0..<SecretKey.byteCount {
                        unsafe target[start + offset] =
                            bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
                    }
                }
            }
        }
        return unsafe message.withBytes { bytes in
            unsafe BLAKE2b.key(of: bytes.bytes, personal: setPersonal)
        }
    }

    /// What a custodian signs with his proof key: for what, of which store and epoch, and the number
    /// that was used once.
    public static func statement(
        _ purpose: Purpose, store: StoreID, epoch: UInt32, index: UInt8, nonce: CustodyNonce
    ) -> [UInt8] {
        var statement = Array("madar/1 custody".utf8)
        statement.append(purpose.rawValue)
        statement.append(store)
        statement.appendBigEndian(epoch)
        statement.append(index)
        statement.append(nonce)
        return statement
    }

    /// For what a custodian proves that he has his secret (SPEC W-183).
    public enum Purpose: UInt8, Sendable {
        /// That he could open the store.
        case drill = 1
        /// That the committee may change.
        case change = 2
    }
}
