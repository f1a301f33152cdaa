import Basics
import Framing
import NIOCore
import Noise
import Secrets
import Testing

@testable import Session

/// The daemon's connection as a value: what a peer that breaks a rule gets.
@Suite struct ConnectionTests {
    @Test func aCallAndItsAnswerPassBothMachines() throws {
        let bed = try Bed()
        let stream = try bed.request(method: 7, payload: [1, 2, 3])
        let calls = try bed.deliverToDaemon()
        #expect(calls.map(\.payload) == [[1, 2, 3]])
        #expect(calls.map(\.head.method) == [7])
        let content = [UInt8](repeating: 5, count: 200_000)
        try bed.answer(Answer(status: .ok, payload: [9], content: content), on: stream)
        // The window holds the answer back until the client has granted more.
        var answers: [Answer] = []
        for _ in 0..<20 {
            answers += try bed.deliverToClient()
            _ = try bed.deliverToDaemon()
            try bed.flush()
        }
        #expect(answers == [Answer(status: .ok, payload: [9], content: content)])
    }

    @Test func bytesThatComeOneByOneAreReadLikeAnyOther() throws {
        let bed = try Bed()
        _ = try bed.request(method: 7, payload: [1, 2, 3])
        var calls: [DaemonConnection.Arrived] = []
        for byte in bed.takeFromClient() { calls += try bed.toDaemon([byte]) }
        #expect(calls.map(\.payload) == [[1, 2, 3]])
    }

    @Test(arguments: [0, 15, 23, 16_401, 65_535])
    func badLengthNeverAllocates(length: Int) throws {
        let bed = try Bed()
        #expect(bed.end([UInt8(length >> 8), UInt8(length & 255)]) == .frameSize)
    }

    @Test func aChangedByteEndsTheConnection() throws {
        for position in 2..<40 {
            let bed = try Bed()
            _ = try bed.request(method: 7, payload: [])
            var bytes = bed.takeFromClient()
            bytes[position] ^= 1
            #expect(bed.end(bytes) == .protocol)
        }
    }

    @Test func framesThatAreDroppedDoubledOrSwappedEndTheConnection() throws {
        for change in 0..<3 {
            let bed = try Bed()
            _ = try bed.request(method: 7, payload: [])
            let first = bed.takeFromClient()
            _ = try bed.request(method: 8, payload: [])
            let second = bed.takeFromClient()
            let bytes = [second, first + first, second + first][change]
            #expect(bed.end(bytes) == .protocol)
        }
    }

    @Test func controlFloodIsCalmed() throws {
        let bed = try Bed()
        var ended: GoAwayCode?
        for _ in 0..<400 where ended == nil {
            ended = bed.end(try bed.raw(.ping, body: [UInt8](repeating: 1, count: 8)))
        }
        #expect(ended == .calm)
    }

    @Test func windowAbuseEndsConnection() throws {
        for body in [[0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF]] as [[UInt8]] {
            let bed = try Bed()
            let stream = try bed.request(method: 7, payload: [])
            _ = try bed.deliverToDaemon()
            #expect(bed.end(try bed.raw(.window, body: body, stream: stream)) == .flow)
        }
    }

    @Test func streamIDsThatDoNotRiseAreRefused() throws {
        for (first, second) in [(3, 1), (3, 3), (1, 2)] as [(UInt32, UInt32)] {
            let bed = try Bed()
            let body: [UInt8] = [0, 7, 0, 0, 0, 0, 0, 0]
            #expect(bed.end(try bed.raw(.request, flags: .end, body: body, stream: first)) == nil)
            #expect(
                bed.end(try bed.raw(.request, flags: .end, body: body, stream: second))
                    == .protocol)
        }
    }

    @Test func moreCallsThanMayBeInFlightAreRefusedAndTheirSlotsStayTaken() throws {
        let bed = try Bed()
        for _ in 0..<FramingLimits.streamsInFlightMax + 1 {
            _ = try bed.request(method: 7, payload: [])
        }
        #expect(try bed.deliverToDaemon().count == FramingLimits.streamsInFlightMax)
        #expect(try bed.deliverToClient() == [Answer(status: .overloaded, content: [])])
        // A cancel does not free the slot.
        #expect(bed.end(try bed.raw(.cancel, body: [0, 0], stream: 1)) == nil)
        _ = try bed.request(method: 7, payload: [])
        #expect(try bed.deliverToDaemon().isEmpty)
    }

    @Test func requestsThatGoOnInDataAreTooLarge() throws {
        let bed = try Bed()
        let body: [UInt8] = [0, 7, 0, 0, 0, 0, 0, 0, 1]
        #expect(bed.end(try bed.raw(.request, body: body, stream: 1)) == nil)
        try bed.flush()
        #expect(bed.hasDaemonOutput)
    }
}

