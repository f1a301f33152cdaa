internal import Basics
internal import Circuit

/// Turns nodes into the items of a definition.
///
/// What is wrong is recorded. An item without a code is none; for any other key that cannot be
/// read something stands in its place, so that the rest of the item is read and checked too.
enum Decoding {
    static let termKeys: Set<String> = ["code", "labels", "basis", "from", "until"]

    /// What an item stands in, from which it takes the basis that it does not name.
    static func terms(_ entries: Entries, within basis: Basis? = nil) -> Terms? {
        let code = entries.required("code") { $0.code() }
        let labels = entries.required("labels") { self.labels($0) }
        let own = entries.read("basis") { self.basis($0) }
        if entries["basis"] == nil, basis == nil {
            entries.source.report(.missingKey, "the key 'basis' is missing")
        }
        let from = entries.read("from") { self.date($0) }
        let until = entries.read("until") { self.date($0) }
        if let from, let until, from > until {
            entries.source.report(.contradiction, "'from' lies after 'until'")
        }
        guard let code else { return nil }
        return Terms(
            code: code, labels: labels ?? Labels(arabic: "", french: "", english: ""),
            basis: own ?? basis ?? .assumed, validity: Validity(from: from, until: until))
    }

    static func labels(_ source: Source) -> Labels? {
        guard let entries = source.mapping(["ar", "fr", "en"]) else { return nil }
        let (arabic, french, english) = (
            label(entries, "ar"), label(entries, "fr"), label(entries, "en")
        )
        guard let arabic, let french, let english else { return nil }
        return Labels(arabic: arabic, french: french, english: english)
    }

    static func label(_ entries: Entries, _ language: String) -> String? {
        guard let source = entries[language] else {
            entries.source.report(.missingLabel, "the label in '\(language)' is missing")
            return nil
        }
        guard let text = source.string() else { return nil }
        guard !text.isEmpty, text.unicodeScalars.count <= DefinitionLimits.labelScalars,
            !TextNormaliser.isForbidden(text)
        else {
            source.report(.missingLabel, "the label in '\(language)' is empty or too long")
            return nil
        }
        return TextNormaliser.normalise(text)
    }

    private static func basis(_ source: Source) -> Basis? {
        if source.isScalar {
            guard source.string() == "default" else {
                source.report(.wrongValue, "a basis is 'default' or {legal: the article}")
                return nil
            }
            return .assumed
        }
        return source.mapping(["legal"])?.required("legal") { article in
            guard let text = article.string() else { return nil }
            guard text.contains(where: \.isNumber) else {
                article.report(.wrongValue, "a legal basis names its article")
                return nil
            }
            return .legal(article: text)
        }
    }

    private static func date(_ source: Source) -> CivilDate? {
        guard let text = source.string() else { return nil }
        guard let date = CivilDate(text) else {
            source.report(.wrongValue, "a date is written as 2024-05-27")
            return nil
        }
        return date
    }

    /// The items of a sequence inside an item, each code at most once.
    static func inner<Item>(
        _ entries: Entries, _ part: String, isRequired: Bool = false,
        _ decode: (Source) -> (code: String, Decoded<Item>)?
    ) -> [(code: String, Decoded<Item>)] {
        if isRequired { _ = entries.required(part) { $0 } }
        var seen: Set<String> = []
        return entries.items(part) { source in decode(source).map { (source, $0) } }
            .compactMap { source, found in
                guard seen.insert(found.code).inserted else {
                    source.report(.duplicateCode, "'\(found.code)' stands twice in \(part)")
                    return nil
                }
                return found
            }
    }

    // MARK: Lists

    static func list(_ source: Source) -> (list: Decoded<CodeList>, extends: Bool)? {
        guard
            let entries = source.mapping(
                termKeys.union(["items", "report_lines", "sectors", "meaning", "extend"]))
        else { return nil }
        let terms = terms(entries)
        let items = inner(entries, "items", isRequired: true) { item($0, terms?.basis) }
        let reportLines = entries.read("report_lines") { $0.code() }
        let sectors = entries.read("sectors") { $0.code() }
        let meaning = entries.read("meaning") { $0.value(ListMeaning.self) }
        let extends = entries.read("extend") { $0.flag() } ?? false
        guard let terms else { return nil }
        let list = CodeList(
            terms: terms, reportLines: reportLines, sectors: sectors, meaning: meaning,
            items: items.map(\.1.item))
        return (
            Decoded(
                item: list, entries: entries, inner: items.map { ("items", $0.code, $0.1.entries) }),
            extends
        )
    }

