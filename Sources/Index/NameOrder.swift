@_spi(_Unicode) import Swift

/// How names are sorted: a table for names of people in Arabic and in Latin script.
///
/// It follows the Unicode collation of CLDR for `ar` and `fr`: letters first, then accents and
/// seats of letters, then case; a blank, a hyphen and an apostrophe are letters before all others,
/// and no article is passed over. «ة» stands with «ت» and «ى» with «ي», as CLDR has it for `ar`.
/// It departs from CLDR in one thing: the forms of alef, and waw and ya with hamza, differ from the
/// bare letter as accents do, since one hand writes «أحمد» and another «احمد». Signs of vowels and
/// joining strokes count last of all.
enum NameOrder {
    /// The script that comes first.
    enum Script: Sendable {
        case arabic
        case latin
    }

    /// What separates the parts of a key from each other, below whatever a name holds.
    private static let end: UInt8 = 0
    private static let nextPart: UInt8 = 1
    /// Stands for a name that nobody gave: after all that are known.
    private static let unknown: UInt8 = 0xFF
    /// Before the code point of a letter of no table, in three bytes.
    private static let foreign: UInt8 = 0xF0
    private static let firstScript: UInt8 = 0x20
    private static let secondScript: UInt8 = 0x60
    private static let firstDigit: UInt32 = 0x10
    /// The least weight of an accent or a case.
    private static let plain: UInt8 = 2

    /// What sorts the names of a child: keys compare byte by byte as the names do.
    ///
    /// - Parameter names: as UTF-8, in the order of `ChildNames.all`.
    /// - Returns: at most `IndexLimits.sortKeyBytes` bytes.
    static func key(_ names: [ArraySlice<UInt8>], _ script: Script) -> [UInt8] {
        let parts = parts(names, script)
        guard !parts.isEmpty else { return [unknown] }
        var (letters, accents, cases): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
        letters.reserveCapacity(2 * IndexLimits.sortKeyBytes)
        for (number, part) in parts.enumerated() {
            if number > 0 { letters.append(nextPart) }
            weigh(part, script) { letter in
                append(letter, script, to: &letters)
                accents.append(letter.accent)
                cases.append(letter.isUpper ? plain + 1 : plain)
                return true
            } mark: { accent in
                if let last = accents.indices.last { accents[last] = accent }
            }
        }
        for level in [accents, cases] {
            // Where all that is left is plain, the end of the level says the same.
            letters.append(end)
            letters += level.prefix((level.lastIndex { $0 != plain } ?? -1) + 1)
        }
        letters.append(end)
        for part in parts { letters += part }
        return Array(letters.prefix(IndexLimits.sortKeyBytes))
    }

    /// What a key has of one name first: four bytes, where it has so many, and no more than a letter
    /// behind them.
    static func beginning(_ name: ArraySlice<UInt8>, _ script: Script) -> [UInt8] {
        var bytes: [UInt8] = []
        weigh(name, script) { letter in
            append(letter, script, to: &bytes)
            return bytes.count < 4
        } mark: { _ in
        }
        return bytes
    }

    /// The first four bytes of a key, as a number that compares as they do.
    static func start(_ names: [TakenName], _ script: Script) -> UInt32 {
        let places = places(script) { !names[$0].text.isEmpty }
        guard !places.isEmpty else { return start(CollectionOfOne(unknown)) }
        var bytes: [UInt8] = []
        for (number, place) in places.enumerated() where bytes.count < 4 {
            if number > 0 { bytes.append(nextPart) }
            let beginnings = names[place].beginnings
            bytes += script == .arabic ? beginnings.arabic : beginnings.latin
        }
        return start(bytes)
    }

    /// The first four bytes of a key, as a number that compares as they do.
    static func start(_ key: some Collection<UInt8>) -> UInt32 {
        var number: UInt32 = 0
        var left = 4
        // Behind the letters of a short name stands what tells names of the same letters apart.
        for byte in key.prefix(4).prefix(while: { $0 != end }) {
            number = number << 8 | UInt32(byte)
            left -= 1
        }
        return number << UInt32(8 * left)
    }

    /// The names by which a child is sorted, none of them empty.
    private static func parts(
        _ names: [ArraySlice<UInt8>], _ script: Script
    ) -> [ArraySlice<UInt8>] {
        places(script) { !names[$0].isEmpty }.map { names[$0] }
    }

