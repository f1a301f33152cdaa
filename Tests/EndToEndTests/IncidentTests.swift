import Foundation
import Testing

extension EndToEnd {
    /// The register of incidents from a terminal, and who answers for the data on its page
    /// (SPEC W-157, W-158).
    @Suite struct Incidents {
        private static func opened(_ body: (Desk) throws -> Void) throws {
            try Desk.staffed(["CAPE-COORDINATOR", "DPO"], as: "officer") { try body($1) }
        }

        private static func act(_ desk: Desk, _ more: [String: Any] = [:]) throws -> String {
            let values: [String: Any] = [
                "breach_at": "2026-01-20T17:40:00Z", "breach_kind": "LOSS",
                "breach_actions": "قفل الحاسوب",
            ]
            return try desk.write(
                "incident.json", ["values": values.merging(more) { _, new in new }])
        }

        private static func due(_ desk: Desk) throws -> Int? {
            try desk.run("madarctl", "operator", "status").document["incidents_due"] as? Int
        }

        @Test func anIncidentIsRecordedDeclaredAndPrinted() throws {
            try Self.opened { desk in
                let said = try desk.run(
                    "madar", "officer", "incident", "report", "--act", Self.act(desk))
                #expect(said.status == 0 && said.document["due"] as? Bool == true)
                let id = try #require(said.text("incident"))
                #expect(try Self.due(desk) == 1)
                let wrong = try desk.run(
                    "madar", "officer", "incident", "report", "--act",
                    Self.act(desk, ["breach_kind": "NOTHING"]))
                #expect(wrong.status == 65 && wrong.code == "form_has_errors")
                let long = try desk.run(
                    "madar", "officer", "incident", "report", "--act",
                    Self.act(desk, ["breach_actions": String(repeating: "ط", count: 2_000)]))
                #expect(long.status == 65 && long.code == "incident_too_long")
                #expect(
                    try desk.run("madar", "operator", "incident").code == "permission")

                let amended = try desk.run(
                    "madar", "officer", "incident", "amend", String(id.prefix(6)), "--act",
                    Self.act(desk, ["declared_dgssi_at": "2026-01-20T18:00:00Z"]))
                #expect(amended.status == 0 && amended.document["versions"] as? Int == 2)
                #expect(try Self.due(desk) == 0)
                let listed = try desk.run("madar", "officer", "incident")
                #expect(listed.text("schema") == "madar.incidents/1")
                let incidents = listed.list("incidents")
                #expect(incidents.map { $0["incident"] as? String } == [id])
                #expect(incidents.first?["due"] as? Bool == false)
                #expect((incidents.first?["values"] as? [[String: Any]])?.count == 4)
                #expect(
                    try desk.run(
                        "madar", "officer", "incident", "amend", "zz", "--act", Self.act(desk)
                    ).code == "unknown_incident")

