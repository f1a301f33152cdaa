import Basics
import Catalog
import Circuit

/// Lays a page out: French on the left, Arabic on the right, what is the same in both across.
struct PageComposer {
    let rule: RecipientRule
    let mark: PageMark
    let words: ValueWords
    private(set) var markup = Markup()
    /// How many values were left out for what their words tell.
    private(set) var leftOutCount = 0
    /// How many values were masked, and people told without their names.
    private(set) var maskedCount = 0
    /// The free texts that the page shows.
    private(set) var freeTexts: [ValuePlace] = []
    /// What was masked by hand and stood on the page.
    private(set) var metMasks: Set<ValuePlace> = []

    init(rule: RecipientRule, mark: PageMark, words: ValueWords) {
        (self.rule, self.mark, self.words) = (rule, mark, words)
    }

    // MARK: - The whole

    /// A page around what a body writes.
    mutating func page(
        _ kind: PageText, about: Bilingual?, _ body: (inout PageComposer) -> Void
    ) -> PrintedPage {
        // The title is what a browser prints at the edge: it names no child.
        markup.tag(
            """
            <!doctype html>
            <html lang="fr"><head><meta charset="utf-8">\
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\
            <meta name="viewport" content="width=device-width"><title>Madar</title><style>

            """)
        markup.tag(PageStyle.sheet)
        markup.tag("\n</style></head><body><table class=\"page\"><thead><tr><td>\n")
        head(kind, about)
        markup.tag("</td></tr></thead><tfoot><tr><td>\n")
        foot()
        markup.tag("</td></tr></tfoot><tbody><tr><td>\n")
        body(&self)
        if rule.recipient.masksOthers { withheld() }
        notice()
        markup.tag("</td></tr></tbody></table></body></html>\n")
        return PrintedPage(
            html: markup.text, leftOutCount: leftOutCount, maskedCount: maskedCount,
            freeTexts: freeTexts, missedMasks: rule.masks.subtracting(metMasks))
    }

    private mutating func head(_ kind: PageText, _ about: Bilingual?) {
        markup.tag("<table class=\"head\"><tr class=\"what\">")
        var title = Bilingual(kind)
        if let about {
            title = .init(
                french: title.french + " : " + about.french,
                arabic: title.arabic + ": " + about.arabic)
        }
        pair(title)
        markup.tag("</tr>\n")
        line([(.init(Label.province), words.territory(mark.province))] + fileNumber)
        if kind != .blankForm {
            line([(.init(PageText.forRecipient), .init(rule.recipient.text))])
        }
        line(printed)
        markup.tag("</table>\n")
    }

    private mutating func foot() {
        markup.tag("<table class=\"foot\">")
        line(fileNumber + printed)
        markup.tag("<tr>")
        pair(.init(PageText.secrecy))
        markup.tag("</tr></table>\n")
    }

    private var fileNumber: [(Bilingual, Bilingual)] {
        mark.fileNumber.map { [(.init(Label.fileNumber), .init(both: $0))] } ?? []
    }

    /// Who printed the page, when and why; words that tell what the recipient must not know are
    /// left out here too.
    private var printed: [(Bilingual, Bilingual)] {
        var parts = [(Bilingual(PageText.printedBy), Bilingual(both: mark.printedBy))]
        if !mark.organisation.isEmpty {
            parts[0].1 = .init(both: mark.printedBy + ", " + mark.organisation)
        }
        if !rule.shows(parts[0].1) { parts[0].1 = .init(both: mark.printedBy) }
        parts.append((.init(PageText.printedAt), words.moment(mark.printedAt)))
        if !mark.reason.isEmpty {
            parts.append((.init(PageText.printReason), .init(both: mark.reason)))
        }
        return parts.filter { rule.shows($0.1) }
    }

    // MARK: - Rows

    /// Begins a part of the page.
    mutating func section(_ title: Bilingual) {
        markup.tag("<table class=\"pair\"><tr class=\"head2\">")
        pair(title)
        markup.tag("</tr>\n")
    }

    /// Ends it.
    mutating func endSection() { markup.tag("</table>\n") }

    /// A heading inside a part.
    mutating func heading(_ title: Bilingual) {
        markup.tag("<tr class=\"head2\">")
        pair(title)
        markup.tag("</tr>\n")
    }

    /// A value beside its label; nothing where the recipient is not told it.
    mutating func row(_ label: Bilingual, _ value: Bilingual?) {
        guard let value, rule.shows(value), rule.shows(label) else {
            leftOutCount += 1
            return
        }
        let isLong =
            value.isSame
            && (value.french.unicodeScalars.count > ReportLimits.shortTextScalarsMax
                || value.french.contains("\n"))
        guard isLong else {
            markup.tag("<tr><td lang=\"fr\" dir=\"ltr\">")
            labelled(label.french, value.french, separator: " : ")
            markup.tag("</td><td lang=\"ar\" dir=\"rtl\">")
            labelled(label.arabic, value.arabic, separator: ": ")
            markup.tag("</td></tr>\n")
            return
        }
        labels(label)
        markup.tag("<tr class=\"long\"><td colspan=\"2\"><span class=\"text\" dir=\"auto\">")
        markup.say(value.french)
        markup.tag("</span></td></tr>\n")
    }

