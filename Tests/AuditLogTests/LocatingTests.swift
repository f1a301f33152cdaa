import Basics
import Merkle
import Testing

@testable import AuditLog
@testable import Store
@testable import Vault

/// What was changed on a copy of a store is taken back.
private struct TakenBack: Error {}

extension Bench {
    /// Changes the store, verifies it and takes the change back.
    fileprivate func failures(
        opening: Bool = false, notes: [[UInt8]] = [],
        after change: (StoreTransaction) throws -> Void
    ) throws -> [Verification.Failure] {
        var found: [Verification.Failure] = []
        do {
            try store.group { group in
                try change(group)
                found = try verify(opening: opening, notes: notes, in: group).failures
                throw TakenBack()
            }
        } catch is TakenBack {}
        return found
    }

    fileprivate func failures(
        afterRunning sql: String, notes: [[UInt8]] = []
    ) throws -> [Verification.Failure] {
        try failures(notes: notes) { try $0.connection.execute(sql) }
    }

    /// A leaf of each kind, and a rest.
    fileprivate func fillWithAllKinds() throws {
        try store.group { group in
            for kind in LeafKind.allCases { try append(kind, to: file(1), in: group) }
            try log.signCheckpoint(in: group)
        }
        try rest()
    }

    fileprivate func leaf(_ index: UInt64) throws -> [UInt8] {
        try #require(try store.group { try $0.leaf(index) })
    }

    fileprivate func put(_ leaf: [UInt8], at index: UInt64, in group: StoreTransaction) throws {
        try group.connection.execute("DELETE FROM leaf WHERE row = \(index)")
        try group.addLeaf(leaf, index: index)
    }

    /// Writes a hash into a stored tile.
    fileprivate func put(
        _ hash: MerkleHash, intoTile index: UInt64, at offset: Int, in group: StoreTransaction
    ) throws {
        var tile = try #require(try group.tile(level: 0, index: index))
        tile.replaceSubrange(offset * 32..<offset * 32 + 32, with: hash.bytes)
        try group.connection.execute("DELETE FROM tile WHERE row = \(index)")
        try group.addTile(tile, level: 0, index: index)
    }
}

/// A leaf of the same place with another last byte.
private func changed(_ leaf: [UInt8]) -> [UInt8] { leaf.dropLast() + [leaf[leaf.count - 1] ^ 1] }

@Suite struct LocatingTests {
    @Test func everyByteOfEveryLeafIsMissedAndItsLeafNamed() throws {
        let bench = try Bench()
        try bench.fillWithAllKinds()
        #expect(try bench.verify(opening: true).isClean)
        let leaves = try (0..<UInt64(LeafKind.allCases.count)).map { try bench.leaf($0) }
        for offset in 0..<(leaves.map(\.count).max() ?? 0) {
            // The byte of every leaf at once: each is named, whatever the others are.
            let long = leaves.indices.filter { offset < leaves[$0].count }
            let all = try bench.failures { group in
                for index in long { try flip(leaves[index], offset, at: index, bench, in: group) }
            }
            for index in long {
                let isNamed = all.contains(.changed(index: UInt64(index)))
                #expect(isNamed, "leaf \(index), byte \(offset)")
            }
            // And of one leaf alone.
            let index = long[offset % long.count]
            let one = try bench.failures {
                try flip(leaves[index], offset, at: index, bench, in: $0)
            }
            #expect(one.contains(.changed(index: UInt64(index))), "byte \(offset): \(one)")
        }
    }

    private func flip(
        _ leaf: [UInt8], _ offset: Int, at index: Int, _ bench: Bench, in group: StoreTransaction
    ) throws {
        var other = leaf
        other[offset] ^= 1 << UInt8(offset % 8)
        try bench.put(other, at: UInt64(index), in: group)
    }

