import Basics
import Foundation
import Merkle
import Secrets
import Testing

@testable import AuditLog
@testable import Authority
@testable import Store
@testable import Vault

/// A store, an unsealed vault and a log.
final class Bench {
    let path = NSTemporaryDirectory() + "log-\(UUID().uuidString)"
    let store: RecordStore
    let vault: RecordVault
    let log: LeafLog
    let permit: Permit

    init() throws {
        permit = Permit(
            actor: nil, purpose: .append, opens: DataClass.content.union([.audit, .spine]),
            seals: DataClass.content, writes: true)
        let id: StoreID = Identifier(high: 1, low: 1)
        let store = try RecordStore.create(in: path, id: id, reserveByteCount: 0)
        let vault = try RecordVault.create(
            in: path, storeID: id, province: 7, at: Instant(milliseconds: 1))
        self.store = store
        self.vault = vault
        log = try store.group { try LeafLog(vault: vault, in: $0) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func append(
        _ kind: LeafKind, to file: FileID, in group: StoreTransaction
    ) throws {
        var acts = ActsHash()
        if kind.isWrite {
            if group.row(of: file) == nil {
                try vault.createFile(file, permit: permit, in: group)
            }
            _ = try vault.append(
                [(.social, [1, 2]), (.identity, [3])],
                record: Identifier(high: 2, low: UInt64.random(in: 1...UInt64.max)), to: file,
                leaf: log.nextIndex(in: group), time: Instant(milliseconds: 3), acts: &acts,
                permit: permit, in: group)
        }
        _ = try log.append(
            kind, payload: Array("payload".utf8), acts: acts, time: Instant(milliseconds: 3),
            permit: permit, in: group)
    }

    /// Twelve leaves in four groups: writes to two files, with a read between.
    func fill() throws {
        for _ in 0..<4 {
            try store.group { group in
                try append(.create, to: file(1), in: group)
                try append(.read, to: file(1), in: group)
                try append(.update, to: file(2), in: group)
                try log.signCheckpoint(in: group)
            }
        }
    }

    func file(_ number: UInt64) -> FileID { Identifier(high: 3, low: number) }

    func verify(opening: Bool = false, notes: [[UInt8]] = []) throws -> Verification {
        try store.group { try verify(opening: opening, notes: notes, in: $0) }
    }

    func verify(
        opening: Bool = false, notes: [[UInt8]] = [], in group: StoreTransaction
    ) throws -> Verification {
        try LeafLog.verify(
            origin: log.origin, in: group,
            VerificationAids(keys: opening ? (vault, permit) : nil, notes: notes))
    }

    /// Keeps the edge, as a store at rest has it.
    func rest() throws { try store.group { try log.keepEdge(in: $0) } }

    /// Appends reads up to a number of leaves, and rests.
    func grow(to count: UInt64) throws {
        try store.group { group in
            while try log.nextIndex(in: group) < count {
                try append(.read, to: file(1), in: group)
            }
            try log.signCheckpoint(in: group)
        }
        try rest()
    }

    func execute(_ sql: String) throws {
        try store.group { try $0.connection.execute(sql) }
    }
}

/// A call that is refused after its leaf was appended.
private struct Refusal: Error {}

/// Appends and refuses.
///
/// It stands apart, since Swift 6.3.1 mixes up a closure that follows a macro's closure within one
/// closure.
private func refuse(_ bench: Bench, in group: StoreTransaction) throws -> Bool {
    do {
        try group.attempt {
            try bench.append(.create, to: bench.file(5), in: group)
            throw Refusal()
        }
        return false
    } catch is Refusal {
        return true
    }
}

@Suite struct AuditLogTests {
    @Test func aLogThatNobodyTouchedVerifiesInBothDirections() throws {
        let bench = try Bench()
        try bench.fill()
        let result = try bench.verify(opening: true)
        #expect(result.isClean, "\(result.failures)")
        #expect(result.leafCount == 12)
        #expect(result.actCount == 16)
        #expect(result.payloadCount == 12 && result.openedActCount == 16)
        #expect(result.fileCount == 2)
        #expect(result.checkpoint?.size == 12)
    }

    @Test func everyKindOfTamperingIsFound() throws {
        let tricks: [(String, String)] = [
            ("leaf dropped", "DELETE FROM leaf WHERE row = 4"),
            ("last leaf cut", "DELETE FROM leaf WHERE row = 11"),
            ("leaf edited", "UPDATE leaf SET bytes = zeroblob(300) WHERE row = 4"),
            (
                "leaves exchanged",
                """
                UPDATE leaf SET row = 99 WHERE row = 1; UPDATE leaf SET row = 1 WHERE row = 4;
                UPDATE leaf SET row = 4 WHERE row = 99
                """
            ),
            ("act removed", "DELETE FROM act WHERE row = 5"),
            ("last act removed", "DELETE FROM act WHERE row = 16"),
            ("act edited", "UPDATE act SET envelope = zeroblob(340) WHERE row = 5"),
            (
                "act added",
                """
                INSERT INTO act SELECT 99, file, 99, class, record, 1, time, envelope FROM act
                WHERE row = 1
                """
            ),
            ("act moved to another leaf", "UPDATE act SET leaf = 5 WHERE row = 1"),
            (
                "act hidden as erased",
                """
                INSERT INTO tombstone SELECT row, file, sequence, class, record, leaf,
                zeroblob(32), 1 FROM act WHERE row = 5; DELETE FROM act WHERE row = 5
                """
            ),
            ("checkpoint lost", "DELETE FROM meta WHERE key = 5"),
            ("checkpoint's keys lost", "DELETE FROM meta WHERE key = 6"),
        ]
        for (name, sql) in tricks {
            let bench = try Bench()
            try bench.fill()
            try bench.execute(sql)
            #expect(try !bench.verify().isClean, "\(name)")
        }
    }

    @Test func aPayloadOfAnotherPlaceDoesNotOpen() throws {
        let bench = try Bench()
        try bench.fill()
        try bench.store.group { group throws in
            let (leaf, payload) = try bench.log.leaf(3, permit: bench.permit, in: group)
            #expect(payload == Array("payload".utf8))
            #expect(leaf.kind == .create)
            #expect(throws: VaultError.wrongKeyOrContext) {
                try bench.vault.openLeaf(leaf.payload, index: 4, permit: bench.permit)
            }
            #expect(throws: AuditError.proof(.outOfRange)) {
                try bench.log.leaf(12, permit: bench.permit, in: group)
            }
        }
    }

