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
    }

    private let content = Mutex(Content())
    private let clock: @Sendable () -> Instant
    private let instance = InstanceID(high: Random.number(), low: Random.number())

    init(clock: @escaping @Sendable () -> Instant) { self.clock = clock }

    /// The keeper, set once before the first connection.
    var keeper: Keeper? {
        get { content.withLock { $0.keeper } }
        set { content.withLock { $0.keeper = newValue } }
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

    func opened(_ connection: ConnectionHandle, peer: Peer) {
        content.withLock { $0.connections[connection] = peer }
    }

    func closed(_ connection: ConnectionHandle) {
        content.withLock { _ = $0.connections.removeValue(forKey: connection) }
    }

    func answer(_ call: Call, _ responder: Responder) {
        if call.method == UInt16(WireMethod.ping.rawValue) {
            return responder.answer(Answer(status: .ok, payload: call.payload))
        }
        let caller: Caller
        switch call.peer {
        case .device(let id, let generation): caller = .device(id, generation: generation)
        case .enrolling(let id, let key): caller = .enrolling(id, publicKey: key)
        case .revoked: return responder.answer(Answer(status: .revoked))
        }
        let asked = call.deadlineMilliseconds
        let milliseconds =
            asked == 0
            ? MethodTable.traits(call.method)?.deadlineMilliseconds ?? 30_000
            : min(asked, MethodTable.deadlineMillisecondsMax)
        let incoming = IncomingCall(
            method: call.method,
            expiresAt: Instant(milliseconds: clock().milliseconds + Int64(milliseconds)),
            operationKey: call.operationKey, payload: call.payload, caller: caller,
            session: call.session
        ) { answer in
            responder.answer(
                Answer(status: answer.status, payload: answer.payload, content: answer.content))
        }
        if keeper?.submit(incoming) != true {
            responder.answer(Answer(status: .overloaded))
        }
    }

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
