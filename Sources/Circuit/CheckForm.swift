import Basics

extension Check {
    /// Checks the values of the act against the fields of its form.
    mutating func checkForm(_ form: Form) {
        let formPlace = definition.formPlace(form.code)
        var seen: Set<Place> = []
        var begun: [String: Set<UInt16>] = [:]
        for value in act.values {
            guard let traits = definition.traits(value.field), traits.form == formPlace,
                let field = definition.field(value.field)
            else {
                report(.unknownField, value)
                continue
            }
            let rows =
                field.group.flatMap { group in
                    form.groups.first { $0.code == group }?.rowsMax
                } ?? 1
            if let group = field.group { begun[group, default: []].insert(value.row) }
            if value.row >= rows { report(.tooMany, value) }
            if !seen.insert(Place(field: value.field, row: value.row)).inserted {
                report(.tooMany, value)
            }
            checkValue(value, field)
        }
        let judged = Judged(
            values: Dictionary(
                act.values.map { (Place(field: $0.field, row: $0.row), $0.value) },
                uniquingKeysWith: { first, _ in first }),
            definition: definition, classes: judgedClasses, rows: begun.mapValues { $0.sorted() })
        for field in form.fields { checkNeed(field, judged) }
    }

    /// The classes in which the values are judged: all in which the author may write, or those
    /// that a correction touches.
    private var judgedClasses: ClassSet {
        guard heading.kind == .correction else { return context.asks }
        return act.values.reduce(into: []) { classes, value in
            if let traits = definition.traits(value.field) {
                classes.insert(ClassSet(traits.dataClass))
            }
        }
    }

    /// Checks what a referral tells the service: fields of other forms, never of justice or of
    /// protected persons, which no service is told in this way.
    mutating func checkExtract() {
        guard !act.extract.isEmpty else { return }
        let form = heading.form.flatMap { definition.form($0) }
        guard form?.meaning == .refers, heading.kind != .correction,
            act.extract.count <= CircuitLimits.valuesPerExtract
        else {
            report(.tooMany)
            return
        }
        var seen: Set<Place> = []
        for value in act.extract {
            guard let field = definition.field(value.field), let form,
                !form.fields.contains(where: { $0.code == field.code }),
                ClassSet(field.dataClass).isSubset(of: [.identity, .social, .health]),
                field.isTold
            else {
                report(.unknownField, value)
                continue
            }
            if !seen.insert(Place(field: value.field, row: value.row)).inserted {
                report(.tooMany, value)
            }
            checkValue(value, field)
        }
    }

    // MARK: Needs and conditions

    private mutating func checkNeed(_ field: Field, _ judged: Judged) {
        guard judged.classes.contains(field.dataClass) else { return }
        for row in judged.rows(of: field) {
            let given = judged.values[Place(field: field.code, row: row)] != nil
            var asked = true
            if let condition = field.condition {
                guard let holds = judged.holds(condition, row: row, of: field) else { continue }
                asked = holds
            }
            if given, !asked { report(.conditionNotMet, field: field.code, row: row) }
            if !given, asked, judged.isNeeded(field, row: row) {
                report(.missingField, field: field.code, row: row)
            }
        }
    }

    // MARK: Values

    private mutating func checkValue(_ value: FieldValue, _ field: Field) {
        guard value.value.type == field.type else {
            report(.wrongType, value)
            return
        }
        switch value.value {
        case .text(let text): checkText(text, value, field)
        case .number(let number):
            if number < field.bounds.minimum || number > field.bounds.maximum {
                report(.outOfRange, value)
            }
        case .choice(let code): checkCode(code, value, field)
        case .choices(let codes):
            if codes.count > CircuitLimits.choicesPerValue || Set(codes).count != codes.count {
                report(.tooMany, value)
            }
            if codes.isEmpty { report(.missingField, value) }
            for code in codes.prefix(CircuitLimits.choicesPerValue) {
                checkCode(code, value, field)
            }
        case .territory(let code):
            let level = definition.territory(code)?.level
            let isPlace =
                field.meaning == .transferProvince
                ? level == .province : level == .commune || level == .arrondissement
            if !isPlace { report(.unknownTerritory, value) }
        case .date(let date): checkDate(date, value, field)
        case .attachment(let attachment):
            if !attachments.insert(attachment.id).inserted { report(.tooMany, value) }
            if TextNormaliser.isForbidden(attachment.name) { report(.forbiddenText, value) }
        case .person(let id): checkPerson(id, value, field)
        case .instant, .flag, .member, .organisation: break
        }
    }