    @Test func aRefusedCallTakesItsLeafBackAndTheNextGetsItsNumber() throws {
        let bench = try Bench()
        try bench.fill()
        try bench.store.group { group throws in
            let isRefused = try refuse(bench, in: group)
            #expect(isRefused)
            try group.attempt { try bench.append(.deny, to: bench.file(5), in: group) }
            #expect(try bench.log.nextIndex(in: group) == 13)
            try bench.log.signCheckpoint(in: group)
        }
        #expect(try bench.verify().isClean)
    }

    @Test func anErasureIsCoveredByItsLeaf() throws {
        let bench = try Bench()
        try bench.fill()
        try bench.store.fold()
        try bench.store.group { group throws in
            var acts = ActsHash()
            _ = try bench.vault.erase(
                .social, of: bench.file(1), leaf: bench.log.nextIndex(in: group), acts: &acts,
                permit: bench.permit, in: group)
            _ = try bench.log.append(
                .erase, payload: [], acts: acts, time: Instant(milliseconds: 4),
                permit: bench.permit, in: group)
            try bench.log.signCheckpoint(in: group)
        }
        let result = try bench.verify()
        #expect(result.isClean, "\(result.failures)")
        #expect(result.tombstoneCount == 4)
        try bench.execute("UPDATE tombstone SET erasure = 2 WHERE act = 2")
        #expect(try !bench.verify().isClean)
    }

