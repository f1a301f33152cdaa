import Basics
import Framing
import FuzzSupport
import NIOCore
import NIOEmbedded
import Secrets

@testable import Noise
@testable import Session

/// A client's real handler and machine, with a daemon that breaks what it likes.
///
/// The books say what a daemon may see, and what callers are told: each call one outcome, and no
/// answer but the one that was sent.
final class ClientScript {
    /// What the daemon knows of a call that reached it.
    private struct Book {
        /// The number that its caller has given it, as its method.
        let number: UInt16
        let isStream: Bool
        var status: StatusCode?
        /// What it has said in answer, joined.
        var bytes: [UInt8] = []
        var isAnswered = false
        var isCancelled = false
        var isRequestEnded: Bool
        /// How much DATA it has allowed, and how much it may send.
        var credit: Int
        var room: Int
    }

    private let channel: EmbeddedChannel
    private let handler: DeviceHandler
    private let ready: EventLoopPromise<Welcome>
    private let end: OtherEnd
    private let callers = Callers()
    private var books: [UInt32: Book] = [:]
    private var nextStream: UInt32 = 1
    private var welcome: Welcome?
    private var pings: [[UInt8]] = []
    /// What the client asked with PING, and nobody has answered.
    private var asked: [[UInt8]] = []
    private var isOver = false
    private var writtenByteCount = 0
    /// The plaintext of a frame of which the rest is held back.
    private var part: [UInt8]?

    init(_ input: inout Choices) {
        let channel = EmbeddedChannel()
        must { try channel.connect(to: SocketAddress(ipAddress: "10.0.0.1", port: 7)).wait() }
        self.channel = channel
        ready = channel.eventLoop.makePromise()
        end = OtherEnd(on: channel, plaintextByteCountMax: 16_384)
        let greeting = DeviceGreeting(
            now: Instant(milliseconds: 5), session: SessionID(high: 3, low: 4))
        handler = DeviceHandler(
            handshake: DeviceHandshake(credentials, greeting: greeting), ready: ready)
        must { try channel.pipeline.syncOperations.addHandler(handler) }
        var nothing = ByteBuffer()
        handler.receive(
            &nothing,
            ClientConnection(transport: OtherEnd.transport(), now: channel.eventLoop.now))
        callers.wait(for: ready.futureResult)
        greet(&input)
    }

    /// Nearly every play begins with a WELCOME that is right; some are refused.
    private func greet(_ input: inout Choices) {
        let told = Welcome(
            instance: InstanceID(high: 7, low: 7), now: Instant(milliseconds: 1_000),
            frameByteCountMax: input.one(of: [16_384, 1_024, 2_000, 65_535, 1_023]),
            streamsMax: input.one(of: [32, 1, 2, 65_535, 0]),
            windowByteCount: input.one(of: [65_536, 1, 100, 1 << 31 - 1, 1 << 31, 0]),
            messageByteCountMax: input.one(of: [65_536, 0, 100, .max]), idleSeconds: 600,
            ageSecondsMax: 43_200, operationEpoch: 1)
        if input.byte() == 255 { return }
        end.say(.welcome, 0, 0, told.bytes)
        flush()
        let isRight =
            told.frameByteCountMax >= 1_024 && told.streamsMax > 0 && told.messageByteCountMax > 0
            && (1...FramingLimits.creditByteCountMax).contains(told.windowByteCount)
        precondition(callers.welcome == (isRight ? told : nil) && channel.isActive == isRight)
        if isRight { welcome = told }
    }

    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

    func run(_ input: inout Choices) {
        var steps = 0
        while !input.isEmpty, steps < stepsMax {
            step(&input)
            steps += 1
        }
        flush()
        deliver()
        channel.close(promise: nil)
        look()
        callers.settle()
    }

    // MARK: - Steps

    private func step(_ input: inout Choices) {
        let step = input.byte()
        switch step % 22 {
        case 0, 1: call(&input)
        case 2: open(&input)
        case 3, 4: work(&input)
        case 5: ping()
        case 6, 7: respond(&input)
        case 8, 9: data(&input)
        case 10: end.say(.window, 0, stream(&input), input.one(of: grants).bytes)
        case 11: end.say(.ping, 0, 0, input.filled(8))
        case 12: end.say(.pong, 0, 0, input.filled(8))
        case 13:
            end.say(
                .goAway, 0, 0,
                GoAway(code: UInt16(input.byte()), lastStream: stream(&input)).bytes)
        case 14: end.say([input.byte(), input.byte()] + input.filled(6 + Int(input.byte() % 32)))
        case 15: end.say(input.bytes(Int(input.byte())))
        case 16: channel.embeddedEventLoop.advanceTime(by: .milliseconds(input.one(of: pauses)))
        case 17: bent(&input)
        case 18:
            let dropsHeld = input.flag()
            if dropsHeld { part = nil } else { deliver() }
            end.spoil(input.bytes(Int(input.byte())), dropsHeld: dropsHeld)
        default: respondWhole(&input)
        }
        callers.isDeaf = end.isSpoiled
        switch step / 22 % 4 {
        case 0, 1: flush()
        case 2: flush(cut: 1 + Int(input.byte()))
        default: if end.plaintext.count > 12_000 { flush() }
        }
        look()
    }

