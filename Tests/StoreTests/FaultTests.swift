import Basics
import Foundation
import StoreTestVFS
import Support
import Testing

@testable import Store

/// Faults under the store, through a file system that counts, fails and forgets.
@Suite(.serialized) final class FaultTests {
    init() {
        test_vfs_claim()
        #expect(test_vfs_register() == 0)
    }

    deinit { test_vfs_release() }

    private func write(_ group: StoreTransaction, _ number: UInt64) throws {
        let id: FileID = identifier(number % 3)
        let file = try group.row(of: id) ?? group.addFile(id)
        let row = try group.addAct(act(file, number / 3 + 1, byteCount: 1200))
        let leaf = [UInt8](repeating: UInt8(number & 0xff), count: 200)
        try group.addLeaf(leaf, index: UInt64(row - 1))
        try group.setSpine(of: file, to: [UInt8](repeating: UInt8(number & 0xff), count: 48))
    }

    @Test func everyGroupIsSyncedOnceBeforeItIsAnswered() throws {
        let folder = Folder("vfs")
        let store = try RecordStore.create(in: folder.path, id: identifier(1), reserveByteCount: 0)
        test_vfs_reset()
        for group in 0..<20 {
            let before = unsafe test_vfs_sync_count("madar.db-wal")
            try store.group { transaction in
                for number in 0..<8 {
                    try transaction.attempt {
                        try write(transaction, UInt64(group * 8 + number))
                    }
                }
            }
            let syncs = unsafe test_vfs_sync_count("madar.db-wal") - before
            #expect(syncs >= 1, "group \(group)")
            #expect(syncs <= 2, "group \(group)")
        }
        try store.close()
    }

