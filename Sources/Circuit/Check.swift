public import Basics

/// What a check turns on beside the act: the clock and the province are handed in.
public struct CheckContext: Hashable, Sendable {
    /// The moment of the daemon.
    public let now: Instant
    /// The code of the province.
    public let province: String
    /// The classes in which the author may write: a field of another is not asked of him.
    public let asks: ClassSet
    /// How many other children stay with organisations that the act names, where that is known: only
    /// the daemon counts them.
    public let present: [OrganisationID: Int]

    /// Makes a context.
    public init(
        now: Instant, province: String, asks: ClassSet = DataClass.content,
        present: [OrganisationID: Int] = [:]
    ) {
        self.now = now
        self.province = province
        self.asks = asks
        self.present = present
    }
}

extension Act {
    /// Checks the act, in its normal form, against the definition and the file as it stands.
    ///
    /// It returns every reason that it finds, up to a limit; none means that the act may be
    /// sealed. Who may write it is not its question. A correction is checked in the classes that
    /// it touches alone, since its author may not read the others.
    public func check(
        against heads: Heads, _ definition: CircuitDefinition, _ context: CheckContext
    ) -> [CheckError] {
        var check = Check(act: self, heads: heads, definition: definition, context: context)
        check.run()
        return check.errors
    }
}

/// One run of a check.
struct Check {
    let act: Act
    let heads: Heads
    let definition: CircuitDefinition
    let context: CheckContext
    var errors: [CheckError] = []
    /// The attachments that the act promises: an id names one of them.
    var attachments: Set<AttachmentID> = []

    var heading: Heading { act.heading }

    mutating func run() {
        checkHeading()
        checkTimes()
        guard act.values.count <= CircuitLimits.valuesPerAct else {
            report(.tooMany)
            return
        }
        if let code = heading.form {
            guard let form = definition.form(code) else {
                report(.unknownForm)
                return
            }
            if form.version != heading.formVersion { report(.unknownFormVersion) }
            checkForm(form)
        } else if let stray = act.values.first {
            report(.unknownField, stray)
        }
        checkKind()
        checkConference()
        checkStage()
        if heading.kind == .opening { checkOpening() }
        checkExtract()
        checkPresence()
        checkPrincipal()
        for value in values(.backdatingFor) where value.value == .member(heading.author) {
            report(.ownLeave, value)
        }
        checkConsent()
        checkSharing()
        checkPlacement()
    }

    mutating func report(_ code: CheckCode, _ value: FieldValue? = nil) {
        // A field that the definition does not know may be anything that somebody typed.
        let field = value.flatMap { definition.field($0.field)?.code } ?? ""
        report(code, field: field, row: value?.row ?? 0)
    }

    mutating func report(_ code: CheckCode, field: String, row: UInt16 = 0) {
        guard errors.count < CircuitLimits.errorsPerCheck else { return }
        let form = heading.form.flatMap { definition.form($0)?.code } ?? ""
        let error = CheckError(code, form: form, field: field, row: row)
        if !errors.contains(error) { errors.append(error) }
    }

    func values(_ meaning: FieldMeaning) -> [FieldValue] {
        act.values.filter { definition.traits($0.field)?.meaning == meaning }
    }

    func touches(_ meaning: FieldMeaning) -> Bool { !values(meaning).isEmpty }

    /// Whether the act is a correction that leaves in place what the act said that it corrects.
    func stood(_ value: FieldValue, _ meaning: FieldMeaning) -> Bool {
        heads[meaning.dataClass]?.all(meaning).contains { slot in
            heading.corrects == slot.writer && slot.entries.contains { $0.value == value.value }
        } ?? false
    }

    // MARK: The kind of file

    /// The kind of the file, or of the one that the act opens.
    var kind: DossierKind {
        heading.kind == .opening
            ? heading.to.flatMap { definition.kind(ofStage: $0) } ?? .child
            : heads.kind(definition)
    }

