import Basics
import Circuit
import ClientSupport
import Framing
import Mapping
import Messages
import Session
import Synchronization
import Testing

@testable import MadarClient

/// Writes that wait on a device, against real sockets that are cut and come back.
@Suite struct OutboxTests {
    /// What a daemon that answers every write does to the n-th call of a method.
    private static let file = FileID(high: 9, low: 9)

    private struct Bench {
        let daemon = ScriptedDaemon()
        let device: UnlockedDevice
        let caller: DirectCaller
        let client: DaemonClient
        let outbox: Outbox

        init() async throws {
            try await daemon.start()
            device = try daemon.device()
            var policy = impatient
            policy.giveUpMilliseconds = 1_500
            policy.giveUpInDoubtMilliseconds = 1_500
            caller = DirectCaller(device, retry: policy)
            client = DaemonClient(caller: caller, keeper: device)
            outbox = Outbox(caller: caller, keeper: device)
        }

        func act(after sequence: UInt64, _ text: String = "x") async throws -> PreparedCall {
            var draft = ActDraft(kind: .form, form: "F2", formVersion: 1, definitionVersion: 1)
            draft.values = [FieldValue("narration", .text(text))]
            return try await client.prepareAct(OutboxTests.file, after: sequence, draft)
        }

        func enqueue(_ call: PreparedCall) async throws -> UInt64 {
            try await outbox.enqueue(
                call, enteredAt: Instant(milliseconds: 5), fileNumber: "7K3M-92QA-Y",
                isUnsearched: false)
        }

        /// The keys and the bytes of every append that arrived.
        var appends: [Call] { daemon.calls.filter { $0.method == 65 } }
    }

    private static func answered(_ call: Call) -> ScriptedDaemon.Step {
        guard call.method == 65 else {
            return .answer(Answer(status: .ok, payload: call.payload))
        }
        var answer = WireAppendActAnswer()
        answer.act = ActID(high: 1, low: 1).blob
        answer.sequence = 6
        return .answer(Answer(status: .ok, payload: MessageCodec.encode(answer)))
    }

    @Test func `An entry reads as it was written, in every state`() {
        let call = PreparedCall(
            .appendAct, payload: [1, 2, 3], operationKey: [UInt8](repeating: 7, count: 16))
        let number = FileNumber(value: 12)
        let error = ClientError(
            .conflict, outcome: .refused, status: 0x0106, fields: [CheckError(.changedMeanwhile)])
        for state: OutboxEntry.State in [
            .notSent(nil), .notSent(ClientError(.unreachable)), .unknown(nil), .refused(error),
            .opened(number),
        ] {
            let entry = OutboxEntry(
                number: 3, call: call, enteredAt: Instant(milliseconds: 1_700_000_000_000),
                fileNumber: "ملف", isUnsearched: true, state: state)
            #expect(OutboxEntry(number: 3, entry.bytes) == entry)
            #expect(OutboxEntry(number: 3, Array(entry.bytes.dropLast(17))) == nil)
        }
    }

    @Test func `A write that cannot be sent waits, and goes with the same key and bytes`()
        async throws
    {
        let bench = try await Bench()
        bench.daemon.script { call, _ in Self.answered(call) }
        try await bench.client.ping()
        let port = bench.daemon.port
        await bench.daemon.stop()
        let call = try await bench.act(after: 5)
        let number = try await bench.enqueue(call)
        let error = await failure { _ = try await bench.outbox.deliver(number) }
        #expect(error?.outcome == .notExecuted)
        let kept = try await bench.outbox.entries()
        #expect(kept.map(\.number) == [number] && kept.first?.call == call)
        // Nothing was sent, and the entry says so.
        guard case .notSent = kept.first?.state else {
            Issue.record("\(String(describing: kept.first?.state))")
            return
        }
        try await bench.daemon.start(port: port)
        let report = try await bench.outbox.sendAll()
        #expect(report.sent == 1 && report.waiting == 0 && report.error == nil)
        #expect(try await bench.outbox.entries().isEmpty)
        #expect(bench.appends.map(\.payload) == [call.request.payload])
        #expect(bench.appends.first?.operationKey?.bytes == call.request.operationKey)
        await bench.daemon.stop()
    }

