public import Basics
public import Circuit

extension FileIndex {
    private struct Hit: Comparable {
        var key: Int64
        var file: FileKey
        var task: String
        var place: Int
        var slot: Int

        static func < (left: Self, right: Self) -> Bool {
            (left.key, left.file, left.task) < (right.key, right.file, right.task)
        }

        static func == (left: Self, right: Self) -> Bool {
            left.key == right.key && left.file == right.file && left.task == right.task
        }

        /// Tells whether the item comes after a position.
        func follows(_ position: PagePosition?) -> Bool {
            guard let position else { return true }
            return (key, file, task) > (position.key, FileKey(position.file), position.task)
        }
    }

    /// The files of a work list, in the filter's order.
    public func list(
        _ filter: ListFilter, after position: PagePosition? = nil, limit: Int,
        where isAllowed: (FileOwner) -> Bool
    ) -> Page<IndexedFile> {
        if let script = filter.order.script {
            return list(filter, script, after: position, limit: limit, where: isAllowed)
        }
        var hits: [Hit] = []
        var total = 0
        for place in matches(filter) where isAllowed(owner(place)) {
            total += 1
            let key = key(place, filter)
            let hit = Hit(key: key, file: rows[place].key, task: "", place: place, slot: 0)
            if hit.follows(position) { hits.append(hit) }
        }
        return page(&hits, limit, total: total) { entry($0.place) }
    }

    /// The files with a referral that lies with one of some organisations, in the order of their
    /// ids.
    public func referrals(
        to organisations: Set<OrganisationID>, after position: PagePosition? = nil, limit: Int
    ) -> Page<FileID> {
        var hits: [Hit] = []
        var total = 0
        for (place, ties) in ties
        where !(ties.organisations[.referral] ?? []).isDisjoint(with: organisations) {
            total += 1
            let hit = Hit(
                key: 0, file: rows[Int(place)].key, task: "", place: Int(place), slot: 0)
            if hit.follows(position) { hits.append(hit) }
        }
        return page(&hits, limit, total: total) { rows[$0.place].key.id }
    }

    /// How many children stay with an establishment, but for those of some files.
    ///
    /// Two files of one child, of which one is joined to the other, are one child.
    public func childCount(in establishment: OrganisationID, but files: Set<FileID> = []) -> Int {
        guard let number = organisations.known(establishment) else { return 0 }
        func child(_ place: UInt32) -> UInt32 {
            kin[place]?.master.flatMap { self.place(of: $0) } ?? place
        }
        let left = Set(files.compactMap { place(of: $0) }.map(child))
        return Set(lists[.establishment(number)].map(child)).subtracting(left).count
    }

    /// The files of a work list, all of them, in the order of their ids.
    public func files(_ filter: ListFilter) -> [FileID] {
        matches(filter).map { rows[$0].key }.sorted().map(\.id)
    }

    /// What is owed until a moment on the files of a work list, the earliest due first; what is
    /// of a kind that the filter names is owed on every file of its organisation and stage.
    public func tasks(
        _ filter: ListFilter, until: Instant, after position: PagePosition? = nil, limit: Int,
        where isAllowed: (FileOwner) -> Bool
    ) -> Page<ListedTask> {
        var hits: [Hit] = []
        var total = 0
        let owed = Owed(filter, self)
        for place in places(owed, filter) where isAllowed(owner(place)) {
            for slot in slots(place, owed, filter, until: until) {
                total += 1
                let hit = hit(place, slot)
                if hit.follows(position) { hits.append(hit) }
            }
        }
        return page(&hits, limit, total: total) { hit in
            ListedTask(file: entry(hit.place), task: task(tasks[hit.slot]))
        }
    }

    /// Somebody's day.
    ///
    /// - Parameters:
    ///   - meanings: what the kinds of task mean.
    ///   - closed: the stages in which nothing is in hand any more.
    ///   - until: up to when what comes is told.
    ///   - since: since when answers of services are told, the latest first; they are no tasks.
    public func day(
        _ filter: ListFilter, _ meanings: [String: TaskMeaning], closed: Set<String>,
        now: Instant, until: Instant, since: Instant, limit: Int,
        where isAllowed: (FileOwner) -> Bool
    ) -> Day {
        var hits: [DayPart: [Hit]] = [:]
        var day = Day()
        let closed = Set(closed.compactMap { codes.known($0) })
        let owed = Owed(filter, self)
        for place in places(owed, filter) {
            // Who is given a task on a file of another kind than a child's is told of it, whether or
            // not he reads the file.
            let reads = isAllowed(owner(place))
            guard reads || rows[place].isRecord else { continue }
            for slot in slots(place, owed, filter, until: until)
            where reads || tasks[slot].owner == owed.member {
                let hit = hit(place, slot)
                let part = DayPart(meanings[hit.task], isOverdue: hit.key <= now.milliseconds)
                hits[part, default: []].append(hit)
            }
            // How many children somebody has in hand, and what services said of them.
            guard owed.isOwn(desk(place)), !rows[place].isRecord else { continue }
            if !closed.contains(rows[place].stage) { day.openFileCount += 1 }
            let answered = rows[place].answeredAt
            if filter.classes.contains(.social),
                answered >= since.milliseconds
            {
                // The latest comes first, so the key counts down.
                hits[.answer, default: []].append(
                    Hit(key: -answered, file: rows[place].key, task: "", place: place, slot: 0))
            }
        }
        for part in hits.keys {
            day.parts[part] = page(&hits[part, default: []], limit) { hit in
                let key = part == .answer ? -hit.key : hit.key
                return DayItem(
                    file: entry(hit.place), task: hit.task, at: Instant(milliseconds: key))
            }
        }
        return day
    }

