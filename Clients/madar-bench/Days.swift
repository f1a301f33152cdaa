import Basics
import Circuit
import Framing
import Index
import Messages
import Session

/// A worker's day, with two hundred files of a hundred thousand in the province, as the daemon's
/// index makes it; beside one look-up for each of the two hundred, and the day of somebody to whom
/// a task comes on one file of a hundred, whoever answers for it.
func dayRows(seconds: Double) throws -> [Row] {
    let now = Instant(milliseconds: 1_780_000_000_000)
    let members = (1...500).map { MemberID(high: 7, low: $0) }
    var index = FileIndex(watching: ["DANGER"])
    index.reserve(100_000)
    for number in 0..<100_000 {
        var file = IndexedFile(file: FileID(high: UInt64(number) &* 0x9E37_79B9_7F4A_7C15, low: 1))
        file.number = FileNumber(value: UInt64(number))
        file.names.familyLatin = "Essai \(number % 997)"
        file.names.givenLatin = "Enfant \(number % 1_009)"
        file.stage = "ASSESS"
        file.referent = members[number % members.count]
        file.organisation = OrganisationID(high: 5, low: UInt64(number % 40))
        file.tasks = ["ASSESS", "REVIEW", "CONTACT", "PLAN"].enumerated().map { place, task in
            DueTask(
                task: task, clock: task, since: now,
                due: now.adding(seconds: Int64((number + place) % 60 - 30) * 86_400))
        }
        if number % 100 == 0 {
            file.tasks.append(DueTask(task: "DANGER", clock: "DANGER", since: now, due: now))
        }
        index.update(file)
    }
    let meanings: [String: TaskMeaning] = ["REVIEW": .review, "DANGER": .danger]
    func milliseconds(_ filter: ListFilter) throws -> Double {
        var shown = 0
        let days = rate(seconds: seconds / 2, batch: 1) {
            shown +=
                index.day(
                    filter, meanings, closed: [], now: now, until: now.adding(seconds: 14 * 86_400),
                    since: now, limit: 4, where: { $0.referent != nil }
                ).parts.count
        }
        guard shown > 0 else { throw BenchError.nothingFolded }
        return 1e3 / days
    }
    let own = try milliseconds(ListFilter(referents: [members[0]]))
    let shared = try milliseconds(ListFilter(referents: [members[0]], kinds: ["DANGER"]))
    let files = (0..<200).map { FileID(high: UInt64($0 * 500) &* 0x9E37_79B9_7F4A_7C15, low: 1) }
    var found = 0
    let looks = rate(seconds: seconds / 2, batch: 16) {
        for file in files where index.owner(of: file) != nil { found += 1 }
    }
    guard found > 0 else { throw BenchError.nothingFolded }
    let raw = 1e3 / looks
    return [
        Row(
            name: "my day, 200 files of 100,000", unit: "ms", measured: own,
            rawName: "ms a look-up of each of the 200", raw: raw, ratio: own / raw,
            goal: "<= 10 ms", reached: own <= 10),
        Row(
            name: "day of who is told of 1 file in 100", unit: "ms", measured: shared,
            rawName: "ms a look-up of each of the 200", raw: raw, ratio: shared / raw,
            goal: "printed", reached: true),
    ]
}

/// The same day asked of the daemon, whose province has so many files beside, by a worker of another
/// unit with two hundred of his own; beside the round trip of an empty call on the same connection.
func dayRow(_ bed: TestBed, of others: Int, seconds: Double) async throws -> Row {
    let worker = try await bed.addWorker()
    _ = try await openFiles([worker.connection], of: worker.member, count: 200)
    let day = try await load([worker.connection], inFlight: 1, seconds: seconds) { device in
        device.send(
            method: UInt16(WireMethod.day.rawValue),
            payload: MessageCodec.encode(WireDayRequest()))
    }
    let ping = try await load([worker.connection], inFlight: 1, seconds: seconds / 2) { device in
        device.send(method: UInt16(WireMethod.ping.rawValue), payload: [])
    }
    let (measured, raw) = (Double(day.latencies.p50) / 1e3, Double(ping.latencies.p50) / 1e3)
    return Row(
        name: "my day over the wire, 200 files of \(others + 200)", unit: "ms", measured: measured,
        rawName: "ms an empty call", raw: raw, ratio: measured / max(raw, 0.001),
        goal: "<= 10 ms", reached: measured <= 10, latencyMicroseconds: day.latencies)
}