    /// A value of a field beside its label, or the mark that stands for it.
    ///
    /// - Parameters:
    ///   - act: the place of the act that says it; nil for what a head keeps.
    ///   - matter: the person around the child of whom it tells, if it does.
    mutating func value(
        _ value: Value, of field: Field, in act: UInt64? = nil, of matter: ActID? = nil
    ) {
        let label = Bilingual(field.labels)
        guard !isMasked(field.code, in: act), !rule.masks(field, of: matter) else {
            masked(label)
            return
        }
        if case .person(let person) = value, !rule.names(person) { maskedCount += 1 }
        if isFreeText(value, field) { freeTexts.append(ValuePlace(field: field.code, act: act)) }
        row(label, words.words(value, field: field))
    }

    /// Why an act was done.
    mutating func reason(_ reason: String, in act: UInt64) {
        guard !isMasked(ValuePlace.reason, in: act) else {
            masked(.init(Label.reason))
            return
        }
        freeTexts.append(ValuePlace(field: ValuePlace.reason, act: act))
        row(.init(Label.reason), .init(both: reason))
    }

    private mutating func masked(_ label: Bilingual) {
        maskedCount += 1
        row(label, .init(PageText.masked))
    }

    /// Whether a value is masked by hand: what a head keeps, with that of any act.
    private mutating func isMasked(_ field: String, in act: UInt64?) -> Bool {
        let masks = rule.masks.filter { mask in
            mask.field == field && (act == nil || mask.act == nil || mask.act == act)
        }
        metMasks.formUnion(masks.filter { $0.act == nil || $0.act == act })
        return !masks.isEmpty
    }

    /// Whether a value may name anybody: every text but those by which the child itself is known,
    /// and what a picture or document is called.
    private func isFreeText(_ value: Value, _ field: Field) -> Bool {
        switch value {
        case .text: field.dataClass != .identity || field.meaning == nil
        case .attachment(let attachment): !attachment.name.isEmpty
        default: false
        }
    }

    /// What a copy for the person concerned does not hold, without telling whether there is more.
    private mutating func withheld() {
        section(.init(PageText.withheld))
        row(.init(PageText.maskedCount), .init(both: String(maskedCount)))
        sentence(.withheldByLaw)
        endSection()
    }

    /// A sentence in both languages.
    mutating func sentence(_ text: PageText) {
        markup.tag("<tr>")
        pair(.init(text))
        markup.tag("</tr>\n")
    }

    /// The labels of what follows across both columns.
    mutating func labels(_ label: Bilingual) {
        markup.tag("<tr class=\"label\"><td lang=\"fr\" dir=\"ltr\"><span class=\"name\">")
        markup.say(label.french)
        markup.tag("</span></td><td lang=\"ar\" dir=\"rtl\"><span class=\"name\">")
        markup.say(label.arabic)
        markup.tag("</span></td></tr>\n")
    }

    /// A text that is read by a program, as it is.
    mutating func verbatim(_ text: String) {
        markup.tag("<tr class=\"boxes\"><td colspan=\"2\"><pre dir=\"ltr\">")
        markup.say(text)
        markup.tag("</pre></td></tr>\n")
    }

    /// Lines to write on.
    mutating func lines(_ count: Int) {
        markup.tag("<tr class=\"boxes\"><td colspan=\"2\">")
        for _ in 0..<count { markup.tag("<span class=\"line\"></span>") }
        markup.tag("</td></tr>\n")
    }

    /// Boxes to tick, each with its words in both languages.
    mutating func boxes(_ items: [Bilingual]) {
        markup.tag("<tr class=\"boxes\"><td colspan=\"2\"><ul>")
        for item in items {
            markup.tag("<li><span class=\"box\"></span> <span lang=\"fr\" dir=\"ltr\">")
            markup.say(item.french)
            markup.tag("</span> / <span lang=\"ar\" dir=\"rtl\">")
            markup.say(item.arabic)
            markup.tag("</span></li>")
        }
        markup.tag("</ul></td></tr>\n")
    }

    /// A table of acts: their place, day, what they were and who wrote them.
    mutating func acts(_ rows: [ActRow]) {
        table(
            [.eventAt, .act, .stage, .author],
            rows.map { ($0.sequence, [$0.at, $0.what, $0.stage, $0.author]) })
    }

    /// A table of uses of a file: their leaf, moment and kind, and who did it for whom.
    mutating func uses(_ rows: [UseRow]) {
        guard rule.recipient.masksOthers else {
            return table(
                [.eventAt, .whatWasDone, .author, .organisation, .reason],
                rows.map { ($0.leaf, [$0.at, $0.what, $0.member, $0.organisation, $0.reason]) })
        }
        maskedCount += rows.count
        // The name of an organisation may tell where the child is sheltered, or who reported.
        table([.eventAt, .whatWasDone], rows.map { ($0.leaf, [$0.at, $0.what]) })
    }

