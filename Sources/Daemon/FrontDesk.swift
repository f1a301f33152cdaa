internal import Basics
internal import Framing
internal import Handlers
internal import Messages
internal import NIOCore
internal import Registry
internal import Secrets
internal import Session
internal import Synchronization

/// Where calls of all connections come in: pings are answered at once, the rest goes to the keeper.
final class FrontDesk: Answerer {
    private struct Content {
        var connections: [ConnectionHandle: Peer] = [:]
        var keeper: Keeper?
        var directory: Directory?
        var overview: Overview?
        var running: Set<Operation> = []
        /// How many streams were ever opened.
        var streamCount: UInt64 = 0
    }

    /// A write that waits or runs: the same key of the same device.
    private struct Operation: Hashable {
        let device: DeviceID
        let key: OperationKey
    }

    private let content = Mutex(Content())
    private let clock: @Sendable () -> Instant
    private let instance = InstanceID(high: Random.number(), low: Random.number())

    private let metrics: Metrics

    init(clock: @escaping @Sendable () -> Instant, metrics: Metrics = Metrics()) {
        self.clock = clock
        self.metrics = metrics
    }

    /// The keeper, set once before the first connection.
    var keeper: Keeper? {
        get { content.withLock { $0.keeper } }
        set { content.withLock { $0.keeper = newValue } }
    }

    /// What handshakes know, set once before the first connection.
    var directory: Directory? {
        get { content.withLock { $0.directory } }
        set { content.withLock { $0.directory = newValue } }
    }

    /// What is known without asking the store's thread, set once before the first connection.
    var overview: Overview? {
        get { content.withLock { $0.overview } }
        set { content.withLock { $0.overview = newValue } }
    }

    var connectionCount: Int { content.withLock { $0.connections.count } }

    func welcome() -> Welcome {
        let limits = SessionLimits()
        let now = clock()
        return Welcome(
            instance: instance, now: now,
            frameByteCountMax: UInt16(FramingLimits.framePlaintextByteCountMax),
            streamsMax: UInt16(FramingLimits.streamsInFlightMax),
            windowByteCount: FramingLimits.windowByteCount,
            messageByteCountMax: UInt32(FramingLimits.messageByteCountMax),
            idleSeconds: UInt16(limits.idleTimeout.nanoseconds / 1_000_000_000),
            ageSecondsMax: UInt32(limits.age.nanoseconds / 1_000_000_000),
            operationEpoch: UInt32(clamping: now.milliseconds / 86_400_000))
    }

    /// A ping is answered here, so that the table is not asked for it.
    func traits(of method: UInt16) -> CallTraits {
        guard method != UInt16(WireMethod.ping.rawValue),
            let traits = MethodTable.traits(method)
        else { return CallTraits() }
        return CallTraits(
            isStream: traits.isBothWays, deadlineMilliseconds: traits.deadlineMilliseconds,
            bucket: traits.bucketByteCount.flatMap { PaddingBucket(rawValue: $0) },
            minLatencyMilliseconds: traits.latencyMilliseconds)
    }

    func opened(_ connection: ConnectionHandle, peer: Peer) {
        content.withLock { $0.connections[connection] = peer }
        // A device that was revoked between its handshake and this line is in no list of open
        // connections yet when those are closed.
        if directory?.isCurrent(peer) == false { connection.close(GoAwayCode.revoked.rawValue) }
    }

    func closed(_ connection: ConnectionHandle) {
        content.withLock { _ = $0.connections.removeValue(forKey: connection) }
    }

    func answer(_ call: Call, _ responder: Responder) {
        if call.method == UInt16(WireMethod.ping.rawValue) {
            metrics.answered(call.method, .ok)
            return responder.answer(Answer(status: .ok, payload: call.payload))
        }
        let caller: Caller
        switch call.peer {
        case .device(let id, let generation): caller = .device(id, generation: generation)
        case .enrolling(let id, let key): caller = .enrolling(id, publicKey: key)
        case .revoked: return refuse(call, .revoked, responder)
        }
        let operation = self.operation(call)
        if let operation, !content.withLock({ $0.running.insert(operation).inserted }) {
            metrics.answered(call.method, Self.inProgress.status)
            return responder.answer(Self.inProgress)
        }
        let begun = NIODeadline.now()
        let incoming = IncomingCall(
            method: call.method,
            expiresAt: clock().adding(call.deadline - .now()),
            operationKey: call.operationKey, payload: call.payload, caller: caller,
            session: call.session
        ) { [self] answer in
            ended(operation)
            metrics.answered(call.method, answer.status, since: begun)
            responder.answer(
                Answer(status: answer.status, payload: answer.payload, content: answer.content))
        }
        if keeper?.submit(incoming, isCancelled: { responder.isCancelled }) != true {
            ended(operation)
            refuse(call, .overloaded, responder)
        }
    }

