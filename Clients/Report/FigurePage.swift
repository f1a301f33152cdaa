public import Basics
import Catalog
public import Circuit
public import Messages

/// What an indicator came to, with what its charts need.
public struct ReportedFigure: Sendable {
    /// The indicator.
    public let indicator: Indicator
    /// All its measures: the whole, and by each dimension.
    public let figure: WireFigure
    /// Its first count by age and sex, where that was asked for.
    public var ageAndSex: WireFigure?
    /// The whole of each month, where that was asked for.
    public var months: [(period: FigurePeriod, figure: WireFigure)] = []

    /// Joins an indicator and its figure.
    public init(_ indicator: Indicator, _ figure: WireFigure) {
        self.indicator = indicator
        self.figure = figure
    }

    /// The measure of which a chart is made by age and sex; nil for none.
    public static func measureByAgeAndSex(_ indicator: Indicator) -> Measure? {
        indicator.measures.first { measure in
            measure.shape == .count
                && (measure.rule.kind == .files || measure.rule.kind == .standing)
        }
    }

    /// Whether the months of its period are worth a line.
    public static func isToldByMonths(_ indicator: Indicator) -> Bool {
        indicator.periods.contains(.month)
            && indicator.measures.contains { measure in
                measure.shape == .count
                    && [.files, .occurrences, .matters].contains(measure.rule.kind)
            }
    }

    /// Whether a number is told that could tell a child: of a time, of how many it is told.
    func hasSmallNumber(below smallBelow: Int) -> Bool {
        let small = 1..<UInt64(clamping: smallBelow)
        return ([figure] + [ageAndSex].compactMap(\.self)).flatMap(\.rows).contains { row in
            zip(indicator.measures, row.values).contains { measure, value in
                value.state == .told
                    && small.contains(measure.shape == .minutes ? value.of : value.value)
            }
        }
    }
}

/// What a report may tell of small counts, and to whom.
public enum ReportTelling: Sendable {
    /// The figures as they are: for the centre.
    case asTheyAre
    /// Counts of children below a number are hidden: for the committee.
    case forCommittee(smallBelow: Int)
}

/// What stands at the head of a report.
public struct FigureHead: Sendable {
    /// What it is called.
    public var title: Labels
    /// The code of the province.
    public var province: String
    /// The days of which it tells.
    public var period: FigurePeriod
    /// When it was counted.
    public var countedAt: Instant
    /// By whom.
    public var countedBy: String
    /// The organisation whose files alone were counted; empty for none.
    public var organisation = ""
    /// Whether all files of the province were counted.
    public var isOfProvince = false
    /// What it may tell of small counts.
    public var telling = ReportTelling.asTheyAre

    /// Makes a head.
    public init(
        title: Labels, province: String, period: FigurePeriod, countedAt: Instant,
        countedBy: String
    ) {
        self.title = title
        self.province = province
        self.period = period
        self.countedAt = countedAt
        self.countedBy = countedBy
    }
}

/// A report of figures as one file of HTML, for screen and A4, without scripts and without
/// anything from outside.
public struct FigurePage {
    private let words: FigureWords
    private let language: ReportLanguage
    private let head: FigureHead
    private var markup = Markup()
    private var chartCount = 0
    /// The communes of which each map has a tile.
    private var communes: [String] = []
    private var hasNames = false
    /// Whether it is for readers to whom small counts are not told: of charts it has only maps, which no
    /// table repeats.
    private var isBrief: Bool {
        if case .asTheyAre = head.telling { false } else { true }
    }
    /// How many tiles there are on the page, with those for which there was no room.
    private var tileCount = 0

    /// Writes a report.
    public static func html(
        _ figures: [ReportedFigure], _ head: FigureHead, in language: ReportLanguage,
        _ words: FigureWords, gaps: ProvinceGaps? = nil
    ) -> String {
        var page = FigurePage(words: words, language: language, head: head)
        page.write(figures, gaps)
        return page.markup.text
    }

    private init(words: FigureWords, language: ReportLanguage, head: FigureHead) {
        self.words = words
        self.language = language
        self.head = head
    }

    // MARK: - The whole

    private mutating func write(_ figures: [ReportedFigure], _ gaps: ProvinceGaps?) {
        communes = words.communes(of: head.province, and: figures.map(\.figure))
        markup.beginPage(
            head.title, title: whole(head.title) + " – " + whole(head.period.labels), in: language)
        facts(of: figures)
        markup.tag("</header>\n")
        // What is laid before a session is short.
        if isBrief {
            markup.tag("<main class=\"brief\">\n")
        } else {
            if figures.count > 1 { contents(figures) }
            markup.tag("<main>\n")
        }
        for figure in figures { section(figure) }
        if let gaps { section(gaps) }
        markup.tag("</main>\n")
        foot()
    }

