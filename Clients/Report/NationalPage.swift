public import Basics
import Catalog
public import Circuit
public import Returns

/// National figures as one file of HTML, for screen and A4, without scripts and without anything
/// from outside.
public struct NationalPage {
    private let merge: NationalMerge
    private let words: FigureWords
    private let language: ReportLanguage
    private let madeAt: Instant
    private var markup = Markup()
    private var chartCount = 0
    private var tilesCount = 0
    private var rowsLeft = ReportLimits.nationalRowsMax

    /// Writes a report.
    ///
    /// - Parameter words: of the definition of the returns; what it does not know stands by its code.
    public static func html(
        _ merge: NationalMerge, madeAt: Instant, in language: ReportLanguage, _ words: FigureWords
    ) -> String {
        var page = NationalPage(
            merge: merge, words: words, language: language, madeAt: madeAt)
        page.write()
        return page.markup.text
    }

    private init(
        merge: NationalMerge, words: FigureWords, language: ReportLanguage, madeAt: Instant
    ) {
        self.merge = merge
        self.words = words
        self.language = language
        self.madeAt = madeAt
    }

    /// The period under the name that people give it.
    private var period: FigurePeriod {
        FigurePeriod(merge.wanted.first, through: merge.wanted.last)
    }

    // MARK: - The whole

    private mutating func write() {
        let title = language.languages.map { language in
            NationalText.title.text(language) + " – " + period.labels.text(language)
        }
        markup.beginPage(
            NationalText.title.labels, title: title.joined(separator: " / "), in: language)
        facts()
        markup.tag("</header>\n")
        contents()
        markup.tag("<main>\n")
        for table in merge.tables { section(table) }
        provinces()
        files()
        markup.tag("</main>\n")
        foot()
    }

    private mutating func facts() {
        var facts: [(Labels, Labels)] = [
            (FigureText.period.labels, period.labels),
            (FigureText.fromDay.labels, day(merge.wanted.first)),
            (FigureText.lastDay.labels, day(merge.wanted.last)),
            (
                NationalText.provincesAdded.labels,
                Labels(all: "\(merge.countedCount) / \(merge.provinces.count)")
            ),
            (NationalText.madeAt.labels, moment(madeAt)),
        ]
        if let deadline = merge.wanted.deadline {
            facts.append((NationalText.deadline.labels, moment(deadline)))
        }
        if let version = merge.definitionVersion {
            facts.append((FigureText.definitionVersion.labels, Labels(all: String(version))))
        }
        markup.facts(facts, in: language)
        absent()
    }

    /// Which provinces are not in the sums, at the head of the page.
    private mutating func absent() {
        let absent = merge.provinces.filter { $0.content == nil }
        guard !absent.isEmpty else { return }
        markup.tag("<div class=\"centre\"><div class=\"pair\">")
        for language in language.languages {
            markup.tag("<ul class=\"absent\"")
            markup.direction(language, in: self.language)
            markup.tag(">")
            for province in absent {
                markup.tag("<li><bdi>")
                markup.say(name(province.code).text(language))
                markup.tag("</bdi>")
                markup.say(language == .arabic ? ": " : " : ")
                markup.say(province.labels.text(language))
                markup.tag("</li>")
            }
            markup.tag("</ul>")
        }
        markup.tag("</div></div>\n")
    }

    private mutating func contents() {
        markup.tag("<nav><h2>")
        markup.pair(FigureText.contents.labels, in: language)
        markup.tag("</h2><div class=\"pair\">")
        for language in language.languages {
            markup.tag("<ol")
            markup.direction(language, in: self.language)
            markup.tag(">")
            for (place, table) in merge.tables.enumerated() {
                markup.tag("<li><a href=\"#t")
                markup.say(String(place))
                markup.tag("\"><bdi>")
                markup.say(table.code)
                markup.tag("</bdi> · ")
                markup.say(words.title(table).text(language))
                markup.tag("</a></li>")
            }
            markup.tag("<li><a href=\"#provinces\">")
            markup.say(NationalText.provinces.text(language))
            markup.tag("</a></li></ol>")
        }
        markup.tag("</div></nav>\n")
    }

