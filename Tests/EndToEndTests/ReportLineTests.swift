import Circuit
import DefinitionSupport
import Foundation
import Framing
import Testing

extension EndToEnd {
    /// A child for each line of the published report, from detection to the end of the file, by
    /// those who do it in life: each step said in the language whose turn it is, and the screens
    /// read in all three.
    @Suite struct ReportLines {
        private static let members: [(profile: String, role: String, name: String, of: String)] = [
            ("worker", "UPE-WORKER", "سعاد المنصوري", "وحدة حماية الطفولة بسلا"),
            ("evaluation", "CAPE-EVALUATION", "Karim Alaoui", "مركز المواكبة بسلا"),
            ("orientation", "CAPE-ORIENTATION", "نادية الفاسي", "مركز التوجيه بسلا"),
            ("followup", "CAPE-FOLLOWUP", "Hicham Tazi", "مركز التتبع بسلا"),
            ("psychologist", "UPE-PSYCHOLOGIST", "Leïla Chraïbi", "وحدة الدعم النفسي بسلا"),
            ("sas", "SAS-AGENT", "حسن العمراني", "الإسعاف الاجتماعي المتنقل بسلا"),
            ("committee", "CPPE-MEMBER", "Driss Ouazzani", "التعاون الوطني باللجنة الإقليمية"),
            ("school", "SERVICE-FOCAL", "Salma Idrissi", "Éducation et formation, Salé"),
            ("hospital", "HEALTH-FOCAL", "أمينة بناني", "مستشفى مولاي عبد الله"),
            ("registry", "SERVICE-FOCAL", "مصطفى الغالي", "مكتب الحالة المدنية بسلا"),
            ("shelter", "EPS-STAFF", "Zineb Amrani", "Maison d'accueil, Salé"),
            ("prosecutor", "PROSECUTOR", "Rachid Kettani", "النيابة العامة بسلا"),
            ("judge", "JUDGE", "فاطمة برادة", "محكمة الاستئناف بالرباط"),
        ]

        @Test func eachIsWalkedFromDetectionToItsEndInThreeLanguages() async throws {
            let scenarios = try Scenario.all()
            let definition = try Shipped.definition()
            let lines = try #require(definition.list("REPORT-LINES")).items.map(\.code)
            #expect(scenarios.map(\.scenario.line) == lines)

            let province = try Province(coordinatorRoles: ["CAPE-COORDINATOR"])
            defer { province.end() }
            try province.start()
            let desk = try Desk(province.root)
            let profiles = ["operator", "coordinator"] + Self.members.map(\.profile)
            defer { for profile in profiles { _ = try? desk.run("madar", profile, "lock") } }
            let known = try await Self.enrol(province)
            // Three children at a time, as in life.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for share in 0..<3 {
                    let root = province.root
                    group.addTask {
                        let screens = try ["ar", "fr", "en"].map {
                            Screen(
                                desk: try Desk(root, language: $0),
                                words: ScreenWords(definition, language: $0))
                        }
                        for (place, (name, scenario)) in scenarios.enumerated()
                        where place % 3 == share {
                            let walk = Walk(
                                scenario, name: name, known: known, screens: screens)
                            // What was expected in vain is recorded; the next child is walked too.
                            do { try walk.go(definition) } catch is ExpectationFailedError {}
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(province.stop() == 0)
            #expect(try province.verify().output.contains("Everything agrees"))
        }

        /// Enrols everybody, and gives the ids by which a scenario names them.
        private static func enrol(_ province: Province) async throws -> [String: String] {
            let desk = try Desk(province.root)
            var invitations = ["operator": province.operates, "coordinator": province.coordinates]
            for (profile, invitation) in invitations {
                try #require(try desk.enrol(profile, invitation).status == 0)
                try #require(try desk.unlock(profile).status == 0)
            }
            for member in members {
                invitations[member.profile] = try desk.invite(
                    member.name, as: member.role, of: member.of)
            }
            let root = province.root
            return try await withThrowingTaskGroup(of: [String: String].self) { group in
                for (profile, invitation) in invitations {
                    group.addTask {
                        // Each at a desk of its own, where an invitation lies under one name.
                        let desk = try Desk(root)
                        if profile != "operator", profile != "coordinator" {
                            let folder = root + "/" + profile
                            let path = folder + "-invitation"
                            try Data(invitation.text.utf8).write(to: URL(fileURLWithPath: path))
                            let enrolled = try desk.run(
                                "madar", profile, "enrol", "--invitation-file", path,
                                "--device-label", profile, "--passphrase-file",
                                root + "/passphrase")
                            try #require(enrolled.status == 0)
                            try #require(try desk.unlock(profile).status == 0)
                        }
                        let me = try desk.run("madar", profile, "whoami")
                        return [
                            "member:" + profile: try #require(me.text("member")),
                            "organisation:" + profile:
                                try #require(me.list("roles").first?["organisation"] as? String),
                        ]
                    }
                }
                return try await group.reduce(into: [:]) { $0.merge($1) { $1 } }
            }
        }
    }
}

/// The terminals of one language, and what may not stand on them.
private struct Screen {
    let desk: Desk
    let words: ScreenWords
}

/// One scenario, walked at the terminals of the languages in turn.
private final class Walk {
    private let scenario: Scenario
    private let name: String
    private let screens: [Screen]
    /// Those of the step that is taken.
    private var turn = 0
    /// What is known of names: members, organisations and files.
    private var known: [String: String]
    /// The matters that were begun, by the names that the scenario gives.
    private var matters: [String: String] = [:]
    /// What stood on the screens, for whoever reads it.
    private var transcript = ""

