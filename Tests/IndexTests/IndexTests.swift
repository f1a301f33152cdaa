import Basics
import Circuit
import FoundationEssentials
import Support
import Testing

@testable import Index

@Suite struct NameNormaliserTests {
    @Test func `One spelling of the same letters has the same words`() {
        let same: [(String, String)] = [
            ("أحمد", "احمد"), ("إسماعيل", "اسماعيل"), ("آمنة", "امنه"), ("فاطمة", "فاطمه"),
            ("مصطفى", "مصطفي"), ("مُحَمَّد", "محمد"), ("محـــمد", "محمد"), ("هؤلاء", "هولا"),
            ("Élie", "ELIE"), ("M'hamed", "Mhamed"), ("El-Haj", "el haj"),
            ("عبد الله", "عبدالله"), ("Abd Allah", "abdallah"), ("Cœur", "coeur"),
            ("\u{202B}سلمى\u{202C}", "سلمى"), ("\u{FEE3}\u{FEA4}\u{FEE4}\u{FEAA}", "محمد"),
            ("\u{FEFC}", "لا"), ("٣", "3"), ("گلميم", "كلميم"),
            ("e\u{301}", "\u{E9}"),
        ]
        for (left, right) in same {
            #expect(NameNormaliser.words(left) == NameNormaliser.words(right), "\(left) \(right)")
            #expect(!NameNormaliser.words(left).isEmpty)
        }
    }

    @Test func `Other letters are another name`() {
        let different: [(String, String)] = [
            ("Tazi", "Tezi"), ("سعيد", "سعيدة"), ("Amine", "Amin"), ("حسن", "حسين"),
        ]
        for (left, right) in different {
            #expect(NameNormaliser.words(left) != NameNormaliser.words(right))
        }
        #expect(NameNormaliser.words(" -'\u{200F}. ") == [])
        #expect(NameNormaliser.words("عبد") == ["عبد"])
    }
}

@Suite struct FileIndexTests {
    static let anyone: @Sendable (FileOwner) -> Bool = { _ in true }

    static func file(_ number: UInt64, _ change: (inout IndexedFile) -> Void = { _ in })
        -> IndexedFile
    {
        var file = IndexedFile(file: FileID(high: 0, low: number))
        file.number = FileNumber(value: number)
        file.names.familyArabic = "التازي"
        file.names.givenArabic = "سلمى"
        file.names.familyLatin = "Tazi"
        file.names.givenLatin = "Salma"
        file.organisation = OrganisationID(high: 1, low: 1)
        change(&file)
        return file
    }

    func found(_ index: borrowing FileIndex, _ query: String) -> [UInt64] {
        index.search(SearchQuery(query), where: Self.anyone).compactMap(\.file.number?.value)
    }

    @Test func `A name is found in either script, in any order and in part`() {
        var index = FileIndex()
        index.update(Self.file(1))
        index.update(
            Self.file(2) {
                $0.names.givenArabic = "مريم"; $0.names.givenLatin = "Meryem"
            })
        #expect(found(index, "سلمي تازي") == [1])
        #expect(found(index, "سلمي التازي") == [1])
        #expect(found(index, "التازى سلمى") == [1])
        #expect(found(index, "TAZI salma") == [1])
        #expect(found(index, "tazi سلمى") == [1])
        #expect(found(index, "tazi") == [1, 2])
        #expect(found(index, "tazi tazi") == [1, 2])
        #expect(found(index, "taz") == [1, 2])
        #expect(found(index, "ta") == [])
        #expect(found(index, "") == [])
        #expect(found(index, " ' ") == [])
        #expect(found(index, "nobody tazi") == [])
    }

    @Test func `A whole name comes before a part of one`() {
        var index = FileIndex()
        index.update(Self.file(1) { $0.names.givenLatin = "Salma Nour" })
        index.update(Self.file(2))
        index.update(
            Self.file(3) {
                $0.names = ChildNames(); $0.names.knownAs = "salma tazi"
            })
        let candidates = index.search(SearchQuery("Salma Tazi"), where: Self.anyone)
        #expect(candidates.map(\.file.number?.value) == [2, 3, 1])
        #expect(candidates.map(\.isWhole) == [true, true, false])
    }

