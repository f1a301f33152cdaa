import Basics
import Circuit
public import Messages

/// What a province publishes of a period as a sheet that a spreadsheet program opens: a line for each
/// cell, and one for each table without any (RFC 4180).
public enum PublicationSheet {
    /// The sheet of one.
    public static func text(_ publication: WirePublication, _ words: FigureWords) -> String {
        text([publication], words)
    }

    /// The sheet of several, one after the other.
    public static func text(_ publications: [WirePublication], _ words: FigureWords) -> String {
        var heading = [
            "province", "from", "to", "publication", "definition_version", "base", "table",
            "indicator", "indicator_ar", "indicator_fr", "measure", "measure_ar", "measure_fr",
            "state", "reason",
        ]
        for place in 1...MessageLimits.publishedDimensionsMax {
            heading += [
                "dimension_\(place)", "code_\(place)", "label_\(place)_ar", "label_\(place)_fr",
            ]
        }
        let text = SheetLine.byteOrderMark + SheetLine.text(heading + ["count"], separator: ",")
        return publications.reduce(into: text) { text, publication in
            for table in publication.tables { text += lines(table, publication, words) }
        }
    }

    private static func lines(
        _ table: WirePublishedTable, _ publication: WirePublication, _ words: FigureWords
    ) -> String {
        let (indicator, measure) = (
            words.indicator(table.indicator), words.measure(table.measure, of: table.indicator)
        )
        let head = [
            publication.province, publication.period.first.text, publication.period.last.text,
            publication.publication.hexadecimal, String(publication.definitionVersion),
            String(publication.base), table.code, table.indicator, indicator.arabic,
            indicator.french, table.measure, measure.arabic, measure.french, table.state.code,
            table.reason.code ?? "",
        ]
        func line(_ keys: [String], _ count: String) -> String {
            let empty = MessageLimits.publishedDimensionsMax * 4 - keys.count
            return SheetLine.text(
                head + keys + [String](repeating: "", count: empty) + [count], separator: ",")
        }
        guard !table.cells.isEmpty else { return line([], "") }
        return table.counts.map { codes, count in
            let keys = zip(table.dimensions, codes).flatMap { dimension, code in
                let label = words.value(code, in: dimension.code)
                return [dimension.code, code, label.arabic, label.french]
            }
            return line(keys, String(count))
        }.joined()
    }
}
