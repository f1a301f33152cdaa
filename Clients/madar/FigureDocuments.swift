import Basics
import Catalog
import Circuit
import Commands
import Messages
import Report

// Figures as programs read them; keys are stable, unknown ones are to be ignored.

/// Words in the three languages.
struct LabelsDocument: Encodable {
    var ar: String
    var fr: String
    var en: String

    init(_ labels: Labels) { (ar, fr, en) = (labels.arabic, labels.french, labels.english) }
}

/// An indicator.
struct IndicatorDocument: Encodable {
    struct MeasureBody: Encodable {
        var code: String
        var labels: LabelsDocument
        var shape: String
    }

    var code: String
    var labels: LabelsDocument
    var unit: LabelsDocument
    var source: LabelsDocument
    var caution: LabelsDocument
    var article: String?
    var each: [String]
    var by: [String]
    var measures: [MeasureBody]

    init(_ indicator: Indicator, measure: String? = nil) {
        code = indicator.code
        labels = LabelsDocument(indicator.labels)
        unit = LabelsDocument(indicator.unit)
        source = LabelsDocument(indicator.source)
        caution = LabelsDocument(indicator.caution)
        if case .legal(let article) = indicator.terms.basis { self.article = article }
        each = indicator.periods.map(\.rawValue)
        by = FigureDimension.allCases.map(\.rawValue) + indicator.lists
        measures = indicator.measures.filter { measure == nil || $0.code == measure }.map {
            MeasureBody(
                code: $0.code, labels: LabelsDocument($0.labels), shape: $0.shape.code)
        }
    }
}

/// An indicator and what it came to.
struct FigureDocument: Encodable {
    struct Key: Encodable {
        var dimension: String
        var code: String
        var labels: LabelsDocument
    }
    struct Value: Encodable {
        var measure: String
        var state: String
        var value: UInt64?
        var of: UInt64?
    }
    struct Row: Encodable {
        var keys: [Key]
        var values: [Value]
    }

    var indicator: IndicatorDocument
    /// There where small counts are hidden.
    var smallHidden: Bool?
    var rows: [Row]

    init(
        _ indicator: Indicator, measure: String?, _ figure: WireFigure, _ words: FigureWords
    ) {
        self.indicator = IndicatorDocument(indicator, measure: measure)
        let measures = indicator.measures.filter { measure == nil || $0.code == measure }
        smallHidden = figure.smallHidden ? true : nil
        rows = words.sorted(figure.rows).map { row in
            Row(
                keys: row.keys.map { key in
                    Key(
                        dimension: key.dimension, code: key.code,
                        labels: LabelsDocument(words.code(key.code, in: key.dimension)))
                },
                values: zip(measures, row.values).compactMap { measure, value in
                    value.state.code.map { state in
                        let isTold = value.state == .told || value.state == .rounded
                        return Value(
                            measure: measure.code, state: state,
                            value: isTold ? value.value : nil,
                            of: isTold && measure.shape != .count ? value.of : nil)
                    }
                })
        }
    }
}

/// The figures of a period.
struct FiguresDocument: Encodable {
    var schema = "madar.figures/1"
    var report: String?
    var province: String
    var from: String
    var to: String
    var countedAt: String
    var countedBy: String
    var organisation: String?
    var ofProvince: Bool
    var definitionVersion: UInt32
    var figures: [FigureDocument]
    /// Of the committee's file: what the province lacks.
    var gaps: GapsDocument?
}
