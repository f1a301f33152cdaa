import Basics
import Framing
import Index
import Messages
import NIOCore
import Population
import Secrets
import Session
import Synchronization

/// Files that the load writes to, and how far each has come.
///
/// An append names the last act that its author saw, so two appends to one file may not be in
/// flight at once: each lane takes a file of its own.
final class FilePool: Sendable {
    private struct Entry {
        let file: [UInt8]
        var sequence: UInt64
    }

    private let entries: Mutex<[Entry]>

    init(_ files: [[UInt8]]) {
        entries = Mutex(files.map { Entry(file: $0, sequence: preparedSequence) })
    }

    func take() -> (file: [UInt8], sequence: UInt64)? {
        entries.withLock { $0.popLast() }.map { ($0.file, $0.sequence) }
    }

    func give(_ file: [UInt8], sequence: UInt64) {
        entries.withLock { $0.insert(Entry(file: file, sequence: sequence), at: 0) }
    }

    var all: [(file: [UInt8], sequence: UInt64)] {
        entries.withLock { $0.map { ($0.file, $0.sequence) } }
    }
}

private func value(_ field: String, _ set: (inout WireValue) -> Void) -> WireFieldValue {
    var value = WireFieldValue()
    value.field = field
    set(&value.value)
    return value
}

private func request(
    after sequence: UInt64, to file: [UInt8], form: String, stage: String = "",
    _ values: [WireFieldValue]
) -> [UInt8] {
    var request = WireAppendActRequest()
    request.file = file.blob
    request.afterSequence = sequence
    request.draft.kind = stage.isEmpty ? .form : .transition
    request.draft.form = form
    request.draft.formVersion = form.isEmpty ? 0 : 1
    request.draft.toStage = stage
    request.draft.values = values
    return MessageCodec.encode(request)
}

/// An act of about 1 KiB in one class: a form of listening with a text.
private func append(after sequence: UInt64, to file: [UInt8], stage: String = "") -> [UInt8] {
    request(
        after: sequence, to: file, form: "F2", stage: stage,
        [
            value("interview_at") { $0.instantMs = 1_750_000_000_000 },
            value("needs_expressed") { $0.text = String(repeating: "besoin ", count: 130) },
        ])
}

/// The acts that lead a fresh file to the stage in which children are listened to.
private func steps(to file: [UInt8], by member: [UInt8]) -> [[UInt8]] {
    [
        request(
            after: 1, to: file, form: "F1", stage: "SIGNAL",
            [
                value("received_at") { $0.instantMs = 1_750_000_000_000 },
                value("channel") { $0.choice = "WALK-IN" },
                value("reporter_wants_secrecy") { $0.flag = false },
                value("alleged_facts") { $0.text = "essai" },
                value("author_has_access") { $0.choice = "NO" },
                value("immediate_danger") { $0.choice = "NO" },
                value("receiver") { $0.member = member.blob },
                value("urgency") { $0.choice = "LOW" },
                value("offence_suspected") { $0.flag = false },
            ]),
        request(after: 2, to: file, form: "", stage: "RECEIVE", []),
        append(after: 3, to: file, stage: "LISTEN"),
    ]
}

/// How many acts a file has when the load begins.
let preparedSequence: UInt64 = 4

