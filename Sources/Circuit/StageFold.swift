public import Basics

// Stages: those of the file that need a second person, and those of matters.
//
// - A stage that needs a second person is kept beside the one that stands, and entered at the time
//   of the approval that names the act that asked for it. Another move on its track drops it, and
//   so does another request. A correction of the act that asked keeps it, and whoever wrote the
//   correction cannot approve it either.
// - An act whose form begins matters on a track begins one there, at the stage that it names if
//   that lies on the track, and at the first that opens it otherwise. The matter bears the act's
//   id. An act that names a matter moves that one.
// - A form that tells the prosecutor, without naming a stage, moves the file from where nothing has
//   begun on the judicial track to the stage that asks for the form.
// - A stage of the file that ends the matters of a track moves every one of them that holds to the
//   track's last stage.
extension HeadPart {
    /// Moves the file to the stage that an act names, or lets that wait for a second person.
    mutating func move(_ heading: Heading, _ part: ActPart, _ definition: CircuitDefinition) {
        guard let stage = heading.to.flatMap({ definition.stage($0) }) else { return }
        if stage.meanings.contains(.needsSecond) {
            propose(stage, heading, part)
        } else {
            enter(stage, at: heading.eventAt, definition)
        }
    }

    /// Enters a stage of the file.
    private mutating func enter(_ stage: Stage, at moment: Instant, _ definition: CircuitDefinition)
    {
        let track = definition.track(ofStage: stage.code)
        // A stage of matters is none of the file's.
        guard let track, !track.meaning.isOfMatters, track.dataClass == dataClass else { return }
        if let proposed = proposedStage,
            definition.track(ofStage: proposed.stage)?.code == track.code
        {
            dropProposedStage()
        }
        passages.enter(stage.code, at: moment)
        note(stage: stage.code, at: moment, definition)
        for code in stage.ends { endMatters(on: code, at: moment, definition) }
    }

    private mutating func endMatters(
        on code: String, at moment: Instant, _ definition: CircuitDefinition
    ) {
        guard let ending = definition.track(code)?.ending else { return }
        for index in matters.indices
        where matters[index].track == code && matters[index].isHeld(definition) {
            matters[index].passages.enter(ending.code, at: moment)
            note(stage: ending.code, at: moment, matter: matters[index].act, definition)
        }
    }

    /// Begins the judicial track where a form that tells the prosecutor does so: whoever writes it
    /// need not know whether another has told him before.
    mutating func transmit(_ heading: Heading, _ definition: CircuitDefinition) {
        guard heading.kind == .form, let form = heading.form,
            let stage = definition.transmitting(form),
            let track = definition.track(ofStage: stage.code), passage(on: track) == nil
        else { return }
        enter(stage, at: heading.eventAt, definition)
    }

    // MARK: A second person

    private mutating func propose(_ stage: Stage, _ heading: Heading, _ part: ActPart) {
        dropProposedStage()
        write(slot(.proposedStage, [HeadEntry(value: .choice(stage.code))], part))
        addAuthor(.proposedStageAuthor, part)
    }

    mutating func approveStage(_ heading: Heading, _ definition: CircuitDefinition) {
        guard let proposed = proposedStage, heading.approves == proposed.act,
            let stage = definition.stage(proposed.stage)
        else { return }
        // What was said with it happened once it was approved.
        confirm(proposed.act, at: heading.eventAt, definition)
        slots.removeAll { $0.meaning == .proposedStage || $0.meaning == .proposedStageAuthor }
        enter(stage, at: heading.eventAt, definition)
    }

    private mutating func dropProposedStage() {
        // Nor did what was said with it happen.
        if let proposed = proposedStage { takeBack(proposed.act) }
        slots.removeAll { $0.meaning == .proposedStage || $0.meaning == .proposedStageAuthor }
    }

    // MARK: Matters

