import Catalog
import Circuit

/// The same in the two languages of a page.
struct Bilingual: Equatable {
    /// In French.
    let french: String
    /// In Arabic.
    let arabic: String

    init(french: String, arabic: String) {
        self.french = french
        self.arabic = arabic
    }

    init(_ label: Label) { self.init(french: label.text(.french), arabic: label.text(.arabic)) }

    init(_ text: PageText) { self.init(french: text.text(.french), arabic: text.text(.arabic)) }

    init(_ labels: Labels) { self.init(french: labels.french, arabic: labels.arabic) }

    /// What is the same in both: a name, a number, what somebody wrote.
    init(both text: String) { self.init(french: text, arabic: text) }

    /// Whether it need not be said twice.
    var isSame: Bool { french == arabic }

    /// With something behind it that both languages share.
    func followed(by text: String) -> Bilingual {
        Bilingual(french: french + " " + text, arabic: arabic + " " + text)
    }

    /// Several as one, with the comma of each language.
    static func joined(_ parts: [Bilingual]) -> Bilingual {
        Bilingual(
            french: parts.map(\.french).joined(separator: ", "),
            arabic: parts.map(\.arabic).joined(separator: "، "))
    }
}
