import Basics
import Circuit
import DefinitionSupport
import Testing

/// Consents and what rests on them: SPEC W-153.
@Suite struct ConsentTests {
    private typealias Step = Sample.Step

    private let definition: CircuitDefinition
    private let today: CivilDate
    private static let house = OrganisationID(high: 4, low: 4)

    init() throws {
        definition = try Shipped.definition()
        today = CivilDate(Sample.now, offsetSeconds: 3600)
    }

    /// A consent to sharing, with sectors and organisations, as the sixth act begins it.
    private func consent(
        _ sectors: [String] = ["EDUCATION"], _ organisations: [OrganisationID] = [],
        given: Bool = true, until: CivilDate? = nil, assent: String = "UNDER-12", days: Int64 = 0
    ) -> Step {
        var values = [
            FieldValue("consent_purpose", .choice("SHARING")),
            FieldValue("consent_given", .flag(given)),
            FieldValue("child_assent", .choice(assent)),
        ]
        if given { values.append(FieldValue("consent_by", .choice("CHILD"))) }
        if !sectors.isEmpty { values.append(FieldValue("scope_sharing", .choices(sectors))) }
        for (row, organisation) in organisations.enumerated() {
            values.append(
                FieldValue(
                    "consent_organisation", row: UInt16(row), .organisation(organisation)))
        }
        if let until { values.append(FieldValue("consent_until", .date(until))) }
        return Step(
            form: "F6", values: values, reason: days == 0 ? "" : "Late",
            eventAt: Sample.now.adding(seconds: -days * 86_400))
    }

    private func referral(
        _ service: String = "EDU-INS", _ ground: String = "CONSENT", because: String = "",
        to stage: String = "SENT", of matter: UInt64? = nil
    ) -> Step {
        var values = [
            FieldValue("to_service", .organisation(Self.house)),
            FieldValue("referral_service", .choice(service)),
            FieldValue("consent_basis", .choice(ground)),
        ]
        if !because.isEmpty { values.append(FieldValue("assent_exception", .text(because))) }
        return Step(form: "F10", to: stage, matter: matter, values: values)
    }

    private let withdrawal = Step(form: "F6-END", to: "CONSENT-WITHDRAWN", matter: 7)

    /// What is wrong with the last of some steps, after those before it.
    private func codes(_ steps: [Step], at now: Instant = Sample.now) -> [CheckCode] {
        let acts = Sample.walk(steps, after: Array(Sample.path.prefix(6)), definition)
        let heads = Sample.heads(Array(acts.dropLast()), definition)
        return acts[acts.count - 1].check(
            against: heads, definition, CheckContext(now: now, province: Sample.province)
        ).map(\.code)
    }

    private func heads(_ steps: [Step]) -> Heads {
        Sample.heads(
            Sample.walk(steps, after: Array(Sample.path.prefix(6)), definition), definition)
    }

    @Test func `A referral rests on a consent that covers the sector of its service`() {
        #expect(codes([referral()]) == [.notConsented])
        #expect(codes([consent(), referral()]) == [])
        #expect(codes([consent(["HEALTH", "YOUTH"]), referral()]) == [.notConsented])
        #expect(codes([consent(["HEALTH"]), consent(), referral()]) == [])
        #expect(codes([consent([], [Self.house]), referral()]) == [])
        #expect(codes([consent([], [Sample.unit]), referral()]) == [.notConsented])
        // That nobody consents is no consent, and a consent to something else is none to sharing.
        #expect(codes([consent(given: false), referral()]) == [.notConsented])
        let services = Step(
            form: "F6", values: [FieldValue("consent_purpose", .choice("SERVICES"))])
        #expect(codes([services, referral()]) == [.notConsented])
    }

