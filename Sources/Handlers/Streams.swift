internal import Basics
internal import Dossiers

// Calls that stream both ways (SPEC W-39, W-110): what they say to the connection, and the cases
// that serve them step by step.

/// One stream call of the process; no two have the same.
public struct StreamID: Hashable, Comparable, Sendable {
    private let number: UInt64
    /// Names a stream call by a number that is used once and rises.
    public init(_ number: UInt64) { self.number = number }
    /// The one that was opened first is less.
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// What a connection takes for one stream call; its functions may be called from any thread.
public protocol StreamPeer: Sendable {
    /// So many bytes of what was received are taken: the caller may send as many more.
    func consumed(_ byteCount: Int)
    /// The call has begun well: the status OK goes out.
    func begin()
    /// A piece of the answer's content.
    func write(_ bytes: [UInt8])
    /// The end of an answer that has begun.
    func end()
    /// The whole answer to a call that has not begun: a refusal.
    func answer(_ answer: OutgoingAnswer)
}

/// What happens to a stream call after it was opened, in the order of the wire.
public enum StreamSignal: Sendable {
    /// A piece of the request's content came.
    case received([UInt8])
    /// The request is whole.
    case ended
    /// The caller no longer needs the answer.
    case cancelled
    /// All that was written has left.
    case drained
    /// The connection is to end once what is in flight is answered.
    case draining
    /// The connection is gone.
    case lost
}

/// A stream call as it comes from a connection.
public struct IncomingStream: Sendable {
    let id: StreamID
    let call: IncomingCall
    let peer: any StreamPeer

    /// Joins a call with its connection; the call's own answer is that of a refusal.
    public init(_ id: StreamID, _ call: IncomingCall, peer: any StreamPeer) {
        self.id = id
        self.call = call
        self.peer = peer
    }
}

/// What arrives at the use cases.
public enum Arrival: Sendable {
    /// A call that has one answer.
    case call(IncomingCall)
    /// A stream call.
    case stream(IncomingStream)
    /// Something that happened to a stream call.
    case signal(StreamID, StreamSignal)
}

/// What a stream call has for its next step.
struct StreamInput {
    /// What has come and no step has taken: at most a window, since the caller gets credit only
    /// for what a step has taken.
    var bytes: [UInt8] = []
    /// Whether the request is whole; `bytes` is then all that is left of it.
    var hasEnded = false
    /// Whether all that was written has left.
    var isDrained = true
    /// Whether the connection is to end soon: a case that would go on for ever ends now.
    var isDraining = false
}

/// What a step of a stream call lets go once it is durable.
struct StreamOutput {
    /// How many bytes from the front of the input it has taken.
    var consumedByteCount = 0
    /// What goes out: content as plain bytes, or delimited messages.
    ///
    /// A step writes only where the input is drained, and `HandlerLimits.writtenByteCountMax` at
    /// most.
    var written: [UInt8] = []
    /// Whether the answer ends after it.
    var isLast = false
}

/// One stream call on the keeper's thread.
///
/// A case is a value. Each of its steps is a job of a group: it runs on a copy, and the copy is
/// kept, and the output goes out, once the group is durable. A step that throws a `Refusal` ends
/// the call. Who calls, his roles, the standing of his device and the seal are looked at before
/// every step; the permit for what a step does is the case's to ask for, every time.
protocol StreamCase {
    /// The first step: reads the request, decides, and writes the call's one leaf by `release` or
    /// `commit`. Output may go with it.
    mutating func begin(
        _ useCases: UseCases, _ turn: Turn, _ output: inout StreamOutput
    ) throws -> Reply

    /// Whether there is something to do now; it is asked often, and must be cheap.
    func isReady(_ useCases: UseCases, _ input: StreamInput) -> Bool

    /// A later step; its reply is made by `proceed` under the coverage of the first.
    mutating func step(
        _ useCases: UseCases, _ turn: Turn, _ coverage: Coverage, _ input: StreamInput,
        _ output: inout StreamOutput
    ) throws -> Reply
}

/// A stream call that was opened and has not ended; it belongs to the keeper's thread.
final class OpenStream {
    let id: StreamID
    let call: IncomingCall
    let peer: any StreamPeer
    var streamCase: any StreamCase
    var input = StreamInput()
    /// The leaf of its first step; nil until that is durable.
    var coverage: Coverage?

    init(_ incoming: IncomingStream, _ streamCase: any StreamCase) {
        id = incoming.id
        call = incoming.call
        peer = incoming.peer
        self.streamCase = streamCase
    }
}
