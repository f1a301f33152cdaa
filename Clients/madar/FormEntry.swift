import Circuit

/// The values entered so far, and which fields they make necessary.
struct FormEntry {
    private(set) var values: [FieldValue] = []

    func value(_ field: String, row: UInt16) -> Value? {
        values.first { $0.field == field && $0.row == row }?.value
    }

    mutating func set(_ value: Value?, field: String, row: UInt16) {
        values.removeAll { $0.field == field && $0.row == row }
        if let value { values.append(FieldValue(field, row: row, value)) }
    }

    /// The rows of a group that hold something.
    func rows(_ group: String, of form: Form) -> [UInt16] {
        let codes = Set(form.fields.filter { $0.group == group }.map(\.code))
        return Set(values.filter { codes.contains($0.field) }.map(\.row)).sorted()
    }

    /// Whether a field is asked: where its condition holds.
    func isAsked(_ field: Field, row: UInt16, in form: Form) -> Bool {
        field.condition.map { holds($0, row: row, of: field, in: form) } ?? true
    }

    /// Whether a field must have a value.
    func isNeeded(_ field: Field, row: UInt16, in form: Form) -> Bool {
        switch field.need {
        case .optional: false
        case .required: true
        case .requiredIf(let condition): holds(condition, row: row, of: field, in: form)
        }
    }

    /// Takes away what was entered under a condition that no longer holds.
    mutating func prune(_ form: Form) {
        for value in values {
            guard let field = form.fields.first(where: { $0.code == value.field }) else { continue }
            if !isAsked(field, row: value.row, in: form) {
                set(nil, field: value.field, row: value.row)
            }
        }
    }

    private func holds(
        _ condition: Condition, row: UInt16, of field: Field, in form: Form
    ) -> Bool {
        guard let other = form.fields.first(where: { $0.code == condition.field }) else {
            return false
        }
        let value = value(other.code, row: other.group == field.group ? row : 0)
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

extension Field {
    /// Whether a person enters it: the daemon gives the file's number, and an import what a register
    /// says.
    var isTyped: Bool { meaning?.isOwnNumber != true && meaning != .registerName }
}
