internal import Basics
internal import Circuit

/// Checks that the items of a definition agree with each other.
struct Checker {
    let definition: CircuitDefinition
    let assembly: Assembly

    private var parts: CircuitDefinition.Parts { definition.parts }

    func run() throws(DefinitionError) {
        try checkLists()
        try checkForms()
        try checkTracks()
        try checkClocks()
        try checkRoles()
        try checkTerritories()
    }

    private func require(
        _ holds: Bool, _ fault: DefinitionFault, _ section: String, _ code: String,
        _ sentence: String
    ) throws(DefinitionError) {
        guard holds else { throw assembly.fail(fault, section, code, sentence) }
    }

    private func requireUnique(
        _ codes: [String], _ section: String, _ code: String
    ) throws(DefinitionError) {
        var seen: Set<String> = []
        for item in codes {
            try require(
                seen.insert(item).inserted, .duplicateCode, section, code,
                "'\(item)' stands twice")
        }
    }

    // MARK: Lists

    private func checkLists() throws(DefinitionError) {
        for list in parts.lists {
            try requireUnique(list.items.map(\.code), "lists", list.code)
            try require(!list.items.isEmpty, .incomplete, "lists", list.code, "it has no item")
            if let lines = list.reportLines {
                try require(
                    definition.list(lines) != nil, .unknownReference, "lists", list.code,
                    "there is no list '\(lines)'")
            }
            for item in list.items { try checkItem(item, of: list) }
        }
    }

    private func checkItem(_ item: CodeItem, of list: CodeList) throws(DefinitionError) {
        if let parent = item.parent {
            try require(
                parent != item.code && definition.item(parent, list: list.code) != nil,
                .unknownReference, "lists", list.code, "'\(item.code)' has no parent '\(parent)'")
        }
        if let line = item.reportLine {
            let known = list.reportLines.flatMap { definition.item(line, list: $0) } != nil
            try require(
                known, .unknownReference, "lists", list.code,
                "'\(item.code)' names no report line '\(line)'")
        }
    }

    // MARK: Forms

    private func checkForms() throws(DefinitionError) {
        var owners: [String: String] = [:]
        var meanings: [FieldMeaning: String] = [:]
        for form in parts.forms {
            try requireUnique(form.groups.map(\.code), "forms", form.code)
            for stage in form.stages {
                try require(
                    definition.stage(stage) != nil, .unknownReference, "forms", form.code,
                    "there is no stage '\(stage)'")
            }
            for field in form.fields {
                let owner = owners.updateValue(form.code, forKey: field.code)
                try require(
                    owner == nil, .duplicateCode, "forms", form.code,
                    "the field '\(field.code)' stands in '\(owner ?? "")' too")
                try checkField(field, of: form)
                if let meaning = field.meaning {
                    let other = meanings.updateValue(field.code, forKey: meaning)
                    try require(
                        other == nil, .misplacedMeaning, "forms", form.code,
                        "'\(field.code)' and '\(other ?? "")' have one meaning")
                }
            }
        }
        try checkOpening()
    }

    private func checkField(_ field: Field, of form: Form) throws(DefinitionError) {
        let hasList = field.type == .choice || field.type == .choices
        let list = field.list.flatMap { definition.list($0) }
        try require(
            hasList ? list != nil : field.list == nil, .unknownReference, "forms", form.code,
            "'\(field.code)' has no list of its type")
        if let group = field.group {
            try require(
                form.groups.contains { $0.code == group }, .unknownReference, "forms", form.code,
                "'\(field.code)' stands in no group '\(group)'")
        }
        try require(
            field.bounds.minimum <= field.bounds.maximum, .contradiction, "forms", form.code,
            "'\(field.code)' has a minimum above its maximum")
        var conditions = field.condition.map { [$0] } ?? []
        if case .requiredIf(let condition) = field.need { conditions.append(condition) }
        for condition in conditions { try checkCondition(condition, field, form) }
        guard let meaning = field.meaning else { return }
        try require(
            meaning.type == field.type && meaning.isAllowed(in: field.dataClass),
            .misplacedMeaning, "forms", form.code,
            "'\(field.code)' cannot mean '\(meaning.name)': another type or class is needed")
    }

    private func checkCondition(
        _ condition: Condition, _ field: Field, _ form: Form
    ) throws(DefinitionError) {
        guard let other = form.fields.first(where: { $0.code == condition.field }) else {
            throw assembly.fail(
                .unknownReference, "forms", form.code, "there is no field '\(condition.field)'")
        }
        try require(
            other.code != field.code && (other.group == nil || other.group == field.group),
            .contradiction, "forms", form.code,
            "'\(field.code)' turns on itself or on a field of another group")
        for case .choice(let code) in condition.values {
            let known = other.list.flatMap { definition.item(code, list: $0) } != nil
            try require(
                known, .unknownReference, "forms", form.code,
                "'\(field.code)' compares '\(other.code)' with '\(code)'")
        }
    }

    private func checkOpening() throws(DefinitionError) {
        let opening = parts.forms.filter { $0.meaning == .opens }
        guard opening.count == 1, let form = opening.first else {
            throw DefinitionError(
                fault: .incomplete, file: "", line: 0,
                sentence: "exactly one form has the meaning 'opens'")
        }
        try require(
            form.homeClass == .social, .contradiction, "forms", form.code,
            "a form that opens a file has its home in class social")
        for meaning in [FieldMeaning.presence, .birthDate, .birthPrecision, .fileNumber] {
            try require(
                form.fields.contains { $0.meaning == meaning }, .incomplete, "forms", form.code,
                "it has no field that means '\(meaning.name)'")
        }
        let presence = form.fields.first { $0.meaning == .presence }
        try require(
            presence?.need == .required && presence?.group == nil, .contradiction, "forms",
            form.code, "the place of presence is asked once and always")
    }

