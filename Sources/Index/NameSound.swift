/// A sound of a name, as both scripts write it: one byte each.
///
/// Consonants that Moroccan hands write for each other are one sound. Vowels of Latin script and
/// the long vowels of Arabic script stay apart, since Arabic script leaves short vowels out.
enum Sound {
    static let b: UInt8 = 1
    static let t: UInt8 = 2
    static let j: UInt8 = 3
    static let sh: UInt8 = 4
    static let h: UInt8 = 5
    static let kh: UInt8 = 6
    static let d: UInt8 = 7
    static let r: UInt8 = 8
    static let z: UInt8 = 9
    static let s: UInt8 = 10
    static let gh: UInt8 = 11
    static let f: UInt8 = 12
    static let k: UInt8 = 13
    static let l: UInt8 = 14
    static let m: UInt8 = 15
    static let n: UInt8 = 16
    /// «Abd», «Abdel», «عبد ال» in front of a name.
    static let servant: UInt8 = 17

    static let a: UInt8 = 20
    static let e: UInt8 = 21
    static let i: UInt8 = 22
    static let u: UInt8 = 23
    static let longA: UInt8 = 24
    static let longI: UInt8 = 25
    static let longU: UInt8 = 26
    /// An alef that begins a word, or ain: it bears any vowel.
    static let bearer: UInt8 = 27
    /// A ya that ends a word: often an alef maqsura, which is read a.
    static let finalI: UInt8 = 28

    /// The first of the bytes for digits and for letters of other scripts, which are like nothing
    /// but themselves.
    static let others: UInt8 = 32

    static func isVowel(_ sound: UInt8) -> Bool { sound >= a && sound < others }
}

/// A name as its sounds: words that particles are joined to, without articles.
struct NameSounds: Sendable {
    /// The sounds of each word.
    var words: [[UInt8]] = []

    /// The sounds of all words as one, where there is more than one.
    var whole: [UInt8]? {
        words.count > 1 ? NameSounds.collapsed(words.flatMap { $0 }) : nil
    }

    /// Makes the sounds of a name.
    init(_ name: String) { self.init(tokens: NameNormaliser.tokens(name)) }

    /// Makes the sounds of a name that was taken apart.
    init(tokens: [String]) {
        let tokens = tokens.map { Array($0.unicodeScalars) }
        var prefix: [UInt8] = []
        var titles: [[UInt8]] = []
        for (index, token) in tokens.enumerated() {
            let isLast = index == tokens.count - 1
            if !isLast {
                if Particles.isArticle(token, before: tokens[index + 1]) {
                    // Of «Bou El …» the l stays, as it does where all is one word.
                    if Particles.keepsArticle(prefix) { prefix.append(Sound.l) }
                    continue
                }
                let text = String(String.UnicodeScalarView(token))
                if Particles.servants.contains(text) {
                    prefix = [Sound.servant]
                    continue
                }
                if Particles.joined.contains(text) {
                    prefix += Self.sounds(token)
                    continue
                }
                if prefix.isEmpty, Particles.titles.contains(text) {
                    titles.append(Self.sounds(token))
                    continue
                }
            }
            if Particles.isFaith(token), prefix.isEmpty, let last = words.popLast() {
                words.append(Self.collapsed(last + Self.faith))
                continue
            }
            if Particles.keepsArticle(prefix), token.starts(with: ["ا", "ل"]) {
                prefix.append(Sound.l)
            }
            var plain = Self.plain(token)
            // Behind a particle «Abd» is letters like others: Benabdellah.
            if !prefix.isEmpty, prefix != [Sound.servant], plain.first == Sound.servant {
                plain.replaceSubrange(0..<1, with: [Sound.bearer, Sound.b, Sound.d])
            }
            let word = Self.collapsed(prefix + plain)
            prefix = []
            if !word.isEmpty { words.append(NameVariants.canonical[word] ?? word) }
        }
        // A title is no name of its own, but where nothing else is there.
        if words.isEmpty { words = titles }
    }

    /// «Eddine», as the end of a name.
    private static let faith: [UInt8] = [Sound.d, Sound.i, Sound.n]

