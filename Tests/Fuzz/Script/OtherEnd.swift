import Basics
import Framing
import FuzzSupport
import NIOCore
import NIOEmbedded
import Secrets

@testable import Noise
@testable import Session

/// The end of a line that the fuzzer speaks for: it holds the right keys, and says what it likes.
///
/// It is all that is hostile about a script; whoever drives it keeps the books.
final class OtherEnd {
    private var sealing: TransportCipher
    private var opener: FrameOpener
    /// Inner frames that wait for their frame.
    private(set) var plaintext: [UInt8] = []
    /// Bytes of a frame that was cut; the rest follows with what is sent next.
    private var held: [UInt8] = []
    /// Whether something went on the line that no key has sealed: then nothing after it counts.
    private(set) var isSpoiled = false
    private let channel: EmbeddedChannel

    /// The keys of the two directions, from this end and to it.
    private static let (up, down): (UInt8, UInt8) = (1, 2)

    private static func key(_ number: UInt8) -> SecretKey {
        let bytes = [UInt8](repeating: number, count: SecretKey.byteCount)
        return must { try SecretKey(copying: bytes.rawSpan) }
    }

    /// Speaks on a channel.
    init(on channel: EmbeddedChannel, plaintextByteCountMax: Int) {
        sealing = TransportCipher(key: Self.key(Self.up))
        opener = FrameOpener(
            cipher: TransportCipher(key: Self.key(Self.down)),
            plaintextByteCountMax: plaintextByteCountMax)
        self.channel = channel
    }

    /// What the end that is tested holds.
    static func transport() -> Noise.Transport {
        Noise.Transport(
            sending: TransportCipher(key: key(down)), receiving: TransportCipher(key: key(up)))
    }

    var isHolding: Bool { !held.isEmpty }

    // MARK: - Speaking

    /// Adds an inner frame.
    func say(_ type: InnerFrameType, _ flags: UInt8 = 0, _ stream: UInt32, _ body: [UInt8]) {
        InnerFrame.appendHeader(
            type, flags: InnerFrameFlags(rawValue: flags), bodyByteCount: body.count,
            stream: stream, to: &plaintext)
        plaintext += body
    }

    /// Adds bytes that may be an inner frame.
    func say(_ bytes: [UInt8]) { plaintext += bytes }

    func takePlaintext() -> [UInt8] {
        defer { plaintext = [] }
        return plaintext
    }

    /// Seals a plaintext as it is, and gives the frame with its length.
    func seal(_ plaintext: [UInt8]) -> [UInt8] {
        var text = plaintext + [UInt8](repeating: 0, count: FramingLimits.tagByteCount)
        must {
            try text.withMutableRawSpan { span throws(NoiseError) in
                try sealing.seal(inPlace: &span)
            }
        }
        return [UInt8(text.count >> 8), UInt8(text.count & 0xFF)] + text
    }

    /// Brings bytes; all but the first `cut` are held back where it is not 0.
    func send(_ bytes: [UInt8], cut: Int = 0) {
        held += bytes
        let count = cut == 0 ? held.count : min(cut, held.count)
        let part = ByteBuffer(bytes: held.prefix(count))
        held.removeFirst(count)
        bring(part)
    }

    /// Brings bytes that nobody sealed, after what was held or in its place.
    func spoil(_ bytes: [UInt8], dropsHeld: Bool) {
        isSpoiled = isSpoiled || !bytes.isEmpty || dropsHeld && isHolding
        if dropsHeld { held = [] } else { send([]) }
        bring(ByteBuffer(bytes: bytes))
    }

    private func bring(_ bytes: ByteBuffer) {
        if bytes.readableBytes > 0 {
            channel.pipeline.fireChannelRead(bytes)
            channel.pipeline.fireChannelReadComplete()
        }
        channel.embeddedEventLoop.run()
    }

    // MARK: - Hearing

    /// One frame as it was heard: it opened under the right key, and was padded.
    struct Heard {
        let inner: [(frame: InnerFrame, body: [UInt8])]
    }

    /// What was said since the last look.
    func heard(paddedTo maximum: Int) -> [Heard] {
        var bytes = ByteBuffer()
        while var part = must({ try channel.readOutbound(as: ByteBuffer.self) }) {
            bytes.writeBuffer(&part)
        }
        guard bytes.readableBytes > 0 else { return [] }
        opener.receive(&bytes)
        var frames: [Heard] = []
        while true {
            switch opener.next() {
            case .needsMore:
                precondition(!opener.isInsideFrame, "half a frame")
                return frames
            case .refused: fatalError("a frame that its own receiver refuses")
            case .frame(let plaintext):
                let inner = must { try InnerFrame.split(plaintext.rawSpan) }
                let count = inner.last?.body.upperBound ?? 0
                let lengths =
                    [Padding.paddedByteCount(count, maximum: maximum)]
                    + PaddingBucket.allCases.map { min($0.rawValue, maximum) }
                precondition(lengths.contains(plaintext.count), "not padded")
                frames.append(Heard(inner: inner.map { ($0, Array(plaintext[$0.body])) }))
            }
        }
    }
}

/// Lengths that lie at the edges of what is allowed.
let lengths = [0, 1, 7, 8, 255, 256, 1_000, 1_012, 1_017, 4_000, 16_000, 16_376]
/// Grants at the edges.
let grants: [UInt32] = [0, 1, 32_767, 32_768, 65_536, 1 << 20, 1 << 31 - 1, 1 << 31, .max]
/// Pauses at the edges of the limits, in milliseconds.
let pauses: [Int64] = [1, 5, 49, 50, 999, 10_000, 30_000, 60_000, 120_000, 600_000, 43_200_000]

extension UInt32 {
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(self)
        return bytes
    }
}
