import Basics
import Foundation
import GRDB
import Testing

@testable import Store

func identifier<Kind>(_ number: UInt64) -> Identifier<Kind> {
    Identifier(high: 0xA5A5, low: number)
}

func act(_ file: FileRow, _ sequence: UInt64, byteCount: Int = 300) -> ActRow {
    ActRow(
        file: file, sequence: sequence, dataClass: .social, record: identifier(sequence), leaf: 0,
        time: Instant(milliseconds: 1), envelope: [UInt8](repeating: 7, count: byteCount))
}

@Suite struct StoreTests {
    private func make(_ folder: Folder) throws -> RecordStore {
        try RecordStore.create(in: folder.path, id: identifier(1), reserveByteCount: 4096)
    }

    @Test func everySettingHoldsOnTheWriterAndOnEveryReader() throws {
        let folder = Folder()
        let store = try make(folder)
        let writer = Dictionary(
            uniqueKeysWithValues: try store.settings().map { ($0.setting, $0.value) })
        for (setting, expected) in Settings.expected(isReader: false) {
            #expect(writer[setting] == expected, "\(setting) on the writer")
        }
        #expect(writer[.synchronous] == "2")
        let settings = try store.snapshots.read { reader in
            try Settings.expected(isReader: true).map { setting, expected in
                (setting, expected, try Settings.value(of: setting, on: reader.connection))
            }
        }
        for (setting, expected, value) in settings {
            #expect(value == expected, "\(setting) on a reader")
        }
        #expect(throws: StoreError.self) {
            try store.snapshots.read { try $0.connection.execute("DELETE FROM meta") }
        }
    }

    @Test func aSecondOpenerIsRefusedWithItsOwnError() throws {
        let folder = Folder()
        let store = try make(folder)
        #expect(throws: StoreError.inUse) { try RecordStore.open(in: folder.path) }
        #expect(throws: StoreError.inUse) {
            try RecordStore.create(in: folder.path, id: identifier(2))
        }
        try store.close()
    }

    /// A process that is being started shares the descriptor of the lock until it runs its program:
    /// what closes the store must let the next one in all the same.
    @Test func aCopyOfTheLockInAProcessBeingStartedKeepsNobodyOut() throws {
        let folder = Folder()
        let store = try make(folder)
        let lock = folder.path + "/" + RecordStore.FileName.lock
        let held = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
            .compactMap { Int32($0) }
            .filter {
                (try? FileManager.default.destinationOfSymbolicLink(
                    atPath: "/proc/self/fd/\($0)")) == lock
            }
        let copy = dup(try #require(held.first))
        defer { close(copy) }
        try store.close()
        try RecordStore.open(in: folder.path).close()
    }

    @Test func aStoreIsMadeOnceAndFoundAgainWithItsId() throws {
        let folder = Folder()
        #expect(throws: StoreError.notFound) { try RecordStore.open(in: folder.path) }
        try make(folder).close()
        #expect(throws: StoreError.alreadyExists) {
            try RecordStore.create(in: folder.path, id: identifier(2))
        }
        let store = try RecordStore.open(in: folder.path, reserveByteCount: 0)
        #expect(store.id == identifier(1))
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let mode =
                try FileManager.default.attributesOfItem(
                    atPath: folder.path + "/" + name)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(name)")
        }
    }

    @Test func aFileThatOthersMayReadIsRefused() throws {
        let folder = Folder()
        try make(folder).close()
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o640], ofItemAtPath: folder.path + "/madar.db")
        #expect(throws: StoreError.wrongMode) { try RecordStore.open(in: folder.path) }
    }

    @Test func anUnknownLayoutVersionIsRefused() throws {
        let folder = Folder()
        let store = try make(folder)
        try store.group { try $0.setMeta(.layout, to: 2) }
        try store.close()
        #expect(throws: StoreError.unsupportedLayout(version: 2)) {
            try RecordStore.open(in: folder.path)
        }
    }

    @Test func aRefusedCallTakesBackItselfAndNotItsNeighbours() throws {
        struct Refusal: Error {}
        let folder = Folder()
        let store = try make(folder)
        let file: FileRow = try store.group { group throws in
            let row = try group.attempt { try group.addFile(identifier(10)) }
            _ = try group.attempt { try group.addAct(act(row, 1)) }
            #expect(throws: Refusal.self) {
                try group.attempt {
                    _ = try group.addFile(identifier(11))
                    _ = try group.addAct(act(row, 2))
                    try group.setSpine(of: row, to: [1])
                    throw Refusal()
                }
            }
            _ = try group.attempt { try group.addAct(act(row, 2)) }
            return row
        }
        try store.group { group throws in
            #expect(group.row(of: identifier(11)) == nil)
            #expect(try group.places(of: file).map(\.sequence) == [1, 2])
            #expect(try group.places(of: file).map(\.act) == [1, 2])
            #expect(try group.spine(of: file) == nil)
        }
    }

    @Test func aGroupThatThrowsLeavesNothing() throws {
        struct Stop: Error {}
        let folder = Folder()
        let store = try make(folder)
        #expect(throws: Stop.self) {
            try store.group { group throws in
                let row = try group.addFile(identifier(10))
                _ = try group.addAct(act(row, 1))
                throw Stop()
            }
        }
        try store.group { group throws in
            #expect(group.fileCount == 0)
            #expect(try group.acts(after: 0, limit: 9).isEmpty)
            #expect(try group.addFile(identifier(10)) == FileRow(1))
        }
    }

    @Test(arguments: [false, true]) func rowsAreFoundBeforeAndAfterFoldingAndReopening(
        folds: Bool
    ) throws {
        let folder = Folder()
        var store = try make(folder)
        let rows = try store.group { group throws in
            let rows = try (0..<5).map { try group.addFile(identifier($0)) }
            for sequence in UInt64(1)...20 {
                for row in rows {
                    _ = try group.addAct(act(row, sequence))
                    try group.setSpine(of: row, to: [UInt8(sequence), UInt8(row.value)])
                }
            }
            return rows
        }
        if folds {
            try store.fold()
            try store.group { group throws in
                #expect(group.unfoldedActCount == 0)
                _ = try group.addAct(act(rows[0], 21))
                try group.setSpine(of: rows[0], to: [21, 1])
            }
        }
        store.abandon()
        store = try RecordStore.open(in: folder.path, reserveByteCount: 0)
        try store.group { group throws in
            for row in rows {
                let last: UInt64 = folds && row == rows[0] ? 21 : 20
                #expect(try group.places(of: row).map(\.sequence) == Array(1...last))
                #expect(try group.spine(of: row) == [UInt8(last), UInt8(row.value)])
                #expect(try group.act(of: row, sequence: 7, .social)?.sequence == 7)
                #expect(try group.act(of: row, sequence: 7, .identity) == nil)
            }
            #expect(group.row(of: identifier(3)) == rows[3])
        }
        try store.checkIntegrity()
    }

    @Test func aWrapIsReplacedOnlyIfItIsStillTheOneThatWasRead() throws {
        let folder = Folder()
        let store = try make(folder)
        try store.group { group throws in
            let file = try group.addFile(identifier(1))
            let old = WrapRow(
                file: file, dataClass: .social, generation: 1, kekVersion: 1, wrap: [1])
            try group.addWrap(old)
            var new = old
            new.kekVersion = 2
            new.wrap = [2]
            #expect(try group.replaceWrap(old, with: new))
            #expect(try !group.replaceWrap(old, with: new))
            #expect(
                try group.census()
                    == [WrapCount(dataClass: .social, kekVersion: 2, count: 1)])
            #expect(try group.wraps(.social, under: 1, limit: 9).isEmpty)
        }
    }

    @Test func aDamagedDatabaseHasItsOwnErrorAndIsLeftAsItIs() throws {
        let folder = Folder()
        let store = try make(folder)
        try store.group { group throws in
            let file = try group.addFile(identifier(1))
            for sequence in UInt64(1)...50 { _ = try group.addAct(act(file, sequence)) }
        }
        try store.close()
        let path = folder.path + "/madar.db"
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        let damages: [(String, Data)] = [
            ("first page", Data(repeating: 0x5A, count: 4096) + whole.dropFirst(4096)),
            ("cut short", whole.prefix(5000)), ("empty", Data()),
        ]
        for (name, bytes) in damages {
            let other = Folder()
            try FileManager.default.createDirectory(
                atPath: other.path, withIntermediateDirectories: false)
            let target = other.path + "/madar.db"
            _ = FileManager.default.createFile(
                atPath: target, contents: bytes, attributes: [.posixPermissions: 0o600])
            var failure: StoreError?
            do throws(StoreError) {
                let opened = try RecordStore.open(in: other.path, reserveByteCount: 0)
                try opened.checkIntegrity()
            } catch {
                failure = error
            }
            guard case .damaged = failure else {
                Issue.record("\(name): \(String(describing: failure))")
                continue
            }
        }
    }

    @Test func aBackupCopyHoldsWhatWasCommittedAndNoFreePages() throws {
        let folder = Folder()
        let store = try make(folder)
        try store.group { group throws in
            let file = try group.addFile(identifier(1))
            for sequence in UInt64(1)...50 { _ = try group.addAct(act(file, sequence)) }
        }
        let copy = folder.path + "/it's a copy"
        try store.snapshots.copy(to: copy)
        #expect(throws: StoreError.alreadyExists) { try store.snapshots.copy(to: copy) }
        let queue = try DatabaseQueue(path: copy)
        #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM act") } == 50)
    }

    @Test func theEleventhThousandthPendingLeafIsRefused() throws {
        let folder = Folder()
        let store = try make(folder)
        try store.group { group throws in
            for _ in 0..<StoreLimits.pendingLeafCount {
                _ = try group.addPendingLeaf { _ in [0] }
            }
            #expect(throws: StoreError.limitExceeded) {
                try group.addPendingLeaf { _ in [0] }
            }
            try group.deletePendingLeaves()
            #expect(group.pendingLeafCount == 0)
        }
    }
}

@Suite struct ReserveTests {
    @Test func theReserveIsTakenAgainOnlyWhereHalfAsMuchAgainIsFree() throws {
        let folder = Folder("reserve")
        try FileManager.default.createDirectory(
            atPath: folder.path, withIntermediateDirectories: false)
        let reserve = Reserve(path: folder.path + "/reserve", byteCount: 4_096)
        #expect(reserve.take() && reserve.isHeld)
        reserve.giveUp()
        #expect(!reserve.isHeld)
        // The 4,096 bytes that were given up are free, and no more: the disk is still full.
        #expect(!reserve.takeAgain(freeByteCount: 4_096) && !reserve.isHeld)
        #expect(!reserve.takeAgain(freeByteCount: 6_143) && !reserve.isHeld)
        #expect(reserve.takeAgain(freeByteCount: 6_144) && reserve.isHeld)
    }
}
