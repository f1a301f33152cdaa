public import Catalog
public import Circuit
public import Messages

extension PublishedText {
    /// The text in the three languages.
    public var labels: Labels { Labels { text($0) } }
}

extension WirePublishedState {
    /// The words for what became of a table.
    public var labels: Labels {
        switch self {
        case .told: PublishedText.stateTold.labels
        case .coarsened: PublishedText.stateCoarsened.labels
        case .withheld: PublishedText.stateWithheld.labels
        case .notCollected, .unspecified, .UNRECOGNIZED: FigureText.notCollected.labels
        }
    }

    /// The word for programs.
    public var code: String {
        switch self {
        case .told: "told"
        case .coarsened: "coarsened"
        case .withheld: "withheld"
        case .notCollected, .unspecified, .UNRECOGNIZED: "not_collected"
        }
    }
}

extension WirePublishedReason {
    /// The word for programs; nil where nothing is withheld.
    public var code: String? {
        switch self {
        case .tells: "tells"
        case .unproved: "unproved"
        case .noSum: "no_sum"
        case .before: "before"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }
}

extension WirePublishedTable {
    /// Why it shows less than planned, or nothing; nil where it is shown as planned.
    public var why: PublishedText? {
        guard state != .coarsened else { return .reasonLess }
        return switch reason {
        case .tells: .reasonTells
        case .unproved: .reasonUnproved
        case .noSum: .reasonNoSum
        case .before: .reasonBefore
        case .unspecified, .UNRECOGNIZED: nil
        }
    }

    /// The codes of each cell, one of each dimension, with its count.
    public var counts: [(codes: [String], count: UInt32)] {
        cells.enumerated().map { place, count in
            var rest = place
            let codes = dimensions.reversed().map { dimension in
                let size = max(dimension.values.count, 1)
                defer { rest /= size }
                return dimension.values.isEmpty ? "" : dimension.values[rest % size]
            }
            return (codes.reversed(), count)
        }
    }

    /// Its cells as rows: those of all dimensions but the last, whose values are the columns; of one
    /// dimension each value is a row, and without one there is one row.
    public var rows: [(codes: [String], counts: [UInt32])] {
        guard dimensions.count > 1, let width = dimensions.last?.values.count, width > 0 else {
            return counts.map { ($0.codes, [$0.count]) }
        }
        let all = counts
        return stride(from: 0, to: all.count, by: width).map { start in
            let row = all[start..<min(start + width, all.count)]
            return (Array(all[start].codes.dropLast()), row.map(\.count))
        }
    }
}

extension WirePublication {
    /// Its days under the name that people give them.
    public var period: FigurePeriod {
        FigurePeriod(
            CivilDate(days: fromDay), through: CivilDate(days: untilDay).adding(days: -1))
    }
}

extension FigureWords {
    /// What a published table tells: the measure, and by what.
    public func title(_ table: WirePublishedTable) -> Labels {
        title(table.measure, of: table.indicator, by: table.dimensions.map(\.code))
    }

    /// What the values of a row are called.
    public func row(_ codes: [String], of table: WirePublishedTable) -> Labels {
        guard !codes.isEmpty else { return FigureText.whole.labels }
        let parts = zip(codes, table.dimensions).map { value($0, in: $1.code) }
        return Labels { language in
            parts.map { $0.text(language) }.joined(separator: language == .arabic ? "، " : ", ")
        }
    }

    /// What the columns of a table's rows are called.
    public func columns(of table: WirePublishedTable) -> [Labels] {
        guard table.dimensions.count > 1, let last = table.dimensions.last else {
            return [PublishedText.count.labels]
        }
        return last.values.map { value($0, in: last.code) }
    }
}
