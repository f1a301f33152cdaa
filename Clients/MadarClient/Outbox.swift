public import Basics
import Circuit
import Framing
import Glibc
import Messages

/// What an attempt to send everything came to.
public struct OutboxReport: Equatable, Sendable {
    /// How many writes were done.
    public var sent = 0
    /// How many were refused, which are kept.
    public var refused = 0
    /// How many still wait.
    public var waiting = 0
    /// What ended the attempt early.
    public var error: ClientError?

    /// Makes a report of nothing.
    public init() {}
}

/// Whoever keeps writes until they are answered: an outbox, or the agent that holds one.
public protocol OutboxKeeper: Sendable {
    /// Keeps a write, sealed and durable when this returns, before anything is sent; gives the
    /// number under which it is kept.
    func enqueue(
        _ call: PreparedCall, enteredAt: Instant, fileNumber: String, isUnsearched: Bool
    ) async throws(ClientError) -> UInt64
    /// Sends a write and those before it; gives the answer, after which it is kept no more.
    ///
    /// - Throws: what kept it from being done. The write is still kept: as refused where the
    ///   error's outcome is that, else to be sent later.
    func deliver(_ number: UInt64) async throws(ClientError) -> CallAnswer
    /// Sends all that waits, in the order of entry.
    func sendAll() async throws(ClientError) -> OutboxReport
    /// All that is kept, in the order of entry.
    func entries() async throws(ClientError) -> [OutboxEntry]
    /// Drops a write for good; false where there is none of that number.
    func drop(_ number: UInt64) async throws(ClientError) -> Bool
}

