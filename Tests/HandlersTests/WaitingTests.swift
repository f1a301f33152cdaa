import Basics
import Circuit
import Dossiers
import Framing
import Messages
import Operations
import ProvinceSupport
import Registry
import Secrets
import Testing

@testable import Handlers

/// What waits beyond its clock goes to the deputy, then up (SPEC W-128).
@Suite struct WaitingTests {
    private struct Bench {
        let province: TestProvince
        let office: Office
        let operates: Person
        let coordinates: Person
        let deputy: Person
        let chair: Person
        let worker: Person

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            operates = try province.add(["OPERATOR"])
            coordinates = try province.add(["CAPE-COORDINATOR"])
            deputy = try province.add(
                ["CAPE-EVALUATION"], organisation: coordinates.organisation)
            chair = try province.add(["CPPE-CHAIR"])
            worker = try province.add(["UPE-WORKER"])
        }

        func propose(_ person: Person, for member: MemberID) throws -> ProposalID {
            let id: ProposalID = province.newID()
            #expect(
                try office.ask(
                    person, .changeMember,
                    office.granting(member, "UPE-COORDINATOR", worker.organisation, as: id)
                ).status == .ok)
            return id
        }

        func members(_ person: Person) throws -> WireListMembersAnswer? {
            let answer = try office.ask(person, .listMembers, [])
            guard answer.status == .ok else {
                #expect(answer.status == .permission)
                return nil
            }
            return try MessageCodec.decode(WireListMembersAnswer.self, from: answer.payload)
        }

        func invitations(_ person: Person) throws -> WireListInvitationsAnswer? {
            let answer = try office.ask(person, .listInvitations, [])
            guard answer.status == .ok else {
                #expect(answer.status == .permission)
                return nil
            }
            return try MessageCodec.decode(WireListInvitationsAnswer.self, from: answer.payload)
        }

        /// Asks to approve with a signature that is none: who may hears of that, others before.
        func approves(_ person: Person, _ id: ProposalID) throws -> StatusCode {
            var statement = WireApprovalStatement()
            statement.operation = UInt32(WireMethod.changeMember.rawValue)
            statement.target = id.blob
            statement.digest = [UInt8](repeating: 0, count: 32).blob
            statement.nonce = Random.bytes(16).blob
            statement.store = province.ledger.storeID.blob
            var request = WireApproveRequest()
            request.statement = MessageCodec.encode(statement).blob
            request.signature = [UInt8](repeating: 0, count: 64).blob
            return try office.ask(person, .approve, MessageCodec.encode(request)).status
        }

        func away(_ person: Person, deputy: Person) throws {
            #expect(
                try office.ask(
                    person, .setAbsence,
                    office.away(from: province.now, seconds: 3_600, deputy: deputy.member)
                ).status == .ok)
        }
    }

    /// SPEC W-128, W-69.
    @Test func aDeputyApprovesWhileTheAbsenceLasts() throws {
        let bench = try Bench()
        let id = try bench.propose(bench.operates, for: bench.worker.member)
        let own = try bench.propose(bench.operates, for: bench.coordinates.member)
        #expect(try bench.members(bench.deputy) == nil)
        #expect(try bench.approves(bench.deputy, id) == .permission)
        try bench.away(bench.coordinates, deputy: bench.deputy)
        // What he may approve, and nobody's name besides.
        let told = try #require(try bench.members(bench.deputy))
        #expect(told.members.isEmpty && told.proposals.map(\.proposal) == [id.blob])
        #expect(try bench.invitations(bench.deputy)?.invitations.isEmpty == true)
        // The signature is looked at: he may.
        #expect(try bench.approves(bench.deputy, id) == .precondition)
        #expect(try bench.approves(bench.deputy, own) == .permission)
        bench.province.now = bench.province.now.adding(seconds: 3_600)
        #expect(try bench.members(bench.deputy) == nil)
        #expect(try bench.approves(bench.deputy, id) == .permission)
    }

    /// SPEC W-128, W-71, W-113.
    @Test func whatWaitsTooLongGoesToTheChair() throws {
        let bench = try Bench()
        let id = try bench.propose(bench.operates, for: bench.worker.member)
        let other = try bench.propose(bench.coordinates, for: bench.deputy.member)
        let invitation: InvitationID = bench.province.newID()
        #expect(
            try bench.office.ask(
                bench.operates, .invite,
                bench.office.inviting(invitation, member: bench.worker.member)
            ).status == .ok)
        bench.province.now = bench.province.now.adding(seconds: 48 * 3_600 - 1)
        #expect(try bench.members(bench.chair) == nil && bench.invitations(bench.chair) == nil)
        #expect(try bench.approves(bench.chair, id) == .permission)
        #expect(try bench.members(bench.operates)?.proposals.map(\.overdue) == [false, false])
        bench.province.now = bench.province.now.adding(seconds: 1)
        #expect(try bench.members(bench.operates)?.proposals.map(\.overdue) == [true, true])
        let all = try #require(try bench.invitations(bench.coordinates)).invitations
        #expect(
            all.filter(\.overdue).map(\.invitation) == [invitation.blob],
            "\(all.map { ($0.state, $0.overdue) })")
        let told = try #require(try bench.members(bench.chair))
        #expect(told.members.isEmpty && told.proposals.map(\.proposal) == [id.blob])
        #expect(
            try bench.invitations(bench.chair)?.invitations.map(\.invitation) == [invitation.blob])
        #expect(try bench.approves(bench.chair, id) == .precondition)
        #expect(try bench.approves(bench.chair, other) == .secondApproval)
        #expect(try bench.approves(bench.worker, id) == .permission)
        #expect(try bench.office.ask(bench.chair, .listDevices, []).status == .permission)
    }

    /// SPEC W-128: an offer of files that nobody answers is cleared away, never accepted for him.
    @Test func anOfferThatWaitsTooLongIsClearedAway() throws {
        let bench = try Bench()
        let (office, worker) = (bench.office, bench.worker)
        let colleague = try bench.province.add(["UPE-WORKER"], organisation: worker.organisation)
        let third = try bench.province.add(["UPE-WORKER"], organisation: worker.organisation)
        let chief = try bench.province.add(
            ["UPE-COORDINATOR"], organisation: worker.organisation)
        func offered() throws -> HandOverID {
            let id: HandOverID = bench.province.newID()
            #expect(
                try office.ask(worker, .handOver, office.offering(colleague.member, as: id)).status
                    == .ok)
            return id
        }
        func say(
            _ person: Person, _ reply: WireHandOverReply, _ id: HandOverID
        ) throws -> StatusCode {
            try office.ask(person, .answerHandOver, office.answering(id, reply)).status
        }
        let first = try offered()
        #expect(try say(chief, .decline, first) == .permission)
        bench.province.now = bench.province.now.adding(seconds: 48 * 3_600)
        let listed = try MessageCodec.decode(
            WireListHandOversAnswer.self, from: office.ask(chief, .listHandOvers, []).payload)
        #expect(listed.handOvers.map(\.overdue) == [true])
        #expect(try say(chief, .accept, first) == .permission)
        #expect(try say(chief, .decline, first) == .ok)
        // Where the receiver is away, it is his deputy's.
        let second = try offered()
        bench.province.now = bench.province.now.adding(seconds: 48 * 3_600)
        #expect(try say(third, .decline, second) == .notAvailable)
        try bench.away(colleague, deputy: third)
        #expect(try say(chief, .withdraw, second) == .permission)
        #expect(try say(third, .accept, second) == .permission)
        #expect(try say(third, .withdraw, second) == .ok)
    }
}
