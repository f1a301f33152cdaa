internal import AuditLog
internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Framing
internal import Mapping
internal import Messages

// Tables of the whole province for those who may not see its true figures, or who want none for what
// they show to such people (SPEC W-240).

extension UseCases {
    /// Whether a caller asks for a table of the province of whose small counts he may not know, or
    /// wants to know nothing.
    func asksForFreeTable(_ request: WireFiguresRequest, _ turn: Turn) -> Bool {
        if request.hideSmall { return true }
        return request.province && !request.measure.isEmpty && !request.by.isEmpty
            && (try? permit(.counts(ofProvince: true), turn)) == nil
    }

    func freeTable(_ request: WireFiguresRequest, _ turn: Turn) throws -> Reply {
        let permit = try permit(.figures, turn)
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
            FigureDimension(rawValue: name) != nil
                || definition.freeLists(of: indicator).contains(name)
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
