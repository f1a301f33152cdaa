/// Finds texts that tell of kafala, of abandonment or of unknown parents.
///
/// It knows words and not meanings: a text may tell in words that nobody foresaw, so whoever prints
/// is asked to read the page, and what is not needed is left out whatever it says.
enum Telltale {
    /// Tells whether a text may tell of it; where that is not sure, it may.
    static func tells(_ text: String) -> Bool {
        // Letters in their written shapes are not folded, so that no word is known among them.
        if text.unicodeScalars.contains(where: { isShape($0.value) }) { return true }
        let words = words(text)
        if words.contains(where: { isTelling($0) }) { return true }
        let line = " " + words.joined(separator: " ") + " "
        if phrases.contains(where: { line.contains($0) }) { return true }
        return words.contains { named($0, parents) } && isUnknown(words, line)
    }

    private static func isTelling(_ word: String) -> Bool {
        bare(word).contains { form in
            exact.contains(form) || stems.contains { form.hasPrefix($0) }
        }
    }

    private static func isUnknown(_ words: [String], _ line: String) -> Bool {
        words.contains { word in unknown.contains { word.hasPrefix($0) } }
            || line.contains(" غير معروف") || line.contains(" non identifi")
            || line.contains(" not known ") || line.contains(" pas connu")
    }

    private static func named(_ word: String, _ names: Set<String>) -> Bool {
        bare(word).contains { names.contains($0) }
    }

    /// Words that begin so.
    private static let stems = [
        "kafal", "kafil", "kafeel", "kefal", "kefil", "kfal", "kfil", "lkafal", "lkafil", "makfoul",
        "makful", "mekfoul", "mekful", "mkfoul", "abandon", "delaiss", "recueilli", "foundling",
        "adopt", "filiation", "illegitim", "unwed",
        "كفال", "كافل", "كفيل", "مكفول", "مهمل", "اهمال", "لقيط", "معثور", "مجهول", "متبني",
    ]

    /// Whole words.
    private static let exact: Set<String> = [
        "kaf", "نسب", "تبني", "تخلي", "تخلت", "تخلوا", "متخلي", "متخليا", "عازبه", "عازبات",
    ]

    /// Words beside each other.
    private static let phrases = [
        " enfant trouve ", " enfant trouvee ", " enfants trouves ", " bebe trouve ", " sous x ",
        " hors mariage ", " mere celibataire ", " meres celibataires ", " single mother ",
        " sans pere ", " sans mere ", " sans parents ", " no father ", " no parents ",
        " غير شرعي", " خارج الزواج ", " خارج اطار الزواج ", " عثر علي", " العثور علي", " بدون اب ",
        " بدون ام ", " بدون ابوين ", " بلا اب ",
    ]

    private static let parents: Set<String> = [
        "pere", "peres", "mere", "meres", "parent", "parents", "father", "mother", "اب", "ام",
        "ابوين", "ابوان", "ابويه", "ابويها", "والد", "والده", "والدها", "والدته", "والدتها",
        "والدين", "والدان", "والديه", "والديها", "ابوه", "ابوها", "ابيه", "ابيها", "امه", "امها",
    ]

    private static let unknown = ["inconnu", "unknown", "anonym", "ignore"]

    /// What an Arabic word may bear before it: the article, "and", "by", "to".
    private static let particles = [
        "وبال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك",
    ]

    private static func bare(_ word: String) -> [String] {
        [word] + particles.filter { word.hasPrefix($0) }.map { String(word.dropFirst($0.count)) }
    }

    /// The words in small letters, without accents, vowel signs and variants of a letter.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.lowercased().unicodeScalars {
            guard let letter = folded(scalar) else { continue }
            if letter == " " {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word += letter
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    /// A letter as it is compared, a blank for what parts words, nil for what stands on or in them.
    private static func folded(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x00AD, 0x0300...0x036F, 0x061C, 0x0640, 0x064B...0x065F, 0x0670, 0x200B...0x200F,
            0xFEFF:
            nil
        case 0xE0...0xE5: "a"
        case 0xE6: "ae"
        case 0xE7: "c"
        case 0xE8...0xEB: "e"
        case 0xEC...0xEF: "i"
        case 0xF1: "n"
        case 0xF2...0xF6: "o"
        case 0xF9...0xFC: "u"
        case 0x153: "oe"
        case 0x622, 0x623, 0x625, 0x671: "ا"
        case 0x624: "و"
        case 0x626, 0x649, 0x6CC: "ي"
        case 0x629, 0x6C1: "ه"
        case 0x6A9: "ك"
        default: scalar.properties.isAlphabetic ? String(scalar) : " "
        }
    }

    /// Arabic letters by their shape, as some programs paste them.
    private static func isShape(_ value: UInt32) -> Bool {
        (0xFB50...0xFDFF).contains(value) || (0xFE70...0xFEFC).contains(value)
    }
}
