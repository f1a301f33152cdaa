import Authority
import Basics
import Circuit
import Dossiers
import Foundation
import Operations
import ProvinceSupport
import Store
import StoreTestVFS
import Support
import Testing
import Vault

@testable import AuditLog

/// The whole record over a disk that counts, fills up and forgets.
@Suite(.serialized) final class DiskTests {
    init() {
        test_vfs_claim()
        #expect(test_vfs_register() == 0)
    }

    deinit { test_vfs_release() }

    private func disk(_ province: TestProvince) throws -> StoreReport.Disk {
        try province.ledger.store.group { try StoreReport(province.ledger, in: $0) }.disk
    }

    /// What a power loss at this moment leaves, opened: the database as it was synced last, and the
    /// files of keys, which are replaced and synced as a whole.
    private func afterPowerLoss(_ province: TestProvince) throws -> TestProvince {
        let after = NSTemporaryDirectory() + "after-\(UUID().uuidString)"
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: after, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        try #require(unsafe test_vfs_power_loss(province.folder, after) >= 2)
        for name in try manager.contentsOfDirectory(atPath: province.folder)
        where !name.hasPrefix("madar.") && name != "reserve" {
            try manager.copyItem(
                atPath: province.folder + "/" + name, toPath: after + "/" + name)
        }
        try manager.copyItem(
            atPath: province.credential, toPath: after + ".credential")
        return try TestProvince(
            opening: after, credential: after + ".credential", at: province.now)
    }

    @Test func anAnswerIsGivenOnlyOnceItsLeafIsDurable() throws {
        let province = try TestProvince("vfs")
        let desk = try Desk(province)
        let worker = try province.add(["UPE-WORKER"])
        let file: FileID = province.newID()
        func leafSurvives(_ kind: LeafKind, _ make: (@escaping (Reply) -> Void) -> Job) throws {
            let before = try province.leafCount()
            let synced = unsafe test_vfs_sync_count("madar.db-wal")
            var outcome: Result<[LeafKind], any Error>?
            province.ledger.serve([
                make { [self] _ in
                    #expect(unsafe test_vfs_sync_count("madar.db-wal") > synced)
                    outcome = Result {
                        try afterPowerLoss(province).leaves(from: before).map(\.kind)
                    }
                }
            ])
            #expect(try #require(outcome).get() == [kind])
        }
        try leafSurvives(.create) { desk.opening(file, by: worker, $0) }
        try leafSurvives(.read) { desk.reading(file, by: worker, $0) }
        try leafSurvives(.deny) {
            desk.appending(
                desk.listening("x", by: worker), to: file, after: 9, by: worker, $0)
        }
    }

