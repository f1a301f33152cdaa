import Catalog
import Circuit

// What every page of figures has around it.
extension Markup {
    /// The head of a page, up to its heading, which stays open for what stands under it.
    ///
    /// - Parameter title: what the window is called, behind the program's name.
    mutating func beginPage(_ heading: Labels, title: String, in page: ReportLanguage) {
        tag("<!doctype html>\n<html lang=\"")
        say(page == .arabic ? "ar" : "fr")
        tag("\" dir=\"")
        say(page == .arabic ? "rtl" : "ltr")
        tag(
            """
            "><head><meta charset="utf-8">\
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\
            <meta name="viewport" content="width=device-width"><title>
            """)
        say("Madar – " + title)
        tag("</title><style>\n")
        tag(FigureStyle.sheet)
        tag(ChartPen.style)
        tag("\n</style></head><body>\n")
        tag(ChartPen.patterns)
        tag("<header><h1>")
        pair(heading, in: page)
        tag("</h1>\n")
    }

    /// What is said of the whole page under its heading: names and values, in each language.
    mutating func facts(_ facts: [(Labels, Labels)], in page: ReportLanguage) {
        tag("<div class=\"pair\">")
        for language in page.languages {
            tag("<dl")
            direction(language, in: page)
            tag(">")
            for (label, value) in facts {
                tag("<div><dt>")
                say(label.text(language))
                tag("</dt> <dd><bdi>")
                say(value.text(language))
                tag("</bdi></dd></div>")
            }
            tag("</dl>")
        }
        tag("</div>\n")
    }

    /// What is said at the foot of a page, sentence by sentence, and its end.
    mutating func endPage(_ sentences: [Labels], in page: ReportLanguage) {
        tag("<footer><div class=\"pair\">")
        for language in page.languages {
            tag("<ul")
            direction(language, in: page)
            tag(">")
            for sentence in sentences {
                tag("<li>")
                say(sentence.text(language))
                tag("</li>")
            }
            tag("</ul>")
        }
        tag("</div></footer>\n</body></html>\n")
    }

    /// The columns of a table of figures: a label, so many numbers, and, in two languages, the label
    /// again.
    mutating func columns(_ count: Int, in page: ReportLanguage) {
        tag("<colgroup><col class=\"label\"><col span=\"")
        say(String(count))
        tag("\">")
        if page == .both { tag("<col class=\"label\">") }
        tag("</colgroup>")
    }
}
