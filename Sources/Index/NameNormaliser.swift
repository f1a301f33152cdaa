@_spi(_Unicode) import Swift

/// Brings names in Arabic and Latin script to one spelling of the same letters.
///
/// Two names that differ by case, accents, vowel signs, the seat of a hamza, final letters of one
/// shape, joining strokes, hyphens, apostrophes or blanks have the same words. Spellings of
/// different letters stay different.
public enum NameNormaliser {
    /// The words of a name, each once, in the order in which they occur.
    public static func words(_ name: String) -> [String] { words(tokens(name)) }

    /// The words of a name that was taken apart.
    static func words(_ tokens: [String]) -> [String] { joined(tokens) }

    /// What stands between separators, folded, in its order and as often as it stands there.
    static func tokens(_ name: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in name.lowercased()._nfd {
            switch fold(scalar) {
            case .drop: continue
            case .separate: close(&word, into: &words)
            case .keep(let letter): word.append(letter)
            case .pair(let first, let second):
                word.append(first)
                word.append(second)
            }
        }
        close(&word, into: &words)
        return words
    }

    private enum Folded {
        case drop
        case separate
        case keep(Unicode.Scalar)
        case pair(Unicode.Scalar, Unicode.Scalar)
    }

    private static func fold(_ scalar: Unicode.Scalar) -> Folded {
        switch scalar {
        // Hamza and madda over or under a letter stand apart once the text is decomposed.
        case "\u{0300}"..."\u{036F}", "\u{064B}"..."\u{065F}", "\u{0670}", "\u{0640}",
            "\u{06D6}"..."\u{06ED}":
            .drop
        case "'", "\u{2019}", "\u{02BC}", "`", "\u{2018}": .drop
        case "\u{200B}"..."\u{200F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}",
            "\u{FEFF}", "\u{00AD}":
            .drop
        case "\u{0621}": .drop
        case "\u{0671}": .keep("\u{0627}")
        case "\u{0649}", "\u{06CC}": .keep("\u{064A}")
        case "\u{0629}": .keep("\u{0647}")
        case "\u{06A9}", "\u{06AF}", "\u{06AD}", "\u{0763}": .keep("\u{0643}")
        case "\u{0660}"..."\u{0669}": digit(scalar, from: 0x0660)
        case "\u{06F0}"..."\u{06F9}": digit(scalar, from: 0x06F0)
        case "œ": .pair("o", "e")
        case "æ": .pair("a", "e")
        case "ß": .pair("s", "s")
        case "ı": .keep("i")
        case "\u{FE80}"..."\u{FEF4}": shape(scalar)
        case "\u{FEF5}"..."\u{FEFC}": .pair("\u{0644}", "\u{0627}")
        // Nearly all letters are these; of the others the tables of Unicode are asked.
        case "a"..."z", "0"..."9", "\u{0627}"..."\u{064A}": .keep(scalar)
        default: scalar.properties.isAlphabetic ? .keep(scalar) : .separate
        }
    }

    /// The letter of a shape that stands for one place in a word, as some documents hold it.
    private static func shape(_ scalar: Unicode.Scalar) -> Folded {
        let letter = shapes[Int(scalar.value) - 0xFE80]
        return letter == scalar ? .separate : fold(letter)
    }

    /// The letters of the shapes from U+FE80 to U+FEF4, without hamza and madda.
    static let shapes = Array(
        ("\u{0621}\u{0627}\u{0627}\u{0627}\u{0627}\u{0648}\u{0648}\u{0627}\u{0627}"
            + "\u{064A}\u{064A}\u{064A}\u{064A}\u{0627}\u{0627}\u{0628}\u{0628}\u{0628}"
            + "\u{0628}\u{0629}\u{0629}\u{062A}\u{062A}\u{062A}\u{062A}\u{062B}\u{062B}"
            + "\u{062B}\u{062B}\u{062C}\u{062C}\u{062C}\u{062C}\u{062D}\u{062D}\u{062D}"
            + "\u{062D}\u{062E}\u{062E}\u{062E}\u{062E}\u{062F}\u{062F}\u{0630}\u{0630}"
            + "\u{0631}\u{0631}\u{0632}\u{0632}\u{0633}\u{0633}\u{0633}\u{0633}\u{0634}"
            + "\u{0634}\u{0634}\u{0634}\u{0635}\u{0635}\u{0635}\u{0635}\u{0636}\u{0636}"
            + "\u{0636}\u{0636}\u{0637}\u{0637}\u{0637}\u{0637}\u{0638}\u{0638}\u{0638}"
            + "\u{0638}\u{0639}\u{0639}\u{0639}\u{0639}\u{063A}\u{063A}\u{063A}\u{063A}"
            + "\u{0641}\u{0641}\u{0641}\u{0641}\u{0642}\u{0642}\u{0642}\u{0642}\u{0643}"
            + "\u{0643}\u{0643}\u{0643}\u{0644}\u{0644}\u{0644}\u{0644}\u{0645}\u{0645}"
            + "\u{0645}\u{0645}\u{0646}\u{0646}\u{0646}\u{0646}\u{0647}\u{0647}\u{0647}"
            + "\u{0647}\u{0648}\u{0648}\u{0649}\u{0649}\u{064A}\u{064A}\u{064A}\u{064A}")
            .unicodeScalars)

    private static func digit(_ scalar: Unicode.Scalar, from zero: UInt32) -> Folded {
        Unicode.Scalar(0x30 + scalar.value - zero).map { .keep($0) } ?? .separate
    }

    private static func close(_ word: inout String.UnicodeScalarView, into words: inout [String]) {
        if !word.isEmpty { words.append(String(word)) }
        word = String.UnicodeScalarView()
    }

    /// Tells whether a word is joined with the one after it.
    static func isJoined(_ word: String) -> Bool { word == "عبد" || word == "abd" }

    /// Joins «عبد» with the word after it, which some hands write apart and others together.
    private static func joined(_ words: [String]) -> [String] {
        var joined: [String] = []
        var prefix = ""
        for word in words {
            if isJoined(word) {
                prefix += word
                continue
            }
            add(prefix + word, to: &joined)
            prefix = ""
        }
        if !prefix.isEmpty { add(prefix, to: &joined) }
        return joined
    }

    private static func add(_ word: String, to words: inout [String]) {
        if !words.contains(word) { words.append(word) }
    }
}
