import Basics
import Catalog
import Circuit
import Commands
import Mapping
import Terminal

/// A form as text that a person fills in an editor or by hand: `code: value`, with labels and
/// choices as comments.
struct FormTemplate {
    private let form: Form
    private let context: Context
    private let definition: CircuitDefinition

    init(_ form: Form, context: Context, definition: CircuitDefinition) {
        self.form = form
        self.context = context
        self.definition = definition
    }

    /// The lines of an empty form or, of an act, those with its values.
    func lines(
        of draft: ActDraft? = nil, file: String = "", to stage: String? = nil
    ) -> [String] {
        var lines = [
            "# " + form.code + "  " + context.text(form.labels),
            "# " + context.say(.templateHelp), "",
        ]
        let isOpening = draft?.kind == .opening || [.opens, .founds].contains(form.meaning)
        lines.append("form: " + form.code)
        if !isOpening {
            lines += ["# " + context.text(.fileNumber)] + entry("file", file)
            lines += ["# " + context.text(.stage)] + entry("to", draft?.to ?? stage ?? "")
            if let matter = draft?.matter { lines += entry("matter", matter.hexadecimal) }
        }
        lines += [
            "# " + context.text(.eventAt) + " (2026-05-27T14:30:00Z)"
        ]
        lines += entry("event_at", draft?.eventAt.map(DateText.iso) ?? "")
        lines += ["# " + context.text(.reason)] + entry("reason", draft?.reason ?? "")
        for field in form.fields where field.group == nil && field.isTyped {
            lines += [""] + comments(field)
            lines += entry(field.code, text(draft?.values, field, row: 0))
        }
        for group in form.groups
        where form.fields.contains(where: { $0.group == group.code && $0.isTyped }) {
            let rows = Set(
                (draft?.values ?? []).filter { value in
                    form.fields.contains { $0.code == value.field && $0.group == group.code }
                }.map(\.row)
            ).sorted()
            lines += ["", "# " + context.text(group.labels)]
            lines.append("# " + context.say(.templateGroup))
            for (place, row) in (rows.isEmpty ? [0] : rows).enumerated() {
                // An empty row is a comment: who has no relative to name leaves it so.
                let mark = rows.isEmpty ? "#" : ""
                lines.append(mark + "[" + group.code + "]")
                for field in form.fields where field.group == group.code && field.isTyped {
                    if place == 0 { lines += comments(field) }
                    lines += entry(field.code, text(draft?.values, field, row: row))
                        .map { mark + $0 }
                }
            }
        }
        return lines
    }

    private func comments(_ field: Field) -> [String] {
        var need = ""
        switch field.need {
        case .required: need = " *"
        case .requiredIf: need = " (*)"
        case .optional: break
        }
        let hint =
            switch field.type {
            case .text: ""
            case .date: " (2014-05-27)"
            case .instant: " (2026-05-27T14:30:00Z)"
            case .flag: " (" + context.text(.yes) + " / " + context.text(.no) + ")"
            case .number: " (123)"
            case .choice, .choices, .territory: ""
            case .member: " (me)"
            case .organisation: " (mine)"
            case .attachment: " (/…/photo.jpg)"
            case .person: " (" + context.text(.personName) + ")"
            }
        var lines = ["# " + context.text(field.labels) + need + hint]
        let items = field.list.flatMap { definition.list($0) }?.items ?? []
        let day = CivilDate(context.now, offsetSeconds: definition.parts.offsetSeconds)
        let valid = items.filter { $0.terms.validity.holds(on: day) }
        if field.type == .choices { lines.append("#   " + context.say(.templateSeveral)) }
        lines += valid.prefix(MadarLimits.choicesShownMax).map { item in
            "#   " + item.code + "  " + context.text(item.labels)
        }
        guard field.meaning == .establishment else { return lines }
        let values = ValueText(context: context, definition: definition, me: nil)
        let houses = definition.establishments(on: day).prefix(MadarLimits.choicesShownMax)
        return lines
            + houses.map { house in
                let about = [context.text(house.labels)] + values.about(house, children: nil)
                return "#   " + house.organisation.hexadecimal + "  "
                    + about.joined(separator: "  ")
            }
    }