    /// A file lies open to those at a conference for its time: that has a beginning and an end, and
    /// is no longer than a day.
    private mutating func checkConference() {
        guard let value = values(.conferenceUntil).first, case .instant(let until) = value.value
        else { return }
        var from = heading.eventAt
        if case .instant(let moment) = values(.conferenceFrom).first?.value { from = moment }
        if until <= from || until > from.adding(seconds: CircuitLimits.conferenceSeconds) {
            report(.conferenceTooLong, value)
        }
    }

    /// What is of one kind of file stands in none of another: neither its forms nor its stages.
    private mutating func checkKind() {
        let kind = kind
        let form = heading.form.flatMap { definition.form($0) }
        let track = heading.to.flatMap { definition.track(ofStage: $0) }
        if let form, !definition.form(form, fits: kind) { report(.wrongKind) }
        if let track, !definition.track(track, fits: kind) { report(.wrongKind) }
        // A file is called what it was founded as; a correction says it anew, and nothing else.
        if form?.meaning == .founds, heading.kind != .opening, heading.kind != .correction {
            report(.wrongOpening)
        }
    }

    // MARK: Heading and times

    private mutating func checkHeading() {
        let opened = heads[.social]?.openedAt != nil || heads.stage != nil
        switch heading.kind {
        case .opening:
            if opened { report(.wrongOpening) }
            if heading.from != nil || heading.to == nil || heading.form == nil
                || heading.corrects != nil
            {
                report(.wrongHeading)
            }
        case .form:
            if heading.form == nil || heading.to != nil || heading.corrects != nil {
                report(.wrongHeading)
            }
        case .transition:
            if heading.to == nil || heading.corrects != nil { report(.wrongHeading) }
        case .correction:
            if heading.form == nil || heading.to != nil || heading.corrects == nil
                || act.values.isEmpty
            {
                report(.wrongHeading)
            }
        case .approval:
            if heading.form != nil || heading.to != nil || heading.corrects != nil
                || !act.values.isEmpty
            {
                report(.wrongHeading)
            }
            checkApproval()
        }
        // Only an approval names what it approves, and always does.
        if (heading.kind == .approval) != (heading.approves != nil) { report(.wrongHeading) }
        if heading.matter != nil, heading.kind != .transition { report(.wrongHeading) }
        if heading.kind != .opening && !opened { report(.wrongOpening) }
        if TextNormaliser.isForbidden(heading.reason) { report(.forbiddenText) }
        if heading.reason.unicodeScalars.count > CircuitLimits.reasonScalars { report(.tooLong) }
        if heading.kind == .correction && heading.reason.isEmpty { report(.reasonRequired) }
    }

    /// What is approved still waits, and the file may still come to the stage.
    private mutating func checkApproval() {
        guard let head = heads[.social] else { return }
        if let proposed = head.proposedStage, proposed.act == heading.approves {
            guard let stage = definition.stage(proposed.stage) else {
                return report(.forbiddenTransition)
            }
            checkNothingHolds(stage)
        } else if heading.approves != head.proposedRisk?.act {
            report(.changedMeanwhile)
        }
    }

    private mutating func checkTimes() {
        let latest = context.now.adding(seconds: CircuitLimits.clockSkewSeconds)
        if heading.eventAt > latest || heading.enteredAt > latest { report(.futureEvent) }
        if heading.eventAt > heading.enteredAt.adding(seconds: CircuitLimits.clockSkewSeconds) {
            report(.futureEvent)
        }
        let free = heading.eventAt.adding(seconds: CircuitLimits.backdatingFreeSeconds)
        if free < heading.enteredAt && heading.reason.isEmpty { report(.reasonRequired) }
        let limit = heading.eventAt.adding(seconds: CircuitLimits.backdatingDays * 86_400)
        if limit < heading.enteredAt, !mayBackdate { report(.backdatedTooFar) }
    }

