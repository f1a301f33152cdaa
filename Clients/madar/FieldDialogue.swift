import Basics
import Catalog
import Circuit
import Commands
import Terminal

/// What a person answered to a field.
enum FieldAnswer {
    case value(Value)
    case nothing
    case removed
    case back
}

/// Asks for the value of one field, in the way that its type calls for.
struct FieldDialogue {
    let context: Context
    let definition: CircuitDefinition
    let me: Myself
    let picked: Picked
    /// The organisations that may be named; none where nobody told them.
    var organisations: [(id: OrganisationID, name: String)] = []
    /// How many children stay with the establishments among them, as far as that was told.
    var occupancies: [OrganisationID: Int] = [:]
    /// The people around the child of the file that is written.
    var people: [Matter] = []

    private static let back = "<"
    private static let giveUp = "!"
    private static let remove = "-"
    private static let commands: Set<String> = [back, giveUp, remove]

    func ask(_ field: Field, present: Value?, isNeeded: Bool, row: UInt16) throws -> FieldAnswer {
        var title = context.text(field.labels) + (isNeeded ? " *" : "")
        if field.group != nil { title += " (\(context.text(.row)) \(Int(row) + 1))" }
        context.prompt.tell(context.screen.styled(title, .bold))
        if let present {
            let values = ValueText(
                context: context, definition: definition, me: me, people: people)
            let shown = context.screen.value(values.text(present, field: field))
            context.prompt.tell("  [" + shown + "]  " + context.ask(.keepsValue))
        }
        while true {
            let answer = try answer(field)
            if case .nothing = answer, isNeeded, present == nil {
                context.prompt.tell("  " + context.ask(.mustAnswer))
                continue
            }
            return answer
        }
    }

    private func answer(_ field: Field) throws -> FieldAnswer {
        switch field.type {
        case .text: try line(.text) { .text($0) }
        case .number: try line(.number, wrong: .badNumber) { Int64($0).map(Value.number) }
        case .date:
            try line(.date, wrong: .badDate) { typed in
                DateText.readDay(typed)
                    .flatMap { CivilDate(year: $0.year, month: $0.month, day: $0.day) }
                    .map(Value.date)
            }
        case .instant: try line(.moment, wrong: .badMoment) { moment($0).map(Value.instant) }
        case .flag:
            try line(.yesNo, wrong: .badYesNo) { context.yesOrNo($0.lowercased()).map(Value.flag) }
        case .choice, .choices: try choice(field)
        case .territory: try territory(field)
        case .member:
            try line(.memberField, wrong: .badMember) { typed in
                isWord(.meWord, typed)
                    ? .member(me.member) : MemberID(hexadecimal: typed).map(Value.member)
            }
        case .organisation where !organisations.isEmpty: try organisation(field)
        case .organisation:
            try line(.organisationField, wrong: .badOrganisation) { typed in
                if isWord(.mineWord, typed) {
                    return me.organisations.first.map { .organisation($0.id) }
                }
                return OrganisationID(hexadecimal: typed).map(Value.organisation)
            }
        case .attachment: try attachment()
        case .person where !people.isEmpty: try person()
        case .person:
            try line(.personField, wrong: .badPerson) { people.named($0).map(Value.person) }
        }
    }

    private func person() throws -> FieldAnswer {
        let values = ValueText(context: context, definition: definition, me: me, people: people)
        let menu = Menu(
            people.map {
                MenuItem(code: String($0.act.hexadecimal.prefix(8)), label: values.person($0.act))
            },
            words: context.menuWords, screen: context.screen, commands: Self.commands)
        switch try menu.ask(context.prompt) {
        case .item(let place): return .value(.person(people[place].act))
        case .command(let typed): return try command(typed) ?? .nothing
        case .nothing, .items: return .nothing
        }
    }

    /// An organisation; where a child is placed, those first that are known to take children, with
    /// whom they take and how many.
    private func organisation(_ field: Field) throws -> FieldAnswer {
        let values = ValueText(context: context, definition: definition, me: me)
        let day = CivilDate(context.now, offsetSeconds: definition.parts.offsetSeconds)
        let known = organisations.map { organisation in
            (
                id: organisation.id, name: organisation.name,
                house: field.meaning == .establishment
                    ? definition.establishment(of: organisation.id, on: day) : nil
            )
        }
        let organisations = known.filter { $0.house != nil } + known.filter { $0.house == nil }
        let menu = Menu(
            organisations.map { item in
                let about = item.house.map { values.about($0, children: occupancies[item.id]) }
                return MenuItem(
                    code: item.id.hexadecimal,
                    label: ([item.name] + (about ?? [])).map { context.screen.value($0) }
                        .joined(separator: "  "))
            },
            words: context.menuWords, screen: context.screen, commands: Self.commands)
        switch try menu.ask(context.prompt) {
        case .item(let place): return .value(.organisation(organisations[place].id))
        case .command(let typed): return try command(typed) ?? .nothing
        case .nothing, .items: return .nothing
        }
    }

