import Basics
import Circuit

/// What of a file figures turn on.
struct CountedFile {
    /// What happened on it.
    struct Happening {
        /// The number of its kind in the index.
        let kind: UInt16
        let minute: UInt32
        let amount: UInt32
        let group: UInt8
    }

    /// Whether it is of another kind than a child's, which is in nobody's hand.
    var isRecord = false
    var stage: String?
    var sex: String?
    var commune: String?
    var risk: String?
    var referent: MemberID?
    var organisation: OrganisationID?
    var birthDay: UInt16?
    var birthYears: ClosedRange<Int>?
    var categories: Set<String> = []
    /// When what is owed falls due, in milliseconds since 1970-01-01.
    var dues: [Int64] = []
    /// By time.
    var happenings: [Happening] = []
}

/// What a measure found on a file.
struct FigureFinding {
    var count: UInt64 = 0
    var of: UInt64 = 0
    var minutes: UInt32?
    /// The number that was said last, and when.
    var latest: (minute: UInt32, amount: UInt32)?
    /// What it is about, for the lists by which it is broken down.
    var happening: CountedFile.Happening?
    /// What else it is about, where a file is counted once for several.
    var others: [CountedFile.Happening] = []
    /// The stage at which the file stood, a kind of happening.
    var stage: UInt16?
}

/// A file as it is counted: what happened on it, and under which codes it falls.
struct FigureSubject {
    private typealias Happening = CountedFile.Happening

    let file: CountedFile
    private let plan: FigurePlan
    private let uses: KindUses
    /// The codes of the dimensions that are the file's own, once they were asked for.
    private var codes: [[UInt32]]
    /// The stages at which the file stood when the period ended, by the place of their track.
    private var stages: [Int: UInt16] = [:]
    /// The measures to which something of the file is, each once.
    let measures: [Int]

    init(_ file: CountedFile, _ plan: FigurePlan, _ uses: KindUses) {
        (self.file, self.plan, self.uses) = (file, plan, uses)
        codes = Array(repeating: [], count: plan.dimensions.count)
        var isLooked = [Bool](repeating: false, count: plan.places.count)
        for number in plan.always { isLooked[number] = true }
        for happening in file.happenings {
            for number in uses.measures(happening.kind) { isLooked[number] = true }
            guard happening.group == 0, happening.minute < plan.period.upperBound,
                let track = uses.track(happening.kind)
            else { continue }
            stages[track] = happening.kind
        }
        measures = isLooked.indices.filter { isLooked[$0] }
    }

    // MARK: - Findings

    /// What a measure finds on the file.
    func findings(_ number: Int, isInHand: Bool) -> [FigureFinding] {
        let place = plan.places[number]
        switch place.rule.kind {
        case .files:
            let found = sought(number)
            guard let first = found.first else { return [] }
            // Once, under all codes of what was found.
            return [FigureFinding(count: 1, happening: first, others: Array(found.dropFirst()))]
        case .occurrences: return sought(number).map { FigureFinding(count: 1, happening: $0) }
        case .sum:
            return sought(number).map { FigureFinding(count: UInt64($0.amount), happening: $0) }
        case .latest:
            let last = file.happenings.last {
                $0.minute < plan.period.upperBound && uses.is($0.kind, .begins, to: number)
            }
            return last.map { [FigureFinding(latest: ($0.minute, $0.amount))] } ?? []
        case .matters:
            var seen: Set<UInt8> = []
            return sought(number).filter { $0.group == 0 || seen.insert($0.group).inserted }
                .map { FigureFinding(count: 1, happening: $0) }
        case .standing:
            return place.tracks.compactMap { stages[$0] }
                .filter { uses.is($0, .stands, to: number) }.prefix(1)
                .map { FigureFinding(count: 1, stage: $0) }
        case .delay: return delays(number)
        case .within: return within(number)
        case .repeated: return repeated(number)
        case .missing:
            guard isInHand else { return [] }
            return [FigureFinding(count: lacks(place.rule.fact) ? 1 : 0, of: 1)]
        case .told:
            guard isInHand else { return [] }
            let count: Int
            switch place.rule.told {
            case .openTasks: count = file.dues.count
            case .overdueTasks: count = file.dues.count { $0 < plan.now.milliseconds }
            default: count = 0
            }
            return count == 0 ? [] : [FigureFinding(count: UInt64(count))]
        case .share, .load, .uncollected: return []
        }
    }

    /// What happened in the period that a measure looks for.
    private func sought(_ number: Int) -> [Happening] {
        file.happenings.filter {
            plan.period.contains($0.minute) && uses.is($0.kind, .begins, to: number)
        }
    }

