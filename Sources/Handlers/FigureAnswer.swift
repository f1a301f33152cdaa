internal import Basics
internal import Circuit
internal import Index
internal import Messages

extension WireFigure {
    /// The figure as it is answered.
    init(_ indicator: String, _ question: FigureQuestion, _ rows: [FigureRow]) {
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
            wire.values = row.cells.map { WireFigureValue($0) }
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
        case .hidden: state = .hidden
        case .count(let count): value = count
        case .share(let part, let whole): (value, of) = (part, whole)
        case .minutes(let minutes, let count): (value, of) = (minutes ?? 0, count)
        }
    }
}

extension WireFigureValue {
    /// The whole of a measure as it is told to those who may know no small count (SPEC W-226).
    ///
    /// - Parameter smallBelow: below which number a count that is not zero is small.
    func rounded(_ shape: MeasureShape, smallBelow: UInt64) -> Self {
        func isSmall(_ count: UInt64) -> Bool { (1..<smallBelow).contains(count) }
        func nearest(_ number: UInt64, _ step: UInt64) -> UInt64 {
            (number + step / 2) / step * step
        }
        guard state == .told else { return self }
        var told = self
        told.state = .rounded
        switch shape {
        case .count:
            guard !isSmall(value) else { return .hidden }
            told.state = .told
        case .share:
            guard of > 0 else { return self }
            guard of >= smallBelow, !isSmall(value), value >= of || !isSmall(of - value) else {
                return .hidden
            }
            told.of = UInt64(HandlerLimits.wholePercent)
            let step = HandlerLimits.roundedPercentStep
            // Of twice as many steps, the one in the middle is rounded up.
            let steps = (min(value, of) * (told.of / step) * 2 + of) / (of * 2)
            told.value = steps * step
        case .rate:
            guard !isSmall(value) else { return .hidden }
            told.value = nearest(value, smallBelow)
        case .minutes:
            guard of > 0 else { return self }
            guard of >= smallBelow else { return .hidden }
            told.value = nearest(value, HandlerLimits.roundedMinutesStep)
            // Of how many it is told is a count, too.
            told.of = smallBelow
        }
        return told
    }
}
