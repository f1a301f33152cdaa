public import Basics
import Circuit

/// The decrypted index of a province: who the children are and what is owed to them.
///
/// It lives in memory alone, from unseal to seal. It cannot be copied, so that `wipe` leaves no
/// second one. Names lie in runs of bytes, which it overwrites.
public struct FileIndex: ~Copyable, Sendable {
    var rows: [Row] = []
    /// Of each row what every search looks at.
    var searchRows: [SearchRow] = []
    /// Who answers for files.
    var desks = Symbols<FileDesk>()
    /// What is owed on all files.
    var tasks: [PackedTask] = []
    var taskWaste = 0
    /// The ties of the files that have some: most have none.
    var ties: [UInt32: Ties] = [:]
    /// Kind and title of the files that are no child's.
    var records: [UInt32: RecordFacts] = [:]
    /// What the files name that name another one: fewer still.
    var kin: [UInt32: Kin] = [:]
    /// The files that name a number.
    var namers: [UInt64: [UInt32]] = [:]
    /// The names and other texts of all files.
    var names: [UInt8] = []
    var waste = 0
    /// Of all files which names of the lexicon they bear, and in which part.
    var uses: [NameUse] = []
    var useWaste = 0
    /// What happened on all files, as indicators count it.
    var happened: [PackedHappening] = []
    var happenedWaste = 0
    /// What may happen.
    var kinds = Symbols<HappeningKind>()
    /// The sounds of all names.
    var lexicon = Lexicon()
    var free: [UInt32] = []
    var byFile = PlaceTable(.file)
    var byNumber = PlaceTable(.number)
    var codes = Symbols<String>()
    var members = Symbols<MemberID>()
    var organisations = Symbols<OrganisationID>()
    /// The rows that bear a telephone, a number in a register or a record of the civil registry.
    var clues = ClueTable()
    /// The files that may be of the same child.
    var pairs = PairTable()
    /// The sets of target categories that files have.
    var categorySets = Symbols<Set<String>>()
    /// The files of each referent, of each owner of a task, with each task or clock that is watched,
    /// and of the children of each establishment.
    var lists = PlaceLists()

    /// Makes an empty index.
    ///
    /// - Parameter watched: the codes of the tasks and clocks by which files are found without a
    ///   look at all of them.
    public init(watching watched: Set<String> = []) {
        self.watched = watched
        nameWatched()
    }

    private let watched: Set<String>

    /// Gives the codes that are watched the first numbers, so that a number tells it.
    private mutating func nameWatched() { for code in watched { _ = codes.number(code) } }

    /// Tells whether the files with a task or clock are listed.
    func isWatched(_ code: UInt32) -> Bool { code < watched.count }

    /// How many files it holds.
    public var count: Int { byFile.count }

    /// Makes room for a number of files, before an index is built.
    public mutating func reserve(_ count: Int) {
        rows.reserveCapacity(count)
        searchRows.reserveCapacity(count)
        names.reserveCapacity(count * IndexLimits.expectedNameBytes)
        uses.reserveCapacity(count * IndexLimits.expectedNameUses)
        tasks.reserveCapacity(count * IndexLimits.expectedTasks)
        byFile.reserve(count, rows)
        byNumber.reserve(count, rows)
    }

    // MARK: Changing

    /// Puts a file in, or in place of what the index held of it.
    public mutating func update(_ file: IndexedFile) { update(file, PackedTexts(file), nil) }

    /// Puts a file in that was made ready before, perhaps by another thread.
    public mutating func update(_ ready: PreparedFile) {
        update(ready.indexed, ready.texts, ready)
    }

    private mutating func update(
        _ file: IndexedFile, _ texts: PackedTexts, _ ready: PreparedFile?
    ) {
        let key = FileKey(file.file)
        if let place = byFile.place(of: key, rows) {
            // Most acts leave names and number alone, and those are the costly part of a row.
            if !hasNames(texts, file.number, place) {
                release(place)
                fill(place, key, file, texts, ready)
            }
            describe(Int(place), file)
        } else {
            let place = free.popLast() ?? UInt32(truncatingIfNeeded: rows.count)
            fill(place, key, file, texts, ready)
            describe(Int(place), file)
            byFile.insert(place, rows)
        }
        packNames()
    }

    /// Takes a file out; a file that is not there changes nothing.
    public mutating func remove(_ file: FileID) {
        guard let place = place(of: file) else { return }
        byFile.remove(place, rows)
        release(place)
        free.append(place)
        packNames()
    }

