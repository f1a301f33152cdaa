import Basics
import Circuit
import Support
import Testing

@testable import Index

/// The order of names (SPEC W-188).
///
/// The two lists were sorted by Perl's Unicode::Collate (locales ar and fr, nothing passed over),
/// with the forms of alef, waw and ya that bear a hamza made accents of the bare letters.
@Suite struct NameOrderTests {
    private static let arabic = [
        "ابراهيم", "إبراهيم", "احمد", "أحمد", "الادريسي", "الإدريسي", "التازي", "العلوي", "آمنة",
        "أمينة", "بن علي", "بناني", "بنعلي", "تازي", "ثريا", "جمال", "حسن", "حسناء", "حسين",
        "خديجة", "دنيا", "ذهبية", "رائد", "رشيد", "رؤوف", "زينب", "سعاد", "سعيد", "سعيدة",
        "شيماء", "صالح", "ضحى", "طارق", "ظافر", "عائشة", "عبد الله", "عبدالله", "عمر", "غيثة",
        "فاطمة", "فاطمة الزهراء", "قاسم", "كريم", "ڭلميم", "لطيفة", "محمد", "مُحَمَّد علي",
        "مصطفي", "مصطفى", "نور", "هاجر", "هشام", "وليد", "وئام", "ياسين", "يحيى", "يونس",
        "Alaoui", "Zineb", "ⵣⵉⵏⴱ",
    ]
    private static let latin = [
        "Abdel Hak", "abdel-hak", "Abdelhak", "Ben Ali", "Ben-Ali", "Benali", "Celia", "Celik",
        "Çelik", "cote", "Cote", "coté", "côte", "côté", "El Alaoui", "El Amrani", "El-Alaoui",
        "Elalaoui", "Eléonore", "Éléonore", "elie", "Elie", "Élie", "Ismael", "Ismaël", "Ismaïl",
        "Lukas", "Łukasz", "Lukman", "M'Hamed", "M’Hamed", "Mhamed", "Nadia", "Naima", "Naïma",
        "Noel", "Noël", "Nunez", "Ñuñez", "Oeuvrard", "Œuvrard", "Ofkir", "Ouazzani", "Zoe",
        "Zoé", "Zoubida", "أحمد", "التازي", "ⵣⵉⵏⴱ",
    ]

    private static func names(_ family: String, _ given: String = "") -> ChildNames {
        var names = ChildNames()
        let isArabic = family.unicodeScalars.contains { (0x600...0x6FF).contains($0.value) }
        if isArabic {
            (names.familyArabic, names.givenArabic) = (family, given)
        } else {
            (names.familyLatin, names.givenLatin) = (family, given)
        }
        return names
    }

    private static func key(_ names: ChildNames, _ script: NameOrder.Script) -> [UInt8] {
        NameOrder.key(names.all.map { ArraySlice($0.utf8) }, script)
    }

    private static func start(_ names: ChildNames, _ script: NameOrder.Script) -> UInt32 {
        var known = KnownNames()
        return NameOrder.start(names.all.map { known.name($0) }, script)
    }