    /// Callers come after WELCOME only.
    private func call(_ input: inout Choices) {
        let count = input.one(of: lengths + [40_000, 65_536, 70_000])
        guard welcome != nil, let payload = bytes(count) else { return }
        let (number, promise) = callers.whole(on: channel.eventLoop)
        handler.call(head(number), payload: payload, promise: promise)
    }

    private func open(_ input: inout Choices) {
        let count = input.one(of: lengths)
        guard welcome != nil, let payload = bytes(count) else { return }
        let begun = channel.eventLoop.makePromise(of: Void.self)
        let state = ClientStreamState(begun: begun)
        let number = callers.stream(state, begun.futureResult)
        handler.open(head(number), payload: payload, state)
    }

    private func head(_ number: UInt16) -> RequestHead {
        RequestHead(method: number, deadlineMilliseconds: 0, operationKey: nil)
    }

    private func bytes(_ count: Int) -> [UInt8]? {
        guard writtenByteCount + count <= 300_000 else { return nil }
        writtenByteCount += count
        return [UInt8](repeating: 0x63, count: count)
    }

    /// What a caller does with a call that it has.
    private func work(_ input: inout Choices) {
        let choice = Int(input.byte())
        let what = input.byte() % 7
        let count = input.one(of: lengths + [70_000])
        guard callers.count > 0 else { return }
        let number = UInt16(choice % callers.count)
        guard let state = callers.state(of: number) else {
            if let answer = callers.answer(of: number) { handler.cancel(answer) }
            return
        }
        let loop = channel.eventLoop
        switch what {
        case 0, 1:
            guard let bytes = bytes(count) else { return }
            handler.write(bytes, on: state, promise: callers.promise(Bool.self, on: loop))
        case 2: handler.finish(state)
        case 3: handler.cancel(state)
        case 4: state.head(callers.head(of: number, on: loop))
        default:
            if let count = state.read(callers.read(of: number, on: loop)) {
                handler.consumed(count, on: state)
            }
        }
    }

    private func ping() {
        guard welcome != nil else { return }
        handler.ping(promise: callers.promise(Void.self, on: channel.eventLoop))
    }

    private func respond(_ input: inout Choices) {
        var body: [UInt8] = []
        ResponseHead.append(StatusCode(rawValue: UInt16(input.byte())), to: &body)
        body += [UInt8](repeating: 0x64, count: input.one(of: lengths))
        makeRoom(body.count)
        end.say(.response, input.byte() & 1, stream(&input), Array(body.prefix(16_376)))
    }

    /// An answer as a daemon gives it: to the first call that has none.
    private func respondWhole(_ input: inout Choices) {
        let count = input.one(of: lengths)
        let isWhole = input.flag()
        let open = books.filter { !$0.value.isAnswered }.keys.sorted()
        guard let stream = open.first else { return }
        makeRoom(count + 12)
        if books[stream]?.status == nil {
            end.say(.response, isWhole ? 1 : 0, stream, [0, 0, 0, 0])
            if isWhole { return flush() }
            flush()
        }
        let room = max(0, books[stream]?.room ?? 0)
        end.say(
            .data, isWhole ? 1 : 0, stream, [UInt8](repeating: 0x65, count: min(count, room)))
    }

    private func data(_ input: inout Choices) {
        let count = input.one(of: lengths)
        makeRoom(count)
        end.say(
            .data, input.byte() & 1, stream(&input), [UInt8](repeating: 0x66, count: count))
    }

    private func makeRoom(_ count: Int) {
        if end.plaintext.count + count + 8 > 16_384 { flush() }
    }

    private func stream(_ input: inout Choices) -> UInt32 {
        let choice = UInt32(input.byte())
        if choice == 255 { return input.number() }
        return 2 * (choice % (nextStream / 2 + 1)) + 1
    }

    private func bent(_ input: inout Choices) {
        flush()
        deliver()
        let wasFresh = isFresh
        var frame = end.seal([UInt8](repeating: 0, count: 128))
        frame[2 + Int(input.byte()) % (frame.count - 2)] ^= 1 << (input.byte() % 8)
        end.spoil(frame, dropsHeld: false)
        look()
        if wasFresh { precondition(isOver) }
    }

    private var isFresh: Bool { isLive && !end.isHolding }

    // MARK: - Speaking

    private func flush(cut: Int = 0) {
        let plaintext = end.takePlaintext()
        guard !plaintext.isEmpty else { return }
        deliver()
        let isFresh = isFresh
        let frame = end.seal(plaintext)
        if cut > 0, cut < frame.count {
            part = plaintext
            return end.send(frame, cut: cut)
        }
        let mustEnd = enter(plaintext)
        end.send(frame)
        look()
        if isFresh, mustEnd { precondition(isOver) }
    }

    /// Brings the rest of a frame that was cut, and enters it into the books only now: what it
    /// means depends on what the client has begun meanwhile.
    private func deliver() {
        look()
        if let part, isLive { _ = enter(part) }
        part = nil
        end.send([])
        look()
    }