    /// Overwrites and forgets everything.
    public mutating func wipe() {
        Index.wipe(&rows)
        Index.wipe(&searchRows)
        Index.wipe(&names)
        Index.wipe(&uses)
        Index.wipe(&happened)
        Index.wipe(&free)
        lexicon.wipe()
        Index.wipe(&tasks)
        waste = 0
        useWaste = 0
        happenedWaste = 0
        taskWaste = 0
        ties = [:]
        records = [:]
        kin = [:]
        namers = [:]
        byFile.wipe()
        byNumber.wipe()
        clues.wipe()
        pairs.wipe()
        lists = PlaceLists()
        codes = Symbols()
        kinds = Symbols()
        nameWatched()
        members = Symbols()
        organisations = Symbols()
        desks = Symbols()
        categorySets = Symbols()
    }

    // MARK: Asking

    /// What the index holds of a file.
    public func file(_ file: FileID) -> IndexedFile? {
        place(of: file).map { entry(Int($0)) }
    }

    /// Who answers for a file, for a decision about access; nil where there is no such file.
    public func owner(of file: FileID) -> FileOwner? {
        place(of: file).map { owner(Int($0)) }
    }

    /// The file of a number, where the filter lets it through.
    public func find(
        number: FileNumber, where isAllowed: (FileOwner) -> Bool
    ) -> IndexedFile? {
        let place = place(of: number.value)
        // Of a number that nobody bears the filter is asked, too.
        guard isAllowed(place.map { owner(Int($0)) } ?? .nobody), let place else { return nil }
        return entry(Int(place))
    }

    /// Tells whether a task of one of these kinds is owed on a file.
    public func owes(_ kinds: Set<String>, on file: FileID) -> Bool {
        guard !kinds.isEmpty, let place = place(of: file) else { return false }
        return tasks[rows[Int(place)].tasks].contains { kinds.contains(codes[$0.task] ?? "") }
    }

    /// Tells whether a number is taken.
    public func holds(number: FileNumber) -> Bool { place(of: number.value) != nil }

    /// The row of a file.
    func place(of file: FileID) -> UInt32? { byFile.place(of: FileKey(file), rows) }

    /// The row of the file that has a number.
    func place(of number: UInt64) -> UInt32? { byNumber.place(of: number, rows) }

    func owner(_ place: Int) -> FileOwner {
        FileOwner(
            referent: members[desk(place).referent],
            organisation: organisations[desk(place).organisation],
            takenUpAt: Instant?(packed: rows[place].takenUpAt), kind: kind(place),
            ties: ties[UInt32(truncatingIfNeeded: place)] ?? Ties())
    }

    /// Who answers for the file of a row, in numbers.
    func desk(_ place: Int) -> FileDesk { desks[searchRows[place].desk] ?? .none }

    /// Of what kind the file of a row is.
    func kind(_ place: Int) -> DossierKind {
        guard rows[place].isRecord else { return .child }
        return .record(records[UInt32(truncatingIfNeeded: place)]?.kind ?? "")
    }

    // MARK: Rows

    private func hasNames(
        _ texts: PackedTexts, _ number: FileNumber?, _ place: UInt32
    ) -> Bool {
        let row = rows[Int(place)]
        return row.number == number?.value ?? Row.noNumber && row.textCounts == texts.counts
            && names[row.texts].elementsEqual(texts.bytes)
    }

    /// Makes a row that holds number, names and what else is text.
    private mutating func fill(
        _ place: UInt32, _ key: FileKey, _ file: IndexedFile, _ texts: PackedTexts,
        _ ready: PreparedFile?
    ) {
        let named = ready?.named ?? NamedParts(file)
        let start = uses.count
        for part in named.parts { append(part) }
        let row = Row(
            key: key, number: file.number?.value ?? Row.noNumber,
            stageSince: Instant?.none.packed, lastActAt: Instant?.none.packed,
            takenUpAt: Instant?.none.packed, answeredAt: Instant?.none.packed,
            textsStart: UInt32(truncatingIfNeeded: names.count),
            wholes: named.wholes, nameStarts: named.starts,
            textsCount: UInt16(truncatingIfNeeded: texts.bytes.count),
            birthFirst: Row.noYear, birthLast: Row.noYear, birthDay: Row.noDay,
            textCounts: texts.counts)
        let searchRow = SearchRow(
            usesStart: UInt32(truncatingIfNeeded: start),
            usesCount: UInt8(truncatingIfNeeded: uses.count - start),
            ownUsesCount: UInt8(
                truncatingIfNeeded: uses[start...].prefix { $0.field != .relative }.count))
        Index.append(texts.bytes, to: &names)
        if Int(place) < rows.count {
            rows[Int(place)] = row
            searchRows[Int(place)] = searchRow
        } else {
            Index.append(CollectionOfOne(row), to: &rows)
            Index.append(CollectionOfOne(searchRow), to: &searchRows)
        }
        if row.number != Row.noNumber { byNumber.insert(place, rows) }
        for number in listed(searchRow) { lexicon.add(place, to: number) }
        for clue in ready?.clues ?? clues(of: row) { clues.insert(place, clue) }
        queue(place)
    }

