import AuditLog
import Foundation
import Testing

extension EndToEnd {
    /// Registers on paper and in sheets that become files: `madar-import` as a process, an agent, a
    /// daemon.
    @Suite struct Sheets {
        /// Columns as a unit's register has them.
        private static let columns = [
            "رقم", "Inscrit le", "الاسم العائلي", "الاسم الشخصي", "Sexe", "Né le", "Âge", "Mère",
            "Motif", "Agent",
        ]

        private static let mapping = """
            column,form,field,value,code
            رقم,F0,register_reference
            Inscrit le,F0,register_date
            الاسم العائلي,F0,family_name_ar
            الاسم الشخصي,F0,given_name_ar
            Sexe,F0,sex
            ,F0,sex,G,M
            ,F0,sex,ف,F
            Né le,F0,birth_date
            ,F0,birth_precision,,EXACT
            Âge,F0,estimated_age
            Mère,F0,relative_name.1
            ,F0,relative_link.1,,MOTHER
            Motif,F0,register_note
            ,F0,register_name,,Registre UPE 2023
            ,F0,nationality,,MAR
            ,F0,civil_status,,UNKNOWN
            ,F0,presence_commune,,Tabriquet
            ,F0,milieu,,U
            ,F0,school_status,,UNKNOWN
            """

        private static let children = [
            [
                "12/2023", "03/02/2023", "العلوي", "أمينة", "ف", "27/05/2014", "", "فاطمة",
                "a\r\nb", "x",
            ],
            ["١٣/٢٠٢٣", "2023-02-04", "بنعلي", "يوسف", "G", "", "٧", "", "d'après l'école", "x"],
            ["14/2023", "05/02/2023", "الإدريسي", "سلمى", "Fille", "2015", "", "", "", "y"],
        ]

        private static func sheet(
            _ rows: [[String]], separator: String = ",", end: String = "\r\n", mark: Bool = false
        ) -> Data {
            let lines = ([columns] + rows).map { row in
                row.map { cell in
                    let needs = cell.contains { $0 == "," || $0 == ";" || $0.isNewline }
                    return needs ? "\"" + cell + "\"" : cell
                }.joined(separator: separator)
            }
            return Data(
                ((mark ? "\u{FEFF}" : "") + lines.joined(separator: end) + end).utf8)
        }

        /// Many invented children, each under a name of its own.
        private static func many(_ count: Int) -> [[String]] {
            (1...count).map { number in
                let letters = String(number).map { "ابتثجحخدذر".map { $0 }[Int(String($0)) ?? 0] }
                return [
                    String(number), "03/02/2023", "اختبار", "طفل" + String(letters), "G", "", "8",
                    "", "", "",
                ]
            }
        }

        private struct Bench {
            let province: Province
            let desk: Desk

            func run(_ sheet: Data, _ arguments: String...) throws -> Desk.Said {
                try desk.run("madar-import", "worker", try self.arguments(sheet) + arguments)
            }

            func arguments(_ sheet: Data) throws -> [String] {
                let paths = [desk.root + "/sheet.csv", desk.root + "/mapping.csv"]
                try sheet.write(to: URL(fileURLWithPath: paths[0]))
                try Data(Sheets.mapping.utf8).write(to: URL(fileURLWithPath: paths[1]))
                return ["run", paths[0], "--mapping", paths[1]]
            }

            var fileCount: Int {
                get throws {
                    let said = try desk.run("madar", "worker", "mine")
                    return said.document["total"] as? Int ?? -1
                }
            }
        }

        private static func opened(_ body: (Bench) throws -> Void) throws {
            try Terminals.opened { try body(Bench(province: $0, desk: $1)) }
        }

        private static func states(_ said: Desk.Said) -> [String] {
            said.list("rows").map { $0["state"] as? String ?? "" }
        }

        /// How many openings the log of the stopped store holds.
        private static func openings(_ province: Province) throws -> Int {
            #expect(province.stop() == 0)
            return try StoppedStore.leaves(province).count { $0.kind == .create }
        }

        @Test func aDryRunShowsWhatWouldBeDoneAndWritesNothing() throws {
            try Self.opened { bench in
                for (separator, end, mark) in [
                    (",", "\r\n", false), (";", "\n", true), ("\t", "\r\n", true),
                ] {
                    let sheet = Self.sheet(
                        Self.children, separator: separator, end: end, mark: mark)
                    let said = try bench.run(sheet)
                    #expect(said.status == 0, "\(separator) \(said.document)")
                    #expect(Self.states(said) == ["ready", "ready", "ready"])
                    #expect(said.document["written"] as? Bool == false)
                    #expect(said.document["unmapped_columns"] as? [String] == ["Agent"])
                    // The age of seven is of 2023.
                    #expect(said.document["ages_counted"] as? Int == 1)
                }
                #expect(try bench.fileCount == 0)
                #expect(try !bench.desk.kept("worker").contains { $0.hasPrefix("import.0") })
                #expect(try Self.openings(bench.province) == 0)
            }
        }

