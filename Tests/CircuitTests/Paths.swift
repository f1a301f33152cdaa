import Basics
import Circuit

/// Whole ways through the circuit, with a complete act of every shipped form.
extension Sample {
    static let approver = MemberID(high: 1, low: 2)

    /// The first value that a field of the definition takes.
    static func value(_ field: Field, _ definition: CircuitDefinition) -> Value {
        let item = field.list.flatMap { definition.list($0) }?.items.first?.code ?? ""
        return switch field.type {
        case .text: .text(field.meaning?.isOtherFile == true ? FileNumber(value: 12).text : "Text")
        case .date: .date(CivilDate(now, offsetSeconds: definition.parts.offsetSeconds))
        case .instant: .instant(now)
        case .flag: .flag(true)
        case .number: .number(field.bounds.minimum)
        // A ground of the law: a consent has to be there first.
        case .choice:
            .choice(field.meaning == .sharingGround ? "LEGAL-DUTY" : item)
        case .choices: .choices([item])
        case .territory:
            .territory(field.meaning == .transferProvince ? province : "04.421.01.0")
        case .member: .member(field.meaning == .backdatingFor ? approver : author)
        case .organisation: .organisation(unit)
        case .attachment:
            .attachment(
                Attachment(
                    id: AttachmentID(high: 1, low: 1), kind: .pdf, byteCount: 1,
                    sha256: [UInt8](repeating: 1, count: 32), name: "document.pdf"))
        case .person: .person(ActID(high: 0, low: 1))
        }
    }

    /// The act with whatever its form asks for beside what it says already.
    static func filled(_ act: Act, _ heads: Heads, _ definition: CircuitDefinition) -> Act {
        var act = act
        for group in act.heading.form.flatMap({ definition.form($0) })?.groups ?? [] {
            let fields = definition.form(act.heading.form ?? "")?.fields ?? []
            let first = fields.first { $0.group == group.code }
            // A group under a condition is begun by whoever says so.
            if let first, first.condition == nil,
                !act.values.contains(where: { $0.field == first.code })
            {
                act.values.append(FieldValue(first.code, value(first, definition)))
            }
        }
        for _ in 0..<8 {
            let missing = act.check(against: heads, definition, context)
                .filter { $0.code == .missingField }
            if missing.isEmpty { break }
            // What is asked under a condition turns on the answers to the rest.
            let plain = missing.filter { definition.field($0.field)?.condition == nil }
            for error in plain.isEmpty ? missing : plain {
                guard let field = definition.field(error.field) else { continue }
                act.values.append(
                    FieldValue(error.field, row: error.row, value(field, definition)))
            }
        }
        return act
    }

    /// One step of a way: a form, where it moves the file or which matter, and what it says.
    struct Step {
        var form: String?
        var to: String?
        /// The number of the act that began the matter which is moved.
        var matter: UInt64?
        var values: [FieldValue] = []
        var reason = ""
        var approves = false
        var eventAt = Sample.now
    }

    /// The acts of steps that follow a file's acts so far; each is numbered after the one before.
    static func walk(
        _ steps: [Step], after acts: [Act], _ definition: CircuitDefinition
    ) -> [Act] {
        var acts = acts
        var heads = heads(acts, definition)
        for step in steps {
            let number = (acts.map(\.id.low).max() ?? 0) + 1
            let matter = step.matter.map { ActID(high: 0, low: $0) }
            let beginsMatter =
                step.matter == nil
                && step.to.flatMap { definition.track(ofStage: $0) }?.meaning.isOfMatters == true
            let heading = Heading(
                kind: step.approves ? .approval : step.to == nil ? .form : .transition,
                form: step.form, formVersion: step.form == nil ? 0 : 1, definitionVersion: 1,
                from: beginsMatter
                    ? nil : heads.origin(to: step.to, matter: matter, definition),
                to: step.to, eventAt: step.eventAt, enteredAt: max(now, step.eventAt),
                author: step.approves ? approver : author, organisation: unit,
                approves: step.approves
                    ? heads[.social]?.proposedStage?.act ?? heads[.social]?.proposedRisk?.act
                    : nil,
                matter: matter, reason: step.reason)
            let act = filled(act(number, heading, step.values), heads, definition)
            acts.append(act)
            heads.fold(act, definition)
        }
        return acts
    }

