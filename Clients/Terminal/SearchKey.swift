@_spi(_Unicode) import Swift

/// Text made comparable for a filter that a person types: case, accents, vowel signs and the
/// spellings of alef, yeh and teh marbuta do not count.
public enum SearchKey {
    /// The comparable form of a text.
    public static func of(_ text: some StringProtocol) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in Digits.ascii(text).lowercased()._nfd {
            switch scalar.value {
            case 0x0640: continue
            case 0x0649: scalars.append("\u{064A}")
            case 0x0629: scalars.append("\u{0647}")
            case 0x0671: scalars.append("\u{0627}")
            case 0x2018, 0x2019: scalars.append("'")
            default:
                if scalar.properties.generalCategory != .nonspacingMark { scalars.append(scalar) }
            }
        }
        return String(scalars)
    }

    /// Whether every word that was typed begins or stands inside the text.
    public static func matches(_ typed: String, _ text: String) -> Bool {
        let key = of(text)
        return of(typed).split(separator: " ").allSatisfy { key.contains($0) }
    }
}
