import Basics
import Circuit
import DefinitionSupport
import Testing

/// Files of other kinds than a child's (SPEC W-200).
@Suite struct KindTests {
    private let definition: CircuitDefinition

    init() throws { definition = try Shipped.definition() }

    private static let session: [FieldValue] = [
        FieldValue("session_title", .text("دورة يونيو")),
        FieldValue("session_kind", .choice("ORDINARY")),
        FieldValue("session_on", .date(CivilDate(days: 20_700))),
        FieldValue("session_seats", .number(11)),
        FieldValue("agenda_item", row: 0, .text("نقطة")),
    ]

    private static func founding(_ values: [FieldValue] = session) -> Act {
        Sample.act(
            1, Sample.heading(.opening, form: "SESSION", from: nil, to: "SESSION-CALLED"), values)
    }

    private var session: Heads {
        var heads = Heads()
        var act = Self.founding()
        act.values.append(FieldValue("session_number", .text("7K3M-92QA-Y")))
        heads.fold(act, definition)
        return heads
    }

    private var child: Heads {
        var heads = Heads()
        heads.fold(
            Sample.act(
                1, Sample.heading(.opening, form: "F0", from: nil, to: "DETECT"),
                Sample.identity), definition)
        return heads
    }

    private func codes(_ act: Act, _ heads: Heads) -> [CheckCode] {
        act.check(against: heads, definition, Sample.context).map(\.code)
    }

    @Test func `A file is founded at the opening stage of its kind, and asks nothing of a child`() {
        #expect(codes(Self.founding(), Heads()).isEmpty)
        #expect(Self.founding().classes(definition) == .social)
        #expect(session.kind(definition) == .record("SESSION"))
        #expect(child.kind(definition) == .child)
        #expect(Heads().kind(definition) == .child)
    }

    @Test func `A form that founds opens nothing but its own kind, and is filled once`() {
        func opening(_ form: String, _ stage: String) -> [CheckCode] {
            codes(
                Sample.act(1, Sample.heading(.opening, form: form, from: nil, to: stage)), Heads())
        }
        #expect(opening("SESSION", "DETECT").contains(.wrongKind))
        #expect(opening("SESSION", "PLAN-DRAFT").contains(.wrongKind))
        #expect(opening("F0", "SESSION-CALLED").contains(.wrongKind))
        #expect(opening("SESSION", "SESSION-HELD").contains(.formNotForStage))
        // A form of the kind that founds nothing opens nothing.
        #expect(opening("SESSION-MIN", "SESSION-HELD").contains(.wrongOpening))
        let again = Sample.act(
            2, Sample.heading(.form, form: "SESSION", from: "SESSION-CALLED"), Self.session)
        #expect(codes(again, session) == [.wrongOpening])
        let corrected = Sample.act(
            2,
            Sample.heading(
                .correction, form: "SESSION", from: nil, reason: "x",
                corrects: ActID(high: 0, low: 1)), Self.session)
        #expect(codes(corrected, session).isEmpty)
    }

    @Test func `A child's form stands in no session, nor a session's in a child's file`() {
        let ofChild = ["F2", "F3", "F9", "DANGER", "KEEP", "F8", "PERSON", "F10"]
        for form in ofChild {
            let act = Sample.act(2, Sample.heading(.form, form: form, from: "SESSION-CALLED"))
            #expect(codes(act, session).contains(.wrongKind), "\(form)")
        }
        for form in ["SESSION-MIN", "TAP-ACTION", "SEAT", "AWARE-RES", "DIR-FREE"] {
            let act = Sample.act(2, Sample.heading(.form, form: form, from: "DETECT"))
            #expect(codes(act, child).contains(.wrongKind), "\(form)")
        }
        // Nor does one kind that is no child's take another's.
        let action = Sample.act(
            2, Sample.heading(.form, form: "TAP-ACTION", from: "SESSION-CALLED"))
        #expect(codes(action, session).contains(.wrongKind))
    }

    @Test func `A file comes to stages of its own kind alone`() {
        for stage in ["SIGNAL", "J1", "K1", "PLAN-ADOPTED", "AWARE-HELD"] {
            let track = definition.track(ofStage: stage)
            let from = track.flatMap { session.stage(on: $0) }
            let act = Sample.act(
                2, Sample.heading(.transition, form: nil, from: from, to: stage, reason: "x"))
            #expect(codes(act, session).contains(.wrongKind), "\(stage)")
        }
        for stage in ["SESSION-HELD", "PLAN-DRAFT", "SERVICE-LISTED"] {
            let act = Sample.act(
                2, Sample.heading(.transition, form: nil, from: nil, to: stage, reason: "x"))
            #expect(codes(act, child).contains(.wrongKind), "\(stage)")
        }
    }

