public import Basics

/// What an inner frame is (SPEC W-30).
@frozen
public enum InnerFrameType: UInt8, Sendable {
    /// A call.
    case request = 0x01
    /// Its answer.
    case response = 0x02
    /// A piece of a stream.
    case data = 0x03
    /// The caller no longer needs the answer.
    case cancel = 0x04
    /// More credit for a stream.
    case window = 0x05
    /// Are you there?
    case ping = 0x06
    /// Yes.
    case pong = 0x07
    /// No new streams; the connection ends.
    case goAway = 0x08
    /// The daemon's first frame.
    case welcome = 0x09
}

/// The flags of an inner frame.
@frozen
public struct InnerFrameFlags: OptionSet, Sendable {
    /// The bits as they stand on the wire.
    public let rawValue: UInt8

    /// Makes flags from their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The last frame of its stream in this direction.
    public static let end = InnerFrameFlags(rawValue: 0x01)
    /// The body of a REQUEST holds an operation key.
    public static let operationKey = InnerFrameFlags(rawValue: 0x02)

    /// The flags that a type may bear; what an ignored type bears is ignored with it.
    static func allowed(on type: InnerFrameType?) -> InnerFrameFlags {
        switch type {
        case .request: [.end, .operationKey]
        case .response, .data: .end
        case .cancel, .window, .ping, .pong, .goAway, .welcome: []
        case nil: InnerFrameFlags(rawValue: .max)
        }
    }
}

/// One inner frame: its header and where its body lies in the frame's plaintext.
@frozen
public struct InnerFrame: Sendable {
    /// What it is; nil for an unknown type of the range that is ignored.
    public let type: InnerFrameType?
    /// Its flags.
    public let flags: InnerFrameFlags
    /// Its stream; 0 is the connection.
    public let stream: UInt32
    /// Where its body lies.
    public let body: Range<Int>
}

/// Why a frame's plaintext was refused.
@frozen
public enum FramingError: Error, Equatable, Sendable {
    /// A header, a flag, a reserved byte or the padding is not as it has to be.
    case malformed
    /// More inner frames than one frame may hold.
    case tooMany
}

extension InnerFrame {
    /// Cuts a frame's plaintext into its inner frames, and checks that the rest is zero.
    ///
    /// - Throws: `malformed` or `tooMany`; nothing is allocated from a length that was claimed.
    public static func split(
        _ plaintext: borrowing RawSpan
    ) throws(FramingError) -> [InnerFrame] {
        var frames: [InnerFrame] = []
        let end = plaintext.byteCount
        var position = 0
        while position < end {
            let first = plaintext.byte(at: position)
            if first == 0 {
                guard plaintext.isZero(from: position) else { throw .malformed }
                return frames
            }
            guard frames.count < FramingLimits.innerFramesPerFrameMax else { throw .tooMany }
            let bodyStart = position + FramingLimits.innerHeaderByteCount
            guard bodyStart <= end else { throw .malformed }
            let flags = InnerFrameFlags(rawValue: plaintext.byte(at: position + 1))
            let bodyEnd = bodyStart + Int(plaintext.bigEndian16(at: position + 2))
            guard bodyEnd <= end else { throw .malformed }
            let type = InnerFrameType(rawValue: first)
            guard type != nil || (0x40...0x7F).contains(first) else { throw .malformed }
            guard flags.isSubset(of: InnerFrameFlags.allowed(on: type)) else { throw .malformed }
            frames.append(
                InnerFrame(
                    type: type, flags: flags, stream: plaintext.bigEndian32(at: position + 4),
                    body: bodyStart..<bodyEnd))
            position = bodyEnd
        }
        return frames
    }

    /// Appends a header to a frame that is being built.
    ///
    /// - Precondition: the body fits 16 bits of length.
    @inlinable
    public static func appendHeader(
        _ type: InnerFrameType, flags: InnerFrameFlags = [], bodyByteCount: Int, stream: UInt32,
        to frame: inout [UInt8]
    ) {
        precondition(bodyByteCount <= Int(UInt16.max))
        frame.append(type.rawValue)
        frame.append(flags.rawValue)
        frame.appendBigEndian(UInt16(bodyByteCount))
        frame.appendBigEndian(stream)
    }
}

extension RawSpan {
    @usableFromInline func byte(at offset: Int) -> UInt8 {
        unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)
    }

    func bigEndian16(at offset: Int) -> UInt16 {
        precondition(offset >= 0 && offset + 2 <= byteCount)
        return UInt16(
            bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    func bigEndian32(at offset: Int) -> UInt32 {
        precondition(offset >= 0 && offset + 4 <= byteCount)
        return UInt32(
            bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    func isZero(from start: Int) -> Bool {
        var union: UInt8 = 0
        for offset in start..<byteCount { union |= byte(at: offset) }
        return union == 0
    }
}
