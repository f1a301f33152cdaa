/// How many columns text takes on a terminal.
public enum TextWidth {
    /// The columns of a text: marks and format characters take none, wide characters take two.
    public static func columns(of text: some StringProtocol) -> Int {
        text.reduce(0) { $0 + columns(of: $1) }
    }

    /// The columns of one character as a reader sees it.
    public static func columns(of character: Character) -> Int {
        character.unicodeScalars.map(columns(of:)).max() ?? 0
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return scalar.value < 0x20 || scalar.value == 0x7F ? 0 : 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return isWide(scalar) ? 2 : 1
        }
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x20000...0x3FFFD:
            true
        default: scalar.properties.isEmojiPresentation
        }
    }
}

/// Breaks text into lines between words.
public enum TextWrap {
    /// The lines of a text, each at most so many columns wide; line breaks of the text stay, and
    /// a word that is wider than a line stands alone or is cut.
    public static func lines(of text: String, columns: Int) -> [String] {
        let width = max(columns, 8)
        return whole(
            text.split(separator: "\n", omittingEmptySubsequences: false)
                .flatMap { wrap($0, width) })
    }

    /// The lines with isolates that are whole in each: one that a break cuts ends with the line and
    /// begins again on the next, since directions are settled line by line.
    private static func whole(_ lines: [String]) -> [String] {
        var open = String.UnicodeScalarView()
        return lines.map { line in
            let begun = String(open)
            for scalar in line.unicodeScalars {
                switch scalar.value {
                case 0x2066...0x2068: open.append(scalar)
                case 0x2069 where !open.isEmpty: open.removeLast()
                default: break
                }
            }
            return begun + line + String(repeating: Bidi.pop, count: open.count)
        }
    }

    /// The words of a paragraph; French quotation marks stay with what they enclose.
    private static func words(_ paragraph: Substring) -> [Substring] {
        var words: [Substring] = []
        for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
            if let last = words.last, last.hasSuffix("«") || word.hasPrefix("»") {
                words[words.count - 1] = last + " " + word
            } else {
                words.append(word)
            }
        }
        return words
    }

    private static func wrap(_ paragraph: Substring, _ width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in words(paragraph) {
            let needed = TextWidth.columns(of: word)
            if !line.isEmpty, used + 1 + needed > width {
                lines.append(line)
                (line, used) = ("", 0)
            } else if !line.isEmpty {
                line += " "
                used += 1
            }
            for character in word {
                let columns = TextWidth.columns(of: character)
                if used + columns > width {
                    lines.append(line)
                    (line, used) = ("", 0)
                }
                line.append(character)
                used += columns
            }
        }
        lines.append(line)
        return lines
    }
}