        @Test func faultsAreToldByRowAndFieldAndNeverByValue() throws {
            try Self.opened { bench in
                var rows = Self.children
                rows[0][4] = "Zzplanted"
                rows[1][5] = "31/02/2014"
                rows[2][3] = ""
                rows += [Self.children[0], Self.children[1] + ["", "moved"]]
                rows[3][0] = "15"
                rows[4][0] = "16"
                let sheet = Self.sheet(rows)
                let said = try bench.run(sheet)
                #expect(said.status == 65)
                #expect(Self.states(said) == ["faulty", "faulty", "faulty", "ready", "overfull"])
                let faults = said.list("rows").map { row in
                    (row["fields"] as? [[String: Any]] ?? []).map { $0["field"] as? String ?? "" }
                }
                #expect(faults == [["sex"], ["birth_date"], ["given_name_ar"], [], []])
                // What people read, and the report.
                let path = bench.desk.root + "/report.csv"
                let process = bench.desk.process(
                    "madar-import", "worker",
                    try bench.arguments(sheet) + ["--report", path], isJSON: false)
                let pipe = Pipe()
                process.standardOutput = pipe
                process.standardError = pipe
                try process.run()
                let told = try pipe.fileHandleForReading.readToEnd() ?? Data()
                process.waitUntilExit()
                let report = try Data(contentsOf: URL(fileURLWithPath: path))
                for text in [told, report].map({ String(decoding: $0, as: UTF8.self) }) {
                    for value in rows.flatMap({ $0 }) where value.count > 4 {
                        #expect(!text.contains(value), "\(value)")
                    }
                }
                let lines = String(decoding: told, as: UTF8.self)
                #expect(lines.contains("Row 2: Sex: "))
                #expect(lines.contains("Row 5: a file would be opened"))
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
                #expect(mode as? Int == 0o600)
                #expect(try bench.fileCount == 0)
            }
        }

        @Test func twiceIsOnceAndAChangedRowIsShown() throws {
            try Self.opened { bench in
                let first = try bench.run(Self.sheet(Self.children), "--do")
                #expect(first.status == 0, "\(first.document)")
                #expect(Self.states(first) == ["opened", "opened", "opened"])
                let numbers = first.list("rows").compactMap { $0["file_number"] as? String }
                #expect(Set(numbers).count == 3)
                let again = try bench.run(Self.sheet(Self.children, separator: ";"), "--do")
                #expect(again.status == 0)
                #expect(Self.states(again) == ["there", "there", "there"])
                #expect(again.list("rows").compactMap { $0["file_number"] as? String } == numbers)
                // The sheet has grown, and one of its rows has changed.
                var grown = Self.children
                grown[1][3] = "ياسين"
                grown.append(Self.many(1)[0])
                let later = try bench.run(Self.sheet(grown), "--do")
                #expect(later.status == 2)
                #expect(Self.states(later) == ["there", "changed", "there", "opened"])
                // Without what the device remembers, the file itself tells that it is the entry's.
                let folder = bench.desk.root + "/homes/worker/kept/"
                for name in try bench.desk.kept("worker") where name.hasPrefix("import.") {
                    try FileManager.default.removeItem(atPath: folder + name)
                }
                let forgotten = try bench.run(Self.sheet(Self.children), "--do")
                #expect(Self.states(forgotten) == ["there", "there", "there"])
                #expect(
                    forgotten.list("rows").compactMap { $0["file_number"] as? String } == numbers)
                #expect(try bench.fileCount == 4)
                #expect(try Self.openings(bench.province) == 4)
            }
        }

        @Test func whatLooksAlikeIsHeldUntilSomebodyHasLooked() throws {
            try Self.opened { bench in
                _ = try bench.run(Self.sheet([Self.children[0]]), "--do")
                var rows = [Self.children[0], Self.children[1], Self.children[1], Self.children[1]]
                rows[0][0] = "99/2024"
                rows[3][0] = "100/2024"
                let held = try bench.run(Self.sheet(rows), "--do")
                #expect(held.status == 2)
                #expect(Self.states(held) == ["similar", "opened", "equal", "alike"])
                #expect(held.list("rows").last?["like"] as? Int == 3)
                let taken = try bench.run(Self.sheet(rows), "--do", "--rows", "2", "--take-similar")
                #expect(taken.status == 0)
                #expect(Self.states(taken) == ["opened"])
                #expect(try bench.fileCount == 3)
            }
        }

        @Test func killedInTheMiddleItDoesTheRestAndNothingTwice() throws {
            try Self.opened { bench in
                let sheet = Self.sheet(Self.many(300))
                let process = bench.desk.process(
                    "madar-import", "worker", try bench.arguments(sheet) + ["--do"])
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                // As soon as some are opened, whatever the others came to.
                while process.isRunning, try bench.fileCount == 0 {}
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                #expect(process.terminationReason == .uncaughtSignal)
                // The daemon dies too.
                bench.province.killDaemon()
                try bench.province.start()
                let resumed = try bench.run(sheet, "--do")
                #expect(resumed.status == 0, "\(resumed.document)")
                #expect(Set(Self.states(resumed)).isSubset(of: ["opened", "there"]))
                #expect(try bench.fileCount == 300)
                #expect(try Self.openings(bench.province) == 300)
            }
        }

        @Test func whatIsNoSheetIsRefusedWithAReason() throws {
            try Self.opened { bench in
                // An Arabic name in Windows-1256.
                let arabic = Data("رقم\r\n".utf8) + Data([0xC7, 0xE1, 0xDA, 0xE1, 0xE6, 0xED])
                #expect(try bench.run(arabic).code == "sheet_not_text")
                #expect(try bench.run(Data("a,b;c\n1,2;3\n".utf8)).code == "sheet_delimiter")
                #expect(try bench.run(Data("a,b\n1,\"2\n3,4\n".utf8)).code == "sheet_quote")
                #expect(try bench.run(Data("a,b\n1,2\n3,4\"5\n".utf8)).code == "sheet_quote")
                #expect(try bench.run(Data()).code == "sheet_empty")
                let wrong = try bench.run(Data("x,y\n1,2\n".utf8))
                #expect(wrong.code == "mapping_wrong")
                #expect(wrong.status == 65)
                #expect(try bench.fileCount == 0)
            }
        }
    }
}
