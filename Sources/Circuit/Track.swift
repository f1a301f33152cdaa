public import Basics

/// A stage of a track.
public struct Stage: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// What it means to the code.
    public let meanings: [StageMeaning]
    /// The stages that may follow.
    public let next: [String]
    /// The forms of which an act that moves a file here carries one; none means that a form may
    /// be left out.
    public let entryForms: [String]
    /// The stages of which the file must have passed one before; none asks for nothing.
    public let after: [String]
    /// The tracks of matters of which every one that holds ends when a file comes here.
    public let ends: [String]

    /// Makes a stage.
    public init(
        terms: Terms, meanings: [StageMeaning] = [], next: [String] = [],
        entryForms: [String] = [], after: [String] = [], ends: [String] = []
    ) {
        self.terms = terms
        self.meanings = meanings
        self.next = next
        self.entryForms = entryForms
        self.after = after
        self.ends = ends
    }
}

/// A track: stages through which a file goes, or a matter of the file.
public struct Track: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// What it means to the code.
    public let meaning: TrackMeaning
    /// The class in which the stage on it is kept; its acts have their home there.
    public let dataClass: DataClass
    /// The codes of the kinds of files on which its matters are begun; none means a child's.
    public let kinds: [String]
    /// Its stages, in the order in which they are shown.
    public let stages: [Stage]

    /// Makes a track.
    public init(
        terms: Terms, meaning: TrackMeaning, dataClass: DataClass, kinds: [String] = [],
        stages: [Stage]
    ) {
        self.terms = terms
        self.meaning = meaning
        self.dataClass = dataClass
        self.kinds = kinds
        self.stages = stages
    }

    /// The stage at which whatever is on the track begins where nothing else is said.
    public var opening: Stage? { stages.first { $0.meanings.contains(.opens) } }

    /// The stage of a file on which nothing has begun on the track.
    public var unbegun: Stage? { stages.first { $0.meanings.contains(.unbegun) } }

    /// The stage to which a matter comes when its file's stage ends it: the last one.
    var ending: Stage? { stages.last }
}

/// How much time a clock gives.
public enum TimeLimit: Hashable, Sendable {
    /// A number of seconds; 0 means at once, or at the moment that the starting field holds.
    case seconds(Int64)
    /// A number of calendar months, counted on the province's calendar.
    case months(Int)
    /// Until the end of the province's day.
    case endOfDay
    /// Until the end of a number of full days that begin after the day of the start: the clear
    /// days of the law.
    case clearDays(Int)
    /// Until the end of a number of working days that begin after the day of the start.
    case workingDays(Int)
}

/// The days on which nobody works: they do not count as working days.
public struct WorkCalendar: Hashable, Sendable {
    /// The days of the week without work, 1 for Monday to 7 for Sunday.
    public var restDays: Set<Int> = []
    /// The holidays that fall on one day each year, as month and day.
    public var yearly: Set<MonthDay> = []
    /// Other holidays, each with its year.
    public var dates: Set<CivilDate> = []

    /// A day of every year.
    public struct MonthDay: Hashable, Sendable {
        /// The month, from 1.
        public let month: Int
        /// The day of the month, from 1.
        public let day: Int

        /// Makes a day of every year.
        public init(month: Int, day: Int) {
            self.month = month
            self.day = day
        }
    }

    /// Makes a calendar on which every day is worked.
    public init() {}

    /// Tells whether people work on a day.
    public func isWorked(_ date: CivilDate) -> Bool {
        let parts = date.parts
        return !restDays.contains(date.weekday) && !dates.contains(date)
            && !yearly.contains(MonthDay(month: parts.month, day: parts.day))
    }
}

/// To whom what is overdue goes on, and when.
public struct Escalation: Hashable, Sendable {
    /// How long after it fell due, in seconds.
    public let seconds: Int64
    /// Whoever has this ability is told of it on every file that his roles reach.
    public let ability: Ability

    /// Makes an escalation.
    public init(seconds: Int64, ability: Ability) {
        self.seconds = seconds
        self.ability = ability
    }
}

/// What starts a clock.
public enum ClockStart: Hashable, Sendable {
    /// The latest entry into a stage.
    case stage(String)
    /// A field of a meaning: the moment or day that it holds, or else the moment of its act.
    case field(FieldMeaning)
}

/// A test on the head: a field of a meaning holds one of the codes.
public struct HeadTest: Hashable, Sendable {
    /// The meaning of the field.
    public let meaning: FieldMeaning
    /// The codes, of which the field must hold one.
    public let codes: [String]

    /// Makes a test.
    public init(meaning: FieldMeaning, codes: [String]) {
        self.meaning = meaning
        self.codes = codes
    }
}

/// A clock: a time within which something is owed.
///
/// Where several clocks of one task run on a file, the earliest due prevails.
public struct Clock: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// The code of the task that is owed.
    public let task: String
    /// The class whose head starts and stops it.
    public let dataClass: DataClass
    /// What starts it.
    public let start: ClockStart
    /// How long after that it begins to run: before, nothing is owed.
    public let delay: TimeLimit?
    /// The meanings of which a field written after the start makes it run anew.
    public let restarts: [FieldMeaning]
    /// The stages whose entry after the start stops it.
    public let stopStages: [String]
    /// The meanings of which a field written with the start or later stops it.
    public let stopFields: [FieldMeaning]
    /// The tests that must all hold for it to run.
    public let tests: [HeadTest]
    /// How much time it gives.
    public let limit: TimeLimit
    /// To whom what is overdue goes on; nil where it stays with whom it is with.
    public let escalation: Escalation?

    /// Makes a clock.
    public init(
        terms: Terms, task: String, dataClass: DataClass, start: ClockStart,
        delay: TimeLimit? = nil, restarts: [FieldMeaning] = [],
        stopStages: [String] = [], stopFields: [FieldMeaning] = [], tests: [HeadTest] = [],
        limit: TimeLimit, escalation: Escalation? = nil
    ) {
        self.terms = terms
        self.task = task
        self.dataClass = dataClass
        self.start = start
        self.delay = delay
        self.restarts = restarts
        self.stopStages = stopStages
        self.stopFields = stopFields
        self.tests = tests
        self.limit = limit
        self.escalation = escalation
    }
}

/// Something that is owed on a file.
public struct TaskKind: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// The ability that lets a member do it: whoever has it is told of it on every file that his
    /// roles reach, beside whom the file is given to; nil for a task of the latter alone.
    public let ability: Ability?
    /// What it means to the code.
    public let meaning: TaskMeaning?

    /// Makes a kind of task.
    public init(terms: Terms, ability: Ability? = nil, meaning: TaskMeaning? = nil) {
        self.terms = terms
        self.ability = ability
        self.meaning = meaning
    }
}
