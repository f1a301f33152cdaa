internal import Basics
internal import Circuit

/// Checks that the items of a definition agree with each other.
///
/// A rule is applied only where all that it turns on could be read: what is missing because of
/// another fault is no fault of its own.
struct Checker {
    let definition: CircuitDefinition
    let assembly: Assembly
    /// Whether every stage could be read, so that one that is not there is missing.
    private let knowsStages: Bool
    /// Whether every field's meaning could be read.
    private let knowsMeanings: Bool

    var parts: CircuitDefinition.Parts { definition.parts }

    init(definition: CircuitDefinition, assembly: Assembly) {
        self.definition = definition
        self.assembly = assembly
        let places = assembly.places
        knowsStages =
            places.isDecided("tracks")
            && definition.parts.tracks.allSatisfy {
                places.isDecided(ItemPath("tracks", $0.code), "stages")
            }
        knowsMeanings =
            places.isDecided("forms")
            && definition.parts.forms.allSatisfy { form in
                let path = ItemPath("forms", form.code)
                return places.isDecided(path, "fields")
                    && form.fields.allSatisfy {
                        places.isDecided(path.inner("fields", $0.code), "meaning")
                    }
            }
    }

    func run() {
        checkLists()
        checkForms()
        checkTracks()
        checkClocks()
        checkRoles()
        checkTerritories()
        checkEstablishments()
        checkIndicators()
        checkReports()
        checkTables()
    }

    func isDecided(_ section: String) -> Bool { assembly.places.isDecided(section) }

    func isDecided(_ path: ItemPath, _ key: String) -> Bool {
        assembly.places.isDecided(path, key)
    }

    func isDecided(_ path: ItemPath, _ first: String, _ second: String) -> Bool {
        assembly.places.isDecided(path, first, second)
    }

    /// Records a fault at an item, at one of its keys, or at a text under that key.
    func require(
        _ holds: Bool, _ fault: DefinitionFault, _ path: ItemPath, at key: String? = nil,
        naming text: String? = nil, _ sentence: @autoclosure () -> String
    ) {
        if !holds { assembly.report(fault, path, key, text, sentence()) }
    }

    /// Whether a list has an item, as far as that can be told: of a list that is not there, it is
    /// said where the list is named.
    private func mayHold(_ list: String, _ code: String) -> Bool {
        definition.list(list) == nil || definition.item(code, list: list) != nil
            || !isDecided(ItemPath("lists", list), "items")
    }

    private func mayBeList(_ code: String) -> Bool {
        definition.list(code) != nil || !isDecided("lists")
    }

    // MARK: Indicators

    private func checkIndicators() {
        for (place, indicator) in parts.indicators.enumerated() {
            let path = ItemPath("indicators", indicator.code)
            require(
                place < DefinitionLimits.indicators, .wrongValue, path,
                "there are more than \(DefinitionLimits.indicators) indicators")
            require(
                !indicator.measures.isEmpty || !isDecided(path, "measures"), .incomplete, path,
                "it has no measure")
            for code in indicator.lists {
                require(
                    definition.track(code) != nil || definition.organisationField(code) != nil
                        || mayBeList(code) || !isDecided("tracks") || !isDecided("forms"),
                    .unknownReference, path, at: "by", naming: code,
                    "there is no list, track or field of organisations '\(code)'")
            }
            for measure in indicator.measures { check(measure, of: indicator, path) }
        }
    }

    private func checkReports() {
        for (place, report) in parts.reports.enumerated() {
            let path = ItemPath("reports", report.code)
            require(
                place < DefinitionLimits.reports, .wrongValue, path,
                "there are more than \(DefinitionLimits.reports) reports")
            require(
                !report.indicators.isEmpty || !isDecided(path, "indicators"), .incomplete, path,
                "it has no indicator")
            for code in report.indicators {
                require(
                    definition.indicator(code) != nil || !isDecided("indicators"),
                    .unknownReference, path, at: "indicators", naming: code,
                    "there is no indicator '\(code)'")
            }
            require(
                report.kinds.isEmpty || report.audience == .committee || !isDecided(path, "for"),
                .contradiction, path, at: "kinds",
                "what stands on the page of a file is laid before the committee")
            for kind in report.kinds {
                checkKind(kind, path, at: "kinds", isRecord: true)
                require(
                    parts.reports[..<place].allSatisfy { !$0.kinds.contains(kind) },
                    .contradiction, path, at: "kinds", naming: kind,
                    "another report stands on the page of '\(kind)'")
            }
        }
    }

