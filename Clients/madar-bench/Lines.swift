import Basics
import Daemon
import Framing
import NIOCore
import NIOPosix
import Secrets
import Session
import Synchronization

/// Whole handshakes, TCP and the first answer included, beside bare X25519 on one core.
func handshakeRow(_ bed: TestBed, seconds: Double) async throws -> Row {
    let clock = ContinuousClock()
    let start = clock.now
    var count = 0
    repeat {
        let connection = try await bed.first.connectAgain(bed)
        _ = try await connection.call(method: 1, payload: [])
        await connection.close()
        count += 1
    } while clock.now - start < .seconds(seconds)
    let measured = Double(count) / ((clock.now - start) / .seconds(1))
    let own = AgreementKey()
    let peer = AgreementKey().publicKey
    let raw = try rate(seconds: seconds / 2) { _ = try own.sharedSecret(with: peer.rawSpan) }
    return Row(
        name: "handshakes one by one, with ping", unit: "/s", measured: measured,
        rawName: "/s bare X25519", raw: raw, ratio: measured / raw, goal: "printed",
        reached: true)
}

/// Bytes of a handshake, and of a call of 100 bytes with its answer, counted by a relay.
func wireRows(_ bed: TestBed) async throws -> [Row] {
    let relay = try await CountingRelay.open(to: bed.port, group: bed.group)
    let connection = try await bed.first.connectAgain(bed, port: relay.port)
    let greeting = 88 + 82 + 162
    let shaken = relay.byteCount
    // WELCOME is the one frame that the daemon sends by itself: 2 + 128 + 16 bytes.
    let handshake = shaken - (2 + 128 + 16)
    _ = try await connection.call(method: 1, payload: Random.bytes(100))
    let call = relay.byteCount - shaken
    await connection.close()
    try await relay.close()
    let bare = 100 + 100
    return [
        Row(
            name: "handshake on the wire", unit: "B", measured: Double(handshake),
            rawName: "B of three messages", raw: Double(greeting),
            ratio: Double(handshake) / Double(greeting), goal: "332 B",
            reached: handshake == greeting),
        Row(
            name: "call of 100 B and its answer", unit: "B", measured: Double(call),
            rawName: "B of payload", raw: Double(bare), ratio: Double(call) / Double(bare),
            goal: "printed", reached: true),
    ]
}

/// What an idle connection costs the daemon, many held at once, two of each device.
func memoryRow(_ bed: TestBed, connections count: Int) async throws -> Row {
    var devices: [BenchDevice] = []
    for _ in 0..<(count + 1) / 2 { devices.append(try await bed.addDevice()) }
    // Each device holds the connection of its enrolment; a second one comes to it.
    for device in devices { await device.connection.close() }
    try await Task.sleep(for: .seconds(1))
    let before = try bed.residentByteCount()
    var held: [DeviceConnection] = []
    for number in 0..<count {
        let connection = try await devices[number / 2].connectAgain(bed)
        _ = try await connection.call(method: 1, payload: [])
        held.append(connection)
    }
    let each = Double(try bed.residentByteCount() - before) / Double(count)
    for connection in held { await connection.close() }
    return Row(
        name: "memory of an idle connection, \(count) held", unit: "B", measured: each,
        rawName: "B allowed", raw: 20_480, ratio: each / 20_480, goal: "<= 20480 B",
        reached: each <= 20_480)
}

extension BenchDevice {
    /// A further connection of the device.
    func connectAgain(_ bed: TestBed, port: Int? = nil) async throws -> DeviceConnection {
        try await DeviceConnection.connect(
            host: "127.0.0.1", port: port ?? bed.port, credentials: credentials(),
            now: DaemonProcess.clock(), group: bed.group)
    }
}

/// A relay between one client and the daemon that counts the bytes of both directions.
final class CountingRelay: Sendable {
    private final class Counter: Sendable {
        let value = Atomic<Int>(0)
    }

    /// Sends on what comes, and counts it.
    private final class Forward: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let counter: Counter
        private let other: any Channel

        init(to other: any Channel, counting counter: Counter) {
            self.other = other
            self.counter = counter
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = unwrapInboundIn(data)
            counter.value.wrappingAdd(bytes.readableBytes, ordering: .relaxed)
            other.writeAndFlush(bytes, promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }
    }

    let port: Int
    private let channel: any Channel
    private let counter: Counter

    /// How many bytes have passed.
    var byteCount: Int { counter.value.load(ordering: .relaxed) }

    private init(channel: any Channel, counter: Counter) {
        self.channel = channel
        self.counter = counter
        port = channel.localAddress?.port ?? 0
    }

    static func open(to port: Int, group: MultiThreadedEventLoopGroup) async throws -> Self {
        let counter = Counter()
        let channel = try await ServerBootstrap(group: group)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { client in
                ClientBootstrap(group: client.eventLoop)
                    .channelInitializer { daemon in
                        daemon.eventLoop.makeCompletedFuture {
                            try daemon.pipeline.syncOperations.addHandler(
                                Forward(to: client, counting: counter))
                            try client.pipeline.syncOperations.addHandler(
                                Forward(to: daemon, counting: counter))
                        }
                    }
                    .connect(host: "127.0.0.1", port: port)
                    .flatMap { _ in client.setOption(.autoRead, value: true) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return Self(channel: channel, counter: counter)
    }

    func close() async throws { try await channel.close() }
}
