internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Framing
internal import Mapping
internal import Messages

// Figures of the whole province for those who may not see them as they are, or who want none for what
// they show to such people (SPEC W-226, W-227, W-240).

extension UseCases {
    /// How a caller is told what he asks for: it is the daemon that decides, by what he may know.
    func telling(_ request: WireFiguresRequest, _ turn: Turn) throws(Refusal) -> FigureTelling {
        let definition = dossiers.definition
        let indicator = definition.indicator(request.indicator)
        let measures = (indicator?.measures ?? []).filter {
            request.measure.isEmpty || $0.code == request.measure
        }
        func isToldWhole() -> Bool {
            !request.measure.isEmpty && measures.allSatisfy { definition.tellsWhole($0) }
        }
        guard !request.hideSmall else {
            guard request.by.isEmpty else { return .table }
            // Whoever may not ask at all is told nothing else.
            if !isToldWhole(), (try? permit(.tables, turn)) != nil { throw .malformed }
            return .whole
        }
        guard request.province, (try? permit(.counts(ofProvince: true), turn)) == nil else {
            return .asTheyAre
        }
        let isOfRegisters =
            request.organisation.isEmpty && !measures.isEmpty
            && measures.allSatisfy { definition.countsRegister($0) }
            && request.by.allSatisfy {
                FigureDimension(rawValue: $0) == nil && !definition.isOfOrganisations($0)
            }
        if isOfRegisters, (try? permit(.registerFigures, turn)) != nil { return .register }
        guard request.by.isEmpty else { return request.measure.isEmpty ? .asTheyAre : .table }
        return isToldWhole() ? .whole : .asTheyAre
    }

    /// Refuses the whole of a measure for days between which another whole would tell what came.
    func checkWhole(_ request: WireFiguresRequest, _ turn: Turn) throws(Refusal) {
        let days = [request.fromDay, request.untilDay].map { CivilDate(days: $0) }
        guard request.province, FigurePeriod(from: days[0], until: days[1]) != nil,
            request.organisation.isEmpty
        else { throw .malformed }
        guard isOver(request.untilDay, turn) else { throw .wrongState }
    }

    func freeTable(_ request: WireFiguresRequest, _ turn: Turn) throws -> Reply {
        let permit = try permit(.tables, turn)
        guard let actor = turn.call.actor else { throw Refusal.authority(.noRole) }
        let question = try freeTableQuestion(request, turn)
        var answer = WireFiguresAnswer()
        var note = LeafNote(.list)
        if indexPercent == HandlerLimits.wholePercent {
            let run = try freeTables.advance(question, of: actor, now: turn.now) {
                try FreeTableRun(
                    question, dossiers.definition, province: dossiers.province, index,
                    now: turn.now)
            } count: {
                try $0.advance(index, dossiers)
            }
            answer.percent = UInt32(clamping: run.percent)
            if let figure = run.figure(by: request.by) {
                answer.figure = figure
                note.count = figure.rows.count
            }
        }
        return try turn.release(permit, note, payload: MessageCodec.encode(answer))
    }

    private func freeTableQuestion(
        _ request: WireFiguresRequest, _ turn: Turn
    ) throws(Refusal) -> FreeTableQuestion {
        let definition = dossiers.definition
        guard let indicator = definition.indicator(request.indicator),
            let measure = indicator.measures.first(where: { $0.code == request.measure }),
            let counted = measure.rule.countedBytes
        else { throw .absent }
        // Of other days two tables would tell what came between them.
        let days = [request.fromDay, request.untilDay].map { CivilDate(days: $0) }
        let isKnown = request.by.allSatisfy { name in
            FigureDimension(rawValue: name)?.isFree
                ?? definition.freeLists(of: indicator).contains(name)
        }
        guard request.province, !request.by.isEmpty,
            FigurePeriod(from: days[0], until: days[1]) != nil, isKnown,
            definition.areApart(request.by), request.organisation.isEmpty
        else { throw .malformed }
        guard isOver(request.untilDay, turn) else { throw .wrongState }
        return FreeTableQuestion(
            days: request.fromDay..<request.untilDay, indicator: indicator.code,
            measure: measure.code, counted: counted, dimensions: request.by.sorted())
    }
}
