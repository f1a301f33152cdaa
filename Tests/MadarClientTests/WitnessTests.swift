import Basics
import ClientSupport
import Merkle
import Secrets
import Testing

@testable import MadarClient

/// A witness, and what is verified off line (SPEC W-147, W-148, W-152, W-198).
@Suite struct WitnessTests {
    /// A log of a province that somebody outside was told of; leaves from `turn` on are others.
    private final class Log {
        private(set) var signer = SigningKey(seed: SecretKey())
        let origin = "madar/00ff"
        private(set) var nodes: [NodeID: MerkleHash] = [:]
        private var range = CompactRange()

        func grow(to size: UInt64, history: UInt8 = 0) {
            while range.size < size {
                range.append(.leaf([history, UInt8(truncatingIfNeeded: range.size)])) {
                    nodes[$0] = $1
                }
            }
        }

        /// Replaces the key, and gives the statement of that.
        func replaceKey() throws -> String {
            let new = SigningKey(seed: SecretKey())
            let (former, next) = (signer.publicKey, new.publicKey)
            let statement = try #require(
                LogKeyStatement(
                    origin: origin, madeAt: Instant(milliseconds: 5),
                    until: Instant(milliseconds: 5), former: former, new: next))
            let names = try [former, next].map {
                try #require(NoteKey(name: origin, publicKey: $0))
            }
            var note = SignedNote(statement.text, signer: signer, key: names[0])
            let line = unsafe new.sign(statement.text.utf8.span.bytes)
            let isAdded = note.add(line, key: names[1])
            #expect(isAdded)
            signer = new
            return note.encoded
        }