    /// From detection to closure and on to another province, with justice and kafala beside it.
    static func wholePath(_ definition: CircuitDefinition) -> [Act] {
        walk(
            [
                Step(form: "F4"), Step(form: "F6"), Step(form: "F7"),
                Step(form: "F7-END", to: "MEASURE-OFF", matter: 14),
                Step(form: "F9", to: "PLAN"), Step(to: "ORIENT"),
                Step(form: "F10", to: "SENT"),
                Step(form: "F10-ANS", to: "ACCEPTED", matter: 18),
                Step(form: "F10-ANS", to: "IN-SERVICE", matter: 18),
                Step(form: "F10-RET", to: "DONE", matter: 18),
                Step(form: "F10"), Step(form: "F10", to: "SENT", matter: 22),
                Step(form: "F10-REF", to: "REFUSED", matter: 22),
                Step(to: "SERVE"), Step(to: "FOLLOW"), Step(form: "F11"), Step(form: "F12"),
                Step(form: "F12-EXIT", to: "STAY-OUT", matter: 28),
                Step(form: "F8", to: "J1"), Step(to: "J2"), Step(form: "F8-DEC", to: "J4"),
                Step(form: "F8-APP", to: "J6"), Step(to: "J5"), Step(form: "F8-REP"),
                Step(form: "F8-HEAR"), Step(form: "F8-HELD"),
                Step(form: "F8-DEC", to: "J7"), Step(form: "F8-END", to: "J8"),
                Step(form: "KAF", to: "K1"), Step(form: "KAF", to: "K2"),
                Step(form: "KAF", to: "K3"), Step(form: "KAF", to: "K4"),
                Step(form: "F18", to: "K5"), Step(form: "KAF", to: "K6"),
                Step(form: "TASK"), Step(to: "TASK-DONE", matter: 46), Step(form: "MAJ"),
                Step(form: "BACKDATE"), Step(form: "F16"),
                Step(form: "F16-ANS", to: "RIGHTS-GRANTED", matter: 50), Step(form: "F17"),
                Step(form: "F13", to: "REVIEW"), Step(form: "F14", to: "CLOSE"),
                Step(approves: true), Step(to: "REOPEN", reason: "Again"),
                Step(form: "F3", to: "TRIAGE"), Step(to: "ORIENT"),
                Step(form: "F15", to: "TRANSFER"), Step(to: "RECEIVE"),
                Step(form: "DANGER", values: [FieldValue("danger_level", .choice("R4"))]),
                Step(form: "PERSON"),
                Step(form: "PERSON-RIGHTS", to: "PERSON-SUSPENDED", matter: 62),
                Step(form: "PERSON", to: "PERSON-SUSPENDED", matter: 62),
                Step(form: "PERSON-RIGHTS", to: "PERSON-RESTORED", matter: 62),
                Step(to: "PERSON-GONE", matter: 62, reason: "Left"),
                Step(form: "F12"), Step(form: "F12-FIT", to: "STAY-IN", matter: 67),
                Step(form: "F6"), Step(form: "F6-WORD", to: "CONSENT-ON", matter: 69),
                Step(form: "F6-END", to: "CONSENT-WITHDRAWN", matter: 69), Step(form: "KEEP"),
                Step(form: "F16"), Step(form: "F16-LOCK", to: "RIGHTS-LOCKED", matter: 73),
                Step(
                    form: "CPPE-CONF",
                    values: [
                        FieldValue("conf_from", .instant(now)),
                        FieldValue("conf_until", .instant(now.adding(seconds: 3600))),
                    ]),
                Step(form: "CPPE-CONF-END", to: "CONF-HELD", matter: 75),
            ], after: path, definition)
    }

    /// A report on a child who has a file already.
    static func duplicatePath(_ definition: CircuitDefinition) -> [Act] {
        walk(
            [Step(form: "DUP", to: "DUPLICATE", reason: "One child"), Step(approves: true)],
            after: [opening, reported], definition)
    }
}
