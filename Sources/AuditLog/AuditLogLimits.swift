/// The limits of the room, each with its unit in the name.
public enum AuditLimits {
    /// Acts that a verification reads at once, in rows.
    public static let batchRowCount = 512
    /// Tiles of leaves that a verification reads at once.
    public static let batchTileCount: UInt64 = 16
    /// Threads that hash leaves while one of them reads.
    static let hashingThreadCount = 2
    /// How many leaves after the last signed one a verification still reads; a row far off is no leaf
    /// that a daemon wrote.
    static let unsignedLeafCount: UInt64 = 1 << 26
    /// Failures that a verification lists, in lines; all are counted.
    public static let failureCount = 100
    /// Stored tiles that differ from the leaves, of which a verification keeps in mind where they
    /// are.
    static let wrongTileCount = 4_096
    /// Log keys that may verify a checkpoint, in keys.
    public static let logKeyCount = 16
}
