internal import Basics

/// The limits of this room, each with its unit in its name.
public enum DossierLimits {
    /// How many files' heads are kept folded in memory: those that are worked on at a time.
    ///
    /// A file's are a few KiB; to fold it again costs an append more than all the rest of it.
    public static let cachedHeadCount = 4_096
    /// Of how many acts those are told from memory who follow files; older ones are read.
    static let recentActCount = 4_096
    /// How many head parts one idle moment writes.
    public static let headsPerIdleGroup = 64
    /// How many files one slice of a job reads.
    public static let filesPerSlice = 128
    /// How many calls one group takes.
    public static let callsPerGroup = 128
    /// How many acts one file may have.
    public static let actsPerFile: UInt64 = 10_000
    /// How large the parts of an act may be together, encoded, in bytes: with its sequence, the act
    /// still is one message to whoever reads it all (SPEC W-75).
    public static let actByteCount = BasicsLimits.messageByteCountMax - 64
    /// How many chunks of an attachment one step of an upload reads again for its hash.
    static let chunksPerStep = 4
    /// How often old operation keys and invitations are swept, in seconds.
    public static let sweepSeconds: Int64 = 3_600
    /// After how many leaves an idle moment keeps the edge of the log's tree.
    static let edgeLeafCount: UInt64 = 64
    /// How often the disk is asked for room for the reserve that was given up, in seconds.
    static let reserveSeconds: Int64 = 1
}
