public import Circuit
internal import Glibc
internal import UnixSignals

extension DaemonProcess {
    /// Runs until SIGTERM or SIGINT, then finishes what is in flight and brings the store to rest.
    ///
    /// A second signal ends the process at once.
    ///
    /// - Parameter onReady: told once the daemon listens, with its port.
    /// - Throws: as `start`.
    public static func run(
        _ settings: Settings, definition: CircuitDefinition, onReady: (Int) -> Void
    ) async throws {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let daemon = try await start(settings, definition: definition)
        onReady(daemon.port)
        var received = signals.makeAsyncIterator()
        _ = await received.next()
        // From here on a second signal has its default effect.
        signal(SIGTERM, SIG_DFL)
        signal(SIGINT, SIG_DFL)
        await daemon.stop()
    }
}
