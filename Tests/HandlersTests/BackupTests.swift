import Age
import AuditLog
import Authority
import Basics
import Dossiers
import FaultCalls
import Foundation
import Framing
import Mapping
import Merkle
import Messages
import Operations
import ProvinceSupport
import Registry
import Secrets
import Store
import Testing
import Vault

@testable import Handlers

/// The plan of two people, and what is made by it (SPEC W-170, W-171, W-172, W-173,
/// W-174, W-175, W-199).
@Suite struct BackupTests {
    /// A province with the two people who decide on backups, and a folder to put them.
    final class Bench {
        let province: TestProvince
        let office: Office
        let runner: Person
        let coordinator: Person
        let identities = [AgeIdentity(), AgeIdentity()]
        let place: String
        let signer = SigningKey(seed: SecretKey())

        convenience init() throws {
            let province = try TestProvince()
            try self.init(province, try Office(province))
        }

        /// In a province that is there, with whoever works in it.
        init(_ province: TestProvince, _ office: Office) throws {
            self.province = province
            self.office = office
            runner = try province.add(["OPERATOR"])
            coordinator = try province.add(["CAPE-COORDINATOR"], signingKey: signer.publicKey)
            place =
                FileManager.default.temporaryDirectory.path
                + "/backup-\(Random.bytes(6).hexadecimal)"
            try FileManager.default.createDirectory(
                atPath: place, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: place) }

        var recipients: [[UInt8]] { identities.map(\.recipient.publicKey) }

        func list(by person: Person? = nil) throws -> WireListBackupsAnswer {
            let answer = try office.ask(person ?? runner, .listBackups)
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireListBackupsAnswer.self, from: answer.payload)
        }

        func status() throws -> WireBackupAge {
            let answer = try office.ask(runner, .status)
            return try MessageCodec.decode(WireStatusAnswer.self, from: answer.payload).backup
        }

        func propose(
            folder: String? = nil, keysIn: String? = nil, kept: UInt32 = 2,
            by person: Person? = nil
        ) throws -> StatusCode {
            try office.ask(
                person ?? runner, .planBackups,
                office.planning(
                    in: folder ?? place, keysIn: keysIn, to: recipients, kept: kept)
            ).status
        }

