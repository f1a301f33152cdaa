public import Basics
public import Circuit

/// The figures of a period as they are counted, file by file.
///
/// It is a value that remembers how far it has come, so that a caller counts a stretch of files at a
/// time and answers others in between. A file that is written meanwhile counts as it is when its
/// turn comes.
public struct FigureRun: Sendable {
    /// What has been counted in one place of a breakdown.
    private struct Tally: Sendable {
        /// Whether anything was found, be it nothing of something.
        var isFound = false
        var count: UInt64 = 0
        var of: UInt64 = 0
        var minutes: [UInt32] = []
        var latest: (minute: UInt32, amount: UInt32)?

        mutating func add(_ found: FigureFinding) {
            isFound = true
            if let last = found.latest, latest.map({ $0 <= last }) ?? true { latest = last }
            count += found.count
            of += found.of
            if let one = found.minutes { minutes.append(one) }
        }
    }

    /// Where a finding falls: under codes of the dimensions of a breakdown, 0 where it has fewer.
    private struct Spot: Hashable {
        var breakdown = 0
        var first: UInt32 = 0
        var second: UInt32 = 0
    }

    private struct Pair: Hashable {
        var measure: Int
        var spot: Spot
    }

    let plan: FigurePlan
    /// The row that is looked at next.
    var next = 0
    /// How many rows there were when it began.
    let rowCount: Int
    /// Of each measure and breakdown by one dimension or none, what stands under each code.
    private var tallies: [[Tally]]
    /// What stands under two codes.
    private var pairs: [Pair: Tally] = [:]
    /// The codes that were met.
    private(set) var names: FigureNames
    /// What the kinds of happening are to the measures.
    private(set) var uses: KindUses
    /// How many files in hand each member answers for, of each organisation.
    private var loads: [OrganisationID?: [MemberID: Int]] = [:]

    init(_ plan: FigurePlan, rowCount: Int) {
        self.plan = plan
        self.rowCount = rowCount
        tallies = Array(repeating: [], count: plan.places.count * plan.breakdowns.count)
        names = FigureNames(plan)
        uses = KindUses(plan)
    }

    /// How much of the files has been looked at, in percent; 100 once all are.
    public var percent: Int { rowCount == 0 ? 100 : min(next, rowCount) * 100 / rowCount }

    /// Whether all files have been looked at.
    public var isWhole: Bool { next >= rowCount }

    // MARK: - Counting

    /// Finds out what a kind of happening is to the measures, where nobody has.
    mutating func meet(_ number: UInt16, _ kind: HappeningKind) {
        uses.meet(number, kind, plan, &names)
    }

    /// Counts a file.
    mutating func count(_ file: CountedFile) {
        guard !plan.definition.stage(file.stage, means: .joins) else { return }
        var subject = FigureSubject(file, plan, uses)
        let isInHand = !file.isRecord && !plan.definition.restsAt(file.stage)
        if isInHand, let referent = file.referent {
            loads[file.organisation, default: [:]][referent, default: 0] += 1
        }
        for number in subject.measures {
            for found in subject.findings(number, isInHand: isInHand) {
                add(found, number, &subject)
            }
        }
    }

    private mutating func add(
        _ found: FigureFinding, _ number: Int, _ subject: inout FigureSubject
    ) {
        for breakdown in plan.breakdownsOf[number] {
            let dimensions = plan.breakdowns[breakdown]
            let table = number * plan.breakdowns.count + breakdown
            guard let outer = dimensions.first else {
                add(found, 0, to: table)
                continue
            }
            for first in subject.codes(outer, found, &names) {
                guard dimensions.count > 1 else {
                    add(found, Int(first), to: table)
                    continue
                }
                for second in subject.codes(dimensions[1], found, &names) {
                    let spot = Spot(breakdown: breakdown, first: first, second: second)
                    pairs[Pair(measure: number, spot: spot), default: Tally()].add(found)
                }
            }
        }
    }