    /// The places in `ChildNames.all` of the names by which a child is sorted: family, then given, of
    /// the script that comes first where it has the family name; else of the other where that has it;
    /// else the given name of either; else another name.
    private static func places(_ script: Script, _ isGiven: (Int) -> Bool) -> [Int] {
        let choices = script == .arabic ? [(0, 1), (2, 3)] : [(2, 3), (0, 1)]
        guard
            let choice = choices.first(where: { isGiven($0.0) })
                ?? choices.first(where: { isGiven($0.1) })
        else { return isGiven(4) ? [4] : [] }
        return [choice.0, choice.1].filter(isGiven)
    }

    /// What a letter, or a mark on one, counts for.
    private struct Letter {
        enum Kind {
            case arabic
            case latin
            /// A sign or a digit, before all letters.
            case sign
            /// Of no table; its place is the code point.
            case foreign
            /// An accent on the letter before.
            case mark
            case passedOver
        }
        var kind: Kind
        var place: UInt32 = 0
        var accent = NameOrder.plain
        var isUpper = false
    }

    private static func append(_ letter: Letter, _ script: Script, to bytes: inout [UInt8]) {
        let place = UInt8(truncatingIfNeeded: letter.place)
        switch letter.kind {
        case .arabic: bytes.append((script == .arabic ? firstScript : secondScript) + place)
        case .latin: bytes.append((script == .latin ? firstScript : secondScript) + place)
        case .sign: bytes.append(place)
        case .foreign:
            bytes.append(foreign)
            bytes.append(UInt8(truncatingIfNeeded: letter.place >> 16))
            bytes.append(UInt8(truncatingIfNeeded: letter.place >> 8))
            bytes.append(place)
        case .mark, .passedOver: break
        }
    }

