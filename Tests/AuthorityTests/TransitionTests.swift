import Basics
import Circuit
import DefinitionSupport
import Testing

@testable import Authority

/// Every transition of every track with every role, typed by hand from the pages of the domain and
/// not from the definition: whatever a row does not name is refused.
@Suite struct TransitionTests {
    private struct Row {
        var stage: String
        var next: [String]
        /// Who may move a file, or a matter, here.
        var roles: Set<String>

        init(_ stage: String, _ next: String, _ roles: String) {
            self.stage = stage
            self.next = next.split(separator: " ").map(String.init)
            self.roles = Set(roles.split(separator: " ").map(String.init))
        }
    }

    private static let everyoneWithTasks =
        "CAPE-COORDINATOR CAPE-EVALUATION CAPE-ORIENTATION CAPE-FOLLOWUP UPE-COORDINATOR UPE-WORKER"
    private static let services =
        "CAPE-ORIENTATION HEALTH-FOCAL SERVICE-FOCAL POLICE-FOCAL CPPE-MEMBER"

    /// The stages of the social track.
    ///
    /// Each with those that may follow and the roles whose acts they are: those of the access
    /// matrix's last column, and whom the table of stages names as responsible. The coordinator
    /// receives what another province refused.
    private static let social: [Row] = [
        // That a file is joined which nobody has reported yet stands on no page: who learns right after
        // opening it that the child has one need not report the child a second time.
        Row("DETECT", "SIGNAL CLOSE-NOACT DUPLICATE", "UPE-WORKER SAS-AGENT CAPE-EVALUATION"),
        // On no page: where a file begins that was kept on paper (issue 5, import). It is entered by
        // who opens files, and by the coordinator of the unit, whose register it is.
        Row(
            "TAKEN-OVER", "SIGNAL RECEIVE TRIAGE CLOSE-NOACT DUPLICATE",
            "UPE-WORKER CAPE-EVALUATION UPE-COORDINATOR"),
        Row(
            "SIGNAL", "RECEIVE TRIAGE DUPLICATE TRANSFER", "UPE-WORKER SAS-AGENT CAPE-EVALUATION"),
        Row("RECEIVE", "LISTEN TRIAGE", "UPE-WORKER CAPE-EVALUATION CAPE-COORDINATOR"),
        Row("LISTEN", "TRIAGE ASSESS URGENT", "UPE-WORKER"),
        Row("TRIAGE", "URGENT ASSESS ORIENT CLOSE-NOACT", "CAPE-EVALUATION"),
        Row("URGENT", "ASSESS", "CAPE-EVALUATION SAS-AGENT UPE-WORKER"),
        Row("ASSESS", "PLAN ORIENT CLOSE-NOACT URGENT", "CAPE-EVALUATION"),
        Row("PLAN", "ORIENT SERVE ASSESS", "CAPE-EVALUATION"),
        Row("ORIENT", "SERVE PLAN TRANSFER", "CAPE-ORIENTATION"),
        Row("SERVE", "FOLLOW PLAN ORIENT URGENT", "CAPE-ORIENTATION CAPE-FOLLOWUP"),
        Row("FOLLOW", "REVIEW SERVE URGENT TRANSFER", "UPE-WORKER CAPE-FOLLOWUP"),
        Row("REVIEW", "PLAN FOLLOW CLOSE", "CAPE-FOLLOWUP"),
        Row("CLOSE", "REOPEN", "CAPE-COORDINATOR CAPE-FOLLOWUP"),
        Row("CLOSE-NOACT", "REOPEN", "CAPE-COORDINATOR CAPE-EVALUATION"),
        Row("REOPEN", "TRIAGE ASSESS", "CAPE-COORDINATOR"),
        Row("TRANSFER", "RECEIVE TRANSFERRED", "CAPE-COORDINATOR"),
        // The daemon alone, by a receipt.
        Row("TRANSFERRED", "", ""),
        Row("DUPLICATE", "REOPEN", "CAPE-COORDINATOR CAPE-EVALUATION CAPE-FOLLOWUP"),
    ]