    private func check(_ measure: Measure, of indicator: Indicator, _ outer: ItemPath) {
        let (path, rule) = (outer.inner("measures", measure.code), measure.rule)
        guard isDecided(path, "count") else { return }
        require(
            !measure.isRate || rule.kind == .share, .contradiction, path, at: "rate",
            "only a share is told for each 1,000")
        switch rule.kind {
        case .files, .occurrences, .sum, .matters, .standing:
            checkSought(rule.of, path, "of", "values")
        case .latest:
            checkSought(rule.of, path, "of", "values")
            for code in rule.of.codes {
                require(
                    definition.field(code).map { $0.type == .number } ?? true, .contradiction,
                    path, at: "of", naming: code, "'\(code)' holds no number")
            }
        case .delay, .within, .repeated:
            checkSought(rule.of, path, "of", "values")
            checkSought(rule.to ?? Sought(codes: []), path, "to", "to_values")
            for stage in rule.until { checkCounted(stage, path, "stop") }
            require(
                rule.kind == .delay || !rule.limits.isEmpty || !isDecided(path, "limits"),
                .missingKey, path, "it has no limits")
            for risk in rule.limits.flatMap(\.risks) {
                let levels = definition.riskLevels.map(\.code)
                require(
                    levels.contains(risk) || !knowsMeanings || levels.isEmpty, .unknownReference,
                    path, at: "limits", "there is no level of risk '\(risk)'")
            }
        case .share:
            for code in rule.of.codes + [rule.over].compactMap(\.self) {
                require(
                    code != measure.code && indicator.measures.contains { $0.code == code },
                    .unknownReference, path, "there is no measure '\(code)' to divide")
            }
            require(
                rule.of.codes.count == 1 && rule.over != nil, .missingKey, path,
                "it has to name one measure, and the one that it is divided by")
        case .missing:
            require(
                rule.fact != nil || !isDecided(path, "fact"), .missingKey, path,
                "the key 'fact' is missing")
        case .told:
            require(
                rule.told != nil || !isDecided(path, "told"), .missingKey, path,
                "the key 'told' is missing")
        case .load:
            require(
                rule.minimum <= rule.maximum ?? .max, .contradiction, path, at: "maximum",
                "'minimum' lies above 'maximum'")
        case .uncollected: break
        }
    }

    private func checkSought(
        _ sought: Sought, _ path: ItemPath, _ key: String, _ values: String
    ) {
        require(
            !sought.codes.isEmpty || !isDecided(path, key), .missingKey, path,
            "the key '\(key)' is missing")
        for code in sought.codes { checkCounted(code, path, key) }
        let lists = sought.codes.compactMap { definition.field($0) }.compactMap(\.list)
        for value in sought.values {
            require(
                lists.isEmpty || lists.contains { mayHold($0, value) }, .unknownReference, path,
                at: values, naming: value, "no list of these fields has '\(value)'")
        }
    }

    private func checkCounted(_ code: String, _ path: ItemPath, _ key: String) {
        require(
            definition.stage(code) != nil || definition.field(code) != nil || !knowsStages
                || !isDecided("forms"),
            .unknownReference, path, at: key, naming: code,
            "there is no stage or field '\(code)'")
    }

    // MARK: Lists

    private func checkLists() {
        var meanings: [ListMeaning: String] = [:]
        for list in parts.lists {
            let path = ItemPath("lists", list.code)
            if let other = list.meaning.flatMap({ meanings.updateValue(list.code, forKey: $0) }) {
                require(
                    false, .contradiction, path, at: "meaning",
                    "list '\(other)' has the same meaning")
            }
            require(
                !list.items.isEmpty || !isDecided(path, "items"), .incomplete, path,
                "it has no item")
            if let lines = list.reportLines {
                require(
                    mayBeList(lines), .unknownReference, path, at: "report_lines",
                    "there is no list '\(lines)'")
            }
            if let sectors = list.sectors {
                require(
                    mayBeList(sectors), .unknownReference, path, at: "sectors",
                    "there is no list '\(sectors)'")
            }
            for item in list.items { checkItem(item, of: list, path) }
        }
    }