    @Test func `A file of any kind is given to whoever answers for it`() {
        let act = Sample.act(
            2, Sample.heading(.form, form: "ASSIGN", from: "SESSION-CALLED"),
            [
                FieldValue(
                    "assigned_organisation", .organisation(OrganisationID(high: 4, low: 4))),
                FieldValue("assigned_member", .member(MemberID(high: 7, low: 7))),
            ])
        #expect(codes(act, session).isEmpty)
        var heads = session
        heads.fold(act, definition)
        #expect(heads[.social]?.referent == MemberID(high: 7, low: 7))
        #expect(heads[.social]?.responsibleOrganisation == OrganisationID(high: 4, low: 4))
        #expect(heads.kind(definition) == .record("SESSION"))
    }

    /// SPEC W-209.
    @Test func `No text of a session holds the number of a file`() {
        let number = FileNumber(value: 123_456_789)
        func opening(_ item: String) -> [CheckCode] {
            var values = Self.session
            values[values.count - 1] = FieldValue("agenda_item", row: 0, .text(item))
            return codes(Self.founding(values), Heads())
        }
        #expect(opening("ملف \(number.text)") == [.numberInText])
        #expect(opening("dossier n° \(number.text.lowercased()).") == [.numberInText])
        #expect(opening("Situation 1").isEmpty)
        // In a child's file it may stand in a text: who reads it reads the child's.
        let child = self.child
        let act = Sample.act(
            2, Sample.heading(.form, form: "ASSIGN", from: "DETECT"),
            [
                FieldValue(
                    "assigned_organisation", .organisation(OrganisationID(high: 4, low: 4))),
                FieldValue("assignment_note", .text(number.text)),
            ])
        #expect(codes(act, child).isEmpty)
    }

