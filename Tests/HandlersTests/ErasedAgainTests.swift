import AuditLog
import Basics
import Dossiers
import Foundation
import Framing
import Messages
import Operations
import ProvinceSupport
import Registry
import Store
import Testing

@testable import Handlers

/// What was erased stays erased where an older backup is restored (SPEC W-176), and its record tells
/// which backups still hold it (SPEC W-156).
@Suite struct ErasedAgainTests {
    /// A province with a backup of three notes of class health, of which one, then all are erased.
    final class Bench {
        let orders: OrderTests.Bench
        let backups: BackupTests.Bench
        let backup: WireMadeBackup
        let notes: [UInt64]
        private var (restored, opened) = (0, 0)

        /// - Parameter isOrdered: whether all notes are to be erased, and that is approved.
        init(kept: UInt32 = 8, isOrdered: Bool = false) throws {
            orders = try OrderTests.Bench()
            notes = try (0..<3).map { [orders] _ in try orders.addHealth() }
            if isOrdered {
                try #require(try orders.order(.health) == .ok)
                try #require(try orders.approve(#require(orders.list().orders.first)) == .ok)
            }
            backups = try BackupTests.Bench(orders.province, orders.office)
            try backups.plan(kept: kept)
            try backups.backUp()
            backup = try #require(try backups.list().backups.first)
        }

        /// The daemon looks after its backups, as it does all the time.
        func look() throws {
            orders.province.now = orders.province.now.adding(seconds: 60)
            orders.office.handlers.keepBackups()
            try backups.finish()
        }

        func restore(unsealing: Bool = true) throws -> (report: RestoreReport, folder: String) {
            restored += 1
            let keys = backup.name.prefix("madar-12345678".count) + "-keys.age"
            var plan = RestorePlan(
                records: backups.place + "/" + backup.name, keys: backups.place + "/" + keys,
                identityFile: try backups.key(backups.identities[0]),
                folder: backups.place + "/store\(restored)")
            plan.credentialPath = unsealing ? orders.province.credential : nil
            let now = orders.province.now
            let report = try Restoration.restore(
                plan, definition: orders.province.ownDefinition, clock: { now })
            return (report, plan.folder)
        }

        /// Opens a copy of a restored store, which goes with what opens it.
        func open(_ folder: String) throws -> TestProvince {
            opened += 1
            let copy = folder + ".opened\(opened)"
            try FileManager.default.copyItem(atPath: folder, toPath: copy)
            try FileManager.default.copyItem(
                atPath: orders.province.credential, toPath: copy + ".credential")
            return try TestProvince(
                opening: copy, credential: copy + ".credential", at: orders.province.now)
        }

        /// Which of the notes can still be read.
        func readable(in province: TestProvince) throws -> [UInt64] {
            let office = try Office(province)
            return try notes.filter { note in
                let answer = try office.ask(
                    orders.evaluator, .readAct, office.readingAct(orders.file, note))
                guard answer.status == .ok else { return false }
                let act = try MessageCodec.decode(WireReadActAnswer.self, from: answer.payload).act
                return act.classes & UInt32(ClassSet.health.rawValue) != 0
            }
        }
    }

