import AuditLog
import Basics
import Circuit
import Foundation
import Framing
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
@testable import Dossiers
@testable import Handlers
@testable import Operations

/// The key of the one index on disk is replaced while files are opened, corrected and erased
/// (SPEC W-192).
@Suite struct IndexRotationTests {
    /// A province with the two people who decide on a rotation, and one who works with children.
    final class Bench {
        private(set) var province: TestProvince
        private(set) var office: Office
        let runner: Person
        let coordinator: Person
        let worker: Person
        /// What the register says of each child, by file; nil where it knows nothing.
        private(set) var records: [FileID: String?] = [:]
        /// The act to correct, and how many acts there are.
        private var acts: [FileID: (act: Blob, count: UInt64)] = [:]
        private let signer = SigningKey(seed: SecretKey())

        init(fileCount: Int = 3) throws {
            province = try TestProvince()
            office = try Office(province)
            runner = try province.add(["OPERATOR"])
            coordinator = try province.add(["CAPE-COORDINATOR"], signingKey: signer.publicKey)
            worker = try province.add(["UPE-WORKER"])
            for number in 0..<fileCount { try open(String(100 + number)) }
        }

        private func child(_ record: String?) -> [FieldValue] {
            var values = [
                FieldValue("family_name_ar", .text("بنعلي")),
                FieldValue("given_name_ar", .text("فاطمة")),
                FieldValue("sex", .choice("F")), FieldValue("estimated_age", .number(9)),
                FieldValue("nationality", .choice("MAR")),
                FieldValue(
                    "civil_status", .choice(record == nil ? "UNKNOWN" : "REGISTERED")),
                FieldValue("presence_commune", .territory("04.441.01.09")),
                FieldValue("milieu", .choice("U")),
                FieldValue("school_status", .choice("ENROLLED")),
            ]
            if let record {
                values += [
                    FieldValue("registry_bureau", .text("Salé Tabriquet")),
                    FieldValue("registry_year", .number(2_016)),
                    FieldValue("registry_number", .text(record)),
                ]
            }
            return values
        }

        func open(_ record: String?) throws {
            var request = WireOpenFileRequest()
            request.opening = office.draft(
                .opening, form: "F0", to: "DETECT", child(record))
            let answer = try office.ask(worker, .openFile, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            let opened = try MessageCodec.decode(
                WireOpenFileAnswer.self, from: answer.payload)
            let file = try #require(FileID(blob: opened.file))
            records[file] = .some(record)
            acts[file] = (opened.act, 1)
        }

        /// Corrects what the register says of a child.
        func correct(_ file: FileID, _ record: String) throws {
            let known = try #require(acts[file])
            var correction = office.draft(.correction, form: "F0", child(record))
            correction.corrects = known.act
            correction.reason = "رقم آخر"
            let answer = try office.ask(
                worker, .appendAct, office.appending(file, after: known.count, correction))
            guard answer.status == .ok else { return }
            records[file] = .some(record)
            acts[file]?.count += 1
        }

        /// Erases who the child is.
        func erase(_ file: FileID) throws {
            guard try office.erase(.identity, of: file, by: coordinator) > 0 else { return }
            records[file] = nil
            acts[file] = nil
        }

        func anyFile(_ random: inout SeededGenerator) -> FileID? {
            records.keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
                .randomElement(using: &random)
        }

        func restart() throws {
            try province.restart(crashing: true)
            office = try Office(province)
        }

        /// Writes in the row of the job, as whoever writes the disk may.
        func forgeRow() throws {
            try province.ledger.store.group { transaction in
                let row = OperationsLimits.indexRotationRow
                var bytes = try #require(try transaction.jobs().first { $0.0 == row }?.1)
                bytes[4] = RotationJob.State.running.rawValue
                try transaction.putJob(row, bytes: bytes)
            }
        }

        func list() throws -> WireListKeysAnswer {
            let answer = try office.ask(
                runner, .listKeys, MessageCodec.encode(WireListKeysRequest()))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireListKeysAnswer.self, from: answer.payload)
        }

        func job() throws -> WireRotation? { try list().rotations.first { $0.kind == 3 } }

