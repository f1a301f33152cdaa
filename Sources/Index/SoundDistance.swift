/// How far two names are apart, sound by sound, in hundredths of a consonant.
///
/// It is an edit distance with costs: what Moroccan hands write for each other costs little, a
/// vowel that one script leaves out little, another consonant a whole. There are no trigrams of
/// letters beside it (SPEC W-239): over sounds it finds what they would, and nothing that merely looks
/// alike.
struct SoundCosts: Sendable {
    /// The costs of all pairs of sounds below the first of the others.
    private let pairs: [UInt8]
    private let losses: [UInt8]
    private let weights: [UInt8]

    static let moroccan = SoundCosts()

    private static let width = Int(Sound.others)
    /// What stands for a consonant that has nothing to do with another one.
    private static let stranger: UInt8 = 100
    /// What losing a sound costs at least, of 25 that it weighs.
    static let leastLossOf25 = 12
    /// What losing the first l costs of a name that has no other consonant.
    private static let onlyArticle = 65
    /// What a digit, or a letter of another script, costs that is missing or another: Group 12 is
    /// not group 13.
    private static let digit = 300

    private init() {
        var pairs = [UInt8](repeating: Self.stranger, count: Self.width * Self.width)
        func set(_ left: UInt8, _ right: UInt8, _ cost: UInt8) {
            pairs[Int(left) * Self.width + Int(right)] = cost
            pairs[Int(right) * Self.width + Int(left)] = cost
        }
        for sound in 0..<Sound.others { set(sound, sound, 0) }
        let near: [(UInt8, UInt8, UInt8)] = [
            (Sound.k, Sound.kh, 40), (Sound.kh, Sound.h, 40), (Sound.k, Sound.h, 65),
            (Sound.d, Sound.z, 35), (Sound.t, Sound.s, 55), (Sound.t, Sound.d, 45),
            (Sound.gh, Sound.r, 40), (Sound.gh, Sound.k, 45), (Sound.gh, Sound.kh, 50),
            (Sound.s, Sound.z, 45), (Sound.s, Sound.sh, 45), (Sound.j, Sound.sh, 55),
            (Sound.j, Sound.k, 40), (Sound.j, Sound.z, 60), (Sound.j, Sound.kh, 50),
            (Sound.l, Sound.n, 60), (Sound.m, Sound.n, 45), (Sound.b, Sound.f, 55),
            (Sound.k, Sound.sh, 60), (Sound.kh, Sound.sh, 60), (Sound.l, Sound.r, 70),
            (Sound.b, Sound.m, 70),
        ]
        for (left, right, cost) in near { set(left, right, cost) }
        let vowels: [(UInt8, UInt8, UInt8)] = [
            (Sound.a, Sound.e, 6), (Sound.e, Sound.i, 6), (Sound.a, Sound.i, 22),
            (Sound.a, Sound.u, 25), (Sound.e, Sound.u, 20), (Sound.i, Sound.u, 25),
            (Sound.longA, Sound.a, 0), (Sound.longA, Sound.e, 5), (Sound.longA, Sound.i, 26),
            (Sound.longA, Sound.u, 28), (Sound.longI, Sound.i, 0), (Sound.longI, Sound.e, 6),
            (Sound.longI, Sound.a, 26), (Sound.longI, Sound.u, 28), (Sound.longU, Sound.u, 0),
            (Sound.longU, Sound.a, 28), (Sound.longU, Sound.e, 28), (Sound.longU, Sound.i, 28),
            (Sound.longA, Sound.longI, 35), (Sound.longA, Sound.longU, 35),
            (Sound.longI, Sound.longU, 35), (Sound.finalI, Sound.longI, 0),
            (Sound.finalI, Sound.i, 0), (Sound.finalI, Sound.a, 6), (Sound.finalI, Sound.e, 4),
            (Sound.finalI, Sound.u, 28), (Sound.finalI, Sound.longA, 10),
            (Sound.finalI, Sound.longU, 35),
        ]
        for (left, right, cost) in vowels { set(left, right, cost) }
        for vowel in [
            Sound.a, Sound.e, Sound.i, Sound.u, Sound.longA, Sound.longI, Sound.longU,
            Sound.finalI,
        ] {
            set(Sound.bearer, vowel, 5)
            set(Sound.h, vowel, 35)
        }
        self.pairs = pairs
        var losses = [UInt8](repeating: Self.stranger, count: Self.width)
        var weights = [UInt8](repeating: 100, count: Self.width)
        for vowel in [Sound.a, Sound.e, Sound.i, Sound.u] { losses[Int(vowel)] = 12 }
        for vowel in [Sound.longI, Sound.longU, Sound.finalI] { losses[Int(vowel)] = 25 }
        losses[Int(Sound.longA)] = 20
        losses[Int(Sound.bearer)] = 8
        losses[Int(Sound.h)] = 50
        losses[Int(Sound.servant)] = 60
        for vowel in Sound.a..<Sound.others { weights[Int(vowel)] = 25 }
        weights[Int(Sound.bearer)] = 10
        weights[Int(Sound.servant)] = 60
        self.losses = losses
        self.weights = weights
    }

