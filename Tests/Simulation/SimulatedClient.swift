import Basics
import Framing
import Mapping
import Messages
import NIOCore
import NIOEmbedded
import Secrets

@testable import MadarClient
@testable import Session

/// A caseworker's client: the real decisions about retries and the real records of the outbox,
/// with a process that dies now and then and a disk that stays.
///
/// `DirectCaller` and `Outbox` do the same with tasks and a real clock; what they decide with is
/// used here, what they wait with is not.
final class SimulatedClient {
    /// What outlives the process.
    private struct Disk {
        var entries: [UInt64: [UInt8]] = [:]
        var nextNumber: UInt64 = 1
        var epoch: UInt32?
        var instance = InstanceID.zero
        /// Keys whose answers are had, and not yet confirmed.
        var answered: [[UInt8]] = []
        /// The place of the last act that is known of each file.
        var known: [FileID: UInt64] = [:]
    }

    /// What a crash takes away.
    private final class Process {
        var line: Line?
        var isConnecting = false
        var isAlive = true
    }

    private struct Run {
        var request: CallRequest
        var progress: CallProgress
        var backoff: Backoff
        let start: NIODeadline
        let finish: (Result<CallAnswer, ClientError>) -> Void
    }

    let device: SimulatedDevice
    let number: Int
    private unowned let world: World
    private let policy = RetryPolicy()
    private var chance: Chance
    private var disk = Disk()
    private var process = Process()
    /// What this person wants done, in the order of entry.
    private let wishes: [Wish]
    private var files: [FileID]

    init(_ world: World, _ number: Int, _ device: SimulatedDevice, files: [FileID: UInt64]) {
        self.world = world
        self.number = number
        self.device = device
        chance = Chance(world.seed, 3, UInt64(number))
        disk.known = files
        self.files = files.keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        wishes = (0..<World.wishesPerPerson).map { Wish(marker: "act-\(number)-\($0)") }
    }

    /// Whether nothing is left to do.
    var isIdle: Bool {
        wishes.allSatisfy { world.register.isSettled($0.marker) } && disk.answered.isEmpty
    }

    func begin() { later(chance.within(0...3_000)) { $0.step() } }

    /// The process dies; what was on the disk is there when it comes back.
    func crash() {
        guard process.isAlive else { return }
        world.note("client \(number) dies")
        let old = process
        old.isAlive = false
        old.line?.client.close(promise: nil)
        world.agenda.after(chance.within(0...20_000)) { [self] in
            process = Process()
            step()
        }
    }

    /// Goes on in this process, if it still lives.
    private func later(_ milliseconds: Int64, _ work: @escaping (SimulatedClient) -> Void) {
        let own = process
        world.agenda.after(milliseconds) { [self] in
            if own.isAlive, own === process { work(self) }
        }
    }

    // MARK: - What a person does

    private var kept: [OutboxEntry] {
        disk.entries.keys.sorted().compactMap { number in
            disk.entries[number].flatMap { OutboxEntry(number: number, $0) }
        }
    }

    private func step() {
        let pause = world.isCalm ? 100 : chance.within(0...4_000)
        if !disk.answered.isEmpty, world.isCalm || chance.happens(50) {
            return acknowledge { $0.later(pause) { $0.step() } }
        }
        if let entry = kept.first(where: \.isWaiting) {
            return deliver(entry) { $0.later(pause) { $0.step() } }
        }
        let stored = Set(kept.map { world.register.marker(of: $0.call.request.operationKey) })
        guard
            let wish = wishes.first(where: {
                !world.register.isSettled($0.marker) && !stored.contains($0.marker)
            })
        else {
            if !isIdle { later(1_000) { $0.step() } }
            return
        }
        guard let epoch = disk.epoch else {
            return call(CallRequest(.ping)) { client, _ in client.later(pause) { $0.step() } }
        }
        enter(wish, epoch: epoch)
    }

    /// Makes key and bytes once, keeps them, and only then thinks of sending.
    private func enter(_ wish: Wish, epoch: UInt32) {
        let key = OperationKey(epoch: epoch, random: chance.bytes(12)).bytes
        let file = files[Int(chance.within(0...Int64(files.count - 1)))]
        let request: PreparedCall
        if chance.happens(30) {
            request = PreparedCall(
                .openFile, payload: world.opening(wish.marker), operationKey: key)
        } else {
            request = PreparedCall(
                .appendAct,
                payload: world.appending(wish.marker, to: file, after: disk.known[file] ?? 0),
                operationKey: key)
        }
        world.register.entered(wish.marker, key)
        let entry = OutboxEntry(
            number: disk.nextNumber, call: request, enteredAt: Instant(milliseconds: 0),
            fileNumber: "", isUnsearched: false)
        disk.nextNumber += 1
        if world.fault == .keptAfterSending {
            return deliver(entry) { $0.later(100) { $0.step() } }
        }
        store(entry)
        later(0) { client in
            client.deliver(entry) { $0.later(100) { $0.step() } }
        }
    }