    private func checkItem(_ item: CodeItem, of list: CodeList, _ outer: ItemPath) {
        let path = outer.inner("items", item.code)
        if let parent = item.parent {
            require(
                parent != item.code && mayHold(list.code, parent), .unknownReference, path,
                at: "parent", "it has no parent '\(parent)'")
        }
        if let line = item.reportLine, isDecided(outer, "report_lines") {
            require(
                list.reportLines.map { mayHold($0, line) } ?? false, .unknownReference, path,
                at: "report_line", "it names no report line '\(line)'")
        }
        if let sex = item.sex { checkSex(sex, path) }
        if isDecided(outer, "meaning") {
            require(
                list.meaning == .establishmentSpecialities || (item.sex == nil && item.ages == nil),
                .contradiction, path, "it speaks of sex or ages and is no speciality")
        }
        guard isDecided(outer, "sectors"), isDecided(path, "sector") else { return }
        if let sector = item.sector {
            require(
                list.sectors.map { mayHold($0, sector) } ?? false, .unknownReference, path,
                at: "sector", "it names no sector '\(sector)'")
        } else {
            require(item.modes.isEmpty, .missingKey, path, "it has a mode and no sector")
        }
    }

    private func checkSex(_ sex: String, _ path: ItemPath) {
        // That the field is one of choices with a list is another rule.
        guard let field = definition.field(meaning: .sex),
            let form = definition.form(ofField: field.code),
            isDecided(ItemPath("forms", form.code).inner("fields", field.code), "list")
        else {
            return require(
                !knowsMeanings, .unknownReference, path, at: "sex", "no field means 'sex'")
        }
        require(
            field.list.map { mayHold($0, sex) } ?? true, .unknownReference, path, at: "sex",
            "'sex' is never '\(sex)'")
    }

    // MARK: Forms

    private func checkForms() {
        var owners: [String: String] = [:]
        var meanings: [FieldMeaning: (form: String, field: Field)] = [:]
        for form in parts.forms {
            let path = ItemPath("forms", form.code)
            for stage in form.stages {
                require(
                    definition.stage(stage) != nil || !knowsStages, .unknownReference, path,
                    at: "stages", naming: stage, "there is no stage '\(stage)'")
            }
            for field in form.fields {
                let inner = path.inner("fields", field.code)
                if let owner = owners.updateValue(form.code, forKey: field.code) {
                    require(
                        false, .duplicateCode, inner, "the field stands in form '\(owner)' too")
                }
                checkField(field, of: form, inner)
                guard let meaning = field.meaning else { continue }
                guard let other = meanings.updateValue((form.code, field), forKey: meaning)
                else { continue }
                let place = ItemPath("forms", other.form).inner("fields", other.field.code)
                let lists = [isDecided(inner, "list"), isDecided(place, "list")]
                require(
                    other.form != form.code
                        && (other.field.list == field.list || lists.contains(false)),
                    .misplacedMeaning, inner, at: "meaning",
                    "'\(field.code)' and '\(other.field.code)' have one meaning")
                // A head keeps what is meant, and not which field said it.
                if isDecided(inner, "third_party"), isDecided(place, "third_party") {
                    require(
                        other.field.isThirdParty == field.isThirdParty, .contradiction, inner,
                        at: "third_party",
                        "'\(field.code)' and '\(other.field.code)' have one meaning, and only one"
                            + " tells of others")
                }
            }
            checkMatters(of: form, path)
            checkKinds(of: form, path)
        }
        checkOpening()
        checkIncidents()
    }

