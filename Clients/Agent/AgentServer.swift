import Basics
import Glibc
public import MadarClient
import Messages
import NIOCore
import NIOPosix
import Synchronization

/// The agent: a process of one user that holds one unlocked device and one connection, and does
/// for the programs of that user what needs them.
public enum AgentServer {
    /// Serves until it is locked: by a request, or after a time without any.
    ///
    /// Whoever calls drops the device afterwards; its keys wipe themselves then.
    /// - Throws: `agentRunning`, `wrongMode`, `malformedName` for a path that is too long,
    ///   `inputOutput`.
    public static func run(
        _ device: UnlockedDevice, socket: String,
        idleSeconds: Int = AgentLimits.idleSeconds, retry: RetryPolicy = RetryPolicy(),
        onReady: @Sendable () -> Void = {}
    ) async throws(ClientError) {
        try await run(
            device, socket: socket, idleSeconds: idleSeconds, retry: retry,
            isWelcome: { $0 == Int64(geteuid()) }, onReady: onReady)
    }

    /// Serves the users that are welcome, which outside of tests is one.
    static func run(
        _ device: UnlockedDevice, socket: String, idleSeconds: Int, retry: RetryPolicy,
        isWelcome: @escaping @Sendable (Int64) -> Bool, onReady: @Sendable () -> Void
    ) async throws(ClientError) {
        guard socket.utf8.count <= AgentLimits.socketPathByteCountMax else {
            throw ClientError(.malformedName)
        }
        try AgentPath.prepareFolder(of: socket)
        guard try await !isAlive(socket) else { throw ClientError(.agentRunning) }
        let desk = AgentDesk(device, idleSeconds: idleSeconds, retry: retry)
        // Nobody is about to keep a write yet.
        await desk.releaseAll()
        AgentPath.removeShown(socket)
        let server = try await listen(socket, isWelcome)
        onReady()
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await serve(server, desk, socket) }
                group.addTask { await desk.waitUntilIdle() }
                group.addTask { await desk.waitUntilLocked() }
                group.addTask { await desk.keepSending() }
                group.addTask { await desk.keepUploading() }
                group.addTask { await desk.keepKeys() }
                _ = try await group.next()
                group.cancelAll()
            }
        } catch {
            desk.remove(socket)
            await desk.end()
            throw ClientError(.inputOutput)
        }
        desk.remove(socket)
        await desk.end()
    }

    private static func isAlive(_ socket: String) async throws(ClientError) -> Bool {
        do throws(ClientError) {
            let client = try await AgentClient.connect(socket: socket)
            await client.close()
            return true
        } catch {
            guard error.code == .agentNotRunning else { throw error }
            return false
        }
    }

    /// A connection of a program, or nil for one of another user.
    private typealias Visitor = NIOAsyncChannel<[UInt8], [UInt8]>?

    private static func listen(
        _ socket: String, _ isWelcome: @escaping @Sendable (Int64) -> Bool
    ) async throws(ClientError) -> NIOAsyncChannel<Visitor, Never> {
        do {
            let server = try await ServerBootstrap(group: NIOSingletons.posixEventLoopGroup)
                .bind(unixDomainSocketPath: socket, cleanupExistingSocketFile: true) { channel in
                    // An error here would end the listening socket, and so the agent.
                    guard isWelcome(LocalChannel.user(of: channel)) else {
                        return channel.close().map { Visitor.none }
                    }
                    return channel.eventLoop.makeCompletedFuture {
                        try LocalChannel.wrap(channel)
                    }
                }
            // The folder is this user's alone; the mode of the socket says it again.
            guard unsafe chmod(socket, 0o600) == 0 else { throw ClientError(.inputOutput) }
            return server
        } catch {
            throw error as? ClientError ?? ClientError(.inputOutput)
        }
    }

    private static func serve(
        _ server: NIOAsyncChannel<Visitor, Never>, _ desk: AgentDesk, _ socket: String
    ) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            try await server.executeThenClose { connections in
                for try await case .some(let connection) in connections {
                    // One program that breaks off is no reason to end the others.
                    group.addTask { try? await serve(connection, desk, socket) }
                }
            }
        }
    }

    private static func serve(
        _ connection: NIOAsyncChannel<[UInt8], [UInt8]>, _ desk: AgentDesk, _ socket: String
    ) async throws {
        guard let visitor = desk.enter() else { return try await connection.channel.close() }
        defer { desk.leave(visitor) }
        try await connection.executeThenClose { requests, answers in
            let watch = Watch(desk)
            // A window that is closed while it waits for events is heard of here.
            connection.channel.closeFuture.whenComplete { _ in Task { await watch.end() } }
            do {
                for try await body in requests {
                    guard let request = LocalRequest(body) else { break }
                    let answer: Result<[UInt8], ClientError> =
                        switch request {
                        case .watch(let place): await watch.next(from: place)
                        case .claim(let key): .success([desk.claim(key, visitor) ? 1 : 0])
                        case .unclaim(let key): .success(desk.unclaim(key, visitor))
                        default: await desk.answer(request)
                        }
                    // Who is told that it is locked finds no page, however long a send takes to end,
                    // and unlocks at once without meeting the agent that is about to go.
                    if request == .lock { desk.remove(socket) }
                    try await answers.write(LocalFrame.answer(answer))
                    if request == .lock {
                        desk.lock()
                        break
                    }
                }
            } catch {
                await watch.end()
                throw error
            }
            await watch.end()
        }
    }
}

