import Basics
import Circuit

/// What a measure found on a file.
struct FigureFinding {
    var count: UInt64 = 0
    var of: UInt64 = 0
    var minutes: UInt32?
    /// What it is about, for the lists by which it is broken down.
    var happening: FileHappening?
    /// What else it is about, where a file is counted once for several.
    var others: [FileHappening] = []
    /// The stage at which the file stood.
    var stage: String?
}

/// A file as it is counted: what happened on it, and under which codes it falls.
struct FigureSubject {
    private let file: IndexedFile
    private let plan: FigurePlan
    private let happenings: [FileHappening]
    private var dimensions: [String: [String]] = [:]
    /// The stages at which the file stood when the period ended, by the place of their track.
    private let stages: [Int: String]

    init(_ file: IndexedFile, _ plan: FigurePlan) {
        self.file = file
        self.plan = plan
        happenings = file.happenings
        var stages: [Int: String] = [:]
        let tracks = Set(plan.places.flatMap(\.tracks))
        for happening in file.happenings
        where happening.group == 0 && happening.minute < plan.period.upperBound {
            for track in tracks
            where plan.definition.parts.tracks[track].stages.contains(where: {
                $0.code == happening.kind.code
            }) {
                stages[track] = happening.kind.code
            }
        }
        self.stages = stages
    }

    // MARK: - Findings

    /// What a measure finds on the file.
    func findings(_ place: FigurePlan.Place, isInHand: Bool) -> [FigureFinding] {
        let rule = place.rule
        switch rule.kind {
        case .files: return once(sought(rule.of))
        case .occurrences: return sought(rule.of).map { FigureFinding(count: 1, happening: $0) }
        case .sum:
            return sought(rule.of).map { FigureFinding(count: UInt64($0.amount), happening: $0) }
        case .matters:
            var seen: Set<UInt8> = []
            return sought(rule.of).filter { $0.group == 0 || seen.insert($0.group).inserted }
                .map { FigureFinding(count: 1, happening: $0) }
        case .standing:
            return place.tracks.compactMap { stages[$0] }
                .filter { rule.of.codes.contains($0) }.prefix(1)
                .map { FigureFinding(count: 1, stage: $0) }
        case .delay: return delays(rule)
        case .within: return within(rule)
        case .repeated: return repeated(rule)
        case .missing:
            guard isInHand else { return [] }
            return [FigureFinding(count: lacks(rule.fact) ? 1 : 0, of: 1)]
        case .told:
            guard isInHand else { return [] }
            let count: Int
            switch rule.told {
            case .openTasks: count = file.tasks.count
            case .overdueTasks:
                let end = plan.now.milliseconds
                count = file.tasks.count { $0.due.milliseconds < end }
            default: count = 0
            }
            return count == 0 ? [] : [FigureFinding(count: UInt64(count))]
        case .share, .load, .uncollected: return []
        }
    }

    /// What happened in the period that is looked for.
    private func sought(_ sought: Sought) -> [FileHappening] {
        happenings.filter { plan.period.contains($0.minute) && matches($0, sought) }
    }

    private func matches(_ happening: FileHappening, _ sought: Sought) -> Bool {
        sought.codes.contains(happening.kind.code)
            && (sought.values.isEmpty || sought.values.contains(happening.kind.value))
    }

    /// The file once, under all codes of what was found.
    private func once(_ found: [FileHappening]) -> [FigureFinding] {
        guard let first = found.first else { return [] }
        return [FigureFinding(count: 1, happening: first, others: Array(found.dropFirst()))]
    }

    /// From the latest start before it to what followed in the period.
    private func delays(_ rule: Measure.Rule) -> [FigureFinding] {
        guard let to = rule.to else { return [] }
        var starts: [UInt8: FileHappening] = [:]
        var found: [FigureFinding] = []
        for happening in happenings {
            // The same act may end one wait and begin the next.
            if matches(happening, to), let start = starts[happening.group] {
                starts[happening.group] = nil
                if plan.period.contains(happening.minute) {
                    found.append(
                        FigureFinding(
                            minutes: happening.minute - min(start.minute, happening.minute),
                            happening: start))
                }
            }
            if matches(happening, rule.of), starts[happening.group] == nil {
                starts[happening.group] = happening
            }
        }
        return found
    }

    /// Whether each start of the period was followed in time.
    private func within(_ rule: Measure.Rule) -> [FigureFinding] {
        guard let to = rule.to, let limit = limit(rule) else { return [] }
        let (late, early) = (minutes(limit.seconds), minutes(limit.early))
        return sought(rule.of).compactMap { start in
            let earliest = start.minute - min(early, start.minute)
            let latest = start.minute &+ late
            let isMatter = start.group != 0
            let isFollowed = happenings.contains {
                $0 != start && (!isMatter || $0.group == start.group) && matches($0, to)
                    && $0.minute >= earliest && $0.minute <= latest
            }
            if isFollowed { return FigureFinding(count: 1, of: 1, happening: start) }
            // What may still follow is neither in time nor late.
            guard latest < plan.period.upperBound, latest < plan.nowMinute else { return nil }
            return FigureFinding(count: 0, of: 1, happening: start)
        }
    }

