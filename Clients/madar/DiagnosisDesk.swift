import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Messages
import Report
import Terminal

/// Puts together what the committee is told: beside its plan (SPEC W-230), and in its file of a period
/// (SPEC W-225).
///
/// Small counts are hidden for whoever asks, since such a page is laid before the committee.
struct DiagnosisDesk {
    let work: Work
    let period: FigurePeriod

    private var context: Context { work.context }
    private var definition: CircuitDefinition { work.definition }

    /// Something that is counted: the children of a measure, by one dimension; without one, the whole
    /// of a measure that is told so.
    private struct Asked {
        let indicator: Indicator
        let measure: Measure
        let dimension: String?
    }

    /// A desk for a period that is over.
    ///
    /// - Throws: `Failure` for another.
    init(_ work: Work, _ period: FigurePeriod) throws {
        self.work = work
        self.period = period
        let offset = work.definition.parts.offsetSeconds
        let today = CivilDate(work.context.now, offsetSeconds: offset)
        guard period.first <= today else { throw Failure(.periodFuture) }
        guard period.until <= today else { throw Failure(.periodNotOver) }
    }

    /// The diagnosis that a report tells, and what the province lacks.
    func diagnosis(_ report: FigureReport) async throws -> Diagnosis {
        let indicators = report.indicators.compactMap { definition.indicator($0) }
        let asked = indicators.flatMap { indicator in
            told(indicator).flatMap { measure in
                children(measure, of: indicator, by: [.sex, .age, .commune, .category])
            }
        }
        return Diagnosis(
            title: report.labels, indicators: try await count(asked), gaps: try await gaps())
    }

    /// What a report tells of indicators: children with small counts hidden, and times and shares.
    ///
    /// It is laid before a session, and is short: each by sex and by its own lists; ages and communes of
    /// the first that counts children, and the target categories of the first without lists.
    func figures(_ indicators: [Indicator]) async throws -> [ReportedFigure] {
        let first = indicators.first { !told($0).isEmpty }
        let bare = indicators.first {
            !told($0).isEmpty && definition.freeLists(of: $0).isEmpty
        }
        let asked = indicators.flatMap { indicator in
            let counted = Set(told(indicator).map(\.code))
            let isFirst = indicator.code == first?.code
            return indicator.measures.flatMap { measure -> [Asked] in
                if definition.tellsWhole(measure) {
                    return [Asked(indicator: indicator, measure: measure, dimension: nil)]
                }
                guard counted.contains(measure.code) else { return [] }
                return children(
                    measure, of: indicator,
                    by: [.sex] + (isFirst ? [.age, .commune] : [])
                        + (indicator.code == bare?.code ? [.category] : []))
            }
        }
        return try await count(asked).map(\.reported)
    }

    /// What the province lacks.
    func gaps() async throws -> ProvinceGaps {
        let asked = definition.parts.indicators.flatMap { indicator in
            indicator.measures.filter { definition.countsUnavailable($0) }.flatMap { measure in
                ([FigureDimension.commune.rawValue]
                    + lists(measure, of: indicator)).map {
                        Asked(indicator: indicator, measure: measure, dimension: $0)
                    }
            }
        }
        return ProvinceGaps(
            period: period, countedAt: context.now, services: try await count(asked),
            directory: try await directory())
    }

    // MARK: - Figures

    /// The measures of which children are counted: not what another is a share of, since the
    /// difference of the two would tell the others.
    private func told(_ indicator: Indicator) -> [Measure] {
        let wholes = Set(indicator.measures.compactMap(\.rule.over))
        return indicator.measures.filter {
            $0.rule.counted != nil && !definition.tellsWhole($0) && !wholes.contains($0.code)
        }
    }

    /// The children of a measure, by dimensions of which none tells another, so that their tables
    /// cannot be taken from each other, and by the lists of the indicator.
    private func children(
        _ measure: Measure, of indicator: Indicator, by dimensions: [FigureDimension]
    ) -> [Asked] {
        (dimensions.map(\.rawValue) + lists(measure, of: indicator)).map {
            Asked(indicator: indicator, measure: measure, dimension: $0)
        }
    }

    private func lists(_ measure: Measure, of indicator: Indicator) -> [String] {
        definition.freeLists(of: indicator).filter {
            definition.rule(measure.rule, tells: $0)
        }
    }

    /// Counts, one table after the other, and joins those of an indicator.
    private func count(_ asked: [Asked]) async throws -> [DiagnosedIndicator] {
        let what = context.text(period.labels)
        var headway = Headway(asked.count * 100, isShown: !context.isJSON) { done in
            context.say(.counting(what: what, percent: done / max(asked.count, 1)))
        }
        var told: [(Indicator, [(measure: Measure, figures: [WireFigure])])] = []
        for (place, one) in asked.enumerated() {
            let figure = try await figure(one) { headway.reach(place * 100 + $0) }
            if told.last?.0.code != one.indicator.code { told.append((one.indicator, [])) }
            let last = told.count - 1
            if told[last].1.last?.measure.code != one.measure.code {
                told[last].1.append((one.measure, []))
            }
            told[last].1[told[last].1.count - 1].figures.append(figure)
        }
        headway.end()
        return told.map { DiagnosedIndicator($0.0, $0.1) }
    }