/// Answers local requests, and knows when there were none for a while.
final class AgentDesk: Sendable {
    private struct State {
        var lastUse: ContinuousClock.Instant
        /// Whether the name of the socket is this agent's.
        var hasSocket = true
        var runningCount = 0
        var visitors: Set<UInt64> = []
        var lastVisitor: UInt64 = 0
        /// Who goes on with which draft.
        var claims: [[UInt8]: UInt64] = [:]
    }

    private let device: UnlockedDevice
    private let caller: DirectCaller
    private let outbox: Outbox
    private let courier = Mutex(Courier())
    private let nap = Nap()
    private let uploads: Uploads
    private let uploadCourier = Mutex(Courier())
    private let uploadNap = Nap()
    private let fetches: Fetches
    private let isWatched = Atomic(false)
    private let idle: Duration
    private let clock = ContinuousClock()
    private let state: Mutex<State>
    private let locked = AsyncStream<Void>.makeStream()

    init(_ device: UnlockedDevice, idleSeconds: Int, retry: RetryPolicy) {
        self.device = device
        caller = DirectCaller(device, retry: retry)
        outbox = Outbox(caller: caller, keeper: device)
        uploads = Uploads(carrier: caller, keeper: device)
        fetches = Fetches(carrier: caller, keeper: device)
        idle = .seconds(idleSeconds)
        state = Mutex(State(lastUse: ContinuousClock().now))
    }

    /// Lets a connection in, and gives it a number; nil where there are too many.
    func enter() -> UInt64? {
        state.withLock { state in
            guard state.visitors.count < AgentLimits.connectionsMax else { return nil }
            state.lastVisitor += 1
            state.visitors.insert(state.lastVisitor)
            return state.lastVisitor
        }
    }

    func leave(_ visitor: UInt64) {
        state.withLock { state in
            state.visitors.remove(visitor)
            state.claims = state.claims.filter { $0.value != visitor }
        }
    }

    // MARK: - Drafts

    /// Gives a draft to a connection; false where another has it.
    func claim(_ key: [UInt8], _ visitor: UInt64) -> Bool {
        state.withLock { state in
            let holder = state.claims[key] ?? visitor
            state.claims[key] = holder
            return holder == visitor
        }
    }