/// Both machines of one connection, with nothing but arrays between them.
private final class Bed {
    private var daemon: DaemonConnection
    private var client: ClientConnection
    private var toDaemonBuffer = ByteBuffer()
    private var toClientBuffer = ByteBuffer()

    init() throws {
        let key = AgreementKey()
        let psk = SecretKey()
        var left = HandshakeState(
            toDaemon: key.publicKey, from: AgreementKey(), preSharedKey: psk.copy(), prologue: [])
        var right = HandshakeState(asDaemon: key, prologue: [])
        var message: [UInt8] = []
        try left.write(payload: [], appendingTo: &message)
        _ = try right.read(message)
        message = []
        try right.write(payload: [], appendingTo: &message)
        _ = try left.read(message)
        message = []
        try left.write(payload: [], appendingTo: &message)
        _ = try right.read(message)
        _ = try right.resume(with: psk)
        client = ClientConnection(transport: try left.split())
        daemon = DaemonConnection(
            transport: try right.split(), peerFrameByteCountMax: 16_384,
            limits: SessionLimits(), now: .now())
    }

    var hasDaemonOutput: Bool { toClientBuffer.readableBytes > 0 }

    func request(method: UInt16, payload: [UInt8]) throws -> UInt32 {
        let head = RequestHead(method: method, deadlineMilliseconds: 0, operationKey: nil)
        let stream = try client.request(head, payload: payload, output: &toDaemonBuffer)
        try client.flush(output: &toDaemonBuffer)
        return stream
    }

    /// A frame that a well-behaved client would not send, sealed by the client's own cipher.
    func raw(
        _ type: InnerFrameType, flags: InnerFrameFlags = [], body: [UInt8], stream: UInt32 = 0
    ) throws -> [UInt8] {
        try client.sendRaw(type, flags: flags, stream: stream, body: body, to: &toDaemonBuffer)
        return takeFromClient()
    }

    func takeFromClient() -> [UInt8] {
        toDaemonBuffer.readBytes(length: toDaemonBuffer.readableBytes) ?? []
    }

    func toDaemon(_ bytes: [UInt8]) throws -> [DaemonConnection.Arrived] {
        var buffer = ByteBuffer(bytes: bytes)
        return try daemon.receive(&buffer, now: .now(), output: &toClientBuffer)
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

    func deliverToDaemon() throws -> [DaemonConnection.Arrived] {
        let calls = try toDaemon(takeFromClient())
        try flush()
        return calls
    }

    func answer(_ answer: Answer, on stream: UInt32) throws {
        try daemon.answer(answer, on: stream, output: &toClientBuffer)
        try flush()
    }

    func flush() throws { try daemon.flush(output: &toClientBuffer) }

    func deliverToClient() throws -> [Answer] {
        let events = try client.receive(&toClientBuffer, output: &toDaemonBuffer)
        toClientBuffer.clear()
        try client.flush(output: &toDaemonBuffer)
        return events.compactMap { event in
            if case .answer(_, let answer) = event { answer } else { nil }
        }
    }
}

extension ClientConnection {
    /// Seals any inner frame as the next of this direction.
    fileprivate mutating func sendRaw(
        _ type: InnerFrameType, flags: InnerFrameFlags, stream: UInt32, body: [UInt8],
        to output: inout ByteBuffer
    ) throws {
        try append(type, flags, stream, bytes: body[...], to: &output)
        try flush(output: &output)
    }
}
