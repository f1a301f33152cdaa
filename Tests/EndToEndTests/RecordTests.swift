import Foundation
import Testing

extension EndToEnd {
    /// A session of the committee from its calling to its minutes, at terminals in Arabic
    /// (SPEC W-202 to W-205).
    @Suite struct Records {
        private static func opened(_ body: (Desk) throws -> Void) throws {
            try Desk.staffed(["CAPE-COORDINATOR"], language: "ar") { _, desk in
                for (profile, name, role) in [
                    ("member", "نادية برادة", "CPPE-MEMBER"),
                    ("worker", "عمر العلوي", "UPE-WORKER"),
                ] {
                    try desk.join(profile, try desk.invite(name, as: role, of: "سلا"))
                }
                try body(desk)
            }
        }

        /// What stands in somebody's day of one kind of task, by the number of the file.
        private static func day(_ desk: Desk, _ profile: String, _ task: String) throws -> [String]
        {
            let said = try desk.run("madar", profile, "day")
            try #require(said.status == 0)
            return said.list("parts").flatMap { $0["files"] as? [[String: Any]] ?? [] }
                .filter { $0["task"] as? String == task }
                .compactMap { $0["file_number"] as? String }
        }

        private static func call(_ desk: Desk) throws {
            let sitting = try desk.sit("coordinator", "record", "open", "session")
            try sitting.answer("نص: ", "دورة يونيو")
            try sitting.answer("سطر فارغ: ", "ORDINARY")
            try sitting.answer("27/05/2019: ", "27/05/2027")
            for text in ["10:00", "مقر العمالة"] { try sitting.answer("نص: ", text) }
            try sitting.answer("27/05/2019: ", "")
            for text in ["11", "2"] { try sitting.answer("عدد: ", text) }
            try sitting.answer("(ن/ل) ", "ن")
            try sitting.answer("نص: ", "تتبع المخطط الترابي")
            try sitting.answer("سطر فارغ: ", "")
            try sitting.answer("(ن/ل) ", "ل")
            try sitting.answer("27/05/2026 14:30): ", "")
            try sitting.answer("(ن/ل) ", "ن")
            try sitting.wait(for: "تم فتح الملف رقم")
            #expect(sitting.status() == 0)
        }

        @Test func aSessionIsCalledItsDecisionIsOwedAndItsMinutesAreKept() throws {
            try Self.opened { desk in
                try Self.call(desk)
                let listed = try desk.run("madar", "coordinator", "record", "list", "SESSION")
                let session = try #require(listed.list("files").first)
                #expect(session["title"] as? String == "دورة يونيو")
                #expect(session["stage"] as? String == "SESSION-CALLED")
                let number = try #require(session["file_number"] as? String)

                // A decision, to a member of the committee and to a unit, who owe it from then on.
                let due = ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: 172_800))
                for owner in ["member", "worker"] {
                    let act = try desk.write(
                        "decision.json",
                        [
                            "form": "TASK",
                            "values": [
                                "task_text": "إعداد لائحة المؤسسات",
                                "task_owner": try desk.member(owner), "task_due": due,
                            ],
                        ])
                    let added = try desk.run(
                        "madar", "coordinator", "act", "add", number, "--act", act)
                    try #require(added.status == 0)
                    #expect(try Self.day(desk, owner, "DUTY") == [number])
                }
                #expect(try Self.day(desk, "coordinator", "DUTY").isEmpty)