    // MARK: Tracks and clocks

    private func checkTracks() throws(DefinitionError) {
        var owners: Set<String> = []
        for track in parts.tracks {
            try require(
                parts.tracks.filter { $0.meaning == track.meaning }.count == 1, .contradiction,
                "tracks", track.code, "two tracks have one meaning")
            let codes = Set(track.stages.map(\.code))
            try require(
                track.stages.contains { $0.meanings.contains(.opens) }, .incomplete, "tracks",
                track.code, "no stage opens it")
            for stage in track.stages {
                try require(
                    owners.insert(stage.code).inserted, .duplicateCode, "tracks", track.code,
                    "the stage '\(stage.code)' stands twice")
                for next in stage.next {
                    try require(
                        codes.contains(next), .unknownReference, "tracks", track.code,
                        "'\(stage.code)' leads to no stage '\(next)'")
                }
                for code in stage.entryForms { try checkEntryForm(code, stage, track) }
            }
        }
        guard parts.tracks.contains(where: { $0.meaning == .social }) else {
            throw DefinitionError(
                fault: .incomplete, file: "", line: 0, sentence: "there is no social track")
        }
    }

    private func checkEntryForm(
        _ code: String, _ stage: Stage, _ track: Track
    ) throws(DefinitionError) {
        guard let form = definition.form(code) else {
            throw assembly.fail(
                .unknownReference, "tracks", track.code,
                "'\(stage.code)' asks for no form '\(code)'")
        }
        try require(
            form.homeClass == .social
                && (form.stages.isEmpty || form.stages.contains(stage.code)),
            .contradiction, "tracks", track.code,
            "'\(stage.code)' asks for '\(code)', which is not filled there")
    }

    private func checkClocks() throws(DefinitionError) {
        for clock in parts.clocks {
            try require(
                definition.task(clock.task) != nil, .unknownReference, "clocks", clock.code,
                "there is no task '\(clock.task)'")
            var stages = clock.stopStages
            var meanings = clock.stopFields + clock.tests.map(\.meaning)
            switch clock.start {
            case .stage(let stage): stages.append(stage)
            case .field(let meaning): meanings.append(meaning)
            }
            try require(
                stages.isEmpty || clock.dataClass == .social, .contradiction, "clocks",
                clock.code, "stages are known in class social alone")
            for stage in stages {
                try require(
                    definition.stage(stage) != nil, .unknownReference, "clocks", clock.code,
                    "there is no stage '\(stage)'")
            }
            for meaning in meanings {
                try require(
                    definition.field(meaning: meaning)?.dataClass == clock.dataClass,
                    .unknownReference, "clocks", clock.code,
                    "no field of its class means '\(meaning.name)'")
            }
            for test in clock.tests { try checkTest(test, clock) }
        }
    }

    private func checkTest(_ test: HeadTest, _ clock: Clock) throws(DefinitionError) {
        let list = definition.field(meaning: test.meaning)?.list
        for code in test.codes {
            try require(
                list.flatMap { definition.item(code, list: $0) } != nil, .unknownReference,
                "clocks", clock.code, "'\(test.meaning.name)' is never '\(code)'")
        }
    }

    // MARK: Roles and territories

    private func checkRoles() throws(DefinitionError) {
        for role in parts.roles {
            try requireUnique(role.cells.map { "\($0.dataClass)" }, "roles", role.code)
            for stage in role.stages {
                try require(
                    definition.stage(stage) != nil, .unknownReference, "roles", role.code,
                    "there is no stage '\(stage)'")
            }
            try require(
                !role.abilities.contains(.operates) || (role.cells.isEmpty && role.stages.isEmpty),
                .contradiction, "roles", role.code, "whoever operates reads and writes nothing")
            try require(
                role.cells.allSatisfy { ($0.scope ?? role.scope).reachesFiles },
                .contradiction, "roles", role.code, "its scope reaches no file")
        }
    }

    private func checkTerritories() throws(DefinitionError) {
        for territory in parts.territories {
            let outer = territory.parent.flatMap { definition.territory($0) }
            let fits =
                switch territory.level {
                case .region: territory.parent == nil
                case .province: outer?.level == .region
                case .commune: outer?.level == .province
                case .arrondissement: outer?.level == .commune || outer?.level == .province
                }
            try require(
                fits && (!territory.hasDevice || territory.level == .province),
                .unknownReference, "territories", territory.code,
                "it does not lie in a territory of the level above")
        }
    }
}

extension FieldMeaning {
    /// Tells whether a field of a class may have the meaning, so that heads hold what they must.
    func isAllowed(in dataClass: DataClass) -> Bool {
        switch self {
        case .fileNumber, .familyNameArabic, .givenNameArabic, .familyNameLatin,
            .givenNameLatin, .knownAs, .birthDate, .birthPrecision, .estimatedAge, .sex,
            .presence, .residence, .phone, .civilStatus:
            dataClass == .identity
        case .risk, .riskValidUntil, .urgency, .danger, .referent, .responsibleOrganisation,
            .category, .principalCategory, .inquiryOrdered, .inquiryDue, .inquiryDelivered,
            .glassReason, .lifeDanger, .glassJustified, .glassReview:
            dataClass == .social
        case .offenceSuspected, .prosecutorNotified: dataClass == .judicial
        case .secrecyWanted: dataClass == .protected
        }
    }
}
