import Basics
import Framing
import Messages
import Secrets
import Session

/// Calls over a connection of this process; it connects when it has to, and again after a cut.
public actor DirectCaller: Caller {
    private let address: String
    /// What a connection is tried with, by its place; nil beyond the last.
    private let credentials: @Sendable (Int) -> ConnectionCredentials?
    /// Where the last greeting is kept; a device that is being enrolled has no such place.
    let device: UnlockedDevice?
    let policy: RetryPolicy
    let clock = ContinuousClock()
    private(set) var connection: DeviceConnection?
    /// When the daemon told its time.
    private var openedAt: ContinuousClock.Instant?
    /// When WHO_AM_I last told of keys.
    var tendedAt: ContinuousClock.Instant?
    /// Whether a renewal of the pre-shared key is under way.
    var isRenewing = false
    /// What waits to be acknowledged.
    var finished = FinishedKeys()
    /// Whether that will be done in a while.
    var willAcknowledge = false
    /// The run of the daemon whose log was compared with what this device remembers.
    var checkedRun: InstanceID?
    /// That comparison, while it is made.
    var checking: Task<Result<InstanceID?, ClientError>, Never>?
    private var connecting: Task<Result<DeviceConnection, ConnectionError>, Never>?
    private var told: DaemonGreeting?
    private var heartbeat = Heartbeat()
    private static let keptGreeting = "greeting"

    /// Makes a caller; it connects at the first call.
    public init(_ device: UnlockedDevice, retry: RetryPolicy = RetryPolicy()) {
        self.init(device, at: device.deviceInfo.address, retry: retry)
    }

    init(_ device: UnlockedDevice, at address: String, retry: RetryPolicy = RetryPolicy()) {
        self.device = device
        self.address = address
        credentials = { device.credentials($0) }
        policy = retry
    }

    init(
        address: String, retry: RetryPolicy,
        credentials: @escaping @Sendable () -> ConnectionCredentials
    ) {
        self.address = address
        self.credentials = { $0 == 0 ? credentials() : nil }
        device = nil
        policy = retry
    }

    /// Whether there is a connection now.
    public var isConnected: Bool { connection?.isOpen ?? false }

    /// Makes a call and tries it again until its outcome is known or the time is up.
    public func call(_ request: CallRequest) async throws(ClientError) -> CallAnswer {
        try await call(request, patienceMilliseconds: nil)
    }

    /// Makes a call that is tried for another time than the policy's while it was certainly not
    /// executed.
    public func call(
        _ request: CallRequest, patienceMilliseconds: Int64?
    ) async throws(ClientError) -> CallAnswer {
        try await exchange(request, patienceMilliseconds).answer
    }

    /// Makes a call; gives its answer, and the run of the daemon that gave it.
    func exchange(
        _ request: CallRequest, _ patienceMilliseconds: Int64?
    ) async throws(ClientError) -> (answer: CallAnswer, run: InstanceID?) {
        let key = request.operationKey.flatMap { OperationKey($0) }
        guard (key == nil) == (request.operationKey == nil) else {
            throw ClientError(.operationKeyRequired)
        }
        let needsLog = Self.needsLog(request.method)
        var progress = CallProgress(isWrite: key != nil, refusalsMax: policy.refusalsMax)
        let start = clock.now
        var backoff = Backoff(policy)
        while true {
            if needsLog, !isLogChecked {
                do throws(ClientError) {
                    try await checkLog(patienceMilliseconds: patienceMilliseconds)
                } catch {
                    throw progress.isInDoubt ? error.inDoubt() : error
                }
            }
            let event: CallProgress.Event
            var run: InstanceID?
            var isChecked = true
            do throws(ConnectionError) {
                // A call that does not write leaves with the handshake where one is to be made.
                let first = key == nil ? Self.first(request) : nil
                let opened = try await open(with: first)
                run = opened.connection.welcome.instance
                isChecked = !needsLog || self.isChecked(opened.connection)
                // A daemon that started again meanwhile is looked at before it is asked.
                guard isChecked || opened.hasTaken else { continue }
                event = await attempt(
                    request, key, on: opened.connection, leftAlready: opened.hasTaken)
            } catch {
                event = .notConnected(error)
            }
            // What left with the handshake was answered by a run that nobody has looked at.
            if !isChecked, case .answered = event { try await checkLog() }
            switch progress.next(event) {
            case .done(let answer):
                if request.method == .whoAmI { await tendKeys(told: answer) }
                return (answer, run)
            case .fail(let error):
                noteStanding(error)
                throw error
            case .again(let least):
                let pause = backoff.next(least: Int64(least))
                let limit =
                    progress.isInDoubt
                    ? policy.giveUpInDoubtMilliseconds
                    : patienceMilliseconds ?? policy.giveUpMilliseconds
                let end = start.advanced(by: .milliseconds(limit))
                guard clock.now.advanced(by: .milliseconds(pause)) < end, !Task.isCancelled else {
                    throw progress.givenUp()
                }
                try? await clock.sleep(for: .milliseconds(pause))
            }
        }
    }

    /// The run of the daemon that was heard last.
    var lastRun: InstanceID? { (told ?? keptGreeting())?.instance }

    /// What the daemon told last, in this process or in an earlier one.
    public func greeting() async throws(ClientError) -> DaemonGreeting {
        if let told { return told }
        if let kept = keptGreeting() {
            told = kept
            return kept
        }
        do {
            _ = try await open()
        } catch {
            throw ClientError(connection: error)
        }
        guard let told else { throw ClientError(.connectionLost) }
        return told
    }

    /// Closes the connection; the next call makes another one.
    public func close() async {
        await acknowledge()
        await connection?.close()
        connection = nil
    }

    // MARK: - Connecting

    /// The open connection, or a new one; callers that come meanwhile wait for the same.
    func open() async throws(ConnectionError) -> DeviceConnection {
        try await open(with: nil).connection
    }

    /// The open connection, or a new one with whose handshake a call has left.
    private func open(
        with first: FirstCall?
    ) async throws(ConnectionError) -> (connection: DeviceConnection, hasTaken: Bool) {
        if let connection, connection.isOpen { return (connection, false) }
        let hasTaken = connecting == nil && first != nil
        let task = connecting ?? connect(with: first)
        connecting = task
        let result = await task.value
        if connecting == task { connecting = nil }
        let opened = try result.get()
        if connection !== opened { openedAt = clock.now }
        connection = opened
        remember(
            DaemonGreeting(
                instance: opened.welcome.instance, epoch: opened.welcome.operationEpoch))
        return (opened, hasTaken)
    }

    private static func first(_ request: CallRequest) -> FirstCall? {
        FirstCall(
            method: UInt16(truncatingIfNeeded: request.method.rawValue), payload: request.payload,
            deadlineMilliseconds: request.deadlineMilliseconds)
    }

    private func connect(
        with first: FirstCall?
    ) -> Task<Result<DeviceConnection, ConnectionError>, Never> {
        let last = told ?? keptGreeting()
        return Task { [address, credentials, device, policy] in
            guard let address = HostPort(address) else { return .failure(.unreachable) }
            func connect() async -> Result<DeviceConnection, ConnectionError> {
                var place = 0
                while let credentials = credentials(place) {
                    do throws(ConnectionError) {
                        return .success(
                            try await ClientLoop.connect(
                                host: address.host, port: address.port, credentials: credentials,
                                now: ClientFile.now, lastInstance: last?.instance ?? .zero,
                                timeoutMilliseconds: policy.connectMilliseconds,
                                first: first))
                    } catch {
                        // Only silence may mean that the daemon has this key no more (W-89).
                        guard error == .refused else { return .failure(error) }
                    }
                    place += 1
                }
                return .failure(.refused)
            }
            let result = await connect()
            guard case .failure(.refused) = result, device?.refresh() == true else {
                return result
            }
            // Another process of this device was told other keys.
            return await connect()
        }
    }

    /// The daemon's clock now, by what it told when the connection began; nil without one.
    var daemonNow: Instant? {
        guard let connection, let openedAt else { return nil }
        let (seconds, attoseconds) = openedAt.duration(to: clock.now).components
        return Instant(
            milliseconds: connection.welcome.now.milliseconds + seconds * 1_000
                + attoseconds / 1_000_000_000_000_000)
    }

    func attempt(
        _ request: CallRequest, _ key: OperationKey?, on connection: DeviceConnection,
        leftAlready: Bool = false
    ) async -> CallProgress.Event {
        let method = UInt16(truncatingIfNeeded: request.method.rawValue)
        let asked = request.deadlineMilliseconds
        let deadline =
            asked > 0
            ? asked
            : MethodTable.traits(method)?.deadlineMilliseconds
                ?? FramingLimits.deadlineMillisecondsDefault
        let patience = Int64(deadline) + policy.graceMilliseconds
        // A daemon answers by the deadline; one that does not is beyond a line that is cut.
        let watch = Task {
            try await Task.sleep(for: .milliseconds(patience))
            await connection.close()
        }
        defer { watch.cancel() }
        // A connection on which nothing is awaited is left alone: this ends with the call.
        let pulse = Task { await beat(connection) }
        defer { pulse.cancel() }
        do throws(ConnectionError) {
            if leftAlready, let answer = try await connection.firstAnswer() {
                return .answered(answer)
            }
            return .answered(
                try await connection.call(
                    method: method, payload: request.payload, operationKey: key,
                    deadlineMilliseconds: asked))
        } catch {
            return .lost(error)
        }
    }

    /// Asks from time to time whether the line still stands, and cuts one that does not.
    func beat(_ connection: DeviceConnection) async {
        while !Task.isCancelled, connection.isOpen {
            let interval = heartbeat.intervalMilliseconds
            guard (try? await clock.sleep(for: .milliseconds(interval))) != nil else { return }
            let limit = Task { [policy] in
                try await Task.sleep(for: .milliseconds(policy.graceMilliseconds))
                await connection.close()
            }
            do throws(ConnectionError) {
                try await connection.ping()
                heartbeat.stood()
            } catch {
                heartbeat.fell()
            }
            limit.cancel()
        }
    }

    // MARK: - The last greeting

    private func remember(_ greeting: DaemonGreeting) {
        guard greeting != told else { return }
        told = greeting
        var bytes = greeting.instance.bytes
        bytes.appendBigEndian(greeting.epoch)
        // A hint for the next process: without it that one connects before it makes a key.
        try? device?.store(Self.keptGreeting, bytes)
    }

    private func keptGreeting() -> DaemonGreeting? {
        guard let bytes = try? device?.load(Self.keptGreeting) else { return nil }
        var reader = ByteReader(bytes)
        guard let instance: InstanceID = try? reader.identifier(),
            let epoch: UInt32 = try? reader.integer(), (try? reader.finish()) != nil
        else { return nil }
        return DaemonGreeting(instance: instance, epoch: epoch)
    }
}

/// An address as `host:port` or `[host]:port`.
struct HostPort: Equatable {
    let host: String
    let port: Int

    init?(_ text: String) {
        guard let cut = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: cut)...]),
            port > 0
        else { return nil }
        var host = text[..<cut]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, !host.contains(where: { $0 == "[" || $0 == "]" }) else { return nil }
        self.host = String(host)
        self.port = Int(port)
    }
}
