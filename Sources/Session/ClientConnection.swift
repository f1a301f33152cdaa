internal import Basics
internal import Framing
internal import NIOCore
internal import Noise

/// The client's side of an established connection: calls in, frames out, frames in, answers out.
///
/// It is a value without I/O, and keeps to what WELCOME told.
struct ClientConnection: ~Copyable {
    /// What arrived.
    enum Event {
        case welcome(Welcome)
        /// A whole answer.
        case answer(stream: UInt32, Answer)
        /// The first frame of a stream call's answer.
        case head(stream: UInt32, StatusCode, [UInt8])
        /// A piece of a stream call's answer.
        case chunk(stream: UInt32, [UInt8])
        /// A stream call's answer is whole.
        case ended(stream: UInt32)
        /// All that a stream call has written has left.
        case drained(stream: UInt32)
        case pong([UInt8])
        case goAway(GoAway)
    }

    private struct Incoming {
        let isStream: Bool
        var window: ReceiveWindow
        var status: StatusCode?
        var payload: [UInt8] = []
        var content: [UInt8] = []
        var isCancelled = false
    }

    private var sealer: FrameSealer
    private var opener: FrameOpener
    private var incoming: [UInt32: Incoming] = [:]
    /// Requests that are not wholly sent.
    private var sending = OutgoingStreams(windowByteCount: FramingLimits.windowByteCount)
    private var controls: ControlBudget
    private var nextStream: UInt32
    /// The bytes of each PING that has no PONG yet, the oldest first.
    private var pings: [[UInt8]] = []
    private var welcome: Welcome?

    init(
        transport: consuming Transport, limits: SessionLimits = SessionLimits(),
        now: NIODeadline, nextStream: UInt32 = 1
    ) {
        let size = FramingLimits.framePlaintextByteCountMax
        sealer = FrameSealer(cipher: transport.sending, plaintextByteCountMax: size)
        opener = FrameOpener(cipher: transport.receiving, plaintextByteCountMax: size)
        controls = ControlBudget(
            countMax: limits.controlFramesMax, interval: limits.controlFrameInterval, now: now)
        self.nextStream = nextStream
    }

    /// How many calls wait for an answer.
    var inFlightCount: Int { incoming.count }
    /// Whether the daemon takes one more call now.
    var hasRoom: Bool {
        incoming.count < Int(welcome?.streamsMax ?? UInt16(FramingLimits.streamsInFlightMax))
    }
    private var messageByteCountMax: Int {
        Int(welcome?.messageByteCountMax ?? UInt32(FramingLimits.messageByteCountMax))
    }
    private var windowByteCount: UInt32 {
        welcome?.windowByteCount ?? FramingLimits.windowByteCount
    }

    // MARK: - Calling

    /// Starts a call and gives its stream; a payload that does not fit one frame goes on in DATA.
    ///
    /// - Parameter isStream: whether more of the request comes by `write`, and the answer is told
    ///   piece by piece.
    /// - Throws: `tooLarge`, or `notExecuted` where no stream is left.
    mutating func request(
        _ head: RequestHead, payload: [UInt8], isStream: Bool = false,
        output: inout ByteBuffer
    ) throws(ConnectionError) -> UInt32 {
        guard payload.count <= messageByteCountMax else { throw .tooLarge }
        let stream = nextStream
        guard stream <= FramingLimits.streamIDMax else { throw .notExecuted(nil) }
        var bytes: [UInt8] = []
        head.append(to: &bytes)
        let room = sealer.bodyByteCountMax - head.byteCount
        let isWhole = payload.count <= room && !isStream
        var flags: InnerFrameFlags = isWhole ? .end : []
        if head.operationKey != nil { flags.insert(.operationKey) }
        try append(.request, flags, stream, head: bytes, bytes: payload.prefix(room), to: &output)
        nextStream += 2
        incoming[stream] = Incoming(
            isStream: isStream, window: ReceiveWindow(byteCount: windowByteCount))
        if !isWhole {
            sending.open(stream)
            sending.begin(stream)
            sending.write(Array(payload.dropFirst(room)), on: stream)
            if !isStream { sending.end(stream) }
        }
        return stream
    }

