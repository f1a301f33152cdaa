import Foundation
import Testing

extension EndToEnd {
    /// Answers at a terminal that outlive the program, the session and the power.
    @Suite struct Interruptions {
        private static let facts = "قالت إن خالها يضربها كل ليلة ولا تجرؤ على الكلام"
        private static let quality = "جدة الطفلة من الأم"

        /// The first answers of a report, up to the question after the facts.
        private static func begin(_ sitting: Sitting) throws {
            try sitting.answer("or \"now\": ", "now")
            try sitting.answer("or an empty line: ", "PHONE")
            try sitting.answer("or an empty line: ", "n")
            try sitting.answer("or an empty line: ", "y")
            try sitting.answer("Text: ", quality)
            try sitting.answer("Text: ", facts)
            try sitting.wait(for: "Text: ")
        }

        /// The rest of it, from there to the end.
        private static func finish(_ sitting: Sitting) throws {
            sitting.type("")
            for _ in 0..<2 { try sitting.answer("Text: ", "") }
            for line in ["", "NO", ""] { try sitting.answer("or an empty line: ", line) }
            try sitting.answer("(y/n) ", "n")
            for line in ["NO", ""] { try sitting.answer("or an empty line: ", line) }
            try sitting.answer("Text: ", "")
            try sitting.answer("or \"me\": ", "me")
            for line in ["LOW", "n"] { try sitting.answer("or an empty line: ", line) }
            try sitting.answer("2026 14:30): ", "")
            try sitting.answer("(y/n) ", "y")
        }

        private static func drafts(_ desk: Desk, _ profile: String = "worker") throws
            -> [[String: Any]]
        {
            try desk.run("madar", profile, "drafts").list("drafts")
        }

        private static func opened(_ body: (Province, Desk, String) throws -> Void) throws {
            try Terminals.opened { province, desk in
                let number = try #require(try Terminals.open(desk).text("file_number"))
                try body(province, desk, number)
            }
        }