    @Test func `A sealed daemon leaves a write unsent, and it goes once the store is open`()
        async throws
    {
        let bench = try await Bench()
        bench.daemon.script { call, _ in
            call.method == 65 ? .answer(Answer(status: .sealed)) : Self.answered(call)
        }
        let number = try await bench.enqueue(try await bench.act(after: 5))
        #expect(await failure { _ = try await bench.outbox.deliver(number) }?.code == .sealed)
        for _ in 0..<3 {
            let report = try await bench.outbox.sendAll()
            #expect(report.waiting == 1 && report.error?.code == .sealed)
            guard case .notSent(let last) = try await bench.outbox.entries().first?.state else {
                Issue.record("not shown as not sent")
                return
            }
            #expect(last?.code == .sealed)
        }
        bench.daemon.script { call, _ in Self.answered(call) }
        #expect(try await bench.outbox.sendAll().sent == 1)
        #expect(Set(bench.appends.compactMap { $0.operationKey?.bytes }).count == 1)
        await bench.daemon.stop()
    }

    @Test func `A cut after sending leaves the outcome unknown, and the same key asks again`()
        async throws
    {
        let bench = try await Bench()
        bench.daemon.script { call, _ in call.method == 65 ? .cut : Self.answered(call) }
        let number = try await bench.enqueue(try await bench.act(after: 5))
        #expect(await failure { _ = try await bench.outbox.deliver(number) }?.outcome == .unknown)
        guard case .unknown = try await bench.outbox.entries().first?.state else {
            Issue.record("not unknown")
            return
        }
        // Another process finds it after a crash of this one.
        let later = Outbox(caller: bench.caller, keeper: bench.device)
        bench.daemon.script { call, _ in Self.answered(call) }
        #expect(try await later.sendAll().sent == 1)
        let keys = Set(bench.appends.compactMap { $0.operationKey?.bytes })
        #expect(bench.appends.count > 1 && keys.count == 1)
        #expect(Set(bench.appends.map(\.payload)).count == 1)
        await bench.daemon.stop()
    }

