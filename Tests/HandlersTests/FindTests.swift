import AuditLog
import Basics
import Circuit
import Framing
import Messages
import ProvinceSupport
import Secrets
import Testing

@testable import Handlers

/// SPEC W-26: how many children bear a name shows in no length.
@Suite struct FindTests {
    private static let byteCount = 4_084

    private static func candidate(_ name: String) -> WireCandidate {
        var candidate = WireCandidate()
        candidate.file = FileID(high: 1, low: 1).blob
        candidate.number = "7K3M-92QA-Y"
        candidate.nameFr = name
        return candidate
    }

    @Test func anAnswerOfAnySizeIsFilledUpToTheSame() throws {
        // Every length that an answer can have, so every rest that padding has to fill.
        for count in 0..<Self.byteCount + 40 {
            var answer = WireFindAnswer()
            answer.indexPercent = 100
            answer.candidates = [Self.candidate(String(repeating: "n", count: count))]
            let payload = UseCases.even(&answer)
            #expect(payload.count == Self.byteCount, "\(count)")
        }
    }

    @Test func whatDoesNotFitIsLeftOutNamesFirst() throws {
        var answer = WireFindAnswer()
        answer.candidates = (0..<20).map { _ in Self.candidate(String(repeating: "n", count: 120)) }
        answer.names = (0..<20).map { number in
            var name = WireName()
            name.id = MemberID(high: 2, low: UInt64(number)).blob
            name.name = String(repeating: "r", count: 60)
            return name
        }
        let payload = UseCases.even(&answer)
        #expect(payload.count == Self.byteCount)
        let read = try MessageCodec.decode(WireFindAnswer.self, from: payload)
        #expect(read.candidates.count == 20 && (1..<20).contains(read.names.count))
        answer.candidates = (0..<20).map { _ in Self.candidate(String(repeating: "n", count: 250)) }
        #expect(UseCases.even(&answer).count == Self.byteCount)
        #expect((10..<20).contains(answer.candidates.count))
    }