    private func entry(_ code: String, _ text: String) -> [String] {
        let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = parts.first, !text.isEmpty else { return [code + ":"] }
        return [(code + ": " + first).trimmedEnd] + parts.dropFirst().map { "| " + $0 }
    }

    private func text(_ values: [FieldValue]?, _ field: Field, row: UInt16) -> String {
        let found = values?.first { $0.field == field.code && $0.row == row }
        guard let value = found?.value else { return "" }
        switch value {
        case .text(let text): return text
        case .date(let date): return date.text
        case .instant(let instant): return DateText.iso(instant)
        case .flag(let flag): return context.text(flag ? Label.yes : Label.no)
        case .number(let number): return String(number)
        case .choice(let code), .territory(let code): return code
        case .choices(let codes): return codes.joined(separator: ", ")
        case .member(let id): return id.hexadecimal
        case .organisation(let id): return id.hexadecimal
        case .attachment(let attachment): return Picked.text(attachment)
        case .person(let id): return id.hexadecimal
        }
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

/// A template that somebody filled: lines, not yet compared with a definition.
struct FilledTemplate {
    /// One `key: value`, and where it stands.
    private struct Line {
        var number: Int
        var key: String
        var text: String
        var group: String?
        var row: UInt16
    }

    private var lines: [Line] = []
    private static let headings = ["form", "file", "to", "matter", "event_at", "reason"]

    /// The file that the template names; nil for none.
    var file: String? { heading("file") }

    /// Reads the lines of a text.
    ///
    /// - Throws: `Failure`, which names the line and nothing of what stands there.
    init(_ bytes: [UInt8]) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.templateLine(line: 1, field: ""))
        }
        var group: String?
        var rows: [String: UInt16] = [:]
        let split = text.split(
            separator: "\n", omittingEmptySubsequences: false
        ).map { $0.last == "\r" ? $0.dropLast() : $0 }
        for (place, raw) in split.enumerated() {
            let trimmed = String(raw).trimmed
            if raw.hasPrefix("|"), !lines.isEmpty {
                lines[lines.count - 1].text += "\n" + String(raw.dropFirst()).trimmed
            } else if trimmed.isEmpty || trimmed.hasPrefix("#") {
                continue
            } else if trimmed.hasPrefix("["), trimmed.hasSuffix("]") {
                let code = String(trimmed.dropFirst().dropLast()).trimmed
                group = code
                rows[code] = rows[code].map { $0 + 1 } ?? 0
            } else if let colon = trimmed.firstIndex(of: ":") {
                let key = String(trimmed[..<colon]).trimmed
                let value = String(trimmed[trimmed.index(after: colon)...]).trimmed
                guard lines.count < MadarLimits.templateLinesMax, !key.isEmpty,
                    !key.contains(" ")
                else {
                    throw Failure(.templateLine(line: place + 1, field: ""))
                }
                let isHeading = Self.headings.contains(key)
                lines.append(
                    Line(
                        number: place + 1, key: key, text: value,
                        group: isHeading ? nil : group,
                        row: isHeading ? 0 : group.flatMap { rows[$0] } ?? 0))
            } else {
                throw Failure(.templateLine(line: place + 1, field: ""))
            }
        }
    }

    private func heading(_ key: String) -> String? {
        lines.last { $0.key == key && $0.group == nil }?.text.orNil
    }

    private func line(_ key: String) -> Int { lines.last { $0.key == key }?.number ?? 1 }

    /// The draft that the template tells, checked as the daemon will check it.
    ///
    /// - Throws: `Failure` with every error by line and field.
    func draft(_ work: Work, kind: ActKind, heads: Heads) throws -> ActDraft {
        let definition = work.definition
        let flow = EntryFlow(work: work, heads: heads)
        let opening = definition.parts.forms.first { $0.meaning == .opens }
        guard
            let form = try heading("form").map(flow.known(form:))
                ?? (kind == .opening ? opening : nil)
        else { throw Failure(.unknownForm(code: "")) }
        var draft = ActDraft(
            kind: kind, form: form.code, formVersion: form.version,
            definitionVersion: definition.version,
            to: try heading("to").map(flow.known(stage:)), reason: heading("reason") ?? "")
        if kind == .opening {
            draft.to = draft.to ?? definition.openingStage(of: form)?.code
        } else if draft.to != nil {
            draft.kind = .transition
        }
        if let text = heading("matter") { draft.matter = try flow.known(matter: text).act }
        let fields = work.fields(of: heads)
        if let text = heading("event_at") {
            guard let moment = JSONText.moment(text) ?? fields.moment(Digits.ascii(text)) else {
                throw Failure(.templateLine(line: line("event_at"), field: "event_at"))
            }
            draft.eventAt = moment
        }
        var errors: [(line: Int, error: CheckError)] = []
        for line in lines where !Self.headings.contains(line.key) && !line.text.isEmpty {
            let field = form.fields.first { $0.code == line.key }
            guard let field, field.group == line.group else {
                errors.append(
                    (line.number, CheckError(.unknownField, form: form.code, field: line.key)))
                continue
            }
            if field.type == .attachment {
                // A path that cannot be read is told as such, with its line.
                do {
                    let attachment = try work.picked.named(line.text)
                    draft.values.append(
                        FieldValue(field.code, row: line.row, .attachment(attachment)))
                } catch let failure as Failure {
                    throw failure.atLine(line.number)
                }
                continue
            }
            guard let value = value(line.text, field, fields, work) else {
                let code: CheckCode = field.list == nil ? .wrongType : .notInList
                errors.append(
                    (
                        line.number,
                        CheckError(code, form: form.code, field: field.code, row: line.row)
                    ))
                continue
            }
            draft.values.append(FieldValue(field.code, row: line.row, value))
        }
        if errors.isEmpty {
            errors = work.check(draft, heads: heads).map { error in
                let found = lines.last { line in
                    line.key == error.field && line.row == error.row
                }
                return (found?.number ?? 0, error)
            }
        }
        guard errors.isEmpty else { throw failure(errors, heads, work) }
        try work.checkClasses(draft, heads: heads)
        return draft
    }

    private func failure(
        _ errors: [(line: Int, error: CheckError)], _ heads: Heads, _ work: Work
    ) -> Failure {
        var failure = work.failure(errors.map(\.error), on: heads)
        let definition = work.definition
        let (more, told) = (failure.details, errors.count)
        failure.details = { language in
            // What holds the file is told after the lines of the template.
            let rest = more.map { $0(language).dropFirst(told) } ?? []
            return errors.map { line, error in
                let text = error.line(definition, language)
                let code = error.field.isEmpty ? "" : " (" + error.field + ")"
                return line == 0
                    ? text + code
                    : Notice.errorAtLine(line: line, text: text + code).text(language)
            } + rest
        }
        return failure
    }

    private func value(
        _ text: String, _ field: Field, _ fields: FieldDialogue, _ work: Work
    ) -> Value? {
        let ascii = Digits.ascii(text)
        switch field.type {
        case .text: return .text(text)
        case .number: return Int64(ascii).map(Value.number)
        case .date:
            return DateText.readDay(ascii)
                .flatMap { CivilDate(year: $0.year, month: $0.month, day: $0.day) }
                .map(Value.date)
        case .instant:
            return (JSONText.moment(text) ?? fields.moment(ascii)).map(Value.instant)
        case .flag: return work.context.yesOrNo(text.lowercased()).map(Value.flag)
        case .choice: return work.definition.code(text, in: field).map(Value.choice)
        case .choices:
            let parts = text.split { $0 == "," || $0 == "،" }.map { String($0).trimmed }
            let codes = parts.compactMap { work.definition.code($0, in: field) }
            return codes.count == parts.count ? .choices(codes) : nil
        case .territory:
            return work.definition.territory(named: ascii, for: field).map(Value.territory)
        case .member:
            return text.lowercased() == "me" || fields.isMe(text)
                ? .member(work.me.member) : MemberID(hexadecimal: text).map(Value.member)
        case .organisation:
            return text.lowercased() == "mine" || fields.isMine(text)
                ? work.me.organisations.first.map { .organisation($0.id) }
                : OrganisationID(hexadecimal: text).map(Value.organisation)
        case .attachment: return nil
        case .person: return fields.people.named(text).map(Value.person)
        }
    }
}