    @Test func `A filter is asked for every file before it is shown`() {
        var index = FileIndex()
        index.update(Self.file(1))
        index.update(Self.file(2) { $0.organisation = OrganisationID(high: 2, low: 2) })
        let mine = OrganisationID(high: 2, low: 2)
        let filter: (FileOwner) -> Bool = { $0.organisation == mine }
        let candidates = index.search(SearchQuery("tazi"), where: filter)
        #expect(candidates.map(\.file.number?.value) == [2])
        #expect(index.list(ListFilter(), limit: 10, where: filter).items.count == 1)
        #expect(index.find(number: FileNumber(value: 1), where: filter) == nil)
        #expect(index.find(number: FileNumber(value: 2), where: filter)?.organisation == mine)
        #expect(index.owner(of: FileID(high: 0, low: 9)) == nil)
    }

    private func ties(
        _ index: borrowing FileIndex, of number: UInt64,
        where isAllowed: (FileOwner) -> Bool = Self.anyone
    ) -> [FileTie] {
        index.ties(of: FileID(high: 0, low: number), where: isAllowed)
    }

    private static func tie(_ kind: FileTieKind, _ number: UInt64) -> FileTie {
        FileTie(
            kind: kind, file: FileID(high: 0, low: number), number: FileNumber(value: number))
    }

    /// SPEC W-138.
    @Test func `A sibling's file is told from both sides, once, and to who may find it`() {
        var index = FileIndex()
        for number in [1, 2, 3] as [UInt64] { index.update(Self.file(number)) }
        #expect(ties(index, of: 1) == [])
        index.update(Self.file(1) { $0.siblings = [3, 2, 9].map { FileNumber(value: $0) } })
        #expect(ties(index, of: 1) == [Self.tie(.sibling, 2), Self.tie(.sibling, 3)])
        #expect(ties(index, of: 2) == [Self.tie(.sibling, 1)])
        index.update(
            Self.file(2) {
                $0.siblings = [FileNumber(value: 1), FileNumber(value: 2)]
                $0.organisation = OrganisationID(high: 2, low: 2)
            })
        #expect(ties(index, of: 2) == [Self.tie(.sibling, 1)])
        let mine: (FileOwner) -> Bool = { $0.organisation == OrganisationID(high: 1, low: 1) }
        #expect(ties(index, of: 1, where: mine) == [Self.tie(.sibling, 3)])
        // What a file no longer names is forgotten, and so is a file that is taken out.
        index.update(Self.file(1) { $0.siblings = [FileNumber(value: 2)] })
        #expect(ties(index, of: 3) == [])
        index.remove(FileID(high: 0, low: 1))
        #expect(ties(index, of: 2) == [])
        #expect(ties(index, of: 1) == [])
        index.remove(FileID(high: 0, low: 2))
        #expect(index.kin.isEmpty && index.namers.isEmpty)
    }

    /// SPEC W-139.
    @Test func `Files of one child are told from both sides until they are apart again`() {
        var index = FileIndex()
        for number in [1, 2] as [UInt64] { index.update(Self.file(number)) }
        index.update(
            Self.file(3) {
                $0.master = FileNumber(value: 1)
                $0.siblings = [FileNumber(value: 2)]
            })
        index.update(Self.file(2) { $0.master = FileNumber(value: 1) })
        #expect(ties(index, of: 1) == [Self.tie(.joined, 2), Self.tie(.joined, 3)])
        #expect(ties(index, of: 3) == [Self.tie(.sibling, 2), Self.tie(.stays, 1)])
        // A name that is corrected makes a new row, and loses nothing.
        index.update(
            Self.file(3) {
                $0.names.givenLatin = "Selma"
                $0.master = FileNumber(value: 1)
            })
        #expect(ties(index, of: 1) == [Self.tie(.joined, 2), Self.tie(.joined, 3)])
        #expect(index.file(FileID(high: 0, low: 3))?.master == FileNumber(value: 1))
        index.update(Self.file(3))
        #expect(ties(index, of: 1) == [Self.tie(.joined, 2)])
        #expect(ties(index, of: 3) == [])
        index.wipe()
        #expect(index.kin.isEmpty && index.namers.isEmpty)
    }

    @Test func `No more files are told at once than a message holds`() {
        var index = FileIndex()
        index.update(Self.file(1))
        for number in 2...60 as ClosedRange<UInt64> {
            index.update(Self.file(number) { $0.master = FileNumber(value: 1) })
        }
        #expect(ties(index, of: 1).count == 32)
        #expect(ties(index, of: 1).first == Self.tie(.joined, 2))
    }

