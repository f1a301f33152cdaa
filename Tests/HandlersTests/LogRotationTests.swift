import AuditLog
import Basics
import Dossiers
import Foundation
import Framing
import Mapping
import Merkle
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

/// The key that signs the log is replaced, and whoever knew the former one follows (SPEC W-193).
@Suite struct LogRotationTests {
    /// A province with the two people who decide on it, and a device that follows its log.
    final class Bench {
        private(set) var province: TestProvince
        private(set) var office: Office
        let runner: Person
        let coordinator: Person
        /// The keys of the log that the device knows, the newest last.
        private(set) var known: [[UInt8]]
        private let signer = SigningKey(seed: SecretKey())

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            runner = try province.add(["OPERATOR"])
            coordinator = try province.add(["CAPE-COORDINATOR"], signingKey: signer.publicKey)
            known = [try province.ledger.vault.logPublicKey()]
        }

        func restart() throws {
            try province.restart(crashing: true)
            office = try Office(province)
        }

        func list() throws -> WireListKeysAnswer {
            let answer = try office.ask(
                runner, .listKeys, MessageCodec.encode(WireListKeysRequest()))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireListKeysAnswer.self, from: answer.payload)
        }

        func job() throws -> WireRotation? { try list().rotations.first { $0.kind == 4 } }

        func ask(
            _ id: RotationID, _ change: WireRotationChange, isCompromised: Bool = false,
            kind: UInt32? = nil
        ) throws -> StatusCode {
            var request = WireChangeRotationRequest()
            (request.change, request.rotation) = (change, id.blob)
            request.kind = kind ?? (change == .plan ? 4 : 0)
            request.compromised = isCompromised
            return try office.ask(runner, .changeRotation, MessageCodec.encode(request)).status
        }

        func approve(
            _ id: RotationID, by person: Person? = nil, as listed: WireRotation? = nil
        ) throws -> StatusCode {
            let shown = try #require(try listed ?? job())
            return try office.ask(
                person ?? coordinator, .approve,
                office.approving(
                    .changeRotation, id.blob, digest: SHA256.hash(shown.signedBytes ?? []),
                    signer)
            ).status
        }

        @discardableResult
        func begin(isCompromised: Bool = false) throws -> RotationID {
            let id: RotationID = province.newID()
            try #require(try ask(id, .plan, isCompromised: isCompromised) == .ok)
            try #require(try approve(id) == .ok)
            return id
        }

        @discardableResult
        func work() -> Int {
            var count = 0
            while count < 50, office.handlers.rotateStep() { count += 1 }
            return count
        }

        func status() throws -> WireStatusAnswer {
            let answer = try office.ask(runner, .status)
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireStatusAnswer.self, from: answer.payload)
        }

        /// Writes in the job's row, as whoever has the disk may.
        func spoilRow() throws {
            try province.ledger.store.group { transaction in
                let row = OperationsLimits.logRotationRow
                var bytes = try #require(try transaction.jobs().first { $0.0 == row }?.1)
                bytes[4] ^= 1
                try transaction.putJob(row, bytes: bytes)
            }
            try restart()
        }

        /// Cuts the rotation off at a point, once.
        func cut(_ point: KeyCut, _ error: any Error) {
            var isCut = false
            office.handlers.logRotation.cut = { reached in
                guard reached == point, !isCut else { return }
                isCut = true
                throw error
            }
        }

        func wait(days: Int64) { province.now = province.now.adding(seconds: days * 86_400) }

        /// Lets days go by until the former key's time is over, and the day after which that counts.
        func waitToTheEnd(days: Int64 = 31) {
            wait(days: days)
            work()
            wait(days: 1)
        }

        func checkpoint() throws -> WireCheckpointAnswer {
            let answer = try office.ask(
                runner, .checkpoint, MessageCodec.encode(WireCheckpointRequest()))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireCheckpointAnswer.self, from: answer.payload)
        }

        /// The checkpoint as it stands once another leaf has come.
        func nextCheckpoint() throws -> WireCheckpointAnswer {
            _ = try checkpoint()
            return try checkpoint()
        }

        func isSigned(_ note: String, by key: [UInt8]) -> Bool {
            guard let log = province.ledger.log,
                let name = NoteKey(name: log.origin, publicKey: key)
            else { return false }
            return
                (try? SignedNote.checkpoint(
                    Array(note.utf8), origin: log.origin, keys: [name])) != nil
        }

        func versions(_ states: Set<KeyState>) throws -> [UInt32] {
            try list().keys
                .filter {
                    $0.kind == 4
                        && KeyState(rawValue: UInt8($0.state)).map(states.contains) == true
                }
                .map(\.version).sorted()
        }

        func active() throws -> [UInt8] { try province.ledger.vault.logPublicKey() }

        /// The keys to which the daemon's statements lead from some that are known.
        func followed(_ known: [[UInt8]]) throws -> [[UInt8]] {
            let origin = try #require(province.ledger.log?.origin)
            return LogKeyStatement.follow(known, by: try checkpoint().logKeys, of: origin)
        }
    }

    @Test("Both keys sign for 30 days, then the new one alone, and its former leads to it (W-193)")
    func theKeyIsReplaced() throws {
        let bench = try Bench()
        let first = try bench.active()
        let id: RotationID = bench.province.newID()
        #expect(try bench.ask(id, .plan) == .ok)
        #expect(try bench.ask(bench.province.newID(), .plan) == .precondition)
        #expect(bench.work() == 0, "nothing begins before a second person has agreed")
        #expect(try bench.approve(id, by: bench.runner) == .secondApproval)
        #expect(try bench.approve(id) == .ok)
        bench.work()
        let second = try bench.active()
        #expect(second != first)
        let job = try #require(try bench.job())
        #expect(job.state == .cooling)
        #expect(job.untilMs == bench.province.now.adding(seconds: 30 * 86_400).milliseconds)
        let both = try bench.nextCheckpoint()
        #expect(bench.isSigned(both.note, by: first) && bench.isSigned(both.note, by: second))
        #expect(both.logKeys.count == 1)
        let statement = try #require(LogKeyStatement(encoded: Array(both.logKeys[0].utf8)))
        #expect(statement.former == first && statement.new == second)
        #expect(statement.until == statement.madeAt.adding(seconds: 30 * 86_400))
        #expect(try bench.followed([first]) == [first, second])
        let leaf = try #require(try bench.province.leaves().last { $0.kind == .logKey })
        #expect(leaf.body.statement == Array(both.logKeys[0].utf8).blob)
        #expect(leaf.body.subject == id.blob && leaf.body.keyKind == 4)
        for change in [WireRotationChange.pause, .rollBack, .retire, .cancel] {
            #expect(try bench.ask(id, change) == .precondition)
        }
        #expect(try bench.ask(bench.province.newID(), .plan) == .precondition)
        bench.wait(days: 29)
        #expect(bench.work() == 0)
        try bench.restart()
        #expect(try bench.versions([.decryptOnly]) == [1])
        bench.wait(days: 2)
        #expect(bench.work() == 1)
        let seen = try #require(try bench.job())
        #expect(seen.state == .cooling)
        #expect(seen.untilMs == bench.province.now.adding(seconds: 86_400).milliseconds)
        bench.wait(days: 1)
        bench.work()
        #expect(try bench.job()?.state == .retired)
        #expect(try bench.versions([.destroyed]) == [1])
        let alone = try bench.nextCheckpoint()
        #expect(!bench.isSigned(alone.note, by: first) && bench.isSigned(alone.note, by: second))
        #expect(try bench.followed([first]) == [first, second])
        // What the former key has signed is verified still: the keyring has its public half.
        #expect(try bench.province.ledger.vault.logPublicKeys() == [first, second])
        #expect(try bench.province.isClean())
        // A device that was away for longer follows from key to key.
        try bench.begin()
        bench.work()
        let third = try bench.active()
        #expect(try bench.followed([first]) == [first, second, third])
        #expect(try bench.followed([second]) == [second, third])
        try bench.restart()
        #expect(try bench.followed([first]) == [first, second, third])
        #expect(try bench.province.isClean())
    }

    @Test("A clock that jumps ahead and is put right lets no key of the log go early (W-248)")
    func aClockThatJumpsTakesNoTimeAway() throws {
        let bench = try Bench()
        let first = try bench.active()
        try bench.begin()
        bench.work()
        let begun = bench.province.now
        let until = try #require(try bench.job()).untilMs
        for isRestarted in [false, true] {
            // It is ahead by a month for an hour, and then it is put right.
            bench.wait(days: 31)
            bench.work()
            bench.province.now = bench.province.now.adding(seconds: 3_600)
            if isRestarted { try bench.restart() }
            #expect(bench.work() == 0)
            #expect(try bench.versions([.decryptOnly]) == [1])
            bench.province.now = begun.adding(seconds: isRestarted ? 2 * 86_400 : -3_600)
            bench.work()
            let job = try #require(try bench.job())
            #expect(job.state == .cooling && job.untilMs == until)
            // The wait goes on from where the clock is right, and so does the day behind it.
            #expect(bench.work() == 0)
            #expect(bench.isSigned(try bench.nextCheckpoint().note, by: first))
        }
        // One that is put back by a little begins that day anew.
        for seconds in [60, 0] as [Int64] {
            bench.province.now = begun.adding(seconds: 30 * 86_400 + seconds)
            #expect(bench.work() == 1)
        }
        bench.province.now = begun.adding(seconds: 31 * 86_400 - 1)
        #expect(bench.work() == 0)
        bench.province.now = begun.adding(seconds: 31 * 86_400)
        bench.work()
        #expect(try bench.job()?.state == .retired)
        #expect(!bench.isSigned(try bench.nextCheckpoint().note, by: first))
        #expect(try bench.province.isClean())
    }

    @Test("A former key that others may know signs no more from then on (W-193)")
    func aKnownKeyGoesAtOnce() throws {
        let bench = try Bench()
        let first = try bench.active()
        try bench.begin(isCompromised: true)
        bench.work()
        #expect(try bench.job()?.state == .retired)
        let note = try bench.nextCheckpoint().note
        #expect(!bench.isSigned(note, by: first))
        #expect(bench.isSigned(note, by: try bench.active()))
        #expect(try bench.followed([first]).count == 2)
    }

    @Test("A store whose database is from before goes on under the key of today (W-193)")
    func aRestoredDatabaseGoesOn() throws {
        let bench = try Bench()
        let first = try bench.active()
        try #require(try bench.province.ledger.store.checkpoint(truncate: true))
        let path = bench.province.folder + "/madar.db"
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        try bench.begin()
        bench.work()
        func restore() throws {
            bench.province.ledger.store.abandon()
            for suffix in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
            try before.write(to: URL(fileURLWithPath: path))
            try bench.restart()
        }
        try restore()
        let second = try bench.active()
        #expect(first != second)
        #expect(try bench.followed([first]) == [first, second])
        #expect(try bench.job()?.state == .cooling)
        #expect(try bench.province.isClean())
        bench.waitToTheEnd()
        bench.work()
        #expect(try bench.versions([.destroyed]) == [1])
        // Once the former is gone, too.
        try restore()
        #expect(try bench.job() == nil)
        #expect(bench.isSigned(try bench.nextCheckpoint().note, by: second))
        #expect(try bench.followed([first]) == [first, second])
        #expect(try bench.province.isClean())
    }

    @Test(
        "Where somebody else wrote in the row, that is told, and the former key goes in time (W-195)"
    )
    func aForgedRowKeepsNoKey() throws {
        let bench = try Bench()
        let first = try bench.active()
        try bench.begin()
        bench.work()
        let until = try #require(try bench.job()).untilMs
        #expect(try bench.status().distrustedKinds == 0)
        bench.wait(days: 3)
        try bench.spoilRow()
        #expect(try bench.list().distrustedKinds == 1 << 4)
        #expect(try bench.status().distrustedKinds == 1 << 4)
        let own = try #require(try bench.job())
        #expect(own.state == .cooling && own.untilMs == until && !own.compromised)
        #expect(try bench.ask(bench.province.newID(), .plan) == .precondition)
        #expect(bench.work() == 0)
        bench.waitToTheEnd(days: 28)
        bench.work()
        #expect(try bench.job()?.state == .retired)
        #expect(try bench.versions([.destroyed]) == [1])
        #expect(!bench.isSigned(try bench.nextCheckpoint().note, by: first))
        // Another one may follow.
        try bench.begin()
        bench.work()
        #expect(try bench.job()?.state == .cooling)
        #expect(try bench.list().distrustedKinds == 0)
    }

    @Test("A key that others may know goes at once, too, where its row is not believed (W-193)")
    func aForgedRowForgetsNoCompromise() throws {
        let bench = try Bench()
        bench.cut(.beforeEnd, Cut())
        try bench.begin(isCompromised: true)
        bench.work()
        #expect(try bench.versions([.decryptOnly]) == [1])
        try bench.spoilRow()
        #expect(try bench.job()?.compromised == true)
        bench.work()
        #expect(try bench.job()?.state == .retired)
        #expect(try bench.versions([.destroyed]) == [1])
    }

    @Test("Where the statement is gone, too, the former key is taken to be known (W-193)")
    func aStatementTakenAwayGivesNoTime() throws {
        let bench = try Bench()
        bench.cut(.beforeEnd, Cut())
        try bench.begin(isCompromised: true)
        bench.work()
        try SafeFile.remove(bench.province.folder + "/" + LogKeyFile.name)
        try bench.spoilRow()
        bench.work()
        #expect(try bench.versions([.destroyed]) == [1])
    }

    @Test("What waits in the keyring may be known to others like the key in use (W-197)")
    func aKnownKeyringHasNoNextKey() throws {
        let bench = try Bench()
        let vault = bench.province.ledger.vault
        _ = try vault.addKey(.log, at: bench.province.now, permit: .system(.rotation))
        let waiting = try #require(vault.pendingLogKey)
        try bench.begin(isCompromised: true)
        bench.work()
        #expect(try bench.active() != waiting)
        #expect(try !vault.logPublicKeys().contains(waiting))
        #expect(try bench.versions([.active]) == [2])
        #expect(try bench.followed([waiting]) == [waiting])
        // Where nobody may know it, it is taken.
        _ = try vault.addKey(.log, at: bench.province.now, permit: .system(.rotation))
        let next = try #require(vault.pendingLogKey)
        try bench.begin()
        bench.work()
        #expect(try bench.active() == next)
    }

    @Test("What the daemon began by itself is asked for by its kind; its 30 days go on (W-196)")
    func ownJobsAreToldApart() throws {
        let bench = try Bench()
        try #require(try bench.province.ledger.store.checkpoint(truncate: true))
        let path = bench.province.folder + "/madar.db"
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        try bench.begin()
        bench.work()
        let index: RotationID = bench.province.newID()
        #expect(try bench.ask(index, .plan, kind: 3) == .ok)
        let shown = try #require(try bench.list().rotations.first { $0.kind == 3 })
        #expect(try bench.approve(index, as: shown) == .ok)
        bench.work()
        let until = try #require(try bench.job()).untilMs
        bench.province.ledger.store.abandon()
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
        try before.write(to: URL(fileURLWithPath: path))
        try bench.restart()
        func state(_ kind: UInt32) throws -> WireRotationState? {
            try bench.list().rotations.first { $0.kind == kind }?.state
        }
        #expect(try state(3) == .running && state(4) == .cooling)
        #expect(try bench.status().rotationsRunning == 1)
        #expect(try bench.ask(.zero, .pause, kind: 4) == .precondition)
        #expect(try bench.ask(.zero, .pause, kind: 1) == .notAvailable)
        #expect(try bench.ask(.zero, .pause, kind: 3) == .ok)
        #expect(try state(3) == .paused && state(4) == .cooling)
        #expect(try bench.status().rotationsHalted == 0)
        #expect(try bench.status().rotationsRunning == 0)
        // A disk that is full at the end halts the other one, and that tells.
        bench.waitToTheEnd()
        bench.cut(.beforeEnd, StoreError.diskFull)
        bench.work()
        #expect(try state(3) == .paused && state(4) == .paused)
        #expect(try bench.status().rotationsHalted == 1)
        #expect(try bench.ask(.zero, .resume, kind: 4) == .ok)
        #expect(try state(3) == .paused && state(4) == .cooling)
        #expect(try bench.job()?.untilMs == until)
        bench.work()
        bench.wait(days: 1)
        bench.work()
        #expect(try state(4) == .retired && state(3) == .paused)
        // Who names no kind means the first of that id, as before there were kinds.
        #expect(try bench.ask(.zero, .resume) == .ok)
        bench.work()
        #expect(try state(3) == .retired)
    }

    @Test("A list of what was erased counts under the newest key alone (W-176, W-193)")
    func aFormerKeySignsNoErasures() throws {
        let bench = try Bench()
        let ledger = bench.province.ledger
        var restoration = StoreRestoration(
            id: bench.province.newID(), at: bench.province.now, note: [])
        restoration.erasures = .carriedOut
        try ledger.store.group { transaction in
            try ledger.registry.apply(ledger.registry.note(restoration), in: transaction)
        }
        let path = bench.province.folder + "/" + ErasureList.fileName
        func list(_ lines: String) throws -> [UInt8] {
            let text =
                [
                    "madar/erasures/1", ledger.storeID.hexadecimal,
                    SHA256.hash(Array(lines.utf8)).hexadecimal,
                ].joined(separator: "\n") + "\n"
            return Array((try LeafLog.sign(text, with: ledger.vault) + "\n" + lines).utf8)
        }
        let id = String(repeating: "0a", count: 16)
        let genuine = try list("\(id) \(id) 1 \(id)\n")
        // What whoever knows the key signs after it has lost its place.
        let forged = try list("\(id) \(id) 2 \(id)\n")
        try SafeFile.replace(path, with: genuine)
        #expect(try ErasureList.read(in: ledger).count == 1)
        let kept = try ErasureList(of: ledger)
        #expect(kept.isCurrent(for: ledger))
        try bench.begin(isCompromised: true)
        bench.work()
        #expect(try bench.job()?.state == .retired)
        // What goes into the backup of the keys is signed anew, too.
        #expect(!kept.isCurrent(for: ledger))
        let read = try ErasureList.read(in: ledger)
        #expect(read.count == 1 && read.first?.acts.keys.first == .identity)
        for former in [genuine, forged] {
            try SafeFile.replace(path, with: former)
            #expect(throws: StoreFault.damagedBackup) { try ErasureList.read(in: ledger) }
        }
    }

    private struct Cut: Error {}

    /// Where the rotation of this key may be cut off.
    private static let cuts = KeyCut.allCases.filter {
        ![
            .beforeBatch, .insideBatch, .afterBatch, .beforeVerified, .afterVerified,
            .beforeTruncate, .afterTruncate,
        ].contains($0)
    }

    @Test(
        "Cut off at any point, it goes on where it was and ends, and every key leads to the last",
        arguments: cuts)
    func aRotationSurvivesACrash(_ point: KeyCut) throws {
        let bench = try Bench()
        let first = try bench.active()
        var isCut = false
        func arm() {
            bench.office.handlers.logRotation.cut = { reached in
                guard reached == point, !isCut else { return }
                isCut = true
                throw Cut()
            }
        }
        arm()
        let id: RotationID = bench.province.newID()
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
            // Whoever knows the first key reads the checkpoint, whatever stands by then.
            let told = try bench.nextCheckpoint()
            #expect(
                try bench.followed([first]).contains { bench.isSigned(told.note, by: $0) })
            bench.work()
        }
        try go([{ try bench.ask(id, .plan) }, { try bench.approve(id) }])
        #expect(try bench.job()?.state == .cooling)
        if !isCut { arm() }
        for days in [31, 1] as [Int64] {
            bench.wait(days: days)
            try go([])
        }
        #expect(isCut, "the rotation came by \(point)")
        #expect(try bench.job()?.state == .retired)
        #expect(try bench.versions([.active]) == [2])
        #expect(try bench.versions([.pending, .decryptOnly, .drained]).isEmpty)
        #expect(try bench.checkpoint().logKeys.count == 1)
        #expect(try bench.followed([first]) == [first, try bench.active()])
        #expect(try bench.province.isClean())
    }
}
