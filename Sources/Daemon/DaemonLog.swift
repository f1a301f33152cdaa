internal import Foundation
internal import Logging
internal import Synchronization

/// The daemon's log: one line an event on standard error, with fields from closed lists.
///
/// No line carries a name, an id of a file, a member or a payload, nor what a peer sent: a value is
/// a number or a code of a closed list, and cannot be made of anything else.
struct DaemonLog: Sendable {
    private let logger: Logger
    private let sink: LogSink

    init(_ format: LogFormat = .text) {
        let sink = LogSink(format)
        self.sink = sink
        logger = Logger(label: "madard") { _ in LineHandler(sink: sink) }
    }

    /// The events that a line may name.
    enum Event: String, CaseIterable {
        case serving, stopped, state
        case unsealFailed = "unseal_failed"
        case handshakeFailed = "handshake_failed"
        case invitationContested = "invitation_contested"
        case closeFailed = "close_failed"
        case settingsReloaded = "settings_reloaded"
        case settingsRefused = "settings_refused"
        case settingsNeedRestart = "settings_need_restart"
        case metricsNotWritten = "metrics_not_written"
    }

    /// What a line may tell beside its event.
    enum Field: String {
        case port, by, reason, keys, line, faults
        case store, connections, waiting, streams, rotation, backup, disk
        case logLeaves = "log_leaves"
        case uptimeSeconds = "uptime_seconds"
        case memoryBytes = "memory_bytes"
    }

    /// What a field may hold.
    struct Value {
        fileprivate let metadata: Logger.MetadataValue

        /// A count, a size or a span of time.
        static func number(_ number: some BinaryInteger) -> Value {
            Value(metadata: .stringConvertible(Int64(clamping: number)))
        }

        /// A code of a closed list.
        static func code(_ code: some RawRepresentable<String>) -> Value {
            Value(metadata: .string(code.rawValue))
        }

        /// Codes of a closed list.
        static func codes(_ codes: [some RawRepresentable<String>]) -> Value {
            Value(metadata: .string(codes.map(\.rawValue).joined(separator: ",")))
        }
    }

    /// How lines are written, from the next one on.
    func write(as format: LogFormat) { sink.format = format }

    /// Something that an operator may want to know.
    func note(_ event: Event, _ fields: [Field: Value] = [:]) {
        logger.info("\(event.rawValue)", metadata: Self.metadata(fields))
    }

    /// Something that an operator has to look at.
    func alarm(_ event: Event, _ fields: [Field: Value] = [:]) {
        logger.error("\(event.rawValue)", metadata: Self.metadata(fields))
    }

    private static func metadata(_ fields: [Field: Value]) -> Logger.Metadata {
        Logger.Metadata(
            uniqueKeysWithValues: fields.map { ($0.key.rawValue, $0.value.metadata) })
    }
}

/// Where lines go, and how they are written now.
final class LogSink: Sendable {
    private let current: Mutex<LogFormat>
    /// Whether the journal reads the lines: it has their time, and wants their priority.
    let isJournal: Bool

    init(_ format: LogFormat) {
        current = Mutex(format)
        isJournal = Self.journalReads(STDERR_FILENO)
    }

    var format: LogFormat {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }

    /// Whether a descriptor is the one that the service manager connected with the journal.
    private static func journalReads(_ file: Int32) -> Bool {
        guard let named = ProcessInfo.processInfo.environment["JOURNAL_STREAM"] else {
            return false
        }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { return false }
        return named == "\(status.st_dev):\(status.st_ino)"
    }

    /// Writes one line at once, so that two threads do not mix theirs.
    func write(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(2, $0.baseAddress, $0.count) }
    }
}

/// Writes an event as a line of `key=value` or of JSON.
struct LineHandler: LogHandler {
    let sink: LogSink
    var metadataProvider: Logger.MetadataProvider?
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    init(sink: LogSink) { self.sink = sink }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let time = sink.isJournal ? nil : Date()
        let prefix = sink.isJournal ? Self.priority(event.level) : ""
        sink.write(
            prefix + LogLine.line(of: event, at: time, sink.format))
    }

    /// The priority as the journal reads it (sd-daemon(3)).
    private static func priority(_ level: Logger.Level) -> String {
        switch level {
        case .trace, .debug: "<7>"
        case .info: "<6>"
        case .notice: "<5>"
        case .warning: "<4>"
        case .error: "<3>"
        case .critical: "<2>"
        }
    }
}

/// What a line says.
enum LogLine {
    /// An event as a line, without its end.
    ///
    /// - Parameter time: nil where whoever reads the line knows it.
    static func line(of event: LogEvent, at time: Date?, _ format: LogFormat) -> String {
        let fields = (event.metadata ?? [:]).sorted { $0.key < $1.key }
        var pairs: [(String, String)] = []
        if let time { pairs.append(("time", quoted(time.ISO8601Format(), format))) }
        pairs.append(("level", quoted(event.level.rawValue, format)))
        pairs.append(("event", quoted(event.message.description, format)))
        for (key, value) in fields {
            pairs.append((key, written(value, format)))
        }
        return switch format {
        case .text: pairs.map { "\($0)=\($1)" }.joined(separator: " ")
        case .json: "{" + pairs.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
        }
    }

    private static func written(_ value: Logger.MetadataValue, _ format: LogFormat) -> String {
        if case .stringConvertible(let number as Int64) = value { return String(number) }
        return quoted(value.description, format)
    }

    /// A code as it stands in a line: of closed lists, it holds nothing that had to be escaped.
    private static func quoted(_ code: String, _ format: LogFormat) -> String {
        format == .json ? "\"\(code)\"" : code
    }
}