    /// The same sounds with each that stands twice in a row once.
    static func collapsed(_ sounds: [UInt8]) -> [UInt8] {
        var once: [UInt8] = []
        once.reserveCapacity(sounds.count)
        // Of digits and letters of other scripts each counts.
        for sound in sounds where sound >= Sound.others || sound != once.last {
            once.append(sound)
        }
        return once
    }

    /// The sounds of one folded word without its article, before the table of variants is asked.
    static func plain(_ token: [Unicode.Scalar]) -> [UInt8] {
        let stem = Particles.stem(token)
        return (stem.isServant ? [Sound.servant] : []) + sounds(stem.rest)
    }

    /// The sounds of one folded word, letter by letter.
    static func sounds(_ letters: [Unicode.Scalar]) -> [UInt8] {
        var found: [UInt8] = []
        found.reserveCapacity(letters.count)
        var at = 0
        while at < letters.count {
            let rest = letters[at...]
            if letters[at].isASCII {
                let (sounds, count) = Latin.next(rest, after: at == 0 ? nil : letters[at - 1])
                found += sounds
                at += count
            } else {
                if let sound = Letters.sound(rest, isFirst: at == 0) { found.append(sound) }
                at += 1
            }
        }
        return collapsed(found)
    }
}

/// Letters that are one sound each: Arabic script, Tifinagh, and what is of no script known here.
private enum Letters {
    static func sound(_ rest: ArraySlice<Unicode.Scalar>, isFirst: Bool) -> UInt8? {
        guard let letter = rest.first else { return nil }
        switch letter {
        case "ا": return isFirst ? Sound.bearer : Sound.longA
        case "ع": return Sound.bearer
        case "ي": return rest.count == 1 && !isFirst ? Sound.finalI : Sound.longI
        case "و": return Sound.longU
        // The normaliser has made a ta marbuta of it, or it has never been one.
        case "ه": return rest.count == 1 && !isFirst ? Sound.longA : Sound.h
        case "ح": return Sound.h
        case "خ": return Sound.kh
        case "ج", "ژ": return Sound.j
        case "ش", "چ": return Sound.sh
        case "غ": return Sound.gh
        case "ق", "ك": return Sound.k
        case "ت", "ط", "ث": return Sound.t
        // Two letters for the sound that French hands write dj.
        case "د" where rest.dropFirst().first == "ج": return nil
        case "د", "ض", "ذ", "ظ": return Sound.d
        case "ز": return Sound.z
        case "س", "ص": return Sound.s
        case "ف", "ڤ": return Sound.f
        case "ب", "پ": return Sound.b
        case "ل": return Sound.l
        case "م": return Sound.m
        case "ن": return Sound.n
        case "ر": return Sound.r
        default: return tifinagh(letter)
        }
    }

    private static func tifinagh(_ letter: Unicode.Scalar) -> UInt8? {
        switch letter {
        case "ⴰ": Sound.a
        case "ⴱ", "ⵠ": Sound.b
        case "ⴳ", "ⴽ", "ⵇ": Sound.k
        case "ⴷ", "ⴹ": Sound.d
        case "ⴻ": Sound.e
        case "ⴼ": Sound.f
        case "ⵀ", "ⵃ": Sound.h
        case "ⵄ": Sound.bearer
        case "ⵅ": Sound.kh
        case "ⵉ", "ⵢ": Sound.i
        case "ⵊ": Sound.j
        case "ⵍ": Sound.l
        case "ⵎ": Sound.m
        case "ⵏ": Sound.n
        case "ⵓ", "ⵡ": Sound.u
        case "ⵔ", "ⵕ": Sound.r
        case "ⵖ": Sound.gh
        case "ⵙ", "ⵚ": Sound.s
        case "ⵛ": Sound.sh
        case "ⵜ", "ⵟ": Sound.t
        case "ⵣ", "ⵥ": Sound.z
        // A mark that rounds the letter before it.
        case "ⵯ": nil
        default: Sound.others + 10 + UInt8(letter.value % 200)
        }
    }
}

