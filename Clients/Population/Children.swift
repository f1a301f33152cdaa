import Basics
import Circuit
public import Index

/// A seeded generator (SplitMix64), so that a measurement can be made again.
public struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts from a seed.
    public init(seed: UInt64) { state = seed }

    /// The next number of the sequence.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// Children of a made-up province, family by family, always the same from one seed.
///
/// Brothers and sisters have the family name, the parents and the telephone of one household.
public struct Children: Sendable {
    /// The numbers that everything is drawn from.
    public var generator: SplitMix
    private let boys = Draw(NameTables.boys.map { ($0.name, $0.weight) })
    private let girls = Draw(NameTables.girls.map { ($0.name, $0.weight) })
    private let families = Draw(Self.families())
    private let communes = Draw(Communes.weighted.map { ($0.code, $0.weight) })
    private var household = Household()
    private var number: UInt64 = 0
    /// The names of the child that came last.
    private var last = (
        given: SpelledName(arabic: "", latin: [""]), family: SpelledName(arabic: "", latin: [""])
    )

    /// Starts from a seed.
    public init(seed: UInt64) { generator = SplitMix(seed: seed) }

    private struct Household {
        var childCount = 0
        var family = SpelledName(arabic: "", latin: [""])
        var familyLatin = ""
        var mother = ""
        var father = ""
        var phone = ""
        var commune = ""
        var eldest = 0
    }

    /// Something that is drawn by weight.
    private struct Draw<Item: Sendable>: Sendable {
        private let items: [Item]
        private let sums: [Int]

        init(_ weighted: [(Item, Int)]) {
            items = weighted.map(\.0)
            var sum = 0
            sums = weighted.map {
                sum += $0.1
                return sum
            }
        }

        func next(_ generator: inout SplitMix) -> Item {
            let drawn = Int.random(in: 0..<(sums.last ?? 1), using: &generator)
            var (low, high) = (0, sums.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if sums[middle] > drawn { high = middle } else { low = middle + 1 }
            }
            return items[low]
        }
    }

    /// The families of the table, and those that bear the name of a forefather; the more frequent
    /// one is, the fewer bear it, as the ranks of names go.
    private static func families() -> [(SpelledName, Int)] {
        var names = NameTables.families.map(\.name)
        for prefix in NameTables.prefixes {
            for boy in NameTables.boys where !boy.name.arabic.contains(" ") {
                names.append(boy.name.behind(prefix))
            }
        }
        return names.enumerated().map { rank, name in (name, 1_000_000 / (rank + 30)) }
    }

    /// A given name, as often as children bear it.
    public mutating func given(isGirl: Bool) -> SpelledName {
        isGirl ? girls.next(&generator) : boys.next(&generator)
    }

    /// A family name, as often as families bear it.
    public mutating func family() -> SpelledName { families.next(&generator) }

    /// A year in which a child of today was born.
    public mutating func birthYear() -> Int { Int.random(in: 2_008...2_025, using: &generator) }

    /// The next child's file.
    public mutating func next() -> IndexedFile {
        if household.childCount == 0 { move() }
        household.childCount -= 1
        let isGirl = Bool.random(using: &generator)
        let given = given(isGirl: isGirl)
        var file = file(
            year: min(household.eldest + household.childCount * 2, 2_025), isGirl: isGirl)
        name(
            &file, given: given, latin: spelling(of: given), family: household.family,
            latin: household.familyLatin)
        last = (given, household.family)
        document(&file)
        return file
    }

    /// A second file of the child that came last, as another unit opens it: spelled by another hand,
    /// and with less known of the child than the first one tells.
    public mutating func again(_ first: IndexedFile) -> IndexedFile {
        var file = file(
            year: first.birthYears?.upperBound ?? birthYear(), isGirl: first.sex == "F")
        name(
            &file, given: last.given, latin: spelling(of: last.given), family: last.family,
            latin: spelling(of: last.family))
        if Bool.random(using: &generator) {
            file.birthYears = first.birthYears
            file.birthDay = first.birthDay
        }
        if Int.random(in: 0..<3, using: &generator) == 0 {
            file.civilRegistry = first.civilRegistry
        }
        if Bool.random(using: &generator) { file.phoneEnds = [] }
        if Int.random(in: 0..<3, using: &generator) == 0 { file.relatives = [] }
        if Int.random(in: 0..<4, using: &generator) == 0 {
            file.commune = communes.next(&generator)
        }
        return file
    }

