public import Basics
public import Catalog
public import Circuit
public import MadarClient
public import Terminal

/// How a command speaks: its language, screen, prompts, and the profile that it works for.
public struct Context: Sendable {
    /// The language.
    public let language: Language
    /// The screen.
    public let screen: Screen
    /// Whoever answers.
    public let prompt: TerminalPrompt
    /// Whether output is one JSON document.
    public let isJSON: Bool
    /// The profile.
    public let profile: Profile

    /// Makes a context.
    public init(
        language: Language, screen: Screen, prompt: TerminalPrompt, isJSON: Bool, profile: Profile
    ) {
        self.language = language
        self.screen = screen
        self.prompt = prompt
        self.isJSON = isJSON
        self.profile = profile
    }

    /// The text of a label.
    public func text(_ label: Label) -> String { label.text(language) }
    /// The text of a question.
    public func ask(_ question: Question) -> String { question.text(language) }
    /// The text of a notice.
    public func say(_ notice: Notice) -> String { notice.text(language) }
    /// A number and its noun.
    public func count(_ count: Int, _ noun: Counted) -> String {
        screen.digits.shown(noun.text(count, language))
    }
    /// The labels of an item of the definition, in the language.
    public func text(_ labels: Labels) -> String {
        switch language {
        case .arabic: labels.arabic
        case .french: labels.french
        case .english: labels.english
        }
    }
    /// A moment at this machine's local time.
    public func moment(_ instant: Instant) -> String {
        screen.isPlain ? DateText.iso(instant) : DateText.moment(instant, language)
    }
    /// A moment of a message, or "never" for 0.
    public func moment(milliseconds: Int64) -> String {
        milliseconds == 0
            ? text(.never) : moment(Instant(milliseconds: milliseconds))
    }
    /// A day.
    public func day(_ date: CivilDate) -> String {
        guard !screen.isPlain else { return date.text }
        let parts = date.parts
        return DateText.day(
            DayParts(year: parts.year, month: parts.month, day: parts.day), language)
    }
    /// How long a time is, in its largest unit.
    public func span(milliseconds: Int64) -> String {
        let minutes = Int(milliseconds.magnitude / 60_000)
        if minutes >= 2 * 24 * 60 { return count(minutes / (24 * 60), .days) }
        return minutes >= 60 ? count(minutes / 60, .hours) : count(minutes, .minutes)
    }

    /// Tells the person something, unless the output is for programs.
    public func tell(_ notice: Notice) {
        if !isJSON { screen.talk(say(notice)) }
    }
    /// Tells the person something that must not be missed, unless the output is for programs.
    public func alarm(_ notice: Notice) {
        if !isJSON { screen.talk(screen.styled(say(notice), .alarm)) }
    }
    /// Shows lines of data, unless the output is JSON.
    public func show(_ items: [LabelledValue]) {
        if !isJSON { screen.list(items) }
    }
    /// Writes one JSON document, where JSON is asked for.
    public func emit(_ document: @autoclosure () -> some Encodable) throws {
        guard isJSON else { return }
        guard StandardStream.output.write(try JSONText.of(document()) + "\n") else {
            throw Failure(.outputFailed)
        }
    }
    /// Writes one JSON document as one line of many, where JSON is asked for.
    public func emitLine(_ document: @autoclosure () -> some Encodable) throws {
        guard isJSON else { return }
        let line = try JSONText.of(document(), inOneLine: true)
        guard StandardStream.output.write(line + "\n") else { throw Failure(.outputFailed) }
    }
    /// Runs work that may take its time, and says so on a terminal.
    public func waiting<Result: Sendable>(
        _ notice: Notice, _ work: () async throws -> Result
    ) async throws -> Result {
        let isShown = !isJSON && !screen.isPlain
        return try await Waiting.show(say(notice), isShown: isShown, while: work)
    }
    /// The clock of this machine.
    public var now: Instant { ThisProcess.now }

    /// The menu's words.
    public var menuWords: MenuWords {
        MenuWords(
            prompt: ask(.menu), nothingFits: ask(.nothingFits),
            more: { [self] count in say(.more(count: self.count(count, .moreItems))) })
    }
    /// Asks a yes or no; an empty line is asked again, or taken for an answer.
    public func confirm(_ question: String, whenEmpty: Bool? = nil) throws -> Bool {
        while true {
            let typed = try prompt.line(question).trimmed.lowercased()
            if typed.isEmpty, let whenEmpty { return whenEmpty }
            if let answer = yesOrNo(typed) { return answer }
            prompt.tell(ask(.badYesNo))
        }
    }

    /// Several words as one, with the comma of the user's language.
    public func list(_ words: [String]) -> String {
        words.joined(separator: language == .arabic ? "، " : ", ")
    }

    /// What a typed yes or no says, in any of the three languages; nil for anything else.
    public func yesOrNo(_ typed: String) -> Bool? {
        for language in Language.allCases {
            let yes = Question.yesLetters.text(language).split(separator: " ").map(String.init)
            let no = Question.noLetters.text(language).split(separator: " ").map(String.init)
            if yes.contains(typed) || Label.yes.text(language) == typed { return true }
            if no.contains(typed) || Label.no.text(language) == typed { return false }
        }
        return nil
    }
}
