public import Catalog

/// In which languages a report is written.
public enum ReportLanguage: String, CaseIterable, Sendable {
    /// In French alone.
    case french = "fr"
    /// In Arabic alone, from right to left.
    case arabic = "ar"
    /// Both side by side: French on the left, Arabic on the right.
    case both

    /// The languages, the left one first.
    public var languages: [Language] {
        switch self {
        case .french: [.french]
        case .arabic: [.arabic]
        case .both: [.french, .arabic]
        }
    }
}

extension Bilingual {
    func text(_ language: Language) -> String { language == .arabic ? arabic : french }
}
