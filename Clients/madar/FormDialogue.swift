import Catalog
import Circuit
import Commands
import Terminal

/// Fills a form field by field, as the served definition tells.
struct FormDialogue {
    let form: Form
    let fields: FieldDialogue
    /// What is wrong with the values so far.
    let check: ([FieldValue]) -> [CheckError]
    private(set) var entry = FormEntry()

    init(_ form: Form, fields: FieldDialogue, check: @escaping ([FieldValue]) -> [CheckError]) {
        self.form = form
        self.fields = fields
        self.check = check
    }

    private var context: Context { fields.context }

    /// Sets what is known before anything is asked.
    mutating func preset(_ value: Value, field: String) { entry.set(value, field: field, row: 0) }

    /// Asks for what must have a value and has none, and for nothing else.
    mutating func fillMissing() throws {
        while true {
            let missing = check(entry.values).filter { $0.code == .missingField }
                .compactMap { error in
                    form.fields.first { $0.code == error.field }.map { ($0, error.row) }
                }
            // What is asked under a condition turns on the answers to the rest.
            guard
                let (field, row) = missing.first(where: { $0.0.condition == nil }) ?? missing.first
            else { return }
            _ = try ask(field, row: row)
            // An empty line leaves what is needed open, and nothing is sent.
            guard entry.value(field.code, row: row) != nil else { throw Failure(.gaveUp) }
        }
    }

    /// Asks for every field whose condition holds.
    mutating func fill() throws {
        context.prompt.tell(context.text(form.labels))
        context.prompt.tell(context.ask(.formHelp))
        var asked: [Int] = []
        var place = 0
        while place < form.fields.count {
            let field = form.fields[place]
            if let group = field.group {
                if form.fields.firstIndex(where: { $0.group == group }) == place {
                    try fillGroup(group)
                }
                place += 1
                continue
            }
            guard isAsked(field, row: 0) else {
                place += 1
                continue
            }
            if try ask(field, row: 0) {
                asked.append(place)
                place += 1
            } else {
                place = asked.popLast() ?? place
            }
        }
        entry.prune(form)
    }

    /// Asks again for the fields of the errors.
    mutating func fix(_ errors: [CheckError]) throws {
        context.prompt.tell(context.ask(.correctNow))
        var seen: Set<[String]> = []
        for error in errors where seen.insert([error.field, String(error.row)]).inserted {
            guard let field = form.fields.first(where: { $0.code == error.field }) else { continue }
            if error.code == .conditionNotMet {
                entry.set(nil, field: field.code, row: error.row)
            } else {
                _ = try ask(field, row: error.row)
            }
        }
        entry.prune(form)
    }

    private func isAsked(_ field: Field, row: UInt16) -> Bool {
        field.isTyped && entry.isAsked(field, row: row, in: form)
    }

    private mutating func fillGroup(_ code: String) throws {
        guard let group = form.groups.first(where: { $0.code == code }) else { return }
        let members = form.fields.filter { $0.group == code && $0.isTyped }
        guard !members.isEmpty else { return }
        var row: UInt16 = 0
        while row < group.rowsMax {
            let label = context.screen.value(context.text(group.labels))
            let question = context.say(.anotherRow(group: label))
            guard try context.confirm(question, whenEmpty: false) else { return }
            var place = 0
            while place < members.count {
                guard isAsked(members[place], row: row) else {
                    place += 1
                    continue
                }
                place = try ask(members[place], row: row) ? place + 1 : max(place - 1, 0)
            }
            if entry.rows(code, of: form).contains(row) { row += 1 }
        }
    }

    /// Asks for one field until its value is right; false to go back.
    private mutating func ask(_ field: Field, row: UInt16) throws -> Bool {
        while true {
            let present = entry.value(field.code, row: row)
            let answer = try fields.ask(
                field, present: present, isNeeded: entry.isNeeded(field, row: row, in: form),
                row: row)
            switch answer {
            case .back: return false
            case .nothing: return true
            case .removed: entry.set(nil, field: field.code, row: row)
            case .value(let value): entry.set(value, field: field.code, row: row)
            }
            let errors = check(entry.values).filter { error in
                error.field == field.code && error.row == row && error.code != .missingField
            }
            if errors.isEmpty { return true }
            for error in errors {
                context.prompt.tell("  " + error.line(fields.definition, context.language))
            }
            entry.set(present, field: field.code, row: row)
        }
    }
}
