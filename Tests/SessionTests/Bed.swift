import Basics
import Framing
import NIOCore
import Secrets
import Testing

@testable import Noise
@testable import Session

/// Both machines of one connection, with nothing but arrays between them, and a clock of its own.
final class Bed {
    private var daemon: DaemonConnection
    private var client: ClientConnection
    private var toDaemonBuffer = ByteBuffer()
    private var toClientBuffer = ByteBuffer()
    var now = NIODeadline.uptimeNanoseconds(1)
    /// What the daemon knows of methods.
    var traits: [UInt16: CallTraits] = [:]
    /// The frames that the daemon wrote since the last look, by their ciphertext's length.
    private(set) var frameLengths: [Int] = []

    init(
        limits: SessionLimits = SessionLimits(), frameByteCountMax: Int = 16_384,
        welcome: Welcome? = .test(), lastStream: UInt32 = 0, frameCount: UInt64 = 0
    ) throws {
        let (up, down) = (Random.bytes(32), Random.bytes(32))
        client = ClientConnection(
            transport: try Self.transport(sending: up, receiving: down, frameCount), now: now,
            nextStream: lastStream + 1)
        daemon = DaemonConnection(
            transport: try Self.transport(sending: down, receiving: up, frameCount),
            peerFrameByteCountMax: frameByteCountMax, limits: limits, now: now,
            lastStream: lastStream == 0 ? 0 : lastStream - 1)
        if let welcome {
            try daemon.welcome(welcome, output: &toClientBuffer)
            _ = try daemon.flush(output: &toClientBuffer)
            _ = try client.receive(&toClientBuffer, now: now, output: &toDaemonBuffer)
            toClientBuffer.clear()
        }
    }

    /// One end of a connection, its nonces moved on.
    private static func transport(
        sending: [UInt8], receiving: [UInt8], _ frameCount: UInt64
    ) throws -> Noise.Transport {
        Noise.Transport(
            sending: TransportCipher(
                key: try SecretKey(copying: sending.rawSpan), frameCount: frameCount),
            receiving: TransportCipher(
                key: try SecretKey(copying: receiving.rawSpan), frameCount: frameCount))
    }

    var hasDaemonOutput: Bool { toClientBuffer.readableBytes > 0 }
    var nextExpiry: NIODeadline? { daemon.nextExpiry }
    var isIdle: Bool { daemon.isIdle }
    var slotCount: Int { daemon.slotCount }
    var hasRoom: Bool { client.hasRoom }

    // MARK: - The client

    func request(
        method: UInt16, payload: [UInt8] = [], isStream: Bool = false, deadline: UInt32 = 0
    ) throws -> UInt32 {
        let head = RequestHead(
            method: method, deadlineMilliseconds: deadline, operationKey: nil)
        let stream = try client.request(
            head, payload: payload, isStream: isStream, output: &toDaemonBuffer)
        _ = try client.flush(output: &toDaemonBuffer)
        return stream
    }

    func write(_ bytes: [UInt8], on stream: UInt32) throws -> Bool {
        let isTaken = client.write(bytes, on: stream)
        _ = try client.flush(output: &toDaemonBuffer)
        return isTaken
    }

    func end(stream: UInt32) throws {
        client.end(stream)
        _ = try client.flush(output: &toDaemonBuffer)
    }

    func cancel(_ stream: UInt32) throws {
        try client.cancel(stream, output: &toDaemonBuffer)
        _ = try client.flush(output: &toDaemonBuffer)
    }

    func consumedByClient(_ count: Int, on stream: UInt32) throws {
        try client.consumed(count, on: stream, output: &toDaemonBuffer)
        _ = try client.flush(output: &toDaemonBuffer)
    }

    /// A frame that a well-behaved client would not send, sealed by the client's own cipher.
    func raw(
        _ type: InnerFrameType, flags: InnerFrameFlags = [], body: [UInt8] = [],
        stream: UInt32 = 0
    ) throws -> [UInt8] {
        try client.append(type, flags, stream, bytes: body[...], to: &toDaemonBuffer)
        _ = try client.flush(output: &toDaemonBuffer)
        return takeFromClient()
    }

