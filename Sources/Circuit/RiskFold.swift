import Basics

// The level of risk. It rises on one person's word, and falls only once a second one has approved.
//
// - The rank of a level is its place in the list of the field that means `risk`.
// - The first level of a file stands at once, and so does one that is as high as the one that
//   stands or higher: it drops what was proposed before it.
// - A lower one is kept beside the one that stands, in place of what was proposed before it. An
//   act without a level changes neither.
// - A correction of the act whose level stands is treated likewise: a higher or equal level is
//   written in its place, a lower one is proposed, and one that leaves the level out leaves it
//   standing. What a later act proposed stays where the level does not fall.
// - A correction of the act that proposed changes what is proposed. Where it leaves the level out,
//   nothing is proposed any more; where its level is not lower, the act has raised the level or
//   confirmed it, when it happened.
// - A correction of any other act changes no level: a later act has written since.
// - An approval puts what is proposed in force if it names the act that gave it last, and at the
//   time of the approval, from which clocks run again.
extension HeadPart {
    /// Whether a meaning follows rules of its own.
    static func isRanked(_ meaning: FieldMeaning) -> Bool {
        meaning == .risk || meaning.isDerived
    }

    private static func isProposal(_ meaning: FieldMeaning) -> Bool {
        meaning == .proposedRisk || meaning == .proposedRiskAuthor
    }

    /// Takes the level of an act that is no correction.
    mutating func evaluate(
        _ entries: [HeadEntry], _ part: ActPart, _ definition: CircuitDefinition
    ) {
        let given = slot(entries, in: part.act, part)
        dropProposal()
        if isLower(given, definition) {
            propose(given, by: part)
        } else {
            write(given)
        }
    }

    /// Takes the level of a correction, or that it has none.
    mutating func correctRisk(
        of corrected: ActID, with entries: [HeadEntry]?, _ part: ActPart,
        _ definition: CircuitDefinition
    ) {
        guard let standing = slot(.risk) else {
            if let entries { write(slot(entries, in: corrected, part)) }
            return
        }
        if let proposed = slot(.proposedRisk), proposed.writer == corrected {
            correct(proposed, with: entries, part, definition)
        } else if standing.writer == corrected, let entries {
            let given = slot(entries, in: corrected, part)
            if isLower(given, definition) {
                dropProposal()
                propose(given, by: part)
            } else {
                write(given.placed(like: standing))
            }
        }
    }

    private mutating func correct(
        _ proposed: HeadSlot, with entries: [HeadEntry]?, _ part: ActPart,
        _ definition: CircuitDefinition
    ) {
        guard let entries else { return dropProposal() }
        let given = slot(entries, in: proposed.writer, part).placed(like: proposed)
        if isLower(given, definition) {
            propose(given, by: part)
        } else {
            dropProposal()
            // An act that lowered its own level by a correction stands where it stood.
            let own = slot(.risk).flatMap { $0.writer == proposed.writer ? $0 : nil }
            write(own.map { given.placed(like: $0) } ?? given)
        }
    }

    /// Puts what is proposed in force.
    mutating func approve(_ heading: Heading, _ part: ActPart) {
        guard let proposed = slot(.proposedRisk), let act = heading.approves,
            slot(.proposedRiskAuthor)?.writer == act
        else { return }
        dropProposal()
        write(slot(proposed.entries, in: proposed.writer, part))
    }

    private mutating func propose(_ given: HeadSlot, by part: ActPart) {
        var proposed = given
        proposed.meaning = .proposedRisk
        write(proposed)
        addAuthor(.proposedRiskAuthor, part)
    }

    /// Adds whoever wrote a proposal to those who did, at the end.
    mutating func addAuthor(_ meaning: FieldMeaning, _ part: ActPart) {
        var authors = slot(meaning)?.entries.map(\.value) ?? []
        if let author = part.heading?.author {
            authors.removeAll { $0 == .member(author) }
            authors.append(.member(author))
        }
        let kept = authors.suffix(CircuitLimits.authorsPerProposal).enumerated()
        write(
            slot(meaning, kept.map { HeadEntry(row: UInt16($0.offset), value: $0.element) }, part))
    }

    private mutating func dropProposal() {
        slots.removeAll { Self.isProposal($0.meaning) }
    }

    private func slot(_ entries: [HeadEntry], in writer: ActID, _ part: ActPart) -> HeadSlot {
        HeadSlot(
            meaning: .risk, entries: entries, writer: writer, at: part.eventAt, order: actCount)
    }

    private func isLower(_ given: HeadSlot, _ definition: CircuitDefinition) -> Bool {
        guard let risk, case .choice(let level) = given.entries.first?.value else { return false }
        return definition.isLower(risk: level, than: risk)
    }
}

extension HeadSlot {
    /// The slot at the time and in the place of another.
    fileprivate func placed(like other: HeadSlot) -> HeadSlot {
        var slot = self
        (slot.at, slot.order) = (other.at, other.order)
        return slot
    }
}
