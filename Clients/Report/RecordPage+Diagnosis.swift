import Basics
import Catalog
import Circuit

// The diagnosis of a plan, and what the province lacks, beside its actions (SPEC W-230).

extension RecordPage {
    /// What the figures tell, then what is missing.
    mutating func section(_ diagnosis: Diagnosis) {
        let gaps = diagnosis.gaps
        markup.tag("<section><h2>")
        markup.say(diagnosis.title.text(language))
        markup.tag(" · <bdi>")
        markup.say(gaps.period.labels.text(language))
        markup.tag("</bdi></h2>\n")
        let tables = GapTables(definition)
        paragraph(PageText.diagnosisUnit.text(language))
        for told in diagnosis.indicators { figures(tables.figures(told)) }
        markup.tag("</section>\n<section><h2>")
        markup.say(PageText.gapsTitle.text(language))
        markup.tag("</h2>\n")
        for table in tables.all(gaps) { figures(table) }
        markup.tag("</section>\n")
    }

    private mutating func figures(_ table: GapTables.Table) {
        if table.rows.isEmpty {
            markup.tag("<h3>")
            markup.say(table.title.text(language))
            markup.tag("</h3>\n")
        } else {
            markup.tag("<table class=\"figures\"><caption>")
            markup.say(table.title.text(language))
            markup.tag("</caption><thead><tr>")
            for column in table.columns {
                markup.tag("<th scope=\"col\">")
                markup.say(column.text(language))
                markup.tag("</th>")
            }
            markup.tag("</tr></thead><tbody>\n")
            for row in table.rows {
                markup.tag("<tr>")
                for cell in row {
                    markup.tag("<td><bdi>")
                    markup.say(cell.text(language))
                    markup.tag("</bdi></td>")
                }
                markup.tag("</tr>\n")
            }
            markup.tag("</tbody></table>\n")
        }
        for note in table.notes { paragraph(note.text(language)) }
    }

    private mutating func paragraph(_ text: String) {
        markup.tag("<p class=\"by\" dir=\"auto\">")
        markup.say(text)
        markup.tag("</p>\n")
    }
}
