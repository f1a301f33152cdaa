internal import Basics
internal import Framing
internal import NIOCore
internal import Noise

/// The client's side of an established connection: calls in, frames out, frames in, answers out.
struct ClientConnection: ~Copyable {
    /// What arrived.
    enum Event {
        case welcome(Welcome)
        case answer(stream: UInt32, Answer)
        case pong([UInt8])
        case goAway(GoAway)
    }

    private struct Incoming {
        var status: StatusCode?
        var payload: [UInt8] = []
        var content: [UInt8] = []
        var ungrantedByteCount = 0
    }

    private var sealer: FrameSealer
    private var opener: FrameOpener
    private var incoming: [UInt32: Incoming] = [:]
    private var nextStream: UInt32 = 1

    init(transport: consuming Transport) {
        let size = FramingLimits.framePlaintextByteCountMax
        sealer = FrameSealer(cipher: transport.sending, plaintextByteCountMax: size)
        opener = FrameOpener(cipher: transport.receiving, plaintextByteCountMax: size)
    }

    /// How many calls wait for an answer.
    var inFlightCount: Int { incoming.count }

    /// Starts a call and gives its stream.
    mutating func request(
        _ head: RequestHead, payload: [UInt8], output: inout ByteBuffer
    ) throws(ConnectionError) -> UInt32 {
        guard head.byteCount + payload.count <= sealer.bodyByteCountMax else { throw .tooLarge }
        let stream = nextStream
        guard stream <= FramingLimits.streamIDMax else { throw .notExecuted(nil) }
        var bytes: [UInt8] = []
        head.append(to: &bytes)
        let flags: InnerFrameFlags = head.operationKey == nil ? .end : [.end, .operationKey]
        try append(.request, flags, stream, head: bytes, bytes: payload[...], to: &output)
        nextStream += 2
        incoming[stream] = Incoming()
        return stream
    }

    /// Asks whether the daemon is there; eight bytes come back.
    mutating func ping(_ bytes: [UInt8], output: inout ByteBuffer) throws(ConnectionError) {
        try append(.ping, [], 0, bytes: bytes[...], to: &output)
    }

    /// Seals what is waiting.
    mutating func flush(output: inout ByteBuffer) throws(ConnectionError) {
        do {
            try sealer.flush(to: &output)
        } catch {
            throw .notExecuted(.age)
        }
    }

    /// Takes bytes from the network and gives what they mean.
    mutating func receive(
        _ bytes: inout ByteBuffer, output: inout ByteBuffer
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
                    if let event = try read(frame, plaintext[frame.body], output: &output) {
                        events.append(event)
                    }
                }
            }
        }
    }

    private mutating func read(
        _ frame: InnerFrame, _ body: ArraySlice<UInt8>, output: inout ByteBuffer
    ) throws(ConnectionError) -> Event? {
        switch frame.type {
        case .response, .data: return try answer(frame, body, output: &output)
        case .welcome:
            guard let welcome = Welcome(Array(body)) else { throw .protocolViolation }
            return .welcome(welcome)
        case .pong: return .pong(Array(body))
        case .ping:
            try append(.pong, [], 0, bytes: body, to: &output)
            return nil
        case .goAway:
            guard let goAway = GoAway(Array(body)) else { throw .protocolViolation }
            return .goAway(goAway)
        case .window, .cancel, nil: return nil
        case .request: throw .protocolViolation
        }
    }

    private mutating func answer(
        _ frame: InnerFrame, _ body: ArraySlice<UInt8>, output: inout ByteBuffer
    ) throws(ConnectionError) -> Event? {
        guard var item = incoming[frame.stream] else { throw .protocolViolation }
        if frame.type == .response {
            let bytes = Array(body)
            guard item.status == nil, let status = ResponseHead.status(of: bytes.rawSpan) else {
                throw .protocolViolation
            }
            item.status = status
            item.payload = Array(bytes[ResponseHead.byteCount...])
        } else {
            guard item.status != nil else { throw .protocolViolation }
            item.content += body
            let limit = FramingLimits.pageByteCountMax + FramingLimits.messageByteCountMax
            guard item.content.count <= limit else { throw .protocolViolation }
            item.ungrantedByteCount += body.count
        }
        if frame.flags.contains(.end), let status = item.status {
            incoming[frame.stream] = nil
            return .answer(
                stream: frame.stream,
                Answer(status: status, payload: item.payload, content: item.content))
        }
        if item.ungrantedByteCount >= Int(FramingLimits.windowByteCount) / 2 {
            var credit: [UInt8] = []
            credit.appendBigEndian(UInt32(item.ungrantedByteCount))
            try append(.window, [], frame.stream, bytes: credit[...], to: &output)
            item.ungrantedByteCount = 0
        }
        incoming[frame.stream] = item
        return nil
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
