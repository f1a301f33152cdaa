import Foundation
import Framing
import MadarClient
import Testing

extension EndToEnd {
    /// Pictures and news from terminals, over a line that goes and comes back.
    @Suite struct Terminals {
        /// A JPEG with one segment that tells where it was taken, and one frame header.
        private static let told = "GPS 34.0531 -6.7985"
        private static func picture(_ size: Int) -> Data {
            let place = Array(("Exif\0\0" + told).utf8)
            var bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE1, 0, UInt8(place.count + 2)] + place
            bytes += [0xFF, 0xDB, 0, 4, 1, 2, 0xFF, 0xDA, 0, 4, 1, 2]
            bytes += [UInt8](repeating: 0x5A, count: size) + [0xFF, 0xD9]
            return Data(bytes)
        }

        static let child: [String: any Sendable] = [
            "family_name_ar": "اختبار", "given_name_ar": "طفلة", "sex": "F", "estimated_age": 9,
            "nationality": "MAR", "civil_status": "UNKNOWN", "presence_commune": "04.441.01.09",
            "milieu": "U", "school_status": "ENROLLED",
        ]

        private static func report(_ pictures: [String]) -> [String: Any] {
            [
                "form": "F1", "to": "SIGNAL",
                "values": [
                    "received_at": "2026-01-20T17:40:00Z", "channel": "PHONE",
                    "reporter_wants_secrecy": false, "alleged_facts": "x",
                    "author_has_access": "NO", "immediate_danger": "NO", "receiver": "me",
                    "urgency": "LOW", "offence_suspected": false,
                ],
                "groups": ["ATTACHMENT": pictures.map { ["attachments": $0] }],
            ]
        }

        static func opened(_ body: (Province, Desk) throws -> Void) throws {
            let province = try Province(coordinatorRoles: ["UPE-WORKER"])
            defer { province.end() }
            try province.start()
            let desk = try Desk(province.root)
            defer { desk.end() }
            try #require(try desk.enrol("worker", province.coordinates).status == 0)
            try #require(try desk.unlock("worker").status == 0)
            try #require(try desk.run("madar", "worker", "whoami").status == 0)
            try body(province, desk)
        }

        static func open(
            _ desk: Desk, _ more: [String: Any] = [:], by profile: String = "worker"
        ) throws -> Desk.Said {
            let values = (child as [String: Any]).merging(more) { $1 }
            let path = try desk.write(
                "opening.json", ["form": "F0", "to": "DETECT", "values": values])
            return try desk.run("madar", profile, "open", "--searched", "--act", path)
        }

        /// Waits until an entry of the outbox is what it should be; a program looks, as a person.
        private static func outbox(
            _ desk: Desk, until isSo: ([[String: Any]], [[String: Any]]) -> Bool
        ) throws {
            for _ in 0..<120 {
                let said = try desk.run("madar", "worker", "outbox", "list")
                if isSo(said.list("entries"), said.list("uploads")) { return }
                Thread.sleep(forTimeInterval: 0.25)
            }
            Issue.record("the outbox did not come to what it should")
        }

