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
            if let sectors = list.sectors {
                try require(
                    definition.list(sectors) != nil, .unknownReference, "lists", list.code,
                    "there is no list '\(sectors)'")
            }
            for item in list.items {
                try checkItem(item, of: list)
                try checkService(item, of: list)
            }
        }
    }

    private func checkService(_ item: CodeItem, of list: CodeList) throws(DefinitionError) {
        guard let sector = item.sector else {
            return try require(
                item.modes.isEmpty, .missingKey, "lists", list.code,
                "'\(item.code)' has a mode and no sector")
        }
        try require(
            list.sectors.flatMap { definition.item(sector, list: $0) } != nil,
            .unknownReference, "lists", list.code, "'\(item.code)' names no sector '\(sector)'")
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
        var meanings: [FieldMeaning: Field] = [:]
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
                    let other = meanings.updateValue(field, forKey: meaning)
                    let isOfOtherForm = other.map { !form.fields.contains($0) } ?? true
                    try require(
                        isOfOtherForm && (other?.list ?? field.list) == field.list,
                        .misplacedMeaning, "forms", form.code,
                        "'\(field.code)' and '\(other?.code ?? "")' have one meaning")
                }
            }
            try checkMatters(of: form)
        }
        try checkOpening()
    }

    private func checkField(_ field: Field, of form: Form) throws(DefinitionError) {
        // What belongs to no file's content is told by a form of its own.
        try require(
            (field.dataClass == .audit) == (form.homeClass == .audit), .contradiction, "forms",
            form.code, "'\(field.code)' lies in class audit, or its form, and not both")
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
            meaning.type == field.type && meaning.dataClass == field.dataClass
                && !meaning.isDerived,
            .misplacedMeaning, "forms", form.code,
            "'\(field.code)' cannot mean '\(meaning.name)': another type or class is needed")
        // Who lowered a level may not approve that: the heading that names him has to lie beside it.
        try require(
            meaning != .risk || form.homeClass == .social, .misplacedMeaning, "forms", form.code,
            "'\(field.code)' means '\(meaning.name)', so the form has its home in class social")
    }

    private func checkMatters(of form: Form) throws(DefinitionError) {
        guard let begins = form.begins else { return }
        let track = definition.track(begins)
        try require(
            track?.meaning.isOfMatters == true && track?.dataClass == form.homeClass
                && form.meaning != .opens,
            .unknownReference, "forms", form.code,
            "there is no track of matters '\(begins)' in its class")
        // What an act of a matter says stays with the matter, and these are the file's.
        let ofFile: Set<FieldMeaning> = [.risk, .referent, .responsibleOrganisation]
        try require(
            form.fields.allSatisfy { $0.meaning.map { !ofFile.contains($0) } ?? true },
            .misplacedMeaning, "forms", form.code, "a form of matters says nothing of the file")
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
                track.meaning == .matter
                    || parts.tracks.filter { $0.meaning == track.meaning }.count == 1,
                .contradiction, "tracks", track.code, "two tracks have one meaning")
            try require(
                track.meaning.isOfMatters
                    || (track.meaning == .social) == (track.dataClass == .social),
                .contradiction, "tracks", track.code, "its meaning asks for another class")
            let codes = Set(track.stages.map(\.code))
            try require(
                track.opening != nil || track.unbegun != nil, .incomplete, "tracks",
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
                for code in stage.after {
                    try require(
                        codes.contains(code), .unknownReference, "tracks", track.code,
                        "'\(stage.code)' comes after no stage '\(code)'")
                }
                try checkMeanings(of: stage, track)
                for code in stage.entryForms { try checkEntryForm(code, stage, track) }
            }
        }
        guard parts.tracks.contains(where: { $0.meaning == .social }) else {
            throw DefinitionError(
                fault: .incomplete, file: "", line: 0, sentence: "there is no social track")
        }
    }

    private func checkMeanings(of stage: Stage, _ track: Track) throws(DefinitionError) {
        for code in stage.ends {
            let ended = definition.track(code)
            try require(
                ended?.meaning.isOfMatters == true && ended?.dataClass == track.dataClass,
                .unknownReference, "tracks", track.code,
                "'\(stage.code)' ends no matters of its class on '\(code)'")
        }
        // Only the social head says what waits, who wrote it, and at which level of risk.
        let ofSocial: Set<StageMeaning> = [.needsRisk, .needsSecond, .closes, .urgent]
        try require(
            track.meaning == .social || ofSocial.isDisjoint(with: stage.meanings),
            .contradiction, "tracks", track.code,
            "'\(stage.code)' has a meaning of the social track")
        try require(
            track.meaning.isOfMatters || !stage.meanings.contains(.holds), .contradiction,
            "tracks", track.code, "'\(stage.code)' holds and is no stage of matters")
        try require(
            track.meaning == .referral || !stage.meanings.contains(.addressed), .contradiction,
            "tracks", track.code, "'\(stage.code)' is addressed and is no stage of referrals")
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
            form.homeClass == track.dataClass
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
            var meanings = clock.stopFields + clock.restarts + clock.tests.map(\.meaning)
            switch clock.start {
            case .stage(let stage): stages.append(stage)
            case .field(let meaning): meanings.append(meaning)
            }
            for stage in stages {
                try require(
                    definition.track(ofStage: stage)?.dataClass == clock.dataClass,
                    .unknownReference, "clocks", clock.code,
                    "there is no stage '\(stage)' in its class")
            }
            for meaning in meanings {
                let isKept = meaning.isDerived || definition.field(meaning: meaning) != nil
                try require(
                    isKept && meaning.dataClass == clock.dataClass,
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
                role.cells.allSatisfy { $0.dataClass != .audit }, .contradiction, "roles",
                role.code,
                "class audit is in nobody's cell")
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
