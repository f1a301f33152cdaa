import Basics
import Dossiers
import Framing
import Mapping
import Messages
import ProvinceSupport
import Registry
import Secrets
import Testing

@testable import Handlers

/// Who may change what others may do, and what nobody can do alone (SPEC W-113, W-114).
@Suite struct RightsTests {
    private struct Bench {
        let province: TestProvince
        let office: Office
        let operates: Person
        let coordinates: Person
        let worker: Person

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            operates = try province.add(["OPERATOR"])
            coordinates = try province.add(["CAPE-COORDINATOR"])
            worker = try province.add(["UPE-WORKER"])
        }

        func ask(_ person: Person, _ payload: [UInt8]) throws -> StatusCode {
            try office.ask(person, .changeMember, payload).status
        }

        func grant(
            _ person: Person, _ member: MemberID, _ role: String = "UPE-COORDINATOR",
            from: Int64 = 0, until: Int64 = 0, as id: ProposalID? = nil
        ) throws -> StatusCode {
            try ask(
                person,
                office.granting(
                    member, role, worker.organisation, from: from, until: until, as: id))
        }

        func list() throws -> WireListMembersAnswer {
            try MessageCodec.decode(
                WireListMembersAnswer.self,
                from: try office.ask(operates, .listMembers, []).payload)
        }

