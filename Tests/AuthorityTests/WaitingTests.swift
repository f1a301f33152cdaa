import Basics
import Circuit
import DefinitionSupport
import Testing

@testable import Authority

/// Who approves what waits, for whom and from when on: typed by hand from SPEC W-69 and W-128.
@Suite struct WaitingTests {
    private let policy: AccessPolicy
    private let roles: [String]
    private let now = Instant(milliseconds: 1_790_000_000_000)
    private let mine = OrganisationID(high: 1, low: 1)
    private let me = MemberID(high: 3, low: 3)
    private let asker = MemberID(high: 8, low: 8)
    private let subject = MemberID(high: 9, low: 9)
    private let away = MemberID(high: 7, low: 7)

    init() throws {
        let definition = try Shipped.definition()
        roles = definition.parts.roles.map(\.code)
        policy = AccessPolicy(definition)
    }

    private func decide(_ role: String, _ request: Request) -> Decision {
        let actor = Actor(
            member: me, device: DeviceID(high: 4, low: 4), organisation: mine, roles: [role],
            secrecyUntil: Instant(milliseconds: .max))
        return policy.decide(actor, request, facts: nil, now: now)
    }

    private func facts(
        _ role: String = "OPERATOR", hours: Int64 = 0, by asker: MemberID? = nil,
        for subject: MemberID? = nil
    ) -> WaitingFacts {
        WaitingFacts(
            asker: asker ?? self.asker, askerRoles: [role], member: subject ?? self.subject,
            since: now.adding(seconds: -hours * 3_600))
    }

    private func represented(_ role: String) -> [Represented] {
        [Represented(member: away, posts: [Post(role: role, organisation: mine)])]
    }

    /// SPEC W-69.
    @Test func `Of who asks and who approves exactly one operates`() {
        for role in roles {
            for (who, granted) in [
                ("OPERATOR", ["CAPE-COORDINATOR"]), ("CAPE-COORDINATOR", ["OPERATOR"]),
            ] {
                let decision = decide(role, .approve(facts(who), standingInFor: []))
                if granted.contains(role) {
                    #expect(decision.permit != nil, "\(role) \(who)")
                } else if ["OPERATOR", "CAPE-COORDINATOR"].contains(role) {
                    #expect(decision == .refused(.ownRequest), "\(role) \(who)")
                } else {
                    #expect(decision == .refused(.notGranted), "\(role) \(who)")
                }
            }
        }
    }

    /// SPEC W-128.
    @Test func `A deputy approves in the place of who coordinates and is away`() {
        for role in roles where role != "OPERATOR" {
            let stand = represented("CAPE-COORDINATOR")
            #expect(decide(role, .approve(facts(), standingInFor: stand)).permit != nil)
            #expect(decide(role, .lookForWaiting([], standingInFor: stand)).permit != nil)
        }
        let worker = "UPE-WORKER"
        let stand = represented("CAPE-COORDINATOR")
        func approve(_ facts: WaitingFacts, _ who: String = "UPE-WORKER") -> Decision {
            decide(who, .approve(facts, standingInFor: stand))
        }
        // Not his own request, nor what the absent one asked for or what is for him.
        #expect(approve(facts(by: me)) == .refused(.ownRequest))
        #expect(approve(facts(by: away)) == .refused(.notGranted))
        #expect(approve(facts(for: away)) == .refused(.notGranted))
        // What a coordinator asks for is an operator's to approve.
        #expect(approve(facts("CAPE-COORDINATOR")) == .refused(.ownRequest))
        // An operator approves nothing of an operator's, whomever he stands in for.
        #expect(approve(facts(), "OPERATOR") == .refused(.ownRequest))
        for other in roles where other != "CAPE-COORDINATOR" {
            #expect(
                decide(worker, .approve(facts(), standingInFor: represented(other)))
                    == .refused(.notGranted), "\(other)")
            #expect(
                decide(worker, .lookForWaiting([facts()], standingInFor: represented(other)))
                    == .refused(.notGranted), "\(other)")
        }
    }

    /// SPEC W-128: 48 hours, to the moment.
    @Test func `The chair approves what has waited too long, and nothing before`() {
        for role in roles where !["OPERATOR", "CAPE-COORDINATOR"].contains(role) {
            for (hours, isOverdue) in [(0, false), (47, false), (48, true), (72, true)] {
                let late = facts(hours: Int64(hours))
                let may = role == "CPPE-CHAIR" && isOverdue
                #expect(
                    (decide(role, .approve(late, standingInFor: [])).permit != nil) == may,
                    "\(role) \(hours)")
                #expect(
                    (decide(role, .lookForWaiting([late], standingInFor: [])).permit != nil)
                        == may, "\(role) \(hours)")
            }
        }
        let late = facts("CAPE-COORDINATOR", hours: 48)
        #expect(
            decide("CPPE-CHAIR", .approve(late, standingInFor: [])) == .refused(.ownRequest))
        #expect(
            decide("CPPE-CHAIR", .approve(facts(hours: 48, by: me), standingInFor: []))
                == .refused(.ownRequest))
        let since = now.adding(seconds: -48 * 3_600)
        #expect(AccessPolicy.isOverdue(since: since, now: now))
        #expect(
            !AccessPolicy.isOverdue(since: Instant(milliseconds: since.milliseconds + 1), now: now))
    }
}
