internal import Framing
internal import NIOCore
internal import Noise

/// What one end still has to send: for each stream its bytes and the credit that is left.
struct OutgoingStreams {
    private struct Queue {
        var chunks: [[UInt8]] = []
        /// Where the first chunk goes on.
        var offset = 0
        /// Whether END follows the last chunk.
        var isEnded = false
        var bucket: PaddingBucket?
        var isInTurn = false
        var isEmpty: Bool { chunks.isEmpty }
    }

    private let windowByteCount: UInt32
    /// Streams whose END was not sent.
    private var windows: [UInt32: SendWindow] = [:]
    private var queues: [UInt32: Queue] = [:]
    /// In the order in which they got something to send, so that none starves.
    private var turn: [UInt32] = []
    /// How many bytes wait for credit or their turn.
    private(set) var waitingByteCount = 0
    /// How many bytes of DATA have left: where it stands still, the peer does not read.
    private(set) var sentByteCount: UInt64 = 0

    init(windowByteCount: UInt32) { self.windowByteCount = windowByteCount }

    /// How many streams have not ended.
    var count: Int { windows.count }
    var isEmpty: Bool { windows.isEmpty }
    func isOpen(_ stream: UInt32) -> Bool { windows[stream] != nil }
    /// Whether something of the stream was sent or waits.
    func isSending(_ stream: UInt32) -> Bool { !queues.isEmpty && queues[stream] != nil }

    /// Whether all of the stream is here and only has to leave.
    func isEnding(_ stream: UInt32) -> Bool { queues[stream]?.isEnded == true }

    mutating func open(_ stream: UInt32) {
        windows[stream] = SendWindow(byteCount: windowByteCount)
    }

    /// Ends a stream whose last frame was sent elsewhere, with whatever still waits.
    mutating func close(_ stream: UInt32) {
        windows[stream] = nil
        guard !queues.isEmpty, let queue = queues.removeValue(forKey: stream) else { return }
        waitingByteCount -= queue.chunks.reduce(-queue.offset) { $0 + $1.count }
    }

    /// Adds credit; false where that is an error.
    ///
    /// A stream that has ended may still be granted some: the grant and the last frame crossed.
    mutating func grant(_ byteCount: UInt32, to stream: UInt32) -> Bool {
        guard byteCount > 0 else { return false }
        guard windows[stream] != nil else { return true }
        guard windows[stream]?.grant(byteCount) == true else { return false }
        enterTurn(stream)
        return true
    }

    /// Begins DATA on a stream: what its answer's first frame held no more of comes by `write`.
    mutating func begin(_ stream: UInt32, bucket: PaddingBucket? = nil) {
        guard isOpen(stream), queues[stream] == nil else { return }
        queues[stream] = Queue(bucket: bucket)
    }

    /// Queues bytes of a stream that has begun.
    mutating func write(_ bytes: [UInt8], on stream: UInt32) {
        guard !bytes.isEmpty, queues[stream]?.isEnded == false else { return }
        queues[stream]?.chunks.append(bytes)
        waitingByteCount += bytes.count
        enterTurn(stream)
    }

    /// Lets END follow the last byte of a stream that has begun.
    mutating func end(_ stream: UInt32) {
        guard queues[stream]?.isEnded == false else { return }
        queues[stream]?.isEnded = true
        enterTurn(stream)
    }

    private mutating func enterTurn(_ stream: UInt32) {
        guard let queue = queues[stream], !queue.isInTurn, !queue.isEmpty || queue.isEnded else {
            return
        }
        queues[stream]?.isInTurn = true
        turn.append(stream)
    }

    /// Sends as much DATA as credit allows, one frame a stream in turn, until `output` is long.
    ///
    /// - Returns: the streams that have not ended and have nothing left to send.
    mutating func pump(
        with sealer: inout FrameSealer, to output: inout ByteBuffer, byteCountMax: Int
    ) throws(NoiseError) -> [UInt32] {
        guard !turn.isEmpty else { return [] }
        var drained: [UInt32] = []
        var next = 0
        while next < turn.count, output.readableBytes < byteCountMax {
            let stream = turn[next]
            next += 1
            guard var queue = queues.removeValue(forKey: stream), var window = windows[stream]
            else { continue }
            queue.isInTurn = false
            let chunk = queue.chunks.first ?? []
            let size = min(
                chunk.count - queue.offset, Int(window.credit), sealer.bodyByteCountMax)
            guard size > 0 || queue.isEmpty else {
                // It comes back into the turn with the next grant.
                queues[stream] = queue
                continue
            }
            let end = queue.offset + size
            let isChunkSent = end == chunk.count
            let isLast = queue.isEnded && isChunkSent && queue.chunks.count <= 1
            if isLast || size > 0 {
                try sealer.append(
                    .data, flags: isLast ? .end : [], stream: stream,
                    bytes: chunk[queue.offset..<end], bucket: queue.bucket, to: &output)
            }
            waitingByteCount -= size
            sentByteCount &+= UInt64(size)
            if isLast {
                windows[stream] = nil
                continue
            }
            if isChunkSent, !queue.isEmpty { queue.chunks.removeFirst() }
            queue.offset = isChunkSent ? 0 : end
            window.take(size)
            windows[stream] = window
            queues[stream] = queue
            if queue.isEmpty, !queue.isEnded { drained.append(stream) } else { enterTurn(stream) }
        }
        turn.removeFirst(next)
        return drained
    }
}
