public import Basics
internal import NIOCore
internal import NIOPosix

/// Connections of a client for rooms that know nothing of event loops.
public enum ClientLoop {
    /// One thread serves all connections of a client's process, and lives as long as it.
    private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    /// Connects, shakes hands and waits for WELCOME, all within a time in milliseconds.
    ///
    /// - Throws: `unreachable`, `refused`, `noCommonVersion`, `timedOut` or `protocolViolation`.
    public static func connect(
        host: String, port: Int, credentials: borrowing ConnectionCredentials, now: Instant,
        lastInstance: InstanceID, timeoutMilliseconds: Int64, first: FirstCall? = nil
    ) async throws(ConnectionError) -> DeviceConnection {
        try await DeviceConnection.connect(
            host: host, port: port, credentials: credentials, now: now,
            lastInstance: lastInstance, timeout: .milliseconds(timeoutMilliseconds),
            first: first, group: group)
    }
}
