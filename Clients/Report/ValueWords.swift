public import Basics
import Catalog
public import Circuit

/// As what a member works, and where.
public struct MemberFunction: Hashable, Sendable {
    /// The code of the role.
    public let role: String
    /// The organisation.
    public let organisation: OrganisationID

    /// Joins both.
    public init(role: String, organisation: OrganisationID) {
        self.role = role
        self.organisation = organisation
    }
}

/// What members, organisations and the people around the child are called, as far as whoever
/// prints was told.
public struct PageNames: Sendable {
    /// The name of a member.
    public let member: @Sendable (MemberID) -> String?
    /// The name of an organisation.
    public let organisation: @Sendable (OrganisationID) -> String?
    /// The people around the child.
    public let people: [Matter]
    /// As what members work, for a page that tells them without their names.
    public let functions: [MemberID: [MemberFunction]]

    /// Joins the four.
    public init(
        member: @escaping @Sendable (MemberID) -> String?,
        organisation: @escaping @Sendable (OrganisationID) -> String?, people: [Matter] = [],
        functions: [MemberID: [MemberFunction]] = [:]
    ) {
        self.member = member
        self.organisation = organisation
        self.people = people
        self.functions = functions
    }
}

/// Values as people read them, in both languages.
struct ValueWords {
    let definition: CircuitDefinition
    let names: PageNames
    let rule: RecipientRule

    /// The words for a value; nil where the recipient is not told it.
    func words(_ value: Value, field: Field?) -> Bilingual? {
        switch value {
        case .text(let text): .init(both: text)
        case .date(let date): day(date)
        case .instant(let instant): moment(instant)
        case .flag(let flag): .init(flag ? Label.yes : Label.no)
        case .number(let number): .init(both: String(number))
        case .choice(let code): item(code, field?.list)
        case .choices(let codes): some(codes.compactMap { item($0, field?.list) })
        case .territory(let code): territory(code)
        case .member(let id): member(id)
        case .organisation(let id): organisation(id)
        case .attachment(let attachment): self.attachment(attachment)
        case .person(let id): person(id)
        }
    }

    /// Somebody around the child: the name as far as the recipient is told it, what the person is
    /// to the child, and that the rights over the child are suspended where they are.
    private func person(_ id: ActID) -> Bilingual {
        guard let person = names.people.first(where: { $0.act == id }),
            let name = person.personName
        else { return Bilingual(Label.person).followed(by: String(id.hexadecimal.prefix(8))) }
        var parts = rule.names(id) ? [Bilingual(both: name)] : []
        if case .choice(let tie) = person.values(.personTie).first,
            let words = item(tie, definition.field(meaning: .personTie)?.list)
        {
            parts.append(words)
        }
        if let stage = person.stage.flatMap({ definition.stage($0) }),
            person.isSuspended(definition)
        {
            parts.append(.init(stage.labels))
        }
        return some(parts) ?? .init(Label.person)
    }

    private func some(_ parts: [Bilingual]) -> Bilingual? {
        parts.isEmpty ? nil : .joined(parts)
    }

    /// An item of a list; a code that the definition no longer knows stands for itself.
    private func item(_ code: String, _ list: String?) -> Bilingual? {
        guard let item = list.flatMap({ definition.item(code, list: $0) }) else {
            return rule.isNarrow ? nil : .init(both: code)
        }
        return rule.shows(item.terms) ? .init(item.labels) : nil
    }

    func territory(_ code: String) -> Bilingual {
        guard let territory = definition.territory(code) else { return .init(both: code) }
        return .init(french: territory.nameFrench, arabic: territory.nameArabic)
    }

    func member(_ id: MemberID) -> Bilingual {
        guard !rule.recipient.masksOthers else {
            return some((names.functions[id] ?? []).flatMap(function)) ?? .init(Label.member)
        }
        if let name = names.member(id) { return .init(both: name) }
        return Bilingual(Label.member).followed(by: String(id.hexadecimal.prefix(8)))
    }

    /// Who wrote an act: a member, or somebody's function here or in another province.
    func author(_ heading: Heading) -> Bilingual {
        if let origin = heading.origin {
            return .joined([
                role(origin.function), Bilingual(Label.province).followed(by: origin.province),
            ])
        }
        guard rule.recipient.masksOthers else { return member(heading.author) }
        let functions = (names.functions[heading.author] ?? [])
            .filter { $0.organisation == heading.organisation }
        // Without the function it is not known whether the organisation is a shelter.
        return some(functions.flatMap(function)) ?? .init(Label.member)
    }

    /// As what somebody works and, but for a house where children stay, where: whoever is given a
    /// copy is not told where the child is.
    private func function(_ function: MemberFunction) -> [Bilingual] {
        let isHouse = isHouse(function.organisation)
        return [role(function.role)] + (isHouse ? [] : [organisation(function.organisation)])
    }

    private func isHouse(_ id: OrganisationID) -> Bool {
        definition.establishment(of: id) != nil
            || names.functions.values.joined().contains {
                $0.organisation == id && definition.role($0.role)?.scope == .placement
            }
    }

    private func role(_ code: String) -> Bilingual {
        definition.role(code).map { .init($0.labels) } ?? .init(both: code)
    }

    func organisation(_ id: OrganisationID) -> Bilingual {
        if rule.recipient.masksOthers, isHouse(id) { return .init(Label.organisation) }
        if let name = names.organisation(id) { return .init(both: name) }
        return Bilingual(Label.organisation).followed(by: String(id.hexadecimal.prefix(8)))
    }

    private func attachment(_ attachment: Attachment) -> Bilingual {
        let kind =
            switch attachment.kind {
            case .jpeg: "JPEG"
            case .png: "PNG"
            case .pdf: "PDF"
            }
        func words(_ language: Language) -> String {
            let size = DataSize.text(Int(attachment.byteCount), language)
            return [attachment.name, kind, size].filter { !$0.isEmpty }
                .joined(separator: language == .arabic ? "، " : ", ")
        }
        return .init(french: words(.french), arabic: words(.arabic))
    }

    func day(_ date: CivilDate) -> Bilingual {
        let parts = date.parts
        let day = DayParts(year: parts.year, month: parts.month, day: parts.day)
        return .init(french: DateText.day(day, .french), arabic: DateText.day(day, .arabic))
    }

    func moment(_ instant: Instant) -> Bilingual {
        .init(
            french: DateText.moment(instant, .french), arabic: DateText.moment(instant, .arabic))
    }
}
