import Circuit
import Foundation
import Testing

@testable import Definition

/// Compares the table of CLASSES.md with the definition.
@Suite struct ClassTableTests {
    private struct Line: Hashable {
        var form: String
        var field: String
        var dataClass: String
    }

    private func sections() throws -> [String: [Line]] {
        let path = try Loader.shippedFolder() + "/CLASSES.md"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var sections: [String: [Line]] = [:]
        var title = ""
        for row in text.split(separator: "\n") {
            if row.hasPrefix("## ") { title = String(row.dropFirst(3)) }
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard row.hasPrefix("| "), cells.count >= 3, cells[0] != "form" else { continue }
            sections[title, default: []].append(
                Line(form: cells[0], field: cells[1], dataClass: cells[2]))
        }
        return sections
    }

    @Test func `Every field of a shipped form has the class and the mark of the table`() throws {
        let table = try #require(try sections()["Shipped forms"])
        let definition = try Loader.shipped()
        var defined: Set<Line> = []
        for form in definition.parts.forms {
            for field in form.fields {
                let mark =
                    field.isWithheld ? ", withheld" : field.isThirdParty ? ", third party" : ""
                defined.insert(
                    Line(
                        form: form.code, field: field.code, dataClass: "\(field.dataClass)" + mark))
            }
        }
        #expect(Set(table).count == table.count)
        #expect(defined.subtracting(table) == [])
        #expect(Set(table).subtracting(defined) == [])
    }

    /// Law 09-08, article 7: what a copy for the person concerned masks.
    @Test func `Names, addresses and documents of others are marked, and the child's are not`()
        throws
    {
        let definition = try Loader.shipped()
        let fields = definition.parts.forms.flatMap(\.fields)
        let marked = Set(fields.filter(\.isThirdParty).map(\.code))
        for code in [
            "relative_name", "relative_phone", "person_name", "person_cin", "person_profession",
            "reporter_name", "author_name", "kafil_name", "parent_name", "delivered_to",
            "accompanying", "accompanied_by", "sibling_number", "witness", "requester",
        ] { #expect(marked.contains(code), "\(code)") }
        for code in [
            "family_name_ar", "given_name_fr", "birth_date", "presence_commune", "school_name",
            "person_tie", "relative_link", "parent_link", "alleged_facts", "narration",
            "child_view", "request_decision",
        ] { #expect(!marked.contains(code), "\(code)") }
        // Whoever a field names by an id is told by the type.
        for field in fields where field.type == .member || field.type == .organisation {
            #expect(!field.isThirdParty, "\(field.code)")
        }
    }

    @Test func `What must not be read with the social file lies elsewhere`() throws {
        let definition = try Loader.shipped()
        let places: [String: String] = [
            "author_link": "judicial", "author_known": "judicial",
            "relative_alleged_author": "judicial", "offence_suspected": "judicial",
            "prosecutor_notified_at": "judicial", "transmission_number": "judicial",
            "reporter_name": "protected", "reporter_contact": "protected",
            "reporter_wants_secrecy": "protected", "child_words": "health",
            "narration": "health", "psychologist_note": "health", "injuries": "health",
            "difficulty_seeing": "health", "given_name_ar": "identity",
        ]
        for (field, dataClass) in places {
            #expect(definition.field(field).map { "\($0.dataClass)" } == dataClass, "\(field)")
        }
    }
}
