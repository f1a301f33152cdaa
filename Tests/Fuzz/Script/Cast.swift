import Basics
import Framing
import FuzzSupport
import Session
import Synchronization

/// Who answers the calls of a play: later, in any order, and twice where the fuzzer likes it.
final class Cast: Answerer {
    private struct Calls {
        var waiting: [(responder: Responder, call: Call)] = []
        var streams: [Part] = []
        var connection: ConnectionHandle?
        var isDeaf = false
        var isOver = false
        var writtenByteCount = 0
    }

    private struct Part {
        let responder: StreamResponder
        let sink: Sink
        var hasBegun = false
        var isEnded = false
    }

    private let content = Mutex(Calls())

    /// How much all answers of a play may hold, so that no input takes seconds.
    private static let byteCountMax = 600_000

    static let greeting = Welcome(
        instance: InstanceID(high: 7, low: 7), now: Instant(milliseconds: 1_000),
        frameByteCountMax: 16_384, streamsMax: 32, windowByteCount: 65_536,
        messageByteCountMax: 65_536, idleSeconds: 600, ageSecondsMax: 43_200, operationEpoch: 1)

    /// Whether nothing that comes can be authentic any more.
    var isDeaf: Bool {
        get { content.withLock { $0.isDeaf } }
        set { content.withLock { $0.isDeaf = newValue } }
    }

    var isOver: Bool {
        get { content.withLock { $0.isOver } }
        set { content.withLock { $0.isOver = newValue } }
    }

    func welcome() -> Welcome { Self.greeting }

    func traits(of method: UInt16) -> CallTraits {
        switch method {
        case 3, 4: CallTraits(isStream: true)
        case 5: CallTraits(bucket: .small, minLatencyMilliseconds: 50)
        case 6: CallTraits(bucket: .medium, minLatencyMilliseconds: 5)
        case 7: CallTraits(isStream: true, bucket: .large)
        default: CallTraits()
        }
    }

    func opened(_ connection: ConnectionHandle, peer: Peer) {
        content.withLock { $0.connection = connection }
    }

    func closed(_ connection: ConnectionHandle) {
        content.withLock { $0.connection = nil }
    }

    func answer(_ call: Call, _ responder: Responder) {
        if call.method == 1 {
            responder.answer(Answer(status: .ok, payload: Array(call.payload.prefix(64))))
        } else {
            content.withLock {
                precondition(!$0.isDeaf, "a call that nobody sealed")
                $0.waiting.append((responder, call))
                checkSlots($0)
            }
        }
    }

    func open(_ call: Call, _ responder: StreamResponder) -> any CallSink {
        let sink = Sink()
        content.withLock {
            precondition(!$0.isDeaf, "a call that nobody sealed")
            $0.streams.append(Part(responder: responder, sink: sink))
            checkSlots($0)
        }
        return sink
    }

    private func checkSlots(_ content: borrowing Calls) {
        let count = content.waiting.count + content.streams.count { !$0.isEnded }
        precondition(count <= FramingLimits.streamsInFlightMax, "more calls than slots")
    }

    // MARK: - Answering

    private static let statuses: [StatusCode] = [
        .ok, .badMessage, .cancelled, .overloaded, .storage, StatusCode(rawValue: 0xFFFF),
    ]

    /// Lets one answer go, or one that went already.
    func answer(_ input: inout Choices) {
        let choice = Int(input.byte())
        let status = input.one(of: Self.statuses)
        let payload = bytes(input.one(of: lengths + [20_000, 66_000]))
        let answer = Answer(
            status: status, payload: payload,
            content: input.flag() ? bytes(input.one(of: lengths + [70_000, 1 << 20])) : nil)
        let isTwice = input.flag()
        content.withLock { content in
            guard !content.waiting.isEmpty else { return }
            let item = content.waiting.remove(at: choice % content.waiting.count)
            _ = item.responder.isCancelled
            item.responder.answer(answer)
            if isTwice { item.responder.answer(Answer(status: .storage)) }
        }
    }

    private func bytes(_ count: Int) -> [UInt8] {
        let count = content.withLock { content in
            let count = min(count, Self.byteCountMax - content.writtenByteCount)
            content.writtenByteCount += count
            return count
        }
        return [UInt8](repeating: 0x63, count: count)
    }

    /// Does something about one stream call, in its order or out of it.
    func stream(_ input: inout Choices) {
        let choice = Int(input.byte())
        let what = input.byte() % 6
        let chunk = bytes(input.one(of: lengths + [70_000, 300_000]))
        content.withLock { content in
            guard !content.streams.isEmpty else { return }
            let index = choice % content.streams.count
            let part = content.streams[index]
            switch what {
            case 0:
                part.responder.begin(.ok)
                content.streams[index].hasBegun = true
            case 1, 2: part.responder.write(chunk)
            // An answer that has not begun is not ended, and one that has is not given whole: that
            // is an answerer's own promise.
            case 3 where part.hasBegun:
                part.responder.end()
                content.streams[index].isEnded = true
            case 4:
                part.responder.consumed(chunk.count)
                part.sink.consumed(chunk.count)
            case 5 where !part.hasBegun:
                part.responder.answer(Answer(status: .notAvailable))
                content.streams[index].isEnded = true
            default: break
            }
        }
    }

    func close(_ code: UInt16) { content.withLock { $0.connection }?.close(code) }

    /// Answers everything that is left.
    func answerAll() {
        content.withLock { content in
            for item in content.waiting { item.responder.answer(Answer(status: .ok)) }
            content.waiting = []
            for index in content.streams.indices where !content.streams[index].isEnded {
                let responder = content.streams[index].responder
                if !content.streams[index].hasBegun { responder.begin(.ok) }
                responder.end()
                content.streams[index].isEnded = true
            }
        }
    }

    /// Where the connection is gone, every sink has been told, or its call had ended.
    func look() {
        content.withLock { content in
            guard content.isOver else { return }
            for part in content.streams where !part.isEnded { precondition(part.sink.isLost) }
        }
    }
}

/// Checks the order in which one call's DATA comes.
final class Sink: CallSink {
    private struct State {
        var waiting = 0
        var isEnded = false
        var isLost = false
    }

    private let state = Mutex(State())

    var isLost: Bool { state.withLock { $0.isLost } }

    func consumed(_ count: Int) { state.withLock { $0.waiting -= min($0.waiting, count) } }

    func received(_ chunk: [UInt8]) {
        state.withLock {
            precondition(!chunk.isEmpty && !$0.isEnded && !$0.isLost)
            $0.waiting += chunk.count
            precondition($0.waiting <= Int(FramingLimits.windowByteCount), "beyond the window")
        }
    }

    func ended() {
        state.withLock {
            precondition(!$0.isEnded && !$0.isLost)
            $0.isEnded = true
        }
    }

    func cancelled() { precondition(!isLost) }
    func drained() { precondition(!isLost) }
    func draining() { precondition(!isLost) }

    func lost() {
        state.withLock {
            precondition(!$0.isLost)
            $0.isLost = true
        }
    }
}
