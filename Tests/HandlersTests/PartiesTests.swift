import Authority
import Basics
import Circuit
import Dossiers
import Framing
import Mapping
import Messages
import ProvinceSupport
import Registry
import Testing

@testable import Handlers

/// Who may be named in an act, and to whom a file may be given (SPEC W-81).
@Suite struct PartiesTests {
    private struct Bench {
        let province: TestProvince
        let office: Office
        let centre: Person
        let chief: Person
        let worker: Person
        let colleague: Person
        let stranger: Person
        let file: FileID

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            centre = try province.add(["CAPE-COORDINATOR"])
            worker = try province.add(["UPE-WORKER"])
            chief = try province.add(["UPE-COORDINATOR"], organisation: worker.organisation)
            colleague = try province.add(["UPE-WORKER"], organisation: worker.organisation)
            stranger = try province.add(["UPE-WORKER"])
            file = try office.openListened(worker)
        }

        func give(
            _ person: Person, to organisation: OrganisationID, _ member: MemberID?,
            after sequence: UInt64
        ) throws -> OutgoingAnswer {
            var values = [FieldValue("assigned_organisation", .organisation(organisation))]
            if let member { values.append(FieldValue("assigned_member", .member(member))) }
            return try office.ask(
                person, .appendAct,
                office.appending(
                    file, after: sequence, office.draft(.form, form: "ASSIGN", values)))
        }

        func reads(_ person: Person) throws -> Bool {
            try office.ask(person, .readFile, office.reading(file)).status == .ok
        }
    }

    private func fields(_ answer: OutgoingAnswer) throws -> [String] {
        #expect(answer.status == .invalidArgument)
        let error = try MessageCodec.decode(WireError.self, from: answer.payload)
        #expect(error.fields.allSatisfy { $0.code == UInt32(CheckCode.unknownParty.rawValue) })
        return error.fields.map(\.field)
    }

    @Test func aFileIsGivenToWhoWorksWhereItGoes() throws {
        let bench = try Bench()
        let mine = bench.worker.organisation
        #expect(
            try bench.give(bench.chief, to: mine, bench.stranger.member, after: 4).status
                == .permission)
        #expect(
            try fields(bench.give(bench.centre, to: mine, bench.province.newID(), after: 4))
                == ["assigned_member"])
        #expect(
            try fields(bench.give(bench.centre, to: bench.province.newID(), nil, after: 4))
                == ["assigned_organisation"])
        #expect(
            try bench.give(bench.chief, to: mine, bench.colleague.member, after: 4).status == .ok)
        let away = bench.stranger.organisation
        #expect(try bench.give(bench.chief, to: away, nil, after: 5).status == .permission)
        #expect(try bench.give(bench.centre, to: away, nil, after: 5).status == .ok)
        // The centre may lend a member of one unit to a file of another.
        #expect(
            try bench.give(bench.centre, to: away, bench.colleague.member, after: 6).status == .ok)
        #expect(try bench.reads(bench.colleague) && !bench.reads(bench.chief))
    }

    @Test func whoAnsweredForAFileThatWentAwayReadsItNoMore() throws {
        let bench = try Bench()
        #expect(try bench.reads(bench.worker) && bench.reads(bench.chief))
        #expect(
            try bench.give(bench.centre, to: bench.stranger.organisation, nil, after: 4).status
                == .ok)
        #expect(try !bench.reads(bench.worker) && !bench.reads(bench.chief))
        #expect(try bench.reads(bench.stranger))
    }

    @Test func nobodyIsNamedWhoIsNotThere() throws {
        let bench = try Bench()
        let risk = [
            FieldValue("risk_level", .choice("R2")), FieldValue("category", .choice("VIC-VIO")),
            FieldValue("category_principal", .flag(true)),
            FieldValue("evaluator", .member(bench.province.newID())),
            FieldValue(
                "risk_valid_until", .instant(bench.province.now.adding(seconds: 86_400))),
            FieldValue("risk_decision", .choice("ASSESS")),
        ]
        let evaluator = try bench.province.add(["CAPE-EVALUATION"])
        let answer = try bench.office.ask(
            evaluator, .appendAct,
            bench.office.appending(
                bench.file, after: 4,
                bench.office.draft(.transition, form: "F3", to: "TRIAGE", risk)))
        #expect(try fields(answer) == ["evaluator"])
    }

    /// A member acts for the organisation whose post has the right.
    @Test func twoPostsAreTwoOrganisations() throws {
        let bench = try Bench()
        let registry = bench.province.ledger.registry
        var member = try #require(registry.members[bench.stranger.member])
        member.roles.append(
            RoleGrant(
                role: "UPE-COORDINATOR", organisation: bench.worker.organisation,
                from: Instant(milliseconds: 0)))
        let changes = try registry.set(member)
        try bench.province.ledger.maintain(.system(.bootstrap), nil) {
            try registry.apply(changes, in: $0)
        }
        #expect(try bench.reads(bench.stranger))
        #expect(
            try bench.give(
                bench.stranger, to: bench.worker.organisation, bench.colleague.member, after: 4
            ).status == .ok)
        let answer = try bench.office.ask(
            bench.centre, .readAct, bench.office.readingAct(bench.file, 5))
        let act = try MessageCodec.decode(WireReadActAnswer.self, from: answer.payload).act
        #expect(OrganisationID(blob: act.heading.organisation) == bench.worker.organisation)
        // What he opens himself he opens as a worker, where he is one.
        let opened = try MessageCodec.decode(
            WireOpenFileAnswer.self,
            from: bench.office.ask(bench.stranger, .openFile, bench.office.opening()).payload)
        let first = try #require(FileID(blob: opened.file))
        let seen = try MessageCodec.decode(
            WireReadActAnswer.self,
            from: bench.office.ask(
                bench.centre, .readAct, bench.office.readingAct(first, 1)
            ).payload)
        #expect(
            OrganisationID(blob: seen.act.heading.organisation) == bench.stranger.organisation)
    }
}