    /// Takes the names of a part into the lexicon.
    private mutating func append(_ part: NamedParts.Part) {
        let name = part.name
        for word in name.heard {
            uses.append(
                NameUse(lexicon.take(word), part.field, isWord: true, isWhole: name.isOne))
        }
        if part.field != .relative, let whole = name.heardWhole {
            uses.append(NameUse(lexicon.take(whole), part.field, isWord: false, isWhole: true))
        }
    }

    /// The names under which a row is found, each once.
    private func listed(_ row: SearchRow) -> [UInt32] {
        var numbers: [UInt32] = []
        numbers.reserveCapacity(Int(row.usesCount))
        for index in row.uses where uses[index].field != .relative {
            let number = uses[index].number
            if !numbers.contains(number) { numbers.append(number) }
        }
        return numbers
    }

    /// Writes everything but number and names into a row.
    private mutating func describe(_ place: Int, _ file: IndexedFile) {
        let (before, others) = (listKeys(place), PairFacts(rows[place]))
        var row = rows[place]
        row.stageSince = file.stageSince.packed
        row.lastActAt = file.lastActAt.packed
        row.takenUpAt = file.takenUpAt.packed
        row.answeredAt = file.answeredAt.packed
        row.commune = codes.number(file.commune)
        row.stage = codes.number(file.stage)
        row.risk = codes.number(file.risk)
        row.proposedRisk = codes.number(file.proposedRisk)
        row.sex = codes.number(file.sex)
        row.isUrgent = file.isUrgent
        row.openedOn = file.openedOn.packed
        row.categories = categorySets.packed(file.categories)
        let years = file.birthYears
        row.birthFirst = years.map { Int16(clamping: $0.lowerBound) } ?? Row.noYear
        row.birthLast = years.map { Int16(clamping: $0.upperBound) } ?? Row.noYear
        row.birthDay = file.birthDay ?? Row.noDay
        rows[place] = row
        if case .record(let kind) = file.kind {
            rows[place].isRecord = true
            records[UInt32(truncatingIfNeeded: place)] = RecordFacts(kind: kind, title: file.title)
            unqueue(UInt32(truncatingIfNeeded: place))
        }
        let desk = FileDesk(
            organisation: organisations.number(file.organisation),
            referent: members.number(file.referent))
        searchRows[place].desk = desks.number(desk)
        searchRows[place].isApart = !file.ties.isEmpty || file.kind != .child
        if PairFacts(rows[place]) != others { queue(UInt32(truncatingIfNeeded: place)) }
        keep(file.tasks, of: file.kind, place)
        keep(file.happenings, place)
        for house in file.ties.organisations[.placement] ?? [] { _ = organisations.number(house) }
        ties[UInt32(truncatingIfNeeded: place)] = file.ties.isEmpty ? nil : file.ties
        lists.move(UInt32(truncatingIfNeeded: place), from: before, to: listKeys(place))
        relate(
            UInt32(truncatingIfNeeded: place),
            Kin(master: file.master?.value, siblings: Set(file.siblings.map(\.value))))
    }

    /// The lists in which a row stands as it is now.
    private func listKeys(_ place: Int) -> [PlaceLists.Key] {
        guard rows[place].isLive else { return [] }
        var keys: [PlaceLists.Key] = []
        func add(_ key: PlaceLists.Key) { if !keys.contains(key) { keys.append(key) } }
        let referent = desk(place).referent
        if referent != Symbols<MemberID>.none { add(.referent(referent)) }
        for task in tasks[rows[place].tasks] {
            if task.owner != Symbols<MemberID>.none { add(.owner(task.owner)) }
            for code in [task.task, task.clock] where isWatched(code) { add(.code(code)) }
        }
        for house in ties[UInt32(truncatingIfNeeded: place)]?.organisations[.placement] ?? [] {
            if let number = organisations.known(house) { add(.establishment(number)) }
        }
        return keys
    }

    /// Takes a row out of every list but that of the files.
    private mutating func release(_ place: UInt32) {
        let row = rows[Int(place)]
        pairs.part(place)
        if row.waits { pairs.waited() }
        for clue in clues(of: row) { clues.remove(place, clue) }
        let named = searchRows[Int(place)]
        for number in listed(named) { lexicon.drop(place, from: number) }
        for use in uses[named.uses] { lexicon.give(use.number) }
        for index in named.uses { uses[index] = NameUse.none }
        useWaste += named.uses.count
        if row.number != Row.noNumber { byNumber.remove(place, rows) }
        for index in row.texts { names[index] = 0 }
        waste += row.texts.count
        forgetHappenings(Int(place))
        lists.move(place, from: listKeys(Int(place)), to: [])
        forgetTasks(Int(place))
        rows[Int(place)].isLive = false
        rows[Int(place)].waits = false
        rows[Int(place)].textsCount = 0
        searchRows[Int(place)] = SearchRow(usesStart: 0, usesCount: 0, ownUsesCount: 0)
        ties[place] = nil
        records[place] = nil
        relate(place, Kin())
    }

