import Basics
import Framing
import FuzzSupport
import NIOCore
import NIOEmbedded
import Secrets

@testable import Noise
@testable import Session

/// The daemon's real handler and machine, with a client that breaks what it likes.
///
/// The books say what a client may see: one RESPONSE for each REQUEST, DATA within credit, nothing
/// after END and nothing after the end of the connection.
final class DaemonScript {
    private struct Book {
        var hasStatus = false
        var isEnded = false
        /// How much DATA may still come.
        var credit = Int(FramingLimits.windowByteCount)
        /// How much DATA the daemon takes at most, as it has told.
        var room = Int(FramingLimits.windowByteCount)
    }

    private let channel: EmbeddedChannel
    private let handler: DaemonHandler
    private let answerer: Cast
    private let end: OtherEnd
    private let frameByteCountMax: Int
    private var books: [UInt32: Book] = [:]
    private var lastStream: UInt32 = 0
    private var pings: [[UInt8]] = []
    private var heardCount = 0
    private var hasWelcome = false
    private var codes: [UInt16] = []
    private var isOver = false

    init(_ input: inout Choices) {
        let shape = input.byte()
        var limits = SessionLimits()
        if shape & 1 == 1 {
            // The same limits, nearer.
            limits.controlFramesMax = 12
            limits.streamFaultsMax = 6
            limits.waitingByteCountMax = 200_000
            limits.writeBufferHighByteCount = 100_000
        }
        frameByteCountMax = [16_384, 1_024, 1_025, 5_000][Int(shape >> 1) % 4]
        let peer: Peer =
            shape & 0x08 == 0
            ? .device(DeviceID(high: 1, low: 1), generation: 1)
            : .enrolling(InvitationID(high: 2, low: 2), publicKey: [])
        answerer = Cast()
        let services = DaemonServices(
            introducer: Nobody(), answerer: answerer, limits: limits,
            clock: { Instant(milliseconds: 1_000) }, random: { 0 })
        handler = DaemonHandler(services: services, network: nil)
        let channel = EmbeddedChannel(handler: handler)
        must { try channel.connect(to: SocketAddress(ipAddress: "10.0.0.1", port: 7)).wait() }
        self.channel = channel
        end = OtherEnd(on: channel, plaintextByteCountMax: frameByteCountMax)
        handler.begin(
            DaemonHandshake.Established(
                transport: OtherEnd.transport(), peer: peer,
                greeting: DeviceGreeting(
                    now: Instant(milliseconds: 5), session: SessionID(high: 3, low: 4),
                    frameByteCountMax: UInt16(frameByteCountMax))),
            rest: ByteBuffer())
        channel.pipeline.fireChannelReadComplete()
    }

    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

    func run(_ input: inout Choices) {
        look()
        precondition(hasWelcome)
        var steps = 0
        while !input.isEmpty, steps < stepsMax {
            step(&input)
            steps += 1
        }
        finish()
    }

    // MARK: - Steps

    private func step(_ input: inout Choices) {
        let step = input.byte()
        switch step % 22 {
        case 0, 1, 2: request(&input)
        case 3, 4: data(&input)
        case 5: end.say(.cancel, 0, stream(&input), [0, 0])
        case 6: end.say(.window, 0, stream(&input), input.one(of: grants).bytes)
        case 7: end.say(.ping, 0, 0, input.filled(8))
        case 8: end.say([input.byte(), input.byte()] + input.filled(6 + Int(input.byte() % 32)))
        case 9: end.say(input.bytes(Int(input.byte())))
        case 10:
            end.say(
                .goAway, 0, 0, GoAway(code: UInt16(input.byte()), lastStream: 0).bytes)
        case 11: pass(.milliseconds(input.one(of: pauses)))
        case 12, 13: answerer.answer(&input)
        case 14, 15: answerer.stream(&input)
        case 16: length(&input)
        case 17: bent(&input)
        case 18:
            end.spoil(input.bytes(Int(input.byte())), dropsHeld: input.flag())
        case 19: writability(input.flag())
        case 20: answerer.close(input.one(of: [0, 6, 11, 99]))
        default: handler.drain(input.flag() ? .age : .shutdown)
        }
        answerer.isDeaf = end.isSpoiled
        // Most frames leave at once; some wait for more, or arrive in two parts.
        switch step / 22 % 4 {
        case 0, 1: flush()
        case 2: flush(cut: 1 + Int(input.byte()))
        default: if end.plaintext.count > 12_000 { flush() }
        }
        look()
    }