    /// What members have in hand, of the files of some organisations or of all.
    ///
    /// - Parameter closed: the stages in which nothing is in hand any more.
    public func loads(
        of offices: Set<OrganisationID>?, closed: Set<String>, now: Instant
    ) -> [MemberID: MemberLoad] {
        let offices = offices.map { Set($0.compactMap { organisations.known($0) }) }
        let closed = Set(closed.compactMap { codes.known($0) })
        var loads: [UInt32: MemberLoad] = [:]
        var risks: [UInt32: [UInt32: Int]] = [:]
        for place in rows.indices {
            let (row, desk) = (rows[place], desk(place))
            guard row.isLive, !row.isRecord, desk.referent != Symbols<MemberID>.none,
                offices?.contains(desk.organisation) ?? true, !closed.contains(row.stage)
            else { continue }
            var load = loads[desk.referent] ?? MemberLoad()
            load.files += 1
            if row.isUrgent { load.urgent += 1 }
            if tasks[rows[place].tasks].contains(where: { $0.due <= now.milliseconds }) {
                load.overdue += 1
            }
            loads[desk.referent] = load
            risks[desk.referent, default: [:]][row.risk, default: 0] += 1
        }
        var found: [MemberID: MemberLoad] = [:]
        for (number, load) in loads {
            guard let member = members[number] else { continue }
            var load = load
            for (risk, count) in risks[number] ?? [:] {
                if let code = codes[risk] { load.risks[code] = count }
            }
            found[member] = load
        }
        return found
    }

    /// Whose tasks are asked for, in the numbers of the rows.
    private struct Owed {
        let kinds: Set<UInt32>
        let escalated: [UInt32: Int64]
        let referents: Set<UInt32>?
        let member: UInt32?

        init(_ filter: ListFilter, _ index: borrowing FileIndex) {
            var kinds: Set<UInt32> = []
            for kind in filter.kinds {
                if let number = index.codes.known(kind) { kinds.insert(number) }
            }
            var escalated: [UInt32: Int64] = [:]
            for (code, moment) in filter.escalated {
                if let number = index.codes.known(code) { escalated[number] = moment.milliseconds }
            }
            self.kinds = kinds
            self.escalated = escalated
            referents = index.numbers(of: filter.referents)
            member = filter.member.flatMap { index.members.known($0) }
        }

        func isOwn(_ desk: FileDesk) -> Bool { referents?.contains(desk.referent) ?? true }

        func takes(_ task: PackedTask, of desk: FileDesk) -> Bool {
            kinds.contains(task.task) || escalated[task.clock].map { task.due <= $0 } ?? false
                || (task.owner == Symbols<MemberID>.none ? isOwn(desk) : task.owner == member)
        }
    }

    /// The rows on which something may be owed: those that the lists name, or all.
    private func places(_ owed: Owed, _ filter: ListFilter) -> [Int] {
        let codes = owed.kinds.union(owed.escalated.keys)
        var anybody = filter
        anybody.referents = nil
        guard let referents = owed.referents, codes.allSatisfy({ isWatched($0) }) else {
            return matches(anybody)
        }
        var found: Set<UInt32> = []
        for referent in referents { found.formUnion(lists[.referent(referent)]) }
        if let member = owed.member { found.formUnion(lists[.owner(member)]) }
        for code in codes { found.formUnion(lists[.code(code)]) }
        return matches(anybody, among: found.map { Int($0) })
    }

    /// The tasks of a row that are asked for.
    private func slots(
        _ place: Int, _ owed: Owed, _ filter: ListFilter, until: Instant
    ) -> [Int] {
        rows[place].tasks.filter { slot in
            let task = tasks[slot]
            // A file of another kind has one class, and the filter lets through who reads it.
            let isOpen = rows[place].isRecord || filter.classes.contains(task.dataClass)
            return task.due <= until.milliseconds && isOpen
                && owed.takes(task, of: desk(place))
        }
    }

