/// A label and what stands beside it.
public struct LabelledValue: Sendable {
    /// The label.
    public let label: String
    /// The value; may hold line breaks.
    public let value: String
    /// How the value stands out.
    public let style: Style?

    /// Makes a labelled value.
    public init(_ label: String, _ value: String, style: Style? = nil) {
        self.label = label
        self.value = value
        self.style = style
    }
}

extension Screen {
    /// The lines of a list of labels and values.
    ///
    /// Plain: label, tab, value. From right to left: `label: value`, one a line, without
    /// alignment, since blanks between two directions move. Else in two columns.
    public func lines(of items: [LabelledValue]) -> [String] {
        if isPlain { return items.map { Self.row([$0.label, $0.value]) } }
        if isRightToLeft {
            return items.flatMap { item in
                wrapped(item, lead: item.label + ": ", indent: 2)
            }
        }
        let widest = items.map { TextWidth.columns(of: $0.label) }.max() ?? 0
        let column = min(widest, TerminalLimits.labelColumnsMax)
        return items.flatMap { item in
            let gap = max(column - TextWidth.columns(of: item.label), 0) + 2
            let lead = item.label + String(repeating: " ", count: gap)
            return wrapped(item, lead: lead, indent: column + 2)
        }
    }

    /// Writes a list of labels and values to the output.
    public func list(_ items: [LabelledValue]) {
        for line in lines(of: items) { show(line) }
    }

    /// Writes pieces that stand side by side on one line; plain: with tabs.
    public func line(_ pieces: [String]) {
        show(isPlain ? Self.row(pieces) : "  " + pieces.map(value).joined(separator: "  "))
    }

    /// The lines of a table: its cells in columns; from right to left one label a line, with a
    /// blank line between rows; plain: tabs.
    public func lines(ofTable headers: [String], rows: [[String]]) -> [String] {
        if isPlain { return ([headers] + rows).map(Self.row) }
        let widths = headers.indices.map { column in
            ([headers] + rows).map { cell($0, column) }.map { TextWidth.columns(of: $0) }.max()
                ?? 0
        }
        let total = widths.reduce(0, +) + 2 * max(widths.count - 1, 0)
        guard !isRightToLeft, total <= columns else { return records(headers, rows) }
        return ([headers] + rows).enumerated().map { index, row in
            var line = ""
            for column in headers.indices {
                let text = cell(row, column)
                let gap = widths[column] - TextWidth.columns(of: text)
                let isLast = column == headers.count - 1
                line += value(text) + (isLast ? "" : String(repeating: " ", count: gap + 2))
            }
            return index == 0 ? styled(line, .bold) : line
        }
    }

    /// Writes a table to the output.
    public func table(_ headers: [String], rows: [[String]]) {
        for line in lines(ofTable: headers, rows: rows) { show(line) }
    }

    private func records(_ headers: [String], _ rows: [[String]]) -> [String] {
        rows.enumerated().flatMap { index, row in
            (index == 0 ? [] : [""])
                + lines(
                    of: headers.indices.compactMap { column in
                        let text = cell(row, column)
                        return text.isEmpty ? nil : LabelledValue(headers[column], text)
                    })
        }
    }

    private func cell(_ row: [String], _ column: Int) -> String {
        column < row.count ? Printable.text(row[column]) : ""
    }

    private func wrapped(_ item: LabelledValue, lead: String, indent: Int) -> [String] {
        let room = max(columns - TextWidth.columns(of: lead), TerminalLimits.valueColumnsMin)
        let pieces = TextWrap.lines(of: Printable.text(item.value), columns: room)
        return pieces.enumerated().map { index, piece in
            let shown = value(piece)
            let text = item.style.map { styled(shown, $0) } ?? shown
            return (index == 0 ? lead : String(repeating: " ", count: indent)) + text
        }
    }

    /// One line for other programs: tabs between cells, none inside them.
    private static func row(_ cells: [String]) -> String {
        cells.map { cell in
            String(Printable.text(cell).map { $0.isNewline ? " " : $0 })
        }.joined(separator: "\t")
    }
}