    /// SPEC W-236.
    @Test func whoSearchesWithoutEndIsStoppedWhateverHeFinds() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let other = try province.add(["UPE-WORKER"])
        func later(_ time: Instant) -> Instant {
            Instant(milliseconds: time.milliseconds + HandlerLimits.searchMilliseconds)
        }
        func find(_ person: Person, _ text: String) throws -> StatusCode {
            var request = WireFindRequest()
            request.text = text
            return try office.ask(person, .find, MessageCodec.encode(request)).status
        }
        for _ in 0..<HandlerLimits.searchesAtOnce {
            #expect(try find(worker, "لا أحد") == .ok)
        }
        let before = try province.leafCount()
        #expect(try find(worker, "لا أحد") == .searchLimit)
        // That it was stopped stands in the log, and stops no other device.
        #expect(try province.leafCount() == before + 1)
        #expect(try province.leaves().last?.kind == .deny)
        #expect(try find(other, "لا أحد") == .ok)
        province.now = later(province.now)
        #expect(try find(worker, "لا أحد") == .ok)
        #expect(try find(worker, "لا أحد") == .searchLimit)
        // A clock that is put back keeps nobody.
        province.now = province.now.adding(seconds: -86_400)
        #expect(try find(worker, "x") == .searchLimit)
        province.now = later(province.now)
        #expect(try find(worker, "x") == .ok)
        // Somebody who speaks on the telephone and tries thirty spellings in a minute goes on for ever.
        for _ in 0..<90 {
            province.now = later(province.now)
            #expect(try find(worker, "x") == .ok)
        }
    }

    /// SPEC W-236: a register is brought in as long as its rows are searched for as rows.
    @Test func rowsOfARegisterAreCountedByThemselves() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        var request = WireFindRequest()
        (request.text, request.sex, request.register) = ("سلمى التازي", "F", true)
        (request.birthYearMin, request.birthYearMax) = (2_016, 2_017)
        func find(_ change: (inout WireFindRequest) -> Void = { _ in }) throws -> StatusCode {
            var changed = request
            change(&changed)
            return try office.ask(worker, .find, MessageCodec.encode(changed)).status
        }
        for _ in 0...HandlerLimits.searchesAtOnce { #expect(try find() == .ok) }
        // As often as a register has rows: so many are not asked for here.
        for _ in 0..<HandlerLimits.registerSearchesAtOnce - HandlerLimits.searchesAtOnce - 1 {
            try office.handlers.searches.take(worker.device, for: .register, now: province.now)
        }
        #expect(try find() == .searchLimit)
        #expect(try find { $0.register = false } == .ok)
        province.now = province.now.adding(seconds: 1)
        #expect(try find() == .ok)
        // Who tries names would have to guess what a row says.
        #expect(try find { $0.sex = "" } == .badMessage)
        #expect(try find { $0.text = "" } == .badMessage)
        #expect(try find { ($0.birthYearMin, $0.birthYearMax) = (0, 0) } == .badMessage)
        #expect(try find { $0.birthYearMin = 2_015 } == .badMessage)
        for day in [-1, 65_535, .max] as [Int32] {
            #expect(try find { $0.birthDay = day } == .badMessage)
        }
        #expect(
            try find {
                ($0.birthYearMin, $0.birthYearMax, $0.birthDay) = (0, 0, 16_903)
            } == .ok)
    }

    /// SPEC W-238.
    @Test func aSearchLeavesItsCountAndAHashThatTellsNoName() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        for _ in 0..<3 {
            #expect(try office.ask(worker, .openFile, office.opening()).status == .ok)
        }
        func leaf(_ change: (inout WireFindRequest) -> Void) throws -> WireLeaf {
            var request = WireFindRequest()
            change(&request)
            let before = try province.leafCount()
            #expect(try office.ask(worker, .find, MessageCodec.encode(request)).status == .ok)
            let leaves = try province.leaves(from: before)
            #expect(leaves.map(\.kind) == [.search])
            return try #require(leaves.first).body
        }
        let plain = try leaf { $0.text = "أحمد إختبار" }
        #expect(plain.query.count == 16 && plain.count == 0)
        // The same letters, however they are written.
        for text in ["احمد اختبار", " أحْمَد   إختبار ", "احـــمد-اختبار"] {
            #expect(try leaf { $0.text = text }.query == plain.query, "\(text)")
        }
        // Another name, another order, and the same name with more beside it.
        let others = [
            try leaf { $0.text = "احمد اختبارة" }, try leaf { $0.text = "اختبار احمد" },
            try leaf { ($0.text, $0.sex) = ("أحمد إختبار", "M") },
            try leaf { ($0.text, $0.phone) = ("أحمد إختبار", "123456") },
            try leaf { ($0.text, $0.birthDay) = ("أحمد إختبار", 16_903) },
            try leaf { $0.phone = "أحمد إختبار" },
        ]
        #expect(Set(others.map(\.query)).union([plain.query]).count == others.count + 1)
        let found = try leaf { $0.text = "اختبار" }
        #expect(found.count == 3)
        // Nothing of the name stands in the leaf, and no hash that anybody could make without the key.
        let normal = Array("احمد اختبار".utf8)
        let method = UInt16(WireMethod.find.rawValue)
        let guesses = [
            normal, [UInt8(method >> 8), UInt8(method & 0xFF)] + normal, Array("أحمد إختبار".utf8),
        ]
        let hash = [UInt8](plain.query)
        for guess in guesses { #expect(Array(SHA256.hash(guess).prefix(16)) != hash) }
        let bytes = MessageCodec.encode(plain)
        for word in ["احمد", "أحمد", "اختبار", "إختبار"] {
            let utf8 = Array(word.utf8)
            #expect(!bytes.indices.contains { bytes[$0...].starts(with: utf8) }, "\(word)")
        }
        // The log of another province, which has another key, has another hash of the same name.
        let elsewhere = try TestProvince()
        let neighbour = try elsewhere.add(["UPE-WORKER"])
        let second = try Office(elsewhere)
        var request = WireFindRequest()
        request.text = "أحمد إختبار"
        #expect(try second.ask(neighbour, .find, MessageCodec.encode(request)).status == .ok)
        #expect(try elsewhere.leaves().last?.body.query != plain.query)
    }

    /// SPEC W-237: what somebody else's files hold changes no byte of an answer.
    @Test func forbiddenAndAbsentAreAnsweredInEqualBytes() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let other = try province.add(["UPE-WORKER"])
        let values =
            Self.registered("Salé Tabriquet", "124") + [
                FieldValue("relative_link", .choice("MOTHER")),
                FieldValue("relative_phone", .text("0661123456")),
            ]
        var opening = WireOpenFileRequest()
        opening.opening = office.draft(.opening, form: "F0", to: "DETECT", values)
        let answer = try office.ask(other, .openFile, MessageCodec.encode(opening))
        try #require(answer.status == .ok)
        let opened = try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload)
        func find(
            _ person: Person, _ change: (inout WireFindRequest) -> Void
        ) throws -> (payload: [UInt8], count: Int) {
            var request = WireFindRequest()
            change(&request)
            let payload = try office.ask(person, .find, MessageCodec.encode(request)).payload
            let answer = try MessageCodec.decode(WireFindAnswer.self, from: payload)
            return (payload, answer.candidates.count)
        }
        func record(_ number: String) -> (inout WireFindRequest) -> Void {
            {
                $0.record.office = "SALE-TABRIQUET"
                ($0.record.year, $0.record.number) = (2_016, number)
            }
        }
        let asked:
            [(there: (inout WireFindRequest) -> Void, absent: (inout WireFindRequest) -> Void)] =
                [
                    ({ $0.text = "اختبار" }, { $0.text = "الشرايبي" }),
                    ({ $0.text = "طفلة إختبار" }, { $0.text = "خديجة الشرايبي" }),
                    ({ $0.text = opened.number }, { $0.text = "1111-1111-1" }),
                    ({ $0.phone = "06 61 12 34 56" }, { $0.phone = "06 61 65 43 21" }),
                    (record("124"), record("421")),
                ]
        for (place, asked) in asked.enumerated() {
            let forbidden = try find(worker, asked.there)
            let none = try find(worker, asked.absent)
            #expect(forbidden.payload == none.payload && none.count == 0, "\(place)")
            #expect(try find(other, asked.there).count == 1, "\(place)")
        }
    }

    /// A worker's own files are not crowded out by those of others that bear the same record.
    @Test func whatIsOutOfReachTakesNoPlaceOfWhatIsNot() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let other = try province.add(["UPE-WORKER"])
        let values = Self.registered("Salé", "7")
        func open(_ person: Person) throws -> WireOpenFileAnswer {
            var request = WireOpenFileRequest()
            request.opening = office.draft(.opening, form: "F0", to: "DETECT", values)
            let answer = try office.ask(person, .openFile, MessageCodec.encode(request))
            return try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload)
        }
        for _ in 0..<70 { _ = try open(other) }
        let own = try open(worker)
        var request = WireFindRequest()
        (request.record.office, request.record.year, request.record.number) = ("sale", 2_016, "7")
        let answer = try office.ask(worker, .find, MessageCodec.encode(request))
        let found = try MessageCodec.decode(WireFindAnswer.self, from: answer.payload)
        #expect(found.candidates.map(\.number) == [own.number])
        #expect(found.candidates.first?.fits == 1 << 7)
        // Nor where the office is spelled otherwise.
        request.record.office = "sala"
        let near = try office.ask(worker, .find, MessageCodec.encode(request))
        #expect(
            try MessageCodec.decode(WireFindAnswer.self, from: near.payload).candidates
                .map(\.number) == [own.number])
    }

    /// A child who stands in a civil registry, of 2016.
    private static func registered(_ bureau: String, _ number: String) -> [FieldValue] {
        SampleActs.child.filter { $0.field != "civil_status" } + [
            FieldValue("civil_status", .choice("REGISTERED")),
            FieldValue("registry_bureau", .text(bureau)),
            FieldValue("registry_year", .number(2_016)),
            FieldValue("registry_number", .text(number)),
        ]
    }

    /// What is said beside the name orders what is found, and tells why (SPEC W-79).
    @Test func whatIsKnownBesideTheNameComesFirst() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let other = try province.add(["UPE-WORKER"])
        func open(
            _ given: String, _ sex: String, age: Int64, family: String = "العمراني"
        ) throws -> FileID {
            var values = SampleActs.child
            for (field, value) in [
                ("family_name_ar", Value.text(family)),
                ("given_name_ar", .text(given)), ("sex", .choice(sex)),
                ("estimated_age", .number(age)),
            ] {
                values.removeAll { $0.field == field }
                values.append(FieldValue(field, value))
            }
            var request = WireOpenFileRequest()
            request.opening = office.draft(.opening, form: "F0", to: "DETECT", values)
            let answer = try office.ask(worker, .openFile, MessageCodec.encode(request))
            try #require(answer.status == .ok)
            let opened = try MessageCodec.decode(WireOpenFileAnswer.self, from: answer.payload)
            return try #require(FileID(blob: opened.file))
        }
        func find(
            by person: Person? = nil, _ change: (inout WireFindRequest) -> Void = { _ in }
        ) throws -> (status: StatusCode, candidates: [WireCandidate]) {
            var request = WireFindRequest()
            request.text = "Mohamed Lamrani"
            change(&request)
            let answer = try office.ask(
                person ?? worker, .find, MessageCodec.encode(request))
            guard answer.status == .ok else { return (answer.status, []) }
            return (
                .ok,
                try MessageCodec.decode(WireFindAnswer.self, from: answer.payload).candidates
            )
        }
        let (young, old) = (
            try open("محمد", "M", age: 9), try open("محمد", "M", age: 15)
        )
        _ = try open("سعاد", "F", age: 9)
        let year = Int32(CivilDate(province.now, offsetSeconds: 0).parts.year)
        let bare = try find().candidates
        #expect(Set(bare.map(\.file)) == [young.blob, old.blob])
        #expect(bare.allSatisfy { $0.likeness > 70 && $0.fits & 0b1110 == 0 })
        for (age, file) in [(Int32(9), young), (15, old)] {
            let found = try find {
                ($0.birthYearMin, $0.birthYearMax) = (year - age - 1, year - age)
                $0.sex = "M"
            }.candidates
            #expect(found.first?.file == file.blob && found.count == 2)
            #expect(found.first.map { $0.fits & 0b1110 } == 0b0110)
        }
        // A word that does not fit sends nobody away who may be meant.
        #expect(try find { $0.sex = "F" }.candidates.count == 2)
        // A name that reads as the number of a file is a name where there is no such file.
        let numberlike = "Filali Rim"
        #expect(FileNumber(numberlike) != nil)
        let rim = try open("ريم", "F", age: 9, family: "الفيلالي")
        #expect(try find { $0.text = numberlike }.candidates.map(\.file) == [rim.blob])
        // Whoever may not see them is told what a stranger to all names is told.
        #expect(try find(by: other).candidates.isEmpty)
        #expect(try find { $0.birthYearMin = year }.status == .badMessage)
        #expect(
            try find { ($0.birthYearMin, $0.birthYearMax) = (year, year - 1) }.status == .badMessage
        )
    }

    @Test func nobodyAndManyAreAnsweredInEqualBytes() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        for _ in 0..<20 {
            #expect(try office.ask(worker, .openFile, office.opening()).status == .ok)
        }
        func found(_ text: String) throws -> (count: Int, byteCount: Int) {
            var request = WireFindRequest()
            request.text = text
            let payload = try office.ask(worker, .find, MessageCodec.encode(request)).payload
            let answer = try MessageCodec.decode(WireFindAnswer.self, from: payload)
            return (answer.candidates.count, payload.count)
        }
        let family = try #require(
            SampleActs.child.first { $0.field == "family_name_ar" }?.value)
        guard case .text(let name) = family else {
            Issue.record("the child has no name")
            return
        }
        let many = try found(name)
        #expect(many.count > 15 && many.byteCount == Self.byteCount)
        #expect(try found("لا أحد").count == 0)
        #expect(try found("لا أحد").byteCount == Self.byteCount)
    }
}
