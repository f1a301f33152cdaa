internal import Basics

/// Leaves that were read together, in the order of their indexes: all their bytes in one buffer, which
/// the next reading uses again.
///
/// One thread fills it; any number may then read it until the next filling.
public final class LeafBatch {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var indexes: [UInt64] = []

    /// Makes an empty batch.
    public init() {}

    /// How many leaves there are.
    public var count: Int { indexes.count }

    /// The index of a leaf by its position in the batch.
    public func index(_ position: Int) -> UInt64 { indexes[position] }

    /// Lends the bytes of a leaf by its position in the batch.
    public func withLeaf<Value, Failure: Error>(
        _ position: Int, _ body: (RawSpan) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let start = position == 0 ? 0 : ends[position - 1]
        let bytes = bytes
        return try body(bytes.rawSpan.extracting(start..<ends[position]))
    }

    func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        indexes.removeAll(keepingCapacity: true)
    }

    func add(_ query: Query) {
        indexes.append(UInt64(bitPattern: query.integer(0)))
        query.append(1, to: &bytes)
        ends.append(bytes.count)
    }
}
