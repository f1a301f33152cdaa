public import Basics
public import Circuit
internal import Dossiers
internal import Foundation
internal import Framing
internal import Handlers
internal import Mapping
internal import Messages
internal import NIOCore
internal import NIOPosix
internal import Operations
internal import Registry
internal import Secrets
internal import Session
internal import Synchronization

/// One province's daemon: it joins the rooms and runs until it is told to stop.
public final class DaemonProcess: Sendable {
    private let listener: DaemonListener
    private let keeper: Keeper
    private let group: MultiThreadedEventLoopGroup
    let log: DaemonLog
    let manager: ServiceManager
    let overview: Overview
    let writer: MetricsWriter
    /// What the daemon was told, with what it has taken over since.
    let settings: Mutex<Settings>

    /// The software's name and version.
    public static let software = "madard 0.1.0"

    private init(
        listener: DaemonListener, keeper: Keeper, group: MultiThreadedEventLoopGroup,
        settings: Settings, log: DaemonLog, manager: ServiceManager, overview: Overview
    ) {
        self.listener = listener
        self.keeper = keeper
        self.group = group
        self.settings = Mutex(settings)
        self.log = log
        self.manager = manager
        self.overview = overview
        writer = MetricsWriter(path: settings.metricsPath, log: log) { overview.metrics }
        writer.start()
    }

    /// The daemon's clock.
    public static let clock: @Sendable () -> Instant = {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// Opens the store and listens; sealed, unless a credential file opens it.
    ///
    /// - Throws: what the rooms say where the store cannot be opened or the address not bound. A
    ///   credential that does not open the store is no error: the daemon then starts sealed.
    public static func start(
        _ settings: Settings, definition: CircuitDefinition
    ) async throws -> DaemonProcess {
        try await start(settings, definition: definition, manager: .none)
    }

    /// As above, telling a service manager how the daemon is.
    static func start(
        _ settings: Settings, definition: CircuitDefinition, manager: ServiceManager
    ) async throws -> DaemonProcess {
        try Sodium.start()
        let log = DaemonLog(settings.logFormat)
        let dossiers = try Installation.open(
            folder: settings.dataFolder, definition: definition, clock: clock)
        // A backup that was under way when the daemon was killed has left its copy.
        try Backup.clean(dataFolder: settings.dataFolder)
        let registry = dossiers.registry
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let metrics = Metrics()
        let desk = FrontDesk(clock: clock, metrics: metrics)
        let directory = Directory(clock: clock, log: log) { desk.keeper?.noteContested($0) }
        directory.publish(registry)
        desk.directory = directory
        let handlers = UseCases(
            dossiers: dossiers, surroundings: try surroundings(settings, definition, desk),
            clock: clock)
        if let path = settings.credentialPath {
            do {
                try handlers.unseal(credentialPath: path)
            } catch {
                log.alarm(
                    .unsealFailed,
                    [.by: .code(SettingKey.credential), .reason: .code(StoreFault(error))])
            }
        }
        let published = RegistryMark(registry.revision)
        let board = FigureBoard(manager: manager, clock: clock)
        board.look(at: handlers)
        let publish = { (handlers: UseCases) in
            guard handlers.registryRevision != published.value else { return }
            published.value = handlers.registryRevision
            directory.publish(handlers.registry)
            desk.closeRevoked(handlers.registry)
        }
        handlers.onCommit = { [unowned handlers] in publish(handlers) }
        let keeper = Keeper(
            handlers, heartbeat: Heartbeat(of: manager),
            afterGroup: { handlers in
                publish(handlers)
                board.look(at: handlers)
            }
        ) { handlers in
            do {
                try handlers.close()
            } catch {
                log.alarm(.closeFailed)
            }
        }
        desk.keeper = keeper
        let overview = Overview(
            metrics: metrics, desk: desk, directory: directory, keeper: keeper, board: board,
            dataFolder: settings.dataFolder, clock: clock)
        desk.overview = overview
        keeper.start()
        do {
            let listener = try await DaemonListener.bind(
                host: settings.host, port: settings.port, group: group,
                introducer: directory, answerer: desk, clock: clock)
            log.note(.serving, [.port: .number(listener.port)])
            return DaemonProcess(
                listener: listener, keeper: keeper, group: group, settings: settings, log: log,
                manager: manager, overview: overview)
        } catch {
            keeper.stop()
            throw StoreFault.addressNotAvailable
        }
    }

    private static func surroundings(
        _ settings: Settings, _ definition: CircuitDefinition, _ desk: FrontDesk
    ) throws -> Surroundings {
        var content: [UInt8] = []
        for item in try DefinitionStream.encode(definition) {
            Delimited.append(item, to: &content)
        }
        let folder = settings.dataFolder
        let credential = settings.credentialPath
        return Surroundings(
            software: software, libsodium: Sodium.libraryVersion, startedAt: clock(),
            connectionCount: { desk.connectionCount },
            diskFreeByteCount: { freeByteCount(folder) },
            isCredentialBeside: {
                credential.map { fileSystem(of: $0) == fileSystem(of: folder) } ?? false
            },
            credentialPath: credential, random: Random.number,
            definition: (content, SHA256.hash(content)), settings: settings.lines,
            metrics: { desk.overview?.metrics ?? "" }, makeBackup: { desk.keeper?.make($0) },
            aside: { work in Task.detached(priority: .utility) { work() } })
    }

    /// The number of the file system that holds a file, nil where nothing is there.
    ///
    /// A credential of systemd lies in memory, and so on another one.
    private static func fileSystem(of path: String) -> Int? {
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
        return (attributes?[.systemNumber] as? NSNumber)?.intValue
    }

    static func freeByteCount(_ folder: String) -> UInt64 {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        return (attributes?[.systemFreeSize] as? NSNumber)?.uint64Value ?? 0
    }

    /// The port that is bound.
    public var port: Int { listener.port }

    /// Stops accepting, finishes what is in flight, and brings the store to rest.
    public func stop() async {
        manager.tell(.stopping)
        await listener.drain()
        keeper.stop()
        writer.stop()
        try? await group.shutdownGracefully()
        log.note(.stopped)
    }
}

/// Which state of the registry was published; only the keeper's thread touches it.
private final class RegistryMark {
    var value: UInt64
    init(_ value: UInt64) { self.value = value }
}
