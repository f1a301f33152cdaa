/// The limits of this room, each with its unit in its name.
public enum CommandLimits {
    /// The largest input, in bytes.
    public static let inputByteCountMax = 1 << 20
    /// The longest file of descriptors of provinces, in bytes (SPEC W-140).
    static let provinceListByteCount = 262_144
    /// The longest proof or checkpoint in a file, in bytes (SPEC W-147, W-148).
    public static let logFileByteCount = 8_192
    /// The longest file of a log's statements about its keys, in bytes: 15 of 640 (SPEC W-193).
    public static let logKeysFileByteCount = 9_600
    /// How many leaves or acts one file of proofs is made of at most (SPEC W-152): each is asked for
    /// by a call, which leaves a leaf.
    public static let proofsPerFileMax: UInt64 = 10_000
    /// How many proofs that do not hold are told one by one.
    public static let failedProofsMax = 100
    /// How much of a file is read at once, in bytes.
    static let readByteCount = 65_536
}