    /// Adds a piece to a stream call's request; false where nothing more is taken.
    mutating func write(_ bytes: [UInt8], on stream: UInt32) -> Bool {
        guard sending.isOpen(stream), !sending.isEnding(stream) else { return false }
        sending.write(bytes, on: stream)
        return true
    }

    /// Ends a stream call's request.
    mutating func end(_ stream: UInt32) { sending.end(stream) }

    /// Says that the answer is no longer needed; it comes all the same.
    ///
    /// Nothing more of the request is sent.
    mutating func cancel(
        _ stream: UInt32, output: inout ByteBuffer
    ) throws(ConnectionError) {
        guard incoming[stream]?.isCancelled == false else { return }
        incoming[stream]?.isCancelled = true
        sending.close(stream)
        try append(.cancel, [], stream, bytes: [0, 0], to: &output)
    }

    /// Lets the daemon send as much of a stream call's answer as its reader has taken.
    mutating func consumed(
        _ count: Int, on stream: UInt32, output: inout ByteBuffer
    ) throws(ConnectionError) {
        guard let credit = incoming[stream]?.window.consume(count) else { return }
        try grant(credit, to: stream, output: &output)
    }

    /// Asks whether the daemon is there; eight bytes come back.
    mutating func ping(_ bytes: [UInt8], output: inout ByteBuffer) throws(ConnectionError) {
        pings.append(bytes)
        try append(.ping, [], 0, bytes: bytes[...], to: &output)
    }

    /// Sends what credit allows, and seals what is waiting.
    ///
    /// - Returns: `drained` for each stream call all of whose request so far has left.
    mutating func flush(output: inout ByteBuffer) throws(ConnectionError) -> [Event] {
        do {
            let drained = try sending.pump(
                with: &sealer, to: &output,
                byteCountMax: SessionLimits().writeBufferHighByteCount)
            try sealer.flush(to: &output)
            return drained.map { .drained(stream: $0) }
        } catch {
            throw .notExecuted(.age)
        }
    }

    // MARK: - Arriving

    /// Takes bytes from the network and gives what they mean.
    mutating func receive(
        _ bytes: inout ByteBuffer, now: NIODeadline, output: inout ByteBuffer
    ) throws(ConnectionError) -> [Event] {
        opener.receive(&bytes)
        var events: [Event] = []
        while true {
            switch opener.next() {
            case .needsMore: return events
            case .refused: throw .protocolViolation
            case .frame(let plaintext):
                guard let frames = try? InnerFrame.split(plaintext.rawSpan) else {
                    throw .protocolViolation
                }
                for frame in frames {
                    try read(
                        frame, plaintext[frame.body], now: now, output: &output,
                        events: &events)
                }
            }
        }
    }

    private mutating func read(
        _ frame: InnerFrame, _ body: ArraySlice<UInt8>, now: NIODeadline,
        output: inout ByteBuffer, events: inout [Event]
    ) throws(ConnectionError) {
        // WELCOME comes first, or GOAWAY alone (SPEC W-15, W-31).
        guard welcome != nil || frame.type == .welcome || frame.type == .goAway || frame.type == nil
        else { throw .protocolViolation }
        switch frame.type {
        case .response, .data: try answer(frame, body, output: &output, events: &events)
        case .welcome: try take(frame, body, events: &events)
        case .pong:
            guard frame.stream == 0, !pings.isEmpty, pings.removeFirst() == Array(body) else {
                throw .protocolViolation
            }
            events.append(.pong(Array(body)))
        case .ping:
            guard frame.stream == 0, body.count == 8, controls.spend(now: now) else {
                throw .protocolViolation
            }
            try append(.pong, [], 0, bytes: body, to: &output)
        case .goAway:
            guard frame.stream == 0, let goAway = GoAway(Array(body)) else {
                throw .protocolViolation
            }
            events.append(.goAway(goAway))
        case .window:
            let credit = body.reduce(0) { $0 << 8 | UInt32($1) }
            guard body.count == 4, frame.stream % 2 == 1, frame.stream < nextStream,
                credit >= windowByteCount / 2 || controls.spend(now: now),
                sending.grant(credit, to: frame.stream)
            else { throw .protocolViolation }
        case nil: break
        case .request, .cancel: throw .protocolViolation
        }
    }

