import Basics
public import Circuit
import Framing
import Mapping
public import Messages
import Secrets
import Synchronization

/// A province's daemon as a program sees it: one method for each of the wire's.
public final class DaemonClient: Sendable {
    private struct Known {
        var definition: CircuitDefinition
        var hash: [UInt8]
    }

    private let caller: any Caller
    let keeper: any DeviceKeeper
    private let known = Mutex<Known?>(nil)
    let names = NameBook()
    private static let keptDefinition = "definition"
    static let keptMyself = "whoami"

    /// Joins what carries calls and what keeps the device.
    public init(caller: any Caller, keeper: any DeviceKeeper) {
        self.caller = caller
        self.keeper = keeper
    }

    /// A client with a connection of its own.
    public convenience init(_ device: UnlockedDevice, retry: RetryPolicy = RetryPolicy()) {
        self.init(caller: DirectCaller(device, retry: retry), keeper: device)
    }

    // MARK: - The daemon

    /// Asks whether the daemon is there; it touches no store and leaves no trace in the log.
    public func ping() async throws(ClientError) {
        let text = Random.bytes(16)
        let answer = try await call(.ping, text)
        guard answer.payload == text else { throw ClientError(.badAnswer) }
    }

    /// Who the daemon takes the caller for, with the roles that he holds.
    public func whoAmI() async throws(ClientError) -> WireWhoAmIAnswer {
        let answer = try await ask(.whoAmI) {
            try MessageCodec.decode(WireWhoAmIAnswer.self, from: $0)
        }
        // For work without a line; what cannot be kept is asked again.
        if try await keptWhoAmI() != answer {
            try? await keeper.keep(Self.keptMyself, MessageCodec.encode(answer))
        }
        learn(answer)
        return answer
    }

    func learn(_ answer: WireWhoAmIAnswer) {
        names.learn(answer.member, answer.name)
        for grant in answer.roles { names.learn(grant.organisation, grant.organisationName) }
    }

