internal import Basics
internal import Framing
internal import NIOCore
internal import Noise

/// The daemon's side of an established connection: frames in, calls out, answers in, frames out.
///
/// It is a value without I/O: the handler carries out what it returns.
struct DaemonConnection: ~Copyable {
    /// A call that arrived on a stream.
    struct Arrived {
        let stream: UInt32
        let head: RequestHead
        let payload: [UInt8]
    }

    /// Why the connection has to end.
    struct End: Error {
        let code: GoAwayCode
    }

    private var sealer: FrameSealer
    private var opener: FrameOpener
    private var streams = OutgoingStreams()
    private var budget: ControlBudget
    private let limits: SessionLimits
    private var lastStream: UInt32 = 0
    private var isDraining = false

    init(
        transport: consuming Transport, peerFrameByteCountMax: Int, limits: SessionLimits,
        now: NIODeadline
    ) {
        sealer = FrameSealer(
            cipher: transport.sending,
            plaintextByteCountMax: min(
                peerFrameByteCountMax, FramingLimits.framePlaintextByteCountMax))
        opener = FrameOpener(
            cipher: transport.receiving,
            plaintextByteCountMax: FramingLimits.framePlaintextByteCountMax)
        budget = ControlBudget(
            countMax: limits.controlFramesMax, interval: limits.controlFrameInterval, now: now)
        self.limits = limits
    }

    /// Whether a frame has begun and is not whole.
    var isInsideFrame: Bool { opener.isInsideFrame }
    /// How many frames have arrived whole.
    var frameCount: UInt64 { opener.frameCount }
    /// Whether nothing is in flight.
    var isIdle: Bool { streams.isEmpty }

    // MARK: - Arriving

    /// Takes bytes from the network and gives the calls that they hold, in their order.
    mutating func receive(
        _ bytes: inout ByteBuffer, now: NIODeadline, output: inout ByteBuffer
    ) throws(End) -> [Arrived] {
        opener.receive(&bytes)
        var calls: [Arrived] = []
        while true {
            switch opener.next() {
            case .needsMore: return calls
            case .refused(let code): throw End(code: code)
            case .frame(let plaintext):
                try read(plaintext, now: now, output: &output, calls: &calls)
            }
        }
    }

    private mutating func read(
        _ plaintext: [UInt8], now: NIODeadline, output: inout ByteBuffer, calls: inout [Arrived]
    ) throws(End) {
        let frames: [InnerFrame]
        do {
            frames = try InnerFrame.split(plaintext.rawSpan)
        } catch {
            throw End(code: error == .tooMany ? .calm : .protocol)
        }
        for frame in frames {
            let body = plaintext[frame.body]
            switch frame.type {
            case .request: try request(frame, body, output: &output, calls: &calls)
            case .window, .cancel, .ping, .data:
                guard Self.isLargeGrant(frame, body) || budget.spend(now: now) else {
                    throw End(code: .calm)
                }
                try control(frame, body, output: &output)
            case .pong, nil: break
            case .goAway: isDraining = true
            case .response, .welcome: throw End(code: .protocol)
            }
        }
    }

    /// Whether a WINDOW grants at least half a window: that much is asked for by reading, and
    /// does not count as a control frame.
    private static func isLargeGrant(_ frame: InnerFrame, _ body: ArraySlice<UInt8>) -> Bool {
        frame.type == .window && body.count == 4
            && body.reduce(0) { $0 << 8 | UInt32($1) } >= FramingLimits.windowByteCount / 2
    }

    private mutating func request(
        _ frame: InnerFrame, _ body: ArraySlice<UInt8>, output: inout ByteBuffer,
        calls: inout [Arrived]
    ) throws(End) {
        let bytes = Array(body)
        guard frame.stream % 2 == 1, frame.stream > lastStream,
            frame.stream <= FramingLimits.streamIDMax,
            let head = RequestHead(
                bytes.rawSpan, hasOperationKey: frame.flags.contains(.operationKey))
        else { throw End(code: .protocol) }
        lastStream = frame.stream
        let refusal: StatusCode? =
            if isDraining {
                .draining
            } else if streams.count >= FramingLimits.streamsInFlightMax
                || streams.waitingByteCount > limits.waitingByteCountMax
            {
                .overloaded
            } else if !frame.flags.contains(.end) {
                // Requests that go on in DATA are larger than one frame.
                .tooLarge
            } else {
                nil
            }
        streams.open(frame.stream)
        if let refusal {
            try answer(Answer(status: refusal), on: frame.stream, output: &output)
        } else {
            calls.append(
                Arrived(
                    stream: frame.stream, head: head,
                    payload: Array(bytes[head.byteCount...])))
        }
    }

    private mutating func control(
        _ frame: InnerFrame, _ body: ArraySlice<UInt8>, output: inout ByteBuffer
    ) throws(End) {
        switch frame.type {
        case .ping:
            guard frame.stream == 0, body.count == 8 else { throw End(code: .protocol) }
            try sealing { sealer throws(NoiseError) in
                try sealer.append(.pong, stream: 0, bytes: body, to: &output)
            }
        case .window:
            guard body.count == 4 else { throw End(code: .protocol) }
            let credit = body.reduce(0) { $0 << 8 | UInt32($1) }
            guard frame.stream <= lastStream, streams.grant(credit, to: frame.stream) else {
                throw End(code: .flow)
            }
        case .cancel:
            // The slot stays taken until the call is answered (SPEC W-43).
            guard body.count == 2, frame.stream <= lastStream else {
                throw End(code: .protocol)
            }
        default:
            // DATA of a request that was refused as too large may still be under way.
            guard frame.stream <= lastStream else { throw End(code: .protocol) }
        }
    }

    // MARK: - Leaving

    /// Sends the first frame.
    mutating func welcome(_ welcome: Welcome, output: inout ByteBuffer) throws(End) {
        try sealing { sealer throws(NoiseError) in
            try sealer.append(
                .welcome, stream: 0, bytes: ArraySlice(welcome.bytes), to: &output)
        }
    }

    /// Answers a call.
    mutating func answer(
        _ answer: Answer, on stream: UInt32, output: inout ByteBuffer
    ) throws(End) {
        guard streams.isOpen(stream) else { return }
        do {
            try streams.answer(answer, on: stream, with: &sealer, to: &output)
        } catch {
            throw End(code: .age)
        }
    }

    /// Sends what credit allows, and seals what is waiting.
    mutating func flush(output: inout ByteBuffer) throws(End) {
        do {
            try streams.pump(
                with: &sealer, to: &output, byteCountMax: limits.writeBufferHighByteCount)
            try sealer.flush(to: &output)
        } catch {
            throw End(code: .age)
        }
    }

    /// Says that the connection ends; streams above the last started one were not executed.
    mutating func goAway(_ code: GoAwayCode, output: inout ByteBuffer) {
        isDraining = true
        let body = GoAway(code: code.rawValue, lastStream: lastStream).bytes
        // At the hard stop of the cipher nothing can be said any more; the close says it.
        try? sealer.append(.goAway, stream: 0, bytes: ArraySlice(body), to: &output)
        try? sealer.flush(to: &output)
    }

    private mutating func sealing(
        _ body: (inout FrameSealer) throws(NoiseError) -> Void
    ) throws(End) {
        do {
            try body(&sealer)
        } catch {
            throw End(code: .age)
        }
    }
}
