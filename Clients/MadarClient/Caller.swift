public import Basics
public import Messages

/// One call: what is sent again, byte for byte, until its outcome is known.
public struct CallRequest: Equatable, Sendable {
    /// The method.
    public var method: WireMethod
    /// The encoded request.
    public var payload: [UInt8]
    /// What makes a write happen once, 16 bytes; nil for a call that does not write.
    public var operationKey: [UInt8]?
    /// How long the daemon may take, in milliseconds; 0 for the method's default.
    public var deadlineMilliseconds: UInt32

    /// Makes a call.
    public init(
        _ method: WireMethod, payload: [UInt8] = [], operationKey: [UInt8]? = nil,
        deadlineMilliseconds: UInt32 = 0
    ) {
        self.method = method
        self.payload = payload
        self.operationKey = operationKey
        self.deadlineMilliseconds = deadlineMilliseconds
    }
}

/// The answer to a call that was done.
public struct CallAnswer: Equatable, Sendable {
    /// The encoded answer.
    public var payload: [UInt8]
    /// The content of a stream; empty for a method that does not stream.
    public var content: [UInt8]
    /// The one message of a method that does not stream (SPEC W-33).
    public var message: [UInt8] { payload + content }

    /// Makes an answer.
    public init(payload: [UInt8] = [], content: [UInt8] = []) {
        self.payload = payload
        self.content = content
    }
}

/// What a daemon told at the beginning of a connection.
public struct DaemonGreeting: Equatable, Sendable {
    /// The run of the daemon.
    public var instance: InstanceID
    /// The day that new operation keys bear.
    public var epoch: UInt32

    /// Joins what was told.
    public init(instance: InstanceID, epoch: UInt32) {
        self.instance = instance
        self.epoch = epoch
    }
}

/// Whoever carries calls to a daemon: a connection, or the agent that holds one.
public protocol Caller: Sendable {
    /// Makes a call and gives its answer, or an error that says whether it was executed.
    func call(_ request: CallRequest) async throws(ClientError) -> CallAnswer
    /// Has the daemon told, in a while, that the answer under an operation key is used and that
    /// nobody will send the call again (SPEC W-95).
    func finish(_ operationKey: [UInt8]) async
    /// What the daemon told last; where it told nothing yet, a connection is made.
    func greeting() async throws(ClientError) -> DaemonGreeting
}
