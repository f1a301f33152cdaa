internal import Basics
internal import Handlers
internal import Operations
internal import Secrets

/// What is known of the running daemon without asking the store's thread.
struct Overview: Sendable {
    private let counters: Metrics
    private let desk: FrontDesk
    private let directory: Directory
    private let keeper: Keeper
    private let board: FigureBoard
    private let dataFolder: String
    private let clock: @Sendable () -> Instant
    private let startedAt: Instant

    init(
        metrics: Metrics, desk: FrontDesk, directory: Directory, keeper: Keeper,
        board: FigureBoard, dataFolder: String, clock: @escaping @Sendable () -> Instant
    ) {
        counters = metrics
        self.desk = desk
        self.directory = directory
        self.keeper = keeper
        self.board = board
        self.dataFolder = dataFolder
        self.clock = clock
        startedAt = clock()
    }

    /// The metrics of this moment, as they are written.
    var metrics: String {
        var snapshot = MetricsSnapshot()
        snapshot.software = DaemonProcess.software
        snapshot.sqlite = StoreReport.engine.version
        snapshot.libsodium = Sodium.libraryVersion
        snapshot.startedAt = startedAt.milliseconds / 1_000
        snapshot.now = clock().milliseconds / 1_000
        snapshot.counts = counters.counts
        snapshot.connections = desk.connectionCount
        snapshot.waiting = keeper.waitingCount
        snapshot.handshakeFailures = directory.failureCounts
        snapshot.figures = board.figures
        snapshot.diskFreeByteCount = DaemonProcess.freeByteCount(dataFolder)
        snapshot.residentByteCount = OwnProcess.residentByteCount
        return MetricsText.text(of: snapshot)
    }

    /// Notes when settings were read again, and whether all of it was taken over.
    func reloaded(isDone: Bool) {
        counters.reloaded(at: clock().milliseconds / 1_000, isDone: isDone)
    }

    private enum Standing: String {
        case sealed, serving
    }

    private enum Disk: String {
        case writable, full
    }

    /// The state of this moment as a line of the log tells it.
    var state: [DaemonLog.Field: DaemonLog.Value] {
        var fields: [DaemonLog.Field: DaemonLog.Value] = [
            .connections: .number(desk.connectionCount), .waiting: .number(keeper.waitingCount),
            .uptimeSeconds: .number((clock().milliseconds - startedAt.milliseconds) / 1_000),
            .memoryBytes: .number(OwnProcess.residentByteCount),
        ]
        guard let figures = board.figures else { return fields }
        fields[.store] = .code(figures.isUnsealed ? Standing.serving : .sealed)
        fields[.disk] = .code(figures.isWritable ? Disk.writable : .full)
        fields[.streams] = .number(figures.streamCount)
        fields[.rotation] = .code(figures.rotation)
        fields[.backup] = .code(figures.backup)
        fields[.logLeaves] = .number(figures.leafCount)
        return fields
    }
}
