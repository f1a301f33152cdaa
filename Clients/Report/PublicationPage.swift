import Basics
import Catalog
import Circuit
public import Messages

/// What a province publishes of a period as one file of HTML, for screen and A4, without scripts and
/// without anything from outside.
public struct PublicationPage {
    private let publication: WirePublication
    private let words: FigureWords
    private let language: ReportLanguage
    private var markup = Markup()

    /// Writes a page.
    ///
    /// - Parameter words: of the definition; what it does not know stands by its code.
    public static func html(
        _ publication: WirePublication, in language: ReportLanguage, _ words: FigureWords
    ) -> String {
        var page = PublicationPage(publication: publication, words: words, language: language)
        page.write()
        return page.markup.text
    }

    private init(
        publication: WirePublication, words: FigureWords, language: ReportLanguage
    ) {
        self.publication = publication
        self.words = words
        self.language = language
    }

    private mutating func write() {
        let heading = PublishedText.title.labels
        let title = language.languages.map { language in
            heading.text(language) + " – " + publication.period.labels.text(language)
        }
        markup.beginPage(heading, title: title.joined(separator: " / "), in: language)
        facts()
        markup.tag("</header>\n<main>\n")
        for table in publication.tables { section(table) }
        markup.tag("</main>\n")
        markup.endPage(
            [
                PublishedText.rounded.labels, PublishedText.once.labels,
                FigureText.knownNotPrevalence.labels, FigureText.noChild.labels,
            ], in: language)
    }

    private mutating func facts() {
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