    @Test func `A refused act is kept with its reason, and what was built on it is not sent`()
        async throws
    {
        let bench = try await Bench()
        bench.daemon.script { call, _ in
            call.method == 65 ? .answer(.refusal(.conflict)) : Self.answered(call)
        }
        let first = try await bench.enqueue(try await bench.act(after: 5))
        let second = try await bench.enqueue(try await bench.act(after: 6))
        let other = try await bench.enqueue(
            try await bench.client.prepareAct(
                FileID(high: 8, low: 8), after: 6,
                ActDraft(kind: .form, form: "F2", formVersion: 1, definitionVersion: 1)))
        #expect(await failure { _ = try await bench.outbox.deliver(first) }?.code == .conflict)
        let states = try await bench.outbox.entries().map(\.state)
        #expect(
            states == [
                .refused(ClientError(.conflict, outcome: .refused, status: 0x0106)),
                .refused(ClientError(.precedingRefused, outcome: .refused)), .notSent(nil),
            ])
        // Refused acts are not sent again; the other file's act goes.
        bench.daemon.script { call, _ in Self.answered(call) }
        _ = try await bench.outbox.deliver(other)
        #expect(try await bench.outbox.sendAll().sent == 0)
        #expect(bench.appends.count == 2)
        #expect(try await bench.outbox.entries().map(\.number) == [first, second])
        #expect(try await bench.outbox.drop(first))
        #expect(try await !bench.outbox.drop(first))
        await bench.daemon.stop()
    }

    @Test func `A write in doubt whose key has expired is left to a person`() async throws {
        let bench = try await Bench()
        bench.daemon.script { call, _ in call.method == 65 ? .cut : Self.answered(call) }
        let number = try await bench.enqueue(try await bench.act(after: 5))
        _ = await failure { _ = try await bench.outbox.deliver(number) }
        bench.daemon.script { call, _ in
            call.method == 65 ? .answer(.refusal(.operationKeyExpired)) : Self.answered(call)
        }
        _ = try await bench.outbox.sendAll()
        guard case .unknown(let error) = try await bench.outbox.entries().first?.state else {
            Issue.record("not unknown")
            return
        }
        #expect(error?.code == .operationExpired)
        let count = bench.appends.count
        _ = try await bench.outbox.sendAll()
        #expect(bench.appends.count == count)
        await bench.daemon.stop()
    }

    @Test func `Dropping an act refuses those that were entered in its knowledge`() async throws {
        let bench = try await Bench()
        let first = try await bench.enqueue(try await bench.act(after: 5))
        _ = try await bench.enqueue(try await bench.act(after: 6))
        #expect(try await bench.outbox.drop(first))
        let left = try await bench.outbox.entries()
        #expect(
            left.map(\.state) == [.refused(ClientError(.precedingRefused, outcome: .refused))])
        await bench.daemon.stop()
    }

    @Test func `What is entered cannot be read on disk`() async throws {
        let bench = try await Bench()
        let number = try await bench.enqueue(try await bench.act(after: 5, "PLANTED-NARRATION"))
        let folder = bench.device.profile.keptFolder
        let names = ClientFile.names(in: folder)
        #expect(names.contains { $0.hasPrefix("outbox.") } && number == 1)
        for name in names {
            let bytes = contents(of: folder + "/" + name)
            #expect(!bytes.isEmpty && bytes.firstRange(of: Array("PLANTED".utf8)) == nil)
            #expect(bytes.firstRange(of: Self.file.bytes) == nil)
        }
        await bench.daemon.stop()
    }

    @Test func `An act that the daemon took moves what this device last saw of the file`()
        async throws
    {
        let bench = try await Bench()
        bench.daemon.script { call, _ in
            guard call.method == 67 - 1 else { return Self.answered(call) }
            var answer = WireReadFileAnswer()
            answer.file = Self.file.blob
            answer.sequence = 5
            answer.heads = [WireHeadPart(HeadPart(.social))]
            return .answer(Answer(status: .ok, payload: MessageCodec.encode(answer)))
        }
        #expect(try await bench.client.seenFile(.id(Self.file)) == nil)
        _ = try await bench.client.readFile(.id(Self.file))
        #expect(try await bench.client.seenFile(.id(Self.file))?.sequence == 5)
        let number = try await bench.enqueue(try await bench.act(after: 5))
        _ = try await bench.outbox.deliver(number)
        let seen = try await bench.client.seenFile(.id(Self.file))
        #expect(seen?.sequence == 6 && seen?.later.count == 1)
        // Once it is not there any more, as after an erasure, this device lets go of it too.
        bench.daemon.script { call, _ in .answer(Answer(status: .notAvailable)) }
        await #expect(throws: ClientError.self) {
            try await bench.client.readFile(.id(Self.file))
        }
        #expect(try await bench.client.seenFile(.id(Self.file)) == nil)
        await bench.daemon.stop()
    }
}

/// Pauses and heartbeats, as values.
@Suite struct PauseTests {
    @Test func `Pauses grow by chance, and never fall below what the daemon asked`() {
        var policy = RetryPolicy()
        policy.pauseMilliseconds = 100
        policy.pauseMillisecondsMax = 400
        var backoff = Backoff(policy)
        let longest = (0..<4).map { _ in backoff.next(least: 0, chance: { $0 }) }
        #expect(longest == [100, 200, 400, 400])
        #expect(backoff.next(least: 5_000, chance: { _ in 0 }) == 5_000)
        #expect(backoff.next(least: 5_000, chance: { $0 }) == 7_500)
    }

    @Test func `A heartbeat slows down on a line that stands, and starts again where one fell`() {
        var heartbeat = Heartbeat()
        var intervals: [Int64] = []
        for _ in 0..<5 {
            intervals.append(heartbeat.intervalMilliseconds)
            heartbeat.stood()
        }
        #expect(intervals == [30_000, 60_000, 120_000, 240_000, 240_000])
        heartbeat.fell()
        #expect(heartbeat.intervalMilliseconds == 30_000)
    }
}