    private mutating func facts(of figures: [ReportedFigure]) {
        let province = words.code(head.province, in: FigureDimension.commune.rawValue)
        let moment = Labels { DateText.moment(head.countedAt, $0) }
        var facts: [(Labels, Labels)] = [
            (Labels(Label.province), Labels { province.text($0) + " (\(head.province))" }),
            (FigureText.period.labels, head.period.labels),
            (FigureText.fromDay.labels, Labels { DateText.day(DayParts(head.period.first), $0) }),
            (FigureText.lastDay.labels, Labels { DateText.day(DayParts(head.period.last), $0) }),
            (FigureText.countedAt.labels, moment),
            (FigureText.countedBy.labels, Labels(all: head.countedBy)),
            (
                FigureText.scope.labels,
                (head.isOfProvince ? FigureText.scopeProvince : .scopeReach).labels
            ),
        ]
        if !head.organisation.isEmpty {
            facts.append((Labels(Label.organisation), Labels(all: head.organisation)))
        }
        markup.facts(facts, in: language)
        let smallBelow = words.definition.parts.smallBelow
        let note: Labels
        switch head.telling {
        case .asTheyAre:
            guard
                head.isOfProvince
                    || figures.contains(where: { $0.hasSmallNumber(below: smallBelow) })
            else { return }
            note = FigureText.centreOnly.labels
        case .forCommittee(let smallBelow):
            note = Labels {
                FigureText.committeeOnly.text($0) + " " + SmallCountText.hidden(smallBelow, $0)
            }
        }
        markup.tag("<p class=\"centre\">")
        pair(note)
        markup.tag("</p>\n")
    }

    private mutating func contents(_ figures: [ReportedFigure]) {
        markup.tag("<nav><h2>")
        pair(FigureText.contents.labels)
        markup.tag("</h2><div class=\"pair\">")
        for language in language.languages {
            markup.tag("<ol")
            direction(language)
            markup.tag(">")
            for figure in figures {
                markup.tag("<li><a href=\"#i-")
                markup.say(figure.indicator.code)
                markup.tag("\"><bdi>")
                markup.say(figure.indicator.code)
                markup.tag("</bdi> · ")
                markup.say(figure.indicator.labels.text(language))
                markup.tag("</a></li>")
            }
            markup.tag("</ol>")
        }
        markup.tag("</div></nav>\n")
    }

    private mutating func foot() {
        let texts: [FigureText] = [
            .knownNotPrevalence, .whatStandsNow, .entriesLate, .dash, .noChild,
        ]
        let version = Labels {
            FigureText.definitionVersion.text($0) + " \(words.definition.version)"
        }
        markup.endPage(texts.map(\.labels) + [version], in: language)
    }

    // MARK: - An indicator

    private mutating func section(_ figure: ReportedFigure) {
        let indicator = figure.indicator
        markup.tag("<section id=\"i-")
        markup.say(indicator.code)
        markup.tag("\"><h2>")
        pair(indicator.labels, after: indicator.code)
        markup.tag("</h2>\n")
        notes(indicator)
        if !isBrief { tables(figure) }
        var charts = figure.charts(words, communes)
        if isBrief { charts.removeAll { $0.kind != .tiles } }
        charts.removeAll { chart in
            guard chart.kind == .tiles else { return false }
            tileCount += chart.points.count
            return tileCount > ReportLimits.tilesPerPageMax
        }
        if figure.isEmpty { sentence(.nothingCounted) }
        for chart in charts {
            chartCount += 1
            markup.tag("<figure><figcaption>")
            pair(Labels(arabic: chart.title.arabic, french: chart.title.french, english: ""))
            markup.tag("</figcaption>")
            var pen = ChartPen(language)
            pen.draw(chart, number: chartCount, hasNames: hasNames)
            if chart.kind == .tiles { hasNames = true }
            markup.add(pen.markup)
            if chart.kind == .tiles { sentence(.tilesNotScaled) }
            markup.tag("</figure>\n")
        }
        // A map is drawn whole: below the head of the page it has room, and rows go on over the next.
        if isBrief { tables(figure) }
        let hasCommunes = figure.figure.rows.contains {
            $0.keys.first?.dimension == FigureDimension.commune.rawValue && $0.isTold
        }
        if hasCommunes, !charts.contains(where: { $0.kind == .tiles }) {
            sentence(.communesInFile)
        }
        markup.tag("</section>\n")
    }

