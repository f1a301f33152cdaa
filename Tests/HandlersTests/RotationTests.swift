import Age
import AuditLog
import Basics
import Dossiers
import FaultCalls
import Foundation
import Framing
import Index
import Mapping
import Messages
import ProvinceSupport
import Registry
import Secrets
import Store
import Support
import Testing
import Vault

@testable import Authority
@testable import Handlers
@testable import Operations

/// A key takes the place of another while children's files are read and written (SPEC W-160, W-161).
@Suite struct RotationTests {
    /// A province with the two people who decide on a rotation, and one who works with children.
    final class Bench {
        private(set) var province: TestProvince
        private(set) var office: Office
        let runner: Person
        let coordinator: Person
        let worker: Person
        /// How many acts each file has.
        private(set) var files: [FileID: UInt64] = [:]
        /// Of which something was erased.
        private var erased: Set<FileID> = []

        /// A file out of a seed.
        func anyFile(_ random: inout SeededGenerator) throws -> FileID {
            let sorted = files.keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
            return try #require(sorted.randomElement(using: &random))
        }
        private let signer = SigningKey(seed: SecretKey())

        init(fileCount: Int = 3) throws {
            province = try TestProvince()
            office = try Office(province)
            runner = try province.add(["OPERATOR"])
            coordinator = try province.add(["CAPE-COORDINATOR"], signingKey: signer.publicKey)
            worker = try province.add(["UPE-WORKER"])
            for _ in 0..<fileCount { try open() }
        }

        func open() throws { files[try office.openListened(worker)] = 4 }

        func write(in file: FileID) throws -> StatusCode {
            let count = try #require(files[file])
            let status = try office.ask(worker, .appendAct, office.listening(file, after: count))
                .status
            if status == .ok { files[file] = count + 1 }
            return status
        }

        /// Starts the daemon again, as after a crash.
        func restart() throws {
            try province.restart(crashing: true)
            office = try Office(province)
        }

        func list(by person: Person? = nil, census: Bool = true) throws -> WireListKeysAnswer {
            var request = WireListKeysRequest()
            request.census = census
            let answer = try office.ask(
                person ?? runner, .listKeys, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireListKeysAnswer.self, from: answer.payload)
        }

        func job(_ id: RotationID) throws -> WireRotation? {
            try list(census: false).rotations.first { RotationID(blob: $0.rotation) == id }
        }

        func ask(
            _ id: RotationID, _ change: WireRotationChange, _ dataClass: DataClass? = nil,
            by person: Person? = nil
        ) throws -> StatusCode {
            try office.ask(
                person ?? runner, .changeRotation, office.rotating(id, change, dataClass)
            ).status
        }

        func approve(
            _ id: RotationID, by person: Person? = nil, digest: [UInt8]? = nil
        ) throws -> StatusCode {
            let job = try #require(try job(id))
            return try approve(
                .changeRotation, job.rotation,
                digest: digest ?? SHA256.hash(job.signedBytes ?? []), by: person)
        }

        /// Approves something with the coordinator's key.
        func approve(
            _ method: WireMethod, _ target: Data, digest: [UInt8], by person: Person? = nil
        ) throws -> StatusCode {
            try office.ask(
                person ?? coordinator, .approve,
                office.approving(method, target, digest: digest, signer)
            ).status
        }

        /// Orders new data keys for files, and approves that where it may be.
        func renew(_ classes: ClassSet, of files: [FileID]) throws -> StatusCode {
            let planned = try office.ask(
                runner, .changeRenewal, office.renewing(province.newID(), .plan, classes, of: files)
            ).status
            guard planned == .ok else { return planned }
            let renewal = try list(census: false).renewal
            return try approve(
                .changeRenewal, renewal.renewal, digest: SHA256.hash(renewal.signedBytes ?? []))
        }

        /// Seals the store as an operator does, and opens it again.
        func sealAndOpen() throws {
            #expect(try office.ask(runner, .seal).status == .ok)
            #expect(office.handlers.rotateStep() == false)
            try office.handlers.unseal(credentialPath: province.credential)
        }

