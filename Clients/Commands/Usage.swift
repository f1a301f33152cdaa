internal import Catalog

/// What the parser of arguments says, in the language of the user.
///
/// The parser tells in English and by text alone what is wrong; it is known by the words with
/// which its messages begin. What a later version words otherwise is told as wrong arguments.
enum Usage {
    /// The failure that a message of the parser tells, which never repeats a value.
    static func failure(_ message: String) -> Failure {
        Failure(fault(message), code: "bad_usage")
    }

    static func fault(_ message: String) -> Fault {
        let quoted = message.split(separator: "'", omittingEmptySubsequences: false)
        let first = quoted.count > 2 ? String(quoted[1]) : ""
        if message.hasPrefix("Unknown option") { return .usageUnknown(word: first) }
        if message.hasPrefix("Missing expected argument") { return .usageMissing(word: first) }
        if message.hasPrefix("Missing value for") { return .usageMissingValue(word: first) }
        if message.hasPrefix("Missing one of") {
            return .usageMissing(word: message.dropFirst("Missing one of:".count).trimmedText)
        }
        if message.hasPrefix("The value"), let mark = message.firstRange(of: " is invalid for '") {
            return .usageBadValue(word: String(message[mark.upperBound...].prefix { $0 != "'" }))
        }
        if message.hasPrefix("Unexpected argument") || message.contains(" unexpected arguments") {
            return .usageUnexpected
        }
        // What a command's own check says: the options, without a sentence.
        if message.hasPrefix("<") { return .usageMissing(word: message) }
        if message.hasPrefix("--") {
            return message.split(separator: " ").count { $0.hasPrefix("--") } == 1
                ? .usageBadValue(word: message) : .usageTogether(words: message)
        }
        return .badUsage
    }

    /// The line that shows how a command is written, out of the parser's whole message.
    static func line(_ whole: String, _ language: Language) -> String? {
        let lines = whole.split(separator: "\n").map(String.init)
        guard let line = lines.first(where: { $0.hasPrefix("Usage: ") }) else { return nil }
        return HelpText.usage.text(language) + ": " + line.dropFirst("Usage: ".count)
    }

    /// A help text with the parser's own headings and lines in the language.
    static func help(_ text: String, _ language: Language) -> String {
        guard language != .english else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { translated(String($0), language) }.joined(separator: "\n")
    }

    private static let headings: [(english: String, text: HelpText)] = [
        ("OVERVIEW:", .overview), ("USAGE:", .usage), ("ARGUMENTS:", .headingArguments),
        ("OPTIONS:", .headingOptions), ("SUBCOMMANDS:", .headingSubcommands),
    ]

    private static func translated(_ line: String, _ language: Language) -> String {
        for heading in headings where line.hasPrefix(heading.english) {
            return heading.text.text(language) + ":" + line.dropFirst(heading.english.count)
        }
        if line.hasPrefix("  See '"), line.hasSuffix("for detailed help.") {
            let command = line.split(separator: "'")[1]
            return "  " + HelpText.moreHelp.text(language) + ": " + command
        }
        for (english, text) in [
            ("Show help information.", HelpText.showHelp), ("Show the version.", .showVersion),
        ] where line.hasSuffix(english) {
            return line.dropLast(english.count) + text.text(language)
        }
        for mark in ["(default: ", "(default)"] {
            if let range = line.firstRange(of: mark) {
                let word = mark.dropFirst().prefix { $0.isLetter }
                let rest = mark.dropFirst(1 + word.count)
                return line[..<range.lowerBound] + "(" + HelpText.byDefault.text(language) + rest
                    + line[range.upperBound...]
            }
        }
        return line
    }
}

extension Substring {
    fileprivate var trimmedText: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
