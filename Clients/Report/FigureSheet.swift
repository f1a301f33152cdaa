import Catalog
public import Circuit
public import Messages

/// Figures as a sheet that a spreadsheet program opens: a line for each cell (RFC 4180).
public enum FigureSheet {
    /// The line above the cells.
    public static var heading: String {
        SheetLine.byteOrderMark
            + SheetLine.text(
                [
                    "province", "from", "to", "indicator", "indicator_ar", "indicator_fr",
                    "measure", "measure_ar", "measure_fr", "shape", "dimension_1", "code_1",
                    "label_1_ar", "label_1_fr", "dimension_2", "code_2", "label_2_ar",
                    "label_2_fr", "state", "value", "of",
                ], separator: ",")
    }

    /// The lines of a figure; what is not broken down so has none.
    ///
    /// - Parameter measures: those of which the figure tells, in its order.
    public static func lines(
        _ figure: WireFigure, _ indicator: Indicator, _ measures: [Measure],
        province: String, _ words: FigureWords
    ) -> String {
        let head = [
            province, CivilDate(days: figure.fromDay).text,
            CivilDate(days: figure.untilDay).adding(days: -1).text, indicator.code,
            indicator.labels.arabic, indicator.labels.french,
        ]
        return words.sorted(figure.rows).flatMap { row in
            zip(measures, row.values).compactMap { measure, value in
                guard let state = value.state.code else { return nil }
                var cells = head
                cells += [
                    measure.code, measure.labels.arabic, measure.labels.french,
                    measure.shape.code,
                ]
                for place in 0..<2 {
                    guard place < row.keys.count else {
                        cells += ["", "", "", ""]
                        continue
                    }
                    let key = row.keys[place]
                    let label = words.code(key.code, in: key.dimension)
                    cells += [key.dimension, key.code, label.arabic, label.french]
                }
                let isTold = value.state == .told || value.state == .rounded
                cells += [
                    state, isTold ? String(value.value) : "",
                    isTold && measure.shape != .count ? String(value.of) : "",
                ]
                return SheetLine.text(cells, separator: ",")
            }
        }.joined()
    }
}

extension WireFigureState {
    /// The word for programs; nil where nothing is told.
    public var code: String? {
        switch self {
        case .told: "told"
        case .notCollected: "not_collected"
        case .hidden: "hidden"
        case .rounded: "rounded"
        case .unspecified, .UNRECOGNIZED: nil
        }
    }
}

extension MeasureShape {
    /// The word for programs.
    public var code: String {
        switch self {
        case .count: "count"
        case .share: "share"
        case .minutes: "minutes"
        case .rate: "rate"
        }
    }
}
