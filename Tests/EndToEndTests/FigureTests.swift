import Foundation
import Framing
import Testing

extension EndToEnd {
    /// Figures and the reports that people look at, of a small province, at terminals in French and
    /// in Arabic.
    @Suite struct Figures {
        private static let family = "المزروعي"
        private static let year = String(
            Calendar(identifier: .gregorian).component(.year, from: Date()))

        private static let last = String(
            Calendar(identifier: .gregorian).component(.year, from: Date()) - 1)

        private static func opened(_ body: (Province, Desk) throws -> Void) throws {
            try Desk.staffed(["CAPE-COORDINATOR"]) { province, desk in
                try desk.join("worker", try desk.invite("سعاد", as: "UPE-WORKER", of: "UPE Salé"))
                try body(province, desk)
            }
        }

        /// A girl and a boy are reported, and a third child is only detected.
        private static func children(_ desk: Desk) throws {
            for (sex, isReported) in [("F", true), ("M", true), ("F", false)] {
                let opening = try Terminals.open(
                    desk, ["sex": sex, "family_name_ar": family, "estimated_age": 7])
                let number = try #require(opening.text("file_number"))
                guard isReported else { continue }
                let path = try desk.write(
                    "report.json",
                    [
                        "form": "F1", "to": "SIGNAL",
                        "values": [
                            "received_at": "2026-01-20T17:40:00Z", "channel": "PHONE",
                            "reporter_wants_secrecy": false, "alleged_facts": "x",
                            "author_has_access": "NO", "immediate_danger": "NO",
                            "receiver": "me", "urgency": "LOW", "offence_suspected": false,
                        ],
                    ])
                let added = try desk.run(
                    "madar", "worker", ["act", "add", number, "--act", path])
                try #require(added.status == 0, "\(added.code ?? "")")
            }
        }

        private static func whole(_ said: Desk.Said, _ measure: String) -> [String: Any]? {
            let rows = said.list("figures").first?["rows"] as? [[String: Any]] ?? []
            let row = rows.first { ($0["keys"] as? [Any])?.isEmpty ?? false }
            return (row?["values"] as? [[String: Any]])?.first {
                $0["measure"] as? String == measure
            }
        }

        @Test func aSmallProvinceIsCountedAndReported() throws {
            try Self.opened { province, desk in
                try Self.children(desk)
                try figures(desk)
                try failures(desk)
                try reports(desk, province.root)
            }
        }

        private func figures(_ desk: Desk) throws {
            let year = Self.year
            let said = try desk.run(
                "madar", "coordinator", "figures", "I01", "--year", year, "--province")
            try #require(said.status == 0, "\(said.code ?? "")")
            #expect(
                said.text("schema") == "madar.figures/1" && said.text("from") == year + "-01-01")
            #expect(said.document["of_province"] as? Bool == true)
            #expect(Self.whole(said, "children")?["value"] as? Int == 2)
            #expect(Self.whole(said, "reports")?["value"] as? Int == 2)
            // Two dimensions of one measure at once.
            let crossed = try desk.run(
                "madar", "coordinator", "figures", "i01", "--year", year, "--province", "--by",
                "age", "--by", "sex", "--measure", "children")
            let rows = crossed.list("figures").first?["rows"] as? [[String: Any]] ?? []
            #expect(rows.count { ($0["keys"] as? [Any])?.count == 2 } == 2)
            // By the organisation that answers for the file, by its name (SPEC W-228).
            let units = try desk.run(
                "madar", "coordinator", "figures", "I22", "--year", year, "--province", "--by",
                "unit")
            let unitRows = units.list("figures").first?["rows"] as? [[String: Any]] ?? []
            let keys = unitRows.compactMap { ($0["keys"] as? [[String: Any]])?.first }
            let labels = keys.first?["labels"] as? [String: String]
            #expect(keys.count == 1 && labels?["ar"] == "UPE Salé" && labels?["fr"] == "UPE Salé")
            #expect(keys.first?["dimension"] as? String == "unit")

