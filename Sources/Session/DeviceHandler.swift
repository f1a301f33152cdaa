internal import Basics
internal import Framing
internal import NIOCore
internal import Noise

/// Carries out, on the event loop of a client's connection, what its machines say.
final class DeviceHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Phase: ~Copyable {
        case handshake(DeviceHandshake, waiting: ByteBuffer)
        case connection(ClientConnection, isWelcome: Bool)
        case closed
    }

    private var phase: Phase
    private let ready: EventLoopPromise<Welcome>
    private var calls: [UInt32: EventLoopPromise<Answer>] = [:]
    private var pongs: [EventLoopPromise<Void>] = []
    private var context: ChannelHandlerContext?
    private var goAway: GoAway?
    private var isFlushScheduled = false
    private var hasHeard = false

    init(handshake: consuming DeviceHandshake, ready: EventLoopPromise<Welcome>) {
        phase = .handshake(handshake, waiting: ByteBuffer())
        self.ready = ready
    }

    // MARK: - Life

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func channelActive(context: ChannelHandlerContext) {
        if case .handshake(var handshake, let waiting) = takePhase() {
            do {
                let message = try handshake.start()
                phase = .handshake(handshake, waiting: waiting)
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: message)), promise: nil)
            } catch {
                phase = .closed
                fail(.protocolViolation)
            }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        // Silence after our first message is how a daemon refuses.
        fail(hasHeard ? .lost(goAwayCode) : .refused)
        self.context = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private var goAwayCode: GoAwayCode? { goAway.flatMap { GoAwayCode(rawValue: $0.code) } }

    /// Ends the connection: every call gets its outcome, none is left waiting.
    func fail(_ error: ConnectionError) {
        phase = .closed
        ready.fail(error)
        let waiting = calls
        calls = [:]
        for promise in waiting.values { promise.fail(error) }
        pongs.forEach { $0.fail(error) }
        pongs = []
        context?.close(promise: nil)
    }

    /// Takes the phase out, so that its machine can be worked on; the caller puts one back.
    private func takePhase() -> Phase {
        var taken = Phase.closed
        swap(&taken, &phase)
        return taken
    }

    // MARK: - Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        switch takePhase() {
        case .handshake(let handshake, var waiting):
            waiting.writeBuffer(&bytes)
            shakeHands(handshake, waiting: waiting)
        case .connection(let connection, let isWelcome):
            receive(&bytes, connection, isWelcome: isWelcome)
        case .closed: break
        }
    }

    private func shakeHands(_ handshake: consuming DeviceHandshake, waiting: ByteBuffer) {
        var waiting = waiting
        guard let message = waiting.readBytes(length: FramingLimits.secondMessageByteCount) else {
            phase = .handshake(handshake, waiting: waiting)
            return
        }
        do {
            guard let answer = try handshake.receive(message) else {
                return fail(.noCommonVersion)
            }
            let connection = ClientConnection(transport: try handshake.split())
            context?.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: answer)), promise: nil)
            receive(&waiting, connection, isWelcome: false)
        } catch {
            // Somebody answered who does not hold the daemon's key.
            fail(.refused)
        }
    }

    private func receive(
        _ bytes: inout ByteBuffer, _ connection: consuming ClientConnection, isWelcome: Bool
    ) {
        var connection = connection
        var isWelcome = isWelcome
        var output = ByteBuffer()
        do {
            let events = try connection.receive(&bytes, output: &output)
            try connection.flush(output: &output)
            for event in events {
                if case .welcome(let welcome) = event {
                    guard !isWelcome else { throw ConnectionError.protocolViolation }
                    isWelcome = true
                    hasHeard = true
                    ready.succeed(welcome)
                }
            }
            phase = .connection(connection, isWelcome: isWelcome)
            write(output)
            events.forEach(handle)
        } catch {
            fail(error as? ConnectionError ?? .protocolViolation)
        }
    }

    private func handle(_ event: ClientConnection.Event) {
        switch event {
        case .welcome: break
        case .answer(let stream, let answer):
            calls.removeValue(forKey: stream)?.succeed(answer)
        case .pong: if !pongs.isEmpty { pongs.removeFirst().succeed() }
        case .goAway(let body):
            hasHeard = true
            goAway = body
            let code = GoAwayCode(rawValue: body.code)
            for (stream, promise) in calls where stream > body.lastStream {
                calls[stream] = nil
                promise.fail(ConnectionError.notExecuted(code))
            }
        }
    }

    // MARK: - Calling

    func call(_ head: RequestHead, payload: [UInt8], promise: EventLoopPromise<Answer>) {
        guard goAway == nil else {
            return promise.fail(ConnectionError.notExecuted(goAwayCode))
        }
        send(promise) { connection, output throws(ConnectionError) in
            let stream = try connection.request(head, payload: payload, output: &output)
            self.calls[stream] = promise
        }
    }

    func ping(promise: EventLoopPromise<Void>) {
        send(promise) { connection, output throws(ConnectionError) in
            try connection.ping([UInt8](repeating: 0x50, count: 8), output: &output)
            self.pongs.append(promise)
        }
    }

    private func send<Result>(
        _ promise: EventLoopPromise<Result>,
        _ body: (inout ClientConnection, inout ByteBuffer) throws(ConnectionError) -> Void
    ) {
        guard case .connection(var connection, let isWelcome) = takePhase() else {
            return promise.fail(ConnectionError.notExecuted(goAwayCode))
        }
        var output = ByteBuffer()
        do {
            try body(&connection, &output)
        } catch {
            promise.fail(error)
        }
        phase = .connection(connection, isWelcome: isWelcome)
        write(output)
        scheduleFlush()
    }

    /// Calls made in the same turn of the loop leave in the same frames.
    private func scheduleFlush() {
        guard !isFlushScheduled, let context else { return }
        isFlushScheduled = true
        context.eventLoop.assumeIsolated().execute {
            self.isFlushScheduled = false
            self.flush()
        }
    }

    private func flush() {
        guard case .connection(var connection, let isWelcome) = takePhase() else { return }
        var output = ByteBuffer()
        let isSealed = (try? connection.flush(output: &output)) != nil
        phase = .connection(connection, isWelcome: isWelcome)
        write(output)
        if !isSealed { fail(.notExecuted(.age)) }
    }

    private func write(_ bytes: ByteBuffer) {
        guard bytes.readableBytes > 0 else { return }
        context?.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }
}