    private func store(_ entry: OutboxEntry) { disk.entries[entry.number] = entry.bytes }

    // MARK: - The outbox

    private func deliver(_ entry: OutboxEntry, then: @escaping (SimulatedClient) -> Void) {
        // Nothing is noted as sent before the daemon is known to be there.
        call(CallRequest(.ping)) { client, result in
            if case .failure(let error) = result {
                client.settle(entry, error)
                return then(client)
            }
            client.send(entry, then: then)
        }
    }

    private func send(_ entry: OutboxEntry, then: @escaping (SimulatedClient) -> Void) {
        if case .notSent = entry.state, world.fault != .keptAfterSending {
            var sent = entry
            sent.state = .unknown(nil)
            store(sent)
        }
        let marker = world.register.marker(of: entry.call.request.operationKey)
        call(entry.call.request) { client, result in
            switch result {
            case .success(let answer):
                client.world.note("client \(client.number): \(marker) done")
                client.learn(entry, answer, marker)
                // The process may die before it has forgotten what is done.
                if !client.world.isCalm, client.chance.happens(10) { return client.crash() }
                client.disk.entries[entry.number] = nil
                if let key = entry.call.request.operationKey { client.disk.answered.append(key) }
            case .failure(let error):
                client.settle(entry, error)
            }
            then(client)
        }
    }

    private func learn(_ entry: OutboxEntry, _ answer: CallAnswer, _ marker: String) {
        if entry.call.method == .openFile {
            guard
                let opened = try? MessageCodec.decode(
                    WireOpenFileAnswer.self, from: answer.message),
                let file = FileID(blob: opened.file), let act = ActID(blob: opened.act)
            else { return world.register.violated("an answer that says nothing to \(marker)") }
            world.register.done(marker, Effect(file: file, act: act, sequence: opened.sequence))
        } else {
            guard
                let appended = try? MessageCodec.decode(
                    WireAppendActAnswer.self, from: answer.message),
                let act = ActID(blob: appended.act), let file = entry.file
            else { return world.register.violated("an answer that says nothing to \(marker)") }
            disk.known[file] = max(disk.known[file] ?? 0, appended.sequence)
            world.register.done(
                marker, Effect(file: file, act: act, sequence: appended.sequence))
        }
    }

    private func settle(_ entry: OutboxEntry, _ error: ClientError) {
        let marker = world.register.marker(of: entry.call.request.operationKey)
        var after = entry
        after.state = entry.state(after: error)
        world.note("client \(number): \(marker) \(after.state) of \(error.code)")
        world.register.judge(error)
        switch after.state {
        case .refused(let error):
            disk.entries[entry.number] = nil
            world.register.refused(marker)
            if error.code == .conflict, let file = entry.file { lookAgain(file) }
        case .notSent:
            store(after)
            // Told that nothing was done, a person may give it up.
            if !world.isCalm, chance.happens(20) {
                disk.entries[entry.number] = nil
                world.register.gaveUp(marker)
            }
        case .unknown:
            store(after)
            if !after.isWaiting { world.register.undecided(marker) }
        case .opened: break
        }
    }

    /// Reads what the file has come to; a cut leaves it for the next conflict.
    private func lookAgain(_ file: FileID) {
        call(CallRequest(.readFile, payload: world.reading(file))) { client, result in
            guard case .success(let answer) = result,
                let read = try? MessageCodec.decode(
                    WireReadFileAnswer.self, from: answer.message)
            else { return }
            client.disk.known[file] = read.sequence
        }
    }

    private func acknowledge(then: @escaping (SimulatedClient) -> Void) {
        var request = WireAckOperationsRequest()
        let keys = disk.answered
        request.operationKeys = keys.map { $0.blob }
        call(CallRequest(.ackOperations, payload: MessageCodec.encode(request))) {
            client, result in
            if case .success = result { client.disk.answered.removeAll { keys.contains($0) } }
            then(client)
        }
    }

    // MARK: - One call, as DirectCaller makes it

    private func call(
        _ request: CallRequest,
        _ finish: @escaping (SimulatedClient, Result<CallAnswer, ClientError>) -> Void
    ) {
        let own = process
        let run = Run(
            request: request,
            progress: CallProgress(
                isWrite: request.operationKey != nil, refusalsMax: policy.refusalsMax),
            backoff: Backoff(policy), start: world.agenda.now
        ) { [self] result in
            if own.isAlive, own === process { finish(self, result) }
        }
        attempt(run)
    }

    private func attempt(_ run: Run) {
        open { client, result in
            switch result {
            case .failure(let error): client.next(run, .notConnected(error))
            case .success(let line): client.attempt(run, on: line)
            }
        }
    }