    /// Acts of prosecutor and judge, recorded by the follow-up cell too; any official
    /// transmits.
    private static let judicial: [Row] = [
        Row("J0", "J1", ""),
        Row(
            "J1", "J2 J9",
            "CAPE-EVALUATION CAPE-FOLLOWUP UPE-WORKER UPE-COORDINATOR SAS-AGENT PROSECUTOR"),
        Row("J2", "J3 J4 J9", "CAPE-FOLLOWUP PROSECUTOR"),
        Row("J3", "J4 J5", "CAPE-FOLLOWUP PROSECUTOR JUDGE"),
        Row("J4", "J5 J6", "CAPE-FOLLOWUP PROSECUTOR JUDGE"),
        Row("J5", "J6 J7 J4", "CAPE-FOLLOWUP PROSECUTOR JUDGE"),
        Row("J6", "J5 J7", "CAPE-FOLLOWUP PROSECUTOR JUDGE"),
        Row("J7", "J5 J8", "CAPE-FOLLOWUP PROSECUTOR JUDGE"),
        Row("J8", "", "CAPE-FOLLOWUP PROSECUTOR JUDGE"),
        Row("J9", "J1", "CAPE-FOLLOWUP PROSECUTOR"),
    ]

    /// Recorded by the follow-up cell, and from the order on by the judge.
    private static let kafala: [Row] = [
        Row("K1", "K2", "CAPE-FOLLOWUP"), Row("K2", "K3", "CAPE-FOLLOWUP"),
        Row("K3", "K4", "CAPE-FOLLOWUP"), Row("K4", "K5", "CAPE-FOLLOWUP JUDGE"),
        Row("K5", "K6", "CAPE-FOLLOWUP JUDGE"), Row("K6", "", "CAPE-FOLLOWUP JUDGE"),
    ]

    /// Whoever has the referral answers it, and the orientation team records an answer
    /// that came on paper.
    private static let referral: [Row] = [
        Row("DRAFT", "SENT", "CAPE-ORIENTATION CAPE-EVALUATION"),
        Row("SENT", "ACCEPTED REFUSED EXPIRED TAKEN-BACK", "CAPE-ORIENTATION CAPE-EVALUATION"),
        Row("ACCEPTED", "IN-SERVICE TAKEN-BACK", services), Row("REFUSED", "", services),
        Row("EXPIRED", "", "CAPE-ORIENTATION"),
        // Whoever may send one may take it back.
        Row("TAKEN-BACK", "", "CAPE-ORIENTATION CAPE-EVALUATION"),
        Row("IN-SERVICE", "DONE INTERRUPTED TAKEN-BACK", services), Row("DONE", "", services),
        Row("INTERRUPTED", "", services),
    ]

    private static let matters: [Row] = [
        Row("MEASURE-ON", "MEASURE-OFF", "CAPE-EVALUATION SAS-AGENT UPE-WORKER"),
        Row("MEASURE-OFF", "", "CAPE-EVALUATION UPE-WORKER"),
        // Who enters a decision of the judge enters the measure that begins with it.
        Row("COURT-ON", "COURT-OFF", "CAPE-FOLLOWUP PROSECUTOR JUDGE"),
        Row("COURT-OFF", "", "CAPE-FOLLOWUP JUDGE"),
        Row("STAY-IN", "STAY-IN STAY-OUT", "CAPE-FOLLOWUP EPS-STAFF UPE-WORKER"),
        Row("STAY-OUT", "", "CAPE-FOLLOWUP EPS-STAFF UPE-WORKER"),
        Row("TASK-OPEN", "TASK-DONE TASK-DROPPED", everyoneWithTasks),
        Row("TASK-DONE", "", everyoneWithTasks), Row("TASK-DROPPED", "", everyoneWithTasks),
        Row(
            "RIGHTS-ASKED", "RIGHTS-LOCKED RIGHTS-GRANTED RIGHTS-REFUSED", "CAPE-COORDINATOR"),
        Row("RIGHTS-LOCKED", "RIGHTS-GRANTED RIGHTS-REFUSED", "CAPE-COORDINATOR"),
        Row("RIGHTS-GRANTED", "", "CAPE-COORDINATOR"),
        Row("RIGHTS-REFUSED", "", "CAPE-COORDINATOR"),
        // Nobody else lays a file before the committee, or takes it away.
        Row("CONF-CALLED", "CONF-HELD CONF-DROPPED", "CAPE-COORDINATOR"),
        Row("CONF-HELD", "", "CAPE-COORDINATOR"), Row("CONF-DROPPED", "", "CAPE-COORDINATOR"),
    ]

    /// Who may write who the child is may write who is around it.
    private static let family = "CAPE-COORDINATOR CAPE-EVALUATION UPE-COORDINATOR UPE-WORKER"

    /// What is learnt anew of a person leaves him where he is; who is gone does not come back, but is
    /// another matter.
    private static let people: [Row] = [
        Row("PERSON-ON", "PERSON-ON PERSON-SUSPENDED PERSON-GONE", family),
        Row("PERSON-SUSPENDED", "PERSON-SUSPENDED PERSON-RESTORED PERSON-GONE", family),
        Row("PERSON-RESTORED", "PERSON-RESTORED PERSON-SUSPENDED PERSON-GONE", family),
        Row("PERSON-GONE", "", family),
    ]