        func ask(
            _ id: RotationID, _ change: WireRotationChange, kind: UInt32 = 0,
            isCompromised: Bool = false, by person: Person? = nil
        ) throws -> StatusCode {
            var request = WireChangeRotationRequest()
            (request.change, request.rotation) = (change, id.blob)
            (request.kind, request.compromised) = (kind, isCompromised)
            return try office.ask(
                person ?? runner, .changeRotation, MessageCodec.encode(request)
            ).status
        }

        func approve(
            _ id: RotationID, by person: Person? = nil, digest: [UInt8]? = nil
        ) throws -> StatusCode {
            let shown = try #require(try job())
            return try office.ask(
                person ?? coordinator, .approve,
                office.approving(
                    .changeRotation, id.blob,
                    digest: digest ?? SHA256.hash(shown.signedBytes ?? []), signer)
            ).status
        }

        /// A rotation that both have agreed on.
        @discardableResult
        func begin() throws -> RotationID {
            let id: RotationID = province.newID()
            try #require(try ask(id, .plan, kind: 3) == .ok)
            try #require(try approve(id) == .ok)
            return id
        }

        @discardableResult
        func work(steps: Int = 200) -> Int {
            var count = 0
            while count < steps, office.handlers.rotateStep() { count += 1 }
            return count
        }

        func versions(_ states: Set<KeyState>) throws -> [UInt32] {
            try list().keys
                .filter {
                    $0.kind == 3
                        && KeyState(rawValue: UInt8($0.state)).map(states.contains) == true
                }
                .map(\.version).sorted()
        }

        private func compared(_ number: String) throws -> [UInt8] {
            let record = try #require(
                CivilRegistryEntry(office: "Salé Tabriquet", year: 2_016, number: number))
            return Array(record.compared.utf8)
        }

        /// What holds after every step: each record finds its files, and no other, whichever key is the
        /// active one.
        func checkSearch() throws {
            let vault = province.ledger.vault
            for number in Set(records.values.compactMap(\.self)) {
                let tokens = try vault.tokens(
                    of: try compared(number), permit: .system(.indexBuild))
                let found = try province.ledger.store.group { transaction in
                    try tokens.flatMap { try transaction.files(withToken: $0) }
                        .compactMap { transaction.file($0) }
                }
                let expected = records.filter { $0.value == number }.keys
                #expect(Set(found) == Set(expected) && found.count == expected.count)
            }
        }

        /// Spoils the identity of some files, as whoever writes the disk may; or puts it right again.
        func spoil(_ rows: [Int64]) throws -> [FileID] {
            let files = try province.ledger.store.group { transaction in
                try rows.map { number in
                    let row = FileRow(number)
                    for wrap in try transaction.wraps(of: row) where wrap.dataClass == .identity {
                        var other = wrap
                        other.wrap[40] ^= 1
                        try #require(try transaction.replaceWrap(wrap, with: other))
                    }
                    return try #require(transaction.file(row))
                }
            }
            try restart()
            return files
        }

        /// How many tokens each file bears.
        func tokenCounts() throws -> [Int] {
            try province.ledger.store.group { transaction in
                try (1...Int64(transaction.fileCount)).map {
                    try transaction.tokens(of: FileRow($0)).count
                }
            }
        }

        /// Whether the index is what a fill from nothing under the active key would be.
        func isFresh() throws -> Bool {
            let vault = province.ledger.vault
            return try province.ledger.store.group { transaction in
                guard try transaction.strayTokenCount() == 0 else { return false }
                var isFresh = true
                for number in 1...Int64(max(1, transaction.fileCount)) {
                    let row = FileRow(number)
                    guard let file = transaction.file(row) else { return false }
                    let record = records[file] ?? nil
                    let token = try record.map {
                        try vault.token(of: compared($0), permit: .system(.indexBuild))
                    }
                    let borne = try transaction.tokens(of: row)
                    if borne != [token].compactMap(\.self) { isFresh = false }
                }
                return isFresh
            }
        }

        /// What a fresh daemon, which has indexed nothing yet, finds by a record.
        func findEarly(_ number: String) throws -> Int {
            let early = try Office(province, isIndexed: false)
            var asked = WireFindRequest()
            (asked.record.office, asked.record.year, asked.record.number) = (
                "sale tabriquet", 2_016, number
            )
            let answer = try early.ask(coordinator, .find, MessageCodec.encode(asked))
            return try MessageCodec.decode(WireFindAnswer.self, from: answer.payload)
                .candidates.count
        }

