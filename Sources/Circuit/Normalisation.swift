@_spi(_Unicode) import Swift

/// Puts text that people typed into the one form in which it is kept.
public enum TextNormaliser {
    /// The text in normal form C, without blanks at its ends.
    public static func normalise(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return trim(text.unicodeScalars) }
        var composed = String.UnicodeScalarView()
        for scalar in text._nfc { composed.append(scalar) }
        return trim(composed)
    }

    /// Tells whether the text holds a character that no form takes: U+0000, other controls but
    /// line feed and tab, or a direction override that would let a text show as another.
    public static func isForbidden(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x09, 0x0A: false
            case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E: true
            default: false
            }
        }
    }

    private static func trim(_ scalars: String.UnicodeScalarView) -> String {
        var slice = scalars[...]
        while let first = slice.first, first.properties.isWhitespace { slice.removeFirst() }
        while let last = slice.last, last.properties.isWhitespace { slice.removeLast() }
        return String(slice)
    }
}
