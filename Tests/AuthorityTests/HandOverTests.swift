import Basics
import Circuit
import DefinitionSupport
import Testing

@testable import Authority

/// Who hands files over, to whom, and which: typed by hand from SPEC W-125 and W-126.
@Suite struct HandOverTests {
    private let policy: AccessPolicy
    private let roles: [String]
    private let now = Instant(milliseconds: 1_790_000_000_000)
    private let mine = OrganisationID(high: 1, low: 1)
    private let other = OrganisationID(high: 2, low: 2)
    private let me = MemberID(high: 3, low: 3)
    private let absent = MemberID(high: 8, low: 8)
    private let colleague = MemberID(high: 9, low: 9)
    private let file = FileID(high: 5, low: 5)

    init() throws {
        let definition = try Shipped.definition()
        roles = definition.parts.roles.map(\.code)
        policy = AccessPolicy(definition)
    }

    private func actor(
        _ member: MemberID, _ role: String, in organisation: OrganisationID? = nil
    ) -> Actor {
        Actor(
            member: member, device: DeviceID(high: 4, low: 4), organisation: organisation ?? mine,
            roles: [role], secrecyUntil: Instant(milliseconds: .max))
    }

    private func terms(
        _ asker: MemberID, _ role: String?, from: MemberID, receiver: String? = "UPE-WORKER",
        at place: OrganisationID, only organisation: OrganisationID? = nil,
        hours: Int64 = 0, deputy: MemberID? = nil
    ) -> HandOverTerms {
        HandOverTerms(
            from: from, to: colleague,
            receiverPosts: receiver.map { [Post(role: $0, organisation: place)] } ?? [],
            organisation: organisation, asker: asker,
            askerPosts: role.map { [Post(role: $0, organisation: mine)] } ?? [],
            asked: now.adding(seconds: -hours * 3_600), receiverDeputy: deputy)
    }

    private func decide(
        _ actor: Actor, _ request: Request, _ facts: FileFacts? = nil
    ) -> Decision {
        policy.decide(actor, request, facts: facts, now: now)
    }

    private func offers(_ role: String, _ terms: HandOverTerms) -> Bool {
        decide(actor(me, role), .handOver(terms)).permit != nil
    }

    /// SPEC W-125.
    @Test func `A member offers his files to a colleague, coordinators those of others`() {
        let assigns: Set = ["UPE-COORDINATOR", "CAPE-COORDINATOR"]
        let transfers: Set = ["CAPE-COORDINATOR"]
        for role in roles {
            func may(
                _ from: MemberID, at place: OrganisationID, only: OrganisationID? = nil,
                receiver: String? = "UPE-WORKER"
            ) -> Bool {
                offers(
                    role,
                    terms(me, role, from: from, receiver: receiver, at: place, only: only))
            }
            #expect(may(me, at: mine) == (role != "OPERATOR"), "\(role)")
            #expect(may(me, at: mine, only: mine) == (role != "OPERATOR"), "\(role)")
            #expect(may(absent, at: mine) == assigns.contains(role), "\(role)")
            #expect(may(me, at: other) == transfers.contains(role), "\(role)")
            #expect(may(absent, at: other) == transfers.contains(role), "\(role)")
            #expect(may(me, at: mine, only: other) == transfers.contains(role), "\(role)")
            #expect(!may(me, at: mine, receiver: "OPERATOR"), "\(role)")
            #expect(!may(me, at: mine, receiver: nil), "\(role)")
            // In nobody else's name.
            #expect(!offers(role, terms(absent, role, from: me, at: mine)), "\(role)")
        }
    }

