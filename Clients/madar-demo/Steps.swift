import Basics
import Circuit
import Foundation
import Mapping

/// The acts that carry one child from detection to assessment, and who writes each.
struct Steps {
    let definition: CircuitDefinition
    let child: Child
    let worker: MemberID
    let evaluator: MemberID

    /// Who writes an act.
    enum Author { case worker, centre }

    /// The notes that stand in the acts; none may be found on disk.
    static let notes = [
        "La voisine signale des cris répétés le soir",
        "الطفل يقول إنه لا يريد العودة وحده إلى البيت",
        "Besoin d'un hébergement sûr et d'un suivi scolaire",
    ]

    /// The acts in their order.
    var drafts: [(author: Author, draft: ActDraft)] {
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        return [
            (.worker, draft(.opening, "F0", to: "DETECT", identity)),
            (.worker, draft(.transition, "F1", to: "SIGNAL", report(now))),
            (.worker, draft(.transition, nil, to: "RECEIVE", [])),
            (.worker, draft(.transition, "F2", to: "LISTEN", listening(now))),
            (.centre, draft(.transition, "F3", to: "TRIAGE", risk(now))),
            (.centre, draft(.transition, nil, to: "ASSESS", [])),
            (.centre, draft(.form, "F5", to: nil, inquiry(now))),
        ]
    }

    private func draft(
        _ kind: ActKind, _ form: String?, to stage: String?, _ values: [FieldValue]
    ) -> ActDraft {
        ActDraft(
            kind: kind, form: form,
            formVersion: form.flatMap { definition.form($0) }?.version ?? 0,
            definitionVersion: definition.version, to: stage, values: values)
    }

    private var identity: [FieldValue] {
        [
            FieldValue("family_name_ar", .text(child.familyArabic)),
            FieldValue("given_name_ar", .text(child.givenArabic)),
            FieldValue("family_name_fr", .text(child.familyLatin)),
            FieldValue("given_name_fr", .text(child.givenLatin)),
            FieldValue("sex", .choice(child.sex)),
            FieldValue("estimated_age", .number(child.age)),
            FieldValue("nationality", .choice("MAR")),
            FieldValue("civil_status", .choice("UNKNOWN")),
            FieldValue("presence_commune", .territory(child.commune)),
            FieldValue("milieu", .choice(child.milieu)),
            FieldValue("school_status", .choice("ENROLLED")),
            FieldValue("relative_link", .choice("MOTHER")),
            FieldValue("relative_phone", .text(child.phone)),
        ]
    }

    private func report(_ now: Instant) -> [FieldValue] {
        [
            FieldValue("received_at", .instant(now)),
            FieldValue("channel", .choice("PHONE")),
            FieldValue("reporter_wants_secrecy", .flag(true)),
            FieldValue("alleged_facts", .text(Self.notes[0])),
            FieldValue("child_words", .text(Self.notes[1])),
            FieldValue("author_has_access", .choice("UNKNOWN")),
            FieldValue("immediate_danger", .choice("POSSIBLE")),
            FieldValue("receiver", .member(worker)),
            FieldValue("urgency", .choice("HIGH")),
            FieldValue("offence_suspected", .flag(false)),
        ]
    }

    private func listening(_ now: Instant) -> [FieldValue] {
        [
            FieldValue("interview_at", .instant(now)),
            FieldValue("interviewer", .member(worker)),
            FieldValue("child_consents", .flag(true)),
            FieldValue("child_friendly_room", .flag(true)),
            FieldValue("narration", .text(Self.notes[1])),
            FieldValue("needs_expressed", .text(Self.notes[2])),
        ]
    }

    private func risk(_ now: Instant) -> [FieldValue] {
        [
            FieldValue("risk_level", .choice(child.risk)),
            FieldValue("category", .choice(child.category)),
            FieldValue("category_principal", .flag(true)),
            FieldValue("evaluator", .member(evaluator)),
            FieldValue("risk_valid_until", .instant(now.adding(seconds: 30 * 86_400))),
            FieldValue("risk_decision", .choice("ASSESS")),
        ]
    }

    private func inquiry(_ now: Instant) -> [FieldValue] {
        [
            FieldValue("housing", .text("Une pièce, sans eau courante")),
            FieldValue("child_view", .text(Self.notes[1])),
            FieldValue("guardian_view", .text("La mère demande de l'aide")),
            FieldValue("opinion", .text(Self.notes[2])),
            FieldValue("inquiry_due_at", .instant(now.adding(seconds: 14 * 86_400))),
        ]
    }
}