    @Test func anOlderBackupDoesNotBringItBack() throws {
        let bench = try Bench()
        let one = try bench.orders.erase(.health, acts: [bench.notes[1]])
        try bench.look()
        let (report, folder) = try bench.restore()
        #expect(report.tellsErasures && report.erasedCount == 1 && report.inspection.isClean)
        let restored = try bench.open(folder)
        #expect(try bench.readable(in: restored) == [bench.notes[0], bench.notes[2]])
        let leaves = try restored.leaves()
        let restore = try #require(leaves.firstIndex { $0.kind == .restore })
        let again = try #require(leaves.lastIndex { $0.kind == .erase })
        #expect(again > restore && leaves.count { $0.kind == .erase } == 1)
        #expect(leaves[again].body.file == bench.orders.file.blob && one.erased == 1)
        #expect(try restored.isClean())
        // Opened once more there is nothing to erase, and nothing is written of it.
        try restored.restart()
        #expect(try restored.leaves().count { $0.kind == .erase } == 1)

        // Where nothing of a class is left its keys go too, as at the first time.
        _ = try bench.orders.erase(.health)
        try bench.look()
        let (whole, place) = try bench.restore()
        #expect(whole.erasedCount == 3)
        let gone = try bench.open(place)
        #expect(try bench.readable(in: gone).isEmpty)
        try gone.ledger.store.group { transaction in
            let row = try #require(transaction.row(of: bench.orders.file))
            #expect(try transaction.wraps(of: row).allSatisfy { $0.dataClass != .health })
        }
        #expect(try gone.isClean())
    }

    @Test func withoutKeysItIsErasedWhenTheStoreIsOpened() throws {
        let bench = try Bench()
        _ = try bench.orders.erase(.health, acts: [bench.notes[0]])
        try bench.look()
        let (report, folder) = try bench.restore(unsealing: false)
        #expect(report.tellsErasures && report.erasedCount == 0 && !report.isUnsealed)
        let restored = try bench.open(folder)
        #expect(try restored.leaves().suffix(2).map(\.kind) == [.restore, .erase])
        #expect(try bench.readable(in: restored) == Array(bench.notes.dropFirst()))
    }