    private func figure(_ asked: Asked, progress: (Int) -> Void) async throws -> WireFigure {
        var question = AskedFigures(asked.indicator.code, of: period)
        question.measure = asked.measure.code
        question.by = [asked.dimension].compactMap(\.self)
        question.isOfProvince = true
        question.hidesSmall = true
        do throws(ClientError) {
            return try await work.session.client.figures(question, progress: progress)
        } catch {
            switch error.code {
            case .permission: throw Failure(.figuresNotGranted)
            case .precondition: throw Failure(.periodNotOver)
            default: throw error
            }
        }
    }

    // MARK: - The directory

    /// What the directory lacks; nil where it is closed to the member.
    private func directory() async throws -> DirectoryGaps? {
        let tracks = definition.recordTracks.filter { track in
            track.stages.contains { $0.meanings.contains(where: \.isOfDirectory) }
        }
        // Of a town that is divided, what it is divided into.
        let all = definition.communes(of: work.me.province).dropLast()
        let communes = all.filter { commune in
            !all.contains { $0 != commune && definition.territory($0, liesIn: commune) }
        }
        var sectors: [CoveredSector] = []
        var places: [ListedPlaces] = []
        do {
            for track in tracks {
                sectors += try await self.sectors(track, communes)
                places += try await self.places(track)
            }
        } catch let error as ClientError where error.code == .notAvailable {
            return nil
        }
        return DirectoryGaps(
            readAt: context.now, communeCount: communes.count, sectors: sectors, places: places)
    }

    /// The sectors to which a child may be sent, with their focal points.
    private func sectors(
        _ track: Track, _ communes: [String]
    ) async throws -> [CoveredSector] {
        let stages = track.stages.filter { $0.meanings.contains(.represents) }
        let field = definition.parts.forms.filter {
            definition.form($0, fits: .record(track.code))
        }.flatMap(\.fields).first { $0.meaning == .recordSector }
        guard let list = field?.list.flatMap({ definition.list($0) }) else { return [] }
        let sent = Set(
            definition.parts.lists.filter { $0.sectors == list.code }.flatMap(\.items)
                .filter { !$0.modes.isEmpty }.compactMap(\.sector))
        var sectors: [CoveredSector] = []
        for sector in list.items where sent.contains(sector.code) {
            var (count, covered) = (0, Set<String>())
            for stage in stages {
                for entry in try await entries(track, at: stage, sector: sector.code) {
                    count += 1
                    covered.insert(entry.commune)
                }
            }
            sectors.append(
                CoveredSector(
                    labels: sector.labels, code: sector.code, focalPointCount: count,
                    bareCommuneCount: communes.count { commune in
                        !covered.contains { definition.territory(commune, liesIn: $0) }
                    }))
        }
        return sectors
    }

    /// The entries that tell of places, and those that take nobody now.
    private func places(_ track: Track) async throws -> [ListedPlaces] {
        // One that was taken off the directory is none.
        let stages = track.stages.filter {
            !$0.meanings.contains(.represents) && !$0.next.isEmpty
        }
        var places: [ListedPlaces] = []
        for stage in stages {
            let serves = stage.meanings.contains(.serves)
            for entry in try await entries(track, at: stage) {
                guard let id = FileID(blob: entry.file) else { throw ClientError(.badAnswer) }
                let view = try await work.session.client.readFile(.id(id))
                var place = ListedPlaces()
                (place.title, place.number, place.stage) = (entry.title, entry.number, stage.code)
                place.serves = serves
                place.commune = entry.commune.isEmpty ? nil : entry.commune
                let head = view.heads[.social]
                place.capacity = head?.number(.seats)
                place.free = head?.number(.recordStanding)
                place.seenAt = place.free == nil ? nil : head?.slot(.recordStanding)?.at
                if !serves || place.capacity != nil || place.free != nil { places.append(place) }
            }
        }
        return places
    }

    /// The entries at a stage, page by page.
    private func entries(
        _ track: Track, at stage: Stage, sector: String = ""
    ) async throws -> [WireCandidate] {
        var asked = WireListFilesRequest()
        asked.stage = stage.code
        asked.category = sector
        asked.limit = MadarLimits.filesPerPageDefault
        var all: [WireCandidate] = []
        while true {
            let page = try await work.session.client.listFiles(.records(track.code), asked)
            all += page.files
            guard !page.cursor.isEmpty else { return all }
            asked.cursor = page.cursor
        }
    }
}

extension HeadPart {
    /// The number of a meaning.
    fileprivate func number(_ meaning: FieldMeaning) -> Int64? {
        if case .number(let number) = values(meaning).first { number } else { nil }
    }
}

extension CircuitDefinition {
    /// Whether a measure counts what somebody needed and could not have.
    fileprivate func countsUnavailable(_ measure: Measure) -> Bool {
        let rule = measure.rule
        guard rule.counted != nil, !rule.of.values.isEmpty else { return false }
        let lists = rule.of.codes.compactMap { field($0)?.list }
        return !lists.isEmpty
            && rule.of.values.allSatisfy { value in
                lists.contains { item(value, list: $0)?.meaning == .unavailable }
            }
    }
}
