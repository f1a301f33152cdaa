internal import Basics
internal import Framing
internal import NIOCore
internal import Noise

/// Packs inner frames into frames, pads and seals them: the way out of a connection.
///
/// Inner frames that are ready together share a frame, so that a burst of small answers costs one
/// tag and one padding.
struct FrameSealer: ~Copyable {
    private var cipher: TransportCipher
    private var plaintextByteCountMax: Int
    /// Two bytes for the length, then the plaintext of the frame that is being filled.
    private var frame: [UInt8] = [0, 0]
    private var innerFrameCount = 0

    /// The most that one inner frame carries, in bytes.
    var bodyByteCountMax: Int { plaintextByteCountMax - FramingLimits.innerHeaderByteCount }

    init(cipher: consuming TransportCipher, plaintextByteCountMax: Int) {
        self.cipher = cipher
        self.plaintextByteCountMax = plaintextByteCountMax
    }

    /// Keeps to the frame size that the peer told.
    mutating func limit(plaintextByteCountMax: Int) {
        self.plaintextByteCountMax = min(self.plaintextByteCountMax, plaintextByteCountMax)
    }

    /// Adds one inner frame whose body is `head` followed by a part of `bytes`.
    ///
    /// One that has a bucket gets a frame of its own, so that nothing else changes its length.
    ///
    /// - Throws: `NoiseError.exhausted` at the hard stop of the direction.
    mutating func append(
        _ type: InnerFrameType, flags: InnerFrameFlags = [], stream: UInt32, head: [UInt8] = [],
        bytes: ArraySlice<UInt8> = [], bucket: PaddingBucket? = nil, to output: inout ByteBuffer
    ) throws(NoiseError) {
        if bucket != nil { try flush(to: &output) }
        let bodyByteCount = head.count + bytes.count
        assert(bodyByteCount <= bodyByteCountMax)
        let size = FramingLimits.innerHeaderByteCount + bodyByteCount
        if frame.count - 2 + size > plaintextByteCountMax
            || innerFrameCount == FramingLimits.innerFramesPerFrameMax
        {
            try flush(to: &output)
        }
        InnerFrame.appendHeader(
            type, flags: flags, bodyByteCount: bodyByteCount, stream: stream, to: &frame)
        frame += head
        frame += bytes
        innerFrameCount += 1
        if let bucket { try flush(to: &output, bucket: bucket) }
    }

    /// Seals what is waiting, if anything.
    mutating func flush(
        to output: inout ByteBuffer, bucket: PaddingBucket? = nil
    ) throws(NoiseError) {
        guard innerFrameCount > 0 else { return }
        let count = frame.count - 2
        let maximum = plaintextByteCountMax
        let padded =
            if let bucket {
                Padding.paddedByteCount(count, bucket: bucket, maximum: maximum)
            } else {
                Padding.paddedByteCount(count, maximum: maximum)
            }
        frame.appendZeros(2 + padded - frame.count + FramingLimits.tagByteCount)
        let length = UInt16(frame.count - 2)
        frame[0] = UInt8(length >> 8)
        frame[1] = UInt8(truncatingIfNeeded: length)
        // Taken out and put back, so that its memory is used again for the next frame.
        var sealed: [UInt8] = []
        swap(&sealed, &frame)
        try seal(&sealed)
        output.writeBytes(sealed)
        sealed.removeAll(keepingCapacity: true)
        sealed.appendZeros(2)
        swap(&sealed, &frame)
        innerFrameCount = 0
    }

    private mutating func seal(_ bytes: inout [UInt8]) throws(NoiseError) {
        var elements = bytes.mutableSpan
        var body = unsafe elements.mutableBytes
        var part = body._mutatingExtracting(last: body.byteCount - 2)
        try cipher.seal(inPlace: &part)
    }
}