    private func request(_ input: inout Choices) {
        let method = UInt16(input.byte() % 9)
        let flags = input.byte() & 3
        let count = input.one(of: lengths)
        let head = RequestHead(
            method: method, deadlineMilliseconds: UInt32(input.byte()) * 1_000,
            operationKey: flags & 2 == 2 ? OperationKey([UInt8](repeating: 1, count: 16)) : nil)
        var body: [UInt8] = []
        head.append(to: &body)
        body += [UInt8](repeating: 0x61, count: min(count, 16_000 - body.count))
        makeRoom(body.count)
        // What is in the plaintext already counts: streams only go up.
        let next = max(lastStream, spoken) + (lastStream == 0 && spoken == 0 ? 1 : 2)
        spoken = next
        end.say(.request, flags, next, body)
    }

    /// The highest stream that the client has named, whether it has left or not.
    private var spoken: UInt32 = 0

    private func data(_ input: inout Choices) {
        let count = min(input.one(of: lengths), 16_000)
        makeRoom(count)
        end.say(
            .data, input.byte() & 1, stream(&input), [UInt8](repeating: 0x62, count: count))
    }

    private func makeRoom(_ count: Int) {
        if end.plaintext.count + count + 8 > 16_384 { flush() }
    }

    /// A stream that was begun, or one that was not.
    private func stream(_ input: inout Choices) -> UInt32 {
        let choice = UInt32(input.byte())
        if choice == 255 { return input.number() }
        let count = max(spoken, 1) / 2 + 1
        return 2 * (choice % count) + 1
    }

