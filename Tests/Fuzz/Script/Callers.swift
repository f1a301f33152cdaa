import Framing
import NIOCore

@testable import Session

/// Who waits for the outcomes of a client's calls, and compares them with what was sent.
final class Callers {
    private final class Caller {
        let state: ClientStreamState?
        let answer: EventLoopFuture<Answer>?
        var outcome: Result<Answer, any Error>?
        var read: [UInt8] = []
        var hasEnded = false

        init(state: ClientStreamState? = nil, answer: EventLoopFuture<Answer>? = nil) {
            self.state = state
            self.answer = answer
        }
    }

    private final class Count {
        var waiting = 0
        var welcome: Welcome?
        /// What came since the last look.
        var fresh: [Caller] = []
        var isDeaf = false
    }

    private var callers: [Caller] = []
    private let noted = Count()

    var count: Int { callers.count }
    var welcome: Welcome? { noted.welcome }
    /// Whether nothing that comes can be authentic any more.
    var isDeaf: Bool {
        get { noted.isDeaf }
        set { noted.isDeaf = newValue }
    }

    func state(of number: UInt16) -> ClientStreamState? {
        Int(number) < callers.count ? callers[Int(number)].state : nil
    }

    func answer(of number: UInt16) -> EventLoopFuture<Answer>? { callers[Int(number)].answer }

    /// Counts somebody who waits, until there is an outcome.
    private func wait<Value>(
        for future: EventLoopFuture<Value>, _ body: @escaping (Result<Value, any Error>) -> Void
    ) {
        noted.waiting += 1
        future.assumeIsolated().whenComplete { [noted] result in
            noted.waiting -= 1
            if case .failure(let error) = result { precondition(error is ConnectionError) }
            body(result)
        }
    }

    func wait(for welcome: EventLoopFuture<Welcome>) {
        wait(for: welcome) { [noted] in noted.welcome = try? $0.get() }
    }

    /// A new call; its number goes as its method.
    func whole(on loop: any EventLoop) -> (UInt16, EventLoopPromise<Answer>) {
        let promise = loop.makePromise(of: Answer.self)
        let caller = Caller(answer: promise.futureResult)
        callers.append(caller)
        wait(for: promise.futureResult) { [noted] result in
            if case .success = result { precondition(!noted.isDeaf, "an answer nobody sealed") }
            caller.outcome = result
            noted.fresh.append(caller)
        }
        return (UInt16(callers.count - 1), promise)
    }

    func stream(_ state: ClientStreamState, _ begun: EventLoopFuture<Void>) -> UInt16 {
        callers.append(Caller(state: state))
        wait(for: begun) { _ in }
        return UInt16(callers.count - 1)
    }

    func promise<Value>(_ type: Value.Type, on loop: any EventLoop) -> EventLoopPromise<Value> {
        let promise = loop.makePromise(of: type)
        wait(for: promise.futureResult) { _ in }
        return promise
    }

    func head(of number: UInt16, on loop: any EventLoop) -> EventLoopPromise<Answer> {
        let promise = loop.makePromise(of: Answer.self)
        let caller = callers[Int(number)]
        wait(for: promise.futureResult) { [noted] result in
            guard case .success = result else { return }
            caller.outcome = result
            noted.fresh.append(caller)
        }
        return promise
    }

    func read(of number: UInt16, on loop: any EventLoop) -> EventLoopPromise<[UInt8]?> {
        let promise = loop.makePromise(of: [UInt8]?.self)
        let caller = callers[Int(number)]
        wait(for: promise.futureResult) { [noted] result in
            guard case .success(let chunk) = result else { return }
            if let chunk { caller.read += chunk } else { caller.hasEnded = true }
            noted.fresh.append(caller)
        }
        return promise
    }

    /// Compares what has come with what was sent.
    func look(_ sent: (UInt16) -> (status: StatusCode?, bytes: [UInt8])?) {
        let fresh = noted.fresh
        noted.fresh = []
        for caller in fresh {
            guard let number = callers.firstIndex(where: { $0 === caller }) else { continue }
            let sent = sent(UInt16(number))
            if case .success(let answer) = caller.outcome {
                precondition(answer.status == sent?.status, "another status than was sent")
                if caller.state == nil { precondition(answer.message == sent?.bytes) }
            }
            if caller.state != nil, !caller.read.isEmpty || caller.hasEnded {
                guard let bytes = sent?.bytes else { fatalError("content that nobody sent") }
                precondition(bytes.starts(with: caller.read))
                precondition(!caller.hasEnded || bytes.count == caller.read.count)
            }
        }
    }

    /// The connection is gone: nobody waits any more.
    func settle() { precondition(noted.waiting == 0, "a caller without an outcome") }
}