/// Writes that wait on this device: each is kept before it is first sent, with its key and its
/// bytes, and sent again until its answer is known, so that a cut loses and doubles nothing.
///
/// Acts go in the order of entry. Where one is refused, those that were entered in its knowledge
/// are not sent: their authors believed in what did not come about.
public actor Outbox: OutboxKeeper {
    private let caller: any Caller
    private let keeper: any DeviceKeeper
    private let drafts: Drafts
    private var nextNumber: UInt64?
    /// Writes whose enterer is about to have them delivered, and until when he may.
    private var reserved: [UInt64: ContinuousClock.Instant] = [:]
    private var isSending = false
    private var queue: [CheckedContinuation<Void, Never>] = []
    private static let prefix = "outbox."

    /// Joins what carries calls and what keeps the device.
    public init(caller: any Caller, keeper: any DeviceKeeper) {
        self.caller = caller
        self.keeper = keeper
        drafts = Drafts(keeper)
    }

    // MARK: - Keeping

    /// Keeps a write, and lets go of the draft that it was.
    ///
    /// - Throws: `keptTooMuch`, `inputOutput`.
    public func enqueue(
        _ call: PreparedCall, enteredAt: Instant, fileNumber: String, isUnsearched: Bool
    ) async throws(ClientError) -> UInt64 {
        let number = try await newNumber()
        // Whoever enters a write asks for its answer next; nobody else may take it before.
        reserved[number] = ContinuousClock.now.advanced(by: .seconds(ClientLimits.reserveSeconds))
        try await store(
            OutboxEntry(
                number: number, call: call, enteredAt: enteredAt, fileNumber: fileNumber,
                isUnsearched: isUnsearched))
        // What is not dropped now is dropped when the write is sent, and before then known by it.
        try? await drafts.forget(of: call)
        return number
    }

    /// The next number on this device, which entries and uploads share.
    private func newNumber() async throws(ClientError) -> UInt64 {
        if nextNumber == nil {
            let uploads = try await Uploads.numbers(keeper)
            let last = max(try await numbers().last ?? 0, uploads.last ?? 0)
            nextNumber = nextNumber ?? last + 1
        }
        let number = nextNumber ?? 1
        nextNumber = number + 1
        return number
    }

    /// All that is kept; what does not read is passed over and stays.
    public func entries() async throws(ClientError) -> [OutboxEntry] {
        var entries: [OutboxEntry] = []
        for number in try await numbers() {
            if let entry = try await entry(number) { entries.append(entry) }
        }
        return entries
    }

    /// Drops a write, and refuses those that were entered in its knowledge.
    public func drop(_ number: UInt64) async throws(ClientError) -> Bool {
        await begin()
        defer { end() }
        guard let dropped = try await entry(number) else {
            guard try await numbers().contains(number) else { return false }
            try await keeper.forget(Self.name(number))
            return true
        }
        if dropped.isWaiting { _ = try await refuseFollowers(of: dropped) }
        try await drafts.forget(of: dropped.call)
        try await keeper.forget(Self.name(number))
        try await release(Set(dropped.promised.map(\.attachment.id)))
        return true
    }

    /// Drops contents that no write, no upload and no draft needs any more: those that were fetched to be
    /// shown, and those of a program that ended before it kept its write.
    ///
    /// - Parameter ids: which ones are looked at; nil for all, which is for a time when no program
    ///   is about to keep a write.
    public func release(_ ids: Set<AttachmentID>? = nil) async throws(ClientError) {
        let contents = HeldContents(keeper)
        let present = try await contents.all()
        var unneeded = ids.map { present.intersection($0) } ?? present
        guard !unneeded.isEmpty else { return }
        for entry in try await entries() {
            unneeded.subtract(entry.promised.map(\.attachment.id))
        }
        for upload in try await Uploads.records(keeper) {
            unneeded.remove(upload.place.attachment.id)
        }
        let kept = try await drafts.all()
        // One that does not read may be of a newer program, and hold any of them.
        guard kept.unreadableCount == 0 else { return }
        for draft in kept.drafts { unneeded.subtract(draft.attachments.map(\.id)) }
        for id in unneeded { try await contents.drop(id) }
    }

    private func numbers() async throws(ClientError) -> [UInt64] {
        try await keeper.kept().compactMap { Self.number(in: $0, Self.prefix) }.sorted()
    }

    private func entry(_ number: UInt64) async throws(ClientError) -> OutboxEntry? {
        try await keeper.recall(Self.name(number)).flatMap {
            OutboxEntry(number: number, $0)
        }
    }

    private func store(_ entry: OutboxEntry) async throws(ClientError) {
        try await keeper.keep(Self.name(entry.number), entry.bytes)
    }

    private static func name(_ number: UInt64) -> String { name(number, prefix) }

    /// The name under which something of a number is kept.
    static func name(_ number: UInt64, _ prefix: String) -> String {
        let digits = String(number, radix: 16)
        return prefix + String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The number in such a name; nil in another.
    static func number(in name: String, _ prefix: String) -> UInt64? {
        name.hasPrefix(prefix) ? UInt64(name.dropFirst(prefix.count), radix: 16) : nil
    }

    // MARK: - Sending

    /// Sends a write and those before it.
    public func deliver(_ number: UInt64) async throws(ClientError) -> CallAnswer {
        await begin()
        defer {
            // Whoever asked knows now; the rest is anybody's.
            reserved[number] = nil
            end()
        }
        var report = OutboxReport()
        guard let result = try await pass(upTo: number, for: number, &report) else {
            throw report.error ?? ClientError(.inProgress)
        }
        return try result.get()
    }

    /// Sends all that waits.
    public func sendAll() async throws(ClientError) -> OutboxReport {
        await begin()
        defer { end() }
        var report = OutboxReport()
        _ = try await pass(upTo: .max, for: nil, &report)
        report.waiting = try await entries().count { $0.isWaiting }
        return report
    }

    /// One pass over what waits; the result of the write that somebody waits for, where it came
    /// to one.
    private func pass(
        upTo last: UInt64, for awaited: UInt64?, _ report: inout OutboxReport
    ) async throws(ClientError) -> Result<CallAnswer, ClientError>? {
        var heldFiles: Set<FileID> = []
        var isThere = false
        reserved = reserved.filter { $0.value > .now }
        for number in try await numbers() where number <= last {
            // Read again at its turn: a refusal may have refused what followed.
            guard let entry = try await entry(number) else { continue }
            let isReserved = number != awaited && reserved[number] != nil
            let isHeld = isReserved || entry.file.map { heldFiles.contains($0) } ?? false
            guard entry.isWaiting, !isHeld else {
                if case .refused = entry.state {
                } else if let file = entry.file {
                    heldFiles.insert(file)
                }
                if number == awaited, case .refused(let error) = entry.state {
                    return .failure(error)
                }
                continue
            }
            let isAwaited = number == awaited
            do {
                // Nothing is noted as sent before the daemon is known to be there.
                if !isThere { _ = try await caller.call(CallRequest(.ping)) }
                isThere = true
                let answer = try await send(entry, isAwaited: isAwaited)
                report.sent += 1
                if isAwaited { return .success(answer) }
            } catch {
                let after = try await settle(entry, error)
                if case .refused = after.state {
                    report.refused += 1 + (try await refuseFollowers(of: after))
                } else {
                    if let file = entry.file { heldFiles.insert(file) }
                    if error.isOfLine {
                        report.error = error
                        return isAwaited ? .failure(error) : nil
                    }
                }
                if isAwaited { return .failure(after.outcome(error)) }
            }
        }
        return nil
    }

    private func send(
        _ entry: OutboxEntry, isAwaited: Bool
    ) async throws(ClientError) -> CallAnswer {
        if case .notSent = entry.state {
            // Said before it is so: a crash between leaves a write that may have been executed.
            var sent = entry
            sent.state = .unknown(nil)
            try await store(sent)
        }
        try await drafts.forget(of: entry.call)
        let answer = try await caller.call(entry.call.request)
        try? await SeenFiles.took(entry, answer, keeper)
        try await expectUploads(entry, answer)
        if !isAwaited, entry.call.method == .openFile, let opened = entry.opened(answer) {
            try await store(opened)
        } else {
            try await keeper.forget(Self.name(entry.number))
        }
        // Only now: nothing can send it again.
        if let key = entry.call.request.operationKey { await caller.finish(key) }
        return answer
    }

    /// Keeps that the contents which an act has promised are to be sent, before the act is let go.
    private func expectUploads(
        _ entry: OutboxEntry, _ answer: CallAnswer
    ) async throws(ClientError) {
        let promised = entry.promised
        guard !promised.isEmpty, let taken = entry.taken(answer) else { return }
        let contents = HeldContents(keeper)
        do throws(ClientError) {
            // A crash may have come between this and the letting go.
            let known = Set(try await Uploads.records(keeper).map(\.place.attachment.id))
            for (field, attachment) in promised where !known.contains(attachment.id) {
                var refusal: ClientError?
                do throws(ClientError) {
                    // What another program entered through the library, it sends itself.
                    guard try await contents.held(attachment.id) != nil else { continue }
                } catch {
                    guard error.code == .keptFileDamaged else { throw error }
                    refusal = error
                }
                let upload = WaitingUpload(
                    number: try await newNumber(),
                    place: AttachmentPlace(
                        file: taken.file, sequence: taken.sequence, attachment: attachment),
                    field: field, fileNumber: taken.fileNumber, enteredAt: entry.enteredAt,
                    refusal: refusal)
                try await keeper.keep(Uploads.name(upload.number), upload.bytes)
            }
        } catch {
            // The act was taken: with the same key it is answered so again, and this made up for.
            throw error.inDoubt()
        }
    }

    /// Keeps what an attempt came to.
    private func settle(
        _ entry: OutboxEntry, _ error: ClientError
    ) async throws(ClientError) -> OutboxEntry {
        var after = entry
        after.state = entry.state(after: error)
        try await store(after)
        return after
    }

    /// Refuses the acts that were entered in the knowledge of one that did not come about.
    private func refuseFollowers(of entry: OutboxEntry) async throws(ClientError) -> Int {
        var count = 0
        for var follower in try await entries() where entry.precedes(follower) {
            guard case .notSent = follower.state else { continue }
            follower.state = .refused(ClientError(.precedingRefused, outcome: .refused))
            try await store(follower)
            count += 1
        }
        return count
    }

    // MARK: - One at a time

    private func begin() async {
        guard isSending else {
            isSending = true
            return
        }
        await withCheckedContinuation { queue.append($0) }
    }

    private func end() {
        if queue.isEmpty { isSending = false } else { queue.removeFirst().resume() }
    }
}

extension OutboxEntry {
    /// What becomes of a write after an attempt that failed.
    ///
    /// Once a write may have been executed, only an answer that the daemon gives after it has
    /// looked for the key decides; another refusal says nothing of the earlier attempt.
    func state(after error: ClientError) -> State {
        var wasInDoubt = false
        if case .unknown = state { wasInDoubt = true }
        switch error.outcome {
        case .unknown: return .unknown(error)
        case .refused:
            return wasInDoubt && !error.isDecision ? .unknown(error) : .refused(error)
        case .notExecuted:
            if wasInDoubt { return .unknown(error) }
            return error.code == .tooLarge || error.code == .operationKeyRequired
                ? .refused(error) : .notSent(error)
        }
    }

    /// The error of an attempt with what is known of all attempts.
    func outcome(_ error: ClientError) -> ClientError {
        if case .unknown = state { return error.inDoubt() }
        return error
    }

    /// What stays of an opening that was sent while nobody looked: its number, without content.
    func opened(_ answer: CallAnswer) -> OutboxEntry? {
        guard
            let opened = try? MessageCodec.decode(WireOpenFileAnswer.self, from: answer.message),
            let fileNumber = FileNumber(opened.number)
        else { return nil }
        let empty = PreparedCall(
            .openFile, payload: [], operationKey: call.request.operationKey ?? [])
        return OutboxEntry(
            number: number, call: empty, enteredAt: enteredAt, fileNumber: fileNumber.text,
            isUnsearched: isUnsearched, state: .opened(fileNumber))
    }
}

extension ClientError {
    /// Whether the daemon cannot be worked with now, whatever is asked.
    public var isOfLine: Bool {
        switch code {
        case .unreachable, .notRecognised, .timedOut, .connectionLost, .draining, .overloaded,
            .sealed, .diskFull, .revoked, .noCommonVersion, .protocolViolation, .agentNotRunning,
            .agentFailed:
            true
        default: false
        }
    }

    /// Whether the daemon looked for the operation key before it answered so.
    var isDecision: Bool {
        code == .conflict || code == .precondition || code == .invalidArgument
    }
}