    /// What a restored store knows only from the list of the one that was lost is handed on.
    @Test func aStoreThatIsRestoredTwiceForgetsNoErasure() throws {
        let bench = try Bench()
        _ = try bench.orders.erase(.health, acts: [bench.notes[0]])
        try bench.look()
        let first = try bench.open(try bench.restore().folder)
        let office = try Office(first)
        first.now = first.now.adding(seconds: 60)
        office.handlers.keepBackups()
        let (report, folder) = try bench.restore()
        #expect(report.erasedCount == 1)
        #expect(
            try bench.readable(in: try bench.open(folder)) == Array(bench.notes.dropFirst()))
    }

    /// In a restored store an order may be carried out that was so before: nothing is left for it, and
    /// what it erased at the first time is not forgotten.
    @Test func anOrderThatIsCarriedOutTwiceKeepsWhatItErasedFirst() throws {
        let bench = try Bench(isOrdered: true)
        bench.orders.wait()
        let order = try #require(try bench.orders.list().orders.first)
        #expect(try bench.orders.settle(order, .carryOut).answer.erased == 3)
        try bench.look()
        let restored = try bench.open(try bench.restore().folder)
        let office = try Office(restored)
        let id = try #require(OrderID(blob: order.order))
        let again = try office.ask(
            bench.orders.coordinator, .settleOrder, office.settling(id, .carryOut))
        #expect(again.status == .ok)
        restored.now = restored.now.adding(seconds: 60)
        office.handlers.keepBackups()
        let (report, folder) = try bench.restore()
        #expect(report.erasedCount == 3)
        #expect(try bench.readable(in: try bench.open(folder)).isEmpty)
    }

    @Test func aListThatSomebodyChangedOpensNothing() throws {
        let bench = try Bench()
        _ = try bench.orders.erase(.health, acts: [bench.notes[0]])
        try bench.look()
        let (_, folder) = try bench.restore(unsealing: false)
        let path = folder + "/erasures"
        let list = try String(contentsOfFile: path, encoding: .utf8)
        let act = try bench.orders.act(bench.notes[1]).id.hexadecimal
        let last = try #require(list.split(separator: "\n").last?.split(separator: " ").last)
        for changed in [
            list.replacingOccurrences(of: last, with: act), String(list.dropLast(40)), "nothing",
            "",
        ] {
            try Self.write(Data(changed.utf8), path)
            #expect(throws: StoreFault.damagedBackup) { _ = try bench.open(folder) }
        }
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: StoreFault.damagedBackup) { _ = try bench.open(folder) }
        try Self.write(Data(list.utf8), path)
        #expect(
            try bench.readable(in: try bench.open(folder)) == Array(bench.notes.dropFirst()))
    }

    /// Once it was carried out nobody is kept from the store, and no backup is made that lacks it.
    @Test func aListThatIsLostLaterStopsBackupsAndNothingElse() throws {
        let bench = try Bench()
        _ = try bench.orders.erase(.health, acts: [bench.notes[0]])
        try bench.look()
        let restored = try bench.open(try bench.restore().folder)
        let path = restored.folder + "/erasures"
        let list = try Data(contentsOf: URL(fileURLWithPath: path))
        for lost in [nil, Data("x".utf8)] {
            try FileManager.default.removeItem(atPath: path)
            defer { try? Self.write(list, path) }
            if let lost { try Self.write(lost, path) }
            try restored.restart()
            #expect(try bench.readable(in: restored) == Array(bench.notes.dropFirst()))
            #expect(try keptKeys(restored, bench) != .unspecified)
        }
        try restored.restart()
        #expect(try keptKeys(restored, bench) == .unspecified)
    }

    private static func write(_ list: Data, _ path: String) throws {
        try list.write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    /// Has the daemon of a province look after its backups; tells what failed.
    private func keptKeys(_ province: TestProvince, _ bench: Bench) throws -> WireBackupFailure {
        let office = try Office(province)
        province.now = province.now.adding(seconds: 7_200)
        office.handlers.keepBackups()
        let answer = try office.ask(bench.backups.runner, .listBackups)
        return try MessageCodec.decode(WireListBackupsAnswer.self, from: answer.payload).run
            .failure
    }

    /// A drill of an older backup erases in its scratch folder what a restore would.
    @Test func aDrillErasesWhatARestoreWould() throws {
        let bench = try Bench()
        _ = try bench.orders.erase(.health, acts: [bench.notes[0]])
        try bench.look()
        let plan = DrillPlan(
            records: bench.backups.place + "/" + bench.backup.name, keys: nil,
            identityFile: try bench.backups.key(bench.backups.identities[0]),
            credentialPath: bench.orders.province.credential, scratch: bench.backups.place)
        let now = bench.orders.province.now
        let report = try Drill.run(
            plan, definition: bench.orders.province.ownDefinition, clock: { now })
        #expect(report.inspection.isClean && report.erasedCount == 1)
        #expect(report.size == bench.backup.size)
    }

    @Test func theOrderTellsWhichBackupsHoldIt() throws {
        let bench = try Bench(kept: 2)
        #expect(bench.backup.keptUntilMs != 0)
        let answer = try bench.orders.erase(.health)
        func told() throws -> WireOrder {
            let id = try #require(try bench.orders.list().orders.first?.order)
            #expect(try bench.orders.list().orders.allSatisfy { $0.backups.isEmpty })
            var request = WireListOrdersRequest()
            request.order = id
            let answer = try bench.orders.office.ask(
                bench.orders.officer, .listOrders, MessageCodec.encode(request))
            return try #require(
                try MessageCodec.decode(WireListOrdersAnswer.self, from: answer.payload).orders
                    .first)
        }
        let held = try told().backups
        #expect(held.map(\.name) == [bench.backup.name] && held[0].size <= answer.leaf)
        let plan = try bench.backups.list().plan
        let hour: Int64 = 3_600_000
        // Two are kept: it goes when two more are made.
        #expect(held[0].keptUntilMs == held[0].atMs + 2 * Int64(plan.hours) * hour)
        // A later one holds it no more, and the first one's time comes nearer.
        try bench.look()
        let newest = try #require(try bench.backups.list().backups.first)
        let after = try told().backups
        #expect(after.map(\.name) == [bench.backup.name])
        #expect(after[0].keptUntilMs == newest.atMs + Int64(plan.hours) * hour)
        try bench.look()
        #expect(try told().backups.isEmpty)
    }
}
