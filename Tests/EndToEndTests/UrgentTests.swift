import Foundation
import Testing

extension EndToEnd {
    /// A child in danger, from a terminal through a real daemon.
    @Suite struct Urgency {
        private static func warn(
            _ desk: Desk, _ number: String, measure: String = "shelter"
        ) throws -> Desk.Said {
            try desk.run(
                "madar", "worker", "urgent", number, "--facts", "الطفل يضرب الآن", "--measure",
                measure, "--recipient", "النيابة العامة بسلا", "--yes")
        }

        /// The warning, the measure and the word to the prosecutor are written together.
        @Test func aWarningIsWrittenWholeInOneCall() throws {
            try Terminals.opened { _, desk in
                let saved = try Terminals.open(desk, [:])
                let number = try #require(saved.text("file_number"))
                let said = try Self.warn(desk, number)
                #expect(said.status == 0 && said.text("schema") == "madar.urgent/1")
                #expect(said.document["forms"] as? [String] == ["DANGER", "F7", "F8"])
                #expect(said.document["prosecutor_told"] as? Bool == true)

                let file = try desk.run("madar", "worker", "show", number)
                #expect(file.document["sequence"] as? Int == 4)
                let values = try #require(file.document["values"] as? [[String: Any]])
                #expect(values.contains { $0["value"] as? String == "R4" })
                let matters = try #require(file.document["matters"] as? [[String: Any]])
                #expect(matters.map { $0["stage"] as? String } == ["MEASURE-ON"])
                let tasks = try #require(file.document["tasks"] as? [[String: Any]])
                #expect(tasks.contains { $0["task"] as? String == "DANGER" })
                // What is of justice its author does not read again.
                let history = try desk.run("madar", "worker", "history", number)
                let acts = try #require(history.document["acts"] as? [[String: Any]])
                #expect(acts.compactMap { $0["form"] as? String } == ["F0", "DANGER", "F7"])

                // A second word to the prosecutor does not need to know of the first.
                #expect(try Self.warn(desk, number).status == 0)
                let after = try desk.run("madar", "worker", "show", number)
                #expect(after.document["sequence"] as? Int == 7)
            }
        }

        /// Where one of the acts cannot be right, none is written.
        @Test func nothingIsWrittenWhereOneOfThemIsWrong() throws {
            try Terminals.opened { _, desk in
                let saved = try Terminals.open(desk, [:])
                let number = try #require(saved.text("file_number"))
                let said = try Self.warn(desk, number, measure: "nothing-of-the-kind")
                #expect(said.status == 65 && said.code == "form_has_errors")
                let file = try desk.run("madar", "worker", "show", number)
                #expect(file.document["sequence"] as? Int == 1)
            }
        }
    }
}