/// The first act of an invented child's file: named as children are, for what a name costs depends on
/// how many others bear it.
private func opening(_ child: IndexedFile) -> [UInt8] {
    var request = WireOpenFileRequest()
    request.opening.kind = .opening
    request.opening.form = "F0"
    request.opening.formVersion = 1
    request.opening.toStage = "DETECT"
    request.opening.values = [
        value("sex") { $0.choice = child.sex ?? "F" },
        value("estimated_age") { $0.number = 9 },
        value("nationality") { $0.choice = "MAR" },
        value("civil_status") { $0.choice = "UNKNOWN" },
        value("presence_commune") { $0.territory = "04.441.01.0" },
        value("milieu") { $0.choice = "U" },
        value("school_status") { $0.choice = "ENROLLED" },
    ]
    let names = child.names
    let isArabic = !names.familyArabic.isEmpty
    let fields = [
        // The form asks for these two of whoever has a name, in whatever script.
        ("family_name_ar", isArabic ? names.familyArabic : names.familyLatin),
        ("given_name_ar", isArabic ? names.givenArabic : names.givenLatin),
        ("family_name_fr", names.familyLatin), ("given_name_fr", names.givenLatin),
    ]
    for (code, name) in fields where !name.isEmpty {
        request.opening.values.append(value(code) { $0.text = name })
    }
    return MessageCodec.encode(request)
}

private func succeed(_ future: EventLoopFuture<Answer>) async throws -> [UInt8] {
    let answer = try await future.get()
    guard answer.status == .ok else {
        let error = try? MessageCodec.decode(WireError.self, from: answer.payload)
        let fields = (error?.fields ?? []).map { "\($0.form).\($0.field): \($0.code)" }
        throw BenchError.refusedAct(answer.status.rawValue, fields)
    }
    return answer.message
}

/// Operation keys whose answers came, confirmed in batches as a device does, which has only so many
/// unconfirmed (SPEC W-55, W-95).
private struct UsedKeys {
    private var keys: [[Blob]]

    init(deviceCount: Int) { keys = Array(repeating: [], count: deviceCount) }

    mutating func next(_ device: DeviceConnection, _ place: Int) -> OperationKey {
        let key = newOperationKey(device)
        keys[place].append(key.bytes.blob)
        return key
    }

    /// Confirms what fills a batch; every call with these keys must have been answered.
    mutating func confirm(_ devices: [DeviceConnection]) async throws {
        for (place, device) in devices.enumerated()
        where keys[place].count >= MessageLimits.acknowledgedKeysMax / 2 {
            var request = WireAckOperationsRequest()
            request.operationKeys = keys[place]
            keys[place] = []
            let answer = device.send(
                method: UInt16(WireMethod.ackOperations.rawValue),
                payload: MessageCodec.encode(request))
            _ = try await succeed(answer)
        }
    }
}

/// Opens files of invented children by the devices of one member, each listened to.
func openFiles(
    _ devices: [DeviceConnection], of member: [UInt8], count: Int
) async throws -> FilePool {
    var files: [[UInt8]] = []
    var keys = UsedKeys(deviceCount: devices.count)
    var children = Children(seed: 1)
    for start in stride(from: 0, to: count, by: 16) {
        let futures = (start..<min(start + 16, count)).map { number in
            let device = devices[number % devices.count]
            return device.send(
                method: UInt16(WireMethod.openFile.rawValue), payload: opening(children.next()),
                operationKey: keys.next(device, number % devices.count))
        }
        var opened: [[UInt8]] = []
        for future in futures {
            opened.append(
                Array(
                    try MessageCodec.decode(
                        WireOpenFileAnswer.self, from: try await succeed(future)
                    ).file))
        }
        for step in 0..<3 {
            let futures = opened.enumerated().map { number, file in
                let device = devices[number % devices.count]
                return device.send(
                    method: UInt16(WireMethod.appendAct.rawValue),
                    payload: steps(to: file, by: member)[step],
                    operationKey: keys.next(device, number % devices.count))
            }
            for future in futures { _ = try await succeed(future) }
        }
        files += opened
        try await keys.confirm(devices)
    }
    return FilePool(files)
}

/// Appends one act to a file of the pool.
private func appendOne(
    _ pool: FilePool, _ device: DeviceConnection
) -> EventLoopFuture<Answer> {
    guard let (file, sequence) = pool.take() else {
        return device.eventLoop.makeFailedFuture(BenchError.refused(0))
    }
    return device.send(
        method: UInt16(WireMethod.appendAct.rawValue),
        payload: append(after: sequence, to: file), operationKey: newOperationKey(device)
    ).map { answer in
        if answer.status == .ok { pool.give(file, sequence: sequence + 1) }
        return answer
    }
}

