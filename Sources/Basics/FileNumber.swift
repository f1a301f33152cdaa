/// A file's number to say on the phone: eight Crockford digits and a check digit.
///
/// It is random, unique in the province and never on disk in clear. The check digit is the
/// number modulo 37 in Crockford's extended alphabet, so one wrong or swapped digit is noticed.
@frozen
public struct FileNumber: Hashable, Sendable {
    /// The 40-bit number.
    public let value: UInt64

    /// How many numbers there are: 2 to the power 40.
    public static let space: UInt64 = 1 << 40

    /// Makes a file number from a random value, of which the lowest 40 bits are kept.
    @inlinable
    public init(value: UInt64) { self.value = value & (Self.space - 1) }

    /// Reads a number as people write it: either case, `O` for 0, `I` and `L` for 1, hyphens and
    /// blanks anywhere; nil where a digit is missing or the check digit does not agree.
    public init?(_ text: some StringProtocol) {
        if let value = Self.value(text.utf8) {
            self.init(value: value)
            return
        }
        var digits: [UInt64] = []
        for character in text.uppercased().unicodeScalars {
            switch character {
            case "-", " ", "\u{00A0}", "\u{2066}"..."\u{2069}", "\u{200E}", "\u{200F}": continue
            case "O": digits.append(0)
            case "I", "L": digits.append(1)
            default:
                guard let index = Self.alphabet.firstIndex(of: character) else { return nil }
                digits.append(UInt64(index))
            }
        }
        guard digits.count == 9, digits.prefix(8).allSatisfy({ $0 < 32 }) else { return nil }
        let value = digits.prefix(8).reduce(0) { $0 << 5 | $1 }
        guard value % 37 == digits[8] else { return nil }
        self.init(value: value)
    }

    /// The number that stands in a text as the daemon writes it; nil where it is written otherwise,
    /// or is none.
    private static func value(_ text: some Sequence<UInt8>) -> UInt64? {
        var (value, check, count): (UInt64, UInt64, Int) = (0, 0, 0)
        for byte in text where byte != 0x2D {
            guard byte < 0x80, digits[Int(byte)] < 37 else { return nil }
            value = count < 8 ? value << 5 | UInt64(digits[Int(byte)]) : value
            check = UInt64(digits[Int(byte)])
            guard count == 8 || check < 32 else { return nil }
            count += 1
        }
        return count == 9 && value % 37 == check ? value : nil
    }

    /// Whether a number of a file stands in a text: in its groups of four, four and the check digit,
    /// or in one word with a digit in it.
    ///
    /// What only looks alike, as a telephone number, has other groups or another check digit.
    public static func stands(in text: String) -> Bool {
        let words = text.unicodeScalars.split(whereSeparator: { isBetween($0) }).map { String($0) }
        let isWhole = words.contains { word in
            word.unicodeScalars.count == 9 && word.unicodeScalars.contains { ("0"..."9") ~= $0 }
                && Self(word) != nil
        }
        return isWhole
            || words.indices.dropLast(2).contains { place in
                let groups = words[place...(place + 2)]
                return groups.map(\.unicodeScalars.count) == [4, 4, 1]
                    && Self(groups.joined()) != nil
            }
    }

    /// Whether a scalar ends a word: whatever is neither a letter of numbers nor a sign of theirs.
    private static func isBetween(_ scalar: Unicode.Scalar) -> Bool {
        let upper = String(scalar).uppercased().unicodeScalars.first ?? scalar
        return !alphabet.contains(upper) && !["O", "I", "L"].contains(upper)
    }

    /// The number in groups of four, four and the check digit: `7K3M-92QD-5`.
    public var text: String {
        var text = String.UnicodeScalarView()
        for index in 0..<8 {
            text.append(Self.alphabet[Int(value >> UInt64(35 - 5 * index) & 31)])
            if index == 3 || index == 7 { text.append("-") }
        }
        text.append(Self.alphabet[Int(value % 37)])
        return String(text)
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U".unicodeScalars)

    /// What each byte of ASCII counts for; 37 for what is no digit.
    private static let digits = (0..<0x80 as Range<UInt8>).map { byte in
        UInt8(alphabet.firstIndex(of: Unicode.Scalar(byte)) ?? 37)
    }
}
