/// Exact linear programming over counts of which sums are known: a simplex tableau of whole numbers
/// over one common denominator.
///
/// Dantzig's simplex method for bounded variables, with Bland's rule wherever it stands still, and
/// Edmonds' integer pivoting, in which every entry is a minor of the facts and every division
/// leaves no rest, so that nothing is ever rounded. Facts are added one by one: each is first
/// driven into its interval by the simplex itself, hence there is no phase of its own for a start.
///
/// Unknowns are at least zero. The slack of a fact, sum − low, has the fact's width as its upper
/// bound; a slack that stands at its upper bound is replaced by the distance to it, so that
/// whatever is not in the basis is zero. A slack's value is never read, so that it is not noted
/// which one was replaced.
struct Simplex {
    /// One row: `denominator` × what stands in the basis = constant + Σ entries × what does not.
    private struct Row {
        var entries: [Int]
        var constant: Int
    }

    private let unknownCount: Int
    /// Upper bounds of variables: the unknowns first, then one slack per fact.
    private var uppers: [Int?]
    private var rows: [Row] = []
    /// Which variable stands in each row.
    private var basis: [Int] = []
    /// Which variable each column is of.
    private var columns: [Int]
    private var denominator = 1
    private var pivotsLeft = 0
    /// What it may cost in all, with its copies; nil: as much as each question may.
    var meter: PivotMeter?
    /// Whether the last step got nowhere, so that Bland's rule chooses.
    private var stalled = false

    /// Starts with unknowns of which nothing is known.
    init(unknowns count: Int) {
        unknownCount = count
        uppers = [Int?](repeating: nil, count: count)
        columns = Array(0..<count)
    }

    /// Adds a fact.
    ///
    /// - Throws: ``BoundsFault/contradiction`` where no counts agree with it and those before.
    mutating func add(_ fact: SumFact) throws(BoundsFault) {
        guard fact.low <= fact.high ?? .max else { throw .contradiction }
        guard (rows.count + 1) * unknownCount <= DisclosureLimits.tableauEntriesMax else {
            throw .exhausted
        }
        pivotsLeft = DisclosureLimits.pivotsMax
        var row = try sum(fact.unknowns)
        row.constant = try row.constant -! fact.low *! denominator
        let width = fact.high.map { $0 - fact.low }
        if let width, try row.constant > width *! denominator {
            try flip(&row, upper: width)
        }
        let index = rows.count
        pivotsLeft = DisclosureLimits.pivotsMax
        uppers.append(width)
        basis.append(uppers.count - 1)
        rows.append(row)
        while rows[index].constant < 0 {
            guard let column = entering(rows[index]) else { throw .contradiction }
            if try step(column, raising: index) { break }
        }
    }

    /// The largest value of a sum, as a whole number: nothing above it agrees with the facts; nil
    /// where there is no largest.
    mutating func maximum(of unknowns: [Int]) throws(BoundsFault) -> Int? {
        try optimum(sum(unknowns)).map { $0.quotient(by: denominator) }
    }

    /// The least value of a sum, as a whole number: nothing below it agrees with the facts.
    mutating func minimum(of unknowns: [Int]) throws(BoundsFault) -> Int {
        var row = try sum(unknowns)
        for column in row.entries.indices { row.entries[column].negate() }
        row.constant.negate()
        guard let best = try optimum(row) else { return 0 }
        return -best.quotient(by: denominator)
    }

    /// An unknown that is no whole number where the simplex stands, and the one below its value.
    var fraction: (unknown: Int, below: Int)? {
        for (row, variable) in zip(rows, basis)
        where variable < unknownCount && row.constant % denominator != 0 {
            return (variable, row.constant.quotient(by: denominator))
        }
        return nil
    }

    /// The counts where the simplex stands, which all are whole numbers.
    var counts: [Int] {
        var counts = [Int](repeating: 0, count: unknownCount)
        for (row, variable) in zip(rows, basis) where variable < unknownCount {
            counts[variable] = row.constant / denominator
        }
        return counts
    }

    /// A sum of unknowns in terms of the columns.
    private func sum(_ unknowns: [Int]) throws(BoundsFault) -> Row {
        var places = [Int?](repeating: nil, count: unknownCount)
        for (column, variable) in columns.enumerated() where variable < unknownCount {
            places[variable] = column
        }
        var owners = [Int?](repeating: nil, count: unknownCount)
        for (row, variable) in basis.enumerated() where variable < unknownCount {
            owners[variable] = row
        }
        var sum = Row(entries: [Int](repeating: 0, count: columns.count), constant: 0)
        for unknown in unknowns {
            if let place = places[unknown] {
                sum.entries[place] = try sum.entries[place] +! denominator
            } else if let owner = owners[unknown] {
                for column in sum.entries.indices {
                    let entry = rows[owner].entries[column]
                    if entry != 0 { sum.entries[column] = try sum.entries[column] +! entry }
                }
                sum.constant = try sum.constant +! rows[owner].constant
            }
        }
        return sum
    }

    /// The largest value of a row times the denominator; nil: it has none.
    private mutating func optimum(_ objective: Row) throws(BoundsFault) -> Int? {
        pivotsLeft = DisclosureLimits.pivotsMax
        // The objective goes along as a last row that no variable owns.
        rows.append(objective)
        defer { rows.removeLast() }
        while let column = entering(rows[rows.count - 1]) {
            if try !step(column, raising: nil) { return nil }
        }
        return rows[rows.count - 1].constant
    }