            // On a terminal, in both languages, with the words that a reader needs.
            for (language, words) in [
                (
                    "fr",
                    [
                        "Enfants signalés", "Unité de compte", "Fille", "non recueilli", "5–9 ans",
                        "Organisme responsable", "UPE Salé",
                    ]
                ),
                (
                    "ar",
                    [
                        "الأطفال المبلغ عنهم", "وحدة العد", "أنثى", "لا يجمع", "سنة",
                        "الجهة المسؤولة", "UPE Salé",
                    ]
                ),
            ] {
                let terminal = try Desk(desk.root, language: language)
                let (status, text) = try terminal.screen(
                    "madar", "coordinator", ["figures", "I01", "I05", "--year", year])
                #expect(status == 0)
                for word in words { #expect(text.contains(word), "\(word)") }
                #expect(!text.contains(Self.family))
                if let folder = ProcessInfo.processInfo.environment["MADAR_REPORT_OUT"] {
                    try Data(text.utf8).write(
                        to: URL(fileURLWithPath: "\(folder)/figures-\(language).txt"))
                }
                let (listed, list) = try terminal.screen(
                    "madar", "worker", ["figures", "--list"])
                #expect(listed == 0 && list.contains("I26") && list.contains("children"))
            }

            let sheet = desk.root + "/figures.csv"
            #expect(
                try desk.run(
                    "madar", "coordinator", "figures", "I01", "--year", year, "--csv", sheet
                ).status == 0)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: sheet))
            #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
            let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
            #expect(lines.contains { $0.contains(",I01,") && $0.hasSuffix("told,2,") })
            #expect(
                lines.contains { $0.contains(",unit,") && $0.contains(",UPE Salé,UPE Salé,") })
            #expect(lines.dropLast().allSatisfy { $0.filter { $0 == "," }.count == 20 })
        }

        private func failures(_ desk: Desk) throws {
            let year = Self.year
            for (arguments, code) in [
                (["figures", "I99", "--year", year], "unknown_indicator"),
                (["figures", "I01", "--year", "2999"], "period_future"),
                (
                    ["figures", "I01", "--from", "2026-03-01", "--to", "2026-02-01"],
                    "period_reversed"
                ),
                (["figures", "I01", "--year", year, "--by", "RISK"], "unknown_breakdown"),
                (["figures", "I01", "--year", year, "--measure", "median"], "unknown_measure"),
                (
                    ["figures", "I01", "--year", year, "--organisation", "?"],
                    "unknown_organisation"
                ),
                (["figures", "I01", "--year", year, "--province"], "figures_not_granted"),
                (["report", "NONE", "--year", year, "--out", desk.root + "/x"], "unknown_report"),
                (["report", "ANNUAL", "--year", year, "--out", "/nowhere/x"], "cannot_write"),
                (["figures", "I01"], "bad_usage"),
                (["figures", "--year", year], "bad_usage"),
                (["figures", "I01", "--year", "26"], "bad_usage"),
                (["figures", "I01", "--month", "2026-13"], "bad_usage"),
                (["figures", "I01", "--month", "2026-01", "--year", year], "bad_usage"),
                (["figures", "I01", "--from", "2026-01-01"], "bad_usage"),
                (["figures", "I01", "--year", year, "--by", "age", "--by", "sex"], "bad_usage"),
                (["report", "ANNUAL", "--year", year], "bad_usage"),
            ] {
                let said = try desk.run("madar", "worker", arguments)
                #expect(said.code == code, "\(arguments)")
            }
        }

        private func reports(_ desk: Desk, _ root: String) throws {
            let listed = try desk.run("madar", "worker", "report", "--list")
            #expect(listed.list("reports").count == 7)
            for (language, words) in [
                ("fr", ["<html lang=\"fr\" dir=\"ltr\">", "Enfants signalés"]),
                ("ar", ["<html lang=\"ar\" dir=\"rtl\">", "الأطفال المبلغ عنهم"]),
                ("both", ["dir=\"rtl\"", "Enfants signalés", "الأطفال المبلغ عنهم"]),
            ] {
                let path = root + "/annual-\(language).html"
                let arguments = [
                    "report", "annual", "--year", Self.year, "--province", "--in", language,
                    "--out", path,
                ]
                let said = try desk.run("madar", "coordinator", arguments)
                try #require(said.status == 0, "\(said.code ?? "")")
                let data = try Data(contentsOf: URL(fileURLWithPath: path))
                #expect(said.document["byte_count"] as? Int == data.count)
                #expect(data.count <= 500_000)
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
                let html = String(decoding: data, as: UTF8.self)
                for word in words { #expect(html.contains(word), "\(word)") }
                #expect(
                    html.contains("<svg class=\"chart\" role=\"img\"") && html.contains("04.441"))
                #expect(!html.contains(Self.family) && !html.contains("<script"))
                // Nothing is written over, and the file stays as it was.
                #expect(try desk.run("madar", "coordinator", arguments).code == "file_exists")
                #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == data)
                // For whoever looks at what people get.
                if let folder = ProcessInfo.processInfo.environment["MADAR_REPORT_OUT"] {
                    try data.write(
                        to: URL(fileURLWithPath: "\(folder)/small-\(language).html"))
                }
            }
            // What is for others is of a period that is over, and of the whole province (SPEC W-225).
            let json = root + "/return.json"
            for (arguments, code) in [
                (["--year", Self.year], "period_not_over"),
                (["--from", "2026-01-01", "--to", "2026-01-05"], "report_whole"),
                (["--year", Self.last, "--organisation", "UPE Salé"], "report_whole"),
            ] {
                for report in ["MINISTRY", "COMMITTEE"] {
                    let refused = try desk.run(
                        "madar", "coordinator", ["report", report, "--out", json] + arguments)
                    #expect(refused.code == code, "\(report) \(arguments)")
                }
            }
            let committee = ["report", "COMMITTEE", "--quarter", Self.last + "-4", "--format"]
            let written = try desk.run(
                "madar", "coordinator", committee + ["json", "--out", json])
            #expect(written.status == 0 && written.text("figures") == "small_hidden")
            let document =
                try JSONSerialization.jsonObject(
                    with: Data(contentsOf: URL(fileURLWithPath: json))) as? [String: Any]
            #expect(document?["report"] as? String == "COMMITTEE")
            #expect((document?["figures"] as? [Any])?.count == 16)
            let csv = root + "/committee.csv"
            #expect(
                try desk.run(
                    "madar", "coordinator", committee + ["csv", "--out", csv]
                ).status == 0)
            let text = try String(contentsOfFile: csv, encoding: .utf8)
            #expect(text.contains(",I03,") && !text.contains(Self.family))
            // Readers outside have what is published, and nothing where nothing is.
            let none = root + "/none.csv"
            for (profile, report, code) in [
                ("coordinator", "MINISTRY", "nothing_published"),
                ("coordinator", "HCP", "nothing_published"),
                ("worker", "HCP", "figures_not_granted"),
            ] {
                let refused = try desk.run(
                    "madar", profile, ["report", report, "--year", Self.last, "--out", none])
                #expect(refused.code == code, "\(profile) \(report)")
                #expect(!FileManager.default.fileExists(atPath: none))
            }
            // On a terminal it is said where the file lies, and how large it is.
            let (status, talk) = try Desk(root, language: "fr").screen(
                "madar", "coordinator",
                [
                    "report", "OPERATIONS", "--year", Self.year, "--province", "--out",
                    root + "/sheet.html",
                ])
            let screen = talk.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(status == 0 && screen.contains("sheet.html (") && screen.contains(" ko)"))
            #expect(screen.contains("pour le centre seul"))
            // The centre's own sheet tells each unit by its name.
            let operations = try String(contentsOfFile: root + "/sheet.html", encoding: .utf8)
            #expect(operations.contains("UPE Salé"))
            #expect(operations.contains("Organisme responsable du dossier"))
        }

        @Test(.enabled(if: SmallDisk.mayMount, "no small file system"))
        func aFullDiskLeavesNoHalfReport() throws {
            try Self.opened { _, desk in
                let disk = try SmallDisk(megabytes: 1)
                try disk.fill()
                let before = try FileManager.default.contentsOfDirectory(atPath: disk.path)
                let said = try desk.run(
                    "madar", "coordinator", "report", "ANNUAL", "--year", Self.year, "--out",
                    disk.path + "/annual.html")
                #expect(said.code == "no_room_to_write")
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: disk.path) == before)
            }
        }
    }
}