    /// SPEC W-126.
    @Test func `Nobody takes files on for another, and who is not told of an offer sees none`() {
        let offer = terms(me, "UPE-COORDINATOR", from: absent, at: mine)
        typealias Row = (Actor, [RefusalReason?])
        let rows: [Row] = [
            // accept, decline, withdraw
            (actor(colleague, "UPE-WORKER"), [nil, nil, .notGranted]),
            (actor(absent, "UPE-WORKER"), [.notGranted, .notGranted, nil]),
            (actor(me, "UPE-COORDINATOR"), [.notGranted, .notGranted, nil]),
            (
                actor(MemberID(high: 7, low: 7), "UPE-COORDINATOR"),
                [.notGranted, .notGranted, .notGranted]
            ),
            (
                actor(MemberID(high: 7, low: 7), "CAPE-COORDINATOR", in: other),
                [.notGranted, .notGranted, .notGranted]
            ),
            (
                actor(MemberID(high: 7, low: 7), "UPE-COORDINATOR", in: other),
                [.outOfScope, .outOfScope, .outOfScope]
            ),
            (
                actor(MemberID(high: 7, low: 7), "UPE-WORKER"),
                [.outOfScope, .outOfScope, .outOfScope]
            ),
            // Whoever runs the daemon answers nothing, not even for himself.
            (actor(colleague, "OPERATOR"), [.notGranted, .notGranted, .notGranted]),
            (actor(colleague, "NOBODY"), [.noRole, .noRole, .noRole]),
        ]
        for (actor, expected) in rows {
            for (reply, reason) in zip([HandOverReply.accept, .decline, .withdraw], expected) {
                let decision = decide(actor, .answerHandOver(reply, offer))
                if let reason {
                    #expect(decision == .refused(reason), "\(actor) \(reply)")
                    let nothing = decide(actor, .answerHandOver(reply, nil))
                    if reason == .outOfScope { #expect(nothing == decision) }
                } else {
                    #expect(decision.permit?.purpose == .handOver, "\(actor) \(reply)")
                }
            }
        }
    }

    /// SPEC W-128.
    @Test func `An offer that waits too long goes to the deputy, else to who gives files there`() {
        let deputy = MemberID(high: 7, low: 7)
        typealias Row = (hours: Int64, isAway: Bool, actor: Actor, RefusalReason?)
        let chief = actor(MemberID(high: 6, low: 6), "UPE-COORDINATOR")
        let centre = actor(MemberID(high: 6, low: 7), "CAPE-COORDINATOR", in: other)
        let far = actor(MemberID(high: 6, low: 8), "UPE-COORDINATOR", in: other)
        let chair = actor(MemberID(high: 6, low: 9), "CPPE-CHAIR")
        let rows: [Row] = [
            (47, true, actor(deputy, "UPE-WORKER"), .outOfScope),
            (48, true, actor(deputy, "UPE-WORKER"), nil),
            (48, false, actor(deputy, "UPE-WORKER"), .outOfScope),
            (48, true, actor(deputy, "OPERATOR"), .notGranted),
            (47, false, chief, .notGranted), (48, false, chief, nil),
            (48, true, chief, .notGranted),
            (47, false, centre, .notGranted), (48, false, centre, nil),
            (48, true, centre, .notGranted), (48, false, far, .outOfScope),
            (48, false, chair, .outOfScope),
        ]
        for (hours, isAway, actor, reason) in rows {
            let offer = terms(
                absent, "UPE-WORKER", from: absent, at: mine, hours: hours,
                deputy: isAway ? deputy : nil)
            for reply in [HandOverReply.decline, .withdraw] {
                let decision = decide(actor, .answerHandOver(reply, offer))
                if let reason {
                    #expect(decision == .refused(reason), "\(hours) \(isAway) \(actor.posts)")
                } else {
                    #expect(decision.permit != nil, "\(hours) \(isAway) \(actor.posts)")
                }
            }
            #expect(decide(actor, .answerHandOver(.accept, offer)).permit == nil)
        }
    }

    private func intent(
        _ form: String? = "ASSIGN", to place: OrganisationID, stage: String? = nil,
        corrects: Bool = false
    ) -> ActIntent {
        ActIntent(
            classes: .social, form: form, to: stage, corrects: corrects, receiver: place)
    }

    /// SPEC W-126.
    @Test func `Who takes a file could read it, and its permit opens nothing`() {
        let readers: Set = [
            "CAPE-COORDINATOR", "CAPE-EVALUATION", "CAPE-ORIENTATION", "CAPE-FOLLOWUP",
            "UPE-COORDINATOR", "UPE-WORKER", "UPE-PSYCHOLOGIST",
        ]
        let facts = FileFacts(referent: absent, organisation: mine)
        for role in roles {
            let offer = terms(absent, "UPE-WORKER", from: absent, receiver: role, at: mine)
            let permit = decide(
                actor(colleague, role), .takeOver(file, intent(to: mine), offer), facts
            ).permit
            #expect((permit != nil) == readers.contains(role), "\(role)")
            guard let permit else { continue }
            #expect(permit.file == file && permit.writes && permit.organisation == mine)
            #expect(permit.opens.isDisjoint(with: DataClass.content))
            #expect(permit.seals.intersection(DataClass.content) == .social)
        }
    }

    /// SPEC W-126: what holds is looked at anew for each file.
    @Test func `A file that an offer does not reach stays`() {
        let worker = actor(colleague, "UPE-WORKER")
        let own = terms(absent, "UPE-WORKER", from: absent, at: mine)
        let facts = FileFacts(referent: absent, organisation: mine)
        func take(
            _ offer: HandOverTerms, _ facts: FileFacts?, as intent: ActIntent? = nil,
            by actor: Actor? = nil
        ) -> Decision {
            decide(
                actor ?? worker, .takeOver(file, intent ?? self.intent(to: mine), offer), facts)
        }
        #expect(take(own, facts).permit != nil)
        // The post of who offered his own files may have ended: he leaves.
        #expect(take(terms(absent, nil, from: absent, at: mine), facts).permit != nil)
        #expect(take(own, nil) == .refused(.outOfScope))
        let others = FileFacts(referent: me, organisation: mine)
        #expect(take(own, others) == .refused(.outOfScope))
        #expect(
            take(own, FileFacts(referent: absent, organisation: nil)) == .refused(.outOfScope))
        let away = FileFacts(referent: absent, organisation: other)
        #expect(take(own, away, as: intent(to: other)) == .refused(.notGranted))
        let only = terms(absent, "UPE-WORKER", from: absent, at: mine, only: other)
        #expect(take(only, facts) == .refused(.notGranted))
        // A coordinator's offer stands as long as he may give.
        #expect(
            take(terms(me, "UPE-COORDINATOR", from: absent, at: mine), facts).permit != nil)
        for role in [nil, "UPE-WORKER", "OPERATOR"] as [String?] {
            #expect(
                take(terms(me, role, from: absent, at: mine), facts) == .refused(.notGranted))
        }
        #expect(
            take(
                terms(me, "CAPE-COORDINATOR", from: absent, at: mine), away,
                as: intent(to: other)
            ).permit != nil)
        // It is for one act alone, and by the receiver.
        for wrong in [
            intent(nil, to: mine), intent("F2", to: mine), intent(to: other),
            intent(to: mine, stage: "LISTEN"), intent(to: mine, corrects: true),
        ] {
            #expect(take(own, facts, as: wrong) == .refused(.notGranted))
        }
        #expect(
            take(own, facts, by: actor(me, "UPE-COORDINATOR")) == .refused(.notGranted))
        let wide = ActIntent(
            classes: [.social, .health], form: "ASSIGN", to: nil, receiver: mine)
        #expect(take(own, facts, as: wide) == .refused(.classClosed))
    }

    /// SPEC W-127.
    @Test func `Offers are listed for all but who runs the daemon`() {
        for role in roles {
            let granted = decide(actor(me, role), .handOvers).permit != nil
            #expect(granted == (role != "OPERATOR"), "\(role)")
        }
        let offer = terms(absent, "UPE-WORKER", from: absent, at: mine)
        let third = MemberID(high: 7, low: 7)
        for role in roles {
            let knows = policy.mayKnow(offer, actor(third, role), now: now)
            #expect(
                knows == ["UPE-COORDINATOR", "CAPE-COORDINATOR"].contains(role), "\(role)")
            let far = policy.mayKnow(offer, actor(third, role, in: other), now: now)
            #expect(far == (role == "CAPE-COORDINATOR"), "\(role)")
        }
        #expect(policy.mayKnow(offer, actor(colleague, "UPE-WORKER"), now: now))
        #expect(!policy.mayKnow(offer, actor(colleague, "OPERATOR"), now: now))
    }
}