    private mutating func foot() {
        var texts = [
            NationalText.errorExplained.labels, NationalText.sumsNotEqual.labels,
            NationalText.missingNotEstimated.labels, FigureText.knownNotPrevalence.labels,
            FigureText.noChild.labels,
        ]
        if merge.definitionCount > 1 {
            texts.append(
                Labels { language in
                    NationalText.definitionsDiffer.text(language) + " "
                        + NationalText.provinces.text(language)
                        + (language == .french ? " : " : ": ")
                        + merge.otherContents.map { name($0).text(language) }
                        .joined(separator: language == .arabic ? "، " : ", ")
                })
        }
        markup.endPage(texts, in: language)
    }

    // MARK: - A table

    private mutating func section(_ table: NationalTable) {
        let place = merge.tables.firstIndex { $0.code == table.code } ?? 0
        markup.tag("<section id=\"t")
        markup.say(String(place))
        markup.tag("\"><h2>")
        markup.pair(words.title(table), after: table.code, in: language)
        markup.tag("</h2>\n")
        sums(table)
        for (text, share): (NationalText, NationalTable.Share) in [
            (.showsLess, .coarsened), (.withheldBy, .withheld), (.notCollectedBy, .notCollected),
            (.unlikeBy, .unlike),
        ] {
            let codes = table.provinces(share)
            guard !codes.isEmpty else { continue }
            markup.tag("<p class=\"said\">")
            markup.pair(
                Labels { text.text($0) + ($0 == .arabic ? ":" : " :") }, in: language)
            markup.tag(" <bdi>")
            markup.say(codes.joined(separator: " · "))
            markup.tag("</bdi></p>\n")
        }
        gaps(table)
        charts(table)
        markup.tag("</section>\n")
    }

    /// In which sums each province is not that shows less detail.
    private mutating func gaps(_ table: NationalTable) {
        guard !table.gaps.isEmpty else { return }
        markup.tag("<p class=\"said\">")
        markup.pair(
            Labels { language in
                let gaps = table.gaps.map { gap in
                    let values = gap.values.map {
                        words.value($0, in: gap.dimension).text(language)
                    }
                    let names =
                        [words.dimension(gap.dimension).text(language)]
                        + (values.isEmpty
                            ? [] : [values.joined(separator: language == .arabic ? "، " : ", ")])
                    return gap.province + " (" + names.joined(separator: ": ") + ")"
                }
                return NationalText.notInSums.text(language)
                    + (language == .arabic ? ": " : " : ") + gaps.joined(separator: " · ")
            }, in: language)
        markup.tag("</p>\n")
    }

