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
    private let lines: [[Int]]
    private let sums: [Int]
    private var isCellHidden: [Bool]
    private var isTotalHidden: [Bool]

    /// Hides small counts, and zeros that would tell too much.
    init(_ table: FreeTable, smallBelow: Int) {
        let small = 1..<max(1, smallBelow)
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
    func audit(widthMin: Int) throws(BoundsFault) -> Audit {
        let hidden = counts.indices.filter { isCellHidden[$0] }
        var unknowns: [Int: Int] = [:]
        for (unknown, cell) in hidden.enumerated() { unknowns[cell] = unknown }
        var facts = hidden.enumerated().map { SumFact([$0], low: min(1, counts[$1]), high: nil) }
        var parts: [[Int]] = []
        for (total, line) in lines.enumerated() {
            let part = line.compactMap { unknowns[$0] }
            let shown = line.reduce(0) { $0 + (isCellHidden[$1] ? 0 : counts[$1]) }
            let rest = sums[total] - shown
            facts.append(
                isTotalHidden[total]
                    ? SumFact(part, low: min(1, sums[total]) - shown, high: nil)
                    : SumFact(part, low: rest, high: rest))
            parts.append(part)
        }
        let bounds = try Bounds(unknowns: hidden.count, facts: facts)
        var audit = Audit()
        for (unknown, cell) in hidden.enumerated() {
            let width = try bounds.outerInterval(of: [unknown]).width
            audit.note(.cell(cell), width, widthMin)
        }
        for total in sums.indices where isTotalHidden[total] {
            let width = try bounds.outerInterval(of: parts[total]).width
            audit.note(.total(total), width, widthMin)
        }
        return audit
    }

    /// Hides one more count for the sake of one that is told too narrowly.
    mutating func protect(_ place: Place, widthMin: Int) {
        let near: [Int]
        switch place {
        case .cell(let cell): near = lines.indices.filter { lines[$0].contains(cell) }
        case .total(let total):
            near = lines.indices.filter { !Set(lines[$0]).isDisjoint(with: lines[total]) }
        }
        let tight = near.filter { !isTotalHidden[$0] }
        let cells = Set(tight.flatMap { lines[$0] }).sorted()
        if let cell = best(cells.filter { !isCellHidden[$0] && counts[$0] > 0 }, counts, widthMin) {
            isCellHidden[cell] = true
        } else if let total = best(tight, sums, widthMin)
            ?? best(sums.indices.filter { !isTotalHidden[$0] }, sums, widthMin)
        {
            isTotalHidden[total] = true
        } else {
            isCellHidden = counts.map { _ in true }
        }
    }

    /// The place of the smallest count that is as large as wanted, or else of the largest.
    private func best(_ places: [Int], _ counts: [Int], _ widthMin: Int) -> Int? {
        places.filter { counts[$0] >= widthMin }.min { counts[$0] < counts[$1] }
            ?? places.max { counts[$0] < counts[$1] }
    }
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
