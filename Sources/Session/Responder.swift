public import Basics
internal import Framing
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
        mailbox.put(answer, stream: stream)
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

/// Answers on their way to a connection's event loop.
///
/// A group of calls is answered by one thread at once, so the loop is woken once for all answers
/// that come before it looks.
final class Mailbox: Sendable {
    private struct Content {
        var answers: [(stream: UInt32, answer: Answer)] = []
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

    func put(_ answer: Answer, stream: UInt32) {
        schedule { $0.answers.append((stream, answer)) }
    }

    func close(_ code: UInt16) {
        schedule { $0.closing = code }
    }

    /// What has come since the last look; only on the loop.
    func take() -> (answers: [(stream: UInt32, answer: Answer)], closing: UInt16?) {
        content.withLock { content in
            let taken = (content.answers, content.closing)
            content.answers.removeAll(keepingCapacity: true)
            content.isScheduled = false
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
