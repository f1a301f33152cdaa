import Foundation
import Testing

extension EndToEnd {
    /// A province's own definition: checked before it serves, and changed while acts stay.
    @Suite struct Definitions {
        private static let words = "labels: {ar: د, fr: p, en: p}, basis: default"

        private static func write(_ text: String, _ name: String, in folder: String) throws {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
        }

        private static func check(_ folder: String, _ more: String...) throws -> Ended {
            try Program.run("madard", ["definition", "check", folder] + more, home: folder)
        }

        @Test func everyFaultIsToldWithFileAndLine() throws {
            let root = try Province.makeFolder()
            defer { try? FileManager.default.removeItem(atPath: root) }
            try Self.write(
                """
                tasks:
                  - {code: X-ONE, labels: {ar: د, en: p}, basis: default}
                  - {code: X-TWO, \(Self.words), ability: reads_minds}
                """, "a.yaml", in: root)
            try Self.write(
                """
                roles:
                  - {code: X, \(Self.words), scope: own, stages: [NO-STAGE]}
                """, "b.yaml", in: root)
            let plain = try Self.check(root)
            #expect(plain.status == 78)
            let lines = plain.output.split(separator: "\n")
            #expect(lines.count == 3)
            let starts = [
                "a.yaml:2: missing_label: ", "a.yaml:3: wrong_value: ",
                "b.yaml:2: unknown_reference: ",
            ]
            for (line, start) in zip(lines, starts) { #expect(line.hasPrefix(start)) }
            #expect(plain.talk == "madard: The definition is wrong: 3 errors.\n")
            #expect(try Self.check(root, "--lang", "fr").talk.contains("3 erreurs"))
            #expect(try Self.check(root, "--lang", "ar").talk.contains("3 أخطاء"))

            let json = try Self.check(root, "--json")
            #expect(json.status == 78)
            let document = try Self.document(json)
            #expect(document["count"] as? Int == 3)
            let faults = try #require(document["faults"] as? [[String: Any]])
            #expect(faults.map { $0["line"] as? Int } == [2, 3, 2])
            #expect(faults.first?["file"] as? String == "a.yaml")
            #expect(faults.first?["code"] as? String == "missing_label")

            // A daemon does not start with it, and tells the same.
            let started = try Program.run(
                "madard", ["serve", "--data", root + "/data", "--definition", root], home: root)
            #expect(started.status == 78)
            #expect(started.talk.hasPrefix(plain.output))
            #expect(started.talk.contains("wrong: 3 errors. The old one stays."))
        }

        @Test func aFolderWithoutFaultsIsToldByWhatItChanges() throws {
            let root = try Province.makeFolder()
            defer { try? FileManager.default.removeItem(atPath: root) }
            let nothing = try Self.check(root)
            #expect(nothing.status == 0)
            #expect(nothing.output.hasPrefix("The definition is right: "))
            #expect(nothing.output.hasSuffix("The folder changes nothing.\n"))
            try Self.write(
                "tasks:\n  - {code: LISTEN, \(Self.words)}\n  - {code: X-ONE, \(Self.words)}\n",
                "a.yaml", in: root)
            let plain = try Self.check(root)
            #expect(plain.status == 0 && plain.talk.isEmpty)
            #expect(plain.output.contains(" forms, "))
            #expect(plain.output.hasSuffix("Added:\n  tasks: X-ONE\nReplaced:\n  tasks: LISTEN\n"))
            let document = try Self.document(try Self.check(root, "--json"))
            let changes = try #require(document["changes"] as? [String: [String: [String]]])
            #expect(
                changes == ["tasks": ["added": ["X-ONE"], "replaced": ["LISTEN"], "removed": []]])
            let counts = try #require(document["counts"] as? [String: Int])
            #expect(Set(counts.keys) == ["forms", "fields", "clocks", "roles", "stages"])
            #expect(counts.values.allSatisfy { $0 > 0 })

            let nowhere = try Self.check(root + "/nowhere")
            #expect(nowhere.status == 66)
            #expect(nowhere.output.isEmpty)
            #expect(nowhere.talk == "madard: The folder \(root)/nowhere cannot be read.\n")
        }

        private static func document(_ ended: Ended) throws -> [String: Any] {
            let read = try JSONSerialization.jsonObject(with: Data(ended.output.utf8))
            return try #require(read as? [String: Any])
        }

        /// A form and a field of a definition that is no longer served: the act is shown by codes.
        @Test func anActOfAFormThatIsGoneIsStillRead() throws {
            let province = try Province(coordinatorRoles: ["UPE-WORKER"])
            defer { province.end() }
            let (first, second) = (province.root + "/first", province.root + "/second")
            try Self.write(
                """
                version: 20
                forms:
                  - code: X-VISIT
                    version: 1
                    labels: {ar: زيارة, fr: Visite, en: Visit at home}
                    basis: default
                    home: social
                    fields:
                      - {code: x_seen, type: text, class: social, labels: {ar: د, fr: p, en: Who was seen}}
                """, "own.yaml", in: first)
            try Self.write("version: 3\n", "own.yaml", in: second)
            try province.start(definition: first)
            let desk = try Desk(province.root)
            defer { desk.end() }
            try #require(try desk.enrol("worker", province.coordinates).status == 0)
            try #require(try desk.unlock("worker").status == 0)
            try #require(try desk.run("madar", "worker", "whoami").status == 0)
            let number = try #require(try Terminals.open(desk).text("file_number"))
            let visit = try desk.write(
                "visit.json", ["form": "X-VISIT", "values": ["x_seen": "the grandmother"]])
            try #require(
                try desk.run("madar", "worker", "act", "add", number, "--act", visit).status == 0)
            let before = try desk.text("madar", "worker", "history", number)
            #expect(before.contains("Visit at home") && before.contains("Who was seen"))

            #expect(province.stop() == 0)
            try province.start(definition: second)
            try desk.restart("worker")
            let after = try desk.text("madar", "worker", "history", number)
            #expect(after.contains("X-VISIT") && !after.contains("Visit at home"))
            #expect(after.contains("x_seen") && after.contains("the grandmother"))
            // The file goes on, and nothing more is entered in what is gone.
            #expect(try desk.run("madar", "worker", "show", number).status == 0)
            let again = try desk.run("madar", "worker", "act", "add", number, "--act", visit)
            #expect(again.status != 0)
            #expect(province.stop() == 0)
            let verified = try province.verify()
            #expect(verified.status == 0 && verified.output.contains("Everything agrees"))
        }
    }
}