    /// Whether another has let the author enter acts of that day beyond the limit, lately.
    private var mayBackdate: Bool {
        guard let head = heads[.social], let slot = head.slot(.backdatingFrom),
            let from = head.date(.backdatingFrom), head.member(.backdatingFor) == heading.author
        else { return false }
        let day = CivilDate(heading.eventAt, offsetSeconds: definition.parts.offsetSeconds)
        let end = slot.at.adding(seconds: CircuitLimits.backdatingLeaveDays * 86_400)
        return from <= day && heading.enteredAt <= end
    }

    // MARK: Stages

    private mutating func checkStage() {
        let form = heading.form.flatMap { definition.form($0) }
        let track = heading.to.flatMap { definition.track(ofStage: $0) }
        if let matter = heading.matter {
            checkMatter(matter, track, form)
            return
        }
        if let track, track.meaning.isOfMatters {
            checkBeginning(on: track, form)
            return
        }
        let present = heads.origin(to: heading.to, matter: nil, definition)
        if heading.kind != .correction, heading.from != present {
            report(heading.kind == .opening ? .wrongOpening : .changedMeanwhile)
            return
        }
        if let target = heading.to {
            checkEntry(of: target, from: present, form)
        } else if heading.kind == .form, let form, !isFilled(form) {
            report(.formNotForStage)
        }
        checkRoom(form)
    }

    /// Whether a form may be filled where the file stands on one of the tracks of its stages; one
    /// that begins matters and names only stages of theirs, anywhere.
    private func isFilled(_ form: Form) -> Bool {
        let tracks = form.stages.map { (code: $0, track: definition.track(ofStage: $0)) }
            .filter { $0.track?.meaning.isOfMatters == false }
        guard !tracks.isEmpty else { return form.stages.isEmpty || form.begins != nil }
        return tracks.contains { code, track in track.map { heads.stage(on: $0) == code } ?? false }
    }

    /// A head has room for so many matters, and forgets only those that are over: none that holds.
    private mutating func checkRoom(_ form: Form?) {
        guard heading.kind == .form || heading.kind == .transition, heading.matter == nil,
            let track = form?.begins.flatMap({ definition.track($0) }),
            let matters = heads[track.dataClass]?.matters
        else { return }
        if matters.count >= CircuitLimits.mattersPerHead,
            !matters.contains(where: { $0.isOver(definition) })
        {
            report(.tooMany)
        }
        // A child stays in one place: that it left the other is written first.
        let stays = matters.contains { $0.track == track.code && !$0.isOver(definition) }
        if track.meaning == .stay, stays { report(.stageMissing) }
    }

    private mutating func checkEntry(of target: String, from present: String?, _ form: Form?) {
        guard let track = definition.track(ofStage: target), let stage = definition.stage(target)
        else {
            report(.forbiddenTransition)
            return
        }
        // The stage is kept in one class, so only an act at home there can move it.
        if act.homeClass(definition) != track.dataClass { report(.wrongHeading) }
        checkStep(to: stage, from: present)
        checkForm(form, of: stage, from: present)
        if stage.meanings.contains(.needsRisk), !touches(.risk), heads[.social]?.risk == nil {
            report(.riskRequired, field: definition.field(meaning: .risk)?.code ?? "")
        }
        let passed = heads[track.dataClass]?.passages ?? []
        if !stage.after.isEmpty,
            !stage.after.contains(where: { code in passed.contains { $0.stage == code } })
        {
            report(.stageMissing)
        }
        checkNothingHolds(stage)
    }

    private mutating func checkStep(to stage: Stage, from present: String?) {
        if let present {
            if definition.stage(present)?.next.contains(stage.code) != true {
                report(.forbiddenTransition)
            }
        } else if !stage.meanings.contains(.opens) {
            report(.forbiddenTransition)
        }
        if stage.meanings.contains(.needsReason), heading.reason.isEmpty {
            report(.reasonRequired)
        }
    }

