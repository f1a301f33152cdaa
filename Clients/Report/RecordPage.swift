import Basics
import Catalog
public import Circuit

/// A file of another kind than a child's as one file of HTML, for screen and A4, without scripts and
/// without anything from outside: a session with its minutes, a plan with its actions, an activity.
///
/// What stands on it is told by the definition: the forms that were filled, each as it was corrected
/// last, then the matters, then what was written and when.
public struct RecordPage {
    let definition: CircuitDefinition
    private let head: HeadPart
    private let acts: [PageAct]
    private let words: ValueWords
    private let mark: PageMark
    private let diagnosis: Diagnosis?
    private let version: RecordVersion?
    var markup = Markup()
    private(set) var language = Language.french

    /// Writes the page; one after the other where it is in both languages.
    ///
    /// - Parameters:
    ///   - head: what the file says, now or at a version.
    ///   - acts: all its acts until then, in their order.
    ///   - version: the version that is told; nil where files of the kind have none.
    ///   - diagnosis: what stands beside its matters.
    public static func html(
        _ head: HeadPart, acts: [PageAct], names: PageNames, mark: PageMark,
        version: RecordVersion? = nil, diagnosis: Diagnosis? = nil, in language: ReportLanguage,
        _ definition: CircuitDefinition
    ) -> String {
        let rule = RecipientRule(recipient: .insider, definition: definition)
        var page = RecordPage(
            definition: definition, head: head, acts: acts,
            words: ValueWords(definition: definition, names: names, rule: rule), mark: mark,
            version: version, diagnosis: diagnosis)
        page.write(language)
        return page.markup.text
    }

    private init(
        definition: CircuitDefinition, head: HeadPart, acts: [PageAct], words: ValueWords,
        mark: PageMark, version: RecordVersion?, diagnosis: Diagnosis?
    ) {
        self.version = version
        self.diagnosis = diagnosis
        self.definition = definition
        self.head = head
        self.acts = acts
        self.words = words
        self.mark = mark
    }

    // MARK: - The whole

    private mutating func write(_ language: ReportLanguage) {
        markup.tag("<!doctype html>\n<html lang=\"")
        markup.say(language == .arabic ? "ar" : "fr")
        markup.tag("\" dir=\"")
        markup.say(language == .arabic ? "rtl" : "ltr")
        markup.tag(
            """
            "><head><meta charset="utf-8">\
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\
            <meta name="viewport" content="width=device-width"><title>Madar
            """)
        if let number = mark.fileNumber { markup.say(" " + number) }
        markup.tag("</title><style>\n")
        markup.tag(RecordStyle.sheet)
        markup.tag("\n</style></head><body>\n")
        for one in language.languages {
            self.language = one
            markup.tag("<article lang=\"")
            markup.say(one == .arabic ? "ar" : "fr")
            markup.tag("\" dir=\"")
            markup.say(one == .arabic ? "rtl" : "ltr")
            markup.tag("\">\n")
            heading()
            for act in acts where isOfFile(act) { section(act) }
            for track in definition.parts.tracks { matters(on: track) }
            if let diagnosis { section(diagnosis) }
            course()
            signature()
            markup.tag("</article>\n")
        }
        markup.tag("</body></html>\n")
    }

    private mutating func heading() {
        markup.tag("<header><p class=\"kind\">")
        let track = head.stage.flatMap { definition.track(ofStage: $0) }
        if let track { markup.say(track.labels.text(language)) }
        markup.tag("</p><h1 dir=\"auto\">")
        if case .text(let title) = head.values(.recordTitle).first { markup.say(title) }
        markup.tag("</h1><dl class=\"facts\">")
        if let number = mark.fileNumber { fact(.fileNumber, number) }
        if let version {
            let date = words.moment(version.at).text(language)
            fact(PageText.recordVersion.text(language), "\(version.number) – \(date)")
            if let moment = version.replacedAt {
                fact(
                    PageText.recordVersionReplaced.text(language),
                    words.moment(moment).text(language))
            }
        }
        fact(.province, words.territory(mark.province).text(language))
        if let passage = track.flatMap({ head.passage(on: $0) }),
            let stage = definition.stage(passage.stage)
        {
            fact(.stage, stage.labels.text(language))
            fact(.stageSince, words.moment(passage.at).text(language))
        }
        if let organisation = head.responsibleOrganisation {
            fact(.organisation, words.organisation(organisation).text(language))
        }
        if let referent = head.referent {
            fact(.referent, words.member(referent).text(language))
        }
        let by = [mark.printedBy, mark.organisation].filter { !$0.isEmpty }
        fact(PageText.printedBy.text(language), by.joined(separator: isArabic ? "، " : ", "))
        fact(PageText.printedAt.text(language), words.moment(mark.printedAt).text(language))
        markup.tag("</dl></header>\n")
    }

