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
        case connection(ClientConnection)
        case closed
    }

    /// A call for which the daemon has no room yet.
    private struct Queued {
        let head: RequestHead
        let payload: [UInt8]
        let caller: Caller
    }

    /// Who waits for a call's answer.
    private enum Caller {
        case whole(EventLoopPromise<Answer>)
        case stream(ClientStreamState)

        func fail(_ error: ConnectionError) {
            switch self {
            case .whole(let promise): promise.fail(error)
            case .stream(let state): state.fail(error)
            }
        }
    }

    private var phase: Phase
    private let ready: EventLoopPromise<Welcome>
    private var calls: [UInt32: Caller] = [:]
    private var queue: [Queued] = []
    private var pongs: [EventLoopPromise<Void>] = []
    private var context: ChannelHandlerContext?
    private var goAway: GoAway?
    private var isFlushScheduled = false
    private var hasHeard = false
    private var isWelcome = false

    /// The call that leaves with message 3.
    private var first: Queued?

    init(
        handshake: consuming DeviceHandshake, ready: EventLoopPromise<Welcome>,
        first: (call: FirstCall, promise: EventLoopPromise<Answer>)? = nil
    ) {
        phase = .handshake(handshake, waiting: ByteBuffer())
        self.ready = ready
        self.first = first.map { first in
            Queued(
                head: first.call.head, payload: first.call.payload, caller: .whole(first.promise))
        }
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
        let (waiting, unsent) = (calls, queue)
        calls = [:]
        queue = []
        for caller in waiting.values { caller.fail(error) }
        for item in unsent { item.caller.fail(.notExecuted(goAwayCode)) }
        first?.caller.fail(.notExecuted(goAwayCode))
        first = nil
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

    private var isEstablished: Bool {
        switch phase {
        case .connection: true
        case .handshake: false
        case .closed: false
        }
    }

    // MARK: - Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        switch takePhase() {
        case .handshake(let handshake, var waiting):
            waiting.writeBuffer(&bytes)
            shakeHands(handshake, waiting: waiting)
        case .connection(let connection): receive(&bytes, connection)
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
            var connection = ClientConnection(
                transport: try handshake.split(), now: context?.eventLoop.now ?? .now())
            var output = ByteBuffer(bytes: answer)
            if let first {
                // In the same segment: its answer is the third round trip's (SPEC W-15).
                self.first = nil
                let stream = try connection.request(
                    first.head, payload: first.payload, output: &output)
                _ = try connection.flush(output: &output)
                calls[stream] = first.caller
            }
            context?.writeAndFlush(wrapOutboundOut(output), promise: nil)
            receive(&waiting, connection)
        } catch {
            // Somebody answered who does not hold the daemon's key.
            fail(.refused)
        }
    }

    /// Goes on after the handshake; a test may begin here, with keys of its own.
    func receive(_ bytes: inout ByteBuffer, _ connection: consuming ClientConnection) {
        var connection = connection
        var output = ByteBuffer()
        do {
            var events = try connection.receive(
                &bytes, now: context?.eventLoop.now ?? .now(), output: &output)
            events += try connection.flush(output: &output)
            phase = .connection(connection)
            write(output)
            events.forEach(carryOut)
            startQueued()
        } catch {
            fail(error)
        }
    }

    private func carryOut(_ event: ClientConnection.Event) {
        switch event {
        case .welcome(let welcome):
            hasHeard = true
            isWelcome = true
            ready.succeed(welcome)
        case .answer(let stream, let answer):
            if case .whole(let promise) = calls.removeValue(forKey: stream) {
                promise.succeed(answer)
            }
        case .head(let stream, let status, let payload):
            state(of: stream)?.received(Answer(status: status, payload: payload))
        case .chunk(let stream, let bytes):
            if let state = state(of: stream), let count = state.received(bytes) {
                consumed(count, on: state)
            }
        case .ended(let stream):
            state(of: stream)?.ended()
            calls[stream] = nil
        case .drained(let stream): state(of: stream)?.drained()
        case .pong: if !pongs.isEmpty { pongs.removeFirst().succeed() }
        case .goAway(let body): leave(body)
        }
    }

    private func state(of stream: UInt32) -> ClientStreamState? {
        if case .stream(let state) = calls[stream] { state } else { nil }
    }

    /// The daemon takes no more: what it did not take on was certainly not executed.
    private func leave(_ body: GoAway) {
        hasHeard = true
        goAway = body
        let error = ConnectionError.notExecuted(GoAwayCode(rawValue: body.code))
        for (stream, caller) in calls where stream > body.lastStream {
            calls[stream] = nil
            caller.fail(error)
        }
        let unsent = queue
        queue = []
        for item in unsent { item.caller.fail(error) }
        guard !isWelcome else { return }
        // Nothing good can follow, whether the daemon closes or not.
        ready.fail(ConnectionError.lost(goAwayCode))
        context?.close(promise: nil)
    }

    // MARK: - Calling

    func call(_ head: RequestHead, payload: [UInt8], promise: EventLoopPromise<Answer>) {
        start(Queued(head: head, payload: payload, caller: .whole(promise)))
    }

    func open(_ head: RequestHead, payload: [UInt8], _ state: ClientStreamState) {
        start(Queued(head: head, payload: payload, caller: .stream(state)))
    }

    private func start(_ call: Queued) {
        guard goAway == nil else { return call.caller.fail(.notExecuted(goAwayCode)) }
        guard queue.isEmpty else { return queue.append(call) }
        if !begin(call) { queue.append(call) }
    }

    /// Starts a call where the daemon has room for it.
    private func begin(_ call: Queued) -> Bool {
        guard case .connection(var connection) = takePhase() else {
            call.caller.fail(.notExecuted(goAwayCode))
            return true
        }
        guard connection.hasRoom else {
            phase = .connection(connection)
            return false
        }
        var output = ByteBuffer()
        do {
            switch call.caller {
            case .whole:
                let stream = try connection.request(
                    call.head, payload: call.payload, output: &output)
                calls[stream] = call.caller
            case .stream(let state):
                let stream = try connection.request(
                    call.head, payload: call.payload, isStream: true, output: &output)
                calls[stream] = call.caller
                state.begin(stream)
            }
        } catch {
            call.caller.fail(error)
        }
        phase = .connection(connection)
        write(output)
        scheduleFlush()
        return true
    }

    private func startQueued() {
        var next = 0
        while next < queue.count, begin(queue[next]) { next += 1 }
        if next > 0 { queue.removeFirst(min(next, queue.count)) }
    }

    /// Tells the daemon that an answer is no longer needed; it comes all the same.
    ///
    /// A call that was not sent yet is not sent.
    func cancel(_ answer: EventLoopFuture<Answer>) {
        func waits(_ caller: Caller) -> Bool {
            if case .whole(let promise) = caller { promise.futureResult === answer } else { false }
        }
        if let index = queue.firstIndex(where: { waits($0.caller) }) {
            queue.remove(at: index).caller.fail(.notExecuted(nil))
        } else if let stream = calls.first(where: { waits($0.value) })?.key {
            cancel(stream)
        }
    }

    private func cancel(_ stream: UInt32) {
        withConnection { connection, output throws(ConnectionError) in
            try connection.cancel(stream, output: &output)
        }
    }

    func ping(promise: EventLoopPromise<Void>) {
        guard isEstablished else {
            return promise.fail(ConnectionError.notExecuted(goAwayCode))
        }
        pongs.append(promise)
        withConnection { connection, output throws(ConnectionError) in
            try connection.ping([UInt8](repeating: 0x50, count: 8), output: &output)
        }
    }

    // MARK: - Streams

    func write(_ bytes: [UInt8], on state: ClientStreamState, promise: EventLoopPromise<Bool>) {
        guard let stream = state.stream else { return promise.succeed(false) }
        guard !bytes.isEmpty else { return promise.succeed(true) }
        var isTaken = false
        withConnection { connection, _ in isTaken = connection.write(bytes, on: stream) }
        if isTaken { state.waitUntilDrained(promise) } else { promise.succeed(false) }
    }

    func finish(_ state: ClientStreamState) {
        guard let stream = state.stream else { return }
        withConnection { connection, _ in connection.end(stream) }
    }

    func cancel(_ state: ClientStreamState) {
        if let stream = state.stream { cancel(stream) }
        state.releaseWriters(false)
    }

    func consumed(_ count: Int, on state: ClientStreamState) {
        guard let stream = state.stream, calls[stream] != nil else { return }
        withConnection { connection, output throws(ConnectionError) in
            try connection.consumed(count, on: stream, output: &output)
        }
    }

    // MARK: - Writing

    private func withConnection(
        _ body: (inout ClientConnection, inout ByteBuffer) throws(ConnectionError) -> Void
    ) {
        guard case .connection(var connection) = takePhase() else { return }
        var output = ByteBuffer()
        do {
            try body(&connection, &output)
            phase = .connection(connection)
            write(output)
            scheduleFlush()
        } catch {
            fail(error)
        }
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
        guard case .connection(var connection) = takePhase() else { return }
        var output = ByteBuffer()
        do {
            let events = try connection.flush(output: &output)
            phase = .connection(connection)
            write(output)
            events.forEach(carryOut)
        } catch {
            fail(error)
        }
    }

    private func write(_ bytes: ByteBuffer) {
        guard bytes.readableBytes > 0 else { return }
        context?.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }
}