    /// Who stands for the child is somebody of the file whose rights were not suspended when it
    /// happened.
    private mutating func checkPerson(_ id: ActID, _ value: FieldValue, _ field: Field) {
        guard let person = heads.people(definition).first(where: { $0.act == id }) else {
            report(.unknownPerson, value)
            return
        }
        guard let meaning = field.meaning, meaning.standsForChild,
            person.isSuspended(at: heading.eventAt, definition)
        else { return }
        // What was written before the suspension is not undone by a correction of something else.
        if !stood(value, meaning) { report(.rightsSuspended, value) }
    }

    private mutating func checkText(_ text: String, _ value: FieldValue, _ field: Field) {
        if text.isEmpty { report(.missingField, value) }
        if text.unicodeScalars.count > field.bounds.textScalars { report(.tooLong, value) }
        if TextNormaliser.isForbidden(text) { report(.forbiddenText, value) }
        let isNumber = field.meaning.map { $0.isOwnNumber || $0.isOtherFile } ?? false
        if isNumber, FileNumber(text) == nil { report(.malformed, value) }
        // Whoever reads minutes or a plan has no business to know which files there are: who a child is,
        // is a question to the centre.
        if !isNumber, kind != .child, FileNumber.stands(in: text) { report(.numberInText, value) }
    }

    private mutating func checkCode(_ code: String, _ value: FieldValue, _ field: Field) {
        let day = CivilDate(heading.eventAt, offsetSeconds: definition.parts.offsetSeconds)
        guard let list = field.list, let item = definition.item(code, list: list),
            item.terms.validity.holds(on: day)
        else {
            report(.notInList, value)
            return
        }
    }

    private mutating func checkDate(_ date: CivilDate, _ value: FieldValue, _ field: Field) {
        let today = CivilDate(context.now, offsetSeconds: definition.parts.offsetSeconds)
        if field.meaning == .birthDate, date > today { report(.futureDate, value) }
        if !(CivilDate.first...CivilDate.last).contains(date) { report(.outOfRange, value) }
    }
}

/// Where a value stands in an act.
private struct Place: Hashable {
    var field: String
    var row: UInt16
}

/// The values of an act as conditions see them.
private struct Judged {
    let values: [Place: Value]
    let definition: CircuitDefinition
    let classes: ClassSet
    let rows: [String: [UInt16]]

    /// The rows of a field's group that are begun; row 0 for a field outside a group.
    func rows(of field: Field) -> [UInt16] {
        guard let group = field.group else { return [0] }
        return rows[group] ?? []
    }

    func isNeeded(_ field: Field, row: UInt16) -> Bool {
        switch field.need {
        case .optional: false
        case .required: true
        case .requiredIf(let condition): holds(condition, row: row, of: field) ?? false
        }
    }

    /// Tells whether a condition holds, or nil where it turns on a class that is not judged.
    func holds(_ condition: Condition, row: UInt16, of field: Field) -> Bool? {
        guard let other = definition.field(condition.field) else { return false }
        guard classes.contains(other.dataClass) else { return nil }
        let place = Place(field: other.code, row: other.group == field.group ? row : 0)
        let value = values[place]
        switch condition {
        case .present: return value != nil
        case .absent: return value == nil
        case .any(_, let wanted): return value.map { Self.matches($0, wanted) } ?? false
        case .none(_, let wanted): return !(value.map { Self.matches($0, wanted) } ?? false)
        }
    }

    private static func matches(_ value: Value, _ wanted: [Value]) -> Bool {
        if case .choices(let codes) = value {
            return codes.contains { wanted.contains(.choice($0)) }
        }
        return wanted.contains(value)
    }
}
