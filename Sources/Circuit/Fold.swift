import Basics

extension HeadPart {
    /// Folds the next part of this class into the head.
    ///
    /// The head is a function of the sequence of the class's parts, in the order of their
    /// commits. Rules, each of which holds for odd input too (a part of another class and a field
    /// without a known meaning are passed over):
    /// - An act that gives values of a meaning replaces what the head kept for it, all rows.
    /// - A correction of act X writes in X's place: the head becomes what it would be had X
    ///   carried the correction's values of each meaning that X carried and, for a meaning that
    ///   the correction leaves out, had X said that there is none. Where a later act has
    ///   written since, its value stands. A meaning that X did not carry is taken only where
    ///   the head keeps nothing for it. A correction never moves the stage, nor touches what the
    ///   heading of an opening gave.
    /// - A correction names the first act, not an earlier correction.
    /// - Who answered for a file does not answer for it any more once it has gone to another
    ///   organisation, whether or not that has named a member yet.
    /// - What an act of a matter says in its home class is kept with the matter, not with the
    ///   file: two measures do not overwrite each other.
    /// - The level of risk has rules of its own (`RiskFold.swift`), and so has a stage that needs
    ///   a second person and whatever has a stage of its own (`StageFold.swift`).
    public mutating func fold(_ part: ActPart, _ definition: CircuitDefinition) {
        guard part.dataClass == dataClass else { return }
        actCount = actCount == .max ? .max : actCount + 1
        lastActAt = max(lastActAt ?? part.eventAt, part.eventAt)
        countedMark = definition.countedMark
        let given = Self.grouped(part.values, definition)
        if let corrected = part.corrects {
            note(part, matter: nil, definition)
            let given = correctMatter(of: corrected, with: given, part)
            correct(corrected, with: given, part)
            correctRisk(
                of: corrected, with: given.first { $0.0 == .risk }?.1, part, definition)
            return
        }
        if let heading = part.heading,
            let matter = enterMatter(heading, of: part, definition)
        {
            note(part, matter: matters[matter].act, definition)
            for (meaning, entries) in given {
                matters[matter].slots.write(slot(meaning, entries, part))
            }
            return
        }
        note(part, matter: nil, definition)
        let former = responsibleOrganisation
        for (meaning, entries) in given {
            if meaning == .risk {
                evaluate(entries, part, definition)
                continue
            }
            write(slot(meaning, entries, part))
        }
        if former != responsibleOrganisation, slot(.referent) != nil,
            !given.contains(where: { $0.0 == .referent })
        {
            write(slot(.referent, [], part))
        }
        if let heading = part.heading { enter(heading, of: part, definition) }
    }

    func slot(_ meaning: FieldMeaning, _ entries: [HeadEntry], _ part: ActPart) -> HeadSlot {
        HeadSlot(
            meaning: meaning, entries: entries, writer: part.act, at: part.eventAt,
            order: actCount)
    }

    private mutating func correct(
        _ corrected: ActID, with given: [(FieldMeaning, [HeadEntry])], _ part: ActPart
    ) {
        for index in slots.indices where slots[index].writer == corrected && corrected != .zero {
            let meaning = slots[index].meaning
            if Self.isRanked(meaning) { continue }
            slots[index].entries = given.first { $0.0 == meaning }?.1 ?? []
        }
        for (meaning, entries) in given where slot(meaning) == nil && !Self.isRanked(meaning) {
            write(
                HeadSlot(
                    meaning: meaning, entries: entries, writer: corrected, at: part.eventAt,
                    order: actCount))
        }
    }

    private mutating func enter(
        _ heading: Heading, of part: ActPart, _ definition: CircuitDefinition
    ) {
        switch heading.kind {
        case .opening where openedAt == nil:
            openedAt = heading.eventAt
            // Until somebody assigns the file, whoever opened it answers for it.
            if slot(.referent) == nil {
                write(standing(.referent, .member(heading.author), part))
            }
            if slot(.responsibleOrganisation) == nil {
                write(
                    standing(
                        .responsibleOrganisation, .organisation(heading.organisation), part))
            }
        case .opening, .transition: break
        case .approval:
            approve(heading, part)
            approveStage(heading, definition)
            return
        case .form: return transmit(heading, definition)
        case .correction: return
        }
        move(heading, part, definition)
    }

    private func standing(
        _ meaning: FieldMeaning, _ value: Value, _ part: ActPart
    ) -> HeadSlot {
        HeadSlot(
            meaning: meaning, entries: [HeadEntry(value: value)], writer: .zero,
            at: part.eventAt, order: actCount)
    }

    mutating func write(_ slot: HeadSlot) { slots.write(slot) }

    /// The values of a part by meaning, in the order of the meanings' numbers and of the rows.
    private static func grouped(
        _ values: [FieldValue], _ definition: CircuitDefinition
    ) -> [(FieldMeaning, [HeadEntry])] {
        var found: [(FieldMeaning, HeadEntry)] = []
        for value in values {
            guard let meaning = definition.traits(value.field)?.meaning,
                value.value.type == meaning.type, !meaning.isDerived
            else { continue }
            found.append((meaning, HeadEntry(row: value.row, value: value.value)))
        }
        found.sort { left, right in
            (left.0.rawValue, left.1.row) < (right.0.rawValue, right.1.row)
        }
        var groups: [(FieldMeaning, [HeadEntry])] = []
        for (meaning, entry) in found {
            if groups.last?.0 == meaning {
                groups[groups.count - 1].1.append(entry)
            } else {
                groups.append((meaning, [entry]))
            }
        }
        return groups
    }
}

extension [HeadSlot] {
    /// Puts a slot in the place of the one of its meaning, or between its neighbours by number.
    mutating func write(_ slot: HeadSlot) {
        if let index = firstIndex(where: { $0.meaning.rawValue >= slot.meaning.rawValue }) {
            if self[index].meaning == slot.meaning {
                self[index] = slot
            } else {
                insert(slot, at: index)
            }
        } else {
            append(slot)
        }
    }
}

extension [Passage] {
    /// Enters a stage: of each the latest entry is kept, the present one last.
    mutating func enter(_ stage: String, at moment: Instant) {
        removeAll { $0.stage == stage }
        append(Passage(stage: stage, at: moment))
        if count > CircuitLimits.passagesPerHead { removeFirst() }
    }
}
