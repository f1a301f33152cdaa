import AuditLog
import Authority
import Basics
import Circuit
import Framing
import Mapping
import Messages
import ProvinceSupport
import Registry
import Testing
import Vault

@testable import Dossiers
@testable import Handlers
@testable import Store

/// SPEC W-190, W-191: files that may be of one child, and what a person says of them.
@Suite struct DuplicatesTests {
    /// Two units that do not see each other's files, and who coordinates.
    private final class Bench {
        let province: TestProvince
        let office: Office
        let worker: Person
        let neighbour: Person
        let coordinator: Person

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            worker = try province.add(["UPE-WORKER"])
            neighbour = try province.add(["UPE-WORKER"])
            coordinator = try province.add(["CAPE-COORDINATOR"])
        }

        /// Opens the file of a girl; the register knows her birth where `record` is given.
        func open(
            _ person: Person, _ family: String, _ given: String, record: String? = nil
        ) throws -> WireOpenFileAnswer {
            var request = WireOpenFileRequest()
            request.opening = office.draft(
                .opening, form: "F0", to: "DETECT",
                child(family, given, record))
            let answer = try office.ask(person, .openFile, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload)
        }

        /// What a first form says.
        func child(_ family: String, _ given: String, _ record: String?) -> [FieldValue] {
            var values = [
                FieldValue("family_name_ar", .text(family)),
                FieldValue("given_name_ar", .text(given)),
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

        /// How many rows the one index on disk has.
        func tokenCount() throws -> Int {
            let records = ["124", "200"].compactMap {
                CivilRegistryEntry(office: "Salé Tabriquet", year: 2_016, number: $0)
            }
            return try province.ledger.store.group { transaction in
                try records.reduce(0) { sum, record in
                    let token = try province.ledger.vault.token(
                        of: Array(record.compared.utf8), permit: Permit.system(.indexBuild))
                    return try sum + transaction.files(withToken: token).count
                }
            }
        }

        func list(
            _ person: Person, limit: UInt32 = 0, after cursor: Blob = [].blob,
            settled: Bool = false
        ) throws -> WireListDuplicatesAnswer {
            while office.handlers.idle() {}
            var request = WireListDuplicatesRequest()
            request.limit = limit
            request.cursor = cursor
            request.settled = settled
            let answer = try office.ask(person, .listDuplicates, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireListDuplicatesAnswer.self, from: answer.payload)
        }

        func settle(
            _ person: Person, _ file: Blob, _ other: Blob, _ verdict: UInt32 = 1,
            reason: String = "ابنتا عم"
        ) throws -> StatusCode {
            var request = WireSettleDuplicateRequest()
            request.file = file
            request.other = other
            request.verdict = verdict
            request.reason = reason
            return try office.ask(person, .settleDuplicate, MessageCodec.encode(request)).status
        }

        func find(_ person: Person, _ number: String) throws -> WireFindAnswer {
            var request = WireFindRequest()
            request.record.office = "SALE-TABRIQUET"
            request.record.year = 2_016
            request.record.number = number
            let answer = try office.ask(person, .find, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireFindAnswer.self, from: answer.payload)
        }
    }

    @Test func `A child whom another unit knows is a question for who coordinates alone`() throws {
        let bench = try Bench()
        let first = try bench.open(bench.worker, "بنعلي", "فاطمة الزهراء")
        bench.province.now = bench.province.now.adding(seconds: 60)
        let second = try bench.open(
            bench.neighbour, "بن علي", "فاطمة زهراء")
        // Until the daemon has compared, it says that it has not.
        let answer = try bench.office.ask(
            bench.coordinator, .listDuplicates, MessageCodec.encode(WireListDuplicatesRequest()))
        let before = try MessageCodec.decode(
            WireListDuplicatesAnswer.self, from: answer.payload)
        #expect(before.waiting == 2 && before.pairs.isEmpty)
        let found = try bench.list(bench.coordinator)
        #expect(found.waiting == 0 && found.total == 1)
        let pair = try #require(found.pairs.first)
        #expect(pair.first.number == first.number && pair.second.number == second.number)
        #expect(pair.sinceMs == bench.province.now.milliseconds)
        #expect(pair.dueMs == pair.sinceMs + HandlerLimits.duplicateSeconds * 1_000)
        // Year of birth, sex and commune.
        #expect(pair.fits == 0b1_0110)
        // Each unit finds its own file, and hears of no other.
        for (person, own) in [(bench.worker, first), (bench.neighbour, second)] {
            var request = WireFindRequest()
            request.text = "Fatimazahra Benali"
            let found = try bench.office.ask(person, .find, MessageCodec.encode(request))
            let answer = try MessageCodec.decode(WireFindAnswer.self, from: found.payload)
            #expect(answer.candidates.map(\.number) == [own.number])
            #expect(
                try bench.office.ask(
                    person, .listDuplicates, MessageCodec.encode(WireListDuplicatesRequest())
                ).status == .permission)
            #expect(try bench.settle(person, first.file, second.file) == .permission)
        }
    }

