internal import Basics
internal import Circuit

/// The folded heads of the files that were worked on last, with the position that they fold to.
///
/// It spares opening a file again for every act; it is bounded, and wiped when the store is
/// sealed. What falls out is folded again from the acts, so nothing is lost with it.
struct HeadCache {
    struct Entry {
        var heads: Heads
        var position: UInt64
    }

    private let countMax: Int
    private var entries: [FileID: Entry] = [:]

    init(countMax: Int) { self.countMax = countMax }

    subscript(_ file: FileID) -> Entry? {
        get { entries[file] }
        set {
            if newValue != nil, entries.count >= countMax, entries[file] == nil {
                entries.removeAll(keepingCapacity: true)
            }
            entries[file] = newValue
        }
    }

    mutating func wipe() { entries = [:] }
}

/// The limits of this room, each with its unit in its name.
public enum DossierLimits {
    /// How many files' heads are kept folded in memory.
    public static let cachedHeadCount = 1_024
    /// How many head parts one idle moment writes.
    public static let headsPerIdleGroup = 64
    /// How many files one slice of a job reads.
    public static let filesPerSlice = 128
    /// How many calls one group takes.
    public static let callsPerGroup = 128
    /// How many acts one file may have.
    public static let actsPerFile: UInt64 = 10_000
    /// The largest page of a history, in bytes.
    public static let pageByteCount = 1 << 20
    /// For how many days an operation key is remembered.
    public static let operationDays: UInt32 = 30
}