    private func attachment() throws -> FieldAnswer {
        while true {
            let typed = try context.prompt.line("  " + context.ask(.attachmentPath)).trimmed
            if typed.isEmpty { return .nothing }
            if let command = try command(typed) { return command }
            do {
                let attachment = try picked.pick(typed)
                let size = DataSize.text(Int(attachment.byteCount), context.language)
                let notice =
                    attachment.kind == .pdf
                    ? Notice.documentTaken(size: size) : .pictureTaken(size: size)
                context.prompt.tell("  " + context.say(notice))
                return .value(.attachment(attachment))
            } catch let failure as Failure {
                context.prompt.tell("  " + failure.happened(context.language))
                context.prompt.tell("  " + failure.advice(context.language))
            }
        }
    }

    /// A moment as typed, or the word for now in any of the languages.
    func moment(_ typed: String) -> Instant? {
        if isWord(.nowWord, typed) { return context.now }
        return DateText.readMoment(typed, now: context.now)
    }

    /// Whether a word stands for whoever types it.
    func isMe(_ typed: String) -> Bool { isWord(.meWord, typed) }

    /// Whether a word stands for the organisation of whoever types it.
    func isMine(_ typed: String) -> Bool { isWord(.mineWord, typed) }

    private func isWord(_ question: Question, _ typed: String) -> Bool {
        Language.allCases.contains { question.text($0) == typed.lowercased() }
    }

    private func line(
        _ question: Question, wrong: Question = .badNumber, _ read: (String) -> Value?
    ) throws -> FieldAnswer {
        while true {
            let typed = question == .text ? try text() : Digits.ascii(try raw(question))
            if typed.isEmpty { return .nothing }
            if let command = try command(typed) { return command }
            if let value = read(typed) { return .value(value) }
            context.prompt.tell("  " + context.ask(wrong))
        }
    }

    private func raw(_ question: Question) throws -> String {
        try context.prompt.line("  " + context.ask(question)).trimmed
    }

    /// A text; where the terminal cut it, with what the person pastes of the rest.
    private func text() throws -> String {
        var whole = ""
        while true {
            let part = try context.prompt.text("  " + context.ask(.text))
            whole += part.text
            guard part.isCut else { return whole.trimmed }
            let end = whole.suffix(MadarLimits.cutCharactersShown)
            context.alarm(.textCut(end: context.screen.value(String(end))))
        }
    }

    private func command(_ typed: String) throws -> FieldAnswer? {
        switch typed {
        case Self.back: return .back
        case Self.remove: return .removed
        case Self.giveUp: throw Failure(.gaveUp)
        default: return nil
        }
    }

    private func choice(_ field: Field) throws -> FieldAnswer {
        let items = field.list.flatMap { definition.list($0) }?.items ?? []
        let day = CivilDate(context.now, offsetSeconds: definition.parts.offsetSeconds)
        let valid = items.filter { $0.terms.validity.holds(on: day) }
        var words = context.menuWords
        if field.type == .choices { words.prompt = context.ask(.menuSeveral) }
        let menu = Menu(
            valid.map { MenuItem(code: $0.code, label: context.text($0.labels)) }, words: words,
            screen: context.screen, commands: Self.commands)
        let answer =
            field.type == .choices
            ? try menu.askSeveral(context.prompt) : try menu.ask(context.prompt)
        switch answer {
        case .item(let place): return .value(.choice(valid[place].code))
        case .items(let places): return .value(.choices(places.map { valid[$0].code }))
        case .nothing: return .nothing
        case .command(let typed): return try command(typed) ?? .nothing
        }
    }

    private func territory(_ field: Field) throws -> FieldAnswer {
        let places = definition.parts.territories.filter { place in
            place.level == .commune || place.level == .arrondissement
        }
        while true {
            let typed = try context.prompt.line("  " + context.ask(.commune)).trimmed
            if typed.isEmpty { return .nothing }
            if let command = try command(typed) { return command }
            let named = places.filter { place in
                place.code == typed
                    || SearchKey.matches(typed, place.nameArabic + " " + place.nameFrench)
            }
            let found = named.filter { place in
                field.meaning != .presence
                    || definition.territory(place.code, liesIn: me.province)
            }
            if found.isEmpty {
                let outside = CheckText.presenceOutsideProvince.text(context.language)
                context.prompt.tell(
                    "  " + (named.isEmpty ? context.ask(.nothingFits) : outside))
                continue
            }
            let menu = Menu(
                found.map { MenuItem(code: $0.code, label: name(of: $0)) },
                words: context.menuWords, screen: context.screen, commands: Self.commands)
            switch try menu.ask(context.prompt) {
            case .item(let place): return .value(.territory(found[place].code))
            case .command(let typed): return try command(typed) ?? .nothing
            case .nothing, .items: continue
            }
        }
    }

    /// A commune with the province around it: some names occur more than once.
    private func name(of place: Territory) -> String {
        let values = ValueText(context: context, definition: definition, me: me)
        var outer = place.parent.flatMap { definition.territory($0) }
        while let here = outer, here.level != .province {
            outer = here.parent.flatMap { definition.territory($0) }
        }
        let around = outer.map { " (" + values.territory($0.code) + ")" } ?? ""
        return values.territory(place.code) + around
    }
}