    /// Begins or moves the matter that an act is about, and gives its place; nil where it is about
    /// none.
    mutating func enterMatter(
        _ heading: Heading, of part: ActPart, _ definition: CircuitDefinition
    ) -> Int? {
        if let named = heading.matter {
            guard let index = matters.firstIndex(where: { $0.act == named }) else { return nil }
            // What stays where it is has been there since it came.
            if let stage = heading.to, stage != matters[index].stage,
                definition.track(ofStage: stage)?.code == matters[index].track
            {
                matters[index].passages.enter(stage, at: heading.eventAt)
                note(stage: stage, at: heading.eventAt, matter: named, definition)
            }
            return index
        }
        guard heading.kind == .form || heading.kind == .transition,
            let code = heading.form.flatMap({ definition.begins($0) }),
            let track = definition.track(code), track.dataClass == dataClass,
            let opening = track.opening(heading)
        else { return nil }
        matters.append(Matter(act: part.act, track: code))
        matters[matters.count - 1].passages.enter(opening, at: heading.eventAt)
        note(stage: opening, at: heading.eventAt, matter: part.act, definition)
        // The same act may move the file, as the decision that begins a measure does.
        move(heading, part, definition)
        forgetEnded(definition)
        return matters.count - 1
    }

    /// Drops the oldest matter that is over, where there are too many; none that goes on is dropped,
    /// and the check takes no act for which there is no room.
    private mutating func forgetEnded(_ definition: CircuitDefinition) {
        guard matters.count > CircuitLimits.mattersPerHead,
            let ended = matters.dropLast().firstIndex(where: { $0.isOver(definition) })
        else { return }
        matters.remove(at: ended)
    }

    /// Writes a correction's values into what the matters keep of the act that it corrects, and
    /// gives those that belong to none.
    mutating func correctMatter(
        of corrected: ActID, with given: [(FieldMeaning, [HeadEntry])], _ part: ActPart
    ) -> [(FieldMeaning, [HeadEntry])] {
        if slot(.proposedStage)?.writer == corrected { addAuthor(.proposedStageAuthor, part) }
        guard
            let index = matters.firstIndex(where: { matter in
                matter.act == corrected || matter.slots.contains { $0.writer == corrected }
            })
        else { return given }
        for place in matters[index].slots.indices
        where matters[index].slots[place].writer == corrected {
            let meaning = matters[index].slots[place].meaning
            matters[index].slots[place].entries = given.first { $0.0 == meaning }?.1 ?? []
        }
        for (meaning, entries) in given
        where !matters[index].slots.contains(where: { $0.meaning == meaning }) {
            var added = slot(meaning, entries, part)
            added.writer = corrected
            matters[index].slots.write(added)
        }
        return []
    }
}

extension Track {
    /// The stage at which an act begins a matter on the track.
    fileprivate func opening(_ heading: Heading) -> String? {
        if let named = heading.to, stages.contains(where: { $0.code == named }) { return named }
        return opening?.code
    }
}

extension Heads {
    /// The matters that keep the file from being closed at a moment.
    public func holding(at moment: Instant, _ definition: CircuitDefinition) -> [Matter] {
        let day = CivilDate(moment, offsetSeconds: definition.parts.offsetSeconds)
        return all.flatMap(\.matters).filter { $0.holds(on: day, definition) }
    }
}

extension Matter {
    /// The values of a meaning, in the order of their rows.
    public func values(_ meaning: FieldMeaning) -> [Value] {
        slots.first { $0.meaning == meaning }?.entries.map(\.value) ?? []
    }

    /// Tells whether its stage holds, whatever its term.
    func isHeld(_ definition: CircuitDefinition) -> Bool {
        definition.stage(stage, means: .holds)
    }

    /// Tells whether no stage may follow.
    public func isOver(_ definition: CircuitDefinition) -> Bool {
        stage.flatMap { definition.stage($0) }?.next.isEmpty ?? true
    }

    /// Tells whether it keeps its file from being closed on a day: its stage holds, and the day of
    /// its term, where it has one, is not past.
    public func holds(on day: CivilDate, _ definition: CircuitDefinition) -> Bool {
        guard isHeld(definition) else { return false }
        guard case .date(let term) = values(.measureTerm).first else { return true }
        return day <= term
    }
}
