import Foundation
import Framing

/// Takes a register over with the real program, through its agent into the daemon, searches and all,
/// beside raw SQLite; then writes the year's report of those children.
func importRows(_ bed: TestBed, rows count: Int, seconds: Double) async throws -> [Row] {
    let invitation = try await bed.enroller.invite(of: bed.first, approvedBy: bed.operates)
    let desk = try ImportDesk(folder: bed.folder.path + ".import")
    defer { desk.end() }
    try desk.write("invitation", invitation.text)
    try desk.write("passphrase", "a passphrase of a device")
    try desk.write("mapping.csv", ImportDesk.mapping)
    try desk.write("register.csv", ImportDesk.register(count))
    try desk.run(
        "madar", "enrol", "--invitation-file", desk.path("invitation"), "--device-label", "bench",
        "--passphrase-file", desk.path("passphrase"))
    try desk.run("madar", "unlock", "--passphrase-file", desk.path("passphrase"))
    let clock = ContinuousClock()
    let start = clock.now
    let (status, answer) = try desk.answer(
        "madar-import", "run", desk.path("register.csv"), "--mapping", desk.path("mapping.csv"),
        "--do")
    let counts = try JSONDecoder().decode(ImportDesk.Report.self, from: answer).counts
    guard counts.opened + counts.held == count else {
        throw BenchError.programFailed("madar-import", status)
    }
    let rate = Double(count) / ((clock.now - start) / .seconds(1))
    let disk = try RawDisk.measure(in: bed.folder, seconds: seconds / 2)
    return [
        Row(
            name: "import of \(count) rows, each searched, \(counts.held) held back",
            unit: "rows/s", measured: rate,
            rawName: "/s raw SQLite, groups of 64", raw: disk.rowsPerSecond,
            ratio: rate / disk.rowsPerSecond, goal: "100000 rows in 120 s: >= 834 rows/s",
            reached: rate >= 834),
        try desk.reportRow(),
    ]
}

/// A member at a terminal who imports.
private struct ImportDesk {
    private let folder: String

    init(folder: String) throws {
        self.folder = folder
        for name in ["", "/homes", "/run"] {
            try FileManager.default.createDirectory(
                atPath: folder + name, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
    }

    func path(_ name: String) -> String { folder + "/" + name }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    }

    /// What an import says of its rows: one that is like a child whom the store knows is left to a
    /// person, and the program then ends with another status than 0.
    struct Report: Decodable {
        struct Counts: Decodable {
            let opened: Int
            let held: Int
        }

        let counts: Counts
    }

    func run(_ program: String, _ arguments: String...) throws {
        let (status, _) = try answer(program, arguments)
        guard status == 0 else { throw BenchError.programFailed(program, status) }
    }

    func answer(_ program: String, _ arguments: String...) throws -> (status: Int32, Data) {
        try answer(program, arguments)
    }

    private func answer(
        _ program: String, _ arguments: [String]
    ) throws -> (status: Int32, Data) {
        let process = Process()
        let output = Pipe()
        process.executableURL = TestBed.program(program)
        process.arguments = arguments + ["--no-input", "--json"]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "MADAR_HOME": path("homes"), "XDG_RUNTIME_DIR": path("run"),
        ]) { $1 }
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, answer)
    }

    /// The report of this year, as its reader gets it.
    func reportRow() throws -> Row {
        let year = Calendar(identifier: .gregorian).component(.year, from: Date())
        func byteCount(_ format: String) throws -> Int {
            let path = path("annual." + format)
            try run(
                "madar", "report", "ANNUAL", "--year", "\(year)", "--in", "both", "--format",
                format, "--out", path)
            return try Data(contentsOf: URL(fileURLWithPath: path)).count
        }
        let (page, sheet) = (try byteCount("html"), try byteCount("csv"))
        return Row(
            name: "the year's report of them in two languages", unit: "bytes",
            measured: Double(page), rawName: "bytes of its figures as CSV", raw: Double(sheet),
            ratio: Double(page) / Double(max(sheet, 1)), goal: "<= 500000 bytes",
            reached: page <= 500_000)
    }

    func end() {
        try? run("madar", "lock")
        try? FileManager.default.removeItem(atPath: folder)
    }

    static let mapping = """
        column,form,field,value,code
        Number,F0,register_reference
        Entered,F0,register_date
        Family,F0,family_name_ar
        Given,F0,given_name_ar
        Sex,F0,sex
        Born,F0,birth_date
        ,F0,birth_precision,,EXACT
        Note,F0,register_note
        ,F0,register_name,,Register
        ,F0,nationality,,MAR
        ,F0,civil_status,,UNKNOWN
        ,F0,presence_commune,,04.441.01.09
        ,F0,milieu,,U
        ,F0,school_status,,UNKNOWN
        """

    /// Invented children: many share a family name, none the whole of it, so that a search has
    /// something to compare and holds back none of them for another.
    static func register(_ count: Int) -> String {
        let letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي".map { String($0) }
        func name(_ number: Int) -> String {
            var (name, rest) = ("", number)
            for _ in 0..<4 {
                name += letters[rest % letters.count]
                rest /= letters.count
            }
            return name
        }
        var text = "Number,Entered,Family,Given,Sex,Born,Note\r\n"
        for number in 0..<count {
            let cells = [
                "\(number)/2023", "03/02/2023", "ا" + name(number % 4_001), name(number),
                number.isMultiple(of: 2) ? "F" : "M",
                "\(2009 + number % 14)-05-\(10 + number % 18)",
                "what the register says",
            ]
            text += cells.joined(separator: ",") + "\r\n"
        }
        return text
    }
}
