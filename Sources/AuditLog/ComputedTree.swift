internal import Basics
internal import Merkle
internal import Store

/// The tree as the stored leaves give it, beside the one that the stored tiles and the kept edge
/// say: where the two differ is where something was changed.
struct ComputedTree {
    /// How many leaves there are, missing ones counted.
    let size: UInt64
    private let edge: TreeEdge?
    /// Sizes at which the root is asked for.
    private let askedSizes: Set<UInt64>
    /// Hashes of leaves in tiles that a wanted size cuts, by the index of the tile.
    private var cutTiles: [UInt64: [MerkleHash?]] = [:]
    /// Per level, from 1: what the leaves give, and what the stored tile below it gives.
    private var computed: [[MerkleHash?]] = [[]]
    private var stored: [[MerkleHash?]] = [[]]
    /// Stored tiles that are not what the leaves give.
    private var wrongTiles: [(level: Int, index: UInt64)] = []

    init(size: UInt64, edge: TreeEdge?, askedSizes: some Sequence<UInt64>) {
        self.size = size
        self.edge = edge
        self.askedSizes = Set(askedSizes).union([size])
    }

    /// Takes up the tiles of leaves from one on; those that have no leaf at all are missing.
    mutating func add(_ tile: LeafTile, _ reader: StoreReader) throws(StoreError) {
        while computed[0].count < tile.index { try addRoot(nil, [], reader) }
        let first = tile.index * TreeState.tileHashCount
        let isCut = askedSizes.contains { $0 > first && $0 < first + TreeState.tileHashCount }
        if isCut { cutTiles[tile.index] = tile.hashes }
        guard first + TreeState.tileHashCount <= size else { return }
        try addRoot(tile.root, tile.hashes, reader)
    }

    private mutating func addRoot(
        _ root: MerkleHash?, _ hashes: [MerkleHash?], _ reader: StoreReader
    ) throws(StoreError) {
        let index = UInt64(computed[0].count)
        computed[0].append(root)
        stored[0].append(try storedRoot(level: 0, index, computed: hashes, root: root, reader))
    }

    /// The root of a stored tile; it is folded only where it is not what was computed.
    private mutating func storedRoot(
        level: Int, _ index: UInt64, computed hashes: [MerkleHash?], root: MerkleHash?,
        _ reader: StoreReader
    ) throws(StoreError) -> MerkleHash? {
        let entries = try Self.tile(level: level, index, reader)
        if let entries, entries.elementsEqual(hashes, by: { $0 == $1 }) { return root }
        if wrongTiles.count < AuditLimits.wrongTileCount { wrongTiles.append((level, index)) }
        return entries.map { CompactRange($0).root }
    }

    private static func tile(
        level: Int, _ index: UInt64, _ reader: StoreReader
    ) throws(StoreError) -> [MerkleHash]? {
        let count = Int(TreeState.tileHashCount)
        guard let bytes = try reader.tile(level: level, index: index),
            bytes.count == count * MerkleHash.byteCount
        else { return nil }
        return (0..<count).map { MerkleHash(bytes, at: $0 * MerkleHash.byteCount) }
    }

    /// Folds the levels above the leaves, once all leaves are in.
    mutating func fold(_ reader: StoreReader) throws(StoreError) {
        while UInt64(computed[0].count) < size / TreeState.tileHashCount {
            try addRoot(nil, [], reader)
        }
        let width = Int(TreeState.tileHashCount)
        while let below = computed.last, below.count >= width {
            var roots: [MerkleHash?] = []
            var kept: [MerkleHash?] = []
            for start in stride(from: 0, through: below.count - width, by: width) {
                let hashes = Array(below[start..<start + width])
                let whole = hashes.compactMap { $0 }
                let root = whole.count == width ? CompactRange(whole).root : nil
                roots.append(root)
                kept.append(
                    try storedRoot(
                        level: computed.count, UInt64(start / width), computed: hashes,
                        root: root, reader))
            }
            computed.append(roots)
            stored.append(kept)
        }
    }

    // MARK: Roots

    /// The root over the first `count` leaves, as they stand; nil where one of them is missing.
    func root(_ count: UInt64) -> MerkleHash? {
        let tiles = Int(count / TreeState.tileHashCount)
        guard count <= size, tiles <= computed[0].count else { return nil }
        let roots = computed[0][..<tiles].compactMap { $0 }
        let rest = Int(count % TreeState.tileHashCount)
        let leaves = (cutTiles[UInt64(tiles)] ?? []).prefix(rest).compactMap { $0 }
        guard roots.count == tiles, leaves.count == rest else { return nil }
        let peaks = CompactRange(roots).peaks + CompactRange(leaves).peaks
        return CompactRange(size: count, peaks: peaks)?.root
    }

    /// The root as the kept edge and the tiles that no tile holds say it; leaves that are newer
    /// than the edge count as they stand.
    var storedRoot: MerkleHash? {
        var peaks: [MerkleHash] = []
        for level in 0...computed.count {
            var held = CompactRange()
            for index in edgeIndexes(level) {
                guard let hash = edgeHash(level, index) else { return nil }
                held.append(hash)
            }
            peaks = held.peaks + peaks
        }
        return CompactRange(size: size, peaks: peaks)?.root
    }

