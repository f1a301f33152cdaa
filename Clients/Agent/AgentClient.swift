public import Basics
import Glibc
public import MadarClient
import Messages
import NIOCore
import NIOPosix
import Synchronization

/// A program's connection to the agent of its user: it carries calls and keeps things, without
/// holding a key.
public final class AgentClient: Caller, DeviceKeeper {
    private struct Waiting {
        var answers: [CheckedContinuation<[UInt8], any Error>] = []
        var isClosed = false
    }

    private let channel: any Channel
    private let outbox: AsyncStream<[UInt8]>.Continuation
    private let waiting = Mutex(Waiting())

    private init(
        channel: any Channel, outbox: AsyncStream<[UInt8]>.Continuation
    ) {
        self.channel = channel
        self.outbox = outbox
    }

    /// Connects to the agent of a profile.
    ///
    /// - Throws: `agentNotRunning`; `agentForeign` where the socket is another user's.
    public static func connect(_ profile: Profile) async throws(ClientError) -> AgentClient {
        try await connect(socket: AgentPath.socket(profile))
    }

    /// Connects to an agent at a path.
    public static func connect(socket: String) async throws(ClientError) -> AgentClient {
        let connection: NIOAsyncChannel<[UInt8], [UInt8]>
        do {
            connection = try await ClientBootstrap(group: NIOSingletons.posixEventLoopGroup)
                .connect(unixDomainSocketPath: socket) { channel in
                    channel.eventLoop.makeCompletedFuture { try LocalChannel.wrap(channel) }
                }
            let channel = connection.channel
            // Only a connected socket knows who is at its other end.
            let user = try await channel.eventLoop.submit { LocalChannel.user(of: channel) }.get()
            guard user == Int64(geteuid()) else {
                try await connection.executeThenClose { _, _ in }
                // An agent that locks itself meanwhile is nobody's any more.
                throw ClientError(user < 0 ? .agentNotRunning : .agentForeign)
            }
        } catch {
            throw error as? ClientError ?? ClientError(.agentNotRunning)
        }
        let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
        let client = AgentClient(channel: connection.channel, outbox: continuation)
        Task { [weak client] in
            try? await connection.executeThenClose { answers, requests in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { for await body in stream { try await requests.write(body) } }
                    for try await body in answers { client?.arrived(body) }
                    group.cancelAll()
                }
            }
            client?.ended()
        }
        return client
    }

    deinit {
        outbox.finish()
        // Nobody waits for an answer any more, and the agent takes so many connections only.
        channel.close(promise: nil)
    }

    /// Closes the connection.
    public func close() async {
        outbox.finish()
        try? await channel.close()
        ended()
    }

    // MARK: - Asking

    private func arrived(_ body: [UInt8]) {
        let next = waiting.withLock { $0.answers.isEmpty ? nil : $0.answers.removeFirst() }
        next?.resume(returning: body)
    }

    private func ended() {
        let left = waiting.withLock { waiting in
            defer { waiting.answers = [] }
            waiting.isClosed = true
            return waiting.answers
        }
        for answer in left { answer.resume(throwing: ClientError(.agentNotRunning)) }
    }

    fileprivate func ask(_ request: LocalRequest) async throws(ClientError) -> [UInt8] {
        let body: [UInt8]
        do {
            body = try await withCheckedThrowingContinuation { continuation in
                // Queued and sent under one lock: answers come in the order of requests.
                let isClosed = waiting.withLock { waiting in
                    if !waiting.isClosed {
                        waiting.answers.append(continuation)
                        outbox.yield(request.bytes)
                    }
                    return waiting.isClosed
                }
                if isClosed { continuation.resume(throwing: ClientError(.agentNotRunning)) }
            }
        } catch {
            // An agent that went away may have sent a write before.
            var outcome = ClientError.Outcome.notExecuted
            if case .call(let call) = request, call.operationKey != nil { outcome = .unknown }
            if case .deliver = request { outcome = .unknown }
            throw ClientError(.agentNotRunning, outcome: outcome)
        }
        return try LocalFrame.read(body)
    }

    fileprivate static var unreadable: ClientError { ClientError(.agentFailed, outcome: .unknown) }

    // MARK: - Caller

    /// Makes a call over the agent's connection.
    public func call(_ request: CallRequest) async throws(ClientError) -> CallAnswer {
        try Self.callAnswer(try await ask(.call(request)))
    }

    private static func callAnswer(_ bytes: [UInt8]) throws(ClientError) -> CallAnswer {
        var reader = LocalReader(bytes)
        guard let count: UInt32 = reader.integer(), let payload = reader.take(Int(count)) else {
            throw unreadable
        }
        return CallAnswer(payload: payload, content: reader.rest())
    }

    /// Has the agent acknowledge an operation key in a while.
    public func finish(_ operationKey: [UInt8]) async { _ = try? await ask(.finish(operationKey)) }

    /// What the daemon told the agent last.
    public func greeting() async throws(ClientError) -> DaemonGreeting {
        var reader = LocalReader(try await ask(.greeting))
        guard let instance = reader.take(16).flatMap({ InstanceID($0) }),
            let epoch: UInt32 = reader.integer(), reader.isAtEnd
        else { throw Self.unreadable }
        return DaemonGreeting(instance: instance, epoch: epoch)
    }

    // MARK: - Keeper

    /// What is known of the device.
    public func info() async throws(ClientError) -> DeviceInfo {
        guard let status = AgentStatus(try await ask(.info)) else { throw Self.unreadable }
        return status.info
    }

    /// Signs an approval statement with the device's key.
    public func signApproval(_ statement: [UInt8]) async throws(ClientError) -> [UInt8] {
        try await ask(.sign(statement))
    }

    /// Keeps bytes under a name, sealed.
    public func keep(_ name: String, _ bytes: [UInt8]) async throws(ClientError) {
        guard name.utf8.count <= ClientLimits.keptNameByteCountMax else {
            throw ClientError(.malformedName)
        }
        guard bytes.count <= ClientLimits.keptByteCountMax else {
            throw ClientError(.keptTooMuch)
        }
        _ = try await ask(.keep(name, bytes))
    }

    /// What is kept under a name; nil where nothing is.
    public func recall(_ name: String) async throws(ClientError) -> [UInt8]? {
        let answer = try await ask(.recall(name))
        switch answer.first {
        case 0: return nil
        case 1: return Array(answer.dropFirst())
        default: throw Self.unreadable
        }
    }

    /// Drops what is kept under a name.
    public func forget(_ name: String) async throws(ClientError) {
        _ = try await ask(.forget(name))
    }

    /// The names under which something is kept, sorted.
    public func kept() async throws(ClientError) -> [String] {
        var reader = LocalReader(try await ask(.kept))
        var names: [String] = []
        while !reader.isAtEnd {
            guard let name = reader.run() else { throw Self.unreadable }
            names.append(name)
        }
        return names
    }

    // MARK: - The agent itself

    /// What the agent says of itself; asking does not keep it awake.
    public func status() async throws(ClientError) -> AgentStatus {
        guard let status = AgentStatus(try await ask(.status)) else { throw Self.unreadable }
        return status
    }

    /// Makes the agent forget its keys and end.
    public func lock() async throws(ClientError) { _ = try await ask(.lock) }
}

