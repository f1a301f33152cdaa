import AuditLog
import Basics
import Circuit
import Framing
import Messages
import ProvinceSupport
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
        #expect(try find(worker, "لا أحد") == .ok)
        // An import searches as often as a register has rows: so many are not asked for here.
        for _ in 1..<HandlerLimits.searchesAtOnce {
            try office.handlers.searches.take(worker.member, now: province.now)
        }
        let before = try province.leafCount()
        #expect(try find(worker, "لا أحد") == .searchLimit)
        // Not by another device of his either; that it was stopped stands in the log, and stops nobody
        // else.
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
