import Basics
import Foundation
import Framing
import NIOCore
import NIOPosix
import Secrets
import Session
import Synchronization

/// A process of its own for tests of the wire.
///
/// It serves one device over real TCP, echoes pings, and streams as many bytes as it is asked for. It holds no store.
@main
struct WirePeer {
    static func main() async throws {
        try Sodium.start(requireLockedMemory: false)
        let arguments = CommandLine.arguments.dropFirst().map { [UInt8](hexadecimal: $0) ?? [] }
        guard arguments.count == 3 else {
            print("usage: WirePeer DAEMON-SECRET DEVICE-PUBLIC PRE-SHARED-KEY (hexadecimal)")
            return
        }
        var secret = arguments[0]
        let introducer = OneDevice(
            daemonKey: AgreementKey(secret: try SecretKey(wiping: &secret)),
            devicePublicKey: arguments[1], preSharedKey: arguments[2])
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let listener = try await DaemonListener.bind(
            host: "127.0.0.1", port: 0, group: group, introducer: introducer, answerer: Echo(),
            clock: { Instant(milliseconds: 1_000) })
        // The test reads the port from the first line and closes our input when it is done.
        FileHandle.standardOutput.write(Data("\(listener.port)\n".utf8))
        while readLine() != nil {}
        await listener.drain()
        FileHandle.standardOutput.write(Data("drained\n".utf8))
        try await group.shutdownGracefully()
    }
}

/// Knows one device.
final class OneDevice: Introducer {
    private let key: AgreementKey
    private let publicKey: [UInt8]
    private let preSharedKey: [UInt8]

    init(daemonKey: consuming AgreementKey, devicePublicKey: [UInt8], preSharedKey: [UInt8]) {
        key = daemonKey
        publicKey = devicePublicKey
        self.preSharedKey = preSharedKey
    }

    func daemonKey(keyID: UInt8) -> AgreementKey? { keyID == 1 ? key.copy() : nil }

    func introduce(_ introduction: Introduction, publicKey: [UInt8]) -> Introduced? {
        let preSharedKey = preSharedKey
        guard introduction == .session, publicKey == self.publicKey,
            let psk = try? SecretKey(copying: preSharedKey.rawSpan)
        else { return nil }
        return Introduced(
            preSharedKey: psk, peer: .device(DeviceID(high: 1, low: 1), generation: 1))
    }

    func failed(_ failure: HandshakeFailure) {}
}

/// Answers method 1 with its payload, method 2 with a stream of as many bytes as the payload says
/// in four bytes, and method 3 with what its stream brings, piece by piece.
struct Echo: Answerer {
    func welcome() -> Welcome {
        Welcome(
            instance: InstanceID(high: 7, low: 7), now: Instant(milliseconds: 1_000),
            frameByteCountMax: UInt16(FramingLimits.framePlaintextByteCountMax),
            streamsMax: UInt16(FramingLimits.streamsInFlightMax),
            windowByteCount: FramingLimits.windowByteCount,
            messageByteCountMax: UInt32(FramingLimits.messageByteCountMax), idleSeconds: 600,
            ageSecondsMax: 43_200, operationEpoch: 1)
    }

    func traits(of method: UInt16) -> CallTraits { CallTraits(isStream: method == 3) }

    func open(_ call: Call, _ responder: StreamResponder) -> any CallSink {
        responder.begin(.ok, payload: call.payload)
        return EchoSink(responder: responder)
    }

    func opened(_ connection: ConnectionHandle, peer: Peer) {}
    func closed(_ connection: ConnectionHandle) {}

    func answer(_ call: Call, _ responder: Responder) {
        switch call.method {
        case 1: responder.answer(Answer(status: .ok, payload: call.payload))
        case 2 where call.payload.count == 4:
            let count = call.payload.reduce(0) { $0 << 8 | Int($1) }
            let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            responder.answer(Answer(status: .ok, content: content))
        default: responder.answer(Answer(status: .unknownMethod))
        }
    }
}

/// Sends back each piece, and takes more once all of it has left.
final class EchoSink: CallSink {
    private let responder: StreamResponder
    private let waitingByteCount = Mutex(0)

    init(responder: StreamResponder) { self.responder = responder }

    func received(_ chunk: [UInt8]) {
        waitingByteCount.withLock { $0 += chunk.count }
        responder.write(chunk)
    }

    func drained() {
        let count = waitingByteCount.withLock { count in
            defer { count = 0 }
            return count
        }
        responder.consumed(count)
    }

    func ended() { responder.end() }
    func cancelled() { responder.end() }
    func lost() {}
}
