import Basics
import Foundation
import Merkle
import Secrets
import Support
import Testing

@Suite struct MerkleTests {
    private func leaves(_ count: Int) -> [MerkleHash] {
        (0..<count).map { MerkleHash.leaf([UInt8](String($0).utf8)) }
    }

    /// RFC 6962 §2.1, straight from its definition.
    private func root(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
        guard leaves.count > 1 else { return leaves.first ?? .emptyRoot }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return .node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    private func hash(of node: NodeID, _ leaves: [MerkleHash]) -> MerkleHash {
        let width = 1 << node.level
        let start = Int(node.index) * width
        return root(leaves[start..<start + width])
    }

    @Test func aTreeGrownLeafByLeafHasTheRootOfTheDefinition() {
        var range = CompactRange()
        let leaves = leaves(130)
        for count in 0...130 {
            #expect(range.size == UInt64(count))
            #expect(range.root == root(leaves[..<count]), "\(count) leaves")
            if count < 130 { range.append(leaves[count]) }
        }
        #expect(
            MerkleHash.emptyRoot.bytes.hexadecimal
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func everyInclusionProofOfEverySmallTreeHoldsAndNoChangedOneDoes() throws {
        let leaves = leaves(33)
        for size in 1...33 {
            let root = root(leaves[..<size])
            for index in 0..<size {
                let nodes = try Proof.inclusionNodes(index: UInt64(index), size: UInt64(size))
                var proof = Proof.hashes(of: nodes) { hash(of: $0, leaves) }
                try Proof.verifyInclusion(
                    of: leaves[index], index: UInt64(index), size: UInt64(size), proof: proof,
                    root: root)
                proof.append(leaves[0])
                #expect(throws: ProofError.wrongLength) {
                    try Proof.verifyInclusion(
                        of: leaves[index], index: UInt64(index), size: UInt64(size),
                        proof: proof, root: root)
                }
                #expect(throws: ProofError.rootMismatch) {
                    try Proof.verifyInclusion(
                        of: .leaf([9]), index: UInt64(index), size: UInt64(size),
                        proof: Array(proof.dropLast()), root: root)
                }
            }
        }
        #expect(throws: ProofError.outOfRange) { try Proof.inclusionNodes(index: 3, size: 3) }
    }

