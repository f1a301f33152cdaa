/// The names of a file, made ready to be compared with those of other files.
struct ComparedNames {
    /// What two files say of one name.
    enum Said: Hashable {
        case alike
        case other
        /// One of them does not say it.
        case unknown
    }

    /// How the names of two files go together.
    struct Likeness {
        /// How alike given and family name are together, from `leastLikeness` to 100; nil where one
        /// of them is not alike.
        var whole: Int?
        var given = Said.unknown
        var family = Said.unknown
        var relatives = Said.unknown
    }

    /// A name of the lexicon, and the bits of the parts of which a name is like it.
    let blocks: [UInt32: UInt8]
    private let own: [NameUse]
    /// The places in `own` of the names of each part.
    private let parts: [NameField: [Int]]
    /// For each name of the lexicon the own names that are like it, and how alike they are.
    private let alike: [UInt32: [(own: Int, likeness: UInt8)]]

    private static let givenBit: UInt8 = 1
    private static let familyBit: UInt8 = 2
    private static let otherBit: UInt8 = 4
    private static let given: Set<NameField> = [.givenArabic, .givenLatin]
    private static let family: Set<NameField> = [.familyArabic, .familyLatin]

    init(_ uses: ArraySlice<NameUse>, _ alikeNames: (UInt32) -> [AlikeName]) {
        own = Array(uses)
        var (blocks, alike): ([UInt32: UInt8], [UInt32: [(own: Int, likeness: UInt8)]]) = ([:], [:])
        for (index, use) in own.enumerated() {
            for name in alikeNames(use.number) {
                alike[name.number, default: []].append((index, name.likeness))
                if let bit = Self.bit(use.field) { blocks[name.number, default: 0] |= bit }
            }
        }
        (self.blocks, self.alike) = (blocks, alike)
        parts = Dictionary(
            grouping: own.indices.filter { uses[uses.startIndex + $0].field != .relative }
        ) { uses[uses.startIndex + $0].field }
    }

    private static func bit(_ field: NameField) -> UInt8? {
        if given.contains(field) { return givenBit }
        if family.contains(field) { return familyBit }
        return field == .knownAs ? otherBit : nil
    }

    /// Whether a file bears a name like the family name, and one like another own name.
    static func isCandidate(_ bits: UInt8) -> Bool {
        bits & familyBit != 0 && bits & (givenBit | otherBit) != 0
    }

    /// How alike the names of another file are.
    func likeness(to others: ArraySlice<NameUse>) -> Likeness {
        let theirs = Dictionary(grouping: others.filter { $0.field != .relative }, by: \.field)
        func best(_ own: Set<NameField>, _ other: Set<NameField>) -> Int? {
            var best: Int?
            for (field, mine) in parts where own.contains(field) {
                for (otherField, uses) in theirs where other.contains(otherField) {
                    best = max(best ?? 0, likeness(mine, uses))
                }
            }
            return best
        }
        func said(_ likeness: Int?) -> Said {
            likeness.map { $0 >= IndexLimits.leastLikeness ? .alike : .other } ?? .unknown
        }
        var answer = Likeness()
        let (given, family) = (best(Self.given, Self.given), best(Self.family, Self.family))
        (answer.given, answer.family) = (said(given), said(family))
        answer.relatives = relatives(others)
        // A clerk who writes the family name first, or the name by which a child is called.
        let called = [best(Self.given, [.knownAs]), best([.knownAs], Self.given)].compactMap(\.self)
        let ways = [
            (given, family, 0),
            (best(Self.given, Self.family), best(Self.family, Self.given), Self.swapped),
            (called.max(), family, Self.called),
        ]
        for case (let one?, let other?, let cost) in ways
        where min(one, other) >= IndexLimits.leastLikeness {
            let likeness = max((one + other) / 2 - cost, IndexLimits.leastLikeness)
            answer.whole = max(answer.whole ?? 0, likeness)
        }
        return answer
    }

    private static let swapped = 6
    private static let called = 10

    /// What a name loses for each word that the other leaves out.
    private static let leftOut = 6

    private func likeness(_ one: Int, _ other: NameUse) -> Int {
        Int(alike[other.number]?.first { $0.own == one }?.likeness ?? 0)
    }

    /// How alike two parts are: as wholes, or word by word.
    private func likeness(_ mine: [Int], _ theirs: [NameUse]) -> Int {
        var best = 0
        for index in mine where own[index].isWhole {
            for use in theirs where use.isWhole { best = max(best, likeness(index, use)) }
        }
        let words = (mine.filter { own[$0].isWord }, theirs.filter(\.isWord))
        let counts = (words.0.count, words.1.count)
        guard counts.0 > 0, counts.1 > 0 else { return best }
        let sums = (
            words.0.reduce(0) { sum, index in
                sum + (words.1.map { likeness(index, $0) }.max() ?? 0)
            },
            words.1.reduce(0) { sum, use in
                sum + (words.0.map { likeness($0, use) }.max() ?? 0)
            }
        )
        // The shorter name says what has to be found in the longer one.
        let apart =
            counts.0 == counts.1
            ? min(sums.0, sums.1) / counts.0
            : (counts.0 < counts.1 ? sums.0 / counts.0 : sums.1 / counts.1)
        return max(best, apart - abs(counts.0 - counts.1) * Self.leftOut)
    }

    /// Whether the people around both children are the same: two words at least, for a father has
    /// the family name of most of those who bear it.
    private func relatives(_ others: ArraySlice<NameUse>) -> Said {
        let mine = own.indices.filter { own[$0].field == .relative }
        let theirs = others.filter { $0.field == .relative }
        guard !mine.isEmpty, !theirs.isEmpty else { return .unknown }
        let found = min(
            mine.filter { index in theirs.contains { likeness(index, $0) > 0 } }.count,
            theirs.filter { use in mine.contains { likeness($0, use) > 0 } }.count)
        if found >= min(2, mine.count, theirs.count) { return .alike }
        return found == 0 ? .other : .unknown
    }
}