    @Test func aFullDiskAtAnyWriteOfACommitRefusesItAndKeepsReading() throws {
        let province = try TestProvince("vfs")
        let desk = try Desk(province)
        let worker = try province.add(["UPE-WORKER"])
        let file: FileID = province.newID()
        try desk.openListened(file, by: worker)
        let reserve = province.folder + "/reserve"
        #expect(
            try FileManager.default.attributesOfItem(atPath: reserve)[.size] as? Int == 64 << 20)
        var position: UInt64 = 4
        var done: (act: Act, key: [UInt8])?
        for call in Int32(1)...200 {
            try #require(FileManager.default.fileExists(atPath: reserve), "call \(call)")
            let key = province.newKey()
            let act = desk.listening("\(call)", by: worker)
            func write() -> Reply? {
                desk.serve {
                    desk.appending(act, to: file, after: position, by: worker, key: key, $0)
                }
            }
            let leaves = try province.leafCount()
            unsafe test_vfs_full_while(call, reserve)
            let first = write()
            guard test_vfs_has_failed() == 1 else {
                // More writes than a commit has: it went through, and the loop is done.
                #expect(first?.payload != nil)
                #expect(call > 5)
                #expect(try province.isClean())
                return
            }
            // Refused with its leaf, in the room that the reserve gave back; nothing changed.
            #expect(first?.refusal == .diskFull, "call \(call)")
            #expect(!FileManager.default.fileExists(atPath: reserve))
            #expect(try disk(province) == .reserveSpent)
            #expect(desk.position(file, by: worker) == position)
            #expect(write()?.refusal == .diskFull)
            #expect(
                try province.leaves(from: leaves).map(\.kind) == [.deny, .read, .deny],
                "call \(call)")
            // What was done before the disk was full has its answer.
            if let done {
                let again = desk.serve {
                    desk.appending(
                        done.act, to: file, after: position - 1, by: worker, key: done.key, $0)
                }
                #expect(again?.payload == [UInt8(truncatingIfNeeded: position)])
            }
            // The reserve's room is used up, too: reads are refused.
            test_vfs_fail_at(1, 2)
            #expect(desk.read(file, by: worker)?.refusal == .diskFull)
            #expect(try disk(province) == .full)
            test_vfs_reset()
            // Somebody made room.
            province.now = province.now.adding(seconds: 2)
            _ = try province.ledger.idle()
            #expect(try disk(province) == .normal)
            #expect(write()?.payload == [UInt8(truncatingIfNeeded: position + 1)], "call \(call)")
            position += 1
            done = (act, key)
        }
        Issue.record("more writes than the loop tries")
    }

    @Test func anUnusedDataKeyIsWipedAfterAMinuteAndAReadCountsAsUse() throws {
        let province = try TestProvince()
        let desk = try Desk(province)
        let worker = try province.add(["UPE-WORKER"])
        let file: FileID = province.newID()
        try desk.openListened(file, by: worker)
        try province.restart()
        var keys: Int { province.ledger.vault.status.dataKeyCount }
        func wait(_ seconds: Int64) throws {
            province.now = province.now.adding(seconds: seconds)
            while try province.ledger.idle() {}
        }
        #expect(desk.read(file, by: worker)?.payload == [0])
        #expect(keys > 0)
        try wait(0)
        try wait(59)
        #expect(keys > 0)
        // The heads are in memory: only a history opens envelopes again.
        var count = 0
        _ = desk.serve {
            Job(desk.context(worker, writes: false, method: 68), deliver: $0) { turn in
                let permit = try desk.permit(
                    worker, .history(file, motivated: false), try turn.facts(of: file))
                count = try turn.history(of: file, from: 0, permit: permit).count
                return try turn.release(permit, LeafNote(.read, file: file), payload: [])
            }
        }
        #expect(count == 4)
        try wait(1)
        try wait(59)
        #expect(keys > 0, "a read is a use")
        try wait(2)
        #expect(keys == 0)
        #expect(desk.read(file, by: worker)?.payload == [0])
    }

    @Test func noAcknowledgedActIsLostOrDoubledByAPowerLoss() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("ledger power loss seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for round in 0..<repetitions(100, "MADAR_DROPS") {
            let province = try TestProvince("vfs")
            let desk = try Desk(province)
            let worker = try province.add(["UPE-WORKER"])
            let files: [FileID] = (0..<3).map { _ in province.newID() }
            var acknowledged: [FileID: UInt64] = [:]
            var last: (file: FileID, act: Act, position: UInt64, key: [UInt8])?
            for file in files {
                try desk.openListened(file, by: worker)
                acknowledged[file] = 4
            }
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                var jobs: [Job] = []
                for file in files.shuffled(using: &generator)
                    .prefix(Int.random(in: 1...3, using: &generator))
                {
                    let position = acknowledged[file] ?? 0
                    let act = SampleActs.act(
                        province.newID(), .form, form: "F2", by: worker, at: province.now,
                        SampleActs.listening("\(position)", at: province.now))
                    let key = province.newKey()
                    jobs.append(
                        desk.appending(act, to: file, after: position, by: worker, key: key) {
                            if $0.payload != nil {
                                acknowledged[file] = position + 1
                                last = (file, act, position, key)
                            }
                        })
                }
                province.ledger.serve(jobs)
                if Int.random(in: 0..<4, using: &generator) == 0 {
                    _ = try province.ledger.idle()
                }
            }
            let survivor = try afterPowerLoss(province)
            let after = try Desk(survivor)
            for file in files {
                #expect(
                    after.position(file, by: worker) == acknowledged[file],
                    "round \(round), seed \(seed)")
            }
            if let last {
                // The client never heard of it and sends it again.
                let again = after.serve {
                    after.appending(
                        last.act, to: last.file, after: last.position, by: worker,
                        key: last.key, $0)
                }
                #expect(again?.payload == [UInt8(last.position) + 1])
                #expect(after.position(last.file, by: worker) == acknowledged[last.file])
            }
            #expect(try survivor.isClean(), "round \(round), seed \(seed)")
        }
    }
}