/// Which answers a client lets the daemon forget (SPEC W-95).
@Suite struct AcknowledgementTests {
    private static let file = FileID(high: 9, low: 9)

    private static func answered(_ call: Call) -> ScriptedDaemon.Step {
        switch call.method {
        case 64:
            var answer = WireOpenFileAnswer()
            answer.file = file.blob
            answer.act = ActID(high: 1, low: 1).blob
            answer.number = FileNumber(value: 12).text
            answer.sequence = 1
            return .answer(Answer(status: .ok, payload: MessageCodec.encode(answer)))
        case 65:
            var answer = WireAppendActAnswer()
            answer.act = ActID(high: 1, low: 1).blob
            answer.sequence = 6
            return .answer(Answer(status: .ok, payload: MessageCodec.encode(answer)))
        default: return .answer(Answer(status: .ok, payload: call.payload))
        }
    }

    private static let draft = ActDraft(
        kind: .form, form: "F2", formVersion: 1, definitionVersion: 1)

    /// The keys that were acknowledged, one list a call.
    private func acknowledged(_ daemon: ScriptedDaemon) -> [[[UInt8]]] {
        daemon.calls.filter { $0.method == 6 }.map { call in
            let request = try? MessageCodec.decode(
                WireAckOperationsRequest.self, from: call.payload)
            return request?.operationKeys.map { Array($0) } ?? []
        }
    }

