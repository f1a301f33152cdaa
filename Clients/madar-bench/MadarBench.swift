import ArgumentParser
import Basics
import FoundationEssentials
import Glibc

/// Measures what the design promises, each figure beside a raw limit of the same run.
@main
struct MadarBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "madar-bench",
        abstract:
            "Measure ping, append, read, seal, open, the log, merges and lines beside their raw limits.",
        discussion: """
            Examples:
              madar-bench
              madar-bench --seconds 2 --json
              madar-bench --only log --leaves 20000000
              madar-bench search --recall names --json

            A figure of another machine says little; its ratio to the raw limit of the same run
            says more. Nothing here is asserted.
            """,
        subcommands: [Run.self, Search.self, RawEchoServer.self], defaultSubcommand: Run.self)
}

/// Runs all measurements.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run all measurements.")

    @Option(help: "About how long each measurement takes, in seconds.") var seconds = 2.0
    @Option(
        help:
            "How many idle connections the daemon holds when its memory is measured; and ten times that."
    )
    var connections = 200
    @Option(help: "How many rows of a register are taken over; the goal is for 100000.")
    var importedRows = 10_000
    @Option(help: "How many leaves the log has when it is measured; the goal is for 20000000.")
    var leaves: UInt64 = 2_000_000
    @Option(
        help:
            "How many files of four acts there are when keys are rotated and the store is backed up."
    )
    var files = 4_096
    @Flag(help: "One JSON document on standard output.") var json = false
    @Option(help: "Only this part: \(Part.allCases.map(\.rawValue).joined(separator: ", ")).")
    var only: Part?

    /// A part of the measurements.
    enum Part: String, CaseIterable, ExpressibleByArgument {
        case rules, log, merging, ping, records, keeping, imports, lines
    }

    func run() async throws {
        var rows: [Row] = []
        if measures(.rules) {
            rows.append(try sealRow(seconds: seconds))
            rows.append(try openRow(seconds: seconds))
            rows.append(try decisionRow(seconds: seconds))
            rows.append(try foldRow(seconds: seconds))
            rows.append(try definitionRow(seconds: seconds))
            rows += try dayRows(seconds: seconds)
        }
        if measures(.log) { rows += try logRows(leaves: leaves, seconds: seconds) }
        if measures(.merging) { rows += try mergeRows() }
        if only != .rules, only != .log, only != .merging {
            let bed = try await TestBed.start()
            do {
                rows += try await daemonRows(bed)
            } catch {
                await bed.stop()
                throw error
            }
            await bed.stop()
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(rows), as: UTF8.self))
        } else {
            print(Row.table(rows))
        }
    }
}

extension Run {
    private func measures(_ part: Part) -> Bool { only.map { $0 == part } ?? true }

    /// What is measured on a daemon.
    private func daemonRows(_ bed: TestBed) async throws -> [Row] {
        var rows: [Row] = []
        if measures(.ping) { rows.append(try await pingRow(bed, seconds: seconds)) }
        if measures(.records) {
            rows += try await appendRows(bed, seconds: seconds)
            rows += try await readRows(bed, seconds: seconds)
        }
        if measures(.keeping) {
            rows += try await keepingRows(bed, files: files, seconds: seconds)
        }
        if measures(.imports) {
            rows += try await importRows(bed, rows: importedRows, seconds: seconds)
            rows.append(try await dayRow(bed, of: importedRows, seconds: seconds))
        }
        guard measures(.lines) else { return rows }
        rows.append(try await handshakeRow(bed, seconds: seconds))
        rows += try await wireRows(bed)
        rows.append(try await memoryRow(bed, connections: connections))
        if Self.mayOpen(fileCount: connections * 10 * 2 + 256) {
            rows.append(try await memoryRow(bed, connections: connections * 10))
        } else {
            let line =
                "not measured: \(connections * 10) connections, of which this system "
                + "allows a process too few open files\n"
            _ = unsafe write(2, line, line.utf8.count)
        }
        return rows
    }

    /// Whether this process may hold so many open files; it asks for as many as the system allows.
    private static func mayOpen(fileCount: Int) -> Bool {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return false
        }
        limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, rlim_t(fileCount)))
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return limit.rlim_cur >= rlim_t(fileCount)
    }
}

/// One figure, its raw limit and what is to be reached.
struct Row: Codable {
    let name: String
    let unit: String
    let measured: Double
    let rawName: String
    let raw: Double
    let ratio: Double
    let goal: String
    let reached: Bool
    var latencyMicroseconds: Latencies?

    static func table(_ rows: [Row]) -> String {
        let header = ["what", "measured", "raw limit", "ratio", "p50/p99 µs", "goal", ""]
        let lines = rows.map { row in
            [
                row.name, "\(text(row.measured)) \(row.unit)",
                "\(text(row.raw)) \(row.rawName)", text(row.ratio, decimals: 2),
                row.latencyMicroseconds.map { "\($0.p50)/\($0.p99)" } ?? "-", row.goal,
                row.reached ? "reached" : "MISSED",
            ]
        }
        let widths = header.indices.map { column in
            ([header] + lines).map { $0[column].count }.max() ?? 0
        }
        return ([header] + lines).map { line in
            zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
                .joined(separator: "  ")
        }.joined(separator: "\n")
    }

    private static func text(_ number: Double) -> String {
        number >= 1_000 ? String(Int(number)) : text(number, decimals: 1)
    }

    private static func text(_ number: Double, decimals: Int) -> String {
        guard number.isFinite else { return "-" }
        let digits = String(Int((number * pow(10, Double(decimals))).rounded()))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return "\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }
}
