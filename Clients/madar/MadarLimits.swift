/// The limits of this room, each with its unit in its name.
enum MadarLimits {
    /// How many pairs of files are listed at most.
    static let pairsMax: UInt32 = 200
    /// From how many candidates on a person is asked for more of the child.
    static let candidatesAlike = 5
    /// The oldest that somebody is of whom a file is kept, in years.
    static let ageMax = 40
    /// How many digits are a telephone number, or the end of one.
    static let phoneDigitsLeast = 6
    /// How often an upload that is watched is asked for, in milliseconds.
    static let uploadMilliseconds: Int64 = 500
    /// For how long nothing may move before a person is let go, in such questions.
    static let stillQuestionsMax = 20
    /// How long watching pauses while the line is down, in seconds.
    static let downSeconds: Int64 = 1
    /// How many of the answers of a draft are shown when it goes on.
    static let answersShownMax = 8
    /// How much of such an answer is shown, in characters.
    static let answerCharactersShownMax = 60
    /// How much of the end of a text that a terminal cut is shown, in characters.
    static let cutCharactersShown = 30
    /// How much of what a matter is about stands beside it, in characters.
    static let aboutCharactersMax = 40
    /// How many periods of a length the menu offers.
    static let periodsOffered = 4
    /// How many choices of a field the template of a form names.
    static let choicesShownMax = 40
    /// How many lines with a value a filled template has at most.
    static let templateLinesMax = 4_096
    /// How long an urgent measure lasts where nobody says until when, in seconds: a day.
    static let urgentMeasureSeconds: Int64 = 86_400
    /// How many files of each part of a day are shown where nobody says how many.
    static let filesPerDayPartDefault: UInt32 = 4
    /// How many entries a page of a list has where nobody says how many.
    static let filesPerPageDefault: UInt32 = 50
}
