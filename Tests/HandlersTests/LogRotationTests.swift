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
            _ id: RotationID, _ change: WireRotationChange, isCompromised: Bool = false
        ) throws -> StatusCode {
            var request = WireChangeRotationRequest()
            (request.change, request.rotation) = (change, id.blob)
            (request.kind, request.compromised) = (change == .plan ? 4 : 0, isCompromised)
            return try office.ask(runner, .changeRotation, MessageCodec.encode(request)).status
        }

        func approve(_ id: RotationID, by person: Person? = nil) throws -> StatusCode {
            let shown = try #require(try job())
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

        func wait(days: Int64) { province.now = province.now.adding(seconds: days * 86_400) }

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
        bench.work()
        #expect(try bench.job()?.state == .retired)
        #expect(try bench.versions([.retired]) == [1])
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
        bench.wait(days: 31)
        bench.work()
        #expect(try bench.versions([.retired]) == [1])
        // Once the former is gone, too.
        try restore()
        #expect(try bench.job() == nil)
        #expect(bench.isSigned(try bench.nextCheckpoint().note, by: second))
        #expect(try bench.followed([first]) == [first, second])
        #expect(try bench.province.isClean())
    }

    private struct Cut: Error {}

    @Test(
        "Cut off at any point, it goes on where it was and ends, and every key leads to the last",
        arguments: LogCut.allCases)
    func aRotationSurvivesACrash(_ point: LogCut) throws {
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
        bench.wait(days: 31)
        try go([])
        #expect(isCut, "the rotation came by \(point)")
        #expect(try bench.job()?.state == .retired)
        #expect(try bench.versions([.active]) == [2])
        #expect(try bench.versions([.pending, .decryptOnly, .drained]).isEmpty)
        #expect(try bench.checkpoint().logKeys.count == 1)
        #expect(try bench.followed([first]) == [first, try bench.active()])
        #expect(try bench.province.isClean())
    }
}
