internal import Basics
internal import Framing
internal import NIOCore
internal import Noise

/// Cuts arriving bytes into frames and opens them: the way into a connection.
struct FrameOpener: ~Copyable {
    private var cipher: TransportCipher
    private let ciphertextByteCountMax: Int
    private var waiting = ByteBuffer()

    /// How many frames were opened.
    var frameCount: UInt64 { cipher.frameCount }

    /// Whether a frame has begun and is not whole.
    var isInsideFrame: Bool { waiting.readableBytes > 0 }

    /// How many bytes wait for the rest of their frame.
    var waitingByteCount: Int { waiting.readableBytes }

    init(cipher: consuming TransportCipher, plaintextByteCountMax: Int) {
        self.cipher = cipher
        ciphertextByteCountMax = plaintextByteCountMax + FramingLimits.tagByteCount
    }

    enum Opened {
        /// The plaintext of the next frame.
        case frame([UInt8])
        /// The rest has not arrived.
        case needsMore
        /// The connection has to end.
        case refused(GoAwayCode)
    }

    mutating func receive(_ bytes: inout ByteBuffer) {
        if waiting.readableBytes == 0 {
            waiting = bytes
        } else {
            waiting.discardReadBytes()
            waiting.writeBuffer(&bytes)
        }
    }

    /// Opens the next frame, if it is whole.
    ///
    /// Its claimed length is checked before anything else
    /// and nothing is allocated from it: at most a frame and a read's worth of bytes wait here.
    mutating func next() -> Opened {
        guard
            let length = waiting.getInteger(at: waiting.readerIndex, as: UInt16.self)
        else { return .needsMore }
        let count = Int(length)
        guard (FramingLimits.ciphertextByteCountMin...ciphertextByteCountMax).contains(count)
        else { return .refused(.frameSize) }
        guard waiting.readableBytes >= 2 + count else { return .needsMore }
        waiting.moveReaderIndex(forwardBy: 2)
        guard var text = waiting.readBytes(length: count) else { return .needsMore }
        do {
            try text.withMutableRawSpan { span throws(NoiseError) in
                try cipher.open(inPlace: &span)
            }
        } catch {
            return .refused(error == .exhausted ? .age : .protocol)
        }
        text.removeLast(FramingLimits.tagByteCount)
        return .frame(text)
    }
}