    func unclaim(_ key: [UInt8], _ visitor: UInt64) -> [UInt8] {
        state.withLock { state in
            if state.claims[key] == visitor { state.claims[key] = nil }
        }
        return []
    }

    func lock() { locked.continuation.finish() }

    /// Removes the socket, once, since another agent may listen there later, and what was fetched to be
    /// shown.
    func remove(_ socket: String) {
        let isFirst = state.withLock { state in
            defer { state.hasSocket = false }
            return state.hasSocket
        }
        if isFirst { _ = unsafe unlink(socket) }
        // What was fetched in the moment between goes as well, unless another agent shows pages there.
        let isNobodys = unsafe access(socket, F_OK) != 0
        if isFirst || isNobodys { AgentPath.removeShown(socket) }
    }

    // MARK: - What waits

    /// Sends what waits: at once, and again after each pause or contact; it ends with its task.
    ///
    /// It counts as no use, so that an outbox does not keep the agent awake.
    func keepSending() async {
        while !Task.isCancelled {
            let report = try? await outbox.sendAll()
            if report.map({ $0.sent > 0 }) ?? false { uploadNap.wake() }
            let pause = courier.withLock { $0.pause(after: report) }
            await nap.sleep(milliseconds: pause ?? AgentLimits.napMillisecondsMax)
        }
    }

    /// Sends the contents that acts have promised, beside what waits in the outbox: a picture on a
    /// slow line holds up no act.
    func keepUploading() async {
        while !Task.isCancelled {
            let report = try? await uploads.sendAll()
            let pause = uploadCourier.withLock { $0.pause(after: report) }
            await uploadNap.sleep(milliseconds: pause ?? AgentLimits.napMillisecondsMax)
        }
    }

    /// Lets go of all contents that nothing needs.
    func releaseAll() async {
        // What cannot be looked at now is looked at at the next start.
        try? await outbox.release()
    }

    /// Notes what a call said of the line; where it came back, what waits goes at once.
    private func note(_ error: ClientError?) {
        guard courier.withLock({ $0.note(error) }) else { return }
        nap.wake()
        uploadNap.wake()
    }

    // MARK: - Watching

    /// A feed for one program, as long as no other has one.
    func watch(from place: EventPlace) -> EventFeed? {
        let mayWatch = isWatched.compareExchange(
            expected: false, desired: true, ordering: .relaxed)
        return mayWatch.exchanged ? EventFeed(caller, after: place) : nil
    }

    func endWatch() { isWatched.store(false, ordering: .relaxed) }

    // MARK: - Keys

    /// Fetches at the beginning what work without a line needs, and sees to it that the device
    /// learns of new keys though its member uses no command that asks who he is.
    ///
    /// So a member may unlock at the office and enter acts where there is no line. For keys it
    /// makes no connection, and it counts as no use.
    func keepKeys() async {
        // Without a line now, the first command that has one does the same.
        _ = try? await DaemonClient(caller: caller, keeper: device).definition()
        while !Task.isCancelled {
            try? await clock.sleep(for: .seconds(AgentLimits.keysLookSeconds))
            guard !Task.isCancelled else { return }
            await tendKeys()
        }
    }

    func tendKeys() async { await caller.tendKeys(everySeconds: AgentLimits.keysSeconds) }

    func waitUntilLocked() async { for await _ in locked.stream {} }

    /// Returns when no request came for the idle time; asking for the status is none.
    func waitUntilIdle() async {
        while !Task.isCancelled {
            let end = state.withLock { state in
                (state.runningCount > 0 ? clock.now : state.lastUse).advanced(by: idle)
            }
            guard clock.now < end else { return }
            try? await clock.sleep(until: end)
        }
    }

    func end() async { await caller.close() }