    @Test func aLeafThatWasDroppedIsNamed() throws {
        let bench = try Bench()
        try bench.fillWithAllKinds()
        let found = try bench.failures(afterRunning: "DELETE FROM leaf WHERE row = 7")
        #expect(found == [.missing(from: 7, to: 7)])
        try bench.grow(to: 600)
        let several = try bench.failures(
            afterRunning: "DELETE FROM leaf WHERE row BETWEEN 250 AND 260")
        #expect(several == [.missing(from: 250, to: 260)])
        let tile = try bench.failures(afterRunning: "DELETE FROM leaf WHERE row < 256")
        #expect(tile.contains(.missing(from: 0, to: 255)))
    }

    @Test(arguments: [31, 600]) func leavesThatChangedPlacesAreNamed(count: UInt64) throws {
        let bench = try Bench()
        try bench.fillWithAllKinds()
        try bench.grow(to: count)
        let (first, second) = (UInt64(1), UInt64(14))
        let leaves = (try bench.leaf(first), try bench.leaf(second))
        let named: [Verification.Failure] = [
            .moved(index: first, from: second), .moved(index: second, from: first),
        ]
        let moved = try bench.failures { group in
            try bench.put(leaves.1, at: first, in: group)
            try bench.put(leaves.0, at: second, in: group)
        }
        #expect(moved == named)
        // The same, and each says that it has always stood there.
        let renumbered = try bench.failures { group in
            for (leaf, place) in [(leaves.1, first), (leaves.0, second)] {
                var number: [UInt8] = []
                number.appendBigEndian(place)
                try bench.put(leaf[..<4] + number + leaf[12...], at: place, in: group)
            }
        }
        #expect(renumbered == named)
    }

    @Test func aTailThatWasCutAndLeavesThatNobodySignedAreTold() throws {
        let bench = try Bench()
        try bench.grow(to: 600)
        let old = try bench.store.group { try $0.meta(.checkpoint) }
        try bench.grow(to: 620)
        let cut = try bench.failures(
            afterRunning: "DELETE FROM leaf WHERE row >= 500; DELETE FROM tile WHERE row = 1")
        #expect(cut == [.cut(size: 500, signed: 620)])
        let back = try bench.failures { try $0.setMeta(.checkpoint, to: try #require(old)) }
        #expect(back == [.unsigned(from: 600, to: 619)])
        let far = try bench.failures {
            try $0.addLeaf([1, 2, 3], index: UInt64(Int64.max) - 1)
        }
        #expect(far.contains(.unsigned(from: 620, to: UInt64(Int64.max) - 1)))
        let below = try bench.failures(afterRunning: "UPDATE leaf SET row = row - 10000")
        #expect(below == [.cut(size: 0, signed: 620)])
    }

    @Test func aChangeTogetherWithItsHashIsFoundInItsTile() throws {
        let bench = try Bench()
        try bench.grow(to: 600)
        let leaf = changed(try bench.leaf(300))
        let hash = MerkleHash.leaf(leaf)
        #expect(
            try bench.failures { try bench.put(leaf, at: 300, in: $0) } == [.changed(index: 300)])
        let tile = try bench.failures { try bench.put(hash, intoTile: 1, at: 44, in: $0) }
        #expect(tile == [.tile(level: 0, index: 1)])
        #expect(
            try bench.failures(afterRunning: "DELETE FROM tile WHERE row = 1")
                == [.tile(level: 0, index: 1)])
        let both = try bench.failures {
            try bench.put(leaf, at: 300, in: $0)
            try bench.put(hash, intoTile: 1, at: 44, in: $0)
        }
        #expect(both == [.tile(level: 0, index: 1), .leaves(from: 256, to: 511)])
        // With every hash that could tell, only the signature is left.
        let all = try bench.failures {
            try bench.put(leaf, at: 300, in: $0)
            try bench.put(hash, intoTile: 1, at: 44, in: $0)
            try $0.setMeta(.logEdge, to: [])
        }
        #expect(all == [.tree(size: 600)])
    }