        /// Puts a database from before in the place of that which is there, as a restored backup does:
        /// the keys stay the newest.
        func restore(_ before: Kept) throws {
            province.ledger.store.abandon()
            let path = province.folder + "/madar.db"
            for suffix in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
            try Data(before.database).write(to: URL(fileURLWithPath: path))
            try restart()
            (records, acts) = (before.records, before.acts)
        }

        /// The database as a backup has it, and what the test knows of it.
        struct Kept {
            let database: [UInt8]
            let records: [FileID: String?]
            let acts: [FileID: (act: Blob, count: UInt64)]
        }

        func keep() throws -> Kept {
            try #require(try province.ledger.store.checkpoint(truncate: true))
            let path = province.folder + "/madar.db"
            return Kept(
                database: Array(try Data(contentsOf: URL(fileURLWithPath: path))),
                records: records, acts: acts)
        }

        /// Lets the daemon go on to the end, whatever halted it.
        func finish() throws {
            for _ in 0..<4 {
                work()
                guard let job = try job(), job.state == .paused else { return }
                _ = try ask(try #require(RotationID(blob: job.rotation)), .resume)
            }
        }
    }

    @Test("Two people put a new index key in the place of the old one, which goes (W-192)")
    func theKeyIsReplaced() throws {
        let bench = try Bench()
        try bench.open(nil)
        let id: RotationID = bench.province.newID()
        #expect(try bench.ask(id, .plan, kind: 3, isCompromised: true) == .badMessage)
        #expect(try bench.ask(id, .plan, kind: 2) == .badMessage)
        #expect(try bench.ask(id, .plan, kind: 3, by: bench.worker) == .permission)
        #expect(try bench.ask(id, .plan, kind: 3) == .ok)
        #expect(try bench.ask(bench.province.newID(), .plan, kind: 3) == .precondition)
        #expect(bench.work() == 0, "nothing begins before a second person has agreed")
        #expect(try bench.approve(id, by: bench.runner) == .secondApproval)
        // What was signed for the key of a class is not for this one.
        var other = try #require(try bench.job())
        other.kind = 1
        #expect(
            try bench.approve(id, digest: SHA256.hash(other.signedBytes ?? [])) == .precondition)
        #expect(try bench.approve(id) == .ok)
        bench.work()
        let job = try #require(try bench.job())
        #expect(job.state == .retired && job.done == 4 && job.total == 4 && job.skipped == 0)
        #expect(try bench.versions([.active]) == [2])
        #expect(try bench.versions([.destroyed]) == [1])
        #expect(try bench.isFresh())
        try bench.checkSearch()
        #expect(try bench.findEarly("101") == 1)
        #expect(try bench.ask(id, .rollBack) == .precondition)
        #expect(try bench.ask(id, .retire) == .precondition)
        let leaves = try bench.province.leaves().filter { $0.body.keyKind == 3 }
        #expect(
            leaves.map(\.kind) == [
                .rotatePlan, .rotateActivate, .rotateRewrap, .rotateRetire,
            ])
        #expect(leaves.allSatisfy { $0.body.subject == id.blob })
        // Both files of the keyring were written since it was taken out.
        let taken = bench.province.ledger.vault.keyringSequence
        for name in RecordVault.FileName.keyrings {
            let ring = try Data(
                contentsOf: URL(fileURLWithPath: bench.province.folder + "/" + name))
            #expect(try #require(RecordVault.claimedSequence(of: Array(ring))) + 1 >= taken)
        }
        try bench.begin()
        bench.work()
        #expect(try bench.versions([.active]) == [3])
        #expect(try bench.isFresh())
        #expect(try bench.province.isClean())
    }

    @Test("It is halted, goes on and is taken back before its key is active (W-192)")
    func aRotationIsControlled() throws {
        let bench = try Bench()
        let id: RotationID = bench.province.newID()
        #expect(try bench.ask(id, .plan, kind: 3) == .ok)
        #expect(try bench.ask(id, .cancel) == .ok)
        #expect(try bench.job()?.state == .cancelled)
        let next = try bench.begin()
        // Key, proof, activation.
        bench.work(steps: 3)
        #expect(try bench.job()?.state == .running)
        #expect(try bench.ask(next, .cancel) == .precondition)
        #expect(try bench.ask(next, .pause) == .ok)
        #expect(bench.work() == 0)
        try bench.checkSearch()
        try bench.restart()
        #expect(bench.work() == 0)
        try bench.checkSearch()
        #expect(try bench.ask(next, .resume) == .ok)
        bench.work()
        #expect(try bench.job()?.state == .retired)
        #expect(try bench.isFresh())
    }

    @Test(
        "Files that cannot be read are named, and keep the former key until somebody lets it go (W-192)",
        arguments: [[1], [3], [4], [1, 2, 4]])
    func damagedFilesAreLeft(_ spoilt: [Int64]) throws {
        let bench = try Bench(fileCount: 4)
        try bench.restart()
        let files = try bench.spoil(spoilt)
        let id = try bench.begin()
        bench.work()
        let halted = try #require(try bench.job())
        #expect(halted.state == .paused && halted.pause == .damaged)
        #expect(halted.done == 4 && halted.skipped == UInt64(spoilt.count))
        #expect(halted.unread.compactMap { FileID(blob: $0) } == files)
        // Whoever searches finds them still, by their former tokens.
        #expect(try bench.versions([.decryptOnly]) == [1])
        #expect(try bench.tokenCounts() == [1, 1, 1, 1])
        try bench.checkSearch()
        try bench.restart()
        #expect(bench.work() == 0)
        #expect(try bench.job()?.unread == halted.unread)
        #expect(try bench.ask(bench.province.newID(), .plan, kind: 3) == .precondition)
        #expect(try bench.ask(id, .resume, kind: 3) == .ok)
        bench.work()
        let job = try #require(try bench.job())
        #expect(job.state == .retired && job.done == 4)
        #expect(job.skipped == UInt64(spoilt.count) && job.unread == halted.unread)
        #expect(try bench.tokenCounts() == (Int64(1)...4).map { spoilt.contains($0) ? 0 : 1 })
        #expect(try bench.versions([.decryptOnly, .drained]).isEmpty)
    }

    @Test("What was put right before somebody lets it go on has its token (W-192)")
    func aMendedFileHasItsToken() throws {
        let bench = try Bench(fileCount: 3)
        try bench.restart()
        _ = try bench.spoil([2])
        let id = try bench.begin()
        bench.work()
        #expect(try bench.job()?.skipped == 1)
        _ = try bench.spoil([2])
        #expect(try bench.ask(id, .resume, kind: 3) == .ok)
        bench.work()
        let job = try #require(try bench.job())
        #expect(job.state == .retired && job.skipped == 0 && job.unread.isEmpty)
        #expect(try bench.isFresh())
    }

    @Test("Where the former key is gone already, what cannot be read halts nothing (W-192)")
    func aGoneKeyIsNotWaitedFor() throws {
        let bench = try Bench()
        try bench.restart()
        _ = try bench.spoil([2])
        let before = try bench.keep()
        _ = try bench.spoil([2])
        try bench.begin()
        bench.work()
        #expect(try bench.versions([.destroyed]) == [1])
        try bench.restore(before)
        bench.work()
        let job = try #require(try bench.job())
        #expect(job.state == .retired && job.skipped == 1 && job.unread.count == 1)
        #expect(try bench.tokenCounts() == [1, 0, 1])
    }

    @Test("A key that waits in the keyring from before is not taken: others may know it (W-192)")
    func aWaitingKeyIsNotTaken() throws {
        let bench = try Bench(fileCount: 1)
        let vault = bench.province.ledger.vault
        _ = try vault.addKey(.blindIndex, at: bench.province.now, permit: .system(.rotation))
        func check(_ state: KeyState) -> [UInt8]? {
            vault.status.keys.first { $0.kind == .blindIndex && $0.state == state }?.checkValue
        }
        let waiting = try #require(check(.pending))
        try bench.begin()
        bench.work()
        #expect(try bench.versions([.active]) == [2])
        #expect(check(.active) != waiting)
        #expect(try bench.isFresh())
    }

    @Test("What a rotation would do is measured before it is planned (W-160)")
    func anEstimateChangesNothing() throws {
        let bench = try Bench(fileCount: 5)
        try bench.open(nil)
        var request = WireListKeysRequest()
        #expect(try bench.list().indexFiles == 0)
        request.estimate = true
        let answer = try bench.office.ask(
            bench.runner, .listKeys, MessageCodec.encode(request))
        try #require(answer.status == .ok)
        let list = try MessageCodec.decode(WireListKeysAnswer.self, from: answer.payload)
        #expect(list.indexFiles == 6 && list.indexTokens == 5)
        #expect(list.rotations.isEmpty)
        #expect(try bench.isFresh())
    }

    @Test("A row that somebody else wrote is told of, and not gone on with (W-160)")
    func aForgedRowIsDistrusted() throws {
        let bench = try Bench(fileCount: 1)
        try bench.begin()
        try bench.forgeRow()
        try bench.restart()
        #expect(try bench.list().distrustedKinds == 1 << 3)
        #expect(try bench.job() == nil)
        #expect(bench.work() == 0)
        try bench.checkSearch()
        // What nobody agrees on, and what is taken back, has made nothing anew.
        #expect(try bench.ask(bench.province.newID(), .plan, kind: 3) == .ok)
        bench.province.now = bench.province.now.adding(seconds: 8 * 86_400)
        #expect(try bench.list().distrustedKinds == 1 << 3)
        let second: RotationID = bench.province.newID()
        #expect(try bench.ask(second, .plan, kind: 3) == .ok)
        #expect(try bench.ask(second, .cancel) == .ok)
        #expect(try bench.list().distrustedKinds == 1 << 3)
        // A rotation takes its place, and makes every token anew; a start in between changes nothing.
        try bench.begin()
        let agreed = try bench.job()?.rotation
        try bench.restart()
        #expect(try bench.list().distrustedKinds == 1 << 3)
        #expect(try bench.job()?.rotation == agreed && bench.job()?.state == .armed)
        bench.work()
        #expect(try bench.job()?.rotation == agreed && bench.job()?.state == .retired)
        #expect(try bench.list().distrustedKinds == 0)
        #expect(try bench.isFresh())
    }

    @Test("After a start the daemon makes anew what a rotation was taken back from (W-160)")
    func aForgedRowIsTakenUpAtAStart() throws {
        let bench = try Bench(fileCount: 1)
        try bench.begin()
        try bench.forgeRow()
        try bench.restart()
        let id: RotationID = bench.province.newID()
        #expect(try bench.ask(id, .plan, kind: 3) == .ok)
        #expect(try bench.ask(id, .cancel) == .ok)
        try bench.restart()
        #expect(try bench.list().distrustedKinds == 1 << 3)
        #expect(try bench.job()?.state == .running)
        bench.work()
        #expect(try bench.job()?.state == .retired)
        #expect(try bench.list().distrustedKinds == 0)
        #expect(try bench.isFresh())
    }

    @Test("What somebody else wrote into the index is gone when it was replaced (W-192)")
    func strayTokensGo() throws {
        let bench = try Bench()
        try bench.begin()
        // Key, proof, activation, tokens.
        bench.work(steps: 4)
        #expect(try bench.job()?.state == .verifying)
        try bench.province.ledger.store.group { transaction in
            try transaction.addToken([UInt8](repeating: 7, count: 16), for: FileRow(99))
            try transaction.addToken([UInt8](repeating: 8, count: 16), for: FileRow(1))
        }
        #expect(try !bench.isFresh())
        bench.work()
        #expect(try bench.job()?.state == .retired)
        #expect(try bench.isFresh())
    }

    @Test("A store restored from before the rotation makes its tokens anew by itself (W-192)")
    func aRestoredStoreIsFilled() throws {
        let bench = try Bench()
        let before = try bench.keep()
        try bench.begin()
        bench.work()
        try bench.open("300")
        #expect(try bench.versions([.destroyed]) == [1])
        try bench.restore(before)
        #expect(try bench.findEarly("101") == 0, "the key of these tokens is gone")
        bench.work()
        #expect(try bench.isFresh())
        #expect(try bench.findEarly("101") == 1)
        let job = try #require(try bench.job())
        #expect(job.state == .retired && job.plannedBy.isEmpty && job.done == 3)
        // And from the middle of one.
        try bench.begin()
        bench.work(steps: 3)
        let middle = try bench.keep()
        bench.work()
        try bench.begin()
        bench.work()
        try bench.restore(middle)
        bench.work()
        #expect(try bench.isFresh())
        #expect(try bench.versions([.active]) == [4])
        #expect(try bench.versions([.decryptOnly, .drained, .pending]).isEmpty)
        #expect(try bench.province.isClean())
    }

    private struct Cut: Error {}

    /// Where the rotation of this key may be cut off.
    private static let cuts = KeyCut.allCases.filter {
        ![
            .beforeStatement, .afterStatement, .beforeCooling, .afterCooling, .beforeSeenOver,
            .afterSeenOver, .beforeEnd, .afterEnd,
        ].contains($0)
    }

    @Test(
        "Cut off at any point, it goes on where it was and ends (W-192)",
        arguments: cuts)
    func aRotationSurvivesACrash(_ point: KeyCut) throws {
        let bench = try Bench()
        var isCut = false
        bench.office.handlers.indexRotation.cut = { reached in
            guard reached == point, !isCut else { return }
            isCut = true
            throw Cut()
        }
        let id: RotationID = bench.province.newID()
        for attempt in [
            { try bench.ask(id, .plan, kind: 3) }, { try bench.approve(id) },
        ] {
            let wasCut = isCut
            let status = try attempt()
            guard status != .ok || isCut != wasCut else { continue }
            try bench.restart()
            if status != .ok { try #require(try attempt() == .ok) }
        }
        let wasCut = isCut
        bench.work()
        if isCut != wasCut {
            try bench.restart()
            try bench.checkSearch()
            bench.work()
        }
        #expect(isCut, "the rotation came by \(point)")
        #expect(try bench.job()?.state == .retired)
        #expect(try bench.versions([.active]) == [2])
        #expect(try bench.versions([.pending, .decryptOnly, .drained]).isEmpty)
        #expect(try bench.isFresh())
        #expect(try bench.province.isClean())
    }

    @Test(
        "Whatever is done in whatever order, each record finds its files, and the end is a fresh fill",
        arguments: 1...8)
    func anyOrderKeepsTheIndex(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bench = try Bench(fileCount: 2)
        var id: RotationID = bench.province.newID()
        var kept: Bench.Kept?
        for _ in 0..<50 {
            let number = String(Int.random(in: 100..<106, using: &random))
            switch Int.random(in: 0..<12, using: &random) {
            case 0: try bench.open(Bool.random(using: &random) ? number : nil)
            case 1, 2:
                if let file = bench.anyFile(&random) { try bench.correct(file, number) }
            case 3 where Int.random(in: 0..<3, using: &random) == 0:
                if let file = bench.anyFile(&random) { try bench.erase(file) }
            case 4, 5:
                let next: RotationID = bench.province.newID()
                if try bench.ask(next, .plan, kind: 3) == .ok {
                    id = next
                    if Int.random(in: 0..<4, using: &random) > 0 { _ = try bench.approve(id) }
                }
            case 6: _ = try bench.ask(id, Bool.random(using: &random) ? .pause : .resume)
            case 7:
                let point = Self.cuts.randomElement(using: &random)
                bench.office.handlers.indexRotation.cut = { if $0 == point { throw Cut() } }
                bench.work(steps: 2)
                try bench.restart()
            case 8 where Bool.random(using: &random):
                kept = try bench.keep()
            case 9 where Int.random(in: 0..<3, using: &random) == 0:
                guard let before = kept else { break }
                try bench.restore(before)
                kept = nil
                // Until its tokens are made anew, the index in memory answers.
                try bench.finish()
            default: bench.work(steps: Int.random(in: 1...2, using: &random))
            }
            try bench.checkSearch()
        }
        try bench.finish()
        #expect(try bench.isFresh())
        try bench.checkSearch()
        #expect(try bench.versions([.active]).count == 1)
        #expect(try bench.province.isClean())
    }
}
