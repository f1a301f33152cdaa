import Catalog
import Circuit
public import Returns

/// National figures as a sheet that a spreadsheet program opens: a line for each sum (RFC 4180).
public enum NationalSheet {
    /// The sheet: sums of the whole country, then the whole of each province, table by table.
    public static func text(_ merge: NationalMerge, _ words: FigureWords) -> String {
        var text = SheetLine.byteOrderMark
        var heading = [
            "from", "to", "definition_version", "territory", "territory_ar", "territory_fr",
            "table", "indicator", "indicator_ar", "indicator_fr", "measure", "measure_ar",
            "measure_fr",
        ]
        for place in 1...ReturnsLimits.dimensionsMax {
            heading += [
                "dimension_\(place)", "code_\(place)", "label_\(place)_ar", "label_\(place)_fr",
            ]
        }
        heading += [
            "provinces", "of_provinces", "sum", "off_by_at_most", "standard_deviation",
            "not_in_sums_of",
        ]
        text += SheetLine.text(heading, separator: ",")
        for table in merge.tables {
            for cell in table.cells { text += line(cell, of: "", table, merge, words) }
            for total in table.totals {
                text += line(total.cell, of: total.province, table, merge, words)
            }
        }
        return text
    }

    private static func line(
        _ cell: NationalCell, of province: String, _ table: NationalTable, _ merge: NationalMerge,
        _ words: FigureWords
    ) -> String {
        let place = words.place(province)
        let (indicator, measure) = (words.indicator(table), words.measure(table))
        var cells = [
            merge.wanted.first.text, merge.wanted.last.text,
            merge.definitionVersion.map { String($0) } ?? "", province, place.arabic,
            place.french, table.code, table.indicator, indicator.arabic, indicator.french,
            table.measure, measure.arabic, measure.french,
        ]
        var keys: [String] = []
        for (dimension, code) in zip(table.dimensions, cell.codes) {
            guard let code else { continue }
            let label = words.value(code, in: dimension.code)
            keys += [dimension.code, code, label.arabic, label.french]
        }
        cells += keys
        cells += [String](repeating: "", count: ReturnsLimits.dimensionsMax * 4 - keys.count)
        let isTold = cell.provinceCount > 0
        cells += [
            String(cell.provinceCount), String(merge.provinces.count),
            isTold ? String(cell.sum) : "", isTold ? String(cell.worstError) : "",
            isTold ? String(cell.deviation) : "",
            table.gaps.filter { $0.province == province }.map { gap in
                ([gap.dimension] + gap.values).joined(separator: " ")
            }.joined(separator: "; "),
        ]
        return SheetLine.text(cells, separator: ",")
    }
}
