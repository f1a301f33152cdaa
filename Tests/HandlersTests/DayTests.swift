import Authority
import Basics
import Circuit
import Foundation
import Framing
import Mapping
import Messages
import ProvinceSupport
import Testing

@testable import Handlers

/// What waits for somebody today (SPEC W-135).
@Suite struct DayTests {
    private struct Bench {
        let province: TestProvince
        let office: Office
        let worker: Person
        let head: Person
        let coordinator: Person
        let evaluator: Person

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            worker = try province.add(["UPE-WORKER"])
            head = try province.add(["UPE-COORDINATOR"], organisation: worker.organisation)
            coordinator = try province.add(["CAPE-COORDINATOR"])
            evaluator = try province.add(["CAPE-EVALUATION"])
        }

        /// An evaluation, with which the file comes to triage where a stage is named.
        func evaluation(_ level: String, to stage: String = "") -> WireActDraft {
            office.draft(
                stage.isEmpty ? .form : .transition, form: "F3", to: stage,
                [
                    FieldValue("risk_level", .choice(level)),
                    FieldValue("category", .choice("VIC-VIO")),
                    FieldValue("category_principal", .flag(true)),
                    FieldValue("evaluator", .member(evaluator.member)),
                    FieldValue(
                        "risk_valid_until", .instant(province.now.adding(seconds: 9_000_000))),
                    FieldValue("risk_decision", .choice("ASSESS")),
                ])
        }

        func day(
            _ person: Person, limit: UInt32 = 0, team: Bool = false
        ) throws -> (status: StatusCode, answer: WireDayAnswer) {
            var request = WireDayRequest()
            request.limit = limit
            request.team = team
            let answer = try office.ask(person, .day, MessageCodec.encode(request))
            guard answer.status == .ok else { return (answer.status, WireDayAnswer()) }
            return (.ok, try MessageCodec.decode(WireDayAnswer.self, from: answer.payload))
        }

        func parts(_ person: Person) throws -> [UInt32: WireDayPart] {
            let (status, answer) = try day(person, limit: 8)
            try #require(status == .ok)
            #expect(answer.parts.map(\.kind) == answer.parts.map(\.kind).sorted())
            #expect(answer.parts.allSatisfy { $0.total > 0 && $0.files.count <= 8 })
            return Dictionary(uniqueKeysWithValues: answer.parts.map { ($0.kind, $0) })
        }

        func add(
            _ person: Person, _ file: FileID, after sequence: UInt64, _ draft: WireActDraft
        ) throws -> Blob {
            let answer = try office.ask(
                person, .appendAct, office.appending(file, after: sequence, draft))
            try #require(answer.status == .ok)
            return try MessageCodec.decode(WireAppendActAnswer.self, from: answer.payload).act
        }

