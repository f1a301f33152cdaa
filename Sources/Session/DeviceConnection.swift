public import Basics
public import Framing
public import NIOCore
internal import NIOPosix
public import Secrets

/// What a client needs to shake hands with a daemon.
public struct ConnectionCredentials: ~Copyable, Sendable {
    /// Which of the daemon's keys `daemonKey` is.
    public let daemonKeyID: UInt8
    /// The daemon's static public key, 32 bytes.
    public let daemonKey: [UInt8]
    /// The device's own static key.
    public let deviceKey: AgreementKey
    /// The device's pre-shared key, or the secret of an invitation.
    public let preSharedKey: SecretKey
    /// Session or enrolment.
    public let introduction: Introduction

    /// Joins credentials.
    public init(
        daemonKeyID: UInt8, daemonKey: [UInt8], deviceKey: consuming AgreementKey,
        preSharedKey: consuming SecretKey, introduction: Introduction
    ) {
        self.daemonKeyID = daemonKeyID
        self.daemonKey = daemonKey
        self.deviceKey = deviceKey
        self.preSharedKey = preSharedKey
        self.introduction = introduction
    }
}

/// A call that leaves together with the last message of a handshake, so that its answer takes no
/// round trip more than WELCOME.
///
/// The daemon's limits are not known by then: it is small, and of a call that does not write, since
/// silence after it may mean either that the daemon refused the device or that the line was cut.
public struct FirstCall: Sendable {
    let head: RequestHead
    let payload: [UInt8]

    /// Makes a call that does not write; nil where it is larger than may leave so early.
    public init?(method: UInt16, payload: [UInt8], deadlineMilliseconds: UInt32 = 0) {
        head = RequestHead(
            method: method, deadlineMilliseconds: deadlineMilliseconds, operationKey: nil)
        self.payload = payload
        let byteCount = FramingLimits.innerHeaderByteCount + head.byteCount + payload.count
        guard byteCount <= FramingLimits.earlyPlaintextByteCountMax else { return nil }
    }
}

/// A client's connection to its daemon.
public final class DeviceConnection: Sendable {
    private let channel: any Channel
    private let handler: NIOLoopBound<DeviceHandler>
    /// What the daemon told first.
    public let welcome: Welcome
    /// The connection's id, made here.
    public let session: SessionID
    private let first: EventLoopFuture<Answer>?

    private init(
        channel: any Channel, handler: NIOLoopBound<DeviceHandler>, welcome: Welcome,
        session: SessionID, first: EventLoopFuture<Answer>?
    ) {
        self.first = first
        self.channel = channel
        self.handler = handler
        self.welcome = welcome
        self.session = session
    }

