import Catalog
import Circuit

// The same in the languages of a report.
extension Markup {
    /// The direction of what is not in the language of the page.
    mutating func direction(_ language: Language, in page: ReportLanguage) {
        if page == .both, language == .arabic { tag(" lang=\"ar\" dir=\"rtl\"") }
    }

    /// A text in the languages of a page, side by side.
    mutating func pair(_ labels: Labels, after code: String = "", in page: ReportLanguage) {
        tag("<span class=\"pair\">")
        for language in page.languages {
            tag("<span")
            direction(language, in: page)
            tag(">")
            if !code.isEmpty {
                tag("<bdi>")
                say(code)
                tag("</bdi> · ")
            }
            say(labels.text(language))
            tag("</span>")
        }
        tag("</span>")
    }

    /// The end of a table's row; on a page in both languages it tells in Arabic what the row is about.
    mutating func endRow(_ labels: Labels, in page: ReportLanguage) {
        if page == .both {
            // There are a thousand on a page: that such a cell runs from the right, its style says once.
            tag("<th lang=\"ar\">")
            say(labels.arabic)
            tag("</th>")
        }
        tag("</tr>\n")
    }

    /// A text in the languages of a page, one above the other, in a cell of a table.
    mutating func stacked(_ labels: Labels, in page: ReportLanguage) {
        for language in page.languages {
            tag("<div")
            direction(language, in: page)
            tag(">")
            say(labels.text(language))
            tag("</div>")
        }
    }
}
