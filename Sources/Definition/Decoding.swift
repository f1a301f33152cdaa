internal import Basics
internal import Circuit

/// Turns nodes into the items of a definition.
enum Decoding {
    static let termKeys: Set<String> = ["code", "labels", "basis", "from", "until"]

    /// What an item stands in, from which it takes the basis that it does not name.
    static func terms(
        _ entries: Entries, within basis: Basis? = nil
    ) throws(DefinitionError) -> Terms {
        let code = try entries.required("code").code()
        let labels = try labels(entries.required("labels"))
        let own = try entries["basis"].map { source throws(DefinitionError) in
            try self.basis(source)
        }
        guard let basis = own ?? basis else {
            throw entries.source.fail(.missingKey, "the key 'basis' is missing")
        }
        let from = try date(entries["from"])
        let until = try date(entries["until"])
        if let from, let until, from > until {
            throw entries.source.fail(.contradiction, "'from' lies after 'until'")
        }
        return Terms(
            code: code, labels: labels, basis: basis,
            validity: Validity(from: from, until: until))
    }

    private static func labels(_ source: Source) throws(DefinitionError) -> Labels {
        let entries = try source.mapping(["ar", "fr", "en"])
        return Labels(
            arabic: try label(entries, "ar"), french: try label(entries, "fr"),
            english: try label(entries, "en"))
    }

    static func label(_ entries: Entries, _ language: String) throws(DefinitionError) -> String {
        guard let source = entries[language] else {
            throw entries.source.fail(.missingLabel, "the label in '\(language)' is missing")
        }
        let text = try source.string()
        guard !text.isEmpty, text.unicodeScalars.count <= DefinitionLimits.labelScalars,
            !TextNormaliser.isForbidden(text)
        else {
            throw source.fail(.missingLabel, "the label in '\(language)' is empty or too long")
        }
        return TextNormaliser.normalise(text)
    }

    private static func basis(_ source: Source) throws(DefinitionError) -> Basis {
        if source.isScalar {
            guard try source.string() == "default" else {
                throw source.fail(
                    .wrongValue, "a basis is 'default' or {legal: the article}")
            }
            return .assumed
        }
        let article = try source.mapping(["legal"]).required("legal")
        let text = try article.string()
        guard text.contains(where: \.isNumber) else {
            throw article.fail(.wrongValue, "a legal basis names its article")
        }
        return .legal(article: text)
    }

    private static func date(_ source: Source?) throws(DefinitionError) -> CivilDate? {
        guard let source else { return nil }
        guard let date = CivilDate(try source.string()) else {
            throw source.fail(.wrongValue, "a date is written as 2024-05-27")
        }
        return date
    }

    // MARK: Lists

    static func list(_ source: Source) throws(DefinitionError) -> (list: CodeList, extends: Bool) {
        let entries = try source.mapping(
            termKeys.union(["items", "report_lines", "sectors", "extend"]))
        let terms = try terms(entries)
        var items: [CodeItem] = []
        for item in try entries.required("items").sequence() {
            let pairs = try item.mapping(
                termKeys.union(["parent", "report_line", "sector", "modes", "meaning"]))
            items.append(
                CodeItem(
                    terms: try self.terms(pairs, within: terms.basis),
                    parent: try pairs["parent"]?.code(),
                    reportLine: try pairs["report_line"]?.code(),
                    sector: try pairs["sector"]?.code(),
                    modes: try pairs.values("modes", ServiceMode.self),
                    meaning: try pairs["meaning"]?.value(ItemMeaning.self)))
        }
        let list = CodeList(
            terms: terms, reportLines: try entries["report_lines"]?.code(),
            sectors: try entries["sectors"]?.code(), items: items)
        return (list, try entries["extend"]?.flag() ?? false)
    }

    // MARK: Tracks, tasks, clocks

    static func track(_ source: Source) throws(DefinitionError) -> Track {
        let entries = try source.mapping(termKeys.union(["meaning", "class", "stages"]))
        let terms = try terms(entries)
        var stages: [Stage] = []
        for stage in try entries.required("stages").sequence() {
            let pairs = try stage.mapping(
                termKeys.union(["meanings", "next", "entry_forms", "after", "ends"]))
            stages.append(
                Stage(
                    terms: try self.terms(pairs, within: terms.basis),
                    meanings: try pairs.values("meanings", StageMeaning.self),
                    next: try pairs.codes("next"),
                    entryForms: try pairs.codes("entry_forms"),
                    after: try pairs.codes("after"), ends: try pairs.codes("ends")))
        }
        return Track(
            terms: terms, meaning: try entries.required("meaning").value(TrackMeaning.self),
            dataClass: try dataClass(entries.required("class")), stages: stages)
    }

    static func task(_ source: Source) throws(DefinitionError) -> TaskKind {
        let entries = try source.mapping(termKeys.union(["ability"]))
        return TaskKind(
            terms: try terms(entries), ability: try entries["ability"]?.value(Ability.self))
    }