    /// A table whose first column is a date, after a number where there is one.
    private mutating func table(_ labels: [Label], _ rows: [(number: UInt64?, [Bilingual?])]) {
        markup.tag("<table class=\"acts\"><thead><tr><th class=\"number\">#</th>")
        for (place, label) in labels.enumerated() {
            if place == 0 { markup.tag("<th class=\"date\">") } else { markup.tag("<th>") }
            both(.init(label))
            markup.tag("</th>")
        }
        markup.tag("</tr></thead><tbody>\n")
        for (number, values) in rows {
            markup.tag("<tr><td class=\"number\">")
            if let number { markup.say(String(number)) }
            markup.tag("</td>")
            for value in values {
                markup.tag("<td>")
                if let value { both(value) }
                markup.tag("</td>")
            }
            markup.tag("</tr>\n")
        }
        markup.tag("</tbody></table>\n")
    }

    /// Where somebody signs.
    mutating func signature() {
        markup.tag("<table class=\"sign\"><tr><td>")
        both(.init(PageText.signedAt))
        markup.tag("</td><td>")
        both(.init(PageText.signature))
        markup.tag("</td></tr></table>\n")
    }

    private mutating func notice() {
        markup.tag("<table class=\"notice\"><tr class=\"what\">")
        pair(.init(PageText.noticeTitle))
        markup.tag("</tr>\n")
        for (text, told) in [
            (PageText.noticeController, mark.controller.name),
            (.noticeAuthorisation, mark.controller.authorisation), (.noticePurpose, nil),
            (.noticeAnswers, nil), (.noticeRecipients, nil), (.noticeRights, nil),
            (.noticeWhere, mark.controller.contact), (.noticeComplaint, nil),
        ] as [(PageText, String?)] {
            sentence(text, told: told)
        }
        markup.tag("</table>\n")
    }

    /// A sentence and what the province has set for it, or a line to write on where it has not; nil
    /// for a sentence that asks for nothing.
    mutating func sentence(_ text: PageText, told: String?) {
        sentence(text)
        guard let told else { return }
        markup.tag("<tr><td colspan=\"2\">")
        if told.isEmpty {
            markup.tag("<span class=\"line\"></span>")
        } else {
            markup.tag("<span class=\"told\" dir=\"auto\">")
            markup.say(told)
            markup.tag("</span>")
        }
        markup.tag("</td></tr>\n")
    }

    // MARK: - Cells

    private mutating func pair(_ words: Bilingual) {
        markup.tag("<td lang=\"fr\" dir=\"ltr\">")
        markup.say(words.french)
        markup.tag("</td><td lang=\"ar\" dir=\"rtl\">")
        markup.say(words.arabic)
        markup.tag("</td>")
    }

    /// Both languages in one cell, or what is the same once.
    private mutating func both(_ words: Bilingual) {
        guard !words.isSame else {
            markup.tag("<span dir=\"auto\">")
            markup.say(words.french)
            markup.tag("</span>")
            return
        }
        markup.tag("<div lang=\"fr\" dir=\"ltr\">")
        markup.say(words.french)
        markup.tag("</div><div lang=\"ar\" dir=\"rtl\">")
        markup.say(words.arabic)
        markup.tag("</div>")
    }

    private mutating func labelled(_ label: String, _ value: String, separator: String) {
        markup.tag("<span class=\"name\">")
        markup.say(label + separator)
        markup.tag("</span><span dir=\"auto\">")
        markup.say(value)
        markup.tag("</span>")
    }

    /// A line of the head or foot: several labels with their values, one after the other.
    private mutating func line(_ parts: [(label: Bilingual, value: Bilingual)]) {
        guard !parts.isEmpty else { return }
        markup.tag("<tr><td lang=\"fr\" dir=\"ltr\">")
        for (place, part) in parts.enumerated() {
            if place > 0 { markup.tag(" · ") }
            labelled(part.label.french, part.value.french, separator: " : ")
        }
        markup.tag("</td><td lang=\"ar\" dir=\"rtl\">")
        for (place, part) in parts.enumerated() {
            if place > 0 { markup.tag(" · ") }
            labelled(part.label.arabic, part.value.arabic, separator: ": ")
        }
        markup.tag("</td></tr>\n")
    }
}

/// One act in the list of a file.
struct ActRow {
    /// Nil where places are not told.
    var sequence: UInt64?
    var at: Bilingual
    var what: Bilingual
    var stage: Bilingual?
    var author: Bilingual?
}

/// One use of a file, in a table.
struct UseRow {
    var leaf: UInt64
    var at: Bilingual
    var what: Bilingual
    var member: Bilingual
    var organisation: Bilingual
    var reason: Bilingual?
}
