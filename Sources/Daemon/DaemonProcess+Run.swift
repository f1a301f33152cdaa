internal import CPlatform
public import Circuit
internal import Glibc
internal import Synchronization
internal import UnixSignals

extension DaemonProcess {
    /// Sees to it that a crash leaves nothing of the memory behind; call it before keys are read.
    ///
    /// Where it fails, so does nothing that a caller sees; `madard doctor` finds it.
    public static func forbidDumps() { _ = madar_forbid_dumps() }

    /// Runs until SIGTERM or SIGINT, then finishes what is in flight and brings the store to rest.
    ///
    /// A second signal ends the process at once. SIGHUP takes settings over again, SIGUSR1 writes
    /// the state into the log. The service manager that `NOTIFY_SOCKET` names hears of all that.
    /// - Parameters:
    ///   - reread: gives the settings as they stand now.
    ///   - onReady: told once the daemon listens, with its port.
    /// - Throws: as `start`.
    public static func run(
        _ settings: Settings, definition: CircuitDefinition,
        reread: () throws(Settings.Failure) -> Settings, onReady: (Int) -> Void
    ) async throws {
        let manager = ServiceManager.taken()
        let signals = await UnixSignalsSequence(
            trapping: .sigterm, .sigint, .sighup, .sigusr1)
        let daemon = try await start(settings, definition: definition, manager: manager)
        manager.tell(.ready)
        onReady(daemon.port)
        for await received in signals {
            switch received {
            case .sighup: daemon.reload(reread)
            case .sigusr1: daemon.log.note(.state, daemon.overview.state)
            default:
                // From here on a second signal has its default effect.
                signal(SIGTERM, SIG_DFL)
                signal(SIGINT, SIG_DFL)
                return await daemon.stop()
            }
        }
    }

    /// Takes settings over again: all of those that a running daemon can change, or, where anything
    /// is wrong with them, none.
    ///
    /// What needs a restart stays as it is, and a line says so.
    func reload(_ reread: () throws(Settings.Failure) -> Settings) {
        manager.tell(.reloading)
        defer { manager.tell(.ready) }
        let next: Settings
        do throws(Settings.Failure) {
            next = try reread()
        } catch {
            overview.reloaded(isDone: false)
            return log.alarm(.settingsRefused, error.fields)
        }
        let changed = settings.withLock { $0.changed(in: next) }
        let refused = changed.filter(\.needsRestart)
        let taken = changed.filter { !$0.needsRestart }
        settings.withLock { $0.take(taken, from: next) }
        log.write(as: next.logFormat)
        writer.write(to: next.metricsPath)
        overview.reloaded(isDone: refused.isEmpty)
        log.note(.settingsReloaded, [.keys: .codes(taken)])
        if !refused.isEmpty { log.alarm(.settingsNeedRestart, [.keys: .codes(refused)]) }
    }
}

extension Heartbeat {
    /// The sign of life that a service manager wants; nil where it wants none.
    init?(of manager: ServiceManager) {
        guard let seconds = manager.watchdogSeconds else { return nil }
        self.init(seconds: seconds / DaemonLimits.watchdogShare) { manager.tell(.alive) }
    }
}

extension Settings.Failure {
    private enum Reason: String {
        case unknownVariable = "unknown_variable"
        case badValue = "bad_value"
        case missing
        case badFile = "bad_file"
    }

    /// What a line of the log tells of the refusal; the text that is wrong is not among it.
    fileprivate var fields: [DaemonLog.Field: DaemonLog.Value] {
        switch self {
        case .unknownVariable: [.reason: .code(Reason.unknownVariable)]
        case .badValue: [.reason: .code(Reason.badValue)]
        case .missing: [.reason: .code(Reason.missing)]
        case .badFile(_, let faults):
            [
                .reason: .code(Reason.badFile), .line: .number(faults.first?.line ?? 0),
                .faults: .number(faults.count),
            ]
        }
    }
}
