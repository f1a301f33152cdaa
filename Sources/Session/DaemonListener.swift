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
    let connections: Connections
}

/// The connections of a listener, and how many of them have not finished their handshake.
final class Connections: Sendable {
    private struct Content {
        var handlers: [ObjectIdentifier: NIOLoopBound<DaemonHandler>] = [:]
        var halfOpenCount = 0
    }

    private let content = Mutex(Content())

    func add(_ handler: DaemonHandler, on loop: any EventLoop) {
        let bound = NIOLoopBound(handler, eventLoop: loop)
        content.withLock { $0.handlers[ObjectIdentifier(handler)] = bound }
    }

    func remove(_ handler: DaemonHandler) {
        content.withLock { _ = $0.handlers.removeValue(forKey: ObjectIdentifier(handler)) }
    }

    /// Admits a new connection, or drops it: at random from `halfOpenDropCount` on, always at the
    /// maximum, so that a flood of unfinished handshakes does not lock everybody else out.
    func admits(_ limits: SessionLimits) -> Bool {
        content.withLock { content in
            let excess = content.halfOpenCount - limits.halfOpenDropCount
            let span = limits.halfOpenCountMax - limits.halfOpenDropCount
            if excess >= 0, Int.random(in: 0..<max(span, 1)) <= excess { return false }
            content.halfOpenCount += 1
            return true
        }
    }

    func handshakeEnded() { content.withLock { $0.halfOpenCount -= 1 } }

    var count: Int { content.withLock { $0.handlers.count } }

    func drainAll() {
        for bound in content.withLock({ Array($0.handlers.values) }) {
            bound.eventLoop.execute { bound.value.drain(.shutdown) }
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
    /// - Throws: what the operating system says where the address cannot be bound.
    public static func bind(
        host: String, port: Int, group: any EventLoopGroup, introducer: any Introducer,
        answerer: any Answerer, limits: SessionLimits = SessionLimits(),
        clock: @escaping @Sendable () -> Instant
    ) async throws -> DaemonListener {
        let services = DaemonServices(
            introducer: introducer, answerer: answerer, limits: limits, clock: clock,
            connections: Connections())
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(
                .writeBufferWaterMark,
                value: .init(
                    low: limits.writeBufferHighByteCount / 4,
                    high: limits.writeBufferHighByteCount)
            )
            .childChannelInitializer { channel in
                guard services.connections.admits(limits) else {
                    introducer.failed(.crowded)
                    return channel.close()
                }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        DaemonHandler(services: services))
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
        while services.connections.count > 0 {
            try? await Task.sleep(for: .milliseconds(10))
        }
    }
}