    @Test func `An answer is acknowledged once nothing can send its call again`() async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        daemon.script { call, _ in Self.answered(call) }
        let device = try daemon.device()
        let caller = DirectCaller(device, retry: impatient)
        let client = DaemonClient(caller: caller, keeper: device)
        // A write that its caller may send again is his to finish.
        let prepared = try await client.prepareAct(Self.file, after: 5, Self.draft)
        _ = try await client.send(prepared)
        _ = try await client.send(prepared)
        await caller.acknowledge()
        #expect(acknowledged(daemon).isEmpty)
        await client.finish(prepared)
        _ = try await client.appendAct(Self.file, after: 5, Self.draft)
        await caller.acknowledge()
        let keys = daemon.calls.filter { $0.method == 65 }.compactMap { $0.operationKey?.bytes }
        #expect(acknowledged(daemon) == [[keys[1], keys[2]]])
        await caller.acknowledge()
        #expect(acknowledged(daemon).count == 1)
        await daemon.stop()
    }

    @Test func `What waits in the outbox is acknowledged after its answer was recorded`()
        async throws
    {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let device = try daemon.device()
        let caller = DirectCaller(device, retry: impatient)
        let client = DaemonClient(caller: caller, keeper: device)
        let outbox = Outbox(caller: caller, keeper: device)
        func enqueue(_ call: PreparedCall) async throws -> UInt64 {
            try await outbox.enqueue(
                call, enteredAt: Instant(milliseconds: 5), fileNumber: "", isUnsearched: false)
        }
        daemon.script { call, _ in
            call.method == 65 ? .answer(.refusal(.conflict)) : Self.answered(call)
        }
        let refused = try await enqueue(
            try await client.prepareAct(Self.file, after: 5, Self.draft))
        _ = await failure { _ = try await outbox.deliver(refused) }
        await caller.acknowledge()
        // A refusal is stored nowhere.
        #expect(acknowledged(daemon).isEmpty)
        daemon.script { call, _ in Self.answered(call) }
        let opening = try await client.prepareOpening(Self.draft)
        let number = try await enqueue(opening)
        _ = try await outbox.deliver(number)
        // The entry is gone before its key is.
        #expect(try await !outbox.entries().contains { $0.number == number })
        #expect(acknowledged(daemon).isEmpty)
        await caller.acknowledge()
        #expect(acknowledged(daemon) == [[opening.request.operationKey ?? []]])
        await daemon.stop()
    }

    @Test func `An answer that could not be recorded is not acknowledged`() async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let device = try daemon.device()
        let caller = DirectCaller(device, retry: impatient)
        let client = DaemonClient(caller: caller, keeper: device)
        let keeper = FullKeeper(device)
        let outbox = Outbox(caller: caller, keeper: keeper)
        // The disk fills up after the daemon has opened the file.
        daemon.script { call, _ in
            if call.method == 64 { keeper.isFull.store(true, ordering: .relaxed) }
            return Self.answered(call)
        }
        let opening = try await client.prepareOpening(Self.draft)
        // Another process entered it: nobody waits for this one's answer.
        _ = try await Outbox(caller: caller, keeper: device).enqueue(
            opening, enteredAt: Instant(milliseconds: 5), fileNumber: "", isUnsearched: false)
        _ = await failure { _ = try await outbox.sendAll() }
        #expect(daemon.calls.contains { $0.method == 64 })
        await caller.acknowledge()
        #expect(acknowledged(daemon).isEmpty)
        // Room again: the same key brings the answer, which is recorded, and then acknowledged.
        keeper.isFull.store(false, ordering: .relaxed)
        daemon.script { call, _ in Self.answered(call) }
        #expect(try await outbox.sendAll().sent == 1)
        guard case .opened = try await outbox.entries().first?.state else {
            Issue.record("not recorded")
            return
        }
        await caller.acknowledge()
        #expect(acknowledged(daemon) == [[opening.request.operationKey ?? []]])
        await daemon.stop()
    }

    @Test func `Keys go in batches, and what the daemon did not take waits`() async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let caller = DirectCaller(try daemon.device(), retry: impatient)
        daemon.script { call, _ in call.method == 6 ? .answer(.refusal(.sealed)) : .cut }
        let keys = (0..<203).map { number in
            [UInt8](repeating: 0, count: 15) + [UInt8(truncatingIfNeeded: number)]
        }
        // Without a connection nothing is sent, and nothing is lost.
        for key in keys.prefix(3) { await caller.finish(key) }
        await caller.acknowledge()
        #expect(daemon.calls.isEmpty)
        daemon.script { call, _ in
            call.method == 6
                ? .answer(.refusal(.sealed)) : .answer(Answer(status: .ok, payload: call.payload))
        }
        _ = try await caller.call(CallRequest(.ping))
        await caller.acknowledge()
        daemon.script { _, _ in .answer(Answer(status: .ok)) }
        for key in keys.dropFirst(3) { await caller.finish(key) }
        await caller.acknowledge()
        #expect(acknowledged(daemon).map(\.count) == [3, 200, 3])
        #expect(acknowledged(daemon).dropFirst().flatMap(\.self) == keys)
        await daemon.stop()
    }

    @Test func `Beyond the limit the oldest keys are left to the daemon`() {
        var finished = FinishedKeys()
        for number in 0..<(ClientLimits.finishedKeysMax + 2) {
            finished.add([
                UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8),
            ])
        }
        #expect(finished.keys.count == ClientLimits.finishedKeysMax && finished.keys[0] == [2, 0])
    }
}

/// A keeper whose disk fills up.
private final class FullKeeper: DeviceKeeper {
    let isFull = Atomic(false)
    private let device: UnlockedDevice

    init(_ device: UnlockedDevice) { self.device = device }

    func info() async throws(ClientError) -> DeviceInfo { try await device.info() }
    func signApproval(_ statement: [UInt8]) async throws(ClientError) -> [UInt8] {
        try await device.signApproval(statement)
    }
    func keep(_ name: String, _ bytes: [UInt8]) async throws(ClientError) {
        guard !isFull.load(ordering: .relaxed) else { throw ClientError(.inputOutput) }
        try await device.keep(name, bytes)
    }
    func recall(_ name: String) async throws(ClientError) -> [UInt8]? {
        try await device.recall(name)
    }
    func forget(_ name: String) async throws(ClientError) { try await device.forget(name) }
    func kept() async throws(ClientError) -> [String] { try await device.kept() }
}