                // Nobody finds it among the children, and who does not read it is told of none.
                #expect(
                    try desk.run("madar", "coordinator", "find", "--file-number", number)
                        .list("files").isEmpty)
                #expect(try desk.run("madar", "coordinator", "files").list("files").isEmpty)
                #expect(try desk.run("madar", "worker", "show", number).code == "not_available")
                #expect(
                    try desk.run("madar", "worker", "record", "list").list("files").isEmpty)
                #expect(
                    try desk.run("madar", "coordinator", "record", "list", "x").code
                        == "unknown_kind")

                let minutes = try desk.write(
                    "minutes.json",
                    [
                        "form": "SESSION-MIN", "to": "SESSION-HELD",
                        "values": ["session_minutes": "تداولت اللجنة"],
                        "groups": [
                            "ATTENDEES": ["MEMBER", "ALTERNATE", "EXCUSED"].map {
                                [
                                    "attends_as": "SEAT", "attends_sector": "HEALTH",
                                    "attended": $0,
                                ]
                            }
                        ],
                    ])
                let held = try desk.run(
                    "madar", "coordinator", "act", "add", number, "--act", minutes)
                try #require(held.status == 0)
                // A child's form stands in no session.
                let stray = try desk.write(
                    "stray.json", ["form": "DANGER", "values": ["danger_level": "R4"]])
                let refused = try desk.run(
                    "madar", "coordinator", "act", "add", number, "--act", stray)
                #expect(refused.code == "form_has_errors")

                let shown = try desk.sit("member", "show", number)
                try shown.wait(for: "دورة منعقدة")
                try shown.wait(for: "النصاب")
                try shown.wait(for: "حضر 2 من 11، واللازم 2: النصاب مكتمل")
                try shown.wait(for: "عنوان الدورة")
                try shown.wait(for: "دورة يونيو")
                #expect(shown.status() == 0)
                let table = try desk.sit("member", "record")
                try table.wait(for: "دورة يونيو")
                #expect(table.status() == 0)
            }
        }

        /// A session that a program opens, by its number.
        private static func session(_ desk: Desk, needed: Int? = nil) throws -> String {
            var values: [String: Any] = [
                "session_title": "Séance de mars", "session_kind": "ORDINARY",
                "session_on": "2027-03-04", "session_seats": 11,
            ]
            values["session_needed"] = needed
            let act = try desk.write(
                "session.json",
                [
                    "form": "SESSION", "to": "SESSION-CALLED", "values": values,
                    "groups": ["AGENDA": [["agenda_item": "Situation 1"]]],
                ])
            let opened = try desk.run(
                "madar", "coordinator", "record", "open", "SESSION", "--act", act)
            try #require(opened.status == 0, "\(opened.code ?? "")")
            return try #require(opened.text("file_number"))
        }

        /// SPEC W-208, W-209.
        @Test func aChildsFileIsLaidBeforeTheCommitteeForItsTime() throws {
            try Self.opened { desk in
                try desk.join(
                    "guest", try desk.invite("رشيد بناني", as: "CPPE-CONFERENCE", of: "سلا"))
                let child = try #require(
                    try Terminals.open(desk, ["sex": "F"]).text("file_number"))
                let session = try Self.session(desk)
                let moment = ISO8601DateFormatter()
                func conference(_ from: TimeInterval, _ until: TimeInterval) throws -> Desk.Said {
                    let act = try desk.write(
                        "conference.json",
                        [
                            "form": "CPPE-CONF",
                            "values": [
                                "conf_session": session, "conf_called": "Situation 1",
                                "conf_motive": "Retour en famille contesté",
                                "conf_from": moment.string(from: Date(timeIntervalSinceNow: from)),
                                "conf_until": moment.string(
                                    from: Date(timeIntervalSinceNow: until)),
                            ],
                            "groups": ["CONF-PRESENT": [["conf_member": try desk.member("guest")]]],
                        ])
                    return try desk.run("madar", "coordinator", "act", "add", child, "--act", act)
                }
                func show(_ profile: String) throws -> Desk.Said {
                    try desk.run("madar", profile, "show", child, "--motive", "séance de mars")
                }
                #expect(try show("guest").code == "not_available")
                #expect(try conference(0, 90_000).code == "form_has_errors")
                // Tomorrow's is not open today.
                #expect(try conference(86_400, 90_000).status == 0)
                #expect(try show("guest").code == "not_available")
                #expect(try conference(-60, 3600).status == 0)
                #expect(try show("guest").status == 0)
                #expect(try show("member").code == "not_available")
                // The session is not told of which child it spoke, in a text either.
                let stray = try desk.write(
                    "task.json",
                    [
                        "form": "TASK",
                        "values": [
                            "task_text": "dossier \(child)",
                            "task_due": moment.string(from: Date(timeIntervalSinceNow: 86_400)),
                        ],
                    ])
                #expect(
                    try desk.run("madar", "coordinator", "act", "add", session, "--act", stray)
                        .code == "form_has_errors")
            }
        }

        /// What stands on the page of a file, as a member prints it.
        private static func page(
            _ desk: Desk, _ number: String, _ language: String
        ) throws -> String {
            let path = NSTemporaryDirectory() + "madar-" + UUID().uuidString + ".html"
            defer { try? FileManager.default.removeItem(atPath: path) }
            let said = try desk.run(
                "madar", "member", "record", "print", number, "--in", language, "--out", path)
            try #require(said.status == 0, "\(said.code ?? "")")
            return try String(contentsOfFile: path, encoding: .utf8)
        }

        /// SPEC W-205.
        @Test func anAlternateFillsTheSeatOfTheMemberOnce() throws {
            try Self.opened { desk in
                let committee = try desk.write(
                    "committee.json",
                    [
                        "form": "CPPE", "to": "COMMITTEE-SET",
                        "values": [
                            "cppe_title": "Comité de Salé", "cppe_decision": "12/2026",
                            "cppe_decided_on": "2026-01-12", "cppe_chair": "M. le Gouverneur",
                        ],
                    ])
                let set = try desk.run(
                    "madar", "coordinator", "record", "open", "COMMITTEE", "--act", committee)
                let number = try #require(set.text("file_number"), "\(set.code ?? "")")
                for (sector, member, alternate) in [
                    ("HEALTH", "Dr Salma Tazi", "Dr Omar Kabbaj"),
                    ("EDUCATION", "Mme Zineb Alami", "M. Hamid Rami"),
                ] {
                    let seat = try desk.write(
                        "seat.json",
                        [
                            "form": "SEAT",
                            "values": [
                                "seat_sector": sector, "seat_member": member,
                                "seat_alternate": alternate,
                            ],
                        ])
                    try #require(
                        try desk.run("madar", "coordinator", "act", "add", number, "--act", seat)
                            .status == 0)
                }
                // Each seat stands with both who may fill it.
                let seats = try Self.page(desk, number, "fr")
                for word in [
                    "<th scope=\"col\">Nom du suppléant</th>",
                    "<td dir=\"auto\">Dr Omar Kabbaj</td>", "Dr Salma Tazi", "Dr Omar Kabbaj",
                    "Mme Zineb Alami",
                    "M. Hamid Rami",
                ] { #expect(seats.contains(word), "\(word)") }
                #expect(try Self.page(desk, number, "ar").contains("اسم النائب عن العضو"))

                // The one of health came in his place; the one of education came beside his member.
                let session = try Self.session(desk, needed: 3)
                let minutes = try desk.write(
                    "minutes.json",
                    [
                        "form": "SESSION-MIN", "to": "SESSION-HELD",
                        "values": ["session_minutes": "Débats"],
                        "groups": [
                            "ATTENDEES": [
                                [
                                    "attends_as": "SEAT", "attends_sector": "HEALTH",
                                    "attends_name": "Dr Omar Kabbaj", "attended": "ALTERNATE",
                                ],
                                [
                                    "attends_as": "SEAT", "attends_sector": "EDUCATION",
                                    "attends_name": "Mme Zineb Alami", "attended": "MEMBER",
                                ],
                                [
                                    "attends_as": "GUEST", "attends_sector": "EDUCATION",
                                    "attends_name": "M. Hamid Rami",
                                ],
                            ]
                        ],
                    ])
                let held = try desk.run(
                    "madar", "coordinator", "act", "add", session, "--act", minutes)
                try #require(held.status == 0, "\(held.code ?? "")")
                let shown = try desk.run("madar", "member", "show", session)
                let quorum = try #require(shown.document["quorum"] as? [String: Any])
                #expect(quorum["present"] as? Int == 2 && quorum["members"] as? Int == 11)
                #expect(quorum["needed"] as? Int == 3 && quorum["reached"] as? Bool == false)
                let french = try Self.page(desk, session, "fr")
                #expect(french.contains("2 présents sur 11, 3 nécessaires : quorum non atteint"))
                #expect(french.contains("Suppléant présent") && french.contains("M. Hamid Rami"))
                #expect(
                    try Self.page(desk, session, "ar")
                        .contains("حضر 2 من 11، واللازم 3: النصاب غير مكتمل"))
            }
        }

        @Test func aSessionIsPrintedInBothLanguages() throws {
            try Self.opened { desk in
                let session = try Self.session(desk)
                for (language, words) in [
                    ("fr", ["Séance de mars", "Ordre du jour", "Situation 1", "dir=\"ltr\""]),
                    ("ar", ["Séance de mars", "جدول الأعمال", "dir=\"rtl\""]),
                    ("both", ["Ordre du jour", "جدول الأعمال"]),
                ] {
                    let page = try Self.page(desk, session, language)
                    for word in words { #expect(page.contains(word), "\(language) \(word)") }
                    #expect(!page.contains("<script"))
                }
                let refused = try desk.run(
                    "madar", "worker", "record", "print", session, "--out",
                    NSTemporaryDirectory() + "madar-" + UUID().uuidString + ".html")
                #expect(refused.code == "not_available")
            }
        }
    }
}