    // MARK: - What the province lacks

    private mutating func section(_ gaps: ProvinceGaps) {
        markup.tag("<section id=\"gaps\"><h2>")
        pair(PageText.gapsTitle.labels)
        markup.tag("</h2>\n")
        for table in GapTables(words.definition).all(gaps) { self.table(table) }
        markup.tag("</section>\n")
    }

    private mutating func table(_ table: GapTables.Table) {
        if table.rows.isEmpty {
            markup.tag("<h3>")
            pair(table.title)
            markup.tag("</h3>\n")
        } else {
            markup.tag("<table class=\"figures\"><caption>")
            pair(table.title)
            markup.tag("</caption>")
            markup.columns(table.columns.count - 1, in: language)
            markup.tag("<thead><tr>")
            for column in table.columns { heading(column) }
            if language == .both { corner() }
            markup.tag("</tr></thead>\n<tbody>")
            for row in table.rows {
                guard let label = row.first else { continue }
                markup.tag("<tr><th scope=\"row\">")
                markup.say(label.text(language.languages[0]))
                markup.tag("</th>")
                for value in row.dropFirst() { cell(value) }
                markup.endRow(label, in: language)
            }
            markup.tag("</tbody></table>\n")
        }
        for note in table.notes {
            markup.tag("<p class=\"said\">")
            pair(note)
            markup.tag("</p>\n")
        }
    }

    private mutating func heading(_ label: Labels) {
        markup.tag("<th scope=\"col\">")
        stacked(label)
        markup.tag("</th>")
    }

    private mutating func cell(_ told: Labels, isLong: Bool = false) {
        if told.french == told.arabic {
            if isLong { markup.tag("<td class=\"share\">") } else { markup.tag("<td>") }
            markup.say(told.french)
        } else {
            markup.tag("<td class=\"word\">")
            stacked(told)
        }
        markup.tag("</td>")
    }

    private mutating func notes(_ indicator: Indicator) {
        let basis =
            switch indicator.terms.basis {
            case .legal(let article): FigureWords.article(article)
            case .assumed: FigureText.basisAssumed.labels
            }
        let notes: [(FigureText, Labels)] = [
            (.source, indicator.source), (.caution, indicator.caution), (.basis, basis),
        ]
        markup.tag("<div class=\"pair notes\">")
        for language in language.languages {
            markup.tag("<p")
            direction(language)
            markup.tag(">")
            for (name, value) in notes {
                markup.tag("<span><b>")
                markup.say(name.text(language) + (language == .arabic ? ":" : " :"))
                markup.tag("</b> <bdi>")
                markup.say(value.text(language))
                markup.tag("</bdi></span> ")
            }
            markup.tag("</p>")
        }
        markup.tag("</div>\n")
    }

    private mutating func sentence(_ text: FigureText) {
        markup.tag("<p class=\"said\">")
        pair(text.labels)
        markup.tag("</p>\n")
    }

    // MARK: - The tables of an indicator

    /// As many tables as leave each column room for its words, as evenly wide as may be.
    private mutating func tables(_ figure: ReportedFigure) {
        let count = figure.indicator.measures.count
        let tableCount =
            (count + ReportLimits.measuresPerTableMax - 1) / ReportLimits.measuresPerTableMax
        for number in 0..<tableCount {
            table(figure, count * number / tableCount..<count * (number + 1) / tableCount)
        }
    }