        /// Erases what a file holds of a class.
        func erase(_ dataClass: DataClass, of file: FileID) throws -> Int {
            let count = try office.erase(dataClass, of: file, by: coordinator)
            if count > 0 { erased.insert(file) }
            return count
        }

        /// Approves the plan of backups that waits.
        func approveBackups() throws {
            let answer = try office.ask(runner, .listBackups)
            let plan = try MessageCodec.decode(
                WireListBackupsAnswer.self, from: answer.payload
            ).proposed
            let statement = office.approving(
                .planBackups, plan.plan, digest: SHA256.hash(plan.signedBytes ?? []), signer)
            try #require(try office.ask(coordinator, .approve, statement).status == .ok)
        }

        /// Approves that an old key goes; where that is taken, it has rested for as long as it has to.
        func approveRetirement(_ id: RotationID) throws {
            let number = UInt8(try #require(try job(id)).dataClass)
            let drained = province.ledger.vault.drainedSince(
                try #require(DataClass(rawValue: number)))
            guard try approve(id) == .ok else { return }
            #expect(try #require(drained).adding(seconds: 7 * 86_400) <= province.now)
        }

        /// Lets days go by.
        func wait(days: Int64) { province.now = province.now.adding(seconds: days * 86_400) }

        /// Makes a backup, with the calls that are served meanwhile waiting.
        func backUp() throws {
            wait(days: 1)
            try #require(try office.ask(runner, .backup).status == .ok)
            let backup = try #require(office.begun.last)
            office.handlers.finishBackup(
                Result { () throws(StoreFault) in try backup.make() })
        }

        /// The state of a version of a class's key.
        func state(of version: UInt32, _ dataClass: DataClass) throws -> KeyState? {
            try list(census: false).keys
                .first {
                    $0.kind == 1 && $0.version == version
                        && $0.dataClass == UInt32(dataClass.rawValue)
                }
                .flatMap { KeyState(rawValue: UInt8($0.state)) }
        }

        /// A rotation that both have agreed on.
        func begin(_ dataClass: DataClass) throws -> RotationID {
            let id: RotationID = province.newID()
            try #require(try ask(id, .plan, dataClass) == .ok)
            try #require(try approve(id) == .ok)
            return id
        }

        /// Lets the daemon work until nothing is left to do, or a number of steps is taken.
        @discardableResult
        func work(steps: Int = 200) -> Int {
            var count = 0
            while count < steps, office.handlers.rotateStep() { count += 1 }
            return count
        }

        /// How many data keys of a class each version of its key wraps.
        func wraps(_ dataClass: DataClass) throws -> [UInt32: UInt64] {
            try Dictionary(
                uniqueKeysWithValues: list().keys
                    .filter { $0.kind == 1 && $0.dataClass == UInt32(dataClass.rawValue) }
                    .filter { $0.wraps > 0 }.map { ($0.version, $0.wraps) })
        }

        func active(_ dataClass: DataClass) throws -> [UInt32] {
            try list(census: false).keys
                .filter { $0.kind == 1 && $0.dataClass == UInt32(dataClass.rawValue) }
                .filter { $0.state == UInt32(KeyState.active.rawValue) }.map(\.version)
        }

        /// Spoils a wrap under the active key, as whoever writes the disk may; gives its file's row.
        func spoilAWrap(of dataClass: DataClass) throws -> Int64 {
            let active = try #require(try active(dataClass).first)
            return try province.ledger.store.group { transaction in
                let row = try #require(
                    try transaction.wraps(
                        dataClass, under: active, after: FileRow(0), generation: 0, limit: 1
                    ).first)
                var spoilt = row
                spoilt.wrap[40] ^= 1
                try #require(try transaction.replaceWrap(row, with: spoilt))
                return row.file.value
            }
        }

        /// The newest keyring that was seen.
        private var keyringSequence: UInt64 = 0

        /// What holds after every step, whatever happened: each class has one key that seals, no wrap
        /// is under a key that does not open, the keyring is none from before, each act of each file
        /// opens, and none is missing.
        func checkInvariants() throws {
            let vault = province.ledger.vault
            for dataClass in [DataClass.identity, .social, .spine] {
                #expect(try active(dataClass).count == 1)
                let opening = vault.versions(
                    of: dataClass, in: [.active, .decryptOnly, .drained])
                #expect(try Set(wraps(dataClass).keys).isSubset(of: opening))
            }
            #expect(vault.keyringSequence >= keyringSequence)
            keyringSequence = vault.keyringSequence
            for (file, count) in files {
                for sequence in 1...count {
                    let answer = try office.ask(
                        worker, .readAct, office.readingAct(file, sequence))
                    // An act that said something in the erased class alone is there no more.
                    #expect(
                        answer.status == .ok
                            || erased.contains(file) && answer.status == .notAvailable)
                }
                let beyond = try office.ask(
                    worker, .readAct, office.readingAct(file, count + 1))
                #expect(beyond.status == .notAvailable)
            }
        }
    }