/// The agent holds the one outbox of its profile, so that two programs send nothing twice.
extension AgentClient: OutboxKeeper {
    /// Keeps a write in the agent's outbox.
    public func enqueue(
        _ call: PreparedCall, enteredAt: Instant, fileNumber: String, isUnsearched: Bool
    ) async throws(ClientError) -> UInt64 {
        let request = LocalRequest.enqueue(
            call, enteredAt: enteredAt, fileNumber: fileNumber, isUnsearched: isUnsearched)
        var reader = LocalReader(try await ask(request))
        guard let number: UInt64 = reader.integer(), reader.isAtEnd else {
            throw Self.unreadable
        }
        return number
    }

    /// Has a write sent, and those before it.
    public func deliver(_ number: UInt64) async throws(ClientError) -> CallAnswer {
        try Self.callAnswer(try await ask(.deliver(number)))
    }

    /// Has all sent that waits.
    public func sendAll() async throws(ClientError) -> OutboxReport {
        var reader = LocalReader(try await ask(.sendAll))
        guard let sent: UInt32 = reader.integer(), let refused: UInt32 = reader.integer(),
            let waiting: UInt32 = reader.integer()
        else { throw Self.unreadable }
        var report = OutboxReport()
        (report.sent, report.refused, report.waiting) = (Int(sent), Int(refused), Int(waiting))
        let rest = reader.rest()
        if !rest.isEmpty {
            guard let error = ClientError(bytes: rest) else { throw Self.unreadable }
            report.error = error
        }
        return report
    }

