import Basics
import Circuit
import Definition
import Framing
import Messages
import Session

// What indicators take: all of them for a quarter, while acts are read one by one beside.

/// Counts every indicator over the files of the store.
func figureRows(
    _ bed: TestBed, _ pool: FilePool, files: Int, seconds: Double
) async throws -> [Row] {
    let read = readingActs(of: pool)
    let alone = try await load([bed.devices[0]], inFlight: 1, seconds: seconds, call: read)
    let clock = ContinuousClock()
    async let beside = load([bed.devices[0]], inFlight: 1, seconds: seconds, call: read)
    let indicators = try Loader.shipped().parts.indicators.map(\.code)
    let start = clock.now
    for indicator in indicators { try await count(indicator, bed) }
    let took = (clock.now - start) / .seconds(1)
    let latencies = try await beside.latencies
    let raw = rawSeconds(files: files)
    return [
        Row(
            name: "\(indicators.count) indicators of a quarter over \(files) files", unit: "s",
            measured: took, rawName: "s to look at as much that happened once a measure", raw: raw,
            ratio: took / max(raw, 1e-6), goal: "100000 files: <= 2 s",
            reached: took * 100_000 / Double(max(files, 1)) <= 2),
        Row(
            name: "read one by one while figures are counted, p99", unit: "µs",
            measured: Double(latencies.p99), rawName: "µs while none are",
            raw: Double(alone.latencies.p99),
            ratio: Double(latencies.p99) / Double(max(alone.latencies.p99, 1)),
            goal: "<= 20000 µs more",
            reached: latencies.p99 <= alone.latencies.p99 + 20_000, latencyMicroseconds: latencies),
    ]
}

/// Asks for an indicator of this quarter until it is counted.
private func count(_ indicator: String, _ bed: TestBed) async throws {
    // The daemon's own day.
    let today = Int32(clamping: bed.first.connection.welcome.operationEpoch)
    var request = WireFiguresRequest()
    request.indicator = indicator
    request.fromDay = today - 90
    request.untilDay = today + 2
    request.province = true
    let payload = MessageCodec.encode(request)
    repeat {
        let answer = try MessageCodec.decode(
            WireFiguresAnswer.self,
            from: try await bed.enroller.call(bed.first.connection, .figures, payload))
        guard answer.percent < 100 else { return }
    } while true
}

/// How long one thread takes to look at five things that happened on each file, once for each of
/// as many measures.
private func rawSeconds(files: Int) -> Double {
    let measures: UInt32 = 80
    var happened = (0..<UInt32(files * 5)).map { $0 &* 2_654_435_761 }
    var found: UInt32 = 0
    let took = ContinuousClock().measure {
        for measure in 0..<measures {
            for one in happened where one & 127 == measure { found &+= one >> 8 }
        }
    }
    // What was found is used, or nothing would be looked at.
    happened[0] = found
    return took / .seconds(1) + (happened[0] == 1 ? 1e-12 : 0)
}
