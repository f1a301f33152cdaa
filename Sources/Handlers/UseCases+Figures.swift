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

// Figures (SPEC W-210 to W-212, W-228): what indicators come to in a period. Every call counts a stretch of
// the files, so that others are answered in between; what was counted serves for a while.

/// How a caller is told the figures for which he asks.
enum FigureTelling {
    /// As they are.
    case asTheyAre
    /// What stands in the registers that he looks after, as it is (SPEC W-227).
    case register
    /// Children in a table of which small counts are hidden (SPEC W-240).
    case table
    /// The whole of a measure, so that no small count can be taken from it (SPEC W-226).
    case whole

    /// What the caller needs for it.
    fileprivate func needs(ofProvince isOfProvince: Bool) -> Request {
        switch self {
        case .asTheyAre: .counts(ofProvince: isOfProvince)
        case .register: .registerFigures
        case .table, .whole: .tables
        }
    }

    /// What of a figure is told.
    fileprivate func figure(
        _ figure: WireFigure, _ indicator: Indicator, _ measure: String,
        _ definition: CircuitDefinition
    ) -> WireFigure {
        var told = figure
        switch self {
        case .asTheyAre, .table: break
        case .register:
            // By what was asked for, and not by whose file it is.
            told.rows.removeAll { row in
                row.keys.contains {
                    FigureDimension(rawValue: $0.dimension) != nil
                        || definition.isOfOrganisations($0.dimension)
                }
            }
        case .whole:
            guard let asked = indicator.measures.first(where: { $0.code == measure }) else { break }
            told.smallHidden = true
            told.rows.removeAll { !$0.keys.isEmpty }
            for row in told.rows.indices {
                told.rows[row].values = told.rows[row].values.map {
                    $0.rounded(asked.shape, smallBelow: UInt64(definition.parts.smallBelow))
                }
            }
        }
        return told
    }
}

/// What is asked of figures: of all files of the province, or of those in the caller's reach.
struct AskedFigures: Equatable {
    let isOfProvince: Bool
    let question: FigureQuestion
}

extension UseCases {
    func figures(_ turn: Turn) throws -> Reply {
        let request = try decode(WireFiguresRequest.self, turn)
        let telling = try telling(request, turn)
        if telling == .table { return try freeTable(request, turn) }
        let permit = try permit(telling.needs(ofProvince: request.province), turn)
        let definition = dossiers.definition
        guard let indicator = definition.indicator(request.indicator),
            request.measure.isEmpty
                || indicator.measures.contains(where: { $0.code == request.measure })
        else { throw Refusal.absent }
        let question = try question(request, definition)
        if telling == .whole { try checkWhole(request, turn) }
        var answer = WireFiguresAnswer()
        var note = LeafNote(.list)
        if indexPercent == HandlerLimits.wholePercent {
            let run = try count(question, ofProvince: request.province, permit, turn)
            answer.percent = UInt32(clamping: run.percent)
            if run.isWhole {
                let rows = run.rows(
                    of: indicator.code,
                    measure: request.measure.isEmpty ? nil : request.measure,
                    told(indicator, question, ofProvince: request.province, turn)
                ) { isShown($0, by: $1, of: indicator, request, permit) }
                let figure = WireFigure(indicator.code, question, rows)
                answer.figure = telling.figure(figure, indicator, request.measure, definition)
                guard answer.figure.rows.count <= MessageLimits.figureRowsMax else {
                    throw Refusal.tooLarge
                }
                note.count = answer.figure.rows.count
                answer.names = names(in: answer.figure)
            }
        }
        var payload = MessageCodec.encode(answer)
        if payload.count > FramingLimits.messageByteCountMax {
            answer.names = []
            payload = MessageCodec.encode(answer)
        }
        return try turn.release(permit, note, payload: payload)
    }

    private func question(
        _ request: WireFiguresRequest, _ definition: CircuitDefinition
    ) throws -> FigureQuestion {
        let days = Int64(request.untilDay) - Int64(request.fromDay)
        let isKnown = request.by.allSatisfy { name in
            FigureDimension(rawValue: name) != nil
                || definition.indicator(request.indicator)?.lists.contains(name) ?? false
        }
        guard (1...HandlerLimits.figureDaysMax).contains(days), isKnown,
            Set(request.by).count == request.by.count,
            // So that the answer is one message.
            request.by.count < MessageLimits.figureDimensionsMax || !request.measure.isEmpty,
            // In which house a child is, nobody learns from what else is known of it.
            !request.by.contains(where: { isSecret($0, definition) })
                || request.by.count == 1 && request.organisation.isEmpty
        else { throw Refusal.malformed }
        var organisation: OrganisationID?
        if !request.organisation.isEmpty {
            guard let id = OrganisationID(blob: request.organisation) else {
                throw Refusal.malformed
            }
            organisation = id
        }
        return FigureQuestion(
            from: CivilDate(days: request.fromDay), until: CivilDate(days: request.untilDay),
            by: request.by, organisation: organisation)
    }