        func province() throws -> DescribedProvince {
            let descriptor = try #require(
                ProvinceDescriptor(
                    code: "04.441", madeAt: Instant(milliseconds: 1),
                    staticKey: [UInt8](repeating: 1, count: 32),
                    transferKey: [UInt8](repeating: 2, count: 32), logKey: signer.publicKey,
                    address: ""))
            let signature = unsafe signer.sign(descriptor.text.utf8.span.bytes)
            let signed = try #require(descriptor.signed(origin: origin, signature: signature))
            return try #require(DescribedProvince.read(Array(signed.utf8))?.first)
        }

        func note() throws -> [UInt8] {
            let text = Checkpoint(origin: origin, size: range.size, root: range.root).text
            let key = try #require(NoteKey(name: origin, publicKey: signer.publicKey))
            return Array(SignedNote(text, signer: signer, key: key).encoded.utf8)
        }

        func hashes(_ wanted: [[NodeID]]) -> [MerkleHash] {
            Proof.hashes(of: wanted) { nodes[$0] ?? .emptyRoot }
        }

        func request(after old: UInt64) throws -> [UInt8] {
            let wanted =
                old <= range.size
                ? try Proof.consistencyNodes(old: old, new: range.size) : []
            return Array(
                WitnessRequest(old: old, proof: hashes(wanted), note: try note()).text.utf8)
        }

        func proof(of index: UInt64, as leaf: MerkleHash? = nil) throws -> [UInt8] {
            let wanted = try Proof.inclusionNodes(index: index, size: range.size)
            let told = leaf ?? nodes[NodeID(level: 0, index: index)] ?? .emptyRoot
            return Array(
                LeafProof(
                    index: index, leaf: told, proof: hashes(wanted), note: try note()
                ).text.utf8)
        }
    }

    private static let words = "a passphrase of a witness"
    private static let now = Instant(milliseconds: 1_800_000_000_000)

    private func refusal(_ body: () throws -> Void) -> LogFileError? {
        do {
            try body()
            return nil
        } catch {
            return error as? LogFileError
        }
    }

    @Test func `A witness cosigns what continues the last, and stores it before it answers`()
        throws
    {
        let profile = try temporaryProfile()
        let (log, other) = (Log(), Log())
        log.grow(to: 5)
        other.grow(to: 9, history: 1)
        func sign(_ request: [UInt8]) throws -> String {
            try Witness.cosign(request, in: profile, try passphrase(Self.words), at: Self.now).note
        }
        #expect(refusal { _ = try sign(try log.request(after: 0)) } == .noWitness)
        let key = try Witness.create(
            in: profile, name: "comite.sale", try passphrase(Self.words))
        #expect(
            refusal {
                _ = try Witness.create(in: profile, name: "x", try passphrase(Self.words))
            } == .witnessThere)
        #expect(refusal { _ = try sign(try log.request(after: 0)) } == .unknownLog)
        let province = try log.province()
        try Witness.trust(province, in: profile, try passphrase(Self.words))
        // The same name, signed by another key.
        #expect(refusal { _ = try sign(try other.request(after: 0)) } == .keyUnfollowed)
        let first = try sign(try log.request(after: 0))
        let seen = try CarriedLog(
            verifying: Array(first.utf8), of: province, witnesses: [key])
        #expect(seen.size == 5 && seen.leaf == nil)
        #expect(seen.cosigned.map(\.at) == [Self.now])
        let early = try log.request(after: 0)
        log.grow(to: 13)
        // What he cosigned last decides, whatever the province thinks.
        #expect(refusal { _ = try sign(early) } == .otherSize(last: 5))
        #expect(refusal { _ = try sign(try log.request(after: 0)) } == .otherSize(last: 5))
        _ = try sign(try log.request(after: 5))
        #expect(refusal { _ = try sign(early) } == .otherSize(last: 13))
        // The same size again is signed with a new time, and nothing is lost by it.
        _ = try sign(try log.request(after: 13))
        #expect(try Witness.key(in: profile, try passphrase(Self.words)) == key)
    }

    @Test func `A witness follows the log to its next key, and no former one back`() throws {
        let profile = try temporaryProfile()
        let log = Log()
        log.grow(to: 4)
        _ = try Witness.create(in: profile, name: "w", try passphrase(Self.words))
        try Witness.trust(try log.province(), in: profile, try passphrase(Self.words))
        func sign(_ request: [UInt8], _ statements: String = "") throws -> UInt64 {
            try Witness.cosign(
                request, statements: statements, in: profile, try passphrase(Self.words),
                at: Self.now
            ).size
        }
        #expect(try sign(try log.request(after: 0)) == 4)
        log.grow(to: 5)
        let old = try log.request(after: 4)
        let first = try log.replaceKey()
        #expect(refusal { _ = try sign(try log.request(after: 4)) } == .keyUnfollowed)
        // Two keys on, as after two years.
        let second = try log.replaceKey()
        #expect(refusal { _ = try sign(try log.request(after: 4), second) } == .keyUnfollowed)
        // A note that the former key has signed leaves the witness where he is.
        #expect(try sign(old, first + second) == 5)
        #expect(try sign(try log.request(after: 5), first + second) == 5)
        // From then on he knows the newest, and needs no statement.
        log.grow(to: 9)
        #expect(try sign(try log.request(after: 5)) == 9)
        #expect(refusal { _ = try sign(old, first + second) } == .keyUnfollowed)
        let forger = Log()
        forger.grow(to: 12)
        let forged = try forger.request(after: 9)
        #expect(refusal { _ = try sign(forged, first + second) } == .keyUnfollowed)
        #expect(refusal { _ = try sign(forged, try forger.replaceKey()) } == .keyUnfollowed)
    }

    @Test func `A log that shows another past is an alarm`() throws {
        let profile = try temporaryProfile()
        let log = Log()
        log.grow(to: 6)
        _ = try Witness.create(in: profile, name: "w", try passphrase(Self.words))
        try Witness.trust(try log.province(), in: profile, try passphrase(Self.words))
        _ = try Witness.cosign(
            try log.request(after: 0), in: profile, try passphrase(Self.words), at: Self.now)
        log.grow(to: 12)
        var request = try WitnessRequest(encoded: try log.request(after: 6))
        request = WitnessRequest(
            old: 6, proof: [.leaf([9])] + request.proof.dropFirst(), note: request.note)
        #expect(
            refusal {
                _ = try Witness.cosign(
                    Array(request.text.utf8), in: profile, try passphrase(Self.words),
                    at: Self.now)
            } == .forked)
        // What was kept stands.
        _ = try Witness.cosign(
            try log.request(after: 6), in: profile, try passphrase(Self.words), at: Self.now)
    }

    @Test func `A proof in a file holds for one leaf of one log`() throws {
        let (log, other) = (Log(), Log())
        log.grow(to: 300)
        other.grow(to: 300)
        let province = try log.province()
        for index in [UInt64(0), 1, 255, 256, 299] {
            let file = try log.proof(of: index)
            let found = try CarriedLog(verifying: file, of: province)
            #expect(found.leaf?.index == index && found.size == 300)
            #expect(
                refusal { _ = try CarriedLog(verifying: file, of: try other.province()) }
                    == .badSignature)
        }
        let forged = try log.proof(of: 7, as: .leaf([1]))
        #expect(refusal { _ = try CarriedLog(verifying: forged, of: province) } == .notProved)
        let file = try log.proof(of: 7)
        for index in file.indices {
            var changed = file
            changed[index] ^= 1
            #expect(
                refusal { _ = try CarriedLog(verifying: changed, of: province) } != nil,
                "byte \(index)")
        }
        let key = "comite+00000000+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
        #expect(
            refusal { _ = try CarriedLog(verifying: file, of: province, witnesses: [key]) }
                == .badWitnessKey)
        let absent = try #require(
            NoteKey(
                name: "comite", publicKey: [UInt8](repeating: 3, count: 32),
                algorithm: .cosignature))
        #expect(
            refusal {
                _ = try CarriedLog(verifying: file, of: province, witnesses: [absent.text])
            } == .notCosigned(witness: "comite"))
    }

    private func cut(_ bytes: [UInt8], by count: Int) -> [[UInt8]] {
        var cutter = ProofCutter()
        var parts: [[UInt8]] = []
        for start in stride(from: 0, to: bytes.count, by: count) {
            parts += cutter.take(bytes[start..<min(start + count, bytes.count)])
        }
        return parts + [cutter.last()]
    }

    @Test func `A file of many proofs is cut where each begins, however it comes`() throws {
        let log = Log()
        log.grow(to: 40)
        let proofs = try (0..<40).map { try log.proof(of: $0) }
        let whole = proofs.reduce([], +)
        for count in [1, 7, 997, 65_536] { #expect(cut(whole, by: count) == proofs) }
        #expect(cut(proofs[3], by: 5) == [proofs[3]])
        #expect(cut(try log.note(), by: 50) == [try log.note()])
        #expect(cut([], by: 1) == [[]])
        // One that is too long is none, and those behind it are found all the same.
        let long = proofs[1] + [UInt8](repeating: UInt8(ascii: "x"), count: 9_000)
        let lines = proofs[1] + Array(String(repeating: "line\n", count: 4_000).utf8)
        for wrong in [long + [0x0A], lines] {
            #expect(cut(proofs[0] + wrong + proofs[2], by: 613) == [proofs[0], [], proofs[2]])
            #expect(cut(proofs[0] + wrong, by: 613) == [proofs[0], []])
        }
        // What is missing of one is no part of the next.
        let province = try log.province()
        let parts = cut(Array(proofs[0].dropLast(20)) + [0x0A] + proofs[1], by: 100)
        #expect(parts.count == 2)
        #expect(refusal { _ = try CarriedLog(verifying: parts[0], of: province) } != nil)
        #expect(try CarriedLog(verifying: parts[1], of: province).leaf?.index == 1)
    }
}
