internal import NIOCore

/// A call whose request and answer are streams, as its caller holds it (SPEC W-39).
///
/// What arrives waits here, at most one window of it, until it is read.
public final class ClientStream: Sendable {
    private let content: NIOLoopBound<ClientStreamState>
    private let handler: NIOLoopBound<DeviceHandler>
    private let loop: any EventLoop

    init(
        _ content: NIOLoopBound<ClientStreamState>, _ handler: NIOLoopBound<DeviceHandler>,
        loop: any EventLoop
    ) {
        self.content = content
        self.handler = handler
        self.loop = loop
    }

    /// Sends a piece of the request, and returns when it has left under the daemon's credit.
    ///
    /// - Returns: false where the daemon takes no more: it has answered, or the call was cancelled.
    /// - Throws: why the connection ended.
    public func write(_ bytes: [UInt8]) async throws(ConnectionError) -> Bool {
        try await wait(for: Bool.self) { state, handler, promise in
            handler.write(bytes, on: state, promise: promise)
        }
    }

    /// Ends the request.
    public func finish() {
        loop.execute { [content, handler] in handler.value.finish(content.value) }
    }

    /// Tells the daemon that the answer is no longer needed; it answers all the same.
    public func cancel() {
        loop.execute { [content, handler] in handler.value.cancel(content.value) }
    }

    /// Waits for the answer's first frame: the status, and the payload that goes with it.
    ///
    /// - Throws: why the connection ended.
    public func head() async throws(ConnectionError) -> Answer {
        try await wait(for: Answer.self) { state, _, promise in state.head(promise) }
    }

    /// Waits for the next piece of the answer's content; nil at its end.
    ///
    /// - Throws: why the connection ended.
    public func read() async throws(ConnectionError) -> [UInt8]? {
        try await wait(for: [UInt8]?.self) { state, handler, promise in
            if let count = state.read(promise) { handler.consumed(count, on: state) }
        }
    }

    private func wait<Value: Sendable>(
        for type: Value.Type,
        _ body:
            @escaping @Sendable (
                ClientStreamState, DeviceHandler, EventLoopPromise<Value>
            ) -> Void
    ) async throws(ConnectionError) -> Value {
        let promise = loop.makePromise(of: type)
        loop.execute { [content, handler] in body(content.value, handler.value, promise) }
        do {
            return try await promise.futureResult.get()
        } catch {
            throw error as? ConnectionError ?? .lost(nil)
        }
    }
}

/// What is known of a stream call on its event loop, and who waits for what.
final class ClientStreamState {
    /// Its stream; nil as long as the daemon has no room for it.
    private(set) var stream: UInt32?
    private let begun: EventLoopPromise<Void>
    private var answer: Answer?
    private var chunks: [[UInt8]] = []
    private var hasEnded = false
    private var failure: ConnectionError?
    private var heads: [EventLoopPromise<Answer>] = []
    private var readers: [EventLoopPromise<[UInt8]?>] = []
    private var writers: [EventLoopPromise<Bool>] = []

    init(begun: EventLoopPromise<Void>) { self.begun = begun }

    func begin(_ stream: UInt32) {
        self.stream = stream
        begun.succeed()
    }

    func head(_ promise: EventLoopPromise<Answer>) {
        if let answer {
            promise.succeed(answer)
        } else if let failure {
            promise.fail(failure)
        } else {
            heads.append(promise)
        }
    }

    /// Gives the next piece to a reader, now or later; how many bytes were taken now.
    func read(_ promise: EventLoopPromise<[UInt8]?>) -> Int? {
        if !chunks.isEmpty {
            let chunk = chunks.removeFirst()
            promise.succeed(chunk)
            return chunk.count
        }
        if hasEnded {
            promise.succeed(nil)
        } else if let failure {
            promise.fail(failure)
        } else {
            readers.append(promise)
        }
        return nil
    }

    func waitUntilDrained(_ promise: EventLoopPromise<Bool>) {
        if let failure { promise.fail(failure) } else { writers.append(promise) }
    }

    func received(_ answer: Answer) {
        self.answer = answer
        heads.forEach { $0.succeed(answer) }
        heads = []
    }

    /// Takes a piece; how many bytes of it a reader took at once.
    func received(_ chunk: [UInt8]) -> Int? {
        guard !readers.isEmpty else {
            chunks.append(chunk)
            return nil
        }
        readers.removeFirst().succeed(chunk)
        return chunk.count
    }

    func drained() { releaseWriters(true) }

    func ended() {
        hasEnded = true
        readers.forEach { $0.succeed(nil) }
        readers = []
        releaseWriters(false)
    }

    func releaseWriters(_ isSent: Bool) {
        writers.forEach { $0.succeed(isSent) }
        writers = []
    }

    func fail(_ error: ConnectionError) {
        guard !hasEnded else { return }
        failure = error
        begun.fail(error)
        heads.forEach { $0.fail(error) }
        readers.forEach { $0.fail(error) }
        writers.forEach { $0.fail(error) }
        (heads, readers, writers) = ([], [], [])
    }
}