    @Test("What waits in the keyring may be known to others like the key in use (W-161)")
    func aKnownKeyringHasNoNextKey() throws {
        let bench = try Bench()
        let vault = bench.province.ledger.vault
        func check(_ state: KeyState) -> [UInt8]? {
            vault.status.keys.first {
                $0.kind == .dataKeys && $0.dataClass == .social && $0.state == state
            }?.checkValue
        }
        for isCompromised in [true, false] {
            _ = try vault.addKey(
                .dataKeys, .social, at: bench.province.now, permit: .system(.rotation))
            let waiting = try #require(check(.pending))
            let id: RotationID = bench.province.newID()
            try #require(
                try bench.office.ask(
                    bench.runner, .changeRotation,
                    bench.office.rotating(id, .plan, .social, isCompromised: isCompromised)
                ).status == .ok)
            try #require(try bench.approve(id) == .ok)
            bench.work()
            #expect((check(.active) == waiting) == !isCompromised)
            #expect(check(.pending) == nil)
        }
    }

    @Test(
        "Two people put a new key in the place of an old one, and every file opens (W-160, W-161)")
    func aKeyIsReplaced() throws {
        let bench = try Bench()
        let before = try bench.wraps(.identity)
        #expect(before == [1: 3])
        let id: RotationID = bench.province.newID()
        #expect(try bench.ask(id, .plan, .identity) == .ok)
        #expect(try bench.job(id)?.state == .planned)
        #expect(bench.work() == 0, "nothing begins before a second person has agreed")
        // Neither who planned it nor who may not operate approves it, nor what was not shown.
        #expect(try bench.approve(id, by: bench.runner) == .secondApproval)
        #expect(try bench.approve(id, digest: [UInt8](repeating: 1, count: 32)) == .precondition)
        #expect(try bench.approve(id) == .ok)
        #expect(try bench.job(id)?.approvedBy.isEmpty == false)
        bench.work()
        let job = try #require(try bench.job(id))
        #expect(job.state == .cooling && job.done == 3 && job.total == 3)
        #expect(job.untilMs == bench.province.now.adding(seconds: 7 * 86_400).milliseconds)
        #expect(try bench.wraps(.identity) == [2: 3])
        #expect(try bench.active(.identity) == [2])
        #expect(try bench.wraps(.social) == [1: 3], "another class is left alone")
        try bench.checkInvariants()
        let kinds = Set(try bench.province.leaves().map(\.kind))
        #expect(kinds.isSuperset(of: [.rotatePlan, .approve, .rotateActivate, .rotateRewrap]))
        #expect(try bench.province.isClean())
    }

    @Test("It is halted, goes on, is taken back, and a next one takes its place (W-161)")
    func aRotationIsControlled() throws {
        let bench = try Bench()
        let id = try bench.begin(.social)
        #expect(try bench.ask(bench.province.newID(), .plan, .social) == .precondition)
        #expect(try bench.ask(bench.province.newID(), .plan, .audit) == .badMessage)
        #expect(try bench.ask(bench.province.newID(), .pause) == .notAvailable)
        #expect(try bench.ask(id, .resume) == .precondition)
        // Armed, proving, activating: then wraps are made anew.
        bench.work(steps: 3)
        #expect(try bench.job(id)?.state == .running)
        #expect(try bench.ask(id, .cancel) == .precondition)
        #expect(try bench.ask(id, .pause) == .ok)
        #expect(bench.work() == 0)
        #expect(try bench.job(id)?.pause == .asked)
        // What is written meanwhile is wrapped by the new key, and opens.
        let file = try #require(bench.files.keys.first)
        #expect(try bench.write(in: file) == .ok)
        try bench.checkInvariants()
        #expect(try bench.ask(id, .resume) == .ok)
        bench.work()
        #expect(try bench.job(id)?.state == .cooling)
        #expect(try bench.ask(id, .rollBack) == .ok)
        bench.work()
        #expect(try bench.job(id)?.state == .cancelled)
        #expect(try bench.active(.social) == [1])
        #expect(try bench.wraps(.social) == [1: 3])
        try bench.checkInvariants()
        let next = try bench.begin(.social)
        bench.work()
        #expect(try bench.job(next)?.state == .cooling)
        // The key before it comes back, and not the one that was taken back before.
        #expect(try bench.ask(next, .rollBack) == .ok)
        bench.work()
        #expect(try bench.active(.social) == [1])
        #expect(try bench.wraps(.social) == [1: 3])
        let last = try bench.begin(.social)
        bench.work()
        #expect(try bench.job(last)?.state == .cooling)
        #expect(try bench.ask(bench.province.newID(), .plan, .social) == .precondition)
        #expect(try bench.job(id) == nil, "a list tells the last of each class")
        try bench.checkInvariants()
        #expect(try bench.province.isClean())
    }

    @Test("A plan that nobody approved in time is over; one may be taken back (W-161)")
    func aPlanEnds() throws {
        let bench = try Bench(fileCount: 1)
        let id: RotationID = bench.province.newID()
        #expect(try bench.ask(id, .plan, .identity) == .ok)
        bench.province.now = bench.province.now.adding(seconds: 7 * 86_400 + 1)
        #expect(try bench.approve(id) != .ok)
        let next: RotationID = bench.province.newID()
        #expect(try bench.ask(next, .plan, .identity) == .ok)
        #expect(try bench.ask(next, .cancel) == .ok)
        #expect(try bench.job(next)?.state == .cancelled)
        #expect(bench.work() == 0)
        #expect(try bench.active(.identity) == [1])
    }

    @Test("A clock that is set back does not hold a rotation up (W-160)")
    func aClockSetBackEndsTheRest() throws {
        let bench = try Bench(fileCount: 1)
        let id = try bench.begin(.identity)
        let handlers = bench.office.handlers
        handlers.rotations.cut = { if $0 == .beforeKey { throw RotationError.wrongState } }
        while handlers.rotateStep() {}
        handlers.rotations.cut = { _ in }
        #expect(!handlers.rotateStep(), "what could not be done is tried again after a rest")
        bench.province.now = bench.province.now.adding(seconds: -3_600)
        #expect(handlers.rotateStep())
        bench.work()
        #expect(try bench.job(id)?.state == .cooling)
    }

    @Test("A clock that jumps ahead and back cuts no wait short (W-161, W-248)")
    func aClockThatJumpsDestroysNoKeyEarly() throws {
        let bench = try Bench()
        let id = try bench.begin(.identity)
        bench.work()
        let cooling = bench.province.now
        let file = try #require(bench.files.keys.first)
        for isRestarted in [false, true] {
            // It is ahead by days, somebody asks for the end, and then it is put right.
            bench.wait(days: 8)
            #expect(try bench.ask(id, .retire) == .ok)
            #expect(bench.work() == 0)
            bench.province.now = cooling.adding(seconds: 3_600)
            if isRestarted { try bench.restart() }
            #expect(try bench.approve(id) == .precondition)
            #expect(bench.work() == 0)
            #expect(try bench.state(of: 1, .identity) == .drained)
            #expect(try bench.write(in: file) == .ok)
            try bench.checkInvariants()
            // What was asked for is taken back, or approved when its time has come.
            if !isRestarted { #expect(try bench.ask(id, .cancel) == .ok) }
            #expect(try bench.ask(id, .retire) == .precondition)
        }
        // Nor does one that is behind.
        bench.province.now = cooling.adding(seconds: -86_400)
        #expect(try bench.approve(id) == .precondition)
        #expect(bench.work() == 0)
        bench.province.now = cooling.adding(seconds: 7 * 86_400 + 1)
        #expect(try bench.approve(id) == .ok)
        bench.work()
        #expect(try bench.job(id)?.state == .retired)
        #expect(try bench.state(of: 1, .identity) == .destroyed)
        try bench.checkInvariants()
        #expect(try bench.province.isClean())
    }

    @Test("A rotation that has rested goes before the comparing of files (W-161)")
    func comparingHoldsNoRotationUp() throws {
        let bench = try Bench(fileCount: 4)
        let handlers = bench.office.handlers
        let id = try bench.begin(.social)
        handlers.rotations.cut = { if $0 == .beforeKey { throw RotationError.wrongState } }
        bench.work()
        handlers.rotations.cut = { _ in }
        // While it rests files are compared, and no longer.
        try #require(handlers.index.waitingCount == 4)
        let isMore = handlers.idle {
            bench.province.now = bench.province.now.adding(seconds: 60)
            return true
        }
        #expect(isMore && handlers.index.waitingCount == 2)
        #expect(handlers.rotateStep())
        bench.work()
        #expect(try bench.job(id)?.state == .cooling)
        #expect(!handlers.idle { true } && handlers.index.waitingCount == 0)
    }

    @Test("One that made no key yet is cancelled, and brings back no other (W-161)")
    func whatMadeNoKeyIsCancelled() throws {
        let bench = try Bench()
        let first = try bench.begin(.identity)
        bench.work()
        #expect(try bench.job(first)?.state == .cooling)
        bench.province.now = bench.province.now.adding(seconds: 8 * 86_400)
        let id = try bench.begin(.identity)
        // The disk has no room for the new key.
        bench.office.handlers.rotations.cut = {
            if $0 == .beforeKey { throw StoreError.diskFull }
        }
        bench.work(steps: 1)
        bench.office.handlers.rotations.cut = { _ in }
        #expect(try bench.job(id)?.pause == .disk)
        #expect(try bench.ask(id, .rollBack) == .precondition)
        #expect(try bench.ask(id, .cancel) == .ok)
        #expect(try bench.active(.identity) == [2])
        #expect(try bench.wraps(.identity) == [2: 3])
        try bench.checkInvariants()
    }

    @Test("Classes that are verified in turns are each verified whole (W-161)")
    func classesInTurnsAreVerifiedWhole() throws {
        let bench = try Bench()
        let social = try bench.begin(.social)
        while try bench.job(social)?.state != .verifying { bench.work(steps: 1) }
        // A wrap of it is spoilt, and another class goes first.
        let row = try bench.spoilAWrap(of: .social)
        let identity = try bench.begin(.identity)
        bench.work()
        #expect(try bench.job(identity)?.state == .cooling)
        #expect(try bench.job(social)?.pause == .damaged, "the spoilt wrap of file \(row)")
    }

    @Test("A new key is kept in the backup of the keys before it is used (W-161)")
    func aKeyThatIsNotInTheBackupIsNotUsed() throws {
        let bench = try Bench(fileCount: 1)
        let place =
            FileManager.default.temporaryDirectory.path + "/keys-\(Random.bytes(6).hexadecimal)"
        defer { try? FileManager.default.removeItem(atPath: place) }
        #expect(
            try bench.office.ask(bench.runner, .planBackups, bench.office.planning(in: place))
                .status == .ok)
        try bench.approveBackups()
        let id = try bench.begin(.health)
        bench.work()
        let halted = try #require(try bench.job(id))
        #expect(halted.state == .paused && halted.pause == .notKept)
        #expect(try bench.active(.health) == [1])
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true)
        #expect(try bench.ask(id, .resume) == .ok)
        bench.work()
        #expect(try #require(try bench.job(id)).state == .cooling)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place).count == 1)
        try bench.checkInvariants()
    }

    @Test("A new key is not used before the backup of the keys was opened again (W-161)")
    func aBackupThatDoesNotOpenProvesNothing() throws {
        let bench = try Bench(fileCount: 1)
        let (folder, identity) = (bench.province.folder, AgeIdentity())
        let place =
            FileManager.default.temporaryDirectory.path + "/keys-\(Random.bytes(6).hexadecimal)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place) }
        let recipients = [identity.recipient.publicKey, AgreementKey().publicKey]
        #expect(
            try bench.office.ask(
                bench.runner, .planBackups, bench.office.planning(in: place, to: recipients)
            ).status == .ok)
        try bench.approveBackups()
        try bench.backUp()
        let file = place + "/" + Backup.keysName(of: bench.province.ledger.storeID)
        func entries() throws -> [String: [UInt8]] {
            let kept = try BackupFile.openKeys(file, [identity])
            return Dictionary(uniqueKeysWithValues: kept.map { ($0.name, $0.bytes) })
        }
        let id = try bench.begin(.health)
        bench.work(steps: 1)
        // The timetable has kept the new key, and the disk has spoilt that since.
        bench.province.now = bench.province.now.adding(seconds: 3_600)
        bench.office.handlers.keepBackups()
        func keyrings() throws -> [String: [UInt8]] {
            try Dictionary(
                uniqueKeysWithValues: RecordVault.FileName.keyrings.map {
                    ($0, Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0))))
                })
        }
        let made = try keyrings()
        #expect(try entries().filter { made.keys.contains($0.key) } == made)
        var spoilt = try Data(contentsOf: URL(fileURLWithPath: file))
        spoilt[spoilt.count / 2] ^= 1
        try spoilt.write(to: URL(fileURLWithPath: file))
        #expect(throws: AgeError.self) { try entries() }
        // A disk that keeps other bytes than it is given proves nothing.
        unsafe fault_calls_arm(file, 1, Int32(fault_rotten.rawValue))
        bench.work()
        #expect(fault_calls_disarm() == 1)
        #expect(try bench.job(id)?.pause == .notKept)
        #expect(try bench.active(.health) == [1])
        #expect(throws: AgeError.self) { try entries() }
        // On one that does not, what is spoilt is made anew before the key is used.
        var proved: [String: [UInt8]]?
        bench.office.handlers.rotations.cut = { if $0 == .afterProof { proved = try entries() } }
        #expect(try bench.ask(id, .resume) == .ok)
        bench.work()
        #expect(try bench.job(id)?.state == .cooling)
        #expect(proved?.filter { made.keys.contains($0.key) } == made)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place).count == 2)
        try bench.checkInvariants()
    }

    @Test("A row that somebody else wrote is told of, and not gone on with (W-160)")
    func aForgedRowIsDistrusted() throws {
        let bench = try Bench(fileCount: 1)
        _ = try bench.begin(.identity)
        let row = Int64(DataClass.identity.rawValue)
        try bench.province.ledger.store.group { transaction in
            var bytes = try #require(try transaction.jobs().first { $0.0 == row }?.1)
            // The state: from armed to running.
            bytes[3] = RotationJob.State.running.rawValue
            try transaction.putJob(row, bytes: bytes)
        }
        try bench.restart()
        #expect(try bench.list().distrusted == 1 << UInt32(DataClass.identity.rawValue))
        #expect(try bench.list().rotations.isEmpty)
        #expect(bench.work() == 0)
        #expect(try bench.active(.identity) == [1])
        try bench.checkInvariants()
        // A plan has changed nothing yet; what two people agree on takes the row's place.
        let id: RotationID = bench.province.newID()
        #expect(try bench.ask(id, .plan, .identity) == .ok)
        #expect(try bench.ask(id, .cancel) == .ok)
        #expect(try bench.list().distrusted != 0)
        _ = try bench.begin(.identity)
        bench.work()
        #expect(try bench.list().distrusted == 0)
    }

    private struct Cut: Error {}

    @Test(
        "Cut off at any point, it goes on where it was and ends, and nothing is lost",
        arguments: CrashPoint.allCases)
    func aRotationSurvivesACrash(_ point: CrashPoint) throws {
        let bench = try Bench()
        var isCut = false
        func arm() {
            bench.office.handlers.rotations.cut = { reached in
                guard reached == point, !isCut else { return }
                isCut = true
                throw Cut()
            }
        }
        arm()
        let id: RotationID = bench.province.newID()
        /// Does what two people and then the daemon do; what is cut off is done again, as a client
        /// does with a new try.
        func go(_ attempts: [() throws -> StatusCode]) throws {
            for attempt in attempts {
                let wasCut = isCut
                let status = try attempt()
                guard status != .ok || isCut != wasCut else { continue }
                try bench.restart()
                if status != .ok { try #require(try attempt() == .ok) }
            }
            let wasCut = isCut
            bench.work()
            guard isCut != wasCut else { return }
            try bench.restart()
            try bench.checkInvariants()
            bench.work()
        }
        try go([{ try bench.ask(id, .plan, .identity) }, { try bench.approve(id) }])
        #expect(try bench.job(id)?.state == .cooling)
        #expect(try bench.wraps(.identity) == [2: 3])
        #expect(try bench.active(.identity) == [2])
        if !isCut { arm() }
        bench.wait(days: 8)
        try go([{ try bench.ask(id, .retire) }, { try bench.approve(id) }])
        #expect(isCut, "the rotation came by \(point)")
        #expect(try bench.job(id)?.state == .retired)
        #expect(try bench.state(of: 1, .identity) == .destroyed)
        try bench.checkInvariants()
        #expect(try bench.province.isClean())
    }

    @Test("An old key goes when the wait is over, two agree and no backup needs it (W-161)")
    func anOldKeyIsRetired() throws {
        let bench = try Bench()
        let place =
            FileManager.default.temporaryDirectory.path + "/keys-\(Random.bytes(6).hexadecimal)"
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place) }
        #expect(
            try bench.office.ask(
                bench.runner, .planBackups, bench.office.planning(in: place, kept: 1)
            ).status == .ok)
        try bench.approveBackups()
        try bench.backUp()
        let id = try bench.begin(.health)
        #expect(try bench.ask(id, .retire) == .precondition)
        bench.work()
        #expect(try bench.job(id)?.state == .cooling)
        #expect(try bench.ask(id, .retire) == .precondition)
        bench.wait(days: 8)
        // A backup that is kept has wraps under it.
        #expect(try bench.job(id)?.backupsNeeding == 1)
        #expect(try bench.ask(id, .retire) == .precondition)
        try bench.backUp()
        #expect(try bench.job(id)?.backupsNeeding == 0)
        #expect(try bench.ask(id, .retire) == .ok)
        #expect(try bench.approve(id, by: bench.runner) == .secondApproval)
        #expect(try bench.ask(id, .rollBack) == .precondition)
        #expect(try bench.ask(id, .cancel) == .ok)
        #expect(try bench.job(id)?.state == .cooling)
        bench.wait(days: 8)
        try bench.backUp()
        #expect(try bench.ask(id, .retire) == .ok)
        // What was signed for the rotation says nothing of its end.
        let listed = try #require(try bench.job(id))
        var other = listed
        other.state = .planned
        #expect(
            try bench.approve(id, digest: SHA256.hash(other.signedBytes ?? [])) == .precondition)
        #expect(try bench.approve(id) == .ok)
        bench.work()
        #expect(try bench.job(id)?.state == .retired)
        #expect(try bench.state(of: 1, .health) == .destroyed)
        // Both files of the keyring were written since it was taken out.
        let taken = bench.province.ledger.vault.keyringSequence
        for name in RecordVault.FileName.keyrings {
            let ring = try Data(
                contentsOf: URL(fileURLWithPath: bench.province.folder + "/" + name))
            let sequence = try #require(RecordVault.claimedSequence(of: Array(ring)))
            #expect(sequence + 1 >= taken)
        }
        let leaf = try #require(try bench.province.leaves().last { $0.kind == .rotateRetire })
        #expect(leaf.body.subject == id.blob && leaf.body.sequence == taken)
        for file in bench.files.keys { #expect(try bench.write(in: file) == .ok) }
        try bench.restart()
        #expect(try bench.state(of: 1, .health) == .destroyed)
        try bench.checkInvariants()
        // And a next one takes the place of the new key.
        let next = try bench.begin(.health)
        bench.work()
        #expect(try bench.job(next)?.state == .cooling)
        #expect(try bench.active(.health) == [3])
    }

    @Test(
        "Whatever is done in whatever order, every act opens after every step",
        arguments: 1...6)
    func anyOrderKeepsEverything(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bench = try Bench(fileCount: 2)
        var id: RotationID = bench.province.newID()
        let points = CrashPoint.allCases
        let start = bench.province.now
        for _ in 0..<60 {
            switch Int.random(in: 0..<16, using: &random) {
            case 0: try bench.open()
            case 1:
                _ = try bench.write(in: try bench.anyFile(&random))
            case 2, 3:
                let next: RotationID = bench.province.newID()
                if try bench.ask(next, .plan, Bool.random(using: &random) ? .identity : .social)
                    == .ok
                {
                    id = next
                    if Int.random(in: 0..<4, using: &random) > 0 { _ = try bench.approve(id) }
                }
            case 4: _ = try bench.ask(id, .pause)
            case 5: _ = try bench.ask(id, .resume)
            case 6 where Bool.random(using: &random): _ = try bench.ask(id, .rollBack)
            case 7 where Bool.random(using: &random): _ = try bench.ask(id, .cancel)
            case 10, 14:
                bench.work()
                if try bench.job(id)?.state == .cooling {
                    bench.wait(days: 8)
                    _ = try bench.ask(id, .retire)
                }
                // The clock may be put right before both have signed.
                if Bool.random(using: &random) {
                    bench.wait(days: -Int64.random(in: 1...8, using: &random))
                }
                if try bench.job(id)?.state == .retirement { try bench.approveRetirement(id) }
            case 13:
                // It jumps ahead and back, to before it all began, too.
                let days = Int64.random(in: -12...12, using: &random)
                let moved = bench.province.now.adding(seconds: days * 86_400)
                if moved >= start.adding(seconds: -10 * 86_400) { bench.province.now = moved }
            case 8:
                let point = points.randomElement(using: &random)
                bench.office.handlers.rotations.cut = { if $0 == point { throw Cut() } }
                bench.work(steps: 3)
                try bench.restart()
            case 9: try bench.restart()
            case 11 where Bool.random(using: &random): try bench.sealAndOpen()
            case 12:
                // New data keys go on beside new keys for them.
                let classes: ClassSet =
                    Bool.random(using: &random) ? .social : [.identity, .social, .spine]
                _ = try bench.renew(classes, of: [try bench.anyFile(&random)])
            case 11:
                let classes: [DataClass] = [.identity, .social, .health, .judicial, .protected]
                _ = try bench.erase(
                    try #require(classes.randomElement(using: &random)),
                    of: try bench.anyFile(&random))
            default: bench.work(steps: Int.random(in: 1...4, using: &random))
            }
            try bench.checkInvariants()
        }
        // Nothing that was under way is stuck.
        if try bench.job(id)?.state == .paused { _ = try bench.ask(id, .resume) }
        bench.work()
        for rotation in try bench.list().rotations {
            #expect(
                [.planned, .cooling, .cancelled, .paused, .retirement, .retired]
                    .contains(rotation.state))
        }
        try bench.checkInvariants()
        #expect(try bench.province.isClean())
    }
}
