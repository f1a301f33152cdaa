internal import Basics
internal import Handlers
internal import Synchronization

/// What the store's thread told last of itself, for whoever must not wait for it.
final class FigureBoard: Sendable {
    private struct Content {
        var figures: DaemonFigures?
        var takenAt = Instant(milliseconds: 0)
    }

    private let content = Mutex(Content())
    private let manager: ServiceManager
    private let clock: @Sendable () -> Instant

    init(manager: ServiceManager, clock: @escaping @Sendable () -> Instant) {
        self.manager = manager
        self.clock = clock
    }

    /// What was told last; nil before the first round.
    var figures: DaemonFigures? { content.withLock { $0.figures } }

    /// Takes figures over, on the store's thread: now and then, and at once where the store was
    /// sealed or opened, which the service manager hears too.
    func look(at handlers: UseCases) {
        let now = clock()
        let (isOpen, last) = content.withLock { ($0.figures?.isUnsealed, $0.takenAt) }
        let hasChanged = isOpen != handlers.isUnsealed
        guard hasChanged || now >= last.adding(seconds: DaemonLimits.figureSeconds) || now < last
        else { return }
        // A store that refuses to be counted keeps what it told before.
        guard let figures = try? handlers.figures() else { return }
        content.withLock { $0 = Content(figures: figures, takenAt: now) }
        if hasChanged { manager.tell(.status(figures.isUnsealed ? "serving" : "sealed")) }
    }
}
