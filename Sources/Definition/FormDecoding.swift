internal import Basics
internal import Circuit

extension Decoding {
    static func form(_ source: Source) throws(DefinitionError) -> Form {
        let entries = try source.mapping(
            termKeys.union(["version", "home", "stages", "meaning", "begins", "groups", "fields"]))
        let terms = try terms(entries)
        var groups: [FieldGroup] = []
        for item in try entries.items("groups") {
            let pairs = try item.mapping(termKeys.union(["rows_max"]))
            groups.append(
                FieldGroup(
                    terms: try self.terms(pairs, within: terms.basis),
                    rowsMax: UInt16(
                        clamping: try pairs.required("rows_max")
                            .integer(1...DefinitionLimits.rowsPerGroup))))
        }
        let items = try entries.required("fields").sequence()
        // Conditions are written as text, so the types of all fields must be known before.
        var types: [String: ValueType] = [:]
        for item in items {
            let pairs = try item.mapping(fieldKeys)
            types[try pairs.required("code").code()] = try pairs.required("type").value()
        }
        var fields: [Field] = []
        for item in items {
            fields.append(try field(item.mapping(fieldKeys), terms.basis, types))
        }
        return Form(
            terms: terms,
            version: UInt16(clamping: try entries.required("version").integer(1...65_535)),
            homeClass: try dataClass(entries.required("home")),
            stages: try entries.codes("stages"),
            meaning: try entries["meaning"]?.value(FormMeaning.self),
            begins: try entries["begins"]?.code(), groups: groups, fields: fields)
    }

    private static let fieldKeys = termKeys.union([
        "type", "class", "required", "when", "list", "max_length", "minimum", "maximum",
        "meaning", "group",
    ])

    private static func field(
        _ entries: Entries, _ basis: Basis, _ types: [String: ValueType]
    ) throws(DefinitionError) -> Field {
        let condition = try entries["when"].map { source throws(DefinitionError) in
            try self.condition(source, types)
        }
        let bounds = Bounds(
            textScalars: try entries["max_length"].map { source throws(DefinitionError) in
                Int(try source.integer(1...DefinitionLimits.textScalars))
            } ?? CircuitLimits.textScalarsAssumed,
            minimum: try entries["minimum"]?.integer(Int64.min...Int64.max) ?? 0,
            maximum: try entries["maximum"]?.integer(Int64.min...Int64.max) ?? .max)
        return Field(
            terms: try terms(entries, within: basis),
            type: try entries.required("type").value(ValueType.self),
            dataClass: try dataClass(entries.required("class")),
            need: try need(entries["required"], types), condition: condition,
            list: try entries["list"]?.code(), bounds: bounds,
            meaning: try entries["meaning"].map { source throws(DefinitionError) in
                try meaning(source)
            }, group: try entries["group"]?.code())
    }

    private static func need(
        _ source: Source?, _ types: [String: ValueType]
    ) throws(DefinitionError) -> Need {
        guard let source else { return .optional }
        if source.isScalar { return try source.flag() ? .required : .optional }
        return .requiredIf(try condition(source, types))
    }

    private static func condition(
        _ source: Source, _ types: [String: ValueType]
    ) throws(DefinitionError) -> Condition {
        let entries = try source.mapping(["present", "absent", "field", "is", "not"])
        if let field = entries["present"], entries.pairs.count == 1 {
            return .present(field: try known(field, types).code)
        }
        if let field = entries["absent"], entries.pairs.count == 1 {
            return .absent(field: try known(field, types).code)
        }
        guard let field = entries["field"], entries.pairs.count == 2,
            let list = entries["is"] ?? entries["not"]
        else {
            throw source.fail(
                .wrongValue,
                "a condition is {present: f}, {absent: f}, {field: f, is: [values]}"
                    + " or {field: f, not: [values]}")
        }
        let (code, type) = try known(field, types)
        var values: [Value] = []
        for item in try list.sequence() { values.append(try value(item, type)) }
        return entries["is"] == nil
            ? .none(field: code, of: values) : .any(field: code, of: values)
    }

    private static func known(
        _ source: Source, _ types: [String: ValueType]
    ) throws(DefinitionError) -> (code: String, type: ValueType) {
        let code = try source.code()
        guard let type = types[code] else {
            throw source.fail(.unknownReference, "the form has no field '\(code)'")
        }
        return (code, type)
    }

    private static func value(
        _ source: Source, _ type: ValueType
    ) throws(DefinitionError) -> Value {
        switch type {
        case .flag: return .flag(try source.flag())
        case .choice, .choices: return .choice(try source.code())
        default:
            throw source.fail(
                .wrongValue, "only a field of type flag, choice or choices is compared")
        }
    }
}