    @Test func `Work lists go by referent, organisation, stage and due moment`() {
        var index = FileIndex()
        let member = MemberID(high: 7, low: 7)
        for number in 1...6 as ClosedRange<UInt64> {
            index.update(
                Self.file(number) { file in
                    file.referent = number % 2 == 0 ? member : nil
                    file.stage = number <= 3 ? "A" : "B"
                    file.stageSince = Instant(milliseconds: 100 - Int64(number))
                    file.tasks = [
                        DueTask(
                            task: "T", clock: "C", since: Instant(milliseconds: 0),
                            due: Instant(milliseconds: Int64(number) * 10))
                    ]
                })
        }
        func numbers(_ filter: ListFilter) -> [UInt64?] {
            index.list(filter, limit: 10, where: Self.anyone).items.map(\.number?.value)
        }
        #expect(numbers(ListFilter(referents: [member])) == [6, 4, 2])
        #expect(numbers(ListFilter(referents: [member], stage: "A")) == [2])
        #expect(numbers(ListFilter(stage: "Z")) == [])
        #expect(numbers(ListFilter(organisations: [OrganisationID(high: 9, low: 9)])) == [])
        let due = index.tasks(
            ListFilter(referents: [member]), until: Instant(milliseconds: 45), limit: 10,
            where: Self.anyone)
        #expect(due.items.map { $0.task.due.milliseconds } == [20, 40])
        #expect(due.items.map(\.file.number?.value) == [2, 4])
        // What a kind of task says is everybody's is listed whosever file it is.
        let shared = index.tasks(
            ListFilter(referents: [member], kinds: ["T"]), until: Instant(milliseconds: 45),
            limit: 10, where: Self.anyone)
        #expect(shared.items.map(\.file.number?.value) == [1, 2, 3, 4])
        let other = index.tasks(
            ListFilter(referents: [member], kinds: ["U"]), until: Instant(milliseconds: 45),
            limit: 10, where: Self.anyone)
        #expect(other == due)
        let hidden = index.tasks(
            ListFilter(referents: [member], kinds: ["T"]), until: Instant(milliseconds: 45),
            limit: 10
        ) { $0.referent == member }
        #expect(hidden.items == due.items)
        let first = FileID(high: 0, low: 1)
        let owed = [
            index.owes(["T"], on: first), index.owes(["U"], on: first),
            index.owes(["T"], on: FileID(high: 0, low: 99)),
        ]
        #expect(owed == [true, false, false])
    }

    @Test func `Pages go on where they stopped while files come and go`() {
        var index = FileIndex()
        for number in 1...10 as ClosedRange<UInt64> { index.update(Self.file(number * 10)) }
        let all = ListFilter()
        let first = index.list(all, limit: 4, where: Self.anyone)
        #expect(first.items.compactMap(\.number?.value) == [10, 20, 30, 40])
        index.remove(FileID(high: 0, low: 40))
        index.remove(FileID(high: 0, low: 50))
        index.update(Self.file(5))
        index.update(Self.file(65))
        let second = index.list(all, after: first.next, limit: 4, where: Self.anyone)
        #expect(second.items.compactMap(\.number?.value) == [60, 65, 70, 80])
        let third = index.list(all, after: second.next, limit: 4, where: Self.anyone)
        #expect(third.items.compactMap(\.number?.value) == [90, 100])
        #expect(third.next == nil)
    }

    /// All that an index holds, by name.
    private static func tables(_ index: borrowing FileIndex) -> [String: Any] {
        [
            "rows": index.rows, "searchRows": index.searchRows, "desks": index.desks,
            "tasks": index.tasks, "taskWaste": index.taskWaste, "ties": index.ties,
            "records": index.records, "kin": index.kin, "namers": index.namers,
            "names": index.names, "waste": index.waste, "uses": index.uses,
            "useWaste": index.useWaste, "happened": index.happened,
            "happenedWaste": index.happenedWaste, "kinds": index.kinds,
            "lexicon": index.lexicon, "free": index.free, "byFile": index.byFile,
            "byNumber": index.byNumber, "codes": index.codes, "members": index.members,
            "organisations": index.organisations, "clues": index.clues, "pairs": index.pairs,
            "categorySets": index.categorySets, "lists": index.lists,
        ]
    }

