import Foundation
import Testing

extension EndToEnd {
    /// A training, a mobile outing and kits that were handed out, from their planning to the monthly
    /// operations sheet (SPEC W-200, W-210).
    @Suite struct Activities {
        /// Now by the province's clock.
        private static let now = Date(timeIntervalSinceNow: 3_600)

        private static var month: String {
            String(now.ISO8601Format().prefix("2026-01".count))
        }

        private static var day: String {
            String(now.ISO8601Format().prefix("2026-01-01".count))
        }

        /// Plans an activity and tells what it came to, and gives its number.
        private static func hold(
            _ desk: Desk, _ profile: String, _ form: String, _ stage: String,
            _ planned: [String: Any], planGroups: [String: Any] = [:], _ held: [String: Any],
            _ groups: [String: Any]
        ) throws -> String {
            let plan = try desk.write(
                "plan.json",
                [
                    "form": form, "to": stage + "-PLANNED", "values": planned,
                    "groups": planGroups,
                ])
            let opened = try desk.run(
                "madar", profile, "record", "open", "ACTIVITY", "--act", plan)
            try #require(opened.status == 0, "\(opened.code ?? "") \(form)")
            let number = try #require(opened.text("file_number"))
            let result = try desk.write(
                "result.json",
                [
                    "form": form + "-RES", "to": stage + "-HELD", "values": held,
                    "groups": groups,
                ])
            let added = try desk.run("madar", profile, "act", "add", number, "--act", result)
            try #require(added.status == 0, "\(added.code ?? "") \(form)-RES")
            return number
        }

        private static func training(_ desk: Desk) throws -> String {
            try hold(
                desk, "coordinator", "TRAIN", "TRAIN",
                [
                    "train_title": "Écouter un enfant", "train_module": "LISTENING",
                    "train_on": day, "train_seats": 20,
                ], planGroups: ["TRAINERS": [["trainer_name": "Mme Alami"]]],
                ["train_hours": 12, "train_score_before": 40, "train_score_after": 75],
                [
                    "TRAINED": [
                        ["train_sector": "HEALTH", "train_women": 6, "train_men": 2],
                        ["train_sector": "EDUCATION", "train_women": 5, "train_men": 3],
                    ]
                ])
        }

        private static func outing(_ desk: Desk) throws -> String {
            try hold(
                desk, "sas", "OUTING", "OUTING",
                [
                    "outing_title": "جولة ليلية", "outing_on": day,
                    "outing_commune": "04.441.01.03", "outing_route": "من المحطة إلى الميناء",
                ],
                ["outing_hours": 5, "outing_sheltered": 1],
                [
                    "OUTING-MET": [
                        ["outing_age": "A6", "outing_girls": 2, "outing_boys": 4],
                        ["outing_age": "A15", "outing_girls": 1, "outing_boys": 0],
                    ],
                    "OUTING-HELPED": [["outing_help": "FOOD", "outing_helped": 3]],
                ])
        }

        private static func kits(_ desk: Desk) throws -> String {
            try hold(
                desk, "coordinator", "KITS", "KITS",
                [
                    "kits_title": "Kits d'hygiène", "kits_on": day,
                    "kits_receiver": "École Ibn Khaldoun",
                ],
                ["kits_handed_on": day, "kits_signed": true],
                [
                    "KITS-HANDED": [
                        ["kit_kind": "HYGIENE", "kit_count": 30],
                        ["kit_kind": "LEAFLET", "kit_count": 200],
                    ]
                ])
        }

        @Test func theyStandOnTheMonthlySheet() throws {
            try Desk.staffed(["CAPE-COORDINATOR"], language: "fr") { _, desk in
                try desk.join("sas", try desk.invite("حسن العمراني", as: "SAS-AGENT", of: "سلا"))
                let stages = [
                    try Self.training(desk): "TRAIN-HELD", try Self.outing(desk): "OUTING-HELD",
                    try Self.kits(desk): "KITS-HELD",
                ]
                let listed = try desk.run("madar", "coordinator", "record", "list", "ACTIVITY")
                let told = Dictionary(
                    uniqueKeysWithValues: listed.list("files").map {
                        ($0["file_number"] as? String ?? "", $0["stage"] as? String)
                    })
                #expect(told == stages.mapValues { Optional($0) })

                let path = desk.root + "/operations.json"
                let written = try desk.run(
                    "madar", "coordinator", "report", "OPERATIONS", "--month", Self.month,
                    "--province", "--format", "json", "--out", path)
                try #require(written.status == 0, "\(written.code ?? "")")
                let sheet = try #require(
                    try JSONSerialization.jsonObject(
                        with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any])
                let figures = try #require(sheet["figures"] as? [[String: Any]])
                let activities = try #require(
                    figures.first {
                        ($0["indicator"] as? [String: Any])?["code"] as? String == "I25"
                    }?["rows"] as? [[String: Any]])
                func values(_ code: String?) -> [String: Int] {
                    let row = activities.first { row in
                        let keys = row["keys"] as? [[String: Any]] ?? []
                        return keys.first?["code"] as? String == code
                    }
                    let values = row?["values"] as? [[String: Any]] ?? []
                    return Dictionary(
                        uniqueKeysWithValues: values.compactMap { value in
                            (value["measure"] as? String).flatMap { measure in
                                (value["value"] as? Int).map { (measure, $0) }
                            }
                        })
                }
                #expect(
                    values(nil) == [
                        "outings": 1, "met": 7, "met_girls": 3, "met_boys": 4, "helped": 3,
                        "sheltered": 1, "sessions": 0, "audience": 0, "audience_female": 0,
                        "audience_male": 0, "trainings": 1, "kits": 230,
                    ])
                #expect(values("A6")["met"] == 6 && values("A15")["met"] == 1)
                #expect(values("HYGIENE")["kits"] == 30 && values("LEAFLET")["kits"] == 200)

                // On paper in both languages, too.
                let page = desk.root + "/operations.html"
                try #require(
                    try desk.run(
                        "madar", "coordinator", "report", "OPERATIONS", "--month", Self.month,
                        "--province", "--in", "both", "--out", page
                    ).status == 0)
                let html = try String(contentsOfFile: page, encoding: .utf8)
                for word in [
                    "Formations", "دورات تكوينية", "Outils et kits remis", "أدوات وحقائب موزعة",
                    "Sorties", "230",
                ] { #expect(html.contains(word), "\(word)") }
            }
        }
    }
}