        func roles(of person: Person) -> [String] {
            province.ledger.registry.members[person.member]?.roles.map(\.role) ?? []
        }
    }

    @Test func nobodyGivesARoleAloneNorToHimself() throws {
        let bench = try Bench()
        #expect(try bench.grant(bench.operates, bench.worker.member) == .ok)
        // It waits: nothing has changed.
        #expect(bench.roles(of: bench.worker) == ["UPE-WORKER"])
        #expect(try bench.list().proposals.map(\.memberName).count == 1)
        for own in [bench.operates, bench.coordinates] {
            #expect(try bench.grant(own, own.member) == .secondApproval)
            #expect(
                try bench.ask(own, bench.office.changing(own.member, .suspend)) == .secondApproval)
        }
        for nobody in [bench.worker, try bench.province.add(["UPE-COORDINATOR"])] {
            #expect(try bench.grant(nobody, bench.coordinates.member) == .permission)
        }
    }

    @Test func whoRunsTheDaemonNeverReadsInIt() throws {
        let bench = try Bench()
        let other = try bench.province.add(["OPERATOR"])
        for asker in [bench.coordinates, other] {
            #expect(try bench.grant(asker, bench.operates.member, "UPE-WORKER") == .permission)
        }
        #expect(try bench.grant(bench.coordinates, bench.worker.member, "OPERATOR") == .permission)
        #expect(
            try bench.grant(bench.coordinates, bench.worker.member, "NOBODY") == .invalidArgument)
    }

    @Test func datesAndRepeatsAreLookedAt() throws {
        let bench = try Bench()
        let now = bench.province.now.milliseconds
        let worker = bench.worker.member
        // Held already, over before it begins, over by now.
        #expect(try bench.grant(bench.operates, worker, "UPE-WORKER") == .precondition)
        #expect(
            try bench.grant(bench.operates, worker, from: now + 9, until: now + 9)
                == .precondition)
        #expect(
            try bench.grant(bench.operates, worker, from: now - 9, until: now) == .precondition)
        #expect(
            try bench.grant(bench.operates, worker, from: now + 1_000, until: now + 2_000) == .ok)
        #expect(try bench.grant(bench.operates, bench.province.newID()) == .notAvailable)
        let id: ProposalID = bench.province.newID()
        #expect(try bench.grant(bench.operates, worker, until: now + 5, as: id) == .ok)
        #expect(try bench.grant(bench.operates, worker, until: now + 5, as: id) == .precondition)
        let take = bench.office.changing(worker, .withdraw, proposal: id)
        #expect(try bench.ask(bench.coordinates, take) == .ok)
        #expect(try bench.ask(bench.coordinates, take) == .notAvailable)
        // What waits is told with the digest of just what is shown.
        for proposal in try bench.list().proposals {
            let shown = try #require(proposal.signedBytes)
            #expect(Array(proposal.digest) == SHA256.hash(shown))
        }
    }

    @Test func whatTakesARightAwayIsDoneAtOnce() throws {
        let bench = try Bench()
        let file = try bench.office.openListened(bench.worker)
        let end = bench.office.changing(
            bench.worker.member, .endRole, "UPE-WORKER", in: bench.worker.organisation)
        #expect(try bench.ask(bench.coordinates, end) == .ok)
        #expect(
            try bench.office.ask(bench.worker, .readFile, bench.office.reading(file)).status
                == .permission)
        #expect(try bench.ask(bench.coordinates, end) == .precondition)
        // The former role is still told, with its end.
        let told = try #require(
            try bench.list().members.first { $0.member == bench.worker.member.blob })
        #expect(told.roles.map(\.untilMs) == [bench.province.now.milliseconds])
    }

    @Test func aSuspendedMemberAndHisDevicesComeBackOneByOne() throws {
        let bench = try Bench()
        let suspend = bench.office.changing(bench.worker.member, .suspend)
        #expect(try bench.ask(bench.coordinates, suspend) == .ok)
        #expect(try bench.ask(bench.coordinates, suspend) == .precondition)
        let registry = bench.province.ledger.registry
        #expect(registry.devices[bench.worker.device]?.standing == .suspended)
        #expect(try bench.office.ask(bench.worker, .whoAmI, []).status == .revoked)
        let id: ProposalID = bench.province.newID()
        let resume = bench.office.changing(bench.worker.member, .resume, proposal: id)
        #expect(try bench.ask(bench.coordinates, resume) == .ok)
        #expect(registry.members[bench.worker.member]?.standing == .suspended)
        let revoke = bench.office.changing(bench.worker.member, .revoke)
        #expect(try bench.ask(bench.coordinates, revoke) == .ok)
        #expect(registry.devices[bench.worker.device]?.standing == .revoked)
        let other: ProposalID = bench.province.newID()
        #expect(
            try bench.ask(
                bench.coordinates,
                bench.office.changing(bench.worker.member, .resume, proposal: other))
                == .precondition)
    }

    /// SPEC W-116: a deputy sees what is to be done, while somebody is away, and reads no more.
    @Test func aDeputyHasTheListsOfWhomHeStandsInFor() throws {
        let bench = try Bench()
        let (office, worker) = (bench.office, bench.worker)
        let deputy = try bench.province.add(["UPE-WORKER"], organisation: worker.organisation)
        let stranger = try bench.province.add(["UPE-WORKER"])
        let file = try office.openListened(worker)
        func mine(_ person: Person) throws -> [Blob] {
            try MessageCodec.decode(
                WireListFilesAnswer.self,
                from: try office.ask(person, .listFiles, office.listing(kind: 1)).payload
            ).files.map(\.file)
        }
        func deputised(_ person: Person) throws -> [Blob] {
            try MessageCodec.decode(
                WireWhoAmIAnswer.self, from: try office.ask(person, .whoAmI, []).payload
            ).deputised.map(\.id)
        }
        func set(_ person: Person, _ payload: [UInt8]) throws -> StatusCode {
            try office.ask(person, .setAbsence, payload).status
        }
        let begin = bench.province.now.adding(seconds: 100)
        #expect(
            try set(worker, office.away(from: begin, seconds: 50, deputy: deputy.member)) == .ok)
        #expect(try mine(deputy).isEmpty && deputised(deputy).isEmpty)
        bench.province.now = begin
        #expect(try mine(deputy) == [file.blob] && deputised(deputy) == [worker.member.blob])
        #expect(try mine(worker) == [file.blob])
        #expect(try mine(stranger).isEmpty)
        bench.province.now = begin.adding(seconds: 50)
        #expect(try mine(deputy).isEmpty)

        let now = bench.province.now
        for (seconds, wrong) in [
            (0, deputy.member), (367 * 86_400, deputy.member), (50, worker.member),
            (50, stranger.member), (50, bench.province.newID()),
        ] as [(Int64, MemberID)] {
            #expect(
                try set(worker, office.away(from: now, seconds: seconds, deputy: wrong))
                    == .precondition)
        }
        // For another it is the coordinator's to set, and anybody's to take back his own.
        let other = office.away(worker.member, from: now, seconds: 50, deputy: deputy.member)
        #expect(try set(deputy, other) == .permission)
        #expect(try set(bench.operates, other) == .permission)
        #expect(try set(bench.coordinates, other) == .ok)
        #expect(try mine(deputy) == [file.blob])
        #expect(try set(worker, []) == .ok)
        #expect(try mine(deputy).isEmpty)
    }

    /// A mobile unit adds to what it took up for 24 hours, and then hands it over.
    @Test func aMobileUnitAddsForADay() throws {
        let bench = try Bench()
        let agent = try bench.province.add(["SAS-AGENT"])
        let opened = try MessageCodec.decode(
            WireOpenFileAnswer.self,
            from: try bench.office.ask(agent, .openFile, bench.office.opening()).payload)
        let file = try #require(FileID(blob: opened.file))
        var sequence: UInt64 = 1
        func append(_ person: Person) throws -> StatusCode {
            let status = try bench.office.ask(
                person, .appendAct,
                bench.office.appending(
                    file, after: sequence,
                    bench.office.draft(.form, form: "F0", SampleActs.child))
            ).status
            if status == .ok { sequence += 1 }
            return status
        }
        let begun = bench.province.now
        #expect(try append(agent) == .ok)
        // Another unit's agent never does, and reading is for neither of them.
        #expect(try append(try bench.province.add(["SAS-AGENT"])) == .notAvailable)
        #expect(
            try bench.office.ask(agent, .readFile, bench.office.reading(file)).status
                == .notAvailable)
        bench.province.now = begun.adding(seconds: 86_399)
        #expect(try append(agent) == .ok)
        bench.province.now = begun.adding(seconds: 86_400)
        #expect(try append(agent) == .notAvailable)
    }

    @Test func somebodyIsAlwaysLeftWhoRunsAndWhoCoordinates() throws {
        let bench = try Bench()
        let registry = bench.province.ledger.registry
        // The two of the first hour leave first.
        let ours = [bench.operates, bench.coordinates, bench.worker].map(\.member)
        for founder in registry.members.keys where !ours.contains(founder) {
            #expect(
                try bench.ask(bench.operates, bench.office.changing(founder, .revoke)) == .ok)
        }
        for (asker, last) in [
            (bench.coordinates, bench.operates), (bench.operates, bench.coordinates),
        ] {
            for change in [WireMemberChange.suspend, .revoke] {
                #expect(
                    try bench.ask(asker, bench.office.changing(last.member, change))
                        == .precondition)
            }
            let role = try #require(bench.roles(of: last).first)
            #expect(
                try bench.ask(
                    asker,
                    bench.office.changing(last.member, .endRole, role, in: last.organisation))
                    == .precondition)
            #expect(registry.members[last.member]?.standing == .active)
            #expect(registry.devices[last.device]?.standing == .active)
        }
        _ = try bench.province.add(["OPERATOR"])
        #expect(
            try bench.ask(
                bench.coordinates, bench.office.changing(bench.operates.member, .revoke)) == .ok)
    }
}
