public import Basics
internal import Framing
public import NIOCore
internal import NIOPosix
internal import Synchronization

/// What a daemon's connections need from outside.
struct DaemonServices: Sendable {
    let introducer: any Introducer
    let answerer: any Answerer
    let limits: SessionLimits
    let clock: @Sendable () -> Instant
    let random: @Sendable () -> UInt64
    let connections: Connections

    init(
        introducer: any Introducer, answerer: any Answerer, limits: SessionLimits,
        clock: @escaping @Sendable () -> Instant, random: @escaping @Sendable () -> UInt64
    ) {
        self.introducer = introducer
        self.answerer = answerer
        self.limits = limits
        self.clock = clock
        self.random = random
        connections = Connections(limits: limits)
    }
}

/// The connections of a listener, and who may begin one.
final class Connections: Sendable {
    private struct Content {
        var handlers: [ObjectIdentifier: NIOLoopBound<DaemonHandler>] = [:]
        var gate: HandshakeGate
        var devices: DeviceSlots<ObjectIdentifier>
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let content: Mutex<Content>

    init(limits: SessionLimits) {
        content = Mutex(
            Content(
                gate: HandshakeGate(limits: limits),
                devices: DeviceSlots(countMax: limits.connectionsPerDeviceMax)))
    }

    func add(_ handler: DaemonHandler, on loop: any EventLoop) {
        let bound = NIOLoopBound(handler, eventLoop: loop)
        content.withLock { $0.handlers[ObjectIdentifier(handler)] = bound }
    }

    func remove(_ handler: DaemonHandler, of peer: Peer?) {
        let id = ObjectIdentifier(handler)
        let waiting: [CheckedContinuation<Void, Never>] = content.withLock { content in
            content.handlers[id] = nil
            if let peer { content.devices.remove(id, of: peer) }
            guard content.handlers.isEmpty else { return [] }
            defer { content.waiting = [] }
            return content.waiting
        }
        waiting.forEach { $0.resume() }
    }

    func admits(_ network: Network?, now: NIODeadline, random: UInt64) -> Bool {
        content.withLock { $0.gate.admits(network, now: now, random: random) }
    }

    func handshakeEnded(_ network: Network?, isGood: Bool, now: NIODeadline) {
        content.withLock { $0.gate.ended(network, isGood: isGood, now: now) }
    }

    /// Counts a connection of a device; where that are too many, the oldest gives way.
    func established(_ handler: DaemonHandler, peer: Peer) {
        let replaced = content.withLock { content in
            content.devices.add(ObjectIdentifier(handler), of: peer)
                .compactMap { content.handlers[$0] }
        }
        for bound in replaced {
            bound.eventLoop.execute { bound.value.cut(.replaced) }
        }
    }

    var count: Int { content.withLock { $0.handlers.count } }

    func drainAll() {
        for bound in content.withLock({ Array($0.handlers.values) }) {
            bound.eventLoop.execute { bound.value.drain(.shutdown) }
        }
    }

    /// Returns when the last connection is closed.
    func allClosed() async {
        await withCheckedContinuation { continuation in
            let isDone = content.withLock { content in
                if !content.handlers.isEmpty { content.waiting.append(continuation) }
                return content.handlers.isEmpty
            }
            if isDone { continuation.resume() }
        }
    }
}

/// A daemon's listening socket and its connections.
public final class DaemonListener: Sendable {
    private let channel: any Channel
    private let services: DaemonServices

    private init(channel: any Channel, services: DaemonServices) {
        self.channel = channel
        self.services = services
    }

    /// Listens on an address; port 0 takes a free one.
    ///
    /// - Parameter random: uniform numbers, by which newcomers are dropped from a crowd.
    /// - Throws: what the operating system says where the address cannot be bound.
    public static func bind(
        host: String, port: Int, group: any EventLoopGroup, introducer: any Introducer,
        answerer: any Answerer, limits: SessionLimits = SessionLimits(),
        clock: @escaping @Sendable () -> Instant,
        random: @escaping @Sendable () -> UInt64 = { .random(in: 0...UInt64.max) }
    ) async throws -> DaemonListener {
        let services = DaemonServices(
            introducer: introducer, answerer: answerer, limits: limits, clock: clock,
            random: random)
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: SessionLimits.backlogCount)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(
                .writeBufferWaterMark,
                value: .init(
                    low: limits.writeBufferHighByteCount / 4,
                    high: limits.writeBufferHighByteCount)
            )
            .childChannelInitializer { channel in
                let network = Network(channel.remoteAddress)
                let isAdmitted = services.connections.admits(
                    network, now: channel.eventLoop.now, random: services.random())
                guard isAdmitted else {
                    introducer.failed(.crowded)
                    return channel.close()
                }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        DaemonHandler(services: services, network: network))
                }
            }
            .bind(host: host, port: port).get()
        return DaemonListener(channel: channel, services: services)
    }

    /// The port that is bound.
    public var port: Int { channel.localAddress?.port ?? 0 }

    /// How many connections there are.
    public var connectionCount: Int { services.connections.count }

    /// Stops accepting, tells every client, lets what is in flight finish, and returns when the
    /// last connection is closed.
    public func drain() async {
        try? await channel.close()
        services.connections.drainAll()
        await services.connections.allClosed()
    }
}