        func approve(by person: Person? = nil, digest: [UInt8]? = nil) throws -> StatusCode {
            let plan = try list().proposed
            return try office.ask(
                person ?? coordinator, .approve,
                office.approving(
                    .planBackups, plan.plan,
                    digest: digest ?? SHA256.hash(#require(plan.signedBytes)), signer)
            ).status
        }

        func plan(folder: String? = nil, keysIn: String? = nil, kept: UInt32 = 2) throws {
            try #require(try propose(folder: folder, keysIn: keysIn, kept: kept) == .ok)
            try #require(try approve() == .ok)
        }

        /// Makes the backup that was begun last, on another thread, as the daemon does.
        func finish() throws {
            let backup = try #require(office.begun.last)
            let box = ResultBox()
            let thread = Thread {
                box.result = Result { () throws(StoreFault) in try backup.make() }
                box.done.signal()
            }
            thread.start()
            box.done.wait()
            office.handlers.finishBackup(try #require(box.result))
        }

        func backUp() throws {
            try #require(try office.ask(runner, .backup).status == .ok)
            try finish()
        }

        var files: [String] {
            (try? FileManager.default.contentsOfDirectory(atPath: place).sorted()) ?? []
        }

        /// A key file as its holder keeps it.
        func key(_ identity: AgeIdentity) throws -> String {
            let file = place + "/" + Random.bytes(4).hexadecimal
            try Data(identity.exported()).write(to: URL(fileURLWithPath: file))
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: file)
            return file
        }

        func opened(_ name: String, by identity: AgeIdentity? = nil) throws -> [UInt8] {
            let file = Array(try Data(contentsOf: URL(fileURLWithPath: place + "/" + name)))
            var content: [UInt8] = []
            var opener = AgeOpener(with: [identity ?? identities[1]])
            try opener.open(file, appendingTo: &content)
            try opener.finish(appendingTo: &content)
            return content
        }
    }

    private final class ResultBox: @unchecked Sendable {
        var result: Result<BackupResult, StoreFault>?
        let done = DispatchSemaphore(value: 0)
    }

    @Test func aPlanTakesTwoPeople() throws {
        let bench = try Bench()
        #expect(try bench.status().level == 2)
        #expect(try bench.office.ask(bench.runner, .backup).status == .precondition)
        let office = bench.office
        let one = AgreementKey().publicKey
        for wrong in [
            office.planning(in: bench.place, to: [one]),
            office.planning(in: bench.place, to: [one, one]),
            office.planning(in: bench.place, to: [one, [UInt8](repeating: 0, count: 32)]),
            office.planning(in: "relative"), office.planning(in: bench.place, hours: 0),
            office.planning(in: bench.place, kept: 0),
        ] {
            #expect(try office.ask(bench.runner, .planBackups, wrong).status == .badMessage)
        }
        #expect(try bench.propose() == .ok)
        #expect(try bench.propose() == .ok)
        let waiting = try bench.list()
        #expect(waiting.hasProposed && !waiting.hasPlan)
        #expect(try bench.approve(by: bench.runner) == .secondApproval)
        #expect(try bench.approve(digest: Random.bytes(32)) == .precondition)
        #expect(bench.province.ledger.registry.backupPlan == nil)
        #expect(try bench.approve() == .ok)
        let list = try bench.list()
        #expect(list.hasPlan && !list.hasProposed)
        #expect(list.plan.recipients.map { Array($0) } == bench.recipients)
        #expect(try bench.status().level == 2)
        // Who waits too long has to be asked again.
        #expect(try bench.propose() == .ok)
        bench.province.now = bench.province.now.adding(seconds: 8 * 86_400)
        #expect(try !bench.list().hasProposed)
    }

    @Test func aBackupIsWholeSealedToItsRecipientsAndToldByItsLeaf() throws {
        let bench = try Bench()
        try bench.plan()
        let first = try bench.province.leafCount()
        #expect(try bench.office.ask(bench.runner, .backup).status == .ok)
        // One is being made.
        #expect(try bench.office.ask(bench.runner, .backup).status == .precondition)
        #expect(try bench.list().run.running)
        #expect(try bench.status().running)
        let begun = try bench.province.leafCount()
        try bench.finish()
        let list = try bench.list()
        #expect(!list.run.running && list.run.failure == .unspecified)
        let made = try #require(list.backups.first)
        #expect(list.backups.count == 1)
        let digits = bench.province.ledger.storeID.hexadecimal.prefix(8)
        #expect(bench.files == [made.name, "madar-\(digits)-keys.age"].sorted())
        #expect(made.name == "madar-\(digits)-20260528T202640Z-\(made.size).age")
        #expect(made.size >= first && made.size <= begun)
        let path = bench.place + "/" + made.name
        let file = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(SHA256.hash(file) == Array(made.sha256) && UInt64(file.count) == made.byteCount)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.province.folder)
        #expect(!left.contains("backup.work"))
        // The leaf says which file it is and what opens it.
        let leaf = try #require(
            try bench.province.leaves(from: made.leaf).first { $0.kind == .backup })
        #expect(leaf.body.backup.sha256 == made.sha256)
        #expect(leaf.body.backup.size == made.size)
        #expect(leaf.body.backup.keyringSequence == 1)
        // What is in it is a store that agrees with its log.
        for identity in bench.identities {
            let content = try bench.opened(made.name, by: identity)
            #expect(content.starts(with: "SQLite format 3\0".utf8))
        }
        #expect(throws: AgeError.noMatch) { try bench.opened(made.name, by: AgeIdentity()) }
        #expect(try bench.province.isClean())
        #expect(try bench.status().level == 0)
    }

    @Test func theKeysLieApartAndNoOlderOnesStay() throws {
        let bench = try Bench()
        let keys = bench.place + "/keys"
        try FileManager.default.createDirectory(atPath: keys, withIntermediateDirectories: true)
        try bench.plan(keysIn: keys)
        try bench.backUp()
        let digits = bench.province.ledger.storeID.hexadecimal.prefix(8)
        let name = "madar-\(digits)-keys.age"
        #expect(FileManager.default.fileExists(atPath: keys + "/" + name))
        // The plan changes the folder: the former one keeps none.
        bench.province.now = bench.province.now.adding(seconds: 60)
        try bench.plan()
        try bench.backUp()
        #expect(!FileManager.default.fileExists(atPath: keys + "/" + name))
        let tar = try bench.opened(name)
        let text = String(decoding: tar, as: UTF8.self)
        for part in ["settings", "MADAR_LISTEN=[::1]:0", "keyring.1", "slots", "transport"] {
            #expect(text.contains(part), "\(part)")
        }
        // The two backups are of one plan's succession.
        #expect(try bench.list().backups.count == 2)
    }

    @Test func theTimetableMakesThemAndKeepsWhatItIsTold() throws {
        let bench = try Bench()
        try bench.plan(kept: 2)
        let handlers = bench.office.handlers
        handlers.keepBackups()
        #expect(bench.office.begun.count == 1)
        try bench.finish()
        let first = try #require(try bench.list().backups.first)
        handlers.keepBackups()
        #expect(bench.office.begun.count == 1)
        // A drill proved the first: it stays, however old.
        try bench.province.ledger.maintain(.system(.bootstrap), nil) { transaction in
            let registry = bench.province.ledger.registry
            try registry.apply(
                registry.prove(hash: Array(first.sha256), at: bench.province.now),
                in: transaction)
        }
        for count in 2...4 {
            bench.province.now = bench.province.now.adding(seconds: 86_400 - 60)
            handlers.keepBackups()
            #expect(bench.office.begun.count == count - 1)
            #expect(try bench.status().level == 0)
            bench.province.now = bench.province.now.adding(seconds: 60)
            handlers.keepBackups()
            #expect(bench.office.begun.count == count)
            try bench.finish()
        }
        let names = try bench.list().backups.map(\.name)
        #expect(names.count == 3 && names.last == first.name)
        #expect(Set(bench.files.filter { !$0.hasSuffix("keys.age") }) == Set(names))
        #expect(try bench.status().provedAtMs == first.atMs)
        bench.province.now = bench.province.now.adding(seconds: 86_400 + 3_600)
        #expect(try bench.status().level == 1)
        bench.province.now = bench.province.now.adding(seconds: 86_400)
        #expect(try bench.status().level == 2)
    }

    @Test func aFolderThatIsNotThereFailsInWordsAndIsTriedAgain() throws {
        let bench = try Bench()
        try bench.plan(folder: bench.place + "/not-mounted", keysIn: bench.place)
        let handlers = bench.office.handlers
        handlers.keepBackups()
        try bench.finish()
        let run = try bench.list().run
        #expect(run.failure == .noFolder && run.failedAtMs == bench.province.now.milliseconds)
        #expect(try bench.status().failure == .noFolder)
        let leaf = try #require(try bench.province.leaves().last { $0.kind == .backup })
        #expect(leaf.body.refusal == Refusal.storage.number && !leaf.body.hasBackup)
        // The keys have their folder, and nothing half-made lies anywhere.
        #expect(bench.files.count == 1 && bench.files[0].hasSuffix("keys.age"))
        bench.province.now = bench.province.now.adding(seconds: 1_800)
        handlers.keepBackups()
        #expect(bench.office.begun.count == 1)
        try FileManager.default.createDirectory(
            atPath: bench.place + "/not-mounted", withIntermediateDirectories: true)
        bench.province.now = bench.province.now.adding(seconds: 1_800)
        handlers.keepBackups()
        try bench.finish()
        #expect(try bench.list().run.failure == .unspecified)
        #expect(try bench.list().backups.count == 1)
    }

    @Test func aLostStoreIsRestoredWholeOrNotAtAll() throws {
        let bench = try Bench()
        let worker = try bench.province.add(["UPE-WORKER"])
        let file = try bench.office.openListened(worker)
        try bench.plan()
        try bench.backUp()
        let made = try #require(try bench.list().backups.first)
        let digits = bench.province.ledger.storeID.hexadecimal.prefix(8)
        let identity = try bench.key(bench.identities[0])
        // What is written later is lost with the disk; somebody has a note of it.
        let office = bench.office
        #expect(
            try office.ask(worker, .appendAct, office.listening(file, after: 4)).status == .ok)
        var plan = RestorePlan(
            records: bench.place + "/" + made.name,
            keys: bench.place + "/madar-\(digits)-keys.age", identityFile: identity,
            folder: bench.place + "/store")
        plan.credentialPath = bench.province.credential
        let answer = try office.ask(bench.runner, .checkpoint)
        let checkpoint = try MessageCodec.decode(
            WireCheckpointAnswer.self, from: answer.payload)
        plan.notes = [Array(checkpoint.note.utf8)]
        let seen = try Checkpoint(text: try SignedNote(encoded: plan.notes[0]).text).size
        let now = bench.province.now
        func restore(_ plan: RestorePlan) throws(StoreFault) -> RestoreReport {
            try Restoration.restore(
                plan, definition: bench.province.ownDefinition, clock: { now })
        }
        func fault(_ change: (inout RestorePlan) -> Void) -> StoreFault? {
            var changed = plan
            change(&changed)
            do throws(StoreFault) {
                _ = try restore(changed)
                return nil
            } catch { return error }
        }
        // Whatever is wrong leaves no folder.
        #expect(fault { $0.folder = bench.place } == .alreadyExists)
        #expect(fault { $0.records = $0.keys } != nil)
        #expect(fault { $0.keys = $0.records } != nil)
        let stranger = try bench.key(AgeIdentity())
        #expect(fault { $0.identityFile = stranger } == .notARecipient)
        let wrong = try bench.key(bench.identities[0])
        #expect(fault { $0.credentialPath = wrong } != nil)
        #expect(bench.files.filter { $0.hasPrefix("store") } == [])
        let report = try restore(plan)
        #expect(report.inspection.isClean && report.isUnsealed)
        #expect(report.hash == Array(made.sha256) && report.size == made.size)
        #expect(report.settings == ["MADAR_LISTEN=[::1]:0"])
        #expect(report.missingLeafCount == seen - made.size)
        #expect(report.inspection.acts.opened >= 4)
        #expect(bench.files.filter { $0.hasPrefix("store") } == ["store"])
        #expect(fault { _ in } == .alreadyExists)
        // It serves what it had, and its log says where it comes from.
        let restored = try TestProvince(
            opening: plan.folder, credential: bench.province.credential, at: now)
        let again = try Office(restored)
        #expect(try again.ask(worker, .readAct, again.readingAct(file, 4)).status == .ok)
        #expect(
            try again.ask(worker, .readAct, again.readingAct(file, 5)).status == .notAvailable)
        let leaf = try #require(try restored.leaves().last { $0.kind == .restore })
        #expect(leaf.body.sequence == made.size)
        try expectSigned(bench, again, lost: String(decoding: plan.notes[0], as: UTF8.self))
        #expect(try restored.isClean())
    }

    /// Two people sign a restoration, of which every device is told (SPEC W-175); until both have, STATUS
    /// tells it (SPEC W-199).
    private func expectSigned(_ bench: Bench, _ again: Office, lost: String) throws {
        func told() throws -> WireRestoration {
            let answer = try again.ask(bench.coordinator, .checkpoint)
            return try MessageCodec.decode(WireCheckpointAnswer.self, from: answer.payload)
                .restoration
        }
        func unsigned() throws -> Int64 {
            let answer = try again.ask(bench.runner, .status)
            return try MessageCodec.decode(WireStatusAnswer.self, from: answer.payload)
                .unsignedRestorationMs
        }
        let first = try told()
        #expect(try unsigned() == first.atMs && first.atMs != 0)
        #expect(first.proposer.isEmpty && first.lost.isEmpty && first.digest.isEmpty)
        #expect(try Checkpoint(text: SignedNote(encoded: Array(first.note.utf8)).text).size > 0)
        let id = try #require(RestorationID(blob: first.restoration))
        func sign(_ lost: String, by person: Person) throws -> StatusCode {
            try again.ask(person, .signRestoration, again.signing(id, lost: lost)).status
        }
        func approve(by person: Person) throws -> StatusCode {
            let told = try told()
            return try again.ask(
                person, .approve,
                again.approving(
                    .signRestoration, told.restoration,
                    digest: SHA256.hash(told.signedBytes ?? []), bench.signer)
            ).status
        }
        #expect(try approve(by: bench.coordinator) == .notAvailable)
        // Only the log says how it was, and it was longer than what was restored.
        for wrong in ["", "nothing", first.note, lost.replacingOccurrences(of: "\n", with: " ")] {
            #expect(try sign(wrong, by: bench.runner) == .badMessage)
        }
        #expect(try sign(lost, by: bench.runner) == .ok)
        #expect(try approve(by: bench.runner) == .secondApproval)
        let waiting = try told()
        #expect(waiting.lost == lost && waiting.approvedBy.isEmpty && waiting.digest.count == 32)
        // The first signature may come again, from the other one.
        #expect(try sign(lost, by: bench.coordinator) == .ok)
        #expect(try approve(by: bench.coordinator) == .secondApproval)
        #expect(try sign(lost, by: bench.runner) == .ok)
        #expect(try unsigned() == first.atMs)
        #expect(try approve(by: bench.coordinator) == .ok)
        #expect(try unsigned() == 0)
        let signed = try told()
        #expect(!signed.approvedBy.isEmpty && signed.approvedAtMs != 0 && signed.digest.isEmpty)
        #expect(try approve(by: bench.coordinator) == .notAvailable)
        // What two have signed nobody takes back alone; and the log as it goes on is not what was lost.
        #expect(try sign(lost, by: bench.runner) == .precondition)
        let answer = try again.ask(bench.runner, .checkpoint)
        let own = try MessageCodec.decode(WireCheckpointAnswer.self, from: answer.payload)
        #expect(own.restorationID == id.blob)
        #expect(try sign(own.note, by: bench.runner) == .badMessage)
    }

    /// Tries the newest backup of a province as the timer does, with the name of its folder alone.
    private func drill(
        _ bench: Bench, _ change: (inout DrillPlan) throws -> Void = { _ in }
    ) throws -> Result<DrillReport, StoreFault> {
        var plan = DrillPlan(
            records: bench.place, keys: nil, identityFile: try bench.key(bench.identities[1]),
            credentialPath: bench.province.credential, scratch: bench.place)
        try change(&plan)
        let (tried, now) = (plan, bench.province.now)
        return Result { () throws(StoreFault) in
            try Drill.run(tried, definition: bench.province.ownDefinition, clock: { now })
        }
    }

    /// Lets the daemon look at its backups.
    private func look(_ bench: Bench) throws -> WireMadeBackup {
        bench.province.now = bench.province.now.adding(seconds: 60)
        bench.office.handlers.keepBackups()
        return try #require(try bench.list().backups.first)
    }

    @Test func aDrillOpensABackupWholeAndTheDaemonBelievesItsOwnKeyAlone() throws {
        let bench = try Bench()
        let worker = try bench.province.add(["UPE-WORKER"])
        _ = try bench.office.openListened(worker)
        try bench.plan()
        #expect(try drill(bench).fault == .noBackup)
        try bench.backUp()
        let made = try look(bench)
        let note = bench.place + "/" + made.name + ".drill"
        let before = bench.files
        let report = try drill(bench).get()
        #expect(report.inspection.isClean && report.size == made.size)
        #expect(report.hash == Array(made.sha256) && report.records.hasSuffix(made.name))
        #expect(report.inspection.acts.opened >= 4)
        #expect(report.inspection.leaves.opened == made.size)
        // It leaves the note and nothing else; the identity's file is the test's own.
        #expect(bench.files.count == before.count + 2 && SafeFile.exists(note))
        let signed = try Data(contentsOf: URL(fileURLWithPath: note))
        let drilledAt = bench.province.now
        let proved = try look(bench)
        #expect(proved.provedAtMs == drilledAt.milliseconds && proved.drillFailedAtMs == 0)
        #expect(!SafeFile.exists(note))
        #expect(try bench.status().provedAtMs == drilledAt.milliseconds)
        let leaf = try #require(try bench.province.leaves().last { $0.kind == .verify })
        #expect(leaf.body.sequence == made.size && leaf.body.refusal == 0)
        // A note that was changed, or that somebody else signed, is an alarm, once in the log.
        var changed = String(decoding: signed, as: UTF8.self)
        changed = changed.replacingOccurrences(
            of: made.sha256.hexadecimal, with: SHA256.hash([1]).hexadecimal)
        for content in [Data(changed.utf8), Data("nothing".utf8), Data()] {
            try content.write(to: URL(fileURLWithPath: note))
            let leaves = try bench.province.leaves().count { $0.kind == .verify }
            for _ in 0..<2 { #expect(try look(bench).drillFailedAtMs != 0) }
            #expect(try bench.status().drillFailedAtMs != 0)
            #expect(try bench.province.leaves().count { $0.kind == .verify } == leaves + 1)
            try FileManager.default.removeItem(atPath: note)
            #expect(try look(bench).drillFailedAtMs == 0)
        }
        #expect(try look(bench).provedAtMs == drilledAt.milliseconds)
        // What is no file is waited for by nobody, and a proof that is put back says nothing new.
        #expect(unsafe mkfifo(note, 0o600) == 0)
        #expect(try look(bench).drillFailedAtMs != 0)
        try FileManager.default.removeItem(atPath: note)
        try signed.write(to: URL(fileURLWithPath: note))
        let leaves = try bench.province.leaves().count
        #expect(try look(bench).provedAtMs == drilledAt.milliseconds)
        #expect(try bench.province.leaves().count <= leaves + 2)
    }

    @Test("What a former key of the log has signed proves no backup (W-174)")
    func aFormerKeyProvesNothing() throws {
        let bench = try Bench()
        try bench.plan()
        try bench.backUp()
        let vault = bench.province.ledger.vault
        func move(_ version: UInt32, to state: KeyState) throws {
            try vault.setState(
                state, of: .log, version: version, at: bench.province.now,
                permit: .system(.rotation))
        }
        func look() throws -> WireMadeBackup { try self.look(bench) }
        let note = bench.place + "/" + (try look().name) + ".drill"
        _ = try drill(bench).get()
        let signed = try Data(contentsOf: URL(fileURLWithPath: note))
        let version = try vault.addKey(.log, at: bench.province.now, permit: .system(.rotation))
        try move(version, to: .active)
        // As long as both sign, either is enough; then the newest counts alone.
        #expect(try look().provedAtMs != 0 && look().drillFailedAtMs == 0)
        try move(1, to: .drained)
        try move(1, to: .retired)
        try signed.write(to: URL(fileURLWithPath: note))
        #expect(try look().drillFailedAtMs != 0)
        _ = try drill(bench).get()
        #expect(try look().drillFailedAtMs == 0 && look().provedAtMs != 0)
    }

    @Test func aBackupThatCannotBeRestoredFailsItsDrillUntilTheNextProvesIt() throws {
        let bench = try Bench()
        try bench.plan()
        try bench.backUp()
        let made = try look(bench)
        let path = bench.place + "/" + made.name
        func failed(_ change: (inout DrillPlan) throws -> Void) throws -> StoreFault? {
            let fault = try drill(bench, change).fault
            #expect(try look(bench).drillFailedAtMs != 0)
            return fault
        }
        let stranger = try bench.key(AgeIdentity())
        #expect(try failed { $0.identityFile = stranger } == .notARecipient)
        let wrong = bench.place + "/credential"
        try Data(Random.bytes(32)).write(to: URL(fileURLWithPath: wrong))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: wrong)
        #expect(try failed { $0.credentialPath = wrong } == .wrongPassphrase)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try whole.dropLast(40).write(to: URL(fileURLWithPath: path))
        #expect(try failed { _ in } == .damagedBackup)
        try whole.write(to: URL(fileURLWithPath: path))
        _ = try drill(bench).get()
        let proved = try look(bench)
        #expect(proved.provedAtMs != 0 && proved.drillFailedAtMs == 0)
        #expect(try drill(bench) { $0.records = bench.place + "/absent" }.fault == .noBackup)
        // What the drill itself lacks is no fault of the backup.
        #expect(try drill(bench) { $0.credentialPath = bench.place + "/absent" }.fault == .notFound)
        #expect(try drill(bench) { $0.scratch = bench.place + "/absent" }.fault != nil)
        #expect(try look(bench).drillFailedAtMs == 0)
    }

    @Test func theBackupOfTheKeysFollowsTheKeys() throws {
        let bench = try Bench()
        let keys = bench.place + "/keys"
        try FileManager.default.createDirectory(atPath: keys, withIntermediateDirectories: true)
        try bench.plan(keysIn: keys)
        try bench.backUp()
        let digits = bench.province.ledger.storeID.hexadecimal.prefix(8)
        let file = URL(fileURLWithPath: keys + "/madar-\(digits)-keys.age")
        _ = try look(bench)
        let former = try Data(contentsOf: file)
        #expect(try look(bench).keyringSequence == 1)
        #expect(try Data(contentsOf: file) == former)
        func change() throws {
            let vault = bench.province.ledger.vault
            let version = try vault.addKey(
                .dataKeys, .health, at: bench.province.now, permit: .system(.rotation))
            try vault.setState(
                .active, of: .dataKeys, .health, version: version, at: bench.province.now,
                permit: .system(.rotation))
        }
        try change()
        _ = try look(bench)
        let renewed = try Data(contentsOf: file)
        #expect(renewed != former)
        let leaf = try #require(try bench.province.leaves().last { $0.kind == .backup })
        #expect(leaf.body.sequence == 3 && !leaf.body.hasBackup)
        // Where the folder is not there, an alarm says so, and the next look after it is makes it.
        try FileManager.default.moveItem(atPath: keys, toPath: keys + ".away")
        try change()
        _ = try look(bench)
        #expect(try bench.status().failure == .noFolder)
        try FileManager.default.moveItem(atPath: keys + ".away", toPath: keys)
        bench.province.now = bench.province.now.adding(seconds: 3_600)
        _ = try look(bench)
        #expect(try bench.status().failure == .unspecified)
        #expect(try Data(contentsOf: file) != renewed)
        // What it opens is the newest backup, too.
        let report = try drill(bench) { $0.keys = file.path }.get()
        #expect(report.inspection.isClean)
    }

    /// SPEC W-171.
    @Test func aBackupOfTheKeysThatDoesNotOpenIsNotMade() throws {
        let bench = try Bench()
        try bench.plan()
        try bench.backUp()
        let keys = bench.place + "/" + Backup.keysName(of: bench.province.ledger.storeID)
        let (former, before) = (try Data(contentsOf: URL(fileURLWithPath: keys)), bench.files)
        bench.province.now = bench.province.now.adding(seconds: 60)
        try #require(try bench.office.ask(bench.runner, .backup).status == .ok)
        let backup = try #require(bench.office.begun.last)
        unsafe fault_calls_arm(keys, 1, Int32(fault_rotten.rawValue))
        let result = Result { () throws(StoreFault) in try backup.make() }
        #expect(fault_calls_disarm() == 1)
        #expect(result.fault == .inputOutput)
        bench.office.handlers.finishBackup(result)
        #expect(try bench.status().failure == .disk)
        #expect(try Data(contentsOf: URL(fileURLWithPath: keys)) == former)
        #expect(bench.files == before)
    }

    @Test func aKeyringThatIsOlderThanTheLogOpensNothing() throws {
        let bench = try Bench()
        try bench.plan()
        try bench.backUp()
        let digits = bench.province.ledger.storeID.hexadecimal.prefix(8)
        let keys = bench.place + "/madar-\(digits)-keys.age"
        let former = try Data(contentsOf: URL(fileURLWithPath: keys))
        // The keyring goes on, and what is written then needs it.
        _ = try bench.province.ledger.vault.addKey(
            .dataKeys, .health, at: bench.province.now, permit: .system(.rotation))
        bench.province.now = bench.province.now.adding(seconds: 60)
        try bench.backUp()
        _ = try drill(bench).get()
        try former.write(to: URL(fileURLWithPath: keys))
        #expect(try drill(bench).fault == .olderKeyring)
    }

    @Test func whoeverHoldsABackupFindsWhatIsWrongWithIt() throws {
        let bench = try Bench()
        try bench.plan()
        try bench.backUp()
        let made = try #require(try bench.list().backups.first)
        let path = bench.place + "/" + made.name
        let identity = try bench.key(bench.identities[0])
        func fault(_ path: String, _ identity: String) -> StoreFault? {
            do throws(StoreFault) {
                _ = try BackupFile.verify(
                    path, identityFile: identity, scratch: bench.place)
                return nil
            } catch {
                return error
            }
        }
        let report = try BackupFile.verify(path, identityFile: identity, scratch: bench.place)
        #expect(report.inspection.isClean && report.size == made.size)
        #expect(report.hash == Array(made.sha256))
        #expect(fault(path, try bench.key(AgeIdentity())) == .notARecipient)
        #expect(fault(bench.place + "/absent", identity) == .notFound)
        #expect(fault(path, path) == .identityUnreadable)
        let file = try Data(contentsOf: URL(fileURLWithPath: path))
        let wrong = bench.place + "/wrong"
        for cut in [0, 40, 300, 70_000, file.count - 1] {
            try file.prefix(cut).write(to: URL(fileURLWithPath: wrong))
            #expect(fault(wrong, identity) == .damagedBackup, "\(cut)")
        }
        for position in [0, 30, 100, 500, file.count / 2, file.count - 1] {
            var flipped = file
            flipped[position] ^= 4
            try flipped.write(to: URL(fileURLWithPath: wrong))
            #expect(fault(wrong, identity) != nil, "\(position)")
        }
        // Nothing is left of what was opened.
        #expect(bench.files.filter { $0.hasPrefix("madar.") } == [])
    }
}

extension Result {
    /// What was refused; nil where it was done.
    var fault: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