    /// Whether a table holds nothing, however deep; how often one changed tells nobody anything.
    private static func isBlank(_ value: Any) -> Bool {
        if let number = value as? any BinaryInteger { return "\(number)" == "0" }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .collection, .dictionary, .set: return mirror.children.isEmpty
        case .enum: return true
        default:
            return mirror.children.allSatisfy { $0.label == "revision" || isBlank($0.value) }
        }
    }

    @Test func `A wipe empties every table that there is`() throws {
        var generator = SeededGenerator(seed: 1)
        var index = FileIndex()
        for number in 0..<60 as Range<UInt64> {
            index.update(Self.any(number, &generator))
        }
        // Two that are held alike, names and happenings that went, a row that is free.
        for number in 100...103 as ClosedRange<UInt64> {
            index.update(
                Self.file(number) {
                    $0.birthDay = 16_903
                    $0.phoneEnds = ["123456"]
                    $0.happenings = [FileHappening(kind: HappeningKind(code: "A"), minute: 1)]
                })
        }
        while index.compareNext() {}
        index.update(Self.any(1, &generator))
        index.remove(FileID(high: 0, low: 103))
        let source = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(
                path: "../../Sources/Index/FileIndex.swift"), encoding: .utf8)
        let declared = source.split(separator: "\n").prefix {
            !$0.contains("public init(")
        }.compactMap { line in
            line.firstMatch(of: /^    (?:private )?var (\w+)/).map { String($0.1) }
        }
        let filled = Self.tables(index)
        #expect(Set(declared) == Set(filled.keys), "a table that this test does not know")
        for (name, table) in filled { #expect(!Self.isBlank(table), "\(name) is not filled") }
        index.wipe()
        for (name, table) in Self.tables(index) { #expect(Self.isBlank(table), "\(name)") }
    }

    @Test func `A wipe leaves nothing to find and the index can be filled again`() {
        var index = FileIndex()
        for number in 1...50 as ClosedRange<UInt64> { index.update(Self.file(number)) }
        index.wipe()
        #expect(index.count == 0)
        #expect(index.lexicon.count == 0 && index.names.isEmpty && index.uses.isEmpty)
        #expect(found(index, "tazi") == [])
        #expect(index.list(ListFilter(), limit: 10, where: Self.anyone).items.isEmpty)
        let isHeld = index.holds(number: FileNumber(value: 1))
        #expect(!isHeld)
        index.update(Self.file(3))
        #expect(found(index, "tazi") == [3])
    }

    @Test func `A new stage keeps the names and a new number or name replaces them`() {
        func latin(_ change: (inout IndexedFile) -> Void) -> IndexedFile {
            Self.file(1) {
                ($0.names.familyArabic, $0.names.givenArabic) = ("", "")
                change(&$0)
            }
        }
        var index = FileIndex()
        index.update(latin { _ in })
        let id = Self.file(1).file
        index.update(latin { $0.stage = "ASSESS" })
        #expect(index.file(id) == latin { $0.stage = "ASSESS" })
        #expect(found(index, "tazi") == [1])
        // The same letters, one moved from a name to the next.
        index.update(
            latin {
                $0.names.familyLatin = "TaziS"; $0.names.givenLatin = "alma"
            })
        #expect(found(index, "tazi") == [] && found(index, "alma") == [1])
        index.update(
            latin {
                $0.names.familyLatin = "TaziS"; $0.names.givenLatin = "alma"
                $0.number = FileNumber(value: 5)
            })
        let (old, new) = (
            index.holds(number: FileNumber(value: 1)), index.holds(number: FileNumber(value: 5))
        )
        #expect(!old && new)
    }

    @Test func `What is read back is what was put in`() {
        var index = FileIndex()
        let long = String(repeating: "سلمى ", count: 60)
        let file = Self.file(77) { file in
            file.birthYears = 2010...2011
            file.commune = "04.421.01.0"
            file.stage = "ASSESS"
            file.stageSince = Instant(milliseconds: 5)
            file.risk = "R3"
            file.sex = "F"
            file.isUrgent = true
            file.lastActAt = Instant(milliseconds: 9)
            file.referent = MemberID(high: 1, low: 2)
            file.names.knownAs = "Sousou"
            file.relatives = ["خديجة بناني", "Driss Tazi"]
            file.phoneEnds = ["123456"]
            file.references = ["12/2014", "A 7"]
        }
        index.update(file)
        #expect(index.file(file.file) == file)
        index.update(Self.file(77) { $0.names.knownAs = long })
        let shown = index.file(file.file)?.names.knownAs ?? ""
        #expect(!shown.isEmpty && long.hasPrefix(shown) && !shown.contains("\u{FFFD}"))
        #expect(found(index, "سلمى") == [77])
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `The children of a house are those whom a look at every file finds`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var index = FileIndex()
        var model: [UInt64: IndexedFile] = [:]
        let houses = (1...3).map { OrganisationID(high: 8, low: $0) }
        for round in 0..<400 {
            let number = UInt64.random(in: 0..<20, using: &generator)
            if Int.random(in: 0..<5, using: &generator) == 0 {
                index.remove(FileID(high: 0, low: number))
                model[number] = nil
            } else {
                let changed = Self.file(number) { file in
                    let house = houses.randomElement(using: &generator)
                    if Bool.random(using: &generator), let house {
                        file.ties.organisations[.placement] = [house]
                    }
                    if Int.random(in: 0..<4, using: &generator) == 0 {
                        file.master = FileNumber(value: .random(in: 0..<20, using: &generator))
                    }
                }
                index.update(changed)
                model[number] = changed
            }
            if round == 200 {
                index.wipe()
                for file in model.values { index.update(file) }
            }
            for house in houses {
                // A file that is joined to another is of that one's child.
                let there = model.filter { $0.value.ties.organisations[.placement] == [house] }
                let children = Set(
                    there.map { number, file in
                        file.master.flatMap { model[$0.value]?.number?.value } ?? number
                    })
                let all = index.childCount(in: house)
                let others = index.childCount(in: house, but: [FileID(high: 0, low: number)])
                #expect(all == children.count, "seed \(seed) round \(round)")
                // Whose child it is that is left out.
                let own = model[number].map { file in
                    file.master.flatMap { model[$0.value]?.number?.value } ?? number
                }
                #expect(
                    others == children.subtracting(own.map { [$0] } ?? []).count, "seed \(seed)")
            }
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `Tasks and a day are what a look at every file finds`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        // T and C are listed by their code; U and D are found by a look at all rows.
        var index = FileIndex(watching: ["T", "C"])
        var model: [UInt64: IndexedFile] = [:]
        let members = (1...4).map { MemberID(high: 7, low: $0) }
        func member() -> MemberID? {
            Bool.random(using: &generator) ? members.randomElement(using: &generator) : nil
        }
        for round in 0..<40 {
            for _ in 0..<30 {
                let number = UInt64.random(in: 0..<60, using: &generator)
                if Int.random(in: 0..<5, using: &generator) == 0 {
                    index.remove(FileID(high: 0, low: number))
                    model[number] = nil
                    continue
                }
                let changed = Self.file(number) { file in
                    file.referent = member()
                    file.stage = ["A", "END"].randomElement(using: &generator)
                    file.isUrgent = Bool.random(using: &generator)
                    file.risk = ["R1", "R2", nil].randomElement(using: &generator) ?? nil
                    file.answeredAt =
                        [nil, Instant(milliseconds: 40), Instant(milliseconds: 60)]
                        .randomElement(using: &generator) ?? nil
                    file.tasks = ["T", "U"].shuffled(using: &generator).prefix(
                        Int.random(in: 0...2, using: &generator)
                    ).map { task in
                        DueTask(
                            task: task, clock: ["C", "D"].randomElement(using: &generator) ?? "",
                            since: Instant(milliseconds: 0),
                            due: Instant(
                                milliseconds: Int64.random(in: 0..<100, using: &generator)),
                            owner: member())
                    }
                }
                index.update(changed)
                model[number] = changed
            }
            if round == 20 {
                index.wipe()
                for file in model.values { index.update(file) }
            }
            var filter = ListFilter(referents: [members[round % 4]])
            filter.member = members[round % 4]
            filter.kinds = [[], ["T"], ["U"], ["T", "U"]][round % 4]
            if round % 3 == 0 {
                filter.escalated = [["C", "D"][round % 2]: Instant(milliseconds: 30)]
            }
            func owed(_ file: IndexedFile) -> [DueTask] {
                file.tasks.filter { task in
                    let isOwn =
                        task.owner.map { $0 == filter.member }
                        ?? (file.referent.map { $0 == members[round % 4] } ?? false)
                    return task.due.milliseconds <= 70
                        && (isOwn || filter.kinds.contains(task.task)
                            || filter.escalated[task.clock].map { task.due <= $0 } ?? false)
                }
            }
            let expected = model.values.flatMap { file in
                owed(file).map { "\($0.due.milliseconds) \(file.file.hexadecimal) \($0.task)" }
            }
            let tasks = index.tasks(
                filter, until: Instant(milliseconds: 70), limit: 200, where: Self.anyone)
            #expect(
                tasks.items.map {
                    "\($0.task.due.milliseconds) \($0.file.file.hexadecimal) \($0.task.task)"
                }.sorted() == expected.sorted(), "seed \(seed) round \(round)")
            let day = index.day(
                filter, ["T": .danger], closed: ["END"], now: Instant(milliseconds: 50),
                until: Instant(milliseconds: 70), since: Instant(milliseconds: 50), limit: 200,
                where: Self.anyone)
            let own = model.values.filter { $0.referent == members[round % 4] }
            let parts = [DayPart.danger, .overdue, .coming].map { day.parts[$0]?.total ?? 0 }
            let all = model.values.flatMap(owed)
            #expect(
                parts == [
                    all.count { $0.task == "T" },
                    all.count { $0.task == "U" && $0.due.milliseconds <= 50 },
                    all.count { $0.task == "U" && $0.due.milliseconds > 50 },
                ], "seed \(seed) round \(round)")
            #expect(day.openFileCount == own.count { $0.stage != "END" })
            #expect(
                Set(day.parts[.answer]?.items.map(\.file.file) ?? [])
                    == Set(own.filter { $0.answeredAt?.milliseconds == 60 }.map(\.file)))
            let loads = index.loads(of: nil, closed: ["END"], now: Instant(milliseconds: 50))
            for person in members {
                let open = model.values.filter { $0.referent == person && $0.stage != "END" }
                let load = loads[person] ?? MemberLoad()
                #expect(
                    [load.files, load.urgent, load.overdue, load.risks["R1"] ?? 0] == [
                        open.count, open.count { $0.isUrgent },
                        open.count { file in
                            file.tasks.contains { $0.due.milliseconds <= 50 }
                        },
                        open.count { $0.risk == "R1" },
                    ])
            }
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `A file is found by the number that it has now`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var index = FileIndex()
        var model: [UInt64: UInt64] = [:]
        for round in 1...2_000 as ClosedRange<UInt64> {
            let file = UInt64.random(in: 0..<150, using: &generator)
            if Int.random(in: 0..<3, using: &generator) == 0 {
                index.remove(FileID(high: 0, low: file))
                model[file] = nil
            } else {
                model[file] = round
                var changed = Self.file(file)
                changed.number = FileNumber(value: round)
                index.update(changed)
            }
            if round == 1_000 {
                index.wipe()
                model = [:]
            }
        }
        let held = Set(model.values)
        for number in 1...2_000 as ClosedRange<UInt64> {
            let isHeld = index.holds(number: FileNumber(value: number))
            #expect(isHeld == held.contains(number), "seed \(seed) \(number)")
        }
        for (file, number) in model {
            let found = index.find(number: FileNumber(value: number), where: Self.anyone)
            #expect(found?.file == FileID(high: 0, low: file), "seed \(seed) \(number)")
            #expect(index.file(FileID(high: 0, low: file))?.number?.value == number)
        }
        #expect(index.count == model.count)
    }

    /// A file of which every field may hold anything.
    static func any(_ number: UInt64, _ generator: inout SeededGenerator) -> IndexedFile {
        func one<Value>(_ values: [Value]) -> Value {
            values[Int.random(in: 0..<values.count, using: &generator)]
        }
        func moment() -> Instant? {
            one([nil, Instant(milliseconds: .random(in: 0..<100, using: &generator))])
        }
        func some<Value>(_ values: [Value]) -> [Value] {
            Array(values.prefix(Int.random(in: 0...values.count, using: &generator)))
        }
        let names = [
            "سلمى", "أحمد", "مريم", "Salma", "Ahmed", "Meryem", "Tazi", "التازي", "", "عبد الله",
        ]
        let members = (1...3).map { MemberID(high: 7, low: $0) }
        let organisations = (1...3).map { OrganisationID(high: 1, low: $0) }
        var file = Self.file(number)
        if Int.random(in: 0..<9, using: &generator) == 0 { file.number = nil }
        file.stage = one(["A", "B", nil])
        file.stageSince = moment()
        file.referent = one(members + [nil])
        file.organisation = one(organisations + [nil])
        file.takenUpAt = moment()
        file.lastActAt = moment()
        file.answeredAt = moment()
        file.openedOn = one([nil, CivilDate(days: .random(in: 0..<9_000, using: &generator))])
        file.commune = one(["04.441.01.0", "04.421.01.0", nil])
        file.categories = Set(some(["C1", "C2", "C3"]))
        file.tasks = some(["T", "U", "V"]).map { task in
            DueTask(
                task: task, clock: "C" + task, since: moment() ?? Instant(milliseconds: 0),
                due: Instant(milliseconds: .random(in: 0..<100, using: &generator)),
                dataClass: one([.social, .judicial]), owner: one(members + [nil]))
        }
        file.happenings = (0..<Int.random(in: 0..<4, using: &generator)).map { minute in
            FileHappening(
                kind: HappeningKind(code: one(["A", "B"]), value: one(["", "X"])),
                minute: UInt32(minute), amount: one([1, 7]), group: one([0, 2]))
        }
        file.ties.organisations = one([[:], [.referral: [organisations[0]]]])
        file.ties.isLocked = Int.random(in: 0..<9, using: &generator) == 0
        // A file stays of its kind.
        if number % 6 == 0 {
            file.names = ChildNames()
            file.kind = one([.record("PLAN"), .record("SITTING")])
            file.title = one(["خطة", "Plan"])
            return file
        }
        file.names.familyArabic = one(names)
        file.names.givenArabic = one(names)
        file.names.familyLatin = one(names)
        file.names.givenLatin = one(names)
        file.names.knownAs = one(names)
        file.sex = one(["F", "M", nil])
        let year = Int.random(in: 2_008..<2_020, using: &generator)
        file.birthYears = one([nil, year...year, year...year + 1])
        file.birthDay = one([nil, UInt16.random(in: 14_000..<18_000, using: &generator)])
        file.relatives = some(["خديجة بناني", "Driss Tazi"])
        file.phoneEnds = some([String(Int.random(in: 100_000..<100_090, using: &generator)), "7"])
        file.references = some(["12/2014", "A 7"])
        file.civilRegistry = one([
            nil, CivilRegistryEntry(office: "Sale", year: 2_014, number: "12")?.compared,
        ])
        file.risk = one(["R1", "R2", nil])
        file.proposedRisk = one(["R1", nil])
        file.isUrgent = one([true, false])
        file.master = one([nil, FileNumber(value: .random(in: 0..<150, using: &generator))])
        file.siblings = Set(
            (0..<Int.random(in: 0..<3, using: &generator)).map { _ in
                UInt64.random(in: 0..<150, using: &generator)
            }
        ).sorted().map { FileNumber(value: $0) }
        return file
    }

    @Test func `What the tests of edits put in varies in every field that a file has`() {
        var generator = SeededGenerator(seed: 9)
        var seen: [String: Set<String>] = [:]
        for number in 0..<300 as Range<UInt64> {
            let file = Self.any(number, &generator)
            for part in [Mirror(reflecting: file), Mirror(reflecting: file.names)] {
                for field in part.children {
                    seen[field.label ?? "", default: []].insert("\(field.value)")
                }
            }
        }
        #expect(seen.count > 30)
        for (field, values) in seen { #expect(values.count > 1, "\(field) is always the same") }
    }

    @Test func `What was dropped is packed away and nothing else`() {
        let words = ["salma", "karim", "hamza", "noura", "badr", "jalil", "farid", "widad"]
        var index = FileIndex()
        var model: [UInt64: IndexedFile] = [:]
        var packed: Set<String> = []
        for turn in 0..<800 {
            let number = UInt64(turn % 10)
            let before = (
                index.names.count, index.uses.count, index.happened.count, index.tasks.count
            )
            let name = (0..<words.count).map { words[($0 + turn / 10) % words.count] }
                .joined(separator: " ")
            let file = Self.file(number) {
                ($0.names.familyLatin, $0.names.givenLatin) = (name, name)
                ($0.names.familyArabic, $0.names.givenArabic) = (name, name)
                $0.happenings = (0..<60).map {
                    FileHappening(kind: HappeningKind(code: "A"), minute: UInt32(turn + $0))
                }
                guard number > 7 else { return }
                // Of a plan more is owed each time.
                $0.kind = .record("PLAN")
                $0.tasks = (0..<100 + turn / 10).map {
                    DueTask(
                        task: "T\($0)", clock: "C", since: Instant(milliseconds: 0),
                        due: Instant(milliseconds: Int64(turn + $0)))
                }
            }
            index.update(file)
            model[number] = file
            if turn % 7 == 0 {
                index.remove(file.file)
                model[number] = nil
            }
            if index.names.count < before.0 { packed.insert("names") }
            if index.uses.count < before.1 { packed.insert("uses") }
            if index.happened.count < before.2 { packed.insert("happened") }
            if index.tasks.count < before.3 { packed.insert("tasks") }
        }
        #expect(packed == ["names", "uses", "happened", "tasks"])
        var fresh = FileIndex()
        for file in model.values { fresh.update(file) }
        for number in 0..<10 as Range<UInt64> {
            #expect(index.file(Self.file(number).file) == model[number])
        }
        let found = index.search(SearchQuery("salma karim"), where: Self.anyone)
        #expect(!found.isEmpty)
        #expect(found == fresh.search(SearchQuery("salma karim"), where: Self.anyone))
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `After any edits the index equals a fresh one`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var index = FileIndex()
        var model: [UInt64: IndexedFile] = [:]
        let names = [
            "سلمى", "أحمد", "مريم", "Salma", "Ahmed", "Meryem", "Tazi", "التازي", "", "عبد الله",
        ]
        for _ in 0..<1000 {
            let number = UInt64.random(in: 0..<150, using: &generator)
            if Int.random(in: 0..<4, using: &generator) == 0 {
                index.remove(FileID(high: 0, low: number))
                model[number] = nil
                continue
            }
            let file = Self.any(number, &generator)
            index.update(file)
            model[number] = file
        }
        var fresh = FileIndex()
        for file in model.values.shuffled(using: &generator) { fresh.update(file) }
        #expect(index.count == fresh.count && index.count == model.count, "seed \(seed)")
        #expect(index.lexicon.nameCount == fresh.lexicon.nameCount, "seed \(seed)")
        for query in names + ["salma tazi", "احمد التازي", "عبدالله", "meryem سلمى", "selma"] {
            let candidates = index.search(SearchQuery(query), where: Self.anyone)
            #expect(
                candidates == fresh.search(SearchQuery(query), where: Self.anyone), "seed \(seed)")
            // What is found is what a look at each file by itself finds.
            let plain = model.values.compactMap { file in
                var alone = FileIndex()
                alone.update(file)
                return alone.search(SearchQuery(query), where: Self.anyone).first
            }
            let best = plain.sorted { left, right in
                (right.score, left.file.file.low) < (left.score, right.file.file.low)
            }.prefix(IndexLimits.candidatesPerSearch)
            #expect(candidates == Array(best), "seed \(seed) \(query)")
        }
        for stage in ["A", "B", nil] {
            let filter = ListFilter(stage: stage)
            #expect(
                index.list(filter, limit: 200, where: Self.anyone)
                    == fresh.list(filter, limit: 200, where: Self.anyone), "seed \(seed)")
            let until = Instant(milliseconds: 50)
            #expect(
                index.tasks(filter, until: until, limit: 200, where: Self.anyone)
                    == fresh.tasks(filter, until: until, limit: 200, where: Self.anyone),
                "seed \(seed)")
        }
        for number in 0..<150 as Range<UInt64> {
            let file = FileID(high: 0, low: number)
            #expect(index.file(file) == model[number], "seed \(seed)")
            let numbered = model[number].flatMap { $0.number == nil ? nil : $0 }
            #expect(
                index.find(number: FileNumber(value: number), where: Self.anyone) == numbered,
                "seed \(seed)")
            #expect(
                index.ties(of: file, where: Self.anyone)
                    == fresh.ties(of: file, where: Self.anyone),
                "seed \(seed)")
        }
        // What is alike, what is near and who stays where goes by tables of their own.
        while index.compareNext() {}
        while fresh.compareNext() {}
        #expect(index.waitingCount == fresh.waitingCount)
        var (phone, reference) = (SearchQuery(""), SearchQuery(""))
        (phone.phone, reference.reference) = ("100042", "12/2014")
        for query in [phone, reference] {
            #expect(
                index.search(query, where: Self.anyone) == fresh.search(query, where: Self.anyone))
        }
    }
}
