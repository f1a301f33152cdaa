internal import Basics
internal import Circuit
internal import Disclosure
internal import Dossiers
internal import Index
internal import Mapping
internal import Messages
internal import Operations

/// Which table somebody asks for of which small counts are hidden.
struct FreeTableQuestion: Equatable {
    /// The days, the last one left out.
    let days: Range<Int32>
    /// The code of the indicator.
    let indicator: String
    /// The code of the measure of whom a child is counted.
    let measure: String
    /// What tells the same children, whatever the measure is called.
    let counted: [UInt8]
    /// The dimensions, in the order of their names: a table and the one turned round hide alike.
    let dimensions: [String]

    /// What is counted of whom and when, by which the order of hiding is drawn: what bears another
    /// name and counts the same hides alike, too.
    func name(by dimensions: [String]) -> String {
        let counted = Approvals.digest(of: counted)
        let parts = ["\(days.lowerBound)", "\(days.upperBound)"] + dimensions
        return (counted.map { String($0, radix: 16) } + parts).joined(separator: "/")
    }
}

/// A table of true counts of the province's children of which small ones are hidden, as far as it has
/// come (SPEC W-240).
struct FreeTableRun: StretchedRun {
    private enum Stage {
        case counting(PopulationRun)
        /// The tables that are hidden one after the other, what is shown of those that are, and the next.
        case hiding([FreeTable], [SuppressedTable], SuppressionRun)
        case whole(FreeTable, SuppressedTable)
    }

    private let question: FreeTableQuestion
    private let scheme: Scheme
    private let axes: [Axis]
    private let smallBelow: Int
    private var stage: Stage

    /// Begins.
    ///
    /// - Throws: `tooLarge` where it has more cells than can be looked at.
    init(
        _ question: FreeTableQuestion, _ definition: CircuitDefinition, province: String,
        _ index: borrowing FileIndex, now: Instant
    ) throws(Refusal) {
        self.question = question
        scheme = Scheme(Set(question.dimensions), definition, province)
        axes = scheme.axes(question.dimensions)
        guard axes.reduce(1, { $0 * $1.groups.count }) <= DisclosureLimits.freeCellsMax else {
            throw .tooLarge
        }
        smallBelow = definition.parts.smallBelow
        let counted = CountedChildren(
            indicator: question.indicator, measure: question.measure,
            dimensions: scheme.dimensions.map(\.counted))
        stage = .counting(
            index.populations(
                [counted], from: CivilDate(days: question.days.lowerBound),
                until: CivilDate(days: question.days.upperBound), definition, now: now))
    }

    var isWhole: Bool { if case .whole = stage { true } else { false } }

    var percent: Int {
        switch stage {
        case .counting(let run): run.percent / 2
        case .hiding: 50
        case .whole: 100
        }
    }

    /// Counts the next files, or looks at the next counts that are hidden.
    ///
    /// - Throws: `tooLarge` where it could not be found out within the limits what has to be hidden;
    ///   `Refusal.sealed`, or what the vault throws.
    mutating func advance(_ index: borrowing FileIndex, _ dossiers: Ledger) throws {
        switch stage {
        case .counting(var run):
            // Whose children they are is not asked: nothing is rounded here.
            try index.count(&run, upTo: HandlerLimits.figureFilesPerCall) { _ in 0 }
            stage = .counting(run)
            if run.isWhole { try hide(run.tallies(of: 0), dossiers) }
        case .hiding(let tables, var shown, var run):
            guard (try? run.advance(HandlerLimits.hiddenPerCall)) != nil else {
                throw Refusal.tooLarge
            }
            guard let table = run.table else {
                stage = .hiding(tables, shown, run)
                break
            }
            shown.append(table)
            try hide(tables, shown, dossiers)
        case .whole: break
        }
    }

