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

        private static func first(of numbers: [String], in text: String) throws -> String? {
            numbers.compactMap { number in text.range(of: number).map { (number, $0.lowerBound) } }
                .min { $0.1 < $1.1 }?.0
        }
    }
}

extension Desk {
    /// The numbers of the files that a search finds, the best first; none where it is refused.
    fileprivate func find(_ lines: String) throws -> [String] {
        let process = process("madar", "worker", ["find", "--stdin"])
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
