import Basics
import Framing
import NIOCore
import NIOEmbedded
import Testing

@testable import Session

/// The client's pipeline against a daemon that a test plays.
@Suite struct ClientTests {
    @Test func callsAboveTheLastStreamOfGoAwayWereNotExecuted() throws {
        let bed = try ClientBed()
        let (first, second) = (bed.call(method: 7), bed.call(method: 7))
        // The daemon has read the first of them when it says that it ends, and nothing after.
        try bed.goAway(.replaced, lastStream: 1)
        let late = bed.call(method: 7)
        try bed.cut()
        #expect(throws: ConnectionError.lost(.replaced)) { try first.wait() }
        #expect(throws: ConnectionError.notExecuted(.replaced)) { try second.wait() }
        #expect(throws: ConnectionError.notExecuted(.replaced)) { try late.wait() }
    }

    /// SPEC W-46.
    @Test func aCutWithoutGoAwayLeavesTheOutcomeOpen() throws {
        let bed = try ClientBed()
        let calls = (0..<40).map { _ in bed.call(method: 7) }
        try bed.cut()
        // What waited for a slot was never sent.
        for call in calls[..<32] {
            #expect(throws: ConnectionError.lost(nil)) { try call.wait() }
        }
        for call in calls[32...] {
            #expect(throws: ConnectionError.notExecuted(nil)) { try call.wait() }
        }
    }

    @Test func aCallThatWaitsForASlotCanBeCancelledUnsent() throws {
        let bed = try ClientBed()
        let calls = (0..<33).map { _ in bed.call(method: 7) }
        bed.cancel(calls[32])
        #expect(throws: ConnectionError.notExecuted(nil)) { try calls[32].wait() }
        #expect(try bed.arrived().calls.count == 32)
        bed.cancel(calls[3])
        #expect(try bed.arrived().cancelled == [7])
        try bed.answer(Answer(status: .cancelled), on: 7)
        #expect(try calls[3].wait().status == .cancelled)
        try bed.cut()
    }

    @Test func aDaemonThatBreaksTheRulesIsLeft() throws {
        let bodies: [(InnerFrameType, InnerFrameFlags, [UInt8], UInt32)] = [
            (.response, .end, [0, 0, 0, 0], 9), (.data, .end, [1], 1), (.welcome, [], [], 0),
            (.welcome, [], Welcome.test().bytes, 0), (.request, .end, [0, 1], 2),
            (.cancel, [], [0, 0], 1), (.window, [], [0, 0, 0, 0], 1),
            (.window, [], [0, 0, 0x80, 0], 99), (.response, .end, [0], 1),
            // A PONG that nobody asked for (SPEC W-36).
            (.pong, [], [UInt8](repeating: 0x50, count: 8), 0),
        ]
        for (type, flags, body, stream) in bodies {
            let bed = try ClientBed()
            let call = bed.call(method: 7)
            try bed.say(type, flags, body, stream: stream)
            #expect(throws: ConnectionError.protocolViolation, "\(type)") { try call.wait() }
            #expect(!bed.channel.isActive)
        }
    }

    /// SPEC W-31.
    @Test func aWelcomeThatNobodyCanWorkWithEndsTheConnection() {
        let broken: [Welcome] = [
            .test(instance: .zero), .test(frameByteCountMax: 1_023), .test(streamsMax: 0),
            .test(windowByteCount: 0), .test(windowByteCount: 1 << 31),
            .test(messageByteCountMax: 0),
        ]
        for welcome in broken {
            #expect(throws: ConnectionError.protocolViolation, "\(welcome)") {
                _ = try ClientBed(welcome)
            }
        }
        #expect(throws: Never.self) {
            _ = try ClientBed(.test(frameByteCountMax: 1_024, windowByteCount: 1 << 31 - 1))
        }
    }

    @Test func aDaemonThatOverrunsCreditIsLeft() throws {
        let bed = try ClientBed()
        // Of a stream call nothing is granted before its reader has read.
        bed.open(method: 7)
        try bed.say(.response, [], [0, 0, 0, 0], stream: 1)
        for _ in 0..<4 { try bed.say(.data, [], [UInt8](repeating: 1, count: 16_000), stream: 1) }
        try bed.say(.data, [], [UInt8](repeating: 1, count: 1_536), stream: 1)
        #expect(bed.channel.isActive)
        try bed.say(.data, .end, [1], stream: 1)
        #expect(!bed.channel.isActive)
    }

    @Test func aDaemonThatFloodsWithPingsIsLeft() throws {
        let bed = try ClientBed()
        for _ in 0..<200 { try bed.say(.ping, [], [UInt8](repeating: 1, count: 8), stream: 0) }
        #expect(bed.channel.isActive)
        try bed.say(.ping, [], [UInt8](repeating: 1, count: 8), stream: 0)
        #expect(!bed.channel.isActive)
    }
}

