public import Basics
public import Framing
internal import NIOCore
internal import Synchronization

/// Answers one call, from any thread; a second answer is ignored.
public struct Responder: Sendable {
    private let mailbox: Mailbox
    private let stream: UInt32

    init(mailbox: Mailbox, stream: UInt32) {
        self.mailbox = mailbox
        self.stream = stream
    }

    /// Sends the answer; where the connection is gone, nothing happens.
    public func answer(_ answer: Answer) {
        mailbox.put(.answer(answer), stream: stream)
    }

    /// Whether the caller has cancelled.
    ///
    /// Work that has not begun need not begin; the call is answered all the same, with CANCELLED
    /// where nothing was done.
    public var isCancelled: Bool { mailbox.isCancelled(stream) }
}

/// Answers one stream call piece by piece, from any thread.
public struct StreamResponder: Sendable {
    private let mailbox: Mailbox
    private let stream: UInt32

    init(mailbox: Mailbox, stream: UInt32) {
        self.mailbox = mailbox
        self.stream = stream
    }

    /// Says that so many bytes of what was received are taken: the caller may send as many more.
    public func consumed(_ byteCount: Int) {
        mailbox.put(.consumed(byteCount), stream: stream)
    }

    /// Sends the status, and the payload that goes with it; DATA follows.
    ///
    /// - Parameter payload: at most 1,000 bytes, so that it fits any client's frame.
    public func begin(_ status: StatusCode, payload: [UInt8] = []) {
        mailbox.put(.begin(status, payload), stream: stream)
    }

    /// Sends a piece of the answer's content; whoever writes more before `drained` makes it wait
    /// in memory.
    public func write(_ chunk: [UInt8]) {
        mailbox.put(.chunk(chunk), stream: stream)
    }

    /// Ends an answer that has begun.
    public func end() {
        mailbox.put(.end, stream: stream)
    }

    /// Sends a whole answer, where none has begun.
    public func answer(_ answer: Answer) {
        mailbox.put(.answer(answer), stream: stream)
    }
}

/// A connection of the daemon, as the outer rooms hold it.
public struct ConnectionHandle: Sendable, Hashable {
    /// The connection's id, made by the client.
    public let session: SessionID
    private let mailbox: Mailbox

    init(session: SessionID, mailbox: Mailbox) {
        self.session = session
        self.mailbox = mailbox
    }

    /// Ends the connection with a code; what is in flight is cut.
    public func close(_ code: GoAwayCodeNumber) { mailbox.close(code) }

    /// Two handles are equal where they name the same connection.
    public static func == (left: Self, right: Self) -> Bool { left.mailbox === right.mailbox }

    /// Hashes the connection's identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(mailbox)) }
}

/// The number of a GOAWAY code.
public typealias GoAwayCodeNumber = UInt16

/// What an answerer wants sent on a stream.
enum Reply: Sendable {
    case answer(Answer)
    case begin(StatusCode, [UInt8])
    case chunk([UInt8])
    case end
    case consumed(Int)
}

/// Replies on their way to a connection's event loop.
///
/// A group of calls is answered by one thread at once, so the loop is woken once for all replies
/// that come before it looks.
final class Mailbox: Sendable {
    private struct Content {
        var replies: [(stream: UInt32, reply: Reply)] = []
        /// Calls that were cancelled and not answered; almost always empty.
        var cancelled: Set<UInt32> = []
        var closing: UInt16?
        var isScheduled = false
    }

    private let content = Mutex(Content())
    private let loop: any EventLoop
    private let deliver: @Sendable () -> Void

    init(loop: any EventLoop, deliver: @escaping @Sendable () -> Void) {
        self.loop = loop
        self.deliver = deliver
    }

    func put(_ reply: Reply, stream: UInt32) {
        schedule { $0.replies.append((stream, reply)) }
    }

    func close(_ code: UInt16) {
        schedule { $0.closing = code }
    }

    func cancel(_ stream: UInt32) {
        content.withLock { _ = $0.cancelled.insert(stream) }
    }

    func isCancelled(_ stream: UInt32) -> Bool {
        content.withLock { $0.cancelled.contains(stream) }
    }

    /// What has come since the last look; only on the loop.
    func take() -> (replies: [(stream: UInt32, reply: Reply)], closing: UInt16?) {
        content.withLock { content in
            let taken = (content.replies, content.closing)
            content.replies.removeAll(keepingCapacity: true)
            content.isScheduled = false
            if !content.cancelled.isEmpty {
                for (stream, reply) in taken.0 {
                    if case .answer = reply { content.cancelled.remove(stream) }
                }
            }
            return taken
        }
    }

    private func schedule(_ change: (inout Content) -> Void) {
        let mustWake = content.withLock { content in
            change(&content)
            defer { content.isScheduled = true }
            return !content.isScheduled
        }
        if mustWake { loop.execute(deliver) }
    }
}
