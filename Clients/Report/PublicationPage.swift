import Basics
import Catalog
public import Circuit
public import Messages

/// What a province publishes of a period as one file of HTML, for screen and A4, without scripts and
/// without anything from outside.
public struct PublicationPage {
    private let words: FigureWords
    private let language: ReportLanguage
    private var markup = Markup()

    /// Writes a page.
    ///
    /// - Parameter words: of the definition; what it does not know stands by its code.
    public static func html(
        _ publication: WirePublication, in language: ReportLanguage, _ words: FigureWords
    ) -> String {
        html(
            [publication], titled: PublishedText.title.labels, of: publication.period,
            in: language, words)
    }

    /// Writes a page of several publications, of a period and its parts.
    public static func html(
        _ publications: [WirePublication], titled heading: Labels, of period: FigurePeriod,
        in language: ReportLanguage, _ words: FigureWords
    ) -> String {
        var page = PublicationPage(words: words, language: language)
        page.write(publications, heading, period)
        return page.markup.text
    }

    private init(words: FigureWords, language: ReportLanguage) {
        self.words = words
        self.language = language
    }

    private mutating func write(
        _ publications: [WirePublication], _ heading: Labels, _ period: FigurePeriod
    ) {
        let title = language.languages.map { language in
            heading.text(language) + " – " + period.labels.text(language)
        }
        markup.beginPage(heading, title: title.joined(separator: " / "), in: language)
        if publications.count == 1 { for one in publications { facts(one) } }
        markup.tag("</header>\n<main>\n")
        for publication in publications {
            if publications.count > 1 {
                markup.tag("<section>")
                facts(publication)
                markup.tag("</section>\n")
            }
            for table in publication.tables { section(table) }
        }
        markup.tag("</main>\n")
        markup.endPage(
            [
                PublishedText.rounded.labels, PublishedText.once.labels,
                FigureText.knownNotPrevalence.labels, FigureText.noChild.labels,
            ], in: language)
    }

    private mutating func facts(_ publication: WirePublication) {
        let province = words.place(publication.province)
        let published = Instant(milliseconds: publication.publishedAtMs)
        let period = publication.period
        markup.facts(
            [
                (
                    Labels(Label.province),
                    Labels { province.text($0) + " (\(publication.province))" }
                ),
                (FigureText.period.labels, period.labels),
                (FigureText.fromDay.labels, Labels { DateText.day(DayParts(period.first), $0) }),
                (FigureText.lastDay.labels, Labels { DateText.day(DayParts(period.last), $0) }),
                (
                    NationalText.publishedAt.labels,
                    Labels { DateText.moment(published, $0) }
                ),
                (
                    PublishedText.publication.labels,
                    Labels(all: publication.publication.hexadecimal)
                ),
                (PublishedText.hash.labels, Labels(all: publication.hash.hexadecimal)),
                (
                    FigureText.definitionVersion.labels,
                    Labels(all: String(publication.definitionVersion))
                ),
            ], in: language)
    }

    // MARK: - A table

    private mutating func section(_ table: WirePublishedTable) {
        markup.tag("<section><h2>")
        markup.pair(words.title(table), after: table.code, in: language)
        markup.tag("</h2>\n")
        if table.state != .told {
            markup.tag("<p class=\"said\">")
            markup.pair(
                Labels { language in
                    let why = table.why.map { $0.text(language) }
                    return table.state.labels.text(language)
                        + (why.map { (language == .arabic ? ": " : " : ") + $0 } ?? "")
                }, in: language)
            markup.tag("</p>\n")
        }
        if !table.cells.isEmpty { cells(table) }
        markup.tag("</section>\n")
    }

    private mutating func cells(_ table: WirePublishedTable) {
        let columns = words.columns(of: table)
        markup.tag("<table class=\"figures\">")
        markup.columns(columns.count, in: language)
        markup.tag("<thead><tr><td class=\"corner\"></td>")
        for column in columns {
            markup.tag("<th scope=\"col\">")
            markup.stacked(column, in: language)
            markup.tag("</th>")
        }
        if language == .both { markup.tag("<td class=\"corner\"></td>") }
        markup.tag("</tr></thead>\n<tbody>")
        for row in table.rows {
            let label = words.row(row.codes, of: table)
            markup.tag("<tr><th scope=\"row\">")
            markup.say(label.text(language.languages[0]))
            markup.tag("</th>")
            for count in row.counts {
                markup.tag("<td>")
                markup.say(String(count))
                markup.tag("</td>")
            }
            markup.endRow(label, in: language)
        }
        markup.tag("</tbody></table>\n")
    }
}