    private func checkField(_ field: Field, of form: Form, _ path: ItemPath) {
        let outer = ItemPath("forms", form.code)
        // What belongs to no file's content is told by a form of its own.
        if isDecided(path, "class"), isDecided(outer, "home") {
            require(
                (field.dataClass == .audit) == (form.homeClass == .audit), .contradiction, path,
                at: "class", "it lies in class audit, or its form, and not both")
        }
        if isDecided(path, "type", "list") {
            let hasList = field.type == .choice || field.type == .choices
            require(
                field.list.map { hasList && mayBeList($0) } ?? !hasList, .unknownReference, path,
                at: "list", "it has no list of its type")
        }
        if let group = field.group {
            require(
                form.groups.contains { $0.code == group } || !isDecided(outer, "groups"),
                .unknownReference, path, at: "group", "it stands in no group '\(group)'")
        }
        if isDecided(path, "minimum", "maximum") {
            require(
                field.bounds.minimum <= field.bounds.maximum, .contradiction, path, at: "minimum",
                "it has a minimum above its maximum")
        }
        if let condition = field.condition { checkCondition(condition, "when", field, form, path) }
        if case .requiredIf(let condition) = field.need {
            checkCondition(condition, "required", field, form, path)
        }
        guard let meaning = field.meaning else { return }
        if isDecided(path, "type", "class") {
            require(
                meaning.type == field.type && meaning.dataClass == field.dataClass
                    && !meaning.isDerived,
                .misplacedMeaning, path, at: "meaning",
                "it cannot mean '\(meaning.name)': another type or class is needed")
        }
        // Who lowered a level may not approve that: the heading that names him has to lie beside it.
        if isDecided(outer, "home") {
            require(
                meaning != .risk || form.homeClass == .social, .misplacedMeaning, path,
                at: "meaning",
                "it means '\(meaning.name)', so the form has its home in class social")
        }
    }

    private func checkCondition(
        _ condition: Condition, _ key: String, _ field: Field, _ form: Form, _ path: ItemPath
    ) {
        // That the form has the field is seen where the condition is read.
        guard let other = form.fields.first(where: { $0.code == condition.field }) else { return }
        let otherPath = ItemPath("forms", form.code).inner("fields", other.code)
        if isDecided(path, "group"), isDecided(otherPath, "group") {
            require(
                other.code != field.code && (other.group == nil || other.group == field.group),
                .contradiction, path, at: key, "it turns on itself or on a field of another group")
        }
        // A field of choices without a list is refused itself.
        guard let list = other.list else { return }
        for case .choice(let code) in condition.values {
            require(
                mayHold(list, code), .unknownReference, path, at: key, naming: code,
                "it compares '\(other.code)' with '\(code)'")
        }
    }

    private func checkMatters(of form: Form, _ path: ItemPath) {
        guard let begins = form.begins else { return }
        if let track = definition.track(begins) {
            if isDecided(ItemPath("tracks", begins), "class", "meaning"), isDecided(path, "home") {
                require(
                    track.meaning.isOfMatters && track.dataClass == form.homeClass
                        && form.meaning != .opens,
                    .unknownReference, path, at: "begins",
                    "there is no track of matters '\(begins)' in its class")
            }
        } else {
            require(
                !isDecided("tracks"), .unknownReference, path, at: "begins",
                "there is no track of matters '\(begins)'")
        }
        // What an act of a matter says stays with the matter, and these are the file's.
        let ofFile: Set<FieldMeaning> = [.risk, .referent, .responsibleOrganisation]
        for field in form.fields {
            require(
                field.meaning.map { !ofFile.contains($0) } ?? true, .misplacedMeaning,
                path.inner("fields", field.code), at: "meaning",
                "a form of matters says nothing of the file")
        }
    }

    /// An incident stands in no file: it names nobody of one, and has no attachment.
    private func checkIncidents() {
        let types: Set<ValueType> = [.text, .number, .choice, .choices, .date, .instant, .flag]
        for (place, form) in parts.forms.filter({ $0.meaning == .recordsIncident }).enumerated() {
            let path = ItemPath("forms", form.code)
            require(
                place == 0, .contradiction, path, at: "meaning",
                "one form has the meaning 'records_incident'")
            if isDecided(path, "home") {
                require(
                    form.homeClass == .audit, .contradiction, path, at: "home",
                    "a form that records incidents has its home in class audit")
            }
            for field in form.fields {
                let inner = path.inner("fields", field.code)
                guard isDecided(inner, "type") else { continue }
                require(
                    types.contains(field.type), .contradiction, inner, at: "type",
                    "what is said of an incident is text, a number, a choice or a time")
            }
            let hasAll =
                isDecided(path, "fields")
                && form.fields.allSatisfy { isDecided(path.inner("fields", $0.code), "meaning") }
            require(
                form.fields.contains { $0.meaning == .authorityTold } || !hasAll, .incomplete,
                path, at: "fields", "it has no field that means 'authority_told'")
        }
    }

