import Basics
import Foundation
import Testing

extension EndToEnd {
    /// Pages for paper from terminals, through a real daemon.
    @Suite struct Pages {
        private static func page(_ said: Desk.Said) throws -> (path: String, html: String) {
            let path = try #require(said.text("path"))
            return (path, try String(contentsOfFile: path, encoding: .utf8))
        }

        private static func add(
            _ desk: Desk, _ number: String, _ act: [String: Any]
        ) throws -> Desk.Said {
            try desk.run(
                "madar", "worker", "act", "add", number, "--act", try desk.write("act.json", act))
        }

        /// A file with a child at a kafil's, and a report; the number of the file.
        private static func opened(_ desk: Desk) throws -> String {
            let saved = try Terminals.open(
                desk, ["residence_type": "KAFIL", "presence_place": "<b>douar</b>"])
            let number = try #require(saved.text("file_number"))
            let report: [String: Any] = [
                "form": "F1", "to": "SIGNAL",
                "values": [
                    "received_at": "2026-01-20T17:40:00Z", "channel": "PHONE",
                    "reporter_wants_secrecy": false, "alleged_facts": "faits & gestes",
                    "author_has_access": "NO", "immediate_danger": "NO", "receiver": "me",
                    "urgency": "LOW", "offence_suspected": false,
                ],
            ]
            try #require(try add(desk, number, report).status == 0)
            return number
        }

        /// A page lies for its user alone, says who printed it and why, and goes with the session.
        @Test func aPageCarriesWhoAndWhyAndGoesWhenTheSessionLocks() throws {
            try Terminals.opened { _, desk in
                let number = try Self.opened(desk)
                // Without a reason nothing is read.
                let unsaid = try desk.run("madar", "worker", "print", number)
                #expect(unsaid.status == 64 && unsaid.code == "bad_usage")

                let reason = "réunion du comité"
                let whole = try desk.run("madar", "worker", "print", number, "--reason", reason)
                #expect(whole.status == 0 && whole.text("schema") == "madar.page/1")
                #expect(whole.text("recipient") == "internal")
                let (path, html) = try Self.page(whole)
                #expect(path.hasPrefix(desk.root + "/run/madar/") && path.hasSuffix(".html"))
                #expect(!path.contains(number))
                let mode = try FileManager.default.attributesOfItem(atPath: path)
                #expect(mode[.posixPermissions] as? Int == 0o600)
                #expect(html.utf8.count == whole.document["byte_count"] as? Int)
                let me = try #require(try desk.run("madar", "worker", "whoami").text("name"))
                for words in [number, reason, me, "اختبار", "طفلة", "Signalement", "التبليغ"] {
                    #expect(html.contains(words), "\(words)")
                }

                let filled = try Self.page(
                    try desk.run(
                        "madar", "worker", "print", number, "--form", "f0", "--reason", reason))
                #expect(filled.html.contains("Chez le kafil"))
                #expect(filled.html.contains("&lt;b&gt;douar&lt;/b&gt;"))
                let second = try Self.page(
                    try desk.run(
                        "madar", "worker", "print", number, "--act", "2", "--reason", reason))
                #expect(second.html.contains("faits &amp; gestes"))
                let blank = try Self.page(
                    try desk.run("madar", "worker", "print", "--blank", "F1"))
                #expect(blank.html.contains("class=\"line\"") && !blank.html.contains(number))

                let paths = [path, filled.path, second.path, blank.path]
                #expect(Set(paths).count == 4)
                _ = try desk.run("madar", "worker", "lock")
                for path in paths { #expect(!FileManager.default.fileExists(atPath: path)) }
            }
        }

        /// A copy for the child holds every act and masks whoever else is in it (law 09-08, article 7).
        @Test func aCopyForTheChildMasksOthers() throws {
            try Terminals.opened { _, desk in
                let number = try Self.opened(desk)
                let mother: [String: Any] = [
                    "form": "PERSON", "to": "PERSON-ON",
                    "values": [
                        "person_name": "Fadma Marquée", "person_tie": "MOTHER",
                        "person_legal": true, "person_in_household": true,
                        "person_phone": "0611111111",
                    ],
                ]
                try #require(try Self.add(desk, number, mother).status == 0)
                let asked = ["--reason", "demande d'accès", "--whole"]
                func page(_ more: String...) throws -> (said: Desk.Said, html: String) {
                    let said = try desk.run("madar", "worker", ["print", number] + asked + more)
                    return (said, said.status == 0 ? try Self.page(said).html : "")
                }
                let inside = try page()
                let me = try #require(try desk.run("madar", "worker", "whoami").text("name"))
                for words in ["Fadma Marquée", "0611111111", "faits &amp; gestes", "طفلة"] {
                    #expect(inside.html.contains(words), "\(words)")
                }
                #expect(inside.said.document["masked"] as? Int == 0)

                let copy = try page("--for", "subject")
                for words in ["Fadma", "0611111111"] { #expect(!copy.html.contains(words)) }
                for words in ["faits &amp; gestes", "طفلة", "Mère", "[masqué", "[محجوب"] {
                    #expect(copy.html.contains(words), "\(words)")
                }
                // Who printed it is told in both languages, and nobody's name besides.
                #expect(
                    copy.html.ranges(of: me).count
                        == 2 * copy.html.ranges(of: "Imprimé par").count)
                let masked = try #require(copy.said.document["masked"] as? Int)
                #expect(masked >= 4)
                let texts = try #require(copy.said.document["free_texts"] as? [String])
                #expect(texts.contains("alleged_facts:2"))

                let byHand = try page("--for", "subject", "--mask", "alleged_facts:2")
                #expect(!byHand.html.contains("gestes"))
                #expect(byHand.said.document["masked"] as? Int == masked + 1)
                let missed = try page("--for", "subject", "--mask", "alleged_facts:1")
                #expect(missed.said.status == 65 && missed.said.code == "mask_missed")
                let school = try page("--for", "school")
                #expect(school.said.status == 64)
                let view = try desk.run("madar", "worker", "history", number)
                let person = try #require(
                    view.list("acts").first { $0["form"] as? String == "PERSON" })
                let id = try #require(person["act"] as? String)
                let own = try page("--for", "subject", "--of", String(id.prefix(6)))
                #expect(own.html.contains("Fadma Marquée"))
            }
        }

        /// A school's page holds who the child is, and neither where nor with whom the child lives.
        @Test func aSchoolIsGivenNoMoreThanItNeeds() throws {
            try Terminals.opened { _, desk in
                let number = try Self.opened(desk)
                let reason = ["--reason", "inscription", "--for", "school"]
                let file = try Self.page(
                    try desk.run("madar", "worker", ["print", number] + reason))
                #expect(file.html.contains("طفلة") && !file.html.lowercased().contains("kafil"))
                #expect(!file.html.contains("Signalement"))
                for other in ["F0", "F1"] {
                    let refused = try desk.run(
                        "madar", "worker", ["print", number, "--form", other] + reason)
                    #expect(refused.status == 2 && refused.code == "not_for_recipient")
                }
                let none = try desk.run(
                    "madar", "worker", ["print", number, "--referral", "00"] + reason)
                #expect(none.status == 65 && none.code == "unknown_matter")
                let act = try desk.run(
                    "madar", "worker", "print", number, "--act", "9", "--reason", "x")
                #expect(act.status == 2 && act.code == "nothing_to_print")
                let both = try desk.run(
                    "madar", "worker", "print", "--blank", "F1", "--reason", "x")
                #expect(both.status == 64)
            }
        }
    }
}