        func wait(_ seconds: Int64) { province.now = province.now.adding(seconds: seconds) }
    }

    @Test
    func `An offence of which no prosecutor knows comes to who follows justice, whosever it is`()
        throws
    {
        let bench = try Bench()
        let followUp = try bench.province.add(["CAPE-FOLLOWUP"])
        let file = try bench.office.openListened(bench.worker)
        _ = try bench.add(
            bench.worker, file, after: 4,
            bench.office.draft(
                .form, form: "DANGER",
                [
                    FieldValue("danger_facts", .text("x")),
                    FieldValue("danger_state", .choice("NOW")),
                    FieldValue("danger_level", .choice("R4")),
                    FieldValue("danger_offence", .flag(true)),
                ]))
        func told(_ person: Person) throws -> Bool {
            try bench.parts(person)[5]?.files.contains {
                $0.file == file.blob && $0.task == "PROSECUTOR"
            } ?? false
        }
        // It is overdue from the first moment, and told to nobody who may not read of offences.
        #expect(try told(followUp))
        #expect(try !told(bench.worker) && !told(bench.coordinator))
        _ = try bench.add(
            bench.worker, file, after: 5,
            bench.office.draft(
                .transition, form: "F8", to: "J1",
                [
                    FieldValue("recipient", .text("x")),
                    FieldValue("sent_at", .instant(bench.province.now)),
                    FieldValue("judicial_basis", .choice("CPP-42")),
                ]))
        #expect(try !told(followUp))
    }

    @Test func `Each task stands in one part, and the parts hold what the list of dues holds`()
        throws
    {
        let bench = try Bench()
        let files = try (0..<6).map { _ in try bench.office.openListened(bench.worker) }
        // Of the six, one is triaged and has its risk to be reviewed.
        _ = try bench.add(
            bench.evaluator, files[0], after: 4, bench.evaluation("R2", to: "TRIAGE"))
        for hours: Int64 in [0, 30, 24 * 9, 24 * 40] {
            bench.wait(hours * 3_600)
            let parts = try bench.parts(bench.worker)
            let listed = try bench.office.ask(
                bench.worker, .listFiles, bench.office.listing(kind: 3))
            let due = try MessageCodec.decode(WireListFilesAnswer.self, from: listed.payload)
            #expect(parts.filter { $0.key <= 7 }.values.reduce(0) { $0 + $1.total } == due.total)
            for (kind, part) in parts {
                for file in part.files where kind <= 7 {
                    #expect(
                        due.files.contains {
                            $0.file == file.file && $0.task == file.task && $0.dueMs == file.dueMs
                        })
                    let isLate = file.dueMs <= bench.province.now.milliseconds
                    #expect(kind != 5 || isLate)
                    #expect((kind != 6 && kind != 7) || !isLate)
                    #expect(kind != 2 || file.task == "TRIAGE")
                    #expect(
                        kind != 6 || ["REVIEW", "REVIEW-PLAN", "CONFERENCE"].contains(file.task))
                }
            }
        }
        let (_, answer) = try bench.day(bench.worker)
        #expect(answer.fileCount == 6 && answer.indexPercent == 100)
        #expect(answer.parts.allSatisfy { $0.files.count <= 4 })
        #expect(answer.parts.contains { $0.total > $0.files.count })
        // A colleague of another house has a day of his own.
        let stranger = try bench.province.add(["UPE-WORKER"])
        #expect(try bench.day(stranger).answer.parts.isEmpty)
    }

    @Test func `Danger and approvals stand first in the day of who coordinates`() throws {
        let bench = try Bench()
        let file = try bench.office.openListened(bench.worker)
        #expect(try bench.parts(bench.coordinator)[1] == nil)
        _ = try bench.add(
            bench.evaluator, file, after: 4, bench.evaluation("R3", to: "TRIAGE"))
        _ = try bench.add(
            bench.worker, file, after: 5,
            bench.office.draft(
                .form, form: "DANGER",
                [
                    FieldValue("danger_facts", .text("x")),
                    FieldValue("danger_state", .choice("NOW")),
                    FieldValue("danger_level", .choice("R4")),
                    FieldValue("danger_offence", .flag(false)),
                ]))
        let danger = try #require(try bench.parts(bench.coordinator)[1])
        #expect(danger.total == 1 && danger.files.map(\.file) == [file.blob])
        #expect(try bench.day(bench.coordinator).answer.parts.first?.kind == 1)
        // A lower level waits for whoever may approve it; who answers for the file is told that it
        // waits, and nobody else.
        #expect(try bench.parts(bench.coordinator)[3] == nil)
        _ = try bench.add(bench.evaluator, file, after: 6, bench.evaluation("R1"))
        let waiting = try #require(try bench.parts(bench.coordinator)[3])
        #expect(waiting.files.map(\.task) == ["CONFIRM-DOWNGRADE"])
        #expect(waiting.files.map(\.proposedRisk) == ["R1"])
        #expect(try bench.parts(bench.worker)[3]?.total == 1)
        let stranger = try bench.province.add(["UPE-WORKER"])
        #expect(try bench.parts(stranger)[3] == nil)
    }

    @Test func `A service's answer is told for a week to who answers for the child`() throws {
        let bench = try Bench()
        let sender = try bench.province.add(["CAPE-ORIENTATION"])
        let school = try bench.province.add(["SERVICE-FOCAL"])
        let file = try bench.office.openListened(bench.worker)
        let matter = try bench.add(
            sender, file, after: 4,
            bench.office.draft(
                .transition, form: "F10", to: "SENT",
                [
                    FieldValue("to_service", .organisation(school.organisation)),
                    FieldValue("referral_service", .choice("EDU-INS")),
                    FieldValue("referral_reason", .text("x")),
                    FieldValue("consent_basis", .choice("LEGAL-DUTY")),
                    FieldValue("legal_basis_note", .text("art. 4")),
                    FieldValue("referral_urgency", .choice("LOW")),
                ]))
        // The service is told which file it is, and nothing of it; it has no other part.
        let (status, day) = try bench.day(school)
        var bare = WireCandidate()
        bare.file = file.blob
        #expect(status == .ok && day.parts.map(\.kind) == [9])
        #expect(day.parts.first?.files == [bare] && day.fileCount == 0 && day.names.isEmpty)
        #expect(try bench.day(school, team: true).status == .permission)
        #expect(try bench.parts(bench.worker)[8] == nil)

        bench.wait(3_600)
        var answer = bench.office.draft(
            .transition, form: "F10-ANS", to: "ACCEPTED",
            [FieldValue("accompanied_by", .text("x"))])
        answer.matter = matter
        _ = try bench.add(school, file, after: 5, answer)
        let told = try #require(try bench.parts(bench.worker)[8])
        #expect(told.total == 1 && told.files.map(\.file) == [file.blob])
        #expect(told.files.first?.dueMs == bench.province.now.milliseconds)
        #expect(told.files.first?.task.isEmpty == true)
        bench.wait(7 * 86_400)
        #expect(try bench.parts(bench.worker)[8] != nil)
        bench.wait(1)
        #expect(try bench.parts(bench.worker)[8] == nil)
    }

    @Test func `A hearing is told to who reads of justice, until somebody says what became of it`()
        throws
    {
        let bench = try Bench()
        let reader = try bench.province.add(["CAPE-FOLLOWUP"])
        let file = try bench.office.openListened(bench.worker)
        let at = bench.province.now.adding(seconds: 3 * 86_400)
        let hearing = bench.office.draft(
            .form, form: "F8-HEAR", [FieldValue("hearing_at", .instant(at))])
        _ = try bench.add(reader, file, after: 4, hearing)
        // Whose task it is: the referent's. A unit does not read of justice, so it is told nothing.
        #expect(try bench.parts(bench.worker)[4] == nil)
        _ = try bench.add(
            bench.coordinator, file, after: 5,
            bench.office.draft(
                .form, form: "ASSIGN",
                [
                    FieldValue("assigned_member", .member(reader.member)),
                    FieldValue("assigned_organisation", .organisation(reader.organisation)),
                ]))
        let told = try #require(try bench.parts(reader)[4])
        #expect(
            told.files.map(\.dueMs) == [at.milliseconds] && told.files.map(\.task) == ["HEARING"])
        // Past its time it stands there still, not among what is overdue.
        bench.wait(4 * 86_400)
        #expect(try bench.parts(reader)[4]?.total == 1)
        _ = try bench.add(
            reader, file, after: 6,
            bench.office.draft(
                .form, form: "F8-HELD", [FieldValue("hearing_outcome", .choice("ADJOURNED"))]))
        #expect(try bench.parts(reader)[4] == nil)
    }

    @Test func `A team is told to who watches over its work`() throws {
        let bench = try Bench()
        let colleague = try bench.province.add(
            ["UPE-WORKER"], organisation: bench.worker.organisation)
        let other = try bench.province.add(["UPE-WORKER"])
        for _ in 0..<3 { _ = try bench.office.openListened(bench.worker) }
        _ = try bench.office.openListened(colleague)
        _ = try bench.office.openListened(other)
        bench.wait(40 * 86_400)
        for person in [bench.worker, other] {
            #expect(try bench.day(person, team: true).status == .permission)
        }
        let own = try bench.day(bench.head, team: true).answer.team
        #expect(own.map(\.member) == [bench.worker.member.blob, colleague.member.blob])
        #expect(own.map(\.files) == [3, 1] && own.map(\.overdue) == [3, 1])
        #expect(own.allSatisfy { !$0.name.isEmpty && $0.risks.isEmpty })
        let all = try bench.day(bench.coordinator, team: true).answer.team
        #expect(Set(all.map(\.member)).isSuperset(of: [other.member.blob]) && all.count == 3)
        // Nobody who did not ask for it is told.
        #expect(try bench.day(bench.coordinator).answer.team.isEmpty)
    }

    @Test func `A limit beyond the most is no message`() throws {
        let bench = try Bench()
        #expect(try bench.day(bench.worker, limit: 9).status == .badMessage)
    }
}
