internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Framing
internal import Index
internal import Mapping
internal import Messages
internal import Registry

// Files and their acts.

extension UseCases {
    func openFile(_ turn: Turn) throws -> Reply {
        let request = try decode(WireOpenFileRequest.self, turn)
        var act = try act(request.opening, turn)
        let permit = try permit(.open(try intent(act, turn)), turn)
        act.heading.organisation = permit.organisation ?? act.heading.organisation
        try checkParties(act, turn.now)
        try checkFiles(act, turn)
        let number = freeNumber()
        let form = act.heading.form.flatMap { definition.form($0) }
        if let field = form?.fields.first(where: { $0.meaning?.isOwnNumber == true }) {
            // The number is the daemon's to give: what a client sent for it is dropped.
            act.values.removeAll { $0.field == field.code }
            act.values.append(FieldValue(field.code, .text(number.text)))
        }
        let file: FileID = newID()
        let opened = act
        return try turn.commit(
            permit, LeafNote(.create, file: file, act: act.id)
        ) { changes, note in
            let sequence = try changes.open(file, with: opened)
            note.sequence = sequence
            note.classes = opened.classes(definition)
            var answer = WireOpenFileAnswer()
            answer.file = file.blob
            answer.number = number.text
            answer.act = opened.id.blob
            answer.sequence = sequence
            return MessageCodec.encode(answer)
        }
    }

    func appendAct(_ turn: Turn) throws -> Reply {
        let request = try decode(WireAppendActRequest.self, turn)
        guard let file = FileID(blob: request.file) else { throw Refusal.malformed }
        let facts = try facts(file, turn)
        // Whoever reads nothing of the file has seen no act of it, and adds all the same.
        let isBlind = request.afterSequence == 0 && readsNothing(of: file, facts, turn)
        // Several acts are written together or not at all, each under a right of its own.
        var acts: [(act: Act, permit: Permit)] = []
        for draft in [request.draft] + request.further {
            var act = try act(draft, turn)
            let permit = try permit(
                .append(file, try intent(act, of: file, turn)), turn, facts: facts)
            act.heading.organisation = permit.organisation ?? act.heading.organisation
            try checkParties(act, turn.now)
            try checkFiles(act, of: file, turn)
            acts.append((act, permit))
        }
        let written = acts
        guard let first = written.first else { throw Refusal.malformed }
        return try turn.commit(
            first.permit, LeafNote(.update, file: file, act: first.act.id)
        ) { changes, note in
            var answer = WireAppendActAnswer()
            answer.act = first.act.id.blob
            answer.sequence = try changes.append(
                first.act, to: file, after: isBlind ? nil : request.afterSequence)
            for (act, permit) in written.dropFirst() {
                _ = try changes.append(act, to: file, after: nil, under: permit)
                answer.further.append(act.id.blob)
            }
            note.sequence = answer.sequence
            note.classes = written.reduce(into: []) {
                $0.formUnion($1.act.classes(definition))
            }
            return MessageCodec.encode(answer)
        }
    }

    func readFile(_ turn: Turn) throws -> Reply {
        let request = try decode(WireReadFileRequest.self, turn)
        let file: FileID =
            switch request.fileBy {
            case .file(let id): try file(id)
            case .number(let number): try file(numbered: number)
            case nil: throw Refusal.malformed
            }
        let permit = try permit(
            .read(file, wanted: DataClass.content, motivated: !request.motive.isEmpty), turn,
            facts: try facts(file, turn))
        let view = try turn.view(file, permit: permit)
        var answer = WireReadFileAnswer()
        answer.file = file.blob
        answer.number =
            view.heads.lazy.compactMap(\.fileNumber).first?.text ?? ""
        answer.sequence = view.position
        answer.tasks = view.tasks.prefix(MessageLimits.tasksMax).map { WireTask($0) }
        answer.classes = UInt32(permit.opens.intersection(DataClass.content).rawValue)
        if permit.opens.contains(.identity) { answer.ties = try ties(of: file, turn) }
        answer.erased = try turn.erased(of: file, permit: permit)
            .prefix(MessageLimits.erasuresPerFileMax).map { erased in
                var wire = WireErased()
                wire.classes = UInt32(erased.classes.rawValue)
                wire.parts = UInt32(clamping: erased.count)
                wire.atMs = erased.at.milliseconds
                wire.leaf = erased.leaf
                return wire
            }
        if let waiting = view.downgrade { answer.downgrade = wire(waiting, turn) }
        if let waiting = view.proposedStage { answer.proposedStage = wire(waiting, turn) }
        var note = reading(permit, file)
        note.classes = permit.opens
        note.sequence = view.position
        note.motive = request.motive
        return try turn.release(permit, note, payload: try fitted(&answer, view.heads, turn))
    }

