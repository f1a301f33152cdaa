public import Basics

/// Something that is owed on a file, derived from a head and the clocks of the definition.
public struct DueTask: Hashable, Sendable {
    /// The code of the kind of task.
    public let task: String
    /// The code of the clock that prevails.
    public let clock: String
    /// Since when the clock runs; before, nothing is owed.
    public let since: Instant
    /// When it is due.
    public let due: Instant
    /// The class whose head tells of it: who does not read that class is not told of it.
    public let dataClass: DataClass
    /// The matter of which it is owed; nil for the file itself.
    public let matter: ActID?
    /// Who has to do it; nil for whoever answers for the file.
    public let owner: MemberID?

    /// Makes a task.
    public init(
        task: String, clock: String, since: Instant, due: Instant,
        dataClass: DataClass = .social, matter: ActID? = nil, owner: MemberID? = nil
    ) {
        self.task = task
        self.clock = clock
        self.since = since
        self.due = due
        self.dataClass = dataClass
        self.matter = matter
        self.owner = owner
    }
}

extension HeadPart {
    /// What is owed by this head, one of a kind for the file and for each matter, the earliest due
    /// first; a clock of another class, or one that holds no longer on the day on which it would
    /// start, gives none.
    ///
    /// On a file that is closed no clock of the file runs but those that its closing started;
    /// those of its matters do, but for consents: nothing is shared of it any more.
    public func tasks(_ definition: CircuitDefinition) -> [DueTask] {
        let isClosed = definition.stage(stage, means: .closes)
        var found = ClockFace(passages: passages, slots: slots).tasks(
            of: dataClass, isClosed: isClosed, definition)
        for matter in matters {
            var face = ClockFace(
                passages: matter.passages, slots: matter.slots, matter: matter.act)
            if let lost = basisLost(matter, definition) { face.slots.append(.lost(at: lost)) }
            let isConsent = definition.track(matter.track)?.meaning == .consent
            found += face.tasks(of: dataClass, isClosed: isClosed && isConsent, definition)
        }
        guard found.count > 1 else { return found }
        // Where two clocks of a task run, the earliest due prevails.
        found.sort { ($0.due, $0.task, $0.clock) < ($1.due, $1.task, $1.clock) }
        // They are few, of one matter fewer still, so that each is soon compared with each.
        var kept: [DueTask] = []
        kept.reserveCapacity(found.count)
        for task in found
        where !kept.contains(where: { $0.matter == task.matter && $0.task == task.task }) {
            kept.append(task)
        }
        return kept
    }
}

extension HeadSlot {
    /// What a clock sees of a referral whose ground ends at a moment.
    fileprivate static func lost(at moment: Instant) -> HeadSlot {
        HeadSlot(
            meaning: .basisLost, entries: [HeadEntry(value: .instant(moment))], writer: .zero,
            at: moment, order: 0)
    }
}

/// What clocks look at: the stages and values of a file, or of a matter.
private struct ClockFace {
    let passages: [Passage]
    var slots: [HeadSlot]
    var matter: ActID?

    /// Where the slot of a meaning lies; looked up in place, for clocks ask for many.
    private func place(of meaning: FieldMeaning) -> Int? {
        for place in slots.indices where slots[place].meaning == meaning { return place }
        return nil
    }

    /// What the clocks of a class give here; where all is closed, those alone that the last stage
    /// started.
    func tasks(
        of dataClass: DataClass, isClosed: Bool, _ definition: CircuitDefinition
    ) -> [DueTask] {
        guard let clocks = definition.clockPlaces(of: dataClass) else { return [] }
        var found: [DueTask] = []
        func take(_ places: [Int]) {
            for place in places {
                if let task = task(definition.parts.clocks[place], definition) {
                    found.append(task)
                }
            }
        }
        for passage in isClosed ? passages.suffix(1) : passages[...] {
            take(clocks.byStage[passage.stage] ?? [])
        }
        if !isClosed {
            for slot in slots {
                take(clocks.byField[Int(slot.meaning.rawValue)])
            }
        }
        return found
    }

