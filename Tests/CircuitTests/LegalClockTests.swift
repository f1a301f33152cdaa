import Basics
import Circuit
import DefinitionSupport
import Testing

/// The clocks that rest on an article of law, each by its article, with limits typed from the
/// domain's page and not from the definition.
@Suite struct LegalClockTests {
    let definition: CircuitDefinition
    private let day: Int64 = 86_400

    init() throws { definition = try Shipped.definition() }

    private func tasks(
        _ steps: [Sample.Step], after acts: [Act]? = nil, _ dataClass: DataClass = .judicial
    ) -> [DueTask] {
        let all = Sample.walk(steps, after: acts ?? Array(Sample.path.prefix(6)), definition)
        return Sample.heads(all, definition).tasks(of: ClassSet(dataClass), definition)
    }

    /// When a task is due, in seconds from the sample's moment; nil where it is not owed.
    private func due(_ task: String, _ tasks: [DueTask]) -> Int64? {
        tasks.first { $0.task == task }.map {
            ($0.due.milliseconds - Sample.now.milliseconds) / 1000
        }
    }

    private func date(_ text: String) -> CivilDate { CivilDate(text) ?? .first }

    /// The end of a day of the province, in seconds from the sample's moment.
    private func end(of text: String) -> Int64 {
        let start = date(text).adding(days: 1).start(offsetSeconds: 3600)
        return (start.milliseconds - Sample.now.milliseconds) / 1000
    }

    private var transmitted: [Sample.Step] { [Sample.Step(form: "F8", to: "J1")] }

    private func decided(
        _ type: String, to stage: String = "J3", _ more: [FieldValue] = []
    ) -> [Sample.Step] {
        transmitted + [
            Sample.Step(to: "J2"),
            Sample.Step(
                form: "F8-DEC", to: stage,
                values: [FieldValue("decision_type", .choice(type))] + more),
        ]
    }

    @Test
    func `CPP 42: an offence is told to the prosecutor at once, by whatever form it is known`() {
        let incident = Sample.Step(form: "F4")
        let quiet = Array(Sample.path.prefix(6)).map {
            $0.setting("offence_suspected", $0.heading.form == "F1" ? .flag(false) : nil)
                .setting("prosecutor_notified_at", nil)
        }
        #expect(due("PROSECUTOR", tasks([], after: quiet)) == nil)
        #expect(due("PROSECUTOR", tasks([incident], after: quiet)) == 0)
        #expect(due("PROSECUTOR", tasks([incident] + transmitted, after: quiet)) == nil)
        // A second offence is owed anew.
        #expect(due("PROSECUTOR", tasks([incident] + transmitted + [incident], after: quiet)) == 0)
    }