    private static func item(
        _ source: Source, _ basis: Basis?
    ) -> (code: String, Decoded<CodeItem>)? {
        guard
            let entries = source.mapping(
                termKeys.union([
                    "parent", "report_line", "sector", "modes", "meaning", "sex", "ages",
                ]))
        else { return nil }
        let terms = terms(entries, within: basis ?? .assumed)
        let parent = entries.read("parent") { $0.code() }
        let reportLine = entries.read("report_line") { $0.code() }
        let sector = entries.read("sector") { $0.code() }
        let modes = entries.values("modes", ServiceMode.self)
        let meaning = entries.read("meaning") { $0.value(ItemMeaning.self) }
        let sex = entries.read("sex") { $0.code() }
        let ages = entries.read("ages") { self.ages($0) }
        guard let terms else { return nil }
        let item = CodeItem(
            terms: terms, parent: parent, reportLine: reportLine, sector: sector, modes: modes,
            meaning: meaning, sex: sex, ages: ages)
        return (item.code, Decoded(item: item, entries: entries))
    }

    private static func ages(_ source: Source) -> ClosedRange<Int>? {
        guard let entries = source.mapping(["from", "to"]) else { return nil }
        let bounds = 0...DefinitionLimits.ageYears
        let from = entries.required("from") { $0.integer(bounds) }
        let to = entries.required("to") { $0.integer(bounds) }
        guard let from, let to else { return nil }
        guard from <= to else {
            source.report(.contradiction, "'from' lies above 'to'")
            return nil
        }
        return Int(from)...Int(to)
    }

    // MARK: Establishments

    static func establishment(_ source: Source) -> Decoded<Establishment>? {
        guard
            let entries = source.mapping(
                termKeys.union(["organisation", "kind", "specialities", "capacity", "commune"]))
        else { return nil }
        let terms = terms(entries)
        let organisation = entries.required("organisation") { self.organisation($0) }
        let kind = entries.required("kind") { $0.code() }
        let specialities = entries.codes("specialities")
        let capacity = entries.required("capacity") {
            $0.integer(1...DefinitionLimits.capacityChildren)
        }
        let commune = entries.read("commune") { $0.code() }
        guard let terms else { return nil }
        return Decoded(
            item: Establishment(
                terms: terms, organisation: organisation ?? .zero, kind: kind ?? "",
                specialities: specialities, capacity: Int(capacity ?? 1), commune: commune),
            entries: entries)
    }

    private static func organisation(_ source: Source) -> OrganisationID? {
        guard let text = source.string() else { return nil }
        guard let id = OrganisationID(hexadecimal: text), id != .zero else {
            source.report(.wrongValue, "an organisation is written as its 32 hexadecimal digits")
            return nil
        }
        return id
    }

    // MARK: Tracks, tasks, clocks

    static func track(_ source: Source) -> Decoded<Track>? {
        guard let entries = source.mapping(termKeys.union(["meaning", "class", "kinds", "stages"]))
        else { return nil }
        let terms = terms(entries)
        let meaning = entries.required("meaning") { $0.value(TrackMeaning.self) }
        let dataClass = entries.required("class") { self.dataClass($0) }
        let kinds = entries.codes("kinds")
        let stages = inner(entries, "stages", isRequired: true) { stage($0, terms?.basis) }
        guard let terms else { return nil }
        return Decoded(
            item: Track(
                terms: terms, meaning: meaning ?? .matter, dataClass: dataClass ?? .social,
                kinds: kinds, stages: stages.map(\.1.item)),
            entries: entries, inner: stages.map { ("stages", $0.code, $0.1.entries) })
    }

    private static func stage(
        _ source: Source, _ basis: Basis?
    ) -> (code: String, Decoded<Stage>)? {
        guard
            let entries = source.mapping(
                termKeys.union(["meanings", "next", "entry_forms", "after", "ends"]))
        else { return nil }
        let terms = terms(entries, within: basis ?? .assumed)
        let meanings = entries.values("meanings", StageMeaning.self)
        let next = entries.codes("next")
        let (entryForms, after) = (entries.codes("entry_forms"), entries.codes("after"))
        let ends = entries.codes("ends")
        guard let terms else { return nil }
        let stage = Stage(
            terms: terms, meanings: meanings, next: next, entryForms: entryForms, after: after,
            ends: ends)
        return (stage.code, Decoded(item: stage, entries: entries))
    }

