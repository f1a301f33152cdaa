public import Basics
import Catalog
public import Circuit

/// What stands at the head and the foot of every page.
public struct PageMark: Sendable {
    /// The code of the province.
    public var province: String
    /// The number of the file; nil on a blank form.
    public var fileNumber: String?
    /// The name of whoever prints.
    public var printedBy: String
    /// The organisation for which he prints; may be empty.
    public var organisation: String
    /// When.
    public var printedAt: Instant
    /// Why; empty on a blank form.
    public var reason: String
    /// Who answers for the data of the province.
    public var controller: PageController

    /// Joins a mark.
    public init(
        province: String, fileNumber: String? = nil, printedBy: String, organisation: String = "",
        printedAt: Instant, reason: String = "", controller: PageController = PageController()
    ) {
        self.province = province
        self.fileNumber = fileNumber
        self.printedBy = printedBy
        self.organisation = organisation
        self.printedAt = printedAt
        self.reason = reason
        self.controller = controller
    }
}

/// Who answers for the data of a province (law 09-08, article 5); where a text is empty, a page has
/// a line to fill in.
public struct PageController: Sendable {
    /// What the controller is called.
    public var name: String
    /// The number of its authorisation.
    public var authorisation: String
    /// Where rights are exercised.
    public var contact: String

    /// Names a controller.
    public init(name: String = "", authorisation: String = "", contact: String = "") {
        self.name = name
        self.authorisation = authorisation
        self.contact = contact
    }
}

/// A page ready to be printed.
public struct PrintedPage: Sendable {
    /// The page, whole: HTML in UTF-8 with its style, without a script, that names nothing outside.
    public let html: String
    /// How many values were left out since their words tell what the recipient must not know.
    public let leftOutCount: Int
    /// How many values stand as a mark since they tell of somebody else or were masked by hand, and
    /// how many times somebody around the child is told without the name.
    public let maskedCount: Int
    /// The free texts that it shows, which may name anybody, in their order.
    public let freeTexts: [ValuePlace]
    /// What was to be masked by hand and is not on the page.
    public let missedMasks: Set<ValuePlace>
}

/// An act as it is printed.
public struct PageAct: Sendable {
    /// Its place in the file, from 1.
    public let sequence: UInt64
    /// The act, as far as it was opened.
    public let act: PartialAct
    /// The place of the last act that corrects it; nil where none does.
    public let correctedBy: UInt64?

    /// The acts of a file, each with what corrects it.
    public static func all(_ acts: [(sequence: UInt64, act: PartialAct)]) -> [PageAct] {
        var corrections: [ActID: UInt64] = [:]
        for (sequence, act) in acts {
            if let corrected = act.corrects { corrections[corrected] = sequence }
        }
        return acts.map {
            PageAct(sequence: $0.sequence, act: $0.act, correctedBy: corrections[$0.act.id])
        }
    }

    /// The form that an act carries.
    func form(_ definition: CircuitDefinition) -> Form? {
        act.heading?.form.flatMap { definition.form($0) }
    }
}

/// Makes pages for paper out of what somebody may read: French and Arabic side by side.
public struct PagePrinter: Sendable {
    let definition: CircuitDefinition
    private let names: PageNames
    private let mark: PageMark
    private let masks: Set<ValuePlace>
    private let reader: ActID?

    /// Makes a printer for one file, or for blank forms.
    ///
    /// - Parameters:
    ///   - masks: what is masked by hand.
    ///   - reader: who of the people around the child is given what is printed for the person
    ///     concerned, by the act that began that matter.
    public init(
        _ definition: CircuitDefinition, names: PageNames, mark: PageMark,
        masks: Set<ValuePlace> = [], reader: ActID? = nil
    ) {
        self.definition = definition
        self.names = names
        self.mark = mark
        self.masks = masks
        self.reader = reader
    }

    func composer(_ recipient: PageRecipient) -> PageComposer {
        let rule = RecipientRule(
            recipient: recipient, definition: definition, masks: masks, reader: reader)
        return PageComposer(
            rule: rule, mark: mark,
            words: ValueWords(definition: definition, names: names, rule: rule))
    }

    private func title(_ form: Form) -> Bilingual {
        Bilingual(
            french: form.code + " " + form.labels.french,
            arabic: form.code + " " + form.labels.arabic)
    }

    // MARK: - Pages

    /// A form to fill by hand, with what its definition offers on the day on which it is printed.
    public func blank(_ form: Form) -> PrintedPage {
        var composer = composer(.insider)
        let day = CivilDate(mark.printedAt, offsetSeconds: definition.parts.offsetSeconds)
        return composer.page(.blankForm, about: title(form)) { page in
            BlankForm(definition: definition, form: form, day: day).write(on: &page)
            page.signature()
        }
    }