    init(_ scenario: Scenario, name: String, known: [String: String], screens: [Screen]) {
        self.scenario = scenario
        self.name = name
        self.known = known
        self.screens = screens
    }

    private var desk: Desk { screens[turn].desk }

    /// What is wrong is told by where it stands.
    private func place(_ step: Scenario.Step) -> Comment {
        "\(name) \(desk.language): \(step.who): \(step.does)"
    }

    func go(_ definition: CircuitDefinition) throws {
        defer { try? keepTranscript() }
        for step in scenario.steps {
            transcript += "\n== \(step.who): \(step.does)\n"
            turn = (turn + 1) % screens.count
            try take(step)
            if step.tellsWhere { try look(at: step) }
        }
        try lookAtEnd(definition)
    }

    private func number(_ step: Scenario.Step) -> String {
        known["file:" + (step.file ?? "first")] ?? ""
    }

    private func take(_ step: Scenario.Step) throws {
        let number = number(step)
        switch step.command {
        case .open:
            let opened = try desk.run(
                "madar", step.who, "open", "--searched", "--act", try write(step))
            try #require(opened.status == 0, place(step))
            let number: String = try #require(opened.text("file_number"), place(step))
            known["file:" + (step.file ?? "first")] = number
        case .act: try say(step, ["act", "add", number, "--act", try write(step)])
        case .refer:
            let told = (step.tell ?? []).flatMap { ["--tell", $0] }
            try say(step, ["refer", number, "--act", try write(step)] + told)
        case .urgent:
            try say(
                step,
                [
                    "urgent", number, "--facts", step.facts ?? "", "--measure",
                    step.measure ?? "", "--recipient", step.recipient ?? "", "--yes",
                ])
        case .approve: try say(step, ["approve", number, "--yes-i-have-read"])
        case .screens: try readScreens(step)
        }
    }

    /// Reads what everybody reads, in each language.
    private func readScreens(_ step: Scenario.Step) throws {
        for language in screens.indices {
            turn = language
            for command in [["show", number(step)], ["history", number(step)], ["day"]] {
                let screen = try show(step.who, command)
                try #require(screen.status == 0, place(step))
                #expect(screens[language].words.strays(screen.text) == [], place(step))
            }
        }
    }

