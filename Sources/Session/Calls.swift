public import Basics
public import Framing
public import NIOCore

/// A call as it arrived.
public struct Call: Sendable {
    /// The method's number.
    public let method: UInt16
    /// How long the caller waits, in milliseconds: what it asked for within the bounds of its
    /// method.
    public let deadlineMilliseconds: UInt32
    /// When the caller stops waiting, by the clock of the event loop.
    public let deadline: NIODeadline
    /// What makes a write happen once.
    public let operationKey: OperationKey?
    /// The encoded request; of a stream, what came with its first frame.
    public let payload: [UInt8]
    /// Who calls.
    public let peer: Peer
    /// The connection.
    public let session: SessionID

    /// Makes a call.
    public init(
        method: UInt16, deadlineMilliseconds: UInt32 = FramingLimits.deadlineMillisecondsDefault,
        deadline: NIODeadline = .distantFuture, operationKey: OperationKey? = nil,
        payload: [UInt8], peer: Peer, session: SessionID
    ) {
        self.method = method
        self.deadlineMilliseconds = deadlineMilliseconds
        self.deadline = deadline
        self.operationKey = operationKey
        self.payload = payload
        self.peer = peer
        self.session = session
    }
}

/// An answer as it goes out.
public struct Answer: Sendable, Equatable {
    /// The status.
    public let status: StatusCode
    /// The encoded answer, or the error where the status is not OK.
    public let payload: [UInt8]
    /// The content of a stream, at most 1 MiB; nil for a method that does not stream.
    public let content: [UInt8]?
    /// The one message of a method that does not stream: it begins in the first frame and goes on
    /// in DATA where it is larger (SPEC W-33).
    public var message: [UInt8] { content.map { payload + $0 } ?? payload }

    /// Makes an answer.
    public init(status: StatusCode, payload: [UInt8] = [], content: [UInt8]? = nil) {
        self.status = status
        self.payload = payload
        self.content = content
    }
}

/// What takes the DATA of one stream call (SPEC W-39).
///
/// Its functions are called on the connection's event loop, in the order of the wire, and return
/// without waiting. What a chunk holds counts against the stream's window until `consumed` of the
/// stream's responder says that it was taken.
public protocol CallSink: Sendable {
    /// A piece of the request's content.
    func received(_ chunk: [UInt8])
    /// The request is whole.
    func ended()
    /// The caller no longer needs the answer. It still gets one: what was done, or CANCELLED.
    func cancelled()
    /// All that was written has left under the caller's credit: more may be written.
    func drained()
    /// The connection ends once what is in flight is answered: a stream that would go on for ever
    /// ends now.
    func draining()
    /// The connection is gone; nothing more comes, and nothing more leaves.
    func lost()
}

extension CallSink {
    /// Does nothing: a stream that ends by itself may go on.
    public func draining() {}
}

/// What answers the calls of a daemon's connections.
public protocol Answerer: Sendable {
    /// The first frame of a new connection.
    func welcome() -> Welcome
    /// What the connection has to know of a method; asked once a call, on an event loop.
    func traits(of method: UInt16) -> CallTraits
    /// A connection was made; its handle closes it.
    func opened(_ connection: ConnectionHandle, peer: Peer)
    /// A connection ended.
    func closed(_ connection: ConnectionHandle)
    /// A call arrived: answer once, now or later, from any thread. Called on an event loop.
    func answer(_ call: Call, _ responder: Responder)
    /// A call of a method whose traits say `isStream` began; what is returned gets its DATA.
    func open(_ call: Call, _ responder: StreamResponder) -> any CallSink
}

extension Answerer {
    /// Single messages, without a wish for their length or time.
    public func traits(of method: UInt16) -> CallTraits { CallTraits() }

    /// Refuses every stream.
    public func open(_ call: Call, _ responder: StreamResponder) -> any CallSink {
        responder.answer(Answer(status: .unknownMethod))
        return ClosedSink()
    }
}

/// Takes nothing: the stream was refused.
public struct ClosedSink: CallSink {
    /// Makes one.
    public init() {}
    /// Throws the piece away.
    public func received(_ chunk: [UInt8]) {}
    /// Does nothing.
    public func ended() {}
    /// Does nothing.
    public func cancelled() {}
    /// Does nothing.
    public func drained() {}
    /// Does nothing.
    public func lost() {}
}
