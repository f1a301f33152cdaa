import Basics
import Circuit
import DefinitionSupport
import Dossiers
import FaultCalls
import Foundation
import Framing
import Mapping
import Messages
import Operations
import ProvinceSupport
import Registry
import Secrets
import Store
import Support
import Testing
import Vault

@testable import Handlers

/// What is done to keys of which there is one, to devices, slots and epochs, and to a province that is
/// founded, on a disk that fails at the n-th call.
///
/// What failed says at which call: `MADAR_EVERY_FAULT=1` strikes each.
@Suite struct KeyFaultTests {
    private static let kinds = [fault_once, fault_full, fault_dead, fault_torn]

    /// How a call that a disk has cut off is answered.
    private static let refusals: Set<StatusCode> = [.storage, .diskFull, .commitUnknown]

    /// Does work anew for n = 1, 2, … with the n-th call failing, until none is reached any more.
    ///
    /// - Parameter step: how many calls lie between two that are struck.
    private static func each<Bench>(
        _ kind: fault_kind, every step: Int, _ make: () throws -> Bench,
        under: (Bench) -> String, _ work: (Bench) throws -> Void,
        then look: (Bench, String) throws -> Void
    ) throws {
        for call in struckCalls(every: step, through: 3_000).map(Int32.init) {
            let place = "\(kind), call \(call)"
            do {
                let bench = try make()
                unsafe fault_calls_arm(under(bench), call, Int32(kind.rawValue))
                do { try work(bench) } catch {
                    _ = fault_calls_disarm()
                    throw error
                }
                let hasFailed = fault_calls_disarm() == 1
                let count = fault_calls_count()
                try look(bench, place)
                if !hasFailed {
                    #expect(count > 4, "the loop reaches the work")
                    return
                }
            } catch {
                Issue.record(error, "\(place)")
                throw error
            }
        }
        throw StoreFault.inputOutput
    }

    // MARK: - Keys of which there is one

    @Test(
        "The index key is replaced once the disk works, and each record finds its files (W-192)",
        arguments: kinds)
    func theIndexKeyIsReplaced(kind: fault_kind) throws {
        try Self.each(kind, every: 40) {
            let bench = try IndexRotationTests.Bench(fileCount: 2)
            try bench.begin()
            return bench
        } under: {
            $0.province.folder
        } _: {
            _ = $0.work()
        } then: { bench, place in
            try bench.restart()
            try bench.checkSearch()
            // What is opened meanwhile is found, too.
            try bench.open("300")
            try bench.checkSearch()
            if let job = try bench.job(), job.state == .paused {
                let id = try #require(RotationID(blob: job.rotation))
                #expect(try bench.ask(id, .resume, kind: 3) == .ok, "\(place)")
            }
            bench.province.now = bench.province.now.adding(seconds: 3_600)
            bench.work()
            #expect(try bench.job()?.state == .retired, "\(place)")
            #expect(try bench.versions([.active]) == [2], "\(place)")
            #expect(try bench.versions([.pending, .decryptOnly, .drained]).isEmpty, "\(place)")
            #expect(try bench.isFresh(), "\(place)")
            #expect(try bench.province.isClean(), "\(place)")
        }
    }