    private var isArabic: Bool { language == .arabic }

    private mutating func fact(_ label: Label, _ value: String) {
        fact(label.text(language), value)
    }

    private mutating func fact(_ label: String, _ value: String) {
        markup.tag("<div><dt>")
        markup.say(label + (isArabic ? ":" : " :"))
        markup.tag("</dt> <dd dir=\"auto\">")
        markup.say(value)
        markup.tag("</dd></div>")
    }

    // MARK: - Forms

    /// Whether an act says something of the file itself, and of none of its matters.
    private func isOfFile(_ act: PageAct) -> Bool {
        guard let heading = act.act.heading, act.act.corrects == nil,
            let form = act.form(definition)
        else { return false }
        return heading.matter == nil && form.begins == nil && form.meaning != .assigns
    }

    /// What an act says, as it was corrected last.
    private func values(of act: PageAct) -> [FieldValue] {
        guard let later = act.correctedBy else { return act.act.values }
        return acts.first { $0.sequence == later }?.act.values ?? act.act.values
    }

    private mutating func section(_ act: PageAct) {
        guard let form = act.form(definition) else { return }
        markup.tag("<section><h2>")
        markup.say(form.labels.text(language))
        markup.tag("</h2>\n")
        byline(act)
        fields(of: form, values(of: act))
        let says = Set(form.fields.compactMap(\.meaning))
        if says.contains(.attendance), let quorum = head.quorum(definition) {
            markup.tag("<p class=\"quorum\">")
            markup.say(Label.quorum.text(language) + (isArabic ? ": " : " : "))
            markup.tag("<bdi>")
            markup.say(
                QuorumText.text(
                    present: quorum.present, of: quorum.members, needed: quorum.needed, language))
            markup.tag("</bdi></p>\n")
        }
        markup.tag("</section>\n")
    }

    private mutating func byline(_ act: PageAct) {
        guard let heading = act.act.heading else { return }
        markup.tag("<p class=\"by\"><bdi>")
        markup.say(words.moment(act.act.eventAt).text(language))
        markup.tag("</bdi> · <bdi>")
        markup.say(words.author(heading).text(language))
        markup.tag("</bdi>")
        if let later = act.correctedBy {
            markup.tag(" · ")
            markup.say(PageText.correctedBy.text(language) + " ")
            markup.tag("<bdi>")
            markup.say(String(later))
            markup.tag("</bdi>")
        }
        markup.tag("</p>\n")
    }

    /// The fields of a form beside their labels, then its groups as tables.
    private mutating func fields(of form: Form, _ values: [FieldValue]) {
        let single = form.fields.filter { field in
            field.group == nil && field.meaning?.isOwnNumber != true
                && values.contains { $0.field == field.code }
        }
        if !single.isEmpty {
            markup.tag("<dl>")
            for field in single {
                for value in values where value.field == field.code { row(field, value.value) }
            }
            markup.tag("</dl>\n")
        }
        for group in form.groups {
            let columns = form.fields.filter { field in
                field.group == group.code && values.contains { $0.field == field.code }
            }
            guard !columns.isEmpty else { continue }
            let mine = values.filter { value in columns.contains { $0.code == value.field } }
            table(
                group.labels, columns.map(\.labels),
                Set(mine.map(\.row)).sorted().map { row in
                    columns.map { field in
                        mine.first { $0.field == field.code && $0.row == row }
                            .flatMap { told($0.value, field) } ?? ""
                    }
                })
        }
    }

    private func told(_ value: Value, _ field: Field) -> String? {
        words.words(value, field: field)?.text(language)
    }

    private mutating func row(_ field: Field, _ value: Value) {
        guard let text = told(value, field) else { return }
        let isLong = text.unicodeScalars.count > ReportLimits.oneLineScalarsMax
        if isLong { markup.tag("<div class=\"long\"><dt>") } else { markup.tag("<div><dt>") }
        markup.say(field.labels.text(language) + (isArabic ? ":" : " :"))
        markup.tag("</dt> <dd dir=\"auto\">")
        markup.say(text)
        markup.tag("</dd></div>")
    }

