import Basics
import Framing
import FuzzSupport
import NIOCore
import NIOEmbedded
import Secrets
import Synchronization

@testable import Noise
@testable import Session

/// The keys of every input: what a daemon knows, and a stranger's.
///
/// They are fixed, so that an input says the same at each run.
final class Keys: Introducer {
    let daemon = key(1)
    let device = LocalKey(key(2))
    let stranger = LocalKey(key(3))
    let ephemeral = LocalKey(key(4))
    let daemonEphemeral = LocalKey(key(5))
    let devicePublic = key(2).publicKey
    let invitation = InvitationID(high: 6, low: 6)

    static let known = Keys()

    static func secret(_ number: UInt8) -> SecretKey {
        let bytes = [UInt8](repeating: number, count: SecretKey.byteCount)
        return must { try SecretKey(copying: bytes.rawSpan) }
    }

    static func key(_ number: UInt8) -> AgreementKey { AgreementKey(secret: secret(number)) }

    /// What the daemon's introducer knows: the device's key, the one that is to follow it, and
    /// the secret of one invitation.
    static let (current, next, invited, wrong): (UInt8, UInt8, UInt8, UInt8) = (7, 8, 9, 10)

    func daemonKey(keyID: UInt8) -> AgreementKey? { keyID == 1 ? daemon.copy() : nil }

    func introduce(_ introduction: Introduction, publicKey: [UInt8]) -> Introduced? {
        switch introduction {
        case .session:
            guard publicKey == devicePublic else { return nil }
            return Introduced(
                preSharedKey: Self.secret(Self.current), alternateKey: Self.secret(Self.next),
                peer: .device(DeviceID(high: 1, low: 1), generation: 1))
        case .enrolment(let id):
            guard id == invitation else { return nil }
            return Introduced(
                preSharedKey: Self.secret(Self.invited),
                peer: .enrolling(id, publicKey: publicKey))
        }
    }

    func failed(_ failure: HandshakeFailure) {}

    /// The other end of the daemon's handshake, which says whatever it is told to.
    func client(
        _ prologue: [UInt8], isStranger: Bool = false, preSharedKey: UInt8 = current
    ) -> HandshakeState {
        HandshakeState(
            pattern: .product, role: .initiator, prologue: prologue,
            localStatic: isStranger ? stranger : device, remoteStatic: daemon.publicKey,
            preSharedKeys: [PreSharedKey(key: Self.secret(preSharedKey))],
            localEphemeral: ephemeral)
    }

    /// The other end of a client's handshake.
    func server(_ prologue: [UInt8]) -> HandshakeState {
        HandshakeState(
            pattern: .product, role: .responder, prologue: prologue,
            localStatic: LocalKey(daemon.copy()), localEphemeral: daemonEphemeral)
    }
}

/// A daemon's end, with its real handler and an event loop whose time stands still.
final class Door {
    private let channel: EmbeddedChannel
    private let visitors = Visitors()

    init() {
        let services = DaemonServices(
            introducer: Keys.known, answerer: visitors, limits: SessionLimits(),
            clock: { Instant(milliseconds: 1_000) }, random: { 0 })
        channel = EmbeddedChannel(handler: DaemonHandler(services: services, network: nil))
        must { try channel.connect(to: SocketAddress(ipAddress: "10.0.0.1", port: 7)).wait() }
    }

    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

    var isOpen: Bool { channel.isActive }
    /// How many handshakes ended well enough for calls.
    var openedCount: Int { visitors.openedCount }

    /// Brings bytes in pieces of one length, also to a door that has closed.
    func send(_ bytes: [UInt8], pieces: Int) {
        var rest = bytes[...]
        let size = pieces == 0 ? max(bytes.count, 1) : pieces
        while !rest.isEmpty {
            channel.pipeline.fireChannelRead(ByteBuffer(bytes: rest.prefix(size)))
            channel.pipeline.fireChannelReadComplete()
            rest = rest.dropFirst(size)
        }
        channel.embeddedEventLoop.run()
    }

    func received() -> [UInt8] {
        var bytes: [UInt8] = []
        while let part = must({ try channel.readOutbound(as: ByteBuffer.self) }) {
            bytes += Array(part.readableBytesView)
        }
        return bytes
    }

    /// Waits until whoever has not finished is sent away.
    func wait() { channel.embeddedEventLoop.advanceTime(by: .seconds(20)) }
}

/// Counts the connections that were made, and answers nothing.
final class Visitors: Answerer {
    private let counted = Mutex(0)

    var openedCount: Int { counted.withLock { $0 } }

    func welcome() -> Welcome {
        Welcome(
            instance: InstanceID(high: 7, low: 7), now: Instant(milliseconds: 1_000),
            frameByteCountMax: 16_384, streamsMax: 32, windowByteCount: 65_536,
            messageByteCountMax: 65_536, idleSeconds: 600, ageSecondsMax: 43_200,
            operationEpoch: 1)
    }

    func opened(_ connection: ConnectionHandle, peer: Peer) {
        counted.withLock { $0 += 1 }
    }

    func closed(_ connection: ConnectionHandle) {}
    func answer(_ call: Call, _ responder: Responder) { fatalError("a handshake holds no call") }
}

/// A client's end with its real handler, after it has sent message 1.
final class ClientDoor {
    private let channel: EmbeddedChannel
    private let ready: EventLoopPromise<Welcome>
    private let told = Told()

    private final class Told {
        var outcome: ConnectionError?
    }

    init(_ credentials: borrowing ConnectionCredentials) {
        let greeting = DeviceGreeting(
            now: Instant(milliseconds: 5), session: SessionID(high: 3, low: 4))
        channel = EmbeddedChannel()
        ready = channel.eventLoop.makePromise()
        let handler = DeviceHandler(
            handshake: DeviceHandshake(credentials, greeting: greeting), ready: ready)
        must { try channel.pipeline.syncOperations.addHandler(handler) }
        ready.futureResult.assumeIsolated().whenComplete { [told] result in
            switch result {
            case .success: fatalError("a daemon without its key was believed")
            case .failure(let error): told.outcome = error as? ConnectionError
            }
        }
        must { try channel.connect(to: SocketAddress(ipAddress: "10.0.0.1", port: 7)).wait() }
        precondition(received().count == 88)
    }

    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

    var isOpen: Bool { channel.isActive }
    /// Why there is no connection, as soon as that is known.
    var outcome: ConnectionError? { told.outcome }

    func send(_ bytes: [UInt8], pieces: Int) {
        var rest = bytes[...]
        let size = pieces == 0 ? max(bytes.count, 1) : pieces
        while !rest.isEmpty {
            channel.pipeline.fireChannelRead(ByteBuffer(bytes: rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        channel.embeddedEventLoop.run()
    }

    func received() -> [UInt8] {
        var bytes: [UInt8] = []
        while let part = must({ try channel.readOutbound(as: ByteBuffer.self) }) {
            bytes += Array(part.readableBytesView)
        }
        return bytes
    }
}