    /// SPEC W-190: nobody could have known of the pair before.
    @Test func `What comes to light later is due from the day on which it did`() throws {
        let bench = try Bench()
        let first = try bench.open(bench.worker, "بنعلي", "فاطمة الزهراء")
        bench.province.now = bench.province.now.adding(seconds: 60)
        let second = try bench.open(bench.neighbour, "الشرايبي", "خديجة")
        #expect(try bench.list(bench.coordinator).total == 0)
        bench.province.now = bench.province.now.adding(seconds: 30 * 86_400)
        let file = try #require(FileID(blob: second.file))
        var correction = bench.office.draft(
            .correction, form: "F0", bench.child("بن علي", "فاطمة زهراء", nil))
        correction.corrects = second.act
        correction.reason = "الاسم الصحيح"
        #expect(
            try bench.office.ask(
                bench.neighbour, .appendAct, bench.office.appending(file, after: 1, correction)
            ).status == .ok)
        let found = bench.province.now
        bench.province.now = found.adding(seconds: 86_400)
        let pair = try #require(try bench.list(bench.coordinator).pairs.first)
        #expect(pair.first.number == first.number && pair.second.number == second.number)
        #expect(pair.sinceMs == found.milliseconds)
        #expect(
            pair.dueMs == found.adding(seconds: HandlerLimits.duplicateSeconds).milliseconds)
        // A daemon that begins anew finds it anew, and gives nobody more time.
        try bench.province.restart()
        let later = try Office(bench.province)
        let answer = try later.ask(
            bench.coordinator, .listDuplicates, MessageCodec.encode(WireListDuplicatesRequest()))
        let again = try MessageCodec.decode(WireListDuplicatesAnswer.self, from: answer.payload)
        #expect(again.pairs == [pair])
    }

    @Test func `The day of who coordinates holds both files, with a time`() throws {
        let bench = try Bench()
        let first = try bench.open(bench.worker, "بنعلي", "فاطمة الزهراء")
        bench.province.now = bench.province.now.adding(seconds: 60)
        let second = try bench.open(bench.neighbour, "بن علي", "فاطمة الزهراء")
        _ = try bench.list(bench.coordinator)
        func part(_ person: Person) throws -> WireDayPart? {
            let answer = try bench.office.ask(
                person, .day, MessageCodec.encode(WireDayRequest()))
            return try MessageCodec.decode(WireDayAnswer.self, from: answer.payload).parts
                .first { $0.kind == 11 }
        }
        let part11 = try #require(try part(bench.coordinator))
        #expect(part11.total == 1)
        #expect(part11.files.map(\.number) == [second.number])
        #expect(part11.files.map(\.other) == [first.number])
        #expect(part11.files.first?.hasDueMs == true && part11.files.first?.task == "")
        #expect(try part(bench.worker) == nil)
    }

    @Test func `Two children are said to be two, with a reason, and doubted again`() throws {
        let bench = try Bench()
        let first = try bench.open(bench.worker, "بنعلي", "فاطمة الزهراء")
        let second = try bench.open(bench.neighbour, "بنعلي", "فاطمة الزهراء")
        let coordinator = bench.coordinator
        #expect(try bench.list(coordinator).total == 1)
        #expect(try bench.settle(coordinator, first.file, second.file, 2) == .notAvailable)
        #expect(try bench.settle(coordinator, first.file, second.file, reason: "") == .badMessage)
        #expect(try bench.settle(coordinator, first.file, first.file) == .badMessage)
        #expect(try bench.settle(coordinator, first.file, second.file, 0) == .badMessage)
        #expect(try bench.settle(coordinator, first.file, second.file, 3) == .invalidArgument)
        let nobody = bench.province.newID() as FileID
        #expect(try bench.settle(coordinator, first.file, nobody.blob) == .notAvailable)
        #expect(try bench.settle(coordinator, second.file, first.file) == .ok)
        #expect(try bench.settle(coordinator, first.file, second.file) == .precondition)
        #expect(try bench.list(coordinator).total == 0)
        let settled = try bench.list(coordinator, settled: true)
        #expect(settled.total == 1)
        #expect(settled.pairs.first?.settledBy == coordinator.member.blob)
        #expect(settled.pairs.first?.settledMs == bench.province.now.milliseconds)
        let leaf = try #require(try bench.province.leaves().last { $0.kind == .pair })
        let files = Set([first.file, second.file].compactMap { FileID(blob: $0) })
        #expect(
            [leaf.body.file, leaf.body.subject].compactMap { FileID(blob: $0) }
                .allSatisfy(files.contains))
        #expect(leaf.body.motive == "ابنتا عم")
        // It stays so in the next run.
        try bench.province.restart()
        #expect(bench.province.ledger.registry.distinctPairs.count == 1)
    }

    @Test func `What comes to light later is looked at again`() throws {
        let bench = try Bench()
        let first = try bench.open(bench.worker, "بنعلي", "فاطمة الزهراء", record: "124")
        let second = try bench.open(bench.neighbour, "بنعلي", "فاطمة الزهراء")
        let coordinator = bench.coordinator
        #expect(try bench.list(coordinator).total == 1)
        #expect(try bench.settle(coordinator, first.file, second.file) == .ok)
        #expect(try bench.list(coordinator).total == 0)
        var correction = bench.office.draft(
            .correction, form: "F0", bench.child("بنعلي", "فاطمة الزهراء", "124"))
        correction.corrects = second.act
        correction.reason = "عقد الازدياد"
        let file = try #require(FileID(blob: second.file))
        #expect(
            try bench.office.ask(
                bench.neighbour, .appendAct, bench.office.appending(file, after: 1, correction)
            ).status == .ok)
        #expect(try bench.list(coordinator).pairs.first.map { $0.fits & 1 << 7 != 0 } == true)
        // He says so again, and knows it now.
        #expect(try bench.settle(coordinator, first.file, second.file) == .ok)
        #expect(try bench.list(coordinator).total == 0)
        #expect(try bench.list(coordinator, settled: true).total == 1)
        // With the identity of one of the two goes what was said of them.
        #expect(try bench.office.erase(.identity, of: file, by: coordinator) > 0)
        #expect(bench.province.ledger.registry.distinctPairs.isEmpty)
    }

    @Test func `What was said can be taken back`() throws {
        let bench = try Bench()
        let first = try bench.open(bench.worker, "بنعلي", "فاطمة الزهراء")
        let second = try bench.open(bench.neighbour, "بنعلي", "فاطمة الزهراء")
        #expect(try bench.settle(bench.coordinator, first.file, second.file) == .ok)
        #expect(try bench.settle(bench.coordinator, second.file, first.file, 2, reason: "") == .ok)
        #expect(try bench.list(bench.coordinator).total == 1)
        #expect(try bench.list(bench.coordinator, settled: true).total == 0)
    }

    @Test func `Pages go on where they stopped, and a cursor is its owner's`() throws {
        let bench = try Bench()
        for _ in 0..<4 { _ = try bench.open(bench.worker, "بنعلي", "فاطمة الزهراء") }
        let other = try bench.province.add(["CAPE-COORDINATOR"])
        for settled in [false, true] {
            let all = try bench.list(bench.coordinator, settled: settled)
            #expect(all.total == 6 && all.pairs.count == 6 && all.cursor.isEmpty)
            var seen: [WireDuplicatePair] = []
            var cursor = [].blob
            repeat {
                let page = try bench.list(
                    bench.coordinator, limit: 4, after: cursor, settled: settled)
                seen += page.pairs
                cursor = page.cursor
                guard !cursor.isEmpty else { continue }
                var request = WireListDuplicatesRequest()
                request.cursor = cursor
                #expect(
                    try bench.office.ask(
                        other, .listDuplicates, MessageCodec.encode(request)
                    ).status == .invalidArgument)
            } while !cursor.isEmpty
            #expect(seen == all.pairs)
            for pair in all.pairs where !settled {
                #expect(
                    try bench.settle(bench.coordinator, pair.first.file, pair.second.file) == .ok)
            }
        }
    }

    @Test func `A record of the civil registry finds its files, before the index too`() throws {
        let bench = try Bench()
        let first = try bench.open(bench.worker, "بنعلي", "فاطمة الزهراء", record: "0124")
        let second = try bench.open(bench.neighbour, "الشرايبي", "خديجة", record: "124")
        _ = try bench.open(bench.worker, "التازي", "سلمى", record: "125")
        #expect(try bench.find(bench.coordinator, "١٢٤").candidates.count == 2)
        let own = try bench.find(bench.worker, "124")
        #expect(own.candidates.map(\.number) == [first.number])
        #expect(own.candidates.first?.fits == 1 << 7)
        // An office that is spelled otherwise is told, and not held for the same.
        var near = WireFindRequest()
        (near.record.office, near.record.year, near.record.number) = ("سلا", 2_016, "124")
        let nearly = try bench.office.ask(bench.worker, .find, MessageCodec.encode(near))
        let other = try MessageCodec.decode(WireFindAnswer.self, from: nearly.payload)
        #expect(other.candidates.map(\.number) == [first.number])
        #expect(other.candidates.first?.fits == 0)
        #expect(try bench.find(bench.worker, "126").candidates.isEmpty)
        let pairs = try bench.list(bench.coordinator).pairs
        #expect(
            pairs.contains {
                $0.fits & 1 << 7 != 0
                    && [$0.first.number, $0.second.number].contains(second.number)
            })
        var request = WireFindRequest()
        request.record.year = 2_016
        #expect(
            try bench.office.ask(bench.worker, .find, MessageCodec.encode(request)).status
                == .badMessage)
        // A daemon that has just been opened has indexed nothing yet.
        let early = try Office(bench.province, isIndexed: false)
        var asked = WireFindRequest()
        (asked.record.office, asked.record.year, asked.record.number) = (
            "sale tabriquet", 2_016, "124"
        )
        let answer = try early.ask(bench.coordinator, .find, MessageCodec.encode(asked))
        let found = try MessageCodec.decode(WireFindAnswer.self, from: answer.payload)
        #expect(found.indexPercent < 100)
        #expect(Set(found.candidates.map(\.number)) == [first.number, second.number])
    }

    @Test func `The token follows a correction and goes with the identity`() throws {
        let bench = try Bench()
        let opened = try bench.open(bench.worker, "بنعلي", "فاطمة الزهراء", record: "124")
        let file = try #require(FileID(blob: opened.file))
        var correction = bench.office.draft(
            .correction, form: "F0", bench.child("بنعلي", "فاطمة الزهراء", "200"))
        correction.corrects = opened.act
        correction.reason = "رقم آخر"
        let answer = try bench.office.ask(
            bench.worker, .appendAct, bench.office.appending(file, after: 1, correction))
        #expect(answer.status == .ok)
        #expect(try bench.find(bench.worker, "124").candidates.isEmpty)
        #expect(try bench.find(bench.worker, "200").candidates.count == 1)
        #expect(try bench.tokenCount() == 1)
        #expect(try bench.office.erase(.identity, of: file, by: bench.coordinator) > 0)
        #expect(try bench.tokenCount() == 0)
    }
}