    /// A form as an act filled it; nil where nothing of it is for the recipient.
    public func filled(_ act: PageAct, for recipient: PageRecipient = .insider) -> PrintedPage? {
        var composer = composer(recipient)
        guard isShown(act, composer.rule), let form = act.form(definition) else { return nil }
        return composer.page(.filledForm, about: title(form)) { page in
            write(act, title(form), on: &page)
        }
    }

    /// What a file holds: its head by class, its matters, what is owed, and its acts as a list.
    ///
    /// - Parameter isWhole: whether every act stands with all that it says, in the order of time, in
    ///   place of the list; a school or an employer is never given that.
    public func file(
        _ heads: Heads, tasks: [DueTask], acts: [PageAct],
        for recipient: PageRecipient = .insider, isWhole: Bool = false
    ) -> PrintedPage {
        var composer = composer(recipient)
        return composer.page(isWhole ? .wholeFile : .fileSheet, about: nil) { page in
            if page.rule.isNarrow {
                child(heads, on: &page)
                page.sentence(.onlyNeeded)
                page.endSection()
                return
            }
            tracks(heads, on: &page)
            for head in heads.all where page.rule.shows(head.dataClass) {
                write(head.slots, of: head.dataClass, .init(head.dataClass.label), on: &page)
            }
            matters(heads, on: &page)
            write(tasks, on: &page)
            if isWhole {
                for act in Self.byTime(acts) where isShown(act, page.rule) {
                    write(act, title(act), on: &page, isWhole: true)
                }
            } else {
                write(acts, on: &page)
            }
        }
    }

    /// A referral: who the child is, to whom and why the child is referred, and what came of it;
    /// nil where the matter is no referral or not for the recipient.
    ///
    /// - Parameter acts: of the file; those of other matters are passed over.
    public func referral(
        _ matter: Matter, _ heads: Heads, acts: [PageAct], for recipient: PageRecipient = .insider
    ) -> PrintedPage? {
        var composer = composer(recipient)
        guard let track = definition.track(matter.track), track.meaning == .referral,
            composer.rule.shows(track)
        else { return nil }
        let own = acts.filter { belongs($0.act, to: matter.act) && isShown($0, composer.rule) }
        guard !own.isEmpty else { return nil }
        return composer.page(.referralSheet, about: nil) { page in
            child(heads, on: &page)
            if let stage = matter.passages.last { write(stage, on: &page) }
            if page.rule.isNarrow { page.sentence(.onlyNeeded) }
            page.endSection()
            for act in own {
                let form = act.form(definition)
                let title =
                    form.map { Bilingual($0.labels) } ?? Bilingual(Self.kind(act.act.heading))
                write(act, title, on: &page)
            }
            page.signature()
        }
    }

    /// The word to the prosecutor of a child in danger: who the child is, and what was written at
    /// once with it.
    ///
    /// - Parameter acts: as their author entered them.
    public func notice(_ acts: [Act], _ heads: Heads) -> PrintedPage {
        var composer = composer(.justice)
        return composer.page(.prosecutorNotice, about: nil) { page in
            child(heads, on: &page)
            page.endSection()
            for act in acts {
                guard let part = PartialAct(act.split(definition), definition: definition),
                    let form = act.heading.form.flatMap({ definition.form($0) })
                else { continue }
                write(
                    PageAct(sequence: 0, act: part, correctedBy: nil), Bilingual(form.labels),
                    on: &page)
            }
            page.signature()
        }
    }

    // MARK: - Parts

    private func belongs(_ act: PartialAct, to matter: ActID) -> Bool {
        act.id == matter || act.corrects == matter || act.heading?.matter == matter
    }

    /// An act that its reader cannot place is for nobody else.
    private func isShown(_ act: PageAct, _ rule: RecipientRule) -> Bool {
        guard let heading = act.act.heading else { return rule.recipient.isWhole }
        if rule.recipient.masksOthers, heading.kind == .correction, !says(act, rule) {
            return false
        }
        guard let code = heading.form else {
            let track = heading.to.flatMap { definition.track(ofStage: $0) }
            return track.map { rule.shows($0) } ?? !rule.isNarrow
        }
        return definition.form(code).map { rule.shows($0) } ?? (rule.recipient.isWhole)
    }