        /// A person enters a child with a picture while the cable is out; both arrive once.
        @Test func aPictureEnteredWithoutALineArrivesWhenItIsBack() throws {
            try Self.opened { province, desk in
                let photo = desk.root + "/photo.jpg"
                try Self.picture(300_000).write(to: URL(fileURLWithPath: photo))
                _ = province.stop()
                let queued = try Self.open(
                    desk, ["photo": photo, "photo_permission": true])
                #expect(queued.status == 69)
                #expect(queued.text("outcome") == "queued")
                // Nothing of it lies there in clear, and the picture itself may go now.
                for name in try desk.kept("worker") {
                    let path = desk.root + "/homes/worker/kept/" + name
                    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
                    #expect(bytes.range(of: Data(Self.told.utf8)) == nil)
                    #expect(bytes.range(of: Data([UInt8](repeating: 0x5A, count: 16))) == nil)
                }
                try FileManager.default.removeItem(atPath: photo)
                // Not even the death of the agent loses it.
                try desk.restart("worker")
                let waiting = try desk.run("madar", "worker", "outbox", "list").list("entries")
                #expect(waiting.map { $0["state"] as? String } == ["not_sent"])

                try province.start()
                var number = ""
                try Self.outbox(desk) { entries, uploads in
                    number = entries.first?["opened_number"] as? String ?? ""
                    return !number.isEmpty && uploads.isEmpty
                }
                let out = desk.root + "/out.jpg"
                let fetched = try desk.run(
                    "madar", "worker", "attachment", number, "1", "--out", out)
                #expect(fetched.status == 0)
                let came = try Data(contentsOf: URL(fileURLWithPath: out))
                #expect(came.range(of: Data(Self.told.utf8)) == nil)
                #expect(came.count == fetched.document["byte_count"] as? Int)
                #expect(came.count > 300_000 && came.count < 300_060)
                // What is no longer needed is no longer kept, whatever it is.
                #expect(try desk.kept("worker").allSatisfy { !$0.hasPrefix("content.") })
                // It is not written over what is there.
                let again = try desk.run(
                    "madar", "worker", "attachment", number, "1", "--out", out)
                #expect(again.status == 74 && again.code == "file_exists")
                let none = try desk.run("madar", "worker", "attachment", number, "2")
                #expect(none.status == 2)
            }
        }

        /// What is fetched to be shown lies for its user alone, and goes with the session.
        @Test func whatIsShownGoesWhenTheSessionLocks() throws {
            try Self.opened { _, desk in
                let photo = desk.root + "/photo.jpg"
                try Self.picture(70_000).write(to: URL(fileURLWithPath: photo))
                let saved = try Self.open(desk, ["photo": photo, "photo_permission": true])
                let number = try #require(saved.text("file_number"))
                try Self.outbox(desk) { _, uploads in uploads.isEmpty }
                let shown = try desk.run("madar", "worker", "attachment", number, "1")
                let path = try #require(shown.text("path"))
                let mode = try FileManager.default.attributesOfItem(atPath: path)
                #expect(mode[.posixPermissions] as? Int == 0o600)
                #expect(path.hasPrefix(desk.root + "/run/madar/"))
                _ = try desk.run("madar", "worker", "lock")
                #expect(!FileManager.default.fileExists(atPath: path))
            }
        }

