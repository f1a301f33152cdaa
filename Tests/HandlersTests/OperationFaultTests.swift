import Basics
import Dossiers
import FaultCalls
import Foundation
import Framing
import Messages
import Operations
import ProvinceSupport
import Registry
import Store
import Support
import Testing
import Vault

@testable import Handlers

/// What an operator has done to a store, on a disk that fails at the n-th call, for every n.
///
/// What failed says at which call: `MADAR_EVERY_FAULT=1` strikes that one again.
@Suite struct OperationFaultTests {
    private static let kinds = [fault_once, fault_full, fault_dead, fault_torn, fault_short]

    /// Does work for n = 1, 2, … with the n-th call failing, until none is reached any more.
    ///
    /// What fails for good, or in pieces, differs from what fails once only in what follows: of it
    /// a run strikes every ninth call.
    /// - Returns: how many calls the work has.
    @discardableResult
    private static func each(
        _ kind: fault_kind, under: String, _ work: (Int32) throws -> Void,
        then look: (Int32, Bool) throws -> Void
    ) throws -> Int32 {
        for call in struckCalls(every: kind == fault_once ? 1 : 9, through: 2_000).map(Int32.init) {
            let count = try at(call, of: kind) {
                unsafe fault_calls_arm(under, call, Int32(kind.rawValue))
                do { try work(call) } catch {
                    _ = fault_calls_disarm()
                    throw error
                }
                let hasFailed = fault_calls_disarm() == 1
                let count = fault_calls_count()
                try look(call, hasFailed)
                return hasFailed ? nil : count
            }
            if let count { return count }
        }
        throw StoreFault.inputOutput
    }

    /// Does what a loop does at one call, and says at which where it throws.
    private static func at<Value>(
        _ call: Int32, of kind: fault_kind, _ work: () throws -> Value
    ) throws -> Value {
        do { return try work() } catch {
            Issue.record(error, "\(kind), call \(call)")
            throw error
        }
    }

    /// Faults that tell of a disk, and of nothing that is wrong with what lies on it.
    private static let ofDisk: Set<StoreFault> = [
        .inputOutput, .diskFull, .backupNoSpace, .noBackupFolder,
    ]

    /// The same, with what SQLite calls a page that it cannot read.
    private static func isOfDisk(_ fault: StoreFault, _ kind: fault_kind) -> Bool {
        ofDisk.contains(fault)
            || [fault_once, fault_dead].contains(kind) && fault == .damagedDatabase
    }

