internal import Basics
internal import Circuit

extension Decoding {
    static func form(_ source: Source) -> Decoded<Form>? {
        guard
            let entries = source.mapping(
                termKeys.union([
                    "version", "home", "stages", "meaning", "begins", "kinds", "groups",
                    "fields",
                ]))
        else { return nil }
        let terms = terms(entries)
        let version = entries.required("version") { $0.integer(1...65_535) }
        let home = entries.required("home") { dataClass($0) }
        let stages = entries.codes("stages")
        let meaning = entries.read("meaning") { $0.value(FormMeaning.self) }
        let begins = entries.read("begins") { $0.code() }
        let kinds = entries.codes("kinds")
        let groups = inner(entries, "groups") { group($0, terms?.basis) }
        let fields = fields(entries, terms?.basis ?? .assumed)
        guard let terms else { return nil }
        return Decoded(
            item: Form(
                terms: terms, version: UInt16(clamping: version ?? 1), homeClass: home ?? .social,
                stages: stages, meaning: meaning, begins: begins, kinds: kinds,
                groups: groups.map(\.1.item), fields: fields.map(\.1.item)),
            entries: entries,
            inner: groups.map { ("groups", $0.code, $0.1.entries) }
                + fields.map { ("fields", $0.code, $0.1.entries) })
    }

    private static func group(
        _ source: Source, _ basis: Basis?
    ) -> (code: String, Decoded<FieldGroup>)? {
        guard let entries = source.mapping(termKeys.union(["rows_max"])) else { return nil }
        let terms = terms(entries, within: basis ?? .assumed)
        let rows = entries.required("rows_max") { $0.integer(1...DefinitionLimits.rowsPerGroup) }
        guard let terms else { return nil }
        let group = FieldGroup(terms: terms, rowsMax: UInt16(clamping: rows ?? 1))
        return (group.code, Decoded(item: group, entries: entries))
    }

    private static let fieldKeys = termKeys.union([
        "type", "class", "required", "when", "list", "max_length", "minimum", "maximum",
        "meaning", "group", "third_party", "withheld",
    ])

    private static func fields(
        _ form: Entries, _ basis: Basis
    ) -> [(code: String, Decoded<Field>)] {
        // Conditions are written as text, so the types of all fields must be known before.
        var types = FieldTypes()
        var drafts: [FieldDraft] = []
        _ = form.required("fields") { $0 }
        let read: [(Source, Entries)] = form.items("fields") { source in
            source.mapping(fieldKeys).map { (source, $0) }
        }
        for (source, entries) in read {
            let terms = terms(entries, within: basis)
            let type = entries.required("type") { $0.value(ValueType.self) }
            var draft = FieldDraft(entries: entries, terms: terms, type: type)
            if let code = terms?.code {
                if types.codes[code] == nil {
                    types.codes[code] = .some(type)
                } else {
                    source.report(.duplicateCode, "'\(code)' stands twice in fields")
                    draft.terms = nil
                }
            } else {
                form.undecide("fields")
            }
            drafts.append(draft)
        }
        types.isWhole = !form.undecided.contains("fields")
        return drafts.compactMap { draft in
            field(draft, types).map { ($0.code, Decoded(item: $0, entries: draft.entries)) }
        }
    }

    /// A field before its conditions are read.
    private struct FieldDraft {
        var entries: Entries
        var terms: Terms?
        var type: ValueType?
    }

    /// The types of a form's fields: nil for a field whose type could not be read.
    private struct FieldTypes {
        var codes: [String: ValueType?] = [:]
        var isWhole = true
    }

    private static func field(_ draft: FieldDraft, _ types: FieldTypes) -> Field? {
        let entries = draft.entries
        let dataClass = entries.required("class") { self.dataClass($0) }
        let need = entries.read("required") { self.need($0, types) }
        let condition = entries.read("when") { self.condition($0, types) }
        let list = entries.read("list") { $0.code() }
        let bounds = Bounds(
            textScalars: entries.read("max_length") {
                $0.integer(1...DefinitionLimits.textScalars).map { Int($0) }
            } ?? CircuitLimits.textScalarsAssumed,
            minimum: entries.read("minimum") { $0.integer(Int64.min...Int64.max) } ?? 0,
            maximum: entries.read("maximum") { $0.integer(Int64.min...Int64.max) } ?? .max)
        let meaning = entries.read("meaning") { self.meaning($0) }
        let group = entries.read("group") { $0.code() }
        let isThirdParty = entries.read("third_party") { $0.flag() }
        let isWithheld = entries.read("withheld") { $0.flag() }
        guard let terms = draft.terms else { return nil }
        return Field(
            terms: terms, type: draft.type ?? .text, dataClass: dataClass ?? .social,
            need: need ?? .optional, condition: condition, list: list, bounds: bounds,
            meaning: meaning, group: group, isThirdParty: isThirdParty ?? false,
            isWithheld: isWithheld ?? false)
    }

    private static func need(_ source: Source, _ types: FieldTypes) -> Need? {
        if source.isScalar { return source.flag().map { $0 ? .required : .optional } }
        return condition(source, types).map { .requiredIf($0) }
    }

    private static func condition(_ source: Source, _ types: FieldTypes) -> Condition? {
        guard let entries = source.mapping(["present", "absent", "field", "is", "not"])
        else { return nil }
        if let field = entries["present"], entries.pairs.count == 1 {
            return known(field, types).map { .present(field: $0.code) }
        }
        if let field = entries["absent"], entries.pairs.count == 1 {
            return known(field, types).map { .absent(field: $0.code) }
        }
        guard let field = entries["field"], entries.pairs.count == 2,
            let list = entries["is"] ?? entries["not"]
        else {
            // The key that was refused says enough.
            guard entries.undecided.isEmpty else { return nil }
            source.report(
                .wrongValue,
                "a condition is {present: f}, {absent: f}, {field: f, is: [values]}"
                    + " or {field: f, not: [values]}")
            return nil
        }
        guard let (code, found) = known(field, types), let items = list.sequence(),
            let type = found
        else { return nil }
        let values = items.compactMap { value($0, type) }
        guard values.count == items.count else { return nil }
        return entries["is"] == nil
            ? .none(field: code, of: values) : .any(field: code, of: values)
    }

    private static func known(
        _ source: Source, _ types: FieldTypes
    ) -> (code: String, type: ValueType?)? {
        guard let code = source.code() else { return nil }
        guard let type = types.codes[code] else {
            if types.isWhole {
                source.report(.unknownReference, "the form has no field '\(code)'")
            }
            return nil
        }
        return (code, type)
    }

    private static func value(_ source: Source, _ type: ValueType) -> Value? {
        switch type {
        case .flag: return source.flag().map { .flag($0) }
        case .choice, .choices: return source.code().map { .choice($0) }
        default:
            source.report(.wrongValue, "only a field of type flag, choice or choices is compared")
            return nil
        }
    }
}
