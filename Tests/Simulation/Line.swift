import Basics
import NIOCore
import NIOEmbedded

@testable import Session

/// A TCP connection of the simulation: the real handlers at both ends, and between them a network
/// that delays, cuts at any byte, keeps an end from one side, and brings late what was sent by one
/// who has long closed.
final class Line {
    private final class Direction {
        let source: EmbeddedChannel
        let target: EmbeddedChannel
        /// After how many bytes nothing passes any more.
        let cutAt: Int?
        var byteCount = 0
        var lastArrival = NIODeadline.uptimeNanoseconds(0)
        var hasEnded = false

        init(_ source: EmbeddedChannel, to target: EmbeddedChannel, cutAt: Int?) {
            self.source = source
            self.target = target
            self.cutAt = cutAt
        }
    }

    let client: EmbeddedChannel
    let handler: DeviceHandler
    /// Whether WELCOME has come.
    var hasGreeted = false
    let daemon: EmbeddedChannel
    private let up: Direction
    private let down: Direction
    private let agenda: Agenda
    private let latency: Int64
    /// Whether a cut is told to both ends at once, or shows by silence alone.
    private let tellsCut: Bool
    private var chance: Chance
    private let isCalm: () -> Bool

    init(
        _ handler: DeviceHandler, to daemonHandler: DaemonHandler, agenda: Agenda,
        chance: Chance, isCalm: @escaping () -> Bool
    ) {
        var chance = chance
        self.agenda = agenda
        self.handler = handler
        self.isCalm = isCalm
        client = EmbeddedChannel(handlers: [handler], loop: agenda.loop)
        daemon = EmbeddedChannel(handlers: [daemonHandler], loop: agenda.loop)
        let calm = isCalm()
        // Cuts fall into the handshake, into the first frames, or later.
        func cut() -> Int? {
            guard !calm, chance.happens(35) else { return nil }
            return Int(chance.within(0...(chance.happens(50) ? 400 : 3_000)))
        }
        up = Direction(client, to: daemon, cutAt: cut())
        down = Direction(daemon, to: client, cutAt: cut())
        latency = chance.within(1...(calm || chance.happens(70) ? 40 : 900))
        tellsCut = chance.happens(60)
        self.chance = chance
    }

    func begin() throws {
        let address = try SocketAddress(ipAddress: "10.0.0.1", port: 7)
        daemon.connect(to: address, promise: nil)
        client.connect(to: address, promise: nil)
    }

    /// Whether nothing more can happen here.
    var isOver: Bool { up.hasEnded && down.hasEnded }

    /// Takes what both ends have written, and brings it on its way.
    func carry() {
        carry(up)
        carry(down)
    }

    private func carry(_ direction: Direction) {
        while let part = try? direction.source.readOutbound(as: ByteBuffer.self) {
            var rest = part
            while rest.readableBytes > 0 {
                let most = Int64(rest.readableBytes)
                let length = Int(chance.happens(60) ? most : chance.within(1...most))
                guard let segment = rest.readSlice(length: length) else { break }
                send(segment, direction)
            }
        }
        if !direction.source.isActive, !direction.hasEnded {
            direction.hasEnded = true
            // The end is not told where the network has gone silent.
            if !isCut(direction) || tellsCut { close(direction.target, at: arrival(direction)) }
        }
    }

    private func isCut(_ direction: Direction) -> Bool {
        direction.cutAt.map { direction.byteCount >= $0 } ?? false
    }

    private func send(_ segment: ByteBuffer, _ direction: Direction) {
        guard !isCut(direction) else { return }
        var segment = segment
        if let cutAt = direction.cutAt, direction.byteCount + segment.readableBytes >= cutAt {
            segment =
                segment.getSlice(
                    at: segment.readerIndex, length: cutAt - direction.byteCount) ?? ByteBuffer()
            direction.byteCount = cutAt
            if tellsCut {
                close(direction.target, at: arrival(direction))
                close(direction.source, at: arrival(direction))
            }
        } else {
            direction.byteCount += segment.readableBytes
        }
        let target = direction.target
        wait(until: arrival(direction)) {
            guard target.isActive, segment.readableBytes > 0 else { return }
            _ = try? target.writeInbound(segment)
        }
    }

    /// When what is sent now arrives: never before what was sent earlier.
    private func arrival(_ direction: Direction) -> NIODeadline {
        var delay = latency
        if !isCalm() {
            // A jam that outlasts the patience of a caller, so that he comes again before his
            // first words do.
            if chance.happens(2) { delay += chance.within(1_000...60_000) }
            if chance.happens(20) { delay += chance.within(0...300) }
        }
        let time = max(direction.lastArrival, agenda.now + .milliseconds(delay))
        direction.lastArrival = time
        return time
    }

    private func close(_ channel: EmbeddedChannel, at time: NIODeadline) {
        wait(until: time) { if channel.isActive { channel.close(promise: nil) } }
    }

    private func wait(until time: NIODeadline, _ work: @escaping () -> Void) {
        agenda.after((time - agenda.now).nanoseconds / 1_000_000, work)
    }
}
