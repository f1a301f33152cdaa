import NIOCore
import NIOPosix
import Synchronization

/// What goes over a relay, and where it is cut.
private final class Journal: Sendable {
    enum Direction { case up, down }

    private struct Content {
        var up: [UInt8] = []
        var down: [UInt8] = []
        var daemonSide: (any Channel)?
    }

    private let content = Mutex(Content())
    private let upMax: Int
    private let downMax: Int

    init(upMax: Int, downMax: Int) {
        self.upMax = upMax
        self.downMax = downMax
    }

    var bytes: (up: [UInt8], down: [UInt8]) { content.withLock { ($0.up, $0.down) } }

    /// The end at the daemon.
    var daemonSide: (any Channel)? {
        get { content.withLock { $0.daemonSide } }
        set { content.withLock { $0.daemonSide = newValue } }
    }

    /// What of arriving bytes still passes, and whether the line is cut behind them.
    func pass(_ bytes: [UInt8], _ direction: Direction) -> (bytes: [UInt8], isCut: Bool) {
        content.withLock { content in
            let before = direction == .up ? content.up.count : content.down.count
            let limit = direction == .up ? upMax : downMax
            let passed = Array(bytes.prefix(limit - before))
            if direction == .up { content.up += passed } else { content.down += passed }
            return (passed, before + passed.count >= limit)
        }
    }
}

