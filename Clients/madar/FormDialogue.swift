import Catalog
import Circuit
import Commands
import MadarClient
import Terminal

/// Fills a form field by field, as the served definition tells.
struct FormDialogue {
    let form: Form
    let fields: FieldDialogue
    /// What is wrong with the values so far.
    let check: ([FieldValue]) -> [CheckError]
    /// Takes the values after each answer, and the question that was passed; nil where it is one
    /// that is asked again.
    let answered: ([FieldValue], Draft.Place?) async throws -> Void
    private(set) var entry = FormEntry()
    /// The question after which the asking goes on.
    private var last: Draft.Place?

    /// What is told of stopping half-way.
    var help = Question.formHelp

    init(
        _ form: Form, fields: FieldDialogue, check: @escaping ([FieldValue]) -> [CheckError],
        answered: @escaping ([FieldValue], Draft.Place?) async throws -> Void
    ) {
        self.form = form
        self.fields = fields
        self.check = check
        self.answered = answered
    }

    private var context: Context { fields.context }

    /// Sets what is known before anything is asked.
    mutating func preset(_ value: Value, field: String) { entry.set(value, field: field, row: 0) }

    /// Takes over what was answered before, up to a question.
    mutating func goOn(_ values: [FieldValue], after last: Draft.Place?) {
        for value in values { entry.set(value.value, field: value.field, row: value.row) }
        self.last = last
    }

    /// Asks for what must have a value and has none, and for nothing else.
    mutating func fillMissing() async throws {
        while true {
            let missing = check(entry.values).filter { $0.code == .missingField }
                .compactMap { error in
                    form.fields.first { $0.code == error.field }.map { ($0, error.row) }
                }
            // What is asked under a condition turns on the answers to the rest.
            guard
                let (field, row) = missing.first(where: { $0.0.condition == nil }) ?? missing.first
            else { return }
            _ = try await ask(field, row: row, isAgain: true)
            // An empty line leaves what is needed open, and nothing is sent.
            guard entry.value(field.code, row: row) != nil else { throw Failure(.gaveUp) }
        }
    }

    /// Asks for every field whose condition holds.
    mutating func fill() async throws {
        context.prompt.tell(context.text(form.labels))
        context.prompt.tell(context.ask(help))
        var place = start
        var asked = form.fields.indices.prefix(place).filter { place in
            form.fields[place].group == nil && isAsked(form.fields[place], row: 0)
        }
        while place < form.fields.count {
            let field = form.fields[place]
            if let group = field.group {
                if form.fields.firstIndex(where: { $0.group == group }) == place {
                    try await fillGroup(group)
                }
                place += 1
                continue
            }
            guard isAsked(field, row: 0) else {
                place += 1
                continue
            }
            if try await ask(field, row: 0) {
                asked.append(place)
                place += 1
            } else {
                place = asked.popLast() ?? place
            }
        }
        entry.prune(form)
    }

    /// Asks again for the fields of the errors.
    mutating func fix(_ errors: [CheckError]) async throws {
        context.prompt.tell(context.ask(.correctNow))
        var seen: Set<[String]> = []
        for error in errors where seen.insert([error.field, String(error.row)]).inserted {
            guard let field = form.fields.first(where: { $0.code == error.field }) else { continue }
            if error.code == .conditionNotMet {
                entry.set(nil, field: field.code, row: error.row)
            } else {
                _ = try await ask(field, row: error.row, isAgain: true)
            }
            // The answer may have mended it.
            if let meaning = error.code.mendedBy, check(entry.values).contains(error),
                let mending = form.fields.first(where: { $0.meaning == meaning })
            {
                _ = try await ask(mending, row: 0, isAgain: true)
            }
        }
        entry.prune(form)
    }

    /// The first field that is asked: after the last one, or the group in which that lies.
    private var start: Int {
        guard let last, let place = form.fields.firstIndex(where: { $0.code == last.field }) else {
            return 0
        }
        guard let group = form.fields[place].group else { return place + 1 }
        return form.fields.firstIndex { $0.group == group } ?? place
    }

    private func isAsked(_ field: Field, row: UInt16) -> Bool {
        field.isTyped && entry.isAsked(field, row: row, in: form)
    }

    private mutating func fillGroup(_ code: String) async throws {
        guard let group = form.groups.first(where: { $0.code == code }) else { return }
        let members = form.fields.filter { $0.group == code && $0.isTyped }
        guard !members.isEmpty else { return }
        var row: UInt16 = 0
        // A row in which the asking stopped is not asked for once more.
        var begun = last.flatMap { last in members.firstIndex { $0.code == last.field } }
        if begun != nil { row = last?.row ?? 0 }
        last = nil
        while row < group.rowsMax {
            var place = begun.map { $0 + 1 } ?? 0
            if begun == nil {
                let label = context.screen.value(context.text(group.labels))
                let question = context.say(.anotherRow(group: label))
                guard try context.confirm(question, whenEmpty: false) else { return }
            }
            begun = nil
            while place < members.count {
                guard isAsked(members[place], row: row) else {
                    place += 1
                    continue
                }
                let isDone = try await ask(members[place], row: row)
                place = isDone ? place + 1 : max(place - 1, 0)
            }
            if entry.rows(code, of: form).contains(row) { row += 1 }
        }
    }

    /// Asks for one field until its value is right, and hands on what was answered; false to go
    /// back.
    private mutating func ask(
        _ field: Field, row: UInt16, isAgain: Bool = false
    ) async throws -> Bool {
        guard try put(field, row: row) else { return false }
        try await answered(entry.values, isAgain ? nil : Draft.Place(field.code, row: row))
        return true
    }

    private mutating func put(_ field: Field, row: UInt16) throws -> Bool {
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
            for error in errors {
                context.prompt.tell(
                    "  "
                        + error.line(
                            fields.definition, context.language, saying: entry.values))
            }
            // What another field mends is told, and that field is asked in its turn.
            if errors.allSatisfy({ $0.code.mendedBy != nil }) { return true }
            entry.set(present, field: field.code, row: row)
        }
    }
}