    @Test func `A ground of the law needs a reason and no consent`() {
        for ground in ["LEGAL-DUTY", "VITAL-INTEREST", "PUBLIC-MISSION"] {
            #expect(codes([referral("EDU-INS", ground)]) == [], "\(ground)")
            var act = Sample.walk(
                [referral("EDU-INS", ground)], after: Array(Sample.path.prefix(6)), definition)[6]
            act.values.removeAll { $0.field == "legal_basis_note" }
            let found = act.check(
                against: Sample.heads(Array(Sample.path.prefix(6)), definition), definition,
                Sample.context)
            #expect(
                found == [CheckError(.missingField, form: "F10", field: "legal_basis_note")],
                "\(ground)")
        }
    }

    @Test func `A consent that is withdrawn, replaced or past its last day counts no more`() {
        #expect(codes([consent(), withdrawal, referral()]) == [.notConsented])
        for stage in ["CONSENT-EXPIRED", "CONSENT-REPLACED"] {
            #expect(
                codes([consent(), Step(to: stage, matter: 7), referral()]) == [.notConsented])
        }
        #expect(codes([consent(until: today), referral()]) == [])
        #expect(codes([consent(until: today.adding(days: -1)), referral()]) == [.notConsented])
        #expect(
            codes([consent(until: today), referral()], at: Sample.now.adding(seconds: 86_400))
                == [.notConsented])
    }

    /// What is shared is shared now, whatever day the act tells.
    @Test func `An act of a day before the withdrawal shares no more`() {
        var late = referral()
        late.eventAt = Sample.now.adding(seconds: -3 * 86_400)
        late.reason = "Entered late"
        #expect(codes([consent(days: 5), late]) == [])
        #expect(codes([consent(days: 5), withdrawal, late]) == [.notConsented])
    }

    @Test func `A draft shares nothing, and is asked for its ground when it is sent`() {
        let draft = referral(to: "DRAFT")
        #expect(codes([draft]) == [])
        #expect(codes([draft, referral(of: 7)]) == [.notConsented])
        #expect(codes([consent(), referral(to: "DRAFT"), referral(of: 8)]) == [])
    }

    @Test func `A correction of what lies with a service is asked for its ground again`() throws {
        let acts = Sample.walk(
            [consent(), referral(), withdrawal], after: Array(Sample.path.prefix(6)), definition)
        let all = Sample.heads(acts, definition)
        func found(_ heads: Heads, _ change: (inout Act) -> Void) -> [CheckCode] {
            var correction = acts[7]
            correction.id = ActID(high: 5, low: 5)
            correction.heading.kind = .correction
            correction.heading.from = nil
            correction.heading.to = nil
            correction.heading.corrects = acts[7].id
            correction.heading.reason = "Typing error"
            change(&correction)
            return correction.check(against: heads, definition, Sample.context).map(\.code)
        }
        let before = Sample.heads(Array(acts.dropLast()), definition)
        #expect(found(before) { _ in } == [])
        // To another service, that nobody has consented to.
        #expect(
            found(before) { $0 = $0.setting("referral_service", .choice("HEA-PSY")) }
                == [.notConsented])
        #expect(found(all) { _ in } == [.notConsented])
        #expect(
            found(all) {
                $0 = $0.setting("consent_basis", .choice("LEGAL-DUTY"))
                    .setting("legal_basis_note", .text("art. 4"))
            } == [])
    }

    @Test func `That a child refuses is passed over by nobody in silence`() {
        let refused = consent(assent: "ASKED-NO", days: 2)
        #expect(codes([refused]) == [])
        for ground in ["CONSENT", "LEGAL-DUTY"] {
            #expect(codes([refused, referral("EDU-INS", ground)]) == [.assentRefused], "\(ground)")
            #expect(codes([refused, referral("EDU-INS", ground, because: "Danger")]) == [])
            // What the child said last counts, in whatever order it was entered.
            let later = consent(assent: "ASKED-YES")
            #expect(codes([refused, later, referral("EDU-INS", ground)]) == [])
            #expect(codes([later, refused, referral("EDU-INS", ground)]) == [])
        }
        // To another sector the child has said nothing.
        #expect(codes([refused, referral("HEA-PSY", "LEGAL-DUTY")]) == [])
        // Neither the end of what it said no in, nor a day, nor a guardian's word does away with it.
        for silent in [consent(assent: "NOT-ASKED"), consent(assent: "UNDER-12")] {
            #expect(
                codes([refused, silent, referral("EDU-INS", "LEGAL-DUTY")]) == [.assentRefused])
        }
        for stage in ["CONSENT-EXPIRED", "CONSENT-REPLACED"] {
            let moved = Step(to: stage, matter: 7)
            #expect(
                codes([refused, moved, referral("EDU-INS", "LEGAL-DUTY")]) == [.assentRefused])
        }
        for answer in ["NOT-ASKED", "UNDER-12"] {
            var again = consent(assent: answer)
            again.matter = 7
            again.to = "CONSENT-ON"
            #expect(codes([refused, again]) == [.assentRefused], "\(answer)")
        }
        let past = consent(until: today.adding(days: -1), assent: "ASKED-NO")
        #expect(codes([past, referral("EDU-INS", "LEGAL-DUTY")]) == [.assentRefused])
    }

    @Test func `A refusal is a task of whoever coordinates until the child was heard`() throws {
        func owed(_ steps: [Step]) -> [DueTask] {
            heads(steps).tasks(definition).filter { $0.task == "CHILD-REFUSES" }
        }
        let refused = consent(assent: "ASKED-NO")
        let task = try #require(owed([refused]).first)
        #expect(task.matter?.low == 7 && definition.task(task.task)?.ability == .coordinates)
        #expect(owed([consent(assent: "ASKED-YES")]).isEmpty)
        let heard = Step(form: "F6-WORD", to: "CONSENT-ON", matter: 7)
        #expect(codes([refused, heard]) == [])
        #expect(owed([refused, heard]).isEmpty)
        #expect(owed([refused, withdrawal]).isEmpty)
        // It stays a refusal, which a referral has to answer.
        #expect(codes([refused, heard, referral()]) == [.assentRefused])
    }

    /// The child of the sample is eleven by a document.
    @Test func `A child of twelve by a document is asked, and a guess refuses nothing`() {
        let acts = Array(Sample.path.prefix(6))
        func found(_ born: CivilDate, _ precision: String, _ assent: String) -> [CheckCode] {
            var opened = acts
            opened[0] = opened[0].setting("birth_date", .date(born))
                .setting("birth_precision", .choice(precision))
            let all = Sample.walk([consent(assent: assent)], after: opened, definition)
            return all[6].check(
                against: Sample.heads(opened, definition), definition, Sample.context
            ).map(\.code)
        }
        let parts = today.parts
        let twelve = CivilDate(year: parts.year - 12, month: parts.month, day: parts.day) ?? today
        #expect(found(twelve, "EXACT", "UNDER-12") == [.assentDue])
        #expect(found(twelve, "EXACT", "ASKED-YES") == [])
        #expect(found(twelve, "EXACT", "NOT-ASKED") == [])
        #expect(found(twelve.adding(days: 1), "EXACT", "UNDER-12") == [])
        // Of a year alone the birthday may be to come.
        #expect(found(twelve, "YEAR", "UNDER-12") == [])
        #expect(found(twelve.adding(days: -366), "YEAR", "UNDER-12") == [.assentDue])
        #expect(found(twelve.adding(days: -3650), "ESTIMATED", "UNDER-12") == [])
    }

    @Test func `Who is not asked is not asked for a reason`() {
        let acts = Sample.walk(
            [consent(assent: "NOT-ASKED")], after: Array(Sample.path.prefix(6)), definition)
        var act = acts[6]
        act.values.removeAll { $0.field == "child_assent_reason" }
        let found = act.check(
            against: Sample.heads(Array(acts.prefix(6)), definition), definition, Sample.context)
        #expect(found == [CheckError(.missingField, form: "F6", field: "child_assent_reason")])
    }

    @Test func `A consent to sharing names with whom`() {
        #expect(codes([consent([], [Self.house])]) == [])
        let acts = Sample.walk([consent()], after: Array(Sample.path.prefix(6)), definition)
        let found = acts[6].setting("scope_sharing", nil).check(
            against: Sample.heads(Array(acts.prefix(6)), definition), definition, Sample.context)
        #expect(found == [CheckError(.missingField, form: "F6", field: "scope_sharing")])
    }

    @Test func `Whoever answers for a file is told when the ground of a referral ends`() {
        func lost(_ steps: [Step]) -> [Instant] {
            heads(steps).tasks(definition).filter { $0.task == "BASIS-LOST" }.map(\.due)
        }
        #expect(lost([consent(), referral()]) == [])
        #expect(lost([consent(), referral(), withdrawal]) == [Sample.now])
        // A ground of the law, another consent, the end of the referral.
        #expect(lost([consent(), referral("EDU-INS", "LEGAL-DUTY"), withdrawal]) == [])
        #expect(lost([consent(), consent(), referral(), withdrawal]) == [])
        #expect(lost([consent(), referral(), withdrawal, consent()]) == [])
        #expect(
            lost([
                consent(), referral(), withdrawal,
                Step(to: "TAKEN-BACK", matter: 8, reason: "Withdrawn"),
            ]) == [])
        #expect(lost([consent(["HEALTH"]), referral(to: "DRAFT"), withdrawal]) == [])
        // A last day is known before it comes.
        let last = today.adding(days: 40)
        #expect(
            lost([consent(until: last), referral()])
                == [last.adding(days: 1).start(offsetSeconds: 3600)])
        let owed = heads([consent(until: last)]).tasks(definition)
            .filter { $0.task == "CONSENT-EXPIRY" }
        #expect(owed.map(\.due) == [last.adding(days: 1).start(offsetSeconds: 3600)])
        #expect(owed.map(\.matter?.low) == [7])
    }

    @Test func `A referral that was sent can be taken back from wherever its service has it`() {
        for stages in [[], ["ACCEPTED"], ["ACCEPTED", "IN-SERVICE"]] {
            let answers = stages.map { Step(form: "F10-ANS", to: $0, matter: 7) }
            let sent = [referral("EDU-INS", "LEGAL-DUTY")] + answers
            let back = Step(to: "TAKEN-BACK", matter: 7, reason: "No consent")
            #expect(codes(sent + [back]) == [])
            #expect(codes(sent + [Step(to: "TAKEN-BACK", matter: 7)]) == [.reasonRequired])
            #expect(heads(sent + [back]).ties(definition).isEmpty)
        }
    }

    /// Sequences of consents, their ends and referrals, each act kept only where the check takes
    /// it: none that was taken shares on a consent that did not cover it then.
    @Test func `No accepted sequence shares on what does not cover it`() {
        var tally = Tally()
        for seed in 0..<UInt64(150) { walk(seed, &tally) }
        #expect(tally.taken > 100 && tally.refused > 100)
    }

    private struct Tally {
        var taken = 0
        var refused = 0
    }

    private func walk(_ seed: UInt64, _ tally: inout Tally) {
        let sectors = ["EDU-INS": "EDUCATION", "HEA-PSY": "HEALTH", "YOU-ACT": "YOUTH"]
        var random = SeededGenerator(seed: seed)
        var acts = Array(Sample.path.prefix(6))
        // Kept apart from the code: what was consented to, until when, as long as it goes on.
        var given: [UInt64: (sectors: Set<String>, until: CivilDate?)] = [:]
        for _ in 0..<16 {
            let service = sectors.keys.sorted().randomElement(using: &random) ?? ""
            var step = referral(service)
            var scope: Set<String> = []
            var until: CivilDate?
            var ended: UInt64?
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                scope = Set(sectors.values.sorted().filter { _ in Bool.random(using: &random) })
                if Bool.random(using: &random) {
                    until = today.adding(days: Int.random(in: -2...2, using: &random))
                }
                step = consent(scope.sorted(), until: until)
            case 1:
                ended = given.keys.sorted().randomElement(using: &random)
                guard let ended else { continue }
                step =
                    Bool.random(using: &random)
                    ? Step(form: "F6-END", to: "CONSENT-WITHDRAWN", matter: ended)
                    : Step(to: "CONSENT-REPLACED", matter: ended)
            default: break
            }
            let next = Sample.walk([step], after: acts, definition)
            let act = next[next.count - 1]
            let isTaken = act.check(
                against: Sample.heads(acts, definition), definition, Sample.context
            ).isEmpty
            if step.form == "F10" {
                let isCovered = given.values.contains { consent in
                    consent.sectors.contains(sectors[service] ?? "")
                        && consent.until.map { today <= $0 } ?? true
                }
                #expect(isTaken == isCovered, "\(seed)")
                tally.taken += isTaken ? 1 : 0
                tally.refused += isTaken ? 0 : 1
            }
            guard isTaken else { continue }
            if step.form == "F6" { given[act.id.low] = (scope, until) }
            if let ended { given[ended] = nil }
            acts = next
        }
    }
}