    private func checkOpening() {
        let opening = parts.forms.filter { $0.meaning == .opens }
        for form in opening.dropFirst() {
            require(
                false, .incomplete, ItemPath("forms", form.code), at: "meaning",
                "exactly one form has the meaning 'opens'")
        }
        guard let form = opening.first else {
            let isKnown =
                isDecided("forms")
                && parts.forms.allSatisfy { isDecided(ItemPath("forms", $0.code), "meaning") }
            if isKnown {
                assembly.report(.incomplete, "exactly one form has the meaning 'opens'")
            }
            return
        }
        let path = ItemPath("forms", form.code)
        if isDecided(path, "home") {
            require(
                form.homeClass == .social, .contradiction, path, at: "home",
                "a form that opens a file has its home in class social")
        }
        let hasAll =
            isDecided(path, "fields")
            && form.fields.allSatisfy { isDecided(path.inner("fields", $0.code), "meaning") }
        for meaning in [FieldMeaning.presence, .birthDate, .birthPrecision, .fileNumber] {
            require(
                form.fields.contains { $0.meaning == meaning } || !hasAll, .incomplete, path,
                "it has no field that means '\(meaning.name)'")
        }
        guard let presence = form.fields.first(where: { $0.meaning == .presence }) else { return }
        let inner = path.inner("fields", presence.code)
        if isDecided(inner, "required", "group") {
            require(
                presence.need == .required && presence.group == nil, .contradiction, inner,
                "the place of presence is asked once and always")
        }
    }

    // MARK: Tracks

    private func checkTracks() {
        var owners: [String: String] = [:]
        var meanings: [TrackMeaning: String] = [:]
        for track in parts.tracks {
            let path = ItemPath("tracks", track.code)
            if track.meaning != .matter, track.meaning != .record, isDecided(path, "meaning"),
                let other = meanings.updateValue(track.code, forKey: track.meaning)
            {
                require(
                    false, .contradiction, path, at: "meaning",
                    "track '\(other)' has the same meaning")
            }
            if isDecided(path, "meaning", "class") {
                require(
                    track.meaning.isOfMatters
                        || [.social, .record].contains(track.meaning)
                            == (track.dataClass == .social),
                    .contradiction, path, at: "class", "its meaning asks for another class")
            }
            let hasAll =
                isDecided(path, "stages")
                && track.stages.allSatisfy { isDecided(path.inner("stages", $0.code), "meanings") }
            require(
                track.opening != nil || track.unbegun != nil || !hasAll, .incomplete, path,
                "no stage opens it")
            checkKinds(of: track, path)
            for stage in track.stages {
                let inner = path.inner("stages", stage.code)
                if let owner = owners.updateValue(track.code, forKey: stage.code) {
                    require(
                        false, .duplicateCode, inner, "the stage stands in track '\(owner)' too")
                }
                checkStage(stage, of: track, inner)
            }
        }
        let isKnown =
            isDecided("tracks")
            && parts.tracks.allSatisfy { isDecided(ItemPath("tracks", $0.code), "meaning") }
        if isKnown, meanings[.social] == nil {
            assembly.report(.incomplete, "there is no social track")
        }
    }

    private func checkStage(_ stage: Stage, of track: Track, _ path: ItemPath) {
        let outer = ItemPath("tracks", track.code)
        let codes = Set(track.stages.map(\.code))
        let knowsStages = isDecided(outer, "stages")
        for next in stage.next {
            require(
                codes.contains(next) || !knowsStages, .unknownReference, path, at: "next",
                naming: next,
                "it leads to no stage '\(next)'")
        }
        for code in stage.after {
            require(
                codes.contains(code) || !knowsStages, .unknownReference, path, at: "after",
                naming: code,
                "it comes after no stage '\(code)'")
        }
        for code in stage.ends { checkEnd(code, of: track, path) }
        for code in stage.entryForms { checkEntryForm(code, stage, track, path) }
        guard isDecided(outer, "meaning") else { return }
        // Only the social head says what waits, who wrote it, and at which level of risk.
        let ofSocial: Set<StageMeaning> = [
            .needsRisk, .needsSecond, .closes, .urgent, .transfers, .transferred, .receives,
        ]
        checkKinds(of: stage, of: track, path)
        require(
            track.meaning == .social || ofSocial.isDisjoint(with: stage.meanings), .contradiction,
            path, at: "meanings", "it has a meaning of the social track")
        require(
            track.meaning.isOfMatters || !stage.meanings.contains(.holds), .contradiction, path,
            at: "meanings", "it holds and is no stage of matters")
        require(
            track.meaning == .referral || !stage.meanings.contains(.addressed), .contradiction,
            path, at: "meanings", "it is addressed and is no stage of referrals")
    }

