public import Basics
import Mapping
import Merkle
public import Messages
import Secrets

/// The public half of a witness's key, as it stands in a text (SPEC W-147).
public struct WitnessKey: Equatable, Sendable {
    /// The name that stands in the witness's lines.
    public let name: String
    /// The Ed25519 key, 32 bytes.
    public let publicKey: [UInt8]
    /// The key as text.
    public let text: String

    /// Reads a key; nil where the text is none.
    public init?(text: String) {
        guard let key = NoteKey(text: text), key.algorithm == .cosignature,
            key.name.utf8.count <= ClientLimits.witnessNameByteCountMax
        else { return nil }
        name = key.name
        publicKey = key.publicKey
        self.text = text
    }
}

extension WireWitness {
    /// Whether it is trusted; what waits is then its removal.
    public var isTrusted: Bool { trustedAtMs != 0 }

    /// The key as text, by which a witness is compared and a proof verified; empty where name or key
    /// have not their form.
    public var keyText: String {
        NoteKey(name: name, publicKey: Array(key), algorithm: .cosignature)?.text ?? ""
    }
}

// Witnesses of the log.
extension DaemonClient {
    /// The witnesses that are trusted or wait to be.
    public func listWitnesses() async throws(ClientError) -> WireListWitnessesAnswer {
        try await ask(.listWitnesses, []) {
            try MessageCodec.decode(WireListWitnessesAnswer.self, from: $0)
        }
    }

    /// Proposes to trust a witness; a second person approves.
    public func trust(_ key: WitnessKey) async throws(ClientError) -> WitnessTrustID {
        let id = WitnessTrustID(high: Random.number(), low: Random.number())
        var request = WireChangeWitnessRequest()
        request.change = .trust
        request.witness = id.blob
        request.name = key.name
        request.key = key.publicKey.blob
        _ = try await change(request)
        return id
    }

    /// Asks that a witness be trusted no longer; tells whether a second person has to approve.
    public func remove(_ witness: WitnessTrustID) async throws(ClientError) -> Bool {
        var request = WireChangeWitnessRequest()
        request.change = .remove
        request.witness = witness.blob
        return try await change(request).needsApproval
    }

    private func change(
        _ request: WireChangeWitnessRequest
    ) async throws(ClientError) -> WireChangeWitnessAnswer {
        try await write(.changeWitness, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireChangeWitnessAnswer.self, from: $0)
        }
    }

    /// Approves the trust in a witness of a list, or its removal, as the second person: what is
    /// signed is the digest of what was listed.
    ///
    /// - Throws: `digestMismatch` where the daemon told another; nothing was signed then.
    public func approve(
        _ witness: WireWitness, from list: WireListWitnessesAnswer
    ) async throws(ClientError) {
        guard list.witnesses.contains(witness) else {
            throw ClientError(.precondition, outcome: .refused)
        }
        try await approve(
            .changeWitness, witness.witness, try Self.digest(of: witness),
            until: witness.expiresAtMs, logSize: list.logSize, store: list.store)
    }

    /// The digest of what a list tells of a witness that waits (SPEC W-149).
    ///
    /// - Throws: `digestMismatch` where the daemon told another.
    @discardableResult
    public static func digest(of witness: WireWitness) throws(ClientError) -> [UInt8] {
        guard let shown = witness.signedBytes, SHA256.hash(shown) == Array(witness.digest)
        else { throw ClientError(.digestMismatch) }
        return Array(witness.digest)
    }

    /// Hands in the note that a witness gave back.
    public func addCosignature(
        _ note: String
    ) async throws(ClientError) -> WireAddCosignatureAnswer {
        var request = WireAddCosignatureRequest()
        request.note = note
        return try await write(.addCosignature, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireAddCosignatureAnswer.self, from: $0)
        }
    }
}