    static func clock(_ source: Source) throws(DefinitionError) -> Clock {
        let entries = try source.mapping(
            termKeys.union([
                "task", "class", "start", "delay", "restart", "stop", "only", "limit", "escalate",
            ]))
        var stopStages: [String] = []
        var stopFields: [FieldMeaning] = []
        if let stop = try entries["stop"]?.mapping(["stages", "fields"]) {
            stopStages = try stop.codes("stages")
            for item in try stop.items("fields") { stopFields.append(try meaning(item)) }
        }
        var restarts: [FieldMeaning] = []
        for item in try entries.items("restart") { restarts.append(try meaning(item)) }
        var tests: [HeadTest] = []
        for item in try entries.items("only") {
            let pairs = try item.mapping(["field", "is"])
            tests.append(
                HeadTest(
                    meaning: try meaning(pairs.required("field")),
                    codes: try pairs.required("is").codes()))
        }
        return Clock(
            terms: try terms(entries), task: try entries.required("task").code(),
            dataClass: try dataClass(entries.required("class")),
            start: try start(entries.required("start")),
            delay: try entries["delay"].map { source throws(DefinitionError) in
                try limit(source)
            }, restarts: restarts, stopStages: stopStages, stopFields: stopFields, tests: tests,
            limit: try limit(entries.required("limit")),
            escalation: try entries["escalate"].map { source throws(DefinitionError) in
                try escalation(source)
            })
    }

    private static func escalation(_ source: Source) throws(DefinitionError) -> Escalation {
        let entries = try source.mapping(["seconds", "to"])
        return Escalation(
            seconds: try entries.required("seconds").integer(0...DefinitionLimits.clockSeconds),
            ability: try entries.required("to").value(Ability.self))
    }

    /// The days on which nobody works.
    static func calendar(_ source: Source) throws(DefinitionError) -> WorkCalendar {
        let entries = try source.mapping(["rest_days", "yearly", "dates"])
        var calendar = WorkCalendar()
        for item in try entries.items("rest_days") {
            calendar.restDays.insert(Int(try item.integer(1...7)))
        }
        for item in try entries.items("yearly") {
            // A leap year has every day that a year may have.
            guard let date = CivilDate("2024-" + (try item.string())) else {
                throw item.fail(.wrongValue, "a day of every year is written as 01-11")
            }
            let parts = date.parts
            calendar.yearly.insert(WorkCalendar.MonthDay(month: parts.month, day: parts.day))
        }
        for item in try entries.items("dates") {
            guard let date = try date(item) else { continue }
            calendar.dates.insert(date)
        }
        return calendar
    }

    private static func start(_ source: Source) throws(DefinitionError) -> ClockStart {
        let entries = try source.mapping(["stage", "field"])
        switch (entries["stage"], entries["field"]) {
        case (let stage?, nil): return .stage(try stage.code())
        case (nil, let field?): return .field(try meaning(field))
        default: throw source.fail(.wrongValue, "a clock starts at one stage or one field")
        }
    }

    private static func limit(_ source: Source) throws(DefinitionError) -> TimeLimit {
        if source.isScalar {
            guard try source.string() == "end_of_day" else {
                throw source.fail(.wrongValue, limitForms)
            }
            return .endOfDay
        }
        let entries = try source.mapping(["seconds", "months", "clear_days", "working_days"])
        guard entries.pairs.count == 1, let (key, value) = entries.pairs.first else {
            throw source.fail(.wrongValue, limitForms)
        }
        switch key {
        case "seconds": return .seconds(try value.integer(0...DefinitionLimits.clockSeconds))
        case "months": return .months(Int(try value.integer(1...DefinitionLimits.clockMonths)))
        case "clear_days": return .clearDays(Int(try value.integer(1...DefinitionLimits.clockDays)))
        default: return .workingDays(Int(try value.integer(1...DefinitionLimits.clockDays)))
        }
    }

    private static let limitForms =
        "a limit is 'end_of_day', {seconds: n}, {months: n}, {clear_days: n} or {working_days: n}"

    static func meaning(_ source: Source) throws(DefinitionError) -> FieldMeaning {
        let name = try source.string()
        guard let meaning = FieldMeaning(name: name) else {
            throw source.fail(.wrongValue, "'\(name)' is no meaning of a field")
        }
        return meaning
    }

    static func dataClass(_ source: Source) throws(DefinitionError) -> DataClass {
        let name = try source.string()
        guard let dataClass = classes[name] else {
            throw source.fail(.wrongValue, "'\(name)' is no class that holds content")
        }
        return dataClass
    }

    private static let classes: [String: DataClass] = [
        "identity": .identity, "social": .social, "health": .health, "judicial": .judicial,
        "protected": .protected, "audit": .audit,
    ]

    // MARK: Roles

    static func role(_ source: Source) throws(DefinitionError) -> Role {
        let entries = try source.mapping(
            termKeys.union(["scope", "cells", "stages", "abilities"]))
        var cells: [AccessCell] = []
        for item in try entries.items("cells") {
            let pairs = try item.mapping(["class", "create", "read", "update", "scope"])
            cells.append(
                AccessCell(
                    dataClass: try dataClass(pairs.required("class")),
                    create: try pairs.required("create").flag(),
                    read: try pairs.required("read").value(ReadRule.self),
                    update: try pairs.required("update").flag(),
                    scope: try pairs["scope"]?.value(Scope.self)))
        }
        return Role(
            terms: try terms(entries),
            scope: try entries.required("scope").value(Scope.self), cells: cells,
            stages: try entries.codes("stages"),
            abilities: try entries.values("abilities", Ability.self))
    }

    // MARK: Territories

    static func territory(_ source: Source) throws(DefinitionError) -> Territory {
        let entries = try source.mapping(["code", "level", "kind", "in", "ar", "fr", "device"])
        return Territory(
            code: try entries.required("code").code(),
            level: try entries.required("level").value(TerritoryLevel.self),
            kind: try entries.required("kind").value(TerritoryKind.self),
            parent: try entries["in"]?.code(),
            nameArabic: try label(entries, "ar"), nameFrench: try label(entries, "fr"),
            hasDevice: try entries["device"]?.flag() ?? false)
    }
}
