import Basics
import Circuit
import Definition
import Foundation
import Framing
import Mapping
import Merkle
import Messages
import Returns
import Secrets

// What the ministry waits for: the returns of all provinces, checked, added and written.

/// Merges the returns of 82 provinces with the real program, beside reading the same bytes and
/// verifying as many signatures.
func mergeRows() throws -> [Row] {
    let definition = try Loader.shipped()
    var rows: [Row] = []
    // Twice the tables that ship, and as many as a return may have.
    for tableCount in [24, 64] {
        let ministry = try Ministry(definition, tableCount: tableCount)
        defer { ministry.remove() }
        let (took, pageByteCount) = try ministry.merge()
        let raw = try ministry.rawSeconds()
        let kilobytes = ministry.byteCount / 1_000
        rows += [
            Row(
                name: "\(ministry.provinces.count) returns of \(tableCount) tables merged, "
                    + "\(kilobytes) KB", unit: "s", measured: took,
                rawName: "s to read the bytes and verify the signatures", raw: raw,
                ratio: took / max(raw, 1e-6), goal: "<= 2 s", reached: took <= 2),
            Row(
                name: "their report in two languages", unit: "bytes",
                measured: Double(pageByteCount), rawName: "bytes of the returns",
                raw: Double(ministry.byteCount),
                ratio: Double(pageByteCount) / Double(max(ministry.byteCount, 1)),
                goal: "<= 500000 bytes", reached: pageByteCount <= 500_000),
        ]
    }
    return rows
}

/// A folder as a ministry has it: descriptors, returns and the definition.
private struct Ministry {
    /// A province and what it sent.
    struct Sender {
        let code: String
        let publicKey: [UInt8]
        let path: String
        let text: String
        let signature: [UInt8]
    }

    private let folder: URL
    private(set) var provinces: [Sender] = []
    private(set) var byteCount = 0

    init(_ definition: CircuitDefinition, tableCount: Int) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("madar-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("returns"), withIntermediateDirectories: true)
        var list = ""
        for territory in definition.parts.territories where territory.hasDevice {
            let key = SigningKey(seed: SecretKey())
            let origin = "madar/" + StoreID(high: Random.number(), low: Random.number()).hexadecimal
            let descriptor = ProvinceDescriptor(
                code: territory.code, madeAt: Instant(milliseconds: 1_780_000_000_000),
                staticKey: Random.bytes(32), transferKey: Random.bytes(32),
                logKey: key.publicKey, address: "")
            let content = Self.content(territory.code, definition, tableCount)
            guard let descriptor, let content,
                let noteKey = SignedReturn.key(log: origin, publicKey: key.publicKey)
            else { throw BenchError.returnsRefused }
            list +=
                descriptor.signed(
                    origin: origin,
                    signature: unsafe key.sign(descriptor.text.utf8.span.bytes)) ?? ""
            let text = content.text
            let signature = unsafe key.sign(text.utf8.span.bytes)
            guard let signed = SignedReturn(content, signature: signature, key: noteKey) else {
                throw BenchError.returnsRefused
            }
            let path = path("returns/\(territory.code).txt")
            let bytes = Data(signed.encoded.utf8)
            try bytes.write(to: URL(fileURLWithPath: path))
            byteCount += bytes.count
            provinces.append(
                Sender(
                    code: territory.code, publicKey: key.publicKey, path: path, text: text,
                    signature: signature))
        }
        try Data(list.utf8).write(to: URL(fileURLWithPath: path("provinces.txt")))
        var items: [UInt8] = []
        for message in try DefinitionStream.encode(definition) {
            Delimited.append(message, to: &items)
        }
        try Data(items).write(to: URL(fileURLWithPath: path("definition")))
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    private func path(_ name: String) -> String { folder.path + "/" + name }

    /// A return of the third quarter: tables by sex and age, by category and by commune in turn.
    private static func content(
        _ province: String, _ definition: CircuitDefinition, _ tableCount: Int
    ) -> ProvinceReturn? {
        let sex = ReturnDimension("sex", ["F", "M", "?"])
        let age = ReturnDimension("age", ["0-4", "5-9", "10-14", "15-17", "18+", "?"])
        let lines = definition.list("REPORT-LINES")?.items.map(\.code) ?? []
        let communes = definition.parts.territories.filter {
            ($0.kind == .urban || $0.kind == .rural)
                && definition.territory($0.code, liesIn: province)
        }.map(\.code)
        let shapes: [(String, String, [ReturnDimension])] = [
            ("I01", "children", [sex, age]), ("I10", "sent", [sex]),
            ("I03", "reported", [ReturnDimension("category", lines + ["?", "*"])]),
            ("I01", "children", [ReturnDimension("commune", communes.prefix(100) + ["?"])]),
        ]
        let tables = (0..<tableCount).map { number in
            let (indicator, measure, dimensions) = shapes[number % shapes.count]
            let count = dimensions.reduce(1) { $0 * $1.values.count }
            return ReturnTable(
                code: "T\(number)", indicator: indicator, measure: measure, state: .told,
                dimensions: dimensions,
                cells: (0..<count).map { _ in UInt32(Random.number() % 40 * 3) })
        }
        guard let first = CivilDate(year: 2026, month: 7, day: 1) else { return nil }
        return ProvinceReturn(
            province: province, first: first, last: first.adding(months: 3).adding(days: -1),
            definitionVersion: definition.version, definitionHash: Random.bytes(32),
            publication: Random.bytes(16), publishedAt: Instant(milliseconds: 1_790_000_000_000),
            base: 3, tables: tables)
    }

    /// How long the program takes, from its start to its end, and how large the report is.
    func merge() throws -> (seconds: Double, pageByteCount: Int) {
        let process = Process()
        process.executableURL = TestBed.program("madar")
        process.arguments = [
            "national", "merge", "--provinces", path("provinces.txt"), "--quarter", "2026-3",
            "--definition", path("definition"), "--out", path("national"), path("returns"),
            "--no-input", "--json",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "MADAR_HOME": folder.path
        ]) { $1 }
        process.standardOutput = FileHandle.nullDevice
        let clock = ContinuousClock()
        let start = clock.now
        try process.run()
        process.waitUntilExit()
        let took = (clock.now - start) / .seconds(1)
        guard process.terminationStatus == 0 else {
            throw BenchError.programFailed("madar national merge", process.terminationStatus)
        }
        let page = try Data(contentsOf: URL(fileURLWithPath: path("national.html")))
        return (took, page.count)
    }

    /// How long it takes to read the same bytes and to verify the signatures over them.
    func rawSeconds() throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        var count = 0
        for sender in provinces {
            count += try Data(contentsOf: URL(fileURLWithPath: sender.path)).count
            let isValid = unsafe SigningKey.isValid(
                signature: sender.signature.span.bytes, of: sender.text.utf8.span.bytes,
                by: sender.publicKey.span.bytes)
            guard isValid else { throw BenchError.returnsRefused }
        }
        guard count == byteCount else { throw BenchError.returnsRefused }
        return (clock.now - start) / .seconds(1)
    }
}
