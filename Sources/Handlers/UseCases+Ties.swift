internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Index
internal import Mapping
internal import Messages

// Files that go with each other: of brothers and sisters, and of one child that had two.

extension UseCases {
    /// The files that go with one and that the caller may find (SPEC W-138, W-139).
    func ties(of file: FileID, _ turn: Turn) throws(Refusal) -> [WireFileTie] {
        index.ties(of: file, where: try reach(turn)).map { WireFileTie($0) }
    }

    /// A head without the numbers of brothers' and sisters' files that the caller may not find: that
    /// there is such a file tells of another child (SPEC W-138).
    func told(_ head: HeadPart, _ turn: Turn) throws(Refusal) -> HeadPart {
        guard head.matters.contains(where: { !$0.values(.siblingNumber).isEmpty }) else {
            return head
        }
        let isFound = try reach(turn)
        var head = head
        for place in head.matters.indices {
            head.matters[place].slots.removeAll { slot in
                slot.meaning == .siblingNumber
                    && !slot.entries.allSatisfy { finds($0.value, where: isFound) }
            }
        }
        return head
    }

    /// An act without them.
    func told(_ seen: SequencedAct, _ turn: Turn) throws(Refusal) -> SequencedAct {
        guard seen.act.values.contains(where: isSibling) else { return seen }
        let isFound = try reach(turn)
        var act = seen.act
        act.values.removeAll { isSibling($0) && !finds($0.value, where: isFound) }
        return SequencedAct(sequence: seen.sequence, act: act)
    }

    private func isSibling(_ value: FieldValue) -> Bool {
        definition.field(value.field)?.meaning == .siblingNumber
    }

    /// Checks that the files are there that an act names by their numbers, and that its author may
    /// find them; a file does not name itself.
    func checkFiles(
        _ act: Act, of file: FileID? = nil, _ turn: Turn
    ) throws(Refusal) {
        let named = act.values.filter {
            definition.field($0.field)?.meaning?.isOtherFile == true
        }
        guard !named.isEmpty else { return }
        let (child, record) = (try reach(turn), try recordReach(turn))
        let unknown = named.filter { value in
            // What is no number at all is told by the check of its field.
            guard case .text(let text) = value.value, let number = FileNumber(text) else {
                return false
            }
            let isOfRecord = definition.field(value.field)?.meaning == .recordReference
            let found = index.find(number: number, where: isOfRecord ? record : child)?.file
            return found == nil || found == file
        }
        guard let first = unknown.first else { return }
        // While the index is being built nobody knows yet that there is no such file.
        guard isIndexWhole else { throw .overloaded }
        throw .invalid([
            CheckError(
                .unknownFile, form: act.heading.form ?? "", field: first.field, row: first.row)
        ])
    }

    private func finds(_ value: Value, where isFound: (FileOwner) -> Bool) -> Bool {
        guard case .text(let text) = value, let number = FileNumber(text) else { return true }
        return index.find(number: number, where: isFound) != nil
    }
}
