internal import Basics
internal import Circuit
internal import Index
internal import Messages

extension WireFigure {
    /// The figure as it is answered.
    ///
    /// - Parameter hiding: for each measure, whether the caller is not shown it.
    init(
        _ indicator: String, _ question: FigureQuestion, _ rows: [FigureRow], hiding: [Bool]
    ) {
        self.init()
        self.indicator = indicator
        fromDay = question.from.days
        untilDay = question.until.days
        self.rows = rows.map { row in
            var wire = WireFigureRow()
            wire.keys = row.keys.map { key in
                var wire = WireFigureKey()
                wire.dimension = key.dimension
                wire.code = key.code
                return wire
            }
            wire.values = zip(row.cells, hiding).map { cell, isHidden in
                isHidden ? .hidden : WireFigureValue(cell)
            }
            return wire
        }
    }
}

extension WireFigureValue {
    static var hidden: Self {
        var value = Self()
        value.state = .hidden
        return value
    }

    init(_ cell: FigureCell) {
        self.init()
        state = .told
        switch cell {
        case .none: state = .unspecified
        case .uncollected: state = .notCollected
        case .count(let count): value = count
        case .share(let part, let whole): (value, of) = (part, whole)
        case .minutes(let minutes, let count): (value, of) = (minutes ?? 0, count)
        }
    }
}