    /// The state of the daemon: counts and versions, never content.
    ///
    /// - Parameter metrics: also asks for its metrics.
    public func status(metrics: Bool = false) async throws(ClientError) -> WireStatusAnswer {
        var request = WireStatusRequest()
        request.metrics = metrics
        return try await ask(.status, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireStatusAnswer.self, from: $0)
        }
    }

    /// Forgets the keys of the store until somebody unseals it.
    public func seal() async throws(ClientError) { _ = try await call(.seal) }

    /// Unseals the store with a passphrase of one of its slots.
    public func unseal(_ passphrase: borrowing Passphrase) async throws(ClientError) {
        var request = WireUnsealRequest()
        var bytes = unsafe passphrase.withBytes { unsafe [UInt8]($0) }
        request.passphrase = bytes.blob
        Sodium.wipe(&bytes)
        var payload = MessageCodec.encode(request)
        request = WireUnsealRequest()
        defer { Sodium.wipe(&payload) }
        _ = try await call(.unseal, payload)
    }

    /// Asks for the log's checkpoint, checks that it continues the one that was kept, and keeps it.
    ///
    /// A caller that connects by itself does so before the first call that has to do with records.
    /// - Throws: `logKeyUnknown` where the daemon told no key at enrolment; `badCheckpoint`;
    ///   `rollbackSuspected` where the log is shorter than it was; `forked` where it tells another
    ///   past. What was kept before then stays kept.
    public func checkpoint() async throws(ClientError) -> VerifiedCheckpoint {
        let memory = try await LogMemory(keeper)
        let answer: CallAnswer
        do throws(ClientError) {
            answer = try await call(memory.request)
        } catch {
            throw memory.meaning(of: error)
        }
        return try await memory.take(answer)
    }

    // MARK: - The definition

    /// The definition that the daemon checks acts by: from memory, from what is kept, or from the
    /// daemon, whichever has the hash that the daemon tells now.
    ///
    /// - Throws: `definitionMismatch` where the daemon serves another one than it tells.
    public func definition() async throws(ClientError) -> CircuitDefinition {
        let hash = Array(try await whoAmI().definitionHash)
        if let found = known.withLock({ $0 }), found.hash == hash { return found.definition }
        if let content = try await keptDefinitionContent(), SHA256.hash(content) == hash {
            return try remember(content, hash)
        }
        let content = try await call(.definition).content
        guard SHA256.hash(content) == hash else { throw ClientError(.definitionMismatch) }
        let definition = try remember(content, hash)
        try await keeper.keep(Self.keptDefinition, content)
        return definition
    }

    /// The definition that was kept last, for work without a line; nil where none was.
    public func keptDefinition() async throws(ClientError) -> CircuitDefinition? {
        if let found = known.withLock({ $0 }) { return found.definition }
        guard let content = try await keptDefinitionContent() else { return nil }
        return try remember(content, SHA256.hash(content))
    }

    /// The bytes of the definition that was kept last, which its hash covers; nil where none was.
    public func keptDefinitionContent() async throws(ClientError) -> [UInt8]? {
        do throws(ClientError) {
            return try await keeper.recall(Self.keptDefinition)
        } catch {
            // It can be had again from the daemon, which writes over what is damaged.
            guard error.code == .keptFileDamaged else { throw error }
            return nil
        }
    }

    private func remember(
        _ content: [UInt8], _ hash: [UInt8]
    ) throws(ClientError) -> CircuitDefinition {
        guard let definition = Self.definition(of: content) else { throw ClientError(.badAnswer) }
        known.withLock { $0 = Known(definition: definition, hash: hash) }
        return definition
    }

    /// Reads the bytes of a definition, as they are served and kept; nil for anything else.
    public static func definition(of content: [UInt8]) -> CircuitDefinition? {
        guard let messages = Delimited.split(content) else { return nil }
        return try? DefinitionStream.decode(messages)
    }

    // MARK: - Calling

    func call(
        _ method: WireMethod, _ payload: [UInt8] = []
    ) async throws(ClientError) -> CallAnswer {
        try await call(CallRequest(method, payload: payload))
    }

    func call(_ request: CallRequest) async throws(ClientError) -> CallAnswer {
        let traits = MethodTable.traits(UInt16(truncatingIfNeeded: request.method.rawValue))
        guard let traits, request.payload.count <= traits.requestByteCountMax else {
            throw ClientError(.tooLarge)
        }
        return try await caller.call(request)
    }

    /// Makes a call and reads its answer.
    func ask<Message>(
        _ method: WireMethod, _ payload: [UInt8] = [],
        _ read: ([UInt8]) throws -> Message
    ) async throws(ClientError) -> Message {
        try Self.message(try await call(method, payload), read)
    }

    /// Makes a write happen once and reads its answer; it is kept until then.
    func write<Message>(
        _ method: WireMethod, _ payload: [UInt8],
        _ read: ([UInt8]) throws -> Message
    ) async throws(ClientError) -> Message {
        let prepared = try await prepare(method, payload)
        let message = try Self.message(try await perform(prepared), isWrite: true, read)
        await finish(prepared)
        return message
    }

    /// Forgets a write whose answer is used and that will not be sent again, and lets the daemon
    /// forget the answer.
    public func finish(_ prepared: PreparedCall) async {
        try? await keeper.forget(UnansweredWrite.name(prepared))
        if let key = prepared.request.operationKey { await caller.finish(key) }
    }

    /// Today by the daemon's clock as it was told last, in days since 1970-01-01.
    public func daemonDay() async throws(ClientError) -> UInt32 {
        try await caller.greeting().epoch
    }

    func prepare(
        _ method: WireMethod, _ payload: [UInt8], key random: [UInt8]? = nil
    ) async throws(ClientError) -> PreparedCall {
        let epoch = try await caller.greeting().epoch
        let key = OperationKey(epoch: epoch, random: random ?? Random.bytes(12))
        return PreparedCall(method, payload: payload, operationKey: key.bytes)
    }

    static func message<Message>(
        _ answer: CallAnswer, isWrite: Bool = false,
        _ read: ([UInt8]) throws -> Message
    ) throws(ClientError) -> Message {
        do {
            // A unary answer that is larger than one frame goes on in DATA (SPEC W-33).
            return try read(answer.message)
        } catch {
            throw ClientError(.badAnswer, outcome: isWrite ? .unknown : .notExecuted)
        }
    }
}