    private func refuse(_ call: Call, _ status: StatusCode, _ responder: Responder) {
        metrics.answered(call.method, status)
        responder.answer(Answer(status: status))
    }

    // MARK: - Streams

    func open(_ call: Call, _ responder: StreamResponder) -> any CallSink {
        let caller: Caller
        switch call.peer {
        case .device(let id, let generation): caller = .device(id, generation: generation)
        case .enrolling(let id, let key): caller = .enrolling(id, publicKey: key)
        case .revoked: return refuse(call, .revoked, responder)
        }
        let exit = StreamExit(method: call.method, responder: responder, metrics: metrics)
        let incoming = IncomingCall(
            method: call.method, expiresAt: clock().adding(call.deadline - .now()),
            operationKey: nil, payload: call.payload, caller: caller, session: call.session,
            deliver: { exit.answer($0) })
        let (id, keeper) = content.withLock { content in
            content.streamCount += 1
            return (StreamID(content.streamCount), content.keeper)
        }
        guard let keeper, keeper.submit(IncomingStream(id, incoming, peer: exit)) else {
            return refuse(call, .overloaded, responder)
        }
        return StreamEntry(id: id, keeper: keeper)
    }

    private func refuse(
        _ call: Call, _ status: StatusCode, _ responder: StreamResponder
    ) -> ClosedSink {
        metrics.answered(call.method, status)
        responder.answer(Answer(status: status))
        return ClosedSink()
    }

    // MARK: - Writes that run

    private func operation(_ call: Call) -> Operation? {
        guard MethodTable.traits(call.method)?.isMutating == true, let key = call.operationKey,
            case .device(let id, _) = call.peer
        else { return nil }
        return Operation(device: id, key: key)
    }

    private func ended(_ operation: Operation?) {
        guard let operation else { return }
        content.withLock { _ = $0.running.remove(operation) }
    }

    /// The answer to a repeat that comes while the first attempt waits or runs: it is not taken on,
    /// and the stored answer is there in a moment.
    private static let inProgress: Answer = {
        var error = WireError()
        error.retryAfterMs = DaemonLimits.inProgressMilliseconds
        return Answer(status: .inProgress, payload: MessageCodec.encode(error))
    }()

    /// Ends the connections of devices that were revoked, suspended or given another key.
    func closeRevoked(_ registry: MemberRegistry) {
        let stale = content.withLock { content in
            content.connections.filter { _, peer in
                guard case .device(let id, let generation) = peer else { return false }
                let device = registry.devices[id]
                return device?.standing != .active || device?.generation != generation
            }
        }
        for connection in stale.keys { connection.close(GoAwayCode.revoked.rawValue) }
    }
}

/// Hands what happens to a stream call to the keeper's thread, in the order of the wire.
private struct StreamEntry: CallSink {
    let id: StreamID
    let keeper: Keeper

    func received(_ chunk: [UInt8]) { keeper.note(.received(chunk), of: id) }
    func ended() { keeper.note(.ended, of: id) }
    func cancelled() { keeper.note(.cancelled, of: id) }
    func drained() { keeper.note(.drained, of: id) }
    func draining() { keeper.note(.draining, of: id) }
    func lost() { keeper.note(.lost, of: id) }
}

/// Hands what a stream call lets go to its connection.
private struct StreamExit: StreamPeer {
    let method: UInt16
    let responder: StreamResponder
    let metrics: Metrics

    func consumed(_ byteCount: Int) { responder.consumed(byteCount) }
    func begin() { responder.begin(.ok) }
    func write(_ bytes: [UInt8]) { responder.write(bytes) }
    func end() {
        metrics.answered(method, .ok)
        responder.end()
    }
    func answer(_ answer: OutgoingAnswer) {
        metrics.answered(method, answer.status)
        responder.answer(Answer(status: answer.status, payload: answer.payload))
    }
}

extension Instant {
    /// This instant and a span of the monotonic clock after it.
    fileprivate func adding(_ span: TimeAmount) -> Instant {
        Instant(milliseconds: milliseconds + span.nanoseconds / 1_000_000)
    }
}