    /// Whether something of what an act says is shown: one that corrects only what is left out
    /// would tell that there is something.
    private func says(_ act: PageAct, _ rule: RecipientRule) -> Bool {
        act.act.values.contains { value in
            definition.field(value.field).map { rule.shows($0, on: act.form(definition)) } ?? false
        }
    }

    /// By what a child is known: names, birth and sex.
    private func child(_ heads: Heads, on page: inout PageComposer) {
        page.section(.init(PageText.child))
        guard let head = heads[.identity] else { return }
        for meaning in RecipientRule.identity where page.rule.shows(meaning, of: .identity) {
            if let slot = head.slot(meaning) { write(slot, on: &page) }
        }
    }

    private func write(_ slot: HeadSlot, of matter: ActID? = nil, on page: inout PageComposer) {
        guard let field = definition.field(meaning: slot.meaning) else { return }
        for entry in slot.entries { page.value(entry.value, of: field, of: matter) }
    }

    private func write(_ passage: Passage, on page: inout PageComposer) {
        guard let stage = definition.stage(passage.stage), page.rule.shows(stage.terms) else {
            return
        }
        page.row(.init(Label.stage), .init(stage.labels))
        page.row(.init(Label.stageSince), page.words.moment(passage.at))
    }

    private func tracks(_ heads: Heads, on page: inout PageComposer) {
        page.section(.init(PageText.tracks))
        for track in definition.parts.tracks where page.rule.shows(track) {
            guard let passage = heads[track.dataClass]?.passage(on: track),
                let stage = definition.stage(passage.stage)
            else { continue }
            let since = page.words.moment(passage.at)
            page.row(
                .init(track.labels),
                .init(
                    french: stage.labels.french + " (" + since.french + ")",
                    arabic: stage.labels.arabic + " (" + since.arabic + ")"))
        }
        if let head = heads[.social], page.rule.shows(.social) {
            if let pending = head.proposedStage, let stage = definition.stage(pending.stage) {
                page.row(.init(Label.waits), .init(stage.labels))
            }
            if let pending = head.proposedRisk {
                page.row(
                    .init(Label.waits),
                    page.words.words(
                        .choice(pending.level), field: definition.field(meaning: .risk)))
            }
        }
        page.endSection()
    }

    private func write(
        _ slots: [HeadSlot], of dataClass: DataClass, _ title: Bilingual,
        on page: inout PageComposer
    ) {
        let shown = slots.filter {
            !$0.entries.isEmpty && !$0.meaning.isDerived && !$0.meaning.isOwnNumber
                && page.rule.shows($0.meaning, of: dataClass)
        }
        guard !shown.isEmpty else { return }
        page.section(title)
        for slot in shown { write(slot, on: &page) }
        page.endSection()
    }

    private func matters(_ heads: Heads, on page: inout PageComposer) {
        let day = CivilDate(mark.printedAt, offsetSeconds: definition.parts.offsetSeconds)
        for head in heads.all where page.rule.shows(head.dataClass) {
            for matter in head.matters.consentsApart(on: day, definition) {
                guard let track = definition.track(matter.track), page.rule.shows(track) else {
                    continue
                }
                page.section(
                    Bilingual(track.labels).followed(by: String(matter.act.hexadecimal.prefix(8))))
                if matter.isEndedConsent(on: day, definition) {
                    page.row(.init(Label.state), .init(Label.consentOver))
                }
                if let stage = matter.passages.last { write(stage, on: &page) }
                for slot in matter.slots where page.rule.shows(slot.meaning, of: head.dataClass) {
                    write(slot, of: matter.act, on: &page)
                }
                page.endSection()
            }
        }
    }

    private func write(_ tasks: [DueTask], on page: inout PageComposer) {
        let shown = tasks.filter { page.rule.shows($0.dataClass) }
        guard !shown.isEmpty else { return }
        page.section(.init(Label.tasks))
        for task in shown {
            guard let kind = definition.task(task.task) else { continue }
            let due = page.words.moment(task.due)
            let owner = task.owner.map { page.words.member($0) }
            page.row(
                .init(kind.labels), owner.map { .joined([due, $0]) } ?? due)
        }
        page.endSection()
    }

    private func write(_ acts: [PageAct], on page: inout PageComposer) {
        let shown = acts.filter { isShown($0, page.rule) }
        guard !shown.isEmpty else { return }
        page.section(.init(Label.acts))
        page.endSection()
        page.acts(
            shown.map { act in
                let heading = act.act.heading
                return ActRow(
                    sequence: place(act, page.rule), at: page.words.moment(act.act.eventAt),
                    what: title(act),
                    stage: heading?.to.flatMap { definition.stage($0) }.map { .init($0.labels) },
                    author: heading.map { page.words.author($0) })
            })
    }