        /// A refused act keeps its pictures; entered again by its template they need no file.
        @Test func aRefusedActKeepsItsPicturesForItsTemplate() throws {
            try Self.opened { province, desk in
                let number = try #require(try Self.open(desk).text("file_number"))
                #expect(try desk.run("madar", "worker", "show", number).status == 0)
                let photo = desk.root + "/photo.jpg"
                try Self.picture(90_000).write(to: URL(fileURLWithPath: photo))
                let report = try desk.write("report.json", Self.report([photo]))
                _ = province.stop()
                let queued = try desk.run("madar", "worker", "act", "add", number, "--act", report)
                #expect(queued.status == 69)
                _ = try desk.run("madar", "worker", "lock")
                try FileManager.default.removeItem(atPath: photo)
                // Meanwhile the file goes on from another machine of the same person.
                try province.start()
                try desk.copy("worker", to: "other")
                try #require(try desk.unlock("other").status == 0)
                let plain = try desk.write("plain.json", Self.report([]))
                #expect(
                    try desk.run("madar", "other", "act", "add", number, "--act", plain).status
                        == 0)
                _ = try desk.run("madar", "other", "lock")
                _ = try desk.unlock("worker")
                var entry = ""
                try Self.outbox(desk) { entries, _ in
                    entry = (entries.first?["entry"] as? Int).map(String.init) ?? ""
                    return entries.first?["state"] as? String == "refused"
                }
                #expect(try desk.kept("worker").contains { $0.hasPrefix("content.") })

                let template = try desk.text(
                    "madar", "worker", "outbox", "show", entry, "--template")
                let line = try #require(
                    template.split(separator: "\n").first { $0.hasPrefix("attachments: @") })
                #expect(line.hasSuffix(" photo.jpg"))
                // The stage has moved already: the same form without the move.
                let path = desk.root + "/again.txt"
                try Data(template.replacing("to: SIGNAL", with: "to:").utf8)
                    .write(to: URL(fileURLWithPath: path))
                let saved = try desk.run("madar", "worker", "act", "add", "--from", path)
                #expect(saved.status == 0)
                try Self.outbox(desk) { _, uploads in uploads.isEmpty }
                let sequence = try #require(saved.document["sequence"] as? Int)
                #expect(
                    try desk.run("madar", "worker", "attachment", number, "\(sequence)").status
                        == 0)
                // Dropping the refused one is the end of what it kept.
                let drop = try desk.run("madar", "worker", "outbox", "drop", entry, "--yes-drop")
                #expect(drop.status == 0)
                #expect(try desk.kept("worker").allSatisfy { !$0.hasPrefix("content.") })
                // Named once more, it is gone, and the person is told so with the line.
                let gone = try desk.run("madar", "worker", "act", "add", "--from", path)
                #expect(gone.status == 65 && gone.code == "attachment_gone")
            }
        }

        /// SPEC W-100: what is no picture is told before anything is kept.
        @Test func whatIsNoPictureIsRefusedAtTheTerminal() throws {
            try Self.opened { _, desk in
                let text = desk.root + "/notes.jpg"
                try Data("not a picture".utf8).write(to: URL(fileURLWithPath: text))
                let refused = try Self.open(desk, ["photo": text, "photo_permission": true])
                #expect(refused.status == 65 && refused.code == "attachment_unreadable")
                let absent = try Self.open(
                    desk, ["photo": desk.root + "/none.jpg", "photo_permission": true])
                #expect(absent.status == 66 && absent.code == "no_such_input")
                let large = desk.root + "/large.jpg"
                try Self.picture((20 << 20) + 1).write(to: URL(fileURLWithPath: large))
                let tooLarge = try Self.open(desk, ["photo": large, "photo_permission": true])
                #expect(tooLarge.status == 65 && tooLarge.code == "attachment_too_large")
                #expect(try desk.kept("worker").allSatisfy { !$0.hasPrefix("content.") })
            }
        }

        /// SPEC W-111: another's act is told once, also where the line was down meanwhile.
        @Test func newsOfOthersIsToldOnceAndAfterACut() throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let desk = try Desk(province.root)
            defer { desk.end() }
            for (profile, text) in [
                ("operator", province.operates), ("worker", province.coordinates),
            ] {
                try #require(try desk.enrol(profile, text).status == 0)
                try #require(try desk.unlock(profile).status == 0)
            }
            let colleague = try desk.invite(
                "زميلة", as: "CAPE-COORDINATOR", of: "CAPE", approver: "worker")
            try #require(try desk.enrol("colleague", colleague).status == 0)
            try #require(try desk.unlock("colleague").status == 0)

            #expect(try desk.news("worker").map { $0["event"] as? String } == ["ready"])
            let number = try #require(try Self.open(desk).text("file_number"))
            let me = try desk.run("madar", "worker", "whoami")
            let member = try #require(me.text("member"))
            let organisation = try #require(me.list("roles").first?["organisation"] as? String)
            let assign = try desk.write(
                "assign.json",
                [
                    "form": "ASSIGN",
                    "values": [
                        "assigned_member": member, "assigned_organisation": organisation,
                    ],
                ])
            #expect(
                try desk.run("madar", "colleague", "act", "add", number, "--act", assign).status
                    == 0)
            // The author's own acts are no news to him; the colleague's is, once.
            let news = try desk.news("worker")
            #expect(news.map { $0["event"] as? String } == ["act", "ready"])
            #expect(news.first?["file_number"] as? String == number)
            #expect(news.first?["sequence"] as? Int == 2)
            #expect(try desk.news("worker").map { $0["event"] as? String } == ["ready"])

            // A restart of everything between loses nothing and tells nothing twice.
            try desk.restart("worker")
            #expect(
                try desk.run("madar", "colleague", "act", "add", number, "--act", assign).status
                    == 0)
            province.killDaemon()
            try province.start()
            let after = try desk.news("worker")
            #expect(after.map { $0["event"] as? String } == ["act", "ready"])
            #expect(after.first?["sequence"] as? Int == 3)
        }

        /// SPEC W-113 to W-115, W-86: a role is given by two people, from two terminals.
        @Test func aRoleIsGivenByTwoPeopleAndTakenByOne() throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let desk = try Desk(province.root)
            defer { desk.end() }
            for (profile, text) in [
                ("operator", province.operates), ("coordinator", province.coordinates),
            ] {
                try #require(try desk.enrol(profile, text).status == 0)
                try #require(try desk.unlock(profile).status == 0)
            }
            let colleague = try desk.invite("زميلة", as: "UPE-WORKER", of: "UPE 1")
            try #require(try desk.enrol("colleague", colleague).status == 0)
            try #require(try desk.unlock("colleague").status == 0)
            func roles() throws -> [String] {
                try desk.run("madar", "colleague", "whoami").list("roles")
                    .compactMap { $0["role"] as? String }
            }
            let grant = ["member", "grant", "زميلة", "--role", "UPE-COORDINATOR"]
            let proposed = try desk.run("madarctl", "operator", grant)
            let id = try #require(proposed.text("proposal"))
            #expect(proposed.status == 0 && proposed.document["needs_approval"] as? Bool == true)
            #expect(try roles() == ["UPE-WORKER"])
            // The asker cannot sign for himself, nor can who it is about.
            let own = try desk.run("madarctl", "operator", "approve", id, "--yes-i-have-read")
            #expect(own.status == 77 && own.code == "second_approval")
            #expect(
                try desk.run("madarctl", "colleague", "approve", id, "--yes-i-have-read").status
                    == 77)
            let waits = try desk.run("madarctl", "coordinator", "members").list("proposals")
            #expect(waits.map { $0["member_name"] as? String } == ["زميلة"])
            let approved = try desk.run(
                "madarctl", "coordinator", "approve", id, "--yes-i-have-read")
            #expect(approved.status == 0 && approved.text("proposal") == id)
            #expect(try roles() == ["UPE-WORKER", "UPE-COORDINATOR"])
            // Once is enough: it waits no more.
            let again = try desk.run(
                "madarctl", "coordinator", "approve", id, "--yes-i-have-read")
            #expect(again.status == 2 && again.code == "unknown_invitation")

            let end = ["member", "end", "زميلة", "--role", "UPE-WORKER"]
            #expect(try desk.run("madarctl", "coordinator", end).status == 0)
            #expect(try roles() == ["UPE-COORDINATOR"])
            let suspend = ["member", "suspend", "زميلة"]
            #expect(try desk.run("madarctl", "coordinator", suspend).status == 0)
            let cut = try desk.run("madar", "colleague", "whoami")
            #expect(cut.status == 77 && cut.code == "revoked")
            let resume = ["member", "resume", "زميلة"]
            let waiting = try #require(
                try desk.run("madarctl", "coordinator", resume).text("proposal"))
            let approve = ["approve", waiting, "--yes-i-have-read"]
            #expect(try desk.run("madarctl", "operator", approve).status == 0)
            let device = try #require(
                try desk.run("madarctl", "operator", "devices").list("devices")
                    .first { $0["label"] as? String == "colleague" }?["device"] as? String)
            #expect(try desk.run("madarctl", "operator", "device", "resume", device).status == 0)
            #expect(try roles() == ["UPE-COORDINATOR"])
            // Nobody is left who coordinates: refused, and nothing has changed.
            let last = ["member", "suspend", try desk.member("coordinator")]
            #expect(try desk.run("madarctl", "operator", last).status == 1)
            #expect(try desk.run("madarctl", "coordinator", "status").status == 0)
        }

        /// SPEC W-120, W-121: a lower level of risk is written by one and approved by another, from
        /// two terminals.
        @Test func aLowerLevelIsWrittenByOneAndApprovedByAnother() throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let desk = try Desk(province.root)
            defer { desk.end() }
            for (profile, text) in [
                ("operator", province.operates), ("coordinator", province.coordinates),
            ] {
                try #require(try desk.enrol(profile, text).status == 0)
                try #require(try desk.unlock(profile).status == 0)
            }
            for (profile, role) in [("worker", "UPE-WORKER"), ("team", "CAPE-EVALUATION")] {
                let invitation = try desk.invite(profile, as: role, of: role)
                try #require(try desk.enrol(profile, invitation).status == 0)
                try #require(try desk.unlock(profile).status == 0)
            }
            let number = try #require(try Self.open(desk).text("file_number"))
            func add(
                _ profile: String, _ act: [String: Any]
            ) throws -> Desk.Said {
                try desk.run(
                    "madar", profile, "act", "add", number, "--act",
                    try desk.write("act.json", act))
            }
            let past = "2026-01-02T03:04:05Z"
            let steps: [[String: Any]] = [
                [
                    "form": "F1", "to": "SIGNAL",
                    "values": [
                        "received_at": past, "channel": "WALK-IN",
                        "reporter_wants_secrecy": false, "alleged_facts": "x",
                        "author_has_access": "NO", "immediate_danger": "NO", "receiver": "me",
                        "urgency": "LOW", "offence_suspected": false,
                    ],
                ],
                ["to": "RECEIVE"],
                [
                    "form": "F2", "to": "LISTEN",
                    "values": ["interview_at": past, "needs_expressed": "x"],
                ],
            ]
            for step in steps { try #require(try add("worker", step).status == 0) }
            func evaluation(_ level: String, to stage: String? = nil) -> [String: Any] {
                var act: [String: Any] = [
                    "form": "F3",
                    "values": [
                        "risk_level": level, "evaluator": "me",
                        "risk_valid_until": "2099-01-02T03:04:05Z", "risk_decision": "ASSESS",
                    ],
                    "groups": ["CATEGORY": [["category": "VIC-VIO", "category_principal": true]]],
                ]
                if let stage { act["to"] = stage }
                return act
            }
            func level(_ profile: String) throws -> (String?, [String: Any]?) {
                let shown = try desk.run("madar", profile, "show", number)
                let risk = shown.list("values").first { $0["field"] as? String == "risk_level" }
                return (
                    risk?["value"] as? String, shown.document["downgrade"] as? [String: Any]
                )
            }
            let triaged = try add("team", evaluation("R4", to: "TRIAGE"))
            #expect(triaged.status == 0 && triaged.text("proposed_risk") == nil)
            // Nothing waits yet.
            #expect(
                try desk.run("madar", "coordinator", "approve", number, "--yes-i-have-read")
                    .status == 2)

            // Who writes it is told that it waits, and everybody sees it.
            let lowered = try add("team", evaluation("R1"))
            #expect(lowered.status == 0 && lowered.text("proposed_risk") == "R1")
            for profile in ["team", "worker", "coordinator"] {
                let (standing, waits) = try level(profile)
                #expect(standing == "R4" && waits?["to"] as? String == "R1")
                #expect(waits?["author_name"] as? String == "team")
            }
            let page = try desk.text("madar", "worker", "show", number)
            #expect(page.contains("Waits for approval") && page.contains("R4 Critical"))
            #expect(page.contains("R1 Low") && page.contains("team"))
            let due = try desk.run("madar", "coordinator", "due").list("files")
            #expect(due.map { $0["task"] as? String } == ["CONFIRM-DOWNGRADE"])
            #expect(due.first?["proposed_risk"] as? String == "R1")

            // Who wrote it does not approve, nor does the unit; what is not typed is not signed.
            for profile in ["team", "worker"] {
                let refused = try desk.run(
                    "madar", profile, "approve", number, "--yes-i-have-read")
                #expect(refused.status == 77 && refused.code == "permission")
            }
            #expect(try desk.run("madar", "coordinator", "approve", number).status != 0)
            #expect(try level("worker").0 == "R4")
            let approved = try desk.run(
                "madar", "coordinator", "approve", number, "--yes-i-have-read")
            #expect(approved.status == 0 && approved.text("file_number") == number)
            let (standing, waits) = try level("worker")
            #expect(standing == "R1" && waits == nil)
            #expect(try desk.run("madar", "coordinator", "due").list("files").isEmpty)
            let acts = try desk.run("madar", "worker", "history", number).list("acts")
            #expect(acts.last?["kind"] as? String == "approval")
            #expect(acts.last?["approves"] as? String == lowered.text("act"))
            // The author of a lower level may have the ability himself.
            #expect(try add("team", evaluation("R3")).status == 0)
            #expect(try add("coordinator", evaluation("R2")).text("proposed_risk") == "R2")
            let own = try desk.run(
                "madar", "coordinator", "approve", number, "--yes-i-have-read")
            #expect(own.status == 77 && own.code == "second_approval")
            #expect(try level("worker").0 == "R3")
        }

        /// The matrix as an operator prints it, beside the page's row typed by hand.
        @Test func theAccessMatrixIsPrintedAsItIsServed() throws {
            let province = try Province()
            defer { province.end() }
            try province.start()
            let desk = try Desk(province.root)
            defer { desk.end() }
            try #require(try desk.enrol("operator", province.operates).status == 0)
            try #require(try desk.unlock("operator").status == 0)
            let all = try desk.run("madarctl", "operator", "authority", "show").list("roles")
            #expect(all.count == 24)
            let said = try desk.run(
                "madarctl", "operator", "authority", "show", "--role", "upe-worker")
            let row = try #require(said.list("roles").first)
            #expect(row["scope"] as? String == "own")
            let cells = (row["cells"] as? [[String: Any]] ?? []).map { cell in
                [
                    String(cell["data_class"] as? Int ?? 0), cell["read"] as? String ?? "",
                    cell["create"] as? Bool == true ? "C" : "",
                    cell["update"] as? Bool == true ? "U" : "",
                ].joined(separator: " ")
            }
            #expect(
                cells == [
                    "1 full C U", "2 full C U", "3 own_acts C ", "4 none C ", "7 none C ",
                ])
            let unknown = try desk.run(
                "madarctl", "operator", "authority", "show", "--role", "NOBODY")
            #expect(unknown.status == 65 && unknown.code == "unknown_role")
        }

        /// Whoever knows no command comes to figures, reports, publications and records by the menu.
        @Test func theMenuLeadsToWhatIsNoChildsFile() throws {
            let province = try Province(coordinatorRoles: ["CAPE-COORDINATOR"])
            defer { province.end() }
            try province.start()
            let desk = try Desk(province.root)
            defer { desk.end() }
            try desk.join("coordinator", province.coordinates)
            let sitting = try desk.sit("coordinator")
            func choose(_ choices: String...) throws {
                for choice in choices { try sitting.answer("or an empty line: ", choice) }
            }
            // The period that goes on stands first.
            try choose("figures", "I01", "1")
            try sitting.wait(for: "I01 · Children reported")
            try choose("report", "OPERATIONS", "2")
            let page = desk.root + "/operations.html"
            try sitting.answer("Path of the file to write, or an empty line: ", page)
            try sitting.wait(for: "Written to")
            #expect(try Data(contentsOf: URL(fileURLWithPath: page)).count > 1_000)
            try choose("publish")
            try sitting.wait(for: "Nothing is published")
            // Of a period that is over: the one that goes on does not stand there.
            try choose("gaps", "1")
            try sitting.wait(for: "Focal points in the directory, by sector")
            try choose("record")
            try sitting.wait(for: "The list is empty.")
            // Out of each question an empty line leads back.
            try choose("enter")
            try sitting.wait(for: "Of what kind?")
            try choose("", "report", "", "figures", "I01", "", "quit")
            #expect(sitting.status() == 0)
        }

        /// SPEC W-111: a device subscribes once; its second window is told so.
        @Test func oneWindowWatchesAndTheNextOnceItIsClosed() throws {
            try Self.opened { _, desk in
                func open() throws -> Process {
                    let window = desk.process("madar", "worker", ["watch"])
                    window.standardOutput = FileHandle.nullDevice
                    window.standardError = FileHandle.nullDevice
                    try window.run()
                    return window
                }
                var window = try open()
                defer { window.terminate() }
                var second = try desk.run("madar", "worker", "watch", "--new")
                for _ in 0..<100 where second.code != "watched" {
                    // The second may have come first, and the first been told so.
                    if !window.isRunning { window = try open() }
                    second = try desk.run("madar", "worker", "watch", "--new")
                }
                #expect(second.status == 1 && second.code == "watched")
                window.terminate()
                window.waitUntilExit()
                for _ in 0..<100 where second.status != 0 {
                    second = try desk.run("madar", "worker", "watch", "--new")
                }
                #expect(second.status == 0)
            }
        }
    }
}