    /// From the first start to what followed in the period.
    private func delays(_ number: Int) -> [FigureFinding] {
        var starts: [UInt8: Happening] = [:]
        var found: [FigureFinding] = []
        for happening in file.happenings {
            // The same act may end one wait and begin the next.
            if uses.is(happening.kind, .follows, to: number), let start = starts[happening.group] {
                starts[happening.group] = nil
                if plan.period.contains(happening.minute) {
                    found.append(
                        FigureFinding(
                            minutes: happening.minute - min(start.minute, happening.minute),
                            happening: start))
                }
            }
            if uses.is(happening.kind, .begins, to: number), starts[happening.group] == nil {
                starts[happening.group] = happening
            }
        }
        return found
    }

    /// Whether each start of the period was followed in time.
    private func within(_ number: Int) -> [FigureFinding] {
        guard let limit = limit(plan.places[number].rule) else { return [] }
        let (late, early) = (minutes(limit.seconds), minutes(limit.early))
        return file.happenings.enumerated().compactMap { place, start in
            guard plan.period.contains(start.minute), uses.is(start.kind, .begins, to: number)
            else {
                return nil
            }
            let earliest = start.minute - min(early, start.minute)
            let latest = start.minute &+ late
            let isFollowed = file.happenings.enumerated().contains { other, happening in
                other != place && (start.group == 0 || happening.group == start.group)
                    && uses.is(happening.kind, .follows, to: number)
                    && happening.minute >= earliest && happening.minute <= latest
            }
            if isFollowed { return FigureFinding(count: 1, of: 1, happening: start) }
            // What may still follow is neither in time nor late.
            guard latest < plan.period.upperBound, latest < plan.nowMinute else { return nil }
            return FigureFinding(count: 0, of: 1, happening: start)
        }
    }

    /// Whether a duty was done in time, each time that it fell due in the period.
    private func repeated(_ number: Int) -> [FigureFinding] {
        guard let limit = limit(plan.places[number].rule) else { return [] }
        let step = max(minutes(limit.seconds), 1)
        var found: [FigureFinding] = []
        let end = min(plan.period.upperBound, plan.nowMinute)
        for (place, start) in file.happenings.enumerated()
        where uses.is(start.kind, .begins, to: number) {
            let later = file.happenings[(place + 1)...]
            let stop = later.first { uses.is($0.kind, .ends, to: number) }?.minute ?? .max
            // A new start begins a duty of its own.
            let again = later.first { uses.is($0.kind, .begins, to: number) }?.minute ?? .max
            var base = start.minute
            while true {
                let due = base &+ step
                guard due > base, due < min(end, stop, again) else { break }
                let done = later.first {
                    uses.is($0.kind, .follows, to: number) && $0.minute > base && $0.minute <= due
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

    /// The band of full years in which the child stands when the period ends.
    func band(_ bands: [ClosedRange<Int>]) -> String {
        plan.band(file.birthYears, day: file.birthDay, bands)
    }

    /// The numbers of the codes under which a finding falls in a dimension; each once.
    mutating func codes(
        _ dimension: Int, _ found: FigureFinding, _ names: inout FigureNames
    ) -> [UInt32] {
        guard let own = plan.ownDimensions[dimension] else {
            return details(dimension, found, &names)
        }
        if codes[dimension].isEmpty {
            codes[dimension] = codes(own).map { names.number($0, in: dimension) }
        }
        return codes[dimension]
    }

    private func codes(_ dimension: FigureDimension) -> [String] {
        let unknown = FigureDimension.unknown
        switch dimension {
        case .sex: return [file.sex ?? unknown]
        case .age, .protectionAge:
            return [plan.band(file.birthYears, day: file.birthDay, dimension.bands)]
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
        case .unit: return [file.organisation?.hexadecimal ?? unknown]
        }
    }

    /// The codes of a list or track under which a finding falls.
    private func details(
        _ list: Int, _ found: FigureFinding, _ names: inout FigureNames
    ) -> [UInt32] {
        if let stage = found.stage {
            let code = uses.code(stage, in: list)
            return code == FigureNames.none ? [] : [code]
        }
        guard let happening = found.happening else { return [] }
        var codes: [UInt32] = []
        take(list, happening, &codes)
        for other in found.others { take(list, other, &codes) }
        if !codes.isEmpty { return codes }
        // Of what has no level of its own the one that stands speaks.
        let standing = plan.dimensions[list] == plan.riskList ? file.risk : nil
        return [names.number(standing ?? FigureDimension.unknown, in: list)]
    }

    /// Adds the codes under which something that happened falls: its own, or else those that the
    /// fields of its matter or row held.
    private func take(_ list: Int, _ happening: Happening, _ codes: inout [UInt32]) {
        func add(_ code: UInt32) { if !codes.contains(code) { codes.append(code) } }
        let own = uses.code(happening.kind, in: list)
        if own != FigureNames.none { return add(own) }
        guard happening.group != 0 else { return }
        for other in file.happenings
        where other.group == happening.group && uses.hasValue(other.kind) {
            let code = uses.code(other.kind, in: list)
            if code != FigureNames.none { add(code) }
        }
    }
}