    /// - Parameter stays: whether a matter is where it comes: what is learnt of it anew is told by
    ///   any form of the stage, not only by one with which the stage is entered.
    private mutating func checkForm(
        _ form: Form?, of stage: Stage, from present: String?, stays: Bool = false
    ) {
        if let form {
            let listed =
                form.stages.isEmpty || form.stages.contains(stage.code)
                || form.stages.contains(present ?? "")
            if !listed { report(.formNotForStage) }
        }
        let renews = stays && form?.stages.contains(stage.code) == true
        if !stage.entryForms.isEmpty, !stage.entryForms.contains(form?.code ?? ""), !renews {
            report(.formNotForStage)
        }
    }

    /// A file is not closed while something on it holds: an urgent measure, an open referral, a
    /// judge's measure before its term.
    private mutating func checkNothingHolds(_ stage: Stage) {
        guard stage.meanings.contains(.closes) else { return }
        if !heads.holding(at: context.now, definition).isEmpty { report(.stillHeld) }
    }

    // MARK: Matters

    private mutating func checkMatter(_ id: ActID, _ track: Track?, _ form: Form?) {
        guard heading.kind == .transition, let track, let target = heading.to,
            let stage = definition.stage(target), track.dataClass == act.homeClass(definition)
        else {
            report(.wrongHeading)
            return
        }
        guard let matter = heads[track.dataClass]?.matter(id), matter.track == track.code else {
            report(.unknownMatter)
            return
        }
        guard heading.from == matter.stage else {
            report(.changedMeanwhile)
            return
        }
        checkStep(to: stage, from: matter.stage)
        checkForm(form, of: stage, from: nil, stays: matter.stage == target)
        // A form that may be filled anywhere says nothing of matters.
        if let form, form.stages.isEmpty { report(.formNotForStage) }
    }

    private mutating func checkBeginning(on track: Track, _ form: Form?) {
        guard heading.kind == .transition, heading.from == nil, form?.begins == track.code,
            let stage = heading.to.flatMap({ definition.stage($0) })
        else {
            report(.wrongHeading)
            return
        }
        checkStep(to: stage, from: nil)
        checkForm(form, of: stage, from: nil)
        checkRoom(form)
    }

    // MARK: Opening

    private mutating func checkOpening() {
        let meaning = heading.form.flatMap { definition.form($0) }?.meaning
        // Whoever is no child has no birth that is looked at.
        if meaning == .founds { return }
        if meaning != .opens { report(.wrongOpening) }
        let day = CivilDate(heading.eventAt, offsetSeconds: definition.parts.offsetSeconds)
        guard let date = values(.birthDate).first, case .date(let born) = date.value else { return }
        var precision: ItemMeaning?
        if case .choice(let code) = values(.birthPrecision).first?.value {
            precision = definition.meaning(ofItem: code, for: .birthPrecision)
        }
        let birth = Birth.known(date: born, precision: precision, age: nil)
        if birth?.isDocumentedAdult(on: day) == true { report(.documentedAdult, date) }
    }

    private mutating func checkPresence() {
        for value in values(.presence) {
            guard case .territory(let code) = value.value, definition.territory(code) != nil else {
                continue
            }
            // Where the child is present decides who is competent; residence may be anywhere.
            if !definition.territory(code, liesIn: context.province) {
                report(.presenceOutsideProvince, value)
            }
        }
    }

    /// Of the categories of a child exactly one is the principal one.
    private mutating func checkPrincipal() {
        guard touches(.category), let field = definition.field(meaning: .principalCategory) else {
            return
        }
        let principal = values(.principalCategory).filter { $0.value == .flag(true) }
        if principal.isEmpty { report(.missingField, field: field.code) }
        for extra in principal.dropFirst() { report(.tooMany, extra) }
    }
}
