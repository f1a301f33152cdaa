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

    @Test func `Every field of a shipped form has the class of the table`() throws {
        let table = try #require(try sections()["Shipped forms"])
        let definition = try Loader.shipped()
        var defined: Set<Line> = []
        for form in definition.parts.forms {
            for field in form.fields {
                defined.insert(
                    Line(form: form.code, field: field.code, dataClass: "\(field.dataClass)"))
            }
        }
        #expect(Set(table).count == table.count)
        #expect(defined.subtracting(table) == [])
        #expect(Set(table).subtracting(defined) == [])
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
