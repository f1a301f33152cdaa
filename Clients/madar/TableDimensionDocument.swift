import Report

/// A dimension of a table of counts as programs read it, of a province or of all.
struct TableDimensionDocument: Encodable {
    struct Value: Encodable {
        var code: String
        var labels: LabelsDocument
    }

    var code: String
    var labels: LabelsDocument
    var values: [Value]

    init(_ code: String, _ values: [String], _ words: FigureWords) {
        self.code = code
        labels = LabelsDocument(words.dimension(code))
        self.values = values.map {
            Value(code: $0, labels: LabelsDocument(words.value($0, in: code)))
        }
    }
}
