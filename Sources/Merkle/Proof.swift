/// Why a proof was refused.
public enum ProofError: Error, Equatable, Sendable {
    /// The index or the sizes lie outside each other.
    case outOfRange
    /// The proof has another number of hashes than index and size need.
    case wrongLength
    /// The proof leads to another root.
    case rootMismatch
}

/// Proofs that a leaf is in a tree and that one tree continues another (RFC 6962 §2.1.1, §2.1.2).
public enum Proof {
    /// Which nodes prove that leaf `index` is in the tree of `size` leaves, from the leaf upward.
    ///
    /// Where the last part is no full subtree, its hash is computed from several nodes: each
    /// element of the result is folded from the right into one hash of the proof.
    public static func inclusionNodes(
        index: UInt64, size: UInt64
    ) throws(ProofError) -> [[NodeID]] {
        guard index < size else { throw .outOfRange }
        return path(index: index, start: 0, size: size)
    }

    /// Which nodes prove that the tree of `new` leaves continues the tree of `old` leaves.
    public static func consistencyNodes(
        old: UInt64, new: UInt64
    ) throws(ProofError) -> [[NodeID]] {
        guard old <= new else { throw .outOfRange }
        guard old > 0, old < new else { return [] }
        return subproof(old: old, start: 0, size: new, isComplete: true)
    }

    /// Builds a proof from nodes, reading each through `hash`.
    public static func hashes<Failure: Error>(
        of nodes: [[NodeID]], _ hash: (NodeID) throws(Failure) -> MerkleHash
    ) throws(Failure) -> [MerkleHash] {
        var hashes: [MerkleHash] = []
        for part in nodes {
            guard let last = part.last else { continue }
            var folded = try hash(last)
            for node in part.dropLast().reversed() {
                folded = MerkleHash.node(try hash(node), folded)
            }
            hashes.append(folded)
        }
        return hashes
    }

    private static func path(index: UInt64, start: UInt64, size: UInt64) -> [[NodeID]] {
        guard size > 1 else { return [] }
        let split = split(size)
        if index < split {
            return path(index: index, start: start, size: split)
                + [range(start: start + split, size: size - split)]
        }
        return path(index: index - split, start: start + split, size: size - split)
            + [range(start: start, size: split)]
    }

    private static func subproof(
        old: UInt64, start: UInt64, size: UInt64, isComplete: Bool
    ) -> [[NodeID]] {
        if old == size { return isComplete ? [] : [range(start: start, size: size)] }
        let split = split(size)
        if old <= split {
            return subproof(old: old, start: start, size: split, isComplete: isComplete)
                + [range(start: start + split, size: size - split)]
        }
        return subproof(
            old: old - split, start: start + split, size: size - split, isComplete: false)
            + [range(start: start, size: split)]
    }

    /// The largest power of two smaller than `size`.
    private static func split(_ size: UInt64) -> UInt64 {
        1 << UInt64(63 - (size - 1).leadingZeroBitCount)
    }

    /// The full subtrees that cover a range that starts at a multiple of its own size's power.
    private static func range(start: UInt64, size: UInt64) -> [NodeID] {
        var nodes: [NodeID] = []
        var position = start
        var rest = size
        while rest > 0 {
            let level = 63 - rest.leadingZeroBitCount
            nodes.append(NodeID(level: level, index: position >> UInt64(level)))
            position += 1 << UInt64(level)
            rest -= 1 << UInt64(level)
        }
        return nodes
    }

    /// Checks that a leaf is in the tree of `size` leaves with this root.
    public static func verifyInclusion(
        of leaf: MerkleHash, index: UInt64, size: UInt64, proof: [MerkleHash], root: MerkleHash
    ) throws(ProofError) {
        guard index < size else { throw .outOfRange }
        let inner = 64 - (index ^ (size - 1)).leadingZeroBitCount
        let border = (inner < 64 ? index >> UInt64(inner) : 0).nonzeroBitCount
        guard proof.count == inner + border else { throw .wrongLength }
        var hash = chainInner(leaf, proof[..<inner], index: index)
        hash = chainBorder(hash, proof[inner...])
        guard hash == root else { throw .rootMismatch }
    }

    /// Checks that the tree of `new` leaves continues the tree of `old` leaves.
    public static func verifyConsistency(
        old: UInt64, new: UInt64, oldRoot: MerkleHash, newRoot: MerkleHash, proof: [MerkleHash]
    ) throws(ProofError) {
        guard old <= new else { throw .outOfRange }
        if old == new || old == 0 {
            guard proof.isEmpty else { throw .wrongLength }
            guard oldRoot == (old == new ? newRoot : .emptyRoot) else { throw .rootMismatch }
            return
        }
        let trailing = old.trailingZeroBitCount
        let inner = 64 - ((old - 1) ^ (new - 1)).leadingZeroBitCount - trailing
        let border = (inner + trailing < 64 ? (old - 1) >> UInt64(inner + trailing) : 0)
            .nonzeroBitCount
        // Where the old tree is one full subtree, its root is the seed and not in the proof.
        let isPower = old.nonzeroBitCount == 1
        let start = isPower ? 0 : 1
        guard proof.count == start + inner + border, inner >= 0 else { throw .wrongLength }
        let seed = isPower ? oldRoot : proof[0]
        let rest = Array(proof[start...])
        let mask = (old - 1) >> UInt64(trailing)
        var before = chainInnerRight(seed, rest[..<inner], index: mask)
        before = chainBorder(before, rest[inner...])
        guard before == oldRoot else { throw .rootMismatch }
        var after = chainInner(seed, rest[..<inner], index: mask)
        after = chainBorder(after, rest[inner...])
        guard after == newRoot else { throw .rootMismatch }
    }

    private static func chainInner(
        _ seed: MerkleHash, _ proof: ArraySlice<MerkleHash>, index: UInt64
    ) -> MerkleHash {
        var hash = seed
        for (level, sibling) in proof.enumerated() {
            let isLeft = index >> UInt64(level) & 1 == 0
            hash = isLeft ? .node(hash, sibling) : .node(sibling, hash)
        }
        return hash
    }

    private static func chainInnerRight(
        _ seed: MerkleHash, _ proof: ArraySlice<MerkleHash>, index: UInt64
    ) -> MerkleHash {
        var hash = seed
        for (level, sibling) in proof.enumerated() where index >> UInt64(level) & 1 == 1 {
            hash = .node(sibling, hash)
        }
        return hash
    }

    private static func chainBorder(
        _ seed: MerkleHash, _ proof: ArraySlice<MerkleHash>
    ) -> MerkleHash {
        proof.reduce(seed) { .node($1, $0) }
    }
}
