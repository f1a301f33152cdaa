import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Terminal

/// Values as people read them.
struct ValueText {
    let context: Context
    let definition: CircuitDefinition
    let me: Myself?
    /// Where names were told; nil before anything was asked.
    var client: DaemonClient?
    /// The people around the child of the file from which values are shown.
    var people: [Matter] = []
    /// The head of the file from which values are shown, where it is no child's.
    var record: HeadPart?

    func text(_ value: Value, field: Field?) -> String {
        switch value {
        case .text(let text): text
        case .date(let date): context.day(date)
        case .instant(let instant): context.moment(instant)
        case .flag(let flag): context.text(flag ? Label.yes : Label.no)
        case .number(let number): String(number)
        case .choice(let code): item(code, field?.list)
        case .choices(let codes):
            context.list(codes.map { item($0, field?.list) })
        case .territory(let code): territory(code)
        case .member(let id): member(id)
        case .organisation(let id):
            me?.organisations.first { $0.id == id }?.name ?? client?.name(of: id)
                ?? definition.establishment(of: id).map { context.text($0.labels) }
                ?? unnamed(.organisation, id.hexadecimal)
        case .attachment(let attachment): self.attachment(attachment)
        case .person(let id): person(id)
        }
    }

    /// What a picture or document is: what its author calls it, its kind and size.
    func attachment(_ attachment: Attachment) -> String {
        let kind =
            switch attachment.kind {
            case .jpeg: "JPEG"
            case .png: "PNG"
            case .pdf: "PDF"
            }
        let size = DataSize.text(Int(attachment.byteCount), context.language)
        let about = context.list([kind, context.screen.value(size)])
        return [context.screen.value(attachment.name), "(" + about + ")"]
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// What stands for somebody whose name nobody told: always the same few letters of the id.
    func unnamed(_ label: Label, _ id: String) -> String {
        context.text(label) + " " + context.screen.value(String(id.prefix(8)))
    }

    func item(_ code: String, _ list: String?) -> String {
        list.flatMap { definition.item(code, list: $0) }.map { context.text($0.labels) } ?? code
    }

    func territory(_ code: String) -> String {
        guard let territory = definition.territory(code) else { return code }
        return context.language == .arabic ? territory.nameArabic : territory.nameFrench
    }

    func member(_ id: MemberID) -> String {
        if let me, me.member == id { return context.text(.you) }
        return client?.name(of: id) ?? unnamed(.member, id.hexadecimal)
    }

    /// Who wrote an act: a member, or somebody's function in another province.
    func author(_ heading: Heading) -> String {
        guard let origin = heading.origin else { return member(heading.author) }
        let role = definition.role(origin.function).map { context.text($0.labels) }
        return (role ?? origin.function) + " (" + context.text(.province) + " " + origin.province
            + ")"
    }

    func stage(_ code: String) -> String {
        definition.stage(code).map { context.text($0.labels) } ?? code
    }

    /// A matter as people tell it from others: its track, the first letters of its id, by which it is
    /// asked for, and what it is about.
    func matter(_ matter: Matter) -> String {
        let track = definition.track(matter.track).map { context.text($0.labels) } ?? matter.track
        return [track, String(matter.act.hexadecimal.prefix(8)), about(matter)]
            .filter { !$0.isEmpty }.map { context.screen.value($0) }.joined(separator: " ")
    }

    /// Who, where to or what: the one value that tells a matter from others of its track.
    private func about(_ matter: Matter) -> String {
        let telling: [FieldMeaning] = [
            .personName, .addressee, .measureType, .decisionType, .rightsNature, .taskText,
        ]
        for meaning in telling {
            guard let value = matter.values(meaning).first else { continue }
            let text = text(value, field: definition.field(meaning: meaning))
            let short = text.prefix(MadarLimits.aboutCharactersMax)
            return short.count < text.count ? short + "…" : text
        }
        return ""
    }

    /// What a form is called, with the code by which it is asked for.
    func form(_ code: String) -> String {
        definition.form(code) == nil ? code : code + "  " + formName(code)
    }

    func formName(_ code: String) -> String {
        definition.form(code).map { context.text($0.labels) } ?? code
    }

    func task(_ code: String) -> String {
        definition.task(code).map { context.text($0.labels) } ?? code
    }

    func choice(_ code: String, meaning: FieldMeaning) -> String {
        item(code, definition.field(meaning: meaning)?.list)
    }

    func label(_ code: String) -> String {
        definition.field(code).map { context.text($0.labels) } ?? code
    }

    func label(_ meaning: FieldMeaning) -> String {
        field(meaning).map { context.text($0.labels) } ?? meaning.name
    }

    /// The field by which a file says something.
    func field(_ meaning: FieldMeaning) -> Field? {
        record.map { definition.field(meaning: meaning, inRecord: $0) }
            ?? definition.field(meaning: meaning)
    }

    func dataClass(_ dataClass: DataClass) -> String { context.text(dataClass.label) }

    /// When something is due, with how long that is from now.
    func due(_ due: Instant) -> (text: String, isOverdue: Bool) {
        let (left, isOverdue) = span(to: due)
        return (context.moment(due) + " (" + left + ")", isOverdue)
    }

    /// How long it is until a moment, or how long it is past.
    func span(to due: Instant) -> (text: String, isOverdue: Bool) {
        let left = due.milliseconds - context.now.milliseconds
        let span = context.span(milliseconds: left)
        let notice = left < 0 ? Notice.overdueBy(time: span) : .dueIn(time: span)
        return (context.say(notice), left < 0)
    }
}
