import Basics
import Dossiers
import Framing
import Handlers
import Messages
import NIOCore
import ProvinceSupport
import Secrets

@testable import Session

/// Front desk and keeper of one run of the daemon, on the simulation's thread.
///
/// Calls wait, are served in groups by the real use cases, and their answers leave afterwards: a
/// crash between two of these steps loses what a crash loses, and keeps what was committed.
///
/// Everything here runs on the one thread of the simulation.
final class Desk: Answerer, Introducer, @unchecked Sendable {
    private struct Operation: Hashable {
        let device: DeviceID
        let key: OperationKey
    }

    private struct Answered {
        let responder: Responder
        let answer: OutgoingAnswer
        let operation: Operation?
    }

    private unowned let world: World
    private let handlers: UseCases
    private let instance: InstanceID
    private var chance: Chance
    private var waiting: [IncomingCall] = []
    private var answered: [Answered] = []
    private var running: Set<Operation> = []
    private var isAwake = false
    private(set) var isOver = false

    init(_ world: World, _ handlers: UseCases, chance: Chance) {
        self.world = world
        self.handlers = handlers
        self.chance = chance
        instance = InstanceID(high: self.chance.number(), low: self.chance.number())
    }

    /// The process is gone: nothing that waits is served, and no answer leaves.
    func die() {
        isOver = true
        waiting = []
        answered = []
    }

    var time: Instant { world.daemonTime }

    // MARK: - Handshakes

    func daemonKey(keyID: UInt8) -> AgreementKey? { keyID == 1 ? world.daemonKey.copy() : nil }

    func introduce(_ introduction: Introduction, publicKey: [UInt8]) -> Introduced? {
        guard introduction == .session,
            let device = world.devices.first(where: { $0.key.publicKey == publicKey }),
            let secret = try? device.secret()
        else { return nil }
        return Introduced(
            preSharedKey: secret, peer: .device(device.person.device, generation: 1))
    }

    func failed(_ failure: HandshakeFailure) {}

    // MARK: - Calls

    func welcome() -> Welcome {
        let limits = SessionLimits()
        return Welcome(
            instance: instance, now: world.daemonTime,
            frameByteCountMax: UInt16(FramingLimits.framePlaintextByteCountMax),
            streamsMax: UInt16(FramingLimits.streamsInFlightMax),
            windowByteCount: FramingLimits.windowByteCount,
            messageByteCountMax: UInt32(FramingLimits.messageByteCountMax),
            idleSeconds: UInt16(limits.idleTimeout.nanoseconds / 1_000_000_000),
            ageSecondsMax: UInt32(limits.age.nanoseconds / 1_000_000_000),
            operationEpoch: Turn.day(of: world.daemonTime))
    }

    func opened(_ connection: ConnectionHandle, peer: Peer) {}
    func closed(_ connection: ConnectionHandle) {}

    func answer(_ call: Call, _ responder: Responder) {
        guard !isOver else { return }
        if call.method == UInt16(WireMethod.ping.rawValue) {
            return responder.answer(Answer(status: .ok, payload: call.payload))
        }
        guard case .device(let device, let generation) = call.peer else {
            return responder.answer(Answer(status: .revoked))
        }
        let isWrite = MethodTable.traits(call.method)?.isMutating == true
        let operation =
            isWrite
            ? call.operationKey.map { Operation(device: device, key: $0) } : nil
        if let operation, !running.insert(operation).inserted {
            var error = WireError()
            error.retryAfterMs = 100
            return responder.answer(
                Answer(status: .inProgress, payload: MessageCodec.encode(error)))
        }
        var key = call.operationKey
        if world.fault == .storedAnswerNotLookedUp, key != nil {
            key = OperationKey(
                epoch: Turn.day(of: world.daemonTime), random: chance.bytes(12))
        }
        let patience = (call.deadline - world.agenda.now).nanoseconds / 1_000_000
        waiting.append(
            IncomingCall(
                method: call.method,
                expiresAt: Instant(milliseconds: world.daemonTime.milliseconds + patience),
                operationKey: key, payload: call.payload,
                caller: .device(device, generation: generation), session: call.session
            ) { [self] answer in
                answered.append(
                    Answered(responder: responder, answer: answer, operation: operation))
            })
        wake()
    }

    private func wake() {
        guard !isAwake else { return }
        isAwake = true
        // Mostly at once, at times behind something long.
        let delay = world.isCalm || chance.happens(90) ? 1 : chance.within(0...45_000)
        world.agenda.after(delay) { [self] in
            isAwake = false
            serve()
        }
    }

    private func serve() {
        guard !isOver, !waiting.isEmpty else { return }
        if !world.isCalm, chance.happens(3) { return world.crash("before a group") }
        world.moveDaemonClock()
        let group = waiting
        waiting = []
        handlers.serve(group)
        if !world.isCalm, chance.happens(4) { return world.crash("after a commit") }
        send()
    }

    private func send() {
        let ready = answered
        answered = []
        for item in ready {
            if let operation = item.operation { running.remove(operation) }
            item.responder.answer(
                Answer(
                    status: item.answer.status, payload: item.answer.payload,
                    content: item.answer.content))
        }
    }
}