                try self.registerIsReported(desk)
                try self.controllerStandsOnPages(desk)
            }
        }

        /// Questions at a terminal: an incident is told, and its declaration a while later.
        @Test func aPersonIsAskedWhatHappenedAndThenWhatCameOfIt() throws {
            try Self.opened { desk in
                let told = try desk.sit("officer", "incident", "report")
                try told.answer("or \"now\": ", "now")
                try told.answer("or an empty line: ", "LOSS")
                for text in ["un poste", ""] { try told.answer("Text: ", text) }
                try told.answer("or \"now\": ", "")
                for text in ["", "verrouillé"] { try told.answer("Text: ", text) }
                try told.answer("(y/n) ", "y")
                try told.wait(for: "It is to be declared to the national authority")
                #expect(told.status() == 0)
                let shown = try desk.sit("officer", "incident")
                try shown.wait(for: "due at once (law 05-20, art. 8)")
                try shown.wait(for: "not declared to the national authority (DGSSI): 1")
                #expect(shown.status() == 0)
                let listed = try desk.run("madar", "officer", "incident").list("incidents")
                let id = try #require(listed.first?["incident"] as? String)

                let later = try desk.sit("officer", "incident", "amend", id)
                try later.answer("or \"now\": ", "")
                try later.answer("or an empty line: ", "")
                for _ in 0..<2 { try later.answer("Text: ", "") }
                try later.answer("or \"now\": ", "now")
                for _ in 0..<2 { try later.answer("Text: ", "") }
                try later.answer("(y/n) ", "y")
                try later.wait(for: "version 2")
                #expect(later.status() == 0)
                #expect(try Self.due(desk) == 0)
                let after = try desk.run("madar", "officer", "incident").list("incidents")
                let values = try #require(after.first?["values"] as? [[String: Any]])
                #expect(values.contains { $0["value"] as? String == "un poste" })
                #expect(values.contains { $0["value"] as? String == "verrouillé" })
            }
        }

        /// Who looks after the registers makes their report, and is told of no child (SPEC W-227).
        private func registerIsReported(_ desk: Desk) throws {
            let today = Calendar(identifier: .gregorian).dateComponents(
                [.year, .month], from: Date())
            let quarter = "\(today.year ?? 0)-\(((today.month ?? 1) + 2) / 3)"
            let path = desk.root + "/rights.json"
            try desk.join(
                "dpo", try desk.invite("Driss", as: "DPO", of: "CNDP", approver: "officer"))
            let said = try desk.run(
                "madar", "dpo", "report", "RIGHTS", "--quarter", quarter, "--format", "json",
                "--out", path)
            #expect(said.status == 0 && said.text("figures") == "true", "\(said.code ?? "")")
            let document =
                try JSONSerialization.jsonObject(
                    with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any]
            let figures = try #require(document?["figures"] as? [[String: Any]])
            let rows = try #require(figures.first?["rows"] as? [[String: Any]])
            #expect(figures.count == 1)
            let keys = rows.map { ($0["keys"] as? [[String: Any]] ?? []).map { $0["dimension"] } }
            #expect(keys.joined().allSatisfy { $0 as? String == "RIGHTS-NATURE" })
            let whole = rows.first { ($0["keys"] as? [Any])?.isEmpty ?? false }
            let values = (whole?["values"] as? [[String: Any]] ?? []).map {
                ($0["measure"] as? String, $0["value"] as? Int)
            }
            #expect(values.map(\.0) == ["glass", "rights", "incidents"])
            #expect(values.map(\.1) == [0, 0, 1])
            let sheet = try desk.run(
                "madar", "dpo", "report", "OPERATIONS", "--quarter", quarter, "--province",
                "--out", desk.root + "/operations.html")
            #expect(sheet.code == "figures_not_granted")
        }

        private func controllerStandsOnPages(_ desk: Desk) throws {
            func printed() throws -> String {
                let page = try desk.run("madar", "officer", "incident", "print")
                #expect(page.status == 0)
                return try String(contentsOfFile: try #require(page.text("path")), encoding: .utf8)
            }
            let before = try printed()
            #expect(before.contains("قفل الحاسوب") && before.contains("class=\"line\""))
            let refused = try desk.run("madarctl", "operator", "controller", "--name", "X")
            #expect(refused.code == "permission")
            let set = try desk.run(
                "madarctl", "officer", "controller", "--name", "إقليم سلا", "--contact", "CAPE")
            #expect(set.status == 0 && set.text("name") == "إقليم سلا")
            _ = try desk.run("madarctl", "officer", "controller", "--authorisation", "A-PO-1")
            let shown = try desk.run("madarctl", "operator", "controller")
            #expect(shown.text("contact") == "CAPE" && shown.text("authorisation") == "A-PO-1")
            let after = try printed()
            #expect(after.contains("إقليم سلا") && after.contains("A-PO-1"))
            #expect(!after.contains("class=\"line\""))
        }
    }
}