    @Test func everyConsistencyProofOfEverySmallTreeHoldsAndNoForkDoes() throws {
        let leaves = leaves(33)
        var forked = leaves
        forked[0] = .leaf([1, 2, 3])
        for new in 0...33 {
            for old in 0...new {
                let nodes = try Proof.consistencyNodes(old: UInt64(old), new: UInt64(new))
                let proof = Proof.hashes(of: nodes) { hash(of: $0, leaves) }
                try Proof.verifyConsistency(
                    old: UInt64(old), new: UInt64(new), oldRoot: root(leaves[..<old]),
                    newRoot: root(leaves[..<new]), proof: proof)
                guard old > 0 else { continue }
                #expect(throws: ProofError.rootMismatch) {
                    try Proof.verifyConsistency(
                        old: UInt64(old), new: UInt64(new), oldRoot: root(forked[..<old]),
                        newRoot: root(leaves[..<new]), proof: proof)
                }
            }
        }
    }

    private struct InclusionVector: Decodable {
        var leafIdx: UInt64
        var treeSize: UInt64
        var root: Data?
        var leafHash: Data?
        var proof: [Data]?
        var wantErr: Bool
    }

    private struct ConsistencyVector: Decodable {
        var size1: UInt64
        var size2: UInt64
        var root1: Data?
        var root2: Data?
        var proof: [Data]?
        var wantErr: Bool
    }

    private func hashes(_ proof: [Data]?) -> [MerkleHash]? {
        let hashes = (proof ?? []).map { MerkleHash([UInt8]($0)) }
        return hashes.contains { $0 == nil } ? nil : hashes.compactMap(\.self)
    }

    @Test(.enabled(if: Vectors.shouldRun("merkle/inclusion"), "no vectors: set MADAR_VECTORS"))
    func everyInclusionVectorHasItsOutcome() throws {
        let files = Vectors.files("merkle/inclusion").filter { $0.pathExtension == "json" }
        try #require(!files.isEmpty, "vectors are required where CI is set")
        for file in files {
            let vector = try JSONDecoder().decode(
                InclusionVector.self, from: Data(contentsOf: file))
            var isRefused = true
            if let leaf = vector.leafHash.flatMap({ MerkleHash([UInt8]($0)) }),
                let root = vector.root.flatMap({ MerkleHash([UInt8]($0)) }),
                let proof = hashes(vector.proof)
            {
                isRefused =
                    (try? Proof.verifyInclusion(
                        of: leaf, index: vector.leafIdx, size: vector.treeSize, proof: proof,
                        root: root)) == nil
            }
            #expect(isRefused == vector.wantErr, "\(file.path)")
        }
    }

    @Test(.enabled(if: Vectors.shouldRun("merkle/consistency"), "no vectors: set MADAR_VECTORS"))
    func everyConsistencyVectorHasItsOutcome() throws {
        let files = Vectors.files("merkle/consistency").filter { $0.pathExtension == "json" }
        try #require(!files.isEmpty, "vectors are required where CI is set")
        for file in files {
            let vector = try JSONDecoder().decode(
                ConsistencyVector.self, from: Data(contentsOf: file))
            var isRefused = true
            if let first = vector.root1.flatMap({ MerkleHash([UInt8]($0)) }),
                let second = vector.root2.flatMap({ MerkleHash([UInt8]($0)) }),
                let proof = hashes(vector.proof)
            {
                isRefused =
                    (try? Proof.verifyConsistency(
                        old: vector.size1, new: vector.size2, oldRoot: first, newRoot: second,
                        proof: proof)) == nil
            }
            #expect(isRefused == vector.wantErr, "\(file.path)")
        }
    }

    @Test func aSignedCheckpointIsReadBackAndEveryChangedByteIsRefused() throws {
        let signer = SigningKey(seed: SecretKey())
        let origin = "madar/test"
        let key = try #require(NoteKey(name: origin, publicKey: signer.publicKey))
        let checkpoint = Checkpoint(origin: origin, size: 5, root: root(leaves(5)[...]))
        let note = Array(SignedNote(checkpoint.text, signer: signer, key: key).encoded.utf8)
        #expect(try SignedNote.checkpoint(note, origin: origin, keys: [key]) == checkpoint)
        #expect(throws: NoteError.otherOrigin) {
            try SignedNote.checkpoint(note, origin: "other", keys: [key])
        }
        for index in note.indices {
            for bit in 0..<8 {
                var changed = note
                changed[index] ^= 1 << UInt8(bit)
                #expect(throws: NoteError.self, "byte \(index) bit \(bit)") {
                    try SignedNote.checkpoint(changed, origin: origin, keys: [key])
                }
            }
        }
        for count in 0..<note.count {
            #expect(throws: NoteError.self) {
                try SignedNote.checkpoint(Array(note[..<count]), origin: origin, keys: [key])
            }
        }
    }

    @Test func aNoteInAnyOtherFormIsRefused() {
        let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        for text in [
            "", "o\n0\n\(root)", "o\n00\n\(root)\n", "o\n+1\n\(root)\n", "o\n-1\n\(root)\n",
            "\n0\n\(root)\n", "o\n0\n\(root)\nmore\n", "o\n0\n\(root.dropLast())\n",
            "o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
            "o\n18446744073709551616\n\(root)\n",
        ] {
            #expect(throws: NoteError.malformed) { try Checkpoint(text: text) }
        }
        #expect((try? Checkpoint(text: "o\n0\n\(root)\n"))?.root == .emptyRoot)
    }
}
