/// The limits of the room, each with its unit in the name.
public enum StoreLimits {
    /// The reserve file that is given up at the first full disk, in bytes.
    public static let reserveByteCount = 64 << 20
    /// The longest value of one row, in bytes; a longer one is refused before it is written.
    public static let rowByteCount = 2 << 20
    /// The pages of the log of writes (4 KiB each) after which a commit is followed by a checkpoint.
    public static let checkpointPageCount = 8_192
    /// The size to which SQLite cuts an emptied log of writes, in bytes.
    public static let journalByteCount = 64 << 20
    /// The page cache of the writer, in KiB.
    public static let writerCacheKibibytes = 16_384
    /// The page cache of each reader, in KiB.
    public static let readerCacheKibibytes = 2_048
    /// How many reader connections there are at most.
    public static let readerCount = 2
    /// Acts that wait in memory to be folded into the table of places, in rows.
    public static let unfoldedActCount = 32_768
    /// Leaves that a sealed daemon keeps, in rows (design: 10,000 at most).
    public static let pendingLeafCount = 10_000
    /// The longest stored answer of an op key, sealed, in bytes.
    public static let sealedAnswerByteCount = 512
    /// How many chunks one attachment has at most: their numbers are the low bits of their rows.
    static let chunksPerAttachment: Int64 = 1 << 16
    /// How long a locked page makes a connection wait, in seconds.
    public static let busySeconds = 10.0
}
