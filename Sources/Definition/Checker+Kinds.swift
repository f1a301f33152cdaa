internal import Basics
internal import Circuit

// Files of other kinds than a child's: their tracks and forms say nothing of a child, and those of
// children nothing of them.

extension Checker {
    /// Whether a code is that of a kind of file: a track of records, or the social one.
    func checkKind(_ code: String, _ path: ItemPath, at key: String, isRecord: Bool = false) {
        guard let track = definition.track(code) else {
            return require(
                !isDecided("tracks"), .unknownReference, path, at: key, naming: code,
                "there is no kind of file '\(code)'")
        }
        guard isDecided(ItemPath("tracks", code), "meaning") else { return }
        require(
            track.meaning == .record || track.meaning == .social && !isRecord, .unknownReference,
            path, at: key, naming: code, "there is no kind of file '\(code)'")
    }

    /// A track of records has its kind in its code, and begins with a form that founds.
    func checkKinds(of track: Track, _ path: ItemPath) {
        for code in track.kinds { checkKind(code, path, at: "kinds") }
        guard isDecided(path, "meaning") else { return }
        require(
            track.meaning.isOfMatters || track.kinds.isEmpty, .contradiction, path, at: "kinds",
            "only a track of matters says on which kinds of files it is")
        require(
            track.kinds.isEmpty || track.meaning == .matter, .contradiction, path, at: "kinds",
            "its meaning is of a child's file")
        let forms = parts.forms.map { ItemPath("forms", $0.code) }
        guard track.meaning == .record, isDecided("forms"),
            forms.allSatisfy({ isDecided($0, "meaning") })
        else { return }
        for stage in track.stages where stage.meanings.contains(.opens) {
            let inner = path.inner("stages", stage.code)
            guard isDecided(inner, "entry_forms") else { continue }
            // Whoever opens a file says what it is called.
            require(
                !stage.entryForms.isEmpty
                    && stage.entryForms.allSatisfy { definition.form($0)?.meaning == .founds },
                .incomplete, inner, at: "entry_forms",
                "a file of its kind is opened by a form that founds")
        }
    }

    /// What a stage of records means is nothing of a child's file: a record has begun with its first
    /// act, and is joined to none.
    func checkKinds(of stage: Stage, of track: Track, _ path: ItemPath) {
        guard isDecided(path, "meanings") else { return }
        let ofChildren: Set<StageMeaning> = [.unbegun, .joins]
        require(
            track.meaning != .record || ofChildren.isDisjoint(with: stage.meanings),
            .contradiction, path, at: "meanings", "it has a meaning of a child's file")
        require(
            track.meaning == .record || !stage.meanings.contains(where: \.isOfDirectory),
            .contradiction, path, at: "meanings", "it has a meaning of a directory")
        // What waits for a second person would begin a version before that one has agreed.
        require(
            track.meaning == .record && !stage.meanings.contains(.needsSecond)
                || !stage.meanings.contains(.versions),
            .contradiction, path, at: "meanings", "it begins no version of such a file")
    }

    /// A form without which no file comes to a stage belongs to all files that come there.
    func checkKinds(of form: Form, asked stage: Stage, of track: Track, _ path: ItemPath) {
        guard isDecided(ItemPath("forms", form.code), "kinds"), hasKinds(track),
            form.kinds.allSatisfy({ definition.kind($0) != nil })
        else { return }
        let kinds = definition.kinds(ofForm: form)
        let missing = definition.kinds(on: track).subtracting(kinds)
        require(
            missing.isEmpty, .contradiction, path, at: "entry_forms", naming: form.code,
            "it asks for '\(form.code)', which belongs to no file of its kind")
    }

    /// The forms of a cell are there, belong to its kind, and are filled in files that exist.
    func checkForms(of cell: RecordCell, _ path: ItemPath) {
        guard isDecided(path, "forms") else { return }
        require(
            cell.forms.isEmpty || cell.create, .contradiction, path, at: "forms",
            "it names forms and lets none be filled")
        for code in cell.forms {
            guard let form = definition.form(code) else {
                require(
                    !isDecided("forms"), .unknownReference, path, at: "forms", naming: code,
                    "there is no form '\(code)'")
                continue
            }
            guard isDecided(ItemPath("forms", code), "kinds", "meaning"),
                definition.kind(cell.kind) != nil
            else { continue }
            require(
                definition.form(form, fits: .record(cell.kind)) && form.meaning == nil
                    && form.begins == nil, .contradiction, path, at: "forms", naming: code,
                "'\(code)' is not filled in files of its kind by that alone")
        }
    }

