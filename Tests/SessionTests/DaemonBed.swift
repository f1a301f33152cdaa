import Basics
import Framing
import NIOCore
import NIOEmbedded
import Secrets
import Synchronization
import Testing

@testable import Noise
@testable import Session

/// Keys of a daemon and of one device that it knows.
final class KnownDevice: Introducer {
    let daemonKey = AgreementKey()
    let deviceKey = AgreementKey()
    let preSharedKey = Random.bytes(32)
    let peer: Peer
    private let counted = Mutex<[HandshakeFailure]>([])

    init(peer: Peer = .device(DeviceID(high: 1, low: 1), generation: 1)) { self.peer = peer }

    var failures: [HandshakeFailure] { counted.withLock { $0 } }

    func credentials() throws -> ConnectionCredentials {
        let bytes = preSharedKey
        return ConnectionCredentials(
            daemonKeyID: 1, daemonKey: daemonKey.publicKey, deviceKey: deviceKey.copy(),
            preSharedKey: try SecretKey(copying: bytes.rawSpan), introduction: .session)
    }

    func daemonKey(keyID: UInt8) -> AgreementKey? { keyID == 1 ? daemonKey.copy() : nil }

    func introduce(_ introduction: Introduction, publicKey: [UInt8]) -> Introduced? {
        let bytes = preSharedKey
        guard introduction == .session, publicKey == deviceKey.publicKey,
            let key = try? SecretKey(copying: bytes.rawSpan)
        else { return nil }
        return Introduced(preSharedKey: key, peer: peer)
    }

    func failed(_ failure: HandshakeFailure) { counted.withLock { $0.append(failure) } }
}

/// Keeps the calls that arrive, for a test to answer; method 1 is answered with its payload, and
/// method 3 is a stream.
final class Recorder: Answerer {
    private struct State {
        var calls: [(call: Call, responder: Responder)] = []
        var streams: [(responder: StreamResponder, sink: RecordingSink)] = []
        var handles: [ConnectionHandle] = []
        var openedCount = 0
    }

    private let state = Mutex(State())

    var calls: [(call: Call, responder: Responder)] { state.withLock { $0.calls } }
    var streams: [(responder: StreamResponder, sink: RecordingSink)] {
        state.withLock { $0.streams }
    }
    var handles: [ConnectionHandle] { state.withLock { $0.handles } }
    var openedCount: Int { state.withLock { $0.openedCount } }

    func welcome() -> Welcome { .test() }

    func traits(of method: UInt16) -> CallTraits {
        switch method {
        case 3: CallTraits(isStream: true)
        case 4: CallTraits(bucket: .small, minLatencyMilliseconds: 50)
        default: CallTraits()
        }
    }

    func opened(_ connection: ConnectionHandle, peer: Peer) {
        state.withLock {
            $0.handles.append(connection)
            $0.openedCount += 1
        }
    }

    func closed(_ connection: ConnectionHandle) {
        state.withLock { $0.handles.removeAll { $0 == connection } }
    }

    func answer(_ call: Call, _ responder: Responder) {
        if call.method == 1 {
            responder.answer(Answer(status: .ok, payload: call.payload))
        } else {
            state.withLock { $0.calls.append((call, responder)) }
        }
    }

    func open(_ call: Call, _ responder: StreamResponder) -> any CallSink {
        let sink = RecordingSink()
        state.withLock { $0.streams.append((responder, sink)) }
        return sink
    }
}

/// Notes what comes, in its order.
final class RecordingSink: CallSink {
    private let noted = Mutex<[String]>([])

    var events: [String] { noted.withLock { $0 } }

    private func note(_ event: String) { noted.withLock { $0.append(event) } }
    func received(_ chunk: [UInt8]) { note("received \(chunk.count)") }
    func ended() { note("ended") }
    func cancelled() { note("cancelled") }
    func drained() { note("drained") }
    func lost() { note("lost") }
}

/// A daemon's pipeline on an event loop whose time the test moves, and a client without one.
final class DaemonBed {
    let channel: EmbeddedChannel
    let device: KnownDevice
    let answerer = Recorder()
    private let services: DaemonServices
    private var handshake: DeviceHandshake?
    private var client: ClientConnection?

