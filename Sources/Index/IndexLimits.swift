/// The limits of this room, each with its unit in its name.
public enum IndexLimits {
    /// The longest query, in bytes.
    public static let queryBytes = 512
    /// How many words of a query count.
    public static let wordsPerQuery = 12
    /// The largest page, in items.
    public static let itemsPerPage = 200
    /// The longest stored text of one name, in bytes; what is longer is found, and shown cut.
    static let nameBytes = 240
    /// How many files are told at once that go with one.
    static let tiesPerFile = 32
    /// How many tasks of one file are kept.
    static let tasksPerFile = 32
    /// The room of dropped names above which the names are packed again, in bytes.
    static let wasteBytes = 1 << 14
}
