import Basics
import Circuit
import Foundation
import Population
import Support
import Testing

@testable import Index

/// Which files may be of one child (SPEC W-190).
@Suite struct DuplicateTests {
    private static let anyone: @Sendable (FileOwner) -> Bool = { _ in true }

    /// A girl with everything that tells her from others, as one unit wrote it down.
    private static func first(_ change: (inout IndexedFile) -> Void = { _ in }) -> IndexedFile {
        FileIndexTests.file(1) { file in
            file.names = ChildNames()
            file.names.givenArabic = "فاطمة الزهراء"
            file.names.familyArabic = "بنعلي"
            file.sex = "F"
            file.birthYears = 2_015...2_015
            file.commune = "04.441.01.0"
            file.number = FileNumber(value: 1)
            change(&file)
        }
    }

    /// The same girl as another unit writes her down.
    private static func second(_ change: (inout IndexedFile) -> Void) -> IndexedFile {
        FileIndexTests.file(2) { file in
            file.names = ChildNames()
            file.names.givenLatin = "Fatimazahra"
            file.names.familyLatin = "Ben Ali"
            file.sex = "F"
            file.birthYears = 2_014...2_015
            file.number = FileNumber(value: 2)
            change(&file)
        }
    }

    private static func compared(_ files: IndexedFile...) -> FileIndex {
        var index = FileIndex()
        for file in files { index.update(file) }
        while index.compareNext() {}
        return index
    }

    private static func pairs(
        _ index: borrowing FileIndex, _ isAllowed: (FileOwner) -> Bool = anyone
    ) -> [PossibleDuplicate] {
        index.duplicates(limit: .max, where: isAllowed, butFor: { _, _ in false }).pairs
    }

    private static func reasons(
        _ change: (inout IndexedFile) -> Void, first: (inout IndexedFile) -> Void = { _ in }
    ) -> Set<SearchReason>? {
        pairs(compared(Self.first(first), second(change))).first?.reasons
    }

    @Test func `The same rare name and year in the other script are a question`() {
        #expect(Self.reasons { _ in } == [.birthYear, .sex])
        #expect(Self.reasons { $0.commune = "04.441.01.0" } == [.birthYear, .sex, .commune])
        // What speaks against it weighs more.
        #expect(Self.reasons { $0.sex = "M" } == nil)
        #expect(Self.reasons { $0.birthYears = 2_009...2_009 } == nil)
        #expect(Self.reasons { $0.names.givenLatin = "Khadija" } == nil)
        #expect(Self.reasons { $0.names.familyLatin = "Chraibi" } == nil)
    }

