internal import Basics
internal import Circuit

/// The folded heads of a file, with the position that they fold to.
///
/// Kept for the files that were worked on last, they spare opening a file again for every act;
/// they are wiped when the store is sealed. What falls out is folded again from the acts, so
/// nothing is lost with it.
struct FoldedHeads {
    var heads: Heads
    var position: UInt64
}
