/// A file that may be of the same child as another one.
struct Mate: Sendable {
    let place: UInt32
    /// What speaks for it less what speaks against it, in points.
    let weight: Int16
    /// How alike the names are, from 0 to 100.
    let likeness: UInt8
    /// The marks of the reasons.
    let reasons: UInt16

    /// Whether less is known of the pair than from the other side.
    static func < (left: Self, right: Self) -> Bool {
        (left.weight, left.likeness, left.reasons) < (right.weight, right.likeness, right.reasons)
    }
}

/// Which rows may be of the same child, and which have still to be compared.
struct PairTable: Sendable {
    /// The mates of each row that has some; each pair stands with both of its rows.
    private(set) var mates: [UInt32: [Mate]] = [:]
    /// The rows that wait, the next one last; one that was emptied meanwhile may stand there too.
    private var waiting: [UInt32] = []
    /// How many rows wait.
    private(set) var waitingCount = 0
    /// The names that are like others, found once and kept while the lexicon stays as it is.
    private var alike: [UInt32: [AlikeName]] = [:]
    private var revision: UInt64 = 0
    /// Room for a mark of each row, all zero between two comparisons.
    private var marks: [UInt8] = []

    /// Puts a row at the end of those that wait.
    mutating func wait(_ place: UInt32) {
        waiting.append(place)
        waitingCount += 1
    }

    /// Notes that a row waits no more.
    mutating func waited() { waitingCount -= 1 }

    /// Takes the next row that may wait; where there is none, what was kept for comparing goes.
    mutating func next() -> UInt32? {
        if waiting.isEmpty { alike = [:] }
        return waiting.popLast()
    }

    /// Joins two rows; of what either side finds of the pair the more prevails.
    mutating func join(_ place: UInt32, _ mate: Mate) {
        if let old = mates[place]?.firstIndex(where: { $0.place == mate.place }) {
            guard let kept = mates[place]?[old], kept < mate else { return }
            part(place, mate.place)
        }
        // Of children without a name who were born on one day in all registers, a few are enough.
        guard mates[place]?.count ?? 0 < IndexLimits.matesPerFile,
            mates[mate.place]?.count ?? 0 < IndexLimits.matesPerFile
        else { return }
        mates[place, default: []].append(mate)
        mates[mate.place, default: []].append(
            Mate(
                place: place, weight: mate.weight, likeness: mate.likeness, reasons: mate.reasons))
    }

    /// Takes a row out of all its pairs.
    mutating func part(_ place: UInt32) {
        for mate in mates.removeValue(forKey: place) ?? [] {
            mates[mate.place]?.removeAll { $0.place == place }
            if mates[mate.place]?.isEmpty == true { mates[mate.place] = nil }
        }
    }

    private mutating func part(_ place: UInt32, _ other: UInt32) {
        mates[place]?.removeAll { $0.place == other }
        mates[other]?.removeAll { $0.place == place }
    }

    /// The names that are like one.
    mutating func alike(_ number: UInt32, _ lexicon: borrowing Lexicon) -> [AlikeName] {
        if revision != lexicon.revision { (alike, revision) = ([:], lexicon.revision) }
        if let known = alike[number] { return known }
        let found = lexicon.alike(number)
        alike[number] = found
        return found
    }

    /// Marks rows, each with the bits that go with its names, and gives those that were marked.
    mutating func marked(
        _ count: Int, _ body: (_ mark: (UInt32, UInt8) -> Void) -> Void
    ) -> [(place: UInt32, bits: UInt8)] {
        if marks.count < count {
            marks += [UInt8](repeating: 0, count: count - marks.count)
        }
        var touched: [UInt32] = []
        body { place, bits in
            if marks[Int(place)] == 0 { touched.append(place) }
            marks[Int(place)] |= bits
        }
        defer { for place in touched { marks[Int(place)] = 0 } }
        return touched.map { ($0, marks[Int($0)]) }
    }

    /// Overwrites and forgets everything.
    mutating func wipe() {
        mates = [:]
        waiting = []
        waitingCount = 0
        alike = [:]
        Index.wipe(&marks)
    }
}