    /// Whether a duty was done in time, each time that it fell due in the period.
    private func repeated(_ rule: Measure.Rule) -> [FigureFinding] {
        guard let to = rule.to, let limit = limit(rule) else { return [] }
        let step = max(minutes(limit.seconds), 1)
        var found: [FigureFinding] = []
        let end = min(plan.period.upperBound, plan.nowMinute)
        for (place, start) in happenings.enumerated() where matches(start, rule.of) {
            let later = happenings[(place + 1)...]
            let stop = later.first { rule.until.contains($0.kind.code) }?.minute ?? .max
            // A new start begins a duty of its own.
            let again = later.first { matches($0, rule.of) }?.minute ?? .max
            var base = start.minute
            while true {
                let due = base &+ step
                guard due > base, due < min(end, stop, again) else { break }
                let done = later.first {
                    matches($0, to) && $0.minute > base && $0.minute <= due
                }
                if plan.period.contains(due) {
                    found.append(
                        FigureFinding(count: done == nil ? 0 : 1, of: 1, happening: start))
                }
                base = done?.minute ?? due
            }
        }
        return found
    }

    private func limit(_ rule: Measure.Rule) -> MeasureLimit? {
        rule.limits.first { limit in
            limit.risks.isEmpty || file.risk.map { limit.risks.contains($0) } ?? false
        }
    }

    private func minutes(_ seconds: Int64) -> UInt32 { UInt32(clamping: seconds / 60) }

    private func lacks(_ fact: FileFact?) -> Bool {
        switch fact {
        case .sex: file.sex == nil
        case .age: file.birthYears == nil && file.birthDay == nil
        case .commune: file.commune == nil
        case .category: file.categories.isEmpty
        case .risk: file.risk == nil
        case nil: false
        }
    }

    // MARK: - Codes

    /// The codes under which a finding falls in a dimension; each once.
    mutating func codes(
        _ dimension: String, _ found: FigureFinding, _ place: FigurePlan.Place
    ) -> [String] {
        guard let own = FigureDimension(rawValue: dimension) else {
            guard place.lists.contains(dimension) else { return [] }
            return details(dimension, found)
        }
        if let known = dimensions[dimension] { return known }
        let codes = self.codes(own)
        dimensions[dimension] = codes
        return codes
    }

    private func codes(_ dimension: FigureDimension) -> [String] {
        let unknown = FigureDimension.unknown
        switch dimension {
        case .sex: return [file.sex ?? unknown]
        case .age:
            return [plan.band(file.birthYears, day: file.birthDay, FigurePlan.censusBands)]
        case .protectionAge:
            return [plan.band(file.birthYears, day: file.birthDay, FigurePlan.protectionBands)]
        case .commune: return [file.commune ?? unknown]
        case .milieu:
            let kind = file.commune.flatMap { plan.definition.territory($0) }?.kind
            return [kind == .urban || kind == .rural ? kind?.rawValue ?? unknown : unknown]
        case .category:
            let list = plan.definition.field(meaning: .category)?.list ?? ""
            let lines = file.categories.compactMap {
                plan.definition.item($0, list: list)?.reportLine
            }
            return lines.isEmpty ? [unknown] : Array(Set(lines)).sorted()
        }
    }

    /// The codes of a list or track under which a finding falls.
    private func details(_ list: String, _ found: FigureFinding) -> [String] {
        if let stage = found.stage {
            return plan.definition.track(ofStage: stage)?.code == list ? [stage] : []
        }
        guard let happening = found.happening else { return [] }
        let codes = ([happening] + found.others).flatMap { details(list, $0) }
        if !codes.isEmpty { return Array(Set(codes)).sorted() }
        // Of what has no level of its own the one that stands speaks.
        if list == plan.riskList { return [file.risk ?? FigureDimension.unknown] }
        return [FigureDimension.unknown]
    }

    private func details(_ list: String, _ happening: FileHappening) -> [String] {
        let kind = happening.kind
        if let field = plan.definition.field(kind.code) {
            if field.list == list, !kind.value.isEmpty { return [kind.value] }
        } else if plan.definition.track(ofStage: kind.code)?.code == list {
            return [kind.code]
        }
        guard happening.group != 0 else { return [] }
        return happenings.filter { $0.group == happening.group && !$0.kind.value.isEmpty }
            .filter { plan.definition.field($0.kind.code)?.list == list }.map(\.kind.value)
    }
}