    private mutating func add(_ found: FigureFinding, _ code: Int, to table: Int) {
        let missing = code + 1 - tallies[table].count
        if missing > 0 { tallies[table] += repeatElement(Tally(), count: missing) }
        tallies[table][code].add(found)
    }

    /// Hands on a file as it is counted, with the codes that were met.
    mutating func look(
        _ file: CountedFile, _ body: (inout FigureSubject, inout FigureNames) throws -> Void
    ) rethrows {
        var subject = FigureSubject(file, plan, uses)
        try body(&subject, &names)
    }

    // MARK: - Telling

    /// The rows of an indicator, the whole first; nothing before all files were counted.
    ///
    /// - Parameters:
    ///   - measure: the code of the one measure that is wanted; nil for all.
    ///   - told: what is known beside the files.
    ///   - isShown: whether the caller is shown a measure, by a dimension or, without one, at all. Where
    ///     he is not, it makes no row either.
    public func rows(
        of indicator: String, measure: String? = nil, _ told: ToldFigures,
        isShown: (Measure, _ dimension: String?) -> Bool = { _, _ in true }
    ) -> [FigureRow] {
        guard isWhole,
            let number = plan.definition.parts.indicators.firstIndex(where: {
                $0.code == indicator
            })
        else { return [] }
        let all = plan.definition.parts.indicators[number].measures
        let places = plan.places.indices.filter { plan.places[$0].indicator == number }
        let asked = all.indices.filter { measure == nil || all[$0].code == measure }
        func shows(_ keys: [FigureKey], _ place: Int) -> Bool {
            isShown(all[place], nil) && keys.allSatisfy { isShown(all[place], $0.dimension) }
        }
        // Where something else than files tells, nothing was found on one.
        var spots: [[FigureKey]: Spot?] = [[]: Spot()]
        for place in asked {
            for part in Self.parts(of: place, all) {
                for spot in whereFound(places[part]) {
                    let keys = keys(spot)
                    if shows(keys, place) { spots[keys] = spot }
                }
            }
            for key in keysBesideFiles(places[place], told)
            where spots[[key]] == nil && shows([key], place) {
                spots[[key]] = .some(nil)
            }
        }
        return spots.sorted { Self.precedes($0.key, $1.key) }.map { keys, spot in
            var cells = places.map { place in
                cell(place, spot.flatMap { tally(place, $0) }, keys, told)
            }
            divide(&cells, all)
            return FigureRow(
                keys: keys, cells: asked.map { shows(keys, $0) ? cells[$0] : .hidden })
        }
    }

    /// The measures of which one is made: a share of two others, any other of itself.
    private static func parts(of measure: Int, _ all: [Measure]) -> [Int] {
        let rule = all[measure].rule
        guard rule.kind == .share else { return [measure] }
        return all.indices.filter {
            rule.of.codes.contains(all[$0].code) || rule.over == all[$0].code
        }
    }

    /// Where a measure tells something that is not found file by file.
    private func keysBesideFiles(_ measure: Int, _ told: ToldFigures) -> [FigureKey] {
        let place = plan.places[measure]
        return plan.breakdowns.filter { $0.count == 1 }.flatMap { breakdown -> [FigureKey] in
            let name = plan.dimensions[breakdown[0]]
            func key(_ organisation: OrganisationID?) -> FigureKey {
                FigureKey(
                    dimension: name,
                    code: organisation?.hexadecimal ?? FigureDimension.unknown)
            }
            if place.rule.kind == .load, breakdown[0] == plan.unit { return loads.keys.map(key) }
            guard let figure = place.rule.told, place.lists.contains(name) else { return [] }
            return told.establishments.filter { $0.value[figure] != nil }.map { key($0.key) }
        }
    }

    private static func precedes(_ left: [FigureKey], _ right: [FigureKey]) -> Bool {
        left.count == right.count
            ? left.lexicographicallyPrecedes(right) : left.count < right.count
    }