    /// What the outbox keeps.
    public func entries() async throws(ClientError) -> [OutboxEntry] {
        var reader = LocalReader(try await ask(.entries))
        var entries: [OutboxEntry] = []
        while !reader.isAtEnd {
            guard let number: UInt64 = reader.integer(), let count: UInt32 = reader.integer(),
                let bytes = reader.take(Int(count)),
                let entry = OutboxEntry(number: number, bytes)
            else { throw Self.unreadable }
            entries.append(entry)
        }
        return entries
    }

    /// Drops a write for good.
    public func drop(_ number: UInt64) async throws(ClientError) -> Bool {
        switch try await ask(.drop(number)) {
        case [1]: return true
        case [0]: return false
        default: throw Self.unreadable
        }
    }
}

// MARK: - Contents and events

extension AgentClient {
    /// How far the fetching of a content has come.
    public enum Fetched: Equatable, Sendable {
        /// So many bytes have come.
        case underWay(byteCount: Int)
        /// It is held, whole and compared with its act.
        case held
    }

    /// The contents that wait to be sent.
    public func uploads() async throws(ClientError) -> [WaitingUpload] {
        var reader = LocalReader(try await ask(.uploads))
        var uploads: [WaitingUpload] = []
        while !reader.isAtEnd {
            guard let number: UInt64 = reader.integer(), let sent: UInt64 = reader.integer(),
                let count: UInt32 = reader.integer(), let bytes = reader.take(Int(count)),
                var upload = WaitingUpload(number: number, bytes)
            else { throw Self.unreadable }
            upload.sentByteCount = Int(clamping: sent)
            uploads.append(upload)
        }
        return uploads
    }

    /// Has a content fetched, and tells within about a second how far that is.
    ///
    /// It is asked again until the content is held; where nobody asks, it goes on.
    ///
    /// - Throws: what a download can end with.
    public func fetch(
        _ place: AttachmentPlace, motive: String
    ) async throws(ClientError) -> Fetched {
        var reader = LocalReader(try await ask(.fetch(place, motive: motive)))
        switch reader.integer() as UInt8? {
        case 1 where reader.isAtEnd: return .held
        case 0:
            guard let count: UInt64 = reader.integer(), reader.isAtEnd else { break }
            return .underWay(byteCount: Int(clamping: count))
        default: break
        }
        throw Self.unreadable
    }

    /// Lets go of a content that was fetched to be shown.
    public func release(_ id: AttachmentID) async throws(ClientError) {
        _ = try await ask(.release(id))
    }

    /// Takes a draft, so that nobody goes on with it in another window; false where somebody does.
    ///
    /// It is free again when it is left, or this connection ends.
    public func claim(_ draft: Draft) async throws(ClientError) -> Bool {
        switch try await ask(.claim(draft.key)) {
        case [1]: return true
        case [0]: return false
        default: throw Self.unreadable
        }
    }

    /// Leaves a draft to whoever goes on with it.
    public func unclaim(_ draft: Draft) async { _ = try? await ask(.unclaim(draft.key)) }

    /// The events that come within some seconds; none where nothing happened.
    ///
    /// - Parameter place: where the watching begins, for the first call on this connection.
    /// - Throws: `watched` where another program of this profile watches.
    public func watch(from place: EventPlace?) async throws(ClientError) -> [FileEvent] {
        var reader = LocalReader(try await ask(.watch(place)))
        var events: [FileEvent] = []
        while !reader.isAtEnd {
            guard let count: UInt32 = reader.integer(), let bytes = reader.take(Int(count)),
                let event = FileEvent(bytes)
            else { throw Self.unreadable }
            events.append(event)
        }
        return events
    }
}