    @Test func `Names stand in the order of each language`() {
        for (script, order) in [(NameOrder.Script.arabic, Self.arabic), (.latin, Self.latin)] {
            let keys = order.map { Self.key(Self.names($0), script) }
            for place in 1..<order.count {
                #expect(
                    keys[place - 1].lexicographicallyPrecedes(keys[place]),
                    "\(order[place - 1]) \(order[place])")
            }
            for (name, key) in zip(order, keys) {
                #expect(key.count <= IndexLimits.sortKeyBytes)
                #expect(
                    Self.start(Self.names(name), script) == NameOrder.start(key), "\(name)")
            }
        }
    }

    @Test func `A name shorter than what a row keeps of it begins as its row says`() {
        for name in ["X", "x", "É", "Éa", "aÉ", "مى", "أب", "ب", "آ", "1", "-", "ء"] {
            for script in [NameOrder.Script.arabic, .latin] {
                #expect(
                    Self.start(Self.names(name), script)
                        == NameOrder.start(Self.key(Self.names(name), script)), "\(name)")
            }
        }
    }

    @Test func `One name in two spellings of the same letters stands in one place`() {
        let same = [
            ("\u{FEE3}\u{FEA4}\u{FEE4}\u{FEAA}", "محمد"), ("مُحَمَّد", "محمد"), ("محـــمد", "محمد"),
            ("\u{202B}سلمى\u{202C}", "سلمى"), ("e\u{301}lie", "\u{E9}lie"),
        ]
        for (left, right) in same {
            // A name that goes on comes after both, and one that is less before both.
            let keys = [left, right].map { Self.key(Self.names($0), .arabic) }
            let more = Self.key(Self.names(right + " ا"), .arabic)
            let given = Self.key(Self.names(right, "ب"), .arabic)
            for key in keys {
                #expect(key.lexicographicallyPrecedes(more), "\(left)")
                #expect(given.lexicographicallyPrecedes(more), "\(left)")
            }
        }
    }

    @Test func `A child is sorted by the names of the script that comes first, if it has any`() {
        var both = Self.names("التازي", "سلمى")
        (both.familyLatin, both.givenLatin) = ("Tazi", "Salma")
        #expect(
            Self.key(both, .arabic) == Self.key(Self.names("التازي", "سلمى"), .arabic))
        #expect(Self.key(both, .latin) == Self.key(Self.names("Tazi", "Salma"), .latin))
        var known = ChildNames()
        known.knownAs = "Tazi"
        #expect(Self.key(known, .arabic) == Self.key(Self.names("Tazi"), .arabic))
        // Who has no name comes last.
        let nobody = Self.key(ChildNames(), .arabic)
        for name in Self.arabic + ["\u{10FFFF}"] {
            #expect(Self.key(Self.names(name), .arabic).lexicographicallyPrecedes(nobody))
        }
        #expect(Self.start(ChildNames(), .latin) == NameOrder.start(nobody))
        // The family name decides, the given name after it.
        let order = [("Ben", "Zineb"), ("Ben Ali", "Adam"), ("Benali", "Adam"), ("Benali", "Aya")]
        let keys = order.map { Self.key(Self.names($0.0, $0.1), .latin) }
        for place in 1..<keys.count {
            #expect(keys[place - 1].lexicographicallyPrecedes(keys[place]), "\(order[place])")
        }
    }

    /// SPEC W-112: whoever is not renamed is shown once, whatever else is written meanwhile.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `Pages by name neither skip nor repeat while files are written`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        func name() -> ChildNames {
            let given = Self.latin.randomElement(using: &generator) ?? ""
            return Self.names(
                (Bool.random(using: &generator) ? Self.arabic : Self.latin)
                    .randomElement(using: &generator) ?? "", given)
        }
        func file(_ number: UInt64, _ names: ChildNames) -> IndexedFile {
            FileIndexTests.file(number) { $0.names = names }
        }
        var filter = ListFilter()
        filter.order = seed % 2 == 0 ? .nameArabic : .nameLatin
        let script = filter.order.script ?? .arabic
        var index = FileIndex()
        var model: [UInt64: ChildNames] = [:]
        for number in 0..<300 as Range<UInt64> {
            model[number] = name()
            index.update(file(number, model[number] ?? ChildNames()))
        }
        var moved: Set<UInt64> = []
        var shown: [UInt64] = []
        var position: PagePosition?
        repeat {
            let limit = Int.random(in: 1...20, using: &generator)
            let page = index.list(
                filter, after: position, limit: limit, where: FileIndexTests.anyone)
            #expect(page.total == model.count, "seed \(seed)")
            // A page is in order, and holds what a look at all names finds.
            let keys = page.items.map { Self.key($0.names, script) }
            for place in keys.indices.dropFirst() {
                #expect(!keys[place].lexicographicallyPrecedes(keys[place - 1]), "seed \(seed)")
            }
            shown += page.items.map(\.file.low)
            position = page.next
            for _ in 0..<5 {
                let number = UInt64.random(in: 0..<400, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0:
                    index.remove(FileID(high: 0, low: number))
                    model[number] = nil
                    moved.insert(number)
                case 1:
                    model[number] = name()
                    moved.insert(number)
                    index.update(file(number, model[number] ?? ChildNames()))
                default:
                    // Something else is written in it, and it stays where it is.
                    guard let names = model[number] else { continue }
                    index.update(
                        FileIndexTests.file(number) {
                            $0.names = names
                            $0.stage = "B"
                            $0.stageSince = Instant(milliseconds: Int64(number))
                        })
                }
            }
        } while position != nil
        let stayed = (0..<300 as Range<UInt64>).filter { !moved.contains($0) }
        #expect(stayed.count > 100)
        for number in stayed {
            #expect(shown.count { $0 == number } == 1, "seed \(seed) \(number)")
        }
    }

    /// SPEC W-188.
    @Test func `A list stands in the order that is asked for, what is not known last`() {
        var index = FileIndex()
        for number in 1...4 as ClosedRange<UInt64> {
            index.update(
                FileIndexTests.file(number) { file in
                    file.names = Self.names(["Zoe", "Adam", "Élie", "Noor"][Int(number) - 1])
                    guard number < 4 else { return }
                    file.lastActAt = Instant(milliseconds: [20, 30, 10][Int(number) - 1])
                    file.openedOn = CivilDate(days: [20_000, 19_000, 21_000][Int(number) - 1])
                    file.tasks = [
                        DueTask(
                            task: "H", clock: "H", since: Instant(milliseconds: 0),
                            due: Instant(milliseconds: 1), dataClass: .health),
                        DueTask(
                            task: "T", clock: "C", since: Instant(milliseconds: 0),
                            due: Instant(milliseconds: [70, 50, 60][Int(number) - 1])),
                    ]
                })
        }
        func numbers(_ order: ListOrder, _ limit: Int = 10) -> [UInt64] {
            var filter = ListFilter()
            filter.order = order
            filter.classes = [.identity, .social]
            var found: [UInt64] = []
            var position: PagePosition?
            repeat {
                let page = index.list(
                    filter, after: position, limit: limit, where: FileIndexTests.anyone)
                found += page.items.map(\.file.low)
                position = page.next
            } while position != nil
            return found
        }
        for limit in [1, 2, 10] {
            #expect(numbers(.nameLatin, limit) == [2, 3, 4, 1])
            #expect(numbers(.written, limit) == [2, 1, 3, 4])
            #expect(numbers(.due, limit) == [2, 3, 1, 4])
            #expect(numbers(.opened, limit) == [3, 1, 2, 4])
        }
    }

    /// SPEC W-187.
    @Test func `A list is narrowed by category, by days and by what is due next`() {
        var index = FileIndex()
        let day = { (days: Int32) in CivilDate(days: days) }
        for number in 1...3 as ClosedRange<UInt64> {
            index.update(
                FileIndexTests.file(number) { file in
                    file.categories = [["VIC-VIO", "RSK-SCH"], ["RSK-SCH"], []][Int(number) - 1]
                    file.openedOn = number == 3 ? nil : day(Int32(number) * 100)
                    file.lastActAt = Instant(milliseconds: Int64(number) * 10)
                    file.tasks = [
                        DueTask(
                            task: "H", clock: "H", since: Instant(milliseconds: 0),
                            due: Instant(milliseconds: 5), dataClass: .health),
                        DueTask(
                            task: "T", clock: "C", since: Instant(milliseconds: 0),
                            due: Instant(milliseconds: Int64(number) * 10)),
                    ]
                })
        }
        func numbers(_ change: (inout ListFilter) -> Void) -> [UInt64] {
            var filter = ListFilter()
            filter.classes = [.social]
            change(&filter)
            return index.list(filter, limit: 10, where: FileIndexTests.anyone)
                .items.map(\.file.low)
        }
        #expect(numbers { $0.categories = ["RSK-SCH"] } == [1, 2])
        #expect(numbers { $0.categories = ["VIC", "VIC-VIO"] } == [1])
        #expect(numbers { $0.categories = ["VIC"] } == [])
        #expect(numbers { $0.opened = day(0)...day(100) } == [1])
        #expect(numbers { $0.opened = day(100)...day(65_534) } == [1, 2])
        let moments = Instant(milliseconds: 20)..<Instant(milliseconds: 30)
        #expect(numbers { $0.written = moments } == [2])
        #expect(numbers { $0.due = moments } == [2])
        // What is due in another class neither shows nor narrows.
        let early = Instant(milliseconds: 0)..<Instant(milliseconds: 10)
        #expect(numbers { $0.due = early } == [])
        #expect(
            numbers {
                $0.due = early
                $0.classes = [.social, .health]
            } == [1, 2, 3])
        // What a file no longer has is forgotten.
        index.update(FileIndexTests.file(1))
        #expect(numbers { $0.categories = ["VIC-VIO"] } == [])
        let plain = FileIndexTests.file(1)
        #expect(index.file(plain.file) == plain)
    }
}