    private mutating func take(
        _ frame: InnerFrame, _ body: ArraySlice<UInt8>, events: inout [Event]
    ) throws(ConnectionError) {
        guard welcome == nil, frame.stream == 0, let told = Welcome(Array(body)),
            Int(told.frameByteCountMax) >= FramingLimits.framePlaintextByteCountMin,
            told.instance != .zero, told.streamsMax > 0, told.messageByteCountMax > 0,
            told.windowByteCount > 0,
            told.windowByteCount <= FramingLimits.creditByteCountMax
        else { throw .protocolViolation }
        welcome = told
        sealer.limit(plaintextByteCountMax: Int(told.frameByteCountMax))
        sending = OutgoingStreams(windowByteCount: told.windowByteCount)
        events.append(.welcome(told))
    }

    private mutating func answer(
        _ frame: InnerFrame, _ body: ArraySlice<UInt8>, output: inout ByteBuffer,
        events: inout [Event]
    ) throws(ConnectionError) {
        guard var item = incoming.removeValue(forKey: frame.stream) else {
            throw .protocolViolation
        }
        let isLast = frame.flags.contains(.end)
        if frame.type == .response {
            let bytes = Array(body)
            guard item.status == nil, let status = ResponseHead.status(of: bytes.rawSpan) else {
                throw .protocolViolation
            }
            item.status = status
            let payload = Array(bytes[ResponseHead.byteCount...])
            if item.isStream {
                events.append(.head(stream: frame.stream, status, payload))
            } else {
                item.payload = payload
            }
        } else {
            guard item.status != nil, item.window.receive(body.count) else {
                throw .protocolViolation
            }
            if item.isStream {
                if !body.isEmpty { events.append(.chunk(stream: frame.stream, Array(body))) }
            } else {
                item.content += body
                let limit = FramingLimits.pageByteCountMax + FramingLimits.messageByteCountMax
                guard item.content.count <= limit else { throw .protocolViolation }
            }
        }
        guard !isLast else { return try finish(frame.stream, item, &output, &events) }
        if !item.isStream, let credit = item.window.consume(body.count), frame.type == .data {
            try grant(credit, to: frame.stream, output: &output)
        }
        incoming[frame.stream] = item
    }

    private mutating func finish(
        _ stream: UInt32, _ item: Incoming, _ output: inout ByteBuffer, _ events: inout [Event]
    ) throws(ConnectionError) {
        if sending.isOpen(stream) {
            // The daemon needs no more of the request; END gives the slot back.
            sending.close(stream)
            try append(.data, .end, stream, bytes: [], to: &output)
        }
        if item.isStream {
            events.append(.ended(stream: stream))
        } else if let status = item.status {
            let answer = Answer(status: status, payload: item.payload, content: item.content)
            events.append(.answer(stream: stream, answer))
        }
    }

    private mutating func grant(
        _ credit: UInt32, to stream: UInt32, output: inout ByteBuffer
    ) throws(ConnectionError) {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(credit)
        try append(.window, [], stream, bytes: bytes[...], to: &output)
    }

    /// Adds one inner frame to the way out; tests send with it what a client never would.
    mutating func append(
        _ type: InnerFrameType, _ flags: InnerFrameFlags, _ stream: UInt32, head: [UInt8] = [],
        bytes: ArraySlice<UInt8>, to output: inout ByteBuffer
    ) throws(ConnectionError) {
        do {
            try sealer.append(
                type, flags: flags, stream: stream, head: head, bytes: bytes, to: &output)
        } catch {
            throw .notExecuted(.age)
        }
    }
}
