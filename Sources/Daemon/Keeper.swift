internal import Basics
internal import Foundation
internal import Handlers
internal import Operations

/// What the keeper does at least so often, as long as its thread goes on.
struct Heartbeat {
    /// How often, in seconds.
    let seconds: Double
    let beat: () -> Void
}

/// The one thread that owns store, keys, log, registry and index.
///
/// Calls from all connections, and what happens to their streams, wait in one queue; as soon as the
/// thread is free it takes what waits, and what arrives together is committed together. There is no
/// timer in that.
///
/// It may be shared between threads: `state` is touched under `condition` only, and `handlers`,
/// `afterGroup`, `atStop`, `heartbeat` and `lastBeat` by the keeper's own thread only.
final class Keeper: @unchecked Sendable {
    private enum Waiting {
        case call(IncomingCall, isCancelled: @Sendable () -> Bool)
        case stream(IncomingStream)
        case signal(StreamID, StreamSignal)
    }

    private struct State {
        var waiting: [Waiting] = []
        var contested: Set<InvitationID> = []
        /// What came of a backup that another thread made.
        var backup: Result<BackupResult, StoreFault>?
        var isStopping = false
        var hasStopped = false
    }

    private let condition = NSCondition()
    private var state = State()
    private let handlers: UseCases
    private let afterGroup: (UseCases) -> Void
    private let atStop: (UseCases) -> Void
    private let heartbeat: Heartbeat?
    private var lastBeat = ContinuousClock.now

    /// Takes the use cases over; `afterGroup` and `atStop` run on the keeper's thread, and so does
    /// the heartbeat, which proves that the thread goes on.
    init(
        _ handlers: UseCases, heartbeat: Heartbeat? = nil,
        afterGroup: @escaping (UseCases) -> Void, atStop: @escaping (UseCases) -> Void
    ) {
        self.handlers = handlers
        self.heartbeat = heartbeat
        self.afterGroup = afterGroup
        self.atStop = atStop
    }

    /// How many calls wait now.
    var waitingCount: Int {
        condition.lock()
        defer { condition.unlock() }
        return state.waiting.count
    }

    func start() {
        let thread = Thread { [self] in run() }
        thread.name = "keeper"
        thread.stackSize = DaemonLimits.keeperStackByteCount
        thread.start()
    }

    /// Queues a call; false where too many wait, or the keeper is stopping.
    func submit(_ call: IncomingCall, isCancelled: @escaping @Sendable () -> Bool) -> Bool {
        enqueue(.call(call, isCancelled: isCancelled))
    }

    /// Queues a stream call; false where too much waits, or the keeper is stopping.
    func submit(_ stream: IncomingStream) -> Bool { enqueue(.stream(stream)) }

    /// Queues what happened to a stream call, in order.
    ///
    /// It is never refused: how much may wait is bounded by the credit of the call's connection.
    func note(_ signal: StreamSignal, of stream: StreamID) {
        enqueue(.signal(stream, signal), isBounded: false)
    }

    @discardableResult
    private func enqueue(_ waiting: Waiting, isBounded: Bool = true) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !state.isStopping, !isBounded || state.waiting.count < DaemonLimits.waitingCallsMax
        else {
            return false
        }
        state.waiting.append(waiting)
        if state.waiting.count == 1 { condition.signal() }
        return true
    }

    /// Queues the alarm that another key tried an invitation; one for each is enough.
    func noteContested(_ invitation: InvitationID) {
        condition.lock()
        defer { condition.unlock() }
        guard !state.isStopping, state.contested.count < DaemonLimits.contestedMax else { return }
        state.contested.insert(invitation)
        condition.signal()
    }

    /// Makes a backup on a thread of its own, so that callers are served meanwhile.
    func make(_ backup: Backup) {
        let thread = Thread { [self] in
            let result = Result { () throws(StoreFault) in try backup.make() }
            condition.lock()
            state.backup = result
            condition.signal()
            condition.unlock()
        }
        thread.name = "backup"
        thread.start()
    }

    /// Serves what waits, brings the store to rest, and returns when the thread is done.
    func stop() {
        condition.lock()
        state.isStopping = true
        condition.signal()
        while !state.hasStopped { condition.wait() }
        condition.unlock()
    }

    private func run() {
        var hasIdleWork = true
        var hasStreamWork = false
        var rotationRest: Double?
        while true {
            condition.lock()
            if !hasStreamWork, state.waiting.isEmpty, state.contested.isEmpty,
                state.backup == nil, !state.isStopping
            {
                var seconds =
                    hasIdleWork
                    ? (handlers.isIndexWhole
                        ? DaemonLimits.idleDelaySeconds : DaemonLimits.indexDelaySeconds)
                    : DaemonLimits.restSeconds
                if let rest = rotationRest { seconds = min(seconds, rest) }
                if let heartbeat { seconds = min(seconds, heartbeat.seconds) }
                _ = condition.wait(until: Date(timeIntervalSinceNow: seconds))
            }
            let waiting = state.waiting
            let contested = state.contested
            state.waiting = []
            state.contested = []
            let backup = state.backup
            state.backup = nil
            let isLast = state.isStopping && waiting.isEmpty
            condition.unlock()
            beat()
            for invitation in contested { handlers.noteContested(invitation) }
            if let backup { handlers.finishBackup(backup) }
            if isLast { break }
            handlers.keepBackups()
            handlers.keepSlots()
            var arrivals: [Arrival] = []
            for item in waiting {
                switch item {
                // What was cancelled before it began is answered all the same.
                case .call(let call, let isCancelled):
                    if isCancelled() { call.cancel() } else { arrivals.append(.call(call)) }
                case .stream(let stream): arrivals.append(.stream(stream))
                case .signal(let id, let signal): arrivals.append(.signal(id, signal))
                }
            }
            // Time makes stream calls ready, too.
            if arrivals.isEmpty, !handlers.hasReadyStreams {
                // Whoever calls during a step waits for one, and not for the work behind it.
                hasIdleWork = handlers.rotateStep() || idle()
                afterGroup(handlers)
            } else {
                handlers.serve(arrivals)
                afterGroup(handlers)
                // Under a load that leaves no idle moment the index is built between groups.
                _ = handlers.buildIndexSlice()
                _ = handlers.rotateStep()
                hasIdleWork = true
            }
            hasStreamWork = handlers.hasReadyStreams
            rotationRest = handlers.rotationRestSeconds
        }
        atStop(handlers)
        condition.lock()
        state.hasStopped = true
        condition.broadcast()
        condition.unlock()
    }

    /// Shows that the thread goes on, where it is time.
    private func beat() {
        guard let heartbeat else { return }
        let now = ContinuousClock.now
        guard now - lastBeat >= .seconds(heartbeat.seconds) else { return }
        lastBeat = now
        heartbeat.beat()
    }

    /// Does idle work for as long as nothing comes, and no rotation has rested enough.
    private func idle() -> Bool {
        handlers.idle {
            beat()
            condition.lock()
            defer { condition.unlock() }
            return state.waiting.isEmpty && !state.isStopping
        }
    }
}