    @Test func `CPP 460: a provisional guard lasts 15 days at most, and the guardian is told`() {
        let guarded = Sample.Step(
            form: "F7", values: [FieldValue("measure_type", .choice("PROVISIONAL-GUARD"))])
        let owed = tasks([guarded], .social)
        #expect(due("PROVISIONAL-GUARD", owed) == 15 * day)
        #expect(
            due("PROVISIONAL-GUARD", tasks([Sample.Step(form: "F7")], .social)) == nil)
        let ended = [guarded, Sample.Step(form: "F7-END", to: "MEASURE-OFF", matter: 7)]
        #expect(due("PROVISIONAL-GUARD", tasks(ended, .social)) == nil)
        let act = Sample.walk([guarded], after: Array(Sample.path.prefix(6)), definition)[6]
        let errors = act.setting("family_told", nil).check(
            against: Sample.heads(Array(Sample.path.prefix(6)), definition), definition,
            Sample.context)
        #expect(errors.map(\.field) == ["family_told"])
    }

    @Test func `CPP 471, 514: an observation that a judge orders lasts three months at most`() {
        #expect(due("OBSERVATION", tasks(decided("OBSERVATION"))) == 92 * day)
        #expect(due("OBSERVATION", tasks(decided("SUPERVISED-FREEDOM"))) == nil)
        let ended =
            decided("OBSERVATION") + [Sample.Step(form: "F8-END", to: "COURT-OFF", matter: 9)]
        #expect(due("OBSERVATION", tasks(ended)) == nil)
    }

    @Test func `CPP 481, 517: a measure ends at its term and at 18`() {
        let term = [
            FieldValue("term_kind", .choice("DATE")), FieldValue("term", .date(date("2027-01-31"))),
        ]
        #expect(
            due("COURT-TERM", tasks(decided("OTHER", term))) == end(of: "2027-01-31"))
        // The child was born on 9 March 2015, which stands on a document.
        let owed = tasks([], .identity)
        let eighteen = date("2033-03-09").start(offsetSeconds: 3600)
        #expect(owed.first { $0.task == "END-AT-18" }?.due == eighteen)
    }

    private func decided(_ type: String, _ more: [FieldValue]) -> [Sample.Step] {
        decided(type, to: "J3", more)
    }

    @Test func `CPP 498, 515: a delegate or bureau reports every three months`() throws {
        let executed = decided("SUPERVISED-FREEDOM") + [Sample.Step(to: "J5")]
        #expect(due("REPORT", tasks(executed)) == 92 * day)
        let later = Sample.now.adding(seconds: 40 * day)
        let reported =
            executed + [
                Sample.Step(
                    form: "F8-REP", values: [FieldValue("report_received_at", .instant(later))],
                    eventAt: later)
            ]
        let next = TimeLimit.months(3).end(from: later, offsetSeconds: 3600)
        #expect(tasks(reported).first { $0.task == "REPORT" }?.due == next)
        let ended =
            executed + [
                Sample.Step(form: "F8-DEC", to: "J7"), Sample.Step(form: "F8-END", to: "J8"),
            ]
        #expect(due("REPORT", tasks(ended)) == nil)
    }

    @Test func `CPP 502: ten days to appeal, and after three months a return may be asked for`() {
        let placed = decided(
            "P3",
            [
                FieldValue("decision_date", .date(date("2026-05-27"))),
                FieldValue("placed_outside_family", .flag(true)),
                FieldValue("placement_from", .date(date("2026-05-28"))),
            ])
        #expect(due("APPEAL", tasks(placed)) == end(of: "2026-06-06"))
        let back = tasks(placed).first { $0.task == "RETURN" }
        #expect(back?.since == date("2026-08-28").start(offsetSeconds: 3600))
    }

    @Test func `CPP 507: card no. 1 may be cancelled three years after the measure ended`() {
        let ended =
            decided("P1", to: "J4", []) + [
                Sample.Step(to: "J5"), Sample.Step(form: "F8-DEC", to: "J7"),
                Sample.Step(form: "F8-END", to: "J8"),
            ]
        let card = tasks(ended).first { $0.task == "CARD" }
        let now = CivilDate(Sample.now, offsetSeconds: 3600)
        #expect(
            card.map { CivilDate($0.since, offsetSeconds: 3600) } == now.adding(months: 36))
    }

    @Test func `CPP 510: a victim's placement without a date lasts until the judgment`() {
        let placed = decided(
            "P5", [FieldValue("term_kind", .choice("FINAL-JUDGMENT"))])
        let heads = Sample.heads(
            Sample.walk(placed, after: Array(Sample.path.prefix(6)), definition), definition)
        #expect(due("COURT-TERM", tasks(placed)) == nil)
        let far = date("2050-01-01")
        #expect(heads[.judicial]?.matters.first?.holds(on: far, definition) == true)
    }

    @Test func `15-01 art. 3, 31: a foundling is reported at once`() {
        let found = [Sample.Step(form: "KAF", to: "K1")]
        let quiet = Array(Sample.path.prefix(6)).map { $0.setting("prosecutor_notified_at", nil) }
        #expect(due("FOUNDLING", tasks(found, after: quiet)) == 0)
        #expect(due("FOUNDLING", tasks(found + transmitted, after: quiet)) == nil)
    }

    private func kafala(_ last: String, _ values: [FieldValue] = []) -> [Sample.Step] {
        let stages = ["K1", "K2", "K3", "K4", "K5", "K6"]
        let end = (stages.firstIndex(of: last) ?? 0) + 1
        return stages.prefix(end).map { stage in
            Sample.Step(
                form: stage == "K5" ? "F18" : "KAF", to: stage,
                values: stage == last ? values : [])
        }
    }

    @Test func `15-01 art. 6: the judgment on a child of unknown parents is posted three months`() {
        let posted = kafala("K3", [FieldValue("kafala_posted_at", .date(date("2026-06-01")))])
        let owed = tasks(posted).first { $0.task == "POSTING" }
        #expect(owed.map { CivilDate($0.due, offsetSeconds: 3600).text } == "2026-09-01")
        #expect(due("POSTING", tasks(posted + [Sample.Step(form: "KAF", to: "K4")])) == nil)
    }

    @Test func `15-01 art. 12: the child's consent is asked over twelve`() {
        let acts = Sample.walk(
            kafala("K4", [FieldValue("kafala_consent_need", .choice("OVER-12"))]),
            after: Array(Sample.path.prefix(6)), definition)
        let order = acts[acts.count - 1]
        let errors = order.setting("kafala_child_consents", nil).check(
            against: Sample.heads(Array(acts.dropLast()), definition), definition, Sample.context)
        #expect(errors.map(\.field) == ["kafala_child_consents"])
    }

    @Test func `15-01 art. 18: a kafala order is executed within 15 days`() {
        #expect(due("KAFALA-EXECUTION", tasks(kafala("K4"))) == 15 * day)
        #expect(due("KAFALA-EXECUTION", tasks(kafala("K5"))) == nil)
    }

    @Test func `15-01 art. 21: the civil registry is told within a month of order and end`() {
        #expect(due("REGISTRY", tasks(kafala("K4"))) == 31 * day)
        let told = [FieldValue("registry_notified_at", .instant(Sample.now))]
        #expect(due("REGISTRY", tasks(kafala("K4", told))) == nil)
        let later = Sample.now.adding(seconds: 400 * day)
        var ended = kafala("K4", told) + [Sample.Step(form: "F18", to: "K5")]
        ended.append(Sample.Step(form: "KAF", to: "K6", eventAt: later))
        let month = TimeLimit.months(1).end(from: later, offsetSeconds: 3600)
        #expect(tasks(ended).first { $0.task == "REGISTRY" }?.due == month)
    }

    @Test func `36-21: a birth is declared within 30 days`() {
        let opening = Sample.opening.setting("civil_status", .choice("NOT-REGISTERED"))
            .setting("birth_date", .date(CivilDate(Sample.now, offsetSeconds: 3600)))
        let birth = CivilDate(Sample.now, offsetSeconds: 3600).start(offsetSeconds: 3600)
        let owed = tasks([], after: [opening], .identity).first { $0.task == "BIRTH" }
        #expect(owed?.due == birth.adding(seconds: 30 * day))
        #expect(due("BIRTH", tasks([], .identity)) == nil)
    }

    private func asked(_ nature: String) -> Sample.Step {
        Sample.Step(
            form: "F16",
            values: [
                FieldValue("request_nature", .choice(nature)),
                FieldValue("request_received_at", .instant(Sample.now)),
            ])
    }

    @Test func `09-08 art. 8: a rectification is answered within ten clear days`() {
        // The sample's moment is the evening of 28 May 2026.
        #expect(CivilDate(Sample.now, offsetSeconds: 3600).text == "2026-05-28")
        #expect(
            due("RECTIFY", tasks([asked("RECTIFICATION")], .social)) == end(of: "2026-06-07"))
        let answered = [
            asked("RECTIFICATION"), Sample.Step(form: "F16-ANS", to: "RIGHTS-REFUSED", matter: 7),
        ]
        #expect(due("RECTIFY", tasks(answered, .social)) == nil)
    }

    @Test func `09-08 art. 7: access is given without delay`() {
        #expect(due("ACCESS", tasks([asked("ACCESS")], .social)) == 0)
    }

    @Test func `A clock is legal only where an article stands beside it, and these are all`() {
        let legal = definition.parts.clocks.compactMap { clock -> String? in
            guard case .legal(let article) = clock.terms.basis else { return nil }
            return article
        }
        #expect(
            Set(legal) == [
                "CPP 42", "CPP 460", "CPP 471, 514", "CPP 481, 517", "CPP 498, 515", "CPP 502",
                "CPP 507", "15-01 art. 3, 31", "15-01 art. 6", "15-01 art. 18", "15-01 art. 21",
                "law 36-21", "09-08 art. 7", "09-08 art. 8",
            ])
    }
}
