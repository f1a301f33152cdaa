/// A language of the interface.
public enum Language: String, CaseIterable, Sendable {
    /// Arabic, as the administration of Morocco writes it.
    case arabic = "ar"
    /// French.
    case french = "fr"
    /// English.
    case english = "en"

    /// Whether its lines run from right to left.
    public var isRightToLeft: Bool { self == .arabic }

    /// The language of a process: what its arguments say, else the first of `MADAR_LANG`,
    /// `LC_ALL`, `LC_MESSAGES` and `LANG` that is set, else English.
    ///
    /// The arguments are searched by hand, since help is written before they are parsed.
    public static func ofProcess(
        arguments: [String], environment: (String) -> String?
    ) -> Language {
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { break }
            if argument == "--lang", index + 1 < arguments.count,
                let language = Language(rawValue: arguments[index + 1])
            {
                return language
            }
            if argument.hasPrefix("--lang="),
                let language = Language(rawValue: String(argument.dropFirst(7)))
            {
                return language
            }
        }
        for name in ["MADAR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let locale = environment(name), !locale.isEmpty else { continue }
            return Language(rawValue: String(locale.prefix(2)).lowercased()) ?? .english
        }
        return .english
    }
}

/// One of three texts, by language.
func pick(_ language: Language, _ arabic: String, _ french: String, _ english: String) -> String {
    switch language {
    case .arabic: arabic
    case .french: french
    case .english: english
    }
}