    private func attempt(_ run: Run, on line: Line) {
        let promise = world.agenda.loop.makePromise(of: Answer.self)
        let request = run.request
        line.handler.call(
            RequestHead(
                method: UInt16(truncatingIfNeeded: request.method.rawValue),
                deadlineMilliseconds: request.deadlineMilliseconds,
                operationKey: request.operationKey.flatMap { OperationKey($0) }),
            payload: request.payload, promise: promise)
        var isOver = false
        promise.futureResult.assumeIsolated().whenComplete { [self] result in
            isOver = true
            later(0) { client in
                switch result {
                case .success(let answer): client.next(run, .answered(answer))
                case .failure(let error):
                    client.next(run, .lost(error as? ConnectionError ?? .lost(nil)))
                }
            }
        }
        // A daemon answers by the deadline; one that does not is beyond a line that is cut.
        let deadline =
            request.deadlineMilliseconds > 0
            ? request.deadlineMilliseconds
            : MethodTable.traits(UInt16(truncatingIfNeeded: request.method.rawValue))?
                .deadlineMilliseconds ?? 30_000
        later(Int64(deadline) + policy.graceMilliseconds) { _ in
            if !isOver, line.client.isActive { line.client.close(promise: nil) }
        }
        // An impatient person, or a phone that changes networks.
        if !world.isCalm, chance.happens(8) {
            later(chance.within(0...2_000)) { client in
                guard line.client.isActive else { return }
                client.world.note("client \(client.number) leaves its line")
                line.client.close(promise: nil)
            }
        }
    }

    private func next(_ run: Run, _ event: CallProgress.Event) {
        var run = run
        if case .lost = event, world.fault == .aCutIsTakenForNothingDone {
            return run.finish(.failure(ClientError(.connectionLost)))
        }
        switch run.progress.next(event) {
        case .done(let answer): run.finish(.success(answer))
        case .fail(let error): run.finish(.failure(error))
        case .again(let least):
            let pause = run.backoff.next(least: Int64(least)) { chance.within(0...$0) }
            let limit =
                run.progress.isInDoubt
                ? policy.giveUpInDoubtMilliseconds : policy.giveUpMilliseconds
            guard
                world.agenda.now + .milliseconds(pause) < run.start + .milliseconds(limit)
            else { return run.finish(.failure(run.progress.givenUp())) }
            change(&run.request)
            let again = run
            later(pause) { $0.attempt(again) }
        }
    }

    /// What a wrong client does before it tries again.
    private func change(_ request: inout CallRequest) {
        guard let key = request.operationKey else { return }
        if world.fault == .anotherKeyOnRetry {
            request.operationKey = Array(key.prefix(4)) + chance.bytes(12)
            world.register.entered(
                world.register.marker(of: key), request.operationKey ?? [])
        }
        if world.fault == .otherBytesOnRetry {
            // The same message in another encoding: a field that nobody knows, as a newer library
            // would keep it.
            request.payload += [0xFA, 0x3F, 0x01, UInt8(truncatingIfNeeded: chance.number())]
        }
    }

    // MARK: - Connecting

    private func open(
        _ done: @escaping (SimulatedClient, Result<Line, ConnectionError>) -> Void
    ) {
        if let line = process.line, line.client.isActive,
            world.isCalm || !chance.happens(4)
        {
            return done(self, .success(line))
        }
        let own = process
        let ready = world.agenda.loop.makePromise(of: Welcome.self)
        ready.futureResult.assumeIsolated().whenComplete { [self] result in
            later(0) { client in
                switch result {
                case .success(let welcome):
                    guard let line = own.line else { return }
                    client.disk.epoch = welcome.operationEpoch
                    client.disk.instance = welcome.instance
                    done(client, .success(line))
                case .failure(let error):
                    done(client, .failure(error as? ConnectionError ?? .lost(nil)))
                }
            }
        }
        let greeting = DeviceGreeting(
            now: world.daemonTime,
            session: SessionID(high: chance.number(), low: chance.number()),
            lastInstance: disk.instance)
        guard let credentials = try? world.credentials(of: device) else { return }
        let handler = DeviceHandler(
            handshake: DeviceHandshake(credentials, greeting: greeting), ready: ready)
        world.connect(handler, of: number) { [self] line in
            guard own.isAlive else {
                line?.client.close(promise: nil)
                return ready.fail(ConnectionError.unreachable)
            }
            guard let line else { return ready.fail(ConnectionError.unreachable) }
            // An older line may stay behind it, unused, until the daemon ends it.
            own.line = line
            later(policy.connectMilliseconds) { _ in
                guard !line.hasGreeted else { return }
                ready.fail(ConnectionError.timedOut)
                line.client.close(promise: nil)
            }
            ready.futureResult.assumeIsolated().whenSuccess { _ in line.hasGreeted = true }
        }
    }
}

/// What a person wants done once.
struct Wish {
    let marker: String
}
