import Foundation
import Testing

extension EndToEnd {
    /// The people around a child, from a terminal through a real daemon.
    @Suite struct Family {
        private static func person(
            _ desk: Desk, _ number: String, _ name: String, _ tie: String,
            _ more: [String: Any] = [:]
        ) throws -> Desk.Said {
            let values: [String: Any] = [
                "person_name": name, "person_tie": tie, "person_legal": tie != "SIBLING",
                "person_in_household": true,
            ]
            return try add(desk, number, ["form": "PERSON", "values": values.merging(more) { $1 }])
        }

        private static func add(
            _ desk: Desk, _ number: String, _ act: [String: Any]
        ) throws -> Desk.Said {
            let path = try desk.write("act.json", act)
            return try desk.run("madar", "worker", "act", "add", number, "--act", path)
        }

        private static func consent(
            _ desk: Desk, _ number: String, by name: String
        ) throws -> Desk.Said {
            try add(
                desk, number,
                [
                    "form": "F6",
                    "values": [
                        "consent_purpose": "SERVICES", "consent_given": true,
                        "consent_by": "PARENT", "consent_person": name, "child_assent": "UNDER-12",
                        "consent_date": "2026-05-27",
                    ],
                ])
        }

        private static func rights(
            _ desk: Desk, _ number: String, _ person: String, to stage: String
        ) throws -> Desk.Said {
            try add(
                desk, number,
                [
                    "form": "PERSON-RIGHTS", "to": stage, "matter": person,
                    "values": [
                        "rights_decided_by": "JUDGE", "rights_decision_date": "2026-05-20",
                        "rights_basis": "essai",
                    ],
                ])
        }

        /// SPEC W-137.
        @Test func whoseRightsAreSuspendedConsentsToNothingAndIsShownSo() throws {
            try Terminals.opened { _, desk in
                let number = try #require(try Terminals.open(desk).text("file_number"))
                let father = try #require(
                    try Self.person(desk, number, "إدريس", "FATHER").text("act"))
                #expect(try Self.person(desk, number, "نعيمة", "MOTHER").status == 0)
                #expect(try Self.consent(desk, number, by: "إدريس").status == 0)
                #expect(try Self.consent(desk, number, by: "مجهول").status == 65)
                #expect(
                    try Self.rights(desk, number, father, to: "PERSON-SUSPENDED").status == 0)

                let refused = try Self.consent(desk, number, by: "إدريس")
                #expect(refused.status == 65 && refused.code == "form_has_errors")
                #expect(try Self.consent(desk, number, by: "نعيمة").status == 0)

                let words = "حقوقه على الطفل موقوفة"
                let shown = try desk.run("madar", "worker", "show", number)
                let stages = shown.list("matters").compactMap { $0["stage"] as? String }
                    .filter { $0.hasPrefix("PERSON") }
                #expect(stages == ["PERSON-SUSPENDED", "PERSON-ON"])
                #expect(
                    try desk.text("madar", "worker", "show", number)
                        .contains("Rights over the child suspended"))
                // The page of his consent says it beside his name, that of hers does not.
                for (act, isTold) in [("4", true), ("6", false)] {
                    let printed = try desk.run(
                        "madar", "worker", "print", number, "--act", act, "--reason", "essai")
                    let path = try #require(printed.text("path"))
                    let page = try String(contentsOfFile: path, encoding: .utf8)
                    #expect(page.contains(words) == isTold, "\(act)")
                }

                #expect(
                    try Self.rights(desk, number, father, to: "PERSON-RESTORED").status == 0)
                #expect(try Self.consent(desk, number, by: father).status == 0)
            }
        }

        /// SPEC W-138.
        @Test func siblingsAreShownFromEitherFile() throws {
            try Terminals.opened { _, desk in
                let sister = try #require(try Terminals.open(desk).text("file_number"))
                let brother = try #require(try Terminals.open(desk).text("file_number"))
                #expect(
                    try Self.person(
                        desk, sister, "أخ", "SIBLING", ["sibling_number": brother]
                    ).status == 0)
                for (file, other) in [(sister, brother), (brother, sister)] {
                    let ties = try desk.run("madar", "worker", "show", file).list("ties")
                    #expect(ties.map { $0["kind"] as? String } == ["sibling"])
                    #expect(ties.map { $0["file_number"] as? String } == [other])
                }
                // Nobody names a file that is not there.
                let absent = try Self.person(
                    desk, sister, "أخ", "SIBLING", ["sibling_number": "0000-0000-0"])
                #expect(absent.status != 0 && absent.code == "precondition")
            }
        }
    }
}