    private func checkEnd(_ code: String, of track: Track, _ path: ItemPath) {
        guard let ended = definition.track(code) else {
            return require(
                !isDecided("tracks"), .unknownReference, path, at: "ends", naming: code,
                "it ends matters on no track '\(code)'")
        }
        guard isDecided(ItemPath("tracks", code), "meaning", "class"),
            isDecided(ItemPath("tracks", track.code), "class")
        else { return }
        require(
            ended.meaning.isOfMatters && ended.dataClass == track.dataClass, .unknownReference,
            path, at: "ends", naming: code, "it ends no matters of its class on '\(code)'")
    }

    private func checkEntryForm(
        _ code: String, _ stage: Stage, _ track: Track, _ path: ItemPath
    ) {
        guard let form = definition.form(code) else {
            return require(
                !isDecided("forms"), .unknownReference, path, at: "entry_forms", naming: code,
                "it asks for no form '\(code)'")
        }
        let formPath = ItemPath("forms", code)
        let isOfClass =
            form.homeClass == track.dataClass || !isDecided(formPath, "home")
            || !isDecided(ItemPath("tracks", track.code), "class")
        let isFilledHere =
            form.stages.isEmpty || form.stages.contains(stage.code)
            || !isDecided(formPath, "stages")
        require(
            isOfClass && isFilledHere, .contradiction, path, at: "entry_forms", naming: code,
            "it asks for '\(code)', which is not filled there")
        checkKinds(of: form, asked: stage, of: track, path)
    }

    // MARK: Clocks

    private func checkClocks() {
        for clock in parts.clocks {
            let path = ItemPath("clocks", clock.code)
            if isDecided(path, "task") {
                require(
                    definition.task(clock.task) != nil || !isDecided("tasks"), .unknownReference,
                    path, at: "task", "there is no task '\(clock.task)'")
            }
            if isDecided(path, "start") {
                switch clock.start {
                case .stage(let stage): checkStage(stage, of: clock, path, "start")
                case .field(let meaning): checkMeaning(meaning, of: clock, path, "start")
                }
            }
            for stage in clock.stopStages { checkStage(stage, of: clock, path, "stop") }
            for meaning in clock.stopFields { checkMeaning(meaning, of: clock, path, "stop") }
            for meaning in clock.restarts { checkMeaning(meaning, of: clock, path, "restart") }
            for test in clock.tests {
                checkMeaning(test.meaning, of: clock, path, "only")
                checkTest(test, path)
            }
        }
    }

    private func checkStage(_ stage: String, of clock: Clock, _ path: ItemPath, _ key: String) {
        let track = definition.track(ofStage: stage)
        if let track {
            guard isDecided(ItemPath("tracks", track.code), "class") else { return }
        } else if !knowsStages {
            return
        }
        guard track == nil || isDecided(path, "class") else { return }
        require(
            track?.dataClass == clock.dataClass, .unknownReference, path, at: key, naming: stage,
            "there is no stage '\(stage)' in its class")
    }

    private func checkMeaning(
        _ meaning: FieldMeaning, of clock: Clock, _ path: ItemPath, _ key: String
    ) {
        let isKept =
            meaning.isDerived || definition.field(meaning: meaning) != nil || !knowsMeanings
        require(
            isKept && (meaning.dataClass == clock.dataClass || !isDecided(path, "class")),
            .unknownReference, path, at: key, naming: meaning.name,
            "no field of its class means '\(meaning.name)'")
    }

    private func checkTest(_ test: HeadTest, _ path: ItemPath) {
        // That a field has the meaning at all is another rule.
        guard let field = definition.field(meaning: test.meaning),
            let form = definition.form(ofField: field.code),
            isDecided(ItemPath("forms", form.code).inner("fields", field.code), "list")
        else { return }
        for code in test.codes {
            require(
                field.list.map { mayHold($0, code) } ?? false, .unknownReference, path,
                at: "only", naming: code, "'\(test.meaning.name)' is never '\(code)'")
        }
    }