    private mutating func table(_ title: Labels, _ columns: [Labels], _ rows: [[String]]) {
        markup.tag("<table><caption>")
        markup.say(title.text(language))
        markup.tag("</caption><thead><tr><th class=\"number\" scope=\"col\">#</th>")
        for column in columns {
            markup.tag("<th scope=\"col\">")
            markup.say(column.text(language))
            markup.tag("</th>")
        }
        markup.tag("</tr></thead><tbody>\n")
        for (place, row) in rows.enumerated() {
            markup.tag("<tr><td class=\"number\">")
            markup.say(String(place + 1))
            markup.tag("</td>")
            for cell in row {
                markup.tag("<td dir=\"auto\">")
                markup.say(cell)
                markup.tag("</td>")
            }
            markup.tag("</tr>\n")
        }
        markup.tag("</tbody></table>\n")
    }

    // MARK: - Matters

    private mutating func matters(on track: Track) {
        let matters = head.matters.filter { $0.track == track.code }
        guard !matters.isEmpty else { return }
        // What children's files have too is not called after one kind.
        let isShared = definition.track(track, fits: .child)
        markup.tag("<section><h2>")
        markup.say(
            isShared ? PageText.decisionsAndTasks.text(language) : track.labels.text(language))
        markup.tag("</h2>\n")
        summary(matters)
        if !isShared {
            for (place, matter) in matters.enumerated() { card(matter, place + 1) }
        }
        markup.tag("</section>\n")
    }

    /// The matters as one table: what each is about, whose it is, until when, and how far it came.
    private mutating func summary(_ matters: [Matter]) {
        let meanings: [FieldMeaning] = [
            .taskText, .recordPerson, .recordAlternate, .recordSector, .taskOwner, .taskDue,
        ]
        let shown = meanings.filter { meaning in
            matters.contains { !$0.values(meaning).isEmpty }
        }
        let columns = shown.compactMap { field($0, matters)?.labels }
        var heads = columns + [Labels(Label.stage)]
        let hasProgress = matters.contains { progress($0) != nil }
        if hasProgress { heads.append(Labels(PageText.progressWord)) }
        let rows = matters.map { matter in
            var cells = shown.map { meaning in
                matter.values(meaning).compactMap { value in
                    field(meaning, [matter]).flatMap { told(value, $0) }
                }.joined(separator: isArabic ? "، " : ", ")
            }
            cells.append(
                matter.stage.flatMap { definition.stage($0) }?.labels.text(language) ?? "")
            if hasProgress { cells.append(progress(matter).map { "\($0) %" } ?? "") }
            return cells
        }
        markup.tag("<div class=\"summary\">")
        table(Labels(all: ""), heads, rows)
        markup.tag("</div>")
    }

    /// The field of a meaning in the form that began one of some matters.
    private func field(_ meaning: FieldMeaning, _ matters: [Matter]) -> Field? {
        for matter in matters {
            let form = root(of: matter)?.form(definition)
            if let field = form?.fields.first(where: { $0.meaning == meaning }) { return field }
        }
        return definition.field(meaning: meaning)
    }

    private func root(of matter: Matter) -> PageAct? { acts.first { $0.act.id == matter.act } }

    /// How far a matter came, in hundredths; nil where nobody has said it.
    private func progress(_ matter: Matter) -> Int64? {
        guard case .number(let number) = matter.values(.recordStanding).first else { return nil }
        return min(max(number, 0), 100)
    }

    private mutating func card(_ matter: Matter, _ number: Int) {
        guard let root = root(of: matter), let form = root.form(definition) else { return }
        markup.tag("<section class=\"card\"><h3><bdi>")
        markup.say(String(number))
        markup.tag("</bdi> · <span dir=\"auto\">")
        let title = matter.values(.taskText).first ?? matter.values(.recordPerson).first
        if case .text(let text) = title { markup.say(text) }
        markup.tag("</span></h3>\n")
        byline(root)
        if let progress = progress(matter) {
            markup.tag("<div class=\"bar\"><i style=\"width:")
            markup.say(String(progress))
            markup.tag("%\"></i></div>\n")
        }
        fields(of: form, values(of: root))
        for act in acts where act.act.heading?.matter == matter.act && act.act.corrects == nil {
            let stage = act.act.heading?.to.flatMap { definition.stage($0) }
            markup.tag("<h4>")
            markup.say((act.form(definition)?.labels ?? stage?.labels)?.text(language) ?? "")
            markup.tag("</h4>\n")
            byline(act)
            if let form = act.form(definition) { fields(of: form, values(of: act)) }
        }
        markup.tag("</section>\n")
    }

    // MARK: - What was written, and when

