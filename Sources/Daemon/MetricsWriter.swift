internal import Foundation

/// Writes the metrics into a file now and then, on a thread of its own: no caller waits for it.
///
/// It may be shared between threads: `state` is touched under `condition` only.
final class MetricsWriter: @unchecked Sendable {
    private struct State {
        var path: String?
        var isStopping = false
        var hasStopped = false
        /// Whether the last writing failed, so that it is told once.
        var hasFailed = false
    }

    private let condition = NSCondition()
    private var state: State
    private let log: DaemonLog
    private let text: @Sendable () -> String

    /// `text` gives the metrics of the moment.
    init(path: String?, log: DaemonLog, text: @escaping @Sendable () -> String) {
        state = State(path: path)
        self.log = log
        self.text = text
    }

    func start() {
        let thread = Thread { [self] in run() }
        thread.name = "metrics"
        thread.start()
    }

    /// Writes to another file from now on; the one before goes, since nothing in it would be true.
    func write(to path: String?) {
        condition.lock()
        defer { condition.unlock() }
        if let former = state.path, former != path { unlink(former) }
        state.path = path
        state.hasFailed = false
        condition.signal()
    }

    /// Ends, and takes the file away.
    func stop() {
        condition.lock()
        state.isStopping = true
        condition.signal()
        while !state.hasStopped { condition.wait() }
        if let path = state.path { unlink(path) }
        condition.unlock()
    }

    private func run() {
        condition.lock()
        while !state.isStopping {
            if let path = state.path {
                let isWritten = Self.write(text(), to: path)
                if !isWritten, !state.hasFailed { log.alarm(.metricsNotWritten) }
                state.hasFailed = !isWritten
            }
            _ = condition.wait(
                until: Date(timeIntervalSinceNow: DaemonLimits.metricsSeconds))
        }
        state.hasStopped = true
        condition.broadcast()
        condition.unlock()
    }

    /// Writes a file whole beside the old one and puts it in its place; readers see one or the other.
    ///
    /// It is not synced: after a crash of the machine nothing in it is true any more.
    private static func write(_ text: String, to path: String) -> Bool {
        // An exporter takes files whose names end as the setting's does; this one does not.
        let fresh = path + ".new"
        unlink(fresh)
        let file = unsafe open(
            fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
        guard file >= 0 else { return false }
        // The umask of the unit would leave it to the owner alone.
        let isReadable = fchmod(file, 0o640) == 0
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(text.utf8))
            try handle.close()
        } catch {
            unlink(fresh)
            return false
        }
        guard isReadable, unsafe rename(fresh, path) == 0 else {
            unlink(fresh)
            return false
        }
        return true
    }

    private static func unlink(_ path: String) { _ = unsafe Foundation.unlink(path) }
    private func unlink(_ path: String) { Self.unlink(path) }
}
