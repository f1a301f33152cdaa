import Basics
import Catalog
import Circuit
import Commands
import Mapping

/// A value of a JSON document whose shape the definition tells.
enum JSONValue: Codable, Equatable {
    case null
    case flag(Bool)
    case number(Int64)
    case text(String)
    case list([JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Int64.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else {
            self = .list(try container.decode([JSONValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .list(let list): try container.encode(list)
        }
    }
}

/// An act as a JSON document, of which another key is refused.
///
/// Its keys: `form`, `to`, `matter`, `event_at`, `reason`, `values` by field code, and
/// `groups` by group code with one object a row.
struct ActInput: Decodable {
    var form: String?
    var to: String?
    var matter: String?
    var eventAt: String?
    var reason: String?
    var values: [String: JSONValue]
    var groups: [String: [[String: JSONValue]]]

    /// Makes an act of one form that moves the file.
    init(form: String, to stage: String, reason: String, values: [String: JSONValue]) {
        self.form = form
        to = stage
        self.reason = reason
        self.values = values
        groups = [:]
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private static let keys: Set<String> = [
        "form", "to", "matter", "event_at", "reason", "values", "groups",
    ]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard container.allKeys.allSatisfy({ Self.keys.contains($0.stringValue) }) else {
            throw Failure(.badJSON)
        }
        form = try container.decodeIfPresent(String.self, forKey: Key("form"))
        to = try container.decodeIfPresent(String.self, forKey: Key("to"))
        matter = try container.decodeIfPresent(String.self, forKey: Key("matter"))
        eventAt = try container.decodeIfPresent(String.self, forKey: Key("event_at"))
        reason = try container.decodeIfPresent(String.self, forKey: Key("reason"))
        values =
            try container.decodeIfPresent([String: JSONValue].self, forKey: Key("values")) ?? [:]
        groups =
            try container.decodeIfPresent(
                [String: [[String: JSONValue]]].self, forKey: Key("groups")) ?? [:]
    }

    /// Reads a document.
    ///
    /// - Throws: `Failure`, which tells nothing of what the document holds.
    static func read(_ bytes: [UInt8]) throws -> ActInput {
        do {
            return try JSONText.read(ActInput.self, from: bytes)
        } catch {
            throw Failure(.badJSON)
        }
    }

    /// The draft that the document tells; the errors of values that have not their field's type.
    func draft(
        _ definition: CircuitDefinition, me: Myself, kind: ActKind, picked: Picked,
        people: [Matter]
    ) throws -> (draft: ActDraft, errors: [CheckError]) {
        let known = form.flatMap { definition.form($0) }
        var draft = ActDraft(
            kind: kind, form: form, formVersion: known?.version ?? 0,
            definitionVersion: definition.version, to: to, reason: reason ?? "")
        if kind == .opening, to == nil {
            draft.to = known.flatMap { definition.openingStage(of: $0) }?.code
        }
        if let matter {
            guard let id = ActID(hexadecimal: matter) else { throw Failure(.badJSON) }
            draft.matter = id
        }
        if let eventAt {
            guard let moment = JSONText.moment(eventAt) else { throw Failure(.badJSON) }
            draft.eventAt = moment
        }
        var errors: [CheckError] = []
        func take(_ code: String, _ row: UInt16, _ json: JSONValue) throws {
            guard json != .null else { return }
            let formCode = known?.code ?? ""
            guard let field = definition.field(code) else {
                errors.append(CheckError(.unknownField, form: formCode))
                return
            }
            if field.type == .attachment, case .text(let path) = json {
                let attachment = try picked.pick(path)
                draft.values.append(FieldValue(field.code, row: row, .attachment(attachment)))
                return
            }
            guard let value = Self.value(json, field, me, people) else {
                errors.append(CheckError(.wrongType, form: formCode, field: field.code, row: row))
                return
            }
            draft.values.append(FieldValue(field.code, row: row, value))
        }
        for (code, json) in values.sorted(by: { $0.key < $1.key }) { try take(code, 0, json) }
        for (_, rows) in groups.sorted(by: { $0.key < $1.key }) {
            for (row, cells) in rows.prefix(Int(UInt16.max)).enumerated() {
                for (code, json) in cells.sorted(by: { $0.key < $1.key }) {
                    try take(code, UInt16(row), json)
                }
            }
        }
        return (draft, errors)
    }

    private static func value(
        _ json: JSONValue, _ field: Field, _ me: Myself, _ people: [Matter]
    ) -> Value? {
        switch (field.type, json) {
        case (.text, .text(let text)): .text(text)
        case (.date, .text(let text)): CivilDate(text).map(Value.date)
        case (.instant, .text(let text)): JSONText.moment(text).map(Value.instant)
        case (.flag, .flag(let flag)): .flag(flag)
        case (.number, .number(let number)): .number(number)
        case (.choice, .text(let code)): .choice(code)
        case (.territory, .text(let code)): .territory(code)
        case (.choices, .list(let list)): choices(list)
        case (.member, .text("me")): .member(me.member)
        case (.member, .text(let id)): MemberID(hexadecimal: id).map(Value.member)
        case (.organisation, .text("mine")): me.organisations.first.map { .organisation($0.id) }
        case (.organisation, .text(let id)):
            OrganisationID(hexadecimal: id).map(Value.organisation)
        case (.person, .text(let text)): people.named(text).map(Value.person)
        default: nil
        }
    }

    private static func choices(_ list: [JSONValue]) -> Value? {
        let codes = list.compactMap { if case .text(let code) = $0 { code } else { nil } }
        return codes.count == list.count ? .choices(codes) : nil
    }
}