    /// The answer with its heads, in one message: where it would be larger, matters go, first those
    /// that are over and of these the oldest.
    private func fitted(
        _ answer: inout WireReadFileAnswer, _ heads: [HeadPart], _ turn: Turn
    ) throws -> [UInt8] {
        var gone: Set<ActID> = []
        func fill() throws -> [UInt8] {
            answer.heads = try heads.map { head in
                var head = try told(head, turn)
                head.matters.removeAll { gone.contains($0.act) }
                return WireHeadPart(head)
            }
            answer.names = names(in: answer.heads)
            answer.leftOut = UInt32(clamping: gone.count)
            return MessageCodec.encode(answer)
        }
        func excess(_ payload: [UInt8]) -> Int {
            payload.count - FramingLimits.messageByteCountMax
        }
        var payload = try fill()
        guard excess(payload) > 0 else { return payload }
        var leaving = heads.flatMap(\.matters).map { matter in
            (
                rank: matter.isOver(definition) ? 0 : 1,
                since: matter.passages.first?.at.milliseconds ?? 0, matter: matter
            )
        }.sorted { ($0.rank, $0.since) < ($1.rank, $1.since) }[...]
        // What is left may name others than before, so that once is not always enough.
        while excess(payload) > 0, !leaving.isEmpty {
            var rest = excess(payload)
            while rest > 0, let (_, _, matter) = leaving.popFirst() {
                gone.insert(matter.act)
                rest -= MessageCodec.encode(WireMatter(matter)).count
            }
            payload = try fill()
        }
        return payload
    }

    /// Whether a caller who may write in a file reads nothing of it, whatever he gives as a reason.
    private func readsNothing(of file: FileID, _ facts: FileFacts?, _ turn: Turn) -> Bool {
        guard let actor = turn.call.actor else { return false }
        // Who has yet to accept the secrecy anew reads again soon, and says what he has seen.
        return policy.decide(
            actor, .read(file, wanted: DataClass.content, motivated: true), facts: facts,
            now: turn.now) == .refused(.classClosed)
    }

    func readAct(_ turn: Turn) throws -> Reply {
        let request = try decode(WireReadActRequest.self, turn)
        guard let file = FileID(blob: request.file) else { throw Refusal.malformed }
        let permit = try permit(
            .read(file, wanted: DataClass.content, motivated: !request.motive.isEmpty), turn,
            facts: try facts(file, turn))
        let seen = try told(turn.act(request.sequence, of: file, permit: permit), turn)
        var answer = WireReadActAnswer()
        let act = WirePartialAct(seen.act, sequence: seen.sequence)
        answer.act = named(act)
        var payload = MessageCodec.encode(answer)
        if payload.count > FramingLimits.messageByteCountMax {
            // A long act has no room for names.
            answer.act = act
            payload = MessageCodec.encode(answer)
        }
        var note = reading(permit, file)
        note.act = seen.act.id
        note.classes = seen.act.classes
        note.sequence = seen.sequence
        note.motive = request.motive
        return try turn.release(permit, note, payload: payload)
    }

