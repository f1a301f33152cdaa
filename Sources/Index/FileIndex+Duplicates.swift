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
    public var waitingCount: Int { pairs.waitingCount }

    /// Compares one file that waits with the others; true while more wait.
    public mutating func compareNext() -> Bool {
        while let place = pairs.next() {
            guard rows[Int(place)].isLive, rows[Int(place)].waits else { continue }
            rows[Int(place)].waits = false
            pairs.waited()
            compare(place)
            break
        }
        return pairs.waitingCount > 0
    }

    /// The pairs of files that may be of the same child, the likeliest first, as far as a filter lets
    /// both files through.
    ///
    /// A file that is joined to another one stands for that, so what is already joined is no pair; nor
    /// are files of brothers and sisters.
    /// - Parameters:
    ///   - after: the pair after which the page begins; nil for the first page.
    ///   - isSettled: whether somebody has said of a pair that these are two children, knowing these
    ///     reasons.
    public func duplicates(
        after: (weight: Int, pair: FilePair)? = nil, limit: Int,
        where isAllowed: (FileOwner) -> Bool,
        butFor isSettled: (FilePair, Set<SearchReason>) -> Bool
    ) -> (pairs: [PossibleDuplicate], total: Int) {
        var found: [FilePair: Mate] = [:]
        for (place, mates) in pairs.mates {
            let one = lasting(place)
            guard isAllowed(owner(Int(one))) else { continue }
            for mate in mates where place < mate.place {
                let other = lasting(mate.place)
                guard !isRelated(one, other), isAllowed(owner(Int(other))),
                    let pair = FilePair(rows[Int(one)].key.id, rows[Int(other)].key.id),
                    found[pair].map({ $0 < mate }) ?? true
                else { continue }
                found[pair] = mate
            }
        }
        var open = found.filter { !isSettled($0.key, Self.reasons($0.value)) }
            .map { (weight: Int($0.value.weight), pair: $0.key) }
        let total = open.count
        if let after { open.removeAll { !Self.precedes(after, $0) } }
        open.sort(by: Self.precedes)
        let page = open.prefix(max(limit, 0)).compactMap { weight, pair -> PossibleDuplicate? in
            guard let lower = file(pair.lower), let higher = file(pair.higher),
                let mate = found[pair]
            else { return nil }
            return PossibleDuplicate(
                lower: lower, higher: higher, weight: weight, likeness: Int(mate.likeness),
                reasons: Self.reasons(mate))
        }
        return (page, total)
    }

    /// What both files of a pair say; nothing where they are not held alike.
    public func reasons(of pair: FilePair) -> Set<SearchReason> {
        duplicates(limit: .max, where: { _ in true }, butFor: { other, _ in other != pair })
            .pairs.first?.reasons ?? []
    }

    /// Whether one of two files is joined to the other.
    public func areJoined(_ pair: FilePair) -> Bool {
        guard let one = place(of: pair.lower), let other = place(of: pair.higher) else {
            return false
        }
        return lasting(one) == lasting(other)
    }

    /// The rows that bear a number and year of the civil registry, or a clue that falls together with
    /// it, of those that somebody may know of.
    func places(near numberAndYear: String, where isKnown: (UInt32) -> Bool) -> [UInt32] {
        clues.places(Self.clue("registry", numberAndYear), where: isKnown)
    }

    private static func reasons(_ mate: Mate) -> Set<SearchReason> {
        Set(SearchReason.allCases.filter { mate.reasons & $0.mark != 0 })
    }

    /// The row that goes on for one that is joined to others, one after the other.
    private func lasting(_ place: UInt32) -> UInt32 {
        var place = place
        for _ in 0..<IndexLimits.joinsPerFile {
            guard let master = kin[place]?.master, let next = self.place(of: master) else { break }
            place = next
        }
        return place
    }

    /// Whether two rows are known to go with each other: of brothers and sisters.
    private func isRelated(_ one: UInt32, _ other: UInt32) -> Bool {
        kin[one]?.named.contains(rows[Int(other)].number) == true
            || kin[other]?.named.contains(rows[Int(one)].number) == true
    }

    private static func precedes(
        _ left: (weight: Int, pair: FilePair), _ right: (weight: Int, pair: FilePair)
    ) -> Bool {
        left.weight == right.weight ? left.pair < right.pair : left.weight > right.weight
    }

    // MARK: Keeping step

    /// Lets a row wait to be compared with the others; what it was held alike to before is forgotten.
    mutating func queue(_ place: UInt32) {
        pairs.part(place)
        guard !rows[Int(place)].waits, !rows[Int(place)].isRecord else { return }
        rows[Int(place)].waits = true
        pairs.wait(place)
    }

    /// Compares a row with no other: its file is no child's.
    mutating func unqueue(_ place: UInt32) {
        guard rows[Int(place)].waits else { return }
        rows[Int(place)].waits = false
        pairs.waited()
    }

    /// What a row has that another has or has not, and never merely something like it.
    func clues(of row: Row) -> Set<UInt32> { Self.clues(in: names[row.texts], row.textCounts) }

    /// The clues that lie in the texts of a file.
    static func clues(in run: ArraySlice<UInt8>, _ counts: (UInt8, UInt8, UInt8)) -> Set<UInt32> {
        let texts = PackedTexts.texts(in: run, from: PackedTexts.nameCount + Int(counts.0))
        guard !texts.isEmpty else { return [] }
        let phones = texts.prefix(Int(counts.1))
        let rest = texts.dropFirst(Int(counts.1))
        let references = rest.prefix(Int(counts.2))
        var clues = phones.map { clue("phone", $0) }
        clues += references.map { NameNormaliser.words($0) }.filter(tells).map {
            clue("reference", $0.joined(separator: " "))
        }
        if let record = rest.dropFirst(Int(counts.2)).first {
            clues.append(clue("registry", CivilRegistryEntry.numberAndYear(of: record)))
        }
        return Set(clues)
    }

    /// Whether what stands for a number in a register has one.
    static func tells(_ reference: [String]) -> Bool {
        reference.contains { $0.contains { ("0"..."9").contains($0) } }
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
        let names = ComparedNames(uses[searchRows[Int(place)].uses]) { pairs.alike($0, lexicon) }
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
        let isFrequent = alike.count > IndexLimits.namesakesCompared
        for other in shared.union(alike) {
            let otherRow = rows[Int(other)]
            var weighing = PairWeighing()
            weighing.weigh(facts, PairFacts(otherRow))
            // Of a frequent name most others are left here, before their names are looked at.
            guard
                shared.contains(other)
                    || weighing.isEnoughWithNames && (!isFrequent || weighing.isOfOneDay)
            else { continue }
            let likeness = weighing.weigh(
                names.likeness(to: uses[searchRows[Int(other)].uses]), nameCount: alike.count,
                isWhole: row.sharesWholeName(with: otherRow))
            // Texts that are the same are a clue; those that differ speak against what is enough.
            if weighing.isEnough || shared.contains(other) {
                weighing.weigh(own, PairTexts(texts(of: otherRow), otherRow))
            }
            guard weighing.isEnough else { continue }
            pairs.join(
                place,
                Mate(
                    place: other, weight: Int16(clamping: weighing.weight),
                    likeness: UInt8(clamping: likeness), reasons: weighing.reasons))
        }
    }
}