    /// Where a measure found something.
    private func whereFound(_ measure: Int) -> [Spot] {
        let single = plan.breakdownsOf[measure].flatMap { breakdown in
            let table = tallies[measure * plan.breakdowns.count + breakdown]
            return table.indices.filter { table[$0].isFound }.map {
                Spot(breakdown: breakdown, first: UInt32($0))
            }
        }
        return single + pairs.keys.filter { $0.measure == measure }.map(\.spot)
    }

    /// What a measure found somewhere.
    private func tally(_ measure: Int, _ spot: Spot) -> Tally? {
        guard plan.breakdowns[spot.breakdown].count < 2 else {
            return pairs[Pair(measure: measure, spot: spot)]
        }
        let table = tallies[measure * plan.breakdowns.count + spot.breakdown]
        return Int(spot.first) < table.count ? table[Int(spot.first)] : nil
    }

    private func keys(_ spot: Spot) -> [FigureKey] {
        zip(plan.breakdowns[spot.breakdown], [spot.first, spot.second]).map {
            FigureKey(dimension: plan.dimensions[$0], code: names.code($1, in: $0))
        }
    }

    private func cell(
        _ number: Int, _ tally: Tally?, _ keys: [FigureKey], _ told: ToldFigures
    ) -> FigureCell {
        let place = plan.places[number]
        // By a list of another measure it is not broken down.
        for key in keys where FigureDimension(rawValue: key.dimension) == nil {
            guard place.lists.contains(key.dimension) else { return .none }
        }
        let tally = tally ?? Tally()
        switch place.rule.kind {
        case .files, .occurrences, .sum, .matters, .standing: return .count(tally.count)
        case .latest:
            // Of whole provinces it is said: by commune nobody is asked for it.
            if keys.map(\.dimension) == [FigureDimension.commune.rawValue] { return .uncollected }
            guard keys.isEmpty else { return .none }
            return tally.latest.map { .count(UInt64($0.amount)) } ?? .uncollected
        case .within, .repeated, .missing: return .share(tally.count, of: tally.of)
        case .delay:
            return .minutes(
                Self.percentile(place.rule.percentile, of: tally.minutes),
                of: UInt64(tally.minutes.count))
        case .share: return .none
        case .load:
            guard let loads = loads(keys) else { return .none }
            let (least, most) = (place.rule.minimum, place.rule.maximum ?? .max)
            return .count(UInt64(loads.values.count { $0 >= least && $0 <= most }))
        case .told:
            switch place.rule.told {
            case .overdueTasks, .openTasks: return .count(tally.count)
            case .some(let figure):
                guard let key = keys.first else {
                    return told.values[figure].map { .count($0) } ?? .uncollected
                }
                guard keys.count == 1, place.lists.contains(key.dimension) else { return .none }
                let house = OrganisationID(hexadecimal: key.code).flatMap {
                    told.establishments[$0]
                }
                return house?[figure].map { .count($0) } ?? .uncollected
            case nil: return .uncollected
            }
        case .uncollected: return keys.isEmpty ? .uncollected : .none
        }
    }

    /// How many files in hand each member answers for, of all or of one organisation; nil where that is
    /// not broken down so.
    private func loads(_ keys: [FigureKey]) -> [MemberID: Int]? {
        guard let key = keys.first else {
            return loads.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
        }
        guard keys.count == 1, key.dimension == FigureDimension.unit.rawValue else { return nil }
        return loads[OrganisationID(hexadecimal: key.code)] ?? [:]
    }

    /// Puts the shares of one measure of another in.
    private func divide(_ cells: inout [FigureCell], _ measures: [Measure]) {
        for (number, measure) in measures.enumerated() where measure.rule.kind == .share {
            let part = measures.firstIndex { [$0.code] == measure.rule.of.codes }
            let whole = measures.firstIndex { $0.code == measure.rule.over }
            guard let part, let whole, case .count(let count) = cells[part],
                case .count(let of) = cells[whole]
            else {
                // What it is a share of was never said.
                if whole.map({ cells[$0] }) == .uncollected { cells[number] = .uncollected }
                continue
            }
            cells[number] = .share(count, of: of)
        }
    }