    func history(_ turn: Turn) throws -> Reply {
        let request = try decode(WireHistoryRequest.self, turn)
        guard let file = FileID(blob: request.file) else { throw Refusal.malformed }
        let order = request.order.isEmpty ? nil : try export(request.order, turn)
        var facts = try facts(file, turn)
        if let order {
            // Whoever carries a caseload out does so as what he is, and without an emergency.
            facts?.glass = nil
            guard facts?.referent == order.member else { throw Refusal.absent }
        }
        let permit = try permit(
            .history(file, motivated: !request.motive.isEmpty), turn, facts: facts)
        var content: [UInt8] = []
        var note = order.map { exporting($0, file) } ?? reading(permit, file)
        for seen in try turn.history(of: file, from: request.fromSequence, permit: permit) {
            let message = encoded(
                WirePartialAct(try told(seen, turn).act, sequence: seen.sequence))
            // A page ends at its limit; the next begins after the last sequence that was seen.
            guard content.count + 4 + message.count <= FramingLimits.pageByteCountMax else {
                break
            }
            Delimited.append(message, to: &content)
            note.classes.formUnion(seen.act.classes)
            note.sequence = seen.sequence
            note.count += 1
        }
        note.motive = request.motive
        return try turn.release(permit, note, payload: [], content: content)
    }

    // MARK: - Helpers

    /// The note of a read, which names the access by break-glass that it needed.
    private func reading(_ permit: Permit, _ file: FileID) -> LeafNote {
        var note = LeafNote(.read, file: file)
        note.subject = permit.brokenGlass?.bytes ?? []
        return note
    }

    /// The note of a read under the order that a caseload is carried out.
    private func exporting(_ order: Order, _ file: FileID) -> LeafNote {
        var note = LeafNote(.export, file: file)
        note.subject = order.id.bytes
        return note
    }

    private func act(_ draft: WireActDraft, _ turn: Turn) throws(Refusal) -> Act {
        guard let actor = turn.call.actor else { throw .authority(.noRole) }
        switch draft.kind {
        // An approval is the effect of APPROVE, which nobody enters.
        case .UNRECOGNIZED, .approval: throw .unknownValue
        case .unspecified, .opening, .form, .transition, .correction: break
        }
        guard let draft = ActDraft(wire: draft) else { throw .malformed }
        return draft.act(
            id: newID(), author: actor.member, organisation: actor.organisation,
            enteredAt: turn.now, from: nil, definitionVersion: definition.version)
    }

    func intent(_ act: Act, of file: FileID? = nil, _ turn: Turn) throws -> ActIntent {
        var addressee: OrganisationID?
        if let file, let matter = act.heading.matter {
            addressee = try turn.addressee(of: matter, in: file)
        }
        return ActIntent(
            classes: act.says(definition), copies: act.copies(definition),
            home: act.homeClass(definition), form: act.heading.form, to: act.heading.to,
            begins: act.begins(definition),
            corrects: act.heading.corrects != nil, receiver: receiver(act),
            lends: lends(act, turn.now), addressee: addressee)
    }

    /// Who works on a file: from the index, and from the file where the index is not whole.
    func facts(_ file: FileID, _ turn: Turn) throws -> FileFacts? {
        var facts =
            try index.owner(of: file).map { FileFacts($0, now: turn.now) } ?? turn.facts(of: file)
        if let member = turn.call.actor?.member {
            let access = dossiers.registry.brokenGlass(of: member, file, at: turn.now)
            facts?.glass = access.map { BrokenGlass(access: $0.id, isWhole: $0.isWhole) }
        }
        return facts
    }

    /// The file that a request names by its id.
    func file(_ blob: Blob) throws(Refusal) -> FileID {
        guard let file = FileID(blob: blob) else { throw .malformed }
        return file
    }

    /// The file that a request names by its number.
    func file(numbered text: String) throws(Refusal) -> FileID {
        // A wrong number, one that nobody bears and one out of reach look alike, to whoever may
        // read nothing too: what is not there goes the way of what is.
        guard let number = FileNumber(text) else { return .zero }
        if let found = index.find(number: number, where: { _ in true }) { return found.file }
        // While the index is being built nobody knows yet that there is no such file.
        guard isIndexWhole else { throw .overloaded }
        return .zero
    }

    func freeNumber() -> FileNumber {
        while true {
            let number = FileNumber(value: surroundings.random())
            if !index.holds(number: number) { return number }
        }
    }
}