    /// Begins to hide small counts: of a table of two dimensions those of each of them alone first, whose
    /// counts are its totals.
    private mutating func hide(
        _ tallies: [[String]: PopulationTally], _ dossiers: Ledger
    ) throws {
        guard let table = try? table(tallies) else { throw Refusal.tooLarge }
        try hide(table.margins + [table], [], dossiers)
    }

    /// Goes on with the first table of which nothing is shown yet.
    private mutating func hide(
        _ tables: [FreeTable], _ shown: [SuppressedTable], _ dossiers: Ledger
    ) throws {
        guard shown.count < tables.count else {
            stage = .whole(tables[tables.count - 1], shown[shown.count - 1])
            return
        }
        let table = tables[shown.count]
        let draws = Draws(dossiers)
        let suppression = Suppression(smallBelow: smallBelow, draw: draws.draw)
        let name = question.name(by: table.dimensions.map(\.name))
        let isLast = shown.count == tables.count - 1
        guard
            let run = try? suppression.begin(table, name: name, margins: isLast ? shown : [])
        else { throw Refusal.tooLarge }
        if let failure = draws.failure { throw failure }
        stage = .hiding(tables, shown, run)
    }

    private func table(
        _ tallies: [[String]: PopulationTally]
    ) throws(ShapeFault) -> FreeTable {
        let dimensions = zip(question.dimensions, axes).map { name, axis in
            Dimension(name, axis.groups.map(\.label))
        }
        let universe = try Universe(dimensions)
        var counts = [Int](repeating: 0, count: universe.atomCount)
        for (values, tally) in tallies {
            let places = axes.map { axis in
                let base = scheme.dimensions.firstIndex { $0.base.name == axis.dimension }
                let value = base.map { values[$0] } ?? FigureDimension.unknown
                // A value that no group has is one that is not known.
                return Self.place(of: value, in: axis)
                    ?? Self.place(of: FigureDimension.unknown, in: axis) ?? 0
            }
            counts[universe.atom(places)] += tally.count
        }
        return try FreeTable(dimensions, counts: counts)
    }

    private static func place(of code: String, in axis: Axis) -> Int? {
        axis.groups.firstIndex { $0.codes.contains(code) }
    }

    /// The figure as it is answered, nil while it is not whole; the keys of a row stand in the order
    /// in which the dimensions were asked for.
    func figure(by names: [String]) -> WireFigure? {
        guard case .whole(let table, let shown) = stage else { return nil }
        var figure = WireFigure()
        figure.indicator = question.indicator
        figure.fromDay = question.days.lowerBound
        figure.untilDay = question.days.upperBound
        figure.smallHidden = true
        let isTurned = names != question.dimensions
        figure.rows = Self.rows(table, shown).map { row in
            var row = row
            if isTurned { row.keys.reverse() }
            return row
        }
        return figure
    }

    /// The whole first, then the totals along each dimension, then the cells.
    private static func rows(_ table: FreeTable, _ shown: SuppressedTable) -> [WireFigureRow] {
        func row(_ count: Int?, _ places: [Int?]) -> WireFigureRow {
            var row = WireFigureRow()
            row.keys = zip(table.dimensions, places).compactMap { dimension, place in
                guard let place else { return nil }
                var key = WireFigureKey()
                key.dimension = dimension.name
                key.code = dimension.codes[place]
                return key
            }
            row.values = [count.map { WireFigureValue(.count(UInt64($0))) } ?? .hidden]
            return row
        }
        let first = table.dimensions[0].codes.indices
        let whole = row(shown.totals.last ?? nil, [])
        guard table.dimensions.count == 2 else {
            return [whole] + first.map { row(shown.cells[$0], [$0]) }
        }
        let second = table.dimensions[1].codes.indices
        return [whole]
            + first.map { row(shown.totals[$0], [$0, nil]) }
            + second.map { row(shown.totals[first.count + $0], [nil, $0]) }
            + first.flatMap { line in
                second.map { row(shown.cells[line * second.count + $0], [line, $0]) }
            }
    }
}
