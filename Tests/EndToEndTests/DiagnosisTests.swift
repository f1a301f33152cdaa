import Foundation
import Testing

extension EndToEnd {
    /// What stands beside the committee's plan: its diagnosis, and what the province lacks (SPEC
    /// W-230).
    @Suite struct Diagnoses {
        private static let year =
            "\(Calendar(identifier: .gregorian).component(.year, from: Date()) - 1)"
        private static let now = ISO8601DateFormatter().string(from: Date())

        private static func opened(_ body: (Desk) throws -> Void) throws {
            try Desk.staffed(["CAPE-COORDINATOR"], language: "fr") { _, desk in
                for (profile, name, role) in [
                    ("chair", "خالد العلمي", "CPPE-CHAIR"),
                    ("member", "نادية برادة", "CPPE-MEMBER"),
                    ("worker", "عمر العلوي", "UPE-WORKER"),
                ] {
                    try desk.join(profile, try desk.invite(name, as: role, of: "سلا"))
                }
                try body(desk)
            }
        }

        /// Opens a file of another kind, by its number.
        private static func open(
            _ desk: Desk, _ kind: String, _ form: String, to stage: String,
            _ values: [String: Any], groups: [String: Any] = [:]
        ) throws -> String {
            let act = try desk.write(
                "open.json", ["form": form, "to": stage, "values": values, "groups": groups])
            let opened = try desk.run(
                "madar", "coordinator", "record", "open", kind, "--act", act)
            try #require(opened.status == 0, "\(opened.code ?? "") \(kind)")
            return try #require(opened.text("file_number"))
        }

        private static func add(
            _ desk: Desk, _ file: String, _ form: String?, to stage: String? = nil,
            _ values: [String: Any] = [:], reason: String? = nil
        ) throws {
            var document: [String: Any] = ["values": values]
            document["form"] = form
            document["to"] = stage
            document["reason"] = reason
            let act = try desk.write("add.json", document)
            let added = try desk.run("madar", "coordinator", "act", "add", file, "--act", act)
            try #require(added.status == 0, "\(added.code ?? "") \(form ?? stage ?? "")")
        }

        private static func house(
            _ desk: Desk, _ title: String, free: Int? = nil, capacity: Int? = 20
        ) throws -> String {
            var values: [String: Any] = [
                "dir_title": title, "dir_sector": "EPS", "dir_commune": "04.441.01.03",
                "dir_shelters": true,
            ]
            values["dir_capacity"] = capacity
            let file = try open(desk, "SERVICE", "DIR", to: "SERVICE-LISTED", values)
            if let free {
                try add(
                    desk, file, "DIR-FREE",
                    ["free_on": String(now.prefix(10)), "free_places": free])
            }
            return file
        }

        private static func directory(_ desk: Desk) throws {
            _ = try house(desk, "Maison pleine", free: 0)
            _ = try house(desk, "Maison ouverte", free: 3)
            _ = try house(desk, "Maison muette")
            // One that takes nobody, and gives no number.
            _ = try house(desk, "Écoute", capacity: nil)
            let suspended = try house(desk, "Maison suspendue", free: 9)
            try add(desk, suspended, nil, to: "SERVICE-SUSPENDED", reason: "travaux")
            _ = try open(
                desk, "SERVICE", "FOCAL", to: "FOCAL-LISTED",
                [
                    "focal_title": "Point focal santé", "focal_sector": "HEALTH",
                    "focal_commune": "04.441.01.03", "focal_name": "سعاد المريني",
                ])
        }

        private static func plan(_ desk: Desk) throws -> String {
            try open(
                desk, "PLAN", "TAP", to: "PLAN-DRAFT",
                [
                    "tap_title": "Plan 2027", "tap_from": "2027-01-01",
                    "tap_until": "2027-12-31", "tap_children": 320_000,
                ], groups: ["OBJECTIVES": [["tap_objective": "Ouvrir des places"]]])
        }