    /// Connects, shakes hands and waits for WELCOME.
    ///
    /// - Throws: `unreachable`, `refused`, `noCommonVersion`, `timedOut` or `protocolViolation`.
    public static func connect(
        host: String, port: Int, credentials: borrowing ConnectionCredentials, now: Instant,
        lastInstance: InstanceID = .zero, timeout: TimeAmount = SessionLimits().handshakeTimeout,
        first: FirstCall? = nil, group: any EventLoopGroup
    ) async throws(ConnectionError) -> DeviceConnection {
        let session = SessionID(high: Random.number(), low: Random.number())
        let greeting = DeviceGreeting(now: now, session: session, lastInstance: lastInstance)
        let start = HandshakeStart(DeviceHandshake(credentials, greeting: greeting))
        do {
            let loop = group.next()
            let ready = loop.makePromise(of: Welcome.self)
            let answer = first.map { ($0, loop.makePromise(of: Answer.self)) }
            let channel: any Channel
            do {
                channel = try await ClientBootstrap(group: loop)
                    .connectTimeout(timeout)
                    .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                    .channelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            guard let handshake = start.take() else {
                                throw ConnectionError.protocolViolation
                            }
                            try channel.pipeline.syncOperations.addHandler(
                                DeviceHandler(handshake: handshake, ready: ready, first: answer))
                        }
                    }
                    .connect(host: host, port: port).get()
            } catch {
                ready.fail(ConnectionError.unreachable)
                answer?.1.fail(ConnectionError.notExecuted(nil))
                throw ConnectionError.unreachable
            }
            let timer = loop.scheduleTask(in: timeout) {
                ready.fail(ConnectionError.timedOut)
                channel.close(promise: nil)
            }
            let welcome = try await ready.futureResult.get()
            timer.cancel()
            let handler = try await loop.submit {
                NIOLoopBound(
                    try channel.pipeline.syncOperations.handler(type: DeviceHandler.self),
                    eventLoop: loop)
            }.get()
            return DeviceConnection(
                channel: channel, handler: handler, welcome: welcome, session: session,
                first: answer?.1.futureResult)
        } catch {
            throw error as? ConnectionError ?? .lost(nil)
        }
    }

    /// Waits for the answer to the call that left with the handshake; nil where none did.
    public func firstAnswer() async throws(ConnectionError) -> Answer? {
        guard let first else { return nil }
        do {
            return try await first.get()
        } catch {
            throw error as? ConnectionError ?? .lost(nil)
        }
    }

    /// Makes one call; the future fails with `ConnectionError`.
    public func send(
        method: UInt16, payload: [UInt8], operationKey: OperationKey? = nil,
        deadlineMilliseconds: UInt32 = 0
    ) -> EventLoopFuture<Answer> {
        let promise = channel.eventLoop.makePromise(of: Answer.self)
        let head = RequestHead(
            method: method, deadlineMilliseconds: deadlineMilliseconds,
            operationKey: operationKey)
        let handler = handler
        if channel.eventLoop.inEventLoop {
            handler.value.call(head, payload: payload, promise: promise)
        } else {
            channel.eventLoop.execute {
                handler.value.call(head, payload: payload, promise: promise)
            }
        }
        return promise.futureResult
    }

    /// Tells the daemon that an answer of `send` is no longer needed, so that it may stop its work.
    ///
    /// The future is still fulfilled: with CANCELLED, or with what was done.
    public func cancel(_ answer: EventLoopFuture<Answer>) {
        let handler = handler
        channel.eventLoop.execute { handler.value.cancel(answer) }
    }

    /// Begins a call of a stream method, and returns once the daemon has room for it.
    ///
    /// - Parameter payload: what goes with the first frame; it need not fit it.
    public func open(
        method: UInt16, payload: [UInt8] = [], operationKey: OperationKey? = nil,
        deadlineMilliseconds: UInt32 = 0
    ) async throws(ConnectionError) -> ClientStream {
        let head = RequestHead(
            method: method, deadlineMilliseconds: deadlineMilliseconds,
            operationKey: operationKey)
        let (handler, loop) = (handler, channel.eventLoop)
        let begun = loop.makePromise(of: Void.self)
        let state = loop.submit {
            let state = ClientStreamState(begun: begun)
            handler.value.open(head, payload: payload, state)
            return NIOLoopBound(state, eventLoop: loop)
        }
        do {
            let opened = try await state.get()
            try await begun.futureResult.get()
            return ClientStream(opened, handler, loop: loop)
        } catch {
            throw error as? ConnectionError ?? .lost(nil)
        }
    }

    /// Makes one call and waits for its answer; where the task is cancelled, so is the call.
    public func call(
        method: UInt16, payload: [UInt8], operationKey: OperationKey? = nil,
        deadlineMilliseconds: UInt32 = 0
    ) async throws(ConnectionError) -> Answer {
        let answer = send(
            method: method, payload: payload, operationKey: operationKey,
            deadlineMilliseconds: deadlineMilliseconds)
        do {
            return try await withTaskCancellationHandler {
                try await answer.get()
            } onCancel: {
                cancel(answer)
            }
        } catch {
            throw error as? ConnectionError ?? .lost(nil)
        }
    }

    /// Asks on the connection itself, below all calls, whether the daemon is there.
    public func ping() async throws(ConnectionError) {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        let handler = handler
        channel.eventLoop.execute { handler.value.ping(promise: promise) }
        do {
            try await promise.futureResult.get()
        } catch {
            throw error as? ConnectionError ?? .lost(nil)
        }
    }

    /// The event loop on which answers arrive.
    public var eventLoop: any EventLoop { channel.eventLoop }

    /// Whether the connection can still carry calls.
    public var isOpen: Bool { channel.isActive }

    /// Closes the connection; calls in flight are lost.
    public func close() async {
        try? await channel.close()
    }
}

/// Carries a handshake into the closure that builds the pipeline; taken once, on its loop.
private final class HandshakeStart: @unchecked Sendable {
    // `take` is called once, by the pipeline's initialiser, after the initialiser of this.
    private var handshake: DeviceHandshake?

    init(_ handshake: consuming DeviceHandshake) { self.handshake = consume handshake }

    func take() -> DeviceHandshake? { handshake.take() }
}