    /// A table of some of the measures.
    private mutating func table(_ figure: ReportedFigure, _ columns: Range<Int>) {
        let indicator = figure.indicator
        let times = figure.figure.rows.flatMap { row in
            zip(indicator.measures, row.values).filter { $0.0.shape == .minutes }.map(\.1.value)
        }
        let unit = DelayUnit(times)
        markup.tag("<table class=\"figures\"><caption>")
        pair(
            Labels {
                FigureText.unitOfCount.text($0) + ($0 == .arabic ? ": " : " : ")
                    + indicator.unit.text($0)
            })
        markup.tag("</caption>")
        markup.columns(columns.count, in: language)
        markup.tag("<thead><tr>")
        corner()
        for measure in indicator.measures[columns] {
            var label = measure.labels
            if measure.shape == .minutes {
                label = Labels { measure.labels.text($0) + " (" + unit.text.text($0) + ")" }
            }
            heading(label)
        }
        if language == .both { corner() }
        markup.tag("</tr></thead>\n<tbody>")
        let whole = figure.figure.rows.filter(\.keys.isEmpty)
        for row in whole {
            self.row(row, FigureText.whole.labels, indicator, columns, unit, isWhole: true)
        }
        markup.tag("</tbody>\n")
        var left = [
            FigureDimension.commune.rawValue, FigureDimension.protectionAge.rawValue,
        ]
        // What is looked at each month is what the work of each organisation is steered by.
        if !indicator.periods.contains(.month) { left.append(FigureDimension.unit.rawValue) }
        // What is collected of nothing is said once, in the row of the whole.
        let rows = figure.figure.rows.filter {
            $0.keys.count == 1 && $0.values(in: columns).contains { $0.isTold }
        }
        for dimension in words.dimensions(of: rows, indicator) where !left.contains(dimension) {
            markup.tag("<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"")
            markup.say(String(columns.count + language.languages.count))
            markup.tag("\">")
            pair(words.dimension(dimension))
            markup.tag("</th></tr>\n")
            let mine = rows.filter { $0.keys[0].dimension == dimension }
            // Of lines of which nothing is shown, however many, one tells as much.
            let bare = mine.filter { !$0.isShown(in: columns) }
            let folded = bare.count > 1 ? bare : []
            for row in words.sorted(mine) where folded.isEmpty || row.isShown(in: columns) {
                self.row(
                    row, words.value(row.keys[0].code, in: dimension), indicator, columns, unit,
                    isWhole: false)
            }
            if let hidden = folded.first {
                let label = folded.count == mine.count ? PageText.everyLine : .otherLines
                row(hidden, label.labels, indicator, columns, unit, isWhole: false)
            }
            markup.tag("</tbody>\n")
        }
        markup.tag("</table>\n")
    }

    private mutating func corner() { markup.tag("<td class=\"corner\"></td>") }

    private mutating func row(
        _ row: WireFigureRow, _ label: Labels, _ indicator: Indicator, _ columns: Range<Int>,
        _ unit: DelayUnit, isWhole: Bool
    ) {
        if isWhole { markup.tag("<tr class=\"whole\">") } else { markup.tag("<tr>") }
        // The first label is in the language of the page.
        markup.tag("<th scope=\"row\">")
        markup.say(label.text(language.languages[0]))
        markup.tag("</th>")
        for (measure, value) in zip(indicator.measures[columns], row.values(in: columns)) {
            cell(
                words.value(value, measure.shape, unit),
                isLong: measure.shape == .share && value.state == .told)
        }
        markup.endRow(label, in: language)
    }

    // MARK: - Words

    /// The direction of what is not in the language of the page.
    private mutating func direction(_ language: Language) {
        markup.direction(language, in: self.language)
    }

    /// The same in the languages of the report, side by side.
    private mutating func pair(_ labels: Labels, after code: String = "") {
        markup.pair(labels, after: code, in: language)
    }

    /// The same in the languages of the report, one above the other.
    private mutating func stacked(_ labels: Labels) { markup.stacked(labels, in: language) }

    private func whole(_ labels: Labels) -> String {
        let texts = language.languages.map { labels.text($0) }
        return Set(texts).count == 1 ? texts[0] : texts.joined(separator: " / ")
    }
}

extension WireFigureRow {
    /// Whether a value of it is told, or hidden though it is known.
    var isTold: Bool { values.contains { $0.isTold } }

    /// Whether a number is told of some of the measures.
    fileprivate func isShown(in columns: Range<Int>) -> Bool {
        values(in: columns).contains { $0.state == .told || $0.state == .rounded }
    }

    /// The values of some of the measures.
    fileprivate func values(in columns: Range<Int>) -> ArraySlice<WireFigureValue> {
        values.dropFirst(columns.lowerBound).prefix(columns.count)
    }
}

extension WireFigureValue {
    /// Whether there is something to tell, or to hide.
    fileprivate var isTold: Bool { [.told, .rounded, .hidden].contains(state) }
}

extension ReportedFigure {
    /// Whether nothing was counted of any measure that is counted at all.
    var isEmpty: Bool {
        let values = figure.rows.flatMap(\.values).filter(\.isTold)
        return !values.isEmpty
            && values.allSatisfy { $0.state != .hidden && $0.value == 0 && $0.of == 0 }
    }
}

extension Labels {
    init(_ label: Label) { self.init { label.text($0) } }
}
