internal import Glibc
internal import Synchronization

/// Whether a signal came that ends a process.
private let isWanted = Atomic<Bool>(false)

/// Whether whoever runs the process wants it to stop: work that ends at a safe place looks here.
public enum Interruption {
    /// Takes the signals that end a process for a wish from now on; a second one ends it at once.
    public static func listen() {
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            var action = sigaction()
            unsafe action.__sigaction_handler.sa_handler = { _ in
                isWanted.store(true, ordering: .sequentiallyConsistent)
            }
            action.sa_flags = CInt(bitPattern: UInt32(SA_RESETHAND))
            unsafe sigaction(signal, &action, nil)
        }
    }

    /// Whether a signal came.
    public static var hasCome: Bool { isWanted.load(ordering: .sequentiallyConsistent) }
}
