import ArgumentParser
import Basics
import FoundationEssentials
import Glibc
import NIOCore
import NIOPosix
import Secrets
import Session

/// A hidden server: bare NIO and ChaCha20-Poly1305, the raw limit of ping.
struct RawEchoServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "raw-echo", abstract: "The raw limit's server.", shouldDisplay: false)

    func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let channel = try await ServerBootstrap(group: group)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RawEcho(isServer: true))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        print(channel.localAddress?.port ?? 0)
        // Whoever started it waits for the line; a pipe is not flushed by itself.
        fflush(nil)
        try await channel.closeFuture.get()
    }
}

/// Opens a frame, seals its bytes again and sends them: nothing but what any echo has to do.
final class RawEcho: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let isServer: Bool
    private let key: SecretKey
    private var waiting = ByteBuffer()
    private var received = [UInt8](repeating: 0, count: 12)
    private let nonce = [UInt8](repeating: 0, count: 12)
    private var onEcho: () -> Void = {}

    /// How many bytes a frame carries.
    static let payloadByteCount = 128

    init(isServer: Bool) {
        self.isServer = isServer
        guard let key = try? SecretKey(copying: [UInt8](0..<32).rawSpan) else {
            preconditionFailure("a key has 32 bytes")
        }
        self.key = key
    }

    func whenEchoed(_ body: @escaping () -> Void) { onEcho = body }

    func send(_ context: ChannelHandlerContext) {
        var text = [UInt8](repeating: 7, count: Self.payloadByteCount + 16)
        let nonce = nonce
        text.withMutableRawSpan { span in
            ChaCha20Poly1305.seal(
                inPlace: &span, nonce: nonce.rawSpan, associatedData: RawSpan(), key: key)
        }
        var buffer = context.channel.allocator.buffer(capacity: text.count + 2)
        buffer.writeInteger(UInt16(text.count))
        buffer.writeBytes(text)
        context.write(wrapOutboundOut(buffer), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        waiting.writeBuffer(&bytes)
        let nonce = nonce
        while let length = waiting.getInteger(at: waiting.readerIndex, as: UInt16.self),
            waiting.readableBytes >= Int(length) + 2
        {
            waiting.moveReaderIndex(forwardBy: 2)
            guard var text = waiting.readBytes(length: Int(length)) else { return }
            let isAuthentic = text.withMutableRawSpan { span in
                (try? ChaCha20Poly1305.open(
                    inPlace: &span, nonce: nonce.rawSpan, associatedData: RawSpan(), key: key))
                    != nil
            }
            guard isAuthentic else { return context.close(promise: nil) }
            if isServer { send(context) } else { onEcho() }
        }
        waiting.discardReadBytes()
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.flush() }
}

/// Ping, 4 connections with 16 in flight, 128 B, beside the bare echo of the same shape.
func pingRow(_ bed: TestBed, seconds: Double) async throws -> Row {
    let payload = Random.bytes(128)
    let result = try await load(
        Array(bed.devices.prefix(4)), inFlight: 16, seconds: seconds
    ) { $0.send(method: 1, payload: payload) }
    let raw = try await rawEcho(bed.group, seconds: seconds)
    return Row(
        name: "ping, 4 x 16 in flight, 128 B", unit: "/s", measured: result.rate,
        rawName: "/s bare NIO + ChaCha20-Poly1305", raw: raw, ratio: result.rate / raw,
        goal: ">= 0.50 of raw", reached: result.rate / raw >= 0.50,
        latencyMicroseconds: result.latencies)
}

private func rawEcho(_ group: MultiThreadedEventLoopGroup, seconds: Double) async throws -> Double {
    let (process, line) = try TestBed.start(
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath(), ["raw-echo"])
    defer { TestBed.stop(process) }
    let port = Int(line) ?? 0
    let loop = group.next()
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var rates: [EventLoopFuture<Int>] = []
    var channels: [any Channel] = []
    for _ in 0..<4 {
        let done = loop.makePromise(of: Int.self)
        let channel = try await ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RawEcho(isServer: false))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        try await loop.submit {
            let handler = try channel.pipeline.syncOperations.handler(type: RawEcho.self)
            let context = try channel.pipeline.syncOperations.context(handler: handler)
            var count = 0
            handler.whenEchoed {
                count += 1
                if clock.now < end { handler.send(context) } else { done.succeed(count) }
            }
            for _ in 0..<16 { handler.send(context) }
            context.flush()
        }.get()
        rates.append(done.futureResult)
        channels.append(channel)
    }
    var total = 0
    for future in rates { total += try await future.get() }
    for channel in channels { try? await channel.close() }
    return Double(total) / seconds
}