    private func title(_ act: PageAct) -> Bilingual {
        let heading = act.act.heading
        let what = act.form(definition).map { title($0) } ?? Bilingual(Self.kind(heading))
        return heading?.kind == .correction ? .joined([what, .init(Label.actCorrection)]) : what
    }

    /// Acts by when they happened; those of one moment stay in the order of the file.
    private static func byTime(_ acts: [PageAct]) -> [PageAct] {
        acts.sorted { ($0.act.eventAt, $0.sequence) < ($1.act.eventAt, $1.sequence) }
    }

    /// The place of an act, where it is told: to whoever is not told all acts, a gap would tell of
    /// one that is kept from him.
    private func place(_ act: PageAct, _ rule: RecipientRule) -> UInt64? {
        // What was entered a moment ago has no place in the file yet.
        rule.isNarrow || rule.recipient.masksOthers || act.sequence == 0 ? nil : act.sequence
    }

    /// One act with what it says, as far as it is for the recipient.
    ///
    /// - Parameter isWhole: whether what it tells a service stands there too.
    private func write(
        _ act: PageAct, _ title: Bilingual, on page: inout PageComposer, isWhole: Bool = false
    ) {
        page.section(title)
        if let place = place(act, page.rule) {
            page.row(.init(Label.sequence), .init(both: String(place)))
        }
        page.row(.init(Label.eventAt), page.words.moment(act.act.eventAt))
        if act.act.corrects != nil { page.sentence(.corrects) }
        // A copy does not tell that something was corrected: the correction may be left out of it.
        if let later = act.correctedBy, !page.rule.recipient.masksOthers {
            page.row(.init(PageText.correctedBy), .init(both: String(later)))
        }
        if let heading = act.act.heading {
            if let stage = heading.to.flatMap({ definition.stage($0) }),
                page.rule.shows(stage.terms)
            {
                page.row(.init(Label.stage), .init(stage.labels))
            }
            if !page.rule.isNarrow {
                page.row(.init(Label.enteredAt), page.words.moment(heading.enteredAt))
                page.row(.init(Label.author), page.words.author(heading))
                if heading.origin == nil, !page.rule.recipient.masksOthers {
                    page.row(
                        .init(Label.organisation), page.words.organisation(heading.organisation))
                }
                if !heading.reason.isEmpty { page.reason(heading.reason, in: act.sequence) }
            }
        }
        write(act.act.values, of: act, on: &page)
        if isWhole, !act.act.extract.isEmpty {
            page.heading(.init(Label.toldToService))
            write(act.act.extract, of: act, on: &page)
        }
        page.endSection()
    }

    /// Values of an act in the order of its form, a repeating group row by row.
    private func write(_ values: [FieldValue], of act: PageAct, on page: inout PageComposer) {
        let form = act.form(definition)
        var done: Set<String> = []
        for value in values {
            guard let field = definition.field(value.field) else {
                if page.rule.recipient.isWhole {
                    page.row(
                        .init(both: value.field), page.words.words(value.value, field: nil))
                }
                continue
            }
            guard let group = field.group else {
                row(value, field, act, on: &page)
                continue
            }
            guard done.insert(group).inserted else { continue }
            write(group, values, of: act, form, on: &page)
        }
    }

    private func write(
        _ group: String, _ values: [FieldValue], of act: PageAct, _ form: Form?,
        on page: inout PageComposer
    ) {
        let values = values.compactMap { value in
            definition.field(value.field).flatMap { field in
                field.group == group && page.rule.shows(field, on: form) ? (value, field) : nil
            }
        }
        let labels = form?.groups.first { $0.code == group }?.labels
        for number in Set(values.map(\.0.row)).sorted() {
            if let labels {
                page.heading(Bilingual(labels).followed(by: String(Int(number) + 1)))
            }
            for (value, field) in values where value.row == number {
                row(value, field, act, on: &page)
            }
        }
    }

    private func row(
        _ value: FieldValue, _ field: Field, _ act: PageAct, on page: inout PageComposer
    ) {
        guard page.rule.shows(field, on: act.form(definition)) else { return }
        let ofReader = reader.flatMap { belongs(act.act, to: $0) ? $0 : nil }
        page.value(value.value, of: field, in: act.sequence, of: ofReader)
    }

    private static func kind(_ heading: Heading?) -> Label {
        switch heading?.kind {
        case .opening: .actOpening
        case .form: .actForm
        case .transition: .actTransition
        case .correction: .actCorrection
        case .approval: .actApproval
        case nil: .actUnreadable
        }
    }
}