    private mutating func sums(_ table: NationalTable) {
        let unit = words.definition.indicator(table.indicator)?.unit
        markup.tag("<table class=\"figures\"><caption>")
        if let unit {
            markup.pair(
                Labels {
                    FigureText.unitOfCount.text($0) + ($0 == .arabic ? ": " : " : ") + unit.text($0)
                }, in: language)
        }
        markup.tag("</caption>")
        markup.columns(4, in: language)
        markup.tag("<thead><tr>")
        markup.tag("<td class=\"corner\"></td>")
        for text: NationalText in [.sum, .offByAtMost, .deviation, .ofProvinces] {
            markup.tag("<th scope=\"col\">")
            markup.stacked(text.labels, in: language)
            markup.tag("</th>")
        }
        if language == .both { markup.tag("<td class=\"corner\"></td>") }
        markup.tag("</tr></thead>\n<tbody>")
        var isCut = false
        var rows = ReportLimits.nationalRowsPerTableMax
        for cell in table.cells where cell.codes.allSatisfy({ $0 == nil }) {
            row(cell, FigureText.whole.labels, isWhole: true)
        }
        markup.tag("</tbody>\n")
        for group in groups(table) {
            guard group.cells.count <= min(rows, rowsLeft) else {
                isCut = true
                continue
            }
            rows -= group.cells.count
            rowsLeft -= group.cells.count
            markup.tag("<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"")
            markup.say(String(4 + language.languages.count))
            markup.tag("\">")
            markup.pair(group.title, in: language)
            markup.tag("</th></tr>\n")
            for cell in group.cells { row(cell, label(cell, table), isWhole: false) }
            markup.tag("</tbody>\n")
        }
        markup.tag("</table>\n")
        if isCut {
            markup.tag("<p class=\"said\">")
            markup.pair(NationalText.cellsInFile.labels, in: language)
            markup.tag("</p>\n")
        }
    }

    /// The sums of each dimension, then those of all dimensions together.
    private func groups(_ table: NationalTable) -> [(title: Labels, cells: [NationalCell])] {
        var groups = table.dimensions.enumerated().map { place, dimension in
            (
                title: words.dimension(dimension.code),
                cells: table.cells.filter { cell in
                    cell.codes.indices.allSatisfy { (cell.codes[$0] != nil) == ($0 == place) }
                }
            )
        }
        guard table.dimensions.count > 1 else { return groups }
        groups.append(
            (
                title: Labels { language in
                    table.dimensions.map { words.dimension($0.code).text(language) }
                        .joined(separator: " × ")
                },
                cells: table.cells.filter { $0.codes.allSatisfy { $0 != nil } }
            ))
        return groups
    }

    private func label(_ cell: NationalCell, _ table: NationalTable) -> Labels {
        let parts = zip(table.dimensions, cell.codes).compactMap { dimension, code in
            code.map { words.value($0, in: dimension.code) }
        }
        return Labels { language in
            parts.map { $0.text(language) }.joined(separator: language == .arabic ? "، " : ", ")
        }
    }

    private mutating func row(_ cell: NationalCell, _ label: Labels, isWhole: Bool) {
        if isWhole { markup.tag("<tr class=\"whole\">") } else { markup.tag("<tr>") }
        markup.tag("<th scope=\"row\">")
        markup.say(label.text(language.languages[0]))
        markup.tag("</th>")
        if cell.provinceCount > 0 {
            for text in [
                "\(cell.sum)", "± \(cell.worstError)", "\(cell.deviation)",
                "\(cell.provinceCount) / \(merge.provinces.count)",
            ] {
                markup.tag("<td>")
                markup.say(text)
                markup.tag("</td>")
            }
        } else {
            markup.tag("<td class=\"word\" colspan=\"4\">")
            markup.stacked(NationalText.noProvince.labels, in: language)
            markup.tag("</td>")
        }
        markup.endRow(label, in: language)
    }

    // MARK: - Charts

    private mutating func charts(_ table: NationalTable) {
        if chartCount - tilesCount < ReportLimits.nationalChartsMax, let chart = bars(table) {
            draw(chart)
        }
        if tilesCount < ReportLimits.nationalTilesMax, let chart = tiles(table) {
            draw(chart)
            tilesCount += 1
            markup.tag("<p class=\"said\">")
            markup.pair(NationalText.tilesOfProvinces.labels, in: language)
            markup.tag("</p>\n")
        }
    }

    private mutating func draw(_ chart: Chart) {
        chartCount += 1
        markup.tag("<figure><figcaption>")
        markup.pair(
            Labels(arabic: chart.title.arabic, french: chart.title.french, english: ""),
            in: language)
        markup.tag("</figcaption>")
        var pen = ChartPen(language)
        pen.draw(chart, number: chartCount, hasNames: tilesCount > 0)
        markup.add(pen.markup)
        markup.tag("</figure>\n")
    }

    private static func value(_ cell: NationalCell?) -> Chart.Value {
        guard let cell, cell.provinceCount > 0 else {
            return Chart.Value(amount: nil, text: .init(both: "–"))
        }
        return Chart.Value(
            amount: cell.sum, text: .init(both: "\(cell.sum) ± \(cell.worstError)"))
    }

    /// The cells of a table of one dimension, or of two of which one has few values.
    private func bars(_ table: NationalTable) -> Chart? {
        let names = table.dimensions
        let (points, series): (Int, Int?)
        switch names.count {
        case 1: (points, series) = (0, nil)
        case 2:
            let short = names[0].values.count <= names[1].values.count ? 0 : 1
            (points, series) = (1 - short, short)
            guard names[short].values.count <= ReportLimits.linesMax else { return nil }
        default: return nil
        }
        let rows = series.map { names[$0].values.count } ?? 1
        guard names[points].values.count * rows <= ReportLimits.nationalBarsMax else { return nil }
        let cells = Dictionary(
            table.cells.map { ($0.codes, $0) }, uniquingKeysWith: { first, _ in first })
        func value(_ point: String, _ other: String?) -> Chart.Value {
            var codes = [String?](repeating: nil, count: names.count)
            codes[points] = point
            if let series { codes[series] = other }
            return Self.value(cells[codes])
        }
        let chart = Chart(
            kind: .bars, title: .init(words.title(table)),
            series: series.map { place in
                names[place].values.map { .init(words.value($0, in: names[place].code)) }
            } ?? [],
            points: names[points].values.map { point in
                Chart.Point(
                    label: .init(words.value(point, in: names[points].code)),
                    values: series.map { names[$0].values.map { value(point, $0) } }
                        ?? [value(point, nil)])
            })
        return chart.isEmpty ? nil : chart
    }

    /// The whole of each province.
    private func tiles(_ table: NationalTable) -> Chart? {
        let totals = Dictionary(
            table.totals.map { ($0.province, $0.cell) }, uniquingKeysWith: { first, _ in first })
        guard totals.count > 1 else { return nil }
        let chart = Chart(
            kind: .tiles,
            title: .init(
                Labels { language in
                    words.indicator(table).text(language) + " – "
                        + NationalText.byProvince.text(language)
                }),
            points: merge.provinces.map { province in
                Chart.Point(
                    label: .init(words.place(province.code)),
                    values: [Self.value(totals[province.code])])
            })
        return chart.isEmpty ? nil : chart
    }

    // MARK: - Provinces and files

    private mutating func provinces() {
        markup.tag("<section id=\"provinces\"><h2>")
        markup.pair(NationalText.provinces.labels, in: language)
        markup.tag("</h2>\n<table class=\"figures\">")
        markup.columns(3, in: language)
        markup.tag("<thead><tr><td class=\"corner\"></td>")
        for labels in [
            Labels(Label.province), NationalText.returned.labels, NationalText.publishedAt.labels,
        ] {
            markup.tag("<th scope=\"col\">")
            markup.stacked(labels, in: language)
            markup.tag("</th>")
        }
        if language == .both { markup.tag("<td class=\"corner\"></td>") }
        markup.tag("</tr></thead>\n<tbody>")
        for province in merge.provinces {
            let name = words.place(province.code)
            markup.tag("<tr><th scope=\"row\">")
            markup.say(name.text(language.languages[0]))
            markup.tag("</th><td>")
            markup.say(province.code)
            markup.tag("</td><td class=\"word\">")
            markup.stacked(province.labels, in: language)
            markup.tag("</td><td>")
            if let content = province.content { markup.say(DateText.iso(content.publishedAt)) }
            markup.tag("</td>")
            markup.endRow(name, in: language)
        }
        markup.tag("</tbody></table></section>\n")
    }

    private mutating func files() {
        let files = merge.files.filter { $0.verdict != .counted }
        guard !files.isEmpty else { return }
        markup.tag("<section><h2>")
        markup.pair(NationalText.files.labels, in: language)
        markup.tag("</h2>\n<table class=\"figures\">")
        markup.tag("<thead><tr>")
        for labels in [
            NationalText.file.labels, Labels(Label.province), NationalText.returned.labels,
        ] {
            markup.tag("<th scope=\"col\">")
            markup.stacked(labels, in: language)
            markup.tag("</th>")
        }
        markup.tag("</tr></thead>\n<tbody>")
        for file in files.prefix(ReportLimits.nationalFilesMax) {
            markup.tag("<tr><th scope=\"row\"><bdi>")
            markup.say(file.name)
            markup.tag("</bdi></th><td>")
            markup.say(file.province ?? "")
            markup.tag("</td><td class=\"word\">")
            markup.stacked(file.verdict.labels, in: language)
            markup.tag("</td></tr>\n")
        }
        markup.tag("</tbody></table>\n")
        if files.count > ReportLimits.nationalFilesMax {
            markup.tag("<p class=\"said\">")
            markup.pair(NationalText.cellsInFile.labels, in: language)
            markup.tag("</p>\n")
        }
        markup.tag("</section>\n")
    }

    // MARK: - Words

    private func name(_ code: String) -> Labels {
        let place = words.place(code)
        return Labels { place.text($0) == code ? code : place.text($0) + " (\(code))" }
    }

    private func day(_ date: CivilDate) -> Labels {
        Labels { DateText.day(DayParts(date), $0) }
    }

    private func moment(_ instant: Instant) -> Labels {
        Labels { DateText.moment(instant, $0) }
    }
}

extension FigurePeriod {
    /// The period from a day to a day, as a month, quarter or year where it is one.
    public init(_ first: CivilDate, through last: CivilDate) {
        let parts = first.parts
        let named: [FigurePeriod] = [
            .month(parts.month, year: parts.year),
            .quarter((parts.month + 2) / 3, year: parts.year), .year(parts.year),
        ]
        self =
            named.first { $0.first == first && $0.last == last } ?? .days(first, through: last)
    }
}
