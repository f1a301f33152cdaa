internal import Logging

/// The daemon's log: one line an event on standard error, with fields from closed lists.
///
/// No line carries a name, an id of a file, a member or a payload, nor what a peer sent.
struct DaemonLog: Sendable {
    private let logger: Logger

    init() {
        logger = Logger(label: "madard") { StreamLogHandler.standardError(label: $0) }
    }

    /// The events that a line may name.
    enum Event: String {
        case serving
        case stopped
        case unsealFailed = "unseal_failed"
        case handshakeFailed = "handshake_failed"
        case invitationContested = "invitation_contested"
        case closeFailed = "close_failed"
    }

    /// Something that an operator may want to know.
    func note(_ event: Event, _ fields: [String: String] = [:]) {
        logger.info("\(event.rawValue)", metadata: fields.mapValues { .string($0) })
    }

    /// Something that an operator has to look at.
    func alarm(_ event: Event, _ fields: [String: String] = [:]) {
        logger.error("\(event.rawValue)", metadata: fields.mapValues { .string($0) })
    }
}