    /// Whoever meets the child or its guardian hears of a consent, and of its end.
    private static let consenting =
        "CAPE-COORDINATOR CAPE-EVALUATION CAPE-FOLLOWUP CAPE-ORIENTATION EPS-STAFF"
        + " UPE-COORDINATOR UPE-WORKER"
    private static let consents: [Row] = [
        Row(
            "CONSENT-ON", "CONSENT-ON CONSENT-WITHDRAWN CONSENT-EXPIRED CONSENT-REPLACED",
            consenting + " SAS-AGENT"),
        Row("CONSENT-WITHDRAWN", "", consenting), Row("CONSENT-EXPIRED", "", consenting),
        Row("CONSENT-REPLACED", "", consenting),
    ]

    private static let table =
        social + judicial + kafala + referral + consents + matters + people

    private let definition: CircuitDefinition
    private let matrix: MatrixTests
    private let now = Instant(milliseconds: 1_780_000_000_000)
    private let matter = ActID(high: 7, low: 7)

    init() throws {
        definition = try Shipped.definition()
        matrix = try MatrixTests()
    }

    @Test func `The tracks have the stages of the page, and no other`() {
        let tracks = definition.parts.tracks.filter { definition.track($0, fits: .child) }
        #expect(
            tracks.flatMap(\.stages).map(\.code).sorted()
                == Self.table.map(\.stage).sorted())
        #expect(
            tracks.map(\.dataClass) == [
                .social, .judicial, .judicial, .social, .social, .social, .judicial, .social,
                .social, .social, .social, .identity,
            ])
    }

    /// The file, or the matter, stands at a stage.
    private func heads(at stage: String, _ track: Track) -> Heads {
        var social = HeadPart(.social)
        social.openedAt = now
        social.passages = [Passage(stage: "DETECT", at: now)]
        var heads = Heads([social])
        var head = heads[track.dataClass] ?? HeadPart(track.dataClass)
        let passage = Passage(stage: stage, at: now)
        if track.meaning.isOfMatters {
            head.matters = [Matter(act: matter, track: track.code, passages: [passage])]
        } else if stage != track.unbegun?.code {
            head.passages = [passage]
        }
        heads[track.dataClass] = head
        return heads
    }

    @Test func `From each stage a file comes to those of the page, and to no other`() throws {
        var allowed = 0
        for from in Self.table {
            let track = try #require(definition.track(ofStage: from.stage))
            let heads = heads(at: from.stage, track)
            for to in Self.table {
                let target = try #require(definition.track(ofStage: to.stage))
                // A matter is moved along its own track, and a stage of the file on its own.
                guard track == target || !target.meaning.isOfMatters else { continue }
                let isMatter = target.meaning.isOfMatters
                let act = Act(
                    id: ActID(high: 9, low: 9),
                    heading: Heading(
                        kind: .transition, definitionVersion: 1,
                        from: isMatter || track == target
                            ? from.stage : heads.stage(on: target),
                        to: to.stage, eventAt: now, enteredAt: now, author: .zero,
                        organisation: .zero, matter: isMatter ? matter : nil, reason: "Why"))
                let errors = act.check(
                    against: heads, definition, CheckContext(now: now, province: "04.421"))
                let isRefused = errors.contains { $0.code == .forbiddenTransition }
                if track == target {
                    #expect(isRefused == !from.next.contains(to.stage), "\(from) \(to)")
                    allowed += isRefused ? 0 : 1
                }
            }
        }
        #expect(allowed == Self.table.map(\.next.count).reduce(0, +))
    }

    @Test func `A file begins at detection, a matter where its form begins it`() throws {
        for row in Self.table {
            let track = try #require(definition.track(ofStage: row.stage))
            var heads = Heads()
            var social = HeadPart(.social)
            social.openedAt = now
            heads[.social] = social
            let opens = definition.stage(row.stage)?.meanings.contains(.opens) == true
            let wanted = [
                "DETECT", "TAKEN-OVER", "K1", "DRAFT", "SENT", "MEASURE-ON", "COURT-ON", "STAY-IN",
                "TASK-OPEN", "RIGHTS-ASKED", "PERSON-ON", "CONSENT-ON", "CONF-CALLED",
            ].contains(row.stage)
            #expect(opens == wanted, "\(row.stage)")
            guard !track.meaning.isOfMatters else { continue }
            let act = Act(
                id: ActID(high: 9, low: 9),
                heading: Heading(
                    kind: .transition, definitionVersion: 1, from: heads.stage(on: track),
                    to: row.stage, eventAt: now, enteredAt: now, author: .zero,
                    organisation: .zero, reason: "Why"))
            let errors = act.check(
                against: heads, definition, CheckContext(now: now, province: "04.421"))
            let begins = !errors.contains { $0.code == .forbiddenTransition }
            #expect(
                begins == ["DETECT", "TAKEN-OVER", "K1", "J1"].contains(row.stage), "\(row.stage)")
        }
    }

    @Test func `A role moves files and matters to its own stages and to no other`() throws {
        for (role, tie, _) in MatrixTests.matrix {
            let actor = matrix.actor(role)
            for row in Self.table {
                let track = try #require(definition.track(ofStage: row.stage))
                let intent = ActIntent(
                    classes: ClassSet(track.dataClass), home: track.dataClass, form: nil,
                    to: row.stage, addressee: track.meaning == .referral ? matrix.mine : nil)
                let granted =
                    matrix.decide(
                        actor, .append(matrix.file, intent), matrix.tied(tie)
                    ).permit != nil
                #expect(granted == row.roles.contains(role), "\(role) \(row.stage)")
            }
        }
    }

    @Test func `Who enters a stage may begin the matter that its form begins`() throws {
        for role in definition.parts.roles {
            for code in role.stages {
                let stage = try #require(definition.stage(code))
                let begun = stage.entryForms.compactMap { definition.form($0)?.begins }
                    .compactMap { definition.track($0) }
                for track in begun where definition.track(ofStage: code) != track {
                    let opening = try #require(track.opening?.code)
                    #expect(role.stages.contains(opening), "\(role.code) \(code) \(opening)")
                }
            }
        }
    }

    /// SPEC W-129.
    @Test func `Only who may begin a matter corrects what began it, and so to whom it goes`() {
        let intent = ActIntent(
            classes: .social, form: "F10", to: nil, begins: "DRAFT", corrects: true)
        for (role, tie, _) in MatrixTests.matrix {
            let decision = matrix.decide(
                matrix.actor(role), .append(matrix.file, intent), matrix.tied(tie))
            #expect(
                (decision.permit != nil) == ["CAPE-ORIENTATION", "CAPE-EVALUATION"].contains(role),
                "\(role)")
        }
    }

    /// SPEC W-129.
    @Test func `What is addressed to an organisation is read in a role of that organisation`() {
        let member = MemberID(high: 3, low: 3)
        let posts = [
            Post(role: "SERVICE-FOCAL", organisation: matrix.mine),
            Post(role: "CAPE-SUPPORT", organisation: matrix.other),
        ]
        let actor = Actor(
            member: member, device: DeviceID(high: 4, low: 4), posts: posts,
            secrecyUntil: Instant(milliseconds: .max))
        let both = FileFacts(
            referent: nil, organisation: nil, ties: [.referral: [matrix.mine, matrix.other]])
        let permit = matrix.decide(
            actor, .history(matrix.file, motivated: false), both
        ).permit
        #expect(permit.map { Set($0.opensAddressed.keys) } == [matrix.mine])
        #expect(matrix.policy.services(of: actor, now: matrix.now) == [matrix.mine])
    }

    @Test func `A service answers what is addressed to it, and writes nothing else`() {
        let service = matrix.actor("SERVICE-FOCAL")
        let tied = matrix.tied(.organisation(.referral))
        func decision(_ intent: ActIntent) -> Decision {
            matrix.decide(service, .append(matrix.file, intent), tied)
        }
        let answer = ActIntent(
            classes: .social, form: "F10-ANS", to: "ACCEPTED", addressee: matrix.mine)
        let permit = decision(answer).permit
        #expect(permit?.seals == [.social, .audit, .spine] && permit?.opens == .spine)
        let toOthers = ActIntent(
            classes: .social, form: "F10-ANS", to: "ACCEPTED", addressee: matrix.other)
        #expect(decision(toOthers) == .refused(.classClosed))
        let health = ActIntent(
            classes: [.social, .health], form: "F10-ANS", to: "ACCEPTED", addressee: matrix.mine)
        #expect(decision(health) == .refused(.classClosed))
        let plain = ActIntent(classes: .social, form: "F11", to: nil)
        #expect(decision(plain) == .refused(.classClosed))
        let sends = ActIntent(
            classes: .social, form: "F10", to: "EXPIRED", addressee: matrix.mine)
        #expect(decision(sends) == .refused(.stageClosed))
        #expect(
            matrix.decide(service, .append(matrix.file, answer), matrix.foreign)
                == .refused(.outOfScope))
    }
}