    /// A request of a method that goes on in DATA.
    func openRequest(stream: UInt32, method: UInt16 = 7) throws -> [UInt8] {
        try raw(.request, body: [0, UInt8(method), 0, 0, 0, 0, 0, 0], stream: stream)
    }

    func takeFromClient() -> [UInt8] {
        toDaemonBuffer.readBytes(length: toDaemonBuffer.readableBytes) ?? []
    }

    func deliverToClient() throws -> [ClientConnection.Event] {
        noteFrames()
        var events = try client.receive(&toClientBuffer, now: now, output: &toDaemonBuffer)
        toClientBuffer.clear()
        events += try client.flush(output: &toDaemonBuffer)
        return events
    }

    private func noteFrames() {
        var copy = toClientBuffer
        while let length = copy.readInteger(as: UInt16.self) {
            frameLengths.append(Int(length))
            copy.moveReaderIndex(forwardBy: min(Int(length), copy.readableBytes))
        }
    }

    func takeFrameLengths() -> [Int] {
        defer { frameLengths = [] }
        return frameLengths
    }

    func answers() throws -> [Answer] {
        try deliverToClient().compactMap { event in
            if case .answer(_, let answer) = event { answer } else { nil }
        }
    }

    func statuses() throws -> [StatusCode] { try answers().map(\.status) }

    // MARK: - The daemon

    func toDaemon(_ bytes: [UInt8]) throws -> [DaemonConnection.Event] {
        var buffer = ByteBuffer(bytes: bytes)
        let traits = traits
        let events = try daemon.receive(
            &buffer, now: now, traits: { traits[$0] ?? CallTraits() }, output: &toClientBuffer)
        _ = try flush()
        return events
    }

    /// The code with which the daemon ends the connection, or nil where it goes on.
    func end(_ bytes: [UInt8]) -> GoAwayCode? {
        do {
            _ = try toDaemon(bytes)
            return nil
        } catch {
            return (error as? DaemonConnection.End)?.code
        }
    }

    @discardableResult
    func deliverToDaemon() throws -> [DaemonConnection.Event] {
        try toDaemon(takeFromClient())
    }

    func answer(_ answer: Answer, on stream: UInt32) throws {
        try reply(.answer(answer), on: stream)
    }

    func reply(_ reply: Reply, on stream: UInt32) throws {
        try daemon.reply(reply, on: stream, now: now, output: &toClientBuffer)
        _ = try flush()
    }

    func expire() throws {
        try daemon.expire(now: now, output: &toClientBuffer)
        _ = try flush()
    }

    @discardableResult
    func flush() throws -> [UInt32] { try daemon.flush(output: &toClientBuffer) }

    /// A frame that a well-behaved daemon would not send.
    func say(_ type: InnerFrameType, _ body: [UInt8], stream: UInt32 = 0) throws {
        try daemon.append(type, [], stream, body, to: &toClientBuffer)
        _ = try flush()
    }

    func goAway(_ code: GoAwayCode) { daemon.goAway(code, output: &toClientBuffer) }
}

extension [DaemonConnection.Event] {
    /// The calls that are whole.
    var calls: [DaemonConnection.Arrived] {
        compactMap { if case .call(let arrived) = $0 { arrived } else { nil } }
    }

    /// What stream calls have brought, joined.
    var content: [UInt8] {
        flatMap { event -> [UInt8] in
            if case .chunk(_, let bytes) = event { bytes } else { [] }
        }
    }

    var ended: [UInt32] {
        compactMap { if case .ended(let stream) = $0 { stream } else { nil } }
    }

    var cancelled: [UInt32] {
        compactMap { if case .cancelled(let stream) = $0 { stream } else { nil } }
    }
}

extension Welcome {
    static func test(
        instance: InstanceID = InstanceID(high: 7, low: 7),
        frameByteCountMax: UInt16 = 16_384, streamsMax: UInt16 = 32,
        windowByteCount: UInt32 = 65_536, messageByteCountMax: UInt32 = 65_536
    ) -> Welcome {
        Welcome(
            instance: instance, now: Instant(milliseconds: 1_000),
            frameByteCountMax: frameByteCountMax, streamsMax: streamsMax,
            windowByteCount: windowByteCount, messageByteCountMax: messageByteCountMax,
            idleSeconds: 600, ageSecondsMax: 43_200, operationEpoch: 1)
    }
}
