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

    /// Makes a stage.
    public init(
        terms: Terms, meanings: [StageMeaning] = [], next: [String] = [],
        entryForms: [String] = []
    ) {
        self.terms = terms
        self.meanings = meanings
        self.next = next
        self.entryForms = entryForms
    }
}

/// A track: stages through which a file goes.
public struct Track: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// What it means to the code.
    public let meaning: TrackMeaning
    /// Its stages, in the order in which they are shown.
    public let stages: [Stage]

    /// Makes a track.
    public init(terms: Terms, meaning: TrackMeaning, stages: [Stage]) {
        self.terms = terms
        self.meaning = meaning
        self.stages = stages
    }
}

/// How much time a clock gives.
public enum TimeLimit: Hashable, Sendable {
    /// A number of seconds; 0 means at once, or at the moment that the starting field holds.
    case seconds(Int64)
    /// A number of calendar months, counted on the province's calendar.
    case months(Int)
    /// Until the end of the province's day.
    case endOfDay
}

/// What starts a clock.
public enum ClockStart: Hashable, Sendable {
    /// The latest entry into a stage.
    case stage(String)
    /// A field of a meaning: the moment that it holds, or else the moment of its act.
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
    /// The stages whose entry after the start stops it.
    public let stopStages: [String]
    /// The meanings of which a field written with the start or later stops it.
    public let stopFields: [FieldMeaning]
    /// The tests that must all hold for it to run.
    public let tests: [HeadTest]
    /// How much time it gives.
    public let limit: TimeLimit

    /// Makes a clock.
    public init(
        terms: Terms, task: String, dataClass: DataClass, start: ClockStart,
        stopStages: [String] = [], stopFields: [FieldMeaning] = [], tests: [HeadTest] = [],
        limit: TimeLimit
    ) {
        self.terms = terms
        self.task = task
        self.dataClass = dataClass
        self.start = start
        self.stopStages = stopStages
        self.stopFields = stopFields
        self.tests = tests
        self.limit = limit
    }
}

/// Something that is owed on a file.
public struct TaskKind: DefinedItem, Hashable {
    /// Its code, labels, basis and validity.
    public let terms: Terms
    /// The ability that lets a member do it: whoever has it is told of it on every file that his
    /// roles reach, beside whom the file is given to; nil for a task of the latter alone.
    public let ability: Ability?

    /// Makes a kind of task.
    public init(terms: Terms, ability: Ability? = nil) {
        self.terms = terms
        self.ability = ability
    }
}