    static func task(_ source: Source) -> Decoded<TaskKind>? {
        guard let entries = source.mapping(termKeys.union(["ability", "meaning"])) else {
            return nil
        }
        let terms = terms(entries)
        let ability = entries.read("ability") { $0.value(Ability.self) }
        let meaning = entries.read("meaning") { $0.value(TaskMeaning.self) }
        return terms.map {
            Decoded(
                item: TaskKind(terms: $0, ability: ability, meaning: meaning), entries: entries)
        }
    }

    static func clock(_ source: Source) -> Decoded<Clock>? {
        guard
            let entries = source.mapping(
                termKeys.union([
                    "task", "class", "start", "delay", "restart", "stop", "only", "limit",
                    "escalate",
                ]))
        else { return nil }
        let terms = terms(entries)
        let task = entries.required("task") { $0.code() }
        let dataClass = entries.required("class") { self.dataClass($0) }
        let start = entries.required("start") { self.start($0) }
        let delay = entries.read("delay") { self.limit($0) }
        let restarts = entries.items("restart") { meaning($0) }
        let stop = entries.read("stop") { $0.mapping(["stages", "fields"]) }
        let stopStages = stop?.codes("stages") ?? []
        let stopFields = stop?.items("fields") { meaning($0) } ?? []
        let tests = entries.items("only") { test($0) }
        let limit = entries.required("limit") { self.limit($0) }
        let escalation = entries.read("escalate") { self.escalation($0) }
        guard let terms else { return nil }
        return Decoded(
            item: Clock(
                terms: terms, task: task ?? "", dataClass: dataClass ?? .social,
                start: start ?? .stage(""), delay: delay, restarts: restarts,
                stopStages: stopStages, stopFields: stopFields, tests: tests,
                limit: limit ?? .endOfDay, escalation: escalation),
            entries: entries)
    }

    private static func test(_ source: Source) -> HeadTest? {
        guard let entries = source.mapping(["field", "is"]) else { return nil }
        let meaning = entries.required("field") { self.meaning($0) }
        _ = entries.required("is") { $0 }
        let codes = entries.codes("is")
        return meaning.map { HeadTest(meaning: $0, codes: codes) }
    }

    private static func escalation(_ source: Source) -> Escalation? {
        guard let entries = source.mapping(["seconds", "to"]) else { return nil }
        let seconds = entries.required("seconds") {
            $0.integer(0...DefinitionLimits.clockSeconds)
        }
        let ability = entries.required("to") { $0.value(Ability.self) }
        guard let seconds, let ability else { return nil }
        return Escalation(seconds: seconds, ability: ability)
    }

    /// The days on which nobody works.
    static func calendar(_ source: Source) -> WorkCalendar? {
        guard let entries = source.mapping(["rest_days", "yearly", "dates"]) else { return nil }
        var calendar = WorkCalendar()
        calendar.restDays = Set(entries.items("rest_days") { $0.integer(1...7).map { Int($0) } })
        calendar.yearly = Set(
            entries.items("yearly") { item in
                guard let text = item.string() else { return nil }
                // A leap year has every day that a year may have.
                guard let parts = CivilDate("2024-" + text)?.parts else {
                    item.report(.wrongValue, "a day of every year is written as 01-11")
                    return nil
                }
                return WorkCalendar.MonthDay(month: parts.month, day: parts.day)
            })
        calendar.dates = Set(entries.items("dates") { date($0) })
        return calendar
    }

    private static func start(_ source: Source) -> ClockStart? {
        guard let entries = source.mapping(["stage", "field"]) else { return nil }
        switch (entries["stage"], entries["field"]) {
        case (let stage?, nil): return stage.code().map { .stage($0) }
        case (nil, let field?): return meaning(field).map { .field($0) }
        default:
            source.report(.wrongValue, "a clock starts at one stage or one field")
            return nil
        }
    }

    private static func limit(_ source: Source) -> TimeLimit? {
        if source.isScalar {
            guard source.string() == "end_of_day" else {
                source.report(.wrongValue, limitForms)
                return nil
            }
            return .endOfDay
        }
        guard let entries = source.mapping(["seconds", "months", "clear_days", "working_days"])
        else { return nil }
        guard entries.pairs.count == 1, let (key, value) = entries.pairs.first else {
            source.report(.wrongValue, limitForms)
            return nil
        }
        switch key {
        case "seconds":
            return value.integer(0...DefinitionLimits.clockSeconds).map { .seconds($0) }
        case "months":
            return value.integer(1...DefinitionLimits.clockMonths).map { .months(Int($0)) }
        case "clear_days":
            return value.integer(1...DefinitionLimits.clockDays).map { .clearDays(Int($0)) }
        default:
            return value.integer(1...DefinitionLimits.clockDays).map { .workingDays(Int($0)) }
        }
    }