        private static func files(under folder: String) throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: folder).map { folder + "/" + $0 }
        }

        /// The power goes between two answers; nothing of them lies in clear, and none is lost.
        @Test func anActThatAPowerCutEndsGoesOnWhereItStopped() throws {
            try Self.opened { province, desk, number in
                let sitting = try desk.sit(
                    "worker", "act", "add", number, "--form", "F1", "--to", "SIGNAL")
                try Self.begin(sitting)
                sitting.cut()

                for path in try Self.files(under: desk.root + "/homes") {
                    guard let bytes = FileManager.default.contents(atPath: path) else { continue }
                    for text in [Self.facts, Self.quality, "alleged_facts", "PHONE"] {
                        #expect(bytes.range(of: Data(text.utf8)) == nil, "\(path)")
                    }
                }
                // Neither a lock nor a new session loses it.
                try desk.restart("worker")
                let waiting = try Self.drafts(desk)
                #expect(waiting.map { $0["form"] as? String } == ["F1"])
                #expect(waiting.first?["answer_count"] as? Int == 6)
                #expect(waiting.first?["file_number"] as? String == number)
                // Another member of the same machine sees none of it.
                try #require(try desk.enrol("operator", province.operates).status == 0)
                try #require(try desk.unlock("operator").status == 0)
                #expect(try Self.drafts(desk, "operator").isEmpty)

                let again = try desk.sit("worker", "act", "add", number)
                try again.wait(for: "that were not sent")
                try again.wait(for: "6 answers")
                try again.answer("or an empty line: ", "1")
                try again.wait(for: Self.facts)
                // The next question, and no earlier one.
                let between = try again.wait(for: "Text: ")
                #expect(!between.contains("now"))
                try Self.finish(again)
                try again.wait(for: "saved as number 2")
                #expect(again.status() == 0)

                let acts = try desk.run("madar", "worker", "history", number).list("acts")
                #expect(acts.count == 2)
                let values = acts.last?["values"] as? [[String: Any]] ?? []
                #expect(values.contains { $0["value"] as? String == Self.facts })
                #expect(try Self.drafts(desk).isEmpty)
                #expect(try desk.kept("worker").allSatisfy { !$0.hasPrefix("draft.") })
            }
        }

        /// Going back, correcting and giving up are answers too.
        @Test func aCorrectionIsKeptAndGivingUpLosesNothing() throws {
            try Self.opened { _, desk, number in
                let sitting = try desk.sit(
                    "worker", "act", "add", number, "--form", "F1", "--to", "SIGNAL")
                try Self.begin(sitting)
                sitting.type("<")
                try sitting.wait(for: Self.facts)
                try sitting.answer("Text: ", "ما رأته الجارة")
                try sitting.answer("Text: ", "!")
                try sitting.wait(for: "madar drafts resume 1")
                #expect(sitting.status() == 1)

                // In a window that is open, and in another one.
                let first = try desk.sit("worker", "drafts", "resume", "1")
                try first.wait(for: "ما رأته الجارة")
                try first.wait(for: "Text: ")
                let second = try desk.sit("worker", "drafts", "resume", "1")
                try second.wait(for: "in another window")
                #expect(second.status() == 1)
                let third = try desk.sit("worker", "act", "add", number, "--form", "F1")
                try third.wait(for: "in another window")
                try third.wait(for: "or \"now\": ")
                third.cut()
                first.cut()

                // A new act beside it, which leaves it, and the end of both.
                let beside = try desk.sit("worker", "act", "add", number, "--form", "F1")
                try beside.answer("or an empty line: ", "2")
                try beside.answer("or \"now\": ", "now")
                try beside.answer("or an empty line: ", "!")
                try beside.wait(for: "madar drafts resume 2")
                #expect(beside.status() == 1)
                #expect(try Self.drafts(desk).map { $0["draft"] as? Int } == [1, 2])
                let away = try desk.sit("worker", "act", "add", number)
                try away.answer("or an empty line: ", "4")
                try away.answer("(y/n) ", "y")
                try away.answer("or an empty line: ", "")
                #expect(away.status() == 1)
                #expect(try Self.drafts(desk).map { $0["draft"] as? Int } == [2])
                #expect(
                    try desk.run("madar", "worker", "drafts", "forget", "2", "--yes-drop").status
                        == 0)
                let none = try desk.run("madar", "worker", "drafts", "forget", "2", "--yes-drop")
                #expect(none.status == 2 && none.code == "no_such_draft")
                #expect(try Self.drafts(desk).isEmpty)
            }
        }

        /// The agent locks while somebody thinks: the answer that was typed then is kept too.
        @Test func aSessionThatLocksItselfMeanwhileGoesOnAfterThePassphrase() throws {
            try Self.opened { _, desk, number in
                let sitting = try desk.sit(
                    "worker", "act", "add", number, "--form", "F1", "--to", "SIGNAL")
                try Self.begin(sitting)
                _ = try desk.run("madar", "worker", "lock")
                sitting.type("لا أريد أن أعود")
                try sitting.wait(for: "locked itself")
                try sitting.answer("Passphrase: ", "a passphrase of nobody")
                try sitting.answer("Passphrase: ", "a passphrase of a device")
                try sitting.wait(for: "لا أريد أن أعود")
                try sitting.answer("Text: ", "")
                try sitting.wait(for: "Text: ")
                sitting.cut()
                #expect(try Self.drafts(desk).first?["answer_count"] as? Int == 7)
            }
        }

        /// Where nothing can be kept the person is told once, and goes on to the end.
        @Test func aDiskThatTakesNothingIsToldOnceAndStopsNobody() throws {
            try Self.opened { _, desk, number in
                let sitting = try desk.sit(
                    "worker", "act", "add", number, "--form", "F1", "--to", "SIGNAL")
                try sitting.wait(for: "or \"now\": ")
                let kept = desk.root + "/homes/worker/kept"
                try FileManager.default.moveItem(atPath: kept, toPath: kept + ".away")
                try Data().write(to: URL(fileURLWithPath: kept))
                sitting.type("now")
                try sitting.wait(for: "cannot be kept on this device")
                try sitting.answer("or an empty line: ", "PHONE")
                let next = try sitting.wait(for: "or an empty line: ")
                #expect(!next.contains("cannot be kept"))
                try FileManager.default.removeItem(atPath: kept)
                try FileManager.default.moveItem(atPath: kept + ".away", toPath: kept)
                // Where there is room again, all of it is kept.
                sitting.type("n")
                try sitting.wait(for: "or an empty line: ")
                sitting.cut()
                #expect(try Self.drafts(desk).first?["answer_count"] as? Int == 3)
            }
        }

        /// Somebody else moved the file meanwhile: no answer can mend that, and none is lost.
        @Test func aFileThatHasGoneOnMeanwhileIsToldAndTheAnswersStay() throws {
            try Self.opened { _, desk, number in
                let sitting = try desk.sit(
                    "worker", "act", "add", number, "--form", "F1", "--to", "SIGNAL")
                try Self.begin(sitting)
                sitting.cut()
                let report = try desk.write(
                    "report.json",
                    [
                        "form": "F1", "to": "SIGNAL",
                        "values": [
                            "received_at": "2026-01-20T17:40:00Z", "channel": "PHONE",
                            "reporter_wants_secrecy": false, "alleged_facts": "x",
                            "author_has_access": "NO", "immediate_danger": "NO",
                            "receiver": "me", "urgency": "LOW", "offence_suspected": false,
                        ] as [String: Any],
                    ])
                let other = try desk.run("madar", "worker", "act", "add", number, "--act", report)
                try #require(other.status == 0)
                let again = try desk.sit("worker", "drafts", "resume", "1")
                try again.wait(for: Self.facts)
                try again.wait(for: "madar drafts resume 1")
                try again.wait(for: "Nothing was done")
                #expect(again.status() == 65)
                #expect(try Self.drafts(desk).first?["answer_count"] as? Int == 6)
            }
        }

        /// A form is written anew while its answers wait, and is then gone.
        @Test func aFormThatChangedMeanwhileAsksAgainAndHidesNothing() throws {
            func form(_ version: Int, _ fields: [String]) -> String {
                """
                version: \(19 + version)
                forms:
                  - code: X-VISIT
                    version: \(version)
                    labels: {ar: زيارة, fr: Visite, en: Visit at home}
                    basis: default
                    home: social
                    fields:

                """
                    + fields.map {
                        "      - {code: x_\($0), type: text, class: social, "
                            + "labels: {ar: د, fr: p, en: About \($0)}}\n"
                    }.joined()
            }
            let province = try Province(coordinatorRoles: ["UPE-WORKER"])
            defer { province.end() }
            func serve(_ name: String, _ text: String) throws {
                let folder = province.root + "/" + name
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true)
                try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/own.yaml"))
                try province.start(definition: folder)
            }
            try serve("first", form(1, ["seen", "said", "after"]))
            let desk = try Desk(province.root)
            defer { desk.end() }
            try #require(try desk.enrol("worker", province.coordinates).status == 0)
            try #require(try desk.unlock("worker").status == 0)
            let number = try #require(try Terminals.open(desk).text("file_number"))
            let sitting = try desk.sit("worker", "act", "add", number, "--form", "X-VISIT")
            try sitting.answer("About seen", "the grandmother")
            try sitting.answer("About said", "she is afraid")
            try sitting.wait(for: "About after")
            sitting.cut()

            #expect(province.stop() == 0)
            try serve("second", form(2, ["seen", "new"]))
            let again = try desk.sit("worker", "drafts", "resume", "1")
            try again.wait(for: "has changed since")
            try again.wait(for: "left out: 1 answer")
            try again.wait(for: "she is afraid")
            try again.wait(for: "[the grandmother]")
            try again.answer("Text: ", "")
            try again.wait(for: "About new")
            again.cut()

            #expect(province.stop() == 0)
            try serve("third", "version: 30\n")
            let gone = try desk.sit("worker", "drafts", "resume", "1")
            try gone.wait(for: "the grandmother")
            try gone.wait(for: "no form X-VISIT any more")
            #expect(gone.status() == 2)
            #expect(try Self.drafts(desk).count == 1)
        }
    }
}
