/// A set of atoms, as bits.
///
/// Whatever is published is the number of children in such a set, which is why the sets of two
/// tables tell exactly how the tables are linked.
public struct AtomSet: Hashable, Sendable {
    private var words: [UInt64]

    /// Makes an empty set for a universe of so many atoms.
    public init(universe count: Int) {
        words = [UInt64](repeating: 0, count: (count + 63) / 64)
    }

    /// Adds an atom.
    public mutating func insert(_ atom: Int) { words[atom / 64] |= 1 << UInt64(atom % 64) }

    /// Whether there is no atom in the set.
    public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// The atoms in order.
    public var atoms: [Int] {
        var atoms: [Int] = []
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                atoms.append(index * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return atoms
    }

    /// Whether every atom of the set is in another.
    public func isSubset(of other: AtomSet) -> Bool {
        zip(words, other.words).allSatisfy { $0 & ~$1 == 0 }
    }

    /// Adds the atoms of another set.
    public mutating func formUnion(_ other: AtomSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    /// The set without the atoms of another.
    public func subtracting(_ other: AtomSet) -> AtomSet {
        var rest = self
        for index in words.indices { rest.words[index] &= ~other.words[index] }
        return rest
    }
}