    /// What papers say of a birth: of most children the day, of half of those the record of the
    /// civil registry, too.
    private mutating func document(_ file: inout IndexedFile) {
        guard let year = file.birthYears, year.count == 1,
            Int.random(in: 0..<3, using: &generator) > 0
        else { return }
        let yearDay = Int.random(in: 0..<365, using: &generator)
        let days = (year.lowerBound - 1_970) * 365 + (year.lowerBound - 1_969) / 4 + yearDay
        file.birthDay = UInt16(days)
        guard Bool.random(using: &generator) else { return }
        let record = Int.random(in: 1...9_999, using: &generator)
        file.civilRegistry = "\(record)/\(year.lowerBound)/\(file.commune ?? "")"
    }

    /// A file of a child with no name yet.
    mutating func file(year: Int, isGirl: Bool) -> IndexedFile {
        number += 1
        var file = IndexedFile(file: FileID(high: generator.next(), low: generator.next()))
        file.number = FileNumber(value: number)
        file.sex = isGirl ? "F" : "M"
        // A tenth of the children have an age that somebody estimated.
        file.birthYears =
            Int.random(in: 0..<10, using: &generator) == 0 ? year - 1...year : year...year
        file.commune = household.commune
        file.relatives = [household.mother, household.father].filter { !$0.isEmpty }
        file.phoneEnds = household.phone.isEmpty ? [] : [household.phone]
        file.organisation = OrganisationID(high: 5, low: number % 40)
        file.referent = MemberID(high: 7, low: number % 500)
        file.stage = "ASSESS"
        file.stageSince = Instant(milliseconds: 1_780_000_000_000)
        file.lastActAt = file.stageSince
        file.tasks = [
            DueTask(
                task: "REVIEW", clock: "REVIEW", since: Instant(milliseconds: 1_780_000_000_000),
                due: Instant(milliseconds: 1_790_000_000_000))
        ]
        return file
    }

    /// Writes a name as papers have it: most in both scripts, some in one.
    mutating func name(
        _ file: inout IndexedFile, given: SpelledName, latin givenLatin: String,
        family: SpelledName, latin familyLatin: String
    ) {
        let scripts = Int.random(in: 0..<10, using: &generator)
        if scripts < 8 {
            file.names.givenArabic = given.arabic
            file.names.familyArabic = family.arabic
        }
        if scripts < 6 || scripts > 7 {
            file.names.givenLatin = givenLatin
            file.names.familyLatin = familyLatin
        }
    }

    /// How one hand spells a name in Latin script.
    mutating func spelling(of name: SpelledName) -> String {
        let isUsual = Int.random(in: 0..<10, using: &generator) < 6
        return (isUsual ? name.latin.first : name.latin.randomElement(using: &generator)) ?? ""
    }

    private mutating func move() {
        household.childCount = [1, 1, 1, 1, 2, 2, 3].randomElement(using: &generator) ?? 1
        household.family = family()
        household.familyLatin = spelling(of: household.family)
        household.commune = communes.next(&generator)
        household.eldest = birthYear()
        let (mother, father) = (given(isGirl: true), given(isGirl: false))
        let isArabic = Bool.random(using: &generator)
        household.mother = isArabic ? mother.arabic : spelling(of: mother)
        household.father = isArabic ? father.arabic : spelling(of: father)
        // Every fifth family left no telephone.
        let phone = Int.random(in: 0..<1_250_000, using: &generator)
        household.phone =
            phone < 1_000_000 ? String(String(phone + 1_000_000).dropFirst()) : ""
    }
}