    @Test func proofsAcrossTilesHoldAndSurviveReopening() throws {
        let bench = try Bench()
        let count: UInt64 = 700
        var notes: [[UInt8]] = []
        for _ in 0..<7 {
            try bench.store.group { group throws in
                for _ in 0..<100 { try bench.append(.read, to: bench.file(1), in: group) }
                try bench.log.signCheckpoint(in: group)
                notes.append(bench.log.checkpoint)
            }
        }
        let key = try #require(
            NoteKey(name: bench.log.origin, publicKey: bench.vault.logPublicKey()))
        let heads = try notes.map {
            try SignedNote.checkpoint($0, origin: bench.log.origin, keys: [key])
        }
        let again = try bench.store.group { try LeafLog(vault: bench.vault, in: $0) }
        for log in [bench.log, again] {
            try bench.store.group { group throws in
                #expect(try log.nextIndex(in: group) == count)
                for (old, new) in zip(heads, heads.dropFirst()) {
                    try Proof.verifyConsistency(
                        old: old.size, new: new.size, oldRoot: old.root, newRoot: new.root,
                        proof: log.consistencyProof(old: old.size, new: new.size, in: group))
                }
                for index in stride(from: UInt64(0), to: count, by: 13) {
                    let leaf = try #require(try group.leaf(index))
                    let proof = try log.inclusionProof(index: index, size: count, in: group)
                    try Proof.verifyInclusion(
                        of: .leaf(leaf), index: index, size: count, proof: proof,
                        root: heads[6].root)
                }
            }
        }
    }

    /// A witness may give back any checkpoint that the log ever signed (SPEC W-151).
    @Test func everyCheckpointOfTheLogIsItsOwnAndNoOther() throws {
        let (bench, other) = (try Bench(), try Bench())
        let signer = SigningKey(seed: SecretKey())
        let key = try #require(
            NoteKey(name: "w", publicKey: signer.publicKey, algorithm: .cosignature))
        let (witness, time) = ([("w", signer.publicKey)], Instant(milliseconds: 5_000))
        func cosigned(_ note: [UInt8]) throws -> [UInt8] {
            var note = try SignedNote(encoded: note)
            note.cosign(with: signer, key: key, at: time)
            return Array(note.encoded.utf8)
        }
        var notes: [[UInt8]] = []
        for count in [1, 2, 3, 250, 1, 7] {
            for one in [bench, other] {
                try one.store.group { group throws in
                    for _ in 0..<count { try one.append(.read, to: one.file(1), in: group) }
                    try one.log.signCheckpoint(in: group)
                }
            }
            notes.append(try cosigned(bench.log.checkpoint))
            #expect(bench.log.signedSize == other.log.signedSize)
        }
        let sizes: [UInt64] = [1, 3, 6, 256, 257, 264]
        try bench.store.group { group throws in
            for (note, size) in zip(notes, sizes) {
                let read = try bench.log.cosigned(note, by: witness, in: group)
                #expect(read.size == size && read.times == [time])
            }
            // Of the same name, as all benches are, and of another key.
            let strange = try cosigned(other.log.checkpoint)
            #expect(throws: CosignedNote.Fault.altered) {
                try bench.log.cosigned(strange, by: witness, in: group)
            }
            #expect(try bench.log.cosigned(notes[0], by: [], in: group).times.isEmpty)
            let nobody = [("nobody", signer.publicKey)]
            #expect(try bench.log.cosigned(notes[0], by: nobody, in: group).times == [nil])
            for index in stride(from: 0, to: notes[3].count, by: 3) {
                var changed = notes[3]
                changed[index] ^= 1
                let read = try? bench.log.cosigned(changed, by: witness, in: group)
                #expect(read?.times != [time], "\(index)")
            }
        }
    }

    @Test func aLogWhoseTailWasCutIsRefusedAtOpening() throws {
        let bench = try Bench()
        try bench.fill()
        try bench.execute("DELETE FROM leaf WHERE row = 11")
        try bench.store.group { group throws in
            _ = #expect(throws: AuditError.checkpointMismatch) {
                try LeafLog(vault: bench.vault, in: group)
            }
        }
    }

    @Test func aFrozenLeafOfAnotherImplementationIsRead() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("VaultTests/Golden/layout-1.json")
        let samples = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: path))
        let bytes = try #require(samples["leaf"].flatMap { [UInt8](hexadecimal: $0) })
        let leaf = try Leaf(encoded: bytes)
        #expect(leaf.kind == .create && leaf.index == 11 && leaf.keyringSequence == 9)
        #expect(leaf.actsHash.hexadecimal == samples["actsHash"])
        #expect(leaf.encoded == bytes)
        for count in 0..<bytes.count {
            #expect(throws: AuditError.self) { try Leaf(encoded: Array(bytes[..<count])) }
        }
    }

    @Test func leafNumbersNeverChangeMeaning() {
        #expect(LeafKind.allCases.map(\.rawValue) == Array(1...34) + [36, 37, 39, 40, 42])
        #expect(LeafKind.read.rawValue == 1 && LeafKind.deny.rawValue == 9)
        #expect(LeafKind.erase.rawValue == 17 && LeafKind.deferred.rawValue == 29)
        #expect(LeafKind.allCases.filter(\.isWrite) == [.create, .update, .delete, .breakGlass])
    }
}