    init(
        _ device: KnownDevice = KnownDevice(), limits: SessionLimits = SessionLimits()
    ) throws {
        self.device = device
        services = DaemonServices(
            introducer: device, answerer: answerer, limits: limits,
            clock: { Instant(milliseconds: 1_000) }, random: { 0 })
        let network = Network([10, 0, 0, 1])
        let isAdmitted = services.connections.admits(network, now: .uptimeNanoseconds(0), random: 0)
        #expect(isAdmitted)
        channel = EmbeddedChannel(handler: DaemonHandler(services: services, network: network))
        try channel.connect(to: SocketAddress(ipAddress: "10.0.0.1", port: 7)).wait()
    }

    /// Whether the daemon has not closed the connection.
    var isOpen: Bool {
        channel.embeddedEventLoop.run()
        return channel.isActive
    }

    /// Whether the daemon asked for more bytes or for none; nil where it has never said.
    var isListening: Bool? {
        channel.options.last { $0.option is ChannelOptions.Types.AutoReadOption }?.value as? Bool
    }

    var now: NIODeadline { channel.embeddedEventLoop.now }

    func advance(_ amount: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: amount) }

    /// Gives bytes to the daemon, all at once or one by one.
    func send(_ bytes: [UInt8], oneByOne: Bool = false) throws {
        if oneByOne {
            for byte in bytes { try channel.writeInbound(ByteBuffer(bytes: [byte])) }
        } else {
            try channel.writeInbound(ByteBuffer(bytes: bytes))
        }
        channel.embeddedEventLoop.run()
    }

    /// What the daemon has written since the last look.
    func received() throws -> [UInt8] {
        channel.embeddedEventLoop.run()
        var bytes: [UInt8] = []
        while let part = try channel.readOutbound(as: ByteBuffer.self) {
            bytes += Array(part.readableBytesView)
        }
        return bytes
    }

    // MARK: - The client

    func first() throws -> [UInt8] {
        let greeting = DeviceGreeting(
            now: Instant(milliseconds: 5), session: SessionID(high: 3, low: 4))
        var handshake = DeviceHandshake(try device.credentials(), greeting: greeting)
        let message = try handshake.start()
        self.handshake = consume handshake
        return message
    }

    func third(after second: [UInt8]) throws -> [UInt8] {
        guard var handshake = handshake.take() else { return [] }
        let message = try handshake.receive(second) ?? []
        client = ClientConnection(transport: try handshake.split(), now: now)
        return message
    }

    func shakeHands(oneByOne: Bool = false) throws {
        try send(try first(), oneByOne: oneByOne)
        try send(try third(after: try received()), oneByOne: oneByOne)
    }

    /// What the daemon's frames have said since the last look.
    func events() throws -> [ClientConnection.Event] {
        var buffer = ByteBuffer(bytes: try received())
        guard var connection = client.take() else { return [] }
        var output = ByteBuffer()
        let events = try connection.receive(&buffer, now: now, output: &output)
        _ = try connection.flush(output: &output)
        client = consume connection
        if output.readableBytes > 0 { try send(Array(output.readableBytesView)) }
        return events
    }

    func statuses() throws -> [StatusCode] {
        try events().compactMap {
            if case .answer(_, let answer) = $0 { answer.status } else { nil }
        }
    }

    func goAways() throws -> [GoAwayCode?] {
        try events().compactMap { event -> GoAwayCode?? in
            if case .goAway(let body) = event { GoAwayCode(rawValue: body.code) } else { nil }
        }
    }

    /// The bytes of a call.
    func call(method: UInt16, payload: [UInt8] = [], isStream: Bool = false) throws -> [UInt8] {
        let head = RequestHead(method: method, deadlineMilliseconds: 0, operationKey: nil)
        return try change { connection, output in
            _ = try connection.request(head, payload: payload, isStream: isStream, output: &output)
        }
    }

    func raw(_ type: InnerFrameType, body: [UInt8], stream: UInt32 = 0) throws -> [UInt8] {
        try change { connection, output in
            try connection.append(type, [], stream, bytes: body[...], to: &output)
        }
    }

    private func change(
        _ body: (inout ClientConnection, inout ByteBuffer) throws -> Void
    ) throws -> [UInt8] {
        guard var connection = client.take() else { return [] }
        var output = ByteBuffer()
        try body(&connection, &output)
        _ = try connection.flush(output: &output)
        client = consume connection
        return Array(output.readableBytesView)
    }
}