    /// The nodes of a tile level that no full tile holds.
    private func edgeIndexes(_ level: Int) -> Range<UInt64> {
        let nodes = size >> UInt64(level * TreeState.tileHeight)
        return nodes - nodes % TreeState.tileHashCount..<nodes
    }

    private func edgeHash(_ level: Int, _ index: UInt64) -> MerkleHash? {
        if let kept = edge?.hash(level: level, index) { return kept }
        guard level == 0 else { return Self.node(stored, level, index) }
        return cutTiles[index / TreeState.tileHashCount].flatMap {
            let offset = Int(index % TreeState.tileHashCount)
            return offset < $0.count ? $0[offset] : nil
        }
    }

    private static func node(
        _ levels: [[MerkleHash?]], _ level: Int, _ index: UInt64
    ) -> MerkleHash? {
        guard level >= 1, level <= levels.count, index < levels[level - 1].count else { return nil }
        return levels[level - 1][Int(index)]
    }

    // MARK: Where it differs

    /// What is not as it was signed, as exactly as the stored hashes tell.
    ///
    /// A tile or an edge counts for right where it leads to what stands above it, and at the top to
    /// the signed root. Where not even that holds, each is compared with its neighbours alone.
    func differences(
        signed root: MerkleHash?, _ reader: StoreReader
    ) throws(StoreError) -> [Verification.Failure] {
        var found: [Verification.Failure] = []
        let isRight = root != nil && self.root(size) == root
        for level in (1...computed.count).reversed() {
            for index in edgeIndexes(level) {
                let entry =
                    isRight ? Self.node(computed, level, index) : edgeHash(level, index)
                if let entry { try visit(level, index, is: entry, &found, reader) }
            }
        }
        guard !isRight else { return found }
        try compareLeaves(edgeIndexes(0), reader, &found) { edge?.hash(level: 0, $0) }
        return found
    }

    /// Looks below a node whose hash is known.
    private func visit(
        _ level: Int, _ index: UInt64, is entry: MerkleHash,
        _ found: inout [Verification.Failure], _ reader: StoreReader
    ) throws(StoreError) {
        let isRight = Self.node(computed, level, index) == entry
        let isTileRight = Self.node(stored, level, index) == entry
        if !isTileRight { found.append(.tile(level: level - 1, index: index)) }
        guard !isRight || hasWrongTile(below: level, index) else { return }
        let height = UInt64(level * TreeState.tileHeight)
        guard isRight || isTileRight else {
            found.append(.leaves(from: index << height, to: (index + 1) << height - 1))
            return
        }
        let first = index * TreeState.tileHashCount
        guard level > 1 else {
            guard !isRight, let tile = try Self.tile(level: 0, index, reader) else { return }
            return try compareLeaves(first..<first + TreeState.tileHashCount, reader, &found) {
                tile[Int($0 - first)]
            }
        }
        let tile = isTileRight ? try Self.tile(level: level - 1, index, reader) : nil
        for child in first..<first + TreeState.tileHashCount {
            let entry = tile.map { $0[Int(child - first)] } ?? Self.node(computed, level - 1, child)
            if let entry { try visit(level - 1, child, is: entry, &found, reader) }
        }
    }

    private func hasWrongTile(below level: Int, _ index: UInt64) -> Bool {
        wrongTiles.contains { tile in
            tile.level < level - 1
                && tile.index >> UInt64((level - 1 - tile.level) * TreeState.tileHeight) == index
        }
    }

    /// Compares leaves with the hashes that they had; one that bears another's place is told so.
    private func compareLeaves(
        _ indexes: Range<UInt64>, _ reader: StoreReader, _ found: inout [Verification.Failure],
        hash: (UInt64) -> MerkleHash?
    ) throws(StoreError) {
        guard !indexes.isEmpty else { return }
        let batch = LeafBatch()
        try reader.read(indexes, into: batch)
        var changed: [Int] = []
        for position in 0..<batch.count {
            guard let right = hash(batch.index(position)) else { continue }
            if batch.withLeaf(position, { MerkleHash.leaf($0) }) != right {
                changed.append(position)
            }
        }
        for position in changed {
            let index = batch.index(position)
            let origin = changed.lazy.map { batch.index($0) }.first { other in
                other != index
                    && batch.withLeaf(position) { Leaf.hash(of: $0, at: other) } == hash(other)
            }
            found.append(origin.map { .moved(index: index, from: $0) } ?? .changed(index: index))
        }
    }
}

extension Leaf {
    /// The hash that a leaf would have at another index.
    static func hash(of leaf: RawSpan, at index: UInt64) -> MerkleHash? {
        guard leaf.byteCount >= headerByteCount else { return nil }
        var bytes = [UInt8](copying: leaf)
        var place: [UInt8] = []
        place.appendBigEndian(index)
        bytes.replaceSubrange(4..<12, with: place)
        return MerkleHash.leaf(bytes)
    }
}