/// One end of a relayed connection.
private final class RelayEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let partner: any Channel
    private let journal: Journal
    private let direction: Journal.Direction

    init(partner: any Channel, journal: Journal, direction: Journal.Direction) {
        self.partner = partner
        self.journal = journal
        self.direction = direction
    }

    func channelActive(context: ChannelHandlerContext) {
        context.channel.setOption(.autoRead, value: true).whenFailure { _ in }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        let (passed, isCut) = journal.pass(Array(buffer.readableBytesView), direction)
        if !passed.isEmpty { partner.writeAndFlush(ByteBuffer(bytes: passed), promise: nil) }
        if isCut {
            partner.close(promise: nil)
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) { partner.close(promise: nil) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

/// A line between a device and the daemon that writes down what goes over it, can be cut after any
/// byte, and lets a stranger put bytes of his own in; it carries one connection.
final class Relay: Sendable {
    private let listener: any Channel
    private let journal: Journal

    /// Where to connect instead of to the daemon.
    var port: Int { listener.localAddress?.port ?? 0 }
    /// What passed in each direction.
    var bytes: (up: [UInt8], down: [UInt8]) { journal.bytes }

    private init(listener: any Channel, journal: Journal) {
        self.listener = listener
        self.journal = journal
    }

    /// Lays a line that is cut after so many bytes to the daemon, or so many from it; where a port
    /// is named, it begins there.
    static func open(
        to port: Int, from ownPort: Int = 0, upMax: Int = .max, downMax: Int = .max
    ) async throws -> Relay {
        let journal = Journal(upMax: upMax, downMax: downMax)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { near in
                ClientBootstrap(group: near.eventLoop)
                    .channelOption(.autoRead, value: false)
                    .connect(host: "127.0.0.1", port: port)
                    .flatMapThrowing { far in
                        journal.daemonSide = far
                        try near.pipeline.syncOperations.addHandler(
                            RelayEnd(partner: far, journal: journal, direction: .up))
                        try far.pipeline.syncOperations.addHandler(
                            RelayEnd(partner: near, journal: journal, direction: .down))
                        // Nothing is read before there is somewhere to write it.
                        far.setOption(.autoRead, value: true).whenFailure { _ in }
                    }
            }
            .bind(host: "127.0.0.1", port: ownPort).get()
        return Relay(listener: listener, journal: journal)
    }

    /// Puts bytes into the line to the daemon.
    func inject(_ bytes: [UInt8]) async throws {
        guard let far = journal.daemonSide else { throw HarnessError.didNotStart }
        try await far.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    /// Takes the line away.
    func close() async { try? await listener.close() }
}

/// A line to the daemon that is cut again and again.
///
/// The clock cuts it, and every second connection ends after some bytes, in the midst of a frame.
/// It carries any number of connections.
final class BrokenLine: Sendable {
    private final class State: Sendable {
        private let content = Mutex(
            (open: [ObjectIdentifier: any Channel](), count: 0, cuts: 0, ticks: 0))

        var cuts: Int { content.withLock { $0.cuts } }

        /// After how many bytes from the daemon the next connection is cut.
        func limit() -> Int {
            content.withLock { content in
                content.count += 1
                return [Int.max, 1_700, .max, 4_100, .max, 700][content.count % 6]
            }
        }

        func add(_ channel: any Channel) {
            let name = ObjectIdentifier(channel)
            content.withLock { $0.open[name] = channel }
            channel.closeFuture.whenComplete { [self] _ in
                content.withLock { $0.open[name] = nil }
            }
        }

        /// Cuts four times in a row, then leaves the line alone for as long: what has to come whole,
        /// as the definition, gets through on a busy machine too.
        func tick() {
            let isDue = content.withLock { content in
                content.ticks += 1
                return content.ticks % 8 < 4
            }
            if isDue { cut() }
        }

        func cut() {
            // One that is only about to be active stays for the next time.
            let open = content.withLock { content in
                let open = content.open.values.filter(\.isActive)
                content.cuts += open.isEmpty ? 0 : 1
                return open
            }
            for channel in open { channel.close(promise: nil) }
        }
    }

    private let listener: any Channel
    private let state: State
    private let clock: RepeatedTask

    /// Where to connect instead of to the daemon.
    var port: Int { listener.localAddress?.port ?? 0 }
    /// How often the clock has cut something.
    var cuts: Int { state.cuts }

    private init(listener: any Channel, state: State, clock: RepeatedTask) {
        self.listener = listener
        self.state = state
        self.clock = clock
    }

    /// Lays the line, with a clock that ticks every so many milliseconds.
    static func open(to port: Int, every milliseconds: Int64) async throws -> BrokenLine {
        let state = State()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { near in
                let journal = Journal(upMax: .max, downMax: state.limit())
                state.add(near)
                return ClientBootstrap(group: near.eventLoop)
                    .channelOption(.autoRead, value: false)
                    .connect(host: "127.0.0.1", port: port)
                    .flatMapThrowing { far in
                        try near.pipeline.syncOperations.addHandler(
                            RelayEnd(partner: far, journal: journal, direction: .up))
                        try far.pipeline.syncOperations.addHandler(
                            RelayEnd(partner: near, journal: journal, direction: .down))
                        // Nothing is read before there is somewhere to write it.
                        far.setOption(.autoRead, value: true).whenFailure { _ in }
                    }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let clock = listener.eventLoop.scheduleRepeatedTask(
            initialDelay: .milliseconds(milliseconds), delay: .milliseconds(milliseconds)
        ) { _ in state.tick() }
        return BrokenLine(listener: listener, state: state, clock: clock)
    }

    /// Waits until the clock has cut so often; false where nobody is on the line any more.
    func isCut(_ count: Int) async -> Bool {
        for _ in 0..<3_000 where cuts < count { try? await Task.sleep(for: .milliseconds(20)) }
        return cuts >= count
    }

    /// Takes the line away.
    func close() async {
        clock.cancel()
        try? await listener.close()
        state.cut()
    }
}

/// Somebody who speaks to the daemon's port without Madar's client.
enum Stranger {
    private final class Ear: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let heard: Mutex<[UInt8]>
        private let said: [[UInt8]]
        private let after: [Int]
        private let done: EventLoopPromise<[UInt8]>
        private var next = 1

        /// Says the first bytes at once, each of the others when so many bytes were heard.
        init(_ script: [(after: Int, bytes: [UInt8])], done: EventLoopPromise<[UInt8]>) {
            heard = Mutex([])
            said = script.map(\.bytes)
            after = script.map(\.after)
            self.done = done
        }

        func channelActive(context: ChannelHandlerContext) {
            context.writeAndFlush(NIOAny(ByteBuffer(bytes: said[0])), promise: nil)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = Array(unwrapInboundIn(data).readableBytesView)
            let count = heard.withLock { heard in
                heard += bytes
                return heard.count
            }
            while next < said.count, count >= after[next] {
                context.writeAndFlush(NIOAny(ByteBuffer(bytes: said[next])), promise: nil)
                next += 1
            }
        }

        func channelInactive(context: ChannelHandlerContext) {
            done.succeed(heard.withLock { $0 })
        }

        // A reset is an end like any other.
        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }

    /// Follows a script and gives what the daemon wrote until it closed.
    ///
    /// - Throws: `tooSlow` where the daemon has not closed after a bound.
    static func say(
        _ script: [(after: Int, bytes: [UInt8])], port: Int
    ) async throws -> [UInt8] {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let done = loop.makePromise(of: [UInt8].self)
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: loop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Ear(script, done: done))
                    }
                }
                .connect(host: "127.0.0.1", port: port).get()
        } catch {
            done.fail(error)
            throw error
        }
        // Shorter than the daemon's own deadlines: what it closes only then was not seen through.
        let bound = loop.scheduleTask(in: .seconds(8)) {
            done.fail(HarnessError.tooSlow)
            channel.close(promise: nil)
        }
        let heard = try await done.futureResult.get()
        bound.cancel()
        return heard
    }
}
