/// HTML in the making: markup stands in the program itself, and everything else is escaped.
struct Markup {
    /// What was written so far.
    private(set) var text = ""

    /// Writes markup, which no value can be.
    mutating func tag(_ markup: StaticString) { text += markup.description }

    /// Writes other markup.
    mutating func add(_ other: Markup) { text += other.text }

    /// Writes a text as text, whatever it holds.
    mutating func say(_ value: some StringProtocol) {
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default:
                if !Self.isUnprintable(scalar) { text.unicodeScalars.append(scalar) }
            }
        }
    }

    /// Controls, and what would turn the text around it: every value has its direction by markup.
    private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
