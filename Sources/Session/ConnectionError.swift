public import Framing

/// Why a client has no connection, or lost it.
public enum ConnectionError: Error, Equatable, Sendable {
    /// Nobody listens there, or the network does not reach.
    case unreachable
    /// The daemon closed without a byte: it does not know this device or invitation, or what
    /// listens there is not the daemon whose key the device holds.
    case refused
    /// No protocol version is spoken by both ends.
    case noCommonVersion
    /// The connection took too long.
    case timedOut
    /// What was sent does not fit one frame.
    case tooLarge
    /// The daemon broke the protocol.
    case protocolViolation
    /// The call was certainly not executed: the daemon was ending the connection.
    case notExecuted(GoAwayCode?)
    /// The connection ended while the call was in flight: it may have been executed.
    case lost(GoAwayCode?)
}