    private var isLive: Bool { channel.isActive && !end.isSpoiled }

    /// Enters into the books what a plaintext says; whether it has to end the connection.
    private func enter(_ plaintext: [UInt8]) -> Bool {
        guard (8...FramingLimits.framePlaintextByteCountMax).contains(plaintext.count),
            let inner = try? InnerFrame.split(plaintext.rawSpan)
        else { return true }
        for frame in inner {
            let body = Array(plaintext[frame.body])
            switch frame.type {
            case .response, .data:
                guard enterAnswer(frame, body) else { return true }
            case .window:
                books[frame.stream]?.credit += body.reduce(0) { $0 << 8 | Int($1) } & 0xFFFF_FFFF
            case .ping: pings.append(body)
            case .request, .cancel: return true
            // A second one is an error; a first one comes in `greet` alone, or by chance.
            case .welcome:
                guard welcome == nil, let told = Welcome(body) else { return true }
                welcome = told
            case .goAway: if GoAway(body) == nil { return true }
            case .pong:
                guard frame.stream == 0, !asked.isEmpty, asked.removeFirst() == body else {
                    return true
                }
            case nil: break
            }
        }
        return false
    }

    private func enterAnswer(_ frame: InnerFrame, _ body: [UInt8]) -> Bool {
        guard var book = books[frame.stream], !book.isAnswered else { return false }
        if frame.type == .response {
            guard book.status == nil, let status = ResponseHead.status(of: body.rawSpan) else {
                return false
            }
            book.status = status
            if !book.isStream { book.bytes = Array(body.dropFirst(4)) }
        } else {
            guard book.status != nil else { return false }
            // Where that is too much shows when the client's grants have been heard.
            book.room -= body.count
            book.bytes += body
        }
        book.isAnswered = frame.flags.contains(.end)
        books[frame.stream] = book
        return true
    }

    // MARK: - Hearing

    private func look() {
        channel.embeddedEventLoop.run()
        let maximum = min(Int(welcome?.frameByteCountMax ?? 16_384), 16_384)
        let frames = end.heard(paddedTo: maximum)
        precondition(!isOver || frames.isEmpty, "it spoke after its end")
        for frame in frames {
            for (inner, body) in frame.inner { hear(inner, body) }
        }
        callers.look { number in
            books.first { $0.value.number == number }.map { ($0.value.status, $0.value.bytes) }
        }
        if !channel.isActive { isOver = true }
        guard isFresh else { return }
        for book in books.values { precondition(book.room >= 0, "it took more than it granted") }
    }

    private func hear(_ frame: InnerFrame, _ body: [UInt8]) {
        switch frame.type {
        case .request: hearRequest(frame, body)
        case .ping:
            precondition(frame.stream == 0 && body.count == 8)
            asked.append(body)
        case .pong: precondition(frame.stream == 0 && !pings.isEmpty && pings.removeFirst() == body)
        case .data, .cancel, .window: hearStream(frame, body)
        case .response, .goAway, .welcome, nil: fatalError("a client does not say that")
        }
    }

    private func hearRequest(_ frame: InnerFrame, _ body: [UInt8]) {
        guard let welcome, frame.stream == nextStream,
            let head = RequestHead(body.rawSpan, hasOperationKey: false)
        else { fatalError("a request out of turn") }
        let waiting = books.values.count { !$0.isAnswered }
        precondition(waiting < welcome.streamsMax, "more calls than it was told")
        nextStream += 2
        let window = Int(welcome.windowByteCount)
        books[frame.stream] = Book(
            number: head.method, isStream: callers.state(of: head.method) != nil,
            isRequestEnded: frame.flags.contains(.end), credit: window, room: window)
    }

    private func hearStream(_ frame: InnerFrame, _ body: [UInt8]) {
        guard let welcome, var book = books[frame.stream] else {
            fatalError("on a stream that was not begun")
        }
        switch frame.type {
        case .data:
            precondition(!book.isRequestEnded, "DATA after the request's end")
            precondition(!body.isEmpty || frame.flags.contains(.end))
            book.credit -= body.count
            precondition(book.credit >= 0, "more than was granted")
            book.isRequestEnded = frame.flags.contains(.end)
        case .cancel:
            precondition(!book.isCancelled && body == [0, 0])
            book.isCancelled = true
            book.isRequestEnded = true
        default:
            let grant = body.reduce(0) { $0 << 8 | Int($1) }
            precondition(body.count == 4 && grant > 0)
            precondition(grant >= Int(welcome.windowByteCount) / 2, "a small grant")
            book.room += grant
            precondition(book.room <= Int(welcome.windowByteCount), "beyond the window")
        }
        books[frame.stream] = book
    }
}

private let credentials: ConnectionCredentials = {
    let key = AgreementKey()
    return ConnectionCredentials(
        daemonKeyID: 1, daemonKey: key.publicKey, deviceKey: AgreementKey(),
        preSharedKey: SecretKey(), introduction: .session)
}()
