/// Which counts of a table are hidden.
struct HidingPattern {
    /// A count of the table.
    enum Place: Equatable {
        case cell(Int)
        case total(Int)
    }

    /// What the audit found.
    struct Audit {
        /// A hidden count that is told too narrowly; nil: none is.
        var endangered: Place?
        /// The narrowest interval of a hidden count.
        var narrowestWidth: Int?
    }

    private let counts: [Int]
    /// Which counts are small.
    private let small: Range<Int>
    private let lines: [[Int]]
    private let sums: [Int]
    private var isCellHidden: [Bool]
    private var isTotalHidden: [Bool]

    /// Hides small counts, and zeros that would tell too much.
    init(_ table: FreeTable, smallBelow: Int) {
        let small = 1..<max(1, smallBelow)
        self.small = small
        counts = table.counts
        lines = table.totals
        let sums = lines.map { line in line.reduce(0) { $0 + table.counts[$1] } }
        self.sums = sums
        isCellHidden = counts.map(small.contains)
        isTotalHidden = sums.map(small.contains)
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

    /// The exact interval of every hidden count.
    ///
    /// First as it follows from what is shown alone, which does not depend on what is hidden, so
    /// that the next count to be hidden does not either; then for whoever is told which hidden
    /// counts are zero, small, or neither, and must not be left with one value.
    func audit(widthMin: Int) throws(BoundsFault) -> Audit {
        var audit = try audit(widthMin: widthMin, isTold: false)
        if audit.endangered == nil {
            audit.endangered = try self.audit(widthMin: 1, isTold: true).endangered
        }
        return audit
    }

    private func audit(widthMin: Int, isTold: Bool) throws(BoundsFault) -> Audit {
        let hidden = counts.indices.filter { isCellHidden[$0] }
        var unknowns: [Int: Int] = [:]
        for (unknown, cell) in hidden.enumerated() { unknowns[cell] = unknown }
        var facts: [SumFact] = []
        if isTold {
            facts = hidden.enumerated().map { unknown, cell in
                let kind = kind(of: counts[cell])
                return SumFact([unknown], low: kind.low, high: kind.high)
            }
        }
        var parts: [[Int]] = []
        for (total, line) in lines.enumerated() {
            let part = line.compactMap { unknowns[$0] }
            let shown = line.reduce(0) { $0 + (isCellHidden[$1] ? 0 : counts[$1]) }
            let rest = sums[total] - shown
            let kind: (low: Int, high: Int?) = isTold ? kind(of: sums[total]) : (0, nil)
            facts.append(
                isTotalHidden[total]
                    ? SumFact(part, low: kind.low - shown, high: kind.high.map { $0 - shown })
                    : SumFact(part, low: rest, high: rest))
            parts.append(part)
        }
        let bounds = try Bounds(unknowns: hidden.count, facts: facts)
        var audit = Audit()
        for (unknown, cell) in hidden.enumerated() {
            // That a count is zero may be told; of whom it is not told is hidden before.
            if isTold && counts[cell] == 0 { continue }
            let width = try bounds.outerInterval(of: [unknown]).width
            audit.note(.cell(cell), width, widthMin)
        }
        for total in sums.indices where isTotalHidden[total] {
            let width = try bounds.outerInterval(of: parts[total]).width
            audit.note(.total(total), width, widthMin)
        }
        return audit
    }

    /// The counts that are of one kind with a count: zero, small, or neither.
    private func kind(of count: Int) -> (low: Int, high: Int?) {
        if count == 0 { return (0, 0) }
        return small.contains(count)
            ? (small.lowerBound, small.upperBound - 1) : (small.upperBound, nil)
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
        if let cell = cells.min(by: { (order[$0], $0) < (order[$1], $1) }) {
            isCellHidden[cell] = true
        } else if let total = totals.min(by: { (rank(order, $0), $0) < (rank(order, $1), $1) }) {
            isTotalHidden[total] = true
        } else if isCellHidden.contains(false) {
            isCellHidden = counts.map { _ in true }
        } else {
            return false
        }
        return true
    }

    private func rank(_ order: [UInt64], _ total: Int) -> UInt64 { order[counts.count + total] }
}

extension HidingPattern.Audit {
    fileprivate mutating func note(
        _ place: HidingPattern.Place, _ width: Int?, _ widthMin: Int
    ) {
        guard let width else { return }
        narrowestWidth = min(narrowestWidth ?? width, width)
        if width < widthMin, endangered == nil { endangered = place }
    }
}
