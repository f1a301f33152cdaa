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
    private let network: Network?
    private var phase = Phase.handshake(DaemonHandshake(), waiting: ByteBuffer())
    private var context: ChannelHandlerContext?
    private var mailbox: Mailbox?
    private var handle: ConnectionHandle?
    private var peer: Peer?
    private var sinks: [UInt32: any CallSink] = [:]
    private var isHalfOpen = true
    private var isReading = false
    private var isDraining = false
    /// The deadline of the handshake, later that of a drain.
    private var deadline: Scheduled<Void>?
    private var ageTimer: Scheduled<Void>?
    private var timers: ConnectionTimers?
    private var alarm: Scheduled<Void>?
    private var alarmTime = NIODeadline.distantFuture
    private var handshakeEnd = NIODeadline.distantFuture

    init(services: DaemonServices, network: Network?) {
        self.services = services
        self.network = network
    }

    // MARK: - Life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { begin(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { finish() }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
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

    private var now: NIODeadline { context?.eventLoop.now ?? .now() }

    private func begin(_ context: ChannelHandlerContext) {
        guard handshakeEnd == .distantFuture else { return }
        services.connections.add(self, on: context.eventLoop)
        handshakeEnd = now + services.limits.handshakeTimeout
        deadline = schedule(now + services.limits.preambleTimeout) { handler in
            handler.handshakeTimedOut(isWhole: false)
        }
    }

    private func finish() {
        [deadline, ageTimer, alarm].forEach { $0?.cancel() }
        phase = .closed
        leaveHalfOpen(isGood: false)
        loseSinks()
        if let handle { services.answerer.closed(handle) }
        services.connections.remove(self, of: handle == nil ? nil : peer)
        handle = nil
        context = nil
    }

    private func leaveHalfOpen(isGood: Bool) {
        if isHalfOpen {
            services.connections.handshakeEnded(network, isGood: isGood, now: now)
        }
        isHalfOpen = false
    }

    private func loseSinks() {
        let lost = sinks
        sinks = [:]
        for sink in lost.values { sink.lost() }
    }

    /// Takes the phase out, so that its machine can be worked on; the caller puts one back.
    private func takePhase() -> Phase {
        var taken = Phase.closed
        swap(&taken, &phase)
        return taken
    }

    // MARK: - Shaking hands

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
                deadline = schedule(handshakeEnd) { $0.handshakeTimedOut(isWhole: true) }
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

    private func handshakeTimedOut(isWhole: Bool) {
        guard case .handshake(let handshake, let waiting) = takePhase() else { return }
        // The first eight bytes have their own, shorter deadline.
        if !isWhole, waiting.readableBytes >= Preamble.byteCount {
            phase = .handshake(handshake, waiting: waiting)
            deadline = schedule(handshakeEnd) { $0.handshakeTimedOut(isWhole: true) }
            return
        }
        close(silently: .timeout)
    }

    /// Goes on after the handshake; a test may begin here, with keys of its own.
    func begin(_ established: consuming DaemonHandshake.Established, rest: ByteBuffer) {
        guard let context else { return }
        deadline?.cancel()
        leaveHalfOpen(isGood: true)
        let peer = established.peer
        let greeting = established.greeting
        let mailbox = Mailbox(loop: context.eventLoop, deliver: delivery(context.eventLoop))
        let handle = ConnectionHandle(session: greeting.session, mailbox: mailbox)
        var connection = DaemonConnection(
            transport: established.intoTransport(),
            peerFrameByteCountMax: Int(greeting.frameByteCountMax),
            limits: services.limits, now: now)
        var output = ByteBuffer()
        let ending: GoAwayCode? =
            if case .revoked = peer {
                .revoked
            } else if greeting.version != DaemonGreeting.version {
                .version
            } else {
                nil
            }
        if let ending { return end(ending, connection) }
        self.mailbox = mailbox
        self.peer = peer
        self.handle = handle
        do {
            try connection.welcome(services.answerer.welcome(), output: &output)
        } catch {
            return end(error.code, connection, after: output)
        }
        services.connections.established(self, peer: peer)
        services.answerer.opened(handle, peer: peer)
        timers = ConnectionTimers(limits: services.limits, now: now)
        ageTimer = schedule(now + services.limits.age) { $0.drain(.age) }
        write(output, flush: false)
        var rest = rest
        receive(&rest, connection)
    }

    // MARK: - Reading

    private func receive(_ bytes: inout ByteBuffer, _ connection: consuming DaemonConnection) {
        guard let peer, let handle else { return }
        var connection = connection
        var output = ByteBuffer()
        let now = now
        let answerer = services.answerer
        do {
            let events = try connection.receive(
                &bytes, now: now, traits: { answerer.traits(of: $0) }, output: &output)
            timers?.received(
                frameCount: connection.frameCount, partByteCount: connection.partByteCount,
                now: now)
            setAlarm(connection.nextExpiry)
            phase = .connection(connection)
            write(output, flush: false)
            for event in events { carryOut(event, peer, handle.session) }
        } catch {
            end(error.code, connection, after: output)
        }
    }

    private func carryOut(_ event: DaemonConnection.Event, _ peer: Peer, _ session: SessionID) {
        guard let mailbox else { return }
        switch event {
        case .call(let arrived):
            services.answerer.answer(
                Call(arrived, peer: peer, session: session),
                Responder(mailbox: mailbox, stream: arrived.stream))
        case .stream(let arrived):
            sinks[arrived.stream] = services.answerer.open(
                Call(arrived, peer: peer, session: session),
                StreamResponder(mailbox: mailbox, stream: arrived.stream))
        case .chunk(let stream, let bytes): sinks[stream]?.received(bytes)
        case .ended(let stream): sinks[stream]?.ended()
        case .cancelled(let stream):
            if let sink = sinks[stream] { sink.cancelled() } else { mailbox.cancel(stream) }
        case .exhausted: drain(.age)
        }
    }

    // MARK: - Answering

    /// Takes the replies that have come and writes them; called on the loop.
    func deliver() {
        guard let mailbox else { return }
        let (replies, closing) = mailbox.take()
        let now = now
        withConnection { connection, output throws(DaemonConnection.End) in
            for (stream, reply) in replies {
                try connection.reply(reply, on: stream, now: now, output: &output)
            }
        }
        if !sinks.isEmpty { forgetSinks(endedBy: replies) }
        if let closing {
            cut(GoAwayCode(rawValue: closing) ?? .normal)
        } else if !isReading {
            flush()
        }
    }

    private func forgetSinks(endedBy replies: [(stream: UInt32, reply: Reply)]) {
        for (stream, reply) in replies {
            switch reply {
            case .answer, .end: sinks[stream] = nil
            case .begin, .chunk, .consumed: break
            }
        }
    }

    private func flush() {
        guard context?.channel.isWritable == true else {
            context?.flush()
            return
        }
        var isIdle = false
        var drained: [UInt32] = []
        let now = now
        withConnection { connection, output throws(DaemonConnection.End) in
            drained = try connection.flush(output: &output)
            isIdle = connection.isIdle
            timers?.sending(
                waitingByteCount: connection.waitingByteCount,
                sentByteCount: connection.sentByteCount, now: now)
            setAlarm(connection.nextExpiry)
        }
        context?.flush()
        if isDraining, isIdle {
            context?.close(promise: nil)
        } else {
            for stream in drained { sinks[stream]?.drained() }
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        // A peer that does not read gets nothing more, and is not listened to either.
        let isWritable = context.channel.isWritable
        timers?.writable(isWritable, now: now)
        setAlarm(nil)
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
                end(error.code, connection, after: output)
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
        deadline?.cancel()
        deadline = schedule(now + services.limits.drainTimeout) { $0.context?.close(promise: nil) }
        if handle == nil { context?.close(promise: nil) }
        for sink in sinks.values { sink.draining() }
        if !isReading { flush() }
    }

    /// Says why, and closes; what is in flight is cut.
    func cut(_ code: GoAwayCode) {
        withConnection { connection, output throws(DaemonConnection.End) in
            connection.goAway(code, output: &output)
        }
        context?.flush()
        context?.close(promise: nil)
    }

    /// Says why, after what was sealed before it: a frame that is left out could not be opened,
    /// nor any after it.
    private func end(
        _ code: GoAwayCode, _ connection: consuming DaemonConnection,
        after sealed: ByteBuffer = ByteBuffer()
    ) {
        var connection = connection
        var output = sealed
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

    /// Sees to it that the connection is looked at in time.
    ///
    /// An alarm that is set already and comes too
    /// early is left alone, so that a busy connection does not set one for every read.
    private func setAlarm(_ expiry: NIODeadline?) {
        guard let timers else { return }
        let time = min(timers.next, expiry ?? .distantFuture)
        guard time < alarmTime else { return }
        alarm?.cancel()
        alarmTime = time
        alarm = schedule(time) { $0.ring() }
    }

    private func ring() {
        alarmTime = .distantFuture
        let now = now
        switch timers?.expired(now: now) {
        case .idle: return cut(.normal)
        case .tooSlow: return cut(.timeout)
        case nil: break
        }
        var expiry: NIODeadline?
        withConnection { connection, output throws(DaemonConnection.End) in
            try connection.expire(now: now, output: &output)
            expiry = connection.nextExpiry
        }
        setAlarm(expiry)
        flush()
    }

    private func schedule(
        _ time: NIODeadline, _ body: @escaping (DaemonHandler) -> Void
    ) -> Scheduled<Void>? {
        context?.eventLoop.assumeIsolated().scheduleTask(deadline: time) { [weak self] in
            if let self { body(self) }
        }
    }

    private func delivery(_ loop: any EventLoop) -> @Sendable () -> Void {
        let bound = NIOLoopBound(WeakHandler(self), eventLoop: loop)
        return { bound.value.handler?.deliver() }
    }
}

extension Call {
    fileprivate init(_ arrived: DaemonConnection.Arrived, peer: Peer, session: SessionID) {
        self.init(
            method: arrived.head.method, deadlineMilliseconds: arrived.deadlineMilliseconds,
            deadline: arrived.deadline, operationKey: arrived.head.operationKey,
            payload: arrived.payload, peer: peer, session: session)
    }
}

/// A handler that an answer on its way does not keep alive.
struct WeakHandler {
    weak var handler: DaemonHandler?
    init(_ handler: DaemonHandler) { self.handler = handler }
}