    private func hit(_ place: Int, _ slot: Int) -> Hit {
        let task = tasks[slot]
        return Hit(
            key: task.due, file: rows[place].key, task: codes[task.task] ?? "", place: place,
            slot: slot)
    }

    /// By what a row sorts: the least comes first, and what is not known last.
    private func key(_ place: Int, _ filter: ListFilter) -> Int64 {
        let row = rows[place]
        switch filter.order {
        case .waiting, .nameArabic, .nameLatin: return row.stageSince
        case .written: return row.lastActAt == Row.unknown ? .max : -row.lastActAt
        case .due: return nextDue(place, filter.classes) ?? .max
        case .opened: return row.openedOn == Row.noDay ? .max : -Int64(row.openedOn)
        }
    }

    /// When what is owed next, of some classes, is due.
    private func nextDue(_ place: Int, _ classes: ClassSet) -> Int64? {
        tasks[rows[place].tasks].lazy.filter { classes.contains($0.dataClass) }.map(\.due).min()
    }

    /// The rows that a filter lets through; a code or id that no file holds matches none.
    func matches(_ filter: ListFilter) -> [Int] {
        guard let referents = numbers(of: filter.referents) else {
            return matches(filter, among: rows.indices)
        }
        let own = referents.flatMap { lists[.referent($0)] }.map { Int($0) }
        return matches(filter, among: own.sorted())
    }

    /// The rows among some that a filter lets through, whoever answers for them.
    private func matches(_ filter: ListFilter, among places: some Sequence<Int>) -> [Int] {
        let offices = filter.organisations.map { Set($0.compactMap { organisations.known($0) }) }
        // A code that no file bears is another one than each of theirs.
        let stage = filter.stage.map { codes.known($0) ?? .max - 1 }
        let risk = filter.risk.map { codes.known($0) ?? .max - 1 }
        let communes = filter.commune.map { start in codes.numbers { $0.hasPrefix(start) } }
        let categories = filter.categories.map { wanted in
            categorySets.numbers { !$0.isDisjoint(with: wanted) }
        }
        let opened = filter.opened.map { $0.lowerBound.days...$0.upperBound.days }
        let written = filter.written.map {
            $0.lowerBound.milliseconds..<$0.upperBound.milliseconds
        }
        let due = filter.due.map { $0.lowerBound.milliseconds..<$0.upperBound.milliseconds }
        return places.filter { place in
            let row = rows[place]
            return row.isLive && lists(row, place, filter.fileKinds)
                && (offices?.contains(desk(place).organisation) ?? true)
                && (stage.map { $0 == row.stage } ?? true)
                && (risk.map { $0 == row.risk } ?? true)
                && (communes?.contains(row.commune) ?? true)
                && (!filter.isUnassigned || desk(place).referent == Symbols<MemberID>.none)
                && (!filter.isUrgent || row.isUrgent)
                && (filter.quietSince.map { row.lastActAt < $0.milliseconds } ?? true)
                && (filter.overdueAt.map { isOverdue(place, at: $0, filter.classes) } ?? true)
                && (categories?.contains(UInt32(row.categories)) ?? true)
                && (opened.map { row.openedOn != Row.noDay && $0.contains(Int32(row.openedOn)) }
                    ?? true)
                && (written?.contains(row.lastActAt) ?? true)
                && (due.map { days in
                    nextDue(place, filter.classes).map { days.contains($0) } ?? false
                } ?? true)
        }
    }

    /// Whether a row's file is of a kind that is listed.
    private func lists(_ row: Row, _ place: Int, _ kinds: ListedKinds) -> Bool {
        switch kinds {
        case .children: !row.isRecord
        case .all: true
        case .records(let code):
            row.isRecord && (code.map { kind(place) == .record($0) } ?? true)
        }
    }

    private func isOverdue(_ place: Int, at now: Instant, _ classes: ClassSet) -> Bool {
        tasks[rows[place].tasks].contains {
            $0.due <= now.milliseconds && classes.contains($0.dataClass)
        }
    }

    fileprivate func numbers(of referents: Set<MemberID>?) -> Set<UInt32>? {
        referents.map { Set($0.compactMap { members.known($0) }) }
    }

    private func page<Item>(
        _ hits: inout [Hit], _ limit: Int, total: Int? = nil, _ item: (Hit) -> Item
    ) -> Page<Item> {
        let total = total ?? hits.count
        hits.sort()
        let count = min(max(limit, 1), IndexLimits.itemsPerPage)
        let shown = hits.prefix(count)
        var next: PagePosition?
        if hits.count > count, let last = shown.last {
            next = PagePosition(key: last.key, file: last.file.id, task: last.task)
        }
        return Page(items: shown.map(item), next: next, total: total)
    }
}
