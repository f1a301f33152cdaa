import Basics
import Merkle
import Secrets
import Support
import Testing

/// Cosignatures and what is carried in files (SPEC W-147, W-148).
@Suite struct WitnessNoteTests {
    // Made by another implementation of Ed25519 and SHA-256: the log's seed is the bytes 32 to 63,
    // the witness's the bytes 0 to 31.
    private static let origin = "madar/00112233445566778899aabbccddeeff"
    private static let text = origin + "\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    private static let logLine =
        "\u{2014} madar/00112233445566778899aabbccddeeff "
        + "+llwUnUHA3Pzy4mxCJaoFWw42ajA5js8TAQoAmOJpa0TJ0/KTXyZoTZb/gDU5Rlq9CveZM23AyyQtiJhPuPOajzM"
        + "kwQ=\n"
    private static let witnessLine =
        "\u{2014} witness.example/w1 "
        + "519lMgAAAABkGFDLOdf+31/8z1BdGSkSUZAwRFymHpWAywDhUX1MpPvLSgNOuOC0R6nwyDKOSDKlojyGsY1xePLK"
        + "PytcetQ0PsMLBA==\n"
    private static let witnessKey =
        "witness.example/w1+e75f6532+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    private static let time = Instant(milliseconds: 1_679_315_147_000)

    private func seed(_ first: UInt8) throws -> SecretKey {
        var bytes = (0..<32).map { first + UInt8($0) }
        return try SecretKey(wiping: &bytes)
    }

    @Test func aCosignedNoteHasTheBytesOfAnotherImplementation() throws {
        let log = SigningKey(seed: try seed(32))
        let witness = SigningKey(seed: try seed(0))
        let logKey = try #require(NoteKey(name: Self.origin, publicKey: log.publicKey))
        let key = try #require(NoteKey(text: Self.witnessKey))
        #expect(key.algorithm == .cosignature && key.publicKey == witness.publicKey)
        #expect(key.text == Self.witnessKey)
        var note = SignedNote(Self.text, signer: log, key: logKey)
        note.cosign(with: witness, key: key, at: Self.time.adding(seconds: 0))
        #expect(note.encoded == Self.text + "\n" + Self.logLine + Self.witnessLine)
        let read = try SignedNote(encoded: Array(note.encoded.utf8))
        #expect(try read.cosignedAt(by: key) == Self.time)
        try read.verify(keys: [logKey, key])
        // The log's key under the witness's algorithm is another key.
        let other = try #require(
            NoteKey(name: key.name, publicKey: key.publicKey, algorithm: .signature))
        #expect(other.hash != key.hash)
        #expect(try read.cosignedAt(by: other) == nil)
        // The newest of several counts.
        note.cosign(with: witness, key: key, at: Self.time.adding(seconds: 60))
        #expect(try note.cosignedAt(by: key) == Self.time.adding(seconds: 60))
    }

    @Test func everyChangedByteOfACosignedNoteIsRefused() throws {
        let key = try #require(NoteKey(text: Self.witnessKey))
        let note = Array((Self.text + "\n" + Self.witnessLine).utf8)
        #expect(try SignedNote(encoded: note).cosignedAt(by: key) == Self.time)
        for index in note.indices {
            var changed = note
            changed[index] ^= 1
            let read = try? SignedNote(encoded: changed)
            #expect(((try? read?.cosignedAt(by: key)) ?? nil) == nil, "byte \(index)")
        }
    }

    @Test func aKeyInAnyOtherFormIsRefused() {
        for text in [
            "", "a", "a+b", "witness.example/w1+e75f6532+", Self.witnessKey + "A",
            Self.witnessKey.replacing("e75f", with: "E75F"),
            Self.witnessKey.replacing("e75f", with: "e75e"),
            Self.witnessKey.replacing("w1", with: "w2"),
            Self.witnessKey.replacing("+BAO", with: "+BgO"),
        ] {
            #expect(NoteKey(text: text) == nil, "\(text)")
        }
    }

    @Test func filesAreReadBackAndEachCutOneIsRefused() throws {
        let note = Array((Self.text + "\n" + Self.logLine).utf8)
        let hashes = [MerkleHash.leaf([1]), .leaf([2])]
        let proof = LeafProof(index: 2, leaf: .leaf([3]), proof: hashes, note: note)
        #expect(proof.text.hasPrefix("c2sp.org/tlog-proof@v1\nextra "))
        #expect(try LeafProof(encoded: Array(proof.text.utf8)) == proof)
        let request = WitnessRequest(old: 2, proof: hashes, note: note)
        #expect(request.text.hasPrefix("old 2\n"))
        #expect(try WitnessRequest(encoded: Array(request.text.utf8)) == request)
        #expect(
            try WitnessRequest(encoded: Array(("old 0\n\n").utf8) + note)
                == WitnessRequest(old: 0, proof: [], note: note))
        let head = proof.text.utf8.count - note.count
        for count in 0..<head - 1 {
            #expect(throws: NoteError.self, "\(count) bytes") {
                try LeafProof(encoded: Array(proof.text.utf8.prefix(count)))
            }
        }
        for text in [
            "", "\n", "old\n\n", "old 01\n\n", "old +1\n\n", "old 1\nAA==\n\n", "new 1\n\n",
        ] {
            #expect(throws: NoteError.malformed, "\(text)") {
                try WitnessRequest(encoded: Array(text.utf8) + note)
            }
        }
    }
}