    /// What a form for other files than a child's asks lies in class social and tells of no child.
    func checkKinds(of form: Form, _ path: ItemPath) {
        for code in form.kinds { checkKind(code, path, at: "kinds") }
        guard isDecided(path, "kinds"), isDecided("tracks"),
            form.kinds.allSatisfy({ isDecided(ItemPath("tracks", $0), "meaning") }),
            // A kind that is none is told already.
            form.kinds.allSatisfy({ definition.kind($0) != nil })
        else { return }
        let kinds = definition.kinds(ofForm: form)
        let isOfRecords = kinds.contains { $0 != .child }
        for field in form.fields {
            let inner = path.inner("fields", field.code)
            guard isDecided(inner, "meaning"), isDecided(inner, "class") else { continue }
            require(
                !isOfRecords || field.dataClass == .social, .contradiction, inner, at: "class",
                "a form for files of other kinds than a child's is of class social")
            guard let meaning = field.meaning else { continue }
            require(
                isOfRecords
                    ? meaning.suitsRecords || form.meaning == .assigns && meaning.isAssigned
                    : !meaning.isOfRecords, .misplacedMeaning,
                inner, at: "meaning",
                "it cannot mean '\(meaning.name)' in files of its form's kinds")
            require(
                !kinds.contains(.child) || !meaning.isOfRecords, .misplacedMeaning, inner,
                at: "meaning", "it cannot mean '\(meaning.name)' in a child's file")
        }
        if isOfRecords || form.meaning == .founds { checkRecords(form, path) }
        for stage in form.stages {
            guard let track = definition.track(ofStage: stage), hasKinds(track) else { continue }
            require(
                kinds.contains { definition.track(track, fits: $0) }, .contradiction, path,
                at: "stages", naming: stage, "no file of its kinds comes to '\(stage)'")
        }
        guard let track = form.begins.flatMap({ definition.track($0) }), hasKinds(track) else {
            return
        }
        require(
            !track.meaning.isOfMatters || kinds.allSatisfy { definition.track(track, fits: $0) },
            .contradiction, path, at: "begins",
            "it begins matters on '\(track.code)' in files of other kinds")
    }

    /// Whether the kinds of a track could be read, and are some.
    private func hasKinds(_ track: Track) -> Bool {
        isDecided(ItemPath("tracks", track.code), "meaning", "kinds")
            && track.kinds.allSatisfy { definition.kind($0) != nil }
    }

    private func checkRecords(_ form: Form, _ path: ItemPath) {
        if isDecided(path, "home") {
            require(
                form.homeClass == .social, .contradiction, path, at: "home",
                "a form for files of other kinds than a child's has its home in class social")
        }
        guard isDecided(path, "meaning") else { return }
        require(
            form.meaning == nil || form.meaning == .founds || form.meaning == .assigns,
            .contradiction, path, at: "meaning", "its meaning is of a child's file")
        guard form.meaning == .founds else { return }
        require(
            !definition.kinds(ofForm: form).contains(.child), .contradiction, path, at: "kinds",
            "a form that founds opens no child's file")
        let tracks = parts.tracks.map { ItemPath("tracks", $0.code) }
        require(
            definition.openingStage(of: form) != nil
                || tracks.contains { !isDecided($0, "stages") }, .incomplete, path,
            "no stage at which a file of its kind begins asks for it")
        let hasAll =
            isDecided(path, "fields")
            && form.fields.allSatisfy { isDecided(path.inner("fields", $0.code), "meaning") }
        for meaning in [FieldMeaning.recordNumber, .recordTitle] {
            require(
                form.fields.contains { $0.meaning == meaning } || !hasAll, .incomplete, path,
                "it has no field that means '\(meaning.name)'")
        }
    }
}
