/// The limits and the figures of this room that a province may replace, each with its unit in its
/// name.
public enum DisclosureLimits {
    /// Below which count a cell that is not zero is small, where the data names no other.
    public static let smallBelow = 5
    /// How many values a hidden cell of a free table must at least have beside its own: as many as
    /// there are counts below the first that is not small.
    public static let hiddenWidthMin = 5
    /// How many values a small cell must at least have beside its own after all that is published.
    public static let publishedWidthMin = 1
    /// How many provinces a national figure adds.
    public static let provinces = 82
    /// How many atoms a universe has at most.
    public static let atomsMax = 1 << 16
    /// How many cells one table has at most.
    public static let cellsPerTableMax = 4_096
    /// How many cells a table has at most of which cells are hidden.
    public static let freeCellsMax = 512
    /// How many cells all tables that are checked together have at most.
    public static let cellsTogetherMax = 8_192
    /// How many entries a tableau has at most: rows times columns.
    public static let tableauEntriesMax = 1 << 19
    /// How many entries it has at most where a daemon looks, which answers others in between.
    public static let entriesBetweenCallsMax = 1 << 14
    /// How many pivots one question about a tableau may cost.
    public static let pivotsMax = 20_000
    /// How many pivots one small count may cost in all, over every question and branch.
    public static let pivotsPerCountMax = 8_000_000
    /// How many it may cost at most where a daemon looks.
    public static let pivotsBetweenCallsMax = 4_000
    /// How many branches the search for whole numbers looks at for one question.
    public static let branchesMax = 400
    /// How many moves the search for another province looks at for one question.
    public static let movesMax = 4_000
    /// How many changes of one child lie at most between a province and the next one tried.
    public static let changesMax = 8
    /// Up to which width an interval is measured that is already wide enough.
    public static let measuredWidthMax = 4
    /// How often a draw that would be biased is made anew.
    public static let drawsMax: UInt8 = 8
}