    @Test func aLogWithAnotherHistoryIsNoneThatWasSigned() throws {
        let bench = try Bench()
        try bench.grow(to: 20)
        let other = try Bench()
        try other.grow(to: 20)
        let leaves = try (0..<20).map { try other.leaf(UInt64($0)) }
        let edge = try #require(try other.store.group { try $0.meta(.logEdge) })
        let forked = try bench.failures { group in
            for (index, leaf) in leaves.enumerated() {
                try bench.put(leaf, at: UInt64(index), in: group)
            }
            try group.setMeta(.logEdge, to: edge)
        }
        #expect(forked == [.tree(size: 20)])
    }

    @Test func onlyAKeptNoteTellsThatAnOldStateWasPutBack() throws {
        let bench = try Bench()
        try bench.grow(to: 300)
        let old = bench.log.checkpoint
        try bench.grow(to: 320)
        let new = bench.log.checkpoint
        #expect(try bench.verify(notes: [old, new]).isClean)
        let putBack = { (group: StoreTransaction) throws in
            try group.connection.execute("DELETE FROM leaf WHERE row >= 300")
            try group.setMeta(.checkpoint, to: old)
        }
        #expect(try bench.failures(after: putBack) == [])
        #expect(try bench.failures(notes: [old], after: putBack) == [])
        #expect(
            try bench.failures(notes: [new], after: putBack) == [.shorter(size: 300, kept: 320)])
        // A note of another log's key, and one of the same key over another tree.
        let stranger = try Bench()
        try stranger.grow(to: 10)
        #expect(
            try bench.verify(notes: [stranger.log.checkpoint]).failures == [.note(size: 10)])
        let text = Checkpoint(origin: bench.log.origin, size: 200, root: .emptyRoot).text
        let key = try #require(
            NoteKey(name: bench.log.origin, publicKey: bench.vault.logPublicKey()))
        let note = try #require(
            SignedNote(text, signature: bench.vault.signNote(text), key: key))
        #expect(
            try bench.verify(notes: [Array(note.encoded.utf8)]).failures == [.other(kept: 200)])
    }

    @Test func withoutAKeptEdgeTheTailIsOneRange() throws {
        let bench = try Bench()
        try bench.fill()
        let leaf = changed(try bench.leaf(4))
        let found = try bench.failures { try bench.put(leaf, at: 4, in: $0) }
        #expect(found == [.tree(size: 12)])
        let opened = try bench.failures(opening: true) { try bench.put(leaf, at: 4, in: $0) }
        #expect(opened.contains(.payload(index: 4)))
    }

    @Test func withTheKeysEveryActIsOpenedAndEveryChainCompared() throws {
        let bench = try Bench()
        try bench.fill()
        try bench.store.fold()
        let act = try bench.failures(opening: true) {
            try $0.connection.execute("UPDATE act SET time = 5, class = 3 WHERE row = 6")
        }
        #expect(act.contains(.act(row: 6)))
        let removed = try bench.failures(opening: true) {
            try $0.connection.execute("DELETE FROM place WHERE act = 6")
        }
        #expect(removed.contains { if case .chain = $0 { true } else { false } })
        // A key that the thief made signs for nobody who has the keys.
        let keyed = try bench.failures(opening: true) { group in
            try group.setMeta(.logKeys, to: [UInt8](repeating: 7, count: 32))
        }
        #expect(keyed == [.checkpoint])
    }

    @Test func anEdgeIsReadAsItWasWrittenAndNothingElseIs() throws {
        let hashes = (0..<3).map { MerkleHash.leaf([UInt8($0)]) }
        let edge = TreeEdge(size: 256 * 2 + 1, levels: [[hashes[0]], [hashes[1], hashes[2]]])
        #expect(TreeEdge(encoded: edge.encoded) == edge)
        #expect(edge.hash(level: 0, 512) == hashes[0] && edge.hash(level: 0, 511) == nil)
        #expect(edge.hash(level: 1, 1) == hashes[2] && edge.hash(level: 1, 2) == nil)
        #expect(edge.hash(level: 2, 0) == nil)
        for count in 0..<edge.encoded.count {
            #expect(TreeEdge(encoded: Array(edge.encoded[..<count])) == nil)
        }
        #expect(TreeEdge(encoded: edge.encoded + [0]) == nil)
    }
}