    private static let limitForms =
        "a limit is 'end_of_day', {seconds: n}, {months: n}, {clear_days: n} or {working_days: n}"

    static func meaning(_ source: Source) -> FieldMeaning? {
        guard let name = source.string() else { return nil }
        guard let meaning = FieldMeaning(name: name) else {
            source.report(.wrongValue, "'\(name)' is no meaning of a field")
            return nil
        }
        return meaning
    }

    static func dataClass(_ source: Source) -> DataClass? {
        guard let name = source.string() else { return nil }
        guard let dataClass = classes[name] else {
            source.report(.wrongValue, "'\(name)' is no class that holds content")
            return nil
        }
        return dataClass
    }

    private static let classes: [String: DataClass] = [
        "identity": .identity, "social": .social, "health": .health, "judicial": .judicial,
        "protected": .protected, "audit": .audit,
    ]

    // MARK: Roles

    static func role(_ source: Source) -> Decoded<Role>? {
        guard
            let entries = source.mapping(
                termKeys.union(["scope", "cells", "records", "stages", "abilities"]))
        else { return nil }
        let terms = terms(entries)
        let scope = entries.required("scope") { $0.value(Scope.self) }
        let cells = inner(entries, "cells") { cell($0) }
        let records = inner(entries, "records") { record($0) }
        let stages = entries.codes("stages")
        let abilities = entries.values("abilities", Ability.self)
        guard let terms else { return nil }
        return Decoded(
            item: Role(
                terms: terms, scope: scope ?? .province, cells: cells.map(\.1.item),
                records: records.map(\.1.item), stages: stages, abilities: abilities),
            entries: entries,
            inner: cells.map { ("cells", $0.code, $0.1.entries) }
                + records.map { ("records", $0.code, $0.1.entries) })
    }

    private static func record(_ source: Source) -> (code: String, Decoded<RecordCell>)? {
        guard let entries = source.mapping(["kind", "create", "read", "update", "scope", "forms"])
        else { return nil }
        let kind = entries.required("kind") { $0.code() }
        let create = entries.required("create") { $0.flag() }
        let read = entries.required("read") { $0.flag() }
        let update = entries.required("update") { $0.flag() }
        let scope = entries.read("scope") { $0.value(Scope.self) }
        let forms = entries.codes("forms")
        guard let kind else { return nil }
        let cell = RecordCell(
            kind: kind, create: create ?? false, read: read ?? false, update: update ?? false,
            scope: scope ?? .province, forms: forms)
        return (kind, Decoded(item: cell, entries: entries))
    }

    private static func cell(_ source: Source) -> (code: String, Decoded<AccessCell>)? {
        guard let entries = source.mapping(["class", "create", "read", "update", "scope"])
        else { return nil }
        let dataClass = entries.required("class") { self.dataClass($0) }
        let create = entries.required("create") { $0.flag() }
        let read = entries.required("read") { $0.value(ReadRule.self) }
        let update = entries.required("update") { $0.flag() }
        let scope = entries.read("scope") { $0.value(Scope.self) }
        guard let dataClass else { return nil }
        let cell = AccessCell(
            dataClass: dataClass, create: create ?? false, read: read ?? .none,
            update: update ?? false, scope: scope)
        return ("\(dataClass)", Decoded(item: cell, entries: entries))
    }

    // MARK: Territories

    static func territory(_ source: Source) -> Decoded<Territory>? {
        guard let entries = source.mapping(["code", "level", "kind", "in", "ar", "fr", "device"])
        else { return nil }
        let code = entries.required("code") { $0.code() }
        let level = entries.required("level") { $0.value(TerritoryLevel.self) }
        let kind = entries.required("kind") { $0.value(TerritoryKind.self) }
        let parent = entries.read("in") { $0.code() }
        let (arabic, french) = (label(entries, "ar"), label(entries, "fr"))
        let hasDevice = entries.read("device") { $0.flag() }
        guard let code else { return nil }
        return Decoded(
            item: Territory(
                code: code, level: level ?? .region, kind: kind ?? .region, parent: parent,
                nameArabic: arabic ?? "", nameFrench: french ?? "", hasDevice: hasDevice ?? false),
            entries: entries)
    }
}