    private func say(_ step: Scenario.Step, _ arguments: [String]) throws {
        let screen = try show(step.who, arguments)
        try #require(
            screen.status == step.refused ?? 0, "\(place(step).rawValue)\n\(screen.text)")
    }

    private func show(_ who: String, _ arguments: [String]) throws -> (status: Int32, text: String)
    {
        let screen = try desk.screen("madar", who, arguments)
        let said = arguments.map { $0.hasPrefix(desk.root) ? "act.json" : $0 }
        transcript += "$ madar \(said.joined(separator: " "))\n" + screen.text
        if screen.status != 0 { transcript += "[\(screen.status)]\n" }
        return screen
    }

    /// Writes the act of a step where the program reads it.
    private func write(_ step: Scenario.Step) throws -> String {
        let plain = try #require(step.act).plain(meant)
        var act = try #require(plain as? [String: Any])
        if let matter = step.matter { act["matter"] = matters[matter] }
        return try desk.write("\(name)-act.json", act)
    }

    private func meant(_ text: String) throws -> String {
        guard let kind = ["now", "day"].first(where: { text.hasPrefix($0) }) else {
            return try #require(known[text], "\(name): \(text)")
        }
        let days = Double(text.dropFirst(kind.count).dropLast()) ?? 0
        let moment = Date(timeIntervalSinceNow: days * 86_400).ISO8601Format()
        return kind == "now" ? moment : String(moment.prefix("2026-01-01".count))
    }

    /// Looks where the file stands after a step; a matter is known by its id from its beginning on.
    private func look(at step: Scenario.Step) throws {
        let file = try desk.run("madar", "followup", "show", number(step))
        let found = file.list("matters")
        if let begins = step.begins {
            let begun = found.compactMap { $0["matter"] as? String }
                .first { !matters.values.contains($0) }
            let matter: String = try #require(begun, place(step))
            matters[begins] = matter
        }
        if let stage = step.stage { #expect(file.text("stage") == stage, place(step)) }
        for (track, stage) in step.tracks ?? [:] {
            let passage = file.list("tracks").first { $0["track"] as? String == track }
            #expect(passage?["stage"] as? String == stage, place(step))
        }
        for (matter, stage) in step.matters ?? [:] {
            let one = found.first { $0["matter"] as? String == matters[matter] }
            #expect(one?["stage"] as? String == stage, place(step))
        }
        if let risk = step.risk {
            #expect(
                file.list("values").contains { $0["value"] as? String == risk }, place(step))
        }
    }

    /// At the end the file counts on its line, and nobody owes anything on it.
    private func lookAtEnd(_ definition: CircuitDefinition) throws {
        let number = try #require(known["file:first"])
        let file = try desk.run("madar", "followup", "show", number)
        let comment: Comment = "\(name)"
        #expect(file.text("stage") == scenario.ends, comment)
        #expect(file.list("tasks").compactMap { $0["clock"] as? String } == [], comment)
        let values = file.list("values")
        let principal = values.first {
            $0["field"] as? String == "category_principal" && $0["value"] as? Bool == true
        }
        let category = values.first {
            $0["field"] as? String == "category"
                && $0["row"] as? Int == principal?["row"] as? Int ?? 0
        }
        let code = try #require(category?["value"] as? String, comment)
        #expect(code == scenario.category, comment)
        let item = definition.list("CATEGORIES")?.items.first { $0.code == code }
        #expect(item?.reportLine == scenario.line, comment)
        // Whoever accompanied the child finds it in no list of what is due.
        #expect(try !show("worker", ["due"]).text.contains(number), comment)
    }

    /// Keeps what stood on the screens where somebody wants to read it.
    private func keepTranscript() throws {
        guard let folder = ProcessInfo.processInfo.environment["MADAR_SCENARIO_TRANSCRIPTS"] else {
            return
        }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Data(transcript.utf8).write(to: URL(fileURLWithPath: folder + "/" + name + ".txt"))
    }
}