    /// The column whose variable makes a row larger; one that is fixed never does.
    private func entering(_ row: Row) -> Int? {
        var best: Int?
        for (column, entry) in row.entries.enumerated()
        where entry > 0 && uppers[columns[column]] != 0 {
            guard let current = best else {
                best = column
                continue
            }
            let isBetter =
                stalled ? columns[column] < columns[current] : entry > row.entries[current]
            if isBetter { best = column }
        }
        return best
    }

    /// Raises the variable of a column until the first bound is met, which may be the zero of the
    /// row that is being driven into its interval; tells whether that was met, or, where none is
    /// driven, whether any was.
    private mutating func step(_ column: Int, raising driven: Int?) throws(BoundsFault) -> Bool {
        guard pivotsLeft > 0, meter?.left != 0 else { throw .exhausted }
        pivotsLeft -= 1
        meter?.left -= 1
        // The way to each bound is a fraction: room over speed.
        var room = 0
        var speed = 0
        var leaving: Int?
        var meetsUpper = false
        if let upper = uppers[columns[column]] {
            (room, speed) = (upper, 1)
        }
        for row in basis.indices {
            let entry = rows[row].entries[column]
            if entry == 0 { continue }
            let constant = rows[row].constant
            let way: Int
            let isUpper: Bool
            if row == driven {
                (way, isUpper) = (-constant, false)
            } else if entry < 0 {
                (way, isUpper) = (constant, false)
            } else if let upper = uppers[basis[row]] {
                way = try upper *! denominator -! constant
                isUpper = true
            } else {
                continue
            }
            let pace = abs(entry)
            let order = try speed == 0 ? -1 : compare(way, pace, room, speed)
            let isEarlier =
                order < 0
                || order == 0 && (leaving.map { basis[row] < basis[$0] } ?? false)
            if isEarlier { (room, speed, leaving, meetsUpper) = (way, pace, row, isUpper) }
        }
        guard speed != 0 else { return false }
        stalled = room == 0
        guard let leaving else {
            try turn(column, upper: room)
            return driven == nil
        }
        if meetsUpper, let upper = uppers[basis[leaving]] {
            try flip(&rows[leaving], upper: upper)
        }
        try pivot(leaving, column)
        return driven == nil || leaving == driven
    }

    /// Replaces the variable of a row by its distance to its upper bound.
    private func flip(_ row: inout Row, upper: Int) throws(BoundsFault) {
        for column in row.entries.indices { row.entries[column].negate() }
        row.constant = try upper *! denominator -! row.constant
    }

    /// Replaces the variable of a column by its distance to its upper bound.
    private mutating func turn(_ column: Int, upper: Int) throws(BoundsFault) {
        for row in rows.indices {
            let entry = rows[row].entries[column]
            if entry == 0 { continue }
            rows[row].constant = try rows[row].constant +! entry *! upper
            rows[row].entries[column] = -entry
        }
    }

    /// Lets the variable of a row leave the basis and that of a column enter it.
    private mutating func pivot(_ leaving: Int, _ column: Int) throws(BoundsFault) {
        var pivotRow = rows[leaving]
        let sign = pivotRow.entries[column] < 0 ? -1 : 1
        let pivot = abs(pivotRow.entries[column])
        // Columns that are zero in the row of the pivot change only with the denominator.
        let touched = pivotRow.entries.indices.filter { pivotRow.entries[$0] != 0 && $0 != column }
        for index in rows.indices where index != leaving {
            let factor = sign * rows[index].entries[column]
            if factor == 0 {
                if pivot != denominator { try scale(&rows[index], by: pivot) }
                continue
            }
            if pivot != denominator {
                for place in rows[index].entries.indices
                where place != column && rows[index].entries[place] != 0
                    && pivotRow.entries[place] == 0
                {
                    rows[index].entries[place] =
                        try (rows[index].entries[place] *! pivot) / denominator
                }
            }
            for place in touched {
                let old = try rows[index].entries[place] *! pivot
                let change = try factor *! pivotRow.entries[place]
                rows[index].entries[place] = try (old -! change) / denominator
            }
            let old = try rows[index].constant *! pivot
            let change = try factor *! pivotRow.constant
            rows[index].constant = try (old -! change) / denominator
            rows[index].entries[column] = factor
        }
        for place in pivotRow.entries.indices where place != column {
            pivotRow.entries[place] *= -sign
        }
        pivotRow.constant *= -sign
        pivotRow.entries[column] = sign * denominator
        rows[leaving] = pivotRow
        denominator = pivot
        swap(&basis[leaving], &columns[column])
    }

    private func scale(_ row: inout Row, by pivot: Int) throws(BoundsFault) {
        for place in row.entries.indices where row.entries[place] != 0 {
            row.entries[place] = try (row.entries[place] *! pivot) / denominator
        }
        row.constant = try (row.constant *! pivot) / denominator
    }

    /// Compares two fractions with denominators above zero: below zero, zero, or above.
    private func compare(
        _ one: Int, _ oneBase: Int, _ other: Int, _ otherBase: Int
    ) throws(BoundsFault) -> Int {
        try one *! otherBase -! other *! oneBase
    }
}

/// How many pivots are left to a tableau and all its copies.
final class PivotMeter {
    var left = 0
}
