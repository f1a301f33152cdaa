/// The limits of this room, each with its unit in its name.
public enum ReturnsLimits {
    /// The longest return, in bytes (SPEC W-220).
    public static let returnByteCountMax = 1 << 20
    /// The longest text of a return, in bytes: what is left beside its signature.
    public static let textByteCountMax = returnByteCountMax - 1_024
    /// The longest code in a return, in bytes.
    static let codeByteCountMax = 64
    /// The longest code of a province, in bytes (SPEC W-140).
    static let provinceCodeByteCountMax = 16
    /// How many tables a return has at most.
    static let tablesMax = 64
    /// By how many dimensions a table counts at most.
    public static let dimensionsMax = 4
    /// How many values a dimension has at most.
    static let valuesMax = 128
    /// How many cells a table has at most.
    static let cellsMax = 1_024
    /// The smallest and the largest base of which counts are multiples.
    static let bases: ClosedRange<UInt32> = 2...99
    /// How many files one merge reads at most: every province's, and as many again that are not
    /// what they should be.
    public static let filesMax = 256
}
