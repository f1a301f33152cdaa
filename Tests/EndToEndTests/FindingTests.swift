import Foundation
import Testing

extension EndToEnd {
    /// A name that was heard on the phone, at a terminal.
    @Suite struct Finding {
        private static let children: [(given: String, family: String, age: Int)] = [
            ("محمد", "العمراني", 9), ("محمد", "العمراني", 12), ("محمد", "العمراني", 15),
            ("محمد أمين", "العمراني", 4), ("محمد", "العمراوي", 17), ("محمد ياسين", "العمراني", 6),
        ]

        /// Six are alike: what else is known is asked for, in whatever digits, until none is.
        @Test func whereManyAreAlikeAnAgeBringsTheChildToTheFront() throws {
            try Terminals.opened { _, desk in
                var numbers: [String] = []
                for child in Self.children {
                    let opened = try Terminals.open(
                        desk,
                        [
                            "given_name_ar": child.given, "family_name_ar": child.family,
                            "sex": "M", "estimated_age": child.age,
                        ])
                    numbers.append(try #require(opened.text("file_number")))
                }
                let sitting = try desk.sit("worker", "find")
                try sitting.answer("or a file number: ", "Mohamed Lamrani")
                let first = try sitting.wait(for: "Many are alike.")
                #expect(numbers.allSatisfy(first.contains))
                try sitting.answer("(Enter: leave it): ", "١٢")
                let second = try sitting.wait(for: "Many are alike.")
                #expect(try Self.first(of: numbers, in: second) == numbers[1])
                #expect(second.contains("Also fits") && second.contains("Year of birth"))
                try sitting.answer("(Enter: leave it): ", "")
                #expect(sitting.status() == 0)

                // The same without a terminal, a line for each thing that is known.
                #expect(try desk.find("محمد لعمراني\n15\n").first == numbers[2])
                for (line, place) in [("12 ans", 1), ("03/05/2020", 5), ("6-7", 5)] {
                    let found = try desk.find("محمد العمراني\n\(line)\n")
                    #expect(found.first == numbers[place], "\(line)")
                }
                #expect(try desk.find("محمد العمراني\n12 b 9\n").isEmpty)
                // A year that nobody can be of is refused before a call, and nothing else is told.
                let wrong = try desk.run("madar", "worker", "find", "--born", "3000")
                #expect(wrong.status == 64)
            }
        }

        /// What two units know of one child is a question for who coordinates, and for nobody else; a
        /// person says what it is (SPEC W-190, W-191).
        @Test func aChildOfTwoUnitsIsToldToWhoCoordinatesAlone() throws {
            let province = try Province(
                coordinatorRoles: ["UPE-WORKER", "CAPE-COORDINATOR"])
            defer { province.end() }
            try province.start()
            let desk = try Desk(province.root)
            defer { desk.end() }
            for (profile, invitation) in [
                ("operator", province.operates), ("coordinator", province.coordinates),
            ] {
                try #require(try desk.enrol(profile, invitation).status == 0)
                try #require(try desk.unlock(profile).status == 0)
            }
            let invitation = try desk.invite("Omar Alaoui", as: "UPE-WORKER", of: "UPE Salé")
            try #require(try desk.enrol("worker", invitation).status == 0)
            try #require(try desk.unlock("worker").status == 0)
            let record: [String: Any] = [
                "civil_status": "REGISTERED", "registry_bureau": "Salé Tabriquet",
                "registry_year": 2_016,
            ]
            var numbers: [String] = []
            for (profile, family, record) in [
                ("worker", "بنعلي", record.merging(["registry_number": "0124"]) { $1 }),
                ("coordinator", "بن علي", record.merging(["registry_number": "١٢٤"]) { $1 }),
            ] {
                let opened = try Terminals.open(
                    desk, record.merging(["family_name_ar": family]) { $1 }, by: profile)
                numbers.append(try #require(opened.text("file_number")))
            }
            // A record of the civil registry finds what its reader may see.
            #expect(try desk.find("124/2016 SALE-TABRIQUET\n") == [numbers[0]])
            #expect(
                try Set(desk.find("124/2016 salé tabriquet\n", by: "coordinator")) == Set(numbers))
            #expect(try desk.run("madar", "worker", "duplicates").code == "permission")

            func pairs(_ arguments: String...) throws -> [[String]] {
                let said = try desk.run(
                    "madar", "coordinator", ["duplicates", "list"] + arguments)
                try #require(said.status == 0)
                return said.list("pairs").map { pair in
                    ["first", "second"].compactMap { side in
                        (pair[side] as? [String: Any])?["file_number"] as? String
                    }
                }
            }
            // The daemon compares a moment after it has answered.
            var found = try pairs()
            for _ in 0..<100 where found.isEmpty { found = try pairs() }
            #expect(found == [numbers])
            let day = try desk.run("madar", "coordinator", "day")
            let part = day.list("parts").first { $0["part"] as? String == "duplicate" }
            let file = try #require((part?["files"] as? [[String: Any]])?.first)
            #expect(file["file_number"] as? String == numbers[1])
            #expect(file["other"] as? String == numbers[0])

            let said = try desk.run(
                "madar", "coordinator",
                ["duplicates", "distinct"] + numbers + ["--reason", "cousines"])
            #expect(said.status == 0)
            #expect(try pairs().isEmpty)
            #expect(try pairs("--settled") == [numbers])
            #expect(
                try desk.run("madar", "coordinator", ["duplicates", "again"] + numbers).status == 0)
            #expect(try pairs() == [numbers])
            // Who was wrong the first time joins them: a second person agrees before it is so.
            let joined = try desk.run(
                "madar", "coordinator",
                ["duplicates", "join", numbers[1], numbers[0], "--reason", "même acte"])
            #expect(joined.status == 0 && joined.text("proposed_stage") == "DUPLICATE")
            let same = try desk.run(
                "madar", "coordinator", "duplicates", "distinct", numbers[0], numbers[0],
                "--reason", "x")
            #expect(same.code == "bad_file_number")
            try Self.aNameComesFirst(desk, numbers, pairs: { try pairs() })
        }