    @Test func `A day of birth, a telephone and the people around speak for it`() {
        let day: UInt16 = 16_500
        #expect(
            Self.reasons {
                $0.birthDay = day
                $0.birthYears = 2_015...2_015
            } first: {
                $0.birthDay = day
            } == [.birthYear, .birthDay, .sex])
        #expect(
            Self.reasons {
                $0.birthYears = nil
                $0.phoneEnds = ["123456"]
            } first: {
                $0.phoneEnds = ["654321", "123456"]
            } == [.phone, .sex])
        #expect(
            Self.reasons {
                $0.birthYears = nil
                $0.relatives = ["Khadija Bennani"]
            } first: {
                $0.relatives = ["خديجة بناني"]
            } == [.relative, .sex])
        // Another child of the same telephone has another name.
        #expect(
            Self.reasons {
                $0.names.givenLatin = "Youssef"
                $0.phoneEnds = ["123456"]
            } first: {
                $0.phoneEnds = ["123456"]
            } == nil)
    }

    @Test func `One record of the civil registry is a question whatever else differs`() {
        let record = CivilRegistryEntry(office: "Salé Tabriquet", year: 2_015, number: "0124")
        let same = CivilRegistryEntry(office: "SALE-TABRIQUET", year: 2_015, number: "١٢٤")
        let near = CivilRegistryEntry(office: "سلا", year: 2_015, number: "124")
        let other = CivilRegistryEntry(office: "سلا", year: 2_016, number: "124")
        func reasons(
            _ second: CivilRegistryEntry?, _ change: (inout IndexedFile) -> Void
        ) -> Set<SearchReason>? {
            Self.reasons {
                $0.civilRegistry = second?.compared
                change(&$0)
            } first: {
                $0.civilRegistry = record?.compared
            }
        }
        let nothingElse: (inout IndexedFile) -> Void = { file in
            file.names.givenLatin = "Khadija"
            file.names.familyLatin = "Chraibi"
            file.birthYears = 2_009...2_009
        }
        #expect(reasons(same, nothingElse) == [.sex, .civilRegistry])
        #expect(reasons(near, nothingElse) == nil)
        #expect(reasons(near) { $0.birthYears = nil } == [.sex, .civilRegistry])
        #expect(reasons(other) { _ in } == nil)
    }

    @Test func `Both files have to be within reach, apart, and not of brothers and sisters`() {
        let index = Self.compared(Self.first(), Self.second { $0.organisation = nil })
        #expect(Self.pairs(index).count == 1)
        #expect(Self.pairs(index) { $0.organisation != nil }.isEmpty)
        #expect(Self.pairs(index) { $0.organisation == nil }.isEmpty)
        let pair = FilePair(FileID(high: 0, low: 1), FileID(high: 0, low: 2))
        #expect(
            index.duplicates(limit: 5, where: Self.anyone) { other, _ in other == pair }.total == 0)
        for relate in [
            { $0.master = FileNumber(value: 1) },
            { $0.siblings = [FileNumber(value: 1)].map(\.self) },
        ] as [(inout IndexedFile) -> Void] {
            #expect(Self.pairs(Self.compared(Self.first(), Self.second(relate))).isEmpty)
        }
    }

    @Test func `A file that is joined to another one stands for it`() {
        func girl(_ number: UInt64, _ master: UInt64? = nil) -> IndexedFile {
            FileIndexTests.file(number) { file in
                file.names = Self.first().names
                file.sex = "F"
                file.birthYears = 2_015...2_015
                file.master = master.map { FileNumber(value: $0) }
            }
        }
        func numbers(_ index: borrowing FileIndex) -> [[UInt64]] {
            Self.pairs(index).map { [$0.lower, $0.higher].compactMap { $0.number?.value } }
        }
        #expect(numbers(Self.compared(girl(1), girl(2), girl(3))).count == 3)
        // Two of three are joined to the last: nothing is left to say.
        #expect(numbers(Self.compared(girl(1, 3), girl(2, 3), girl(3))).isEmpty)
        #expect(numbers(Self.compared(girl(1, 2), girl(2, 3), girl(3))).isEmpty)
        // One is: the other is held for the child of the file that goes on.
        #expect(numbers(Self.compared(girl(1, 3), girl(2), girl(3))) == [[2, 3]])
        let index = Self.compared(girl(1, 3), girl(2), girl(3))
        for (one, other, isJoined) in [(1, 3, true), (1, 2, false)] as [(UInt64, UInt64, Bool)] {
            let pair = FilePair(FileID(high: 0, low: one), FileID(high: 0, low: other))
            #expect(pair.map { index.areJoined($0) } == isJoined)
        }
        // Two that name each other end nowhere, and hang nothing.
        #expect(numbers(Self.compared(girl(1, 2), girl(2, 1))).isEmpty)
    }

    @Test func `What many files have in common tells nothing`() {
        var index = FileIndex()
        let count = UInt64(IndexLimits.filesPerClue)
        func child(_ number: UInt64) -> IndexedFile {
            FileIndexTests.file(number) { file in
                file.names = ChildNames()
                file.names.givenArabic = "سلمى"
                file.sex = "F"
                file.phoneEnds = ["123456"]
                file.references = ["12/2014"]
            }
        }
        for number in 1...count { index.update(child(number)) }
        while index.compareNext() {}
        #expect(!Self.pairs(index).isEmpty)
        index.update(child(count + 1))
        for number in 1...count + 1 {
            index.update(child(number))
            index.update(FileIndexTests.file(number) { $0.phoneEnds = [] })
            index.update(child(number))
        }
        while index.compareNext() {}
        #expect(Self.pairs(index).isEmpty)
        // A stroke is no number.
        let strokes = Self.pairs(
            Self.compared(
                FileIndexTests.file(1) { $0.references = ["-"] },
                FileIndexTests.file(2) { $0.references = ["/"] }))
        #expect(strokes.allSatisfy { !$0.reasons.contains(.reference) })
    }

    @Test func `Of a name that very many bear only children of one day are held alike`() {
        var index = FileIndex()
        let count = UInt64(IndexLimits.namesakesCompared) + 3
        for number in 1...count {
            index.update(
                FileIndexTests.file(number) { file in
                    file.names = Self.first().names
                    file.sex = "F"
                    file.birthYears = 2_015...2_015
                    file.commune = "04.441.01.0"
                    file.birthDay = number == 5 || number == 900 ? 16_500 : nil
                    file.relatives = ["Khadija Bennani"]
                })
        }
        // One that sees all others, and one of the two.
        for number in [1, 5] as [UInt64] {
            index.update(
                index.file(FileID(high: 0, low: number)).map { file in
                    var file = file
                    file.names.knownAs = "Mimi"
                    return file
                } ?? FileIndexTests.file(number))
            _ = index.compareNext()
        }
        let pairs = Self.pairs(index).map { [$0.lower, $0.higher].compactMap { $0.number?.value } }
        #expect(pairs == [[5, 900]])
    }

    @Test func `A correction brings a pair or takes it away, and so does a wipe`() {
        var index = Self.compared(Self.first(), Self.second { $0.names.givenLatin = "Khadija" })
        #expect(Self.pairs(index).isEmpty)
        index.update(Self.second { _ in })
        #expect(index.waitingCount == 1)
        while index.compareNext() {}
        #expect(Self.pairs(index).count == 1)
        // A new stage is no reason to look again.
        index.update(Self.second { $0.stage = "LISTEN" })
        #expect(index.waitingCount == 0)
        index.update(Self.second { $0.sex = "M" })
        while index.compareNext() {}
        #expect(Self.pairs(index).isEmpty)
        index.update(Self.second { _ in })
        while index.compareNext() {}
        index.remove(FileID(high: 0, low: 1))
        #expect(Self.pairs(index).isEmpty)
        index.update(Self.first())
        while index.compareNext() {}
        #expect(Self.pairs(index).count == 1)
        index.wipe()
        #expect(Self.pairs(index).isEmpty && index.waitingCount == 0)
    }

    @Test func `Pages follow each other by weight while pairs come and go`() {
        var index = FileIndex()
        for number in 1...12 as ClosedRange<UInt64> {
            index.update(
                FileIndexTests.file(number) { file in
                    file.names = ChildNames()
                    file.names.givenArabic = "سلمى"
                    file.names.familyArabic = ["التازي", "الشرايبي", "بنعلي"][Int(number % 3)]
                    file.sex = "F"
                    file.birthYears = 2_015...2_015
                    file.phoneEnds = ["123456"]
                    file.commune = number < 7 ? "04.441.01.0" : "04.421.01.0"
                })
        }
        while index.compareNext() {}
        let all = Self.pairs(index)
        #expect(all.count > 6)
        #expect(all.map(\.weight) == all.map(\.weight).sorted(by: >))
        var seen: [PossibleDuplicate] = []
        var after: (weight: Int, pair: FilePair)?
        while true {
            let page = index.duplicates(
                after: after, limit: 2, where: Self.anyone, butFor: { _, _ in false })
            #expect(page.total == all.count)
            guard let last = page.pairs.last,
                let pair = FilePair(last.lower.file, last.higher.file)
            else { break }
            seen += page.pairs
            after = (last.weight, pair)
        }
        #expect(seen == all)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `After any edits the pairs are those of a fresh index`(seed: UInt64) throws {
        var children = Children(seed: seed)
        var generator = SeededGenerator(seed: seed)
        var index = FileIndex()
        var model: [FileID: IndexedFile] = [:]
        var planted: [FilePair] = []
        for _ in 0..<600 {
            let file = children.next()
            index.update(file)
            model[file.file] = file
            switch Int.random(in: 0..<5, using: &generator) {
            case 0:
                let second = children.again(file)
                index.update(second)
                model[second.file] = second
                planted.append(try #require(FilePair(file.file, second.file)))
            case 1:
                let gone = try #require(
                    model.keys.sorted { $0.low < $1.low }.randomElement(using: &generator))
                index.remove(gone)
                model[gone] = nil
            case 2:
                let id = try #require(
                    model.keys.sorted { $0.low < $1.low }.randomElement(using: &generator))
                var changed = try #require(model[id])
                changed.names.givenLatin = "Salma"
                // Of few files: what many have tells nothing any more.
                changed.phoneEnds = [
                    String(Int.random(in: 100_000..<100_060, using: &generator))
                ]
                index.update(changed)
                model[id] = changed
            default: break
            }
            if Bool.random(using: &generator) { _ = index.compareNext() }
        }
        while index.compareNext() {}
        var fresh = FileIndex()
        for file in model.values.shuffled(using: &generator) { fresh.update(file) }
        while fresh.compareNext() {}
        // How rare a name was may have been otherwise when a pair was weighed, and nothing else.
        func ids(_ pairs: [PossibleDuplicate], from weight: Int = 0) -> Set<FilePair> {
            Set(
                pairs.filter { $0.weight >= weight }
                    .compactMap { FilePair($0.lower.file, $0.higher.file) })
        }
        let (found, expected) = (Self.pairs(index), Self.pairs(fresh))
        let sure = IndexLimits.duplicateWeight + 12
        #expect(ids(found, from: sure).isSubset(of: ids(expected)), "seed \(seed)")
        #expect(ids(expected, from: sure).isSubset(of: ids(found)), "seed \(seed)")
        // However the files come, a comparison of all of them finds the same.
        var other = FileIndex()
        for file in model.values.shuffled(using: &generator) { other.update(file) }
        while other.compareNext() {}
        #expect(Self.pairs(other) == expected, "seed \(seed)")
        for file in model.values { #expect(index.file(file.file) == file) }
        // Most of the second files are found among them.
        let left = planted.filter { model[$0.lower] != nil && model[$0.higher] != nil }
        #expect(left.filter(ids(found).contains).count * 10 >= left.count * 8, "seed \(seed)")
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `Rows are found by the clues that they have now`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var table = ClueTable()
        var model: Set<[UInt32]> = []
        for _ in 0..<4_000 {
            let (place, clue) = (
                UInt32.random(in: 0..<62, using: &generator),
                UInt32.random(in: 0..<12, using: &generator) &* 0x1000_0001
            )
            if model.remove([place, clue]) != nil {
                table.remove(place, clue)
            } else {
                model.insert([place, clue])
                table.insert(place, clue)
            }
        }
        for clue in (0..<13 as Range<UInt32>).map({ $0 &* 0x1000_0001 }) {
            let expected = model.filter { $0[1] == clue }.map { $0[0] }.sorted()
            let isTelling = expected.count <= IndexLimits.filesPerClue
            #expect(
                table.places(clue).sorted() == (isTelling ? expected : []), "seed \(seed)")
        }
    }
}