/// Latin letters, of which two or three may be one sound, as French and English hands write them.
private enum Latin {
    /// The sounds that a word goes on with, and how many letters they take.
    static func next(
        _ rest: ArraySlice<Unicode.Scalar>, after before: Unicode.Scalar?
    ) -> (sounds: [UInt8], count: Int) {
        let isFirst = before == nil
        let first = rest[rest.startIndex]
        let second = rest.dropFirst().first
        let third = rest.dropFirst(2).first
        let isSoft = second == "e" || second == "i" || second == "y"
        switch first {
        case "a": return ([Sound.a], 1)
        // A last e is not heard: Amine, Sanae.
        case "e": return rest.count == 1 && !isFirst ? ([], 1) : ([Sound.e], 1)
        case "i", "y": return ([Sound.i], 1)
        case "o": return second == "u" || second == "o" ? ([Sound.u], 2) : ([Sound.u], 1)
        case "u", "w": return ([Sound.u], 1)
        case "b", "p": return second == "h" && first == "p" ? ([Sound.f], 2) : ([Sound.b], 1)
        case "f", "v": return ([Sound.f], 1)
        case "t": return second == "h" ? ([Sound.t], 2) : ([Sound.t], 1)
        case "d":
            if second == "d", third == "j" { return ([Sound.j], 3) }
            if second == "j" || second == "h" { return ([second == "j" ? Sound.j : Sound.d], 2) }
            return ([Sound.d], 1)
        case "j": return ([Sound.j], 1)
        case "g":
            if second == "h" { return ([Sound.gh], 2) }
            if second == "u", third == "e" || third == "i" { return ([Sound.k], 2) }
            return ([isSoft ? Sound.j : Sound.k], 1)
        case "c":
            if second == "h" { return ([Sound.sh], 2) }
            // Fayçal, whose cedilla the normaliser dropped or nobody wrote.
            return ([isSoft || before == "y" ? Sound.s : Sound.k], 1)
        case "s":
            if second == "c", third == "h" { return ([Sound.sh], 3) }
            return second == "h" ? ([Sound.sh], 2) : ([Sound.s], 1)
        case "k": return second == "h" ? ([Sound.kh], 2) : ([Sound.k], 1)
        case "q":
            return second == "u" && (third == "e" || third == "i")
                ? ([Sound.k], 2) : ([Sound.k], 1)
        case "x": return ([Sound.k, Sound.s], 1)
        case "r":
            // Rhazali is Ghazali; Farhat has both letters.
            return second == "h" && isFirst ? ([Sound.gh], 2) : ([Sound.r], 1)
        case "h": return ([Sound.h], 1)
        case "l": return ([Sound.l], 1)
        case "m": return ([Sound.m], 1)
        case "n": return ([Sound.n], 1)
        case "z": return ([Sound.z], 1)
        default: return ([Sound.others + UInt8(first.value % 10)], 1)
        }
    }
}

/// Articles, and the small words that one hand joins to a name and another writes apart.
private enum Particles {
    /// Words that are joined to the name after them.
    static let joined: Set<String> = [
        "ben", "bin", "ibn", "bent", "bint", "bou", "bu", "abou", "abu", "aba", "abi", "ait", "ayt",
        "at", "ath", "ould", "oueld", "wld", "weld", "oulad", "ouled", "awlad", "beni", "bani",
        "oum", "om", "umm", "ou", "u", "m", "d",
        "بن", "ابن", "بنت", "بو", "ابو", "ابا", "ابي", "ايت", "ولد", "اولاد", "بني", "ام", "او",
        "ⴰⵢⵜ", "ⴰⵜ", "ⵓ",
    ]
    /// «Abd», apart from the name after it.
    static let servants: Set<String> = [
        "abd", "abdel", "abdul", "abdoul", "abdal", "abdu", "abdou", "abder", "abdes", "abdas",
        "abdar", "abden", "abdan", "abdessa", "عبد",
    ]
    /// Titles that stand before a name in one paper and not in the next.
    static let titles: Set<String> = [
        "sidi", "si", "lalla", "lla", "lala", "moulay", "mulay", "mly", "my", "moulaye",
        "سيدي", "سي", "للا", "لاله", "لالا", "مولاي", "ⵙⵉⴷⵉ", "ⵍⴰⵍⵍⴰ", "ⵎⵓⵍⴰⵢ",
    ]
    private static let articles: Set<String> = ["el", "al", "il", "l", "ال", "ⵍ"]
    private static let faiths: Set<String> = [
        "eddine", "eddin", "edine", "addine", "addin", "dine", "din", "ddine", "eddyn", "الدين",
    ]