/// Appends with 64 in flight and with one, beside raw SQLite and a bare sync of the same disk.
func appendRows(_ bed: TestBed, seconds: Double) async throws -> [Row] {
    let pool = try await openFiles(bed.devices, of: bed.member, count: 2_048)
    // Operation keys bound how many appends one run may make: 16 devices of 10,000.
    let many = try await load(
        bed.devices, inFlight: 4, seconds: min(seconds, 4)
    ) { appendOne(pool, $0) }
    let one = try await load(
        [bed.devices[0]], inFlight: 1, seconds: min(seconds, 2)
    ) { appendOne(pool, $0) }
    let disk = try RawDisk.measure(in: bed.folder, seconds: seconds)
    sharedPool.withLock { $0 = pool }
    return [
        Row(
            name: "append 1 KiB, 64 in flight", unit: "/s", measured: many.rate,
            rawName: "/s raw SQLite, groups of 64", raw: disk.rowsPerSecond,
            ratio: many.rate / disk.rowsPerSecond,
            goal: ">= 10000/s (sync \(disk.syncMicroseconds) µs)",
            reached: many.rate >= 10_000, latencyMicroseconds: many.latencies),
        Row(
            name: "append 1 KiB, one by one", unit: "/s", measured: one.rate,
            rawName: "/s raw SQLite, one by one", raw: disk.commitsPerSecond,
            ratio: one.rate / disk.commitsPerSecond, goal: "printed", reached: true,
            latencyMicroseconds: one.latencies),
    ]
}

/// The files that the appends left, for the reads that follow.
private let sharedPool = Mutex<FilePool?>(nil)

/// Reads the last prepared act of one file after the other.
func readingActs(
    of pool: FilePool
) -> @Sendable (DeviceConnection) -> EventLoopFuture<Answer> {
    let (files, next) = (pool.all, ReadCounter())
    return { device in
        var request = WireReadActRequest()
        request.file = files[next.take() % files.count].file.blob
        request.sequence = preparedSequence
        return device.send(
            method: UInt16(WireMethod.readAct.rawValue), payload: MessageCodec.encode(request))
    }
}

/// Which file is read next.
private final class ReadCounter: Sendable {
    private let next = Atomic<Int>(0)

    func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}

/// Reads with 64 in flight and with one: each with its leaf durable before the answer.
func readRows(_ bed: TestBed, seconds: Double) async throws -> [Row] {
    guard let files = sharedPool.withLock({ $0 }) else { return [] }
    let read = readingActs(of: files)
    let many = try await load(bed.devices, inFlight: 4, seconds: seconds, call: read)
    let one = try await load([bed.devices[0]], inFlight: 1, seconds: seconds, call: read)
    let disk = try RawDisk.measure(in: bed.folder, seconds: seconds / 2)
    let limit = 150 + UInt64(disk.commitMicroseconds)
    return [
        Row(
            name: "read 1 KiB, 64 in flight", unit: "/s", measured: many.rate,
            rawName: "/s raw SQLite, groups of 64", raw: disk.rowsPerSecond,
            ratio: many.rate / disk.rowsPerSecond, goal: ">= 20000/s",
            reached: many.rate >= 20_000, latencyMicroseconds: many.latencies),
        Row(
            name: "read 1 KiB, one by one, p50", unit: "µs",
            measured: Double(one.latencies.p50), rawName: "µs one raw commit",
            raw: Double(disk.commitMicroseconds),
            ratio: Double(one.latencies.p50) / Double(max(disk.commitMicroseconds, 1)),
            goal: "<= 150 µs + one commit = \(limit) µs",
            reached: one.latencies.p50 <= limit, latencyMicroseconds: one.latencies),
    ]
}