    @Test func `A file of another kind rests where no stage follows`() {
        for (stage, rests) in [
            ("SESSION-CALLED", false), ("SESSION-HELD", false), ("SESSION-APPROVED", true),
            ("PLAN-REVIEWED", false), ("PLAN-ENDED", true), ("SERVICE-LISTED", false),
            ("FOLLOW", false), ("CLOSE", true), ("AWARE-HELD", true),
        ] { #expect(definition.restsAt(stage) == rests, "\(stage)") }
    }

    @Test func `A decision is a task of its session, and owed by its owner`() throws {
        let owner = MemberID(high: 7, low: 7)
        let due = Sample.now.adding(seconds: 86_400)
        let decision = Sample.act(
            2, Sample.heading(.form, form: "TASK", from: "SESSION-CALLED"),
            [
                FieldValue("task_text", .text("x")), FieldValue("task_owner", .member(owner)),
                FieldValue("task_due", .instant(due)),
            ])
        #expect(codes(decision, session).isEmpty)
        var heads = session
        heads.fold(decision, definition)
        let task = try #require(heads.tasks(definition).first { $0.task == "DUTY" })
        #expect(task.owner == owner && task.due == due && task.dataClass == .social)
        #expect(heads.kind(definition) == .record("SESSION"))
    }

    /// SPEC W-205.
    @Test func `Who was there is counted against the members, and nothing turns on it`() {
        func held(_ attended: [(String, String?)]) -> Act {
            let rows = attended.enumerated().flatMap { row, line in
                [
                    FieldValue("attends_as", row: UInt16(row), .choice(line.0)),
                    FieldValue("attends_sector", row: UInt16(row), .choice("HEALTH")),
                ] + (line.1.map { [FieldValue("attended", row: UInt16(row), .choice($0))] } ?? [])
            }
            return Sample.act(
                2,
                Sample.heading(
                    .transition, form: "SESSION-MIN", from: "SESSION-CALLED", to: "SESSION-HELD"),
                rows + [FieldValue("session_minutes", .text("x"))])
        }
        #expect(session[.social]?.quorum(definition) == nil)
        let act = held([
            ("SEAT", "MEMBER"), ("SEAT", "ALTERNATE"), ("SEAT", "EXCUSED"), ("SEAT", "ABSENT"),
            ("GUEST", nil),
        ])
        // Two of eleven are few, and the session was held all the same.
        #expect(codes(act, session).isEmpty)
        var heads = session
        heads.fold(act, definition)
        let quorum = heads[.social]?.quorum(definition)
        #expect(quorum?.present == 2 && quorum?.members == 11)
        #expect(quorum?.needed == nil && quorum?.isReached == nil)
        for (needed, isReached) in [(2, true), (3, false)] {
            var heads = Heads()
            heads.fold(
                Self.founding(
                    Self.session + [FieldValue("session_needed", .number(Int64(needed)))]),
                definition)
            heads.fold(act, definition)
            #expect(heads[.social]?.quorum(definition)?.needed == needed)
            #expect(heads[.social]?.quorum(definition)?.isReached == isReached)
        }
        // A guest has no seat, so nobody says whether it was filled.
        #expect(codes(held([("GUEST", "MEMBER")]), session).contains(.conditionNotMet))
        #expect(codes(held([("SEAT", nil)]), session).contains(.missingField))
    }

    /// SPEC W-241.
    @Test func `A plan has a version from its draft on and one from each adoption and review`()
        throws
    {
        func moved(
            _ number: UInt64, _ form: String, from: String?, to: String,
            _ kind: ActKind = .transition
        ) -> Act {
            Sample.act(number, Sample.heading(kind, form: form, from: from, to: to), [])
        }
        let acts = [
            moved(1, "TAP", from: nil, to: "PLAN-DRAFT", .opening),
            Sample.act(2, Sample.heading(.form, form: "TAP-ACTION", from: "PLAN-DRAFT"), []),
            moved(3, "TAP-ADOPT", from: "PLAN-DRAFT", to: "PLAN-ADOPTED"),
            Sample.act(
                4,
                Sample.heading(
                    .correction, form: "TAP", from: nil, corrects: ActID(high: 0, low: 1))),
            // What an action of it comes to is no version of the plan.
            moved(5, "TAP-PROGRESS", from: "ACTION-OPEN", to: "ACTION-RUNNING"),
            moved(6, "TAP-REVIEW", from: "PLAN-ADOPTED", to: "PLAN-REVIEWED"),
            moved(7, "TAP-END", from: "PLAN-REVIEWED", to: "PLAN-ENDED"),
        ]
        let read = try acts.enumerated().map { place, act in
            (
                sequence: UInt64(place + 1),
                act: try #require(PartialAct(act.split(definition), definition: definition))
            )
        }
        let versions = definition.versions(read)
        #expect(versions.map(\.number) == [1, 2, 3])
        #expect(versions.map(\.stage) == ["PLAN-DRAFT", "PLAN-ADOPTED", "PLAN-REVIEWED"])
        #expect(versions.map(\.first) == [1, 3, 6] && versions.map(\.next) == [3, 6, nil])
        #expect(
            versions.map { version in (1...7).filter { version.holds(UInt64($0)) }.count }
                == [2, 5, 7])
        #expect(versions.allSatisfy { ($0.replacedAt == nil) == ($0.next == nil) })
        // A session has none beside the one in which it was called.
        let called = try #require(
            PartialAct(Self.founding().split(definition), definition: definition))
        #expect(definition.versions([(1, called)]).map(\.number) == [1])
        #expect(
            definition.recordTracks.filter { definition.hasVersions($0) }.map(\.code) == ["PLAN"])
    }

    @Test func `A seat is replaced without the others`() throws {
        var heads = Heads()
        heads.fold(
            Sample.act(
                1, Sample.heading(.opening, form: "CPPE", from: nil, to: "COMMITTEE-SET"),
                [FieldValue("cppe_title", .text("اللجنة"))]), definition)
        func seat(_ number: UInt64, _ name: String) -> Act {
            Sample.act(
                number, Sample.heading(.form, form: "SEAT", from: "COMMITTEE-SET"),
                [
                    FieldValue("seat_sector", .choice("HEALTH")),
                    FieldValue("seat_member", .text(name)),
                ])
        }
        #expect(codes(seat(2, "a"), heads).isEmpty)
        heads.fold(seat(2, "a"), definition)
        heads.fold(seat(3, "b"), definition)
        let first = try #require(heads[.social]?.matters.first)
        var gone = Sample.heading(
            .transition, form: nil, from: "SEAT-ON", to: "SEAT-OFF", reason: "x")
        gone.matter = first.act
        #expect(codes(Sample.act(4, gone), heads).isEmpty)
        heads.fold(Sample.act(4, gone), definition)
        #expect(heads[.social]?.matters.map(\.stage) == ["SEAT-OFF", "SEAT-ON"])
        #expect(heads[.social]?.stage == "COMMITTEE-SET")
    }

    @Test func `A file whose track the definition knows no more is nobody's child`() {
        var parts = definition.parts
        parts.tracks.removeAll { $0.code == "SESSION" }
        let without = CircuitDefinition(parts)
        #expect(session.kind(without) == .record(""))
    }

    @Test func `A plan is reviewed each quarter once it is adopted`() {
        var heads = Heads()
        func enter(_ number: UInt64, _ stage: String, _ form: String, _ at: Instant) {
            heads.fold(
                Sample.act(
                    number,
                    Sample.heading(
                        number == 1 ? .opening : .transition, form: form, from: nil, to: stage,
                        eventAt: at)), definition)
        }
        func owed() -> [Instant] {
            heads.tasks(definition).filter { $0.task == "REVIEW-TAP" }.map(\.due)
        }
        enter(1, "PLAN-DRAFT", "TAP", Sample.now)
        #expect(owed().isEmpty)
        enter(2, "PLAN-ADOPTED", "TAP-ADOPT", Sample.now)
        let first = owed()
        #expect(first.count == 1)
        let later = Sample.now.adding(seconds: 80 * 86_400)
        enter(3, "PLAN-REVIEWED", "TAP-REVIEW", later)
        #expect(owed().count == 1 && owed().allSatisfy { $0 > (first.first ?? later) })
        enter(4, "PLAN-ENDED", "TAP-END", later)
        #expect(owed().isEmpty)
    }
}