    /// Counts the next stretch of files, or gives what was counted a moment ago.
    private func count(
        _ question: FigureQuestion, ofProvince isOfProvince: Bool, _ permit: Permit, _ turn: Turn
    ) throws(Refusal) -> FigureRun {
        guard let actor = turn.call.actor else { throw .authority(.noRole) }
        let asked = AskedFigures(isOfProvince: isOfProvince, question: question)
        return try figureRuns.advance(asked, of: actor, now: turn.now) { () throws(Refusal) in
            index.figures(
                question, dossiers.definition, now: turn.now,
                tasksIn: isOfProvince ? DataClass.content : permit.opens)
        } count: { (run: inout FigureRun) throws(Refusal) in
            let isReached = isOfProvince ? { _ in true } : try reach(turn)
            index.count(&run, upTo: HandlerLimits.figureFilesPerCall) { owner in
                (question.organisation.map { owner.organisation == $0 } ?? true)
                    && isReached(owner)
            }
        }
    }

    /// What an indicator tells beside the files: of the province as a whole, and of nothing less.
    private func told(
        _ indicator: Indicator, _ question: FigureQuestion, ofProvince isOfProvince: Bool,
        _ turn: Turn
    ) -> ToldFigures {
        var told = ToldFigures()
        guard isOfProvince, question.organisation == nil else { return told }
        let figures = Set(indicator.measures.compactMap(\.rule.told))
        for figure in figures {
            told.values[figure] = number(figure, question, turn).map { UInt64($0) }
        }
        for house in houses(turn) {
            let numbers: [ToldFigure: Int] = [
                .places: house.capacity, .freePlaces: freePlaces(of: house),
            ]
            told.establishments[house.organisation] =
                numbers.filter { figures.contains($0.key) }.mapValues { UInt64($0) }
        }
        return told
    }

    /// The establishments that are known when it is counted.
    private func houses(_ turn: Turn) -> [Establishment] {
        let definition = dossiers.definition
        return definition.establishments(
            on: CivilDate(turn.now, offsetSeconds: definition.parts.offsetSeconds))
    }

    private func freePlaces(of house: Establishment) -> Int {
        max(house.capacity - index.childCount(in: house.organisation), 0)
    }

    /// A figure that the daemon knows beside the files; nil for one that is counted file by file.
    private func number(
        _ figure: ToldFigure, _ question: FigureQuestion, _ turn: Turn
    ) -> Int? {
        switch figure {
        case .overdueTasks, .openTasks: return nil
        case .possibleDuplicates:
            return index.duplicates(limit: 0, where: { _ in true }, butFor: isSettled).total
        case .places: return houses(turn).reduce(0) { $0 + $1.capacity }
        case .freePlaces: return houses(turn).reduce(0) { $0 + freePlaces(of: $1) }
        case .incidents:
            let offset = dossiers.definition.parts.offsetSeconds
            let days = [question.from, question.until].map { $0.start(offsetSeconds: offset) }
            return dossiers.registry.incidents.values.count {
                days[0] <= $0.reported && $0.reported < days[1]
            }
        }
    }

    /// Whether the caller is shown a measure, by a dimension or at all: of files that he works on,
    /// nothing of a class that is closed to him.
    private func isShown(
        _ measure: Measure, by dimension: String?, of indicator: Indicator,
        _ request: WireFiguresRequest, _ permit: Permit
    ) -> Bool {
        let definition = dossiers.definition
        guard let dimension else {
            return request.province
                || definition.classes(of: measure, in: indicator).isSubset(of: permit.opens)
        }
        if isSecret(dimension, definition) {
            // Of one child that came somewhere, whoever knows that it came would learn where it is.
            let isOfPlaces = [.places, .freePlaces].contains(measure.rule.told)
            return isOfPlaces && request.province && request.organisation.isEmpty
        }
        return request.province
            || definition.classes(telling: dimension).isSubset(of: permit.opens)
    }

    /// Whether a dimension tells where children are who are to be found by few.
    private func isSecret(_ dimension: String, _ definition: CircuitDefinition) -> Bool {
        definition.organisationField(dimension)?.dataClass == .protected
    }
}