    func answer(_ request: LocalRequest) async -> Result<[UInt8], ClientError> {
        if request == .status { return .success(await status().bytes) }
        state.withLock { $0.runningCount += 1 }
        defer {
            let now = clock.now
            state.withLock { state in
                state.runningCount -= 1
                state.lastUse = now
            }
        }
        do throws(ClientError) {
            let answer = try await perform(request)
            if request.isOfDaemon { note(nil) }
            return .success(answer)
        } catch {
            if request.isOfDaemon { note(error) }
            return .failure(error)
        }
    }

    private func status() async -> AgentStatus {
        let end = state.withLock { $0.lastUse }.advanced(by: idle)
        let left = clock.now.duration(to: end).components.seconds
        return AgentStatus(
            info: device.deviceInfo, isConnected: await caller.isConnected,
            idleSecondsLeft: UInt32(clamping: left))
    }

    private func perform(_ request: LocalRequest) async throws(ClientError) -> [UInt8] {
        switch request {
        case .call(let call):
            // Where the line was down a moment ago, a person does not wait for it each time.
            let isDown = courier.withLock { $0.isDown }
            let patience = isDown ? AgentLimits.downPatienceMilliseconds : nil
            return Self.bytes(of: try await caller.call(call, patienceMilliseconds: patience))
        case .greeting:
            let greeting = try await caller.greeting()
            var bytes = greeting.instance.bytes
            bytes.appendBigEndian(greeting.epoch)
            return bytes
        case .info, .status: return await status().bytes
        case .sign(let statement): return try await device.signApproval(statement)
        case .keep(let name, let content):
            try await device.keep(name, content)
            return []
        case .recall(let name): return try await device.recall(name).map { [1] + $0 } ?? [0]
        case .forget(let name):
            try await device.forget(name)
            return []
        case .kept:
            var bytes: [UInt8] = []
            for name in try await device.kept() { bytes.appendRun(name) }
            return bytes
        case .finish(let key):
            await caller.finish(key)
            return []
        case .lock: return []
        case .enqueue(let call, let enteredAt, let fileNumber, let isUnsearched):
            let number = try await outbox.enqueue(
                call, enteredAt: enteredAt, fileNumber: fileNumber, isUnsearched: isUnsearched)
            nap.wake()
            return Self.bytes(of: number)
        case .entries:
            var bytes: [UInt8] = []
            for entry in try await outbox.entries() {
                bytes.appendBigEndian(entry.number)
                LocalFrame.append(entry.bytes, to: &bytes)
            }
            return bytes
        case .deliver(let number):
            let answer = try await outbox.deliver(number)
            uploadNap.wake()
            return Self.bytes(of: answer)
        case .drop(let number):
            if try await outbox.drop(number) { return [1] }
            return [try await uploads.drop(number) ? 1 : 0]
        case .sendAll:
            let report = try await outbox.sendAll()
            var bytes: [UInt8] = []
            for count in [report.sent, report.refused, report.waiting] {
                bytes.appendBigEndian(UInt32(clamping: count))
            }
            if report.error == nil { uploadNap.wake() }
            return bytes + (report.error?.bytes ?? [])
        case .uploads:
            var bytes: [UInt8] = []
            for upload in try await uploads.entries() {
                bytes.appendBigEndian(upload.number)
                bytes.appendBigEndian(UInt64(clamping: upload.sentByteCount))
                LocalFrame.append(upload.bytes, to: &bytes)
            }
            return bytes
        case .fetch(let place, let motive):
            guard let byteCount = try await fetches.fetch(place, motive: motive) else { return [1] }
            return [0] + Self.bytes(of: UInt64(byteCount))
        case .release(let id):
            try await outbox.release([id])
            return []
        // Answered where the connection is served.
        case .watch, .claim, .unclaim: throw ClientError(.agentFailed)
        }
    }

    private static func bytes(of answer: CallAnswer) -> [UInt8] {
        var bytes: [UInt8] = []
        LocalFrame.append(answer.payload, to: &bytes)
        return bytes + answer.content
    }

    private static func bytes(of number: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(number)
        return bytes
    }
}