    // MARK: Roles and territories

    private func checkRoles() {
        for role in parts.roles {
            let path = ItemPath("roles", role.code)
            for stage in role.stages {
                require(
                    definition.stage(stage) != nil || !knowsStages, .unknownReference, path,
                    at: "stages", naming: stage, "there is no stage '\(stage)'")
            }
            require(
                !role.abilities.contains(.operates) || (role.cells.isEmpty && role.stages.isEmpty),
                .contradiction, path, at: "abilities", "whoever operates reads and writes nothing")
            for cell in role.records {
                let inner = path.inner("records", cell.kind)
                checkKind(cell.kind, inner, at: "kind", isRecord: true)
                checkForms(of: cell, inner)
                guard isDecided(inner, "scope") else { continue }
                require(
                    [.own, .unit, .province].contains(cell.scope), .contradiction, inner,
                    at: "scope", "no file of that kind has such a tie to a member")
            }
            require(
                !role.abilities.contains(.operates) || role.records.isEmpty, .contradiction, path,
                at: "records", "whoever operates reads and writes nothing")
            for cell in role.cells {
                let inner = path.inner("cells", "\(cell.dataClass)")
                require(
                    cell.dataClass != .audit, .contradiction, inner, at: "class",
                    "class audit is in nobody's cell")
                guard isDecided(path, "scope"), isDecided(inner, "scope") else { continue }
                require(
                    (cell.scope ?? role.scope).reachesFiles, .contradiction, inner,
                    "its scope reaches no file")
            }
        }
    }

    private func checkTerritories() {
        for territory in parts.territories {
            let path = ItemPath("territories", territory.code)
            let outer = territory.parent.flatMap { definition.territory($0) }
            guard isDecided(path, "level", "in"), isDecided(path, "device"),
                territory.parent == nil || outer != nil || isDecided("territories"),
                outer.map({ isDecided(ItemPath("territories", $0.code), "level") }) ?? true
            else { continue }
            let fits =
                switch territory.level {
                case .region: territory.parent == nil
                case .province: outer?.level == .region
                case .commune: outer?.level == .province
                case .arrondissement: outer?.level == .commune || outer?.level == .province
                }
            require(
                fits && (!territory.hasDevice || territory.level == .province), .unknownReference,
                path, "it does not lie in a territory of the level above")
        }
    }

    // MARK: Establishments

    private func checkEstablishments() {
        var organisations: [OrganisationID: String] = [:]
        for (place, house) in parts.establishments.enumerated() {
            let path = ItemPath("establishments", house.code)
            require(
                place < DefinitionLimits.establishments, .wrongValue, path,
                "there are more than \(DefinitionLimits.establishments) establishments")
            if isDecided(path, "organisation"),
                let other = organisations.updateValue(house.code, forKey: house.organisation)
            {
                require(
                    false, .contradiction, path, at: "organisation",
                    "establishment '\(other)' is the same organisation")
            }
            if isDecided(path, "kind") {
                checkItem(house.kind, .establishmentKinds, path, at: "kind")
            }
            for code in house.specialities {
                checkItem(code, .establishmentSpecialities, path, at: "specialities")
            }
            if let commune = house.commune {
                let level = definition.territory(commune)?.level
                require(
                    level == .commune || level == .arrondissement
                        || level == nil && !isDecided("territories")
                        || level != nil && !isDecided(ItemPath("territories", commune), "level"),
                    .unknownReference, path, at: "commune",
                    "it lies in no commune or arrondissement '\(commune)'")
            }
        }
    }

    /// Whether the list of a meaning has an item.
    private func checkItem(
        _ code: String, _ meaning: ListMeaning, _ path: ItemPath, at key: String
    ) {
        guard let list = definition.list(meaning: meaning) else {
            let isKnown =
                isDecided("lists")
                && parts.lists.allSatisfy { isDecided(ItemPath("lists", $0.code), "meaning") }
            return require(
                !isKnown, .unknownReference, path, at: key,
                "no list has the meaning '\(meaning.rawValue)'")
        }
        require(
            mayHold(list.code, code), .unknownReference, path, at: key, naming: code,
            "list '\(list.code)' has no item '\(code)'")
    }
}
