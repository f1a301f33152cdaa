internal import Basics
public import Secrets

/// The two directions of a connection after its handshake.
@frozen
public struct Transport: ~Copyable, Sendable {
    /// Seals what this end sends.
    public var sending: TransportCipher
    /// Opens what the peer sends.
    public var receiving: TransportCipher

    @usableFromInline
    init(sending: consuming TransportCipher, receiving: consuming TransportCipher) {
        self.sending = sending
        self.receiving = receiving
    }
}

/// The cipher of one direction: nonces from 0, re-keyed every 1,024 frames, stopped at 2^48.
public struct TransportCipher: ~Copyable, Sendable {
    private var key: SecretKey
    /// How many frames have passed.
    public private(set) var frameCount: UInt64

    /// How many bytes a sealed frame is longer than its plaintext.
    public static let tagByteCount = ChaCha20Poly1305.tagByteCount

    /// Starts a direction with its key.
    public init(key: consuming SecretKey) {
        self.key = key
        frameCount = 0
    }

    package init(key: consuming SecretKey, frameCount: UInt64) {
        self.key = key
        self.frameCount = frameCount
    }

    /// Seals in place: `buffer` holds the plaintext and 16 bytes of room for the tag.
    ///
    /// - Throws: `exhausted` at the hard stop.
    public mutating func seal(inPlace buffer: inout MutableRawSpan) throws(NoiseError) {
        guard frameCount < NoiseLimits.frameCountMax else { throw .exhausted }
        let nonce = NonceBytes(frameCount)
        ChaCha20Poly1305.seal(
            inPlace: &buffer, nonce: nonce.span, associatedData: RawSpan(), key: key)
        advance()
    }

    /// Opens in place; the plaintext is all but the last 16 bytes.
    ///
    /// - Throws: `exhausted`, or `notAuthentic`, and then nothing has advanced.
    public mutating func open(inPlace buffer: inout MutableRawSpan) throws(NoiseError) {
        guard frameCount < NoiseLimits.frameCountMax else { throw .exhausted }
        let nonce = NonceBytes(frameCount)
        do {
            try ChaCha20Poly1305.open(
                inPlace: &buffer, nonce: nonce.span, associatedData: RawSpan(), key: key)
        } catch {
            throw .notAuthentic
        }
        advance()
    }

    private mutating func advance() {
        frameCount += 1
        if frameCount.isMultiple(of: NoiseLimits.rekeyFrameCount) { rekey() }
    }

    /// Replaces the key by the first 32 bytes of its encryption of zeros under the nonce that no
    /// message uses (Noise §4.2).
    package mutating func rekey() {
        var block = [UInt8](
            repeating: 0, count: SecretKey.byteCount + ChaCha20Poly1305.tagByteCount)
        let nonce = NonceBytes(.max)
        block.withMutableRawSpan { span in
            ChaCha20Poly1305.seal(
                inPlace: &span, nonce: nonce.span, associatedData: RawSpan(), key: key)
        }
        block.removeLast(ChaCha20Poly1305.tagByteCount)
        guard let next = try? SecretKey(wiping: &block) else {
            preconditionFailure("a key has 32 bytes")
        }
        key = next
    }
}

/// Four zero bytes, then the counter in little-endian order (Noise §12.3), on the stack.
struct NonceBytes: Sendable {
    private let words: InlineArray<12, UInt8>

    init(_ counter: UInt64) {
        var words = InlineArray<12, UInt8>(repeating: 0)
        for index in 0..<8 {
            words[4 + index] = UInt8(truncatingIfNeeded: counter >> UInt64(8 * index))
        }
        self.words = words
    }

    var span: RawSpan {
        @_lifetime(borrow self)
        get {
            let elements = words.span
            return unsafe elements.bytes
        }
    }
}
