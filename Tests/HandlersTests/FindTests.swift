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
        func find(_ person: Person, _ text: String) throws -> StatusCode {
            var request = WireFindRequest()
            request.text = text
            return try office.ask(person, .find, MessageCodec.encode(request)).status
        }
        for number in 0..<60 { #expect(try find(worker, "لا أحد \(number)") == .ok) }
        let before = try province.leafCount()
        #expect(try find(worker, "لا أحد") == .searchLimit)
        // That it was stopped stands in the log, and stops nobody else.
        #expect(try province.leafCount() == before + 1)
        #expect(try province.leaves().last?.kind == .deny)
        #expect(try find(other, "لا أحد") == .ok)
        province.now = province.now.adding(seconds: 20)
        #expect(try find(worker, "لا أحد") == .ok)
        #expect(try find(worker, "لا أحد") == .searchLimit)
        province.now = province.now.adding(seconds: 60 * 20)
        for _ in 0..<60 { #expect(try find(worker, "x") == .ok) }
        #expect(try find(worker, "x") == .searchLimit)
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
