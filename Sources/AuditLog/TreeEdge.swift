internal import Basics
internal import Merkle

/// The hashes of each level that no full tile holds, at one size of the tree (LAYOUT L-32).
struct TreeEdge: Equatable {
    let size: UInt64
    private let levels: [[MerkleHash]]

    init(size: UInt64, levels: [[MerkleHash]]) {
        self.size = size
        self.levels = levels
    }

    /// The bytes that are stored.
    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(size)
        for level in levels {
            for hash in level { hash.append(to: &bytes) }
        }
        return bytes
    }

    /// Reads an edge; nil where the bytes are none.
    init?(encoded bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let size = try? reader.integer(UInt64.self) else { return nil }
        var levels: [[MerkleHash]] = []
        var nodes = size
        while nodes > 0 {
            var hashes: [MerkleHash] = []
            for _ in 0..<nodes % TreeState.tileHashCount {
                guard let hash = try? MerkleHash(reader.take(MerkleHash.byteCount)) else {
                    return nil
                }
                hashes.append(hash)
            }
            levels.append(hashes)
            nodes >>= UInt64(TreeState.tileHeight)
        }
        guard reader.remaining == 0 else { return nil }
        self.init(size: size, levels: levels)
    }

    /// The hash of a node of a tile level; nil where a tile holds it, or where it is newer.
    func hash(level: Int, _ index: UInt64) -> MerkleHash? {
        guard level < levels.count else { return nil }
        let held = levels[level]
        let start = (size >> UInt64(level * TreeState.tileHeight)) - UInt64(held.count)
        guard index >= start, index - start < held.count else { return nil }
        return held[Int(index - start)]
    }
}