    @Test func whatWasAcknowledgedSurvivesAPowerLossAndNothingIsHalf() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("power loss seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<repetitions(100, "MADAR_DROPS") {
            let folder = Folder("vfs")
            let store = try RecordStore.create(
                in: folder.path, id: identifier(1), reserveByteCount: 0)
            var acknowledged: UInt64 = 0
            for _ in 0..<Int.random(in: 1...12, using: &generator) {
                let count = UInt64.random(in: 1...9, using: &generator)
                try store.group { group throws in
                    for number in acknowledged..<acknowledged + count {
                        try write(group, number)
                    }
                }
                acknowledged += count
                switch Int.random(in: 0...7, using: &generator) {
                case 0: try store.fold()
                case 1: _ = try store.checkpoint()
                case 2: _ = try store.checkpoint(truncate: true)
                default: break
                }
            }
            let after = Folder("after")
            try FileManager.default.createDirectory(
                atPath: after.path, withIntermediateDirectories: false)
            #expect(unsafe test_vfs_power_loss(folder.path, after.path) >= 2)
            store.abandon()
            let survivor = try RecordStore.open(in: after.path, reserveByteCount: 0)
            try survivor.checkIntegrity()
            try survivor.group { group throws in
                #expect(try group.leafCount() == acknowledged)
                var places = 0
                for file in UInt64(0)..<min(3, acknowledged) {
                    let row = try #require(group.row(of: identifier(file)))
                    places += try group.places(of: row).count
                    #expect(try group.spine(of: row)?.count == 48)
                }
                #expect(places == Int(acknowledged))
            }
        }
    }

    /// Power that goes in the middle of a write leaves sectors of before and of after beside each other.
    @Test func whatWasAcknowledgedSurvivesTornSectors() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("torn sectors seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for round in 0..<repetitions(60, "MADAR_DROPS") {
            let folder = Folder("vfs")
            let store = try RecordStore.create(
                in: folder.path, id: identifier(1), reserveByteCount: 0)
            var acknowledged: UInt64 = 0
            // The power goes at one of the calls that write, whichever that is.
            test_vfs_fail_at(Int32.random(in: 1...120, using: &generator), 1)
            do {
                for _ in 0..<8 {
                    try store.group { group throws in
                        for number in acknowledged..<acknowledged + 3 { try write(group, number) }
                    }
                    acknowledged += 3
                    if Bool.random(using: &generator) { try store.fold() }
                    if Bool.random(using: &generator) { _ = try store.checkpoint() }
                }
            } catch is StoreError {}
            let after = Folder("after")
            try FileManager.default.createDirectory(
                atPath: after.path, withIntermediateDirectories: false)
            let drawn = UInt64.random(in: 0...UInt64.max, using: &generator)
            #expect(unsafe test_vfs_torn_power_loss(folder.path, after.path, drawn) >= 2)
            test_vfs_reset()
            store.abandon()
            let survivor = try RecordStore.open(in: after.path, reserveByteCount: 0)
            try survivor.checkIntegrity()
            try survivor.group { group throws in
                let count = try group.leafCount()
                // A group whose answer was lost is there whole, or not at all.
                #expect(
                    count == acknowledged || count == acknowledged + 3,
                    "round \(round) of \(seed)")
                #expect(try group.acts(after: 0, limit: 999).count == Int(count))
                try write(group, count)
            }
            try survivor.close()
        }
    }

    // The faults persist from the n-th call on; n runs until none is met any more.
    @Test(arguments: [Int32(1), 2]) func aFaultAtAnyCallLosesNothingAcknowledged(
        kind: Int32
    ) throws {
        for call in Int32(1)...400 {
            let folder = Folder("vfs")
            let store = try RecordStore.create(
                in: folder.path, id: identifier(1), reserveByteCount: 0)
            try store.group { group throws in
                for number in UInt64(0)..<6 { try write(group, number) }
            }
            test_vfs_fail_at(call, kind)
            var acknowledged: UInt64 = 6
            var failure: StoreError?
            do {
                for _ in 0..<4 {
                    try store.group { group throws in
                        for number in acknowledged..<acknowledged + 3 { try write(group, number) }
                    }
                    acknowledged += 3
                    try store.fold()
                    _ = try store.checkpoint()
                }
            } catch let error as StoreError {
                failure = error
            }
            let hasFailed = test_vfs_has_failed() == 1
            test_vfs_reset()
            if let failure {
                #expect(hasFailed)
                #expect(kind == 1 ? failure != .diskFull : failure == .diskFull, "\(failure)")
            }
            // The same store goes on, with what it has in memory as true as what is on disk.
            try store.group { group throws in
                #expect(try group.leafCount() >= acknowledged, "call \(call)")
                let count = try group.leafCount()
                #expect(try group.acts(after: 0, limit: 999).count == Int(count))
                try write(group, count)
            }
            try store.checkIntegrity()
            try store.close()
            guard hasFailed else { return }
        }
        Issue.record("more calls than the loop tries")
    }

    @Test func aFullDiskGivesUpTheReserveAndThenRefusesReads() throws {
        let folder = Folder("vfs")
        let store = try RecordStore.create(
            in: folder.path, id: identifier(1), reserveByteCount: 1 << 20)
        #expect(store.space == .normal)
        #expect(FileManager.default.fileExists(atPath: folder.path + "/reserve"))
        test_vfs_fail_at(1, 2)
        #expect(throws: StoreError.diskFull) { try store.group { try write($0, 0) } }
        #expect(store.space == .reserveSpent)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/reserve"))
        // The room of the reserve serves the leaves of reads.
        test_vfs_reset()
        try store.group { try $0.addLeaf([1], index: 0) }
        #expect(store.space == .reserveSpent)
        test_vfs_fail_at(1, 2)
        #expect(throws: StoreError.diskFull) {
            try store.group { try $0.addLeaf([1], index: 1) }
        }
        #expect(store.space == .full)
        test_vfs_reset()
        #expect(store.reclaimReserve())
        #expect(store.space == .normal)
        try store.group { group throws in #expect(try group.leafCount() == 1) }
        try store.checkIntegrity()
    }

    private func writeManyPages(_ store: RecordStore) throws {
        try store.group { group throws in
            let file = try group.addFile(identifier(0))
            for number in UInt64(1)...UInt64(StoreLimits.checkpointPageCount) {
                _ = try group.addAct(act(file, number, byteCount: 3900))
            }
        }
    }

    @Test func aFailedCheckpointAfterACommitDoesNotTakeTheCommitBack() throws {
        let first = Folder("vfs")
        let rehearsal = try RecordStore.create(
            in: first.path, id: identifier(1), reserveByteCount: 0)
        test_vfs_reset()
        try writeManyPages(rehearsal)
        let calls = test_vfs_call_count()
        #expect(rehearsal.walPageCount == 0, "the commit was followed by a checkpoint")
        let folder = Folder("vfs")
        let store = try RecordStore.create(in: folder.path, id: identifier(1), reserveByteCount: 0)
        // The last call of the same work is the checkpoint's sync of the database.
        test_vfs_fail_at(calls, 1)
        try writeManyPages(store)
        #expect(test_vfs_has_failed() == 1)
        #expect(store.careFailure != nil)
        test_vfs_reset()
        try store.group { group throws in #expect(group.fileCount == 1) }
        #expect(store.careFailure == nil)
        try store.checkIntegrity()
    }

    @Test func aDiskFullInsideAnAttemptEndsTheWholeGroup() throws {
        let folder = Folder("vfs")
        let store = try RecordStore.create(in: folder.path, id: identifier(1), reserveByteCount: 0)
        var attempts = 0
        #expect(throws: StoreError.diskFull) {
            try store.group { group throws in
                try group.attempt { try write(group, 0) }
                test_vfs_fail_at(1, 2)
                // Larger than the page cache, so that SQLite has to spill in the middle.
                for number in UInt64(1)..<40_000 {
                    attempts += 1
                    try group.attempt { try write(group, number) }
                }
            }
        }
        test_vfs_reset()
        try store.group { group throws in
            #expect(try group.leafCount() == 0)
            #expect(group.fileCount == 0)
        }
    }
}