    /// The value at a percentile, by the nearest rank; nil of none.
    ///
    /// Only the part that has it is put in order: there may be as many as files.
    static func percentile(_ percent: Int, of values: [UInt32]) -> UInt64? {
        guard !values.isEmpty else { return nil }
        let place = max((percent * values.count + 99) / 100, 1) - 1
        var rest = values[...]
        while true {
            let pivot = rest[rest.startIndex + rest.count / 2]
            let equal = rest.partition { $0 >= pivot }
            guard place >= equal else {
                rest = rest[..<equal]
                continue
            }
            let more = rest[equal...].partition { $0 > pivot }
            guard place >= more else { return UInt64(pivot) }
            rest = rest[more...]
        }
    }
}

extension FileIndex {
    /// Begins to count the figures of a period.
    public func figures(
        _ question: FigureQuestion, _ definition: CircuitDefinition, now: Instant,
        tasksIn classes: ClassSet = DataClass.content
    ) -> FigureRun {
        FigureRun(
            FigurePlan(question, definition, now: now, tasksIn: classes), rowCount: rows.count)
    }

    /// Counts the next files, as far as a filter lets them through.
    public func count(
        _ run: inout FigureRun, upTo limit: Int, where isAllowed: (FileOwner) -> Bool
    ) {
        for place in stretch(&run, upTo: limit) where isAllowed(owner(place)) {
            run.count(counted(place, &run))
        }
    }

    /// Hands on the next children's files as they are counted.
    func forEachCounted(
        _ run: inout FigureRun, upTo limit: Int,
        _ body: (FileID, inout FigureSubject, inout FigureNames) throws -> Void
    ) rethrows {
        for place in stretch(&run, upTo: limit) {
            let file = counted(place, &run)
            guard !file.isRecord, !run.plan.definition.stage(file.stage, means: .joins) else {
                continue
            }
            try run.look(file) { try body(rows[place].key.id, &$0, &$1) }
        }
    }

    /// The next rows that hold a file, which the run is past then.
    private func stretch(_ run: inout FigureRun, upTo limit: Int) -> [Int] {
        let end = min(run.next + limit, run.rowCount, rows.count)
        let places = (run.next..<max(end, run.next)).filter { rows[$0].isLive }
        run.next = end == rows.count ? run.rowCount : max(end, run.next)
        return places
    }

    /// What of a row figures turn on; names are none of it.
    private func counted(_ place: Int, _ run: inout FigureRun) -> CountedFile {
        let row = rows[place]
        var file = CountedFile()
        file.isRecord = row.isRecord
        file.stage = codes[row.stage]
        file.sex = codes[row.sex]
        file.commune = codes[row.commune]
        file.risk = codes[row.risk]
        file.referent = members[desk(place).referent]
        file.organisation = organisations[desk(place).organisation]
        file.birthDay = row.birthDay == Row.noDay ? nil : row.birthDay
        if row.birthFirst != Row.noYear, row.birthFirst <= row.birthLast {
            file.birthYears = Int(row.birthFirst)...Int(row.birthLast)
        }
        file.categories = categorySets[UInt32(row.categories)] ?? []
        file.dues = tasks[row.tasks].filter { run.plan.taskClasses.contains($0.dataClass) }
            .map(\.due)
        file.happenings.reserveCapacity(row.happenings.count)
        for index in row.happenings where happened[index].kind != PackedHappening.amount {
            let packed = happened[index]
            guard let kind = kinds[UInt32(packed.kind)] else { continue }
            run.meet(packed.kind, kind)
            file.happenings.append(
                CountedFile.Happening(
                    kind: packed.kind, minute: packed.minute,
                    amount: packed.hasAmount ? happened[index + 1].minute : 1,
                    group: packed.group))
        }
        return file
    }
}
