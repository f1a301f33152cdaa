public import Basics
import Circuit

// Two files of one child: which may be, by what both of them say. A file is compared with those that
// bear like names, and with those that have a telephone, a number in a register or a record of the
// civil registry in common; never with all. What speaks for a pair and against it is weighed in
// points, as record linkage has done since Fellegi and Sunter (1969); a person decides.

/// Two files that may be of the same child.
public struct PossibleDuplicate: Hashable, Sendable {
    /// The file whose id is lower.
    public let lower: IndexedFile
    /// The other one.
    public let higher: IndexedFile
    /// What speaks for it less what speaks against it, in points.
    public let weight: Int
    /// How alike the names are, from 0 to 100.
    public let likeness: Int
    /// What both files say.
    public let reasons: Set<SearchReason>
}

extension FileIndex {
    /// How many files have still to be compared with the others.
    public var waitingCount: Int { pairs.waiting.count }

    /// Compares one file that waits with the others; true while more wait.
    public mutating func compareNext() -> Bool {
        while let place = pairs.next() {
            guard rows[Int(place)].isLive, rows[Int(place)].waits else { continue }
            rows[Int(place)].waits = false
            compare(place)
            break
        }
        return !pairs.waiting.isEmpty
    }

    /// Begins to compare every file anew: how rare a name is changes with the files of others.
    public mutating func compareAgain() {
        pairs.clear()
        for place in rows.indices where rows[place].isLive {
            rows[place].waits = false
            queue(UInt32(truncatingIfNeeded: place))
        }
    }

    /// The pairs of files that may be of the same child, the likeliest first, as far as a filter lets
    /// both files through; pairs that are joined or of brothers and sisters are not among them.
    ///
    /// - Parameters:
    ///   - after: the pair after which the page begins; nil for the first page.
    ///   - isSettled: whether somebody has said of a pair that these are two children.
    public func duplicates(
        after: (weight: Int, pair: FilePair)? = nil, limit: Int,
        where isAllowed: (FileOwner) -> Bool, butFor isSettled: (FilePair) -> Bool
    ) -> (pairs: [PossibleDuplicate], total: Int) {
        var found: [(mate: Mate, place: UInt32, pair: FilePair)] = []
        for (place, mates) in pairs.mates where isAllowed(owner(Int(place))) {
            for mate in mates where place < mate.place {
                guard isAllowed(owner(Int(mate.place))), !isRelated(place, mate.place),
                    let pair = FilePair(
                        rows[Int(place)].key.id, rows[Int(mate.place)].key.id),
                    !isSettled(pair)
                else { continue }
                found.append((mate, place, pair))
            }
        }
        let total = found.count
        if let after {
            found.removeAll { !Self.precedes(after, (Int($0.mate.weight), $0.pair)) }
        }
        found.sort { Self.precedes((Int($0.mate.weight), $0.pair), (Int($1.mate.weight), $1.pair)) }
        let page = found.prefix(max(limit, 0)).map { mate, place, pair in
            let (one, other) = (entry(Int(place)), entry(Int(mate.place)))
            return PossibleDuplicate(
                lower: one.file == pair.lower ? one : other,
                higher: one.file == pair.lower ? other : one,
                weight: Int(mate.weight), likeness: Int(mate.likeness),
                reasons: Set(SearchReason.allCases.filter { mate.reasons & $0.mark != 0 }))
        }
        return (page, total)
    }

    /// Whether two rows are already known to go with each other: one joined to the other, or of
    /// brothers and sisters.
    private func isRelated(_ one: UInt32, _ other: UInt32) -> Bool {
        kin[one]?.named.contains(rows[Int(other)].number) == true
            || kin[other]?.named.contains(rows[Int(one)].number) == true
    }

    private static func precedes(
        _ left: (weight: Int, pair: FilePair), _ right: (weight: Int, pair: FilePair)
    ) -> Bool {
        guard left.weight == right.weight else { return left.weight > right.weight }
        let (one, other) = (left.pair, right.pair)
        return (FileKey(one.lower), FileKey(one.higher))
            < (FileKey(other.lower), FileKey(other.higher))
    }

    // MARK: Keeping step

    /// Lets a row wait to be compared with the others; what it was held alike to before is forgotten.
    mutating func queue(_ place: UInt32) {
        pairs.part(place)
        guard !rows[Int(place)].waits else { return }
        rows[Int(place)].waits = true
        pairs.wait(place)
    }

    /// What a row has that another has or has not, and never merely something like it.
    func clues(of row: Row) -> Set<UInt32> {
        let count = Int(row.textCounts.0)
        let texts = texts(of: row).dropFirst(PackedTexts.nameCount + count)
        let phones = texts.prefix(Int(row.textCounts.1))
        let rest = texts.dropFirst(Int(row.textCounts.1))
        let references = rest.prefix(Int(row.textCounts.2))
        var clues = phones.map { Self.clue("phone", $0) }
        clues += references.map {
            Self.clue("reference", NameNormaliser.words($0).joined(separator: " "))
        }
        if let record = rest.dropFirst(Int(row.textCounts.2)).first {
            clues.append(
                Self.clue("registry", CivilRegistryEntry.numberAndYear(of: record)))
        }
        return Set(clues)
    }

    private static func clue(_ kind: String, _ text: String) -> UInt32 {
        var hasher = Hasher()
        hasher.combine(kind)
        hasher.combine(text)
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }

    // MARK: Comparing

    private mutating func compare(_ place: UInt32) {
        let row = rows[Int(place)]
        let names = ComparedNames(uses[row.uses]) { pairs.alike($0, lexicon) }
        let found = pairs.marked(rows.count) { mark in
            for (number, bits) in names.blocks {
                for other in lexicon.places(number) where other != place { mark(other, bits) }
            }
        }
        let alike = found.filter { ComparedNames.isCandidate($0.bits) }.map(\.place)
        var shared: Set<UInt32> = []
        for clue in clues(of: row) { shared.formUnion(clues.places(clue)) }
        shared.remove(place)
        let facts = PairFacts(row)
        let own = PairTexts(texts(of: row), row)
        for other in shared.union(alike) {
            let otherRow = rows[Int(other)]
            var weighing = PairWeighing()
            weighing.weigh(facts, PairFacts(otherRow))
            // Of a frequent name most others are left here, before their names are looked at.
            guard shared.contains(other) || weighing.isEnoughWithNames else { continue }
            let likeness = weighing.weigh(
                names.likeness(to: uses[otherRow.uses]), nameCount: alike.count,
                isWhole: row.sharesWholeName(with: otherRow))
            weighing.weigh(own, PairTexts(texts(of: otherRow), otherRow))
            guard weighing.isEnough else { continue }
            pairs.join(
                place,
                Mate(
                    place: other, weight: Int16(clamping: weighing.weight),
                    likeness: UInt8(clamping: likeness), reasons: weighing.reasons))
        }
    }
}