        @Test func whatTheProvinceLacksIsToldWithWhereItComesFrom() throws {
            try Self.opened { desk in
                try Self.directory(desk)
                for profile in ["coordinator", "chair", "member"] {
                    let said = try desk.run(
                        "madar", profile, "record", "gaps", "--year", Self.year)
                    try #require(said.status == 0, "\(said.code ?? "") \(profile)")
                    let directory = try #require(said.document["directory"] as? [String: Any])
                    let places = try #require(directory["places"] as? [[String: Any]])
                    // What takes nobody first, then that of which it is not known.
                    #expect(
                        places.compactMap { $0["title"] as? String } == [
                            "Maison pleine", "Maison suspendue", "Maison muette", "Maison ouverte",
                        ])
                    #expect(
                        places.compactMap { $0["is_gap"] as? Bool } == [true, true, false, false])
                    #expect(places.map { $0["free"] as? Int } == [0, 9, nil, 3])
                    #expect(places.map { $0["seen_at"] is String } == [true, true, false, true])
                    let sectors = try #require(directory["sectors"] as? [[String: Any]])
                    let points = Dictionary(
                        uniqueKeysWithValues: sectors.compactMap { sector in
                            (sector["sector"] as? String).map {
                                ($0, sector["focal_points"] as? Int)
                            }
                        })
                    #expect(points["HEALTH"] == 1 && points["EDUCATION"] == 0)
                    // Nobody sends a child to the statistical office.
                    #expect(points["HCP"] == nil)
                    let health = try #require(sectors.last)
                    let communes = try #require(health["communes"] as? Int)
                    #expect(health["sector"] as? String == "HEALTH")
                    #expect(health["communes_without"] as? Int == communes - 1)
                    let service = try #require(said.list("services").first)
                    #expect(service["small_hidden"] as? Bool == true)
                }
                for (language, words) in [
                    (
                        "fr",
                        [
                            "Maison pleine", "non connu", "Points focaux", "aucun",
                            "Rien n'a été enregistré", "Annuaire consulté le",
                        ]
                    ),
                    ("ar", ["Maison pleine", "غير معروف", "نقاط الارتكاز", "لم يسجل شيء"]),
                ] {
                    let (status, text) = try Desk(desk.root, language: language).screen(
                        "madar", "chair", ["record", "gaps", "--year", Self.year])
                    #expect(status == 0)
                    for word in words { #expect(text.contains(word), "\(language) \(word)") }
                }
                #expect(
                    try desk.run("madar", "worker", "record", "gaps", "--year", Self.year).code
                        == "figures_not_granted")
                let year = "\((Int(Self.year) ?? 0) + 1)"
                #expect(
                    try desk.run("madar", "chair", "record", "gaps", "--year", year).code
                        == "period_not_over")
            }
        }

        /// The committee's file, made by its member: it has what the plan's page has of what is missing
        /// (SPEC W-225).
        @Test func theCommitteeMakesItsOwnFile() throws {
            try Self.opened { desk in
                try Self.directory(desk)
                for (profile, language, words) in [
                    ("member", "fr", ["Maison pleine", "Ce qui manque dans la province", "à 5"]),
                    ("chair", "ar", ["الخصاص المسجل بالإقليم", "للجنة وحدها"]),
                ] {
                    let path = desk.root + "/committee-\(profile).html"
                    let said = try desk.run(
                        "madar", profile, "report", "COMMITTEE", "--quarter", Self.year + "-2",
                        "--in", language, "--out", path)
                    try #require(said.status == 0, "\(said.code ?? "")")
                    #expect(said.text("figures") == "small_hidden")
                    let page = try String(contentsOfFile: path, encoding: .utf8)
                    for word in words { #expect(page.contains(word), "\(language) \(word)") }
                }
                try sheets(desk)
                #expect(
                    try desk.run(
                        "madar", "member", "report", "ANNUAL", "--year", Self.year, "--province",
                        "--out", desk.root + "/annual.html"
                    ).code == "figures_not_granted")
            }
        }

        /// For programs and spreadsheets the file has its days and what the province lacks, too.
        private func sheets(_ desk: Desk) throws {
            func written(_ format: String) throws -> Data {
                let path = desk.root + "/committee." + format
                let said = try desk.run(
                    "madar", "member", "report", "COMMITTEE", "--quarter", Self.year + "-2",
                    "--format", format, "--out", path)
                try #require(said.status == 0, "\(said.code ?? "")")
                return try Data(contentsOf: URL(fileURLWithPath: path))
            }
            let document = try #require(
                try JSONSerialization.jsonObject(with: written("json")) as? [String: Any])
            let gaps = try #require(document["gaps"] as? [String: Any])
            let directory = try #require(gaps["directory"] as? [String: Any])
            let places = try #require(directory["places"] as? [[String: Any]])
            #expect(
                places.compactMap { $0["title"] as? String } == [
                    "Maison pleine", "Maison suspendue", "Maison muette", "Maison ouverte",
                ])
            #expect((gaps["services"] as? [Any])?.isEmpty == false)

            let lines = String(decoding: try written("csv"), as: UTF8.self)
                .components(separatedBy: "\r\n").dropLast()
            #expect(lines.allSatisfy { $0.filter { $0 == "," }.count >= 20 })
            #expect(Set(lines).count == lines.count)
            let days = ",\(Self.year)-04-01,\(Self.year)-06-30,"
            #expect(
                lines.dropFirst().allSatisfy {
                    $0.contains(days) || $0.contains(",FOCAL-POINTS,") || $0.contains(",PLACES,")
                })
            #expect(lines.contains { $0.contains(",I13,") && $0.contains(",unavailable,") })
            func line(_ words: String...) -> String? {
                lines.first { line in words.allSatisfy { line.contains($0) } }
            }
            #expect(line("Maison pleine", ",free_places,")?.hasSuffix(",told,0,") == true)
            #expect(line("Maison muette", ",free_places,")?.hasSuffix(",not_collected,,") == true)
            #expect(line(",HEALTH,", ",focal_points,")?.hasSuffix(",told,1,") == true)
            #expect(line(",EDUCATION,", ",focal_points,")?.hasSuffix(",told,0,") == true)
        }

        @Test func aPlanIsPrintedWithItsDiagnosisAndAnythingElseWithoutOne() throws {
            try Self.opened { desk in
                try Self.directory(desk)
                let plan = try Self.plan(desk)
                for (profile, language, words) in [
                    (
                        "coordinator", "fr",
                        [
                            "Plan 2027", "320000", "Diagnostic territorial en chiffres",
                            "I01 · Enfants signalés", "Ce qui manque dans la province",
                            "Maison muette", "non connu", "Rien n&#39;a été enregistré",
                        ]
                    ),
                    (
                        "chair", "ar",
                        [
                            "تشخيص وضعية الطفولة بالأرقام", "الخصاص المسجل بالإقليم",
                            "الأماكن الشاغرة", "غير معروف", "dir=\"rtl\"",
                        ]
                    ),
                ] {
                    let path = desk.root + "/" + profile + ".html"
                    let said = try desk.run(
                        "madar", profile, "record", "print", plan, "--year", Self.year, "--in",
                        language, "--out", path)
                    try #require(said.status == 0, "\(said.code ?? "")")
                    #expect(said.text("report") == "DIAGNOSIS")
                    let page = try String(contentsOfFile: path, encoding: .utf8)
                    for word in words { #expect(page.contains(word), "\(language) \(word)") }
                    // Focal points are counted, and not named.
                    #expect(!page.contains("سعاد"))
                }
                let path = desk.root + "/plain.html"
                let plain = try desk.run(
                    "madar", "chair", "record", "print", plan, "--in", "fr", "--out", path)
                #expect(plain.status == 0 && plain.text("report") == nil)
                let page = try String(contentsOfFile: path, encoding: .utf8)
                #expect(!page.contains("Ce qui manque"))
                let service = try Self.house(desk, "Maison")
                let refused = try desk.run(
                    "madar", "chair", "record", "print", service, "--year", Self.year, "--out",
                    desk.root + "/none.html")
                #expect(refused.code == "no_diagnosis")
                #expect(!FileManager.default.fileExists(atPath: desk.root + "/none.html"))
            }
        }
    }
}
