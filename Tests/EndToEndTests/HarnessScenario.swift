import Circuit
import Foundation
import Testing

/// What befalls one child, as a social worker would tell it: who does what, and where the file
/// then stands.
struct Scenario: Decodable {
    struct Step: Decodable {
        enum Command: String, Decodable { case open, act, refer, urgent, approve, screens }

        /// The profile of the member who does it.
        let who: String
        /// What is done, in words.
        let does: String
        let command: Command
        /// Which of the scenario's files it is done on.
        let file: String?
        /// The act, as `madar act add --act` reads it.
        let act: ScenarioValue?
        /// The fields that a service is told.
        let tell: [String]?
        /// What a child in danger needs.
        let facts: String?
        let measure: String?
        let recipient: String?
        /// The name that the scenario gives to the matter that begins here, and that of the matter
        /// that is moved.
        let begins: String?
        let matter: String?
        /// Where the file stands afterwards, on its own track, on others, and in its matters.
        let stage: String?
        let tracks: [String: String]?
        let matters: [String: String]?
        /// The level of risk that is in force afterwards.
        let risk: String?
        /// The exit code of what is refused.
        let refused: Int32?

        /// Whether it says where the file stands afterwards, or what began.
        var tellsWhere: Bool {
            begins != nil || stage != nil || tracks != nil || matters != nil || risk != nil
        }
    }

    /// The line of the published report, and the principal category that it counts.
    let line: String
    let category: String
    let title: String
    /// The stage at which the file ends.
    let ends: String
    let steps: [Step]

    /// All of them, by the names of their files.
    static func all() throws -> [(name: String, scenario: Scenario)] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Scenarios")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
            let data = try Data(contentsOf: folder.appendingPathComponent($0))
            return (
                String($0.dropLast(".json".count)),
                try JSONDecoder().decode(Scenario.self, from: data)
            )
        }
    }
}

/// A value of an act in a scenario.
///
/// A text that begins with `@` stands for what is known only when it is told: `@now+30d` and
/// `@day-3d` for moments and days from today, `@member:NAME` and `@organisation:NAME` for a
/// profile's, `@file:NAME` for the number of a file.
enum ScenarioValue: Decodable {
    case flag(Bool)
    case number(Int)
    case text(String)
    case list([ScenarioValue])
    case object([String: ScenarioValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([ScenarioValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: ScenarioValue].self))
        }
    }

    /// The value for a document of JSON.
    func plain(_ known: (String) throws -> String) rethrows -> Any {
        switch self {
        case .flag(let flag): flag
        case .number(let number): number
        case .text(let text): text.hasPrefix("@") ? try known(String(text.dropFirst())) : text
        case .list(let list): try list.map { try $0.plain(known) }
        case .object(let object): try object.mapValues { try $0.plain(known) }
        }
    }
}

/// The words of a definition: what a screen in one language should not show.
struct ScreenWords {
    private let codes: Set<String>
    private let foreign: Set<String>

    init(_ definition: CircuitDefinition, language: String) {
        let parts = definition.parts
        let terms: [Terms] =
            parts.forms.map(\.terms) + parts.forms.flatMap(\.fields).map(\.terms)
            + parts.lists.flatMap(\.items).map(\.terms) + parts.tracks.map(\.terms)
            + parts.tracks.flatMap(\.stages).map(\.terms) + parts.tasks.map(\.terms)
            + parts.clocks.map(\.terms) + parts.roles.map(\.terms)
        let own: (Labels) -> String = {
            switch language {
            case "ar": $0.arabic
            case "fr": $0.french
            default: $0.english
            }
        }
        let labels = Set(terms.map { own($0.labels) })
        let words = Set(labels.flatMap(Self.words))
        // A code that is also a word of a label, such as CAPE, may be read as that.
        codes = Set(
            terms.map(\.code).filter { code in
                code.contains { $0.isUppercase || $0 == "_" } && code.contains { $0.isLetter }
                    && code.count > 1 && !words.contains(code)
            })
        foreign = Set(
            terms.flatMap { [$0.labels.arabic, $0.labels.french, $0.labels.english] }
        ).subtracting(labels)
    }

    private static func words(_ text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }.map(String.init)
    }

    /// The codes and the labels of another language that a screen shows.
    func strays(_ screen: String) -> [String] {
        var found = Self.words(screen).filter { codes.contains($0) }
        let marks: Set<Unicode.Scalar> = ["\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}"]
        let plain = String(
            String.UnicodeScalarView(screen.unicodeScalars.filter { !marks.contains($0) }))
        for line in plain.split(separator: "\n") {
            for part in line.replacingOccurrences(of: ": ", with: "  ").components(
                separatedBy: "  ")
            {
                let part = part.trimmingCharacters(in: .whitespaces)
                if foreign.contains(part) { found.append(part) }
            }
        }
        return found
    }
}
