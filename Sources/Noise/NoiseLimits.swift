/// The limits of the room, each with its unit in its name.
public enum NoiseLimits {
    /// The largest message of the handshake, in bytes (Noise §3).
    public static let messageByteCountMax = 65_535
    /// After how many frames a direction replaces its key; no message announces it (SPEC W-22).
    public static let rekeyFrameCount: UInt64 = 1_024
    /// How many frames a direction may carry, far below the 2^64-1 that Noise reserves (SPEC W-23).
    public static let frameCountMax: UInt64 = 1 << 48
}