    @Test(arguments: kinds) func aBackupIsMadeWholeOrNotAtAll(kind: fault_kind) throws {
        let bench = try BackupTests.Bench()
        let worker = try bench.province.add(["UPE-WORKER"])
        _ = try bench.office.openListened(worker)
        try bench.plan(kept: 5)
        try bench.backUp()
        let identity = try bench.key(bench.identities[0])
        // Of every file somebody knows: the plan tells which backups are kept.
        let others = Set(bench.files.filter { $0 != name(bench) })
        func known() throws -> Set<String> {
            others.union(try bench.list().backups.map(\.name))
        }
        var result: Result<BackupResult, StoreFault>?
        let calls = try Self.each(
            kind, under: bench.place + ":" + bench.province.folder + "/backup.work",
            { _ in
                bench.province.now = bench.province.now.adding(seconds: 60)
                try #require(
                    try bench.office.ask(bench.runner, .backup).status == .ok)
                let backup = try #require(bench.office.begun.last)
                result = Result { () throws(StoreFault) in try backup.make() }
            },
            then: { call, hasFailed in
                let place = "\(kind), call \(call)"
                let made = try #require(result)
                bench.office.handlers.finishBackup(made)
                switch made {
                case .success(let done) where call % 16 == 0 || !hasFailed:
                    let name = Backup.name(
                        of: bench.province.ledger.storeID, at: done.backup.at,
                        size: done.backup.size)
                    let report = try BackupFile.verify(
                        bench.place + "/" + name, identityFile: identity, scratch: bench.place)
                    #expect(report.inspection.isClean, "\(place)")
                    #expect(try bench.status().failure == .unspecified, "\(place)")
                case .success: break
                case .failure(let fault):
                    #expect(hasFailed && Self.isOfDisk(fault, kind), "\(place): \(fault)")
                    #expect(try bench.status().failure != .unspecified, "\(place)")
                }
                // Where nothing could be removed either, the next run takes it away.
                let partial = Set(bench.files).subtracting(try known())
                #expect(
                    partial.allSatisfy {
                        kind == fault_dead || kind == fault_once && $0.hasSuffix(".partial")
                    },
                    "\(place): \(partial)")
                for one in partial where !one.hasSuffix(".partial") {
                    // It had its name before the disk died, and nobody was told of it.
                    try FileManager.default.removeItem(atPath: bench.place + "/" + one)
                }
                bench.province.now = bench.province.now.adding(seconds: 60)
                // Where nothing is left behind, the next one of this loop tells as much.
                let isTriedAgain = !partial.isEmpty || kind != fault_once || call % 8 == 0
                if case .failure = made, isTriedAgain {
                    try bench.backUp()
                    #expect(try bench.status().failure == .unspecified, "\(place)")
                    #expect(
                        !FileManager.default.fileExists(
                            atPath: bench.province.folder + "/backup.work"), "\(place)")
                }
                #expect(Set(bench.files) == (try known()), "\(place)")
            })
        #expect(calls > 20)
        // Whoever has the last has the keys that open it.
        var plan = DrillPlan(
            records: bench.place, keys: nil, identityFile: identity,
            credentialPath: bench.province.credential, scratch: bench.place)
        plan.records = bench.place + "/" + name(bench)
        let now = bench.province.now
        let drilled = try Drill.run(
            plan, definition: bench.province.ownDefinition, clock: { now })
        #expect(drilled.inspection.isClean)
    }

    /// The newest record backup.
    private func name(_ bench: BackupTests.Bench) -> String {
        bench.files.filter { $0.hasSuffix(".age") && !$0.hasSuffix("-keys.age") }.last ?? ""
    }

    @Test(arguments: kinds) func aStoreIsRestoredWholeOrNotAtAll(kind: fault_kind) throws {
        let bench = try BackupTests.Bench()
        let worker = try bench.province.add(["UPE-WORKER"])
        let file = try bench.office.openListened(worker)
        try bench.plan()
        try bench.backUp()
        let digits = bench.province.ledger.storeID.hexadecimal.prefix(8)
        var plan = RestorePlan(
            records: bench.place + "/" + name(bench),
            keys: bench.place + "/madar-\(digits)-keys.age",
            identityFile: try bench.key(bench.identities[0]), folder: bench.place + "/store")
        plan.credentialPath = bench.province.credential
        let (wanted, definition, now) = (plan, bench.province.ownDefinition, bench.province.now)
        func restore() -> Result<RestoreReport, StoreFault> {
            Result { () throws(StoreFault) in
                try Restoration.restore(wanted, definition: definition, clock: { now })
            }
        }
        let before = bench.files
        var result: Result<RestoreReport, StoreFault>?
        let calls = try Self.each(
            kind, under: bench.place, { _ in result = restore() },
            then: { call, hasFailed in
                let place = "\(kind), call \(call)"
                var made = try #require(result)
                if case .failure(let fault) = made {
                    #expect(hasFailed && Self.isOfDisk(fault, kind), "\(place): \(fault)")
                    // A disk that died at the very last call keeps a whole store, which the next
                    // attempt does not write over.
                    let isLast = kind != fault_once && bench.files.contains("store")
                    #expect(isLast || !bench.files.contains("store"), "\(place)")
                    if isLast { #expect(restore().fault == .alreadyExists, "\(place)") }
                    // Nothing that was left is in the way.
                    if !isLast { made = restore() }
                }
                if case .success(let report) = made {
                    #expect(report.inspection.isClean, "\(place)")
                }
                #expect(bench.files == (before + ["store"]).sorted(), "\(place)")
                // All that the backup held is there.
                let credential = bench.place + "/credential"
                try FileManager.default.copyItem(
                    atPath: bench.province.credential, toPath: credential)
                let restored = try TestProvince(
                    opening: wanted.folder, credential: credential, at: now)
                if call.isMultiple(of: 16) || !hasFailed {
                    #expect(try restored.isClean(), "\(place)")
                    let again = try Office(restored)
                    #expect(
                        try again.ask(worker, .readAct, again.readingAct(file, 4)).status == .ok)
                }
                restored.ledger.store.abandon()
                try? FileManager.default.removeItem(atPath: wanted.folder)
            })
        #expect(calls > 40)
    }

    @Test(arguments: kinds) func aDrillThatADiskCutsOffBlamesNoBackup(kind: fault_kind) throws {
        let bench = try BackupTests.Bench()
        let worker = try bench.province.add(["UPE-WORKER"])
        _ = try bench.office.openListened(worker)
        try bench.plan()
        try bench.backUp()
        let scratch = bench.place + "/scratch"
        try FileManager.default.createDirectory(
            atPath: scratch, withIntermediateDirectories: false)
        let made = name(bench)
        let plan = DrillPlan(
            records: bench.place + "/" + made, keys: nil,
            identityFile: try bench.key(bench.identities[1]),
            credentialPath: bench.province.credential, scratch: scratch)
        let definition = bench.province.ownDefinition
        func drill() -> Result<DrillReport, StoreFault> {
            let now = bench.province.now
            return Result { () throws(StoreFault) in
                try Drill.run(plan, definition: definition, clock: { now })
            }
        }
        func look() throws -> WireMadeBackup {
            bench.province.now = bench.province.now.adding(seconds: 60)
            bench.office.handlers.keepBackups()
            return try #require(try bench.list().backups.first)
        }
        let before = bench.files
        var result: Result<DrillReport, StoreFault>?
        let calls = try Self.each(
            kind, under: bench.place, { _ in result = drill() },
            then: { call, hasFailed in
                let place = "\(kind), call \(call)"
                let made = try #require(result)
                if case .failure(let fault) = made {
                    #expect(hasFailed && Self.isOfDisk(fault, kind), "\(place): \(fault)")
                } else {
                    #expect(try made.get().inspection.isClean, "\(place)")
                }
                #expect(try look().drillFailedAtMs == 0, "\(place)")
                if case .failure = made { #expect(try drill().get().inspection.isClean) }
                let drilledAt = bench.province.now
                if case .failure = made {
                    #expect(try look().provedAtMs == drilledAt.milliseconds, "\(place)")
                }
                #expect(bench.files.filter { !$0.hasSuffix(".new") } == before, "\(place)")
                let left = (try? FileManager.default.contentsOfDirectory(atPath: scratch)) ?? []
                for one in left where kind != fault_full {
                    try FileManager.default.removeItem(atPath: scratch + "/" + one)
                }
                #expect(kind != fault_full || left == [], "\(place): \(left)")
            })
        #expect(calls > 40)
    }

    @Test(arguments: [fault_once, fault_full, fault_dead])
    func aRotationGoesOnOnceTheKeyringCanBeWritten(kind: fault_kind) throws {
        var calls: Int32?
        for call in struckCalls(every: kind == fault_once ? 1 : 4, through: 400).map(Int32.init)
        where calls == nil {
            try Self.at(call, of: kind) {
                let bench = try RotationTests.Bench(fileCount: 1)
                let folder = bench.province.folder
                let id = try bench.begin(.social)
                unsafe fault_calls_arm(
                    "\(folder)$:\(folder)/keyring", call, Int32(kind.rawValue))
                _ = bench.work()
                let hasFailed = fault_calls_disarm() == 1
                if !hasFailed { calls = fault_calls_count() }
                let place = "\(kind), call \(call)"
                // Whatever stands is what a start finds, and every act opens under it.
                try bench.restart()
                try bench.checkInvariants()
                let file = try #require(bench.files.keys.first)
                #expect(try bench.write(in: file) == .ok, "\(place)")
                try Self.goOn(bench, id, place)
            }
        }
        #expect(try #require(calls, "the loop reaches the end") > 10)
    }

    @Test(arguments: [fault_full, fault_torn])
    func aRotationGoesOnOnceTheDatabaseHasRoom(kind: fault_kind) throws {
        var calls: Int32?
        var restedCount = 0
        for call in struckCalls(every: 4, through: 400).map(Int32.init) where calls == nil {
            try Self.at(call, of: kind) {
                let bench = try RotationTests.Bench(fileCount: 3)
                let id = try bench.begin(.social)
                while try bench.job(id)?.state != .running { bench.work(steps: 1) }
                let folder = bench.province.folder
                unsafe fault_calls_arm(folder + "/madar.db", call, Int32(kind.rawValue))
                bench.work()
                let hasFailed = fault_calls_disarm() == 1
                if !hasFailed { calls = fault_calls_count() }
                let place = "\(kind), call \(call)"
                // A batch is done whole or not at all, and what was acknowledged opens.
                try bench.checkInvariants()
                if try bench.job(id)?.pause == .disk { restedCount += 1 }
                if Bool.random() { try bench.restart() }
                let file = try #require(bench.files.keys.first)
                #expect(try bench.write(in: file) == .ok, "\(place)")
                try Self.goOn(bench, id, place)
                #expect(try bench.wraps(.social) == [2: 3], "\(place)")
            }
        }
        #expect(try #require(calls, "the loop reaches the end") > 4)
        #expect(restedCount > 0)
    }

    /// Lets a rotation end after a disk that failed works again: by itself after a rest, or as soon as
    /// it is told to.
    private static func goOn(
        _ bench: RotationTests.Bench, _ id: RotationID, _ place: String
    ) throws {
        if try bench.job(id)?.state == .paused {
            #expect(try bench.ask(id, .resume) == .ok, "\(place)")
        }
        bench.province.now = bench.province.now.adding(seconds: 3_600)
        _ = bench.work()
        #expect(try bench.job(id)?.state == .cooling, "\(place)")
        #expect(try bench.active(.social) == [2], "\(place)")
        try bench.checkInvariants()
        #expect(try bench.province.isClean(), "\(place)")
    }
}