    private mutating func course() {
        markup.tag("<section><h2>")
        markup.say(PageText.recordCourse.text(language))
        markup.tag("</h2><table><thead><tr><th class=\"number\" scope=\"col\">#</th>")
        for label in [Label.eventAt, .act, .stage, .author] {
            markup.tag("<th scope=\"col\">")
            markup.say(label.text(language))
            markup.tag("</th>")
        }
        markup.tag("</tr></thead><tbody>\n")
        for act in acts {
            guard let heading = act.act.heading else { continue }
            markup.tag("<tr><td class=\"number\">")
            markup.say(String(act.sequence))
            markup.tag("</td><td>")
            markup.say(words.moment(act.act.eventAt).text(language))
            markup.tag("</td><td>")
            var what = act.form(definition)?.labels.text(language) ?? ""
            if heading.kind == .correction {
                let corrected = acts.first { $0.act.id == act.act.corrects }?.sequence
                what +=
                    " – " + Label.actCorrection.text(language)
                    + (corrected.map { " \($0)" } ?? "")
            }
            markup.say(what)
            markup.tag("</td><td>")
            markup.say(heading.to.flatMap { definition.stage($0) }?.labels.text(language) ?? "")
            markup.tag("</td><td dir=\"auto\">")
            markup.say(words.author(heading).text(language))
            markup.tag("</td></tr>\n")
        }
        markup.tag("</tbody></table></section>\n")
    }

    private mutating func signature() {
        markup.tag("<div class=\"sign\"><p>")
        markup.say(PageText.signedAt.text(language))
        markup.tag("</p><p>")
        markup.say(PageText.signature.text(language))
        markup.tag("</p></div>\n")
    }
}

extension Labels {
    init(_ text: PageText) { self.init { text.text($0) } }
}

/// The style of a file of another kind than a child's: screen and A4, black on white on paper.
enum RecordStyle {
    static let sheet: StaticString = """
        @page{size:A4;margin:14mm 14mm 16mm;@bottom-center{direction:ltr;content:counter(page) " / " counter(pages);font:8pt sans-serif}}
        *{box-sizing:border-box}
        html{background:#fff;color:#000}
        body{margin:0;font:10pt/1.45 "Noto Sans","Noto Naskh Arabic","Noto Sans Arabic","DejaVu Sans",sans-serif}
        article+article{break-before:page}
        h1{font-size:16pt;line-height:1.3;margin:0 0 2mm;overflow-wrap:anywhere}
        h2{font-size:12pt;margin:6mm 0 1mm;border-bottom:1pt solid #000;break-after:avoid}
        h3{font-size:10.5pt;margin:0 0 .5mm;break-after:avoid;overflow-wrap:anywhere}
        h4{font-size:9.5pt;margin:2mm 0 0;break-after:avoid}
        [dir=rtl]{text-align:right}
        [dir=ltr]{text-align:left}
        [dir=auto]{text-align:start}
        header{border-bottom:1.5pt solid #000;padding-bottom:2mm}
        .kind{margin:0;font-weight:bold}
        dl{margin:1mm 0}
        dl>div{margin:0 0 .6mm;break-inside:avoid}
        dl>.long{break-inside:auto}
        .facts{display:grid;grid-template-columns:1fr 1fr;gap:0 6mm;font-size:9pt}
        dt{display:inline;font-weight:bold}
        dd{display:inline;margin:0;white-space:pre-line;overflow-wrap:anywhere;unicode-bidi:isolate}
        .long dt,.long dd{display:block}
        .by{margin:0 0 1mm;font-size:8.5pt;color:#333}
        .quorum{font-weight:bold;margin:1mm 0}
        table{border-collapse:collapse;width:100%;margin:1.5mm 0 3mm}
        caption{font-size:9pt;font-weight:bold;text-align:start;caption-side:top;padding:.5mm 0;break-after:avoid}
        caption:empty{display:none}
        thead{display:table-header-group}
        tr{break-inside:avoid}
        th,td{border:.4pt solid #777;padding:.7mm 1.2mm;vertical-align:top;text-align:start;overflow-wrap:anywhere;font-size:9pt}
        th{background:#eee;overflow-wrap:break-word}
        .number{width:8mm;text-align:center;direction:ltr}
        .card{border:.6pt solid #777;padding:2mm 3mm;margin:2mm 0;break-inside:avoid}
        .bar{height:3mm;border:.6pt solid #000;margin:1mm 0;max-width:80mm}
        .bar i{display:block;height:100%;background:#555;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .sign{display:grid;grid-template-columns:1fr 1fr;gap:6mm;margin-top:8mm;break-inside:avoid}
        .sign p{margin:0;border-top:.6pt solid #000;padding-top:1mm;min-height:22mm}
        @media screen{html{background:#ddd}body{padding:5mm 0}article{background:#fff;max-width:210mm;margin:0 auto 5mm;padding:12mm}}
        @media screen and (max-width:160mm){article{padding:4mm}.facts{grid-template-columns:1fr}table{display:block;overflow-x:auto}}
        """
}
