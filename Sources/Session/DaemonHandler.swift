internal import Basics
internal import Framing
internal import NIOCore

/// Carries out, on the event loop of one connection, what its machines say.
final class DaemonHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Phase: ~Copyable {
        case handshake(DaemonHandshake, waiting: ByteBuffer)
        case connection(DaemonConnection)
        case closed
    }

    private let services: DaemonServices
    private var phase = Phase.handshake(DaemonHandshake(), waiting: ByteBuffer())
    private var context: ChannelHandlerContext?
    private var mailbox: Mailbox?
    private var handle: ConnectionHandle?
    private var peer: Peer?
    private var isHalfOpen = true
    private var isReading = false
    private var isDraining = false
    private var deadline: Scheduled<Void>?
    private var idleTimer: Scheduled<Void>?
    private var frameTimer: Scheduled<Void>?
    private var ageTimer: Scheduled<Void>?
    private var timedFrame: UInt64 = 0
    private var handshakeEnd = NIODeadline.distantFuture

    init(services: DaemonServices) { self.services = services }

    // MARK: - Life

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func channelActive(context: ChannelHandlerContext) {
        services.connections.add(self, on: context.eventLoop)
        handshakeEnd = .now() + services.limits.handshakeTimeout
        deadline = schedule(services.limits.preambleTimeout) { handler in
            handler.handshakeTimedOut(isWhole: false)
        }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset by the peer or a timeout of the network: there is nobody left to tell.
        context.close(promise: nil)
    }

    private func finish() {
        [deadline, idleTimer, frameTimer, ageTimer].forEach { $0?.cancel() }
        phase = .closed
        leaveHalfOpen()
        if let handle { services.answerer.closed(handle) }
        handle = nil
        services.connections.remove(self)
        context = nil
    }

    private func leaveHalfOpen() {
        if isHalfOpen { services.connections.handshakeEnded() }
        isHalfOpen = false
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
        isReading = true
        switch takePhase() {
        case .handshake(let handshake, var waiting):
            waiting.writeBuffer(&bytes)
            shakeHands(handshake, waiting: waiting)
        case .connection(let connection):
            receive(&bytes, connection)
        case .closed: break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        flush()
        context.fireChannelReadComplete()
    }

    private func shakeHands(_ handshake: consuming DaemonHandshake, waiting: ByteBuffer) {
        var waiting = waiting
        var handshake = handshake
        while true {
            let count = handshake.expectedByteCount
            if waiting.readableBytes < count {
                guard beginsLikeMadar(waiting, expecting: count) else {
                    return close(silently: .notMadar)
                }
                phase = .handshake(handshake, waiting: waiting)
                return
            }
            guard let message = waiting.readBytes(length: count) else { return }
            let action = handshake.receive(
                message, now: services.clock(), introducer: services.introducer)
            switch action {
            case .wait: break
            case .send(let bytes):
                write(ByteBuffer(bytes: bytes), flush: true)
                deadline?.cancel()
                deadline = schedule(handshakeEnd - .now()) { handler in
                    handler.handshakeTimedOut(isWhole: true)
                }
            case .close(let failure): return close(silently: failure)
            case .established:
                guard let established = handshake.takeEstablished() else { return }
                return begin(established, rest: waiting)
            }
        }
    }

    /// Looks at what there is of the first message, so that a stranger is not waited for.
    private func beginsLikeMadar(_ waiting: ByteBuffer, expecting count: Int) -> Bool {
        guard count == FramingLimits.firstMessageByteCount,
            let head = waiting.getBytes(at: waiting.readerIndex, length: Preamble.byteCount)
        else { return true }
        return Preamble(head) != nil
    }

    private func begin(_ established: consuming DaemonHandshake.Established, rest: ByteBuffer) {
        guard let context else { return }
        deadline?.cancel()
        leaveHalfOpen()
        let peer = established.peer
        let session = established.greeting.session
        let mailbox = Mailbox(loop: context.eventLoop, deliver: delivery(context.eventLoop))
        let handle = ConnectionHandle(session: session, mailbox: mailbox)
        self.mailbox = mailbox
        self.peer = peer
        self.handle = handle
        var connection = DaemonConnection(
            transport: established.transport,
            peerFrameByteCountMax: Int(established.greeting.frameByteCountMax),
            limits: services.limits, now: .now())
        var output = ByteBuffer()
        let ending: GoAwayCode? =
            if case .revoked = peer {
                .revoked
            } else if established.greeting.version != DaemonGreeting.version {
                .version
            } else {
                nil
            }
        if let ending {
            connection.goAway(ending, output: &output)
            phase = .closed
            write(output, flush: true)
            return context.close(promise: nil)
        }
        do {
            try connection.welcome(services.answerer.welcome(), output: &output)
        } catch {
            return end(error.code, connection)
        }
        services.answerer.opened(handle, peer: peer)
        ageTimer = schedule(services.limits.age) { $0.drain(.age) }
        write(output, flush: false)
        var rest = rest
        receive(&rest, connection)
    }

    private func receive(_ bytes: inout ByteBuffer, _ connection: consuming DaemonConnection) {
        guard let mailbox, let peer, let handle else { return }
        var connection = connection
        var output = ByteBuffer()
        do {
            let calls = try connection.receive(&bytes, now: .now(), output: &output)
            watch(
                isInsideFrame: connection.isInsideFrame, frameCount: connection.frameCount)
            phase = .connection(connection)
            write(output, flush: false)
            for call in calls {
                services.answerer.answer(
                    Call(
                        method: call.head.method,
                        deadlineMilliseconds: call.head.deadlineMilliseconds,
                        operationKey: call.head.operationKey, payload: call.payload, peer: peer,
                        session: handle.session),
                    Responder(mailbox: mailbox, stream: call.stream))
            }
        } catch {
            end(error.code, connection)
        }
    }

    // MARK: - Answering

    /// Takes the answers that have come and writes them; called on the loop.
    func deliver() {
        guard let mailbox else { return }
        let (answers, closing) = mailbox.take()
        withConnection { connection, output throws(DaemonConnection.End) in
            for (stream, answer) in answers {
                try connection.answer(answer, on: stream, output: &output)
            }
        }
        if let closing {
            drainNow(GoAwayCode(rawValue: closing) ?? .normal)
        } else if !isReading {
            flush()
        }
    }

    private func flush() {
        guard context?.channel.isWritable == true else {
            context?.flush()
            return
        }
        var isIdle = false
        withConnection { connection, output throws(DaemonConnection.End) in
            try connection.flush(output: &output)
            isIdle = connection.isIdle
        }
        context?.flush()
        if isDraining, isIdle { context?.close(promise: nil) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        // A peer that does not read gets nothing more, and is not listened to either.
        let isWritable = context.channel.isWritable
        context.channel.setOption(.autoRead, value: isWritable).whenFailure { _ in }
        if isWritable { flush() }
        context.fireChannelWritabilityChanged()
    }

    private func withConnection(
        _ body: (inout DaemonConnection, inout ByteBuffer) throws(DaemonConnection.End) -> Void
    ) {
        switch takePhase() {
        case .connection(var connection):
            var output = ByteBuffer()
            do {
                try body(&connection, &output)
                phase = .connection(connection)
                write(output, flush: false)
            } catch {
                end(error.code, connection)
            }
        case .handshake(let handshake, let waiting):
            phase = .handshake(handshake, waiting: waiting)
        case .closed: break
        }
    }

    private func write(_ bytes: ByteBuffer, flush: Bool) {
        guard let context else { return }
        if bytes.readableBytes > 0 { context.write(wrapOutboundOut(bytes), promise: nil) }
        if flush { context.flush() }
    }

    // MARK: - Ending

    /// Lets what is in flight finish, then closes.
    func drain(_ code: GoAwayCode) {
        isDraining = true
        withConnection { connection, output throws(DaemonConnection.End) in
            connection.goAway(code, output: &output)
        }
        deadline = schedule(services.limits.drainTimeout) { $0.context?.close(promise: nil) }
        if handle == nil { context?.close(promise: nil) }
        flush()
    }

    private func drainNow(_ code: GoAwayCode) {
        withConnection { connection, output throws(DaemonConnection.End) in
            connection.goAway(code, output: &output)
        }
        context?.flush()
        context?.close(promise: nil)
    }

    private func end(_ code: GoAwayCode, _ connection: consuming DaemonConnection) {
        var connection = connection
        var output = ByteBuffer()
        connection.goAway(code, output: &output)
        phase = .closed
        write(output, flush: true)
        context?.close(promise: nil)
    }

    private func close(silently failure: HandshakeFailure) {
        phase = .closed
        services.introducer.failed(failure)
        context?.close(promise: nil)
    }

    // MARK: - Time

    private func handshakeTimedOut(isWhole: Bool) {
        guard case .handshake(let handshake, let waiting) = takePhase() else { return }
        // The first eight bytes have their own, shorter deadline.
        if !isWhole, waiting.readableBytes >= Preamble.byteCount {
            phase = .handshake(handshake, waiting: waiting)
            deadline = schedule(handshakeEnd - .now()) { $0.handshakeTimedOut(isWhole: true) }
            return
        }
        close(silently: .timeout)
    }

    private func watch(isInsideFrame: Bool, frameCount: UInt64) {
        idleTimer?.cancel()
        idleTimer = schedule(services.limits.idleTimeout) { $0.drainNow(.normal) }
        // The timer is that of one frame: it starts again with the next.
        if !isInsideFrame || frameCount != timedFrame {
            frameTimer?.cancel()
            frameTimer = nil
        }
        timedFrame = frameCount
        if isInsideFrame, frameTimer == nil {
            frameTimer = schedule(services.limits.frameTimeout) { $0.drainNow(.timeout) }
        }
    }

    private func schedule(
        _ delay: TimeAmount, _ body: @escaping (DaemonHandler) -> Void
    ) -> Scheduled<Void>? {
        context?.eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
            if let self { body(self) }
        }
    }

    private func delivery(_ loop: any EventLoop) -> @Sendable () -> Void {
        let bound = NIOLoopBound(WeakHandler(self), eventLoop: loop)
        return { bound.value.handler?.deliver() }
    }
}

/// A handler that an answer on its way does not keep alive.
struct WeakHandler {
    weak var handler: DaemonHandler?
    init(_ handler: DaemonHandler) { self.handler = handler }
}
