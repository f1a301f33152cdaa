import Basics
import Circuit

extension Sample {
    private struct RecordStep {
        let form: String
        let stage: String?
        let isOfMatter: Bool

        init(_ form: String, _ stage: String? = nil, isOfMatter: Bool = false) {
            self.form = form
            self.stage = stage
            self.isOfMatter = isOfMatter
        }
    }

    private static let recordSteps: [[RecordStep]] = [
        [RecordStep("AWARE", "AWARE-PLANNED"), RecordStep("AWARE-RES", "AWARE-HELD")],
        [RecordStep("TRAIN", "TRAIN-PLANNED"), RecordStep("TRAIN-RES", "TRAIN-HELD")],
        [RecordStep("OUTING", "OUTING-PLANNED"), RecordStep("OUTING-RES", "OUTING-HELD")],
        [RecordStep("KITS", "KITS-PLANNED"), RecordStep("KITS-RES", "KITS-HELD")],
        [
            RecordStep("CPPE", "COMMITTEE-SET"), RecordStep("SEAT"),
            RecordStep("SEAT", "SEAT-ON", isOfMatter: true),
            RecordStep("CPPE-NEW", "COMMITTEE-RENEWED"), RecordStep("TASK"),
        ],
        [
            RecordStep("SESSION", "SESSION-CALLED"),
            RecordStep("SESSION-DATE", "SESSION-POSTPONED"),
            RecordStep("SESSION-MIN", "SESSION-HELD"), RecordStep("TASK"),
            RecordStep("SESSION-PV", "SESSION-APPROVED"),
        ],
        [
            RecordStep("TAP", "PLAN-DRAFT"), RecordStep("TAP-ADOPT", "PLAN-ADOPTED"),
            RecordStep("TAP-ACTION"),
            RecordStep("TAP-PROGRESS", "ACTION-RUNNING", isOfMatter: true),
            RecordStep("TAP-PROGRESS", "ACTION-RUNNING", isOfMatter: true),
            RecordStep("TAP-PROGRESS", "ACTION-DONE", isOfMatter: true),
            RecordStep("TAP-REVIEW", "PLAN-REVIEWED"), RecordStep("TAP-END", "PLAN-ENDED"),
        ],
        [RecordStep("DIR", "SERVICE-LISTED"), RecordStep("DIR-FREE")],
        [RecordStep("FOCAL", "FOCAL-LISTED"), RecordStep("FOCAL-NEW", "FOCAL-CHANGED")],
    ]

    /// A life of a file of every kind that is no child's, every field of every form filled.
    static func recordPaths(_ definition: CircuitDefinition) -> [[Act]] {
        recordSteps.map { steps in
            var heads = Heads()
            return steps.enumerated().map { place, step in
                let matter = step.isOfMatter ? heads[.social]?.matters.last?.act : nil
                var heading = heading(
                    place == 0 ? .opening : step.stage == nil ? .form : .transition,
                    form: step.form,
                    from: heads.origin(to: step.stage, matter: matter, definition),
                    to: step.stage, reason: "x")
                heading.matter = matter
                let act = act(UInt64(place + 1), heading, filled(step.form, definition))
                heads.fold(act, definition)
                return act
            }
        }
    }

    private static func filled(_ form: String, _ definition: CircuitDefinition) -> [FieldValue] {
        (definition.form(form)?.fields ?? []).compactMap { field in
            let first = field.list.flatMap { definition.list($0) }?.items.first?.code ?? ""
            let value: Value? =
                switch field.type {
                case .text:
                    .text(
                        field.meaning.map { $0.isOwnNumber || $0.isOtherFile } == true
                            ? "7K3M-92QA-Y" : "x")
                case .number: .number(max(field.bounds.minimum, 1))
                case .flag: .flag(false)
                case .choice: .choice(first)
                case .choices: .choices([first])
                case .date: .date(born)
                case .instant: .instant(now)
                case .territory: .territory("04.421.01.0")
                case .member: .member(author)
                case .organisation: .organisation(unit)
                case .attachment, .person: nil
                }
            return value.map { FieldValue(field.code, $0) }
        }
    }
}
