internal import Merkle
internal import Store

/// The leaves of one tile while they are hashed: any thread may do it, one alone does.
final class LeafTile {
    /// The tile's index among those of its level.
    let index: UInt64
    /// Where its leaves stand in the batch.
    private let positions: Range<Int>
    /// The hashes of its leaves, from the first of them on; nil where one is missing.
    private(set) var hashes: [MerkleHash?] = []
    /// The root over 256 leaves; nil where there are fewer.
    private(set) var root: MerkleHash?

    init(index: UInt64, positions: Range<Int>) {
        self.index = index
        self.positions = positions
    }

    /// Splits a batch into its tiles; one without any leaf has none.
    static func tiles(of batch: LeafBatch) -> [LeafTile] {
        var tiles: [LeafTile] = []
        var start = 0
        while start < batch.count {
            let index = batch.index(start) / TreeState.tileHashCount
            var end = start + 1
            while end < batch.count, batch.index(end) / TreeState.tileHashCount == index {
                end += 1
            }
            tiles.append(LeafTile(index: index, positions: start..<end))
            start = end
        }
        return tiles
    }

    /// Hashes the leaves and, where all are there, folds them.
    func hash(_ batch: LeafBatch) {
        let first = index * TreeState.tileHashCount
        hashes.reserveCapacity(Int(TreeState.tileHashCount))
        var range = CompactRange()
        for position in positions {
            while first + UInt64(hashes.count) < batch.index(position) { hashes.append(nil) }
            let hash = batch.withLeaf(position) { MerkleHash.leaf($0) }
            hashes.append(hash)
            range.append(hash)
        }
        if range.size == TreeState.tileHashCount { root = range.root }
    }
}
