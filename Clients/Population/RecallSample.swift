public import Index

/// Names with their spellings, and what is tried with them: whether a child who is recorded under
/// one spelling is found under another.
public struct RecallSample: Sendable {
    /// A name of the sample.
    public struct Line: Hashable, Sendable {
        /// The name and its spellings.
        public let name: SpelledName
        /// Whether it is a family name.
        public let isFamily: Bool
    }

    /// The names, in their order.
    public private(set) var lines: [Line] = []

    /// Which lines of each table.
    public enum Half: String, Sendable {
        /// Every second one from the first on: seen when the rules were made.
        case made
        /// The others, which were not.
        case held
    }

    /// Makes a sample of nothing.
    public init() {}

    /// Adds the lines of a table: behind a head, Arabic, a tabulator, Latin spellings with bars.
    ///
    /// - Parameter half: the half that is taken; nil for all lines.
    public mutating func add(_ text: String, isFamily: Bool, half: Half? = nil) {
        for (number, line) in text.split(whereSeparator: \.isNewline).dropFirst().enumerated() {
            if let half, (number % 2 == 0) != (half == .made) { continue }
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count >= 2 else { continue }
            let latin = columns[1].split(separator: "|").map { Self.trimmed($0) }
            let name = SpelledName(
                arabic: Self.trimmed(columns[0]), latin: latin.filter { !$0.isEmpty })
            guard !name.arabic.isEmpty, !name.latin.isEmpty else { continue }
            lines.append(Line(name: name, isFamily: isFamily))
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// One search for one planted file.
    public struct Trial: Sendable {
        /// The file that is to be found.
        public let planted: IndexedFile
        /// What is asked: another spelling, and the year of birth give or take one.
        public let query: SearchQuery
    }

    /// One trial of each line: the name's other part is drawn as children bear it.
    public func trials(_ children: inout Children) -> [Trial] {
        lines.map { line in
            let isGirl = Bool.random(using: &children.generator)
            let other =
                line.isFamily ? children.given(isGirl: isGirl) : children.family()
            let year = children.birthYear()
            var planted = children.file(year: year, isGirl: isGirl)
            let own = line.name.latin.randomElement(using: &children.generator) ?? ""
            let others = children.spelling(of: other)
            let (given, family) = line.isFamily ? (other, line.name) : (line.name, other)
            children.name(
                &planted, given: given, latin: line.isFamily ? others : own, family: family,
                latin: line.isFamily ? own : others)
            // What is not on the file, in whichever script.
            let names = planted.names
            let recorded = [
                names.givenArabic, names.familyArabic, names.givenLatin, names.familyLatin,
            ]
            let spellings = ([line.name.arabic] + line.name.latin).filter {
                !recorded.contains($0)
            }
            let heard = spellings.randomElement(using: &children.generator) ?? line.name.arabic
            let beside =
                heard == line.name.arabic
                ? other.arabic
                : other.latin.randomElement(using: &children.generator) ?? ""
            var query = SearchQuery(
                line.isFamily ? "\(beside) \(heard)" : "\(heard) \(beside)")
            query.birthYears = year - 1...year + 1
            return Trial(planted: planted, query: query)
        }
    }
}
