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
        let deadlineMilliseconds: UInt32
        let deadline: NIODeadline
    }

    /// What has to be done for what arrived.
    enum Event {
        /// A call that is whole.
        case call(Arrived)
        /// A stream call began.
        case stream(Arrived)
        /// A piece of a stream call.
        case chunk(stream: UInt32, [UInt8])
        /// A stream call's request is whole.
        case ended(stream: UInt32)
        /// The caller no longer needs an answer.
        case cancelled(stream: UInt32)
        /// The last stream that there can be was taken on.
        case exhausted
    }

    /// Why the connection has to end.
    struct End: Error {
        let code: GoAwayCode
    }

    /// A request of which DATA may still come.
    private struct Incoming {
        enum Use {
            /// It is put together here.
            case message(RequestHead, [UInt8], deadlineMilliseconds: UInt32, NIODeadline)
            /// It is handed on as it comes.
            case stream
            /// It was answered, and what comes is thrown away.
            case discarded
        }
        var use: Use
        var window = ReceiveWindow(byteCount: FramingLimits.windowByteCount)
    }

    /// What is unusual about an answer's length and time.
    private struct Care {
        let bucket: PaddingBucket?
        let minLatency: TimeAmount
        let arrival: NIODeadline
        var isHeld = false
    }

    private struct Held {
        let stream: UInt32
        let answer: Answer
        let release: NIODeadline
    }

    private var sealer: FrameSealer
    private var opener: FrameOpener
    private var streams = OutgoingStreams(windowByteCount: FramingLimits.windowByteCount)
    private var incoming: [UInt32: Incoming] = [:]
    private var cares: [UInt32: Care] = [:]
    private var held: [Held] = []
    private var controls: ControlBudget
    private var faults: ControlBudget
    private var emptyDataSequence = 0
    private let limits: SessionLimits
    private var lastStream: UInt32
    private var isDraining = false

    init(
        transport: consuming Transport, peerFrameByteCountMax: Int, limits: SessionLimits,
        now: NIODeadline, lastStream: UInt32 = 0
    ) {
        sealer = FrameSealer(
            cipher: transport.sending,
            plaintextByteCountMax: min(
                peerFrameByteCountMax, FramingLimits.framePlaintextByteCountMax))
        opener = FrameOpener(
            cipher: transport.receiving,
            plaintextByteCountMax: FramingLimits.framePlaintextByteCountMax)
        controls = ControlBudget(
            countMax: limits.controlFramesMax, interval: limits.controlFrameInterval, now: now)
        faults = ControlBudget(
            countMax: limits.streamFaultsMax, interval: limits.streamFaultInterval, now: now)
        self.limits = limits
        self.lastStream = lastStream
    }

    /// Whether a frame has begun and is not whole.
    var isInsideFrame: Bool { opener.isInsideFrame }
    /// How many bytes of that frame have come.
    var partByteCount: Int { opener.waitingByteCount }
    /// How many frames have arrived whole.
    var frameCount: UInt64 { opener.frameCount }
    /// Whether every call is answered.
    var isIdle: Bool { streams.isEmpty }
    /// How many bytes of answers wait for credit, and how many have left: a peer under which the
    /// first is large and the second stands still does not read.
    var waitingByteCount: Int { streams.waitingByteCount }
    var sentByteCount: UInt64 { streams.sentByteCount }

    /// Slots that are taken: calls that are not answered, and answered ones whose DATA may come.
    var slotCount: Int {
        guard !incoming.isEmpty else { return streams.count }
        return streams.count + incoming.keys.count { !streams.isOpen($0) }
    }

    // MARK: - Arriving

    /// Takes bytes from the network and gives what they hold, in its order.
    mutating func receive(
        _ bytes: inout ByteBuffer, now: NIODeadline, traits: (UInt16) -> CallTraits,
        output: inout ByteBuffer
    ) throws(End) -> [Event] {
        opener.receive(&bytes)
        var events: [Event] = []
        while true {
            switch opener.next() {
            case .needsMore: return events
            case .refused(let code): throw End(code: code)
            case .frame(let plaintext):
                let frames: [InnerFrame]
                do {
                    frames = try InnerFrame.split(plaintext.rawSpan)
                } catch {
                    throw End(code: error == .tooMany ? .calm : .protocol)
                }
                for frame in frames {
                    let body = plaintext[frame.body]
                    if frame.type == .request {
                        try request(
                            frame, body, now: now, traits: traits, output: &output,
                            events: &events)
                    } else {
                        try other(frame, body, now: now, output: &output, events: &events)
                    }
                }
            }
        }
    }

    private mutating func other(
        _ frame: InnerFrame, _ body: ArraySlice<UInt8>, now: NIODeadline,
        output: inout ByteBuffer, events: inout [Event]
    ) throws(End) {
        switch frame.type {
        case .data: try data(frame, body, now: now, output: &output, events: &events)
        case .window: try window(frame, body, now: now)
        case .cancel: try cancel(frame, body, now: now, output: &output, events: &events)
        case .ping:
            try spendControl(now)
            guard frame.stream == 0, body.count == 8 else { throw End(code: .protocol) }
            try sealing { sealer throws(NoiseError) in
                try sealer.append(.pong, stream: 0, bytes: body, to: &output)
            }
        case .pong:
            guard frame.stream == 0, body.count == 8 else { throw End(code: .protocol) }
        case .goAway:
            guard frame.stream == 0, GoAway(Array(body)) != nil else { throw End(code: .protocol) }
            isDraining = true
        case nil: break
        case .response, .welcome, .request: throw End(code: .protocol)
        }
    }

    private mutating func spendControl(_ now: NIODeadline) throws(End) {
        guard controls.spend(now: now) else { throw End(code: .calm) }
    }

    /// Counts a cancel, or an error that ends no more than its stream: whoever provokes many is
    /// cut, since each costs the daemon more than the peer.
    private mutating func spendFault(_ now: NIODeadline) throws(End) {
        guard faults.spend(now: now) else { throw End(code: .calm) }
    }

    private mutating func request(
        _ frame: InnerFrame, _ body: ArraySlice<UInt8>, now: NIODeadline,
        traits: (UInt16) -> CallTraits, output: inout ByteBuffer, events: inout [Event]
    ) throws(End) {
        let bytes = Array(body)
        guard frame.stream % 2 == 1, frame.stream > lastStream,
            frame.stream <= FramingLimits.streamIDMax,
            let head = RequestHead(
                bytes.rawSpan, hasOperationKey: frame.flags.contains(.operationKey))
        else { throw End(code: .protocol) }
        lastStream = frame.stream
        if frame.stream == FramingLimits.streamIDMax { events.append(.exhausted) }
        let isWhole = frame.flags.contains(.end)
        if let refusal = try refusal(now) {
            return try refuse(refusal, frame.stream, isWhole: isWhole, output: &output)
        }
        let traits = traits(head.method)
        let milliseconds = Self.deadlineMilliseconds(head.deadlineMilliseconds, traits)
        let deadline = now + .milliseconds(Int64(milliseconds))
        let payload = Array(bytes[head.byteCount...])
        streams.open(frame.stream)
        if traits.bucket != nil || traits.minLatencyMilliseconds > 0 {
            cares[frame.stream] = Care(
                bucket: traits.bucket,
                minLatency: .milliseconds(Int64(traits.minLatencyMilliseconds)), arrival: now)
        }
        let arrived = Arrived(
            stream: frame.stream, head: head, payload: payload,
            deadlineMilliseconds: milliseconds, deadline: deadline)
        if traits.isStream {
            events.append(.stream(arrived))
            if isWhole {
                events.append(.ended(stream: frame.stream))
            } else {
                incoming[frame.stream] = Incoming(use: .stream)
            }
        } else if isWhole {
            events.append(.call(arrived))
        } else {
            incoming[frame.stream] = Incoming(
                use: .message(head, payload, deadlineMilliseconds: milliseconds, deadline))
        }
    }

    private static func deadlineMilliseconds(_ asked: UInt32, _ traits: CallTraits) -> UInt32 {
        if asked == 0 { return traits.deadlineMilliseconds }
        return traits.isStream ? asked : min(asked, FramingLimits.deadlineMillisecondsMax)
    }

    /// Why a new call is not taken on; a peer that does not count its calls is counted itself.
    private mutating func refusal(_ now: NIODeadline) throws(End) -> StatusCode? {
        if isDraining { return .draining }
        if slotCount >= FramingLimits.streamsInFlightMax {
            try spendFault(now)
            return .overloaded
        }
        return streams.waitingByteCount > limits.waitingByteCountMax ? .overloaded : nil
    }

    private mutating func refuse(
        _ status: StatusCode, _ stream: UInt32, isWhole: Bool, output: inout ByteBuffer
    ) throws(End) {
        // Beyond the slots nothing is kept: DATA that follows counts as an error of its stream.
        if !isWhole, slotCount < FramingLimits.streamsInFlightMax {
            incoming[stream] = Incoming(use: .discarded)
        }
        streams.open(stream)
        try send(Answer(status: status), on: stream, output: &output)
    }

    private mutating func data(
        _ frame: InnerFrame, _ body: ArraySlice<UInt8>, now: NIODeadline,
        output: inout ByteBuffer, events: inout [Event]
    ) throws(End) {
        guard frame.stream % 2 == 1, frame.stream <= lastStream else {
            throw End(code: .protocol)
        }
        let isLast = frame.flags.contains(.end)
        emptyDataSequence = body.isEmpty && !isLast ? emptyDataSequence + 1 : 0
        guard emptyDataSequence <= limits.emptyDataSequenceMax else { throw End(code: .calm) }
        if !isLast, body.count < FramingLimits.smallDataByteCountMax { try spendControl(now) }
        guard var item = incoming.removeValue(forKey: frame.stream) else {
            // It crossed a refusal, or follows END or CANCEL.
            return try spendFault(now)
        }
        guard item.window.receive(body.count) else { throw End(code: .flow) }
        switch item.use {
        case .discarded: break
        case .stream:
            if !body.isEmpty { events.append(.chunk(stream: frame.stream, Array(body))) }
            if isLast { events.append(.ended(stream: frame.stream)) }
        case .message(let head, var payload, let milliseconds, let deadline):
            item.use = .discarded
            payload += body
            if payload.count > FramingLimits.messageByteCountMax {
                try spendFault(now)
                try send(Answer(status: .tooLarge), on: frame.stream, output: &output)
            } else if now >= deadline {
                try send(Answer(status: .expiredBeforeStart), on: frame.stream, output: &output)
            } else if isLast {
                events.append(
                    .call(
                        Arrived(
                            stream: frame.stream, head: head, payload: payload,
                            deadlineMilliseconds: milliseconds, deadline: deadline)))
            } else {
                item.use = .message(
                    head, payload, deadlineMilliseconds: milliseconds, deadline)
            }
        }
        if !isLast { incoming[frame.stream] = item }
    }

    private mutating func window(
        _ frame: InnerFrame, _ body: ArraySlice<UInt8>, now: NIODeadline
    ) throws(End) {
        let credit = body.reduce(0) { $0 << 8 | UInt32($1) }
        if body.count != 4 || credit < FramingLimits.largeGrantByteCountMin {
            try spendControl(now)
        }
        guard body.count == 4 else { throw End(code: .protocol) }
        guard frame.stream % 2 == 1, frame.stream <= lastStream,
            streams.grant(credit, to: frame.stream)
        else { throw End(code: .flow) }
    }

    /// The slot stays taken until the call is answered (SPEC W-43).
    private mutating func cancel(
        _ frame: InnerFrame, _ body: ArraySlice<UInt8>, now: NIODeadline,
        output: inout ByteBuffer, events: inout [Event]
    ) throws(End) {
        try spendControl(now)
        try spendFault(now)
        guard body.count == 2, frame.stream % 2 == 1, frame.stream <= lastStream else {
            throw End(code: .protocol)
        }
        let item = incoming.removeValue(forKey: frame.stream)
        guard streams.isOpen(frame.stream) else { return }
        if case .message = item?.use {
            // It was never handed on.
            try send(Answer(status: .cancelled), on: frame.stream, output: &output)
        } else if !streams.isEnding(frame.stream), cares[frame.stream]?.isHeld != true {
            events.append(.cancelled(stream: frame.stream))
        }
    }

    // MARK: - Time

    /// When `expire` has something to do; nil for never.
    var nextExpiry: NIODeadline? {
        guard !held.isEmpty || !incoming.isEmpty else { return nil }
        var next = held.map(\.release).min()
        for item in incoming.values {
            if case .message(_, _, _, let deadline) = item.use {
                next = min(next ?? deadline, deadline)
            }
        }
        return next
    }

    /// Releases answers whose time has come, and refuses requests whose rest came too late.
    mutating func expire(now: NIODeadline, output: inout ByteBuffer) throws(End) {
        let due = held.filter { $0.release <= now }
        held.removeAll { $0.release <= now }
        for item in due { try send(item.answer, on: item.stream, output: &output) }
        let late = incoming.compactMap { stream, item in
            if case .message(_, _, _, let deadline) = item.use, deadline <= now {
                stream
            } else {
                nil
            }
        }
        for stream in late.sorted() {
            incoming[stream]?.use = .discarded
            try send(Answer(status: .expiredBeforeStart), on: stream, output: &output)
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

    /// Carries out what an answerer wants; what comes after an answer is ignored.
    mutating func reply(
        _ reply: Reply, on stream: UInt32, now: NIODeadline, output: inout ByteBuffer
    ) throws(End) {
        if case .consumed(let count) = reply {
            return try grant(count, to: stream, output: &output)
        }
        guard streams.isOpen(stream) else { return }
        switch reply {
        case .consumed: break
        case .answer(let answer):
            guard !streams.isSending(stream), try !hold(answer, on: stream, now: now) else {
                return
            }
            try send(answer, on: stream, output: &output)
        case .begin(let status, let payload):
            guard !streams.isSending(stream) else { return }
            try begin(status, payload, on: stream, output: &output)
        case .chunk(let bytes): streams.write(bytes, on: stream)
        case .end: streams.end(stream)
        }
    }

    /// Keeps an answer back until a multiple of its method's time has passed since its request.
    private mutating func hold(
        _ answer: Answer, on stream: UInt32, now: NIODeadline
    ) throws(End) -> Bool {
        guard !cares.isEmpty, let care = cares[stream] else { return false }
        if care.isHeld { return true }
        let step = care.minLatency.nanoseconds
        guard step > 0 else { return false }
        let steps = max(1, ((now - care.arrival).nanoseconds + step - 1) / step)
        let release = care.arrival + .nanoseconds(steps * step)
        guard release > now else { return false }
        cares[stream]?.isHeld = true
        held.append(Held(stream: stream, answer: answer, release: release))
        return true
    }

    /// Sends an answer's first frame, and keeps what does not fit it for DATA.
    private mutating func send(
        _ answer: Answer, on stream: UInt32, output: inout ByteBuffer
    ) throws(End) {
        let room = sealer.bodyByteCountMax - ResponseHead.byteCount
        let content = answer.content ?? []
        if answer.payload.count <= room, content.isEmpty {
            try respond(
                answer.status, answer.payload[...], isLast: true, on: stream, output: &output)
            streams.close(stream)
            return
        }
        try respond(
            answer.status, answer.payload.prefix(room), isLast: false, on: stream,
            output: &output)
        streams.begin(stream, bucket: cares.removeValue(forKey: stream)?.bucket)
        if answer.payload.count > room {
            streams.write(Array(answer.payload.dropFirst(room)) + content, on: stream)
        } else {
            streams.write(content, on: stream)
        }
        streams.end(stream)
    }

    private mutating func begin(
        _ status: StatusCode, _ payload: [UInt8], on stream: UInt32, output: inout ByteBuffer
    ) throws(End) {
        assert(payload.count + ResponseHead.byteCount <= sealer.bodyByteCountMax)
        try respond(status, payload[...], isLast: false, on: stream, output: &output)
        streams.begin(stream, bucket: cares.removeValue(forKey: stream)?.bucket)
    }

    private mutating func respond(
        _ status: StatusCode, _ payload: ArraySlice<UInt8>, isLast: Bool, on stream: UInt32,
        output: inout ByteBuffer
    ) throws(End) {
        var head: [UInt8] = []
        ResponseHead.append(status, to: &head)
        var bucket: PaddingBucket?
        if !cares.isEmpty {
            bucket = cares[stream]?.bucket
            if isLast { cares[stream] = nil }
        }
        try sealing { sealer throws(NoiseError) in
            try sealer.append(
                .response, flags: isLast ? .end : [], stream: stream, head: head,
                bytes: payload, bucket: bucket, to: &output)
        }
    }

    /// Lets the caller send as much as was taken, at least half a window at once.
    private mutating func grant(
        _ count: Int, to stream: UInt32, output: inout ByteBuffer
    ) throws(End) {
        guard case .stream = incoming[stream]?.use, streams.isOpen(stream),
            let credit = incoming[stream]?.window.consume(count)
        else { return }
        var body: [UInt8] = []
        body.appendBigEndian(credit)
        try sealing { sealer throws(NoiseError) in
            try sealer.append(.window, stream: stream, bytes: body[...], to: &output)
        }
    }

    /// Sends what credit allows, and seals what is waiting.
    ///
    /// - Returns: stream calls all of whose answer so far has left.
    mutating func flush(output: inout ByteBuffer) throws(End) -> [UInt32] {
        do {
            let drained = try streams.pump(
                with: &sealer, to: &output, byteCountMax: limits.writeBufferHighByteCount)
            try sealer.flush(to: &output)
            return drained
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

    /// Adds one inner frame to the way out; tests send with it what a daemon never would.
    mutating func append(
        _ type: InnerFrameType, _ flags: InnerFrameFlags, _ stream: UInt32, _ body: [UInt8],
        to output: inout ByteBuffer
    ) throws(End) {
        try sealing { sealer throws(NoiseError) in
            try sealer.append(type, flags: flags, stream: stream, bytes: body[...], to: &output)
        }
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
