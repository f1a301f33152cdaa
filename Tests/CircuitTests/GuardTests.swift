import Basics
import Circuit
import DefinitionSupport
import Testing

/// What the circuit does not let happen, whoever asks.
@Suite struct GuardTests {
    let definition: CircuitDefinition

    init() throws { definition = try Shipped.definition() }

    private typealias Step = Sample.Step

    private func codes(_ step: Sample.Step, after steps: [Sample.Step]) -> [CheckCode] {
        let acts = Sample.walk(steps + [step], after: Array(Sample.path.prefix(6)), definition)
        let before = Sample.heads(Array(acts.dropLast()), definition)
        return acts[acts.count - 1].check(against: before, definition, Sample.context).map(\.code)
    }

    private let reviewed = [
        Step(form: "F9", to: "PLAN"), Step(to: "SERVE"), Step(to: "FOLLOW"),
        Step(form: "F13", to: "REVIEW"),
    ]
    private let closing = Step(form: "F14", to: "CLOSE")

    @Test func `A file is not closed while a measure, a referral or a judge's measure holds`() {
        #expect(codes(closing, after: reviewed) == [])
        let measure = Step(form: "F7")
        #expect(codes(closing, after: [measure] + reviewed) == [.stillHeld])
        let off = Step(form: "F7-END", to: "MEASURE-OFF", matter: 7)
        #expect(codes(closing, after: [measure, off] + reviewed) == [])
        let sent = Step(form: "F10", to: "SENT")
        for (end, holds) in [
            ([sent], true), ([sent, Step(form: "F10-ANS", to: "ACCEPTED", matter: 7)], true),
            ([sent, Step(form: "F10-REF", to: "REFUSED", matter: 7)], false),
            ([sent, Step(to: "EXPIRED", matter: 7, reason: "No answer")], false),
            ([Step(form: "F10")], false),
        ] {
            #expect(codes(closing, after: end + reviewed) == (holds ? [.stillHeld] : []))
        }
        let today = CivilDate(Sample.now, offsetSeconds: 3600)
        for (term, holds) in [(today.adding(days: -1), false), (today, true)] {
            let decided = [
                Step(form: "F8", to: "J1"), Step(to: "J2"),
                Step(
                    form: "F8-DEC", to: "J4",
                    values: [
                        FieldValue("term_kind", .choice("DATE")), FieldValue("term", .date(term)),
                    ]),
            ]
            #expect(
                codes(closing, after: decided + reviewed) == (holds ? [.stillHeld] : []), "\(term)")
        }
    }

    @Test func `What begins to hold while a closing waits keeps it from being approved`() {
        let waiting = reviewed + [closing]
        #expect(codes(Step(approves: true), after: waiting) == [])
        #expect(codes(Step(approves: true), after: waiting + [Step(form: "F7")]) == [.stillHeld])
    }

    /// SPEC W-130.
    @Test func `A closing waits for a second person, and a move drops it`() {
        let acts = Sample.walk(
            reviewed + [closing], after: Array(Sample.path.prefix(6)), definition)
        var heads = Sample.heads(acts, definition)
        #expect(heads.stage == "REVIEW")
        #expect(heads[.social]?.proposedStage?.stage == "CLOSE")
        #expect(heads[.social]?.proposedStage?.act == acts.last?.id)
        #expect(heads[.social]?.proposedStage?.authors == [Sample.author])
        let confirm = heads.tasks(definition).first { $0.task == "CONFIRM-STAGE" }
        #expect(confirm?.due == Sample.now.adding(seconds: 259_200))
        let stays = Sample.walk([Step(to: "FOLLOW")], after: acts, definition)
        heads = Sample.heads(stays, definition)
        #expect(heads.stage == "FOLLOW" && heads[.social]?.proposedStage == nil)
        let approved = Sample.walk([Step(approves: true)], after: acts, definition)
        heads = Sample.heads(approved, definition)
        #expect(heads.stage == "CLOSE" && heads[.social]?.proposedStage == nil)
        // Nothing is owed now on a file that is closed but what its matters ask.
        #expect(
            heads.tasks(of: [.social, .identity], definition).filter { $0.since <= Sample.now }
                == [])
    }

    @Test func `Whoever corrects what waits has written it too, and the correction is approved`()
        throws
    {
        let acts = Sample.walk(
            reviewed + [closing], after: Array(Sample.path.prefix(6)), definition)
        let closed = try #require(acts.last)
        var correction = closed
        correction.id = ActID(high: 5, low: 5)
        correction.heading.kind = .correction
        correction.heading.to = nil
        correction.heading.corrects = closed.id
        correction.heading.reason = "Typing error"
        correction.heading.author = Sample.approver
        let proposed = Sample.heads(acts + [correction], definition)[.social]?.proposedStage
        #expect(proposed?.authors == [Sample.author, Sample.approver])
        #expect(proposed?.act == correction.id && proposed?.stage == "CLOSE")
    }

    @Test func `No plan without an assessment`() {
        let triaged = Array(Sample.path.prefix(5))
        let acts = Sample.walk(
            [Step(to: "ORIENT"), Step(form: "F9", to: "PLAN")], after: triaged, definition)
        let before = Sample.heads(Array(acts.dropLast()), definition)
        let found = acts[acts.count - 1].check(against: before, definition, Sample.context)
        #expect(found.map(\.code) == [.stageMissing])
    }

    /// SPEC W-132.
    @Test func `Beyond the limit of back-dating another gives leave, for a day and a week`() {
        let year: Int64 = 366 * 86_400
        func old(_ days: Int64, by author: MemberID) -> [CheckCode] {
            let leave = Sample.act(
                30, Sample.heading(.form, form: "BACKDATE", from: "ASSESS"),
                [
                    FieldValue(
                        "backdating_from",
                        .date(
                            CivilDate(
                                Sample.now.adding(seconds: -year - 100 * 86_400),
                                offsetSeconds: 3600))),
                    FieldValue("backdating_for", .member(Sample.author)),
                    FieldValue("backdating_note", .text("Paper file")),
                ]
            ).with { $0.author = Sample.approver }
            let heads = Sample.heads(Array(Sample.path.prefix(6)) + [leave], definition)
            let visit = Sample.act(
                31,
                Sample.heading(
                    .form, form: "PSY", from: "ASSESS", reason: "Paper file",
                    eventAt: Sample.now.adding(seconds: -year - days * 86_400)),
                Sample.noted.values
            ).with { $0.author = author }
            return visit.check(against: heads, definition, Sample.context).map(\.code)
        }
        #expect(old(50, by: Sample.author) == [])
        #expect(old(150, by: Sample.author) == [.backdatedTooFar])
        #expect(old(50, by: MemberID(high: 8, low: 8)) == [.backdatedTooFar])
        let own = Sample.act(
            30, Sample.heading(.form, form: "BACKDATE", from: "ASSESS"),
            [
                FieldValue("backdating_from", .date(Sample.born)),
                FieldValue("backdating_for", .member(Sample.author)),
                FieldValue("backdating_note", .text("Paper file")),
            ])
        let found = own.check(
            against: Sample.heads(Array(Sample.path.prefix(6)), definition), definition,
            Sample.context)
        #expect(found.map(\.code) == [.ownLeave])
    }

    @Test func `Two matters of one track do not overwrite each other`() {
        let expiry = Sample.now.adding(seconds: 3600)
        let acts = Sample.walk(
            [
                Step(form: "F7", values: [FieldValue("expires_at", .instant(expiry))]),
                Step(form: "F7"), Step(form: "F7-END", to: "MEASURE-OFF", matter: 8),
            ], after: Array(Sample.path.prefix(6)), definition)
        let heads = Sample.heads(acts, definition)
        let matters = heads[.social]?.matters ?? []
        #expect(matters.map(\.act.low) == [7, 8])
        #expect(matters.map(\.stage) == ["MEASURE-ON", "MEASURE-OFF"])
        #expect(matters.first?.values(.measureExpires) == [.instant(expiry)])
        let owed = heads.tasks(definition).filter { $0.task == "MEASURE-END" }
        #expect(owed.map(\.matter?.low) == [7] && owed.map(\.due) == [expiry])
        #expect(heads.stage == "ASSESS")
    }

    /// SPEC W-129.
    @Test func `A matter is moved by the act that names it, from where it stands`() {
        let sent = [Step(form: "F10", to: "SENT")]
        func found(_ change: (inout Heading) -> Void) -> [CheckCode] {
            let acts = Sample.walk(
                sent + [Step(form: "F10-ANS", to: "ACCEPTED", matter: 7)],
                after: Array(Sample.path.prefix(6)), definition)
            return acts[7].with(change).check(
                against: Sample.heads(Array(acts.prefix(7)), definition), definition,
                Sample.context
            ).map(\.code)
        }
        #expect(found { _ in } == [])
        #expect(found { $0.matter = ActID(high: 0, low: 3) } == [.unknownMatter])
        #expect(found { $0.matter = nil }.contains(.wrongHeading))
        #expect(found { $0.from = "DRAFT" } == [.changedMeanwhile])
        #expect(found { $0.kind = .form }.contains(.wrongHeading))
        #expect(found { $0.to = "TASK-DONE" }.contains(.unknownMatter))
        #expect(found { $0.form = "F6" }.contains(.formNotForStage))
    }

    @Test func `A correction of a matter's act writes with the matter`() throws {
        let acts = Sample.walk(
            [Step(form: "F7"), Step(form: "F7")], after: Array(Sample.path.prefix(6)), definition)
        let later = Sample.now.adding(seconds: 7200)
        var correction = acts[6].setting("expires_at", .instant(later))
        correction.id = ActID(high: 5, low: 5)
        correction.heading.kind = .correction
        correction.heading.corrects = acts[6].id
        correction.heading.reason = "Typing error"
        let matters = try #require(
            Sample.heads(acts + [correction], definition)[.social]?.matters)
        #expect(matters.count == 2)
        #expect(matters[0].values(.measureExpires) == [.instant(later)])
        #expect(matters[1].values(.measureExpires) == [.instant(Sample.now)])
    }

    @Test func `A file is tied to a service while its referral is with it, and to no other`() {
        func tied(_ steps: [Sample.Step]) -> Ties {
            Sample.heads(
                Sample.walk(steps, after: Array(Sample.path.prefix(6)), definition), definition
            ).ties(definition)
        }
        let service = OrganisationID(high: 4, low: 4)
        let sent = Step(
            form: "F10", to: "SENT", values: [FieldValue("to_service", .organisation(service))])
        #expect(tied([]).isEmpty)
        #expect(tied([sent]).organisations == [.referral: [service]])
        #expect(
            tied([sent, Step(form: "F10-REF", to: "REFUSED", matter: 7)]).isEmpty)
        let stay = Step(
            form: "F12", values: [FieldValue("establishment", .organisation(service))])
        #expect(tied([stay]).organisations == [.placement: [service]])
        #expect(tied([stay, Step(form: "F12-EXIT", to: "STAY-OUT", matter: 7)]).isEmpty)
        let court = OrganisationID(high: 4, low: 5)
        let bureau = OrganisationID(high: 4, low: 6)
        let transmitted = [
            Step(
                form: "F8", to: "J1", values: [FieldValue("transmitted_to", .organisation(service))]
            ),
            Step(to: "J2"),
            Step(
                form: "F8-DEC", to: "J4",
                values: [
                    FieldValue("court", .organisation(court)),
                    FieldValue("delegate", .organisation(bureau)),
                ]),
        ]
        #expect(
            tied(transmitted).organisations
                == [.transmission: [service], .seizure: [court], .inquiry: [bureau]])
        let ended =
            transmitted + [
                Step(to: "J5"), Step(form: "F8-DEC", to: "J7"), Step(form: "F8-END", to: "J8"),
            ]
        #expect(tied(ended).isEmpty)
        let kafala = [
            Step(
                form: "KAF", to: "K1",
                values: [FieldValue("kafala_court", .organisation(court))]),
            Step(form: "KAF", to: "K2"),
        ]
        #expect(tied(kafala).organisations == [.seizure: [court]])
    }

    private func conference(
        from: Int64, until: Int64, _ members: [MemberID], number: UInt64 = 1
    ) -> [FieldValue] {
        [
            FieldValue("conf_session", .text("7K3M-92QA-Y")),
            FieldValue("conf_called", .text("Situation \(number)")),
            FieldValue("conf_motive", .text("x")),
            FieldValue("conf_from", .instant(Sample.now.adding(seconds: from))),
            FieldValue("conf_until", .instant(Sample.now.adding(seconds: until))),
        ]
            + members.enumerated().map {
                FieldValue("conf_member", row: UInt16($0.offset), .member($0.element))
            }
    }

    /// SPEC W-208.
    @Test
    func `A conference lays a file open to its members for its time, and ends with its matter`() {
        func tied(_ steps: [Sample.Step]) -> Ties {
            Sample.heads(
                Sample.walk(steps, after: Array(Sample.path.prefix(6)), definition), definition
            ).ties(definition)
        }
        let other = MemberID(high: 6, low: 6)
        let called = Step(
            form: "CPPE-CONF", values: conference(from: 3600, until: 7200, [Sample.approver]))
        let ties = tied([called])
        #expect(!ties.isEmpty)
        for (seconds, members): (Int64, Set<MemberID>) in [
            (0, []), (3599, []), (3600, [Sample.approver]), (7199, [Sample.approver]), (7200, []),
        ] {
            #expect(
                ties.conference(at: Sample.now.adding(seconds: seconds)) == members, "\(seconds)")
        }
        // Who sits in one is not let in by the time of another.
        let two = tied([
            called,
            Step(
                form: "CPPE-CONF",
                values: conference(from: 7200, until: 9000, [other], number: 2)),
        ])
        #expect(two.conference(at: Sample.now.adding(seconds: 3600)) == [Sample.approver])
        #expect(two.conference(at: Sample.now.adding(seconds: 7200)) == [other])
        // It is over when somebody has written what came of it, or has taken the file away.
        for end in [
            Step(form: "CPPE-CONF-END", to: "CONF-HELD", matter: 7),
            Step(to: "CONF-DROPPED", matter: 7, reason: "x"),
        ] { #expect(tied([called, end]).isEmpty, "\(end.to ?? "")") }
        // A conference among those who follow the child opens its file to nobody.
        let own = Step(
            form: "F13",
            values: [
                FieldValue("conference_present", row: 0, .member(other)),
                FieldValue("conference_until", .instant(Sample.now.adding(seconds: 60))),
            ])
        #expect(tied([own]).isEmpty)
    }

    /// SPEC W-208.
    @Test func `A conference lasts a day at most, and ends after it began`() {
        let acts = Sample.walk([], after: Array(Sample.path.prefix(6)), definition)
        let heads = Sample.heads(acts, definition)
        for (from, until, isRight): (Int64, Int64, Bool) in [
            (0, 1, true), (3600, 90_000, true), (3600, 90_001, false), (60, 60, false),
            (60, 0, false),
        ] {
            let act = Sample.act(
                7, Sample.heading(.form, form: "CPPE-CONF", from: heads.stage),
                conference(from: from, until: until, [Sample.approver]))
            let codes = act.check(against: heads, definition, Sample.context).map(\.code)
            #expect(codes.contains(.conferenceTooLong) == !isRight, "\(from) \(until) \(codes)")
        }
        #expect(!CheckCode.conferenceTooLong.isOfFile && !CheckCode.numberInText.isOfFile)
    }

    /// SPEC W-129.
    @Test func `A correction of what began a matter begins it anew`() {
        var heading = Sample.heading(.correction, form: "F10", from: nil, reason: "Typing error")
        heading.corrects = ActID(high: 0, low: 7)
        #expect(Sample.act(8, heading).begins(definition) == "DRAFT")
        heading.form = "F10-RET"
        #expect(Sample.act(8, heading).begins(definition) == nil)
        heading.form = "F2"
        #expect(Sample.act(8, heading).begins(definition) == nil)
    }

    @Test func `A matter that holds is never forgotten to make room`() {
        var heads = Sample.heads(Array(Sample.path.prefix(6)), definition)
        let measure = Sample.walk(
            [Step(form: "F7")], after: Array(Sample.path.prefix(6)), definition)[6]
        for number in 0..<CircuitLimits.mattersPerHead {
            var act = measure
            act.id = ActID(high: 6, low: UInt64(number + 1))
            heads.fold(act, definition)
        }
        let errors = measure.check(against: heads, definition, Sample.context)
        #expect(errors.map(\.code) == [.tooMany])
        heads.fold(measure, definition)
        #expect(heads[.social]?.matters.first?.act == ActID(high: 6, low: 1))
        var ended = heads
        ended[.social]?.matters[3].passages.append(Passage(stage: "MEASURE-OFF", at: Sample.now))
        #expect(measure.check(against: ended, definition, Sample.context) == [])
    }

    @Test func `A judge's decision is recorded where the judicial track stands`() {
        let decision = Step(form: "F8-DEC")
        #expect(codes(decision, after: []) == [.formNotForStage])
        let decided = [
            Step(form: "F8", to: "J1"), Step(to: "J2"), Step(form: "F8-DEC", to: "J4"),
        ]
        #expect(codes(decision, after: decided) == [])
        #expect(codes(Step(form: "F7-END"), after: [Step(form: "F7")]) == [.formNotForStage])
    }

    /// SPEC W-131.
    @Test func `Working days pass over rest days and holidays, clear days over none`() throws {
        var calendar = WorkCalendar()
        calendar.restDays = [6, 7]
        calendar.yearly = [WorkCalendar.MonthDay(month: 1, day: 11)]
        calendar.dates = [try #require(CivilDate("2027-01-12"))]
        // A Friday.
        let friday = try #require(CivilDate("2027-01-08"))
        #expect(friday.weekday == 5)
        let start = friday.start(offsetSeconds: 3600).adding(seconds: 3600)
        func last(_ limit: TimeLimit) -> String {
            let end = limit.end(from: start, offsetSeconds: 3600, calendar)
            return CivilDate(end.adding(seconds: -1), offsetSeconds: 3600).text
        }
        #expect(last(.workingDays(1)) == "2027-01-13")
        #expect(last(.workingDays(3)) == "2027-01-15")
        #expect(last(.clearDays(3)) == "2027-01-11")
        calendar.restDays = Set(1...7)
        #expect(last(.workingDays(1)) > "2037-01-01")
    }

    @Test func `No sequence of accepted acts is closed past what holds`() {
        var random = SeededGenerator(seed: 41)
        let moves: [Sample.Step] = definition.parts.tracks.flatMap(\.stages).map {
            Step(form: $0.entryForms.first, to: $0.code, reason: "Why")
        }
        let begins = definition.parts.forms.filter { $0.begins != nil }.map { Step(form: $0.code) }
        var closings = 0
        for _ in 0..<60 {
            var acts = Array(Sample.path.prefix(6))
            var heads = Sample.heads(acts, definition)
            for _ in 0..<40 {
                var step = (moves + begins).randomElement(using: &random) ?? Step()
                if heads[.social]?.proposedStage != nil, Bool.random(using: &random) {
                    step = Step(approves: true)
                }
                let open = heads.all.flatMap(\.matters)
                if let stage = step.to,
                    definition.track(ofStage: stage)?.meaning.isOfMatters == true
                {
                    step.matter = open.randomElement(using: &random)?.act.low
                }
                let walked = Sample.walk([step], after: acts, definition)
                let act = walked[walked.count - 1]
                guard act.check(against: heads, definition, Sample.context).isEmpty else {
                    continue
                }
                acts = walked
                heads.fold(act, definition)
                guard definition.stage(heads.stage ?? "")?.meanings.contains(.closes) == true,
                    act.heading.kind == .approval
                else { continue }
                closings += 1
                let today = CivilDate(Sample.now, offsetSeconds: 3600)
                #expect(
                    !heads.all.flatMap(\.matters).contains { $0.holds(on: today, definition) })
            }
            #expect(heads == Sample.heads(acts, definition))
        }
        #expect(closings >= 5)
    }
}
