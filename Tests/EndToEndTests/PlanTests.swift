import Foundation
import Testing

extension EndToEnd {
    /// The plan of a province from its draft over its adoption to its review, on paper as it stood
    /// at each (SPEC W-241).
    @Suite struct Plans {
        /// Writes an act that a program gives.
        private static func act(
            _ desk: Desk, _ form: String, to stage: String? = nil, _ values: [String: Any],
            groups: [String: Any] = [:], matter: String? = nil
        ) throws -> String {
            var document: [String: Any] = ["form": form, "values": values, "groups": groups]
            document["to"] = stage
            document["matter"] = matter
            return try desk.write("act.json", document)
        }

        private static func add(_ desk: Desk, _ file: String, _ act: String) throws {
            let added = try desk.run("madar", "coordinator", "act", "add", file, "--act", act)
            try #require(added.status == 0, "\(added.code ?? "") \(act)")
        }

        /// A plan that was adopted with one action, of which a part is done, and reviewed.
        private static func plan(_ desk: Desk) throws -> String {
            let founding = try act(
                desk, "TAP", to: "PLAN-DRAFT",
                [
                    "tap_title": "Plan 2027", "tap_from": "2027-01-01",
                    "tap_until": "2027-12-31", "tap_diagnosis": "Diagnostic du projet",
                ], groups: ["OBJECTIVES": [["tap_objective": "Ouvrir des places"]]])
            let opened = try desk.run(
                "madar", "coordinator", "record", "open", "PLAN", "--act", founding)
            let number = try #require(opened.text("file_number"), "\(opened.code ?? "")")
            try add(
                desk, number,
                try act(
                    desk, "TAP-ACTION",
                    [
                        "action_objective": "Ouvrir des places",
                        "action_text": "Ouvrir une maison", "action_sector": "EDUCATION",
                        "action_due": "2027-11-30T10:00:00Z",
                        "action_indicator": "Places ouvertes",
                    ]))
            try add(
                desk, number,
                try act(desk, "TAP-ADOPT", to: "PLAN-ADOPTED", ["tap_adopted_on": "2026-11-02"]))
            let shown = try desk.run("madar", "coordinator", "show", number)
            let action = try #require(
                shown.list("matters").first { $0["track"] as? String == "ACTION" }?["matter"]
                    as? String)
            try add(
                desk, number,
                try act(
                    desk, "TAP-PROGRESS", to: "ACTION-RUNNING",
                    ["progress_on": "2026-11-10", "progress_percent": 40], matter: action))
            try add(
                desk, number,
                try act(
                    desk, "TAP-REVIEW", to: "PLAN-REVIEWED",
                    ["tap_reviewed_on": "2026-11-20", "tap_findings": "Constats de novembre"]))
            return number
        }

        /// The page of a file and what was told of it, at a version or as it is.
        private static func page(
            _ desk: Desk, _ number: String, at version: Int? = nil, in language: String = "fr"
        ) throws -> (said: Desk.Said, page: String) {
            let path = desk.root + "/page-" + UUID().uuidString + ".html"
            let said = try desk.run(
                "madar", "coordinator",
                ["record", "print", number, "--in", language, "--out", path]
                    + (version.map { ["--at-version", String($0)] } ?? []))
            let page = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            return (said, page)
        }

        @Test func aPlanIsPrintedAsItStoodAtEachVersion() throws {
            try Desk.staffed(["CAPE-COORDINATOR"], language: "fr") { _, desk in
                let number = try Self.plan(desk)
                // What stands on the page from which version on.
                let since = [
                    "Diagnostic du projet": 1, "Ouvrir une maison": 1,
                    "Adoption du plan territorial": 2, "40 %": 2, "Constats de novembre": 3,
                ]
                for (version, stage) in [
                    (1, "Projet de plan"), (2, "Plan adopté"), (3, "Plan revu"),
                ] {
                    let (said, page) = try Self.page(desk, number, at: version)
                    try #require(said.status == 0, "\(said.code ?? "")")
                    #expect(said.document["version"] as? Int == version)
                    #expect(page.contains("<dt>Version :</dt> <dd dir=\"auto\">\(version) – "))
                    #expect(page.contains("<dt>Étape :</dt> <dd dir=\"auto\">\(stage)</dd>"))
                    #expect(page.contains("Remplacée par la suivante le") == (version < 3))
                    for (word, first) in since {
                        #expect(page.contains(word) == (version >= first), "\(version) \(word)")
                    }
                }
                // As it is now it is its last version.
                let (said, page) = try Self.page(desk, number)
                #expect(said.document["version"] as? Int == 3)
                #expect(page.contains("Constats de novembre"))
                #expect(try Self.page(desk, number, at: 2, in: "ar").page.contains("<dt>النسخة:"))

                for unknown in [0, 4] {
                    let (said, page) = try Self.page(desk, number, at: unknown)
                    #expect(said.status == 65 && said.code == "unknown_version")
                    #expect(page.isEmpty)
                }
                let (_, text) = try desk.screen(
                    "madar", "coordinator",
                    [
                        "record", "print", number, "--at-version", "4", "--out",
                        desk.root + "/none.html",
                    ])
                let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                #expect(line.contains("Le dossier n'a pas de version 4 ; la dernière est la 3."))
            }
        }
    }
}