/// A client's pipeline on an event loop of its own, and the daemon's machines without one.
private final class ClientBed {
    let channel: EmbeddedChannel
    private let handler: DeviceHandler
    private let device = KnownDevice()
    private var daemon: DaemonConnection?

    init(_ welcome: Welcome = .test()) throws {
        let greeting = DeviceGreeting(
            now: Instant(milliseconds: 5), session: SessionID(high: 3, low: 4))
        let loop = EmbeddedEventLoop()
        let ready = loop.makePromise(of: Welcome.self)
        handler = DeviceHandler(
            handshake: DeviceHandshake(try device.credentials(), greeting: greeting), ready: ready)
        channel = EmbeddedChannel(handler: handler, loop: loop)
        try channel.connect(to: SocketAddress(ipAddress: "10.0.0.1", port: 7)).wait()
        var handshake = DaemonHandshake()
        let first = handshake.receive(
            try sent(), now: Instant(milliseconds: 1), introducer: device)
        guard case .send(let second) = first else { throw ConnectionError.refused }
        try channel.writeInbound(ByteBuffer(bytes: second))
        let last = handshake.receive(
            try sent(), now: Instant(milliseconds: 1), introducer: device)
        guard case .established = last, let established = handshake.takeEstablished() else {
            throw ConnectionError.refused
        }
        var connection = DaemonConnection(
            transport: established.intoTransport(), peerFrameByteCountMax: 16_384,
            limits: SessionLimits(), now: loop.now)
        var output = ByteBuffer()
        try connection.welcome(welcome, output: &output)
        _ = try connection.flush(output: &output)
        daemon = consume connection
        try channel.writeInbound(output)
        #expect(try ready.futureResult.wait() == welcome)
    }

    private func sent() throws -> [UInt8] {
        channel.embeddedEventLoop.run()
        var bytes: [UInt8] = []
        while let part = try channel.readOutbound(as: ByteBuffer.self) {
            bytes += Array(part.readableBytesView)
        }
        return bytes
    }

    func call(method: UInt16) -> EventLoopFuture<Answer> {
        let promise = channel.embeddedEventLoop.makePromise(of: Answer.self)
        let head = RequestHead(method: method, deadlineMilliseconds: 0, operationKey: nil)
        handler.call(head, payload: [], promise: promise)
        return promise.futureResult
    }

    func open(method: UInt16) {
        let head = RequestHead(method: method, deadlineMilliseconds: 0, operationKey: nil)
        let begun = channel.embeddedEventLoop.makePromise(of: Void.self)
        handler.open(head, payload: [], ClientStreamState(begun: begun))
    }

    func cancel(_ call: EventLoopFuture<Answer>) { handler.cancel(call) }

    /// What the daemon makes of what the client has sent.
    func arrived() throws -> [DaemonConnection.Event] {
        var buffer = ByteBuffer(bytes: try sent())
        return try change { connection, output in
            try connection.receive(
                &buffer, now: .uptimeNanoseconds(1), traits: { _ in CallTraits() },
                output: &output)
        }
    }

    func answer(_ answer: Answer, on stream: UInt32) throws {
        try change { connection, output in
            try connection.reply(
                .answer(answer), on: stream, now: .uptimeNanoseconds(1), output: &output)
        }
    }

    func goAway(_ code: GoAwayCode, lastStream: UInt32) throws {
        try say(.goAway, [], GoAway(code: code.rawValue, lastStream: lastStream).bytes, stream: 0)
    }

    func say(
        _ type: InnerFrameType, _ flags: InnerFrameFlags, _ body: [UInt8], stream: UInt32
    ) throws {
        try sayAtOnce([(type, flags, body, stream)])
    }

    /// Says what a daemon never would, sealed by the daemon's own cipher.
    func sayAtOnce(_ frames: [(InnerFrameType, InnerFrameFlags, [UInt8], UInt32)]) throws {
        try change { connection, output in
            for (type, flags, body, stream) in frames {
                try connection.append(type, flags, stream, body, to: &output)
            }
        }
    }

    private func change<Result>(
        _ body: (inout DaemonConnection, inout ByteBuffer) throws -> Result
    ) throws -> Result {
        guard var connection = daemon.take() else { throw ConnectionError.refused }
        var output = ByteBuffer()
        let result = try body(&connection, &output)
        _ = try connection.flush(output: &output)
        daemon = consume connection
        try channel.writeInbound(output)
        channel.embeddedEventLoop.run()
        return result
    }

    func cut() throws {
        try channel.close().wait()
        channel.embeddedEventLoop.run()
    }
}
