import Basics
import Circuit
import Definition

/// What it costs to fold the acts of a long file, beside one look-up in a dictionary for each value
/// that they hold, without which no value finds its meaning.
func foldRow(seconds: Double) throws -> Row {
    let definition = try Loader.shipped()
    let parts = longFile(definition).flatMap { $0.split(definition) }
    var slotCount = 0
    let folds = rate(seconds: seconds / 2, batch: 16) {
        var heads = Heads()
        for part in parts { heads.fold(part, definition) }
        slotCount += heads.all.reduce(0) { $0 + $1.slots.count }
    }
    let codes = Dictionary(
        definition.parts.forms.flatMap(\.fields).enumerated().map { ($1.code, $0) },
        uniquingKeysWith: { first, _ in first })
    var sum = 0
    let lookUps = rate(seconds: seconds / 2, batch: 16) {
        for part in parts {
            for value in part.values { sum &+= codes[value.field] ?? 0 }
        }
    }
    guard slotCount > 0, sum != 0 else { throw BenchError.nothingFolded }
    let each = 1e3 / folds
    let raw = 1e3 / lookUps
    return Row(
        name: "fold 500 acts", unit: "ms", measured: each, rawName: "ms look-ups of their fields",
        raw: raw, ratio: each / raw, goal: "<= 1 ms", reached: each <= 1)
}

/// What it costs to read and check the shipped definition, beside joining its parts again.
func definitionRow(seconds: Double) throws -> Row {
    let definition = try Loader.shipped()
    var count = 0
    let loads = try rate(seconds: seconds / 2, batch: 1) {
        count += try Loader.shipped().parts.forms.count
    }
    let joins = rate(seconds: seconds / 2, batch: 16) {
        count += CircuitDefinition(definition.parts).parts.forms.count
    }
    guard count > 0 else { throw BenchError.nothingFolded }
    let each = 1e3 / loads
    let raw = 1e3 / joins
    return Row(
        name: "load and check the definition", unit: "ms", measured: each,
        rawName: "ms joining its parts", raw: raw, ratio: each / raw, goal: "<= 300 ms",
        reached: each <= 300)
}

/// A file of five hundred acts: opened, reported and evaluated, then visits, referrals, measures
/// and tasks as years bring them.
private func longFile(_ definition: CircuitDefinition) -> [Act] {
    let start = Instant(milliseconds: 1_780_000_000_000)
    let member = MemberID(high: 3, low: 3)
    let unit = OrganisationID(high: 5, low: 5)
    var acts: [Act] = []
    func add(
        _ kind: ActKind, _ form: String?, to stage: String? = nil, matter: ActID? = nil,
        _ values: [FieldValue] = []
    ) {
        let at = start.adding(seconds: Int64(acts.count) * 86_400)
        acts.append(
            Act(
                id: ActID(high: 0, low: UInt64(acts.count + 1)),
                heading: Heading(
                    kind: kind, form: form, formVersion: 1, definitionVersion: 1, to: stage,
                    eventAt: at, enteredAt: at, author: member, organisation: unit,
                    matter: matter),
                values: values))
    }
    add(
        .opening, "F0", to: "DETECT",
        [
            FieldValue("family_name_ar", .text("التازي")),
            FieldValue("given_name_ar", .text("سلمى")), FieldValue("sex", .choice("F")),
            FieldValue("presence_commune", .territory("04.441.01.0")),
            FieldValue("school_status", .choice("ENROLLED")),
        ])
    add(
        .transition, "F1", to: "SIGNAL",
        [
            FieldValue("alleged_facts", .text("Facts")), FieldValue("urgency", .choice("HIGH")),
            FieldValue("immediate_danger", .choice("NO")),
            FieldValue("offence_suspected", .flag(true)),
        ])
    add(
        .transition, "F3", to: "TRIAGE",
        [
            FieldValue("risk_level", .choice("R2")), FieldValue("category", .choice("VIC-VIO")),
            FieldValue("category_principal", .flag(true)),
            FieldValue("risk_valid_until", .instant(start)),
        ])
    add(.transition, nil, to: "ASSESS")
    while acts.count < 500 {
        let matter = ActID(high: 0, low: UInt64(acts.count + 1))
        switch acts.count % 25 {
        case 0:
            add(
                .transition, "F10", to: "SENT",
                [
                    FieldValue("to_service", .organisation(unit)),
                    FieldValue("referral_service", .choice("EDU-INS")),
                    FieldValue("referral_reason", .text("Reason")),
                ])
            add(.transition, "F10-ANS", to: "ACCEPTED", matter: matter)
            add(.transition, "F10-ANS", to: "IN-SERVICE", matter: matter)
            add(
                .transition, "F10-RET", to: "DONE", matter: matter,
                [FieldValue("feedback_next", .text("Next"))])
        case 10:
            add(
                .form, "TASK",
                [
                    FieldValue("task_text", .text("Call")),
                    FieldValue("task_owner", .member(member)),
                    FieldValue("task_due", .instant(start)),
                ])
            add(.transition, nil, to: "TASK-DONE", matter: matter)
        default:
            add(
                .form, "F11",
                [
                    FieldValue("visit_date", .date(CivilDate(days: 20_000))),
                    FieldValue("child_seen_alone", .flag(true)),
                    FieldValue("safety_today", .choice("NO")),
                    FieldValue("next_visit_date", .date(CivilDate(days: 20_007))),
                ])
        }
    }
    return Array(acts.prefix(500))
}