    private func pass(_ time: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: time) }

    /// A length without a frame: out of range it ends the connection before anything else comes.
    private func length(_ input: inout Choices) {
        flush()
        let length = input.number() >> 16
        let wasFresh = isFresh
        end.spoil([UInt8(length >> 8), UInt8(length & 0xFF)], dropsHeld: false)
        look()
        if wasFresh, !(24...16_400).contains(length) { precondition(hasEnded(.frameSize)) }
    }

    /// A frame of which one bit was turned on its way.
    private func bent(_ input: inout Choices) {
        flush()
        let wasFresh = isFresh
        var frame = end.seal([UInt8](repeating: 0, count: 128))
        frame[2 + Int(input.byte()) % (frame.count - 2)] ^= 1 << (input.byte() % 8)
        end.spoil(frame, dropsHeld: false)
        look()
        if wasFresh { precondition(hasEnded(.protocol)) }
    }

    /// Whether the next byte is the first of a frame that the daemon can open.
    private var isFresh: Bool { channel.isActive && !end.isSpoiled && !end.isHolding }

    private func hasEnded(_ code: GoAwayCode) -> Bool { isOver && codes.last == code.rawValue }

    private func writability(_ isWritable: Bool) {
        guard channel.isActive else { return }
        channel.isWritable = isWritable
        channel.pipeline.fireChannelWritabilityChanged()
    }

    // MARK: - Speaking

    /// Seals what was said, enters it into the books, and sends it.
    private func flush(cut: Int = 0) {
        let plaintext = end.takePlaintext()
        guard !plaintext.isEmpty else { return }
        send(plaintext, cut: cut)
    }

    private func send(_ plaintext: [UInt8], cut: Int = 0) {
        let isFresh = isFresh
        let refusal = enter(plaintext)
        end.send(end.seal(plaintext), cut: cut)
        look()
        guard isFresh, !end.isHolding, let refusal else { return }
        precondition(isOver && refusal.contains { $0.rawValue == codes.last }, "\(codes)")
    }

    /// Enters into the books what a plaintext begins and grants; the codes with which it has to
    /// end the connection whatever went before.
    private func enter(_ plaintext: [UInt8]) -> [GoAwayCode]? {
        guard (8...FramingLimits.framePlaintextByteCountMax).contains(plaintext.count) else {
            return [.frameSize]
        }
        let inner: [InnerFrame]
        do throws(FramingError) {
            inner = try InnerFrame.split(plaintext.rawSpan)
        } catch {
            return error == .tooMany ? [.calm] : [.protocol]
        }
        for frame in inner {
            let body = Array(plaintext[frame.body])
            switch frame.type {
            case .request:
                let hasKey = frame.flags.contains(.operationKey)
                guard frame.stream % 2 == 1, frame.stream > lastStream,
                    frame.stream <= FramingLimits.streamIDMax,
                    RequestHead(body.rawSpan, hasOperationKey: hasKey) != nil
                    // What stood before it may have ended the connection for a reason of its own.
                else { return [.protocol, .calm, .flow] }
                lastStream = frame.stream
                spoken = max(spoken, lastStream)
                books[frame.stream] = Book()
            case .data: books[frame.stream]?.room -= body.count
            case .window:
                let grant = body.reduce(0) { $0 << 8 | Int($1) }
                if body.count == 4 { books[frame.stream]?.credit += grant }
            case .ping: if body.count == 8, frame.stream == 0 { pings.append(body) }
            case .response, .welcome: return [.protocol, .calm, .flow]
            case .cancel, .pong, .goAway, nil: break
            }
        }
        return nil
    }

    // MARK: - Hearing

    /// Reads what the daemon has said, against the books.
    private func look() {
        channel.embeddedEventLoop.run()
        let frames = end.heard(paddedTo: frameByteCountMax)
        precondition(!isOver || frames.isEmpty, "it spoke after its end")
        heardCount += frames.count
        for frame in frames {
            precondition(!frame.inner.isEmpty)
            for (inner, body) in frame.inner { hear(inner, body) }
        }
        answerer.look()
        if !channel.isActive {
            isOver = true
            answerer.isOver = true
        }
    }

    private func hear(_ frame: InnerFrame, _ body: [UInt8]) {
        precondition(hasWelcome == (frame.type != .welcome))
        switch frame.type {
        case .welcome:
            hasWelcome = true
            precondition(frame.stream == 0 && Welcome(body) == Cast.greeting)
        case .pong: precondition(frame.stream == 0 && !pings.isEmpty && pings.removeFirst() == body)
        case .goAway:
            guard let told = GoAway(body), GoAwayCode(rawValue: told.code) != nil else {
                fatalError("a GOAWAY that is none")
            }
            precondition(told.lastStream <= lastStream)
            codes.append(told.code)
        case .response, .data, .window: hearStream(frame, body)
        case .request, .cancel, .ping, nil: fatalError("a daemon does not say that")
        }
    }

    private func hearStream(_ frame: InnerFrame, _ body: [UInt8]) {
        guard var book = books[frame.stream], !book.isEnded else {
            fatalError("on a stream that is not open")
        }
        switch frame.type {
        case .response:
            precondition(!book.hasStatus && ResponseHead.status(of: body.rawSpan) != nil)
            book.hasStatus = true
        case .data:
            precondition(book.hasStatus)
            book.credit -= body.count
            precondition(book.credit >= 0, "more than was granted")
            precondition(!body.isEmpty || frame.flags.contains(.end))
        default:
            let grant = body.reduce(0) { $0 << 8 | Int($1) }
            precondition(body.count == 4 && grant >= Int(FramingLimits.windowByteCount) / 2)
            book.room += grant
            precondition(book.room <= Int(FramingLimits.windowByteCount), "beyond the window")
        }
        book.isEnded = frame.flags.contains(.end)
        books[frame.stream] = book
    }

    // MARK: - The last act

    /// Where nothing has ended the connection, every call gets its answer whole.
    private func finish() {
        flush()
        end.send([])
        look()
        writability(true)
        answerer.answerAll()
        look()
        // Answers that wait for their time, and requests of which the rest never came.
        pass(.milliseconds(100))
        look()
        pass(.seconds(256))
        look()
        for (stream, book) in books where !isOver && !book.isEnded {
            let grant = Int(FramingLimits.creditByteCountMax) - max(book.credit, 0)
            if grant >= 32_768 { end.say(.window, 0, stream, UInt32(grant).bytes) }
            if end.plaintext.count > 500 { flush() }
        }
        flush()
        // What was too much for one turn leaves when the network takes more.
        var heardCount = -1
        while heardCount != self.heardCount {
            heardCount = self.heardCount
            writability(true)
            look()
        }
        guard !isOver, !end.isSpoiled else { return }
        for (stream, book) in books {
            precondition(book.hasStatus && book.isEnded, "no whole answer on \(stream)")
        }
        precondition(pings.isEmpty)
    }
}

/// No handshake asks it anything.
private struct Nobody: Introducer {
    func daemonKey(keyID: UInt8) -> AgreementKey? { nil }
    func introduce(_ introduction: Introduction, publicKey: [UInt8]) -> Introduced? { nil }
    func failed(_ failure: HandshakeFailure) {}
}
