internal import Framing
internal import NIOCore
internal import Noise

/// What a daemon still has to send: for each stream its bytes and the credit that is left.
struct OutgoingStreams {
    private struct Outgoing {
        var bytes: [UInt8]
        var offset = 0
        var left: Int { bytes.count - offset }
    }

    /// Streams whose call runs or whose answer is not wholly sent, with their credit.
    private var credit: [UInt32: UInt32] = [:]
    private var outgoing: [UInt32: Outgoing] = [:]
    /// In the order of their answers, so that none starves.
    private var turn: [UInt32] = []
    private(set) var waitingByteCount = 0

    /// How many calls are in flight.
    var count: Int { credit.count }
    var isEmpty: Bool { credit.isEmpty }
    func isOpen(_ stream: UInt32) -> Bool { credit[stream] != nil }

    mutating func open(_ stream: UInt32) { credit[stream] = FramingLimits.windowByteCount }

    /// Adds credit; false where it is zero or overflows (SPEC W-41).
    ///
    /// A stream that has ended may
    /// still be granted some: the grant and the last frame crossed.
    mutating func grant(_ bytes: UInt32, to stream: UInt32) -> Bool {
        guard bytes > 0 else { return false }
        guard let current = credit[stream] else { return true }
        let (sum, overflow) = current.addingReportingOverflow(bytes)
        guard !overflow, sum <= UInt32(Int32.max) else { return false }
        credit[stream] = sum
        return true
    }

    /// Sends an answer's first frame, and keeps what does not fit it for DATA.
    mutating func answer(
        _ answer: Answer, on stream: UInt32, with sealer: inout FrameSealer,
        to output: inout ByteBuffer
    ) throws(NoiseError) {
        var head: [UInt8] = []
        ResponseHead.append(answer.status, to: &head)
        let room = sealer.bodyByteCountMax - head.count
        let first = answer.payload.prefix(room)
        var rest = Array(answer.payload.dropFirst(room))
        if let content = answer.content { rest += content }
        let isWhole = rest.isEmpty
        try sealer.append(
            .response, flags: isWhole ? .end : [], stream: stream, head: head, bytes: first,
            to: &output)
        if isWhole {
            credit[stream] = nil
        } else {
            waitingByteCount += rest.count
            outgoing[stream] = Outgoing(bytes: rest)
            turn.append(stream)
        }
    }

    /// Sends as much DATA as credit allows, one frame a stream in turn, until `output` is long.
    mutating func pump(
        with sealer: inout FrameSealer, to output: inout ByteBuffer, byteCountMax: Int
    ) throws(NoiseError) {
        var blocked: [UInt32] = []
        while !turn.isEmpty, output.readableBytes < byteCountMax {
            let stream = turn.removeFirst()
            guard var item = outgoing[stream], let allowed = credit[stream] else { continue }
            let size = min(item.left, Int(allowed), sealer.bodyByteCountMax)
            guard size > 0 else {
                blocked.append(stream)
                continue
            }
            let end = item.offset + size
            let isLast = end == item.bytes.count
            try sealer.append(
                .data, flags: isLast ? .end : [], stream: stream,
                bytes: item.bytes[item.offset..<end], to: &output)
            waitingByteCount -= size
            if isLast {
                outgoing[stream] = nil
                credit[stream] = nil
            } else {
                item.offset = end
                outgoing[stream] = item
                credit[stream] = allowed - UInt32(size)
                turn.append(stream)
            }
        }
        turn += blocked
    }
}
