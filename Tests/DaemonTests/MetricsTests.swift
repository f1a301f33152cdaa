import Foundation
import Framing
import Messages
import NIOCore
import Session
import Support
import Testing

@testable import Daemon

@Suite struct MetricsTests {
    /// One of everything.
    private static var snapshot: MetricsSnapshot {
        let metrics = Metrics()
        metrics.answered(UInt16(WireMethod.ping.rawValue), .ok)
        metrics.answered(UInt16(WireMethod.openFile.rawValue), .ok, since: .now())
        metrics.answered(UInt16(WireMethod.openFile.rawValue), .permission, since: .now())
        metrics.answered(60_000, .unknownMethod)
        metrics.answered(60_001, .unknownMethod)
        metrics.reloaded(at: 1_000, isDone: false)
        var snapshot = MetricsSnapshot()
        snapshot.counts = metrics.counts
        snapshot.handshakeFailures = [.notAuthentic: 3]
        snapshot.now = 2_000
        return snapshot
    }

    private func lines(_ snapshot: MetricsSnapshot) -> [Substring] {
        MetricsText.text(of: snapshot).split(separator: "\n")
    }

    @Test func callsAreCountedByMethodAndOutcome() {
        let lines = lines(Self.snapshot).map(String.init)
        for wanted in [
            "madar_requests_total{method=\"ping\",outcome=\"done\"} 1",
            "madar_requests_total{method=\"open_file\",outcome=\"done\"} 1",
            "madar_requests_total{method=\"open_file\",outcome=\"authority\"} 1",
            // Numbers that a peer makes up are one series and not one each.
            "madar_requests_total{method=\"unknown\",outcome=\"caller_error\"} 2",
            "madar_request_duration_seconds_count 2",
            "madar_handshake_failures_total{reason=\"not_authentic\"} 3",
            "madar_handshake_failures_total{reason=\"timeout\"} 0",
            "madar_settings_reload_successful 0",
        ] { #expect(lines.contains(wanted), "\(wanted)") }
    }

    /// The collector skips a file in which a line has a third column.
    @Test func everyLineHasANameAValueAndNoTime() {
        for line in lines(Self.snapshot) where !line.hasPrefix("#") {
            #expect(line.hasPrefix("madar_"), "\(line)")
            let end = line.lastIndex(of: "}").map { line[line.index(after: $0)...] } ?? line
            #expect(end.split(separator: " ").count == (end == line ? 2 : 1), "\(line)")
        }
    }

    @Test func bucketsRiseToTheirTotal() {
        var histogram = Histogram(bounds: [1, 2])
        for number in [0.5, 1, 1.5, 9] { histogram.note(number) }
        #expect(histogram.counts == [2, 1, 1])
        #expect(histogram.sum == 12)
        var snapshot = MetricsSnapshot()
        snapshot.counts.durations = histogram
        let buckets = lines(snapshot).filter { $0.contains("_bucket") }
        #expect(
            buckets.map { $0.drop { $0 != "{" } } == [
                "{le=\"1.0\"} 2", "{le=\"2.0\"} 3", "{le=\"+Inf\"} 4",
            ])
    }

    @Test func noBackupHasNoAge() async throws {
        let province = try await RunningProvince()
        let text = province.daemon.overview.metrics
        await province.end()
        #expect(text.contains("\nmadar_vault_sealed 0\n"))
        #expect(text.contains("\nmadar_store_writable 1\n"))
        #expect(!text.contains("backup_age"))
    }

    /// The manual names every metric and every event of the log, and no other.
    @Test func theManualNamesAll() async throws {
        let province = try await RunningProvince()
        let text = province.daemon.overview.metrics + MetricsText.text(of: Self.snapshot)
        await province.end()
        let written = text.matches(of: /TYPE madar_(\w+) [a-z]/).map { String($0.output.1) }
        #expect(try Self.named("METRICS") == Set(written + ["backup_age_seconds"]))
        #expect(try Self.named("LOG") == Set(DaemonLog.Event.allCases.map(\.rawValue)))
    }

    /// What the entries of a part of the manual are called.
    private static func named(_ part: String) throws -> Set<String> {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Packaging/man/madard.8")
        let page = try String(contentsOf: path, encoding: .utf8)
        let start = try #require(page.range(of: ".Sh \(part)\n"))
        let rest = page[start.upperBound...]
        let end = rest.range(of: ".Sh ")?.lowerBound ?? rest.endIndex
        return Set(rest[..<end].matches(of: /\.It Cm (\w+)/).map { String($0.output.1) })
    }

    @Test("The longest text that there can be fits into an answer (W-246)")
    func theLongestTextFits() async throws {
        let province = try await RunningProvince()
        let figures = province.daemon.overview.metrics
        await province.end()
        var snapshot = Self.snapshot
        for traits in MethodTable.all {
            for outcome in Metrics.Outcome.allCases {
                let series = Metrics.Series(
                    method: UInt16(traits.method.rawValue), outcome: outcome)
                snapshot.counts.requests[series] = .max
            }
        }
        let text = MetricsText.text(of: snapshot)
        #expect(text.utf8.count + figures.utf8.count < MessageLimits.metricsByteCountMax)
    }

    /// What the program of Prometheus says of the text of a daemon that has served.
    @Test(.enabled(if: StockProgram.shouldRun("promtool"), "no program `promtool`"))
    func promtoolFindsNothing() async throws {
        let province = try await RunningProvince()
        let device = try await province.enrol(province.operates)
        let connection = try await province.connect(device.key, secret: device.presharedKey)
        let unasked = try await connection.state()
        let text = try await connection.state(metrics: true).metrics
        await connection.close()
        await province.end()
        #expect(unasked.metrics.isEmpty)
        #expect(text.contains("madar_requests_total{method=\"status\",outcome=\"done\"} 1"))
        for text in [text, MetricsText.text(of: Self.snapshot)] {
            let ended = try StockProgram.run(
                "promtool", ["check", "metrics"], input: Array(text.utf8))
            #expect(ended.status == 0 && ended.talk.isEmpty, "\(ended.talk)")
        }
    }
}
