/// The limits of the room, each with its unit in its name.
public enum MerkleLimits {
    /// The longest signed checkpoint, in bytes.
    public static let noteByteCountMax = 4_096
    /// The longest statement about a log's key, in bytes (SPEC W-193).
    public static let logKeyStatementByteCountMax = 640
    /// How many such statements a log has at most.
    public static let logKeyStatementsMax = 15
    /// How many lines of signature are read at most (SPEC W-85).
    public static let signaturesMax = 16
    /// How many hashes a proof has at most.
    public static let proofHashesMax = 64
    /// The longest file of a proof or for a witness, in bytes.
    public static let logFileByteCountMax = 8_192
    /// The longest code of a province, in bytes (SPEC W-140).
    public static let provinceCodeByteCountMax = 16
    /// The longest address in a descriptor, in bytes (SPEC W-140).
    public static let addressByteCountMax = 64
    /// The longest signed descriptor, in bytes (SPEC W-140).
    public static let descriptorByteCountMax = 1_024
    /// The longest file of descriptors, in bytes (SPEC W-140).
    public static let provinceListByteCountMax = 262_144
}