    /// Tells the letters of a text one after the other, as long as they are asked for, and which
    /// accents stand on the one told last.
    private static func weigh(
        _ text: ArraySlice<UInt8>, _ script: Script, _ take: (Letter) -> Bool,
        mark: (UInt8) -> Void
    ) {
        func goesOn(_ letter: Letter) -> Bool {
            switch letter.kind {
            case .mark: mark(letter.accent)
            case .passedOver: break
            case .arabic, .latin, .sign, .foreign: return take(letter)
            }
            return true
        }
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            if let letter = common[scalar] {
                guard goesOn(letter) else { return }
            } else {
                for letter in letters(of: scalar) where !goesOn(letter) { return }
            }
        }
    }

    /// The letters of which a letter is made, each with the last accent that it bears.
    private static func letters(of scalar: Unicode.Scalar) -> [Letter] {
        var letters: [Letter] = []
        for part in String(scalar)._nfd {
            for letter in simple(part) {
                switch letter.kind {
                case .mark:
                    if let last = letters.indices.last {
                        letters[last].accent = letter.accent
                    } else {
                        letters.append(letter)
                    }
                case .passedOver where !letters.isEmpty: break
                default: letters.append(letter)
                }
            }
        }
        return letters
    }

    /// The letters of a letter that bears nothing.
    private static func simple(_ scalar: Unicode.Scalar) -> [Letter] {
        if let accent = marks[scalar] { return [Letter(kind: .mark, accent: accent)] }
        if isPassedOver(scalar) { return [Letter(kind: .passedOver)] }
        switch scalar {
        case "a"..."z": return [Letter(kind: .latin, place: scalar.value - 0x61)]
        case "A"..."Z": return [Letter(kind: .latin, place: scalar.value - 0x41, isUpper: true)]
        case "0"..."9": return [digit(scalar, 0x30)]
        case "\u{0660}"..."\u{0669}": return [digit(scalar, 0x0660)]
        case "\u{06F0}"..."\u{06F9}": return [digit(scalar, 0x06F0)]
        case "\u{FE80}"..."\u{FEF4}":
            // Some documents hold the shapes that letters have in one place of a word.
            return simple(NameNormaliser.shapes[Int(scalar.value) - 0xFE80])
        case "\u{FEF5}"..."\u{FEFC}": return simple("ل") + simple("ا")
        default: break
        }
        if let letter = arabicLetters[scalar] {
            return [Letter(kind: .arabic, place: letter.place, accent: letter.accent)]
        }
        if let base = latinLetters[scalar] {
            let isUpper = scalar.properties.isUppercase
            return base.unicodeScalars.map {
                Letter(kind: .latin, place: $0.value - 0x61, accent: plain + 1, isUpper: isUpper)
            }
        }
        if let place = signs[scalar] { return [Letter(kind: .sign, place: place)] }
        return [Letter(kind: .foreign, place: scalar.value)]
    }

    private static func digit(_ scalar: Unicode.Scalar, _ zero: UInt32) -> Letter {
        Letter(kind: .sign, place: firstDigit + scalar.value - zero)
    }

    /// What most letters of names count for, made once: what is no single letter is not there.
    private struct Common {
        private let letters: [Letter?]

        init() {
            letters = (0..<0x0700 as Range<UInt32>).map { value in
                guard let scalar = Unicode.Scalar(value) else { return nil }
                let letters = NameOrder.letters(of: scalar)
                return letters.count == 1 ? letters[0] : nil
            }
        }

        subscript(_ scalar: Unicode.Scalar) -> Letter? {
            Int(scalar.value) < letters.count ? letters[Int(scalar.value)] : nil
        }
    }

    private static let common = Common()

    /// Signs of vowels, joining strokes and marks of direction.
    private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{0640}", "\u{064B}"..."\u{0652}", "\u{0656}"..."\u{065F}", "\u{0670}",
            "\u{06D6}"..."\u{06ED}", "\u{0300}"..."\u{036F}", "\u{200B}"..."\u{200F}",
            "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FEFF}", "\u{00AD}":
            true
        default: false
        }
    }

    /// The letters in their order; those of one entry differ as accents do.
    private static let arabicLetters: [Unicode.Scalar: (place: UInt32, accent: UInt8)] = {
        let order = [
            "ء", "اٱ", "ب", "پ", "تة", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر", "ز", "ژ", "س", "ش",
            "ص", "ض", "ط", "ظ", "ع", "غ", "ف", "ڤ", "ق", "ڨ", "كک", "ڭ", "گ", "ل", "م", "ن",
            "هھہ", "و", "يىی",
        ]
        var letters: [Unicode.Scalar: (place: UInt32, accent: UInt8)] = [:]
        for (place, forms) in order.enumerated() {
            for (form, scalar) in forms.unicodeScalars.enumerated() {
                // Above the accents that a letter may bear.
                letters[scalar] = (
                    UInt32(place), form == 0 ? plain : 0x40 + UInt8(truncatingIfNeeded: form)
                )
            }
        }
        return letters
    }()

    /// Latin letters that are no bare letter with an accent.
    private static let latinLetters: [Unicode.Scalar: String] = [
        "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "đ": "d",
        "Đ": "d", "ð": "d", "Ð": "d", "ł": "l", "Ł": "l", "ı": "i", "þ": "th", "Þ": "th",
    ]

    /// Accents, and the hamza and madda that a letter bears, the least first.
    private static let marks: [Unicode.Scalar: UInt8] = {
        let order =
            "\u{301}\u{300}\u{306}\u{302}\u{30C}\u{30A}\u{308}\u{30B}\u{303}\u{307}\u{328}"
            + "\u{327}\u{323}\u{304}\u{653}\u{654}\u{655}"
        var marks: [Unicode.Scalar: UInt8] = [:]
        for (place, scalar) in order.unicodeScalars.enumerated() {
            marks[scalar] = plain + 1 + UInt8(truncatingIfNeeded: place)
        }
        return marks
    }()

    /// Blanks, hyphens, full stops and apostrophes, in this order.
    private static let signs: [Unicode.Scalar: UInt32] = [
        " ": 2, "\u{A0}": 2, "\u{202F}": 2, "-": 3, "\u{2010}": 3, "\u{2011}": 3, ".": 4, "'": 5,
        "\u{2019}": 5, "\u{2018}": 5, "\u{02BC}": 5,
    ]
}

/// How the names of a file sort, as far as four bytes tell, with either script first.
struct NameStarts: Sendable {
    var arabic: UInt32 = 0
    var latin: UInt32 = 0

    init() {}

    /// - Parameter names: in the order of `ChildNames.all`.
    init(_ names: [TakenName]) {
        arabic = NameOrder.start(names, .arabic)
        latin = NameOrder.start(names, .latin)
    }
}
