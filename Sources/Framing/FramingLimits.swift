internal import Basics

/// The limits of the frame layer, each with its unit in its name (SPEC W-90).
public enum FramingLimits {
    /// The daemon's and the client's first message, preamble and length included, in bytes.
    public static let firstMessageByteCount = 88
    /// The daemon's answer to it, in bytes.
    public static let secondMessageByteCount = 82
    /// The client's last handshake message, in bytes.
    public static let thirdMessageByteCount = 162
    /// The most plaintext that one frame carries, in bytes.
    public static let framePlaintextByteCountMax = 16_384
    /// The least frame that a peer may ask for, in bytes of plaintext.
    public static let framePlaintextByteCountMin = 1_024
    /// The least plaintext of a padded frame, in bytes.
    public static let paddedByteCountMin = 128
    /// The least ciphertext of a frame: one empty inner frame and its tag, in bytes.
    public static let ciphertextByteCountMin = 24
    /// The tag of a frame, in bytes.
    public static let tagByteCount = 16
    /// The header of an inner frame, in bytes.
    public static let innerHeaderByteCount = 8
    /// The largest plaintext that a client sends before it has heard WELCOME, in bytes (SPEC W-15).
    public static let earlyPlaintextByteCountMax = 1_024
    /// How many inner frames one frame may hold.
    public static let innerFramesPerFrameMax = 64
    /// The largest message, in bytes: what one decode may be given.
    public static let messageByteCountMax = BasicsLimits.messageByteCountMax
    /// The largest page of a stream, in bytes.
    public static let pageByteCountMax = BasicsLimits.pageByteCountMax
    /// The window that each stream starts with, in bytes.
    public static let windowByteCount: UInt32 = 65_536
    /// The most credit that a stream may have, in bytes.
    public static let creditByteCountMax: UInt32 = 1 << 31 - 1
    /// A WINDOW that grants at least so many bytes is asked for by reading, and does not count as
    /// a control frame.
    public static let largeGrantByteCountMin: UInt32 = windowByteCount / 2
    /// DATA that carries less and does not end its stream counts as a control frame, in bytes.
    public static let smallDataByteCountMax = 256
    /// The deadline of a call that names none and whose method has none of its own, in
    /// milliseconds (SPEC W-44).
    public static let deadlineMillisecondsDefault: UInt32 = 30_000
    /// The longest deadline of a call that is not a stream, in milliseconds (SPEC W-44).
    public static let deadlineMillisecondsMax: UInt32 = 120_000
    /// How many streams one connection may have in flight.
    public static let streamsInFlightMax = 32
    /// The largest stream id; past it the connection is drained.
    public static let streamIDMax: UInt32 = 1 << 31 - 1
}