    /// What a clock gives here; nil where it does not run.
    private func task(_ clock: Clock, _ definition: CircuitDefinition) -> DueTask? {
        let offset = definition.parts.offsetSeconds
        guard passes(clock.tests), let start = start(of: clock, offset),
            isRunning(clock, definition)
        else {
            return nil
        }
        let calendar = definition.parts.calendar
        let since =
            clock.delay.map { $0.end(from: start, offsetSeconds: offset, calendar) } ?? start
        guard clock.terms.validity.holds(on: CivilDate(since, offsetSeconds: offset)) else {
            return nil
        }
        var owner: MemberID?
        if let place = place(of: .taskOwner),
            case .member(let member) = slots[place].entries.first?.value
        {
            owner = member
        }
        return DueTask(
            task: clock.task, clock: clock.code, since: since,
            due: clock.limit.end(from: since, offsetSeconds: offset, calendar),
            dataClass: clock.dataClass, matter: matter, owner: owner)
    }

    private func start(of clock: Clock, _ offset: Int32) -> Instant? {
        let first: Instant
        switch clock.start {
        case .stage(let stage):
            guard let passage = passages.first(where: { $0.stage == stage }) else { return nil }
            first = passage.at
        case .field(let meaning):
            guard let moment = moment(of: meaning, offset) else { return nil }
            first = moment
        }
        return clock.restarts.compactMap { moment(of: $0, offset) }.reduce(first, max)
    }

    /// The moment that a field holds, or that of its act; nil where it holds nothing, or no.
    private func moment(of meaning: FieldMeaning, _ offset: Int32) -> Instant? {
        guard let place = place(of: meaning), let value = slots[place].entries.first?.value else {
            return nil
        }
        switch value {
        case .instant(let instant): return instant
        case .date(let date): return date.start(offsetSeconds: offset)
        case .flag(false): return nil
        default: return slots[place].at
        }
    }

    /// Tells whether a stage is the present one on its track.
    private func isPresent(_ stage: String, _ definition: CircuitDefinition) -> Bool {
        passages.last { definition.isOneTrack($0.stage, stage) }?.stage == stage
    }

    private func isRunning(_ clock: Clock, _ definition: CircuitDefinition) -> Bool {
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
                guard let place = self.place(of: stop), let since, !slots[place].entries.isEmpty
                else { return false }
                return slots[place].at >= since
            }
        case .field(let meaning):
            if clock.stopStages.contains(where: { isPresent($0, definition) }) { return false }
            let order = place(of: meaning).map { slots[$0].order } ?? 0
            return !clock.stopFields.contains { stop in
                guard let place = place(of: stop), !slots[place].entries.isEmpty else {
                    return false
                }
                return slots[place].order >= order
            }
        }
    }

    private func passes(_ tests: [HeadTest]) -> Bool {
        tests.allSatisfy { test in
            guard let place = place(of: test.meaning) else { return false }
            return slots[place].entries.contains { entry in
                switch entry.value {
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
    public func end(
        from start: Instant, offsetSeconds: Int32, _ calendar: WorkCalendar = WorkCalendar()
    ) -> Instant {
        let day = CivilDate(start, offsetSeconds: offsetSeconds)
        switch self {
        case .seconds(let seconds): return start.adding(seconds: seconds)
        case .months(let months):
            let shift = Int64(day.adding(months: months).days) - Int64(day.days)
            return start.adding(seconds: shift * 86_400)
        case .endOfDay: return day.adding(days: 1).start(offsetSeconds: offsetSeconds)
        case .clearDays(let count):
            return day.adding(days: count + 1).start(offsetSeconds: offsetSeconds)
        case .workingDays(let count):
            var last = day
            var left = count
            // A calendar on which nobody ever works must not keep the clock waiting for ever.
            for _ in 0..<CircuitLimits.calendarDays where left > 0 {
                last = last.adding(days: 1)
                if calendar.isWorked(last) { left -= 1 }
            }
            return last.adding(days: 1).start(offsetSeconds: offsetSeconds)
        }
    }
}
