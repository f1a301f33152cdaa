import Catalog
import Circuit

/// A form without values: every field with a line to write on, or with boxes for its choices.
struct BlankForm {
    let definition: CircuitDefinition
    let form: Form
    let day: CivilDate

    func write(on page: inout PageComposer) {
        page.section(.init(Label.form).followed(by: form.code))
        page.sentence(.required)
        var done: Set<String> = []
        for field in form.fields where field.terms.validity.holds(on: day) {
            guard let group = field.group else {
                write(field, on: &page)
                continue
            }
            guard done.insert(group).inserted else { continue }
            write(group, on: &page)
        }
        page.endSection()
    }

    private func write(_ group: String, on page: inout PageComposer) {
        let known = form.groups.first { $0.code == group }
        let fields = form.fields.filter { $0.group == group && $0.terms.validity.holds(on: day) }
        let rows = min(Int(known?.rowsMax ?? 1), ReportLimits.blankRowsMax)
        for number in 1...max(rows, 1) {
            if let known { page.heading(Bilingual(known.labels).followed(by: String(number))) }
            for field in fields { write(field, on: &page) }
        }
    }

    private func write(_ field: Field, on page: inout PageComposer) {
        page.labels(label(field))
        switch field.type {
        case .flag: page.boxes([.init(Label.yes), .init(Label.no)])
        case .choice, .choices: choices(field, on: &page)
        case .attachment: page.boxes([.init(PageText.attached)])
        case .text: page.lines(lineCount(field.bounds.textScalars))
        case .date, .instant, .number, .territory, .member, .organisation, .person: page.lines(1)
        }
    }

    private func choices(_ field: Field, on page: inout PageComposer) {
        let items = (field.list.flatMap { definition.list($0) }?.items ?? [])
            .filter { $0.terms.validity.holds(on: day) }
        guard items.count <= ReportLimits.boxedItemsMax, !items.isEmpty else {
            page.sentence(.writtenOut)
            page.lines(1)
            return
        }
        page.boxes(items.map { Bilingual($0.labels) })
    }

    /// The label, with what makes the field one to fill.
    private func label(_ field: Field) -> Bilingual {
        var label = Bilingual(field.labels)
        if field.need != .optional { label = label.followed(by: "*") }
        guard let other = field.condition.flatMap({ definition.field($0.field) }) else {
            return label
        }
        let depends = Bilingual(PageText.dependsOn)
        return Bilingual(
            french: label.french + " (" + depends.french + " « " + other.labels.french + " »)",
            arabic: label.arabic + " (" + depends.arabic + " «" + other.labels.arabic + "»)")
    }

    private func lineCount(_ scalars: Int) -> Int {
        switch scalars {
        case ...ReportLimits.oneLineScalarsMax: 1
        case ...ReportLimits.fewLinesScalarsMax: 3
        default: 8
        }
    }
}
