import Basics
import Circuit

/// A small seeded generator, so that a failing property can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Everything that the tests of the circuit share: one definition, one moment, complete acts.
enum Sample {
    static let province = "04.421"
    static let now = Instant(milliseconds: 1_780_000_000_000)
    static let author = MemberID(high: 1, low: 1)
    static let unit = OrganisationID(high: 2, low: 2)
    static var context: CheckContext { CheckContext(now: now, province: province) }

    static func heading(
        _ kind: ActKind, form: String?, from: String?, to: String? = nil, reason: String = "",
        corrects: ActID? = nil, eventAt: Instant = now
    ) -> Heading {
        Heading(
            kind: kind, form: form, formVersion: form == nil ? 0 : 1, definitionVersion: 1,
            from: from, to: to, eventAt: eventAt, enteredAt: now, author: author,
            organisation: unit, corrects: corrects, reason: reason)
    }

    static func act(_ number: UInt64, _ heading: Heading, _ values: [FieldValue] = []) -> Act {
        Act(id: ActID(high: 0, low: number), heading: heading, values: values)
    }

    static let born = CivilDate(year: 2015, month: 3, day: 9) ?? CivilDate(days: 16_000)

    static let identity: [FieldValue] = [
        FieldValue("family_name_ar", .text("التازي")), FieldValue("given_name_ar", .text("سلمى")),
        FieldValue("sex", .choice("F")), FieldValue("birth_date", .date(born)),
        FieldValue("birth_precision", .choice("EXACT")), FieldValue("nationality", .choice("MAR")),
        FieldValue("civil_status", .choice("REGISTERED")),
        FieldValue("presence_commune", .territory("04.421.01.0")),
        FieldValue("milieu", .choice("U")), FieldValue("school_status", .choice("ENROLLED")),
        FieldValue("relative_link", row: 0, .choice("MOTHER")),
        FieldValue("relative_phone", row: 0, .text("0600000001")),
        FieldValue("relative_link", row: 1, .choice("FATHER")),
        FieldValue("relative_alleged_author", row: 1, .flag(true)),
    ]

    static let report: [FieldValue] = [
        FieldValue("received_at", .instant(now)), FieldValue("channel", .choice("PHONE")),
        FieldValue("reporter_wants_secrecy", .flag(true)),
        FieldValue("alleged_facts", .text("Facts")),
        FieldValue("author_has_access", .choice("YES")),
        FieldValue("immediate_danger", .choice("POSSIBLE")),
        FieldValue("receiver", .member(author)), FieldValue("urgency", .choice("HIGH")),
        FieldValue("offence_suspected", .flag(true)),
        FieldValue("prosecutor_notified_at", .instant(now)),
    ]

    static let listening: [FieldValue] = [
        FieldValue("interview_at", .instant(now)), FieldValue("guardian_present", .flag(false)),
        FieldValue("guardian_absence_reason", .text("Absent")),
        FieldValue("narration", .text("Words")),
    ]

    static let risk: [FieldValue] = [
        FieldValue("risk_level", .choice("R3")), FieldValue("evaluator", .member(author)),
        FieldValue("risk_factors", .choices(["NO-SHELTER", "UNDER-FIVE"])),
        FieldValue("category", row: 0, .choice("RSK-SCH")),
        FieldValue("category_principal", row: 0, .flag(false)),
        FieldValue("category", row: 1, .choice("VIC-VIO")),
        FieldValue("category_principal", row: 1, .flag(true)),
        FieldValue("risk_valid_until", .instant(now.adding(seconds: 20 * 86_400))),
        FieldValue("risk_decision", .choice("ASSESS")),
    ]

    static let inquiry: [FieldValue] = [
        FieldValue("child_view", .text("View")), FieldValue("guardian_view", .text("View")),
        FieldValue("opinion", .text("Opinion")), FieldValue("requested_by", .choice("CAPE")),
        FieldValue("inquiry_due_at", .instant(now.adding(seconds: 10 * 86_400))),
    ]

    static let opening = act(1, heading(.opening, form: "F0", from: nil, to: "DETECT"), identity)
    static let reported = act(
        2, heading(.transition, form: "F1", from: "DETECT", to: "SIGNAL"), report)
    static let received = act(3, heading(.transition, form: nil, from: "SIGNAL", to: "RECEIVE"))
    static let listened = act(
        4, heading(.transition, form: "F2", from: "RECEIVE", to: "LISTEN"), listening)
    static let triaged = act(
        5, heading(.transition, form: "F3", from: "LISTEN", to: "TRIAGE"), risk)
    static let assessing = act(6, heading(.transition, form: nil, from: "TRIAGE", to: "ASSESS"))
    static let inquired = act(7, heading(.form, form: "F5", from: "ASSESS"), inquiry)
    static let assigned = act(
        8, heading(.form, form: "ASSIGN", from: "ASSESS"),
        [
            FieldValue("assigned_organisation", .organisation(OrganisationID(high: 9, low: 9))),
            FieldValue("assigned_member", .member(MemberID(high: 9, low: 1))),
        ])

    static let noted = act(
        9, heading(.form, form: "PSY", from: "ASSESS"),
        [
            FieldValue("psychologist_seen_at", .instant(now)),
            FieldValue("psychologist_note", .text("Note")),
        ])

    static let opened = act(
        10, heading(.form, form: "GLASS", from: "ASSESS"),
        [
            FieldValue("glass_reason", .text("Reason")),
            FieldValue("glass_life_danger", .flag(false)),
        ])
    static let reviewed = act(
        11, heading(.form, form: "GLASS-REVIEW", from: "ASSESS"),
        [
            FieldValue("glass_justified", .flag(true)), FieldValue("glass_review", .text("Review")),
        ])

    /// A whole way through the social track, one complete act a form.
    static let path = [
        opening, reported, received, listened, triaged, assessing, inquired, assigned, noted,
        opened, reviewed,
    ]

    /// An assignment to an organisation, and to a member of it where one is named.
    static func given(_ id: UInt64, to organisation: OrganisationID, _ member: MemberID?) -> Act {
        act(
            id, heading(.form, form: "ASSIGN", from: "ASSESS"),
            [FieldValue("assigned_organisation", .organisation(organisation))]
                + (member.map { [FieldValue("assigned_member", .member($0))] } ?? []))
    }

    /// The heads before an act of the path.
    static func heads(before act: Act, _ definition: CircuitDefinition) -> Heads {
        var heads = Heads()
        for earlier in path {
            if earlier.id == act.id { break }
            heads.fold(earlier, definition)
        }
        return heads
    }

    static func heads(_ acts: [Act], _ definition: CircuitDefinition) -> Heads {
        acts.reduce(into: Heads()) { $0.fold($1, definition) }
    }
}

extension Act {
    /// The act without a field, or with another value of it.
    func setting(_ field: String, _ value: Value?, row: UInt16 = 0) -> Act {
        var act = self
        act.values.removeAll { $0.field == field && $0.row == row }
        if let value { act.values.append(FieldValue(field, row: row, value)) }
        return act
    }

    func with(_ change: (inout Heading) -> Void) -> Act {
        var act = self
        change(&act.heading)
        return act
    }
}