        /// Who opens a file is asked for the name first and shown what he may see; of what he may not see
        /// he is told what everybody is, and who coordinates has the rest to do.
        private static func aNameComesFirst(
            _ desk: Desk, _ numbers: [String], pairs: () throws -> [[String]]
        ) throws {
            let namesake = try Terminals.open(
                desk,
                [
                    "family_name_ar": "بنعلي", "given_name_ar": "طفيلة", "sex": "M",
                    "estimated_age": 16,
                ])
            let second = try #require(namesake.text("file_number"))
            let sitting = try desk.sit("worker", "open")
            try sitting.answer("to see whether a file exists: ", "طفلة بنعلي")
            let shown = try sitting.wait(for: "open a new file? (y/n) ")
            #expect(shown.contains("Files that may be this child's:"))
            #expect(try first(of: [numbers[0], second], in: shown) == numbers[0])
            #expect(shown.contains(second) && !shown.contains(numbers[1]))
            sitting.type("n")
            try sitting.wait(for: "Given up.")
            #expect(sitting.status() == 0)

            // One child is known to the other unit, and one to nobody.
            let elsewhere = try Terminals.open(
                desk, ["family_name_ar": "الشرايبي", "given_name_ar": "خديجة"], by: "coordinator")
            let known = try #require(elsewhere.text("file_number"))
            var told: [String] = []
            var opened: [String] = []
            for (given, family) in [("خديجة", "الشرايبي"), ("زهرة", "الودغيري")] {
                let values = (Terminals.child as [String: Any]).merging([
                    "family_name_ar": family, "given_name_ar": given,
                ]) { $1 }
                let path = try desk.write(
                    "opening.json", ["form": "F0", "to": "DETECT", "values": values])
                let said = try desk.screen(
                    "madar", "worker", ["open", "--searched", "--act", path])
                #expect(said.status == 0)
                let number = try #require(
                    said.text.firstMatch(of: /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/)
                ).output
                opened.append(String(number))
                told.append(said.text.replacing(number, with: "number"))
            }
            #expect(told[0] == told[1] && told[0].utf8.elementsEqual(told[1].utf8))
            #expect(told[0].contains("join"))
            var found = try pairs()
            for _ in 0..<100 where !found.contains([known, opened[0]]) { found = try pairs() }
            #expect(found.contains([known, opened[0]]) && !found.joined().contains(opened[1]))
            let day = try desk.run("madar", "coordinator", "day")
            let part = day.list("parts").first { $0["part"] as? String == "duplicate" }
            let files = part?["files"] as? [[String: Any]] ?? []
            #expect(
                files.contains {
                    $0["file_number"] as? String == opened[0] && $0["other"] as? String == known
                })
        }

        private static func first(of numbers: [String], in text: String) throws -> String? {
            numbers.compactMap { number in text.range(of: number).map { (number, $0.lowerBound) } }
                .min { $0.1 < $1.1 }?.0
        }
    }
}

extension Desk {
    /// The numbers of the files that a search finds, the best first; none where it is refused.
    fileprivate func find(_ lines: String, by profile: String = "worker") throws -> [String] {
        let process = process("madar", profile, ["find", "--stdin"])
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(lines.utf8))
        try input.fileHandleForWriting.close()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let document = try? JSONSerialization.jsonObject(with: said) as? [String: Any]
        let files = document?["files"] as? [[String: Any]] ?? []
        return files.compactMap { $0["file_number"] as? String }
    }
}
