public import Basics

/// Something that is owed on a file, derived from a head and the clocks of the definition.
public struct DueTask: Hashable, Sendable {
    /// The code of the kind of task.
    public let task: String
    /// The code of the clock that prevails.
    public let clock: String
    /// Since when the clock runs.
    public let since: Instant
    /// When it is due.
    public let due: Instant

    /// Makes a task.
    public init(task: String, clock: String, since: Instant, due: Instant) {
        self.task = task
        self.clock = clock
        self.since = since
        self.due = due
    }
}

extension HeadPart {
    /// What is owed by this head, one of a kind, the earliest due first; a clock of another
    /// class, or one that holds no longer on the day on which it would start, gives none.
    public func tasks(_ definition: CircuitDefinition) -> [DueTask] {
        var found: [DueTask] = []
        for clock in definition.parts.clocks where clock.dataClass == dataClass {
            guard let since = start(of: clock), isRunning(clock), passes(clock.tests) else {
                continue
            }
            let offset = definition.parts.offsetSeconds
            guard clock.terms.validity.holds(on: CivilDate(since, offsetSeconds: offset)) else {
                continue
            }
            let due = clock.limit.end(from: since, offsetSeconds: offset)
            found.append(DueTask(task: clock.task, clock: clock.code, since: since, due: due))
        }
        // Where two clocks of a task run, the earliest due prevails.
        found.sort { ($0.due, $0.task, $0.clock) < ($1.due, $1.task, $1.clock) }
        var kinds: Set<String> = []
        return found.filter { kinds.insert($0.task).inserted }
    }

    private func start(of clock: Clock) -> Instant? {
        switch clock.start {
        case .stage(let stage): return passages.first { $0.stage == stage }?.at
        case .field(let meaning):
            guard let slot = slot(meaning), let value = slot.entries.first?.value else {
                return nil
            }
            switch value {
            case .instant(let instant): return instant
            case .flag(false): return nil
            default: return slot.at
            }
        }
    }

    private func isRunning(_ clock: Clock) -> Bool {
        switch clock.start {
        case .stage(let stage):
            let place = passages.firstIndex { $0.stage == stage } ?? passages.endIndex
            if passages[place...].dropFirst().contains(where: {
                clock.stopStages.contains($0.stage)
            }) {
                return false
            }
            let since = passages[place...].first?.at
            return !clock.stopFields.contains { stop in
                guard let slot = slot(stop), !slot.entries.isEmpty, let since else { return false }
                return slot.at >= since
            }
        case .field(let meaning):
            if let stage, clock.stopStages.contains(stage) { return false }
            let order = slot(meaning)?.order ?? 0
            return !clock.stopFields.contains { stop in
                guard let slot = slot(stop), !slot.entries.isEmpty else { return false }
                return slot.order >= order
            }
        }
    }

    private func passes(_ tests: [HeadTest]) -> Bool {
        tests.allSatisfy { test in
            values(test.meaning).contains { value in
                switch value {
                case .choice(let code), .territory(let code): test.codes.contains(code)
                case .choices(let codes): codes.contains { test.codes.contains($0) }
                default: false
                }
            }
        }
    }
}

extension TimeLimit {
    /// When the time is up that begins at a moment.
    public func end(from start: Instant, offsetSeconds: Int32) -> Instant {
        switch self {
        case .seconds(let seconds): return start.adding(seconds: seconds)
        case .months(let months):
            let day = CivilDate(start, offsetSeconds: offsetSeconds)
            let shift = Int64(day.adding(months: months).days) - Int64(day.days)
            return start.adding(seconds: shift * 86_400)
        case .endOfDay:
            let day = CivilDate(start, offsetSeconds: offsetSeconds)
            let (next, overflow) = day.days.addingReportingOverflow(1)
            return overflow
                ? start : CivilDate(days: next).start(offsetSeconds: offsetSeconds)
        }
    }
}
