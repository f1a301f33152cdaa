/// One thing that a menu offers.
public struct MenuItem: Sendable {
    /// What a person may type instead of the position.
    public let code: String
    /// What is shown.
    public let label: String

    /// Makes an item.
    public init(code: String, label: String) {
        self.code = code
        self.label = label
    }
}

/// The words that a menu needs, in the person's language.
public struct MenuWords: Sendable {
    /// Asks for a number or a part of a name.
    public var prompt: String
    /// Nothing fits what was typed.
    public var nothingFits: String
    /// More items than are shown.
    public var more: @Sendable (_ count: Int) -> String

    /// Makes the words.
    public init(
        prompt: String, nothingFits: String, more: @escaping @Sendable (_ count: Int) -> String
    ) {
        self.prompt = prompt
        self.nothingFits = nothingFits
        self.more = more
    }
}

/// What a person chose.
public enum MenuAnswer: Equatable, Sendable {
    /// The item at this place of the list.
    case item(Int)
    /// Nothing: an empty line.
    case nothing
    /// A word that the caller knows.
    case command(String)
    /// The items at these places, where several may be chosen.
    case items([Int])
}

/// A list from which a person chooses by number, by code, or by typing a part of the label.
public struct Menu {
    private let items: [MenuItem]
    private let words: MenuWords
    private let screen: Screen
    private let commands: Set<String>

    /// Makes a menu; `commands` are words that end it and go to the caller.
    public init(
        _ items: [MenuItem], words: MenuWords, screen: Screen, commands: Set<String> = []
    ) {
        self.items = items
        self.words = words
        self.screen = screen
        self.commands = commands
    }

    /// Asks until one item is chosen, the line is empty, or a command is typed.
    public func ask(_ answerer: some Answering) throws(PromptError) -> MenuAnswer {
        var offered = Array(items.indices)
        while true {
            show(offered, answerer)
            let typed = Digits.ascii(try answerer.line(words.prompt)).trimmed
            if typed.isEmpty { return .nothing }
            if commands.contains(typed) { return .command(typed) }
            if let place = choice(typed, offered) { return .item(place) }
            let fitting = items.indices.filter {
                SearchKey.matches(typed, items[$0].label + " " + items[$0].code)
            }
            if fitting.isEmpty {
                answerer.tell(words.nothingFits)
                offered = Array(items.indices)
            } else {
                if fitting.count == 1, let only = fitting.first { return .item(only) }
                offered = fitting
            }
        }
    }

    /// Asks for several items by numbers or codes in one line, separated by commas or blanks.
    public func askSeveral(_ answerer: some Answering) throws(PromptError) -> MenuAnswer {
        let all = Array(items.indices)
        while true {
            show(all, answerer)
            let typed = Digits.ascii(try answerer.line(words.prompt)).trimmed
            if typed.isEmpty { return .nothing }
            if commands.contains(typed) { return .command(typed) }
            let parts = typed.split { $0 == "," || $0 == "،" || $0.isWhitespace }.map(String.init)
            let places = parts.map { choice($0, all) }
            if places.allSatisfy({ $0 != nil }) {
                var chosen: [Int] = []
                for place in places.compactMap(\.self) where !chosen.contains(place) {
                    chosen.append(place)
                }
                return .items(chosen)
            }
            answerer.tell(words.nothingFits)
        }
    }

    private func choice(_ typed: String, _ offered: [Int]) -> Int? {
        if let place = items.firstIndex(where: { $0.code.lowercased() == typed.lowercased() }) {
            return place
        }
        if let number = Int(typed) {
            return (1...offered.count).contains(number) ? offered[number - 1] : nil
        }
        return nil
    }

    private func show(_ offered: [Int], _ answerer: some Answering) {
        for (number, place) in offered.prefix(TerminalLimits.itemsShownMax).enumerated() {
            let position = screen.digits.shown(String(number + 1))
            answerer.tell("  \(position)) \(screen.value(items[place].label))")
        }
        let hidden = offered.count - TerminalLimits.itemsShownMax
        if hidden > 0 { answerer.tell("  " + words.more(hidden)) }
    }
}

extension String {
    /// The text without blanks at its ends.
    public var trimmed: String {
        var slice = self[...]
        while let first = slice.first, first.isWhitespace { slice.removeFirst() }
        while let last = slice.last, last.isWhitespace { slice.removeLast() }
        return String(slice)
    }
}