    /// What a name weighs of which no sound is like another's.
    func weight(_ sounds: some Sequence<UInt8>) -> Int {
        sounds.reduce(0) { sum, sound in
            sum + (sound < Sound.others ? Int(weights[Int(sound)]) : Int(Self.stranger))
        }
    }

    /// What it costs that a sound is missing in the other name.
    func loss(_ sounds: borrowing [UInt8], _ start: Int, _ count: Int, _ at: Int) -> Int {
        let sound = sounds[start + at]
        guard sound < Sound.others else { return Self.digit }
        switch sound {
        // An article that one hand joined to the name; without it Laila is all but Ali.
        case Sound.l where at == 0 || at == 1 && Sound.isVowel(sounds[start]):
            let isAlone = sounds[start..<start + count].allSatisfy {
                $0 == Sound.l || Sound.isVowel($0)
            }
            return isAlone ? Self.onlyArticle : 25
        case Sound.h where at == count - 1: return 15
        // Said and Saida are two children.
        case Sound.a where at == count - 1: return 25
        case Sound.longA where at == count - 1: return 25
        default: return Int(losses[Int(sound)])
        }
    }

    func pair(_ left: UInt8, _ right: UInt8) -> Int {
        if left >= Sound.others || right >= Sound.others {
            return left == right ? 0 : Self.digit
        }
        return Int(pairs[Int(left) * Self.width + Int(right)])
    }

    /// The consonants of a name as bits, but for those that come and go: l, h, digits and letters
    /// of other scripts.
    static func mask(_ sounds: some Sequence<UInt8>) -> UInt32 {
        sounds.reduce(0) { mask, sound in
            sound < Sound.a && sound != Sound.l && sound != Sound.h ? mask | 1 << sound : mask
        }
    }

    /// The least that names with these consonants are apart.
    static func least(_ left: UInt32, _ right: UInt32) -> Int {
        let (only, other) = (left & ~right, right & ~left)
        let (less, more) = (only.nonzeroBitCount, other.nonzeroBitCount)
        // A consonant for one that is near, or one that stands twice; the rest is missing.
        return 35 * min(less, more) + 35 * abs(less - more)
    }
}

/// A name that others are compared with, and the room that the comparison needs.
struct SoundProbe {
    let sounds: [UInt8]
    let weight: Int
    let mask: UInt32
    private let costs = SoundCosts.moroccan
    private let losses: [Int]
    private var row: [Int]

    init(_ sounds: [UInt8]) {
        self.sounds = sounds
        weight = SoundCosts.moroccan.weight(sounds)
        mask = SoundCosts.mask(sounds)
        losses = sounds.indices.map { SoundCosts.moroccan.loss(sounds, 0, sounds.count, $0) }
        row = [Int](repeating: 0, count: sounds.count + 1)
    }

    /// How alike a stretch of bytes is, from 0 to 100; 0 where it is less than what counts.
    mutating func likeness(
        _ others: borrowing [UInt8], _ start: Int, _ count: Int, weight otherWeight: Int,
        mask otherMask: UInt32
    ) -> UInt8 {
        let whole = max(weight, otherWeight, Self.leastWeight)
        let bound = whole * (100 - IndexLimits.leastLikeness) / 100
        // What one name weighs more must be lost. A sound's loss costs half of what it weighs or more,
        // but for an article and a last letter, of which a name has one each.
        let more = abs(weight - otherWeight) - Self.cheapWeight
        if more * SoundCosts.leastLossOf25 / 25 > bound { return 0 }
        if SoundCosts.least(mask, otherMask) > bound { return 0 }
        row[0] = 0
        for at in sounds.indices { row[at + 1] = row[at] + losses[at] }
        for index in 0..<count {
            let sound = others[start + index]
            let loss = costs.loss(others, start, count, index)
            var before = row[0]
            row[0] += loss
            var best = row[0]
            for at in sounds.indices {
                let paired = before + costs.pair(sounds[at], sound)
                before = row[at + 1]
                let cost = min(paired, before + loss, row[at] + losses[at])
                row[at + 1] = cost
                best = min(best, cost)
            }
            if best > bound { return 0 }
        }
        let cost = row[sounds.count]
        return cost > bound ? 0 : UInt8(100 - cost * 100 / whole)
    }

    /// What of a name may be lost for little.
    private static let cheapWeight = 200

    /// What a very short name weighs at least: of two sounds each counts much.
    private static let leastWeight = 100
}