    /// Packs texts, names, happenings and tasks again where more than half of their room is waste.
    private mutating func packNames() {
        Self.pack(&names, &waste, &rows, \.texts, \.textsStart)
        Self.pack(&uses, &useWaste, &searchRows, \.uses, \.usesStart)
        Self.pack(&happened, &happenedWaste, &rows, \.happenings, \.happeningsStart)
        Self.pack(&tasks, &taskWaste, &rows, \.tasks, \.tasksStart)
    }

    private static func pack<Element: BitwiseCopyable, Holder>(
        _ run: inout [Element], _ waste: inout Int, _ rows: inout [Holder],
        _ stretch: KeyPath<Holder, Range<Int>>, _ start: WritableKeyPath<Holder, UInt32>
    ) {
        guard waste > IndexLimits.wasteBytes, waste > run.count / 2 else { return }
        let packed = packed(run, run.count - waste, &rows, stretch, start)
        Index.wipe(&run)
        run = packed
        waste = 0
    }

    /// What the rows have of a run, and nothing else; one that was released has nothing.
    private static func packed<Element, Holder>(
        _ run: [Element], _ count: Int, _ rows: inout [Holder],
        _ stretch: KeyPath<Holder, Range<Int>>, _ start: WritableKeyPath<Holder, UInt32>
    ) -> [Element] {
        var packed: [Element] = []
        packed.reserveCapacity(count)
        for index in rows.indices {
            let old = rows[index][keyPath: stretch]
            rows[index][keyPath: start] = UInt32(truncatingIfNeeded: packed.count)
            packed.append(contentsOf: run[old])
        }
        return packed
    }

    /// What of a row is text, in the order in which it was packed.
    func texts(of row: Row) -> [String] { PackedTexts.texts(in: names[row.texts]) }

    func entry(_ place: Int) -> IndexedFile {
        let row = rows[place]
        let texts = texts(of: row)
        var file = IndexedFile(file: row.key.id)
        file.number = row.number == Row.noNumber ? nil : FileNumber(value: row.number)
        file.names.familyArabic = texts[0]
        file.names.givenArabic = texts[1]
        file.names.familyLatin = texts[2]
        file.names.givenLatin = texts[3]
        file.names.knownAs = texts[4]
        let (relatives, phones, references) = row.textCounts
        let others = texts.dropFirst(PackedTexts.nameCount)
        file.relatives = Array(others.prefix(Int(relatives)))
        file.phoneEnds = Array(others.dropFirst(Int(relatives)).prefix(Int(phones)))
        let rest = others.dropFirst(Int(relatives) + Int(phones))
        file.references = Array(rest.prefix(Int(references)))
        file.civilRegistry = rest.dropFirst(Int(references)).first
        file.birthDay = row.birthDay == Row.noDay ? nil : row.birthDay
        file.sex = codes[row.sex]
        if row.birthFirst != Row.noYear, row.birthFirst <= row.birthLast {
            file.birthYears = Int(row.birthFirst)...Int(row.birthLast)
        }
        file.kind = kind(place)
        file.title = records[UInt32(truncatingIfNeeded: place)]?.title ?? ""
        file.commune = codes[row.commune]
        file.stage = codes[row.stage]
        file.stageSince = Instant?(packed: row.stageSince)
        file.risk = codes[row.risk]
        file.proposedRisk = codes[row.proposedRisk]
        file.happenings = happenings(place)
        file.isUrgent = row.isUrgent
        file.referent = members[desk(place).referent]
        file.organisation = organisations[desk(place).organisation]
        file.lastActAt = Instant?(packed: row.lastActAt)
        file.takenUpAt = Instant?(packed: row.takenUpAt)
        file.answeredAt = Instant?(packed: row.answeredAt)
        file.openedOn = CivilDate?(packed: row.openedOn)
        file.categories = categorySets[UInt32(row.categories)] ?? []
        file.ties = ties[UInt32(truncatingIfNeeded: place)] ?? Ties()
        let named = kin[UInt32(truncatingIfNeeded: place)] ?? Kin()
        file.master = named.master.map { FileNumber(value: $0) }
        file.siblings = named.siblings.sorted().map { FileNumber(value: $0) }
        file.tasks = tasks[rows[place].tasks].map { task($0) }
        return file
    }
}
