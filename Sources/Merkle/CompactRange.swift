/// The right edge of a growing tree: the roots of its full subtrees, the largest first.
///
/// Appending and the root need nothing else; a value is 32 bytes per set bit of the size.
public struct CompactRange: Equatable, Sendable {
    /// How many leaves the tree has.
    public private(set) var size: UInt64 = 0
    /// The roots of the full subtrees, from the left.
    public private(set) var peaks: [MerkleHash] = []

    /// The tree without leaves.
    public init() {}

    /// Takes up a tree at a size, or nil where the number of peaks does not fit it.
    public init?(size: UInt64, peaks: [MerkleHash]) {
        guard peaks.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.peaks = peaks
    }

    /// The tree of some leaves' hashes, or of the roots of full subtrees of one height.
    public init(_ hashes: some Sequence<MerkleHash>) {
        for hash in hashes { append(hash) }
    }

    /// Appends a leaf's hash and calls back with every node that is now complete, the leaf first.
    public mutating func append(
        _ leaf: MerkleHash, _ completed: (NodeID, MerkleHash) -> Void = { _, _ in }
    ) {
        var node = NodeID(level: 0, index: size)
        var hash = leaf
        completed(node, hash)
        var rest = size
        while rest & 1 == 1 {
            hash = MerkleHash.node(peaks.removeLast(), hash)
            node = node.parent
            completed(node, hash)
            rest >>= 1
        }
        peaks.append(hash)
        size += 1
    }

    /// The root of the tree.
    public var root: MerkleHash {
        guard var hash = peaks.last else { return .emptyRoot }
        for peak in peaks.dropLast().reversed() { hash = MerkleHash.node(peak, hash) }
        return hash
    }
}

/// A full subtree: 2^level leaves, starting at index · 2^level.
public struct NodeID: Hashable, Sendable {
    /// The height; 0 for a leaf.
    public let level: Int
    /// The position among the nodes of that height.
    public let index: UInt64

    /// Names a node.
    public init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }

    /// The node above.
    public var parent: NodeID { NodeID(level: level + 1, index: index >> 1) }
}
