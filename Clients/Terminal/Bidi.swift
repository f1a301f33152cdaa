/// Keeps text of one direction whole inside text of the other.
///
/// Text is written in its logical order and never reordered: terminals that know bidirectional
/// text reorder it themselves, so a second reordering would undo theirs.
public enum Bidi {
    /// First strong isolate.
    static let isolate = "\u{2068}"
    /// Pop directional isolate.
    static let pop = "\u{2069}"

    /// The value between isolates where it holds what the surrounding direction would move:
    /// letters of the other direction, or digits and signs inside Arabic.
    public static func isolated(_ value: String, inRightToLeft isRightToLeft: Bool) -> String {
        let text = value.contains { isControl($0) } ? value.filter { !isControl($0) } : value
        let isForeign = text.unicodeScalars.contains { scalar in
            isRightToLeft ? isLeftToRightOrDigit(scalar) : Self.isRightToLeft(scalar)
        }
        return isForeign ? isolate + text + pop : text
    }

    /// Whether a scalar has a strong direction from right to left.
    public static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF,
            0x1E800...0x1EFFF:
            true
        default: false
        }
    }

    private static func isLeftToRightOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        if ("0"..."9").contains(scalar) { return true }
        return scalar.properties.isAlphabetic && !isRightToLeft(scalar)
    }

    /// Whether a character steers direction; one inside a value could show it as another.
    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: true
            default: false
            }
        }
    }
}

/// Makes text from elsewhere safe to show.
public enum Printable {
    /// The text without control characters but line feed, so that no value can steer the
    /// terminal; a tab becomes a blank.
    public static func text(_ text: some StringProtocol) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09: scalars.append(" ")
            case 0x0A: scalars.append(scalar)
            case 0x00...0x1F, 0x7F...0x9F: continue
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}

/// The digits in which numbers are shown and typed.
public enum Digits: String, CaseIterable, Sendable {
    /// 0 to 9.
    case ascii
    /// The Arabic-Indic digits.
    case arab

    /// The text with its ASCII digits shown in these.
    public func shown(_ text: String) -> String {
        guard self == .arab else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    ("0"..."9").contains(scalar)
                        ? Unicode.Scalar(0x660 + scalar.value - 0x30) ?? scalar : scalar
                }))
    }

    /// The text with digits of either Arabic set as ASCII: what people type, made uniform.
    public static func ascii(_ text: some StringProtocol) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.value {
                    case 0x660...0x669: Unicode.Scalar(scalar.value - 0x660 + 0x30) ?? scalar
                    case 0x6F0...0x6F9: Unicode.Scalar(scalar.value - 0x6F0 + 0x30) ?? scalar
                    default: scalar
                    }
                }))
    }
}
