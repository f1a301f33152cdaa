internal import Basics
internal import Merkle
internal import Store

/// The growing tree: its right edge, and the hashes of each level's unfinished tile (LAYOUT L-24).
struct TreeState {
    static let tileHashCount: UInt64 = 256
    static let tileHeight = 8

    private(set) var range = CompactRange()
    /// Hashes since the last full tile, per tile level.
    private var partial: [[MerkleHash]] = [[]]

    /// Builds the state from full tiles and the leaves after them.
    static func load(_ reader: StoreReader) throws(AuditError) -> TreeState {
        do throws(StoreError) {
            let size = try reader.leafCount()
            var state = TreeState()
            try state.rebuild(size: size, reader)
            return state
        } catch {
            throw .store(error)
        }
    }

    /// Reads at most 255 leaves or tiles of each level: what no full tile above them holds.
    private mutating func rebuild(size: UInt64, _ reader: StoreReader) throws(StoreError) {
        var peaks: [MerkleHash] = []
        partial = []
        var level = 0
        while size >> UInt64(level * Self.tileHeight) > 0 {
            let nodes = size >> UInt64(level * Self.tileHeight)
            let count = nodes % Self.tileHashCount
            var edge = CompactRange()
            var held: [MerkleHash] = []
            for index in nodes - count..<nodes {
                let hash = try Self.entry(level: level, index, reader)
                edge.append(hash)
                held.append(hash)
            }
            partial.append(held)
            peaks = edge.peaks + peaks
            level += 1
        }
        guard let range = CompactRange(size: size, peaks: peaks) else { throw .damaged(code: 0) }
        self.range = range
    }

    private static func entry(
        level: Int, _ index: UInt64, _ reader: StoreReader
    ) throws(StoreError) -> MerkleHash {
        guard level == 0 else { return try root(level: level - 1, index, reader) }
        guard let leaf = try reader.leaf(index) else { throw .damaged(code: 0) }
        return MerkleHash.leaf(leaf)
    }

    private static func root(
        level: Int, _ index: UInt64, _ reader: StoreReader
    ) throws(StoreError) -> MerkleHash {
        let all = 0..<Int(tileHashCount)
        return CompactRange(try hashes(level: level, index, all, reader)).root
    }

    /// Some hashes of a full tile; only they are read out of its bytes.
    private static func hashes(
        level: Int, _ index: UInt64, _ range: Range<Int>, _ reader: StoreReader
    ) throws(StoreError) -> [MerkleHash] {
        guard let tile = try reader.tile(level: level, index: index),
            tile.count == Int(tileHashCount) * MerkleHash.byteCount
        else { throw .damaged(code: 0) }
        return range.map { MerkleHash(tile, at: $0 * MerkleHash.byteCount) }
    }

    /// Notes a hash of a tile level; gives the tile's bytes once it is full.
    private mutating func keep(_ hash: MerkleHash, level: Int) -> [UInt8]? {
        while partial.count <= level { partial.append([]) }
        partial[level].append(hash)
        guard partial[level].count == Int(Self.tileHashCount) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(Self.tileHashCount) * MerkleHash.byteCount)
        for hash in partial[level] { hash.append(to: &bytes) }
        partial[level].removeAll(keepingCapacity: true)
        return bytes
    }

    /// Appends a leaf's hash and writes the tiles that become full.
    mutating func append(
        _ leaf: MerkleHash, in transaction: StoreTransaction
    ) throws(StoreError) {
        var full: [(level: Int, index: UInt64, bytes: [UInt8])] = []
        var fresh = range
        fresh.append(leaf) { node, hash in
            guard node.level % Self.tileHeight == 0 else { return }
            let level = node.level / Self.tileHeight
            if let bytes = keep(hash, level: level) {
                full.append((level, node.index / Self.tileHashCount, bytes))
            }
        }
        range = fresh
        for tile in full {
            try transaction.addTile(tile.bytes, level: tile.level, index: tile.index)
        }
    }

    /// The hashes that no full tile holds yet (LAYOUT L-32).
    var edge: TreeEdge { TreeEdge(size: range.size, levels: partial) }

    /// The hash of a full subtree, from tiles and from what is not in a tile yet.
    func hash(of node: NodeID, _ reader: StoreReader) throws(StoreError) -> MerkleHash {
        let level = node.level / Self.tileHeight
        let rest = UInt64(node.level % Self.tileHeight)
        let first = node.index << rest
        let count = 1 << Int(rest)
        let held = level < partial.count ? partial[level] : []
        let heldStart = (range.size >> UInt64(level * Self.tileHeight)) - UInt64(held.count)
        let hashes: ArraySlice<MerkleHash>
        if first >= heldStart {
            let offset = Int(first - heldStart)
            guard offset + count <= held.count else { throw .damaged(code: 0) }
            hashes = held[offset..<offset + count]
        } else {
            let offset = Int(first % Self.tileHashCount)
            hashes = try Self.hashes(
                level: level, first / Self.tileHashCount, offset..<offset + count, reader)[...]
        }
        return CompactRange(hashes).root
    }
}
