internal import Basics
internal import Framing
internal import Handlers
internal import Session

/// What the metrics of one moment are made of.
struct MetricsSnapshot {
    var software = ""
    var sqlite = ""
    var libsodium = ""
    /// When the process started, in seconds since 1970.
    var startedAt: Int64 = 0
    /// Now, in seconds since 1970.
    var now: Int64 = 0
    var counts = Metrics.Counts()
    var connections = 0
    var waiting = 0
    var handshakeFailures: [HandshakeFailure: UInt64] = [:]
    /// What the store's thread told last; nil before it told anything.
    var figures: DaemonFigures?
    var diskFreeByteCount: UInt64 = 0
    var residentByteCount: UInt64 = 0
}

/// Writes metrics in the text format of Prometheus, without timestamps.
struct MetricsText {
    private enum Kind: String {
        case counter, gauge, histogram, summary
    }

    private var lines: [String] = []

    /// The text, each line ended.
    static func text(of snapshot: MetricsSnapshot) -> String {
        var text = MetricsText()
        text.process(snapshot)
        text.calls(snapshot)
        if let figures = snapshot.figures { text.store(figures, now: snapshot.now) }
        return text.lines.joined(separator: "\n") + "\n"
    }

    private mutating func process(_ snapshot: MetricsSnapshot) {
        family("info", .gauge, "Versions of the running daemon; always 1.")
        sample(
            "info",
            [
                ("version", snapshot.software), ("protocol", "madar/1"),
                ("sqlite", snapshot.sqlite), ("libsodium", snapshot.libsodium),
            ], "1")
        gauge("start_time_seconds", "When the daemon started, since 1970.", snapshot.startedAt)
        gauge(
            "resident_memory_bytes", "Memory that the daemon holds.", snapshot.residentByteCount)
        gauge(
            "disk_free_bytes", "Room on the disk of the store for this user.",
            snapshot.diskFreeByteCount)
        guard let reload = snapshot.counts.reload else { return }
        gauge(
            "settings_reload_timestamp_seconds", "When settings were read again last, since 1970.",
            reload.at)
        gauge(
            "settings_reload_successful", "Whether what was read then was taken over whole.",
            reload.isDone ? 1 : 0)
    }

    private mutating func calls(_ snapshot: MetricsSnapshot) {
        gauge("connections", "Open connections.", snapshot.connections)
        gauge("waiting_calls", "Calls that wait for the store.", snapshot.waiting)
        family("requests_total", .counter, "Calls that were answered, by method and outcome.")
        let series = snapshot.counts.requests.map { series, count in
            (MethodLabel.text(series.method), series.outcome.rawValue, count)
        }
        for (method, outcome, count) in series.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
            sample("requests_total", [("method", method), ("outcome", outcome)], "\(count)")
        }
        histogram(
            "request_duration_seconds",
            "From a call's arrival to its answer, without pings and streams.",
            snapshot.counts.durations)
        family("handshake_failures_total", .counter, "Handshakes that failed, by reason.")
        for reason in HandshakeFailure.allCases {
            sample(
                "handshake_failures_total", [("reason", reason.rawValue)],
                "\(snapshot.handshakeFailures[reason] ?? 0)")
        }
    }

    private mutating func store(_ figures: DaemonFigures, now: Int64) {
        gauge("vault_sealed", "Whether the keys are away.", figures.isUnsealed ? 0 : 1)
        gauge(
            "memory_lock_refused", "Whether keys may lie in memory that is not locked.",
            figures.wasLockRefused ? 1 : 0)
        gauge("audit_log_leaves", "Leaves of the log.", figures.leafCount)
        gauge(
            "audit_log_pending_leaves", "Leaves that wait for an unsealing.", figures.pendingLeaves)
        gauge("store_writable", "Whether the disk has room for writes.", figures.isWritable ? 1 : 0)
        family("store_commit_seconds", .summary, "Commits that wrote something.")
        sample("store_commit_seconds_sum", [], "\(figures.commitSeconds)")
        sample("store_commit_seconds_count", [], "\(figures.commitCount)")
        gauge("streams", "Calls that stream both ways.", figures.streamCount)
        gauge(
            "rotation_running", "Whether a key is being changed.",
            figures.rotation == .running ? 1 : 0)
        gauge(
            "backup_running", "Whether a backup is being made.", figures.isBackupRunning ? 1 : 0)
        gauge(
            "backup_failed", "Whether the last backup failed.", figures.hasBackupFailed ? 1 : 0)
        if let newest = figures.newestBackup {
            gauge(
                "backup_age_seconds", "Since the newest backup was begun.",
                max(now - newest.milliseconds / 1_000, 0))
        }
    }

    // MARK: - The format

    private mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        lines.append("# HELP madar_\(name) \(help)")
        lines.append("# TYPE madar_\(name) \(kind.rawValue)")
    }

    private mutating func sample(_ name: String, _ labels: [(String, String)], _ value: String) {
        let inner = labels.map { "\($0)=\"\($1)\"" }.joined(separator: ",")
        lines.append("madar_\(name)" + (labels.isEmpty ? "" : "{\(inner)}") + " " + value)
    }

    private mutating func gauge(_ name: String, _ help: String, _ value: some BinaryInteger) {
        family(name, .gauge, help)
        sample(name, [], "\(value)")
    }

    private mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
        family(name, .histogram, help)
        var count: UInt64 = 0
        for (bound, inBucket) in zip(histogram.bounds, histogram.counts) {
            count += inBucket
            sample(name + "_bucket", [("le", "\(bound)")], "\(count)")
        }
        let total = histogram.counts.reduce(0, +)
        sample(name + "_bucket", [("le", "+Inf")], "\(total)")
        sample(name + "_sum", [], "\(histogram.sum)")
        sample(name + "_count", [], "\(total)")
    }
}
