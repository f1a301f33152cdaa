public import Basics
public import Secrets

/// The custodians of a store's root key in one epoch, and who of them opens together (LAYOUT L-70).
public struct Committee: Equatable, Sendable {
    /// A custodian with his secret, sealed to him.
    public struct Custodian: Equatable, Sendable {
        /// His number, name and key.
        public let terms: CommitteeTerms.Custodian
        /// His secret in a box for his key, 80 bytes.
        public let box: [UInt8]
        /// What tells whether a secret is his, 32 bytes.
        let checkValue: [UInt8]
        /// The Ed25519 key that checks his proofs, 32 bytes.
        public let proofKey: [UInt8]
        /// Since when he has this secret.
        public let since: Instant
        /// When he last proved that he has it; the epoch's beginning for never.
        public internal(set) var provedAt: Instant

        /// Whether a secret is the one that was made for him, told in constant time.
        public func holds(_ secret: borrowing CustodySecret) -> Bool {
            secret.index == terms.index
                && Sodium.areEqual(secret.checkValue(), checkValue)
        }

        /// Whether a signature over a statement is his.
        public func hasSigned(_ statement: [UInt8], _ signature: [UInt8]) -> Bool {
            SigningKey.isValid(
                signature: signature.rawSpan, of: statement.rawSpan, by: proofKey.rawSpan)
        }
    }

    /// The epoch of the root key that they open.
    public let epoch: UInt32
    /// Who of them opens together.
    public let terms: CommitteeTerms
    /// They, by number.
    public internal(set) var custodians: [Custodian]

    /// A custodian; nil for a number that nobody has.
    public subscript(index: UInt8) -> Custodian? {
        custodians.first { $0.terms.index == index }
    }

    /// Makes a secret for each custodian and gives with them the slots of every allowed set, numbered
    /// from 1; the secrets are wiped when the call returns.
    static func make(
        _ terms: CommitteeTerms, epoch: UInt32, root: borrowing SecretKey, store: StoreID,
        at time: Instant
    ) throws(VaultError) -> (committee: Committee, slots: [UnsealSlot]) {
        var secrets: [UInt8: KeyBox] = [:]
        var custodians: [Custodian] = []
        for custodian in terms.custodians {
            let secret = CustodySecret(SecretKey(), index: custodian.index, epoch: epoch)
            let box: [UInt8]
            do throws(SecretsError) {
                box = try secret.sealed(to: custodian.publicKey)
            } catch {
                throw .unsuitableKey
            }
            custodians.append(
                Custodian(
                    terms: custodian, box: box, checkValue: secret.checkValue(),
                    proofKey: secret.proofKey().publicKey, since: time,
                    provedAt: Instant(milliseconds: 0)))
            secrets[custodian.index] = KeyBox(secret.key.copy())
        }
        var slots: [UnsealSlot] = []
        for (number, set) in terms.sets.enumerated() {
            let indices = CommitteeTerms.indices(of: set)
            let isEscrow = indices.contains { $0 >= BasicsLimits.firstEscrowIndex }
            var slot = UnsealSlot(
                type: isEscrow ? .escrow : .quorum, id: UInt32(number + 1), epoch: epoch,
                custodians: set)
            let key = CustodySecret.slotKey(
                slot: slot.id, epoch: epoch, secrets: indices.compactMap { secrets[$0] })
            slot.seal(root: root, store: store, key: key)
            slots.append(slot)
        }
        return (Committee(epoch: epoch, terms: terms, custodians: custodians), slots)
    }
}
