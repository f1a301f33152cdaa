/// Which counts of a table are hidden.
struct HidingPattern {
    /// A count of the table.
    enum Place: Equatable {
        case cell(Int)
        case total(Int)
    }

    private let counts: [Int]
    /// Which counts are small.
    private let small: Range<Int>
    private let lines: [[Int]]
    private let sums: [Int]
    private var isCellHidden: [Bool]
    private var isTotalHidden: [Bool]
    /// Whether other tables show what totals this one shows.
    private let areTotalsFixed: Bool

    /// Hides small counts, and zeros that would tell too much.
    ///
    /// - Parameter margins: what the tables of each dimension alone show, whose counts are the totals;
    ///   none: the totals are the table's own.
    init(_ table: FreeTable, smallBelow: Int, margins: [SuppressedTable] = []) {
        let small = 1..<max(1, smallBelow)
        self.small = small
        counts = table.counts
        lines = table.totals
        let sums = lines.map { line in line.reduce(0) { $0 + table.counts[$1] } }
        self.sums = sums
        isCellHidden = counts.map(small.contains)
        // The whole stands in each of them.
        let told =
            margins.flatMap(\.cells) + [margins.lazy.compactMap { $0.totals.last ?? nil }.first]
        areTotalsFixed = !margins.isEmpty
        isTotalHidden = areTotalsFixed ? told.map { $0 == nil } : sums.map(small.contains)
        let isEmpty = counts.indices.map { cell in
            zip(table.totals, sums).contains { $1 == 0 && $0.contains(cell) }
        }
        for (line, isHidden) in zip(lines, isTotalHidden) {
            let isOneCell = line.count > 1 && line.count { table.counts[$0] != 0 } == 1
            guard isHidden || isOneCell else { continue }
            for cell in line where !isEmpty[cell] { isCellHidden[cell] = true }
        }
    }

    /// What is shown.
    func shown(narrowestWidth: Int?) -> SuppressedTable {
        SuppressedTable(
            cells: zip(counts, isCellHidden).map { $1 ? nil : $0 },
            totals: zip(sums, isTotalHidden).map { $1 ? nil : $0 },
            narrowestWidth: narrowestWidth)
    }

    /// Hides a count that is not small in every line in which only small ones are hidden, the first
    /// in order.
    mutating func mixKinds(order: [UInt64]) {
        for line in lines {
            let hidden = line.filter { isCellHidden[$0] }
            guard !hidden.isEmpty, !hidden.contains(where: { counts[$0] >= small.upperBound })
            else { continue }
            let others = line.filter { !isCellHidden[$0] && counts[$0] >= small.upperBound }
            if let cell = first(others, order) { isCellHidden[cell] = true }
        }
    }

    /// Begins to look at the exact interval of every hidden count, as it follows from what is shown.
    ///
    /// What it finds does not depend on what is hidden, and so neither does the count to be hidden
    /// next.
    func audit() throws(BoundsFault) -> HidingAudit {
        let hidden = counts.indices.filter { isCellHidden[$0] }
        var unknowns: [Int: Int] = [:]
        for (unknown, cell) in hidden.enumerated() { unknowns[cell] = unknown }
        var facts: [SumFact] = []
        let parts = lines.map { line in line.compactMap { unknowns[$0] } }
        for (total, part) in parts.enumerated() where !isTotalHidden[total] {
            let rest = lines[total].reduce(sums[total]) { $0 - (isCellHidden[$1] ? 0 : counts[$1]) }
            facts.append(SumFact(part, low: rest, high: rest))
        }
        return HidingAudit(
            bounds: try Bounds(unknowns: hidden.count, facts: facts),
            questions: hidden.enumerated().map { (.cell($1), [$0]) }
                + sums.indices.filter { isTotalHidden[$0] }.map { (.total($0), parts[$0]) })
    }

    /// Hides one more count for the sake of one that is told too narrowly, the first in order; tells
    /// whether there was one to hide.
    mutating func protect(_ place: Place, order: [UInt64]) -> Bool {
        let near: [Int]
        switch place {
        case .cell(let cell): near = lines.indices.filter { lines[$0].contains(cell) }
        case .total(let total):
            near = lines.indices.filter { !Set(lines[$0]).isDisjoint(with: lines[total]) }
        }
        let tight = near.filter { !isTotalHidden[$0] }
        let cells = Set(tight.flatMap { lines[$0] }).filter { !isCellHidden[$0] && counts[$0] > 0 }
        let totals = tight.isEmpty ? sums.indices.filter { !isTotalHidden[$0] } : tight
        if let cell = first(cells, order) {
            isCellHidden[cell] = true
        } else if !areTotalsFixed, let total = first(totals.map { counts.count + $0 }, order) {
            isTotalHidden[total - counts.count] = true
        } else if isCellHidden.contains(false) {
            isCellHidden = counts.map { _ in true }
        } else {
            return false
        }
        return true
    }

    private func first(_ places: some Sequence<Int>, _ order: [UInt64]) -> Int? {
        places.min { (order[$0], $0) < (order[$1], $1) }
    }
}

/// The audit of what a pattern hides, question by question: between which values each hidden count
/// must lie.
struct HidingAudit {
    /// A hidden count that is told too narrowly; nil: none was found yet.
    private(set) var endangered: HidingPattern.Place?
    /// The narrowest interval of a hidden count, as far as they were looked at.
    private(set) var narrowestWidth: Int?
    private let bounds: Bounds
    private var questions: ArraySlice<(place: HidingPattern.Place, unknowns: [Int])>

    init(bounds: Bounds, questions: [(place: HidingPattern.Place, unknowns: [Int])]) {
        self.bounds = bounds
        self.questions = questions[...]
    }

    /// Whether it is known whether one more count has to be hidden.
    var isOver: Bool { questions.isEmpty || endangered != nil }

    /// Looks at the next hidden count.
    mutating func advance(widthMin: Int) throws(BoundsFault) {
        guard let question = questions.popFirst(),
            let width = try bounds.outerInterval(of: question.unknowns).width
        else { return }
        narrowestWidth = min(narrowestWidth ?? width, width)
        if width < widthMin { endangered = question.place }
    }
}