    /// Tells whether a word apart is an article, one whose l has become the next letter too.
    static func isArticle(_ token: [Unicode.Scalar], before next: [Unicode.Scalar]) -> Bool {
        guard token.count <= 3 else { return false }
        if articles.contains(String(String.UnicodeScalarView(token))) { return true }
        let sounds = NameSounds.sounds(token)
        guard sounds.count == 2, sounds[0] == Sound.e || sounds[0] == Sound.a else { return false }
        return NameSounds.sounds(next).first == sounds[1]
    }

    /// Tells whether a particle ends in a vowel that an article is tied to.
    static func keepsArticle(_ prefix: [UInt8]) -> Bool {
        prefix.last == Sound.u || prefix.last == Sound.longU
    }

    /// Tells whether a word is «Eddine» apart from the name before it.
    static func isFaith(_ token: [Unicode.Scalar]) -> Bool {
        faiths.contains(String(String.UnicodeScalarView(token)))
    }

    /// A word without its article, and whether «Abd» stands before it.
    static func stem(
        _ token: [Unicode.Scalar]
    ) -> (rest: [Unicode.Scalar], isServant: Bool) {
        guard let first = token.first else { return (token, false) }
        return first.isASCII ? latinStem(token) : arabicStem(token)
    }

    private static func isLatinVowel(_ letter: Unicode.Scalar?) -> Bool {
        letter == "a" || letter == "e" || letter == "i" || letter == "o" || letter == "u"
            || letter == "y"
    }

    private static func latinStem(
        _ token: [Unicode.Scalar]
    ) -> (rest: [Unicode.Scalar], isServant: Bool) {
        if token.starts(with: ["a", "b", "d"]) {
            var rest = token.dropFirst(3)
            while isLatinVowel(rest.first), rest.first != "y" { rest.removeFirst() }
            if rest.first == "l", rest.count < token.count - 3 { rest.removeFirst() }
            // Abdou and Abdi are names of their own.
            if rest.count >= 2 { return (Array(rest), true) }
        }
        let second = token.dropFirst().first
        if token.count >= 4, token[0] == "l", !isLatinVowel(second), second != "l" {
            return (Array(token.dropFirst()), false)
        }
        if token.count >= 5, token[0] == "e" || token[0] == "a", second == "l",
            !isLatinVowel(token[2]), token[2] != "l"
        {
            return (Array(token.dropFirst(2)), false)
        }
        // Noureddine, Nordine: the end that others write apart.
        for end in latinFaiths where token.count >= end.count + 2 && token.ends(with: end) {
            return (token.dropLast(end.count) + ["d", "i", "n"], false)
        }
        return (token, false)
    }

    private static let latinFaiths: [[Unicode.Scalar]] = [
        "eddine", "eddin", "addine", "addin", "edine", "ddine", "edin",
    ].map { Array($0.unicodeScalars) }

    private static func arabicStem(
        _ token: [Unicode.Scalar]
    ) -> (rest: [Unicode.Scalar], isServant: Bool) {
        let article: [Unicode.Scalar] = ["ا", "ل"]
        if token.starts(with: ["ع", "ب", "د"]), token.count >= 5 {
            let rest = token.dropFirst(3)
            return (Array(rest.starts(with: article) ? rest.dropFirst(2) : rest), true)
        }
        if token.count >= 4, token.starts(with: article) {
            return (Array(token.dropFirst(2)), false)
        }
        // An article inside what is written as one word: نورالدين, بنالحاج.
        for start in arabicStarts
        where token.count >= start.count + 5 && token.starts(with: start + article) {
            return (start + token.dropFirst(start.count + 2), false)
        }
        if token.count >= 7, token.ends(with: ["ا", "ل", "د", "ي", "ن"]) {
            return (token.dropLast(5) + ["d", "i", "n"], false)
        }
        return (token, false)
    }

    private static let arabicStarts: [[Unicode.Scalar]] = [
        "بن", "ايت", "فاطمه", "فاطم",
    ].map { Array($0.unicodeScalars) }
}

extension Array where Element: Equatable {
    fileprivate func ends(with end: [Element]) -> Bool { suffix(end.count).elementsEqual(end) }
}