    @Test(
        "The log's key is replaced once the disk works, and its former leads to it (W-193)",
        arguments: kinds, [false, true])
    func theLogKeyIsReplaced(kind: fault_kind, atItsEnd: Bool) throws {
        try Self.each(kind, every: 40) {
            let bench = try LogRotationTests.Bench()
            try bench.begin()
            if atItsEnd {
                bench.work()
                bench.waitToTheEnd()
            }
            return bench
        } under: {
            $0.province.folder
        } _: {
            _ = $0.work()
        } then: { bench, place in
            let first = bench.known
            try bench.restart()
            let told = try bench.nextCheckpoint()
            #expect(
                try bench.followed(first).contains { bench.isSigned(told.note, by: $0) },
                "\(place)")
            for _ in 0..<4 {
                guard let job = try bench.job(), job.state != .retired else { break }
                if job.state == .paused {
                    let id = try #require(RotationID(blob: job.rotation))
                    #expect(try bench.ask(id, .resume) == .ok, "\(place)")
                }
                bench.wait(days: 31)
                bench.work()
            }
            #expect(try bench.job()?.state == .retired, "\(place)")
            #expect(try bench.versions([.active]) == [2], "\(place)")
            #expect(try bench.versions([.pending, .decryptOnly, .drained]).isEmpty, "\(place)")
            #expect(try bench.followed(first) == first + [bench.active()], "\(place)")
            #expect(try bench.province.isClean(), "\(place)")
        }
    }

    // MARK: - Devices and the daemon

    /// A province with a device, and what it was told.
    private final class Line {
        let province: TestProvince
        var office: Office
        let worker: Person
        let runner: Person
        let former: [UInt8]
        var offered: [UInt8]?
        var isConfirmed = false
        /// The daemon's static keys after each step that was acknowledged.
        var told: [[StaticKey]] = []

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            worker = try province.add(["UPE-WORKER"])
            runner = try province.add(["OPERATOR"])
            former = try #require(province.ledger.registry.devices[worker.device])
                .presharedKey.bytes
            told = [province.ledger.registry.staticKeys]
        }

        var device: Device? { province.ledger.registry.devices[worker.device] }
        var keys: [StaticKey] { province.ledger.registry.staticKeys }

        func restart() throws {
            try province.restart(crashing: true)
            office = try Office(province)
        }

        /// What a device does that gets a new key; false at the first call that is refused.
        func renew() throws -> Bool {
            let answer = try office.ask(worker, .renewKey)
            guard answer.status == .ok else { return try refused(answer.status) }
            let key = try MessageCodec.decode(WireRenewKeyAnswer.self, from: answer.payload)
                .presharedKey
            offered = Array(key)
            let status = try office.ask(
                worker, .confirmKey, office.confirming(SHA256.hash(Array(key)))
            ).status
            guard status == .ok else { return try refused(status) }
            isConfirmed = true
            return true
        }

        /// What an operator does to replace the daemon's key; false at the first call that is refused.
        func replaceKey() throws -> Bool {
            for (change, id) in [(WireTransportChange.prepare, 0), (.switch, 2), (.drop, 1)] {
                for person in [worker, runner] {
                    let status = try office.ask(person, .whoAmI).status
                    guard status == .ok else { return try refused(status) }
                }
                let status = try office.ask(
                    runner, .changeTransport, office.transport(change, UInt32(id))
                ).status
                guard status == .ok else { return try refused(status) }
                told.append(keys)
            }
            return true
        }

        private func refused(_ status: StatusCode) throws -> Bool {
            #expect(KeyFaultTests.refusals.contains(status), "\(status)")
            return false
        }
    }

    @Test(
        "A device gets its new key whole or not at all, and neither locks it out (W-88, W-97)",
        arguments: kinds)
    func aDeviceGetsItsKey(kind: fault_kind) throws {
        try Self.each(kind, every: 5) {
            try Line()
        } under: {
            $0.province.folder
        } _: {
            _ = try $0.renew()
        } then: { line, place in
            let offered = line.offered
            try line.restart()
            let device = try #require(line.device)
            if line.isConfirmed {
                #expect(device.presharedKey.bytes == offered, "\(place)")
            } else if let offered {
                // The device keeps both, and the daemon takes either.
                let taken = [device.presharedKey.bytes, device.nextPresharedKey?.bytes]
                #expect(taken.contains(offered), "\(place)")
            } else {
                #expect(device.presharedKey.bytes == line.former, "\(place)")
            }
            #expect(device.generation == 1, "\(place)")
            #expect(try line.renew(), "\(place)")
            #expect(line.device?.presharedKey.bytes == line.offered, "\(place)")
            #expect(try line.province.isClean(), "\(place)")
        }
    }

    @Test(
        "The daemon's static key is replaced step by step, on a disk that fails, too (W-98)",
        arguments: kinds)
    func theStaticKeyIsReplaced(kind: fault_kind) throws {
        try Self.each(kind, every: 12) {
            try Line()
        } under: {
            $0.province.folder
        } _: {
            _ = try $0.replaceKey()
        } then: { line, place in
            func keys(_ list: [StaticKey]) -> [[UInt8]] { list.map { $0.key.publicKey } }
            let acknowledged = try #require(line.told.last)
            try line.restart()
            // Clients that know what was acknowledged reach the daemon still.
            let first = try #require(acknowledged.first)
            #expect(keys(line.keys).contains(first.key.publicKey), "\(place)")
            if let prepared = acknowledged.first(where: { $0.id == 2 }) {
                #expect(keys(line.keys).contains(prepared.key.publicKey), "\(place)")
            }
            // A step that is done may be taken again.
            if line.keys.map(\.id) != [2] { #expect(try line.replaceKey(), "\(place)") }
            #expect(line.keys.map(\.id) == [2], "\(place)")
            try line.restart()
            #expect(line.keys.map(\.id) == [2], "\(place)")
            #expect(try line.province.isClean(), "\(place)")
        }
    }

    // MARK: - What opens the store

    @Test("The former credential opens the store, or the new one (W-185)", arguments: kinds)
    func aCredentialIsRenewed(kind: fault_kind) throws {
        func agree(_ bench: SlotTests.Bench) throws {
            try #require(try bench.change(.credential, bench.province.newID()) == .ok)
            try #require(try bench.approve() == .ok)
        }
        try Self.each(kind, every: 4) {
            let bench = try SlotTests.Bench()
            try agree(bench)
            return bench
        } under: {
            $0.province.folder + ":" + $0.province.credential
        } _: {
            $0.office.handlers.keepSlots()
        } then: { bench, place in
            // What could not be made is told.
            let waiting = try bench.waiting()
            #expect(waiting == nil || waiting?.failed == true, "\(place)")
            try bench.restart()
            #expect(try bench.waiting() == nil, "\(place)")
            try agree(bench)
            bench.office.handlers.keepSlots()
            #expect(try bench.waiting() == nil, "\(place)")
            try bench.restart()
            #expect(!SafeFile.exists(bench.province.credential + ".next"), "\(place)")
            #expect(bench.types == [1], "\(place)")
            #expect(try bench.province.isClean(), "\(place)")
        }
    }

    @Test(
        "The former passphrase opens the store, or the new one (W-185)",
        arguments: [fault_once, fault_full])
    func aPassphraseIsRenewed(kind: fault_kind) throws {
        let bench = try SlotTests.Bench()
        var (former, isFirst) = ("", true)
        var plan: SlotPlanID = bench.province.newID()
        func agree() throws {
            plan = bench.province.newID()
            try #require(try bench.change(.passphrase, plan) == .ok)
            try #require(try bench.approve() == .ok)
        }
        try agree()
        var status = StatusCode.ok
        try Self.each(kind, every: 3) {
            bench
        } under: {
            // The files of slots, and their folder.
            $0.province.folder + "$:" + $0.province.folder + "/slots"
        } _: {
            status = try $0.change(.set, plan, passphrase: former + " et plus long")
        } then: { bench, place in
            let next = former + " et plus long"
            if status == .ok {
                #expect(try bench.opens(next), "\(place)")
                (former, isFirst) = (next, false)
                try agree()
            } else {
                #expect(Self.refusals.contains(status), "\(place): \(status)")
                // One that stands and was not synced opens, too.
                let opens = try !isFirst && bench.opens(former) || bench.opens(next)
                #expect(opens || isFirst && bench.types == [1], "\(place)")
            }
        }
    }

    @Test(
        "Another committee opens the store, or the one before, never neither (W-182)",
        arguments: kinds)
    func aCommitteeIsChanged(kind: fault_kind) throws {
        func prove(_ index: UInt32, _ bench: CommitteeTests.Bench) throws {
            let plan = try bench.list().plan
            _ = try bench.prove(index, of: plan.committee, for: plan, nonce: plan.nonce)
        }
        func open(_ bench: CommitteeTests.Bench) throws {
            let committee = try bench.list().committee
            #expect(try bench.contribute(1, of: committee).result == .taken)
            #expect(try bench.contribute(3, of: committee).result == .complete)
        }
        var (plan, status) = (WireCommitteePlan(), StatusCode.ok)
        try Self.each(kind, every: 12) { () throws -> CommitteeTests.Bench in
            let bench = try CommitteeTests.Bench(keepsCredential: true)
            try #require(try bench.propose(bench.terms(2, of: 3)) == .ok)
            try #require(try bench.approve(try bench.list().plan) == .ok)
            try prove(1, bench)
            plan = try bench.list().plan
            return bench
        } under: {
            $0.province.folder + ":" + $0.province.credential
        } _: {
            let answer = try $0.answer(2, of: plan.committee, for: plan, nonce: plan.nonce)
            status = answer.status
        } then: { bench, place in
            #expect(status == .ok || Self.refusals.contains(status), "\(place): \(status)")
            var isDropped = false
            do { try bench.restart() } catch VaultError.noSlot {
                // The new credential could not be written, which is told: the committee opens it.
                try bench.restart(sealed: true)
                try open(bench)
                isDropped = true
            }
            while bench.office.handlers.idle() {}
            if try bench.list().hasPlan {
                #expect(try bench.status().rootEpoch == 1, "\(place)")
                try prove(2, bench)
            }
            #expect(try !bench.list().hasPlan, "\(place)")
            let reached = try bench.status()
            #expect(reached.rootEpoch == 2, "\(place)")
            #expect(reached.slotsDropped & 1 == (isDropped ? 1 : 0), "\(place)")
            try bench.seal()
            try open(bench)
            // The credential that the daemon has written opens it, too.
            if !isDropped { try bench.restart() }
            #expect(try bench.province.isClean(), "\(place)")
            for name in ["/slots.next", "/slots.new"] {
                #expect(!SafeFile.exists(bench.province.folder + name), "\(place)")
            }
        }
    }

    // MARK: - Founding

    /// A folder in which a province is founded.
    private final class Place {
        let folder =
            FileManager.default.temporaryDirectory.path
            + "/founded-\(Random.bytes(6).hexadecimal)"
        var credential: String { folder + ".credential" }
        var result: Result<Founded, any Error>?

        func found(_ definition: CircuitDefinition, at now: Instant) {
            var foundation = ProvinceFoundation(
                province: TestProvince.code, centreName: "Centre", operatorName: "O",
                coordinatorName: "C")
            foundation.credentialPath = credential
            let made = foundation
            result = Result {
                try Installation.create(
                    in: folder, made, definition: definition, passphrase: nil, clock: { now })
            }
        }

        var files: [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
                + (SafeFile.exists(credential) ? ["credential"] : [])
        }

        func clear() {
            try? FileManager.default.removeItem(atPath: folder)
            try? FileManager.default.removeItem(atPath: credential)
        }

        deinit { clear() }
    }

    @Test(
        "A province is founded whole, or nothing of it is in the way of the next attempt",
        arguments: kinds)
    func aProvinceIsFounded(kind: fault_kind) throws {
        let (definition, now) = try (Shipped.definition(), Instant(milliseconds: 1_780_000_000_000))
        try Self.each(kind, every: 20) {
            Place()
        } under: {
            $0.folder
        } _: {
            $0.found(definition, at: now)
        } then: { place, name in
            if case .failure(let error) = place.result {
                let fault = StoreFault(error)
                #expect(
                    [.inputOutput, .diskFull].contains(fault)
                        || kind != fault_full && fault == .damagedDatabase, "\(name): \(fault)")
                // A disk that is dead takes nothing away either.
                if kind == fault_dead { place.clear() }
                #expect(place.files == [], "\(name)")
                place.found(definition, at: now)
            }
            _ = try #require(place.result).get()
            let province = try TestProvince(
                opening: place.folder, credential: place.credential, at: now)
            #expect(try province.isClean(), "\(name)")
            // Nobody founds another one over it.
            province.ledger.store.abandon()
            let before = place.files.sorted()
            place.found(definition, at: now)
            #expect(place.result?.fault.map { StoreFault($0) } == .alreadyExists, "\(name)")
            #expect(place.files.sorted() == before, "\(name)")
        }
    }
}
