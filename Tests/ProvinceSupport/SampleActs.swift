public import Basics
public import Circuit

/// Acts of an invented child, one a step of the way.
public enum SampleActs {
    /// What an opening says.
    public static let child: [FieldValue] = [
        FieldValue("family_name_ar", .text("اختبار")), FieldValue("given_name_ar", .text("طفلة")),
        FieldValue("sex", .choice("F")), FieldValue("estimated_age", .number(9)),
        FieldValue("nationality", .choice("MAR")), FieldValue("civil_status", .choice("UNKNOWN")),
        FieldValue("presence_commune", .territory("04.441.01.0")),
        FieldValue("milieu", .choice("U")), FieldValue("school_status", .choice("ENROLLED")),
    ]

    /// An act by a person.
    public static func act(
        _ id: ActID, _ kind: ActKind, form: String? = nil, to stage: String? = nil,
        by person: Person, at now: Instant, corrects: ActID? = nil, reason: String = "",
        _ values: [FieldValue] = []
    ) -> Act {
        Act(
            id: id,
            heading: Heading(
                kind: kind, form: form, formVersion: form == nil ? 0 : 1, definitionVersion: 1,
                from: nil, to: stage, eventAt: now, enteredAt: now, author: person.member,
                organisation: person.organisation, corrects: corrects, reason: reason),
            values: values)
    }

    /// The first act of a file.
    public static func opening(_ id: ActID, by person: Person, at now: Instant) -> Act {
        act(id, .opening, form: "F0", to: "DETECT", by: person, at: now, child)
    }

    /// What follows the opening, up to the stage in which children are listened to.
    public static func steps(by person: Person, at now: Instant, _ id: () -> ActID) -> [Act] {
        [
            act(
                id(), .transition, form: "F1", to: "SIGNAL", by: person, at: now,
                [
                    FieldValue("received_at", .instant(now)),
                    FieldValue("channel", .choice("WALK-IN")),
                    FieldValue("reporter_wants_secrecy", .flag(false)),
                    FieldValue("alleged_facts", .text("essai")),
                    FieldValue("author_has_access", .choice("NO")),
                    FieldValue("immediate_danger", .choice("NO")),
                    FieldValue("receiver", .member(person.member)),
                    FieldValue("urgency", .choice("LOW")),
                    FieldValue("offence_suspected", .flag(false)),
                ]),
            act(id(), .transition, to: "RECEIVE", by: person, at: now),
            act(
                id(), .transition, form: "F2", to: "LISTEN", by: person, at: now,
                listening("début", at: now)),
        ]
    }

    /// A further listening, as often as one likes.
    public static func listening(_ text: String, at now: Instant) -> [FieldValue] {
        [
            FieldValue("interview_at", .instant(now)),
            FieldValue("needs_expressed", .text(text)),
        ]
    }
}
