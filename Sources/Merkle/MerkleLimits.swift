/// The limits of the room, each with its unit in its name.
public enum MerkleLimits {
    /// The longest signed checkpoint, in bytes.
    public static let noteByteCountMax = 4_096
    /// How many lines of signature are read at most (SPEC W-85).
    public static let signaturesMax = 16
}
